import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from msgspec.structs import replace
from rdflib import Graph

from kgexport.copies.graph import link_quads
from kgexport.copies.records import Repeated
from kgexport.errors import QueryError
from kgexport.graph.formats import GraphFormat
from kgexport.graph.read import parse_graph
from kgexport.graph.write import serialise
from kgexport.model import (
    Act,
    AnnotatedArticle,
    Certainty,
    Document,
    Link,
    OrganisationKind,
    Person,
    Polarity,
    Role,
    Status,
    UnnamedAgent,
)
from kgexport.queries import Rows, ask_store, named_queries, option_of, question, run_query
from kgexport.resources import QUERIES_DIR
from kgexport.vocab import KG
from tests.builders import LAKESIDE, make_annotated, make_article, make_assertion, make_meeting, span
from tests.graphs import graph_of

LINKS = (
    Link(agent="person-41", target="Q41", authority="toy", method="alias", score=0.9),
    Link(agent="person-67", target="Q67", authority="toy", method="alias", score=0.9),
)


def second_article() -> AnnotatedArticle:
    """The same people in another article, where Moreau has a longer name and the summit was held."""
    first = make_annotated()
    held = make_meeting(assertions=(make_assertion(status=Status.HELD),))
    agents = tuple(
        replace(agent, name="Ada Maria Moreau") if isinstance(agent, Person) and agent.id == "person-41" else agent
        for agent in first.agents
    )
    agents += (
        UnnamedAgent(
            id="agent-9",
            description="the two",
            mentions=(span(LAKESIDE, "reporters"),),
            members=("person-41", "person-67"),
        ),
    )
    article = make_article(id="lakeside-2", published="2025-03-08", url=None)
    return make_annotated(article=article, agents=agents, meetings=(held,), links=LINKS)


ONE = graph_of(make_annotated()).quads
REPRINT = link_quads([Repeated("lakeside-2", "lakeside", True)], "https://kg.example/")
TWO = (*graph_of(make_annotated(links=LINKS)).quads, *graph_of(second_article()).quads, *REPRINT)


def table(rows: Rows, *columns: str) -> list[tuple[str, ...]]:
    """Some columns of the rows as text."""
    places = [rows.columns.index(column) for column in columns]
    return [tuple("" if row[place] is None else row[place].value for place in places) for row in rows.rows]  # type: ignore[union-attr]


def test_every_query_says_what_it_asks() -> None:
    assert len(named_queries()) >= 20
    for query in named_queries().values():
        assert query.title.isprintable()
        assert 10 < len(query.title) < 120
        assert all(description for description in query.parameters.values())
        assert query.gives_graph or ("DISTINCT" in query.sparql and "ORDER BY" in query.sparql)
        assert "GRAPH" not in query.sparql


@pytest.mark.parametrize("name", sorted(path.stem for path in QUERIES_DIR.glob("*.rq")))
def test_a_query_answers_the_same_on_every_format(name: str) -> None:
    expected = run_query(name, TWO)
    assert expected.rows, "the lakeside articles answer every question"
    assert len(set(expected.rows)) == len(expected.rows)
    for graph_format in GraphFormat:
        assert run_query(name, parse_graph(serialise(TWO, graph_format), "x", graph_format)) == expected
    assert run_query(name, reversed(TWO)) == expected


@pytest.mark.parametrize("name", sorted(path.stem for path in QUERIES_DIR.glob("*.rq")))
def test_rdflib_gives_the_same_answer(name: str) -> None:
    triples = ox.serialize({quad.triple for quad in TWO}, format=ox.RdfFormat.N_TRIPLES)
    assert triples is not None
    found = [tuple(map(str, row)) for row in Graph().parse(triples, format="nt").query(named_queries()[name].sparql)]  # type: ignore[union-attr]
    expected = [tuple("None" if term is None else term.value for term in row) for row in run_query(name, TWO).rows]  # type: ignore[union-attr]
    assert (sorted(found) if named_queries()[name].gives_graph else found) == expected


