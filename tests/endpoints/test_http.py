"""Talking to servers that are not there, that answer something else, or want to know who asks."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from graphbuild.endpoints.http import (
    Credentials,
    HttpClient,
    Patience,
    TemporaryFailure,
    checked_address,
    is_private,
    opening,
)
from graphbuild.endpoints.sparql import Services, SparqlEndpoint, find_services
from graphbuild.errors import EndpointError, UsageError
from tests.endpoints.conftest import HURRY
from tests.endpoints.unsteady import unsteady
from tests.servers.running import Server, free_port

ONCE = Patience(tries=1)


@pytest.fixture
def client() -> Iterator[HttpClient]:
    with HttpClient(timeout=0.3) as one:
        yield one


def test_a_refused_connection_is_tried_again_and_then_told(client: HttpClient) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    waits: list[float] = []
    with pytest.raises(EndpointError) as told:
        find_services(client, Patience(tries=4, pause=waits.append), url)
    assert (str(told.value), told.value.advice) == (
        f"{url}/query: nothing answers there (connection refused).",
        "Is the server running, and is the port right?",
    )
    assert waits == [0.5, 1.0, 2.0]


def test_a_server_that_takes_the_call_and_says_nothing_is_given_up(client: HttpClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(EndpointError, match=r"no answer within 0\.3 seconds"):
            find_services(client, HURRY, url)


def test_a_web_page_is_no_answer(client: HttpClient) -> None:
    with unsteady() as server:
        with pytest.raises(EndpointError, match="web page") as told:
            SparqlEndpoint(client, Services(server.url, server.url)).select("SELECT * {}")
        assert "Log ind Velkommen" in str(told.value)
        with pytest.raises(EndpointError, match="nothing tells that it has written"):
            SparqlEndpoint(client, Services(server.url, server.url)).update("DROP ALL")
        with pytest.raises(EndpointError, match=r"no SPARQL endpoint answers there \(tried .*/query, .*/sparql, "):
            find_services(client, HURRY, server.url)


@pytest.mark.parametrize(
    ("status", "headers", "temporary", "told", "advice"),
    [
        (400, {}, False, "400 Bad Request: busy", "goes on from there"),
        (401, {}, False, "401 Unauthorized: busy", "Set GRAPHBUILD_ENDPOINT_USER"),
        (403, {}, False, "403 Forbidden: busy", "Set GRAPHBUILD_ENDPOINT_USER"),
        (404, {}, False, "404 Not Found: busy", "takes no POST"),
        (413, {}, False, "413", "smaller --batch"),
        (302, {"Location": "https://andet.example/"}, False, "sends on to https://andet.example/", "Push to that"),
        (429, {"Retry-After": "3"}, True, "429", "goes on from there"),
        (500, {}, True, "500", "goes on from there"),
        (501, {}, False, "501", "takes no POST"),
        (503, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, True, "503", "goes on from there"),
    ],
)
def test_each_status_has_its_words(
    client: HttpClient, status: int, headers: dict[str, str], temporary: bool, told: str, advice: str
) -> None:
    with unsteady(headers=headers) as server:
        server.mood = lambda number: status
        with pytest.raises(EndpointError) as refused:
            client.request("POST", server.url, b"x")
    assert isinstance(refused.value, TemporaryFailure) is temporary
    assert told in str(refused.value)
    assert advice in str(refused.value.advice)


def test_the_wait_doubles_and_the_server_may_ask_for_another_up_to_a_minute() -> None:
    waits: list[float] = []
    asked = iter([None, None, 3.0, 600.0, None])

    def fail() -> None:
        raise TemporaryFailure("busy", wait=next(asked))

    with pytest.raises(TemporaryFailure):
        Patience(tries=5, first=0.5, pause=waits.append).run(fail)
    assert waits == [0.5, 1.0, 3.0, 60.0]


def test_a_lasting_failure_is_not_tried_again() -> None:
    tried = []

    def fail() -> None:
        tried.append(1)
        raise EndpointError("no")

    with pytest.raises(EndpointError):
        HURRY.run(fail)
    assert tried == [1]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:7878",
        "ftp://127.0.0.1/",
        "bolt://127.0.0.1:7687",
        "http://",
        "http://127.0.0.1:sytten/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/\r\nX: y",
        "http://127.0.0.1/#her",
        "http://bruger:kode@127.0.0.1/",
        "http://bruger@127.0.0.1/",
    ],
)
def test_an_address_that_cannot_be_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(UsageError) as refused:
        checked_address(url, frozenset({"http", "https"}), "http://127.0.0.1:7878")
    assert "kode" not in f"{refused.value} {refused.value.advice}"


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("http://127.0.0.1:7878", True),
        ("http://localhost/", True),
        ("http://[::1]:7878/", True),
        ("https://data.example.dk/", True),
        ("http://data.example.dk/", False),
        ("http://127.0.0.1.example.dk/", False),
    ],
)
def test_what_goes_unencrypted_through_a_network(url: str, private: bool) -> None:
    assert is_private(url, frozenset({"https"})) is private


def test_credentials_are_not_shown() -> None:
    assert "hemmelig" not in repr(Credentials("anna", "hemmelig", "hemmelig"))


def test_basic_and_bearer_credentials_go_with_each_request() -> None:
    seen: list[str | None] = []
    with unsteady() as server:
        server.heard = lambda headers: seen.append(headers.get("Authorization"))
        for credentials in (Credentials("anna", "æble:1"), Credentials(token="abc"), Credentials()):
            with HttpClient(credentials) as client:
                client.request("GET", server.url)
    assert seen == ["Basic YW5uYTrDpmJsZTox", "Bearer abc", None]


def test_the_opening_words_of_an_answer_cannot_steer_a_terminal() -> None:
    assert opening(b"<p>Fejl\x1b[2J &amp; <b>mere</b></p>\xff") == "Fejl [2J & mere \ufffd"
    assert opening(b"x" * 1000, 10) == "xxxxxxxxx…"


def test_services_are_found_from_any_address_of_the_server(oxigraph: Server, fuseki: Server, virtuoso: Server) -> None:
    root, data, host = oxigraph.url, fuseki.url, virtuoso.url.removesuffix("/sparql")
    expected = {
        root: Services(f"{root}/query", f"{root}/update", f"{root}/store", f"{root}/store?no_transaction"),
        data: Services(f"{data}/query", f"{data}/update", f"{data}/data", f"{data}/data"),
        host: Services(f"{host}/sparql", f"{host}/sparql", f"{host}/sparql-graph-crud"),
    }
    with HttpClient() as client:
        for address, services in expected.items():
            for path in ("", "/"):
                assert find_services(client, ONCE, address + path) == services
        for path in ("query", "update", "store"):
            assert find_services(client, ONCE, f"{root}/{path}") == expected[root]
        for path in ("query", "update", "data"):
            assert find_services(client, ONCE, f"{data}/{path}") == expected[data]
        sparql = Services(f"{data}/sparql", f"{data}/update", f"{data}/data", f"{data}/data")
        assert find_services(client, ONCE, f"{data}/sparql") == sparql
        by_hand = find_services(client, ONCE, root, query=f"{root}/query", update="http://127.0.0.1/u", store=None)
        assert by_hand == Services(f"{root}/query", "http://127.0.0.1/u", f"{root}/store")
    with HttpClient(Credentials("dba", "dba")) as client:
        closed = Services(f"{host}/sparql", f"{host}/sparql-auth", f"{host}/sparql-graph-crud-auth")
        assert find_services(client, ONCE, virtuoso.url) == closed


def test_an_unknown_server_is_asked_where_its_graph_store_is(oxigraph: Server) -> None:
    """The same server without its name, as behind a proxy."""
    with unsteady(oxigraph.url, hide="server") as server, HttpClient() as client:
        found = find_services(client, ONCE, server.url)
        assert found == Services(f"{server.url}/query", f"{server.url}/update", f"{server.url}/store")
