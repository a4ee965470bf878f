"""The words of a text, with what the rules ask of each: its case, what stands before it, whether it starts a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: "A/S", "A.m.b.a", "Nordea-fonden", "KL's", "Social-" (elliptic), "3F", "Aktivitets-"
#: and a committee under section 17 of the act: "§ 17, stk. 4-udvalget"
_TOKEN = re.compile(
    r"(?:\u00a7\s?\d{1,3}(?:(?:,\s?|\s)?stk\.?\s?\d{1,2}|\.\d)?-?\s?(?:opgave|rådgivende\s)?udvalg(?:et)?s?(?!\w)"
    r"|[A-ZÆØÅai][/|][Ss](?!\w)|(?:[A-ZÆØÅ]\.){2,3}(?=\s[A-ZÆØÅ])|[AFSaf]\.[mM]\.[bB]\.[aA]\.?|[^\W_]\w*(?:[-'\u2019\u00b4`][^\W_]\w*){0,6}-?)"
)
GENITIVE = re.compile(r"(?:['\u2019\u00b4`]s?|(?<=[^\W\d_])s)\Z")
APOSTROPHE = re.compile(r"['\u2019\u00b4`]s?\Z")
_GLUED = re.compile(r"\d{1,4}(?=[A-ZÆØÅ][a-zæøå]{2})")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:\n\t•·*\u2022\uf0b7\u2013\u201d\"(]|\s\s|(?:^|\s)[-o])\s*\Z")
_LOWER_WORD = re.compile(r"(?<![\w-])[a-zæøåéüö][\w]{2,40}")


@dataclass(slots=True)
class Token:
    start: int
    end: int
    text: str
    low: str  # folded, without an apostrophe's genitive
    capital: bool
    caps: bool  # all letters are capitals, two at least
    gap: str  # what stands between the token before and this one
    first: bool  # starts a sentence, a line, a cell


def tokenise(text: str, start: int, end: int) -> list[Token]:
    found: list[Token] = []
    last = start
    for match in _TOKEN.finditer(text, start, end):
        word, begin, finish = match[0], match.start(), match.end()
        first_letter = word[0]
        if first_letter.islower() or "_" in word:  # "Driftsaftale_2022.pdf" is a file's name
            low = "_" if "_" in word else word.lower()
            found.append(Token(begin, finish, word, low, False, False, text[last:begin], False))
            last = finish
            continue
        if first_letter.isdigit():
            glued = _GLUED.match(word)
            if glued is not None:  # a number run into the title behind it
                begin, word = begin + glued.end(), word[glued.end() :]
        gap = text[last:begin]
        capital = (
            word[0].isupper()
            or first_letter == "\u00a7"
            or (first_letter.isdigit() and any(letter.isupper() for letter in word[1:3]))
        )
        first = not found or (gap not in (" ", ", ") and _SENTENCE_START.search(gap) is not None)
        bare = APOSTROPHE.sub("", word)
        found.append(Token(begin, finish, word, bare.lower(), capital, len(bare) > 1 and bare.isupper(), gap, first))
        last = finish
    return found


def lower_words(text: str) -> frozenset[str]:
    """Return the words that a text prints in lower case."""
    return frozenset(_LOWER_WORD.findall(text))
