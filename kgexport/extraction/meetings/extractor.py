"""The step that finds meetings: triggers, their participants, encounters, assertions."""

import heapq
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from kgexport.extraction.draft import Claim, Draft
from kgexport.extraction.meetings.acceptance import accepted, is_for_the_press
from kgexport.extraction.meetings.days import Times, former_time_of, time_of
from kgexport.extraction.meetings.details import LEADING, delegates_of
from kgexport.extraction.meetings.encounters import Encounter, MeetingMention, is_another
from kgexport.extraction.meetings.followups import FollowUp, TakingUp, follow_ups
from kgexport.extraction.meetings.lookalikes import is_declared, is_lookalike, is_setting
from kgexport.extraction.meetings.matching import is_same_sort, place_among
from kgexport.extraction.meetings.nodes import meetings_of
from kgexport.extraction.meetings.participants import Part, Resolver
from kgexport.extraction.meetings.parties import inherited, named_parties, waiting_parties
from kgexport.extraction.meetings.places import place_of
from kgexport.extraction.meetings.status import is_habitual, is_hypothetical, is_not_since, reading_of
from kgexport.extraction.meetings.syntax import near, with_lemma
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.meetings.triggers import triggers_of
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.word_lists import words
from kgexport.model import (
    AnyAgent,
    MeetingKind,
    Mode,
    Role,
    Status,
    UnnamedAgent,
)


class MeetingExtractor:
    """Finds encounters: one node for each, with its participants and every assertion about it."""

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[Claim]:
        """The meetings of the article, in reading order, each after the agents that had to be made for it."""
        resolver = Resolver(parsed, draft)
        encounters = _Reader(parsed, draft, resolver).read()
        used = {part for encounter in encounters for part in encounter.agents}
        used |= {part.principal for encounter in encounters for part in encounter.agents.values() if part.principal}
        yield from (agent for identifier, agent in resolver.made.items() if identifier in used)
        placed = {place for encounter in encounters for place in encounter.places}
        yield from (place for identifier, place in resolver.new_places.items() if identifier in placed)
        yield from meetings_of(encounters, resolver)


