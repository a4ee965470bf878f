"""Read the property graph of a build row by row, as it lies in its file: for exports and servers.

The same rows as :class:`graphbuild.graph.projection.Projection` derives, some twenty times as fast.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import ladybug

from graphbuild.errors import GraphError
from graphbuild.graph.projection import Cell, header
from graphbuild.graph.schema import KEY, Node, Relationship

_ROWS_AT_ONCE = 10_000

Row = tuple[Cell, ...]


class StoredRows:
    """The rows of a property graph's file, always in the same order, in blocks of some thousands."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise GraphError(f"{path}: there is no property graph here.", advice="Build the graph again.")
        try:
            self._database = ladybug.Database(str(path), read_only=True)
            # several threads would bring the rows in another order each time
            self._connection = ladybug.Connection(self._database, num_threads=1)
        except RuntimeError as error:
            raise GraphError(f"{path}: the property graph cannot be opened: {error}") from error

    def __enter__(self) -> StoredRows:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._connection.close()
        self._database.close()

    def nodes(self, node: Node) -> Iterator[list[Row]]:
        """Yield the nodes of a label: the key, then the properties as in ``header(node.properties)``."""
        names = ", ".join(f"n.`{key}`" for key in header(node.properties))
        return self._blocks(f"MATCH (n:`{node.label}`) RETURN {names}")

    def relationships(self, one: Relationship, start: str, stop: str) -> Iterator[list[Row]]:
        """Yield the relationships of a type between two labels: key of the start, of the stop, then own columns."""
        names = ", ".join(f"r.`{key}`" for key in header(one.properties))
        return self._blocks(f"MATCH (a:`{start}`)-[r:`{one.type}`]->(b:`{stop}`) RETURN a.`{KEY}`, b.`{KEY}`, {names}")

    def nodes_to_parquet(self, node: Node, path: Path) -> None:
        """Write the nodes of a label as a Parquet file, with the columns of :meth:`nodes`."""
        names = ", ".join(f"n.`{key}` AS `{key}`" for key in header(node.properties))
        self._copy(f"MATCH (n:`{node.label}`) RETURN {names}", path)

    def relationships_to_parquet(self, one: Relationship, path: Path) -> None:
        """Write the relationships of a type as a Parquet file: start, stop and their labels, then own columns."""
        names = ", ".join(f"r.`{key}` AS `{key}`" for key in header(one.properties))
        ends = f"a.`{KEY}` AS start, label(a) AS start_label, b.`{KEY}` AS stop, label(b) AS stop_label"
        self._copy(f"MATCH (a)-[r:`{one.type}`]->(b) RETURN {ends}, {names}", path)

    def _copy(self, query: str, path: Path) -> None:
        place = str(path).replace("\\", "\\\\").replace("'", "\\'")
        try:
            self._connection.execute(f"COPY ({query}) TO '{place}'")
        except RuntimeError as error:
            raise GraphError(f"{path}: the table cannot be written: {error}") from error

    def _blocks(self, query: str) -> Iterator[list[Row]]:
        try:
            answer = self._connection.execute(query)
        except RuntimeError as error:
            raise GraphError(
                f"The property graph does not fit this version's ontology: {error}", advice="Build the graph again."
            ) from error
        if isinstance(answer, list):
            raise TypeError("one statement gives one result")
        while answer.has_next():
            yield [tuple(row) for row in answer.get_n(_ROWS_AT_ONCE)]
        answer.close()
