"""What the normaliser reads in plain text, without a parse. Articles here are published on Tuesday, 21 October 2025."""

import doctest
import sys
from datetime import date
from pathlib import Path

import pytest

from kgexport.extraction.times import find_times
from kgexport.model import Anchor, Granularity, TimeReference, TimexType

TUESDAY = date(2025, 10, 21)


def read(text: str, reference: date | None = TUESDAY) -> list[tuple[str, str]]:
    return [(time.mention.text, time.value) for time in find_times(text, reference)]


def only(text: str, reference: date | None = TUESDAY) -> TimeReference:
    (time,) = find_times(text, reference)
    return time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The accord was signed on October 16, 2019.", [("October 16, 2019", "2019-10-16")]),
        ("The accord was signed on Oct. 16, 2019.", [("Oct. 16, 2019", "2019-10-16")]),
        ("The accord was signed on 16 October 2019.", [("16 October 2019", "2019-10-16")]),
        ("It was signed on the 16th of October 2019.", [("the 16th of October 2019", "2019-10-16")]),
        ("It was signed on Wednesday, October 16, 2019.", [("Wednesday, October 16, 2019", "2019-10-16")]),
        ("It was signed on 10/16/2019.", [("10/16/2019", "2019-10-16")]),
        ("It was signed on 16/10/2019.", [("16/10/2019", "2019-10-16")]),
        ("It was signed on 16.10.2019.", [("16.10.2019", "2019-10-16")]),
        ("It was signed on 2019-10-16.", [("2019-10-16", "2019-10-16")]),
        ("It was signed on 16-Oct-2019.", [("16-Oct-2019", "2019-10-16")]),
        ("It was signed in October [2019].", [("October [2019]", "2019-10")]),
        ("It was signed on March eighth, 2019.", [("March eighth, 2019", "2019-03-08")]),
        ("Envoys gathered in Geneva on Oct. 3-5.", [("Oct. 3-5", "2025-10-03/2025-10-05")]),
        ("Envoys gathered in Geneva on October 3–5, 2019.", [("October 3–5, 2019", "2019-10-03/2019-10-05")]),
        ("It ran from Oct. 3 to Oct. 5.", [("Oct. 3", "2025-10-03"), ("Oct. 5", "2025-10-05")]),
        ("He served between 2014 and 2016.", [("2014", "2014"), ("2016", "2016")]),
        ("The 2014-16 mission ended.", [("2014-16", "2014/2016")]),
    ],
)
def test_written_dates_are_read_in_every_news_format(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("They met yesterday.", "2025-10-20", "2025-10-20", "2025-10-20"),
        ("They meet again tomorrow.", "2025-10-22", "2025-10-22", "2025-10-22"),
        ("They return the day after tomorrow.", "2025-10-23", "2025-10-23", "2025-10-23"),
        ("They met last week.", "2025-W42", "2025-10-13", "2025-10-19"),
        ("They will meet next week.", "2025-W44", "2025-10-27", "2025-11-02"),
        ("They met earlier this week.", "2025-W43", "2025-10-20", "2025-10-21"),
        ("They will meet later this month.", "2025-10", "2025-10-21", "2025-10-31"),
        ("They met last month.", "2025-09", "2025-09-01", "2025-09-30"),
        ("They met over the weekend.", "2025-W42-WE", "2025-10-18", "2025-10-19"),
        ("They will meet this weekend.", "2025-W43-WE", "2025-10-25", "2025-10-26"),
        ("They met last summer.", "2025-SU", "2025-06-01", "2025-08-31"),
        ("They met in the spring of 2023.", "2023-SP", "2023-03-01", "2023-05-31"),
        ("Profit fell in the third quarter of 2024.", "2024-Q3", "2024-07-01", "2024-09-30"),
        ("Profit fell in the third quarter.", "2025-Q3", "2025-07-01", "2025-09-30"),
        ("Output grew in the first half of 2026.", "2026-H1", "2026-01-01", "2026-06-30"),
        ("They will meet next year.", "2026", "2026-01-01", "2026-12-31"),
        ("The pact dates from the 1990s.", "199", "1990-01-01", "1999-12-31"),
        ("The pact dates from the '80s.", "198", "1980-01-01", "1989-12-31"),
        ("The border was drawn in the 19th century.", "18", "1800-01-01", "1899-12-31"),
        ("They met three days ago.", "2025-10-18", "2025-10-18", "2025-10-18"),
        ("They met two weeks ago.", "2025-W41", "2025-10-06", "2025-10-12"),
        ("They met five months ago.", "2025-05", "2025-05-01", "2025-05-31"),
        ("They met a decade ago.", "2015", "2015-01-01", "2015-12-31"),
        ("They will meet in two weeks' time.", "2025-W45", "2025-11-03", "2025-11-09"),
        ("The talks are planned for early November.", "2025-11", "2025-11-01", "2025-11-10"),
        ("Talks will begin within days.", "PXD", "2025-10-21", "2025-10-28"),
        ("They will meet a week from Monday.", "2025-11-03", "2025-11-03", "2025-11-03"),
        ("They will meet on Christmas Eve.", "2025-12-24", "2025-12-24", "2025-12-24"),
        ("They met last Thanksgiving.", "2024-11-28", "2024-11-28", "2024-11-28"),
        ("They met on Easter Sunday 2024.", "2024-03-31", "2024-03-31", "2024-03-31"),
    ],
)
def test_a_relative_expression_has_its_value_and_the_days_it_covers(text, value, earliest, latest):
    time = only(text)
    assert (time.value, str(time.earliest), str(time.latest)) == (value, earliest, latest)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ministers met on Monday.", "2025-10-20"),
        ("The ministers will meet on Monday.", "2025-10-27"),
        ("The ministers met on Tuesday.", "2025-10-21"),
        ("The ministers met last Tuesday.", "2025-10-14"),
        ("The ministers will meet next Tuesday.", "2025-10-28"),
        ("The ministers will meet on Monday of next week.", "2025-10-27"),
        ("The ministers meet this Friday.", "2025-10-24"),
        ("The ministers met in May.", "2025-05"),
        ("The ministers met in December.", "2024-12"),
        ("The ministers will meet in May.", "2026-05"),
        ("The ministers met last October.", "2024-10"),
        ("The ministers met in October last year.", "2024-10"),
    ],
)
def test_weekdays_and_months_follow_the_tense(text, value):
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value", "clock"),
    [
        ("He spoke late Monday.", "2025-10-20TEV", None),
        ("He spoke early Monday.", "2025-10-20TMO", None),
        ("He spoke on Monday night.", "2025-10-20TNI", None),
        ("He spoke yesterday afternoon.", "2025-10-20TAF", None),
        ("He spoke last night.", "2025-10-20TNI", None),
        ("He will speak tonight.", "2025-10-21TNI", None),
        ("The truce ends at 4 p.m. EST, Nov. 7.", "2025-11-07T16:00", "16:00"),
        ("The truce ends at 17:30 GMT today.", "2025-10-21T17:30Z", "17:30"),
        ("The truce began at noon yesterday.", "2025-10-20T12:00", "12:00"),
    ],
)
def test_parts_of_day_and_clock_times_are_of_type_time(text, value, clock):
    time = only(text)
    assert (time.timex_type, time.value, time.clock) == (TimexType.TIME, value, clock)


