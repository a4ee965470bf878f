"""What sort of body or organisation a name tells, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BodyKind(StrEnum):
    """What sort of body or organisation a name's form tells."""

    COUNCIL = "council"  # byråd, kommunalbestyrelse
    COMMITTEE = "committee"  # udvalg
    ADVISORY = "advisory"  # råd
    BOARD = "board"  # nævn, kommission
    STAFF = "staff"  # MED-udvalg
    LEADERSHIP = "leadership"  # direktionen, chefgruppen: only in a case's way
    ADMINISTRATION = "administration"
    MUNICIPALITY = "municipality"
    AUTHORITY = "authority"
    INSTITUTION = "institution"
    ASSOCIATION = "association"
    ORGANISATION = "organisation"  # nothing tells


#: the kinds that treat cases and give answers: where a case goes
TREATING = frozenset(
    {BodyKind.COUNCIL, BodyKind.COMMITTEE, BodyKind.ADVISORY, BodyKind.BOARD, BodyKind.STAFF, BodyKind.LEADERSHIP}
)


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A body's name at ``[start, end)`` of the text given; ``name`` is as printed but without a genitive's ``s``."""

    start: int
    end: int
    name: str
    kind: BodyKind
    rule: str
