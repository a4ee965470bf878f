"""Personal names (personnavne): recognising them, taking them apart, and telling which may be one person's.

A name is recognised by its shape (two to five words with a capital, initials, particles, hyphens) and by votes: the
Danish name lists of Faker and mimesis, read from the installed packages at run time, speak for it; the words of
``names.toml`` (sentence beginners, bodies, places) speak against it. The lists know far from all names, so a good
shape alone reaches 0.5. Recognising says nothing of who it is; :func:`compatible_names` says whether two forms *may* be
one person within one document, and why. Deciding is the work of ``graphbuild.resolution``.
"""

from __future__ import annotations

import importlib.util
import json
import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from graphbuild.errors import DefinitionError
from graphbuild.lexicon.tables import alternation, read_toml
from graphbuild.model import Span


@dataclass(frozen=True, slots=True)
class FoundName:
    """A stretch that reads as a personal name; ``name`` has its white space closed, ``score`` lies between 0 and 1."""

    span: Span
    name: str
    score: float
    title: Span | None = None  # the job title printed right before it


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart: ``Hans H. von Jensen`` -> first ``Hans``, middle ``("H.",)``, last ``von Jensen``."""

    first: str
    middle: tuple[str, ...] = ()
    last: str | None = None


class NameRelation(StrEnum):
    """How two forms of a name may be one person's, the strongest first."""

    SAME = "same"  # the same words
    SPELLING = "spelling"  # Aagaard/Ågård as written, hyphens, accents, case
    SUBSET = "subset"  # Niels Petersen ~ Niels Ravn Petersen
    MISSPELT = "misspelt"  # one word differs in one or two letters, and the lists do not know both
    FIRST_AND_INITIAL = "first-and-initial"  # Mads K. ~ Mads Krogh
    INITIALS = "initials"  # LI ~ Liv Ipsen
    FIRST_NAME = "first-name"  # Niels ~ Niels Ravn Petersen
    LAST_NAME = "last-name"  # Petersen ~ Niels Ravn Petersen


# --- the lists --------------------------------------------------------------------------------------------------------


@cache
def first_names() -> frozenset[str]:
    """Return Danish first names, folded (see :func:`fold_word`), from the installed Faker and mimesis."""
    # imported here: it takes a tenth of a second, and who only reads dates need not wait for it
    from faker.providers.person.da_DK import Provider

    listed = set(Provider.first_names) | {name for names in _mimesis()["names"].values() for name in names}
    return frozenset(fold_word(part) for name in listed for part in name.split())


@cache
def given_names() -> frozenset[str]:
    """Return :func:`first_names` and the many further given names borne in Denmark of ``given_names.toml``, folded.

    To recognise a name the more names the better; to tell two spellings of one name from two names
    (:func:`compatible_names`) only the common ones of the lists count.
    """
    return first_names() | {
        fold_word(name) for names in read_toml("given_names.toml").values() for name in names.split()
    }


@cache
def last_names() -> frozenset[str]:
    """Return Danish surnames, folded, from the installed Faker and mimesis."""
    from faker.providers.person.da_DK import Provider

    return frozenset(fold_word(name) for name in {*Provider.last_names, *_mimesis()["surnames"]})


@cache
def _mimesis() -> dict[str, Any]:
    """The Danish data file of mimesis, read without importing the package."""
    spec = importlib.util.find_spec("mimesis")
    for folder in spec.submodule_search_locations or () if spec else ():
        path = Path(folder) / "datasets" / "da" / "person.json"
        if path.is_file():
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return data
    raise DefinitionError(
        "the Danish name lists of the package mimesis cannot be found",
        advice="Install graphbuild's requirements again: pip install --force-reinstall mimesis",
    )


@dataclass(frozen=True, slots=True)
class _Words:
    particles: frozenset[str]
    titles: frozenset[str]
    title_suffixes: tuple[str, ...]
    stop: frozenset[str]
    places: frozenset[str]
    suffixes: tuple[str, ...]
    all_suffixes: tuple[str, ...]  # with those that surnames have too
    surname_endings: tuple[str, ...]


