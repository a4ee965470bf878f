"""How fast a push is, beside what the server or a peer does with the same triples in the same run.

    python -m benchmarks.endpoints [--documents 2000] [--peer-documents 200]

Servers are those of the tests, on the loopback address. Oxigraph's own upload is one request of N-Quads, as a
transaction and without; rdflib-neo4j is taken if it is installed (pip install rdflib-neo4j).
"""

from __future__ import annotations

import argparse
import os
import time
import urllib.request
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from graphbuild.endpoints.http import PATIENCE, HttpClient
from graphbuild.endpoints.neo4j import Neo4jDatabase
from graphbuild.endpoints.neo4j import push as push_neo4j
from graphbuild.endpoints.rdf_push import push as push_rdf
from graphbuild.endpoints.sparql import SparqlEndpoint, find_services
from graphbuild.engines.publishing import write_graph
from graphbuild.engines.stored import StoredRows
from graphbuild.exports.neo4j_csv import write_neo4j_csv
from graphbuild.graph.schema import shipped_schema
from graphbuild.graph.store import GraphStore
from tests.questions.graphs import generated
from tests.servers import running
from tests.servers.running import Server, Unavailable


def timed(deed: Callable[[], object]) -> float:
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start


def told(what: str, number: int, unit: str, seconds: float, note: str = "") -> float:
    rate = number / seconds
    print(f"  {what:<52} {seconds:7.1f} s  {rate:10,.0f} {unit}/s  {note}", flush=True)
    return rate


def made(documents: int, folder: Path) -> GraphStore:
    seconds = timed(lambda: write_graph(folder, sorted(generated(documents), key=lambda one: one[0].name)))
    store = GraphStore.open(folder)
    print(
        f"generated corpus: {store.manifest['documents']:,} documents, {store.manifest['quads']:,} quads"
        f" (built in {seconds:.0f} s)",
        flush=True,
    )
    return store


def oxigraph(store: GraphStore, folder: Path) -> None:
    quads = int(store.manifest["quads"])
    file = folder / "whole.nq"
    told("writing the whole as N-Quads (part of any upload)", quads, "quads", timed(lambda: store.rdf.dump(str(file))))

    def upload(server: Server, more: str) -> None:
        with file.open("rb") as body:
            request = urllib.request.Request(
                f"{server.url}/store{more}",
                data=body,
                headers={"Content-Type": "application/n-quads", "Content-Length": str(file.stat().st_size)},
            )
            urllib.request.urlopen(request, timeout=3600).close()

    own = []
    for what, more in (("one request, as a transaction", ""), ("one request, no_transaction", "?no_transaction")):
        place = folder / f"own{len(own)}"
        place.mkdir()
        with running.oxigraph(place) as server:
            own.append(
                told(f"Oxigraph's own upload: {what}", quads, "quads", timed(lambda s=server, m=more: upload(s, m)))
            )  # type: ignore[misc]
    place = folder / "push"
    place.mkdir()
    with running.oxigraph(place) as server, HttpClient(timeout=600) as client:
        endpoint = SparqlEndpoint(client, find_services(client, PATIENCE, server.url))
        rate = told(
            "graphbuild push sparql",
            quads,
            "quads",
            timed(lambda: push_rdf(store, endpoint, quotes=False)),
            f"{client.sent} requests",
        )
        print(f"  = {rate / own[0]:.0%} of the upload as a transaction, {rate / own[1]:.0%} of that without")
        before = client.sent
        told(
            "the same again: nothing to send",
            quads,
            "quads",
            timed(lambda: push_rdf(store, endpoint, quotes=False)),
            f"{client.sent - before} requests",
        )


def neo4j(store: GraphStore, folder: Path) -> None:
    quads = int(store.manifest["quads"])
    schema = shipped_schema()
    with (
        running.neo4j(folder / "push") as server,
        StoredRows(store.property_graph) as rows,
        Neo4jDatabase(server.url, user=server.user, password=server.password) as database,
    ):
        tally = None

        def go() -> None:
            nonlocal tally
            tally = push_neo4j(rows, schema, database)

        seconds = timed(go)
        assert tally is not None
        count = tally.nodes_added + tally.relationships_added
        told("graphbuild push neo4j", count, "rows", seconds, f"{tally.statements} statements")
        ours = told("  the same in triples", quads, "triples", seconds)
        told("the same again: nothing to write", count, "rows", timed(go), f"{tally.statements} statements")
    if find_spec("rdflib_neo4j") is None:
        print("  rdflib-neo4j is not installed: left out")
        return
    from rdflib import Graph
    from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig

    file = folder / "peer.nt"
    triples = {quad.triple for quad in store.quads()}
    ox.serialize(triples, str(file), format=ox.RdfFormat.N_TRIPLES)
    with running.neo4j(folder / "peer") as server:
        config = Neo4jStoreConfig(
            auth_data={"uri": server.url, "database": "neo4j", "user": server.user, "pwd": server.password},
            handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE,
            batching=True,
        )

        def peer() -> None:
            graph = Graph(store=Neo4jStore(config=config))
            graph.parse(str(file), format="nt")
            graph.close(True)

        theirs = told("rdflib-neo4j", len(triples), "triples", timed(peer))
    print(f"  = {ours / theirs:.1f} times rdflib-neo4j")


def csv_files(store: GraphStore, folder: Path) -> None:
    with StoredRows(store.property_graph) as rows:
        seconds = timed(lambda: write_neo4j_csv(rows, shipped_schema(), folder / "csv"))
    lines = sum(
        path.read_bytes().count(b',"-"\n') for path in (folder / "csv").glob("*.csv") if "-header" not in path.name
    )
    told("graphbuild export neo4j-csv", lines, "rows", seconds)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--documents", type=int, default=2000)
    arguments.add_argument("--peer-documents", type=int, default=200)
    given = arguments.parse_args()
    print(f"load on this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with TemporaryDirectory() as place:
        folder = Path(place)
        store = made(given.documents, folder / "graph")
        csv_files(store, folder)
        for part, corpus in ((oxigraph, store), (neo4j, None)):
            try:
                part(corpus or made(given.peer_documents, folder / "small"), folder)
            except Unavailable as reason:
                print(f"  left out: {reason}")
    print(f"load on this machine after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
