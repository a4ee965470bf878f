"""The meeting's head: municipality, bodies, date, times, place, kind, and the next meeting."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from graphbuild.extractors.bodies_met import find_bodies_met
from graphbuild.layouts import FieldKind, Flow, Minutes
from graphbuild.lexicon.dates import FoundDate, find_dates
from graphbuild.lexicon.municipalities import Gazetteer, How, RankedMunicipality
from graphbuild.lexicon.names import first_names, fold_word
from graphbuild.lexicon.times import find_times, normal_time
from graphbuild.model import MeetingKind, MeetingMention, Said, Span


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("meeting.toml").read_text(encoding="utf-8"))


#: How much of a document counts as its beginning where no head is told apart, in characters.
_BEGINNING = 2_500

#: What a municipality's name in the head is worth, beside the gazetteer's 100 for an official name.
_IN_HEAD = 120


def extract_municipality(minutes: Minutes, gazetteer: Gazetteer) -> tuple[Said[str] | None, Said[str] | None]:
    """Return the municipality's official name and its three-digit code (looked up, without a span).

    The name that the document says in the most ways wins: "Stevns Kommune", a web address, a body's name, the code in
    the case numbers. A municipality that no table knows is taken by its printed name, without a code.
    """
    text = minutes.document.text
    ranked = [
        replace(one, evidence=kept)
        for one in gazetteer.rank(text, on=meeting_day(minutes), bare=True)
        if (kept := tuple(e for e in one.evidence if e.how is not How.BARE_NAME or not _is_surname(text, e.span)))
    ]
    if ranked:
        head_end = minutes.items[0].span.start if minutes.items else _BEGINNING
        if minutes.contents:
            head_end = min(head_end, minutes.contents.origin(0))

        bodies = " ".join(said.value for said in find_bodies_met(minutes)).casefold()

        def worth(one: RankedMunicipality) -> int:
            """The name in the meeting's body, or in the head, is the writer's; one that an item names may be a neighbour."""
            in_head = 0
            for place in one.evidence:
                if place.span.start >= head_end:
                    continue
                if place.how is not How.BARE_NAME:
                    in_head = _IN_HEAD
                elif not re.match(r" [A-ZÆØÅ][a-zæøå]+[,\s]", text[place.span.end : place.span.end + 30]):  # Helle Holm
                    in_head = max(in_head, _IN_HEAD * 3 // 4)
            in_body = 2 * _IN_HEAD if one.municipality.name.casefold() in bodies else 0
            return one.worth + in_head + in_body

        best = max(ranked, key=worth)
        return (
            Said(best.municipality.official_name, best.evidence[0].span, "municipality.gazetteer"),
            Said(best.municipality.code, None, "municipality.code-looked-up"),
        )
    named = re.search(r"\b([A-ZÆØÅ][\wæøå-]{2,30}(?:[- ][A-ZÆØÅ][\wæøå-]{2,30})?) Kommune\b", text)
    if named is None:
        return None, None
    return Said(named[0], Span(*named.span()), "municipality.printed"), None


def _is_surname(text: str, place: Span) -> bool:
    """Tell whether a town's name is somebody's surname here: "Ib Holbæk (V)"."""
    before = re.search(r"([A-ZÆØÅ][\wæøåé-]+) (?:[A-ZÆØÅ]\. )?$", text[max(0, place.start - 40) : place.start])
    return before is not None and fold_word(before[1]) in first_names()


def extract_meeting(minutes: Minutes, municipality: Said[str] | None) -> MeetingMention:
    """Return the meeting's head."""
    day = _date(minutes)
    start, end = _times(minutes)
    bodies = find_bodies_met(minutes)
    return MeetingMention(
        bodies=bodies,
        date=day,
        start=start,
        end=end,
        place=_place(minutes),
        kind=_kind(minutes, len(bodies)),
    )


# --- date -------------------------------------------------------------------------------------------------------------


