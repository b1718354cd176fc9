"""People by name: a full name owns its surname, and the given name where nobody is called by it as a surname.

A surname that two full names share goes to the one that the article names in full far more often, else to the one mentioned
last before it, and to neither where both were spoken of together.
"""

import re
from collections import Counter
from unicodedata import normalize

from kgexport.extraction.coreference.entity import Entity, Sort
from kgexport.extraction.coreference.gathering import Gathering
from kgexport.extraction.coreference.lexicon import FIRST_NAMES, HONORIFICS, PARTICLES, Gender
from kgexport.extraction.coreference.spelling import (
    given_names_agree,
    is_latin,
    leaves_out_the_first,
    person_words,
    phonetic,
    plain,
    surname,
    without_honorific,
)
from kgexport.extraction.draft import NameSpan
from kgexport.extraction.parse import ParsedArticle

_USUAL = 4  # times that a name must have been one person's to stay that person's
_RELATIVE = re.compile(
    r"\b(?:his|her|their|\w+[’']s)\s(?:[\w-]+\s){0,3}?(?:mother|father|son|daughter|brother|sister|uncle|aunt|nephew|niece|cousin|"
    r"grandfather|grandmother|grandson|granddaughter),?\s$"
)
_TOGETHER = 60  # characters between two of one surname that are spoken of together


