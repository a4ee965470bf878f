"""A document's lines, with what the page tells of each: indent, blank lines before, heading, bold, running heads.

Comes in: a :class:`~graphbuild.model.Document`. Goes out: its non-empty lines in order, those that are furniture of the
page (running heads and feet, page numbers, navigation) marked so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graphbuild.layouts.flow import Flow
from graphbuild.layouts.labels import field_label, fold, tables
from graphbuild.model import Document, MarkKind, Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the white space around it."""

    start: int
    end: int
    text: str
    indent: int = 0
    blank_before: bool = False
    heading: int = 0  # level of the heading it stands in, 0 for none
    bold: bool = False
    depth: int = 0  # of list nesting
    furniture: bool = False
    run_on: bool = False  # cut out of a text that came without lines
    wrapped: bool = True  # the document's paragraphs run over several lines
    width: int = 0  # of the page, in characters; 0 where lines are not wrapped


#: "Side 12", "Side 1 af 20", "Side 2.", "s. 4", "- 3 -", "3/12", also behind a running head.
_PAGE = re.compile(
    r"(?i)(?:^|[\s,.|-])(?:side|s\.)\s*(?::\s*)?\d{1,5}\s*(?:af|/|\.)?\s*(?:\d{1,5})?\.?$|^-\s*\d{1,4}\s*-$|^\d{1,3}\s*/\s*\d{1,3}$"
)
_BARE_NUMBER = re.compile(r"^\d{1,4}$")
_DIGITS = re.compile(r"\d+")
_LEADERS = ("....", "……", "____")
_PAGE_REFERENCE = re.compile(r"\d{1,4}\s{0,8}\Z")

#: A run-on text (all lines of a page in one) is cut before what looks like an agenda item's number.
RUN_ON = 300  # characters a line, on average: no other text has as many
_INSIDE_RUN_ON = re.compile(
    r"(?<=\S)[ \t]+(?=\d{1,3}[a-z]?\.\s+[A-ZÆØÅ»\"”][^\s.])|(?<=[.:?!])[ \t]+(?=[a-h]\.\s+[A-ZÆØÅ])"
    r"|(?<=\S)[ \t]+(?=(?:ÅBENT?|LUKKET|Åbent?|Lukket) (?:SAG|PUNKT|sag|punkt)\b)|(?<=\S)[ \t]+(?=[A-ZÆØÅ]{3,8} ?/ ?\d{2}/\d{2,6}\b)"
)
#: In a run-on text labels stand in the midst too: behind the end of a sentence, a number or capitals, before a capital.
#: The cut goes before the label and behind it.
_DATED_LABEL = r"Beslutning (?:i|fra) [A-ZÆØÅ][^.:]{3,70}? den \d{1,2}[-./]\d{1,2}[-./]\d{2,4}:?"
_LABEL_IN_RUN_ON = re.compile(
    rf"(?<=\S)[ \t]+(?P<dated>{_DATED_LABEL})(?=[ \t])"
    r"|(?<=[.:?!\d)\"”A-ZÆØÅ])[ \t]+(?P<label>(?:ÅBENT?|LUKKET|Åbent?|Lukket) (?:SAG|PUNKT|sag|punkt)|Økonomiske konsekvenser|Sagens indhold"
    r"|(?:Sagsfremstilling|Sagsbeskrivelse|Indstillinger|Indstilling|Beslutningstema|Beslutning|Resumé|Resume|Baggrund|Økonomi|Bilag|Drøftelse|Konklusion"
    r"|Retsgrundlag|Høring|Vurdering):?)(?=[ \t]+[A-ZÆØÅ\d\"”])"
)


