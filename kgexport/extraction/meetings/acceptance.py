"""Which triggers are meetings: the sense of the word, and whether enough of those whom it names can meet."""

from kgexport.extraction.meetings import lexicon
from kgexport.extraction.meetings.participants import Part, Resolver
from kgexport.extraction.meetings.parties import (
    attending,
    between,
    from_modifiers,
    listed_behind,
    new_parts,
    talking,
    without_groups,
    without_titles,
)
from kgexport.extraction.meetings.syntax import governing_verb, has_passive, near, prepositional, subject
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.model import MeetingKind, Organisation, Person, Role, UnnamedAgent

# Nouns that may point back to an encounter without naming anybody.
_ANAPHORIC = frozenset(
    {
        "meeting",
        "summit",
        "talk",
        "talks",
        "call",
        "conversation",
        "discussion",
        "visit",
        "trip",
        "session",
        "encounter",
    }
    | {"negotiation", "dialogue", "consultation", "conference", "gathering", "tour"}
)
# These do so where the article has called it the same before.
_ANAPHORIC_IF_SAME = words("audience lunch dinner breakfast roundtable")
_PRESS = words("reporter reporters journalist journalists press media newspaper correspondents newsmen analysts")
# Whose sittings are routine: "a meeting of shareholders".
_ROUTINE = words("shareholder stockholder creditor alumni trustee bondholder")
_PRONOUNS = words(
    "he she they him her them we us i me you his their our my your who whom it its each one another himself"
)
_GUESTS = words(
    "delegation ambassador envoy minister president leader counterpart official king pope premier chief secretary "
    "chancellor diplomat prince emir sultan representative negotiator lawmaker senator queen monarch chairman "
    "head speaker commander relative"
)
_SITES = words(
    "hospital school museum university memorial college church cemetery park zoo stadium theatre theater store factory farm "
    "camp airport plant site shrine mosque temple library shop restaurant hotel centre center mall prison"
)
_SPORTS = words("team squad club side player champion finalist")
_GENERIC = words("any every no whoever anyone anybody everyone")
_GENERIC_OF_NOUNS = _GENERIC - {"no"}
_COLLECTIVES = words("sector alliance coalition network club league guild council chamber body")
_ARRIVING = words("arrive travel fly go come land head leave depart")
_GEOGRAPHIC = words(
    "island country capital city nation kingdom region territory province state republic peninsula enclave "
    "town continent strip border sultanate emirate capitals countries nations"
)


def is_for_the_press(trigger: Trigger) -> bool:
    """True for "a conference call with reporters"."""
    return any(token.lower_ in _PRESS for token, _ in trigger.arguments)


def accepted(trigger: Trigger, resolver: Resolver) -> list[Part] | None:
    """The participants of a trigger that denotes a meeting (none for a word that points back); None for a look-alike."""
    if is_for_the_press(trigger):
        return None
    if any(t.lemma_.lower() in _ROUTINE for t, _ in trigger.arguments) and not trigger.is_verb:
        return None
    generic = _GENERIC if trigger.is_verb else _GENERIC_OF_NOUNS
    named = (*trigger.arguments, *trigger.optional)
    if any(t.lower_ in generic or any(c.lower_ in generic for c in t.lefts) for t, _ in named):
        return None
    parts: dict[str, Part] = {}
    sides: set[tuple[int, str]] = set()
    for token, role in trigger.arguments:
        found = resolver.people_at(token, role)
        if found or token.lower_ in _PRONOUNS:
            sides.add((token.head.i, token.dep_) if token.dep_ != "conj" else (token.i, "conj"))
        if len(found) > 1 and token.lower_ not in _PRONOUNS and any(part.agent in parts for part in found):
            found = [resolver.unnamed(token, role)]  # "Oslo consulted with both parties": it is none of them
        for part in found:
            parts.setdefault(part.agent, part)
    for part in listed_behind(trigger, parts, resolver):
        parts.setdefault(part.agent, part)
    if len(parts) > 2:
        parts = without_titles(without_groups(parts, resolver), resolver)
    if trigger.kind is MeetingKind.VISIT:
        for token in trigger.destination:
            found_at = resolver.referent(token)
            agent = resolver.draft.agents.get(found_at[0]) if found_at else None
            if found_at is None or token.dep_ == "poss" or token.lemma_.lower() in _SITES:
                continue
            if isinstance(agent, Person | Organisation):
                # Who is visited is not always the host: "visited the minister in hospital".
                role = Role.PARTICIPANT if isinstance(agent, Person) else Role.HOST
                parts.setdefault(agent.id, Part(agent.id, role, found_at[1]))
    if trigger.is_verb:
        return _verb(trigger, parts, resolver, len(sides))
    if len(parts) == 1:
        parts = between(trigger, resolver) or parts
    if not parts:
        parts = talking(trigger, resolver)
    for part in (*from_modifiers(trigger, resolver), *attending(trigger, resolver)):
        parts.setdefault(part.agent, part)
    return _noun(trigger, parts, resolver)


