"""Quotation marks: which stretches of the text stand between them.

Straight, curly, low, guillemet, doubled-single (``''``) and single marks. Marks are matched inside one paragraph, so that a
missing one costs at most its own paragraph; a paragraph that leaves a mark open is continued by a next one that repeats
the opening mark (the usual style of newspapers), or that closes it where the mark can only close. Only the outermost
quotation is given; what is nested stays its text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from kgexport.extraction.draft import Draft, Quotation
from kgexport.extraction.parse import Paragraph, ParsedArticle
from kgexport.extraction.word_lists import words

_DOUBLE = re.compile(r"''|``|[\"“”„‟«»]")
_SINGLE = re.compile(r"['‘’‚‹›]")
_OPENING = frozenset("“„«``")
_CLOSING = frozenset("”»")
# Words that lose their beginning: 'em, ’90s, 'til. Their apostrophe opens nothing.
_CLIPPED = re.compile(r"['‘’](?:\d\ds?\b|em\b|til\b|cause\b|tis\b|twas\b|n\b|bout\b|round\b)", re.I)
# "“We wait, Maria Keller said.": the closing mark is missing, and the quotation ends in its own paragraph.
_ATTRIBUTED = re.compile(
    r",\s(?:[^\s,.;:“”\"]+\s){1,6}(?:said|says|added|told\s(?:[^\s,.;:“”\"]+\s?){1,4})\.?$"
    r"|,\s(?:said|says|added)\s(?:[^\s,.;:“”\"]+\s?){1,6}\.?$"
)
_LABEL = re.compile(
    r"(?:(?P<open>\(\(|\[\[)\s*(?=[^()\[\]\n]{1,40}[)\]]{2}))?"
    r"(?P<label>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,4})\s*(?(open)[)\]]{2}:?|:)\s+"
)
_FEWEST_SPEAKERS = 2
_SURELY_LABELS = 4
_TURN_ENDS = frozenset(".!?…\"”’»')")
NO_SPEAKERS = words(
    "address audio author by caption contact correction courtesy credit credits date editor example file graphic "
    "illustration image images location map note phone photo photograph photos picture pictures place price "
    "published related source sources text tickets time update updated venue video website when where"
)
"""What stands before the colon of a caption, a list or a link; whoever follows has said nothing."""
_BEFORE_OPENING = frozenset(" \t\n\u00a0([{—–-/:;,\"“‘'…")
_AFTER_CLOSING = frozenset(' \t\n\u00a0)]}—–-/:;,.?!"”…')


@dataclass(frozen=True, slots=True)
class _Mark:
    begin: int
    end: int
    opens: bool
    closes: bool


class QuotationExtractor:
    """Finds the quotations of an article, the turns of an interview among them."""

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[Quotation]:
        """The outermost quotations, in reading order, without overlaps."""
        turns = list(turns_of(parsed.text, parsed.paragraphs))
        position = 0
        for quotation in quotations_of(parsed.text, parsed.paragraphs):
            while position < len(turns) and turns[position].begin <= quotation.begin:
                yield turns[position]
                position += 1
            if position == 0 or quotation.begin >= turns[position - 1].end:
                yield quotation
        yield from turns[position:]


def turns_of(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Quotation]:
    """The turns of an interview or transcript: paragraphs that begin with a speaker's label, and those that go on with one.

    Labels are "NAME:" and "((Name))", or "Full Name:", each of them twice at least, and two different ones. A paragraph without
    a label goes on with the turn before it only where another turn follows.
    """
    labelled = [(number, match) for number, each in enumerate(paragraphs) if (match := _label(text, each)) is not None]
    times = Counter(match["label"] for _, match in labelled)
    again = [(number, match) for number, match in labelled if times[match["label"]] > 1]
    if len({match["label"] for _, match in again}) < _FEWEST_SPEAKERS:
        return
    if sum(1 for _, match in again if match["open"]) >= _SURELY_LABELS:
        # Where turns are marked by brackets, a label in brackets is one even if it stands once.
        again = [(number, match) for number, match in labelled if times[match["label"]] > 1 or match["open"]]
    labelled = again
    for (number, match), (following, _) in zip_longest(labelled, labelled[1:], fillvalue=(None, None)):
        assert number is not None and match is not None
        if match.end() >= paragraphs[number].end:
            continue
        begin = match.end()
        yield Quotation(begin=begin, end=paragraphs[number].end, closed=True, label=match.span("label"))
        for more in paragraphs[number + 1 : following if following is not None else number + 1]:
            if text[more.end - 1] not in _TURN_ENDS:
                break  # a heading or a caption
            yield Quotation(begin=more.begin, end=more.end, closed=True, continues=begin)
            begin = more.begin


def _label(text: str, paragraph: Paragraph) -> re.Match[str] | None:
    match = _LABEL.match(text, paragraph.begin, paragraph.end)
    return match if match is not None and match["label"].lower() not in NO_SPEAKERS else None


def quotations_of(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Quotation]:
    """The outermost quotations of a text, in reading order; one that is left open and goes on is linked to the next."""
    open_before: int | None = None  # begin of the quotation that the paragraph before left open
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        goes_on = following is not None and (
            _starts_with_opening(text, following) or _closes_first(text, following) is not None
        )
        single = following is not None and _starts_with_single(text, following)
        left_open: int | None = None
        found = _in_paragraph(text, paragraph, goes_on=goes_on, single_goes_on=single)
        closing = _closes_first(text, paragraph) if open_before is not None else None
        if closing is not None:  # the quotation that the paragraph before opened ends here
            found = [(paragraph.begin, closing, True), *(each for each in found if each[0] >= closing)]
        for begin, end, closed in found:
            continues = open_before if begin == paragraph.begin else None
            yield Quotation(begin=begin, end=end, closed=closed, continues=continues)
            left_open = begin if not closed and (goes_on or single) else None
        open_before = left_open


def _starts_with_opening(text: str, paragraph: Paragraph) -> bool:
    match = _DOUBLE.match(text, paragraph.begin)
    return bool(match) and match[0] not in _CLOSING  # type: ignore[index]


def _starts_with_single(text: str, paragraph: Paragraph) -> bool:
    """True for a paragraph that begins with a single mark before a word: 'Then we left."""
    begin = paragraph.begin
    opens = text[begin] in "'‘" and text[begin + 1 : begin + 2].isalnum()
    return opens and not _CLIPPED.match(text, begin)


