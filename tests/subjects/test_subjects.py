"""KLE: the tree of the digits, titles from a list, names learned from items' titles, the scheme as quads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from graphbuild.engines.ladybug import LadybugGraph
from graphbuild.engines.publishing import write_graph
from graphbuild.engines.sparql import SparqlGraph
from graphbuild.errors import UsageError
from graphbuild.graph.dataset import build_quads
from graphbuild.graph.entities import ByName
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.store import GraphStore
from graphbuild.lexicon.case_numbers import facet_of
from graphbuild.subjects.labels import learn_labels
from graphbuild.subjects.scheme import subject_quads
from graphbuild.subjects.titles import parents, read_titles
from tests.graph.samples import document, record

NAMES = Identifiers()


@pytest.mark.parametrize(
    ("code", "expected"),
    [("27.15.00", ("27.15", "27")), ("27.15", ("27",)), ("27", ()), ("G01", ("G",)), ("Ø54", ("Ø",)), ("G", ())],
)
def test_the_tree_is_made_of_the_digits(code: str, expected: tuple[str, ...]) -> None:
    assert parents(code) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("27.35.00-G01-4-22", "G01"),
        ("00.30.10-Ø54-12-2018", "Ø54"),
        ("27.15.00P20", "P20"),
        ("27.15.00 P20", "P20"),
        ("27.15.00", None),
        ("14/14041", None),
        ("27.15.00-4-22", None),
        ("27.15.00-G011", None),
    ],
)
def test_the_facet_of_a_case_number(number: str, expected: str | None) -> None:
    assert facet_of(number) == expected


TITLES = {"27.35.00": "Hjælp i hjemmet", "27": "Sociale forhold", "G01": "En slags sag"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("kle.csv", "code,title\n27.35.00,Hjælp i hjemmet\n27,Sociale forhold\nG01,En slags sag\n".encode()),
        (
            "kle.csv",
            "\ufeffNummer;Emnetitel\r\n27.35.00;Hjælp i hjemmet\r\n\r\n"
            "27;Sociale forhold\r\nG01;En slags sag\r\n".encode(),
        ),
        (
            "kle.txt",
            "uuid\ttitel\tkode\n1\tHjælp i hjemmet\t27.35.00\n"
            "2\tSociale forhold\t27\n3\tEn slags sag\tG01\n".encode("cp1252"),
        ),
        (
            "kle.ttl",
            """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            <a> skos:notation "27.35.00" ; skos:prefLabel "Help at home"@en, "Hjælp i hjemmet"@da .
            <b> skos:notation "27" ; skos:prefLabel "Sociale forhold" . <d> skos:notation "28" .
            <c> skos:notation "G01" ; skos:prefLabel "En slags sag"@da . <e> skos:notation "x" ; skos:prefLabel "x" .
            """.encode(),
        ),
    ],
    ids=["csv", "semicolons", "tabs", "skos"],
)  # fmt: skip
def test_titles_are_read_from_csv_and_skos(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_titles(tmp_path / name) == TITLES


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("kle.csv", "a,b\n27,x\n", "the first line names no columns code and title"),
        ("kle.csv", "code,title\n27,x\n27-1,y\n", "line 3: »27-1« is no KLE number"),
        ("kle.csv", "code,title\n", "there are no KLE titles here"),
        ("kle.csv", "", "names no columns"),
        ("kle.ttl", "<a> <b", "the list of KLE titles cannot be read"),
        ("kle.ttl", "", "there are no KLE titles here"),
    ],
)
def test_a_list_that_is_none_is_told(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        read_titles(tmp_path / name)


ITEMS = [
    ("27.35.00", "Orientering om madservice"),
    ("27.35.00", "Godkendelse af ny aftale om madservice til ældre"),
    ("27.35.00", "Madservice: klager fra Åse Bæk"),
    ("27.35.00", "Orientering om madservice"),
    ("27.15.00", "Besøg af Åse Bæk"),
    ("27.15.00", "Frivillige besøgsvenner"),
    ("27.15.00", "Frivillige hos Åse Bæk"),
    ("05.04.06", "Cykelsti"),
]


def test_names_are_the_words_that_recur_in_different_titles() -> None:
    assert learn_labels(ITEMS) == {
        "27": "madservice, frivillige",
        "27.15": "frivillige",
        "27.15.00": "frivillige",
        "27.35": "madservice",
        "27.35.00": "madservice",
    }
    assert learn_labels(reversed(ITEMS)) == learn_labels(ITEMS)


def dataset() -> ox.Store:
    store = ox.Store()
    store.extend(build_quads(record(), document(), ByName(NAMES), NAMES))
    return store


def test_the_scheme_is_a_tree_of_concepts() -> None:
    quads = subject_quads(dataset(), NAMES, TITLES)
    assert {quad.graph_name.value for quad in quads} == {NAMES.subjects()}
    found = Graph().parse(
        data=ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES), format="nt"
    )
    scheme = URIRef(NAMES.subjects())
    assert (scheme, RDF.type, SKOS.ConceptScheme) in found
    concepts = {str(found.value(one, SKOS.notation)): one for one in found.subjects(SKOS.inScheme, scheme)}
    assert set(concepts) == {"27", "27.35", "27.35.00", "G", "G01"}
    assert {
        (str(found.value(one, SKOS.notation)), str(found.value(above, SKOS.notation)))
        for one, above in found.subject_objects(SKOS.broader)
    } == {("27.35.00", "27.35"), ("27.35", "27"), ("G01", "G")}
    assert {str(found.value(one, SKOS.notation)) for one in found.objects(scheme, SKOS.hasTopConcept)} == {"27", "G"}
    assert {
        code: str(found.value(one, SKOS.prefLabel))
        for code, one in concepts.items()
        if (one, SKOS.prefLabel, None) in found
    } == TITLES
    assert str(concepts["27.35.00"]) == NAMES.topic("27.35.00")


def test_a_dataset_without_kle_has_no_scheme() -> None:
    assert subject_quads(ox.Store(), NAMES, TITLES) == []


def test_the_tree_and_the_names_reach_both_engines(tmp_path: Path) -> None:
    write_graph(tmp_path / "graph", [(document(), record())], titles=TITLES)
    with GraphStore.open(tmp_path / "graph") as store:
        assert store.graphs() == tuple(sorted([NAMES.document(document().sha256), NAMES.subjects()]))
        with LadybugGraph(store.property_graph) as graph:
            answer = graph.query(
                "MATCH (i:AgendaItem)-[:ABOUT_TOPIC]->(t:Topic)-[:BROADER]->(g:Topic)-[:BROADER]->(m:Topic) "
                "MATCH (i)-[:ABOUT_CASE]->(:`Case`)-[:HAS_FACET]->(f:Facet) "
                "RETURN t.name AS topic, g.code AS `group`, m.name AS main, f.name AS facet"
            )
        rows = SparqlGraph(store.rdf).query(
            """SELECT ?topic ?group ?main ?facet { ?i gb:aboutTopic ?t ; gb:aboutCase/gb:facet/gb:name ?facet .
            ?t gb:name ?topic ; gb:broader ?g . ?g gb:code ?group ; gb:broader/gb:name ?main }"""
        )
    assert answer.rows == rows.rows == (("Hjælp i hjemmet", "27.35", "Sociale forhold", "En slags sag"),)


def test_build_takes_a_list_and_a_new_list_renames(tmp_path: Path, run_build: Callable[..., Path]) -> None:
    (tmp_path / "kle.csv").write_text("code,title\n27,Et navn\n", encoding="utf-8")
    names = "SELECT DISTINCT ?name { ?t gb:code '27' ; gb:name ?name }"
    with GraphStore.open(run_build(kle=tmp_path / "kle.csv")) as store:
        assert SparqlGraph(store.rdf).query(names).rows == (("Et navn",),)
    (tmp_path / "kle.csv").write_text("code,title\n27,Et andet navn\n", encoding="utf-8")
    with GraphStore.open(run_build(kle=tmp_path / "kle.csv")) as store:
        assert SparqlGraph(store.rdf).query(names).rows == (("Et andet navn",),)


@pytest.fixture
def run_build(tmp_path: Path) -> Callable[..., Path]:
    from graphbuild.build import build_graph

    examples = Path(__file__).parent.parent.parent / "examples"
    minutes = [
        path
        for path in sorted((examples / "minutes").glob("*.txt"))
        if "27." in path.read_text(encoding="utf-8", errors="replace")
    ]

    def build(**options: Path) -> Path:
        build_graph(minutes[:1], tmp_path / "graph", municipalities=examples / "municipalities.csv", **options)
        return tmp_path / "graph"

    return build