def goes_somewhere(trigger: Trigger, resolver: Resolver) -> bool:
    """True where a visit's destination is a place, a person or an organisation (not a museum or a disaster site)."""
    for token in trigger.destination:
        if token.lemma_.lower() in _SITES:
            continue
        found = resolver.referent(token)
        if found is not None:
            agent = resolver.draft.agents.get(found[0])
            if agent is None or isinstance(agent, Person | Organisation):
                return True
        elif token.lemma_.lower() in _GEOGRAPHIC or token.ent_type_ == "GPE":
            return True
    return False


def _verb(trigger: Trigger, parts: dict[str, Part], resolver: Resolver, sides: int) -> list[Part] | None:
    token = trigger.token
    found = list(parts.values())
    if not found:
        return None
    if trigger.kind is MeetingKind.VISIT and token.lemma_ == "visit":
        visitors = [part for part in found if part.role is Role.VISITOR]
        if not visitors or not (goes_somewhere(trigger, resolver) or any(c.lower_ == "here" for c in near(token))):
            return None
        return found if _can_visit(visitors[0], trigger, resolver) else None
    frame = lexicon.VERBS[token.lemma_.lower()]
    if frame.person_object:
        objects = [part for part in found if part.role is frame.object]
        subjects = [part for part in found if part.role is frame.subject]
        if token.lemma_ == "summon" and not subjects and has_passive(token):
            summoner = [part for t in prepositional(token, "to") for part in resolver.people_at(t, Role.HOST)]
            subjects = [part for part in summoner if isinstance(resolver.agent(part.agent), Organisation)]
            found += subjects
            if not subjects and any(_is_envoy(t) for t, _ in trigger.arguments):
                return found  # an envoy is summoned by the government that he is accredited to
        if not objects or not subjects:
            return None
        if token.lemma_ in ("receive", "welcome", "host"):
            guests = [t for t, role in trigger.arguments if role is frame.object]
            named = any(isinstance(resolver.agent(p.agent), Person) for p in objects)
            if not named and not any(t.lemma_.lower() in _GUESTS for t in guests):
                return None
        if not all(isinstance(resolver.agent(p.agent), Person | UnnamedAgent) for p in objects):
            return None
        if token.lemma_ == "call" and not any(isinstance(resolver.agent(p.agent), Person) for p in found):
            return None
        return found
    if token.lemma_ == "meet" and any(c.dep_ == "dobj" and _is_thing(c, resolver) for c in near(token)):
        return None
    if len(found) >= 2 or sides >= 2:
        return found
    if token.lemma_ == "meet" and found[0].role is frame.object:
        who = subject(token)
        met = isinstance(resolver.agent(found[0].agent), Person | UnnamedAgent)
        beside = any(c.dep_ == "prep" and c.lower_ == "with" for c in near(token))
        if who is not None and who.pos_ == "NOUN" and met and beside and who.lemma_.lower() in _COLLECTIVES:
            return [resolver.unnamed(who, frame.subject), *found]
    if not any(isinstance(resolver.agent(p.agent), Person) for p in found) and any(
        t.lemma_.lower() in _SPORTS for t, _ in trigger.arguments
    ):
        return None
    plural = any(t.tag_ in ("NNS", "NNPS") or t.lower_ in ("they", "both") for t, _ in trigger.arguments)
    if token.lemma_ == "meet" and any(c.dep_ == "dobj" for c in near(token)):
        return None
    return found if plural else None


