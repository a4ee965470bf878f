"""Which words are given names: the lists of the lexicon and those of ``given_names.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from graphbuild.lexicon.names import first_names, fold_word, is_name


@cache
def _more() -> frozenset[str]:
    raw = tomllib.loads(files(__package__).joinpath("given_names.toml").read_text(encoding="utf-8"))
    return frozenset(fold_word(name) for names in raw.values() for name in names.split())


def is_given_name(word: str) -> bool:
    """Tell whether a word is a given name: ``Knud``, ``Anne-Lise``, ``Renée``."""
    folded = fold_word(word)
    if folded in first_names() or folded in _more():
        return True
    parts = re.split("[-\u2010\u2011]", folded)
    return len(parts) > 1 and all(part in first_names() or part in _more() for part in parts)


def name_score(name: str) -> float:
    """Return the lexicon's score of a name, with the given names of this package's table counted as known."""
    score = is_name(name)
    if score == 0.0:
        return score
    words = name.split()
    if len(words) == 1:
        return 0.6 if is_given_name(name) and len(name) > 1 else score
    known = any(fold_word(part) in first_names() for part in re.split("[-\u2010\u2011]", words[0]))
    if not known and is_given_name(words[0]):
        score += 0.25 if score >= 0.5 else 0.4
    return round(min(score, 1.0), 2)
