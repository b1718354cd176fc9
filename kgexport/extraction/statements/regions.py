"""The reporting clause around a cue verb, and the stretches on both sides of it where its content can stand."""

from kgexport.extraction.statements.finding import Finding, Spans
from kgexport.extraction.statements.lexicon import Cue
from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.statements.subjects import own_subject
from kgexport.extraction.tree import Token

_OF_THE_CLAUSE = frozenset(
    {"prep", "agent", "npadvmod", "advmod", "prt", "dative", "dobj", "neg", "aux", "punct", "acomp"}
)
_SEPARATORS = frozenset({",", ";", ":", "—", "–", "-", "--"})
_REFUSING = frozenset({"decline", "refuse"})
_NEAR = 4
_AUXILIARIES = frozenset({"aux", "auxpass", "neg"})


def cue_stretch(scene: Scene, verb: int) -> Stretch:
    """The cue as it stands: auxiliaries, negation, verb and particle, without what stands between subject and auxiliary."""
    first = last = verb
    token = scene.tokens[verb]
    if token.dep_ == "xcomp" and token.head.lemma_.lower() in _REFUSING and verb - _NEAR <= token.head.i < verb:
        return Stretch(cue_stretch(scene, token.head.i).first, verb, verb)  # "declined to say"
    for child in scene.children[verb]:
        if child.dep_ in _AUXILIARIES and verb - 4 <= child.i < first:
            first = child.i
        elif child.dep_ == "prt" and child.i == last + 1:
            last = child.i
    return Stretch(first, last, verb)


def finding_at(scene: Scene, verb: int, entry: Cue, *, rule: str, content: Spans, speaker: Stretch | None) -> Finding:
    """What a rule read at a cue verb: the cue is the verb with what belongs to it, as it stands."""
    cue = cue_stretch(scene, verb)
    return Finding(
        rule=rule,
        content=content,
        cue=(scene.begin_of(cue.first), scene.end_of(cue.last)),
        verb=verb,
        lemma=entry.lemma,
        entry=entry,
        speaker=speaker,
    )


def clause_of(scene: Scene, verb: int, speaker: Stretch | None) -> Stretch:
    """The reporting clause: subject, cue, and the adverbials and objects right behind it; never the content."""
    cue = cue_stretch(scene, verb)
    first, last = cue.first, cue.last
    own = own_subject(scene, verb)
    if own is not None and speaker is not None and speaker.first <= own.i <= speaker.last:
        first, last = min(first, speaker.first), max(last, speaker.last)
    for child in scene.children[verb]:
        if child.i < verb:
            if child.dep_ in ("advmod", "neg") and child.right_edge.i == first - 1:
                first = child.left_edge.i
            continue
        if child.i <= last:
            continue
        if child.dep_ not in _OF_THE_CLAUSE or scene.quote_of[child.left_edge.i] >= 0:
            break
        if child.dep_ == "punct" and child.text not in ",":
            break
        if child.dep_ == "punct":
            continue
        if child.left_edge.i > last + 2:
            break
        last = max(last, _before_quote(scene, child))
    return Stretch(first, last, verb)


def _before_quote(scene: Scene, child: Token) -> int:
    last = child.right_edge.i
    for index in range(child.left_edge.i, last + 1):
        if scene.quote_of[index] >= 0 or scene.tokens[index].text == ":":
            return max(child.left_edge.i, index - 1)
    return last


def first_word(scene: Scene, first: int, last: int) -> int:
    """The first token of a stretch that is neither a separator nor the complementiser; last + 1 when there is none."""
    while first <= last:
        token = scene.tokens[first]
        if token.text in _SEPARATORS or token.is_space or (token.lower_ == "that" and token.dep_ == "mark"):
            first += 1
        else:
            return first
    return first
