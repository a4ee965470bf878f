"""How two printed names may be one person's, across documents: which words they share, and what differs.

:func:`graphbuild.lexicon.names.compatible_names` answers this within one document, where a name has a full form to
lean on. Across documents more may happen in between (marriage, another minute-taker) and more people are about, so the
likeness is told in bits: how unlikely it is that two people of a pool share these words by chance, less what the
difference costs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import log2

from graphbuild.lexicon.names import distance, first_names, fold_word, initials_of, last_names, name_parts
from graphbuild.lexicon.sounds import sound
from graphbuild.resolution.weighing import first_share, last_share, weights


class Likeness(StrEnum):
    """In what way two names are alike; the words are those of ``weights.toml``."""

    SAME = "same"
    SPELLING = "spelling"
    SOUNDS_ALIKE = "sounds_alike"
    SOUNDS_ALIKE_LISTED = "sounds_alike_listed"
    LEFT_OUT = "left_out"
    ADDED_LAST = "added_last"
    MISSPELT = "misspelt"
    INITIAL = "initial"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    INITIALS = "initials"
    OTHER_SURNAME = "other_surname"
    NEAR_NAMES = "near_names"
    GENERATIONS = "generations"


#: Likenesses that a rule alone never takes for identity: chance or kinship explains them as well.
NEVER_BY_RULE = frozenset({Likeness.OTHER_SURNAME, Likeness.NEAR_NAMES, Likeness.GENERATIONS, Likeness.LAST_NAME})

#: Likenesses by which one form may belong to several fuller ones.
PARTIAL = frozenset(
    {
        Likeness.LEFT_OUT,
        Likeness.ADDED_LAST,
        Likeness.MISSPELT,
        Likeness.INITIAL,
        Likeness.FIRST_NAME,
        Likeness.INITIALS,
        Likeness.SOUNDS_ALIKE,
        Likeness.SOUNDS_ALIKE_LISTED,
    }
)


@dataclass(frozen=True, slots=True)
class NameLikeness:
    """A likeness, and the share of the people to whom the shared words apply."""

    kind: Likeness
    share: float

    def bits(self, pool: int) -> float:
        """Return how much it speaks for one person, where the two are drawn from a pool of so many people."""
        table = weights()
        chance = -log2(max(pool * self.share, 1e-9))
        return min(chance, table.share["most_bits"]) - table.likeness[self.kind.value]


_GENERATION = re.compile(r",?\s+(?:sen(?:ior)?|jun(?:ior)?|jr|sr)\.?\s*$", re.IGNORECASE)


@lru_cache(maxsize=200_000)
def words_of(name: str) -> tuple[str, ...]:
    """Return a name's words, folded and in natural order, without dots and what tells generations apart."""
    parts = name_parts(_GENERATION.sub("", name))
    words = [parts.first, *parts.middle, *([parts.last] if parts.last else [])]
    return tuple(folded for word in words if (folded := fold_word(word).rstrip(".")))


def key_of(name: str) -> str:
    """Return what two writings of one name share: no hyphens, no accents, å as aa."""
    tail = _GENERATION.search(name)
    return " ".join(words_of(name)).replace("-", " ") + (f", {tail[0].strip(' ,.').lower()[:3]}" if tail else "")


@lru_cache(maxsize=500_000)
def compare_names(left: str, right: str) -> NameLikeness | None:
    """Return how two names are alike, or ``None`` where nothing speaks for one person."""
    a, b = words_of(left), words_of(right)
    if not a or not b:
        return None
    if bool(_GENERATION.search(left)) != bool(_GENERATION.search(right)) or _other_generation(left, right):
        return NameLikeness(Likeness.GENERATIONS, _share(a)) if a == b else None
    if a == b:
        return NameLikeness(Likeness.SAME, _share(a))
    if "".join(a).replace("-", "").replace(" ", "") == "".join(b).replace("-", "").replace(" ", ""):
        return NameLikeness(Likeness.SPELLING, _share(min(a, b, key=len)))
    one, other = (left, right) if len(a) <= len(b) else (right, left)
    a, b = (a, b) if len(a) <= len(b) else (b, a)
    if re.fullmatch(r"[A-ZÆØÅ]{2,5}", one.strip()):
        return NameLikeness(Likeness.INITIALS, weights().share["initial"] ** 2) if one in initials_of(other) else None
    if len(a) == 1:
        return _one_word(a[0], b)
    return _full(a, b)


def _other_generation(left: str, right: str) -> bool:
    tails = [found[0].strip(" ,.").lower()[0] for found in map(_GENERATION.search, (left, right)) if found]
    return len(tails) == 2 and tails[0] != tails[1]


def _share(words: tuple[str, ...]) -> float:
    """Return the share of the people who bear all these words: first name, further names, surname."""
    share = first_share(words[0])
    if len(words) > 1:
        share *= weights().share["initial"] if len(words[-1]) == 1 else last_share(words[-1].split(" ")[-1])
    for word in words[1:-1]:
        share *= weights().share["initial"] if len(word) == 1 else weights().share["middle"]
    return share


