"""The same input gives the same bytes, whatever is different about the run: a pairwise design over its surroundings.

Every two values of any two factors come together in some run; one digest for each format must come out of all.
"""

import random
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from kgexport.readers.annotations import line_of
from tests.torture.runs import TORTURE, articles, run

Row = dict[str, str]

# "POSIX" is a locale without UTF-8, with Python's own remedies switched off.
FACTORS: dict[str, tuple[str, ...]] = {
    "hash seed": ("0", "1", "4242", "random"),
    "order": ("sorted", "reversed", "shuffled", "a file each, reversed", "a folder", "two orders at once"),
    "workers": ("1", "2", "4"),
    "time zone": ("UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati"),
    "locale": ("C.UTF-8", "POSIX", "tr_TR.UTF-8", "de_DE.ISO-8859-1"),
    "folder": ("/", "here", "deep"),
    "format": ("turtle", "trig", "nquads", "ntriples", "jsonld"),
}
TEXTS = (
    "Ministers meet again\n\nForeign Minister Anna Huber met President Peter Frei in Vienna on Tuesday.\n",
    "Talks in doubt\n\n“We will not come,” Jan Roth, a spokesman, told the Lake Courier on Monday, citing the weather.\n",
    "A visit\n\nPrime Minister İlkay Öz visited Zürich last week, where she spoke with Karl Berg, officials said.\n",
)


def pairwise(factors: dict[str, tuple[str, ...]], seed: int = 1) -> list[Row]:
    """Few rows in which every two values of any two factors come together: greedily, the same every time."""
    missing = {
        ((one, first), (other, second))
        for one, other in combinations(factors, 2)
        for first, second in product(factors[one], factors[other])
    }
    draw = random.Random(seed)
    rows = []
    while missing:
        (one, first), (other, second) = min(missing)
        candidates = [
            {**{name: draw.choice(values) for name, values in factors.items()}, one: first, other: second}
            for _ in range(60)
        ]
        best = max(candidates, key=lambda row: len(_pairs(row) & missing))
        missing -= _pairs(best)
        rows.append(best)
    return rows


def _pairs(row: Row) -> set[tuple[tuple[str, str], tuple[str, str]]]:
    return set(combinations(row.items(), 2))


DESIGN = pairwise(FACTORS)
# Of annotated articles the sample has a run for each format and each value; of texts, which cost a language model, one in eight.
SAMPLE = DESIGN if TORTURE else DESIGN[:6]


def inputs(row: Row, texts: Sequence[bytes], suffix: str, folder: Path) -> Iterator[Path]:
    """The articles as files, in the order that the row says."""
    names = [f"{number}{suffix}" for number in range(len(texts))]
    contents = dict(zip(names, texts, strict=True))
    match row["order"]:
        case "a folder":
            for name, content in contents.items():
                (folder / name).write_bytes(content)
            yield folder
            return
        case "reversed" | "a file each, reversed":
            names.reverse()
        case "shuffled":
            random.Random(7).shuffle(names)
        case "two orders at once":
            names += reversed(names)
    if suffix == ".jsonl" and row["order"] != "a file each, reversed":
        path = folder / "articles.jsonl"
        path.write_bytes(b"".join(contents[name] for name in names))
        yield path
        return
    for name in names:
        (folder / name).write_bytes(contents[name])
        yield folder / name


def digest(row: Row, texts: Sequence[bytes], suffix: str, folder: Path) -> str:
    """What a run with the row's surroundings writes."""
    deep = folder / "a" / "b c" / "ö"
    deep.mkdir(parents=True)
    (folder / "in").mkdir()
    posix = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"} if row["locale"] == "POSIX" else {}
    out = folder / "out"
    status, printed, err = run(
        *("export", *inputs(row, texts, suffix, folder / "in"), "-o", out, "--format", row["format"]),
        *("--workers", row["workers"], "--published", "2025-10-22", "--publisher", "The Courier"),
        env={"PYTHONHASHSEED": row["hash seed"], "TZ": row["time zone"], "LC_ALL": row["locale"], **posix},
        cwd={"/": Path("/"), "here": folder, "deep": deep}[row["folder"]],
    )
    assert (status, printed) == (0, ""), err
    return sha256(out.read_bytes()).hexdigest()


def check(rows: Sequence[Row], texts: Sequence[bytes], suffix: str, folder: Path) -> None:
    found: dict[str, dict[str, Row]] = {}
    for number, row in enumerate(rows):
        place = folder / str(number)
        place.mkdir()
        found.setdefault(row["format"], {})[digest(row, texts, suffix, place)] = row
    for rows_of_digests in found.values():
        assert len(rows_of_digests) == 1, "two digests of one format:\n" + "\n".join(map(str, rows_of_digests.values()))


def test_the_design_has_every_pair_and_at_most_a_hundred_runs() -> None:
    expected = {
        ((one, first), (other, second))
        for one, other in combinations(FACTORS, 2)
        for first, second in product(FACTORS[one], FACTORS[other])
    }
    assert set().union(*map(_pairs, DESIGN)) == expected
    assert 2 * len(DESIGN) <= 100
    assert pairwise(FACTORS) == DESIGN
    assert {row["workers"] for row in SAMPLE} == set(FACTORS["workers"])


@pytest.mark.parametrize("name", ["turtle"] if not TORTURE else ["turtle", "trig", "nquads", "ntriples", "jsonld"])
def test_annotated_articles_give_the_same_bytes_in_any_surroundings(name: str, tmp_path: Path) -> None:
    lines = [line_of(each) + b"\n" for each in articles(6)]
    rows = [row if TORTURE else {**row, "format": name} for row in SAMPLE if not TORTURE or row["format"] == name]
    check(rows, lines, ".jsonl", tmp_path)


@pytest.mark.skipif(not TORTURE, reason="each run loads the language model: a part of `make torture`")
def test_texts_give_the_same_bytes_in_any_surroundings(nlp: Any, tmp_path: Path) -> None:
    rows = [{**row, "format": "trig"} for row in DESIGN[::2]]
    check(rows, [text.encode() for text in TEXTS], ".txt", tmp_path)
