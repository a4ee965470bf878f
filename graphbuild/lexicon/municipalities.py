"""Which municipality (kommune) a text speaks of: names, three-digit codes, web domains, present and historic.

The tables ``municipalities.csv`` and ``municipalities_historic.csv`` are facts of Statistics Denmark's classification;
a user adds others, or corrects these, with a CSV of ``code,name,official_name``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from graphbuild.errors import UsageError
from graphbuild.lexicon.case_numbers import find_codes
from graphbuild.lexicon.tables import read_csv, read_toml
from graphbuild.model import Span


class How(StrEnum):
    """What makes a stretch of text speak of a municipality, and how much it is worth in :meth:`Gazetteer.rank`."""

    OFFICIAL_NAME = "official-name"  # Stevns Kommune, Københavns Kommunes
    BODY = "body"  # Odder Byråd
    DOMAIN = "domain"  # www.viborg.dk, navn@viborg.dk
    CASE_NUMBER = "case-number"  # 851-2016-4711
    BARE_NAME = "bare-name"  # Viborg: a town as well


_WORTH = {How.OFFICIAL_NAME: 10, How.CASE_NUMBER: 8, How.BODY: 6, How.DOMAIN: 4, How.BARE_NAME: 1}


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality; ``dissolved`` and ``successor_code`` are set for historic ones only."""

    code: str
    name: str
    official_name: str
    region: str | None = None
    domains: tuple[str, ...] = ()
    wikidata: str | None = None
    wikidata_sources: int = 0  # how many public lists give that item
    dissolved: date | None = None
    successor_code: str | None = None
    parts_also_to: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()

    def stood_on(self, day: date) -> bool:
        """Tell whether it had not been dissolved on a day. (When a present one was formed is not in the table.)"""
        return self.dissolved is None or day < self.dissolved


@dataclass(frozen=True, slots=True)
class FoundMunicipality:
    """A stretch of text that speaks of a municipality."""

    span: Span
    code: str
    official_name: str
    how: How


@dataclass(frozen=True, slots=True)
class RankedMunicipality:
    """A candidate for the municipality that a text belongs to, with the findings that speak for it."""

    municipality: Municipality
    worth: int
    evidence: tuple[FoundMunicipality, ...]


_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "-": " ", "\u2010": " ", "\u2011": " "})
_KOMMUNE = re.compile(r"(?:[Rr]egions|[Bb]y)?[Kk]ommune(?:s|ns|n)?(?![\w-])|KOMMUNE(?:S|NS|N)?(?![\w-])")
_DOMAIN = re.compile(r"(?<![\w-])([a-zæøå0-9-]{2,40})\.dk(?![\w-]|\.\w)", re.IGNORECASE)
_CAPITAL_WORD = re.compile(r"[A-ZÆØÅÄÖÜ][\w-]*")
# Up to three words, each with a capital, before an offset: "Høje Taastrup", "Ringkøbing-Skjern".
_BEFORE = re.compile(r"[^\W\d_][\w-]{0,30}(?:[ \u00a0][^\W\d_][\w-]{0,30}){0,2}\Z")
_WINDOW = 70
_HEAD, _HEAD_WORTH = 800, 10


def fold_name(name: str) -> str:
    """Return a name for comparing: lower case, ``æ ø å`` as ``ae oe aa``, hyphens and white space as one blank."""
    return " ".join(name.casefold().translate(_ASCII).split())


