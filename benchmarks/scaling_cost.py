"""What a corpus costs, for docs/scaling.md: ``python -m benchmarks.scaling_cost CORPUS.jsonl [--articles N]``.

CPU time, which other work on the machine changes little: of the process that leads (reads, keeps, writes) and of the one that
works, by article; then the same articles when they are annotated already, and the reading of web pages from a WARC. Memory is the
most that a process had resident; of the one that works it includes what it shares with the one that leads.
"""

import argparse
import gzip
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import msgspec

from kgexport.api import mapping_options
from kgexport.pipeline import Running, annotate_to
from kgexport.readers import read_inputs
from kgexport.running.folder import export_folder
from kgexport.running.shards import Layout
from kgexport.work import AnnotationOptions

_LINKS = 300  # of a page, in menus and lists of other articles: some 60 KB


def cpu(who: int) -> float:
    """Seconds of user and system time."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds of this process and of those that it started."""
    before = cpu(resource.RUSAGE_SELF), cpu(resource.RUSAGE_CHILDREN)
    work()
    return cpu(resource.RUSAGE_SELF) - before[0], cpu(resource.RUSAGE_CHILDREN) - before[1]


def warc(lines: list[dict[str, Any]]) -> Iterator[bytes]:
    """A record an article, as a page with menus around it."""
    links = "".join(
        f'<li class="item"><a href="/story/{n}/some-other-story-of-the-day" data-id="{n}"><img src="/i/{n}.jpg" alt="">'
        f"<span>Other story number {n}</span></a></li>"
        for n in range(_LINKS)
    )
    for number, line in enumerate(lines):
        paragraphs = "".join(f"<p>{escape(each)}</p>" for each in str(line["text"]).split("\n") if each.strip())
        page = (
            f'<!DOCTYPE html><html lang="en"><head><title>{escape(str(line["title"]))}</title>'
            f'<meta property="article:published_time" content="{line["published"]}"></head>'
            f"<body><nav><ul>{links}</ul></nav><article><h1>{escape(str(line['title']))}</h1>{paragraphs}</article>"
            "<footer>All rights reserved</footer></body></html>"
        ).encode()
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
            f"WARC-Target-URI: https://news.example/{number}\r\nWARC-Date: 2025-03-04T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        ).encode()
        yield gzip.compress(head + answer + b"\r\n\r\n", mtime=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=120)
    given = parser.parse_args()
    lines = [msgspec.json.decode(line) for line in given.corpus.read_bytes().splitlines()]
    lines = lines[:: max(1, len(lines) // given.articles)][: given.articles]
    words = sum(len(str(line["text"]).split()) for line in lines)
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}")
    print(f"{len(lines)} articles of {words / len(lines):.0f} words")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        source, annotated, pages = root / "corpus.jsonl", root / "annotated.jsonl", root / "pages.warc.gz"
        source.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
        pages.write_bytes(b"".join(warc(lines)))
        layout = Layout(shards=1)

        def export(inputs: Path, name: str, running: Running | None = None) -> tuple[float, float]:
            where, options = root / name, mapping_options()
            return spent(lambda: export_folder([inputs], where, options=options, running=running, layout=layout))

        def told(what: str, seconds: float, count: int = len(lines)) -> None:
            print(f"{what}: {1000 * seconds / count:.1f} ms CPU an article", flush=True)

        found: list[int] = []

        def read() -> None:
            found.append(sum(1 for _ in read_inputs([pages])))

        loading = sum(spent(lambda: AnnotationOptions().annotator()))  # kept from then on
        print(f"loading the language model and its libraries: {loading:.1f} s CPU")
        start = time.monotonic()
        leader, worker = export(source, "out", Running(workers=1))
        told("export, the process that leads, but for loading the model", leader)
        told("export, the process that works", worker)
        print(f"wall {time.monotonic() - start:.0f} s")
        for name, who in (("leads", resource.RUSAGE_SELF), ("works", resource.RUSAGE_CHILDREN)):
            print(f"memory of the one that {name}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MB")
        told("a second run", sum(export(source, "out", Running(workers=1))))
        told(
            "annotate, but for loading the model",
            sum(spent(lambda: annotate_to([source], annotated, running=Running(workers=1)))),
        )
        told("export of what is annotated", sum(export(annotated, "again")))
        seconds, _ = spent(read)
        told(
            f"reading {found[0]} pages of {len(gzip.decompress(pages.read_bytes())) / len(lines) / 1000:.0f} KB",
            seconds,
            found[0] or 1,
        )
        sizes = {"annotated lines": annotated, "ledger": root / "out" / "ledger.sqlite"}
        sizes |= {path.name: path for path in (root / "out").glob("*.nq")}
        for name, path in sizes.items():
            zipped = len(gzip.compress(path.read_bytes(), 6))
            sizes_told = [f"{size / len(lines) / 1000:.1f} KB" for size in (path.stat().st_size, zipped)]
            print(f"{name}: {sizes_told[0]} an article, with gzip {sizes_told[1]}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
