"""Every canned question gives the same rows on a server, after a push, as on the embedded engine.

One test a server, not one a question: filling a server takes longer than asking it everything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import neo4j
import pyoxigraph as ox
import pytest

from graphbuild.endpoints.http import HttpClient
from graphbuild.endpoints.neo4j import Neo4jDatabase
from graphbuild.endpoints.neo4j import push as push_to_neo4j
from graphbuild.endpoints.rdf_push import push
from graphbuild.endpoints.sparql import SparqlEndpoint, find_services
from graphbuild.engines.result import Result
from graphbuild.engines.sparql import bind, plain
from graphbuild.engines.stored import StoredRows
from graphbuild.graph.schema import shipped_schema
from graphbuild.graph.store import GraphStore
from graphbuild.graph.vocabulary import PREFIXES
from graphbuild.questions import Engine, ask
from tests.endpoints.conftest import HURRY
from tests.questions.graphs import generated, write
from tests.questions.test_answers import CASES, QUESTIONS, filled
from tests.servers import running
from tests.servers.running import Server, Unavailable


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """A generated graph of some two and a half thousand nodes."""
    folder = tmp_path_factory.mktemp("country")
    write(folder, sorted(generated(100), key=lambda one: one[0].name))
    with GraphStore.open(folder) as store:
        yield store


def answers(store: GraphStore, engine: Engine) -> dict[str, tuple[Any, ...]]:
    return {
        f"{name} {dict(asked)}": ask(store, QUESTIONS[name], filled(store, asked), engine=engine).rows
        for name, asked in CASES
    }


def test_neo4j_answers_as_the_embedded_engine_does(
    tmp_path: Path, country: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = answers(country, Engine.CYPHER)
    other_words = {question.texts["cypher"]: question.texts.get("neo4j") for question in QUESTIONS.values()}
    try:
        with running.neo4j(tmp_path / "neo4j") as server:
            with (
                Neo4jDatabase(server.url, user=server.user, password=server.password) as database,
                StoredRows(country.property_graph) as rows,
            ):
                push_to_neo4j(rows, shipped_schema(), database)
            with neo4j.GraphDatabase.driver(server.url, auth=(str(server.user), server.password)) as driver:

                class OnNeo4j:
                    def __init__(self, path: Path) -> None:
                        pass

                    def __enter__(self) -> OnNeo4j:
                        return self

                    def __exit__(self, *_: object) -> None:
                        pass

                    def query(self, cypher: str, parameters: Mapping[str, Any], **_: object) -> Result:
                        found = driver.execute_query(other_words.get(cypher) or cypher, dict(parameters))  # type: ignore[arg-type]
                        return Result(tuple(found.keys), tuple(tuple(row.values()) for row in found.records))

                monkeypatch.setattr("graphbuild.questions.asking.LadybugGraph", OnNeo4j)
                found = answers(country, Engine.CYPHER)
    except Unavailable as reason:
        pytest.skip(str(reason))
    assert [case for case in expected if found[case] != expected[case]] == []
    assert sum(map(bool, found.values())) > len(found) / 2, "most questions have an answer"


@pytest.mark.parametrize(
    ("start", "union"),
    [(running.oxigraph, "union-default-graph"), (running.fuseki, "")],
    ids=["oxigraph", "fuseki"],
)
def test_a_sparql_server_answers_as_the_embedded_store_does(
    start: Callable[[Path], AbstractContextManager[Server]],
    union: str,
    tmp_path: Path,
    country: GraphStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = answers(country, Engine.SPARQL)
    prefixes = "".join(f"PREFIX {name}: <{address}>\n" for name, address in PREFIXES.items())
    try:
        with start(tmp_path) as server, HttpClient(timeout=120) as client:
            services = find_services(client, HURRY, server.url)
            push(country, SparqlEndpoint(client, services), patience=HURRY)

            class OnServer:
                def __init__(self, store: ox.Store) -> None:
                    pass

                def query(self, sparql: str, parameters: Mapping[str, Any], **_: object) -> Result:
                    answer = client.request(
                        "POST",
                        f"{services.query}?{union}",
                        (prefixes + bind(sparql, parameters)).encode(),
                        {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"},
                    )
                    told = json.loads(answer.body)
                    names = tuple(told["head"]["vars"])
                    rows = told["results"]["bindings"]
                    return Result(names, tuple(tuple(_cell(row.get(name)) for name in names) for row in rows))

            monkeypatch.setattr("graphbuild.questions.asking.SparqlGraph", OnServer)
            found = answers(country, Engine.SPARQL)
    except Unavailable as reason:
        pytest.skip(str(reason))
    assert [case for case in expected if found[case] != expected[case]] == []


def _cell(cell: dict[str, str] | None) -> Any:
    if cell is None or cell["type"] != "literal":
        return cell and cell["value"]
    datatype = cell.get("datatype")
    return plain(ox.Literal(cell["value"], datatype=ox.NamedNode(datatype) if datatype else None))
