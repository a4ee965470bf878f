"""Write the property graph as GEXF 1.3 with days, for Gephi's timeline: https://gexf.net/schema.html

Meetings and what people did at them last a day; other facts begin on the day of the meeting that states them; people,
bodies and cases are always there. Rows go to the file as they come; only the facts' days are kept in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Final
from xml.sax.saxutils import quoteattr

from graphbuild.engines.stored import StoredRows
from graphbuild.graph.dataset import clean
from graphbuild.graph.projection import Cell, header
from graphbuild.graph.schema import KEY, Schema, ValueType, columns

_TYPES: Final = {
    ValueType.TEXT: "string",
    ValueType.DAY: "string",
    ValueType.INTEGER: "long",
    ValueType.NUMBER: "double",
    ValueType.TRUTH: "boolean",
}

#: By what a fact without a day of its own gets that of its meeting: first the items, then what stands at them.
_DATED_BY: Final = ("ON_AGENDA_OF", "AT_ITEM", "AT_MEETING")

#: What a node is called, the first that it has.
_CALLED: Final = ("name", "title", "number", "text", "code")


def write_gexf(rows: StoredRows, schema: Schema, stream: IO[bytes]) -> None:
    """Write all nodes and relationships with their properties; the same graph gives the same bytes."""

    def write(text: str) -> None:
        stream.write(text.encode("utf-8", "replace"))

    write('<?xml version="1.0" encoding="UTF-8"?>\n')
    write('<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
    write('<meta><creator>graphbuild</creator></meta>\n<graph mode="dynamic" defaultedgetype="directed" ')
    write('timeformat="date" timerepresentation="interval">\n')
    for kind, tables in (("node", schema.nodes), ("edge", schema.relationships)):
        found = {key: type_ for one in tables for key, type_ in columns(one.properties)}
        write(f'<attributes class="{kind}" mode="static">\n<attribute id="kind" title="kind" type="string"/>\n')
        for key, type_ in sorted(found.items()):
            write(f'<attribute id="{key}" title="{key}" type="{_TYPES[type_]}"/>\n')
        write("</attributes>\n")
    days = _days(rows, schema)
    write("<nodes>\n")
    for label, cells in _nodes(rows, schema):
        day = days.get(str(cells[KEY]))
        lasting = f' start="{day}"' + (f' end="{day}"' if label == "Meeting" else "") if day else ""
        called = next((str(cells[key]) for key in _CALLED if cells.get(key)), str(cells[KEY]))
        write(f"<node id={_quoted(cells[KEY])} label={_quoted(called)}{lasting}>{_values(label, cells)}</node>\n")
    write("</nodes>\n<edges>\n")
    for number, (name, cells) in enumerate(_relationships(rows, schema)):
        when = (
            cells.get("seen_on") or cells.get("date") or days.get(str(cells["start"])) or days.get(str(cells["stop"]))
        )
        start, end = cells.get("valid_from") or when, cells.get("valid_to") or when
        lasts = (f' start="{start}"' if start else "") + (f' end="{end}"' if end else "")
        ends = f"source={_quoted(cells.pop('start'))} target={_quoted(cells.pop('stop'))}"
        write(f'<edge id="{number}" {ends} label="{name}"{lasts}>{_values(name, cells)}</edge>\n')
    write("</edges>\n</graph>\n</gexf>\n")


def _days(rows: StoredRows, schema: Schema) -> dict[str, str]:
    """Return the days of nodes: their own, else that of the meeting at which they stand."""
    days = {str(cells[KEY]): str(cells["date"]) for _, cells in _nodes(rows, schema) if cells.get("date")}
    for type_ in _DATED_BY:
        for one in schema.relationships:
            if one.type == type_:
                for pair in one.pairs:
                    for block in rows.relationships(one, *pair):
                        for start, stop, *_ in block:
                            if str(stop) in days:
                                days.setdefault(str(start), days[str(stop)])
    return days


def _nodes(rows: StoredRows, schema: Schema) -> Iterator[tuple[str, dict[str, Cell]]]:
    for node in schema.nodes:
        names = header(node.properties)
        for block in rows.nodes(node):
            for row in block:
                yield node.label, dict(zip(names, row, strict=True))


def _relationships(rows: StoredRows, schema: Schema) -> Iterator[tuple[str, dict[str, Cell]]]:
    for one in schema.relationships:
        names = ["start", "stop", *header(one.properties)]
        for pair in one.pairs:
            for block in rows.relationships(one, *pair):
                for row in block:
                    yield one.type, dict(zip(names, row, strict=True))


def _values(kind: str, cells: Mapping[str, Cell]) -> str:
    told = [("kind", kind), *((key, cell) for key, cell in cells.items() if key != KEY and cell is not None)]
    written = "".join(f'<attvalue for="{key}" value={_quoted(cell)}/>' for key, cell in told)
    return f"<attvalues>{written}</attvalues>"


def _quoted(cell: Cell) -> str:
    text = str(cell).lower() if isinstance(cell, bool) else str(cell)
    return quoteattr(clean(text), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
