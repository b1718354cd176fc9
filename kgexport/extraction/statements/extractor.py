"""The step: runs the rules in order, resolves the speakers, draws the chains, and yields statements."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kgexport.extraction.draft import Claim, Draft
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.statements.according import according_to, as_reported
from kgexport.extraction.statements.chains import is_anonymous, is_bare_source, nested_in
from kgexport.extraction.statements.circumstances import Circumstances, TimesBySentence, circumstances_of
from kgexport.extraction.statements.clauses import complement_clauses
from kgexport.extraction.statements.continued import continue_quotations
from kgexport.extraction.statements.declines import declined_comments
from kgexport.extraction.statements.finding import Finding, Rule
from kgexport.extraction.statements.headlines import (
    headline_cues,
    headline_sources,
    interview_turns,
    name_and_colon,
    signatures,
)
from kgexport.extraction.statements.lexicon import CueLexicon, default_cues
from kgexport.extraction.statements.marks import marks
from kgexport.extraction.statements.nominal import announced_quotations, blocks, nominal_cues
from kgexport.extraction.statements.quoted import statements_in_quotations
from kgexport.extraction.statements.relays import cited_sources, quoted_speakers, relay_lines
from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.statements.sources import is_news_outlet
from kgexport.extraction.statements.speakers import SpeakerResolver
from kgexport.extraction.statements.wording import wording_of
from kgexport.model import Act, Document, Form, Mention, Statement

SIEVE: tuple[Rule, ...] = (
    interview_turns,
    marks,
    complement_clauses,
    according_to,
    as_reported,
    relay_lines,
    cited_sources,
    quoted_speakers,
    declined_comments,
    nominal_cues,
    announced_quotations,
    blocks,
    signatures,
    name_and_colon,
    headline_sources,
    headline_cues,
    statements_in_quotations,
)
"""The rules, most certain first. A cue that one rule has read is left alone by those behind it."""

_LONGEST_CHAIN = 50
MAX_CONTENT = 3000  # characters
_OF_ANY_LENGTH = frozenset({"quotation-marks", "interview-turn", "announced-quotation", "signature", "name-and-colon"})
_SPEAKER_OF_QUOTATION = frozenset({"me"})


@dataclass(slots=True)
class _Said:
    """A finding with everything that is resolved about it."""

    finding: Finding
    id: str
    speaker: str
    circumstances: Circumstances
    based_on: dict[str, None] = field(default_factory=dict)
    presumably: dict[str, None] = field(default_factory=dict)
    addressees: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class StatementExtractor:
    """Finds statements with the rules of the sieve and a cue lexicon."""

    lexicon: CueLexicon = field(default_factory=default_cues)
    rules: tuple[Rule, ...] = SIEVE

    @property
    def configuration(self) -> str:
        """What else than the code decides what is found: the lexicon's digest."""
        return self.lexicon.sha256

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[Claim]:
        """The statements of the article, and the unnamed agents and documents that speak in them.

        Nothing for an article in another language than English.
        """
        language = parsed.article.language
        if language is not None and not language.lower().startswith("en"):
            return
        scene = Scene(parsed, draft, self.lexicon, tuple(draft.quotations))
        findings = self._findings(scene)
        resolver = SpeakerResolver(scene)
        said = _resolved(scene, findings, resolver)
        outlets = _told_outlets(scene, said)
        _link(scene, said, resolver, outlets)
        statements = [_statement(scene, each, resolver) for each in said]
        statements += [_relay(scene, each, *outlets[each.id]) for each in said if each.id in outlets]
        yield from resolver.made.values()
        yield from statements

    def _findings(self, scene: Scene) -> list[Finding]:
        found: dict[int, Finding] = {}
        findings: list[Finding] = []
        for rule in self.rules:
            for finding in rule(scene, found):
                if _is_endless(finding):
                    continue
                findings.append(finding)
                if finding.verb is not None:
                    found.setdefault(finding.verb, finding)
        continue_quotations(scene, findings)
        findings.sort(key=lambda f: (f.begin, f.content))
        return findings


