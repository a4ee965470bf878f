"""The pipeline: files of minutes -> readings -> graph; only what changed is read again, and a stop loses nothing.

The graph after a build holds what the given paths hold, no more: files that are gone are gone from it. Readings are
kept as they get done (:mod:`graphbuild.cache`); who is who is settled over all of them (:mod:`graphbuild.resolution`),
and the graph is written from them in the order of the files' names, so that neither the order of the paths nor the
number of workers shows in it. It takes the place of the former one in one step at the end.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, overload

from graphbuild.cache import Cache, Key, Packed, fingerprint, pack, rules_version
from graphbuild.engines.publishing import write_graph
from graphbuild.engines.rewriting import rewrite_property_graph
from graphbuild.errors import GraphError, UsageError
from graphbuild.extractors.confidence import confidence_of
from graphbuild.forgotten import Forgotten, forgotten_beside, mask
from graphbuild.graph.identifiers import DEFAULT_BASE, Identifiers
from graphbuild.graph.store import GraphStore
from graphbuild.graph.vocabulary import RDF_TYPE, gb
from graphbuild.lexicon.municipalities import Gazetteer
from graphbuild.model import Document, Record
from graphbuild.readers import Source
from graphbuild.readers.formats import suffix_of
from graphbuild.reading import SECONDS, Failure, File, Reading, list_sources, load, read_all, read_one
from graphbuild.resolution import resolve
from graphbuild.resolution.ledger import Ledger, Problem
from graphbuild.resources import ontology_files
from graphbuild.subjects.titles import read_titles
from graphbuild.workers import Loss

_LOSSES = {loss.value for loss in Loss}
_SECONDS_BETWEEN_COMMITS = 1.0


class Phase(StrEnum):
    """What a build is doing."""

    READING = "reading"
    RESOLVING = "resolving"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a phase has come: files done of all, and how many of these took no work since nothing changed."""

    phase: Phase
    done: int
    total: int
    unchanged: int
    failed: int
    seconds: float

    @property
    def rate(self) -> float:
        """Files a second; those that needed no reading do not count, or the time left would be told too short."""
        return (self.done - self.unchanged) / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at this rate, or ``None`` while that is not known."""
        return (self.total - self.done) / self.rate if self.rate > 0 else None


@dataclass(frozen=True, slots=True)
class Report:
    """What a build found.

    ``duplicates`` maps the name of a file to the name of the file with the same bytes; ``ledger_problems`` are the
    lines of the ledger of judgements that could not be used.
    """

    documents: int
    meetings: int
    items: int
    people: int
    commitments: int
    remainder: int
    remainder_characters: int
    characters: int
    read: int
    unchanged: int
    removed: int
    duplicates: dict[str, str] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    seconds: float = 0.0
    ledger_problems: tuple[Problem, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        plain = asdict(self)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


def build_graph(
    paths: Sequence[Path],
    folder: Path,
    *,
    municipalities: Path | None = None,
    base: str = DEFAULT_BASE,
    ledger: Path | None = None,
    kle: Path | None = None,
    workers: int = 1,
    seconds: float = SECONDS,
    show: Callable[[Progress], None] = lambda progress: None,
) -> Report:
    """Make the graph in ``folder`` hold what ``paths`` hold, and report.

    ``municipalities`` is a CSV file with more of them, ``base`` what all IRIs begin with, ``ledger`` the file of
    people's judgements (:func:`ledger_beside` the graph unless told), ``kle`` a list of KLE titles, ``seconds`` the
    time that one file may take; ``show`` is told of each file that is done. Raises
    :class:`~graphbuild.errors.GraphError` where another build of the same graph runs or the folder cannot be written,
    and :class:`~graphbuild.errors.UsageError` for a table of municipalities or a list of titles that cannot be used,
    and for paths without any file. A file that cannot be read raises nothing: it stands in the report. Left by an
    exception (Ctrl-C), the former graph stays and what was read is kept.
    """
    began = time.monotonic()
    gazetteer = Gazetteer.standard() if municipalities is None else Gazetteer.standard().with_file(municipalities)
    sources = list_sources(paths)
    if not sources:
        raise UsageError(
            f"there are no files of minutes in {', '.join(str(path) for path in paths)}; the graph is as it was",
            advice="Minutes may be PDF, DOCX, HTML or text (.txt), in folders and zip archives.",
        )
    identifiers = Identifiers(base)
    judged = Ledger.read(ledger or ledger_beside(folder))
    forgotten = Forgotten.read(forgotten_beside(folder))
    titles = read_titles(kle) if kle is not None else {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GraphError(f"{folder}: the graph cannot be written here: {error.strerror}") from error
    with Cache.open(folder, rules_version(municipalities) + forgotten.version) as cache:
        intake = _Intake(cache, sources, show, forgotten)
        intake.take_in(gazetteer, workers=workers, seconds=seconds)
        failures = intake.failures()
        files, duplicates = _once_each(intake.keys, {failure.name for failure in failures})
        former = cache.built()
        version = _writer_version(municipalities, base, judged, titles) + forgotten.version
        problems = judged.problems
        if not _is_current(folder, former, files, version):
            readings = _Readings(cache, files)
            resolved = resolve(readings.shown(Phase.RESOLVING, show), judged, identifiers=identifiers)
            write_graph(
                folder,
                ((document, record) for record, document in readings.shown(Phase.WRITING, show)),
                base=base,
                entities=resolved.entities,
                confidence=confidence_of,
                links=resolved.links,
                titles=titles,
            )
            if forgotten.entries:  # the files that this process has opened name them
                rewrite_property_graph(folder)
            problems = resolved.problems
            cache.note_built(files, version, keep=intake.keys.values())
        remainder = [cache.remainder_of(key) for key in files.values()]
    with GraphStore.open(folder) as graph:
        return Report(
            documents=len(files),
            meetings=_count(graph, "Meeting"),
            items=_count(graph, "AgendaItem"),
            people=_count(graph, "Person"),
            commitments=_count(graph, "Commitment"),
            remainder=sum(one.passages for one in remainder),
            remainder_characters=sum(one.characters for one in remainder),
            characters=sum(one.of_characters for one in remainder),
            read=intake.read,
            unchanged=intake.unchanged,
            removed=len(former.keys() - intake.keys.keys()),
            duplicates=duplicates,
            failures=tuple(failures),
            ledger_problems=problems,
            seconds=round(time.monotonic() - began, 3),
        )


def _once_each(keys: Mapping[str, Key], failed: Collection[str]) -> tuple[dict[str, Key], dict[str, str]]:
    """Return the files that go into the graph, and those with the bytes of another; the first by name stands in."""
    files: dict[str, Key] = {}
    first: dict[str, str] = {}
    duplicates: dict[str, str] = {}
    for name in sorted(keys.keys() - failed):
        other = first.setdefault(keys[name].sha256, name)
        if other == name:
            files[name] = keys[name]
        else:
            duplicates[name] = other
    return files, duplicates


def ledger_beside(folder: Path) -> Path:
    """Return where the ledger of judgements lies unless told: beside the graph's folder, so that it outlives it."""
    return folder.absolute().parent / "judgements.txt"


