"""What has become of a commitment as of a day: open, followed up, fulfilled, overdue, dropped or superseded.

Nothing is frozen when the graph is built: the status follows from the due day and the follow-ups up to that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graphbuild.graph.links import Effect, FollowUp


class Status(StrEnum):
    """The scheme ``commitment-status``."""

    OPEN = "open"
    FOLLOWED_UP = "followed-up"
    FULFILLED = "fulfilled"
    OVERDUE = "overdue"
    DROPPED = "dropped"
    SUPERSEDED = "superseded"


_ENDS = {
    Effect.FULFILLED: Status.FULFILLED,
    Effect.DROPPED: Status.DROPPED,
    Effect.SUPERSEDED: Status.SUPERSEDED,
}


def status_as_of(day: str, made_on: str | None, due_by: str | None, follow_ups: Iterable[FollowUp]) -> Status | None:
    """Return a commitment's status at the end of a day (ISO), or ``None`` where it was not made by then.

    A promise that another has replaced stays replaced, whatever becomes of the other. Otherwise the latest passage that
    brings it to an end counts. One that is taken up again without an end is followed up, also after it was due; overdue
    is what nobody came back to.
    """
    if made_on is not None and made_on > day:
        return None
    seen = sorted(
        (one for one in follow_ups if one.date is not None and one.date <= day),
        key=lambda one: (one.date or "", one.later),
    )
    ends = [one for one in seen if one.effect in _ENDS]
    if ends:
        # what was replaced before anything else became of it stays so; else the latest end counts
        last = ends[0] if ends[0].effect is Effect.SUPERSEDED else ends[-1]
        return _ENDS[last.effect]
    if seen:
        return Status.FOLLOWED_UP
    if due_by is not None and due_by < day:
        return Status.OVERDUE
    return Status.OPEN


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a commitment's trail: the day, what happened, the link (``None`` for making and falling due)."""

    day: str
    what: str
    link: FollowUp | None = None


def trail(made_on: str | None, due_by: str | None, follow_ups: Iterable[FollowUp], until: str) -> tuple[Step, ...]:
    """Return a commitment's steps up to a day, in order: made, fell due, each follow-up."""
    steps = []
    if made_on is not None and made_on <= until:
        steps.append(Step(made_on, "made"))
    if due_by is not None and due_by < until:
        steps.append(Step(due_by, "due"))
    for one in follow_ups:
        if one.date is not None and one.date <= until:
            steps.append(Step(one.date, one.effect.value, one))
    order = {"made": 0}
    return tuple(
        sorted(steps, key=lambda step: (step.day, order.get(step.what, 1), step.link.later if step.link else ""))
    )
