"""Whether two meetings of two articles can be one encounter: who, what kind, when and where, each with its reason.

When in doubt they are two. An explicit day is worth more than one that publication and status imply: what was held lies
before the article, what is scheduled after it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from kgexport.merge.names import namespace
from kgexport.merge.views import Days, MeetingView, Party, Where
from kgexport.model import Status


class Bridge(StrEnum):
    """What two meetings disagree about although somebody may have changed it."""

    DATE = "date"
    DAYS = "days"  # the first and the second day of one meeting that lasts
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing two meetings gives.

    ``level`` 0: nothing speaks for one encounter; from 1: the higher, the surer. ``bridges`` must be spanned by an
    article that says that the date or the place was changed. ``apart``: they are two, whatever others say.
    """

    level: int
    reason: str
    apart: bool = False
    bridges: frozenset[Bridge] = frozenset()


class Match(IntEnum):
    """How sure it is that two parties are one."""

    NO = 0
    WEAK = 1  # a bare surname, or a government and somebody who holds a post in it
    STRONG = 2


@dataclass(slots=True)
class Who:
    """Who of two meetings is who."""

    pairs: list[tuple[Party, Party]] = field(default_factory=list)
    weak: bool = False
    left: int = 0  # parties of the one meeting that the other does not have
    right: int = 0

    def said(self) -> str:
        """For people."""
        names = ", ".join(max((a.name, b.name), key=lambda name: (len(name), name)) for a, b in self.pairs)
        more = f" (and {self.left + self.right} that only one article names)" if self.left + self.right else ""
        return f"the same participants: {names}{more}" if self.pairs else "no participant in common"


class When(IntEnum):
    """How the times of two meetings agree."""

    CONFLICT = 0
    UNKNOWN = 1
    IMPLIED = 2  # nothing against it
    PERIOD = 3  # explicit, but longer than a few days
    DAY = 4


class There(IntEnum):
    """How the places of two meetings agree."""

    CONFLICT = 0
    UNKNOWN = 1
    SAME = 2


_NARROW = 3  # days: as good as a day, for summits and visits last longer than one
_MONTH = 31  # days: a longer time tells nothing
_LASTING = 5  # days: longer than most summits and visits
_WINDOW = timedelta(days=180)  # articles further apart are compared only by explicit days
_AHEAD = timedelta(days=90)  # a plan without a date is for about so long
_JUST_NOW = timedelta(days=3)  # what was held and has no date was held lately: that is what makes it news
_BEFORE = timedelta(days=30)
_NEAR = timedelta(days=21)
_MANY = 3
_IN_PERSON = frozenset({"summit", "conference", "meeting", "talks", "visit"})
_BY_THEMSELVES = "two of many may have met by themselves"
_OF_MANY = frozenset({"summit", "conference"})  # of which an article may name a few only
_REMOTE_MODES = frozenset({"phone", "video"})
_AFTER_WHICH_DATES_CHANGE = (Status.POSTPONED, Status.RESCHEDULED)


def compare(one: MeetingView, other: MeetingView) -> Verdict:
    """The verdict on two meetings; the same whichever comes first."""
    first, second = sorted((one, other), key=lambda meeting: meeting.order)
    if first.article == second.article:
        return Verdict(0, "one article tells them apart", apart=True)
    kinds = _kinds_apart(first, second)
    if kinds:
        return Verdict(0, kinds, apart=True)
    if first.ordinal and second.ordinal and first.ordinal != second.ordinal:
        return Verdict(0, f"number {first.ordinal} and number {second.ordinal} of a series", apart=True)
    when, when_said = _when(first, second)
    movable = Bridge.DATE if _movable(first, second) else Bridge.DAYS if _close(first, second) else None
    if when is When.CONFLICT and movable is None:
        return Verdict(0, when_said, apart=True)
    who = _who(first.parties, second.parties)
    if not who.pairs:
        return Verdict(0, who.said(), apart=True)
    there, there_said = _where(first.places, second.places)
    said = "; ".join(part for part in (who.said(), when_said, there_said) if part)
    enough = _enough(who, first, second, when, there)
    if enough:
        return Verdict(0, f"{said}; {enough}", apart=bool(who.left and who.right) or enough == _BY_THEMSELVES)
    bridges = frozenset(
        bridge
        for bridge, conflict in ((movable, when is When.CONFLICT), (Bridge.PLACE, there is There.CONFLICT))
        if bridge and conflict and not _spans(bridge, (first, second), first, second)
    )
    level = (
        2 * int(when)
        + 2 * int(there)
        + (first.kind == second.kind)
        + 2 * (not who.weak)
        + (not who.left and not who.right)
    )
    if bridges or when is When.UNKNOWN:
        return Verdict(0, said, bridges=bridges)
    if when is When.CONFLICT:
        said += "; the date was moved in between"
    if there is There.CONFLICT:
        said += "; the place was moved"
    return Verdict(level, said)


