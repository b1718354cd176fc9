"""Cases: articles, and what must come of them, in files that a person can read.

A case is a folder here, named after a behaviour. It holds inputs (``*.txt`` with sidecars, ``articles.jsonl``, or, where no
language model is wanted, ``annotated.jsonl``) and any of:

- ``expected.ttl``: the whole graph, byte for byte;
- ``NAME.csv``: the answer of the named query NAME.

A file ``pending`` says why a case does not hold yet: what is expected is right, what comes out is not.

``make cases`` (``python -m tests.cases``) rewrites the expected files that exist; then read the diff like code.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from kgexport.api import export
from kgexport.graph.formats import GraphFormat
from kgexport.graph.read import parse_graph
from kgexport.queries import run_query
from kgexport.query_results import ResultFormat, format_rows

FOLDER = Path(__file__).parent


def cases() -> list[Path]:
    """The folders of all cases."""
    return sorted(path for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith(("_", ".")))


def needs_model(case: Path) -> bool:
    """True for a case that starts from text."""
    return not (case / "annotated.jsonl").exists()


def answers(case: Path) -> Iterator[tuple[Path, str]]:
    """Each expected file of a case, with what should be in it."""
    stream = io.BytesIO()
    outcome = export(sorted([*case.glob("*.txt"), *case.glob("*.jsonl")]), stream, format="turtle")
    assert not outcome.refused, outcome.refused
    quads = parse_graph(stream.getvalue(), case, GraphFormat.TURTLE)
    for expected in sorted(case.glob("*.csv")):
        # Lines that end with LF only: they go through version control and editors.
        yield expected, format_rows(run_query(expected.stem, quads), ResultFormat.CSV).replace("\r\n", "\n")
    if (case / "expected.ttl").exists():
        yield case / "expected.ttl", stream.getvalue().decode()