def _writer_version(municipalities: Path | None, base: str, judged: Ledger, titles: Mapping[str, str]) -> str:
    """Return a fingerprint of all that decides what the graph of given files is."""
    parts: list[str | Path] = [
        "graph",
        "engines",
        "extractors/confidence.py",
        "extractors/confidence.toml",
        "resolution",
        "linking",
        "subjects",
        *ontology_files(),
    ]
    return fingerprint(parts, rules_version(municipalities), base, *map(str, judged.entries), *map(str, titles.items()))


def _is_current(folder: Path, former: Mapping[str, tuple[Key, str]], files: Mapping[str, Key], version: str) -> bool:
    """Tell whether the graph in the folder is the one that would be written."""
    if former != {name: (key, version) for name, key in files.items()}:
        return False
    try:
        GraphStore.open(folder).close()
    except GraphError:
        return False
    return True


class _Readings(Sequence[tuple[Record, Document]]):
    """The readings of a build in the order of their names, each taken from the cache when it is asked for."""

    def __init__(self, cache: Cache, files: Mapping[str, Key]) -> None:
        self._cache = cache
        self._files = sorted(files.items())
        self._show: tuple[Phase, Callable[[Progress], None]] | None = None

    def shown(self, phase: Phase, show: Callable[[Progress], None]) -> _Readings:
        """Return the same readings; whoever goes through them is seen to do so."""
        shown = _Readings(self._cache, dict(self._files))
        shown._show = (phase, show)
        return shown

    def __len__(self) -> int:
        return len(self._files)

    @overload
    def __getitem__(self, index: int) -> tuple[Record, Document]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[Record, Document]]: ...
    def __getitem__(self, index: int | slice) -> tuple[Record, Document] | Sequence[tuple[Record, Document]]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        name, key = self._files[index]
        reading = self._cache.reading_of(key, name)
        return reading.record, reading.document

    def __iter__(self) -> Iterator[tuple[Record, Document]]:
        began = time.monotonic()
        for number in range(len(self)):
            yield self[number]
            if self._show:
                phase, show = self._show
                show(Progress(phase, number + 1, len(self), 0, 0, time.monotonic() - began))


