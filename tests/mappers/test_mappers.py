import pytest
from msgspec.structs import replace

from kgexport.mappers import MAPPERS, IdentityRule, MappingOptions, TextLevel, triples_of
from kgexport.model import (
    AnyAgent,
    Article,
    Document,
    Link,
    Meeting,
    Membership,
    Organisation,
    Participation,
    Place,
    Role,
    Statement,
    TimeReference,
    UnnamedAgent,
)
from tests.builders import LAKESIDE, make_annotated, make_article, make_meeting, make_person, make_statement, span
from tests.graphs import about, assert_says, graph_of, turtle


def test_every_kind_of_record_has_a_mapper() -> None:
    kinds = {Article, Membership, Place, TimeReference, Meeting, Statement, Link, *AnyAgent.__args__}
    assert kinds <= MAPPERS.keys()


def test_an_article_carries_its_metadata_and_its_text() -> None:
    assert_says(
        graph_of(make_annotated()),
        f"""
        <> a kg:Article, prov:Entity ;
          dcterms:title "Lakeside summit in doubt" ; kg:titleSpan <#char=0,24> ;
          dcterms:publisher <#org-105> ; dcterms:creator <#person-author-1> ;
          dcterms:issued "2025-03-04"^^xsd:date ; dcterms:language "en" ;
          schema:url <https://courier.example/2025/lakeside> ;
          kg:contentHash "sha256:8619cf003a8b0cf7c014d1b98fefca2264a8a025fe5cc7680fb6aa04135d930f" ;
          kg:text '''{LAKESIDE}''' .
        """,
        "",
    )


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("2025-03-04", '"2025-03-04"^^xsd:date'),
        ("20250304", '"2025-03-04"^^xsd:date'),
        ("2025-03-04T10:30", '"2025-03-04T10:30:00"^^xsd:dateTime'),
        ("2025-03-04T10:30:00Z", '"2025-03-04T10:30:00Z"^^xsd:dateTime'),
        ("2025-03-04T10:30:00+02:00", '"2025-03-04T10:30:00+02:00"^^xsd:dateTime'),
    ],
)
def test_the_moment_of_publication_is_written_as_xml_schema_wants_it(given: str, written: str) -> None:
    graph = graph_of(make_annotated(article=make_article(published=given)))
    assert turtle(f"<> dcterms:issued {written} .") <= about(graph, "")


def test_the_graph_of_an_article_says_how_it_came_about() -> None:
    graph = graph_of(make_annotated())
    assert graph.name.value == "https://kg.example/graph/lakeside"
    assert_says(
        graph,
        f"""
        </graph/lakeside> a prov:Entity ; prov:wasGeneratedBy <#extraction> ; kg:inArticle <> .
        <#extraction> a kg:Extraction, prov:Activity ; kg:inArticle <> ; prov:used <> ;
          kg:toolVersion "kgexport test" ; kg:modelName "none 1.0" ; kg:modelHash "{"0" * 64}" .
        """,
        "#extraction",
        "https://kg.example/graph/lakeside",
    )


def test_a_person_has_a_name_and_mentions() -> None:
    assert_says(
        graph_of(make_annotated()),
        """
        <#person-41> a kg:Person, kg:Agent ; kg:inArticle <> ; schema:name "Ada Moreau" ;
          kg:mention <#char=41,51>, <#char=209,215> .
        <#char=41,51> a kg:Mention ; kg:inArticle <> ; kg:begin 41 ; kg:end 51 ; kg:exactText "Ada Moreau" ;
          kg:referringKind kg:ReferringKind-name ; kg:surfaceType kg:SurfaceType-PERSON .
        """,
        "#person-41",
        "#char=41,51",
    )


