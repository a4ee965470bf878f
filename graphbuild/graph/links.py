"""What one document tells of another: follow-ups and themes, handed to the graph by whoever compares documents.

A link belongs to the document that states it: the later one of a follow-up, the one whose item has the theme. Its
quads stand in that document's graph, with the passage there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from graphbuild.model import Span


class Reason(StrEnum):
    """Why a later item counts as a follow-up; the scheme ``follow-up-reason`` says what each means."""

    SAME_CASE = "same-case"
    EXPLICIT = "explicit"
    SAME_SUBJECT = "same-subject"
    DUE_DATE = "due-date"


class Effect(StrEnum):
    """What a later item does to what it follows up; the scheme ``follow-up-effect`` says what each means."""

    FOLLOWED_UP = "followed-up"
    FULFILLED = "fulfilled"
    DROPPED = "dropped"
    SUPERSEDED = "superseded"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    OVERTURNED = "overturned"
    REFERRED = "referred"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A later item takes up a commitment or an earlier item; ``span`` is the later document's passage that says so.

    ``later`` and ``followed`` are addresses (IRIs); ``date`` is the later meeting's day (ISO) or ``None``; ``why`` says
    in words what spoke for the link; ``successor`` is the commitment that takes the place of a superseded one.
    """

    sha256: str
    later: str
    followed: str
    reason: Reason
    effect: Effect
    span: Span | None
    rule: str
    confidence: float
    date: str | None = None
    successor: str | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A recurring topic that no code names: its address is made of its words."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class ThemeLink:
    """An item (address) is about a theme."""

    sha256: str
    item: str
    theme: Theme


@dataclass(frozen=True, slots=True)
class Tenure:
    """How long a person is seen in a role of a body: first and last day (ISO) on which minutes show it.

    ``person`` and ``body`` are addresses. ``first`` and ``last`` are what is seen, not when the office began or ended.
    """

    person: str
    body: str
    role: str
    first: str
    last: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """All links of a set of documents, by the hash of the document that states them."""

    follow_ups: Mapping[str, Sequence[FollowUp]] = field(default_factory=dict)
    themes: Mapping[str, Sequence[ThemeLink]] = field(default_factory=dict)
