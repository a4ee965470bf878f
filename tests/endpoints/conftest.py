"""Servers that run for all tests of a process, and graphs to push."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from graphbuild.endpoints.http import Credentials, HttpClient, Patience
from graphbuild.endpoints.sparql import SparqlEndpoint, find_services
from graphbuild.engines.publishing import write_graph
from graphbuild.graph.store import GraphStore
from graphbuild.model import Document, Record, Said, Span
from tests.graph.samples import TEXT, document, record, said
from tests.servers import running
from tests.servers.running import Server, Unavailable

HURRY = Patience(tries=4, pause=lambda seconds: None)


def _started(
    start: Callable[[Path], AbstractContextManager[Server]], factory: pytest.TempPathFactory, name: str
) -> Iterator[Server]:
    with ExitStack() as running_until_the_end:
        try:
            server = running_until_the_end.enter_context(start(factory.mktemp(name)))
        except Unavailable as reason:
            pytest.skip(str(reason))
        yield server


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _started(running.oxigraph, tmp_path_factory, "oxigraph")


@pytest.fixture(scope="session")
def fuseki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _started(running.fuseki, tmp_path_factory, "fuseki")


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _started(running.virtuoso, tmp_path_factory, "virtuoso")


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _started(running.neo4j, tmp_path_factory, "neo4j")


@pytest.fixture(params=["oxigraph", "fuseki", "virtuoso"])
def sparql_server(request: pytest.FixtureRequest) -> Server:
    server: Server = request.getfixturevalue(request.param)
    return server


Connect = Callable[..., tuple[SparqlEndpoint, HttpClient]]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Return a function that finds a server's services and gives the endpoint with its client."""
    clients: list[HttpClient] = []

    def connected(server: Server, **addresses: str) -> tuple[SparqlEndpoint, HttpClient]:
        client = HttpClient(Credentials(server.user, server.password), timeout=30)
        clients.append(client)
        services = find_services(client, HURRY, server.url, **addresses)
        return SparqlEndpoint(client, services), client

    yield connected
    for client in clients:
        client.close()


#: What minutes can hold, and what a statement, a line or a file pasted together from it would stumble over.
HOSTILE = (
    "Citat \"ord\" og 'ord', {krøller}, $parameter, `skrå`, \\n er ikke en linje, C:\\temp\\ny, "
    "'; DROP ALL; //, -->, <b>, </script>, 😀, \u202eomvendt\u202c, a\u0301, ,;,\t|"
)


def reading(day: int = 7, decision: str | None = None) -> tuple[Document, Record]:
    """Return the sample minutes as of another day of March (1 to 9), with other words for the first decision."""
    told = record()
    text = TEXT.replace("7. marts", f"{day}. marts")
    meeting = replace(told.meeting, date=Said(f"2023-03-0{day}", said("7. marts").span, "sample"))
    items = told.items
    if decision is not None:
        words = Said(decision, Span(len(text), len(text) + len(decision)), "sample")
        items = (replace(items[0], decision=words), *items[1:])
        text += decision
    made = document(text, f"aeldreraad-2023-03-0{day}.txt")
    return made, replace(told, sha256=made.sha256, document=made.name, meeting=meeting, items=items)


Graph = Callable[..., GraphStore]


@pytest.fixture
def graph_of(tmp_path: Path) -> Iterator[Graph]:
    """Return a function that makes a graph of readings."""
    opened: list[GraphStore] = []

    def made(*readings: tuple[Document, Record]) -> GraphStore:
        folder = tmp_path / f"graph-{len(opened)}"
        write_graph(folder, sorted(readings, key=lambda one: one[0].name))
        opened.append(GraphStore.open(folder))
        return opened[-1]

    yield made
    for store in opened:
        store.close()
