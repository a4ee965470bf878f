"""The minutes as passages: stretches of running text, each with the item and the part of it that it stands in.

An item may repeat what another body, or this one at an earlier meeting, decided, with its own list of absent members.
Those passages are not ``current``: who was away then says nothing of this meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graphbuild.layouts import Minutes
from graphbuild.layouts.flow import Flow
from graphbuild.layouts.labels import SectionKind
from graphbuild.layouts.minutes import ItemLayout, Section
from graphbuild.lexicon.dates import find_dates
from graphbuild.model import Document, MeetingMention, Said


class Part(StrEnum):
    """Where in the minutes a passage stands."""

    HEAD = "head"
    TITLE = "title"
    DECISION = "decision"  # decision, discussion, and text under no label
    ABSENCE = "absence"  # under a label of absence
    BACKGROUND = "background"  # case, recommendation, summary, ...
    ATTACHMENTS = "attachments"
    TAIL = "tail"


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text, the number of its item, its part, and whether it tells of this meeting."""

    flow: Flow
    part: Part
    item: str | None = None
    current: bool = True
    label: Said[str] | None = None


_PARTS = {
    SectionKind.DECISION: Part.DECISION,
    SectionKind.DISCUSSION: Part.DECISION,
    SectionKind.TEXT: Part.DECISION,
    SectionKind.ABSENCE: Part.ABSENCE,
    SectionKind.ATTACHMENTS: Part.ATTACHMENTS,
}


def read_passages(minutes: Minutes, meeting: MeetingMention) -> tuple[Passage, ...]:
    """Return all passages of the minutes in order of print; the table of contents is none."""
    passages = [Passage(minutes.head, Part.HEAD)]
    for item in minutes.items:
        passages += read_item(minutes.document, item, meeting)
    if minutes.tail:
        passages.append(Passage(minutes.tail, Part.TAIL))
    return tuple(passages)


def read_item(document: Document, item: ItemLayout, meeting: MeetingMention) -> Iterator[Passage]:
    """Yield an item's title, its head and its sections."""
    number = item.number.value
    if item.title is not None:
        yield Passage(_title(document, item.title), Part.TITLE, number)
    if item.head:
        yield Passage(item.head, Part.BACKGROUND, number)
    current = True
    # a list of absent members may come before the decision in whose midst it is printed
    for section in sorted(item.sections, key=_place):
        current = _is_current(section, current, meeting)
        if section.flow:
            yield Passage(section.flow, _PARTS.get(section.kind, Part.BACKGROUND), number, current, section.label)


def _place(section: Section) -> int:
    if section.label is not None and section.label.span is not None:
        return section.label.span.start
    return section.flow.origin(0)


def _title(document: Document, title: Said[str]) -> Flow:
    span = title.span
    if span is None:
        return Flow(document, ())
    return Flow(
        document,
        [
            (span.start + line.start(), span.start + line.end(), " ")
            for line in re.finditer(r"\S[^\n]*", document.text[span.start : span.end])
        ],
    )


def _is_current(section: Section, before: bool, meeting: MeetingMention) -> bool:
    """Tell whether a section is of this meeting; a list of absent members goes with the decision above it."""
    if section.kind is SectionKind.HISTORY:
        return False
    if section.kind is SectionKind.ABSENCE:
        return before
    if section.date is not None and meeting.date is not None:
        dates = [found.value for found in find_dates(section.date.value) if found.value]
        if dates:
            return dates[0] == meeting.date.value
    if section.body is not None and meeting.bodies:
        return is_own_body(section.body.value, meeting)
    return True


def is_own_body(name: str, meeting: MeetingMention) -> bool:
    """Tell whether a body's name, in whatever case or genitive, may be one of the meeting's; an abbreviation may."""
    if re.fullmatch(r"\W*[A-ZÆØÅ]{2,5}\W*", name):
        return True
    wanted = _letters(name)
    return any(wanted in _letters(body.value) or _letters(body.value) in wanted for body in meeting.bodies)


def _letters(name: str) -> str:
    """Fold a body's name to its letters, without "og" and a genitive's end: "Social- og", "Social &" are one."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return "".join(word for word in words if word not in ("og", "i", "den", "det")).rstrip("s")
