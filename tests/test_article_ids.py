import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgexport.identifiers import article_id, canonical_url, web_address


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://News.Example:443/a", "https://news.example/a"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:8080/a#top", "http://news.example:8080/a"),
        ("https://news.example/a?utm_source=x&id=7&fbclid=y", "https://news.example/a?id=7"),
        ("https://news.example/%7euser/./b/../c%2fd", "https://news.example/~user/c%2Fd"),
        ("https://bücher.example/ü?q=ü", "https://xn--bcher-kva.example/%C3%BC?q=%C3%BC"),
        ("https://user:secret@news.example/a", "https://news.example/a"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
    ],
)
def test_addresses_of_one_article_have_one_form(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "url", ["", "a", "/a/b", "news.example/a", "http://", "mailto:a@b.example", "http://[x", "http://a:b/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="URL"):
        canonical_url(url)


def test_an_address_in_the_graph_is_as_given_but_for_what_an_iri_may_not_hold() -> None:
    assert web_address(" https://news.example/a b?<x>=ü ") == "https://news.example/a%20b?%3Cx%3E=ü"


@given(st.text(max_size=60))
def test_the_canonical_form_is_stable(path: str) -> None:
    try:
        once = canonical_url(f"https://news.example/{path}")
    except ValueError:
        return
    assert canonical_url(once) == once
    assert once.isascii()


@given(st.text(st.characters(), max_size=60))
def test_an_id_is_given_or_sixteen_hexadecimal_digits(text: str) -> None:
    made = article_id(text=text)
    assert len(made) == 16
    assert set(made) <= set("0123456789abcdef")
    assert made == article_id(text=text, given=" ", url="")


def test_ids_are_what_they_always_were() -> None:
    assert article_id(text="A text.") == "3b6444e203f18aca"
    assert article_id(url="https://news.example/a") == "95bbca1f9b4bae7d"
    assert article_id(given=" 17 ", url="https://news.example/", text="x") == "17"
    assert article_id(url="https://news.example/a", text="x") == article_id(url="https://NEWS.example/a?utm_medium=y")
