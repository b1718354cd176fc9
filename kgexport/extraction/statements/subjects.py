"""The subject of a cue verb: its own, or the one that it shares with the verb it depends on."""

from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.statements.sources import DOCUMENT_HEADS
from kgexport.extraction.tree import Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})
RAISING = frozenset({"say", "report", "allege", "claim", "rumor", "rumour"})
"""Verbs whose passive takes the subject of what is said: "is said to have left"."""
# "declined to say", "went on to say", "used the speech to call for": the governor's subject speaks.
_SAYING_GOVERNORS = frozenset(
    {
        *("go", "continue", "decline", "refuse", "begin", "start", "proceed", "appear", "seem", "take", "use", "fail"),
        *("stop", "care", "hasten", "rush", "dare", "happen", "come", "turn", "tend", "hesitate", "keep", "manage"),
        *("pause", "rise"),
    }
)
ISSUING = frozenset(
    {"issue", "release", "publish", "post", "send", "put", "make", "write", "tweet", "sign", "circulate"}
)
"""What somebody does with a text who says something in it."""
_CLAIMS = frozenset({"charge", "claim", "accusation", "allegation", "assertion", "suggestion"})
_BEFORE_GERUND = frozenset({"by", "in", "after", "while", "before", "when", "since"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TENSED = _FINITE | {"MD"}
_THINKING = frozenset({"feel", "think", "believe", "hope", "fear", "doubt", "suspect", "consider"})
_HOLDING = frozenset({"hold", "give", "deliver", "host"})
SPOKEN = frozenset(
    {"conference", "speech", "interview", "briefing", "address", "rally", "lecture", "talk", "testimony"}
)
"""Occasions at which somebody speaks."""
_JOINTS = frozenset({",", "—", "–", "--", "-"})
MAX_SPEAKER_TOKENS = 60


def owner_of(scene: Scene, verb: int) -> int | None:
    """The cue before this one that it goes on with: "said X and *noted* Y, *reiterating* Z"; it has the same speaker.

    The parser hangs such cues on the nearest verb of the content. A verb that names whom it addresses ("telling him")
    goes on with a cue only where it depends on that cue itself.
    """
    cue, token = scene.cues.get(verb), scene.tokens[verb]
    if cue is None or own_subject(scene, verb) is not None:
        return None
    before = scene.tokens[max(0, min([verb, *(c.left_edge.i for c in scene.children[verb] if c.i < verb)]) - 1)]
    if scene.quote_of[before.i] >= 0 and before.i > 0 and before.is_punct:  # "…," adding that: the comma is inside
        before = scene.tokens[before.i - 1]
    if token.tag_ == "VBG":
        joined = before.text in _JOINTS or before.dep_ == "cc" or adds(scene, verb)
    else:
        joined = before.dep_ == "cc" and token.dep_ == "conj"
    if not joined:
        return None
    for ancestor in scene.ancestors(verb):
        reported = ancestor.dep_ == "ccomp" and ancestor.head.i in scene.cues
        if ancestor.i in scene.cues and not (reported and breaks_tense(scene, ancestor, token)):
            if ancestor.i > verb or "source" in scene.cues[ancestor.i].takes:
                return None
            if token.tag_ not in {"VBG", ancestor.tag_} and ancestor.i != token.head.i:
                return None
            return ancestor.i
        if ancestor.i > verb:
            return None
        if breaks_tense(scene, ancestor, token):
            continue
        if not cue.continues:
            return None
        # "said she would win and asked them to vote": a finite verb does not share "would" with the infinitive before it.
        if (
            ancestor.i == token.head.i
            and ancestor.tag_ == "VB"
            and token.tag_ in _FINITE
            and scene.has(ancestor.i, "aux")
        ):
            continue
        if "object" in cue.addressee and scene.has(verb, "dobj", "dative"):
            return None
        if token.tag_ != "VBG" and not _has_content(scene, verb):
            return None
    return None


def adds(scene: Scene, verb: int) -> bool:
    """True for "adding that …", which goes on with the cue before it, comma or not."""
    token = scene.tokens[verb]
    return token.lower_ == "adding" and verb + 1 < len(scene.tokens) and scene.tokens[verb + 1].lower_ == "that"


def continuations(scene: Scene, verb: int) -> tuple[int, ...]:
    """The cues that go on with this one, in order. Worked out once for the whole article: contents nest deeply."""
    if not scene.continuing:
        owned: dict[int, list[int]] = {}
        for index in scene.cues:
            owner = owner_of(scene, index)
            if owner is not None:
                owned.setdefault(owner, []).append(index)
        scene.continuing.update({owner: tuple(indices) for owner, indices in owned.items()})
        scene.continuing.setdefault(-1, ())
    return scene.continuing.get(verb, ())


def breaks_tense(scene: Scene, verb: Token, other: Token) -> bool:
    """True for a past tense coordinated to a present one or to a modal: "said [prices have risen] and *called* for help".

    The two share no subject: the second goes on with the verb above. Behind a perfect or a passive ("has infected ten and
    killed one") a past tense may be a participle that the tagger took for one; a cue, or one behind "but", is none.
    """
    if other.tag_ != "VBD" or other.dep_ != "conj":
        return False
    if scene.has(verb.i, "expl") and other.lemma_ != "be":
        return True  # "there was no light and *urged* them to wait": "there" does nothing else
    if verb.tag_ == "VBG" and other.i in scene.cues and scene.has(verb.i, "aux"):
        return True  # "the alliance was watching closely and *called* on Russia"
    finite = next(
        (c.tag_ for c in scene.children[verb.i] if c.dep_ in ("aux", "auxpass") and c.tag_ in _TENSED), verb.tag_
    )
    if finite not in ("VBZ", "VBP", "MD"):
        return False
    return verb.tag_ != "VBN" or other.i in scene.cues or any(c.lower_ == "but" for c in scene.children[verb.i])


def _has_content(scene: Scene, verb: int) -> bool:
    for child in scene.children[verb]:
        if child.i > verb and child.dep_ == "ccomp":
            return True
        if child.i > verb and child.dep_ == "dobj" and "claims" in scene.cues[verb].takes:
            return child.lemma_.lower() in scene.lexicon.nouns
    return False


def subject_of(scene: Scene, verb: int) -> Stretch | None:
    """The phrase that names who does the verb; None where the text names nobody."""
    return _subject(scene, scene.tokens[verb], 0)


def own_subject(scene: Scene, verb: int) -> Token | None:
    """The verb's own subject, active or passive."""
    turned = _inverted_subject(scene, verb)
    if turned is not None:
        return turned
    accompanied = _accompanied_by(scene, verb)
    if accompanied is not None:
        return accompanied
    if adds(scene, verb):
        return None  # what the parser makes the subject of "adding that …" stands before it by chance
    subject = scene.child(verb, "nsubj", "nsubjpass", "csubj", "expl")
    if subject is not None and subject.i > verb and scene.tokens[verb].tag_ == "VBG":
        return None  # the subject of what is said, hung one verb too high
    return subject


def _accompanied_by(scene: Scene, verb: int) -> Token | None:
    """As in "The groups agreed, with Ana Lima adding that …", whatever the parser hangs the name on."""
    before = scene.tokens[max(0, verb - 1)]
    if scene.tokens[verb].tag_ != "VBG" or before.pos_ not in ("NOUN", "PROPN", "PRON") or before.left_edge.i < 2:
        return None
    joint = before.left_edge.i - 1
    return before if scene.tokens[joint].lower_ == "with" and scene.tokens[joint - 1].text == "," else None


def is_inverted(scene: Scene, verb: int) -> bool:
    """True for "…, said Ms. Lee": a separator before the finite verb, its subject behind it."""
    return _inverted_subject(scene, verb) is not None


def _inverted_subject(scene: Scene, verb: int) -> Token | None:
    if verb == 0 or scene.tokens[verb].tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    before = scene.tokens[verb - 1]
    if before.text not in _JOINTS and not (scene.quote_of[verb - 1] >= 0 and before.is_punct):
        return None
    behind = [c for c in scene.children[verb] if c.i > verb]
    return next((c for c in behind if c.dep_ == "nsubj"), None) or _concluding(scene, verb, behind)


def _concluding(scene: Scene, verb: int, behind: list[Token]) -> Token | None:
    """As in "The crew will be paid, concluded the statement.", where the parser takes the statement for an object."""
    cue = scene.cues.get(verb)
    if cue is None or not cue.plain or "object" in cue.takes or "clause" not in cue.takes or scene.has(verb, "nsubj"):
        return None
    thing = next((c for c in behind if c.dep_ == "dobj"), None)
    if thing is None or thing.lemma_.lower() not in DOCUMENT_HEADS or thing.right_edge.i + 1 < scene.sentence[verb][1]:
        return None
    left = scene.tokens[verb].dep_ == "conj" or any(c.dep_ == "ccomp" and c.i < verb for c in scene.children[verb])
    return thing if left and thing.left_edge.i == verb + 1 else None


def is_passive(scene: Scene, verb: int) -> bool:
    """True for "was told", "is said": the subject does not speak."""
    return scene.has(verb, "auxpass", "nsubjpass")


def _subject(scene: Scene, verb: Token, depth: int) -> Stretch | None:
    if depth > 8:
        return None
    own = own_subject(scene, verb.i)
    if is_passive(scene, verb.i) or (own is None and _is_passive_participle(scene, verb)):
        return _agent(scene, verb)
    if own is not None and own.dep_ != "expl":
        if own.dep_ == "csubj":
            return None
        if own.lower_ in _RELATIVE and own.i < verb.i:
            antecedent = _antecedent(scene, verb)
            if antecedent is not None:
                return antecedent
        if own.lower_ in ("that", "this", "it") and own.pos_ == "PRON" and verb.i not in scene.cues:
            return None  # the subject of a matrix verb that names nobody: "That's their view, saying …"
        if _is_cut_off(scene, own, verb):
            return None
        own = _behind_preposition_of_its_own(scene, own)
        body = _body_at(scene, own)
        if body is not None:
            return phrase(scene, body.i, without=verb.i)
        if _is_behind_claim(scene, own):
            return Stretch(own.i, own.i, own.i)
        return _with_name(scene, verb, phrase(scene, own.i, without=verb.i))
    owner = owner_of(scene, verb.i)
    if owner is not None:
        return _subject(scene, scene.tokens[owner], depth + 1)
    return _shared(scene, verb, depth)


def _behind_preposition_of_its_own(scene: Scene, own: Token) -> Token:
    """As in "described it as a hoax and the court said": what a preposition governs is no subject, what "and" adds may be."""
    first = own.left_edge.i
    if first == 0 or scene.tokens[first - 1].pos_ != "ADP" or scene.children[first - 1]:
        return own
    return next((c for c in scene.children[own.i] if c.dep_ == "conj" and c.i > own.i), own)


def _body_at(scene: Scene, own: Token) -> Token | None:
    """As in "The ministry in Munich, Germany said": the noun before a place that the parser took for the subject."""
    if own.pos_ != "PROPN" or own.i < 4 or own.left_edge.i != own.i or scene.tokens[own.i - 1].text != ",":
        return None
    town = scene.tokens[own.i - 2]
    if town.dep_ != "pobj" or town.pos_ != "PROPN" or town.head.lower_ not in ("in", "of", "from", "at", "near"):
        return None
    places = {
        target for target, _ in scene.draft.referents_at(own.idx, own.idx + len(own)) if target in scene.draft.places
    }
    noun = town.head.head
    return noun if places and noun.pos_ in ("NOUN", "PROPN") and noun.i < town.i else None


def _with_name(scene: Scene, verb: Token, who: Stretch) -> Stretch:
    """As in "The news agency TASS said", where the parser sees two subjects: the name is the head of one phrase.

    So it is behind a comma: "Harbour councillor, Tom Berg said".
    """
    for child in scene.children[verb.i]:
        parted = child.left_edge.i == who.last + 2 and scene.tokens[who.last + 1].text == ","
        if parted and child.dep_ == "nsubj" and child.ent_type_ == "PERSON" and scene.tokens[who.head].tag_ == "NN":
            return Stretch(who.first, child.right_edge.i, child.i) if child.i < verb.i else who
        if child.dep_ == "nsubj" and child.left_edge.i == who.last + 1 and child.pos_ == "PROPN" and child.i < verb.i:
            return Stretch(who.first, child.right_edge.i, child.i)
    return who


def _is_behind_claim(scene: Scene, subject: Token) -> bool:
    """True for "…, a charge Kyiv denies" read as if "a charge Kyiv" were a name: the noun is what is denied."""
    if subject.pos_ != "PROPN" or subject.i == 0:
        return False
    before = scene.tokens[subject.i - 1]
    return before.dep_ == "compound" and before.lower_ in _CLAIMS


def _is_cut_off(scene: Scene, subject: Token, verb: Token) -> bool:
    """True for "The quay, said Ms. Lee, is sinking" read as if the quay spoke: one comma never parts subject and verb."""
    if subject.i > verb.i or scene.tokens[verb.i - 1].text != ",":
        return False
    first = subject.left_edge.i
    return verb.i - first <= MAX_SPEAKER_TOKENS and not any(
        token.text in _JOINTS or token.text in "()" for token in scene.tokens[first : verb.i - 1]
    )


def _is_passive_participle(scene: Scene, verb: Token) -> bool:
    """True for "*asked* about it, she …" and "a town *called* Hope": the one it hangs on is spoken to or of."""
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and scene.has(verb.i, "agent"):
        return True  # "was mocked and *criticised* by the press"
    return (
        verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl", "relcl", "amod", "prep") and not scene.has(verb.i, "aux")
    )


def _shared(scene: Scene, verb: Token, depth: int) -> Stretch | None:
    """The subject of a verb that has none of its own."""
    head, dep = verb.head, verb.dep_
    if head.i == verb.i:
        return _before_added(scene, verb)
    if scene.quote_of[head.i] >= 0 and scene.quote_of[verb.i] < 0 and dep in ("advcl", "conj", "dep"):
        # "said, “…”, calling it a mistake", hung on a verb inside the marks: whoever said that goes on.
        outside = next((a for a in scene.ancestors(head.i) if scene.quote_of[a.i] < 0), None)
        return _subject(scene, outside, depth + 1) if outside is not None and outside.i < verb.i else None
    if dep == "conj" and verb.tag_ in _FINITE:  # "did not want it to stop and calls on them": no infinitive goes on so
        while head.tag_ == "VB" and head.head.i < head.i and any(c.lower_ == "to" for c in scene.children[head.i]):
            head = head.head
    if dep == "conj":
        return _subject(scene, head, depth + 1) if head.pos_ in ("VERB", "AUX") else None
    if dep == "xcomp" and is_passive(scene, head.i) and head.lemma_.lower() in RAISING:
        subject = scene.child(head.i, "nsubjpass")
        return phrase(scene, subject.i, without=verb.i) if subject is not None else None
    if dep == "xcomp":
        return _subject(scene, head, depth + 1) if head.lemma_.lower() in _SAYING_GOVERNORS else None
    if dep == "acl" and head.dep_ == "dobj" and head.head.lemma_.lower() in ISSUING and head.i < verb.i:
        return _subject(scene, head.head, depth + 1)  # "released a statement saying"
    if dep == "acl" and head.dep_ == "dobj" and head.head.lemma_.lower() in _HOLDING and head.lemma_ in SPOKEN:
        return _subject(scene, head.head, depth + 1)  # "held a press conference saying"
    if _is_verb_of_sentence(scene, verb):
        return phrase(scene, head.head.i, without=verb.i)
    if dep in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
        return phrase(scene, head.i, without=verb.i)
    if verb.tag_ == "VB" and dep == "advcl" and head.lemma_.lower() not in ("take", "use", "go", "rise", "come"):
        return None  # a purpose: nobody is reported to have said it
    if dep in ("advcl", "ccomp", "dep", "parataxis") and verb.tag_ in ("VBG", "VBN", "VB"):
        if is_passive(scene, head.i):
            subject = scene.child(head.i, "nsubjpass")
            return phrase(scene, subject.i, without=verb.i) if subject is not None else None
        above = head.head
        if (
            head.dep_ == "ccomp"
            and above.i < head.i
            and above.lemma_ in _THINKING
            and scene.tokens[verb.i - 1].text == ","
        ):
            head = above  # "felt the others had won, saying …": those who felt it
        return _subject(scene, head, depth + 1)
    if dep == "pcomp":
        return _behind_preposition(scene, verb, depth)
    return None


def _before_added(scene: Scene, verb: Token) -> Stretch | None:
    """As in "Lee said that it was late, however added that it was safe", where the parser puts the second cue on top."""
    if verb.i not in scene.cues or scene.tokens[verb.i].tag_ not in _FINITE:
        return None
    for child in scene.children[verb.i]:
        if child.i < verb.i and child.dep_ == "ccomp" and child.i in scene.cues and child.tag_ == verb.tag_:
            own = own_subject(scene, child.i)
            if own is not None and own.dep_ == "nsubj" and own.i < child.i:
                return phrase(scene, own.i, without=child.i)
    return None


def _is_verb_of_sentence(scene: Scene, verb: Token) -> bool:
    """True for "Norway, one of the guarantors, called on them" read as if one of the guarantors called."""
    aside = verb.head
    return (
        verb.dep_ in ("acl", "relcl", "conj")
        and verb.tag_ == "VBD"
        and scene.tokens[verb.i - 1].text == ","
        and aside.dep_ == "appos"
        and aside.head.pos_ == "PROPN"
        and not any(c.tag_ in ("WDT", "WP") for c in scene.children[verb.i])
    )


def _behind_preposition(scene: Scene, verb: Token, depth: int) -> Stretch | None:
    """As in "quoted a source as saying", "was quoted as saying", "responded by saying", "in announcing"."""
    preposition, governor = verb.head, verb.head.head
    if preposition.lower_ == "as":
        quoted = scene.child(governor.i, "dobj") or scene.child(governor.i, "nsubjpass")
        if quoted is None and governor.dep_ in ("acl", "relcl"):
            quoted = governor.head
        return phrase(scene, quoted.i, without=verb.i) if quoted is not None else None
    if preposition.lower_ in _BEFORE_GERUND and governor.pos_ in ("VERB", "AUX"):
        return _subject(scene, governor, depth + 1)
    return None


def _agent(scene: Scene, verb: Token) -> Stretch | None:
    for child in scene.children[verb.i]:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            named = scene.child(child.i, "pobj")
            if named is not None:
                return phrase(scene, named.i, without=verb.i)
    return None


def _antecedent(scene: Scene, verb: Token) -> Stretch | None:
    """The noun that "who" stands for: the phrase before the relative clause, without that clause."""
    clause = verb
    for _ in range(6):
        if clause.dep_ == "relcl":
            return phrase(scene, _described(clause.head).i, without=verb.i)
        if clause.dep_ not in ("conj", "xcomp", "ccomp") or clause.head.i == clause.i:
            return None
        clause = clause.head
    return None


def _described(noun: Token) -> Token:
    """As in "Ana Lima, owner of the Harbour Inn, who said": nobody says "who" of an inn."""
    above = noun.head.head
    owned = noun.dep_ == "pobj" and noun.ent_type_ == "ORG" and above.dep_ == "appos"
    return above.head if owned and above.head.ent_type_ == "PERSON" else noun


def phrase(scene: Scene, head: int, *, without: int) -> Stretch:
    """The noun phrase around ``head``, cut before the cue where the phrase would swallow it."""
    whole = scene.stretch(head)
    first, last = whole.first, whole.last
    if scene.tokens[head].tag_ == "PRP":  # what the parser hangs before a pronoun belongs to something else
        first = head
    if first <= without <= last:
        first, last = (first, without - 1) if without > head else (without + 1, last)
    # "voters who [say]": what stands between the noun and the cue belongs to the relative clause.
    relative = next((i for i in range(head + 1, last + 1) if scene.tokens[i].tag_ in ("WDT", "WP")), None)
    if relative is not None and without == last + 1 and scene.tokens[relative].head.i >= without:
        last = relative - 1
    # A quotation that stands beside the subject belongs to the content.
    while first < head and scene.quote_of[first] >= 0 and scene.quote_of[first] != scene.quote_of[head]:
        first += 1
    while last > head and (
        scene.tokens[last].is_space
        or scene.tokens[last].text in {",", ";", ":", "—", "–", "-", ".", "--"}
        or scene.tokens[last].dep_ in ("cc", "mark")
    ):
        last -= 1
    while last + 2 < len(scene.tokens) and scene.tokens[last + 1].text == "-" and not scene.tokens[last].whitespace_:
        last += 2  # "co-author Lee": the tokeniser cuts at the hyphen, and the parser loses the rest
        while last + 1 < len(scene.tokens) and scene.tokens[last + 1].pos_ in ("PROPN", "NOUN") and last + 1 != without:
            last += 1
        head = last
    while first < head and (scene.tokens[first].is_punct or scene.tokens[first].is_space):
        first += 1
    if last - first > MAX_SPEAKER_TOKENS:
        first, last = max(first, head - 10), head
    return Stretch(first, last, head)
