"""Lists under labels: members, participants, absent, officials, guests, substitutes, secretary, chair.

A label's value is read as a list as far as it reads as one; sentences that follow it are left to the reading of
conduct.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from graphbuild.extractors.cast import Cast, Member
from graphbuild.extractors.given_names import name_score
from graphbuild.extractors.list_labels import group_kind
from graphbuild.extractors.name_lists import NAME, Entry, Remark, is_nobody, read_list
from graphbuild.extractors.passages import Part, Passage
from graphbuild.extractors.roles import CHAIR, GUEST, MEMBER, OFFICIAL, SECRETARY, SUBSTITUTE, VICE_CHAIR
from graphbuild.extractors.side_by_side import read_side_by_side
from graphbuild.layouts import Minutes
from graphbuild.layouts.flow import Flow
from graphbuild.layouts.labels import FieldKind, field_label
from graphbuild.lexicon.names import initials_of
from graphbuild.lexicon.sentences import split_sentences
from graphbuild.model import Attendance, MeetingMention

_KINDS = {
    FieldKind.MEMBERS: "member", FieldKind.PRESENT: "present", FieldKind.ABSENT: "absent", FieldKind.SECRETARY:
    "secretary", FieldKind.CHAIR: "chair", FieldKind.VICE_CHAIR: "vice_chair", FieldKind.OFFICIALS: "official",
    FieldKind.GUESTS: "guest", FieldKind.SUBSTITUTES: "substitute", FieldKind.HANDLER: "handler", }  # fmt: skip


def read_participants(minutes: Minutes, passages: Sequence[Passage], cast: Cast) -> None:
    """Add all persons of the document's lists to the cast."""
    columns = list(read_side_by_side(minutes))
    lists = [
        one
        for one in [*_fields(minutes), *_unlabelled(minutes)]
        if not any(block.span.start <= one[1].origin(one[2]) < block.span.end for block in columns)
    ]
    lists += [(kind, flow, 0, len(flow.text)) for block in columns for kind, flow in block.lists]
    beside = {id(flow) for block in columns for _, flow in block.lists}
    lists += _told(minutes.head)
    if not any(kind in ("member", "present", "absent") for kind, *_ in lists):
        lists += _in_run_on(minutes.head)
    if not any(kind in ("member", "present", "delegates", "manager") for kind, *_ in lists):
        lists += _bare(minutes, lists)
    # full names first: a list of absent members may have first names only
    lists.sort(key=lambda one: one[0] in ("absent", "secretary", "chair"))
    seen: set[tuple[str, int]] = set()
    for index, (kind, flow, start, end) in enumerate(lists):
        place = flow.origin(start)
        if (kind, place) in seen:
            continue
        seen.add((kind, place))
        by_lines = None if id(flow) in beside else _by_lines(minutes, flow, start, end)
        if by_lines is not None:
            flow, start, end = by_lines, 0, len(by_lines.text)
        _read_one(kind, flow, start, end, index, cast)
    for index, passage in enumerate(passages):
        if passage.part is Part.ABSENCE:
            end = list_end(passage.flow.text)
            for entry in read_list(passage.flow.text, 0, end).entries:
                _add(entry, passage.flow, None, cast, len(lists) + index)


def list_end(text: str) -> int:
    """Return where the list at the beginning of a text ends: before its first sentence with a verb, or a heading."""
    parts = list_parts(text, skip=False)
    return parts[-1][1] if parts else 0


def list_parts(text: str, *, skip: bool) -> list[tuple[int, int]]:
    """Return the stretches of a text that may be a list; with ``skip`` a sentence between two rows does not end it.

    A heading ends the list, and so does a row under a label of its own (``Referent: ...``).
    """
    parts: list[tuple[int, int]] = []
    skipped = 0
    for row in re.finditer(r"[^\n]+", text):
        label = _LABELLED.match(row[0])
        if (
            _HEADING.match(row[0])
            or _begins_item(row[0])
            or (parts and label is not None and group_kind(label["label"]) in _OWN_LISTS)
        ):
            return parts
        for sentence in split_sentences(row[0]):
            words = _ASIDE.sub("", row[0][sentence.start : sentence.end])
            if _VERB.search(words) or (not NAME.search(words) and parts):
                skipped += 1
                if not skip or skipped > 2:
                    return parts
                continue
            start, end = row.start() + sentence.start, row.start() + sentence.end
            if parts and text[parts[-1][1] : start].strip() == "":
                parts[-1] = (parts[-1][0], end)
            else:
                parts.append((start, end))
    return parts


