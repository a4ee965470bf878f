"""Bodies and organisations across documents: one thing under its full name, its other word order and its abbreviation.

A body's key holds what kind of head word it has and what it is for: "Udvalget for Social og Sundhed", "Social- og
Sundhedsudvalget" and, where a document of the municipality says so, "SSU" have one key. A municipality has one council
(byråd, kommunalbestyrelse), so that word is key enough. A bare "udvalget" has none. An abbreviation that two full
names claim stands for neither.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from graphbuild.graph.entities import is_bare
from graphbuild.graph.vocabulary import body_kind

_PARENTHESES = re.compile(r"\s*\(([^()]{1,60})\)")
_ABBREVIATION = re.compile(r"[A-ZÆØÅ][A-ZÆØÅa-zæøå&]{0,6}[A-ZÆØÅ]|[A-ZÆØÅ]{2,8}")
_WORD = re.compile(r"[^\W\d_]+(?:\d+)?")

#: Head words of bodies, in the forms that may end a compound.
_HEADS = (
    ("udvalgets", "udvalg"), ("udvalget", "udvalg"), ("udvalg", "udvalg"),
    ("rådets", "råd"), ("rådet", "råd"), ("råd", "råd"),
    ("bestyrelsens", "bestyrelse"), ("bestyrelsen", "bestyrelse"), ("bestyrelse", "bestyrelse"),
    ("kommissionen", "kommission"), ("kommission", "kommission"),
    ("nævnet", "nævn"), ("nævn", "nævn"),
)  # fmt: skip
_IDLE = frozenset({"for", "og", "i", "på", "af", "den", "det", "de", "kommune", "kommunes", "samt", "the", "til"})


def is_abbreviation(name: str) -> bool:
    """Tell whether a name is nothing but capitals (SSU, KB), with a lower-case letter or two between (ØKudv not)."""
    return _ABBREVIATION.fullmatch(name.strip()) is not None and sum(map(str.isupper, name)) >= 2


def without_abbreviation(name: str) -> tuple[str, str | None]:
    """Part "Udvalget for Erhverv (UE)" into the name and its abbreviation; other parentheses stay in the name."""
    for found in _PARENTHESES.finditer(name):
        if is_abbreviation(found[1]):
            return " ".join((name[: found.start()] + name[found.end() :]).split()), found[1]
    return name, None


@lru_cache(maxsize=100_000)
def body_key(name: str, municipality: str = "") -> str | None:
    """Return a body's key in its municipality (whose own name does not count), or ``None`` for a bare head word."""
    name, _ = without_abbreviation(" ".join(name.split()))
    kind = body_kind(name)
    if kind == "council":
        return "council"
    own = {word.casefold() for word in _WORD.findall(municipality)} - _IDLE
    own |= {f"{word}s" for word in own}
    words = [word for word in _WORD.findall(name.casefold()) if word not in own]
    head, subjects = "", set()
    for word in words:
        if word in _IDLE:
            continue
        ending = next((pair for pair in _HEADS if word.endswith(pair[0])), None)
        if ending is None or (head and head != ending[1]):
            subjects.add(_stem(word))
            continue
        head = ending[1]
        if rest := word[: -len(ending[0])]:
            subjects.add(_stem(rest))
    if not subjects:
        return None if not head or is_bare(name) else head
    return f"{head or kind}:{'+'.join(sorted(subjects))}"


def _stem(word: str) -> str:
    """Return a subject word without what joins it in a compound: sundheds-, børne-, erhvervs-."""
    word = word[:-1] if word.endswith("s") and len(word) > 4 else word
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def organisation_key(name: str) -> str:
    """Return an organisation's key: letters and digits only; its abbreviation in parentheses does not count."""
    name, _ = without_abbreviation(name)
    return " ".join(re.findall(r"\w+", name.casefold()))


@dataclass
class Register:
    """The names of one kind of thing in one municipality, gathered one by one, then settled.

    ``key`` makes a name's key; ``full`` names and what they are called for short come from all its documents.
    """

    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    claims: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    bare: Counter[str] = field(default_factory=Counter)
    heads: Counter[str] = field(default_factory=Counter)

    def add(self, key: str | None, name: str, abbreviations: Iterable[str] = (), *, meets: bool = False) -> None:
        """Add a printed name under its key; ``meets`` for the name in a meeting's head, which is the surest."""
        plain, own = without_abbreviation(" ".join(name.split()))
        if is_abbreviation(plain) and own is None:
            self.bare[plain] += 1
            return
        if key is None:
            return
        self.forms[key][plain] += 1
        if meets:
            self.heads[plain] += 1
        for short in (*abbreviations, *([own] if own else [])):
            if is_abbreviation(short):
                self.claims[short].add(key)

    def settle(self) -> dict[str, str]:
        """Return the key of each abbreviation that one full name alone claims."""
        return {short: next(iter(keys)) for short, keys in sorted(self.claims.items()) if len(keys) == 1}

    def name_of(self, key: str) -> str:
        """Return the name to show: one from a meeting's head before others, the commonest, the longest, the first."""
        forms = self.forms[key]
        return min(forms, key=lambda form: (form not in self.heads, -self.heads[form], -forms[form], -len(form), form))
