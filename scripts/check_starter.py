"""Checks the ids of kgexport/authorities/starter.csv against independent sources; exit status 1 where one is unconfirmed.

    npm pack name-suggestion-index && tar xzf name-suggestion-index-*.tgz
    python scripts/check_starter.py package/dist/wikidata/wikidata.min.json [leaders=FILE] [capitals=FILE] …

Each row has its source in starter.sources.csv; it is compared with that and with every other file given that has its id:

- ``nsi``: the labels of name-suggestion-index (npm, BSD-3-Clause)
- ``leaders``: data/wikidata.csv of github.com/every-politician-scrapers/world-leaders-2021, as of 05e3baa2 (2026) and
  f86a6018 (2021, for names that the newer one lacks)
- ``wikipedia``: data/wikipedia.csv there (02c6aa00), whose ids are those of the articles that Wikipedia's lists link to
- ``ministers``: sources/foreign/wikidata.csv of …/world (030420a9), and data/wikidata.csv of …/us-cabinet (086a5a86),
  ukraine-cabinet (01b067f3) and russia-cabinet (08f81111)
- ``cabinets``: wikidata/results/country-cabinets.csv of github.com/every-politician-scrapers/world (542fc1e7)
- ``capitals``: app/explore2/src/data/countries.js of github.com/waldenn/conzept (149bbc96)
- ``countries``: dist/country-coder.mjs of @rapideditor/country-coder (npm, ISC); every country and territory is compared
- ``bodies``: the international bodies (IntlOrg) of OpenSanctions' crawler of Wikidata positions
- ``outlets``: a table of outlets' domains with "qid" and "label"; ``agencies``: one of agencies' short names and ids
- ``text``: scripts/starter_text.csv, ids that no such file has, each seen beside its name in public code or data

A name that is the bare id, or none, confirms nothing. Of office holders the files of ``leaders``, ``wikipedia`` and ``ministers``
also tell the country, the post and the years: one that our row has otherwise, or an end that it lacks, is told as well; and who
held the very post from the very year is the one meant if a part of the name agrees ("Hamad II of Bahrain" is Hamad bin Isa
Al Khalifa). With ``--all`` a row that no file given confirms is a failure, too.

Last run with all of them on 2026-11-26, on what these files say of ids, names, posts and years, copied out by hand where they
could be read but not downloaded. It bore out every row that is left: five outlets whose ids were another's, or had no name in
their source, went (one came back with the id that two other files have), and a post that had ended got its end.
"""

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kgexport.gazetteer import countries, country_name, country_of
from kgexport.linking.keys import alias_key

AUTHORITIES = Path(__file__).parent.parent / "kgexport" / "authorities"
HELD = ("leaders", "wikipedia", "ministers")
SEEN = Path(__file__).with_name("starter_text.csv")
# Source -> the columns of the id and of the name, in each form its files have.
COLUMNS = {
    "leaders": (("officeholder", "officeholderLabel"),),
    "wikipedia": (("officeholder", "officeholderlabel"),),
    "ministers": (("person", "name"), ("wdid", "name")),
    "cabinets": (("cabinet", "stateLabel"),),
    "text": (("id", "name"),),
}
# Source -> where the id and the name are in files that are no tables.
PATTERNS = {
    "capitals": re.compile(r'"cap(?:ital|il|al)": "(?P<id>Q\d+)",\s*"capitalNa?m?e": "(?P<name>[^"]*)"'),
    "bodies": re.compile(r'"(?P<id>Q\d+)":\s*IntlOrg\(\s*"(?P<name>[^"]*)"'),
    "outlets": re.compile(r'"qid":\s*"(?P<id>Q\d+)"[^}]*"label":\s*"(?P<name>[^"]*)"'),
    "agencies": re.compile(r'"(?P<name>[^"]+)":\s*"(?P<id>Q\d+)"'),
}
_IN_COUNTRY = [
    re.compile(rf'{key}: "({value})"')
    for key, value in (("wikidata", r"Q\d+"), ("nameEn", '[^"]+'), ("iso1A2", "[A-Z]{2}"))
]
_ID = re.compile(r"Q\d+")
# What words of titles are the same, in the sense of a post's holder.
SYNONYMS = {
    **dict.fromkeys(("king", "queen", "emperor", "sultan", "monarchy"), "monarch"),
    **{"chairwoman": "chairman", "defense": "defence", "councillor": "council"},
}
PLACES = {"Vatican City": "VA"}
CABINETS = {"us-cabinet": "US", "russia-cabinet": "RU", "ukraine-cabinet": "UA"}
# Posts that several hold at a time, and holders beside whom a rival was named.
SHARED = re.compile(r"\b(?:Member|Deputy|Co-Prince)\b")
RIVALS = {"Q105319569"}
_QUALIFIED = re.compile(r"\s\([^()]+\)$|,\s(?:Crown )?Prince of .+$")