def meeting_day(minutes: Minutes) -> date | None:
    """Return the day of the meeting, or ``None`` where the document does not tell."""
    said = _date(minutes)
    return date.fromisoformat(said.value) if said else None


def _full_days(flow: Flow) -> Iterator[FoundDate]:
    for found in find_dates(flow.text):
        if found.value and len(found.value) == 10 and found.has_year:
            yield found


def _first_day(flow: Flow, rule: str) -> Said[str] | None:
    for found in _full_days(flow):
        return flow.value(found.value or "", found.core.start, found.core.end, rule)
    return None


def _date(minutes: Minutes) -> Said[str] | None:
    labelled = sorted(minutes.field(FieldKind.DATE), key=lambda one: "møde" not in one.label.value)
    for one in (*labelled, *minutes.field(FieldKind.TIME, FieldKind.PLACE, FieldKind.START, FieldKind.BODY)):
        said = _first_day(one.value, "meeting.date-labelled")
        if said:
            return said
    taken = [
        one.value.origin(0)
        for one in minutes.field(FieldKind.NEXT_MEETING, FieldKind.PUBLISHED, FieldKind.DOCUMENT_NUMBER)
        if one.value
    ]
    head = minutes.head if minutes.items else _beginning(minutes)
    for found in _full_days(head):
        origin = head.origin(found.core.start)
        line_start = minutes.document.text.rfind("\n", 0, origin) + 1
        if any(line_start <= at <= origin for at in taken):
            continue
        return head.value(found.value or "", found.core.start, found.core.end, "meeting.date-in-head")
    for item in minutes.items:
        for section in item.sections:
            if section.date is not None and section.kind.value == "decision":
                days = [one for one in find_dates(section.date.value) if one.value and len(one.value) == 10]
                if days and section is item.of(section.kind)[-1]:
                    return Said(days[0].value or "", section.date.span, "meeting.date-of-decision")
    for line in minutes.lines:
        if line.furniture:
            days = [one for one in find_dates(line.text) if one.value and len(one.value) == 10 and one.has_year]
            if days:
                core = days[0].core
                return Said(
                    days[0].value or "",
                    Span(line.start + core.start, line.start + core.end),
                    "meeting.date-running-head",
                )
    return None


def _beginning(minutes: Minutes) -> Flow:
    end = 0
    text = minutes.whole.text
    end = min(len(text), _BEGINNING)
    return (
        Flow(minutes.document, [(minutes.whole.origin(0), minutes.whole.origin(end - 1) + 1, "")])
        if end
        else minutes.head
    )


# --- times ------------------------------------------------------------------------------------------------------------

_CLOCKS = re.compile(r"(?<![\d.,/-])(\d{1,2}[.:]\d{2}|\d{1,2}|\d{4})(?![\d/]|[.,]\d|\. ?[a-zæøå]{3})")
_ENDED = re.compile(
    r"(?i)\b(?:mødet\s+)?(?:hævet|hæves|hævedes|sluttede|slut(?:tet)?|afsluttet|afsluttedes|sluttidspunkt|lukket|blev hævet)\s*:?,?\s*(?:kl\.?|klokken|ca\.)\s*(?:kl\.?\s*)?(\d{1,2}(?:[.:]\d{2})?)(?!\d)"
)
_BEGAN = re.compile(
    r"(?i)\b(?:startede|begyndte|påbegyndt|åbnede|indledtes|mødet start(?:er|et)?|fra)\s*:?\s*(?:kl\.?|klokken)\s*(\d{1,2}(?:[.:]\d{2})?)(?!\d)"
)


def _clock(flow: Flow, match: re.Match[str], rule: str) -> Said[str] | None:
    value = normal_time(match[1])
    return flow.value(value, match.start(1), match.end(1), rule) if value else None


def _labelled_clock(minutes: Minutes, kind: FieldKind, rule: str) -> Said[str] | None:
    """Read the clock of a field for start or end alone; a date that stands before it is no clock."""
    for one in minutes.field(kind):
        text = one.value.text
        for found in find_dates(text):
            text = text[: found.span.start] + " " * (found.span.end - found.span.start) + text[found.span.end :]
        for match in _CLOCKS.finditer(text):
            said = _clock(one.value, match, rule)
            if said is not None:
                return said
    return None


