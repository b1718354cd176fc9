"""Sentences that go on about an encounter without a word for it: "It was put off until May", "Fidan will lead the delegation".

They take up what was told in the sentence before, or earlier in the same one; where something else could be meant (a war that
"lasted", two encounters in one sentence), they take up nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kgexport.extraction.meetings.details import LEADING, delegates_at
from kgexport.extraction.meetings.encounters import Encounter, MeetingMention
from kgexport.extraction.meetings.participants import Part, Resolver
from kgexport.extraction.meetings.readings import Reading, span_of
from kgexport.extraction.meetings.syntax import (
    conjuncts,
    has_passive,
    is_verb,
    near,
    negated,
    own_subject,
    subject,
    with_lemma,
)
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.meetings.verb_status import verb_reading
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.model import Certainty, MeetingKind, Mode, Organisation, Person, Role, Status, UnnamedAgent

_PRONOUNS = words("it they")
_OBJECTS = words("it them")
_STOPPING = words("postpone delay cancel suspend reschedule put call push scrap shelve adjourn resume break")
# What is done to an encounter, and what it does by itself.
_UNDERGOES = words(
    "postpone delay cancel suspend schedule reschedule plan hold host convene arrange put call push move shelve scrap "
    "organise organize adjourn resume attend chair mediate broker interrupt bring cut mediate"
)
_DOES = words("last take happen occur begin start end conclude resume collapse proceed go break finish")
_GATHERS = words("involve bring gather include")
# As in "put off", "pushed back", "called off", "go ahead", "take place".
_ONLY_WITH: dict[str, frozenset[str]] = {
    "put": words("off back hold forward"),
    "call": words("off"),
    "push": words("back forward"),
    "move": words("back forward up to"),
    "bring": words("forward together"),
    "cut": words("short"),
    "take": words("place"),
    "go": words("ahead on"),
    "break": words("up down off"),
    "gather": words("together"),
}
# Other things that begin, last or are put off.
_OTHER_EVENTS = words(
    "war conflict fighting battle trial hearing election vote ballot referendum strike ceasefire cease-fire truce "
    "operation campaign match game cup season festival concert show protest rally march riot crisis attack raid process "
    "exercise drill programme program project ceremony funeral wedding launch flight test launch debate broadcast interview "
    "recession storm fire siege blockade tour inquiry investigation deal agreement contract treaty plan law bill"
)
_INVITATIONS = words("invitation offer proposal request")
_ACCEPTING = words("accept")
_ANSWERING = _ACCEPTING | words("decline reject refuse turn spurn rebuff")
_JOINING = words("attend participate")
_LEMMAS = _PRONOUNS | _INVITATIONS | LEADING | _JOINING | {"take"}
_NEAR = 60  # tokens


@dataclass(slots=True)
class FollowUp:
    """A verb that may go on about an encounter, with the word that stands for it, if there is one."""

    verb: Token
    word: Token | None  # "it", "the invitation"; None: only who takes part is told

    @property
    def position(self) -> int:
        """Token index by which it takes its turn among the triggers."""
        return self.verb.i if self.word is None else self.word.i


def follow_ups(parsed: ParsedArticle) -> Iterator[FollowUp]:
    """The possible ones of an article, in reading order."""
    for token in with_lemma(parsed.doc, _LEMMAS):
        if token.lower_ in _PRONOUNS and token.dep_ in ("nsubj", "nsubjpass") and is_verb(token.head):
            if _goes_on(token.head, passive=token.dep_ == "nsubjpass"):
                yield FollowUp(token.head, token)
            elif (held := _to_be_done(token.head)) is not None and _goes_on(held, passive=True):
                yield FollowUp(held, token)  # "it was originally to be held"
        elif token.lower_ in _OBJECTS and token.dep_ == "dobj" and is_verb(token.head):
            if token.head.lemma_ in _STOPPING and _goes_on(token.head, passive=True):
                yield FollowUp(token.head, token)  # "has put them on hold"
        elif token.lemma_ in _INVITATIONS and token.dep_ == "dobj" and is_verb(token.head):
            definite = any(left.lower_ in ("the", "that", "this", "his", "her", "their") for left in token.lefts)
            if definite and token.head.lemma_ in _ANSWERING and not _has_complement(token):
                yield FollowUp(token.head, token)
        elif is_verb(token) and (token.lemma_ in LEADING or _takes_part(token)):
            yield FollowUp(token, None)


def _to_be_done(be: Token) -> Token | None:
    """The participle of "was to be held"."""
    if be.lemma_ != "be":
        return None
    return next((c for c in near(be) if c.dep_ == "xcomp" and c.tag_ == "VBN"), None)


def _goes_on(verb: Token, *, passive: bool) -> bool:
    around = near(verb)
    if any(c.dep_ in ("ccomp", "csubj", "acomp", "attr") for c in around):
        return False  # "it was announced that", "it is clear"
    particles = {c.lower_ for c in around} | {inner.lower_ for c in around if c.dep_ == "prep" for inner in near(c)}
    wanted = _ONLY_WITH.get(verb.lemma_)
    if wanted is not None and not particles & wanted:
        return False
    if passive:
        return verb.lemma_ in _UNDERGOES
    if verb.lemma_ in _GATHERS and any(c.dep_ == "dobj" for c in around):
        return True
    return verb.lemma_ in _DOES and not any(c.dep_ == "dobj" and c.lower_ != "place" for c in around)


def _has_complement(noun: Token) -> bool:
    """True for "the invitation to the summit", "an offer of talks": the grammar gives what is accepted."""
    return any(c.dep_ in ("acl", "relcl") or (c.dep_ == "prep" and c.lower_ in ("to", "of", "for")) for c in near(noun))


def _takes_part(verb: Token) -> bool:
    """As in "Rashad also took part", without a word for in what."""
    around = near(verb)
    if any(c.dep_ == "prep" and c.lower_ in ("in", "at") for c in around):
        return False
    if verb.lemma_ == "take":
        return any(c.dep_ == "dobj" and c.lower_ == "part" and not any(True for _ in c.rights) for c in around)
    return verb.lemma_ in _JOINING and verb.tag_ == "VBD" and not any(c.dep_ in ("dobj", "ccomp") for c in around)


def _is_month(token: Token) -> bool:
    return token.text == "March" and token.ent_type_ == "DATE"


class TakingUp:
    """Finds the encounter that a follow-up goes on about, and adds what it says."""

    def __init__(self, parsed: ParsedArticle, resolver: Resolver, encounters: Sequence[Encounter]) -> None:
        self._parsed, self._resolver, self._encounters = parsed, resolver, encounters

    def mention_of(self, follow_up: FollowUp) -> MeetingMention | None:
        """The mention without parties that "it" or "the invitation" is, to be added to what it takes up; else None."""
        word, verb = follow_up.word, follow_up.verb
        if word is None:
            return None
        sentence = self._parsed.sentence_at(word.idx)
        bounds = (sentence.start, sentence.end) if sentence is not None else (word.i, word.i + 1)
        passive = word.dep_ == "nsubjpass" or word.head.i != verb.i
        trigger = Trigger(
            token=word,
            kind=MeetingKind.MEETING,
            mode=Mode.UNKNOWN,
            sentence=bounds,
            carrier=verb,
            carried_as="object" if passive or word.dep_ == "dobj" else "subject",
            definite=True,
            denotes=word.pos_ == "PRON",
            pronoun=True,
        )
        return MeetingMention(trigger=trigger, parts=[], reading=None, place=None, time=None)

    def encounter_of(self, follow_up: FollowUp, waiting: Iterable[int]) -> Encounter | None:
        """The one encounter told in the sentence before, or earlier in this one; None where it is not clear which.

        ``waiting`` are the token indices of words that may denote an encounter and were not understood.
        """
        word = follow_up.word or follow_up.verb
        begin, before = self._bounds(word)
        here = [e for e in self._encounters[-_LOOKED_AT:] if begin <= e.last_token < word.i]
        earlier = [e for e in self._encounters[-_LOOKED_AT:] if before <= e.last_token < begin]
        found = here or earlier
        if len(found) != 1 or word.i - found[0].last_token > _NEAR:
            return None
        encounter = found[0]
        if follow_up.word is None:
            return encounter
        if word.pos_ == "NOUN":
            return encounter if self._is_invited(follow_up, encounter) else None
        if not here and self._has_other_clause(word, begin, follow_up.verb):
            return None
        last = encounter.mentions[-1].trigger.token
        if word.lower_ in ("they", "them") and last.tag_ not in ("NNS", "NNPS") and last.lower_ not in ("they", "them"):
            return None
        between = self._parsed.doc[before : word.i]
        if any((begin if here else before) <= index < word.i for index in waiting):
            return None
        if any(t.pos_ in ("NOUN", "PROPN") and t.lemma_.lower() in _OTHER_EVENTS and not _is_month(t) for t in between):
            return None
        return encounter

    def _has_other_clause(self, word: Token, begin: int, verb: Token) -> bool:
        """True where a clause before the pronoun is of something else: "knew how he would pay, but that it would happen"."""
        above = {verb.i}
        for _ in range(_CLAUSES):
            if verb.head == verb:
                break
            verb = verb.head
            above.add(verb.i)
        return any(t.tag_ in _FINITE and is_verb(t) and t.i not in above for t in self._parsed.doc[begin : word.i])

    def reading_of(self, follow_up: FollowUp) -> Reading | None:
        """What "accepted the invitation" and "turned down the offer" say; None where the words are read like any other's."""
        word, verb = follow_up.word, follow_up.verb
        if word is None or word.pos_ != "NOUN":
            return None
        own = verb_reading(verb)
        if own is None or own.status is not Status.HELD:
            return Reading(Status.PROPOSED, Certainty.POSSIBLE, evidence=span_of(verb, word))
        accepted = verb.lemma_ in _ACCEPTING
        status = Status.SCHEDULED if accepted else Status.REFUSED
        return Reading(status, own.certainty, own.polarity, span_of(verb, word))

    def waiting_of(self, follow_up: FollowUp, waiting: Sequence[MeetingMention]) -> MeetingMention | None:
        """The word without parties in the sentence before, whose parties "It involved …" gives."""
        if follow_up.word is None or follow_up.verb.lemma_ not in _GATHERS:
            return None
        begin, before = self._bounds(follow_up.word)
        near_by = [m for m in waiting if before <= m.trigger.token.i < begin and not m.trigger.is_verb]
        return near_by[0] if len(near_by) == 1 else None

    def parties_of(self, follow_up: FollowUp) -> list[Part]:
        """Who is gathered: the objects of "It involved …"."""
        if follow_up.word is None or follow_up.verb.lemma_ not in _GATHERS:
            return []
        objects = [t for c in near(follow_up.verb) if c.dep_ == "dobj" for t in conjuncts(c)]
        return self._agents(objects, Role.PARTICIPANT)

    def joining(self, follow_up: FollowUp, encounter: Encounter) -> list[Part]:
        """Who takes part, or goes for whom, by a verb alone."""
        if follow_up.word is not None:
            return []
        if follow_up.verb.lemma_ in LEADING:
            delegates = delegates_at(follow_up.verb, self._resolver)
            return [part for part in delegates if part.agent in encounter.agents or part.principal in encounter.agents]
        who = own_subject(follow_up.verb)
        if who is None or has_passive(follow_up.verb) or negated(follow_up.verb):
            return []
        return self._agents(conjuncts(who), Role.PARTICIPANT)

    def _agents(self, tokens: Sequence[Token], role: Role) -> list[Part]:
        parts: dict[str, Part] = {}
        for token in tokens:
            for part in self._resolver.people_at(token, role):
                if isinstance(self._resolver.agent(part.agent), Person | Organisation | UnnamedAgent):
                    parts.setdefault(part.agent, part)
        return list(parts.values())

    def _is_invited(self, follow_up: FollowUp, encounter: Encounter) -> bool:
        """True where the one who accepts or declines is a party of an encounter that is only proposed."""
        if encounter.status is not Status.PROPOSED:
            return False
        who = subject(follow_up.verb)
        parts = self._agents(conjuncts(who), Role.PARTICIPANT) if who is not None else []
        return any(part.agent in encounter.agents for part in parts)

    def _bounds(self, word: Token) -> tuple[int, int]:
        """Token indices at which the word's sentence and the one before begin (the same paragraph or the next)."""
        sentence = self._parsed.sentence_at(word.idx)
        begin = sentence.start if sentence is not None else word.i
        previous = self._parsed.doc[begin - 1] if begin else None
        while previous is not None and previous.is_space and previous.i:
            previous = self._parsed.doc[previous.i - 1]
        earlier = self._parsed.sentence_at(previous.idx) if previous is not None else None
        return begin, earlier.start if earlier is not None else begin


_CLAUSES = 6
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VB"})
_LOOKED_AT = 12
