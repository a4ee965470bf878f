"""Number the paragraphs of a DOCX file as Word shows them: ``1.``, ``4.2``, ``b)``, ``iv.``, a bullet.

Word stores no number with a paragraph, only a list and a level; the numbers are counted anew each time it is shown. The
rules are those of ECMA-376, part 1, section 17.9: definitions (abstractNum), instances (num) with their overrides,
levels, restarts. What is not followed: numbers as words and the formats of other scripts, which become decimals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from graphbuild.readers.numerals import lower_roman, word_letters

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_LEVELS: Final = 9


def value_of(parent: Element | None, tag: str) -> str | None:
    """Return the ``w:val`` of a child element, ``None`` where there is no such child or value."""
    child = parent.find(f"{W}{tag}") if parent is not None else None
    return child.get(f"{W}val") if child is not None else None


def number_of(parent: Element | None, tag: str) -> int | None:
    """Return the ``w:val`` of a child element as a whole number, ``None`` where it is none."""
    value = value_of(parent, tag)
    return int(value) if value is not None and re.fullmatch(r"-?[0-9]{1,9}", value) else None


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    format: str = "decimal"
    text: str = "%1."
    start: int = 1
    restart: int | None = None  # the level (from 1) after which it starts anew; None: any higher one; 0: never
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    definition: str
    levels: tuple[Level, ...]
    starts: Mapping[int, int]  # level -> number that this instance starts at


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    lists: Mapping[str, _List]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, list_id: str, style: str) -> int:
        """Return the level that a paragraph style stands for in a list, 0 where none says so."""
        levels = self.lists[list_id].levels if list_id in self.lists else ()
        return next((index for index, level in enumerate(levels) if level.style == style), 0)

    def next_marker(self, list_id: str, level: int) -> str:
        """Count one paragraph of a list at a level (from 0) and return what stands before it, ``""`` for nothing."""
        list_ = self.lists.get(list_id)
        if list_ is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(list_.definition, [None] * _LEVELS)
        if level in list_.starts and (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            counts[level] = None
            start = list_.starts[level]
        else:
            start = list_.levels[level].start
        count = counts[level]
        counts[level] = start if count is None else count + 1
        for above in range(level):
            if counts[above] is None:
                counts[above] = list_.starts.get(above, list_.levels[above].start)
        for below in range(level + 1, _LEVELS):
            restart = list_.levels[below].restart
            if restart is None or (restart > 0 and level < restart):
                counts[below] = None
        return _written(list_.levels, level, counts)


def _written(levels: tuple[Level, ...], level: int, counts: list[int | None]) -> str:
    own = levels[level]
    if own.format == "bullet":
        return "•" if own.text.strip() else ""
    if own.format == "none":
        return _PLACEHOLDER.sub("", own.text).strip()

    def shown(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        number = counts[index]
        if number is None or levels[index].format in ("none", "bullet"):
            return ""
        return _in_format("decimal" if own.legal else levels[index].format, number)

    return _PLACEHOLDER.sub(shown, own.text).strip()


def _in_format(format_: str, number: int) -> str:
    match format_:
        case "lowerLetter":
            return word_letters(number)
        case "upperLetter":
            return word_letters(number).upper()
        case "lowerRoman":
            return lower_roman(number)
        case "upperRoman":
            return lower_roman(number).upper()
        case "decimalZero":
            return f"{number:02d}"
        case "ordinal":
            return f"{number}."
        case _:
            return str(number)


def read_numbering(root: Element | None, list_of_style: Mapping[str, str]) -> Numbering:
    """Return the lists that ``word/numbering.xml`` defines; an empty numbering where there is none.

    ``list_of_style`` gives the list that a numbering style points to, for definitions that borrow from one.
    """
    if root is None:
        return Numbering({})
    definitions = {element.get(f"{W}abstractNumId", ""): element for element in root.findall(f"{W}abstractNum")}
    definition_of = {
        element.get(f"{W}numId", ""): value_of(element, "abstractNumId") or "" for element in root.findall(f"{W}num")
    }
    lists: dict[str, _List] = {}
    for element in root.findall(f"{W}num"):
        list_id = element.get(f"{W}numId", "")
        definition = definition_of[list_id]
        source = definitions.get(definition)
        link = value_of(source, "numStyleLink")
        if link is not None:
            definition = definition_of.get(list_of_style.get(link, ""), definition)
            source = definitions.get(definition, source)
        levels = [Level()] * _LEVELS
        for level in source.findall(f"{W}lvl") if source is not None else ():
            _set_level(levels, level)
        starts: dict[int, int] = {}
        for override in element.findall(f"{W}lvlOverride"):
            index = _index(override)
            start = number_of(override, "startOverride")
            if index is not None and start is not None:
                starts[index] = start
            for level in override.findall(f"{W}lvl"):
                _set_level(levels, level)
        lists[list_id] = _List(definition, tuple(levels), starts)
    return Numbering(lists)


def _index(element: Element) -> int | None:
    value = element.get(f"{W}ilvl", "")
    return int(value) if re.fullmatch(r"[0-8]", value) else None


def _set_level(levels: list[Level], element: Element) -> None:
    index = _index(element)
    if index is None:
        return
    start = number_of(element, "start")
    levels[index] = Level(
        format=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText") or "",
        start=1 if start is None else start,
        restart=number_of(element, "lvlRestart"),
        legal=element.find(f"{W}isLgl") is not None,
        style=value_of(element, "pStyle"),
    )
