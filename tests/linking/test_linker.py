"""Linking articles that we write here to a small authority that we write here."""

from kgexport.linking import Authority, Entity, EntityType, Post, link
from kgexport.model import (
    AnnotatedArticle,
    AnonymousSource,
    AnyAgent,
    Article,
    Link,
    Membership,
    Mention,
    Organisation,
    OrganisationKind,
    Person,
    Place,
    PlaceKind,
    ReferringKind,
)

TEXT = "President Ana Lima met John Smith in Paris, officials in Freedonia said."

LIMA = Entity(
    id="Q1",
    type=EntityType.PERSON,
    label="Ana Lima",
    wikidata="Q1",
    country="BR",
    posts=(Post(title="President of Brazil", country="BR", valid_from="2023-01-01"),),
)
SINGER = Entity(id="Q2", type=EntityType.PERSON, label="Ana Lima", wikidata="Q2", country="PT", popularity=4)
SMITHS = [
    Entity(id=f"Q3{n}", type=EntityType.PERSON, label="John Smith", wikidata=f"Q3{n}", popularity=5) for n in range(2)
]
PARIS = Entity(id="Q90", type=EntityType.PLACE, kind="settlement", label="Paris", country="FR", popularity=300)
PARIS_TEXAS = Entity(id="Q91", type=EntityType.PLACE, kind="settlement", label="Paris", country="US", popularity=20)
FREEDONIA = Entity(
    id="Q7", type=EntityType.PLACE, kind="country", label="Freedonia", country="FD", aliases=("Fredonia",)
)
GOVERNMENT = Entity(
    id="Q8", type=EntityType.ORGANISATION, kind="government", label="Government of Freedonia", country="FD"
)
AUTHORITY = Authority.of([LIMA, SINGER, *SMITHS, PARIS, PARIS_TEXAS, FREEDONIA, GOVERNMENT], "test")


def person(name: str, begin: int = 10) -> Person:
    return Person(id=f"person-{begin}", name=name, mentions=(Mention.of(TEXT, begin, begin + len(name)),))


def links_of(*agents: AnyAgent, places: tuple[Place, ...] = (), posts: tuple[Membership, ...] = ()) -> dict[str, str]:
    article = AnnotatedArticle(
        article=Article(id="a", text=TEXT, published="2025-10-21"), agents=agents, places=places, memberships=posts
    )
    return {found.agent: found.target for found in link(article, [AUTHORITY]).links}


def post_of(agent: str, title: str, organisation: str | None = None) -> Membership:
    return Membership(
        id="membership-0", member=agent, title=title, organisation=organisation, mention=Mention.of(TEXT, 0, 9)
    )


def test_namesakes_are_told_apart_by_the_post_the_article_gives() -> None:
    ana = person("Ana Lima")
    assert links_of(ana, posts=(post_of(ana.id, "President"),)) == {ana.id: "Q1"}


def test_two_namesakes_of_equal_standing_are_left_unlinked() -> None:
    assert links_of(person("John Smith", 23)) == {}


def test_a_surname_alone_is_not_linked() -> None:
    authority = Authority.of([Entity(id="Q1", type=EntityType.PERSON, label="Ana Lima", aliases=("Lima",))], "one")
    article = AnnotatedArticle(article=Article(id="a", text=TEXT), agents=(person("Lima", 14),))
    assert link(article, [authority]).links == ()


def test_an_initial_between_the_names_does_not_hide_a_person() -> None:
    text = "John Q. Adams spoke."
    adams = Person(id="person-0", name="John Q. Adams", mentions=(Mention.of(text, 0, 13),))
    article = AnnotatedArticle(article=Article(id="a", text=text), agents=(adams,))
    one = Authority.of([Entity(id="Q5", type=EntityType.PERSON, label="John Adams")], "one")
    (found,) = link(article, [one]).links
    assert (found.target, found.method) == ("Q5", "initials")


def test_the_order_of_agents_changes_no_link_and_linking_again_changes_nothing() -> None:
    agents = (person("Ana Lima"), person("John Smith", 23))
    articles = [
        AnnotatedArticle(article=Article(id="a", text=TEXT), agents=order)
        for order in (agents, tuple(reversed(agents)))
    ]
    one, other = (link(article, [AUTHORITY]) for article in articles)
    assert set(one.links) == set(other.links)
    assert link(one, [AUTHORITY]) == one


def test_a_person_whose_post_is_in_another_country_is_not_linked() -> None:
    ana = person("Ana Lima")
    chile = Organisation(
        id="org-0", name="Government of Chile", organisation_kind=OrganisationKind.GOVERNMENT, country="CL"
    )
    assert ana.id not in links_of(ana, chile, posts=(post_of(ana.id, "Minister of Health", chile.id),))


