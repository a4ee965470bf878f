from __future__ import annotations

import pyoxigraph as ox

from graphbuild.engines.networkx import to_networkx
from graphbuild.graph.dataset import build_quads
from graphbuild.graph.entities import ByName
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.projection import Projection
from graphbuild.graph.schema import shipped_schema
from tests.graph.samples import document, record

NAMES = Identifiers()


def test_the_property_graph_in_networkx() -> None:
    store = ox.Store()
    store.extend(build_quads(record(), document(), ByName(NAMES), NAMES))
    projection = Projection(store, shipped_schema())
    graph = to_networkx(projection)
    ib, meeting = f"{NAMES.base}person/998/ib-kjaer", f"{NAMES.base}meeting/998/aeldreraadet/2023-03-07"
    assert graph.nodes[ib] == {"label": "Person", "name": "Ib Kjær"}
    assert sorted(edge["status"] for edge in graph[ib][meeting].values()) == ["absent", "present"]
    assert graph.number_of_nodes() == len(list(projection.nodes()))
    assert graph.number_of_edges() == len(list(projection.relationships()))
