"""Agents without a name: anonymous sources ("a senior official"), audiences ("reporters"), delegations, groups.

Which words make somebody a source follows how newspapers' rules describe anonymous attribution: by function ("official",
"diplomat"), by access ("people familiar with the matter") or by the bare word "source".
"""

from kgexport.extraction.draft import Draft
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.tree import Span, Token
from kgexport.extraction.word_lists import words
from kgexport.model import AnonymousSource, Organisation, ReferringKind, SourceKind, UnnamedAgent

_KINDS: dict[SourceKind, str] = {
    SourceKind.OFFICIAL: "official bureaucrat minister lawmaker legislator senator congressman congresswoman staffer "
    "policymaker administrator mayor governor prosecutor aide",
    SourceKind.DIPLOMAT: "diplomat ambassador envoy negotiator mediator",
    SourceKind.MILITARY: "soldier troop commander general colonel admiral lieutenant sergeant military army serviceman "
    "airman marine fighter rebel militant pilot",
    SourceKind.POLICE: "police policeman policewoman officer investigator detective cop sheriff",
    SourceKind.SPOKESPERSON: "spokesman spokeswoman spokesperson",
    SourceKind.WITNESS: "witness eyewitness bystander onlooker resident local neighbor neighbour survivor passenger villager",
    SourceKind.EXPERT: "expert analyst economist scientist researcher scholar observer forecaster doctor physician "
    "historian pollster specialist trader strategist commentator critic",
    SourceKind.MEDIA: "outlet media newspaper broadcaster agency press tabloid paper network",
    SourceKind.INSIDER: "insider informant whistleblower tipster",
    SourceKind.UNSPECIFIED: "source",
}
SOURCE_HEADS: dict[str, SourceKind] = {word: kind for kind, words in _KINDS.items() for word in words.split()}
"""The nouns (lemmas) that, unnamed, stand for somebody who gives information."""

PEOPLE_HEADS = words("people person those one man woman individual somebody someone others")
"""Nouns and pronouns that are a source only with what they have access to: "people briefed on the matter"."""

AGENT_HEADS = words(
    "adviser advisor reporter journalist delegation delegate team negotiator leader minister president government "
    "administration authority ally aide counterpart supporter opponent critic protester demonstrator activist crowd "
    "audience lawyer attorney executive manager worker employee union member group party voter student teacher parent "
    "family relative father mother wife husband son daughter brother sister friend colleague victim guest participant "
    "representative opposition coalition court judge jury company firm bank investor shareholder crew player coach "
    "farmer shopper customer driver owner author organiser organizer campaigner investigator inspector monitor nation "
    "country state power side party committee panel commission council board ministry department parliament"
)
"""Further nouns that name speakers, participants and addressees."""

_ACCESS = words(
    "familiar close briefed informed involved knowledge aware privy acquainted knowledgeable apprised present"
)
_ANONYMITY = words("anonymity anonymous anonymously unnamed unidentified")
_TELLING_OF_SOURCES = _ACCESS | _ANONYMITY
_MEDIA_MODIFIERS = words("news wire media")
_LEFT = words("det amod compound nummod poss nmod predet quantmod advmod npadvmod case punct neg preconj cc conj acl")
_RIGHT_STOP = words("relcl appos cc conj punct")
_MAX_TOKENS = 25


def source_kind(head: Token) -> SourceKind | None:
    """What sort of source the noun phrase around ``head`` makes; None where it is no source."""
    lemma = head.lemma_.lower()
    if head.lower_ in _PARTITIVE and (whole := _whole(head)) is not None:
        return source_kind(whole)
    if lemma == "agency" and not any(t.lower_ in _MEDIA_MODIFIERS for t in head.lefts):
        return None
    if lemma in {"paper", "network", "local"} and head.tag_ not in {"NNS", "NN"}:
        return None
    if lemma == "general" and _is_civil(head):
        return SourceKind.OFFICIAL
    kind = SOURCE_HEADS.get(lemma) or SOURCE_HEADS.get(head.lower_)  # the lemma of "media" is "medium"
    if kind is SourceKind.UNSPECIFIED and _has_access(head):
        return SourceKind.INSIDER
    if kind is SourceKind.UNSPECIFIED:
        for modifier in head.lefts:
            found = _MODIFIERS.get(modifier.lower_)
            if found is not None:
                return found
    if kind is not None:
        return kind
    if lemma in PEOPLE_HEADS or head.lower_ in PEOPLE_HEADS:
        return SourceKind.INSIDER if _has_access(head) else None
    return None


