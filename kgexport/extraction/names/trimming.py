"""The model's span cut to the size of a name: without what is no part of it, with what was left out, apart where it joins two."""

from kgexport import gazetteer
from kgexport.extraction.names.words import (
    BEHIND_PERSONS,
    COMPOUNDING,
    CREDENTIALS,
    DASHES,
    DETERMINERS,
    ENDINGS,
    LONGEST,
    OF_NEWS,
    ORGANISATION,
    PARTICLES,
    PLACE_NOUNS,
    POSSESSIVES,
    SUFFIXES,
    Words,
)
from kgexport.gazetteer.titles import HEADS, HONORIFICS, MODIFIERS
from kgexport.model import PlaceKind

LEGAL_FORMS = frozenset({"ag", "co", "corp", "gmbh", "inc", "llc", "ltd", "nv", "plc", "sa", "spa"})
"""Words (in lower case, without a full stop) at the end of companies' names."""
# Words in lower case that the model rightly keeps at the end of an organisation's name.
_LAST_IN_LOWER_CASE = frozenset({"party", "news", "farm"})
# Words at the beginning of a known body's name that the model leaves out at most: "Médecins" + "Sans Frontières".
_LEFT_OUT = 3
_PROFESSIONS = ("ist", "ician", "caster", "maker", "senor", "señor")
# Words in lower case before which a body's name ends: "House of Representatives until both agree".
_BEHIND_BODIES = frozenset(
    {
        "after",
        "because",
        "before",
        "but",
        "during",
        "says",
        "said",
        "since",
        "until",
        "when",
        "which",
        "while",
        "who",
        "whom",
    }
)
_BEFORE_NO_PERSON = ORGANISATION | DETERMINERS | BEHIND_PERSONS
_HIGHEST_SCORE = 200
_FAMILY_NAMES_LIKE_WORDS = frozenset({"An", "To"})  # "President To Lam"
_ARTICLES_AND_WORDS = frozenset({"ad", "an", "as", "ash", "bar"})


def is_title_word(low: str) -> bool:
    """True for a word (in lower case) that stands in titles: "president", "former", "russian"."""
    return (
        low in HONORIFICS or low in HEADS or low in MODIFIERS or gazetteer.country_of_adjective(low.title()) is not None
    )


def trimmed(words: Words, start: int, end: int, kind: str) -> tuple[int, int]:
    """The span without article, quotation marks, endings, titles and words in lower case at its edges."""
    while start < end and _is_no_beginning(words, start, end, kind):
        start += 1
    while end > start and (behind := _words_behind(words, start, end, kind)):
        end -= behind
    if kind == "PERSON":
        return _with_brackets(words, *_without_neighbours(words, start, end))
    if kind == "ORG":
        clause = next((i for i in range(start + 1, end) if words.text[i] in _BEHIND_BODIES), end)
        return start, _without_ticker(words, start, clause)
    return start, end


def _with_brackets(words: Words, start: int, end: int) -> tuple[int, int]:
    """A name into which somebody put a word has both its brackets: "[Carlos] Moya"."""
    closing = next((i for i in range(start, end) if words.text[i] == "]"), None)
    if closing is None:
        return start, end
    opened = start > 0 and words.text[start - 1] == "[" and closing + 1 < end
    return (start - 1 if opened else closing + 1), end


def with_bracketed_surname(words: Words, start: int, end: int) -> tuple[int, int]:
    """The span with the given name before a surname that was put in: "Carlos [Moya]"."""
    if start < 2 or end >= words.size or words.text[start - 1] != "[" or words.text[end] != "]":
        return start, end
    given = words.text[start - 2]
    return (start - 2, end + 1) if gazetteer.is_given_name(given) and words.named[start - 2] else (start, end)


def _without_ticker(words: Words, start: int, end: int) -> int:
    """The end of a company's name without its symbol at an exchange: "Acme Inc ACM", "Beispiel AG BSPG.F"."""
    last = words.text[end - 1]
    behind_form = end - start > 2 and words.lower[end - 2].rstrip(".") in LEGAL_FORMS
    return (
        end - 1 if behind_form and last.replace(".", "").isupper() and words.lower[end - 1] not in LEGAL_FORMS else end
    )


