"""Noun phrases: "the American leader", "the company", "his administration", "the official", and those that name nobody.

A definite noun phrase refers to a named agent only where exactly one that the article has named before fits its noun and its
country. Others become unnamed entities: they take pronouns away from the named ones, and some of them speak.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

from kgexport import gazetteer
from kgexport.extraction.coreference.discourse import Discourse
from kgexport.extraction.coreference.entity import Entity, Role, Sort
from kgexport.extraction.coreference.lexicon import (
    COLLECTIVES,
    COMPANY_NOUNS,
    GENDERED_NOUNS,
    HEADS,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    ROLES,
    Gender,
)
from kgexport.extraction.tree import Span, Token
from kgexport.extraction.unnamed import source_kind
from kgexport.extraction.word_lists import words
from kgexport.model import SourceKind

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_ONE = frozenset({"a", "an", "one", "another", "each", "every", "any", "some"})
_NEW = frozenset(
    {
        "another",
        "other",
        "second",
        "third",
        "fellow",
        "rival",
        "such",
        "different",
        "own",
        "new",
        "next",
        "possible",
        "potential",
        "replacement",
    }
)
_FORMER = frozenset({"ex", "former", "late", "outgoing", "previous", "then"})
_ELECT = frozenset({"designate", "elect", "future", "incoming"})
# "leader" and its like name the office without its title.
_LEADING = frozenset(["leader", "chief", "boss", "head", "ruler", "strongman", "premier"])
_LEADERS_POSTS = words(
    "president premier chancellor leader king queen emperor sultan emir pope prime ruler dictator taoiseach monarch "
    "strongman"
)
_TOLD_BY_TITLES = ROLES | {"prime"}
_FORGOTTEN = 1200  # characters, after which "the company" is another one
_WINDOW_OF_BODIES = 3


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase's head, with what decides on what it can refer to."""

    head: Token
    lemma: str
    definite: bool
    plural: bool
    country: str | None
    owner: Token | None  # possessor: "Trump" in "Trump's lawyer", "his"
    complement: bool  # "the head of the committee": not just any head
    modifiers: tuple[str, ...]  # lower-case words before the head, without country and determiner


def phrase_of(head: Token) -> NounPhrase:
    """The noun phrase around ``head``, as far as its own modifiers tell."""
    definite, owner, country = False, None, None
    plural = head.tag_ in {"NNS", "NNPS"}
    lemma = head.lemma_.lower()
    modifiers: list[str] = []
    for child in head.lefts:
        if child.dep_ == "det":
            definite = definite or child.lower_ in _DEFINITE
            if child.lower_ in {"both", "these", "those"}:
                plural = True
        elif child.dep_ == "poss":
            owner = child
            code = gazetteer.country_of(child.text) if child.pos_ == "PROPN" else None
            country = country or code or (gazetteer.government_seat(child.text) if child.pos_ == "PROPN" else None)
            modifiers.extend(t.lower_ for t in child.lefts if t.dep_ not in {"det", "punct"})
        elif child.dep_ in {"amod", "compound", "nmod"} and child.text[:1].isupper():
            words = [t.text for t in child.lefts if t.dep_ in {"compound", "amod", "nmod"}] + [child.text]
            code = gazetteer.country_of_adjective(" ".join(words)) or gazetteer.country_of_adjective(child.text)
            code = code or gazetteer.government_seat(" ".join(words)) or gazetteer.country_of(child.text)
            country = country or code
            if code is None:
                modifiers.append(child.lower_)
        elif child.dep_ not in {"punct", "case"}:
            modifiers.append(child.lower_)
    if head.i > 1 and head.nbor(-1).text == "-" and head.nbor(-2).text.isalpha():  # "former vice-president"
        first = head.nbor(-2)
        modifiers.extend([*(t.lower_ for t in first.lefts if t.dep_ not in {"det", "punct"}), first.lower_])
        definite = definite or any(t.lower_ in _DEFINITE for t in first.lefts)
    if lemma in {"people", "police"} or (
        lemma in COLLECTIVES and head.lower_ in {"police", "people", "troops", "media"}
    ):
        plural = True
    complement = False
    for child in head.rights:
        if child.lower_ == "of" and child.dep_ == "prep":
            of = next((t for t in child.rights if t.dep_ == "pobj"), None)
            code = None
            if of is not None and of.pos_ == "PROPN":
                code = gazetteer.country_of(head.doc[of.left_edge.i : of.i + 1].text)
            country, complement = country or code, code is None
            break
    return NounPhrase(head, lemma, definite, plural, country, owner, complement, tuple(modifiers))


