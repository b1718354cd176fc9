"""Rule: somebody declines to say anything: "declined to comment", "did not respond to a request for comment", "had no comment".

What was declined is the content; nothing is said, so the polarity is always negative. Somebody who "could not be reached"
declined nothing.
"""

from collections.abc import Iterator

from kgexport.extraction.statements.contents import spans
from kgexport.extraction.statements.finding import Finding
from kgexport.extraction.statements.lexicon import Cue
from kgexport.extraction.statements.regions import cue_stretch
from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.statements.sources import names_source
from kgexport.extraction.statements.subjects import is_passive, subject_of
from kgexport.extraction.tree import Token
from kgexport.model import Act, Polarity

_REFUSING = frozenset({"decline", "refuse"})
_ANSWERING = frozenset({"respond", "reply", "return", "answer", "acknowledge"})
_ASKED = frozenset({"request", "question", "inquiry", "enquiry", "call", "email", "e-mail", "message", "query"})
_KEPT = frozenset({"confirm", "disclose", "discuss", "identify", "reveal", "specify"})
_COMMENT = frozenset({"comment", "interview", "statement", "reaction", "explanation", "answer"})
_IN_THE_PHRASE = frozenset({"det", "amod", "prep", "compound", "acl", "nummod", "poss", "cc", "conj", "relcl"})


def declined_comments(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for those who decline to comment, do not answer, or have no comment."""
    for token in scene.tokens:
        if token.i in found or token.pos_ not in ("VERB", "AUX") or scene.quote_of[token.i] >= 0:
            continue
        read = _declined(scene, found, token)
        if read is None:
            continue
        cue, part = read
        speaker = subject_of(scene, token.i)
        content = spans(scene, [part])
        if not content or speaker is None or is_passive(scene, token.i) or not names_source(scene, speaker):
            continue
        lemma = token.lemma_.lower()
        yield Finding(
            rule="declined-comment",
            content=content,
            cue=(scene.begin_of(cue.first), scene.end_of(cue.last)),
            verb=token.i,
            lemma=lemma,
            entry=Cue(lemma=lemma, act=Act.DECLINE, polarity=Polarity.NEGATIVE),
            speaker=speaker,
        )


def _declined(scene: Scene, found: dict[int, Finding], verb: Token) -> tuple[Stretch, tuple[int, int]] | None:
    """The cue and what was declined."""
    lemma = verb.lemma_.lower()
    negated = any(child.dep_ == "neg" for child in scene.children[verb.i])
    cue = cue_stretch(scene, verb.i)
    if lemma in _REFUSING and not negated:
        return _refused(scene, found, verb, cue)
    if lemma in _ANSWERING and negated:
        asked = _object(scene, verb, "to") if lemma != "return" else scene.child(verb.i, "dobj")
        if asked is not None and asked.lemma_.lower() in _ASKED and asked.i > verb.i:
            return cue, _phrase(scene, asked)
    if lemma == "have":
        thing = scene.child(verb.i, "dobj")
        if thing is not None and thing.lemma_.lower() == "comment" and scene.has(thing.i, "det"):
            none = next(c for c in scene.children[thing.i] if c.dep_ == "det")
            if none.lower_ == "no":
                return cue, _phrase(scene, thing)
    if lemma in _KEPT and is_unwilling(scene, verb):
        thing = scene.child(verb.i, "dobj")
        if thing is not None and thing.i > verb.i:
            return cue, _phrase(scene, thing)
    if lemma == "comment" and negated and verb.tag_ != "VBG":
        topic = _object(scene, verb, "on", "about")
        if topic is not None:
            return cue, _phrase(scene, topic)
        if cue.first < verb.i:
            return Stretch(cue.first, verb.i - 1, verb.i), (verb.idx, scene.end_of(verb.i))
    return None


def is_unwilling(scene: Scene, verb: Token) -> bool:
    """True for "would not say" and "won't confirm"."""
    words = {child.lower_ for child in scene.children[verb.i] if child.dep_ in ("aux", "neg") and child.i < verb.i}
    return not words.isdisjoint({"would", "will", "wo"}) and not words.isdisjoint({"not", "n't", "n’t"})


def _refused(
    scene: Scene, found: dict[int, Finding], verb: Token, cue: Stretch
) -> tuple[Stretch, tuple[int, int]] | None:
    for child in scene.children[verb.i]:
        if child.i < verb.i:
            continue
        if child.dep_ == "xcomp" and child.i in scene.cues and child.i not in found:  # others: the infinitive rule
            mark = next((c for c in scene.children[child.i] if c.dep_ == "aux" and c.lower_ == "to"), None)
            if verb.dep_ == "relcl" and child.right_edge.i == child.i:
                return None  # "reasons, which she declined to specify": what, stands elsewhere
            if mark is not None:
                return Stretch(cue.first, mark.i, verb.i), (
                    scene.begin_of(mark.i + 1),
                    scene.end_of(child.right_edge.i),
                )
        if child.dep_ == "dobj" and (
            child.lemma_.lower() in _COMMENT or (child.lemma_.lower() in _ASKED and _mentions(scene, child, _COMMENT))
        ):
            return cue, _phrase(scene, child)
    return None


def _mentions(scene: Scene, noun: Token, words: frozenset[str]) -> bool:
    return any(t.lemma_.lower() in words for t in scene.tokens[noun.left_edge.i : noun.right_edge.i + 1])


def _object(scene: Scene, verb: Token, *prepositions: str) -> Token | None:
    for child in scene.children[verb.i]:
        if child.dep_ == "prep" and child.lower_ in prepositions and child.i > verb.i:
            return scene.child(child.i, "pobj")
    return None


def _phrase(scene: Scene, noun: Token) -> tuple[int, int]:
    """The noun phrase without a day or a place that belongs to the verb."""
    last = noun.i
    for child in scene.children[noun.i]:
        if child.i < noun.i:
            continue
        if child.dep_ not in _IN_THE_PHRASE or (
            child.dep_ == "prep" and child.lower_ in ("on", "in", "by", "at") and child.i > noun.i + 1
        ):
            break
        last = child.right_edge.i
    return scene.begin_of(noun.left_edge.i), scene.end_of(last)