def test_an_outlet_is_an_organisation_and_a_source_an_unnamed_agent() -> None:
    assert_says(
        graph_of(make_annotated()),
        """
        <#org-105> a kg:Outlet, kg:Organisation, kg:Agent ; kg:inArticle <> ; schema:name "Lake Courier" ;
          kg:mention <#char=110,122> .
        <#source-136> a kg:AnonymousSource, kg:UnnamedAgent, kg:Agent ; kg:inArticle <> ; kg:description "a diplomat" ;
          kg:sourceKind kg:SourceKind-diplomat ; kg:mention <#char=140,150> .
        """,
        "#org-105",
        "#source-136",
    )


def test_a_document_is_no_agent() -> None:
    document = Document(id="document-1", description="summit", mentions=(span(LAKESIDE, "summit"),))
    graph = graph_of(make_annotated(agents=(*make_annotated().agents, document)))
    assert_says(
        graph,
        '<#document-1> a kg:Document ; kg:inArticle <> ; kg:description "summit" ; kg:mention <#char=9,15> .',
        "#document-1",
    )


def test_a_group_lists_its_members_and_its_affiliation() -> None:
    group = UnnamedAgent(id="group-1", description="they", members=("person-41", "place-83"), affiliation="org-26")
    graph = graph_of(make_annotated(agents=(*make_annotated().agents, group)))
    assert_says(
        graph,
        """<#group-1> a kg:UnnamedAgent, kg:Agent ; kg:inArticle <> ; kg:description "they" ;
             kg:member <#person-41>, <#place-83> ; kg:affiliation <#org-26> .""",
        "#group-1",
    )


def test_a_post_joins_a_person_and_an_organisation() -> None:
    assert_says(
        graph_of(make_annotated()),
        """<#membership-26> a org:Membership ; kg:inArticle <> ; org:member <#person-41> ; org:organization <#org-26> ;
             kg:titleAsWritten "Prime Minister" ; kg:mention <#char=26,40> .""",
        "#membership-26",
    )


def test_a_time_has_its_value_and_the_days_it_can_mean() -> None:
    assert_says(
        graph_of(make_annotated()),
        """<#time-91> a kg:TimeReference ; kg:inArticle <> ; kg:mention <#char=98,104> ; kg:timexType kg:TimexType-DATE ;
             kg:timexValue "2025-03-07" ; kg:granularity kg:Granularity-day ; kg:fuzzy false ;
             kg:earliest "2025-03-07"^^xsd:date ; kg:latest "2025-03-07"^^xsd:date ; kg:clockTime "17:30:00"^^xsd:time .""",
        "#time-91",
    )


@pytest.mark.parametrize(("clock", "written"), [("09:05", "09:05:00"), ("23:59:59", "23:59:59"), ("24:00", "00:00:00")])
def test_a_time_of_day_is_written_as_xml_schema_wants_it(clock: str, written: str) -> None:
    graph = graph_of(make_annotated(times=(replace(make_annotated().times[0], clock=clock),)))
    assert turtle(f'<#time-91> kg:clockTime "{written}"^^xsd:time .') <= about(graph, "#time-91")


@pytest.mark.parametrize("clock", ["24:01", "7:30", "17:60", "noon", "١٧:٣٠", "17:30\n", ""])
def test_a_time_of_day_that_does_not_exist_is_refused(clock: str) -> None:
    with pytest.raises(ValueError, match="not a time of day"):
        list(triples_of(make_annotated(times=(replace(make_annotated().times[0], clock=clock),))))


