"""The ontology itself: labelled in two languages, consistent, and named in the code only by terms that it has."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from graphbuild.errors import DefinitionError
from graphbuild.graph.dataset import build_quads
from graphbuild.graph.entities import ByName
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.store import nquads
from graphbuild.graph.vocabulary import ONTOLOGY, SCHEME, body_kind, concepts, gb, read_ontology
from graphbuild.model import Attendance, MeetingKind, Outcome
from graphbuild.resources import ontology_files, shapes_file
from tests.graph.samples import document, record

GB = Namespace(ONTOLOGY)
GRAPH = Graph()
for file in ontology_files():
    GRAPH.parse(file)
TERMS = sorted(
    {
        term
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
        for term in GRAPH.subjects(RDF.type, kind)
        if str(term).startswith(ONTOLOGY)
    }
    | set(GRAPH.subjects(SKOS.inScheme))
)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: str(term).rsplit("graphbuild/", 1)[-1])
def test_every_term_is_labelled_and_defined_in_both_languages(term: URIRef) -> None:
    labels = [*GRAPH.objects(term, RDFS.label), *GRAPH.objects(term, SKOS.prefLabel)]
    assert sorted(one.language for one in labels) == ["da", "en"]
    assert sorted(one.language for one in GRAPH.objects(term, SKOS.definition)) == ["da", "en"]
    assert all(str(one).strip() for one in labels)


def test_every_class_has_an_example() -> None:
    classes = {one for one in GRAPH.subjects(RDF.type, OWL.Class) if str(one).startswith(ONTOLOGY)}
    assert {one for one in classes if not GRAPH.value(one, SKOS.example)} == set()


def test_every_property_has_a_domain_and_a_range() -> None:
    properties = {*GRAPH.subjects(RDF.type, OWL.ObjectProperty), *GRAPH.subjects(RDF.type, OWL.DatatypeProperty)}
    assert {one for one in properties if not (GRAPH.value(one, RDFS.domain) and GRAPH.value(one, RDFS.range))} == set()


def test_no_term_is_used_that_is_not_declared() -> None:
    shapes = Graph().parse(shapes_file())
    used = {
        str(term)
        for graph in (GRAPH, shapes)
        for triple in graph
        for term in triple
        if isinstance(term, URIRef) and str(term).startswith((ONTOLOGY, SCHEME))
    }
    assert {one for one in used if (URIRef(one), None, None) not in GRAPH} == set()


def test_the_ontology_and_a_document_are_consistent_under_owl_rl() -> None:
    closed = Graph()
    closed += GRAPH
    names = Identifiers()
    for line in nquads(build_quads(record(), document(), ByName(names), names)):
        closed.parse(data=line.rsplit(b" <", 1)[0] + b" .", format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    errors = Namespace("http://www.daml.org/2002/03/agents/agent-ont#")
    assert list(closed.objects(None, errors.error)) == []
    assert (
        URIRef(names.named("person", "998", "Ib Kjær")),
        RDF.type,
        URIRef("http://xmlns.com/foaf/0.1/Agent"),
    ) in closed


def test_owl_rl_tells_an_inconsistency() -> None:
    """That the test above can fail: the same thing as a person and a body."""
    closed = Graph()
    closed += GRAPH
    closed.add((URIRef("http://x.example/1"), RDF.type, GB.Person))
    closed.add((URIRef("http://x.example/1"), RDF.type, GB.Body))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    assert any("disjoint" in str(one).lower() for one in closed.objects())


def test_the_schemes_hold_the_values_of_the_model() -> None:
    assert {f"outcome/{one.value}" for one in Outcome} == {
        one for one in concepts().terms if one.startswith("outcome/")
    }
    assert {f"attendance/{one.value}" for one in Attendance} <= concepts().terms
    assert {f"meeting-kind/{one.value}" for one in MeetingKind} <= concepts().terms


#: Terms of vocabularies that no package at hand holds, each seen in its vocabulary's own publication or in the data of
#: those who publish with it: OSLO besluit and mandaat (the Flemish local-decision applications), ELI's own shapes,
#: the Web Annotation vocabulary, ValueFlows.
SEEN = {
    "http://data.vlaanderen.be/ns/besluit#": {
        *(
            "Agendapunt",
            "BehandelingVanAgendapunt",
            "Besluit",
            "Bestuurseenheid",
            "Bestuursorgaan",
            "Stemming",
            "Zitting",
        ),
        *("heeftAanwezigeBijStart", "isGehoudenDoor"),
    },
    "http://data.vlaanderen.be/ns/mandaat#": {"Fractie", "Mandataris"},
    "http://data.europa.eu/eli/ontology#": {"Format", "LegalResource"},
    "http://www.w3.org/ns/oa#": {"SpecificResource"},
    "https://w3id.org/valueflows/ont/vf#": {"Commitment"},
}


def test_every_reused_term_exists_in_its_vocabulary() -> None:
    closed = {
        str(space._NS): space
        for space in vars(rdflib.namespace).values()
        if isinstance(space, type) and issubclass(space, DefinedNamespace) and hasattr(space, "_NS")
    }
    closed["http://schema.org/"] = closed["https://schema.org/"]
    missing, checked = set(), set()
    for graph in (GRAPH, Graph().parse(shapes_file())):
        for term in {term for triple in graph for term in triple if isinstance(term, URIRef)}:
            base = re.match(r".*[#/]", term)
            if base is None or str(term).startswith("https://w3id.org/graphbuild/"):
                continue
            name = str(term)[base.end() :]
            checked.add(base[0])
            if base[0] in closed:
                if name and name not in closed[base[0]]:
                    missing.add(str(term))
            elif name not in SEEN.get(base[0], set()):
                missing.add(str(term))
    assert missing == set()
    assert {str(rdflib.ORG), str(rdflib.PROV), "http://schema.org/", *SEEN} <= checked


def test_the_reference_page_is_fresh() -> None:
    place = Path(__file__).parents[2] / "docs" / "ontology.py"
    spec = importlib.util.spec_from_file_location("ontology_page", place)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    page = script.page()
    assert script.PAGE.read_text(encoding="utf-8") == page, "run: make docs"
    for term in (term for term in TERMS if (term, RDF.type, OWL.AnnotationProperty) not in GRAPH):
        assert str(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1] in page


def test_a_misspelt_term_is_an_error() -> None:
    assert gb()["heldBy"].value == f"{ONTOLOGY}heldBy"
    with pytest.raises(DefinitionError):
        gb()["heldby"]


def test_the_code_names_only_terms_that_exist() -> None:
    source = ast.parse((Path(__file__).parents[2] / "graphbuild/graph/dataset.py").read_text(encoding="utf-8"))
    named = {
        argument.value
        for call in ast.walk(source)
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) in {"_set", "_link", "_predicate"}
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value
    }
    assert named - gb().terms == set()
    assert {"heldBy", "statedIn", "debtor"} <= named


def test_a_file_that_is_no_turtle_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("gb:Person a", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"x\.ttl"):
        read_ontology((tmp_path / "x.ttl",))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Økonomiudvalget", "committee"),
        ("Kommunalbestyrelsen", "council"),  # not a board
        ("Lokalrådet i Byen", "local-committee"),  # not an advisory council
        ("Hovedudvalget", "joint-staff-committee"),  # not a committee
        ("Skolebestyrelsen", "board"),
        ("Handicapråd", "advisory-council"),
        ("Beredskabskommissionen", "commission"),
        ("Rådhuset", "other"),
    ],
)
def test_kind_of_body(name: str, kind: str) -> None:
    assert body_kind(name) == kind
