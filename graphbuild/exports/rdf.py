"""Write the dataset as RDF, document by document, so that its size does not matter.

N-Quads, TriG and JSON-LD keep one named graph a document, and one of the KLE subjects that they share; Turtle and
N-Triples hold all in one graph, where what several documents say alike stands several times. Inside the store a passage
is only an IRI (RFC 5147). Here it is written out as a Web Annotation resource, with its place and its words, so that
who has the file alone still sees what proves a fact: https://www.w3.org/TR/annotation-model/#selectors
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import IO, Any

import pyoxigraph as ox

from graphbuild.exports.jsonld import write_jsonld
from graphbuild.exports.selection import shared_quads
from graphbuild.graph.dataset import clean
from graphbuild.graph.identifiers import parse_passage
from graphbuild.graph.store import GraphStore, in_graph
from graphbuild.graph.vocabulary import PREFIXES, RDF_TYPE, XSD, gb
from graphbuild.model import Document

#: How many characters stand before and after a quote, to find its place again in another copy of the text.
CONTEXT = 32

_OA = PREFIXES["oa"]
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


class RdfFormat(StrEnum):
    """The formats, by the name under which a user asks for them."""

    TURTLE = "turtle"
    N_TRIPLES = "n-triples"
    N_QUADS = "n-quads"
    TRIG = "trig"
    JSON_LD = "json-ld"


def write_rdf(
    store: GraphStore,
    stream: IO[bytes],
    format_: RdfFormat,
    *,
    quotes: bool = True,
    documents: Sequence[str] | None = None,
) -> None:
    """Write documents (addresses; without any, all) in a format; the same graph gives the same bytes.

    ``quotes`` says whether passages are written out with their place and words.
    """
    graphs = _documents(store, documents, quotes=quotes)
    match format_:
        case RdfFormat.N_QUADS:
            for graph, lines in _lines(store, documents, quotes=quotes):
                stream.writelines(in_graph(lines, graph))
        case RdfFormat.N_TRIPLES:
            for _, lines in _lines(store, documents, quotes=quotes):
                stream.writelines(lines)
        case RdfFormat.TURTLE:
            with io.BufferedWriter(SortedHead(stream, len(PREFIXES))) as sorting:
                ox.serialize(_triples(graphs), sorting, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        case RdfFormat.TRIG:
            with io.BufferedWriter(SortedHead(stream, len(PREFIXES))) as sorting:
                ox.serialize(
                    (quad for quads in graphs for quad in sorted(set(quads), key=str)),
                    sorting,
                    format=ox.RdfFormat.TRIG,
                    prefixes=PREFIXES,
                )
        case RdfFormat.JSON_LD:
            write_jsonld(graphs, stream, store.identifiers.base)


def _lines(store: GraphStore, documents: Sequence[str] | None, *, quotes: bool) -> Iterator[tuple[str, list[bytes]]]:
    """Yield the graphs of :func:`_documents` as sorted lines of N-Triples, with their names."""
    stated_in = gb()["statedIn"]
    for iri in sorted(documents if documents is not None else [source.iri for source in store.sources()]):
        lines = store.lines(iri)
        if quotes:
            stated = list(store.rdf.quads_for_pattern(None, stated_in, None, ox.NamedNode(iri)))
            told = (quad.triple for quad in passage_quads(store.document(iri), stated))
            lines += (ox.serialize(told, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
        yield iri, sorted(set(lines))
    shared = [quad.triple for quad in shared_quads(store, documents)]
    if shared:
        written = ox.serialize(shared, format=ox.RdfFormat.N_TRIPLES) or b""
        yield store.identifiers.subjects(), sorted(set(written.splitlines(keepends=True)))


def _triples(graphs: Iterator[list[ox.Quad]]) -> Iterator[ox.Triple]:
    for quads in graphs:
        yield from sorted({quad.triple for quad in quads}, key=str)


class SortedHead(io.RawIOBase):
    """A stream that sorts its first lines: the engine writes the prefixes in another order each time."""

    def __init__(self, stream: IO[bytes], lines: int) -> None:
        self._stream = stream
        self._lines = lines
        self._head: bytes | None = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        written = len(data)
        if self._head is None:
            self._stream.write(data)
            return written
        self._head += bytes(data)
        if self._head.count(b"\n") >= self._lines:
            lines = self._head.splitlines(keepends=True)
            self._stream.writelines([*sorted(lines[: self._lines]), *lines[self._lines :]])
            self._head = None
        return written

    def flush(self) -> None:
        self._stream.flush()


def _documents(store: GraphStore, documents: Sequence[str] | None, *, quotes: bool) -> Iterator[list[ox.Quad]]:
    """Yield the quads of each document, in the order of their IRIs, then what the documents share."""
    chosen = documents if documents is not None else [source.iri for source in store.sources()]
    for iri in sorted(chosen):
        quads = list(store.quads(iri))
        if quotes:
            quads += passage_quads(store.document(iri), quads)
        yield quads
    shared = shared_quads(store, documents)
    if shared:
        yield shared


def passage_quads(document: Document, quads: list[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield what the passages are that a document's facts are stated in."""
    stated_in = gb()["statedIn"]
    passages = {
        (quad.object, quad.graph_name)
        for quad in quads
        if quad.predicate == stated_in and isinstance(quad.object, ox.NamedNode)
    }
    for passage, graph in passages:
        iri, span = parse_passage(passage.value)
        place = document.place(span.start)
        name = f"{document.sha256[:16]}-{span.start}-{span.end}"  # the same bytes each time, so no random labels
        position, quote = ox.BlankNode(f"position-{name}"), ox.BlankNode(f"quote-{name}")
        told: list[tuple[ox.NamedNode | ox.BlankNode, str, ox.NamedNode | ox.BlankNode | ox.Literal]] = [
            (passage, "hasSource", ox.NamedNode(iri)),
            (passage, "hasSelector", position),
            (passage, "hasSelector", quote),
            (position, "start", _count(span.start)),
            (position, "end", _count(span.end)),
            (quote, "exact", _words(document.quote(span))),
            (quote, "prefix", _words(document.text[max(0, span.start - CONTEXT) : span.start])),
            (quote, "suffix", _words(document.text[span.end : span.end + CONTEXT])),
        ]
        yield ox.Quad(passage, RDF_TYPE, gb()["Passage"], graph)
        yield ox.Quad(position, RDF_TYPE, ox.NamedNode(f"{_OA}TextPositionSelector"), graph)
        yield ox.Quad(quote, RDF_TYPE, ox.NamedNode(f"{_OA}TextQuoteSelector"), graph)
        for subject, term, value in told:
            yield ox.Quad(subject, ox.NamedNode(_OA + term), value, graph)
        if place is not None:
            yield ox.Quad(passage, ox.NamedNode(f"{PREFIXES['rdfs']}label"), ox.Literal(clean(place)), graph)


def _count(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=ox.NamedNode(f"{XSD}nonNegativeInteger"))


def _words(text: str) -> ox.Literal:
    """Return words exactly as they stand, page breaks too; only half characters have no place in RDF."""
    return ox.Literal(_HALF_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", text))
