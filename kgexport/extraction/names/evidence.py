"""What speaks for a name being a person, an organisation or a place: the words around it, and its own."""

from kgexport import gazetteer

from kgexport.extraction.names.candidates import Candidate
from kgexport.extraction.names.words import (
    BEFORE_PLACE,
    CREDENTIALS,
    OF_ORGANISATION,
    OF_PEOPLE,
    ORGANISATION,
    OTHER,
    PEOPLES,
    PARTICLES,
    PLACE,
    PLACE_NOUNS,
    SURNAMES,
    THINGS,
    Words,
)
from kgexport.gazetteer.titles import HEADS, HONORIFICS, WEAK_HEADS

Weights = dict[str, float]
# Verbs whose subject speaks; the ones that tell people and bodies from places.
SAYING = frozenset(
    """
    say tell add note announce claim argue explain warn insist deny confirm admit acknowledge suggest believe think want hope write tweet ask reply
    describe recall declare stress emphasize emphasise vow pledge urge promise accuse criticize criticise blame speak comment joke
    """.split()  # noqa: SIM905
)


_SHIPS = frozenset({"uss", "hms", "rms", "hmas", "hmcs", "mv"})
# Both a body and a building: what the model and the words around see decides.
BUILDINGS = frozenset(
    {
        "museum",
        "hospital",
        "church",
        "mosque",
        "school",
        "theatre",
        "theater",
        "cinema",
        "library",
        "gallery",
        "hotel",
        "clinic",
        "cathedral",
    }
)
# Given names somewhere, but in English news mostly the first word of something else.
_NO_GIVEN_NAME = frozenset(
    {
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "santa",
        "san",
        "river",
        "port",
        "mount",
        "bay",
        "de",
        "la",
        "el",
        "los",
        "las",
        "royal",
        "union",
        "national",
        "global",
        "early",
        "new",
        "love",
        "ford",
        "star",
        "general",
        "prince",
        "king",
        "princess",
        "florida",
        "dow",
        "mac",
        "bank",
    }
)


def context(words: Words, each: Candidate) -> Weights:
    """The weight that the words around one occurrence add."""
    found: Weights = {}

    def add(kind: str, weight: float) -> None:
        found[kind] = found.get(kind, 0.0) + weight

    start, end = each.start, each.end
    before = words.lower[start - 1] if start and not words.opens[start] else ""
    after = words.lower[end] if end < words.size and not words.opens[end] else ""
    after2 = words.lower[end + 1] if after and end + 1 < words.size else ""
    head = before.rstrip(".")
    if before in HONORIFICS or head in HONORIFICS:
        add("PERSON", 4.0)
    elif (
        before in HEADS
        and before not in WEAK_HEADS
        and (start < 2 or words.lower[start - 2] not in ("the", "a", "an", "this", "that"))
    ):
        add("PERSON", 2.5)
    elif before in HEADS:
        add("PERSON", 1.0)
    elif before == "the":
        add("PERSON", -2.0)
    elif before in BEFORE_PLACE:
        add("PLACE", 1.0 if before == "in" else 0.7)
        add("PERSON", -0.3)
    elif before == "at":
        add("ORG", 0.3)
        add("PLACE", 0.3)
    if after in ("who", "whom"):
        add("PERSON", 1.5)
    elif after == "," and after2 in ("who", "whom"):
        add("PERSON", 1.5)
    elif (
        after in (",", "(")
        and after2.isdigit()
        and 5 < int(after2[:4]) < 111
        and end + 2 < words.size
        and words.text[end + 2] in (",", ")", ".")
    ):
        add("PERSON", 2.5)
    elif after == "," and _title_follows(words, end + 1):
        add("PERSON", 1.8)
    elif after in OF_ORGANISATION and words.tag[end].startswith("NN"):
        add("ORG", 0.5)
    elif after in HEADS and after not in WEAK_HEADS and end + 1 < words.size and words.named[end + 1]:
        # "Frente Renovador leader Sergio Massa"
        add("ORG", 0.8)
        add("PERSON", -1.5)
    elif after in OF_PEOPLE:
        add("NORP", 1.2)
    elif after in PLACE_NOUNS and each.kind != "PERSON":
        add("PLACE", 1.0)
    if words.initial[start] and end - start == 1 and not words.tag[start].startswith("NNP"):
        # A sentence's first word that the tagger takes for a common one.
        for kind in ("PERSON", "ORG", "PLACE"):
            add(kind, -1.5)
    token = words.doc[end - 1]
    if token.dep_ in ("nsubj", "nsubjpass"):
        if token.head.lemma_ in SAYING:
            add("PERSON", 0.8)
            add("ORG", 0.2)
            add("PLACE", -0.6)
    return found


