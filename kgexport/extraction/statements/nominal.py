"""Rule: a noun that reports with a clause of its own ("his claim that …", "a statement that …")."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from kgexport.extraction.statements.contents import spans
from kgexport.extraction.statements.cuts import cut
from kgexport.extraction.statements.finding import Finding, Spans
from kgexport.extraction.statements.lexicon import Cue
from kgexport.extraction.statements.regions import finding_at, first_word
from kgexport.extraction.statements.scene import REACH, Scene, Stretch
from kgexport.extraction.statements.sources import DOCUMENT_HEADS, is_document, names_source
from kgexport.extraction.statements.subjects import is_passive, phrase, subject_of
from kgexport.extraction.statements.units import Unit, is_bound, units
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.model import Act, Polarity

# "made the claim that", "issued a warning that": the subject of the light verb speaks.
_DENYING = frozenset({"reject", "deny", "dismiss", "refute", "dispute", "rebut", "repudiate"})
_RUMOUR = Cue(lemma="rumour", act=Act.CLAIM)  # what others say; only who rejects it is reported
_WITH_INFINITIVE = frozenset({Act.PROMISE, Act.DEMAND, Act.WARN})
_THOUGHTS = words(
    "anger concern condolence disappointment dismay feeling frustration gratitude joy opinion outrage reaction "
    "regret shock sorrow support sympathy thought view wish"
)
_UTTERING = frozenset({"express", "share", "voice", "air", "offer", "convey", "give", "post", "tweet"})
_DENIED = frozenset({"rumor", "rumour", "report", "notion", "idea", "speculation", "possibility", "fear", "concern"})
_OTHER_OBJECTS = frozenset({"attr", "auxpass", "ccomp", "dative", "dobj", "nsubjpass", "pobj", "prep", "xcomp"})
_TO_THE_COLON = 10  # tokens from a cue
_SPEAKING = {"speak": frozenset({"to", "with"}), "talk": frozenset({"to", "with"}), "address": frozenset({"object"})}
_LIGHT = frozenset({"make", "issue", "repeat", "offer", "give", "level", "air", "voice", "post", "publish", "renew"})


def nominal_cues(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for reporting nouns with a that-clause (or, for promises and demands, an infinitive).

    "She rejected his claim that …" has two: what he claims, and her denial.
    """
    for token in scene.tokens:
        if token.pos_ != "NOUN" or scene.quote_of[token.i] >= 0:
            continue
        denied = token.dep_ == "dobj" and token.head.lemma_.lower() in _DENYING and token.head.i not in found
        entry = scene.lexicon.nouns.get(token.lemma_.lower())
        if entry is None and not (denied and token.lemma_.lower() in _DENIED):
            continue
        clause = _clause(scene, token, entry or _RUMOUR)
        if clause is None:
            continue
        if denied:
            yield from _denial(scene, token.head, clause)
        speaker = _owner(scene, token) if denied else _speaker(scene, token)
        if entry is not None and speaker is not None:
            content = _content(scene, clause, clause.right_edge.i)
            if content:
                cue = (token.idx, token.idx + len(token))
                yield Finding(
                    "nominal", content, cue=cue, verb=token.i, lemma=entry.lemma, entry=entry, speaker=speaker
                )


def _denial(scene: Scene, verb: Token, clause: Token) -> Iterator[Finding]:
    """Of "rejected claims that …": the one who rejects denies what the clause says."""
    speaker = subject_of(scene, verb.i)
    first = first_word(scene, clause.left_edge.i, clause.right_edge.i)
    content = _content(scene, clause, cut(scene, verb.i, first, clause.right_edge.i))
    if speaker is not None and content:
        entry = Cue(lemma=verb.lemma_.lower(), act=Act.DENY, polarity=Polarity.NEGATIVE)
        yield finding_at(scene, verb.i, entry, rule="rejected-claim", content=content, speaker=speaker)


