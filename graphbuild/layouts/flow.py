"""Running text to read, with the way back to the document.

A page's lines are not the text's sentences: words are broken by a hyphen at the line end, sentences run over lines, and
running heads stand in their midst. A :class:`Flow` is the text as a person reads it, paragraphs parted by ``\\n``, and
knows for each of its characters where in the document it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from graphbuild.lexicon.sentences import split_sentences
from graphbuild.model import Document, Said, Span, T

_SPACE = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """Collapse white space, as all values are given."""
    return _SPACE.sub(" ", text).strip()


class Flow:
    """Text put together from pieces of a document.

    ``pieces`` are ``(start, end, joiner)``: the document's characters, then what stands between this piece and the
    next (``" "``, ``"\\n"`` or nothing). Offsets into ``text`` become spans of the document by :meth:`span`.
    """

    __slots__ = ("_origins", "_starts", "document", "text")

    def __init__(self, document: Document, pieces: Iterable[tuple[int, int, str]]) -> None:
        self.document = document
        parts: list[str] = []
        self._starts: list[int] = []
        self._origins: list[int] = []
        length = 0
        joiner = ""
        for start, end, after in pieces:
            if end <= start:
                joiner = after if after == "\n" else joiner
                continue
            if parts:
                parts.append(joiner)
                length += len(joiner)
            self._starts.append(length)
            self._origins.append(start)
            parts.append(document.text[start:end])
            length += end - start
            joiner = after
        self.text = "".join(parts).replace("\u00a0", " ")

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def origin(self, offset: int) -> int:
        """Return where in the document the character at an offset stands."""
        if not self._starts:
            return 0
        index = bisect_right(self._starts, offset) - 1 if offset > 0 else 0
        return self._origins[index] + offset - self._starts[index]

    def span(self, start: int, end: int) -> Span:
        """Return the document's span from the character at ``start`` to the last one before ``end``."""
        if end <= start:
            at = self.origin(start)
            return Span(at, at)
        return Span(self.origin(start), self.origin(end - 1) + 1)

    def said(self, match: re.Match[str], rule: str, group: int | str = 0) -> Said[str]:
        """Return a matched group as a value: its words with white space collapsed, its place, the rule."""
        return self.at(match.start(group), match.end(group), rule)

    def at(self, start: int, end: int, rule: str) -> Said[str]:
        """Return the words from ``start`` to ``end``, without white space around them, as a value."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip())
        return Said(squeeze(self.text[start:end]), self.span(start, max(start, end)), rule)

    def sentences(self) -> Iterator[Span]:
        """Yield the sentences as offsets into ``text``; a paragraph's end is a sentence's end too."""
        start = 0
        for line in self.text.split("\n"):
            if line:
                yield from split_sentences(self.text, start, start + len(line))
            start += len(line) + 1

    def value(self, value: T, start: int, end: int, rule: str) -> Said[T]:
        """Return a normal form that the words from ``start`` to ``end`` state."""
        return Said(value, self.span(start, end), rule)
