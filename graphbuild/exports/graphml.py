"""Write the property graph as GraphML, for Gephi, yEd, igraph and others: http://graphml.graphdrawing.org/"""

from __future__ import annotations

from typing import IO

from graphbuild.engines.networkx import to_networkx
from graphbuild.graph.projection import Projection
from graphbuild.graph.schema import shipped_schema
from graphbuild.graph.store import GraphStore


def write_graphml(store: GraphStore, stream: IO[bytes]) -> None:
    """Write all nodes and relationships with their properties. The whole graph is held in memory meanwhile."""
    from networkx import write_graphml  # takes a while to import, and few ask for it

    graph = to_networkx(Projection(store.rdf, shipped_schema()))
    write_graphml(graph, stream, named_key_ids=True)
