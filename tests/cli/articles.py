"""Annotated articles for tests of the command line, and what it says on standard error."""

from pathlib import Path
from typing import Any

from kgexport.model import (
    AnnotatedArticle,
    Certainty,
    Extraction,
    Meeting,
    MeetingKind,
    Mention,
    Mode,
    Participation,
    Person,
    Polarity,
    Role,
    Status,
    StatusAssertion,
)
from kgexport.readers.annotations import line_of
from kgexport.readers.article import make_article
from kgexport.readers.metadata import Metadata

TEXT = "Ministers meet again\n\nForeign Minister Anna Huber met President Peter Frei in Vienna on Tuesday.\n"


def annotated(
    article: str = "a1", text: str = "Anna Huber met Peter Frei in Vienna.", **changes: Any
) -> AnnotatedArticle:
    read = make_article(text, Metadata(id=article, published="2025-10-21", language="en"))
    met = Mention.of(read.text, 11, 14)
    fields: dict[str, Any] = {
        "article": read,
        "extraction": Extraction(tool="by hand"),
        "agents": (
            Person(id="person-0", name="Anna Huber", mentions=(Mention.of(read.text, 0, 10),)),
            Person(id="person-15", name="Peter Frei", mentions=(Mention.of(read.text, 15, 25),)),
        ),
        "meetings": (
            Meeting(
                id="meeting-11",
                meeting_kind=MeetingKind.MEETING,
                mode=Mode.IN_PERSON,
                mentions=(met,),
                label="Huber–Frei meeting",
                participations=(
                    Participation(id="participation-11-0", agent="person-0", role=Role.PARTICIPANT, evidence=met),
                    Participation(id="participation-11-15", agent="person-15", role=Role.PARTICIPANT, evidence=met),
                ),
                assertions=(
                    StatusAssertion(
                        id="status-11",
                        status=Status.HELD,
                        certainty=Certainty.CERTAIN,
                        polarity=Polarity.POSITIVE,
                        evidence=met,
                    ),
                ),
            ),
        ),
    }
    return AnnotatedArticle(**{**fields, **changes})


def lines(folder: Path, *articles: AnnotatedArticle, name: str = "annotated.jsonl") -> Path:
    path = folder / name
    path.write_bytes(b"".join(line_of(each) + b"\n" for each in articles))
    return path


def one_line(err: str) -> str:
    (line,) = err.splitlines()
    assert line.startswith("kgexport: "), line
    return line
