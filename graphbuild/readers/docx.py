"""Read the text of DOCX files: paragraphs and tables in order, list numbers as Word shows them.

The parts of the package are read straight from their XML, because what minutes hide text in (content controls, text
boxes, tracked insertions, fields) and the numbers of lists have no place in a ready-made paragraph list. Sources:
ECMA-376, parts 1 (WordprocessingML, section 17) and 2 (packages).

Left out: tracked deletions, hidden text, comments, field codes. The first page's head stands at the top and its foot at
the end, as furniture, where the body does not say the same. Footnotes stand after the body.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from graphbuild.errors import UnreadableFile
from graphbuild.model import Anchor, Mark, MarkKind, Span
from graphbuild.readers import limits
from graphbuild.readers.characters import settle
from graphbuild.readers.composer import Composer, OpenMark
from graphbuild.readers.numbering import Numbering, W, number_of, read_numbering, value_of

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_DEEPEST: Final = 200
_HEADING_NAME: Final = re.compile(r"(?:heading|overskrift)\s{0,3}([1-9])", re.I)
_WHITE: Final = re.compile(r"\s+")

# Containers that add nothing to what they hold.
_TRANSPARENT: Final = frozenset(
    f"{W}{tag}"
    for tag in ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo", "sdtContent", "r")
)
# Ticks and boxes of the symbol fonts, which minutes use for crosses in a form. Source: the fonts' own tables.
_SYMBOLS: Final = {
    "F0FE": "☒", "F0FD": "☒", "F078": "☒", "F0FC": "✓", "F0A8": "☐", "F06F": "☐", "F071": "☐",
    "F0E0": "→", "F0B7": "•", "F0A7": "•", "F02D": "-",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    list_id: str | None
    level: int | None
    outline: int | None
    bold: bool | None


@dataclass(frozen=True, slots=True)
class _Parts:
    """The XML parts of a package that hold text or say how it is shown."""

    body: Element
    styles: Mapping[str, _Style]
    numbering: Numbering
    header: Element | None
    footer: Element | None
    footnotes: Element | None


def read_docx(name: str, data: bytes) -> tuple[str, tuple[Anchor, ...], tuple[Mark, ...]]:
    """Return text, anchors (``p[12]``, ``table[1]/row[2]``) and marks.

    Raises UnreadableFile: ``zip-bomb``, ``too-large``, ``encrypted``, ``truncated``, ``damaged``, ``unknown-format``.
    """
    parts = _read_parts(name, data)
    body = _Walk(name, parts)
    body.blocks(parts.body, 0)
    if parts.footnotes is not None:
        body.footnotes(parts.footnotes)
    text, anchors, marks = body.out.finish()
    for element, at_top in ((parts.header, True), (parts.footer, False)):
        if element is None:
            continue
        walk = _Walk(name, parts, counts_places=False)
        walk.blocks(element, 0)
        running = walk.out.finish()[0].strip()
        if running and _WHITE.sub(" ", running) not in _WHITE.sub(" ", text):
            text, anchors, marks = _with_running(text, anchors, marks, running, at_top=at_top)
    return text, anchors, marks


def _with_running(
    text: str, anchors: tuple[Anchor, ...], marks: tuple[Mark, ...], running: str, *, at_top: bool
) -> tuple[str, tuple[Anchor, ...], tuple[Mark, ...]]:
    if not at_top:
        start = len(text) + 1
        added = Mark(Span(start, start + len(running)), MarkKind.FURNITURE)
        return f"{text}\n{running}", (*anchors, Anchor(start, "footer")), (*marks, added)
    shift = len(running) + 1
    shifted = tuple(Mark(Span(m.span.start + shift, m.span.end + shift), m.kind, m.level) for m in marks)
    return (
        f"{running}\n{text}",
        (Anchor(0, "header"), *(Anchor(anchor.start + shift, anchor.label) for anchor in anchors)),
        (Mark(Span(0, len(running)), MarkKind.FURNITURE), *shifted),
    )


# --- the package ------------------------------------------------------------------------------------------------------


def check_members(name: str, members: list[zipfile.ZipInfo], *, most: int, most_bytes: int) -> None:
    """Refuse an archive whose directory promises too much; raises UnreadableFile (``zip-bomb``, ``encrypted``)."""
    if len(members) > most:
        raise UnreadableFile(name, "zip-bomb", f"the archive holds more than {most:,} files")
    if sum(member.file_size for member in members) > most_bytes:
        raise UnreadableFile(name, "zip-bomb", f"the archive unpacks to more than {most_bytes // 1_000_000:,} MB")
    for member in members:
        if is_bomb(member):
            raise UnreadableFile(
                name, "zip-bomb", "a part of the archive unpacks to more than a thousand times its size"
            )
        if member.flag_bits & 1:
            raise UnreadableFile(name, "encrypted", "the archive is protected by a password")


def is_bomb(member: zipfile.ZipInfo) -> bool:
    """Tell whether a member's directory entry promises an absurd expansion."""
    return member.file_size > limits.RATIO_FLOOR and member.file_size > limits.RATIO * max(1, member.compress_size)


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack one member, but never more than ``most`` bytes, whatever the directory says.

    Raises ValueError where it holds more, and what zipfile and zlib raise for damaged data.
    """
    with archive.open(member) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError(f"unpacks to more than {most} bytes")
    return data


def _read_parts(name: str, data: bytes) -> _Parts:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check_members(name, package.infolist(), most=limits.DOCX_MEMBERS, most_bytes=limits.DOCX_BYTES)
            return _parse_package(name, package)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, KeyError) as error:
        # KeyError: a part that the package names and does not hold; NotImplementedError: packed by an unknown method.
        raise UnreadableFile(name, "damaged", "the DOCX file is damaged", advice="Fetch the file anew.") from error


def _parse_package(name: str, package: zipfile.ZipFile) -> _Parts:
    main = "word/document.xml"
    for target, type_ in _relationships(name, package, "").values():
        if type_.endswith("/officeDocument"):
            main = target
    root = _parse(name, package, main)
    body = root.find(f"{W}body")
    if body is None:
        if root.tag.endswith("}document"):
            advice = "Save it anew as an ordinary Word document (.docx), not as Strict Open XML."
            raise UnreadableFile(name, "unknown-format", "a Strict Open XML document cannot be read", advice=advice)
        raise UnreadableFile(name, "damaged", "the DOCX file holds no document")
    related = _relationships(name, package, main)
    by_type = {type_.rsplit("/", 1)[-1]: target for target, type_ in related.values()}
    names = set(package.namelist())

    def part(target: str | None) -> Element | None:
        return _parse(name, package, target) if target in names and target is not None else None

    styles = _read_styles(part(by_type.get("styles")))
    list_of_style = {style_id: style.list_id for style_id, style in styles.items() if style.list_id is not None}
    section = next(body.iter(f"{W}sectPr"), None)
    return _Parts(
        body=body,
        styles=styles,
        numbering=read_numbering(part(by_type.get("numbering")), list_of_style),
        header=part(_running_part(section, "headerReference", related)),
        footer=part(_running_part(section, "footerReference", related)),
        footnotes=part(by_type.get("footnotes")),
    )


def _parse(name: str, package: zipfile.ZipFile, target: str) -> Element:
    data = read_member(package, package.getinfo(target), limits.DOCX_PART_BYTES)
    # Packages may hold no document type declaration (ECMA-376, part 2), hence no entities of anybody's making.
    if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
        raise UnreadableFile(name, "damaged", "the DOCX file declares a document type, which none may")
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, LookupError, UnicodeError) as error:
        raise UnreadableFile(name, "damaged", f"{target} of the DOCX file is no sound XML") from error


def _relationships(name: str, package: zipfile.ZipFile, source: str) -> dict[str, tuple[str, str]]:
    """Return id -> (part, type) of what a part of the package refers to."""
    folder, file = posixpath.split(source)
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    if path not in package.namelist():
        return {}
    found: dict[str, tuple[str, str]] = {}
    for element in _parse(name, package, path).iter(_RELATIONSHIP):
        if element.get("TargetMode") == "External":
            continue
        target = element.get("Target", "")
        target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[element.get("Id", "")] = (target, element.get("Type", ""))
    return found


def _running_part(section: Element | None, tag: str, related: Mapping[str, tuple[str, str]]) -> str | None:
    """Return the part that holds the head or foot of the first page."""
    if section is None:
        return None
    references = {element.get(f"{W}type", "default"): element for element in section.findall(f"{W}{tag}")}
    kind = "first" if section.find(f"{W}titlePg") is not None and "first" in references else "default"
    element = references.get(kind)
    return related.get(element.get(f"{_R}id", ""), (None, ""))[0] if element is not None else None


def _is_on(parent: Element | None, tag: str) -> bool | None:
    """Return a switch such as ``w:b``: on, off, or ``None`` where it is not set."""
    element = parent.find(f"{W}{tag}") if parent is not None else None
    return None if element is None else element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def _read_styles(root: Element | None) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    for element in root.findall(f"{W}style") if root is not None else ():
        paragraph = element.find(f"{W}pPr")
        numbered = paragraph.find(f"{W}numPr") if paragraph is not None else None
        styles[element.get(f"{W}styleId", "")] = _Style(
            name=value_of(element, "name") or "",
            based_on=value_of(element, "basedOn"),
            list_id=value_of(numbered, "numId"),
            level=number_of(numbered, "ilvl"),
            outline=number_of(paragraph, "outlineLvl"),
            bold=_is_on(element.find(f"{W}rPr"), "b"),
        )
    return styles


# --- the text ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Walk:
    """The walk over the blocks of a body, a head or a foot."""

    name: str
    parts: _Parts
    counts_places: bool = True
    out: Composer = field(default_factory=Composer)
    paragraphs: int = 0
    tables: int = 0
    in_table: int = 0
    bold: OpenMark | None = None

    def blocks(self, container: Element, depth: int) -> None:
        self._check(depth)
        for child in container:
            if child.tag == f"{W}p":
                self.paragraph(child, depth + 1)
            elif child.tag == f"{W}tbl":
                self.table(child, depth + 1)
            elif child.tag == f"{W}sdt":
                self.blocks_of_children(child, f"{W}sdtContent", depth)
            elif child.tag == f"{_MC}AlternateContent":
                chosen = _choice(child)
                if chosen is not None:
                    self.blocks(chosen, depth + 1)
            elif child.tag in _TRANSPARENT:
                self.blocks(child, depth + 1)

    def blocks_of_children(self, parent: Element, tag: str, depth: int) -> None:
        for child in parent.findall(tag):
            self.blocks(child, depth + 1)

    def footnotes(self, root: Element) -> None:
        for note in root.findall(f"{W}footnote"):
            if note.get(f"{W}type") in (None, "normal"):
                self.blocks(note, 0)

    def _check(self, depth: int) -> None:
        if depth > _DEEPEST:
            raise UnreadableFile(self.name, "too-large", f"elements are nested more than {_DEEPEST} deep")
        if self.out.length > limits.TEXT_CHARACTERS:
            reason = f"the text is longer than {limits.TEXT_CHARACTERS:,} characters"
            raise UnreadableFile(self.name, "too-large", reason, advice="Split the file.")

    # --- paragraphs ---------------------------------------------------------------------------------------------------

    def paragraph(self, element: Element, depth: int) -> None:
        properties = element.find(f"{W}pPr")
        style_id = value_of(properties, "pStyle") or ""
        self.out.fresh_line()
        if not self.in_table:
            self.paragraphs += 1
            if self.counts_places:
                self.out.anchor(f"p[{self.paragraphs}]")
        marks: list[OpenMark] = []
        level = self.heading_level(properties, style_id)
        if level is not None:
            marks.append(self.out.open(MarkKind.HEADING, level))
        shown = "".join(text for text in _texts(element) if text)
        marker, list_level = self.marker(properties, style_id) if shown.strip() else ("", None)
        if list_level is not None and level is None:
            marks.append(self.out.open(MarkKind.LIST_ITEM, list_level + 1))
        if marker:
            self.out.marker(marker)
        boxes: list[Element] = []
        self.inline(element, style_id, boxes, depth)
        self.end_bold()
        for mark in reversed(marks):
            self.out.close(mark)
        if not shown.strip() and not boxes and not self.in_table:
            self.out.line_break()  # an empty paragraph shows as an empty line
        else:
            self.out.fresh_line()
        for box in boxes:
            self.blocks(box, depth + 1)

    def chain(self, style_id: str) -> Iterator[tuple[str, _Style]]:
        """Yield a style and those that it is based on."""
        seen: set[str] = set()
        while style_id in self.parts.styles and style_id not in seen:
            seen.add(style_id)
            style = self.parts.styles[style_id]
            yield style_id, style
            style_id = style.based_on or ""

    def heading_level(self, properties: Element | None, style_id: str) -> int | None:
        outline = number_of(properties, "outlineLvl")
        for _, style in self.chain(style_id):
            if match := _HEADING_NAME.match(style.name):
                return min(6, int(match[1]))
            if style.name.lower() == "title":
                return 1
            if outline is None:
                outline = style.outline
        return min(6, outline + 1) if outline is not None and 0 <= outline <= 8 else None

    def marker(self, properties: Element | None, style_id: str) -> tuple[str, int | None]:
        """Return the list marker of a paragraph and its level from 0, ``None`` where it belongs to no list."""
        numbered = properties.find(f"{W}numPr") if properties is not None else None
        list_id, level = value_of(numbered, "numId"), number_of(numbered, "ilvl")
        if list_id is None:
            for id_, style in self.chain(style_id):
                if style.list_id is not None:
                    list_id = style.list_id
                    if level is None:
                        level = style.level
                    if level is None:
                        level = self.parts.numbering.level_of_style(list_id, id_)
                    break
        if list_id is None or list_id == "0" or list_id not in self.parts.numbering.lists:
            return "", None
        level = min(8, max(0, level or 0))
        return self.parts.numbering.next_marker(list_id, level), level

    # --- runs ---------------------------------------------------------------------------------------------------------

    def inline(self, container: Element, style_id: str, boxes: list[Element], depth: int) -> None:
        self._check(depth)
        for child in container:
            tag = child.tag
            if tag == f"{W}r":
                self.run(child, style_id, boxes, depth + 1)
            elif tag == f"{W}sdt":
                for content in child.findall(f"{W}sdtContent"):
                    self.inline(content, style_id, boxes, depth + 1)
            elif tag == f"{_MC}AlternateContent":
                chosen = _choice(child)
                if chosen is not None:
                    self.inline(chosen, style_id, boxes, depth + 1)
            elif tag in _TRANSPARENT:
                self.inline(child, style_id, boxes, depth + 1)
            elif tag in (f"{_M}oMath", f"{_M}oMathPara"):
                for formula in child.iter(f"{_M}t"):
                    self.write(formula.text or "")

    def run(self, element: Element, style_id: str, boxes: list[Element], depth: int) -> None:
        properties = element.find(f"{W}rPr")
        if _is_on(properties, "vanish"):
            return
        if self.is_bold(properties, style_id):
            if self.bold is None:
                self.bold = self.out.open(MarkKind.BOLD)
        else:
            self.end_bold()
        for child in element:
            match child.tag.removeprefix(W):
                case "t":
                    self.write(child.text or "")
                case "tab" | "ptab":
                    self.out.write("\t")
                case "br" if child.get(f"{W}type") == "page":
                    self.out.fresh_line()
                    self.out.write("\f")
                    self.out.fresh_line()
                case "br" | "cr":
                    self.out.line_break()
                case "noBreakHyphen":
                    self.out.write("-")
                case "sym":
                    self.out.write(_SYMBOLS.get(child.get(f"{W}char", "").upper(), " "))
                case "drawing" | "pict" | "object":
                    boxes.extend(_text_boxes(child, depth))
                case _ if child.tag == f"{_MC}AlternateContent":
                    chosen = _choice(child)
                    if chosen is not None:
                        boxes.extend(_text_boxes(chosen, depth))
                case _:
                    pass  # field codes, notes' marks, page numbers: nothing of the minutes' own words

    def write(self, text: str) -> None:
        for number, line in enumerate(settle(text).replace("\f", " ").split("\n")):
            if number:
                self.out.space()
            self.out.write(line)

    def is_bold(self, properties: Element | None, style_id: str) -> bool:
        own = _is_on(properties, "b")
        if own is not None:
            return own
        for start in (value_of(properties, "rStyle") or "", style_id):
            for _, style in self.chain(start):
                if style.bold is not None:
                    return style.bold
        return False

    def end_bold(self) -> None:
        if self.bold is not None:
            self.out.close(self.bold)
            self.bold = None

    # --- tables -------------------------------------------------------------------------------------------------------

    def table(self, element: Element, depth: int) -> None:
        self._check(depth)
        self.out.fresh_line()
        if not self.in_table:
            self.tables += 1
        is_data = not any(self.is_layout(cell) for cell in element.iter(f"{W}tc"))
        self.in_table += 1
        for number, row in enumerate(_inside(element, f"{W}tr"), start=1):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            self.out.fresh_line()
            if self.in_table == 1 and self.counts_places:
                self.out.anchor(f"table[{self.tables}]/row[{number}]")
            if is_data:
                self.row(row, depth + 1)
            else:
                for cell in _inside(row, f"{W}tc"):
                    self.blocks(cell, depth + 1)
                    self.out.fresh_line()
        self.in_table -= 1
        self.out.fresh_line()

    def is_layout(self, cell: Element) -> bool:
        """Tell whether a cell holds what only a table that lays out the page holds: headings, a table."""
        if cell.find(f".//{W}tbl") is not None:
            return True
        return any(
            self.heading_level(paragraph.find(f"{W}pPr"), value_of(paragraph.find(f"{W}pPr"), "pStyle") or "")
            is not None
            for paragraph in cell.iter(f"{W}p")
        )

    def row(self, element: Element, depth: int) -> None:
        row_mark = self.out.open(MarkKind.TABLE_ROW)
        row_length = self.out.length
        column, lines = 1, 0
        for number, cell in enumerate(_inside(element, f"{W}tc")):
            if number:
                self.out.tab(same_line=self.out.length > row_length and self.out.lines == lines)
            lines = self.out.lines_to_come
            mark = self.out.open(MarkKind.CELL, column)
            properties = cell.find(f"{W}tcPr")
            merged = properties.find(f"{W}vMerge") if properties is not None else None
            if merged is None or merged.get(f"{W}val") == "restart":
                self.blocks(cell, depth + 1)
            self.out.close(mark)
            column += min(1000, max(1, number_of(properties, "gridSpan") or 1))
        self.out.close(row_mark)
        self.out.end_line()


def _choice(element: Element) -> Element | None:
    """Return the branch of an alternate content that Word itself shows."""
    chosen = element.find(f"{_MC}Choice")
    return chosen if chosen is not None else element.find(f"{_MC}Fallback")


def _inside(container: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls and tracked insertions."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag == f"{W}sdt":
            for content in child.findall(f"{W}sdtContent"):
                yield from content.findall(tag)
        elif child.tag in _TRANSPARENT:
            yield from child.findall(tag)


def _text_boxes(element: Element, depth: int) -> Iterator[Element]:
    """Yield the text boxes of a drawing, the outermost ones only, and once where a fallback repeats them."""
    if depth > _DEEPEST:
        return
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            chosen = _choice(child)
            if chosen is not None:
                yield from _text_boxes(chosen, depth + 1)
        else:
            yield from _text_boxes(child, depth + 1)


def _texts(element: Element) -> Iterator[str]:
    """Yield the texts of a paragraph, also those of its text boxes: enough to tell an empty one."""
    for tag in (f"{W}t", f"{_M}t"):
        for text in element.iter(tag):
            yield text.text or ""
    if element.find(f".//{W}sym") is not None:
        yield "•"
