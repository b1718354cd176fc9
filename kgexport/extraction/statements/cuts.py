"""Where a content ends because another cue goes on beside its own."""

from bisect import bisect_right
from collections.abc import Iterator

from kgexport.extraction.statements.regions import cue_stretch
from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.statements.subjects import adds, continuations
from kgexport.extraction.tree import Token

_ELABORATING = frozenset({"elaborate", "specify"})
_DETAILS = frozenset({"detail", "evidence", "example", "explanation", "proof", "reason", "source", "specific"})


def cut(scene: Scene, verb: int, first: int, last: int) -> int:
    """The last token of the content before a cue that goes on beside this one ("…, adding that …", "…, while Y said …")."""
    denial = bisect_right(scene.denial_starts, first)
    if denial < len(scene.denial_starts) and verb < scene.denial_starts[denial] <= last:
        last = scene.denial_starts[denial] - 2  # "…, which he denied": the writer's, as is the comma
    contrast = bisect_right(scene.contrasts, first)
    if contrast < len(scene.contrasts) and scene.contrasts[contrast] <= last:
        last = _before(scene, first, scene.contrasts[contrast])
    silence = next(
        (t.i for t in scene.parsed.doc.by_lemma.get("without", ()) if first < t.i < last and _is_silence(t)), None
    )
    if silence is not None:
        last = _before(scene, first, silence)
    for other in continued_by(scene, verb, first, last):
        return min(last, _before(scene, first, other.first))
    return last


def _is_silence(without: Token) -> bool:
    """True for "without elaborating" and "without giving details": how it was said, and no part of it."""
    doing = without.nbor()
    if doing.tag_ != "VBG":
        return False
    return doing.lemma_ in _ELABORATING or any(c.dep_ == "dobj" and c.lemma_ in _DETAILS for c in doing.rights)


def _before(scene: Scene, first: int, behind: int) -> int:
    """The last token before ``behind`` that is no joint."""
    end = behind - 1
    while end > first and (scene.tokens[end].text in {",", ";", "—", "–"} or scene.tokens[end].dep_ == "cc"):
        end -= 1
    return end


def continued_by(scene: Scene, verb: int, first: int, last: int) -> Iterator[Stretch]:
    """The cues inside ``first..last`` that go on beside ``verb`` and are no part of what it reports."""
    for index in continuations(scene, verb):
        if first < index <= last:
            stretch = cue_stretch(scene, index)
            before = [] if adds(scene, index) else [c.left_edge.i for c in scene.children[index] if c.i < index]
            start = min([stretch.first, *before])
            if start > first:
                yield Stretch(start, stretch.last, index)
