"""Sentences (sætninger) of Danish minutes, as spans, in linear time.

A sentence ends at ``.``, ``!``, ``?`` or ``…`` before white space, unless the stop belongs to an abbreviation
(``sentences.toml``), an initial, an ordinal or a number in front of lower case; at a blank line; at a page's end; and
before a bullet or a numbered point on a new line. Other line ends are white space, as a PDF's lines break anywhere.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from graphbuild.lexicon.tables import read_toml
from graphbuild.model import Span

_BLANK = r"[\u0020\t\u00a0]"
_DOTS = r"[-\u2013\u2014\u2022\u00b7\u25aa\u25cf\u25e6\uf0b7*\u27a2]"
_BULLET = rf"(?:{_DOTS}|\(?\d{{1,2}}[.)]|\(?[a-zæøå]\))(?={_BLANK})"
_BOUNDARY = re.compile(
    rf"""
      (?P<gap> \n{_BLANK}{{0,50}}\n | \f | \n(?={_BLANK}{{0,50}}{_BULLET}) )
    | (?P<stop> [.!?\u2026]{{1,5}} ) ["'\u201d\u2019\u201c\u00bb)\]]{{0,3}} (?=\s|\Z)
    """,
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\s(\"\u201d\u201c\u00bb\u00ab'/]{1,25}\Z")
_FOLLOWING = re.compile(r"\s{0,200}[\"'\u201d\u201c\u00bb\u00ab(\[]{0,3}(?P<next>\S)?")
_TWO_INITIALS = re.compile(r"[A-ZÆØÅ]\.[A-ZÆØÅ]")
_LONGEST_WORD = 26


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    table = read_toml("sentences.toml")
    return frozenset(table["never_end"]), frozenset(table["may_end"])


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the spans of the sentences of a text, without the white space around them; empty ones are left out."""
    return list(_split(text, start, len(text) if end is None else end))


#: The passages of a document are read by several extractors, one after another.
@lru_cache(maxsize=1 << 10)
def _split(text: str, start: int, end: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        if match["stop"] is not None and not _ends(text, match, begin, end):
            continue
        spans += _trimmed(text, begin, match.end() if match["stop"] is not None else match.start())
        begin = match.end()
    return (*spans, *_trimmed(text, begin, end))


def _trimmed(text: str, begin: int, end: int) -> list[Span]:
    stretch = text[begin:end]
    body = stretch.strip()
    if not body:
        return []
    first = begin + len(stretch) - len(stretch.lstrip())
    return [Span(first, first + len(body))]


def _ends(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """Tell whether the stop of a match closes the sentence that began at ``begin``."""
    following = _FOLLOWING.match(text, match.end(), end)
    upcoming = following["next"] if following else None
    if upcoming is None:
        return True
    if upcoming.islower():
        # "Hvad?" sagde hun; "… og så videre": only a new line's bullet breaks before lower case, and that is a gap
        return False
    if match["stop"] != ".":
        return True
    word = _WORD_BEFORE.search(text[max(begin, match.start() - _LONGEST_WORD) : match.start()])
    if word is None:
        return True
    return _word_ends(text, word[0], match.start() - len(word[0]), begin, upcoming)


def _word_ends(text: str, word: str, word_start: int, begin: int, upcoming: str) -> bool:
    never, may = _abbreviations()
    folded = word.casefold()
    if folded in may:
        return upcoming.isupper() or not upcoming.isalnum()
    if folded in never:
        return False
    if len(word) == 1 and word.isupper():
        return False  # an initial
    if _TWO_INITIALS.fullmatch(word):
        return False  # two of them: "H.C."
    if word.isdigit() and len(word) <= 2:
        # "2. Valg af formand" begins a point; "stk. 2. Udvalget" ends a sentence; "3. 500" is odd either way
        return upcoming.isupper() and bool(text[begin:word_start].strip())
    return True
