"""What a printed word is by itself, whatever stands around it: read once, however often it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from graphbuild.extractors.bodies.kinds import BodyKind
from graphbuild.extractors.bodies.vocabulary import LEADERSHIP, Tables, tables

GENITIVE = re.compile(r"(?:['\u2019\u00b4`]s?|(?<=[^\W\d_])s)\Z")
APOSTROPHE = re.compile(r"['\u2019\u00b4`]s?\Z")
#: how many different words are kept; a municipality's year of minutes holds about as many
_KEPT = 1 << 16


@dataclass(frozen=True, slots=True)
class Word:
    """A word's case and the classes of words that it belongs to."""

    text: str
    low: str  # folded, without an apostrophe's genitive
    capital: bool
    caps: bool  # all letters are capitals, two at least
    worth: bool  # in lower case: its ending may make a name; with a capital: always
    head: bool  # may stand before a name: "plejehjemmet Engly", "udvalget for Kultur"
    legal: bool  # a company's legal form
    known: bool  # may begin a name that is known as such
    leadership: BodyKind | None  # whichever leaders are at hand
    compound: tuple[str, str, BodyKind] | None  # a definite compound: without genitive, its ending, what it tells
    noun: str | None  # the plain word that makes a name with what stands before it: "Kunstmuseum" is a "museum"
    topic: bool  # a subject that departments are named after
    definite: bool  # a long definite noun that may be an institution's name by itself
    short: bool  # may be an abbreviation
    lower: bool  # begins with a small letter, or is a file's name
    digit: bool  # begins with a digit


#: what a word without a capital is not: known, leadership, compound, noun, topic, definite, short
_NOTHING = (False, None, None, None, False, False, False)


@lru_cache(maxsize=_KEPT)
def word_of(text: str) -> Word:
    """Return what a printed word is by itself."""
    all_tables = tables()
    first = text[0]
    if first.islower() or "_" in text:  # "Driftsaftale_2022.pdf" is a file's name
        low = "_" if "_" in text else text.lower()
        legal = len(low) > 2 and (
            ("." in text and text.rstrip(".") in all_tables.legal) or low in ("a/s", "a|s", "i/s")
        )
        worth = len(low) > 3 and all_tables.lower_worth.end(low)
        head = len(low) > 3 and _is_head(low, all_tables)
        return Word(text, low, False, False, worth, head, legal, *_NOTHING, True, False)
    capital = (
        first.isupper() or first == "\u00a7" or (first.isdigit() and any(letter.isupper() for letter in text[1:3]))
    )
    bare = APOSTROPHE.sub("", text)
    low = bare.lower()
    caps = len(bare) > 1 and bare.isupper()
    if not capital:
        legal = "." in text and text.rstrip(".") in all_tables.legal
        worth = len(low) > 3 and all_tables.lower_worth.end(low)
        head = len(low) > 3 and _is_head(low, all_tables)
        return Word(text, low, False, caps, worth, head, legal, *_NOTHING, False, first.isdigit())
    return Word(
        text,
        low,
        True,
        caps,
        True,
        _is_head(low, all_tables),
        text.rstrip(".") in all_tables.legal,
        _is_known(text, all_tables),
        LEADERSHIP.get(low.removesuffix("s")),
        _compound(low, all_tables),
        noun_of(low),
        low in all_tables.topics,
        _is_definite(low, all_tables),
        caps or text[:2].isupper() or any(letter.isdigit() for letter in text[:2]),
        False,
        first.isdigit(),
    )


def _is_head(low: str, all_tables: Tables) -> bool:
    return (
        low in all_tables.introducing
        or low in all_tables.before
        or low in all_tables.heads_of_for
        or low.removesuffix("s") in all_tables.heads_of_for
        or all_tables.before_endings.end(low)
        or all_tables.heads_of_for_endings.end(low)
    )


def _is_known(text: str, all_tables: Tables) -> bool:
    if text in all_tables.known:
        return True
    bare = GENITIVE.sub("", text)
    return bare in all_tables.known or is_branch(bare)


def is_branch(bare: str) -> bool:
    """Tell whether a word is a national name with its place: ``DH-Vestby``, ``VisitVestby``."""
    stem, _, place = bare.partition("-")
    return (place[:1].isupper() and stem.isupper() and stem in tables().known) or (
        bare.startswith("Visit") and bare[5:6].isupper()
    )


def _compound(low: str, all_tables: Tables) -> tuple[str, str, BodyKind] | None:
    ending = all_tables.definite_endings.of(low)
    if ending is None and low.endswith("s"):
        low = low[:-1]
        ending = all_tables.definite_endings.of(low)
    if ending is None or low.endswith("området") or (low.endswith("bestyrelsen") and low != "kommunalbestyrelsen"):
        return None
    return low, ending, all_tables.definite[ending]


def noun_of(low: str) -> str | None:
    """Return the plain word that a word is or ends with: ``museum`` of ``kunstmuseum``."""
    all_tables = tables()
    if low in ("kommuner", "kommunerne"):
        return "kommune"
    for stem in (low, low.removesuffix("s"), low.removesuffix("er")):
        if stem in all_tables.plain:
            return stem
    for bare in (low, low.removesuffix("s")):
        ending = all_tables.plain_endings.of(bare)
        if ending is not None:
            # a compound's last part: "Kunstmuseum"
            part = len(bare) - len(ending) >= 3 and not bare.endswith(("rådhus", "bestyrelse"))
            return ending if part else None
    return None


def _is_definite(low: str, all_tables: Tables) -> bool:
    low = low.removesuffix("s") if low.endswith(("ets", "ens")) else low
    return (
        len(low) >= 8
        and low.endswith(("et", "en"))
        and low not in all_tables.no_organisation
        and not all_tables.places.end(low)
        and not all_tables.not_definite.end(low)
        and low not in all_tables.starters
    )
