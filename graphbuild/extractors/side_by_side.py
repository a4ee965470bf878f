"""Lists of people side by side: a head whose lines hold two lists or more, each in a column under its own label.

::

    Forældre:                       Medarbejdere:
    Anna Holm (formand)  Til stede  Bo Lund         Afbud
    Carl Dam             Afbud      Ledelse:
                                    Leder Lis Bo    Til stede

Such a block begins with a row of two labels or more; each column is then read downwards, with further labels in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graphbuild.extractors.list_labels import group_kind
from graphbuild.extractors.name_lists import NAME, is_nobody
from graphbuild.layouts import Minutes
from graphbuild.layouts.flow import Flow
from graphbuild.layouts.labels import FieldKind, field_label
from graphbuild.layouts.lines import Line
from graphbuild.model import Document, Span

_GAP = re.compile(r"\t+|[ ]{2,}")
_STATUS = re.compile(
    r"(?i)(?:til ?stede|afbud|fraværende|mødt|ikke mødt|deltog|syg|udeblevet|forfald|online|på teams)\b.{0,40}\Z"
)
_TICK = re.compile(r"[xX✓✔√]|(?i:ja)")
_LABELS = {
    FieldKind.MEMBERS: "member", FieldKind.PRESENT: "present", FieldKind.ABSENT: "absent",
    FieldKind.OFFICIALS: "official", FieldKind.GUESTS: "guest", FieldKind.SUBSTITUTES: "substitute",
}  # fmt: skip
#: Blank lines and wrapped cells are passed over; after so many lines without a person the block has ended.
_MOST_OTHER = 2
#: Columns: how far to the left of its label a cell may begin.
_SLACK = 3


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int  # characters from the left edge; for tabs the cell's index
    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Column:
    """One column: where it begins, the kind of the label that holds now, and the rows under each label."""

    left: int
    kind: str | None
    lists: list[tuple[str, list[list[tuple[int, int]]]]] = field(default_factory=list)

    def label(self, kind: str | None) -> None:
        self.kind = kind
        if kind is not None:
            self.lists.append((kind, []))

    def open(self, document: Document) -> bool:
        """Tell whether the last row's bracket is still open: the next cell goes on with it."""
        if not self.lists or not self.lists[-1][1]:
            return False
        words = "".join(document.text[start:end] for start, end in self.lists[-1][1][-1])
        return words.count("(") > words.count(")")


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The lists of one block, and the stretch of the document that it takes."""

    span: Span
    lists: tuple[tuple[str, Flow], ...]


def read_side_by_side(minutes: Minutes) -> Iterator[SideBySide]:
    """Yield the blocks of lists that stand side by side in the head."""
    stop = minutes.items[0].span.start if minutes.items else len(minutes.document.text)
    lines = [line for line in minutes.lines if line.start < stop and not line.furniture]
    index = 0
    while index < len(lines):
        cells = _cells(lines[index])
        kinds = [_label_kind(cell.text) for cell in cells]
        index += 1
        if len(cells) < 2 or any(kind is None for kind in kinds):
            continue
        columns = [_Column(cell.column, None) for cell in cells]
        for column, kind in zip(columns, kinds, strict=True):
            column.label(kind)
        begin, end = cells[0].start, cells[-1].end
        index, end = _read_rows(minutes.document, lines, index, columns, end)
        lists = tuple(
            (kind, _flow(minutes.document, rows)) for column in columns for kind, rows in column.lists if rows
        )
        if lists:
            yield SideBySide(Span(begin, end), lists)


def _read_rows(
    document: Document, lines: Sequence[Line], index: int, columns: list[_Column], end: int
) -> tuple[int, int]:
    other = 0
    while index < len(lines) and other <= _MOST_OTHER:
        cells = _cells(lines[index])
        if _ends(lines[index], cells, columns):
            break
        taken = False
        named: tuple[_Column, list[tuple[int, int]]] | None = None  # the person named last on this line
        for cell in cells:
            column = _of(columns, cell)
            if column is None:
                continue
            kind = _label_kind(cell.text)
            if column.open(document):
                column.lists[-1][1][-1].append((cell.start, cell.end))
            elif named is not None and _TICK.fullmatch(cell.text):
                _tick(named, column)
            elif named is not None and named[0] is column and _STATUS.match(cell.text):
                named[1][-1] = (named[1][-1][0], cell.end)
            elif kind is not None:
                column.label(kind)
            elif column.kind is not None and NAME.search(cell.text) and not is_nobody(cell.text):
                named = (column, [(cell.start, cell.end)])
                column.lists[-1][1].append(named[1])
            else:
                continue
            taken = True
        index += 1
        other = 0 if taken else other + 1
        if taken:
            end = cells[-1].end
    return index, end


def _tick(named: tuple[_Column, list[tuple[int, int]]], ticked: _Column) -> None:
    """Put a person under the label whose column holds a cross: ``Navn | Til stede | Afbud``."""
    column, row = named
    if column is ticked or ticked.kind is None:
        return
    rows = column.lists[-1][1]
    if rows and rows[-1] is row:
        rows.pop()
        ticked.lists[-1][1].append(row)


def _ends(line: Line, cells: Sequence[_Cell], columns: Sequence[_Column]) -> bool:
    """Tell whether a line stands below the block: a label with its value, or a sentence over all columns."""
    if not cells:
        return False
    found = field_label(line.text)
    if found is not None and line.text[found[1] :].strip() and _label_kind(cells[0].text) is None:
        return True
    return len(cells) == 1 and len(line.text) > 45 and _label_kind(cells[0].text) is None


def _cells(line: Line) -> list[_Cell]:
    cells: list[_Cell] = []
    tabs = "\t" in line.text
    at = 0
    for gap in [*_GAP.finditer(line.text), None]:
        stop = gap.start() if gap is not None else len(line.text)
        if stop > at:
            column = len(cells) if tabs else line.indent + at
            cells.append(_Cell(column, line.start + at, line.start + stop, line.text[at:stop]))
        at = gap.end() if gap is not None else stop
    return cells


def _label_kind(text: str) -> str | None:
    if len(text) > 60:
        return None
    found = field_label(text)
    if found is not None and not text[found[1] :].strip() and found[0] in _LABELS:
        return _LABELS[found[0]]
    return group_kind(text) if text.rstrip().endswith(":") or group_kind(text) not in (None, "delegates") else None


def _of(columns: Sequence[_Column], cell: _Cell) -> _Column | None:
    """Return the column that a cell stands in: the last one that begins at or before it."""
    found = [column for column in columns if column.left - _SLACK <= cell.column]
    return found[-1] if found else None


def _flow(document: Document, rows: list[list[tuple[int, int]]]) -> Flow:
    return Flow(
        document,
        [(start, end, " " if at + 1 < len(row) else "\n") for row in rows for at, (start, end) in enumerate(row)],
    )
