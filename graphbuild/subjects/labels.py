"""Name KLE codes by the words that recur in the titles of the items filed under them."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import log
from typing import Final

from graphbuild.linking.words import Word, idle_words, read_words
from graphbuild.subjects.titles import parents

#: A word counts from so many different titles on, and so many words make a name.
_TITLES: Final = 2
_WORDS: Final = 3
_SHORTEST: Final = 4


def learn_labels(titles: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return names by code from pairs of code and title; codes without a word that recurs get none.

    Each different title counts once, for the code and for all above it. The words that are frequent under the code and
    rare under others of its level come first; equal ones in alphabetical order, so that the same titles give the same
    names.
    """
    under: dict[str, set[str]] = defaultdict(set)
    for code, title in titles:
        plain = " ".join(title.split())
        for one in (code, *parents(code)):
            under[one].add(plain)
    counted = {code: _count(found) for code, found in under.items()}
    spread: dict[int, Counter[str]] = defaultdict(Counter)
    for code, (lemmas, _) in counted.items():
        spread[len(parents(code))].update(lemmas.keys())
    codes = Counter(len(parents(code)) for code in counted)
    labels: dict[str, str] = {}
    for code in sorted(counted):
        lemmas, forms = counted[code]
        level = len(parents(code))
        worth = {
            lemma: number * log((1 + codes[level]) / spread[level][lemma])
            for lemma, number in lemmas.items()
            if number >= _TITLES
        }
        best = sorted(worth, key=lambda lemma: (-round(worth[lemma], 9), lemma))[:_WORDS]
        if best:
            labels[code] = ", ".join(_form(forms[lemma]) for lemma in best)
    return labels


def _count(titles: Iterable[str]) -> tuple[Counter[str], Mapping[str, Counter[str]]]:
    """Return in how many titles each lemma stands, and its forms."""
    lemmas: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for title in sorted(titles):
        read = list(read_words(title))
        # a capital within a title is a name: of a place, a house, or a person, who has no business in a subject's name
        words = [word for n, word in enumerate(read) if _tells(word) and not (n and word.capital)]
        lemmas.update({word.lemma for word in words})
        for word in words:
            forms[word.lemma][word.form] += 1
    return lemmas, forms


def _tells(word: Word) -> bool:
    return len(word.lemma) >= _SHORTEST and word.form.isalpha() and not {word.lemma, word.form} & _idle_words()


@cache
def _idle_words() -> frozenset[str]:
    own = tomllib.loads(files("graphbuild.subjects").joinpath("words.toml").read_text(encoding="utf-8"))
    return idle_words() | frozenset(own["idle"])


def _form(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], len(form), form))
