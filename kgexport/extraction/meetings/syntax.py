"""Grammar that the meeting rules share: who the subject of a verb is, what stands behind a preposition, what a noun carries.

Dependency labels are those of the English spaCy models (ClearNLP). Every walk is bounded, so that a broken parse costs
little.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from kgexport.extraction.meetings.lexicon import GATHERED, MEDIA, PERSONS
from kgexport.extraction.tree import Doc, Token
from kgexport.extraction.word_lists import words

_MAX_STEPS = 8
_MANY = 60
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# The object of these is the one who does what the infinitive says: "invited Trump to meet".
OBJECT_CONTROL = words(
    "invite ask urge tell order send dispatch allow enable want expect force persuade convince press push "
    "encourage instruct permit help require schedule lead bring get call deploy request advise appoint assign "
    "task"
)
_AGAINST = frozenset({"against", "from", "into", "for"})
_RELATIVES = frozenset({"who", "that", "which", "whom"})


def with_lemma(doc: Doc, lemmas: frozenset[str]) -> Iterator[Token]:
    """The tokens of these lemmas, with a capital or in capitals, in reading order."""
    known = doc.by_lemma
    found = (token for lemma in _written(lemmas) & known.keys() for token in known[lemma])
    return iter(sorted(found, key=lambda token: token.i))


@cache
def _written(lemmas: frozenset[str]) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in (lemma, lemma.upper(), lemma.capitalize()))


def near(token: Token) -> Sequence[Token]:
    """The children of a token; of one with hundreds only those close by, so that a broken parse stays cheap."""
    children = token.children
    if len(children) <= _MANY:
        return children
    return [child for child in children if -_MANY <= child.i - token.i < _MANY]


def is_verb(token: Token) -> bool:
    """True for a verb or auxiliary."""
    return token.pos_ in ("VERB", "AUX") and token.dep_ != "prep" and not is_misread_noun(token)


def is_misread_noun(token: Token) -> bool:
    """True for "talks" in "Ceasefire talks resumed", which the tagger takes for a verb and the parser for the subject."""
    return token.tag_ == "VBZ" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, in reading order: "Rubio" and "Lavrov" of "Rubio and Lavrov"."""
    if token.lower_ in _RELATIVES and token.pos_ == "PRON":
        asks_for_people = token.lower_ in ("who", "whom")
        clause = token.head if is_verb(token.head) else governing_verb(token)
        if clause is not None and clause.dep_ == "relcl":
            token = _who_it_is(clause.head) if asks_for_people else clause.head  # "whom she met"
    found, queue = [token], [token]
    while queue and len(found) < 400:
        head = queue.pop(0)
        for child in near(head):
            if child.dep_ == "conj" and child.i > head.i and not is_verb(child):
                found.append(child)
                queue.append(child)
            elif child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > head.i:
                # "the mayor of Porto, Rui Moreira, and the mayor of Vigo": the list goes on behind the name.
                others = [c for c in near(child) if c.dep_ == "conj" and not is_verb(c)]
                if others and all(c.ent_type_ == "PERSON" for c in (head, child, *others)):
                    others = [child, *others]  # "President Moreau, Chancellor Brandt and Prime Minister Holm"
                else:
                    others = [c for c in others if _is_introduced(c)]
                found += others
                queue += others
            elif child.dep_ == "appos" and child.pos_ == "NOUN" and child.i > head.i:
                # "with Lund, the commander, and a group of officers"
                more = [c for c in near(child) if c.dep_ == "conj" and _is_listed_group(c)]
                found += more
                queue += more
    return sorted(found, key=lambda t: t.i)


def _who_it_is(noun: Token) -> Token:
    """The person of "Ana Lima, head of the union in Toledo, who met them", where the parser hangs the clause on the town."""
    above = noun
    for _ in range(_MAX_STEPS):
        if above.ent_type_ == "PERSON" or above.lemma_.lower() in PERSONS or above.tag_ == "NNS":
            return above.head if above.dep_ == "appos" and above.head.ent_type_ == "PERSON" else above
        if above is noun and above.ent_type_ not in _NO_PEOPLE and above.lemma_.lower() not in GATHERED:
            return noun
        if above.dep_ not in ("pobj", "appos", "compound", "poss", "conj"):
            return noun
        above = above.head.head if above.dep_ == "pobj" else above.head
        if is_verb(above):
            return noun
    return noun


_NO_PEOPLE = frozenset({"GPE", "LOC", "FAC", "DATE", "ORG"})


def _is_introduced(token: Token) -> bool:
    """True for "the mayor of Vigo", "Vigo's mayor": a new noun phrase, no second name of the one before."""
    return token.pos_ == "NOUN" and any(left.lower_ == "the" or left.dep_ == "poss" for left in token.lefts)


def _is_listed_group(token: Token) -> bool:
    """True for "a group of officers" behind ", and": people besides those before the comma."""
    first = token.left_edge.i - 1
    listed = first > 0 and token.doc[first].lower_ == "and" and token.doc[first - 1].text == ","
    return listed and (token.tag_ == "NNS" or token.lemma_ in _GROUPS)


_GROUPS = words("group number team delegation handful")


def own_subject(verb: Token) -> Token | None:
    """The subject that hangs on the verb itself."""
    for child in near(verb):
        if child.dep_ in _SUBJECTS:
            if child.lower_ in _RELATIVES and verb.dep_ == "relcl":
                return _who_it_is(verb.head) if child.lower_ == "who" else verb.head
            return child
    return _taken_for_a_day(verb)