def test_vague_words_are_bounded_where_the_words_bound_them():
    coming = only("Talks may resume in the coming days.")
    assert (coming.value, str(coming.earliest), str(coming.latest)) == ("FUTURE_REF", "2025-10-21", "2025-10-28")
    recent = only("Fighting has eased in recent weeks.")
    assert (recent.value, str(recent.earliest), str(recent.latest)) == ("PAST_REF", "2025-09-23", "2025-10-21")
    assert coming.fuzzy and recent.fuzzy
    now = only("The border is now open.")
    assert (now.value, now.earliest, now.latest) == ("PRESENT_REF", None, None)


def test_some_days_after_an_event_lie_before_the_reference():
    time = only("The vote comes just days after the envoy flew home.")
    assert (time.value, str(time.earliest), str(time.latest), time.fuzzy) == (
        "PAST_REF",
        "2025-10-14",
        "2025-10-20",
        True,
    )


@pytest.mark.parametrize(
    ("text", "value", "type_"),
    [
        ("The truce held for three days.", "P3D", TimexType.DURATION),
        ("The truce held for two and a half years.", "P2.5Y", TimexType.DURATION),
        ("A 30-day truce was agreed.", "P30D", TimexType.DURATION),
        ("It lasted for several months.", "PXM", TimexType.DURATION),
        ("Talks have dragged on for decades.", "PXDE", TimexType.DURATION),
        ("They meet every Monday.", "XXXX-WXX-1", TimexType.SET),
        ("They meet on Mondays.", "XXXX-WXX-1", TimexType.SET),
        ("The envoys report daily.", "P1D", TimexType.SET),
        ("They meet every two weeks.", "P2W", TimexType.SET),
        ("They meet twice a year.", "P1Y", TimexType.SET),
    ],
)
def test_amounts_and_recurring_times_have_their_types(text, value, type_):
    time = only(text)
    assert (time.value, time.timex_type) == (value, type_)


