"""Sums of money (beløb) in running text and in tables, in kroner.

Forms read by :func:`find_amounts`: ``1,5 mio. kr.``, ``2,4 mia. kr.``, ``250.000 kr.``, ``75.000,00 kr.``,
``1 250 000 kr.``, ``kr. 250.000``, ``kr. 500,-``, ``500,-``, ``DKK 1.000``, ``1.200 kroner``, ``2.475 t.kr.``,
``250 tkr.``, ``mio. kr. 1,5``, ``en halv million kroner``, ``-0,3 mio. kr.``; ranges ``5-10 mio. kr.``,
``mellem 5 og 10 mio. kr.`` (one amount without a figure). The span covers figure and unit as printed, without ``ca.``.

Left out on purpose: figures without a unit (in tables: :func:`find_units` and :func:`find_figures`), percentages, other
currencies, a table's unit note such as ``(i 1.000 kr.)``, ``1,5 mio.`` without ``kr.``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from graphbuild.lexicon.tables import alternation, read_toml
from graphbuild.model import Span


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """A sum of money: where it stands, and in kroner; ``kroner`` is ``None`` for a range."""

    span: Span
    kroner: float | None
    is_range: bool = False


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A table's unit note (``1.000 kr.``, ``Beløb i mio. kr.``, ``t.kr.``): what a figure is to be multiplied by."""

    span: Span
    scale: int


_GAP = r"[ \u00a0\u202f\u2009]"
_SPACE = rf"(?:{_GAP}|{_GAP}?\n{_GAP}?)"  # one blank, or a line's end
# Groups of three parted by stops or hard blanks; by plain blanks only where there are two groups or more, because
# "uge 12 500 kr." is no twelve thousand.
_GROUPED = r"(?:\d{1,3}(?:[.\u00a0\u202f]\d{3}){1,4}|\d{1,3}(?:[ ]\d{3}){2,4})"
_NUMBER = rf"(?:(?:{_GROUPED}|\d{{1,12}})(?!\d)(?:,\d{{1,3}}(?!\d))?)"
_KRONER = r"(?:kroner|kr\.?|dkk)(?!\w)"
# "mio. kr.", "mio.kr.", "t.kr.", "tkr.", "millioner kroner"
_SCALE = rf"(?:t|mio|mill|mia|tusinde?|millioner|million|milliarder|milliard)\.?{_SPACE}?"


@cache
def _scales() -> dict[str, int]:
    return {word: int(scale) for scale, words in read_toml("amounts.toml")["scales"].items() for word in words}


@cache
def _numbers() -> dict[str, float]:
    return {word: float(value) for word, value in read_toml("amounts.toml")["numbers"].items()}


@cache
def _amount() -> re.Pattern[str]:
    return re.compile(
        rf"""(?xi)
        (?<![\w.,/§]) (?:
            # kr. 250.000   kr. 500,-   DKK 1.000   mio. kr. 1,5: over a line's end only where the text
            # runs on, for a table's column heads end in "kr." too
            (?P<front_scale>(?:mio|mia)\.?[ \u00a0]?)? (?:kr\.?|dkk\.?)
            (?:[ \u00a0]?|[ ]?\n(?={_GROUPED}(?:,\d\d?)?(?:[ ][a-zæøå]|[.,;)])))
            (?P<fronted>[-\u2013\u2212]?{_NUMBER}) (?:{_GAP}?,[-\u2013])? (?![\d.,]\d|{_GAP}?%|/)
        |   # 250.000 kr.   1,5 mio. kr.   500,-   5-10 mio. kr.   -0,3 mio. kr.
            (?P<low>{_NUMBER}) (?:{_GAP}?[-\u2013\u2014]{_GAP}?|{_SPACE}(?:til|og|eller){_SPACE})
            (?P<high>{_NUMBER}) {_SPACE}? (?P<range_scale>{_SCALE})? {_KRONER}
        |   (?P<figure>(?:[-\u2013\u2212](?=\d))?{_NUMBER})
            (?: {_SPACE}? (?P<scale>{_SCALE})? {_KRONER} | {_GAP}?,[-\u2013] (?:{_SPACE}?{_KRONER})? (?!\w) )
        |   # en halv million kroner   to mio. kr.   hundrede kroner
            (?P<words>{alternation(_numbers())}) {_SPACE} (?P<word_scale>{_SCALE})? {_KRONER}
        )"""
    )


