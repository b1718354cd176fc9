"""The words of an article, in flat lists: looked at many times, so taken out of spaCy once. And the lexicon of this step."""

import tomllib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from kgexport.extraction.datelines import Dateline, dateline_of, names_agency
from kgexport.extraction.parse import ParsedArticle

_LEXICON = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def _words(section: str) -> frozenset[str]:
    return frozenset(_LEXICON[section].split())


ORGANISATION = _words("organisation")
PLACE = _words("place")
OTHER = _words("other")
PLACE_NOUNS = _words("place_nouns")
PLACE_HEADS = _words("place_heads")
OF_PLACE = _words("of_place")
GOVERNING = _words("governing")
MOVING = _words("moving")
OF_ORGANISATION = _words("of_organisation")
OF_NEWS = _words("of_news")
OF_PEOPLE = _words("of_people")
BEHIND_PERSONS = _words("behind_persons")
BUSINESS = _words("business")
SORTS_OF_ORGANISATION = _words("sorts_of_organisation")
PEOPLES = _words("peoples")
THINGS = frozenset(_LEXICON["things"])
SURNAMES = _words("surnames")
BEFORE_PLACE = _words("before_place")
SAYING = _words("saying")
PERSONAL = _words("personal")
WINNING = _words("winning")
OF_TEAM = _words("of_team")
VISITED = _words("visited")
BUILDINGS = _words("buildings") | VISITED
NATIONAL = _words("national")
NO_GIVEN_NAME = _words("no_given_name")
SHIPS = _words("ships")
ABBREVIATED = frozenset({"Md.", "Mohd."})  # given names: Mohammad
STORMS = frozenset({"hurricane", "typhoon", "cyclone", "storm"})
DETERMINERS = _words("determiners")
PARTICLES = _words("particles")
LINKS = _words("links")
CREDENTIALS = _words("credentials")
SUFFIXES = _words("suffixes")
STREETS = _words("streets")
COMING = _words("coming")
TALKING = _words("talking")
KIN = _words("kin")
OF_SOMEBODY = _words("of_somebody")
SUFFERED = _words("suffered")
REIGNS = _words("reigns")
OF_COMPANY = _words("of_company")
LEADING = _words("leading")
LED = _words("led")
MEETING = _words("meeting")
SITES = _words("sites")
SORTS_OF_THING = _words("sorts_of_thing")

ENDINGS = frozenset({"'s", "’s", "'", "’", "`s", "´s"})
POSSESSIVES = frozenset({"'s", "’s"})
DASHES = frozenset({"-", "–", "—", "‑", "−"})
BRACKETS = frozenset({"[", "]"})
COMPOUNDING = DASHES | {"/"}
QUOTES = frozenset({'"', "“", "”", "‘", "«", "»", "„", "''", "``", "[", "•", "*"})
LONGEST = 12  # words in a name that is put together here
_LATIN_END = 0x24F  # the last of the letters that European names in Latin script use
_LONGEST_FOREIGN = 5  # words in a name in another script
_HEADLINE = 40  # words in a headline at most


