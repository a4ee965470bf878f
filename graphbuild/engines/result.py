"""What every engine answers: columns and rows of plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

#: How long a query may take and how many rows it may answer, unless told otherwise.
SECONDS: Final = 60.0
ROWS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of plain Python values under named columns; ``truncated`` where the row limit cut them off."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False

    def dicts(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries keyed by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