def test_an_amount_before_an_event_is_anchored_to_the_event():
    time = only("Three days after the call, aides flew to Doha.")
    assert (time.mention.text, time.value, time.anchor) == ("Three days", "P3D", Anchor.EVENT)


def test_an_amount_is_counted_from_a_date_in_the_same_phrase():
    time = only("Aides flew to Doha two weeks after Oct. 5.")
    assert (time.mention.text, time.value) == ("two weeks after Oct. 5", "2025-10-19")


def test_the_next_day_is_counted_from_the_day_before_it():
    first, second = find_times("On October 3, 2019 they met. The next day they flew home.", TUESDAY)
    assert second.value == "2019-10-04"
    assert (second.anchor, second.anchor_time) == (Anchor.EXPRESSION, first.id)


def test_that_year_and_a_year_earlier_are_counted_from_the_year_named():
    assert read("In 2011 they met; later that year they fell out.")[1] == ("later that year", "2011")
    assert read("Sales rose in the second quarter of 2019 from a year earlier.")[1] == ("a year earlier", "2018-Q2")


def test_the_past_weeks_cover_the_days_up_to_the_reference():
    time = only("Fighting has eased over the past two weeks.")
    assert (time.mention.text, time.value) == ("the past two weeks", "P2W")
    assert (str(time.earliest), str(time.latest)) == ("2025-10-07", "2025-10-21")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on October 16.", "XXXX-10-16"),
        ("They met on Monday.", "XXXX-WXX-1"),
        ("They met in October.", "XXXX-10"),
        ("They met last week.", "XXXX-WXX"),
        ("They met last month.", "XXXX-XX"),
        ("They met yesterday.", "XXXX-XX-XX"),
        ("They met three days ago.", "XXXX-XX-XX"),
        ("They met on Monday night.", "XXXX-WXX-1TNI"),
        ("Profit fell in the third quarter.", "XXXX-Q3"),
    ],
)
def test_without_a_reference_the_value_is_partly_unknown_and_has_no_days(text, value):
    time = only(text, None)
    assert (time.value, time.earliest, time.latest, time.anchor) == (value, None, None, None)


def test_a_full_date_needs_no_reference():
    time = only("They met on 16 October 2019.", None)
    assert (time.value, time.earliest, time.anchor) == ("2019-10-16", date(2019, 10, 16), None)


@pytest.mark.parametrize(
    "text",
    [
        "KYIV, October 18, 2019 (Newswire) - The president said on Monday that he would go.",
        "Summit opens in Kyiv\nFriday, October 18, 2019\nThe president said on Monday that he would go.",
    ],
)
def test_a_dateline_stands_in_for_the_publication_date(text):
    time = find_times(text)[-1]
    assert (time.value, time.anchor) == ("2019-10-14", Anchor.DATELINE)


def test_a_dateline_of_the_day_before_is_nearer_than_the_publication():
    times = find_times("OSLO, Oct. 20 (Newswire) - The envoy arrived today.", TUESDAY)
    assert [(time.value, time.anchor) for time in times] == [
        ("2025-10-20", Anchor.DATELINE),
        ("2025-10-20", Anchor.DATELINE),
    ]


def test_a_date_far_down_or_inside_a_sentence_is_no_dateline():
    assert find_times("On October 18, 2019 they met. They met again on Monday.")[-1].value == "XXXX-WXX-1"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They will meet on Jan. 5.", "2026-01-05"),
        ("They met on Dec. 28.", "2024-12-28"),
        ("They met on Sept. 30.", "2025-09-30"),
        ("They met on February 29.", "2024-02-29"),
        ("They met on Thursday, May 1.", "2025-05-01"),
    ],
)
def test_a_day_without_a_year_is_the_one_nearest_to_the_reference(text, value):
    assert only(text).value == value


@pytest.mark.parametrize(
    "text",
    [
        "The meeting of Feb. 30 never was.",
        "It was signed on 2025-13-45.",
        "It was signed on 31/31/2019.",
        "About 40 percent of 1,500 people voted.",
        "Some 2000 soldiers crossed the river.",
        "He may go, they march, prices fall, and she sat in the sun for a second.",
        "Theresa May said nothing.",
        "The march on the capital ended.",
        "He is 25 years old.",
        "A 25-year-old man spoke.",
        "She is in her 70s.",
        "The score was 3:10.",
        "Flight 2020 was late.",
        "The Sunday Times and USA Today wrote about it.",
        "A previously announced plan was dropped.",
        "The second meeting was the 30th of its kind.",
        "",
        "\n\n  \n",
    ],
)
def test_what_is_not_temporal_is_left_alone(text):
    assert read(text) == []