def test_a_meeting_carries_participants_assertions_and_the_status_that_follows() -> None:
    assert_says(
        graph_of(make_annotated()),
        """
        <#meeting-9> a kg:Meeting ; kg:inArticle <> ; rdfs:label "Moreau–Brandt summit" ;
          kg:meetingKind kg:MeetingKind-summit ; kg:mode kg:Mode-inPerson ;
          kg:mention <#char=9,15>, <#char=57,61>, <#char=232,238> ;
          kg:participation <#participation-9-41>, <#participation-9-67> ;
          kg:hasParticipant <#person-41>, <#person-67> ;
          kg:statusAssertion <#status-16>, <#status-52>, <#status-281> ;
          kg:currentStatus kg:Status-scheduled ; kg:statusCertainty kg:Certainty-certain ; kg:statusFrom <#status-52> ;
          kg:currentTime <#time-91> ; kg:currentPlace <#place-83> ; kg:ploverCode "AGREE" ; kg:cameoCode "036" .
        <#participation-9-41> a kg:Participation ; kg:inArticle <> ; kg:meeting <#meeting-9> ;
          kg:participant <#person-41> ; kg:role kg:Role-participant ; kg:evidence <#char=52,61> ; kg:assertedBy <> .
        <#status-52> a kg:StatusAssertion ; kg:inArticle <> ; kg:meeting <#meeting-9> ;
          kg:assertedStatus kg:Status-scheduled ; kg:certainty kg:Certainty-certain ; kg:polarity kg:Polarity-positive ;
          kg:assertedBy <#statement-120> ; kg:asOf "2025-03-04"^^xsd:date ; kg:evidence <#char=52,61> ;
          kg:assertedTime <#time-91> ; kg:assertedPlace <#place-83> .
        """,
        "#meeting-9",
        "#participation-9-41",
        "#status-52",
    )


def test_a_meeting_of_which_nothing_is_known_is_unknown() -> None:
    graph = graph_of(make_annotated(meetings=(make_meeting(assertions=()),)))
    said = about(graph, "#meeting-9")
    expected = "<#meeting-9> kg:currentStatus kg:Status-unknown ; kg:statusCertainty kg:Certainty-possible ."
    assert turtle(expected) <= said
    assert not any(triple.predicate.value.endswith("statusFrom") for triple in said)


def test_a_delegate_has_a_principal() -> None:
    participation = Participation(
        id="participation-9-67",
        agent="person-67",
        role=Role.DELEGATE,
        evidence=span(LAKESIDE, "will meet"),
        principal="org-26",
        asserted_by="statement-120",
    )
    graph = graph_of(make_annotated(meetings=(make_meeting(participations=(participation,)),)))
    expected = """<#participation-9-67> kg:role kg:Role-delegate ; kg:principal <#org-26> ;
                    kg:assertedBy <#statement-120> ."""
    assert turtle(expected) <= about(graph, "#participation-9-67")


def test_a_statement_says_who_said_it_and_never_what_it_says() -> None:
    assert_says(
        graph_of(make_annotated()),
        """
        <#statement-193> a kg:Statement, prov:Entity, schema:Quotation ; kg:inArticle <> ; kg:speaker <#person-67> ;
          kg:speakerMention <#char=186,192> ; kg:addressee <#agent-reporters> ; kg:cue <#char=193,197> ; kg:cueLemma "tell" ;
          kg:form kg:Form-direct ; kg:act kg:Act-say ; kg:polarity kg:Polarity-positive ; kg:certainty kg:Certainty-certain ;
          kg:content <#char=152,185> ; kg:extractionRule "quotation" .
        <#statement-120> a kg:Statement, prov:Entity ; kg:inArticle <> ; kg:speaker <#org-105> ; kg:cue <#char=123,131> ;
          kg:cueLemma "report" ; kg:form kg:Form-report ; kg:act kg:Act-say ; kg:polarity kg:Polarity-positive ;
          kg:certainty kg:Certainty-certain ; kg:content <#char=26,104> ; kg:basedOn <#statement-136> ;
          kg:about <#person-41>, <#person-67>, <#place-83>, <#meeting-9> .
        """,
        "#statement-193",
        "#statement-120",
    )


def test_a_span_with_two_roles_is_one_node() -> None:
    shared = span(LAKESIDE, "denied")
    statement = make_statement(cue=shared, hedge=shared)
    graph = graph_of(
        make_annotated(statements=(*make_annotated().statements[:2], make_annotated().statements[3], statement))
    )
    assert len([quad for quad in graph.quads if quad.subject.value.endswith("#char=216,222")]) == 5


