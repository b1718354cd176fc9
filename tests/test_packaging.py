"""What ships: pinned models, licences, and a wheel that holds ontology, shapes and queries."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import kgexport
from kgexport.extraction.nlp import MODELS
from kgexport.resources import ONTOLOGY_DIR, QUERIES_DIR, SHAPES_DIR

CHECKOUT = Path(__file__).parent.parent
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_shipped_folders_are_found() -> None:
    assert (ONTOLOGY_DIR / "kgexport.ttl").is_file()
    assert (ONTOLOGY_DIR / "context.jsonld").is_file()
    assert list(SHAPES_DIR.glob("*.ttl"))
    assert list(QUERIES_DIR.glob("*.rq"))


def test_each_model_is_pinned_by_hash_and_no_host_is_named() -> None:
    text = (CHECKOUT / "constraints" / "models.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9.]+( --hash=sha256:[0-9a-f]{64})+", line) for line in lines)
    pinned = {line.split()[0] for line in lines}
    extras = PROJECT["project"]["optional-dependencies"]
    assert pinned == {*extras["md"], *extras["sm"]} == {MODELS["md"].requirement, MODELS["sm"].requirement}
    assert "://" not in text
    assert "--index" not in text


def test_the_version_is_one() -> None:
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## Unreleased" in changelog
    assert re.fullmatch(r"\d+\.\d+\.\d+", kgexport.__version__)


def test_the_api_is_what_the_package_names() -> None:
    for name in kgexport.__all__:
        assert getattr(kgexport, name) is not None
    with pytest.raises(AttributeError):
        _ = kgexport.nothing_of_the_kind  # type: ignore[attr-defined]


def test_every_command_is_in_the_readme() -> None:
    from kgexport.cli import cli

    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert readme.index("make demo") < readme.index("make test") < 600
    for command in cli.commands:
        assert f"kgexport {command}" in readme


def test_the_wheel_holds_what_the_code_reads(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    pytest.importorskip("build")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(CHECKOUT)]
    built = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern in (
        ("ontology", "*.ttl"),
        ("ontology", "*.jsonld"),
        ("shapes", "**/*.ttl"),
        ("queries", "*.rq"),
    ):
        for path in (CHECKOUT / folder).glob(pattern):
            assert f"kgexport/{path.relative_to(CHECKOUT).as_posix()}" in names
    for path in (CHECKOUT / "kgexport").rglob("*"):
        if path.suffix in {".toml", ".json", ".typed", ".py"}:
            assert path.relative_to(CHECKOUT).as_posix() in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)
