"""Write docs/ontology.md, the reference of the vocabulary, from ontology/: ``python docs/ontology.py``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graphbuild.graph.vocabulary import ONTOLOGY, SCHEME
from graphbuild.resources import ontology_files

PAGE = Path(__file__).parent / "ontology.md"

GB = Namespace(ONTOLOGY)

#: By which a term says what it is close to in other vocabularies.
_ALIKE = (
    (RDFS.subClassOf, "below"),
    (RDFS.subPropertyOf, "below"),
    (SKOS.closeMatch, "close to"),
    (SKOS.relatedMatch, "related to"),
    (RDFS.seeAlso, "see also"),
)


def page() -> str:
    """Return the page."""
    graph = Graph()
    graph.bind("schema", "http://schema.org/", override=True, replace=True)
    for file in ontology_files():
        graph.parse(file)
    return "\n".join(_Page(graph).lines()) + "\n"


class _Page:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.classes = sorted(one for one in graph.subjects(RDF.type, OWL.Class) if str(one).startswith(ONTOLOGY))
        self.properties = sorted(
            {*graph.subjects(RDF.type, OWL.ObjectProperty), *graph.subjects(RDF.type, OWL.DatatypeProperty)}
        )
        self.reified = [one for one in self.classes if graph.value(one, GB.pgSource)]
        self.values = [one for one in self.classes if self._below(one, SKOS.Concept) and self._form(one) == "word"]

    def lines(self) -> Iterator[str]:
        yield "# The vocabulary"
        yield ""
        yield "Made from `ontology/` by `python docs/ontology.py`; a test fails when it is stale. Why a term of others"
        yield "is used is told in [ontology/README.md](../ontology/README.md); how the terms show in Cypher, in"
        yield "[property-graph.md](property-graph.md)."
        yield ""
        yield "| prefix | stands for |"
        yield "|---|---|"
        for prefix, iri in sorted({"gb": ONTOLOGY, "gbs": SCHEME}.items()):
            yield f"| `{prefix}:` | `{iri}` |"
        for prefix, iri in sorted((name, str(space)) for name, space in self.graph.namespaces()):
            if prefix in self._used() and prefix != "gb":
                yield f"| `{prefix}:` | `{iri}` |"
        yield ""
        yield "## Diagram"
        yield ""
        yield "Boxes are classes, solid arrows properties, dashed arrows relations that are nodes of their own."
        yield ""
        yield from self._diagram()
        yield ""
        facts = [one for one in self.classes if self._below(one, GB.Fact) and one not in self.reified]
        rest = [one for one in self.classes if one not in facts and one not in self.reified and one not in self.values]
        for heading, classes in (
            ("Who, what and where from", rest),
            ("Facts", facts),
            ("Facts that join two things", self.reified),
        ):
            yield f"## {heading}"
            yield ""
            for one in classes:
                yield from self._class(one)
        yield "## Properties"
        yield ""
        yield "| property | dansk | of | value | means | others |"
        yield "|---|---|---|---|---|---|"
        for one in self.properties:
            cells = [
                f"`gb:{self._name(one)}`",
                self._text(one, RDFS.label, "da"),
                ", ".join(self._ends(one, RDFS.domain)),
                ", ".join(self._ends(one, RDFS.range)),
                self._text(one, SKOS.definition, "en"),
                self._alike(one),
            ]
            yield f"| {' | '.join(cells)} |"
        yield ""
        yield "## Values from closed schemes"
        yield ""
        for one in self.values:
            concepts = sorted(self.graph.subjects(RDF.type, one))
            scheme = next((self.graph.value(concept, SKOS.inScheme) for concept in concepts), None)
            if scheme is None:
                continue
            yield f"### {self._name(one)}"
            yield ""
            means, betyder = (self._text(one, SKOS.definition, language) for language in ("en", "da"))
            yield f"{means} *{betyder}* Scheme: `{scheme}`"
            yield ""
            yield "| value | dansk | English | means |"
            yield "|---|---|---|---|"
            for concept in concepts:
                labels = [self._text(concept, SKOS.prefLabel, language) for language in ("da", "en")]
                means = self._text(concept, SKOS.definition, "en")
                yield f"| `{self.graph.value(concept, SKOS.notation)}` | {labels[0]} | {labels[1]} | {means} |"
            yield ""

    def _class(self, one: Node) -> Iterator[str]:
        yield f"### {self._name(one)}"
        yield ""
        yield f"**{self._text(one, RDFS.label, 'da')}** · {self._text(one, RDFS.label, 'en')}"
        yield ""
        yield f"{self._text(one, SKOS.definition, 'en')} *{self._text(one, SKOS.definition, 'da')}*"
        yield ""
        yield f"- Example: {self.graph.value(one, SKOS.example)}"
        above = [self._name(up) for up in sorted(self.graph.objects(one, RDFS.subClassOf)) if up in self.classes]
        if above:
            yield f"- A kind of: {', '.join(above)}"
        if others := self._alike(one):
            yield f"- Other vocabularies: {others}"
        own = [term for term in self.properties if self._name(one) in self._ends(term, RDFS.domain)]
        if own:
            yield f"- Properties: {', '.join(f'`gb:{self._name(term)}`' for term in own)}"
        yield ""

    def _diagram(self) -> Iterator[str]:
        yield "```mermaid"
        yield "flowchart LR"
        shown = {one for one in self.classes if self._form(one) == "node" and one not in self.reified}
        ends = {self.graph.value(one, end) for one in self.reified for end in (GB.pgSource, GB.pgTarget)}
        for term in self.properties:
            if term in ends:
                continue
            for start in self._members(term, RDFS.domain):
                for stop in self._members(term, RDFS.range):
                    if start in shown and stop in shown:
                        yield f"    {self._name(start)} -- {self._name(term)} --> {self._name(stop)}"
        for one in self.reified:
            source, target = self.graph.value(one, GB.pgSource), self.graph.value(one, GB.pgTarget)
            for start in self._members(source, RDFS.range):
                for stop in self._members(target, RDFS.range):
                    yield f"    {self._name(start)} -. {self._name(one)} .-> {self._name(stop)}"
        for one in sorted(shown):
            for up in sorted(self.graph.objects(one, RDFS.subClassOf)):
                if up in shown:
                    yield f"    {self._name(one)} == is a ==> {self._name(up)}"
        yield "```"

    def _members(self, term: Node | None, end: URIRef) -> list[Node]:
        found: list[Node] = []
        for one in self.graph.objects(term, end):
            union = self.graph.value(one, OWL.unionOf)
            found += list(Collection(self.graph, union)) if union is not None else [one]
        return found

    def _ends(self, term: Node, end: URIRef) -> list[str]:
        return [self._name(one) for one in self._members(term, end)]

    def _alike(self, one: Node) -> str:
        told = []
        for term, how in _ALIKE:
            found = [
                f"`{self.graph.namespace_manager.normalizeUri(str(other))}`"
                for other in sorted(self.graph.objects(one, term))
                if not str(other).startswith(ONTOLOGY)
            ]
            if found:
                told.append(f"{how} {', '.join(found)}")
        return "; ".join(told)

    def _below(self, one: Node, above: Node) -> bool:
        return above in set(self.graph.transitive_objects(one, RDFS.subClassOf)) and one != above

    def _form(self, one: Node) -> str:
        return str(self.graph.value(one, GB.pgForm) or "node")

    def _used(self) -> set[str]:
        told: Iterable[str] = (self._alike(one) for one in (*self.classes, *self.properties))
        return {part.split(":")[0] for text in told for part in text.split("`")[1::2]} | {"skos", "xsd"}

    def _name(self, one: Node) -> str:
        if str(one).startswith(ONTOLOGY):
            return str(one).removeprefix(ONTOLOGY)
        return str(self.graph.namespace_manager.normalizeUri(str(one)))

    def _text(self, one: Node, term: URIRef, language: str) -> str:
        found = [str(text) for text in self.graph.objects(one, term) if getattr(text, "language", None) == language]
        return found[0].replace("|", "\\|") if found else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
