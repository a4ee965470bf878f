"""Choose what an export holds: all documents, some by name, or those of some municipalities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

import pyoxigraph as ox

from graphbuild.errors import UsageError
from graphbuild.graph.store import GraphStore
from graphbuild.graph.vocabulary import RDF_TYPE, gb


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
    part = ox.Store()
    for iri in documents:
        part.extend(store.quads(iri))
    return part


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
