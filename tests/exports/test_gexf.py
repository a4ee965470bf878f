"""GEXF: all nodes and relationships, with the days on which they hold."""

from __future__ import annotations

import io
from xml.etree import ElementTree

from graphbuild.engines.networkx import to_networkx
from graphbuild.exports.gexf import write_gexf
from graphbuild.exports.part import stored_rows
from graphbuild.graph.projection import Projection
from graphbuild.graph.schema import shipped_schema
from graphbuild.graph.store import GraphStore

NS = "{http://gexf.net/1.3}"


def test_the_whole_graph_with_its_days(store: GraphStore) -> None:
    out = io.BytesIO()
    with stored_rows(store) as rows:
        write_gexf(rows, shipped_schema(), out)
    root = ElementTree.fromstring(out.getvalue())
    expected = to_networkx(Projection(store.rdf, shipped_schema()))
    nodes = {node.attrib["id"]: node for node in root.iter(f"{NS}node")}
    edges = list(root.iter(f"{NS}edge"))
    assert nodes.keys() == set(expected.nodes)
    assert sorted((one.attrib["source"], one.attrib["target"], one.attrib["label"]) for one in edges) == sorted(
        (start, stop, told["type"]) for start, stop, told in expected.edges(data=True)
    )
    dates = {iri: told["date"] for iri, told in expected.nodes(data=True) if told["label"] == "Meeting"}
    assert len(set(dates.values())) == 3
    for iri, day in dates.items():
        assert (nodes[iri].attrib["start"], nodes[iri].attrib["end"]) == (day, day)
    for one in edges:
        if one.attrib["label"] == "ATTENDED":
            assert (one.attrib["start"], one.attrib["end"]) == (dates[one.attrib["target"]],) * 2
    for iri, told in expected.nodes(data=True):
        dated = "start" in nodes[iri].attrib
        if told["label"] in {"AgendaItem", "Commitment", "Decision"}:
            assert dated, iri
        elif told["label"] in {"Person", "Body", "Topic"}:
            assert not dated, iri
    declared = {
        (part.attrib["class"], one.attrib["id"])
        for part in root.iter(f"{NS}attributes")
        for one in part.iter(f"{NS}attribute")
    }
    for kind, elements in (("node", nodes.values()), ("edge", edges)):
        assert {(kind, value.attrib["for"]) for one in elements for value in one.iter(f"{NS}attvalue")} <= declared
