"""Contents that are no finite clauses: infinitives, predications, accusations, gerunds, objects."""

from kgexport.extraction.statements.cuts import cut
from kgexport.extraction.statements.scene import Scene
from kgexport.extraction.statements.subjects import RAISING, SPOKEN, is_passive, own_subject
from kgexport.extraction.tree import Token
from kgexport.model import Act

_CLAIMED = frozenset({"responsibility", "credit", "victory"})
_DENYING = frozenset({"deny", "refute", "rebut", "dispute"})
_DENIED = frozenset(
    {
        *(
            "allegation",
            "charge",
            "accusation",
            "claim",
            "wrongdoing",
            "involvement",
            "responsibility",
            "report",
            "rumor",
        ),
        *("rumour", "suggestion", "assertion", "knowledge", "link", "role", "guilt", "plan", "existence", "connection"),
        *("collusion", "interference", "tie", "misconduct", "liability", "complicity", "participation", "relationship"),
        *("affair", "statement", "story", "notion", "idea", "accuracy", "possibility", "count", "murder", "theft"),
        *("manslaughter", "rape", "assault", "fraud", "conspiracy", "offence", "offense", "bribery", "corruption"),
        *("harassment", "arson", "robbery", "burglary", "perjury", "negligence"),
    }
)
_CONFIRMED = frozenset(
    {
        *(
            "case",
            "death",
            "report",
            "deal",
            "news",
            "story",
            "claim",
            "existence",
            "plan",
            "identity",
            "presence",
            "attack",
        ),
        *("incident", "arrest", "departure", "decision", "rumor", "rumour", "allegation", "account", "authenticity"),
        *("risk", "need", "threat", "danger", "difficulty", "challenge", "possibility", "concern", "weakness"),
        *("mistake", "error", "failure", "problem", "shortcoming", "outbreak", "infection", "fatality", "injury"),
    }
)
_RELATIVE = frozenset({"which", "whom", "that", "what"})
_PREDICATES = frozenset({"oprd", "ccomp", "xcomp", "dobj", "acomp", "attr", "advcl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


_HOPING = frozenset({"hope", "believe", "think", "want", "know", "wish", "expect"})
_POINTING = frozenset({"it", "this", "that", "them"})
_NAMING = frozenset({"name", "identify", "quote"})


def infinitive(scene: Scene, verb: int) -> tuple[int, int] | None:
    """As in "vowed to fight", "urged both sides to stop": the words behind "to"."""
    for child in scene.children[verb]:
        tense = child.tag_ == "VB" or (child.dep_ == "xcomp" and child.tag_ in ("VBG", "VBN"))
        if child.i > verb and child.dep_ in ("xcomp", "ccomp", "advcl") and tense:
            mark = next((c for c in scene.children[child.i] if c.dep_ == "aux" and c.lower_ == "to"), None)
            if mark is None or (child.dep_ == "advcl" and not scene.cues[verb].addressee):
                continue
            thing = scene.child(verb, "dobj")
            if thing is not None and verb < thing.i < child.i and not scene.cues[verb].addressee:
                continue  # "requested ballots to vote by mail": what the ballots are for
            if child.lemma_ in _NAMING and scene.has(child.i, "neg"):
                return None  # "officials, who asked not to be named": that says how they speak
            if child.lemma_ == "do" and not any(c.dep_ == "dobj" and c.i > child.i for c in scene.children[child.i]):
                return None  # "tariffs, which he threatened to do": what, stands elsewhere
            if child.lemma_ in _HOPING and child.right_edge.i == child.i:
                return None  # "as they claim to hope": what, stands elsewhere
            if scene.cues[verb].act is Act.DECLINE and child.i in scene.cues:
                return None  # "declined to say whether …" is one cue
            first = _behind_to(scene, child, mark)
            return scene.begin_of(first), scene.end_of(cut(scene, verb, first, child.right_edge.i))
    if scene.cues[verb].addressee and (addressed := scene.child(verb, "dobj")) is not None:
        for child in scene.children[addressed.i]:
            if child.dep_ in ("acl", "relcl") and child.tag_ == "VB":
                mark = next((c for c in scene.children[child.i] if c.dep_ == "aux" and c.lower_ == "to"), None)
                if mark is not None:
                    return scene.begin_of(_behind_to(scene, child, mark)), scene.end_of(child.right_edge.i)
    return None


def _behind_to(scene: Scene, infinitive_verb: Token, mark: Token) -> int:
    """The first word behind "to"; of "not to leave" the negation."""
    negation = next((c.i for c in scene.children[infinitive_verb.i] if c.dep_ == "neg" and c.i < mark.i), None)
    return mark.i + 1 if negation is None else negation


def predication(scene: Scene, verb: int) -> list[tuple[int, int]]:
    """As in "called the plan a mistake", "described it as a failure", "which he called a mistake": object and predicate."""
    relative = next(
        (c for c in scene.children[verb] if c.lower_ in _RELATIVE and c.i < verb and c.dep_ != "nsubj"), None
    )
    part = _predication(scene, verb)
    if part is None:
        return _passive_predication(scene, verb)
    begin, end = part
    if relative is not None and _is_only_name(scene, begin, end):
        return []  # "islands, which China calls the Nansha Islands": their name there
    if scene.text.startswith("as ", begin):
        begin += 3
    return [part] if relative is None else [(relative.idx, scene.end_of(relative.i)), (begin, end)]


def _is_only_name(scene: Scene, begin: int, end: int) -> bool:
    tokens = scene.parsed.tokens(begin, end)
    capital = all(token.pos_ == "PROPN" or token.lower_ in ("a", "an", "the") for token in tokens)
    return capital and scene.quote_of[tokens.start] < 0


def _passive_predication(scene: Scene, verb: int) -> list[tuple[int, int]]:
    """As in "was described by the mayor as a mistake": the subject, and what it was described as."""
    subject = scene.child(verb, "nsubjpass")
    if subject is None or "as" not in scene.cues[verb].takes or not scene.has(verb, "agent"):
        return []
    holders = [verb, *(c.i for agent in scene.children[verb] if agent.dep_ == "agent" for c in scene.children[agent.i])]
    for child in (c for holder in holders for c in scene.children[holder]):
        if child.dep_ == "prep" and child.lower_ == "as" and child.i > verb:
            whole = (scene.begin_of(subject.left_edge.i), scene.end_of(subject.right_edge.i))
            return [whole, (scene.begin_of(child.i + 1), scene.end_of(cut(scene, verb, child.i, child.right_edge.i)))]
    return []


def _predication(scene: Scene, verb: int) -> tuple[int, int] | None:
    entry, token = scene.cues[verb], scene.tokens[verb]
    children = [child for child in scene.children[verb] if child.i > verb]
    named = own_subject(scene, verb) is None and token.tag_ != "VBG" and token.dep_ in ("acl", "relcl", "amod", "advcl")
    if (named or is_passive(scene, verb)) and not scene.has(verb, "agent"):
        return None  # "a group called Night Watch": its name, not an opinion
    if "small" in entry.takes:
        quoted = _up_to_quote(scene, verb)
        if quoted is not None:
            return quoted
        for child in children:
            if child.dep_ in ("oprd", "ccomp", "xcomp") and child.tag_ != "VB" and child.dep_ != "advcl":
                thing = next((c for c in children if c.dep_ in ("dobj", "nsubj") and c.i < child.i), None)
                if thing is not None and thing.ent_type_ == "PERSON" and scene.tokens[thing.i + 1].text == ",":
                    continue  # "called Ana Lima, owner of the inn, who …": as a witness
                first = thing.left_edge.i if thing is not None else child.left_edge.i
                first = max(verb + 1, first)
                if first < child.right_edge.i:
                    return scene.begin_of(first), scene.end_of(cut(scene, verb, first, child.right_edge.i))
    if "as" in entry.takes:
        for child in children:
            if child.dep_ == "prep" and child.lower_ == "as":
                thing = next((c for c in children if c.dep_ == "dobj" and c.i < child.i), None)
                first = child.i if thing is None else thing.left_edge.i
                if child.right_edge.i == child.i:
                    return None  # the parser lost what it is described as
                if thing is not None or any(c.lower_ in _RELATIVE and c.i < verb for c in scene.children[verb]):
                    return scene.begin_of(first), scene.end_of(cut(scene, verb, first, child.right_edge.i))
        thing = next((c for c in children if c.dep_ == "dobj"), None)
        if thing is not None:
            for child in scene.children[thing.i]:
                if child.dep_ == "prep" and child.lower_ == "as":
                    return scene.begin_of(thing.left_edge.i), scene.end_of(child.right_edge.i)
    return None


def _up_to_quote(scene: Scene, verb: int) -> tuple[int, int] | None:
    """As in "called the plan “a mistake”": from the object to the closing mark, whatever the parser makes of it."""
    for index in range(verb + 1, min(verb + 14, scene.sentence[verb][1] + 1)):
        token = scene.tokens[index]
        number = scene.quote_of[index]
        if number >= 0:
            begin = verb + 1
            while scene.tokens[begin].pos_ == "ADV" and begin < index:
                begin += 1
            edges = [
                c.right_edge.i
                for c in scene.children[verb]
                if verb < c.left_edge.i <= index + 2 and index <= c.right_edge.i and c.dep_ in _PREDICATES
            ]
            last = cut(scene, verb, begin, max([verb, *edges]))
            return scene.begin_of(begin), max(scene.quotes[number].end, scene.end_of(last))
        if token.tag_ in _FINITE or token.text in {",", ";", ":", "."} or token.lower_ in ("for", "to", "and"):
            return None
    return None


def accusation(scene: Scene, verb: int) -> list[tuple[int, int]]:
    """As in "accused the minister of lying", "blamed him for the delay": the accused and the deed.

    In the passive ("was accused by the mayor of lying") the subject is the accused.
    """
    prepositions = {"of"} if "of" in scene.cues[verb].takes else {"for"}
    accused = next((c for c in scene.children[verb] if c.dep_ in ("dobj", "nsubjpass")), None)
    if accused is None and scene.tokens[verb].dep_ == "conj" and scene.has(verb, "agent"):
        accused = scene.child(scene.tokens[verb].head.i, "nsubjpass")  # "was blasted and criticised by X for Y"
    holders = [verb, *(c.i for c in scene.children[verb] if c.dep_ == "dobj" and c.i > verb)]
    # "accused him on Tuesday of lying": the parser hangs the deed on the day.
    days = [c for day in scene.children[verb] if day.dep_ == "prep" and day.i > verb for c in scene.children[day.i]]
    holders += [c.i for c in days if c.dep_ == "pobj" and c.ent_type_ in ("DATE", "TIME")]
    holders += [c.i for agent in scene.children[verb] if agent.dep_ == "agent" for c in scene.children[agent.i]]
    for holder in holders:
        for child in scene.children[holder]:
            if child.dep_ != "prep" or child.lower_ not in prepositions or child.i < verb:
                continue
            last = scene.end_of(cut(scene, verb, child.i, child.right_edge.i))
            if accused is None:
                return []
            if accused.i > verb and accused.right_edge.i + 1 >= child.left_edge.i:
                return [(scene.begin_of(accused.left_edge.i), last)]
            return [
                (scene.begin_of(accused.left_edge.i), scene.end_of(accused.right_edge.i)),
                (child.idx + len(child), last),
            ]
    return []


def raised(scene: Scene, verb: int) -> list[tuple[int, int]]:
    """As in "the mayor is said to have left": the subject and what is said of it."""
    subject = scene.child(verb, "nsubjpass")
    if subject is None or (subject.pos_ == "PRON" and subject.lower_ == "it") or scene.cues[verb].lemma not in RAISING:
        return []
    for child in scene.children[verb]:
        if child.i > verb and child.dep_ == "xcomp":
            mark = next((c for c in scene.children[child.i] if c.dep_ == "aux" and c.lower_ == "to"), None)
            if mark is not None:
                first = _behind_to(scene, child, mark)
                whole = (scene.begin_of(subject.left_edge.i), scene.end_of(subject.right_edge.i))
                return [whole, (scene.begin_of(first), scene.end_of(cut(scene, verb, first, child.right_edge.i)))]
    return []


def said_object(scene: Scene, verb: int) -> tuple[int, int] | None:
    """As in "denied the charges", "demanded her release", "announced a truce": the noun phrase that says what was said."""
    thing = next((c for c in scene.children[verb] if c.dep_ == "dobj" and c.i > verb and c.pos_ == "NOUN"), None)
    if thing is None and verb in scene.relative_denials:
        return _denied_before(scene, verb)
    if thing is None or is_passive(scene, verb) or scene.has(verb, "dative"):
        return None
    if scene.cues[verb].lemma == "claim" and thing.lemma_.lower() not in _CLAIMED:
        return None
    if scene.cues[verb].lemma in _DENYING and thing.lemma_.lower() not in _DENIED:
        return None  # "denied him entry" refuses something; it says nothing
    if scene.cues[verb].act is Act.CONFIRM and thing.lemma_.lower() not in _CONFIRMED:
        return None  # "confirmed the judge" appoints her
    first, last = max(verb + 1, thing.left_edge.i), thing.right_edge.i
    where = next((c for c in scene.children[thing.i] if c.i > thing.i and _is_occasion(scene, c)), None)
    if where is not None:  # "announced the raid at a press conference on Monday"
        last = where.i - 1
    return scene.begin_of(first), scene.end_of(cut(scene, verb, first, last))


def _is_occasion(scene: Scene, preposition: Token) -> bool:
    governed = scene.child(preposition.i, "pobj")
    return preposition.lower_ in ("at", "during") and governed is not None and governed.lemma_.lower() in SPOKEN


def _denied_before(scene: Scene, verb: int) -> tuple[int, int] | None:
    """As in "The mayor took bribes, which he denied" and "accused of taking bribes, a charge he denied": the clause before it.

    Of a clause that is itself reported with a preposition ("accused him of theft") what the preposition governs.
    """
    noun, first = scene.tokens[verb].head, scene.relative_denials[verb]
    end = first - 1
    while end > 0 and scene.tokens[end].is_punct:
        end -= 1
    above = next((a for a in scene.ancestors(noun.i) if a.pos_ in ("VERB", "AUX")), None)
    if above is None or above.i > end or (noun.i > first and noun.lemma_.lower() not in _DENIED):
        return None
    begin = above.left_edge.idx
    cue = scene.cues.get(above.i)
    if cue is not None and cue.takes & {"of", "for"}:
        holders = [above.i, *(c.i for c in scene.children[above.i] if c.dep_ == "dobj")]
        governed = (c for holder in holders for c in scene.children[holder])
        behind = next((c for c in governed if above.i < c.i < end and c.lower_ in cue.takes), None)
        if behind is None:
            return None
        begin = scene.begin_of(behind.i + 1)
    return begin, scene.end_of(end)


def gerund(scene: Scene, verb: int) -> tuple[int, int] | None:
    """As in "denied taking bribes": the words from the gerund on."""
    if is_passive(scene, verb):
        return None  # "was observed taking bribes"
    for child in scene.children[verb]:
        if child.i <= verb or child.dep_ != "xcomp":
            continue
        aux = [c.lower_ for c in scene.children[child.i] if c.dep_ in ("aux", "auxpass")]
        perfect = child.tag_ == "VBN" and aux[:1] == ["having"] and "gerund" in scene.cues[verb].takes
        if perfect or (child.tag_ == "VBG" and not aux):
            return scene.begin_of(child.left_edge.i), scene.end_of(cut(scene, verb, child.i, child.right_edge.i))
    return None


def behind_preposition(scene: Scene, verb: int, prepositions: frozenset[str]) -> tuple[int, int] | None:
    """As in "warned of a flood": what follows one of the prepositions."""
    for child in scene.children[verb]:
        if child.i > verb and child.dep_ == "prep" and child.lower_ in prepositions and child.right_edge.i > child.i:
            if child.right_edge.i == child.i + 1 and scene.tokens[child.i + 1].lower_ in _POINTING:
                continue  # "apologised for it"
            if child.lower_ == "to" and not scene.has(child.i, "pcomp"):
                continue  # "confessed to the police"; "confessed to killing" is meant
            return scene.begin_of(child.i + 1), scene.end_of(cut(scene, verb, child.i + 1, child.right_edge.i))
        mark = scene.tokens[child.left_edge.i]
        if mark.i == verb + 1 and mark.dep_ == "mark" and mark.lower_ in prepositions and child.right_edge.i > mark.i:
            return scene.begin_of(mark.i + 1), scene.end_of(cut(scene, verb, mark.i + 1, child.right_edge.i))
    return None