_NUMBERED = re.compile(r"\d{1,3}[.:)]?\s{1,20}")


def _begins_item(row: str) -> bool:
    """Tell whether a numbered row is an agenda item, and not a person of a numbered list."""
    number = _NUMBERED.match(row)
    if number is None:
        return False
    name = NAME.match(row, number.end())
    return name is None or name_score(" ".join(name[0].split())) < 0.6 or " " not in name[0]


_OWN_LISTS = frozenset({"secretary", "chair", "vice_chair", "absent", "present"})


_ASIDE = re.compile(
    r"\([^()]{0,160}\)|\s[–-]\s[^,\n]{0,120}"
    r"|(?:,|\s[–-])?\s(?:og )?i stedet (?:deltog|mødte|deltager|møder|kom|for)\b[^,;.\n]{0,60}"
)
_VERB = re.compile(
    r"(?i)(?<![\w-])(?:deltog|deltager|forlod|gik|kom|ankom|mødte(?! ?:)|indtrådte|var|blev|er|har|havde"
    r"|godkendt|taget|drøftet|udsat|tiltrådt|anbefales|orienterede|vedtaget"
    r"|ved behandlingen|godkendes|kan|skal|vil)(?![\w-])"
)
_HEADING = re.compile(
    r"(?i)^\W{0,4}(?:.{0,40}inhabil|punkt \d|pkt\.? ?\d|sag nr|beslutning|dagsorden\b|indholdsfortegnelse"
    r"|sagsfremstilling|bilag\b|\d{1,3}\.\s+[^\W\d_]{3,}\s+[a-zæøå])"
)


def _fields(minutes: Minutes) -> Iterator[tuple[str, Flow, int, int]]:
    for one in minutes.fields:
        kind = _KINDS.get(one.kind)
        if kind is None or not one.value:
            continue
        label = group_kind(one.label.value)
        if kind in ("official", "guest", "member") and label in ("mixed", "manager", "official", "guest"):
            kind = label
        for start, end in list_parts(one.value.text, skip=True):
            if is_nobody(one.value.text[start:end]):
                continue
            cut = _others_below(one.value.text, start, end) if kind == "absent" else end
            yield kind, one.value, start, cut
            if cut < end:
                yield "mixed", one.value, cut, end


def _others_below(text: str, start: int, end: int) -> int:
    """Return where the absent end and others begin under the same label: a row of officials below one of members.

    ``Afbud: A, B`` and under it ``Ungdomskonsulent C (tovholder) + D fra Ungdomsskolen``.
    """
    at = text.find("\n", start, end)
    if at < 0 or not re.search(r",|\sog\s", text[start:at]):
        return end
    above, below = read_list(text, start, at).entries, read_list(text, at + 1, end).entries
    titled = below and any(role.role == OFFICIAL for role in below[0].roles)
    if titled and not any(role.role == OFFICIAL for entry in above for role in entry.roles):
        return at + 1
    return end


_WHO_CAME = re.compile(
    r"""(?imx)^\W{0,4}(?P<who>fra\s(?:forvaltningen|administrationen|sekretariatet|kommunen|direktionen|ledelsen)
        |desuden|endvidere|derudover|herudover|ud\sover\s(?:medlemmerne|udvalget|rådet|bestyrelsen)|i\sø?vrigt|øvrige
        |som\s(?:gæste?r?|oplægsholdere?|observatører?))
    \s(?:deltog|deltager|deltag?ende|mødte|var\stil\sstede|medvirkede)(?:\s(?:desuden|endvidere|også|i\smødet|ved\smødet|tillige)){0,2}
    \s?:?\s(?=\S)"""
)