@pytest.mark.parametrize("name", sorted(path.stem for path in QUERIES_DIR.glob("*.rq")))
def test_a_query_runs_on_nothing_and_on_a_graph_without_texts(name: str) -> None:
    assert run_query(name, []).rows == ()
    assert run_query(name, graph_of(make_annotated(), text="none").quads).columns


@pytest.mark.parametrize("name", sorted(path.stem for path in QUERIES_DIR.glob("*.rq")))
def test_each_parameter_can_be_given_and_leaves_the_rows_that_have_it(name: str) -> None:
    everything = run_query(name, TWO)
    for parameter in named_queries()[name].parameters.keys() & set(everything.columns):
        column = everything.columns.index(parameter)
        for value in {row[column] for row in everything.rows} - {None}:
            answer = run_query(name, TWO, {parameter: value.value})  # type: ignore[union-attr]
            assert answer.rows == tuple(row for row in everything.rows if row[column] == value)
        hostile = '" } DROP ALL # \\'
        if named_queries()[name].conditions[parameter].values:
            with pytest.raises(QueryError, match=f"no {parameter} "):
                run_query(name, TWO, {parameter: hostile})
        else:
            assert run_query(name, TWO, {parameter: hostile}).rows == ()


@pytest.mark.parametrize(
    ("name", "condition"), [(query.name, each) for query in named_queries().values() for each in query.conditions]
)
def test_each_condition_leaves_the_rows_that_fulfil_it(name: str, condition: str) -> None:
    everything, declared = run_query(name, TWO), named_queries()[name].conditions[condition]
    places = [everything.columns.index(column) for column in declared.columns]
    values = {row[place].value for row in everything.rows for place in places if row[place] is not None}  # type: ignore[union-attr]
    for value in values:
        kept = set(run_query(name, TWO, {condition: value}).rows)
        found = [[row[place].value for place in places if row[place] is not None] for row in everything.rows]  # type: ignore[union-attr]
        if declared.comparison == "=":
            expected = [value in each for each in found]
        else:
            expected = [
                any(one >= value if declared.comparison == ">=" else one <= value for one in each) for each in found
            ]
        assert kept == {row for row, holds in zip(everything.rows, expected, strict=True) if holds}


def test_what_a_store_needs_to_be_told_is_what_the_engine_is_told_beforehand() -> None:
    """So that it is asked about one, and not about everybody first."""
    needing = [query for query in named_queries().values() if query.about]
    assert needing
    for query in needing:
        assert all(query.conditions[name].bound for name in query.about)
        option, _, value = query.example.partition(" ")
        assert option == option_of(query.about[0]) and value
        assert "over a store" not in query.description
        with pytest.raises(QueryError, match=f"{query.name} over a store or a server needs {option}, "):
            query.check_about({"since": "2025"})
        for name in query.about:
            query.check_about({name: "Ada Moreau"})
    named_queries()["who-met-whom"].check_about(())


def test_a_person_is_found_on_either_side_of_a_meeting() -> None:
    for name in ("Ada Moreau", "Jonas Brandt"):
        assert len(run_query("who-met-whom", ONE, {"person": name}).rows) == 1
    assert run_query("who-met-whom", ONE, {"person": "Kim Vale"}).rows == ()


def test_the_engine_is_told_a_name_that_every_answer_has_and_no_other() -> None:
    told = question("said-by", {"person": "Ada Moreau", "act": "deny"}).told_beforehand()
    assert told == {"speaker": ox.Literal("Ada Moreau")}
    assert not question("who-met-whom", {"person": "Ada Moreau", "since": "2025"}).told_beforehand()
    two = {"speaker": "Ada Moreau", "person": "Jonas Brandt"}  # the same column: nobody is both
    assert run_query("said-by", ONE, two).rows == ()


def test_days_are_compared_as_far_as_they_are_given() -> None:
    for since, until, days in (
        ("2025-03-04", "2025-03-08", 2),
        ("2025-03-05", "2025-03-08", 1),
        ("2025-03", "2025", 2),
        ("2025-04", "2025", 0),
        ("2025", "2025-03-07", 1),
    ):
        assert len(run_query("articles", TWO, {"since": since, "until": until}).rows) == days
    with pytest.raises(QueryError, match="since is a day such as"):
        run_query("articles", TWO, {"since": "last week"})


