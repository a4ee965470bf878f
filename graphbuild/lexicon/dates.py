"""Dates (datoer) in running text, as ISO 8601 or a prefix of it, judged against a base day such as the meeting's.

Forms read:

* days: ``27. august 2020``, ``27.august 2020``, ``den 27. august``, ``tirsdag d. 3. marts``, ``24.6.2014``,
  ``24.06.14``, ``24-06-2014``, ``24/6-2014``, ``24/6 2014``, ``12/5-14``, ``d. 21/11``, ``d. 24.6.``, ``2014-06-24``,
  ``2020.08.27``, ``den 4. og 11. maj``, ``den 29.``, ``på fredag``, ``i morgen``, ``inden for 14 dage``
* weeks: ``uge 48``, ``uge 48-49``, ``uge 5 2016``, ``i næste uge``, ``inden for to uger``; the value is the month of
  the week's Monday
* months: ``oktober 2020``, ``i oktober``, ``inden slutningen af oktober``, ``ultimo oktober 2019``, ``inden jul``
* quarters and halves: ``2. kvartal 2021``, ``1. halvår 2022``; years: ``i 2021``, ``inden udgangen af 2021``
* periods: ``8.-9. juni 2015``, ``fra 1. marts til 30. april 2016``, ``august og september 2015``,
  ``1. oktober 2014 og 2 år frem``
* without a value: ``inden sommerferien``, ``foråret 2021``, ``efter nytår``, ``næste møde``

The value is never more exact than the words; of a period, a quarter and a half it is the first day. Left out on
purpose: ``4.2`` and ``1/2`` without a date word, KLE subjects, case numbers, school years (``2015/16``), terms
(``2014-2017``), bare years.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from graphbuild.lexicon.case_numbers import reads_as_kle
from graphbuild.lexicon.tables import alternation, read_toml
from graphbuild.model import Span


class DateKind(StrEnum):
    """What sort of time the words name."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    PERIOD = "period"
    RELATIVE = "relative"  # counted from the base: "i morgen", "inden for 14 dage"
    SEASON = "season"  # no date: "inden sommerferien"
    NEXT_MEETING = "next-meeting"  # the caller knows which


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date: where it stands, its value, and the rule that read it.

    ``span`` covers the date with its weekday and ``den``/``d.``; ``core`` only day, month and year. ``value`` is
    ISO 8601 or a prefix, ``None`` where the words name no date or need a base that was not given. ``end_value`` closes
    a period (a week's is its Sunday). ``has_year`` tells whether the year is printed. ``cue`` is the words before that
    bind it ("inden udgangen af", "senest", "på næste møde"), as far as they are known.
    """

    span: Span
    value: str | None
    kind: DateKind
    rule: str
    core: Span
    end_value: str | None = None
    iso_week: str | None = None
    has_year: bool = False
    cue: Span | None = None

    @property
    def stated(self) -> Span:
        """The date together with the words that bind it: "inden udgangen af oktober"."""
        return Span(self.cue.start, self.span.end) if self.cue else self.span


# --- words ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    near: dict[str, tuple[str, int]]
    holidays: dict[str, int]
    easter: dict[str, int]
    seasons: tuple[str, ...]
    cues: tuple[str, ...]
    event: str


@cache
def _words() -> _Words:
    table: dict[str, Any] = read_toml("dates.toml")
    near = {
        word: (unit, count)
        for unit in ("days", "weeks", "months", "years")
        for word, count in table[f"near_{unit}"].items()
    }
    return _Words(
        months={**table["months"], **table["short_months"]},
        weekdays=table["weekdays"],
        numbers=table["numbers"],
        ordinals=table["ordinals"],
        near=near,
        holidays=table["holidays"],
        easter=table["easter_holidays"],
        seasons=tuple(table["seasons"]["words"]),
        cues=tuple(table["cues"]["point"]),
        event=table["cues"]["event"],
    )


_YEAR = r"(?:19|20)\d{2}"
_DASH = r"\s?[-\u2010-\u2015]\s?"


def _pattern(body: str) -> re.Pattern[str]:
    words = _words()
    pieces = {
        "MONTHS": rf"(?:{alternation([m for m in words.months if len(m) > 4 or m in ('maj', 'juni', 'juli')])})",
        "ANYMONTH": rf"(?:{alternation(words.months)})\.?",
        "WEEKDAY": rf"(?:{alternation(words.weekdays)})",
        "NUMBER": rf"(?:\d{{1,3}}|{alternation(words.numbers)})",
        "ORDINAL": rf"(?:[1-4]\.|{alternation(words.ordinals)})",
        "YEAR": _YEAR,
        "DASH": _DASH,
        # "tirsdag den", "tirsdag d.", "den", "d.", "tirsdag"
        "LEAD": rf"(?:(?P<weekday>{alternation(words.weekdays)})(?:s|en)?,?\s{{1,2}})?(?:(?P<den>den|d\.?)\s{{0,2}})?",
    }
    for name, piece in pieces.items():
        body = body.replace(f"<{name}>", piece)
    return re.compile(body, re.IGNORECASE | re.VERBOSE)


# --- readings before the year is known --------------------------------------------------------------------------------


# A section number, no date: "§ 4.2.14", "punkt 3.2.10".
_SECTION = re.compile(r"(?i)(?:§|punkt|pkt\.?|afsnit|stk\.?)\s?\Z")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a pattern read: fields as printed, before base and neighbours settle the rest."""

    span: Span
    core: Span
    rule: str
    kind: DateKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: int | None = None  # week, quarter, half, count of units
    last: int | None = None  # last day or week of a period
    unit: str = ""


_Reader = Callable[[str, re.Match[str]], _Reading | None]


def _year_of(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) >= 70 else 2000)


