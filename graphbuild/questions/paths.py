"""The shortest path between two things: the one question whose text asks for neighbours only.

Shortest paths are where engines differ most (other syntax in each, none at all in SPARQL, and any one of several equal
paths). So the text returns the neighbours of what it is given, and the search is done here, level by level; of several
shortest paths it is the one whose nodes come first by IRI.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from graphbuild.engines.result import Result
from graphbuild.errors import QueryError

PATH_BETWEEN: Final = "path-between"

#: How many nodes may be looked at before the search is given up.
_MOST: Final = 20_000

#: (near, relation, forward, far, confidence, passage) of all relationships of the given nodes
Neighbours = Callable[[tuple[str, ...]], tuple[tuple[Any, ...], ...]]

_COLUMNS: Final = ("step", "origin", "relation", "forward", "target", "confidence", "passage")


def path_rows(one: str, other: str, longest: int, neighbours: Neighbours) -> Result:
    """Return the steps of a shortest path, each a row; no rows where none of at most ``longest`` steps exists.

    Raises :class:`QueryError` where too much of the graph would have to be looked at.
    """
    came_by: dict[str, tuple[Any, ...] | None] = {one: None}
    frontier: tuple[str, ...] = (one,)
    while frontier and other not in came_by and longest > 0:
        longest -= 1
        found: dict[str, tuple[Any, ...]] = {}
        for row in neighbours(frontier):
            far = str(row[3])
            if far in came_by:
                continue
            if far not in found or _rank(row) < _rank(found[far]):
                found[far] = row
        came_by.update(found)
        frontier = tuple(sorted(found))
        if len(came_by) > _MOST:
            raise QueryError(
                f"The two are too far apart: more than {_MOST:,} things lie between them.",
                advice="Ask for a shorter path with --longest.",
            )
    steps: list[tuple[Any, ...]] = []
    at = other
    while (step := came_by.get(at)) is not None:
        steps.append(step)
        at = str(step[0])
    rows = (
        (number, near, relation, forward, far, confidence, passage)
        for number, (near, relation, forward, far, confidence, passage) in enumerate(reversed(steps), start=1)
    )
    return Result(_COLUMNS, tuple(rows))


def _rank(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(str(cell) for cell in (row[0], row[1], row[2], row[5]))
