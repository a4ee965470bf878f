"""The property graph as the ontology declares it: labels, relationships, properties, types, constraints.

Nothing here names a class or a property of the minutes: all of it is read from the ontology's files. So a class or a
property that is added there arrives in tables, constraints and reference page with no change to code.

- a class becomes a node label, its own name; abstract classes say ``gb:pgForm "none"``
- a datatype property becomes a node property, its name in snake_case (``gb:pgKey`` says otherwise); a day
  (``xsd:date``) is an ISO text and an integer beside it, ``<key>_day``, in days since 1970-01-01
- an object property becomes a relationship, its name in UPPER_SNAKE_CASE (``gb:pgRelationship`` says otherwise),
  running from value to subject where ``gb:pgInverse`` says so
- a class with ``gb:pgSource`` and ``gb:pgTarget`` becomes a relationship with properties
- an object property to a class of ``gb:pgForm "value"`` (a passage) or ``"word"`` (a concept, a rule) becomes a
  property: the IRI, or the last part of it
- a property with ``gb:pgThrough`` shows at what points to its holder: a rule's confidence at each fact it read
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graphbuild.errors import DefinitionError
from graphbuild.graph.vocabulary import ONTOLOGY, RDF_TYPE, XSD, read_ontology, shipped

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"

#: Every node's key and every relationship's, and words that engines keep for themselves.
KEY = "id"
_TAKEN = {"id", "from", "to", "label"}


class ValueType(StrEnum):
    """The types of property that all engines share."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"  # ISO text here, and an integer under <key>_day


_TYPES = {
    f"{XSD}string": ValueType.TEXT,
    f"{XSD}integer": ValueType.INTEGER,
    f"{XSD}decimal": ValueType.NUMBER,
    f"{XSD}boolean": ValueType.TRUTH,
    f"{XSD}date": ValueType.DAY,
}


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node or relationship: its key, the ontology's term, its type.

    ``many`` joins several values; ``word`` takes the last part of an IRI only; ``through`` is the object property
    that leads to what holds the value, where it is not the node itself. ``address``: the value is an IRI.
    """

    key: str
    iri: str
    type: ValueType
    many: bool = False
    word: bool = False
    through: str | None = None
    address: bool = False

    def columns(self) -> tuple[tuple[str, ValueType], ...]:
        """Return the columns it takes: one, or two for a day."""
        if self.type is ValueType.DAY:
            return (self.key, ValueType.TEXT), (f"{self.key}_day", ValueType.INTEGER)
        return ((self.key, self.type),)


@dataclass(frozen=True, slots=True)
class Node:
    """A node label and the class it stands for, with the properties of the class and of those above it."""

    label: str
    iri: str
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship type between node labels.

    ``iri`` is the object property, or for a relation with facts of its own the class, and then ``source`` and
    ``target`` are the properties that lead to its ends. ``inverse``: runs from the property's value to its subject.
    """

    type: str
    iri: str
    pairs: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...]
    source: str | None = None
    target: str | None = None
    inverse: bool = False


