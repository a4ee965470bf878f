"""The statements on coming and going of a passage: its list of absent members, then its sentences one by one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from graphbuild.extractors.attendance import Agenda, Move, Stay, items_told, may_tell, missed_at, read_sentence
from graphbuild.extractors.name_lists import read_list
from graphbuild.extractors.participants import list_end
from graphbuild.extractors.passages import Part, Passage
from graphbuild.extractors.roster import NamedAt, Roster
from graphbuild.lexicon.sentences import split_sentences
from graphbuild.model import PersonMention

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


#: what is printed behind a name in a list: how long the person was there
_REMARK = re.compile(
    r"""(?ix)(?:\(|\s[–-]\s|,\s|[ ]{2,})\s?(?:deltog\s|til\s?stede\s|med\s)?(?:
        (?P<left>(?:til\sog\smed|t\.?o\.?m\.?|indtil|til|gik|gik\sefter|forlod\smødet(?:\sefter)?)\s(?:efter\s)?(?=kl|pkt|punkt|sag\b|dagsordenspunkt|\d))
        |(?P<arrived>(?:fra\sog\smed|f\.?o\.?m\.?|fra|kom|ankom|først\sfra|kom\sunder|kom\sefter|efter)\s(?=kl|pkt|punkt|sag\b|dagsordenspunkt|\d\d?[.:]\d\d))
        |(?P<only>(?:kun|under|ved|alene|vedr\.|deltager\si|i)?\s?(?=(?:pkt|punkt|sag|dagsordenspunkt)))
    )(?P<what>[^()\n]{1,40})"""
)


def _remarks(text: str, named: Sequence[NamedAt], agenda: Agenda) -> list[Move]:
    """Return what the head's lists print behind a name of its time there: ``A, AMR (fra kl. 9.45)``, ``B (kun pkt. 4)``,
    ``C og D (til og med punkt 3)`` of both where they alone share the row.
    """
    moves: list[Move] = []
    for at, one in enumerate(named):
        line = text.find("\n", one.end)
        stop = min(line if line >= 0 else len(text), named[at + 1].start if at + 1 < len(named) else len(text))
        match = _REMARK.search(text, one.end, min(stop, one.end + 90))
        if match is None or ";" in text[one.end : match.start()]:
            continue
        told = items_told(text, match.start("what"), match.end("what"), agenda)
        numbers = tuple(dict.fromkeys(number for _, _, found in told for number in found))
        stay, items = Stay.ONLY, numbers
        if match["left"]:
            stay, items = Stay.LEFT, agenda.after(numbers[-1]) if numbers else ()
        elif match["arrived"]:
            stay, items = Stay.ARRIVED, agenda.before(numbers[0]) if numbers else ()
        elif not numbers:
            continue
        moves += [
            Move(stay, person, one.start, match.end(), items, bool(numbers)) for person in _sharing(text, named, at)
        ]
    return moves


def _stepping_in(text: str, end: int, named: Sequence[NamedAt], agenda: Agenda, item: str | None) -> Iterator[Move]:
    """Yield who came instead, told among the absent: ``A (V) - B (V) mødte som stedfortræder``."""
    for sentence in split_sentences(text, 0, end):
        here = [one for one in named if sentence.start <= one.start < sentence.end]
        if len(here) > 1 and _INSTEAD.search(text, sentence.start, sentence.end):
            for move in read_sentence(text, sentence.start, sentence.end, here, agenda, item):
                if move.stay is Stay.STEPPED_IN:
                    yield move


_INSTEAD = re.compile(r"(?i)stedfortræder|suppleant|i stedet|substitut|afløs")


def _sharing(text: str, named: Sequence[NamedAt], at: int) -> list[PersonMention]:
    """Return whom a remark behind a name goes for: it alone, or the two whom a row joins with "og"."""
    begin = text.rfind("\n", 0, named[at].start) + 1
    end = text.find("\n", named[at].start)
    row = [one for one in named[max(0, at - 2) : at + 2] if begin <= one.start < (end if end >= 0 else len(text))]
    if len(row) == 2 and row[1] is named[at]:
        between = text[row[0].end : row[1].start]
        if between.endswith(" og ") and "," not in between:
            return [one.person for one in row]
    return [named[at].person]


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
        moves += _stepping_in(text, begin, named, agenda, passage.item)
    if named and passage.part is Part.HEAD:
        moves += _remarks(text, named, agenda)
    if not named or not may_tell(text):
        return moves
    remarked = {id(move.person) for move in moves}
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
            first = next(iter(named[bisect_left(starts, row.start()) :]), None)
            under_absent = bool(_ABSENT_LABEL.match(row[0])) or (
                under_absent and first is not None and not re.search(r"\w", text[row.start() : first.start])
            )
            if under_absent and remarked:
                # "B (A), sag 130-131" among the absent tells what was missed
                moves = [move for move in moves if not row.start() <= move.start < row.end()]
                remarked = {id(move.person) for move in moves}
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
            moves += [move for move in found if passage.part is not Part.HEAD or id(move.person) not in remarked]
            before = here or before
    return moves
