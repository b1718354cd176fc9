"""Organisations by name: a body owns its acronym and the short forms of its name."""

import re
from collections.abc import Iterator
from itertools import pairwise
from unicodedata import normalize

from kgexport import gazetteer
from kgexport.extraction.coreference.entity import Entity, Sort
from kgexport.extraction.coreference.gathering import Gathering
from kgexport.extraction.coreference.lexicon import ORGANISATION_NOUNS
from kgexport.extraction.coreference.spelling import WORD, plain
from kgexport.extraction.datelines import names_agency
from kgexport.extraction.draft import NameSpan
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.word_lists import words as _listed

_COMPANY_ENDINGS = _listed(
    "inc inc. corp corp. corporation co co. company ltd ltd. limited plc ag sa s.a. nv n.v. gmbh llc llp spa se ab "
    "asa holdings group"
)
_LEGAL_FORMS = _listed("inc inc. corp corp. co co. ltd ltd. plc ag sa s.a. nv n.v. gmbh llc llp spa ab asa")
_LONGEST_ACRONYM = 6  # letters, where nothing but a bracket says that it is one
_GAP = 3  # characters between a name and its acronym in brackets
_BY_ACRONYM = re.compile(
    r",? (?:(?:better|also|widely|commonly) )?(?:known|abbreviated) (?:by|as|under|for)[^.,;]{0,40}? |, or "
)
# "Volkswagen AG VOWG.F, VW, is due": behind the company's symbol, if there is one; no list ("BBC, CNN, and others").
_BETWEEN_COMMAS = re.compile(r"(?: [A-Z]{2,5}\.[A-Z]{1,2})?, ")
_GOES_ON = re.compile(r", (?!and |or )[a-z]")
_LINKING = _listed("of the and for de la le du des et in on & to")


class Bodies(Gathering):
    """Organisations."""

    def entities(self, spans: list[NameSpan]) -> list[Entity]:
        by_key: dict[str, Entity] = {}
        acronyms: dict[str, list[Entity]] = {}
        shorts: dict[str, list[Entity]] = {}
        words_of = {text: _body_words(text) for text in dict.fromkeys(span.text for span in spans)}
        # The fullest names first, so that "Times" finds "The New York Times" wherever it stands.
        for text, words in sorted(words_of.items(), key=lambda item: -len(item[1])):
            key = " ".join(words)
            if key in by_key:
                continue
            entity = self._known_as(text, words, acronyms, shorts)
            if entity is None:
                entity = self.new(Sort.ORGANISATION, without_article(text))
                if len(words) > 1:
                    for acronym in _acronyms(text):
                        _once(acronyms, acronym, entity)
                    for short in _short_forms(words, text):
                        _once(shorts, short, entity)
            by_key[key] = entity
        same = self._by_parenthesis(spans, by_key)
        for span in spans:
            entity = by_key[" ".join(words_of[span.text])]
            same.get(id(entity), entity).add(self.mention(span))
        kept = [entity for entity in self.found if entity.mentions]
        for entity in kept:
            _learn_body(entity, self.parsed)
        return kept

    def _known_as(
        self, text: str, words: tuple[str, ...], acronyms: dict[str, list[Entity]], shorts: dict[str, list[Entity]]
    ) -> Entity | None:
        letters = _letters(text)
        if len(words) == 1 and 2 <= len(letters) <= 7 and letters.isupper():
            owners = acronyms.get(letters, [])
            if len(owners) == 1:
                return owners[0]
        if _is_company_in_full(text):
            return None  # "Acme Corp." is not short for "Acme Acceptance Corp."
        owners = shorts.get(" ".join(words), [])
        if len(owners) > 1:  # "Ford" is the Ford Motor Company rather than the Ford Foundation
            owners = [owner for owner in owners if set(_body_words(owner.name)[len(words) :]) <= _BUSINESS]
        return owners[0] if len(owners) == 1 else None

    def _by_parenthesis(self, spans: list[NameSpan], by_key: dict[str, Entity]) -> dict[int, Entity]:
        """For an entity that the text calls another one: which one. "International Energy Agency (IEA)"."""
        same: dict[int, Entity] = {}
        for one, other in pairwise(spans):
            between = self.parsed.text[one.end : other.begin]
            bracketed = (
                between.strip() == "(" and len(between) <= _GAP and self.parsed.text[other.end : other.end + 1] == ")"
            )
            told = other.text.isupper() and _BY_ACRONYM.fullmatch(between) is not None
            beside = other.text.isupper() and _BETWEEN_COMMAS.fullmatch(between) is not None
            beside = beside and _GOES_ON.match(self.parsed.text, other.end) is not None
            if not bracketed and not told and not beside:
                continue
            abbreviated = _abbreviates(_letters(other.text), one.text)
            if not abbreviated and (beside or not _may_be_foreign_acronym(other.text)):
                continue
            kept, gone = by_key[" ".join(_body_words(one.text))], by_key[" ".join(_body_words(other.text))]
            if kept is not gone and id(kept) not in same:
                same[id(gone)] = kept
        return same


