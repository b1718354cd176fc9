"""Checks the ids of kgexport/authorities/starter.csv against independent sources; exit status 1 where one is unconfirmed.

    npm pack name-suggestion-index && tar xzf name-suggestion-index-*.tgz
    python scripts/check_starter.py package/dist/wikidata/wikidata.min.json [leaders=FILE] [capitals=FILE] …

Each row has its source in starter.sources.csv. Compared here, wherever the file is given:

- ``nsi``: the labels of name-suggestion-index (npm, BSD-3-Clause); every id that it has is compared, whatever the source
- ``leaders``: data/wikidata.csv of github.com/every-politician-scrapers/world-leaders-2021
- ``ministers``: sources/foreign/wikidata.csv of …/world, and data/wikidata.csv of …/us-cabinet, ukraine-cabinet, russia-cabinet
- ``cabinets``: wikidata/results/country-cabinets.csv of github.com/every-politician-scrapers/world
- ``capitals``: app/explore2/src/data/countries.js of github.com/waldenn/conzept

A source without its file counts as compared by hand, which was done at the time of writing. So were ``bodies`` (the register of
international bodies in OpenSanctions' crawler of Wikidata positions), ``outlets`` (outlets' domains, resolved through
Wikidata's official website), ``agencies`` (ids of news agencies in a recogniser of agencies) and ``text`` (other files).
"""

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kgexport.gazetteer import country_name, country_of
from kgexport.linking.keys import alias_key

AUTHORITIES = Path(__file__).parent.parent / "kgexport" / "authorities"
BY_HAND = {"agencies", "bodies", "cabinets", "capitals", "leaders", "ministers", "outlets", "text"}
# Source -> the columns of the id and of the name, in each form its files have.
COLUMNS = {
    "leaders": (("officeholder", "officeholderLabel"),),
    "ministers": (("person", "name"), ("wdid", "name")),
    "cabinets": (("cabinet", "stateLabel"),),
}
_CAPITAL = re.compile(r'"cap(?:ital|il|al)": "(Q\d+)",\s*"capitalName": "([^"]*)"')
_ID = re.compile(r"Q\d+")


def main() -> int:
    """Prints what is not confirmed, and how many rows each source confirms."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("index", type=Path, help="wikidata.min.json of name-suggestion-index")
    parser.add_argument("files", nargs="*", metavar="SOURCE=FILE", help="files of the other sources; may be repeated")
    options = parser.parse_args()
    labels = {
        identifier: entry.get("label", "")
        for identifier, entry in json.loads(options.index.read_text(encoding="utf-8"))["wikidata"].items()
    }
    given: dict[str, dict[str, set[str]]] = {}
    for each in options.files:
        source, _, file = each.partition("=")
        for identifier, name in pairs(source, Path(file)):
            given.setdefault(source, {}).setdefault(identifier, set()).add(alias_key(name))
    sources = {row["id"]: row["source"] for row in _rows("starter.sources.csv")}
    confirmed: dict[str, int] = {}
    wrong = []
    for row in _rows("starter.csv"):
        names = {alias_key(name) for name in (row["label"], *row["aliases"].split("|"))}
        label, source = labels.get(row["id"]), sources.get(row["id"])
        why = None
        if label is not None and not _agrees(alias_key(label), names):
            why = f"{label!r} in name-suggestion-index"
        elif label is not None:
            source = "nsi"
        elif source in given:
            found = given[source].get(row["id"], set())
            # A holder or a capital without its name there is known by the post or the country alone.
            if not found or not any(_agrees(name, names) or _ID.fullmatch(name.upper()) for name in found):
                why = f"{', '.join(sorted(found)) or 'nothing'} in {source}"
        elif source not in BY_HAND:
            why = "no source confirms it"
        if why:
            wrong.append(f"{row['id']} {row['label']}: {why}")
        else:
            confirmed[str(source)] = confirmed.get(str(source), 0) + 1
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(", ".join(f"{source}: {count}" for source, count in sorted(confirmed.items())))
    return 1 if wrong else 0


def pairs(source: str, file: Path) -> Iterator[tuple[str, str]]:
    """The (id, name) pairs of a source's file. Raises SystemExit for a source that is none of ours."""
    if source == "capitals":
        yield from _CAPITAL.findall(file.read_text(encoding="utf-8"))
        return
    if source not in COLUMNS:
        raise SystemExit(f"{source!r} is no source with files: {', '.join((*COLUMNS, 'capitals'))}")
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for identifier, name in COLUMNS[source]:
                value = row.get(name) or ""
                if source == "cabinets":
                    # Which country's it is, decides: it is called a cabinet or a council there.
                    value = f"Government of {country_name(country_of(value) or '') or value}"
                if row.get(identifier):
                    yield row[identifier], value


def _agrees(label: str, names: set[str]) -> bool:
    # "Ministry of Defence" there is "Ministry of Defence of the United Kingdom" here.
    return label in names or any(
        name.startswith(f"{label} of ") or name == label.replace("government of ", "government of the ")
        for name in names
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (AUTHORITIES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    sys.exit(main())
