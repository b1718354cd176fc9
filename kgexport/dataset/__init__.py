"""What there is to say of the data as a whole: what they are and under which licence, how much there is of what, how they came
about, in which files.

DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) for the dataset and its files, VoID (https://www.w3.org/TR/void/) for the counts,
PROV-O (https://www.w3.org/TR/prov-o/) for the run, SPDX for checksums. Nothing is taken from a clock: a day is told where the
user gives one.

Here stand the records; turtle.py writes them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kgexport import __version__
from kgexport.errors import UsageError
from kgexport.identifiers import web_address

TOOL = f"kgexport {__version__}"


@dataclass(frozen=True, kw_only=True)
class About:
    """What only the user can say. Raises UsageError for what cannot be meant."""

    title: str = "News articles as a knowledge graph"
    licence: str | None = None  # its address
    rights: str | None = None  # in words
    issued: str | None = None  # a day, YYYY-MM-DD
    published_at: str | None = None  # what the addresses of the files begin with

    def __post_init__(self) -> None:
        for option, address in (("--licence", self.licence), ("--published-at", self.published_at)):
            try:
                if address is not None:
                    web_address(address)
            except ValueError as error:
                raise UsageError(f"{option}: {error}") from None
        if self.issued is not None:
            try:
                date.fromisoformat(self.issued)
            except ValueError:
                raise UsageError(f"--issued: not a day such as 2025-10-21: {self.issued!r}") from None
        if not self.title.strip():
            raise UsageError("--dataset-title: a dataset needs a title")


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much there is of what."""

    triples: int
    classes: Mapping[str, int]  # class -> its things
    entities: int | None = None  # things, whatever their classes
    properties: int | None = None  # different ones


@dataclass(frozen=True, kw_only=True)
class File:
    """One file that the dataset is in."""

    name: str
    bytes: int
    sha256: str
    format: str = "nquads"  # or turtle, trig, ntriples, jsonld


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """All of it."""

    base: str
    size: Size
    tool: str  # "kgexport 0.1.0"
    configuration: Mapping[str, str]  # what decided how articles became graphs (running.configuration)
    files: Sequence[File] = ()
    example: str | None = None  # an article
    about: About = field(default_factory=About)