def _count(graph: GraphStore, class_: str) -> int:
    """Return how many things of a class the graph knows; several documents may speak of one."""
    return len({quad.subject for quad in graph.rdf.quads_for_pattern(None, RDF_TYPE, gb()[class_], None)})


class _Intake:
    """The files of one build: what each is known by, what went wrong, and what needed no reading."""

    def __init__(
        self,
        cache: Cache,
        sources: Sequence[Source | Failure],
        show: Callable[[Progress], None],
        forgotten: Forgotten,
    ) -> None:
        self.cache = cache
        self._forgotten = forgotten
        self.sources = sources
        self.show = show
        self.keys: dict[str, Key] = {}  # of each file that could be opened, by its name
        self.unchanged = 0
        self.read = 0
        self._repeated = 0  # files with the bytes of another that is read in this build
        self._failed = 0
        self._lost: dict[Key, Failure] = {}  # no fault of the file's content: tried again in the next build
        self._unopened: list[Failure] = []
        self._began = time.monotonic()

    def take_in(self, gazetteer: Gazetteer, *, workers: int, seconds: float) -> None:
        """Read what the cache does not hold, and keep it there."""
        secured = time.monotonic()
        read = partial(_read_and_pack, self._forgotten)
        for outcome in read_all(read, self._new_files(), gazetteer, workers=workers, seconds=seconds):
            self._failed += isinstance(outcome, Failure)
            if isinstance(outcome, Failure) and outcome.name not in self.keys:
                self._unopened.append(outcome)
            else:
                self._keep(outcome)
            if time.monotonic() - secured > _SECONDS_BETWEEN_COMMITS:
                self.cache.secure()
                secured = time.monotonic()
            self._tell()
        self.cache.secure()

    def _keep(self, outcome: Packed | Failure) -> None:
        key = self.keys[outcome.name]
        self.read += 1
        if isinstance(outcome, Failure) and outcome.kind in _LOSSES:
            self._lost[key] = outcome
        else:
            self.cache.keep(key, outcome)

    def _new_files(self) -> Iterator[File | Failure]:
        """Yield the files that the cache does not hold, each content once."""
        under_way: set[Key] = set()
        for source in self.sources:
            loaded = load(source)
            if isinstance(loaded, Failure):
                yield loaded
                continue
            key = Key(hashlib.sha256(loaded.data).hexdigest(), suffix_of(loaded.name))
            self.keys[loaded.name] = key
            if key in under_way:
                self._repeated += 1
                self._tell()
            elif self.cache.holds(key):
                self.unchanged += 1
                self._failed += self.cache.failure_of(key, loaded.name) is not None
                self._tell()
            else:
                under_way.add(key)
                yield loaded

    def failures(self) -> list[Failure]:
        """Return what went wrong, in the order of the names."""
        found = list(self._unopened)
        for name, key in self.keys.items():
            lost = self._lost.get(key)
            failure = replace(lost, name=name) if lost else self.cache.failure_of(key, name)
            if failure is not None:
                found.append(failure)
        return sorted(found, key=lambda failure: failure.name)

    def _tell(self) -> None:
        self.show(
            Progress(
                Phase.READING,
                done=self.read + self.unchanged + self._repeated + len(self._unopened),
                total=len(self.sources),
                unchanged=self.unchanged + self._repeated,
                failed=self._failed,
                seconds=time.monotonic() - self._began,
            )
        )


def _read_and_pack(forgotten: Forgotten, gazetteer: Gazetteer, file: File) -> Packed | Failure:
    """Read in the worker, leave out who is forgotten, and pack there too, so that the parent has little to do."""
    outcome = read_one(gazetteer, file)
    if isinstance(outcome, Failure):
        return outcome
    left = mask(outcome.document, outcome.record, forgotten)
    return pack(Reading(left.document, left.record))
