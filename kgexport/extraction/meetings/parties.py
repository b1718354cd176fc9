"""Who is there to meet: the parties that the words around a trigger name, beside its own arguments."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from kgexport.extraction.meetings.carriers import stays_away
from kgexport.extraction.meetings.encounters import Encounter
from kgexport.extraction.meetings.lexicon import VERBS
from kgexport.extraction.meetings.participants import Part, Resolver
from kgexport.extraction.meetings.syntax import conjuncts, governing_verb, has_passive, near, prepositional, subject
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.tree import Span, Token
from kgexport.extraction.word_lists import words
from kgexport.model import MeetingKind, Organisation, OrganisationKind, Person, ReferringKind, Role, UnnamedAgent

_TELLING = words("tell inform brief assure urge warn ask thank congratulate press confront")
_PUTTING = words("propose put raise convey express pitch suggest present explain speak talk")
_TELLING_OR_PUTTING = _TELLING | _PUTTING
_GROUP_STARTS = ("the two ", "both ", "the three ", "the sides", "two ", "each ")
_RANK = re.compile(r" (?:(?:[A-Z][a-z]+\.|General|Colonel|Major|Admiral) ){0,3}")  # "the Chief of Staff Maj. Gen. Lund"
_PHRASE = 24
_LONG_LIST = 600
_NEAR_BY = 120  # tokens from the encounter just told


def talking(trigger: Trigger, resolver: Resolver) -> dict[str, Part]:
    """Who tells whom "in a meeting", "during a phone call": both sides, where both are people or governments."""
    verb = trigger.carrier
    if verb is None or trigger.definite or trigger.token.tag_ != "NN" or verb.lemma_ not in _TELLING_OR_PUTTING:
        return {}
    if trigger.carried_as not in ("in", "during", "at", "over") or trigger.kind in (
        MeetingKind.VISIT,
        MeetingKind.CONFERENCE,
    ):
        return {}
    passive = has_passive(verb)
    told = [c for c in near(verb) if c.dep_ in ("nsubjpass" if passive else "dobj", "dative") and c.pos_ != "ADP"]
    if verb.lemma_ in _PUTTING:
        told = [] if passive else list(prepositional(verb, "to", "with"))  # "put the idea to Berg in a call"
    tellers = list(prepositional(verb, "by")) if passive else [t for t in (subject(verb),) if t is not None]
    sides = [
        [p for t in side for each in conjuncts(t) for p in resolver.people_at(each, Role.PARTICIPANT)]
        for side in (tellers, told)
    ]
    parts = {part.agent: part for side in sides for part in side}
    ours = [isinstance(resolver.agent(agent), Person | Organisation) for agent in parts]
    return parts if all(sides) and len(parts) >= 2 and any(ours) else {}


def between(trigger: Trigger, resolver: Resolver) -> dict[str, Part]:
    """The people named behind "between", where the parser has not seen that they are coordinated; none for fewer than two."""
    heads = [trigger.token] if trigger.carrier is None else [trigger.token, trigger.carrier]
    found: dict[str, Part] = {}
    for head in heads:
        for preposition in near(head):
            if preposition.dep_ != "prep" or preposition.lower_ != "between":
                continue
            phrase = list(islice(preposition.subtree, _PHRASE))
            for target, mention in resolver.draft.mentions_in(phrase[0].idx, phrase[-1].idx + len(phrase[-1])):
                if mention.kind is ReferringKind.NAME and isinstance(resolver.draft.agents.get(target), Person):
                    found.setdefault(target, Part(target, Role.PARTICIPANT, mention))
    return found if len(found) == 2 else {}


def attending(trigger: Trigger, resolver: Resolver) -> Iterator[Part]:
    """Everybody named in the list of those who attended, with their titles in between."""
    verb = trigger.carrier
    if verb is None or verb.lemma_ != "attend" or trigger.carried_as != "object" or stays_away(verb):
        return
    roots = [c for c in near(verb) if c.dep_ in ("nsubj", "agent")]
    for root in roots:
        words_of = list(islice(root.subtree, _LONG_LIST))
        first, last = words_of[0], words_of[-1]
        for target, mention in resolver.draft.mentions_in(first.idx, last.idx + len(last)):
            if mention.kind is ReferringKind.NAME and isinstance(resolver.draft.agents.get(target), Person):
                yield Part(target, Role.PARTICIPANT, mention)


def listed_behind(trigger: Trigger, parts: Mapping[str, Part], resolver: Resolver) -> list[Part]:
    """The people of "met Ana Lima of Acme, Jon Berg of the Union and the Left's Eva Holm" whom the parser hangs elsewhere.

    The list must go on right behind the last name that was found, with nothing but titles and bodies between, and end in "and".
    """
    behind = [part for part in parts.values() if part.evidence.begin > trigger.token.idx]
    last = max(behind, key=lambda part: part.evidence.end, default=None)
    if last is None or last.evidence.kind is not ReferringKind.NAME or not resolver.is_person(last.agent):
        return []
    doc = resolver.parsed.doc
    end, closed = last.evidence.end, False
    found: list[Part] = []
    limit = doc[trigger.sentence[1] - 1].idx
    for target, mention in resolver.draft.mentions_in(end, min(limit, end + _LONG_LIST)):
        if mention.kind is not ReferringKind.NAME or not resolver.is_person(target):
            continue
        name = resolver.parsed.tokens(mention.begin, mention.end)
        link = doc[resolver.parsed.token_at(end).i : name.start]
        if closed or not _links(link, name.root):
            break
        closed = any(t.lower_ == "and" for t in link)
        found.append(Part(target, last.role, mention))
        end = mention.end
    return [part for part in found if part.agent not in parts] if closed else []


def _links(link: Span, name: Token) -> bool:
    """True for what stands between two names of a list: a comma or "and", titles, "of" and a body; the name does nothing."""
    if len(link) > _PHRASE or not any(t.text == "," or t.lower_ == "and" for t in link):
        return False
    if any(t.pos_ not in _IN_LISTS and t.text != "," and t.lower_ not in ("of", "from") for t in link):
        return False
    if name.dep_ in ("nsubj", "nsubjpass", "poss") or (name.dep_ == "pobj" and name.head.i >= link.start):
        return False
    return name.i + 1 >= len(name.doc) or name.nbor().tag_ != "POS"


_IN_LISTS = frozenset({"PROPN", "NOUN", "ADJ", "DET", "NUM", "CCONJ", "PART"})


def named_parties(trigger: Trigger, resolver: Resolver) -> list[Part]:
    """The agents in the trigger's positions, without asking whether it is a meeting by itself ("a lunch hosted by her")."""
    return [part for token, role in trigger.arguments for part in resolver.people_at(token, role)]


