"""Which words are given names, and how much a stretch reads as a person's name."""

from __future__ import annotations

import re
from functools import lru_cache

from graphbuild.lexicon.names import fold_word, given_names, is_name

_HYPHEN = re.compile("[-\u2010\u2011]")


@lru_cache(maxsize=65536)
def is_given_name(word: str) -> bool:
    """Tell whether a word is a given name: ``Knud``, ``Anne-Lise``, ``Renée``."""
    folded = fold_word(word)
    if folded in given_names():
        return True
    parts = _HYPHEN.split(folded)
    return len(parts) > 1 and all(part in given_names() for part in parts)


#: the lexicon's score of a name, from 0 to 1
name_score = is_name
