"""How it is said: act, polarity, certainty and the hedge, from the cue and from the clause that it governs."""

from dataclasses import dataclass

from kgexport.extraction.statements.declines import is_unwilling
from kgexport.extraction.statements.finding import Finding
from kgexport.extraction.statements.scene import Scene
from kgexport.extraction.statements.subjects import is_passive
from kgexport.extraction.tree import Token
from kgexport.model import Act, Certainty, Polarity

_HEDGES: dict[str, Certainty] = {
    "allegedly": Certainty.POSSIBLE,
    "supposedly": Certainty.POSSIBLE,
    "purportedly": Certainty.POSSIBLE,
    "ostensibly": Certainty.POSSIBLE,
    "possibly": Certainty.POSSIBLE,
    "perhaps": Certainty.POSSIBLE,
    "maybe": Certainty.POSSIBLE,
    "reportedly": Certainty.PROBABLE,
    "apparently": Certainty.PROBABLE,
    "probably": Certainty.PROBABLE,
    "presumably": Certainty.PROBABLE,
    "likely": Certainty.PROBABLE,
}
_MODALS: dict[str, Certainty] = {"may": Certainty.POSSIBLE, "might": Certainty.POSSIBLE, "could": Certainty.POSSIBLE}
_REFUSING = frozenset({"decline", "refuse"})
_RANK = {Certainty.CERTAIN: 0, Certainty.PROBABLE: 1, Certainty.POSSIBLE: 2}
_SAYING = frozenset({Act.SAY, Act.CLAIM, Act.CONFIRM})
# "He said he did not know": no denial of a deed.
_STATES = frozenset(
    {
        *("want", "like", "know", "think", "believe", "need", "expect", "mind", "care", "see", "understand", "feel"),
        *(
            "wish",
            "hope",
            "remember",
            "recall",
            "trust",
            "hear",
            "find",
            "hesitate",
            "worry",
            "regret",
            "blame",
            "love",
        ),
    }
)
_FEELINGS = frozenset(
    {
        *(
            "aware",
            "sure",
            "certain",
            "able",
            "ready",
            "willing",
            "interested",
            "surprised",
            "worried",
            "afraid",
            "happy",
        ),
        *("concerned", "optimistic", "alone"),
    }
)
_CLAIMS = frozenset({"report", "charge", "rumor", "rumour", "story", "speculation"})
_PERSONAL = frozenset({"i", "we", "he", "she", "they", "it"})


@dataclass(frozen=True, slots=True)
class Wording:
    """Act, polarity, certainty, and the token that hedges."""

    act: Act
    polarity: Polarity
    certainty: Certainty
    hedge: int | None = None


def wording_of(scene: Scene, finding: Finding) -> Wording:
    """The wording of a finding. A negated cue ("never said") has negative polarity; "said he never …" is a denial."""
    entry = finding.entry
    act, polarity = (entry.act, entry.polarity) if entry else (Act.SAY, Polarity.POSITIVE)
    certainty = entry.certainty if entry else Certainty.CERTAIN
    hedge: int | None = None
    governed: list[Token] = []
    if finding.verb is not None:
        verb = scene.tokens[finding.verb]
        if finding.lemma == "dismiss" and (thing := scene.child(verb.i, "dobj")) and _is_claim(scene, thing):
            act, polarity = Act.DENY, Polarity.NEGATIVE  # "dismissed the claim as groundless"
        if _is_negated(scene, verb):
            polarity = Polarity.NEGATIVE if polarity is Polarity.POSITIVE else Polarity.POSITIVE
        if finding.rule == "raised-subject" or (verb.dep_ == "xcomp" and is_passive(scene, verb.head.i)):
            certainty = max(certainty, Certainty.PROBABLE, key=_RANK.__getitem__)  # "is said to have …" is hearsay
        if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _REFUSING:
            act, polarity = Act.DECLINE, Polarity.NEGATIVE
        if (finding.lemma in ("tell", "ask") and finding.rule == "infinitive") or (
            finding.lemma == "ask" and finding.rule == "preposition"
        ):
            act, certainty = Act.DEMAND, Certainty.CERTAIN
        # "did not deny", "neither confirmed nor denied": nothing is denied, and nothing said.
        undenied = act is Act.DENY and polarity is Polarity.POSITIVE
        silent = act is Act.SAY and finding.lemma == "say" and is_unwilling(scene, verb)  # "would not say why"
        if undenied or silent or act is Act.DECLINE or (act in (Act.CONFIRM, Act.DENY) and _neither_nor(scene, verb)):
            act, polarity = Act.DECLINE, Polarity.NEGATIVE
        if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl") and verb.head.i < verb.i:
            hedge, certainty = _hedge_on(scene, verb.head, certainty)  # "reportedly wrote to her, saying …"
        governed = [verb, *_heads_of_content(scene, finding)]
        if act in _SAYING and polarity is Polarity.POSITIVE and _disclaims(scene, finding, governed[1:]):
            act = Act.DENY
    for holder in governed:
        for child in scene.children[holder.i]:
            found = _HEDGES.get(child.lower_)
            if found is None and child.dep_ == "aux" and holder is not governed[0]:
                found = _MODALS.get(child.lower_)
            if found is not None and scene.quote_of[child.i] < 0 and _RANK[found] > _RANK[certainty]:
                certainty, hedge = found, child.i
            elif found is not None and hedge is None and scene.quote_of[child.i] < 0:
                hedge = child.i
    return Wording(act, polarity, certainty, hedge)


