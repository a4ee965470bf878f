"""Task lists as tables: "Pkt. | Opgave | Ansvarlig | Frist" behind the last item or in an item, a task in each row.

A row that tells a task which the text has stated already adds what the text left out (who, when); any other row is a
commitment of its own, of the item that its number names or, without a number, of the item that it shares most words with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from graphbuild.extractors.commitments.clauses import Sentence, sentences
from graphbuild.extractors.commitments.due import DueReader
from graphbuild.extractors.commitments.recipients import recipient
from graphbuild.extractors.commitments.words import read_table
from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Minutes
from graphbuild.layouts.flow import Flow
from graphbuild.layouts.minutes import ItemLayout
from graphbuild.model import CommitmentMention, Said

RULE = "commitment.task-list"
_GAP = re.compile(r"\t| {2,}")
_WORD = re.compile(r"[^\W\d_]{5,}")
_JOINED = re.compile(r"\s?(?:&|\bog\b|,|/|\+)\s?")
_NUMBER = re.compile(r"(?i)(?:pkt\.?|punkt|nr\.?|sag)?\s*(?P<number>\d{1,4}[a-zæøå]?)\.?")
_STEM = 6
_LONGEST_LINE = 400
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int  # offsets into the flow's text
    end: int
    column: int  # offset into its line


@dataclass(frozen=True, slots=True)
class _Row:
    number: str | None
    task: _Cell
    who: _Cell | None
    when: _Cell | None


@cache
def _labels() -> Mapping[str, str]:
    return {label: column for column, labels in read_table("cues.toml")["task_lists"].items() for label in labels}


def with_task_lists(
    minutes: Minutes, found: Sequence[CommitmentMention], roster: Roster, base: date | None, next_meeting: str | None
) -> list[CommitmentMention]:
    """Return the commitments with those of the minutes' task lists: filled up where they were stated, else added."""
    all_found = list(found)
    for flow, item in _flows(minutes):
        for row in _rows(flow):
            mention = _mention(flow, row, roster, base, next_meeting)
            number = _item(minutes, row, item, flow.text[row.task.start : row.task.end])
            if number is None:
                continue
            same = _stated(all_found, mention, number, certain=row.number is not None)
            if same is None:
                all_found.append(replace(mention, item=number))
            else:
                all_found[same] = _filled(all_found[same], mention)
    return all_found


def _flows(minutes: Minutes) -> Iterator[tuple[Flow, ItemLayout | None]]:
    for item in minutes.items:
        for section in item.sections:
            yield section.flow, item
    yield minutes.tail, None


def _rows(flow: Flow) -> Iterator[_Row]:
    """The rows below a line whose cells name the columns of a task list."""
    head: dict[str, int] | None = None
    places: list[str] = []
    count = 0
    for start, end in _lines(flow.text):
        if end - start > _LONGEST_LINE or (_GAP.search(flow.text, start, end) is None and head is None):
            continue
        cells = _cells(flow.text, start, end)
        names = [_labels().get(flow.text[cell.start : cell.end].casefold().strip(" .:"), "") for cell in cells]
        if "task" in names and ("who" in names or "when" in names) and "" not in names:
            head = {name: cell.column for name, cell in zip(names, cells, strict=True)}
            places = names
            continue
        if head is None:
            continue
        count += 1
        if len(cells) < 2 or count > _MOST_ROWS:
            head = None
            continue
        yield from _row(flow.text, cells, head, places)


def _row(text: str, cells: list[_Cell], head: dict[str, int], places: list[str]) -> Iterator[_Row]:
    if len(cells) == len(places):
        named = dict(zip(places, cells, strict=True))
    else:  # a cell is empty: each cell belongs to the column whose heading stands nearest
        named = {min(head, key=lambda name: abs(head[name] - cell.column)): cell for cell in cells}
    task = named.get("task")
    if task is None or not ("who" in named or "when" in named):
        return
    number = None
    if "number" in named:
        match = _NUMBER.fullmatch(text[named["number"].start : named["number"].end].strip())
        number = match["number"] if match else None
    yield _Row(number, task, named.get("who"), named.get("when"))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _cells(text: str, start: int, end: int) -> list[_Cell]:
    found: list[_Cell] = []
    at = start
    for gap in (*_GAP.finditer(text, start, end), None):
        stop = gap.start() if gap else end
        if text[at:stop].strip():
            lead = at + len(text[at:stop]) - len(text[at:stop].lstrip(" •·-*"))
            found.append(_Cell(lead, stop, lead - start))
        at = gap.end() if gap else end
    return found