def _closes_first(text: str, paragraph: Paragraph) -> int | None:
    """Behind the first mark of a paragraph, where it closes what the paragraph has not opened: "… and so we left,” she said."""
    match = _DOUBLE.search(text, paragraph.begin, paragraph.end)
    if (
        match is None
        or match[0] not in _CLOSING
        or text[match.start() - 1].isspace()
        or match.start() == paragraph.begin
    ):
        return None
    return match.end()


def _in_paragraph(
    text: str, paragraph: Paragraph, *, goes_on: bool, single_goes_on: bool
) -> list[tuple[int, int, bool]]:
    pairs, unmatched = _pairs(list(_double_marks(text, paragraph)))
    found = [(begin, end, True) for begin, end in _outermost(pairs)]
    if unmatched is not None:
        # An open mark reaches the end of its paragraph where the next one repeats it, or where it starts the
        # paragraph; anywhere else it is a slip and opens nothing.
        inner = [pair for pair in found if pair[0] > unmatched]
        if (goes_on or unmatched == paragraph.begin) and not _ATTRIBUTED.search(text, unmatched, paragraph.end):
            found = [*(pair for pair in found if pair[0] < unmatched), (unmatched, paragraph.end, False)]
        else:
            found = [*(pair for pair in found if pair[0] < unmatched), *inner]
    doubles = [
        (begin, _with_inner_mark(text, begin, end, paragraph.end) if closed else end, closed)
        for begin, end, closed in found
    ]
    singles = _outermost(_single_pairs(text, paragraph))
    position, merged = 0, list(doubles)
    for begin, end in singles:
        while position < len(doubles) and doubles[position][1] <= begin:
            position += 1
        if position == len(doubles) or end <= doubles[position][0]:
            merged.append((begin, end, True))
    opened = _single_left_open(text, paragraph) if single_goes_on else None
    if opened is not None and not any(end > opened for _, end, _ in merged):
        merged.append((opened, paragraph.end, False))
    return sorted(merged)


def _single_left_open(text: str, paragraph: Paragraph) -> int | None:
    """The single mark at the start of a paragraph, or behind a colon or comma in it, that nothing behind it closes."""
    for match in reversed(list(_SINGLE.finditer(text, paragraph.begin, paragraph.end))):
        at = match.start()
        after = text[at + 1] if at + 1 < paragraph.end else " "
        if match[0] in "'’" and after in _AFTER_CLOSING and not text[at - 1].isspace():
            return None
        introduced = at == paragraph.begin or text[max(0, at - 2) : at] in (": ", ", ")
        if match[0] in "'‘" and introduced and after.isalnum() and not _CLIPPED.match(text, at):
            return at
    return None