def _is_claim(scene: Scene, noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    entry = scene.lexicon.nouns.get(lemma)
    return (entry is not None and entry.act is Act.CLAIM) or lemma in _CLAIMS


def _hedge_on(scene: Scene, verb: Token, certainty: Certainty) -> tuple[int | None, Certainty]:
    for child in scene.children[verb.i]:
        found = _HEDGES.get(child.lower_)
        if found is not None and scene.quote_of[child.i] < 0 and _RANK[found] > _RANK[certainty]:
            return child.i, found
    return None, certainty


def _neither_nor(scene: Scene, verb: Token) -> bool:
    """True for "neither confirmed nor denied" and "would not confirm or deny"."""
    near = scene.tokens[max(0, verb.i - 5) : verb.i]
    joined = (
        any(t.lemma_.lower() in ("confirm", "deny") and t.i < verb.i for t in near) or verb.lemma_.lower() == "confirm"
    )
    return joined and any(t.lower_ in ("nor", "neither") or t.dep_ == "neg" for t in near)


def _is_negated(scene: Scene, verb: Token) -> bool:
    return any(
        child.dep_ == "neg" or (child.lower_ == "never" and child.i < verb.i) for child in scene.children[verb.i]
    )


def _heads_of_content(scene: Scene, finding: Finding) -> list[Token]:
    """The main verbs of the content: its tokens whose head lies outside it, with the verbs coordinated to them."""
    if not finding.content or finding.verb is None:
        return []
    begin, end = finding.content[0]
    tokens = scene.parsed.tokens(begin, end)
    first, last = tokens.start, tokens.end - 1
    for token in tokens[:60]:
        if token.pos_ in ("VERB", "AUX") and not first <= token.head.i <= last:
            return [token]
        if token.dep_ == "ROOT":
            return [token]
    return []


def _disclaims(scene: Scene, finding: Finding, heads: list[Token]) -> bool:
    """True for "said he never discussed it": the subject is the speaker, the clause is negated and about the past."""
    for head in heads:
        if not _is_negated(scene, head):
            continue
        if not (
            head.tag_ in ("VBD", "VBN")
            or any(c.lower_ in ("did", "had", "was", "were") for c in scene.children[head.i])
        ):
            continue
        feeling = scene.child(head.i, "acomp")
        if head.lemma_.lower() in _STATES or (feeling is not None and feeling.lower_ in _FEELINGS):
            continue
        subject = scene.child(head.i, "nsubj", "nsubjpass")
        if (
            subject is not None
            and subject.lower_ in _PERSONAL
            and subject.lower_ != "it"
            and _same(scene, finding, subject)
        ):
            return True
    return False


def _same(scene: Scene, finding: Finding, subject: Token) -> bool:
    """True where the draft knows both as one agent (or, where it knows nothing, for a pronoun right behind the cue)."""
    who = finding.speaker
    if who is None:
        return False
    draft = scene.draft
    ours = {t for t, _ in draft.referents_at(scene.begin_of(who.head), scene.end_of(who.head)) if t in draft.agents}
    theirs = {t for t, _ in draft.referents_at(subject.idx, subject.idx + len(subject)) if t in draft.agents}
    return bool(ours & theirs) or subject.lower_ == scene.tokens[who.head].lower_
