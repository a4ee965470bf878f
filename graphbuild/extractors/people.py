"""People: every person that the document names, with attendance, roles and party."""

from __future__ import annotations

from graphbuild.layouts import Minutes
from graphbuild.model import MeetingMention, PersonMention


def extract_people(minutes: Minutes, meeting: MeetingMention) -> tuple[PersonMention, ...]:
    """Return the people in order of first mention."""
    return ()
