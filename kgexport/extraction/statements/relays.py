"""Rules for relays: who passes on what somebody else said.

"The Gaze reports this, referring to CNN, citing sources" (the sentence before is the content), "CNN reported that …, citing
officials", "CNN quoted a source as saying …", "a White House official told CNN that …". Each link is a finding of its own
that is based on the next one.
"""

from collections.abc import Iterator

from kgexport.extraction.statements.contents import spans
from kgexport.extraction.statements.finding import Finding, Spans
from kgexport.extraction.statements.lexicon import Cue
from kgexport.extraction.statements.regions import cue_stretch, finding_at
from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.statements.sources import names_outlet, names_source
from kgexport.extraction.statements.subjects import own_subject, phrase, subject_of
from kgexport.extraction.tree import Token
from kgexport.model import Act

_POINTING = frozenset({"this", "that"})
_REPORTING = frozenset({"report", "say", "write", "announce", "state", "note", "inform", "tell", "confirm", "disclose"})
_CITING = frozenset({"cite", "quote", "refer", "reference"})
_PERFECT = frozenset({"has", "have", "had"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
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
        yield finding_at(scene, verb, entry, rule="relay-line", content=content, speaker=speaker)


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
        if lemma not in _CITING or scene.quote_of[token.i] >= 0 or token.i in found:
            continue
        if token.tag_ != "VBG" and not _is_relative(scene, token.i):
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


def _is_relative(scene: Scene, verb: int) -> bool:
    """True for "…, which cited two officials"."""
    before = scene.tokens[max(0, verb - 2) : verb]
    return scene.tokens[verb].tag_ in ("VBD", "VBZ") and any(t.tag_ in ("WDT", "WP") for t in before)


def _passes_on(scene: Scene, relay: Finding) -> bool:
    """True for a relay line, a citation, and the report of an outlet."""
    if relay.rule in ("relay-line", "cited-source"):
        return True
    return relay.speaker is not None and names_outlet(scene, relay.speaker)


def _cited(scene: Scene, verb: int) -> Stretch | None:
    named = scene.child(verb, "dobj")
    if named is None:
        to = next((c for c in scene.children[verb] if c.dep_ == "prep" and c.lower_ == "to"), None)
        named = scene.child(to.i, "pobj") if to is not None else None
    if named is None or named.i <= verb:
        return None
    who = phrase(scene, named.i, without=verb)
    for index in range(
        who.head + 1, who.last + 1
    ):  # "citing two officials, that …": the clause is what the relay reports
        if scene.tokens[index].text == ",":
            return Stretch(who.first, index - 1, who.head)
    return who


def _relayed_by(scene: Scene, participle: int, found: dict[int, Finding]) -> Finding | None:
    """The finding that "citing …" goes on with: the citation right before it, else the cue in its sentence that governs it."""
    first = scene.sentence[participle][0]
    governor = scene.tokens[participle].head
    if governor.i > participle and scene.tokens[participle].dep_ == "advcl" and governor.i in found:
        return found[governor.i]  # "Reuters, citing two officials, reported that …"
    if governor.dep_ == "nsubj" and governor.head.i > participle and governor.head.i in found:
        return found[governor.head.i]  # the same, hung on Reuters
    best: Finding | None = None
    governors = {ancestor.i for ancestor in scene.ancestors(participle)}
    for index in range(participle - 1, max(first, participle - 60) - 1, -1):
        finding = found.get(index)
        if finding is None:
            continue
        if finding.rule == "cited-source":
            return finding
        if (
            index in governors
            or finding.rule in ("relay-line", "according-to")
            or _is_right_before(scene, index, participle)
        ):
            best = finding
    return best


def _is_right_before(scene: Scene, verb: int, participle: int) -> bool:
    """True for "reported on Monday, citing …", whatever the parser hangs the participle on."""
    between = scene.tokens[verb + 1 : participle]
    return (
        len(between) <= 4 and bool(between) and between[-1].text == "," and not any(t.pos_ == "VERB" for t in between)
    )


def quoted_speakers(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for "CNN quoted a source as saying …": the one who quotes relays the one who is quoted.

    Where what was said stands before ("…, CNN quoted a source as saying") the one who is quoted is a finding of this rule too.
    """
    for quoting in scene.tokens:
        if quoting.lemma_.lower() not in ("quote", "cite") or quoting.i in found or scene.quote_of[quoting.i] >= 0:
            continue
        saying = next(
            (
                said
                for child in scene.children[quoting.i]
                if child.dep_ == "prep" and child.lower_ == "as"
                for said in scene.children[child.i]
                if said.dep_ == "pcomp"
            ),
            None,
        )
        if saying is None:
            continue
        inner = found.get(saying.i)
        if inner is None:
            inner = _said_before(scene, quoting, saying)
            if inner is None:
                continue
            yield inner
        who = _quoter(scene, quoting, saying)
        if who is None:
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


def _said_before(scene: Scene, quoting: Token, saying: Token) -> Finding | None:
    """The finding for "…, CNN quoted her as saying" and "“…,” she was quoted as saying"."""
    entry = scene.cues.get(saying.i)
    quoted = scene.child(quoting.i, "dobj", "nsubjpass")
    if entry is None or quoted is None:
        return None
    first, last = scene.sentence[quoting.i]
    start = min([quoting.i, *(c.left_edge.i for c in scene.children[quoting.i] if c.dep_ in _SUBJECTS)])
    before = scene.tokens[start - 1] if start > first else None
    if before is None or not (before.text == "," or scene.quote_of[before.i] >= 0):
        return None
    behind = scene.tokens[saying.i + 1 : last + 1]
    if any(t.pos_ in ("VERB", "AUX") for t in behind):
        return None
    content = spans(scene, [(scene.begin_of(first), scene.end_of(start - 1))])
    if not content:
        return None
    return Finding(
        rule="quoted-as-saying",
        content=content,
        cue=(saying.idx, saying.idx + len(saying)),
        verb=saying.i,
        lemma=entry.lemma,
        entry=entry,
        speaker=phrase(scene, quoted.i, without=quoting.i),
    )


def _quoter(scene: Scene, quoting: Token, saying: Token) -> Stretch | None:
    """Who quotes: the subject, or whom "by" names in the passive, behind either verb."""
    who = subject_of(scene, quoting.i)
    if who is not None and (own_subject(scene, quoting.i) is not None or quoting.dep_ in ("conj", "advcl")):
        return who
    by = next((c for c in scene.children[saying.i] if c.dep_ in ("prep", "agent") and c.lower_ == "by"), None)
    named = scene.child(by.i, "pobj") if by is not None else None
    return phrase(scene, named.i, without=saying.i) if named is not None else None
