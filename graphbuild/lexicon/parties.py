"""Parties and lists (partier, lister): letters, names and abbreviations, and what a letter meant in a year.

A letter names a national party only where ``parties.csv`` says so for the year; every other letter is a local list
(lokalliste), different in each municipality, and is found as a letter without a party.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from graphbuild.lexicon.tables import alternation, read_csv
from graphbuild.model import Span

# Letters that the ministry gives out; X is never used.
_LETTER = r"[A-WYZÆØÅ]"


@dataclass(frozen=True, slots=True)
class Party:
    """A party: its letter, the years in which the letter was its own (``None``: open), and its names."""

    letter: str
    name: str
    other_names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    wikidata: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    municipalities: tuple[str, ...] = ()  # codes; empty: everywhere

    def held_letter_in(self, year: int | None) -> bool:
        """Tell whether the letter was this party's in a year; without a year, whether it is so still."""
        if year is None:
            return self.last_year is None
        return (self.first_year or 0) <= year <= (self.last_year or 9999)


@dataclass(frozen=True, slots=True)
class FoundParty:
    """A party or list in a text; ``party`` is ``None`` for a letter that no national party held that year."""

    span: Span
    letter: str
    party: Party | None
    how: str  # letter, abbreviation, name


@cache
def parties() -> tuple[Party, ...]:
    """Return the parties of the package's table, in its order."""
    return tuple(
        Party(
            row["letter"],
            row["name"],
            tuple(filter(None, row["other_names"].split(";"))),
            tuple(filter(None, row["abbreviations"].split(";"))),
            row["wikidata"] or None,
            int(row["from"]) if row["from"] else None,
            int(row["to"]) if row["to"] else None,
            tuple(filter(None, row["municipalities"].split(";"))),
        )
        for row in read_csv("parties.csv")
    )


@lru_cache(maxsize=1 << 10)
def party_of_letter(letter: str, year: int | None = None, municipality_code: str | None = None) -> Party | None:
    """Return the party that held a letter in a year (default: now), or ``None`` for a local list.

    ``S`` is Slesvigsk Parti in its four municipalities only; elsewhere people write it for Socialdemokratiet, which the
    letter alone does not prove.
    """
    held = [
        party
        for party in parties()
        if party.letter == letter.upper()
        and party.held_letter_in(year)
        and (not party.municipalities or municipality_code in party.municipalities)
    ]
    # where one gave the letter up and another took it in the same year, the newcomer
    return max(held, key=lambda party: party.first_year or 0, default=None)


@lru_cache(maxsize=1 << 12)
def party_of_name(name: str, year: int | None = None) -> Party | None:
    """Return the party of a name or abbreviation as printed (``SF``, ``Venstre``, ``De Konservative``), or ``None``."""
    wanted = " ".join(name.split()).casefold()
    for party in sorted(parties(), key=lambda party: not party.held_letter_in(year)):
        names = (party.name, *party.other_names)
        if wanted in (one.casefold() for one in names) or " ".join(name.split()) in party.abbreviations:
            return party
    return None


_PARENTHESES = re.compile(
    rf"[(\[]\s?(?:(?:liste|parti)\s)?(?P<inside>{_LETTER}|[\w.,-]{{2,30}}(?:\s[\w.,-]{{1,30}}){{0,4}})\s?[)\]]",
    re.IGNORECASE,
)


def party_in_parentheses(text: str, year: int | None = None, municipality_code: str | None = None) -> FoundParty | None:
    """Return the party that a bracket names: ``(A)``, ``(SF)``, ``(Venstre)``, ``(liste T)``, ``(løsgænger)`` -> none.

    ``text`` is the bracket alone; the span counts in it and covers what stands inside.
    """
    match = _PARENTHESES.fullmatch(text.strip())
    if match is None:
        return None
    inside = match["inside"]
    offset = len(text) - len(text.lstrip())
    span = Span(match.start("inside") + offset, match.end("inside") + offset)
    if len(inside) == 1:
        if not inside.isupper():
            return None
        return FoundParty(span, inside, party_of_letter(inside, year, municipality_code), "letter")
    party = party_of_name(inside, year)
    if party is None:
        return None
    return FoundParty(span, party.letter, party, "abbreviation" if inside in party.abbreviations else "name")


@cache
def _finder() -> re.Pattern[str]:
    names = {name for party in parties() for name in (party.name, *party.other_names)}
    # abbreviations of one letter (S, V, K, M, R) stand for parties in brackets and lists only
    short = {name for party in parties() for name in party.abbreviations if len(name) > 1}
    return re.compile(
        rf"""(?<![\w-])(?:
            [(\[](?P<letter>{_LETTER})[)\]]
          | (?:[Ll]iste|LISTE|[Ll]okalliste|[Bb]orgerliste)\s(?P<list>{_LETTER})(?![\w.])
          | (?P<name>{alternation(name for name in names if name[0].isupper())})(?:s)?(?![\w-])
          | (?P<short>{alternation(short)})(?:'s|s)?(?![\w-])
        )""",
        re.VERBOSE,
    )


# Abbreviations that institutions, places and boards bear too.
_AMBIGUOUS_SHORT = frozenset(
    [
        "SP",
        "BP",
        "VP",
        "SK",
        "FP",
        "FG",
        "NA",
        "NY",
        "CD",
        "KD",
        "KF",
        "RV",
        "EL",
        "LA",
        "NB",
        "DD",
        "KRP",
        "FRP",
        "ALT",
    ]
)


def find_parties(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    year: int | None = None,
    municipality_code: str | None = None,
) -> list[FoundParty]:
    """Return the parties and lists named in a text: ``(V)``, ``liste T``, ``Socialdemokratiet``, ``SF``, ``DF``.

    Abbreviations that other things bear too (``KD``, ``LA``, ``NB``) are taken only inside brackets.
    """
    found = []
    for match in _finder().finditer(text, start, len(text) if end is None else end):
        letter = match["letter"] or match["list"]
        if letter:
            group = "letter" if match["letter"] else "list"
            held = party_of_letter(letter, year, municipality_code)
            found.append(FoundParty(Span(*match.span(group)), letter, held, "letter"))
            continue
        group = "name" if match["name"] else "short"
        bracketed = (
            text[max(0, match.start() - 1) : match.start()] == "(" and text[match.end() : match.end() + 1] == ")"
        )
        if match["short"] in _AMBIGUOUS_SHORT and not bracketed:
            continue
        party = party_of_name(re.sub(r"\s", " ", match[group]), year)
        if party is not None:
            how = "abbreviation" if group == "short" else "name"
            found.append(FoundParty(Span(*match.span(group)), party.letter, party, how))
    return found
