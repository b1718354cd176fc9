"""Rules for relays: who passes on what somebody else said.

"The Gaze reports this, referring to CNN, citing sources" (the sentence before is the content), "CNN reported that …, citing
officials", "CNN quoted a source as saying …", "a White House official told CNN that …". Each link is a finding of its own
that is based on the next one.
"""

from collections.abc import Iterator

from kgexport.extraction.statements.chains import is_news_outlet
from kgexport.extraction.statements.contents import spans
from kgexport.extraction.statements.finding import Finding, Spans
from kgexport.extraction.statements.lexicon import Cue
from kgexport.extraction.statements.regions import cue_stretch
from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.statements.sources import names_source
from kgexport.extraction.statements.subjects import own_subject, phrase, subject_of
from kgexport.model import Act

_POINTING = frozenset({"this", "that"})
_REPORTING = frozenset({"report", "say", "write", "announce", "state", "note", "inform", "tell", "confirm", "disclose"})
_CITING = frozenset({"cite", "quote", "refer", "reference"})
_PERFECT = frozenset({"has", "have", "had"})
_MAX_TOKENS = 45


def relay_lines(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for sentences that only say who reported the sentence before."""
    for verb, entry in scene.cues.items():
        if verb in found or entry.lemma not in _REPORTING:
            continue
        first, last = scene.sentence[verb]
        if last - first > _MAX_TOKENS or not _points_back(scene, verb, first):
            continue
        speaker = subject_of(scene, verb)
        if speaker is None or not names_source(scene, speaker):
            continue
        content = _sentence_before(scene, first)
        if content is None:
            continue
        cue = cue_stretch(scene, verb)
        yield Finding(
            rule="relay-line",
            content=content,
            cue=(scene.begin_of(cue.first), scene.end_of(cue.last)),
            verb=verb,
            lemma=entry.lemma,
            entry=entry,
            speaker=speaker,
        )


def _points_back(scene: Scene, verb: int, first: int) -> bool:
    """True for "reports this", "reported about it", "this was reported by": the object only points at the text before."""
    children = scene.children[verb]
    if any(
        child.dep_ in ("neg", "aux") and child.dep_ != "auxpass" and child.lower_ not in _PERFECT for child in children
    ):
        return False
    if any(child.dep_ in ("ccomp", "xcomp") and child.i > verb for child in children):
        return False
    for child in children:
        if child.dep_ in ("dobj", "advmod") and child.lower_ in _POINTING:
            return child.i > verb
        if child.dep_ == "nsubjpass" and child.lower_ in ("this", "that") and child.i - first <= 1:
            return True
        if child.dep_ == "prep" and child.lower_ in ("about", "on"):
            pointed = scene.child(child.i, "pobj")
            if pointed is not None and pointed.lower_ in ("this", "it"):
                return True
    return False


def _sentence_before(scene: Scene, first: int) -> Spans | None:
    before = first - 1
    while before >= 0 and (scene.tokens[before].is_space or scene.tokens[before].is_punct):
        before -= 1
    if before < 0:
        return None
    begin, end = scene.sentence[before]
    content = spans(scene, [(scene.begin_of(begin), scene.end_of(end))])
    title = scene.parsed.article.title
    if not content or (title is not None and title.covers(*content[0])):
        return None
    return content


def cited_sources(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for "…, citing officials" and "…, referring to CNN": the source of what a cue before it reports."""
    for token in scene.tokens:
        lemma = token.lemma_.lower()
        if lemma not in _CITING or token.tag_ != "VBG" or scene.quote_of[token.i] >= 0 or token.i in found:
            continue
        who = _cited(scene, token.i)
        if who is None or not names_source(scene, who):
            continue
        relay = _relayed_by(scene, token.i, found)
        if relay is None or relay.speaker is None:
            continue
        if lemma != "cite" and not _passes_on(scene, relay):
            continue  # "…, she said, referring to the minister": she says whom she means
        last = who.first - 1
        while last > token.i and scene.tokens[last].pos_ not in ("VERB", "ADP"):
            last -= 1
        finding = Finding(
            rule="cited-source",
            content=relay.content,
            cue=(scene.begin_of(token.i), scene.end_of(last)),
            verb=token.i,
            lemma=lemma if lemma != "refer" else "refer to",
            entry=Cue(lemma=lemma),
            speaker=who,
            relayed_by=[relay],
        )
        found.setdefault(token.i, finding)
        yield finding


def _passes_on(scene: Scene, relay: Finding) -> bool:
    """True for a relay line, a citation, and the report of an outlet."""
    if relay.rule in ("relay-line", "cited-source"):
        return True
    head = relay.speaker.head if relay.speaker else 0
    referents = scene.draft.referents_at(scene.begin_of(head), scene.end_of(head))
    return any(is_news_outlet(scene.draft.agents.get(target)) for target, _ in referents)


def _cited(scene: Scene, verb: int) -> Stretch | None:
    named = scene.child(verb, "dobj")
    if named is None:
        to = next((c for c in scene.children[verb] if c.dep_ == "prep" and c.lower_ == "to"), None)
        named = scene.child(to.i, "pobj") if to is not None else None
    return phrase(scene, named.i, without=verb) if named is not None and named.i > verb else None


def _relayed_by(scene: Scene, participle: int, found: dict[int, Finding]) -> Finding | None:
    """The finding that "citing …" goes on with: the citation right before it, else the cue in its sentence that governs it."""
    first = scene.sentence[participle][0]
    best: Finding | None = None
    governors = {ancestor.i for ancestor in scene.ancestors(participle)}
    for index in range(participle - 1, max(first, participle - 60) - 1, -1):
        finding = found.get(index)
        if finding is None:
            continue
        if finding.rule == "cited-source":
            return finding
        if index in governors or finding.rule in ("relay-line", "according-to"):
            best = finding
    return best


def quoted_speakers(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for "CNN quoted a source as saying …": the one who quotes relays the one who is quoted."""
    for verb, inner in list(found.items()):
        token = scene.tokens[verb]
        if token.dep_ != "pcomp" or token.head.lower_ != "as":
            continue
        quoting = token.head.head
        if quoting.lemma_.lower() not in ("quote", "cite") or quoting.i in found:
            continue
        who = subject_of(scene, quoting.i)
        if who is None or (own_subject(scene, quoting.i) is None and quoting.dep_ not in ("conj", "advcl")):
            continue
        cue = cue_stretch(scene, quoting.i)
        relay = Finding(
            rule="quoted-as-saying",
            content=inner.content,
            cue=(scene.begin_of(cue.first), scene.end_of(cue.last)),
            verb=quoting.i,
            lemma=quoting.lemma_.lower(),
            entry=Cue(lemma="quote", act=Act.SAY),
            speaker=who,
            implicit=True,
        )
        inner.relayed_by.append(relay)
        yield relay
