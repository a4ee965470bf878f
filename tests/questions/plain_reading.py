"""What the records themselves answer, read with plain Python: no engine, no query, no graph.

Only what several documents together make is repeated here from the rules: who is who (the same name in one
municipality), and that of two files of one meeting the first by address is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphbuild.graph.identifiers import slug
from graphbuild.model import Attendance, BodyDecision, Document, ItemMention, PersonMention, Record

Row = dict[str, Any]


@dataclass(frozen=True)
class Listing:
    """A person's attendance as one document lists it."""

    person: str  # municipality and normalised name
    name: str
    status: str
    town: str
    passage: tuple[str, int, int]
    meeting: tuple[str, str, str]
    record: Record


def meeting_of(document: Document, record: Record) -> tuple[str, str, str]:
    """Return what tells a meeting from others: town, bodies, day."""
    bodies = "+".join(sorted({slug(one.value) for one in record.meeting.bodies}))
    date = record.meeting.date.value if record.meeting.date else ""
    when = date if date and bodies else f"{date}-{document.sha256}"
    return town_of(record), bodies, when


def town_of(record: Record) -> str:
    return record.municipality_code.value if record.municipality_code else ""


def date_of(record: Record) -> str | None:
    return record.meeting.date.value if record.meeting.date else None


def meeting_name(record: Record) -> str:
    bodies = " + ".join(one.value for one in record.meeting.bodies)
    return f"{bodies}, {date_of(record)}" if date_of(record) else bodies


def listings(readings: list[tuple[Document, Record]]) -> dict[tuple[str, tuple[str, str, str], str], Listing]:
    """Return who is listed how at which meeting; of two files of a meeting the first by address."""
    found: dict[tuple[str, tuple[str, str, str], str], Listing] = {}
    names: dict[str, str] = {}  # one way of writing a name throughout: that of the first document by name
    for _, record in sorted(readings, key=lambda one: one[0].name):
        for person in record.people:
            names.setdefault(f"{town_of(record)}/{slug(person.name.value)}", person.name.value)
    for document, record in sorted(readings, key=lambda one: one[0].sha256):
        for person in record.people:
            for said in _statuses(person):
                who = f"{town_of(record)}/{slug(person.name.value)}"
                span = said.span or person.name.span
                passage = (document.sha256, span.start, span.end) if span else (document.sha256, 0, len(document.text))
                meeting = meeting_of(document, record)
                one = Listing(who, names[who], said.value.value, town_of(record), passage, meeting, record)
                found.setdefault((who, meeting, one.status), one)
    return found


def _statuses(person: PersonMention) -> list[Any]:
    told = [person.attendance] if person.attendance else list(person.listings)
    return list({one.value: one for one in reversed(told)}.values())


def attendance(readings: list[tuple[Document, Record]]) -> set[tuple[Any, ...]]:
    """Return (date, person, status, sha256, start, end)."""
    return {(date_of(one.record), one.name, one.status, *one.passage) for one in listings(readings).values()}


def contradictions(readings: list[tuple[Document, Record]]) -> set[tuple[Any, ...]]:
    """Return (date, person, status, other status, start, other start)."""
    by_meeting: dict[tuple[str, tuple[str, str, str]], list[Listing]] = defaultdict(list)
    for (who, meeting, _), one in listings(readings).items():
        by_meeting[who, meeting].append(one)
    return {
        (date_of(a.record), a.name, a.status, b.status, a.passage[1], b.passage[1])
        for several in by_meeting.values()
        for a in several
        for b in several
        if a.status < b.status
    }


def together(readings: list[tuple[Document, Record]], least: int) -> set[tuple[Any, ...]]:
    """Return (one, other, meetings, first day, last day) of all pairs that met at least so often, once each."""
    there: dict[tuple[str, str, str], dict[str, Listing]] = defaultdict(dict)
    for (who, meeting, status), one in listings(readings).items():
        if status != Attendance.ABSENT.value:
            there[meeting].setdefault(who, one)
    met: dict[tuple[str, str], dict[tuple[str, str, str], str | None]] = defaultdict(dict)
    names: dict[str, str] = {}
    for meeting, people in there.items():
        for who, one in people.items():
            names[who] = one.name
            for other in people:
                if who < other:
                    met[who, other][meeting] = date_of(one.record)
    return {
        (names[a], names[b], len(meetings), min(days, default=None), max(days, default=None))
        for (a, b), meetings in met.items()
        if len(meetings) >= least
        for days in [[day for day in meetings.values() if day]]
    }