def _one_word(word: str, words: tuple[str, ...]) -> NameLikeness | None:
    if len(words) == 1:
        if sound(word) == sound(words[0]):
            return NameLikeness(Likeness.SOUNDS_ALIKE, first_share(word))
        return None
    if word == words[0] or word == words[0].partition("-")[0]:
        return NameLikeness(Likeness.FIRST_NAME, first_share(word))
    if word == words[-1]:
        return NameLikeness(Likeness.LAST_NAME, last_share(word))
    return None


def _known(word: str) -> bool:
    return word in first_names() or word in last_names()


def _near(a: str, b: str) -> Likeness | None:
    """Return how two differing words may stand for one: by sound, by a slip, or as two names of their own."""
    both_known = _known(a) and _known(b)
    if sound(a) == sound(b):
        return Likeness.SOUNDS_ALIKE_LISTED if both_known and not _only_ending(a, b) else Likeness.SOUNDS_ALIKE
    shorter = min(len(a), len(b))
    allowed = 2 if shorter >= 9 else 1
    if shorter < 4 or distance(a, b, allowed) > allowed:
        return None
    if both_known or (shorter == 4 and len(a) == len(b)):
        return Likeness.NEAR_NAMES
    return Likeness.MISSPELT


def _only_ending(a: str, b: str) -> bool:
    """Tell whether two first names differ in silent letters only (Birthe, Birte): one name, two spellings."""
    return a[0] == b[0] and a[:3] == b[:3] and not a.endswith("sen")


def _full(a: tuple[str, ...], b: tuple[str, ...]) -> NameLikeness | None:
    """Compare two names of two words or more, ``a`` no longer than ``b``."""
    if a[0] != b[0]:
        near = _near(a[0], b[0])
        if near is None and a[0] == b[0].partition("-")[0] and a[1:] == b[1:]:
            return NameLikeness(Likeness.LEFT_OUT, _share(a))  # Anne Holm, Anne-Lise Holm
        if near is None and b[0] == a[0].partition("-")[0] and a[1:] == b[1:]:
            return NameLikeness(Likeness.LEFT_OUT, _share(b))
        return NameLikeness(near, _share(a)) if near and a[1:] == b[1:] else None
    left, right = a[1:], b[1:]
    if len(left) == len(right):
        return _same_length(a, b, left, right)
    if _in_order(left, right):
        single = [word for word in left if len(word) == 1]
        if len(single) == len(left):
            return NameLikeness(Likeness.INITIAL, _share(a))
        last_agrees = left[-1] == right[-1]
        return NameLikeness(Likeness.LEFT_OUT if last_agrees else Likeness.ADDED_LAST, _share(a))
    if len(left) == 1:  # a middle name left out, and the surname written otherwise
        near = _near(left[0], right[-1])
        if near in (Likeness.SOUNDS_ALIKE, Likeness.MISSPELT):
            return NameLikeness(Likeness.MISSPELT, _share(a))
    if left[:-1] == right[: len(left) - 1] and len(left) > 1 and len(left[0]) > 1:
        return NameLikeness(Likeness.OTHER_SURNAME, _share(a[:-1]))
    return NameLikeness(Likeness.OTHER_SURNAME, first_share(a[0])) if _surname_swapped(left, right) else None


def _same_length(
    a: tuple[str, ...], b: tuple[str, ...], left: tuple[str, ...], right: tuple[str, ...]
) -> NameLikeness | None:
    differing = [(x, y) for x, y in zip(left, right, strict=True) if x != y]
    if any(1 in (len(x), len(y)) and x[0] == y[0] for x, y in differing):
        if all(1 in (len(x), len(y)) and x[0] == y[0] for x, y in differing):
            shorter = tuple(min(x, y, key=len) for x, y in zip(a, b, strict=True))
            last_is_letter = len(shorter[-1]) == 1
            return NameLikeness(Likeness.INITIAL if last_is_letter else Likeness.LEFT_OUT, _share(shorter))
        return None
    if len(differing) == 1:
        x, y = differing[0]
        near = _near(x, y)
        if near is not None:
            return NameLikeness(near, max(_share(a), _share(b)))
        if set(left) & set(right) and left[-1] != right[-1]:  # Lis Bo Holm, Lis Bo Dahl
            return NameLikeness(Likeness.OTHER_SURNAME, _share(a[:-1]))
        if left[-1] == right[-1]:
            return None  # Lis Bo Holm, Lis Dahl Holm: two people of a common surname
    if len(left) == 1:
        return NameLikeness(Likeness.OTHER_SURNAME, first_share(a[0]))
    return None


def _in_order(some: tuple[str, ...], all_: tuple[str, ...]) -> bool:
    """Tell whether some words stand among all in that order; a single letter stands for a word that begins so."""
    following = iter(all_)
    return all(any(word == one or (len(one) == 1 and word[0] == one) for word in following) for one in some)


def _surname_swapped(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell whether a surname of one has become a middle name, or gone, in the other."""
    return bool(set(left) & set(right))
