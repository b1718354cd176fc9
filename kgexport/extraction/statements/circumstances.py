"""What surrounds the saying: to whom, at which occasion, in which document, and when."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kgexport.extraction.statements.finding import Finding
from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.statements.sources import names_source
from kgexport.extraction.statements.subjects import is_passive, phrase
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.model import TimeReference, TimexType

_OCCASIONS = words(
    "address appearance briefing broadcast call ceremony column comment conference conversation court debate "
    "event exchange facebook forum hearing instagram interview livestream meeting message op-ed parliament "
    "podcast post posting press program programme radio rally remark session show speech stop summit telecast "
    "telegram television testimony thread tv tweet twitter video visit weibo x youtube"
)
_WRITTEN = words(
    "affidavit article book communique communiqué complaint document e-mail email essay filing indictment letter "
    "memo memoir note notice release report statement"
)
# What is spoken or written to somebody; other occasions ("a visit to Lund") lead to a place.
_TOWARDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("letter", "email", "e-mail", "memo", "note", "statement", "filing"), ("to",)),
    **dict.fromkeys(
        ("speech", "address", "remark", "testimony", "message", "comment", "call", "presentation"), ("to", "with")
    ),
}
_SHARED = frozenset(
    {"conference", "press", "event", "ceremony", "rally", "summit", "forum", "appearance", "session", "briefing"}
)
_SPEAKING = frozenset({"speak", "talk", "address", "respond", "reply", "write", "testify", "appear"})
_NOT_ITS_TIME = frozenset({"by", "until", "till", "since", "before", "from", "for", "through", "of"})
_PLACING = frozenset({"in", "at", "on", "during", "via", "through", "after", "before", "by"})


@dataclass(slots=True)
class Circumstances:
    """The addressees, the venue, the document and the time of one finding."""

    addressees: list[Stretch] = field(default_factory=list)
    venue: tuple[int, int] | None = None  # offsets
    document: Stretch | None = None
    time: str | None = None
    general: bool = True  # False: the addressee belongs to this verb alone ("urged both sides")


def circumstances_of(scene: Scene, finding: Finding, times: "TimesBySentence") -> Circumstances:
    """What stands around a finding's cue, outside its content."""
    found = Circumstances()
    if finding.verb is None or finding.entry is None or scene.tokens[finding.verb].pos_ not in ("VERB", "AUX"):
        return found
    verb = finding.verb
    holders = [verb]
    holders += [
        child.i
        for child in scene.children[verb]
        if child.dep_ in ("advcl", "prep") and child.lemma_.lower() in _SPEAKING and not _in_content(finding, child.idx)
    ]
    for holder in holders:
        for child in scene.children[holder]:
            if _in_content(finding, child.idx):
                continue
            for who, general in _addressed(scene, finding, holder, child):
                found.addressees.append(who)
                found.general = general
            if child.dep_ == "prep" and child.lower_ in _PLACING:
                _place(scene, child, found)
    if not found.addressees and finding.lemma == "tell" and finding.rule == "complement-clause":
        found.addressees.extend(_lost_addressee(scene, finding))
    found.time = times.around(scene, finding, holders)
    return found


def _lost_addressee(scene: Scene, finding: Finding) -> Iterator[Stretch]:
    """The name between "told" and the content, which the parser took for a part of the content."""
    assert finding.verb is not None
    first, last = finding.verb + 1, scene.parsed.token_at(finding.content[0][0]).i - 1
    while last > first and (scene.tokens[last].is_punct or scene.tokens[last].lower_ == "that"):
        last -= 1
    names = [i for i in range(first, last + 1) if scene.tokens[i].pos_ == "PROPN"]
    if names and last - first < 8:
        yield Stretch(first, last, names[-1])
    elif first < last < first + 4 and scene.tokens[last].pos_ == "NOUN" and scene.tokens[first].dep_ == "det":
        yield Stretch(first, last, last)  # "told the council Tom Berg was ill"


def _in_content(finding: Finding, offset: int) -> bool:
    return any(begin <= offset < end for begin, end in finding.content)


