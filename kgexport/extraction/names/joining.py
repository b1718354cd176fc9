"""Names that the model cut in two, joined: "Raila" + "Odinga", "U.S." + "State Department", "Washington" + "DC"."""

from kgexport import gazetteer
from kgexport.extraction.names.name import Candidate
from kgexport.extraction.names.trimming import is_title_word
from kgexport.extraction.names.words import ABBREVIATED, NATIONAL, ORGANISATION, PLACE, STREETS, Words
from kgexport.gazetteer.titles import HONORIFICS, MODIFIERS

_NAMES = ("PERSON", "ORG", "PLACE")
_LONGEST_ACRONYM = 6  # letters


def joined(words: Words, found: list[Candidate]) -> list[Candidate]:
    """The candidates, joined where the model cut a name: "Raila" + "Odinga", "U.S." + "State Department", "Washington" + "DC"."""
    joined: list[Candidate] = []
    for each in found:
        last = joined[-1] if joined else None
        kind = _kind_together(words, last, each) if last else None
        if last and kind:
            joined[-1] = Candidate(last.start + (words.lower[last.start] == "the"), each.end, kind)
            before = joined[-2] if len(joined) > 1 else None
            if before and kind == "ORG" and _kind_together(words, before, joined[-1]):
                article = words.lower[before.start] == "the"
                joined[-2:] = [Candidate(before.start + article, each.end, kind)]  # "Nigeria" + "Labour" + "Congress"
        else:
            joined.append(each)
    return joined


def _kind_together(words: Words, last: Candidate, each: Candidate) -> str | None:
    if words.text[each.start] in ("DC", "D.C.") and each.start - last.end < 2:
        return "PLACE" if words.joined(last.start, last.end) == "Washington" else None
    if _is_crossing(words, last, each):
        return "PLACE"
    if _is_abbreviated_given_name(words, last, each):
        return "PERSON"
    if _is_foundation_of_two(words, last, each):
        return "ORG"
    if last.end != each.start or not words.follows(each.start):
        return None
    if gazetteer.place_kind(words.joined(last.start, each.end)) is not None and not words.titled[each.start]:
        return "PLACE"  # "Lao" + "Cai"
    if _is_personal_pair(words, last, each):
        return "PERSON"
    if _is_landmark_pair(words, last, each):
        return "PLACE"
    together = (
        _is_national(words, last, each)
        or _is_one_body(words, last, each)
        or _is_branch(words, last, each)
        or _is_behind_acronym(words, last, each)
    )
    return "ORG" if together else None


def _is_personal_pair(words: Words, last: Candidate, each: Candidate) -> bool:
    if _is_unseen_given_name(words, last, each) or _is_unseen_surname(words, last, each):
        return True
    if last.kind not in _NAMES or each.kind not in _NAMES:
        return False
    if last.kind == each.kind == "PERSON" and last.end - last.start > 1 and words.lower[last.end - 1] in HONORIFICS:
        return True  # "Hassan Sheikh" + "Mohamud"
    if last.end - last.start == 2 and each.end - each.start == 2:
        # "Andrés Manuel" + "López Obrador": two given names, two surnames
        both = last.kind == each.kind == "PERSON"
        given = all(map(gazetteer.is_given_name, words.text[last.start : last.end]))
        return both and given and not gazetteer.is_given_name(words.text[each.start])
    if last.end - last.start != 1 or each.end - each.start != 1:
        return False
    if "PERSON" not in (last.kind, each.kind) and not gazetteer.is_given_name(words.text[last.start]):
        return False
    return all(words.text[i][1:].islower() and not _is_something_else(words.text[i]) for i in (last.start, each.start))


def _is_unseen_given_name(words: Words, last: Candidate, each: Candidate) -> bool:
    """True for "Minoru", which the model passed over, before "Kihara", which it takes for a place that nobody knows."""
    if last.kind is not None or each.kind != "PLACE" or last.end - last.start != 1 or each.end - each.start != 1:
        return False
    given, family = words.text[last.start], words.text[each.start]
    known = _is_something_else(given) or _is_something_else(family) or family.lower() in PLACE
    token = words.doc[last.start]
    hangs = token.dep_ == "compound" and token.head.i == each.start and not words.titled[last.start]
    return hangs and gazetteer.is_given_name(given) and not known and family[1:].islower()


def _is_unseen_surname(words: Words, last: Candidate, each: Candidate) -> bool:
    """True for "Obama", which the model passed over, behind "Barack"."""
    if last.kind != "PERSON" or each.kind is not None or last.end - last.start != 1 or each.end - each.start != 1:
        return False
    given, family = words.text[last.start], words.text[each.start]
    if words.titled[last.start] or _is_something_else(given) or _is_something_else(family):
        return False
    return gazetteer.is_family_name(family) and given[1:].islower() and family[1:].islower()


