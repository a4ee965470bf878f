"""Lists of people: one a line, in columns, or parted by commas, each with what is printed beside the name.

``Anna Holm (A), formand``; ``Bo Lund (afbud)``; ``Socialchef Lis Bo``; ``Forældre: Anna, Bo og Carl``; ``Anna Holm
B``. A list is read only where a label says that people follow; so an entry needs no more than a name's shape. What is
no name belongs to the entry before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graphbuild.extractors.given_names import is_given_name, name_score
from graphbuild.extractors.list_labels import group_kind
from graphbuild.extractors.roles import (
    OFFICIAL,
    SECRETARY,
    Described,
    Remark,
    Role,
    describe,
    is_job,
    roles_of_title,
    title_before,
)
from graphbuild.lexicon.names import fold_word, last_names

_CAPITAL = "A-ZÆØÅÄÖÜÉÈÁÍÓÚÇÐÞŠŽ"
_CAP = (
    rf"[{_CAPITAL}][^\W\d_]{{1,24}}(?:['\u2019´][^\W\d_]{{1,20}})?"
    rf"(?:[-\u2010\u2011] ?[{_CAPITAL}][^\W\d_]{{0,24}}){{0,3}}"
)
_INITIAL = (
    rf"[{_CAPITAL}]{{1,2}}\.(?:[{_CAPITAL}]\.){{0,2}}|[{_CAPITAL}](?![\w.])|(?:Chr|Th|Kr|Fr|Joh|Vilh|Aug|Wm|Ths)\."
)
_PARTICLE = r"(?:von|van|de|der|den|af|la|le|du|di|da|el|al|bin|ten|zu|dos|do)"
NAME = re.compile(
    rf"(?:(?:{_INITIAL})[ ]?)?{_CAP}(?:[ ](?:{_PARTICLE}[ ]){{0,2}}(?:{_CAP}|{_INITIAL})){{0,6}}"
    rf"|(?:{_INITIAL})[ ]?{_CAP}"
)

_BULLET = re.compile(r"(?:[-–—•*·▪◦●\uf0b7]|o(?=\s)|\d{1,2}[.)](?=\s))?\s*")
_GROUP = re.compile(r"(?P<label>[^\W\d_][^:,\n()]{1,60}?)\s?:(?=\s|$)\s*")
_CELL = re.compile(r"\t+|[ ]{2,}")
_SEPARATOR = re.compile(r"[,;/]|\s(?P<and>og|samt|&|\+)\s")
#: "chef for Vej og Park", "Kultur- og Fritidschef": this "og" parts no persons
_ONE_TITLE = re.compile(r"-\Z|\s(?:for|af|i)\s[^,;()]{1,60}\Z")
#: More people than any body has.
_MOST_ENTRIES = 500
_SEPARATORS = frozenset(",;/ \t")
_NOBODY = re.compile(
    r"(?i)^(?:ingen|intet|ikke nogen|alle|alle medlemmer.*|samtlige.*|-+|–|nej|alle mødt|fuldtallig\w*"
    r"|udvalget|øvrige.*)\W*$"
)


@dataclass(slots=True)
class Entry:
    """One person of a list: where the name stands in the text, and what is printed beside it."""

    start: int
    end: int
    name: str
    group: str | None = None
    roles: list[Role] = field(default_factory=list)
    party: tuple[int, int] | None = None
    initials: tuple[int, int] | None = None
    remark: str | None = None
    outsider: bool = False
    beside: list[tuple[int, int]] = field(default_factory=list)  # all descriptors, in order

    def take(self, described: Described, start: int, end: int) -> None:
        """Add what a descriptor told."""
        self.beside.append((start, end))
        self.roles += described.roles
        self.party = self.party or described.party
        self.initials = self.initials or described.initials
        self.remark = self.remark or described.remark
        self.outsider = self.outsider or described.outsider


@dataclass(frozen=True, slots=True)
class NameList:
    """The entries of a text read as a list, and how much of it they explain:
    1.0 for a list of names and nothing else.
    """

    entries: tuple[Entry, ...]
    share: float
    end: int  # where the last entry and what is beside it ends


def is_nobody(text: str) -> bool:
    """Tell whether a list says that nobody is meant: ``Ingen``."""
    return bool(_NOBODY.match(text.strip())) if len(text) < 80 else False


def read_list(text: str, start: int = 0, end: int | None = None, *, rule: str = "list") -> NameList:
    """Read a text, from ``start`` to ``end``, as a list of people."""
    end = len(text) if end is None else end
    entries: list[Entry] = []
    pieces = names = 0
    group: str | None = None
    last_end = start
    rows = list(_rows(text, start, end))
    in_rows = len(rows) > 1
    for row_start, row_end in rows:
        at = _BULLET.match(text, row_start, row_end)
        begin = at.end() if at is not None else row_start
        label = _GROUP.match(text, begin, row_end)
        if (label is not None and not NAME.fullmatch(label["label"].strip())) or (
            label is not None and _is_label(label["label"])
        ):
            group, begin = " ".join(label["label"].split()), label.end()
        elif _bare_label(text, begin, row_end):
            group = " ".join(text[begin:row_end].split())
            continue
        first = True
        bracketed = list(_pieces(text, begin, row_end))
        wide = sum(_shape(text, *piece) is not None for piece in bracketed) >= 3
        for piece_start, piece_end in bracketed:
            pieces += 1
            lenient = first or wide or not in_rows
            entry = _entry(text, piece_start, piece_end, lenient, rule)
            if len(entries) >= _MOST_ENTRIES:
                return NameList(tuple(entries), names / pieces, last_end)
            if entry is not None:
                entry.group = group
                entries.append(entry)
                names += 1
                last_end = piece_end
            elif entries and not first:
                _describe_brackets(entries[-1], text, piece_start, piece_end, rule)
                names += 1
                last_end = piece_end
            first = False
    return NameList(tuple(entries), names / pieces if pieces else 0.0, last_end)


def _rows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in re.compile("\n").finditer(text, start, end):
        if text[max(at, match.start() - 5) : match.start()].endswith(("-", " og", " samt")):
            continue
        if text[at : match.start()].strip():
            yield at, match.start()
        at = match.end()
    if text[at:end].strip():
        yield at, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts between separators and columns; what stands in brackets is not parted."""
    at, depth, index = start, 0, start
    while index < end:
        character = text[index]
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(depth - 1, 0)
        elif depth == 0 or index - at > 300:
            match = _SEPARATOR.match(text, index, end) if character in _SEPARATORS else None
            match = match or (_CELL.match(text, index, end) if character in " \t" else None)
            joined = (
                match is not None
                and match.re is _SEPARATOR
                and match["and"]
                and _ONE_TITLE.search(text[max(at, index - 70) : index])
            )
            if match is not None and not joined and not (character in " \t" and match.end() >= end):
                if text[at:index].strip():
                    yield at, index
                at = index = match.end()
                continue
        index += 1
    if text[at:end].strip(" .,;"):
        yield at, end


