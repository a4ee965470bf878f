"""People: every person that the document names, with attendance, roles and party.

The order of reading: lists under their labels (head, tail, and each item's absent), names in running text, short
forms of those found, and last what sentences tell of coming, going and acting. A name is taken from running text only
with a reason (a known first name, a title, a party letter, a verb of speech): a wrong name is worse than a missing
one.

Left on purpose: user ids, organisations and places with a person's name, and roles that a sentence tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphbuild.extractors.attendance import Agenda
from graphbuild.extractors.cast import Cast, Member
from graphbuild.extractors.conduct import read_conduct
from graphbuild.extractors.participants import officials_apart, read_participants
from graphbuild.extractors.passages import is_own_body, read_passages
from graphbuild.extractors.people_names import read_named_members, read_names, read_party_sides, read_signature
from graphbuild.extractors.roles import CHAIR, MEMBER, OFFICIAL, VICE_CHAIR
from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Minutes
from graphbuild.lexicon.names import fold_word
from graphbuild.model import MeetingMention, PersonMention, Said

#: A document with more people than this is no minutes; the rest goes unread rather than slow.
_MOST_PEOPLE = 1500


def extract_people(minutes: Minutes, meeting: MeetingMention) -> tuple[PersonMention, ...]:
    """Return the people in order of first mention."""
    passages = read_passages(minutes, meeting)
    cast = Cast()
    read_participants(minutes, passages, cast)
    read_names(passages, cast)
    read_signature(passages, cast)
    _read_handlers(minutes, cast)
    for member in list(cast.members):
        _settle_office(member, meeting)
        _join_listed(member, cast)
    members = cast.members[:_MOST_PEOPLE]
    drafts = tuple(member.draft() for member in members)
    known = {id(draft): member for draft, member in zip(drafts, members, strict=True)}
    roster = Roster(drafts)
    for person, said in read_named_members(passages, roster):
        known[id(person)].add_role(Said(MEMBER, said.span, said.rule))
    for person, said in read_party_sides(passages, roster):
        known[id(person)].party = known[id(person)].party or said
    read_conduct(passages, meeting, Agenda(minutes), roster, known, cast, officials_apart(minutes))
    return _in_order(members)


_HANDLER = re.compile(
    r"(?:^|\s)(?P<role>[Ss]agsbehandler)\s?:[ \t]{0,20}(?P<name>[A-ZÆØÅ][\wæøåé-]+(?: [A-ZÆØÅ][\wæøåé.-]*){1,4})[ \t]*(?=\n|$)"
)


def _read_handlers(minutes: Minutes, cast: Cast) -> None:
    """Take the officer who prepared a case, where the item's particulars name one in full."""
    for item in minutes.items:
        for match in _HANDLER.finditer(item.head.text):
            member = cast.add(item.head.said(match, "item.handler", "name"))
            if member is not None:
                member.add_role(item.head.value(OFFICIAL, *match.span("name"), "item.handler"))
                member.add_role(item.head.said(match, "item.handler", "role"))


def _in_order(members: Sequence[Member]) -> tuple[PersonMention, ...]:
    return tuple(member.mention() for member in sorted(members, key=lambda member: member.first))


_OFFICE = re.compile(r"(?i)(?P<office>næstformand|formand|forkvinde)(?:en)? (?:for|i|af) (?P<body>.+)")


def _settle_office(member: Member, meeting: MeetingMention) -> None:
    """Turn "formand for Handicaprådet" into the chair's office where that is the meeting's body."""
    for key, role in list(member.roles.items()):
        match = _OFFICE.match(role.value)
        if match is None or not meeting.bodies or not is_own_body(match["body"], meeting):
            continue
        del member.roles[key]
        rule = role.rule.replace("elsewhere", "own-body")
        member.add_role(Said(VICE_CHAIR if match["office"].casefold() == "næstformand" else CHAIR, role.span, rule))
        member.add_role(Said(MEMBER, role.span, rule))


def _join_listed(member: Member, cast: Cast) -> None:
    """Put an officer whom no list names with the one listed person of the same first and middle name.

    The chair and vice-chair of the body that meets are among those listed; a slip in the surname is the likelier story.
    """
    if member.lists or not member.roles.keys() & {CHAIR, VICE_CHAIR} or not any(one.lists for one in cast.members):
        return
    words = [fold_word(word) for word in member.name().said.value.split()]
    if len(words) < 3:
        return
    alike = [
        one
        for one in cast.members
        if one.lists
        and [fold_word(word) for word in one.name().said.value.split()][:2] == words[:2]
        and len(one.name().said.value.split()) >= 3
    ]
    if len(alike) == 1:
        cast.merge(alike[0], member)
