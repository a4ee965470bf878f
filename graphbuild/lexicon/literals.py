"""Which plain letters a pattern cannot do without, so that a text without them need not be searched.

Looking for a substring costs a hundredth of trying a pattern at every character. A :class:`Gate` tells of a text
whether any of a list of patterns may match it at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: A single letter stands in every text.
_SHORTEST = 2
_QUANTIFIER = re.compile(r"[?*+]\??|\{\d*(?:,\d*)?\}\??")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_GROUP = re.compile(r"\(\?(?P<look>[=!]|<[=!])|\(\?P<\w+>|\(\?:|\(\?[aimsux-]+\)|\(\?[aimsux-]+:|\(")


def required_literals(pattern: str) -> frozenset[str] | None:
    """Return strings of which one stands in whatever a pattern matches, or ``None`` where none can be told.

    Read are alternatives, groups, classes, quantifiers and lookarounds as this package's tables use them; what is not
    understood is taken for anything.
    """
    found: set[str] = set()
    for alternative in _alternatives(pattern):
        best = _of_sequence(alternative)
        if best is None:
            return None
        found |= best
    return frozenset(found)


def _alternatives(pattern: str) -> list[str]:
    """Split a pattern at its outermost bars."""
    parts, depth, start, index = [], 0, 0, 0
    while index < len(pattern):
        char = pattern[index]
        if char == "\\":
            index += 2
            continue
        if char == "[":
            match = _CLASS.match(pattern, index)
            index = match.end() if match else index + 1
            continue
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == "|" and depth == 0:
            parts.append(pattern[start:index])
            start = index + 1
        index += 1
    return [*parts, pattern[start:]]


def _of_sequence(pattern: str) -> frozenset[str] | None:
    """Return the literals of one alternative: its longest run of plain letters, or those of a group that must match."""
    options: list[frozenset[str]] = []
    run: list[str] = []

    def close() -> None:
        if len(run) >= _SHORTEST:
            options.append(frozenset({"".join(run)}))
        run.clear()

    index = 0
    while index < len(pattern):
        char = pattern[index]
        literal: str | None = None
        inner: frozenset[str] | None = None
        if char == "(":
            opening = _GROUP.match(pattern, index)
            end = _closing(pattern, index)
            if opening is None or end is None:
                return None
            if not opening["look"] and opening.end() < end:
                inner = required_literals(pattern[opening.end() : end - 1])
            index = end
        elif char == "[":
            match = _CLASS.match(pattern, index)
            if match is None:
                return None
            index = match.end()
        elif char == "\\":
            escaped = pattern[index + 1 : index + 2]
            literal = None if escaped.isalnum() else escaped
            index += 2
        elif char in ".^$":
            index += 1
        else:
            literal = char
            index += 1
        quantifier = _QUANTIFIER.match(pattern, index)
        optional = quantifier is not None and (quantifier[0][0] in "?*" or quantifier[0].startswith(("{0", "{,")))
        if quantifier is not None:
            index = quantifier.end()
        if literal is None or optional:
            close()
            if inner is not None and not optional:
                options.append(inner)
            continue
        run.append(literal)
        if quantifier is not None:
            close()
    close()
    return max(options, key=lambda words: (min(map(len, words)), -len(words)), default=None)


def _closing(pattern: str, start: int) -> int | None:
    """Return where the group that opens at an offset ends."""
    depth, index = 0, start
    while index < len(pattern):
        char = pattern[index]
        if char == "\\":
            index += 2
            continue
        if char == "[":
            match = _CLASS.match(pattern, index)
            index = match.end() if match else index + 1
            continue
        depth += (char == "(") - (char == ")")
        index += 1
        if depth == 0:
            return index
    return None


class Gate:
    """Tells whether a text may hold a match of any of some patterns; the text in lower case."""

    __slots__ = ("_words",)

    def __init__(self, patterns: Iterable[str]) -> None:
        words = [required_literals(pattern.casefold()) for pattern in patterns]
        found = {word for one in words if one is not None for word in one}
        # a word that holds another one adds nothing; a pattern without any may match anything
        plain = sorted(word for word in found if not any(other != word and other in word for other in found))
        self._words = None if None in words else tuple(plain)

    def may_match(self, text: str) -> bool:
        """Tell whether a text, in lower case, may hold a match."""
        if self._words is None:
            return True
        for word in self._words:  # noqa: SIM110 - a loop costs a third of any()
            if word in text:
                return True
        return False
