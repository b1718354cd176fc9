"""Every occurrence of the names that were decided, as spans with their titles."""

from collections.abc import Iterator

from kgexport import gazetteer
from kgexport.extraction.draft import NameSpan
from kgexport.extraction.names.clubs import told_apart
from kgexport.extraction.names.name import Candidate, Name, key_of, surname_of
from kgexport.extraction.names.titles import OF_FIELDS, title_before
from kgexport.extraction.names.trimming import is_title_word
from kgexport.extraction.names.words import DASHES, PARTICLES, Words
from kgexport.extraction.parse import ParsedArticle
from kgexport.gazetteer.titles import HEADS, MODIFIERS
from kgexport.model import PlaceKind, SurfaceType

_CURRENCIES = frozenset(
    {
        "dollar",
        "dollars",
        "peso",
        "pesos",
        "rand",
        "riyal",
        "riyals",
        "rupee",
        "rupees",
        "shilling",
        "shillings",
        "yuan",
    }
)
_WITH_ARTICLE = frozenset({"Hague"})
_LABOUR = frozenset({"labour", "labor"})


def name_spans(
    parsed: ParsedArticle, words: Words, names: dict[str, Name], found: list[Candidate]
) -> Iterator[NameSpan]:
    """The names in reading order, without overlaps."""
    chosen: dict[int, tuple[int, str]] = {}
    apart = told_apart(words, ((name.key, name.kind, name.places) for name in names.values()))
    # For each token, the name that stands there as (start, end); what was decided to be no name leaves its place free.
    taken: list[tuple[int, int] | None] = [None] * words.size
    for each in found:
        name = names[key_of(words, each.start, each.end)]
        if name.kind is not None:
            chosen[each.start] = (each.end, apart.get(each.start, name.kind))
            taken[each.start : each.end] = [(each.start, each.end)] * (each.end - each.start)
    for start, end, kind in _found_again(words, names, taken):
        for i in range(start + 1, end):
            chosen.pop(i, None)  # a part of a longer name: "Sun" of "Sun Lijun"
        chosen[start] = (end, kind)
    yield from _in_order(parsed, words, chosen)


def _in_order(parsed: ParsedArticle, words: Words, chosen: dict[int, tuple[int, str]]) -> Iterator[NameSpan]:
    for start in set(_fields_of_office(words, chosen)):
        del chosen[start]
    starts = sorted(chosen)
    titles: dict[int, int] = {}
    inside: set[int] = set()  # names that are only a word of a title: the "State" of "Secretary of State"
    bodies = {i: start for start in starts if chosen[start][1] == "ORG" for i in range(start + 1, chosen[start][0])}
    earliest = 0
    for start in starts:
        end, kind = chosen[start]
        if kind == "PERSON":
            title = title_before(words, start, earliest)
            if title is not None:
                titles[start] = title = bodies.get(title, title)  # not from inside a body's name on
                inside.update(i for i in range(title, start) if _is_title_word(words, i))
            earliest = end
    with_article = _called_with_article(words, chosen)
    for start in starts:
        end, kind = chosen[start]
        if end - start == 1 and start in inside:
            continue
        key = key_of(words, start, end)
        article = start > 0 and words.text[start - 1] == "The" and (key in with_article or key in _WITH_ARTICLE)
        span = _span(parsed, words, start - article, end, kind=kind, title=titles.get(start))
        if span is not None:
            yield span


def _fields_of_office(words: Words, chosen: dict[int, tuple[int, str]]) -> Iterator[int]:
    """The names that are no more than what a minister is minister of: "Road Transport and Bridges Minister"."""
    ends = {end: start for start, (end, _) in chosen.items()}
    for last, start in ends.items():
        if _is_before_another_field(words, last) and not _is_known_body(words, start, last):
            yield start
        if last >= words.size or words.lower[last] not in OF_FIELDS or not words.named[last]:
            continue
        if last - start == 1 and words.lower[start] in _LABOUR:
            yield start  # "Labour Minister Ana Lima": of labour, not of the party
        if start < 2:
            continue
        before = ends.get(start - 1)
        if words.lower[start - 1] not in ("and", "&") or (last - start > 1 and chosen[start][1] == "PERSON"):
            continue
        yield from (i for i in (start, before) if i is not None and not _is_known_body(words, i, chosen[i][0]))