@cache
def _words() -> _Words:
    table = read_toml("names.toml")
    return _Words(
        frozenset(table["particles"]),
        frozenset(table["titles"]),
        tuple(table["title_suffixes"]),
        frozenset([*table["words"], *table["place_words"], *table["place_adjectives"]]),
        frozenset(table["place_words"]),
        tuple(table["suffixes"]),
        (*table["suffixes"], *table["soft_suffixes"]),
        tuple(table["surname_endings"]),
    )


# --- shape ------------------------------------------------------------------------------------------------------------

_CAPITAL = "A-ZÆØÅÄÖÜÉÈÁÍÓÚÇÐÞŠŽ"
_INITIAL = rf"[{_CAPITAL}]\.?(?![\w.])"
_WORD = (
    rf"[{_CAPITAL}][^\W\d_]{{1,24}}(?:['\u2019][^\W\d_]{{1,20}})?(?:[-\u2010\u2011][{_CAPITAL}][^\W\d_]{{0,24}}){{0,3}}"
)
_WHOLE_WORD, _WHOLE_PART, _WHOLE_INITIAL = map(re.compile, (_WORD, rf"{_WORD}|{_INITIAL}", _INITIAL))
# A word broken at a line's end: "Mikkel-" and "sen".
_BROKEN = r"(?:-\n[a-zæøåéü]{1,20})?"


@cache
def _candidate() -> re.Pattern[str]:
    blank = r"(?:[\u0020\u00a0]{1,2}|[\u0020\u00a0]?\n)"
    particle = rf"(?:(?:{alternation(_words().particles)}){blank}){{0,2}}"
    return re.compile(rf"(?<![\w-]){_WORD}{_BROKEN}(?:{blank}{particle}(?:{_WORD}{_BROKEN}|{_INITIAL})){{0,11}}(?!\w)")


