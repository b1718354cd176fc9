"""What tests share: the language model, loaded once a session, and short ways to an article."""

import os
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from kgexport.model import AnnotatedArticle, Article

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The default language model (a LoadedModel); the test is skipped where none is installed."""
    from kgexport.errors import MissingModel
    from kgexport.extraction.nlp import load_model

    try:
        return load_model()
    except MissingModel as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def annotate(nlp: Any) -> Callable[..., AnnotatedArticle]:
    """``annotate(text, **article_fields)``: what the steps find in a text."""
    from kgexport.extraction import Annotator

    annotator = Annotator(model=nlp)

    def annotated(text: str, **fields: Any) -> AnnotatedArticle:
        article = Article(**{"id": "test", "text": text, **fields})
        return next(annotator.annotate([article]))

    return annotated


@pytest.fixture(scope="session")
def seed() -> Path:
    """The sample article that ships with the project."""
    return next((CHECKOUT / "seeds").glob("*.txt"))


@pytest.fixture(scope="session")
def run() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """``run("export", "a.txt", input=b"…", cwd=…)``: kgexport in a process of its own."""

    def kgexport(*arguments: str | Path, **more: Any) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), **more.pop("env", {})}
        command = [sys.executable, "-m", "kgexport.cli", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, timeout=120, check=False, env=environment, **more)

    return kgexport


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Captured output as it can be sent to another process: tests of hostile terms make rdflib log lone surrogates."""
    report = yield
    report.sections = [(name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections]
    return report
