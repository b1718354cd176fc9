"""Finite clauses as contents: behind the cue, before it, around it, and where the parser hung them elsewhere."""

from bisect import bisect_right

from kgexport.extraction.statements.cuts import cut
from kgexport.extraction.statements.openings import behind_addressee, behind_day, with_adverbial, with_lost_subject
from kgexport.extraction.statements.regions import clause_of, first_word
from kgexport.extraction.statements.scene import REACH, Scene, Stretch
from kgexport.extraction.statements.sources import names_source
from kgexport.extraction.statements.subjects import breaks_tense, is_inverted, own_subject
from kgexport.extraction.tree import Token
from kgexport.model import Act

_OPEN_MARKS = frozenset({",", "—", "–", "--", "-"})
_HUNG = frozenset({"parataxis", "ccomp", "dep", "conj"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PERSONAL = frozenset({"he", "she", "they", "it", "i", "we", "you"})
_LONGEST = 600  # tokens; no content has more
_TELLING = frozenset({"report", "rumor", "rumour", "news", "concern", "fear", "complaint", "criticism", "speculation"})
_CONDITIONS = frozenset({"if", "unless", "because", "until"})
_FALSE_BEGINS = 2  # sentences that are none, at most
_LONGEST_REST = 40  # tokens behind a sentence end that is none
_TO_A_DENIED_CUE = 5  # tokens: "but", subject, auxiliary, "not", verb
_TO_A_CUE = 8  # tokens from a semicolon to the verb of the clause behind it


def right_clause(scene: Scene, verb: int) -> Stretch | None:
    """The clause behind the cue."""
    for child in scene.children[verb]:
        if child.i > verb and child.dep_ == "ccomp" and _is_clause_of_noun(scene, verb, child):
            return None
        if (
            child.i > verb
            and child.dep_ == "ccomp"
            and not _is_no_clause(scene, child)
            and not _is_particle(scene, verb, child)
        ):
            # A participle's content may lose its subject to the participle ("suggesting forces remain").
            lost = [c.left_edge.i for c in scene.children[verb] if c.dep_ == "nsubj" and verb < c.i < child.i]
            first = max(verb + 1, min([child.left_edge.i, *(lost if scene.tokens[verb].tag_ == "VBG" else [])]))
            first = with_lost_subject(scene, verb, child, first)
            last = child.right_edge.i
            if scene.tokens[first].text == ";" or scene.tokens[first - 1].text == ";":
                return None  # "…, he said; around 50 were hurt": a sentence of its own
            first = first_word(scene, first, last)
            if first <= last:
                first = with_adverbial(scene, verb, first)
                first = behind_day(scene, behind_addressee(scene, verb, first, last), last)
                last = max(last, _hung_too_high(scene, verb, child, last))
                last = max(last, _lost_predicate(scene, verb, last))
                last = _behind_conjunction(scene, verb, last)
                last = _with_further_clauses(scene, verb, last)
                last = _with_condition(scene, verb, last)
                last = _over_false_end(scene, verb, last)
                last = min(last, _before_other_tense(scene, verb, child, last))
                return Stretch(first, cut(scene, verb, first, last), child.i)
    return _relative_clause(scene, verb)


def _behind_conjunction(scene: Scene, verb: int, last: int) -> int:
    """As in "said power lay not in the pen but in the voice", where the parser hangs the second half on the cue."""
    behind = scene.tokens[last + 1] if last + 1 < len(scene.tokens) else None
    if behind is None or scene.tokens[last].dep_ != "cc" or behind.dep_ != "prep" or behind.head.i != verb:
        return last
    return behind.right_edge.i


def _is_clause_of_noun(scene: Scene, verb: int, clause: Token) -> bool:
    """True for "repeated her claim that …": the clause is what the claim says, and the noun's rule reads it."""
    before = scene.tokens[clause.left_edge.i - 1]
    that = scene.tokens[clause.left_edge.i].lower_ == "that"
    if before.dep_ == "pobj" and before.lemma_ in ("time", "day", "moment") and not that:
        return True  # "announced its plan at the same time it reported a loss"
    if _is_answered(scene, before):
        return that  # "was responding to reports that …"
    return before.dep_ == "dobj" and before.head.i == verb and before.lemma_.lower() in scene.lexicon.nouns


def _is_answered(scene: Scene, noun: Token) -> bool:
    """True for the reports of "responded to media reports"."""
    told = noun.lemma_.lower() in _TELLING or noun.lemma_.lower() in scene.lexicon.nouns
    return told and noun.dep_ == "pobj" and noun.head.lower_ == "to"


def _with_further_clauses(scene: Scene, verb: int, last: int) -> int:
    """As in "said that it was late, that time was short and that they left": the parser hangs each clause on the cue."""
    for child in scene.children[verb]:
        if child.dep_ != "ccomp" or child.i <= last or child.i in scene.cues:
            continue
        first, comma = last + 1, False
        while first < child.i and (scene.tokens[first].is_punct or scene.tokens[first].dep_ == "cc"):
            comma = comma or scene.tokens[first].is_punct
            first += 1
        # "said that it is late but it is safe": without a comma the second clause is as much reported.
        joined = first == last + 2 and not comma and own_subject(scene, child.i) is not None
        if first - last > 4 or first < child.left_edge.i or not (scene.tokens[first].lower_ == "that" or joined):
            break
        last = child.right_edge.i
    return last


def _with_condition(scene: Scene, verb: int, last: int) -> int:
    """As in "said the crew should not fish when it comes to storms": a condition right behind the clause is part of it."""
    for child in scene.children[verb]:
        if child.dep_ != "advcl" or child.i <= last or child.left_edge.i != last + 1:
            continue
        first = scene.tokens[child.left_edge.i]
        if first.lower_ in _CONDITIONS or (
            first.lower_ == "when" and child.lemma_ == "come" and scene.has(child.i, "nsubj")
        ):
            return child.right_edge.i
    return last


def _over_false_end(scene: Scene, verb: int, last: int) -> int:
    """The end of the clause where the parser ended the sentence too early: no mark stands there, and none of what follows
    may be the writer's (a cue, a second verb of the one who speaks).
    """
    end = scene.sentence[verb][1]
    behind = end + 1
    if last != end or behind >= len(scene.tokens) or scene.tokens[end].is_punct or scene.tokens[behind].is_space:
        return last
    final = scene.sentence[behind][1]
    if final - behind > _LONGEST_REST or scene.tokens[final].text not in {".", "!", "?"}:
        return last
    for index in range(behind, final):
        token = scene.tokens[index]
        own = token.tag_ in _FINITE and token.dep_ == "conj" and own_subject(scene, index) is None
        if index in scene.cues or scene.quote_of[index] >= 0 or token.is_space or own:
            return last
    return final


def _relative_clause(scene: Scene, verb: int) -> Stretch | None:
    """As in "informed the crews that it would close", where the parser takes the clause for one about the crews."""
    if "object" not in scene.cues[verb].addressee or "clause" not in scene.cues[verb].takes:
        return None
    addressed = next((c for c in scene.children[verb] if c.dep_ == "dobj" and c.i > verb), None)
    if addressed is None:
        return None
    for child in scene.children[addressed.i]:
        that = scene.tokens[child.left_edge.i]
        if child.dep_ in ("relcl", "acl") and that.lower_ == "that" and that.dep_ not in ("nsubj", "nsubjpass"):
            first = that.i + 1
            if first < child.i and scene.tokens[that.i - 1].text != "," and own_subject(scene, child.i) is not None:
                return Stretch(first, cut(scene, verb, first, child.right_edge.i), child.i)
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


def _before_other_tense(scene: Scene, verb: int, clause: Token, last: int) -> int:
    """The last token before a verb that shares neither tense nor subject with the clause but does with the cue.

    As in "said the port is safe and left the room": the writer goes on.
    """
    past = scene.tokens[verb].tag_ == "VBD"
    for child in scene.children[clause.i]:
        goes_on = past and own_subject(scene, child.i) is None and breaks_tense(scene, clause, child)
        if child.i > clause.i and (goes_on or _is_other_report(scene, verb, child)):
            end = child.left_edge.i - 1
            while end > clause.i and (scene.tokens[end].text == "," or scene.tokens[end].dep_ == "cc"):
                end -= 1
            return end
    return last


def _is_other_report(scene: Scene, verb: int, other: Token) -> bool:
    """As in "One said it was late and several said they were hungry": two reports side by side, not one in the other."""
    cue, subject = scene.cues.get(other.i), own_subject(scene, other.i)
    if other.dep_ != "conj" or other.tag_ not in _FINITE or cue is None or subject is None or subject.i > other.i:
        return False
    if (
        cue.lemma != scene.cues[verb].lemma
        or other.tag_ != scene.tokens[verb].tag_
        or (subject.pos_ == "PRON" and subject.lower_ in _PERSONAL)
    ):
        return False
    return any(c.dep_ == "ccomp" and c.i > other.i for c in scene.children[other.i])


def _lost_predicate(scene: Scene, verb: int, last: int) -> int:
    """As in "saying the reasons given for it were thin": the finite verb right behind the clause is its predicate."""
    behind = last + 1
    if behind < len(scene.tokens) and scene.tokens[behind].text in _OPEN_MARKS:
        behind += 1
    if behind >= scene.sentence[verb][1] or scene.tokens[behind].tag_ not in _FINITE or scene.quote_of[behind] >= 0:
        return last
    if scene.tokens[behind].dep_ == "conj":
        return last  # "told she was safe - got a hug": the writer goes on
    if behind in scene.cues or any(t.dep_ == "relcl" for t in (scene.tokens[verb], scene.tokens[verb].head)):
        return last
    predicate = scene.tokens[behind]
    if predicate.dep_ in ("aux", "auxpass"):
        predicate = predicate.head
    return predicate.right_edge.i if predicate.i >= behind and not predicate.left_edge.i < verb else last


def _is_particle(scene: Scene, verb: int, child: Token) -> bool:
    """True for "clear" of "made clear her dismay", and for what stands before the name in "said officer (PO) Lee"."""
    subject = own_subject(scene, verb)
    inside = subject is not None and verb < child.i < subject.i
    return inside or (child.pos_ == "ADJ" and scene.cues[verb].lemma.endswith(f" {child.lower_}"))


def _is_no_clause(scene: Scene, child: Token) -> bool:
    """As in "told him to leave" and "declared war, with others following": a subject of its own, but no finite verb."""
    aux = [c for c in scene.children[child.i] if c.dep_ in ("aux", "auxpass")]
    return any(c.lower_ == "to" for c in aux) or (child.tag_ == "VBG" and not aux)


def interrupted(scene: Scene, verb: int, speaker: Stretch | None, right: Stretch) -> tuple[int, int] | None:
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


def lacks_subject(scene: Scene, right: Stretch) -> bool:
    """True for a clause that begins with its finite verb and has no subject behind it: "[fires, he said,] were out"."""
    first = scene.tokens[right.first]
    return first.tag_ in _FINITE and not any(
        c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") and c.i > right.first for c in scene.children[right.head]
    )


def subject_before(scene: Scene, verb: int, right: Stretch) -> tuple[int, int] | None:
    """As in "a deal which she said was dead": the subject of the clause, where it stands before the cue."""
    if not lacks_subject(scene, right):
        return None
    for child in scene.children[right.head]:
        if child.dep_ in ("nsubj", "nsubjpass") and child.i < verb:
            last = child.right_edge.i if child.right_edge.i < verb else child.i
            return scene.begin_of(child.left_edge.i), scene.end_of(last)
    relative = next((i for i in range(verb - 1, max(-1, verb - 8), -1) if scene.tokens[i].tag_ == "WDT"), None)
    if relative is not None and scene.tokens[verb].dep_ == "relcl":
        return scene.begin_of(relative), scene.end_of(relative)
    return None


def around(scene: Scene, verb: int, speaker: Stretch | None) -> list[tuple[int, int]]:
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
    ends = behind >= last or scene.tokens[behind].is_sent_end or scene.tokens[behind].text in (".", ";", '"', "”")
    if not left_child and not ends and scene.tokens[behind].text not in _OPEN_MARKS:
        return []
    if token.dep_ == "conj" and not left_child and not turned and (not ends or not scene.cues[verb].plain):
        return []
    parts = [(scene.begin_of(_true_begin(scene, first)), scene.end_of(clause.first - 1))]
    if not left_child and not ends:
        right = last if turned else min(last, token.head.right_edge.i)
        right = before_other_speaker(scene, behind, right)
        # "…, a person said, as others accused both sides": that is no part of what was said.
        contrast = bisect_right(scene.contrasts, behind)
        if contrast < len(scene.contrasts):
            right = min(right, scene.contrasts[contrast] - 2)
        if right > behind:
            parts.append((scene.begin_of(behind + 1), scene.end_of(right)))
    return parts


def _true_begin(scene: Scene, first: int) -> int:
    """Where the sentence begins that the parser let begin too late: no mark ends what stands before it in its paragraph."""
    for _ in range(_FALSE_BEGINS):
        before = scene.tokens[first - 1] if first > 0 else None
        if before is None or before.is_space or before.is_punct or scene.quote_of[before.i] >= 0:
            break
        first = scene.sentence[before.i][0]
    return first


def _is_taken(scene: Scene, verb: int) -> bool:
    """True where the verb has an object or complement of its own behind it, other than the one who is spoken to."""
    addressed = "object" in scene.cues[verb].addressee
    cut_off = verb + 1 < len(scene.tokens) and scene.tokens[verb + 1].text in _OPEN_MARKS
    own = own_subject(scene, verb)
    for child in scene.children[verb]:
        if child.text == ";" and child.i > verb:
            return False
        if own is not None and verb < child.i <= own.i:
            continue  # "…, concluded the statement", "…, said officer (PO) Lee"
        if cut_off and child.dep_ == "xcomp" and child.tag_ == "VB":
            continue  # "…, she said, to find out why": a purpose, of what is said
        if child.i > verb and child.dep_ in ("ccomp", "xcomp", "oprd"):
            return True
        if child.i > verb and child.dep_ == "dobj" and not (addressed and _can_be_told(scene, verb, child)):
            return True  # "ordered extra stock": nobody is told anything
        if child.i > verb and child.dep_ == "prep" and addressed and child.lower_ in ("of", "about"):
            return True  # "told them of its loss"
    return False


def _can_be_told(scene: Scene, verb: int, thing: Token) -> bool:
    return scene.cues[verb].act is not Act.DEMAND or names_source(scene, scene.stretch(thing.i))


def before_other_speaker(scene: Scene, first: int, last: int) -> int:
    """The last token before a semicolon behind which somebody else speaks: "…, she said, and Y; others call this doubtful".

    And before "but" with what was not said: "…, she said, but she did not say why".
    """
    for index in range(first, min(last, first + _LONGEST)):
        if scene.tokens[index].lower_ == "but" and any(
            cue in scene.cues and scene.has(cue, "neg") and own_subject(scene, cue) is not None
            for cue in range(index + 1, min(last, index + _TO_A_DENIED_CUE) + 1)
        ):
            return index - 1
        if scene.tokens[index].text == ";" and any(
            cue in scene.cues and own_subject(scene, cue) is not None
            for cue in range(index + 1, min(last, index + _TO_A_CUE) + 1)
        ):
            return index - 1
    return last


def hung_above(scene: Scene, verb: int, speaker: Stretch | None) -> tuple[int, int] | None:
    """As in "Lee says despite her age, she will run" where the parser made the content the main clause."""
    token = scene.tokens[verb]
    if token.dep_ != "ccomp" or token.head.i < verb or speaker is None or _is_taken(scene, verb):
        return None
    clause, (first, last) = clause_of(scene, verb, speaker), scene.sentence[verb]
    if clause.first > first + 2 or scene.tokens[verb + 1].text in _OPEN_MARKS:
        return None
    begin = first_word(scene, verb + 1, last)
    return (scene.begin_of(begin), scene.end_of(min(last, token.head.right_edge.i))) if begin < last else None


def that_clause(scene: Scene, verb: int) -> tuple[int, int] | None:
    """As in "said in an interview with the Post that it works" where the parser hung the clause on a noun in between."""
    if scene.has(verb, "xcomp"):
        return None  # "agreed to stop, after talks that both called frank"
    last = min(scene.sentence[verb][1], verb + REACH)
    for index in range(verb + 1, last + 1):
        token = scene.tokens[index]
        if token.tag_ in _FINITE or scene.quote_of[index] >= 0:
            return None
        if index in scene.cues and "source" not in scene.cues[index].takes:
            return None
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i > index:
            if _is_answered(scene, scene.tokens[index - 1]):
                return None
            begin = first_word(scene, index, token.head.right_edge.i)
            return scene.begin_of(begin), scene.end_of(cut(scene, verb, begin, token.head.right_edge.i))
    return None