def items(readings: list[tuple[Document, Record]]) -> Iterator[tuple[Document, Record, ItemMention, str]]:
    """Yield each item as the first document by address tells it, with the number that is its own in the meeting."""
    seen = set()
    for document, record in sorted(readings, key=lambda one: one[0].sha256):
        earlier: dict[str, int] = defaultdict(int)
        for item in record.items:
            earlier[item.number.value] += 1
            key = (meeting_of(document, record), item.number.value, earlier[item.number.value])
            if key not in seen:
                seen.add(key)
                yield document, record, item, f"{item.number.value};{earlier[item.number.value]}"


def decisions(readings: list[tuple[Document, Record]]) -> set[tuple[Any, ...]]:
    """Return (day, body, item, outcome, text) of the meetings' own decisions."""
    return {
        (
            date_of(record),
            body.value,
            item.number.value,
            item.outcome.value.value if item.outcome else None,
            item.decision.value if item.decision else None,
        )
        for _, record, item, _ in items(readings)
        if item.outcome or item.decision or item.votes
        for body in record.meeting.bodies
    }


def recurring(readings: list[tuple[Document, Record]], least: int) -> set[tuple[Any, ...]]:
    """Return (kind, topic, meetings, items, first day, last day) of subjects and cases that come back."""
    places: dict[tuple[str, str, str], dict[Any, Any]] = defaultdict(dict)
    for document, record in readings:
        for item in record.items:
            meeting = meeting_of(document, record)
            where = (meeting, item.number.value)
            if item.kle:
                places["KLE", "", item.kle.value][where] = (meeting, date_of(record))
            if item.case_number:
                places["case", town_of(record), item.case_number.value][where] = (meeting, date_of(record))
    found = set()
    for (kind, _, topic), where in places.items():
        meetings = {meeting for meeting, _ in where.values()}
        days = [day for _, day in where.values() if day]
        if len(meetings) >= least:
            found.add((kind, topic, len(meetings), len(where), min(days, default=None), max(days, default=None)))
    return found


def commitments(readings: list[tuple[Document, Record]], as_of: str) -> set[tuple[Any, ...]]:
    """Return (day, text, due) of what was promised by that day."""
    return {
        (date_of(record), one.action.value, one.due.value if one.due else None)
        for _, record in readings
        if (date_of(record) or "") <= as_of
        for one in record.commitments
    }


def overdue(readings: list[tuple[Document, Record]], as_of: str) -> set[tuple[Any, ...]]:
    """Return those of the promises whose last day lies before that day."""
    return {one for one in commitments(readings, as_of) if one[2] and _last_day(one[2]) < as_of}


def _last_day(due: str) -> str:
    return due if len(due) == 10 else f"{due}-31" if len(due) == 7 else f"{due}-12-31"


def steps_of_case(readings: list[tuple[Document, Record]], town: str, number: str) -> set[tuple[Any, ...]]:
    """Return (day, item, kind of step) of a case: on the agenda, decided by whom, promised."""
    found = set()
    numbers = {
        (meeting_of(document, record), item.number.value)
        for document, record in readings
        if town_of(record) == town
        for item in record.items
        if item.case_number and item.case_number.value == number
    }
    for document, record in readings:
        for item in record.items:
            if (meeting_of(document, record), item.number.value) not in numbers:
                continue
            found.add((date_of(record), item.number.value, "agenda"))
            if item.outcome or item.decision or item.votes:
                found.add((date_of(record), item.number.value, "decision"))
            earlier = [one for one in item.decisions if isinstance(one, BodyDecision)]
            assert not earlier, "the readings of these tests hold no earlier bodies' decisions"
    return found
