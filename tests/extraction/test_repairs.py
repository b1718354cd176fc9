"""What grammar alone puts right in a parse, seen through what the graph says."""

from collections.abc import Callable

from kgexport.model import AnnotatedArticle, Person

Annotate = Callable[..., AnnotatedArticle]


def test_who_ordered_somebody_to_help_and_would_fly_flies_himself(annotate: Annotate) -> None:
    annotated = annotate(
        "Ferdinand Marcos said he had ordered the military to help and would fly to Davao on Wednesday to meet Ana Reyes."
    )
    names = {agent.id: agent.name for agent in annotated.agents if isinstance(agent, Person)}
    (meeting,) = annotated.meetings
    assert {names.get(part.agent) for part in meeting.participations} == {"Ferdinand Marcos", "Ana Reyes"}
    orders = [each for each in annotated.statements if each.cue_lemma == "order"]
    assert all("fly" not in part.text for each in orders for part in each.content)


def test_what_somebody_is_pressed_to_do_has_all_its_verbs(annotate: Annotate) -> None:
    annotated = annotate("Ferdinand Marcos pressed Ana Reyes to accept the terms and relinquish control of the port.")
    contents = [part.text for each in annotated.statements for part in each.content]
    assert contents == ["accept the terms and relinquish control of the port"]