def listed_in(name: str) -> set[str]:
    """The statuses that a question is about."""
    values = re.search(r"VALUES \(\?statusIri \?status\) \{([^}]*)\}", named_queries()[name].sparql)
    assert values is not None
    return set(re.findall(r"kg:Status-(\w+)", values[1]))


@pytest.mark.parametrize(
    ("name", "parameter", "value", "near", "closed"),
    [
        ("who-met-whom", "status", "heldd", "held", Status),
        ("places-of-meetings", "status", "in-doubt", "inDoubt", Status),
        ("said-by", "act", "claims", "claim", Act),
        ("roles", "role", "hosts", "host", Role),
        ("organisations", "kind", "goverment", "government", [*OrganisationKind, "outlet"]),
        ("planned-not-held", "status", "postpone", "postponed", listed_in("planned-not-held")),
    ],
)
def test_a_value_that_a_closed_list_does_not_have_is_told_with_those_that_it_has(
    name: str, parameter: str, value: str, near: str, closed: Iterable[str]
) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(name, TWO, {parameter: value})
    said, _, offered = str(caught.value).partition("; there are: ")
    assert said.startswith(f"no {parameter} {value!r}; did you mean {near}")
    assert set(offered.split(", ")) == set(closed)
    for each in closed:
        run_query(name, TWO, {parameter: each})


def test_tables_of_closed_lists_have_every_value_of_the_model() -> None:
    """What a table leaves out would be left out of the answer."""
    closed = {"Status": Status, "Certainty": Certainty, "Polarity": Polarity, "Role": Role}
    tables = 0
    for query in named_queries().values():
        for listed in re.findall(r"VALUES \(\?\w+Iri \?\w+\) \{([^}]*)\}", query.sparql):
            pairs = re.findall(r'\(kg:(\w+)-(\w+) "(\w+)"\)', listed)
            assert len(pairs) == listed.count("("), query.name
            (kind,) = {kind for kind, _, _ in pairs}
            assert [value for _, value, _ in pairs] == [text for _, _, text in pairs]
            asked = query.conditions.get(kind.lower())
            expected = asked.values if asked is not None and asked.values else map(str, closed[kind])
            assert {value for _, value, _ in pairs} == set(expected), query.name
            tables += 1
    assert tables >= 7


def test_every_column_of_a_closed_list_has_its_values_checked() -> None:
    for query in named_queries().values():
        for name, condition in query.conditions.items():
            if re.search(rf"(Status|Act|Role|OrganisationKind)-.*AS \?({'|'.join(condition.columns)})\)", query.sparql):
                assert condition.values, (query.name, name)


@pytest.mark.parametrize(
    "name", ["who-met-whom", "places-of-meetings", "meetings-by-day", "planned-not-held", "meeting-life"]
)
def test_a_place_of_two_names_makes_no_row_more(name: str) -> None:
    places = {quad.subject for quad in ONE if quad.object == ox.NamedNode(f"{KG}Place")}
    names = [
        ox.Quad(place, ox.NamedNode("https://schema.org/name"), ox.Literal("ZZZ"), quad.graph_name)
        for place in places
        for quad in ONE[:1]
    ]
    expected = run_query(name, ONE)
    assert any(place.value == "Geneva" for row in expected.rows for place in row if isinstance(place, ox.Literal))
    assert run_query(name, [*ONE, *names]) == expected


def test_a_question_for_a_server_has_conditions_in_place_of_bound_variables() -> None:
    query = "SELECT ?p ?name WHERE { ?p schema:name ?name }"
    asked = question(query, {"name": "Ada Moreau"}).without_variables()
    assert not asked.bound
    assert asked.chosen(run_query(query, TWO)) == run_query(query, TWO, {"name": "Ada Moreau"})