def _title_follows(words: Words, i: int) -> bool:
    """True for ", the president of", ", a professor at", ", director of the" behind a name."""
    for k in range(i, min(i + 7, words.size)):
        low = words.lower[k]
        if low in (",", ".", ";", "and", "who") or words.tag[k].startswith("VB"):
            return False
        if low in HEADS and words.tag[k] in ("NN", "NNP"):
            return True
    return False


def shape(parts: tuple[str, ...], key: str) -> Weights:
    """The weight that a name's own words add."""
    found: Weights = {}

    def add(kind: str, weight: float) -> None:
        found[kind] = found.get(kind, 0.0) + weight

    lower = [part.lower() for part in parts]
    if key.lower() in THINGS or key.lower() in CREDENTIALS or lower[0] in _SHIPS and len(parts) > 1:
        add("OTHER", 6.0)
    elif gazetteer.country_of(key) is not None:
        add("PLACE", 4.0)
    elif (
        gazetteer.country_of_adjective(key) is not None
        or gazetteer.country_of_people(key) is not None
        or key.lower() in PEOPLES
    ):
        add("NORP", 5.0)
    elif gazetteer.is_building(key):
        add("PLACE", 3.5)
    elif gazetteer.is_well_known_organisation(key) or _is_national_body(parts):
        add("ORG", 3.0)
    elif gazetteer.region_of_abbreviation(key) is not None:
        add("PLACE", 2.0)
    elif gazetteer.place_kind(key) is not None:
        add("PLACE", 2.0)
    several = len(parts) > 1
    if several:
        last = lower[-1]
        of = next((i for i, word in enumerate(lower) if word in ("of", "for") and i), None)
        head = lower[of - 1] if of else last
        if (
            len(parts) == 2
            and last in SURNAMES
            and gazetteer.is_given_name(parts[0])
            and not gazetteer.place_kind(parts[0])
            and not gazetteer.place_kind(key)
        ):
            add("PERSON", 1.6)
            add("PLACE", 1.0)
        elif head in BUILDINGS or last in BUILDINGS:
            add("ORG", 0.8)
            add("PLACE", 0.5)
        elif head in ORGANISATION or last in ORGANISATION:
            add("ORG", 2.5)
        elif head in OTHER or last in OTHER:
            add("OTHER", 3.0)
        elif head in PLACE or last in PLACE or lower[0] in ("mount", "lake", "fort", "port", "cape", "camp"):
            add("PLACE", 2.6)
        elif any(word in ORGANISATION for word in lower):
            add("ORG", 1.0)
        if not ({head, last} & (ORGANISATION | OTHER | PLACE)):
            _personal(parts, lower, add)
    else:
        if gazetteer.is_given_name(parts[0]):
            add("PERSON", 0.5)
        if gazetteer.is_family_name(parts[0]):
            add("PERSON", 0.5)
    if lower[0] in ("al", "el", "as", "ash", "ad") and len(parts) > 2 and parts[1] == "-":
        add("PERSON", 1.5)
    if "&" in parts:
        add("ORG", 1.5)
    if any(c.isdigit() for c in key):
        add("OTHER", 1.5)
        add("PERSON", -2.0)
    if not several and key.isupper() and 1 < len(key) < 7:
        add("PERSON", -2.0)
        add("ORG", 0.8)
    return found


def _is_national_body(parts: tuple[str, ...]) -> bool:
    """True for a country before a body that is known without it: "US Federal Reserve", "United States Senate"."""
    return any(
        gazetteer.is_well_known_organisation(" ".join(parts[cut:]))
        and (gazetteer.country_of(" ".join(parts[:cut])) or gazetteer.country_of_adjective(" ".join(parts[:cut])))
        for cut in range(1, min(3, len(parts)))
    )


def _personal(parts: tuple[str, ...], lower: list[str], add: "object") -> None:
    capital = [
        part
        for part, low in zip(parts, lower, strict=True)
        if low not in PARTICLES and part not in ("-", "'", "’", ".")
    ]
    if not 2 <= len(capital) <= 5 or any(low in ("of", "the", "for", "and", "&", "in") for low in lower):
        return
    if "'s" in lower or "’s" in lower or capital[0].lower() in _NO_GIVEN_NAME:
        return
    given = gazetteer.is_given_name(capital[0])
    if given and gazetteer.place_kind(capital[0]) is not None:
        add("PERSON", 0.8)  # type: ignore[operator]
        return
    family = gazetteer.is_family_name(capital[-1])
    if given:
        add("PERSON", 2.6)  # type: ignore[operator]
    elif family or any(gazetteer.is_given_name(part) for part in capital[1:]):
        add("PERSON", 1.0)  # type: ignore[operator]
    if given and family:
        add("PERSON", 0.7)  # type: ignore[operator]
