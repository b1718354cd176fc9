import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgexport.readers.article import make_article, title_span
from kgexport.readers.cleaning import clean
from kgexport.readers.metadata import Metadata, metadata_of


def title_of(text: str) -> str | None:
    span = title_span(text)
    return text[slice(*span)] if span else None


BODY = "The ministers of both countries met in Vienna on Tuesday to speak about the border."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Ministers meet\n\n{BODY}", "Ministers meet"),
        (f"Ministers meet\n{BODY}\nThey talked for hours.", "Ministers meet"),
        (f"Will they meet?\n\n{BODY}", "Will they meet?"),
        (f"Talks stall in the U.S.\n\n{BODY}", "Talks stall in the U.S."),
        (f"Ministers of both countries\nmeet in Vienna\n\n{BODY}", "Ministers of both countries\nmeet in Vienna"),
        (f"  \n\n# Ministers meet \n\n{BODY}", "Ministers meet"),
        (f"Ministers meet\nBy Ann Lee\n\n{BODY}", "Ministers meet"),
        (BODY, None),
        (f"{BODY}\n\n{BODY}", None),
        (f"Friday, January 4, 2019\n\n{BODY}", None),
        (f"Published at 10:45 GMT on 3rd May 2021\n\n{BODY}", None),
        (f"By Ann Lee\n\n{BODY}", None),
        ("Ministers meet", None),
        ("The ministers of both countries met in\nVienna on Tuesday to speak about the\nborder. They went on.", None),
        ("The ministers said this:\n\n“No.”", None),
        ("***\n\n" + BODY, None),
        ("", None),
        (" ", None),
    ],
)
def test_a_title_is_short_and_no_sentence(text: str, title: str | None) -> None:
    assert title_of(text) == title


@given(st.text(max_size=400))
def test_a_title_lies_in_the_text_without_outer_space(text: str) -> None:
    title = title_of(text)
    assert title is None or (title and title == title.strip())


@given(st.text(st.characters(), max_size=200))
def test_cleaning_moves_nothing_and_leaves_what_can_be_written(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    cleaned.encode()
    assert "\x00" not in cleaned
    assert all(a == b or b == "\ufffd" for a, b in zip(text, cleaned, strict=True))


@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=200))
def test_a_given_title_is_a_mention_of_the_text(title: str, text: str) -> None:
    try:
        article = make_article(text, metadata_of({"title": title}))
    except ValueError:
        assert not clean(text).strip()
        return
    if article.title is not None:
        assert article.text[article.title.begin : article.title.end] == article.title.text


def test_the_same_text_has_the_same_id_and_a_url_decides_before_it() -> None:
    by_text = make_article(BODY, Metadata())
    by_url = make_article(BODY, Metadata(url="https://News.example:443/a?utm_source=x#top"))
    assert by_text.id == make_article(BODY, Metadata(publisher="X")).id
    assert by_url.id == make_article("Other words.", Metadata(url="https://news.example/a")).id
    assert by_url.id != by_text.id
    assert make_article(BODY, Metadata(id="given", url="https://news.example/a")).id == "given"


@pytest.mark.parametrize("value", ["2025-10-21", "2025-10-21T17:30:00+02:00", "2025-10-21T17:30Z", "20251021"])
def test_iso_dates_are_taken(value: str) -> None:
    assert make_article(BODY, metadata_of({"published": value})).published_date is not None


@pytest.mark.parametrize(
    "metadata",
    [
        {"published": "21 October"},
        {"published": "2025-02-30"},
        {"published": {"day": 1}},
        {"url": "not a url"},
        {"url": "http://[bad"},
        {"language": "English, I think"},
        {"publisher": ["a", "b"]},
        {"author": [{"no": "name"}]},
        {"title": True},
    ],
)
def test_metadata_that_cannot_be_meant_are_refused_with_their_key(metadata: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(metadata))):
        metadata_of(metadata)


def test_metadata_that_say_nothing_are_nothing() -> None:
    assert metadata_of({"title": "", "url": None, "author": [], "published": " ", "x": object()}) == Metadata()
