"""The step that finds meetings: triggers, their participants, encounters, assertions."""

from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Token

from kgexport.extraction.draft import Claim, Draft
from kgexport.extraction.meetings.acceptance import accepted, is_for_the_press, named_parties, waiting_parties
from kgexport.extraction.meetings.details import delegates_of
from kgexport.extraction.meetings.encounters import Encounter, MeetingMention, place_among
from kgexport.extraction.meetings.lexicon import words
from kgexport.extraction.meetings.lookalikes import is_declared, is_lookalike
from kgexport.extraction.meetings.nodes import meetings_of
from kgexport.extraction.meetings.participants import Part, Resolver
from kgexport.extraction.meetings.place_time import place_of, time_of
from kgexport.extraction.meetings.status import is_habitual, is_hypothetical, reading_of
from kgexport.extraction.meetings.syntax import near
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.meetings.triggers import triggers_of
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import (
    MeetingKind,
    ReferringKind,
    Role,
    TimeReference,
    UnnamedAgent,
)


class MeetingExtractor:
    """Finds encounters: one node for each, with its participants and every assertion about it."""

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[Claim]:
        """The meetings of the article, in reading order, each after the agents that had to be made for it."""
        resolver = Resolver(parsed, draft)
        encounters = _encounters(parsed, draft, resolver)
        used = {part for encounter in encounters for part in encounter.agents}
        used |= {part.principal for encounter in encounters for part in encounter.agents.values() if part.principal}
        yield from (agent for identifier, agent in resolver.made.items() if identifier in used)
        placed = {place for encounter in encounters for place in encounter.places}
        yield from (place for identifier, place in resolver.new_places.items() if identifier in placed)
        yield from meetings_of(encounters, resolver)


def _encounters(parsed: ParsedArticle, draft: Draft, resolver: Resolver) -> list[Encounter]:
    """The article's encounters in the order of their first mention."""
    times = _Times(draft.times)
    encounters: list[Encounter] = []
    by_token: dict[int, Encounter] = {}
    waiting: dict[int, MeetingMention] = {}
    for_the_press: set[str] = set()
    for trigger in triggers_of(parsed):
        if resolver.is_inside_name(trigger.token):
            continue
        parts = None if is_habitual(trigger) else accepted(trigger, resolver)
        inherited = _inherited(trigger, parts, encounters, resolver)
        parts = inherited or parts
        word = trigger.token.lemma_.lower()
        if is_for_the_press(trigger):
            for_the_press.add(word)
        elif word in for_the_press and not trigger.is_verb and not trigger.with_parties and len(parts or ()) < 2:
            parts = None  # "the Smith call", after "a call with reporters"
        if parts is not None and (is_declared(trigger) or is_lookalike(trigger, parts, resolver)):
            parts = None
        mention = MeetingMention(
            trigger=trigger,
            parts=parts or [],
            reading=reading_of(trigger),
            place=place_of(trigger, resolver),
            time=time_of(trigger, parsed, times.near(trigger)),
        )
        hypothetical = is_hypothetical(trigger)
        encounter = _beside(trigger, by_token)
        if encounter is not None and parts is None:
            mention.parts = named_parties(trigger, resolver)
        if encounter is None and parts is not None:
            encounter = place_among(mention, encounters)
            if encounter is not None and trigger.token.lemma_ == "discuss" and not encounter.is_call:
                continue  # what was talked about in an encounter that other words denote
            if encounter is None and not hypothetical:
                named = bool(mention.parts)
                mention.parts = mention.parts or waiting_parties(trigger, resolver) or _implied(mention, encounters)
                told = mention.parts and (named or not is_lookalike(trigger, mention.parts, resolver))
                encounter = _opened(mention, waiting, by_token) if told else None
                if encounter is not None:
                    encounters.append(encounter)
        if encounter is None:
            waiting[trigger.token.i] = mention
            continue
        if hypothetical:
            mention.reading = None
        mention.delegates = list(delegates_of(trigger, resolver))
        encounter.add(mention)
        by_token[trigger.token.i] = encounter
        if trigger.carrier is not None and not trigger.is_verb:
            by_token.setdefault(-trigger.carrier.i - 1, encounter)
    return encounters


def _implied(mention: MeetingMention, encounters: list[Encounter]) -> list[Part]:
    """The parties of "agreed to meet again": a definite meeting after it is the one before, of the same people."""
    trigger = mention.trigger
    if not trigger.definite or trigger.named or mention.is_visit or mention.is_call:
        return []
    for encounter in reversed(encounters[-3:]):
        if encounter.is_next and not encounter.is_call and trigger.token.i - encounter.last_token <= 2 * _NEAR:
            return list(encounter.agents.values())
    return []