@dataclass(frozen=True)
class Schema:
    """All labels and relationship types, sorted by name."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]
    labels: dict[str, str] = field(repr=False)  # class IRI -> label
    general: frozenset[str] = frozenset()  # labels of classes that have others with labels below them
    comments: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)  # term IRI -> language -> definition

    def node(self, label: str) -> Node:
        """Return the node of a label. Raises ``KeyError``."""
        return {one.label: one for one in self.nodes}[label]

    def relationship(self, type_: str) -> Relationship:
        """Return the relationship of a type. Raises ``KeyError``."""
        return {one.type: one for one in self.relationships}[type_]


def read_schema(files: tuple[Path, ...]) -> Schema:
    """Read a schema from ontology files. Raises :class:`DefinitionError` where they contradict themselves."""
    return _Reader(read_ontology(files)).schema()


@cache
def shipped_schema() -> Schema:
    """Return the schema of the ontology that graphbuild comes with."""
    return _Reader(shipped()).schema()


class _Reader:
    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.classes = {one for one in self._of_type("Class") if one.startswith(ONTOLOGY)}
        self.parents = {
            one: [str(up.value) for up in self._objects(one, f"{_RDFS}subClassOf") if isinstance(up, ox.NamedNode)]
            for one in self.classes
        }

    def _of_type(self, name: str) -> list[str]:
        quads = self.store.quads_for_pattern(None, RDF_TYPE, ox.NamedNode(_OWL + name), None)
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))

    def _objects(self, subject: str | ox.BlankNode, predicate: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        node = ox.NamedNode(subject) if isinstance(subject, str) else subject
        found = [
            quad.object
            for quad in self.store.quads_for_pattern(node, ox.NamedNode(predicate), None, None)
            if not isinstance(quad.object, ox.Triple)
        ]
        return sorted(found, key=str)

    def _note(self, subject: str, name: str) -> str | None:
        found = self._objects(subject, ONTOLOGY + name)
        return str(found[0].value) if found else None

    def _members(self, term: ox.NamedNode | ox.BlankNode | ox.Literal) -> list[str]:
        """Return the classes of a domain or range: one, or those of an owl:unionOf."""
        if isinstance(term, ox.NamedNode):
            return [term.value]
        found: list[str] = []
        if isinstance(term, ox.BlankNode):
            for head in self._objects(term, f"{_OWL}unionOf"):
                rest: ox.NamedNode | ox.BlankNode | ox.Literal = head
                while isinstance(rest, ox.BlankNode):
                    found += [str(one.value) for one in self._objects(rest, f"{_RDF}first")]
                    rest = self._objects(rest, f"{_RDF}rest")[0]
        return found

    def _ends(self, property_: str, which: str) -> list[str]:
        """Return the classes that a property's domain or range names, each with all classes below it."""
        named = [one for term in self._objects(property_, _RDFS + which) for one in self._members(term)]
        return sorted({below for one in named for below in self._below(one)} or set(named))

    def _below(self, class_: str) -> set[str]:
        return {one for one in self.classes if class_ in self._above(one)}

    def _above(self, class_: str) -> set[str]:
        seen: set[str] = set()
        waiting = [class_]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += self.parents.get(one, [])
        return seen

    def schema(self) -> Schema:
        forms = {one: self._note(one, "pgForm") or "node" for one in self.classes}
        edges = {one for one in self.classes if self._note(one, "pgSource")}
        labels = {one: one.removeprefix(ONTOLOGY) for one in self.classes if forms[one] == "node" and one not in edges}

        held: dict[str, list[Property]] = {one: [] for one in self.classes}
        links: list[str] = []
        for iri in self._of_type("DatatypeProperty"):
            if iri.startswith(ONTOLOGY):
                self._hold(held, self._property(iri))
        for iri in self._of_type("ObjectProperty"):
            if not iri.startswith(ONTOLOGY):
                continue
            ranges = self._ends(iri, "range")
            shown = {forms.get(one) for one in ranges}
            if ranges and shown <= {"value", "word"}:
                self._hold(
                    held, Property(self._key(iri), iri, ValueType.TEXT, word="word" in shown, address="value" in shown)
                )
            else:
                links.append(iri)

        ends = {self._note(one, end) for one in edges for end in ("pgSource", "pgTarget")}
        evidence = {one.key: one for one in held.get(f"{ONTOLOGY}Fact", ())}
        relationships = [self._reified(one, labels, tuple(held[one])) for one in sorted(edges)]
        for iri in links:
            if iri not in ends:
                relationships.append(self._plain(iri, labels, tuple(evidence[key] for key in sorted(evidence))))
        nodes = [Node(labels[one], one, tuple(sorted(held[one], key=lambda it: it.key))) for one in sorted(labels)]
        self._check(nodes, relationships)
        return Schema(
            tuple(nodes),
            tuple(sorted((one for one in relationships if one.pairs), key=lambda it: it.type)),
            labels,
            frozenset(labels[up] for one in labels for up in self._above(one) if up in labels and up != one),
            {
                quad.subject.value: self._definitions(quad.subject.value)
                for quad in self.store.quads_for_pattern(None, ox.NamedNode(f"{_SKOS}definition"), None, None)
                if isinstance(quad.subject, ox.NamedNode)
            },
        )

    def _definitions(self, iri: str) -> dict[str, str]:
        found = self._objects(iri, f"{_SKOS}definition")
        return {one.language or "": one.value for one in found if isinstance(one, ox.Literal)}

    def _hold(self, held: dict[str, list[Property]], property_: Property) -> None:
        for class_ in self._ends(property_.through or property_.iri, "domain"):
            if class_ in held:
                held[class_].append(property_)

    def _key(self, iri: str) -> str:
        return self._note(iri, "pgKey") or _words(iri.removeprefix(ONTOLOGY)).lower()

    def _property(self, iri: str) -> Property:
        ranges = [str(one.value) for one in self._objects(iri, f"{_RDFS}range")]
        if len(ranges) != 1 or ranges[0] not in _TYPES:
            known = ", ".join(sorted(one.removeprefix(XSD) for one in _TYPES))
            raise DefinitionError(f"{iri}: the range must be one of xsd: {known}; found {ranges or 'none'}")
        through = self._note(iri, "pgThrough")
        return Property(self._key(iri), iri, _TYPES[ranges[0]], self._note(iri, "pgMany") == "true", through=through)

    def _reified(self, class_: str, labels: dict[str, str], properties: tuple[Property, ...]) -> Relationship:
        source, target = self._note(class_, "pgSource"), self._note(class_, "pgTarget")
        if source is None or target is None:
            raise DefinitionError(f"{class_}: a relationship needs both gb:pgSource and gb:pgTarget")
        type_ = self._note(class_, "pgRelationship") or _words(class_.removeprefix(ONTOLOGY)).upper()
        pairs = self._pairs(self._ends(source, "range"), self._ends(target, "range"), labels)
        return Relationship(type_, class_, pairs, tuple(sorted(properties, key=lambda it: it.key)), source, target)

    def _plain(self, iri: str, labels: dict[str, str], evidence: tuple[Property, ...]) -> Relationship:
        type_ = self._note(iri, "pgRelationship") or _words(iri.removeprefix(ONTOLOGY)).upper()
        inverse = self._note(iri, "pgInverse") == "true"
        starts, stops = self._ends(iri, "domain"), self._ends(iri, "range")
        pairs = self._pairs(stops, starts, labels) if inverse else self._pairs(starts, stops, labels)
        return Relationship(type_, iri, pairs, evidence, inverse=inverse)

    @staticmethod
    def _pairs(starts: list[str], stops: list[str], labels: dict[str, str]) -> tuple[tuple[str, str], ...]:
        return tuple(sorted((labels[a], labels[b]) for a in starts if a in labels for b in stops if b in labels))

    @staticmethod
    def _check(nodes: list[Node], relationships: list[Relationship]) -> None:
        types = [one.type for one in relationships]
        for type_ in types:
            if types.count(type_) > 1:
                raise DefinitionError(f"Two terms of the ontology make the relationship {type_}")
        everything: list[Node | Relationship] = [*nodes, *relationships]
        for what in everything:
            keys = [column for one in what.properties for column, _ in one.columns()]
            for key in keys:
                if keys.count(key) > 1 or key in _TAKEN:
                    raise DefinitionError(f"{what.iri}: the property name »{key}« is taken")


