"""The table of labels (``labels.toml``) and how a printed line is matched with it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files


class SectionKind(StrEnum):
    """The parts of an agenda item."""

    RECOMMENDATION = "recommendation"  # indstilling
    DECISION = "decision"  # beslutning
    DISCUSSION = "discussion"  # drøftelse
    CASE = "case"  # sagsfremstilling
    SUMMARY = "summary"  # resumé
    FINANCES = "finances"  # økonomi
    ATTACHMENTS = "attachments"  # bilag
    ABSENCE = "absence"  # fraværende
    ROUTE = "route"  # sagsgang, videre proces
    HISTORY = "history"  # historik
    HEARING = "hearing"  # høring
    TEXT = "text"  # unlabelled, or labelled with what tells nothing


class FieldKind(StrEnum):
    """The labelled values of a meeting's head."""

    DATE = "date"
    TIME = "time"
    START = "start"
    END = "end"
    PLACE = "place"
    BODY = "body"
    MEMBERS = "members"
    PRESENT = "present"
    ABSENT = "absent"
    SECRETARY = "secretary"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    OFFICIALS = "officials"
    GUESTS = "guests"
    SUBSTITUTES = "substitutes"
    REMARKS = "remarks"
    NEXT_MEETING = "next_meeting"
    CONTENTS = "contents"
    ABBREVIATIONS = "abbreviations"
    CASE_NUMBER = "case_number"
    DOCUMENT_NUMBER = "document_number"
    HANDLER = "handler"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class LabelTables:
    """The tables, turned round: label as folded -> what it heads."""

    sections: dict[str, SectionKind]
    head: dict[str, FieldKind]
    open: frozenset[str]
    closed: frozenset[str]


@cache
def tables() -> LabelTables:
    """Return the label tables, read once."""
    raw = tomllib.loads(files(__package__).joinpath("labels.toml").read_text(encoding="utf-8"))
    return LabelTables(
        {label: SectionKind(kind) for kind, labels in raw["sections"].items() for label in labels},
        {label: FieldKind(kind) for kind, labels in reversed(raw["head"].items()) for label in labels},
        frozenset(raw["openness"]["open"]),
        frozenset(raw["openness"]["closed"]),
    )


_FOLD = re.compile(r"[\s\u00a0]+")
#: Lines are asked for their labels again and again: by the layout, the head, the extractors.
_KEPT = 1 << 13


@lru_cache(maxsize=_KEPT)
def fold(text: str) -> str:
    """Fold a printed label to the form of the tables: lower case, single spaces, no colon or full stop at the end."""
    return _FOLD.sub(" ", text).strip(" :.\u2026*_–-").casefold()


#: "Beslutning i Økonomiudvalget den 10-03-2015", "Beslutning fra Økonomiudvalget den 3. maj 2011:",
#: "Beslutning Udvalget for Kultur og Fritid den 21-08-2013", "Økonomiudvalgets beslutning den 4. maj 2015"
_OF_BODY = re.compile(
    r"(?i)^(?:punkt \d+ )?(?P<label>beslutning|beslutninger|indstilling|anbefaling|drøftelse|vedtagelse|udtalelse)(?:en)?(?=[\s:,]|$)\s*(?:(?:i|fra|af|:|-|–)\s+)?(?P<body>(?:§ ?\d{1,3},? stk\. ?\d-)?[^\d:]{3,90}?)?"
    r"(?:[,:\s]+(?:(?:på mødet |møde |mødet )?(?:den|d\.)\s*)?(?P<date>\d{1,2}[.\-/ ]+(?:\d{1,2}|[a-zæøå]{3,9})[.\-/ ]+\d{2,4}))?(?:[,:]?\s*pkt\.? ?\d+)?\s*:?$"
)
_BODYS_OWN = re.compile(
    r"^(?P<body>[A-ZÆØÅ][^\d:.]{4,80}?(?:s|S)) (?i:(?P<label>beslutning|indstilling|anbefaling|udtalelse)(?:\s+(?:på mødet |møde )?(?:den|d\.)\s*(?P<date>\d{1,2}[.\-/ ]+(?:\d{1,2}|[a-zæøå]{3,9})[.\-/ ]+\d{2,4}))?)\s*:?$"
)
#: the body and the meeting's date stand for the word Decision
_DATE = r"\d{1,2}[.\-/ ]+(?:\d{1,2}|[a-zæøå]{3,9})[.\-/ ]+\d{4}"
_BODY_AND_DATE = re.compile(
    r"(?i)^(?P<body>[^\d:.]{1,80}?(?:udvalget|rådet|byråd|råd|bestyrelsen|bestyrelse|udvalg|nævnet))"
    rf"(?:,?\s+(?:(?:den|d\.)\s*)?(?P<date>{_DATE})(?:,? (?:pkt|punkt)\.? ?\d+)?|s(?:['’´`])? (?:\w{{0,12}}møde|behandling) (?:den|d\.)\s*(?P<date2>{_DATE}))\s*:?$"
)
#: what a sentence has and no label: "Indstillingen anbefales over for Økonomiudvalget"
_NO_LABEL = re.compile(
    r"(?i)(?<!stk)\. |\b(?:anbefal\w*|godkend\w*|tiltr\w+|blev|bliver|bortfald\w*|følges|vedtag\w*|vedtog|er|var|udsat|udsættes|udskydes|forkast\w*|oversend\w*|om|at|drøft\w*|taget|tages|sendes|kan|skal)\b"
)
_BODY_WORD = re.compile(
    r"(?i)udvalg|råd|bestyrelse|nævn|kommission|med\b|forum|direktion|kommune|^\s*[A-ZÆØÅ]{2,5}\s*$|^[A-ZÆØÅ]\w+(?: og \w+)?$"
)


