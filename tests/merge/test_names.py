"""Names across articles: namesakes are proposed, never merged."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgexport.mappers import IdentityRule
from kgexport.merge import merge
from kgexport.merge.names import PersonName, is_full, name_key
from tests.graphs import BASE, graph_of
from tests.merge.telling import quads_of, tell


def proposed(*people: str, **more: dict[str, str]) -> bool:
    """Whether people of two articles are proposed as namesakes."""
    told = [tell(f"a{at}", "2025-03-03", name, **more) for at, name in enumerate(people)]  # type: ignore[arg-type]
    return bool(merge(quads_of(*told), names=True).namesakes)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Berg", "Ada Berg"),
        ("Ada Berg", "ADA BERG"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("José Martínez", "Jose Martinez"),
        (unicodedata.normalize("NFC", "Zoë Brontë"), unicodedata.normalize("NFD", "Zoë Brontë")),
        ("Владимир Путин", "ВЛАДИМИР ПУТИН"),
        ("習近平", "習近平"),
        ("محمد بن سلمان", "محمد بن سلمان"),
        ("नरेन्द्र मोदी", "नरेन्द्र मोदी"),
        ("Γιώργος Σεφέρης", "ΓΙΏΡΓΟΣ ΣΕΦΈΡΗΣ"),
    ],
)
def test_one_full_name_however_it_is_written_is_proposed(one: str, other: str) -> None:
    assert proposed(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Berg", "Berg"),  # a surname alone is no full name
        ("Ada Berg", "Eva Berg"),
        ("Ada Berg", "Berg"),
        ("Ada Berg", "Berg Ada"),
        ("Владимир Путин", "Vladimir Putin"),  # another script is another spelling; an authority may know
        ("習近平", "习近平"),
        ("नरेन्द्र मोदी", "नरेन्द्र मादी"),  # a vowel sign is a letter
        ("محمد", "محمد"),
    ],
)
def test_what_may_be_somebody_else_is_not_proposed(one: str, other: str) -> None:
    assert not proposed(one, other)


def test_a_name_that_two_people_of_one_article_have_proposes_nothing() -> None:
    two = tell("two", "2025-03-03", "John Smith", "JOHN SMITH")
    assert not merge(quads_of(two, tell("one", "2025-03-04", "John Smith")), names=True).namesakes


def test_a_name_of_two_entries_of_an_authority_proposes_nothing() -> None:
    first = tell("first", "2025-03-03", "John Smith", links={"John Smith": "Q1"})
    second = tell("second", "2025-03-03", "John Smith", links={"John Smith": "Q2"})
    assert not merge(quads_of(first, second, tell("third", "2025-03-04", "John Smith")), names=True).namesakes


def test_bodies_of_two_countries_with_one_name_are_not_proposed() -> None:
    first = tell("first", "2025-03-03", governments={"Ministry of Finance": "FR"})
    second = tell("second", "2025-03-03", governments={"Ministry of Finance": "DE"})
    again = tell("again", "2025-03-04", governments={"The Ministry of Finance": "FR"})
    assert not merge(quads_of(first, second, again), names=True).namesakes
    assert merge(quads_of(first, again), names=True).namesakes


def test_a_person_and_a_body_of_one_name_are_not_proposed() -> None:
    told = [tell("a", "2025-03-03", "Paris Hilton"), tell("b", "2025-03-03", governments={"Paris Hilton": "FR"})]
    assert not merge(quads_of(*told), names=True).namesakes


def test_each_name_has_one_first_node_to_which_the_others_are_proposed() -> None:
    told = [tell(f"a{at}", "2025-03-03", "Ada Berg", "Tom Vale") for at in (2, 1, 3)]
    nodes = [(f"{BASE}article/a{at}#person-{n}", f"{BASE}article/a1#person-{n}") for at in (2, 3) for n in (0, 1)]
    assert merge(quads_of(*told), names=True).namesakes == tuple(sorted(nodes))


def test_nodes_that_articles_share_by_choice_are_one_already() -> None:
    told = [tell(f"a{at}", "2025-03-03", "Ada Berg", "Tom Vale", day="2025-03-20", place="Rome") for at in (1, 2)]
    merged = merge([quad for each in told for quad in graph_of(each, identity=IdentityRule.NAME).quads], names=True)
    assert merged.namesakes == ()
    assert len(merged.encounters) == 1


def test_nothing_is_proposed_unless_names_are_asked_for_and_homonyms_are_never_merged() -> None:
    told = [tell(f"a{at}", "2025-03-03", "John Smith", kind="visit") for at in (1, 2)]
    merged = merge(quads_of(*told))
    assert merged.namesakes == ()
    assert merged.quads == ()


@given(st.text(max_size=30))
def test_any_text_has_a_key_that_stands_for_itself_in_any_normal_form(name: str) -> None:
    key = name_key(name, person=True)
    assert name_key(unicodedata.normalize("NFD", name), person=True) == key
    assert name_key(f" {name} ", person=True) == key
    assert key == " ".join(key.split())
    is_full(name)


@given(st.text(max_size=20), st.text(max_size=20))
def test_comparing_names_is_symmetric(one: str, other: str) -> None:
    a, b = PersonName.of(one), PersonName.of(other)
    assert a.same_as(b) == b.same_as(a)
    assert a.may_be(b) == b.may_be(a)
    assert not (a.same_as(b) and a.may_be(b))