def read_lines(document: Document) -> list[Line]:
    """Return the document's non-empty lines with their marks; furniture stays in, marked."""
    wrapped, run_on = is_wrapped(document), is_run_on(document)
    lines = list(_split(document, wrapped, run_on))
    if wrapped and lines:
        columns = sorted(line.indent + len(line.text) for line in lines)
        width = max(columns[min(len(columns) - 1, len(columns) * 97 // 100)], 60)
        lines = [Line(line.start, line.end, line.text, line.indent, line.blank_before, width=width) for line in lines]
    return _mark_furniture(_with_marks(document, lines))


def _split(document: Document, wrapped: bool, run_on: bool) -> Iterator[Line]:
    text, offset, blank = document.text, 0, False
    for raw in text.splitlines(keepends=True):
        bare = raw.strip()
        if not bare:
            blank = True
        else:
            start = offset + raw.index(bare[0])
            indent = len(raw[: raw.index(bare[0])].expandtabs(8))
            if run_on:
                yield from _cut_run_on(bare, start, indent, blank)
            else:
                yield Line(start, start + len(bare), bare, indent, blank, wrapped=wrapped)
            blank = False
        offset += len(raw)


def _cut_run_on(text: str, start: int, indent: int, blank: bool) -> Iterator[Line]:
    edges = {(match.start(), match.end()) for match in _INSIDE_RUN_ON.finditer(text)}
    for match in _LABEL_IN_RUN_ON.finditer(text):
        group = "dated" if match["dated"] else "label"
        edges |= {(match.start(), match.start(group)), (match.end(group), match.end(group) + 1)}
    at = 0
    for left, right in [*sorted(edges), (len(text), len(text))]:
        bare = text[at:left].strip()
        if bare:
            begin = start + at + text[at:left].index(bare)
            yield Line(begin, begin + len(bare), bare, indent, blank and at == 0, run_on=True, wrapped=False)
        at = max(at, right)


def _with_marks(document: Document, lines: list[Line]) -> list[Line]:
    """Carry headings, bold, list depth and furniture from the reader's marks over to the lines."""
    if not document.marks:
        return lines
    starts = [line.start for line in lines]
    found = list(lines)
    for mark in document.marks:
        index = max(bisect_right(starts, mark.span.start) - 1, 0)
        while index < len(found) and found[index].start < mark.span.end:
            line = found[index]
            share = min(line.end, mark.span.end) - max(line.start, mark.span.start)
            if share > 0:
                if mark.kind is MarkKind.HEADING and 2 * share >= len(line.text):
                    found[index] = replace(line, heading=mark.level or 1)
                elif mark.kind is MarkKind.BOLD and (mark.span.start <= line.start + 4 or 2 * share >= len(line.text)):
                    found[index] = replace(line, bold=True)
                elif mark.kind is MarkKind.LIST_ITEM and mark.level > line.depth:
                    found[index] = replace(line, depth=mark.level)
                elif mark.kind is MarkKind.FURNITURE:
                    found[index] = replace(line, furniture=True)
            index += 1
    return found


def without_page(text: str) -> str | None:
    """Return a contents line without the page it refers to ("Budget ........ 3"), or ``None`` where it refers to none."""
    page = _PAGE_REFERENCE.search(text, max(0, len(text) - 12))
    if page is None:
        return None
    before = text[: page.start()]
    bare = before.rstrip(" .…_\t\u00a0")
    leaders = before[len(bare) :]
    if (
        "\t" in leaders
        or "…" in leaders
        or sum(char in "._" for char in leaders) >= 2
        or (leaders.isspace() and len(leaders) >= 2)
    ):
        return bare
    return None


def _mark_furniture(lines: list[Line]) -> list[Line]:
    """Mark page numbers, and the lines beside them that the pages repeat."""
    shapes = Counter(_shape(line.text) for line in lines)
    pages = [bool(_PAGE.search(line.text)) and not any(leader in line.text for leader in _LEADERS) for line in lines]
    # "Side" heads the column of a table of contents, and a contents line may end in "s. 4": only what recurs, or stands
    # alone, is a page's number
    pages = [
        page and (shapes[_shape(line.text)] >= 2 or bool(re.match(r"(?i)^(?:side|s\.|-)?\s*\d", line.text)))
        for page, line in zip(pages, lines, strict=True)
    ]
    for index in _bare_page_numbers(lines, shapes):
        pages[index] = True
    furniture = list(pages)
    for index, page in enumerate(pages):
        if not page:
            continue
        for step in (1, -1):  # a running head of up to three lines below the number, or above it
            for near in range(index + step, index + 4 * step, step):
                if not 0 <= near < len(lines) or not _repeats(lines[near], shapes):
                    break
                furniture[near] = True
    first = next((index for index, mark in enumerate(furniture) if not mark), 0)
    return [
        replace(line, furniture=True) if furniture[index] and index >= first else line
        for index, line in enumerate(lines)
    ]


def _shape(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split()))


def _repeats(line: Line, shapes: Counter[str]) -> bool:
    shape = _shape(line.text)
    if field_label(line.text) is not None or fold(line.text) in tables().sections:
        return False  # a label at one height on several pages
    return (
        shapes[shape] >= 3
        and len(shape) > 3
        and not re.match(r"^#[.:)]?(?:\s|$)", shape)
        and ":" not in shape[-2:]
        and (
            bool(re.search(r"(?i)kommune|udvalg|råd|bestyrelse|#|møde|referat|med\b", shape))
            and not re.search(
                r"(?i)^(?:beslutning|indstilling|afbud|fraværende|ej til stede|deltog ikke|åben|lukket)"
                r"|^(?:dagsordens)?(?:punkt|pkt\.?|sag)(?: ?nr\.?)?:? ?#|\b(?:sagsnr|journalnr|sagsbehandler)\b|deltog ikke|[a-zæøå]{2}\.$",
                shape,
            )
        )
    )


def _bare_page_numbers(lines: list[Line], shapes: Counter[str]) -> Iterator[int]:
    """Bare numbers that count pages: they rise through the document and a page's running head, or its end, is beside."""
    last = 0
    for index, line in enumerate(lines):
        if not _BARE_NUMBER.match(line.text):
            continue
        number = int(line.text)
        below = lines[index + 1] if index + 1 < len(lines) else None
        above = lines[index - 1] if index else None
        beside_head = (below is not None and _repeats(below, shapes)) or (above is not None and _repeats(above, shapes))
        lone = line.text[0] != "0" and (below is None or (below.blank_before and line.blank_before))
        starts_item = below is not None and bool(re.match(r"^\d{1,3}[.:)]?\s+\S", below.text))
        if (
            beside_head or below is None or (lone and starts_item) or (starts_item and number <= last + 3)
        ) and number >= last:
            last = number
            yield index


# --- paragraphs -------------------------------------------------------------------------------------------------------

_BULLET = re.compile(
    r"^(?:[-–—•*·▪◦o●\uf0b7]\s|\(?\d{1,2}[.)]\s|\d{1,2}\s+(?=[A-ZÆØÅ][^\s]*\s.{2,90}(?:\.\w{3,4}|\d{2})\)?$)|\(?[a-zæøå][.)]\s|at\s{2,}|Ad\s*\d)"
)
#: How much of the page's width a line must fill, together with the word that was put on the next, to be a full one. Letters
#: of a PDF are not of one width, so characters measure it only roughly.
_FULL = 0.86
_OPEN_END = re.compile(r"[a-zæøå,-] (?:og|for|af|til|i|på|med|om|at|fra|samt)$")
_LOWER = re.compile(r"^[a-zæøå(,;]")
_HYPHEN = re.compile(r"[a-zæøåA-ZÆØÅ]-$")
_SMALL = re.compile(r"^[a-zæøå]")
_JOINS = re.compile(r"^(?:og|eller|samt|til|,)\b")
_GAP = re.compile(r"\s{3,}\S")


def is_run_on(document: Document) -> bool:
    """Tell whether the text came without its lines: whole pages, or the whole document, on one line."""
    text = document.text
    if document.media_type != "text/plain":
        return False
    filled = sum(1 for line in text.splitlines() if line.strip())
    return len(text) > RUN_ON * max(filled, 1)


#: A line longer than this was never wrapped to a page's width: its text has a paragraph a line.
_WRAPPED = 150


def is_wrapped(document: Document) -> bool:
    """Tell whether the document's lines are a page's lines, and its paragraphs run over several of them."""
    if document.media_type not in ("text/plain", "application/pdf"):
        return False
    return not any(len(line) > _WRAPPED for line in document.text[:100_000].splitlines())


def flow_of(document: Document, lines: Sequence[Line]) -> Flow:
    """Return lines as running text: broken words joined, wrapped lines joined, paragraphs parted by a line feed."""
    lines = [line for line in lines if not line.furniture]
    pieces: list[tuple[int, int, str]] = []
    for index, line in enumerate(lines):
        below = lines[index + 1] if index + 1 < len(lines) else None
        end, joiner = line.end, "\n"
        if below is not None and _continues(line, below):
            joiner = " "
            if _broken_word(line.text, below.text):
                joiner, end = "", line.end - 1
            elif line.text.endswith("-"):
                joiner = "" if not line.text.endswith(" -") else " "
        pieces.append((line.start, end, joiner))
    return Flow(document, pieces)


def _broken_word(above: str, below: str) -> bool:
    """Tell whether the line end breaks a word ("Kom-" / "munes"), and not a pair ("Social-" / "og")."""
    if above[-1:] != "-" or not _HYPHEN.search(above) or not _SMALL.match(below):
        return False
    return not _JOINS.match(below)


def _continues(line: Line, below: Line) -> bool:
    """Tell whether a line runs on into the next."""
    if line.heading != below.heading or line.depth != below.depth:
        return False
    if _BULLET.match(below.text):
        return False
    if _broken_word(line.text, below.text) and not (below.blank_before and below.heading):
        return True
    if below.blank_before:
        return False
    if line.indent > 6 and below.indent > 6 and abs(line.indent - below.indent) > 3:
        return False  # centred lines
    if _GAP.search(line.text) and _GAP.search(below.text):
        return False  # rows of a table
    if "\t" in line.text or "\t" in below.text:
        return False
    if not line.wrapped:
        return line.text.endswith(",") and len(line.text) > 15 and len(below.text) < 300
    if _OPEN_END.search(line.text):
        return True
    # a page's line breaks where the next word does not fit any more
    first_word = below.text.split(maxsplit=1)[0]
    if line.indent + len(line.text) + 1 + len(first_word) >= _FULL * line.width:
        return True
    if _LOWER.match(below.text) and not line.text.endswith((".", ":", "!", "?")) and len(line.text) > 25:
        return True
    return line.text.endswith((",", "-")) and len(line.text) > 15


def span_of(lines: Sequence[Line]) -> Span:
    """Return the span from the first line's start to the last one's end."""
    return Span(lines[0].start, lines[-1].end) if lines else Span(0, 0)
