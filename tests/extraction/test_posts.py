"""Posts: who holds which office, as written."""

from collections.abc import Callable
from typing import Any

import pytest

from kgexport.extraction.coreference import CoreferenceExtractor
from kgexport.extraction.draft import Draft
from kgexport.extraction.names import NameExtractor
from kgexport.extraction.parse import parse
from kgexport.extraction.posts import PostExtractor
from kgexport.model import AnnotatedArticle, Article, Membership, Organisation, Person, Qualifier


@pytest.fixture(scope="session")
def posts(nlp: Any) -> Callable[[str], Draft]:
    """``posts(text)``: the draft after names, coreference and posts."""

    def drafted(text: str) -> Draft:
        parsed = next(parse([Article(id="test", text=text)], nlp.nlp))
        draft = Draft()
        for step in (NameExtractor(), CoreferenceExtractor(), PostExtractor()):
            draft.add(step.extract(parsed, draft))
        return draft

    return drafted


def the_post(draft: Draft) -> Membership:
    [post] = draft.memberships
    assert isinstance(draft.agents[post.member], Person)
    return post


@pytest.mark.parametrize(
    ("text", "title", "phrase", "organisation"),
    [
        ("German Chancellor Friedrich Merz spoke.", "Chancellor", "German Chancellor", "Government of Germany"),
        (
            "U.S. Secretary of State Marco Rubio spoke.",
            "Secretary of State",
            "U.S. Secretary of State",
            "Government of the United States",
        ),
        (
            "Sergey Lavrov, Russia's foreign minister, stayed away.",
            "foreign minister",
            "Russia's foreign minister",
            "Government of Russia",
        ),
        ("Boeing CEO Dave Calhoun resigned.", "CEO", "Boeing CEO", "Boeing"),
    ],
)
def test_a_title_is_a_post_in_a_body_or_a_government(
    posts: Callable[[str], Draft], text: str, title: str, phrase: str, organisation: str
) -> None:
    draft = posts(text)
    post = the_post(draft)
    assert (post.title, post.mention.text) == (title, phrase)
    assert post.organisation is not None
    holder = draft.agents[post.organisation]
    assert isinstance(holder, Organisation) and holder.name == organisation


@pytest.mark.parametrize(
    ("text", "qualifier", "title"),
    [
        ("Former U.S. Secretary of State John Kerry spoke.", Qualifier.FORMER, "Secretary of State"),
        ("Nico Brandt, former vice-president of Namibia, died.", Qualifier.FORMER, "vice-president"),
        ("Acting Prime Minister Najib Mikati spoke.", Qualifier.ACTING, "Prime Minister"),
        ("Deputy Prime Minister Olha Stefanishyna spoke.", Qualifier.DEPUTY, "Deputy Prime Minister"),
        ("President Emmanuel Macron spoke.", None, "President"),
    ],
)
def test_how_a_post_is_held_is_kept(
    posts: Callable[[str], Draft], text: str, qualifier: Qualifier | None, title: str
) -> None:
    post = the_post(posts(text))
    assert (post.qualifier, post.title) == (qualifier, title)


def test_a_title_does_not_swallow_the_person_before_it(posts: Callable[[str], Draft]) -> None:
    draft = posts("Talks between Marco Rubio and Russian Foreign Minister Sergey Lavrov were postponed.")
    assert [post.mention.text for post in draft.memberships] == ["Russian Foreign Minister"]


def test_a_description_is_no_post(posts: Callable[[str], Draft]) -> None:
    assert posts("John Carver, a witness, left. The suspect, Peter Dole, ran.").memberships == []


def test_the_organisation_of_a_post_is_never_a_place(posts: Callable[[str], Draft]) -> None:
    draft = posts("Sadiq Khan, the mayor of London, met Texas Governor Greg Abbott.")
    assert all(post.organisation is None or post.organisation in draft.agents for post in draft.memberships)


