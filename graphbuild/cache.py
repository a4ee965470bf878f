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
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from graphbuild.errors import GraphError
from graphbuild.extractors.plugins import plugins
from graphbuild.model import Anchor, Document, Mark, MarkKind, Span
from graphbuild.reading import Failure, Reading
from graphbuild.records import record_from_json, record_to_json

#: What a reading depends on beside the file: the modules and tables that read, and the libraries that parse.
RULES = (
    "model.py",
    "records.py",
    "reading.py",
    "cache.py",
    "forgotten.py",
    "readers",
    "lexicon",
    "layouts",
    "extractors",
)
_PARSERS = ("pypdfium2", "selectolax")

_TABLES = """
CREATE TABLE IF NOT EXISTS readings (
    sha256 TEXT NOT NULL, suffix TEXT NOT NULL, version TEXT NOT NULL,
    kind TEXT, reason TEXT, advice TEXT,  -- of a file that could not be read
    packed BLOB,                          -- of one that could
    remainder INTEGER, remainder_characters INTEGER, characters INTEGER,
    PRIMARY KEY (sha256, suffix)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS built (        -- the files that the graph holds, and the program that wrote it
    name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, suffix TEXT NOT NULL, version TEXT NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """By what a reading is found: the hash of the file's bytes, and the suffix of its name in lower case."""

    sha256: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Remainder:
    """How much of a text was not understood: passages, their characters, and of how many characters."""

    passages: int
    characters: int
    of_characters: int


@dataclass(frozen=True, slots=True)
class Packed:
    """A reading as it is kept, and how much of its text was not understood."""

    name: str
    data: bytes
    remainder: Remainder


def fingerprint(parts: Iterable[str | Path], *more: str) -> str:
    """Return a fingerprint of modules, packages (by their path in this package) and other files, whatever they hold.

    What a package knows of the confidence of rules counts only where it is named: it changes the graph, not a reading.
    """
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for part in parts:
        start = root / part
        for path in sorted([start, *start.rglob("*")]):
            if path.is_file() and path.suffix not in {".pyc", ".pyo"} and (path == start or path.stem != "confidence"):
                digest.update(path.relative_to(start.parent).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for one in more:
        digest.update(one.encode() + b"\0")
    return digest.hexdigest()


def rules_version(municipalities: Path | None) -> str:
    """Return a fingerprint of all that decides how a file is read; it changes with any rule, table or parser."""
    parsers = [f"{parser} {metadata.version(parser)}" for parser in _PARSERS]
    table = [] if municipalities is None else [hashlib.sha256(municipalities.read_bytes()).hexdigest()]
    return fingerprint(RULES, *parsers, *(name for name, _ in plugins()), *table)


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

    def keep(self, key: Key, outcome: Packed | Failure) -> None:
        """Keep what came of a file: a reading packed by :func:`pack`, or the reason why there is none."""
        values: tuple[Any, ...]
        if isinstance(outcome, Failure):
            values = (outcome.kind, outcome.reason, outcome.advice, None, None, None, None)
        else:
            rest = outcome.remainder
            values = (None, None, None, outcome.data, rest.passages, rest.characters, rest.of_characters)
        self._database.execute(
            "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key.sha256, key.suffix, self._version, *values),
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

    def remainder_of(self, key: Key) -> Remainder:
        """Return how much of a kept reading's text was not understood; raises ``KeyError`` where there is none."""
        row = self._row("remainder, remainder_characters, characters", key)
        if row is None or row[0] is None:
            raise KeyError(key)
        return Remainder(*row)

    def built(self) -> dict[str, tuple[Key, str]]:
        """Return the files that the graph was last built from, and the version of the program that wrote each."""
        rows = self._database.execute("SELECT name, sha256, suffix, version FROM built")
        return {name: (Key(sha256, suffix), version) for name, sha256, suffix, version in rows}

    def note_built(self, files: Mapping[str, Key], version: str, *, keep: Iterable[Key]) -> None:
        """Note the files that the graph holds now, and forget all readings but theirs and those to ``keep``."""
        self._database.execute("DELETE FROM built")
        self._database.executemany(
            "INSERT INTO built VALUES (?, ?, ?, ?)",
            [(name, key.sha256, key.suffix, version) for name, key in files.items()],
        )
        self._drop_all_but({*files.values(), *keep})
        self.secure()

    def rewrite(self, change: Callable[[Reading], Reading], version_of: Callable[[str], str]) -> None:
        """Change all readings that are kept, whatever rules made them, and leave no byte of the former ones.

        ``version_of`` tells the version of what is changed from the former one. A reading in a form that is read no
        more goes.
        """
        self._database.execute("PRAGMA secure_delete = ON")
        keys = self._database.execute("SELECT sha256, suffix, version FROM readings").fetchall()
        for sha256, suffix, version in keys:
            at = (sha256, suffix)
            row = self._database.execute("SELECT packed FROM readings WHERE sha256 = ? AND suffix = ?", at).fetchone()
            data = row[0]
            if data is not None:
                try:
                    data = pack(change(unpack(data, ""))).data
                except (KeyError, TypeError, ValueError, zlib.error):
                    self._database.execute("DELETE FROM readings WHERE sha256 = ? AND suffix = ?", at)
                    continue
            self._database.execute(
                "UPDATE readings SET packed = ?, version = ? WHERE sha256 = ? AND suffix = ?",
                (data, version_of(version), *at),
            )
        self._database.commit()
        self._database.execute("VACUUM")

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


def pack(reading: Reading) -> Packed:
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
    left = reading.record.remainder
    return Packed(
        reading.name,
        # ASCII, since a text may hold half a character, which no other encoding takes
        zlib.compress(json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode()),
        Remainder(len(left), sum(len(one.span) for one in left), len(document.text)),
    )


def unpack(data: bytes, name: str) -> Reading:
    """Return the reading that :func:`pack` wrote, of a file that goes by ``name`` now."""
    row: Mapping[str, Any] = json.loads(zlib.decompress(data))
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
