"""Posts: who holds which office, as the article says it (org:Membership)."""

import re
from collections.abc import Iterator

from kgexport.extraction.coreference.lexicon import STATE_POSTS
from kgexport.extraction.coreference.titles import TitlePhrase, title_phrases
from kgexport.extraction.draft import Claim, Draft
from kgexport.extraction.parse import ParsedArticle
from kgexport.gazetteer.titles import HEADS
from kgexport.model import Membership, Mention, Organisation, OrganisationKind, Person, PlaceKind, ReferringKind

# "Belarusian opposition leader": whose post it is not, is the government's.
_NOT_OF_A_GOVERNMENT = frozenset(
    ["candidate", "dissident", "nominee", "opposition", "presumptive", "rebel", "separatist", "shadow"]
)
_POSSESSIVE = re.compile(r"(?:[’']s?)?[\s,]*")
_OF_BODY = re.compile(r"\s(?:of|from|at)\s(?:the\s)?")
_PREPOSITION = re.compile(r"(?<![\s,])[\s,]++(?:of|at|for|in|with)\s+(?:the\s+)?$")
_OF_TOWNS = frozenset({"governor", "mayor"})
_ADDRESS = frozenset(
    {"baroness", "dame", "hon", "lady", "lord", "miss", "mr", "mrs", "ms", "mx", "rev", "reverend", "sir"}
)


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
        seen: set[tuple[str, int, int]] = set()
        for phrase in title_phrases(parsed, draft.names):
            if not phrase.is_post:
                continue
            member = _person_at(draft, phrase.name.begin, phrase.name.end)
            if member is None:
                continue
            body = _body(draft, phrase) or _body_behind(parsed, draft, phrase)
            begin, end = _title(parsed, phrase, body[1] if body else None)
            end = _before_honorific(parsed.text, begin, _before_bracket(parsed.text, begin, end))
            if (member, begin, end) in seen:
                continue  # seen before the name and beside it: "chairman Lord" and "chairman"
            seen.add((member, begin, end))
            wanted = identifier = f"membership-{phrase.begin}"
            number = 1
            while identifier in taken:
                number += 1
                identifier = f"{wanted}-{number}"
            taken.add(identifier)
            organisation = body[0] if body else _government(draft, phrase, governments)
            yield Membership(
                id=identifier,
                member=member,
                title=parsed.text[begin:end],
                mention=parsed.mention(phrase.begin, phrase.end),
                organisation=organisation,
                qualifier=phrase.qualifier,
            )


def _before_bracket(text: str, begin: int, end: int) -> int:
    """Where a title ends that is cut off inside brackets; ``end`` where it is not, or where nothing stands before them."""
    opened = text.find("(", max(begin, text.rfind(")", begin, end)), end)
    before = len(text[begin:opened].rstrip()) if opened >= 0 else 0
    return begin + before if before else end


def _before_honorific(text: str, begin: int, end: int) -> int:
    """Where a title ends before how its holder is addressed: "chairman" of "chairman Rev."."""
    *rest, last = text[begin:end].split() or [""]
    if not rest or last.casefold().rstrip(".") not in _ADDRESS or rest[-1].casefold() not in HEADS:
        return end
    return begin + len(text[begin:end].rstrip().removesuffix(last).rstrip())


def _title(parsed: ParsedArticle, phrase: TitlePhrase, body: Mention | None) -> tuple[int, int]:
    """The title without the body: "chief executive" of "Acme chief executive" and of "chief executive of Acme"."""
    begin, end = phrase.title_begin, phrase.title_end
    if body is None:
        return begin, end
    if body.begin >= phrase.end:
        return begin, end
    if body.begin <= begin:
        after = body.end + len(_POSSESSIVE.match(parsed.text[body.end : end])[0])  # type: ignore[index]
        return (after, end) if after < end else (begin, end)
    before = _PREPOSITION.search(parsed.text[begin : body.begin])
    return (begin, min(end, begin + before.start())) if before and before.start() else (begin, end)


def _government(draft: Draft, phrase: TitlePhrase, governments: dict[str, str]) -> str | None:
    """The government of the country that the phrase names, or that "its" in "its foreign minister" means.

    Where "its" or "the company's" means a body, that body.
    """
    country = phrase.of_state
    if _NOT_OF_A_GOVERNMENT.intersection(phrase.role.words):
        return None
    if country is None and phrase.owner is not None:
        for target, _ in draft.referents_at(phrase.owner, phrase.owner + 1):
            agent = draft.agents.get(target)
            if isinstance(agent, Organisation):
                return target
            place = draft.places.get(target)
            if place is not None and place.place_kind is PlaceKind.COUNTRY and phrase.role.noun in STATE_POSTS:
                country = place.country
    return governments.get(country) if country else None


def _person_at(draft: Draft, begin: int, end: int) -> str | None:
    return next(
        (target for target, _ in draft.referents_at(begin, end) if isinstance(draft.agents.get(target), Person)), None
    )


def _body_behind(parsed: ParsedArticle, draft: Draft, phrase: TitlePhrase) -> tuple[str, Mention] | None:
    """The organisation behind the name: "senior analyst Jane Doe of the Electronic Frontier Foundation"."""
    if phrase.end > phrase.name.begin or phrase.role.country is not None:
        return None
    places = (target in draft.places for target, _ in draft.mentions_in(phrase.begin, phrase.end))
    if phrase.role.noun in _OF_TOWNS and (phrase.role.noun == "mayor" or any(places)):
        return None  # "Porto Mayor Ana Lima of the Greens" is the town's mayor
    between = _OF_BODY.match(parsed.text, phrase.name.end)
    begin = between.end() if between else -1
    for target, mention in draft.referents_at(begin, begin + 1) if between else ():
        if isinstance(draft.agents.get(target), Organisation) and mention.begin == begin:
            return target, mention
    return None


def _body(draft: Draft, phrase: TitlePhrase) -> tuple[str, Mention] | None:
    """The one organisation that the phrase names by name; a country's name in it means its government instead."""
    found: dict[str, Mention] = {}
    for target, mention in draft.mentions_in(phrase.begin, phrase.end):
        if isinstance(draft.agents.get(target), Organisation) and mention.kind is ReferringKind.NAME:
            found.setdefault(target, mention)
    return next(iter(found.items())) if len(found) == 1 else None
