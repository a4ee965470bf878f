"""Who was away, out or disqualified at a single item.

Taken are the absent that an item itself prints, the disqualified, and those who had left or not yet come, told in the
head, in another item or at the end. Absence from the whole meeting told only in the head is with the people, not
here.
"""

from __future__ import annotations

from dataclasses import replace

from graphbuild.extractors.attendance import Agenda, Stay
from graphbuild.extractors.moves import read_moves
from graphbuild.extractors.passages import Part, Passage, read_passages
from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Minutes
from graphbuild.model import ItemMention, MeetingMention, Said

_MISSES = frozenset({Stay.ABSENT, Stay.NOT_PART, Stay.OUT, Stay.LEFT, Stay.ARRIVED})


def with_participation(
    minutes: Minutes, items: tuple[ItemMention, ...], roster: Roster, meeting: MeetingMention | None = None
) -> tuple[ItemMention, ...]:
    """Return the items with ``not_participating`` filled in: full names, each with the words that tell it."""
    agenda = Agenda(minutes)
    missing: dict[str, dict[str, Said[str]]] = {number: {} for number in agenda.numbers}
    for passage in read_passages(minutes, meeting or MeetingMention()):
        if not passage.current or passage.part is Part.ATTACHMENTS:
            continue
        for move in read_moves(passage, roster.find(passage.flow.text), roster, agenda):
            if move.stay not in _MISSES:
                continue
            name = move.person.name.value
            for number in move.items:
                if number in missing:
                    missing[number].setdefault(name, _said(passage, move.start, move.end, name, move.stay))
    return tuple(replace(item, not_participating=tuple(missing.get(item.number.value, {}).values())) for item in items)


def _said(passage: Passage, start: int, end: int, name: str, stay: Stay) -> Said[str]:
    return passage.flow.value(name, start, end, f"participation.{stay.value}")
