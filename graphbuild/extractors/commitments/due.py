"""When a deed is due (frist): a date in its own clause, in what follows it, or stated elsewhere in the item.

Read are deadlines ("senest den 7. januar", "inden jul", "i uge 48"), the meeting a matter comes back to ("til mødet den 14. juni",
"på næste møde"), and words that point to a date stated before: "inden fristen", "inden da", "samtidig". Words without a date
of their own ("når planen er godkendt", "før sommerferien", "hurtigst muligt") are kept as words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from graphbuild.extractors.commitments.words import read_table
from graphbuild.lexicon.dates import DateKind, FoundDate, find_dates


@dataclass(frozen=True, slots=True)
class Due:
    """A due: its value (ISO date or prefix) where the words name one, and where the words stand in the flow's text."""

    value: str | None
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Cues:
    deadline: re.Pattern[str]
    until_then: re.Pattern[str]
    same_time: re.Pattern[str]
    soon: re.Pattern[str]
    recurring: re.Pattern[str]
    conditional: re.Pattern[str]
    deadline_words: re.Pattern[str]
    postponed: re.Pattern[str]
    events: re.Pattern[str]
    at_the_event: re.Pattern[str]
    answers: re.Pattern[str]
    answering: frozenset[str]


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# "hver arbejdsgruppe" is somebody, "hver uge" a time
_NOT_EVERYBODY = r"(?! (?:af|især|for sig|arbejdsgruppe|gruppe|klasse|afdeling|center|udvalg|skole|leder|enhed)\b)"
_EVERY_WHAT = r"(?: (?:år|kvartal|måned|halvår|uge|forår|efterår|andet|anden|tredje|møde|gang|den \d{1,2}\.)){0,3}"


@cache
def _cues() -> _Cues:
    table = read_table("cues.toml")["due"]
    return _Cues(
        deadline=re.compile(rf"(?i)\b(?:{_any(table['to_the_deadline'])})\b"),
        until_then=re.compile(rf"(?i)\b(?:{_any(table['until_then'])})\b"),
        same_time=re.compile(rf"(?i)\b(?:{_any(table['same_time'])})\b"),
        soon=re.compile(rf"(?i)\b(?:{_any(table['soon'])})\b"),
        recurring=re.compile(rf"(?i)\b(?:{_any(table['recurring'])})\b{_NOT_EVERYBODY}{_EVERY_WHAT}"),
        conditional=re.compile(r"(?i)\b(?:når|så snart|efter at)\b[^.;]{3,80}"),
        deadline_words=re.compile(rf"(?i)\b(?:{_any(table['deadline_words'])})\b"),
        postponed=re.compile(rf"(?i)\b(?:{_any(table['postponed'])})\b"),
        events=re.compile(rf"(?i)(?:{_any(table['events'])})\b"),
        at_the_event=re.compile(rf"(?i)\b(?:{'|'.join(table['at_the_event'])})\b"),
        answers=re.compile(rf"(?i)\b(?:{'|'.join(table['answers'])})\b"),
        answering=frozenset(table["answering"]),
    )


# Before a date these say that it is the date of a paper or of what has been, no due.
_OF_A_PAPER = re.compile(
    r"(?i)\b(?:af|fra mødet|dateret|(?:brev|mail|notat) (?:af|fra)|siden|efter mødet|gældende fra|opgjort|ultimo|budget|regnskab|vedtaget|kommuneplan|lov nr\.? ?\d{0,5})\s?(?:den|d\.)?\s?\Z"
)
_BARE_YEAR_OF = re.compile(r"(?i)\b(?:budget|regnskab|plan|strategi|politik|i|for|fra)\s\Z")


_VAGUE = re.compile(r"(?i)(?:i )?(?:starten|begyndelsen|midten|løbet) af")
_CLOCK = re.compile(r",? ?kl\.? ?\d{1,2}(?:[.:]\d{2})?(?: ?[-–] ?\d{1,2}(?:[.:]\d{2})?)?")


