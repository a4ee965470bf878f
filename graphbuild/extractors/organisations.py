"""Organisations, boards, centres and units that the document names."""

from __future__ import annotations

from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Minutes
from graphbuild.model import MeetingMention, OrganisationMention, Said


def extract_organisations(
    minutes: Minutes, meeting: MeetingMention, roster: Roster, municipality: Said[str] | None
) -> tuple[OrganisationMention, ...]:
    """Return the organisations in order of first mention."""
    return ()
