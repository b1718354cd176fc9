"""When the meeting is (not when it is told): temporal expressions that hang on the trigger or its verb."""

from bisect import bisect_left

from kgexport.extraction.meetings import predicates
from kgexport.extraction.meetings.own_clause import MAX_STEPS, SET_FOR, aside, on_trigger
from kgexport.extraction.meetings.syntax import is_verb, near
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.model import TimeReference, TimexType


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
        first, last = sorted((span.start, trigger.token.i))
        if any(t.text == ";" for t in span.doc[first:last]):
            continue  # "she goes there in May; a date for a meeting is set"
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


_NOT_TEMPORAL = words("since until by about of for till from to after before following")
_TO_A_DAY: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("until", "till", "to"), words("postpone delay put push move reschedule adjourn suspend defer shift bring")
    ),
    "for": SET_FOR,
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
    if trigger.carried_as in ("for", "to") and verb.lemma_ in predicates.PROPOSING_CERTAIN and adjunct.i < verb.i:
        return True  # "On Tuesday Oslo called for a summit"
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
    if verb.lemma_ not in predicates.CHANGING:
        return None  # "called her on Friday and proposed a meeting"
    for _ in range(MAX_STEPS):
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
    for _ in range(MAX_STEPS):
        head = current.head
        if head == current:
            return False
        outside = current.dep_ == "pobj" and head.lower_ in _NOT_TEMPORAL and not begin <= head.i < end
        if outside and current.lower_ not in ("time", "times") and not _is_new_day(head):
            return False
        if on_trigger(head, trigger) or aside(head, trigger):
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


class Times:
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


_REACH = 300  # characters
