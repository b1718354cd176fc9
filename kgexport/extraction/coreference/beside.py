"""Names beside nouns: who "her daughter, the novelist Ana Lima" and "the Xinhua news agency" are."""

from collections.abc import Mapping

from kgexport.extraction.coreference import nominals
from kgexport.extraction.coreference.entity import Entity, Sort
from kgexport.extraction.coreference.lexicon import ROLES
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.tree import Token
from kgexport.extraction.unnamed import noun_phrase
from kgexport.model import Mention

_APPOSITION = 120  # characters from a noun to its name
_LONGEST_TITLE = 8  # tokens
_LONGEST_NAME = 6  # tokens
_FEWEST_LISTED = 2  # names behind "her lawyers"


class NamesBeside:
    """Looks for the name that stands beside a noun; ``named`` has by the head token of a name whose it is."""

    def __init__(self, parsed: ParsedArticle, named: Mapping[int, tuple[Entity, Mention]]) -> None:
        self.parsed, self.named = parsed, named

    def bearer_of(self, token: Token) -> Entity | None:
        """Who the noun is whose name stands behind it, "Ryanair's chief executive, Jane Doe, said"; the name has its role."""
        for child in token.rights:
            if child.dep_ == "appos" and child.i in self.named:
                entity, mention = self.named[child.i]
                if mention.begin - token.idx > _APPOSITION or entity.sort not in (Sort.PERSON, Sort.ORGANISATION):
                    continue
                if nominals.is_for_a_person(token) is (entity.sort is Sort.PERSON):
                    publishes = entity.sort is Sort.ORGANISATION and token.lemma_ in nominals.PUBLISHERS
                    entity.outlet = entity.outlet or publishes  # "the newspaper El Faro"
                    return entity
        return self._between_commas(token) or self._at_the_end(token)

    def _at_the_end(self, token: Token) -> Entity | None:
        """The person whose name ends the noun phrase: "Leader of the opposition Ana Lima"."""
        after = token.i + 1
        while after < len(token.doc) and after - token.i < _LONGEST_TITLE and not self._is_person_at(after):
            after += 1
        if after >= len(token.doc) or not self._is_person_at(after) or token.lemma_.lower() not in ROLES:
            return None
        entity, mention = self.named[after]
        span = noun_phrase(self.parsed, token)
        before = self.parsed.token_at(mention.begin)
        near = token.doc[after].left_edge.i <= token.i + 4 or nominals.is_title_before(token, before)
        joined = before.i > 0 and before.nbor(-1).pos_ not in {"ADP", "CCONJ", "PUNCT", "PART"}
        return entity if mention.end == span.end_char and near and joined else None

    def _between_commas(self, token: Token) -> Entity | None:
        """A person's name between commas behind what the person is: "the head of Acme's office, Ana Lima, said".

        A title may stand between: "her daughter, the novelist Ana Lima, said".
        """
        if token.tag_ not in {"NN", "NNP"} or not nominals.is_for_a_person(token):
            return None
        span = noun_phrase(self.parsed, token)
        doc, last = span.doc, span.end + 1
        if last >= len(doc) or doc[span.end].text != ",":
            return None
        while last < len(doc) and last - span.end < _LONGEST_NAME and last not in self.named:
            last += 1
        if not self._is_person_at(last):
            return None
        entity, mention = self.named[last]
        behind = self.parsed.text[mention.end : mention.end + 1]
        title = doc[span.end + 1 : self.parsed.token_at(mention.begin).i]
        if behind not in {",", "."} or (len(title) and not nominals.is_title(title)):
            return None
        return entity

    def titled_before(self, token: Token) -> Entity | None:
        """Whose title between commas a noun is, behind a name, which the parser did not take for an apposition.

        "Ana Lima, the mayor of Porto, was found …": who was found is not yet another mayor.
        """
        if token.lemma_.lower() not in ROLES or token.tag_ != "NN":
            return None
        span = noun_phrase(self.parsed, token)
        doc, before = span.doc, span.start - 1
        closed = span.end < len(doc) and doc[span.end].text == ","
        if before < 1 or doc[before].text != "," or not closed or span[0].lower_ not in {"the", "a", "an"}:
            return None
        entity, mention = self.named.get(before - 1, (None, None))
        if entity is None or mention is None or entity.sort is not Sort.PERSON:
            return None
        return entity

    def named_before(self, head: Token) -> Entity | None:
        """Who "the El Tiempo newspaper", "the Xinhua news agency", "the M23 rebel group" is: the noun says what the name is."""
        index = head.i - 1
        while (
            index > head.sent.start and head.doc[index].text.islower() and head.doc[index].dep_ in {"compound", "amod"}
        ):
            index -= 1
        at = index - 1 if index not in self.named and head.doc[index - 1].lower_ == "the" else index  # "The Nikkei"
        entity, mention = self.named.get(at, (None, None))
        if entity is None or mention is None or entity.sort is not Sort.ORGANISATION:
            return None
        last = head.doc[index]
        return entity if mention.end == last.idx + len(last) else None

    def listed_behind(self, token: Token) -> tuple[tuple[Entity, ...], int] | None:
        """The people whose names all stand behind a plural, "her lawyers Ana Lima and Tom Berg said", and where these end."""
        if token.tag_ not in {"NNS", "NNPS"}:
            return None
        first = next((t for t in token.rights if t.dep_ == "appos"), None)
        if first is None or first.left_edge.i != token.i + 1:
            return None
        listed: list[Token] = [first]
        while (joined := next((t for t in listed[-1].rights if t.dep_ == "conj"), None)) is not None:
            listed.append(joined)
        if len(listed) < _FEWEST_LISTED or not all(self._is_person_at(t.i) for t in listed):
            return None
        return tuple(self.named[t.i][0] for t in listed), self.named[listed[-1].i][1].end

    def _is_person_at(self, i: int) -> bool:
        return i in self.named and self.named[i][0].sort is Sort.PERSON