def _opened(mention: MeetingMention, waiting: dict[int, MeetingMention], by_token: dict[int, Encounter]) -> Encounter:
    """A new encounter for a mention that has parties, with the word before it that it takes up."""
    encounter = Encounter()
    before = waiting.get(_noun_before(mention.trigger)) or _presupposed(mention, waiting)
    if before is not None:
        encounter.add(before)
        by_token[before.trigger.token.i] = encounter
    return encounter


def _noun_before(trigger: Trigger) -> int:
    """Token index of the noun that the trigger hangs on by a preposition: "discussions during a meeting"; else -1."""
    token = trigger.token
    if not trigger.is_verb and token.dep_ == "pobj" and token.head.head.pos_ == "NOUN":
        return token.head.head.i
    return -1


def _presupposed(mention: MeetingMention, waiting: dict[int, MeetingMention]) -> MeetingMention | None:
    """The word without parties that a definite one takes up: "at the Mercosur Summit … Benítez opened the meeting"."""
    trigger = mention.trigger
    determiner = next((t for t in trigger.token.lefts if t.dep_ == "det"), None)
    if trigger.is_verb or determiner is None or determiner.lower_ not in ("the", "that", "this"):
        return None
    for number, (index, other) in enumerate(reversed(waiting.items())):
        if number >= 4 or trigger.token.i - index > 120:
            return None
        word = other.trigger.token.lemma_.lower()
        if other.trigger.is_verb or other.is_call != mention.is_call or other.is_visit != mention.is_visit:
            continue
        if index == trigger.token.i or (other.trigger.definite and not other.trigger.named):
            continue
        if other.trigger.kind in (MeetingKind.SUMMIT, mention.trigger.kind) or word == trigger.token.lemma_.lower():
            return other
    return None


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
    if trigger.carried_as == "object" and purpose and carrier.lemma_ in ("hold", "have", "attend"):
        return by_token.get(carrier.head.i)  # "met in Moscow to hold talks"
    return None


_NEAR = 120  # tokens


def _inherited(
    trigger: Trigger, parts: list[Part] | None, encounters: list[Encounter], resolver: Resolver
) -> list[Part]:
    """The parties of the encounter just told, for "they will meet again" and "the two sides" that nobody has resolved."""
    if not encounters or trigger.token.i - encounters[-1].last_token > _NEAR:
        return []
    before = encounters[-1]
    groups = [token for token, _ in trigger.arguments if _is_group(token)]
    if len(groups) != 1 or len(trigger.arguments) > 1 or len(before.agents) < 2:
        return []
    if any(not isinstance(resolver.agent(part.agent), UnnamedAgent) for part in parts or ()):
        return []
    if groups[0].lower_ not in _PRONOUNS and len(before.agents) != 2:
        return []
    span = resolver.parsed.doc[groups[0].left_edge.i : groups[0].i + 1]
    kind = ReferringKind.PRONOUN if groups[0].pos_ == "PRON" else ReferringKind.NOMINAL
    evidence = resolver.parsed.mention(span.start_char, span.end_char, kind)
    return [Part(agent, Role.PARTICIPANT, evidence) for agent in before.agents]


def _is_group(token: Token) -> bool:
    if token.lower_ in _PRONOUNS:
        return True
    lefts = {left.lower_ for left in token.lefts}
    return token.tag_ == "NNS" and bool(lefts & {"two", "both"}) and token.lemma_.lower() in _PAIRS


_PRONOUNS = words("they them both")
_PAIRS = words(
    "side leader man president minister country nation party woman neighbour neighbor premier delegation ally"
)


class _Times:
    """The temporal expressions by place in the text."""

    def __init__(self, times: list[TimeReference]) -> None:
        self._times = sorted(times, key=lambda time: (time.mention.begin, time.id))

    def near(self, trigger: Trigger) -> list[TimeReference]:
        """Those of the trigger's sentence, at most 300 characters away."""
        doc, token = trigger.token.doc, trigger.token
        last = doc[trigger.sentence[1] - 1]
        begin = max(doc[trigger.sentence[0]].idx, token.idx - _REACH)
        end = min(last.idx + len(last), token.idx + _REACH)
        first = bisect_left(self._times, begin, key=lambda time: time.mention.begin)
        found = []
        for time in self._times[first : first + 40]:
            if time.mention.begin >= end:
                break
            found.append(time)
        return found


_REACH = 300