def _bare_label(text: str, start: int, end: int) -> bool:
    """Tell whether a row is a known label and nothing else: ``Medarbejdersiden``."""
    return end - start < 60 and group_kind(text[start:end]) is not None


def _is_label(label: str) -> bool:
    return name_score(label) < 0.6


def _shape(text: str, start: int, end: int) -> re.Match[str] | None:
    begin = start
    while begin < end and text[begin].isspace():
        begin += 1
    return NAME.match(text, begin, end)


def _entry(text: str, start: int, end: int, lenient: bool, rule: str) -> Entry | None:
    """Read one piece as a person: title before, name, and brackets or words behind."""
    while start < end and (text[start].isspace() or text[start] in "-–•*·."):
        start += 1
    found = _named(text, start, end, lenient)
    if found is None:
        return None
    begin, stop = found
    name = " ".join(text[begin:stop].split())
    entry = Entry(begin, stop, name)
    if begin > start:
        title = title_before(text, begin)
        if title is not None and title[0] >= start:
            entry.roles += roles_of_title(text, *title, f"{rule}.title-before")
            entry.beside.append(title)
        elif not re.fullmatch(
            r"(?:v/|v\.|ved |(?:\d\. )?[^\W\d_]{2,30}(?: for)?)\s*", text[start:begin], re.IGNORECASE
        ):
            return None
    _describe_brackets(entry, text, stop, end, rule)
    if begin > start and title is not None and [role.role for role in entry.roles].count(SECRETARY) > 1:
        # "sekretær A (referent)": the one is the job, the other the office
        place = next(role for role in entry.roles if role.role == SECRETARY)
        entry.roles += [
            Role(OFFICIAL, place.start, place.end, f"{rule}.title-before.job"),
            Role(text[place.start : place.end], place.start, place.end, f"{rule}.title-before.job"),
        ]
    return entry


