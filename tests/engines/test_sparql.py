from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest

from graphbuild.engines.publishing import write_graph
from graphbuild.engines.result import Result
from graphbuild.engines.sparql import SparqlGraph, bind, check_read_only
from graphbuild.errors import QueryError, UsageError
from graphbuild.graph.store import GraphStore
from tests.graph.samples import document, record


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparqlGraph]:
    folder = tmp_path_factory.mktemp("graph")
    write_graph(folder, [(document(), record())], confidence=lambda rule: 0.97)
    with GraphStore.open(folder) as store:
        yield SparqlGraph(store.rdf)


def test_a_fact_comes_with_its_evidence(engine: SparqlGraph) -> None:
    found = engine.query(
        """
        SELECT ?person ?date ?contested ?confidence ?passage {
            ?a a gb:Attendance ; gb:attendee/gb:name ?person ; gb:attendedMeeting/gb:date ?date ; gb:statedIn ?passage ;
                gb:attendanceStatus <https://w3id.org/graphbuild/scheme/attendance/absent> ;
                gb:rule/gb:confidence ?confidence
            OPTIONAL { ?a gb:contested ?contested }
        } ORDER BY ?person
        """
    )
    passage = f"https://graphbuild.example/id/document/{document().sha256}#char=121,138"
    assert found == Result(
        ("person", "date", "contested", "confidence", "passage"),
        (("Eva Lund", "2023-03-07", None, 0.97, passage), ("Ib Kjær", "2023-03-07", True, 0.97, passage)),
    )


def test_all_kinds_of_query_are_answered(engine: SparqlGraph) -> None:
    assert engine.query("ASK { ?p gb:name ?name }", {"name": "Eva Lund"}) == Result(("answer",), ((True,),))
    made = engine.query(
        "CONSTRUCT { ?p rdfs:label ?name } WHERE { ?p a gb:Person ; gb:name ?name } ORDER BY ?name LIMIT 1"
    )
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    assert made.rows == (("https://graphbuild.example/id/person/998/eva-lund", label, "Eva Lund"),)
    graphs = engine.query("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?p a gb:Person } }")
    assert graphs.rows == ((1,),)


def test_rows_past_the_limit_are_cut_and_told(engine: SparqlGraph) -> None:
    query = "SELECT ?n { ?p a gb:Person ; gb:name ?n } ORDER BY ?n"
    assert engine.query(query, row_limit=1) == Result(("n",), (("Eva Lund",),), truncated=True)
    assert not engine.query(query, row_limit=4).truncated
    assert engine.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", row_limit=3).truncated


def test_a_query_that_takes_too_long_is_ended(engine: SparqlGraph) -> None:
    with pytest.raises(QueryError, match=r"more than 0\.1 seconds"):
        engine.query(
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }", timeout=0.1
        )


REFUSED = [
    "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE ?where { ?s ?p ?o } }",
    "LOAD <file:///etc/passwd>",
    "INSERT DATA { <a:a> <a:b> <a:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DROP ALL",
    "CLEAR ALL",
    "CREATE GRAPH <a:a>",
    "COPY DEFAULT TO <a:a>",
    "MOVE DEFAULT TO <a:a>",
    "ADD DEFAULT TO <a:a>",
    "PREFIX x: <http://x.example/>\nDELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } ; DROP ALL",
    "",
    "SELECT",
]


@pytest.mark.parametrize("query", REFUSED)
def test_what_does_not_only_read_this_graph_is_refused(engine: SparqlGraph, query: str) -> None:
    with pytest.raises(QueryError):
        engine.query(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?x { BIND("SERVICE; DROP ALL" AS ?x) }',
        "SELECT ?service ?load { ?service gb:name ?load } # DROP ALL",
        "PREFIX service: <http://x.example/load> SELECT * { ?s service:drop ?o }",
        "SELECT * { <http://x.example/service> ?p 'LOAD \\' DROP' }",
        'SELECT * { ?s gb:name """a "quoted" SERVICE""" }',
    ],
)
def test_names_and_texts_are_no_commands(engine: SparqlGraph, query: str) -> None:
    check_read_only(query)
    assert engine.query(query).columns


