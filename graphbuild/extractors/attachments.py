"""Attachments (bilag): the titles listed under the label, without numbers, openness, file sizes and document numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from graphbuild.layouts import Flow, ItemLayout, SectionKind
from graphbuild.model import Said

_LEAD = re.compile(
    r"^(?:[-–—•*·▪◦o\uf0b7]\s+|\(?\d{1,2}[.)]\s+|\d{1,2}\s+(?=(?:Åben|Lukket)\b|[A-ZÆØÅ\"])|(?:Åben|Åbent|Lukket)(?:\s{2,}|\s*[-–:]\s*|\s+(?=[A-ZÆØÅ]))|\d{3}-(?:19|20)\d{2}-\d{2,7}\s+|(?:19|20)\d{2}-\d{4,9}\s+(?=\D))"
)
_TRAIL = re.compile(
    r"(?:\s*\((?:pdf|docx?|xlsx?|pptx?)[^)]{0,20}\d[^)]{0,12}\)|\s*\(\d{3,7}/\d{2,4}\)|\s*\(\d{5,9}\)|\s+(?!(?:19|20)\d\d/)\d{3,7}/\d{2,4}|\s{2,}\d{3}-(?:19|20)\d{2}-\d{2,7}|\s*[-–]\s*(?:åben|lukket)|\s*\(\d{3,4}-?\d{4}-\d{2,7}\)|\s{2,}\S*\d{4,}\S*)\s*$",
    re.I,
)
_NUMBER_ONLY = re.compile(r"^(?:[\d/().-]{4,}|ingen|intet|ikke relevant|-)\.?$", re.I)
_SPLIT = re.compile(
    r";\s+(?=[A-ZÆØÅ\d])|(?<=\S)\s+(?=\d{3}-(?:19|20)\d{2}-\d{2,7}\s+\S)|(?<=\S)\s{2,}(?=(?:Åben|Lukket|Bilag \d)\b)"
)
_ANNOUNCED = re.compile(
    r"(?P<what>[A-ZÆØÅa-zæøå][\wæøå -]{2,60}?) (?:vedlægges|vedhæftes|er vedlagt|er vedhæftet|lægges som bilag)\b"
)
#: What is no attachment but the item's text running on under the last label.
_SENTENCE = re.compile(
    r"[a-zæøå]{2}\. [A-ZÆØÅ]|^[^.]{60,}\b(?:er|har|blev|skal|vil|sagde|sender|laver|drøftede|besluttede)\b.*\.$"
)


def find_attachments(item: ItemLayout) -> tuple[Said[str], ...]:
    """Return the attachments' titles in order of print, each once."""
    found: dict[str, Said[str]] = {}
    for flow in (item.head, *(section.flow for section in item.of(SectionKind.TEXT))):
        for said in _file_lines(flow):
            found.setdefault(re.sub(r"\W+", "", said.value).casefold(), said)
    for section in item.of(SectionKind.ATTACHMENTS):
        for start, end in _entries(section.flow):
            said = section.flow.at(start, end, "attachment.listed")
            if (
                said.value
                and not _NUMBER_ONLY.match(said.value)
                and len(said.value) < 300
                and not _SENTENCE.search(said.value)
            ):
                found.setdefault(re.sub(r"\W+", "", said.value).casefold(), said)
    return tuple(found.values())


_LIST_AT_THE_END = re.compile(r"(?im)^(?:bilagsliste|bilagsoversigt)\s*:?$")
_NUMBERED = re.compile(r"(?m)^[ \t]*(?P<number>\d{1,4}[a-z]?)[.)]?[ \t]+(?P<title>\S[^\n]*)$")


def listed_at_the_end(tail: Flow, items: Sequence[ItemLayout]) -> dict[str, tuple[Said[str], ...]]:
    """Return the attachments by item number, from the list of all that some systems print behind the last item."""
    begin = _LIST_AT_THE_END.search(tail.text)
    if begin is None:
        return {}
    titles = {item.number.value: _plain(item.title.value) for item in items if item.title}
    found: dict[str, list[Said[str]]] = {}
    current: str | None = None
    for line in _NUMBERED.finditer(tail.text, begin.end()):
        title = _plain(line["title"])
        if (known := titles.get(line["number"])) and (known.startswith(title) or title.startswith(known)):
            current = line["number"]
        elif current is not None:
            for start, end in _entries(tail, line.start("title"), line.end("title")):
                said = tail.at(start, end, "attachment.listed-at-the-end")
                if said.value and not _NUMBER_ONLY.match(said.value):
                    found.setdefault(current, []).append(said)
    return {number: tuple(names) for number, names in found.items()}


def _plain(title: str) -> str:
    return re.sub(r"\W+", "", title).casefold()


def _file_lines(flow: Flow) -> list[Said[str]]:
    files, offset = [], 0
    for line in flow.text.split("\n"):
        if "." in line and len(line) < 400 and re.search(r"(?i)\.(?:pdf|docx?|xlsx?|pptx?)\b", line):
            names = [name for name in re.split(r"\s+(?=\S+\.(?:pdf|docx?|xlsx?|pptx?)\b)", line.strip()) if name]
            if all(re.search(r"(?i)\.(?:pdf|docx?|xlsx?|pptx?)$", name) and len(name) < 120 for name in names):
                at = offset
                for name in names:
                    at = flow.text.index(name, at)
                    files.append(flow.at(at, at + len(name), "attachment.file-name"))
                    at += len(name)
        offset += len(line) + 1
    return files


def _entries(flow: Flow, begin: int = 0, stop: int | None = None) -> list[tuple[int, int]]:
    entries, offset = [], begin
    for line in flow.text[begin:stop].split("\n"):
        edges = [0, *(match.start() for match in _SPLIT.finditer(line)), len(line)]
        for left, right in itertools.pairwise(edges):
            start, end = offset + left, offset + right
            while True:
                text = flow.text[start:end]
                start += len(text) - len(text.lstrip())
                lead = _LEAD.match(flow.text[start:end])
                if not lead or lead.end() >= end - start:
                    break
                start += lead.end()
            while trail := _TRAIL.search(flow.text[start:end]):
                if trail.start() == 0:
                    break
                end = start + trail.start()
            entries.append((start, end))
        offset += len(line) + 1
    return entries
