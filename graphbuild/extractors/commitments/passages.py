"""Where in the minutes promises are read, and how strictly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from graphbuild.extractors.commitments.words import read_table
from graphbuild.layouts import Minutes
from graphbuild.layouts.flow import Flow
from graphbuild.layouts.labels import SectionKind
from graphbuild.layouts.minutes import ItemLayout, Section
from graphbuild.model import MeetingMention


class Grade(StrEnum):
    """How far a passage may be taken at its word."""

    DECISION = "decision"  # what the meeting itself decided, discussed or was told
    TALK = "talk"  # unlabelled text before a labelled decision: case or talk at the table, nobody says which
    CASE = "case"  # what was written before the meeting: only what is plainly to come


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an item to read, and all of the item's text for what it points to."""

    number: str
    title: str
    flow: Flow
    grade: Grade
    item: ItemLayout

    def context(self) -> str:
        """All of the item's words, for dates that the passage points to ("inden fristen", "på årsmødet")."""
        return "\n".join(section.flow.text for section in self.item.sections)


_OWN = frozenset({SectionKind.DECISION, SectionKind.DISCUSSION})
_CASE = frozenset({SectionKind.CASE, SectionKind.SUMMARY, SectionKind.FINANCES, SectionKind.HEARING, SectionKind.ROUTE})


def _fold(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _is_own(body: str, meeting: MeetingMention) -> bool:
    """Whether a decision's body is the meeting's; unknown counts as own."""
    if not meeting.bodies:
        return True
    folded = _fold(body)
    for own in meeting.bodies:
        mine = _fold(own.value)
        if folded in mine or mine in folded or folded.rstrip("s") in mine:
            return True
    return False


def passages(minutes: Minutes, meeting: MeetingMention) -> Iterator[Passage]:
    """Yield what is to be read, in order of print."""
    for item in minutes.items:
        title = item.title.value if item.title else ""
        own = [s for s in item.sections if s.kind in _OWN and not (s.body and not _is_own(s.body.value, meeting))]
        bodied = [s for s in item.sections if s.kind is SectionKind.DECISION and s.body and s.date]
        # with several bodies' decisions and none known as the meeting's own, the last is
        if not own and bodied:
            own = [bodied[-1]]
        decided = bool(own)
        seen_own = False
        for section in item.sections:
            grade = _grade(section, own, decided, seen_own)
            seen_own = seen_own or any(section is one for one in own)
            if grade is not None:
                yield Passage(item.number.value, title, section.flow, grade, item)


def _grade(section: Section, own: list[Section], decided: bool, seen_own: bool) -> Grade | None:
    if any(section is one for one in own):
        return Grade.DECISION
    if section.kind is SectionKind.TEXT:
        return Grade.TALK if decided else Grade.DECISION
    if section.kind is SectionKind.ABSENCE and seen_own:
        return Grade.DECISION  # a line on absence in the midst of the decision
    if section.kind in _CASE:
        label = section.label.value.casefold().strip(" :") if section.label else ""
        return Grade.DECISION if label in _forward() else Grade.CASE
    return None


@cache
def _forward() -> frozenset[str]:
    return frozenset(read_table("cues.toml")["passages"]["forward"])
