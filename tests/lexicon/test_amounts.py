"""Sums of money: the forms that are read, in kroner, and what only looks like one."""

from __future__ import annotations

import pytest

from graphbuild.lexicon.amounts import find_amounts, find_figures, find_units

READ = [
    ("bevilges 1,5 mio. kr. til", [("1,5 mio. kr.", 1_500_000.0)]),
    ("8,79 mio. kr.", [("8,79 mio. kr.", 8_790_000.0)]),  # exact: no floating rest
    ("2,4 mia. kr.", [("2,4 mia. kr.", 2_400_000_000.0)]),
    ("1,5 mio.\nkr.", [("1,5 mio.\nkr.", 1_500_000.0)]),  # broken over a line's end
    ("kr. 250.000", [("kr. 250.000", 250_000.0)]),
    ("kr 250.000", [("kr 250.000", 250_000.0)]),
    ("250.000 kr.", [("250.000 kr.", 250_000.0)]),
    ("250.000\u00a0kr.", [("250.000\u00a0kr.", 250_000.0)]),
    ("1\u00a0250\u00a0000 kr.", [("1\u00a0250\u00a0000 kr.", 1_250_000.0)]),
    ("2.475.000 kr", [("2.475.000 kr", 2_475_000.0)]),
    ("75.000,00 kr.", [("75.000,00 kr.", 75_000.0)]),
    ("500,-", [("500,-", 500.0)]),
    ("kr. 500,-", [("kr. 500,-", 500.0)]),
    ("1.200,- kr.", [("1.200,- kr.", 1_200.0)]),
    ("2.475 t.kr.", [("2.475 t.kr.", 2_475_000.0)]),
    ("250 tkr.", [("250 tkr.", 250_000.0)]),
    ("DKK 1.000", [("DKK 1.000", 1_000.0)]),
    ("1.200 kroner", [("1.200 kroner", 1_200.0)]),
    ("mio.kr. 1,5", [("mio.kr. 1,5", 1_500_000.0)]),
    ("en halv million kroner", [("en halv million kroner", 500_000.0)]),
    ("to millioner kroner", [("to millioner kroner", 2_000_000.0)]),
    ("185 kr. pr. time", [("185 kr.", 185.0)]),
    ("-0,3 mio. kr.", [("-0,3 mio. kr.", -300_000.0)]),
    ("2,10 kr.", [("2,10 kr.", 2.1)]),
    ("besparelser for kr.\n1.340.000 om året", [("kr.\n1.340.000", 1_340_000.0)]),
    # ranges have no figure
    ("5-10 mio. kr.", [("5-10 mio. kr.", None)]),
    ("mellem 5 og 10 mio. kr.", [("5 og 10 mio. kr.", None)]),
    ("2.000 – 3.000 kr.", [("2.000 – 3.000 kr.", None)]),
    # and what looks like ranges
    ("punkt 4 og 500 kr. til kaffe", [("500 kr.", 500.0)]),
    ("fra 2,3 mio. kr. til 2,5 mio. kr.", [("2,3 mio. kr.", 2_300_000.0), ("2,5 mio. kr.", 2_500_000.0)]),
    ("3.000 kr. 250 personer", [("3.000 kr.", 3_000.0)]),  # the unit goes with the figure before it
    ("uge 12 500 kr.", [("500 kr.", 500.0)]),  # no twelve thousand
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_reads(text: str, expected: list[tuple[str, float | None]]) -> None:
    found = find_amounts(text)
    assert [(text[one.span.start : one.span.end], one.kroner) for one in found] == expected
    assert [one.is_range for one in found] == [one.kroner is None for one in found]


NEAR_MISSES = [
    "40 %",
    "12 kilometer",
    "i 2015",
    "beløb i 1.000 kr.",  # a table's unit
    "(1.000 kr.)",
    "kr. 2015 2016",  # column heads
    "15/3102",
    "1.250.000",  # no unit
    "250.000 krav",
    "§ 85",
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_leaves_near_misses(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    ("text", "scale"),
    [("Beløb i 1.000 kr.", 1000), ("t.kr.", 1000), ("(mio. kr.)", 1_000_000), ("hele kr.", 1), ("kr.", 1)],
)
def test_reads_units_of_tables(text: str, scale: int) -> None:
    assert [one.scale for one in find_units(text)] == [scale]


def test_reads_the_figures_of_a_row() -> None:
    row = "Vintertjeneste 2015   12.500   -1.250   900   14 %   3-4"
    found = find_figures(row, scale=1000)
    assert [(row[one.span.start : one.span.end], one.kroner) for one in found] == [
        ("12.500", 12_500_000.0),
        ("-1.250", -1_250_000.0),
        ("900", 900_000.0),
    ]
