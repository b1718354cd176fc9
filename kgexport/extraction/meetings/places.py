"""Where the meeting is (not where the sentence plays): places that hang on the trigger or its verb."""

from bisect import bisect_left

from kgexport.extraction.meetings.own_clause import MAX_STEPS, SET_FOR, TRAVELLING, aside, on_trigger
from kgexport.extraction.meetings.participants import Resolver
from kgexport.extraction.meetings.syntax import is_verb
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.model import MeetingKind, Mention, PlaceKind

_PLACE_PREPOSITIONS = words("in at near inside outside aboard on")
_MOVING = words("move shift reschedule relocate")
_ON = words("border hill island boat ship campus street coast peninsula ranch estate base")
# Nouns of places where people meet; with a name in the phrase they are named places ("Google's headquarters").
VENUES = words(
    "headquarters office palace hotel embassy residence tower house hall centre center airport villa base "
    "university building studio studios castle ministry consulate resort compound mansion ranch estate island city town "
    "capital village border museum library restaurant club stadium camp church mosque cathedral temple room "
    "chamber mission retreat institute hill street secretariat department pentagon assembly parliament "
    "capitol congress school college hospital farm summit-venue complex park square plaza port monastery fort "
    "citadel barracks venue auditorium theatre theater"
)


def _locative(token: Token, trigger: Trigger) -> str:
    """The preposition by which a place hangs on the trigger or its verb, through other places only; "" where it does not."""
    current = token
    for _ in range(MAX_STEPS):
        if current.dep_ == "pobj" and current.head.dep_ in ("prep", "pcomp"):
            preposition = current.head
            above = preposition.head
            if preposition.lower_ == "on" and current.lemma_.lower() not in _ON:
                return ""
            if preposition.lower_ == "to":
                goes = (
                    is_verb(above)
                    and (above.lemma_ in TRAVELLING or above.lemma_ in _MOVING)
                    and on_trigger(above, trigger)
                )
                return "to" if goes else ""
            if preposition.lower_ == "for":
                planned = above.lemma_ in SET_FOR and token.ent_type_ == "GPE"
                return "for" if planned and on_trigger(above, trigger) else ""
            if preposition.lower_ in _PLACE_PREPOSITIONS:
                if on_trigger(above, trigger) or (current == token and aside(above, trigger)):
                    return preposition.lower_
                if _is_sideline(above):
                    return preposition.lower_ if on_trigger(_top(above), trigger) else ""
                # "at a villa in Istanbul", "with Xi in Geneva", "on Monday in Paris"
                if above.pos_ in ("NOUN", "PROPN", "NUM") and above.dep_ in (
                    "pobj",
                    "npadvmod",
                    "conj",
                    "dobj",
                    "nsubj",
                    "appos",
                ):
                    # "met Lund and her deputy in Oslo"
                    listed = _is_beside_name(token, above)
                    first = _first_listed(above) if listed else above
                    if first.dep_ in ("dobj", "npadvmod") and on_trigger(first.head, trigger):
                        return preposition.lower_
                    if first.dep_ == "pobj" and on_trigger(first.head.head, trigger):
                        return "" if _is_topic(first) else preposition.lower_
                    if _ends_the_phrase(above, trigger, listed=listed):
                        return preposition.lower_
                    if above.lemma_.lower() in VENUES or above.pos_ == "PROPN":
                        current = above
                        continue
                return ""
            if preposition.lower_ == "of" and above.lemma_.lower() in VENUES:
                current = above
                continue
            return ""
        if current.dep_ in ("compound", "appos", "nmod", "poss", "conj", "npadvmod") and not is_verb(current.head):
            if current.dep_ == "conj" and current.head.pos_ != "PROPN":
                return ""
            current = current.head
            continue
        return ""
    return ""


def _is_of_an_earlier_one(place: Token, trigger: Trigger) -> bool:
    """True for "Riga" in "their first meeting since October in Riga": that was there."""
    before = place.head.nbor(-1) if place.head.i else place
    return before.dep_ == "pobj" and before.head.lower_ == "since" and before.i != trigger.token.i


def _is_topic(noun: Token) -> bool:
    """True for "the war" in "talks on the war in Ukraine", which is there, and the talks need not be."""
    about = noun.pos_ in ("NOUN", "PROPN") and (noun.head.lower_ in _TOPICAL or noun.head.dep_ == "agent")
    return about and noun.ent_type_ not in ("DATE", "TIME") and noun.lemma_.lower() not in VENUES


