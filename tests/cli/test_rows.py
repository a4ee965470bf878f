"""Rows as table, CSV and JSON, whole outputs compared."""

from __future__ import annotations

import pytest

from graphbuild.cli.rows import RowFormat, cell_text, format_rows

COLUMNS = ["person", "absent", "quote"]
ROWS: list[list[object]] = [
    ["Åse Bæk", 2, "Afbud fra Åse Bæk og fra Bo Holm, som begge er på ferie"],
    ["Bo Holm", None, '=HYPERLINK("x")'],
]


def test_table_wraps_what_is_wide_and_keeps_what_is_narrow() -> None:
    assert format_rows(COLUMNS, ROWS, RowFormat.TABLE, width=44) == (
        "person   absent  quote\n"
        "-------  ------  ---------------------------\n"
        "Åse Bæk  2       Afbud fra Åse Bæk og fra Bo\n"
        "                 Holm, som begge er på ferie\n"
        "\n"
        'Bo Holm          =HYPERLINK("x")\n'
        "\n"
        "2 rows\n"
    )


def test_table_of_nothing_and_of_one() -> None:
    assert format_rows(["a", "b"], [], RowFormat.TABLE, width=40) == "a  b\n-  -\n\n0 rows\n"
    assert (
        format_rows(["a"], [["\x1b[2J"]], RowFormat.TABLE, width=40)
        == "a\n----\n\N{REPLACEMENT CHARACTER}[2J\n\n1 row\n"
    )


def test_csv_disarms_formulas() -> None:
    assert format_rows(COLUMNS, ROWS, RowFormat.CSV) == (
        "person,absent,quote\r\n"
        'Åse Bæk,2,"Afbud fra Åse Bæk og fra Bo Holm, som begge er på ferie"\r\n'
        'Bo Holm,,"\'=HYPERLINK(""x"")"\r\n'
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+45 12 34", "'+45 12 34"),  # a telephone number: a spreadsheet would add it up
        ("- ingen bemærkninger", "'- ingen bemærkninger"),
        (-5, "-5"),  # a number is a number
        ("-1.500,50", '"-1.500,50"'),
        ("4a", "4a"),
        (True, "yes"),
        (["a", None, "b"], "a; ; b"),
    ],
)
def test_csv_cells(cell: object, expected: str) -> None:
    assert format_rows(["c"], [[cell]], RowFormat.CSV) == f"c\r\n{expected}\r\n"


def test_json_is_a_list_of_objects_with_values_as_they_are() -> None:
    assert format_rows(["a", "b"], [["å", 1], [None, ["x"]]], RowFormat.JSON) == (
        '[\n  {\n    "a": "å",\n    "b": 1\n  },\n  {\n    "a": null,\n    "b": [\n      "x"\n    ]\n  }\n]\n'
    )
    assert format_rows(["a"], [], RowFormat.JSON) == "[]\n"


def test_cell_text_of_silence() -> None:
    assert cell_text(None) == ""
