"""The commands ``push sparql`` and ``push neo4j``: bring a graph to a server. The only ones that leave this machine."""

from __future__ import annotations

import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import click

from graphbuild.cli.options import graph_option
from graphbuild.cli.output import printable, say

_SECONDS_BETWEEN_LINES = 10.0
_SECONDS_BETWEEN_DRAWINGS = 0.2


@click.group()
def push() -> None:
    """Load a server with the graph, and keep it up to date.

    Only what differs is sent: a second push changes nothing, and one that was stopped goes on where it stopped. What
    is gone from the graph is removed from the server; what others put there stays.

    Example:

        graphbuild push sparql http://127.0.0.1:7878 --dry-run
    """


_timeout = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for an answer.",
)
_everything = click.option(
    "--everything", is_flag=True, help="Send also what the server holds already, should it have been changed there."
)


@push.command()
@click.argument("url")
@graph_option
@click.option(
    "--name",
    default="graph",
    show_default=True,
    help="Tells this graph from others that are pushed to the same server: only what was pushed under the name is"
    " replaced or removed.",
)
@click.option("--query-url", metavar="URL", help="Where the server takes queries, if it is not found from URL.")
@click.option("--update-url", metavar="URL", help="Where it takes updates.")
@click.option("--store-url", metavar="URL", help="Where it takes graphs (Graph Store Protocol).")
@click.option(
    "--quotes/--no-quotes", default=True, show_default=True, help="Send the place and the words of each passage."
)
@_everything
@click.option(
    "--batch",
    type=click.IntRange(min=1),
    default=200_000,
    show_default=True,
    metavar="QUADS",
    help="How much is sent at a time.",
)
@click.option("--tries", type=click.IntRange(min=1), default=5, show_default=True, help="How often to try again.")
@_timeout
@click.option("--dry-run", is_flag=True, help="Only tell what would be sent and removed.")
def sparql(
    url: str,
    graph: Path,
    name: str,
    query_url: str | None,
    update_url: str | None,
    store_url: str | None,
    quotes: bool,
    everything: bool,
    batch: int,
    tries: int,
    timeout: float,
    dry_run: bool,
) -> None:
    """Bring each document as a named graph to a SPARQL 1.1 server.

    URL is the server's root, data set or query address, such as http://127.0.0.1:7878 (Oxigraph),
    http://127.0.0.1:3030/minutes (Fuseki) or http://127.0.0.1:8890/sparql (Virtuoso).

    Credentials come from the environment: GRAPHBUILD_ENDPOINT_USER and GRAPHBUILD_ENDPOINT_PASSWORD (Basic or Digest),
    or GRAPHBUILD_ENDPOINT_TOKEN (Bearer). With a user only, the password is looked up in the system's keyring under
    "graphbuild URL", if the Python package keyring is installed.

    \b
    Example:

    \b
        graphbuild push sparql http://127.0.0.1:7878
    """
    from graphbuild.endpoints.http import Credentials, HttpClient, Patience, is_private
    from graphbuild.endpoints.rdf_push import push as push_rdf
    from graphbuild.endpoints.sparql import SparqlEndpoint, find_services
    from graphbuild.graph.store import GraphStore

    user, token = os.environ.get("GRAPHBUILD_ENDPOINT_USER"), os.environ.get("GRAPHBUILD_ENDPOINT_TOKEN")
    password = os.environ.get("GRAPHBUILD_ENDPOINT_PASSWORD")
    if user and password is None:
        password = _from_keyring(url, user)
    credentials = Credentials(user, password or "", token)
    shown = _Shown("documents")
    with GraphStore.open(graph) as store, HttpClient(credentials, timeout) as client:
        patience = Patience(tries)
        services = find_services(client, patience, url, query=query_url, update=update_url, store=store_url)
        for address in (services.update, services.store):
            if credentials and address and not is_private(address, frozenset({"https"})):
                say(f"Warning: credentials go to {address} unencrypted.")
                break
        try:
            tally = push_rdf(
                store,
                SparqlEndpoint(client, services),
                name=name,
                quotes=quotes,
                everything=everything,
                dry_run=dry_run,
                batch=batch,
                patience=patience,
                progress=shown,
            )
        finally:
            shown.clear()
    if dry_run:
        for word, documents in (("add", tally.added), ("replace", tally.changed), ("remove", tally.removed)):
            for document in documents:
                click.echo(f"{word} {printable(document)}")
    would = "would be " if dry_run else ""
    say(
        f"{len(tally.added):,} documents {would}added, {len(tally.changed):,} replaced, "
        f"{len(tally.removed):,} removed, {tally.unchanged:,} unchanged "
        f"({tally.triples:,} triples{'' if dry_run else ' sent'})"
    )


