"""Which meetings of several articles are one encounter."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgexport.merge import merge
from tests.graphs import EXAMPLES
from tests.merge.telling import BERG_VALE, groups, joined, quads_of, reasons, tell

PLAN = tell("plan", "2025-03-03", *BERG_VALE, day="2025-03-20", place="Vienna", country="AT", kind="summit")
HELD = tell("held", "2025-03-21", *BERG_VALE, status="held", day="2025-03-20", place="Vienna", country="AT")


def test_a_plan_and_what_came_of_it_are_one_encounter() -> None:
    assert joined(HELD, PLAN) == [["plan", "held"]]


def test_one_article_alone_is_not_merged() -> None:
    assert joined(PLAN) == []


def test_two_meetings_of_one_article_are_never_one() -> None:
    assert joined(tell("both", "2025-03-03", *BERG_VALE, day="2025-03-20", place="Vienna", meetings=2)) == []


def test_a_meeting_that_fits_two_of_an_article_joins_neither() -> None:
    two = tell("both", "2025-03-03", *BERG_VALE, day="2025-03-20", place="Vienna", meetings=2)
    assert joined(two, HELD) == []
    assert all("ambiguous" in reason for reason in reasons([two, HELD]))


def test_different_days_are_two_encounters() -> None:
    assert joined(PLAN, tell("later", "2025-05-09", *BERG_VALE, status="held", day="2025-05-08", place="Vienna")) == []


@pytest.mark.parametrize("status", ["postponed", "rescheduled"])
def test_a_word_of_a_change_bridges_different_days(status: str) -> None:
    changed = tell("changed", "2025-03-18", *BERG_VALE, status=status, place="Vienna")
    later = tell("later", "2025-04-09", *BERG_VALE, status="held", day="2025-04-08", place="Vienna")
    assert joined(PLAN, changed, later) == [["plan", "changed", "later"]]


def test_a_cancelled_meeting_does_not_come_back_as_another() -> None:
    cancelled = tell("cancelled", "2025-03-18", *BERG_VALE, status="cancelled", day="2025-03-20")
    later = tell("later", "2025-04-09", *BERG_VALE, status="held", day="2025-04-08", place="Vienna")
    assert joined(PLAN, cancelled, later) == [["plan", "cancelled"]]


def test_what_was_held_is_not_moved_to_another_day() -> None:
    later = tell("later", "2025-03-25", *BERG_VALE, status="postponed", day="2025-04-08", place="Vienna")
    assert joined(HELD, later) == []


def test_a_call_is_no_meeting_in_person() -> None:
    call = tell("call", "2025-03-21", *BERG_VALE, status="held", day="2025-03-20", kind="call", mode="phone")
    assert joined(HELD, call) == []


def test_a_video_conference_is_no_handshake() -> None:
    video = tell("video", "2025-03-21", *BERG_VALE, status="held", day="2025-03-20", mode="video")
    hands = tell("hands", "2025-03-21", *BERG_VALE, status="held", day="2025-03-20", mode="inPerson")
    assert joined(video, hands) == []


def test_two_calls_of_one_week_are_two() -> None:
    calls = [
        tell(
            f"call-{day}",
            f"2025-02-{day + 1}",
            *BERG_VALE,
            status="held",
            day=f"2025-02-{day}",
            kind="call",
            mode="phone",
        )
        for day in (10, 14)
    ]
    assert joined(*calls) == []


def test_calls_without_a_day_are_frequent_and_stay_apart() -> None:
    calls = [tell(f"call-{day}", f"2025-02-{day}", *BERG_VALE, status="held", kind="call") for day in (10, 20)]
    assert joined(*calls) == []


def test_other_people_are_another_encounter() -> None:
    other = tell("other", "2025-03-21", "Ada Berg", "Eva Holm", status="held", day="2025-03-20", place="Vienna")
    assert joined(PLAN, other) == []


@pytest.mark.parametrize("written", ["Ada Berg", "ADA BERG", "Ada M. Berg"])
def test_a_name_may_be_written_in_several_ways(written: str) -> None:
    assert joined(PLAN, tell("held", "2025-03-21", written, "Tom Vale", status="held", day="2025-03-20")) == [
        ["plan", "held"]
    ]


@pytest.mark.parametrize("written", ["Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy"])
def test_transliterations_of_one_name_are_one_name(written: str) -> None:
    plan = tell("plan", "2025-03-03", "Volodymyr Zelenskyj", "Ada Berg", day="2025-03-20")
    assert joined(plan, tell("held", "2025-03-21", written, "Ada Berg", status="held", day="2025-03-20"))


def test_a_bare_surname_is_enough_only_when_day_and_place_agree() -> None:
    same = tell("same", "2025-03-21", "Berg", "Vale", status="held", day="2025-03-20", place="Vienna", country="AT")
    assert joined(PLAN, same) == [["plan", "same"]]
    elsewhere = tell("else", "2025-03-21", "Berg", "Vale", status="held", day="2025-03-20", place="Oslo", country="NO")
    assert joined(PLAN, elsewhere) == []
    undated = tell("undated", "2025-03-21", "Berg", "Vale", status="held", place="Vienna", country="AT")
    assert joined(PLAN, undated) == []


def test_a_surname_that_two_people_have_joins_neither() -> None:
    ada = tell("ada", "2025-03-21", "Ada Berg", "Tom Vale", status="held", day="2025-03-20", place="Vienna")
    eva = tell("eva", "2025-03-21", "Eva Berg", "Tom Vale", status="held", day="2025-03-20", place="Vienna")
    berg = tell("berg", "2025-03-22", "Berg", "Tom Vale", status="held", day="2025-03-20", place="Vienna")
    assert joined(ada, eva, berg) == []


def test_an_authority_tells_people_of_one_name_apart_and_people_of_two_names_together() -> None:
    mine = tell("mine", "2025-03-03", *BERG_VALE, day="2025-03-20", links={"Ada Berg": "Q1"})
    other = tell("other", "2025-03-21", *BERG_VALE, status="held", day="2025-03-20", links={"Ada Berg": "Q2"})
    married = tell(
        "married", "2025-03-21", "Ada Holm", "Tom Vale", status="held", day="2025-03-20", links={"Ada Holm": "Q1"}
    )
    assert joined(mine, other) == []
    assert joined(mine, married) == [["mine", "married"]]


def test_a_minister_may_stand_for_a_government_when_day_and_place_agree() -> None:
    talks = tell("talks", "2025-03-03", governments={"Egypt": "EG", "Sudan": "SD"}, day="2025-03-20", place="Cairo")
    posts = {"Ali Farid": ("Government of Egypt", "EG"), "Omar Taha": ("Government of Sudan", "SD")}
    met = tell("met", "2025-03-21", *posts, posts=posts, status="held", day="2025-03-20", place="Cairo")
    later = tell("later", "2025-03-28", *posts, posts=posts, status="held", day="2025-03-27", place="Cairo")
    assert joined(talks, met) == [["talks", "met"]]
    assert joined(talks, later) == []


def test_a_visit_of_one_needs_one_place_and_one_day() -> None:
    plan = tell("plan", "2025-03-03", "Ada Berg", day="2025-03-20", place="Rome", country="IT", kind="visit")
    held = tell(
        "held", "2025-03-21", "Ada Berg", status="held", day="2025-03-20", place="Rome", country="IT", kind="visit"
    )
    elsewhere = tell(
        "else", "2025-03-21", "Ada Berg", status="held", day="2025-03-20", place="Oslo", country="NO", kind="visit"
    )
    again = tell(
        "again", "2025-05-21", "Ada Berg", status="held", day="2025-05-20", place="Rome", country="IT", kind="visit"
    )
    assert joined(plan, held, elsewhere, again) == [["plan", "held"]]


def test_two_of_many_may_have_met_by_themselves() -> None:
    two = tell("two", "2025-03-21", *BERG_VALE, status="held", day="2025-03-20", place="Vienna")
    many = tell(
        "many", "2025-03-21", *BERG_VALE, "Eva Holm", "Jan Roy", status="held", day="2025-03-20", place="Vienna"
    )
    assert joined(two, many) == []


def test_an_article_may_name_a_few_only_of_those_at_a_summit() -> None:
    names = (*BERG_VALE, "Eva Holm", "Jan Roy")
    some = tell("some", "2025-03-03", *BERG_VALE, day="2025-03-20", place="Vienna", kind="summit")
    many = tell("many", "2025-03-21", *names, status="held", day="2025-03-20", place="Vienna", kind="summit")
    assert joined(some, many) == [["some", "many"]]


def test_a_long_time_in_common_is_no_day_in_common() -> None:
    plans = [
        tell(f"a{month}", f"2025-{month:02d}-03", *BERG_VALE, day="2025-01-01", until="2025-12-31", place="Rome")
        for month in (2, 5)
    ]
    assert joined(*plans) == []


def test_numbers_of_a_series_tell_meetings_apart() -> None:
    second = tell("second", "2025-03-03", *BERG_VALE, day="2025-03-20", ordinal=2)
    third = tell("third", "2025-03-03", *BERG_VALE, day="2025-03-20", ordinal=3)
    assert joined(second, third) == []


def test_a_denial_is_of_the_meeting_that_was_reported() -> None:
    denial = tell("denial", "2025-03-04", *BERG_VALE, denied=True, day="2025-03-20")
    merged = merge(quads_of(PLAN, denial))
    assert groups(merged) == [["plan", "denial"]]


def test_a_meeting_of_several_days_holds_its_days_together() -> None:
    plan = tell("plan", "2025-03-03", *BERG_VALE, day="2025-03-20", until="2025-03-21", place="Vienna")
    days = [
        tell(f"day-{day}", f"2025-03-{day + 1}", *BERG_VALE, status="held", day=f"2025-03-{day}", place="Vienna")
        for day in (20, 21)
    ]
    assert joined(*days) == []
    assert joined(plan, *days) == [["plan", "day-20", "day-21"]]


def test_an_article_without_a_date_joins_by_explicit_days_only() -> None:
    undated = tell("undated", None, *BERG_VALE, status="held", day="2025-03-20", place="Vienna", country="AT")
    assert joined(PLAN, undated) == [["undated", "plan"]]
    assert joined(PLAN, tell("undated", None, *BERG_VALE, status="held", place="Vienna", country="AT")) == []


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "1898-02-03", "9999-12-31T23:59:59-12:00"])
def test_dates_at_the_ends_of_the_calendar_do_no_harm(published: str) -> None:
    assert joined(tell("a", published, *BERG_VALE, place="Rome"), tell("b", published, *BERG_VALE, place="Rome")) == [
        ["a", "b"]
    ]


STORY = (
    PLAN,
    tell("doubt", "2025-03-12", *BERG_VALE, status="inDoubt", certainty="probable", day="2025-03-20"),
    tell("postponed", "2025-03-18", *BERG_VALE, status="postponed", place="Vienna"),
    tell("held", "2025-04-09", *BERG_VALE, status="held", day="2025-04-08", place="Vienna"),
    tell("other", "2025-04-09", "Ada Berg", "Eva Holm", status="held", day="2025-04-08", place="Vienna"),
    tell("call", "2025-03-12", *BERG_VALE, status="held", day="2025-03-11", kind="call", mode="phone"),
)
QUADS = quads_of(*STORY)
MERGED = merge(QUADS, names=True)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.permutations(range(len(STORY))))
def test_the_order_of_articles_changes_nothing(order: list[int]) -> None:
    assert merge(quads_of(*(STORY[at] for at in order)), names=True) == MERGED


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_triples_changes_nothing(random) -> None:  # type: ignore[no-untyped-def]
    quads = list(QUADS)
    random.shuffle(quads)
    assert merge(quads, names=True) == MERGED


_DAYS = st.integers(1, 28).map(lambda day: f"2025-03-{day:02d}")
_ARTICLES = st.lists(
    st.tuples(
        _DAYS,
        st.lists(st.sampled_from(["Ada Berg", "Tom Vale", "Berg", "Eva Holm"]), min_size=1, max_size=3, unique=True),
        st.sampled_from(["scheduled", "held", "postponed", "inDoubt"]),
        st.none() | _DAYS,
        st.sampled_from([None, "Rome", "Oslo"]),
        st.sampled_from(["meeting", "summit", "call"]),
    ),
    max_size=7,
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(_ARTICLES, st.randoms(use_true_random=False))
def test_groups_are_disjoint_and_of_different_articles_and_do_not_depend_on_order(given, random) -> None:  # type: ignore[no-untyped-def]
    told = [
        tell(f"a{at}", published, *people, status=status, day=day, place=place, kind=kind)
        for at, (published, people, status, day, place, kind) in enumerate(given)
    ]
    merged = merge(quads_of(*told))
    random.shuffle(told)
    assert merge(quads_of(*told)) == merged
    seen: list[str] = []
    for encounter in merged.encounters:
        articles = [meeting.article for meeting in encounter.meetings]
        assert len(articles) == len(set(articles)) > 1
        assert len(encounter.joins) == len(articles) - 1
        seen += [meeting.node for meeting in encounter.meetings]
    assert len(seen) == len(set(seen))


def test_a_meeting_of_two_hundred_and_many_articles_are_compared_in_time() -> None:
    names = [f"Given{chr(97 + at // 26)} Family{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(200)]
    many = [tell(f"many-{at}", "2025-03-03", *names, day="2025-03-20", place="Rome") for at in range(3)]
    pairs = [
        tell(
            f"pair-{at}",
            f"2025-{1 + at % 12:02d}-03",
            names[at % 20],
            names[20 + at % 20],
            day=f"2025-{1 + at % 12:02d}-05",
        )
        for at in range(300)
    ]
    quads = quads_of(*many, *pairs)
    start = time.perf_counter()
    merged = merge(quads)
    assert time.perf_counter() - start < 10
    assert ["many-0", "many-1", "many-2"] in groups(merged)
