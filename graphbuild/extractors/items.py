"""Agenda items: number, title, case number, openness, proposer, outcome, votes, attachments."""

from __future__ import annotations

from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Minutes
from graphbuild.model import ItemMention, MeetingMention


def extract_items(minutes: Minutes, meeting: MeetingMention, roster: Roster) -> tuple[ItemMention, ...]:
    """Return the items in order of print."""
    return tuple(ItemMention(number=item.number, title=item.title) for item in minutes.items)
