"""Triggers that the grammar accepts and a reader would not count: fixtures, family, mere travel, a body's own sitting.

The border is that of PLOVER's CONSULT, narrowed to encounters: somebody who goes campaigning or sees a disaster site meets
nobody that the article tells of, a party's congress brings no two sides together, two teams that meet play a match.
"""

from collections.abc import Mapping

from kgexport.extraction.meetings.encounters import Encounter
from kgexport.extraction.meetings.participants import Part, Resolver
from kgexport.extraction.meetings.places import place_of
from kgexport.extraction.meetings.syntax import is_verb, near, negated
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.gazetteer import is_capital, is_international, is_outlet, is_title_head
from kgexport.model import (
    MeetingKind,
    Organisation,
    OrganisationKind,
    Outlet,
    Person,
    Place,
    PlaceKind,
    Polarity,
    Role,
    UnnamedAgent,
)

_FAMILY = words(
    "wife husband girlfriend boyfriend fiancé fiancée fiance fiancee mother father brother sister son daughter parent "
    "mum mom dad family friend cousin uncle aunt grandmother grandfather spouse partner child kid"
)
_OWN = words("my his her their our your")
_FIRST_OR_SECOND = words("i we me us you")
_DELEGATES = words(
    "delegation ambassador envoy minister president counterpart official diplomat negotiator lawmaker team"
)
_FIXTURES = words(
    "championship championships final finals semifinal semifinals semi-final semi-finals quarterfinal quarterfinals "
    "quarter-final quarter-finals playoff playoffs play-off tournament cup fixture kickoff kick-off rematch derby "
    "matchday qualifier qualifiers champions champion undefeated unbeaten"
)
_ELECTORAL = words(
    "campaign campaigning campaigned rally rallies stump fundraiser voters primary caucus caucuses swing battleground "
    "ballots polls canvass"
)
_MOURNING_OR_DAMAGE = words(
    "casket coffin funeral wounded injured hospital memorial shrine grave storm hurricane flood floods flooding wildfire "
    "wildfires earthquake tornado rubble riots damage wreckage"
)
_LEISURE = words("holiday vacation honeymoon tourist tourists sightseeing")
_MUSIC = words(
    "album albums singer singers band concert concerts gig gigs musician jazz pop rock fans comedian orchestra"
)
_OFFICIAL = words("official state working diplomatic bilateral reciprocal ministerial inaugural")
_ABSTRACT_TALK = words("conversation discussion dialogue dialog debate")
_SHAPING = words("change drive dominate shape shift steer spark frame further foster promote inform")
_COURT = words("court hearing hearings proceedings trial testify questioning testimony disciplinary")
_GEOGRAPHIC = words(
    "country island nation kingdom capital republic peninsula territory sultanate emirate region enclave strip continent"
)
_UNIONS = words("countries nations states international union league alliance quartet")
_SITTINGS = frozenset({MeetingKind.MEETING, MeetingKind.CONFERENCE, MeetingKind.SUMMIT, MeetingKind.TALKS})
_WINDOW = 14  # tokens to either side


def is_lookalike(trigger: Trigger, parts: list[Part], resolver: Resolver) -> bool:
    """True for a trigger with these participants that tells of no encounter, whatever its grammar."""
    if trigger.kind is MeetingKind.VISIT and trigger.token.lemma_ in ("visit", "trip", "tour"):
        return bool(parts) and _is_mere_travel(trigger, parts, resolver)
    if not parts:
        return trigger.carried_as == "object" and _is_shaped(trigger)
    return (
        _is_family(trigger)
        or _is_birth(trigger)
        or _is_title_of_a_work(trigger)
        or _is_with_the_police(trigger, parts, resolver)
        or _is_race_meeting(trigger)
        or _is_fixture(trigger, parts, resolver)
        or _is_general_question(trigger)
        or _is_interview(trigger, parts, resolver)
        or _is_anecdote(trigger, parts, resolver)
        or _is_appeal(trigger, parts)
        or _is_own_sitting(trigger, parts, resolver)
        or _is_one_sided(trigger, parts)
    )


