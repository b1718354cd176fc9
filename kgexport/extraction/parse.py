"""The parse: an article beside its spaCy Doc, on the same offsets.

spaCy sees a text of exactly the same length in which line breaks inside a paragraph are spaces (a hard-wrapped sentence
stays one sentence), sentences never cross a paragraph's border, and stretches that are all capitals (headlines, captions) are
written as titles are, since the models were hardly shown any: "FRENCH PRESIDENT IN PARIS", "French President in Paris".
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from unicodedata import is_normalized, normalize

from spacy import tokens as of_spacy
from spacy.language import Language

from kgexport.extraction.arithmetic import one_thread
from kgexport.extraction.datelines import dateline_of
from kgexport.extraction.repairs import hang_finite_verbs_on_finite_ones
from kgexport.extraction.tree import Doc, Span, Token
from kgexport.gazetteer import country_of_adjective, is_well_known_organisation
from kgexport.gazetteer.titles import RANKS
from kgexport.model import Article, Mention, ReferringKind, SurfaceType

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_PARAGRAPH_BY_BLANK_LINE = re.compile(r"\S(?:(?!\n[^\S\n]*\n).)*", re.S)
_PARAGRAPH_BY_LINE = re.compile(r"\S[^\n]*")
# A hard-wrapped text has lines of one width; in one-paragraph-a-line text most lines end a sentence.
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’»)\]]*\s*$")
# A stretch of words that are all capitals, on one line and not broken by the end of a sentence.
_SHOUTED = re.compile(r"\b[^\W\d_a-z]{2,}(?:[ ,/–—’'&-]+(?:[^\W\d_a-z]+|\d+)\b)+")
# "Acme Corp ACM.O", "Acme Corp <ACM.O>", "Acme (NYSE: ACM)".
_TICKER = re.compile(
    r"(?<=[^\W_]) (?:<[A-Z0-9]{1,6}\.[A-Z]{1,2}>|[A-Z]{2,5}\.[A-Z]{1,2}(?![\w.])|"
    r"\((?:NYSE|NASDAQ|Nasdaq|LSE|LON|TSXV?|ASX|AMEX|OTC|HKEX|HKG|SGX|BSE|NSE|EPA|ETR|FRA|TYO|JSE|AIM) ?: ?[A-Z0-9.]{1,6}\))"
)
_CAPITALS = re.compile(r"[^\W\d_]+")
_ZONE = re.compile(r"[A-Z]{1,3}T|UTC")  # "ET", "GMT", "CEST" is tagged well
_HALVES_OF_A_DAY = frozenset({"a.m.", "p.m."})
_SHORT_WORD = 3  # letters: "US", "CEO"
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "over", "the", "to", "with"]
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text between blank lines (or one line, where lines are paragraphs). End exclusive, no outer space."""

    begin: int
    end: int


Analysis = tuple[Article, tuple[Paragraph, ...], of_spacy.Doc]


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, in order: by line where the text has no blank lines or its lines end sentences."""
    by_line = _PARAGRAPH_BY_LINE
    if _BLANK_LINE.search(text):
        lines = [line for line in text.split("\n") if line.strip()]
        closed = sum(1 for line in lines if _SENTENCE_END.search(line))
        wrapped = len(lines) > len(_BLANK_LINE.findall(text)) + 1
        by_line = _PARAGRAPH_BY_BLANK_LINE if wrapped and closed < 0.6 * len(lines) else _PARAGRAPH_BY_LINE
    elif _is_hard_wrapped(text):
        by_line = _PARAGRAPH_BY_BLANK_LINE
    found = []
    for match in by_line.finditer(text):
        end = match.end()
        while text[end - 1].isspace():
            end -= 1
        found.append(Paragraph(match.start(), end))
    return tuple(found)


def _is_hard_wrapped(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 4:
        return False
    open_ended = sum(1 for line in lines if not _SENTENCE_END.search(line))
    return open_ended > 0.6 * len(lines) and max(map(len, lines)) <= 120


def text_for_parser(text: str, paragraphs: Iterable[Paragraph]) -> str:
    """The text with every white-space character inside a paragraph turned into a plain space; same length, same offsets.

    Codes of the stock market behind a company's name are white space, too: the parser took them for who speaks.
    """
    parts, position = [], 0
    for paragraph in paragraphs:
        parts.append(text[position : paragraph.begin])
        line = "".join(" " if c.isspace() else c for c in text[paragraph.begin : paragraph.end])
        line = _TICKER.sub(lambda found: " " * len(found[0]), line)
        parts.append(_as_title(line, 2) if line.isupper() else _SHOUTED.sub(lambda found: _as_title(found[0], 4), line))
        position = paragraph.end
    parts.append(text[position:])
    return "".join(parts)


def _as_title(shouted: str, least: int) -> str:
    """The stretch in the capitals of a title where it has ``least`` longer words; fewer are acronyms, or a name in capitals."""
    if sum(len(word) > _SHORT_WORD for word in _CAPITALS.findall(shouted)) < least:
        return shouted
    return _CAPITALS.sub(_titled, shouted)


def _titled(found: re.Match[str]) -> str:
    word = found[0]
    if word.lower() in _SMALL:
        return word.lower()
    if len(word) <= _SHORT_WORD or country_of_adjective(word) or is_well_known_organisation(word):
        return word  # "US", "NATO"
    changed = word[0] + word[1:].lower()
    return changed if len(changed) == len(word) else word  # a letter's small form may be two


@dataclass(frozen=True)
class ParsedArticle:
    """An article, its words and its paragraphs. ``token.idx`` is an offset into ``article.text``."""

    article: Article
    doc: Doc
    paragraphs: tuple[Paragraph, ...] = field(default=())

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @cached_property
    def begins(self) -> list[int]:
        """For each token where it begins."""
        return [token.idx for token in self.doc]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, in order, without those of white space only."""
        text = self.text
        return tuple(each for each in self.doc.sents if not text[each.start_char : each.end_char].isspace())

    @cached_property
    def _paragraph_begins(self) -> list[int]:
        return [paragraph.begin for paragraph in self.paragraphs]

    @cached_property
    def _sentence_begins(self) -> list[int]:
        return [sentence.start_char for sentence in self.sentences]

    def token_at(self, offset: int) -> Token:
        """The token that holds the character at ``offset`` (the one before it, for white space)."""
        return self.doc.words[self._number_at(offset)]

    def tokens(self, begin: int, end: int) -> Span:
        """The tokens that touch ``begin..end``."""
        first = self._number_at(begin)
        return Span(self.doc, first, max(first + 1, bisect_left(self.begins, end)))

    def _number_at(self, offset: int) -> int:
        return max(0, bisect_right(self.begins, offset) - 1)

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence around ``offset``."""
        index = bisect_right(self._sentence_begins, offset) - 1
        return self.sentences[index] if index >= 0 else None

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph around ``offset``."""
        index = bisect_right(self._paragraph_begins, offset) - 1
        return self.paragraphs[index] if index >= 0 else None

    def mention(
        self, begin: int, end: int, kind: ReferringKind | None = None, surface: SurfaceType | None = None
    ) -> Mention:
        """The mention of ``begin..end``."""
        return Mention.of(self.article.text, begin, end, kind, surface)