def _times(minutes: Minutes) -> tuple[Said[str] | None, Said[str] | None]:
    clocks = {FieldKind.START: "meeting.start-labelled", FieldKind.END: "meeting.end-labelled"}
    labelled = {kind: _labelled_clock(minutes, kind, rule) for kind, rule in clocks.items()}
    start, end = labelled[FieldKind.START], labelled[FieldKind.END]
    for one in minutes.field(FieldKind.TIME, FieldKind.DATE, FieldKind.PLACE):
        if start is not None:
            break
        start, labelled_end = _range(one.value, bare=one.kind is FieldKind.TIME)
        end = end or labelled_end
    head = minutes.head if minutes.items else _beginning(minutes)
    if start is None:
        began = _BEGAN.search(head.text)
        if began:
            start = _clock(head, began, "meeting.start-told")
    if start is None:
        away = re.compile(r"(?i)(?:gik|forlod|ankom|kom|næste møder?|kommende møder?|spørgetid)\b[^\n]{0,60}$")
        for found in find_times(head.text):
            if away.search(head.text[max(0, found.span.start - 80) : found.span.start]):
                continue
            start = head.value(found.start, found.start_span.start, found.start_span.end, "meeting.start-in-head")
            if found.end and found.end_span and end is None:
                end = head.value(found.end, found.end_span.start, found.end_span.end, "meeting.end-in-head")
            break
    if end is None:
        for flow in (head, minutes.tail, *(section.flow for item in minutes.items[-1:] for section in item.sections)):
            ended = _ENDED.search(flow.text)
            if ended:
                end = _clock(flow, ended, "meeting.end-told")
                break
    return start, end


def _range(flow: Flow, *, bare: bool) -> tuple[Said[str] | None, Said[str] | None]:
    """Read "18:00-19:00", "Kl. 10.30-12.00", "9.00", "13. november 2025 kl. 17.00-20.00" of a time's field."""
    for found in find_times(flow.text):
        start = flow.value(found.start, found.start_span.start, found.start_span.end, "meeting.start-labelled")
        end = None
        if found.end and found.end_span:
            end = flow.value(found.end, found.end_span.start, found.end_span.end, "meeting.end-labelled")
        else:
            until = re.match(
                r"\s*(?:-|–|til|og slut(?:ter)?)\s*(?:ca\.? ?)?(?:kl\.? ?)?(\d{1,2}(?:[.:]\d{2})?)(?![\d])",
                flow.text[found.span.end :],
            )
            value = normal_time(until[1]) if until else None
            if until and value:
                at = found.span.end + until.start(1)
                end = flow.value(value, at, at + len(until[1]), "meeting.end-labelled")
        return start, end
    if not bare:
        return None, None
    said = [t for m in _CLOCKS.finditer(flow.text) if (t := _clock(flow, m, "meeting.start-labelled"))]
    if not said:
        return None, None
    return said[0], Said(said[1].value, said[1].span, "meeting.end-labelled") if len(said) > 1 else None


# --- place and kind ---------------------------------------------------------------------------------------------------

_HELD_AT = re.compile(
    r"(?:(?:[Aa]fholdt|holdt|holdes|afholdes|møde)\b[^.\n]{0,80}?\s(?:på|i)\s|kl\.? ?\d{1,2}(?:[.:]\d{2})?(?: ?[-–] ?(?:ca\. )?\d{1,2}(?:[.:]\d{2})?)?,?\s(?:på|i|(?=hos ))\s?|(?:^|\n)[iI] )"
    r"(?P<place>[A-ZÆØÅa-zæøå0-9][^\n]{2,90}?)(?=\.?\s*(?:\n|$)|, (?:startede|begyndte|hvor|der)\b)"
)
#: A room by its number: "D2", "Lokale 3, Rådhuset".
_ROOM = re.compile(r"^[A-ZÆØÅ]{1,2}[ -]?\d{1,3}$")
_NUMBERED_ROOM = re.compile(r"^[A-ZÆØÅ][a-zæøå]+ \d{1,3}, [A-ZÆØÅ][\wæøå ]{2,40}$")
_AFTER_DASH = re.compile(r"[-–] (?P<place>[A-ZÆØÅ][^\n–]{2,60}?),? kl\.? ?\d")


