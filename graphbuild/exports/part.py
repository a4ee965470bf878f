"""The property graph of some documents alone, as the whole one lies in its file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from graphbuild.engines.ladybug import write_property_graph
from graphbuild.engines.stored import StoredRows
from graphbuild.exports.selection import selected
from graphbuild.graph.projection import Projection
from graphbuild.graph.schema import shipped_schema
from graphbuild.graph.store import PROPERTY_GRAPH, GraphStore


@contextmanager
def stored_rows(store: GraphStore, documents: Sequence[str] | None = None) -> Iterator[StoredRows]:
    """Give the rows of the property graph, of all documents or of these (addresses).

    A part is made of its documents' statements alone: what others say of the same people is not in it.
    """
    if documents is None:
        with StoredRows(store.property_graph) as rows:
            yield rows
        return
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / PROPERTY_GRAPH
        write_property_graph(Projection(selected(store, documents), shipped_schema()), path)
        with StoredRows(path) as rows:
            yield rows