_TOPICAL = words("on about over regarding concerning for against amid despite after before since following by")


def _first_listed(noun: Token) -> Token:
    for _ in range(MAX_STEPS):
        if noun.dep_ != "conj" or noun.head.pos_ not in ("NOUN", "PROPN"):
            break
        noun = noun.head
    return noun


def _is_beside_name(place: Token, above: Token) -> bool:
    """True for a place behind a name, and for a venue behind any noun: "rebels in Syria" are from there."""
    return above.pos_ == "PROPN" or place.lemma_.lower() in VENUES or place.lower_ in VENUES


def _ends_the_phrase(noun: Token, trigger: Trigger, *, listed: bool) -> bool:
    """True for "process" in "the meeting of the leaders of the process in Ankara": the last of a chain of "of" and "with".

    ``listed``: or of a list, as in "with the commander and a group of officers at the barracks".
    """
    current = noun
    for _ in range(MAX_STEPS):
        if current.i == trigger.token.i:
            return current is not noun and not trigger.is_verb
        if listed and current.dep_ in ("conj", "appos") and current.pos_ in ("NOUN", "PROPN"):
            current = current.head
            continue
        if current.dep_ != "pobj" or current.head.lower_ not in ("of", "with"):
            return False
        current = current.head.head
    return False


def _is_sideline(noun: Token) -> bool:
    """True for the event of "on the sidelines of the summit": where it is, the meeting is."""
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "of"
        and noun.head.head.lemma_.lower() in ("sideline", "margin", "fringe")
    )


def _top(noun: Token) -> Token:
    """What "on the sidelines of …" hangs on."""
    preposition = noun.head.head.head
    return preposition.head if preposition.dep_ == "prep" else preposition


def place_of(trigger: Trigger, resolver: Resolver) -> tuple[str, Mention] | None:
    """The id of the narrowest named place that the mention gives for the meeting, with its mention."""
    draft, parsed = resolver.draft, resolver.parsed
    if trigger.kind is MeetingKind.CALL:
        return None  # "phoned him to discuss their meeting in Riga"
    if trigger.kind is MeetingKind.VISIT and trigger.destination:
        for token in trigger.destination:
            for target, mention in draft.referents_at(token.idx, token.idx + len(token)):
                if target in draft.places:
                    return target, mention
        for token in trigger.destination:
            if token.lemma_.lower() in ("border", "frontier"):
                continue  # "to the border of Norway and Sweden" is in neither
            for child in token.subtree:
                if child.i - token.i > 6:
                    break
                for target, mention in draft.referents_at(child.idx, child.idx + len(child)):
                    if (
                        target in draft.places
                        and child.dep_ in ("pobj", "compound", "appos", "nmod")
                        and child.pos_ == "PROPN"
                    ):
                        return target, mention
    low = max(trigger.sentence[0], trigger.token.i - 40)
    high = min(trigger.sentence[1], trigger.token.i + 60)
    best: tuple[int, Token] | None = None
    nouns = resolver.nouns_of_prepositions
    for index in nouns[bisect_left(nouns, low) : bisect_left(nouns, high)]:
        token = parsed.doc.words[index]
        if token.head.lower_ not in _PLACE_PREPOSITIONS and token.head.lower_ not in ("to", "for"):
            continue
        if _is_of_an_earlier_one(token, trigger) or not _locative(token, trigger):
            continue
        distance = abs(token.i - trigger.token.i) + (25 if token.i < trigger.token.i else 0)
        if (best is None or distance < best[0]) and resolver.place_at(token, VENUES) is not None:
            best = distance, token
    if best is not None:
        return resolver.place_at(best[1], VENUES)
    for modifier in trigger.modifiers:
        if modifier.pos_ != "PROPN" or modifier.dep_ == "poss":
            continue
        for target, mention in draft.referents_at(modifier.idx, modifier.idx + len(modifier)):
            place = draft.places.get(target)
            if place is None or mention.end > trigger.token.idx or place.place_kind is PlaceKind.COUNTRY:
                continue  # "the Iran talks" are about or with Iran
            return target, mention
    return None
