"""The cue lexicon: what ships, what a user adds, and what is refused."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgexport import annotate
from kgexport.cli import cli
from kgexport.errors import ReadError
from kgexport.extraction.statements.lexicon import FIELDS, PATTERNS, CueLexicon, default_cues, read_cues
from kgexport.model import Act, Certainty, Polarity

DOCS = Path(__file__).parents[3] / "docs" / "cues.md"
TRUMPET = '[[verb]]\nlemmas = ["trumpet"]\nact = "claim"\ntakes = ["clause", "quote"]\n'
SENTENCE = "The minister trumpeted that the port was safe."


def written(folder: Path, text: str) -> Path:
    path = folder / "cues.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("lemma", "act", "stance", "certainty", "polarity"),
    [
        ("say", Act.SAY, "neutral", Certainty.CERTAIN, Polarity.POSITIVE),
        ("claim", Act.CLAIM, "nonfactive", Certainty.CERTAIN, Polarity.POSITIVE),
        ("acknowledge", Act.CONFIRM, "factive", Certainty.CERTAIN, Polarity.POSITIVE),
        ("deny", Act.DENY, "neutral", Certainty.CERTAIN, Polarity.NEGATIVE),
        ("speculate", Act.CLAIM, "nonfactive", Certainty.POSSIBLE, Polarity.POSITIVE),
        ("urge", Act.DEMAND, "neutral", Certainty.CERTAIN, Polarity.POSITIVE),
        ("vow", Act.PROMISE, "neutral", Certainty.CERTAIN, Polarity.POSITIVE),
        ("decline", Act.DECLINE, "neutral", Certainty.CERTAIN, Polarity.NEGATIVE),
    ],
)
def test_the_shipped_lexicon_says_what_a_verb_does(
    lemma: str, act: Act, stance: str, certainty: Certainty, polarity: Polarity
) -> None:
    cue = default_cues().verbs[lemma]
    assert (cue.act, cue.stance, cue.certainty, cue.polarity) == (act, stance, certainty, polarity)


def test_every_shipped_verb_takes_something_and_stands_once() -> None:
    groups = re.findall(
        r"^lemmas = \[(.*?)\]", (DOCS.parents[1] / "kgexport/extraction/lexicons/cues.toml").read_text(), re.M
    )
    lemmas = [lemma for group in groups for lemma in re.findall(r'"([^"]+)"', group)]
    assert len(lemmas) == len(default_cues().verbs) + len(default_cues().nouns)
    assert all(cue.takes for cue in default_cues().verbs.values())


def test_every_field_and_pattern_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [name for name in (*FIELDS, *PATTERNS) if f"| `{name}` |" not in text] == []


def test_a_word_of_the_user_reports_speech(tmp_path: Path) -> None:
    assert annotate(SENTENCE).statements == ()
    (statement,) = annotate(SENTENCE, cues=[written(tmp_path, TRUMPET)]).statements
    assert (statement.act, statement.content[0].text) == (Act.CLAIM, "the port was safe")


def test_a_lemma_of_the_user_replaces_the_shipped_one_and_may_switch_it_off(tmp_path: Path) -> None:
    path = written(
        tmp_path, '[[verb]]\nlemmas = ["say"]\n\n[[verb]]\nlemmas = ["vow"]\nact = "say"\ntakes = ["clause"]\n'
    )
    assert annotate("Maria Keller said that the port was safe.", cues=[path]).statements == ()
    (statement,) = annotate("Maria Keller vowed that the port was safe.", cues=[path]).statements
    assert statement.act is Act.SAY


def test_a_file_that_changes_between_two_calls_is_read_again(tmp_path: Path) -> None:
    path = written(tmp_path, TRUMPET)
    assert [each.act for each in annotate(SENTENCE, cues=[path]).statements] == [Act.CLAIM]

    written(tmp_path, TRUMPET.replace('"claim"', '"promise"'))
    assert [each.act for each in annotate(SENTENCE, cues=[path]).statements] == [Act.PROMISE]


def test_the_last_file_has_the_last_word(tmp_path: Path) -> None:
    first, second = tmp_path / "1.toml", tmp_path / "2.toml"
    first.write_text(TRUMPET, encoding="utf-8")
    second.write_text(TRUMPET.replace("claim", "warn"), encoding="utf-8")
    assert default_cues().extended(first, second).verbs["trumpet"].act is Act.WARN


def test_the_extraction_tells_that_other_words_were_used(tmp_path: Path) -> None:
    path = written(tmp_path, TRUMPET)
    plain, ours = annotate(SENTENCE).extraction, annotate(SENTENCE, cues=[path]).extraction
    assert plain is not None and ours is not None
    assert plain.configuration_sha256 != ours.configuration_sha256


def test_the_digest_is_of_what_the_lexicon_says_not_of_its_layout(tmp_path: Path) -> None:
    turned = '# a remark\n[[verb]]\ntakes = ["quote", "clause"]\n\nlemmas = [ "trumpet" ]\nact = "claim"\n'
    one, two = read_cues(written(tmp_path, TRUMPET)), read_cues(written(tmp_path, turned))
    assert one.sha256 == two.sha256
    assert one.sha256 != CueLexicon().sha256


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (TRUMPET + '\n[[verb]]\nlemmas = ["crow"]\nact = "shout"\n', 8, "unknown act 'shout'"),
        ('[[verb]]\nlemmas = ["crow"]\ntakes = ["clauses"]\n', 3, "unknown value 'clauses' of 'takes'"),
        ('[[verb]]\nlemmas = ["crow"]\ncertainty = "sure"\n', 3, "unknown certainty 'sure'"),
        ('[[verb]]\nlemmas = ["crow"]\nstance = 4\n', 3, "unknown stance 4"),
        ('[[verb]]\nlemmas = ["crow"]\nplain = "no"\n', 3, "'plain' must be true or false"),
        ('[[verb]]\nlemmas = "crow"\n', 2, "'lemmas' must be a list of words"),
        ('[[verb]]\nlemmas = ["Crow"]\n', 2, "'Crow': a lemma is"),
        ('[[verb]]\nlemmas = ["go on and on"]\n', 2, "'go on and on': a lemma is"),
        ('[[verb]]\nact = "say"\n', 1, "an entry needs its lemmas"),
        ('[[verb]]\nlemmas = ["crow"]\ncolour = "red"\n', 3, "unknown field 'colour' of a verb"),
        ('[[noun]]\nlemmas = ["boast"]\ntakes = ["clause"]\n', 3, "unknown field 'takes' of a noun"),
        ('[[adverb]]\nlemmas = ["loudly"]\n', 1, "unknown table 'adverb'"),
        ("verb = 3\n", 1, "'verb' must be an array of tables"),
        ('[[verb]]\nlemmas = ["crow"\n\nact = "say"\n', None, "not TOML"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int | None, reason: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ReadError) as caught:
        read_cues(path)
    assert reason in caught.value.reason
    assert str(caught.value).startswith(f"{path}:{line}: " if line else f"{path}:")


def test_the_command_line_says_in_one_line_what_is_wrong_and_reads_no_article(tmp_path: Path) -> None:
    path = written(tmp_path, '[[verb]]\nlemmas = ["crow"]\nact = "shout"\n')
    article = tmp_path / "article.txt"
    article.write_text(SENTENCE, encoding="utf-8")
    target = tmp_path / "out.ttl"
    run = CliRunner().invoke(cli, ["export", str(article), "--cues", str(path), "-o", str(target)])
    assert run.exit_code == 3
    assert run.stderr.startswith(f"kgexport: {path}:3: unknown act 'shout'; one of say, ")
    assert not target.exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.toml: No such file"):
        read_cues(tmp_path / "none.toml")


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "cues.toml"
    path.write_bytes(b'[[verb]]\nlemmas = ["\xff"]\n')
    with pytest.raises(ReadError, match="not UTF-8"):
        read_cues(path)


def test_the_command_line_takes_words_of_the_user(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(SENTENCE, encoding="utf-8")
    run = CliRunner().invoke(cli, ["annotate", str(article), "--cues", str(written(tmp_path, TRUMPET)), "-q"])
    assert run.exit_code == 0
    assert '"cue_lemma":"trumpet"' in run.stdout
