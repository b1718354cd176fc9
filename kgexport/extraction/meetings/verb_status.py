"""The status that a verb gives by tense, modality, negation and the predicates above it."""

from kgexport.extraction.meetings import predicates
from kgexport.extraction.meetings.lexicon import PEOPLE
from kgexport.extraction.meetings.readings import Reading, span_of
from kgexport.extraction.meetings.syntax import governing_verb, is_verb, near, negated
from kgexport.extraction.tree import Token
from kgexport.model import Certainty, Polarity, Status


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb; those of the verb it is coordinated with, where it shares them ("will meet and talk")."""
    own = [child for child in near(verb) if child.dep_ in ("aux", "auxpass")]
    shares = verb.dep_ == "conj" and is_verb(verb.head) and verb.tag_ in ("VB", verb.head.tag_)
    if not own and shares and not any(c.dep_ == "nsubj" for c in near(verb)):
        return [child for child in near(verb.head) if child.dep_ in ("aux", "auxpass")]
    return own


def verb_group(verb: Token) -> tuple[Status, Certainty, list[Token]] | None:
    """Tense, modality and governor of a verb, negation aside; None for a form that says nothing by itself."""
    helpers = auxiliaries(verb)
    for aux in helpers:
        if aux.lower_ in predicates.MODAL:
            status, certainty = predicates.MODAL[aux.lower_]
            if any(a.lower_ == "have" for a in helpers) and aux.lower_ != "will":
                # "could have met", "would have met": it did not come to that, or nobody knows.
                return Status.UNKNOWN, Certainty.POSSIBLE, [aux, verb]
            return status, certainty, [aux, verb]
    has_to = any(a.lower_ == "to" for a in helpers)
    have = any(a.lemma_ == "have" for a in helpers)
    if verb.tag_ in ("VBD",) or (verb.tag_ == "VBN" and not has_to):
        finite = next((a for a in helpers if a.tag_ in ("VBZ", "VBP")), None)
        if finite is not None and finite.lemma_ == "be" and not have:
            return Status.HELD, Certainty.CERTAIN, [finite, verb]  # "is received": historical present
        return Status.HELD, Certainty.CERTAIN, [*helpers, verb]
    if verb.tag_ == "VBG":
        be = next((a for a in helpers if a.lemma_ == "be"), None)
        if be is not None:
            if have or be.tag_ in ("VBD",):
                return Status.HELD, Certainty.CERTAIN, [*helpers, verb]
            if _future_time(verb):
                return Status.SCHEDULED, Certainty.CERTAIN, [be, verb]
            return Status.ONGOING, Certainty.CERTAIN, [be, verb]
        return None
    if has_to:
        return None
    if verb.tag_ in ("VBZ", "VBP"):
        if _future_time(verb):
            return Status.SCHEDULED, Certainty.CERTAIN, [verb]
        if _is_awaited(verb):
            return Status.SCHEDULED, Certainty.PROBABLE, [verb]
        return Status.HELD, Certainty.CERTAIN, [verb]
    return None


def _is_awaited(verb: Token) -> bool:
    """True for "until the two sides meet", "once they meet", and "when they meet" of what will be."""
    marks = {c.lower_ for c in near(verb) if c.dep_ in ("mark", "advmod")}
    if marks & {"until", "till", "once", "before"}:
        return True
    return "when" in marks and any(a.lower_ in predicates.MODAL for a in auxiliaries(verb.head))


def _future_time(verb: Token) -> bool:
    for child in near(verb):
        if child.dep_ in ("npadvmod", "advmod", "prep"):
            if child.lower_ in predicates.FUTURE_TIME:
                return True
            if any(inner.lower_ in predicates.FUTURE_TIME for inner in near(child)):
                return True
            for inner in near(child):
                if inner.dep_ == "pobj" and any(c.lower_ in predicates.FUTURE_TIME for c in near(inner)):
                    return True
    return False


def verb_reading(verb: Token, depth: int = 0) -> Reading | None:
    """The reading of a verb that denotes, holds or joins the encounter, as its own clause and those above it put it."""
    if depth > 5:
        return None
    if _was_to_have(verb):
        return Reading(Status.CANCELLED, Certainty.PROBABLE, evidence=span_of(verb.head, verb))
    negative = negated(verb) and not _is_not_until(verb)
    if _is_demanded(verb):
        return selected_by(verb.head, verb.head.lemma_, verb, depth, infinitive=True)
    group = verb_group(verb)
    if group is not None:
        status, certainty, evidence = group
        if negative != _is_denied(verb):
            return Reading(status, Certainty.CERTAIN, Polarity.NEGATIVE, span_of(*evidence))
        return Reading(status, certainty, Polarity.POSITIVE, span_of(*evidence))
    reading = _governed(verb, depth)
    if reading is not None and negative and reading.polarity is Polarity.POSITIVE:
        return Reading(reading.status, reading.certainty, Polarity.NEGATIVE, reading.evidence)
    return reading


def _is_demanded(verb: Token) -> bool:
    """As in "demanded that he meet them", a subjunctive: the bare form behind "that"."""
    if verb.dep_ != "ccomp" or verb.head.lemma_ not in _DEMANDING or verb.lower_ != verb.lemma_ or auxiliaries(verb):
        return False
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in near(verb))


_DEMANDING = frozenset({"demand", "request", "propose", "ask", "urge", "order"})


def _was_to_have(verb: Token) -> bool:
    """As in "was to have met", which says that it did not come to that."""
    helpers = {child.lower_ for child in near(verb) if child.dep_ == "aux"}
    return verb.tag_ == "VBN" and {"to", "have"} <= helpers and verb.head.lower_ in ("was", "were")


def _is_not_until(verb: Token) -> bool:
    """As in "had not met him until 2015", which says that they met then."""
    return any(c.lower_ in ("until", "till") and c.dep_ in ("prep", "mark") for c in near(verb)) or any(
        inner.lower_ in ("until", "till") for c in near(verb) if c.dep_ == "advcl" for inner in near(c)
    )


def _is_denied(verb: Token) -> bool:
    """As in "She denied that they had met", "and had spoken" too; "did not deny that they met" denies nothing."""
    verb = _first_coordinated(verb)
    head = verb.head
    if verb.dep_ in ("acl", "relcl", "ccomp") and any(c.dep_ == "mark" and c.lower_ == "that" for c in near(verb)):
        denied = denial_of(head)  # "denied a report that they had met"
        if denied is not None:
            return True
    return verb.dep_ in ("ccomp", "xcomp") and head.lemma_ in predicates.DENYING and not negated(head)


def denial_of(report: Token) -> Token | None:
    """The verb that denies a report or rumour, as in "dismissed reports of a meeting"; None where nobody does."""
    if report.lemma_ not in _REPORTS or report.dep_ not in ("dobj", "nsubjpass") or not is_verb(report.head):
        return None
    verb = report.head
    denies = verb.lemma_ in predicates.DENYING or verb.lemma_ in _DISMISSING
    return verb if denies and not negated(verb) else None


_REPORTS = frozenset({"report", "claim", "rumor", "rumour", "allegation", "suggestion", "speculation", "accusation"})
_DISMISSING = frozenset({"dismiss", "reject", "rebut"})


def _first_coordinated(verb: Token) -> Token:
    """The verb at the head of a coordination, "met" for "talked" and "left" in "met, talked and left"; else the verb itself.

    Where each walk ends is kept with the parse: one from every verb of an endless sentence would cost the square of its length.
    """
    ends: dict[int, int] = verb.doc.user_data.setdefault("first coordinated", {})
    passed = []
    while verb.i not in ends and verb.dep_ == "conj" and is_verb(verb.head) and verb.head.i < verb.i:
        passed.append(verb.i)
        verb = verb.head
    first = ends.get(verb.i, verb.i)
    ends.update(dict.fromkeys(passed, first))
    return verb.doc[first]


def _governed(verb: Token, depth: int) -> Reading | None:
    """An infinitive or participle: what the word above it makes of it."""
    head = verb.head
    dep = verb.dep_
    participle = verb.tag_ == "VBG" and not any(a.lower_ == "to" for a in auxiliaries(verb))
    if dep == "ROOT" or head == verb:
        if any(a.lower_ == "to" for a in auxiliaries(verb)):
            return Reading(Status.SCHEDULED, evidence=span_of(verb))  # headline: "Putin to hold talks"
        return Reading(Status.HELD, evidence=span_of(verb)) if not participle or depth else None
    if dep in ("xcomp", "ccomp", "advcl", "conj", "oprd", "acomp", "pcomp", "csubj") and is_verb(head):
        lemma = head.lemma_
        if dep in ("conj",):
            above = verb_reading(head, depth + 1) if not _is_status_predicate(lemma) else _governed(head, depth + 1)
            if above is not None and participle and not depth and above.status is Status.HELD:
                return Reading(above.status, above.certainty, above.polarity, span_of(verb))  # its own words
            return above
        if participle and dep in ("advcl",):
            above = verb_reading(head, depth + 1)
            if above is not None and above.status is Status.HELD:
                return Reading(Status.HELD, evidence=span_of(verb))
            return above or Reading(Status.HELD, evidence=span_of(verb))
        if lemma == "be":
            return _copula(head, verb, depth)
        if lemma == "go" and head.tag_ == "VBG" and not participle:
            return Reading(
                Status.SCHEDULED,
                polarity=Polarity.NEGATIVE if negated(head) else Polarity.POSITIVE,
                evidence=span_of(head, verb),
            )
        return selected_by(head, lemma, verb, depth, infinitive=not participle)
    if head.pos_ in ("NOUN", "PROPN") and dep in ("acl", "relcl", "amod", "xcomp"):
        stem = predicates.NOUN_STEMS.get(head.lemma_)
        if stem is not None:
            return selected_by(head, stem, verb, depth, infinitive=True)
        if participle:
            return Reading(Status.HELD, evidence=span_of(verb))
        governor = governing_verb(head)
        if governor is not None:
            return verb_reading(governor, depth + 1)
        if head.dep_ == "ROOT" and dep == "acl" and head.lemma_.lower() in PEOPLE:
            return Reading(Status.SCHEDULED, evidence=span_of(verb))  # headline: "Union to resume talks"
        return Reading(Status.PROPOSED, Certainty.POSSIBLE, evidence=span_of(verb))
    if head.pos_ == "ADJ":
        if head.lower_ in ("set", "due", "scheduled", "slated", "supposed", "poised", "bound"):
            return _scheduled(head, Certainty.CERTAIN)
        if head.lower_ in ("likely", "expected"):
            return _scheduled(head, Certainty.PROBABLE)
        if head.lower_ in ("unlikely", "reluctant", "unclear"):
            return Reading(Status.IN_DOUBT, Certainty.PROBABLE, evidence=span_of(head, verb))
        if head.lower_ == "able" and is_verb(head.head) and head.head.tag_ == "VBD":
            return Reading(Status.HELD, evidence=span_of(head, verb))
        if head.lower_ in ("unwilling", "unable") or (
            head.lower_ in _INCLINED and is_verb(head.head) and negated(head.head)
        ):
            return Reading(Status.REFUSED, evidence=span_of(head, verb))
        return Reading(Status.PROPOSED, Certainty.POSSIBLE, evidence=span_of(head, verb))
    if dep == "pcomp":
        preposition = head.lower_
        if preposition in predicates.FUTURE_PREPOSITIONS:
            governor = governing_verb(head)
            reading = verb_reading(governor, depth + 1) if governor is not None else None
            if reading is not None and reading.status is Status.HELD and preposition != "before":
                return Reading(Status.SCHEDULED, evidence=span_of(head, verb))
            return reading
        if preposition in ("for", "about", "of", "to"):
            up = head.head
            if is_verb(up):
                return selected_by(up, up.lemma_, verb, depth, infinitive=True)
            stem = predicates.NOUN_STEMS.get(up.lemma_)
            if stem is not None:
                return selected_by(up, stem, verb, depth, infinitive=True)
            return Reading(Status.HELD, evidence=span_of(head, verb))
        if preposition == "against":
            return Reading(Status.UNKNOWN, Certainty.POSSIBLE, evidence=span_of(head, verb))
        governor = governing_verb(head)
        reading = verb_reading(governor, depth + 1) if governor is not None else None
        if preposition in ("after", "since", "while", "when", "by", "upon", "following") and (
            reading is None or reading.status is Status.HELD or preposition in ("after", "since", "following")
        ):
            return Reading(Status.HELD, evidence=span_of(head, verb))
        return reading or Reading(Status.HELD, evidence=span_of(head, verb))
    return Reading(Status.HELD, evidence=span_of(verb)) if participle else None


_INCLINED = frozenset({"prepared", "willing", "ready", "keen", "inclined", "disposed", "minded"})


def _scheduled(head: Token, certainty: Certainty) -> Reading:
    polarity = Polarity.NEGATIVE if negated(head) or (is_verb(head.head) and negated(head.head)) else Polarity.POSITIVE
    return Reading(Status.SCHEDULED, certainty, polarity, span_of(head))


def _copula(be: Token, verb: Token, depth: int) -> Reading:
    """For "is to meet", "was to meet", "the plan is to meet"."""
    polarity = Polarity.NEGATIVE if negated(be) else Polarity.POSITIVE
    return Reading(Status.SCHEDULED, Certainty.CERTAIN, polarity, span_of(be, verb))


def _is_status_predicate(lemma: str) -> bool:
    return (
        lemma in predicates.REFUSING
        or lemma in predicates.CANCELLING
        or lemma in predicates.POSTPONING
        or lemma in predicates.PROPOSING_CERTAIN
    )


def _is_about_a_date(head: Token) -> bool:
    what = next((c for c in near(head) if c.dep_ in ("nsubjpass", "dobj")), None) if is_verb(head) else head
    return what is not None and what.lemma_ == "date"


def selected_by(head: Token, lemma: str, dependent: Token, depth: int, *, infinitive: bool) -> Reading | None:
    """What the predicate ``lemma`` at ``head`` says of the encounter that it takes as an argument."""
    span = span_of(head, dependent)
    if lemma == "look" and any(c.lower_ == "forward" for c in near(head)):
        return Reading(Status.SCHEDULED, Certainty.PROBABLE, evidence=span)  # "is looking forward to the visit"
    lemma = predicates.MISREAD.get(lemma, lemma)
    if head.pos_ == "NOUN" and head.dep_ in ("dobj", "nsubjpass") and is_verb(head.head):
        over = head.head.lemma_
        if over in predicates.REFUSING and over != "miss":
            return Reading(Status.REFUSED, evidence=span_of(head.head, head))
        if over == "turn" and any(c.lower_ == "down" for c in near(head.head)):
            return Reading(Status.REFUSED, evidence=span_of(head.head, head))
        if over == "accept":
            return Reading(Status.SCHEDULED, evidence=span_of(head.head, head))
    no = negated(head) or any(child.lower_ in ("no", "without") for child in head.lefts)
    if head.pos_ in ("NOUN", "PROPN") and is_verb(head.head) and negated(head.head):
        no = True
    if lemma in predicates.REFUSING:
        return Reading(Status.REFUSED, Certainty.CERTAIN, Polarity.NEGATIVE if no else Polarity.POSITIVE, span)
    if lemma in predicates.DENYING:  # "denied meeting her"; "did not deny meeting her" leaves it open
        if no:
            return Reading(Status.HELD, Certainty.POSSIBLE, Polarity.POSITIVE, span)
        return Reading(Status.HELD, Certainty.CERTAIN, Polarity.NEGATIVE, span)
    if lemma in predicates.CANCELLING:
        return Reading(Status.CANCELLED, Certainty.CERTAIN, Polarity.NEGATIVE if no else Polarity.POSITIVE, span)
    if lemma in predicates.POSTPONING:
        return Reading(Status.POSTPONED, Certainty.CERTAIN, Polarity.NEGATIVE if no else Polarity.POSITIVE, span)
    if lemma in predicates.RESCHEDULING and not infinitive:
        return Reading(Status.RESCHEDULED, evidence=span)
    if lemma in predicates.DOUBTING and not infinitive:
        return Reading(Status.IN_DOUBT, Certainty.PROBABLE, evidence=span)
    if no and _is_about_a_date(head):  # "no date has been set for a summit": wanted all the same
        return Reading(Status.PROPOSED, Certainty.POSSIBLE, evidence=span)
    if lemma == "decide" and no and head.pos_ == "NOUN":
        return Reading(Status.IN_DOUBT, Certainty.POSSIBLE, evidence=span)
    if lemma in predicates.SCHEDULING and (infinitive or lemma not in ("confirm", "announce")):
        certainty = Certainty.PROBABLE if lemma in ("expect", "anticipate") else Certainty.CERTAIN
        if no:
            return Reading(Status.SCHEDULED, Certainty.CERTAIN, Polarity.NEGATIVE, span)
        return Reading(Status.SCHEDULED, certainty, Polarity.POSITIVE, span)
    if lemma in predicates.PROPOSING_CERTAIN or lemma in predicates.PROPOSING_POSSIBLE:
        if lemma == "ask" and not infinitive and depth:
            return None
        if lemma in ("seek", "try", "look", "aim") and no:
            return Reading(Status.SCHEDULED, Certainty.CERTAIN, Polarity.NEGATIVE, span)
        if no:
            return Reading(Status.REFUSED, Certainty.CERTAIN, Polarity.POSITIVE, span)
        certainty = Certainty.CERTAIN if lemma in predicates.PROPOSING_CERTAIN else Certainty.POSSIBLE
        return Reading(Status.PROPOSED, certainty, Polarity.POSITIVE, span)
    if lemma in predicates.WILLING and infinitive:
        return Reading(Status.PROPOSED, Certainty.POSSIBLE, evidence=span)
    if lemma in predicates.FAILING and infinitive:
        return Reading(Status.HELD, Certainty.CERTAIN, Polarity.NEGATIVE, span)
    if lemma in predicates.SENDING and infinitive:
        return Reading(Status.UNKNOWN, Certainty.PROBABLE, evidence=span)
    above = verb_reading(head, depth + 1) if is_verb(head) else None
    if above is None and not is_verb(head):
        governor = governing_verb(head)
        above = verb_reading(governor, depth + 1) if governor is not None else None
    if above is not None and infinitive and lemma in predicates.GOING and above.status is Status.HELD:
        return Reading(Status.HELD, Certainty.PROBABLE, above.polarity, above.evidence)
    if above is not None and infinitive and lemma in ("refuse", "begin", "start", "continue", "manage", "get"):
        return above
    return above
