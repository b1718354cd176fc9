"""What repeats what: the same text, wire copy with another headline, a cut end, a few words changed; and what does not."""

import random
from hashlib import sha256

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kgexport.copies import repeats as module
from kgexport.copies.fingerprints import fingerprint_of, marks_of
from kgexport.copies.records import Fingerprint, Repeated
from kgexport.copies.repeats import repeated
from kgexport.model import Article, Mention
from tests.copies.texts import cut, edited, report


def article(name: str, text: str, published: str | None = None, headline: str = "") -> Article:
    whole = f"{headline}\n\n{text}" if headline else text
    title = Mention.of(whole, 0, len(headline)) if headline else None
    return Article(id=name, text=whole, title=title, published=published)


def links(*articles: Article) -> dict[str, str]:
    found = repeated({each.id: fingerprint_of(each) for each in articles})
    return {each.article: each.first for each in found}


STORY = report(1)


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        STORY.upper().replace(" ", "\n"),
        f"LONDON (Wire) — {STORY} The Wire's office in Oslo contributed to this report.",
        cut(STORY, 0.5),
        cut(STORY, 0.3),
        edited(STORY, 0.05),
        cut(edited(STORY, 0.05), 0.6),
        " ".join(reversed(STORY.split(". "))),
        f"{report(2, 10)} {STORY}",
        f"{cut(STORY, 0.5)} {report(3, 6)}",
    ],
    ids=["same", "layout", "dateline", "half", "third", "edited", "edited and cut", "turned", "longer", "continued"],
)
def test_a_report_that_is_printed_again_is_linked_to_the_first(copy: str) -> None:
    others = [article(f"other-{number}", report(10 + number)) for number in range(5)]
    first = article("first", STORY, "2025-03-04", headline="Ministers meet at last")
    second = article("second", copy, "2025-03-05", headline="At the lake, a meeting")
    assert links(*others, second, first) == {"second": "first"}


@pytest.mark.parametrize(
    "other",
    [
        report(2),
        f"{report(3, 14)} {' '.join(STORY.split('. ')[-6:])}",  # a third of it is the background of the first
        edited(STORY, 0.4),
        f"{report(4, 120)} {STORY}",  # one of many in a digest
        "",
    ],
    ids=["another", "follow-up", "own words", "digest", "nothing"],
)
def test_what_is_another_report_is_not_linked(other: str) -> None:
    headline = "Ministers meet at last"
    assert links(article("first", STORY, headline=headline), article("second", other, headline=headline)) == {}


def test_a_quotation_that_both_print_does_not_make_two_reports_one() -> None:
    quotation = report(5, 4)
    assert links(article("one", f"{STORY} {quotation}"), article("two", f"{report(2)} {quotation}")) == {}


def test_a_few_words_are_the_same_report_only_where_all_are() -> None:
    stub, more = "Read the whole story in our paper.", "Read the whole story in our paper today."
    assert links(article("a", stub), article("b", stub), article("c", more)) == {"b": "a"}


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ({"a": "2025-03-05", "b": "2025-03-04"}, "b"),
        ({"a": "2025-03-04T10:00:00+02:00", "b": "2025-03-04T09:00:00Z"}, "a"),
        ({"a": "2025-03-04T00:00:01", "b": "2025-03-04"}, "b"),
        ({"a": None, "b": "2025-03-04"}, "b"),
        ({"a": "2025-03-04", "b": "2025-03-04"}, "a"),
        ({"a": None, "b": None}, "a"),
        ({"a": "0001-01-01T00:00:00+14:00", "b": "9999-12-31T23:59:59-12:00"}, "a"),
    ],
)
def test_first_is_who_published_first_then_the_smaller_id(days: dict[str, str | None], first: str) -> None:
    (link,) = links(*(article(name, STORY, day) for name, day in days.items())).items()
    assert link == (({"a", "b"} - {first}).pop(), first)


def test_a_cut_of_a_longer_version_is_linked_to_it_where_the_first_version_is_another_cut() -> None:
    begin, end = cut(STORY, 0.4), " ".join(STORY.split(". ")[-8:])
    found = repeated(
        {
            each.id: fingerprint_of(each)
            for each in (article("1-alert", begin), article("2-story", STORY), article("3-end", end))
        }
    )
    # What the alert does not say stands in the story only: it cannot be left out.
    assert found == [Repeated("2-story", "1-alert", False), Repeated("3-end", "2-story", True)]


def test_versions_that_drift_apart_are_linked_to_what_they_repeat_not_to_the_first_of_a_chain() -> None:
    sentences = report(7, 60).split(". ")
    versions = [article(f"v{n}", ". ".join(sentences[10 * n : 10 * n + 30])) for n in range(4)]
    found = links(*versions)
    assert found["v1"] == "v0"
    assert found.get("v3") != "v0"