def _is_before_another_field(words: Words, i: int) -> bool:
    """True for "and Bridges Minister" at ``i``, where nothing takes the second field for a name."""
    if i + 2 >= words.size or words.lower[i] not in ("and", "&") or words.opens[i + 2]:
        return False
    return words.named[i + 1] and words.named[i + 2] and words.lower[i + 2] in OF_FIELDS


def _is_known_body(words: Words, start: int, end: int) -> bool:
    name = words.joined(start, end)
    return gazetteer.is_well_known_organisation(name) or gazetteer.place_kind(name) is not None


def _is_title_word(words: Words, i: int) -> bool:
    low = words.lower[i]
    return (low in MODIFIERS or low in HEADS) and not gazetteer.is_well_known_organisation(words.text[i])


def _called_with_article(words: Words, chosen: dict[int, tuple[int, str]]) -> frozenset[str]:
    """The organisations and places that carry a capital "The" inside a sentence: "as The Gaze reported"."""
    return frozenset(
        key_of(words, start, end)
        for start, (end, kind) in chosen.items()
        if kind in ("ORG", "PLACE")
        and start > 1
        and words.text[start - 1] == "The"
        and not words.opens[start - 1]
        and words.text[start - 2].isalpha()
        and not words.titled[start]
    )


def _span(
    parsed: ParsedArticle, words: Words, start: int, end: int, *, kind: str, title: int | None
) -> NameSpan | None:
    if kind == "OTHER" or (kind in ("NORP", "PLACE") and _is_of_a_currency(words, start, end)):
        return None
    if kind == "NORP":
        modifies = _is_modifier(words, end) or _is_second_half(words, start)
        if gazetteer.country_of_adjective(words.joined(start, end)) is None or not modifies:
            return None
        return _made(parsed, words, start, end, SurfaceType.PLACE, adjective=True)
    if kind == "PLACE":
        name = words.joined(start, end)
        if words.follows(end) and words.text[end] in ("region", "oblast") and _is_settlement(name):
            end += 1  # "Donetsk region" is not Donetsk; "Anhui province" is Anhui
        adjective = gazetteer.country_of_adjective(name) is not None and _is_modifier(words, end)
        return _made(parsed, words, start, end, SurfaceType.PLACE, adjective=adjective)
    surface = SurfaceType(kind)
    made = _made(parsed, words, start, end, surface)
    if title is None:
        return made
    return NameSpan(
        begin=made.begin,
        end=made.end,
        text=made.text,
        surface=surface,
        title=parsed.mention(words.begin[title], words.end[start - 1]),
    )


def _is_settlement(name: str) -> bool:
    return gazetteer.place_kind(name) is PlaceKind.SETTLEMENT


def _made(
    parsed: ParsedArticle, words: Words, start: int, end: int, surface: SurfaceType, *, adjective: bool = False
) -> NameSpan:
    begin, stop = words.begin[start], words.end[end - 1]
    return NameSpan(begin=begin, end=stop, text=parsed.text[begin:stop], surface=surface, adjective=adjective)


def _is_modifier(words: Words, end: int) -> bool:
    """True where a noun (or another modifier of one) follows on the same line."""
    if end >= words.size or words.opens[end] or words.begin[end] > words.end[end - 1] + 1:
        return False
    if words.text[end] in ("and", ",") and end + 1 < words.size:
        # "U.S. and Russian officials"
        return gazetteer.country_of_adjective(words.text[end + 1]) is not None and _is_modifier(words, end + 2)
    return words.tag[end][:2] in ("NN", "JJ") or words.text[end] in ("-", "–")


def _is_of_a_currency(words: Words, start: int, end: int) -> bool:
    """True for the "U.S." of "U.S. dollars": the name of money."""
    money = words.follows(end) and words.lower[end] in _CURRENCIES
    return money and gazetteer.country_of_adjective(words.joined(start, end)) is not None


