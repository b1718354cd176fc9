"""Personal names of many countries, in Latin script: which words are given or family names, and the sex they tell.

The lists (given_names.txt, family_names.txt) are built by scripts/build_given_names.py; see NOTICE.
"""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent

_NICKNAMES: dict[str, str] = {
    "joe": "joseph", "bill": "william", "will": "william", "bob": "robert", "rob": "robert", "dick": "richard",
    "rick": "richard", "mike": "michael", "jim": "james", "jimmy": "james", "tom": "thomas", "tony": "anthony",
    "dan": "daniel", "dave": "david", "steve": "steven", "stephen": "steven", "ted": "edward", "ed": "edward",
    "chris": "christopher", "matt": "matthew", "alex": "alexander", "sasha": "alexander", "ben": "benjamin",
    "bernie": "bernard", "chuck": "charles", "charlie": "charles", "don": "donald", "greg": "gregory", "jeff": "jeffrey",
    "jon": "jonathan", "josh": "joshua", "ken": "kenneth", "larry": "lawrence", "nick": "nicholas", "pat": "patrick",
    "pete": "peter", "phil": "philip", "ray": "raymond", "ron": "ronald", "sam": "samuel", "tim": "timothy",
    "vic": "victor", "liz": "elizabeth", "beth": "elizabeth", "kate": "katherine", "katie": "katherine",
    "kathy": "katherine", "jen": "jennifer", "jenny": "jennifer", "sue": "susan", "meg": "margaret", "peggy": "margaret",
    "becky": "rebecca", "hank": "henry", "harry": "henry", "jack": "john", "johnny": "john", "andy": "andrew",
    "drew": "andrew", "al": "albert", "fred": "frederick", "gerry": "gerald", "jerry": "gerald", "jake": "jacob",
    "lou": "louis", "mitch": "mitchell", "rudy": "rudolph", "russ": "russell", "vlad": "vladimir",
}  # fmt: skip


@cache
def _given() -> dict[str, str]:
    lines = (_FOLDER / "given_names.txt").read_text(encoding="utf-8").splitlines()
    parts = (line.partition(" ") for line in lines)
    return {name: sex for name, _, sex in parts}


@cache
def _family() -> frozenset[str]:
    return frozenset((_FOLDER / "family_names.txt").read_text(encoding="utf-8").splitlines())


def _cased(word: str) -> str:
    return word.capitalize() if len(word) > 2 and word.isupper() else word


def is_given_name(word: str) -> bool:
    """True for a word that is given to people somewhere ("Paris" too: the context decides)."""
    return _cased(word) in _given()


def is_family_name(word: str) -> bool:
    """True for a word that is a family name somewhere."""
    return _cased(word) in _family()


def sex_of_given_name(word: str) -> str | None:
    """``f`` or ``m`` where all countries that have the given name agree; else None."""
    return _given().get(_cased(word)) or None


def formal_given_name(word: str) -> str | None:
    """The given name that a nickname mostly stands for ("Bob": Robert); None for a word that is no nickname."""
    found = _NICKNAMES.get(word.casefold())
    return found.capitalize() if found else None
