"""Choose what an export holds: all documents, some by name, or those of some municipalities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

import pyoxigraph as ox

from graphbuild.errors import UsageError
from graphbuild.graph.store import GraphStore
from graphbuild.graph.vocabulary import PREFIXES, RDF_TYPE, gb


def choose(store: GraphStore, documents: Sequence[str] = (), municipalities: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the addresses of documents, sorted: all; or those named, and those of the municipalities.

    A document goes by its name, its address or the first eight or more digits of its hash; a municipality by its code
    or its name, capitals aside. Raises :class:`UsageError` for one that the graph does not have.
    """
    if not documents and not municipalities:
        return tuple(sorted(source.iri for source in store.sources()))
    chosen: set[str] = set()
    sources = store.sources()
    for wanted in documents:
        found = {one.iri for one in sources if wanted in {one.name, one.iri}} or {
            one.iri for one in sources if len(wanted) >= 8 and one.sha256.startswith(wanted)
        }
        if not found:
            raise UsageError(
                f"The graph has no document »{wanted}«.", advice=_near(wanted, (one.name for one in sources))
            )
        chosen |= found
    for wanted in municipalities:
        found = _of_municipality(store, wanted)
        if not found:
            raise UsageError(f"The graph has no municipality »{wanted}«.", advice=_near(wanted, _municipalities(store)))
        chosen |= found
    return tuple(sorted(chosen))


def selected(store: GraphStore, documents: Iterable[str]) -> ox.Store:
    """Return a dataset in memory that holds these documents' graphs alone, and what all documents share."""
    part, chosen = ox.Store(), tuple(documents)
    for iri in chosen:
        part.extend(store.quads(iri))
    part.extend(shared_quads(store, chosen))
    return part


def shared_quads(store: GraphStore, documents: Sequence[str] | None = None) -> list[ox.Quad]:
    """Return what all documents share; of a part of them, only what speaks of things that are in it."""
    told: dict[str, list[ox.Quad]] = {}
    for graph in store.shared():
        for quad in store.quads(graph):
            told.setdefault(_text(quad.subject), []).append(quad)
    if documents is None:
        return [quad for quads in told.values() for quad in quads]
    wanted = {
        _text(term) for iri in documents for quad in store.quads(iri) for term in (quad.subject, quad.object)
    } & told.keys()
    upwards = (gb()["broader"], gb()["facet"], ox.NamedNode(f"{PREFIXES['skos']}inScheme"))
    waiting = sorted(wanted)
    while waiting:
        for quad in told[waiting.pop()]:
            if quad.predicate in upwards and _text(quad.object) in told.keys() - wanted:
                wanted.add(_text(quad.object))
                waiting.append(_text(quad.object))
    kept = [quad for subject in sorted(wanted) for quad in told[subject]]
    return [quad for quad in kept if quad.predicate != _DOWNWARDS or _text(quad.object) in wanted]


_DOWNWARDS: Final = ox.NamedNode(f"{PREFIXES['skos']}hasTopConcept")


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _of_municipality(store: GraphStore, wanted: str) -> set[str]:
    graphs = set()
    for term in ("code", "name"):
        for quad in store.rdf.quads_for_pattern(None, gb()[term], None, None):
            if str(getattr(quad.object, "value", "")).casefold() == wanted.casefold():
                kind = ox.Quad(quad.subject, RDF_TYPE, gb()["Municipality"], quad.graph_name)
                if kind in store.rdf:
                    graphs.add(str(getattr(quad.graph_name, "value", "")))
    return graphs


def _municipalities(store: GraphStore) -> set[str]:
    kinds = store.rdf.quads_for_pattern(None, RDF_TYPE, gb()["Municipality"], None)
    subjects = {quad.subject for quad in kinds}
    return {
        str(getattr(quad.object, "value", ""))
        for subject in subjects
        for term in ("code", "name")
        for quad in store.rdf.quads_for_pattern(subject, gb()[term], None, None)
    }


def _near(wanted: str, known: Iterable[str]) -> str:
    names = sorted(set(known))
    near = get_close_matches(wanted, names, n=3, cutoff=0.4) or names[:5]
    return f"It has, for example: {', '.join(near)}" if near else "It has none."