class Words:
    """Parallel lists over the tokens of an article."""

    def __init__(self, parsed: ParsedArticle) -> None:
        self.doc = parsed.doc
        self._article = parsed.text
        tokens = parsed.doc.words
        self.text = [_without_dash(token.text) if token.text[-1] in DASHES else token.text for token in tokens]
        self.tag = [token.tag_ for token in tokens]
        self.label = [token.ent_type_ for token in tokens]
        self.opens = [token.is_sent_start for token in tokens]
        self.begin = parsed.begins
        self.size = len(self.text)
        self.said = frozenset(self.text)  # the same words over and over: each is looked at once
        self.lower = [text.lower() for text in self.text]
        self.end = [begin + len(text) for begin, text in zip(self.begin, self.text, strict=True)]
        # A name begins with a capital, or holds one ("iPhone"); a script without case has letters only.
        foreign = _foreign_passages(self.text) if any(map(_is_foreign, self.said)) else [False] * self.size
        named = set(filter(_looks_named, self.said))
        self.named = [text in named and not other for text, other in zip(self.text, foreign, strict=True)]
        address = {text for text in self.said if len(text) > 3 and _is_address(text)}
        self.address = [text in address for text in self.text]

    @cached_property
    def plain(self) -> frozenset[str]:
        """The words that the article also writes in lower case: no names by themselves."""
        return frozenset(text for text in self.said if text.islower() and len(text) > 1)

    @cached_property
    def titled(self) -> list[bool]:
        """For each token, whether its sentence is a headline in which capitals tell nothing."""
        marks = [False] * self.size
        start = 0
        for i in range(1, self.size + 1):
            if i == self.size or self.opens[i]:
                if i - start < _HEADLINE and _is_headline(self.text[start:i]):
                    marks[start:i] = [True] * (i - start)
                start = i
        return marks

    @cached_property
    def loud(self) -> list[bool]:
        """For each token, whether it stands among words that are all capitals."""
        capitals = {text for text in self.said if text.isupper() and len(text) > 1 and text.isalpha()}
        shouted = [False, *(text in capitals for text in self.text), False]
        return [shouted[i] and (shouted[i - 1] or shouted[i + 1]) for i in range(1, self.size + 1)]

    def joined(self, start: int, end: int) -> str:
        """The text of tokens ``start..end`` as it stands in the article, with single spaces."""
        if end - start == 1:
            return self.text[start]
        parts = []
        for i in range(start, end):
            if i > start and self.begin[i] > self.end[i - 1]:
                parts.append(" ")
            parts.append(self.text[i])
        return "".join(parts)

    def begins_line(self, i: int) -> bool:
        """True for the first word of a line."""
        return i == 0 or "\n" in self.doc[i - 1].text_with_ws or "\n" in self._article[self.end[i - 1] : self.begin[i]]

    def is_place_of_dateline(self, start: int, end: int) -> bool:
        """True where the dateline of a line that begins at token ``start`` has tokens ``start..end`` for its place."""
        found = self._dateline_at(start)
        return found is not None and found.place is not None and self.end[end - 1] <= found.place[1]

    def is_agency_of_dateline(self, start: int, end: int) -> bool:
        """True where tokens ``start..end`` stand between the brackets of a dateline: "(Bosphorus News)"."""
        return names_agency(self._article, self.begin[start], self.end[end - 1])

    def is_initial(self, i: int) -> bool:
        """True where a capital may be due to its place: first of a sentence or of a quotation."""
        return self.opens[i] or i == 0 or self.text[i - 1] in QUOTES or self.text[i - 1].isspace()

    def towns_of_datelines(self) -> Iterator[tuple[int, int]]:
        """The tokens of datelines' towns of several words in capitals, each ``start, end``: 0, 2 for "LA PAZ — "."""
        capitals = {text for text in self.said if text.isupper()}
        for i in range(self.size - 1):
            if self.text[i] in capitals and self.text[i + 1] in capitals and self.begins_line(i):
                end = self._end_of_town(i)
                if end is not None:
                    yield i, end

    def _end_of_town(self, i: int) -> int | None:
        found = self._dateline_at(i)
        if found is None or found.place is None or not self._article[slice(*found.place)].isupper():
            return None
        last = found.place[1]
        return next((k for k in range(i + 1, self.size) if self.end[k] >= last), i) + 1

    def _dateline_at(self, i: int) -> Dateline | None:
        """The dateline of the line that begins at token ``i``."""
        line = self._article.find("\n", self.begin[i])
        return dateline_of(self._article, self.begin[i], len(self._article) if line < 0 else line)

    def follows(self, i: int) -> bool:
        """True where token ``i`` stands one space behind the one before, in the same sentence."""
        return 0 < i < self.size and not self.opens[i] and self.begin[i] == self.end[i - 1] + 1

    def touches(self, i: int) -> bool:
        """True where no space stands before token ``i``."""
        return 0 < i < self.size and self.begin[i] == self.end[i - 1]

    def is_foreign(self, i: int) -> bool:
        """True for a token in another script than Latin."""
        return _is_foreign(self.text[i])

    def same_line(self, start: int, end: int) -> bool:
        """True where no more than one space stands between neighbours of ``start..end``."""
        return all(self.begin[i] - self.end[i - 1] <= 1 for i in range(start + 1, end))

    def proper(self, i: int) -> bool:
        """True for a token that looks like a name and that the tagger takes for one."""
        return i < self.size and self.named[i] and self.tag[i].startswith("NNP")


def _without_dash(text: str) -> str:
    """The text of a token without the dash of a dateline that sticks to it: "Srinagar- A boy"."""
    return text[:-1] if len(text) > 2 and text[-1] in DASHES and text[-2].isalpha() else text


def _foreign_passages(texts: list[str]) -> list[bool]:
    """For each token, whether it is in a passage in another script, which is no name: the model knows English only.

    A name in its own script is a few words between English ones; longer runs are sentences. So are shorter ones in a script
    without capitals, where nothing tells a name from another word, unless they stand in brackets: "Xi Jinping (习近平)".
    """
    marks = [False] * len(texts)
    i = 0
    while i < len(texts):
        if not _is_foreign(texts[i]):
            i += 1
            continue
        start, count, end = i, 0, i
        while i < len(texts) and (_is_foreign(texts[i]) or not texts[i].isalnum()):
            if _is_foreign(texts[i]):
                count, end = count + 1, i + 1
            i += 1
        bracketed = start > 0 and texts[start - 1] in ("(", "[") and i > end
        caseless = all(text.lower() == text.upper() for text in texts[start:end])
        if count > _LONGEST_FOREIGN or (caseless and not bracketed):
            marks[start:end] = [True] * (end - start)
    return marks


def _is_headline(texts: list[str]) -> bool:
    long = [text for text in texts if len(text) > 3 and text[0].isalpha()]
    return len(long) >= 3 and sum(1 for text in long if text[0].isupper()) >= 0.75 * len(long)


def _is_foreign(text: str) -> bool:
    return not text.isascii() and any(ord(letter) > _LATIN_END and letter.isalpha() for letter in text)


def _looks_named(text: str) -> bool:
    if text.islower() or "[" in text or "]" in text:
        return False
    first = text[0]
    letter_without_case = first.isalpha() and not first.islower()
    return first.isupper() or letter_without_case or (len(text) > 2 and text[1:] != text[1:].lower())


def _is_address(text: str) -> bool:
    path = text.count("/") > 1 and "." in text
    return path or "://" in text or "@" in text or "www." in text or text.startswith("#")