class DueReader:
    """The dates of one flow's text and what is stated about deadlines around them, read once and asked often."""

    __slots__ = ("_base", "_day", "_found", "_next_meeting", "_text")

    def __init__(self, text: str, base: date | None, next_meeting: str | None) -> None:
        self._text = text
        self._base = base
        self._day = base.isoformat() if base else None
        self._next_meeting = next_meeting
        self._found: list[FoundDate] | None = None

    @property
    def dates(self) -> list[FoundDate]:
        """All dates of the text."""
        if self._found is None:
            self._found = find_dates(self._text, self._base, forward=True)
        return self._found

    def is_to_come(self, value: str | None) -> bool:
        """Whether a date is not before the meeting's day, as far as it is exact."""
        return value is None or self._day is None or value >= self._day[: len(value)]

    def within(self, start: int, end: int) -> Due | None:
        """The due stated between two offsets: the first date that is one, else words that state a time."""
        for found in self.dates:
            if found.span.start >= end:
                break
            if found.span.start < start or not self._is_due(found):
                continue
            stated = found.stated
            value = found.value
            stop = stated.end
            if found.kind is DateKind.NEXT_MEETING:
                value = self._next_meeting
            if found.kind is DateKind.YEAR and found.cue and _VAGUE.match(self._text, found.cue.start):
                value = None
            if value is None:  # "inden skolestart i august 2011", "på næste møde den 19. november"
                behind = next(
                    (f for f in self.dates if 0 <= f.stated.start - stop <= 12 and f.value and f.span.start < end), None
                )
                if behind is not None and self._is_due(behind):
                    value, stop = behind.value, behind.span.end
            clock = _CLOCK.match(self._text, stop)
            return Due(value, max(stated.start, start), clock.end() if clock else stop, f"due.{found.kind.value}")
        return None

    def bare(self, due: Due) -> Due:
        """The due without the event that binds it: "til borgermøde d. 19. marts" is "d. 19. marts"."""
        for found in self.dates:
            if due.start <= found.span.start < due.end:
                return Due(due.value, found.span.start, due.end, due.rule)
        return due

    def _is_due(self, found: FoundDate) -> bool:
        before = self._text[max(0, found.span.start - 24) : found.span.start]
        cue = self._text[found.cue.start : found.cue.end].casefold().split() if found.cue else []
        if len(cue) < 2 and _OF_A_PAPER.search(before):
            return False
        if found.kind is DateKind.YEAR and (found.cue is None or _BARE_YEAR_OF.search(before)):
            return False
        return self.is_to_come(found.value)

    def words(self, start: int, end: int) -> Due | None:
        """Words that state a time without a date: "når ...", "hvert kvartal", "snarest"."""
        words = _cues()
        for pattern, rule in ((words.recurring, "recurring"), (words.soon, "soon"), (words.conditional, "condition")):
            match = pattern.search(self._text, start, end)
            if match:
                return Due(None, match.start(), match.end(), f"due.{rule}")
        return None

    def pointing(self, start: int, end: int, before: int, previous: Due | None) -> Due | None:
        """ "inden fristen", "inden da", "samtidig": the date stated before, in this text or with the deed before."""
        words = _cues()
        match = words.deadline.search(self._text, start, end)
        if match:
            return Due(self.deadline(before), match.start(), match.end(), "due.deadline")
        match = words.until_then.search(self._text, start, end)
        if match:
            earlier = [f for f in self.dates if f.span.end <= before and self._is_due(f) and f.value]
            value = earlier[-1].value if earlier else (previous.value if previous else None)
            return Due(value, match.start(), match.end(), "due.until-then")
        match = words.same_time.search(self._text, start, end)
        if match and previous:
            return Due(previous.value, previous.start, previous.end, "due.same-time")
        return None

    def deadline(self, before: int | None = None) -> str | None:
        """The last date of the text that is called a deadline."""
        value = None
        for found in self.dates:
            if before is not None and found.span.start >= before:
                break
            if found.value is None or not self.is_to_come(found.value):
                continue
            lead = self._text[max(0, found.stated.start - 30) : found.span.start]
            if _cues().deadline_words.search(lead):
                value = found.value
        return value

    def postponed_to(self, before: int, since: int) -> Due | None:
        """The meeting that the matter was put off to, in the words before: "Sagen udsættes til mødet den 14. juni"."""
        for found in reversed(self.dates):
            if found.span.end > before or found.value is None:
                continue
            if found.span.start < since:
                break
            lead = self._text[max(since, found.span.start - 60) : found.span.start]
            if (
                "." not in lead.rstrip(". den")[-40:]
                and _cues().postponed.search(lead)
                and self.is_to_come(found.value)
            ):
                return Due(found.value, found.stated.start, found.stated.end, "due.postponed")
        return None

    def deadline_after(self, start: int, end: int) -> Due | None:
        """ "... i ansøgningen, fristen er d. 15. maj"; "Deadline er onsdag d. 12/10": a deadline stated right behind."""
        match = _cues().deadline_words.search(self._text, start, end)
        if not match:
            return None
        due = self.within(match.start(), end)
        return due and Due(due.value, match.start(), due.end, "due.stated-behind")


_AROUND = 70


def event_in(text: str, words: str, base: date | None) -> str | None:
    """The day of an event that other words of the item date: "årsmødet den 29. maj", told of a deed "på årsmødet"."""
    if base is None:
        return None
    match = _cues().events.search(words)
    stem = match.group()[:6].casefold() if match else ""
    for found in find_dates(text, base, forward=True):
        if found.kind is not DateKind.DAY or not found.value or found.value < base.isoformat():
            continue
        lead = text[max(0, found.span.start - _AROUND) : found.span.start].casefold()
        if stem and stem in lead:
            return found.value
    return None


def event_day(text: str, base: date | None) -> str | None:
    """The day of the event that a title names: "Borgermøde 1/11-2016"."""
    if base is None or not _cues().events.search(text):
        return None
    days = [found for found in find_dates(text, base, forward=True) if found.kind is DateKind.DAY and found.value]
    return days[0].value if len(days) == 1 and days[0].value and days[0].value >= base.isoformat() else None


def at_the_event(words: str) -> bool:
    """Whether a deed is done at an event rather than before it: "byder velkommen", "er dirigent"."""
    return _cues().at_the_event.match(words) is not None


def answers(lemma: str, words: str) -> bool:
    """Whether a deed is to hand in an answer for which a deadline is set."""
    return lemma in _cues().answering and _cues().answers.search(words[:40]) is not None
