"""Where and when the meeting is (not where the sentence plays): places and times that hang on the trigger or its verb."""

from spacy.tokens import Token

from kgexport.extraction.draft import Draft
from kgexport.extraction.meetings.syntax import is_verb
from kgexport.extraction.meetings.triggers import Trigger
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import MeetingKind, Mention, Organisation, TimeReference, TimexType

_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "on", "inside", "outside", "aboard"})
_MAX_STEPS = 6


def _reaches(token: Token, trigger: Trigger) -> tuple[bool, str]:
    """Whether the phrase hangs on the trigger or on its verb; with the last preposition on the way."""
    current, preposition = token, ""
    carrier = trigger.carrier
    for _ in range(_MAX_STEPS):
        if current.dep_ == "prep" or current.pos_ == "ADP":
            preposition = preposition or current.lower_
        head = current.head
        if head is current:
            return False, preposition
        if head.i == trigger.token.i or (carrier is not None and head.i == carrier.i):
            return True, preposition
        if is_verb(head):
            # "held ... in a meeting that took place": a clause on the noun itself.
            if head.dep_ in ("acl", "relcl") and head.head.i == trigger.token.i:
                return True, preposition
            # "will travel to Paris on Monday to meet": the place and time of the journey are those of the meeting.
            if trigger.is_verb and trigger.token.dep_ in ("xcomp", "advcl") and trigger.token.head.i == head.i:
                return True, preposition
            return False, preposition
        current = head
    return False, preposition


def place_of(trigger: Trigger, parsed: ParsedArticle, draft: Draft, taken: set[str]) -> tuple[str, Mention] | None:
    """The id of the narrowest named place that the mention gives for the meeting, with its mention."""
    if trigger.kind is MeetingKind.VISIT:
        for token in trigger.destination:
            for target, mention in draft.referents_at(token.idx, token.idx + len(token)):
                if target in draft.places:
                    return target, mention
    sentence = trigger.token.sent
    low = max(sentence.start, trigger.token.i - 40)
    high = min(sentence.end, trigger.token.i + 60)
    begin = parsed.doc[low].idx
    last = parsed.doc[high - 1]
    best: tuple[int, str, Mention] | None = None
    for target, mention in draft.mentions_in(begin, last.idx + len(last)):
        if target not in draft.places:
            continue
        token = parsed.token_at(mention.end - 1)
        reached, preposition = _reaches(token, trigger)
        if not reached or preposition not in _PLACE_PREPOSITIONS:
            continue
        distance = abs(token.i - trigger.token.i) + (20 if token.i < trigger.token.i else 0)
        if best is None or distance < best[0]:
            best = distance, target, mention
    if best is None:
        for modifier in trigger.modifiers:
            for target, mention in draft.referents_at(modifier.idx, modifier.idx + len(modifier)):
                if target in draft.places and target not in taken and modifier.pos_ == "PROPN":
                    return target, mention
        return None
    return best[1], best[2]


def time_of(trigger: Trigger, parsed: ParsedArticle, times: list[TimeReference]) -> TimeReference | None:
    """The expression of the meeting's own time; ``times`` are those of the sentence."""
    best: tuple[int, TimeReference] | None = None
    for time in times:
        if time.timex_type not in (TimexType.DATE, TimexType.TIME):
            continue
        head = _head_of(parsed, time)
        reached, preposition = _reaches(head, trigger)
        if not reached and head.i != trigger.token.i:
            modifier = parsed.token_at(time.mention.begin)
            if not any(modifier.i <= m.i <= head.i for m in trigger.modifiers) and not _is_possessor(
                head, trigger.token
            ):
                continue
        if preposition in ("since", "until", "about", "of", "for"):
            continue
        distance = abs(head.i - trigger.token.i)
        if best is None or distance < best[0]:
            best = distance, time
    return None if best is None else best[1]


def _is_possessor(head: Token, noun: Token) -> bool:
    return head.dep_ == "poss" and head.head.i == noun.i


def _head_of(parsed: ParsedArticle, time: TimeReference) -> Token:
    """The token of the expression whose head lies outside of it."""
    span = parsed.tokens(time.mention.begin, time.mention.end)
    return span.root


def is_acting(target: str, draft: Draft) -> bool:
    """True for an organisation (used to tell a metonym from a place)."""
    return isinstance(draft.agents.get(target), Organisation)
