"""Write the property graph as the files that ``neo4j-admin database import full`` loads, for graphs of millions.

https://neo4j.com/docs/operations-manual/5/tools/neo4j-admin/neo4j-admin-import/

Per label and per relationship type with its two labels a file of data and one with its header; ``schema.cypher`` with
constraints and indexes; ``README.txt`` with the very command. The files say that the graph is graphbuild's, so that
``graphbuild push neo4j`` keeps the loaded database up to date from then on.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from graphbuild.engines.neo4j_statements import DIGEST, FORMAT, STATE, schema_statements
from graphbuild.engines.stored import Row, StoredRows
from graphbuild.errors import UsageError
from graphbuild.graph.projection import Cell
from graphbuild.graph.schema import KEY, Property, Schema, ValueType, columns

_README: Final = "README.txt"
_TYPES: Final = {
    ValueType.TEXT: "string",
    ValueType.DAY: "string",
    ValueType.INTEGER: "long",
    ValueType.NUMBER: "double",
    ValueType.TRUTH: "boolean",
}

#: Stands where a push writes a row's digest: the row is a push's to change or delete, and has not been compared yet.
_NOT_COMPARED: Final = ',"-"'


def write_neo4j_csv(rows: StoredRows, schema: Schema, folder: Path, database: str = "neo4j") -> str:
    """Write a folder of files, whole or not at all, and return the command that loads them when run in the folder.

    Raises :class:`UsageError` where the folder holds something else or cannot be written.
    """
    if folder.exists() and not (folder.is_dir() and (not any(folder.iterdir()) or (folder / _README).is_file())):
        raise UsageError(f"{folder}: there is something else here.", advice="Give another folder with -o.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".partial", dir=folder.parent))
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror}", advice="Give another folder with -o.") from None
    try:
        command = _write(rows, schema, partial, database)
        if folder.exists():
            shutil.rmtree(folder)
        partial.chmod(0o755)
        partial.replace(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return command


def _write(rows: StoredRows, schema: Schema, folder: Path, database: str) -> str:
    parts = [f"neo4j-admin database import full {database}"]

    def table(option: str, kind: str, name: str, header: Sequence[str], lines: Iterable[str]) -> None:
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            out.writelines(lines)
        (folder / f"{name}-header.csv").write_text(",".join(header) + "\n", encoding="utf-8")
        parts.append(f"--{option}={kind}={name}-header.csv,{name}.csv")

    table("nodes", STATE, STATE, [f"{KEY}:ID", "format:long"], [f'"graph",{FORMAT}\n'])
    for node in schema.nodes:
        keys = columns(node.properties)
        header = [f"{KEY}:ID", *_header(node.properties)]
        table("nodes", node.label, node.label, header, _lines(rows.nodes(node), [ValueType.TEXT, *_types(keys)]))
    for one in schema.relationships:
        header = [":START_ID", ":END_ID", f"{KEY}:string", *_header(one.properties)]
        types = [ValueType.TEXT, ValueType.TEXT, ValueType.TEXT, *_types(columns(one.properties))]
        for start, stop in one.pairs:
            lines = iter(_lines(rows.relationships(one, start, stop), types))
            if (first := next(lines, None)) is not None:  # most pairs of labels that could be are not
                name = f"{start}-{one.type}-{stop}"
                table("relationships", one.type, name, header, _after(first, lines))

    parts += ["--id-type=string", "--multiline-fields=true", "--overwrite-destination"]
    command = " \\\n  ".join(parts)
    statements = "".join(f"{one};\n" for one in schema_statements(schema))
    (folder / "schema.cypher").write_text(statements, encoding="utf-8")
    (folder / _README).write_text(_told(command, database), encoding="utf-8")
    return command


def _told(command: str, database: str) -> str:
    return f"""A knowledge graph of minutes, as files for Neo4j 5. Stop the database, then run in this folder:

{command}

It replaces what the database »{database}« holds. Start the database, and make constraints and indexes:

cypher-shell --database {database} --file schema.cypher

From then on "graphbuild push neo4j" brings the database up to date; the first time it writes every row once.
"""


def _header(properties: tuple[Property, ...]) -> list[str]:
    return [*(f"{key}:{_TYPES[type_]}" for key, type_ in columns(properties)), f"{DIGEST}:string"]


def _types(keys: tuple[tuple[str, ValueType], ...]) -> list[ValueType]:
    return [type_ for _, type_ in keys]


def _after(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _lines(blocks: Iterator[list[Row]], types: Sequence[ValueType]) -> Iterator[str]:
    """Yield a table, a block of lines at a time. Column by column takes half the time that row by row does."""
    writers = [_WRITERS[one] for one in types]
    for block in blocks:
        written = (writer(column) for writer, column in zip(writers, zip(*block, strict=True), strict=True))
        yield f"{_NOT_COMPARED}\n".join(map(",".join, zip(*written, strict=True))) + f"{_NOT_COMPARED}\n"


def _texts(cells: tuple[Any, ...]) -> list[str]:
    """Write texts: nothing at all for none, so that it differs from an empty text."""
    return [
        "" if text is None else f'"{text}"' if '"' not in text else '"' + text.replace('"', '""') + '"'
        for text in cells
    ]


def _numbers(cells: tuple[Cell, ...]) -> list[str]:
    return ["" if number is None else repr(number) for number in cells]


def _truths(cells: tuple[Cell, ...]) -> list[str]:
    return ["" if truth is None else "true" if truth else "false" for truth in cells]


_WRITERS: Final[dict[ValueType, Callable[[tuple[Cell, ...]], list[str]]]] = {
    ValueType.TEXT: _texts,
    ValueType.DAY: _texts,
    ValueType.INTEGER: _numbers,
    ValueType.NUMBER: _numbers,
    ValueType.TRUTH: _truths,
}
