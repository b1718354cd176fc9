"""What speaks for a name being a person, an organisation or a place: its own words."""

import re

from kgexport import gazetteer
from kgexport.extraction.names.words import (
    ABBREVIATED,
    BUILDINGS,
    CREDENTIALS,
    NO_GIVEN_NAME,
    ORGANISATION,
    OTHER,
    PARTICLES,
    PEOPLES,
    PLACE,
    POSSESSIVES,
    SHIPS,
    STORMS,
    SURNAMES,
    THINGS,
    VISITED,
)

Weights = dict[str, float]
_NO_PERSONAL = frozenset({"of", "the", "for", "and", "&", "in"}) | POSSESSIVES
_MARKS = frozenset({"-", "'", "’", "."})
_BEFORE_PLACE_NAME = frozenset({"mount", "lake", "fort", "port", "cape", "camp"})
_POLICE_PLACES = frozenset({"prefecture", "district", "zone"})
_FAITHS = frozenset({"christianity", "islam", "judaism", "hinduism", "buddhism", "catholicism", "protestantism"})
_PLACES_AND_BUILDINGS = PLACE | BUILDINGS
_TELLING = ORGANISATION | OTHER | _PLACES_AND_BUILDINGS
_MONEY = re.compile(r"[A-Z.]{0,5}[$€£¥]\s?\d.*|.*\d[$€£¥]|(?:[KTU]?Sh|Rs|Rp|Tk)\.?\s?\d.*")
# "HK$35", "N$15 000", "Sh200m"
_NUMBERED = re.compile(r"[A-Z][a-z]{3,}-\d+")  # "Sputnik-1", "Tabuk-8": an operation, a rocket
_DISTRICT = re.compile(r"[RDI]-[A-Z].*")  # "Chip Diaz, R-Elmira": a party and where it elected somebody
_COMPOUND = re.compile(r"[A-Z][a-z]+[A-Z][A-Za-z]*")
_BEFORE_SURNAMES = (
    "Mc",
    "Mac",
    "De",
    "Di",
    "La",
    "Le",
    "Van",
    "Von",
    "Fitz",
    "Du",
    "Da",
    "Dos",
    "Al",
    "El",
    "Ben",
    "Ibn",
)
_ARABIC_ARTICLES = frozenset({"al", "el", "as", "ash", "ad"})


def shape(parts: tuple[str, ...], key: str, *, loud: bool = False) -> Weights:
    """The weight that a name's own words add to each type; ``key`` is the name as one string.

    Among words that are all capitals (``loud``), capitals make no acronym.
    """
    found: Weights = {}
    lower = [part.lower() for part in parts]
    _add(found, _known(parts, lower, key))
    _add(found, _of_words(parts, lower, key) if len(parts) > 1 else _of_word(parts[0], loud=loud))
    if lower[0] in _ARABIC_ARTICLES and len(parts) > 2 and parts[1] == "-":
        _add(found, {"PERSON": 1.8})  # "El-Sissi"
    if len(parts) > 1 and _is_team(parts):
        _add(found, {"ORG": 2.0, "PERSON": -1.0})
    if "&" in parts:
        _add(found, {"ORG": 1.5})
    if any(map(str.isdigit, key)):
        _add(found, {"OTHER": 1.5, "PERSON": -2.0})
    return found


def _add(found: Weights, more: Weights) -> None:
    for kind, weight in more.items():
        found[kind] = found.get(kind, 0.0) + weight


def _known(parts: tuple[str, ...], lower: list[str], key: str) -> Weights:
    """What the gazetteer and the lexicon say of the whole name."""
    low = key.lower()
    if _MONEY.fullmatch(key):
        return {"OTHER": 6.0}
    if (lower[-1] in _FAITHS and not _is_called_islam(parts)) or (lower[-1].isdigit() and "flight" in lower):
        return {"OTHER": 6.0}  # "Roman Catholic Christianity", "Acme Air Flight 12"
    if (
        _DISTRICT.fullmatch(key)
        or low in THINGS
        or low in CREDENTIALS
        or _NUMBERED.fullmatch(key)
        or (lower[0] in SHIPS and len(parts) > 1)
        or is_storm(parts)
    ):
        return {"OTHER": 6.0}
    if gazetteer.country_of(key) is not None:
        return {"PLACE": 4.0}
    if gazetteer.country_of_adjective(key) or gazetteer.country_of_people(key) or low in PEOPLES:
        return {"NORP": 5.0}
    if gazetteer.is_building(key):
        return {"PLACE": 3.5}
    if gazetteer.is_well_known_organisation(key) or _is_national_body(parts) or gazetteer.is_branch(key):
        return {"ORG": 5.0, "PLACE": -1.0, "PERSON": -1.0} if len(parts) > 1 else {"ORG": 3.0}
    if gazetteer.place_kind(key) is not None or gazetteer.region_of_abbreviation(key) is not None:
        known = not (gazetteer.is_given_name(key) or gazetteer.is_family_name(key))
        return {"PLACE": 3.0 if known else 2.0}
    return {}


