"""Read the text of PDF files with pdfium: words with their place on the page, put together into lines.

Lines follow the order in which the file draws its words, which is the reading order in what word processors and agenda
systems write: a table goes row by row and cell by cell. Words on one height are one line, and a gap in it is a tab, so
that a label and its value stand together. Only where a page is drawn out of order (a lower stretch before an upper one
in the same column, all labels before all values) are its stretches put into the order in which they stand.

Pages are parted by ``\\f`` on a line of its own; each page is an anchor. pdfium is not thread-safe: read one file at a
time in a process.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from statistics import median
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from graphbuild.errors import UnreadableFile
from graphbuild.model import Anchor, Mark, MarkKind
from graphbuild.readers import limits
from graphbuild.readers.characters import settle
from graphbuild.readers.composer import Composer

# How pdfium writes a hyphen at which a word is broken over two lines.
_LINE_END_HYPHENS: Final = frozenset({0x02, 0xFFFE})
_SPACES: Final = frozenset({0x00, 0x09, 0x0A, 0x0D, 0x20, 0x3000})

_BOLD_NAME: Final = re.compile(r"bold|black|heavy|demi|[-,]bd\b", re.I)
_DIGITS: Final = re.compile(r"\d+")

# In sizes of the type: the height within which words share a line, and the gap that parts two columns.
_SAME_LINE: Final = 0.45
_COLUMN_GAP: Final = 1.5  # where the file draws a space; justified lines stretch it
_DRAWN_APART: Final = 0.8  # where it draws none
_NEW_PARAGRAPH: Final = 1.5  # in usual line distances of the page

_MARGIN: Final = 0.15  # of the page's height, at the top and at the bottom
_MARGIN_LINES: Final = 5
_HEADING_SIZE: Final = 1.15  # times the size that most of the text is set in
_GARBLED: Final = 0.3


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: float
    right: float
    base: float  # height of the baseline above the foot of the page
    size: float
    bold: bool
    apart: bool  # the file draws no space before it


@dataclass(frozen=True, slots=True)
class _Line:
    words: tuple[_Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def base(self) -> float:
        return self.words[0].base

    @property
    def size(self) -> float:
        """The size that most of the line is set in: a bullet or a raised figure may have another."""
        letters: Counter[float] = Counter()
        for word in self.words:
            letters[word.size] += len(word.text)
        return max(letters, key=lambda size: (letters[size], size))

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class _Page:
    lines: tuple[_Line, ...]
    height: float


def read_pdf(name: str, data: bytes) -> tuple[str, tuple[Anchor, ...], tuple[Mark, ...]]:
    """Return text, anchors (``page 3``) and marks (headings by type size, bold words, running heads).

    Raises UnreadableFile: ``encrypted``, ``truncated``, ``damaged``, ``too-large``, or ``scanned`` where no page holds
    text.
    """
    if b"startxref" not in data[-16_384:]:
        # pdfium would rebuild what is left and say nothing of the pages that are missing.
        raise UnreadableFile(name, "truncated", "the PDF file is cut short", advice="Fetch the file anew.")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(name, error, b"/Encrypt" in data) from error
    try:
        pages = _read_pages(name, document)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(name, "damaged", f"a page of the PDF file cannot be read: {error}") from error
    finally:
        document.close()
    _check_text(name, pages)
    return _compose(pages)


def _refused(name: str, error: pypdfium2.PdfiumError, is_locked: bool) -> UnreadableFile:
    # pdfium also speaks of a password where it cannot make sense of a damaged file.
    if is_locked and getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        advice = "Remove the password, for instance by printing it to a new PDF file."
        return UnreadableFile(name, "encrypted", "the PDF file is protected by a password", advice=advice)
    return UnreadableFile(name, "damaged", "the PDF file is damaged", advice="Fetch the file anew.")


def _read_pages(name: str, document: Any) -> list[_Page]:
    if len(document) > limits.PDF_PAGES:
        reason = f"{len(document)} pages; at most {limits.PDF_PAGES} are read"
        raise UnreadableFile(name, "too-large", reason, advice="Split the file.")
    pages: list[_Page] = []
    length = 0
    for number in range(len(document)):
        page = document[number]
        try:
            text_page = page.get_textpage()
            try:
                length += pdfium.FPDFText_CountChars(text_page)
                if length > limits.TEXT_CHARACTERS:
                    reason = f"the text is longer than {limits.TEXT_CHARACTERS:,} characters"
                    raise UnreadableFile(name, "too-large", reason, advice="Split the file.")
                words = _turned(list(_words(text_page)), page.get_rotation(), *page.get_size())
            finally:
                text_page.close()
            pages.append(_Page(tuple(_in_order(_lines(words))), page.get_height()))
        finally:
            page.close()
    return pages


def _check_text(name: str, pages: Sequence[_Page]) -> None:
    letters = "".join(word.text for page in pages for line in page.lines for word in line.words)
    if not letters.strip():
        advice = "Run text recognition (OCR) on it first, for instance with ocrmypdf and the Danish language."
        raise UnreadableFile(name, "scanned", "no page holds text; they are pictures", advice=advice)
    garbled = sum(char == "\N{REPLACEMENT CHARACTER}" or "\ue000" <= char <= "\uf8ff" for char in letters)
    if garbled > max(20, _GARBLED * len(letters)):
        advice = "Print it to a new PDF file, or run text recognition (OCR) on it."
        raise UnreadableFile(name, "damaged", "the PDF file's fonts do not tell which letters they show", advice=advice)


# --- words ------------------------------------------------------------------------------------------------------------


def _words(text_page: Any) -> Iterator[_Word]:
    """Cut a page's characters into words, in the order in which they are drawn."""
    count = pdfium.FPDFText_CountChars(text_page)
    codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count)]
    start: int | None = None
    for index, code in enumerate(codes):
        if code in _SPACES:
            if start is not None:
                yield from _word(text_page, codes, start, index)
            start = None
        elif code in _LINE_END_HYPHENS:
            yield from _word(text_page, codes, index if start is None else start, index + 1)
            start = None
        elif start is None:
            start = index
    if start is not None:
        yield from _word(text_page, codes, start, count)


