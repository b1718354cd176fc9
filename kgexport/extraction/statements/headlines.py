"""Rules without a cue verb: headlines and interviews ("Name: words"), "words: Name", and signatures ("“…” — Name")."""

from collections.abc import Iterator
from itertools import pairwise

from kgexport.extraction.parse import Paragraph
from kgexport.extraction.quotations import NO_SPEAKERS
from kgexport.extraction.statements.contents import spans
from kgexport.extraction.statements.finding import Finding
from kgexport.extraction.statements.lexicon import Cue
from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.statements.sources import names_source
from kgexport.extraction.statements.units import units
from kgexport.model import Act, Certainty, Person

_COLON = Cue(lemma=":")
_QUESTION = Cue(lemma=":", act=Act.ASK, certainty=Certainty.POSSIBLE)
_DASHES = frozenset({"—", "–", "-", "--", "―"})
_MAX_NAME = 8
_PREDICATING = frozenset({"VB", "VBD", "VBZ", "VBP", "MD"})
_LONGEST_HEADLINE = 25  # tokens


def name_and_colon(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for paragraphs that begin with a speaker and a colon: the headline, and the turns of an interview."""
    title = scene.parsed.article.title
    labelled = {quote.label[0] for quote in scene.quotes if quote.label is not None}
    for number, paragraph in enumerate(scene.parsed.paragraphs):
        is_title = number == 0 if title is None else title.overlaps(paragraph.begin, paragraph.end)
        if title is None and ". " in scene.text[paragraph.begin : paragraph.end]:
            is_title = False  # "KARACHI: The mayor said … . He …"
        first = scene.parsed.token_at(paragraph.begin).i
        if scene.quote_of[first] >= 0 or paragraph.begin in labelled:
            continue  # a quotation, or a turn
        colon = next((t.i for t in scene.tokens[first : first + _MAX_NAME + 1] if t.text == ":"), None)
        if (
            colon is None
            or colon == first
            or scene.tokens[colon - 1].lower_ in NO_SPEAKERS
            or any(scene.quote_of[i] >= 0 for i in range(first, colon))
        ):
            continue
        who = _name(scene, first, colon - 1)
        if who is None:
            continue
        behind = scene.begin_of(colon) + 1
        quoted = scene.text[behind : paragraph.end].lstrip()[:1] in "\"“'‘«„"
        if not (is_title or quoted or (scene.tokens[who.head].is_upper and _is_person(scene, who))):
            continue
        finding = _finding(scene, "name-and-colon", (behind, paragraph.end), who, (colon, colon))
        if finding is not None and not _is_covered(finding, found):
            yield finding


def _is_person(scene: Scene, who: Stretch) -> bool:
    referents = scene.draft.referents_at(scene.begin_of(who.head), scene.end_of(who.head))
    return any(isinstance(scene.draft.agents.get(target), Person) for target, _ in referents)


def interview_turns(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for the turns of an interview or transcript; a turn that asks is a question."""
    for unit in units(scene):
        label = unit.parts[0].label
        if label is None:
            continue
        first, last = scene.parsed.token_at(label[0]).i, scene.parsed.token_at(label[1] - 1).i
        content = spans(scene, [(part.begin, part.end) for part in unit.parts])
        if content:
            yield Finding(
                rule="interview-turn",
                content=content,
                cue=None,
                verb=None,
                entry=_QUESTION if scene.text[unit.end - 1] == "?" else _COLON,
                speaker=Stretch(first, last, last),
            )


def _is_covered(finding: Finding, found: dict[int, Finding]) -> bool:
    begin, end = finding.content[0][0], finding.content[-1][1]
    return any(other.content[0][0] <= begin and end <= other.content[-1][1] for other in found.values())


def _finding(scene: Scene, rule: str, part: tuple[int, int], who: Stretch, cue: tuple[int, int]) -> Finding | None:
    content = spans(scene, [part])
    if not content:
        return None
    return Finding(
        rule=rule,
        content=content,
        cue=(scene.begin_of(cue[0]), scene.end_of(cue[1])),
        verb=cue[0],
        lemma=_COLON.lemma if scene.tokens[cue[0]].text == ":" else None,
        entry=_COLON,
        speaker=who,
    )


def _name(scene: Scene, first: int, last: int) -> Stretch | None:
    """The stretch as a speaker: a name or a source's noun and nothing but what belongs to it."""
    tokens = scene.tokens[first : last + 1]
    if not tokens or any(t.pos_ in ("VERB", "AUX", "SCONJ") and t.ent_type_ == "" for t in tokens):
        return None
    if any(t.tag_ == "NNS" and t.i < last for t in tokens):
        return None  # "Herald interviews Ann Lee", read as nouns
    heads = [t for t in tokens if t.pos_ in ("PROPN", "NOUN", "PRON") and t.dep_ not in ("compound", "poss", "amod")]
    for token in reversed(heads or tokens):
        who = Stretch(first, last, token.i)
        if token.i == last and names_source(scene, who) and token.ent_type_ not in ("GPE", "NORP"):
            return who
    return None


def headline_sources(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for headlines that end in their source: "Talks to go on: minister", "Talks to go on – Kremlin"."""
    title = scene.parsed.article.title
    paragraph = next(iter(scene.parsed.paragraphs), None)
    if paragraph is None or (title is not None and not title.overlaps(paragraph.begin, paragraph.end)):
        return
    tokens = scene.parsed.tokens(paragraph.begin, paragraph.end)
    if not 4 <= len(tokens) <= 40 or (title is None and any(t.text in {".", "!", "?"} for t in tokens[1:-1])):
        return
    for token in reversed(tokens):
        if token.i < tokens[-1].i and (token.text == ":" or (token.text in _DASHES and token.whitespace_)):
            if token.i in found or scene.tokens[token.i - 1].lower_ in NO_SPEAKERS:
                return
            last = next(
                (t.i - 1 for t in tokens if t.i > token.i + 1 and t.lower_ in ("on", "as", "after")), tokens[-1].i
            )
            who = _name(scene, token.i + 1, last)
            verbal = any(t.pos_ in ("VERB", "AUX") for t in scene.tokens[tokens[0].i : token.i])
            quoted = scene.quote_of[tokens[0].i] >= 0 and scene.quote_of[token.i - 1] == scene.quote_of[tokens[0].i]
            if last < tokens[-1].i and not quoted:
                return  # only a quotation goes before "Name on …"
            if who is not None and verbal and who.last - who.first < 5 and token.i > tokens[0].i + 2:
                finding = _finding(scene, "headline-source", (paragraph.begin, token.idx), who, (token.i, token.i))
                if finding is not None:
                    yield finding
            return


def signatures(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for a quotation that is signed: “…” — Name, in its own paragraph or at the start of the next one."""
    following: dict[int, Paragraph] = {a.begin: b for a, b in pairwise(scene.parsed.paragraphs)}
    for quote in scene.quotes:
        paragraph = scene.parsed.paragraph_at(quote.begin)
        if paragraph is None or paragraph.begin != quote.begin or not quote.closed or quote.end - quote.begin < 12:
            continue
        line = paragraph
        begin = quote.end
        if begin >= paragraph.end and (after := following.get(paragraph.begin)) is not None:
            line, begin = after, after.begin
        tokens = [t for t in scene.parsed.tokens(begin, line.end) if t.idx >= begin] if begin < line.end else []
        tokens = [t for t in tokens if not t.is_space]
        if tokens and tokens[-1].text == ".":
            tokens.pop()
        if not 2 <= len(tokens) <= 20 or tokens[0].text not in _DASHES:
            continue
        comma = next((n for n, t in enumerate(tokens) if t.text in (",", "(")), len(tokens))
        if comma < 2:
            continue
        who = Stretch(tokens[1].i, tokens[-1].i, tokens[comma - 1].i)
        if names_source(scene, who) and not any(t.pos_ in ("VERB", "AUX") for t in tokens[:comma]):
            finding = _finding(scene, "signature", (quote.begin, quote.end), who, (tokens[0].i, tokens[0].i))
            if finding is not None:
                yield finding


def headline_cues(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for headlines without a finite verb but the cue: "Port to close, minister says", "Minister says port to close"."""
    title = scene.parsed.article.title
    paragraph = next(iter(scene.parsed.paragraphs), None)
    if paragraph is None or (title is not None and not title.overlaps(paragraph.begin, paragraph.end)):
        return
    first = scene.parsed.token_at(paragraph.begin).i
    last = scene.parsed.token_at(paragraph.end - 1).i
    if last - first > _LONGEST_HEADLINE or scene.tokens[last].text == ".":
        return
    for verb in range(first + 1, last + 1):
        entry = scene.cues.get(verb)
        if entry is None or verb in found or not entry.plain or "clause" not in entry.takes:
            continue
        if scene.tokens[verb].tag_ not in ("VBZ", "VBP"):
            continue
        if verb == last or scene.tokens[verb + 1].is_space:
            comma = next((i for i in range(verb - 1, first, -1) if scene.tokens[i].text == ","), None)
            if comma is None or comma < first + 2:
                continue
            who, part = _name(scene, comma + 1, verb - 1), (paragraph.begin, scene.begin_of(comma))
        else:
            who, part = _name(scene, first, verb - 1), (scene.begin_of(verb + 1), paragraph.end)
            if not any(t.tag_ in _PREDICATING for t in scene.tokens[verb + 1 : last + 1]):
                continue  # "Minister tells Herald about ship": a noun is no news
        content = spans(scene, [part])
        if who is not None and content:
            yield Finding(
                rule="headline-cue",
                content=content,
                cue=(scene.begin_of(verb), scene.end_of(verb)),
                verb=verb,
                lemma=entry.lemma,
                entry=entry,
                speaker=who,
            )
            return
