"""From the phrase that names a speaker to an agent of the draft; what names nobody stays an unnamed agent."""

import re
from dataclasses import dataclass, field

from msgspec.structs import replace

from kgexport.extraction.coreference.lexicon import ORGANISATION_NOUNS
from kgexport.extraction.coreference.nominals import is_title, is_title_before
from kgexport.extraction.draft import Draft
from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.statements.sources import is_document
from kgexport.extraction.unnamed import unnamed_from
from kgexport.gazetteer.titles import HEADS
from kgexport.model import AnyAgent, Document, Organisation, Person, ReferringKind, UnnamedAgent

_HONORIFIC = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|Sir|Dame|Lord|Lady|Gen|Sen|Rep|Gov|Rev)\.?\s*$")
_BRACKET = re.compile(r"\s?[(（][^()（）]{1,40}[)）]$")
_LONGEST_TITLE = 7  # tokens
_NOUNS = frozenset({"NOUN", "PROPN"})
_IN_TITLES = _NOUNS | {"ADJ", "DET", "PART", "NUM"}


_BODIES = ORGANISATION_NOUNS | {"portal", "site", "website"}
_RELATIVE = frozenset({"WP", "WDT", "WP$"})


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
        """The id of the agent that a phrase names: its head, else a name in apposition, else an unnamed one.

        Two names joined by "and" speak as a group.
        """
        if who.head in self._ids:
            return self._ids[who.head]
        identifier = self._in_apposition(who) or self._group(who) or self._agent_at(who.head)
        self._ids[who.head] = identifier or self._new(who)
        return self._ids[who.head]

    def _in_apposition(self, who: Stretch) -> str | None:
        """As in "the team's coach, Ali Mehr", "the agency, Phivolcs" and "party leader and Prime Minister Ann Lee"."""
        head = self.scene.tokens[who.head]
        begin, end = self.scene.begin_of(who.first), self._end_without_bracket(who)
        if head.pos_ == "PRON" or any(isinstance(self.draft.agents.get(a), Person) for a in self._at(who.head)):
            return None
        titled = self._titled_in_apposition(who)
        if titled is not None:
            return titled
        joined = head.pos_ in ("NOUN", "PROPN") and not self.scene.has(who.head, "det", "poss")
        for target, mention in self.draft.mentions_in(begin, end):
            agent = self.draft.agents.get(target)
            body = isinstance(agent, Organisation) and head.lemma_.lower() in _BODIES
            if not (isinstance(agent, Person) or body) or mention.begin <= head.idx:
                continue
            closes = mention.end == end or self.scene.text[mention.end] in ",("
            before = _HONORIFIC.sub("", self.scene.text[begin : mention.begin]).rstrip()
            if not closes or mention.kind is not ReferringKind.NAME:
                continue
            behind_comma = before.endswith(",") or self._is_title_behind_comma(mention.begin)
            if behind_comma and (head.tag_ in ("NN", "NNP") or head.lower_ == "one"):
                return target
            if body:
                if mention.end == end and self.scene.parsed.token_at(mention.begin).i == who.head + 1:
                    return target  # "the newspaper El Faro"
                continue
            if mention.end == end and self._are_titles(who, mention.begin):
                return target
            if (
                joined
                and mention.end == end
                and head.tag_ in ("NN", "NNP")
                and self._is_second_post(who, mention.begin)
            ):
                return target
        return None

    def _end_without_bracket(self, who: Stretch) -> int:
        """Behind the phrase, a bracket behind its name left out: "mayoral candidate Lin Mei-hua (林美華)"."""
        begin, end = self.scene.begin_of(who.first), self.scene.end_of(who.last)
        return begin + len(_BRACKET.sub("", self.scene.text[begin:end]))

    def _titled_in_apposition(self, who: Stretch) -> str | None:
        """The person of "her rival, Porto Mayor Ana Lima of the Greens": behind a comma, and a title before the name."""
        tokens = self.scene.tokens
        name = self.scene.child(who.head, "appos")
        if name is None or tokens[who.head].tag_ not in ("NN", "NNP") or tokens[who.head + 1].text != ",":
            return None
        for target, mention in self.draft.referents_at(name.idx, name.idx + len(name)):
            title = tokens[who.head + 2 : self.scene.parsed.token_at(mention.begin).i]
            person = mention.kind is ReferringKind.NAME and isinstance(self.draft.agents.get(target), Person)
            if person and title and title[-1].lower_ in HEADS and all(token.pos_ in _IN_TITLES for token in title):
                return target
        return None

    def _is_title_behind_comma(self, begin: int) -> bool:
        """True for "the novelist" of "her daughter, the novelist [Ana Lima]"."""
        name = self.scene.parsed.token_at(begin).i
        comma = next(
            (i for i in range(name - 1, max(name - _LONGEST_TITLE, 0), -1) if self.scene.tokens[i].text == ","), None
        )
        return comma is not None and comma + 1 < name and is_title(self.scene.doc[comma + 1 : name])

    def _are_titles(self, who: Stretch, begin: int) -> bool:
        """True for "Houthi spokesman [Yahya Sarea]", "the firm's attorney [Lee]": nothing but nouns and what qualifies them."""
        tokens = self.scene.tokens[who.first : self.scene.parsed.token_at(begin).i]
        return (
            bool(tokens)
            and all(token.pos_ in _IN_TITLES or token.text == "-" for token in tokens)
            and tokens[-1].pos_ in _NOUNS
        )

    def _is_second_post(self, who: Stretch, begin: int) -> bool:
        """True where "and" and a title stand between the head and the name, and nothing else does."""
        name = self.scene.parsed.token_at(begin).i
        between = self.scene.tokens[who.head + 1 : name]
        words = [token for token in between if token.dep_ != "cc"]
        return len(between) > len(words) > 0 and all(token.pos_ in ("PROPN", "NOUN", "ADJ") for token in words)

    def _group(self, who: Stretch) -> str | None:
        """The group of two or more named agents joined by "and", or of one "and others"; None for anything else."""
        heads, current = [who.head], who.head
        for _ in range(8):
            joined = self.scene.child(current, "conj")
            if joined is None or joined.i > who.last:
                break
            heads.append(joined.i)
            current = joined.i
        others = len(heads) > 1 and self.scene.tokens[heads[-1]].lower_ == "others"
        named = [self._agent_at(head) for head in (heads[:-1] if others else heads)]
        members = tuple(dict.fromkeys(agent for agent in named if agent is not None))
        if len(members) + others < 2 or len(members) < len(named):
            return None
        begin, end = self.scene.begin_of(who.first), self.scene.end_of(who.last)
        for target, mention in self.draft.referents_at(begin, end):
            if (
                mention.begin <= begin + 4
                and mention.end == end
                and isinstance(self.draft.agents.get(target), UnnamedAgent)
            ):
                return target
        mention = self.scene.parsed.mention(begin, end, ReferringKind.NOMINAL)
        group = UnnamedAgent(id="", mentions=(mention,), description=mention.text, members=members)
        return self._add(group, "agent", begin)

    def _at(self, token: int) -> list[str]:
        begin, end = self.scene.begin_of(token), self.scene.end_of(token)
        return [target for target, _ in self.draft.referents_at(begin, end)]

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

    def unnamed(self, who: Stretch) -> str:
        """An unnamed agent for a phrase that is nobody who is known."""
        begin, end = self.scene.begin_of(who.first), self.scene.end_of(who.last)
        mention = self.scene.parsed.mention(begin, end, ReferringKind.PRONOUN)
        return self._add(UnnamedAgent(id="", mentions=(mention,), description=mention.text), "agent", begin)

    def _new(self, who: Stretch) -> str:
        begin = self.scene.begin_of(who.first)
        if is_document(self.scene, who):
            return self.document(who)
        titled = self._named_behind_title(who)
        if titled is not None:
            return titled
        head = self.scene.tokens[who.head]
        if head.pos_ == "PRON":
            return self.unnamed(who)
        agent = unnamed_from(self.scene.parsed, self.scene.doc[who.first : self._last_of_phrase(who) + 1], self.draft)
        if agent.id in self.draft.agents:
            return agent.id
        return self._add(agent, agent.id.split("-")[0], begin)

    def _last_of_phrase(self, who: Stretch) -> int:
        """The last token before a relative clause behind a comma: "one of the officials, both of whom asked not to be named"."""
        tokens = self.scene.tokens
        for token in tokens[who.head + 1 : who.last]:
            behind = tokens[token.i + 1 : min(token.i + 4, who.last + 1)]
            if token.text == "," and any(each.tag_ in _RELATIVE for each in behind):
                return token.i - 1
        return who.last

    def _named_behind_title(self, who: Stretch) -> str | None:
        """The person whose name ends a phrase that says what the person is: "President of Argentina Ana Lima".

        The phrase's head is in the title; "two aides to Senator Ana Lima" are not she.
        """
        begin, end = self.scene.begin_of(who.first), self._end_without_bracket(who)
        head = self.scene.tokens[who.head]
        for target, mention in self.draft.mentions_in(begin, end):
            if mention.end == end and mention.begin > begin and isinstance(self.draft.agents.get(target), Person):
                posts = (post.mention for post in self.draft.memberships if post.member == target)
                if any(post.begin <= head.idx < post.end <= mention.begin for post in posts):
                    return target
                before = self.scene.parsed.text[begin : mention.begin].split()
                last = mention.begin - len(before[-1]) - 1 if before else end
                # "her son Paul Lima", "activist Ana Lima"
                if before and before[-1].lower() in HEADS and head.idx >= last:
                    return target
                if is_title_before(head, self.scene.parsed.token_at(mention.begin)):
                    return target
        return None

    def _add(self, agent: AnyAgent, prefix: str, begin: int) -> str:
        identifier, number = self.draft.free_id(prefix, begin), 1
        while identifier in self.made:
            number += 1
            identifier = f"{prefix}-{begin}-{number}"
        self.made[identifier] = replace(agent, id=identifier)
        return identifier