def _words(name: str) -> str:
    """``onAgendaOf`` -> ``on_Agenda_Of``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)


# --- what follows from a schema ---------------------------------------------------------------------------------------

_NEO4J = {ValueType.TEXT: "STRING", ValueType.INTEGER: "INTEGER", ValueType.NUMBER: "FLOAT", ValueType.TRUTH: "BOOLEAN"}
_LADYBUG = {
    ValueType.TEXT: "STRING",
    ValueType.INTEGER: "INT64",
    ValueType.NUMBER: "DOUBLE",
    ValueType.TRUTH: "BOOLEAN",
}


def columns(properties: tuple[Property, ...]) -> tuple[tuple[str, ValueType], ...]:
    """Return the columns of all these properties, in order."""
    return tuple(column for one in properties for column in one.columns())


def ladybug_tables(schema: Schema) -> tuple[str, ...]:
    """Return the statements that make the embedded engine's tables."""
    statements = []
    for node in schema.nodes:
        rest = "".join(f", `{key}` {_LADYBUG[type_]}" for key, type_ in columns(node.properties))
        statements.append(f"CREATE NODE TABLE `{node.label}`(`{KEY}` STRING{rest}, PRIMARY KEY(`{KEY}`))")
    for one in schema.relationships:
        pairs = ", ".join(f"FROM `{start}` TO `{stop}`" for start, stop in one.pairs)
        rest = "".join(f", `{key}` {_LADYBUG[type_]}" for key, type_ in columns(one.properties))
        statements.append(f"CREATE REL TABLE `{one.type}`({pairs}, `{KEY}` STRING{rest})")
    return tuple(statements)


