"""Write the property graph as GraphML, for Gephi, yEd, igraph and others: http://graphml.graphdrawing.org/"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from graphbuild.engines.networkx import to_networkx
from graphbuild.exports.selection import selected
from graphbuild.graph.projection import Projection
from graphbuild.graph.schema import shipped_schema
from graphbuild.graph.store import GraphStore


def write_graphml(store: GraphStore, stream: IO[bytes], documents: Sequence[str] | None = None) -> None:
    """Write the nodes and relationships of all documents, or of these (addresses), with their properties.

    All that is written is held in memory meanwhile.
    """
    from networkx import write_graphml  # takes a while to import, and few ask for it

    dataset = store.rdf if documents is None else selected(store, documents)
    graph = to_networkx(Projection(dataset, shipped_schema()))
    write_graphml(graph, stream, named_key_ids=True)
