"""The property graph in NetworkX, for those who compute with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphbuild.graph.projection import Projection

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def to_networkx(projection: Projection) -> MultiDiGraph[Any]:
    """Return the property graph: node ids are IRIs, with ``label`` and the node's properties; edges have ``type``.

    Properties without a value are left out. Two relationships of one type between the same nodes stay two edges.
    """
    from networkx import MultiDiGraph  # takes a while to import, and few ask for it

    graph: MultiDiGraph[Any] = MultiDiGraph()
    for node in projection.nodes():
        graph.add_node(node.id, label=node.label, **_told(node.properties))
    for one in projection.relationships():
        graph.add_edge(
            one.start, one.stop, key=f"{one.type} {one.id}", type=one.type, id=one.id, **_told(one.properties)
        )
    return graph


def _told(properties: Any) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if value is not None}
