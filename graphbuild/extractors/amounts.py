"""Sums of money, each once an item."""

from __future__ import annotations

from graphbuild.layouts import Minutes
from graphbuild.model import AmountMention


def extract_amounts(minutes: Minutes) -> tuple[AmountMention, ...]:
    """Return the amounts in order of print."""
    return ()