def _is_no_beginning(words: Words, start: int, end: int, kind: str) -> bool:
    text, low = words.text[start], words.lower[start]
    if not text[0].isalnum():
        return True
    if end - start > 1:
        after = words.text[start + 1]
        if low in DETERMINERS and after not in DASHES and not (low == "all" and words.lower[start - 1] == "the"):
            return True  # but "the All Progressives Congress"
        if kind == "PERSON" and words.named[start] and after[0].isalpha() and _is_before_person(low, after):
            return True
    return not words.named[start] and not text[0].isdigit() and not _may_begin_in_lower_case(words, start, kind)


def _is_before_person(low: str, after: str) -> bool:
    return is_title_word(low) or (len(low) > 6 and low.endswith(_PROFESSIONS) and _is_no_name(low, after))


def _is_no_name(low: str, after: str) -> bool:
    first = low.title()
    own = gazetteer.is_given_name(first) or gazetteer.is_family_name(first)
    return not own and gazetteer.is_given_name(after)


def _may_begin_in_lower_case(words: Words, i: int, kind: str) -> bool:
    if kind == "PERSON":
        return words.lower[i] in PARTICLES
    return kind == "ORG" and words.tag[i].startswith("NNP")


def _words_behind(words: Words, start: int, end: int, kind: str) -> int:
    """How many of the last words are none of the name: three for the score of "Getafe 2-1", one for an ending."""
    if end - start > 3 and words.text[end - 2] in DASHES:
        numbers = words.text[end - 3], words.text[end - 1]
        if all(number.isdecimal() and int(number) < _HIGHEST_SCORE for number in numbers):
            return 3
    return int(_is_no_end(words, start, end, kind))


def _is_no_end(words: Words, start: int, end: int, kind: str) -> bool:
    text, low = words.text[end - 1], words.lower[end - 1]
    if low in ENDINGS or (low in CREDENTIALS and end - start > 1):
        return True
    if kind == "PERSON" and end - start > 1 and text.isupper() and low in HEADS:
        return True  # "Tory MP"
    if text == ")":
        return "(" not in words.text[start:end]
    if text == "." or not (text[0].isalnum() or text[-1].isalnum() or text[-1] == "."):
        return True
    if words.named[end - 1] or text[0].isdigit():
        return False
    if low == "news" and end < words.size and words.lower[end] in OF_NEWS:
        return True  # "the Fars news agency"
    return low not in (PLACE_NOUNS if kind == "PLACE" else _LAST_IN_LOWER_CASE if kind == "ORG" else ())


def _without_neighbours(words: Words, start: int, end: int) -> tuple[int, int]:
    """A personal name ends before a possessive and before a word in lower case that is no part of names: "Ana Lima as Chief".

    "Putin Meeting" is without the word that the article also writes in lower case.
    """
    for i in range(start + 1, end):
        if words.lower[i] in POSSESSIVES or _ends_person(words, i):
            return start, i
    while end - start > 2 and words.titled[end - 1] and _is_participle(words.text[end - 1]):
        end -= 1  # "Mary Jones Arrested"
    least = 1 if start < words.size and words.titled[start] else 2
    while end - start > least and _is_common(words, end - 1):
        end -= 1
    while end - start > least and words.text[start][0].isupper() and _is_common(words, start):
        start += 1
    return start, end


def _ends_person(words: Words, i: int) -> bool:
    return words.text[i] in BEHIND_PERSONS or _is_plain_word(words, i)


def _is_plain_word(words: Words, i: int) -> bool:
    """True for "as" that is no Arabic article: "Lima as Chief", but "Muqtada as-Sadr"."""
    return words.text[i] in _ARTICLES_AND_WORDS and not words.touches(i + 1)


def _is_participle(word: str) -> bool:
    return word.endswith(("ed", "ing")) and not gazetteer.is_given_name(word) and not gazetteer.is_family_name(word)


def _is_common(words: Words, i: int) -> bool:
    word = words.text[i]
    return words.lower[i] in words.plain and not gazetteer.is_given_name(word) and not gazetteer.is_family_name(word)


