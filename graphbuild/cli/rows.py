"""Rows of an answer as a table for eyes, as CSV for spreadsheets, as JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import textwrap
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

import click

from graphbuild.cli.output import printable
from graphbuild.exports.cells import harmless

Command = TypeVar("Command", bound=Callable[..., Any])

_GAP = "  "
_NARROWEST = 8


class RowFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"


def row_format_option(command: Command) -> Command:
    """Give a command ``--format table|csv|json|jsonl|markdown``."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice([one.value for one in RowFormat]),
        default=RowFormat.TABLE.value,
        show_default=True,
        help="A table for eyes, CSV for spreadsheets, a JSON list of objects, one object a line, or a Markdown table.",
    )(command)


def format_rows(
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    format_: RowFormat,
    *,
    width: int | None = None,
    notes: Sequence[Sequence[str]] = (),
) -> str:
    """Return rows as text that ends in a line break; ``width`` is the table's, by default the terminal's.

    ``notes`` are lines that a table for eyes shows beneath each row; the other formats leave them out.

    In CSV, a text that a spreadsheet would run as a formula gets an apostrophe before it: the cells hold other
    people's words. In JSON each row is an object keyed by the columns, and values keep their type.
    """
    match format_:
        case RowFormat.JSON:
            objects = [dict(zip(columns, row, strict=True)) for row in rows]
            return json.dumps(objects, ensure_ascii=False, indent=2, default=str) + "\n"
        case RowFormat.JSONL:
            objects = [dict(zip(columns, row, strict=True)) for row in rows]
            return "".join(json.dumps(one, ensure_ascii=False, default=str) + "\n" for one in objects)
        case RowFormat.MARKDOWN:
            lines = [
                list(columns),
                ["---"] * len(columns),
                *([_marked(cell_text(cell)) for cell in row] for row in rows),
            ]
            return "".join(f"| {' | '.join(line)} |\n" for line in lines)
        case RowFormat.CSV:
            stream = io.StringIO()
            writer = csv.writer(stream, lineterminator="\r\n")  # RFC 4180
            writer.writerow(columns)
            writer.writerows([harmless(cell_text(cell)) for cell in row] for row in rows)
            return stream.getvalue()
        case RowFormat.TABLE:
            return _table(columns, rows, width or shutil.get_terminal_size((120, 24)).columns, notes)


def cell_text(value: Any) -> str:
    """Return a value as one cell shows it: silence for ``None``, lists joined by ``; ``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return "; ".join(cell_text(one) for one in value)
    return str(value)


def _marked(cell: str) -> str:
    """Return a cell that stays one cell and plain text in Markdown, and in the HTML made of it."""
    return re.sub(r"([\\`*_\[\]<>|#&~])", r"\\\1", printable(" ".join(cell.split())))


def _table(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], width: int, notes: Sequence[Sequence[str]] = ()
) -> str:
    cells = [[printable(" ".join(cell_text(cell).split())) for cell in row] for row in rows]
    widths = _share([max(map(len, column)) for column in zip(columns, *cells, strict=True)], width)
    wrapped = [[textwrap.wrap(cell, one) or [""] for cell, one in zip(row, widths, strict=True)] for row in cells]
    airy = bool(notes) or any(
        len(cell) > 1 for row in wrapped for cell in row
    )  # rows of several lines need a line between them
    lines = [_line([[name] for name in columns], 0, widths), _GAP.join("-" * one for one in widths)]
    for number, row in enumerate(wrapped):
        if airy and number:
            lines.append("")
        lines += [_line(row, line, widths) for line in range(max(map(len, row), default=0))]
        for note in notes[number] if notes else ():
            lines += textwrap.wrap(
                printable(" ".join(note.split())), max(width, 20), initial_indent=" " * 4, subsequent_indent=" " * 6
            )
    lines += ["", f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}"]
    return "\n".join(lines) + "\n"


def _line(row: Sequence[Sequence[str]], line: int, widths: Sequence[int]) -> str:
    parts = [(cell[line] if line < len(cell) else "").ljust(one) for cell, one in zip(row, widths, strict=True)]
    return _GAP.join(parts).rstrip()


def _share(wanted: list[int], width: int) -> list[int]:
    """Return the columns' widths: narrow ones keep theirs, wide ones share what is left."""
    room = width - len(_GAP) * (len(wanted) - 1)
    given = dict.fromkeys(range(len(wanted)), 0)
    open_columns = sorted(given, key=lambda index: wanted[index])
    while open_columns:
        fair = max(_NARROWEST, room // len(open_columns))
        index = open_columns.pop(0)
        given[index] = min(wanted[index], fair)
        room -= given[index]
    return list(given.values())
