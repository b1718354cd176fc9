"""The only place where an ontology IRI is spelled. Closed namespaces: a misspelt term is an error, not a new term.

rdflib ships closed namespaces for the vocabularies that we reuse; here stand ours, and open ones for the value lists.
"""

from functools import cache

from rdflib import namespace as shipped
from rdflib.namespace import DefinedNamespace, Namespace
from rdflib.term import URIRef

ONTOLOGY = URIRef("https://w3id.org/kgexport/ontology")


class KG(DefinedNamespace):
    """Terms of ontology/kgexport.ttl. Value individuals are named ``{Class}-{value}``: see ``value_iri``."""

    _NS = Namespace("https://w3id.org/kgexport/ontology#")
    _fail = True

    # Classes
    Article: URIRef
    Agent: URIRef
    Person: URIRef
    Organisation: URIRef
    Outlet: URIRef
    UnnamedAgent: URIRef
    AnonymousSource: URIRef
    Document: URIRef
    Place: URIRef
    Meeting: URIRef
    Participation: URIRef
    StatusAssertion: URIRef
    Statement: URIRef
    TimeReference: URIRef
    Mention: URIRef
    Link: URIRef
    Extraction: URIRef
    MergedMeeting: URIRef
    Join: URIRef

    # Classes of value lists (individuals: kg:Status-held, kg:Form-direct, …)
    ReferringKind: URIRef
    SurfaceType: URIRef
    OrganisationKind: URIRef
    PlaceKind: URIRef
    SourceKind: URIRef
    Qualifier: URIRef
    MeetingKind: URIRef
    Mode: URIRef
    Role: URIRef
    Status: URIRef
    Certainty: URIRef
    Polarity: URIRef
    Form: URIRef
    Act: URIRef
    Granularity: URIRef
    Anchor: URIRef
    TimexType: URIRef

    # Of every node that an article gives
    inArticle: URIRef  # -> Article
    mention: URIRef  # agent, place, meeting, membership … -> Mention

    # Article
    text: URIRef  # the text that offsets refer to (absent with --text mentions|none)
    titleSpan: URIRef  # -> Mention
    contentHash: URIRef  # "sha256:…" of the text in UTF-8
    # also dcterms:title, publisher, creator, issued, modified, language; schema:url, mainEntityOfPage (the address that the
    # publisher calls canonical), articleSection, keywords

    # Mention
    begin: URIRef
    end: URIRef
    exactText: URIRef
    referringKind: URIRef
    surfaceType: URIRef

    # Agents and places (names: schema:name)
    inferredFrom: URIRef  # -> Mention
    organisationKind: URIRef
    country: URIRef  # ISO 3166-1 alpha-2
    description: URIRef  # of an unnamed agent or a document, as written
    member: URIRef
    affiliation: URIRef
    sourceKind: URIRef
    placeKind: URIRef
    within: URIRef

    # Posts (org:Membership)
    titleAsWritten: URIRef
    qualifier: URIRef

    # Meeting
    meetingKind: URIRef
    mode: URIRef
    participation: URIRef
    hasParticipant: URIRef  # shortcut: meeting -> agent
    statusAssertion: URIRef
    currentStatus: URIRef
    statusCertainty: URIRef
    statusFrom: URIRef  # -> the StatusAssertion that the current status came from
    currentTime: URIRef
    currentPlace: URIRef
    topic: URIRef  # -> Mention
    outcome: URIRef  # -> Mention
    ordinal: URIRef
    prepares: URIRef
    cameoCode: URIRef
    ploverCode: URIRef

    # Participation
    meeting: URIRef
    participant: URIRef
    role: URIRef
    principal: URIRef

    # StatusAssertion (and Participation)
    assertedStatus: URIRef
    certainty: URIRef
    polarity: URIRef
    assertedBy: URIRef  # -> Statement or Article
    asOf: URIRef
    superseded: URIRef
    evidence: URIRef  # -> Mention
    assertedTime: URIRef
    assertedPlace: URIRef

    # Statement
    speaker: URIRef
    speakerMention: URIRef
    addressee: URIRef
    cue: URIRef  # -> Mention
    cueLemma: URIRef
    form: URIRef
    act: URIRef
    content: URIRef  # -> Mention, one or more; order by kg:begin
    hedge: URIRef
    about: URIRef
    statedAt: URIRef  # -> TimeReference
    statedIn: URIRef  # -> Document
    venue: URIRef  # -> Mention
    basedOn: URIRef
    presumablyBasedOn: URIRef
    extractionRule: URIRef

    # TimeReference
    timexType: URIRef
    timexValue: URIRef
    granularity: URIRef
    earliest: URIRef
    latest: URIRef
    clockTime: URIRef
    fuzzy: URIRef
    anchor: URIRef
    anchorTime: URIRef

    # Link
    link: URIRef  # agent or place -> Link
    linkTarget: URIRef
    linkScore: URIRef
    linkMethod: URIRef
    linkAuthority: URIRef

    # Extraction
    toolVersion: URIRef
    modelName: URIRef
    modelHash: URIRef
    configurationHash: URIRef

    # Across articles (written by merge only, about nodes of other graphs)
    mergedFrom: URIRef  # MergedMeeting -> Meeting
    mergedParticipant: URIRef  # -> Agent
    mergedTime: URIRef  # -> TimeReference
    mergedPlace: URIRef  # -> Place
    history: URIRef  # -> StatusAssertion
    lastWord: URIRef  # -> the StatusAssertion that the current status came from
    join: URIRef  # -> Join
    joins: URIRef  # Join -> Meeting
    reason: URIRef
    sameNameAs: URIRef
    sameReportAs: URIRef  # Article -> the first Article of that report (written by export)


# Looked up once here: a term of a DefinedNamespace is a new object at each look-up, and mappers look up several a triple.
for _term in KG.__annotations__:
    if not _term.startswith("_"):
        setattr(KG, _term, KG[_term])
RDF_TYPE = shipped.RDF.type


class Terms:
    """The terms of a namespace that rdflib ships; looked up once for the same reason."""

    def __init__(self, namespace: type[DefinedNamespace]) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> URIRef:
        term: URIRef = getattr(self._namespace, name)
        setattr(self, name, term)
        return term


ORG, PROV, RDFS, SDO = map(Terms, (shipped.ORG, shipped.PROV, shipped.RDFS, shipped.SDO))


@cache
def value_iri(list_class: URIRef, value: str) -> URIRef:
    """The individual of a value list: ``value_iri(KG.Status, "held")`` is ``kg:Status-held``."""
    return URIRef(f"{list_class}-{value}")


PREFIXES: dict[str, str] = {
    "kg": str(KG._NS),
    "dcterms": str(shipped.DCTERMS),
    "foaf": str(shipped.FOAF),
    "org": str(shipped.ORG),
    "owl": str(shipped.OWL),
    "prov": str(shipped.PROV),
    "rdf": str(shipped.RDF),
    "rdfs": str(shipped.RDFS),
    "schema": str(shipped.SDO),
    "skos": str(shipped.SKOS),
    "time": str(shipped.TIME),
    "wd": "http://www.wikidata.org/entity/",
    "xsd": str(shipped.XSD),
}
