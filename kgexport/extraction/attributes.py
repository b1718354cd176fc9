"""The attribute ruler and the lemmatizer of a language model, with their answers looked up: many times as fast, the same values.

All but a dozen of the ruler's rules look at one token, at its tag, its dependency and its lower-case form. What they say for a
combination of the three is worked out once, by a matcher with the same rules. The lemma of a token depends on its form, its
part of speech and its morphology.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG, intify_attrs
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, MorphAnalysis, Token

_Attributes = Mapping[int, Any]  # attribute -> value; of MORPH a MorphAnalysis
_LIMIT = 200_000  # combinations that are remembered


class _Found(NamedTuple):
    """What rules say of a token."""

    rules: tuple[int, ...]  # those that look at this token alone
    attributes: _Attributes  # what they set together
    begins_longer: bool  # rules for several tokens may begin here


class LookedUpAttributes:
    """A pipe that stands for an attribute ruler."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._vocab = ruler.vocab
        self._single, self._longer, self._first = (Matcher(ruler.vocab) for _ in range(3))
        self._longest = 1
        self._rules: list[tuple[_Attributes, int]] = []
        for number, rule in enumerate(ruler.patterns):
            attributes = intify_attrs(rule["attrs"], strings_map=ruler.vocab.strings)
            if MORPH in attributes:
                attributes[MORPH] = MorphAnalysis(ruler.vocab, ruler.vocab.strings[attributes[MORPH]])
            index: Any = rule["index"]
            self._rules.append((attributes, int(index)))
            patterns: Any = rule["patterns"]
            for pattern in patterns:
                matcher = self._single if len(pattern) == 1 else self._longer
                matcher.add(str(number), [pattern])
                if len(pattern) > 1:
                    self._first.add(str(number), [pattern[:1]])
                    self._longest = max(self._longest, len(pattern))
        self._known: dict[tuple[int, int, int], _Found] = {}
        self._alike: dict[tuple[object, ...], _Found] = {}
        self._dependencies, _ = _named(ruler, "DEP")
        self._words, self._expressions = _named(ruler, "LOWER")

    def __call__(self, doc: Doc) -> Doc:
        """Sets part of speech, morphology, lemma, tag and dependency where a rule says so; later rules have precedence."""
        known = self._known
        longer: dict[
            int, list[int]
        ] = {}  # rules for several tokens: position of the token they are about -> their numbers
        for token in doc:
            found = known.get((token.tag, token.dep, token.lower)) or self._found(doc, token)
            if found.begins_longer:
                self._match_longer(doc, token.i, longer)
            attributes = found.attributes
            if token.i in longer:
                attributes = self._together((*found.rules, *longer[token.i]))
            for attribute, value in attributes.items():
                if attribute == POS:
                    token.pos = value
                elif attribute == MORPH:
                    token.morph = value
                elif attribute == LEMMA:
                    token.lemma = value
                elif attribute == TAG:
                    token.tag = value
                elif attribute == DEP:
                    token.dep = value
        return doc

    def _together(self, numbers: Iterable[int]) -> _Attributes:
        """What rules set one after the other."""
        together: dict[int, Any] = {}
        for number in sorted(numbers):
            together |= self._rules[number][0]
        return together

    def _match_longer(self, doc: Doc, begin: int, found: dict[int, list[int]]) -> None:
        """Adds the rules for several tokens that hold for those from ``begin`` on."""
        for match, first, end in self._longer(doc[begin : begin + self._longest], allow_missing=True):
            if first == 0:
                number = int(self._vocab.strings[match])
                index = self._rules[number][1]
                found.setdefault(begin + (index if index >= 0 else end + index), []).append(number)

    def _found(self, doc: Doc, token: Token) -> _Found:
        dependency, word = token.dep, token.lower
        if len(self._known) >= _LIMIT:
            self._known.clear()
        alike = (
            token.tag,
            dependency if dependency in self._dependencies else None,
            word if word in self._words else tuple(each.search(token.lower_) is None for each in self._expressions),
            token.is_space,
        )
        found = self._alike.get(alike)
        if found is None:
            alone = doc[token.i : token.i + 1]
            numbers = tuple(int(self._vocab.strings[rule]) for rule, _, _ in self._single(alone, allow_missing=True))
            begins_longer = bool(self._first(alone, allow_missing=True))
            found = self._alike[alike] = _Found(numbers, self._together(numbers), begins_longer)
        self._known[token.tag, dependency, word] = found
        return found


class LookedUpLemmas:
    """A pipe that stands for a rule lemmatizer of English."""

    def __init__(self, lemmatizer: EnglishLemmatizer) -> None:
        self._lemmatizer = lemmatizer
        index: Any = lemmatizer.lookups.get_table("lemma_index", {})
        for words in index:
            index[words] = frozenset(index[words])  # what is asked is whether one of 60,000 is in the list
        self._known: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Sets the lemmas that nothing has set before."""
        known = self._known
        for token in doc:
            if not token.lemma:
                morphology: Any = token.morph  # its key is in no stub
                key = (token.orth, token.pos, morphology.key)
                found = known.get(key)
                if found is None:
                    if len(known) >= _LIMIT:
                        known.clear()
                    found = known[key] = doc.vocab.strings.add(self._lemmatizer.rule_lemmatize(token)[0])
                token.lemma = found
        return doc


def look_up_attributes(nlp: Language) -> None:
    """Puts our pipes in the place of the pipeline's attribute ruler and lemmatizer, where it has plain ones."""
    for number, (name, pipe) in enumerate(nlp._components):
        if type(pipe) is AttributeRuler and _looks_at_known_attributes(pipe):
            nlp._components[number] = (name, LookedUpAttributes(pipe))
        elif type(pipe) is EnglishLemmatizer and pipe.mode == "rule" and not pipe.overwrite:
            nlp._components[number] = (name, LookedUpLemmas(pipe))


def _looks_at_known_attributes(ruler: AttributeRuler) -> bool:
    """True where what the one-token rules look at is told apart by the key, and in the ways that ``_named`` reads."""
    return all(
        key in {"TAG", "DEP", "LOWER", "IS_SPACE"}
        and (
            not isinstance(value, dict)
            or value.keys() <= ({"IN", "NOT_IN", "REGEX"} - ({"REGEX"} if key == "DEP" else set()))
        )
        for token in _tokens(ruler)
        for key, value in token.items()
    )


def _named(ruler: AttributeRuler, attribute: str) -> tuple[frozenset[int], tuple[re.Pattern[str], ...]]:
    """The values that rules name, and the expressions by which they know others: what all take for the same is the same."""
    names: set[str] = set()
    expressions: set[str] = set()
    for token in _tokens(ruler):
        value = token.get(attribute, {})
        ways: dict[str, Any] = value if isinstance(value, dict) else {"IN": [value]}
        for way, said in ways.items():
            if way == "REGEX":
                expressions.add(said)
            else:
                names.update(said)
    return frozenset(map(ruler.vocab.strings.add, names)), tuple(map(re.compile, sorted(expressions)))


def _tokens(ruler: AttributeRuler) -> Iterator[dict[str, Any]]:
    """What the rules say of each token."""
    rules: list[Any] = ruler.patterns
    for rule in rules:
        for pattern in rule["patterns"]:
            yield from pattern
