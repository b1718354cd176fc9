"""Checks the ids of kgexport/authorities/starter.csv against independent sources; exit status 1 where one is unconfirmed.

    npm pack name-suggestion-index && tar xzf name-suggestion-index-*.tgz
    python scripts/check_starter.py package/dist/wikidata/wikidata.min.json [leaders=FILE] [capitals=FILE] …

Each row has its source in starter.sources.csv. Compared here, wherever the file is given:

- ``nsi``: the labels of name-suggestion-index (npm, BSD-3-Clause); every id that it has is compared, whatever the source
- ``leaders``: data/wikidata.csv of github.com/every-politician-scrapers/world-leaders-2021
- ``ministers``: sources/foreign/wikidata.csv of …/world, and data/wikidata.csv of …/us-cabinet, ukraine-cabinet, russia-cabinet
- ``cabinets``: wikidata/results/country-cabinets.csv of github.com/every-politician-scrapers/world
- ``capitals``: app/explore2/src/data/countries.js of github.com/waldenn/conzept
- ``countries``: dist/country-coder.mjs of @rapideditor/country-coder (npm, ISC); every country and territory is compared
- ``bodies``: the international bodies (IntlOrg) of OpenSanctions' crawler of Wikidata positions
- ``outlets``: a table of outlets' domains with "qid" and "label"; ``agencies``: one of agencies' short names and ids

A row is compared with its own source where that is given, else with any other file that has its id.
A source whose file is not given is counted apart, as compared by hand only, which was done at the time of writing; with
``--all`` that is a failure, too. For the source ``text`` (17 ids of the best known) there is no file of its own.
"""

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kgexport.gazetteer import countries, country_name, country_of
from kgexport.linking.keys import alias_key

AUTHORITIES = Path(__file__).parent.parent / "kgexport" / "authorities"
BY_HAND = {"agencies", "bodies", "cabinets", "capitals", "leaders", "ministers", "outlets", "text"}
# Source -> the columns of the id and of the name, in each form its files have.
COLUMNS = {
    "leaders": (("officeholder", "officeholderLabel"),),
    "ministers": (("person", "name"), ("wdid", "name")),
    "cabinets": (("cabinet", "stateLabel"),),
}
# Source -> where the id and the name are in files that are no tables.
PATTERNS = {
    "capitals": re.compile(r'"cap(?:ital|il|al)": "(?P<id>Q\d+)",\s*"capitalName": "(?P<name>[^"]*)"'),
    "bodies": re.compile(r'"(?P<id>Q\d+)":\s*IntlOrg\(\s*"(?P<name>[^"]*)"'),
    "outlets": re.compile(r'"qid":\s*"(?P<id>Q\d+)"[^}]*"label":\s*"(?P<name>[^"]*)"'),
    "agencies": re.compile(r'"(?P<name>[^"]+)":\s*"(?P<id>Q\d+)"'),
}
_IN_COUNTRY = [
    re.compile(rf'{key}: "({value})"')
    for key, value in (("wikidata", r"Q\d+"), ("nameEn", '[^"]+'), ("iso1A2", "[A-Z]{2}"))
]
_ID = re.compile(r"Q\d+")


def main() -> int:
    """Prints what is not confirmed, and how many rows each source confirms."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("index", type=Path, help="wikidata.min.json of name-suggestion-index")
    parser.add_argument("files", nargs="*", metavar="SOURCE=FILE", help="files of the other sources; may be repeated")
    parser.add_argument("--all", action="store_true", help="fail where a row was not compared in this run")
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
    by_hand: dict[str, int] = {}
    wrong = []
    for row in _rows("starter.csv"):
        names = {alias_key(name) for name in (row["label"], *row["aliases"].split("|"))}
        label, source = labels.get(row["id"]), sources.get(row["id"])
        why = None
        if label is not None and not _agrees(alias_key(label), names):
            why = f"{label!r} in name-suggestion-index"
        elif label is not None:
            source = "nsi"
        elif compared := [each for each in given if row["id"] in given[each] or each == source]:
            # Its own source where that was given, else whichever other file has the id.
            source = source if source in given else compared[0]
            found = given[str(source)].get(row["id"], set())
            # A holder or a capital without its name there is known by the post or the country alone.
            if not found or not any(_agrees(name, names) or _ID.fullmatch(name.upper()) for name in found):
                why = f"{', '.join(sorted(found)) or 'nothing'} in {source}"
        elif source not in BY_HAND:
            why = "no source confirms it"
        if why:
            wrong.append(f"{row['id']} {row['label']}: {why}")
        else:
            counted = confirmed if source == "nsi" or source in given else by_hand
            counted[str(source)] = counted.get(str(source), 0) + 1
    if "countries" in given:
        wrong += _countries_that_differ(given["countries"])
        confirmed["countries"] = sum(1 for each in countries() if each.wikidata)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    for heading, counts in (("compared in this run", confirmed), ("by hand only", by_hand)):
        told = ", ".join(f"{source} {count}" for source, count in sorted(counts.items()))
        print(f"{heading}: {sum(counts.values())} ({told})" if counts else f"{heading}: 0")
    return 1 if wrong or (options.all and by_hand) else 0


def _countries_that_differ(found: dict[str, set[str]]) -> list[str]:
    """The countries whose id has another name and another code in the file."""
    different = []
    for each in countries():
        known = found.get(each.wikidata or "", set())
        names = {alias_key(name) for name in (each.name, *each.variants)} | {alias_key(each.alpha2)}
        if each.wikidata and not known & names:
            different.append(f"{each.wikidata} {each.name}: {', '.join(sorted(known)) or 'nothing'} in countries")
    return different


def pairs(source: str, file: Path) -> Iterator[tuple[str, str]]:
    """The (id, name) pairs of a source's file. Raises SystemExit for a source that is none of ours."""
    if source == "countries":
        for found in re.findall(r"\{[^{}]*\}", file.read_text(encoding="utf-8")):
            identifier, name, code = (pattern.search(found) for pattern in _IN_COUNTRY)
            if identifier and name:
                yield from ((identifier[1], value[1]) for value in (name, code) if value)
        return
    if source in PATTERNS:
        for found in PATTERNS[source].finditer(file.read_text(encoding="utf-8")):
            yield found["id"], found["name"]
        return
    if source not in COLUMNS:
        raise SystemExit(f"{source!r} is no source with files: {', '.join((*COLUMNS, *PATTERNS))}")
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