class People:
    """Named persons by the roles that the article gives them, for noun phrases to look up."""

    def __init__(self) -> None:
        self._by_noun: dict[str, list[tuple[Entity, Role]]] = {}

    def learn(self, person: Entity, role: Role) -> None:
        """The article says that ``person`` is ``role``."""
        if role in person.roles:
            return
        person.roles.append(role)
        own = takewhile(lambda word: word not in {"of", "for", "to", "at", "in"}, role.words)
        nouns = {role.noun, *own} & _TOLD_BY_TITLES
        if nouns & _LEADERS_POSTS and "vice" not in role.words:
            nouns |= _LEADING
        if role.noun == "pope":
            nouns.add("pontiff")
        for noun in sorted(nouns | {role.noun}):
            self._by_noun.setdefault(noun, []).append((person, role))

    def named_by(self, phrase: NounPhrase, before: int) -> Entity | None:
        """The one person named before offset ``before`` who is what the phrase says."""
        if phrase.plural or phrase.complement or set(phrase.modifiers) & _NEW:
            return None
        fitting: dict[int, Entity] = {}
        for person, role in self._by_noun.get(phrase.lemma, ())[:50]:
            if person.mentions and person.mentions[0].begin < before and _fits(phrase, role, person):
                fitting[id(person)] = person
        return next(iter(fitting.values())) if len(fitting) == 1 else None


def _fits(phrase: NounPhrase, role: Role, person: Entity) -> bool:
    modifiers = set(phrase.modifiers)
    if role.former and not modifiers & _FORMER:
        return False
    if role.elect is not bool(modifiers & _ELECT):
        return False
    if any(rank in role.words and rank not in modifiers for rank in ("vice", "deputy")):
        return False  # "the president" is not the vice president
    if not phrase.definite and phrase.lemma == "minister" and "prime" in role.words and "prime" not in modifiers:
        return False  # nor the "Minister" of a headline the prime minister
    country = role.country or person.country
    if phrase.country is not None and country != phrase.country:
        return False
    gender = GENDERED_NOUNS.get(phrase.lemma)
    if gender is not None and person.gender not in (None, gender):
        return False
    telling = [
        word for word in phrase.modifiers if word not in {"former", "then", "senior", "current", "long-time", "late"}
    ]
    if phrase.lemma in _LEADING and phrase.lemma != role.noun:
        return phrase.country is not None or not telling
    # "the foreign minister" is no prime minister; "the minister" may be either.
    return all(word in role.words for word in telling if word in _TELLING)


_TELLING = words(
    "foreign prime defense defence interior finance justice health education trade energy state treasury vice deputy "
    "general executive press chief economic transport agriculture culture environment labor labour home attorney "
    "police party opposition"
)


class Bodies:
    """Named organisations by what they are called, for noun phrases to look up."""

    def __init__(self, organisations: list[Entity]) -> None:
        self.unknown = [e for e in organisations if not e.nouns]

    def named_by(self, phrase: NounPhrase, discourse: Discourse) -> Entity | None:
        """The one organisation mentioned shortly before that the phrase can mean."""
        if phrase.plural or not phrase.definite or set(phrase.modifiers) & _NEW:
            return None
        named = (t.lower_ for t in phrase.head.lefts if t.dep_ == "compound" and t.text[:1].isupper())
        called = set(named) if phrase.country is None else set()
        here = discourse.sentence_of(phrase.head)
        sure: dict[int, Entity] = {}
        possible: dict[int, Entity] = {}
        for occurrence in discourse.back(here, _WINDOW_OF_BODIES):
            entity = occurrence.entity
            if entity.sort is not Sort.ORGANISATION or (entity.outlet and phrase.lemma not in PRESS):
                continue
            if phrase.country and entity.country and phrase.country != entity.country:
                continue
            if not called.issubset(entity.name.lower().split()):
                continue  # "the Unison union"
            if entity.nouns:
                if phrase.lemma in entity.nouns or (phrase.lemma in COMPANY_NOUNS and entity.nouns & COMPANY_NOUNS):
                    sure[id(entity)] = entity
            elif phrase.lemma in _NO_COMPANIES:
                if entity.outlet or (occurrence.role == "nsubj" and occurrence.token.head.lemma_ in _PUBLISHING):
                    possible[id(entity)] = entity
            elif occurrence.role not in {"compound", "amod", "nmod"}:
                possible[id(entity)] = entity
        if len(sure) == 1:
            return next(iter(sure.values()))
        if sure or phrase.modifiers or phrase.lemma not in _BODIES_FOR_SHORT:
            return None
        return next(iter(possible.values())) if len(possible) == 1 else None