@cache
def _place_words() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_words()["place"]["words"], key=len, reverse=True))
    return re.compile(
        rf"(?i)(?:^|[\s,-])\w{{0,20}}?(?:{words})\w{{0,6}}\b|\w(?:vej|gade|torv|plads|allé|stræde|vænget)(?:en|et)? \d{{1,3}}"
    )


def _place(minutes: Minutes) -> Said[str] | None:
    for one in minutes.field(FieldKind.PLACE):
        text = one.value.text
        if text.strip():
            end = re.search(r"\n|\s{3,}|\t", text.strip())
            stop = len(text) if end is None or text[end.start() - 1] == "," else end.start()
            first, last = _without_time(text, stop)
            said = one.value.at(first, last, "meeting.place-labelled")
            return Said(said.value.strip(" .,"), said.span, said.rule)
    head = minutes.head if minutes.items else _beginning(minutes)
    for pattern in (_HELD_AT, _AFTER_DASH):
        for match in pattern.finditer(head.text):
            place = match["place"]
            if re.match(r"(?i)(?:dag|henhold|stedet|forbindelse|perioden|\d+\.|mødet|udvalg)", place) or _is_body(
                place
            ):
                continue
            if pattern is _HELD_AT and not (_place_words().search(place) or re.match(r"[A-ZÆØÅ]", place)):
                continue
            said = head.said(match, "meeting.place-told", "place")
            return Said(said.value.strip(" .,"), said.span, said.rule)
    offset = 0
    for line in head.text.split("\n")[:14]:
        bare = line.strip(" ,.")
        if _ROOM.match(bare):
            at = offset + line.index(bare)
            return head.at(at, at + len(bare), "meeting.place-room")
        if (
            3 < len(bare) < 90
            and _place_words().search(bare)
            and not _is_body(bare)
            and not re.search(r"(?i)kommune\b|møde\b|referat|:|skole(?:bestyrelse|udvalg)", bare)
        ):
            at = offset + line.index(bare)
            hour = re.search(r",? (?:kl\.?|klokken) ?\d.*$", bare)
            return head.at(at, at + (hour.start() if hour else len(bare)), "meeting.place-line")
        offset += len(line) + 1
    return _place_astray(minutes) or _place_in_items(minutes)


def _place_astray(minutes: Minutes) -> Said[str] | None:
    """Return the place that stands alone further down because its label's cell was left empty."""
    if not minutes.field(FieldKind.PLACE):
        return None
    end = minutes.items[0].span.start if minutes.items else _BEGINNING
    lines = [line for line in minutes.lines if not line.furniture and line.start < end]
    for line, below in itertools.pairwise(lines):
        alone = line.blank_before and below.blank_before and len(line.text) < 60
        if alone and (_NUMBERED_ROOM.match(line.text) or _place_words().search(line.text)) and not _is_body(line.text):
            return Said(line.text, Span(line.start, line.end), "meeting.place-astray")
    return None


def _place_in_items(minutes: Minutes) -> Said[str] | None:
    """Return the place that some systems print under each decision's label."""
    for item in minutes.items:
        if told := re.search(r"(?m)^(?:Sted|Mødested):[ \t]*(?P<place>\S.{2,60})$", item.head.text):
            return item.head.said(told, "meeting.place-in-item", "place")
    return None


