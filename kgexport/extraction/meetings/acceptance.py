"""Which triggers are meetings: the sense of the word, and who is there to meet."""

from spacy.tokens import Token

from kgexport.extraction.meetings import lexicon
from kgexport.extraction.meetings.participants import Part, Resolver
from kgexport.extraction.meetings.triggers import Trigger
from kgexport.model import MeetingKind, Organisation, OrganisationKind, Person, Role, UnnamedAgent

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
_PRESS = frozenset(["reporter", "reporters", "journalist", "journalists", "press", "media", "newspaper", "correspondents"])


def accepted(trigger: Trigger, resolver: Resolver) -> list[Part] | None:
    """The participants of a trigger that denotes a meeting (none for a word that points back); None for a look-alike."""
    if any(t.lower_ in _PRESS for t, _ in trigger.arguments):
        return None
    parts: dict[str, Part] = {}
    sides = 0
    for token, role in trigger.arguments:
        found = resolver.people_at(token, role)
        if found or token.lower_ in ("me", "us", "i", "we", "you"):
            sides += 1
        for part in found:
            parts.setdefault(part.agent, part)
    if trigger.kind is MeetingKind.VISIT and trigger.destination:
        for token in trigger.destination:
            found_at = resolver.referent(token)
            agent = resolver.draft.agents.get(found_at[0]) if found_at else None
            if isinstance(agent, Person) and found_at is not None:
                parts.setdefault(agent.id, Part(agent.id, Role.HOST, found_at[1]))
    if not trigger.is_verb:
        for part in _from_modifiers(trigger, resolver):
            parts.setdefault(part.agent, part)
    return _verb(trigger, parts, resolver, sides) if trigger.is_verb else _noun(trigger, parts, resolver)


def _from_modifiers(trigger: Trigger, resolver: Resolver) -> list[Part]:
    """ "Trump–Putin summit", "US–China trade talks", "the Rubio call", "OPEC meeting"."""
    people: list[Part] = []
    places: list[Token] = []
    seen: set[tuple[int, int]] = set()
    for token in reversed(trigger.modifiers):
        if token.dep_ == "poss":
            continue
        found = resolver.referent(token)
        if found is None:
            continue
        target, mention = found
        if (mention.begin, mention.end) in seen:
            continue
        seen.add((mention.begin, mention.end))
        agent = resolver.draft.agents.get(target)
        if isinstance(agent, Person) or (isinstance(agent, Organisation) and agent.organisation_kind is not OrganisationKind.GOVERNMENT):
            people.append(Part(target, Role.PARTICIPANT, mention))
        elif token.pos_ in ("PROPN", "ADJ"):
            places.append(token)
    role = Role.VISITOR if trigger.kind is MeetingKind.VISIT else Role.PARTICIPANT
    people = [Part(part.agent, role, part.evidence) for part in people]
    if len(places) >= 2 and trigger.kind is not MeetingKind.VISIT:
        for token in places:
            people += resolver.people_at(token, Role.PARTICIPANT)
    return people


def _verb(trigger: Trigger, parts: dict[str, Part], resolver: Resolver, sides: int) -> list[Part] | None:
    token = trigger.token
    found = list(parts.values())
    if not found:
        return None
    if trigger.kind is MeetingKind.VISIT and token.lemma_ == "visit":
        visitor = [part for part in found if part.role is Role.VISITOR]
        if not visitor or not trigger.destination:
            return None
        target = resolver.referent(trigger.destination[0])
        if target is None:
            return None
        agent = resolver.draft.agents.get(target[0])
        if not isinstance(resolver.agent(visitor[0].agent), Person | UnnamedAgent):
            return None
        if agent is None or isinstance(agent, Person | Organisation):
            return found
        return None
    frame = lexicon.VERBS[token.lemma_.lower()]
    if frame.person_object:
        objects = [part for part in found if part.role is frame.object]
        subjects = [part for part in found if part.role is frame.subject]
        if not objects or not subjects:
            return None
        if not all(isinstance(resolver.agent(p.agent), Person | UnnamedAgent) for p in objects):
            return None
        if token.lemma_ in ("call", "receive", "welcome", "host") and not any(
            isinstance(resolver.agent(p.agent), Person) for p in found
        ):
            return None
        return found
    if len(found) >= 2 or sides >= 2:
        return found
    only = found[0]
    agent = resolver.agent(only.agent)
    plural = any(t.tag_ in ("NNS", "NNPS") or t.lower_ in ("they", "both") for t, _ in trigger.arguments)
    if isinstance(agent, UnnamedAgent) and not plural:
        return None
    if token.lemma_ == "meet" and not plural:
        return None
    return found if plural or frame.needs_medium else None


def _noun(trigger: Trigger, parts: dict[str, Part], resolver: Resolver) -> list[Part] | None:
    token = trigger.token
    found = list(parts.values())
    lemma = token.lemma_.lower()
    if len(found) == 1 and trigger.adjunct_subject is not None and trigger.carried_as not in ("object", "subject", ""):
        withs = any(c.dep_ == "prep" and c.lower_ == "with" for c in token.children)
        if withs and not any(c.dep_ == "poss" for c in token.children):
            for part in resolver.people_at(trigger.adjunct_subject, Role.PARTICIPANT):
                if part.agent not in parts and isinstance(
                    resolver.agent(part.agent), Person | Organisation | UnnamedAgent
                ):
                    found.insert(0, part)
    if len(found) >= 2:
        return found
    if trigger.kind is MeetingKind.VISIT:
        if found and found[0].role is Role.VISITOR and (trigger.destination or lemma == "visit"):
            return found
        return [] if trigger.definite else None
    if found:
        if trigger.weak and trigger.carrier is None:
            return None
        return found
    if trigger.definite and lemma in _ANAPHORIC:
        return []
    return None