def test_what_is_explained_is_the_query_with_the_values_beside_it() -> None:
    told = question("who-met-whom", {"who": 'x"\n} DROP ALL', "person": "Ada Moreau"}).explained()
    assert run_query(told, TWO) == run_query("who-met-whom", TWO)  # a value is in a comment and stays there
    assert '# only rows where ?who or ?whom = "Ada Moreau"' in told


def test_a_syntax_error_has_its_line_and_column() -> None:
    with pytest.raises(QueryError, match=r"not a SPARQL query: line 2, column 13: "):
        run_query("SELECT *\nWHERE { ?s }", ONE)


def test_the_search_for_garbage_is_as_it_was_whatever_a_query_does() -> None:
    for query in ("people", "SELECT * WHERE { ?s }"):
        with suppress(QueryError):
            run_query(query, ONE)
        assert gc.isenabled()
    gc.disable()
    try:
        run_query("people", ONE)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_provenance_says_which_article_a_statement_is_part_of() -> None:
    stated = {quad.subject: quad.object for quad in ONE if quad.predicate == ox.NamedNode(f"{KG}inArticle")}
    parts = {row[0]: row[2] for row in run_query("statements-as-provenance", ONE).rows if "isPartOf" in str(row[1])}
    assert len(parts) == 4
    assert parts.items() <= stated.items()


def test_a_value_in_angle_brackets_is_an_iri() -> None:
    query = "SELECT ?p ?name WHERE { ?p schema:name ?name }"
    assert len(run_query(query, ONE, {"p": "<https://kg.example/article/lakeside#person-41>"}).rows) == 1
    with pytest.raises(QueryError, match="is not an IRI"):
        run_query(query, ONE, {"p": "<no iri>"})


def test_who_met_whom_gives_each_pair_once_with_the_status() -> None:
    assert table(run_query("who-met-whom", ONE), "who", "whom", "kind", "status", "certainty", "when", "where") == [
        ("Ada Moreau", "Jonas Brandt", "summit", "scheduled", "certain", "2025-03-07", "Geneva")
    ]
    two = table(run_query("who-met-whom", TWO), "who", "whom", "status")
    assert sorted(two) == [
        ("Ada Maria Moreau", "Jonas Brandt", "held"),
        ("Ada Maria Moreau", "Jonas Brandt", "scheduled"),
    ]


def test_planned_not_held_leaves_out_what_was_held() -> None:
    assert table(run_query("planned-not-held", TWO), "label", "status", "published") == [
        ("Moreau–Brandt summit", "scheduled", "2025-03-04")
    ]


def test_the_history_of_a_status_has_every_assertion_with_its_source() -> None:
    assert table(run_query("status-history", ONE), "status", "polarity", "source", "words") == [
        ("inDoubt", "positive", "the article", "in doubt"),
        ("scheduled", "positive", "Lake Courier", "will meet"),
        ("cancelled", "negative", "Ada Moreau", "cancelled"),
    ]


def test_said_by_gives_the_words_of_everybody_or_of_one() -> None:
    assert table(run_query("said-by", ONE, {"speaker": "Jonas Brandt"}), "act", "form", "content") == [
        ("say", "direct", "“We have not agreed on anything,”")
    ]
    assert len(run_query("said-by", ONE).rows) == 4


def test_parts_of_a_statement_come_in_reading_order() -> None:
    words = ["cancelled", "summit", "Brandt", "Geneva", "Lakeside"]
    first, *rest = make_annotated().statements
    annotated = make_annotated(statements=(replace(first, content=tuple(span(LAKESIDE, w) for w in words)), *rest))
    answer = run_query("said-by", graph_of(annotated).quads, {"speaker": "Lake Courier"})
    assert table(answer, "content") == [("Lakeside … summit … Brandt … Geneva … cancelled",)]


def test_who_said_what_to_whom() -> None:
    assert table(run_query("who-said-what-to-whom", ONE), "speaker", "addressee", "content") == [
        ("Jonas Brandt", "reporters", "“We have not agreed on anything,”")
    ]