class _Reader:
    """Reads the triggers and what follows them up in the order of the text, and gathers the encounters."""

    def __init__(self, parsed: ParsedArticle, draft: Draft, resolver: Resolver) -> None:
        self.encounters: list[Encounter] = []  # in the order of their first mention
        self._parsed, self._draft, self._resolver = parsed, draft, resolver
        self._times = Times(draft.times)
        self._by_token: dict[int, Encounter] = {}
        self._waiting: dict[int, MeetingMention] = {}
        self._for_the_press: set[str] = set()
        self._taking_up = TakingUp(parsed, resolver, self.encounters)
        self._title_end = _title_end(parsed)
        self._leading = [token.i for token in with_lemma(parsed.doc, LEADING)]  # where delegates may be told

    def read(self) -> list[Encounter]:
        """The article's encounters in the order of their first mention."""
        triggers: Iterator[Trigger | FollowUp] = triggers_of(self._parsed)
        for each in heapq.merge(triggers, follow_ups(self._parsed), key=_position):
            if isinstance(each, FollowUp):
                self._follow(each)
            else:
                self._take(each)
        return self.encounters

    def _mention(self, trigger: Trigger, parts: list[Part]) -> MeetingMention:
        times = self._times.near(trigger)
        reading, time = reading_of(trigger), time_of(trigger, self._parsed, times)
        today = self._parsed.article.published_date
        ahead = today and time and time.earliest and time.earliest > today
        if ahead and reading is not None and reading.status is Status.HELD:
            reading = replace(
                reading, status=Status.SCHEDULED
            )  # "confirmed a meeting on July 3": no day to come is over
        if ahead and time and reading is not None and reading.status is Status.ONGOING and trigger.is_verb:
            lead = self._parsed.token_at(time.mention.begin - 1).lower_ if time.mention.begin else ""
            if lead not in ("until", "till", "through", "to"):
                reading = replace(reading, status=Status.SCHEDULED)  # "are meeting on Thursday"
        over = today and time and time.latest and time.latest < today
        if over and reading is not None and reading.status is Status.RESCHEDULED:
            reading = replace(reading, past_plan=True)  # "was then moved to May 3", told in June
        place = place_of(trigger, self._resolver)
        known = self._draft.places.get(place[0]) if place is not None else None
        return MeetingMention(
            trigger=trigger,
            parts=parts,
            reading=reading,
            place=place,
            country=known.country if known is not None else None,
            time=time,
            former_time=former_time_of(trigger, self._parsed, times),
        )

    def _take(self, trigger: Trigger) -> None:
        resolver, encounters = self._resolver, self.encounters
        if resolver.is_inside_name(trigger.token) or is_setting(trigger, self._by_token, resolver):
            return
        if trigger.is_verb and is_not_since(trigger.token):
            return
        parts = self._parts(trigger)
        mention = self._mention(trigger, parts or [])
        if mention.is_visit and not parts:
            mention.owners = self._owners(trigger)
        hypothetical = is_hypothetical(trigger)
        encounter = _beside(trigger, self._by_token)
        if encounter is not None and parts is None:
            mention.parts = named_parties(trigger, resolver)
        if encounter is None and parts is not None:
            encounter = (
                self._missed_by(mention)
                or place_among(mention, encounters)
                or self._proposed_by(mention)
                or self._of_headline(mention)
            )
            if encounter is not None and trigger.token.lemma_ == "discuss" and not encounter.is_call:
                return  # what was talked about in an encounter that other words denote
            if encounter is None and not hypothetical:
                named = bool(mention.parts)
                mention.parts = mention.parts or waiting_parties(trigger, resolver) or _implied(mention, encounters)
                told = mention.parts and (named or not is_lookalike(trigger, mention.parts, resolver))
                encounter = self._opened(mention) if told else None
        if encounter is None and parts is None and not hypothetical and _is_one_more(mention, encounters):
            mention.parts = list(encounters[-1].agents.values())
            encounter = self._opened(mention)
        if encounter is None:
            if not is_habitual(trigger):
                self._waiting[trigger.token.i] = mention
            return
        if hypothetical:
            mention.reading = None
        if self._tells_who_leads(trigger.sentence):
            mention.delegates = list(delegates_of(trigger, resolver))
        encounter.add(mention)
        self._by_token[trigger.token.i] = encounter
        if trigger.carrier is not None and not trigger.is_verb:
            self._by_token.setdefault(-trigger.carrier.i - 1, encounter)

    def _owners(self, trigger: Trigger) -> frozenset[str]:
        """Whose visit it is; somebody whom nobody knows for a name that is no agent ("the Benfold's trip")."""
        found: set[str] = set()
        for token, role in trigger.arguments:
            if role is Role.VISITOR and token.dep_ == "poss":
                parts = self._resolver.people_at(token, role)
                found.update(part.agent for part in parts)
                if not parts and (token.pos_ == "PROPN" or token.lower_ == "whose"):
                    found.add("")
        if not trigger.definite:  # "Lund postponed a visit" after one of Berg
            wanting = [p for token, role in trigger.optional for p in self._resolver.people_at(token, role)]
            found.update(part.agent for part in wanting if self._resolver.is_person(part.agent))
        return frozenset(found)

    def _tells_who_leads(self, sentence: tuple[int, int]) -> bool:
        first = bisect_left(self._leading, sentence[0])
        return first < len(self._leading) and self._leading[first] < sentence[1]

    def _parts(self, trigger: Trigger) -> list[Part] | None:
        """The participants of a trigger (none for a word that points back); None for what is no meeting."""
        resolver = self._resolver
        parts = None if is_habitual(trigger) else accepted(trigger, resolver)
        parts = inherited(trigger, parts, self.encounters, resolver) or parts
        word = trigger.token.lemma_.lower()
        if is_for_the_press(trigger):
            self._for_the_press.add(word)
        elif word in self._for_the_press and not trigger.is_verb and not trigger.with_parties and len(parts or ()) < 2:
            return None  # "the Smith call", after "a call with reporters"
        if parts is not None and (is_declared(trigger) or is_lookalike(trigger, parts, resolver)):
            return None
        return parts

    def _opened(self, mention: MeetingMention) -> Encounter:
        """A new encounter for a mention that has parties, with the word before it that it takes up."""
        encounter = Encounter()
        index = _noun_before(mention.trigger)
        if index not in self._waiting:
            index = _presupposed(mention, self._waiting)
        before = self._waiting.pop(index, None)
        if before is not None:
            encounter.add(before)
            self._by_token[before.trigger.token.i] = encounter
        self.encounters.append(encounter)
        return encounter

    def _missed_by(self, mention: MeetingMention) -> Encounter | None:
        """The encounter of "Doyle, who boycotted the meeting": who stays away is no party, and it goes on without her."""
        trigger = mention.trigger
        if trigger.is_verb or not trigger.definite or trigger.carried_as != "object" or trigger.with_parties:
            return None
        if trigger.carrier is None or trigger.carrier.lemma_ not in _MISSING:
            return None
        encounter = place_among(replace(mention, parts=[]), self.encounters)
        if encounter is not None:
            mention.parts, mention.reading = [], None
        return encounter

    def _proposed_by(self, mention: MeetingMention) -> Encounter | None:
        """The encounter of "the summit was proposed by Austria": whoever proposes it need not take part."""
        trigger = mention.trigger
        if trigger.is_verb or not trigger.definite or not trigger.optional or trigger.arguments:
            return None
        bare = replace(mention, parts=[])
        encounter = place_among(bare, self.encounters)
        if encounter is not None:
            mention.parts = []
        return encounter

    def _of_headline(self, mention: MeetingMention) -> Encounter | None:
        """The encounter of a headline that names nobody else: "Ministers to meet in Oslo" and the sentence that names them."""
        token = mention.trigger.token
        if token.idx < self._title_end or not mention.parts or not self.encounters:
            return None
        encounter = self.encounters[0]
        last = encounter.mentions[-1].trigger.token
        if len(self.encounters) > 1 or last.idx >= self._title_end or token.i - last.i > _NEAR:
            return None
        named = {i: part for i, part in encounter.agents.items() if not _is_unnamed(self._resolver.agent(i))}
        if len(named) == len(encounter.agents) or not named.keys() <= mention.agents:
            return None
        if not is_same_sort(mention, encounter):
            return None
        encounter.agents = named
        return encounter

    def _follow(self, follow_up: FollowUp) -> None:
        """Adds what a sentence without a word for the encounter says of it."""
        waiting = self._taking_up.waiting_of(follow_up, list(islice(reversed(self._waiting.values()), _LAST)))
        parties = self._taking_up.parties_of(follow_up)
        encounter = self._taking_up.encounter_of(follow_up, list(islice(reversed(self._waiting), _LAST)))
        if waiting is not None and len(parties) > 1:
            self._waiting.pop(waiting.trigger.token.i)
            waiting.parts = parties
            encounter = Encounter()
            encounter.add(waiting)
            self.encounters.append(encounter)
            self._by_token[waiting.trigger.token.i] = encounter
        if encounter is None:
            return
        mention = self._taking_up.mention_of(follow_up)
        if mention is None:
            for part in self._taking_up.joining(follow_up, encounter):
                encounter.join(part)
            return
        if waiting is None:
            mention = self._mention(mention.trigger, parties)
        told = self._taking_up.reading_of(follow_up)
        if told is not None:
            mention = replace(mention, reading=told, place=None, time=None)
        mention.trigger.kind, mention.trigger.mode = encounter.kind, Mode.UNKNOWN
        if is_hypothetical(mention.trigger):
            mention.reading = None
        encounter.add(mention)


