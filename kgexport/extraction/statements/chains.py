"""Chains: which statement rests on which. Nesting, stated relays, and relays that an article established earlier."""

from collections.abc import Sequence

from kgexport.extraction.draft import Draft
from kgexport.extraction.statements.finding import Finding
from kgexport.extraction.statements.scene import Scene
from kgexport.model import AnonymousSource, AnyAgent

_BARE_DETERMINERS = frozenset(
    {"one", "another", "a", "the", "this", "that", "second", "other", "these", "those", "two", "both"}
)


def nested_in(findings: Sequence[Finding]) -> dict[int, list[int]]:
    """For each finding (by its number) those whose cue lies in its content and in no smaller content: what it rests on."""
    edges: list[tuple[int, int, int]] = []  # begin, -end, finding
    for number, finding in enumerate(findings):
        edges.extend((begin, -end, number) for begin, end in finding.content)
    edges.sort()
    cues = sorted((finding.begin, number) for number, finding in enumerate(findings) if finding.cue is not None)
    found: dict[int, list[int]] = {}
    stack: list[tuple[int, int]] = []  # end, finding
    position = 0
    for at, number in cues:
        while position < len(edges) and edges[position][0] <= at:
            stack.append((-edges[position][1], edges[position][2]))
            position += 1
        while stack and stack[-1][0] <= at:
            stack.pop()
        for end, outer in reversed(stack[-6:]):
            if at < end and outer != number and findings[outer].content != findings[number].content:
                found.setdefault(outer, []).append(number)
                break
    return found


def is_bare_source(scene: Scene, finding: Finding) -> bool:
    """True for "one source", "the official": somebody whom only an earlier passage can place."""
    who = finding.speaker
    if who is None:
        return False
    head = scene.tokens[who.head]
    if head.pos_ != "NOUN":
        return False
    words = [scene.tokens[i] for i in range(who.first, who.last + 1) if i != who.head]
    if not all(word.lower_ in _BARE_DETERMINERS for word in words):
        return False
    lemma = head.lemma_.lower()
    if lemma == "source":
        return True
    return lemma in {"official", "diplomat", "person", "insider"} and any(
        w.lower_ in ("the", "this", "that", "one", "another", "second", "other") for w in words
    )


def is_anonymous(draft: Draft, made: dict[str, AnyAgent], agent: str) -> bool:
    """True for an anonymous source that the draft knows or that this step made."""
    return isinstance(draft.agents.get(agent) or made.get(agent), AnonymousSource)
