from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import pytest

from graphbuild.engines.ladybug import LadybugGraph, check_read_only, write_property_graph
from graphbuild.engines.publishing import write_graph
from graphbuild.engines.result import Result
from graphbuild.errors import GraphError, QueryError
from graphbuild.graph.projection import NodeRow, RelationshipRow
from graphbuild.graph.schema import Schema, columns, shipped_schema
from graphbuild.graph.store import GraphStore
from tests.graph.samples import document, record


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LadybugGraph]:
    folder = tmp_path_factory.mktemp("graph")
    write_graph(folder, [(document(), record())], confidence=lambda rule: 0.97)
    with GraphStore.open(folder) as store, LadybugGraph(store.property_graph) as graph:
        yield graph


def test_a_fact_comes_with_its_evidence(engine: LadybugGraph) -> None:
    found = engine.query(
        "MATCH (p:Person)-[a:ATTENDED]->(m:Meeting)-[:HELD_BY]->(b:Body) WHERE a.status = $status"
        " RETURN p.name AS person, b.name AS body, m.date AS date, m.date_day AS day, a.contested AS contested,"
        " a.rule AS rule, a.confidence AS confidence, a.passage AS passage ORDER BY person",
        {"status": "absent"},
    )
    passage = f"https://graphbuild.example/id/document/{document().sha256}#char=121,138"
    assert found == Result(
        ("person", "body", "date", "day", "contested", "rule", "confidence", "passage"),
        (
            ("Eva Lund", "Ældrerådet", "2023-03-07", 19423, None, "sample", 0.97, passage),
            ("Ib Kjær", "Ældrerådet", "2023-03-07", 19423, True, "sample", 0.97, passage),
        ),
    )


def test_a_plain_relationship_carries_the_evidence_of_its_fact(engine: LadybugGraph) -> None:
    found = engine.query("MATCH (i:AgendaItem)-[r:ON_AGENDA_OF]->(:Meeting) RETURN i.passage = r.passage, r.id = i.id")
    assert found.rows == ((True, True), (True, True))


def test_the_way_from_promise_to_meeting(engine: LadybugGraph) -> None:
    found = engine.query(
        "MATCH (a)-[:OWES]->(c:Commitment)-[:OWED_TO]->(o), (c)-[:AT_ITEM]->(i:AgendaItem)-[:ABOUT_CASE]->(k:`Case`)"
        " RETURN a.name, c.text, o.name, c.due, c.due_by_day, k.number"
    )
    assert found.rows == (("Forvaltningen", "sender et notat", "Ældre Sagen", "2023-04", 19477, "27.35.00-G01-4-22"),)


def test_nodes_and_relationships_come_back_plain(engine: LadybugGraph) -> None:
    found = engine.query(
        "MATCH (p:Person {name: 'Eva Lund'})-[a:ATTENDED]->(m:Meeting) RETURN p, a.status, [m.date] AS dates"
    )
    assert found.rows == (
        (
            {"label": "Person", "id": "https://graphbuild.example/id/person/998/eva-lund", "name": "Eva Lund"},
            "absent",
            ["2023-03-07"],
        ),
    )
    path = engine.query("MATCH w = (:Person {name: 'Eva Lund'})-[:ATTENDED]->(:Meeting) RETURN w").rows[0][0]
    assert [one["label"] for one in path["nodes"]] == ["Person", "Meeting"]
    assert [one["type"] for one in path["relationships"]] == ["ATTENDED"]


def test_rows_past_the_limit_are_cut_and_told(engine: LadybugGraph) -> None:
    query = "MATCH (p:Person) RETURN p.name ORDER BY p.name"
    assert engine.query(query, row_limit=2) == Result(("p.name",), (("Eva Lund",), ("Ib Kjær",)), truncated=True)
    assert not engine.query(query, row_limit=4).truncated


def test_a_query_that_takes_too_long_is_ended(engine: LadybugGraph) -> None:
    with pytest.raises(QueryError, match=r"more than 0\.2 seconds"):
        engine.query(
            "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b % 7 = 3 RETURN sum(a)",
            timeout=0.2,
        )


HARMLESS = [
    "MATCH (p:Person) RETURN p.name",
    "match (n) return count(*);",
    "OPTIONAL MATCH (p:Person) WITH p RETURN p",
    "UNWIND [1, 2] AS one RETURN one",
    "RETURN 'CREATE (n)' AS text",
    "RETURN \"a; DELETE\" AS text, 'it\\'s; SET' AS other",
    "MATCH (p:Person) /* SET p.name = 1 */ RETURN p.name // DELETE p",
    "MATCH (p:Person) RETURN p.name AS `set`",
    "CALL show_tables() RETURN name",
]

