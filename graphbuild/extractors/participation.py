"""Who was away, out or disqualified at a single item."""

from __future__ import annotations

from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Minutes
from graphbuild.model import ItemMention


def with_participation(minutes: Minutes, items: tuple[ItemMention, ...], roster: Roster) -> tuple[ItemMention, ...]:
    """Return the items with ``not_participating`` filled in."""
    return items
