"""Derive the property graph from the RDF dataset by the schema alone.

Nodes are what the dataset types as a class with a label; relationships are its object properties and its reified
relations. Where several documents state the same (two files of one meeting, one person in many documents), a property
gets one value: the one that most documents give, then the longest, then the first by code point. A relation that
several documents state is one relationship, with the first document's evidence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from graphbuild.graph.schema import KEY, Property, Relationship, Schema, ValueType, columns
from graphbuild.graph.vocabulary import RDF_TYPE, SCHEME

Cell = str | int | float | bool | None
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One node: its label, its key (IRI), and its properties by column."""

    label: str
    id: str
    properties: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class RelationshipRow:
    """One relationship, with the labels and keys of its two ends."""

    type: str
    start_label: str
    start: str
    stop_label: str
    stop: str
    id: str
    properties: Mapping[str, Cell]


def days(iso: str) -> int:
    """Return days since 1970-01-01 of an ISO date."""
    return date.fromisoformat(iso).toordinal() - _EPOCH


class Projection:
    """The nodes and relationships of a dataset, sorted, each once."""

    def __init__(self, dataset: ox.Store, schema: Schema) -> None:
        self.schema = schema
        self._dataset = dataset
        self._labels = self._read_labels()

    def nodes(self) -> Iterator[NodeRow]:
        """Yield all nodes by label and key."""
        for node in self.schema.nodes:
            held = sorted(iri for iri, label in self._labels.items() if label == node.label)
            values = self._values(node.properties, held)
            for iri in held:
                yield NodeRow(node.label, iri, self._cells(node.properties, values[iri]))

    def relationships(self) -> Iterator[RelationshipRow]:
        """Yield all relationships by type, start and stop."""
        for one in self.schema.relationships:
            yield from sorted(self._reified(one) if one.source else self._plain(one), key=_order)

    # --- reading the dataset -----------------------------------------------------------------------------------------

    def _read_labels(self) -> dict[str, str]:
        """Return each node's one label; of several classes that documents give, a more special one wins over its own
        superclass, and otherwise the first by name."""
        found: dict[str, set[str]] = defaultdict(set)
        for node in self.schema.nodes:
            for quad in self._dataset.quads_for_pattern(None, RDF_TYPE, ox.NamedNode(node.iri), None):
                found[_iri(quad.subject)].add(node.label)
        general = self.schema.general
        return {iri: min(labels, key=lambda label: (label in general, label)) for iri, labels in found.items()}

    def _values(self, properties: tuple[Property, ...], subjects: list[str]) -> dict[str, dict[str, Counter[str]]]:
        """Return subject -> property key -> value as text -> how many documents give it."""
        wanted = set(subjects)
        values: dict[str, dict[str, Counter[str]]] = {iri: defaultdict(Counter) for iri in subjects}
        for one in properties:
            for quad in self._dataset.quads_for_pattern(None, ox.NamedNode(one.iri), None, None):
                subject = _iri(quad.subject)
                if subject in wanted:
                    values[subject][one.key][_text(quad.object)] += 1
        return values

    @staticmethod
    def _cells(properties: tuple[Property, ...], values: Mapping[str, Counter[str]]) -> dict[str, Cell]:
        cells: dict[str, Cell] = {}
        for one in properties:
            told = values.get(one.key)
            if not told:
                cells.update(dict.fromkeys(key for key, _ in one.columns()))
            elif one.many:
                cells[one.key] = " | ".join(sorted(told))
            else:
                best = min(told, key=lambda text: (-told[text], -len(text), text))
                cells.update(_typed(one, best))
        return cells

    def _reified(self, one: Relationship) -> Iterator[RelationshipRow]:
        """Read a relation that is a node of its own; each graph is read apart, so that its evidence stays together."""
        parts = (one.source, one.target, *(it.iri for it in one.properties))
        facts: dict[str, dict[str, dict[str, Counter[str]]]] = defaultdict(dict)  # fact -> graph -> term -> values
        for quad in self._dataset.quads_for_pattern(None, RDF_TYPE, ox.NamedNode(one.iri), None):
            facts[_iri(quad.subject)][_iri(quad.graph_name)] = defaultdict(Counter)
        for part in parts:
            if part is None:
                continue
            for quad in self._dataset.quads_for_pattern(None, ox.NamedNode(part), None, None):
                graphs = facts.get(_iri(quad.subject))
                if graphs is not None and _iri(quad.graph_name) in graphs:
                    graphs[_iri(quad.graph_name)][part][_text(quad.object)] += 1
        pairs = set(one.pairs)
        for iri, graphs in facts.items():
            terms = graphs[min(graphs)]
            values = {it.key: terms[it.iri] for it in one.properties if it.iri in terms}
            for start in sorted(terms.get(one.source or "", ())):
                for stop in sorted(terms.get(one.target or "", ())):
                    ends = self._labels.get(start), self._labels.get(stop)
                    if ends[0] and ends[1] and (ends[0], ends[1]) in pairs:
                        cells = self._cells(one.properties, values)
                        yield RelationshipRow(one.type, ends[0], start, ends[1], stop, iri, cells)

    def _plain(self, one: Relationship) -> Iterator[RelationshipRow]:
        """Read an object property. Its evidence is that of its subject, in the same graph, if that is a fact."""
        links: dict[tuple[str, str], str] = {}
        for quad in self._dataset.quads_for_pattern(None, ox.NamedNode(one.iri), None, None):
            subject, value = _iri(quad.subject), _text(quad.object)
            graph = _iri(quad.graph_name)
            links[subject, value] = min(graph, links.get((subject, value), graph))
        pairs = set(one.pairs)
        for (subject, value), graph in links.items():
            start, stop = (value, subject) if one.inverse else (subject, value)
            ends = self._labels.get(start), self._labels.get(stop)
            if ends[0] and ends[1] and (ends[0], ends[1]) in pairs:
                cells = self._cells(one.properties, self._evidence(one, subject, graph))
                yield RelationshipRow(one.type, ends[0], start, ends[1], stop, subject, cells)

    def _evidence(self, one: Relationship, subject: str, graph: str) -> dict[str, Counter[str]]:
        values: dict[str, Counter[str]] = {}
        for it in one.properties:
            found = self._dataset.quads_for_pattern(
                ox.NamedNode(subject), ox.NamedNode(it.iri), None, ox.NamedNode(graph)
            )
            values[it.key] = Counter(_text(quad.object) for quad in found)
        return values


def header(properties: tuple[Property, ...]) -> list[str]:
    """Return a table's columns: the key, then the properties."""
    return [KEY, *(key for key, _ in columns(properties))]


def _order(row: RelationshipRow) -> tuple[str, str, str, str, str]:
    return row.start_label, row.stop_label, row.start, row.stop, row.id


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _text(term: object) -> str:
    """Return a literal's words, a concept's last part, or any other IRI whole."""
    if isinstance(term, ox.NamedNode):
        return term.value.rsplit("/", 1)[-1] if term.value.startswith(SCHEME) else term.value
    return term.value if isinstance(term, ox.Literal) else str(term)


def _typed(property_: Property, text: str) -> dict[str, Cell]:
    match property_.type:
        case ValueType.TEXT:
            return {property_.key: text}
        case ValueType.INTEGER:
            return {property_.key: int(text)}
        case ValueType.NUMBER:
            return {property_.key: float(text)}
        case ValueType.TRUTH:
            return {property_.key: text == "true"}
        case ValueType.DAY:
            return {property_.key: text, f"{property_.key}_day": days(text)}