def _is_endless(finding: Finding) -> bool:
    """True for a content that no clause has: text without sentences. Quotations may be long, for they do not overlap."""
    length = sum(end - begin for begin, end in finding.content)
    return length > MAX_CONTENT and finding.rule not in _OF_ANY_LENGTH


def _resolved(scene: Scene, findings: list[Finding], resolver: SpeakerResolver) -> list[_Said]:
    times = TimesBySentence(scene)
    taken: set[str] = set()
    said: list[_Said] = []
    labels = _named_labels(scene, findings)
    for finding in findings:
        identifier, number = scene.draft.free_id("statement", finding.begin), 1
        while identifier in taken:
            number += 1
            identifier = f"statement-{finding.begin}-{number}"
        taken.add(identifier)
        who = finding.speaker
        if finding.rule == "interview-turn" and who is not None:
            who = labels.setdefault(scene.text[scene.begin_of(who.first) : scene.end_of(who.last)], who)
        speaker = resolver.resolve(who) if who is not None else resolver.unknown(*(finding.cue or finding.content[0]))
        said.append(_Said(finding, identifier, speaker, circumstances_of(scene, finding, times)))
    said = _without_own_denials(scene, _without_repeated(said))
    _share_circumstances(scene, said)
    around = _surrounding([each.finding for each in said])
    for inner, outer in around.items():
        who = said[inner].finding.speaker
        if who is not None and said[inner].speaker == said[outer].speaker and scene.tokens[who.head].pos_ == "PRON":
            # "He told me so," Berg said: of himself Berg would say "I".
            said[inner].speaker = resolver.unnamed(who)
    for number, each in enumerate(said):
        for who in each.circumstances.addressees:
            if scene.quote_of[who.head] >= 0 and scene.tokens[who.head].lower_ in _SPEAKER_OF_QUOTATION:
                # "He told me …" in a quotation: "me" is whoever is quoted.
                if number in around:
                    each.addressees[said[around[number]].speaker] = None
                continue
            addressee = resolver.resolve(who)
            agent = scene.draft.agents.get(addressee) or resolver.made.get(addressee)
            if addressee != each.speaker and not isinstance(agent, Document):  # nobody speaks to a report
                each.addressees[addressee] = None
    return said


def _named_labels(scene: Scene, findings: list[Finding]) -> dict[str, Stretch]:
    """By the label of turns the place where it names an agent that is known: one label is one speaker."""
    found: dict[str, Stretch] = {}
    for finding in findings:
        who = finding.speaker
        if finding.rule == "interview-turn" and who is not None:
            begin, end = scene.begin_of(who.first), scene.end_of(who.last)
            if any(target in scene.draft.agents for target, _ in scene.draft.referents_at(begin, end)):
                found.setdefault(scene.text[begin:end], who)
    return found


def _without_repeated(said: list[_Said]) -> list[_Said]:
    """Each words of a speaker once: "They wept, crying, saying: …" has two cues and one content."""
    seen: set[tuple[str, tuple[tuple[int, int], ...]]] = set()
    kept = []
    nearest: dict[tuple[tuple[int, int], ...], int] = {}
    for each in said:
        if each.finding.rule == "complement-clause" and each.finding.verb is not None:
            nearest[each.finding.content] = max(each.finding.verb, nearest.get(each.finding.content, 0))
    for each in said:
        if each.finding.rule == "complement-clause" and each.finding.verb != nearest[each.finding.content]:
            continue  # "revealed findings of a letter telling them that …": the letter told them
        key = each.speaker, each.finding.content
        if key not in seen or each.finding.relayed_by or each.finding.implicit:
            kept.append(each)
        seen.add(key)
    return kept


