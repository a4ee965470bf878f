"""A SPARQL 1.1 endpoint: where its services are, and asking and changing it.

- query: https://www.w3.org/TR/sparql11-protocol/#query-operation
- update: https://www.w3.org/TR/sparql11-protocol/#update-operation
- graph store: https://www.w3.org/TR/sparql11-http-rdf-update/ (PUT replaces a graph, DELETE removes it)

Each server names the three differently; :func:`find_services` knows the common ones. Statements here use no prefixes:
Virtuoso wants them in an order of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote, urlencode

from graphbuild.endpoints.http import HttpClient, Patience, Response, checked_address, looks_like_page, opening
from graphbuild.errors import EndpointError

_RESULTS: Final = "application/sparql-results+json"
_QUADS: Final = "application/n-quads"
_TRIPLES: Final = "application/n-triples"
EXAMPLE: Final = "http://127.0.0.1:7878"

#: How many triples one INSERT DATA holds; Virtuoso refuses statements of more than 10,000 lines.
_TRIPLES_AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Services:
    """The addresses of an endpoint. ``store``: Graph Store Protocol, if any; ``quads``: takes N-Quads by POST, if any.

    A graph that is put into ``quads`` is added to, not replaced.
    """

    query: str
    update: str
    store: str | None = None
    quads: str | None = None


def find_services(
    client: HttpClient,
    patience: Patience,
    url: str,
    *,
    query: str | None = None,
    update: str | None = None,
    store: str | None = None,
) -> Services:
    """Find an endpoint's services from one address, such as its root, its data set or its query address.

    What is given by hand is taken as it is. Raises :class:`EndpointError` where nothing answers SPARQL.
    """
    for one in (url, query, update, store):
        if one is not None:
            checked_address(one, frozenset({"http", "https"}), EXAMPLE)
    root = url.rstrip("/")
    tried: list[str] = []
    first: EndpointError | None = None
    for address in [query] if query else _query_addresses(root):
        try:
            answer = patience.run(lambda address=address: _ask(client, address, "SELECT (1 AS ?one) {}"))  # type: ignore[misc]
            _rows(address, answer)
        except EndpointError as error:
            if query or (not tried and _unreachable(error)):
                raise
            tried.append(address)
            first = first or error
            continue
        found = _services(client, patience, root, address, answer)
        return replace(
            found,
            update=update or found.update,
            store=store or found.store,
            quads=found.quads if update is None and store is None else None,
        )
    raise EndpointError(
        f"{url}: no SPARQL endpoint answers there (tried {', '.join(tried)}). {first}",
        advice="Name its addresses with --query-url, --update-url and --store-url.",
    ) from first


def _unreachable(error: EndpointError) -> bool:
    """Say whether no answer came at all, which another path on the same machine cannot change."""
    return error.__cause__ is not None


def _query_addresses(root: str) -> list[str]:
    last = root.rsplit("/", 1)[-1]
    if last in {"query", "sparql", "sparql-auth"}:
        return [root]
    if last in {"update", "store", "data", "statements"}:
        root = root.removesuffix(f"/{last}")
    return [f"{root}/query", f"{root}/sparql", root]


def _services(client: HttpClient, patience: Patience, root: str, query: str, answer: Response) -> Services:
    """Tell the other services from the server's own name, else from which of the usual addresses answers."""
    above, _, last = query.rpartition("/")
    server = answer.headers.get("server", "").lower()
    if "virtuoso" in server:
        # the addresses without "-auth" never ask for credentials, and so refuse to write
        closed = "-auth" if client.credentials else ""
        return Services(query, f"{above}/sparql{closed}", f"{above}/sparql-graph-crud{closed}")
    base = above if last in {"query", "sparql"} else query
    if "oxigraph" in server:
        # what a push writes is marked beforehand, so that it needs no transaction of the server's own
        return Services(query, f"{base}/update", f"{base}/store", f"{base}/store?no_transaction")
    if "fuseki-request-id" in answer.headers:
        return Services(query, f"{base}/update", f"{base}/data", f"{base}/data")
    for update, store in (
        (f"{base}/update", f"{base}/store"),
        (f"{base}/update", f"{base}/data"),
        (f"{base}/statements", f"{base}/rdf-graphs/service"),  # RDF4J and GraphDB
    ):
        if _is_there(client, patience, f"{store}?default"):
            return Services(query, update, store)
    update = f"{base}/update" if last in {"query", "sparql"} else query
    return Services(query, update)