def _position(each: Trigger | FollowUp) -> int:
    return each.position if isinstance(each, FollowUp) else each.token.i


def _title_end(parsed: ParsedArticle) -> int:
    """Where the headline ends: a first paragraph that is no sentence, where the metadata do not tell."""
    title = parsed.article.title
    if title is not None:
        return title.end
    first = parsed.paragraphs[0] if len(parsed.paragraphs) > 1 else None
    if first is None or first.end - first.begin > _LONGEST_HEADLINE or parsed.text[first.end - 1] in '.!?:;"”':
        return 0
    return first.end


_LONGEST_HEADLINE = 160  # characters
_MISSING = words("boycott skip miss shun snub")
_LAST = 20  # of the words that were not understood


def _is_unnamed(agent: AnyAgent | None) -> bool:
    return isinstance(agent, UnnamedAgent)


def _is_one_more(mention: MeetingMention, encounters: list[Encounter]) -> bool:
    """True for "A fourth meeting is planned", of the parties of the encounter just told."""
    trigger, reading = mention.trigger, mention.reading
    if not encounters or trigger.is_verb or trigger.arguments or trigger.definite or trigger.named:
        return False
    if reading is None or reading.presumed or reading.status not in _AHEAD or not is_another(trigger):
        return False
    before = encounters[-1]
    if trigger.token.i - before.last_token > _NEAR or len(before.agents) < 2:
        return False
    return mention.is_visit == before.is_visit and not mention.is_visit