def _is_civil(general: Token) -> bool:
    """True for "secretary-general" and "attorney general", who command no troops."""
    before = next((t for t in reversed(general.doc[max(0, general.i - 2) : general.i]) if t.text != "-"), None)
    return before is not None and before.lower_ in _CIVIL


_CIVIL = words("secretary attorney governor director consul inspector solicitor surgeon postmaster auditor")
_PARTITIVE = words("one some two three several both many most another")


def _whole(part: Token) -> Token | None:
    """The officials of "one of the officials"."""
    of = next((child for child in part.rights if child.lower_ == "of" and child.dep_ == "prep"), None)
    return None if of is None else next((child for child in of.rights if child.dep_ == "pobj"), None)


_MODIFIERS: dict[str, SourceKind] = {
    "diplomatic": SourceKind.DIPLOMAT,
    "military": SourceKind.MILITARY,
    "defense": SourceKind.MILITARY,
    "defence": SourceKind.MILITARY,
    "security": SourceKind.OFFICIAL,
    "government": SourceKind.OFFICIAL,
    "official": SourceKind.OFFICIAL,
    "intelligence": SourceKind.OFFICIAL,
    "police": SourceKind.POLICE,
    "media": SourceKind.MEDIA,
    "news": SourceKind.MEDIA,
    "insider": SourceKind.INSIDER,
}


def _has_access(head: Token) -> bool:
    for child in head.rights:
        if child.i - head.i > _MAX_TOKENS:
            return False
        if child.lower_ in _ACCESS or (child.dep_ == "prep" and any(t.lower_ in _ACCESS for t in child.children)):
            return True
        if child.dep_ == "relcl" and any(t.lower_ in _TELLING_OF_SOURCES for t in _bounded(child)):
            return True
    return False


def _bounded(token: Token) -> list[Token]:
    # A few steps down are enough, and keep a sentence of a whole book from being walked.
    near = list(token.children)[:20]
    return [token, *near, *(t for child in near for t in list(child.children)[:10])]


def noun_phrase(parsed: ParsedArticle, head: Token) -> Span:
    """The noun phrase of ``head`` as written, without relative clauses, appositions and further conjuncts.

    Determiners and modifiers stand before the head, "of/with/in …", "familiar with …", "briefed on …" after it.
    """
    doc, sentence = parsed.doc.words, head.sent
    begin = head.i
    for child in head.lefts:
        if child.dep_ in _LEFT:
            begin = min(begin, child.left_edge.i)
            break
    begin = max(_with_prefix(head, begin), sentence.start, head.i - _MAX_TOKENS)
    end = head.i + 1
    for child in head.rights:
        if child.dep_ in _RIGHT_STOP:
            break
        if child.dep_ == "case":
            continue
        if child.dep_ == "prep" and child.lower_ in {"as", "on", "after", "before", "during", "by", "since"}:
            break
        if _is_when(child) or (child.lower_ == "at" and end > head.i + 1):
            break  # "donors in May", "envoys of the group at its offices"
        if child.dep_ not in {"prep", "amod", "acl", "advmod", "npadvmod", "nummod"} or child.i != end:
            break
        last = child.right_edge.i + 1
        if last - head.i > _MAX_TOKENS:
            break
        stop = next(
            (t.i for t in doc[child.i : last] if (_ends_phrase(t) and not _goes_on(t, child.i)) or _is_aside(t, child)),
            last,
        )
        end = max(end, stop)
        if stop < last:
            break
    begin = next((t.i + 1 for t in reversed(doc[begin : head.i]) if t.text in '"“”;:—()[]'), begin)
    while begin < head.i and (
        doc[begin].is_space or doc[begin].text in ",.'’" or doc[begin].dep_ == "cc" or doc[begin].tag_ == "WP$"
    ):
        begin += 1
    while end > head.i + 1 and (doc[end - 1].is_space or doc[end - 1].is_punct):
        end -= 1
    return Span(parsed.doc, begin, max(begin, end))


