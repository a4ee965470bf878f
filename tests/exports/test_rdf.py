"""The dataset as RDF files: the same graph comes back in another program, the same bytes each time, flat memory."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.compare import isomorphic

from graphbuild.cli import main
from graphbuild.engines.publishing import write_graph
from graphbuild.errors import UsageError
from graphbuild.exports.jsonld import shipped_context
from graphbuild.exports.rdf import RdfFormat, write_rdf
from graphbuild.exports.selection import choose
from graphbuild.graph.schema import shipped_schema
from graphbuild.graph.shapes import shipped_ontology
from graphbuild.graph.store import GraphStore
from graphbuild.graph.vocabulary import ONTOLOGY, RDF_TYPE, gb
from graphbuild.model import ItemMention, Said, Span
from tests.graph.samples import document, record

OA = "http://www.w3.org/ns/oa#"
GB = "https://w3id.org/graphbuild/ontology#"
PARSED_AS = {"turtle": "turtle", "n-triples": "nt", "n-quads": "nquads", "trig": "trig", "json-ld": "json-ld"}
FORMATS = [one.value for one in RdfFormat]


def written(store: GraphStore, format_: str, *, quotes: bool = True, documents: Sequence[str] | None = None) -> bytes:
    out = io.BytesIO()
    write_rdf(store, out, RdfFormat(format_), quotes=quotes, documents=documents)
    return out.getvalue()


def named_graphs(data: bytes, format_: str) -> dict[str, rdflib.Graph]:
    """Return the graphs of a file, by name, as rdflib reads them."""
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=PARSED_AS[format_])
    graphs: dict[str, rdflib.Graph] = {}
    for subject, predicate, value, name in dataset.quads((None, None, None, None)):
        graphs.setdefault(str(name or ""), rdflib.Graph()).add((subject, predicate, value))
    return graphs


def test_nquads_without_quotes_are_the_dataset(store: GraphStore) -> None:
    read = set(ox.parse(written(store, "n-quads", quotes=False), format=ox.RdfFormat.N_QUADS))
    assert read == set(store.quads())
    assert len(read) > 500


@pytest.mark.parametrize("quotes", [True, False])
@pytest.mark.parametrize("format_", ["trig", "json-ld"])
def test_a_dataset_comes_back_as_another_program_reads_it(store: GraphStore, format_: str, quotes: bool) -> None:
    expected = named_graphs(written(store, "n-quads", quotes=quotes), "n-quads")
    found = named_graphs(written(store, format_, quotes=quotes), format_)
    assert set(found) == set(expected) == {*(source.iri for source in store.sources()), store.identifiers.subjects()}
    for name, graph in expected.items():
        assert len(graph) > 20
        assert isomorphic(found[name], graph), name


@pytest.mark.parametrize("quotes", [True, False])
@pytest.mark.parametrize("format_", ["turtle", "n-triples"])
def test_one_graph_holds_what_the_named_graphs_hold(store: GraphStore, format_: str, quotes: bool) -> None:
    expected = rdflib.Graph()
    for graph in named_graphs(written(store, "n-quads", quotes=quotes), "n-quads").values():
        expected += graph
    found = rdflib.Graph().parse(data=written(store, format_, quotes=quotes), format=PARSED_AS[format_])
    assert isomorphic(found, expected)


def test_every_passage_is_written_out_with_the_words_of_its_document(store: GraphStore) -> None:
    found = rdflib.Graph().parse(data=written(store, "turtle"), format="turtle")
    passages = set(found.objects(None, rdflib.URIRef(GB + "statedIn")))
    assert len(passages) > 50
    for passage in passages:
        quote = store.quote(str(passage))
        told = {
            term: str(value)
            for selector in found.objects(passage, rdflib.URIRef(OA + "hasSelector"))
            for term in ("start", "end", "exact", "prefix", "suffix")
            for value in found.objects(selector, rdflib.URIRef(OA + term))
        }
        text = store.document(quote.document.iri).text
        assert told == {
            "start": str(quote.span.start),
            "end": str(quote.span.end),
            "exact": quote.text,
            "prefix": text[max(0, quote.span.start - 32) : quote.span.start],
            "suffix": text[quote.span.end : quote.span.end + 32],
        }


def test_json_ld_reads_well(store: GraphStore) -> None:
    told = json.loads(written(store, "json-ld"))
    nodes = {node["@id"]: node for document in told["@graph"] for node in document["@graph"]}
    meetings = [node for node in nodes.values() if node.get("@type") == "Meeting"]
    assert len(meetings) == 3
    for meeting in meetings:
        assert meeting["@id"].startswith("meeting/")
        assert nodes[meeting["heldBy"]]["@type"] == "Body"
        assert meeting["date"][:2] == "20"
    item = next(node for node in nodes.values() if node.get("@type") == "AgendaItem")
    assert isinstance(item["position"], int)
    decided = next(node for node in nodes.values() if node.get("@type") == "Decision" and "outcome" in node)
    assert decided["outcome"].startswith("gbs:outcome/")
    assert {one["@type"] for one in nodes[item["statedIn"]]["hasSelector"]} == {
        "TextPositionSelector",
        "TextQuoteSelector",
    }


def test_the_context_names_all_our_terms_as_the_ontology_types_them() -> None:
    ontology, context = shipped_ontology(), shipped_context()
    expected: dict[str, object] = {}
    for term in set(ontology.subjects(rdflib.RDF.type, rdflib.OWL.Class)):
        if str(term).startswith(ONTOLOGY):
            expected[str(term).removeprefix(ONTOLOGY)] = f"gb:{str(term).removeprefix(ONTOLOGY)}"
    for kind in (rdflib.OWL.DatatypeProperty, rdflib.OWL.ObjectProperty):
        for term in ontology.subjects(rdflib.RDF.type, kind):
            name, range_ = str(term).removeprefix(ONTOLOGY), str(ontology.value(term, rdflib.RDFS.range))
            type_ = "@id" if kind == rdflib.OWL.ObjectProperty else f"xsd:{range_.rsplit('#', 1)[-1]}"
            expected[name] = f"gb:{name}" if type_ == "xsd:string" else {"@id": f"gb:{name}", "@type": type_}
    ours = {
        name: told
        for name, told in context.items()
        if str(told["@id"] if isinstance(told, dict) else told).startswith("gb:")
    }
    assert ours == expected
    assert len(shipped_schema().nodes) < len(ours)


def test_one_document_one_municipality_or_all(store: GraphStore) -> None:
    sources = {source.name: source.iri for source in store.sources()}
    first, *others = sorted(sources)
    assert choose(store) == tuple(sorted(sources.values()))
    assert choose(store, [first]) == (sources[first],)
    assert choose(store, [sources[first].rsplit("/", 1)[-1][:12]]) == (sources[first],)
    towns = {
        str(quad.object.value): str(quad.graph_name.value)
        for quad in store.rdf.quads_for_pattern(None, gb()["code"], None, None)
        if ox.Quad(quad.subject, RDF_TYPE, gb()["Municipality"], quad.graph_name) in store.rdf
    }
    assert len(towns) == 2
    pairs = [choose(store, municipalities=[code]) for code in sorted(towns)]
    assert sorted(map(len, pairs)) == [1, 2]
    assert sorted(iri for pair in pairs for iri in pair) == sorted(sources.values())
    assert set(choose(store, [first], [sorted(towns)[-1]])) == {sources[first], *pairs[-1]}
    only = named_graphs(written(store, "trig", documents=choose(store, others[:1])), "trig")
    assert set(only) == {sources[others[0]], store.identifiers.subjects()}
    shared, whole = only[store.identifiers.subjects()], named_graphs(written(store, "trig"), "trig")
    assert 0 < len(shared) < len(whole[store.identifiers.subjects()])
    known = {*only[sources[others[0]]].all_nodes(), *shared.subjects()}
    assert {
        one for one in shared.objects() if isinstance(one, rdflib.URIRef) and one.startswith(store.identifiers.base)
    } <= known


def test_what_the_graph_does_not_have_is_told_with_what_is_near(store: GraphStore) -> None:
    name = store.sources()[0].name
    with pytest.raises(UsageError) as error:
        choose(store, [name.replace("-", "_")])
    assert name in str(error.value.advice)
    with pytest.raises(UsageError, match="no municipality »000«"):
        choose(store, municipalities=["000"])


@pytest.mark.parametrize("format_", [*FORMATS, "graphml", "gexf", "followthemoney", "dcat", "reference"])
def test_another_process_writes_the_same_bytes(folder: Path, format_: str) -> None:
    command = [sys.executable, "-c", "from graphbuild.cli import main; main()", "export", format_, "--gzip"]
    first, second = (
        subprocess.run([*command, "--graph", str(folder)], capture_output=True, check=True).stdout for _ in range(2)
    )
    assert first[:2] == b"\x1f\x8b"
    assert first == second
    plain = CliRunner().invoke(main, ["export", format_, "--graph", str(folder)])
    assert gzip.decompress(first) == plain.stdout_bytes
    assert plain.stdout_bytes


def test_hostile_words_come_back_from_every_format(tmp_path: Path) -> None:
    words = 'Ny "aftale" \\ \u202e<script> \x0c > {"@id": "x"} \n\t\x01\u00a0<urn:x> .'
    text = f"{words}\nresten"
    said = Said(words, Span(0, len(words)), "sample")
    one = replace(record(), items=(ItemMention(Said("1 > 2/../3", Span(0, 2), "sample"), title=said),), commitments=())
    one = replace(one, referrals=(), projects=(), amounts=())
    source = document(text)
    write_graph(tmp_path / "graph", [(source, replace(one, sha256=source.sha256))])
    with GraphStore.open(tmp_path / "graph") as store:
        expected = named_graphs(written(store, "n-quads"), "n-quads")
        assert words in {str(value) for graph in expected.values() for value in graph.objects()}
        for format_ in ("trig", "json-ld"):
            found = named_graphs(written(store, format_), format_)
            for name, graph in expected.items():
                assert isomorphic(found[name], graph), format_