def test_an_authority_makes_a_person_a_shared_node() -> None:
    links = (
        Link(agent="person-41", target="Q7", authority="toy", method="alias", score=0.5),
        Link(agent="person-41", target="Q42", authority="toy", method="alias+post", score=0.95),
    )
    graph = graph_of(make_annotated(links=links))
    shared = "https://kg.example/person/Q42"
    assert turtle(f'<{shared}> a kg:Person ; schema:name "Ada Moreau" ; schema:sameAs wd:Q42 .') <= about(graph, shared)
    assert not turtle(f"<{shared}> schema:sameAs wd:Q7 .") & about(graph, shared)
    assert not about(graph, "#person-41")
    assert turtle(f"<#statement-250> kg:speaker <{shared}> .") <= about(graph, "#statement-250")
    assert_says(
        graph,
        """<#link-person-41-Q42> a kg:Link ; kg:inArticle <> ; kg:linkTarget wd:Q42 ; kg:linkScore 0.95 ;
             kg:linkMethod "alias+post" ; kg:linkAuthority "toy" .""",
        "#link-person-41-Q42",
    )


def test_a_full_name_makes_a_shared_node_only_when_asked_for() -> None:
    annotated = make_annotated()
    assert about(graph_of(annotated), "#person-41")
    by_name = graph_of(annotated, identity=IdentityRule.NAME)
    assert about(by_name, "https://kg.example/person/name/ada%20moreau")
    assert about(by_name, "#source-136"), "a source without a name is never shared"


@pytest.mark.parametrize("level", TextLevel)
def test_the_text_level_decides_which_words_of_the_article_are_written(level: TextLevel) -> None:
    said = {quad.predicate.value.rpartition("#")[2] for quad in graph_of(make_annotated(), text=level).quads}
    assert ("text" in said) == (level is TextLevel.FULL)
    assert ("exactText" in said) == (level is not TextLevel.NONE)
    assert {"begin", "end", "contentHash"} <= said


@pytest.mark.parametrize(
    "base", ["", "kg/", "https://kg.example", "https://kg.exämple/", "https://kg.example/#", "https://kg.example/#/"]
)
def test_a_base_that_is_no_folder_of_an_absolute_iri_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="base"):
        MappingOptions(base=base)


def test_an_empty_link_target_is_refused() -> None:
    link = Link(agent="person-41", target="", authority="toy", method="alias", score=1.0)
    with pytest.raises(ValueError, match="empty"):
        list(triples_of(make_annotated(links=(link,))))


@pytest.mark.parametrize(
    ("target", "segment"), [("42", "42"), ("q42", "q42"), ("Q0", "Q0"), ("Q42> <x", "Q42%3E%20%3Cx"), ("a:b", "a%3Ab")]
)
def test_an_id_of_the_users_own_is_the_shared_node_and_the_same_as_nothing_else(target: str, segment: str) -> None:
    link = Link(agent="person-41", target=target, authority="toy", method="alias", score=1.0)
    graph, shared = graph_of(make_annotated(links=(link,))), f"https://kg.example/person/{segment}"
    assert about(graph, shared)
    targets = {quad.object.value for quad in graph.quads if quad.predicate.value.endswith("#linkTarget")}
    assert targets == {shared}
    assert not [quad for quad in graph.quads if quad.predicate.value.endswith("/sameAs")]


def test_an_entry_that_is_an_iri_is_the_target_and_the_same_as_the_agent() -> None:
    entry = "https://authority.example/people/7"
    link = Link(agent="person-41", target=entry, authority="toy", method="alias", score=1.0)
    graph = graph_of(make_annotated(links=(link,)))
    for predicate in ("#linkTarget", "/sameAs"):
        assert {quad.object.value for quad in graph.quads if quad.predicate.value.endswith(predicate)} == {entry}


def test_superclasses_are_written_so_that_no_ontology_is_needed() -> None:
    organisation = Organisation(id="org-1", name="Body", mentions=(make_person().mentions[0],))
    graph = graph_of(make_annotated(agents=(*make_annotated().agents, organisation)))
    assert turtle("<#org-1> a kg:Organisation, kg:Agent .") <= about(graph, "#org-1")
