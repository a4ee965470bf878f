"""Referrals (sagsgang, oversendelse): the case goes, or went, to another body.

Read are, within an agenda item:

* earlier bodies' decisions, by the label of a section or a line: ``Beslutning fra Økonomiudvalget den 4. juni 2013``
* treatment told in a sentence: ``behandles i ØU den 2. juni og KB den 12. juni``, ``Kulturudvalget anbefalede sagen den
  9. februar``, ``Teknisk Udvalg tager sagen op d. 4/11``
* sending: ``Oversendes til Teknisk Udvalg``, ``sendte den tilbage til``, ``går videre til Byrådet den 9. oktober``
* recommending: ``Anbefales over for Økonomiudvalget og Byrådet``, ``at byrådet godkender``
* the route: a section ``Videre proces``, ``Sagen afgøres i: Byrådet``, codes (``ØU-KB``), a matrix of crosses, a group of items
  (``Sager til afgørelse i byrådet``)
* hearings: ``sendes i høring hos Ældrerådet fra 2. maj`` (the date is the first day), ``Hoved-MED er blevet hørt``

Left out on purpose: the meeting's own body; letters, lists and answers that are sent; what a body is only told.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import islice, pairwise, takewhile
from typing import Any, overload

from graphbuild.extractors.abbreviations import Abbreviations, letters_fit
from graphbuild.extractors.bodies import (
    TREATING,
    BodyKind,
    FoundBody,
    find_bodies,
    is_abbreviation,
    standard_names,
)
from graphbuild.extractors.named_bodies import NamedBodies
from graphbuild.extractors.organisations import body_key, shortens
from graphbuild.layouts import ItemLayout, Minutes, Section
from graphbuild.layouts.flow import Flow, squeeze
from graphbuild.layouts.labels import SectionKind
from graphbuild.layouts.lines import Line
from graphbuild.lexicon.dates import DateKind, FoundDate, find_dates
from graphbuild.lexicon.sentences import split_sentences
from graphbuild.model import MeetingKind, MeetingMention, ReferralMention, Said


@dataclass(frozen=True, slots=True)
class _Cues:
    treat: re.Pattern[str]
    treat_phrases: re.Pattern[str]
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    objects: re.Pattern[str]
    others: re.Pattern[str]
    commend: re.Pattern[str]
    back: re.Pattern[str]
    final: re.Pattern[str]
    subject: re.Pattern[str]
    of_case: re.Pattern[str]
    sent_to_hearing: re.Pattern[str]
    heard: re.Pattern[str]
    answers: re.Pattern[str]
    opinions: re.Pattern[str]
    group: re.Pattern[str]
    rows: frozenset[str]
    short: dict[str, str]


def _words(words: Sequence[str], *, stem: bool = False) -> str:
    return (
        r"(?<![\w-])(?:"
        + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))
        + (r")\w{0,14}" if stem else r")(?![\w-])")
    )


@cache
def _cues() -> _Cues:
    raw: dict[str, Any] = tomllib.loads(files(__package__).joinpath("referrals.toml").read_text(encoding="utf-8"))

    def pattern(words: Sequence[str], *, stem: bool = False) -> re.Pattern[str]:
        return re.compile(_words(words, stem=stem), re.IGNORECASE)

    between = "|".join(re.escape(word) for word in raw["subject"]["between"])
    verbs = "|".join(sorted(raw["subject"]["verbs"], key=len, reverse=True))
    return _Cues(
        pattern(raw["treat"]["stems"], stem=True),
        pattern(raw["treat"]["phrases"]),
        pattern(raw["sent"]["strong"], stem=True),
        pattern(
            [
                *(
                    word + ending
                    for word in ("send", "ekspeder", "returner")
                    for ending in ("es", "er", "e", "t", "te", "tes")
                ),
                "går",
                "gå",
                "gik",
                "sendes",
            ]
        ),
        pattern(raw["sent"]["objects"]),
        pattern(raw["sent"]["others"]),
        pattern(raw["commend"]["stems"], stem=True),
        pattern(raw["back"]["stems"], stem=True),
        pattern(raw["final"]["stems"], stem=True),
        # what stands between body and verb may hold a date: "har den 4. juni 2013 behandlet"
        re.compile(
            rf"(?i)\A\s*,?\s*(?:(?:{between}|\d[\d./-]*|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\s+){{0,9}}(?P<verb>{verbs})(?!\w)"
        ),
        pattern(raw["subject"]["objects"]),
        pattern(raw["hearing"]["sent"]),
        pattern(raw["hearing"]["heard"]),
        pattern(raw["hearing"]["answers"]),
        re.compile(rf"(?i)\A\s*(?:{'|'.join(raw['hearing']['opinions'])})(?!\w)"),
        pattern(raw["route"]["group"]),
        frozenset(raw["route"]["rows"]),
        dict(raw["route"]["short"]),
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """A referral on its way: the body, its date, where both stand."""

    item: str | None
    name: str
    to: Said[str]
    date: Said[str] | None
    keep: bool = False  # stands beside a dated one to the same body: sent back, final decision
    planned: bool = False  # lies ahead, so that an earlier date is another step


@dataclass(frozen=True, slots=True)
class _Named:
    """A body in a text, under its full name; ``end`` lies before a genitive's ending."""

    start: int
    end: int
    name: str
    kind: BodyKind


class _Dates(Sequence[FoundDate]):
    """The dates of a sentence, read when first asked for: most sentences that name a body need none."""

    def __init__(self, reading: _Reading, text: str, start: int, end: int) -> None:
        self._reading = reading
        self._stretch = (text, start, end)
        self._found: list[FoundDate] | None = None

    def _all(self) -> list[FoundDate]:
        if self._found is None:
            self._found = self._reading.dates(*self._stretch)
        return self._found

    @overload
    def __getitem__(self, index: int) -> FoundDate: ...
    @overload
    def __getitem__(self, index: slice) -> list[FoundDate]: ...
    def __getitem__(self, index: int | slice) -> FoundDate | list[FoundDate]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[FoundDate]:
        return iter(self._all())


def _start_of(one: _Named) -> int:
    return one.start


def extract_referrals(
    minutes: Minutes, meeting: MeetingMention, named: NamedBodies | None = None
) -> tuple[ReferralMention, ...]:
    """Return the referrals in order of print; ``named`` are the bodies where they are read already."""
    reading = _Reading(minutes, meeting, named or NamedBodies(minutes))
    found: list[ReferralMention] = []
    for item in minutes.items:
        steps = _settle(list(reading.steps(item)), reading.day)
        found += [ReferralMention(step.item, step.to, step.date) for step in steps]
    return tuple(found)


