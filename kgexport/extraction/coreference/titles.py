"""Titles: what the article says a named person is, before the name, beside it, or after it.

"U.S. President Donald Trump", "Marco Rubio, the secretary of state", "Russia's foreign minister, Sergey Lavrov".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kgexport import gazetteer
from kgexport.extraction.coreference.entity import Role
from kgexport.extraction.coreference.lexicon import ABBREVIATED, HONORIFICS, ROLES, STATE_POSTS
from kgexport.extraction.draft import NameSpan
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.tree import Span, Token
from kgexport.extraction.unnamed import noun_phrase
from kgexport.extraction.word_lists import words
from kgexport.model import PlaceKind, Qualifier, SurfaceType

_QUALIFIERS = {
    **dict.fromkeys(
        ("former", "formerly", "previous", "previously", "ex", "ex-", "onetime", "then", "outgoing", "one-time"),
        Qualifier.FORMER,
    ),
    **dict.fromkeys(("acting", "interim", "caretaker"), Qualifier.ACTING),
    **dict.fromkeys(("elect", "designate", "incoming", "president-elect"), Qualifier.ELECT),
    **dict.fromkeys(("deputy", "vice", "assistant", "associate"), Qualifier.DEPUTY),
}
_NOT_POSTS = words(
    "democrat republican conservative liberal independent "
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
_LONGEST_POSSESSOR = 6  # tokens
# "Mr." tells no office; "King" and "Pope" do.
_NO_OFFICES = frozenset(HONORIFICS) - {"king", "queen", "pope", "emperor", "empress", "sultan", "emir"}


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
    owner: int | None  # offset of "its" in "its foreign minister", of "company" in "the company's founder"
    is_post: bool  # False: "the suspect", "student"

    @property
    def of_state(self) -> str | None:
        """The country whose state gives the post; None for a "Norwegian chemist" and an "England captain"."""
        return self.role.country if self.role.noun in STATE_POSTS else None


def title_phrases(parsed: ParsedArticle, names: Sequence[NameSpan]) -> tuple[TitlePhrase, ...]:
    """The title phrases of the persons named in an article, in reading order of the names: worked out once for all steps."""
    known: dict[tuple[NameSpan, ...], tuple[TitlePhrase, ...]] = parsed.doc.user_data.setdefault("title phrases", {})
    key = tuple(names)
    if key not in known:
        known[key] = tuple(_title_phrases(parsed, names))
    return known[key]


def _title_phrases(parsed: ParsedArticle, names: Iterable[NameSpan]) -> Iterator[TitlePhrase]:
    end_of_last = 0
    for name in names:
        if name.surface is not SurfaceType.PERSON:
            continue
        after, end_of_last = end_of_last, name.end
        tokens = parsed.tokens(name.begin, name.end)
        found: list[TitlePhrase] = []
        if name.title is not None:
            span = _with_possessor(parsed.tokens(name.title.begin, name.title.end), after)
            found.extend(filter(None, (_phrase(parsed, name, part, after=after) for part in _joined_titles(span))))
        if not found:
            found.extend(filter(None, [_compound_title(parsed, name, tokens)]))
        found.extend(_beside(parsed, name, tokens.root))
        # One title may be seen before the name and beside it: the longest way to say it counts.
        longest: dict[int, TitlePhrase] = {}
        for phrase in found:
            known = longest.setdefault(phrase.title_end, phrase)
            if phrase.begin < known.begin:
                longest[phrase.title_end] = phrase
        yield from longest.values()


def _with_possessor(span: Span, after: int) -> Span:
    """The title with whose it is: "Iran's" before "Supreme Leader", "Acme's" before "chief executive"."""
    doc, begin = span.doc, span.start
    if begin < 2 or doc[begin - 1].text not in _POSSESSIVE or doc[begin - 1].idx < after:
        return span
    first = begin - 1
    while first > span.sent.start and begin - first < _LONGEST_POSSESSOR and doc[first - 1].pos_ == "PROPN":
        first -= 1
    return doc[first : span.end] if first < begin - 1 and doc[first].idx >= after else span


def _joined_titles(span: Span) -> list[Span]:
    """The titles that "and" joins, each for itself: "Conservative leader and Prime Minister"."""
    for token in span:
        if token.lower_ in {"and", "&"} and span.start < token.i < span.end - 1:
            left, right = span.doc[span.start : token.i], span.doc[token.i + 1 : span.end]
            if any(map(_is_role, left)) and any(map(_is_role, right)):
                return [left, *_joined_titles(right)]
    return [span]


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
            yield from _with_conjuncts(parsed, name, child)
            break
    head = root.head
    if root.dep_ == "appos" and head.dep_ == "pobj" and not _is_role(head):  # "the head of Acme, Jane Doe"
        head = head.head.head
    if root.dep_ == "appos" and _is_role(head) and head.i < root.i:
        found = _phrase(parsed, name, noun_phrase(parsed, head))
        if found is not None and found.end <= name.begin:
            yield found


def _with_conjuncts(parsed: ParsedArticle, name: NameSpan, head: Token) -> Iterator[TitlePhrase]:
    """The title of an apposition and those that "and" joins to it: "president and CEO of Acme" are both at Acme."""
    span = _whole_compound(noun_phrase(parsed, head))
    joined = next((t for t in head.rights if t.dep_ == "conj" and _is_role(t) and t.tag_ not in {"NNS", "NNPS"}), None)
    bare = not any(t.dep_ == "prep" for t in head.rights)
    after = noun_phrase(parsed, joined) if joined is not None else None
    whole = parsed.doc[span.start : after.end] if after is not None and bare and after.end > span.end else span
    found = _phrase(parsed, name, span)
    if found is not None:
        yield replace(found, end=whole.end_char)
    if after is not None and after.start >= span.end:
        second = _phrase(parsed, name, after)
        if second is not None:
            yield second


def _whole_compound(span: Span) -> Span:
    """The span with what a hyphen joins to its first word: "former vice-" before "president"."""
    doc, start = span.doc, span.start
    while start >= 2 and doc[start - 1].text == "-" and not doc[start - 2].whitespace_:
        start -= 2
        left = [token for token in doc[start].lefts if token.dep_ in _BEFORE_NAMES or token.dep_ == "det"]
        start = min((token.i for token in left), default=start)
    return doc[max(start, span.sent.start) : span.end] if start < span.start else span


def _is_role(token: Token) -> bool:
    if token.lower_ in {"elect", "designate"} and token.i >= 2 and token.nbor(-1).text == "-":
        return token.nbor(-2).lemma_.lower() in ROLES
    return token.pos_ in {"NOUN", "PROPN", "ADJ"} and _role_noun(token) is not None


def _role_noun(token: Token) -> str | None:
    """The role that a noun names, abbreviations in full: "senator" for "Sen."; None where it names none."""
    for form in (token.lemma_.lower(), token.lower_, ABBREVIATED.get(token.lower_.rstrip("."), "")):
        if form in ROLES:
            return form
    return None


def _phrase(parsed: ParsedArticle, name: NameSpan, span: Span, after: int = 0) -> TitlePhrase | None:
    # Another person's name in the phrase ends that person's own title.
    words = [token for token in span if not token.is_space and token.idx >= after]
    owner = None
    while words and (words[0].dep_ == "det" or words[0].lower_ in _BEFORE):
        owner = words[0] if words[0].lower_ in _OWNERS else owner
        words.pop(0)
    described = _described_owner(words)
    if described is not None:
        owner, words = words[described], words[described + 2 :]
    while words and words[-1].text in {",", "’s", "'s"}:
        words.pop()
    if not words or all(token.lower_.rstrip(".") in _NO_OFFICES for token in words):
        return None
    head = _head(words)
    if head is None or head.tag_ in {"NNS", "NNPS"}:
        return None
    qualifier = _qualifier(words)
    skipped = _qualifiers_first(words)
    country, country_end = _country(words[skipped:])
    rest = words[skipped + country_end :]
    rest = rest[_owner_first(rest) :]
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
    noun = _role_noun(head) or head.lower_
    of_country = [t for t in words[skipped : skipped + country_end] if t.text not in _POSSESSIVE]
    if country is not None and not of_country:
        of_country = [t for t in words if t.i > head.i and t.lower_ not in {"of", "to", "for", "the"}]
    return TitlePhrase(
        name=name,
        begin=begin,
        end=end,
        title_begin=rest[0].idx,
        title_end=title_end.idx + len(title_end),
        role=Role(
            noun=noun,
            words=lowered,
            country=country,
            former=qualifier is Qualifier.FORMER,
            elect=qualifier is Qualifier.ELECT,
        ),
        qualifier=qualifier,
        country_span=(of_country[0].idx, of_country[-1].idx + len(of_country[-1])) if of_country else None,
        owner=owner.idx if owner is not None else None,
        is_post=noun not in _NOT_POSTS,
    )


def _described_owner(words: list[Token]) -> int | None:
    """Which of the first words is whose title it is, said with a common noun: "company" of "company's chief executive"."""
    possessive = next((i for i, token in enumerate(words[:4]) if token.text in _POSSESSIVE), None)
    if not possessive or len(words) <= possessive + 1 or not all(token.text.islower() for token in words[:possessive]):
        return None
    return possessive - 1


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


def _owner_first(words: list[Token]) -> int:
    """How many words at the beginning are a region ("Florida", "South Carolina") or somebody whose title it is ("Hagan's")."""
    for length in (3, 2, 1):
        text = " ".join(token.text for token in words[:length])
        if len(words) > length and gazetteer.place_kind(text) in (PlaceKind.REGION, PlaceKind.SETTLEMENT):
            return length + 1 if words[length].text in _POSSESSIVE and len(words) > length + 1 else length
    possessive = next((i for i, token in enumerate(words[:4]) if token.text in _POSSESSIVE), None)
    if possessive and len(words) > possessive + 1:
        owner = words[:possessive]
        if all(token.ent_type_ == "PERSON" for token in owner):
            return possessive + 1
    return 0


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