def _is_when(preposition: Token) -> bool:
    """True for "in May", which tells when and not who."""
    if preposition.dep_ != "prep" or preposition.lower_ not in {"in", "at", "on"}:
        return False
    return any(t.dep_ == "pobj" and t.ent_type_ in {"DATE", "TIME"} for t in preposition.rights)


def _is_aside(token: Token, first: Token) -> bool:
    """True for "at" and for a time, which the parser hangs on the last noun of the phrase."""
    if token.i == first.i or token.dep_ != "prep":
        return False
    return token.lower_ == "at" or _is_when(token)


def _with_prefix(head: Token, begin: int) -> int:
    """Where "the ex-minister" begins, which the tokeniser cuts at its hyphen and the parser then loses."""
    if begin != head.i or head.i < 2:
        return begin
    hyphen, prefix = head.doc[head.i - 1], head.doc[head.i - 2]
    if hyphen.text != "-" or hyphen.whitespace_ or prefix.whitespace_ or not prefix.is_alpha:
        return begin
    first = next((t for t in prefix.lefts if t.dep_ in _LEFT), prefix)
    return first.left_edge.i


def _ends_phrase(token: Token) -> bool:
    return token.text in ',;:—–"“”' or token.dep_ == "relcl" or token.tag_ in {"WP", "WDT"}


def _goes_on(comma: Token, begin: int) -> bool:
    """True for the comma of "the ministers of Italy, Spain and France"."""
    if comma.text != "," or comma.i + 1 >= len(comma.doc):
        return False
    behind = comma.doc[comma.i + 1 : comma.i + 4]
    return any(
        t.dep_ == "conj" and t.pos_ == "PROPN" and t.head.pos_ == "PROPN" and begin <= t.head.i < comma.i
        for t in behind
    )


def unnamed_from(parsed: ParsedArticle, span: Span, draft: Draft) -> AnonymousSource | UnnamedAgent:
    """The agent that the noun phrase ``span`` stands for: an AnonymousSource for a source's noun, else an UnnamedAgent.

    An unnamed agent that the draft already has at the same head is given back itself, so that a caller yields the result
    only where ``agent.id not in draft.agents``. The affiliation is the one organisation or place that the phrase names.
    """
    head = span.root
    for target, mention in draft.referents_at(head.idx, head.idx + len(head)):
        known = draft.agents.get(target)
        if isinstance(known, UnnamedAgent) and mention.end <= max(span.end_char, head.idx + len(head)) + 80:
            return known
    begin, end = span.start_char, span.end_char
    mention = parsed.mention(begin, end, ReferringKind.NOMINAL)
    kind = source_kind(head)
    affiliation = _affiliation(head, begin, end, draft)
    if kind is None:
        return UnnamedAgent(
            id=draft.free_id("agent", begin), description=mention.text, mentions=(mention,), affiliation=affiliation
        )
    return AnonymousSource(
        id=draft.free_id("source", begin),
        description=mention.text,
        mentions=(mention,),
        affiliation=affiliation,
        source_kind=kind,
    )


def _affiliation(head: Token, begin: int, end: int, draft: Draft) -> str | None:
    """The one organisation or place that a phrase names before its head ("a White House official") or after "of/at/from"."""
    found: dict[str, None] = {}
    for target, mention in draft.mentions_in(begin, end):
        names_body = isinstance(draft.agents.get(target), Organisation) or target in draft.places
        # "a White House official", "officials at the Pentagon"
        if names_body and (mention.end <= head.idx or mention.begin - head.idx - len(head) <= 12):
            found[target] = None
    if any(t.dep_ == "conj" and t.pos_ == "PROPN" and t.idx < end for t in _conjuncts(head)):
        return None  # "the foreign ministers of France and Germany"
    return next(iter(found)) if len(found) == 1 else None


def _conjuncts(head: Token) -> list[Token]:
    return [t for prep in head.rights if prep.dep_ == "prep" for pobj in prep.rights for t in pobj.rights]