def _settle(steps: list[_Step], day: date | None) -> list[_Step]:
    """Tell each step once; an undated one yields to a dated one to the same body, a planned one only to a coming one."""
    dated = {body_key(step.name) for step in steps if step.date is not None}
    coming = {
        body_key(step.name)
        for step in steps
        if step.date is not None and (day is None or step.date.value >= day.isoformat()[: len(step.date.value)])
    }
    seen: set[tuple[str, str | None]] = set()
    kept = []
    for step in steps:
        key = body_key(step.name)
        if step.date is None and not step.keep and key in (coming if step.planned else dated):
            continue
        mark = (key, step.date.value if step.date else None)
        if mark not in seen:
            seen.add(mark)
            kept.append(step)
    # "Musikudvalget" beside "Vestby Musikudvalg", on the same day, is one step
    ends: set[tuple[str | None, str]] = set()
    for step in kept:
        words = body_key(step.name).split()
        if len(words) > 1:
            ends |= {(step.date.value if step.date else None, words[-1])}
            if words[1] in ("for", "i", "på") or words[0] == "kommunekontaktråd":
                ends |= {(step.date.value if step.date else None, words[0])}
    kept = [step for step in kept if (step.date.value if step.date else None, body_key(step.name)) not in ends]
    months = {(body_key(step.name), step.date.value[:7]) for step in kept if step.date and len(step.date.value) > 7}
    return [
        step
        for step in kept
        if not (step.date and len(step.date.value) == 7 and (body_key(step.name), step.date.value) in months)
    ]


_CODE = r"[A-ZÆØÅ]{2,5}"
_ROUTE_CODES = re.compile(rf"(?<![\w-]){_CODE}(?:\s?[-–/>]\s?{_CODE}){{1,6}}(?![\w-])")
_CODES_IN_LINE = re.compile(rf"(?<!\S){_CODE}(?!\S)")
_COMMITTEE_SHORT = re.compile(r"[A-ZÆØÅ]{2,4}U")
_SHORT = re.compile(rf"(?<![\w/.-]){_CODE}(?![\w/-])")
_MAY_DATE = re.compile(
    r"(?i)\d\s?[./-]|(?:19|20)\d\d|januar|februar|marts|april|maj|jun|jul|august|september|oktober|november|december"
)
_LONGEST_SENTENCE = 3000
_SENDS_OUT = re.compile(
    r"(?i)\A\s(?:har\s(?:(?:\w+|\d{1,2}\.|d\.|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?)\s){0,5}sendt|sendte|sender|har\s(?:\w+\s){0,2}haft)\s.{0,140}?\bi (?:\w+ )?høring\b",
    re.DOTALL,
)
_JOINER = re.compile(
    r"(?i)[,;/(–-]|\b(?:og|samt|eller|via|derefter|herefter|dernæst|efterfølgende|så|derpå|videre|siden)\b"
)
_DATED_LINE = re.compile(
    r"(?i)(?:udvalget?|rådet|råd|bestyrelsen|nævnet|repræsentationen|direktionen|[A-ZÆØÅ]{2,5})[,:]?\s(?:den\s|d\.\s)?\d{1,2}[./-]"
)
_FOR = re.compile(r"\A(?:udvalg|råd) for ")
_FOR_OF = re.compile(r"(?i)\A(?:udvalget?|råd(?:et)?) for ")
_LINE_LABEL = re.compile(
    r"(?i)^\W{0,3}(?:tidligere\s)?(?:beslutning(?:en)?|indstilling(?:en)?|anbefaling(?:en)?|drøftelse|behandling(?:en)?|vedtagelse|udtalelse)\s(?:fra|i|af|på)?\s?"
)
_LINK = re.compile(
    r"(?i)\A(?:\s|,|;|/|og|samt|eller|derefter|herefter|dernæst|efterfølgende|så|i|til|hos|for|over|via|det|de|den|d\.|hhv\.|henholdsvis|både|med|ved|kl\.?|\d{1,2}[.:]\d\d|endelig|endeligt|relevante|berørte|relevant|på|møde|mødet|sit|-|–|\(|\)|derpå|videre|først|siden)*\Z"
)
_GENITIVE_MEETING = re.compile(
    r"(?i)\A['\u2019\u00b4]?s?\s(?:ordinære\s|næste\s|kommende\s|ekstraordinære\s)?(?:møde|mødet|behandling|budgetmøde)(?!\w)"
)
_GENITIVE_TREATED = re.compile(r"(?i)\A['\u2019\u00b4]?s?\s(?:møde|mødet|behandling)\s(?:af\s\S{1,30}\s)?(?:den|d\.)")
_PREPOSITION = re.compile(
    r"(?i)(?P<word>over\sfor|overfor|i|til|hos|ved|via|for|af|fra|på|gennem|med):?\s(?:både\s|såvel\s|det\s|de\s|den\s|relevante\s|berørte\s|stående\s|respektive\s|hhv\.\s|henholdsvis\s){0,3}\Z"
)
_THE_BODY = re.compile(
    r"(?i)\W{0,3}(?P<body>udvalget|rådet|nævnet)\s(?:behandler|drøfter|tager|skal behandle|vil behandle)\s(?:sagen|punktet|den|det|forslaget)"
)
_RELATIVE = re.compile(r"(?i),\s(?:der|som)\s")
_PASSIVE = re.compile(
    r"(?i)\b(?:behandles|vedtages|godkendes|besluttes|afgøres|tiltrædes|drøftes|(?:ende)?ligt?\s(?:vedtages|godkendes|behandles))"
    r"(?:\s(?:endeligt|også|derefter|herefter|efterfølgende|så|politisk|først|igen)){0,2}\s(?:af|i)\s(?:både\s|såvel\s)?\Z"
)
_SHALL = re.compile(r"(?i)\b(?:skal|vil|herefter|derefter|forventes|efterfølgende|endeligt|afsluttende)\b")
_ANSWERS_FROM = re.compile(
    r"(?i)\b(?:kommet|modtaget|indkommet|indkom|indløbet|afgivet|indsendt|er)\s(?:\w+\s){0,3}"
    r"(?:høringssvar|svar|udtalelser?|bemærkninger|kommentarer|høringsbemærkninger|indsigelser)\sfra:?\s(?:både\s|bl\.a\.\s)?\Z"
)
_AFTER = re.compile(
    r"(?i)\b(?:efter|via|inden|med)\s(?:en\s(?:tur|runde)|behandling|drøftelse|at have været)\s(?:i|hos)\s\Z"
)
_BOARD_OF = re.compile(r"(?i)(?<![\w-])\w{0,20}bestyrelsen\s(?:for|på|ved|i)\s\Z")
_HEARING = re.compile(r"(?i)høring")
_OWN_OBJECT = re.compile(r"(?i)\s*(?:deres|sine|sit|sin|hver)\s(?:egne|eget|egen|især|sit|sin)\b")
_GROUP_LINE = re.compile(
    r"(?i)\W{0,3}(?:[A-F]\.?\s|\d{1,2}\.?\s)?(?:åbne\s|lukkede\s)?(?:sager|punkter|sag|punkt|indstillinger|behandles|afgøres)\b"
)
_DIGIT = re.compile(r"\d[./-]")
_BULLET = re.compile(r"[\s•*-]*")
_TAKES_UP = re.compile(r"behandle|drøfter|tager")
_OTHER_CLAUSE = re.compile(r"(?i)\b(?:at|idet|når|hvis|fordi|så|om|hvor|men|inden|senest|før|uden)\b|[:;]")
_DEADLINE = re.compile(
    r"(?i)\b(?:inden|senest|frist\w*|før|svarfrist|deadline|udløb\w*)\s*(?:den\s|d\.\s|er\s|til\s|sættes\s\w+\s)?\Z"
)