def neo4j_statements(schema: Schema) -> tuple[str, ...]:
    """Return Neo4j 5 constraints and indexes: a unique key a label, an index on each name, number, code and day."""
    statements = []
    for node in schema.nodes:
        name = node.label.lower()
        statements.append(
            f"CREATE CONSTRAINT {name}_key IF NOT EXISTS FOR (n:`{node.label}`) REQUIRE n.`{KEY}` IS UNIQUE"
        )
        for one in node.properties:
            if one.key in {"name", "number", "code", "title"}:
                statements.append(
                    f"CREATE INDEX {name}_{one.key} IF NOT EXISTS FOR (n:`{node.label}`) ON (n.`{one.key}`)"
                )
            elif one.type is ValueType.DAY:
                statements.append(
                    f"CREATE INDEX {name}_{one.key}_day IF NOT EXISTS FOR (n:`{node.label}`) ON (n.`{one.key}_day`)"
                )
    return tuple(statements)


def describe(schema: Schema) -> str:
    """Return the property graph's description in Markdown: labels, relationships, properties with their types."""
    lines = [
        "# The property graph",
        "",
        "Generated from `ontology/minutes.ttl`. Every node and relationship has `id`, its IRI in the RDF dataset (for",
        "a plain relationship: the IRI of the fact that states it). Where a fact stands is `passage`; how it was read",
        "is `rule`; how often that rule is right is `confidence`. A day is an ISO text and, under `…_day`, an integer",
        "(days since 1970-01-01).",
        "",
        "## Nodes",
        "",
    ]
    for node in schema.nodes:
        lines += [f"### {node.label}", "", schema.comments.get(node.iri, {}).get("en", ""), ""]
        lines += [f"- `{KEY}` text", *(_line(schema, one) for one in node.properties), ""]
    lines += ["## Relationships", ""]
    for one in schema.relationships:
        starts = sorted({start for start, _ in one.pairs})
        stops = sorted({stop for _, stop in one.pairs})
        lines += [f"### {one.type}", "", schema.comments.get(one.iri, {}).get("en", ""), ""]
        lines += [f"`(:{'|'.join(starts)})-[:{one.type}]->(:{'|'.join(stops)})`", ""]
        lines += [f"- `{KEY}` text", *(_line(schema, it) for it in one.properties), ""]
    return "\n".join(lines)


def _line(schema: Schema, property_: Property) -> str:
    names = " and ".join(f"`{key}` {type_.value}" for key, type_ in property_.columns())
    return f"- {names}: {schema.comments.get(property_.iri, {}).get('en', '')}"
