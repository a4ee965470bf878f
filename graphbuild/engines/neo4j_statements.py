"""The statements that a push to Neo4j runs, made from the schema alone; nothing is sent here.

Labels, types and property names come from the ontology and stand in backticks; whatever stems from minutes is a
parameter. Every node and relationship that a push writes has ``_digest``, a short hash of its properties: by it the
next push sees what is new, changed or gone without reading the rest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final

from graphbuild.graph.projection import Cell
from graphbuild.graph.schema import KEY, Node, Relationship, Schema, ValueType, columns, neo4j_statements

DIGEST: Final = "_digest"

#: The node that tells that a database holds a graph of ours, and which.
STATE: Final = "GraphbuildGraph"
FORMAT: Final = 1

#: What people search for by words: names as they are, texts by their Danish stems.
_NAMES: Final = ("name", "printed_as")
_TEXTS: Final = ("title", "text")


def quoted(name: str) -> str:
    """Write a label, type or property name. A backtick within is doubled, so it cannot end the name."""
    return "`" + name.replace("`", "``") + "`"


def schema_statements(schema: Schema) -> tuple[str, ...]:
    """Return the constraints and then the indexes: those of the ontology, the state's own, two full-text indexes."""
    return (*constraints(schema), *indexes(schema))


def constraints(schema: Schema) -> tuple[str, ...]:
    """Return what must be there before rows are written: by these they are found again."""
    state = (
        f"CREATE CONSTRAINT graphbuild_state IF NOT EXISTS FOR (n:{quoted(STATE)}) REQUIRE n.{quoted(KEY)} IS UNIQUE"
    )
    return (state, *(one for one in neo4j_statements(schema) if one.startswith("CREATE CONSTRAINT")))


def indexes(schema: Schema) -> tuple[str, ...]:
    """Return what is quicker to make of rows that are there than to keep up while they are written."""
    return (
        *(one for one in neo4j_statements(schema) if not one.startswith("CREATE CONSTRAINT")),
        _full_text("graphbuild_names", schema, _NAMES, "standard-no-stop-words"),
        _full_text("graphbuild_texts", schema, _TEXTS, "danish"),
    )


def outdated_statements() -> tuple[str, ...]:
    """Return what removes the full-text indexes of another schema, which cannot be changed."""
    return "DROP INDEX graphbuild_names IF EXISTS", "DROP INDEX graphbuild_texts IF EXISTS"


def schema_digest(schema: Schema) -> str:
    """Return a hash that changes with the labels, types and indexes."""
    told = [
        *schema_statements(schema),
        *(repr((one.label, columns(one.properties))) for one in schema.nodes),
        *(repr((one.type, one.pairs, columns(one.properties))) for one in schema.relationships),
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _full_text(name: str, schema: Schema, keys: Sequence[str], analyzer: str) -> str:
    labels, found = [], set()
    for node in schema.nodes:
        held = {key for key, type_ in columns(node.properties) if type_ is ValueType.TEXT and key in keys}
        if held:
            labels.append(quoted(node.label))
            found |= held
    properties = ", ".join(f"n.{quoted(key)}" for key in keys if key in found)
    return (
        f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{'|'.join(labels)}) ON EACH [{properties}] "
        f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{analyzer}'}}}}"
    )


def merge_nodes(node: Node) -> str:
    """Write nodes of a label. ``$rows``: maps with ``id`` and ``properties``, which replace what a node had."""
    return f"UNWIND $rows AS row MERGE (n:{quoted(node.label)} {{{quoted(KEY)}: row.id}}) SET n = row.properties"


def merge_relationships(one: Relationship, start: str, stop: str) -> str:
    """Write relationships of a type between two labels. ``$rows``: ``start``, ``stop``, ``id``, ``properties``."""
    return (
        f"UNWIND $rows AS row MATCH (a:{quoted(start)} {{{quoted(KEY)}: row.start}}) "
        f"MATCH (b:{quoted(stop)} {{{quoted(KEY)}: row.stop}}) "
        f"MERGE (a)-[r:{quoted(one.type)} {{{quoted(KEY)}: row.id}}]->(b) SET r = row.properties"
    )


def held_nodes(label: str) -> str:
    """Read what a push wrote of a label: ``id`` and ``digest``."""
    return f"MATCH (n:{quoted(label)}) WHERE n.{DIGEST} IS NOT NULL RETURN n.{quoted(KEY)} AS id, n.{DIGEST} AS digest"


def held_relationships(type_: str) -> str:
    """Read what a push wrote of a type: labels and keys of both ends, own key, digest. ``$labels``: all of ours."""
    return (
        f"MATCH (a)-[r:{quoted(type_)}]->(b) WHERE r.{DIGEST} IS NOT NULL "
        "RETURN [label IN labels(a) WHERE label IN $labels][0] AS start_label, "
        f"[label IN labels(b) WHERE label IN $labels][0] AS stop_label, "
        f"a.{quoted(KEY)} AS start, b.{quoted(KEY)} AS stop, r.{quoted(KEY)} AS id, r.{DIGEST} AS digest"
    )


def delete_nodes(label: str) -> str:
    """Delete nodes of a push, with all relationships at them. ``$rows``: their keys."""
    return (
        f"UNWIND $rows AS id MATCH (n:{quoted(label)} {{{quoted(KEY)}: id}}) WHERE n.{DIGEST} IS NOT NULL "
        "DETACH DELETE n"
    )


def delete_relationships(type_: str, start: str, stop: str) -> str:
    """Delete relationships of a push. ``$rows``: maps with ``start``, ``stop`` and ``id``."""
    return (
        f"UNWIND $rows AS row MATCH (:{quoted(start)} {{{quoted(KEY)}: row.start}})"
        f"-[r:{quoted(type_)} {{{quoted(KEY)}: row.id}}]->(:{quoted(stop)} {{{quoted(KEY)}: row.stop}}) "
        f"WHERE r.{DIGEST} IS NOT NULL DELETE r"
    )


def properties(names: Sequence[str], values: Sequence[Cell]) -> dict[str, Cell]:
    """Return a row's properties as a database holds them, nothing for what is silent, with their digest."""
    told: dict[str, Cell] = {name: value for name, value in zip(names, values, strict=True) if value is not None}
    told[DIGEST] = digest(told)
    return told


def digest(told: Mapping[str, Cell]) -> str:
    """Return a hash of properties, sixteen hex digits; the order of their names does not count."""
    written = json.dumps(sorted(told.items()), ensure_ascii=True, separators=(",", ":"))
    return hashlib.blake2b(written.encode(), digest_size=8).hexdigest()
