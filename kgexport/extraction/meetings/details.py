"""What is told of a meeting besides: its topic, its outcome, its number in a series, delegates, and what it prepares."""

from collections.abc import Iterator, Sequence
from itertools import islice

from kgexport.extraction.meetings.encounters import Encounter
from kgexport.extraction.meetings.participants import Part, Resolver
from kgexport.extraction.meetings.syntax import has_passive, is_verb, near, own_subject, prepositional
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.times.lexicon import ORDINALS
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.model import MeetingKind, Mention, Role, Status

_MAX_TOKENS = 30
_ON_TOPIC = words("on about over regarding concerning")
_DISCUSSING = words(
    "discuss address debate review tackle cover examine explore assess negotiate consider focus touch center"
)
_ONLY_ON = words("touch focus center")  # "touched on trade", but "touched a nerve"
_ENDING = words("end conclude produce yield result collapse fail finish lead")
LEADING = words("lead head represent")
_DELEGATIONS = words("delegation team side mission negotiator contingent group")


def _span(parsed: ParsedArticle, first: Token, last: Token) -> Mention | None:
    """The words from one token to another, without outer punctuation; None where nothing or a whole passage is left."""
    begin, end = first.i, last.i + 1
    while begin < end and (
        parsed.doc[begin].is_space or (parsed.doc[begin].is_punct and parsed.doc[begin].text not in "“\"'‘")
    ):
        begin += 1
    while end > begin and (parsed.doc[end - 1].is_space or parsed.doc[end - 1].text in ".,;:—–-"):
        end -= 1
    if begin >= end or end - begin > _MAX_TOKENS:
        return None
    span = parsed.doc[begin:end]
    return parsed.mention(span.start_char, span.end_char)


def topic_of(trigger: Trigger, parsed: ParsedArticle) -> Mention | None:
    """What the encounter is about: "talks on grain exports", "met to discuss the ceasefire"; no mere "it" or "this"."""
    found = _topic(trigger, parsed)
    return None if found is None or found.text.lower() in _POINTING else found


_WHERE = words("sidelines margins fringes soil territory ground turf")  # "on the sidelines", "on Chinese soil"
_POINTING = words("it this that these those them him her issues matters things the")


def _topic(trigger: Trigger, parsed: ParsedArticle) -> Mention | None:
    token = trigger.token
    if not trigger.is_verb:
        for child in near(token):
            if child.dep_ == "prep" and child.lower_ in _ON_TOPIC:
                for noun in near(child):
                    if noun.dep_ == "pobj" and noun.ent_type_ not in ("DATE", "TIME") and noun.lower_ not in _WHERE:
                        return _span(parsed, noun.left_edge, noun.right_edge)
    verb = token if trigger.is_verb else trigger.carrier
    if verb is None:
        return None
    candidates = [c for c in near(verb) if c.dep_ in ("advcl", "xcomp") and c.lemma_ in _DISCUSSING]
    candidates += [c for c in near(token) if c.dep_ in ("acl", "relcl", "xcomp") and c.lemma_ in _DISCUSSING]
    if trigger.carried_as == "subject" and verb.lemma_ in _DISCUSSING:
        candidates.append(verb)
    if trigger.is_verb and token.lemma_ in ("discuss", "negotiate"):
        candidates.append(token)
    for clause in candidates:
        for child in near(clause):
            if child.dep_ == "dobj" and clause.lemma_ not in _ONLY_ON:
                return _span(parsed, child.left_edge, _end_of_topic(child))
            if child.dep_ == "prep" and child.lower_ == "on":
                for noun in near(child):
                    if noun.dep_ == "pobj" and noun.ent_type_ not in ("DATE", "TIME"):
                        return _span(parsed, noun.left_edge, noun.right_edge)
    return None


def _end_of_topic(noun: Token) -> Token:
    """The last word of what is discussed, without "with Lund", which tells with whom."""
    party = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ == "with"), None)
    return noun.right_edge if party is None else noun.doc[party.i - 1]


def outcome_of(trigger: Trigger, parsed: ParsedArticle) -> Mention | None:
    """How it ended: "concluded without the expected breakthrough"."""
    verb = trigger.carrier
    if trigger.is_verb or verb is None or trigger.carried_as != "subject" or verb.lemma_ not in _ENDING:
        return None
    if verb.tag_ not in ("VBD", "VBN") or not any(
        c.dep_ in ("prep", "dobj", "prt", "acomp", "xcomp") for c in near(verb)
    ):
        return None
    last = verb
    for child in verb.rights:
        if child.is_punct or child.dep_ in ("advcl", "conj", "cc", "parataxis", "ccomp"):
            break
        last = child.right_edge
    return _span(parsed, verb, last) if last is not verb else None


