"""What articles that were made to hurt cost, with the limits as they are by default: ``python -m benchmarks.hostile [KIND…]``.

Each kind is exported beside an ordinary article, in a process of its own. Told are what became of it, the processor seconds that
the run took more than one with the ordinary article alone, and how many megabytes more its largest process held.
"""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ORDINARY = "Ministers meet again\n\nForeign Minister Anna Huber met President Peter Frei in Vienna on Tuesday.\n"
SENTENCE = "Minister Anna Huber said on Monday that she had met Peter Frei in Vienna. "
LONGEST = 149_000  # characters: what is just not too long

# More than an article is, or not what it seems: (name of the file, content).
TOO_MUCH: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "10 MB of sentences": ("big.txt", (SENTENCE * 140_000).encode),
    "10 MB in one line of JSON": ("big.jsonl", lambda: json.dumps({"text": SENTENCE * 140_000}).encode() + b"\n"),
    "900,000 characters without a full stop": ("long.txt", lambda: b"said Anna and " * 64_000),
    "5,000,000 brackets in brackets": ("deep.jsonl", lambda: b"[" * 5_000_000 + b"\n"),
    "100,000 objects in objects": (
        "objects.jsonl",
        lambda: b'{"text": "x", "a": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}\n",
    ),
    "a gzip bomb: 1 GB in 1 MB": ("bomb.txt.gz", lambda: gzip.compress(bytes(10_000_000)) * 100),
    "an XML bomb: entities in entities": ("bomb.xml", lambda: _entities(9)),
    "a page of 300,000 elements in each other": ("deep.html", lambda: b"<html><body>" + b"<div>" * 300_000 + b"x"),
    "a page of 400,000 elements": ("wide.html", lambda: b"<html><body>" + b"<p>a</p>" * 400_000),
}
# As long as an article may be, of one thing over and over: what rules and language model do not like.
REPEATED: Mapping[str, str] = {
    "brackets": "(",
    "quotation marks": '"',
    "speakers and speakers": "said Anna and ",
    "names in a row": "Huber, ",
    "one letter a line": "a\n",
    "dash compounds": "Huber-",
    "days": "October 10 ",
    "closing quotation marks": "\N{RIGHT SINGLE QUOTATION MARK}s ",
    "opening quotation marks": "\N{LEFT DOUBLE QUOTATION MARK}A said ",
    "capitals": "HUBER ",
    "talks between and between": "talks between Anna Huber and ",
    "initials": "A. ",
    "one word": "a",
    "white space": " ",
    "digits": "1",
    "combining accents": "a\N{COMBINING ACUTE ACCENT}",
    "sentences, as they should be": SENTENCE,
}


def _entities(levels: int) -> bytes:
    """An NITF document of which each entity is ten of the one before."""
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels + 1))
    return f'<!DOCTYPE nitf [<!ENTITY e0 "ha">{names}]><nitf><body><p>&e{levels};</p></body></nitf>'.encode()


def kinds() -> Iterator[tuple[str, str, bytes]]:
    """(kind, name of the file, content)."""
    for kind, (name, content) in TOO_MUCH.items():
        yield kind, name, content()
    for kind, unit in REPEATED.items():
        yield kind, "bad.txt", f"a{unit * (LONGEST // len(unit))}b".encode()


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one run did and cost."""

    status: int
    errors: str
    refused: list[dict[str, object]]
    written: str
    seconds: float  # of the processor, all processes together
    megabytes: float  # of the largest process

    def became(self) -> str:
        """What became of the article in question."""
        return f"refused: {self.refused[0]['reason']}" if self.refused else "exported"


def run(folder: Path, name: str | None = None, content: bytes = b"") -> Run:
    """Exports an ordinary article, with an extraordinary one beside it, by the command and with its defaults."""
    inputs = folder / "in"
    inputs.mkdir()
    (inputs / "ordinary.txt").write_text(ORDINARY, encoding="utf-8")
    if name is not None:
        (inputs / name).write_bytes(content)
    out, aside, said = folder / "out.nq", folder / "quarantine.jsonl", folder / "said"
    command = [sys.executable, "-m", "kgexport.cli", "export", str(inputs), "-o", str(out), "--quarantine", str(aside)]
    with said.open("wb") as errors:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=errors)
        _, status, used = os.wait4(process.pid, 0)  # with what the processes took that it has waited for
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Run(
        status=process.returncode,
        errors=said.read_text(encoding="utf-8"),
        refused=[json.loads(line) for line in aside.read_text(encoding="utf-8").splitlines()],
        written=out.read_text(encoding="utf-8"),
        seconds=used.ru_utime + used.ru_stime,
        megabytes=used.ru_maxrss / unit,
    )


def main() -> None:
    """Prints a table."""
    wanted = sys.argv[1:]
    with TemporaryDirectory() as place:
        ordinary = run(_folder(place, "ordinary"))
        print(f"The ordinary article alone: {ordinary.seconds:.1f} s, {ordinary.megabytes:.0f} MB.\n")
        print("| an article of | became | seconds | MB |\n|---|---|---|---|")
        for number, (kind, name, content) in enumerate(kinds()):
            if not wanted or any(word in kind for word in wanted):
                it = run(_folder(place, str(number)), name, content)
                more = max(0.0, it.seconds - ordinary.seconds), max(0.0, it.megabytes - ordinary.megabytes)
                print(f"| {kind} | {it.became()} | {more[0]:.1f} | {more[1]:.0f} |", flush=True)


def _folder(place: str, name: str) -> Path:
    folder = Path(place) / name
    folder.mkdir()
    return folder


if __name__ == "__main__":
    main()
