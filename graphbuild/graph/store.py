"""Keep a graph in a folder: the RDF dataset, the texts and records it rests on, and the property graph.

::

    graph/
        CURRENT                   the name of the generation in use
        generations/0007/
            manifest.json         format, base of the IRIs, program version, counts
            rdf/                  the dataset (pyoxigraph, on disk), one named graph a document
            sources.sqlite        each document's text, anchors and record, compressed
            graph.lbug            the property graph (written by an engine)

A build writes a whole new generation and then replaces ``CURRENT``, so that one that is stopped half-way leaves the
former graph as it was, and readers never see half a graph. A lock keeps two builds apart.
"""

from __future__ import annotations

import gc
import json
import shutil
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import pyoxigraph as ox

from graphbuild.errors import GraphError, UsageError
from graphbuild.graph.identifiers import DEFAULT_BASE, Identifiers, parse_passage
from graphbuild.model import Anchor, Document, Record, Span
from graphbuild.records import record_from_json, record_to_json
from graphbuild.resources import program_version

FORMAT: Final = 1
PROPERTY_GRAPH: Final = "graph.lbug"

#: How many characters a quote shows before and after by default.
AROUND: Final = 60

_CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the graph, without its text."""

    iri: str
    sha256: str
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a passage: exactly as they stand, with the page or element, and what stands around them."""

    passage: str
    document: Source
    span: Span
    place: str | None
    text: str
    before: str
    after: str