def _content(scene: Scene, clause: Token, last: int) -> Spans:
    first = first_word(scene, clause.left_edge.i, clause.right_edge.i)
    if scene.tokens[first].lower_ == "that" and scene.children[clause.i][0].i == first and clause.dep_ == "relcl":
        first += 1
    if scene.tokens[first].lower_ == "to" and scene.tokens[first].dep_ == "aux":
        first += 1
    return spans(scene, [(scene.begin_of(first), scene.end_of(last))])


def _clause(scene: Scene, noun: Token, entry: Cue) -> Token | None:
    """The that-clause of the noun; of a promise, a demand or a threat also its infinitive."""
    for child in scene.children[noun.i]:
        infinitive = child.i > noun.i and child.dep_ in ("acl", "relcl") and child.tag_ == "VB"
        if infinitive and entry.act in _WITH_INFINITIVE and any(c.lower_ == "to" for c in scene.children[child.i]):
            return child
        if (
            child.i > noun.i
            and child.dep_ in ("acl", "ccomp")
            and any(c.dep_ == "mark" and c.lower_ == "that" for c in scene.children[child.i])
        ):
            return child
        for owner in scene.children[child.i] if child.dep_ == "prep" and child.lower_ in ("by", "from") else ():
            for behind in scene.children[owner.i]:  # "a claim by the union that …", hung on the union
                that = scene.tokens[behind.left_edge.i]
                subject = scene.child(behind.i, "nsubj", "nsubjpass", "expl")
                if behind.dep_ in ("relcl", "acl") and that.lower_ == "that" and subject not in (None, that):
                    return behind
    if noun.dep_ == "dobj":  # "repeated her claim that …", hung on the verb
        for child in scene.children[noun.head.i]:
            if child.dep_ == "ccomp" and child.left_edge.i == noun.i + 1 and scene.tokens[noun.i + 1].lower_ == "that":
                return child
    return None


def _speaker(scene: Scene, noun: Token) -> Stretch | None:
    """Whose it is, or the subject of "made the claim"."""
    owner = _owner(scene, noun)
    if owner is None and noun.dep_ == "dobj" and noun.head.lemma_.lower() in _LIGHT:
        return subject_of(scene, noun.head.i)
    return owner


def _owner(scene: Scene, noun: Token) -> Stretch | None:
    """The possessor ("Iran's claim"), or whom "by", "of" or "from" names ("a claim by Iran")."""
    owner = scene.child(noun.i, "poss")
    if owner is not None:
        last = owner.right_edge.i
        while last > owner.i and scene.tokens[last].dep_ == "case":
            last -= 1
        return Stretch(owner.left_edge.i, last, owner.i)
    for child in scene.children[noun.i]:
        if (
            child.dep_ == "prep"
            and child.lower_ in ("by", "from", "of")
            and (who := scene.child(child.i, "pobj")) is not None
        ):
            return _without_clause(scene, phrase(scene, who.i, without=noun.i))
    return None


def _without_clause(scene: Scene, who: Stretch) -> Stretch:
    """The phrase before a "that" which the parser hangs on it."""
    that = next((i for i in range(who.head + 1, who.last + 1) if scene.tokens[i].lower_ == "that"), None)
    return who if that is None else Stretch(who.first, that - 1, who.head)


