"""Read files of minutes: bytes -> document -> record, many at a time, each failure named and none in the way.

What comes in are sources (a name and bytes), what goes out is a :class:`Reading` or a :class:`Failure` for each.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from graphbuild.errors import UnreadableFile
from graphbuild.extractors import read_minutes
from graphbuild.lexicon.municipalities import Gazetteer
from graphbuild.model import Document, Record
from graphbuild.readers import Source, find_sources, read_bytes
from graphbuild.workers import Loss, Lost, run_tasks

Result = TypeVar("Result")

#: A set of minutes of some hundred pages takes a few seconds; what runs for two minutes will not end.
SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, and what it says."""

    document: Document
    record: Record

    @property
    def name(self) -> str:
        return self.document.name


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, or is no minutes: ``kind`` as in UnreadableFile, or a kind of ``workers.Loss``."""

    name: str
    kind: str
    reason: str
    advice: str | None = None

    @classmethod
    def of(cls, error: UnreadableFile) -> Failure:
        """Return an error as the report has it."""
        return cls(error.name, error.kind, error.reason, error.advice)


@dataclass(frozen=True, slots=True)
class File:
    """A file's name, and its bytes as they were when they were first looked at."""

    name: str
    data: bytes


def list_sources(paths: Sequence[Path]) -> list[Source | Failure]:
    """Return the files of minutes among paths, in the order of their names; ``-`` is standard input.

    The paths are sorted first: where two folders hold files of one name, the order of the paths must not decide which
    of them gets the longer name.
    """
    found = find_sources(["-" if path == Path("-") else path for path in sorted(paths)])
    listed = [Failure.of(one) if isinstance(one, UnreadableFile) else one for one in found]
    return sorted(listed, key=lambda one: one.name)


def load(source: Source | Failure) -> File | Failure:
    """Return a source with its bytes, or the reason why they cannot be had."""
    if isinstance(source, Failure):
        return source
    try:
        return File(source.name, source.load())
    except UnreadableFile as error:
        return Failure.of(error)


def read_one(gazetteer: Gazetteer, file: File) -> Reading | Failure:
    """Read one file. A text with neither an agenda item nor a meeting's date is no minutes: a letter, a budget."""
    try:
        document = read_bytes(file.name, file.data)
    except UnreadableFile as error:
        return Failure.of(error)
    record = read_minutes(document, gazetteer)
    if not record.items and record.meeting.date is None:
        return Failure(
            file.name,
            "not-minutes",
            "no agenda item and no date of a meeting were recognised in it",
            "If these are minutes, please report their layout.",
        )
    return Reading(document, record)


def read_all(
    read: Callable[[Gazetteer, File], Result | Failure],
    files: Iterable[File | Failure],
    gazetteer: Gazetteer,
    *,
    workers: int,
    seconds: float = SECONDS,
) -> Iterator[Result | Failure]:
    """Run ``read`` (:func:`read_one`, or a function on top of it) in ``workers`` processes over files.

    Yields what came of each file, in the order in which they get done. A failure among the files (one that could not
    be opened) is passed on; a file that takes longer than ``seconds`` or ends its process becomes one.
    """
    passed_on: list[Failure] = []

    def readable() -> Iterator[File]:
        for one in files:
            if isinstance(one, Failure):
                passed_on.append(one)
            else:
                yield one

    for file, outcome in run_tasks(read, gazetteer, readable(), workers=workers, seconds=seconds):
        yield from passed_on
        passed_on.clear()
        yield _lost(file.name, outcome) if isinstance(outcome, Lost) else outcome
    yield from passed_on


_ADVICE = {
    Loss.CRASHED: "Fewer --workers leave more memory for each.",
    Loss.TOO_SLOW: "A larger --time-limit gives it more time.",
    Loss.DEFECT: "This is a defect of graphbuild; please report it with the file.",
}


def _lost(name: str, lost: Lost) -> Failure:
    return Failure(name, lost.loss.value, lost.reason, _ADVICE[lost.loss])


def read_in_order(
    files: Iterable[File | Failure], gazetteer: Gazetteer, *, workers: int, seconds: float = SECONDS
) -> Iterator[Reading | Failure]:
    """Read files as :func:`read_all` does, and yield what came of them in their own order; names must differ."""
    order: deque[str] = deque()
    done: dict[str, Reading | Failure] = {}

    def noted() -> Iterator[File | Failure]:
        for one in files:
            order.append(one.name)
            yield one

    for outcome in read_all(read_one, noted(), gazetteer, workers=workers, seconds=seconds):
        done[outcome.name] = outcome
        while order and order[0] in done:
            yield done.pop(order.popleft())
