"""Which phrases name somebody or something that can say a thing: agents, sources, documents, media."""

from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.unnamed import AGENT_HEADS, PEOPLE_HEADS, SOURCE_HEADS

DOCUMENT_HEADS = frozenset(
    {
        *("report", "statement", "letter", "document", "memo", "transcript", "indictment", "complaint", "filing"),
        *("affidavit", "lawsuit", "ruling", "article", "editorial", "study", "survey", "poll", "book", "email"),
        *("e-mail", "message", "note", "tweet", "post", "release", "communique", "communiqué", "website", "bill"),
        *("resolution", "treaty", "dossier", "paper", "analysis", "petition", "record", "file", "text", "caption"),
        *("testimony", "obituary", "bulletin", "review", "audit", "census", "readout", "cable", "headline"),
    }
)
"""Nouns (lemmas) of texts that say something."""

_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def is_document(scene: Scene, who: Stretch) -> bool:
    """True for "the report", "court filings": a text speaks."""
    head = scene.tokens[who.head]
    return head.lemma_.lower() in DOCUMENT_HEADS and head.pos_ != "PROPN"


def names_source(scene: Scene, who: Stretch) -> bool:
    """True for a phrase whose head is an agent of the draft, a person, a body, a source's noun, a pronoun or a document."""
    head = scene.tokens[who.head]
    lemma = head.lemma_.lower()
    if lemma in SOURCE_HEADS or lemma in AGENT_HEADS or lemma in PEOPLE_HEADS or is_document(scene, who):
        return True
    if head.lower_ in ("he", "she", "they", "we", "i", "who"):
        return True
    if head.ent_type_ in _NAMES:
        return True
    begin, end = scene.begin_of(who.head), scene.end_of(who.head)
    return any(target in scene.draft.agents for target, _ in scene.draft.referents_at(begin, end))