class Gazetteer:
    """The municipalities known, and how to find them in text. Immutable; :meth:`with_file` returns an extended one."""

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        self.municipalities = tuple(municipalities)
        self._by_code: dict[str, list[Municipality]] = {}
        self._by_name: dict[str, list[Municipality]] = {}
        self._by_domain: dict[str, Municipality] = {}
        for municipality in self.municipalities:
            self._by_code.setdefault(municipality.code, []).append(municipality)
            name = municipality.official_name
            stem = name.removesuffix(" Kommune").removesuffix(" Regionskommune")
            for spelling in {municipality.name, name, stem, *municipality.other_names}:
                holders = self._by_name.setdefault(fold_name(spelling), [])
                if municipality not in holders:
                    holders.append(municipality)
            for domain in municipality.domains:
                self._by_domain[domain.lower()] = municipality

    @classmethod
    @cache
    def standard(cls) -> Gazetteer:
        """Return the gazetteer of the package's own tables."""
        return cls([*_present(), *_historic()])

    def with_file(self, path: Path) -> Gazetteer:
        """Return a gazetteer that also knows the municipalities of a CSV file (``code,name,official_name``).

        A row whose code is known already takes the place of the present municipality of that code.

        Raises:
            UsageError: the file is missing, is not UTF-8, lacks a column, or has a code that is not three digits.
        """
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: the table of municipalities cannot be read: {error}") from error
        added: list[Municipality] = []
        for number, row in enumerate(csv.DictReader(lines), start=2):
            code, name = (row.get("code") or "").strip(), (row.get("name") or "").strip()
            official = (row.get("official_name") or "").strip()
            if not re.fullmatch(r"\d{3}", code) or not name:
                raise UsageError(
                    f"{path}, line {number}: a municipality needs a code of three digits and a name",
                    advice="The first line must read: code,name,official_name",
                )
            known = self.by_code(code)
            added.append(
                Municipality(
                    code,
                    name,
                    official or f"{name} Kommune",
                    region=known.region if known else None,
                    domains=known.domains if known else (),
                    wikidata=known.wikidata if known else None,
                )
            )
        codes = {municipality.code for municipality in added}
        kept = [known for known in self.municipalities if known.dissolved is not None or known.code not in codes]
        return Gazetteer([*added, *kept])

    def by_code(self, code: str, on: date | None = None) -> Municipality | None:
        """Return the municipality of a code: the one that stood on a day, else the present, else the historic."""
        return _choose(self._by_code.get(code, ()), on)

    def by_name(self, name: str, on: date | None = None) -> Municipality | None:
        """Return the municipality of a name (``Viborg``, ``Viborg Kommunes``, ``Aarhus``/``Århus``), or ``None``.

        Several have borne some names; ``on`` chooses the one that stood that day, otherwise the present one is meant.
        """
        folded = fold_name(name)
        for ending in ("kommunes", "kommune"):
            folded = folded.removesuffix(" " + ending)
        for spelling in (folded, folded.removesuffix("s")):
            if spelling in self._by_name:
                return _choose(self._by_name[spelling], on)
        return None

    def successor(self, municipality: Municipality) -> Municipality | None:
        """Return the present municipality that took most of a historic one; a present one is its own successor."""
        if municipality.successor_code is None:
            return municipality if municipality.dissolved is None else None
        return next((m for m in self._by_code.get(municipality.successor_code, ()) if m.dissolved is None), None)

    def find(
        self, text: str, start: int = 0, end: int | None = None, *, on: date | None = None, bare: bool = False
    ) -> list[FoundMunicipality]:
        """Return the places that speak of a municipality, in order of print.

        ``bare`` also takes names on their own (``Viborg``), which mean a town as often.
        """
        end = len(text) if end is None else end
        found = [*self._find_names(text, start, end, on), *self._find_domains(text, start, end)]
        found += self._find_codes(text, start, end)
        found += self._find_words(text, start, end, on, bare)
        found.sort(key=lambda one: (one.span.start, -one.span.end))
        kept: list[FoundMunicipality] = []
        for one in found:
            if not kept or one.span.start >= kept[-1].span.end:
                kept.append(one)
        return kept

    def rank(
        self, text: str, start: int = 0, end: int | None = None, *, on: date | None = None, bare: bool = True
    ) -> list[RankedMunicipality]:
        """Return the municipalities that a text may belong to, the likeliest first, with the evidence for each.

        Each way of speaking of one counts once, by its worth, and more where it stands in the head (the first
        ``_HEAD`` characters); repetition only settles ties. ``bare`` lets town names count too.
        """
        evidence: dict[str, list[FoundMunicipality]] = {}
        for one in self.find(text, start, end, on=on, bare=bare):
            evidence.setdefault(one.code, []).append(one)
        ranked = []
        for code, places in evidence.items():
            municipality = self.by_code(code, on)
            if municipality is not None:
                kinds = {place.how for place in places}
                in_head = any(place.span.start < start + _HEAD for place in places)
                worth = 10 * (sum(_WORTH[how] for how in kinds) + _HEAD_WORTH * in_head) + min(len(places), 50)
                ranked.append(RankedMunicipality(municipality, worth, tuple(places)))
        return sorted(ranked, key=lambda one: (-one.worth, one.evidence[0].span.start))

    def _find_names(self, text: str, start: int, end: int, on: date | None) -> Iterator[FoundMunicipality]:
        for match in _KOMMUNE.finditer(text, start, end):
            window = text[max(start, match.start() - _WINDOW) : match.start()]
            words = _BEFORE.search(window.rstrip())
            if words is None or len(window) - len(window.rstrip()) not in (1, 2):
                continue
            for offset in _word_starts(words[0]):
                name = words[0][offset:]
                if name[0].isupper() and (municipality := self.by_name(name, on)) is not None:
                    begin = max(start, match.start() - _WINDOW) + words.start() + offset
                    yield FoundMunicipality(
                        Span(begin, match.end()), municipality.code, municipality.official_name, How.OFFICIAL_NAME
                    )
                    break

    def _find_domains(self, text: str, start: int, end: int) -> Iterator[FoundMunicipality]:
        for match in _DOMAIN.finditer(text, start, end):
            municipality = self._by_domain.get(match[0].lower())
            if municipality is not None:
                yield FoundMunicipality(Span(*match.span()), municipality.code, municipality.official_name, How.DOMAIN)

    def _find_codes(self, text: str, start: int, end: int) -> Iterator[FoundMunicipality]:
        for number in find_codes(text, start, end):
            municipality = self.by_code(number.municipality_code) if number.municipality_code else None
            if municipality is not None:
                yield FoundMunicipality(number.span, municipality.code, municipality.official_name, How.CASE_NUMBER)

    def _bare(self, word: str, on: date | None) -> Municipality | None:
        """The municipality of a name on its own: one that stood on the day, and no ordinary word or first name."""
        municipality = self.by_name(word, on)
        if municipality is None or word.casefold() in _ambiguous():
            return None
        return municipality if municipality.stood_on(on or date.max) else None

    def _find_words(self, text: str, start: int, end: int, on: date | None, bare: bool) -> Iterator[FoundMunicipality]:
        bodies = _bodies()
        towns: dict[str, Municipality | None] = {}
        for match in _CAPITAL_WORD.finditer(text, start, end) if bare else ():
            word = match[0]
            if word not in towns:
                towns[word] = self._bare(word, on)
            town = towns[word]
            if town is not None and not _inside_word(text, start, match.start()):
                yield FoundMunicipality(Span(*match.span()), town.code, town.official_name, How.BARE_NAME)
        for match in _body_word().finditer(text, start, end):
            if match[0].casefold() not in bodies:
                continue
            window = text[max(start, match.start() - _WINDOW) : match.start()]
            words = _BEFORE.search(window[:-1]) if window[-1:] in (" ", "\u00a0") else None
            for offset in _word_starts(words[0]) if words else ():
                name = words[0][offset:] if words else ""
                if name[0].isupper() and (municipality := self.by_name(name, on)) is not None:
                    begin = match.start() - 1 - len(name)
                    yield FoundMunicipality(
                        Span(begin, match.end()), municipality.code, municipality.official_name, How.BODY
                    )
                    break


