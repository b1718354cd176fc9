"""Where and when the meeting is (not where the sentence plays): places and times that hang on the trigger or its verb."""

from bisect import bisect_left

from spacy.tokens import Token

from kgexport.extraction.meetings import predicates
from kgexport.extraction.meetings.lexicon import words
from kgexport.extraction.meetings.participants import Resolver
from kgexport.extraction.meetings.syntax import is_verb, near
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import MeetingKind, Mention, PlaceKind, TimeReference, TimexType

_PLACE_PREPOSITIONS = words("in at near inside outside aboard on")
_MOVING = words("move shift reschedule relocate")
_ON = words("border hill island boat ship campus street coast peninsula ranch estate base")
_TRAVELLING = frozenset({"send", "dispatch"}) | words(
    "travel go fly come arrive head return journey visit drive land be"
)
# Nouns of places where people meet; with a name in the phrase they are named places ("Google's headquarters").
VENUES = words(
    "headquarters office palace hotel embassy residence tower house hall centre center airport villa base "
    "university building studio studios castle ministry consulate resort compound mansion ranch estate island city town "
    "capital village border museum library restaurant club stadium camp church mosque cathedral temple room "
    "chamber mission retreat institute hill street secretariat department pentagon assembly parliament "
    "capitol congress school college hospital farm summit-venue complex park square plaza port monastery fort "
    "citadel barracks venue auditorium theatre theater"
)
_NOT_PLACES = words("meeting summit conference talk talks war region week month year statement interview")
_MAX_STEPS = 7


# "After the call she flew to Riga": what the clause tells is beside the encounter, not of it.
_BESIDE = words("after before during following since ahead despite until from than pending")


def _on_trigger(head: Token, trigger: Trigger) -> bool:
    if head.i == trigger.token.i:
        return True
    carrier = trigger.carrier
    if carrier is not None and trigger.carried_as not in _BESIDE:
        if head.i == carrier.i:
            return True
        if head.pos_ == "ADJ" and head.dep_ == "acomp" and head.head.i == carrier.i:
            return True  # "are due next week"
    if not is_verb(head):
        return False
    if _is_held_there(head, trigger):
        return True
    if head.dep_ == "xcomp" and head.lemma_ in _BEGINNING and _is_due_in_clause(head.head, trigger):
        return True
    if head.dep_ in ("acl", "relcl") and (head.head.i == trigger.token.i or _is_party_of(head.head, trigger)):
        return True
    # "will travel to Paris on Monday to meet": place and time of the journey are those of the meeting.
    own = trigger.token if trigger.is_verb else trigger.carrier
    if own is not None and own.dep_ in ("xcomp", "advcl") and own.head.i == head.i:
        if not trigger.is_verb and own.lemma_ in _PREPARING:
            return False  # "will meet in Geneva to prepare the summit"
        return head.lemma_ in _TRAVELLING or (own.dep_ == "advcl" and _is_purpose(own))
    return False


_HOLDING = words("hold host convene stage organise organize")


_BEGINNING = words("begin start take open hold happen occur convene last")


def _is_due_in_clause(due: Token, trigger: Trigger) -> bool:
    """True for "due" and "expected" in "a visit that was due to begin on Friday"."""
    clause = due.head if due.dep_ == "acomp" else due
    due_in_clause = due.lower_ in ("due", "set") or due.lemma_ in (
        "schedule",
        "expect",
        "plan",
        "slate",
        "suppose",
        "be",
    )
    return due_in_clause and clause.dep_ == "relcl" and clause.head.i == trigger.token.i


def _is_held_there(verb: Token, trigger: Trigger) -> bool:
    """True for "held" in "the meeting, held at the palace", whatever it hangs on, and in "met her at the fair held in Bergen"."""
    if verb.tag_ != "VBN" or verb.lemma_ not in _HOLDING:
        return False
    behind = trigger.token.i + 1
    if not trigger.is_verb and verb.i == behind + 1 and verb.doc[behind].text in (",", "–", "—"):
        return True
    event = verb.head
    if verb.dep_ != "acl" or event.dep_ != "pobj" or event.head.lower_ not in ("at", "during"):
        return False
    return trigger.is_verb and event.head.head.i == trigger.token.i


_PREPARING = words("prepare plan discuss arrange organise organize propose demand request")


def _is_purpose(verb: Token) -> bool:
    """True for "took a detour on Wednesday to meet": who does one thing for the other does both then and there."""
    return verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in near(verb))


