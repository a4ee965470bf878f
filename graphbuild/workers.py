"""Run one function over many tasks in child processes, and lose neither a task nor the rest when a child fails.

The pool of the standard library breaks as a whole when one of its processes dies, and cannot stop a task that never
ends. Minutes come from strangers: a file that brings its parser down, or keeps it busy for ever, must cost that one
file. So each child holds one task at a time, and the parent knows which.

Children are spawned, not forked, on every system: the same behaviour everywhere, and no copied locks.
"""

from __future__ import annotations

import math
import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Generic, TypeVar

from graphbuild.errors import GraphbuildError

Shared = TypeVar("Shared")
Task = TypeVar("Task")
Result = TypeVar("Result")


class Loss(StrEnum):
    """How a task can be lost."""

    CRASHED = "crashed"  # its process ended: out of memory, or a fault in a library
    TOO_SLOW = "too-slow"  # it ran past the time limit and was ended
    DEFECT = "defect"  # the function raised what it should not


@dataclass(frozen=True, slots=True)
class Lost:
    """A task without a result, and why."""

    loss: Loss
    reason: str


class _Child(Generic[Shared, Task, Result]):
    """One process, and the task that it holds."""

    def __init__(self, function: Callable[[Shared, Task], Result], shared: Shared) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, far_end = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_serve, args=(far_end, function, shared), daemon=True)
        self.process.start()
        far_end.close()  # so that the end of the child is the end of the pipe
        self.task: Task | None = None
        self.since = math.inf
        self.ready = False

    def give(self, task: Task) -> None:
        self.task = task
        self.since = time.monotonic() if self.ready else math.inf
        self.connection.send(task)

    def starts(self) -> None:
        """Note that the process has loaded its modules: the time of its first task counts from here."""
        self.ready, self.since = True, time.monotonic()

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


def run_tasks(
    function: Callable[[Shared, Task], Result],
    shared: Shared,
    tasks: Iterable[Task],
    *,
    workers: int,
    seconds: float,
) -> Iterator[tuple[Task, Result | Lost]]:
    """Yield each task with what ``function(shared, task)`` returned, in the order in which they get done.

    ``function`` is a module's function, and ``shared``, the tasks and the results can be pickled; ``shared`` is sent
    once to each of the ``workers`` processes. A task that takes longer than ``seconds``, or whose process dies, is
    yielded with a :class:`Lost`. Tasks are taken from the iterable as workers become free, so it may be endless.
    Leaving the loop early, also by an exception or Ctrl-C, ends the processes. Raises :class:`GraphbuildError` where a
    process ends before it can take its first task.
    """
    waiting = iter(tasks)
    children: list[_Child[Shared, Task, Result]] = []
    try:
        for task in waiting:
            child = next((one for one in children if one.task is None), None)
            if child is None and len(children) < workers:
                child = _Child(function, shared)
                children.append(child)
            while child is None:
                yield from _collect(children, function, shared, seconds)
                child = next((one for one in children if one.task is None), None)
            child.give(task)
        while any(one.task is not None for one in children):
            yield from _collect(children, function, shared, seconds)
    finally:
        for one in children:
            one.end()


def _collect(
    children: list[_Child[Shared, Task, Result]],
    function: Callable[[Shared, Task], Result],
    shared: Shared,
    seconds: float,
) -> Iterator[tuple[Task, Result | Lost]]:
    """Wait until a busy child answers, ends or runs out of time, and yield what came of its task."""
    busy = {one.connection: one for one in children if one.task is not None}
    next_deadline = min(one.since for one in busy.values()) + seconds
    ready = wait(list(busy), timeout=None if math.isinf(next_deadline) else max(0.0, next_deadline - time.monotonic()))
    now = time.monotonic()
    for connection, child in busy.items():
        task = child.task
        assert task is not None
        outcome: Result | Lost
        if connection in ready:
            try:
                answer = connection.recv()
                if not child.ready:
                    child.starts()
                    continue
                outcome, child.task = answer, None
            except (EOFError, ConnectionError):
                child.process.join()
                if not child.ready:  # no fault of the task: the next ones would fare no better
                    raise GraphbuildError(
                        f"the processes that read files cannot be started: {_ending(child.process.exitcode)}",
                        advice="See above what Python says about it; a smaller number of --workers may help.",
                    ) from None
                outcome = Lost(Loss.CRASHED, _ending(child.process.exitcode))
        elif now - child.since >= seconds:
            outcome = Lost(Loss.TOO_SLOW, f"not done after {seconds:g} seconds")
        else:
            continue
        if child.task is not None:  # the process is gone, or has to go: another takes its place
            child.end()
            children[children.index(child)] = _Child(function, shared)
        yield task, outcome


def _ending(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"its process was ended by {signal.Signals(-exit_code).name}"
    return f"its process ended with code {exit_code}"


def _serve(connection: Connection, function: Callable[[Shared, Task], Result], shared: Shared) -> None:
    """Answer tasks in the child until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; it ends the children
    connection.send(None)  # ready
    while True:
        try:
            task = connection.recv()
        except (EOFError, ConnectionError):
            return
        outcome: Result | Lost
        try:
            outcome = function(shared, task)
        except Exception as error:  # noqa: BLE001 - a defect met in one file is reported for that file
            outcome = Lost(Loss.DEFECT, f"{type(error).__name__}: {error}"[:300])
        try:
            connection.send(outcome)
        except (BrokenPipeError, ConnectionError):
            return
