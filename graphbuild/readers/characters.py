"""Make the characters of a text fit to count in: one line end, no control characters, no invisible ones.

Every reader sends its text through :func:`settle` before offsets are taken. What stays as it is: no-break spaces (the
layouts treat them as white space), tabs, form feeds between pages, quotation marks, dashes.
"""

from __future__ import annotations

import re
from typing import Final

# Latin presentation forms that PDF files leave behind; a name must not hide behind them.
_LIGATURES: Final = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}

_SPACES = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A, 0x0C)}

# Zero width space, word joiner and byte order mark show nothing anywhere; other joiners shape scripts and stay.
_INVISIBLE = dict.fromkeys((0x200B, 0x2060, 0xFEFF))

# Line ends by another name: vertical tab (a manual line break out of Word), next line, line and paragraph separator.
_LINE_ENDS = dict.fromkeys((0x0B, 0x85, 0x2028, 0x2029), "\n")

# What no XML and no RDF serialisation may hold.
_IMPOSSIBLE = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")

_TABLE: Final[dict[int, str | None]] = {**_SPACES, **_INVISIBLE, **_LINE_ENDS, **_IMPOSSIBLE, **_LIGATURES}

_SOFT_HYPHEN_AT_LINE_END = re.compile("\u00ad(?=[ \t]{0,20}\n)")


def settle(text: str) -> str:
    """Return the text with settled characters.

    Line ends become ``\\n``. Control characters become spaces, one for one. Presentation ligatures become plain
    letters. A soft hyphen is a hyphen where a line ends on it and nothing elsewhere, which is how it is shown.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    if "\u00ad" in text:
        text = _SOFT_HYPHEN_AT_LINE_END.sub("-", text).replace("\u00ad", "")
    return text
