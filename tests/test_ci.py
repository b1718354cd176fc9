"""What runs in other people's CI: the GitHub Action, the example workflow and the pre-commit hook, run as they would be."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
import yaml

from tests.builders import make_annotated, make_article
from tests.conftest import CHECKOUT

ACTION = yaml.safe_load((CHECKOUT / "action.yml").read_text(encoding="utf-8"))
WORKFLOW = yaml.safe_load((CHECKOUT / "docs" / "examples" / "github-workflow.yml").read_text(encoding="utf-8"))
(HOOK,) = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
SOUND = CHECKOUT / "tests" / "shapes" / "base.ttl"
BROKEN = "<https://x.example/article/a#meeting-1>\n  a <https://w3id.org/kgexport/ontology#Meeting> .\n"
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")


class Job(NamedTuple):
    """What a job leaves."""

    status: int
    log: str
    outputs: dict[str, str]
    summary: str


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "work space"
    (folder / "graphs" / "deep").mkdir(parents=True)
    (folder / "graphs" / "sound.ttl").write_bytes(SOUND.read_bytes())
    (folder / "graphs" / "deep" / "broken.ttl").write_text(BROKEN)
    return folder


def on_github(workspace: Path, script: str, variables: Mapping[str, str]) -> Job:
    """Runs a step's script with the shell and the variables that GitHub gives it."""
    runner = workspace.parent / "runner"
    runner.mkdir(exist_ok=True)
    output, summary = runner / "output", runner / "summary"
    output.write_text("")
    summary.write_text("")
    path = runner / "bin"
    path.mkdir(exist_ok=True)
    for name, module in (("python", ""), ("kgexport", "-m kgexport.cli")):
        (path / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {module} "$@"\n')
        (path / name).chmod(0o755)
    step = runner / "step.sh"
    step.write_text(script)
    environment = {
        **{name: os.environ[name] for name in ("PYTHONPATH", "KGEXPORT_CONNECTIONS") if name in os.environ},
        "PATH": f"{path}{os.pathsep}{os.environ['PATH']}",
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(CHECKOUT),
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(summary),
        "RUNNER_TEMP": str(runner),
        **variables,
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(step)],
        cwd=workspace,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
    return Job(done.returncode, done.stdout + done.stderr, outputs, summary.read_text())


def action(workspace: Path, **inputs: str) -> Job:
    """The action's own steps, with inputs; setting up and installing are what the tests stand on already."""
    given = {name: str(field.get("default", "")) for name, field in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("id") == "validate")
    expression = re.compile(r"\$\{\{ *inputs\.([a-z-]+) *\}\}")
    variables = {name: expression.sub(lambda found: given[found[1]], value) for name, value in step["env"].items()}
    assert "${{" not in step["run"], "an input that becomes a part of the script could be any command"
    return on_github(workspace, step["run"], variables)


def test_a_graph_that_conforms_passes_with_a_summary(workspace: Path) -> None:
    job = action(workspace, files="graphs/*.ttl")
    assert job.status == 0, job.log
    assert job.outputs == {"status": "0", "violations": "0", "warnings": "0"}
    assert job.summary.startswith("### graphs/sound.ttl\\: conforms")
    assert "::error" not in job.log


def test_a_graph_that_does_not_conform_fails_with_annotations_on_its_lines(workspace: Path) -> None:
    job = action(workspace, files="graphs/**/*.ttl\n")
    assert job.status == 1
    assert job.outputs["status"] == "1"
    assert int(job.outputs["violations"]) > 3
    annotations = [line for line in job.log.splitlines() if line.startswith("::")]
    assert all(line.startswith("::error title=kgs%3AMeeting") for line in annotations)
    assert all(",file=graphs/deep/broken.ttl,line=1::" in line for line in annotations)
    assert len(annotations) == int(job.outputs["violations"])
    assert "graphs/deep/broken.ttl" in job.summary


def test_reports_are_written_where_the_inputs_say(workspace: Path) -> None:
    job = action(workspace, files="graphs/deep/broken.ttl", sarif="out.sarif", junit="out.xml", summary="false")
    assert job.status == 1
    assert json.loads((workspace / "out.sarif").read_text())["version"] == "2.1.0"
    assert int(ElementTree.parse(workspace / "out.xml").getroot().get("failures")) > 0
    assert job.summary == ""


def test_what_fails_the_job_is_the_users_choice(workspace: Path) -> None:
    assert action(workspace, files="graphs/deep/broken.ttl", fail_on="never").status == 0
    (workspace / "mine.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/kgexport/ontology#> .\n"
        "<https://x.example/s> a sh:NodeShape ; sh:targetClass kg:Person ; sh:severity sh:Warning ;\n"
        "  sh:property [ sh:path kg:never ; sh:minCount 1 ; sh:severity sh:Warning ] ."
    )
    job = action(workspace, files="graphs/sound.ttl", shapes="mine.ttl\n", fail_on="warning")
    assert job.status == 1
    assert int(job.outputs["warnings"]) > 0


@pytest.mark.parametrize(
    ("inputs", "status", "said"),
    [
        ({"files": "graphs/*.nothing"}, 3, "no file is meant by: graphs/\\*.nothing"),
        ({"files": ""}, 3, "no file is meant by"),
        ({"files": "graphs/missing.ttl"}, 3, "missing.ttl: No such file"),
        ({"files": "graphs/*.ttl", "fail_on": "sometimes"}, 2, "sometimes"),
        ({"files": "graphs/*.ttl", "sarif": "no/folder/out.sarif"}, 5, "cannot write"),
    ],
)
def test_a_broken_run_is_told_from_bad_data(workspace: Path, inputs: dict[str, str], status: int, said: str) -> None:
    job = action(workspace, **inputs)
    assert job.status == status, job.log
    assert job.outputs["status"] == str(status)
    assert re.search(said, job.log)
    assert "did not come to an end" in job.summary


@pytest.mark.parametrize(
    "name", ["a b.ttl", "$(touch pwned).ttl", "`touch pwned`.ttl", "-f.ttl", "a;touch pwned;.ttl", "'\".ttl"]
)
def test_names_of_files_are_names_and_nothing_else(workspace: Path, name: str) -> None:
    shutil.rmtree(workspace / "graphs")
    (workspace / name).write_bytes(SOUND.read_bytes())
    for files in ("*.ttl", name):
        job = action(workspace, files=files)
        assert job.status == 0, job.log
    assert [path.name for path in workspace.iterdir()] == [name]


def test_data_that_look_like_workflow_commands_are_data(workspace: Path) -> None:
    bad = workspace / "bad.ttl"
    bad.write_text(BROKEN.replace("meeting-1", "meeting-1?::set-output%20name=status::0") + BROKEN)
    assert action(workspace, files="bad.ttl").status == 1
    bad.write_text('<urn:x:a\\u000A::error::made-up> a "x" .')
    job = action(workspace, files="bad.ttl")
    assert job.status == 3
    assert not any(line.startswith("::") for line in job.log.splitlines())


def check_schema(kind: str, file: str) -> None:
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}", str(CHECKOUT / file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_and_the_workflow_follow_githubs_schemas() -> None:
    check_schema("github-actions", "action.yml")
    check_schema("github-workflows", "docs/examples/github-workflow.yml")


