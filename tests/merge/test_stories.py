"""Stories of several articles through the real extraction: which meetings are joined."""

from typing import Any

import pytest

from benchmarks.merge_stories import Told, stories, table, tell, unmarked

# Floors; the figures are in docs/merge.md.
_PRECISION, _RECALL = 0.95, 0.75


@pytest.fixture(scope="module")
def told(annotate: Any) -> list[Told]:
    return [
        tell(story, lambda article: annotate(article.text, id=article.id, published=article.published))
        for story in stories()
    ]


def test_there_are_enough_stories_of_several_articles() -> None:
    assert len(stories()) >= 10
    assert all(3 <= len(story.articles) <= 6 for story in stories())


def test_marks_are_taken_out_of_the_text() -> None:
    assert unmarked("They {A:met} and {B:spoke}.") == ("They met and spoke.", ((5, 8, "A"), (13, 18, "B")))


def test_what_is_joined_is_one_encounter_and_most_that_is_one_is_joined(told: list[Told]) -> None:
    joined, right = sum(len(each.joined) for each in told), sum(len(each.right) for each in told)
    assert right / joined >= _PRECISION, table(told)
    assert right / sum(len(each.story.pairs) for each in told) >= _RECALL, table(told)


@pytest.mark.parametrize("story", [story.name for story in stories()])
def test_a_story_joins_nothing_that_is_two(told: list[Told], story: str) -> None:
    (each,) = (each for each in told if each.story.name == story)
    assert each.joined <= each.story.pairs