class _Reading:
    """One document's referrals on their way."""

    def __init__(self, minutes: Minutes, meeting: MeetingMention, named: NamedBodies) -> None:
        self.minutes = minutes
        self.cues = _cues()
        self.named = named
        self.abbreviations: Abbreviations = named.abbreviations
        self.day = _day(meeting.date)
        self.own = [body.value for body in meeting.bodies]
        self._own_keys = {body_key(name) for name in self.own}
        self.joint = (meeting.kind is not None and meeting.kind.value is MeetingKind.JOINT) or len(self.own) > 1
        self._of_flow: dict[Flow, list[_Named]] = {}
        self._text = ""
        self._hearing = False  # the item tells of one
        self._last: _Step | None = None
        self._names = self._names_of_document()

    def _names_of_document(self) -> dict[str, str]:
        """All treating bodies that the document names, by key."""
        names: dict[str, str] = {}
        flows = [
            self.minutes.head,
            *(flow for item in self.minutes.items for flow, _ in self._flows(item)),
            self.minutes.tail,
        ]
        for flow in flows:
            for one in self.named.of(flow):
                if one.kind in TREATING:
                    names.setdefault(body_key(one.name), one.name)
        return names

    # -- bodies and dates

    def is_own(self, name: str) -> bool:
        """Tell whether a name is one of the meeting's own bodies, in full or short."""
        key = body_key(name)
        if key in self._own_keys or any(shortens(key, own) for own in self._own_keys):
            return True
        return any(_FOR.sub("", key) == _FOR.sub("", own) for own in self._own_keys)

    def is_own_code(self, code: str) -> bool:
        """Tell whether a route code is one of the meeting's own bodies by its initials: ``TM`` of "Udvalget for Teknik og Miljø"."""
        return any(letters_fit(code, _FOR_OF.sub("", own)) for own in self.own)

    def full(self, short: str) -> str | None:
        """What an abbreviation of a body stands for, as far as the document prints it; itself for a usual one that it does not."""
        long = self.abbreviations.expand(short)
        if long is not None:
            if body_key(long) in self._names:
                return self._names[body_key(long)]
            return long if self._reads_as_body(long) else None
        usual = [*standard_names(short), *([self.cues.short[short]] if short in self.cues.short else [])]
        printed = {self._names[body_key(name)] for name in usual if body_key(name) in self._names}
        if len(printed) == 1:
            return printed.pop()
        kinds = [
            name
            for name in usual
            if re.search(r"(?i)udvalg|råd|kommunalbestyrelse|nævn|repræsentation|med\b|,|teknik", name)
        ]
        # "SOBU", never spelt out: a committee's by its last letter
        return short if kinds or (_COMMITTEE_SHORT.fullmatch(short) and is_abbreviation(short)) else None

    def _reads_as_body(self, name: str) -> bool:
        if re.search(r"(?i)(?:udvalg|råd|nævn|bestyrelse|forvaltning|kommission)(?:et|en)?\Z", name):
            return True
        return any(one.kind in TREATING or one.kind is BodyKind.ADMINISTRATION for one in find_bodies(name))

    def bodies(self, flow: Flow, start: int, end: int) -> list[_Named]:
        """The bodies of a stretch, those named by an abbreviation too."""
        found = self._of_flow.get(flow)
        if found is None:
            found = self._of_flow[flow] = self._bodies(flow)
        first = bisect_left(found, start, key=_start_of)
        return [one for one in takewhile(lambda one: one.start < end, islice(found, first, None)) if one.end <= end]

    def _bodies(self, flow: Flow) -> list[_Named]:
        text = flow.text
        found = [self._named(text, one) for one in self.named.of(flow)]
        codes: list[_Named] = []
        starts = [one.start for one in found]
        for match in _SHORT.finditer(text):
            at = bisect_right(starts, match.start()) - 1
            if at >= 0 and (match.start() < found[at].end or text[found[at].end : match.start()] == " ("):
                continue
            name = self.full(match[0])
            if name == match[0] and self.is_own_code(name):
                name = self.own[0]
            if name is not None:
                codes.append(_Named(match.start(), match.end(), name, BodyKind.COMMITTEE))
        return sorted([*found, *codes], key=_start_of)

    def _named(self, text: str, one: FoundBody) -> _Named:
        """A body under its full name: an abbreviation's, the board's of an institution, the one longer that a short one can mean."""
        if one.kind not in TREATING:
            board = _BOARD_OF.search(text, max(0, one.start - 40), one.start)
            if board is not None and board.end() == one.start:
                return _Named(board.start(), one.end, squeeze(text[board.start() : one.end]), BodyKind.ADVISORY)
        if one.name.isupper() and len(one.name) <= 6:
            name = self.full(one.name)
            if name is not None:
                return _Named(one.start, one.end, name, BodyKind.COMMITTEE)
        if one.kind is BodyKind.BOARD:
            key = body_key(one.name)
            longer = {
                name for other, name in self._names.items() if other != key and " " in other and shortens(key, other)
            }
            if len(longer) == 1:
                return _Named(one.start, one.end, longer.pop(), one.kind)
        return _Named(one.start, one.end, one.name, one.kind)

    def dates(self, text: str, start: int, end: int) -> list[FoundDate]:
        """The days, periods and months of a stretch."""
        if not _MAY_DATE.search(text, start, end):
            return []
        return [
            found
            for found in find_dates(text, self.day, start, end)
            if found.value and found.kind in (DateKind.DAY, DateKind.PERIOD, DateKind.MONTH)
        ]

    def _bound(self, text: str, after: int, dates: Sequence[FoundDate]) -> list[FoundDate]:
        """Those dates that belong to what ends at ``after``: no deadlines, none in the clause of something else."""
        return [
            found
            for found in dates
            if not _OTHER_CLAUSE.search(text[after : found.span.start])
            and not _DEADLINE.search(text[max(after, found.span.start - 30) : found.span.start])
        ]

    # -- an item's steps

    def steps(self, item: ItemLayout) -> Iterator[_Step]:
        """Yield all steps of an item, some twice."""
        number = item.number.value
        if item.group is not None:
            flow = (
                Flow(self.minutes.document, [(item.group.span.start, item.group.span.end, "")])
                if item.group.span
                else None
            )
            if flow is not None:
                yield from self._group(number, flow)
        period = self._hearing_period(item)
        title = item.title.value if item.title is not None else ""
        self._hearing = any(
            _HEARING.search(text) is not None for text in (title, *(flow.text for flow, _ in self._flows(item)))
        )
        yield from self._matrix(item)
        self._last = None
        for flow, kind in self._flows(item):
            yield from self._codes(number, flow, kind)
            yield from self._group(number, flow)
            if kind is not SectionKind.ATTACHMENTS:
                yield from self._sentences(number, flow, kind, period)
        for section in item.sections:
            yield from self._label(number, section)

    def _flows(self, item: ItemLayout) -> Iterator[tuple[Flow, SectionKind]]:
        yield item.head, SectionKind.TEXT
        for section in item.sections:
            yield section.flow, section.kind

    def _label(self, number: str, section: Section) -> Iterator[_Step]:
        """The body and date that a section's label prints."""
        if section.body is None or section.body.span is None or self.is_own(section.body.value):
            return
        text = section.body.value
        if (
            len(find_bodies(text)) != 1
            and self.full(text) is None
            and not re.search(r"(?i)udvalg|råd|bestyrelse|nævn|byråd|med\b", text)
        ):
            return
        day = None
        if section.date is not None:
            found = self.dates(section.date.value, 0, len(section.date.value))
            day = Said(found[0].value or "", section.date.span, section.date.rule) if found else None
        if day is None:
            return
        name = self.full(text) or text
        if self.is_own(name):
            return
        name = (
            name[:-1]
            if name.casefold().endswith(("udvalgets", "rådets", "bestyrelsens", "udvalgs", "nævnets"))
            else name
        )
        yield _Step(number, name, Said(name, section.body.span, "referral.section-label"), day)

    def _group(self, number: str, flow: Flow) -> Iterator[_Step]:
        """A line like "B. Sager til afgørelse i byrådet"."""
        start = 0
        for line in flow.text.split("\n"):
            end = start + len(line)
            if len(line) <= 90 and _GROUP_LINE.match(line):
                for match in self.cues.group.finditer(line):
                    for one in self.bodies(flow, start + match.end(), end):
                        if one.kind in TREATING and not self.is_own(one.name):
                            yield _Step(number, one.name, self._said(flow, one, "referral.group"), None, planned=True)
            start = end + 1

    def _said(self, flow: Flow, one: _Named, rule: str) -> Said[str]:
        return flow.value(one.name, one.start, one.end, rule)

    def _dated(self, flow: Flow, found: FoundDate | None, rule: str, value: str | None = None) -> Said[str] | None:
        if found is None:
            return None
        return flow.value(value or found.value or "", found.span.start, found.span.end, rule)

    def _codes(self, number: str, flow: Flow, kind: SectionKind) -> Iterator[_Step]:
        """Route codes: "ØU-KB"; under a label of the route a single one too."""
        for match in _ROUTE_CODES.finditer(flow.text):
            codes = list(re.finditer(_CODE, match[0]))
            names = [self.full(code[0]) for code in codes]
            if all(names) and (any(len(code[0]) <= 4 for code in codes)):
                for code, name in zip(codes, names, strict=True):
                    own = name is not None and (self.is_own(name) or self.is_own(code[0]))
                    if name and not own and not (name == code[0] and self.is_own_code(name)):
                        at = _Named(match.start() + code.start(), match.start() + code.end(), name, BodyKind.COMMITTEE)
                        yield _Step(number, name, self._said(flow, at, "referral.route-code"), None, planned=True)

    # -- sentences

    def _sentences(self, number: str, flow: Flow, kind: SectionKind, period: Said[str] | None) -> Iterator[_Step]:
        text = flow.text
        route = kind in (SectionKind.ROUTE, SectionKind.HISTORY)
        start = 0
        for line in text.split("\n"):
            end = start + len(line)
            if self._may_tell(flow, start, end):
                if route or _LINE_LABEL.match(line):
                    yield from self._route_line(number, flow, start, end, kind)
                elif _DIGIT.search(line, 0, 110) and _DATED_LINE.search(line[:110]):
                    yield from self._dated_line(number, flow, start, end)
                for sentence in split_sentences(text, start, end):
                    # no sentence is that long: a piece at a time keeps a hostile one from costing squared time
                    for at in range(sentence.start, sentence.end, _LONGEST_SENTENCE):
                        stop = min(sentence.end, at + _LONGEST_SENTENCE)
                        yield from self._sentence(number, flow, at, stop, kind, period)
            start = end + 1

    def _may_tell(self, flow: Flow, start: int, end: int) -> bool:
        """Tell whether a line names a body, or may take up the one named last; most do neither."""
        if self.joint or self.bodies(flow, start, end):
            return True
        return self._last is not None and _TAKES_UP.search(flow.text, start, end) is not None

    def _route_line(self, number: str, flow: Flow, start: int, end: int, kind: SectionKind) -> Iterator[_Step]:
        """A line that names bodies and their dates and little else: "Økonomiudvalget 5. juni 2019"."""
        text = flow.text
        if "=" in text[start:end] or re.search(rf"(?<!\S)(?:{_CODE}\s+){{2,20}}{_CODE}(?!\S)", text[start:end]):
            return  # a matrix's head, a key of abbreviations
        bodies = [one for one in self.bodies(flow, start, min(end, start + _LONGEST_SENTENCE)) if one.kind in TREATING]
        dates = self.dates(text, start, end)
        label = bool(_LINE_LABEL.match(text[start:end]))
        for index, one in enumerate(bodies):
            limit = bodies[index + 1].start if index + 1 < len(bodies) else end
            day = next(
                (found for found in dates if one.end <= found.span.start < limit and found.span.start - one.end < 25),
                None,
            )
            if (
                day is None
                and len(bodies) == 1
                and dates
                and dates[0].span.end <= one.start
                and kind is SectionKind.ROUTE
            ):
                day = dates[0]
            if self.is_own(one.name):
                continue
            between = text[one.end : day.span.start] if day else ""
            if day is not None and re.fullmatch(r"(?i)[\s,:(–-]*(?:møde|mødet|på mødet|den|d\.)?[\s,:(–-]*", between):
                yield _Step(
                    number, one.name, self._said(flow, one, "referral.route"), self._dated(flow, day, "referral.route")
                )
            elif day is None and kind is SectionKind.ROUTE and not label and end - start < 140:
                rest = re.sub(
                    r"[\W\d]+|(?i:og|i|den|samt|derefter|via|endelig|beslutning|indstilling)",
                    "",
                    text[start : one.start],
                )
                if len(rest) < 25:
                    yield _Step(number, one.name, self._said(flow, one, "referral.route"), None, planned=True)

    def _dated_line(self, number: str, flow: Flow, start: int, end: int) -> Iterator[_Step]:
        """A line that is a body and a date: "Økonomiudvalget, 5. juni 2019, pkt. 15:"."""
        head = min(end, start + 110)
        bodies = self.bodies(flow, start, head)[:1]
        if not bodies or bodies[0].kind not in TREATING or not _BULLET.fullmatch(flow.text, start, bodies[0].start):
            return
        dates = self.dates(flow.text, start, head)[:1]
        if not dates or self.is_own(bodies[0].name):
            return
        one, day = bodies[0], dates[0]
        if day.span.start < one.end:
            return
        around = flow.text[one.end : day.span.start], flow.text[day.span.end : end]
        if re.fullmatch(r"(?i)[\s,:(–-]*(?:møde(?:t)?\s)?(?:den|d\.)?[\s,(-]*", around[0]) and (
            re.fullmatch(
                r"(?i)[\s,;.)–-]*(?:(?:pkt|punkt|sag|dagsordenspunkt)\.?\s?(?:nr\.?\s?)?\d+)?(?:[\s.)]*|[\s.)]*:.*)",
                around[1],
            )
        ):
            said, when = self._said(flow, one, "referral.dated-line"), self._dated(flow, day, "referral.dated-line")
            yield _Step(number, one.name, said, when)

    def _sentence(
        self, number: str, flow: Flow, start: int, end: int, kind: SectionKind, period: Said[str] | None
    ) -> Iterator[_Step]:
        self._text = text = flow.text
        bodies = self.bodies(flow, start, end)
        if not bodies and not self.joint and (self._last is None or not _THE_BODY.match(text, start, end)):
            return
        dates = _Dates(self, text, start, end)
        chains = self._chains(text, bodies, dates)
        for index, chain in enumerate(chains):
            floor = chains[index - 1][-1].end if index else start
            limit = chains[index + 1][0].start if index + 1 < len(chains) else end
            for step in self._chain(number, flow, (start, floor, limit, end), chain, dates, kind, period):
                self._last = step
                yield step
        yield from self._taken_up(number, flow, start, end, dates)
        if self.joint:
            yield from self._of_joint(number, flow, start, end, dates)

    def _chains(self, text: str, bodies: list[_Named], dates: Sequence[FoundDate]) -> list[list[_Named]]:
        """Bodies that one cue governs: "i ØU den 2. juni og KB den 12. juni"."""
        chains: list[list[_Named]] = []
        for one in bodies:
            if chains:
                before = chains[-1][-1]
                if one.start - before.end >= 120:
                    chains.append([one])
                    continue
                gap, at = [], before.end
                for found in dates:
                    if before.end <= found.span.start and found.span.end <= one.start:
                        gap.append(text[at : found.span.start])
                        at = found.span.end
                gap.append(text[at : one.start])
                near = all(_LINK.match(piece) for piece in gap)
                if near and (len(gap) > 1 or _JOINER.search(gap[0])):
                    chains[-1].append(one)
                    continue
            chains.append([one])
        return chains

    def _chain(
        self,
        number: str,
        flow: Flow,
        bounds: tuple[int, int, int, int],
        chain: list[_Named],
        dates: Sequence[FoundDate],
        kind: SectionKind,
        period: Said[str] | None,
    ) -> Iterator[_Step]:
        start, _floor, limit, end = bounds
        cues, text = self.cues, flow.text
        left, _right = text[max(start, chain[0].start - 160) : chain[0].start], text[chain[-1].end : limit]
        preposition = _PREPOSITION.search(left)
        word = " ".join(preposition["word"].casefold().split()) if preposition else ""
        near = left[-110:]
        rule, keep = "", False
        hearing = False
        treating_only = True
        if (
            word in ("hos", "i", "ved", "til", "fra", "blandt")
            and cues.sent_to_hearing.search(near)
            and re.search(
                r"(?i)\bi\s(?:\w+\s)?(?:høring|partshøring|nabohøring)|til\s(?:høring|udtalelse|kommentering)", near
            )
            and word != "fra"
        ):
            if word in ("til",) and not re.search(r"(?i)send", near):
                return
            if re.search(r"(?i)sendt?\s.{0,80}\bi høring\s*\Z", left) and word == "":
                return
            rule, hearing, treating_only = "referral.hearing-sent", True, False
        elif word in ("i", "hos", "ved") and (
            cues.treat.search(near)
            or _AFTER.search(near)
            or (cues.treat_phrases.search(near) and self._own_dates(chain, dates, limit))
        ):
            verb = next(reversed(list(cues.treat.finditer(near))), None)
            past = (
                verb is not None
                and re.match(r"(?i)beslut|vedt|godkendt", verb[0]) is not None
                and not verb[0].casefold().endswith(("es", "e", "ing", "else"))
            )
            dated = bool(self._own_dates(chain, dates, limit))
            if not dated and _AFTER.search(near):
                past = False
            elif not dated and (
                past
                or not re.search(
                    r"(?i)behandl|drøft|godkendes|godkendelse|vedtages|vedtagelse|besluttes|beslutning|afgør|kommenter|forelæg",
                    near,
                )
            ):
                return
            if not dated and re.search(
                r"(?i)\b(?:medlem|formand|repræsentant|suppleant|plads)\w*\s(?:af|i|for)", near[-40:]
            ):
                return
            rule, keep = "referral.treated-in", bool(cues.final.search(near[-60:])) and not dated
        elif word in ("til", "via", "over for", "overfor", "for"):
            if word in ("over for", "overfor", "til") and (
                self._commends(near, word)
                or (word != "til" and cues.commend.match(text[chain[-1].end : limit].lstrip()))
            ):
                rule = "referral.recommended"
            elif (
                word == "for"
                and re.search(r"(?i)forelæg|forelagt|præsenter|fremlæg|fremlagt|forelagdes", near)
                and not cues.others.search(near)
            ):
                rule = "referral.presented"
            elif word in ("til", "via") and cues.strong.search(near):
                rule, keep = "referral.sent", bool(cues.back.search(near))
                treating_only = False
            elif word in ("til", "via") and self._sends(near, left, bool(self._own_dates(chain, dates, limit))):
                rule, keep = "referral.sent", bool(cues.back.search(near))
                treating_only = any(one.kind not in TREATING for one in chain) and not re.match(
                    r"(?i)\W*sendes\s+(?:videre\s+)?til", text[start : chain[0].start]
                )
            elif word == "til" and self._adjacent(text, chain, dates) and self._coming(dates, chain):
                rule = "referral.dated"
            elif _RELATIVE.match(text, chain[-1].end):
                # "en udtalelse til byrådet, der andenbehandler budgettet den 11. oktober"
                yield from self._as_subject(number, flow, bounds, chain, dates, kind, period)
                return
            else:
                return
        elif word == "af" and _PASSIVE.search(near):
            # "skal godkendes af Byrådet den 25. september"
            if not self._own_dates(chain, dates, limit) and not _SHALL.search(text[start : chain[0].start]):
                return
            rule = "referral.treated-passive"
        elif word == "fra" and _ANSWERS_FROM.search(near) and (period is not None or self._hearing):
            for one in chain:
                if one.kind is not BodyKind.MUNICIPALITY and not self.is_own(one.name):
                    yield _Step(number, one.name, self._said(flow, one, "referral.answer-from"), period)
            return
        elif word in ("i", "til") and self._adjacent(text, chain, dates):
            rule = "referral.dated"
        elif re.search(r"(?i)\b(?:forelæg\w{0,4}|forelagt)\s(?:\w+\s){0,2}\Z", left):
            rule = "referral.presented"
        elif re.search(r"(?i)\b(?:anbefaler|anbefale|anbefales|indstiller)\s\Z", left):
            rule = "referral.recommended"
        else:
            yield from self._as_subject(number, flow, bounds, chain, dates, kind, period)
            return
        for index, one in enumerate(chain):
            if (
                self.is_own(one.name)
                and not (rule == "referral.treated-in" and self._stands_out(chain, one, dates, limit))
                and not (self.joint and rule == "referral.treated-in")
            ):
                continue
            if treating_only and one.kind not in TREATING:
                continue
            if one.kind is BodyKind.MUNICIPALITY:
                continue
            own = self._dates_of(chain, index, dates, limit)
            if hearing:
                day = self._hearing_day(text, dates, start, end)
                yield _Step(number, one.name, self._said(flow, one, rule), self._dated(flow, day, rule) or period)
                continue
            if not own:
                if one.name.casefold().startswith("fagudvalg"):
                    continue
                yield _Step(number, one.name, self._said(flow, one, rule), None, keep, kind is SectionKind.DECISION)
            name = one.name
            if name.casefold().startswith("fagudvalg"):
                phrase = re.search(
                    r"(?i)\b(?:de\s)?(?:relevante|berørte|stående)\s\Z", text[max(start, one.start - 25) : one.start]
                )
                if phrase is None:
                    continue
                one = _Named(one.start - len(phrase[0]), one.end, phrase[0] + name, one.kind)
            for found in own:
                if self.is_own(one.name) and self.day and found.value == self.day.isoformat():
                    continue
                yield _Step(number, one.name, self._said(flow, one, rule), self._dated(flow, found, rule), keep)

    def _adjacent(self, text: str, chain: list[_Named], dates: Sequence[FoundDate]) -> bool:
        """A date stands right behind a body: "i Økonomiudvalget den 4. juni"."""
        if not any(_MAY_DATE.search(text, one.end, one.end + 40) for one in chain):
            return False
        return any(
            0 <= found.span.start - one.end < 8 and not text[one.end : found.span.start].strip(" ,(")
            for one in chain
            for found in dates
        )

    def _coming(self, dates: Sequence[FoundDate], chain: list[_Named]) -> bool:
        own = [found for found in dates if found.span.start >= chain[0].end]
        return bool(own) and self.day is not None and (own[0].value or "") > self.day.isoformat()

    def _commends(self, near: str, word: str) -> bool:
        matches = list(self.cues.commend.finditer(near))
        if not matches:
            return False
        last = matches[-1]
        between = near[last.end() :]
        if len(between) > 90:
            return False
        if (
            word == "til"
            and last[0].casefold().startswith("indstilling")
            and not re.search(r"(?i)indstillingen\s+(?:videre)?sendes", near)
        ):
            return False
        # "anbefales over for", "indstiller til", "anbefaler sagen til": few words between, none that ends the clause
        return (
            not re.search(r"[;:]|\b(?:at|som|der|om|idet|men|så)\b", between)
            or re.search(r"(?i)\bat (?:anbefale|indstille)", near) is not None
        )

    def _sends(self, near: str, left: str, dated: bool) -> bool:
        """Whether what is sent is the case."""
        verbs = list(self.cues.weak.finditer(near))
        if not verbs:
            return False
        verb = verbs[-1]
        between = near[verb.end() :]
        if len(between) > 60 or re.search(r"[;:]", between):
            return False
        if verb[0].casefold() in ("går", "gå", "gik"):
            return (
                re.search(
                    r"(?i)\b(?:sagen|den|det|punktet|forslaget|planen|videre|tilbage)\b",
                    near[verb.start() - 30 if verb.start() > 30 else 0 :],
                )
                is not None
            )
        clause = re.split(r"[,;:.]|\b(?:og|idet|men|at)\b", near[: verb.start()])[-1]
        around = f"{clause} {between}"
        if self.cues.others.search(around):
            return False
        if verb[0].casefold() in ("sendes", "sendtes"):
            return True
        return (
            dated
            or self.cues.objects.search(between) is not None
            or self.cues.back.search(near) is not None
            or (verb[0].casefold() == "sendt" and self.cues.objects.search(clause) is not None)
        )

    def _own_dates(self, chain: list[_Named], dates: Sequence[FoundDate], limit: int) -> list[FoundDate]:
        return self._bound(
            self._text, chain[0].end, [found for found in dates if chain[0].end <= found.span.start < limit]
        )

    def _stands_out(self, chain: list[_Named], one: _Named, dates: Sequence[FoundDate], limit: int) -> bool:
        """The meeting's own body on another day, listed among others."""
        others = [other for other in chain if not self.is_own(other.name)]
        index = chain.index(one)
        days = self._dates_of(chain, index, dates, limit)
        return (
            bool(others)
            and any(self.day is None or found.value != self.day.isoformat() for found in days)
            and bool(days)
        )

    def _dates_of(self, chain: list[_Named], index: int, dates: Sequence[FoundDate], limit: int) -> list[FoundDate]:
        """The dates that stand with one body of a chain: those up to the next body."""
        one = chain[index]
        stop = chain[index + 1].start if index + 1 < len(chain) else limit
        own = self._bound(self._text, one.end, [found for found in dates if one.end <= found.span.start < stop])
        if index + 1 == len(chain) and len(own) > 1:
            # of several behind the last body only those that follow each other
            own = [own[0], *(b for a, b in pairwise(own) if b.span.start - a.span.end < 8)][:4]
        return own

    def _hearing_day(self, text: str, dates: Sequence[FoundDate], start: int, end: int) -> FoundDate | None:
        for found in dates:
            if not _DEADLINE.search(text[max(start, found.span.start - 30) : found.span.start]) and not (
                found.cue is not None and _DEADLINE.search(text[found.cue.start : found.span.start])
            ):
                return found
        return None

    def _hearing_period(self, item: ItemLayout) -> Said[str] | None:
        """The first day of the hearing that an item tells of: "har været i høring fra den 1. marts til"."""
        for flow, _ in self._flows(item):
            if "øring" not in flow.text:
                continue
            for match in re.finditer(
                r"(?i)\bi (?:offentlig |\d+ ugers )?høring\b|\bhøringsperioden\b|\bhøringen (?:begynder|starter|løber|varer)",
                flow.text,
            ):
                window = flow.text[match.end() : match.end() + 90].split("\n")[0]
                for found in find_dates(flow.text, self.day, match.end(), match.end() + len(window)):
                    if (
                        found.value
                        and found.kind in (DateKind.DAY, DateKind.PERIOD)
                        and re.search(
                            r"(?i)\b(?:fra|siden|perioden|begynder|starter|løber|den|d\.|i tiden)\s*(?:den\s|d\.\s)?\Z|\A\Z",
                            flow.text[match.end() : found.span.start],
                        )
                        and not _DEADLINE.search(flow.text[match.end() : found.span.start])
                    ):
                        return flow.value(found.value, found.span.start, found.span.end, "referral.hearing-period")
        return None

    def _as_subject(
        self,
        number: str,
        flow: Flow,
        bounds: tuple[int, int, int, int],
        chain: list[_Named],
        dates: Sequence[FoundDate],
        kind: SectionKind,
        period: Said[str] | None,
    ) -> Iterator[_Step]:
        start, _floor, limit, end = bounds
        cues, text = self.cues, flow.text
        right = text[chain[-1].end : end]
        others = [one for one in chain if not self.is_own(one.name)]
        if not others:
            return
        treating = [one for one in others if one.kind in TREATING]
        # heard: "Hoved-MED er blevet hørt", "skal også høres", "har svaret på høringen"
        if cues.heard.search(right[:60]) and not re.match(r"['\u2019]?s\s", right):
            day = self._hearing_day(text, [found for found in dates if found.span.start < chain[0].start], start, end)
            if day is not None and not cues.sent_to_hearing.search(text[start : chain[0].start]):
                day = None
            for one in others:
                if one.kind is not BodyKind.MUNICIPALITY:
                    yield _Step(
                        number,
                        one.name,
                        self._said(flow, one, "referral.heard"),
                        self._dated(flow, day, "referral.heard") or period,
                    )
            return
        if treating and cues.answers.search(right[:70]):
            for one in treating:
                yield _Step(number, one.name, self._said(flow, one, "referral.answered"), period)
            return
        if not treating:
            return
        sender = _SENDS_OUT.search(right[:170])
        if sender is not None:
            # the day of sending stands before "i høring", the deadline behind it
            stop = chain[-1].end + sender.end()
            days = [found for found in dates if chain[-1].end <= found.span.start < stop and found.kind is DateKind.DAY]
            day = next(iter(self._bound(text, chain[-1].end, days)), None)
            for one in treating:
                when = self._dated(flow, day, "referral.hearing-sender")
                yield _Step(number, one.name, self._said(flow, one, "referral.hearing-sender"), when)
            return
        genitive = _GENITIVE_MEETING.match(right)
        if genitive is not None:
            found = next(
                (found for found in dates if chain[-1].end <= found.span.start <= chain[-1].end + genitive.end() + 10),
                None,
            )
            left = text[max(start, chain[0].start - 120) : chain[0].start]
            if found is not None and re.search(r"(?i)\b(?:på|til|ved|inden|før|forud for)\s\Z", left):
                rest = text[start:end]
                planned = (
                    kind in (SectionKind.DECISION, SectionKind.RECOMMENDATION) or cues.treat.search(rest) is not None
                )
                if planned:
                    for one in treating:
                        yield _Step(
                            number,
                            one.name,
                            self._said(flow, one, "referral.meeting"),
                            self._dated(flow, found, "referral.meeting"),
                        )
            return
        verb = cues.subject.match(right)
        if verb is None:
            if self._continued(text, start, chain, dates, limit):
                for index, one in enumerate(chain):
                    days = self._dates_of(chain, index, dates, limit)[:1] if one in treating else []
                    for found in days:
                        yield _Step(
                            number,
                            one.name,
                            self._said(flow, one, "referral.treated-by"),
                            self._dated(flow, found, "referral.treated-by"),
                        )
            elif (
                period is not None
                and cues.opinions.match(right)
                and all(one.kind is not BodyKind.COUNCIL for one in treating)
                and kind is not SectionKind.RECOMMENDATION
            ):
                for one in treating:
                    yield _Step(number, one.name, self._said(flow, one, "referral.opinion"), period)
            elif dates and dates[0].span.end <= chain[0].start and self._inverted(text, start, chain[0].start):
                for one in treating:
                    yield _Step(
                        number,
                        one.name,
                        self._said(flow, one, "referral.treated-by"),
                        self._dated(flow, dates[0], "referral.treated-by"),
                    )
            return
        word = verb["verb"].casefold()
        if _OWN_OBJECT.match(right, verb.end()):
            return  # "Fagudvalgene har behandlet deres egne områder"
        own = [found for found in dates if chain[-1].end <= found.span.start < limit]
        rest = right[verb.end() :]
        of_case = (
            cues.of_case.match(rest.lstrip()[:14]) is not None
            or re.match(r"(?i)\s*(?:\w+\s){0,2}(?:sagen|punktet|forslaget|den|det)\b", rest) is not None
        )
        left = text[max(start, chain[0].start - 40) : chain[0].start]
        if word in ("tager", "tog", "taget", "træffer", "traf", "truffet", "fik", "bad", "sendte"):
            if word in ("tager", "tog", "taget") and not re.match(r"(?i)\s*(?:\w+\s){0,3}(?:op\b|stilling)", rest):
                return
            if (
                word in ("træffer", "traf", "truffet")
                and "beslutning" not in rest[:40]
                and "afgørelse" not in rest[:40]
            ):
                return
            if word in ("fik", "bad", "sendte") and not own:
                return
        if own:
            # a date in the clause of what was decided is not the treatment's
            own = self._bound(text, chain[-1].end + verb.end(), own)
        if own and not re.search(r"(?i)\b(?:når|hvis)\s\Z", left):
            for one in treating:
                yield _Step(
                    number,
                    one.name,
                    self._said(flow, one, "referral.treated-by"),
                    self._dated(flow, own[0], "referral.treated-by"),
                )
            return
        if re.search(r"(?i)\b(?:når|inden|før|hvis|indtil|til)\s\Z", left):
            return
        planned = (
            re.search(r"(?i)\b(?:at)\s\Z", left) is not None
            and word in ("godkender", "vedtager", "tiltræder", "beslutter", "godkende", "behandler")
            and (
                kind is SectionKind.RECOMMENDATION
                or re.search(r"(?i)indstil|anbefal", text[start : chain[0].start]) is not None
            )
        )
        told = (
            of_case
            and re.match(r"(?i)\s*,?\s*(?:har|havde|behandler|drøfter|tager|skal)\b", right) is not None
            and word not in ("afsatte", "bad", "fik")
        )
        if planned or told:
            for one in treating:
                if one.kind is BodyKind.LEADERSHIP or one.name.casefold().startswith("fagudvalg"):
                    continue
                rule = "referral.to-approve" if planned else "referral.treated-by"
                yield _Step(number, one.name, self._said(flow, one, rule), None)

    def _continued(self, text: str, start: int, chain: list[_Named], dates: Sequence[FoundDate], limit: int) -> bool:
        """ "... anbefalede sagen den 2. juni og Økonomiudvalget den 9. juni": the second without a verb."""
        left = text[start : chain[0].start]
        if not re.search(r"(?i)(?:,|:|\bog|\bsamt)\s\Z", left) or (
            not self.cues.treat.search(left) and not self.cues.commend.search(left)
        ):
            return False
        found = next((found for found in dates if chain[0].end <= found.span.start < limit), None)
        return (
            found is not None
            and re.fullmatch(r"(?i)\s*(?:på (?:sit )?møde(?:t)?)?\s*", text[chain[0].end : found.span.start])
            is not None
        )

    def _inverted(self, text: str, start: int, at: int) -> bool:
        """ "Den 4. juni 2013 behandlede Økonomiudvalget sagen"."""
        return (
            re.search(
                r"(?i)\b(?:behandlede|drøftede|godkendte|vedtog|besluttede|anbefalede|tiltrådte|behandler|drøfter)\s\Z",
                text[start:at],
            )
            is not None
        )

    def _taken_up(self, number: str, flow: Flow, start: int, end: int, dates: Sequence[FoundDate]) -> Iterator[_Step]:
        """ "Udvalget behandler sagen 3. april 2019", where "Udvalget" is the body just named."""
        last = self._last
        match = _THE_BODY.match(flow.text, start, end)
        if last is None or match is None or not dates or last.date is not None:
            return
        word = match["body"].casefold().removesuffix("et")
        if word not in last.name.casefold() or any(word in own.casefold() for own in self.own):
            return
        own = self._bound(flow.text, match.end(), dates)
        if own and self.day is not None and (own[0].value or "") > self.day.isoformat():
            yield _Step(number, last.name, last.to, self._dated(flow, own[0], "referral.taken-up"))

    def _of_joint(self, number: str, flow: Flow, start: int, end: int, dates: Sequence[FoundDate]) -> Iterator[_Step]:
        """In a joint meeting "udvalget" alone may get the case on another day."""
        committees = [name for name in self.own if "udvalg" in name.casefold()]
        if len(committees) != 1 or not dates:
            return
        for match in re.finditer(r"(?i)\b(?:for|til|i)\s(udvalget)\s", flow.text[start:end]):
            found = next((found for found in dates if 0 <= found.span.start - (start + match.end()) < 6), None)
            sentence = flow.text[start : start + match.start()]
            if (
                found is not None
                and (self.day is None or found.value != self.day.isoformat())
                and (self.cues.treat.search(sentence) or self.cues.weak.search(sentence))
            ):
                at = _Named(start + match.start(1), start + match.end(1), committees[0], BodyKind.COMMITTEE)
                yield _Step(
                    number,
                    committees[0],
                    self._said(flow, at, "referral.joint"),
                    self._dated(flow, found, "referral.joint"),
                )

    # -- the matrix of crosses

    def _matrix(self, item: ItemLayout) -> Iterator[_Step]:
        """Rows of steps under columns of abbreviations; a cross stands under its body, by position or by cell."""
        columns: list[tuple[int, int, str]] = []
        document = self.minutes.document
        lines = self.minutes.lines
        for index in range(bisect_left(lines, item.span.start, key=_line_start), len(lines)):
            line = lines[index]
            if line.start >= item.span.end:
                break
            text = document.text[line.start : line.end]
            offset = line.start - (document.text.rfind("\n", 0, line.start) + 1)
            if "=" not in text and _CODES_IN_LINE.search(text):
                codes = list(re.finditer(rf"(?<!\S){_CODE}(?!\S)", text))
                if len(codes) >= 3:
                    columns = [(code.start() + offset, code.end() + offset, code[0]) for code in codes]
                    continue
            if not columns:
                continue
            label = re.match(r"[^\W\d_]+(?: [^\W\d_]+)?(?=\s{2,}|\t|\s[xX]|$)", text)
            if label is None:
                continue
            if label[0].casefold() not in self.cues.rows:
                continue
            for cross in re.finditer(r"(?<!\S)[xX✓✔](?!\S)", text):
                at = cross.start() + offset
                nearest = min(columns, key=lambda column: abs((column[0] + column[1] - 1) / 2 - at))
                if abs((nearest[0] + nearest[1] - 1) / 2 - at) > 3 and "\t" not in text:
                    continue
                name = self.full(nearest[2]) or nearest[2]
                if self.is_own(name):
                    continue
                flow = Flow(document, [(line.start, line.end, "")])
                yield _Step(
                    number_of(item),
                    name,
                    flow.value(name, cross.start(), cross.end(), "referral.matrix"),
                    None,
                    planned=True,
                )


def _line_start(line: Line) -> int:
    return line.start


def number_of(item: ItemLayout) -> str:
    """Return an item's number as printed."""
    return item.number.value


def _day(said: Said[str] | None) -> date | None:
    if said is None or len(said.value) != 10:
        return None
    return date.fromisoformat(said.value)
