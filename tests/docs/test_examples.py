"""What the pages show is what happens: the commands of the README, the Python of the README, all of the tutorial."""

import difflib
import importlib.util
import io
import json
import re
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from kgexport.cli import _status

CHECKOUT = Path(__file__).parents[2]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
ARTICLE = "Talks in Vienna\n\nAnna Huber met Peter Frei in Vienna on Tuesday."
# What needs a server, and what only the project's own folder has.
NOT_RUN = re.compile(r"https?://|kgexport serve|make |pip ")


def load(name: str) -> ModuleType:
    """A script of docs/ as a module."""
    specification = importlib.util.spec_from_file_location(name, CHECKOUT / "docs" / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


examples = load("run_examples")


@pytest.fixture
def shell(nlp: object, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str | Path], str]:
    """``shell(command, folder)``: what it prints. kgexport alone runs in this process, with the model that is loaded already;
    whatever else a shell would do, a shell does.
    """
    monkeypatch.setattr("kgexport.extraction.nlp.load_model", lambda *_, **__: nlp)
    monkeypatch.setenv("COLUMNS", "200")

    def run(command: str, folder: str | Path) -> str:
        words = list(shlex.shlex(command, posix=True, punctuation_chars=True))
        if words[0] != "kgexport" or set(words) & {"|", ">", ";", "||", "&&", "<"} or re.search("[$*`]", command):
            return str(examples.run_command(command, folder))
        printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        with monkeypatch.context() as patched:
            patched.chdir(folder)
            patched.setattr(sys, "argv", shlex.split(command))
            patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
            patched.setattr(sys, "stdout", printed)
            patched.setattr(sys, "stderr", printed)
            status = _status()
        assert status == 0, f"{command}\n{printed.buffer.getvalue().decode()}"
        return printed.buffer.getvalue().decode()

    return run


@pytest.mark.parametrize("name", examples.PAGES)
def test_a_page_shows_what_its_commands_print(shell: Callable[[str, str | Path], str], name: str) -> None:
    page = CHECKOUT / "docs" / name
    written, now = page.read_text(encoding="utf-8"), examples.run_page(page, shell)
    difference = "\n".join(
        difflib.unified_diff(written.splitlines(), now.splitlines(), "the page", "now", lineterm="", n=2)
    )
    assert written == now, f"read what has changed; if it is right, `make docs` writes it down:\n{difference}"


def test_the_page_is_run_not_copied(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "a.txt").write_text("two words", encoding="utf-8")
    page.write_text(
        "```console\n$ cat articles/a.txt\nstale\n$ echo kept > b.txt; ls nothing-here\n```\n\n"
        "```python\nprint(open('b.txt').read())\n```\n\n```text\nstale\n```\n\n```sh\nexit 1\n```\n",
        encoding="utf-8",
    )
    assert examples.run_page(page) == (
        "```console\n$ cat articles/a.txt\ntwo words\n$ echo kept > b.txt; ls nothing-here\n"
        "ls: cannot access 'nothing-here': No such file or directory\n```\n\n"
        "```python\nprint(open('b.txt').read())\n```\n\n```text\nkept\n\n```\n\n```sh\nexit 1\n```\n"
    )


def readme_commands() -> list[str]:
    """The commands of the README, without what is said about them."""
    lines = re.findall(r"^    ((?:kgexport|cat) .*)$", README, re.M)
    return [re.split(r"\s{2,}#|\s+#\s", line)[0] for line in lines if not NOT_RUN.search(line)]


def test_the_commands_of_the_readme_run(shell: Callable[[str, str | Path], str], tmp_path: Path) -> None:
    """In the order in which they stand, in a folder that has what they name."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "known.csv").write_text("id,type,label\nhuber,person,Anna Huber\n", encoding="utf-8")
    (tmp_path / "my-cues.toml").write_text('[[verb]]\nlemmas = ["opine"]\n', encoding="utf-8")
    shutil.copytree(CHECKOUT / "seeds", tmp_path / "seeds")
    (tmp_path / "new").mkdir()
    line = {"id": "new", "text": ARTICLE, "published": "2025-10-22"}
    (tmp_path / "new" / "articles.jsonl").write_text(json.dumps(line), encoding="utf-8")
    shell("kgexport export new/ -q -o a.trig", tmp_path)
    shell("kgexport export new/ -q -o b.trig", tmp_path)
    commands = readme_commands()
    assert len(commands) > 10
    for command in commands:
        printed = shell(command, tmp_path)
        assert not re.search("^(kgexport|Error): ", printed, re.M), f"{command}\n{printed}"


def test_the_python_of_the_readme_runs(nlp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.S)
    assert blocks
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")
    values: dict[str, object] = {}
    for block in blocks:
        exec(block, values)
    assert Path("article.ttl").is_file()
    assert values["report"].conforms  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "page", [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))], ids=lambda path: path.name
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", text):
        assert (page.parent / target).exists(), f"{page.name}: {target}"