def _body_words(text: str) -> tuple[str, ...]:
    words = [plain(word).removesuffix("'s") for word in WORD.findall(text)]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in _COMPANY_ENDINGS:
        words.pop()
    joined = [word.replace(".", "") if "." in word else word for word in words]
    return tuple(joined) or (plain(text),)


def _is_company_in_full(text: str) -> bool:
    words = [plain(word) for word in WORD.findall(text)]
    return len(words) > 1 and words[-1] in _LEGAL_FORMS


def without_article(text: str) -> str:
    """The name without "the"; "The" with a capital belongs to it."""
    return re.sub(r"^the\s+", "", text) if text[:4] == "the " else text


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _acronyms(text: str) -> Iterator[str]:
    words = [word for word in WORD.findall(text) if plain(word) not in {"the"}]
    strong = [word for word in words if plain(word) not in _LINKING]
    # "FTC" is the U.S. Federal Trade Commission
    national = next((n for n in (2, 1) if len(strong) > n + 1 and _is_country_word(" ".join(strong[:n]).lower())), 0)
    for chosen in (strong, words, strong[national:]):
        initials = "".join(word[0] for word in chosen)
        if len(chosen) > 1:
            yield initials.upper()
    if len(strong) > 2 and plain(strong[-1]) in _COMPANY_ENDINGS:
        yield "".join(word[0] for word in strong[:-1]).upper()


def _abbreviates(acronym: str, name: str) -> bool:
    """True where the acronym's letters stand in the name in this order, the first one first."""
    letters = plain(_letters(name))
    position = 0
    for number, letter in enumerate(plain(acronym)):
        position = letters.find(letter, position)
        if position < 0 or (number == 0 and position > 0 and not plain(name).startswith("the")):
            return False
        position += 1
    return 2 <= len(acronym) <= 10


def _may_be_foreign_acronym(text: str) -> bool:
    """True for the acronym of a body's name in its own language: the "DLR" of "German Aerospace Center (DLR)"."""
    acronym = text.isascii() and text.isalpha() and text.isupper() and 3 <= len(text) <= _LONGEST_ACRONYM
    other = gazetteer.is_outlet(text) or gazetteer.is_international(text) or gazetteer.country_of(text) is not None
    return acronym and not other  # "Reuters (AFP)" names two