class GraphStore:
    """A graph folder opened for reading. Use :meth:`open`, and :meth:`writing` to put a new graph in its place."""

    def __init__(self, folder: Path, generation: Path) -> None:
        self.folder = folder
        self.generation = generation
        manifest = _read_manifest(generation / "manifest.json")
        self.identifiers = Identifiers(manifest["base"])
        self.manifest: dict[str, Any] = manifest
        try:
            self.rdf = ox.Store.read_only(str(generation / "rdf"))
            self._sources = sqlite3.connect(
                f"{(generation / 'sources.sqlite').resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise GraphError(f"{folder}: the graph is damaged: {error}", advice="Build it again.") from error

    @classmethod
    def open(cls, folder: Path | str) -> GraphStore:
        """Open a graph. Raises :class:`GraphError` where there is none, or one of another version."""
        folder = Path(folder)
        try:
            name = (folder / "CURRENT").read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            raise GraphError(
                f"{folder}: there is no graph here.", advice="Make one with: graphbuild build PATH…"
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise GraphError(f"{folder}: the graph cannot be read: {error}") from error
        if not name.isdigit() or not (folder / "generations" / name).is_dir():
            raise GraphError(f"{folder}: the graph is damaged: CURRENT names »{name[:40]}«.", advice="Build it again.")
        return cls(folder, folder / "generations" / name)

    def close(self) -> None:
        """Let go of the files."""
        self._sources.close()

    def __enter__(self) -> GraphStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def property_graph(self) -> Path:
        """Where the property graph's file lies."""
        return self.generation / PROPERTY_GRAPH

    # --- sources -----------------------------------------------------------------------------------------------------

    def sources(self) -> tuple[Source, ...]:
        """Return all documents in the order of their names."""
        rows = self._sources.execute("SELECT sha256, name, media_type FROM documents ORDER BY name, sha256")
        return tuple(Source(self.identifiers.document(sha), sha, name, kind) for sha, name, kind in rows)

    def document(self, iri: str) -> Document:
        """Return a document with its text. Raises :class:`UsageError` for one that the graph does not hold."""
        return _unpack_document(*self._row("sha256, name, media_type, encoding, anchors, text", iri))

    def record(self, iri: str) -> Record:
        """Return what a document says, as mentions. Raises :class:`UsageError` for an unknown document."""
        return record_from_json(json.loads(zlib.decompress(self._row("record", iri)[0])))

    def records(self) -> Iterator[tuple[Document, Record]]:
        """Yield each document and its record, in the order of the documents' names."""
        for source in self.sources():
            yield self.document(source.iri), self.record(source.iri)

    def quote(self, passage: str, around: int = AROUND) -> Quote:
        """Return the words of a passage, and ``around`` characters before and after.

        Raises :class:`UsageError` for what is no passage of a document of this graph.
        """
        iri, span = parse_passage(passage)
        document = self.document(iri)
        if not 0 <= span.start <= span.end <= len(document.text):
            raise UsageError(f"»{passage}« lies outside its document of {len(document.text)} characters.")
        return Quote(
            passage,
            Source(iri, document.sha256, document.name, document.media_type),
            span,
            document.place(span.start),
            document.quote(span),
            document.text[max(0, span.start - around) : span.start],
            document.text[span.end : span.end + around],
        )

    def _row(self, columns: str, iri: str) -> tuple[Any, ...]:
        sha = iri.removeprefix(f"{self.identifiers.base}document/")
        row: tuple[Any, ...] | None = self._sources.execute(
            f"SELECT {columns} FROM documents WHERE sha256 = ?", (sha,)
        ).fetchone()
        if row is None:
            raise UsageError(f"»{iri}« is no document of this graph.")
        return row

    # --- RDF ---------------------------------------------------------------------------------------------------------

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of one named graph (a document's IRI), or of all."""
        return iter(self.rdf.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else None))

    def lines(self, graph: str) -> list[bytes]:
        """Return the triples of one named graph as canonical N-Triples, sorted by bytes: faster than quad by quad."""
        written = self.rdf.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
        return sorted((written or b"").splitlines(keepends=True))

    def graphs(self) -> tuple[str, ...]:
        """Return the names of all graphs, sorted: one a document, and those that the documents share."""
        return tuple(sorted([*(source.iri for source in self.sources()), *self.shared()]))

    def shared(self) -> tuple[str, ...]:
        """Return the names of the graphs that the documents share: the scheme of KLE subjects, if they have any."""
        subjects = ox.NamedNode(self.identifiers.subjects())
        return (subjects.value,) if next(self.rdf.quads_for_pattern(None, None, None, subjects), None) else ()

    def write_nquads(self, out: IO[bytes]) -> int:
        """Write canonical N-Quads, graph by graph, sorted; return their number. The same graph gives the same bytes."""
        count = 0
        for graph in self.graphs():
            lines = in_graph(self.lines(graph), graph)
            out.writelines(lines)
            count += len(lines)
        return count

    # --- writing -----------------------------------------------------------------------------------------------------

    @staticmethod
    @contextmanager
    def writing(folder: Path | str, base: str = DEFAULT_BASE) -> Iterator[Generation]:
        """Write a new graph that takes the former one's place when the block ends without an error.

        Raises :class:`GraphError` where another build is at work or the folder cannot be written.
        """
        folder = Path(folder)
        identifiers = Identifiers(base)
        try:
            (folder / "generations").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise GraphError(f"{folder}: the graph cannot be written here: {error}") from error
        with _locked(folder):
            former = [int(one.name) for one in (folder / "generations").iterdir() if one.name.isdigit()]
            current = folder / "CURRENT"
            keep = current.read_text(encoding="utf-8").strip() if current.is_file() else ""
            for one in (folder / "generations").iterdir():
                if one.name != keep:  # left by a build that was stopped, or out of use since the last one
                    shutil.rmtree(one, ignore_errors=True)
            path = folder / "generations" / f"{max(former, default=0) + 1:04}"
            path.mkdir()
            generation = Generation(path, identifiers)
            try:
                yield generation
                generation.finish()
                _replace(current, f"{path.name}\n")
            except BaseException as error:
                generation.abandon()
                shutil.rmtree(path, ignore_errors=True)
                if isinstance(error, OSError | sqlite3.Error):  # a full disk, most often
                    raise GraphError(f"{folder}: the graph could not be written: {error}") from error
                raise


class Generation:
    """A graph in the making: documents go in one by one; engines add their own files before it is switched to."""

    def __init__(self, folder: Path, identifiers: Identifiers) -> None:
        self.folder = folder
        self.identifiers = identifiers
        # a store lets go of its files when its last reference goes, and one of the same path may still wait in a cycle
        gc.collect()
        self.rdf = ox.Store(str(folder / "rdf"))
        self.sources = sqlite3.connect(folder / "sources.sqlite")
        self.sources.execute("PRAGMA synchronous = OFF")  # a torn file is never switched to
        self.sources.execute(
            "CREATE TABLE documents (sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, media_type TEXT NOT NULL,"
            " encoding TEXT, anchors BLOB NOT NULL, text BLOB NOT NULL, record BLOB NOT NULL) WITHOUT ROWID"
        )
        self._waiting: list[ox.Quad] = []
        self._documents = 0
        self._quads = 0

    def put(self, document: Document, record: Record, quads: Iterable[ox.Quad]) -> None:
        """Add a document, what it says, and the quads that say it. Raises :class:`GraphError` for one put twice."""
        row = record_to_json(record, document, lambda rule: 1.0)  # the confidence stands in the dataset
        try:
            self.sources.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    document.sha256,
                    document.name.encode("utf-8", "replace").decode(),
                    document.media_type,
                    document.encoding,
                    _pack([[one.start, one.label] for one in document.anchors]),
                    zlib.compress(document.text.encode("utf-8", "surrogatepass")),
                    _pack(row),
                ),
            )
        except sqlite3.IntegrityError as error:
            raise GraphError(f"{document.name}: the same file is given twice.") from error
        before = len(self._waiting)
        self._waiting += quads
        self._documents += 1
        self._quads += len(self._waiting) - before
        if len(self._waiting) >= _CHUNK:
            self.flush()

    def share(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads that no document states: they stand in graphs of their own."""
        before = len(self._waiting)
        self._waiting += quads
        self._quads += len(self._waiting) - before

    def flush(self) -> None:
        """Write what waits, so that the dataset can be queried."""
        self.rdf.bulk_extend(self._waiting)
        self._waiting.clear()
        self.sources.commit()

    def finish(self) -> None:
        """Write everything down, the manifest last."""
        self.flush()
        self.rdf.optimize()  # half the time of every later reading, for little of that of writing
        self.rdf.flush()
        self.sources.close()
        del self.rdf
        manifest = {
            "format": FORMAT,
            "base": self.identifiers.base,
            "version": program_version(),
            "documents": self._documents,
            "quads": self._quads,
        }
        _replace(self.folder / "manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")

    def abandon(self) -> None:
        """Let go of the files, after an error."""
        self.sources.close()
        if hasattr(self, "rdf"):
            del self.rdf


def in_graph(lines: Iterable[bytes], graph: str) -> list[bytes]:
    """Return lines of N-Triples as lines of N-Quads in a graph; no text holds the line break that ends each."""
    end = b" " + str(ox.NamedNode(graph)).encode() + b" .\n"
    return [line[:-3] + end for line in lines]


def nquads(quads: Iterable[ox.Quad]) -> list[bytes]:
    """Return quads as canonical N-Quads lines, sorted by bytes, each once."""
    written = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    return sorted(set((written or b"").splitlines(keepends=True)))


def _pack(value: object) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode())


def _unpack_document(
    sha: str, name: str, media_type: str, encoding: str | None, anchors: bytes, text: bytes
) -> Document:
    return Document(
        name,
        sha,
        media_type,
        zlib.decompress(text).decode("utf-8", "surrogatepass"),
        tuple(Anchor(start, label) for start, label in json.loads(zlib.decompress(anchors))),
        encoding=encoding,
    )


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GraphError(f"{path}: the graph is damaged: {error}", advice="Build it again.") from error
    if manifest.get("format") != FORMAT:
        raise GraphError(
            f"{path.parent}: the graph has format {manifest.get('format')}, this program reads {FORMAT}.",
            advice="Build it again with this version.",
        )
    return manifest


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder; an SQLite lock works on every system and is let go when the process dies."""
    lock = sqlite3.connect(folder / "lock", timeout=0, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise GraphError(
                f"{folder}: another build is writing this graph.", advice="Wait until it is done."
            ) from error
        yield
        lock.execute("ROLLBACK")
    finally:
        lock.close()
