"""Quotations without a cue of their own that go on with, or lead up to, a statement beside them in the same paragraph.

"It failed," she said. "We try again." · "We try again." She adds, "It failed." · It failed, she said. "We try again."
"""

from bisect import bisect_right
from collections.abc import Sequence

from kgexport.extraction.statements.contents import spans
from kgexport.extraction.statements.finding import Finding
from kgexport.extraction.statements.scene import REACH, Scene
from kgexport.extraction.statements.subjects import subject_of
from kgexport.extraction.statements.units import Unit, is_bound, names_work, units
from kgexport.model import Act, Person, UnnamedAgent

_GAP = " \t\n\u00a0.,"
_FEWEST_WORDS = 3
_FARTHEST = 1500  # characters from one statement to the next with quotations between
_OPEN_ENDED = frozenset({"quotation-marks", "parenthetical", "complement-clause"})


def continue_quotations(scene: Scene, findings: Sequence[Finding]) -> None:
    """Adds to each statement the quotations right behind it (or, at the start of a paragraph, right before it)."""
    bound = sorted(part for finding in findings if finding.rule != "within-quotation" for part in finding.content)
    named = [unit for unit in units(scene) if names_work(scene, unit)]
    titles = {index: unit.end for unit in named for index in range(unit.first, unit.last + 1)}
    ends: dict[int, Finding] = {}  # where a reporting sentence ends -> its finding
    starts: dict[int, Finding] = {}
    for finding in findings:
        if finding.verb is None or finding.rule not in _OPEN_ENDED:
            continue
        first = scene.sentence[finding.verb][0]
        if finding.content[0][0] < finding.begin:  # "…," she said.
            ends.setdefault(max(_reporting_end(scene, finding.verb, titles), finding.content[-1][1]), finding)
            last = scene.sentence[finding.verb][1]
            if not any(finding.verb < cue <= last for cue in scene.cues):
                ends.setdefault(scene.end_of(last), finding)  # '"…," he said, speaking of "…". "…"'
        elif finding.rule == "complement-clause":
            ends.setdefault(_sentence_end(scene, finding), finding)
        elif finding.rule == "quotation-marks":
            starts.setdefault(scene.begin_of(first), finding)
            ends.setdefault(
                scene.end_of(scene.sentence[finding.verb][1]), finding
            )  # 'She wrote "…", recalling it. "…"'
    spoken = sorted((f for f in findings if f.rule != "within-quotation"), key=lambda finding: finding.begin)
    for unit in units(scene):
        if is_bound(bound, unit) or not _is_sentence(scene, unit):
            continue
        if unit.first in titles or unit.parts[0].label is not None:
            continue
        before = _neighbour(scene, ends, unit.begin, backwards=True) or _paragraph_before(scene, ends, unit)
        after = None
        paragraph = scene.parsed.paragraph_at(unit.begin)
        if before is None and paragraph is not None and paragraph.begin == unit.begin:
            after = _neighbour(scene, starts, unit.end, backwards=False)
        neighbour = before or after or _on_both_sides(scene, spoken, unit)
        if neighbour is None:
            continue
        neighbour.content = spans(scene, [*neighbour.content, *((part.begin, part.end) for part in unit.parts)])
        if before is not None:
            ends.setdefault(unit.end, neighbour)


def _is_sentence(scene: Scene, unit: Unit) -> bool:
    """True for three words or more, and for fewer that end as a sentence does (“Big time.”)."""
    inner = scene.text[unit.begin : unit.end].strip("\"'“”’‘»«`„ ")
    return len(inner.split()) >= _FEWEST_WORDS or (inner[:1].isupper() and inner[-1:] in ".!?")


def _paragraph_before(scene: Scene, ends: dict[int, Finding], unit: Unit) -> Finding | None:
    """The quotation that ends the paragraph before, where the unit is a paragraph of its own: newspapers then let the same
    speaker go on. Not behind a question, which somebody else may answer.
    """
    paragraph = scene.parsed.paragraph_at(unit.begin)
    last = scene.parsed.paragraph_at(unit.end - 1)
    if paragraph is None or last is None or paragraph.begin != unit.begin or last.end != unit.end:
        return None
    end = paragraph.begin
    while end > 0 and scene.text[end - 1].isspace():
        end -= 1
    finding = next((ends[at] for at in (end, end - 1) if at in ends), None)
    if finding is None or (finding.entry and finding.entry.act in (Act.ASK, Act.DECLINE)):
        return None
    return finding if finding.rule == "quotation-marks" or _can_go_on(scene, finding) else None


