"""Put a document's text together piece by piece, with marks and anchors that count in the finished text.

The text only ever grows at its end, so an offset taken is an offset kept. Line breaks and spaces are held back until
something is written after them; hence no line ends in a space that the composer made, and no mark starts on one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graphbuild.model import Anchor, Mark, MarkKind, Span


@dataclass(slots=True)
class OpenMark:
    """A mark whose end is not yet known; given out by :meth:`Composer.open`."""

    start: int
    kind: MarkKind
    level: int
    order: int


@dataclass(slots=True)
class Composer:
    """A text in the making."""

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _line_start: int = 0
    _lines: int = 0
    _breaks: int = 0
    _space: bool = False
    _after_marker: bool = False
    _anchor: str | None = None
    _anchors: list[Anchor] = field(default_factory=list)
    _closed: list[tuple[OpenMark, int]] = field(default_factory=list)
    _opened: int = 0

    @property
    def length(self) -> int:
        """How many characters stand so far, without what is held back."""
        return self._length

    @property
    def lines(self) -> int:
        """How many lines have been ended so far."""
        return self._lines

    @property
    def lines_to_come(self) -> int:
        """How many lines will have been ended when the next word stands."""
        return self._lines + self._breaks

    @property
    def at_line_start(self) -> bool:
        """Whether the next character will be the first of its line, a list marker aside."""
        return self._breaks > 0 or self._length == self._line_start or self._after_marker

    def write(self, text: str) -> None:
        """Write a stretch without line breaks as it stands."""
        if not text:
            return
        self._release()
        if self._anchor is not None:
            self._anchors.append(Anchor(self._length, self._anchor))
            self._anchor = None
        self._append(text)
        self._after_marker = False

    def marker(self, text: str) -> None:
        """Write a list marker; the next word follows it on its line, one space apart."""
        self.write(text)
        self._after_marker = True
        self._space = True

    def tab(self, *, same_line: bool) -> None:
        """Part two cells; a cell of several lines is followed by a new line that begins with the tab."""
        if same_line:
            self._breaks = 0
        else:
            self.fresh_line()
        self._space = False
        self._release()
        self._append("\t")
        self._after_marker = True

    def space(self) -> None:
        """Ask for one space before the next word; none at the start of a line, none twice."""
        if not self.at_line_start:
            self._space = True

    def fresh_line(self) -> None:
        """Ask that the next word stands on a new line."""
        if not self.at_line_start:
            self._breaks = 1
            self._space = False
        elif not self._after_marker:
            self._space = False

    def end_line(self) -> None:
        """Ask for a new line even straight after a list marker or a tab: the item or the row ends here."""
        self._after_marker = False
        self.fresh_line()

    def line_break(self) -> None:
        """Ask for one more line end, whatever stands before."""
        self._breaks += 1
        self._space = False
        self._after_marker = False

    def anchor(self, label: str) -> None:
        """Let the next word start a new place in the source."""
        self._anchor = label

    def open(self, kind: MarkKind, level: int = 0) -> OpenMark:
        """Start a mark at the next word."""
        self._opened += 1
        return OpenMark(self._length, kind, level, self._opened)

    def close(self, mark: OpenMark) -> None:
        """End a mark after the last word."""
        if self._length > mark.start:
            self._closed.append((mark, self._length))

    def finish(self) -> tuple[str, tuple[Anchor, ...], tuple[Mark, ...]]:
        """Return the text, its anchors and its marks, sorted; a mark without a word in it is left out."""
        text = "".join(self._parts)
        marks: list[tuple[int, int, int, Mark]] = []
        for opened, end in self._closed:
            inside = text[opened.start : end]
            start, end = end - len(inside.lstrip()), opened.start + len(inside.rstrip())
            if start < end:
                marks.append((start, -end, opened.order, Mark(Span(start, end), opened.kind, opened.level)))
        return text, tuple(self._anchors), tuple(mark for *_, mark in sorted(marks, key=lambda row: row[:3]))

    def _release(self) -> None:
        if self._breaks:
            self._append("\n" * self._breaks)
            self._line_start = self._length
            self._lines += self._breaks
            self._breaks = 0
        elif self._space:
            self._append(" ")
        self._space = False

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
