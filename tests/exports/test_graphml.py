"""GraphML holds the property graph, node for node and relationship for relationship."""

from __future__ import annotations

import io
from pathlib import Path

import networkx

from graphbuild.build import build_graph
from graphbuild.exports.graphml import write_graphml
from graphbuild.graph.projection import Projection
from graphbuild.graph.schema import shipped_schema
from graphbuild.graph.store import GraphStore

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def test_graphml_is_read_back_whole(tmp_path: Path) -> None:
    minutes = sorted((EXAMPLES / "minutes").glob("*.txt"))[:2]
    build_graph(minutes, tmp_path / "graph", municipalities=EXAMPLES / "municipalities.csv")
    out = io.BytesIO()
    with GraphStore.open(tmp_path / "graph") as store:
        write_graphml(store, out)
        projection = Projection(store.rdf, shipped_schema())
        nodes = {
            node.id: {
                "label": node.label,
                **{key: value for key, value in node.properties.items() if value is not None},
            }
            for node in projection.nodes()
        }
        links = sorted((one.start, one.type, one.stop, one.id) for one in projection.relationships())
    out.seek(0)
    read = networkx.read_graphml(out, force_multigraph=True)
    assert dict(read.nodes(data=True)) == nodes
    assert sorted((start, told["type"], stop, told["id"]) for start, stop, told in read.edges(data=True)) == links
    assert links