def told(draft: Draft) -> list[tuple[str, str, str | None]]:
    """(who, title, where) of each post."""
    names = {agent.id: agent.name for agent in draft.agents.values() if isinstance(agent, Person | Organisation)}
    return [(names[post.member], post.title, names.get(post.organisation or "")) for post in draft.memberships]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Florida Governor Ron Keller met Dana Wolf.", [("Ron Keller", "Governor", None)]),
        ("South Carolina Governor Ron Keller left.", [("Ron Keller", "Governor", None)]),
        ("Hagan's former spokeswoman, Sadie Weiner, left.", [("Sadie Weiner", "spokeswoman", None)]),
        (
            "Bangladeshi Road Transport and Bridges Minister Obaidul Karim left.",
            [("Obaidul Karim", "Road Transport and Bridges Minister", "Government of Bangladesh")],
        ),
        (
            "Massachusetts Institute of Technology professor Dr Sara Berg left.",
            [("Sara Berg", "professor Dr", "Massachusetts Institute of Technology")],
        ),
        ("Belarusian opposition candidate Ana Petrova left.", [("Ana Petrova", "opposition candidate", None)]),
        (
            "Mick Cash, general secretary of the RMT union (National Union of Rail, Maritime and Transport Workers), left.",
            [("Mick Cash", "general secretary of the RMT union", None)],
        ),
        ("The party's 1996 presidential nominee, Jo Jensen, left.", [("Jo Jensen", "1996 presidential nominee", None)]),
        ("Iran's Supreme Leader Ali Rostami spoke.", [("Ali Rostami", "Supreme Leader", "Government of Iran")]),
        (
            "Conservative Party leader and Prime Minister Jane Roe won.",
            [("Jane Roe", "leader", "Conservative Party"), ("Jane Roe", "Prime Minister", None)],
        ),
        (
            "Jane Roe, president and CEO of Acme Corp., quit.",
            [("Jane Roe", "president", "Acme Corp."), ("Jane Roe", "CEO", "Acme Corp.")],
        ),
        (
            "Executive director Jane Roe of the International Monetary Fund spoke.",
            [("Jane Roe", "Executive director", "International Monetary Fund")],
        ),
        (
            "Halden Semiconductor will close. The company's former chief executive, Mark Ritter, called it a betrayal.",
            [("Mark Ritter", "chief executive", "Halden Semiconductor")],
        ),
        ("On Monday, Sen. Ana Lima met Gov. Ron Keller.", [("Ana Lima", "Sen.", None), ("Ron Keller", "Gov.", None)]),
        (
            "The county councillor Brian Fell called MP Joe Morris.",
            [("Brian Fell", "county councillor", None), ("Joe Morris", "MP", None)],
        ),
        ("He asked the universities minister Jacqui Stone.", [("Jacqui Stone", "universities minister", None)]),
        ("Norwegian chemist Ingrid Solheim died.", [("Ingrid Solheim", "chemist", None)]),
        ("Uruguay manager Mario Sosa left him out.", [("Mario Sosa", "manager", None)]),
        ("The club's chairman Lord Hemsworth left.", [("Hemsworth", "chairman", None)]),
        ("Pope Francis spoke.", [("Francis", "Pope", None)]),
        ("Houthi military spokesperson Yahya Sarea spoke.", [("Yahya Sarea", "Houthi military spokesperson", None)]),
    ],
)
def test_a_post_has_its_title_its_body_and_nothing_else(
    posts: Callable[[str], Draft], text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert told(posts(text)) == expected


def test_how_somebody_is_addressed_is_no_part_of_the_post(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("The Christian Union's chairman Rev. Polycarp Lubo warned politicians on Monday.")
    assert [post.title for post in annotated.memberships] == ["chairman"]


def test_a_mayor_of_a_party_is_not_the_partys_mayor(posts: Callable[[str], Draft]) -> None:
    post = the_post(posts("Porto Mayor Rafael Soto of Popular Renewal said he would fight corruption."))
    assert (post.title, post.organisation) == ("Mayor", None)


def test_a_countrys_coach_is_not_at_its_government(posts: Callable[[str], Draft]) -> None:
    draft = posts("Nigeria beat Ghana 2-1 in Lagos. Ghana coach Otto Berg resigned. Nigeria have reached the final.")
    assert the_post(draft).organisation is None
    assert not any(isinstance(agent, Organisation) for agent in draft.agents.values())


def test_a_title_before_a_name_is_nobody_beside_its_bearer(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Laura Diaz and Ivan Ruiz flew to Caracas on Sunday for talks with Venezuelan Vice President Delcy Soto."
    )
    (meeting,) = annotated.meetings
    names = {agent.id: agent.name for agent in annotated.agents if isinstance(agent, Person)}
    assert {names.get(part.agent) for part in meeting.participations} == {"Laura Diaz", "Ivan Ruiz", "Delcy Soto"}