@push.command()
@click.argument("url")
@graph_option
@click.option("--database", metavar="NAME", help="One of the server's databases; without it, the user's own.")
@_everything
@click.option(
    "--batch",
    type=click.IntRange(min=1),
    default=5_000,
    show_default=True,
    metavar="ROWS",
    help="How many nodes or relationships a transaction writes.",
)
@_timeout
@click.option("--dry-run", is_flag=True, help="Only print the statements that would be run.")
def neo4j(
    url: str, graph: Path, database: str | None, everything: bool, batch: int, timeout: float, dry_run: bool
) -> None:
    """Bring the property graph to a Neo4j database, with constraints, indexes and full-text search.

    URL begins with bolt:// or neo4j://, encrypted with bolt+s:// or neo4j+s://. The database has to be empty or hold
    a graph of an earlier push. The user name and the password come from the environment: NEO4J_USERNAME (neo4j, if
    only the password is set) and NEO4J_PASSWORD.

    \b
    Example:

    \b
        graphbuild push neo4j bolt://127.0.0.1:7687
    """
    if find_spec("neo4j") is None:
        raise click.ClickException("This needs Neo4j's driver: pip install 'graphbuild[neo4j]'")
    from graphbuild.endpoints import neo4j as endpoint
    from graphbuild.endpoints.http import is_private
    from graphbuild.engines.stored import StoredRows
    from graphbuild.graph.schema import shipped_schema
    from graphbuild.graph.store import GraphStore

    password = os.environ.get("NEO4J_PASSWORD")
    user = os.environ.get("NEO4J_USERNAME") or ("neo4j" if password else None)
    if user and not is_private(url, endpoint.SECURE):
        say(f"Warning: credentials go to {url} unencrypted; neo4j+s:// would encrypt them.")
    shown = _Shown("rows")

    def show(statement: str, rows: int) -> None:
        if dry_run:
            click.echo(f"{statement};" + (f"  // $rows: {rows:,}" if rows else ""))

    with (
        GraphStore.open(graph) as store,
        StoredRows(store.property_graph) as rows,
        endpoint.Neo4jDatabase(
            url, user=user, password=password or "", database=database, timeout=timeout
        ) as connection,
    ):
        try:
            tally = endpoint.push(
                rows,
                shipped_schema(),
                connection,
                everything=everything,
                dry_run=dry_run,
                batch=batch,
                show=show,
                progress=shown,
            )
        finally:
            shown.clear()
    would = "would be " if dry_run else ""
    say(
        f"nodes: {tally.nodes_added:,} {would}added, {tally.nodes_changed:,} changed, {tally.nodes_removed:,} removed; "
        f"relationships: {tally.relationships_added:,} {would}added, {tally.relationships_changed:,} changed, "
        f"{tally.relationships_removed:,} removed; {tally.unchanged:,} unchanged"
    )


def _from_keyring(url: str, user: str) -> str | None:
    """Return a password from the system's keyring, if there is one."""
    if find_spec("keyring") is None:
        return None
    import keyring

    found: str | None = keyring.get_password(f"graphbuild {url}", user)
    return found


class _Shown:
    """Progress on standard error: one line redrawn on a terminal, a plain line now and then elsewhere."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._terminal = sys.stderr.isatty()
        self._last = self._start = time.monotonic()
        self._drawn = False

    def __call__(self, done: int, of: int | None = None) -> None:
        now = time.monotonic()
        if now - self._last < (_SECONDS_BETWEEN_DRAWINGS if self._terminal else _SECONDS_BETWEEN_LINES):
            return
        self._last = now
        rate = done / (now - self._start)
        line = f"pushing: {done:,}{f' of {of:,}' if of is not None else ''} {self._what}, {rate:,.0f} a second"
        if self._terminal:
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
            self._drawn = True
        else:
            click.echo(line, err=True)

    def clear(self) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False
