"""Judgements: whether two descriptions are one thing, how sure that is, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The answer to "are these two the same?"; unsure stays apart."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Subject(StrEnum):
    """What a judgement is about."""

    PERSON = "person"
    BODY = "body"
    ORGANISATION = "organisation"
    CASE = "case"
    MEETING = "meeting"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a judgement's side stands: document and characters, for a person to look at."""

    sha256: str
    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two keys of the same scope, the verdict on them, its score in bits, and the reasons, strongest first.

    Keys are what the ledger knows things by: readable, made of printed facts, the same from build to build.
    ``by`` is ``rule`` or the person who judged.
    """

    subject: Subject
    scope: str
    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...] = ()
    by: str = "rule"
    passages: tuple[Passage | None, Passage | None] = (None, None)

    @property
    def pair(self) -> tuple[Subject, str, frozenset[str]]:
        """What is judged, whichever side stands first."""
        return self.subject, self.scope, frozenset({fold_key(self.left), fold_key(self.right)})


def fold_key(key: str) -> str:
    """Return a key for comparing: case and white space do not count."""
    return " ".join(key.casefold().split())