def _core(match: re.Match[str]) -> Span:
    return Span(match.start("core"), match.end())


def _weekday(match: re.Match[str]) -> int | None:
    return _words().weekdays[match["weekday"].lower()] if match["weekday"] else None


def _month_number(word: str) -> int:
    return _words().months[word.lower().rstrip(".")]


def _named_day(text: str, match: re.Match[str]) -> _Reading | None:
    day, month, year = int(match["day"]), _month_number(match["month"]), _year_of(match["year"])
    last = int(match["last"]) if match["last"] else None
    if not _is_day(year, month, day) or (last is not None and not (_is_day(year, month, last) and last > day)):
        return None
    kind = DateKind.DAY if last is None else DateKind.PERIOD
    return _Reading(Span(*match.span()), _core(match), "named-day", kind, year, month, day, _weekday(match), last=last)


# Before a day and month without a year, something must say that they are a date.
_DAY_CUE = re.compile(
    r"(?i)\b(?:møde|mødet|møder|mødedato|dato|frist|fristen|deadline|senest|inden|fra|til|pr\.?|og"
    r"|til og med|efter|før)\s?:?\s?\Z"
)


def _short_day(text: str, match: re.Match[str]) -> _Reading | None:
    day, month = int(match["day"]), int(match["month"])
    announced = bool(match["den"] or match["weekday"] or match["clock"])
    if not announced and match["mark"] == "/":
        announced = (
            _DAY_CUE.search(text[max(0, match.start() - 14) : match.start()]) is not None and len(match["core"]) > 3
        )
    if not announced or not _is_day(None, month, day):
        return None
    end = match.end("core")
    return _Reading(
        Span(match.start(), end),
        Span(match.start("core"), end),
        "short-day",
        DateKind.DAY,
        None,
        month,
        day,
        _weekday(match),
    )


def _iso_day(text: str, match: re.Match[str]) -> _Reading | None:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if not _is_day(year, month, day):
        return None
    return _Reading(Span(*match.span()), _core(match), "iso-day", DateKind.DAY, year, month, day)


def _lone_day(text: str, match: re.Match[str]) -> _Reading | None:
    if not 1 <= int(match["day"]) <= 31:
        return None
    return _Reading(
        Span(*match.span()), _core(match), "day-alone", DateKind.DAY, day=int(match["day"]), weekday=_weekday(match)
    )


def _month(text: str, match: re.Match[str]) -> _Reading | None:
    word = match["month"]
    year = _year_of(match["year"])
    # "Maj" and "Juni" with a capital are first names; a month alone needs a word that makes it one
    if year is None and not match["tail"] and not (word.islower() and _has_cue(text, match.start())):
        return None
    span = Span(match.start(), match.end())
    return _Reading(span, span, "month", DateKind.MONTH, year, _month_number(word))


def _week(text: str, match: re.Match[str]) -> _Reading | None:
    number, last = int(match["number"]), int(match["last"]) if match["last"] else None
    if not 1 <= number <= 53 or (last is not None and not 1 <= last <= 53):
        return None
    span = Span(*match.span())
    year = _year_of(match["year"])
    return _Reading(span, span, "week", DateKind.WEEK, year, number=number, last=last)


def _part_of_year(text: str, match: re.Match[str]) -> _Reading | None:
    word = match["number"].lower()
    number = _words().ordinals.get(word) or int(word.rstrip("."))
    half = match["part"].lower().startswith("halv")
    if half and number > 2:
        return None
    span = Span(*match.span())
    kind = DateKind.HALF if half else DateKind.QUARTER
    return _Reading(span, span, kind.value, kind, _year_of(match["year"]), number=number)


def _year(text: str, match: re.Match[str]) -> _Reading | None:
    if not _has_cue(text, match.start()):
        return None
    span = Span(*match.span())
    return _Reading(span, span, "year", DateKind.YEAR, int(match[0]))


