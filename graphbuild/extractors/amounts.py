"""Sums of money, each once an item; in a table whose head names the unit also figures without one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.layouts import Flow, ItemLayout, Minutes
from graphbuild.lexicon.amounts import FoundAmount, FoundUnit, find_amounts, find_figures, find_units
from graphbuild.model import AmountMention, Span


def extract_amounts(minutes: Minutes) -> tuple[AmountMention, ...]:
    """Return the amounts in order of print."""
    found: list[AmountMention] = []
    for item in minutes.items:
        seen: set[float] = set()
        for flow in _flows(item):
            for mention in _of_flow(flow, item.number.value):
                kroner = mention.kroner.value if mention.kroner else None
                if kroner is not None and kroner in seen:
                    continue
                if kroner is not None:
                    seen.add(kroner)
                found.append(mention)
    return tuple(found)


def _flows(item: ItemLayout) -> list[Flow]:
    return [section.flow for section in item.sections]


def _of_flow(flow: Flow, number: str) -> list[AmountMention]:
    text = flow.text
    mentions: list[tuple[int, AmountMention]] = []
    taken: list[tuple[int, int]] = []
    if not re.search(r"\d", text):
        return []
    for one in find_amounts(text):
        said = flow.at(one.span.start, one.span.end, "amount.with-unit")
        kroner = (
            flow.value(one.kroner, one.span.start, one.span.end, "amount.with-unit") if one.kroner is not None else None
        )
        taken.append((one.span.start, one.span.end))
        mentions.append((one.span.start, AmountMention(number, said, kroner)))
    for unit in [*find_units(text), *_money_columns(text)]:
        if any(start < unit.span.end and unit.span.start < end for start, end in taken):
            continue
        told = unit.span.end > unit.span.start
        for one in _table_figures(text, unit):
            if any(start < one.span.end and one.span.start < end for start, end in taken):
                continue
            if not told and not re.search(r"\d\.\d{3}\b", text[one.span.start : one.span.end]):
                continue
            taken.append((one.span.start, one.span.end))
            said = flow.at(one.span.start, one.span.end, "amount.table-figure")
            kroner = (
                flow.value(one.kroner, one.span.start, one.span.end, "amount.table-figure")
                if one.kroner is not None
                else None
            )
            mentions.append((one.span.start, AmountMention(number, said, kroner)))
    return [mention for _, mention in sorted(mentions, key=lambda pair: pair[0])]


#: A table's head that names kinds of money and no unit: its figures are whole kroner where they are grouped.
_MONEY_HEAD = re.compile(
    r"(?im)^(?=[^\n.]*(?:\t|[ ]{3,}|^)(?:(?:korr(?:igeret|\.)?|oprindeligt|anlægs|tillægs|forventet) ?)?(?:bevilling|budget|regnskab|rådighedsbeløb|udgift(?:er)?|indtægt(?:er)?|beløb)\b)"
    r"(?=[^\n]*(?:\t|[ ]{3,}))[^\n.:]{8,140}$(?=\n[^\n]*(?:\t|[ ]{3,})-?\d{1,3}(?:\.\d{3})+)"
)


def _money_columns(text: str) -> Iterator[FoundUnit]:
    """Yield the heads of tables in kroner that do not say so, as units at the head's beginning."""
    for head in _MONEY_HEAD.finditer(text):
        if not find_units(text, head.start(), head.end()):
            yield FoundUnit(Span(head.start(), head.start()), 1)


def _table_figures(text: str, unit: FoundUnit) -> list[FoundAmount]:
    """Return the figures of the rows under a table's head that names the unit.

    A unit at the start of the head is the whole table's; elsewhere it is its own column's, and those to the right that
    name none (a table flattened to single spaces has no columns: then every figure of three digits counts).
    """
    line_start = text.rfind("\n", 0, unit.span.start) + 1
    line_end = text.find("\n", unit.span.end)
    if line_end < 0:
        return []
    head = text[line_start:line_end]
    if len(head) > 160 or re.search(
        r"[a-zæøå]{2}\.(?:\s|$)",
        re.sub(r"(?i)\b(?:t\.?kr|kr|mio|mia|pr|inkl|ekskl|forv|opr)\.", "", head),
    ):
        return []
    tabs = "\t" in head
    leads = not head[: unit.span.start - line_start].strip(" (i")
    column = head[: unit.span.start - line_start].count("\t")
    found: list[FoundAmount] = []
    at = line_end
    while 0 <= at < len(text):
        end = text.find("\n", at + 1)
        end = len(text) if end < 0 else end
        row = text[at + 1 : end]
        if not re.search(r"\d", row) or re.search(r"[a-zæøå]{3}\.(?:\s|$)", row) or (tabs and "\t" not in row):
            break
        for one in find_figures(text, unit.scale, at + 1, end):
            digits = re.sub(r"\D", "", text[one.span.start : one.span.end])
            in_column = text[at + 1 : one.span.start].count("\t") == column
            if (tabs and not leads and in_column) or ((leads or not tabs) and len(digits) >= 3):
                found.append(one)
        at = end
    return found


__all__ = ["extract_amounts"]