_TOKEN = re.compile(r"\S+?-\n\S+|\S+")
_FOLDED = str.maketrans({"å": "aa", "ä": "æ", "ö": "ø", "ü": "y"})
_ACCENTED = re.compile(r"[^\x00-\x7fæø]")


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """Return a word for comparing: lower case, without accents, ``å`` as ``aa``, ``ä ö ü`` as ``æ ø y``."""
    lower = word.casefold().translate(_FOLDED)
    if lower.isascii() or not _ACCENTED.search(lower):
        return lower
    return "".join(c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def is_name(text: str) -> float:
    """Return how much a stretch reads as one whole personal name, from 0 (no) to 1.

    A shape of two to five words earns 0.5, a known first name 0.25, a known surname or one in ``-sen`` 0.2, another
    surname's ending (``-gaard``) 0.15, an initial 0.05. A stop word, a word of places or institutions, a digit or a
    lower-case word that is no particle: 0. One word alone is a name at 0.6 if the lists know it as a first name,
    else 0.2.
    """
    tokens = text.split()
    words = _words()
    if not 1 <= len(tokens) <= 6 or not _WHOLE_WORD.fullmatch(tokens[0]):
        return 0.0
    plain = [token for token in tokens if token.casefold() not in words.particles or token[0].isupper()]
    for token in plain[1:]:
        if not _WHOLE_PART.fullmatch(token):
            return 0.0
    known_first, known_last = _in_lists(plain[0], given_names()), _in_lists(plain[-1], last_names())
    for index, token in enumerate(plain):
        if _is_stop(token) or _is_title(token):
            return 0.0
        if _has_suffix(token, known_first and index > 0) and not _in_lists(
            token, last_names() if index else given_names()
        ):
            return 0.0
    if len(plain) == 1:
        return 0.6 if known_first and len(plain[0]) > 1 else 0.2
    capitals = [token for token in plain if len(token.rstrip(".")) > 1 and token.isupper()]
    if capitals and len(capitals) < sum(len(token.rstrip(".")) > 1 for token in plain):
        return 0.2  # an abbreviation beside a word: "KL Danmark"
    score = 0.5
    score += 0.25 * known_first
    if known_last or plain[-1].endswith("sen"):
        score += 0.2
    elif plain[-1].casefold().endswith(words.surname_endings) and len(plain[-1]) > 5:
        score += 0.15
    score += 0.05 * any(_WHOLE_INITIAL.fullmatch(token) is not None for token in plain[1:])
    if not known_first and (plain[0].endswith("s") or (plain[-1].endswith("s") and not known_last)):
        score -= 0.2  # a genitive: "Odins Bakke", "Nordisk Films"
    return round(min(score, 1.0), 2)


_HYPHEN = re.compile(r"[-\u2010\u2011]")


def _in_lists(word: str, names: frozenset[str]) -> bool:
    if fold_word(word) in names:
        return True
    parts = _HYPHEN.split(word)
    return len(parts) > 1 and any(fold_word(part) in names for part in parts)


@cache
def _all_names() -> frozenset[str]:
    return given_names() | last_names()


def _is_stop(token: str) -> bool:
    return token.casefold().rstrip(".") in _words().stop


def _is_title(token: str) -> bool:
    folded, words = token.casefold(), _words()
    if folded in words.titles:
        return True
    return folded.endswith(words.title_suffixes) and not _in_lists(token, _all_names())


def _has_suffix(token: str, after_first_name: bool) -> bool:
    """Tell whether a word ends as places and institutions do; soft endings do not count after a known first name."""
    folded, words = token.casefold(), _words()
    suffixes = words.suffixes if after_first_name else words.all_suffixes
    if not folded.endswith(suffixes):
        return False
    return any(folded.endswith(suffix) and len(folded) > len(suffix) + 1 for suffix in suffixes)


def find_names(text: str, start: int = 0, end: int | None = None, *, minimum: float = 0.6) -> list[FoundName]:
    """Return the personal names of two words or more, in order of print.

    Titles before a name (``Formand``) and stop words at its ends are cut off; a genitive ``-s`` stays outside the span
    where the lists know the word without it. A name may run over a line's end only where the line is long enough to
    be running text. ``minimum`` is the least score to be told; 0.5 takes every good shape.
    """
    found = []
    for match in _candidate().finditer(text, start, len(text) if end is None else end):
        for first, last in _stretches(text, match):
            found += _names_in(text, first, last, minimum)
    return found


_RUNNING_TEXT = 50


def _stretches(text: str, match: re.Match[str]) -> list[tuple[int, int]]:
    """The match, cut at line ends that part the entries of a list rather than the words of a sentence."""
    pieces, first = [], match.start()
    for index in range(match.start(), match.end()):
        short = index < _RUNNING_TEXT or "\n" in text[index - _RUNNING_TEXT : index]
        if short and text[index] == "\n" and text[index - 1] != "-":
            pieces.append((first, index))
            first = index + 1
    return [*pieces, (first, match.end())]


def _names_in(text: str, first: int, last: int, minimum: float) -> list[FoundName]:
    """Cut a stretch of capitalised words at its titles and stop words, and keep the parts that read as names."""
    found: list[FoundName] = []
    group: list[tuple[int, int]] = []
    title: Span | None = None
    for token in [*_TOKEN.finditer(text, first, last), None]:
        if token is not None and not _cuts(token[0]):
            group.append(token.span())
            continue
        # "af", "de" are particles between names only
        while group and text[slice(*group[-1])] in _words().particles:
            group.pop()
        while group and text[slice(*group[0])] in _words().particles:
            group.pop(0)
        place = token is not None and token[0].casefold() in _words().places
        if len(group) >= 2 and not place:
            for number, part in enumerate(_run_on(text, group)):
                name = _best(text, part, minimum)
                if name is not None:
                    found.append(replace(name, title=title) if number == 0 else name)
        group = []
        title = Span(*token.span()) if token is not None and _is_title(token[0]) else None
    return found


@lru_cache(maxsize=1 << 16)
def _cuts(token: str) -> bool:
    """Tell whether a word ends a name: a title, a stop word, a word of institutions that no list knows as a name."""
    if _is_stop(token) or _is_title(token):
        return True
    return _has_suffix(token, after_first_name=True) and not _in_lists(token, _all_names())


def _run_on(text: str, group: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Part names that follow each other without a comma: "Hans Bo Jensen Mette Holm".

    A new name begins where a known first name follows a known surname, and two words or more are left on each side. A
    definite genitive before a name ("Udvalgets") is no part of it.
    """
    opening = text[slice(*group[0])]
    if len(group) > 2 and re.search(r"\w{4}(?:ens|ets|ernes)\Z", opening) and not _in_lists(opening, given_names()):
        group = group[1:]
    parts, current = [], [group[0]]
    for index, span in enumerate(group[1:], start=1):
        word, before = text[slice(*span)], text[slice(*group[index - 1])]
        surname = fold_word(before) in last_names() or before.endswith("sen")
        if len(current) >= 2 and len(group) - index >= 2 and surname and fold_word(word) in given_names():
            parts.append(current)
            current = []
        current.append(span)
    return [*parts, current]


def _best(text: str, group: list[tuple[int, int]], minimum: float) -> FoundName | None:
    begin, stop = group[0][0], group[-1][1]
    name = " ".join(text[begin:stop].replace("-\n", "").split())
    score = is_name(name)
    last = text[slice(*group[-1])]
    if last.endswith("s") and len(last) > 3 and not _in_lists(last, last_names()):
        bare = is_name(name[:-1])
        if bare > score and (_in_lists(last[:-1], last_names()) or last[:-1].endswith(_words().surname_endings)):
            stop, name, score = stop - 1, name[:-1], bare
    return FoundName(Span(begin, stop), name, score) if score >= minimum else None


# --- taking apart and comparing ---------------------------------------------------------------------------------------


def name_parts(name: str) -> NameParts:
    """Take a name apart; ``Jensen, Hans`` is turned round. Particles go with the word they precede."""
    if name.count(",") == 1:
        last, _, first = name.partition(",")
        name = f"{first} {last}"
    grouped: list[str] = []
    pending = ""
    for token in name.split():
        if token in _words().particles and grouped:
            pending += token + " "
            continue
        grouped.append(pending + token)
        pending = ""
    if not grouped:
        return NameParts("")
    return NameParts(grouped[0], tuple(grouped[1:-1]), grouped[-1] if len(grouped) > 1 else None)


def initials_of(name: str) -> frozenset[str]:
    """Return the initials that may stand for a name: ``Anne-Lise Bo Kvist`` -> ``ALBK``, ``ABK``, ``AK``, ``AB`` ...

    Hyphened names count as one word or two; middle names may be left out; so may the last. One letter is no initials.
    """
    words = [token.rstrip(".") for token in name.split() if token not in _words().particles]
    joined = [word[0].upper() for word in words if word]
    split = [part[0].upper() for word in words for part in word.split("-") if part]
    forms = set()
    for letters in (joined, split):
        if len(letters) > 1:
            forms |= {"".join(letters), letters[0] + letters[-1], letters[0] + letters[1]}
    return frozenset(forms)


_INITIALS = re.compile(r"[A-ZÆØÅ]{2,5}")


@lru_cache(maxsize=1 << 14)
def folded_words(name: str) -> tuple[str, ...]:
    """Return the words of a name for comparing (:func:`fold_word`), particles with the word they precede."""
    parts = name_parts(name)
    words = [parts.first, *parts.middle, *([parts.last] if parts.last else [])]
    return tuple(fold_word(word).rstrip(".") for word in words)


def letters_of(words: tuple[str, ...]) -> str:
    """Return the letters of a name's folded words, without blanks and hyphens: equal ones are spellings of one name."""
    return "".join(words).replace("-", "").replace(" ", "")


@lru_cache(maxsize=1 << 15)
def compatible_names(left: str, right: str) -> NameRelation | None:
    """Return how two forms may be one person's within one document, or ``None`` where the names speak against it.

    ``None`` too where both are full names that differ in a word that the lists know both ways (Lene/Lone,
    Petersen/Pedersen): those are two people until something else says otherwise.
    """
    one, other = left.strip(), right.strip()
    if one == other:
        return NameRelation.SAME if one else None
    a, b = folded_words(one), folded_words(other)
    if not all(a) or not all(b):
        return None
    if letters_of(a) == letters_of(b):
        return NameRelation.SPELLING
    if len(a) > len(b) or (len(a) == len(b) and len(one) > len(other)):
        one, other, a, b = other, one, b, a
    if _INITIALS.fullmatch(one):
        return NameRelation.INITIALS if one in initials_of(other) else None
    if len(a) == 1:
        return _one_word(a[0], b)
    return _full_names(a, b)


def _one_word(word: str, words: tuple[str, ...]) -> NameRelation | None:
    if len(words) == 1:
        return NameRelation.MISSPELT if misspelt(word, words[0]) else None
    if word == words[0] or word == words[0].partition("-")[0]:
        return NameRelation.FIRST_NAME
    if word == words[-1]:
        return NameRelation.LAST_NAME
    if misspelt(word, words[0]):
        return NameRelation.MISSPELT
    return None


def _full_names(a: tuple[str, ...], b: tuple[str, ...]) -> NameRelation | None:
    """Compare two names of two words or more, ``a`` no longer than ``b``."""
    if a[0] != b[0]:
        rest_same = len(a) == len(b) and a[1:] == b[1:]
        return NameRelation.MISSPELT if rest_same and misspelt(a[0], b[0]) else None
    left, right = a[1:], b[1:]
    if all(len(word) == 1 for word in left) and any(len(word) > 1 for word in right):
        following = iter(word[0] for word in right)
        return NameRelation.FIRST_AND_INITIAL if all(letter in following for letter in left) else None
    if len(left) == len(right):
        differing = [(x, y) for x, y in zip(left, right, strict=True) if x != y]
        if len(differing) == 1:
            x, y = differing[0]
            if 1 in (len(x), len(y)):  # Hans H. Jensen ~ Hans Henrik Jensen
                return NameRelation.SUBSET if x[0] == y[0] else None
            return NameRelation.MISSPELT if misspelt(x, y) else None
        return None
    following_words = iter(right)
    if all(
        any(word == wanted or (len(wanted) == 1 and word[0] == wanted) for word in following_words) for wanted in left
    ):
        # the last names must agree, or the longer goes on with a further surname: Lis Bo ~ Eva Bo Holm
        return NameRelation.SUBSET
    if len(left) == 1 and misspelt(left[0], right[-1]):
        return NameRelation.MISSPELT
    return None


@lru_cache(maxsize=1 << 15)
def misspelt(a: str, b: str) -> bool:
    """Tell whether one folded word may be a slip for another: a letter in five, two in nine, and not both listed."""
    shorter = min(len(a), len(b))
    if shorter < 4 or abs(len(a) - len(b)) > 2:
        return False
    allowed = 2 if shorter >= 9 else 1
    if distance(a, b, allowed) > allowed or (shorter == 4 and len(a) == len(b)):
        return False
    return not (_is_listed(a) and _is_listed(b))


def _is_listed(word: str) -> bool:
    return word in first_names() or word in last_names()


def distance(a: str, b: str, most: int = 3) -> int:
    """Return how many letters must be put in, left out, changed or swapped with a neighbour; ``most + 1`` for more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        row = [i]
        for j, y in enumerate(b, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before_last, last = last, row
    return min(last[-1], most + 1)
