"""The second reading, after the statements: "I" inside a quotation is whoever says it."""

from collections.abc import Iterator

from kgexport.extraction.coreference.lexicon import FIRST_PLURAL, FIRST_SINGULAR
from kgexport.extraction.draft import Claim, Draft, Reference
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import Form, Organisation, Person, ReferringKind, UnnamedAgent


class QuotedPronounExtractor:
    """Gives the first person inside direct speech to its speaker; "we" only where an organisation speaks."""

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[Claim]:
        """A reference for each "I", "my", "me" (and "we", "our" of an organisation) in the words of a statement."""
        taken: set[int] = set()
        for statement in draft.statements.values():
            if statement.form not in (Form.DIRECT, Form.MIXED):
                continue
            speaker = draft.agents.get(statement.speaker)
            if isinstance(speaker, Organisation):
                wanted = FIRST_PLURAL
            elif isinstance(speaker, Person | UnnamedAgent):
                wanted = FIRST_SINGULAR
            else:
                continue
            quoted = [
                (max(part.begin, quotation.begin), min(part.end, quotation.end))
                for part in statement.content
                for quotation in draft.quotations
                if part.overlaps(quotation.begin, quotation.end)
            ]
            for begin, end in quoted:
                for token in parsed.tokens(begin, end):
                    if token.lower_ in wanted and token.idx >= begin and token.idx not in taken:
                        taken.add(token.idx)
                        mention = parsed.mention(token.idx, token.idx + len(token), ReferringKind.PRONOUN)
                        yield Reference(target=statement.speaker, mention=mention)
