"""Read plain text: settle its characters, and take out HTML tags that an extraction left between the words."""

from __future__ import annotations

import html
import re
from typing import Final

from graphbuild.model import Anchor, Mark
from graphbuild.readers.characters import settle

_BLOCK: Final = "p|div|br|ol|ul|li|table|tbody|thead|tr|h[1-6]|blockquote|hr|dl|dt|dd|pre|center"
_INLINE: Final = "u|b|i|em|strong|span|font|a|sup|sub|small|big|s|strike|o:p|img|col|colgroup"
_CELL: Final = "td|th"
_TAG: Final = re.compile(
    rf"<(?P<closing>/?)(?:(?P<block>{_BLOCK})|(?P<cell>{_CELL})|(?P<inline>{_INLINE}))(?:\s[^<>]{{0,600}})?/?>", re.I
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")

_FEWEST_TAGS: Final = 3
_LINES_AN_ANCHOR: Final = 50


def read_text(source: str) -> tuple[str, tuple[Anchor, ...], tuple[Mark, ...]]:
    """Return text and anchors; plain text has no marks.

    Anchors are pages where form feeds part them, else every fiftieth line of a longer text.
    """
    text = without_tags(settle(source))
    if "\f" in text:
        starts = [0, *(match.end() for match in re.finditer(r"\f\n?", text))]
        pages = tuple(Anchor(start, f"page {page}") for page, start in enumerate(starts, start=1) if start < len(text))
        return text, pages, ()
    starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
    lines = range(0, len(starts), _LINES_AN_ANCHOR)
    anchors = tuple(Anchor(starts[line], f"line {line + 1}") for line in lines if starts[line] < len(text))
    return text, anchors, ()


def without_tags(text: str) -> str:
    """Return plain text without the HTML tags amid it.

    Text pulled out of agenda systems' PDF files holds tags that the system itself did not resolve (``<p>``, ``<li>``,
    ``<u>``). Block tags become line ends, cell tags tabs, inline tags nothing, entities their characters. Fewer than
    three known tags are left alone: they may be what the text speaks of.
    """
    matches = list(_TAG.finditer(text))
    if len(matches) < _FEWEST_TAGS:
        return text
    parts: list[str] = []
    last = ""  # the last character kept
    end = 0
    for match in matches:
        between = _resolved(text[end : match.start()])
        if match["block"] and not between.strip(" "):
            between = ""
        parts.append(between)
        last = between[-1:] or last
        end = match.end()
        if match["cell"] and match["closing"]:
            parts.append("\t")
            last = "\t"
        elif match["block"] and match["closing"] and last == "\t" and match["block"].lower() in ("tr", "table"):
            parts.append("\n")
            last = "\n"
        elif match["block"] and last not in ("", "\n", "\t", "\f") and not text.startswith(("\n", "\t"), end):
            # Nothing at the start of a line or of a cell, and one line end for a run of tags.
            parts.append("\n")
            last = "\n"
    parts.append(_resolved(text[end:]))
    return "".join(parts)


def _resolved(text: str) -> str:
    return settle(_ENTITY.sub(lambda match: html.unescape(match[0]), text))
