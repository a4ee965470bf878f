"""People as documents show them: one profile a name, office, body, party and title of a municipality.

A profile gathers the mentions that only a strange chance could part: one name in one seat of one body. What profiles
belong together is judged afterwards (:mod:`graphbuild.resolution.people`). Profiles hold no text, so that the people of
half a million documents fit into memory.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from graphbuild.graph.identifiers import slug
from graphbuild.model import PersonMention, Span

_SEATS = frozenset({"chair", "vice-chair", "member", "substitute"})
_LEADERS = frozenset({"chair", "vice-chair"})
_ROLES = _SEATS | {"secretary", "official", "guest"}

#: Titles that elected people carry; any other printed title is a job.
ELECTED_TITLES = (
    "borgmester",
    "viceborgmester",
    "rådmand",
    "rådmænd",
    "gruppeformand",
    "udvalgsformand",
    "byrådsmedlem",
)


_ELECTED_SLUGS = frozenset(slug(title) for title in ELECTED_TITLES)


class Office(StrEnum):
    """In what capacity a person is seen."""

    ELECTED = "elected"  # a councillor: a party, or a seat in council or committee
    LAY = "lay"  # a seat in an advisory council or board
    STAFF = "staff"  # employed: an official, a secretary, a member of a joint staff committee
    NAMED = "named"  # only named, or a guest


@dataclass(slots=True)
class Profile:
    """What is known of one name in one capacity. ``seats`` and ``tables`` hold keys of bodies.

    ``lists`` are the numbers of the documents that list the person as taking part, ``documents`` of all that name them;
    ``first`` and ``last`` are ordinals of days, 0 where no date is known.
    """

    scope: str
    name: str
    office: Office
    party: str | None = None
    title: str | None = None
    seats: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    leads: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # body and role -> first and last day
    listed: bool = False
    printed: Counter[str] = field(default_factory=Counter)
    lists: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    first: int = 0
    last: int = 0
    mentions: list[tuple[int, int]] = field(default_factory=list)  # document number, number among its people
    sample: tuple[int, Span | None] | None = None
    shared: bool = False  # others of the municipality bear the name; set when the clusters are known

    def see(
        self,
        document: int,
        number: int,
        name: str,
        day: int,
        span: Span | None,
        leads: frozenset[tuple[str, str]] = frozenset(),
    ) -> None:
        """Add one mention, and what it shows the person to lead."""
        for led in leads:
            days = self.leads.setdefault(led, [])
            if day:
                self.leads[led] = [min([day, *days]), max([day, *days])]
        self.printed[name] += 1
        self.documents.add(document)
        if self.listed:
            self.lists.add(document)
        self.mentions.append((document, number))
        if self.sample is None or (self.sample[1] is None and span is not None):
            self.sample = (document, span)
        if day:
            self.first = min(self.first, day) if self.first else day
            self.last = max(self.last, day)

    @property
    def shown(self) -> str:
        """The commonest printed form of the name."""
        return min(self.printed, key=lambda name: (-self.printed[name], name)) if self.printed else self.name

    @property
    def qualifier(self) -> str:
        """What tells this profile from others of the name: party, title, or body."""
        if self.party:
            return self.party
        return self.title or next(iter(sorted(self.seats or self.tables)), "")

    def overlaps(self, other: Profile, slack: int = 365) -> bool:
        """Tell whether both are seen within a year of each other; so it is taken to be where no date is known."""
        if not (self.first and other.first):
            return True
        return self.first <= other.last + slack and other.first <= self.last + slack


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a mention shows beside the name; mentions of one name and capacity make one profile."""

    office: Office
    party: str | None
    title: str | None
    seats: frozenset[str]
    tables: frozenset[str]
    listed: bool


def capacity_of(person: PersonMention, bodies: tuple[str, ...], kinds: tuple[str, ...]) -> Capacity:
    """Return in what capacity a document shows a person.

    ``bodies`` are the keys of the bodies that meet, ``kinds`` their kinds. At a joint meeting a seat is in one of them,
    and nobody says in which, so it counts as a place at the table.
    """
    roles = {role.value for role in person.roles}
    titles = sorted({slug(role) for role in roles - _ROLES})
    jobs = [title for title in titles if title not in _ELECTED_SLUGS]
    seated = bool(roles & _SEATS)
    party = person.party.value.strip() or None if person.party else None
    if party or (seated and kinds and set(kinds) <= {"council", "committee"}) or (titles and not jobs):
        office = Office.ELECTED
    elif seated and "joint-staff-committee" not in kinds:
        office = Office.LAY
    elif seated or roles & {"official", "secretary"}:
        office = Office.STAFF
    else:
        office = Office.NAMED
    job = jobs[0] if jobs and office is not Office.ELECTED else None
    here = frozenset(bodies)
    listed = bool(person.attendance or person.listings or seated)
    return Capacity(office, party, job, here if seated and len(bodies) == 1 else frozenset(), here, listed)


def leads_of(person: PersonMention, bodies: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """Return the bodies that a person leads at the meeting, and how."""
    roles = {role.value for role in person.roles} & _LEADERS
    return frozenset((bodies[0], role) for role in roles) if len(bodies) == 1 else frozenset()
