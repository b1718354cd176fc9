"""Groups of meetings of different articles that are one encounter.

Complete linkage: every two of a group can be one encounter, or what they disagree about was changed by a word of the group
(postponed, rescheduled, moved). The surest pairs are joined first. Where a meeting could belong to two groups that cannot be one,
it joins neither: the choice would be a guess. Neither the order of files nor that of meetings makes a difference.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement, product

from kgexport.merge.compare import Verdict, compare, spanned
from kgexport.merge.views import MeetingView, Party

_PARTIES_LOOKED_UP = 8  # of a meeting of many: those whom the fewest other meetings have

_TIED = "other articles of the encounter tie them together"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two meetings that were compared, and what became of them."""

    first: str
    second: str
    joined: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why a meeting is in its group: what ties it to an earlier one."""

    first: MeetingView
    second: MeetingView
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """Meetings of two or more articles that are one encounter, in order of publication."""

    meetings: tuple[MeetingView, ...]
    joins: tuple[Join, ...]


class Grouping:
    """Groups meetings; ``encounters`` and ``explained`` tell the result."""

    def __init__(self, meetings: Iterable[MeetingView]) -> None:
        self._meetings = sorted(meetings, key=lambda meeting: meeting.order)
        self._verdicts: dict[tuple[int, int], Verdict] = {}
        self._group_of = list(range(len(self._meetings)))
        self._members = {index: [index] for index in self._group_of}
        self._ambiguous: set[tuple[int, int]] = set()
        self._candidates = sorted(self._candidate_pairs())
        self._join()

    def encounters(self) -> list[Encounter]:
        """The groups of two and more, in order of their first meeting."""
        groups = [sorted(members) for members in self._members.values() if len(members) > 1]
        return [self._encounter(group) for group in sorted(groups)]

    def explained(self) -> Iterator[Compared]:
        """Every two meetings that were compared because they have participants in common, and why they were joined or not."""
        for pair in self._candidates:
            first, second = pair
            verdict = self._verdict(first, second)
            joined = self._group_of[first] == self._group_of[second]
            reason = verdict.reason
            if joined and not verdict.level:
                reason = f"{reason}; {_TIED}"
            elif pair in self._ambiguous:
                reason = f"{reason}; ambiguous, others fit as well"
            elif not joined and verdict.bridges:
                changed = " and the ".join(sorted(verdict.bridges))
                reason = f"{reason}; no article says that the {changed} was changed"
            elif not joined and verdict.level:
                reason = f"{reason}; not all that it would join fit"
            yield Compared(
                first=self._meetings[first].node, second=self._meetings[second].node, joined=joined, reason=reason
            )

    def _candidate_pairs(self) -> set[tuple[int, int]]:
        """Meetings that share two parties, or a party and a place."""
        seen_in: Counter[str] = Counter()
        for meeting in self._meetings:
            seen_in.update({label for party in meeting.parties for label in party.labels})
        blocks: dict[tuple[str, str], dict[tuple[bool, bool], list[int]]] = defaultdict(lambda: defaultdict(list))
        for index, meeting in enumerate(self._meetings):
            for key, own in sorted(set(_block_keys(meeting, seen_in))):
                blocks[key][own].append(index)
        return {
            (min(pair), max(pair))
            for block in blocks.values()
            for one, other in combinations_with_replacement(sorted(block), 2)
            # Two people who speak for one body are not one: one of the two sides must have the key for its own.
            if (one[0] or other[0]) and (one[1] or other[1])
            for pair in (combinations(block[one], 2) if one == other else product(block[one], block[other]))
            if self._meetings[pair[0]].article != self._meetings[pair[1]].article
        }

    def _verdict(self, first: int, second: int) -> Verdict:
        pair = (first, second) if first < second else (second, first)
        known = self._verdicts.get(pair)
        if known is None:
            known = self._verdicts[pair] = compare(self._meetings[pair[0]], self._meetings[pair[1]])
        return known

    def _join(self) -> None:
        by_level: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for first, second in self._candidates:
            level = self._verdict(first, second).level
            if level:
                by_level[level].append((first, second))
        for level in sorted(by_level, reverse=True):
            while self._join_once(by_level[level]):
                pass

    def _join_once(self, pairs: list[tuple[int, int]]) -> bool:
        """Joins what the pairs tie together without doubt; True where that changed anything."""
        neighbours: dict[int, set[int]] = defaultdict(set)
        for pair in pairs:
            one, other = self._group_of[pair[0]], self._group_of[pair[1]]
            if one != other and pair not in self._ambiguous and self._fits((one, other)):
                neighbours[one].add(other)
                neighbours[other].add(one)
        changed = False
        for component in _components(neighbours):
            if self._fits(component):
                self._unite(component)
                changed = True
            else:
                changed = self._set_doubtful_apart(component, neighbours, pairs) or changed
        return changed

    def _set_doubtful_apart(
        self, component: Sequence[int], neighbours: dict[int, set[int]], pairs: list[tuple[int, int]]
    ) -> bool:
        """Marks the ties of a group to two others that do not fit one another; True where some ties are left to be tried."""
        doubtful: set[tuple[int, int]] = set()
        for middle in component:
            for one, other in combinations(sorted(neighbours[middle]), 2):
                if not self._fits((middle, one, other)):
                    doubtful |= {(middle, one), (one, middle), (middle, other), (other, middle)}
        if not doubtful:  # no three are to blame: the whole is
            doubtful = {(one, other) for one in component for other in neighbours[one]}
        marked = {
            pair for pair in pairs if (self._group_of[pair[0]], self._group_of[pair[1]]) in doubtful
        } - self._ambiguous
        self._ambiguous |= marked
        return bool(marked)

    def _fits(self, groups: Iterable[int]) -> bool:
        """True where all members of the groups can be one encounter."""
        members = [index for group in groups for index in self._members[group]]
        articles = [self._meetings[index].article for index in members]
        if len(set(articles)) < len(articles):
            return False
        views = [self._meetings[index] for index in members]
        for first, second in combinations(members, 2):
            verdict = self._verdict(first, second)
            if verdict.apart:
                return False
            if verdict.bridges and not spanned(verdict, views, self._meetings[first], self._meetings[second]):
                return False
            pair = (min(first, second), max(first, second))
            if pair in self._ambiguous:
                return False
        return True

    def _unite(self, groups: Sequence[int]) -> None:
        target = min(groups)
        for group in groups:
            if group != target:
                self._members[target] += self._members.pop(group)
        for index in self._members[target]:
            self._group_of[index] = target

    def _encounter(self, group: Sequence[int]) -> Encounter:
        joins = []
        for place, index in enumerate(group[1:], start=1):
            # The surest tie to an earlier one; of equal ties that to the latest.
            level, earlier = max((self._verdict(each, index).level, each) for each in group[:place])
            verdict = self._verdict(earlier, index)
            reason = verdict.reason if level else f"{verdict.reason}; {_TIED}"
            joins.append(Join(first=self._meetings[earlier], second=self._meetings[index], reason=reason))
        return Encounter(meetings=tuple(self._meetings[index] for index in group), joins=tuple(joins))


def _block_keys(meeting: MeetingView, seen_in: Counter[str]) -> Iterator[tuple[tuple[str, str], tuple[bool, bool]]]:
    """Each key with whether its two parts are the parties' own (a place is)."""
    parties = [party for party in meeting.parties if any(seen_in[label] > 1 for label in party.labels)]
    if len(parties) > _PARTIES_LOOKED_UP:
        parties = sorted(parties, key=lambda party: (_rarest(party, seen_in), sorted(party.labels)))[
            :_PARTIES_LOOKED_UP
        ]
    for one, other in combinations(parties, 2):
        for a in sorted(one.labels):
            for b in sorted(other.labels):
                if a != b:
                    owned = a in one.own_labels, b in other.own_labels
                    yield ((a, b), owned) if a < b else ((b, a), owned[::-1])
    for party in parties:
        for label in sorted(party.labels):
            for place in meeting.places:
                yield (label, f"place {place.key}"), (label in party.own_labels, True)


def _rarest(party: Party, seen_in: Counter[str]) -> int:
    return min(count for label in party.labels if (count := seen_in[label]) > 1)


def _components(neighbours: dict[int, set[int]]) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = []
    seen: set[int] = set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        waiting, component = [start], {start}
        while waiting:
            for each in sorted(neighbours[waiting.pop()] - component):
                component.add(each)
                waiting.append(each)
        seen |= component
        found.append(tuple(sorted(component)))
    return found