def spanned(verdict: Verdict, group: Iterable[MeetingView], one: MeetingView, other: MeetingView) -> bool:
    """True where the meetings of a group bridge what two of them disagree about."""
    first, second = sorted((one, other), key=lambda meeting: meeting.order)
    members = tuple(group)
    return all(_spans(bridge, members, first, second) for bridge in verdict.bridges)


def _spans(bridge: Bridge, group: Iterable[MeetingView], first: MeetingView, second: MeetingView) -> bool:
    """A word of a change, published from the first to the second; or of a meeting that lasts from the one day to the other."""
    for meeting in group:
        if bridge is not Bridge.PLACE and _covers(meeting, first, second):
            return True
        if bridge is Bridge.DAYS or not first.moment <= meeting.moment <= second.moment:
            continue
        if meeting.has(*_AFTER_WHICH_DATES_CHANGE):
            return True
        if bridge is Bridge.PLACE and all(
            _where(meeting.places, each.places)[0] is There.SAME for each in (first, second)
        ):
            return True
    return False


def _movable(first: MeetingView, second: MeetingView) -> bool:
    """A date can be moved unless the meeting of the earlier article was held, or so much time has passed that it is another."""
    if first.held or not (first.published and second.published):
        return False
    return second.published - first.published <= _WINDOW


def _close(first: MeetingView, second: MeetingView) -> bool:
    """Explicit days that may be of one meeting that lasts; a call does not."""
    if "call" in {first.kind, second.kind}:
        return False
    gaps = [max(a.earliest - b.latest, b.earliest - a.latest) for a in first.all_days for b in second.all_days]
    return min(gaps, default=timedelta(days=_LASTING)) < timedelta(days=_LASTING)


def _covers(meeting: MeetingView, first: MeetingView, second: MeetingView) -> bool:
    return any(
        1 < days.length <= _LASTING and all(any(days.meets(each) for each in view.all_days) for view in (first, second))
        for days in meeting.all_days
    )


def _kinds_apart(first: MeetingView, second: MeetingView) -> str | None:
    for one, other in ((first, second), (second, first)):
        if one.kind == "call" and other.kind in _IN_PERSON and other.mode not in _REMOTE_MODES:
            return "a call is no meeting in person"
        if one.mode in _REMOTE_MODES and other.mode not in {one.mode, "unknown"}:
            return f"one by {one.mode}, one {'in person' if other.mode == 'inPerson' else f'by {other.mode}'}"
    return None


def _enough(who: Who, first: MeetingView, second: MeetingView, when: When, there: There) -> str | None:
    """Why what agrees is not enough for one encounter; None where it is."""
    count = len(who.pairs)
    exact = when is When.DAY
    if who.left and who.right and not (exact and there is There.SAME and count > 1) and not (exact and count >= _MANY):
        return "each has somebody whom the other has not"
    if who.weak and not (exact and there is not There.CONFLICT and not (who.left and who.right)):
        return "names agree in part only"
    if count == 1:
        if there is not There.SAME:
            return "one participant in common and not known to be in one place"
        if when in {When.UNKNOWN, When.CONFLICT} or (when is When.IMPLIED and not _near(first, second)):
            return "one participant in common and not known to be on one day"
        if who.left or who.right:
            return None if exact and first.kind == second.kind else "one participant in common"
        return None
    if (who.left or who.right) and not exact and there is not There.SAME:
        return "one has somebody whom the other has not"
    if count <= max(who.left, who.right) and not (first.kind in _OF_MANY and second.kind in _OF_MANY):
        return _BY_THEMSELVES
    if when is When.PERIOD and there is not There.SAME:
        return "neither day nor place is known to be the same"
    if when is When.IMPLIED and there is not There.SAME:
        if "call" in {first.kind, second.kind}:
            return None if _near(first, second, timedelta(days=7)) else "calls are frequent"
        if not _near(first, second, _BEFORE):
            return "neither day nor place is known to be the same"
    return None


def _near(first: MeetingView, second: MeetingView, limit: timedelta = _NEAR) -> bool:
    return bool(first.published and second.published and second.published - first.published <= limit)


