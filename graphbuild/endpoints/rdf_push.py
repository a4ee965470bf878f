"""Bring a graph's documents to a SPARQL endpoint, each as a named graph, and keep it there as it is here.

What was pushed is written down on the server itself, in one graph of its own (``…/pushed/<name>``): for each document
the hash of its triples. So nothing has to be remembered on this side; another machine goes on where this one stopped.

    <document> <https://schema.org/sha256> "…"          holds these triples
    <document> <https://schema.org/sha256> "writing"    a push is, or was, about to write it
    <…/pushed/name> <https://schema.org/identifier> "…" a push is at work, or was stopped

A batch is marked as being written, written, and marked with its hashes. A push that dies leaves at most marks, and the
next one writes those documents anew, whatever is left of them. A new document is added among many in one request where
the server takes quads; a changed one replaces its own graph alone, so that readers see the old or the new.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

import pyoxigraph as ox

from graphbuild.endpoints.http import PATIENCE, Patience
from graphbuild.endpoints.sparql import SparqlEndpoint, iri
from graphbuild.errors import EndpointError
from graphbuild.exports.rdf import passage_quads
from graphbuild.graph.identifiers import segment
from graphbuild.graph.store import GraphStore
from graphbuild.graph.vocabulary import gb

_PUSHED: Final = "https://w3id.org/graphbuild/pushed/"
_HASH: Final = "<https://schema.org/sha256>"
_HOLDER: Final = "<https://schema.org/identifier>"
_WRITING: Final = "writing"

#: Rows asked for at once. Servers cut long answers off, Virtuoso at 10,000 rows, some at fewer; see _held.
_PAGE: Final = 5_000
#: Documents written between two marks, and in one statement, which has to stay short for Virtuoso.
_DOCUMENTS: Final = 1_000
_NAMED_AT_ONCE: Final = 200

#: Quads sent at once: Oxigraph is twice as fast with these as with a quarter of it.
BATCH: Final = 200_000

#: So many changed documents are put one by one, so that each is there at any moment. More are written like new ones:
#: a request for each takes a server ten times as long.
_FEW: Final = 50

#: How long to watch whether another push is alive: so many times, with a pause of so many seconds.
_WATCHES: Final = 3
_WATCH: Final = 2.0


@dataclass(slots=True)
class Tally:
    """What a push did, or would do: addresses of documents; ``unchanged`` is a number.

    The graph of KLE subjects that the documents share goes with them and is counted among the triples alone.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    triples: int = 0  # sent


@dataclass(frozen=True, slots=True)
class _Graph:
    iri: str
    lines: tuple[bytes, ...]
    hash: str
    fresh: bool = True  # the server is not known to hold a whole one