def _is_landmark_pair(words: Words, last: Candidate, each: Candidate) -> bool:
    """True for "Braulio Carrillo" + "National Park", "KUWAIT" + "CITY": the second one is only what sort of place it is."""
    sort = words.lower[each.start : each.end]
    return last.kind in _NAMES and sort[-1] in PLACE and all(word in PLACE or word in MODIFIERS for word in sort)


def _is_crossing(words: Words, last: Candidate, each: Candidate) -> bool:
    """True for "Main Street" + "Oak Road" behind "at": where two streets meet is one place."""
    if last.kind != "PLACE" or each.kind != "PLACE" or each.start != last.end + 1 or words.lower[last.end] != "and":
        return False
    streets = all(words.lower[place.end - 1] in STREETS and place.end - place.start > 1 for place in (last, each))
    return streets and last.start > 0 and words.lower[last.start - 1] in ("at", "near", "of")


def _is_abbreviated_given_name(words: Words, last: Candidate, each: Candidate) -> bool:
    """True for "Md." + "Rafiqul Islam", and behind a title for "Ma" + "." + "Carmela Santos": short for given names."""
    if words.text[last.start] in ABBREVIATED and last.end - last.start == 1 and last.end == each.start:
        town = last.start > 0 and words.text[last.start - 1] == ","  # "Baltimore, Md."
        return (
            not town
            and words.begin[each.start] == words.end[last.end - 1] + 1
            and not _is_something_else(words.joined(each.start, each.end))
        )
    short = last.end - last.start == 1 and words.text[last.start] == "Ma" and each.start == last.end + 1
    titled = short and last.start > 0 and is_title_word(words.lower[last.start - 1].rstrip("."))
    return titled and words.text[last.end] == "." and gazetteer.is_given_name(words.text[each.start])


def _is_foundation_of_two(words: Words, last: Candidate, each: Candidate) -> bool:
    """True for "Peter" + "and" + "Anna Holm Foundation"."""
    if each.start != last.end + 1 or words.lower[last.end] not in ("&", "and") or last.end - last.start != 1:
        return False
    if last.start and words.text[last.start - 1] == ",":
        return False  # "the Ana, Bea and Carla Lima Foundation"
    given = gazetteer.is_given_name(words.text[last.start]) and gazetteer.is_given_name(words.text[each.start])
    known = gazetteer.place_kind(words.text[last.start]) is not None
    return given and not known and each.end - each.start > 2 and words.lower[each.end - 1] in ORGANISATION


def _is_behind_acronym(words: Words, last: Candidate, each: Candidate) -> bool:
    """True for "KLB" + "Havens", of which the model sees the second word only."""
    short = words.text[last.start]
    acronym = last.kind is None and last.end - last.start == 1 and short.isupper() and 1 < len(short) < _LONGEST_ACRONYM
    return (
        acronym
        and each.kind in ("ORG", "PLACE")
        and not (_is_something_else(words.joined(each.start, each.end)) or words.lower[each.end - 1] in PLACE)
    )


def _is_something_else(name: str) -> bool:
    return (
        gazetteer.place_kind(name) is not None
        or gazetteer.country_of_adjective(name) is not None
        or gazetteer.is_well_known_organisation(name)
        or is_title_word(name.lower())
    )


def _is_one_body(words: Words, last: Candidate, each: Candidate) -> bool:
    """True for "Labour" + "Congress", "Kenya" + "Revenue Authority" behind "the": the parser hangs the one on the other."""
    end = each.end - 1
    if each.kind != "ORG" or words.lower[end] not in ORGANISATION or words.titled[end]:
        return False
    name = words.joined(last.start, last.end)
    if gazetteer.country_of(name.removeprefix("The ")):
        behind_article = "the" in words.lower[max(0, last.start - 1) : last.start + 1]
        if not behind_article or gazetteer.country_of_adjective(name):
            return False
    elif last.kind != "ORG" and not gazetteer.is_well_known_organisation(name):
        return False
    return all(part.dep_ in ("compound", "det") and part.head.i == end for part in words.doc[last.start : last.end])


def _is_branch(words: Words, body: Candidate, country: Candidate) -> bool:
    """True for "Amnesty International" + "Kenya", where the parser hangs the body on the country."""
    last = words.doc[body.end - 1]
    hangs = last.dep_ == "compound" and last.head.i == country.end - 1
    return hangs and gazetteer.is_branch(words.joined(body.start, country.end))


def _is_national(words: Words, country: Candidate, body: Candidate) -> bool:
    """True for "U.S." + "Department of Education", "Russian" + "Foreign Ministry"."""
    name = words.joined(country.start, country.end)
    if body.kind not in ("ORG", None) or gazetteer.country_of_adjective(name) is None:
        return False
    parts = words.lower[body.start : body.end]
    head = parts[parts.index("of") - 1] if "of" in parts else parts[-1]
    if head in NATIONAL:
        return True
    known = gazetteer.is_well_known_organisation(words.joined(body.start, body.end))
    return known and gazetteer.country_of(name) is not None