def _without_own_denials(scene: Scene, said: list[_Said]) -> list[_Said]:
    """As in "Berg accused him of theft, which he denied": where "he" was taken for the accuser, nobody knows who denied it."""
    denials = scene.relative_denials
    if not denials:
        return said
    accusers = {
        (scene.sentence[each.finding.verb], each.speaker)
        for each in said
        if each.finding.verb is not None and each.finding.verb not in denials
    }
    return [
        each
        for each in said
        if each.finding.verb not in denials
        or each.finding.speaker is None
        or scene.tokens[each.finding.speaker.head].pos_ != "PRON"
        or (scene.sentence[each.finding.verb], each.speaker) not in accusers
    ]


def _surrounding(findings: list[Finding]) -> dict[int, int]:
    """By the number of a finding in a quotation the number of the one whose content that quotation is."""
    return {
        inner: outer
        for outer, numbers in nested_in(findings).items()
        for inner in numbers
        if findings[inner].rule == "within-quotation"
    }


def _share_circumstances(scene: Scene, said: list[_Said]) -> None:
    """As in "Speaking to reporters on Monday, she said X and noted Y": the second cue is at the same place, time and audience."""
    last: _Said | None = None
    for each in said:
        finding, ours = each.finding, each.circumstances
        if finding.verb is None or finding.speaker is None or finding.rule in ("according-to", "nominal"):
            continue
        if (
            last is not None
            and last.finding.verb is not None
            and last.finding.speaker is not None
            and scene.sentence[last.finding.verb] == scene.sentence[finding.verb]
            and last.finding.speaker.head == finding.speaker.head
            and finding.speaker.head != finding.verb
        ):
            theirs = last.circumstances
            ours.time = ours.time or theirs.time
            ours.venue = ours.venue or theirs.venue
            ours.document = ours.document or theirs.document
            takes_object = finding.entry is not None and "object" in finding.entry.addressee
            if not ours.addressees and (theirs.general or takes_object):
                ours.addressees, ours.general = list(theirs.addressees), theirs.general
        last = each


def _link(scene: Scene, said: list[_Said], resolver: SpeakerResolver, outlets: dict[str, tuple[str, str]]) -> None:
    """Draws based_on for nesting and stated relays, presumably_based_on for inherited ones; never a cycle."""
    findings = [each.finding for each in said]
    number_of = {id(finding): number for number, finding in enumerate(findings)}
    by_id = {each.id: each for each in said}
    for outer, inner in nested_in(findings).items():
        for number in inner:
            # Two contents that hold each other's cue ("X said …; this, they reported, …"): the one that stands first has it.
            # A speaker's account of his own words ("he said he had told them") is no relay.
            same = said[number].speaker == said[outer].speaker
            if not same and not _rests_on(by_id, said[number].id, said[outer].id):
                said[outer].based_on[said[number].id] = None
    for each in said:
        for relay in each.finding.relayed_by:
            if id(relay) not in number_of:
                continue
            above = said[number_of[id(relay)]]
            if not _rests_on(by_id, each.id, above.id):
                above.based_on[each.id] = None
    outlets_of_relayed = {identifier for each in said for identifier in each.based_on}
    for identifier in outlets_of_relayed:
        outlets.pop(identifier, None)  # somebody else passes it on
    _inherit(scene, said, resolver, outlets)


def _rests_on(by_id: dict[str, _Said], statement: str, other: str) -> bool:
    """True where a chain leads from ``statement`` to ``other``, or they are one; and where it is too long to follow."""
    seen: set[str] = set()
    waiting = [statement]
    while waiting:
        if len(seen) > _LONGEST_CHAIN:
            return True
        each = waiting.pop()
        if each == other:
            return True
        if each not in seen:
            seen.add(each)
            waiting.extend(by_id[each].based_on)
    return False