def is_setting(trigger: Trigger, by_token: Mapping[int, Encounter], resolver: Resolver) -> bool:
    """As in "agreed to meet at the G20 summit": the event of a body that is no party is where others meet.

    So is the one of "no meeting at the summit" and "will not meet at the summit", which takes place all the same.
    """
    if trigger.is_verb or trigger.kind not in (MeetingKind.SUMMIT, MeetingKind.CONFERENCE):
        return False
    at = trigger.token.head
    if trigger.token.dep_ == "pobj" and at.lower_ in ("at", "during") and at.head.i in by_token:
        reading = by_token[at.head.i].reading
        if reading is not None and reading.polarity is Polarity.NEGATIVE:
            return True
    if trigger.carried_as != "at":
        return False
    encounter = by_token.get(trigger.carrier.i) if trigger.carrier is not None else None
    if encounter is None:
        return False
    if trigger.named:
        return True
    for token in trigger.modifiers:
        found = resolver.referent(token)
        agent = resolver.agent(found[0]) if found is not None else None
        if isinstance(agent, Organisation) and agent.organisation_kind is not OrganisationKind.GOVERNMENT:
            return agent.id not in encounter.agents
    return False


def _around(trigger: Trigger) -> set[str]:
    """The words of the sentence near the trigger."""
    first = max(trigger.sentence[0], trigger.token.i - _WINDOW)
    last = min(trigger.sentence[1], trigger.token.i + _WINDOW)
    return {token.lower_ for token in trigger.token.doc[first:last]}


def _is_shaped(trigger: Trigger) -> bool:
    """As in "changed the conversation": the public one, which nobody in particular holds."""
    carrier = trigger.carrier
    return carrier is not None and trigger.token.lemma_.lower() in _ABSTRACT_TALK and carrier.lemma_ in _SHAPING


def _is_family(trigger: Trigger) -> bool:
    """As in "met his future wife", "a call from my mother"; "met the families of the hostages" is none of these."""
    for token, _ in trigger.arguments:
        lefts = {left.lower_ for left in token.lefts}
        if "future" in lefts or (token.lemma_.lower() in _FAMILY and lefts & _OWN):
            return True
    return False


def _is_birth(trigger: Trigger) -> bool:
    """As in "welcomed twins in June", "welcomed their first child"."""
    if not trigger.is_verb or trigger.token.lemma_ != "welcome":
        return False
    return any(
        word.lemma_.lower() in _NEWBORN
        for token, role in trigger.arguments
        if role is Role.VISITOR
        for word in (token, *token.lefts)
    )


_NEWBORN = words("twin triplet baby newborn infant child son daughter boy girl grandchild grandson granddaughter")


def _is_title_of_a_work(trigger: Trigger) -> bool:
    """As in "the cast of Dinner With Anna": a capital at the preposition too."""
    token = trigger.token
    if trigger.is_verb or token.lemma_.lower() not in _MEALS or token.i + 1 >= len(token.doc):
        return False
    return token.text[0].isupper() and token.nbor().text in ("With", "At", "For")


_MEALS = words("lunch dinner breakfast")


def _is_with_the_police(trigger: Trigger, parts: list[Part], resolver: Resolver) -> bool:
    """As in "his encounter with police", which is a stop and no meeting."""
    if trigger.is_verb or trigger.token.lemma_.lower() != "encounter":
        return False
    described = (resolver.agent(part.agent) for part in parts)
    heads = {agent.description.rsplit(" ", 1)[-1].lower() for agent in described if isinstance(agent, UnnamedAgent)}
    return bool(heads & _POLICE)


_POLICE = words("police policeman policemen officer officers cop cops deputies troopers")


def _is_race_meeting(trigger: Trigger) -> bool:
    """As in "tips for the second day of the spring meeting"."""
    return trigger.token.lemma_.lower() == "meeting" and not trigger.with_parties and bool(_around(trigger) & _RACING)


_RACING = words("racecard racecards racecourse jockey jockeys betting bookmaker bookmakers punters handicap hurdles")


