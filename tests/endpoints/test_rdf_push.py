"""Pushing documents to real SPARQL servers: what is there afterwards, what was sent, and what failures leave behind."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from graphbuild.endpoints.http import Credentials, HttpClient, Patience
from graphbuild.endpoints.rdf_push import Tally, push
from graphbuild.endpoints.sparql import Services, SparqlEndpoint, find_services
from graphbuild.errors import EndpointError
from graphbuild.graph.store import GraphStore
from tests.endpoints.conftest import HOSTILE, HURRY, Connect, Graph, reading
from tests.endpoints.unsteady import unsteady
from tests.servers import running
from tests.servers.running import Server

Quads = set[tuple[str, str, str, str]]


@pytest.fixture
def name() -> str:
    """A name of its own for each test's graph, as the servers run for all tests."""
    return f"test-{uuid.uuid4()}"


def local(store: GraphStore) -> Quads:
    return {
        (one.graph_name.value, one.subject.value, one.predicate.value, one.object.value)  # type: ignore[union-attr]
        for one in store.quads()
    }


def remote(endpoint: SparqlEndpoint, name: str, *, graphs: list[str] | None = None) -> Quads:
    """Return what the server holds of the documents that a push of this name noted there."""
    state = f"<https://w3id.org/graphbuild/pushed/{name}>"
    noted = endpoint.select(f"SELECT ?g WHERE {{ GRAPH {state} {{ ?g <https://schema.org/sha256> ?h }} }}")
    found: Quads = set()
    for graph in graphs if graphs is not None else [row["g"] for row in noted]:
        rows = endpoint.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        found |= {(graph, row["s"], row["p"], row["o"]) for row in rows}
    return found


def same_values(quads: Quads) -> Quads:
    """Return quads with numbers and truths in one spelling: Virtuoso keeps a value, not how it was written."""

    def spelt(value: str) -> str:
        try:
            return f"{float(value):g}"
        except ValueError:
            return {"true": "1", "false": "0"}.get(value, value)

    return {(graph, subject, predicate, spelt(value)) for graph, subject, predicate, value in quads}


def test_a_second_push_sends_nothing_and_the_server_holds_what_the_graph_holds(
    sparql_server: Server, connect: Connect, graph_of: Graph, name: str
) -> None:
    endpoint, client = connect(sparql_server)
    store = graph_of(reading(1), reading(2), reading(3))
    documents = sorted(source.iri for source in store.sources())
    first = push(store, endpoint, name=name, quotes=False, patience=HURRY)
    assert (first.added, first.changed, first.removed, first.unchanged) == (documents, [], [], 0)
    assert same_values(remote(endpoint, name)) == same_values(local(store))

    before = client.sent
    assert push(store, endpoint, name=name, quotes=False, patience=HURRY) == Tally(unchanged=3)
    assert client.sent - before == 2, "one page of what is held, and the empty one after it"


def test_a_changed_document_replaces_its_graph_alone_and_a_removed_one_is_removed(
    sparql_server: Server, connect: Connect, graph_of: Graph, name: str
) -> None:
    endpoint, _ = connect(sparql_server)
    others = f"urn:uuid:{uuid.uuid4()}"
    endpoint.put(others, [b"<urn:a> <urn:b> <urn:c> .\n"])
    before = graph_of(reading(4), reading(5), reading(6))
    push(before, endpoint, name=name, quotes=True, patience=HURRY)
    # the same bytes read by a better rule: one document, other facts
    made, told = reading(5)
    better = replace(told, items=(replace(told.items[0], title=None), *told.items[1:]))
    after = graph_of(reading(4), (made, better), reading(8))
    iri = {source.name: source.iri for store in (before, after) for source in store.sources()}
    tally = push(after, endpoint, name=name, patience=HURRY)
    assert (tally.added, tally.changed, tally.removed, tally.unchanged) == (
        [iri["aeldreraad-2023-03-08.txt"]],
        [iri["aeldreraad-2023-03-05.txt"]],
        [iri["aeldreraad-2023-03-06.txt"]],
        1,
    )
    push(after, endpoint, name=name, quotes=False, patience=HURRY)
    assert same_values(remote(endpoint, name)) == same_values(local(after))
    assert remote(endpoint, name, graphs=[iri["aeldreraad-2023-03-06.txt"]]) == set()
    assert remote(endpoint, name, graphs=[others]) == {(others, "urn:a", "urn:b", "urn:c")}
    endpoint.delete(others)
    endpoint.delete(others)  # what is not there can be removed as well
    assert remote(endpoint, name, graphs=[others]) == set()