def test_words_that_are_also_months_are_read_where_the_context_is_one_of_time():
    assert read("In May he said he may go in March.") == [("May", "2025-05"), ("March", "2025-03")]
    assert read("On May 5 they march.") == [("May 5", "2025-05-05")]


def test_no_expression_crosses_a_line():
    assert read("Best harvest since 1997\nMay 5, 2025\nFarmers rejoiced.") == [
        ("1997", "1997"),
        ("May 5, 2025", "2025-05-05"),
    ]


def test_a_reference_in_the_distant_past_or_future_works():
    assert read("They met on Monday.", date(1871, 1, 18)) == [("Monday", "1871-01-16")]
    assert read("They will meet next week.", date(9999, 12, 31)) == []
    assert read("They met a century ago.", date(1, 1, 1)) == []


def test_spans_are_those_of_the_text_and_ids_follow_them():
    text = "🙂 They met on Monday and on 3 May 2019."
    for time in find_times(text, TUESDAY):
        assert text[time.mention.begin : time.mention.end] == time.mention.text
        assert time.id == f"time-{time.mention.begin}"


def test_granularities():
    text = "On Monday, last week, in May, in 2014, in the 1990s, last summer, in the third quarter and late Monday they met."
    assert [time.granularity for time in find_times(text, TUESDAY)] == [
        Granularity.DAY,
        Granularity.WEEK,
        Granularity.MONTH,
        Granularity.YEAR,
        Granularity.DECADE,
        Granularity.SEASON,
        Granularity.QUARTER,
        Granularity.PART_OF_DAY,
    ]


def test_a_clock_without_a_day_is_on_the_last_day_told():
    text = "On Monday the storm made landfall.\nBy 5:00 pm it had weakened.\nAt 9 pm it was over the sea."
    clocks = [time for time in find_times(text, date(2020, 8, 13)) if time.timex_type is TimexType.TIME]
    assert [time.value for time in clocks] == ["2020-08-10T17:00", "2020-08-10T21:00"]
    assert all(time.fuzzy for time in clocks), "the sentences do not say so"


def test_what_is_forecast_lies_ahead_in_whatever_tense():
    (day,) = find_times("Rain is expected to reach the coast on Wednesday.", date(2019, 7, 21))
    assert day.value == "2019-07-24"


def test_part_of_a_decade_is_no_finer_than_years():
    (time,) = find_times("It was built in the early 80s.", date(2020, 8, 13))
    assert (time.earliest, time.latest) == (date(1980, 1, 1), date(1983, 12, 31))


def test_a_range_of_years_is_bounded_by_the_larger_number():
    (time,) = find_times("She worked there for the past 25-26 years.", date(2020, 10, 18))
    assert time.earliest == date(1994, 10, 18)
    assert time.fuzzy


@pytest.mark.parametrize(
    "text",
    [
        "The virus H1N1 spread to the islands.",
        "The wind reached 60 miles per hour.",
        "“Now, let us see,” she said.",
        "One day you realise what it means.",
        "The 2019-nCoV fever spread to the islands.",
        "The loan rests on resolution No. 1430/2019.",
        "A daily newspaper and a weekly magazine told it.",
    ],
)
def test_viruses_speeds_and_particles_are_no_times(text):
    assert find_times(text, date(2020, 8, 13)) == ()


@pytest.mark.parametrize(
    ("text", "last"),
    [
        # A past event told right behind one of another year is of that year, too.
        ("The army moved on November 15, 2017. The president resigned on November 21.", "2017-11-21"),
        ("The army moved on November 15, 2017. The president will resign on November 21.", "2025-11-21"),
        ("The army moved on November 15, 2017. The president resigned on October 14.", "2025-10-14"),
    ],
)
def test_a_day_without_a_year_goes_on_with_the_story_just_told(text, last):
    assert read(text)[-1][1] == last


def test_the_documented_example_works():
    module = sys.modules[find_times.__module__]
    assert doctest.testmod(module).failed == 0
    assert find_times.__doc__ is not None
    assert ">>>" in find_times.__doc__


def test_the_page_of_the_documentation_tells_what_happens():
    page = Path(__file__).parents[3] / "docs" / "times.md"
    assert doctest.testfile(str(page), module_relative=False).failed == 0
