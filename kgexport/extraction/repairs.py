"""What the parser hangs wrongly in a way that grammar alone shows, put right once for all that read the tree."""

from spacy.symbols import conj
from spacy.tokens import Doc, Token

_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_VERBS = frozenset({"AUX", "VERB"})
_SUBJECTS = frozenset({"csubj", "expl", "nsubj", "nsubjpass"})
_BY_INFINITIVE = frozenset({"acl", "advcl", "ccomp", "relcl", "xcomp"})
_MAX_STEPS = 5


def hang_finite_verbs_on_finite_ones(doc: Doc) -> None:
    """Moves a finite verb that is coordinated with an infinitive to the finite verb above it; changes ``doc`` in place.

    In "he ordered the army to help and would fly to Riga" he flies, and not the army: "and" joins like with like.
    """
    for index in (doc.to_array("DEP") == conj).nonzero()[0].tolist():
        token = doc[index]
        if token.pos_ not in _VERBS or not _is_surely_finite(token) or any(c.dep_ in _SUBJECTS for c in token.lefts):
            continue
        first = token.head
        while first.dep_ == "conj" and first.head.pos_ in _VERBS:
            first = first.head
        if first.dep_ not in _BY_INFINITIVE or not _is_infinitive(first):
            continue
        governor = _finite_above(first)
        if governor is not None and governor.sent.start == token.sent.start:
            token.head = governor


def _finite_above(token: Token) -> Token | None:
    for _ in range(_MAX_STEPS):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in _VERBS and _is_finite(token):
            return token
    return None


def _is_finite(token: Token) -> bool:
    if token.tag_ in _FINITE:
        return True
    helping = (c for c in token.lefts if c.dep_ in ("aux", "auxpass"))
    return any(c.tag_ == "MD" or c.tag_ in _FINITE for c in helping)


def _is_surely_finite(token: Token) -> bool:
    """Not for a present tense that has the form of the infinitive: "urged them to wait and *take* part" is one by mistake."""
    return _is_finite(token) and (token.tag_ != "VBP" or token.lower_ != token.lemma_.lower())


def _is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.lefts)
