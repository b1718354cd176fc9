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
        ("former", "ex", "ex-", "late", "onetime", "then", "outgoing", "one-time", "retired"), Qualifier.FORMER
    ),
    **dict.fromkeys(("acting", "interim", "caretaker"), Qualifier.ACTING),
    **dict.fromkeys(("elect", "designate", "incoming", "president-elect"), Qualifier.ELECT),
    **dict.fromkeys(("deputy", "vice", "assistant", "associate"), Qualifier.DEPUTY),
}
_NOT_POSTS = words(
    "suspect defendant victim accused gunman shooter attacker bomber assailant convict fugitive inmate prisoner "
    "detainee hostage witness survivor teenager teen counterpart veteran artist author writer businessman "
    "businesswoman billionaire tycoon entrepreneur activist campaigner comedian singer musician actor actress model "
    "player expert analyst politician official student athlete"
)


_LEADING = frozenset({"the", "a", "an", ",", "his", "her", "its", "their", "and", "–", "-", "/"})


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A title and whose it is. Offsets of the whole phrase; the title as written is what follows the country in it."""

    name: NameSpan
    begin: int
    end: int
    title: str
    role: Role
    qualifier: Qualifier | None
    country_span: tuple[int, int] | None  # "U.S.", "Russian", "Russia"
    is_post: bool  # False: "the suspect", "student"
    before: bool  # stands before the name, with nothing between


def title_phrases(parsed: ParsedArticle, names: list[NameSpan]) -> Iterator[TitlePhrase]:
    """The title phrases of the persons named in an article, in reading order of the names."""
    end_of_last = 0
    for name in names:
        if name.surface is not SurfaceType.PERSON:
            continue
        given = None
        after, end_of_last = end_of_last, name.end
        if name.title is not None:
            given = _phrase(parsed, name, parsed.tokens(name.title.begin, name.title.end), before=True, after=after)
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
        if token.dep_ not in {"compound", "amod", "nmod", "poss", "case"} or token.is_punct or token.is_space:
            break
        begin -= 1
    if begin == first or not any(_is_role(t) for t in parsed.doc[begin:first]):
        return None
    return _phrase(parsed, name, parsed.doc[begin:first], before=True)


def _beside(parsed: ParsedArticle, name: NameSpan, root: Token) -> Iterator[TitlePhrase]:
    for child in root.rights:
        if child.dep_ == "appos" and _is_role(child) and child.idx >= name.end:
            found = _phrase(parsed, name, noun_phrase(parsed, child), before=False)
            if found is not None:
                yield found
            break
    if root.dep_ == "appos" and _is_role(root.head) and root.head.i < root.i:
        found = _phrase(parsed, name, noun_phrase(parsed, root.head), before=False)
        if found is not None and found.end <= name.begin:
            yield found


def _is_role(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN", "ADJ"} and (token.lemma_.lower() in ROLES or token.lower_ in ROLES)


def _phrase(parsed: ParsedArticle, name: NameSpan, span: Span, *, before: bool, after: int = 0) -> TitlePhrase | None:
    # Another person's name in the phrase ends that person's own title.
    words = [token for token in span if not token.is_space and token.idx >= after]
    while words and (words[0].dep_ == "det" or words[0].lower_ in _LEADING):
        words.pop(0)
    while words and words[-1].text in {",", "’s", "'s"}:
        words.pop()
    if not words or all(token.lower_.rstrip(".") in HONORIFICS for token in words):
        return None
    head = _head(words)
    if head is None:
        return None
    country, country_end = _country(words)
    if country is None:
        country = _country_after(words, head)
    qualifier = _qualifier(words)
    rest = words[country_end:]
    if not rest:
        return None
    title_end = rest[-1]
    if country is not None and not country_end:  # "president of Russia": the title ends before "of Russia"
        title_end = head
    begin, end = words[0].idx, words[-1].idx + len(words[-1])
    title = parsed.text[rest[0].idx : title_end.idx + len(title_end)]
    lowered = tuple(t.lower_ for t in rest if t.i <= title_end.i and t.is_alpha and t.lower_ not in _QUALIFIERS)
    noun = head.lemma_.lower() if head.lemma_.lower() in ROLES else head.lower_
    return TitlePhrase(
        name=name,
        begin=begin,
        end=end,
        title=title,
        role=Role(noun=noun, words=lowered, country=country),
        qualifier=qualifier,
        country_span=(words[0].idx, words[country_end - 1].idx + len(words[country_end - 1])) if country_end else None,
        is_post=noun not in _NOT_POSTS,
        before=before,
    )


def _head(words: list[Token]) -> Token | None:
    for number, token in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else None
        if _is_role(token) and (following is None or not (_is_role(following) or following.text == "-")):
            after = [t for t in words[number + 1 :] if t.lower_ in {"of", "for", "to", "at", "in", "and", "-"}]
            if following is None or after[:1] == [following] or not any(_is_role(t) for t in words[number + 1 :]):
                return token
    return None


def _country(words: list[Token]) -> tuple[str | None, int]:
    for length in (3, 2, 1):
        if len(words) <= length:
            continue
        text = " ".join(token.text for token in words[:length])
        code = gazetteer.country_of_adjective(text) or gazetteer.country_of(text)
        if code is not None:
            end = length
            if words[end].text in {"’s", "'s", "’", "'"}:
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
