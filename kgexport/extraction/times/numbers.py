"""Numbers in figures and words."""

from kgexport.extraction.times.lexicon import ONES, ORDINAL_ENDINGS, ORDINALS, TENS
from kgexport.extraction.times.words import Words


def figure(w: Words, i: int) -> int | None:
    """The whole number written in figures at word ``i``; None for longer ones than time knows."""
    word = w.lower[i]
    if word and len(word) <= 7 and word[0].isascii() and word[0].isdigit():
        plain = word.replace(",", "")
        if plain.isdigit():
            return int(plain)
    return None


def cardinal(w: Words, i: int) -> tuple[int, float] | None:
    """A number at ``i`` and the word after it: "3", "2.5", "twenty-five", "a hundred", "two and a half"."""
    word = w.lower[i]
    if not word:
        return None
    found: tuple[int, float] | None = None
    if word[0].isdigit():
        value = figure(w, i)
        if value is not None:
            found = i + 1, value
        elif len(word) <= 7 and word.isascii() and word.replace(".", "", 1).isdigit():
            found = i + 1, float(word)
    elif word in ONES:
        found = i + 1, ONES[word]
    elif word in TENS:
        ones_at = i + 2 if w.lower[i + 1] == "-" else i + 1
        ones = ONES.get(w.lower[ones_at], 10)
        found = (ones_at + 1, TENS[word] + ones) if ones < 10 else (i + 1, TENS[word])
    elif word in ("a", "one") and w.lower[i + 1] in ("hundred", "thousand", "dozen"):
        found = i + 1, 1
    elif word == "dozen":
        found = i + 1, 12
    if found is None:
        return None
    end, number = found
    scale = {"hundred": 100, "thousand": 1000, "dozen": 12}.get(w.lower[end])
    if scale:
        end, number = end + 1, number * scale
    if w.lower[end] == "and" and w.lower[end + 1] == "a" and w.lower[end + 2] == "half":
        return end + 3, number + 0.5
    if w.lower[end] == "1" and w.lower[end + 1] == "/" and w.lower[end + 2] == "2":
        return end + 3, number + 0.5
    return end, number


def ordinal(w: Words, i: int) -> tuple[int, int] | None:
    """An ordinal at ``i`` and the word after it: "third", "twenty-first", "3rd"."""
    word = w.lower[i]
    if word in ORDINALS:
        return i + 1, ORDINALS[word]
    if word in TENS and w.lower[i + 1] == "-" and ORDINALS.get(w.lower[i + 2], 10) < 10:
        return i + 3, TENS[word] + ORDINALS[w.lower[i + 2]]
    number = figure(w, i) if word[:1].isdigit() else None
    if number is not None and w.lower[i + 1] in ORDINAL_ENDINGS and w.glued(i + 1):
        return i + 2, number
    return None


def spelled_year(w: Words, i: int) -> tuple[int, int] | None:
    """A year in words: "nineteen ninety-six", "two thousand", "two thousand and five", "twenty twenty-five"."""
    word = w.lower[i]
    if word == "two" and w.lower[i + 1] == "thousand":
        after = i + 3 if w.lower[i + 2] == "and" else i + 2
        rest = cardinal(w, after) if w.lower[after] in ONES or w.lower[after] in TENS else None
        if rest and rest[1] < 100:
            return rest[0], 2000 + int(rest[1])
        return i + 2, 2000
    century = {"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}.get(word)
    if century is None:
        return None
    after = i + 2 if w.lower[i + 1] == "-" else i + 1
    if w.lower[after] == "hundred" and century < 20:
        return after + 1, century * 100
    if w.lower[after] in TENS or (ONES.get(w.lower[after], 0) >= 10 and century != 20):
        rest = cardinal(w, after)
        if rest and 10 <= rest[1] < 100:
            return rest[0], century * 100 + int(rest[1])
    return None