def _inside_word(text: str, start: int, at: int) -> bool:
    """Tell whether a word goes on at an offset: "Ny-Viborg", but not "12-Viborg"."""
    while at > start and (text[at - 1].isalnum() or text[at - 1] in "-_"):
        at -= 1
        if text[at].isalpha():
            return True
    return False


@cache
def _bodies() -> frozenset[str]:
    return frozenset(read_toml("municipalities.toml")["bodies"])


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(read_toml("municipalities.toml")["ambiguous"])


@cache
def _body_word() -> re.Pattern[str]:
    firsts = "|".join(sorted({re.escape(word[:3]) for word in _bodies()}))
    return re.compile(rf"(?<!\w)(?=(?i:{firsts}))[^\W\d_][\w-]{{0,40}}")


def _word_starts(words: str) -> list[int]:
    """The offsets of the words of a phrase, so that the longest name is tried first."""
    return [0, *(index + 1 for index, character in enumerate(words) if character in " \u00a0")]


def _choose(candidates: Iterable[Municipality], on: date | None) -> Municipality | None:
    if on is None:
        ordered = sorted(candidates, key=lambda m: (m.dissolved is not None, -(m.dissolved or date.max).toordinal()))
        return ordered[0] if ordered else None
    # the historic one while it stood; the present one after, and where no other bore the name
    standing = sorted((m for m in candidates if m.stood_on(on)), key=lambda m: (m.dissolved or date.max, m.code))
    return standing[0] if standing else _choose(candidates, None)


def _present() -> Iterator[Municipality]:
    for row in read_csv("municipalities.csv"):
        former = [re.sub(r"\s{0,3}\(.*", "", name).removesuffix(" Kommune") for name in row["former_names"].split(";")]
        yield Municipality(
            row["code"],
            row["name"],
            row["official_name"],
            region=row["region"] or None,
            domains=tuple(filter(None, row["domains"].split(";"))),
            wikidata=row["wikidata"] or None,
            wikidata_sources=int(row["wikidata_sources"] or 0),
            other_names=tuple(filter(None, former)),
        )


def _historic() -> Iterator[Municipality]:
    for row in read_csv("municipalities_historic.csv"):
        yield Municipality(
            row["code"],
            row["name"],
            row["official_name"],
            dissolved=date.fromisoformat(row["dissolved"]),
            successor_code=row["successor_code"] or None,
            parts_also_to=tuple(filter(None, row["parts_also_to"].split(";"))),
        )