def test_hostile_words_arrive_to_the_letter_and_say_nothing_to_the_server(
    sparql_server: Server, connect: Connect, graph_of: Graph, name: str
) -> None:
    endpoint, _ = connect(sparql_server)
    store = graph_of(reading(9, HOSTILE))
    push(store, endpoint, name=name, patience=HURRY)
    [graph] = [source.iri for source in store.sources()]
    texts = {value for *_, value in remote(endpoint, name, graphs=[graph])}
    [decision] = [value for *_, term, value in local(store) if term.endswith("#text") and "krøller" in value]
    assert decision in texts
    assert HOSTILE in decision or decision in HOSTILE, "the graph cleans texts, it does not change their words"


def test_without_a_graph_store_everything_is_an_update(
    sparql_server: Server, connect: Connect, graph_of: Graph, name: str
) -> None:
    found, client = connect(sparql_server)
    endpoint = SparqlEndpoint(client, Services(found.services.query, found.services.update))
    store = graph_of(reading(1, HOSTILE), reading(2))
    assert len(push(store, endpoint, name=name, quotes=False, patience=HURRY).added) == 2
    assert same_values(remote(endpoint, name)) == same_values(local(store))
    less = graph_of(reading(2))
    assert len(push(less, endpoint, name=name, quotes=False, patience=HURRY).removed) == 1
    assert same_values(remote(endpoint, name)) == same_values(local(less))


