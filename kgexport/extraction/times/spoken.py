"""The day on which a quotation was spoken, where its own paragraph tells: "Today I am leaving," she said on Wednesday."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.times.lexicon import word_set
from kgexport.extraction.tree import Token
from kgexport.model import Granularity, TimeReference

# In one paragraph; a mark that is missing costs no more than it.
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_SAYING = word_set("say tell write tweet post add declare announce state remark comment reply note explain warn insist")
_SAID_IN = word_set("statement interview speech tweet post letter email address remarks")
_REACH = 5  # steps in the tree

SpokenOn = tuple[int, int, date, int]  # begin and end of the quotation, its day, begin of the words that give the day


def spoken_on(parsed: ParsedArticle, times: Iterable[TimeReference]) -> Iterator[SpokenOn]:
    """The quotations whose paragraph gives exactly one day for what is said in it, in reading order."""
    by_paragraph: dict[int, list[TimeReference]] = {}
    for time in times:
        paragraph = parsed.paragraph_at(time.mention.begin)
        if paragraph is not None and time.granularity is Granularity.DAY and time.earliest == time.latest:
            by_paragraph.setdefault(paragraph.begin, []).append(time)
    for paragraph in parsed.paragraphs:
        named = by_paragraph.get(paragraph.begin)
        if not named:
            continue
        quoted = [match.span() for match in _QUOTED.finditer(parsed.text, paragraph.begin, paragraph.end)]
        told = {
            time.earliest: time.mention.begin
            for time in named
            if not any(begin <= time.mention.begin < end for begin, end in quoted)
            and _is_of_saying(parsed.tokens(time.mention.begin, time.mention.end).root)
        }
        if len(told) == 1:
            ((day, words),) = told.items()
            if day is not None:
                yield from ((begin, end, day, words) for begin, end in quoted)


def _is_of_saying(token: Token) -> bool:
    current = token
    for _ in range(_REACH):
        if current.pos_ in ("VERB", "AUX"):
            return current.lemma_ in _SAYING
        if current is not token and current.lemma_.lower() in _SAID_IN:
            return True
        if current.head == current:
            return False
        current = current.head
    return False