def _short_forms(words: tuple[str, ...], text: str) -> Iterator[str]:
    """Under which shorter names a body goes: without its country, "Times", "Lockheed", "the Court"."""
    country = next((n for n in (3, 2, 1) if len(words) > n and _is_country_word(" ".join(words[:n]))), 0)
    if country and len(words) > country + 1:
        yield " ".join(words[country:])
    if words[-1] in _MASTHEADS:
        yield words[-1]
    if (
        len(words) == 2
        and gazetteer.is_sort_of_club(text.split(maxsplit=1)[0])
        and not gazetteer.place_kind(words[1].title())
    ):
        yield words[1]  # "Betis" is Real Betis
    for town in (2, 1):
        name = words[town:]
        if 1 <= len(name) <= 2 and not country and gazetteer.country_of_place(" ".join(words[:town]).title()):
            yield " ".join(name)  # Manchester United, "the Red Sox"
            if len(name) == 2 and name[1] not in ORGANISATION_NOUNS:
                yield name[1]
            break
    if len(words) > 2 and words[1] == "of" and words[0] in ORGANISATION_NOUNS:
        yield words[0]  # "the Church" is the Church of Scientology
    elif words[-1] in ORGANISATION_NOUNS:
        yield words[-1]
    capitals = text.removeprefix("The ").removeprefix("the ").split()[0].isupper()
    for end in range(1, len(words)):
        front = words[:end]
        if words[end] in _LINKING or front[-1] in _LINKING:
            break
        if not _BUSINESS.issuperset(words[end:]) and (
            words[-1] in _ORGANS or (end == 1 and capitals) or gazetteer.is_international(" ".join(front))
        ):
            continue  # the UN is not its Security Council
        if end == 1 and (
            country
            or gazetteer.country_of_place(front[0].title())
            or front[0] in ORGANISATION_NOUNS
            or front[0] in _COMMON_FIRST
            or (len(front[0]) < 4 and not (capitals and len(front[0]) > 1))
        ):
            continue
        yield " ".join(front)


_ORGANS = _listed(
    "assembly board chamber commission committee congress council court delegation mission panel parliament presidency "
    "secretariat tribunal"
)
_MASTHEADS = _listed("times post journal guardian telegraph herald tribune globe mail star news")
_BUSINESS = _listed(
    "motor motors computer computers company companies airline airlines airways group bank electric energy oil gas "
    "technologies technology systems industries pharmaceuticals international services news television tv radio network"
)
_NO_MINISTRY = _listed("police fire sheriff's sheriff")  # "Springfield Police Department"
_GROUP = _listed("group")
_NO_BUSINESS = _listed(
    "international crisis rights contact working support action advisory advocacy research study campaign militant rebel "
    "armed mercenary wagner minority monitoring task"
)
_COMMON_FIRST = _listed(
    "new national international american royal first united general federal state world global european african asian "
    "central south north east west southern northern eastern western supreme high house senate white red blue green "
    "black public private free democratic republican people people's socialist communist liberal conservative labour "
    "labor green human health foreign defence defense interior justice finance education home treasury energy "
    "environment trade police army navy air security social bank university college department ministry office bureau "
    "agency union association saint santa los las san city county metropolitan civil medical nuclear atomic food drug "
    "islamic christian catholic church court council commission committee amnesty doctors open digital big great old "
    "young daily sunday radio joint special strategic institute center centre museum school hospital league club "
    "party congress parliament"
)


def _is_country_word(word: str) -> bool:
    shown = word.upper() if len(word) < 4 else word.title()
    if not shown[0].isalpha():
        return False
    return gazetteer.country_of_adjective(shown) is not None or gazetteer.country_of(shown) is not None


def _once(table: dict[str, list[Entity]], key: str, entity: Entity) -> None:
    owners = table.setdefault(key, [])
    if entity not in owners[:3]:
        owners.append(entity)


def _learn_body(entity: Entity, parsed: ParsedArticle) -> None:
    first = entity.mentions[0]
    names = list(dict.fromkeys(m.text for m in entity.mentions))[:10]
    longest = max(names, key=lambda name: (len(_body_words(name)), len(name)))
    after_the = parsed.text[max(0, first.begin - 4) : first.begin].casefold() == "the "
    entity.name = normalize("NFC", without_article(longest))
    entity.outlet = any(gazetteer.is_outlet(name, after_the=after_the) for name in names) or any(
        names_agency(parsed.text, mention.begin, mention.end) for mention in entity.mentions
    )
    words = _body_words(longest)
    for name in names:
        entity.nouns.update(word for word in _body_words(name) if word in ORGANISATION_NOUNS)
    if _NO_MINISTRY.intersection(words):
        entity.nouns.discard("department")
    if plain(longest).split()[-1] in _COMPANY_ENDINGS - (_GROUP if _NO_BUSINESS.intersection(words) else set()):
        entity.nouns.add("company")
    if words and _is_country_word(words[0]):
        shown = words[0].upper() if len(words[0]) < 4 else words[0].title()
        entity.country = gazetteer.country_of_adjective(shown) or gazetteer.country_of(shown)
