"""Builds minutes from text and reads their people."""

from __future__ import annotations

from graphbuild.extractors.participation import with_participation
from graphbuild.extractors.people import extract_people
from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Minutes, lay_out
from graphbuild.model import ItemMention, MeetingMention, PersonMention, Said, Span
from graphbuild.readers import read_bytes


def minutes_of(text: str) -> Minutes:
    return lay_out(read_bytes("x.txt", text.encode()))


def meeting_of(*bodies: str, date: str | None = None) -> MeetingMention:
    nowhere = Span(0, 0)
    return MeetingMention(
        bodies=tuple(Said(body, nowhere, "test") for body in bodies), date=Said(date, nowhere, "test") if date else None
    )


def people_of(text: str, *bodies: str, date: str | None = None) -> tuple[PersonMention, ...]:
    return extract_people(minutes_of(text), meeting_of(*bodies, date=date))


def told(person: PersonMention) -> tuple[str, str | None, list[str], str | None]:
    """Name, attendance, roles in order of the alphabet, party."""
    return (
        person.name.value,
        person.attendance.value.value if person.attendance else None,
        sorted(role.value for role in person.roles),
        person.party.value if person.party else None,
    )


def missing_of(text: str, *bodies: str, date: str | None = None) -> dict[str, list[str]]:
    """Who took no part, by item."""
    minutes = minutes_of(text)
    meeting = meeting_of(*bodies, date=date)
    items = tuple(ItemMention(number=item.number, title=item.title) for item in minutes.items)
    roster = Roster(extract_people(minutes, meeting))
    read = with_participation(minutes, items, roster, meeting)
    return {item.number.value: [said.value for said in item.not_participating] for item in read}