def _with_inner_mark(text: str, begin: int, end: int, limit: int) -> int:
    """The end behind an inner single mark that was read as standing outside, where three marks meet."""
    if end < limit and text[end] in "'’" and (end + 1 == limit or not text[end + 1].isalnum()):
        inner = text[begin:end]
        if " '" in inner or " ‘" in inner:
            return end + 1
    return end


def _double_marks(text: str, paragraph: Paragraph) -> Iterator[_Mark]:
    for match in _DOUBLE.finditer(text, paragraph.begin, paragraph.end):
        begin, end = match.span()
        before = text[begin - 1] if begin > paragraph.begin else " "
        after = text[end] if end < paragraph.end else " "
        turned = (before in ".,?!…" and after.isspace()) if match[0] in _OPENING else False  # “ where ” was meant
        # ”We wait,” she said: both marks alike
        opening = match[0] == "”" and before in _BEFORE_OPENING and before not in "”’'\"" and after.isalnum()
        if (match[0] in _OPENING and not turned) or opening:
            yield _Mark(begin, end, opens=True, closes=False)
        elif match[0] in _CLOSING or turned:
            yield _Mark(begin, end, opens=False, closes=True)
        else:
            if before.isdigit() and not after.isalnum() and _is_inch(text, begin):
                continue
            opens = before in _BEFORE_OPENING and not after.isspace()
            closes = after in _AFTER_CLOSING and not before.isspace()
            if opens == closes:  # no help from the neighbours: the state decides
                opens = closes = True
            yield _Mark(begin, end, opens=opens, closes=closes)


def _is_inch(text: str, mark: int) -> bool:
    return bool(re.search(r"\d['’]\s?\d{1,2}$", text[max(0, mark - 6) : mark]))


def _pairs(marks: list[_Mark]) -> tuple[list[tuple[int, int]], int | None]:
    """The matched pairs, inner ones before outer ones, and the begin of the outermost mark that is left open."""
    pairs: list[tuple[int, int]] = []
    stack: list[_Mark] = []
    for mark in marks:
        if mark.opens and mark.closes:
            if stack:
                pairs.append((stack.pop().begin, mark.end))
            else:
                stack.append(mark)
        elif mark.opens:
            stack.append(mark)
        elif stack:
            pairs.append((stack.pop().begin, mark.end))
    return pairs, stack[0].begin if stack else None


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for begin, end in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if not found or begin >= found[-1][1]:
            found.append((begin, end))
    return found


def _single_pairs(text: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    """Quotations between single marks: an opening one before a word, and the next one that can close it."""
    openings: list[int] = []
    closings: list[int] = []
    for match in _SINGLE.finditer(text, paragraph.begin, paragraph.end):
        at, mark = match.start(), match[0]
        before = text[at - 1] if at > paragraph.begin else " "
        after = text[at + 1] if at + 1 < paragraph.end else " "
        if mark in "'‘’" and (before in "'`" or after in "'`"):  # half of a doubled mark
            continue
        if mark in "'‘‚‹" and before in _BEFORE_OPENING and not after.isspace() and not _CLIPPED.match(text, at):
            openings.append(at)
        elif mark in "'’›" and after in _AFTER_CLOSING and not before.isspace():
            closings.append(at)
    pairs: list[tuple[int, int]] = []
    closing, last_end = 0, paragraph.begin
    for opening in openings:
        if opening < last_end:
            continue
        while closing < len(closings) and closings[closing] < opening:
            closing += 1
        if closing == len(closings):
            break
        # "the workers' plan": a mark after an s and before a small letter may be a possessive; a later mark is better.
        chosen = closing
        while (
            chosen + 1 < len(closings)
            and chosen - closing < 5
            and _may_be_possessive(text, closings[chosen])
            and not any(o > closings[chosen] and o < closings[chosen + 1] for o in _between(openings, opening))
        ):
            chosen += 1
        pairs.append((opening, closings[chosen] + 1))
        last_end = closings[chosen] + 1
    return pairs


def _between(openings: list[int], opening: int) -> list[int]:
    index = openings.index(opening) if len(openings) < 50 else -1
    return openings[index + 1 : index + 4] if index >= 0 else []


def _may_be_possessive(text: str, at: int) -> bool:
    return text[at - 1] in "sS" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()
