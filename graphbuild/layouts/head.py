"""The labelled values of a meeting's head, also where label and value stand apart.

Forms read: ``Sted: Rådhuset``; label and value in two columns; a label on a line of its own with the value below; several
labels on one line; labels stacked first and their values stacked after ("Mødested: Mødeleder: Referent: Rådhuset NN NN");
a table with a row of labels above a row of values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphbuild.layouts.labels import FieldKind, field_label, fold, section_label, tables
from graphbuild.layouts.lines import Line, flow_of
from graphbuild.layouts.minutes import Field
from graphbuild.model import Document, Said, Span

#: Values that are lists: they run over lines, names one a line or wrapped.
_LISTS = frozenset(
    {
        FieldKind.MEMBERS, FieldKind.PRESENT, FieldKind.ABSENT, FieldKind.OFFICIALS, FieldKind.GUESTS, FieldKind.SUBSTITUTES,
        FieldKind.REMARKS, FieldKind.ABBREVIATIONS,
    }
)  # fmt: skip
_PERSONAL = frozenset({FieldKind.CHAIR, FieldKind.SECRETARY, FieldKind.VICE_CHAIR})
_INLINE_LABEL = re.compile(r"(?<![\w(])(?=([A-ZÆØÅ][\wæøåÆØÅ/. -]{1,32}?)\s?:(?:\s|$))")


def read_fields(document: Document, head: Sequence[Line]) -> tuple[Field, ...]:
    """Return the labelled values among the lines, in order of print."""
    lines = [part for line in _tables_turned([line for line in head if not line.furniture]) for part in _parted(line)]
    raw: list[tuple[FieldKind, Said[str], list[Line]]] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        found = field_label(line.text)
        if found is None:
            index += 1
            continue
        kind, begin = found
        label = Said(fold(line.text[:begin]), Span(line.start, line.start + begin), "head.label")
        value: list[Line] = []
        if line.text[begin:].strip():
            value.append(_from(line, begin))
        index += 1
        while index < len(lines) and (
            _belongs(lines[index], value, kind) or _is_stacked(lines[index], value, _empty_before(raw))
        ):
            value.append(lines[index])
            index += 1
        raw.append((kind, label, value))
    raw = _untangled(raw)
    return tuple(Field(kind, label, flow_of(document, value)) for kind, label, value in raw)


_CELL = re.compile(r"[^\t]+")


def _tables_turned(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines; a table's row of labels and the row of values below it as label, value, label, value."""
    position = 0
    while position < len(lines):
        labels = list(_CELL.finditer(lines[position].text))
        values = list(_CELL.finditer(lines[position + 1].text)) if position + 1 < len(lines) else []
        known = sum(fold(cell[0]) in tables().head for cell in labels)
        if known >= 2 and len(labels) == len(values) and not any(fold(cell[0]) in tables().head for cell in values):
            for label, value in zip(labels, values, strict=True):
                if fold(label[0]) in tables().head:
                    yield _from(lines[position], *label.span())
                    yield replace(_from(lines[position + 1], *value.span()), blank_before=False)
            position += 2
            continue
        yield lines[position]
        position += 1


def _from(line: Line, begin: int, end: int | None = None) -> Line:
    """Return the part of a line from one offset to another, without the white space around it."""
    text = line.text[begin:end]
    skip = len(text) - len(text.lstrip())
    bare = text.strip()
    start = line.start + begin + skip
    return replace(line, start=start, end=start + len(bare), text=bare, blank_before=line.blank_before and begin == 0)


def _parted(line: Line) -> list[Line]:
    """Cut a line before each label that stands in it, if it holds more than one."""
    if ":" not in line.text:
        return [line]
    cuts = []
    for match in _INLINE_LABEL.finditer(line.text):
        words = match[1].split(" ")
        # the label may be the last words before the colon: "24. februar 2015 Mødetidspunkt:"
        for first in range(len(words)):
            if fold(" ".join(words[first:])) in tables().head:
                cuts.append(match.start(1) + len(" ".join(words[:first])) + (1 if first else 0))
                break
    cuts = sorted({cut for cut in cuts if cut > 0})
    if not cuts or (not cuts[0] and len(cuts) == 1):
        return [line]
    edges = [0, *cuts, len(line.text)]
    parts = [_from(line, edges[at], edges[at + 1]) for at in range(len(edges) - 1)]
    return [part for part in parts if part.text]