@dataclass(frozen=True)
class Holding:
    """That somebody held a post, as a file says."""

    holder: str
    country: str | None
    post: str
    start: str
    end: str


@dataclass
class Sources:
    """What the files given say: source -> id -> names, and who held which post."""

    names: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)

    def add(self, source: str, identifier: str, name: str) -> None:
        """Takes down that the source gives the id that name; the bare id and an empty name are none."""
        name, told = _QUALIFIED.sub("", name), self.names.setdefault(source, {})
        if alias_key(name) and not _ID.fullmatch(name):
            told.setdefault(identifier, set()).add(alias_key(name))

    def of(self, identifier: str) -> dict[str, set[str]]:
        """The names that each source gives the id."""
        return {source: names[identifier] for source, names in self.names.items() if identifier in names}


def main() -> int:
    """Prints what is not confirmed, how many rows each source confirms, and how many posts are told as ours are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("index", type=Path, help="wikidata.min.json of name-suggestion-index")
    parser.add_argument("files", nargs="*", metavar="SOURCE=FILE", help="files of the other sources; may be repeated")
    parser.add_argument("--all", action="store_true", help="fail where a row was not compared in this run")
    options = parser.parse_args()
    given = Sources()
    for identifier, entry in json.loads(options.index.read_text(encoding="utf-8"))["wikidata"].items():
        given.add("nsi", identifier, entry.get("label", ""))
    for each in (f"text={SEEN}", *options.files):
        source, _, file = each.partition("=")
        for identifier, name in pairs(source, Path(file)):
            given.add(source, identifier, name)
        if source in HELD:
            given.holdings += holdings(Path(file))
    rows = _rows("starter.csv")
    sources = {row["id"]: row["source"] for row in _rows("starter.sources.csv")}
    confirmed: dict[str, int] = {}
    not_compared: dict[str, int] = {}
    twice, wrong = 0, []
    for row in rows:
        source, found = sources[row["id"]], given.of(row["id"])
        agreeing = [each for each, names in found.items() if any(_agrees(name, _names(row)) for name in names)]
        if not agreeing and _same_posts(row, given.holdings):
            ours = _parts(_names(row))
            agreeing = [each for each in HELD if ours & _parts(found.get(each, set()))]
        if agreeing:
            counted = source if source in agreeing else agreeing[0]
            confirmed[counted] = confirmed.get(counted, 0) + 1
            twice += len(agreeing) > 1
        elif found or source in given.names:
            told = "; ".join(f"{', '.join(sorted(names))} in {each}" for each, names in found.items())
            wrong.append(f"{row['id']} {row['label']}: {told or f'nothing in {source}'}")
        else:
            not_compared[source] = not_compared.get(source, 0) + 1
    if "countries" in given.names:
        wrong += _countries_that_differ(given.names["countries"])
        confirmed["countries"] = sum(1 for each in countries() if each.wikidata)
    posts, different = _posts(rows, given.holdings)
    wrong += different
    print(*wrong, sep="\n", end="\n" if wrong else "")
    for heading, counts in (("confirmed", confirmed), ("not compared", not_compared)):
        told = ", ".join(f"{source} {count}" for source, count in sorted(counts.items()))
        print(f"{heading}: {sum(counts.values())} ({told})" if counts else f"{heading}: 0")
    print(f"confirmed by two sources: {twice}")
    print(f"posts told with country, title and first year as here: {posts} of {sum(1 for row in rows if row['post'])}")
    return 1 if wrong or (options.all and not_compared) else 0


def _posts(rows: list[dict[str, str]], known: list[Holding]) -> tuple[int, list[str]]:
    """How many posts the files tell as we do, and those that they tell otherwise. A post they do not tell is neither."""
    same, different = 0, []
    for row in rows:
        here = [each for each in known if each.holder == row["id"]]
        if not row["post"] or not here:
            continue
        name, held = f"{row['id']} {row['label']}", _held(row, here)
        years = {each.start for each in held if each.start}
        if row["post_country"] not in {each.country for each in here}:
            different.append(f"{name}: of {here[0].country}, not {row['post_country']}")
        elif years and not _same_posts(row, here):
            different.append(f"{name}: {row['post']} since {', '.join(sorted(years))}, not {row['valid_from']}")
        elif years and not row["valid_to"] and (left := _left(row["id"], held, known)):
            different.append(f"{name}: {row['post']} until {left}, not to this day")
        elif years:
            same += 1
    return same, different


def _held(row: dict[str, str], known: list[Holding]) -> list[Holding]:
    """What the files tell of our row's very post: held by this one, in this country, under this title."""
    ours = _words(row["post"])
    return [
        each
        for each in known
        if each.holder == row["id"] and each.country == row["post_country"] and ours <= _words(each.post)
    ]