def ordinal_of(trigger: Trigger) -> int | None:
    """The number of the meeting in a series: "their third meeting", "met for the third time", "the 19th round of talks"."""
    token = trigger.token
    if token.tag_ == "NNS" and token.lower_ != "talks":
        return None  # "at one of her first meetings"
    since = token.i + 1 < len(token.doc) and token.nbor().lower_ == "since"  # wherever the parser hangs it
    if since or any(c.lower_ in ("since", "in") and c.dep_ == "prep" and _is_span(c) for c in near(token)):
        return None  # "their first meeting since the war", "in a year"
    around = list(token.lefts)
    if trigger.is_verb:
        around = [
            left
            for child in near(token)
            if child.dep_ == "prep" and child.lower_ == "for"
            for noun in near(child)
            if noun.lower_ == "time"
            for left in noun.lefts
        ]
    elif token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ == "round":
        around += list(token.head.head.lefts)
    else:
        # "the meeting, their third this year", "the talks, the fourth round since January"
        around += _counted_behind(token)
    for word in around:
        text = word.lower_
        if text in ORDINALS:
            return ORDINALS[text]
        if text[:-2].isdigit() and len(text) <= 5 and text[-2:] in ("st", "nd", "rd", "th"):
            return int(text[:-2])
    return None


def _is_span(preposition: Token) -> bool:
    """True for "since the strike" and "in three years", which count from a day and not from the beginning."""
    if preposition.lower_ == "since":
        return True
    return any(c.dep_ == "pobj" and c.lemma_ in ("year", "month", "week", "decade") for c in near(preposition))


def _counted_behind(token: Token) -> list[Token]:
    """The words of an apposition that counts the meeting, wherever the parser hangs it."""
    doc, behind = token.doc, token.i + 1
    if behind + 2 >= len(doc) or doc[behind].text not in (",", "—", "–"):
        return []
    if doc[behind + 1].lower_ not in ("the", "their", "his", "her", "its"):
        return []
    word = doc[behind + 2]
    after = doc[behind + 3] if behind + 3 < len(doc) else word
    counts = after.lower_ in _COUNTABLE or after.is_punct or after.lower_ in _SINCE
    return [word] if counts else []


_COUNTABLE = words("meeting round summit talks call visit session encounter such of")
_SINCE = words("this since in between with of to after")


def delegates_of(trigger: Trigger, resolver: Resolver) -> Iterator[Part]:
    """Who goes for whom, in the clauses that hang on the mention: "with Rubio leading Washington's delegation"."""
    root = trigger.token if trigger.is_verb or trigger.carrier is None else trigger.carrier
    for verb in islice(root.subtree, 80):
        if is_verb(verb):
            yield from delegates_at(verb, resolver)


def delegates_at(verb: Token, resolver: Resolver) -> Iterator[Part]:
    """Who goes for whom by one verb: "leads the Turkish delegation", "represents Beijing", "is represented by its minister"."""
    if verb.lemma_ not in LEADING:
        return
    who = own_subject(verb) or (verb.head if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBG" else None)
    if who is None:
        return
    if has_passive(verb):
        # "Ankara was represented by Fidan", "the delegation was headed by him"
        led: Token | None = who
        delegates = list(prepositional(verb, "by"))
    else:
        led, delegates = next((noun for noun in near(verb) if noun.dep_ == "dobj"), None), [who]
    if led is None:
        return
    if led.lemma_ in _DELEGATIONS:
        owners = [c for c in led.lefts if c.dep_ in ("poss", "compound", "amod", "nmod")]
        principals = [part for owner in owners for part in resolver.people_at(owner, Role.PARTICIPANT)]
    elif verb.lemma_ == "represent":
        principals = resolver.people_at(led, Role.PARTICIPANT)
    else:
        return
    for delegate in delegates:
        for part in resolver.people_at(delegate, Role.DELEGATE):
            if resolver.is_person(part.agent) and principals and principals[0].agent != part.agent:
                yield Part(part.agent, Role.DELEGATE, part.evidence, principals[0].agent)


def prepared_by(encounter: Encounter, others: Sequence[Encounter]) -> Encounter | None:
    """The encounter that a preparatory one prepares: the nearest one ahead that was told before it; a summit first."""
    if not encounter.is_preparatory:
        return None
    first = encounter.mentions[0].trigger.token
    best: tuple[bool, int, Encounter] | None = None
    for other in others:
        if other is encounter or other.kind is MeetingKind.CALL or other.is_preparatory:
            continue
        if not any(m.reading is not None and m.reading.status in _AHEAD for m in other.mentions):
            continue
        before = [m.trigger.token.i for m in other.mentions if m.trigger.token.i < first.i]
        if not before or first.i - before[-1] > _NEAR:
            continue
        rank = (other.kind is MeetingKind.SUMMIT, before[-1])
        if best is None or rank > best[:2]:
            best = (*rank, other)
    return None if best is None else best[2]


_AHEAD = frozenset({Status.SCHEDULED, Status.PROPOSED, Status.IN_DOUBT, Status.RESCHEDULED, Status.POSTPONED})
_NEAR = 200  # tokens
