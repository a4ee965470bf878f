"""The dataset as files that other programs read: the same graph comes back, the same bytes each time."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from graphbuild.build import build_graph
from graphbuild.exports.rdf import write_nquads, write_turtle
from graphbuild.graph.store import GraphStore

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
OA = "http://www.w3.org/ns/oa#"
GB = "https://w3id.org/graphbuild/ontology#"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports") / "graph"
    minutes = sorted((EXAMPLES / "minutes").glob("*.txt"))[:2]
    report = build_graph(minutes, folder, municipalities=EXAMPLES / "municipalities.csv")
    assert report.documents == 2
    return folder


def nquads(graph: Path, *, quotes: bool) -> bytes:
    out = io.BytesIO()
    with GraphStore.open(graph) as store:
        write_nquads(store, out, quotes=quotes)
    return out.getvalue()


def turtle(graph: Path, *, quotes: bool) -> bytes:
    out = io.BytesIO()
    with GraphStore.open(graph) as store:
        write_turtle(store, out, quotes=quotes)
    return out.getvalue()


def test_nquads_without_quotes_are_the_dataset(graph: Path) -> None:
    read = set(ox.parse(nquads(graph, quotes=False), format=ox.RdfFormat.N_QUADS))
    with GraphStore.open(graph) as store:
        assert read == set(store.quads())


@pytest.mark.parametrize("quotes", [True, False])
def test_turtle_says_what_the_nquads_say_as_another_program_reads_it(graph: Path, quotes: bool) -> None:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=nquads(graph, quotes=quotes), format="nquads")
    expected = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        expected.add(triple)
    assert len(expected) > 100
    found = rdflib.Graph().parse(data=turtle(graph, quotes=quotes), format="turtle")
    assert isomorphic(found, expected)


def test_every_passage_is_written_out_with_the_words_of_its_document(graph: Path) -> None:
    found = rdflib.Graph().parse(data=turtle(graph, quotes=True), format="turtle")
    passages = set(found.objects(None, rdflib.URIRef(GB + "statedIn")))
    assert passages
    with GraphStore.open(graph) as store:
        for passage in passages:
            quote = store.quote(str(passage))
            selectors = list(found.objects(passage, rdflib.URIRef(OA + "hasSelector")))
            told = {
                term: str(value)
                for selector in selectors
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


@pytest.mark.parametrize("format_", ["turtle", "n-quads", "graphml"])
def test_another_process_writes_the_same_bytes(graph: Path, format_: str) -> None:
    command = [sys.executable, "-c", "from graphbuild.cli import main; main()", "export", format_]
    first, second = (
        subprocess.run([*command, "--graph", str(graph)], capture_output=True, check=True).stdout for _ in range(2)
    )
    assert first
    assert first == second
