"""The second reading, after the statements: "I" inside a quotation is whoever says it."""

from bisect import bisect_right
from collections.abc import Iterator

from kgexport.extraction.coreference.lexicon import FIRST_PLURAL, FIRST_SINGULAR
from kgexport.extraction.draft import Claim, Draft, Reference
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.word_lists import words
from kgexport.model import Form, Mention, Organisation, OrganisationKind, Person, ReferringKind, Statement, UnnamedAgent

_SPEAKING = words("spokesman spokeswoman spokesperson chief ceo president chairman chairwoman director executive head")


class QuotedPronounExtractor:
    """Gives the first person inside direct speech to its speaker; "we" only where an organisation speaks, or its spokesperson."""

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[Claim]:
        """A reference for each "I", "my", "me" (and "we", "our" of an organisation) in the words of a statement."""
        taken: set[int] = set()
        bodies = _spoken_for(draft)
        quotations = sorted((quotation.begin, quotation.end) for quotation in draft.quotations)
        begins = [begin for begin, _ in quotations]
        stretches = []
        for statement in draft.statements.values():
            targets = _targets(draft, statement, bodies)
            if targets:
                for part in statement.content:
                    for begin, end, whole in _inside(part, quotations, begins):
                        stretches.append((not whole, part.end - part.begin, begin, end, statement.id, targets))
        # The words belong to the shortest statement that has the whole quotation: "Doe said that Roe said 'I …'" to Roe,
        # and "'I said that I would,' Doe said" to Doe, not to what was said inside.
        for _, _, begin, end, _, targets in sorted(stretches, key=lambda stretch: stretch[:5]):
            for token in parsed.tokens(begin, end):
                if token.lower_ in targets and token.idx >= begin and token.idx not in taken:
                    taken.add(token.idx)
                    mention = parsed.mention(token.idx, token.idx + len(token), ReferringKind.PRONOUN)
                    yield Reference(target=targets[token.lower_], mention=mention)


def _targets(draft: Draft, statement: Statement, bodies: dict[str, str]) -> dict[str, str]:
    """Whom the pronouns of the first person mean in the words of a statement."""
    if statement.form not in (Form.DIRECT, Form.MIXED):
        return {}
    speaker = draft.agents.get(statement.speaker)
    if isinstance(speaker, Organisation):
        return dict.fromkeys(FIRST_PLURAL, speaker.id)
    if not isinstance(speaker, Person | UnnamedAgent):
        return {}
    targets = dict.fromkeys(FIRST_SINGULAR, speaker.id)
    body = bodies.get(speaker.id)
    return targets | dict.fromkeys(FIRST_PLURAL, body) if body is not None else targets


def _inside(part: Mention, quotations: list[tuple[int, int]], begins: list[int]) -> Iterator[tuple[int, int, bool]]:
    """The stretches of ``part`` that stand in quotation marks, and whether each is a whole quotation."""
    for number in range(max(0, bisect_right(begins, part.begin) - 1), len(quotations)):
        begin, end = quotations[number]
        if begin >= part.end:
            return
        if end > part.begin:
            whole = part.begin <= begin + 1 and end - 1 <= part.end
            yield max(part.begin, begin), min(part.end, end), whole


def _spoken_for(draft: Draft) -> dict[str, str]:
    """For those who speak for one body ("Boeing spokesman", "Acme's chief executive"): which one."""
    found: dict[str, set[str]] = {}
    for post in draft.memberships:
        body = draft.agents.get(post.organisation or "")
        if (
            isinstance(body, Organisation)
            and body.organisation_kind is not OrganisationKind.GOVERNMENT
            and _SPEAKING & set(post.title.casefold().split())
        ):
            found.setdefault(post.member, set()).add(body.id)
    return {member: next(iter(ids)) for member, ids in found.items() if len(ids) == 1}