def test_a_chain_names_its_relays_its_depth_and_the_last_named_source() -> None:
    """Courier -> Brandt -> diplomat -> report; and Moreau on her own."""
    statements = {statement.id: statement for statement in make_annotated().statements}
    report = Document(id="document-1", description="report", mentions=(span(LAKESIDE, "reported"),))
    chained = (
        replace(statements["statement-120"], based_on=("statement-193",)),
        replace(statements["statement-193"], based_on=("statement-136",)),
        replace(statements["statement-136"], based_on=("statement-1",)),
        replace(statements["statement-136"], id="statement-1", speaker="document-1"),
        statements["statement-250"],
    )
    annotated = make_annotated(agents=(*make_annotated().agents, report), statements=chained)
    answer = run_query("attribution-chains", graph_of(annotated).quads)
    assert table(answer, "speaker", "chain", "depth", "lastNamedSource") == [
        ("Lake Courier", "Lake Courier → Jonas Brandt → a diplomat → report", "3", "Jonas Brandt")
    ]


def test_a_statement_with_two_bases_has_two_chains() -> None:
    first, second, third, fourth = make_annotated().statements
    annotated = make_annotated(statements=(replace(first, based_on=(second.id, fourth.id)), second, third, fourth))
    answer = run_query("attribution-chains", graph_of(annotated).quads)
    assert sorted(table(answer, "chain", "depth", "lastNamedSource")) == [
        ("Lake Courier → Ada Moreau", "1", "Ada Moreau"),
        ("Lake Courier → a diplomat", "1", "Lake Courier"),
    ]


def test_anonymous_only_wants_every_end_of_the_chain_anonymous() -> None:
    assert table(run_query("anonymous-only", ONE), "speaker", "source", "sourceKind") == [
        ("Lake Courier", "a diplomat", "diplomat"),
        ("a diplomat", "a diplomat", "diplomat"),
    ]
    first, second, third, fourth = make_annotated().statements
    named_too = make_annotated(statements=(replace(first, based_on=(second.id, fourth.id)), second, third, fourth))
    answer = run_query("anonymous-only", graph_of(named_too).quads)
    assert table(answer, "speaker") == [("a diplomat",)]


def test_denials_are_acts_of_denying_and_negative_wordings() -> None:
    first, second, third, fourth = make_annotated().statements
    negative = replace(third, polarity=Polarity.NEGATIVE)
    answer = run_query("denials", graph_of(make_annotated(statements=(first, second, negative, fourth))).quads)
    assert table(answer, "speaker", "act", "polarity") == [
        ("Jonas Brandt", "say", "negative"),
        ("Ada Moreau", "deny", "positive"),
    ]


def test_co_participation_counts_meetings_over_articles_for_people_that_an_authority_knows() -> None:
    assert table(run_query("co-participation", TWO), "who", "whom", "meetings", "held") == [
        ("Ada Maria Moreau", "Jonas Brandt", "2", "1")
    ]


def test_mentions_of_somebody_have_their_offsets() -> None:
    answer = run_query("mentions-of", ONE, {"name": "Jonas Brandt"})
    assert table(answer, "begin", "end", "words", "kind") == [
        ("72", "84", "Jonas Brandt", "name"),
        ("186", "192", "Brandt", "name"),
    ]


def test_posts_articles_days_and_subjects() -> None:
    assert table(run_query("posts", ONE), "name", "title", "organisation") == [
        ("Ada Moreau", "Prime Minister", "Government")
    ]
    assert table(run_query("articles", TWO), "published", "publisher", "people", "meetings", "statements") == [
        ("2025-03-04", "Lake Courier", "3", "1", "4"),
        ("2025-03-08", "Lake Courier", "3", "1", "4"),
    ]
    assert table(run_query("meetings-by-day", ONE), "earliest", "latest", "label", "status") == [
        ("2025-03-07", "2025-03-07", "Moreau–Brandt summit", "scheduled")
    ]
    assert table(run_query("said-about", ONE, {"about": "Moreau–Brandt summit"}), "speaker", "act") == [
        ("Lake Courier", "say"),
        ("Ada Moreau", "deny"),
    ]


