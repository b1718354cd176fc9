"""Titles: what the article says a named person is, before the name, beside it, or after it.

"U.S. President Donald Trump", "Marco Rubio, the secretary of state", "Russia's foreign minister, Sergey Lavrov".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kgexport import gazetteer
from kgexport.extraction.coreference.entity import Role
from kgexport.extraction.coreference.lexicon import HONORIFICS, ROLES, words
from kgexport.extraction.draft import NameSpan
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.unnamed import noun_phrase
from kgexport.model import Qualifier, SurfaceType

_QUALIFIERS = {
    **dict.fromkeys(
        ("former", "formerly", "previous", "ex", "ex-", "onetime", "then", "outgoing", "one-time"), Qualifier.FORMER
    ),
    **dict.fromkeys(("acting", "interim", "caretaker"), Qualifier.ACTING),
    **dict.fromkeys(("elect", "designate", "incoming", "president-elect"), Qualifier.ELECT),
    **dict.fromkeys(("deputy", "vice", "assistant", "associate"), Qualifier.DEPUTY),
}
_NOT_POSTS = words(
    "psychologist designer astronaut historian philosopher sociologist economist physicist biologist filmmaker novelist "
    "poet dancer rapper composer magnate mogul oligarch partner fan "
    "journalist reporter columnist correspondent lawyer suspect defendant victim accused gunman shooter attacker "
    "bomber assailant convict fugitive inmate prisoner detainee hostage witness survivor teenager teen counterpart "
    "veteran artist author writer businessman businesswoman billionaire tycoon entrepreneur activist campaigner "
    "comedian singer musician actor actress model player expert analyst politician official student athlete"
)


_BEFORE_NAMES = frozenset({"compound", "amod", "nmod", "poss", "case"})
_OWNERS = frozenset({"his", "her", "its", "their"})
_BEFORE = frozenset({"the", "a", "an", ",", "and", "–", "-", "/"}) | _OWNERS
_POSSESSIVE = frozenset({"’s", "'s", "’", "'"})


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A title and whose it is. ``begin..end`` is the whole phrase, ``title_begin..title_end`` the title without country."""

    name: NameSpan
    begin: int
    end: int
    title_begin: int
    title_end: int
    role: Role
    qualifier: Qualifier | None
    country_span: tuple[int, int] | None  # "U.S.", "Russian", "Russia"
    owner: int | None  # offset of "its" in "its foreign minister"
    is_post: bool  # False: "the suspect", "student"


def title_phrases(parsed: ParsedArticle, names: list[NameSpan]) -> Iterator[TitlePhrase]:
    """The title phrases of the persons named in an article, in reading order of the names."""
    end_of_last = 0
    for name in names:
        if name.surface is not SurfaceType.PERSON:
            continue
        given = None
        after, end_of_last = end_of_last, name.end
        if name.title is not None:
            given = _phrase(parsed, name, parsed.tokens(name.title.begin, name.title.end), after=after)
        tokens = parsed.tokens(name.begin, name.end)
        root = tokens.root
        if given is None:
            given = _compound_title(parsed, name, tokens)
        if given is not None:
            yield given
        yield from _beside(parsed, name, root)


def _compound_title(parsed: ParsedArticle, name: NameSpan, tokens: Span) -> TitlePhrase | None:
    first = tokens[0].i
    begin = first
    while begin > tokens.sent.start and first - begin < 8:
        token = parsed.doc[begin - 1]
        hyphen = token.text == "-" and begin < first and token.i and token.nbor(-1).lemma_.lower() in ROLES
        if not hyphen and (token.dep_ not in _BEFORE_NAMES or token.is_punct or token.is_space):
            break
        begin -= 1
    if begin == first or not any(_is_role(t) for t in parsed.doc[begin:first]):
        return None
    return _phrase(parsed, name, parsed.doc[begin:first])


def _beside(parsed: ParsedArticle, name: NameSpan, root: Token) -> Iterator[TitlePhrase]:
    for child in root.rights:
        if child.dep_ == "appos" and _is_role(child) and child.idx >= name.end:
            found = _phrase(parsed, name, noun_phrase(parsed, child))
            if found is not None:
                yield found
            break
    head = root.head
    if root.dep_ == "appos" and head.dep_ == "pobj" and not _is_role(head):  # "the head of Acme, Jane Doe"
        head = head.head.head
    if root.dep_ == "appos" and _is_role(head) and head.i < root.i:
        found = _phrase(parsed, name, noun_phrase(parsed, head))
        if found is not None and found.end <= name.begin:
            yield found


