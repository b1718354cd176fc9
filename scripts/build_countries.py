"""Writes kgexport/gazetteer/countries.json: countries, territories and their regions, with names, demonyms and capitals.

Run at development time, in an environment of its own that has ``rigour`` and ``countryinfo`` (both MIT; see NOTICE):

    pip install rigour countryinfo
    python scripts/build_countries.py

Takes facts only. What news writing adds to them (variants, adjectives, seats of government) is in
kgexport/gazetteer/curated.toml, which is written by hand and wins over this table.
"""

import json
import re
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from rigour.territories import get_territories

TARGET = Path(__file__).parent.parent / "kgexport" / "gazetteer" / "countries.json"
# Codes that are no country or territory of today: cyberspace, the world, states that are gone, bodies.
LEFT_OUT = {"ip", "zz", "eu", "un", "an", "cshh", "csxx", "dd", "suhh", "yucs", "zr"}
# countryinfo 1.0 has the capitals of some years ago, or the official beside the actual one.
CAPITALS = {
    "BI": "Gitega",
    "HK": None,
    "IL": "Jerusalem",
    "KZ": "Astana",
    "MO": None,
    "NG": "Abuja",
    "PS": "Ramallah",
    "SM": "San Marino",
    "SZ": "Mbabane",
    "US": "Washington",
    "VA": "Vatican City",
    "XK": "Pristina",
    "BQ": "Kralendijk",
}
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def main() -> int:
    """Writes the table; the same input gives the same bytes."""
    info = _countryinfo()
    countries, regions = [], []
    for territory in sorted(get_territories(), key=lambda each: each.code):
        code = territory.code.upper()
        if territory.code in LEFT_OUT or territory.is_historical:
            continue
        name = _BRACKETS.sub("", territory.name).removesuffix(" SAR")
        if len(code) == 2:
            facts = info.get(code, {})
            variants = {facts.get("name", ""), territory.full_name, _plain(territory.in_sentence)}
            # Single words are spellings in other languages ("Island" for Iceland), which mislead in English text.
            variants |= {each for each in facts.get("altSpellings", ()) if " " in each.strip() and each.isascii()}
            countries.append(
                {
                    "alpha2": code,
                    "name": name,
                    "wikidata": territory.qid,
                    "variants": sorted(
                        {_plain(_BRACKETS.sub("", each).strip()) for each in variants if "," not in each} - {name, ""}
                    ),
                    "demonyms": [
                        each.strip() for each in re.split(r"[,/]", facts.get("demonym") or "") if each.strip()
                    ],
                    "capital": CAPITALS.get(code, facts.get("capital") or None),
                }
            )
        elif territory.code[2:3] == "-":
            regions.append({"country": code[:2], "name": name, "wikidata": territory.qid})
    TARGET.write_text(
        json.dumps({"countries": countries, "regions": regions}, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        encoding="utf-8",
    )
    print(f"{TARGET}: {len(countries)} countries and territories, {len(regions)} regions")
    return 0


def _plain(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ")


def _countryinfo() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(Path(str(files("countryinfo") / "data")).glob("*.json")):
        facts = json.loads(file.read_text(encoding="utf-8"))
        capital = facts.get("capital")
        facts["capital"] = capital[0] if isinstance(capital, list) else capital
        code = facts.get("ISO", {}).get("alpha2")
        if code and (code not in found or facts.get("demonym")):
            found[code] = facts
    return found


if __name__ == "__main__":
    sys.exit(main())
