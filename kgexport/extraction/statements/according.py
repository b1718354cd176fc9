"""Rules: "according to X", "in the words of X", "in X's words", "as X reported": an adjunct names the speaker of its clause."""

from collections.abc import Iterator

from kgexport.extraction.statements.complements import before_other_speaker
from kgexport.extraction.statements.contents import spans
from kgexport.extraction.statements.finding import Finding
from kgexport.extraction.statements.lexicon import Cue
from kgexport.extraction.statements.regions import finding_at
from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.statements.sources import is_document
from kgexport.extraction.statements.subjects import own_subject, phrase, subject_of
from kgexport.extraction.tree import Token
from kgexport.model import Organisation, Person

_SEPARATORS = frozenset({",", "—", "–", "-", "--", ";", ":"})
_POSSESSED = frozenset({"words", "telling", "account", "phrase"})
# Verbs that report when a clause with "as" has nothing but them: "as she put it", "as CNN first reported".
_AS_VERBS = frozenset(
    {
        *("say", "report", "note", "write", "explain", "announce", "reveal", "state", "observe", "mention", "tell"),
        *("disclose", "describe", "argue", "claim", "suggest", "acknowledge", "admit", "confirm", "point out", "tweet"),
        *("declare", "testify", "remark", "insist", "recall", "put"),
    }
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ACCORDING = Cue(lemma="according to")
_WORDS = Cue(lemma="in the words of")
_MAX_PHRASE = 40
_FAR = 20  # tokens from "but" to its verb


def according_to(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for "according to X" and "in the words of X", before, behind and inside the clause they belong to."""
    for token in scene.tokens:
        if scene.quote_of[token.i] >= 0:
            continue
        phrase_found = _source_phrase(scene, token)
        if phrase_found is None:
            continue
        first, cue_last, who, entry = phrase_found
        content = spans(scene, _clause_around(scene, token, first, max(who.last, cue_last)))
        if content:
            yield Finding(
                rule="according-to",
                content=content,
                cue=(scene.begin_of(token.i), scene.end_of(cue_last)),
                verb=token.i,
                lemma=entry.lemma,
                entry=entry,
                speaker=who,
            )


def _source_phrase(scene: Scene, token: Token) -> tuple[int, int, Stretch, Cue] | None:
    """First token of the adjunct, last token of its cue, the speaker, and the cue's entry."""
    following = token.i + 1
    if token.lower_ == "according" and following < len(scene.tokens) and scene.tokens[following].lower_ == "to":
        preposition, entry = following, _ACCORDING
    elif token.lower_ == "in" and [t.lower_ for t in scene.tokens[following : following + 3]] == ["the", "words", "of"]:
        preposition, entry = token.i + 3, _WORDS
    elif token.lower_ == "in" and (noun := scene.child(token.i, "pobj")) is not None and noun.lower_ in _POSSESSED:
        owner = scene.child(noun.i, "poss")
        if owner is None or owner.i != token.i + 1 + (owner.i - owner.left_edge.i):
            return None
        return token.i, noun.i, Stretch(owner.left_edge.i, owner.i, owner.i), _WORDS
    else:
        return None
    named = scene.child(preposition, "pobj")
    if named is None:
        named = next((c for c in scene.children[token.i] if c.i > preposition and c.dep_ in ("pobj", "dobj")), None)
    if named is None:
        return None
    who = _without_citation(scene, phrase(scene, named.i, without=token.i))
    for child in scene.children[token.i]:  # "according to Ohio | Senator Ann Lee", two phrases to the parser
        if child.dep_ in ("pobj", "dobj") and child.pos_ == "PROPN" and child.left_edge.i == who.last + 1:
            who = Stretch(who.first, child.i, child.i)
    who = _with_rest_of_name(scene, who)
    if who.last - who.first > _MAX_PHRASE:
        return None
    return token.i, preposition, _with_name(scene, _without_clause(scene, who)), entry


def _is_name(scene: Scene, who: Stretch) -> bool:
    """True for the subject of "as its name suggests": nobody says it."""
    return scene.tokens[who.head].lemma_.lower() in {"name", "title", "nickname", "headline", "acronym"}


def _with_rest_of_name(scene: Scene, who: Stretch) -> Stretch:
    """The same where the parser took the name for the subject of the clause: a title and a name run on up to a comma."""
    last = who.last
    if who.first != who.last or scene.tokens[who.head].pos_ != "PROPN" or last + 2 >= len(scene.tokens):
        return who
    while scene.tokens[last + 1].pos_ == "PROPN" and last + 2 < len(scene.tokens):
        last += 1
    person = any(
        isinstance(scene.draft.agents.get(target), Person)
        for target, _ in scene.draft.referents_at(scene.begin_of(last), scene.end_of(last))
    )
    if last == who.last or not person or scene.tokens[last + 1].text != ",":
        return who
    return Stretch(who.first, last, last)


def _with_name(scene: Scene, who: Stretch) -> Stretch:
    """As in "according to the ferry's captain, Ann Lee, it sank" where the parser saw no apposition: the captain's name."""
    comma = who.last + 1
    if comma + 2 >= len(scene.tokens) or scene.tokens[comma].text != "," or scene.tokens[who.head].tag_ != "NN":
        return who
    begin = scene.begin_of(comma + 1)
    for target, mention in scene.draft.referents_at(begin, begin + 1):
        behind = scene.parsed.token_at(mention.end - 1).i + 1
        named = isinstance(scene.draft.agents.get(target), Person) and mention.begin == begin
        subject = scene.tokens[behind - 1].dep_ in ("nsubj", "nsubjpass")
        if named and not subject and behind < len(scene.tokens) and scene.tokens[behind].text == ",":
            return Stretch(who.first, behind - 1, who.head)
    return who


def _without_citation(scene: Scene, who: Stretch) -> Stretch:
    """As in "a CNN report citing two officials": whom the report cites is no part of its name."""
    for index in range(who.head + 1, who.last + 1):
        if scene.tokens[index].lemma_.lower() in ("cite", "quote") or scene.tokens[index].tag_ in ("WDT", "WP"):
            last = index - 1
            while last > who.head and scene.tokens[last].is_punct:
                last -= 1
            return Stretch(who.first, last, who.head)
    return who


def _is_explained(scene: Scene, who: Stretch, comma: int) -> bool:
    """True for "according to Acme, a network of charities." at the end of its sentence: what Acme is."""
    what = scene.child(who.head, "appos")
    ends = who.last + 1 >= len(scene.tokens) or scene.tokens[who.last + 1].text in (".", ";")
    indefinite = scene.tokens[comma + 1].lower_ in ("a", "an")
    return ends and indefinite and what is not None and what.left_edge.i == comma + 1 and what.right_edge.i == who.last


def _without_clause(scene: Scene, who: Stretch) -> Stretch:
    """The phrase without a main clause that the parser hung on it: cut at a comma before a subject with a finite verb."""
    begin, end = scene.begin_of(who.head), scene.end_of(who.head)
    comma = next((i for i in range(who.head + 1, who.last) if scene.tokens[i].text == ","), None)
    if comma is not None and _is_explained(scene, who, comma):
        return who
    if comma is not None and (
        is_document(scene, who)
        or any(isinstance(scene.draft.agents.get(t), Organisation) for t, _ in scene.draft.referents_at(begin, end))
    ):
        # Bodies and texts have no apposition: what follows goes on with the clause. The author of a post may have one.
        author = next((t for t in scene.children[comma - 1] if t.dep_ == "appos" and t.i > comma), None)
        if author is not None and is_document(scene, who) and scene.tokens[comma - 1].pos_ == "PROPN":
            behind = author.right_edge.i + 1
            if behind < len(scene.tokens) and scene.tokens[behind].text == ",":
                return Stretch(who.first, behind - 1, who.head)
        return Stretch(who.first, comma - 1, who.head)
    if comma is not None:
        apposition = next(
            (t for t in scene.tokens[comma + 1 : who.last + 1] if t.dep_ == "appos" and t.head.i == who.head), None
        )
        if apposition is not None and scene.tokens[min(apposition.right_edge.i + 1, len(scene.tokens) - 1)].text == ",":
            return Stretch(who.first, apposition.right_edge.i, who.head)  # "Ann Lee, the mayor, the bridge …"
    behind = who.last + 1
    if behind < len(scene.tokens) and (scene.tokens[behind].tag_ in _FINITE):
        # The verb right behind the phrase needs a subject: what stands behind the last comma.
        comma = next((i for i in range(who.last, who.head, -1) if scene.tokens[i].text == ","), None)
        if comma is not None:
            return Stretch(who.first, comma - 1, who.head)
    for index in range(who.head + 1, who.last):
        token = scene.tokens[index]
        if token.text in {",", ";"}:
            governor = next(
                (a for a in scene.tokens[index + 1 : who.last + 1] if a.dep_ in ("relcl", "acl", "appos")), None
            )
            if governor is None and any(t.dep_ == "nsubj" for t in scene.tokens[index + 1 : who.last + 1]):
                return Stretch(who.first, index - 1, who.head)
    return who


def _clause_around(scene: Scene, token: Token, first: int, last: int) -> list[tuple[int, int]]:
    """The clause that an adjunct ``first..last`` qualifies, without the adjunct."""
    begin, end = scene.sentence[token.i]
    last = _behind_relative(scene, last, end)
    governor = next((a for a in scene.ancestors(token.i) if a.pos_ in ("VERB", "AUX")), None)
    if governor is not None and governor.i > token.i and governor.dep_ == "ccomp" and governor.head.i < token.i:
        # "She said that according to the ministry it works": only the reported clause is the ministry's.
        return _behind(scene, last, min(end, governor.right_edge.i))
    if first - begin <= 2 and not any(t.pos_ in ("NOUN", "PROPN", "VERB") for t in scene.tokens[begin:first]):
        return _behind(scene, _with_adverbial(scene, last), end)
    joint = first - 1
    while joint > begin and scene.tokens[joint].text == ",":
        joint -= 1
    if scene.tokens[first - 1].text == ";" or scene.tokens[joint].lower_ == "including":
        return _behind(scene, last, end)
    second = _second_clause(scene, governor, last) if scene.tokens[joint].dep_ == "cc" else None
    if second is not None:
        # "It rained, and according to the ministry two roads were closed": the first clause is the writer's.
        subject = None if own_subject(scene, second.i) else own_subject(scene, second.head.i)
        shared = [] if subject is None else [(subject.left_edge.idx, scene.end_of(subject.right_edge.i))]
        return [*shared, *_behind(scene, last, min(end, second.right_edge.i))]
    left = begin
    right = end
    if governor is not None and governor.dep_ == "relcl":
        left, right = governor.left_edge.i, governor.right_edge.i
        if scene.tokens[left].lower_ in ("which", "who", "that"):
            left += 1
    parts = [(scene.begin_of(left), scene.end_of(first - 1))] if left < first else []
    goes_on = last + 2 < right and (
        scene.tokens[last + 1].text in _SEPARATORS or scene.tokens[last + 1].tag_ in _FINITE
    )
    if goes_on and not _turns_against(scene, last + 1, right):
        parts += _behind(scene, last, right)
    return parts


def _turns_against(scene: Scene, first: int, last: int) -> bool:
    """True where "but" opens a clause with a subject of its own: "It is safe, according to the ministry, but nobody goes"."""
    but = first + (scene.tokens[first].text in _SEPARATORS)
    return scene.tokens[but].lower_ == "but" and any(
        t.dep_ == "conj" and own_subject(scene, t.i) is not None for t in scene.tokens[but : min(last, but + _FAR) + 1]
    )


def _second_clause(scene: Scene, governor: Token | None, last: int) -> Token | None:
    """The verb of the coordinated clause behind an adjunct that ends at ``last``; it may hang on either verb."""
    if governor is None or governor.i > last:
        return governor if governor is not None and governor.dep_ == "conj" else None
    return next((c for c in scene.children[governor.i] if c.i > last and c.dep_ == "conj"), None)


def _behind_relative(scene: Scene, last: int, end: int) -> int:
    """The end of a clause about the source right behind its name: "according to Reuters, which cited two officials"."""
    start = last + 1
    while start <= end and scene.tokens[start].text == ",":
        start += 1
    if start > end:
        return last
    token = scene.tokens[start]
    if token.tag_ in ("WDT", "WP") or (token.tag_ == "VBG" and token.lemma_.lower() in ("cite", "quote", "refer")):
        verb = token if token.tag_ == "VBG" else token.head
        if verb.i >= start:
            stop = next((i for i in range(verb.i, end + 1) if scene.tokens[i].text == ","), None)
            return min(verb.right_edge.i, end, end if stop is None else stop - 1)
    return last


def _with_adverbial(scene: Scene, last: int) -> int:
    """The end of the adjunct with a day or place behind the name: "According to her lawyer on Monday, …"."""
    if last + 1 < len(scene.tokens) and scene.tokens[last + 1].pos_ == "ADP":
        for index in range(last + 2, min(last + 6, len(scene.tokens))):
            if scene.tokens[index].text == ",":
                return index
    return last


def _behind(scene: Scene, last: int, end: int) -> list[tuple[int, int]]:
    end = before_other_speaker(scene, last + 1, end)
    return [(scene.begin_of(last + 1), scene.end_of(end))] if last < end else []


def as_reported(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for "As X reported, …", "…, as X put it" and "…, as first reported by X"."""
    for verb, entry in _candidates(scene):
        if verb in found:
            continue
        marker = _marker(scene, verb)
        if marker is None or _has_complement(scene, verb):
            continue
        speaker = subject_of(scene, verb)
        if speaker is None or not (own_subject(scene, verb) is not None or scene.tokens[verb].tag_ == "VBN"):
            continue
        if _is_name(scene, speaker):
            continue
        first, last = marker, scene.tokens[verb].right_edge.i
        comma = next((t.i for t in scene.tokens[verb + 1 : last + 1] if t.text == ","), None)
        if comma is not None:
            last = comma - 1
        last = max(last, speaker.last, verb)
        begin, end = scene.sentence[verb]
        if first - begin <= 2 and scene.tokens[min(last + 1, end)].text in _SEPARATORS:
            parts = _behind(scene, last, end)
        elif first > begin and scene.tokens[first - 1].text in _SEPARATORS:
            begin = _begin_of_reported(scene, verb, begin)
            parts = [(scene.begin_of(begin), scene.end_of(first - 1))]
            if last + 2 < end and scene.tokens[last + 1].text in _SEPARATORS:
                parts += _behind(scene, last, end)
        else:
            continue
        content = spans(scene, parts)
        if content:
            yield finding_at(scene, verb, entry, rule="as-reported", content=content, speaker=speaker)


def _begin_of_reported(scene: Scene, verb: int, begin: int) -> int:
    """Where the clause begins that "…, as X had argued" closes: that of "said the vote was rigged" is behind "said"."""
    clause = scene.tokens[verb].head
    for _ in range(4):
        if clause.dep_ == "ccomp" and clause.head.i in scene.cues and clause.head.i < clause.i:
            first = clause.left_edge.i
            return first + 1 if scene.tokens[first].lower_ == "that" else first
        if clause.dep_ not in ("ccomp", "conj", "xcomp", "advcl"):
            break
        clause = clause.head
    return begin


def _candidates(scene: Scene) -> Iterator[tuple[int, Cue]]:
    for token in scene.tokens:
        if token.pos_ != "VERB" or scene.quote_of[token.i] >= 0:
            continue
        cue = scene.cues.get(token.i)
        if cue is not None and cue.lemma in _AS_VERBS:
            yield token.i, cue
        elif _puts(scene, token) and any(c.lower_ == "it" for c in scene.children[token.i]):
            yield token.i, Cue(lemma="put it")


def _puts(scene: Scene, verb: Token) -> bool:
    """True for "…, as she put it": an expression of hers, which is only known where marks show it."""
    first, last = scene.sentence[verb.i]
    return verb.lemma_.lower() == "put" and any(scene.quote_of[i] >= 0 for i in range(first, last + 1))


def _marker(scene: Scene, verb: int) -> int | None:
    for child in scene.children[verb]:
        if child.lower_ == "as" and child.i < verb and child.dep_ in ("mark", "advmod", "prep"):
            return child.i
    head = scene.tokens[verb].head
    return head.i if head.lower_ == "as" and head.i < verb and scene.tokens[verb].dep_ == "pcomp" else None


def _has_complement(scene: Scene, verb: int) -> bool:
    for child in scene.children[verb]:
        if child.i > verb and child.dep_ in ("ccomp", "xcomp"):
            return True
        if child.dep_ == "dobj" and child.lower_ != "it":
            return True
    return False
