"""Keep what was read between builds, so that only new and changed files are read again.

One SQLite file in the graph's folder. A reading depends on the file's bytes, the suffix of its name (which helps to
tell the format) and the rules; so it is found by these, a renamed file costs nothing, and two equal files are read
once. Rows are JSON, never pickle: a graph's folder may come from somebody else.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from graphbuild.errors import GraphError
from graphbuild.model import Anchor, Document, Mark, MarkKind, Span
from graphbuild.reading import Failure, Reading
from graphbuild.records import record_from_json, record_to_json

#: What a reading depends on beside the file: the modules and tables that read, and the libraries that parse.
_RULES = ("model.py", "records.py", "reading.py", "cache.py", "readers", "lexicon", "layouts", "extractors")
_PARSERS = ("pypdfium2", "python-docx", "selectolax", "lxml")

_TABLES = """
CREATE TABLE IF NOT EXISTS readings (
    sha256 TEXT NOT NULL, suffix TEXT NOT NULL, version TEXT NOT NULL,
    kind TEXT, reason TEXT, advice TEXT,  -- of a file that could not be read
    packed BLOB,                          -- of one that could
    PRIMARY KEY (sha256, suffix)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS built (
    name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, suffix TEXT NOT NULL  -- the files that the graph holds
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """By what a reading is found: the hash of the file's bytes, and the suffix of its name in lower case."""

    sha256: str
    suffix: str


def rules_version(municipalities: Path | None) -> str:
    """Return a fingerprint of all that decides how a file is read; it changes with any rule, table or parser."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for part in _RULES:
        for path in sorted([root / part, *(root / part).rglob("*")]):
            if path.is_file() and path.suffix not in {".pyc", ".pyo"}:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for parser in _PARSERS:
        digest.update(f"{parser} {metadata.version(parser)}\0".encode())
    if municipalities is not None:
        digest.update(municipalities.read_bytes())
    return digest.hexdigest()


class Cache:
    """The readings kept in a graph's folder."""

    def __init__(self, database: sqlite3.Connection, version: str) -> None:
        self._database = database
        self._version = version

    @classmethod
    @contextmanager
    def open(cls, folder: Path, version: str) -> Iterator[Cache]:
        """Open the cache of a graph's folder, which exists; what was kept stays kept, also after an error.

        Raises :class:`GraphError` where the file is damaged or in use.
        """
        path = folder / "readings.sqlite"
        try:
            database = sqlite3.connect(path, timeout=0)
            try:
                database.execute("PRAGMA synchronous = NORMAL")
                # held until the file is closed, also by a crash: two builds of one graph would undo each other's work
                database.execute("PRAGMA locking_mode = EXCLUSIVE")
                database.execute("BEGIN EXCLUSIVE")
                database.commit()
                database.executescript(_TABLES)
                try:
                    yield cls(database, version)
                finally:
                    database.commit()
            finally:
                database.close()
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise GraphError(
                    f"{folder}: another build of this graph is running",
                    advice="Wait until it is done, or give another folder with --graph.",
                ) from None
            raise GraphError(
                f"{path}: what was read before cannot be used: {error}",
                advice=f"Remove {path.name}; the next build reads all files anew.",
            ) from error

    def failure_of(self, key: Key, name: str) -> Failure | None:
        """Return why a file could not be read under these rules, or ``None`` if it could or was never tried."""
        row = self._row("kind, reason, advice", key)
        return Failure(name, *row) if row and row[0] is not None else None

    def holds(self, key: Key) -> bool:
        """Tell whether a file has been read under these rules, with success or without."""
        return self._row("1", key) is not None

    def keep(self, key: Key, outcome: bytes | Failure) -> None:
        """Keep what came of a file: a reading packed by :func:`pack`, or the reason why there is none."""
        failed = (outcome.kind, outcome.reason, outcome.advice) if isinstance(outcome, Failure) else (None, None, None)
        packed = outcome if isinstance(outcome, bytes) else None
        self._database.execute(
            "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?)",
            (key.sha256, key.suffix, self._version, *failed, packed),
        )

    def secure(self) -> None:
        """Write what was kept to disk."""
        self._database.commit()

    def reading_of(self, key: Key, name: str) -> Reading:
        """Return a kept reading under the name that the file has now; raises ``KeyError`` where there is none."""
        row = self._row("packed", key)
        if row is None or row[0] is None:
            raise KeyError(key)
        return unpack(row[0], name)

    def built(self) -> dict[str, Key]:
        """Return the files that the graph was last built from."""
        return {name: Key(*key) for name, *key in self._database.execute("SELECT name, sha256, suffix FROM built")}

    def note_built(self, files: Mapping[str, Key]) -> None:
        """Note the files that the graph holds now, and forget the readings of all others."""
        self._database.execute("DELETE FROM built")
        self._database.executemany(
            "INSERT INTO built VALUES (?, ?, ?)", [(name, key.sha256, key.suffix) for name, key in files.items()]
        )
        self._drop_all_but(set(files.values()))
        self.secure()

    def _drop_all_but(self, keys: set[Key]) -> None:
        held = [Key(*row) for row in self._database.execute("SELECT sha256, suffix FROM readings")]
        self._database.executemany(
            "DELETE FROM readings WHERE sha256 = ? AND suffix = ?",
            [(key.sha256, key.suffix) for key in held if key not in keys],
        )

    def _row(self, columns: str, key: Key) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._database.execute(
            f"SELECT {columns} FROM readings WHERE sha256 = ? AND suffix = ? AND version = ?",
            (key.sha256, key.suffix, self._version),
        ).fetchone()
        return found


def pack(reading: Reading) -> bytes:
    """Return a reading as compressed JSON."""
    document = reading.document
    row = {
        "sha256": document.sha256,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "text": document.text,
        "anchors": [[one.start, one.label] for one in document.anchors],
        "marks": [[one.span.start, one.span.end, one.kind.value, one.level] for one in document.marks],
        # the confidence belongs to the graph, which computes it anew
        "record": record_to_json(reading.record, document, lambda rule: 1.0),
    }
    return zlib.compress(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode(), level=6)


def unpack(packed: bytes, name: str) -> Reading:
    """Return the reading that :func:`pack` wrote, of a file that goes by ``name`` now."""
    row: Mapping[str, Any] = json.loads(zlib.decompress(packed))
    document = Document(
        name=name,
        sha256=row["sha256"],
        media_type=row["media_type"],
        text=row["text"],
        anchors=tuple(Anchor(start, label) for start, label in row["anchors"]),
        marks=tuple(Mark(Span(start, end), MarkKind(kind), level) for start, end, kind, level in row["marks"]),
        encoding=row["encoding"],
    )
    return Reading(document, replace(record_from_json(row["record"]), document=name))