def test_people_organisations_and_who_is_quoted() -> None:
    assert table(run_query("people", TWO), "name", "articles", "meetings", "statements")[:2] == [
        ("Ada Maria Moreau", "2", "2", "2"),
        ("Jonas Brandt", "2", "2", "2"),
    ]
    assert ("Lake Courier", "outlet") in table(run_query("organisations", ONE), "name", "kind")
    assert table(run_query("most-quoted", ONE), "speaker", "statements", "direct") == [
        ("Ada Moreau", "1", "0"),
        ("Jonas Brandt", "1", "1"),
        ("Lake Courier", "1", "0"),
        ("a diplomat", "1", "0"),
    ]
    assert table(run_query("sources-of-outlets", TWO), "outlet", "source", "anonymous", "statements") == [
        ("Lake Courier", "a diplomat", "true", "2")
    ]


def test_groups_places_roles_and_disputes() -> None:
    assert table(run_query("groups", TWO), "words", "member") == [
        ("the two", "Ada Maria Moreau"),
        ("the two", "Ada Moreau"),
        ("the two", "Jonas Brandt"),
    ]
    assert table(run_query("places-of-meetings", ONE), "place", "label", "participants") == [
        ("Geneva", "Moreau–Brandt summit", "Ada Moreau, Jonas Brandt")
    ]
    assert ("Ada Moreau", "participant") in table(run_query("roles", ONE), "name", "role")
    assert table(run_query("disputed-meetings", TWO), "label", "status", "versions", "assertions") == [
        ("Moreau–Brandt summit", "scheduled", "3", "3")
    ]


def test_meetings_become_events_of_schema_org() -> None:
    found = run_query("meetings-as-events", ONE)
    assert found.is_graph
    said = {(row[1].value.rsplit("/", 1)[-1], row[2].value.rsplit("/", 1)[-1]) for row in found.rows}  # type: ignore[union-attr]
    assert {("eventStatus", "EventScheduled"), ("startDate", "2025-03-07"), ("name", "Geneva")} <= said
    assert sum(predicate == "attendee" for predicate, _ in said) == 2


def test_statements_become_provenance() -> None:
    found = run_query("statements-as-provenance", ONE)
    derived = [row for row in found.rows if row[1].value.endswith("wasDerivedFrom")]  # type: ignore[union-attr]
    assert [(row[0].value[-3:], row[2].value[-3:]) for row in derived] == [("120", "136")]  # type: ignore[union-attr]


# Queries of the user's own


def test_our_prefixes_need_not_be_declared() -> None:
    answer = run_query("SELECT ?name WHERE { ?p a kg:Person ; schema:name ?name } ORDER BY ?name", ONE)
    assert table(answer, "name") == [("Ada Moreau",), ("Jonas Brandt",), ("Kim Vale",)]


def test_every_form_of_query_gives_a_table() -> None:
    assert run_query("ASK { ?m a kg:Meeting }", ONE).rows == ((ox.Literal(True),),)
    built = run_query("CONSTRUCT { ?p rdfs:label ?n } WHERE { ?p a kg:Person ; schema:name ?n }", ONE)
    assert built.columns == ("subject", "predicate", "object")
    assert len(built.rows) == 3
    assert run_query("DESCRIBE <https://kg.example/article/lakeside>", ONE).rows


def test_a_value_is_bound_and_never_becomes_query_text() -> None:
    query = "SELECT ?p ?name WHERE { ?p schema:name ?name }"
    assert len(run_query(query, ONE, {"name": "Ada Moreau"}).rows) == 1
    assert run_query(query, ONE, {"name": '"} UNION {?p ?q ?name} #'}).rows == ()
    with pytest.raises(QueryError, match=r"no variable \?nobody"):
        run_query(query, ONE, {"nobody": "x"})