def _is_there(client: HttpClient, patience: Patience, address: str) -> bool:
    try:
        patience.run(lambda: client.request("HEAD", address, headers={"Accept": _TRIPLES}))
    except EndpointError:
        return False
    return True


def _ask(client: HttpClient, address: str, query: str) -> Response:
    """Ask by POST, which takes a query of any length."""
    return client.request(
        "POST",
        address,
        urlencode({"query": query}).encode(),
        {"Content-Type": "application/x-www-form-urlencoded", "Accept": _RESULTS},
    )


def _rows(address: str, answer: Response) -> list[dict[str, str]]:
    if looks_like_page(answer):
        raise EndpointError(
            f"{address}: the server answered with a web page, not with SPARQL results: {opening(answer.body)}",
            advice="Is it the address of a SPARQL endpoint, and is nobody asking for a login in between?",
        )
    try:
        found: Any = json.loads(answer.body)
        return [{name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EndpointError(
            f"{address}: the server's answer is no SPARQL result in JSON: {opening(answer.body)}",
            advice="Is it the address of a SPARQL endpoint?",
        ) from error


class SparqlEndpoint:
    """An endpoint to ask and to change. Every method raises :class:`EndpointError`; none tries again by itself."""

    def __init__(self, client: HttpClient, services: Services) -> None:
        self.services = services
        self._client = client

    def select(self, query: str) -> list[dict[str, str]]:
        """Answer a SELECT: per row the values as text."""
        return _rows(self.services.query, _ask(self._client, self.services.query, query))

    def update(self, *statements: str) -> None:
        """Run statements in one request, which most servers make one transaction."""
        self._written(
            self._client.request(
                "POST",
                self.services.update,
                " ;\n".join(statements).encode(),
                {"Content-Type": "application/sparql-update"},
            ),
            self.services.update,
        )

    def put(self, graph: str, triples: Iterable[bytes]) -> None:
        """Replace a graph by triples, each a line of N-Triples; by Update where there is no graph store."""
        if self.services.store is None:
            lines = list(triples)
            self.update(f"DROP SILENT GRAPH {iri(graph)}", *_inserts(graph, lines[:_TRIPLES_AT_ONCE]))
            for start in range(_TRIPLES_AT_ONCE, len(lines), _TRIPLES_AT_ONCE):
                self.update(*_inserts(graph, lines[start : start + _TRIPLES_AT_ONCE]))
            return
        address = self._graph(graph)
        # Virtuoso reads it as Turtle, of which N-Triples is a part
        self._written(self._client.request("PUT", address, b"".join(triples), {"Content-Type": _TRIPLES}), address)

    def delete(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        if self.services.store is None:
            self.update(f"DROP SILENT GRAPH {iri(graph)}")
            return
        address = self._graph(graph)
        self._written(self._client.request("DELETE", address, also=frozenset({404})), address)

    def add(self, quads: bytes) -> None:
        """Add N-Quads to the graphs that they name. Only where :attr:`Services.quads` is."""
        address = str(self.services.quads)
        self._written(self._client.request("POST", address, quads, {"Content-Type": _QUADS}), address)

    def _graph(self, graph: str) -> str:
        return f"{self.services.store}?graph={quote(graph, safe='')}"

    @staticmethod
    def _written(answer: Response, address: str) -> None:
        """Make sure that a login page is not taken for a success. Virtuoso says what it has done in XML or HTML."""
        if looks_like_page(answer) and "virtuoso" not in answer.headers.get("server", "").lower():
            raise EndpointError(
                f"{address}: the server answered with a web page, so nothing tells that it has written: "
                f"{opening(answer.body)}",
                advice="Is it the address of a SPARQL endpoint, and is nobody asking for a login in between?",
            )


def iri(address: str) -> str:
    """Write an IRI for a statement. Raises :class:`EndpointError` for what is none, as a server may claim to hold."""
    if any(one in address for one in '<>"{}|^`\\') or any(one <= " " for one in address):
        raise EndpointError(f"»{address}« cannot be the name of a graph.")
    return f"<{address}>"


def _inserts(graph: str, lines: list[bytes]) -> Iterator[str]:
    if lines:
        yield f"INSERT DATA {{ GRAPH {iri(graph)} {{\n{b''.join(lines).decode()}}} }}"
