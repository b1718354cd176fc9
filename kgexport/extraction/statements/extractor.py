"""The step: runs the rules in order, resolves the speakers, draws the chains, and yields statements."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kgexport.extraction.draft import Claim, Draft
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.statements.clauses import complement_clauses
from kgexport.extraction.statements.finding import Finding, Rule
from kgexport.extraction.statements.lexicon import CueLexicon, default_cues
from kgexport.extraction.statements.marks import marks
from kgexport.extraction.statements.scene import Scene
from kgexport.extraction.statements.speakers import SpeakerResolver
from kgexport.model import Act, Form, Statement, UnnamedAgent

SIEVE: tuple[Rule, ...] = (marks, complement_clauses)


@dataclass(frozen=True)
class StatementExtractor:
    """Finds statements with the rules of the sieve and a cue lexicon."""

    lexicon: CueLexicon = field(default_factory=default_cues)
    rules: tuple[Rule, ...] = SIEVE

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[Claim]:
        """The statements of the article, and the unnamed agents and documents that speak in them."""
        language = parsed.article.language
        if language is not None and not language.lower().startswith("en"):
            return
        scene = Scene(parsed, draft, self.lexicon, tuple(draft.quotations))
        found: dict[int, Finding] = {}
        findings: list[Finding] = []
        for rule in self.rules:
            for finding in rule(scene, found):
                findings.append(finding)
                if finding.verb is not None:
                    found.setdefault(finding.verb, finding)
        findings.sort(key=lambda f: (f.begin, f.content))
        resolver = SpeakerResolver(scene)
        statements = [self._statement(scene, finding, resolver, draft) for finding in findings]
        yield from resolver.made
        seen: set[str] = set()
        for statement in statements:
            if statement.id not in seen:
                seen.add(statement.id)
                yield statement

    def _statement(self, scene: Scene, finding: Finding, resolver: SpeakerResolver, draft: Draft) -> Statement:
        who = finding.speaker
        mention = scene.parsed.mention(scene.begin_of(who.first), scene.end_of(who.last)) if who is not None else None
        if who is not None:
            speaker = resolver.resolve(who)
        else:
            begin = finding.begin
            unknown = UnnamedAgent(id=draft.free_id("source", begin), description="unknown")
            resolver.made.append(unknown)
            speaker = unknown.id
        return Statement(
            id=draft.free_id("statement", finding.begin),
            speaker=speaker,
            form=form_of(scene, finding),
            act=finding.entry.act if finding.entry else Act.SAY,
            content=tuple(scene.parsed.mention(begin, end) for begin, end in finding.content),
            speaker_mention=mention,
            cue=scene.parsed.mention(*finding.cue) if finding.cue else None,
            cue_lemma=finding.lemma,
            rule=finding.rule,
        )


def form_of(scene: Scene, finding: Finding) -> Form:
    """Direct where all words of the content stand between quotation marks, mixed where some do."""
    inside = outside = False
    for begin, end in finding.content:
        for token in scene.parsed.tokens(begin, end):
            if token.is_punct or token.is_space:
                continue
            if scene.quote_of[token.i] >= 0:
                inside = True
            else:
                outside = True
    if inside:
        return Form.MIXED if outside else Form.DIRECT
    return Form.INDIRECT