def announced_quotations(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for "issued the following statement: “…”": a colon between a text that somebody gives out and its words."""
    bound = sorted(part for finding in found.values() for part in finding.content)
    for unit in units(scene):
        colon = unit.first - 1
        while colon >= 0 and scene.tokens[colon].is_space:
            colon -= 1
        if colon < 1 or scene.tokens[colon].text != ":" or is_bound(bound, unit):
            continue
        noun = next((scene.tokens[i] for i in range(colon - 1, max(0, colon - 8), -1) if _is_text(scene, i)), None)
        verb = _spoken_before(scene, colon) or _shown_before(scene, colon, unit)
        if verb is None:
            if noun is None or noun.dep_ not in ("dobj", "pobj"):
                continue
            verb = noun.head if noun.dep_ == "dobj" else noun.head.head
            if noun.head.lower_ == "to":
                continue
        if verb.pos_ not in ("VERB", "AUX") or verb.i in found:
            continue
        speaker = subject_of(scene, verb.i)
        content = spans(scene, [(part.begin, part.end) for part in unit.parts])
        if speaker is not None and content and not any(scene.quote_of[i] >= 0 for i in range(verb.i, colon)):
            lemma = verb.lemma_.lower()
            entry = Cue(lemma=lemma, addressee=_SPEAKING.get(lemma, frozenset()))
            yield finding_at(scene, verb.i, entry, rule="announced-quotation", content=content, speaker=speaker)


def blocks(scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
    """Findings for a paragraph of its own, without marks, behind "Lee said:"."""
    bound = sorted(part for finding in found.values() for part in finding.content)
    for paragraph, block in pairwise(scene.parsed.paragraphs):
        colon = scene.parsed.token_at(paragraph.end - 1)
        if colon.text != ":" or scene.text[block.end - 1] not in ".!?…" or not scene.text[block.begin].isupper():
            continue
        verb = _cue_at_end(scene, colon.i)
        tokens = scene.parsed.tokens(block.begin, block.end)
        if verb is None or verb in found or any(scene.quote_of[t.i] >= 0 or t.i in scene.cues for t in tokens):
            continue
        index = bisect_right(bound, (block.begin, 0)) - 1
        near = bound[max(0, index) : index + 2]
        speaker = subject_of(scene, verb)
        content = spans(scene, [(block.begin, block.end)])
        if speaker is None or not content or any(b < block.end and block.begin < e for b, e in near):
            continue
        if names_source(scene, speaker) and not is_passive(scene, verb):
            yield finding_at(scene, verb, scene.cues[verb], rule="block", content=content, speaker=speaker)


def _cue_at_end(scene: Scene, colon: int) -> int | None:
    """The main verb of "Lee said on Monday:", where nothing but its adverbials stand between it and the colon."""
    for index in range(colon - 1, max(-1, colon - _TO_THE_COLON), -1):
        cue = scene.cues.get(index)
        if cue is not None:
            token = scene.tokens[index]
            plain = cue.plain and "quote" in cue.takes and token.tag_ in ("VBD", "VBZ", "VBP")
            objects = () if "object" in cue.addressee else ("dobj",)
            taken = any(index < c.i < colon and c.dep_ in ("ccomp", "xcomp", *objects) for c in scene.children[index])
            return index if plain and not taken and token.dep_ in ("ROOT", "conj") else None
    return None


def _spoken_before(scene: Scene, colon: int) -> Token | None:
    """The verb of "spoke to the press: “…”" and "addressed the crowd: “…”", the main one of a sentence that the colon ends."""
    first = scene.sentence[colon - 1][0]
    for index in range(colon - 1, max(first, colon - REACH) - 1, -1):
        token = scene.tokens[index]
        if token.lemma_.lower() in _SPEAKING and token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ in ("ROOT", "conj"):
            return token
    return None


def _shown_before(scene: Scene, colon: int, unit: Unit) -> Token | None:
    """The verb of "Orr disagreed: “…”", "went further: “…”" and "was blunt: “…”": done by saying a sentence."""
    last = scene.tokens[colon - 1]
    verb = last if last.pos_ in ("VERB", "AUX") else last.head
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or last.pos_ not in ("VERB", "ADV", "ADJ") or is_passive(scene, verb.i):
        return None
    begin, end = unit.parts[0].begin, unit.parts[-1].end
    whole = scene.text[begin:end].strip("\"“”‘’' ")
    if not whole[:1].isupper() or whole[-1:] not in ".!?…":
        return None
    others = (child.dep_ for child in scene.children[verb.i] if child.i < colon)
    if not _OTHER_OBJECTS.isdisjoint(others):
        return None
    speaker = subject_of(scene, verb.i)
    speaks = speaker is not None and names_source(scene, speaker) and not is_document(scene, speaker)
    return verb if speaks else None


def _is_text(scene: Scene, index: int) -> bool:
    token = scene.tokens[index]
    lemma = token.lemma_.lower()
    uttered = lemma in _THOUGHTS and token.dep_ == "dobj" and token.head.lemma_.lower() in _UTTERING
    return token.pos_ == "NOUN" and (lemma in scene.lexicon.nouns or lemma in DOCUMENT_HEADS or uttered)
