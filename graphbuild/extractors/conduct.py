"""What the people of a document did at the meeting: attendance from lists, moves and acts, and the roles that follow
from them.

Attendance is silent for somebody only named, and for somebody listed both as present and as absent (both statements
are kept). Who went out for one item and came back is present; who came late, left for good or stepped in for some
items was there in part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from graphbuild.extractors.attendance import Agenda, Move, Stay, groups
from graphbuild.extractors.cast import Cast, Member
from graphbuild.extractors.moves import read_moves
from graphbuild.extractors.participants import elected_bodies, is_council
from graphbuild.extractors.passages import Part, Passage
from graphbuild.extractors.people_names import Acts, acts
from graphbuild.extractors.roles import (
    CHAIR,
    GUEST,
    MEMBER,
    OFFICIAL,
    SECRETARY,
    SUBSTITUTE,
    VICE_CHAIR,
    is_regular,
    is_remote,
)
from graphbuild.extractors.roster import NamedAt, Roster
from graphbuild.model import Attendance, MeetingMention, Said


@dataclass(slots=True)
class _Doings:
    """What is told of one person beside the lists."""

    moves: list[tuple[Passage, Move]] = field(default_factory=list)
    acts: list[tuple[Said[str], str | None, bool]] = field(
        default_factory=list
    )  # the verb, the item, whether it is a strong one
    voted: bool = False
    visits: list[Said[str]] = field(default_factory=list)
    named: list[Said[str]] = field(default_factory=list)  # in what this meeting decided or discussed
    missed: set[str] = field(default_factory=set)


def read_conduct(
    passages: Sequence[Passage],
    meeting: MeetingMention,
    agenda: Agenda,
    roster: Roster,
    known: Mapping[int, Member],
    cast: Cast,
    officials_apart: bool,
) -> None:
    """Set attendance, roles that conduct tells, and mentions of all members of the cast."""
    doings = {id(member): _Doings() for member in known.values()}
    listed_absences: set[str] = set()
    found: list[tuple[Passage, list[NamedAt]]] = []
    for passage in passages:
        named = roster.find(passage.flow.text)
        found.append((passage, named))
        for one in named:
            member = known[id(one.person)]
            member.mentions.append(passage.flow.span(one.start, one.end))
    narrated = _narrated_in_present(found)
    put_off = _put_off(passages)
    alone = _first_names_only(cast)
    for passage, named in found:
        if not passage.current or passage.part is Part.ATTACHMENTS:
            continue
        for move in read_moves(passage, named, roster, agenda):
            if move.stay is Stay.ONLY and passage.part is Part.BACKGROUND and passage.item in put_off:
                continue  # was to come, but the item was put off
            doing = doings[id(known[id(move.person)])]
            doing.moves.append((passage, move))
            if move.stay in (Stay.ABSENT, Stay.NOT_PART) and passage.item is not None:
                listed_absences.add(passage.item)
        _read_acts(passage, named, known, doings, narrated, alone, agenda, put_off)
    mixed = _Lists.of(cast, meeting, officials_apart)
    council = any(is_council(body.value) for body in meeting.bodies)
    staffed = any(one.official() and one.lists & _THERE for one in cast.members)
    for member in known.values():
        doing = doings[id(member)]
        member.attendance = _attendance(member, doing, listed_absences, agenda, staffed)
        _set_roles(member, doing, mixed, council)


# --- acts -------------------------------------------------------------------------------------------------------------

_VERB = re.compile(
    r"(?:\s?\([^()]{1,40}\))?(?:,\s[^,.;:\n]{2,60},)?,?(?:\s(?:fra|i|hos|for)\s[^,.;:\n]{2,60}?)?\s(?P<verb>[a-zæøå]{2,20})\b(?:\s(?P<next>[a-zæøå]{1,20})\b)?"
)
_PRESENTS = re.compile(r"(?i)(?<![\w])(?:v/|v\.|ved)\s?(?:[^\W\d_]{3,30}\s)?\Z")


def _read_acts(
    passage: Passage,
    named: Sequence[NamedAt],
    known: Mapping[int, Member],
    doings: Mapping[int, _Doings],
    narrated: bool,
    alone: bool,
    agenda: Agenda,
    put_off: Set[str],
) -> None:
    text, words = passage.flow.text, acts()
    title = agenda.titles[passage.item].casefold() if passage.item is not None else ""
    announces = passage.part is Part.BACKGROUND and passage.item is not None and passage.item not in put_off
    reports = passage.part is Part.DECISION and title.startswith(words.messages)
    asked = passage.item is not None and title.startswith(words.visitors_items)
    for group in groups(named, text):
        head, last = group[0], group[-1]
        lead = text[max(0, head.start - 60) : head.start]
        visit = _visits(lead, words) or asked
        presents = _PRESENTS.search(lead) is not None
        verb = _verb(text, last.end, words, narrated, alone)
        if verb is None and (inverted := _inverted(lead, words)) is not None:
            verb = (head.start - 1, head.start, inverted)
        announced = words.announced.match(text, last.end) if announces else None
        stand = _stands(text, head, last, words) if passage.part is Part.DECISION else None
        if stand is None and reports and _REPORT.match(text, last.end) and _begins_line(text, head.start):
            stand = (head.start, last.end, "")
        background = passage.part is Part.BACKGROUND
        for one in group:
            doing = doings[id(known[id(one.person)])]
            place = passage.flow.at(one.start, one.end, "conduct.named")
            if passage.part is Part.DECISION:
                doing.named.append(place)
            if visit or presents or announced is not None:
                doing.visits.append(place)
            if stand is not None:
                doing.acts.append(
                    (passage.flow.at(one.start, max(stand[1], one.end), "conduct.act"), passage.item, True)
                )
                doing.voted = doing.voted or bool(stand[2])
            if verb is None:
                continue
            if background and verb[2] not in (
                "fortalte",
                "orienterede",
                "præsenterede",
                "fremlagde",
                "deltog",
                "svarede",
                "gennemgik",
                "holdt",
            ):
                continue
            strong = verb[2] not in words.weak
            doing.acts.append(
                (
                    passage.flow.at(one.start, max(verb[1], one.end), f"conduct.{'act' if strong else 'weak-act'}"),
                    passage.item,
                    strong,
                )
            )
            doing.voted = doing.voted or verb[2].startswith("stem") or verb[2] == "undlod"


def _verb(text: str, stop: int, words: Acts, narrated: bool, alone: bool) -> tuple[int, int, str] | None:
    match = _VERB.match(text, stop)
    if match is None:
        return None
    verb = match["verb"]
    if verb in words.past and not (
        verb == "var" and match["next"] in ("ikke", "fraværende", "gået", "udeblevet", "syg")
    ):
        if match["next"] == "ikke" and verb in ("deltog", "mødte"):
            return None
        return match.start("verb"), match.end("verb"), verb
    if (narrated and verb in words.present) or (
        alone and verb in words.tasks and match["next"] not in ("ikke", "bange") and verb not in ("er", "kommer")
    ):
        return match.start("verb"), match.end("verb"), verb
    return None


_REPORT = re.compile(r"(?:\s?\([^()]{1,30}\))?:\s+[A-ZÆØÅ]")
_SIDE = re.compile(
    r"(?i)(?:flertal|mindretal|stemte|stemmer|imod|for|hverken for eller imod|undlod(?: at stemme)?|(?:parti|venstre|demokraterne"
    r"|demokratiet|folkeparti|enhedslisten|liste [^\W\d_]{1,2}))\s{0,2}(?:\d{1,2}\s)?\((?:[^()]{0,200},\s?|[^()]{0,200}\sog\s)?\Z"
)
_VOTE = re.compile(r"(?i)\bstem|\bimod\b|\bflertal|\bmindretal|\bfor:|\bundlod")


def _stands(text: str, head: NamedAt, last: NamedAt, words: Acts) -> tuple[int, int, str] | None:
    """Return where somebody takes a stand: behind the name a phrase of it, or the name among the votes of a side:
    ``Et flertal (A, B og C)``, ``For: Venstre (A, B)``.
    """
    match = words.stands.match(text, last.end)
    if match is not None:
        return head.start, match.end("verb"), "stand"
    lead = text[max(0, head.start - 240) : head.start]
    if "(" not in lead[-220:]:
        return None
    if _SIDE.search(lead) and _VOTE.search(text, max(0, head.start - 300), head.start):
        return head.start, last.end, "side"
    return None


def _begins_line(text: str, start: int) -> bool:
    """Tell whether a line begins with a person, be it with number, title or office before the name."""
    lead = text[text.rfind("\n", 0, start) + 1 : start]
    return len(lead) < 60 and not re.search(r"[.:;]\s\S", re.sub(r"^\W{0,4}\d{0,2}[.)]?\s{0,4}", "", lead))


def _put_off(passages: Sequence[Passage]) -> set[str]:
    """Return the items that were put off or taken from the agenda."""
    pattern = acts().put_off
    return {
        passage.item
        for passage in passages
        if passage.item is not None
        and passage.part is Part.DECISION
        and passage.current
        and pattern.search(passage.flow.text, 0, 160)
    }


def _inverted(lead: str, words: Acts) -> str | None:
    """Return the verb that stands before its subject: "Imod stemte A", "Det lovede direktør A"."""
    for word in lead.split()[:-4:-1]:
        if word[-1:] in ".;":
            return None
        verb = word.casefold().rstrip(":")
        if verb in words.inverted:
            return verb
    return None


def _visits(lead: str, words: Acts) -> bool:
    plain = lead.casefold().rstrip()
    return plain.endswith(words.visits)


def _narrated_in_present(found: Sequence[tuple[Passage, list[NamedAt]]]) -> bool:
    """Tell whether the minutes are told in the present tense: "fortæller", "svarer" behind names,
    and more of them than of the past.
    """
    words = acts()
    present = past = 0
    for passage, named in found:
        if passage.part not in (Part.DECISION, Part.TITLE):
            continue
        for one in named:
            match = _VERB.match(passage.flow.text, one.end)
            if match is not None:
                present += match["verb"] in words.present
                past += match["verb"] in words.past and match["verb"] not in words.weak
    return present >= 3 and present > 2 * past


def _first_names_only(cast: Cast) -> bool:
    named = [member for member in cast.members if member.mentions]
    single = [member for member in named if " " not in member.name().said.value]
    return (
        len(single) >= 3
        and 2 * len(single) > len(named)
        and not any(member.lists - {"item-absent"} for member in named)
    )


# --- attendance -------------------------------------------------------------------------------------------------------

_THERE = {"members", "present", "official", "others", "chair", "secretary", "substitute"}


def _attendance(
    member: Member, doing: _Doings, listed_absences: set[str], agenda: Agenda, staffed: bool
) -> Said[Attendance] | None:
    told = member.listings
    for passage, move in doing.moves:
        value = _VALUES.get(move.stay)
        if value is not None and not (move.stay is Stay.ABSENT and move.items):
            one = passage.flow.value(value, move.start, move.end, f"conduct.{move.stay.value}")
            # a list under "Afbud:" has been read as a list
            if not any(
                known.value is value and known.span and one.span and one.span.covers(known.span) for known in told
            ):
                told.append(one)
    by_stay: dict[Stay, list[tuple[Passage, Move]]] = {}
    for passage, move in doing.moves:
        by_stay.setdefault(move.stay, []).append((passage, move))

    def said(value: Attendance, stays: Sequence[Stay], rule: str) -> Said[Attendance] | None:
        for stay in stays:
            for passage, move in by_stay.get(stay, ()):
                return passage.flow.value(value, move.start, move.end, f"attendance.{rule}")
        for one in told:
            if one.value is value:
                return Said(value, one.span, f"attendance.{rule}")
        return Said(value, told[0].span if told else member.name().said.span, f"attendance.{rule}")

    away = "absent" in member.lists or any(
        passage.item is None or not move.items for passage, move in by_stay.get(Stay.ABSENT, ())
    )
    moved = [stay for stay in (Stay.LEFT, Stay.ARRIVED) if stay in by_stay]
    if away and member.lists & {"present"}:
        return None
    if away and not moved:
        return said(Attendance.ABSENT, (Stay.ABSENT,), "absent-list")
    if moved:
        return said(Attendance.PARTIAL, moved, "moved")
    listed = bool(member.lists & _THERE)
    if Stay.ONLY in by_stay and not (
        member.lists & {"members", "present", "chair", "secretary"} and not member.official()
    ):
        if listed and (member.official() or member.lists - {"others"}):
            return said(Attendance.PARTIAL, (Stay.ONLY,), "some-items")
        return said(Attendance.GUEST, (Stay.ONLY,), "some-items")
    if Stay.STEPPED_IN in by_stay:
        whole = any(not move.items for _, move in by_stay[Stay.STEPPED_IN])
        return said(Attendance.PRESENT if whole or listed else Attendance.PARTIAL, (Stay.STEPPED_IN,), "stepped-in")
    absences = [*by_stay.get(Stay.ABSENT, ()), *by_stay.get(Stay.NOT_PART, ())]
    if (
        absences
        and member.lists & {"present"}
        and Stay.ABSENT not in by_stay
        and len({number for _, move in absences for number in move.items}) == 1
    ):
        return said(Attendance.PRESENT, (Stay.NOT_PART,), "out-for-items")
    if absences:
        missed = {number for _, move in absences for number in move.items}
        if all(move.told_items for _, move in absences) and missed < set(agenda.numbers):
            return said(Attendance.PARTIAL, (Stay.NOT_PART, Stay.ABSENT), "missed-items")
        excused = any(move.stay is Stay.ABSENT and passage.part is not Part.ABSENCE for passage, move in absences)
        if missed >= listed_absences or (excused and not doing.voted):
            if member.lists & {"present"}:
                return None
            strong = doing.voted or any(strong for _, item, strong in doing.acts if item not in missed)
            if strong and len(missed) <= len(agenda.numbers) / 2:
                return said(Attendance.PARTIAL, (Stay.NOT_PART, Stay.ABSENT), "missed-items")
            return said(Attendance.ABSENT, (Stay.ABSENT, Stay.NOT_PART), "absent-in-items")
        return said(Attendance.PARTIAL, (Stay.NOT_PART, Stay.ABSENT), "missed-items")
    if listed:
        return said(Attendance.PRESENT, (), "present-list")
    if "guest" in member.lists:
        return said(Attendance.GUEST, (), "guest-list")
    if Stay.OUT in by_stay:
        return said(Attendance.PRESENT, (Stay.OUT,), "out-for-items")
    return _from_acts(member, doing, staffed)


_VALUES = {
    Stay.ABSENT: Attendance.ABSENT,
    Stay.LEFT: Attendance.PARTIAL,
    Stay.ARRIVED: Attendance.PARTIAL,
    Stay.ONLY: Attendance.PARTIAL,
    Stay.STEPPED_IN: Attendance.PRESENT,
}


def _from_acts(member: Member, doing: _Doings, staffed: bool) -> Said[Attendance] | None:
    """Conclude attendance of somebody in no list from what they did: spoke, voted, presented.

    ``staffed``: the lists name officials, so that an official whom they leave out was called in.
    """
    titles = [
        role.value
        for role in member.roles.values()
        if role.value not in (OFFICIAL, MEMBER, CHAIR, VICE_CHAIR, SECRETARY, SUBSTITUTE, GUEST)
    ]
    if any(is_remote(title) for title in titles):
        return None
    strong = [said for said, _, is_strong in doing.acts if is_strong]
    if doing.visits and member.party is None and not member.roles.keys() & {MEMBER, CHAIR, VICE_CHAIR}:
        if member.official() and strong:
            return Said(Attendance.PRESENT, strong[0].span, "attendance.acts")
        if member.official() and not member.outsider and not staffed and any(is_regular(title) for title in titles):
            return Said(Attendance.PRESENT, doing.visits[0].span, "attendance.presents")
        return Said(Attendance.GUEST, doing.visits[0].span, "attendance.visits")
    if not strong and CHAIR in member.roles and doing.named:
        return Said(Attendance.PRESENT, doing.named[0].span, "attendance.chair")
    if not strong and doing.acts and (member.outsider or (titles and not any(is_regular(title) for title in titles))):
        return Said(Attendance.GUEST, doing.acts[0][0].span, "attendance.weak-act")
    if not strong:
        return None
    if member.outsider:
        return Said(Attendance.GUEST, strong[0].span, "attendance.outsider")
    if member.official() and (staffed or not any(is_regular(title) for title in titles)):
        items = {item for _, item, _ in doing.acts}
        if len(items) == 1 and not member.roles.keys() & {MEMBER, SECRETARY}:
            return Said(Attendance.GUEST, strong[0].span, "attendance.one-item")
    return Said(Attendance.PRESENT, strong[0].span, "attendance.acts")


# --- roles ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lists:
    """What the document's lists say of who is a member."""

    members: bool  # there is a list of members
    participants: bool  # there is a list of participants
    pure: bool  # the participants' list holds members alone, but for those with a job title

    @staticmethod
    def of(cast: Cast, meeting: MeetingMention, officials_apart: bool) -> _Lists:
        members = any("members-list" in one.lists for one in cast.members)
        present = [one for one in cast.members if "present" in one.lists]
        officials = officials_apart or any("official" in one.lists for one in cast.members)
        employed = any(
            one.official() or (SECRETARY in one.roles and "secretary" not in one.lists)
            for one in present
            if "official" not in one.lists
        )
        offices = any("party-listed" in one.lists or "office-listed" in one.lists for one in present)
        elected, mixed = elected_bodies(meeting)
        joint = len(meeting.bodies) > 1
        replaced = any(one.substitute_for is not None for one in present)  # only a member has somebody come instead
        pure = bool(present) and (
            replaced
            or (
                (offices and not employed)
                if mixed
                else (offices or (((elected and not joint) or officials) and not employed))
            )
        )
        participants = any(one.lists & {"present", "members"} for one in cast.members)
        return _Lists(members, participants, pure)


