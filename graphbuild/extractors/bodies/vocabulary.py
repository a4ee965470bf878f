"""The word lists by which names are recognised: ``bodies.toml`` for word classes, ``bodies.csv`` for national names."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graphbuild.extractors.bodies.kinds import BodyKind

#: words for whichever leaders or committees are at hand: a step on a case's way, no organisation
LEADERSHIP = {
    "chefgruppen": BodyKind.LEADERSHIP, "chefgruppe": BodyKind.LEADERSHIP, "direktionen": BodyKind.LEADERSHIP, "chefforum": BodyKind.LEADERSHIP,
    "fagudvalg": BodyKind.COMMITTEE, "fagudvalgene": BodyKind.COMMITTEE, "fagudvalget": BodyKind.COMMITTEE,
}  # fmt: skip


class Endings:
    """Endings of words, asked of every word of a text: looked up by a word's last three letters."""

    __slots__ = ("_by_tail", "_short")

    def __init__(self, endings: Iterable[str]) -> None:
        by_tail: dict[str, list[str]] = {}
        for ending in dict.fromkeys(endings):
            by_tail.setdefault(ending[-3:], []).append(ending)
        self._short = tuple(tail for tail in by_tail if len(tail) < 3)
        self._by_tail = {tail: tuple(group) for tail, group in by_tail.items()}

    def end(self, word: str) -> bool:
        """Tell whether a word ends so."""
        group = self._by_tail.get(word[-3:])
        if group is not None and word.endswith(group):
            return True
        return bool(self._short) and word.endswith(self._short)

    def of(self, word: str) -> str | None:
        """Return the first ending, in the order given, that a word has; endings of three letters or more."""
        for ending in self._by_tail.get(word[-3:], ()):
            if word.endswith(ending):
                return ending
        return None


@dataclass(frozen=True, slots=True)
class Tables:
    definite: dict[str, BodyKind]  # longest first
    definite_endings: Endings
    lower_endings: Endings
    lower_worth: Endings  # endings of words in lower case that are worth a look
    lower_never: frozenset[str]
    no_organisation: frozenset[str]
    plain: dict[str, BodyKind]
    plain_endings: Endings
    before: dict[str, BodyKind]
    before_endings: Endings
    introducing: frozenset[str]
    heads_of_for: dict[str, BodyKind]
    heads_of_for_endings: Endings
    local_endings: Endings
    local: Endings  # nouns that a place makes a name: "forsamlingshuset i Vestby"
    groups: Endings  # plurals behind which institutions are listed
    posts: Endings
    months: Endings
    undertakings: Endings
    weak: frozenset[str]
    gifts: frozenset[str]
    legal: frozenset[str]
    topics: frozenset[str]
    not_definite: Endings
    no_abbreviation: frozenset[str]
    known: dict[str, tuple[tuple[tuple[str, ...], BodyKind], ...]]  # by first word
    standard_short: dict[str, tuple[str, ...]]  # ØU -> Økonomiudvalget
    starters: frozenset[str]
    places: Endings
    verbs: frozenset[str]


_CSV_KINDS = {
    "standing committee": BodyKind.COMMITTEE,
    "special committee": BodyKind.COMMITTEE,
    "council": BodyKind.COUNCIL,
    "advisory council": BodyKind.ADVISORY,
    "statutory board": BodyKind.BOARD,
    "MED committee": BodyKind.STAFF,
    "administration": BodyKind.ADMINISTRATION,
    "ministry": BodyKind.AUTHORITY,
    "state council or agency": BodyKind.AUTHORITY,
    "national organisation": BodyKind.ASSOCIATION,
    "trade union or employer": BodyKind.ASSOCIATION,
    "supplier": BodyKind.ASSOCIATION,
    "joint municipal body": BodyKind.ADVISORY,
    "board": BodyKind.BOARD,
}
#: of the rows of bodies.csv only these stand for one organisation wherever they are printed
_NATIONAL = {
    "joint municipal body", "ministry", "national organisation", "state council or agency", "supplier", "trade union or employer",
}  # fmt: skip


def body_rows() -> list[dict[str, str]]:
    """Return the rows of ``bodies.csv``: name, abbreviations, kind, scope."""
    text = files(__package__).joinpath("bodies.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def tables() -> Tables:
    raw = tomllib.loads(files(__package__).joinpath("bodies.toml").read_text(encoding="utf-8"))
    definite = [(ending, BodyKind(kind)) for kind, endings in raw["definite"].items() for ending in endings]
    definite.sort(key=lambda pair: -len(pair[0]))
    plain = {word: BodyKind(kind) for kind, words in raw["plain"].items() for word in words}
    before = {word: BodyKind(kind) for kind, words in raw["before"].items() for word in words}
    heads_of_for = {word: BodyKind(kind) for kind, words in raw["heads_of_for"].items() for word in words}
    names = [(name, BodyKind(kind)) for kind, words in raw["known"].items() for name in words]
    short: dict[str, list[str]] = {}
    for row in body_rows():
        if row["kind"] in _NATIONAL:
            names.append((row["name"], _CSV_KINDS[row["kind"]]))
        for abbreviation in filter(None, row["abbreviations"].split(";")):
            short.setdefault(abbreviation, []).append(row["name"])
    known: dict[str, list[tuple[tuple[str, ...], BodyKind]]] = {}
    for name, kind in names:
        words = tuple(name.split())
        known.setdefault(words[0], []).append((words, kind))
    return Tables(
        dict(definite),
        Endings(ending for ending, _ in definite),
        Endings(raw["lower"]["endings"]),
        Endings(
            form + ending
            for form in (
                *raw["lower"]["endings"],
                *LEADERSHIP,
                "afdeling",
                "forvaltning",
                "udvalg",
                "kommune",
                "kommuner",
                *raw["local"]["words"],
                *raw["local"]["endings"],
                *raw["groups"]["endings"],
            )
            for ending in ("", "s")
        ),
        frozenset(raw["lower"]["never"]),
        frozenset(raw["no_organisation"]["words"]),
        plain,
        Endings(sorted(plain, key=lambda word: -len(word))),
        before,
        Endings(word for word in before if len(word) >= 7 or word == "fonden"),
        frozenset(raw["introducing"]["words"]),
        heads_of_for,
        Endings(sorted((word for word in heads_of_for if len(word) >= 5), key=lambda word: -len(word))),
        Endings(raw["local"]["endings"]),
        Endings(raw["local"]["words"]),
        Endings(raw["groups"]["endings"]),
        Endings(raw["posts"]["endings"]),
        Endings(raw["months"]["words"]),
        Endings(raw["undertakings"]["endings"]),
        frozenset(raw["weak"]["words"]),
        frozenset(raw["gifts"]["words"]),
        frozenset(form.rstrip(".") for form in raw["legal"]["forms"]),
        frozenset(raw["topics"]["words"]),
        Endings(raw["not_definite"]["endings"]),
        frozenset(raw["no_abbreviation"]["words"]),
        {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in known.items()},
        {abbreviation: tuple(dict.fromkeys(full)) for abbreviation, full in short.items()},
        frozenset(raw["starters"]["words"]),
        Endings(raw["places"]["endings"]),
        frozenset(raw["verbs"]["words"]),
    )


def is_abbreviation(word: str) -> bool:
    """Tell whether a word in capitals may be an organisation's abbreviation, as far as the table of others tells."""
    return word not in tables().no_abbreviation


def standard_names(abbreviation: str) -> tuple[str, ...]:
    """Return the bodies that an abbreviation commonly stands for (``ØU``); several for many of them."""
    return tables().standard_short.get(abbreviation, ())