def without_groups(parts: dict[str, Part], resolver: Resolver) -> dict[str, Part]:
    """The participants without "the two neighbours" where two others are named: the group means them."""
    kept = {}
    for identifier, part in parts.items():
        agent = resolver.agent(identifier)
        if (
            isinstance(agent, UnnamedAgent)
            and not agent.members
            and agent.description.lower().startswith(_GROUP_STARTS)
        ):
            continue
        kept[identifier] = part
    return kept if len(kept) >= 2 else parts


def without_titles(parts: dict[str, Part], resolver: Resolver) -> dict[str, Part]:
    """The participants without the title of "officers Quirin and Redouane", which is nobody besides the two."""
    begins = [part.evidence.begin for part in parts.values() if isinstance(resolver.agent(part.agent), Person)]

    def is_title(identifier: str, part: Part) -> bool:
        if not isinstance(resolver.agent(identifier), UnnamedAgent):
            return False
        behind = (resolver.parsed.text[part.evidence.end : begin] for begin in begins if begin > part.evidence.end)
        return any(_RANK.fullmatch(words) for words in behind)

    return {identifier: part for identifier, part in parts.items() if not is_title(identifier, part)}


def from_modifiers(trigger: Trigger, resolver: Resolver) -> list[Part]:
    """Participants in front of the noun: "Trump–Putin summit", "US–China trade talks", "the Rubio call", "OPEC meeting"."""
    people: list[Part] = []
    places: list[Token] = []
    seen: set[tuple[int, int]] = set()
    end = trigger.token.idx
    for token in reversed(trigger.modifiers):
        if token.dep_ == "poss":
            continue
        found = resolver.referent(token)
        if found is None:
            continue
        target, mention = found
        if (mention.begin, mention.end) in seen or mention.end > end:
            continue
        seen.add((mention.begin, mention.end))
        agent = resolver.draft.agents.get(target)
        if isinstance(agent, Person) or (
            isinstance(agent, Organisation) and agent.organisation_kind is not OrganisationKind.GOVERNMENT
        ):
            people.append(Part(target, Role.PARTICIPANT, mention))
        elif token.pos_ in ("PROPN", "ADJ"):
            places.append(token)
    role = Role.VISITOR if trigger.kind is MeetingKind.VISIT else Role.PARTICIPANT
    people = [Part(part.agent, role, part.evidence) for part in people]
    if len(places) >= 2 and trigger.kind is not MeetingKind.VISIT:
        for token in places:
            people += resolver.people_at(token, Role.PARTICIPANT)
    return people