def _on_both_sides(scene: Scene, spoken: Sequence[Finding], unit: Unit) -> Finding | None:
    """The last statement before a paragraph that is one quotation, where the next one is the same person's, too.

    Nobody else may be spoken of on the way: an article about what one person told.
    """
    paragraph, last = scene.parsed.paragraph_at(unit.begin), scene.parsed.paragraph_at(unit.end - 1)
    if paragraph is None or last is None or (paragraph.begin, last.end) != (unit.begin, unit.end):
        return None
    behind = bisect_right(spoken, unit.begin, key=lambda finding: finding.begin)
    if not 0 < behind < len(spoken):
        return None
    before, after = spoken[behind - 1], spoken[behind]
    person = _person(scene, before)
    if person is None or person != _person(scene, after) or after.begin - before.begin > _FARTHEST:
        return None
    for target, mention in scene.draft.mentions_in(before.begin, after.begin):
        token = scene.parsed.token_at(mention.begin).i
        other = isinstance(scene.draft.agents.get(target), Person | UnnamedAgent) and target != person
        if other and scene.quote_of[token] < 0 and not any(b <= mention.begin < e for b, e in before.content):
            return None
    return before


def _person(scene: Scene, finding: Finding) -> str | None:
    """The id of the person who speaks; None where that is nobody known, or a body."""
    if finding.speaker is None:
        return None
    begin, end = scene.begin_of(finding.speaker.head), scene.end_of(finding.speaker.head)
    known = (target for target, _ in scene.draft.referents_at(begin, end))
    return next((target for target in known if isinstance(scene.draft.agents.get(target), Person)), None)


def _can_go_on(scene: Scene, finding: Finding) -> bool:
    """True for indirect speech of a person, in a sentence without another cue: "Lee said it failed." before a quotation."""
    who, verb = finding.speaker, finding.verb
    if who is None or verb is None or finding.entry is None or not finding.entry.plain:
        return False
    first, last = scene.sentence[verb]
    for other, cue in scene.cues.items():
        if first <= other <= last and cue.plain and other != verb:
            speaker = subject_of(scene, other)
            if speaker is None or speaker.head != who.head:
                return False
    return scene.tokens[who.head].lower_ in ("he", "she") or _person(scene, finding) is not None


def _reporting_end(scene: Scene, verb: int, titles: dict[int, int]) -> int:
    """Behind the full stop that ends the reporting clause, wherever the parser sees the sentence end."""
    for index in range(verb + 1, min(verb + 2 * REACH, len(scene.tokens))):
        token = scene.tokens[index]
        if (scene.quote_of[index] >= 0 and index not in titles) or "\n" in token.text:
            return scene.end_of(index - 1)
        if token.text in {".", "!", "?"}:
            return titles.get(index, scene.end_of(index))
    return scene.end_of(scene.sentence[verb][1])


def _sentence_end(scene: Scene, finding: Finding) -> int:
    """Behind the full stop that follows the content: 'She said it failed. "We try again."'."""
    end = finding.content[-1][1]
    while end < len(scene.text) and scene.text[end] in ".!?":
        end += 1
    return end


def _neighbour(scene: Scene, at: dict[int, Finding], offset: int, *, backwards: bool) -> Finding | None:
    """The finding whose sentence ends (or begins) right beside ``offset`` in the same paragraph."""
    paragraph = scene.parsed.paragraph_at(offset - 1 if not backwards else offset)
    for step in range(5):
        place = offset - step if backwards else offset + step
        if paragraph is None or not paragraph.begin <= place <= paragraph.end:
            return None
        if place in at:
            return at[place]
        beside = place - 1 if backwards else place
        if not 0 <= beside < len(scene.text) or scene.text[beside] not in _GAP:
            return None
    return None
