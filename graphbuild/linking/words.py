"""Words of Danish text for comparing passages: lemmas, and the parts of compounds.

Lemmas come from simplemma's Danish dictionary, which is part of the installed package; nothing is downloaded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from simplemma import is_known, lemmatize

_TOKEN = re.compile(r"[^\W_]+(?:(?:\xad|[-\u2010]\n?|\xad\n|-\n)[^\W_]+)*")
_BROKEN = re.compile(r"\xad\n?|[-\u2010]\n(?=[a-zæøå])")
_SHORTEST_PART = 4
_LONG_PART = 9


@cache
def cues() -> dict[str, Any]:
    """Return the word table ``cues.toml`` of this package."""
    return tomllib.loads(files("graphbuild.linking").joinpath("cues.toml").read_text(encoding="utf-8"))


@cache
def idle_words() -> frozenset[str]:
    """Return the lemmas that are too common to tie two passages together."""
    return frozenset(cues()["idle"])


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its form in lower case, its lemma, and whether it is printed with a capital."""

    form: str
    lemma: str
    capital: bool


@lru_cache(maxsize=400_000)
def lemma_of(form: str) -> str:
    """Return a word's dictionary form in lower case; an unknown compound's by its last part."""
    lower = form.lower()
    if lower.isdigit():
        return lower
    lemma: str = lemmatize(lower, lang="da").lower()
    if lemma == lower and not is_known(lower, lang="da"):
        parts = split_compound(lower)
        if len(parts) > 1:
            head = lemmatize(parts[-1], lang="da").lower()
            return lower[: len(lower) - len(parts[-1])] + head
        return _bare(lower)
    return lemma


def _bare(word: str) -> str:
    """Take the definite article off a word that no dictionary knows."""
    for ending in ("erne", "ene", "en", "et"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_PART + 2:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=400_000)
def split_compound(word: str) -> tuple[str, ...]:
    """Part a compound into known words: ``tilgængelighedsplan`` -> ``tilgængelighed``, ``plan``.

    The longest known last part wins; ``s`` or ``e`` between the parts belongs to neither. A known word stays whole
    unless an ``s`` joins a long first part, and so does one whose parts are too short to mean much.
    """
    if len(word) < 2 * _SHORTEST_PART:
        return (word,)
    if is_known(word, lang="da"):
        return _split_known(word)
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        head, tail = word[:cut], word[cut:]
        if not is_known(tail, lang="da"):
            continue
        for first in dict.fromkeys((head.removesuffix("s"), head, head.removesuffix("e"))):
            if len(first) >= 3 and is_known(first, lang="da"):
                return (first, tail)
    return (word,)


def _split_known(word: str) -> tuple[str, ...]:
    for cut in range(len(word) - _SHORTEST_PART, _LONG_PART, -1):
        first, tail = word[: cut - 1], word[cut:]
        if word[cut - 1] == "s" and is_known(first, lang="da") and is_known(tail, lang="da"):
            return (first, tail)
    return (word,)


@lru_cache(maxsize=200_000)
def parts_of(lemma: str) -> frozenset[str]:
    """Return a lemma with the lemmas of its parts, where it is a compound."""
    parts = split_compound(lemma)
    if len(parts) == 1:
        return frozenset({lemma})
    return frozenset({lemma, *(lemmatize(part, lang="da").lower() for part in parts)})


def read_words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """Yield the words of a stretch of text; words broken at a line's end are joined."""
    for found in _TOKEN.finditer(text, start, len(text) if end is None else end):
        token = _BROKEN.sub("", found[0])
        yield Word(token.lower(), lemma_of(token), token[0].isupper())


def content(words: Iterator[Word] | list[Word] | tuple[Word, ...]) -> frozenset[str]:
    """Return the lemmas of words that say something, with the parts of compounds."""
    idle = idle_words()
    found: set[str] = set()
    for word in words:
        if word.lemma in idle or word.form in idle or (len(word.lemma) < 3 and not word.capital):
            continue
        found |= parts_of(word.lemma) - idle
    return frozenset(found)