def _is_fixture(trigger: Trigger, parts: list[Part], resolver: Resolver) -> bool:
    """As in "South Korea meet China in the final": of teams, and of people where the match follows the verb at once."""
    if not trigger.is_verb or trigger.token.lemma_ not in ("meet", "host", "welcome"):
        return False
    if any(isinstance(resolver.agent(part.agent), Person) for part in parts):
        token = trigger.token
        after = {t.lower_ for t in token.doc[token.i : min(trigger.sentence[1], token.i + 8)]}
        return bool(after & (_FIXTURES - {"champion", "champions"}))
    return bool(_around(trigger) & _FIXTURES)


def _is_general_question(trigger: Trigger) -> bool:
    """As in "How do the developers meet?", which asks what is usual."""
    return (
        trigger.is_verb and trigger.token.tag_ == "VB" and any(c.lower_ in ("do", "does") for c in near(trigger.token))
    )


def _is_anecdote(trigger: Trigger, parts: list[Part], resolver: Resolver) -> bool:
    """As in "I met Joe then": a first or second person on one side, and on the other nobody whom the article introduces."""
    if not any(token.lower_ in _FIRST_OR_SECOND and token.text != "US" for token, _ in trigger.arguments):
        return False
    if trigger.is_verb and negated(trigger.token):
        return False  # "I have never met her" is a denial
    heads = {token.lemma_.lower() for token, _ in trigger.arguments}
    for part in parts:
        agent = resolver.agent(part.agent)
        titled = any(post.member == part.agent for post in resolver.draft.memberships)
        if isinstance(agent, UnnamedAgent) and not (agent.affiliation or agent.members or heads & _DELEGATES):
            continue
        if isinstance(agent, Person) and " " not in agent.name and not titled:
            continue
        return False
    return True


def _is_appeal(trigger: Trigger, parts: list[Part]) -> bool:
    """As in "joined the calls", "the call by the poet": without a telephone or another side they are demands."""
    token = trigger.token
    if trigger.is_verb or token.lemma_.lower() != "call":
        return False
    if token.i + 1 < len(token.doc) and token.nbor().lower_ == "that" and token.nbor().dep_ == "mark":
        return True  # "repeated his call that the rival withdraw"
    if token.i + 2 < len(token.doc) and token.nbor().lower_ == "to" and token.nbor(2).tag_ == "VB":
        return True  # "renewed her call to ban it"
    if token.tag_ == "NNS" and len(parts) < 2 and not trigger.with_parties:
        return True  # "in spite of phone calls from the bureau"
    if not trigger.weak or trigger.with_parties:
        return False
    return token.tag_ in ("NNS", "NNPS") or any(child.lower_ == "by" for child in near(token))


def _is_interview(trigger: Trigger, parts: list[Part], resolver: Resolver) -> bool:
    """As in "The Daily Herald met the author at home", "told the Post over a call", "met for the first of three debates"."""
    if trigger.kind is MeetingKind.CALL and len(parts) < 3 and any(_is_paper(part, resolver) for part in parts):
        return True
    if not trigger.is_verb or trigger.token.lemma_ not in ("meet", "sit", "discuss"):
        return False
    if any(_is_paper(part, resolver) for part in parts):
        return True
    who = next((token for token, _ in trigger.arguments), None)
    if who is not None and who.lemma_.lower() in _PRESSMEN and any(left.lower_ == "our" for left in who.lefts):
        return True  # "our critic sat down with the singer"
    after = trigger.token.doc[trigger.token.i : min(trigger.sentence[1], trigger.token.i + 10)]
    return any(t.lower_ in ("debate", "debates") and t.dep_ == "pobj" for t in after)


def _is_paper(part: Part, resolver: Resolver) -> bool:
    """True for a newspaper or broadcaster that the gazetteer knows, or that is called like one: "The Lakeside Times"."""
    agent = resolver.agent(part.agent)
    if not isinstance(agent, Organisation):
        return False
    before = resolver.parsed.text[max(0, part.evidence.begin - 4) : part.evidence.begin].lower()
    if isinstance(agent, Outlet) or is_outlet(agent.name, after_the=before == "the "):
        return True
    return " " in agent.name and agent.name.rsplit(" ", 1)[-1] in _PAPERS


_PAPERS = words("Times Post Herald Tribune Gazette Chronicle Telegraph Courier Examiner Inquirer")
_PRESSMEN = words("critic correspondent reporter columnist writer editor team")


