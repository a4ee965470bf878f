"""The words that the whole program speaks: source, layout and mention side.

Three layers never mix: the *source* (:class:`Document`, :class:`Span`), the *mention* (:class:`Record`: what this
text says here, exactly as printed) and the *entity* (who or what we judge it to be; see ``graphbuild.resolution``).
Everything here is frozen, has no behaviour beyond looking itself up, and imports nothing of graphbuild.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


# --- source -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of a document's text, in characters (Unicode code points, RFC 5147)."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Tell whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where in the source file the text from ``start`` on comes from: ``page 3``, ``p[12]``, ``table[1]/tr[2]``."""

    start: int
    label: str


class MarkKind(StrEnum):
    """What a reader can tell of a stretch of text beside its characters."""

    HEADING = "heading"  # level 1-6
    BOLD = "bold"
    LIST_ITEM = "list-item"  # level: depth of nesting from 1
    TABLE_ROW = "table-row"
    CELL = "cell"  # level: column from 1
    FURNITURE = "furniture"  # running header or footer, navigation, cookie banner: on the page, not of the minutes


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that the source sets apart: a heading, a list item, a table cell."""

    span: Span
    kind: MarkKind
    level: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One file's text with offsets back to its pages or elements.

    ``name`` is what the user knows it by (path inside the folder or archive, ``/`` between parts); ``sha256`` is of the
    file's bytes; ``text`` is what all spans of this document count in, kept byte for byte in the graph. Lines end in
    ``\\n``; pages are parted by ``\\f``. CPR numbers are masked before the text is set.
    """

    name: str
    sha256: str
    media_type: str
    text: str
    anchors: tuple[Anchor, ...] = ()
    marks: tuple[Mark, ...] = ()
    encoding: str | None = None

    def quote(self, span: Span) -> str:
        """Return the words at a span, exactly as they stand in the text."""
        return self.text[span.start : span.end]

    def place(self, offset: int) -> str | None:
        """Return the label of the page or element that holds an offset, or ``None`` for a source without any."""
        index = bisect_right(self.anchors, offset, key=lambda anchor: anchor.start)
        return self.anchors[index - 1].label if index else None


