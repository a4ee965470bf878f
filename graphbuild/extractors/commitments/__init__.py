"""Commitments (tilsagn, opgaver): somebody is to do something after this point.

Read from what the meeting decided, discussed or was told, and more strictly from what was written before it. Left out on purpose:
wishes and views, possibilities, recommendations, decisions of earlier bodies, a matter merely sent on, reports of what was done.
The parts: ``passages`` where to read, ``clauses`` sentences and clauses, ``actors`` and ``recipients`` who, ``due`` when,
``rules`` what is a deed, ``tasklists`` tables of tasks; the Danish words stand in ``verbs.toml``, ``doers.toml`` and ``cues.toml``.
"""

from __future__ import annotations

from datetime import date

from graphbuild.extractors.commitments.actors import Doer
from graphbuild.extractors.commitments.drafts import Draft
from graphbuild.extractors.commitments.passages import Passage, passages
from graphbuild.extractors.commitments.rules import read_passage
from graphbuild.extractors.commitments.tasklists import with_task_lists
from graphbuild.extractors.commitments.words import DoerClass
from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Minutes
from graphbuild.model import CommitmentMention, MeetingMention, Said

__all__ = ["extract_commitments"]


def extract_commitments(
    minutes: Minutes, meeting: MeetingMention, roster: Roster, next_meeting: Said[str] | None
) -> tuple[CommitmentMention, ...]:
    """Return the commitments in order of print."""
    base = _day(meeting.date)
    bodies = [body.value for body in meeting.bodies]
    found: list[CommitmentMention] = []
    for passage in passages(minutes, meeting):
        for draft in read_passage(passage, bodies, roster, next_meeting.value if next_meeting else None, base):
            mention = _mention(passage, draft, bodies)
            if mention.action.value:
                found.append(mention)
    return tuple(with_task_lists(minutes, found, roster, base, next_meeting.value if next_meeting else None))


def _day(said: Said[str] | None) -> date | None:
    try:
        return date.fromisoformat(said.value) if said else None
    except ValueError:
        return None


def _mention(passage: Passage, draft: Draft, bodies: list[str]) -> CommitmentMention:
    flow = passage.flow
    rule = f"commitment.{draft.rule}"
    due, due_text = None, None
    if draft.due is not None:
        start, end = draft.due.start, _without_stop(flow.text, draft.due.start, draft.due.end)
        due_rule = f"commitment.{draft.due.rule}"
        if draft.due.value is not None:
            due = Said(draft.due.value, flow.span(start, end), due_rule)
        if end > start:
            due_text = flow.at(start, end, due_rule)
    return CommitmentMention(
        item=passage.number,
        action=flow.at(draft.start, draft.end, rule),
        actor=_who(passage, draft.actor, draft.actor_at, rule, bodies),
        to=_who(passage, draft.to, draft.to_at, f"{rule}.to", bodies),
        due=due,
        due_text=due_text,
    )


def _without_stop(text: str, start: int, end: int) -> int:
    """Leave out the sentence's full stop; "den 29." keeps its own."""
    if end - start > 1 and text[end - 1] in ".,;" and not text[end - 2].isdigit():
        return end - 1
    return end


def _who(
    passage: Passage, doer: Doer | None, place: tuple[int, int] | None, rule: str, bodies: list[str]
) -> Said[str] | None:
    if doer is None or place is None:
        return None
    name = doer.name
    if doer.kind is DoerClass.WE:
        if not bodies:
            return None
        name = bodies[0]
    return Said(" ".join(name.split()), passage.flow.span(*place), rule)
