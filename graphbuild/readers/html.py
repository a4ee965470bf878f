"""Read HTML as a browser shows it: blocks on lines, list numbers written out, tables as rows of cells.

Left out: what no browser shows (scripts, styles, templates, hidden elements, comments). Kept but marked as furniture:
what is on the page beside the minutes (``html.toml``). The page's title is the first line, as furniture too,
since it is often the only place where the municipality is named. Word's HTML keeps its list markers, which it writes as
text. Sources: HTML Living Standard, section 15 (rendering), for blocks, lists and hidden elements.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from graphbuild.errors import UnreadableFile
from graphbuild.model import Anchor, Mark, MarkKind
from graphbuild.readers import limits
from graphbuild.readers.characters import settle
from graphbuild.readers.composer import Composer, OpenMark
from graphbuild.readers.numerals import css_letters, lower_roman

_TABLES: Final = tomllib.loads(resources.files(__package__).joinpath("html.toml").read_text(encoding="utf-8"))
_NOT_SHOWN: Final = frozenset(_TABLES["elements"]["not_shown"])
_BLOCKS: Final = frozenset(_TABLES["elements"]["blocks"])
_NOT_NESTING: Final = frozenset(_TABLES["elements"]["not_nesting"])
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_LISTS: Final = frozenset({"ol", "ul", "menu", "dir"})
_PLACES: Final = frozenset({"p", "li", "tr", "dt", "dd", "pre", "blockquote", "div"})
_PREFORMATTED: Final = frozenset({"pre", "listing", "xmp", "plaintext"})
_INLINE_CHILDREN: Final = frozenset(_TABLES["elements"]["inline_children"])
_FURNITURE_TAGS: Final = frozenset(_TABLES["furniture"]["tags"])
_FURNITURE_ROLES: Final = frozenset(_TABLES["furniture"]["roles"])
_FURNITURE_NAMES: Final = frozenset(_TABLES["furniture"]["names"])
_FURNITURE_PREFIXES: Final = tuple(_TABLES["furniture"]["prefixes"])

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_WHITE: Final = re.compile(r"[ \t\n\f]+")
_NUMBER: Final = re.compile(r"\s{0,9}(-?\d{1,9})")
_OWN_NUMBER: Final = re.compile(r"\s{0,20}\(?(\d{1,4}|[a-zA-Z])[.):]")
_RULE: Final = re.compile(r"(?:^|[}\s,;])([a-zA-Z0-9]{0,10})\.([\w-]{1,60})\s{0,9}\{([^{}]{0,2000})\}")
_BOLD: Final = re.compile(r"font(?:-weight)?\s{0,5}:[^;]{0,60}?\b(?:bold|bolder|[6-9]00)\b", re.I)
_WORD_LEVEL: Final = re.compile(r"mso-list\s{0,5}:[^;]{0,40}?\blevel([1-9])", re.I)
_WORD_MARKER: Final = re.compile(r"mso-list\s{0,5}:\s{0,5}ignore", re.I)
_DISPLAY: Final = re.compile(r"(?:^|;)\s{0,9}display\s{0,9}:\s{0,9}([a-z-]{1,20})", re.I)
_INVISIBLE: Final = re.compile(r"(?:^|;)\s{0,9}visibility\s{0,9}:\s{0,9}(?:hidden|collapse)", re.I)
_LIST_STYLE: Final = re.compile(r"(?:^|;)\s{0,9}list-style(?:-type)?\s{0,9}:\s{0,9}([^;]{1,60})", re.I)
_PAGE_BREAK: Final = re.compile(r"page-break-before\s{0,5}:\s{0,5}always", re.I)

# Word writes its bullets in symbol fonts, where these letters are drawn as dots and squares.
_WORD_BULLETS: Final = frozenset({"·", "o", "§", "\uf0b7", "\uf0a7", "Ø", "ü", "v", "q", "à", "\uf0d8", "\uf0fc"})

_MOST_OF_PAGE: Final = 0.6


@dataclass(slots=True)
class _Node:
    """One element or text of the page, in document order, with sums over what lies inside it."""

    tag: str  # "" for text
    text: str
    attributes: Mapping[str, str]
    parent: int
    end: int = 0  # index after the last node inside
    letters: int = 0
    headings: int = 0
    first_headings: int = 0  # h1 alone
    tables: int = 0
    first_text: str | None = None
    items: list[int] = field(default_factory=list)  # list items that are children

    @property
    def style(self) -> str:
        return self.attributes.get("style", "")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple((self.attributes.get("class", "") + " " + self.attributes.get("id", "")).lower().split())


@dataclass(slots=True)
class _List:
    number: int
    step: int
    style: str  # a CSS counter style, "disc" or "none"


@dataclass(slots=True)
class _Table:
    is_data: bool
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)  # column -> rows it still reaches down
    row_length: int = 0
    row_cells: int = 0
    cell_lines: int = 0


@dataclass(slots=True)
class _Frame:
    """An open element: what has to happen when it closes."""

    index: int
    block: bool = False
    marks: list[OpenMark] = field(default_factory=list)
    list_: _List | None = None
    table: _Table | None = None
    furniture: bool = False
    heading: bool = False
    preformatted: bool = False
    spaced: bool = False


def read_html(name: str, source: str) -> tuple[str, tuple[Anchor, ...], tuple[Mark, ...]]:
    """Return text, anchors and marks of a page given as text.

    Raises UnreadableFile (``too-large``) where elements are nested beyond all sense.
    """
    source = settle(source).replace("\f", " ")
    if _depth(source) > limits.NESTING:
        raise UnreadableFile(name, "too-large", f"elements are nested more than {limits.NESTING} deep")
    parser = LexborHTMLParser(source)
    nodes = _gather(parser)
    bold = {
        (tag.lower(), class_.lower())
        for style in parser.css("style")
        for tag, class_, rule in _RULE.findall(style.text())
        if _BOLD.search(rule)
    }
    title = parser.css_first("head > title")
    return _Page(nodes, frozenset(bold)).render(settle(title.text()) if title is not None else "")


def _depth(source: str) -> int:
    """Count how deep elements can nest at most; those whose end tag may be left out do not add to it by themselves."""
    depth = deepest = 0
    for closing, tag in _TAG.findall(source):
        if tag.lower() in _NOT_NESTING:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _gather(parser: LexborHTMLParser) -> list[_Node]:
    """List the nodes that a browser shows, in document order."""
    body = parser.body
    if body is None:
        return []
    opened = _opened_by_click(parser)
    nodes: list[_Node] = []
    waiting: list[tuple[LexborNode, int]] = [(body, -1)]
    while waiting:
        node, parent = waiting.pop()
        if parent >= 0 and node.next is not None:
            waiting.append((node.next, parent))
        if node.is_text_node:
            # Settled once more: a character reference may stand for any character.
            nodes.append(_Node("", settle(node.text_content or "").replace("\f", " "), {}, parent))
            continue
        if not node.is_element_node or node.tag is None:
            continue
        attributes = {key: value or "" for key, value in node.attributes.items()}
        tag = node.tag.lower()
        if tag in _NOT_SHOWN or _is_hidden(tag, attributes, opened):
            continue
        nodes.append(_Node(tag, "", attributes, parent))
        if node.child is not None:
            waiting.append((node.child, len(nodes) - 1))
    _sum_up(nodes)
    return nodes


def _sum_up(nodes: Sequence[_Node]) -> None:
    for index, node in enumerate(nodes):
        if node.tag == "li" and node.parent >= 0:
            nodes[node.parent].items.append(index)
        if not node.tag and not node.text.isspace():
            above = node.parent
            while above >= 0 and nodes[above].first_text is None:
                nodes[above].first_text = node.text
                above = nodes[above].parent
    for index in range(len(nodes) - 1, -1, -1):
        node = nodes[index]
        node.end = max(node.end, index + 1)
        node.letters += 0 if node.tag else len(node.text.strip())
        if node.parent < 0:
            continue
        above_node = nodes[node.parent]
        above_node.end = max(above_node.end, node.end)
        above_node.letters += node.letters
        above_node.headings += node.headings + (node.tag in _HEADINGS)
        above_node.first_headings += node.first_headings + (node.tag == "h1")
        above_node.tables += node.tables + (node.tag == "table")


def _opened_by_click(parser: LexborHTMLParser) -> frozenset[str]:
    """Ids of the panels that a reader opens by a click: folded away when the page was saved, yet part of it."""
    controls = parser.css("[aria-controls], [data-target], [data-bs-target], [aria-expanded][href]")
    names: set[str] = set()
    for control in controls:
        for key in ("aria-controls", "data-target", "data-bs-target", "href"):
            names.update((control.attributes.get(key) or "").replace("#", " ").split())
    return frozenset(names)


def _is_hidden(tag: str, attributes: Mapping[str, str], opened: frozenset[str]) -> bool:
    style = attributes.get("style", "")
    display = _DISPLAY.search(style)
    hidden = (
        ("hidden" in attributes and attributes["hidden"].lower() != "until-found")
        or (display is not None and display[1].lower() == "none")
        or _INVISIBLE.search(style) is not None
        or (tag == "dialog" and "open" not in attributes)
    )
    if hidden:
        return attributes.get("id") not in opened and attributes.get("role") != "tabpanel"
    icon = tag == "i" or "icon" in attributes.get("class", "").lower()
    return icon and attributes.get("aria-hidden") == "true"


class _Page:
    """The walk over the nodes of one page."""

    def __init__(self, nodes: Sequence[_Node], bold_rules: frozenset[tuple[str, str]]) -> None:
        self.nodes = nodes
        self.bold_rules = bold_rules
        self.out = Composer()
        self.stack: list[_Frame] = []
        self.lists: list[_List] = []
        self.tables: list[_Table] = []
        self.furniture = 0
        self.preformatted = 0
        self.main = 0
        self.heading: _Frame | None = None
        self.base = ""
        self.counts: Counter[str] = Counter()
        self.within: Counter[str] = Counter()
        self.letters = nodes[0].letters if nodes else 0

    def render(self, title: str) -> tuple[str, tuple[Anchor, ...], tuple[Mark, ...]]:
        if title.strip():
            mark = self.out.open(MarkKind.FURNITURE)
            self.out.anchor("title")
            self.out.write(" ".join(title.split()))
            self.out.close(mark)
            self.out.fresh_line()
        index = 0
        while index < len(self.nodes):
            node = self.nodes[index]
            while self.stack and self.stack[-1].index != node.parent:
                self.leave()
            if not node.tag:
                self.text(node.text)
                index += 1
            elif _WORD_MARKER.search(node.style):
                self.word_marker(node, index)
                index = node.end
            else:
                self.enter(node, index)
                index += 1
        while self.stack:
            self.leave()
        return self.out.finish()

    # --- text ---------------------------------------------------------------------------------------------------------

    def text(self, text: str) -> None:
        if self.preformatted:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.out.line_break()
                self.out.write(line)
            return
        pieces = _WHITE.split(text)
        for number, piece in enumerate(pieces):
            if number:
                self.out.space()
            self.out.write(piece)

    def word_marker(self, node: _Node, index: int) -> None:
        """Write the number or bullet that Word put into the text, without the no-break spaces that pad it."""
        marker = "".join(inner.text for inner in self.nodes[index : node.end]).replace("\u00a0", " ").strip()
        if marker:
            self.out.marker("•" if marker in _WORD_BULLETS else marker)

    # --- elements -----------------------------------------------------------------------------------------------------

    def enter(self, node: _Node, index: int) -> None:
        tag = node.tag
        if tag == "br":
            self.out.line_break()
            return
        if tag == "wbr":
            return
        frame = _Frame(index)
        self.stack.append(frame)
        display = _DISPLAY.search(node.style)
        frame.block = tag in _BLOCKS
        if display is not None and tag not in ("li", "tr", "table"):
            frame.block = display[1].lower() in ("block", "flex", "grid", "list-item", "table") or (
                frame.block and not display[1].lower().startswith("inline")
            )
        if frame.block and node.parent >= 0 and _INLINE_CHILDREN.intersection(self.nodes[node.parent].names):
            frame.block = False
            frame.spaced = True
            self.out.space()
        if frame.block:
            self.out.fresh_line()
        self.place(node)
        if not self.furniture and self.is_furniture(node):
            self.enter_furniture(frame)
        if tag in ("main", "article"):
            self.main += 1
        elif tag in _PREFORMATTED:
            frame.preformatted = True
            self.preformatted += 1
        elif tag in _LISTS:
            frame.list_ = self.new_list(node)
            self.lists.append(frame.list_)
        elif tag == "li":
            self.enter_item(node, frame)
        elif tag == "table":
            frame.table = _Table(is_data=not (node.tables or node.headings))
            self.tables.append(frame.table)
        elif tag == "tr":
            self.enter_row(frame)
        elif tag in ("td", "th"):
            self.enter_cell(node, frame)
        self.enter_emphasis(node, frame)

    def leave(self) -> None:
        frame = self.stack.pop()
        node = self.nodes[frame.index]
        for mark in reversed(frame.marks):
            self.out.close(mark)
        if frame.furniture:
            self.furniture -= 1
        if frame.heading:
            self.heading = None
        if frame.preformatted:
            self.preformatted -= 1
        if frame.list_ is not None:
            self.lists.pop()
        if frame.table is not None:
            self.tables.pop()
        if node.tag in ("main", "article"):
            self.main -= 1
        if node.tag in ("li", "tr"):
            self.out.end_line()
        elif frame.block:
            self.out.fresh_line()
        elif frame.spaced:
            self.out.space()

    def place(self, node: _Node) -> None:
        """Set an anchor: the last heading or id, and the element's number since then."""
        tag = node.tag
        id_ = node.attributes.get("id", "")
        if tag in _HEADINGS or (id_ and tag in _BLOCKS and tag != "body"):
            self.counts[tag] += 1
            self.base = f"#{_WHITE.sub('', id_)[:80]}" if id_ else f"{tag}[{self.counts[tag]}]"
            self.within.clear()
            self.out.anchor(self.base)
        elif tag in _PLACES:
            self.within[tag] += 1
            place = f"{tag}[{self.within[tag]}]"
            self.out.anchor(f"{self.base}/{place}" if self.base else place)

    def enter_emphasis(self, node: _Node, frame: _Frame) -> None:
        level = _HEADINGS.get(node.tag)
        if level is None and node.attributes.get("role") == "heading":
            number = _NUMBER.match(node.attributes.get("aria-level", "2"))
            level = min(6, max(1, int(number[1]))) if number else 2
        if level is not None and self.heading is None:
            frame.marks.append(self.out.open(MarkKind.HEADING, level))
            frame.heading = True
            self.heading = frame
        elif self.heading is not None and node.tag == "span":
            self.enter_heading_part(node, frame)
        elif self.is_bold(node):
            frame.marks.append(self.out.open(MarkKind.BOLD))
        if word := _WORD_LEVEL.search(node.style):
            frame.marks.append(self.out.open(MarkKind.LIST_ITEM, int(word[1])))

    def enter_heading_part(self, node: _Node, frame: _Frame) -> None:
        """Mark a span of a heading as a cell: agenda systems set number and title apart so, without a space."""
        column = 1 + sum(
            1
            for other in self.nodes[node.parent + 1 : frame.index]
            if other.tag == "span" and other.parent == node.parent
        )
        frame.marks.append(self.out.open(MarkKind.CELL, column))

    def is_bold(self, node: _Node) -> bool:
        if node.tag in ("b", "strong", "th") or _BOLD.search(node.style):
            return True
        classes = node.attributes.get("class", "").lower().split()
        return any(("", name) in self.bold_rules or (node.tag, name) in self.bold_rules for name in classes)

    # --- furniture ----------------------------------------------------------------------------------------------------

    def enter_furniture(self, frame: _Frame) -> None:
        self.furniture += 1
        frame.furniture = True
        if self.heading is not None:
            # A toggle inside a heading is no part of the title.
            for mark in self.heading.marks:
                self.out.close(mark)
            self.heading.marks.clear()
            frame.block = True
            self.out.fresh_line()
        elif not frame.block:
            frame.spaced = True
            self.out.space()
        frame.marks.append(self.out.open(MarkKind.FURNITURE))

    def is_furniture(self, node: _Node) -> bool:
        if not node.letters or node.letters > _MOST_OF_PAGE * self.letters:
            return False
        if node.tag == "button":
            return self.is_control(node)
        if node.tag == "form":
            return not node.headings
        if node.tag == "header":
            # The page's only first heading is the minutes' own, wherever it stands.
            return not self.main and (node.first_headings == 0 or node.first_headings < self.nodes[0].first_headings)
        return (
            node.tag in _FURNITURE_TAGS
            or node.attributes.get("role", "").lower() in _FURNITURE_ROLES
            or any(name in _FURNITURE_NAMES or name.startswith(_FURNITURE_PREFIXES) for name in node.names)
        )

    def is_control(self, button: _Node) -> bool:
        """Tell a button that does something from one that folds a section and bears its title."""
        if self.heading is not None:
            return button.letters < 0.8 * self.nodes[self.heading.index].letters
        folds = "aria-expanded" in button.attributes or "aria-controls" in button.attributes
        return not (folds or any("accordion" in name or "collaps" in name for name in button.names))

    # --- lists --------------------------------------------------------------------------------------------------------

    def new_list(self, node: _Node) -> _List:
        style = "decimal" if node.tag == "ol" else "disc"
        types = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
        style = types.get(node.attributes.get("type", ""), style) if node.tag == "ol" else style
        if css := _LIST_STYLE.search(node.style):
            style = css[1].strip().lower().split(" ")[0]
        if node.tag == "ol" and self.items_bear_numbers(node):
            style = "none"
        step = -1 if "reversed" in node.attributes else 1
        start = _NUMBER.match(node.attributes.get("start", ""))
        first = int(start[1]) if start else (len(node.items) if step < 0 else 1)
        return _List(first, step, style)

    def items_bear_numbers(self, node: _Node) -> bool:
        """Tell whether every item's text begins with its own number, so that the page's style must hide the list's."""
        if len(node.items) < 2:
            return False
        for number, item in enumerate(node.items, start=1):
            own = _OWN_NUMBER.match(self.nodes[item].first_text or "")
            if own is None or own[1].lower() not in (str(number), css_letters(number)):
                return False
        return True

    def enter_item(self, node: _Node, frame: _Frame) -> None:
        frame.marks.append(self.out.open(MarkKind.LIST_ITEM, max(1, len(self.lists))))
        list_ = self.lists[-1] if self.lists else _List(1, 1, "disc")
        if value := _NUMBER.match(node.attributes.get("value", "")):
            list_.number = int(value[1])
        style = list_.style
        if css := _LIST_STYLE.search(node.style):
            style = css[1].strip().lower().split(" ")[0]
        marker = _marker(style, list_.number)
        list_.number += list_.step
        # A bulleted item that holds a heading is a card of the page's layout; such pages switch its dot off.
        if marker and not (marker == "•" and node.headings):
            self.out.marker(marker)

    # --- tables -------------------------------------------------------------------------------------------------------

    def enter_row(self, frame: _Frame) -> None:
        if not self.tables:
            return
        table = self.tables[-1]
        table.column = table.row_cells = 0
        table.row_length = self.out.length
        table.taken = {column: rows - 1 for column, rows in table.taken.items() if rows > 1}
        if table.is_data:
            frame.marks.append(self.out.open(MarkKind.TABLE_ROW))

    def enter_cell(self, node: _Node, frame: _Frame) -> None:
        if not self.tables:
            return
        table = self.tables[-1]
        if not table.is_data:
            frame.block = True
            self.out.fresh_line()
            return
        if table.row_cells:
            if self.out.length == table.row_length:
                self.out.tab(same_line=False)
            else:
                self.out.tab(same_line=self.out.lines == table.cell_lines)
        table.row_cells += 1
        while table.column in table.taken:
            table.column += 1
        width, height = (_reach(node.attributes.get(key)) for key in ("colspan", "rowspan"))
        for column in range(table.column, table.column + width):
            if height > 1:
                # The row itself is counted when the next one begins.
                table.taken[column] = height
        frame.marks.append(self.out.open(MarkKind.CELL, table.column + 1))
        table.column += width
        # A first cell's line is only ended by what comes before the row; count from where its words will stand.
        table.cell_lines = self.out.lines_to_come


def _reach(value: str | None) -> int:
    number = _NUMBER.match(value or "")
    return min(1000, max(1, int(number[1]))) if number else 1


def _marker(style: str, number: int) -> str:
    match style:
        case "none":
            return ""
        case "lower-alpha" | "lower-latin":
            return f"{css_letters(number)}."
        case "upper-alpha" | "upper-latin":
            return f"{css_letters(number).upper()}."
        case "lower-roman":
            return f"{lower_roman(number)}."
        case "upper-roman":
            return f"{lower_roman(number).upper()}."
        case "decimal-leading-zero":
            return f"{number:02d}."
        case "disc" | "circle" | "square":
            return "•"
        case _ if style.startswith(("'", '"')):
            return style.strip("'\"").strip()
        case _ if style.startswith("url"):
            return "•"
        case _:
            return f"{number}."