def test_the_far_better_known_place_is_meant_unless_the_text_says_otherwise() -> None:
    paris = Place(id="place-37", name="Paris", mentions=(Mention.of(TEXT, 37, 42),), place_kind=PlaceKind.SETTLEMENT)
    texan = Place(id="place-37", name="Paris", mentions=paris.mentions, country="US")
    assert links_of(places=(paris,)) == {"place-37": "Q90"}
    assert links_of(places=(texan,)) == {"place-37": "Q91"}


def test_a_government_is_found_by_its_country_whatever_it_is_called() -> None:
    government = Organisation(
        id="org-57", name="Freedonia", organisation_kind=OrganisationKind.GOVERNMENT, country="FD"
    )
    assert links_of(government) == {"org-57": "Q8"}


def test_an_anonymous_source_is_never_linked() -> None:
    source = AnonymousSource(id="source-44", description="John Smith", mentions=(Mention.of(TEXT, 44, 53),))
    assert links_of(source) == {}


def test_links_that_an_article_has_are_kept() -> None:
    ana = person("Ana Lima")
    kept = Link(agent=ana.id, target="Q999", authority="by hand", method="manual", score=1.0)
    article = AnnotatedArticle(article=Article(id="a", text=TEXT), agents=(ana,), links=(kept,))
    assert link(article, [AUTHORITY]).links == (kept,)


def test_linking_gives_the_same_links_whatever_the_order_in_the_authority() -> None:
    other = Authority.of(reversed([LIMA, SINGER, *SMITHS, PARIS, PARIS_TEXAS, FREEDONIA, GOVERNMENT]), "test")
    ana = person("Ana Lima")
    article = AnnotatedArticle(
        article=Article(id="a", text=TEXT), agents=(ana,), memberships=(post_of(ana.id, "President"),)
    )
    assert link(article, [AUTHORITY]).links == link(article, [other]).links


def test_a_seat_of_government_is_a_body_of_its_own() -> None:
    authority = Authority.of(
        [
            Entity(
                id="Q1", type=EntityType.ORGANISATION, kind="government", label="Government of Ruritania", country="US"
            )
        ],
        "a",
    )
    house = Organisation(id="org-0", name="White House", organisation_kind=OrganisationKind.GOVERNMENT, country="US")
    government = Organisation(
        id="org-1", name="Government of the United States", organisation_kind=OrganisationKind.GOVERNMENT, country="US"
    )
    article = AnnotatedArticle(article=Article(id="a", text="x"), agents=(house, government))
    assert [(each.agent, each.target) for each in link(article, [authority]).links] == [("org-1", "Q1")]


def _linked(authority: Authority, *agents: AnyAgent, places: tuple[Place, ...] = ()) -> dict[str, str]:
    article = AnnotatedArticle(article=Article(id="a", text=TEXT), agents=agents, places=places)
    return {found.agent: found.target for found in link(article, [authority]).links}


def _place(name: str, begin: int, **fields: object) -> Place:
    return Place(id=f"place-{begin}", name=name, mentions=(Mention.of(TEXT, begin, begin + 4),), **fields)  # type: ignore[arg-type]


SPRINGFIELDS = [
    Entity(
        id="Q11",
        type=EntityType.PLACE,
        label="Springfield, Ohio",
        country="US",
        popularity=60,
        aliases=("Springfield",),
    ),
    Entity(
        id="Q12",
        type=EntityType.PLACE,
        label="Springfield, Oregon",
        country="US",
        popularity=5,
        aliases=("Springfield",),
    ),
]


def test_what_a_label_has_behind_the_name_tells_namesakes_apart() -> None:
    authority = Authority.of(SPRINGFIELDS, "test")
    oregon = _place("Oregon", 5, place_kind=PlaceKind.REGION, country="US")
    town = _place("Springfield", 0, country="US", within=oregon.id)
    assert _linked(authority, places=(town, oregon))[town.id] == "Q12"
    assert _linked(authority, places=(_place("Springfield", 0, country="US"),)) == {"place-0": "Q11"}, (
        "the better known"
    )


def test_a_far_better_known_entity_wins_over_one_that_only_has_the_name_as_its_label() -> None:
    obscure = Entity(id="Q21", type=EntityType.ORGANISATION, label="Kestrel Institute", popularity=2)
    known = Entity(
        id="Q22", type=EntityType.ORGANISATION, label="Royal Kestrel", popularity=90, aliases=("Kestrel Institute",)
    )
    body = Organisation(id="org-0", name="Kestrel Institute", mentions=(Mention.of(TEXT, 0, 9),))
    assert _linked(Authority.of([obscure, known], "test"), body) == {"org-0": "Q22"}
    alike = Entity(
        id="Q23", type=EntityType.ORGANISATION, label="Royal Kestrel", popularity=9, aliases=("Kestrel Institute",)
    )
    assert _linked(Authority.of([obscure, alike], "test"), body) == {}


