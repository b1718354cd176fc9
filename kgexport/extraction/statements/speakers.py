"""From the phrase that names a speaker to an agent of the draft; what names nobody stays an unnamed agent."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kgexport.extraction.draft import Claim, Draft
from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.model import AnyAgent, Document, ReferringKind, UnnamedAgent

_DOCUMENTS = frozenset(
    {
        *("report", "statement", "letter", "document", "memo", "transcript", "indictment", "complaint", "filing"),
        *("affidavit", "lawsuit", "ruling", "article", "editorial", "study", "survey", "poll", "book", "email"),
        *("e-mail", "message", "note", "tweet", "post", "release", "communique", "communiqué", "website", "bill"),
        *("resolution", "treaty", "dossier", "paper", "analysis", "petition"),
    }
)


@dataclass(slots=True)
class SpeakerResolver:
    """Finds agents by offset and makes the unnamed ones that nobody made yet; ``made`` are the new claims."""

    scene: Scene
    made: list[Claim] = field(default_factory=list)
    _ids: dict[tuple[int, int], str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    @property
    def draft(self) -> Draft:
        """What earlier steps found."""
        return self.scene.draft

    def resolve(self, who: Stretch) -> str:
        """The id of the agent that a phrase names: of its head, of an apposition, else an unnamed one."""
        for head in self._heads(who):
            identifier = self._agent_at(head)
            if identifier is not None:
                return identifier
        return self._unnamed(who)

    def _heads(self, who: Stretch) -> Iterator[int]:
        yield who.head
        for child in self.scene.children[who.head]:
            if child.dep_ == "appos" and who.first <= child.i <= who.last:
                yield child.i

    def _agent_at(self, token: int) -> str | None:
        begin, end = self.scene.begin_of(token), self.scene.end_of(token)
        best: tuple[int, str] | None = None
        for target, mention in self.draft.referents_at(begin, end):
            if target in self.draft.agents and mention.begin <= begin and end <= mention.end:
                size = mention.end - mention.begin
                if best is None or size < best[0]:
                    best = size, target
        return best[1] if best else None

    def _unnamed(self, who: Stretch) -> str:
        begin, end = self.scene.begin_of(who.first), self.scene.end_of(who.last)
        if (begin, end) not in self._ids:
            agent = self._new(who, begin, end)
            self._ids[begin, end] = agent.id
            self.made.append(agent)
        return self._ids[begin, end]

    def _new(self, who: Stretch, begin: int, end: int) -> AnyAgent:
        head = self.scene.tokens[who.head]
        kind = ReferringKind.PRONOUN if head.pos_ == "PRON" else ReferringKind.NOMINAL
        mention = self.scene.parsed.mention(begin, end, kind)
        if head.lemma_.lower() in _DOCUMENTS:
            return Document(id=self._free("document", begin), mentions=(mention,), description=mention.text)
        return UnnamedAgent(id=self._free("source", begin), mentions=(mention,), description=mention.text)

    def _free(self, prefix: str, begin: int) -> str:
        candidate, number = self.draft.free_id(prefix, begin), 1
        while candidate in self._taken:
            number += 1
            candidate = f"{prefix}-{begin}-{number}"
        self._taken.add(candidate)
        return candidate
