"""Rule: a cue verb with a clause, an infinitive or a noun phrase that says what was said."""

from collections.abc import Iterator

from kgexport.extraction.statements.complements import (
    around,
    hung_above,
    interrupted,
    lacks_subject,
    right_clause,
    subject_before,
    that_clause,
)
from kgexport.extraction.statements.contents import spans
from kgexport.extraction.statements.finding import Finding
from kgexport.extraction.statements.lexicon import Cue
from kgexport.extraction.statements.phrases import (
    accusation,
    behind_preposition,
    gerund,
    infinitive,
    predication,
    raised,
    said_object,
)
from kgexport.extraction.statements.regions import finding_at
from kgexport.extraction.statements.scene import REACH, Scene, Stretch
from kgexport.extraction.statements.sources import DOCUMENT_HEADS, SHOWING, is_document, names_outlet, names_source
from kgexport.extraction.statements.subjects import ISSUING, is_passive, own_subject, subject_of
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.model import Act, Person

_IRREALIS = frozenset({"if", "unless", "whether"})
_FINDERS = words(
    "analyst auditor author commission committee coroner court data economist expert figure inquiry inspector "
    "investigation investigator judge jury panel pollster regulator research researcher scientist statistic team "
    "tribunal watchdog"
)
# Things do these without speaking ("the job demands patience", "the figures suggest that …"): the subject must be a speaker.
_ACTS = frozenset({"infinitive", "predication", "accusation", "preposition", "gerund", "object"})
_IMAGINING = frozenset({"imagine", "suppose", "pretend", "assume", "wish"})
_NOBODY = frozenset({"you", "'s", "nobody", "none", "neither"})
_AFTERWARDS = frozenset({"later", "only", "subsequently", "eventually"})
_UNREAL = frozenset({"would", "will", "'ll", "’ll", "wo", "'d", "’d"})
_DEEDS = words(
    "appear arrive board buy carry climb come drive drop enter fall go grow leave lie look move ride rise run "
    "sell sit stand take turn walk wear"
)
_MODALS = frozenset({"should", "must", "can", "may", "might", "could", "ought"})


