"""Rule: quotation marks with a reporting clause beside them (the surest rule).

"…," she said · She said: "…" · "…," she said. "…" · "…," she said, "…" · quotations over several paragraphs. Where the quotation
is only part of the clause that is reported ("That was 'a mistake,' she said") the whole clause is the content.
"""

import re
from collections.abc import Iterator

from kgexport.extraction.statements.contents import spans
from kgexport.extraction.statements.cuts import cut
from kgexport.extraction.statements.finding import Finding
from kgexport.extraction.statements.regions import clause_of, cue_stretch, finding_at, first_word
from kgexport.extraction.statements.scene import REACH, Scene, Stretch
from kgexport.extraction.statements.sources import SHOWING, is_document, names_source
from kgexport.extraction.statements.subjects import own_subject, phrase, subject_of
from kgexport.extraction.statements.units import Unit, is_modifier, names_work, units

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSE_HEADS = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
_ABBREVIATIONS = frozenset(
    {
        *(
            "mr",
            "mrs",
            "ms",
            "dr",
            "sen",
            "rep",
            "gov",
            "gen",
            "st",
            "jr",
            "sr",
            "lt",
            "col",
            "sgt",
            "prof",
            "rev",
            "hon",
        ),
        *(
            "jan",
            "feb",
            "aug",
            "sept",
            "oct",
            "nov",
            "dec",
            "no",
            "vs",
            "capt",
            "maj",
            "cmdr",
            "adm",
            "messrs",
            "ft",
            "mt",
        ),
    }
)
_SENTENCE_END = re.compile(r"(\w{1,30})[.!?][\"'”’)\]]*\s+(?=[\"'“‘«]|[A-Z])")
_SEPARATORS = frozenset({",", "-", "—", "–", "--"})
_HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_OF_A_TOPIC = frozenset({"against", "for", "of", "about", "over"})
_INSIDE = frozenset({"compound", "amod", "det", "poss", "nummod", "nmod", "case", "punct"})