# --- mentions ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """A value that the text states: the value in its normal form, where it stands, and the rule that read it.

    ``span`` is ``None`` only for a value that a reader may look up (a municipality's code).
    """

    value: T
    span: Span | None
    rule: str


class MeetingKind(StrEnum):
    """The kinds of meeting (møde)."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"
    JOINT = "joint"


class Attendance(StrEnum):
    """How a person took part in a meeting (til stede, afbud/fraværende, delvis, gæst)."""

    PRESENT = "present"
    ABSENT = "absent"
    PARTIAL = "partial"
    GUEST = "guest"


class Outcome(StrEnum):
    """What became of an agenda item; gold/SCHEMA.md of the annotations says what each means."""

    APPROVED = "approved"
    APPROVED_WITH_CHANGES = "approved-with-changes"
    NOTED = "noted"
    DISCUSSED = "discussed"
    RECOMMENDED = "recommended"
    POSTPONED = "postponed"
    REFERRED = "referred"
    REJECTED = "rejected"
    CONSULTED = "consulted"
    ELECTED = "elected"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MeetingMention:
    """The meeting's head: who met, when, where."""

    bodies: tuple[Said[str], ...] = ()
    date: Said[str] | None = None  # ISO 8601
    start: Said[str] | None = None  # HH:MM
    end: Said[str] | None = None
    place: Said[str] | None = None
    kind: Said[MeetingKind] | None = None


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person (person) the document names, under the fullest correct spelling.

    ``listings`` are all the statements on attendance; where they contradict each other ``attendance`` is ``None`` and
    the graph keeps and flags both. ``mentions`` are further places where the person is named.
    """

    name: Said[str]
    variants: tuple[Said[str], ...] = ()
    attendance: Said[Attendance] | None = None
    listings: tuple[Said[Attendance], ...] = ()
    roles: tuple[Said[str], ...] = ()
    party: Said[str] | None = None
    substitute_for: Said[str] | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes (stemmer) on the final decision: names or party letters by side, and counts where only those are told."""

    for_: tuple[Said[str], ...] = ()
    against: tuple[Said[str], ...] = ()
    abstain: tuple[Said[str], ...] = ()
    count_for: Said[int] | None = None
    count_against: Said[int] | None = None
    count_abstain: Said[int] | None = None


@dataclass(frozen=True, slots=True)
class BodyDecision:
    """What one body decided on the item (an item may repeat earlier bodies' decisions): body, date, words, outcome."""

    body: Said[str] | None
    date: Said[str] | None
    text: Said[str]
    outcome: Said[Outcome] | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what (udtalelse), where the minutes say so; ``text`` is the sentence."""

    speaker: Said[str]
    text: Said[str]


@dataclass(frozen=True, slots=True)
class ItemMention:
    """A numbered point on the agenda (dagsordenspunkt); sub-points are items of their own (``4a``)."""

    number: Said[str]
    title: Said[str] | None = None
    case_number: Said[str] | None = None
    kle: Said[str] | None = None
    open: Said[bool] | None = None
    proposer: Said[str] | None = None
    outcome: Said[Outcome] | None = None
    decision: Said[str] | None = None  # the decision's own words
    recommendation: tuple[Said[str], ...] = ()  # the recommendation's (indstilling) parts, in order
    decisions: tuple[BodyDecision, ...] = ()  # of this and of earlier bodies, in order of print
    not_participating: tuple[Said[str], ...] = ()
    votes: Votes | None = None
    attachments: tuple[Said[str], ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class CommitmentMention:
    """Somebody is to do something after this point (tilsagn, opgave)."""

    item: str | None  # the item's number as printed
    action: Said[str]
    actor: Said[str] | None = None
    to: Said[str] | None = None
    due: Said[str] | None = None  # ISO date, or a prefix of one: 2020-10
    due_text: Said[str] | None = None


@dataclass(frozen=True, slots=True)
class ReferralMention:
    """The case goes, or went, to another body (sagsgang, oversendelse)."""

    item: str | None
    to: Said[str]
    date: Said[str] | None = None


@dataclass(frozen=True, slots=True)
class OrganisationMention:
    """An organisation, board, centre or unit that the document names; ``variants`` hold its abbreviation."""

    name: Said[str]
    variants: tuple[Said[str], ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectMention:
    """A named project, programme, campaign or plan under way."""

    name: Said[str]
    item: str | None = None
    owner: Said[str] | None = None
    leader: Said[str] | None = None
    start: Said[str] | None = None  # ISO date or prefix
    end: Said[str] | None = None
    grant: Said[float] | None = None  # kroner


@dataclass(frozen=True, slots=True)
class AmountMention:
    """A sum of money as printed, and in kroner where it is one figure."""

    item: str | None
    text: Said[str]
    kroner: Said[float] | None = None


@dataclass(frozen=True, slots=True)
class Remainder:
    """A stretch that no layout or extractor understood: counted and shown, never dropped in silence."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that one document says, as mentions; the shape of the annotations plus where each value stands."""

    document: str  # Document.name
    sha256: str
    municipality: Said[str] | None = None
    municipality_code: Said[str] | None = None
    meeting: MeetingMention = field(default_factory=MeetingMention)
    people: tuple[PersonMention, ...] = ()
    items: tuple[ItemMention, ...] = ()
    commitments: tuple[CommitmentMention, ...] = ()
    referrals: tuple[ReferralMention, ...] = ()
    organisations: tuple[OrganisationMention, ...] = ()
    projects: tuple[ProjectMention, ...] = ()
    amounts: tuple[AmountMention, ...] = ()
    next_meeting: Said[str] | None = None
    remainder: tuple[Remainder, ...] = ()
