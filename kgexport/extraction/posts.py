"""Posts: who holds which office, as the article says it (org:Membership)."""

from collections.abc import Iterator

from kgexport import gazetteer
from kgexport.extraction.coreference.titles import TitlePhrase, title_phrases
from kgexport.extraction.draft import Claim, Draft
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import Membership, Organisation, OrganisationKind, Person


class PostExtractor:
    """Yields a membership for each title phrase of a named person that names a post.

    The organisation is the body that the phrase names ("Boeing chief executive"), else the government of the country that
    it names ("U.S. Secretary of State"); never a place. Descriptions that are no posts ("suspect", "author") are left out.
    """

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[Claim]:
        """The memberships, in reading order of the names."""
        governments = {
            agent.country: agent.id
            for agent in draft.agents.values()
            if isinstance(agent, Organisation)
            and agent.organisation_kind is OrganisationKind.GOVERNMENT
            and agent.country
            and agent.name.startswith("Government of ")
        }
        taken: set[str] = set()
        for phrase in title_phrases(parsed, draft.names):
            if not phrase.is_post:
                continue
            member = _person_at(draft, phrase.name.begin, phrase.name.end)
            if member is None:
                continue
            wanted = identifier = f"membership-{phrase.begin}"
            number = 1
            while identifier in taken:
                number += 1
                identifier = f"{wanted}-{number}"
            taken.add(identifier)
            body = _body(draft, phrase)
            yield Membership(
                id=identifier,
                member=member,
                title=phrase.title,
                mention=parsed.mention(phrase.begin, phrase.end),
                organisation=body or (governments.get(phrase.role.country) if phrase.role.country else None),
                qualifier=phrase.qualifier,
            )


def _person_at(draft: Draft, begin: int, end: int) -> str | None:
    return next(
        (target for target, _ in draft.referents_at(begin, end) if isinstance(draft.agents.get(target), Person)), None
    )


def _body(draft: Draft, phrase: TitlePhrase) -> str | None:
    """The one organisation that the phrase names by name; a country's name in it means its government instead."""
    found: dict[str, None] = {}
    for target, mention in draft.mentions_in(phrase.begin, phrase.end):
        agent = draft.agents.get(target)
        if isinstance(agent, Organisation) and gazetteer.country_of(mention.text) is None:
            found[target] = None
    return next(iter(found)) if len(found) == 1 else None