def _near(text: str, match: re.Match[str]) -> _Reading | None:
    unit, count = _words().near[" ".join(match[0].lower().split())]
    span = Span(*match.span())
    return _Reading(span, span, f"near-{unit}", DateKind.RELATIVE, number=count, unit=unit)


def _within(text: str, match: re.Match[str]) -> _Reading | None:
    word = match["number"].lower()
    number = _words().numbers[word] if word in _words().numbers else int(word)
    unit = {"d": "days", "u": "weeks", "m": "months", "å": "years"}[match["unit"][0].lower()]
    span = Span(*match.span())
    return _Reading(span, span, f"within-{unit}", DateKind.RELATIVE, number=number, unit=unit)


def _next_weekday(text: str, match: re.Match[str]) -> _Reading | None:
    core = Span(*match.span("weekday"))
    return _Reading(core, core, "weekday", DateKind.RELATIVE, weekday=_weekday(match))


def _season(text: str, match: re.Match[str]) -> _Reading | None:
    span = Span(match.start("word"), match.end())
    word = match["word"].lower()
    before = re.search(
        r"(?i)\b(?:inden|før|op\stil|senest\s(?:til|ved))\s{1,3}\Z", text[max(0, span.start - 14) : span.start]
    )
    words = _words()
    if before and word in words.holidays:
        return _Reading(span, span, "holiday", DateKind.MONTH, _year_of(match["year"]), words.holidays[word])
    if before and word in words.easter:
        return _Reading(span, span, "easter", DateKind.MONTH, _year_of(match["year"]), number=words.easter[word])
    if not match["year"] and not _has_cue(text, span.start):
        return None
    return _Reading(span, span, "season", DateKind.SEASON, _year_of(match["year"]))


def _next_meeting(text: str, match: re.Match[str]) -> _Reading | None:
    span = Span(*match.span())
    return _Reading(span, span, "next-meeting", DateKind.NEXT_MEETING)


#: What a text is cut into to see where a date may begin: a run of letters, a run of digits.
_PIECE = re.compile(r"[^\W\d_]+|\d+")
#: A day's or month's digits, and a year's, as such a beginning.
_SHORT_NUMBER, _YEAR_NUMBER = "#", "####"
#: So many of the patterns, the first, read a day by its digits.
_DAYS = 6


@cache
def _beginnings() -> dict[str, tuple[int, ...]]:
    """The ranks of the patterns that may begin with a piece of text, so that each is tried there and nowhere else."""
    words = _words()
    weekdays = {*words.weekdays, *(f"{day}s" for day in words.weekdays), *(f"{day}en" for day in words.weekdays)}
    day = {*weekdays, "den", "d", _SHORT_NUMBER}
    months = set(words.months)
    meeting = {f"{word}{ending}" for word in _COMING for ending in ("", "e", "s")}
    first = (
        day, day, day, day, {_YEAR_NUMBER}, {*weekdays, "den", "d"}, months, months, months,
        {"uge", "ugen", "uger", "ugerne"}, {*words.ordinals, _SHORT_NUMBER}, {_YEAR_NUMBER}, set(words.near),
        {"inden", "indenfor", "om", "i"}, {"på", "fra", "inden", "senest", "før", "til", "nu", "allerede"},
        set(words.seasons), {"det", *meeting},
    )  # fmt: skip
    found: dict[str, list[int]] = {}
    for rank, phrases in enumerate(first):
        for phrase in phrases:
            piece = _PIECE.match(phrase)
            ranks = found.setdefault(piece[0] if piece else phrase, [])
            if rank not in ranks:
                ranks.append(rank)
    return {piece: tuple(ranks) for piece, ranks in found.items()}


_COMING = ("næst", "førstkommende", "kommende", "næstkommende", "følgende")
#: Words before a day's digits: those must follow at once.
_BEFORE_DAY = re.compile(r"(?:s|en)?[,.]?\s{0,2}(?:den|d\.?)?\s{0,2}\d", re.IGNORECASE)


