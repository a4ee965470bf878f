"""How Danish names sound: one key for spellings that a minute-taker may confuse."""

from __future__ import annotations

import re
from functools import lru_cache

from graphbuild.lexicon.names import fold_word

#: Letters that are written in several ways for one sound, applied in order to a folded word.
_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"ch|ck|q"), "k"),
    (re.compile(r"oe|ø"), "o"),
    (re.compile(r"ae|æ"), "e"),
    (re.compile(r"c(?=[eiyø])|z"), "s"),
    (re.compile(r"c"), "k"),
    (re.compile(r"^hj"), "j"),
    (re.compile(r"^hv|w"), "v"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"(?<!^)h"), ""),
    (re.compile(r"(?<=[aeo])[iy](?![aeiou])"), "j"),
    (re.compile(r"y"), "i"),
    (re.compile(r"(?<=[nl])d$"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"ie$"), "i"),
    (re.compile(r"a$"), "e"),
)


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Return a key that spellings of one sounding share: Birthe/Birte, Kofod/Koefoed, Steffensen/Stephensen."""
    key = fold_word(word)
    for pattern, by in _SOUNDS:
        key = pattern.sub(by, key)
    return key