def _word(text_page: Any, codes: Sequence[int], start: int, end: int) -> Iterator[_Word]:
    characters = [0x2D if code in _LINE_END_HYPHENS else code for code in codes[start:end]]
    # Characters beyond the first plane come as two halves.
    text = "".join(map(chr, characters)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = settle(text)
    if not text.strip():
        return
    left, first_right, _, _ = _box(text_page, start)
    last_left, right, _, _ = _box(text_page, end - 1)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, start, x, y)
    size = _size(text_page, start)
    apart = start == 0 or codes[start - 1] not in _SPACES or pdfium.FPDFText_IsGenerated(text_page, start - 1) == 1
    bold = _is_bold(text_page, start)
    yield _Word(text, min(left, last_left), max(right, first_right), y.value, size, bold, apart)


def _box(text_page: Any, index: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return left.value, right.value, bottom.value, top.value


def _size(text_page: Any, index: int) -> float:
    """Return the size of the type as it is shown: a font of size 1 may be scaled by the page's matrix."""
    size = float(pdfium.FPDFText_GetFontSize(text_page, index))
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(text_page, index, matrix):
        size *= (matrix.c**2 + matrix.d**2) ** 0.5
    return min(max(size, 1.0), 500.0)


def _is_bold(text_page: Any, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(text_page, index) >= 600:
        return True
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text_page, index, buffer, 128, flags)
    return 0 < length <= 128 and _BOLD_NAME.search(buffer.value.decode("utf-8", "replace")) is not None


def _turned(words: list[_Word], rotation: int, width: float, height: float) -> list[_Word]:
    """Place the words of a page that is shown turned as a reader sees them; width and height are those shown."""
    if rotation not in (90, 180, 270):
        return words
    turned = []
    for word in words:
        if rotation == 180:
            left, base = width - word.right, height - word.base
        elif rotation == 90:
            left, base = word.base, height - word.left
        else:
            left, base = width - word.base, word.left
        turned.append(replace(word, left=left, right=left + word.size * 0.5 * len(word.text), base=base))
    return turned


# --- lines ------------------------------------------------------------------------------------------------------------


def _lines(words: Sequence[_Word]) -> list[_Line]:
    lines: list[_Line] = []
    line: list[_Word] = []
    for word in words:
        if line and not _continues(line[-1], word):
            lines.append(_Line(tuple(line)))
            line = []
        line.append(word)
    if line:
        lines.append(_Line(tuple(line)))
    return lines


def _continues(last: _Word, word: _Word) -> bool:
    size = max(last.size, word.size)
    return abs(last.base - word.base) < _SAME_LINE * size and word.left > last.right - size


def _in_order(lines: list[_Line]) -> list[_Line]:
    """Return the lines in reading order: as drawn, unless that goes back up within a column."""
    stretches = _stretches(lines)
    if any(_out_of_order(before, after) for before, after in pairwise(stretches)):
        # a producer that draws heads first and bodies after: the order of drawing tells nothing, the height does
        stretches = [sorted(lines, key=lambda line: (-round(line.base), line.left))]
    merged: list[list[_Line]] = []
    for stretch in stretches:
        if merged and (rows := _label_rows(merged[-1], stretch)) is not None:
            merged[-1] = rows
        else:
            merged.append(stretch)
    return _joined([line for stretch in merged for line in stretch])


def _joined(lines: Sequence[_Line]) -> list[_Line]:
    """Join lines of one height that follow each other, whichever of them was drawn first."""
    joined: list[_Line] = []
    for line in lines:
        if joined and abs(joined[-1].base - line.base) < _SAME_LINE * max(joined[-1].size, line.size):
            last = joined[-1]
            if line.left >= last.right - 1:
                joined[-1] = _Line(last.words + line.words)
                continue
            if line.right <= last.left + 1:
                joined[-1] = _Line(line.words + last.words)
                continue
        joined.append(line)
    return joined


def _stretches(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Cut the lines where the next one stands higher than the last."""
    stretches: list[list[_Line]] = []
    for line in lines:
        if stretches and line.base <= stretches[-1][-1].base + _SAME_LINE * line.size:
            stretches[-1].append(line)
        else:
            stretches.append([line])
    return stretches


def _out_of_order(before: Sequence[_Line], after: Sequence[_Line]) -> bool:
    """Tell whether the second stretch begins above the first although both stand in one column."""
    if after[0].base <= before[0].base + _SAME_LINE * after[0].size:
        return False
    left, right = min(line.left for line in before), max(line.right for line in before)
    return any(line.left < right and line.right > left for line in after)


def _label_rows(labels: Sequence[_Line], values: Sequence[_Line]) -> list[_Line] | None:
    """Join a column of labels with the column of values drawn after it; ``None`` where they are something else."""
    if len(labels) < 2 or 2 * sum(line.text.endswith(":") for line in labels) < len(labels):
        return None
    edge = max(line.right for line in labels)
    if any(line.left < edge for line in values) or values[0].base > labels[0].base + values[0].size:
        return None
    rows: list[_Line] = []
    rest = list(values)
    for label in labels:
        while rest and rest[0].base > label.base + _SAME_LINE * label.size:
            rows.append(rest.pop(0))
        beside: tuple[_Word, ...] = ()
        while rest and abs(rest[0].base - label.base) < _SAME_LINE * label.size:
            beside += rest.pop(0).words
        rows.append(_Line(label.words + beside))
    return rows + rest


# --- text -------------------------------------------------------------------------------------------------------------


def _compose(pages: Sequence[_Page]) -> tuple[str, tuple[Anchor, ...], tuple[Mark, ...]]:
    pages, running = _with_running_apart(pages)
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            for word in line.words:
                sizes[round(word.size * 2) / 2] += len(word.text)
    usual = max(sizes, key=lambda size: (sizes[size], -size))
    larger = sorted({round(line.size * 2) / 2 for page in pages for line in page.lines}, reverse=True)
    levels = {
        size: min(6, rank) for rank, size in enumerate((s for s in larger if s >= _HEADING_SIZE * usual), start=1)
    }
    out = Composer()
    for number, page in enumerate(pages, start=1):
        if number > 1:
            out.fresh_line()
            out.write("\f")
            out.fresh_line()
        if page.lines:
            out.anchor(f"page {number}")
        pitch = _pitch(page.lines)
        for index, line in enumerate(page.lines):
            if index and page.lines[index - 1].base - line.base > _NEW_PARAGRAPH * pitch:
                out.line_break()
            _write_line(out, line, levels.get(round(line.size * 2) / 2), (number, index) in running)
            out.fresh_line()
    return out.finish()


def _pitch(lines: Sequence[_Line]) -> float:
    """Return the usual distance of two lines on a page, in points."""
    distances = [upper.base - lower.base for upper, lower in pairwise(lines) if upper.base - lower.base > 1]
    return median(distances) if distances else float("inf")


def _write_line(out: Composer, line: _Line, level: int | None, running: bool) -> None:
    marks = []
    if running:
        marks.append(out.open(MarkKind.FURNITURE))
    elif level is not None:
        marks.append(out.open(MarkKind.HEADING, level))
    bold = None
    last: _Word | None = None
    for word in line.words:
        if bold is not None and not word.bold:
            out.close(bold)
            bold = None
        if last is not None:
            widest = (_DRAWN_APART if word.apart else _COLUMN_GAP) * max(last.size, word.size)
            out.write("\t" if word.left - last.right > widest else " ")
        if word.bold and bold is None:
            bold = out.open(MarkKind.BOLD)
        out.write(word.text)
        last = word
    if bold is not None:
        out.close(bold)
    for mark in marks:
        out.close(mark)


def _with_running_apart(pages: Sequence[_Page]) -> tuple[list[_Page], frozenset[tuple[int, int]]]:
    """Put running heads first and feet last on their page, whenever they were drawn; tell where they now stand."""
    running = _running_lines(pages)
    moved: list[_Page] = []
    places: set[tuple[int, int]] = set()
    for number, page in enumerate(pages, start=1):
        heads, feet, rest = [], [], []
        for index, line in enumerate(page.lines):
            if (number, index) not in running:
                rest.append(line)
            elif line.base > page.height / 2:
                heads.append(line)
            else:
                feet.append(line)
        moved.append(_Page((*heads, *rest, *feet), page.height))
        places.update((number, index) for index in range(len(heads)))
        places.update((number, len(heads) + len(rest) + index) for index in range(len(feet)))
    return moved, frozenset(places)


def _running_lines(pages: Sequence[_Page]) -> frozenset[tuple[int, int]]:
    """Find the running heads and feet: the same words, numbers aside, at the same height on most pages.

    Returns page number and the line's index on it.
    """
    if len(pages) < 2:
        return frozenset()
    places: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for number, page in enumerate(pages, start=1):
        by_height = sorted(range(len(page.lines)), key=lambda index: -page.lines[index].base)
        for index in {*by_height[:_MARGIN_LINES], *by_height[-_MARGIN_LINES:]}:
            line = page.lines[index]
            if _MARGIN * page.height < line.base < (1 - _MARGIN) * page.height:
                continue
            key = _DIGITS.sub("#", "".join(word.text for word in line.words))
            places.setdefault((key, round(line.base / 4)), []).append((number, index))
    fewest = max(2, (len(pages) + 1) // 2)
    found: set[tuple[int, int]] = set()
    for (key, height), where in places.items():
        # A height may fall on either side of a rounding edge.
        near = [*where, *places.get((key, height - 1), ()), *places.get((key, height + 1), ())]
        if len({number for number, _ in near}) >= fewest:
            found.update(where)
    return frozenset(_at_the_edge(pages, found))


def _at_the_edge(pages: Sequence[_Page], found: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Keep what no other line stands outside of: a section's label may be at one height on two pages by chance."""
    for number, page in enumerate(pages, start=1):
        by_height = sorted(range(len(page.lines)), key=lambda index: -page.lines[index].base)
        for order in (by_height, by_height[::-1]):
            for index in takewhile(lambda index: (number, index) in found, order):  # noqa: B023 - used up at once
                yield number, index