class People(Gathering):
    """Persons."""

    def __init__(self, parsed: ParsedArticle) -> None:
        super().__init__(parsed)
        self.relatives: set[int] = set()  # ids of entities that are somebody's mother or son
        self.names: dict[int, tuple[str, ...]] = {}  # id of an entity -> its fullest name
        self.called: frozenset[str] = frozenset()  # keys of what people of the article are called by one word
        self.full_mentions: Counter[int] = Counter()  # id of an entity -> how often it has its full name
        self.short_mentions: Counter[int] = Counter()  # … -> how often a name that others share was taken for it
        self.royals: set[int] = set()  # ids of entities that are kings, queens or popes

    def entities(self, spans: list[NameSpan]) -> list[Entity]:
        words = {text: person_words(text) for text in dict.fromkeys(span.text for span in spans)}
        full: dict[str, list[Entity]] = {}  # surname -> people
        names = self.names
        by_text: dict[str, Entity] = {}
        given: dict[str, list[Entity]] = {}
        last: tuple[NameSpan, Entity] | None = None
        for span in spans:
            parts = words[span.text]
            if len(parts) < 2:
                continue
            key = _key(parts)
            entity = by_text.get(key)
            if entity is None and last is not None and _is_alias(self.parsed, last[0], span):
                entity = by_text[key] = last[1]
                full.setdefault(surname(parts), []).append(entity)
            elif entity is None:
                same = full.get(surname(parts), [])[:20]
                fitting = [
                    e
                    for e in same
                    if given_names_agree(names[id(e)], parts) or leaves_out_the_first(names[id(e)], parts)
                ]
                if len(fitting) == 1 and not _is_relative(self.parsed, span):
                    entity = fitting[0]
                    if len(parts) > len(names[id(entity)]) or (
                        len(parts) == len(names[id(entity)]) and len(span.text) > len(entity.name) and len(parts[0]) > 2
                    ):
                        names[id(entity)] = parts
                        entity.name = normalize("NFC", without_honorific(span.text))
                else:
                    entity = self.new(Sort.PERSON, without_honorific(span.text))
                    names[id(entity)] = parts
                    if _is_relative(self.parsed, span):
                        self.relatives.add(id(entity))
                    full.setdefault(surname(parts), []).append(entity)
                    if len(parts) > 2 and plain(parts[-2]) not in PARTICLES:
                        full.setdefault(phonetic(parts[-2]), []).append(entity)  # García Márquez; Kim Jong Un below
                    given.setdefault(phonetic(parts[0]), []).append(entity)
                by_text[key] = entity
            last = span, entity
        self._count(spans, by_text)
        singles: dict[str, Entity] = {}
        self.called = frozenset(phonetic(parts[0]) for parts in words.values() if len(parts) == 1)
        before: tuple[NameSpan, Entity] | None = None
        for span in spans:
            parts = words[span.text]
            if before is not None and (
                _is_own_script(self.parsed, before[0], span)
                or (len(parts) < 2 and _is_alias(self.parsed, before[0], span))
            ):
                entity = before[1]
            elif len(parts) > 1:
                entity = by_text[_key(parts)]
            else:
                word = parts[0] if parts else span.text
                entity = self._short(word, span, full, given, singles)
            before = span, entity
            entity.add(self.mention(span))
            self.seen[id(entity)] = span.begin
            _learn_gender(entity, span, parts, self.parsed)
        return [entity for entity in self.found if entity.mentions]

    def _count(self, spans: list[NameSpan], by_text: dict[str, Entity]) -> None:
        """How often each has the full name, and who of them reigns."""
        for span in spans:
            entity = by_text.get(_key(person_words(span.text)))
            if entity is not None:
                self.full_mentions[id(entity)] += 1
                _learn_gender(
                    entity, span, person_words(span.text), self.parsed
                )  # "Mr. Lima" is not Ana Lima, named later
                if _reigns(self.parsed, span):
                    self.royals.add(id(entity))

    def _tables(
        self,
        key: str,
        full: dict[str, list[Entity]],
        given: dict[str, list[Entity]],
    ) -> tuple[dict[str, list[Entity]], dict[str, list[Entity]]]:
        """Where to look for a single name first: among surnames, or among first names.

        Where it is the middle one of one person and the first one of another, and where the one whose last it is goes by
        the first ("Listyo" of Listyo Prabowo), the other one, Prabowo Subianto, has it.
        """
        owners, others = full.get(key, []), given.get(key, [])
        if not owners or len(others) != 1 or phonetic(self.names[id(others[0])][-1]) in self.called:
            return full, given
        middle = not any(surname(self.names[id(owner)]) == key for owner in owners)
        by_first = all(phonetic(self.names[id(owner)][0]) in self.called for owner in owners)
        return (given, full) if middle or by_first else (full, given)

    def _reigning(
        self,
        key: str,
        span: NameSpan,
        full: dict[str, list[Entity]],
        given: dict[str, list[Entity]],
        singles: dict[str, Entity],
    ) -> Entity:
        """Who "King Hussein" is: nobody who has the name for a surname, and later "Hussein" may be he as well."""
        known = {id(e): e for table in (given, full) for e in table.get(key, ())[:20] if id(e) in self.royals}
        if len(known) == 1:
            entity = next(iter(known.values()))
        else:
            entity = singles.get(key) or self.new(Sort.PERSON, without_honorific(span.text))
            singles[key] = entity
            self.names[id(entity)] = person_words(span.text) or (span.text,)
            self.royals.add(id(entity))
            full.setdefault(key, []).append(entity)
        self.full_mentions[id(entity)] += 1
        return entity

    def _short(
        self,
        word: str,
        span: NameSpan,
        full: dict[str, list[Entity]],
        given: dict[str, list[Entity]],
        singles: dict[str, Entity],
    ) -> Entity:
        key = phonetic(word)
        gender = _title_gender(span, self.parsed)
        if _reigns(self.parsed, span):
            return self._reigning(key, span, full, given, singles)
        for table in self._tables(key, full, given):
            owners = [e for e in table.get(key, ())[:20] if not _contradict(e.gender, gender)]
            if len(owners) == 1:
                return owners[0]
            reigning = [e for e in owners if id(e) in self.royals]
            if len(reigning) == 1 and all(phonetic(self.names[id(e)][0]) in self.called for e in owners):
                return reigning[0]  # "Hussein" is the king where the other one is called Saddam
            if owners:
                main = max(owners, key=lambda e: self.full_mentions[id(e)])
                rest = [self.full_mentions[id(e)] for e in owners if e is not main]
                if id(main) in self.seen and self.full_mentions[id(main)] >= 3 * max(rest):
                    return main  # the one whom the article is about, not a relative
                spoken_of = [e for e in owners if id(e) in self.seen]
                formal = [e for e in spoken_of if phonetic(self.names[id(e)][0]) not in self.called]
                if table is full and len(formal) == 1 < len(spoken_of):
                    return formal[0]  # "Lima" is the father where the son is called Tomas
                usual = max(owners, key=lambda e: self.short_mentions[id(e)])
                others = sum(self.short_mentions[id(e)] for e in owners if e is not usual)
                if table is full and self.short_mentions[id(usual)] >= _USUAL * (others + 1):
                    self.short_mentions[id(usual)] += 1
                    return usual  # whom the article has called so all along
                seen = sorted((self.seen[id(e)] for e in owners if id(e) in self.seen), reverse=True)
                if seen and (len(seen) == 1 or seen[0] - seen[1] > _TOGETHER):
                    last = next(e for e in owners if self.seen.get(id(e)) == seen[0])
                    known = [e for e in owners if id(e) not in self.relatives]
                    if len(known) == 1:
                        last = known[0]  # not the mother of whom the article is about
                    self.short_mentions[id(last)] += 1
                    return last
                break  # "Clinton" before either of two Clintons, or behind both of them: nobody's
        entity = singles.get(key)
        if entity is None:
            entity = singles[key] = self.new(Sort.PERSON, without_honorific(span.text))
        return entity