@cache
def _readers() -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    """The patterns, in the order of :func:`_beginnings`; a tie of start and length goes to the earlier one."""
    words = _words()
    return (
        (  # tirsdag den 3. marts 2020; 8.-9. juni 2015; 27.august 2020; 3. feb. 14 is not read (a year has four digits)
            _pattern(
                r"""(?<![\w.,/§-])<LEAD>(?P<core>(?P<day>\d{1,2})(?:\.?<DASH>(?:den\s)?(?P<last>\d{1,2}))?(?:\.\s{0,3}|\s{1,2})
                (?P<month><ANYMONTH>)(?!\w)(?:,?\s{1,2}(?P<year><YEAR>)(?![\d/]|[.-]\d))?)"""
            ),
            _named_day,
        ),
        (  # the 4. of "den 4. og 11. maj", "4., 11. og 18. maj": its month and year stand with the last day
            _pattern(
                r"""(?<![\w.,/§-])<LEAD>(?P<core>(?P<day>\d{1,2})\.)(?=(?:,\s(?:den\s|d\.\s)?\d{1,2}\.){0,6}\s(?:og|eller)\s
                (?:<WEEKDAY>\s)?(?:den\s|d\.\s)?\d{1,2}\.\s{0,2}(?P<month><ANYMONTH>)(?!\w)(?:\s(?P<year><YEAR>)(?!\d))?)"""
            ),
            _listed_day,
        ),
        (  # 24.6.2014, 24.06.14, 24. 6. 2014, 24-06-2014, 24/6-2014, 24/6 2014, 12/5-14
            _pattern(
                r"""(?<![\w.,/§:-])<LEAD>(?P<core>(?P<day>\d{1,2})
                (?: \.[ ]?\d{1,2}(?:\.[ ]?|[ ]?-[ ]?)(?:<YEAR>|\d{2}) | -\d{1,2}-(?:<YEAR>|\d{2})
                  | /[ ]?\d{1,2}(?:[ ]?[-/][ ]?(?:<YEAR>|\d{2})|[.,]?\s<YEAR>) ))
                (?![\d/]|[.:-]\d|,\d)"""
            ),
            _numeric_day,
        ),
        (  # d. 21/11, mandag 24/2, på mødet 26/10, d. 24.6., 12/5 kl. 17
            _pattern(
                r"""(?<![\w.,/§:-])<LEAD>(?P<core>(?P<day>\d{1,2})(?P<mark>[./])(?P<month>\d{1,2}))
                (?![\d/]|[.:,-]\d|[ ]?%)(?=(?P<clock>,?\s(?:fra\s)?kl\.?\s?\d)?)"""
            ),
            _short_day,
        ),
        (
            _pattern(
                r"(?<![\w.,/-])(?P<core>(?P<year><YEAR>)(?P<mark>[-./])(?P<month>\d{2})(?P=mark)(?P<day>\d{2}))(?![\d/]|[.-]\d)"
            ),
            _iso_day,
        ),
        (  # den 29., fredag d. 29.
            _pattern(
                r"""(?<!\w)(?:(?P<weekday><WEEKDAY>),?\s{1,2}(?:den|d\.?)\s{0,2}(?P<core>\d{1,2}\.)
                  |(?:den|d\.)\s{0,2}(?P<core2>\d{1,2}\.)(?=\s{0,2}(?:kl\b|og\s(?:den\s)?\d|[,;)]|\Z|\n)))(?!\s?\d{1,2}[./-])"""
            ),
            _split_lone,
        ),
        (
            _pattern(
                r"(?<![\w-])(?P<month><MONTHS>)(?![\w-])(?:(?P<tail>\småned)(?!\w))?(?:,?\s{1,2}(?P<year><YEAR>)(?![\d/]|[.-]\d))?"
            ),
            _month,
        ),
        (  # oktober-november, oktober og november 2015
            _pattern(
                r"(?<![\w-])(?P<month><MONTHS>)(?=[-\u2013]<MONTHS>|(?:<DASH>|\sog\s|\stil\s)<MONTHS>\s<YEAR>)(?P<tail>)(?P<year>)?"
            ),
            _hyphened_month,
        ),
        (_pattern(r"(?<=[-\u2013])(?P<month><MONTHS>)(?!\w)(?P<tail>)(?:\s(?P<year><YEAR>)(?!\d))?"), _hyphened_month),
        (
            _pattern(
                r"""(?<![\w-])uge(?:n|rne|r)?\s{1,2}(?:nr\.?\s)?(?P<number>\d{1,2})(?![\d%]|[.,]\d)
                (?:(?:<DASH>|\s(?:og|til)\s)(?:uge\s)?(?P<last>\d{1,2})(?![\d.,%]))?(?:(?:,?\s(?:i\s)?\(?|[/-])(?P<year><YEAR>)(?!\d))?"""
            ),
            _week,
        ),
        (
            _pattern(
                r"(?<![\w.,-])(?P<number><ORDINAL>)\s{0,2}(?P<part>kvartal|halvår)(?:s)?(?!\w)(?:\s\(?(?P<year><YEAR>)(?!\d)\)?)?"
            ),
            _part_of_year,
        ),
        (
            _pattern(
                r"(?<![\w.,/§-])<YEAR>(?![\d\w/]|[.,:-]\d|[-\u2013]|\s?(?:kr|%|mio|stk|elever|borgere)|\s[-\u2013]\s\d)"
            ),
            _year,
        ),
        (_pattern(rf"(?<![\w-])(?:{alternation(words.near)})(?![\w-])"), _near),
        (  # inden for 14 dage, om to uger, senest 14 dage efter is not read: it counts from something else
            _pattern(
                r"""(?<![\w-])(?:inden\s?for|indenfor|om|i\sløbet\saf)\s(?:de\s(?:næste|kommende)\s|højst\s|ca\.\s|maks\.\s)?(?P<number><NUMBER>)\s
                (?P<unit>dage?|uger?|måneder|måned|år)(?!\w)(?!\s(?:efter|før|fra\b|pr|om\såret))"""
            ),
            _within,
        ),
        (
            _pattern(
                r"(?<![\w-])(?:på|fra|inden|senest|før|til|nu\spå|allerede)\s{1,2}(?P<weekday><WEEKDAY>)(?!\w|,?\s{1,2}(?:d\b|den\b|\d))"
            ),
            _next_weekday,
        ),
        (
            _pattern(
                rf"(?<![\w-])(?P<word>{alternation(words.seasons)})(?:-\n\w{{1,12}})?(?!\w|-\w)(?:\s(?P<year><YEAR>)(?!\d))?"
            ),
            _season,
        ),
        (
            _pattern(
                rf"""(?<![\w-])(?:(?:det\s)?(?:{"|".join(_COMING)})(?:e|s)?\s)
                (?:ordinære\s|udvalgs|råds|byråds|bestyrelses|fælles)?(?:møde|mødet)(?!\w)"""
            ),
            _next_meeting,
        ),
    )