def _set_roles(member: Member, doing: _Doings, lists: _Lists, council: bool) -> None:
    has = member.roles.keys()
    name = member.name().said
    stays = {move.stay for _, move in doing.moves}
    for passage, move in doing.moves:
        if move.stay is Stay.STEPPED_IN:
            if MEMBER not in has and not member.official():
                member.add_role(passage.flow.value(SUBSTITUTE, move.start, move.end, "conduct.stepped-in"))
            if move.instead_of is not None and member.substitute_for is None:
                member.substitute_for = passage.flow.value(
                    move.instead_of.name.value, move.start, move.end, "conduct.stepped-in"
                )
            break
    if _leads(doing):
        place = doing.acts[0][0]
        member.add_role(Said(CHAIR, place.span, "conduct.leads"))
        member.add_role(Said(MEMBER, place.span, "conduct.leads"))
    employed = member.official() or member.outsider or SUBSTITUTE in has or GUEST in has
    if (
        not employed
        and (SECRETARY not in has or member.lists >= {"secretary", "present"})
        and MEMBER not in has
        and " " in name.value
        and _is_member(member, doing, stays, lists)
    ):
        member.add_role(Said(MEMBER, name.span, "conduct.member"))
    if council and MEMBER not in has and has & _MAYORS and member.attendance is not None:
        member.add_role(Said(MEMBER, name.span, "conduct.mayor"))  # of the council that meets, a mayor is a member
    if member.outsider and (member.attendance is None or member.attendance.value is Attendance.GUEST):
        member.roles.pop(OFFICIAL, None)
    if member.attendance is not None and member.attendance.value is Attendance.GUEST and not member.official():
        member.add_role(Said(GUEST, name.span, "conduct.guest"))


_MAYORS = frozenset({"borgmester", "borgmesteren", "overborgmester", "overborgmesteren"})


def _is_member(member: Member, doing: _Doings, stays: set[Stay], lists: _Lists) -> bool:
    titles = [role for role in member.roles if role not in (CHAIR, VICE_CHAIR, MEMBER)]
    if any(is_remote(title) for title in titles):
        return False
    if "present" in member.lists:
        return lists.pure
    if "absent" in member.lists or "item-absent" in member.lists or stays & {Stay.ABSENT, Stay.NOT_PART}:
        return lists.members or lists.pure or not lists.participants
    if lists.participants and not lists.pure:
        return False
    return (
        doing.voted
        or bool(stays & {Stay.OUT, Stay.LEFT, Stay.ARRIVED})
        or (member.party is not None and bool(doing.acts))
    )


def _leads(doing: _Doings) -> bool:
    return any(said.value.endswith("ledede") for said, _, _ in doing.acts)
