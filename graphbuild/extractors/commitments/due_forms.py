"""Dates as minutes of meetings state them: "til oktobermødet", "inden næste gang", "senest fredag i uge 17", "i weekenden"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from graphbuild.lexicon.dates import DateKind, FoundDate
from graphbuild.model import Span

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_NUMBERS = {"en": 1, "én": 1, "et": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6}
_PART_OF_YEAR = {"primo": "01", "medio": "06", "ultimo": "12"}
#: Any of the forms has one of these; a text without them is not searched further.
_MAY = re.compile(
    r"(?i)mødet\b|næste gang|weekend|i uge \d|frist|deadline|senest|\bfør\b|(?:prim|medi|ultim)o 2|månede?r? efter|uger efter"
)


@dataclass(frozen=True, slots=True)
class _At:
    """What a form is counted from: the meeting's day, the next meeting."""

    base: date
    next_meeting: str | None


def _monthly_meeting(match: re.Match[str], at: _At) -> str | None:
    month = _MONTHS.index(match["month"].casefold()) + 1
    year = at.base.year + (month < at.base.month or (month == at.base.month and at.base.day > 20))
    return f"{year:04d}-{month:02d}"


def _next(match: re.Match[str], at: _At) -> str | None:
    return at.next_meeting


def _weekend(match: re.Match[str], at: _At) -> str | None:
    days = (5 - at.base.weekday()) % 7
    return (at.base + timedelta(days=days)).isoformat()


def _day_of_week(match: re.Match[str], at: _At) -> str | None:
    week, day = int(match["week"]), _DAYS.index(match["day"].casefold()) + 1
    for year in (at.base.year, at.base.year + 1):
        try:
            found = date.fromisocalendar(year, week, day)
        except ValueError:
            return None
        if found >= at.base:
            return found.isoformat()
    return None


def _bare_day(match: re.Match[str], at: _At) -> str | None:
    for year in (at.base.year, at.base.year + 1):
        try:
            found = date(year, int(match["m"]), int(match["d"]))
        except ValueError:
            return None
        if found >= at.base:
            return found.isoformat()
    return None


def _part_of_year(match: re.Match[str], at: _At) -> str | None:
    return f"{match['year']}-{_PART_OF_YEAR[match['part'].casefold()]}"


def _before_meeting(match: re.Match[str], at: _At) -> str | None:
    if at.next_meeting is None or len(at.next_meeting) != 10:
        return None
    count = match["count"].casefold()
    number = _NUMBERS.get(count) or (int(count) if count.isdigit() else 0)
    days = number * (7 if match["unit"].casefold().startswith("uge") else 1)
    try:
        return (date.fromisoformat(at.next_meeting) - timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return None


def _unknown(match: re.Match[str], at: _At) -> str | None:
    return None


_COUNT = r"(?P<count>\d{1,2}|en|én|et|to|tre|fire|fem|seks)"
_FORMS: tuple[tuple[re.Pattern[str], DateKind, Callable[[re.Match[str], _At], str | None]], ...] = tuple(
    (re.compile(rf"(?i)(?<!\w){source}(?!\w)"), kind, value)
    for source, kind, value in (
        (
            rf"(?:(?:til|på|inden|ved|før|senest) ){{1,2}}(?P<month>{'|'.join(_MONTHS)})-?\w{{0,16}}mødet",
            DateKind.MONTH,
            _monthly_meeting,
        ),
        (r"(?:inden|til|senest|før) næste gang", DateKind.NEXT_MEETING, _next),
        (r"(?:i|inden|hen over) weekenden(?=\s*(?:[.,;:)]|og\b|\Z))", DateKind.DAY, _weekend),
        (rf"(?:(?:senest|inden|på) )?(?P<day>{'|'.join(_DAYS)}) i uge (?P<week>\d{{1,2}})", DateKind.DAY, _day_of_week),
        (
            r"(?:(?:svar)?frist(?:en)?|deadline|senest|inden)(?: er)?:? (?P<d>\d{1,2})/(?P<m>\d{1,2})(?![/-]\d)",
            DateKind.DAY,
            _bare_day,
        ),
        (r"(?P<part>primo|medio|ultimo) (?P<year>20\d\d)", DateKind.MONTH, _part_of_year),
        (
            rf"(?:senest )?{_COUNT} (?P<unit>uger?|dage?) (?:før|inden)(?: (?:næste møde|mødet))?(?! \w)",
            DateKind.DAY,
            _before_meeting,
        ),
        (
            rf"(?:(?:senest|inden) )?{_COUNT} (?:måned|måneder|uge|uger|dage) efter \w{{3,30}}",
            DateKind.SEASON,
            _unknown,
        ),
    )
)


def with_minutes_dates(
    text: str, found: list[FoundDate], base: date | None, next_meeting: str | None
) -> list[FoundDate]:
    """Return the dates found and those of these forms, in order; a form takes the place of dates that it covers.

    Dates without a year are those that come after ``base``; ``next_meeting`` is an ISO date.
    """
    if base is None or _MAY.search(text) is None:
        return found
    at = _At(base, next_meeting)
    added: list[FoundDate] = []
    for pattern, kind, value in _FORMS:
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end())
            added.append(FoundDate(span=span, value=value(match, at), kind=kind, rule="minutes", core=span, cue=span))
    if not added:
        return found
    return sorted([*_not_covered(found, added), *added], key=lambda one: (one.span.start, one.span.end))


def _not_covered(found: list[FoundDate], added: list[FoundDate]) -> list[FoundDate]:
    """The dates that none of the others overlaps; both are in order of print or made so."""
    spans = sorted((one.span.start, one.span.end) for one in added)
    kept: list[FoundDate] = []
    index = 0
    for one in found:
        while index < len(spans) and spans[index][1] <= one.stated.start:
            index += 1
        if index >= len(spans) or spans[index][0] >= one.span.end:
            kept.append(one)
    return kept
