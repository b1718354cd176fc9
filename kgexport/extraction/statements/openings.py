"""Where the clause behind a cue begins: behind whom the cue addresses and the day that belongs to it."""

from kgexport.extraction.statements.regions import first_word
from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.statements.sources import names_source
from kgexport.extraction.tree import Token
from kgexport.model import Person

_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_OF_THE_CONTENT = frozenset({"despite", "without", "unlike", "given", "because", "instead", "contrary", "for"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def behind_addressee(scene: Scene, verb: int, first: int, last: int) -> int:
    """As in "told The Harbour Post ships were missing": a name right behind "told" is who was told, not part of the clause."""
    if first != verb + 1 or scene.cues[verb].lemma != "tell" or scene.has(verb, "dobj", "dative"):
        return first
    if (told := _told_before_name(scene, first, last)) is not None:
        return told
    begin = scene.begin_of(first)
    for target, mention in scene.draft.referents_at(begin, begin + 12):
        starts = mention.begin == begin or scene.text[begin : mention.begin].strip().lower() in ("the", "")
        behind = scene.parsed.token_at(mention.end - 1).i + 1
        if not starts or target not in scene.draft.agents or behind > last:
            continue
        token = scene.tokens[behind]
        if (
            token.tag_ not in _FINITE
            and token.pos_ not in ("AUX", "PART", "PUNCT", "CCONJ", "ADP")
            and token.tag_ != "POS"
        ):
            return behind
    return first


def _told_before_name(scene: Scene, first: int, last: int) -> int | None:
    """As in "told the council Tom Berg was ill", where the parser makes one phrase of both: where the name begins."""
    if scene.tokens[first].dep_ != "det":
        return None
    name = first + 1
    while name < last and scene.tokens[name].pos_ == "NOUN":
        name += 1
    noun = scene.tokens[name - 1]
    if name - first < 2 or noun.head.i < name or not names_source(scene, Stretch(first, noun.i, noun.i)):
        return None
    begin = scene.begin_of(name)
    for target, mention in scene.draft.referents_at(begin, begin + 1):
        if mention.begin == begin and isinstance(scene.draft.agents.get(target), Person):
            behind = scene.parsed.token_at(mention.end - 1).i + 1
            return name if behind <= last and scene.tokens[behind].tag_ in _FINITE else None
    return None


def with_adverbial(scene: Scene, verb: int, first: int) -> int:
    """Where the content begins that the parser let begin too late.

    Behind "said that", whatever it makes of the words there; and with an adverbial that a comma parts from the clause: "said
    after resting for a year, the crew was ready". "Said in Oslo, …" tells where it was said.
    """
    if scene.tokens[verb + 1].lower_ == "that" and scene.tokens[verb + 1].tag_ == "IN":
        return min(first, verb + 2)
    for child in scene.children[verb]:
        if child.left_edge.i != verb + 1 or child.right_edge.i + 2 != first or scene.tokens[first - 1].text != ",":
            continue
        clause = child.dep_ == "advcl" or (child.dep_ == "prep" and scene.has(child.i, "pcomp"))
        if clause or (child.dep_ == "prep" and child.lower_ in _OF_THE_CONTENT):
            return verb + 1
    return first


def behind_day(scene: Scene, first: int, last: int) -> int:
    """As in "reported on Thursday, it had risen": a day with a comma behind the cue is the day of the report."""
    day = first + 1
    if scene.tokens[first].lower_ == "on" and day < last and scene.tokens[day].lower_ in _WEEKDAYS:
        subject = scene.tokens[day + 1]
        if (
            any(t.dep_ in ("nsubj", "nsubjpass", "expl") for t in (subject, subject.head))
            and subject.left_edge.i == day + 1
        ):
            return day + 1  # "told reporters in Tokyo on Tuesday he would go"
    if scene.tokens[first].lower_ in ("on", "last", "this", "early", "late") and scene.tokens[first - 1].pos_ in (
        "VERB",
        "NOUN",
    ):
        for index in range(first + 1, min(first + 4, last)):
            if scene.tokens[index].text == ",":
                return first_word(scene, index, last)
            if scene.tokens[index].ent_type_ not in ("DATE", "TIME"):
                return first
    return first


def with_lost_subject(scene: Scene, verb: int, clause: Token, first: int) -> int:
    """As in "said the reason for it, that they were late, no longer holds", its subject taken for the object of the cue."""
    subject = scene.child(clause.i, "nsubj", "nsubjpass", "expl", "csubj")
    if "object" in scene.cues[verb].addressee or (subject is not None and subject.ent_type_ not in ("DATE", "TIME")):
        return first  # a day is the subject of nothing: "said her posts Monday are true"
    lost = scene.child(verb, "dobj")
    return lost.left_edge.i if lost is not None and verb < lost.left_edge.i < first else first