def _is_own_sitting(trigger: Trigger, parts: list[Part], resolver: Resolver) -> bool:
    """As in "the party's meeting", "Obamacare talks": one body, which is no union of states, and no other side."""
    if trigger.is_verb or trigger.with_parties or trigger.kind not in _SITTINGS:
        return False
    if len(parts) == 2 and _is_organ_of_owner(trigger, parts, resolver):
        return True
    if len(parts) != 1:
        return False
    agent = resolver.agent(parts[0].agent)
    if isinstance(agent, UnnamedAgent) and _is_organ(agent) and not trigger.arguments[1:]:
        return True  # "a meeting of the full council"
    if not isinstance(agent, Organisation) or agent.organisation_kind is OrganisationKind.GOVERNMENT:
        return False
    if is_international(agent.name) or any(is_international(m.text) for m in agent.mentions[:_WINDOW]):
        return False
    if {word.lower() for word in agent.name.split()} & _UNIONS:
        return False
    evidence, token = parts[0].evidence, trigger.token
    if evidence.end <= token.idx:
        return token.idx - evidence.end <= 40 and any(
            t.idx < evidence.end and t.idx + len(t) > evidence.begin
            for t in (*trigger.modifiers, *(c for c in near(token) if c.dep_ == "poss"))
        )
    return any(
        c.dep_ == "prep" and c.lower_ == "of" and c.right_edge.idx + len(c.right_edge) >= evidence.end
        for c in near(token)
    )


def _is_organ_of_owner(trigger: Trigger, parts: list[Part], resolver: Resolver) -> bool:
    """As in "the party's NEC meeting", "its board meeting": a body and an organ of its own."""
    if not any(isinstance(resolver.agent(part.agent), Organisation) for part in parts):
        return False
    if any(not isinstance(resolver.agent(p.agent), Organisation) and p.evidence.text.lower() != "its" for p in parts):
        return False
    owners = [c for c in near(trigger.token) if c.dep_ == "poss"]
    before = [t for t in trigger.modifiers if t.dep_ != "poss"]
    owned = [any(p.evidence.begin <= t.idx < p.evidence.end for t in owners) for p in parts]
    organ = [any(p.evidence.begin <= t.idx < p.evidence.end for t in before) for p in parts]
    return sorted(owned) == [False, True] and any(o and not w for o, w in zip(organ, owned, strict=True))


def _is_organ(agent: UnnamedAgent) -> bool:
    """True for "the full council", "the board"."""
    words_of = agent.description.lower().split()
    return bool(words_of) and words_of[-1] in _ORGANS and words_of[0] == "the"


_ORGANS = words("council committee board parliament senate assembly cabinet")


def _is_one_sided(trigger: Trigger, parts: list[Part]) -> bool:
    """As in "the unions negotiated for their members": it takes two to negotiate, and the other side is not told."""
    return trigger.is_verb and trigger.token.lemma_ in ("negotiate", "consult") and len(parts) < 2


def _is_mere_travel(trigger: Trigger, parts: list[Part], resolver: Resolver) -> bool:
    """A visit without a host that is official neither in word nor by going abroad, or that is for votes or a grave."""
    visitors = {part.agent for part in parts if part.role is Role.VISITOR}
    hosts = [part for part in parts if part.agent not in visitors]
    if any(isinstance(resolver.agent(part.agent), Person | UnnamedAgent) for part in hosts):
        return False
    if all(_is_some_officeholder(trigger, part, resolver) for part in parts):
        return True
    around = _around(trigger)
    if around & _MOURNING_OR_DAMAGE or around & _LEISURE:
        return True
    if trigger.token.lemma_ == "tour" and around & _MUSIC:
        return True
    if {token.lower_ for token in trigger.modifiers} & _OFFICIAL:
        return False
    if around & _ELECTORAL:
        return not _goes_abroad(trigger, parts, resolver)
    if hosts:
        return False
    return not _goes_abroad(trigger, parts, resolver)


