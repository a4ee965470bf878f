"""The property graph follows from the ontology, also from one that is changed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import SH, Graph, URIRef

from graphbuild.engines.ladybug import LadybugGraph, write_property_graph
from graphbuild.errors import DefinitionError
from graphbuild.graph.projection import Projection
from graphbuild.graph.schema import describe, ladybug_tables, neo4j_statements, read_schema, shipped_schema
from graphbuild.graph.shapes import read_shapes, shipped_ontology, validate
from graphbuild.graph.vocabulary import ONTOLOGY, RDF_TYPE, namespace, read_ontology
from graphbuild.resources import ontology_files, shapes_file

ADDED = """
gb:Petition a owl:Class ; rdfs:subClassOf gb:Fact ; rdfs:label "borgerforslag"@da, "petition"@en ;
    skos:definition "Et forslag fra borgere."@da, "A proposal by citizens."@en ; skos:example "A petition."@en .
gb:signatures a owl:DatatypeProperty ; rdfs:domain gb:Petition ; rdfs:range xsd:integer ;
    rdfs:label "underskrifter"@da, "signatures"@en ; skos:definition "Antal."@da, "Their number."@en .
gb:handedInOn a owl:DatatypeProperty ; rdfs:domain gb:Petition ; rdfs:range xsd:date ;
    rdfs:label "afleveret"@da, "handed in on"@en ; skos:definition "Dagen."@da, "The day."@en .
gb:treatedAt a owl:ObjectProperty ; rdfs:domain gb:Petition ; rdfs:range gb:AgendaItem ;
    rdfs:label "behandlet ved"@da, "treated at"@en ; skos:definition "Punktet."@da, "The item."@en .
gb:nickname a owl:DatatypeProperty ; rdfs:domain gb:Person ; rdfs:range xsd:string ;
    rdfs:label "kaldenavn"@da, "nickname"@en ; skos:definition "Kaldenavn."@da, "A nickname."@en .