def test_the_workflow_gives_the_action_inputs_that_it_has() -> None:
    (step,) = (step for step in WORKFLOW["jobs"]["graph"]["steps"] if "kgexport@" in step.get("uses", ""))
    assert set(step["with"]) <= set(ACTION["inputs"])
    assert {name for name, field in ACTION["inputs"].items() if field.get("required")} <= set(step["with"])


def test_the_workflow_exports_and_validates(workspace: Path) -> None:
    """Every step of ours, in order; the articles are annotated ones, so that no language model is needed."""
    from kgexport.readers.annotations import line_of

    (workspace / "articles").mkdir()
    good, bad = make_annotated(), make_annotated(article=make_article(id="other"), agents=())
    lines = b"".join(line_of(each) + b"\n" for each in (good, bad))
    (workspace / "articles" / "a.jsonl").write_bytes(lines)
    (workspace / "curated").mkdir()
    (workspace / "curated" / "base.ttl").write_bytes(SOUND.read_bytes())
    ran = []
    for step in WORKFLOW["jobs"]["graph"]["steps"]:
        if "run" in step and step["name"] != "Install":
            job = on_github(workspace, step["run"], {})
            assert job.status == 0, job.log
        elif "kgexport@" in step.get("uses", ""):
            job = action(workspace, **step["with"])
            assert job.status == 0, job.log
            assert "lakeside" not in job.log
        else:
            continue
        ran.append(step["name"])
    assert ran == ["Export", "Validate"]
    (refused,) = (workspace / "quarantine.jsonl").read_text().splitlines()
    assert json.loads(refused)["article"] == "other"
    assert json.loads((workspace / "kgexport.sarif").read_text())["runs"]


def test_the_installation_is_that_of_this_checkout_or_what_the_user_says() -> None:
    (step,) = (step for step in ACTION["runs"]["steps"] if step["name"] == "Install kgexport")
    for given, expected in (("", f"{CHECKOUT}[fast]"), ("kgexport[fast]==9.9", "kgexport[fast]==9.9")):
        done = subprocess.run(
            ["bash", "-c", f"python() {{ printf '%s\\n' \"$@\"; }}\n{step['run']}"],
            env={"INSTALL": given, "GITHUB_ACTION_PATH": str(CHECKOUT), "PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines()[-1] == expected
        assert "install" in done.stdout.splitlines()


# pre-commit


def hook(workspace: Path, *files: str) -> "subprocess.CompletedProcess[str]":
    """As pre-commit runs it: the entry with the names of the changed files that match."""
    chosen = [name for name in files if re.search(HOOK["files"], name)]
    program, *arguments = shlex.split(HOOK["entry"])
    assert program == "kgexport"
    command = [sys.executable, "-m", "kgexport.cli", *arguments, *chosen]
    return subprocess.run(command, cwd=workspace, capture_output=True, text=True, timeout=120, check=False)


def test_the_hook_has_what_pre_commit_asks_for() -> None:
    assert {"id", "name", "entry", "language", "files"} <= set(HOOK)
    assert HOOK["language"] == "python"
    extras = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    assert all(requirement in extras for requirement in HOOK["additional_dependencies"])


def test_the_hook_checks_the_files_that_changed(workspace: Path) -> None:
    passed = hook(workspace, "README.md", "graphs/sound.ttl")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    failed = hook(workspace, "graphs/sound.ttl", "graphs/deep/broken.ttl")
    assert failed.returncode == 1
    assert "graphs/deep/broken.ttl:1" in failed.stdout


# The option that the action is built on


@pytest.mark.parametrize(
    "given", ["sarif", "sarif=", "=out", "pdf=out.pdf", "json=graphs", "json=none/out.json"], ids=str
)
def test_a_report_that_cannot_be_written_is_told_before_the_work(workspace: Path, run: Any, given: str) -> None:
    done = run("validate", "graphs/sound.ttl", "--report", given, cwd=workspace)
    assert done.returncode == (5 if given.startswith("json") else 2)
    assert done.stdout == b""
    assert len(done.stderr.splitlines()) == 1