def new_parts(token: Token, parts: dict[str, Part], resolver: Resolver, role: Role) -> list[Part]:
    """Everybody in the coordination that ``token`` heads who is not among ``parts`` yet."""
    return [
        part
        for each in conjuncts(token)
        for part in resolver.people_at(each, role)
        if part.agent not in parts and isinstance(resolver.agent(part.agent), Person | Organisation | UnnamedAgent)
    ]


def waiting_parties(trigger: Trigger, resolver: Resolver) -> list[Part]:
    """The two or more agents of the clause for "after the talks", where no encounter is known that it could mean."""
    adjunct = trigger.adjunct_subject
    if adjunct is None or trigger.carried_as not in ("after", "during", "following", "at", "in", "before"):
        return []
    if trigger.named or (trigger.token.tag_ == "NN" and not trigger.definite):
        return []
    verb = trigger.carrier
    for _ in range(3):
        if verb is None:
            break
        who = subject(verb)
        parts = new_parts(who, {}, resolver, Role.PARTICIPANT) if who is not None else []
        if len({part.agent for part in parts}) >= 2:
            return parts
        verb = governing_verb(verb)
    if any(c.dep_ == "poss" and c.lower_ == "their" for c in near(trigger.token)):
        # "Erdogan stands beside Putin after their meeting": the two people of the sentence so far.
        begin = trigger.token.doc[max(trigger.sentence[0], trigger.token.i - 60)].idx
        people: dict[str, Part] = {}
        for target, mention in resolver.draft.mentions_in(begin, trigger.token.idx):
            if isinstance(resolver.draft.agents.get(target), Person):
                people.setdefault(target, Part(target, Role.PARTICIPANT, mention))
        if len(people) == 2:
            return list(people.values())
    return []


def inherited(
    trigger: Trigger, parts: list[Part] | None, encounters: list[Encounter], resolver: Resolver
) -> list[Part]:
    """The parties of the encounter just told, for "they will meet again" and "the two sides" that nobody has resolved."""
    if not encounters or trigger.token.i - encounters[-1].last_token > _NEAR_BY:
        return []
    frame = VERBS.get(trigger.token.lemma_) if trigger.is_verb else None
    if frame is not None and (frame.person_object or frame.place_object):
        return []  # "the donations they receive"
    before = encounters[-1]
    groups = [token for token, _ in trigger.arguments if _is_group(token)]
    if len(groups) != 1 or len(trigger.arguments) > 1 or len(before.agents) < 2:
        return []
    if any(not isinstance(resolver.agent(part.agent), UnnamedAgent) for part in parts or ()):
        return []
    if groups[0].lower_ not in _PRONOUNS and len(before.agents) != 2:
        return []
    since = resolver.parsed.doc[before.last_token].idx
    for target, mention in resolver.draft.mentions_in(since, groups[0].idx):
        if isinstance(resolver.agent(target), Person) and target not in before.agents:
            if resolver.parsed.token_at(mention.end - 1).dep_ == "compound":
                continue  # nobody is spoken of in "during the Berg administration"
            return []  # "Berg met Lund … Huber called Frei. They agreed to meet": hardly the first two
    span = resolver.parsed.doc[groups[0].left_edge.i : groups[0].i + 1]
    kind = ReferringKind.PRONOUN if groups[0].pos_ == "PRON" else ReferringKind.NOMINAL
    evidence = resolver.parsed.mention(span.start_char, span.end_char, kind)
    return [Part(agent, Role.PARTICIPANT, evidence) for agent in before.agents]


def _is_group(token: Token) -> bool:
    if token.lower_ in _PRONOUNS:
        return True
    lefts = {left.lower_ for left in token.lefts}
    return token.tag_ == "NNS" and bool(lefts & {"two", "both"}) and token.lemma_.lower() in _PAIRS


_PRONOUNS = words("they them their both")
_PAIRS = words(
    "side leader man president minister country nation party woman neighbour neighbor premier delegation ally"
)
