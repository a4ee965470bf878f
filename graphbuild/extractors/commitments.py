"""Commitments: somebody is to do something after this point."""

from __future__ import annotations

from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Minutes
from graphbuild.model import CommitmentMention, MeetingMention, Said


def extract_commitments(
    minutes: Minutes, meeting: MeetingMention, roster: Roster, next_meeting: Said[str] | None
) -> tuple[CommitmentMention, ...]:
    """Return the commitments in order of print."""
    return ()
