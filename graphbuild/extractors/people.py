"""People: every person that the document names, with attendance, roles and party.

The order of reading: lists under their labels (head, tail, and each item's absent), names in running text, short forms of those
found, and last what sentences tell of coming, going and acting. A name is taken from running text only with a reason
(a known first name, a title, a party letter, a verb of speech): a wrong name is worse than a missing one.

Left on purpose: user ids, organisations and places with a person's name, and roles that a sentence tells.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.extractors.attendance import Agenda
from graphbuild.extractors.conduct import read_conduct
from graphbuild.extractors.cast import Cast, Member
from graphbuild.extractors.participants import read_participants
from graphbuild.extractors.passages import read_passages
from graphbuild.extractors.people_names import read_names
from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Minutes
from graphbuild.model import MeetingMention, PersonMention

#: A document with more people than this is no minutes; the rest goes unread rather than slow.
_MOST_PEOPLE = 1500


def extract_people(minutes: Minutes, meeting: MeetingMention) -> tuple[PersonMention, ...]:
    """Return the people in order of first mention."""
    passages = read_passages(minutes, meeting)
    cast = Cast()
    read_participants(minutes, passages, cast)
    read_names(passages, cast)
    members = cast.members[:_MOST_PEOPLE]
    drafts = tuple(member.draft() for member in members)
    known = {id(draft): member for draft, member in zip(drafts, members, strict=True)}
    roster = Roster(drafts)
    read_conduct(passages, meeting, Agenda(minutes), roster, known, cast)
    return _in_order(members)


def _in_order(members: Sequence[Member]) -> tuple[PersonMention, ...]:
    return tuple(member.mention() for member in sorted(members, key=lambda member: member.first))
