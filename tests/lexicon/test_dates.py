"""Dates in Danish minutes: the forms that are read, and what only looks like one.

The base is Thursday 27 August 2020.
"""

from __future__ import annotations

from datetime import date

import pytest

from graphbuild.lexicon.dates import DateKind, find_dates
from graphbuild.model import Span

BASE = date(2020, 8, 27)


def read(text: str, *, forward: bool = True, base: date | None = BASE) -> list[tuple[str, str | None]]:
    return [(text[one.span.start : one.span.end], one.value) for one in find_dates(text, base, forward=forward)]


READ = [
    # days with a year
    ("mødet 27. august 2020 i salen", [("27. august 2020", "2020-08-27")]),
    ("27.august 2020", [("27.august 2020", "2020-08-27")]),  # no blank
    ("d. 24.6.2014", [("d. 24.6.2014", "2014-06-24")]),
    ("24. 6. 2014", [("24. 6. 2014", "2014-06-24")]),
    ("24-06-2014", [("24-06-2014", "2014-06-24")]),
    ("24.06.14", [("24.06.14", "2014-06-24")]),
    ("05.02.14", [("05.02.14", "2014-02-05")]),
    ("24/6-2014", [("24/6-2014", "2014-06-24")]),
    ("24/6 2014", [("24/6 2014", "2014-06-24")]),
    ("d. 12/5-14", [("d. 12/5-14", "2014-05-12")]),
    ("fra 1/1 2015", [("1/1 2015", "2015-01-01")]),
    ("2020-08-27", [("2020-08-27", "2020-08-27")]),
    ("2020.08.27", [("2020.08.27", "2020-08-27")]),
    ("Mandag, den 17. december 2018", [("Mandag, den 17. december 2018", "2018-12-17")]),
    ("29. feb. 2020", [("29. feb. 2020", "2020-02-29")]),  # short month, leap day
    ("onsdag d. 5. februar 2014 kl. 17:00", [("onsdag d. 5. februar 2014", "2014-02-05")]),
    # days whose year the base tells
    ("den 27. august", [("den 27. august", "2020-08-27")]),
    ("senest den 1. maj", [("den 1. maj", "2021-05-01")]),  # long past: next year's
    ("d. 1. august", [("d. 1. august", "2020-08-01")]),  # a month ago is not next year
    ("d. 21/11", [("d. 21/11", "2020-11-21")]),
    ("på mødet 26/10", [("26/10", "2020-10-26")]),
    ("24/9 kl. 17", [("24/9", "2020-09-24")]),
    ("den 24.9. om aftenen", [("den 24.9", "2020-09-24")]),
    ("tirsdag den 3. marts", [("tirsdag den 3. marts", "2020-03-03")]),  # the weekday settles the year, though past
    ("tirsdag d. 2/3", [("tirsdag d. 2/3", "2021-03-02")]),  # here the weekday says next year
    ("mødes den 29.", [("den 29.", "2020-08-29")]),
    ("fredag den 11. mødes vi", [("fredag den 11.", "2020-09-11")]),
    ("den 5.", [("den 5.", "2020-09-05")]),  # this month's 5th is gone
    ("den 4. og 11. maj 2015", [("den 4.", "2015-05-04"), ("11. maj 2015", "2015-05-11")]),
    ("den 4., 11. og 18. maj 2015", [("den 4.", "2015-05-04"), ("11.", "2015-05-11"), ("18. maj 2015", "2015-05-18")]),
    # relative days
    ("i morgen", [("i morgen", "2020-08-28")]),
    ("i dag", [("i dag", "2020-08-27")]),
    ("i overmorgen", [("i overmorgen", "2020-08-29")]),
    ("på fredag", [("fredag", "2020-08-28")]),
    ("senest torsdag", [("torsdag", "2020-09-03")]),  # the base is a Thursday itself
    ("inden for 14 dage", [("inden for 14 dage", "2020-09-10")]),
    ("om 10 dage", [("om 10 dage", "2020-09-06")]),
    # weeks: the month of the Monday
    ("i uge 48", [("uge 48", "2020-11")]),
    ("uge 48-49", [("uge 48-49", "2020-11")]),
    ("uge 36", [("uge 36", "2020-08")]),  # Monday 31 August
    ("uge 5 2016", [("uge 5 2016", "2016-02")]),
    ("uge 5", [("uge 5", "2021-02")]),
    ("i næste uge", [("i næste uge", "2020-08")]),
    ("inden for to uger", [("inden for to uger", "2020-09")]),
    # months
    ("oktober 2020", [("oktober 2020", "2020-10")]),
    ("i oktober", [("oktober", "2020-10")]),
    ("på udvalgets møde i maj", [("maj", "2021-05")]),
    ("i september måned", [("september måned", "2020-09")]),
    ("inden slutningen af oktober", [("oktober", "2020-10")]),
    ("ultimo oktober 2019", [("oktober 2019", "2019-10")]),
    ("inden udgangen af maj", [("maj", "2021-05")]),
    ("inden månedens udgang", [("inden månedens udgang", "2020-08")]),
    ("inden jul", [("jul", "2020-12")]),
    ("inden påske", [("påske", "2021-04")]),  # Easter Sunday was 4 April 2021
    # parts of years, years
    ("2. kvartal 2021", [("2. kvartal 2021", "2021-04-01")]),
    ("i første halvår", [("første halvår", "2021-01-01")]),
    ("i 2021", [("2021", "2021")]),
    ("medio 2020", [("2020", "2020")]),
    ("inden udgangen af 2021", [("2021", "2021")]),
    ("ved årets udgang", [("årets udgang", "2020")]),
    # a meeting that is moved: two days, no period
    (
        "mødet flyttes fra den 17. april til den 24. april",
        [("den 17. april", "2021-04-17"), ("den 24. april", "2021-04-24")],
    ),
    # said, without a date
    ("før sommer-\nferien", [("sommer-\nferien", None)]),  # broken at a line's end
    ("inden sommerferien", [("sommerferien", None)]),
    ("efter nytår", [("nytår", None)]),
    ("foråret 2021", [("foråret 2021", None)]),
    ("på næste møde", [("næste møde", None)]),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_reads(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected


NEAR_MISSES = [
    "afsnit 4.2",
    "§ 85, stk. 2",
    "§ 4.2.14",  # a section of three parts
    "punkt 3.2.10",
    "version 3.0",
    "27.15.00",  # a KLE subject: no month 15
    "17.02.00",  # a KLE subject in general
    "17.02.04-G01-12-18",
    "tlf. 24 06 14 20",
    "851-2016-4711",
    "1/2 af beløbet",
    "15/12 stemmer",  # no date word
    "kl. 10.30",
    "skoleåret 2015/16",
    "2014-2017",
    "i perioden 2014-2017",
    "punkt 3",
    "kr. 1.250.000",
    "2015 kr.",
    "i 2.500 husstande",
    "den 3. gang",
    "den 31. februar",
    "29.02.2019",  # no leap year
    "den 2. behandling",
    "Maj kommer",  # a first name
    "til venstre",
    "hver mandag",
    "uge 54",
    "uge 53 2021",  # 2021 has 52
    "2. marathon",
    "senest 14 dage efter mødet",  # counts from the meeting, not from the base
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_leaves_near_misses(text: str) -> None:
    assert read(text) == []


PERIODS = [
    ("8.-9. juni 2015", "2015-06-08", "2015-06-09"),
    ("8. - 9. juni 2015", "2015-06-08", "2015-06-09"),
    ("1. marts til 30. april 2016", "2016-03-01", "2016-04-30"),  # the year stands once
    ("den 1. marts 2016 til og med den 30. april 2017", "2016-03-01", "2017-04-30"),
    ("14. december - 3. januar 2021", "2020-12-14", "2021-01-03"),  # over the turn of the year
    ("9. september til 18. september", "2020-09-09", "2020-09-18"),
    ("1/9-2014 - 31/12-2015", "2014-09-01", "2015-12-31"),
    ("1. oktober 2014 og 2 år frem", "2014-10-01", "2016-09-30"),
    ("august og september 2015", "2015-08-01", "2015-09-30"),
    ("november-januar 2021", "2020-11-01", "2021-01-31"),
]


@pytest.mark.parametrize(("text", "value", "end"), PERIODS)
def test_reads_periods(text: str, value: str, end: str) -> None:
    [found] = find_dates(f"x {text} y", BASE, forward=True)
    assert (found.kind, found.value, found.end_value) == (DateKind.PERIOD, value, end)
    assert found.span == Span(2, 2 + len(text))


def test_takes_the_nearest_year_unless_looking_forward() -> None:
    assert read("den 1. maj", forward=False) == [("den 1. maj", "2020-05-01")]
    assert read("den 20. december", forward=False, base=date(2020, 1, 10)) == [("den 20. december", "2019-12-20")]
    assert read("den 20. december", forward=True, base=date(2020, 1, 10)) == [("den 20. december", "2019-12-20")]
    assert read("den 1. december", forward=True, base=date(2020, 1, 10)) == [("den 1. december", "2020-12-01")]


def test_without_a_base_what_needs_one_has_no_value() -> None:
    assert read("den 1. maj, i oktober, uge 8, i morgen, på fredag", base=None) == [
        ("den 1. maj", None),
        ("oktober", None),
        ("uge 8", None),
        ("i morgen", None),
        ("fredag", None),
    ]


def test_a_week_tells_its_iso_week_and_its_sunday() -> None:
    [found] = find_dates("uge 1 2021", BASE)
    assert (found.value, found.iso_week, found.end_value) == ("2021-01", "2021-W01", "2021-01-10")


CUES = [
    ("Det sker inden udgangen af oktober.", "inden udgangen af oktober"),
    ("svar senest torsdag d. 13/10", "senest torsdag d. 13/10"),
    ("på næste ordinære møde den 19. november", "på næste ordinære møde den 19. november"),
    ("inden byrådets møde den 10. maj 2017", "inden byrådets møde den 10. maj 2017"),
    ("vedtaget den 10. maj 2017", "den 10. maj 2017"),  # no cue
]


@pytest.mark.parametrize(("text", "stated"), CUES)
def test_tells_the_words_that_bind_a_date(text: str, stated: str) -> None:
    found = find_dates(text, BASE)[-1]
    assert text[found.stated.start : found.stated.end].rstrip(".") == stated


def test_reads_a_part_of_a_text_with_offsets_in_the_whole() -> None:
    text = "den 1. maj 2020 og den 2. maj 2020"
    assert [one.value for one in find_dates(text, BASE, start=16)] == ["2020-05-02"]
    assert find_dates(text, BASE, start=16)[0].span == Span(19, len(text))
    assert [one.value for one in find_dates(text, BASE, end=15)] == ["2020-05-01"]