_AHEAD = frozenset({Status.SCHEDULED, Status.PROPOSED, Status.RESCHEDULED, Status.POSTPONED, Status.CANCELLED})


def _implied(mention: MeetingMention, encounters: list[Encounter]) -> list[Part]:
    """The parties of "agreed to meet again": a definite meeting after it is the one before, of the same people."""
    trigger = mention.trigger
    if not trigger.definite or trigger.named or mention.is_visit or mention.is_call:
        return []
    for encounter in reversed(encounters[-3:]):
        if encounter.is_next and not encounter.is_call and trigger.token.i - encounter.last_token <= 2 * _NEAR:
            return list(encounter.agents.values())
    return []


def _noun_before(trigger: Trigger) -> int:
    """Token index of the noun that the trigger hangs on by a preposition: "discussions during a meeting"; else -1."""
    token = trigger.token
    if not trigger.is_verb and token.dep_ == "pobj" and token.head.head.pos_ == "NOUN":
        return token.head.head.i
    return -1


def _presupposed(mention: MeetingMention, waiting: dict[int, MeetingMention]) -> int:
    """Token index of the word without parties that a definite one takes up, else -1.

    As in "at the Mercosur Summit … Benítez opened the meeting".
    """
    trigger = mention.trigger
    determiner = next((t for t in trigger.token.lefts if t.dep_ == "det"), None)
    if trigger.is_verb or determiner is None or determiner.lower_ not in ("the", "that", "this"):
        return -1
    for number, (index, other) in enumerate(reversed(waiting.items())):
        if number >= 4 or trigger.token.i - index > 120:
            return -1
        word = other.trigger.token.lemma_.lower()
        if other.trigger.is_verb or other.is_call != mention.is_call or other.is_visit != mention.is_visit:
            continue
        if index == trigger.token.i or (other.trigger.definite and not other.trigger.named):
            continue
        if other.trigger.kind in (MeetingKind.SUMMIT, mention.trigger.kind) or word == trigger.token.lemma_.lower():
            return index
    return -1


def _beside(trigger: Trigger, by_token: dict[int, Encounter]) -> Encounter | None:
    """The encounter that the grammar itself gives: "hosted Putin for talks", "a meeting at a lunch", "a call or meeting"."""
    token, carrier = trigger.token, trigger.carrier
    if trigger.is_verb:
        # "visited the Capitol to meet senators"
        if token.dep_ in ("xcomp", "advcl") and any(c.lower_ == "to" and c.dep_ == "aux" for c in near(token)):
            return by_token.get(token.head.i)
        return None
    if token.dep_ in ("appos", "attr"):
        head = token.head
        if token.dep_ == "attr":
            head = next((c for c in near(head) if c.dep_ == "nsubj"), head)
        return by_token.get(head.i)
    if token.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ == "or" for c in near(token.head)):
        return by_token.get(token.head.i)
    if carrier is None:
        return None
    if trigger.carried_as in ("for", "at", "in", "during", "over"):
        if _noun_before(trigger) >= 0:
            found = by_token.get(_noun_before(trigger))
            return found if trigger.carried_as in ("at", "during", "over") else None
        found = by_token.get(carrier.i)
        if found is not None and trigger.carried_as in ("for", "at", "in", "over"):
            return found
        if trigger.carried_as in ("at", "over") and token.lemma_.lower() in ("lunch", "dinner", "breakfast", "session"):
            return by_token.get(-carrier.i - 1)
    purpose = carrier.dep_ in ("xcomp", "advcl") and any(c.lower_ == "to" and c.dep_ == "aux" for c in near(carrier))
    if trigger.carried_as == "object" and purpose and carrier.lemma_ in _HOLDING:
        return by_token.get(carrier.head.i)  # "met in Moscow to hold talks"
    return None


_HOLDING = words("hold have attend conduct continue resume")
_NEAR = 120  # tokens