def _listed_day(text: str, match: re.Match[str]) -> _Reading | None:
    day, month, year = int(match["day"]), _month_number(match["month"]), _year_of(match["year"])
    if not _is_day(year, month, day):
        return None
    span = Span(*match.span())
    return _Reading(span, _core(match), "listed-day", DateKind.DAY, year, month, day, _weekday(match))


def _numeric_day(text: str, match: re.Match[str]) -> _Reading | None:
    day, month, year = re.findall(r"\d+", match["core"])
    if not _is_day(_year_of(year), int(month), int(day)):
        return None
    start, end = match.span("core")
    plain = not match["den"] and not match["weekday"]
    if plain and re.fullmatch(r"\d\d\.\d\d\.\d\d", match["core"]) and reads_as_kle(text, start, end):
        return None
    if _SECTION.search(text[max(0, match.start() - 8) : match.start()]):
        return None
    return _Reading(
        Span(*match.span()),
        Span(start, end),
        "numeric-day",
        DateKind.DAY,
        _year_of(year),
        int(month),
        int(day),
        _weekday(match),
    )


def _split_lone(text: str, match: re.Match[str]) -> _Reading | None:
    group = "core" if match["core"] else "core2"
    day = int(match[group].rstrip("."))
    if not 1 <= day <= 31:
        return None
    return _Reading(
        Span(*match.span()), Span(*match.span(group)), "day-alone", DateKind.DAY, day=day, weekday=_weekday(match)
    )


def _hyphened_month(text: str, match: re.Match[str]) -> _Reading | None:
    span = Span(*match.span())
    return _Reading(span, span, "month", DateKind.MONTH, _year_of(match["year"]), _month_number(match["month"]))


# --- cues -------------------------------------------------------------------------------------------------------------

_CUE_WINDOW = 90


@cache
def _plain_cue() -> re.Pattern[str]:
    cue = alternation(_words().cues).replace(r"\s", r"\s{1,2}")
    return re.compile(rf"(?i)(?<![\w-])(?P<cue>(?:(?:{cue})\.?\s{{1,3}}){{1,2}})\Z")


@cache
def _event_cue() -> re.Pattern[str]:
    cue = alternation(_words().cues).replace(r"\s", r"\s{1,2}")
    return re.compile(
        rf"(?i)(?<![\w-])(?P<cue>(?:{cue})\s{{1,2}}(?:[\w-]{{1,40}}\s{{1,2}}){{0,3}}[\w-]{{0,30}}(?:{_words().event})\s{{1,2}}(?:i\s)?)\Z"
    )


@cache
def _last_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """The last words of the cues, and those of dated events: without one of them before a date there is no cue."""
    words = _words()
    return frozenset(cue.split()[-1] for cue in words.cues), tuple(words.event.split("|"))


def _word_before(text: str) -> tuple[str, int]:
    """Return the word at the end of a text, in lower case, without the stop and blanks behind it, and its place."""
    bare = text.rstrip()
    end = len(bare) - bare.endswith(".")
    start = end
    while start and (bare[start - 1].isalnum() or bare[start - 1] in "_-"):
        start -= 1
    return bare[start:end].lower(), start


def _has_cue(text: str, offset: int) -> bool:
    if (
        not text[offset - 1 : offset].isspace()
        or _word_before(text[max(0, offset - 40) : offset])[0] not in _last_words()[0]
    ):
        return False
    return _plain_cue().search(text[max(0, offset - 40) : offset]) is not None


