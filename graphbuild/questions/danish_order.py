"""Sort as a Dane does: æ, ø, å after z, aa as å, numbers by their size. Engines sort by code point."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_LETTERS = str.maketrans({"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c", "ü": "y"})
_NUMBER = re.compile(r"(\d{1,18})")

Key = tuple[Any, ...]


def danish_key(text: str) -> Key:
    """Return what a text is sorted by: 9 before 10, Ærø before Åby, Aabenraa beside Åbenrå."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("aa", "å").translate(_LETTERS)
    plain = "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))
    parts = _NUMBER.split(plain)
    return tuple((0, int(part), "") if at % 2 else (1, 0, part) for at, part in enumerate(parts) if part), text


def value_key(value: Any, *, descending: bool = False) -> Key:
    """Return what a cell is sorted by; nothing comes last in either direction."""
    if value is None:
        return (1,)
    if isinstance(value, bool | int | float):
        return (0, -value if descending else value)
    key = danish_key(str(value))
    return (0, _Backwards(key) if descending else key)


class _Backwards:
    """A key that sorts the other way round."""

    __slots__ = ("key",)

    def __init__(self, key: Key) -> None:
        self.key = key

    def __lt__(self, other: _Backwards) -> bool:
        return other.key < self.key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Backwards) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)