def _taken_for_a_day(verb: Token) -> Token | None:
    """The subject that the parser takes for part of the day before it: "On Saturday Aoun will be received"."""
    for child in near(verb):
        if child.dep_ != "prep" or child.i > verb.i or child.lower_ not in ("on", "in"):
            continue
        for noun in near(child):
            following = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
            if (
                noun.dep_ == "pobj"
                and noun.pos_ == "PROPN"
                and noun.nbor(-1).text in _DAYS
                and (following.i == verb.i or (following.head.i == verb.i and following.dep_ in ("aux", "auxpass")))
            ):
                return noun
    return None


_DAYS = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")


def has_passive(verb: Token) -> bool:
    """True for "was received", "has been postponed", and for a bare past participle after a noun."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in near(verb)):
        return True
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def subject(verb: Token) -> Token | None:
    """The head of the phrase that does what the verb says, through control, coordination and participial clauses."""
    current = verb
    for _ in range(_MAX_STEPS):
        found = own_subject(current)
        if found is not None:
            return found
        head = current.head
        if head == current:
            return None
        dep = current.dep_
        if dep == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
            if current.tag_ in ("VBG", "VBN"):
                return head
            if head.dep_ == "attr" and is_verb(head.head):
                return own_subject(head.head)  # "she is the first official to visit"
            # "plans to meet", "Obama's offer to talk": the possessor, else whoever has the plan.
            for child in near(head):
                if child.dep_ == "poss":
                    return child
            governor = governing_verb(head)
            if governor is None:
                return None
            receiver = next((c for c in near(governor) if c.dep_ in ("dative", "dobj") and c.i < head.i), None)
            if receiver is not None and head.lemma_ == "invitation":
                return receiver
            current = governor
            continue
        if dep == "pcomp" and is_verb(head.head) and head.head.lemma_ in OBJECT_CONTROL and head.lower_ in _AGAINST:
            controlled = next((c for c in near(head.head) if c.dep_ in ("dobj", "dative")), None)
            if controlled is not None:
                return controlled
        if dep == "pcomp" and head.lower_ == "of" and head.head.pos_ == "NOUN":
            owner = next((c for c in near(head.head) if c.dep_ == "poss"), None)
            if owner is not None:
                return owner  # "Lund's account of meeting him"
        if dep == "relcl":
            first = head.dep_ == "attr" and is_verb(head.head) and current.tag_ == "VB"
            return (own_subject(head.head) if first else None) or head
        if dep in ("xcomp", "ccomp", "advcl", "conj", "dep", "pcomp", "parataxis", "oprd", "acomp", "ROOT"):
            if dep in ("xcomp", "ccomp", "advcl", "oprd") and is_verb(head) and head.lemma_ in OBJECT_CONTROL:
                controlled = next((c for c in near(head) if c.dep_ in ("dobj", "dative")), None)
                if controlled is None and has_passive(head):
                    controlled = own_subject(head)
                if controlled is not None:
                    return controlled
            if not is_verb(head) and (found := own_subject(head)) is not None:
                return found  # "the two plan to hold", where the parser takes the verb for a noun
            if is_verb(head):
                if dep == "conj" and has_passive(head) and not has_passive(current) and own_subject(head) is None:
                    return None
                current = head
                continue
            governor = governing_verb(head)
            if governor is None or governor == current:
                return None
            current = governor
            continue
        governor = governing_verb(current)
        if governor is None or governor == current:
            return None
        current = governor
    return None


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above the token."""
    current = token
    for _ in range(_MAX_STEPS):
        if current.head == current:
            return None
        current = current.head
        if is_verb(current):
            return current
    return None


def prepositional(token: Token, *words: str) -> Iterator[Token]:
    """The heads of the noun phrases behind these prepositions that hang on the token.

    "met on Friday with Rubio", "spoke by phone with him": the model may hang "with" on what stands between.
    """
    for child in near(token):
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in words:
            yield from preposition_objects(child)
            for again in near(child):
                if again.dep_ == "conj" and again.lower_ == child.lower_:
                    yield from preposition_objects(again)  # "with victims and with officials"
        elif "with" in words and child.dep_ in ("prep", "npadvmod"):
            between = [child] if child.dep_ == "npadvmod" else [c for c in near(child) if c.dep_ == "pobj"]
            for noun in between:
                if noun.ent_type_ in _SETTINGS or noun.pos_ == "PROPN" or noun.lower_ in MEDIA:
                    for inner in islice(noun.subtree, 12):
                        if inner.i > noun.i and is_verb(inner):
                            break
                        if inner.lower_ == "with" and inner.dep_ == "prep" and inner.i > noun.i:
                            yield from preposition_objects(inner)


_SETTINGS = frozenset({"DATE", "TIME", "GPE", "FAC", "LOC"})


def preposition_objects(preposition: Token) -> Iterator[Token]:
    """The noun heads behind a preposition, with their conjuncts."""
    for child in near(preposition):
        if child.dep_ == "pobj":
            yield from conjuncts(child)


def noun_phrase(token: Token) -> tuple[int, int]:
    """Character span of the head with what stands before it in its phrase, without a determiner or quotation mark."""
    first = token.i
    left = [t for t in token.lefts if t.dep_ in ("amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod")]
    if left:
        first = min(t.left_edge.i for t in left)
    doc = token.doc
    if doc[first].dep_ == "det" or doc[first].is_punct:
        first = min(first + 1, token.i)
    return doc[first].idx, token.idx + len(token)


def negated(verb: Token) -> bool:
    """True where the verb is negated: "not", "never", "no longer", or a subject or object with "no" or "neither"."""
    for child in near(verb):
        if child.dep_ == "neg" or child.lower_ in ("never", "n't", "not", "nor", "neither"):
            if child.lower_ == "only":
                continue
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and (
            child.lower_ in ("nobody", "none", "neither", "nothing")
            or any(c.lower_ in ("no", "neither") for c in child.lefts)
        ):
            return True
    return False
