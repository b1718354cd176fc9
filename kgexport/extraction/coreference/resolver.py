"""One reading of the article from left to right: names are known, noun phrases and pronouns find their entity."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.symbols import NOUN, PROPN
from spacy.tokens import Token

from kgexport import gazetteer
from kgexport.extraction.coreference import groups, nominals, pronouns
from kgexport.extraction.coreference.discourse import Discourse, Quoted, role_of
from kgexport.extraction.coreference.entity import Entity, Role, Sort
from kgexport.extraction.coreference.lexicon import (
    COLLECTIVES,
    GENDERED_NOUNS,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    PRONOUNS,
    ROLES,
    SPEECH_VERBS,
    Pronoun,
    words,
)
from kgexport.extraction.coreference.metonyms import URBAN, acts
from kgexport.extraction.coreference.speech import is_addressed, speaks_or_meets
from kgexport.extraction.coreference.titles import TitlePhrase
from kgexport.extraction.draft import NameSpan, Quotation
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.unnamed import AGENT_HEADS, noun_phrase, source_kind
from kgexport.model import Mention, ReferringKind, SurfaceType

_NOUNS = frozenset({NOUN, PROPN})
_INSIDE_NAMES = frozenset({"compound", "amod", "nmod", "npadvmod", "quantmod", "nummod"})
_THINGS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "ROOT"})
_GOVERNMENTS = frozenset({"government", "administration", "cabinet", "authority"})
_LONGEST_NAME = 6  # tokens
_FEWEST_LISTED = 2  # names behind "her lawyers"
_SAME_SENTENCE = 200  # characters
_AT = words("in at to near from inside outside around into behind across leave")


class Resolver:
    """Gathers the mentions of one article."""

    def __init__(self, parsed: ParsedArticle, quotations: Iterable[Quotation], entities: list[Entity]) -> None:
        self.parsed = parsed
        self.entities = entities
        self.discourse = Discourse(parsed, Quoted(list(quotations)), entities)
        self.people = nominals.People()
        self.governments: dict[str, Entity] = {}
        self.buildings: dict[tuple[str, Sort], Entity] = {}
        self.resolved: dict[int, Entity] = {}  # token of a pronoun -> its entity
        self.named: dict[int, tuple[Entity, Mention]] = {}  # head token of a name -> whose it is
        self.pairs: dict[tuple[int, int], Entity] = {}

    def government(self, country: str) -> Entity:
        """The government of a country: one entity in the article."""
        found = self.governments.get(country)
        if found is None:
            found = Entity(sort=Sort.GOVERNMENT, name=gazetteer.government_name(country), country=country)
            self.governments[country] = found
            self.entities.append(found)
        return found

    def learn_titles(self, phrases: Iterable[TitlePhrase], owner: dict[int, Entity]) -> None:
        """Persons get the roles that their titles tell; a country's post implies its government."""
        before: TitlePhrase | None = None
        for phrase in phrases:
            person = owner.get(phrase.name.begin)
            if person is None:
                continue
            self._learn(person, phrase.role)
            if phrase.role.noun == "counterpart" and before is not None and phrase.begin - before.end < _SAME_SENTENCE:
                # "the foreign minister … and his Ukrainian counterpart, …": there are two foreign ministers
                self._learn(person, Role(before.role.noun, before.role.words, phrase.role.country))
            elif phrase.is_post:
                before = phrase
            if phrase.is_post and phrase.of_state and phrase.country_span:
                government = self.government(phrase.of_state)
                if government.inferred_from is None:
                    government.inferred_from = self.parsed.mention(*phrase.country_span)

    def _learn(self, person: Entity, role: Role) -> None:
        self.people.learn(person, role)
        if role.country and person.country is None:
            person.country = role.country
        if person.gender is None:
            person.gender = nominals.gender_of_role(role)

    def metonyms(self) -> None:
        """Moves or copies the mentions of places that act as governments; tells buildings from the bodies in them."""
        for entity in list(self.entities):
            if entity.sort is Sort.PLACE:
                self._place_metonyms(entity)
            elif entity.sort is Sort.ORGANISATION and gazetteer.is_building(entity.name):
                self._split_building(entity)
        self.entities[:] = [
            e for e in self.entities if e.mentions or e.inferred_from or e.sort in (Sort.GOVERNMENT, Sort.UNNAMED)
        ]

    def _place_metonyms(self, entity: Entity) -> None:
        if gazetteer.is_building(entity.name):
            self._split_building(entity)
            return
        texts = {mention.text for mention in entity.mentions}
        seats = {text: gazetteer.government_seat(text) for text in sorted(texts)}
        kept = []
        for mention in entity.mentions:
            seat = seats[mention.text]
            if seat == "EU" or (seat is None and not entity.is_country):
                kept.append(mention)
                continue
            if gazetteer.country_of(mention.text) and not entity.is_country:
                kept.append(mention)  # Singapore, Luxembourg: city and country in one
                continue
            country = seat if not entity.is_country else entity.country
            is_adjective = entity.is_country and gazetteer.country_of(mention.text) is None
            if country is None or is_adjective or not acts(self.parsed, mention, seat=not entity.is_country):
                kept.append(mention)
                continue
            metonym = Mention.of(
                self.parsed.text,
                mention.begin,
                mention.end,
                ReferringKind.METONYM,
                mention.surface or SurfaceType.PLACE,
            )
            self.government(country).add(metonym)
            if entity.is_country:
                kept.append(mention)
        entity.mentions[:] = kept

    def _split_building(self, entity: Entity) -> None:
        """Tells the building ("at the White House") from the body ("a White House official")."""
        mentions, entity.mentions[:] = list(entity.mentions), []
        for mention in mentions:
            root = self.parsed.tokens(mention.begin, mention.end).root
            place = (root.dep_ == "pobj" and root.head.lower_ in _AT) or (
                root.dep_ == "dobj" and root.head.lemma_ in {"leave", "visit", "enter", "reach", "tour"}
            )
            place = place or (root.dep_ == "poss" and root.head.lemma_.lower() in URBAN)
            sort = Sort.PLACE if place else Sort.ORGANISATION
            key = (gazetteer.government_seat(entity.name) or "") + entity.name.casefold(), sort
            home = self.buildings.get(key)
            if home is None:
                home = Entity(sort=sort, name=entity.name, country=gazetteer.government_seat(entity.name))
                home.nouns.add("building" if place else "seat")
                self.buildings[key] = home
                self.entities.append(home)
            metonym = not place and mention.surface is SurfaceType.PLACE and root.dep_ not in _INSIDE_NAMES
            kind = ReferringKind.METONYM if metonym else ReferringKind.NAME
            home.add(Mention.of(self.parsed.text, mention.begin, mention.end, kind, mention.surface))

    def read(self, spans: Iterable[NameSpan]) -> None:
        """Goes through the article once."""
        named = self.named
        inside: set[int] = set()
        owner: dict[tuple[int, int], Entity] = {}
        for entity in self.entities:
            for mention in entity.mentions:
                if entity.sort is Sort.GOVERNMENT and (mention.begin, mention.end) in owner:
                    continue  # an acting country is read as the place, which takes its pronouns
                owner[mention.begin, mention.end] = entity
                tokens = self.parsed.tokens(mention.begin, mention.end)
                named[tokens.root.i] = (entity, mention)
                inside.update(range(tokens.start, tokens.end))
        titled = self._titled(spans, owner)
        bodies = nominals.Bodies([e for e in self.entities if e.sort is Sort.ORGANISATION])
        for index, token in enumerate(self.parsed.tokens_by_number):
            if index in named:
                entity, mention = named[index]
                self.discourse.heard(self.discourse.occurrence(entity, mention.begin, mention.end, token))
                continue
            if index in inside:
                continue
            if index in titled:
                if token.dep_ not in _INSIDE_NAMES:  # the parser hangs the name on its title
                    here = self.discourse.occurrence(titled[index], token.idx, token.idx + len(token), token)
                    self.discourse.heard(here)
                continue
            if token.pos in _NOUNS and not nominals.is_epithet(token):
                if token.dep_ not in _INSIDE_NAMES:
                    self._noun(token, bodies)
            elif nominals.is_epithet(token):
                self._epithet(token)
            elif token.lower_ in PRONOUNS:
                pronoun = pronouns.pronoun_of(token)
                if pronoun is not None:
                    self._pronoun(token, pronoun)

    def _titled(self, spans: Iterable[NameSpan], owner: dict[tuple[int, int], Entity]) -> dict[int, Entity]:
        """Whose each noun of a title is that stands right before a name: it is nobody else."""
        found: dict[int, Entity] = {}
        for span in spans:
            entity = owner.get((span.begin, span.end)) if span.title is not None else None
            if entity is not None and span.title is not None and entity.sort is Sort.PERSON:
                tokens = self.parsed.tokens(span.title.begin, span.title.end)
                found.update((token.i, entity) for token in tokens if token.pos in _NOUNS)
        return found

    def _pronoun(self, token: Token, pronoun: Pronoun) -> None:
        entity = self._answers(token, pronoun) or pronouns.resolve(self.discourse, token, pronoun)
        if entity is None:
            return
        end = token.idx + len(token)
        if (
            entity.place_is_country
            and role_of(token)[1].lemma_ in SPEECH_VERBS
            and token.dep_ in {"nsubj", "nsubjpass"}
        ):
            # "Turkey agreed …, it said": who acts is the government, who has been spoken of as such before
            entity = self.governments.get(entity.country or "", entity)
        entity.add(self.parsed.mention(token.idx, end, ReferringKind.PRONOUN))
        self.resolved[token.i] = entity
        if entity.sort is Sort.UNNAMED and not entity.thing:
            entity.spoken_of += 1
            entity.wanted = entity.wanted or pronoun.gender is not None or entity.spoken_of > 1
        self.discourse.heard(self.discourse.occurrence(entity, token.idx, end, token))

    def _epithet(self, token: Token) -> None:
        """Whom "the 32-year-old" or "the mother-of-two" is: the one person spoken of just before, else the last subject."""
        here = self.discourse.sentence_of(token)
        people = [o for o in self.discourse.back(here, 2) if o.entity.sort is Sort.PERSON]
        entity = people[0].entity if len({id(o.entity) for o in people}) == 1 else None
        if entity is None:
            subjects = {
                id(o.entity): o.entity for o in people if here - o.sentence == 1 and o.role in {"nsubj", "nsubjpass"}
            }
            entity = next(iter(subjects.values())) if len(subjects) == 1 else None
        gender = GENDERED_NOUNS.get(token.lemma_.lower())
        if entity is None or (gender is not None and entity.gender not in (None, gender)):
            return
        entity.gender = entity.gender or gender
        span = nominals.epithet_span(token)
        mention = self.parsed.mention(span.start_char, span.end_char, ReferringKind.NOMINAL)
        entity.add(mention)
        self.discourse.heard(self.discourse.occurrence(entity, mention.begin, mention.end, token))

    def _answers(self, token: Token, pronoun: Pronoun) -> Entity | None:
        """The person named behind a question about him or her: "Asked whether he would go, Tom Berg laughed"."""
        if pronoun.gender is None:
            return None
        subject = pronouns.asked_subject(token)
        entity, _ = self.named.get(subject.i, (None, None)) if subject is not None else (None, None)
        fits = entity is not None and entity.sort is Sort.PERSON and entity.gender in (None, pronoun.gender)
        return entity if fits else None

    def _noun(self, token: Token, bodies: nominals.Bodies) -> None:
        lemma = token.lemma_.lower()
        if lemma in nominals.BROADCAST and speaks_or_meets(token) and self._broadcasts(token):
            return
        animate = lemma in PERSON_NOUNS or lemma in ORGANISATION_NOUNS or lemma in AGENT_HEADS or source_kind(token)
        if not animate and token.dep_ not in _THINGS:
            return
        if token.dep_ in {"appos", "attr"} and animate:
            self._described(token)
            return
        if animate and _is_in_the_role_of(token):
            self._learn_from_service(token)
            return
        if groups.is_group(token):
            self._group(token)
            return
        if not animate and lemma not in COLLECTIVES:
            thing = nominals.thing(self.discourse, token)
            self.discourse.heard(self.discourse.occurrence(thing, token.idx, token.idx + len(token), token))
            return
        if animate and (self._lists_names(token) or self._names_itself(token) or self._stands_beside(token)):
            return
        phrase = nominals.phrase_of(token)
        entity = self._known(phrase, bodies) if animate else None
        if entity is not None:
            span = nominals.span_of(phrase)
            mention = self.parsed.mention(span.start_char, span.end_char, ReferringKind.NOMINAL)
        else:
            entity = nominals.unnamed(self.discourse, phrase)
            span = noun_phrase(self.parsed, token)
            mention = self.parsed.mention(span.start_char, span.end_char, ReferringKind.NOMINAL)
            if not entity.mentions:
                self.entities.append(entity)
            entity.wanted = entity.wanted or speaks_or_meets(token)
            entity.speaks = entity.speaks or not is_addressed(token)
        entity.add(mention)
        self.discourse.heard(self.discourse.occurrence(entity, mention.begin, mention.end, token))

    def _broadcasts(self, token: Token) -> bool:
        """The radio of "RPP radio said": the station of that name."""
        entity = self._named_before(token)
        if entity is None:
            return False
        entity.outlet = True
        span = nominals.span_of(nominals.phrase_of(token))
        mention = self.parsed.mention(span.start_char, span.end_char, ReferringKind.NOMINAL)
        entity.add(mention)
        self.discourse.heard(self.discourse.occurrence(entity, mention.begin, mention.end, token))
        return True

    def _names_itself(self, token: Token) -> bool:
        """A noun with its name after it, "Ryanair's chief executive, Jane Doe, said": the name stands in its role."""
        for child in token.rights:
            if child.dep_ == "appos" and child.i in self.named:
                entity, mention = self.named[child.i]
                if mention.begin - token.idx > 120 or entity.sort not in (Sort.PERSON, Sort.ORGANISATION):
                    continue
                if nominals.is_for_a_person(token) is (entity.sort is Sort.PERSON):
                    publishes = entity.sort is Sort.ORGANISATION and token.lemma_ in nominals.PRESS - {"agency"}
                    entity.outlet = entity.outlet or publishes  # "the newspaper El Faro"
                    self.discourse.heard(self.discourse.occurrence(entity, token.idx, token.idx + len(token), token))
                    return True
        if self._name_follows(token):
            return True
        after = token.i + 1
        while after < len(token.doc) and after - token.i < 8 and not self._is_person_named_at(after):
            after += 1
        if after < len(token.doc) and after in self.named and token.lemma_.lower() in ROLES:
            entity, mention = self.named[after]
            span = noun_phrase(self.parsed, token)
            before = self.parsed.token_at(mention.begin)
            near = token.doc[after].left_edge.i <= token.i + 4 or nominals.is_title_before(token, before)
            joined = before.i > 0 and before.nbor(-1).pos_ not in {"ADP", "CCONJ", "PUNCT", "PART"}
            if entity.sort is Sort.PERSON and mention.end == span.end_char and near and joined:
                self.discourse.heard(self.discourse.occurrence(entity, token.idx, token.idx + len(token), token))
                return True
        return False

    def _lists_names(self, token: Token) -> bool:
        """True for a plural with the names of all behind it, "her lawyers Ana Lima and Tom Berg said": the group of these."""
        if token.tag_ not in {"NNS", "NNPS"}:
            return False
        first = next((t for t in token.rights if t.dep_ == "appos"), None)
        if first is None or first.left_edge.i != token.i + 1:
            return False
        listed: list[Token] = [first]
        while (joined := next((t for t in listed[-1].rights if t.dep_ == "conj"), None)) is not None:
            listed.append(joined)
        if len(listed) < _FEWEST_LISTED or not all(self._is_person_named_at(t.i) for t in listed):
            return False
        members = tuple(self.named[t.i][0] for t in listed)
        key = (id(members[0]), id(members[1])) if len(members) == 2 else None
        entity = self.pairs.get(key) if key else None
        if entity is None:
            entity = Entity(sort=Sort.UNNAMED, plural=True, members=members, head=token.i)
            self.entities.append(entity)
            if key:
                self.pairs[key] = entity
        entity.wanted = entity.wanted or speaks_or_meets(token)
        begin = noun_phrase(self.parsed, token).start_char
        mention = self.parsed.mention(begin, self.named[listed[-1].i][1].end, ReferringKind.NOMINAL)
        entity.add(mention)
        self.discourse.heard(self.discourse.occurrence(entity, mention.begin, mention.end, token))
        return True

    def _is_person_named_at(self, i: int) -> bool:
        return i in self.named and self.named[i][0].sort is Sort.PERSON

    def _name_follows(self, token: Token) -> bool:
        """A person's name between commas behind what the person is: "the head of Acme's office, Ana Lima, said".

        A title may stand between: "her daughter, the novelist Ana Lima, said".
        """
        if token.tag_ not in {"NN", "NNP"} or not nominals.is_for_a_person(token):
            return False
        span = noun_phrase(self.parsed, token)
        doc, last = span.doc, span.end + 1
        if last >= len(doc) or doc[span.end].text != ",":
            return False
        while last < len(doc) and last - span.end < _LONGEST_NAME and last not in self.named:
            last += 1
        if not self._is_person_named_at(last):
            return False
        entity, mention = self.named[last]
        behind = self.parsed.text[mention.end : mention.end + 1]
        title = doc[span.end + 1 : self.parsed.token_at(mention.begin).i]
        if behind not in {",", "."} or (len(title) and not nominals.is_title(title)):
            return False
        self.discourse.heard(self.discourse.occurrence(entity, token.idx, token.idx + len(token), token))
        return True

    def _stands_beside(self, token: Token) -> bool:
        """A title between commas behind a person's name, which the parser did not take for an apposition.

        "Ana Lima, the mayor of Porto, was found …": who was found is not yet another mayor.
        """
        if token.lemma_.lower() not in ROLES or token.tag_ != "NN":
            return False
        span = noun_phrase(self.parsed, token)
        doc, before = span.doc, span.start - 1
        closed = span.end < len(doc) and doc[span.end].text == ","
        if before < 1 or doc[before].text != "," or not closed or span[0].lower_ not in {"the", "a", "an"}:
            return False
        entity, mention = self.named.get(before - 1, (None, None))
        if entity is None or mention is None or entity.sort is not Sort.PERSON:
            return False
        phrase = nominals.phrase_of(token)
        self._learn(entity, nominals.role_of(phrase))
        self.discourse.heard(self.discourse.occurrence(entity, token.idx, token.idx + len(token), token))
        return True

    def _known(self, phrase: nominals.NounPhrase, bodies: nominals.Bodies) -> Entity | None:
        if phrase.lemma in nominals.PRESS | nominals.ARMED and not phrase.plural:
            entity = self._named_before(phrase.head)
            if entity is not None:
                entity.outlet = entity.outlet or phrase.lemma not in nominals.ARMED
                return entity
        if phrase.lemma in _GOVERNMENTS and not phrase.head.lower_.endswith("ies"):
            return self._government_of(phrase)
        if phrase.head.dep_ == "poss" and phrase.head.head.lemma_ in {"office", "department"}:
            return None  # "the sheriff's office"
        title = self.parsed.article.title
        if title is not None and title.covers(phrase.head.idx, phrase.head.idx + 1) and phrase.lemma in ROLES:
            return self.people.named_by(phrase, title.end + _LEAD)  # "Senator says she was misled": the lead names her
        if phrase.lemma in ROLES and (phrase.definite or phrase.country):
            if not phrase.definite and phrase.head.text[:1].islower() and phrase.owner is None:
                return None
            return self.people.named_by(phrase, phrase.head.idx)
        if phrase.lemma in ORGANISATION_NOUNS and not nominals.is_spoken_of_unnamed(self.discourse, phrase):
            body = bodies.named_by(phrase, self.discourse)
            if body is not None and phrase.lemma in nominals.PRESS - {"agency"}:
                body.outlet = True
            return body
        return None

    def _named_before(self, head: Token) -> Entity | None:
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

    def _government_of(self, phrase: nominals.NounPhrase) -> Entity | None:
        """The government of "the Russian government", "his administration": of the country, or of its leader's."""
        if phrase.plural or phrase.complement or set(phrase.modifiers) - {"own", "current", "new"}:
            return None
        if phrase.country is not None:
            return self.government(phrase.country) if phrase.country != "EU" else None
        leader = self.resolved.get(phrase.owner.i) if phrase.owner is not None else None
        if leader is not None and leader.sort is Sort.PERSON:
            country = next((role.country for role in leader.roles if role.country and nominals.is_leader(role)), None)
            return self.government(country) if country else None
        return None

    def _described(self, token: Token) -> None:
        """Learns what somebody is from "Doe, the mayor" and "Doe is the mayor", which name nobody new."""
        if token.dep_ == "appos":
            subject: Token | None = token.head
        else:
            subject = next((t for t in token.head.lefts if t.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None:
            return
        entity = self.resolved.get(subject.i)
        if entity is None:
            for occurrence in self.discourse.back(self.discourse.sentence_of(token), 0):
                if occurrence.token.i == subject.i:
                    entity = occurrence.entity
                    break
        if entity is None:
            return
        phrase = nominals.phrase_of(token)
        if entity.sort is Sort.PERSON and phrase.lemma in ROLES and not phrase.plural:
            self._learn(entity, nominals.role_of(phrase))
        elif entity.sort is Sort.ORGANISATION and phrase.lemma in ORGANISATION_NOUNS:
            entity.nouns.add(phrase.lemma)

    def _learn_from_service(self, token: Token) -> None:
        """Learns what somebody is or was from "Doe served as mayor" and "stepped down as chairman"."""
        verb = token.head.head
        lemma = verb.lemma_.lower()
        if lemma not in _SERVING | _LEAVING or token.lemma_.lower() not in ROLES:
            return
        subject = next((t for t in verb.lefts if t.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None:
            return
        named = self.named.get(subject.i)
        entity = self.resolved.get(subject.i) or (named[0] if named is not None else None)
        if entity is not None and entity.sort is Sort.PERSON:
            role = nominals.role_of(nominals.phrase_of(token))
            self._learn(entity, replace(role, former=role.former or lemma in _LEAVING))

    def _group(self, token: Token) -> None:
        members = groups.members_of(self.discourse, token)
        again = self._same_group(token)
        if again is not None:
            members = again.members
        key = (id(members[0]), id(members[1])) if len(members) == 2 else None
        entity = self.pairs.get(key) if key else None
        if entity is None:
            entity = Entity(sort=Sort.UNNAMED, plural=True, members=members, head=token.i, wanted=bool(members))
            entity.wanted = entity.wanted or speaks_or_meets(token)
            if key:
                self.pairs[key] = entity
            self.entities.append(entity)
        span = noun_phrase(self.parsed, token)
        mention = self.parsed.mention(span.start_char, span.end_char, ReferringKind.NOMINAL)
        entity.add(mention)
        self.discourse.heard(self.discourse.occurrence(entity, mention.begin, mention.end, token))

    def _same_group(self, token: Token) -> Entity | None:
        """The group that was called by the same noun shortly before."""
        for occurrence in self.discourse.back(self.discourse.sentence_of(token), 3):
            if occurrence.entity.members and occurrence.token.lemma_ == token.lemma_:
                return occurrence.entity
        return None


_LEAD = 400  # characters behind a headline in which whom it means is named


def _is_in_the_role_of(token: Token) -> bool:
    """True for the noun of "she came as a fan" and "served as Prime Minister", which is nobody but her."""
    if token.dep_ != "pobj" or token.head.lower_ != "as" or token.tag_ not in {"NN", "NNP"}:
        return False
    if token.tag_ == "NNP" and token.lemma_.lower() not in ROLES:
        return False
    return all(child.lower_ in {"a", "an"} for child in token.lefts if child.dep_ == "det")


_SERVING = frozenset({"serve", "continue", "carry", "stay", "remain", "work", "act"})
_LEAVING = frozenset({"step", "resign", "stand", "quit", "retire", "oust", "sack", "remove"})