def _told(flow: Flow) -> Iterator[tuple[str, Flow, int, int]]:
    """Lists that a sentence of the head tells: ``Fra forvaltningen deltog direktør A, konsulent B og C (referent).``"""
    for match in _WHO_CAME.finditer(flow.text):
        who = match["who"].casefold()
        kind = "official" if who.startswith("fra") else "guest" if who.startswith("som") else "mixed"
        line = flow.text.find("\n", match.end())
        stop = line if line >= 0 else len(flow.text)
        for sentence in split_sentences(flow.text[match.end() : stop]):
            yield kind, flow, match.end(), match.end() + sentence.end
            break


_FEWEST_ROWS = 3
_LETTER = re.compile(r"\([A-ZÆØÅ]\)")


def _bare(minutes: Minutes, lists: Sequence[tuple[str, Flow, int, int]]) -> Iterator[tuple[str, Flow, int, int]]:
    """Lists that stand in the head under no label: at least three rows on end, each a person and nothing else."""
    flow = minutes.head
    taken = [other.span(start, end) for _, other, start, end in lists]
    run: list[tuple[int, int]] = []
    for match in [*re.finditer(r"[^\n]+", flow.text), None]:
        if match is not None and not any(span.start <= flow.origin(match.start()) < span.end for span in taken):
            found = read_list(match[0])
            entries = [entry for entry in found.entries if " " in entry.name and name_score(entry.name) >= 0.6]
            if (
                found.share == 1.0
                and len(entries) == len(found.entries) == 1
                and not _VERB.search(_ASIDE.sub("", match[0]))
            ):
                run.append(match.span())
                continue
        if len(run) >= _FEWEST_ROWS:
            # with party letters it is the list of all members, of whom some may be named as absent elsewhere
            parties = sum(bool(_LETTER.search(flow.text, start, end)) for start, end in run)
            yield ("member" if 2 * parties >= len(run) else "present"), flow, run[0][0], run[-1][1]
        run = []


_RUN_ON = 150  # characters: a line this long holds several labels with their values


def _in_run_on(flow: Flow) -> Iterator[tuple[str, Flow, int, int]]:
    """Lists of a head whose lines have run together: ``... Mødedeltagere: A, B, C Fraværende: D Referent: E ...``."""
    for row in re.finditer(r"[^\n]+", flow.text):
        if len(row[0]) < _RUN_ON:
            continue
        labels = list(_ANY_LABEL.finditer(flow.text, row.start(), row.end()))
        for label, after in zip(labels, [*labels[1:], None], strict=False):
            kind = group_kind(label["label"])
            stop = after.start() if after is not None else row.end()
            if kind is not None and not is_nobody(flow.text[label.end() : stop]):
                yield kind, flow, label.end(), stop


_ANY_LABEL = re.compile(r"(?<![\w,])(?P<label>[A-ZÆØÅ][a-zæøå]{2,20}(?: [a-zæøå]{2,12}){0,2}) ?:\s")
_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:\t\n()]{1,45}?)(?:\s?:\s|\s?:$|\t+|[ ]{2,}|$)")


def _unlabelled(minutes: Minutes) -> Iterator[tuple[str, Flow, int, int]]:
    """Lists of the head under labels that only people's lists have: ``Forældre: ...``, ``Ledelsen<tab>...``."""
    flow = minutes.head
    text = flow.text
    taken = [
        one.value.span(start, end)
        for one in minutes.fields
        if one.value and one.kind in _KINDS
        for start, end in list_parts(one.value.text, skip=True)
    ]
    rows = [match.span() for match in re.finditer(r"[^\n]+", text)]
    index = 0
    known = any(one.kind in (FieldKind.MEMBERS, FieldKind.PRESENT) for one in minutes.fields)
    while index < len(rows):
        start, end = rows[index]
        index += 1
        label = _LABELLED.match(text, start, end)
        kind = group_kind(label["label"]) if label is not None else None
        if kind is None and label is not None and not known and _strange_list(text, label, rows, index):
            kind = "present"
        if label is None or kind is None or any(span.start <= flow.origin(start) < span.end for span in taken):
            continue
        begin = label.end()
        while index < len(rows) and _goes_on(text, *rows[index]):
            end = rows[index][1]
            index += 1
        stop = begin + list_end(text[begin:end])
        if stop > begin and not is_nobody(text[begin:stop]):
            yield kind, flow, begin, stop


