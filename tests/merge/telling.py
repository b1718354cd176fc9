"""Short ways to graphs of articles that tell of one meeting each."""

from collections.abc import Mapping, Sequence
from datetime import date

import pyoxigraph as ox

from kgexport.merge import Merged, merge
from kgexport.model import (
    AnnotatedArticle,
    Article,
    Certainty,
    Granularity,
    Link,
    Meeting,
    MeetingKind,
    Membership,
    Mention,
    Mode,
    Organisation,
    OrganisationKind,
    Participation,
    Person,
    Place,
    PlaceKind,
    Polarity,
    Role,
    Status,
    StatusAssertion,
    TimeReference,
    TimexType,
)
from tests.graphs import graph_of

BERG_VALE = ("Ada Berg", "Tom Vale")


class _Text:
    """A text that grows by the words that are mentioned."""

    def __init__(self) -> None:
        self.text = ""

    def mention(self, words: str) -> Mention:
        begin = len(self.text)
        self.text += f"{words} "
        return Mention.of(self.text, begin, begin + len(words))


def tell(
    article: str,
    published: str | None,
    *people: str,
    status: str = "scheduled",
    certainty: str = "certain",
    denied: bool = False,
    day: str | None = None,
    until: str | None = None,
    place: str | None = None,
    country: str | None = None,
    kind: str = "meeting",
    mode: str = "unknown",
    ordinal: int | None = None,
    governments: Mapping[str, str] | None = None,
    posts: Mapping[str, tuple[str, str]] | None = None,
    links: Mapping[str, str] | None = None,
    meetings: int = 1,
) -> AnnotatedArticle:
    """An article that tells of a meeting; ``governments`` and ``posts`` are names and (government, country)."""
    text = _Text()
    known = [Person(id=f"person-{at}", name=name, mentions=(text.mention(name),)) for at, name in enumerate(people)]
    bodies = [
        Organisation(
            id=f"org-{at}",
            name=name,
            organisation_kind=OrganisationKind.GOVERNMENT,
            country=code,
            mentions=(text.mention(name),),
        )
        for at, (name, code) in enumerate((governments or {}).items())
    ]
    agents = [*known, *bodies]
    memberships = []
    for person in known:
        if posts and person.name in posts:
            body, code = posts[person.name]
            post = text.mention(f"Minister of {body}")
            implied = Organisation(
                id=f"org-of-{person.id}",
                name=body,
                organisation_kind=OrganisationKind.GOVERNMENT,
                country=code,
                inferred_from=post,
            )
            agents.append(implied)
            memberships.append(
                Membership(
                    id=f"membership-{post.begin}",
                    member=person.id,
                    title="Minister",
                    mention=post,
                    organisation=implied.id,
                )
            )
    places = (
        [
            Place(
                id="place-0",
                name=place,
                mentions=(text.mention(place),),
                place_kind=PlaceKind.SETTLEMENT,
                country=country,
            )
        ]
        if place
        else []
    )
    times = []
    if day:
        times.append(
            TimeReference(
                id="time-0",
                mention=text.mention(day),
                timex_type=TimexType.DATE,
                value=day,
                granularity=Granularity.DAY,
                earliest=date.fromisoformat(day),
                latest=date.fromisoformat(until or day),
            )
        )
    told = []
    for _ in range(meetings):
        words = text.mention("will meet")
        told.append(
            Meeting(
                id=f"meeting-{words.begin}",
                meeting_kind=MeetingKind(kind),
                mode=Mode(mode),
                mentions=(words,),
                label=f"{people[0].split()[-1] if people else 'Government'} {kind}",
                ordinal=ordinal,
                participations=tuple(
                    Participation(
                        id=f"participation-{words.begin}-{agent.id}",
                        agent=agent.id,
                        role=Role.PARTICIPANT,
                        evidence=words,
                    )
                    for agent in [*known, *bodies]
                ),
                assertions=(
                    StatusAssertion(
                        id=f"status-{words.begin}",
                        status=Status(status),
                        certainty=Certainty(certainty),
                        polarity=Polarity.NEGATIVE if denied else Polarity.POSITIVE,
                        evidence=words,
                        as_of=date.fromisoformat(published[:10]) if published else None,
                        time=times[0].id if times else None,
                        place=places[0].id if places else None,
                    ),
                ),
            )
        )
    return AnnotatedArticle(
        article=Article(id=article, text=text.text, published=published),
        agents=tuple(agents),
        places=tuple(places),
        times=tuple(times),
        memberships=tuple(memberships),
        meetings=tuple(told),
        links=tuple(
            Link(agent=agent.id, target=links[agent.name], authority="toy", method="alias", score=0.9)
            for agent in known
            if links and agent.name in links
        ),
    )


def quads_of(*articles: AnnotatedArticle) -> list[ox.Quad]:
    """Their graphs."""
    return [quad for each in articles for quad in graph_of(each).quads]


def groups(merged: Merged) -> list[list[str]]:
    """The ids of the articles of each encounter, in order of publication."""
    return [[meeting.article.rpartition("/")[2] for meeting in each.meetings] for each in merged.encounters]


def joined(*articles: AnnotatedArticle) -> list[list[str]]:
    """Which of the articles tell of one encounter."""
    return groups(merge(quads_of(*articles)))


def reasons(articles: Sequence[AnnotatedArticle]) -> list[str]:
    """Why they were joined or kept apart."""
    return [each.reason for each in merge(quads_of(*articles), explain=True).compared]