def _mention(flow: Flow, row: _Row, roster: Roster, base: date | None, next_meeting: str | None) -> CommitmentMention:
    due = due_text = None
    if row.when is not None:
        words = flow.text[row.when.start : row.when.end]
        reader = DueReader(words, base, next_meeting)
        stated = reader.within(0, len(words))
        due_text = flow.at(row.when.start, row.when.end, RULE)
        if stated is not None and stated.value is not None:
            due = Said(stated.value, flow.span(row.when.start, row.when.end), RULE)
        elif not (stated or reader.words(0, len(words))):
            due_text = None
    to = None
    sentence = next(sentences(flow.text[row.task.start : row.task.end]), Sentence(0, 0, ()))
    whom = recipient(sentence.tokens, "", 0, len(sentence.tokens), roster) if sentence.tokens else None
    if whom is not None:
        first, last = sentence.tokens[whom.first], sentence.tokens[whom.last - 1]
        to = Said(whom.name, flow.span(row.task.start + first.start, row.task.start + last.end), f"{RULE}.to")
    return CommitmentMention(
        item="",
        action=flow.at(row.task.start, row.task.end, RULE),
        actor=_who(flow, row.who, roster),
        to=to,
        due=due,
        due_text=due_text,
    )


def _who(flow: Flow, cell: _Cell | None, roster: Roster) -> Said[str] | None:
    """The people of the cell, by their full names where all are known; else the words printed."""
    if cell is None:
        return None
    words = flow.text[cell.start : cell.end].strip()
    if not any(char.isalpha() for char in words):
        return None
    alone = roster.resolve(words)
    people = [alone] if alone else [roster.resolve(part) for part in _JOINED.split(words) if part]
    names = [person.name.value for person in people if person is not None]
    value = " og ".join(names) if names and len(names) == len(people) else " ".join(words.split())
    return Said(value, flow.span(cell.start, cell.end), RULE)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM].casefold() for word in _WORD.findall(text))


def _item(minutes: Minutes, row: _Row, item: ItemLayout | None, task: str) -> str | None:
    """The item of a row: the one it stands in, the one numbered, the one that shares most words with it (the last such)."""
    if item is not None:
        return item.number.value
    numbers = [one.number.value for one in minutes.items]
    if row.number is not None:
        return row.number if row.number in numbers else None
    wanted = _stems(task)
    best, most = None, 0
    for one in minutes.items:
        shared = len(wanted & _stems(" ".join([one.title.value if one.title else "", *_texts(one)])))
        if shared and shared >= most:
            best, most = one.number.value, shared
    return best or (numbers[-1] if numbers else None)


def _texts(item: ItemLayout) -> list[str]:
    return [section.flow.text for section in item.sections]


def _stated(found: Sequence[CommitmentMention], new: CommitmentMention, number: str, *, certain: bool) -> int | None:
    """Where the row's task was stated before: by the same doer, of the same item or with a word in common."""
    words = _stems(new.action.value)
    for index, old in enumerate(found):
        shared = bool(words & _stems(old.action.value))
        doer = old.actor is not None and new.actor is not None and old.actor.value == new.actor.value
        unknown = old.actor is None or new.actor is None
        same_item = old.item == number
        if (doer and (shared or (certain and same_item))) or (unknown and same_item and shared):
            return index
    return None


def _filled(old: CommitmentMention, new: CommitmentMention) -> CommitmentMention:
    return replace(
        old,
        actor=old.actor or new.actor,
        to=old.to or new.to,
        due=old.due or new.due,
        due_text=old.due_text or new.due_text,
    )