_UNIT = re.compile(
    rf"""(?xi)
    (?<![\w.,]) (?: (?P<thousand>1\.?000){_GAP}? | (?P<scale>{_SCALE}) | hele{_GAP} )? {_KRONER}
    """
)
_FIGURE = re.compile(rf"(?<![\w.,/§-])(?P<figure>[-\u2013\u2212]?{_NUMBER})(?![\w/-]|[.,]\d|{_GAP}?%)")
# A range written with a word needs one before it too: "mellem 5 og 10 mio. kr.", "fra 5 til 10 mio. kr.".
_RANGE_WORD = re.compile(r"(?i)\b(?:mellem|fra|på)\s\Z")


#: What every sum has: its currency, or the dash for no øre.
_MONEY = re.compile(r"[Kk][Rr]|[Dd][Kk][Kk]|,[-\u2013]")


def find_amounts(text: str, start: int = 0, end: int | None = None) -> list[FoundAmount]:
    """Return the sums of money of a text in order of print."""
    end = len(text) if end is None else end
    if not _MONEY.search(text, start, end):
        return []
    found = []
    position = start
    while match := _amount().search(text, position, end):
        position = match.end()
        if match["low"] is not None and not _is_range(text, match):
            # "punkt 4 og 500 kr.": no range; read on from the second figure, with its own reading
            position = match.start("high")
            continue
        amount = _read(text, match)
        if amount is not None:
            found.append(amount)
    return found


def _is_range(text: str, match: re.Match[str]) -> bool:
    between = match.string[match.end("low") : match.start("high")].strip().lower()
    if between in ("og", "til"):
        return _RANGE_WORD.search(text[max(0, match.start() - 10) : match.start()]) is not None
    return True


def _read(text: str, match: re.Match[str]) -> FoundAmount | None:
    span = Span(match.start(), match.end())
    if match["low"] is not None:
        return FoundAmount(span, None, is_range=True)
    if match["words"] is not None:
        number = Decimal(str(_numbers()[re.sub(r"\s", " ", match["words"].lower())]))
        return FoundAmount(span, float(number * _factor(match["word_scale"])))
    if match["fronted"] is not None:
        # "kr. 2015 2016" and "mio. kr. 2015" are column heads before years
        if re.fullmatch(r"(?:19|20)\d\d", match["fronted"]):
            return None
        return FoundAmount(span, _kroner(match["fronted"], match["front_scale"]))
    before = text[max(0, match.start() - 4) : match.start()].lower()
    if match["figure"] in ("1.000", "1000") and before.endswith(("i ", "(")):
        return None  # a table's unit: "(i 1.000 kr.)"
    if (
        match["figure"] == "1.000"
        and not before.rpartition("\n")[2].strip()
        and (text[span.end : span.end + 2].isspace() or text[span.end : span.end + 1] == "\t")
    ):
        return None  # the same over a table's first column
    return FoundAmount(span, _kroner(match["figure"], match["scale"]))


def _kroner(figure: str, scale: str | None) -> float:
    return float(read_figure(figure) * _factor(scale))


def _factor(scale: str | None) -> int:
    return _scales()[re.sub(r"[\s.]", "", scale.lower())] if scale else 1


def read_figure(figure: str) -> Decimal:
    """Return the value of a Danish figure: ``2.475,50`` -> 2475.5, ``-0,3`` -> -0.3.

    A single group after a full stop counts as thousands, as Danish writes them.
    """
    plain = re.sub(r"[.\s]", "", figure).replace(",", ".")
    return Decimal(re.sub("^[\u2013\u2212]", "-", plain))


def find_units(text: str, start: int = 0, end: int | None = None) -> list[FoundUnit]:
    """Return the unit notes that may stand over a table: ``1.000 kr.``, ``t.kr.``, ``mio. kr.``, ``hele kr.``, ``kr.``.

    In running text every ``kr.`` is found as well: ask for a table's head and its caption only.
    """
    found = []
    for match in _UNIT.finditer(text, start, len(text) if end is None else end):
        scale = 1000 if match["thousand"] else _factor(match["scale"])
        found.append(FoundUnit(Span(match.start(), match.end()), scale))
    return found


def find_figures(text: str, scale: int = 1, start: int = 0, end: int | None = None) -> list[FoundAmount]:
    """Return the bare figures of a table's row in kroner, given its unit; years and percentages are left out."""
    found = []
    for match in _FIGURE.finditer(text, start, len(text) if end is None else end):
        if re.fullmatch(r"(?:19|20)\d\d", match["figure"]):
            continue
        found.append(FoundAmount(Span(*match.span()), float(read_figure(match["figure"]) * scale)))
    return found
