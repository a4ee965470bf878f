"""An item's case number, KLE subject and openness, from the lines under its title.

Forms read: ``Sagsnr.: 999-2020-1234``, ``Sagsid: 20/1234``, ``01.02.03-A00-7-20 – initials``, ``Åbent - 01.02.03-A00-7-20``,
``ABC 7/2010`` on a line of its own; ``Åben sag``, ``Lukket punkt``, ``(Lukket)`` in the title, "Punktet er lukket."

Left out: document numbers (``Dok.nr.``), journal numbers but for the KLE they give, "Åben" in a list of attachments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.layouts import Flow, ItemLayout, SectionKind
from graphbuild.layouts.numbering import CASE_NUMBER_ALONE, PARTICULARS
from graphbuild.lexicon.case_numbers import kle_of
from graphbuild.model import Said

_LABELLED = re.compile(
    r"(?i)(?<![\w-])(?:kmd |esdh[ -]?)?sag(?:s)?[ -]?(?:s?nr|nummer|id)?s?\.?[ \t]*(?:/ ?id)?[:.][ \t]*(?P<number>(?:[A-ZÆØÅ]{2,4}[ -])?[\dA-ZÆØÅ][\w./-]*\d[\w/-]*(?: \d{3}(?!\d))?)"
)
_JOURNAL = re.compile(
    r"(?i)(?<!\w)(?:j\.? ?nr|journal(?:nr|nummer)?|kle(?:-?nr)?|emne(?:nr)?)\.?[ \t]*:?[ \t]*(?P<kle>\d{2}\.\d{2}\.\d{2})"
)
_KLE_FORM = re.compile(r"(?<![\d.])\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d{1,6}-\d{2,4}(?!\d)")
_KLE_AT_START = re.compile(r"\d{2}\.\d{2}\.\d{2}[ .]?[A-ZÆØÅ]\d{2}")
_OPEN = re.compile(
    r"(?im)^(?:(?P<open>åbent?|offentligt?)|(?P<closed>lukket|ikke[ -]offentligt?|fortroligt?))(?: (?:sag|punkt|møde|dagsordenspunkt))?(?=\s*(?:$|[-–,.|\t]|\s{2,}))"
    r"|\b(?:(?P<open2>åbent?)|(?P<closed2>lukket)) (?:sag|punkt)\s*$"
)
_CLOSED_TITLE = re.compile(
    r"(?i)\((?:lukket|fortrolig)[^)]{0,20}\)|(?:^|[-–:] ?)lukket(?: (?:punkt|sag))?(?: ?[-–:]|$)|^lukket (?:punkt|sag)|[-–] lukket (?:sag|punkt)"
)
_CLOSED_TEXT = re.compile(
    r"(?i)^\s*(?:lukket (?:punkt|sag|dagsordenspunkt)\b|(?:punktet|sagen) (?:er|blev|var|behandles|behandledes) (?:lukket|behandlet for lukkede døre|for lukkede døre|for lukkede)|behandlet (?:på|for) lukke)"
)
#: The part of the agenda that an item stands in: "LUKKET DAGSORDEN", "Åbne beslutningssager".
_PART_OF_AGENDA = re.compile(r"(?i)(?:[A-F]\.\s+)?(?:åb(?:en|ent|ne)|(?P<closed>lukke(?:t|de)))\b")
#: "Sag 999-2020-1234" on a line of its own.
_CASE_WORD = re.compile(
    r"(?m)^Sag (?P<number>\d{3}-(?:19|20)\d{2}-\d{1,7}|(?:19|20)?\d{2}/\d{2,7}|(?:19|20)\d{2}-\d{4,9})$"
)
_FIRST_LINES = 420  # characters of a section in which an item's own particulars stand


def find_case_number(item: ItemLayout) -> tuple[Said[str] | None, Said[str] | None]:
    """Return the case number as printed and the KLE subject that it, or the journal number, carries."""
    flows = [item.head, *(section.flow for section in item.sections[:2])]
    number = (
        _labelled([item.head, *(section.flow for section in item.sections)])
        or _bare(item.head)
        or _bare_first_line(item)
    )
    kle = None
    if number is not None:
        subject = kle_of(number.value) or (number.value[:8] if _KLE_AT_START.match(number.value) else None)
        kle = Said(subject, number.span, "item.kle-of-case") if subject else None
    if kle is None:
        for start, cell in _cells(item.head):
            if PARTICULARS.match(cell):
                kle = item.head.value(cell[:8], start, start + 8, "item.kle-of-row")
                break
    if kle is None:
        for flow in flows:
            match = _JOURNAL.search(flow.text, 0, _FIRST_LINES)
            if match:
                kle = flow.said(match, "item.kle-of-journal", "kle")
                break
    return number, kle


def _labelled(flows: list[Flow]) -> Said[str] | None:
    for flow in flows:
        for match in _LABELLED.finditer(flow.text, 0, _FIRST_LINES):
            if any(char.isdigit() for char in match["number"]):
                return flow.said(match, "item.case-labelled", "number")
    return None


#: A case handler's initials before the number: "ABC / 20/1234".
_HANDLED = re.compile(r"(?m)^[A-ZÆØÅ]{2,8} ?/ ?(?P<number>\d{2}/\d{2,6})\b")


def _bare(head: Flow) -> Said[str] | None:
    match = _KLE_FORM.search(head.text)
    if match:
        return head.said(match, "item.case-kle-form")
    if worded := _CASE_WORD.search(head.text):
        return head.said(worded, "item.case-behind-word", "number")
    handled = _HANDLED.search(head.text)
    if handled:
        return head.said(handled, "item.case-behind-initials", "number")
    for start, bare in _cells(head):
        if CASE_NUMBER_ALONE.match(bare):
            return head.at(start, start + len(bare), "item.case-alone")
    return None


def _cells(flow: Flow) -> Iterator[tuple[int, str]]:
    """Yield the lines, and the cells of those that are rows of particulars, each with its place."""
    offset = 0
    for line in flow.text.split("\n"):
        row = PARTICULARS.match(line.strip()) is not None
        for cell in re.finditer(r"\S(?:[^\s]| (?! ))*" if row else r"\S(?:.*\S)?", line):
            yield offset + cell.start(), cell[0].rstrip()
        offset += len(line) + 1


def _bare_first_line(item: ItemLayout) -> Said[str] | None:
    if not item.sections:
        return None
    flow = item.sections[0].flow
    first = flow.text.split("\n", 1)[0].strip()
    if CASE_NUMBER_ALONE.match(first):
        at = flow.text.index(first)
        return flow.at(at, at + len(first), "item.case-alone")
    return None


def find_openness(item: ItemLayout) -> Said[bool] | None:
    """Return whether the item is open (åbent) or closed (lukket), where it is said of the item itself."""
    if item.title is not None and _CLOSED_TITLE.search(item.title.value):
        return Said(False, item.title.span, "item.closed-in-title")
    for start, cell in _cells(item.head):
        if start < _FIRST_LINES and (told := _OPEN.match(cell)):
            closed = told["closed"] is not None
            return item.head.value(not closed, start, start + len(cell), "item.closed" if closed else "item.open")
    flows = [item.head, *(section.flow for section in item.sections[:1] if section.kind is not SectionKind.ATTACHMENTS)]
    for flow in flows:
        match = _OPEN.search(flow.text, 0, _FIRST_LINES)
        if match and (flow is item.head or not (match["open2"] or match["closed2"])):
            closed = match["closed"] is not None or match["closed2"] is not None
            return flow.value(not closed, match.start(), match.end(), "item.closed" if closed else "item.open")
    for section in item.sections:
        if section.kind in (SectionKind.DECISION, SectionKind.TEXT, SectionKind.CASE):
            told = _CLOSED_TEXT.match(section.flow.text)
            if told:
                return section.flow.value(False, told.start(), told.end(), "item.closed-told")
    if item.group is not None and (part := _PART_OF_AGENDA.match(item.group.value)):
        return Said(part["closed"] is None, item.group.span, "item.open-by-part")
    return None
