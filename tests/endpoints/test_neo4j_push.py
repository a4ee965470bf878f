"""Pushing the property graph to a real Neo4j server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graphbuild.endpoints.neo4j import Neo4jDatabase, Tally, push
from graphbuild.engines import neo4j_statements as statements
from graphbuild.engines.stored import StoredRows
from graphbuild.errors import EndpointError, UsageError
from graphbuild.exports.neo4j_csv import write_neo4j_csv
from graphbuild.graph.projection import Projection
from graphbuild.graph.schema import Schema, shipped_schema
from graphbuild.graph.store import GraphStore
from tests.endpoints.conftest import HOSTILE, Graph, reading
from tests.endpoints.unsteady import unsteady
from tests.servers import running
from tests.servers.running import Server, free_port

SCHEMA = shipped_schema()


class Asked:
    """A connection of the test's own, beside what is tested."""

    def __init__(self, server: Server) -> None:
        self.driver = neo4j.GraphDatabase.driver(
            server.url, auth=(str(server.user), server.password), notifications_min_severity="OFF"
        )

    def rows(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        with self.driver.session() as session:
            return session.run(cypher, parameters).data()  # type: ignore[arg-type]

    def indexes(self) -> set[str]:
        return {row["name"] for row in self.rows("SHOW INDEXES YIELD name")}

    def nodes(self) -> set[tuple[str, str, frozenset[tuple[str, Any]]]]:
        found = self.rows(f"MATCH (n) WHERE NOT n:{statements.STATE} RETURN labels(n) AS labels, properties(n) AS told")
        return {(*row["labels"], row["told"].pop("id"), _told(row["told"])) for row in found}

    def relationships(self) -> list[tuple[str, str, str, str, frozenset[tuple[str, Any]]]]:
        found = self.rows(
            "MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS start, b.id AS stop, properties(r) AS told"
        )
        return sorted(
            ((row["type"], row["start"], row["stop"], row["told"].pop("id"), _told(row["told"])) for row in found),
            key=repr,
        )


def _told(properties: dict[str, Any]) -> frozenset[tuple[str, Any]]:
    return frozenset((key, value) for key, value in properties.items() if value is not None and key != "_digest")


def nodes_of(store: GraphStore, schema: Schema = SCHEMA) -> set[tuple[str, str, frozenset[tuple[str, Any]]]]:
    return {(row.label, row.id, _told(dict(row.properties))) for row in Projection(store.rdf, schema).nodes()}


def relationships_of(store: GraphStore) -> list[tuple[str, str, str, str, frozenset[tuple[str, Any]]]]:
    return sorted(
        (
            (row.type, row.start, row.stop, row.id, _told(dict(row.properties)))
            for row in Projection(store.rdf, SCHEMA).relationships()
        ),
        key=repr,
    )


@pytest.fixture
def asked(neo4j_server: Server) -> Iterator[Asked]:
    """An empty database, seen from beside. Constraints and indexes of earlier tests stay: they take long to make."""
    asking = Asked(neo4j_server)
    asking.rows("MATCH (n) DETACH DELETE n")
    yield asking
    asking.driver.close()


Push = Callable[..., Tally]


@pytest.fixture
def push_to(neo4j_server: Server) -> Iterator[Push]:
    with ExitStack() as opened:

        def pushed(
            store: GraphStore, *, schema: Schema = SCHEMA, server: Server = neo4j_server, **options: Any
        ) -> Tally:
            database = opened.enter_context(
                Neo4jDatabase(server.url, user=server.user, password=server.password, timeout=5)
            )
            with StoredRows(store.property_graph) as rows:
                return push(rows, schema, database, **options)

        yield pushed


def test_the_database_holds_the_projection_and_a_second_push_runs_no_statement(
    asked: Asked, push_to: Push, graph_of: Graph
) -> None:
    store = graph_of(reading(1), reading(2, HOSTILE), reading(3))
    tally = push_to(store, batch=7)
    assert asked.nodes() == nodes_of(store)
    assert asked.relationships() == relationships_of(store)
    assert (tally.nodes_added, tally.relationships_added) == (len(nodes_of(store)), len(relationships_of(store)))
    assert tally.statements > len(statements.schema_statements(SCHEMA))

    unchanged = tally.nodes_added + tally.relationships_added
    assert push_to(store) == Tally(unchanged=unchanged)


def test_only_what_differs_is_written_and_what_is_gone_is_deleted(asked: Asked, push_to: Push, graph_of: Graph) -> None:
    before, after = graph_of(reading(1), reading(2)), graph_of(reading(2, "Udsat."), reading(3))
    push_to(before)
    was, shall = nodes_of(before), nodes_of(after)
    tally = push_to(after)
    ids, later = {one[:2] for one in was}, {one[:2] for one in shall}
    assert (tally.nodes_added, tally.nodes_removed) == (len(later - ids), len(ids - later))
    assert tally.nodes_changed == len({one[:2] for one in shall - was} & ids)
    assert asked.nodes() == shall
    assert asked.relationships() == relationships_of(after)


def test_what_others_added_later_stays_and_what_they_deleted_comes_back(
    asked: Asked, push_to: Push, graph_of: Graph
) -> None:
    store = graph_of(reading(1))
    push_to(store)
    asked.rows("CREATE (:Note {text: 'min egen'})-[:ON]->(:Person {id: 'urn:mine'})")
    asked.rows("MATCH (d:Decision) DETACH DELETE d")
    tally = push_to(store)
    assert (tally.nodes_added, tally.nodes_removed) == (1, 0)
    assert asked.rows("MATCH (n:Note)-[:ON]->(p:Person) RETURN n.text AS text, p.id AS id") == [
        {"text": "min egen", "id": "urn:mine"}
    ]
    asked.rows("MATCH (n) WHERE n:Note OR n.id = 'urn:mine' DETACH DELETE n")
    assert asked.nodes() == nodes_of(store)


def test_words_of_minutes_are_found_by_full_text_search(asked: Asked, push_to: Push, graph_of: Graph) -> None:
    push_to(graph_of(reading(1, "Byrådet godkendte aftalerne om tilgængelighed.")))
    asked.rows("CALL db.awaitIndexes(60)")
    found = "CALL db.index.fulltext.queryNodes($index, $words) YIELD node RETURN labels(node)[0] AS label, "
    assert asked.rows(f"{found} node.name AS name", index="graphbuild_names", words="nørgaard") == [
        {"label": "Person", "name": "Åse Bæk Nørgaard"}
    ]
    by_stem = asked.rows(f"{found} node.text AS text", index="graphbuild_texts", words="aftale godkendt")
    assert {"label": "Decision", "text": "Byrådet godkendte aftalerne om tilgængelighed."} in by_stem


def test_the_constraints_hold(asked: Asked, push_to: Push, graph_of: Graph) -> None:
    push_to(graph_of(reading(1)))
    keys = {row["labelsOrTypes"][0] for row in asked.rows("SHOW CONSTRAINTS YIELD labelsOrTypes")}
    assert keys == {node.label for node in SCHEMA.nodes} | {statements.STATE}
    states = {row["state"] for row in asked.rows("SHOW INDEXES YIELD state")}
    assert states <= {"ONLINE", "POPULATING"}


def test_a_database_of_another_schema_is_refused_and_left_alone(asked: Asked, push_to: Push, graph_of: Graph) -> None:
    asked.rows("CREATE (:Person {id: 'urn:other', name: 'En anden'})")
    before = asked.indexes()
    with pytest.raises(EndpointError, match="holds something else") as refused:
        push_to(graph_of(reading(1)))
    assert "--database" in str(refused.value.advice)
    assert asked.rows("MATCH (n) RETURN properties(n) AS told") == [{"told": {"id": "urn:other", "name": "En anden"}}]
    assert asked.indexes() == before


def test_a_database_of_a_later_version_is_refused(asked: Asked, push_to: Push, graph_of: Graph) -> None:
    asked.rows(f"CREATE (:{statements.STATE} {{id: 'graph', format: 99}})")
    with pytest.raises(EndpointError, match=r"another version of graphbuild \(format 99"):
        push_to(graph_of(reading(1)))


def test_a_label_that_the_ontology_no_longer_has_is_cleared_and_a_new_one_arrives(
    asked: Asked, push_to: Push, graph_of: Graph
) -> None:
    store = graph_of(reading(1))
    without = replace(
        SCHEMA,
        nodes=tuple(node for node in SCHEMA.nodes if node.label != "Attachment"),
        relationships=tuple(
            replace(one, pairs=tuple(pair for pair in one.pairs if "Attachment" not in pair))
            for one in SCHEMA.relationships
        ),
    )
    push_to(store)
    tally = push_to(store, schema=without)
    assert (tally.nodes_removed, tally.relationships_removed) == (1, 1)
    assert asked.rows("MATCH (a:Attachment) RETURN a") == []
    assert (push_to(store).nodes_added, asked.nodes()) == (1, nodes_of(store))


def test_a_dry_run_shows_every_statement_and_runs_none(asked: Asked, push_to: Push, graph_of: Graph) -> None:
    store = graph_of(reading(1, HOSTILE))
    shown: list[tuple[str, int]] = []
    before = asked.indexes()
    tally = push_to(store, dry_run=True, show=lambda statement, rows: shown.append((statement, rows)))
    assert asked.rows("MATCH (n) RETURN n") == []
    assert asked.indexes() == before
    assert [one for one, rows in shown if rows == 0] == list(statements.schema_statements(SCHEMA))
    assert sum(rows for _, rows in shown) == tally.nodes_added + tally.relationships_added
    assert "krøller" not in "".join(one for one, _ in shown), "words of minutes are parameters"
    assert tally.statements == 0


def test_two_pushes_at_once_do_not_mix(asked: Asked, push_to: Push, graph_of: Graph, neo4j_server: Server) -> None:
    store = graph_of(reading(1))
    push_to(store)
    with (
        Neo4jDatabase(neo4j_server.url, user=neo4j_server.user, password=neo4j_server.password) as other,
        other.held(),
        pytest.raises(EndpointError, match="another push is writing to this database"),
    ):
        push_to(graph_of(reading(2)))
    assert asked.nodes() == nodes_of(store)
    assert push_to(store).statements == 0, "the other one has let go"


def test_a_server_that_goes_away_in_the_middle_is_brought_up_to_date_when_it_is_back(
    tmp_path: Path, graph_of: Graph, push_to: Push
) -> None:
    store = graph_of(*(reading(day) for day in range(1, 4)))
    lines: list[str] = []

    def die(statement: str, rows: int) -> None:
        lines.append(statement)
        if "OWES" in statement:
            server.kill()

    with running.neo4j(tmp_path / "neo4j") as server, pytest.raises(EndpointError, match="no Neo4j answers") as told:
        push_to(store, server=server, batch=5, show=die)
    assert "goes on from there" in str(told.value.advice)
    with running.neo4j(tmp_path / "neo4j") as server:
        again = push_to(store, server=server)
        assert again.unchanged > again.nodes_added + again.relationships_added > 0
        asking = Asked(server)
        assert asking.nodes() == nodes_of(store)
        assert asking.relationships() == relationships_of(store)
        asking.driver.close()


def test_neo4j_admin_loads_the_exported_files_and_a_push_takes_over(
    tmp_path: Path, graph_of: Graph, push_to: Push, neo4j_server: Server
) -> None:
    before, after = graph_of(reading(1), reading(2, HOSTILE + "\nog\r\nlinjer")), graph_of(reading(1), reading(3))
    folder, home = tmp_path / "files", tmp_path / "neo4j"
    with StoredRows(before.property_graph) as rows:
        command = write_neo4j_csv(rows, SCHEMA, folder)
    assert command in (folder / "README.txt").read_text("utf-8")
    running.lay_out_neo4j(home, free_port())
    words = command.replace("\\\n", " ").split()
    assert words[0] == "neo4j-admin"
    running.neo4j_admin(home, *words[1:], run_in=folder)
    with running.neo4j(home) as server:
        asking = Asked(server)
        assert asking.nodes() == nodes_of(before)
        assert asking.relationships() == relationships_of(before)
        for statement in (folder / "schema.cypher").read_text("utf-8").split(";\n"):
            if statement:
                asking.rows(statement)
        push_to(after, server=server)
        assert asking.nodes() == nodes_of(after)
        assert asking.relationships() == relationships_of(after)
        assert push_to(after, server=server).statements == 0
        asking.driver.close()


# --- what is refused --------------------------------------------------------------------------------------------------


def connected(url: str, **options: Any) -> None:
    with Neo4jDatabase(url, timeout=0.5, **options) as database:
        list(database.read("RETURN 1"))


def test_a_wrong_password_and_an_unknown_database_are_told(neo4j_server: Server) -> None:
    with pytest.raises(EndpointError, match="does not accept the user name or the password") as refused:
        connected(neo4j_server.url, user="neo4j", password="forkert-kode")
    assert refused.value.advice == "Set NEO4J_USERNAME and NEO4J_PASSWORD."
    assert "forkert" not in str(refused.value)
    with pytest.raises(EndpointError, match="does not accept"):
        connected(neo4j_server.url)
    with pytest.raises(EndpointError, match="refuses") as missing:
        connected(neo4j_server.url, user="neo4j", password=neo4j_server.password, database="findes-ikke")
    assert missing.value.advice == "Name one that the server has with --database."


def test_nobody_there_and_something_else_there_are_told() -> None:
    with pytest.raises(EndpointError, match="no Neo4j answers there"):
        connected(f"bolt://127.0.0.1:{free_port()}")
    with unsteady() as page, pytest.raises(EndpointError, match=r"no Neo4j answers|cannot go on"):
        connected(page.url.replace("http", "bolt"))
    for url in ("http://127.0.0.1:7474", "bolt://neo4j:kode@127.0.0.1", "127.0.0.1:7687", "bolt://"):
        with pytest.raises(UsageError):
            Neo4jDatabase(url)


# --- statements and files, without a server ---------------------------------------------------------------------------


def test_names_are_quoted_so_that_none_can_end() -> None:
    node = replace(SCHEMA.node("Person"), label="A` {id: 1}) DETACH DELETE n //")
    assert statements.merge_nodes(node) == (
        "UNWIND $rows AS row MERGE (n:`A`` {id: 1}) DETACH DELETE n //` {`id`: row.id}) SET n = row.properties"
    )


def test_a_digest_tells_values_and_their_types_apart_but_not_their_order() -> None:
    same = [{"a": 1, "b": "x"}, {"b": "x", "a": 1}]
    others: list[dict[str, Any]] = [{"a": "1", "b": "x"}, {"a": 1.5, "b": "x"}, {"a": True, "b": "x"}, {"a": 1}]
    assert len({statements.digest(one) for one in same}) == 1
    assert len({statements.digest(one) for one in same + others}) == 1 + len(others)
    told = statements.properties(("id", "name", "silent"), ("urn:a", "Å", None))
    assert told == {"id": "urn:a", "name": "Å", "_digest": statements.digest({"id": "urn:a", "name": "Å"})}


def test_the_rows_of_the_file_are_those_of_the_projection_always_in_the_same_order(graph_of: Graph) -> None:
    store = graph_of(reading(1), reading(2, HOSTILE))

    def all_rows() -> list[Any]:
        with StoredRows(store.property_graph) as rows:
            return [
                *((node.label, row) for node in SCHEMA.nodes for block in rows.nodes(node) for row in block),
                *(
                    ((one.type, *pair), row)
                    for one in SCHEMA.relationships
                    for pair in one.pairs
                    for block in rows.relationships(one, *pair)
                    for row in block
                ),
            ]

    projection = Projection(store.rdf, SCHEMA)
    expected = [(one.label, (one.id, *one.properties.values())) for one in projection.nodes()]
    found = all_rows()
    assert found[: len(expected)] == expected
    links = [
        ((one.type, one.start_label, one.stop_label), (one.start, one.stop, one.id, *one.properties.values()))
        for one in projection.relationships()
    ]
    assert sorted(found[len(expected) :], key=repr) == sorted(links, key=repr)
    assert all_rows() == found


def test_the_files_are_the_same_bytes_each_time_and_replace_only_their_own_kind(
    tmp_path: Path, graph_of: Graph
) -> None:
    store = graph_of(reading(1, HOSTILE))

    def written() -> dict[str, bytes]:
        with StoredRows(store.property_graph) as rows:
            write_neo4j_csv(rows, SCHEMA, tmp_path / "files")
        return {path.name: path.read_bytes() for path in sorted((tmp_path / "files").iterdir())}

    first = written()
    assert written() == first
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "arbejde.txt").write_text("vigtigt", "utf-8")
    with StoredRows(store.property_graph) as rows, pytest.raises(UsageError, match="something else here"):
        write_neo4j_csv(rows, SCHEMA, mine)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert (mine / "arbejde.txt").read_text("utf-8") == "vigtigt"
