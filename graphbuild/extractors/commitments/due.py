"""When a deed is due (frist): a date in its own clause, in what follows it, or stated elsewhere in the item.

Read are deadlines ("senest den 7. januar", "inden jul", "i uge 48"), the meeting a matter comes back to ("til mødet den 14. juni",
"på næste møde"), and words that point to a date stated before: "inden fristen", "inden da", "samtidig". Words without a date
of their own ("når planen er godkendt", "før sommerferien", "hurtigst muligt") are kept as words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from graphbuild.extractors.commitments.due_forms import with_minutes_dates
from graphbuild.extractors.commitments.words import read_table
from graphbuild.lexicon.dates import DateKind, FoundDate, find_dates

#: What these rules find is taken from elsewhere in the text and makes no report a promise.
WEAKER_DUES = frozenset({"due.postponed", "due.event"})


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
    r"(?i)\b(?:af|fra mødet|dateret|(?:brev|mail|notat) (?:af|fra)|siden|efter mødet|gældende fra|opgjort|(?:pr\.?|saldo|opgjort) ultimo|budget|regnskab|vedtaget|kommuneplan|lov nr\.? ?\d{0,5})\s?(?:den|d\.)?\s?\Z"
)
_BARE_YEAR_OF = re.compile(r"(?i)\b(?:budget|regnskab|plan|strategi|politik|i|for|fra)\s\Z")


_VAGUE = re.compile(r"(?i)(?:i )?(?:starten|begyndelsen|midten|løbet) af")
_CLOCK = re.compile(r",? ?kl\.? ?\d{1,2}(?:[.:]\d{2})?(?: ?[-–] ?\d{1,2}(?:[.:]\d{2})?)?")


class DueReader:
    """The dates of one text and what is stated about deadlines around them, read once and asked often."""

    __slots__ = ("_base", "_day", "_deadlines", "_found", "_next_meeting", "_starts", "_text")

    def __init__(self, text: str, base: date | None, next_meeting: str | None) -> None:
        self._text = text
        self._base = base
        self._day = base.isoformat() if base else None
        self._next_meeting = next_meeting
        self._found: list[FoundDate] | None = None
        self._starts: list[int] = []
        self._deadlines: list[tuple[int, str]] | None = None

    @property
    def dates(self) -> list[FoundDate]:
        """All dates of the text."""
        if self._found is None:
            found = find_dates(self._text, self._base, forward=True)
            self._found = with_minutes_dates(self._text, found, self._base, self._next_meeting)
            self._starts = [found.span.start for found in self._found]
        return self._found

    def _from(self, start: int) -> Iterator[FoundDate]:
        """The dates from an offset on."""
        dates = self.dates
        for index in range(bisect_left(self._starts, start), len(dates)):
            yield dates[index]

    def _back_from(self, end: int) -> Iterator[FoundDate]:
        """The dates before an offset, the nearest first."""
        dates = self.dates
        for index in range(bisect_left(self._starts, end) - 1, -1, -1):
            if dates[index].span.end <= end:
                yield dates[index]

    def is_to_come(self, value: str | None) -> bool:
        """Whether a date is not before the meeting's day, as far as it is exact."""
        return value is None or self._day is None or value >= self._day[: len(value)]

    def within(self, start: int, end: int) -> Due | None:
        """The due stated between two offsets: the first date that is one."""
        for found in self._from(start):
            if found.span.start >= end:
                break
            if self._is_due(found):
                return self._as_due(found, start, end)
        return None

    def _as_due(self, found: FoundDate, start: int, end: int) -> Due:
        value, stop = found.value, found.stated.end
        if found.kind is DateKind.NEXT_MEETING:
            value = self._next_meeting
        if found.kind is DateKind.YEAR and found.cue and _VAGUE.match(self._text, found.cue.start):
            value = None
        if value is None:  # "inden skolestart i august 2011", "på næste møde den 19. november"
            behind = next(self._from(stop), None)
            near = behind is not None and behind.stated.start - stop <= 12 and behind.span.start < end
            if behind is not None and near and behind.value and self._is_due(behind):
                value, stop = behind.value, behind.span.end
        clock = _CLOCK.match(self._text, stop)
        stop = clock.end() if clock else stop
        return Due(value, max(found.stated.start, start), stop, f"due.{found.kind.value}")

    def bare(self, due: Due) -> Due:
        """The due without the event that binds it: "til borgermøde d. 19. marts" is "d. 19. marts"."""
        found = next(self._from(due.start), None)
        return Due(due.value, found.span.start, due.end, due.rule) if found and found.span.start < due.end else due

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
            earlier = next((f.value for f in self._back_from(before) if f.value and self._is_due(f)), None)
            value = earlier or (previous.value if previous else None)
            return Due(value, match.start(), match.end(), "due.until-then")
        match = words.same_time.search(self._text, start, end)
        if match and previous:
            return Due(previous.value, previous.start, previous.end, "due.same-time")
        return None

    def deadline(self, before: int | None = None) -> str | None:
        """The last date of the text, or of it up to an offset, that is called a deadline."""
        if self._deadlines is None:
            self._deadlines = [
                (found.span.start, found.value)
                for found in self.dates
                if found.value is not None
                and self.is_to_come(found.value)
                and _cues().deadline_words.search(self._text[max(0, found.stated.start - _LEAD) : found.span.start])
            ]
        known = len(self._deadlines) if before is None else bisect_left(self._deadlines, (before, ""))
        return self._deadlines[known - 1][1] if known else None

    def postponed_to(self, before: int, since: int) -> Due | None:
        """The meeting that the matter was put off to, in the words before: "Sagen udsættes til mødet den 14. juni"."""
        for found in self._back_from(before):
            if found.span.start < since:
                break
            lead = self._text[max(since, found.span.start - 2 * _LEAD) : found.span.start]
            one_sentence = "." not in lead.rstrip(". den")[-40:]
            value = self._next_meeting if found.kind is DateKind.NEXT_MEETING else found.value
            if value and one_sentence and _cues().postponed.search(lead) and self.is_to_come(value):
                return Due(value, found.stated.start, found.stated.end, "due.postponed")
        return None

    def deadline_after(self, start: int, end: int) -> Due | None:
        """ "... i ansøgningen, fristen er d. 15. maj"; "Deadline er onsdag d. 12/10": a deadline stated right behind."""
        match = _cues().deadline_words.search(self._text, start, end)
        if not match:
            return None
        due = self.within(match.start(), end)
        return due and Due(due.value, match.start(), due.end, "due.stated-behind")

    def event(self, words: str) -> str | None:
        """The day of an event that the text dates and the words name: "årsmødet den 29. maj", "på årsmødet"."""
        match = _cues().events.search(words)
        if match is None or self._day is None:
            return None
        stem = match.group()[:6].casefold()
        for found in self.dates:
            if found.kind is DateKind.DAY and found.value and found.value >= self._day:
                lead = self._text[max(0, found.span.start - _AROUND) : found.span.start].casefold()
                if stem in lead:
                    return found.value
        return None


_AROUND = 70
_LEAD = 30


def event_day(text: str, base: date | None) -> str | None:
    """The day of the event that a title names: "Borgermøde 1/11-2016"."""
    if base is None or not _cues().events.search(text):
        return None
    days = [found for found in find_dates(text, base, forward=True) if found.kind is DateKind.DAY and found.value]
    return days[0].value if len(days) == 1 and days[0].value and days[0].value >= base.isoformat() else None


def at_the_event(words: str) -> bool:
    """Whether a deed is done at an event rather than before it: "byder velkommen", "er dirigent"."""
    return _cues().at_the_event.match(words) is not None


_HANDING_IN = frozenset({"aflevere", "indsende", "fremsende", "sende"})
_IT = re.compile(r"(?i)\w+ (?:det|den|svaret|høringssvaret|udkastet)\b")


def answers(lemma: str, words: str, *, hearing: bool) -> bool:
    """Whether a deed is to hand in an answer for which a deadline is set; ``hearing``: the item is about a hearing."""
    if hearing and lemma in _HANDING_IN and _IT.match(words):
        return True
    return lemma in _cues().answering and _cues().answers.search(words[:40]) is not None
