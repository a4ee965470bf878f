"""Write the property graph as tables, CSV or Parquet, with a dictionary that says what each column means.

``nodes/LABEL`` has a row a node, ``relationships/TYPE`` a row a relationship with ``start`` and ``stop``, which are the
``id`` of the nodes at its ends. ``dictionary.csv`` tells every column's type, and its meaning in Danish and English.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from graphbuild.engines.stored import Row, StoredRows
from graphbuild.exports.cells import harmless
from graphbuild.exports.folders import written_folder
from graphbuild.graph.projection import Cell, header
from graphbuild.graph.schema import KEY, Node, Property, Relationship, Schema, ValueType

_DICTIONARY: Final = "dictionary.csv"

#: The columns of every table of relationships, before those of its own.
_ENDS: Final = ("start", "start_label", "stop", "stop_label")
_MEANINGS: Final = {
    "start": ("id på noden, hvor relationen begynder", "the id of the node where the relationship starts"),
    "start_label": ("tabellen, hvor den node står", "the table in which that node stands"),
    "stop": ("id på noden, hvor relationen slutter", "the id of the node where the relationship ends"),
    "stop_label": ("tabellen, hvor den node står", "the table in which that node stands"),
    KEY: ("adressen (IRI)", "the address (IRI)"),
}


def write_csv_tables(rows: StoredRows, schema: Schema, folder: Path) -> None:
    """Write all tables as CSV (RFC 4180, UTF-8), whole or not at all.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; Parquet has every text as it is.
    Raises :class:`~graphbuild.errors.UsageError` where the folder cannot be written or holds something else.
    """
    with written_folder(folder, _DICTIONARY) as partial:
        _dictionary(schema, partial, ".csv")
        for node in schema.nodes:
            _csv(partial / "nodes" / f"{node.label}.csv", header(node.properties), _nodes(rows, node))
        for one in schema.relationships:
            _csv(
                partial / "relationships" / f"{one.type}.csv",
                [*_ENDS, *header(one.properties)],
                _relationships(rows, one),
            )


def write_parquet_tables(rows: StoredRows, schema: Schema, folder: Path) -> None:
    """Write all tables that have rows as Parquet, whole or not at all; the embedded engine writes them itself."""
    with written_folder(folder, _DICTIONARY) as partial:
        _dictionary(schema, partial, ".parquet")
        for node in schema.nodes:
            if any(rows.nodes(node)):
                rows.nodes_to_parquet(node, partial / "nodes" / f"{node.label}.parquet")
        for one in schema.relationships:
            if any(any(rows.relationships(one, *pair)) for pair in one.pairs):
                rows.relationships_to_parquet(one, partial / "relationships" / f"{one.type}.parquet")


def _nodes(rows: StoredRows, node: Node) -> Iterator[Row]:
    for block in rows.nodes(node):
        yield from block


def _relationships(rows: StoredRows, one: Relationship) -> Iterator[Row]:
    for start, stop in one.pairs:
        for block in rows.relationships(one, start, stop):
            for first, last, *rest in block:
                yield (first, start, last, stop, *rest)


def _csv(path: Path, names: list[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows([_cell(cell) for cell in row] for row in rows)


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return harmless(cell) if isinstance(cell, str) else str(cell)


def _dictionary(schema: Schema, folder: Path, ending: str) -> None:
    for kind in ("nodes", "relationships"):
        (folder / kind).mkdir()
    with (folder / _DICTIONARY).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(["table", "column", "type", "da", "en", "term"])
        for table, iri, ends, properties in _described(schema):
            told = schema.comments.get(iri, {})
            writer.writerow([f"{table}{ending}", "", "", told.get("da", ""), told.get("en", ""), iri])
            for name in (*ends, KEY):
                writer.writerow([f"{table}{ending}", name, "text", *_MEANINGS[name], ""])
            for one in properties:
                for name, type_ in one.columns():
                    told = schema.comments.get(one.iri, {})
                    days = type_ is ValueType.INTEGER and one.type is ValueType.DAY
                    da, en = (" (dage siden 1970-01-01)", " (days since 1970-01-01)") if days else ("", "")
                    writer.writerow(
                        [
                            f"{table}{ending}",
                            name,
                            type_.value,
                            told.get("da", "") + da,
                            told.get("en", "") + en,
                            one.iri,
                        ]
                    )


def _described(schema: Schema) -> Iterator[tuple[str, str, tuple[str, ...], tuple[Property, ...]]]:
    for node in schema.nodes:
        yield f"nodes/{node.label}", node.iri, (), node.properties
    for one in schema.relationships:
        yield f"relationships/{one.type}", one.iri, _ENDS, one.properties
