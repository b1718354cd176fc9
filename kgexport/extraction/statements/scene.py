"""One article as the statement rules see it: the parse with constant-time look-ups, quotations by token, cues by token."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from kgexport.extraction.draft import Draft, Quotation
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.statements.lexicon import Cue, CueLexicon
from kgexport.extraction.tree import Doc, Token
from kgexport.model import Act

# How far a climb or a scan goes. Longer chains of clauses carry no attribution, and the cost stays linear.
REACH = 30

_COMMENTING = frozenset({"contradict", "echo", "refute", "rebut"})
_CONTRASTING = frozenset({"while", "whereas", "as"})
_PARTING = frozenset({",", ";", "—", "–", "--", '"', "”", "'", "’"})
_VERBAL = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_VERBS = frozenset({"VERB", "AUX"})
_PAST = frozenset({"VBD", "VBN", "MD"})
_PARTICLES = frozenset({"prt", "advmod", "acomp", "advcl", "prep", "ccomp", "oprd", "xcomp"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens ``first`` to ``last``, both included, and the one that heads them."""

    first: int
    last: int
    head: int


@dataclass(frozen=True)
class Scene:
    """What the rules read. Token numbers everywhere; ``begin_of`` and ``end_of`` turn them into offsets."""

    parsed: ParsedArticle
    draft: Draft
    lexicon: CueLexicon
    quotes: tuple[Quotation, ...] = field(default=())
    continuing: dict[int, tuple[int, ...]] = field(default_factory=dict)  # filled once by subjects.continuations

    @property
    def doc(self) -> Doc:
        """The parse."""
        return self.parsed.doc

    @property
    def text(self) -> str:
        """The article's text."""
        return self.parsed.text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens, so that one look-up is one access."""
        return self.parsed.doc.words

    @cached_property
    def children(self) -> list[Sequence[Token]]:
        """The children of each token, in order."""
        return [token.children for token in self.tokens]

    @cached_property
    def sentence(self) -> list[tuple[int, int]]:
        """For each token the first and the last token of its sentence, outer white space left out."""
        found: list[tuple[int, int]] = []
        for span in self.doc.sents:
            first, last = span.start, span.end - 1
            while last > first and self.tokens[last].is_space:
                last -= 1
            while first < last and self.tokens[first].is_space:
                first += 1
            found.extend([(first, last)] * (span.end - span.start))
        return found

    @cached_property
    def quote_of(self) -> list[int]:
        """For each token the number of the quotation that it stands in, marks included; -1 outside."""
        found, number = [-1] * len(self.tokens), 0
        if not self.quotes:
            return found
        begin, end = self.quotes[0].begin, self.quotes[0].end
        for index, token in enumerate(self.tokens):
            first = token.idx
            while end <= first:
                number += 1
                if number == len(self.quotes):
                    return found
                begin, end = self.quotes[number].begin, self.quotes[number].end
            if begin < first + len(token.text):
                found[index] = number
        return found

    @cached_property
    def words_before(self) -> list[int]:
        """For each token, and behind the last one, how many words (no punctuation, no space) stand before it."""
        return list(accumulate((not (t.is_punct or t.is_space) for t in self.tokens), initial=0))

    @cached_property
    def words_quoted(self) -> list[int]:
        """The same of the words in quotations."""
        quoted = (self.quote_of[t.i] >= 0 and not (t.is_punct or t.is_space) for t in self.tokens)
        return list(accumulate(quoted, initial=0))

    @cached_property
    def cues(self) -> dict[int, Cue]:
        """The cue verbs outside quotations, by token."""
        verbs = (
            token
            for token, quote in zip(self.tokens, self.quote_of, strict=True)
            if quote < 0 and (token.tag_ in _VERBAL or token.pos_ in _VERBS)
        )
        return {token.i: cue for token in verbs if (cue := self._verb(token)) is not None}

    @cached_property
    def contrasts(self) -> list[int]:
        """Where ", while Y said that …" or ", as Y had said" begins, in order: it is Y's, whatever the parser hangs it on."""
        found = []
        for token in self.tokens:
            if token.lemma_ in _COMMENTING and token.tag_ == "VBG" and token.i:
                if self.tokens[token.i - 1].text == "," and self.quote_of[token.i] < 0:
                    found.append(token.i)  # "said X, contradicting reports that Y": the writer's
                continue
            if token.lower_ not in _CONTRASTING or token.dep_ != "mark" or token.i == 0:
                continue
            parted = self.tokens[token.i - 1].text in _PARTING
            subject = self.child(token.head.i, "nsubj")
            same = subject is not None and subject.pos_ == "PRON"
            if token.lower_ == "as" and same and self.has(token.head.i, "ccomp", "xcomp", "dobj"):
                continue  # "…, as he told them that": at the same time
            if parted and token.head.i in self.cues and self.has(token.head.i, "nsubj") and self.quote_of[token.i] < 0:
                found.append(token.i)
        return found

    def _verb(self, token: Token) -> Cue | None:
        lemma = token.lemma_.lower()
        for child in self.children[token.i]:
            if token.i < child.i <= token.i + 4 and child.dep_ in _PARTICLES:
                cue = self.lexicon.verbs.get(f"{lemma} {child.lower_}")
                parted = any(c.dep_ == "dobj" and token.i < c.i < child.i for c in self.children[token.i])
                if cue is not None and not parted:  # "called the race for Lee" is no "called for"
                    return cue
        if token.dep_ in ("amod", "compound") or self._is_noun(token):
            return None
        if token.i + 1 < len(self.tokens):
            behind = self.tokens[token.i + 1]  # "called for her to resign": "for" marks the clause
            if behind.dep_ == "mark" and behind.head.head.i == token.i:
                cue = self.lexicon.verbs.get(f"{lemma} {behind.lower_}")
                if cue is not None and "after" in cue.takes:
                    return cue
        return self.lexicon.verbs.get(lemma)

    def _is_noun(self, token: Token) -> bool:
        """True for the noun of "All the leaders claims proved wrong": a plural subject, and another verb right behind."""
        if token.tag_ != "VBZ" or token.i + 1 >= len(self.tokens) or self.tokens[token.i + 1].tag_ not in _PAST:
            return False
        return any(c.dep_ == "nsubj" and c.tag_ == "NNS" and c.i == token.i - 1 for c in self.children[token.i])

    @cached_property
    def relative_denials(self) -> dict[int, int]:
        """The cues of clauses that deny what stands before them ("…, which he denied"), each with the clause's first token."""
        found: dict[int, int] = {}
        for index, cue in self.cues.items():
            token = self.tokens[index]
            if cue.act is not Act.DENY or token.dep_ != "relcl" or not self.has(index, "nsubj"):
                continue
            if any(c.i > index and c.dep_ in ("ccomp", "xcomp", "dobj") for c in self.children[index]):
                continue
            first, before = token.left_edge.i, token.head.left_edge.i
            if before > 0 and self.tokens[before - 1].text == ",":
                first = min(first, before)  # "…, a charge he denied"
            if first > 0 and self.tokens[first - 1].text == ",":
                found[index] = first
        return found

    @cached_property
    def denial_starts(self) -> list[int]:
        """The first tokens of the clauses of ``relative_denials``, in order; a comma stands before each."""
        return sorted(self.relative_denials.values())

    def begin_of(self, token: int) -> int:
        """The offset where a token begins."""
        return self.tokens[token].idx

    def end_of(self, token: int) -> int:
        """The offset after a token."""
        return self.tokens[token].idx + len(self.tokens[token])

    def child(self, token: int, *deps: str) -> Token | None:
        """The first child with one of these relations."""
        return next((child for child in self.children[token] if child.dep_ in deps), None)

    def has(self, token: int, *deps: str) -> bool:
        """True where the token has a child with one of these relations."""
        return any(child.dep_ in deps for child in self.children[token])

    def ancestors(self, token: int) -> Iterator[Token]:
        """The heads above a token, nearest first, as far as ``REACH``."""
        current = self.tokens[token]
        for _ in range(REACH):
            if current.head.i == current.i:
                return
            current = current.head
            yield current

    def stretch(self, token: int) -> Stretch:
        """The whole phrase that a token heads."""
        head = self.tokens[token]
        return Stretch(head.left_edge.i, head.right_edge.i, token)