"""


@pytest.fixture
def changed(tmp_path: Path) -> tuple[Path, ...]:
    files = tuple(Path(shutil.copy(file, tmp_path)) for file in ontology_files())
    with files[0].open("a", encoding="utf-8") as out:
        out.write(ADDED)
    return files


def test_a_class_and_a_property_added_to_the_ontology_arrive_everywhere(
    changed: tuple[Path, ...], tmp_path: Path
) -> None:
    gb = namespace(read_ontology(changed), ONTOLOGY)  # RDF
    schema = read_schema(changed)
    base = "https://x.example/"
    graph = ox.NamedNode(f"{base}document/1")
    day = ox.Literal("2023-03-07", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    facts: list[tuple[str, ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        ("petition/1", RDF_TYPE, gb["Petition"]),
        ("petition/1", gb["signatures"], ox.Literal(120)),
        ("petition/1", gb["handedInOn"], day),
        ("petition/1", gb["treatedAt"], ox.NamedNode(f"{base}item/1")),
        ("petition/1", gb["statedIn"], ox.NamedNode(f"{base}document/1#char=0,9")),
        ("item/1", RDF_TYPE, gb["AgendaItem"]),
        ("person/1", RDF_TYPE, gb["Person"]),
        ("person/1", gb["nickname"], ox.Literal("Bo")),
    ]
    quads = [ox.Quad(ox.NamedNode(base + subject), term, value, graph) for subject, term, value in facts]

    store = ox.Store()
    store.extend(quads)
    write_property_graph(Projection(store, schema), tmp_path / "graph.lbug")  # the embedded engine's tables
    with LadybugGraph(tmp_path / "graph.lbug") as engine:
        found = engine.query(
            "MATCH (p:Petition)-[t:TREATED_AT]->(i:AgendaItem), (n:Person)"
            " RETURN p.signatures, p.handed_in_on, p.handed_in_on_day, t.passage, i.id, n.nickname"
        )
    passage = f"{base}document/1#char=0,9"
    assert found.rows == ((120, "2023-03-07", 19423, passage, f"{base}item/1", "Bo"),)

    assert set(neo4j_statements(schema)) - set(neo4j_statements(shipped_schema())) == {
        "CREATE CONSTRAINT petition_key IF NOT EXISTS FOR (n:`Petition`) REQUIRE n.`id` IS UNIQUE",
        "CREATE INDEX petition_handed_in_on_day IF NOT EXISTS FOR (n:`Petition`) ON (n.`handed_in_on_day`)",
    }

    shapes = read_shapes(changed, shapes_file())  # SHACL
    ontology = Graph()
    for file in changed:
        ontology.parse(file)
    wrong = [ox.Quad(quads[1].subject, gb["signatures"], ox.Literal("mange"), graph), *quads]
    told = {(one.path, one.message_da) for one in validate(wrong, shapes, ontology)}
    assert ("signatures", "»underskrifter« skal stå som integer.") in told
    lost = [ox.Quad(ox.NamedNode(f"{base}item/1"), gb["signatures"], ox.Literal(1), graph), *quads]
    assert "Only petition can have »signatures«." in {one.message_en for one in validate(lost, shapes, ontology)}


def test_shapes_know_every_property_of_the_ontology() -> None:
    shapes = read_shapes(ontology_files(), shapes_file())
    paths = {str(one) for one in shapes.objects(None, SH.path) if isinstance(one, URIRef)}
    terms = {
        str(term)
        for kind in ("ObjectProperty", "DatatypeProperty")
        for term in shipped_ontology().subjects(URIRef(RDF_TYPE.value), URIRef(f"http://www.w3.org/2002/07/owl#{kind}"))
    }
    assert terms - paths == set()


def test_labels_and_relationships() -> None:
    schema = shipped_schema()
    assert {node.label for node in schema.nodes} == {
        *("Actor", "AgendaItem", "Amount", "Attachment", "Body", "Case", "Commitment", "Decision", "Document", "Facet"),
        *("Meeting", "Municipality", "Organisation", "Party", "Person", "Project", "Recommendation", "Statement"),
        "Topic",
    }
    attended = schema.relationship("ATTENDED")
    assert attended.pairs == (("Person", "Meeting"),)
    assert [one.key for one in attended.properties] == ["confidence", "contested", "passage", "rule", "status"]
    assert ("Person", "Commitment") in schema.relationship("OWES").pairs
    assert all(one.properties and one.pairs for one in schema.relationships)


def test_relationship_properties_avoid_words_that_engines_refuse() -> None:
    keys = {key for one in shipped_schema().relationships for it in one.properties for key, _ in it.columns()}
    assert not keys & {"from", "to", "id", "label"}
    assert {"valid_from", "valid_to"} <= keys


@pytest.mark.parametrize(
    ("turtle", "why"),
    [
        ("gb:from a owl:DatatypeProperty ; rdfs:domain gb:Person ; rdfs:range xsd:string .", "taken"),
        ("gb:x a owl:DatatypeProperty ; rdfs:domain gb:Person ; rdfs:range xsd:duration .", "range"),
        ('gb:x a owl:DatatypeProperty ; rdfs:domain gb:Person ; rdfs:range xsd:string ; gb:pgKey "name" .', "taken"),
        ("gb:X a owl:Class ; gb:pgSource gb:member .", "pgTarget"),
        (
            'gb:x a owl:ObjectProperty ; rdfs:domain gb:Body ; rdfs:range gb:Body ; gb:pgRelationship "HELD_BY" .',
            "HELD_BY",
        ),
    ],
)
def test_an_ontology_that_contradicts_itself_is_refused(changed: tuple[Path, ...], turtle: str, why: str) -> None:
    with changed[0].open("a", encoding="utf-8") as out:
        out.write(turtle)
    with pytest.raises(DefinitionError, match=why):
        read_schema(changed)


def test_every_statement_names_a_table_once() -> None:
    statements = ladybug_tables(shipped_schema())
    assert len(statements) == len({one.split("(")[0] for one in statements}) == 19 + len(shipped_schema().relationships)


def test_the_description_is_current() -> None:
    """Mend with: python docs/property_graph.py"""
    page = Path(__file__).parents[2] / "docs" / "property-graph.md"
    assert page.read_text(encoding="utf-8") == describe(shipped_schema())


def test_a_schema_is_a_value() -> None:
    assert replace(shipped_schema()) == read_schema(ontology_files())