def push(
    store: GraphStore,
    endpoint: SparqlEndpoint,
    *,
    name: str = "graph",
    quotes: bool = True,
    everything: bool = False,
    dry_run: bool = False,
    batch: int = BATCH,
    patience: Patience = PATIENCE,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Tally:
    """Make the endpoint hold the documents of this graph, and none that an earlier push of this name left there.

    ``quotes``: with each passage its place and words. ``everything``: also what the server is said to hold already.
    ``progress`` is told how many documents of how many are done. Raises :class:`EndpointError`; what was written
    before stays, and the next push goes on from there.
    """
    there = _There(endpoint, iri(f"{_PUSHED}{segment(name)}"), patience)
    held = there.held()
    documents, shared = store.graphs(), set(store.shared())
    tally = Tally(removed=sorted(set(held) - set(documents)))
    waiting: list[_Graph] = []

    def write() -> None:
        if waiting and not dry_run:
            there.write(waiting)
        waiting.clear()
        progress(tally.unchanged + len(tally.added) + len(tally.changed), len(documents))

    for graph in _ahead(_graphs(store, documents, quotes=quotes)):
        before = held.get(graph.iri)
        if before == graph.hash and not everything:
            tally.unchanged += graph.iri not in shared
            progress(tally.unchanged + len(tally.added) + len(tally.changed) - len(waiting), len(documents))
            continue
        fresh = before in {None, _WRITING}
        if graph.iri not in shared:
            (tally.added if fresh else tally.changed).append(graph.iri)
        tally.triples += len(graph.lines)
        waiting.append(replace(graph, fresh=fresh))
        if len(waiting) == _DOCUMENTS or sum(len(one.lines) for one in waiting) >= batch:
            write()
    write()
    if not dry_run:
        for start in range(0, len(tally.removed), _DOCUMENTS):
            there.remove(tally.removed[start : start + _DOCUMENTS])
        there.end()
    return tally


# --- this side --------------------------------------------------------------------------------------------------------


def _graphs(store: GraphStore, documents: Iterable[str], *, quotes: bool) -> Iterator[_Graph]:
    """Yield each document's triples as sorted lines of N-Triples, and their hash."""
    stated_in = gb()["statedIn"]
    for document in documents:
        graph = ox.NamedNode(document)
        written = store.rdf.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
        stated = list(store.rdf.quads_for_pattern(None, stated_in, None, graph)) if quotes else []
        if stated:
            told = (_named(one.triple, document) for one in passage_quads(store.document(document), stated))
            written += ox.serialize(told, format=ox.RdfFormat.N_TRIPLES) or b""
        lines = tuple(sorted(set(written.splitlines(keepends=True))))
        yield _Graph(document, lines, hashlib.sha256(b"".join(lines)).hexdigest())


def _named(triple: ox.Triple, document: str) -> ox.Triple:
    """Give nodes without a name one of their document, or each sending would make new ones of them."""
    subject, value = triple.subject, triple.object
    if isinstance(subject, ox.BlankNode):
        subject = ox.NamedNode(f"{document}#{subject.value}")
    if isinstance(value, ox.BlankNode):
        value = ox.NamedNode(f"{document}#{value.value}")
    return ox.Triple(subject, triple.predicate, value)


Piece = TypeVar("Piece")


def _ahead(pieces: Iterator[Piece], steps: int = 256) -> Iterator[Piece]:
    """Yield what is made in another thread, some steps ahead, so that making and sending go on side by side."""
    done = object()
    with ThreadPoolExecutor(1) as maker:
        coming = [maker.submit(next, pieces, done) for _ in range(steps)]
        try:
            while (piece := coming.pop(0).result()) is not done:
                coming.append(maker.submit(next, pieces, done))
                yield piece  # type: ignore[misc]
        finally:
            for one in coming:
                one.cancel()


# --- that side --------------------------------------------------------------------------------------------------------


class _There:
    """What is on the server, and what is written down there about it."""

    def __init__(self, endpoint: SparqlEndpoint, state: str, patience: Patience) -> None:
        self._endpoint = endpoint
        self._state = state
        self._patience = patience
        self._token = secrets.token_hex(8)
        self._steps = 0

    def held(self) -> dict[str, str]:
        """Return what the server is said to hold: document -> hash of its triples.

        Asked page by page until a page is empty, as no server tells that it has cut an answer off.
        """
        found: dict[str, str] = {}
        last = ""
        while rows := self._select(
            f"SELECT ?document ?hash WHERE {{ GRAPH {self._state} {{ ?document {_HASH} ?hash }}"
            f" FILTER(STR(?document) > {ox.Literal(last)}) }} ORDER BY STR(?document) LIMIT {_PAGE}"
        ):
            for row in rows:
                # two hashes are of two pushes that did not see each other: nobody knows what is there
                twice = found.get(row["document"], row["hash"]) != row["hash"]
                found[row["document"]] = _WRITING if twice else row["hash"]
            if (reached := max(found)) <= last:
                raise EndpointError("The server does not sort its answers as it is asked to.")
            last = reached
        return found

    def write(self, graphs: list[_Graph]) -> None:
        """Write documents: mark them, write them, note their hashes."""
        few = sum(not one.fresh for one in graphs) <= _FEW
        together = [one for one in graphs if self._endpoint.services.quads and (one.fresh or not few)]
        self._mark([one.iri for one in graphs], *(f"DROP SILENT GRAPH {iri(one.iri)}" for one in together))
        sent = {one.iri for one in together}
        if together:
            quads = b"".join(_in_graph(one) for one in together)
            self._patience.run(lambda: self._endpoint.add(quads))
        for graph in graphs:
            if graph.iri not in sent:
                self._patience.run(lambda graph=graph: self._endpoint.put(graph.iri, graph.lines))  # type: ignore[misc]
        self._note([one.iri for one in graphs], [f'{iri(one.iri)} {_HASH} "{one.hash}"' for one in graphs])

    def remove(self, documents: list[str]) -> None:
        """Remove documents, and what is noted of them."""
        self._mark(documents)
        for document in documents:
            self._patience.run(lambda document=document: self._endpoint.delete(document))  # type: ignore[misc]
        self._note(documents, [])

    def end(self) -> None:
        """Say that this push is no longer at work."""
        if self._steps:
            self._update(self._forget_holder())

    # --- notes on the server -----------------------------------------------------------------------------------------

    def _mark(self, documents: list[str], *more: str) -> None:
        if not self._steps:
            self._wait_for_others()
        elif not self._is_holder():
            raise _overtaken()
        self._steps += 1
        self._update(
            self._forget_holder(),
            *self._forget(documents),
            *self._insert(
                [
                    f'{self._state} {_HOLDER} "{self._sign()}"',
                    *(f'{iri(one)} {_HASH} "{_WRITING}"' for one in documents),
                ]
            ),
            *more,
        )

    def _note(self, documents: list[str], notes: list[str]) -> None:
        if not self._is_holder():
            # another push may have written in between: let the next one write these anew
            self._update(*self._forget(documents), *self._insert(_being_written(documents)))
            raise _overtaken()
        self._update(*self._forget(documents), *self._insert(notes))

    def _wait_for_others(self) -> None:
        """Watch a push that has not said that it ended. Raises :class:`EndpointError` where it turns out alive."""
        before = self._holders()
        for _ in range(_WATCHES if before else 0):
            self._patience.pause(_WATCH)
            now = self._holders()
            if now and now != before:
                raise EndpointError(
                    "Another push of the same name is writing to this server.", advice="Try again when it is done."
                )
            if not now:
                return

    def _holders(self) -> list[str]:
        return [
            row["holder"]
            for row in self._select(
                f"SELECT ?holder WHERE {{ GRAPH {self._state} {{ {self._state} {_HOLDER} ?holder }} }} ORDER BY ?holder"
            )
        ]

    def _is_holder(self) -> bool:
        return self._holders() == [self._sign()]

    def _sign(self) -> str:
        """Tell this push from others, and this step from the last: a sign of life."""
        return f"{self._token} {self._steps}"

    def _forget_holder(self) -> str:
        return f"DELETE WHERE {{ GRAPH {self._state} {{ {self._state} {_HOLDER} ?holder }} }}"

    def _forget(self, documents: list[str]) -> Iterator[str]:
        noted = f"GRAPH {self._state} {{ ?document {_HASH} ?hash }}"
        for start in range(0, len(documents), _NAMED_AT_ONCE):
            named = " ".join(map(iri, documents[start : start + _NAMED_AT_ONCE]))
            yield f"DELETE {{ {noted} }} WHERE {{ VALUES ?document {{ {named} }} {noted} }}"

    def _insert(self, notes: list[str]) -> Iterator[str]:
        for start in range(0, len(notes), _NAMED_AT_ONCE):
            yield f"INSERT DATA {{ GRAPH {self._state} {{ {' . '.join(notes[start : start + _NAMED_AT_ONCE])} }} }}"

    def _select(self, query: str) -> list[dict[str, str]]:
        return self._patience.run(lambda: self._endpoint.select(query))

    def _update(self, *statements: str) -> None:
        self._patience.run(lambda: self._endpoint.update(*statements))


def _being_written(documents: list[str]) -> list[str]:
    return [f'{iri(one)} {_HASH} "{_WRITING}"' for one in documents]


def _overtaken() -> EndpointError:
    return EndpointError(
        "Another push of the same name has begun to write to this server, so this one stops.",
        advice="When it is done, run this one again to see whether anything is left to write.",
    )


def _in_graph(graph: _Graph) -> bytes:
    """Return a document's lines as N-Quads. An N-Triples line ends in `` .`` and a text holds no line end unescaped."""
    end = f" {iri(graph.iri)} .\n".encode()
    return b"".join(line[:-3] + end for line in graph.lines)