def _with_service() -> Iterator[str]:
    call = "{ ?s ?p ?o }"
    yield f"SELECT * {{ SERVICE <http://127.0.0.1:9/> {call} }}"
    yield f"SELECT * {{ service silent <http://127.0.0.1:9/> {call} }}"
    yield f"PREFIX : <http://127.0.0.1:9/> SELECT * {{ ?s ?p 1SERVICE:x{call} }}"
    yield f"PREFIX : <http://127.0.0.1:9/> SELECT * {{ ?s ?p ?o.SERVICE:x{call} }}"
    yield f"SELECT * {{ ?s ?p ?o FILTER(?s<?p)SERVICE<http://127.0.0.1:9/>{call} FILTER(?p>?s) }}"
    yield f"SELECT * {{ ?s ?p 'a' . #'\nSERVICE <http://127.0.0.1:9/> {call} }}"
    yield f"PREFIX e: <urn:e> SELECT * {{ ?s ?p e:it\\'s . SERVICE <http://127.0.0.1:9/> {call} ?s ?p 'x' }}"
    yield f'SELECT * {{ ?s ?p """a"""" . SERVICE <http://127.0.0.1:9/> {call} }}'
    yield f"SELECT * {{ VALUES ?e {{ <http://127.0.0.1:9/> }} SERVICE ?e {call} }}"
    yield f"ASK {{ {{ SELECT * {{ OPTIONAL {{ SERVICE<http://127.0.0.1:9/>{call} }} }} }} }}"


@pytest.mark.parametrize("query", list(_with_service()))
def test_a_query_that_would_fetch_something_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run_query(query, ONE)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service ?p 'service' . ?s ?p \"SERVICE\" }",
        "SELECT * { <urn:service> ?p ?o } # service",
        "PREFIX e: <urn:service:> SELECT * { ?s e:service ?o }",
    ],
)
def test_the_word_service_alone_fetches_nothing(query: str) -> None:
    assert run_query(query, ONE).rows == ()


@pytest.mark.parametrize(
    "query",
    ["LOAD <http://127.0.0.1:9/>", "DROP ALL", "INSERT DATA { <a:a> <a:b> <a:c> }", "SELECT ?x WHERE {", "SELECT *  "],
)
def test_what_is_no_query_is_a_clear_error(query: str) -> None:
    with pytest.raises(QueryError, match=r"not a SPARQL query") as caught:
        run_query(query, ONE)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("before", ["", "PREFIX s: <https://s.example/>\nBASE <https://b.example/> ", "# SELECT\n"])
@pytest.mark.parametrize("update", ["DELETE WHERE { ?s ?p ?o }", "insert data { s:a s:b s:c }", "DROP ALL"])
def test_an_update_is_told_that_questions_are_asked_here(before: str, update: str) -> None:
    with pytest.raises(QueryError, match=f"{update.split(maxsplit=1)[0].upper()} changes data; SELECT, ASK, CONSTRUCT"):
        run_query(before + update, ONE)


def test_a_name_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(QueryError, match=r"no query 'who-met'; there are: .*who-met-whom"):
        run_query("who-met", ONE)
    with pytest.raises(
        QueryError, match=r"has no parameter 'whose'; did you mean who or whom\?; there are: who, whom, status"
    ):
        run_query("who-met-whom", ONE, {"whose": "x"})


def test_a_store_is_asked_as_files_are(tmp_path: Path) -> None:
    store = ox.Store(tmp_path / "store")
    store.extend(TWO)
    for name in named_queries():
        assert ask_store(name, store) == run_query(name, TWO)


def test_meetings_are_event_data_both_ways_round() -> None:
    # The first article's summit is announced, the second's is held, in Geneva, where neither is known to be at home.
    rows = table(run_query("event-codes", TWO), "day", "source", "target", "code", "plover")
    pairs = (("Ada Maria Moreau", "Jonas Brandt"), ("Jonas Brandt", "Ada Maria Moreau"))
    for source, target in pairs:
        assert ("2025-03-07", source, target, "036", "AGREE") in rows
        assert ("2025-03-07", source, target, "040", "CONSULT") in rows
    assert len(rows) == 4
