"""The step: the parse decides what the words alone leave open."""

import pytest

from kgexport.extraction.draft import Draft
from kgexport.extraction.parse import parse
from kgexport.extraction.times import TimeExtractor
from kgexport.model import Anchor, Article, TimeReference


@pytest.fixture(scope="session")
def times_of(nlp):
    def times(text: str, published: str | None = "2025-10-21") -> list[TimeReference]:
        (parsed,) = parse([Article(id="a", text=text, published=published)], nlp.nlp)
        return list(TimeExtractor().extract(parsed, Draft()))

    return times


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The foreign minister flew to Cairo on Thursday.", "2025-10-16"),
        ("The foreign minister will fly to Cairo on Thursday.", "2025-10-23"),
        ("The foreign minister is flying to Cairo on Thursday.", "2025-10-23"),
        ("The talks have been scheduled for Thursday.", "2025-10-23"),
        ("The talks were postponed until Thursday.", "2025-10-23"),
        ("The two sides agreed to hold talks on Thursday.", "2025-10-23"),
        ("The minister, who had met the envoy on Thursday, resigned.", "2025-10-16"),
        ("The minister plans to meet the envoy on Thursday.", "2025-10-23"),
        ("The border opens on Thursday.", "2025-10-23"),
        ("The border has been closed since Thursday.", "2025-10-16"),
        ("As of Thursday, all four envoys are in good health.", "2025-10-16"),
        ("The vote had been scheduled for Monday.", "2025-10-20"),
        ("The two presidents were to meet on Monday, but the talks collapsed.", "2025-10-20"),
        ("On Thursday, the governor extended the lockdown.", "2025-10-16"),
        ("The governor extended the lockdown until Thursday.", "2025-10-23"),
        ("The road was closed due to a landslide on Thursday.", "2025-10-16"),
    ],
)
def test_a_weekday_follows_the_verb_over_it(times_of, text, value):
    assert [time.value for time in times_of(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ministers met on Dec. 20.", "2024-12-20"),
        ("The dividend will be paid on Dec. 20.", "2025-12-20"),
        ("The ministers met in November.", "2024-11"),
        ("The ministers will meet in November.", "2025-11"),
        ("The law has been in force since March.", "2025-03"),
    ],
)
def test_the_year_of_a_month_or_day_follows_the_verb_over_it(times_of, text, value):
    assert [time.value for time in times_of(text)] == [value]


def test_a_clock_time_is_on_the_day_of_its_sentence(times_of):
    times = times_of("On Friday the convoy left at 6 a.m. and reached the border.")
    assert [time.value for time in times] == ["2025-10-17", "2025-10-17T06:00"]


def test_days_are_not_counted_from_a_year(times_of):
    assert [time.value for time in times_of("He ran in 2016. Two days later he was in court.")] == ["2016"]


def test_the_verb_may_is_no_month(times_of):
    assert times_of("May the talks succeed, the mayor said.") == []


def test_the_zone_of_the_publication_does_not_move_its_day(times_of):
    (time,) = times_of("He spoke yesterday.", "2025-10-21T23:30:00-05:00")
    assert (time.value, time.anchor) == ("2025-10-20", Anchor.PUBLICATION)


@pytest.mark.parametrize(
    ("published", "value"), [("1871-01-18", "1871-01-17"), ("2999-01-01", "2998-12-31"), (None, "XXXX-XX-XX")]
)
def test_any_publication_date_will_do(times_of, published, value):
    assert [time.value for time in times_of("He spoke yesterday.", published)] == [value]


def test_a_hard_wrapped_line_does_not_cut_a_date(times_of):
    text = (
        "The envoys of the two countries agreed in the evening hours of October\n"
        "16, 2019 that a commission of six members would draw the border along\n"
        "the river and that both armies would leave the valley by the end of the\n"
        "following year, the ministry of foreign affairs wrote in its long report\n"
    )
    assert [(time.mention.text, time.value) for time in times_of(text)] == [
        ("October\n16, 2019", "2019-10-16"),
        ("the end of the\nfollowing year", "2020"),
    ]


def test_a_quotation_counts_from_the_day_on_which_it_was_spoken(times_of):
    text = "“Today I am leaving,” Laura Weber said on Thursday. “After yesterday’s vote I am glad,” she said. "
    text += "A vote is due today."
    found = {time.mention.text: time for time in times_of(text)}
    assert found["Today"].value == "2025-10-16"
    assert found["yesterday"].value == "2025-10-15"
    assert found["today"].value == "2025-10-21", "outside the quotation it is the day of publication"
    assert found["Today"].anchor is Anchor.EXPRESSION
    assert found["Today"].anchor_time == found["Thursday"].id


def test_a_quotation_whose_paragraph_gives_two_days_counts_from_publication(times_of):
    text = "“Today I am leaving,” Weber said on Thursday. “Today I am back,” she said on Friday."
    assert [time.value for time in times_of(text) if time.mention.text == "Today"] == ["2025-10-21", "2025-10-21"]


def test_a_day_on_which_something_else_happened_is_not_that_of_the_quotation(times_of):
    text = "“Today I am leaving,” said Laura Weber, who met the king on Thursday."
    assert times_of(text)[0].value == "2025-10-21"