def _key(parts: tuple[str, ...]) -> str:
    """The words of a name as they are compared."""
    return " ".join(plain(part) for part in parts)


def _reigns(parsed: ParsedArticle, span: NameSpan) -> bool:
    """True for a name behind "King", "Queen" or "Pope", which are given names, or one that begins with such a title."""
    title = span.title.text if span.title is not None else ""
    before = f"{parsed.text[max(0, span.begin - 12) : span.begin]} {title}".split()
    first = span.text.split()[0]
    return first in _REIGNING or bool(before and before[-1] in _REIGNING)


_REIGNING = frozenset({"King", "Queen", "Pope", "Emperor", "Empress"})


def _is_relative(parsed: ParsedArticle, span: NameSpan) -> bool:
    """True for a name that is said to be a relative's: "her mother, Ana Maria Lima" is not Ana Lima by another spelling."""
    return _RELATIVE.search(parsed.text[max(0, span.begin - 48) : span.begin]) is not None


def _is_own_script(parsed: ParsedArticle, one: NameSpan, other: NameSpan) -> bool:
    """True for a name in brackets that says another one in its own script: "Xi Jinping (习近平)"."""
    bracketed = other.begin - one.end <= 3 and parsed.text[one.end : other.begin].strip() == "("
    return (
        bracketed and parsed.text[other.end : other.end + 1] == ")" and not is_latin(other.text) and is_latin(one.text)
    )


def _is_alias(parsed: ParsedArticle, one: NameSpan, other: NameSpan) -> bool:
    """True for a name that another one is said to be known by: "Ana Lima, better known as Ana Sol"."""
    between = parsed.text[one.end : other.begin] if 0 <= other.begin - one.end <= _LONGEST_ALIAS else ""
    return _ALIAS.fullmatch(between) is not None


_LONGEST_ALIAS = 60  # characters between a name and the one it is known by
_ALIAS = re.compile(
    r",? \(?(?:(?:(?:also|better|widely|popularly|commonly|professionally|who is) )?known (?:[a-z]+ ){0,4}?(?:as|by)|"
    r"a\.?k\.?a\.?|alias) [\"“‘']?"
)


def _contradict(one: Gender | None, other: Gender | None) -> bool:
    return one is not None and other is not None and one is not other


def _title_gender(span: NameSpan, parsed: ParsedArticle) -> Gender | None:
    before = span.title.text if span.title else ""
    if not before:
        first = parsed.token_at(span.begin)
        before = first.nbor(-1).text if first.i else ""
        inside = first.lower_.rstrip(".")
        if inside in HONORIFICS and len(first) < span.end - span.begin:
            return HONORIFICS[inside]
        if not before.endswith(".") and before[:1].islower():
            return None
    words = [word.rstrip(".") for word in before.casefold().split()]
    for word in reversed(words):
        if word in HONORIFICS and HONORIFICS[word] is not None:
            return HONORIFICS[word]
    return None


def _learn_gender(entity: Entity, span: NameSpan, parts: tuple[str, ...], parsed: ParsedArticle) -> None:
    if entity.gender is None:
        entity.gender = _title_gender(span, parsed)
    if entity.gender is None and len(parts) > 1:
        entity.gender = FIRST_NAMES.get(plain(parts[0]).rstrip("."))
