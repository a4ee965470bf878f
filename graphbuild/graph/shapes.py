"""SHACL: shapes derived from the ontology, the shipped ones with them, and validating one document's graph.

``ontology/shapes.ttl`` says what must hold; which properties a class has, and of what type, follows from the ontology:
for each class its properties, each with its datatype or class; for each property the classes that may have it; both
ends of each reified relation exactly once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graphbuild.graph.vocabulary import ONTOLOGY
from graphbuild.resources import ontology_files, shapes_file

if TYPE_CHECKING:
    from rdflib import Graph

SHAPES = "https://w3id.org/graphbuild/shapes#"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that does not hold: how bad it is (``Violation``, ``Warning``, ``Info``), where, and what is wrong.

    ``shape`` is the address of the shape that says so (empty where it has none of its own), ``component`` that of the
    kind of constraint.
    """

    severity: str
    node: str
    path: str
    value: str
    message_da: str
    message_en: str
    shape: str = ""
    component: str = ""


def validate(quads: Iterable[ox.Quad], shapes: Graph | None = None, ontology: Graph | None = None) -> list[Finding]:
    """Return what does not hold in one document's graph, sorted; without shapes, the shipped ones are used."""
    triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    return validate_lines(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", shapes, ontology)


def validate_lines(lines: bytes, shapes: Graph | None = None, ontology: Graph | None = None) -> list[Finding]:
    """Return what does not hold in a graph given as N-Triples, which another process can be handed."""
    import pyshacl
    from rdflib import SH, Literal

    data = _parse(lines, "nt")
    # classes above classes and the concepts' classes must be at hand; pyshacl's own ont_graph leaves concepts out
    data += ontology if ontology is not None else shipped_ontology()
    _, report, _ = pyshacl.validate(
        data,
        shacl_graph=shapes if shapes is not None else shipped_shapes(),
        inplace=True,
    )
    findings = []
    for result in report.subjects(SH.resultSeverity):
        messages = {
            one.language: str(one) for one in report.objects(result, SH.resultMessage) if isinstance(one, Literal)
        }
        findings.append(
            Finding(
                str(report.value(result, SH.resultSeverity)).rsplit("#", 1)[-1],
                str(report.value(result, SH.focusNode)),
                str(report.value(result, SH.resultPath) or "").rsplit("#", 1)[-1],
                str(report.value(result, SH.value) or ""),
                messages.get("da", ""),
                messages.get("en", ""),
                _address(report.value(result, SH.sourceShape)),
                _address(report.value(result, SH.sourceConstraintComponent)),
            )
        )
    return sorted(findings)


@cache
def shipped_shapes() -> Graph:
    """Return all shapes that graphbuild comes with: written and derived."""
    return read_shapes(ontology_files(), shapes_file())


@cache
def shipped_ontology() -> Graph:
    """Return the ontology for rdflib."""
    return _parse(b"\n".join(file.read_bytes() for file in ontology_files()), "turtle")


def read_shapes(ontology: tuple[Path, ...], shapes: Path) -> Graph:
    """Return the written shapes with those derived from an ontology."""
    declared = _parse(b"\n".join(file.read_bytes() for file in ontology), "turtle")
    graph = _parse(shapes.read_bytes(), "turtle")
    return graph + derive_shapes(declared)


def derive_shapes(ontology: Graph) -> Graph:
    """Return one shape a class (its properties and their types) and one a property (the classes that have it)."""
    from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, Namespace, Node, URIRef
    from rdflib.collection import Collection

    gb, named = Namespace(ONTOLOGY), Namespace(SHAPES)
    made = Graph()

    def members(node: Any) -> list[Any]:
        union = ontology.value(node, OWL.unionOf)
        return list(Collection(ontology, union)) if union is not None else [node]

    def typed(class_: Any) -> bool:
        """Tell whether members say in a document's graph what they are: a passage is told by its address, a rule by
        what points to it; concepts say so in their scheme.
        """
        form = str(ontology.value(class_, gb.pgForm) or "node")
        return form in {"node", "none"} or class_ in below(SKOS.Concept)

    def crosses(term: Any) -> bool:
        """Tell whether a property leads to another document's facts, whose class only that document's graph tells."""
        return (term, gb.acrossDocuments, Literal(True)) in ontology

    def below(class_: Any) -> set[Any]:
        return set(ontology.transitive_subjects(RDFS.subClassOf, class_))

    def label(term: Any, language: str) -> str:
        found = [str(one) for one in ontology.objects(term, RDFS.label) if getattr(one, "language", "") == language]
        return found[0] if found else str(term).removeprefix(ONTOLOGY)

    def any_of(shape: Any, targets: list[Any]) -> None:
        options: list[Node] = []
        for one in targets:
            option = BNode()
            made.add((option, SH["class"], one))
            options.append(option)
        head = BNode()
        Collection(made, head, options)
        made.add((shape, SH["or"], head))

    def tell(shape: Any, danish: str, english: str) -> None:
        made.add((shape, SH.message, Literal(danish, lang="da")))
        made.add((shape, SH.message, Literal(english, lang="en")))

    classes = [one for one in sorted(ontology.subjects(RDF.type, OWL.Class), key=str) if str(one).startswith(ONTOLOGY)]
    allowed: dict[Any, list[Any]] = {one: [] for one in classes}
    for kind in (OWL.DatatypeProperty, OWL.ObjectProperty):
        for term in sorted(ontology.subjects(RDF.type, kind), key=str):
            for domain in ontology.objects(term, RDFS.domain):
                if not all(typed(one) for one in members(domain)):
                    continue
                for one in {sub for member in members(domain) for sub in below(member)} & set(classes):
                    allowed[one].append(term)
                if crosses(term) and members(domain) == members(ontology.value(term, RDFS.range)):
                    continue  # both ends may be another document's
                shape = named[f"on-{str(term).removeprefix(ONTOLOGY)}"]
                made.add((shape, RDF.type, SH.NodeShape))
                made.add((shape, SH.targetSubjectsOf, term))
                any_of(shape, members(domain))
                whose = [" / ".join(label(one, language) for one in members(domain)) for language in ("da", "en")]
                danish = f"Kun {whose[0]} kan have »{label(term, 'da')}«."
                tell(shape, danish, f"Only {whose[1]} can have »{label(term, 'en')}«.")
    for class_ in classes:
        shape = named[f"of-{str(class_).removeprefix(ONTOLOGY)}"]
        made.add((shape, RDF.type, SH.NodeShape))
        made.add((shape, SH.targetClass, class_))
        ends = {ontology.value(class_, gb.pgSource), ontology.value(class_, gb.pgTarget)}
        for term in allowed[class_]:
            part = URIRef(f"{shape}-{str(term).removeprefix(ONTOLOGY)}")
            made.add((shape, SH.property, part))
            made.add((part, SH.path, term))
            range_ = ontology.value(term, RDFS.range)
            if (term, RDF.type, OWL.DatatypeProperty) in ontology:
                made.add((part, SH.datatype, range_))
                said = [str(range_).rsplit("#", 1)[-1]] * 2
            else:
                made.add((part, SH.nodeKind, SH.IRI))
                targets = members(range_)
                said = [" / ".join(label(one, language) for one in targets) for language in ("da", "en")]
                if all(typed(one) for one in targets) and not crosses(term):
                    any_of(part, targets)
            if term in ends:
                made.add((part, SH.minCount, Literal(1)))
                made.add((part, SH.maxCount, Literal(1)))
            once = ("netop én gang, ", "exactly once, ") if term in ends else ("", "")
            danish = f"»{label(term, 'da')}« skal stå {once[0]}som {said[0]}."
            tell(part, danish, f"»{label(term, 'en')}« must stand {once[1]}as {said[1]}.")
    return made


def _address(node: Any) -> str:
    from rdflib import URIRef

    return str(node) if isinstance(node, URIRef) else ""


def _parse(text: bytes, format_: str) -> Graph:
    from rdflib import Graph

    graph = Graph()
    graph.parse(data=text, format=format_)
    return graph
