"""Rule: a statement inside a quotation ("Peter Holm told me the quay was safe," she said): a node of its own.

Only what is beyond doubt: a plain cue verb with a subject of its own and a clause behind it, all within one quotation. What
"I" and "we" say there is what the speaker says, and "you" and "people" are nobody in particular.
"""

from collections.abc import Iterator

from kgexport.extraction.statements.finding import Finding
from kgexport.extraction.statements.regions import finding_at, first_word
from kgexport.extraction.statements.scene import Scene
from kgexport.extraction.statements.sources import names_source
from kgexport.extraction.statements.subjects import phrase
from kgexport.extraction.tree import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_NOBODY = frozenset(
    {
        "i",
        "we",
        "you",
        "it",
        "that",
        "this",
        "who",
        "which",
        "what",
        "one",
        "people",
        "they",
        "everybody",
        "someone",
        "somebody",
    }
)
_QUESTIONS = frozenset({"WP", "WRB", "WDT"})
_UNREAL = frozenset({"if", "unless", "whether", "when", "until"})
_MODALS = frozenset({"should", "must", "can", "may", "might", "could", "'d", "ought", "would", "will"})


def statements_in_quotations(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for cues that stand, with their subject and their clause, within one quotation."""
    for token in scene.tokens:
        number = scene.quote_of[token.i]
        if number < 0 or token.tag_ not in _FINITE or token.i in found:
            continue
        entry = scene.lexicon.verbs.get(token.lemma_.lower())
        if entry is None or not entry.plain or "clause" not in entry.takes or not _is_real(scene, token):
            continue
        subject = scene.child(token.i, "nsubj")
        clause = next((c for c in scene.children[token.i] if c.dep_ == "ccomp" and c.i > token.i), None)
        if subject is None or clause is None or subject.i > token.i or subject.lower_ in _NOBODY:
            continue
        if not scene.has(clause.i, "nsubj", "nsubjpass", "expl") or scene.tokens[clause.left_edge.i].tag_ in _QUESTIONS:
            continue
        speaker = phrase(scene, subject.i, without=token.i)
        first = first_word(scene, max(token.i + 1, clause.left_edge.i), clause.right_edge.i)
        last = clause.right_edge.i
        while last > first and scene.quote_of[last] != number:
            last -= 1
        inside = scene.quote_of[speaker.first] == number == scene.quote_of[first]
        if not inside or first > last or not names_source(scene, speaker):
            continue
        while last > first and (scene.tokens[last].is_punct or scene.tokens[last].is_space):
            last -= 1
        yield finding_at(
            scene,
            token.i,
            entry,
            rule="within-quotation",
            content=((scene.begin_of(first), scene.end_of(last)),),
            speaker=speaker,
        )


def _is_real(scene: Scene, verb: Token) -> bool:
    """False for what nobody is reported to have said: conditions, questions, mere possibilities."""
    for child in scene.children[verb.i]:
        if child.i < verb.i and child.lower_ in _UNREAL and child.dep_ in ("mark", "advmod"):
            return False
        if (child.dep_ == "aux" and child.lower_ in _MODALS) or child.lower_ == "ever":
            return False
    last = scene.sentence[verb.i][1]
    return all(token.text != "?" for token in scene.tokens[max(verb.i, last - 2) : last + 1])