def parse(articles: Iterable[Article], nlp: Language, *, batch_size: int = 16) -> Iterator[ParsedArticle]:
    """Parses articles in batches, in order.

    Raises whatever spaCy raises for an article it cannot take (over ``nlp.max_length`` characters: ValueError).
    """
    for article, paragraphs, doc in analysed(articles, nlp, batch_size=batch_size):
        yield ParsedArticle(article, Doc(doc), paragraphs)


def analysed(articles: Iterable[Article], nlp: Language, *, batch_size: int = 16) -> Iterator[Analysis]:
    """The same as the language model gives it: articles with their paragraphs and spaCy's Doc."""
    waiting = iter(articles)
    while batch := list(islice(waiting, batch_size)):
        prepared = [_prepared(article, nlp) for article in batch]
        with one_thread():
            docs = list(nlp.pipe(prepared, as_tuples=True, batch_size=batch_size))
        for doc, (article, paragraphs) in docs:
            hang_finite_verbs_on_finite_ones(doc)
            yield article, paragraphs, doc


def _prepared(article: Article, nlp: Language) -> tuple[of_spacy.Doc, tuple[Article, tuple[Paragraph, ...]]]:
    paragraphs = paragraphs_of(article.text)
    doc = nlp.make_doc(text_for_parser(article.text, paragraphs))
    _start_sentences_at(doc, _sentence_starts(article.text, paragraphs))
    if not is_normalized("NFC", article.text):
        _know_decomposed_words(doc)
    return doc, (article, paragraphs)


def _sentence_starts(text: str, paragraphs: Iterable[Paragraph]) -> set[int]:
    starts = set()
    for paragraph in paragraphs:
        starts.add(paragraph.begin)
        dateline = dateline_of(text, paragraph.begin, paragraph.end)
        if dateline is not None:
            starts.add(dateline.end)
    return starts


def _know_decomposed_words(doc: of_spacy.Doc) -> None:
    """Words with accents written apart (NFD) look to the model as they do in NFC: it was shown no others.

    What it sees of a word hangs on its entry in the vocabulary: norm, affixes, shape and vector. The text stays as it is.
    """
    vocab = doc.vocab
    for token in doc:
        composed = token.text if token.text.isascii() else normalize("NFC", token.text)
        if composed == token.text:
            continue
        ours, known = vocab[token.text], vocab[composed]
        ours.lower_, ours.norm_, ours.shape_ = known.lower_, known.norm_, known.shape_
        ours.prefix_, ours.suffix_ = known.prefix_, known.suffix_
        row = vocab.vectors.key2row.get(known.orth)
        if row is not None and ours.orth not in vocab.vectors.key2row:
            vocab.vectors.add(ours.orth, row=row)


def _is_name_of_two(first: of_spacy.Token, second: of_spacy.Token) -> bool:
    return first.is_title and second.is_title and first.whitespace_ == " " and len(first) > 1 < len(second)


def _start_sentences_at(doc: of_spacy.Doc, begins: set[int]) -> None:
    # The parser keeps boundaries that are set before it runs; white space between paragraphs ends the one before.
    for token in doc:
        if token.i and token.idx in begins:
            token.is_sent_start = True
        elif token.i and doc[token.i - 1].lower_ in RANKS and token.is_title:
            token.is_sent_start = False  # "Brig. | Gen. Ana Lima"
        elif token.i and _ZONE.fullmatch(token.text) and doc[token.i - 1].lower_ in _HALVES_OF_A_DAY:
            token.is_sent_start = False  # "at 9:54 a.m. ET": the parser ends a sentence at the full stop
        elif token.i and doc[token.i - 1].idx in begins and _is_name_of_two(doc[token.i - 1], token):
            token.is_sent_start = False  # "TUCSON, Ariz. - Mark | Ritter said": behind a dateline it ends one in a name
