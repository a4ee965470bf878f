"""The embedded Cypher engine: LadybugDB, pinned (later versions answer wrongly in silence; see the project file).

The property graph is one file, made anew by every build and opened read-only for queries. A query may only read the
graph: whatever writes, reads or writes files, loads extensions or changes settings is refused before the engine sees
it, and parameters are bound, never pasted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Final

import ladybug

from graphbuild.engines.result import ROWS, SECONDS, Result
from graphbuild.errors import GraphError, QueryError
from graphbuild.graph.projection import Cell, Projection
from graphbuild.graph.schema import columns, ladybug_tables

#: Words that write, reach outside the graph, or change the engine; none of them has a place in a question.
_REFUSED: Final = frozenset(
    """
    alter analyze attach begin call checkpoint comment commit copy create delete detach drop export extension force
    import insert install load merge project_graph remove rollback set uninstall update use
    """.split()  # noqa: SIM905
)
#: The only procedures that may be called: they tell what the graph looks like.
_HARMLESS_CALLS: Final = frozenset({"show_tables", "table_info", "show_connection", "db_version"})
_FIRST: Final = frozenset({"match", "optional", "with", "unwind", "return", "call", "explain", "profile"})

_TOKEN = re.compile(
    r"""
      (?P<space>\s+ | //[^\n]* | /\*(?:[^*]|\*(?!/))*+\*/)
    | (?P<string>'(?:[^'\\]|\\.)*+' | "(?:[^"\\]|\\.)*+")
    | (?P<name>`[^`]*+`)
    | (?P<word>[^\W\d]\w*)
    | (?P<number>\d[\w.]*)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def check_read_only(query: str) -> frozenset[str]:
    """Raise :class:`QueryError` for anything that is not one reading statement; return the parameters it names."""
    tokens = [(found.lastgroup, found.group()) for found in _TOKEN.finditer(query) if found.lastgroup != "space"]
    if not tokens:
        raise QueryError("The query is empty.")
    if tokens[-1] == ("mark", ";"):
        tokens.pop()
    if not tokens or tokens[0][1].lower() not in _FIRST:
        raise QueryError(
            "Only queries that read are allowed.", advice="Begin with MATCH, WITH, UNWIND, RETURN or OPTIONAL MATCH."
        )
    for at, (kind, text) in enumerate(tokens):
        if kind == "mark" and text == ";":
            raise QueryError("Give one query at a time; »;« stands in the middle.")
        if kind == "mark" and text in "'\"`":
            raise QueryError(f"A quotation that begins with {text} does not end.")
        before = tokens[at - 1][1] if at else ""
        if kind != "word" or before in {".", ":", "$", "|"}:
            continue  # a property, a label or a parameter of that name is no command
        word = text.lower()
        if word == "call" and at + 1 < len(tokens) and tokens[at + 1][1].lower() in _HARMLESS_CALLS:
            continue
        if word in _REFUSED:
            raise QueryError(
                f"Only queries that read are allowed; »{text}« is not.", advice=f"If it is a name, write `{text}`."
            )
    return frozenset(
        text.strip("`") for (_, before), (kind, text) in pairwise(tokens) if before == "$" and kind in {"word", "name"}
    )


class LadybugGraph:
    """A property graph opened for reading."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise GraphError(f"{path}: there is no property graph here.", advice="Build the graph again.")
        try:
            self._database = ladybug.Database(str(path), read_only=True)
            self._connection = ladybug.Connection(self._database)
        except RuntimeError as error:
            raise GraphError(f"{path}: the property graph cannot be opened: {error}") from error

    def __enter__(self) -> LadybugGraph:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        self._database.close()

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float = SECONDS,
        row_limit: int = ROWS,
    ) -> Result:
        """Answer a query that reads. ``timeout`` is in seconds; rows past ``row_limit`` are cut off and told.

        Raises :class:`QueryError` for a query that is refused, wrong, or takes too long.
        """
        named, given = check_read_only(cypher), dict(parameters or {})
        if named != given.keys():  # the engine takes a missing one for null, and answers with nothing
            missing, unknown = sorted(named - given.keys()), sorted(given.keys() - named)
            raise QueryError(
                f"The query needs the parameter ${missing[0]}."
                if missing
                else f"The query has no parameter ${unknown[0]}."
            )
        self._connection.set_query_timeout(max(1, int(timeout * 1000)))
        try:
            answer = self._connection.execute(cypher, given)
        except (RuntimeError, ValueError) as error:
            if "interrupt" in str(error).lower():
                raise QueryError(f"The query took more than {timeout:g} seconds.", advice="Narrow it down.") from error
            raise QueryError(f"The query cannot be answered: {error}") from error
        if isinstance(answer, list):
            raise QueryError("Give one query at a time.")
        try:
            rows: list[tuple[Any, ...]] = []
            while len(rows) < row_limit and answer.has_next():
                rows.append(tuple(_plain(value) for value in answer.get_next()))
            return Result(tuple(answer.get_column_names()), tuple(rows), answer.has_next())
        finally:
            answer.close()


def _plain(value: Any) -> Any:
    """Return a value without the engine's own numbers: a node has ``label``, a relationship ``type``, a day is ISO."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        if "_NODES" in value:
            return {"nodes": _plain(value["_NODES"]), "relationships": _plain(value["_RELS"])}
        kept = {key: _plain(one) for key, one in value.items() if not key.startswith("_")}
        if "_LABEL" in value:
            told = {key: one for key, one in kept.items() if one is not None}
            return {"type" if "_SRC" in value else "label": value["_LABEL"], **told}
        return kept
    return value.isoformat() if isinstance(value, date | datetime) else value


def write_property_graph(projection: Projection, path: Path) -> None:
    """Write a projection into a new file by bulk load from CSV."""
    schema = projection.schema
    database = ladybug.Database(str(path))
    connection = ladybug.Connection(database)
    try:
        for statement in ladybug_tables(schema):
            connection.execute(statement)
        with TemporaryDirectory(dir=path.parent) as folder:
            table = Path(folder) / "table.csv"
            for label, nodes in groupby(projection.nodes(), key=lambda one: one.label):
                keys = [key for key, _ in columns(schema.node(label).properties)]
                _write_csv(table, ([one.id, *(one.properties[key] for key in keys)] for one in nodes))
                connection.execute(f"COPY `{label}` FROM '{_quoted(table)}' ({_CSV})")
            for (type_, start, stop), links in groupby(
                projection.relationships(), key=lambda one: (one.type, one.start_label, one.stop_label)
            ):
                keys = [key for key, _ in columns(schema.relationship(type_).properties)]
                _write_csv(
                    table, ([one.start, one.stop, one.id, *(one.properties[key] for key in keys)] for one in links)
                )
                connection.execute(f"COPY `{type_}` FROM '{_quoted(table)}' ({_CSV}, from='{start}', to='{stop}')")
        connection.execute("CHECKPOINT")
    finally:
        connection.close()
        database.close()


# a text may hold line ends, which the parallel reader does not take
_CSV: Final = "HEADER=false, PARALLEL=false, DELIM=',', QUOTE='\"', ESCAPE='\"'"


def _quoted(path: Path) -> str:
    return path.as_posix().replace("\\", "\\\\").replace("'", "\\'")


def _write_csv(path: Path, rows: Iterable[list[Cell]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(_lines(rows))


def _lines(rows: Iterable[list[Cell]]) -> Iterator[str]:
    for row in rows:
        yield ",".join(map(_cell, row)) + "\n"


def _cell(value: Cell) -> str:
    """Write a value: nothing at all for none, so that it differs from an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return '"' + value.replace('"', '""') + '"'