def _inherit(scene: Scene, said: list[_Said], resolver: SpeakerResolver, outlets: dict[str, tuple[str, str]]) -> None:
    """A later "one source said" presumably comes by the outlet that the article named as the relay of its sources."""
    by_id = {each.id: each for each in said}
    relayed = {identifier for each in said for identifier in each.based_on}
    established: str | None = None
    for each in said:
        rests_on_source = any(is_anonymous(scene.draft, resolver.made, by_id[i].speaker) for i in each.based_on)
        if is_news_outlet(scene.draft.agents.get(each.speaker)) and rests_on_source:
            established = each.id
        elif each.id in outlets and is_anonymous(scene.draft, resolver.made, each.speaker):
            established = outlets[each.id][0]
        elif (
            established is not None
            and each.id not in relayed
            and is_bare_source(scene, each.finding)
            and not any(is_news_outlet(scene.draft.agents.get(a)) for a in each.addressees)
        ):
            each.presumably[established] = None


def _statement(scene: Scene, each: _Said, resolver: SpeakerResolver) -> Statement:
    finding, around = each.finding, each.circumstances
    wording = wording_of(scene, finding)
    who = finding.speaker
    return Statement(
        id=each.id,
        speaker=each.speaker,
        form=form_of(scene, finding),
        act=wording.act,
        content=tuple(scene.parsed.mention(begin, end) for begin, end in finding.content),
        speaker_mention=_mention(scene, (scene.begin_of(who.first), scene.end_of(who.last))) if who else None,
        addressees=tuple(each.addressees),
        cue=_mention(scene, finding.cue) if finding.cue else None,
        cue_lemma=finding.lemma,
        polarity=wording.polarity,
        certainty=wording.certainty,
        hedge=_mention(scene, (scene.begin_of(wording.hedge), scene.end_of(wording.hedge)))
        if wording.hedge is not None
        else None,
        stated_at=around.time,
        stated_in=resolver.document(around.document) if around.document else None,
        venue=_mention(scene, around.venue) if around.venue else None,
        based_on=tuple(each.based_on),
        presumably_based_on=tuple(each.presumably),
        rule=finding.rule,
    )


def _told_outlets(scene: Scene, said: list[_Said]) -> dict[str, tuple[str, str]]:
    """By the id of what was told to an outlet ("told CNN that …") the id of the outlet's report, and the outlet."""
    found: dict[str, tuple[str, str]] = {}
    taken = {each.id for each in said}
    for each in said:
        if each.finding.lemma != "tell":
            continue
        outlet = next((a for a in each.addressees if is_news_outlet(scene.draft.agents.get(a))), None)
        identifier = scene.draft.free_id("statement", each.finding.content[0][0])
        if outlet is not None and identifier not in taken:
            taken.add(identifier)
            found[each.id] = identifier, outlet
    return found


def _relay(scene: Scene, told: _Said, identifier: str, outlet: str) -> Statement:
    """The report of an outlet that was told something: it has the same content and rests on the words of the one who told."""
    return Statement(
        id=identifier,
        speaker=outlet,
        form=Form.REPORT,
        act=Act.SAY,
        content=tuple(scene.parsed.mention(begin, end) for begin, end in told.finding.content),
        based_on=(told.id,),
        rule="told-an-outlet",
    )


def _mention(scene: Scene, span: tuple[int, int]) -> Mention:
    return scene.parsed.mention(*span)


def form_of(scene: Scene, finding: Finding) -> Form:
    """Direct where all words of the content stand between quotation marks, mixed where some do.

    A relay line, and an outlet that quotes or cites, report.
    """
    if finding.rule == "relay-line" or finding.implicit:
        return Form.REPORT
    inside, outside = 0, 0
    for begin, end in finding.content:
        span = scene.parsed.tokens(begin, end)
        quoted = scene.words_quoted[span.end] - scene.words_quoted[span.start]
        inside += quoted
        outside += scene.words_before[span.end] - scene.words_before[span.start] - quoted
    if finding.rule == "within-quotation":
        return Form.INDIRECT  # the words are the outer speaker's
    if inside:
        return Form.MIXED if outside else Form.DIRECT
    return Form.INDIRECT