def complement_clauses(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for cue verbs that govern what is said, on either side or around the reporting clause."""
    for verb, entry in scene.cues.items():
        if verb in found or not _is_reported(scene, verb):
            continue
        speaker = subject_of(scene, verb)
        if speaker is not None and _is_nobody(scene, speaker):
            continue
        parts, rule = _content(scene, verb, speaker)
        if rule == "parenthetical":
            parts = _without_own_cue(scene, found, verb, parts)
        content = spans(scene, parts)
        if not content:
            continue
        if speaker is None and not _may_lack_speaker(scene, verb):
            continue
        if _is_cut_off(scene, content[-1][1], verb) or _only_shows(scene, verb):
            continue
        if "outlet" in entry.takes and (speaker is None or not names_outlet(scene, speaker)):
            continue
        if "finding" in entry.takes and (speaker is None or not _finds(scene, speaker)):
            continue
        if speaker is not None and _must_be_source(scene, rule, entry, speaker) and not names_source(scene, speaker):
            continue
        yield finding_at(scene, verb, entry, rule=rule, content=content, speaker=speaker)


def _without_own_cue(
    scene: Scene, found: dict[int, Finding], verb: int, parts: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """As in "Berg said the plan had failed, he added": one statement with two cues, and the first one is no part of it."""
    own = own_subject(scene, verb)
    if own is None or own.lower_ not in ("he", "she", "they", "it"):
        return parts
    begin, end = parts[0]
    first = next((i + 1 for i in range(verb, scene.sentence[verb][0], -1) if scene.tokens[i].text == ";"), None)
    if first is None:
        first = scene.sentence[verb][0]
    for cue in range(first, min(verb, first + REACH)):
        subject = own_subject(scene, cue) if cue in scene.cues else None
        if subject is None or not scene.cues[cue].plain or "clause" not in scene.cues[cue].takes:
            continue
        if subject.i > cue or subject.left_edge.i > first + 1 or scene.has(cue, "neg", "mark") or parts[1:]:
            return parts
        if not _may_mean(scene, own, subject):
            return parts
        if cue in found:
            found[cue].content = spans(scene, [(b, min(e, end)) for b, e in found[cue].content if b < end])
            return []
        return [(max(begin, scene.begin_of(cue + 1)), end)] if scene.tokens[cue + 1].text == "," else parts
    return parts


def _may_mean(scene: Scene, pronoun: Token, subject: Token) -> bool:
    """True where number and kind do not keep "he", "it" or "they" from being the one who is named before."""
    if subject.pos_ == "PRON":
        return subject.lower_ == pronoun.lower_
    if pronoun.lower_ == "they" or subject.tag_ in ("NNS", "NNPS"):
        return pronoun.lower_ == "they" and subject.tag_ in ("NNS", "NNPS")
    named = [target for target, _ in scene.draft.referents_at(subject.idx, subject.idx + len(subject))]
    person = any(isinstance(scene.draft.agents.get(target), Person) for target in named)
    return person != (pronoun.lower_ == "it")


def _must_be_source(scene: Scene, rule: str, entry: Cue, who: Stretch) -> bool:
    """True for what things do, too, without speaking: they demand and suggest; but whatever accuses is somebody."""
    accuses = entry.act is Act.ACCUSE and scene.tokens[who.head].tag_ == "NNS"
    return (rule in _ACTS and not accuses) or entry.lemma in SHOWING


def _only_shows(scene: Scene, verb: int) -> bool:
    """True for "He takes the left seat, suggesting that …": what somebody does shows it, and nobody says so."""
    token = scene.tokens[verb]
    showing = token.tag_ == "VBG" and token.dep_ == "advcl" and scene.cues[verb].lemma in SHOWING
    return showing and token.head.i < verb and token.head.lemma_.lower() in _DEEDS


def _finds(scene: Scene, who: Stretch) -> bool:
    head = scene.tokens[who.head]
    return is_document(scene, who) or head.lemma_.lower() in _FINDERS


def _is_cut_off(scene: Scene, end: int, verb: int) -> bool:
    """True for a content that ends in a bare cue ("…, CNN reported the governor said"): what was said stands elsewhere."""
    last = scene.parsed.token_at(end - 1)
    if last.dep_ in ("relcl", "acl") and any(c.lower_ == "to" for c in scene.children[last.i]):
        return False  # "said she had nothing to add"
    return (
        last.i in scene.cues
        and last.i > verb
        and last.head.i != last.i
        and (last.tag_ in ("VBD", "VBZ", "VBP") or scene.has(last.i, "nsubj"))  # not "was being kept informed"
        and not scene.has(last.i, "dobj", "ccomp", "neg")
        and not is_passive(scene, last.i)
    )


def _is_reported(scene: Scene, verb: int) -> bool:
    """False for conditions, commands and mere possibilities: nobody is reported to have said it."""
    token = scene.tokens[verb]
    condition = scene.children[token.head.i] if token.dep_ == "conj" else []  # "if it failed or they said so"
    for child in [*condition, *scene.children[verb]]:
        if child.i < verb and child.dep_ == "mark" and child.lower_ in _IRREALIS:
            return False
    for child in scene.children[verb]:
        if child.dep_ == "aux" and (child.lower_ in _MODALS or (child.lower_ in _UNREAL and not _is_told(scene, verb))):
            return False
    if token.dep_ == "ccomp" and token.head.i < verb and token.head.lemma_.lower() in _IMAGINING:
        return False  # "Imagine a mayor said …"
    if scene.cues[verb].lemma in ("go on", "continue", "begin") and any(
        child.dep_ in ("xcomp", "advcl", "ccomp") and child.i in scene.cues and child.i > verb
        for child in scene.children[verb]
    ):
        return False  # "went on to add": the second verb is the cue
    if token.tag_ == "VB" and token.dep_ in ("acl", "relcl") and any(c.lower_ == "to" for c in scene.children[verb]):
        return _is_what_a_text_does(scene, verb)  # not "the first mayor to refuse"
    return not (token.tag_ == "VB" and token.dep_ == "ROOT" and own_subject(scene, verb) is None)


def _is_what_a_text_does(scene: Scene, verb: int) -> bool:
    """True for "issued a statement to clarify that …": the statement says it."""
    noun = scene.tokens[verb].head
    issued = (
        noun.dep_ == "dobj" and noun.head.lemma_.lower() in ISSUING and noun.head.tag_ in ("VBD", "VBZ", "VBP", "VBN")
    )
    return issued and noun.lemma_.lower() in DOCUMENT_HEADS and scene.has(verb, "ccomp")


def _is_generic(scene: Scene, verb: int) -> bool:
    """True for "those who are accused of crimes": a kind of people, no accusation."""
    subject = scene.child(verb, "nsubjpass")
    return subject is not None and subject.tag_ in ("WP", "WDT")


def _is_nobody(scene: Scene, who: Stretch) -> bool:
    """True for "you", "nobody" and "no group": whatever follows, nobody has said it; nor "whose offer he declined"."""
    return (
        any(c.tag_ == "WP$" for c in scene.children[who.head])
        or scene.tokens[who.head].lower_ in _NOBODY
        or any(c.dep_ in ("det", "preconj") and c.lower_ in ("no", "neither") for c in scene.children[who.head])
    )


def _is_told(scene: Scene, verb: int) -> bool:
    """True for "would not say whether" and "would later say": no mere hypothesis, and no plan."""
    return any(c.dep_ == "neg" or c.lower_ in _AFTERWARDS for c in scene.children[verb])


def _may_lack_speaker(scene: Scene, verb: int) -> bool:
    return is_passive(scene, verb) and scene.has(verb, "expl", "nsubjpass")


def _content(scene: Scene, verb: int, speaker: Stretch | None) -> tuple[list[tuple[int, int]], str]:
    entry = scene.cues[verb]
    if "clause" in entry.takes:
        right = right_clause(scene, verb)
        if right is not None:
            parts = [_offsets(scene, right)]
            left = interrupted(scene, verb, speaker, right) or subject_before(scene, verb, right)
            if left is None and lacks_subject(scene, right):
                return [], ""
            return ([left, *parts] if left else parts), "complement-clause"
        on_both_sides = around(scene, verb, speaker)
        if on_both_sides:
            return on_both_sides, "parenthetical"
        beyond = hung_above(scene, verb, speaker) or that_clause(scene, verb)
        if beyond:
            return [beyond], "complement-clause"
    if "infinitive" in entry.takes:
        part = infinitive(scene, verb)
        if part is not None:
            return [part], "infinitive"
    if "small" in entry.takes or "as" in entry.takes:
        parts = predication(scene, verb)
        if parts:
            return parts, "predication"
    if "of" in entry.takes or "for" in entry.takes:
        parts = accusation(scene, verb)
        if parts and not _is_generic(scene, verb):
            return parts, "accusation"
    if is_passive(scene, verb):
        parts = raised(scene, verb)
        if parts and not _is_generic(scene, verb):
            return parts, "raised-subject"
    if "gerund" in entry.takes or ("clause" in entry.takes and entry.plain):
        part = gerund(scene, verb)
        if part is not None:
            return [part], "gerund"
    if "after" in entry.takes or entry.prepositions:
        part = behind_preposition(scene, verb, entry.prepositions or frozenset({entry.lemma.rsplit(" ", 1)[-1]}))
        if part is not None:
            return [part], "preposition"
    if "object" in entry.takes:
        part = said_object(scene, verb)
        if part is not None:
            return [part], "object"
    return [], ""


def _offsets(scene: Scene, stretch: Stretch) -> tuple[int, int]:
    return scene.begin_of(stretch.first), scene.end_of(stretch.last)
