"""Names to entities: which names of an article name the same person, organisation or place.

A full name owns its surname (and the given name where nobody is called by it as a surname); a body owns its acronym and its
short form. A short form that two full names share goes to the nearest one before it, and to neither when none stands before.
Everything is looked up by keys, so that the cost is linear in the number of names.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from unicodedata import category, normalize

from kgexport import gazetteer
from kgexport.extraction.coreference.entity import Entity, Sort
from kgexport.extraction.coreference.lexicon import (
    FIRST_NAMES,
    HONORIFICS,
    NICKNAMES,
    ORGANISATION_NOUNS,
    PARTICLES,
    SUFFIXES,
    Gender,
)
from kgexport.extraction.coreference.lexicon import (
    words as _listed,
)
from kgexport.extraction.draft import NameSpan
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import Mention, ReferringKind, SurfaceType

_ARTICLE = re.compile(r"^(?:al|el|ul|ad|as|ash|an|ar|az)[-’'](?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*\.?")
_COMPANY_ENDINGS = _listed(
    "inc inc. corp corp. corporation co co. company ltd ltd. limited plc ag sa s.a. nv n.v. gmbh llc llp spa se ab "
    "asa holdings group"
)
_LATIN_END = 0x24F
_TOGETHER = 60  # characters between two of one surname that are spoken of together
_LINKING = _listed("of the and for de la le du des et in on & to")
_TRANSLITERATED = (
    ("tz", "ts"), ("kh", "h"), ("zh", "z"), ("sch", "sh"), ("ck", "k"), ("ph", "f"), ("w", "v"),
    ("iy", "y"), ("yy", "y"), ("ij", "y"), ("ii", "y"), ("i", "y"), ("c", "k"), ("q", "k"),
)  # fmt: skip


def entities_of(parsed: ParsedArticle, spans: Iterable[NameSpan]) -> list[Entity]:
    """The named entities of an article, by first mention."""
    ordered = sorted(spans, key=lambda span: (span.begin, -span.end))
    people = _People(parsed)
    bodies = _Bodies(parsed)
    places = _Places(parsed)
    by_surface: dict[SurfaceType, list[NameSpan]] = {surface: [] for surface in SurfaceType}
    for span in ordered:
        by_surface[span.surface].append(span)
    found = [
        *people.entities(by_surface[SurfaceType.PERSON]),
        *bodies.entities(by_surface[SurfaceType.ORG]),
        *places.entities(by_surface[SurfaceType.PLACE]),
    ]
    return sorted(found, key=lambda entity: (entity.begin, entity.sort))


def plain(text: str) -> str:
    """Lower case without accents and with straight apostrophes: the same for all spellings of a name."""
    if text.isascii():
        return text.casefold()
    folded = normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(character for character in folded if category(character) != "Mn")


def phonetic(word: str) -> str:
    """A key that transliterations share: Zelensky and Zelenskyy, Tsarnaev and Tzarnaev. Short words are kept as they are."""
    key = plain(word)
    if len(key) < 5:
        return key
    for old, new in _TRANSLITERATED:
        key = key.replace(old, new)
    shrunk = [key[0]]
    shrunk.extend(b for a, b in pairwise(key) if a != b)
    return "".join(shrunk)


def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name without honorifics and "Jr."."""
    words = list(_WORD.findall(name))
    while len(words) > 1 and plain(words[0]).rstrip(".") in HONORIFICS:
        words.pop(0)
    while len(words) > 1 and plain(words[-1]) in SUFFIXES:
        words.pop()
    # "Van Gaal" is a surname, and so is "el-Sissi".
    while len(words) > 1 and (words[0] in PARTICLES or plain(words[0]) in _SURNAME_FIRST):
        words.pop(0)
    words[-1:] = [_ARTICLE.sub("", word) for word in words[-1:]]
    return tuple(words)


_SURNAME_FIRST = frozenset({"van", "von", "de", "della", "di", "da", "dos", "du", "el", "bin", "ibn", "del"})


def _surname(words: tuple[str, ...]) -> str:
    return phonetic(words[-1])