def cuts(words: Words, start: int, end: int, kind: str) -> list[int]:
    """The tokens where a span joins two names: "Trump–Putin", "Trump and Putin", "US/China"."""
    if kind not in ("PERSON", "ORG", "PLACE"):
        return []
    if kind == "PLACE" and is_known_place(words.joined(start, end)):
        return []
    return [i for i in range(start + 1, end - 1) if _is_cut(words, start, i, end, kind=kind)]


def _is_cut(words: Words, start: int, i: int, end: int, *, kind: str) -> bool:
    text = words.text[i]
    if text == ",":
        return kind != "ORG"
    if text not in COMPOUNDING and text not in ("and", "&"):
        return False
    left, right = is_known_place(words.joined(start, i)), is_known_place(words.joined(i + 1, end))
    if text in ("and", "&"):
        several = text == "and" and kind == "ORG" and _stands_for_several(words, start)
        return several or kind == "PERSON" or (kind == "PLACE" and left)
    if kind == "ORG":
        return (
            text != "-"
            and text not in DASHES - {"–", "—"}
            and not (text == "/" and words.lower[end - 1] in ORGANISATION)
        )
    if text in ("/", "–", "—") or (left and right):
        return True
    return not (words.touches(i) and words.touches(i + 1)) or (kind == "PLACE" and (left or right))


def _stands_for_several(words: Words, start: int) -> bool:
    """True behind a plural: "hospital operators [Lakeshore Health and Prairie Medical]"."""
    return words.follows(start) and words.tag[start - 1] == "NNS" and words.text[start - 1].islower()


def end_before_seat(words: Words, start: int, end: int) -> int | None:
    """Where a company's name ends before where it has its seat: "Bioforma Inc of Dayton", "Luzon Mining Corp of Manila"."""
    return next((i for i in range(start + 2, end - 1) if _is_before_seat(words, i)), None)


def _is_before_seat(words: Words, i: int) -> bool:
    """True for "of" at ``i`` behind a legal form; not in names that take in a country, "Steel Corp of America"."""
    form = words.lower[i - 1].rstrip(".")
    if words.lower[i] != "of" or form not in LEGAL_FORMS or form == "co" or not words.named[i + 1]:
        return False
    return form != "corp" or gazetteer.place_kind(words.text[i + 1]) is PlaceKind.SETTLEMENT


def is_known_place(name: str) -> bool:
    """True for a place of the gazetteer."""
    return gazetteer.place_kind(name) is not None


def grown_country(words: Words, start: int, end: int) -> int:
    """The end of a country's name of which the model left a word out: "Burkina" + "Faso"."""
    for stop in (end + 2, end + 1):
        whole = stop <= words.size and all(words.named[end:stop]) and words.same_line(start, stop)
        if (
            whole
            and gazetteer.country_of(words.joined(start, stop))
            and not gazetteer.country_of(words.joined(start, end))
        ):
            return stop
    return end


def grown_person(words: Words, start: int, end: int) -> int:
    """The end of a personal name, with what the model left out: surname, particles, second half of a given name, "Jr."."""
    if end - start == 1 and gazetteer.is_given_name(words.text[start]) and _may_be_surname(words, end):
        end += 1  # "Theresa" + "May"
    while end < words.size and end - start < LONGEST:
        if words.lower[end] in SUFFIXES and end - start > 1 and words.named[end]:
            return end + 1
        if words.text[end] == "-" and words.touches(end):
            # "Lee Teng-hui"
            if end - start < 2 or not words.touches(end + 1) or not words.text[end + 1].isalpha():
                return end
            end += 2
            continue
        after = _behind_particles(words, end)
        if _is_left_out_surname(words, start, end):
            return end + 1
        if (
            after == end
            or after >= words.size
            or not words.named[after]
            or words.begin[after] > words.end[after - 1] + 1
        ):
            return end
        end = after + 1
    return end


def _is_left_out_surname(words: Words, start: int, end: int) -> bool:
    """True for the "Soler" that the model leaves out of "Health Minister Ana Lima Soler said": the parser hangs all on it."""
    return (
        end - start > 1
        and _may_be_surname(words, end)
        and not words.label[end]
        and words.lower[end] not in ORGANISATION
        and not is_known_place(words.text[end])
        and words.doc[end - 1].dep_ == "compound"
        and words.doc[end - 1].head.i == end
    )