def _same_posts(row: dict[str, str], known: list[Holding]) -> bool:
    return bool(row["post"]) and any(each.start == row["valid_from"][:4] for each in _held(row, known))


def _left(holder: str, held: list[Holding], known: list[Holding]) -> str | None:
    """The year in which the holder left the post, or in which the last one who holds it came; none where it is still held."""
    if holder in RIVALS or any(SHARED.search(each.post) for each in held):
        return None
    since = max(each.start for each in held)
    if all(each.end for each in held if each.start == since):
        return max(each.end for each in held)
    posts = {(each.country, each.post) for each in held}
    later = [each.start for each in known if (each.country, each.post) in posts and each.start > since]
    return max(later, default=None)


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
    for row in _table(file):
        for identifier, name in COLUMNS[source]:
            value = row.get(name) or ""
            if source == "cabinets":
                # Which country's it is, decides: it is called a cabinet or a council there.
                value = f"Government of {country_name(country_of(value) or '') or value}"
            if row.get(identifier):
                yield row[identifier], value


def holdings(file: Path) -> Iterator[Holding]:
    """Who held which post, as a table of leaders or ministers says; of one country's cabinet, its file's name says which."""
    own = next((code for name, code in CABINETS.items() if name in file.as_posix()), None)
    for row in _table(file):
        place = row.get("countryLabel") or row.get("country") or ""
        yield Holding(
            holder=row.get("officeholder") or row.get("person") or row.get("wdid") or "",
            country=own or country_of(place) or PLACES.get(place),
            post=row.get("positionLabel") or row.get("positionlabel") or row.get("position") or "",
            start=(row.get("start_year") or row.get("start") or "")[:4].zfill(4).replace("0000", ""),
            end=(row.get("end_year") or "")[:4],
        )


def _names(row: dict[str, str]) -> set[str]:
    return {alias_key(name) for name in (row["label"], *row["aliases"].split("|")) if name}


def _agrees(label: str, names: set[str]) -> bool:
    # "Ministry of Defence" there is "Ministry of Defence of the United Kingdom" here.
    return label in names or any(
        name.startswith(f"{label} of ") or name == label.replace("government of ", "government of the ")
        for name in names
    )


def _parts(names: set[str]) -> set[str]:
    return {part for name in names for part in name.split() if len(part) > 3}


def _words(title: str) -> set[str]:
    return {SYNONYMS.get(word, word) for word in alias_key(title).split()} - {"of", "the"}


def _table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _rows(name: str) -> list[dict[str, str]]:
    return _table(AUTHORITIES / name)


if __name__ == "__main__":
    sys.exit(main())
