"""Rule: a cue verb with a clause, an infinitive or a noun phrase that says what was said."""

from collections.abc import Iterator

from spacy.tokens import Token

from kgexport.extraction.statements.contents import spans
from kgexport.extraction.statements.finding import Finding
from kgexport.extraction.statements.regions import clause_of, cue_stretch, first_word
from kgexport.extraction.statements.scene import REACH, Scene, Stretch
from kgexport.extraction.statements.subjects import continuations, is_inverted, is_passive, own_subject, subject_of
from kgexport.model import Act

MAX_CONTENT = 3000  # characters; a longer clause is no clause but text without sentences
_OPEN_MARKS = frozenset({",", "—", "–", "--", "-"})
_HUNG = frozenset({"parataxis", "ccomp", "dep", "conj"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_IRREALIS = frozenset({"if", "unless", "whether"})
_MODALS = frozenset({"should", "must", "can", "may", "might", "could", "'d", "ought"})


def complement_clauses(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for cue verbs that govern what is said, on either side or around the reporting clause."""
    for verb, entry in scene.cues.items():
        if verb in found or not _is_reported(scene, verb):
            continue
        speaker = subject_of(scene, verb)
        parts, rule = _content(scene, verb, speaker)
        content = spans(scene, parts) if sum(end - begin for begin, end in parts) <= MAX_CONTENT else ()
        if not content:
            continue
        if speaker is None and (rule == "accusation" or not _may_lack_speaker(scene, verb)):
            continue
        if _is_cut_off(scene, content[-1][1], verb):
            continue
        cue = cue_stretch(scene, verb)
        yield Finding(
            rule=rule,
            content=content,
            cue=(scene.begin_of(cue.first), scene.end_of(cue.last)),
            verb=verb,
            lemma=entry.lemma,
            entry=entry,
            speaker=speaker,
        )


def _is_cut_off(scene: Scene, end: int, verb: int) -> bool:
    """True for a content that ends in a bare cue ("…, CNN reported the governor said"): what was said stands elsewhere."""
    last = scene.parsed.token_at(end - 1)
    return (
        last.i in scene.cues
        and last.i > verb
        and last.head.i != last.i
        and not scene.has(last.i, "dobj", "ccomp", "neg")
    )


def _is_reported(scene: Scene, verb: int) -> bool:
    """False for conditions, commands and mere possibilities: nobody is reported to have said it."""
    token = scene.tokens[verb]
    for child in scene.children[verb]:
        if child.i < verb and child.dep_ == "mark" and child.lower_ in _IRREALIS:
            return False
        if child.dep_ == "aux" and child.lower_ in _MODALS:
            return False
    if scene.cues[verb].lemma in ("go on", "continue", "begin") and any(
        child.dep_ in ("xcomp", "advcl", "ccomp") and child.i in scene.cues and child.i > verb
        for child in scene.children[verb]
    ):
        return False  # "went on to add": the second verb is the cue
    return not (token.tag_ == "VB" and token.dep_ == "ROOT" and own_subject(scene, verb) is None)


def _may_lack_speaker(scene: Scene, verb: int) -> bool:
    return is_passive(scene, verb) and scene.has(verb, "expl", "nsubjpass")


def _content(scene: Scene, verb: int, speaker: Stretch | None) -> tuple[list[tuple[int, int]], str]:
    entry = scene.cues[verb]
    if "clause" in entry.takes:
        right = _right_clause(scene, verb)
        if right is not None:
            parts = [_offsets(scene, right)]
            left = _interrupted(scene, verb, speaker, right)
            return ([left, *parts] if left else parts), "complement-clause"
        around = _around(scene, verb, speaker)
        if around:
            return around, "parenthetical"
        beyond = _hung_above(scene, verb, speaker) or _that_clause(scene, verb)
        if beyond:
            return [beyond], "complement-clause"
    if "infinitive" in entry.takes:
        part = _infinitive(scene, verb)
        if part is not None:
            return [part], "infinitive"
    if "small" in entry.takes or "as" in entry.takes:
        part = _predication(scene, verb)
        if part is not None:
            return [part], "predication"
    if "of" in entry.takes:
        part = _accusation(scene, verb)
        if part is not None:
            return [part], "accusation"
    if "gerund" in entry.takes or ("clause" in entry.takes and entry.plain):
        part = _gerund(scene, verb)
        if part is not None:
            return [part], "gerund"
    if "after" in entry.takes or entry.prepositions:
        part = _behind_preposition(scene, verb, entry.prepositions or frozenset({entry.lemma.rsplit(" ", 1)[-1]}))
        if part is not None:
            return [part], "preposition"
    return [], ""


def _offsets(scene: Scene, stretch: Stretch) -> tuple[int, int]:
    return scene.begin_of(stretch.first), scene.end_of(stretch.last)


def _right_clause(scene: Scene, verb: int) -> Stretch | None:
    """The clause behind the cue."""
    for child in scene.children[verb]:
        if child.i > verb and child.dep_ == "ccomp" and not _is_addressed_infinitive(scene, child):
            # A participle's content may lose its subject to the participle ("suggesting forces remain").
            lost = [c.left_edge.i for c in scene.children[verb] if c.dep_ == "nsubj" and verb < c.i < child.i]
            first = max(verb + 1, min([child.left_edge.i, *(lost if scene.tokens[verb].tag_ == "VBG" else [])]))
            last = child.right_edge.i
            first = first_word(scene, first, last)
            if first <= last:
                first = _behind_day(scene, _behind_addressee(scene, verb, first, last), last)
                last = max(last, _hung_too_high(scene, verb, child, last))
                last = max(last, _lost_predicate(scene, verb, last))
                return Stretch(first, _cut(scene, verb, first, last), child.i)
    return None


def _hung_too_high(scene: Scene, verb: int, clause: Token, last: int) -> int:
    """The last token of a verb coordinated to the cue that must belong to the content.

    As in "felt she was early and her train would wait", or "said wood is needed to build boats, mend roofs and last the winter":
    what shares the cue's subject would share its tense.
    """
    for child in scene.children[verb]:
        if child.dep_ != "conj" or child.i <= last or child.i in scene.cues:
            continue
        if own_subject(scene, child.i) is not None:
            # Without a comma the second clause is as much reported as the first one.
            if scene.tokens[last + 1].dep_ == "cc" and child.left_edge.i - last <= 3:
                last = child.right_edge.i
            continue
        if child.tag_ != scene.tokens[verb].tag_ and child.tag_ in ("VB", "VBZ", "VBP", "VBD"):
            last = child.right_edge.i
        else:
            break
    return last


def _behind_addressee(scene: Scene, verb: int, first: int, last: int) -> int:
    """As in "told The Harbour Post ships were missing": a name right behind "told" is who was told, not part of the clause."""
    if first != verb + 1 or scene.cues[verb].lemma != "tell" or scene.has(verb, "dobj", "dative"):
        return first
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


def _behind_day(scene: Scene, first: int, last: int) -> int:
    """As in "reported on Thursday, it had risen": a day with a comma behind the cue is the day of the report."""
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


def _lost_predicate(scene: Scene, verb: int, last: int) -> int:
    """As in "saying the reasons given for it were thin": the finite verb right behind the clause is its predicate."""
    behind = last + 1
    if behind < len(scene.tokens) and scene.tokens[behind].text in _OPEN_MARKS:
        behind += 1
    if behind >= scene.sentence[verb][1] or scene.tokens[behind].tag_ not in _FINITE or scene.quote_of[behind] >= 0:
        return last
    if behind in scene.cues or any(t.dep_ == "relcl" for t in (scene.tokens[verb], scene.tokens[verb].head)):
        return last
    predicate = scene.tokens[behind]
    if predicate.dep_ in ("aux", "auxpass"):
        predicate = predicate.head
    return predicate.right_edge.i if predicate.i >= behind and not predicate.left_edge.i < verb else last


def _is_addressed_infinitive(scene: Scene, child: Token) -> bool:
    """As in "told him to leave": the parser calls it a clause with a subject of its own."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in scene.children[child.i])


def _cut(scene: Scene, verb: int, first: int, last: int) -> int:
    """The last token of the content before a cue that goes on beside this one ("…, adding that …")."""
    for other in continued_by(scene, verb, first, last):
        end = other.first - 1
        while end > first and (scene.tokens[end].text in {",", ";", "—", "–"} or scene.tokens[end].dep_ == "cc"):
            end -= 1
        return min(last, end)
    return last


def continued_by(scene: Scene, verb: int, first: int, last: int) -> Iterator[Stretch]:
    """The cues inside ``first..last`` that go on beside ``verb`` and are no part of what it reports."""
    for index in continuations(scene, verb):
        if first < index <= last:
            stretch = cue_stretch(scene, index)
            start = min([stretch.first, *(c.left_edge.i for c in scene.children[index] if c.i < index)])
            if start > first:
                yield Stretch(start, stretch.last, index)


def _interrupted(scene: Scene, verb: int, speaker: Stretch | None, right: Stretch) -> tuple[int, int] | None:
    """As in "Without her, he said, it would fail": what stands before a reporting clause that commas cut off."""
    clause = clause_of(scene, verb, speaker)
    if clause.first == 0 or scene.tokens[clause.first - 1].text not in _OPEN_MARKS:
        return None
    if scene.tokens[right.first - 1].text not in _OPEN_MARKS:
        return None
    first = scene.sentence[verb][0]
    if first >= clause.first - 1:
        return None
    return scene.begin_of(first), scene.end_of(clause.first - 1)


def _around(scene: Scene, verb: int, speaker: Stretch | None) -> list[tuple[int, int]]:
    """As in "It failed, he said." and "It, he said, had failed.": content before, or on both sides of, the clause."""
    if own_subject(scene, verb) is None or speaker is None or _is_taken(scene, verb):
        return []
    clause = clause_of(scene, verb, speaker)
    first, last = scene.sentence[verb]
    if clause.first <= first or scene.tokens[clause.first - 1].text not in _OPEN_MARKS:
        return []
    token = scene.tokens[verb]
    left_child = any(c.dep_ in ("ccomp", "parataxis") and c.i < clause.first for c in scene.children[verb])
    turned = is_inverted(scene, verb)
    if not left_child and not turned and (token.dep_ not in _HUNG or scene.has(verb, "mark") or token.head.i > last):
        return []
    behind = clause.last + 1
    ends = behind >= last or scene.tokens[behind].is_sent_end or scene.tokens[behind].text in (".", '"', "”")
    if not left_child and not ends and scene.tokens[behind].text not in _OPEN_MARKS:
        return []
    if token.dep_ == "conj" and not left_child and not turned and (not ends or not scene.cues[verb].plain):
        return []
    parts = [(scene.begin_of(first), scene.end_of(clause.first - 1))]
    if not left_child and not ends:
        right = last if turned else min(last, token.head.right_edge.i)
        if right > behind:
            parts.append((scene.begin_of(behind + 1), scene.end_of(right)))
    return parts


def _is_taken(scene: Scene, verb: int) -> bool:
    """True where the verb has an object or complement of its own behind it, other than the one who is spoken to."""
    addressed = "object" in scene.cues[verb].addressee
    for child in scene.children[verb]:
        if child.i > verb and child.dep_ in ("ccomp", "xcomp", "oprd"):
            return True
        if child.i > verb and child.dep_ == "dobj" and not addressed:
            return True
    return False


def _hung_above(scene: Scene, verb: int, speaker: Stretch | None) -> tuple[int, int] | None:
    """As in "Lee says despite her age, she will run" where the parser made the content the main clause."""
    token = scene.tokens[verb]
    if token.dep_ != "ccomp" or token.head.i < verb or speaker is None or _is_taken(scene, verb):
        return None
    clause, (first, last) = clause_of(scene, verb, speaker), scene.sentence[verb]
    if clause.first > first + 2 or scene.tokens[verb + 1].text in _OPEN_MARKS:
        return None
    begin = first_word(scene, verb + 1, last)
    return (scene.begin_of(begin), scene.end_of(min(last, token.head.right_edge.i))) if begin < last else None


def _that_clause(scene: Scene, verb: int) -> tuple[int, int] | None:
    """As in "said in an interview with the Post that it works" where the parser hung the clause on a noun in between."""
    last = min(scene.sentence[verb][1], verb + REACH)
    for index in range(verb + 1, last + 1):
        token = scene.tokens[index]
        if token.tag_ in _FINITE or index in scene.cues or scene.quote_of[index] >= 0:
            return None
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i > index:
            begin = first_word(scene, index, token.head.right_edge.i)
            return scene.begin_of(begin), scene.end_of(_cut(scene, verb, begin, token.head.right_edge.i))
    return None


def _infinitive(scene: Scene, verb: int) -> tuple[int, int] | None:
    """As in "vowed to fight", "urged both sides to stop": the words behind "to"."""
    for child in scene.children[verb]:
        if child.i > verb and child.dep_ in ("xcomp", "ccomp", "advcl") and child.tag_ == "VB":
            mark = next((c for c in scene.children[child.i] if c.dep_ == "aux" and c.lower_ == "to"), None)
            if mark is None or (child.dep_ == "advcl" and not scene.cues[verb].addressee):
                continue
            if scene.cues[verb].act is Act.DECLINE and child.i in scene.cues:
                return None  # "declined to say whether …" is one cue
            last = _cut(scene, verb, mark.i + 1, child.right_edge.i)
            return scene.begin_of(mark.i + 1), scene.end_of(last)
    if scene.cues[verb].addressee and (addressed := scene.child(verb, "dobj")) is not None:
        for child in scene.children[addressed.i]:
            if child.dep_ in ("acl", "relcl") and child.tag_ == "VB":
                mark = next((c for c in scene.children[child.i] if c.dep_ == "aux" and c.lower_ == "to"), None)
                if mark is not None:
                    return scene.begin_of(mark.i + 1), scene.end_of(child.right_edge.i)
    return None


def _predication(scene: Scene, verb: int) -> tuple[int, int] | None:
    """As in "called the plan a mistake", "described it as a failure": object and predicate."""
    entry, token = scene.cues[verb], scene.tokens[verb]
    children = [child for child in scene.children[verb] if child.i > verb]
    named = own_subject(scene, verb) is None and token.tag_ != "VBG" and token.dep_ in ("acl", "relcl", "amod", "advcl")
    if (named or is_passive(scene, verb)) and not scene.has(verb, "agent"):
        return None  # "a group called Night Watch": its name, not an opinion
    if "small" in entry.takes:
        quoted = _up_to_quote(scene, verb)
        if quoted is not None:
            return quoted
        for child in children:
            if child.dep_ in ("oprd", "ccomp", "xcomp") and child.tag_ != "VB" and child.dep_ != "advcl":
                thing = next((c for c in children if c.dep_ in ("dobj", "nsubj") and c.i < child.i), None)
                first = thing.left_edge.i if thing is not None else child.left_edge.i
                first = max(verb + 1, first)
                if first < child.right_edge.i:
                    return scene.begin_of(first), scene.end_of(_cut(scene, verb, first, child.right_edge.i))
    if "as" in entry.takes:
        for child in children:
            if child.dep_ == "prep" and child.lower_ == "as":
                thing = next((c for c in children if c.dep_ == "dobj" and c.i < child.i), None)
                if thing is not None:
                    return scene.begin_of(thing.left_edge.i), scene.end_of(child.right_edge.i)
        thing = next((c for c in children if c.dep_ == "dobj"), None)
        if thing is not None:
            for child in scene.children[thing.i]:
                if child.dep_ == "prep" and child.lower_ == "as":
                    return scene.begin_of(thing.left_edge.i), scene.end_of(child.right_edge.i)
    return None


def _up_to_quote(scene: Scene, verb: int) -> tuple[int, int] | None:
    """As in "called the plan “a mistake”": from the object to the closing mark, whatever the parser makes of it."""
    for index in range(verb + 1, min(verb + 14, scene.sentence[verb][1] + 1)):
        token = scene.tokens[index]
        number = scene.quote_of[index]
        if number >= 0:
            begin = verb + 1
            while scene.tokens[begin].pos_ == "ADV" and begin < index:
                begin += 1
            edges = [c.right_edge.i for c in scene.children[verb] if verb < c.left_edge.i <= index <= c.right_edge.i]
            return scene.begin_of(begin), max(scene.quotes[number].end, *map(scene.end_of, [verb, *edges]))
        if token.tag_ in _FINITE or token.text in {",", ";", ":", "."} or token.lower_ in ("for", "to", "and"):
            return None
    return None


def _accusation(scene: Scene, verb: int) -> tuple[int, int] | None:
    """As in "accused the minister of lying": the accused and the deed."""
    thing = next((c for c in scene.children[verb] if c.dep_ == "dobj" and c.i > verb), None)
    holders = [verb] if thing is None else [verb, thing.i]
    for holder in holders:
        for child in scene.children[holder]:
            if child.dep_ == "prep" and child.lower_ == "of" and child.i > verb:
                first = thing.left_edge.i if thing is not None else child.i + 1
                return scene.begin_of(first), scene.end_of(_cut(scene, verb, first, child.right_edge.i))
    return None


def _gerund(scene: Scene, verb: int) -> tuple[int, int] | None:
    for child in scene.children[verb]:
        if child.i > verb and child.dep_ == "xcomp" and child.tag_ == "VBG":
            return scene.begin_of(child.left_edge.i), scene.end_of(_cut(scene, verb, child.i, child.right_edge.i))
    return None


def _behind_preposition(scene: Scene, verb: int, prepositions: frozenset[str]) -> tuple[int, int] | None:
    for child in scene.children[verb]:
        if child.i > verb and child.dep_ == "prep" and child.lower_ in prepositions and child.right_edge.i > child.i:
            return scene.begin_of(child.i + 1), scene.end_of(_cut(scene, verb, child.i + 1, child.right_edge.i))
    return None
