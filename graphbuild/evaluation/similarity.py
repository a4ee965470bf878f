"""When two values are the same for a reader: case, dashes, quotes and white space do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_QUOTES = re.compile(r"[\u2018\u2019\u00b4`'\"\u201c\u201d\u201e]")
_TAILS = ("s", "et", "en", "ets", "ens")  # genitive and the article


def fold(text: object) -> str:
    """Fold a value so that only its words count."""
    plain = unicodedata.normalize("NFC", str(text)).casefold()
    plain = _QUOTES.sub("", _DASHES.sub("-", plain))
    return re.sub(r"\s+", " ", plain).strip(" .,:;")


def words(text: object) -> list[str]:
    """Return the folded words and figures of a text."""
    return re.findall(r"[\w%]+", fold(text))


def overlap(left: object, right: object) -> float:
    """Return the F1 of two texts' words, 0..1."""
    first, second = words(left), words(right)
    if not first or not second:
        return float(first == second)
    rest = list(second)
    shared = 0
    for word in first:
        if word in rest:
            rest.remove(word)
            shared += 1
    return 2 * shared / (len(first) + len(second))


def _name_forms(text: object) -> Iterator[str]:
    plain = fold(text)
    outside = fold(re.sub(r"\([^)]*\)", " ", plain))
    yield plain
    yield outside
    yield from (fold(inner) for inner in re.findall(r"\(([^)]*)\)", plain))
    for form in (plain, outside):
        for tail in _TAILS:
            if form.endswith(tail) and len(form) - len(tail) > 3:
                yield form[: -len(tail)]


def same_name(left: object, right: object) -> bool:
    """Tell whether two names mean one organisation or body: equal but for a bracketed abbreviation, genitive or article."""
    shared = {form for form in _name_forms(left) if form} & {form for form in _name_forms(right) if form}
    return bool(shared) or overlap(left, right) >= 0.85


def same_date(left: object, right: object) -> bool:
    """Tell whether two dates agree: equal, or one the coarser form of the other (2018-11 and 2018-11-12)."""
    first, second = str(left), str(right)
    return first.startswith(second) or second.startswith(first)
