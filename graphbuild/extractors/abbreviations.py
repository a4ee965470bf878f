"""The document's own abbreviations: its table (``KB = Kommunalbestyrelsen``) and those it defines in brackets.

Read are ``ØU = Økonomiudvalget``, ``BY=Byråd, ØK=Økonomiudvalg``, ``KB: Kommunalbestyrelsen`` on a line of its own,
``Kommunernes Landsforening (KL)`` and ``SIV (Samvirkende Idrætsforeninger i Vestby)``. A bracket counts only where its
letters occur in the words in their order, so that ``Ole Lund (A)`` and ``(mandag)`` define nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphbuild.layouts import Minutes
from graphbuild.layouts.flow import squeeze

_SHORT = r"[A-ZÆØÅ][A-ZÆØÅa-zæøå&-]{0,7}[A-ZÆØÅ]"
#: "BY=", "**ØU** =", "KB ="
_EQUALS = re.compile(rf"(?<![\w*-])\**(?P<short>{_SHORT})\**\s{{0,3}}=\s{{0,3}}(?=[A-ZÆØÅ*])")
#: "KB: Kommunalbestyrelsen" or "KB - Kommunalbestyrelsen", the whole line
_LINE = re.compile(
    rf"(?m)^[ \t]*(?P<short>{_SHORT})\s{{0,3}}(?::|\t|\s[-–])\s{{0,8}}(?P<long>[A-ZÆØÅ][^\n:=]{{4,70}})$"
)
_BRACKET = re.compile(rf"\((?P<short>{_SHORT}(?:-[A-Z]{{2,5}})?)\)")
_REVERSED = re.compile(r"(?<![\w-])(?P<short>[A-ZÆØÅ]{2,7})\s\((?P<long>[A-ZÆØÅ][^()\n]{6,80})\)")
_WORD_BEFORE = re.compile(r"[\wæøåÆØÅ&/'´-]+,?\Z")
_CONNECTIVES = frozenset({"og", "for", "i", "af", "til", "på", "de", "det", "den", "&", "om", "med", "ved"})
_LONGEST = 100
#: a body's name with the line's next words behind it
_BODY_THEN_MORE = re.compile(r".{2,70}?(?:udvalg(?:et)?|råd(?:et)?|bestyrelsen?|nævn(?:et)?)(?=\s[A-ZÆØÅ])")


@dataclass(frozen=True, slots=True)
class Definition:
    """One abbreviation: its letters, what they stand for, and where in the text the whole definition stands."""

    short: str
    long: str
    start: int
    end: int


class Abbreviations:
    """What the document's abbreviations stand for."""

    def __init__(self, definitions: Iterator[Definition] | tuple[Definition, ...] = ()) -> None:
        self.definitions = tuple(definitions)
        self._long: dict[str, str] = {}
        for definition in self.definitions:
            self._long.setdefault(definition.short, definition.long)

    def expand(self, text: str) -> str | None:
        """Return what an abbreviation stands for in this document, or ``None``."""
        return self._long.get(text.strip())

    def as_mapping(self) -> Mapping[str, str]:
        """Return all abbreviations with what they stand for."""
        return dict(self._long)


def read_abbreviations(minutes: Minutes) -> Abbreviations:
    """Return the abbreviations that the document defines, the table before the brackets."""
    return Abbreviations(tuple(find_definitions(minutes.whole.text)))


def find_definitions(text: str) -> list[Definition]:
    """Return the definitions of a text: tables first, then brackets; linear in its length."""
    return [*_of_tables(text), *_of_brackets(text)]


def _of_tables(text: str) -> Iterator[Definition]:
    matches = list(_EQUALS.finditer(text)) if "=" in text else []
    for match, after in zip(matches, [*matches[1:], None], strict=False):
        end = min(match.end() + _LONGEST, after.start() if after else len(text))
        long = text[match.end() : end].split("\n")[0]
        if after is None or end < after.start():
            long = re.split(r"[.;]|, (?=[a-zæøå])", long)[0]
        long = squeeze(long).strip(" ,;.*")
        body = _BODY_THEN_MORE.match(long)
        if body is not None:
            long = body[0]
        if 3 < len(long) < 80 and "=" not in long and letters_fit(match["short"], long, strict=False):
            yield Definition(match["short"], long, match.start(), match.end() + len(long))
    for match in _LINE.finditer(text):
        long = squeeze(match["long"]).strip(" ,;.*")
        if letters_fit(match["short"], long) and match["short"].isupper():
            yield Definition(match["short"], long, match.start(), match.end())


def _of_brackets(text: str) -> Iterator[Definition]:
    for match in _BRACKET.finditer(text):
        start = _phrase_before(text, match.start(), match["short"])
        if start is not None:
            yield Definition(match["short"], squeeze(text[start : match.start()]), start, match.end())
    for match in _REVERSED.finditer(text):
        long = squeeze(match["long"])
        words = [word for word in re.split(r"[\s-]+", long) if word and word.casefold() not in _CONNECTIVES]
        if 2 <= len(words) <= 8 and sum(word[0].isupper() for word in words) >= 2 and letters_fit(match["short"], long):
            yield Definition(match["short"], long, match.start(), match.end())


def _phrase_before(text: str, end: int, short: str) -> int | None:
    """The start of the words before a bracket that its letters shorten: the nearest that fit."""
    at = end
    for steps in range(9):
        window = text[max(0, at - 45) : at].rstrip(" \u00a0")
        if text[max(0, at - 45) : at].endswith("\n"):
            return None
        match = _WORD_BEFORE.search(window)
        if match is None:
            return None
        word = match[0]
        start = max(0, at - 45) + match.start()
        if word.endswith(",") and steps == 0:
            return None
        if word[0].isupper() and letters_fit(short, text[start:end]):
            return _with_elliptic(text, start)
        if (
            not word[0].isupper()
            and word.casefold().rstrip(",") not in _CONNECTIVES
            and not letters_fit(short, text[start:end])
            and steps > 3
        ):
            return None
        at = start
    return None


_ELLIPTIC = re.compile(r"(?:[A-ZÆØÅ][\wæøå]{1,25}-,\s){0,4}[A-ZÆØÅ][\wæøå]{1,25}-\s(?:og|&)\s\Z")


_FOR = re.compile(r"(?:Udvalget|Rådet|Nævnet|Styrelsen|Center|Foreningen)\s(?:for|af)\s\Z")


def _with_elliptic(text: str, start: int) -> int:
    """Go back over "Social-, Sundheds- og"."""
    window = text[max(0, start - 120) : start]
    match = _ELLIPTIC.search(window) or _FOR.search(window)
    return start - (len(window) - match.start()) if match else start


def letters_fit(short: str, long: str, *, strict: bool = True) -> bool:
    """Tell whether the letters of an abbreviation occur in the words in order, the first as their first letter.

    ``strict`` also asks that no word is passed over whole but those between ("og", "for") and at most one more.
    """
    letters = [letter for letter in short.casefold() if letter.isalpha()]
    folded = long.casefold()
    if not letters or not folded or (strict and folded[0] != letters[0]):
        return False
    at = 0
    for letter in letters:
        at = folded.find(letter, at) + 1
        if at == 0:
            return False
    if not strict:
        return True
    words = [word for word in re.split(r"[\s,/-]+", folded) if word and word not in _CONNECTIVES]
    passed = sum(word[0] not in letters for word in words)
    return len(words) <= len(letters) + 1 and passed <= max(0, len(words) - 2) and passed <= 1