def _is_second_half(words: Words, start: int) -> bool:
    """True for the "Kenyan" of "the British-Kenyan": both countries are named, whatever follows."""
    if start < 2 or words.text[start - 1] not in DASHES or not words.touches(start - 1) or not words.touches(start):
        return False
    return gazetteer.country_of_adjective(words.text[start - 2]) is not None


def _free(taken: list[tuple[int, int] | None], start: int, end: int) -> bool:
    """True where nothing stands, or only names that lie inside ``start..end`` and are shorter."""
    here = taken[start:end]
    return not any(here) or all(
        span is None or (start <= span[0] and span[1] <= end and span[1] - span[0] < end - start) for span in here
    )


def _found_again(
    words: Words, names: dict[str, Name], taken: list[tuple[int, int] | None]
) -> Iterator[tuple[int, int, str]]:
    """Occurrences of the names, and of the single words of personal names, where no candidate stands."""
    table = _table(names)
    i = 0
    while i < words.size:
        step = 1
        if (words.named[i] or words.lower[i] in PARTICLES) and not words.address[i]:
            for parts, kind in table.get(words.lower[i], ()):
                end = i + len(parts)
                if end <= words.size and _free(taken, i, end) and _matches(words, i, parts, kind):
                    start = i - 1 if len(parts) == 1 and kind == "PERSON" and _is_relative(words, i, taken) else i
                    yield start, end, kind
                    step = end - i
                    break
        i += step


def _is_relative(words: Words, i: int, taken: list[tuple[int, int] | None]) -> bool:
    """True where a given name stands before a surname that is known from somebody else: "Melania" before "Trump"."""
    if not words.follows(i) or taken[i - 1] is not None or not words.named[i - 1]:
        return False
    given = words.text[i - 1]
    return (
        gazetteer.is_given_name(given) and not is_title_word(words.lower[i - 1]) and gazetteer.place_kind(given) is None
    )


def _table(names: dict[str, Name]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    known: dict[tuple[str, ...], str] = {}
    for name in names.values():
        if name.kind in ("PERSON", "ORG", "PLACE"):
            known[name.words] = name.kind
    for name in names.values():
        if name.kind == "PERSON" and len(name.words) > 1:
            last = name.words[-1]
            if last.lower() in PARTICLES or len(last) < 3 or not last[0].isupper():
                continue
            if last not in names or (names[last].kind is None and is_title_word(last.lower())):
                known.setdefault((last,), "PERSON")
            surname = surname_of(name.words)
            if len(surname) > 1:
                known.setdefault(surname, "PERSON")
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for parts, kind in known.items():
        table.setdefault(parts[0].lower(), []).append((parts, kind))
    for entries in table.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry))
    return table


def _same_in_capitals(text: str, part: str, *, loud: bool) -> bool:
    if text == part.upper():
        return len(part) > 3 or loud
    return len(part) > 3 and part.isupper() and text == part.title()


_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})


def _matches(words: Words, i: int, parts: tuple[str, ...], kind: str) -> bool:
    for k, part in enumerate(parts):
        text = words.text[i + k]
        opening = k == 0 and words.opens[i] and part in PARTICLES and text == part.capitalize()  # "De Wit said"
        if text != part and not opening and not _same_in_capitals(text, part, loud=words.loud[i + k]):
            return False
    if len(parts) == 1 and kind == "PERSON" and is_title_word(parts[0].lower()):
        return i > 0 and words.lower[i - 1].rstrip(".") in _COURTESY  # "Mr Sheikh", whom the article calls Imran Sheikh
    if len(parts) == 1:
        tagged = words.tag[i].startswith("NNP") or bool(words.label[i])
        # "Fallows went on": the tagger takes a surname that opens a sentence for a noun.
        noun = kind == "PERSON" and (words.tag[i].startswith("NN") or words.doc[i].dep_ in ("nsubj", "nsubjpass"))
        return tagged or (words.lower[i] not in words.plain and (words.titled[i] or not words.opens[i] or noun))
    return words.same_line(i, i + len(parts))