def with_given_name(words: Words, start: int, end: int) -> int:
    """The start of a personal name with the given name that the model left out: "receiver Early" + "Doucet"."""
    given = start - 1
    if (
        end - start > 1
        or not words.follows(start)
        or not words.named[given]
        or words.titled[given]
        or words.label[given]
    ):
        return start
    low = words.lower[given]
    if words.text[given] in _FAMILY_NAMES_LIKE_WORDS and not words.is_initial(given):
        return given
    if (
        is_title_word(low)
        or low in _BEFORE_NO_PERSON
        or not words.text[given][1:].islower()
        or is_known_place(words.text[given])
    ):
        return start
    if gazetteer.is_given_name(words.text[given]) or not words.follows(given):
        return given if gazetteer.is_given_name(words.text[given]) else start
    titled = words.named[given - 1] and words.lower[given - 1] in HONORIFICS  # "Princess Lalla" + "Tamrin"
    return given if titled or words.tag[given - 1] in ("NN", ":") else start


def _behind_particles(words: Words, i: int) -> int:
    """The token behind "von der", "al-", "bin"; ``i`` itself where no particle stands."""
    if words.lower[i] not in PARTICLES or not words.follows(i) or _is_plain_word(words, i):
        return i
    i += 1
    while i < words.size and words.text[i] in PARTICLES and words.follows(i):
        i += 1
    return i + 1 if i < words.size and words.text[i] in ("-", "’", "'") else i


def _may_be_surname(words: Words, i: int) -> bool:
    return (
        words.follows(i)
        and words.named[i]
        and words.text[i][1:].islower()
        and not words.titled[i]
        and words.label[i] in ("", "DATE")
        and not is_title_word(words.lower[i])
    )


def grown_organisation(words: Words, start: int, end: int) -> tuple[int, int]:
    """The span with the first half of a compound ("Anti-Corruption Commission"), its field ("Archive of Australia"), its "'s"."""
    if (
        end < words.size
        and words.lower[end] in POSSESSIVES
        and gazetteer.is_well_known_organisation(words.joined(start, end + 1))
    ):
        return start, end + 1  # "McDonald's"
    end = _behind_country(words, end)
    known = (low for low in range(start - _LEFT_OUT, start) if low >= 0 and _may_begin_body(words, low, end))
    start = next((low for low in known if gazetteer.is_well_known_organisation(words.joined(low, end))), start)
    while (
        start > 1
        and words.text[start - 1] == "-"
        and words.touches(start)
        and words.touches(start - 1)
        and words.named[start - 2]
        and not words.label[start - 2]
        and not is_known_place(words.text[start - 2])
    ):
        start -= 2
    return start, _with_field(words, start, end)


def _behind_country(words: Words, end: int) -> int:
    """The end of a company's name with the country in brackets that it takes in: "Norwood Pastoral (Australia) Ltd"."""
    if end + 3 >= words.size or words.text[end] != "(" or words.text[end + 2] != ")" or words.opens[end]:
        return end
    company = is_known_place(words.text[end + 1]) and words.lower[end + 3].rstrip(".") in LEGAL_FORMS
    return end + 4 if company and words.follows(end + 3) else end


def _may_begin_body(words: Words, start: int, end: int) -> bool:
    return words.named[start] and words.lower[start] != "the" and words.same_line(start, end)


def _with_field(words: Words, start: int, end: int) -> int:
    if words.lower[end - 1] not in ORGANISATION or "of" in words.lower[start:end] or "for" in words.lower[start:end]:
        return end
    i = end
    if i + 1 >= words.size or words.lower[i] not in ("of", "for") or words.opens[i] or _is_before_seat(words, i):
        return end
    i += 2 if i + 1 < words.size and words.lower[i + 1] == "the" else 1
    if not words.proper(i):
        return end
    while words.proper(i) and not words.opens[i] and i - start < LONGEST:
        i += 1
    return i
