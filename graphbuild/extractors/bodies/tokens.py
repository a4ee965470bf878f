"""The words of a text, with what the rules ask of each: its case, what stands before it, whether it starts a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphbuild.extractors.bodies.words import Word, word_of

#: "A/S", "A.m.b.a", "Nordea-fonden", "KL's", "Social-" (elliptic), "3F", "Aktivitets-"
#: and a committee under section 17 of the act: "§ 17, stk. 4-udvalget"
_TOKEN = re.compile(
    r"([^\W_](?:\w+(?:[-'\u2019\u00b4`][^\W_]\w*){0,6}-?"
    r"|(?<=[A-ZÆØÅai])[/|][Ss](?!\w)|(?<=[A-ZÆØÅ])\.(?:[A-ZÆØÅ]\.){1,2}(?=\s[A-ZÆØÅ])|(?<=[AFSaf])\.[mM]\.[bB]\.[aA]\.?"
    r"|(?:[-'\u2019\u00b4`][^\W_]\w*){0,6}-?)"
    r"|\u00a7\s?\d{1,3}(?:(?:,\s?|\s)?stk\.?\s?\d{1,2}|\.\d)?-?\s?(?:opgave|rådgivende\s)?udvalg(?:et)?s?(?!\w))"
)
_GLUED = re.compile(r"\d{1,4}(?=[A-ZÆØÅ][a-zæøå]{2})")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:\n\t•·*\u2022\uf0b7\u2013\u201d\"(]|\s\s|(?:^|\s)[-o])\s*\Z")
_LOWER_WORD = re.compile(r"(?<![\w-])[a-zæøåéüö][\w]{2,40}")


@dataclass(slots=True)
class Token:
    """A word at its place."""

    start: int
    end: int
    word: Word
    gap: str  # what stands between the token before and this one
    first: bool  # starts a sentence, a line, a cell

    @property
    def text(self) -> str:
        """The word as printed."""
        return self.word.text

    @property
    def low(self) -> str:
        """The word folded, without an apostrophe's genitive."""
        return self.word.low

    @property
    def capital(self) -> bool:
        """The word has a capital."""
        return self.word.capital

    @property
    def caps(self) -> bool:
        """All letters are capitals, two at least."""
        return self.word.caps


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Return the words of a stretch, in order."""
    found: list[Token] = []
    at = start
    pieces = iter(_TOKEN.split(text if start == 0 and end == len(text) else text[start:end]))
    for gap, printed in zip(pieces, pieces, strict=False):
        begin = at + len(gap)
        at = begin + len(printed)
        word = word_of(printed)
        if word.lower:
            found.append(Token(begin, at, word, gap, False))
            continue
        if word.digit:
            glued = _GLUED.match(printed)
            if glued is not None:  # a number run into the title behind it
                begin += glued.end()
                gap += printed[: glued.end()]
                word = word_of(printed[glued.end() :])
        first = not found or (gap != " " and gap != ", " and _SENTENCE_START.search(gap) is not None)
        found.append(Token(begin, at, word, gap, first))
    return found


def lower_words(text: str) -> frozenset[str]:
    """Return the words that a text prints in lower case."""
    return frozenset(_LOWER_WORD.findall(text))
