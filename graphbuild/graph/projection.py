"""Derive the property graph from the RDF dataset by the schema alone.

Nodes are what the dataset types as a class with a label; relationships are its object properties and its reified
relations. Where several documents state the same (two files of one meeting), a fact is shown as the first document by
address tells it, words and passage together. An entity's property (one person in many documents) gets the value that
most documents give, then the longest, then the first by code point.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from graphbuild.graph.schema import KEY, Node, Property, Relationship, Schema, ValueType, columns
from graphbuild.graph.vocabulary import RDF_TYPE

Cell = str | int | float | bool | None
_EPOCH: Final = date(1970, 1, 1).toordinal()

#: How many subjects' values are kept in memory while relationships are read.
_REMEMBERED: Final = 100_000


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


#: graph -> term -> values as text: all that the dataset says of one subject
_Told = Mapping[str, Mapping[str, Sequence[str]]]


class Projection:
    """The nodes and relationships of a dataset, sorted, each once. Only the nodes' labels are held in memory."""

    def __init__(self, dataset: ox.Store, schema: Schema) -> None:
        self.schema = schema
        self._dataset = dataset
        self._labels = self._read_labels()
        self._told = lru_cache(maxsize=_REMEMBERED)(self._read)
        self._held = lru_cache(maxsize=_REMEMBERED)(self._read_held)

    def nodes(self) -> Iterator[NodeRow]:
        """Yield all nodes by label and key."""
        by_label: dict[str, list[str]] = defaultdict(list)
        for iri, label in self._labels.items():
            by_label[label].append(iri)
        for node in self.schema.nodes:
            for iri in sorted(by_label[node.label]):
                graphs = self._evidence(node, self._told(iri))
                values = {
                    one.iri: Counter(text for terms in graphs for text in self._values(one, terms))
                    for one in node.properties
                }
                yield NodeRow(node.label, iri, _cells(node.properties, values))

    def relationships(self) -> Iterator[RelationshipRow]:
        """Yield all relationships by type, start and stop."""
        for one in self.schema.relationships:
            yield from sorted(self._reified(one) if one.source else self._plain(one), key=_order)

    # --- reading the dataset -----------------------------------------------------------------------------------------

    def _read_labels(self) -> dict[str, str]:
        """Return each node's one label; of several that documents give, a special one wins over a general one."""
        found: dict[str, set[str]] = defaultdict(set)
        for node in self.schema.nodes:
            for quad in self._dataset.quads_for_pattern(None, RDF_TYPE, ox.NamedNode(node.iri), None):
                found[_text(quad.subject)].add(node.label)
        general = self.schema.general
        return {iri: min(labels, key=lambda label: (label in general, label)) for iri, labels in found.items()}

    def _read(self, subject: str) -> _Told:
        told: dict[str, dict[str, list[str]]] = {}
        for quad in self._dataset.quads_for_pattern(ox.NamedNode(subject), None, None, None):
            terms = told.setdefault(_text(quad.graph_name), {})
            terms.setdefault(quad.predicate.value, []).append(_text(quad.object))
        return told

    @staticmethod
    def _evidence(node: Node, told: _Told) -> Collection[Mapping[str, Sequence[str]]]:
        """Return what counts for a node: all documents for an entity, one for a fact, so that it fits its passage.

        The document is the one whose passage is shown: the first by address.
        """
        stated = next((one.iri for one in node.properties if one.address), None)
        graphs = [graph for graph in told if stated in told[graph]]
        return [told[min(graphs)]] if graphs else told.values()

    def _values(self, property_: Property, terms: Mapping[str, Sequence[str]]) -> Iterator[str]:
        """Yield the values of a property among what one graph tells of a subject."""
        if property_.through is None:
            for text in terms.get(property_.iri, ()):
                yield text.rsplit("/", 1)[-1] if property_.word else text
        else:
            for holder in terms.get(property_.through, ()):
                yield from self._held(holder, property_.iri)

    def _read_held(self, holder: str, iri: str) -> tuple[str, ...]:
        """Return the first value, by code point, that all documents give a holder that many facts share (a rule)."""
        quads = self._dataset.quads_for_pattern(ox.NamedNode(holder), ox.NamedNode(iri), None, None)
        return tuple(sorted({_text(quad.object) for quad in quads})[:1])

    def _reified(self, one: Relationship) -> Iterator[RelationshipRow]:
        """Read a relation that is a node of its own. What one document tells stays together: its first graph's."""
        facts = {
            _text(quad.subject) for quad in self._dataset.quads_for_pattern(None, RDF_TYPE, ox.NamedNode(one.iri), None)
        }
        for iri in facts:
            told = self._told(iri)
            terms = told[min(graph for graph in told if one.iri in told[graph].get(RDF_TYPE.value, ()))]
            cells = _cells(one.properties, {it.iri: Counter(self._values(it, terms)) for it in one.properties})
            for start in sorted(terms.get(one.source or "", ())):
                for stop in sorted(terms.get(one.target or "", ())):
                    yield from self._between(one, start, stop, iri, cells)

    def _plain(self, one: Relationship) -> Iterator[RelationshipRow]:
        """Read an object property. Its evidence is that of its subject in the same graph, if the subject is a fact."""
        links: dict[tuple[str, str], str] = {}
        for quad in self._dataset.quads_for_pattern(None, ox.NamedNode(one.iri), None, None):
            subject, value, graph = _text(quad.subject), _text(quad.object), _text(quad.graph_name)
            links[subject, value] = min(graph, links.get((subject, value), graph))
        for (subject, value), graph in links.items():
            terms = self._told(subject)[graph]
            cells = _cells(one.properties, {it.iri: Counter(self._values(it, terms)) for it in one.properties})
            start, stop = (value, subject) if one.inverse else (subject, value)
            yield from self._between(one, start, stop, subject, cells)

    def _between(
        self, one: Relationship, start: str, stop: str, iri: str, cells: Mapping[str, Cell]
    ) -> Iterator[RelationshipRow]:
        start_label, stop_label = self._labels.get(start), self._labels.get(stop)
        if start_label and stop_label and (start_label, stop_label) in one.pairs:
            yield RelationshipRow(one.type, start_label, start, stop_label, stop, iri, cells)


def _cells(properties: tuple[Property, ...], values: Mapping[str, Counter[str]]) -> dict[str, Cell]:
    """Return a row's cells: the value that most documents give, else the longest, else the first by code point."""
    cells: dict[str, Cell] = {}
    for one in properties:
        told = values[one.iri]
        if not told:
            cells.update(dict.fromkeys(key for key, _ in one.columns()))
        elif one.many:
            cells[one.key] = " | ".join(sorted(told))
        elif one.address:  # SPARQL's MIN picks the same passage of several
            cells[one.key] = min(told)
        else:
            cells.update(_typed(one, min(told, key=lambda text: (-told[text], -len(text), text))))
    return cells


def header(properties: tuple[Property, ...]) -> list[str]:
    """Return a table's columns: the key, then the properties."""
    return [KEY, *(key for key, _ in columns(properties))]


def _order(row: RelationshipRow) -> tuple[str, str, str, str, str]:
    return row.start_label, row.stop_label, row.start, row.stop, row.id


def _text(term: object) -> str:
    return str(term.value) if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


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