def test_a_phrase_that_many_reports_have_is_no_reason_to_compare_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    phrase = report(6, 5)
    compared = 0

    def counted(*arguments: int) -> bool:
        nonlocal compared
        compared += 1
        return real(*arguments)

    real = module._is_same
    monkeypatch.setattr(module, "_is_same", counted)
    many = [article(f"{number:03}", f"{report(100 + number)} {phrase}") for number in range(300)]
    copy = article("copy", f"{report(399)} {phrase}", "2025-03-04")
    assert links(*many, copy) == {"299": "copy"}
    assert compared < 300 * 65


def test_a_small_piece_of_the_keys_at_a_time_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [article(f"{n}", edited(report(n % 7), 0.03, seed=n)) for n in range(40)]
    expected = links(*articles)
    assert len(expected) == 33
    monkeypatch.setattr(module, "_AT_ONCE", 50)
    assert links(*articles) == expected


def test_two_texts_whose_digests_begin_alike_are_not_the_same() -> None:
    one, two = (sha256(each).digest() for each in (b"one", b"two"))
    two = one[:8] + two[8:]
    prints = {name: Fingerprint(moment="~", content=content, marks=b"") for name, content in (("a", one), ("b", two))}
    assert repeated(prints) == []


texts = st.builds(
    lambda seed, part, edits, n: cut(edited(report(seed, 12), edits, seed=n), part),
    st.integers(0, 5),
    st.sampled_from([1.0, 0.8, 0.5]),
    st.sampled_from([0.0, 0.04]),
    st.integers(0, 3),
)
corpora = st.lists(
    st.tuples(texts, st.sampled_from([None, "2025-03-04", "2025-03-04T08:00:00Z", "2025-03-05"])),
    min_size=2,
    max_size=12,
)


@settings(max_examples=40)
@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_nothing(corpus: list[tuple[str, str | None]], order: random.Random) -> None:
    articles = [article(f"id-{n}", text, day) for n, (text, day) in enumerate(corpus)]
    expected = links(*articles)
    order.shuffle(articles)
    assert links(*articles) == expected


@settings(max_examples=40)
@given(corpora)
def test_links_lead_to_earlier_articles_and_what_is_left_out_stands_in_what_is_kept(
    corpus: list[tuple[str, str | None]],
) -> None:
    prints = {f"id-{n:02}": fingerprint_of(article(f"id-{n:02}", *each)) for n, each in enumerate(corpus)}
    found = repeated(prints)
    assert len({each.article for each in found}) == len(found)
    left_out = {each.article for each in found if each.contained}
    for each in found:
        assert each.first not in left_out
        assert (prints[each.first].moment, each.first) < (prints[each.article].moment, each.article)
    kept = [set(marks_of_print(prints[name])) for name in prints if name not in left_out]
    for name in left_out:
        marks = set(marks_of_print(prints[name]))
        assert any(len(marks & others) >= 0.6 * len(marks) for others in kept)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.floats(0.3, 1.0), st.integers(0, 10_000))
@example(3409, 0.3125, 0)  # eight short sentences of a long report: 14 of its 76 marks
def test_a_cut_of_any_report_is_found_among_others(seed: int, part: float, others: int) -> None:
    """As long as it keeps the part of the report's marks that is asked for, and then only."""
    whole, rest = article("a", report(seed, 25)), article("b", cut(report(seed, 25), part))
    around = [article(f"other-{n}", report(20_000 + others + n)) for n in range(4)]
    of_whole, of_rest = (set(marks_of_print(fingerprint_of(each))) for each in (whole, rest))
    kept = len(of_whole & of_rest) >= module.PART * len(of_whole)
    assert links(whole, rest, *around) == ({"b": "a"} if kept else {})


def marks_of_print(fingerprint: Fingerprint) -> list[bytes]:
    return [fingerprint.marks[place : place + 4] for place in range(0, len(fingerprint.marks), 4)]


def test_marks_are_the_same_on_every_machine() -> None:
    marks = marks_of("One two three, four five six seven eight nine ten eleven twelve thirteen.")
    assert marks.dtype.str == "<u4"
    assert sha256(marks.tobytes()).hexdigest()[:16] == "de5de0cb12bf8b3c"


def test_a_run_of_words_gives_a_mark_wherever_it_stands() -> None:
    run = " ".join(report(8, 1).split()[:10])
    for before, after in ((9, 10), (11, 12), (13, 14)):
        assert set(marks_of(f"{report(before, 3)} {run} {report(after, 3)}").tolist()) & set(marks_of(run).tolist())
