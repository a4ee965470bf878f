"""Write people, bodies, meetings and who was what where as FollowTheMoney entities, one JSON object a line.

https://followthemoney.tech/explorer/ : the data model of OpenSanctions, Aleph and other tools of investigators. It has
no agenda items, decisions or votes; these stay behind. What it has no schema for but the graph is full of, who was at
a meeting, is an ``UnknownLink`` between person and event. Links carry the passage (``sourceUrl``) and its words
(``summary``) and lead to the document (``proof``).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha1
from typing import IO, Any, Final

from graphbuild.engines.stored import StoredRows
from graphbuild.errors import GraphbuildError
from graphbuild.graph.identifiers import parse_passage
from graphbuild.graph.projection import Cell, header
from graphbuild.graph.schema import KEY, Schema
from graphbuild.graph.store import GraphStore

#: label -> schema, and property -> property of the schema
_NODES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "Document": ("Document", {"name": "fileName", "media_type": "mimeType"}),
    "Person": ("Person", {"name": "name", "printed_as": "alias"}),
    "Organisation": ("Organization", {"name": "name", "printed_as": "alias"}),
    "Body": ("PublicBody", {"name": "name", "printed_as": "alias", "kind": "classification"}),
    "Municipality": ("PublicBody", {"name": "name", "code": "idNumber"}),
    "Party": ("Organization", {"name": "name", "printed_as": "alias", "code": "abbreviation"}),
    "Actor": ("LegalEntity", {"name": "name", "printed_as": "alias"}),
    "Meeting": ("Event", {"name": "name", "date": "date", "place": "location"}),
    "Project": ("Project", {"name": "name", "period_start": "startDate", "period_end": "endDate", "grant": "amount"}),
    "Commitment": ("Note", {"text": "description"}),
}
_COUNTRY: Final = {"PublicBody": "country", "Event": "country"}

#: type -> schema, property of its start, property of its stop, role, and property -> property of the schema
_LINKS: Final[Mapping[str, tuple[str, str, str, str | None, Mapping[str, str]]]] = {
    "MEMBER_OF": (
        "Membership",
        "member",
        "organization",
        None,
        {"role": "role", "seen_on": "date", "valid_from": "startDate", "valid_to": "endDate"},
    ),
    "AFFILIATED_WITH": ("Membership", "member", "organization", "party", {"seen_on": "date"}),
    "ATTENDED": ("UnknownLink", "subject", "object", None, {"status": "role"}),
    "HAD_ROLE_AT": ("UnknownLink", "subject", "object", None, {"role": "role", "title": "description"}),
    "SUBSTITUTED_FOR": ("UnknownLink", "subject", "object", "substitute for", {"seen_on": "date"}),
    "MENTIONED_AT": ("UnknownLink", "subject", "object", "mentioned at", {}),
    "OWNED_BY": ("ProjectParticipant", "project", "participant", "owner", {}),
    "LED_BY": ("ProjectParticipant", "project", "participant", "leader", {}),
}

#: type -> property of the node at its start (or, turned, at its stop) that names the other end
_REFERENCES: Final = {"HELD_BY": "organizer", "IN_MUNICIPALITY": "parent"}
_TURNED: Final = {"OWES": "entity"}


def write_followthemoney(store: GraphStore, rows: StoredRows, schema: Schema, stream: IO[bytes]) -> None:
    """Write all entities, sorted by kind and address; the same graph gives the same bytes."""
    references: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for type_, cells in _relationships(rows, schema):
        if type_ in _REFERENCES:
            references[str(cells["start"])][_REFERENCES[type_]].append(_id(cells["stop"]))
        elif type_ in _TURNED:
            references[str(cells["stop"])][_TURNED[type_]].append(_id(cells["start"]))
    known: set[str] = set()
    for node in schema.nodes:
        if node.label not in _NODES:
            continue
        kind, names = _NODES[node.label]
        for block in rows.nodes(node):
            for row in block:
                cells = dict(zip(header(node.properties), row, strict=True))
                properties = _properties(cells, names)
                if kind in _COUNTRY:
                    properties[_COUNTRY[kind]] = ["dk"]
                if node.label == "Project" and "amount" in properties:
                    properties["currency"] = ["DKK"]
                properties["sourceUrl"] = [str(cells[KEY])]
                properties.update({name: sorted(set(ids)) for name, ids in references[str(cells[KEY])].items()})
                known.add(str(cells[KEY]))
                _write(stream, str(cells[KEY]), kind, properties)
    for type_, cells in _relationships(rows, schema):
        if type_ not in _LINKS or not {str(cells["start"]), str(cells["stop"])} <= known:
            continue
        kind, start, stop, role, names = _LINKS[type_]
        properties = _properties(cells, names)
        properties[start], properties[stop] = [_id(cells["start"])], [_id(cells["stop"])]
        if role:
            properties["role"] = [role]
        properties.update(_proof(store, cells.get("passage")))
        _write(stream, f"{type_} {cells[KEY]} {cells['start']} {cells['stop']}", kind, properties)


def _properties(cells: Mapping[str, Cell], names: Mapping[str, str]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for key, name in names.items():
        cell = cells.get(key)
        if cell not in {None, ""}:
            told[name] = str(cell).split(" | ") if name == "alias" else [str(cell)]
    return told


def _proof(store: GraphStore, passage: Cell) -> dict[str, list[str]]:
    if not passage:
        return {}
    try:
        quote = store.quote(str(passage), 0)
    except GraphbuildError:
        return {"sourceUrl": [str(passage)]}
    words = " ".join(quote.text.split())
    document = _id(parse_passage(str(passage))[0])
    return {"sourceUrl": [str(passage)], "proof": [document], **({"summary": [words]} if words else {})}


def _relationships(rows: StoredRows, schema: Schema) -> Iterator[tuple[str, dict[str, Cell]]]:
    for one in schema.relationships:
        if one.type in _LINKS or one.type in _REFERENCES or one.type in _TURNED:
            names = ["start", "stop", *header(one.properties)]
            for pair in one.pairs:
                for block in rows.relationships(one, *pair):
                    for row in block:
                        yield one.type, dict(zip(names, row, strict=True))


def _id(address: Cell) -> str:
    return f"gb-{sha1(str(address).encode(), usedforsecurity=False).hexdigest()}"


def _write(stream: IO[bytes], address: str, schema: str, properties: Mapping[str, Any]) -> None:
    entity = {"id": _id(address), "schema": schema, "properties": dict(sorted(properties.items()))}
    stream.write(json.dumps(entity, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
