"""From the phrase that names a speaker to an agent of the draft; what names nobody stays an unnamed agent."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from kgexport.extraction.draft import Draft
from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.statements.sources import is_document
from kgexport.extraction.unnamed import unnamed_from
from kgexport.model import AnyAgent, Document, ReferringKind, UnnamedAgent


@dataclass(slots=True)
class SpeakerResolver:
    """Finds agents by offset and makes the unnamed ones that nobody made yet; ``made`` are the new claims, by id."""

    scene: Scene
    made: dict[str, AnyAgent] = field(default_factory=dict)
    _ids: dict[int, str] = field(default_factory=dict)  # by the phrase's head

    @property
    def draft(self) -> Draft:
        """What earlier steps found."""
        return self.scene.draft

    def resolve(self, who: Stretch) -> str:
        """The id of the agent that a phrase names: its head, else an apposition, else an unnamed one."""
        for head in self._heads(who):
            identifier = self._agent_at(head)
            if identifier is not None:
                return identifier
        if who.head not in self._ids:
            self._ids[who.head] = self._new(who)
        return self._ids[who.head]

    def unknown(self, begin: int, end: int) -> str:
        """An agent of whom the text says nothing at all ("it was reported that"), inferred from the cue or content there."""
        inferred = self.scene.parsed.mention(begin, end)
        return self._add(UnnamedAgent(id="", description="unknown", inferred_from=inferred), "agent", begin)

    def document(self, who: Stretch) -> str:
        """The text that a phrase names: "a statement", "the report"."""
        if who.head in self._ids:
            return self._ids[who.head]
        for target, mention in self.draft.referents_at(self.scene.begin_of(who.head), self.scene.end_of(who.head)):
            if isinstance(self.draft.agents.get(target), Document) and mention.end >= self.scene.end_of(who.head):
                return target
        begin, end = self.scene.begin_of(who.first), self.scene.end_of(who.last)
        mention = self.scene.parsed.mention(begin, end, ReferringKind.NOMINAL)
        document = Document(id="", mentions=(mention,), description=mention.text)
        self._ids[who.head] = self._add(document, "document", begin)
        return self._ids[who.head]

    def _heads(self, who: Stretch) -> Iterator[int]:
        # "the team's coach, Ali Mehr": the name in apposition is who speaks; a name's own apposition is a description.
        appositions = [
            child.i
            for child in self.scene.children[who.head]
            if child.dep_ == "appos" and who.first <= child.i <= who.last and child.pos_ == "PROPN"
        ]
        if self.scene.tokens[who.head].pos_ != "PROPN":
            yield from appositions
        yield who.head

    def _agent_at(self, token: int) -> str | None:
        begin, end = self.scene.begin_of(token), self.scene.end_of(token)
        best: tuple[int, int, str] | None = None
        for target, mention in self.draft.referents_at(begin, end):
            if target in self.draft.agents and mention.begin <= begin and end <= mention.end:
                # The head is the last word of the mention that names it; "Russia" in "Russia officials" is not one.
                rank = (mention.end - end, mention.end - mention.begin, target)
                if best is None or rank < best:
                    best = rank
        return best[2] if best else None

    def _new(self, who: Stretch) -> str:
        begin, end = self.scene.begin_of(who.first), self.scene.end_of(who.last)
        if is_document(self.scene, who):
            return self.document(who)
        head = self.scene.tokens[who.head]
        if head.pos_ == "PRON":
            mention = self.scene.parsed.mention(begin, end, ReferringKind.PRONOUN)
            return self._add(UnnamedAgent(id="", mentions=(mention,), description=mention.text), "agent", begin)
        agent = unnamed_from(self.scene.parsed, self.scene.doc[who.first : who.last + 1], self.draft)
        if agent.id in self.draft.agents:
            return agent.id
        return self._add(agent, agent.id.split("-")[0], begin)

    def _add(self, agent: AnyAgent, prefix: str, begin: int) -> str:
        identifier, number = self.draft.free_id(prefix, begin), 1
        while identifier in self.made:
            number += 1
            identifier = f"{prefix}-{begin}-{number}"
        self.made[identifier] = replace(agent, id=identifier)
        return identifier
