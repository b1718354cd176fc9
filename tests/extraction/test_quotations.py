"""Which stretches stand between quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgexport.extraction.parse import paragraphs_of
from kgexport.extraction.quotations import quotations_of


def quoted(text: str) -> list[str]:
    return [text[each.begin : each.end] for each in quotations_of(text, paragraphs_of(text))]


@pytest.mark.parametrize(
    "text",
    [
        "“We wait,” she said.",
        '"We wait," she said.',
        "«We wait», she said.",
        "''We wait,'' she said.",
        "‘We wait,’ she said.",
        "'We wait,' she said.",
    ],
)
def test_every_kind_of_mark_opens_and_closes(text: str) -> None:
    assert len(quoted(text)) == 1
    assert "We wait" in quoted(text)[0]
    assert "she said" not in quoted(text)[0]


def test_a_nested_quotation_is_part_of_the_outer_one() -> None:
    assert quoted("“He said ‘no’ to me,” she said.") == ["“He said ‘no’ to me,”"]


def test_apostrophes_open_nothing() -> None:
    assert quoted("The workers' plan wasn't theirs; rock 'n' roll in the '90s was.") == []


def test_inches_are_no_marks() -> None:
    assert quoted('She is 5\'9" tall, and he said "no" to it.') == ['"no"']


def test_a_missing_mark_costs_no_more_than_its_own_paragraph() -> None:
    text = "He called it “a mess and left.\n\n“We wait,” she said."
    assert quoted(text)[-1] == "“We wait,”"


def test_a_quotation_goes_on_where_the_next_paragraph_repeats_the_mark() -> None:
    text = "“We wait.\n\n“We hope,” she said."
    first, second = quotations_of(text, paragraphs_of(text))
    assert not first.closed
    assert second.continues == first.begin


def test_a_quotation_that_ends_is_not_continued() -> None:
    text = "“We wait,” she said.\n\n“We hope,” he said."
    assert [each.continues for each in quotations_of(text, paragraphs_of(text))] == [None, None]


def test_a_quotation_goes_on_up_to_the_closing_mark_of_a_paragraph_that_opens_none() -> None:
    text = "She said, “We wait. We always did.\n\nSo we hope,” she added.\n\nThe port is “closed”."
    first, second, third = quotations_of(text, paragraphs_of(text))
    assert (first.closed, second.continues) == (False, first.begin)
    assert text[second.begin : second.end] == "So we hope,”"
    assert text[third.begin : third.end] == "“closed”"


def test_a_quotation_between_single_marks_goes_on_where_the_next_paragraph_repeats_the_mark() -> None:
    text = "She said: 'We wait, and we don't hope.\n\n'We leave in May.\n\n'We come back,' she added."
    first, second, third = quotations_of(text, paragraphs_of(text))
    assert (first.closed, second.continues, third.continues) == (False, first.begin, second.begin)


def test_an_apostrophe_at_the_start_of_a_paragraph_continues_nothing() -> None:
    assert quoted("The workers' plan was late.\n\n'Twas the first of May.") == []
    assert quoted("Rock 'n' roll was late.\n\n'We wait,' she said.") == ["'We wait,'"]


def test_two_marks_alike_open_and_close() -> None:
    assert quoted("He said: ”We wait for May.” Then he left.") == ["”We wait for May.”"]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»5", max_size=200))
def test_quotations_are_in_order_without_overlaps_inside_their_paragraph(text: str) -> None:
    paragraphs = paragraphs_of(text)
    end = 0
    for each in quotations_of(text, paragraphs):
        assert end <= each.begin < each.end <= len(text)
        assert any(p.begin <= each.begin and each.end <= p.end for p in paragraphs)
        end = each.end