HOSTILE = [
    "O'Neill",
    '"',
    "\\",
    '\\"',
    "a\nb",
    '" . } ; DROP ALL #',
    "?name",
    "$name",
    "😀",
    "<x>",
    '"""',
    "{}",
    "\u202e",
    "\x00",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_parameters_are_bound_and_not_pasted(engine: SparqlGraph, value: str) -> None:
    assert engine.query("SELECT ?name { }", {"name": value}).rows == ((value,),)
    assert engine.query("SELECT ?p { ?p gb:name ?n FILTER(?n = ?name) }", {"name": value}).rows == ()
    assert engine.query("SELECT (CONCAT(?name, '!') AS ?said) { }", {"name": value}).rows == ((f"{value}!",),)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?p { ?p gb:name ?name ; a gb:Person }",
        "SELECT ?p { ?p gb:name $name ; a gb:Person }",
        "SELECT ?p { ?p gb:name ?n ; a gb:Person FILTER(LCASE(?n) = LCASE(?name)) }",
        "SELECT ?p { { SELECT ?p { ?p gb:name ?name ; a gb:Person } } }",
        "SELECT ?p { ?p a gb:Person { ?p gb:name ?name } UNION { ?p gb:printedAs ?name } }",
        "SELECT ?p { ?p gb:name ?n ; a gb:Person FILTER(!BOUND(?name) || ?n = ?name) }",
        "SELECT ?p { ?p gb:name ?n ; a gb:Person FILTER(?n = ?name) } GROUP BY ?p ?name ORDER BY ?name DESC(?p)",
        "SELECT ?p { ?p gb:name ?name ; a gb:Person } # ?name",
        "SELECT ?p { ?p a gb:Person FILTER EXISTS { ?p gb:name ?name } FILTER('?name' != '') }",
    ],
)
def test_a_parameter_holds_wherever_its_variable_stands(engine: SparqlGraph, query: str) -> None:
    found = engine.query(query, {"name": "Eva Lund"})
    assert found.rows == (("https://graphbuild.example/id/person/998/eva-lund",),)


def test_a_selected_parameter_is_a_column(engine: SparqlGraph) -> None:
    found = engine.query(
        "SELECT ?name (COUNT(?a) AS ?n) { ?a gb:attendee/gb:name ?name } GROUP BY ?name", {"name": "Ib Kjær"}
    )
    assert found == Result(("name", "n"), (("Ib Kjær", 2),))


def test_a_parameter_without_a_value_stays_open(engine: SparqlGraph) -> None:
    query = "SELECT (COUNT(?p) AS ?n) { ?p gb:name ?n1 ; a gb:Person FILTER(!BOUND(?name) || ?n1 = ?name) }"
    assert engine.query(query, {"name": None}).rows == ((4,),)


def test_a_parameter_that_the_query_does_not_have_is_told(engine: SparqlGraph) -> None:
    with pytest.raises(QueryError, match=r"no parameter \?nmae"):
        engine.query("SELECT ?name { ?p gb:name ?name }", {"nmae": "x"})
    with pytest.raises(QueryError, match="value of its own"):
        engine.query("SELECT (COUNT(?p) AS ?n) { ?p gb:name ?name }", {"n": 1})


def test_parameters_keep_their_types(engine: SparqlGraph) -> None:
    day = date(2023, 3, 7)
    assert engine.query("SELECT ?m { ?m a gb:Meeting ; gb:date ?day }", {"day": day}).rows
    assert engine.query("SELECT ?a { ?a gb:kroner ?k FILTER(?k > ?least) }", {"least": 1_000_000}).rows
    assert engine.query("SELECT ?a { ?a gb:kroner ?k FILTER(?k = ?sum) }", {"sum": Decimal("1500000")}).rows
    assert engine.query("SELECT ?i { ?i gb:isOpen ?open }", {"open": True}).rows
    status = ox.NamedNode("https://w3id.org/graphbuild/scheme/attendance/absent")
    assert len(engine.query("SELECT ?a { ?a gb:attendanceStatus ?status }", {"status": status}).rows) == 2
    assert bind("ASK { ?s ?p ?v FILTER(?v<?w) }", {"w": -1}).count('"-1"') == 1


@pytest.mark.parametrize("value", [object(), [1], "\ud800"])
def test_what_is_no_value_is_refused(engine: SparqlGraph, value: object) -> None:
    with pytest.raises(UsageError):
        engine.query("SELECT ?name { }", {"name": value})


def test_both_engines_see_the_same_names(engine: SparqlGraph) -> None:
    """Values come back as plain Python: truths, whole numbers, numbers with a fraction, texts, addresses."""
    found = engine.query(
        """
        SELECT ?a ?b ?c ?d ?e { VALUES (?a ?b ?c ?d ?e) {
            (true 7 0.5 "x"@da <http://x.example/>)
            (UNDEF 1e1 "2023"^^xsd:gYear "2023-01-01"^^xsd:date 0)
        } }
        """
    )
    assert found.rows == ((True, 7, 0.5, "x", "http://x.example/"), (None, 10.0, "2023", "2023-01-01", 0))