def _strange_list(text: str, label: re.Match[str], rows: Sequence[tuple[int, int]], index: int) -> bool:
    """Tell whether people stand under a label that the tables do not know, in a head without a list of participants."""
    if field_label(label[0]) is not None or _VERB.search(label["label"]) or _NO_LIST.search(label["label"]):
        return False
    start, end = label.end(), rows[index - 1][1]
    if index < len(rows) and _goes_on(text, *rows[index]):
        end = rows[index][1]
    found = read_list(text, start, end)
    return (
        found.share == 1.0
        and len(found.entries) >= 2
        and all(" " in entry.name and name_score(entry.name) >= 0.65 for entry in found.entries)
    )


_NO_LIST = re.compile(
    r"(?i)kopi|sendt|underskrift|sagsbeh|kontakt|udsendt|modtager|forfatter|bilag|valgt|udpeg|emne|punkt"
)


def _goes_on(text: str, start: int, end: int) -> bool:
    label = _LABELLED.match(text, start, end)
    if field_label(text[start:end]) is not None or (label is not None and group_kind(label["label"]) is not None):
        return False
    name = NAME.search(text, start, min(end, start + 40))
    if name is None or _VERB.search(_ASIDE.sub("", text[start:end])):
        return False
    columns = name.start() == start and _COLUMN.match(text, name.end(), end) is not None
    return name_score(" ".join(name[0].split())) >= (0.45 if columns else 0.6)


_COLUMN = re.compile(r"\t|[ ]{2,}\S")


def _by_lines(minutes: Minutes, flow: Flow, start: int, end: int) -> Flow | None:
    """Return a list as its printed lines where each begins with a person:
    what runs on in text may be one entry a line.
    """
    span = flow.span(start, end)
    lines = [
        line for line in minutes.lines if span.start <= line.start and line.end <= span.end + 1 and not line.furniture
    ]
    first = next((line for line in minutes.lines if line.start < span.start < line.end), None)
    pieces = [(span.start, first.end)] if first is not None else []
    pieces += [(line.start, min(line.end, span.end)) for line in lines]
    if len(pieces) < 2:
        return None
    text = minutes.document.text
    joined: list[list[tuple[int, int]]] = []
    for begin, stop in pieces:
        above = text[joined[-1][-1][0] : joined[-1][-1][1]] if joined else ""
        wraps = (
            above.endswith((",", "-", " og", " samt"))
            or above.count("(") > above.count(")")
            or text[begin : begin + 1].islower()
        )
        if joined and (wraps or text[begin] == "("):
            joined[-1].append((begin, stop))
        else:
            joined.append([(begin, stop)])
    rows = [" ".join(text[begin:stop] for begin, stop in row) for row in joined]
    if len(rows) < 2 or sum(_one_person(row) for row in rows) < 0.8 * len(rows):
        return None
    pieces_flow = [
        (begin, stop, " " if at + 1 < len(row) else "\n") for row in joined for at, (begin, stop) in enumerate(row)
    ]
    return Flow(minutes.document, pieces_flow)


def _one_person(row: str) -> bool:
    label = _LABELLED.match(row)
    if label is not None and group_kind(label["label"]) is not None:
        return True
    entries = read_list(row).entries
    return len(entries) == 1 or (len(entries) > 1 and "  " in row and "," not in row)


