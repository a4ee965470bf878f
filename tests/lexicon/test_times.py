"""Times of day and ranges, and figures that are none."""

from __future__ import annotations

import pytest

from graphbuild.lexicon.times import find_times, normal_time

READ = [
    ("kl. 10.30", [("10.30", "10:30", None)]),
    ("kl.10:15", [("10:15", "10:15", None)]),
    ("kl 8.15", [("8.15", "08:15", None)]),
    ("kl. 17", [("17", "17:00", None)]),
    ("mødet er 10:15", [("10:15", "10:15", None)]),
    ("15.00-17.30", [("15.00-17.30", "15:00", "17:30")]),
    ("14.30 - 16.00", [("14.30 - 16.00", "14:30", "16:00")]),
    ("16.15 – ca. 18.00", [("16.15 – ca. 18.00", "16:15", "18:00")]),
    ("kl. 12.30 til kl. 14.30", [("12.30 til kl. 14.30", "12:30", "14:30")]),
    ("kl. 16-17.30", [("16-17.30", "16:00", "17:30")]),
    ("Tid: 17-19", [("17-19", "17:00", "19:00")]),
    ("Mødetidspunkt: 09:00", [("09:00", "09:00", None)]),
    ("Starttidspunkt:   kl. 17:00", [("17:00", "17:00", None)]),
    ("sluttede kl. 21.05.", [("21.05", "21:05", None)]),  # a full stop closes the sentence
    # near misses
    ("17-19", []),
    ("afsnit 10.30", []),
    ("12.500 kr.", []),
    ("24-06-2014", []),
    ("kl. 25", []),
    ("18.00-16.00", []),  # runs backwards: figures of some other kind
    ("12:30:15", []),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_reads(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(text[one.span.start : one.span.end], one.start, one.end) for one in find_times(text)] == expected


@pytest.mark.parametrize(
    ("digits", "value"),
    [("10.30", "10:30"), ("9", "09:00"), ("1715", "17:15"), ("24.00", "24:00"), ("25", None), ("x", None)],
)
def test_normal_time(digits: str, value: str | None) -> None:
    assert normal_time(digits) == value