def _is_called_islam(parts: tuple[str, ...]) -> bool:
    """True for "Md. Rafiqul Islam", whose surname it is."""
    return (
        parts[-1] == "Islam"
        and 1 < len(parts) < 5
        and not _NO_PERSONAL.intersection(parts)
        and any(part in ABBREVIATED or gazetteer.is_given_name(part) for part in parts[:2])
    )


def is_storm(parts: tuple[str, ...]) -> bool:
    """True for "Hurricane Dorian" and "Tropical Storm Chantal"."""
    lower = [part.lower() for part in parts]
    return len(parts) > 1 and (lower[0] in STORMS or lower[:2] == ["tropical", "storm"])


def _is_national_body(parts: tuple[str, ...]) -> bool:
    """True for a country before a body that is known without it: "US Federal Reserve", "United States Senate"."""
    return any(
        gazetteer.is_well_known_organisation(" ".join(parts[cut:]))
        and (gazetteer.country_of(" ".join(parts[:cut])) or gazetteer.country_of_adjective(" ".join(parts[:cut])))
        for cut in range(1, min(3, len(parts)))
    )


def _of_word(word: str, *, loud: bool) -> Weights:
    found: Weights = {"PERSON": 0.5 * gazetteer.is_given_name(word) + 0.5 * gazetteer.is_family_name(word)}
    if word.isupper() and 1 < len(word) < 7 and not loud:
        _add(found, {"PERSON": -2.0, "ORG": 0.8})
    if is_compound(word):
        _add(found, {"PERSON": -2.0, "PLACE": -1.5, "ORG": 2.5})  # "GitHub"
    if word.lower() in ORGANISATION and not gazetteer.is_family_name(word):
        _add(found, {"PERSON": -4.0})  # "Branch" of "Executive Branch", where "Executive" looks like a title
    return {kind: weight for kind, weight in found.items() if weight}


def _is_team(parts: tuple[str, ...]) -> bool:
    """True for a town and a word in the plural: "Los Angeles Lakers"."""
    town, last = " ".join(parts[:-1]), parts[-1]
    plural = len(last) > 3 and last.endswith("s") and not last.endswith("ss") and not gazetteer.is_family_name(last)
    return plural and gazetteer.place_kind(town) is not None and last.lower() not in _PLACES_AND_BUILDINGS


def is_compound(word: str) -> bool:
    """True for a word with a capital inside that does not begin like a surname: "GitHub", but not "McConnell"."""
    return _COMPOUND.fullmatch(word) is not None and not word.startswith(_BEFORE_SURNAMES)


def _of_words(parts: tuple[str, ...], lower: list[str], key: str) -> Weights:
    """What the telling words of a longer name say: its last one, or the one before "of"."""
    of = next((i for i, word in enumerate(lower) if word in ("of", "for") and i), None)
    telling = {lower[-1], lower[of - 1] if of else lower[-1]}
    if len(parts) == 2 and lower[1] in SURNAMES and _is_person_there(parts[0], key):
        return {"PERSON": 1.6, "PLACE": 1.0}
    if len(parts) > 3 and parts[-2] == "-" and lower[-1] in SURNAMES and _is_person_there(parts[0], key):
        return {"PERSON": 3.0}  # "Sophie Draper-Hill"
    if telling & VISITED:
        found: Weights = {"PLACE": 3.2, "ORG": 0.5, "PERSON": -2.0}
    elif telling & BUILDINGS:
        found = {"ORG": 0.8, "PLACE": 0.5, "PERSON": -2.0}
    elif telling & ORGANISATION:
        found = {"ORG": 2.5}
    elif telling & OTHER:
        found = {"OTHER": 3.0}
    elif telling & _POLICE_PLACES and "police" in lower:
        found = {"ORG": 1.5}  # "Paris Police Prefecture"
    elif telling & PLACE or lower[0] in _BEFORE_PLACE_NAME:
        found = {"PLACE": 2.6}
    else:
        found = {"ORG": 1.0} if any(word in ORGANISATION for word in lower) else {}
    known = telling & _TELLING or lower[0] in _BEFORE_PLACE_NAME
    if not known and gazetteer.place_kind(key) is None:
        _add(found, _personal(parts, lower))
    return found


def _is_person_there(first: str, key: str) -> bool:
    return gazetteer.is_given_name(first) and not gazetteer.place_kind(first) and not gazetteer.place_kind(key)


def _personal(parts: tuple[str, ...], lower: list[str]) -> Weights:
    """The weight of a given name first and a family name last."""
    capital = [part for part, low in zip(parts, lower, strict=True) if low not in PARTICLES and part not in _MARKS]
    if not 2 <= len(capital) <= 5 or _NO_PERSONAL.intersection(lower) or capital[0].lower() in NO_GIVEN_NAME:
        return {}
    given, family = gazetteer.is_given_name(capital[0]), gazetteer.is_family_name(capital[-1])
    if not given and len(capital) == 2 and _COMPOUND.fullmatch(capital[0]) and not is_compound(capital[0]):
        return {"PERSON": 3.0 if family else 2.4}  # "LaRon Ritter"
    if given and gazetteer.place_kind(capital[0]) is not None:
        return {"PERSON": 0.8}
    if given:
        return {"PERSON": 3.3 if family else 2.6}
    return {"PERSON": 1.0} if family or any(map(gazetteer.is_given_name, capital[1:])) else {}
