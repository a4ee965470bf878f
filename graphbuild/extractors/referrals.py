"""Referrals: the case goes, or went, to another body."""

from __future__ import annotations

from graphbuild.layouts import Minutes
from graphbuild.model import MeetingMention, ReferralMention


def extract_referrals(minutes: Minutes, meeting: MeetingMention) -> tuple[ReferralMention, ...]:
    """Return the referrals in order of print."""
    return ()
