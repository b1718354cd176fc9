"""What tests share: the language model, loaded once a session, short ways to an article, and no way out of this machine."""

import io
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from kgexport.model import AnnotatedArticle, Article

CHECKOUT = Path(__file__).parent.parent
NO_NETWORK = CHECKOUT / "tests" / "no_network"


class Result(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str


Run = Callable[..., Result]

# How long an example takes depends on what else the machine does; no test is about that.
settings.register_profile("kgexport", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kgexport")


# Signals that were ignored when the tests were started (by nohup, or in the background of a script) would be ignored by every
# command that they start, too; a handler is not inherited.
for _ignored in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(_ignored) is signal.SIG_IGN:
        signal.signal(_ignored, lambda *_: None)


def pytest_configure(config: pytest.Config) -> None:
    """Watches connections in this process, and in every Python that a test starts (tests/no_network)."""
    if "KGEXPORT_CONNECTIONS" not in os.environ:  # else a worker, whose log is that of all
        handle, os.environ["KGEXPORT_CONNECTIONS"] = tempfile.mkstemp(prefix="kgexport-connections-")
        os.close(handle)
        config.add_cleanup(lambda: Path(os.environ.pop("KGEXPORT_CONNECTIONS")).unlink())
        paths = [str(NO_NETWORK), str(CHECKOUT), os.environ.get("PYTHONPATH", "")]
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    runpy.run_path(str(NO_NETWORK / "sitecustomize.py"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """One connection to somebody else fails the run, whatever the tests made of it."""
    if hasattr(session.config, "workerinput"):
        return
    attempts = Path(os.environ["KGEXPORT_CONNECTIONS"]).read_text(encoding="utf-8")
    if attempts:
        sys.stderr.write(f"\nconnections that would have left this machine:\n{attempts}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


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
        environment = {**os.environ, **more.pop("env", {})}
        command = [sys.executable, "-m", "kgexport.cli", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, timeout=120, check=False, env=environment, **more)

    return kgexport


@pytest.fixture
def kgexport(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """``kgexport("export", "a.txt", stdin=b"…")`` in this process."""

    from kgexport.cli import _status

    def call(*arguments: str | Path, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["kgexport", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = _status()
        out, err = capsysbinary.readouterr()
        result = Result(status, out.decode(), err.decode())
        if status != 5:
            assert "Traceback" not in result.err, result.err
        return result

    return call


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Captured output as it can be sent to another process: tests of hostile terms make rdflib log lone surrogates."""
    report = yield
    report.sections = [(name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections]
    return report
