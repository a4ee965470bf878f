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
    TURNED = "turned"


#: Likenesses that a rule alone never takes for identity: chance or kinship explains them as well.
NEVER_BY_RULE = frozenset(
    {
        Likeness.OTHER_SURNAME,
        Likeness.NEAR_NAMES,
        Likeness.GENERATIONS,
        Likeness.FIRST_NAME,
        Likeness.LAST_NAME,
        Likeness.INITIALS,
        Likeness.TURNED,
    }
)

#: Likenesses by which one form may belong to several fuller ones.
PARTIAL = frozenset(
    {
        Likeness.LEFT_OUT,
        Likeness.ADDED_LAST,
        Likeness.MISSPELT,
        Likeness.INITIAL,
        Likeness.SOUNDS_ALIKE,
        Likeness.SOUNDS_ALIKE_LISTED,
    }
)


@dataclass(frozen=True, slots=True)
class NameLikeness:
    """A likeness, and the share of the people to whom the shared words apply."""

    kind: Likeness
    share: float
    extra: float = 0.0  # bits that a second difference costs

    def bits(self, pool: int, commoner: float = 0.0) -> float:
        """Return how much it speaks for one person, where the two are drawn from a pool of so many people.

        ``commoner`` is by how many bits the shared words are commoner there than in the whole country.
        """
        table = weights()
        chance = -log2(max(pool * self.share, 1e-9)) - commoner
        return min(chance, table.share["most_bits"]) - table.likeness[self.kind.value] - self.extra


_GENERATION = re.compile(r",?\s+(?:sen(?:ior)?|jun(?:ior)?|jr|sr)\.?\s*$", re.IGNORECASE)


@lru_cache(maxsize=200_000)
def words_of(name: str) -> tuple[str, ...]:
    """Return a name's words, folded and in natural order, without dots and what tells generations apart."""
    parts = name_parts(_GENERATION.sub("", name).replace("\N{LATIN SMALL LETTER DOTLESS I}", "i"))
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
    if sorted(" ".join(a).replace("-", " ").split()) == sorted(" ".join(b).replace("-", " ").split()):
        return NameLikeness(Likeness.TURNED, _share(a))
    a, b = (a, b) if len(a) <= len(b) else (b, a)
    if len(a) == 1 and 2 <= len(a[0]) <= 4 and a[0].upper() in initials_of(" ".join(b)):
        return NameLikeness(Likeness.INITIALS, weights().share["initial"] ** 2)
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


@dataclass(frozen=True, slots=True)
class _Aligned:
    """The words of the shorter name laid on those of the longer: how they match, and whether the last ones do."""

    kinds: tuple[Likeness, ...]
    letters: int
    last: bool


def _full(a: tuple[str, ...], b: tuple[str, ...]) -> NameLikeness | None:
    """Compare two names of two words or more, ``a`` no longer than ``b``."""
    if a[0].partition("-")[0] == b[0].partition("-")[0] and a[0] != b[0] and a[1:] == b[1:]:
        half = min(a, b, key=lambda words: len(words[0]))  # Anne, Anne-Lise: mostly two people, sometimes haste
        return NameLikeness(Likeness.LEFT_OUT, _share(half), weights().likeness["half_a_name"])
    if len(a[0]) == 1 and a[-1] == b[-1] and len(a) == len(b) and all(len(word) == 1 for word in a[:-1]):
        return _letters(a, b)  # H. H. Grøndal
    if len(b[0]) == 1 and a[-1] == b[-1] and len(a) == len(b) and all(len(word) == 1 for word in b[:-1]):
        return _letters(b, a)
    aligned = _align(a, b)
    if aligned is None:
        return _other_surname(a, b) if a[0] == b[0] else None
    kinds = set(aligned.kinds)
    # of two spellings the commoner counts: what is rare about a slip is not rare about the name
    share = max(_share(a), _share((*b[: len(a) - 1], b[-1]))) if aligned.last else _share(a)
    left_out = len(a) < len(b)
    for kind in (Likeness.NEAR_NAMES, Likeness.MISSPELT, Likeness.SOUNDS_ALIKE_LISTED, Likeness.SOUNDS_ALIKE):
        if kind in kinds:
            if left_out and not aligned.last:
                return None  # two differences and another surname
            return NameLikeness(kind, share, weights().likeness["left_out"] if left_out or aligned.letters else 0.0)
    if len(a[-1]) == 1:
        return NameLikeness(Likeness.INITIAL, share)
    if aligned.last:
        return NameLikeness(Likeness.LEFT_OUT, _share(a))
    return NameLikeness(Likeness.ADDED_LAST, _share(a))


def _letters(short: tuple[str, ...], full: tuple[str, ...]) -> NameLikeness | None:
    if any(letter != word[0] for letter, word in zip(short[:-1], full[:-1], strict=True)):
        return None
    return NameLikeness(Likeness.INITIALS, last_share(short[-1]) * weights().share["initial"] ** (len(short) - 1))


def _align(a: tuple[str, ...], b: tuple[str, ...]) -> _Aligned | None:
    """Lay the words of ``a`` on those of ``b`` in order, first on first; at most one may be spelt otherwise."""
    first = _match(a[0], b[0])
    if first is None or first is Likeness.INITIAL:
        return None
    best = _lay(a[1:], b[1:], {})
    if best is None:
        return None
    kinds = tuple(kind for kind in (first, *best.kinds) if kind not in (Likeness.SAME, Likeness.INITIAL))
    if len(kinds) > 1 and set(kinds) != {Likeness.SOUNDS_ALIKE}:
        return None
    return _Aligned(kinds, best.letters, best.last)


def _lay(a: tuple[str, ...], b: tuple[str, ...], known: dict[tuple[int, int], _Aligned | None]) -> _Aligned | None:
    at = (len(a), len(b))
    if at in known:
        return known[at]
    found: list[_Aligned] = []
    if not a:
        found.append(_Aligned((), 0, not b))
    elif len(a) <= len(b):
        kind = _match(a[0], b[0])
        rest = _lay(a[1:], b[1:], known) if kind is not None else None
        if kind is not None and rest is not None:
            kinds = rest.kinds if kind in (Likeness.SAME, Likeness.INITIAL) else (kind, *rest.kinds)
            found.append(_Aligned(kinds, rest.letters + (kind is Likeness.INITIAL), rest.last))
        skipped = _lay(a, b[1:], known)
        if skipped is not None:
            found.append(skipped)
    known[at] = min(found, key=lambda one: (len(one.kinds), not one.last, one.letters, one.kinds), default=None)
    return known[at]


def _match(x: str, y: str) -> Likeness | None:
    if x == y:
        return Likeness.SAME
    if 1 in (len(x), len(y)):
        return Likeness.INITIAL if x[0] == y[0] else None
    return _near(x, y)


def _other_surname(a: tuple[str, ...], b: tuple[str, ...]) -> NameLikeness | None:
    """Tell whether marriage may lie between two names of one first name, rather than a second person.

    What they share beside the first name must not be the surname of both: Lis Bo Holm and Lis Dahl Holm are two.
    """
    if a[-1] == b[-1]:
        return None
    if set(a[1:]) & set(b[1:]):
        return NameLikeness(Likeness.OTHER_SURNAME, first_share(a[0]) * weights().share["middle"])
    return NameLikeness(Likeness.OTHER_SURNAME, first_share(a[0])) if len(a) == 2 else None