def _is_party_of(noun: Token, trigger: Trigger) -> bool:
    """True for "Trump" in "a meeting with Trump, which took place …": the clause is often hung on the party."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("with", "between") and noun.head.head.i == trigger.token.i


def _aside(head: Token, trigger: Trigger) -> bool:
    """True for a verb in a clause of purpose or time of the trigger: "visited Brest to attend a forum in February"."""
    own = trigger.token if trigger.is_verb else trigger.carrier
    if own is None or not is_verb(head) or head.head.i != own.i or head.dep_ not in ("advcl", "xcomp"):
        return False
    return any(c.lower_ in ("to", "when", "while", "as") and c.dep_ in ("aux", "advmod", "mark") for c in near(head))


def _locative(token: Token, trigger: Trigger) -> str:
    """The preposition by which a place hangs on the trigger or its verb, through other places only; "" where it does not."""
    current = token
    for _ in range(_MAX_STEPS):
        if current.dep_ == "pobj" and current.head.dep_ in ("prep", "pcomp"):
            preposition = current.head
            above = preposition.head
            if preposition.lower_ == "on" and current.lemma_.lower() not in _ON:
                return ""
            if preposition.lower_ == "to":
                goes = is_verb(above) and above.lemma_ in _TRAVELLING | _MOVING and _on_trigger(above, trigger)
                return "to" if goes else ""
            if preposition.lower_ == "for":
                planned = above.lemma_ in _TO_A_DAY["for"] and token.ent_type_ == "GPE"
                return "for" if planned and _on_trigger(above, trigger) else ""
            if preposition.lower_ in _PLACE_PREPOSITIONS:
                if _on_trigger(above, trigger) or (current == token and _aside(above, trigger)):
                    return preposition.lower_
                if _is_sideline(above):
                    return preposition.lower_ if _on_trigger(_top(above), trigger) else ""
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
                    if first.dep_ in ("dobj", "npadvmod") and _on_trigger(first.head, trigger):
                        return preposition.lower_
                    if first.dep_ == "pobj" and _on_trigger(first.head.head, trigger):
                        return preposition.lower_
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


def _first_listed(noun: Token) -> Token:
    for _ in range(_MAX_STEPS):
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
    for _ in range(_MAX_STEPS):
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
    objects = resolver.prepositional_objects
    for index in objects[bisect_left(objects, low) : bisect_left(objects, high)]:
        token = parsed.doc[index]
        if token.pos_ not in ("PROPN", "NOUN"):
            continue
        if token.head.lower_ not in _PLACE_PREPOSITIONS and token.head.lower_ not in ("to", "for"):
            continue
        if not _locative(token, trigger):
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


def time_of(trigger: Trigger, parsed: ParsedArticle, times: list[TimeReference]) -> TimeReference | None:
    """The expression of the meeting's own time; ``times`` are those of the sentence, near it."""
    best: tuple[int, TimeReference] | None = None
    today = parsed.article.published_date
    for time in times:
        # "Now" and "recently" bound nothing; "in the coming days" does.
        unbound = time.value.endswith("_REF") and time.earliest is None and time.latest is None
        if time.timex_type not in (TimexType.DATE, TimexType.TIME) or unbound or _is_of_a_life(time, parsed):
            continue
        span = parsed.tokens(time.mention.begin, time.mention.end)
        ahead = today is not None and time.earliest is not None and time.earliest > today
        if not _temporal(span.root, trigger, span.start, span.end, ahead=ahead):
            continue
        if _is_moved_to(span.root, trigger):
            return time
        distance = abs(span.root.i - trigger.token.i)
        if best is None or distance < best[0]:
            best = distance, time
    return _borrowed(trigger, parsed, times) if best is None else best[1]


def _is_of_a_life(time: TimeReference, parsed: ParsedArticle) -> bool:
    """True for "(1960-2010)" and "(1960)" behind a name."""
    mention = time.mention
    return parsed.text[mention.begin - 1 : mention.begin] == "(" and parsed.text[mention.end : mention.end + 1] == ")"


_PLANNING = words("plan expect intend hope want wish set due schedule slate prepare aim")


def _borrowed(trigger: Trigger, parsed: ParsedArticle, times: list[TimeReference]) -> TimeReference | None:
    """The time that another verb carries for the meeting: "in May, when they met", "tomorrow she plans to meet him"."""
    own = trigger.token if trigger.is_verb else trigger.carrier
    if own is None:
        return None
    when = any(c.lower_ == "when" for c in near(own)) and own.dep_ in ("relcl", "advcl")
    planned = own.dep_ == "xcomp" and own.head.lemma_ in _PLANNING
    today = parsed.article.published_date
    for time in times:
        if time.timex_type not in (TimexType.DATE, TimexType.TIME):
            continue
        span = parsed.tokens(time.mention.begin, time.mention.end)
        root = span.root
        if when and (span.start <= own.head.i < span.end or (root.i < own.i and _hangs_on(root, own.head))):
            return time
        ahead = today is not None and time.earliest is not None and time.earliest > today
        if planned and ahead and _hangs_on(root, own.head):
            return time
    return None


def _hangs_on(root: Token, verb: Token) -> bool:
    """True where the words of time are an adverbial of the verb, with a preposition or without."""
    if root.head.i == verb.i:
        return root.dep_ in ("npadvmod", "advmod")
    return root.dep_ == "pobj" and root.head.lower_ in ("in", "on", "at", "during") and root.head.head.i == verb.i


