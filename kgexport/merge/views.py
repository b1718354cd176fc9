"""What merge needs to know of the articles' graphs, read from quads: meetings with who, when and where; names of agents.

Nothing is read from an earlier merge: only nodes that an article gave are looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeAlias

import pyoxigraph as ox
from rdflib import DCTERMS, ORG, RDF, RDFS, SDO

from kgexport.linking.keys import alias_key
from kgexport.merge.names import PersonName, name_key
from kgexport.model import Certainty, Polarity, Status
from kgexport.vocab import KG

_Described: TypeAlias = Mapping[str, Mapping[str, list[str]]]

_OVER = (Status.HELD, Status.ONGOING)
# What nobody says of a meeting that is over.
_NOT_OVER = (Status.IN_DOUBT, Status.POSTPONED, Status.RESCHEDULED, Status.CANCELLED)
_NAMED = (str(KG.Person), str(KG.Organisation))


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes part, by what is known of them across articles."""

    node: str
    name: str  # for people
    person: PersonName | None  # None: an organisation
    key: str  # of an organisation's name
    authority: frozenset[str] = frozenset()  # IRIs of entries
    country: str | None = None  # of a government
    speaks_for: frozenset[str] = frozenset()  # keys and countries of the organisations of a person's posts

    @property
    def labels(self) -> frozenset[str]:
        """Keys one of which two parties must share to be looked at: never the only ground for taking them as one."""
        return self.own_labels | (self.speaks_for - {""})

    @property
    def own_labels(self) -> frozenset[str]:
        """The keys that are the party's own and not those of a body that a person speaks for."""
        own = {f"person {self.person.surname}"} if self.person else {self.key, *_country_key(self.country)}
        return frozenset(own | self.authority) - {""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place that is asserted for a meeting."""

    node: str
    name: str
    key: str
    kind: str  # country, settlement, … or ""
    country: str | None


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """From the first to the last day, both included."""

    earliest: date
    latest: date

    def meets(self, other: "Days") -> bool:
        """True where the two share a day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    @property
    def length(self) -> int:
        """How many days."""
        return (self.latest - self.earliest).days + 1

    def __str__(self) -> str:
        return f"{self.earliest}" if self.earliest == self.latest else f"{self.earliest} to {self.latest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A status assertion of an article."""

    node: str
    status: Status
    certainty: Certainty
    polarity: Polarity
    as_of: date | None
    begin: int
    time: str | None  # node
    place: str | None  # node
    days: Days | None  # what the time can mean
    superseded: bool  # what was planned before

    @property
    def positive(self) -> bool:
        """False for what is denied."""
        return self.polarity is Polarity.POSITIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """A meeting of one article."""

    node: str
    article: str
    published: date | None
    moment: str  # of publication, as text that sorts; "" where unknown
    label: str
    kind: str
    mode: str
    ordinal: str | None
    status: Status
    certainty: Certainty
    parties: tuple[Party, ...]
    said: tuple[Said, ...]
    places: tuple[Where, ...]
    place: str | None  # node of the place in force
    # Worked out once, for meetings are compared with many others:
    says: frozenset[Status]  # of positive assertions
    held: bool  # certainly taken place, or going on, and the article says nothing else
    all_days: tuple[Days, ...]  # every time that is asserted for it; only the one in force for what was held

    @property
    def order(self) -> tuple[str, str]:
        """By publication; what has no date comes first."""
        return self.moment, self.node

    def has(self, *statuses: Status) -> bool:
        """True where a positive assertion says one of these."""
        return not self.says.isdisjoint(statuses)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAgent:
    """A person or an organisation of an article, with its names."""

    node: str
    person: bool
    names: tuple[str, ...]
    authority: frozenset[str]
    countries: tuple[str, ...]
    articles: tuple[str, ...]


class Coverage:
    """What several articles' graphs say, as far as merge looks at it; the order of the quads makes no difference."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        described: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value, _ in quads:
            if isinstance(subject, ox.NamedNode) and not isinstance(value, ox.BlankNode | ox.Triple):
                described[subject.value][predicate.value].append(value.value)
        for about in described.values():
            for key, values in about.items():
                about[key] = sorted(set(values))
        self._described: _Described = described
        self._posts = self._speaks_for()
        self.articles = tuple(node for node in sorted(described) if self._is_a(node, KG.Article))

    def meetings(self) -> list[MeetingView]:
        """The meetings of all articles, in order of publication."""
        nodes = (node for node in sorted(self._described) if self._is_a(node, KG.Meeting))
        return sorted((view for node in nodes if (view := self._meeting(node))), key=lambda view: view.order)

    def agents(self) -> Iterator[NamedAgent]:
        """People and organisations, by IRI."""
        for node in sorted(self._described):
            if self._is_a(node, KG.Person) or self._is_a(node, KG.Organisation):
                yield NamedAgent(
                    node=node,
                    person=self._is_a(node, KG.Person),
                    names=tuple(self._all(node, SDO.name)),
                    authority=self._entries(node),
                    countries=tuple(self._all(node, KG.country)),
                    articles=tuple(self._all(node, KG.inArticle)),
                )

    def _all(self, node: str, predicate: str) -> list[str]:
        about = self._described.get(node)
        return about.get(str(predicate), []) if about else []

    def _one(self, node: str, predicate: str) -> str | None:
        return next(iter(self._all(node, predicate)), None)

    def _is_a(self, node: str, kind: str) -> bool:
        return str(kind) in self._all(node, RDF.type)

    def _meeting(self, node: str) -> MeetingView | None:
        article = self._one(node, KG.inArticle)
        status, certainty = self._value(node, KG.currentStatus), self._value(node, KG.statusCertainty)
        if article is None or status not in set(Status) or certainty not in set(Certainty):
            return None  # not a graph of ours, or one that does not conform
        said = [each for each in map(self._said, self._all(node, KG.statusAssertion)) if each]
        moment = self._one(article, DCTERMS.issued) or ""
        places = [each.place for each in said if each.place] + self._all(node, KG.currentPlace)
        time = self._one(node, KG.currentTime)
        days = self._days(time) if time else None
        says = frozenset(each.status for each in said if each.positive)
        published = _day(moment)
        ahead = bool(days and published and days.earliest > published)
        over = status in _OVER and certainty == Certainty.CERTAIN and not ahead and says.isdisjoint(_NOT_OVER)
        found = {days} if over and days else {days, *(each.days for each in said)}
        return MeetingView(
            node=node,
            article=article,
            published=published,
            moment=_moment(moment),
            label=self._one(node, RDFS.label) or "meeting",
            kind=self._value(node, KG.meetingKind),
            mode=self._value(node, KG.mode),
            ordinal=self._one(node, KG.ordinal),
            status=Status(status),
            certainty=Certainty(certainty),
            parties=self._parties(node),
            said=tuple(sorted(said, key=lambda each: (each.begin, each.node))),
            places=tuple(map(self._where, sorted(set(places)))),
            place=self._one(node, KG.currentPlace),
            says=says,
            held=over,
            all_days=tuple(sorted(each for each in found if each)),
        )

    def _said(self, node: str) -> Said | None:
        status, certainty = self._value(node, KG.assertedStatus), self._value(node, KG.certainty)
        if status not in set(Status) or certainty not in set(Certainty):
            return None
        evidence, as_of = self._one(node, KG.evidence), self._one(node, KG.asOf)
        begin = self._one(evidence, KG.begin) if evidence else None
        time = self._one(node, KG.assertedTime)
        return Said(
            node=node,
            status=Status(status),
            certainty=Certainty(certainty),
            polarity=Polarity.NEGATIVE if self._value(node, KG.polarity) == "negative" else Polarity.POSITIVE,
            as_of=_day(as_of),
            begin=int(begin) if begin and begin.isascii() and begin.isdigit() else 0,
            time=time,
            place=self._one(node, KG.assertedPlace),
            days=self._days(time) if time else None,
            superseded=self._one(node, KG.superseded) in ("true", "1"),
        )

    def _value(self, node: str, predicate: str) -> str:
        """The value of a value list: ``held`` for ``kg:Status-held``."""
        return (self._one(node, predicate) or "").rpartition("#")[2].partition("-")[2]

    def _days(self, time: str) -> Days | None:
        earliest, latest = _day(self._one(time, KG.earliest)), _day(self._one(time, KG.latest))
        return Days(earliest, latest) if earliest and latest and earliest <= latest else None

    def _where(self, node: str) -> Where:
        name = self._one(node, SDO.name) or ""
        kind = self._value(node, KG.placeKind)
        return Where(node=node, name=name, key=alias_key(name), kind=kind, country=self._one(node, KG.country))

    def _parties(self, meeting: str) -> tuple[Party, ...]:
        """The named participants; groups by their members. Unnamed ones cannot be known again in another article."""
        nodes: dict[str, None] = {}
        for node in self._all(meeting, KG.hasParticipant):
            for agent in (node, *self._all(node, KG.member)):
                if any(self._is_a(agent, kind) for kind in _NAMED) and not self._is_a(agent, KG.Outlet):
                    nodes[agent] = None
        parties = [self._party(node) for node in nodes]
        # A government beside a person who holds a post in it is not one more who takes part.
        spoken_for = {key for party in parties for key in party.speaks_for}
        return tuple(
            party
            for party in parties
            if party.person or not ({party.key, *_country_key(party.country)} - {""}) & spoken_for
        )

    def _party(self, node: str) -> Party:
        name = max(self._all(node, SDO.name), key=lambda each: (len(each), each), default="")
        is_person = self._is_a(node, KG.Person)
        return Party(
            node=node,
            name=name,
            person=PersonName.of(name) if is_person else None,
            key="" if is_person else name_key(name, person=False),
            authority=self._entries(node),
            country=self._one(node, KG.country) if not is_person and self._is_government(node) else None,
            speaks_for=self._posts.get(node, frozenset()),
        )

    def _entries(self, node: str) -> frozenset[str]:
        """The entries of authorities that an agent is: what it is the same as, and itself where a link leads to it."""
        targets = {target for link in self._all(node, KG.link) for target in self._all(link, KG.linkTarget)}
        return frozenset(self._all(node, SDO.sameAs)) | (targets & {node})

    def _is_government(self, node: str) -> bool:
        return self._value(node, KG.organisationKind) == "government"

    def _speaks_for(self) -> dict[str, frozenset[str]]:
        """For each person the keys of the organisations of their posts."""
        found: dict[str, set[str]] = defaultdict(set)
        for node in sorted(self._described):
            if not self._is_a(node, ORG.Membership):
                continue
            if self._value(node, KG.qualifier) == "former":
                continue
            for member in self._all(node, ORG.member):
                for body in self._all(node, ORG.organization):
                    name = self._one(body, SDO.name)
                    found[member] |= {name_key(name, person=False)} if name else set()
                    if self._is_government(body):
                        found[member] |= set(_country_key(self._one(body, KG.country)))
        return {member: frozenset(keys - {""}) for member, keys in found.items()}


def _country_key(country: str | None) -> tuple[str, ...]:
    return (f"country {country}",) if country else ()


def _moment(value: str) -> str:
    """A day or a time as text that sorts, in one zone; a day comes before its times."""
    if len(value) <= 10:
        return value if _day(value) else ""
    try:
        moment = datetime.fromisoformat(value)
        return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()
    except (ValueError, OverflowError):
        return ""


def _day(value: str | None) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value).date()
    except ValueError:
        return None