def _who(left: tuple[Party, ...], right: tuple[Party, ...]) -> Who:
    """Pairs of parties, the sure ones first; nobody is in two pairs, and who could be two is in none."""
    who = Who()
    free_left, free_right = list(left), list(right)
    for wanted in (Match.STRONG, Match.WEAK):
        by_label: dict[str, list[Party]] = {}
        for party in free_right:
            for label in sorted(party.labels):
                by_label.setdefault(label, []).append(party)
        chosen: list[tuple[Party, Party]] = []
        for party in free_left:
            near = {id(each): each for label in sorted(party.labels) for each in by_label.get(label, ())}
            fitting = [each for each in near.values() if _match(party, each) is wanted]
            if len(fitting) == 1:
                chosen.append((party, fitting[0]))
        taken = [id(b) for _, b in chosen]
        chosen = [(a, b) for a, b in chosen if taken.count(id(b)) == 1]
        who.pairs += chosen
        who.weak = who.weak or (wanted is Match.WEAK and bool(chosen))
        matched = {id(party) for pair in chosen for party in pair}
        free_left = [party for party in free_left if id(party) not in matched]
        free_right = [party for party in free_right if id(party) not in matched]
    who.left, who.right = len(free_left), len(free_right)
    return who


def _match(one: Party, other: Party) -> Match:
    if one.node == other.node:
        return Match.STRONG
    if one.authority & other.authority:
        return Match.STRONG
    if {namespace(entry) for entry in one.authority} & {namespace(entry) for entry in other.authority}:
        return Match.NO  # two entries of one authority
    if one.person and other.person:
        if one.person.same_as(other.person):
            return Match.STRONG
        return Match.WEAK if one.person.may_be(other.person) else Match.NO
    if one.person or other.person:
        person, body = (one, other) if one.person else (other, one)
        return Match.WEAK if person.speaks_for & body.labels else Match.NO
    if one.country and other.country:
        return Match.STRONG if one.country == other.country else Match.NO
    return Match.STRONG if one.key and one.key == other.key else Match.NO


def _when(first: MeetingView, second: MeetingView) -> tuple[When, str]:
    mine, yours = first.all_days, second.all_days
    if mine and yours:
        shared = [(a, b) for a in mine for b in yours if a.meets(b)]
        if not shared:
            return When.CONFLICT, f"different days: {mine[-1]} and {yours[-1]}"
        a, b = min(shared, key=lambda pair: (max(pair[0].length, pair[1].length), pair))
        common = Days(max(a.earliest, b.earliest), min(a.latest, b.latest))
        longest = max(a.length, b.length)
        if longest > _MONTH:
            return When.UNKNOWN, f"only a long time in common: {common}"
        return (
            When.DAY if longest <= _NARROW else When.PERIOD
        ), f"the same {'day' if longest <= _NARROW else 'period'}: {common}"
    if not first.published or not second.published:
        return When.UNKNOWN, "no date of publication"
    known, implied = mine or (_implied(first),), yours or (_implied(second),)
    if any(a.meets(b) for a in known for b in implied):
        return (
            When.IMPLIED,
            f"the times allow it ({first.status} on {first.published}, {second.status} on {second.published})",
        )
    return (
        When.CONFLICT,
        f"{first.status} on {first.published} and {second.status} on {second.published} are not one time",
    )


def _implied(meeting: MeetingView) -> Days:
    """The days that publication and status leave for a meeting of which no day is told."""
    assert meeting.published is not None
    match meeting.status:
        case Status.HELD if meeting.held:
            return _days(meeting.published, _JUST_NOW, timedelta())
        case Status.ONGOING if meeting.held:
            return _days(meeting.published, timedelta(days=1), timedelta(days=1))
        case Status.SCHEDULED | Status.PROPOSED | Status.RESCHEDULED:
            return _days(meeting.published, timedelta(), _AHEAD)
        case _:
            return _days(meeting.published, _BEFORE, _AHEAD)


def _days(day: date, before: timedelta, after: timedelta) -> Days:
    """Around a day, within the calendar."""
    return Days(
        day - min(before, day - date.min),
        day + min(after, date.max - day),
    )


def _where(mine: tuple[Where, ...], yours: tuple[Where, ...]) -> tuple[There, str]:
    if not mine or not yours:
        return There.UNKNOWN, ""
    for a in mine:
        for b in yours:
            if a.node == b.node or (a.key and a.key == b.key) or _inside(a, b) or _inside(b, a):
                return There.SAME, f"the same place: {max(a.name, b.name, key=lambda name: (len(name), name))}"
    if any(_cannot_be_one(a, b) for a in mine for b in yours):
        return There.CONFLICT, f"different places: {mine[-1].name} and {yours[-1].name}"
    return There.UNKNOWN, ""  # a hall and a city: one may lie in the other


def _inside(a: Where, b: Where) -> bool:
    return b.kind == "country" and bool(b.country) and a.country == b.country


def _cannot_be_one(a: Where, b: Where) -> bool:
    if a.country and b.country and a.country != b.country:
        return True
    return a.kind == b.kind and a.kind in {"settlement", "country"}
