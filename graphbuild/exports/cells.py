"""Cells of CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

import re

#: What spreadsheets take for a formula when a cell starts with it. A signed number is none.
_FORMULA = re.compile(r"[=+\-@\t\r](?!\d[\d.,]*\Z)")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: the cells hold other people's words."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