def _read_one(kind: str, flow: Flow, start: int, end: int, list_id: int, cast: Cast) -> None:
    entries = read_list(flow.text, start, end).entries
    lettered = sum(entry.party is not None for entry in entries)
    for entry in entries:
        if entry.party is None and 2 * lettered > len(entries):
            # among party letters two or three capitals are a local list's
            entry.party = next(
                (
                    (a, b)
                    for a, b in entry.beside
                    if re.fullmatch(r"[A-ZÆØÅ]{2,3}", flow.text[a:b])
                    and flow.text[a - 1 : a] == "("
                    and (a, b) != entry.initials
                ),
                None,
            )
        _add(entry, flow, kind, cast, list_id)
    word = _INITIALS.match(flow.text, start, end)
    if entries or word is None or kind not in ("secretary", "chair", "vice_chair"):
        return
    # "Ref.: NRH": initials of one of those listed
    meant = [one for one in cast.members if word[1] in one.forms or word[1] in initials_of(one.name().said.value)]
    printed = [one for one in meant if word[1] in one.forms]
    if len(printed or meant) == 1:
        member = (printed or meant)[0]
        cast.add_form(member, flow.at(word.start(1), word.end(1), f"list.{kind}.initials"))
        for role in _ROLES[kind]:
            member.add_role(flow.value(role, word.start(1), word.end(1), f"list.{kind}.initials"))
        member.lists.add("secretary" if kind == "secretary" else "chair")
        member.listings.append(flow.value(Attendance.PRESENT, word.start(1), word.end(1), f"list.{kind}.initials"))


_BARE_FOR = re.compile(r"[\s,(]{0,3}for\s(?=[A-ZÆØÅ])")
_FOR = re.compile(r"(?i)(?:^|\b(?:stedet|stedfortræder|suppleant|substitut|afløser)\s)for\s")


def _add_replaced(entry: Entry, flow: Flow, cast: Cast, member: Member, list_id: int, rule: str) -> None:
    """Add the absent member whom an entry stands in for: ``Lis Bo (i stedet for Ib Holm)``."""
    for start, end in entry.beside:
        lead = _BARE_FOR.match(flow.text, start, end) or _FOR.search(flow.text, start, end)
        name = NAME.search(flow.text, lead.end(), end) if lead is not None else None
        if name is None or name_score(" ".join(name[0].split())) < 0.5:
            continue
        said = flow.at(name.start(), name.end(), f"{rule}.replaced")
        replaced = cast.add(said, list_id=list_id)
        if replaced is None or replaced is member:
            continue
        replaced.lists.add("absent")
        replaced.listings.append(flow.value(Attendance.ABSENT, name.start(), name.end(), f"{rule}.replaced"))
        member.substitute_for = member.substitute_for or said
        if MEMBER not in member.roles:
            member.add_role(flow.value(SUBSTITUTE, start, end, f"{rule}.replaced"))


_SOME_ITEMS = re.compile(r"(?i)\b(?:sag|sagerne|punkt|punkterne|pkt)\b\.?\s?(?:nr\.?\s?)?\d")
_INITIALS = re.compile(r"\s*([A-ZÆØÅ]{2,5})(?![\w])")
_THERE = (
    "member", "manager", "delegates", "present", "secretary", "chair", "vice_chair", "official", "mixed", "substitute",
)  # fmt: skip
_ATTENDANCE = dict.fromkeys(_THERE, Attendance.PRESENT) | {"absent": Attendance.ABSENT, "guest": Attendance.GUEST}
_ROLES = {
    "member": (MEMBER,), "delegates": (MEMBER,), "manager": (OFFICIAL,), "secretary": (SECRETARY,),
    "chair": (CHAIR, MEMBER), "vice_chair": (VICE_CHAIR, MEMBER), "official": (OFFICIAL,), "guest": (GUEST,),
    "substitute": (SUBSTITUTE,),
}  # fmt: skip
_LISTS = {"member": "members", "manager": "members", "mixed": "others", "vice_chair": "chair", "delegates": "members"}