_GAP = re.compile(r"([A-ZÆØÅ][\wæøå ]{3,30}?)(?:\t|\s{3,})(?=\S)")
_FIELD = re.compile(r"^([^:\t]{2,45}?)(?::|\t|\s{2,})")


@dataclass(frozen=True, slots=True)
class SectionLabel:
    """A line read as a section's label: the body and date that it names, as offsets into the line."""

    kind: SectionKind
    body: tuple[int, int] | None = None
    date: tuple[int, int] | None = None
    length: int = 0  # of the label within the line; what follows belongs to the section


@lru_cache(maxsize=_KEPT)
def section_label(text: str) -> SectionLabel | None:
    """Read a line as a section's label: ``Beslutning``, ``Bilag:``, ``Beslutning i Byrådet den 3. maj 2011``, ``Bilag: kort``."""
    if text[:1].islower() or (text.endswith(".") and len(text) > 3 and ":" not in text[:45]):
        return None
    if len(text) > 160:
        head, colon, _ = text[:60].partition(":")
        kind = tables().sections.get(fold(head)) if colon and len(head) < 45 else None
        return SectionLabel(kind, length=len(head) + 1) if kind else None
    folded = fold(text)
    kind = tables().sections.get(folded)
    if kind:
        return SectionLabel(kind, length=len(text))
    head, colon, _tail = text.partition(":")
    if colon and len(head) < 45 and head[:1].isupper():
        kind = tables().sections.get(fold(head))
        if kind and kind is not SectionKind.TEXT:
            return SectionLabel(kind, length=len(head) + 1)
    gap = _GAP.match(text)
    if gap and tables().sections.get(fold(gap[1])) is SectionKind.ROUTE:
        return SectionLabel(SectionKind.ROUTE, length=gap.end(1))
    for pattern in (_OF_BODY, _BODYS_OWN, _BODY_AND_DATE):
        match = pattern.match(text)
        if not match or _NO_LABEL.search(match["body"] or ""):
            continue
        body = match.span("body") if match["body"] else None
        dated = "date2" if pattern is _BODY_AND_DATE and match["date2"] else "date"
        date = match.span(dated) if match[dated] else None
        named = match["body"] or ""
        if pattern is _BODY_AND_DATE:
            return SectionLabel(SectionKind.DECISION, body, date, len(text))
        if not date and (
            not body
            or not _BODY_WORD.search(named)
            or re.search(r"(?i)^(?:at|om|er|blev|på|til|kan|skal|de|den|det)\b", named.strip())
        ):
            continue
        kind = tables().sections.get(match["label"].casefold())
        if kind:
            return SectionLabel(kind, body, date, len(text))
    return None


@lru_cache(maxsize=_KEPT)
def field_label(text: str) -> tuple[FieldKind, int] | None:
    """Read the start of a line as a head's label; return its kind and where the value begins, or ``None``.

    A label ends in a colon, a tab or a gap of two spaces, or is the whole line.
    """
    folded = fold(text)
    if len(text) < 45 and folded in tables().head:
        return tables().head[folded], len(text)
    match = _FIELD.match(text)
    if match and (kind := tables().head.get(fold(match[1]))):
        return kind, match.end()
    return None