def _without_time(text: str, stop: int) -> tuple[int, int]:
    """Leave the day and the hour, which some heads print under the same label, off the ends of a place."""
    first = 0
    spans = [one.span for one in find_dates(text, None, 0, stop)] + [one.span for one in find_times(text, 0, stop)]
    for span in sorted(spans, key=lambda one: one.start):
        if not text[first : span.start].strip(" ,.:-–") or re.fullmatch(
            r"\W*(?:kl\.?|den|d\.)\W*", text[first : span.start]
        ):
            first = span.end
        elif text[span.end : stop].strip(" ,.") == "":
            stop = span.start
            break
    cut = re.sub(r"(?i)[\s,.:–-]*(?:kl\.?|klokken)?[\s,.:–-]*$", "", text[first:stop])
    lead = re.match(r"[\s,.:–-]*", cut)
    return first + (lead.end() if lead else 0), first + len(cut)


def _is_body(text: str) -> bool:
    return bool(re.search(r"(?i)(?:udvalget?|rådet?|råd|bestyrelsen?|nævnet|kommune)s?$", text.strip(" .,")))


def _kind(minutes: Minutes, bodies: int) -> Said[MeetingKind] | None:
    beginning = minutes.head.text[:_BEGINNING]
    folded = beginning.casefold()
    for kind, value in (("joint", MeetingKind.JOINT), ("extraordinary", MeetingKind.EXTRAORDINARY)):
        for word in _words()["kind"][kind]:
            at = folded.find(word)
            if at >= 0 and (value is not MeetingKind.JOINT or bodies > 1):
                return minutes.head.value(value, at, at + len(word), f"meeting.kind-{kind}")
    if not minutes.items and not beginning.strip():
        return None
    at = folded.find("ordinært")
    span = minutes.head.span(at, at + 8) if at >= 0 else None
    return Said(MeetingKind.JOINT if bodies > 1 else MeetingKind.ORDINARY, span, "meeting.kind-default")


# --- the next meeting -------------------------------------------------------------------------------------------------

_NEXT = re.compile(r"(?i)\b(?:det |vort |vores )?næste\s+(?:ordinære\s+)?(?:\w{0,20}?møde)(?:t|r)?\b")
_NOT_THIS = re.compile(r"(?i)^[^.\n]{0,60}?\b(?:udvalg|byråd|kommunalbestyrelse)\w*")


def extract_next_meeting(minutes: Minutes, meeting: MeetingMention) -> Said[str] | None:
    """Return the date of the next meeting, where one is stated ("Næste møde er torsdag den 13. juni 2019")."""
    base = date.fromisoformat(meeting.date.value) if meeting.date else None
    for one in minutes.field(FieldKind.NEXT_MEETING):
        # "26/10 med mad": behind this label a bare day and month is a date, as if "den" stood before it
        for found in find_dates(f"den {one.value.text}", base, forward=True):
            if found.value and len(found.value) == 10:
                return one.value.value(
                    found.value, max(found.core.start - 4, 0), found.core.end - 4, "next-meeting.labelled"
                )
    for item in minutes.items:
        titled = item.title is not None and _NEXT.search(item.title.value) is not None
        for section in item.sections:
            text = section.flow.text
            ends = [match.end() for match in _NEXT.finditer(text)] if "æste" in text else []
            for at in ends or ([0] if titled else []):
                stop = at + 120
                for found in find_dates(text, base, at, min(len(text), stop), forward=True):
                    between = text[at : found.span.start]
                    if (
                        found.value
                        and len(found.value) == 10
                        and not re.search(r"[.!?]\s+[A-ZÆØÅ]", between[:-1] if titled else between)
                    ):
                        if base and found.value <= base.isoformat():
                            continue
                        return section.flow.value(found.value, found.core.start, found.core.end, "next-meeting.told")
                    break
    announced = _NEXT.search(minutes.tail.text)
    if announced:
        for found in find_dates(minutes.tail.text, base, announced.end(), forward=True):
            if found.value and len(found.value) == 10:
                return minutes.tail.value(found.value, found.core.start, found.core.end, "next-meeting.tail")
    return None
