"""Settle the encoding of text and HTML before anything parses it.

Order: byte order mark; for HTML the declared charset; UTF-8 where the bytes are valid UTF-8; UTF-16 without a mark;
then the one-byte encodings met in Danish files. The labels of HTML follow the WHATWG Encoding Standard, in which
``iso-8859-1`` means windows-1252.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DECLARED: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.I
)

_LABELS: Final = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-8",  # a page that can be read as far as its declaration is not UTF-16; browsers do the same
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "latin1": "windows-1252",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso_8859-1": "windows-1252",
    "windows-1252": "windows-1252",
    "cp1252": "windows-1252",
    "x-cp1252": "windows-1252",
    "iso-8859-15": "iso-8859-15",
    "iso8859-15": "iso-8859-15",
    "latin-9": "iso-8859-15",
    "macintosh": "macintosh",
    "x-mac-roman": "macintosh",
    "ibm850": "cp850",
    "cp850": "cp850",
}

_PYTHON: Final = {"macintosh": "mac_roman", "windows-1252": "cp1252"}

# The bytes of æ, ø and å after an ASCII letter, which is where nothing else looks like them.
_DANISH: Final = {
    "windows-1252": re.compile(rb"[A-Za-z][\xe6\xf8\xe5]"),
    "cp850": re.compile(rb"[A-Za-z][\x91\x9b\x86]"),
    "macintosh": re.compile(rb"[A-Za-z][\xbe\xbf\x8c]"),
}

_FEW_ERRORS: Final = 0.01


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("graphbuild-stray-byte", _stray_byte)


def decode(data: bytes, *, html: bool = False) -> tuple[str, str]:
    """Return the text of the bytes and the encoding's name; never fails.

    A single-byte declaration is overruled where the bytes are UTF-8 all the same: pages are often saved anew without
    their declaration being changed, and no Danish Latin-1 text is valid UTF-8 by chance. Bytes that an encoding leaves
    undefined become the character of that number.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace"), name
    utf8 = _as_utf8(data)
    declared = _declared(data) if html else None
    if declared not in (None, "utf-8") and (utf8 is None or data.isascii()):
        assert declared is not None
        return _decode_single(data, declared), declared
    if utf8 is not None:
        return utf8, "utf-8"
    if (wide := _unmarked_utf16(data)) is not None:
        return data.decode(wide, errors="replace"), wide
    name = _single_byte(data)
    return _decode_single(data, name), name


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data, 0, 4096)
    return _LABELS.get(match[1].decode("ascii", errors="replace").lower()) if match else None


def _as_utf8(data: bytes) -> str | None:
    """Decode as UTF-8; a rare stray byte among many sound sequences does not make it another encoding."""
    if data.count(0) > len(data) // 8:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    lenient = data.decode("utf-8", errors="replace")
    errors = lenient.count("\N{REPLACEMENT CHARACTER}")
    sound = len(lenient) - errors - sum(map(str.isascii, lenient)) if errors * 4 < len(lenient) else 0
    # One stray byte is allowed beside three sound sequences: a text cut at a byte count ends in half a letter.
    if sound >= 3 and errors <= max(1, sound * _FEW_ERRORS):
        return data.decode("utf-8", errors="graphbuild-stray-byte")
    return None


def _unmarked_utf16(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zero bytes, which stand on one side only in Western text."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _single_byte(data: bytes) -> str:
    votes = {name: len(pattern.findall(data)) for name, pattern in _DANISH.items()}
    best = max(votes, key=lambda name: votes[name])
    if best != "windows-1252" and votes[best] >= 3 and votes[best] > 2 * votes["windows-1252"]:
        return best
    # The two differ in 0x80 to 0x9F alone, which ISO-8859-1 leaves to control characters.
    return "windows-1252" if re.search(rb"[\x80-\x9f]", data) else "iso-8859-1"


def _decode_single(data: bytes, name: str) -> str:
    return data.decode(_PYTHON.get(name, name), errors="graphbuild-stray-byte")