def _is_thing(token: Token, resolver: Resolver) -> bool:
    """True for "the test that calls for custody", which may speak but cannot be met."""
    found = resolver.referent(token)
    agent = resolver.agent(found[0]) if found is not None else None
    if not isinstance(agent, UnnamedAgent) or token.pos_ != "NOUN":
        return False
    return token.lemma_.lower() not in lexicon.PEOPLE and token.lower_ not in lexicon.PEOPLE and not agent.members


def _is_envoy(token: Token) -> bool:
    return any(t.lemma_.lower() in _ENVOYS for t in (token, *token.lefts))


_ENVOYS = words("ambassador envoy consul attaché nuncio charge chargé")


def _can_visit(visitor: Part, trigger: Trigger, resolver: Resolver) -> bool:
    """A person, or unnamed people who come for somebody ("a Chinese delegation"), not tourists."""
    agent = resolver.agent(visitor.agent)
    if isinstance(agent, Person):
        return True
    heads = [t.lemma_.lower() for t, role in trigger.arguments if role is Role.VISITOR]
    return isinstance(agent, UnnamedAgent) and any(head in _GUESTS for head in heads)


def _noun(trigger: Trigger, parts: dict[str, Part], resolver: Resolver) -> list[Part] | None:
    token = trigger.token
    found = list(parts.values())
    lemma = token.lemma_.lower()
    if token.lemma_ == "call" and any(c.dep_ in ("acl", "relcl") and c.tag_ == "VB" for c in near(token)):
        return None  # "calls by the minister to investigate"
    if token.lemma_ == "call" and any(c.dep_ == "prep" and c.lower_ == "for" for c in near(token)):
        return None
    adjunct = (
        trigger.adjunct_subject if trigger.carried_as in _ADVERBIAL and trigger.token.head.dep_ in _HANGING else None
    )
    if trigger.kind is MeetingKind.VISIT:
        return _visit(trigger, found, adjunct, resolver)
    unresolved = sum(t.lower_ == "their" and not resolver.people_at(t, role) for t, role in trigger.arguments)
    others = len(trigger.arguments) - trigger.with_parties - unresolved
    if found and adjunct is not None and trigger.with_parties and not others:
        found[:0] = new_parts(adjunct, parts, resolver, Role.PARTICIPANT)
    if len(found) < 2:
        for other, role in trigger.optional:
            found += [part for part in resolver.people_at(other, role) if part.agent not in {p.agent for p in found}]
    else:
        for other, role in trigger.optional:
            if role is Role.ORGANISER:
                found += [
                    part for part in resolver.people_at(other, role) if part.agent not in {p.agent for p in found}
                ]
    if trigger.kind is MeetingKind.CONFERENCE and len(found) < 2:
        return _conference(trigger, found, adjunct, resolver)
    if not found and trigger.named and trigger.kind is MeetingKind.SUMMIT and adjunct is not None:
        found = new_parts(adjunct, {}, resolver, Role.PARTICIPANT)
    if not found and adjunct is not None and _is_journey_for(trigger):
        found = _travellers(adjunct, resolver)
    if len(found) >= 2:
        return found
    if found and lemma in _ANAPHORIC and any(t.lower_ == "their" and t.dep_ == "poss" for t, _ in trigger.arguments):
        return [] if found[0].evidence.text.lower() == "their" else found  # "their meeting" is of two
    if found and trigger.kind is MeetingKind.TALKS and _is_before(found[0], trigger):
        return [] if trigger.definite else None  # "Brexit talks" are about it
    if found:
        for_call = lemma == "call" and trigger.carried_as == "object"
        if trigger.weak and not trigger.with_parties and not for_call and not _is_journey_for(trigger):
            return None
        return found
    if trigger.definite and (lemma in _ANAPHORIC or lemma in _ANAPHORIC_IF_SAME) and not _owned_by_another(trigger):
        return []
    return None