def test_an_institution_is_found_where_the_authority_has_it_as_a_place_and_the_reverse() -> None:
    clinic = Entity(id="Q31", type=EntityType.PLACE, label="Kestrel Clinic")
    club = Entity(id="Q32", type=EntityType.ORGANISATION, label="Harwick")
    authority = Authority.of([clinic, club], "test")
    body = Organisation(id="org-0", name="Kestrel Clinic", mentions=(Mention.of(TEXT, 0, 9),))
    town = _place("Harwick", 0)
    assert _linked(authority, body) == {"org-0": "Q31"}
    assert _linked(authority, places=(town,)) == {}, "one word is a town's and a club's"


def test_a_government_is_found_by_its_name_where_the_authority_has_no_kinds() -> None:
    government = Entity(
        id="Q41", type=EntityType.ORGANISATION, label="Government of Brazil", aliases=("Brazilian Government",)
    )
    ours = Organisation(
        id="org-0",
        name="Brazilian Government",
        country="BR",
        organisation_kind=OrganisationKind.GOVERNMENT,
        mentions=(Mention.of(TEXT, 0, 9),),
    )
    assert _linked(Authority.of([government], "test"), ours) == {"org-0": "Q41"}


def test_a_town_that_has_a_coach_is_its_team_and_stays_open() -> None:
    town = Entity(id="Q92", type=EntityType.PLACE, kind="settlement", label="Springfield", country="US", popularity=20)
    found = {}
    for text in ("Springfield's coach left.", "Springfield's mayor left."):
        place = Place(id="place-0", name="Springfield", mentions=(Mention.of(text, 0, 11),))
        article = AnnotatedArticle(article=Article(id="a", text=text), places=(place,))
        found[text] = [each.target for each in link(article, [Authority.of([town], "test")]).links]
    assert found == {"Springfield's coach left.": [], "Springfield's mayor left.": ["Q92"]}


def test_a_person_is_found_whose_name_in_full_has_an_initial_more() -> None:
    miller = Entity(id="Q51", type=EntityType.PERSON, label="Otto C. Miller III")
    others = [Entity(id=f"Q5{n}", type=EntityType.PERSON, label=f"Eva {n}. Braun") for n in "XY"]
    authority = Authority.of([miller, *others], "test")
    assert _linked(authority, person("Otto Miller")) == {"person-10": "Q51"}
    assert _linked(authority, person("Eva Braun"), person("Miller", 40)) == {}, "two of them; a surname alone"


def test_a_body_is_found_without_its_country_by_its_acronym_and_a_club_by_its_full_name() -> None:
    entities = [
        Entity(id="Q61", type=EntityType.ORGANISATION, label="National Storm Office"),
        Entity(id="Q62", type=EntityType.ORGANISATION, label="Harwick FC"),
        Entity(id="Q63", type=EntityType.ORGANISATION, label="Institute of Winds", aliases=("IOW",)),
    ]
    text = "The U.S. National Storm Office, Harwick, and the Royal Institute of Winds (IOW)."

    def body(name: str, *mentions: str) -> Organisation:
        found = tuple(
            Mention.of(text, text.index(each), text.index(each) + len(each), ReferringKind.NAME) for each in mentions
        )
        return Organisation(id=f"org-{found[0].begin}", name=name, mentions=found)

    bodies = [
        body("U.S. National Storm Office", "U.S. National Storm Office"),
        body("Harwick", "Harwick"),
        body("Royal Institute of Winds", "Royal Institute of Winds", "IOW"),
    ]
    article = AnnotatedArticle(article=Article(id="a", text=text), agents=tuple(bodies))
    found = {each.target: each.method for each in link(article, [Authority.of(entities, "test")]).links}
    assert found == {"Q61": "country", "Q62": "club", "Q63": "acronym"}


def test_a_town_stays_open_where_its_club_is_named_too() -> None:
    town = Entity(id="Q93", type=EntityType.PLACE, kind="settlement", label="Springfield", country="US", popularity=20)
    text = "Springfield have won. Fans in Springfield sang."
    club = Organisation(id="org-0", name="Springfield", mentions=(Mention.of(text, 0, 11),))
    place = Place(id="place-30", name="Springfield", mentions=(Mention.of(text, 30, 41),))
    article = AnnotatedArticle(article=Article(id="a", text=text), agents=(club,), places=(place,))
    assert link(article, [Authority.of([town], "test")]).links == ()
