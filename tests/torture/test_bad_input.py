"""A folder of what people and machines break: each bad article is told, and the rest is exported, in bounded time and memory.

All of it goes through the command line in one run, in a process whose time and memory the system counts.
"""

import gzip
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.readers.test_feed import END, HEAD, ITEM
from tests.readers.test_warc import page, record
from tests.torture.runs import TORTURE

MEGABYTES = 600 if TORTURE else 60  # what a bomb expands to
SENTENCE = (
    "Foreign Minister Anna Huber met President Peter {} in Vienna on Tuesday, three weeks after talks had broken down."
)
PROSE = (
    f"<p>{SENTENCE}</p><p>They are to meet again on Friday, a spokeswoman for the minister told reporters there.</p>"
)
PAGE = "<!doctype html><html><head><meta charset=utf-8></head><body><article><h1>Talks</h1>{}</article></body></html>"


def bomb(head: bytes, unit: bytes) -> bytes:
    compress = zlib.compressobj(9, wbits=31)
    block = unit * (1_000_000 // len(unit))
    return b"".join([compress.compress(head), *(compress.compress(block) for _ in range(MEGABYTES)), compress.flush()])


def line(name: str, **more: object) -> bytes:
    return json.dumps({"id": name.lower(), "text": SENTENCE.format(name)} | more).encode() + b"\n"


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def many(name: str) -> bytes:
    return b"".join(line(f"{name}{n}", noise=os.urandom(100).hex()) for n in range(40))


def feed(name: str, old: str, new: str, end: str = END) -> bytes:
    return (HEAD + ITEM.replace("/talks", f"/{name}").replace(old, new) + end).encode()


# name -> (its content, what is said of it); what is exported of it is in EXPORTED.
BAD: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "bomb.txt.gz": (lambda: bomb(b"", b"a "), ["more than 150,000 characters"]),
    "bomb.jsonl.gz": (lambda: bomb(line("Lukin") + b'{"text": "', b"a"), ["a gzip bomb"]),
    "bomb.csv.gz": (lambda: bomb(b'id,text\n1,"', b"a"), ["a gzip bomb"]),
    "bomb.html.gz": (lambda: bomb(b"<!doctype html><p>", b"<p>x"), ["a page of more than 4,000,000 bytes"]),
    "bomb.warc.gz": (lambda: bomb(record(page(1)), b"\0"), ["a gzip bomb", "broken WARC"]),
    "feed-bomb.xml.gz": (lambda: bomb(b'<rss version="2.0"><channel>', b"<item>x</item>"), ["a gzip bomb"]),
    "message-bomb.xml.gz": (lambda: bomb(b"<newsMessage>", b"<item>x</item>"), ["a gzip bomb"]),
    "attributes.html": (
        lambda: PAGE.replace("<article", f"<article {' '.join(f'a{n}=1' for n in range(200_000))}").encode(),
        ["a tag of more than 500 attributes"],
    ),
    "divs.html": (lambda: PAGE.format("<div>" * 100_000 + PROSE).encode(), ["nested more than 240 deep"]),
    "cut.txt.gz": (lambda: cut(gzip.compress(many("Cut"))), ["the gzip data are cut off"]),
    "cut.jsonl.gz": (lambda: cut(gzip.compress(many("Koch"))), ["the gzip data are cut off"]),
    "cut.warc.gz": (
        lambda: b"".join(gzip.compress(record(page(n))) for n in range(2, 6))[:-200],
        ["the page is cut off", "the gzip data are cut off"],
    ),
    "cut.warc": (lambda: b"".join(record(page(n)) for n in range(6, 10))[:-200], ["the page is cut off"]),
    "binary.txt": (lambda: os.urandom(10_000), ["binary data"]),
    "types.jsonl": (
        lambda: (
            b'{"text": 5}\n[1]\n{"text": "x\n{"text": "y", "authors": 5}\n' + line("Roth", published=[1], keywords=5)
        ),
        ["'text' is a number", "an object expected, not a list", "not JSON", "authors: not a name: '5'"],
    ),
    "same.jsonl": (
        lambda: line("Same") + line("Same", text=SENTENCE.format("Other")),
        ["the id 'same' has another content at"] * 2,
    ),
    "broken.parquet": (lambda: b"PAR1" + os.urandom(1000) + b"PAR1", ["broken Parquet"]),
    "cut.rss": (lambda: feed("a", "", "", ITEM[:-60]), ["entry 2: the feed is cut off"]),
    # What can be read all the same.
    "good.txt": (lambda: SENTENCE.format("Frei").encode(), []),
    "wide.txt": (lambda: SENTENCE.format("Wide").encode("utf-16"), []),
    "declared-wrong.html": (lambda: PAGE.format(PROSE.format("Müller")).encode("cp1252"), []),
    "ampersand.xml": (lambda: feed("b", "grain", "grain & oil"), []),
    "control.xml": (lambda: feed("c", "Talks", "T\x08alks"), []),
    "unclosed.xml": (lambda: feed("d", "</dc:creator>", ""), []),
}
EXPORTED = (
    *("Peter Lukin", "Peter Roth", "Peter Koch1 ", "Peter Frei", "Peter Wide", "Peter Müller"),
    *(f"harbour.example/{letter}>" for letter in "abcd"),
    *(f"talks number {n}," for n in (1, 2, 3, 4, 6, 7, 8)),
)


@pytest.mark.skipif(sys.platform != "linux", reason="the system counts memory in other units")
def test_what_is_broken_is_told_one_by_one_and_the_rest_is_exported(nlp: Any, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, (content, _) in BAD.items():
        (tmp_path / "in" / name).write_bytes(content())
    status, seconds, megabytes = measured(
        "export", tmp_path / "in", "-q", "-o", tmp_path / "out.nq", "--quarantine", tmp_path / "aside.jsonl"
    )
    refused = [json.loads(each) for each in (tmp_path / "aside.jsonl").read_text(encoding="utf-8").splitlines()]
    told = {name: [each["reason"] for each in refused if Path(each["source"]).name == name] for name in BAD}
    for name, (_, wanted) in BAD.items():
        assert len(told[name]) == len(wanted), (name, told[name])
        assert all(words in reason for words, reason in zip(wanted, told[name], strict=True)), (name, told[name])
    assert sum(map(len, told.values())) == len(refused), "all that is refused belongs to one of the files"
    written = (tmp_path / "out.nq").read_text(encoding="utf-8")
    assert [words for words in EXPORTED if words not in written] == []
    assert status == 4
    # The language model alone takes some 3 s and 380 MB.
    assert seconds < 60, f"{seconds:.0f} s"
    assert megabytes < 800, f"{megabytes:.0f} MB"


# The system counts to a process what the one that started it held; so one that holds little starts it, not the tests' own.
_MEASURING = """
import os, subprocess, sys
process = subprocess.Popen([sys.executable, "-m", "kgexport.cli", *sys.argv[1:]], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)
"""


def measured(*arguments: str | Path) -> tuple[int, float, float]:
    """Exit status, processor time in seconds, and memory at its peak in megabytes, of a command in a process of its own."""
    command = [sys.executable, "-c", _MEASURING, *map(str, arguments)]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.split()
    return int(told[0]), float(told[1]), float(told[2])
