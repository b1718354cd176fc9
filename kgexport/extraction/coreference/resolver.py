"""One reading of the article from left to right: names are known, noun phrases and pronouns find their entity."""

from collections.abc import Iterable
from dataclasses import replace

from kgexport.extraction.coreference import groups, nominals, pronouns
from kgexport.extraction.coreference.beside import NamesBeside
from kgexport.extraction.coreference.discourse import Discourse, Quoted, role_of
from kgexport.extraction.coreference.entity import Entity, Role, Sort
from kgexport.extraction.coreference.governments import Governments
from kgexport.extraction.coreference.lexicon import (
    COLLECTIVES,
    GENDERED_NOUNS,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    PRONOUNS,
    ROLES,
    SPEECH_VERBS,
    Pronoun,
)
from kgexport.extraction.coreference.speech import is_addressed, speaks_or_meets
from kgexport.extraction.coreference.titles import TitlePhrase
from kgexport.extraction.draft import NameSpan, Quotation
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.tree import Token
from kgexport.extraction.unnamed import AGENT_HEADS, noun_phrase, source_kind
from kgexport.model import Mention, ReferringKind

_NOUNS = frozenset({"NOUN", "PROPN"})
_INSIDE_NAMES = frozenset({"compound", "amod", "nmod", "npadvmod", "quantmod", "nummod"})
_THINGS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "ROOT"})
_GOVERNMENTS = frozenset({"government", "administration", "cabinet", "authority"})
_BODIES = ORGANISATION_NOUNS | nominals.PRESS | nominals.SORTS_BEHIND_NAMES
_SAME_SENTENCE = 200  # characters


class Resolver:
    """Gathers the mentions of one article."""

    def __init__(self, parsed: ParsedArticle, quotations: Iterable[Quotation], entities: list[Entity]) -> None:
        self.parsed = parsed
        self.entities = entities
        self.discourse = Discourse(parsed, Quoted(list(quotations)), entities)
        self.people = nominals.People()
        self.governments = Governments(parsed, entities)
        self.resolved: dict[int, Entity] = {}  # token of a pronoun -> its entity
        self.named: dict[int, tuple[Entity, Mention]] = {}  # head token of a name -> whose it is
        self.beside = NamesBeside(parsed, self.named)
        self.pairs: dict[tuple[int, int], Entity] = {}

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
                government = self.governments.of(phrase.of_state)
                if government.inferred_from is None:
                    government.inferred_from = self.parsed.mention(*phrase.country_span)

    def _learn(self, person: Entity, role: Role) -> None:
        self.people.learn(person, role)
        if role.country and person.country is None:
            person.country = role.country
        if person.gender is None:
            person.gender = nominals.gender_of_role(role)

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
        for index, token in enumerate(self.parsed.doc.words):
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
            if nominals.is_epithet(token):
                self._epithet(token)
            elif token.pos_ in _NOUNS:
                if token.dep_ not in _INSIDE_NAMES:
                    self._noun(token, bodies)
            elif token.lower_ == "two" and groups.is_bare_two(token):
                self._group(token)
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
                found.update((token.i, entity) for token in tokens if token.pos_ in _NOUNS)
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
            entity = self.governments.known(entity.country or "") or entity
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
        if animate and (self._lists_names(token) or self._has_name(token)):
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
        entity = self.beside.named_before(token)
        if entity is None:
            return False
        entity.outlet = True
        span = nominals.span_of(nominals.phrase_of(token))
        mention = self.parsed.mention(span.start_char, span.end_char, ReferringKind.NOMINAL)
        entity.add(mention)
        self.discourse.heard(self.discourse.occurrence(entity, mention.begin, mention.end, token))
        return True

    def _lists_names(self, token: Token) -> bool:
        """True for a plural with the names of all behind it, "her lawyers Ana Lima and Tom Berg said": the group of these."""
        found = self.beside.listed_behind(token)
        if found is None:
            return False
        members, end = found
        entity = self._group_of(members, token)
        entity.wanted = entity.wanted or speaks_or_meets(token)
        begin = noun_phrase(self.parsed, token).start_char
        mention = self.parsed.mention(begin, end, ReferringKind.NOMINAL)
        entity.add(mention)
        self.discourse.heard(self.discourse.occurrence(entity, mention.begin, mention.end, token))
        return True

    def _has_name(self, token: Token) -> bool:
        """True for a noun with its name beside it, which stands in its role and is nobody else."""
        entity = self.beside.bearer_of(token)
        if entity is None:
            entity = self.beside.titled_before(token)
            if entity is not None:
                self._learn(entity, nominals.role_of(nominals.phrase_of(token)))
        if entity is not None:
            if entity.sort is Sort.PERSON and token.tag_ in {"NN", "NNP"}:  # "the girl, Asha": she
                entity.gender = entity.gender or GENDERED_NOUNS.get(token.lemma_.lower())
            self.discourse.heard(self.discourse.occurrence(entity, token.idx, token.idx + len(token), token))
        return entity is not None

    def _known(self, phrase: nominals.NounPhrase, bodies: nominals.Bodies) -> Entity | None:
        named = self.beside.named_before(phrase.head) if phrase.lemma in _BODIES and not phrase.plural else None
        if named is not None:
            publishes = nominals.publishes(phrase)
            if not publishes and phrase.lemma not in nominals.SORTS_BEHIND_NAMES:
                return None  # "the UN refugee agency", "the Samsung union": its own, or one of its
            named.outlet = named.outlet or publishes
            return named
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
            if body is not None and phrase.lemma in nominals.PUBLISHERS:
                body.outlet = True
            return body
        return None

    def _government_of(self, phrase: nominals.NounPhrase) -> Entity | None:
        """The government of "the Russian government", "his administration": of the country, or of its leader's."""
        if phrase.plural or phrase.complement or set(phrase.modifiers) - {"own", "current", "new"}:
            return None
        if phrase.country is not None:
            return self.governments.of(phrase.country) if phrase.country != "EU" else None
        leader = self.resolved.get(phrase.owner.i) if phrase.owner is not None else None
        if leader is not None and leader.sort is Sort.PERSON:
            country = next((role.country for role in leader.roles if role.country and nominals.is_leader(role)), None)
            return self.governments.of(country) if country else None
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
        if (lemma not in _SERVING and lemma not in _LEAVING) or token.lemma_.lower() not in ROLES:
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
        entity = self._group_of(members, token)
        entity.wanted = entity.wanted or bool(members) or speaks_or_meets(token)
        span = noun_phrase(self.parsed, token)
        mention = self.parsed.mention(span.start_char, span.end_char, ReferringKind.NOMINAL)
        entity.add(mention)
        self.discourse.heard(self.discourse.occurrence(entity, mention.begin, mention.end, token))

    def _group_of(self, members: tuple[Entity, ...], token: Token) -> Entity:
        """The group of these members: one entity in the article for the same two."""
        key = (id(members[0]), id(members[1])) if len(members) == 2 else None
        entity = self.pairs.get(key) if key else None
        if entity is None:
            entity = Entity(sort=Sort.UNNAMED, plural=True, members=members, head=token.i)
            self.entities.append(entity)
            if key:
                self.pairs[key] = entity
        return entity

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