def _is_some_officeholder(trigger: Trigger, part: Part, resolver: Resolver) -> bool:
    """As in "the first visit by a sitting president": whoever it was or will be."""
    agent = resolver.agent(part.agent)
    if not isinstance(agent, UnnamedAgent):
        return False
    heads = [token for token, role in trigger.arguments if role is Role.VISITOR]
    return any(
        token.tag_ == "NN" and is_title_head(token.lower_) and any(left.lower_ in ("a", "an") for left in token.lefts)
        for token in heads
    )


def _goes_abroad(trigger: Trigger, parts: list[Part], resolver: Resolver) -> bool:
    """True where the destination is a country, a capital or a wider region, or a town in a country not the visitor's own."""
    found = place_of(trigger, resolver)
    place = None if found is None else resolver.draft.places.get(found[0]) or resolver.new_places.get(found[0])
    homes = {country for part in parts for country in _homes(part.agent, resolver)}
    if place is None:
        if trigger.destination:  # described, not named
            return any(token.lemma_.lower() in _GEOGRAPHIC or token.ent_type_ == "GPE" for token in trigger.destination)
        return any(_holds_a_post(part.agent, resolver) for part in parts)
    if place.place_kind is PlaceKind.COUNTRY or is_capital(place.name):
        return place.country not in homes
    if place.place_kind is PlaceKind.OTHER:
        return True
    if homes:
        return place.country not in homes
    return place.country is not None and not _lies_in_a_state(place, resolver)


def _lies_in_a_state(place: Place, resolver: Resolver) -> bool:
    """True for a region of a country, and for a town that the article puts in one: "Kenosha, Wisconsin"."""
    around = resolver.draft.places.get(place.within) if place.within else None
    return PlaceKind.REGION in (place.place_kind, around.place_kind if around else None)


def _holds_a_post(agent: str, resolver: Resolver) -> bool:
    """True for somebody with a post in the article, or called by one: "the Pope"."""
    known = resolver.agent(agent)
    if any(post.member == agent for post in resolver.draft.memberships):
        return True
    return known is not None and any(is_title_head(m.text.rsplit(" ", 1)[-1].lower()) for m in known.mentions[:_WINDOW])


def _homes(agent: str, resolver: Resolver) -> set[str]:
    """The countries for which an agent holds a post."""
    found = set()
    for post in resolver.draft.memberships:
        body = resolver.agent(post.organisation) if post.member == agent and post.organisation else None
        if isinstance(body, Organisation) and body.country:
            found.add(body.country)
    return found


def is_declared(verb_trigger: Trigger) -> bool:
    """As in "called her son her hero", "summoned him that …": the verb names or says, and nobody rings or is received."""
    token = verb_trigger.token
    if token.lemma_ == "summon":
        to_court = any(t.lower_ in _COURT for c in near(token) if c.lower_ == "to" for t in near(c) if t.dep_ == "pobj")
        return (
            to_court
            or any(c.dep_ == "ccomp" for c in near(token))
            or any(t.lower_ in _COURT for t in token.doc[token.i : min(verb_trigger.sentence[1], token.i + _WINDOW)])
        )
    if token.lemma_ != "call":
        return False
    end = min(len(token.doc), verb_trigger.sentence[1])
    for child in near(token):
        if child.dep_ != "dobj" or child.i < token.i:
            continue
        if any(_names_it(token.doc[behind]) for behind in (child.i + 1, child.right_edge.i + 1) if behind < end):
            return True
        behind = token.doc[child.i + 1 : min(end, child.i + _SHORT)]
        verb = next((other.i for other in behind if other.dep_ == "conj" and other.head is token), end)
        if any(
            other.i < verb
            and other.lower_ in ("a", "an")
            and other.head.dep_ != "pobj"
            and other.ent_type_ not in ("DATE", "TIME")
            for other in behind
        ):
            return True  # "has called the mogul turned candidate an obvious phony"
    return False


def _names_it(after: Token) -> bool:
    """True for what begins the name behind the object: a quotation mark, an article, an adjective, "her"."""
    if after.text in "\"'“”‘’" and not after.is_space:
        return True
    if after.tag_ in ("DT", "PRP$", "JJ") and after.ent_type_ not in ("DATE", "TIME") and not is_verb(after.head):
        return True
    return after.tag_ == "PRP$"


_SHORT = 10  # tokens
