"""Who takes part: from grammatical positions to agents of the article."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from unicodedata import normalize

from kgexport.extraction.draft import Draft
from kgexport.extraction.meetings.lexicon import IMPERSONAL, PEOPLE
from kgexport.extraction.meetings.syntax import conjuncts, governing_verb, near
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.tree import Token
from kgexport.extraction.unnamed import noun_phrase, unnamed_from
from kgexport.extraction.word_lists import words
from kgexport.gazetteer import country, country_of_adjective
from kgexport.model import (
    AnonymousSource,
    AnyAgent,
    Document,
    Mention,
    Organisation,
    OrganisationKind,
    Person,
    Place,
    PlaceKind,
    ReferringKind,
    Role,
    SurfaceType,
    UnnamedAgent,
)

_INSIDE = frozenset({"compound", "poss", "nmod", "amod", "nummod"})
_TITLES = words(
    "minister president chairman chairwoman secretary director ambassador chief member head undersecretary deputy governor "
    "mayor commissioner envoy premier chancellor speaker leader general spokesman spokeswoman consul king prince"
)
_CLAUSES = 4  # above a pronoun
_PAIR = 2
_OFFICES = _TITLES | words("representative negotiator ombudsman superintendent")
_SETTLEMENTS = words("city town village capital")
_FIRST_PERSON = words("i me my mine myself we us our ours ourselves you your yours")


def _listed_behind_comma(token: Token) -> Token | None:
    """The name behind a noun and a comma that the parser takes for the next of a list, without "and" between them."""
    if token.i + 2 >= len(token.doc) or token.nbor().text != ",":
        return None
    named = (c for c in near(token) if c.dep_ == "conj" and c.pos_ == "PROPN" and c.ent_type_ == "PERSON")
    return next((c for c in named if c.left_edge.i == token.i + 2), None)


@dataclass(frozen=True, slots=True)
class Part:
    """One participant of one mention of a meeting."""

    agent: str
    role: Role
    evidence: Mention
    principal: str | None = None  # for whom a delegate goes


@dataclass
class Resolver:
    """Finds the agents that noun phrases stand for, and collects those that have to be made."""

    parsed: ParsedArticle
    draft: Draft
    made: dict[str, AnyAgent] = field(default_factory=dict)
    new_places: dict[str, Place] = field(default_factory=dict)
    _venues: dict[tuple[int, int], tuple[str, Mention]] = field(default_factory=dict)
    _governments: dict[str, str] = field(default_factory=dict)
    _unnamed: dict[tuple[int, int], UnnamedAgent] = field(default_factory=dict)

    @cached_property
    def nouns_of_prepositions(self) -> list[int]:
        """Token indices of all nouns that are objects of prepositions, in reading order."""
        return [token.i for token in self.parsed.doc if token.dep_ == "pobj" and token.pos_ in ("PROPN", "NOUN")]

    def referent(self, token: Token) -> tuple[str, Mention] | None:
        """The agent or place whose mention has the token as its last word or covers it; agents before places."""
        begin, end = token.idx, token.idx + len(token)
        best: tuple[tuple[int, int, int], str, Mention] | None = None
        for target, mention in self.draft.referents_at(begin, end):
            # "O'Leary" may be two tokens; a mention inside the token is a name in a compound.
            if not mention.covers(begin, end) and not (begin <= mention.begin and mention.end <= end):
                continue
            agent = self.draft.agents.get(target)
            if isinstance(agent, Document):
                continue
            rank = (0 if agent is not None else 1, 0 if mention.end == end else 1, mention.end - mention.begin)
            if best is None or rank < best[0]:
                best = rank, target, mention
        return None if best is None else (best[1], best[2])

    def people_at(self, token: Token, role: Role) -> list[Part]:
        """The participants that a noun phrase's head stands for; none where it is no agent."""
        if token.lower_ in _FIRST_PERSON and token.text != "US":
            return []
        found = self.referent(token)
        if token.lower_ == "they" and (found is None or self._is_nobody(found[0])):
            return self._coordinated_before(token, role)
        if found is None or (token.tag_ == "NNS" and found[1].kind is ReferringKind.NOMINAL):
            several = self._names_behind(token, role)
            if several:
                return several
        found = found or self._name_beside(token)
        if found is None:
            return self._common_noun(token, role)
        target, mention = found
        if isinstance(self.draft.agents.get(target), UnnamedAgent):
            target, mention = self._name_at_the_end(token, mention) or found
        elif token.lemma_.lower() in _OFFICES and not self.is_person(target):
            target, mention = self._name_beside(token) or found  # "the U.S. Trade Representative, Ana Lima"
        if target in self.draft.places:
            government = self._government(self.draft.places[target], mention)
            return [Part(government, role, mention)] if government else []
        agent = self.draft.agents[target]
        if isinstance(agent, UnnamedAgent) and len(agent.members) > 1:
            return [part for member in agent.members for part in self._member(member, role, mention)]
        if mention.kind is ReferringKind.PRONOUN and isinstance(agent, UnnamedAgent) and not agent.mentions:
            return []
        return [Part(target, role, mention)]

    def _is_nobody(self, target: str) -> bool:
        """True for an agent that is called by a pronoun only."""
        agent = self.draft.agents.get(target)
        return isinstance(agent, UnnamedAgent) and not agent.members and agent.description.lower() == "they"

    def _coordinated_before(self, token: Token, role: Role) -> list[Part]:
        """Who "they" are behind "A and B": "A and B said they had met", "A and B talked on Monday. They will meet again"."""
        clause: Token = token.head
        subjects = []
        for _ in range(_CLAUSES):
            above = governing_verb(clause)
            if above is None or clause.dep_ not in ("ccomp", "advcl", "conj", "relcl", "xcomp"):
                break
            clause = above
            subjects += [c for c in near(clause) if c.dep_ in ("nsubj", "nsubjpass") and c.i < token.i]
        if not subjects:
            sentence = self.parsed.sentence_at(token.idx)
            before = self.parsed.doc[sentence.start - 1] if sentence is not None and sentence.start else None
            while before is not None and before.is_space and before.i:
                before = before.nbor(-1)
            root = before.sent.root if before is not None else None
            subjects = [c for c in near(root) if c.dep_ in ("nsubj", "nsubjpass")] if root is not None else []
        if len(subjects) != 1 or len(conjuncts(subjects[0])) < _PAIR:
            return []
        between = self.parsed.doc[subjects[0].right_edge.i + 1 : token.i]
        if any(t.tag_ in ("NNS", "NNPS") and t.dep_ in ("nsubj", "nsubjpass") for t in between):
            return []
        evidence = self.parsed.mention(token.idx, token.idx + len(token), ReferringKind.PRONOUN)
        found = [self.people_at(each, role) for each in conjuncts(subjects[0])]
        if not all(len(parts) == 1 and self._is_known_well(parts[0].agent) for parts in found):
            return []
        return [Part(parts[0].agent, role, evidence) for parts in found]

    def _is_known_well(self, identifier: str) -> bool:
        """True for all but a person of one name, who may be one of two that share it."""
        agent = self.agent(identifier)
        return not isinstance(agent, Person) or " " in agent.name

    def _names_behind(self, token: Token, role: Role) -> list[Part]:
        """The people whose names follow a plural: "the two advisers, Anna Lund and Peter Frei", "the guests - Lund and Frei"."""
        if token.tag_ not in ("NNS", "NNPS"):
            return []
        first = next((c for c in near(token) if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > token.i), None)
        first = first or _listed_behind_comma(token) or self._adverbial_behind(token)
        if first is None:
            return []
        found = [self.referent(each) for each in conjuncts(first)]
        people = [each for each in found if each is not None and isinstance(self.draft.agents.get(each[0]), Person)]
        return [Part(target, role, mention) for target, mention in people] if len(people) == len(found) > 1 else []

    @staticmethod
    def _adverbial_behind(token: Token) -> Token | None:
        """The name that the parser takes for an adverbial of the verb, behind the comma after a plural."""
        if token.i + 2 >= len(token.doc) or token.nbor().text != ",":
            return None
        name = token.nbor(2)
        while name.dep_ == "compound" and name.head.i > name.i:
            name = name.head
        taken = name.dep_ == "npadvmod" and name.head.i == token.head.i and name.ent_type_ == "PERSON"
        return name if taken else None

    def _name_beside(self, token: Token) -> tuple[str, Mention] | None:
        """The person whose name follows a title or stands in apposition: "the President, Dr Hage Geingob"."""
        beside = [c for c in near(token) if c.dep_ == "appos"]
        named = _listed_behind_comma(token) if token.tag_ == "NN" and token.lemma_.lower() in PEOPLE else None
        if named is not None:
            beside.append(named)  # "the government's negotiator, Ana Lima, and …", read as a list
        if token.i + 1 < len(token.doc) and token.nbor().pos_ == "PROPN":
            beside.insert(0, token.nbor())
        for other in beside:
            found = self.referent(other)
            if found is not None and isinstance(self.draft.agents.get(found[0]), Person):
                return found
        return self._name_behind_title(token) if token.lemma_.lower() in _TITLES else None

    def _name_at_the_end(self, token: Token, mention: Mention) -> tuple[str, Mention] | None:
        """The person whose name stands right behind the whole phrase: "City's director of football Ana Lima"."""
        if token.tag_ not in ("NN", "NNP") or mention.kind is not ReferringKind.NOMINAL:
            return None
        behind = self.parsed.token_at(mention.end + 1)
        found = self.referent(behind) if behind.idx == mention.end + 1 else None
        if found is None or found[1].begin != behind.idx or not isinstance(self.draft.agents.get(found[0]), Person):
            return None
        name = self.parsed.tokens(found[1].begin, found[1].end).root
        acts = name.dep_ in ("nsubj", "nsubjpass") and name.head.i > name.i
        return None if acts or found[1].kind is not ReferringKind.NAME else found

    def _name_behind_title(self, token: Token) -> tuple[str, Mention] | None:
        """The person behind a long title: "Minister of Trade and Industry Ana Petrovic"."""
        previous = token
        for other in token.doc[token.i + 1 : token.i + 14]:
            found = self.referent(other)
            if found is not None and isinstance(self.draft.agents.get(found[0]), Person):
                starts = found[1].begin == other.idx and found[1].kind is ReferringKind.NAME
                return found if starts and previous.lower_ not in ("and", "of", "for", "the") else None
            if not (other.text[:1].isupper() or other.lower_ in ("of", "for", "and", "the", "&", ",")):
                return None
            if previous.text == "," or other.is_sent_start:
                return None
            previous = other
        return None

    def _member(self, member: str, role: Role, mention: Mention) -> Iterator[Part]:
        if member in self.draft.agents:
            yield Part(member, role, mention)
        elif member in self.draft.places:
            government = self._government(self.draft.places[member], mention)
            if government:
                yield Part(government, role, mention)

    def _common_noun(self, token: Token, role: Role) -> list[Part]:
        lemma = token.lemma_.lower()
        if token.pos_ == "PROPN" and token.ent_type_ in ("PERSON", "ORG", "NORP"):
            pass
        elif (
            token.pos_ not in ("NOUN", "PROPN", "ADJ")
            or (lemma not in PEOPLE and token.lower_ not in PEOPLE)
            or (lemma in IMPERSONAL and token.tag_ in ("NN", "NNP") and not any(t.ent_type_ for t in token.lefts))
        ):
            return []
        return [self.unnamed(token, role)]

    def unnamed(self, token: Token, role: Role) -> Part:
        """The unnamed agent that a common noun stands for ("international dignitaries")."""
        span = noun_phrase(self.parsed, token)
        key = (span.start_char, span.end_char)
        agent = self._unnamed.get(key)
        if agent is None:
            made = unnamed_from(self.parsed, span, self.draft)
            if made.id in self.draft.agents:
                agent = made
            else:
                # Who takes part in a meeting is not yet a source.
                agent = UnnamedAgent(
                    id=self.free_id("agent", span.start_char) if isinstance(made, AnonymousSource) else made.id,
                    description=made.description,
                    mentions=made.mentions,
                    affiliation=made.affiliation,
                )
                self.made[agent.id] = agent
            self._unnamed[key] = agent
        evidence = next((m for m in agent.mentions if m.covers(token.idx, token.idx + len(token))), None)
        return Part(agent.id, role, evidence or self.parsed.mention(*key, ReferringKind.NOMINAL))

    def _capital(self, token: Token) -> tuple[str, Mention] | None:
        """The town that "the Norwegian capital" means, where the article names it."""
        code = next((c for t in token.lefts if (c := country_of_adjective(t.text)) is not None), None)
        known = country(code) if code is not None else None
        for place in self.draft.places.values():
            if known is not None and place.name in known.capitals:
                first = next(t for t in token.lefts if country_of_adjective(t.text) is not None)
                return place.id, self.parsed.mention(first.idx, token.idx + len(token), ReferringKind.NOMINAL)
        return None

    def place_at(self, token: Token, venues: frozenset[str]) -> tuple[str, Mention] | None:
        """The place that a noun behind a locative preposition names: a known one, or a new one for a venue with a name.

        "at the State Department", "at Google's headquarters" and "at Trump Tower" are places whoever else bears the name.
        """
        begin, end = token.idx, token.idx + len(token)
        named = False
        for target, mention in self.draft.referents_at(begin, end):
            if target in self.draft.places or target in self.new_places:
                return target, mention
            agent = self.draft.agents.get(target)
            if isinstance(agent, Person) and mention.end == end:
                return None
            named = named or (isinstance(agent, Organisation) and mention.surface is not None)
        if token.lemma_ == "capital":
            capital = self._capital(token)
            if capital is not None:
                return capital
        if token.lemma_.lower() in venues:
            for inner in islice(token.subtree, 12):
                if inner.i > token.i and inner.dep_ == "pobj" and inner.head.lower_ == "of":
                    for target, mention in self.draft.referents_at(inner.idx, inner.idx + len(inner)):
                        if target in self.draft.places:
                            return target, mention  # "in the Dutch town of Delft"
        at_body = named and token.head.lower_ == "at"
        if token.lemma_.lower() not in venues and token.lower_ not in venues and not at_body:
            return None
        if (
            not named
            and token.pos_ != "PROPN"
            and not any(t.pos_ == "PROPN" or (t.ent_type_ in ("GPE", "ORG", "NORP", "PERSON")) for t in token.lefts)
        ):
            return None
        first = min((t.left_edge.i for t in token.lefts if t.dep_ in _INSIDE), default=token.i)
        while first < token.i and token.doc[first].dep_ == "det":
            first += 1
        start = token.doc[first].idx
        known = self._venues.get((start, end))
        if known is None:
            mention = self.parsed.mention(start, end, ReferringKind.NAME)
            place = Place(
                id=self.free_id("place", start),
                name=normalize("NFC", mention.text),
                mentions=(mention,),
                place_kind=PlaceKind.SETTLEMENT if token.lemma_.lower() in _SETTLEMENTS else PlaceKind.BUILDING,
            )
            self.new_places[place.id] = place
            known = self._venues[start, end] = (place.id, mention)
        return known

    def free_id(self, prefix: str, begin: int) -> str:
        """An id that neither the draft nor a record made here has."""
        wanted = candidate = self.draft.free_id(prefix, begin)
        number = 1
        while candidate in self.made or candidate in self.new_places:
            number += 1
            candidate = f"{wanted}-{number}"
        return candidate

    def _government(self, place: Place, mention: Mention) -> str | None:
        """The government that a country or capital stands for: one that the article has, else a new one, inferred here."""
        if place.id in self._governments:
            return self._governments[place.id]
        if place.place_kind not in (None, PlaceKind.COUNTRY) and place.country is None:
            return None
        found = None
        if place.country is not None:
            found = next(
                (
                    agent.id
                    for agent in self.draft.agents.values()
                    if isinstance(agent, Organisation)
                    and agent.organisation_kind is OrganisationKind.GOVERNMENT
                    and agent.country == place.country
                ),
                None,
            )
        if found is None:
            made = Organisation(
                id=self.free_id("org", mention.begin),
                name=place.name,
                organisation_kind=OrganisationKind.GOVERNMENT,
                country=place.country,
                inferred_from=Mention.of(
                    self.parsed.text, mention.begin, mention.end, ReferringKind.METONYM, SurfaceType.PLACE
                ),
            )
            self.made[made.id] = made
            found = made.id
        self._governments[place.id] = found
        return found

    def agent(self, identifier: str) -> AnyAgent | None:
        """The agent of an id, made here or by an earlier step."""
        return self.draft.agents.get(identifier) or self.made.get(identifier)

    def is_person(self, identifier: str) -> bool:
        """True for the id of a named person."""
        return isinstance(self.agent(identifier), Person)

    def is_inside_name(self, token: Token) -> bool:
        """True for "Conference" in "National Conference of State Legislatures": part of a name that goes on behind it.

        "Conference" also ends names of bodies ("Munich Security Conference"), which are no encounters by themselves.
        """
        begin, end = token.idx, token.idx + len(token)
        for target, mention in self.draft.referents_at(begin, end):
            if mention.surface is None or target not in self.draft.agents:
                continue
            if mention.end > end or (token.lower_ == "conference" and mention.begin < begin):
                return True
        return False