def _cue_before(text: str, offset: int, start: int) -> Span | None:
    low = max(start, offset - _CUE_WINDOW)
    window = text[low:offset]
    if not window[-1:].isspace():
        return None
    cues, events = _last_words()
    word, place = _word_before(window)
    dated = word.endswith(events) or (word == "i" and _word_before(window[:place])[0].endswith(events))
    for pattern in ((_event_cue(),) if dated else ()) + ((_plain_cue(),) if word in cues else ()):
        match = pattern.search(window)
        if match is not None:
            return Span(low + match.start("cue"), offset)
    return None


# --- the calendar -----------------------------------------------------------------------------------------------------


def _is_day(year: int | None, month: int, day: int) -> bool:
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= _month_length(2000 if year is None else year, month)


def _month_length(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = min(max(index // 12, 1), 9998), index % 12 + 1
    return date(year, month, min(day.day, _month_length(year, month)))


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm; Meeus, Astronomical Algorithms, ch. 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _monday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:  # week 53 of a year that has 52
        return None


# How long ago a date without a year may lie and still be meant, when dates to come are asked for: minutes are written
# after the meeting and look back on the weeks before it.
_LOOK_BACK = timedelta(days=31)


def _choose(candidates: list[date], base: date, forward: bool) -> date | None:
    """The candidate that lies nearest to the base; when looking forward, the first that is not long past."""
    if forward:
        coming = sorted(day for day in candidates if day >= base - _LOOK_BACK)
        if coming:
            return coming[0]
    return min(candidates, key=lambda day: (abs(day - base), day), default=None)


def _years(base: date) -> range:
    return range(max(base.year - 1, 1), min(base.year + 2, 9998) + 1)


def _day_of(reading: _Reading, base: date | None, forward: bool) -> date | None:
    month, day = reading.month, reading.day
    if month is None or day is None:
        return None
    if reading.year is not None:
        return date(reading.year, month, day)
    if base is None:
        return None
    days = [date(year, month, day) for year in _years(base) if _is_day(year, month, day)]
    # a weekday settles the year, unless it is a slip that fits none near by
    right = [one for one in days if one.isoweekday() == reading.weekday and abs(one - base) < timedelta(days=370)]
    return _choose(right or days, base, forward)


def _month_year(month: int, base: date | None, forward: bool) -> int | None:
    if base is None:
        return None
    chosen = _choose([date(year, month, _month_length(year, month)) for year in _years(base)], base, forward)
    return chosen.year if chosen else None


# --- settling readings ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Value:
    value: str | None
    end: str | None = None
    week: str | None = None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _settle(reading: _Reading, base: date | None, forward: bool) -> _Value | None:
    """Return the value of a reading, or ``None`` where it turns out to be no date."""
    match reading.rule:
        case "named-day" | "listed-day" | "numeric-day" | "short-day" | "iso-day":
            day = _day_of(reading, base, forward)
            if reading.last is None or day is None:
                return _Value(_iso(day))
            return _Value(_iso(day), _iso(day.replace(day=reading.last)))
        case "day-alone":
            return _Value(_iso(_lone_day_of(reading, base)))
        case "month" | "holiday":
            year = reading.year or _month_year(reading.month or 1, base, forward)
            return _Value(f"{year:04}-{reading.month:02}" if year else None)
        case "easter":
            year = reading.year or (base.year if base else None)
            if year is None:
                return _Value(None)
            feast = _easter(year) + timedelta(days=reading.number or 0)
            if base and reading.year is None and forward and feast < base - _LOOK_BACK:
                feast = _easter(year + 1) + timedelta(days=reading.number or 0)
            return _Value(f"{feast:%Y-%m}")
        case "week":
            return _week_value(reading, base, forward)
        case "quarter" | "half":
            return _part_value(reading, base, forward)
        case "year":
            return _Value(f"{reading.year:04}")
        case "weekday":
            if base is None or reading.weekday is None:
                return _Value(None)
            return _Value(_iso(base + timedelta(days=(reading.weekday - base.isoweekday() - 1) % 7 + 1)))
        case "season" | "next-meeting":
            return _Value(None)
        case _:
            return _relative_value(reading, base)


def _lone_day_of(reading: _Reading, base: date | None) -> date | None:
    if base is None or reading.day is None:
        return None
    months = [_add_months(base.replace(day=1), ahead) for ahead in range(4)]
    days = [first.replace(day=reading.day) for first in months if reading.day <= _month_length(first.year, first.month)]
    coming = [day for day in days if day >= base]
    if reading.weekday is not None:
        coming = [day for day in coming if day.isoweekday() == reading.weekday] or coming
    return coming[0] if coming else None


def _week_value(reading: _Reading, base: date | None, forward: bool) -> _Value | None:
    number = reading.number or 1
    if reading.year is not None:
        monday = _monday(reading.year, number)
        if monday is None:
            return None
    elif base is None:
        return _Value(None)
    else:
        mondays = [day for year in _years(base) if (day := _monday(year, number)) is not None]
        monday = _choose(mondays, base, forward)
        if monday is None:
            return None
    last = monday
    if reading.last is not None:
        closing = _monday(monday.isocalendar().year + (reading.last < number), reading.last)
        last = closing or monday
    iso = monday.isocalendar()
    return _Value(f"{monday:%Y-%m}", _iso(last + timedelta(days=6)), f"{iso.year:04}-W{iso.week:02}")


def _part_value(reading: _Reading, base: date | None, forward: bool) -> _Value:
    months = 3 if reading.kind is DateKind.QUARTER else 6
    last_month = (reading.number or 1) * months
    year = reading.year or _month_year(last_month, base, forward)
    if year is None:
        return _Value(None)
    first, last = date(year, last_month - months + 1, 1), date(year, last_month, _month_length(year, last_month))
    return _Value(_iso(first), _iso(last))


def _relative_value(reading: _Reading, base: date | None) -> _Value:
    if base is None:
        return _Value(None)
    number = reading.number or 0
    match reading.unit:
        case "days":
            return _Value(_iso(base + timedelta(days=number)))
        case "weeks":
            day = base + timedelta(weeks=number)
            monday = day - timedelta(days=day.isoweekday() - 1)
            if reading.rule == "within-weeks":
                return _Value(f"{day:%Y-%m}")
            iso = monday.isocalendar()
            return _Value(f"{monday:%Y-%m}", _iso(monday + timedelta(days=6)), f"{iso.year:04}-W{iso.week:02}")
        case "months":
            return _Value(f"{_add_months(base, number):%Y-%m}")
        case _:
            return _Value(f"{base.year + number:04}")


# --- periods ----------------------------------------------------------------------------------------------------------

_BETWEEN = re.compile(
    r"\s{0,2}(?:(?:og\s)?(?:frem\s)?til(?:\sog\smed)?|t\.?o\.?m\.?|[-\u2010-\u2015])\s{0,2}(?:den\s|d\.\s?)?",
    re.IGNORECASE,
)
# "mødet flyttes fra den 17. til den 24. april" names two days, no period.
_MOVED = re.compile(r"(?i)\b(?:flytte|udsky|udsat|udsæt|rykke|ryk|ændre)\w{0,6}\b[^.\n]{0,60}\Z")
_BETWEEN_MONTHS = re.compile(r"\s{0,2}(?:til(?:\sog\smed)?|og|[-\u2010-\u2015])\s{0,2}", re.IGNORECASE)
_ONWARD = r"\s{1,2}og\s(?P<number><NUMBER>)\s(?P<unit>dage?|uger?|måneder|måned|år)\sfrem(?:ad|efter)?(?!\w)"


@cache
def _onward() -> re.Pattern[str]:
    return _pattern(_ONWARD)


def _joins(text: str, left: _Reading, right: _Reading) -> bool:
    if (
        left.kind is not right.kind
        or left.last is not None
        or right.last is not None
        or left.span.end > right.span.start
    ):
        return False
    between = text[left.span.end : right.span.start]
    if len(between) > 20:
        return False
    if between.strip().lower().startswith("til") and _MOVED.search(
        text[max(0, left.span.start - 60) : left.span.start]
    ):
        return False
    if left.kind is DateKind.DAY:
        return left.month is not None and right.month is not None and _BETWEEN.fullmatch(between) is not None
    if left.kind is DateKind.MONTH and left.rule == right.rule == "month":
        return _BETWEEN_MONTHS.fullmatch(between) is not None
    return False


def _period(text: str, left: _Reading, right: _Reading, base: date | None, forward: bool) -> FoundDate | None:
    """ "fra 1. marts til 30. april 2016": the year printed last goes for both, the first may lie in the year before."""
    if left.kind is DateKind.MONTH:
        year = right.year or _month_year(right.month or 1, base, forward)
        if left.year is None:
            first_year = year - ((left.month or 1) > (right.month or 1)) if year else None
        else:
            first_year = left.year
        if year is None or first_year is None:
            value, end = None, None
        else:
            value = date(first_year, left.month or 1, 1).isoformat()
            end = date(year, right.month or 1, _month_length(year, right.month or 1)).isoformat()
    else:
        anchor = base
        if right.year is None and left.year is not None:
            anchor = date(left.year, left.month or 1, min(left.day or 1, 28))
        if right.year is None and left.year is None:
            first = _day_of(left, base, forward)
            last = _day_of(right, first, forward=True) if first else None
        else:
            last = _day_of(right, anchor, forward=True)
            first = _day_of(left, last, forward=False) if last else None
            if first and last and left.year is None and first > last:
                before = [
                    date(y, first.month, first.day)
                    for y in (last.year, last.year - 1)
                    if _is_day(y, first.month, first.day)
                ]
                first = next((day for day in before if day <= last), None)
        if (first is None) != (last is None) or (first and last and first > last):
            return None
        value, end = _iso(first), _iso(last)
    span = Span(left.span.start, right.span.end)
    has_year = left.year is not None or right.year is not None
    return FoundDate(
        span,
        value,
        DateKind.PERIOD,
        f"period-of-{left.kind.value}s",
        Span(left.core.start, span.end),
        end,
        None,
        has_year,
    )


def find_dates(
    text: str, base: date | None = None, start: int = 0, end: int | None = None, *, forward: bool = False
) -> list[FoundDate]:
    """Return the dates of a text in order of print, without overlaps.

    ``base`` is the day from which dates without a year and relative dates count, the meeting's as a rule; without it
    they are found with ``value=None``. ``forward`` is for deadlines and plans: a date without a year that lies more
    than a month before the base is taken for next year's; otherwise the nearest one is meant.
    """
    end = len(text) if end is None else end
    readings = _readings(text, start, end)
    found: list[FoundDate] = []
    index = 0
    while index < len(readings):
        reading = readings[index]
        index += 1
        one: FoundDate | None = None
        if index < len(readings) and _joins(text, reading, readings[index]):
            one = _period(text, reading, readings[index], base, forward)
            index += one is not None
        if one is None:
            value = _settle(reading, base, forward)
            if value is None:
                continue
            one = FoundDate(
                reading.span,
                value.value,
                reading.kind,
                reading.rule,
                reading.core,
                value.end,
                value.week,
                reading.year is not None,
            )
            one = _with_onward(text, one, end)
        found.append(replace(one, cue=_cue_before(text, one.span.start, _cue_limit(found, start))))
    return found


def _cue_limit(found: list[FoundDate], start: int) -> int:
    """Where the words that bind the next date may begin: after the date before, but "næste møde" is one of them."""
    if not found:
        return start
    last = found[-1]
    return last.stated.start if last.kind is DateKind.NEXT_MEETING else last.span.end


def _with_onward(text: str, found: FoundDate, end: int) -> FoundDate:
    """ "1. oktober 2014 og 2 år frem" is a period of two years."""
    match = _onward().match(text, found.span.end, end)
    if match is None or found.value is None or found.kind is not DateKind.DAY:
        return found
    word = match["number"].lower()
    number = _words().numbers[word] if word in _words().numbers else int(word)
    first = date.fromisoformat(found.value)
    unit = match["unit"][0].lower()
    if unit in "du":
        last = first + timedelta(days=number * (7 if unit == "u" else 1))
    else:
        last = _add_months(first, number * (12 if unit == "å" else 1))
    return replace(
        found,
        span=Span(found.span.start, match.end()),
        kind=DateKind.PERIOD,
        rule="period-onward",
        end_value=(last - timedelta(days=1)).isoformat(),
    )


def _readings(text: str, start: int, end: int) -> list[_Reading]:
    """All readings, the leftmost and longest where they overlap."""
    candidates: list[tuple[int, int, int, _Reading]] = []
    readers, beginnings = _readers(), _beginnings()
    ends = [start] * len(readers)
    low = lowered(text[start:end])
    for piece in _PIECE.finditer(low):
        word = piece[0]
        if word.isdigit():
            word = _YEAR_NUMBER if len(word) == 4 else _SHORT_NUMBER if len(word) < 3 else ""
        ranks = beginnings.get(word)
        if ranks is None:
            continue
        at = start + piece.start()
        no_day = word in ("den", "d") and not _BEFORE_DAY.match(low, piece.end())
        for rank in ranks:
            if no_day and rank < _DAYS:
                continue
            pattern, read = readers[rank]
            match = pattern.match(text, at, end) if at >= ends[rank] else None
            if match is None:
                continue
            ends[rank] = match.end()
            reading = read(text, match)
            if reading is not None:
                candidates.append((reading.span.start, -reading.span.end, rank, reading))
    candidates.sort(key=lambda candidate: candidate[:3])
    kept: list[_Reading] = []
    for *_, reading in candidates:
        if not kept or reading.span.start >= kept[-1].span.end:
            kept.append(reading)
    return kept


def lowered(text: str) -> str:
    """Return a text in lower case, each character at its place: the few that would become two stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def iter_days(found: list[FoundDate]) -> Iterator[str]:
    """Yield the values that are whole days, in order of print."""
    return (one.value for one in found if one.value is not None and len(one.value) == len("2020-08-27"))