def _is_journey_for(trigger: Trigger) -> bool:
    """True for "flew to Riga for talks", "was in Riga for a meeting": whoever goes there is a party, whoever the other is."""
    verb = trigger.carrier
    if verb is None or trigger.carried_as != "for" or trigger.definite or trigger.named:
        return False
    if trigger.token.lemma_.lower() not in _TRAVELLED_FOR:
        return False
    if verb.lemma_ == "be":
        return any(c.dep_ == "prep" and c.lower_ in ("in", "at") for c in near(verb))
    return verb.lemma_ in _ARRIVING or verb.lemma_ == "travel"


_TRAVELLED_FOR = words("talk talks meeting negotiation consultation summit")


def _travellers(who: Token, resolver: Resolver) -> list[Part]:
    """Those of the travellers who come for talks: named people, and delegations and office-holders without a name."""
    return [
        part
        for part in new_parts(who, {}, resolver, Role.PARTICIPANT)
        if not isinstance(resolver.agent(part.agent), UnnamedAgent) or who.lemma_.lower() in _GUESTS
    ]


_ADVERBIAL = words("in during after following at before since from for upon ahead on")
_HANGING = frozenset({"prep", "pcomp"})


def _conference(trigger: Trigger, found: list[Part], adjunct: Token | None, resolver: Resolver) -> list[Part] | None:
    """A conference brings two parties together, or the members of a body; else the word only points back, if at all."""
    if found and any(c.dep_ == "prep" and c.lower_ in ("of", "between", "with") for c in near(trigger.token)):
        return found
    if found and trigger.carried_as == "subject" and trigger.carrier is not None and trigger.carrier.lemma_ == "bring":
        return found
    if adjunct is not None:
        attending = new_parts(adjunct, {}, resolver, Role.PARTICIPANT)
        if len({part.agent for part in attending}) >= 2:
            return attending
    return [] if trigger.definite and not found else None


def _visit(trigger: Trigger, found: list[Part], adjunct: Token | None, resolver: Resolver) -> list[Part] | None:
    if not found and trigger.token.head.dep_ != "relcl":
        found = [part for token, _ in trigger.optional for part in resolver.people_at(token, Role.VISITOR)]
    visitors = [part for part in found if part.role is Role.VISITOR]
    somewhere = goes_somewhere(trigger, resolver)
    if trigger.carried_as in ("for", "on") and trigger.carrier is not None and trigger.carrier.lemma_ in _ARRIVING:
        somewhere = True  # "arrived in Nairobi for a state visit"
    possessed = any(c.dep_ == "poss" for c in near(trigger.token))
    if not visitors and somewhere:
        who = adjunct
        if who is None and trigger.carrier is None:
            verb = governing_verb(trigger.token)
            who = subject(verb) if verb is not None else None
        if who is not None:
            found += [
                part
                for part in new_parts(who, {}, resolver, Role.VISITOR)
                if isinstance(resolver.agent(part.agent), Person)
                or (isinstance(resolver.agent(part.agent), UnnamedAgent) and who.lemma_.lower() in _GUESTS)
            ]
            visitors = [part for part in found if part.role is Role.VISITOR]
    if visitors and (somewhere or (possessed and trigger.token.lemma_ == "visit") or len(found) >= 2):
        return found
    return [] if (trigger.definite and not _owned_by_another(trigger)) or visitors else None


def _is_before(part: Part, trigger: Trigger) -> bool:
    """True where the only party is a word before the noun, and no possessor."""
    return any(
        word.dep_ != "poss" and part.evidence.begin <= word.idx < part.evidence.end for word in trigger.modifiers
    )


def _owned_by_another(trigger: Trigger) -> bool:
    """True for "the destroyer's trip", where the possessor is no agent: the word points to nothing known."""
    return any(
        c.dep_ == "poss" and c.pos_ in ("NOUN", "PROPN") and c.ent_type_ not in ("DATE", "TIME")
        for c in near(trigger.token)
    )  # "Thursday's meeting" may well be known
