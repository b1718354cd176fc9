"""Memory does not grow with the number of articles: what a reader holds after a tenth of a corpus, it holds at the end."""

import csv
import gzip
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.readers.test_news_xml import ITEM
from tests.readers.test_warc import page, record

TORTURE = bool(os.environ.get("KGEXPORT_TORTURE"))
ARTICLES = 20_000 if TORTURE else 10_000
PAGES = 10_000 if TORTURE else 300  # each is parsed twice, and looked through for its article
GROWTH = 15  # megabytes
_TEXT = (
    "Foreign Minister Anna Huber met President Peter Frei in Vienna on Tuesday, three weeks after talks had broken down. "
    * 20
)

_MEASURE = """
import sys
from pathlib import Path
from kgexport.readers import read_inputs
def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
name, count = sys.argv[1], int(sys.argv[2])
marks = {count // 10: 0.0, count // 2: 0.0, count: 0.0}
for number, article in enumerate(read_inputs([name]), start=1):
    assert hasattr(article, "text"), article
    if number in marks:
        marks[number] = megabytes()
assert number == count
print(*marks.values())
"""


def texts() -> Iterator[tuple[str, str]]:
    draw = random.Random(1)
    return ((f"a{number}", f"{draw.random()} {_TEXT}") for number in range(ARTICLES))


def json_lines(path: Path) -> int:
    with path.open("w") as stream:
        stream.writelines(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts())
    return ARTICLES


def table(path: Path) -> int:
    with path.open("w") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "text"])
        writer.writerows(texts())
    return ARTICLES


def parquet(path: Path) -> int:
    pa = pytest.importorskip("pyarrow")
    names, words = zip(*texts(), strict=True)
    pytest.importorskip("pyarrow.parquet").write_table(
        pa.table({"id": names, "text": words}), path, row_group_size=ARTICLES, use_dictionary=False
    )
    return ARTICLES


def crawl(path: Path) -> int:
    with path.open("wb") as stream:
        for number in range(PAGES):
            response = record(page(number), url=f"https://news.example/{number}")
            stream.write(gzip.compress(response) if path.suffix == ".gz" else response)
    return PAGES


def message(path: Path) -> int:
    with path.open("w") as stream:
        stream.write('<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>')
        stream.writelines(ITEM.format(n=number, status="usable") for number in range(ARTICLES))
        stream.write("</itemSet></newsMessage>")
    return ARTICLES


CORPORA = {
    "a.jsonl": json_lines,
    "a.csv": table,
    "a.parquet": parquet,
    "a.warc": crawl,
    "a.warc.gz": crawl,
    "a.xml": message,
}


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell how much memory is used")
@pytest.mark.parametrize("name", CORPORA)
def test_memory_is_flat_in_the_number_of_articles(tmp_path: Path, name: str) -> None:
    write: Callable[[Path], int] = CORPORA[name]
    count = write(tmp_path / name)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(tmp_path / name), str(count)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    early, middle, late = map(float, done.stdout.split())
    print(f"{name}: {early:.0f} MB after a tenth of {count:,} articles, {middle:.0f} after half, {late:.0f} at the end")
    assert late - early <= GROWTH, (early, middle, late)