REFUSED = [
    "",
    "   ",
    "// only a remark",
    "CREATE (:Person {id: 'x'})",
    "MATCH (p:Person) SET p.name = 'x'",
    "MATCH (p:Person) DELETE p",
    "MATCH (p:Person) DETACH DELETE p",
    "MERGE (p:Person {id: 'x'})",
    "match (p:Person) sEt p.name = 'x'",
    "MATCH (p:Person)/**/SET/**/p.name = 'x'",
    "MATCH (p:Person) REMOVE p.name",
    "COPY Person FROM 'x.csv'",
    "COPY (MATCH (p:Person) RETURN p.name) TO 'out.csv'",
    "LOAD FROM 'secrets.csv' RETURN *",
    "MATCH (p:Person) WITH p LOAD FROM 'secrets.csv' RETURN *",
    "LOAD EXTENSION httpfs",
    "INSTALL httpfs",
    "ATTACH 'other.lbug' AS other",
    "DETACH other",
    "USE other",
    "EXPORT DATABASE 'out'",
    "IMPORT DATABASE 'in'",
    "CALL timeout = 0",
    "CALL threads = 64 RETURN 1",
    "CALL create_fts_index('Person', 'x', ['name'])",
    "CALL show_tables() RETURN name; DROP TABLE Person",
    "CREATE NODE TABLE X(id STRING PRIMARY KEY)",
    "ALTER TABLE Person ADD x STRING",
    "DROP TABLE Person",
    "BEGIN TRANSACTION",
    "COMMIT",
    "CHECKPOINT",
    "MATCH (n) RETURN n; MATCH (m) RETURN m",
    "RETURN 'a' ; DROP TABLE Person",
    "RETURN 'unended",
    "RETURN `unended",
    "EXPLAIN CREATE (:Person {id: 'x'})",
    "PROFILE CREATE (:Person {id: 'x'})",
    "COMMENT ON TABLE Person IS 'x'",
    "CREATE MACRO f(x) AS x",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_a_query_that_reads_is_answered(engine: LadybugGraph, query: str) -> None:
    assert engine.query(query).columns


@pytest.mark.parametrize("query", REFUSED)
def test_what_does_not_only_read_is_refused(engine: LadybugGraph, query: str) -> None:
    before = engine.query("MATCH (n) RETURN count(*)").rows
    with pytest.raises(QueryError):
        engine.query(query)
    with pytest.raises(QueryError):
        check_read_only(query)
    assert engine.query("MATCH (n) RETURN count(*)").rows == before


@pytest.mark.parametrize("value", ["O'Neill", '"', "\\", "$name", "{}", "a\nb", "😀", "') RETURN 1 //", "\u202e", "`"])
def test_parameters_are_bound_and_not_pasted(engine: LadybugGraph, value: str) -> None:
    assert engine.query("RETURN $name AS name", {"name": value}).rows == ((value,),)
    assert engine.query("MATCH (p:Person {name: $name}) RETURN p.id", {"name": value}).rows == ()


def test_parameters_must_be_those_that_the_query_names(engine: LadybugGraph) -> None:
    """The engine itself takes a missing one for null, and answers with nothing."""
    with pytest.raises(QueryError, match=r"needs the parameter \$name"):
        engine.query("MATCH (p:Person {name: $name}) RETURN p.id")
    with pytest.raises(QueryError, match=r"no parameter \$nmae"):
        engine.query("MATCH (p:Person {name: $name}) RETURN p.id", {"name": "x", "nmae": "x"})
    assert engine.query("RETURN '$name' AS text").rows == (("$name",),)


def test_a_wrong_query_is_told(engine: LadybugGraph) -> None:
    for query in ("MATCH (p:Nobody) RETURN p", "MATCH (p:Person) RETURN p.shoe", "MATCH (p RETURN p"):
        with pytest.raises(QueryError, match="cannot be answered"):
            engine.query(query)


def test_no_graph_and_no_graph_file(tmp_path: Path) -> None:
    with pytest.raises(GraphError):
        LadybugGraph(tmp_path / "missing.lbug")
    (tmp_path / "text.lbug").write_text("this is not a graph " * 1000, encoding="utf-8")
    with pytest.raises(GraphError):
        LadybugGraph(tmp_path / "text.lbug")


class Rows:
    """A projection of rows made by hand."""

    def __init__(self, schema: Schema, nodes: list[NodeRow], relationships: list[RelationshipRow]) -> None:
        self.schema = schema
        self._nodes, self._relationships = nodes, relationships

    def nodes(self) -> Iterator[NodeRow]:
        return iter(self._nodes)

    def relationships(self) -> Iterator[RelationshipRow]:
        return iter(self._relationships)


HOSTILE = [
    '"',
    '""',
    ',"x",',
    "'",
    "\\",
    '\\"',
    "a\nb",
    "a\r\nb",
    "\r",
    "\t",
    " a ",
    "NULL",
    "null",
    "",
    "\\N",
    "\u202eabc",
    "😀",
    "#",
    "[1,2]",
    "{a: 1}",
    "1",
    "true",
    "\ufeffx",
    "\u2028",
    "x" * 300_000,
    ('"' * 3 + "\n,") * 9000,
]


def test_hostile_texts_survive_the_bulk_load(tmp_path: Path) -> None:
    schema = shipped_schema()
    empty = dict.fromkeys(key for key, _ in columns(schema.node("Person").properties))
    nodes = [
        NodeRow("Person", f"p{n:03}", MappingProxyType({**empty, "name": text, "printed_as": None}))
        for n, text in enumerate(HOSTILE)
    ]
    none = dict.fromkeys(key for key, _ in columns(schema.relationship("SUBSTITUTED_FOR").properties))
    links = [
        RelationshipRow(
            "SUBSTITUTED_FOR", "Person", "p000", "Person", one.id, text, MappingProxyType({**none, "rule": text})
        )
        for one, text in zip(nodes, HOSTILE, strict=True)
    ]
    write_property_graph(Rows(schema, nodes, links), tmp_path / "graph.lbug")
    with LadybugGraph(tmp_path / "graph.lbug") as graph:
        found = graph.query("MATCH (p:Person) RETURN p.name, p.printed_as ORDER BY p.id").rows
        rules = graph.query(
            "MATCH (:Person)-[r:SUBSTITUTED_FOR]->(p:Person) RETURN r.rule, r.confidence ORDER BY p.id"
        ).rows
    assert found == tuple((text, None) for text in HOSTILE)
    assert rules == tuple((text, None) for text in HOSTILE)
