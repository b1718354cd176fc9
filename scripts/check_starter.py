"""Checks the ids of kgexport/authorities/starter.csv against independent sources; exit status 1 where one is unconfirmed.

    npm pack name-suggestion-index && tar xzf name-suggestion-index-*.tgz
    python scripts/check_starter.py package/dist/wikidata/wikidata.min.json

Each row has its source in starter.sources.csv. ``nsi``: the label of the id in name-suggestion-index (BSD-3-Clause), compared
here. The others were compared by hand, at the time of writing, with public files that pair the id with the name: ``bodies``
(the register of international bodies in OpenSanctions' crawler of Wikidata positions), ``outlets`` (outlets' domains, resolved
through Wikidata's official website), ``agencies`` (ids of news agencies in a recogniser of agencies), ``text`` (other
files). Those whose id is in name-suggestion-index too are compared with it, whatever their source.
"""

import argparse
import csv
import json
import sys
from pathlib import Path

from kgexport.linking.keys import alias_key

AUTHORITIES = Path(__file__).parent.parent / "kgexport" / "authorities"
BY_HAND = {"bodies", "outlets", "agencies", "text"}


def main() -> int:
    """Prints what is not confirmed, and how many rows each source confirms."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("index", type=Path, help="wikidata.min.json of name-suggestion-index")
    labels = {
        identifier: entry.get("label", "")
        for identifier, entry in json.loads(parser.parse_args().index.read_text(encoding="utf-8"))["wikidata"].items()
    }
    sources = {row["id"]: row["source"] for row in _rows("starter.sources.csv")}
    confirmed: dict[str, int] = {}
    wrong = []
    for row in _rows("starter.csv"):
        names = {alias_key(name) for name in (row["label"], *row["aliases"].split("|"))}
        label, source = labels.get(row["id"]), sources.get(row["id"])
        if label is not None and not _agrees(alias_key(label), names):
            wrong.append(f"{row['id']} {row['label']}: {label!r} in name-suggestion-index")
        elif label is not None:
            confirmed["nsi"] = confirmed.get("nsi", 0) + 1
        elif source in BY_HAND:
            confirmed[source] = confirmed.get(source, 0) + 1
        else:
            wrong.append(f"{row['id']} {row['label']}: no source confirms it")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(", ".join(f"{source}: {count}" for source, count in sorted(confirmed.items())))
    return 1 if wrong else 0


def _agrees(label: str, names: set[str]) -> bool:
    # "Ministry of Defence" there is "Ministry of Defence of the United Kingdom" here.
    return label in names or any(name.startswith(f"{label} of ") for name in names)


def _rows(name: str) -> list[dict[str, str]]:
    with (AUTHORITIES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    sys.exit(main())
