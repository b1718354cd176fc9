"""A server over a small store, started once for all tests of it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kgexport.stores.folder import writing
from tests.conftest import CHECKOUT
from tests.stores.articles import lakeside, written
from tests.stores.servers import free_port, started

SECONDS = 3.0


def command(store: Path, port: int, *more: str) -> list[str]:
    return [sys.executable, "-m", "kgexport.cli", "serve", "--store", str(store), "--port", str(port), *more]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    file = written(folder / "two.trig", lakeside(1), lakeside(2, name="Ada Maria Moreau"))
    with writing(folder / "store") as opened:
        opened.load([str(file)])
    return folder / "store"


@pytest.fixture(scope="session")
def process(store: Path) -> Iterator["tuple[str, subprocess.Popen[bytes]]"]:
    root = f"http://127.0.0.1:{(port := free_port())}"
    with started(command(store, port, "--seconds", str(SECONDS)), f"{root}/-/style.css", cwd=CHECKOUT) as running:
        yield root, running


@pytest.fixture
def site(process: "tuple[str, subprocess.Popen[bytes]]") -> Iterator[httpx.Client]:
    with httpx.Client(base_url=process[0], timeout=30) as client:
        yield client
