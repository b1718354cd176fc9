"""The codes that event data of political science would give a meeting: PLOVER type and CAMEO codes. Derived, never stored.

The status decides first: what was held or is going on is a consultation (PLOVER CONSULT, CAMEO 04x); what is agreed or
announced is an intent to meet (AGREE, 036); what is refused is a rejection (REJECT, 125), and so is what was cancelled (talks
that are broken off: 164). A meeting that is only proposed, in doubt, postponed, denied or unknown has no code: its wording
does not tell an appeal (026) from an offer (036).

Of the 04x codes the one that says most is given: 045 where somebody mediates, 041 by telephone, 046 talks, 044 where the
country of the place is that of no participant, 042 for who visits and 043 for who hosts (both where the article tells of
both), else 040.

Sources: Schrodt, CAMEO Codebook 1.1b3 (2012), chapter 2: 036, 040-046, 125, 164; Open Event Data Alliance, PLOVER codebook:
AGREE, CONSULT, REJECT.
"""

from typing import NamedTuple

from kgexport.model.agent import Organisation, Qualifier, UnnamedAgent
from kgexport.model.annotated import AnnotatedArticle
from kgexport.model.meeting import Meeting, MeetingKind, Mode, Role, Status
from kgexport.model.status import CurrentStatus, current_status

_TOOK_PLACE = frozenset({Status.HELD, Status.ONGOING})
_AGREED = frozenset({Status.SCHEDULED, Status.RESCHEDULED})


class EventCodes(NamedTuple):
    """The codes of one meeting; none where event data have none for its status."""

    plover: str | None  # "CONSULT", "AGREE", "REJECT"
    cameo: tuple[str, ...]  # in ascending order; two only for 042 and 043


class EventCoder:
    """Gives the codes of the meetings of one article."""

    def __init__(self, annotated: AnnotatedArticle) -> None:
        self._places = {place.id: place for place in annotated.places}
        bodies = {agent.id: agent.country for agent in annotated.agents if isinstance(agent, Organisation)}
        countries = {identifier: {country} for identifier, country in bodies.items() if country}
        for post in annotated.memberships:
            country = bodies.get(post.organisation) if post.organisation else None
            if country and post.qualifier is not Qualifier.FORMER:
                countries.setdefault(post.member, set()).add(country)
        for agent in annotated.agents:
            if isinstance(agent, UnnamedAgent) and agent.affiliation:
                place = self._places.get(agent.affiliation)
                country = place.country if place is not None else bodies.get(agent.affiliation)
                if country:
                    countries.setdefault(agent.id, set()).add(country)
        self._countries = countries

    def codes_of(self, meeting: Meeting) -> EventCodes:
        """The codes by the rule above, of the status in force."""
        current = current_status(meeting.assertions)
        if current.status in _TOOK_PLACE:
            return EventCodes("CONSULT", self._consultation(meeting, current))
        if current.status in _AGREED:
            return EventCodes("AGREE", ("036",))
        if current.status is Status.REFUSED:
            return EventCodes("REJECT", ("125",))
        if current.status is Status.CANCELLED:
            return EventCodes("REJECT", ("164",) if meeting.meeting_kind is MeetingKind.TALKS else ())
        return EventCodes(None, ())

    def _consultation(self, meeting: Meeting, current: CurrentStatus) -> tuple[str, ...]:
        roles = {part.role for part in meeting.participations}
        if Role.MEDIATOR in roles:
            return ("045",)
        if meeting.mode is Mode.PHONE:
            return ("041",)
        if meeting.meeting_kind is MeetingKind.TALKS:
            return ("046",)
        if self._is_elsewhere(meeting, current):
            return ("044",)
        visiting = (("042", Role.VISITOR), ("043", Role.HOST))
        return tuple(code for code, role in visiting if role in roles) or ("040",)

    def _is_elsewhere(self, meeting: Meeting, current: CurrentStatus) -> bool:
        """True where the participants' countries are all known, two or more, and the place lies in none of them."""
        country = self._country_of(current.place)
        parties = [self._countries.get(part.agent) for part in meeting.participations]
        if country is None or not all(parties) or Role.HOST in {part.role for part in meeting.participations}:
            return False
        involved = {each for party in parties if party for each in party}
        return len(involved) > 1 and country not in involved

    def _country_of(self, place: str | None) -> str | None:
        """The country of a place, or of the one that it lies in."""
        seen: set[str] = set()
        while place is not None and place not in seen:
            seen.add(place)
            found = self._places.get(place)
            if found is None:
                return None
            if found.country:
                return found.country
            place = found.within
        return None
