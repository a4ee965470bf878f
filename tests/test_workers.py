"""Children that answer, die, dawdle and raise: no task is lost, and no task takes others with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from itertools import count

import pytest

from graphbuild.errors import GraphbuildError
from graphbuild.workers import Loss, Lost, run_tasks


def act(factor: int, task: int | str) -> int:
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "leave":
        os._exit(7)
    if task == "dawdle":
        time.sleep(3600)
    if task == "raise":
        raise ValueError("a defect")
    assert isinstance(task, int)
    return task * factor


@pytest.mark.parametrize("workers", [1, 3])
def test_every_task_gets_its_result(workers: int) -> None:
    assert dict(run_tasks(act, 10, range(40), workers=workers, seconds=60)) == {n: n * 10 for n in range(40)}


def test_no_tasks_start_no_process() -> None:
    assert list(run_tasks(act, 10, [], workers=2, seconds=60)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_lost_task_is_named_and_costs_no_other() -> None:
    tasks: list[int | str] = [1, "die", 2, "leave", 3, "raise", 4, "dawdle", 5]
    assert dict(run_tasks(act, 10, tasks, workers=2, seconds=4)) == {
        1: 10,
        "die": Lost(Loss.CRASHED, "its process was ended by SIGKILL"),
        2: 20,
        "leave": Lost(Loss.CRASHED, "its process ended with code 7"),
        3: 30,
        "raise": Lost(Loss.DEFECT, "ValueError: a defect"),
        4: 40,
        "dawdle": Lost(Loss.TOO_SLOW, "not done after 4 seconds"),
        5: 50,
    }


class Stubborn:
    """Something that cannot be made in another process."""

    def __reduce__(self) -> tuple[object, ...]:
        return (os._exit, (3,))


def test_processes_that_cannot_start_are_no_fault_of_the_tasks() -> None:
    with pytest.raises(GraphbuildError, match=r"cannot be started: its process ended with code 3"):
        list(run_tasks(ignore, Stubborn(), [1, 2], workers=1, seconds=60))


def ignore(shared: object, task: int) -> int:
    return task


def test_tasks_are_taken_as_workers_become_free_and_leaving_ends_the_processes() -> None:
    endless = run_tasks(act, 10, count(), workers=2, seconds=60)
    assert next(endless) in {(0, 0), (1, 10)}
    endless.close()
    assert multiprocessing.active_children() == []