def is_spoken_of_unnamed(discourse: Discourse, phrase: NounPhrase) -> bool:
    """True where "the bank" has been spoken of shortly before as a bank without a name: it is that one, or nobody knows which."""
    here = phrase.head.idx
    return any(
        not entity.plural and entity.mentions and here - entity.mentions[-1].begin <= _FORGOTTEN
        for entity in discourse.by_noun.get(phrase.lemma, ())[-5:]
    )


SORTS_BEHIND_NAMES = words("charity group militia movement network organisation organization party")
"""Nouns (lemmas) that say what a name before them is: "the M23 rebel group"."""
_AMBIGUOUS_PRESS = words("agency network")
_OF_PRESS = words("broadcast broadcasting cable media news press radio television tv")
PRESS = frozenset(
    ["newspaper", "outlet", "network", "broadcaster", "agency", "magazine", "publisher", "paper", "station", "channel"]
)
"""Nouns (lemmas) of bodies that publish news."""
PUBLISHERS = PRESS - {"agency"}
"""… which do nothing else."""
_NO_COMPANIES = PUBLISHERS - COMPANY_NOUNS
_BODIES_FOR_SHORT = COMPANY_NOUNS | PRESS | {"group", "organization", "organisation"}
BROADCAST = frozenset(["radio", "television", "tv"])
"""… and what is one only where it speaks or is spoken to: "RPP radio" says something, but "a Sony television" does not."""
_PUBLISHING = frozenset({"report", "publish", "write", "quote", "cite", "reveal"})


def publishes(phrase: NounPhrase) -> bool:
    """True for "newspaper" and "news agency", not for "refugee agency"."""
    if phrase.lemma in _AMBIGUOUS_PRESS:
        return not _OF_PRESS.isdisjoint(phrase.modifiers)
    return phrase.lemma in PRESS


def unnamed(discourse: Discourse, phrase: NounPhrase) -> Entity:
    """The unnamed entity of a noun phrase: the one spoken of before, where a definite phrase repeats its noun, else new."""
    known = discourse.by_noun.setdefault(phrase.lemma, [])
    if phrase.definite and not set(phrase.modifiers) & _NEW:
        for entity in known[:-6:-1]:
            if entity.mentions and phrase.head.idx - entity.mentions[-1].begin > _FORGOTTEN:
                continue
            if entity.plural != phrase.plural or entity.country not in (None, phrase.country):
                continue
            if entity.head >= 0 and _are_of_other_sorts(phrase.head, phrase.head.doc[entity.head]):
                continue
            return entity
    kind = source_kind(phrase.head)
    human = phrase.lemma in PERSON_NOUNS or kind not in (None, SourceKind.MEDIA)
    collective = phrase.lemma in COLLECTIVES or phrase.lemma in ORGANISATION_NOUNS or kind is not None
    entity = Entity(
        sort=Sort.UNNAMED,
        person=human and phrase.lemma not in ORGANISATION_NOUNS,
        plural=phrase.plural or has_conjunct(phrase.head),
        thing=not human and not collective,
        gender=GENDERED_NOUNS.get(phrase.lemma) if not phrase.plural else None,
        country=phrase.country,
        head=phrase.head.i,
        owned=phrase.owner is not None and phrase.owner.pos_ == "PROPN",
    )
    if "only" not in phrase.modifiers:  # "the only court with more power" is not "the court"
        known.append(entity)
    return entity


def _are_of_other_sorts(one: Token, other: Token) -> bool:
    """True for "the refugee agency" and "the health agency"."""
    sorts, others = ({t.lower_ for t in head.lefts if t.dep_ == "compound"} for head in (one, other))
    return not sorts <= others and not others <= sorts