def _is_role(token: Token) -> bool:
    if token.lower_ in {"elect", "designate"} and token.i >= 2 and token.nbor(-1).text == "-":
        return token.nbor(-2).lemma_.lower() in ROLES
    return token.pos_ in {"NOUN", "PROPN", "ADJ"} and (token.lemma_.lower() in ROLES or token.lower_ in ROLES)


def _phrase(parsed: ParsedArticle, name: NameSpan, span: Span, after: int = 0) -> TitlePhrase | None:
    # Another person's name in the phrase ends that person's own title.
    words = [token for token in span if not token.is_space and token.idx >= after]
    owner = None
    while words and (words[0].dep_ == "det" or words[0].lower_ in _BEFORE):
        owner = words[0] if words[0].lower_ in _OWNERS else owner
        words.pop(0)
    while words and words[-1].text in {",", "’s", "'s"}:
        words.pop()
    if not words or all(token.lower_.rstrip(".") in HONORIFICS for token in words):
        return None
    head = _head(words)
    if head is None or head.tag_ in {"NNS", "NNPS"}:
        return None
    qualifier = _qualifier(words)
    skipped = _qualifiers_first(words)
    country, country_end = _country(words[skipped:])
    rest = words[skipped + country_end :]
    rest = rest[_qualifiers_first(rest) :]
    while rest and rest[0].dep_ == "det":
        rest = rest[1:]
    title_end = words[-1]
    if country is None:
        country = _country_after(words, head)
        if country is not None:  # "president of Russia": the title ends before "of Russia"
            title_end = head
    if not rest or rest[0].i > head.i:
        return None
    if qualifier is Qualifier.ELECT and title_end.lower_ in {"elect", "designate"} and len(rest) > 2:
        title_end = rest[-3]
    begin, end = words[0].idx, words[-1].idx + len(words[-1])
    lowered = tuple(t.lower_ for t in rest if t.i <= title_end.i and t.is_alpha)
    noun = head.lemma_.lower() if head.lemma_.lower() in ROLES else head.lower_
    of_country = [t for t in words[skipped : skipped + country_end] if t.text not in _POSSESSIVE]
    if country is not None and not of_country:
        of_country = [t for t in words if t.i > head.i and t.lower_ not in {"of", "to", "for", "the"}]
    return TitlePhrase(
        name=name,
        begin=begin,
        end=end,
        title_begin=rest[0].idx,
        title_end=title_end.idx + len(title_end),
        role=Role(noun=noun, words=lowered, country=country, former=qualifier is Qualifier.FORMER),
        qualifier=qualifier,
        country_span=(of_country[0].idx, of_country[-1].idx + len(of_country[-1])) if of_country else None,
        owner=owner.idx if owner is not None else None,
        is_post=noun not in _NOT_POSTS,
    )


def _head(words: list[Token]) -> Token | None:
    """The last role before "of", "for", "at" or the like."""
    head = None
    for token in words:
        if head is not None and token.lower_ in {"of", "for", "to", "at", "in"}:
            break
        if _is_role(token):
            head = token
    return head


def _qualifiers_first(words: list[Token]) -> int:
    """How many words at the beginning only say how the post is held ("former", "acting"); "deputy" is part of the title."""
    number = 0
    while number + 1 < len(words) and (
        words[number].text == "-"
        or words[number].lower_ in {"current", "incumbent", "late", "retired", "longtime"}
        or _QUALIFIERS.get(words[number].lower_, Qualifier.DEPUTY)
        in (Qualifier.FORMER, Qualifier.ACTING, Qualifier.ELECT)
    ):
        number += 1
    return number


def _country(words: list[Token]) -> tuple[str | None, int]:
    for length in (3, 2, 1):
        if len(words) <= length:
            continue
        text = " ".join(token.text for token in words[:length])
        code = gazetteer.country_of_adjective(text) or gazetteer.country_of(text)
        if code is not None:
            end = length
            if words[end].text in _POSSESSIVE:
                end += 1
            return (code, end) if end < len(words) else (None, 0)
    return None, 0


def _country_after(words: list[Token], head: Token) -> str | None:
    after = [token for token in words if token.i > head.i]
    if len(after) >= 2 and after[0].lower_ in {"of", "to", "for"}:
        text = " ".join(t.text for t in after[1:] if t.lower_ != "the")
        return gazetteer.country_of(text)
    return None


def _qualifier(words: list[Token]) -> Qualifier | None:
    for token in words:
        for part in (token.lower_, *token.lower_.split("-")):
            if part in _QUALIFIERS:
                return _QUALIFIERS[part]
    return None