def _named(text: str, start: int, end: int, lenient: bool) -> tuple[int, int] | None:
    """Find the name in a piece: at its start, or behind a title."""
    match = NAME.match(text, start, end)
    if match is not None and (found := _accept(text, match, end, lenient)) is not None:
        return found
    for word in re.compile(r"(?<=\s)").finditer(text, start, min(end, start + 90)):
        match = NAME.match(text, word.start(), end)
        if match is None or title_before(text, word.start()) is None:
            continue
        if (found := _accept(text, match, end, True)) is not None:
            return found
    return None


def _accept(text: str, match: re.Match[str], end: int, lenient: bool) -> tuple[int, int] | None:
    begin, stop = match.span()
    words = match[0].split()
    if len(words) > 2 and not is_given_name(words[0]) and is_job(words[0]):
        return None  # "Revisor Peter Dam": the name begins behind the title
    following = text[stop : stop + 1]
    if following.isalnum() or following == "-":
        return None
    if len(words) >= 3 and re.fullmatch(rf"[{_CAPITAL}]", words[-1]):
        stop -= len(words[-1]) + 1  # the party's letter, as a last column: "Hans Holm V"
        words = words[:-1]
    name = " ".join(words)
    score = name_score(name)
    known_first = is_given_name(words[0])
    if len(words) == 1:
        if name.isupper() and len(name) < 6:
            return None
        return (begin, stop) if score >= 0.6 else None
    if known_first and score > 0:
        return begin, stop
    if known_first and fold_word(words[-1]) in last_names():
        return begin, stop
    if lenient and score >= 0.5:
        return begin, stop
    if lenient and score > 0 and not any(word.isupper() and len(word) > 1 for word in words):
        return begin, stop
    if re.match(rf"(?:{_INITIAL})", match[0]) and len(words) >= 2 and lenient and name_score(" ".join(words[1:])) > 0:
        return begin, stop
    return (begin, stop) if score >= 0.65 else None


_BRACKET = re.compile(r"\(([^()]{1,120})\)?")


def _describe_brackets(entry: Entry, text: str, start: int, end: int, rule: str) -> None:
    """Read the brackets behind a name, and the words between and after them."""
    at = start
    for bracket in _BRACKET.finditer(text, start, end):
        _describe_loose(entry, text, at, bracket.start(), rule)
        described = describe(text, bracket.start(1), bracket.end(1), name=entry.name, bracket=True, rule=rule)
        entry.take(described, bracket.start(1), bracket.end(1))
        at = bracket.end()
    _describe_loose(entry, text, at, end, rule)


def _describe_loose(entry: Entry, text: str, start: int, end: int, rule: str) -> None:
    if start >= end or start < entry.end:
        return
    if text[start:end].strip(" .,;:–-"):
        described = describe(text, start, end, name=entry.name, bracket=False, rule=rule)
        entry.take(described, start, end)


__all__ = ["NAME", "Entry", "NameList", "Remark", "is_nobody", "read_list"]