def _belongs(below: Line, value: Sequence[Line], kind: FieldKind) -> bool:
    """Tell whether a line still belongs to a field's value."""
    if field_label(below.text) is not None:
        return False
    many = kind in _LISTS
    if not value:
        return not below.heading or many
    open_ended = below.wrapped and re.search(r" (?:og|for|af|i|på)$", value[-1].text) is not None
    if (below.heading and not open_ended) or (section_label(below.text) is not None and not many):
        return False
    if many:
        return not (below.blank_before and _ends_list(below, value)) and len(value) < 80
    return not below.blank_before and _wraps(value[-1], below)


#: More labels than this are not stacked on each other.
_STACK = 12


def _empty_before(raw: Sequence[tuple[FieldKind, Said[str], list[Line]]]) -> int:
    """Return how many labels in a row have had no value so far."""
    count = 0
    while count < min(len(raw), _STACK) and not raw[-1 - count][2]:
        count += 1
    return count


def _is_stacked(below: Line, value: Sequence[Line], waiting: int) -> bool:
    """Tell whether a line is one of the values that stand below a stack of labels, a line each."""
    return len(value) <= waiting and field_label(below.text) is None and not below.heading and not below.blank_before


def _ends_list(below: Line, value: Sequence[Line]) -> bool:
    """Tell whether a line after a blank one ends a list of names: it is a label, or longer than any name."""
    if section_label(below.text) is not None or fold(below.text) in tables().head:
        return True
    return len(below.text) > max(90, max(len(line.text) for line in value) + 30) or bool(
        re.match(r"^\d{1,3}[.:)]?\s", below.text)
    )


def _wraps(above: Line, below: Line) -> bool:
    ends = r"(?:,|-| (?:og|for|af|i|på))$" if above.wrapped else r"(?:,|-| og)$"
    return below.indent > 8 or re.search(ends, above.text) is not None or below.text[:1].islower()


def _untangled(raw: list[tuple[FieldKind, Said[str], list[Line]]]) -> list[tuple[FieldKind, Said[str], list[Line]]]:
    """Give the values that stand after a stack of empty labels to their labels, in order.

    Each on a line of its own; or all on one line, where a person's name is told from a place by the lists of names.
    """
    result: list[tuple[FieldKind, Said[str], list[Line]]] = []
    index = 0
    while index < len(raw):
        stop = index
        while stop < len(raw) and not raw[stop][2]:
            stop += 1
        empty = stop - index
        if empty and stop < len(raw):
            kinds = [*range(index, stop + 1)]
            values = raw[stop][2]
            if len(values) >= empty + 1 and raw[stop][0] not in _LISTS:
                for offset, at in enumerate(kinds):
                    last = at == stop
                    result.append((raw[at][0], raw[at][1], values[offset:] if last else [values[offset]]))
                index = stop + 1
                continue
            if len(values) == 1 and any(raw[at][0] in _PERSONAL for at in kinds):
                shared = _shared_line(raw, kinds, values[0])
                if shared:
                    result += shared
                    index = stop + 1
                    continue
        result += raw[index : stop + 1]
        index = stop + 1
    return result


def _shared_line(
    raw: list[tuple[FieldKind, Said[str], list[Line]]], kinds: Sequence[int], line: Line
) -> list[tuple[FieldKind, Said[str], list[Line]]]:
    """Part one line among labels of which the last are for persons, by a listed name in it."""
    names = {
        name.strip()
        for kind, _, value in raw
        if kind in _LISTS
        for one in value
        for name in re.split(r",| og ", one.text)
        if " " in name.strip()
    }
    people = [at for at in kinds if raw[at][0] in _PERSONAL]
    place = next(
        ((line.text.find(name), name) for name in sorted(names, key=len, reverse=True) if name in line.text), None
    )
    if place is None or not people:
        return []
    at, name = place
    if people == list(kinds)[-2:] and len(kinds) == 3:
        parts = [(0, at), (at, at + len(name)), (at + len(name), len(line.text))]
    elif people == list(kinds)[-1:] and len(kinds) == 2:
        parts = [(0, at), (at, len(line.text))]
    else:
        return []
    return [
        (raw[index][0], raw[index][1], [_from(line, *part)] if line.text[part[0] : part[1]].strip() else [])
        for index, part in zip(kinds, parts, strict=True)
    ]