def _add(entry: Entry, flow: Flow, kind: str | None, cast: Cast, list_id: int) -> Member | None:
    """Add one entry of a list; ``kind`` is ``None`` for the absent of a single item."""
    inner = group_kind(entry.group) if entry.group else None
    there = kind == "present" and inner in ("member", "delegates", "manager", "official", "mixed")
    if inner is not None and kind not in (None, "absent"):
        kind = inner
    rule = f"list.{kind or 'item-absent'}"
    name = flow.at(entry.start, entry.end, rule)
    if name.span is not None and kind is not None:
        cast.listed_at.add(name.span.start)
    party = flow.at(*entry.party, f"{rule}.party") if entry.party else None
    official = any(role.role == OFFICIAL for role in entry.roles)
    short = " " not in name.value or name.value.isupper()
    member = cast.add(
        name,
        list_id=None if kind in ("secretary", "chair", "vice_chair") else list_id,
        party=party.value if party else None,
        official=official and kind not in ("manager", "member", "secretary", "chair"),
    )
    if member is None:
        return None
    _add_replaced(entry, flow, cast, member, list_id, rule)
    if entry.initials is not None:
        cast.add_form(member, flow.at(*entry.initials, f"{rule}.initials"))
    if party is not None:
        member.party = member.party or party
        member.lists.add("party-listed")
    if kind == "present" and any(role.role in (CHAIR, VICE_CHAIR) for role in entry.roles):
        member.lists.add("office-listed")
    for role in entry.roles:
        member.add_role(flow.value(role.role, role.start, role.end, role.rule))
    if kind == "handler":
        if not short and not member.roles:
            member.add_role(flow.value(OFFICIAL, entry.start, entry.end, "list.handler"))
        return member
    if kind is None:
        member.lists.add("item-absent")
        return member
    given = {role.casefold() for role in member.roles}
    if kind == "guest" and (OFFICIAL in given or entry.outsider) and not entry.outsider:
        roles: tuple[str, ...] = ()
    else:
        roles = _ROLES.get(kind, ())
    if (kind == "delegates" and official) or (kind == "manager" and given):
        roles = ()
    if kind == "official" and (entry.roles or given) and not official and SECRETARY in given:
        roles = ()
    for role_name in roles:
        if not (role_name == MEMBER and SUBSTITUTE in given):
            member.add_role(flow.value(role_name, entry.start, entry.end, rule))
    member.outsider = member.outsider or entry.outsider
    if kind == "absent" and any(_SOME_ITEMS.search(flow.text, *place) for place in entry.beside):
        member.lists.add("item-absent")
        return member
    member.lists.add(_LISTS.get(kind, kind))
    if there:
        member.lists.add("present")  # "Til stede: Forældre: A, B": a list of those who came, by groups
    if kind in ("member", "manager", "delegates") and inner is None:
        member.lists.add("members-list")
    if entry.remark == Remark.PRESENT:
        member.lists.add("present")
    if entry.remark == Remark.ABSENT:
        member.lists.discard("present")
        member.lists.add("absent")
        member.listings.append(flow.value(Attendance.ABSENT, entry.start, entry.end, f"{rule}.remark"))
    else:
        member.listings.append(flow.value(_ATTENDANCE[kind], entry.start, entry.end, rule))
    return member


@cache
def _boards() -> tuple[tuple[str, ...], tuple[re.Pattern[str], ...]]:
    raw = tomllib.loads(files(__package__).joinpath("people.toml").read_text(encoding="utf-8"))["elected"]
    return tuple(raw["bodies"]), tuple(re.compile(rf"(?<!kommunal){re.escape(word)}") for word in raw["mixed"])


def elected_bodies(meeting: MeetingMention) -> tuple[bool, bool]:
    """Tell whether all bodies that met are elected councils or committees, and whether one mixes members and staff."""
    elected, boards = _boards()
    names = [body.value.casefold() for body in meeting.bodies]
    mixed = any(board.search(name) for name in names for board in boards)
    return bool(names) and not mixed and all(any(word in name for word in elected) for name in names), mixed


_COUNCILS = ("byråd", "kommunalbestyrelse", "borgerrepræsentation")


def is_council(body: str) -> bool:
    """Tell whether a body is a municipality's council."""
    folded = body.casefold()
    return any(word in folded for word in _COUNCILS) and "udvalg" not in folded


def officials_apart(minutes: Minutes) -> bool:
    """Tell whether the head has a list of officials of its own, be it empty: then the participants are the members."""
    return any(one.kind is FieldKind.OFFICIALS and group_kind(one.label.value) != "mixed" for one in minutes.fields)
