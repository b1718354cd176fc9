"""Which nouns have a part in speech or a meeting, so that whoever they stand for is wanted in the graph."""

from kgexport.extraction.coreference.lexicon import ADDRESS_VERBS, SPEECH_VERBS
from kgexport.extraction.tree import Token
from kgexport.extraction.unnamed import source_kind

_ADDRESSING = ADDRESS_VERBS & {"tell", "urge", "inform", "brief", "warn", "assure"} | {"meet"}


def is_addressed(token: Token) -> bool:
    """True where a noun is whom somebody tells or speaks to."""
    role, head = token.dep_, token.head
    if role in {"dobj", "dative"}:
        return head.lemma_ in ADDRESS_VERBS
    return role == "pobj" and head.lower_ == "to" and head.head.lemma_ in SPEECH_VERBS


def speaks_or_meets(token: Token) -> bool:
    """True where a noun is the subject, source or addressee of speech, or takes part in a meeting."""
    role, head = token.dep_, token.head
    if role == "conj" and head.pos_ in {"NOUN", "PROPN"}:
        role, head = head.dep_, head.head
    is_source = source_kind(token) is not None
    if role in {"nsubj", "nsubjpass"}:
        return head.lemma_ in SPEECH_VERBS
    if role in {"dobj", "dative"}:
        cited = is_source and head.lemma_ in {"cite", "quote", "cites"}
        return cited or (head.lemma_ in _ADDRESSING)
    if role != "pobj":
        return False
    preposition, verb = head.lower_, head.head
    if preposition in {"to", "with", "between", "by"} and (verb.lemma_ in SPEECH_VERBS or verb.lemma_ in _TALKS):
        return True
    if preposition == "by" and head.dep_ == "agent":
        return verb.lemma_ in SPEECH_VERBS
    return verb.lower_ == "according" or (preposition in {"from", "by", "to"} and verb.lower_ == "according")


_TALKS = frozenset(
    {"meeting", "talk", "talks", "summit", "call", "conversation", "negotiation", "interview", "briefing"}
)
