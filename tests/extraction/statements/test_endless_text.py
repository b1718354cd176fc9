"""Text that is none: no error, nothing out of proportion, and work that grows with the length and no faster."""

from collections.abc import Callable
from typing import Any

import pytest

from kgexport.extraction import Draft, parse
from kgexport.extraction.statements import StatementExtractor
from kgexport.extraction.steps import default_steps
from kgexport.model import AnnotatedArticle, Article
from tests.counting import calls_in

Annotate = Callable[..., AnnotatedArticle]

UNITS = {
    "nested clauses": "she said that he said that ",
    "coordinated cues": "Maria Keller said it was ready and warned that time was short, adding that it was late and ",
    "quotation marks": "“no” ",
    "open marks": "“said ' \" ",
    "reporting clauses": "“We wait,” she said. ",
    "one endless quotation": "Peter Novak told me the quay was safe and ",
    "citations": "Reuters reported, citing CNN, citing sources, ",
    "adjuncts": "according to Reuters, which cited two officials, ",
    "refusals": "she declined to comment and did not respond to requests and had no comment ",
    "transcript": "ANNA: We must act.\n\nPETER: Why now?\n\n",
    "poem": "o sea o sea\nshe said to me\n\n",
    "list": "- said the item\n",
    "code": "def f(x):\n    return 'a' + \"b\" # said\n",
}


def text_of(name: str, length: int) -> str:
    unit = UNITS[name]
    text = (unit * (length // len(unit) + 1))[:length]
    return f"“{text}”" if name == "one endless quotation" else text


def calls(nlp: Any, text: str) -> int:
    """How many functions the step for statements calls: its work, on any machine and at any time the same."""
    parsed = next(parse([Article(id="x", text=text, language="en")], nlp.nlp))
    draft = Draft()
    for step in default_steps():
        if isinstance(step, StatementExtractor):
            break
        draft.add(step.extract(parsed, draft))
    return calls_in(lambda: list(step.extract(parsed, draft)))


@pytest.mark.parametrize("name", UNITS)
def test_twice_the_text_is_twice_the_work(nlp: Any, name: str) -> None:
    assert calls(nlp, text_of(name, 8_000)) < 2.6 * calls(nlp, text_of(name, 4_000)) + 2_000


@pytest.mark.parametrize("name", UNITS)
def test_what_is_read_is_exact_and_no_content_is_endless(annotate: Annotate, name: str) -> None:
    text = text_of(name, 3_500)
    for statement in annotate(text).statements:
        for part in statement.content:
            assert part.text == text[part.begin : part.end]
        if statement.rule not in ("quotation-marks", "interview-turn"):
            assert sum(part.end - part.begin for part in statement.content) <= 3_000


def test_an_endless_sentence_costs_only_itself(annotate: Annotate) -> None:
    endless = "the ministry said the harbour was ready and the crews were waiting and " * 850
    text = f"“We wait,” Maria Keller said.\n\n{endless}\n\nPeter Novak told reporters that the talks had failed."
    assert len(endless) > 60_000
    annotated = annotate(text)
    speakers = {agent.id: getattr(agent, "name", "") for agent in annotated.agents}
    told = [(speakers[each.speaker], each.content[0].text) for each in annotated.statements]
    assert told[0] == ("Maria Keller", "“We wait,”")
    assert told[-1] == ("Peter Novak", "the talks had failed")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "„Wir warten“, sagte Maria Keller. Der Hafen bleibt geschlossen, teilte das Ministerium mit."),
        ("fr", "« Nous attendons », a déclaré Maria Keller. Le port reste fermé, selon le ministère."),
        (
            None,
            "„Wir warten“, sagte die Ministerin am Montag. Der Hafen bleibt geschlossen, und die Lage ist ernst. " * 4,
        ),
    ],
)
def test_another_language_gives_no_statement(annotate: Annotate, language: str | None, text: str) -> None:
    assert annotate(text, language=language).statements == ()
