"""The meeting's head: municipality, bodies, date, times, place, kind, and the next meeting."""

from __future__ import annotations

from graphbuild.layouts import Minutes
from graphbuild.lexicon.municipalities import Gazetteer
from graphbuild.model import MeetingMention, Said


def extract_municipality(minutes: Minutes, gazetteer: Gazetteer) -> tuple[Said[str] | None, Said[str] | None]:
    """Return the municipality's official name and its code."""
    return None, None


def extract_meeting(minutes: Minutes, municipality: Said[str] | None) -> MeetingMention:
    """Return the meeting's head."""
    return MeetingMention()


def extract_next_meeting(minutes: Minutes, meeting: MeetingMention) -> Said[str] | None:
    """Return the date of the next meeting, where one is stated."""
    return None