def thing(discourse: Discourse, head: Token) -> Entity:
    """The same for a noun that is nobody ("the attack"): most nouns are, so that only what pronouns need is looked at."""
    definite, owned, new, plural = False, False, False, head.tag_ in {"NNS", "NNPS"}
    for child in head.lefts:
        role, word = child.dep_, child.lower_
        if role == "det":
            definite, plural = definite or word in _DEFINITE, plural or word in {"both", "these", "those"}
        elif role == "poss":
            owned = child.pos_ == "PROPN"
        new = new or word in _NEW
    known = discourse.by_noun.setdefault(head.lemma_.lower(), [])
    if definite and not new:
        for entity in known[:-6:-1]:
            if entity.plural == plural and entity.thing:
                return entity
    entity = Entity(
        sort=Sort.UNNAMED, plural=plural or has_conjunct(head), thing=True, country=None, head=head.i, owned=owned
    )
    known.append(entity)
    return entity


def has_conjunct(head: Token) -> bool:
    """True where something is coordinated with the noun after it."""
    return any(t.dep_ == "conj" and t.pos_ in {"NOUN", "PROPN"} for t in head.rights)


def role_of(phrase: NounPhrase) -> Role:
    """What a noun phrase beside a name says that somebody is."""
    return Role(
        noun=phrase.lemma,
        words=(*phrase.modifiers, phrase.lemma),
        country=phrase.country,
        former=bool(_FORMER.intersection(phrase.modifiers)),
        elect=bool(_ELECT.intersection(phrase.modifiers)),
    )


def is_leader(role: Role) -> bool:
    """True for the role of somebody who leads a country or a government."""
    return bool(({role.noun, *role.words} & _LEADERS_POSTS) or role.noun in HEADS)


def gender_of_role(role: Role) -> Gender | None:
    """The gender that a title tells: "spokeswoman", "King"."""
    return GENDERED_NOUNS.get(role.noun)


def span_of(phrase: NounPhrase) -> Span:
    """From the determiner to the head: what stands as the mention of a named agent ("The American leader")."""
    begin = phrase.head.i
    for child in phrase.head.lefts:
        if child.dep_ in {"det", "amod", "compound", "nmod", "poss", "nummod"}:
            begin = child.left_edge.i
            break
    return phrase.head.doc[max(begin, phrase.head.sent.start, phrase.head.i - 12) : phrase.head.i + 1]


def is_for_a_person(token: Token) -> bool:
    """True for "minister", and for "mediator", which stands for a source where no name follows."""
    lemma = token.lemma_.lower()
    return lemma in PERSON_NOUNS or (lemma not in ORGANISATION_NOUNS and source_kind(token) is not None)


def is_epithet(token: Token) -> bool:
    """True for the head of "the 32-year-old" and "the mother-of-two", which name a person that the article speaks of."""
    word = token.lower_
    if word == "old":
        noun = token.i + 1 < len(token.doc) and token.nbor(1).pos_ in {"NOUN", "PROPN"}
        of_years = token.i > 3 and token.nbor(-2).lower_ == "year" and not noun
        found = of_years and token.dep_ not in {"amod", "compound"}
    elif word in GENDERED_NOUNS:
        found = _OF_CHILDREN.match(token.doc[token.i + 1 : token.i + 5].text) is not None
    else:
        return False
    return found and any(child.dep_ == "det" and child.lower_ == "the" for child in token.lefts)


def epithet_span(token: Token) -> Span:
    """The whole epithet around its head."""
    end = token.i + (1 if token.lower_ == "old" else 5)
    return token.doc[token.left_edge.i : min(end, token.sent.end)]


_OF_CHILDREN = re.compile(r"-of-\w+$")


def is_title(span: Span) -> bool:
    """True for words that are a title with its article and nothing else: "the actor and director", "spokeswoman"."""
    return all(token.pos_ in _IN_TITLES for token in span) and any(token.lemma_.lower() in ROLES for token in span)


_IN_TITLES = frozenset({"DET", "NOUN", "PROPN", "ADJ", "CCONJ"})


def is_title_before(head: Token, name: Token) -> bool:
    """True for "Leader of the opposition in the senate [Ana Lima]": what the title is of stands before the name.

    "A friend of the activist Ana Lima" is another: the noun before the name is hers.
    """
    if head.lemma_.lower() not in ROLES or head.tag_ not in {"NN", "NNP"} or not head.i + 2 < name.i:
        return False
    if any(child.dep_ in {"det", "poss"} and child.lower_ != "the" for child in head.lefts):
        return False
    last = name.nbor(-1)
    return (
        head.nbor(1).lower_ in {"of", "for", "in", "at"}
        and last.pos_ in {"NOUN", "PROPN"}
        and last.lemma_.lower() not in PERSON_NOUNS
    )
