"""Which phrases name somebody or something that can say a thing: agents, sources, documents, media."""

from kgexport.extraction.statements.scene import Scene, Stretch
from kgexport.extraction.unnamed import AGENT_HEADS, PEOPLE_HEADS, SOURCE_HEADS
from kgexport.gazetteer import is_outlet
from kgexport.model import AnyAgent, Organisation, Outlet

DOCUMENT_HEADS = frozenset(
    {
        *("report", "statement", "letter", "document", "memo", "transcript", "indictment", "complaint", "filing"),
        *("affidavit", "lawsuit", "ruling", "article", "editorial", "study", "survey", "poll", "book", "email"),
        *("e-mail", "message", "note", "tweet", "post", "release", "communique", "communiqué", "website", "bill"),
        *("resolution", "treaty", "dossier", "paper", "analysis", "petition", "record", "file", "text", "caption"),
        *("testimony", "obituary", "bulletin", "review", "audit", "census", "readout", "cable", "headline"),
        *("sign", "banner", "placard", "notice", "plaque", "poster", "inscription", "advisory", "alert", "manifesto"),
        *("white paper", "fact sheet", "memorandum", "declaration", "verdict", "briefing", "guideline", "contract"),
    }
)
"""Nouns (lemmas) of texts that say something."""

_SPEAKING_HEADS = frozenset(
    {
        *("campaign", "candidate", "rival", "frontrunner", "runner", "tycoon", "billionaire", "chairman", "chairwoman"),
        *(
            "director",
            "secretary",
            "chief",
            "head",
            "politician",
            "nominee",
            "founder",
            "commissioner",
            "king",
            "queen",
        ),
        *(
            "prince",
            "princess",
            "pope",
            "bishop",
            "archbishop",
            "priest",
            "imam",
            "rabbi",
            "singer",
            "actor",
            "actress",
        ),
        *("director", "artist", "writer", "poet", "athlete", "captain", "professor", "chancellor", "premier", "deputy"),
        *("inquiry", "investigation", "tribunal", "charity", "organisation", "organization", "institute", "university"),
        *("foundation", "association", "club", "league", "movement", "caucus", "chamber", "institution", "embassy"),
        *("respondent", "percent", "some", "several", "many", "others", "most", "majority", "half", "democrat"),
        *(
            "secretariat",
            "presidency",
            "kremlin",
            "junta",
            "regime",
            "union",
            "federation",
            "bloc",
            "alliance",
            "bureau",
        ),
        *("republican", "conservative", "liberal", "veteran", "pundit", "blogger", "host", "anchor", "narrator"),
    }
)
_QUANTIFIERS = frozenset(
    {"all", "both", "each", "none", "any", "either", "neither", "few", "dozens", "hundreds", "thousands"}
)
SHOWING = frozenset(
    {"suggest", "indicate", "imply", "signal", "hint", "confirm", "show", "find", "argue", "promise", "reveal"}
)
"""Cues that things have too ("the figures suggest that …"): nobody speaks unless the subject can."""

_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


_AGENTIVE = ("ologist", "alist", "detractor", "crat", "ivist", "onist")  # how nouns for people end
_NUMBERS = frozenset({"data", "statistics"})
_HARDLY_ANY = frozenset({"little", "no", "scant", "any"})


def is_document(scene: Scene, who: Stretch) -> bool:
    """True for "the report", "court filings": a text speaks; and for "official figures" that show something."""
    head = scene.tokens[who.head]
    if head.pos_ == "PROPN" and not head.is_sent_start:
        return False
    if (head.lower_ in _NUMBERS and not any(c.lower_ in _HARDLY_ANY for c in scene.children[who.head])) or (
        head.lower_ == "figures" and head.dep_ == "nsubj" and head.head.lemma_ == "show"
    ):
        return True
    return head.lemma_.lower() in DOCUMENT_HEADS and head.pos_ != "PROPN"


def names_source(scene: Scene, who: Stretch) -> bool:
    """True for a phrase whose head is an agent of the draft, a person, a body, a source's noun, a pronoun or a document."""
    head = scene.tokens[who.head]
    if head.lower_ in _QUANTIFIERS or head.tag_ == "CD":  # "all of the candidates"
        of = next((c for c in scene.children[who.head] if c.lower_ == "of"), None)
        whole = scene.child(of.i, "pobj") if of is not None else None
        if whole is not None and whole.i > who.head:
            return names_source(scene, Stretch(who.first, who.last, whole.i))
    lemma = head.lemma_.lower()
    if head.tag_ == "NNS" and lemma.endswith(_AGENTIVE):
        return True  # "environmentalists", "detractors"
    if lemma in SOURCE_HEADS or lemma in AGENT_HEADS or lemma in PEOPLE_HEADS or is_document(scene, who):
        return True
    if lemma in _SPEAKING_HEADS or head.lower_ in _SPEAKING_HEADS:
        return True
    if head.lower_ in ("he", "she", "they", "we", "i", "who", "them", "us", "whom"):
        return True
    if head.ent_type_ in _NAMES:
        return True
    begin, end = scene.begin_of(who.head), scene.end_of(who.head)
    return any(target in scene.draft.agents for target, _ in scene.draft.referents_at(begin, end))


def names_outlet(scene: Scene, who: Stretch) -> bool:
    """True for a phrase whose head names an organisation that publishes news."""
    begin, end = scene.begin_of(who.head), scene.end_of(who.head)
    return any(is_news_outlet(scene.draft.agents.get(target)) for target, _ in scene.draft.referents_at(begin, end))


def is_news_outlet(agent: AnyAgent | None) -> bool:
    """True for an organisation that publishes news, as far as the draft or its name tells."""
    return isinstance(agent, Outlet) or (isinstance(agent, Organisation) and is_outlet(agent.name))