def _addressed(scene: Scene, finding: Finding, holder: int, child: Token) -> Iterator[tuple[Stretch, bool]]:
    entry = finding.entry
    assert entry is not None
    own = holder == finding.verb
    if own and "object" in entry.addressee:
        if child.dep_ in ("dobj", "dative") and child.i > holder and child.pos_ in ("NOUN", "PROPN", "PRON"):
            named = child if child.dep_ == "dobj" or child.pos_ != "ADP" else None
            if named is not None and named.lower_ not in (
                "it",
                "this",
                "that",
                "what",
                "himself",
                "herself",
                "themselves",
            ):
                yield _trimmed(scene, named.i, holder), finding.lemma in ("tell", "inform", "notify", "brief")
            return
        if child.dep_ == "nsubjpass" and is_passive(scene, holder):
            yield _trimmed(scene, child.i, holder), False
            return
        if child.dep_ in ("ccomp", "xcomp") and child.tag_ == "VB":  # "asked him to leave": parsed as his leaving
            subject = scene.child(child.i, "nsubj")
            if subject is not None and subject.i < child.i and any(c.lower_ == "to" for c in scene.children[child.i]):
                yield _trimmed(scene, subject.i, holder), False
            return
    dative = own and "dative" in entry.addressee and child.dep_ in ("dobj", "dative") and child.i > holder
    if dative and child.pos_ in ("NOUN", "PROPN", "PRON"):
        if names_source(scene, who := _trimmed(scene, child.i, holder)):
            yield who, False
        return
    prepositions = set(entry.addressee) - {"object", "dative"} if own else {"to", "with"}
    if child.dep_ in ("prep", "dative") and child.lower_ in prepositions:
        named = scene.child(child.i, "pobj")
        if named is not None and (names_source(scene, who := _trimmed(scene, named.i, holder))):
            yield who, child.lower_ in ("to", "with")
    spoken_to = not own and child.dep_ == "dobj" and scene.tokens[holder].lemma_.lower() == "address"
    if spoken_to and names_source(scene, who := _trimmed(scene, child.i, holder)):  # not "a press conference"
        yield who, True


def _trimmed(scene: Scene, head: int, verb: int) -> Stretch:
    """The phrase of an addressee without the adverbials that the parser hung on it ("reporters late Monday")."""
    whole = phrase(scene, head, without=verb)
    last = whole.last
    for child in scene.children[head]:
        if child.i > head and (
            child.dep_ in ("npadvmod", "relcl", "acl", "advmod")
            or child.lower_ in ("in", "at", "on", "during", "after")
        ):
            last = min(last, child.left_edge.i - 1)
            break
    while last > head and scene.tokens[last].is_punct:
        last -= 1
    return Stretch(whole.first, max(head, last), head)


def _place(scene: Scene, preposition: Token, found: Circumstances) -> None:
    noun = scene.child(preposition.i, "pobj")
    if noun is None:
        return
    lemma = noun.lemma_.lower()
    last = noun.right_edge.i
    for index in range(noun.i + 1, last + 1):
        if scene.tokens[index].text in {",", ";", ":", "—"} or scene.quote_of[index] >= 0:
            last = index - 1
            break
    if lemma in _WRITTEN and found.document is None and preposition.lower_ in ("in", "by", "via", "through"):
        found.document = Stretch(noun.left_edge.i, last, noun.i)
        for child in scene.children[noun.i]:
            if lemma in _TOWARDS and child.dep_ in ("prep", "dative") and child.lower_ == "to" and child.i <= last:
                who = scene.child(child.i, "pobj")
                if who is not None and names_source(scene, stretch := _trimmed(scene, who.i, preposition.i)):
                    found.addressees.append(stretch)
    elif (
        lemma in _OCCASIONS or any(c.lemma_.lower() == "press" for c in scene.children[noun.i])
    ) and found.venue is None:
        if preposition.lower_ in ("after", "before", "by"):
            return
        found.venue = (preposition.idx, scene.end_of(last))
        for child in scene.children[noun.i]:
            # "A press conference with Lee": both speak.
            towards = _TOWARDS.get(lemma, () if lemma in _SHARED else ("with",))
            if child.dep_ == "prep" and child.lower_ in towards and child.i <= last:
                who = scene.child(child.i, "pobj")
                if who is not None and names_source(scene, stretch := _trimmed(scene, who.i, preposition.i)):
                    found.addressees.append(stretch)


class TimesBySentence:
    """The dates and clock times of an article by the sentence they stand in, so that a finding looks at its own only."""

    def __init__(self, scene: Scene) -> None:
        self._by_sentence: dict[int, list[tuple[TimeReference, list[int]]]] = {}
        for time in scene.draft.times:
            if time.timex_type not in (TimexType.DATE, TimexType.TIME):
                continue
            tokens = scene.parsed.tokens(time.mention.begin, time.mention.end)
            root = tokens.root
            heads: list[int] = []
            for ancestor in scene.ancestors(root.i):
                heads.append(ancestor.i)
                if ancestor.pos_ in ("VERB", "AUX"):
                    break
            self._by_sentence.setdefault(scene.sentence[root.i][0], []).append((time, heads))

    def around(self, scene: Scene, finding: Finding, holders: list[int]) -> str | None:
        """The id of the time that belongs to the saying: it hangs on the cue or on "speaking …", outside the content."""
        assert finding.verb is not None
        for time, heads in self._by_sentence.get(scene.sentence[finding.verb][0], ()):
            if _in_content(finding, time.mention.begin):
                continue
            lead = scene.parsed.token_at(max(0, time.mention.begin - 2)).lower_
            if lead in _NOT_ITS_TIME and time.mention.begin > finding.content[-1][1]:
                continue  # "said it was “cleared” by 2010"
            if heads and heads[-1] in holders and not _in_speaker(scene, finding, time.mention.begin):
                return time.id
        return None


def _in_speaker(scene: Scene, finding: Finding, offset: int) -> bool:
    who = finding.speaker
    return who is not None and scene.begin_of(who.first) <= offset < scene.end_of(who.last)
