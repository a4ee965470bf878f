"""The statements on coming and going of a passage: its list of absent members, then its sentences one by one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from graphbuild.extractors.attendance import Agenda, Move, Stay, items_told, may_tell, missed_at, read_sentence
from graphbuild.extractors.name_lists import read_list
from graphbuild.extractors.participants import list_end
from graphbuild.extractors.passages import Part, Passage
from graphbuild.extractors.roster import NamedAt, Roster
from graphbuild.lexicon.sentences import split_sentences

#: Characters: no sentence on attendance is as long, however many names it lists.
_LONGEST = 2500
_DISQUALIFIED = re.compile(r"(?i)inhabil|habilitet")
_BLOCK = re.compile(r"(?i)^.{0,30}\binhabil\w*.{0,40}:?\s*$")
#: a paragraph; a line that begins in lower case goes on from the one above
_ROW = re.compile(r"[^\n]+(?:\n[ \t]{0,60}(?=[a-zæøå])(?!o\s)[^\n]+){0,6}")
_ABSENT_LABEL = re.compile(r"(?i)^(?:fraværende|afbud|ikke mødt|ej til stede|forfald)\b[^:]{0,30}:?")
_POINT = re.compile(
    r"(?i)^(?:ad\s)?(?:punkt|pkt\.?|sag)\s(?:nr\.?\s)?(?P<number>\d{1,4}[a-z]?(?:\.\d)?)\b(?P<rest>.{0,160})$"
)


def read_moves(passage: Passage, named: Sequence[NamedAt], roster: Roster, agenda: Agenda) -> list[Move]:
    """Return what a passage tells of coming and going; ``named`` are the persons that the roster finds in it."""
    text = passage.flow.text
    moves: list[Move] = []
    begin = 0
    if passage.part is Part.ABSENCE:
        begin = list_end(text)
        stay = Stay.ABSENT
        label = passage.label.value if passage.label is not None else ""
        if _DISQUALIFIED.search(label):
            stay = Stay.OUT
        elif re.match(r"(?i)\W*deltog|\W*ikke deltag", label):
            stay = Stay.NOT_PART
        items = (passage.item,) if passage.item else ()
        for entry in read_list(text, 0, begin).entries:
            person = next((one.person for one in named if one.start == entry.start), None) or roster.resolve(entry.name)
            if person is not None:
                moves.append(Move(stay, person, entry.start, entry.end, items, False, stay is Stay.OUT))
    if not named or not may_tell(text):
        return moves
    starts = [one.start for one in named]
    before: list[NamedAt] = []
    block: str | None = None
    in_block = under_absent = False
    for row in _ROW.finditer(text):
        if row.end() <= begin:
            continue
        if passage.part is Part.HEAD:
            if _BLOCK.match(row[0]) and not named[bisect_left(starts, row.start()) : bisect_left(starts, row.end())]:
                in_block, block = True, None
                continue
            point = _POINT.match(row[0]) if in_block else None
            if point is not None:
                block = agenda.known(point["number"])
                continue
        if passage.part is Part.HEAD:
            under_absent = bool(_ABSENT_LABEL.match(row[0])) or (
                under_absent and bool(named[bisect_left(starts, row.start()) : bisect_left(starts, row.end())])
            )
        for sentence in split_sentences(text, max(row.start(), begin), row.end()):
            if sentence.end - sentence.start > _LONGEST:
                continue
            here = list(named[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)])
            item = block or passage.item
            found = read_sentence(text, sentence.start, sentence.end, here, agenda, item, before)
            if under_absent and not found:
                # "Britt Holm (A), sag 130-131" in the list of the absent
                for one, after in zip(here, [*here[1:], None], strict=False):
                    told = items_told(text, one.end, after.start if after is not None else sentence.end, agenda)
                    found += [
                        Move(Stay.NOT_PART, one.person, one.start, end, numbers, True) for _, end, numbers in told[:1]
                    ]
            if in_block and here and not found and text[sentence.start : here[0].start].strip() == "":
                found = [
                    Move(
                        Stay.OUT,
                        here[0].person,
                        sentence.start,
                        sentence.end,
                        missed_at(text, sentence.start, sentence.end, item, agenda),
                        True,
                        True,
                    )
                ]
            elif in_block and not here and sentence.end == row.end() and not re.search(r"(?i)suppleant", row[0]):
                in_block = False
            moves += found
            before = here or before
    return moves