def test_a_page_that_the_server_cuts_off_loses_nothing(
    virtuoso: Server, connect: Connect, graph_of: Graph, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Virtuoso answers 10,000 rows at most, and does not tell: here a page is less than what is held."""
    monkeypatch.setattr("graphbuild.endpoints.rdf_push._PAGE", 2)
    endpoint, client = connect(virtuoso)
    store = graph_of(*(reading(day) for day in range(1, 8)))
    push(store, endpoint, name=name, quotes=False, patience=HURRY)
    before = client.sent
    assert push(store, endpoint, name=name, quotes=False, patience=HURRY) == Tally(unchanged=7)
    assert client.sent - before == 5


def test_many_changed_documents_are_written_together(
    oxigraph: Server, connect: Connect, graph_of: Graph, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphbuild.endpoints.rdf_push._FEW", 2)
    endpoint, client = connect(oxigraph)
    days = range(1, 7)
    push(graph_of(*(reading(day) for day in days)), endpoint, name=name, quotes=False, patience=HURRY)
    bare = graph_of(*((made, replace(told, amounts=())) for made, told in map(reading, days)))
    before = client.sent
    assert len(push(bare, endpoint, name=name, quotes=False, patience=HURRY).changed) == 6
    assert client.sent - before == 2 + 1 + 1 + 1 + 1 + 1 + 1, "held, holders, mark, write, holders, note, end"
    assert remote(endpoint, name) == local(bare)


def test_two_names_on_one_server_do_not_know_of_each_other(
    oxigraph: Server, connect: Connect, graph_of: Graph, name: str
) -> None:
    endpoint, _ = connect(oxigraph)
    one, other = graph_of(reading(1, "Den enes.")), graph_of(reading(2, "Den andens."))
    push(one, endpoint, name=name, quotes=False, patience=HURRY)
    push(other, endpoint, name=f"{name}-other", quotes=False, patience=HURRY)
    assert remote(endpoint, name) == local(one)
    assert remote(endpoint, f"{name}-other") == local(other)


def test_a_dry_run_tells_and_leaves_everything_as_it_is(
    oxigraph: Server, connect: Connect, graph_of: Graph, name: str
) -> None:
    endpoint, _ = connect(oxigraph)
    store = graph_of(reading(3, "Kun på prøve."))
    [document] = [source.iri for source in store.sources()]
    tally = push(store, endpoint, name=name, quotes=False, dry_run=True, patience=HURRY)
    assert tally == Tally(added=[document], triples=len(local(store)))
    assert remote(endpoint, name, graphs=[document]) == set()
    assert push(store, endpoint, name=name, quotes=False, dry_run=True, patience=HURRY) == tally


def test_everything_mends_what_was_changed_on_the_server(
    oxigraph: Server, connect: Connect, graph_of: Graph, name: str
) -> None:
    endpoint, _ = connect(oxigraph)
    store = graph_of(reading(4, "Rettes."))
    [document] = [source.iri for source in store.sources()]
    push(store, endpoint, name=name, quotes=False, patience=HURRY)
    endpoint.update(f"INSERT DATA {{ GRAPH <{document}> {{ <urn:a> <urn:b> <urn:c> }} }}")
    assert push(store, endpoint, name=name, quotes=False, everything=True, patience=HURRY).changed == [document]
    assert remote(endpoint, name) == local(store)


# --- failures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("failure", ["drop", "drop-after", 503, 429])
def test_a_server_that_fails_now_and_then_ends_up_right(
    oxigraph: Server, graph_of: Graph, name: str, failure: str | int
) -> None:
    """Each request fails once, before it or after it has worked, and is sent again."""
    before, after = graph_of(reading(1), reading(2), reading(3)), graph_of(reading(2), reading(3, "Nyt."), reading(4))
    waits: list[float] = []
    patience = Patience(tries=3, pause=waits.append)
    with unsteady(oxigraph.url, {"Retry-After": "7"}) as server, HttpClient() as client:
        services = find_services(client, patience, server.url)
        endpoint = SparqlEndpoint(client, replace(services, quads=None))
        server.start_over(lambda number: failure if number % 2 == 0 else "pass")
        for store in (before, after):
            push(store, endpoint, name=name, quotes=False, patience=patience)
        server.mood = lambda number: "pass"
        assert remote(endpoint, name) == local(after)
    assert set(waits) == ({7.0} if isinstance(failure, int) else {0.5})


@pytest.mark.parametrize("kind", ["drop", "drop-after"])
@pytest.mark.parametrize("together", [True, False])
def test_wherever_a_push_dies_the_next_one_puts_it_right(
    oxigraph: Server, graph_of: Graph, name: str, kind: str, together: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphbuild.endpoints.rdf_push._DOCUMENTS", 2)
    before, after = graph_of(reading(1), reading(2), reading(3)), graph_of(reading(2), reading(3, "Nyt."), reading(4))
    gone = [source.iri for source in before.sources() if source.name == "aeldreraad-2023-03-01.txt"]
    once = Patience(tries=1, pause=lambda seconds: None)
    with unsteady(oxigraph.url) as server, HttpClient() as client:
        services = find_services(client, HURRY, server.url)
        endpoint = SparqlEndpoint(client, services if together else replace(services, quads=None))
        last = 0
        while True:
            server.start_over(lambda number: "pass")
            push(before, endpoint, name=name, quotes=False, patience=HURRY)
            server.start_over(lambda number, last=last: "pass" if number < last else kind)  # type: ignore[misc]
            try:
                push(after, endpoint, name=name, quotes=False, patience=once)
            except EndpointError:
                pass
            else:
                break  # it sends no more than that many requests
            server.start_over(lambda number: "pass")
            push(after, endpoint, name=name, quotes=False, patience=once)
            assert remote(endpoint, name) == local(after), f"died at request {last}"
            assert remote(endpoint, name, graphs=gone) == set(), f"died at request {last}"
            last += 1
    assert last > 8


def test_a_server_that_is_killed_and_comes_back_is_brought_up_to_date(
    tmp_path: Path, graph_of: Graph, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphbuild.endpoints.rdf_push._DOCUMENTS", 1)
    store = graph_of(*(reading(day) for day in range(1, 6)))
    try:
        with running.oxigraph(tmp_path) as server, HttpClient() as client:
            endpoint = SparqlEndpoint(client, find_services(client, HURRY, server.url))
            with pytest.raises(EndpointError, match=r"refused|broke off"):
                push(store, endpoint, name=name, patience=HURRY, progress=lambda done, of: server.kill())
    except running.Unavailable as reason:
        pytest.skip(str(reason))
    with running.oxigraph(tmp_path) as server, HttpClient() as client:
        endpoint = SparqlEndpoint(client, find_services(client, HURRY, server.url))
        again = push(store, endpoint, name=name, quotes=True, patience=HURRY)
        assert (len(again.added), again.unchanged) == (4, 1)
        assert push(store, endpoint, name=name, quotes=True, patience=HURRY) == Tally(unchanged=5)
        assert local(store) <= remote(endpoint, name)


def holder(endpoint: SparqlEndpoint, name: str, sign: str) -> None:
    state = f"<https://w3id.org/graphbuild/pushed/{name}>"
    endpoint.update(
        f"DELETE WHERE {{ GRAPH {state} {{ {state} <https://schema.org/identifier> ?any }} }}",
        f'INSERT DATA {{ GRAPH {state} {{ {state} <https://schema.org/identifier> "{sign}" }} }}',
    )


def test_a_push_waits_for_another_one_only_as_long_as_that_one_shows_life(
    oxigraph: Server, connect: Connect, graph_of: Graph, name: str
) -> None:
    endpoint, _ = connect(oxigraph)
    store = graph_of(reading(5, "To på én gang."))
    holder(endpoint, name, "other 1")
    alive = Patience(tries=1, pause=lambda seconds: holder(endpoint, name, "other 2"))
    with pytest.raises(EndpointError, match="Another push of the same name is writing"):
        push(store, endpoint, name=name, quotes=False, patience=alive)
    assert remote(endpoint, name) == set()
    push(store, endpoint, name=name, quotes=False, patience=HURRY)  # it shows none: it was stopped
    assert remote(endpoint, name) == local(store)


def test_a_push_that_is_overtaken_stops_and_leaves_nothing_to_be_trusted(
    oxigraph: Server, connect: Connect, graph_of: Graph, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint, client = connect(oxigraph)
    store = graph_of(reading(6, "Overhalet."))

    class Overtaken(SparqlEndpoint):
        def add(self, quads: bytes) -> None:
            super().add(quads)
            holder(endpoint, name, "faster 1")

    with pytest.raises(EndpointError, match="Another push of the same name has begun"):
        push(store, Overtaken(client, endpoint.services), name=name, quotes=False, patience=HURRY)
    assert len(push(store, endpoint, name=name, quotes=False, patience=HURRY).added) == 1
    assert remote(endpoint, name) == local(store)


def test_a_virtuoso_without_credentials_refuses_with_advice(virtuoso: Server, graph_of: Graph, name: str) -> None:
    with HttpClient() as client:
        endpoint = SparqlEndpoint(client, find_services(client, HURRY, virtuoso.url))
        before = client.sent
        with pytest.raises(EndpointError, match="SECURITY") as refused:
            push(graph_of(reading(1)), endpoint, name=name, patience=HURRY)
        assert client.sent - before == 3, "held, holders, mark: asking again would not help"
    assert "Set GRAPHBUILD_ENDPOINT_USER" in str(refused.value.advice)


def test_a_wrong_password_is_refused_with_advice(virtuoso: Server, graph_of: Graph, name: str) -> None:
    with HttpClient(Credentials("dba", "forkert")) as client:
        endpoint = SparqlEndpoint(client, find_services(client, HURRY, virtuoso.url))
        with pytest.raises(EndpointError, match="401") as refused:
            push(graph_of(reading(1)), endpoint, name=name, patience=HURRY)
    assert refused.value.advice == "The credentials are not accepted, or may not write there."
    assert "forkert" not in str(refused.value)


def test_iris_from_a_server_cannot_end_a_statement() -> None:
    for bad in ("urn:a> } ; DROP ALL ; <urn:b", "urn:a b", 'urn:"', "urn:\n"):
        with pytest.raises(EndpointError, match="cannot be the name of a graph"):
            SparqlEndpoint(HttpClient(), Services("", "")).delete(bad)
