"""The words of a text, with what the rules ask of each: its case, what stands before it, whether it starts a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphbuild.extractors.bodies.words import Word, word_of

#: "A/S", "A.m.b.a", "Nordea-fonden", "KL's", "Social-" (elliptic), "3F", "Aktivitets-"
#: and a committee under section 17 of the act: "§ 17, stk. 4-udvalget"
_TOKEN = re.compile(
    r"[^\W_](?:\w+(?:[-'\u2019\u00b4`][^\W_]\w*){0,6}-?"
    r"|(?<=[A-ZÆØÅai])[/|][Ss](?!\w)|(?<=[A-ZÆØÅ])\.(?:[A-ZÆØÅ]\.){1,2}(?=\s[A-ZÆØÅ])|(?<=[AFSaf])\.[mM]\.[bB]\.[aA]\.?"
    r"|(?:[-'\u2019\u00b4`][^\W_]\w*){0,6}-?)"
    r"|\u00a7\s?\d{1,3}(?:(?:,\s?|\s)?stk\.?\s?\d{1,2}|\.\d)?-?\s?(?:opgave|rådgivende\s)?udvalg(?:et)?s?(?!\w)"
)
_GLUED = re.compile(r"\d{1,4}(?=[A-ZÆØÅ][a-zæøå]{2})")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:\n\t•·*\u2022\uf0b7\u2013\u201d\"(]|\s\s|(?:^|\s)[-o])\s*\Z")
_LOWER_WORD = re.compile(r"(?<![\w-])[a-zæøåéüö][\w]{2,40}")


@dataclass(slots=True)
class Token:
    """A word at its place; ``text`` as printed, ``low``, ``capital`` and ``caps`` are its word's."""

    start: int
    end: int
    text: str
    word: Word
    low: str
    capital: bool
    caps: bool
    gap: str  # what stands between the token before and this one
    first: bool  # starts a sentence, a line, a cell


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Return the words of a stretch, in order."""
    found: list[Token] = []
    last = start
    for match in _TOKEN.finditer(text, start, end):
        printed = match[0]
        begin, finish = match.span()
        if printed[0].isdigit():
            glued = _GLUED.match(printed)
            if glued is not None:  # a number run into the title behind it
                begin, printed = begin + glued.end(), printed[glued.end() :]
        word = word_of(printed)
        gap = text[last:begin]
        first = (
            not printed[0].islower()
            and "_" not in printed
            and (not found or (gap != " " and gap != ", " and _SENTENCE_START.search(gap) is not None))
        )
        found.append(Token(begin, finish, printed, word, word.low, word.capital, word.caps, gap, first))
        last = finish
    return found


def lower_words(text: str) -> frozenset[str]:
    """Return the words that a text prints in lower case."""
    return frozenset(_LOWER_WORD.findall(text))