_NOT_TEMPORAL = words("since until about of for till from to after before following")
_TO_A_DAY: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("until", "till", "to"), words("postpone delay put push move reschedule adjourn suspend defer shift bring")
    ),
    "for": words("schedule plan set slate book due reschedule arrange fix call"),
}


def _is_new_day(preposition: Token) -> bool:
    """True for "scheduled for Monday", "put off until May", "moved to June 3"."""
    return preposition.head.lemma_ in _TO_A_DAY.get(preposition.lower_, frozenset())


# What is done to a meeting on a day of its own: "was cancelled on Tuesday", "was announced on Monday".
_DONE_TO_IT = (
    predicates.CHANGING
    | predicates.STAYING
    | predicates.DENYING
    | words("announce confirm propose reject refuse decline turn")
) - {"be"}


_ANSWERING = words("accept reject refuse decline turn spurn renew repeat make issue")


def _is_day_of_news(verb: Token, adjunct: Token, trigger: Trigger) -> bool:
    """True for the day on which the meeting was called off or announced, which is not the day of the meeting."""
    carrier = trigger.carrier
    if carrier is None or verb.i != carrier.i:
        return False
    if trigger.carried_as in ("of", "for") and verb.lemma_ in _ANSWERING:
        return True  # "rejected an offer of talks on Tuesday"
    if trigger.carried_as not in ("object", "subject"):
        return False
    copular = verb.lemma_ == "be" and any(
        c.dep_ == "prep" and inner.lower_ in predicates.SUSPENSE for c in near(verb) for inner in near(c)
    )
    return (verb.lemma_ in _DONE_TO_IT or copular) and not (adjunct.dep_ == "prep" and _is_new_day(adjunct))


def _is_moved_to(root: Token, trigger: Trigger) -> bool:
    """True for "Friday" in "the meeting, planned for Wednesday, was moved to Friday"."""
    verb = trigger.carrier
    if verb is None or root.dep_ != "pobj" or verb.lemma_ not in _TO_A_DAY["to"]:
        return False
    return root.head.head.i == verb.i and _is_new_day(root.head)


def former_time_of(trigger: Trigger, parsed: ParsedArticle, times: list[TimeReference]) -> TimeReference | None:
    """The day from which a meeting is moved: "was postponed from February"."""
    verb = trigger.carrier
    if verb is None:
        return None
    planned = _planned_before(verb)
    if planned is not None:
        return next(
            (
                time
                for time in times
                if _is_day_of_plan(parsed.tokens(time.mention.begin, time.mention.end).root, planned)
            ),
            None,
        )
    if verb.lemma_ not in _TO_A_DAY["to"]:
        return None
    for time in times:
        root = parsed.tokens(time.mention.begin, time.mention.end).root
        if time.timex_type is TimexType.DATE and root.dep_ == "pobj" and root.head.lower_ == "from":
            above = root.head.head
            if above.i == verb.i or (above.head.i == verb.i and above.dep_ in ("prep", "prt")):
                return time
    return None


def _planned_before(verb: Token) -> Token | None:
    """The plan that a change undoes: "planned" for "put" in "was planned for May but was put off"."""
    above = verb.head
    for _ in range(_MAX_STEPS):
        if verb.dep_ != "conj" or not is_verb(above):
            return None
        if above.lemma_ in _TO_A_DAY["for"]:
            return above
        verb, above = above, above.head
    return None


def _is_day_of_plan(root: Token, plan: Token) -> bool:
    return root.dep_ == "pobj" and root.head.lower_ in ("for", "on", "in") and root.head.head.i == plan.i


def _temporal(root: Token, trigger: Trigger, begin: int, end: int, *, ahead: bool) -> bool:
    """True where the words of time ``begin..end`` (tokens) are the meeting's; ``ahead``: of a day that is no news yet."""
    token = trigger.token
    if root.head.i == token.i and root.dep_ in ("poss", "compound", "nmod", "npadvmod", "amod", "nummod"):
        return True  # "Thursday's meeting", "the July 3 talks"
    if any(begin <= modifier.i < end for modifier in trigger.modifiers):
        return True
    current = root
    for _ in range(_MAX_STEPS):
        head = current.head
        if head == current:
            return False
        outside = current.dep_ == "pobj" and head.lower_ in _NOT_TEMPORAL and not begin <= head.i < end
        if outside and current.lower_ not in ("time", "times") and not _is_new_day(head):
            return False
        if _on_trigger(head, trigger) or _aside(head, trigger):
            return ahead or not _is_day_of_news(head, current, trigger)
        if is_verb(head) or (head.i in range(begin, end)):
            if is_verb(head):
                return False
        elif head.dep_ not in (
            "prep",
            "pobj",
            "npadvmod",
            "advmod",
            "dobj",
            "compound",
            "nummod",
            "pcomp",
            "nmod",
            "conj",
        ):
            return False
        current = head
    return False
