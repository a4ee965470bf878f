"""Recurring topics: what the texts themselves keep coming back to, named by their own words.

A theme is a Danish noun that stands out (by tf-idf, the title counting more) in the items of several meetings;
compounds count for their parts, so "rehabiliteringscenter" speaks of rehabilitation. Words that always go together make
one theme. No model, no chance: the same minutes give the same themes, and a theme's address is made of its word alone,
so that the same theme in two municipalities is one topic. KLE subjects, where printed, are topics of their own.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log
from typing import Any

from simplemma import is_known

from graphbuild.graph.identifiers import Identifiers, slug
from graphbuild.graph.links import Theme, ThemeLink
from graphbuild.linking.traces import ItemTrace, Trace
from graphbuild.linking.words import idle_words, parts_of

_TITLE = 3  # a word of the title counts as so many of the text
_KEPT = 12  # words kept of an item
_BEST = 4  # words of an item that may name its themes without standing in the title


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("graphbuild.linking").joinpath("themes.toml").read_text(encoding="utf-8"))


@cache
def _idle() -> frozenset[str]:
    return frozenset(_table()["idle"]) | idle_words()


@dataclass(frozen=True, slots=True)
class _Item:
    sha256: str
    iri: str
    meeting: str
    scope: str
    counts: dict[str, int]
    title: frozenset[str]


class Themes:
    """Gathers the words of items, municipality by municipality, and finds the themes among them."""

    def __init__(self) -> None:
        self._items: list[_Item] = []

    def add(self, scope: str, traces: Sequence[Trace]) -> None:
        """Add one municipality's items."""
        names = _names(traces)
        for trace in traces:
            for item in trace.items:
                counts, title = _words(item, names)
                if counts:
                    self._items.append(_Item(trace.sha256, item.iri, trace.meeting, scope, counts, title))

    def find(self, identifiers: Identifiers) -> list[ThemeLink]:
        """Return which items are about which themes, by document and item."""
        limits = _table()["limits"]
        items = Counter(word for item in self._items for word in item.counts)
        total = len(self._items)
        most = max(limits["share"] * total, limits["share_floor"])
        salient: dict[str, list[_Item]] = defaultdict(list)
        weaker: dict[str, list[_Item]] = defaultdict(list)
        for item in self._items:
            ranked = sorted(
                (word for word in item.counts if items[word] <= most),
                key=lambda word: (-item.counts[word] * log((total + 1) / items[word]), word),
            )
            for word in {*ranked[:_BEST], *(word for word in ranked if word in item.title)}:
                prominent = word in item.title or item.counts[word] > 1
                (salient if prominent else weaker)[word].append(item)
        recurring = {
            word: where
            for word, where in salient.items()
            if len({item.meeting for item in where}) >= limits["meetings"]
        }
        themes = _join(recurring, limits["together"])
        links = {
            (item.sha256, item.iri, name)
            for name, words in themes.items()
            for word in words
            for item in (*recurring[word], *weaker[word])
        }
        return [
            ThemeLink(sha, iri, Theme(f"{identifiers.base}topic/theme/{slug(name)}", name))
            for sha, iri, name in sorted(links)
        ]


def _names(traces: Sequence[Trace]) -> frozenset[str]:
    """Return words that are printed with a capital inside sentences and never without: people, places, bodies."""
    found: set[str] = set()
    lower: set[str] = set()
    for trace in traces:
        for item in trace.items:
            for sentence in item.sentences:
                for place, word in enumerate(sentence.words):
                    if not word.capital:
                        lower.add(word.lemma)
                    elif place and sentence.words[place - 1].form.isalpha():
                        found.add(word.lemma)
    return frozenset(found - lower)


def _words(item: ItemTrace, names: frozenset[str]) -> tuple[dict[str, int], frozenset[str]]:
    counts: Counter[str] = Counter()
    for sentence in item.sentences:
        for word in sentence.words:
            if word.lemma not in names:
                counts.update(_nouns(word.lemma))
    title = frozenset(noun for lemma in item.subject if lemma not in names for noun in _nouns(lemma))
    for noun in title:
        counts[noun] += _TITLE - 1
    kept = sorted(counts, key=lambda noun: (-counts[noun], noun))[:_KEPT]
    return {noun: counts[noun] for noun in kept}, title & frozenset(kept)


def _nouns(lemma: str) -> Iterable[str]:
    """Return the words of a lemma that may name a theme: itself or, of a compound, its parts."""
    parts = parts_of(lemma)
    known = [part for part in sorted(parts) if part != lemma and _may_name(part) and is_known(part, lang="da")]
    if known:
        return known
    return [lemma] if _may_name(lemma) else []


def _may_name(word: str) -> bool:
    if len(word) < _table()["limits"]["letters"] or word in _idle() or not word.isalpha():
        return False
    return not word.endswith(tuple(_table()["not_ending"])) or word.endswith(("hed", "else", "tur", "ar"))


def _join(recurring: dict[str, list[_Item]], together: float) -> dict[str, list[str]]:
    """Return themes by name: words that stand in the same items are one, called by the commonest of them."""
    where = {word: frozenset(item.iri for item in items) for word, items in recurring.items()}
    groups: dict[str, list[str]] = {}
    for word in sorted(where, key=lambda one: (-len(where[one]), one)):
        home = next(
            (name for name in groups if len(where[name] & where[word]) >= together * len(where[name] | where[word])),
            None,
        )
        if home is None:
            groups[word] = [word]
        else:
            groups[home].append(word)
    return groups