def marks(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings whose content stands (in part) between quotation marks that touch a reporting clause."""
    by_verb: dict[int, Finding] = {}
    last_end = -1  # offset where the text that the last finding covers ends
    for unit in units(scene):
        if unit.parts[0].label is not None or is_modifier(scene, unit) or names_work(scene, unit):
            continue
        verb, speaker = _cue_after(scene, unit)
        after = verb is not None
        before = _same_before(scene, unit, speaker) if after else None
        if verb is None:
            verb, speaker = _cue_before(scene, unit)
        quoted = [(part.begin, part.end) for part in unit.parts]
        if verb is None:
            continue
        if scene.cues[verb].lemma in SHOWING and (speaker is None or not names_source(scene, speaker)):
            continue
        clause = clause_of(scene, verb, speaker)
        if after and before is None:
            quoted += _left_of(scene, unit, clause, last_end)
        quoted += _clause_over(scene, unit, verb)
        known = by_verb.get(verb)
        if known is not None:
            known.content = spans(scene, [*known.content, *quoted])
        else:
            content = spans(scene, quoted)
            if not content:
                continue
            by_verb[verb] = finding_at(
                scene, verb, scene.cues[verb], rule="quotation-marks", content=content, speaker=speaker
            )
        if before is not None:
            found.setdefault(before, by_verb[verb])  # "Lee said, “…,” she said": once is enough
        last_end = max(unit.end, _sentence_end(scene, verb) if after else unit.end)
    yield from by_verb.values()


def _same_before(scene: Scene, unit: Unit, speaker: Stretch | None) -> int | None:
    """The cue before a quotation that has one behind it, too, of the same speaker: "Lee said, “…,” she said"."""
    verb, first = _cue_before(scene, unit)
    before = unit.first - 1
    while before > 0 and scene.tokens[before].is_space:
        before -= 1
    if verb is None or first is None or speaker is None or scene.tokens[before].text not in {",", ":"}:
        return None
    one, other = scene.tokens[first.head], scene.tokens[speaker.head]
    return verb if "PRON" in (one.pos_, other.pos_) or one.lower_ == other.lower_ else None


def _sentence_end(scene: Scene, verb: int) -> int:
    return scene.end_of(scene.sentence[verb][1])


def _cue_after(scene: Scene, unit: Unit) -> tuple[int | None, Stretch | None]:
    """The cue of a reporting clause that begins right behind the quotation, with its speaker."""
    paragraph = scene.parsed.paragraph_at(unit.parts[-1].begin)
    limit = paragraph.end if paragraph else len(scene.text)
    start = unit.last + 1
    separated = _ends_open(scene, unit)
    while start < len(scene.tokens) and (scene.tokens[start].text in _SEPARATORS or scene.tokens[start].is_space):
        separated = separated or scene.tokens[start].text in _SEPARATORS
        start += 1
    for index in range(start, min(start + 2 * REACH, len(scene.tokens))):
        token = scene.tokens[index]
        if token.idx >= limit or scene.quote_of[index] >= 0 or token.text in {".", ";", ":", "!", "?"}:
            break
        cue = scene.cues.get(index)
        if cue is None or "quote" not in cue.takes:
            continue
        if token.tag_ == "VBG" or any(c.lower_ == "having" and c.dep_ == "aux" for c in scene.children[index]):
            break
        if scene.has(index, "neg"):
            break  # "… “guarantees”, but he did not elaborate": of that he said nothing
        speaker = _speaker_beside(scene, index, start)
        if speaker is None:
            if token.tag_ in _FINITE or token.tag_ in ("VBN", "VB"):
                continue
            break
        if scene.tokens[speaker.head].left_edge.i < unit.first <= speaker.head:
            break  # the quotation is part of the subject: 'the film "Dune," a hit, opens'
        return (index, speaker) if separated or _is_bare(scene, index, speaker) else (None, None)
    return None, None


def _is_bare(scene: Scene, verb: int, speaker: Stretch) -> bool:
    """True for a reporting clause that is the whole sentence ("… again.” Lee said.): the punctuation before it is a slip."""
    complements = [c for c in scene.children[verb] if c.i > verb and c.dep_ in ("ccomp", "xcomp", "dobj")]
    if complements:
        told = complements[0].dep_ == "dobj" and names_source(scene, scene.stretch(complements[0].i))
        return told and len(complements) == 1 and "object" in scene.cues[verb].addressee
    if any(c.dep_ == "prep" and c.i > verb and c.lower_ in _OF_A_TOPIC for c in scene.children[verb]):
        return False  # "… again.” Lee argued against the plan: a content of its own
    clause = clause_of(scene, verb, speaker)
    behind = clause.last + 1
    if behind >= len(scene.tokens) or scene.tokens[behind].text == "." or scene.tokens[behind].is_space:
        return True
    if scene.tokens[behind].text != ",":
        return False
    return (
        behind + 1 >= len(scene.tokens) or scene.quote_of[behind + 1] < 0
    )  # '… again.” Lee wrote, “…”': the next one is hers


def _ends_open(scene: Scene, unit: Unit) -> bool:
    """True where the punctuation inside the closing mark says that a reporting clause may follow."""
    inner = scene.text[unit.begin : unit.end].rstrip("\"'“”’»` ")
    return inner[-1:] in {",", "?", "!", "…", "-", "—", "–"} or inner.endswith("...")


def _speaker_beside(scene: Scene, verb: int, start: int) -> Stretch | None:
    """The subject between the quotation and the cue ("she said") or behind the cue ("said Ms. Lee"), touching both."""
    own = own_subject(scene, verb)
    cue = cue_stretch(scene, verb)
    speaker: Stretch | None = None
    if own is not None and own.dep_ == "nsubj" and scene.quote_of[own.i] < 0:
        speaker = phrase(scene, own.i, without=verb)
        beside = _only_adverbs(scene, start, speaker.first if own.i < verb else cue.first)
        joined = any(t.dep_ == "cc" for t in scene.tokens[start : speaker.first])
        if joined and any(c.dep_ == "ccomp" and c.i > verb for c in scene.children[verb]):
            return None  # "…”, and Lee wrote that he hoped so": what she wrote stands behind
        if beside:
            return speaker
        if own.i >= start:
            return None
    if own is not None and own.dep_ == "nsubjpass":
        return None
    if _only_adverbs(scene, start, cue.first):  # inverted, and the parser did not see the subject
        goes_on = any(t.dep_ == "cc" for t in scene.tokens[start : cue.first])
        return None if goes_on else _noun_behind(scene, verb)  # "…”, and called it “…”"
    start += scene.tokens[start].lower_ == "as"
    between = scene.tokens[start : cue.first]
    if between and between[0].tag_ in ("WDT", "WP"):
        return None  # '"personal reasons," which he declined to specify'
    inner = [t for t in between if t.pos_ in _HEADS and t.dep_ not in _INSIDE]
    if not inner and len(between) <= 4 and all(t.is_title for t in between):  # a name that the tagger did not see
        inner = list(between[-1:])
    if inner and not any(t.tag_ in _FINITE for t in scene.tokens[start : cue.first]) and cue.first - start <= 12:
        return Stretch(start, cue.first - 1, inner[0].i)
    return None


def _only_adverbs(scene: Scene, start: int, end: int) -> bool:
    return 0 <= end - start <= 3 and all(
        token.pos_ in ("ADV", "CCONJ") or token.lower_ == "as" or token.is_punct or token.is_space
        for token in scene.tokens[start:end]
    )


def _noun_behind(scene: Scene, verb: int) -> Stretch | None:
    for token in scene.tokens[verb + 1 : verb + 9]:
        if token.is_punct or scene.quote_of[token.i] >= 0 or token.pos_ in ("VERB", "ADP", "SCONJ"):
            return None
        if token.pos_ in _HEADS and token.dep_ not in _INSIDE:
            return phrase(scene, token.i, without=verb)
    return None


def _cue_before(scene: Scene, unit: Unit) -> tuple[int | None, Stretch | None]:
    """The cue before the quotation: "said," "said:" "told reporters" or "that" stand between."""
    first = unit.first - 1
    while first >= 0 and scene.tokens[first].is_space:
        first -= 1
    if first < 0:
        return None, None
    colon = scene.tokens[first].text == ":"
    paragraph = scene.parsed.paragraph_at(unit.begin)
    start = paragraph.begin if paragraph and not colon else 0
    finite = 0
    for index in range(first, max(-1, first - REACH), -1):
        token = scene.tokens[index]
        if token.idx < start or scene.quote_of[index] >= 0:
            break
        if token.text in {".", ";", "!", "?"} or (token.text == ":" and index != first):
            break
        cue = scene.cues.get(index)
        if cue is not None and "quote" in cue.takes:
            if cue.takes & {"small", "as"} and not colon and (first > index or _is_of_a_name(scene, index)):
                break  # "called him “a friend”": more than the quotation is the content; 'a print called "Cowboys"'
            if finite and not (colon and scene.tokens[index].dep_ in _CLAUSE_HEADS):
                break
            if first == index and not cue.plain and cue.takes == {"quote"}:
                break  # "mocked “the plan”": what is mocked
            if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in scene.children[index]):
                break  # "The letter, if written by her, is a help: “…”"
            if _adjoins(scene, index, first, colon=colon):
                speaker = subject_of(scene, index)
                if "text" in cue.takes and (speaker is None or not is_document(scene, speaker)):
                    break  # "he read a novel, “Dust,” twice"
                if speaker is not None or colon:
                    return index, speaker
            break
        finite += token.tag_ in _FINITE and token.dep_ not in ("aux", "auxpass")
    return None, None


def _is_of_a_name(scene: Scene, verb: int) -> bool:
    """True for 'a print *called* "Cowboys"', and for 'what they *called* "Cowboys"', whose content begins with "what"."""
    return scene.tokens[verb].dep_ == "acl" or any(
        c.i < verb and c.tag_ in ("WP", "WDT") and c.dep_ not in ("nsubj", "nsubjpass") for c in scene.children[verb]
    )


def _adjoins(scene: Scene, verb: int, last: int, *, colon: bool) -> bool:
    """True where nothing but the rest of the reporting clause stands between the cue and the quotation."""
    if colon or last == verb:
        return True
    token = scene.tokens[last]
    if token.text == "," and any(
        child.dep_ == "dobj" and verb < child.i < last and "object" not in scene.cues[verb].addressee
        for child in scene.children[verb]
    ):
        return False  # "wrote a song, “Dust,” in May": a title
    if token.text in _SEPARATORS or token.lower_ == "that":
        return True
    if token.dep_ == "cc":
        return False  # "advocating peace, and “a new order”": half of what is said
    if any(t.pos_ in ("VERB", "AUX") for t in scene.tokens[verb + 1 : last + 1]):
        return False
    clause = clause_of(scene, verb, None)
    return clause.last >= last and token.dep_ not in _INSIDE and token.pos_ not in ("ADP", "DET", "PART")


def _left_of(scene: Scene, unit: Unit, clause: Stretch, last_end: int) -> list[tuple[int, int]]:
    """What stands before the quotation in its sentence and is reported with it; nothing for a quotation of its own."""
    first = scene.sentence[unit.first][0]
    begin = max(scene.begin_of(first), last_end)
    for stop in _SENTENCE_END.finditer(scene.text, begin, unit.begin + 1):  # the parser missed the end of a sentence
        if stop[1].lower() not in _ABBREVIATIONS and len(stop[1]) > 1:
            begin = min(stop.end(), unit.begin)
    bracket = scene.text.rfind("(", begin, unit.begin)
    if bracket >= 0 and ")" not in scene.text[bracket : unit.begin]:
        begin = bracket + 1
    if begin >= unit.begin or not any(c.isalnum() for c in scene.text[begin : unit.begin]):
        return []
    if scene.text[begin : unit.begin].rstrip().endswith(":"):
        return []
    return [(begin, unit.end)]


def _clause_over(scene: Scene, unit: Unit, verb: int) -> list[tuple[int, int]]:
    """The clause that the cue governs on its right, where the quotation is a part of it."""
    for child in scene.children[verb]:
        plain = child.dep_ == "dobj" and child.left_edge.i == unit.first and scene.quote_of[child.i] >= 0
        if child.i > verb and (child.dep_ in ("ccomp", "xcomp") or plain):
            first = max(verb + 1, child.left_edge.i)
            last = child.right_edge.i
            announced = scene.tokens[max(0, unit.first - 1)].text == ":" and first < unit.first
            if (first <= unit.last and unit.first <= last) or announced:
                first = first_word(scene, first, last)
                whole = scene.tokens[max(0, unit.first - 1)].text == ":" and _is_whole(scene, unit)
                if first >= unit.first and (whole or _closes(scene, unit)):
                    return []
                return [(scene.begin_of(first), max(unit.end, scene.end_of(cut(scene, verb, first, last))))]
    return []


def _is_whole(scene: Scene, unit: Unit) -> bool:
    """True for a quotation that begins as a sentence does: behind a colon it is all that is said."""
    return scene.text[unit.begin : unit.end].lstrip("\"'“‘«„`[(")[:1].isupper()


def _closes(scene: Scene, unit: Unit) -> bool:
    """True where a comma inside or outside the closing mark and a participle end what is said, as in “…,” referring to it."""
    behind = unit.last + 1
    comma = scene.text[unit.begin : unit.end].rstrip("\"'“”’»` ").endswith(",")
    if behind < len(scene.tokens) and scene.tokens[behind].text == "," and not comma:
        behind, comma = behind + 1, True
    return comma and behind < len(scene.tokens) and scene.tokens[behind].tag_ == "VBG"
