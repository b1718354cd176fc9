from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgexport.linking.keys import alias_key, transliteration_key, with_formal_given_name, without_company_ending


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The U.S.", "US"),
        ("U.N.", "UN"),
        ("São Tomé and Príncipe", "Sao Tome and Principe"),
        ("Nestlé’s", "Nestle"),
        ("Saint-Denis", "Saint Denis"),
        ("RUSSIA", "Russia"),
    ],
)
def test_what_differs_only_in_writing_has_one_key(one: str, other: str) -> None:
    assert alias_key(one) == alias_key(other)


@pytest.mark.parametrize(
    "variants",
    [
        ["Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy", "Volodymyr Zelenskyi"],
        ["Sergei Lavrov", "Sergey Lavrov"],
        ["Dmitri Medvedev", "Dmitry Medvedyev"],
        ["Roman Emelyanov", "Roman Yemelyanov"],
        ["Yuri Ivanov", "Yurii Ivanov", "Yuriy Ivanov"],
        ["Abu Mohammed al-Adnani", "Abu Mohammad al-Adnani", "Abu Muhammad el-Adnani", "Abu Mohamed al Adnani"],
        ["Abdel Fattah al-Sisi", "Abdul Fattah el-Sisi"],
        ["J. K. Rowling", "JK Rowling", "J.K. Rowling"],
    ],
)
def test_transliterations_of_one_name_share_a_key(variants: list[str]) -> None:
    assert len({transliteration_key(name) for name in variants}) == 1


def test_different_names_keep_different_keys() -> None:
    names = [
        "Maria Silva",
        "Mario Silva",
        "Li Na",
        "Li Ni",
        "Emily Stone",
        "Emil Stone",
        "Yo Yo Ma",
        "Yoko Ono",
        "Yuki Ono",
        "Elena Sala",
        "Alena Sala",
    ]
    assert len({transliteration_key(name) for name in names}) == len(names)


@pytest.mark.parametrize("name", ["Путин", "习近平", "محمد", "Ελλάδα"])
def test_names_in_other_scripts_have_a_key(name: str) -> None:
    assert alias_key(name)


@given(st.text())
def test_a_key_is_its_own_key_and_does_not_depend_on_normalisation(name: str) -> None:
    key = alias_key(name)
    assert alias_key(normalize("NFD", name)) == alias_key(normalize("NFC", name))
    assert key == key.strip()
    assert "  " not in key


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Eastman Kodak Co.", "Eastman Kodak"),
        ("Acme Corp. Ltd", "Acme"),
        ("Acme, Inc.", "Acme"),
        ("Co", "Co"),
        ("Shell", "Shell"),
    ],
)
def test_a_company_is_known_without_its_ending(name: str, plain: str) -> None:
    assert without_company_ending(name) == plain


@pytest.mark.parametrize(
    ("name", "formal"), [("Bob Ferris", "Robert Ferris"), ("Bob", "Bob"), ("Ana Lima", "Ana Lima")]
)
def test_a_nickname_stands_for_a_given_name_before_a_surname_only(name: str, formal: str) -> None:
    assert with_formal_given_name(name) == formal
