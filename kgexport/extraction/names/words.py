"""The words of an article, in flat lists: looked at many times, so taken out of spaCy once."""

import tomllib
from functools import cached_property
from pathlib import Path

from kgexport.extraction.parse import ParsedArticle

_LEXICON = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
ORGANISATION = frozenset(_LEXICON["organisation"].split())
PLACE = frozenset(_LEXICON["place"].split())
OTHER = frozenset(_LEXICON["other"].split())
PLACE_NOUNS = frozenset(_LEXICON["place_nouns"].split())
OF_ORGANISATION = frozenset(_LEXICON["of_organisation"].split())
PEOPLES = frozenset(_LEXICON["peoples"].split())
THINGS = frozenset(_LEXICON["things"])
OF_PEOPLE = frozenset(_LEXICON["of_people"].split())
SURNAMES = frozenset(_LEXICON["surnames"].split())
BEFORE_PLACE = frozenset(_LEXICON["before_place"].split())

ARTICLES = frozenset({"the", "a", "an"})
DETERMINERS = ARTICLES | frozenset(
    "this that these those its his her their our my your some any all both each every no another".split()
)
ENDINGS = frozenset({"'s", "’s", "'", "’", "`s", "´s"})
DASHES = frozenset({"-", "–", "—", "‑", "−"})
QUOTES = frozenset({'"', "“", "”", "‘", "«", "»", "„", "''", "``", "[", "•", "*"})
COMPOUNDING = DASHES | {"/"}
# Inside a personal name, in lower case: "Ludwig van Beethoven", "Mohammed bin Salman", "Suleiman al-Amr".
PARTICLES = frozenset(
    "al el bin bint ibn ben abu abd ad as an ash ur ul van von der den de del della di da do dos das du la le los las y e ter ten zu af bar".split()
)
# Behind a name, no part of it.
CREDENTIALS = frozenset("m.d. md ph.d. phd dds d.d.s. mba esq esq. obe cbe mbe qc kc jd j.d. rn r.n. cpa".split())
ROMAN = frozenset("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi".split())
# Inside the name of an organisation or a place.
LINKS = frozenset(
    {
        "of",
        "for",
        "and",
        "the",
        "on",
        "&",
        "in",
        "de",
        "del",
        "la",
        "du",
        "des",
        "to",
        "e",
        "y",
        "do",
        "da",
        "di",
        "der",
        "und",
        "et",
    }
)


class Words:
    """Parallel lists over the tokens of an article."""

    def __init__(self, parsed: ParsedArticle) -> None:
        self.doc = parsed.doc
        self.text: list[str] = []
        self.tag: list[str] = []
        self.begin: list[int] = []
        self.label: list[str] = []  # of the model's entity that the token is in
        self.opens: list[bool] = []  # a sentence
        for token in parsed.doc:
            self.text.append(token.text)
            self.tag.append(token.tag_)
            self.begin.append(token.idx)
            self.label.append(token.ent_type_)
            self.opens.append(token.is_sent_start is True)
        self.size = len(self.text)
        self.lower = [text.lower() for text in self.text]
        self.end = [begin + len(text) for begin, text in zip(self.begin, self.text, strict=True)]
        # A name begins with a capital, or holds one ("iPhone"); a script without case has letters only.
        self.named = [_looks_named(text) for text in self.text]
        self.address = [len(text) > 3 and _is_address(text) for text in self.text]

    @cached_property
    def initial(self) -> list[bool]:
        """For each token, whether its capital may be due to its place: first of a sentence or of a quotation."""
        return [
            self.opens[i] or i == 0 or self.text[i - 1] in QUOTES or not self.text[i - 1].strip()
            for i in range(self.size)
        ]

    @cached_property
    def plain(self) -> frozenset[str]:
        """The words that the article also writes in lower case: no names by themselves."""
        return frozenset(text for text in self.text if text.islower() and len(text) > 1)

    @cached_property
    def titled(self) -> list[bool]:
        """For each token, whether its sentence is a headline in which capitals tell nothing."""
        marks = [False] * self.size
        start = 0
        for i in range(1, self.size + 1):
            if i == self.size or self.opens[i]:
                long = [self.text[k] for k in range(start, i) if len(self.text[k]) > 3 and self.text[k][0].isalpha()]
                capital = sum(1 for text in long if text[0].isupper())
                if len(long) >= 3 and capital >= 0.75 * len(long) and i - start < 40:
                    marks[start:i] = [True] * (i - start)
                start = i
        return marks

    @cached_property
    def loud(self) -> list[bool]:
        """For each token, whether it stands among words that are all capitals."""
        shouted = [text.isupper() and len(text) > 1 and text.isalpha() for text in self.text]
        return [
            shouted[i] and (i > 0 and shouted[i - 1] or i + 1 < self.size and shouted[i + 1]) for i in range(self.size)
        ]

    def joined(self, start: int, end: int) -> str:
        """The text of tokens ``start..end`` as it stands in the article."""
        parts = []
        for i in range(start, end):
            if i > start and self.begin[i] > self.end[i - 1]:
                parts.append(" ")
            parts.append(self.text[i])
        return "".join(parts)

    def same_line(self, start: int, end: int) -> bool:
        """True where no more than one space stands between neighbours of ``start..end``."""
        return all(self.begin[i] - self.end[i - 1] <= 1 for i in range(start + 1, end))


def _looks_named(text: str) -> bool:
    if text.islower() or "[" in text or "]" in text:
        return False
    first = text[0]
    return (
        first.isupper() or (first.isalpha() and not first.islower()) or (len(text) > 2 and text[1:] != text[1:].lower())
    )


def _is_address(text: str) -> bool:
    return (
        "://" in text or "@" in text or "www." in text or (text.count("/") > 1 and "." in text) or text.startswith("#")
    )