def _given_names_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where two names of one surname can be one person's: "J. Smith", "Joe Biden" and "Joseph R. Biden"."""
    first, second = plain(one[0]).rstrip("."), plain(other[0]).rstrip(".")
    if first == second or phonetic(first) == phonetic(second):
        return _middle_names_agree(one, other)
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    formal = NICKNAMES.get(first, first), NICKNAMES.get(second, second)
    return formal[0] == formal[1]


def _within(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where the one is the other without its first name: "Musa Jibril" and "Ahmad Musa Jibril"."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) == 2 and len(longer) == 3 and [*map(phonetic, longer[1:])] == [*map(phonetic, shorter)]


def _middle_names_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    middles = [plain(words[1]).rstrip(".") for words in (one, other) if len(words) == 3]
    return len(middles) < 2 or middles[0][:1] == middles[1][:1]


class _Gathering:
    """Entities of one sort, and where they were mentioned last."""

    def __init__(self, parsed: ParsedArticle) -> None:
        self.parsed = parsed
        self.found: list[Entity] = []
        self.seen: dict[int, int] = {}  # id of an entity -> where it was mentioned last

    def mention(self, span: NameSpan) -> Mention:
        return self.parsed.mention(span.begin, span.end, ReferringKind.NAME, span.surface)

    def new(self, sort: Sort, name: str) -> Entity:
        entity = Entity(sort=sort, name=normalize("NFC", name))
        self.found.append(entity)
        return entity


class _People(_Gathering):
    """Persons."""

    def entities(self, spans: list[NameSpan]) -> list[Entity]:
        words = {span.text: person_words(span.text) for span in spans}
        full: dict[str, list[Entity]] = {}  # surname -> people
        names: dict[int, tuple[str, ...]] = {}  # id of entity -> its fullest name
        by_text: dict[str, Entity] = {}
        given: dict[str, list[Entity]] = {}
        for span in spans:
            parts = words[span.text]
            if len(parts) < 2:
                continue
            key = " ".join(plain(part) for part in parts)
            entity = by_text.get(key)
            if entity is None:
                same = full.get(_surname(parts), [])[:20]
                fitting = [e for e in same if _given_names_agree(names[id(e)], parts) or _within(names[id(e)], parts)]
                if len(fitting) == 1:
                    entity = fitting[0]
                    if len(parts) > len(names[id(entity)]) or (
                        len(parts) == len(names[id(entity)]) and len(span.text) > len(entity.name) and len(parts[0]) > 2
                    ):
                        names[id(entity)] = parts
                        entity.name = normalize("NFC", _without_honorific(span.text))
                else:
                    entity = self.new(Sort.PERSON, _without_honorific(span.text))
                    names[id(entity)] = parts
                    full.setdefault(_surname(parts), []).append(entity)
                    if len(parts) > 2 and plain(parts[-2]) not in PARTICLES:
                        full.setdefault(phonetic(parts[-2]), []).append(entity)  # García Márquez; Kim Jong Un below
                    given.setdefault(phonetic(parts[0]), []).append(entity)
                by_text[key] = entity
        singles: dict[str, Entity] = {}
        before: tuple[NameSpan, Entity] | None = None
        for span in spans:
            parts = words[span.text]
            if before is not None and _is_own_script(self.parsed, before[0], span):
                entity = before[1]
            elif len(parts) > 1:
                entity = by_text[" ".join(plain(part) for part in parts)]
            else:
                word = parts[0] if parts else span.text
                entity = self._short(word, span, full, given, singles)
            before = span, entity
            entity.add(self.mention(span))
            self.seen[id(entity)] = span.begin
            _learn_gender(entity, span, parts, self.parsed)
        return [entity for entity in self.found if entity.mentions]

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
        for table in (full, given):
            owners = [e for e in table.get(key, ())[:20] if not _contradict(e.gender, gender)]
            if len(owners) == 1:
                return owners[0]
            if owners:
                seen = sorted((self.seen[id(e)] for e in owners if id(e) in self.seen), reverse=True)
                if seen and (len(seen) == 1 or seen[0] - seen[1] > _TOGETHER):
                    return next(e for e in owners if self.seen.get(id(e)) == seen[0])
                break  # "Clinton" before either of two Clintons, or behind both of them: nobody's
        entity = singles.get(key)
        if entity is None:
            entity = singles[key] = self.new(Sort.PERSON, _without_honorific(span.text))
        return entity


def _is_own_script(parsed: ParsedArticle, one: NameSpan, other: NameSpan) -> bool:
    """True for a name in brackets that says another one in its own script: "Xi Jinping (习近平)"."""
    bracketed = other.begin - one.end <= 3 and parsed.text[one.end : other.begin].strip() == "("
    return (
        bracketed
        and parsed.text[other.end : other.end + 1] == ")"
        and not _is_latin(other.text)
        and _is_latin(one.text)
    )


def _is_latin(text: str) -> bool:
    return all(ord(letter) <= _LATIN_END for letter in text if letter.isalpha())


def _without_honorific(text: str) -> str:
    words = text.split()
    while len(words) > 1 and plain(words[0]).rstrip(".") in HONORIFICS:
        words.pop(0)
    return " ".join(words)


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


class _Bodies(_Gathering):
    """Organisations."""

    def entities(self, spans: list[NameSpan]) -> list[Entity]:
        by_key: dict[str, Entity] = {}
        acronyms: dict[str, list[Entity]] = {}
        shorts: dict[str, list[Entity]] = {}
        texts = dict.fromkeys(span.text for span in spans)
        # The fullest names first, so that "Times" finds "The New York Times" wherever it stands.
        for text in sorted(texts, key=lambda t: -len(_body_words(t))):
            words = _body_words(text)
            key = " ".join(words)
            if key in by_key:
                continue
            entity = self._known_as(text, words, acronyms, shorts)
            if entity is None:
                entity = self.new(Sort.ORGANISATION, _without_article(text))
                if len(words) > 1:
                    for acronym in _acronyms(text):
                        _once(acronyms, acronym, entity)
                    for short in _short_forms(words, text):
                        _once(shorts, short, entity)
            by_key[key] = entity
        same = self._by_parenthesis(spans, by_key)
        for span in spans:
            entity = by_key[" ".join(_body_words(span.text))]
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
        owners = shorts.get(" ".join(words), [])
        if len(owners) > 1:  # "Ford" is the Ford Motor Company rather than the Ford Foundation
            owners = [owner for owner in owners if set(_body_words(owner.name)[len(words) :]) <= _BUSINESS]
        return owners[0] if len(owners) == 1 else None

    def _by_parenthesis(self, spans: list[NameSpan], by_key: dict[str, Entity]) -> dict[int, Entity]:
        """For an entity that the text calls another one: which one. "International Energy Agency (IEA)"."""
        same: dict[int, Entity] = {}
        for one, other in pairwise(spans):
            if other.begin - one.end > 3 or self.parsed.text[one.end : other.begin].strip() != "(":
                continue
            if self.parsed.text[other.end : other.end + 1] != ")" or not _abbreviates(_letters(other.text), one.text):
                continue
            kept, gone = by_key[" ".join(_body_words(one.text))], by_key[" ".join(_body_words(other.text))]
            if kept is not gone and id(kept) not in same:
                same[id(gone)] = kept
        return same


def _body_words(text: str) -> tuple[str, ...]:
    words = [plain(word).removesuffix("'s") for word in _WORD.findall(text)]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in _COMPANY_ENDINGS:
        words.pop()
    joined = [word.replace(".", "") if "." in word else word for word in words]
    return tuple(joined) or (plain(text),)


def _without_article(text: str) -> str:
    return re.sub(r"^the\s+", "", text) if text[:4] == "the " else text


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _acronyms(text: str) -> Iterator[str]:
    words = [word for word in _WORD.findall(text) if plain(word) not in {"the"}]
    strong = [word for word in words if plain(word) not in _LINKING]
    for chosen in (strong, words):
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


def _short_forms(words: tuple[str, ...], text: str) -> Iterator[str]:
    """Under which shorter names a body goes: without its country, "Times", "Lockheed", "the Court"."""
    country = next((n for n in (3, 2, 1) if len(words) > n and _is_country_word(" ".join(words[:n]))), 0)
    if country and len(words) > country + 1:
        yield " ".join(words[country:])
    if words[-1] in _MASTHEADS:
        yield words[-1]
    if len(words) == 2 and not country and gazetteer.country_of_place(words[0].title()):
        yield words[1]  # Manchester United
    if len(words) > 2 and words[1] == "of" and words[0] in ORGANISATION_NOUNS:
        yield words[0]  # "the Church" is the Church of Scientology
    elif words[-1] in ORGANISATION_NOUNS:
        yield words[-1]
    capitals = text.removeprefix("The ").removeprefix("the ").split()[0].isupper()
    for end in range(1, len(words)):
        front = words[:end]
        if words[end] in _LINKING or front[-1] in _LINKING:
            break
        if end == 1 and (
            country
            or gazetteer.country_of_place(front[0].title())
            or front[0] in ORGANISATION_NOUNS
            or front[0] in _COMMON_FIRST
            or (len(front[0]) < 4 and not (capitals and len(front[0]) > 1))
        ):
            continue
        yield " ".join(front)


_MASTHEADS = _listed("times post journal guardian telegraph herald tribune globe mail star news")
_BUSINESS = _listed(
    "motor motors computer computers company companies airline airlines airways group bank electric energy oil gas "
    "technologies technology systems industries pharmaceuticals international services news television tv radio network"
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
    entity.name = normalize("NFC", _without_article(longest))
    entity.outlet = any(gazetteer.is_outlet(name, after_the=after_the) for name in names)
    words = _body_words(longest)
    for name in names:
        entity.nouns.update(word for word in _body_words(name) if word in ORGANISATION_NOUNS)
    if any(word in _COMPANY_ENDINGS for word in plain(longest).split()[-1:]):
        entity.nouns.add("company")
    if words and _is_country_word(words[0]):
        shown = words[0].upper() if len(words[0]) < 4 else words[0].title()
        entity.country = gazetteer.country_of_adjective(shown) or gazetteer.country_of(shown)


class _Places(_Gathering):
    """Places. All names of a country are one place, its adjectives included."""

    def entities(self, spans: list[NameSpan]) -> list[Entity]:
        by_key: dict[str, Entity] = {}
        keys: dict[tuple[str, bool], tuple[str, str | None]] = {}
        for span in spans:
            asked = (span.text, span.adjective)
            if asked not in keys:
                keys[asked] = _place_key(*asked)
            key, country = keys[asked]
            entity = by_key.get(key)
            if entity is None:
                entity = by_key[key] = self.new(Sort.PLACE, _without_article(span.text))
                entity.country = country
                entity.is_country = key.startswith("country ")
            if not span.adjective:
                if entity.adjective_only or (len(span.text) > len(entity.name) and "." not in span.text):
                    entity.name = normalize("NFC", _without_article(span.text))
                entity.adjective_only = False
            entity.add(self.mention(span))
        for key, entity in by_key.items():
            if key.startswith("country ") and entity.country:
                entity.name = gazetteer.country_name(entity.country) or entity.name
        return self.found


def _place_key(text: str, adjective: bool) -> tuple[str, str | None]:
    country = gazetteer.country_of_adjective(text) if adjective else gazetteer.country_of(text)
    if country is None and not adjective and len(text.split()) == 1 and gazetteer.place_kind(text) is None:
        country = gazetteer.country_of_adjective(text)
    if country is not None:
        return f"country {country}", country
    known = gazetteer.country_of_place(text)
    seat = gazetteer.government_seat(text)
    words = [word for word in (plain(word) for word in _WORD.findall(text)) if word != "the"]
    if seat is not None and gazetteer.is_capital(text):
        return f"capital {seat} {words[0] if words else text}", known
    return " ".join(words) or text, known
