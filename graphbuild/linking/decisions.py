"""What later items do to earlier ones: a case goes on, a decision is confirmed, changed, overturned or sent on.

An item follows the latest earlier one of its case, or the item of the meeting and number that it refers to. What it
does to the decision there is read from its own words ("ændrer hermed sin beslutning af 3. maj") or from the two
outcomes: what one body recommended and the next rejected is overturned.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from graphbuild.graph.links import Effect, FollowUp, Reason
from graphbuild.lexicon.dates import find_dates
from graphbuild.linking.traces import ItemTrace, Sentence, Trace
from graphbuild.linking.words import cues
from graphbuild.model import Outcome

_ADOPTED = frozenset({Outcome.APPROVED, Outcome.APPROVED_WITH_CHANGES, Outcome.RECOMMENDED, Outcome.ELECTED})
_SENT = frozenset({Outcome.REFERRED})

#: Confidence by how the link is known, until it is measured: a number is a number, words may be meant otherwise.
_SURE = {Reason.SAME_CASE: 0.95, Reason.EXPLICIT: 0.9, Reason.SAME_SUBJECT: 0.8}

#: Why a decision counts as overturned, where the later item says so itself.
SAYS_SO = "says that it changes the decision of that day"


@cache
def _decisions(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(cues()["decisions"][kind]), re.IGNORECASE | re.DOTALL)


@cache
def _number() -> re.Pattern[str]:
    return re.compile(cues()["references"]["number"], re.IGNORECASE)


def link_items(traces: Sequence[Trace]) -> list[FollowUp]:
    """Return the follow-ups between items of one municipality. ``traces`` in the order of their days."""
    by_case: dict[str, list[tuple[int, int]]] = defaultdict(list)
    by_day: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    found: dict[tuple[str, str], FollowUp] = {}
    for t, trace in enumerate(traces):
        if not trace.day:
            continue
        cases: dict[str, list[int]] = defaultdict(list)
        for i, item in enumerate(trace.items):
            if item.case:
                cases[item.case].append(i)
        for item in trace.items:
            links = [
                *_by_reference(traces, by_day, trace, item),
                *_by_overturning(traces, by_case, by_day, trace, item),
                *_by_case(traces, by_case, trace, item, standing=len(cases.get(item.case or "", ())) > 1),
            ]
            for link in links:
                found.setdefault((link.later, link.followed), link)
        for i, item in enumerate(trace.items):
            if item.case:
                by_case[item.case].append((t, i))
            for body in sorted(trace.bodies):
                by_day[body, trace.day].append((t, i))
    return list(found.values())


def _link(
    later: Trace,
    item: ItemTrace,
    earlier: ItemTrace,
    reason: Reason,
    effect: Effect,
    sentence: Sentence | None,
    why: str,
) -> FollowUp:
    span = sentence.span if sentence else (item.decision or (item.sentences[0].span if item.sentences else None))
    return FollowUp(
        later.sha256,
        item.iri,
        earlier.iri,
        reason,
        effect,
        span,
        f"item-{reason.value}",
        _SURE[reason],
        later.date,
        None,
        (why,),
    )


def _by_case(
    traces: Sequence[Trace],
    by_case: dict[str, list[tuple[int, int]]],
    trace: Trace,
    item: ItemTrace,
    *,
    standing: bool,
) -> Iterator[FollowUp]:
    """Link to the latest earlier item of the case.

    A number that stands on several items of one meeting is a file for the body's routine, and says nothing about their
    subjects; such items follow those of the same title alone.
    """
    if not item.case:
        return
    earlier = [at for at in by_case[item.case] if traces[at[0]].day < trace.day]
    if standing or _is_standing(traces, earlier):
        earlier = [at for at in earlier if traces[at[0]].items[at[1]].title.casefold() == item.title.casefold()]
    if not earlier:
        return
    latest = max(traces[at[0]].day for at in earlier)
    seen: set[str] = set()
    for t, i in earlier:
        before = traces[t].items[i]
        if traces[t].day == latest and before.iri not in seen:
            seen.add(before.iri)
            effect, sentence = _effect(trace, item, traces[t], before)
            yield _link(trace, item, before, Reason.SAME_CASE, effect, sentence, f"case {item.case}")


def _is_standing(traces: Sequence[Trace], places: Sequence[tuple[int, int]]) -> bool:
    meetings = [traces[t].sha256 for t, _ in places]
    return len(set(meetings)) < len(meetings)


def _effect(trace: Trace, item: ItemTrace, before_trace: Trace, before: ItemTrace) -> tuple[Effect, Sentence | None]:
    """Tell what an item does to the one before it in its case, and the sentence that says so."""
    own = item.outcome
    other_body = not trace.bodies & before_trace.bodies
    if own in _SENT:
        return Effect.REFERRED, None
    recommended = before.outcome is Outcome.RECOMMENDED
    if own is Outcome.REJECTED and recommended and other_body:
        return Effect.OVERTURNED, None
    if recommended and other_body and own in _ADOPTED:
        for sentence in _in_decision(item):
            if _decisions("changed").search(sentence.text):
                return Effect.CHANGED, sentence
        if own is Outcome.APPROVED_WITH_CHANGES:
            return Effect.CHANGED, None
        return Effect.CONFIRMED, None
    return Effect.FOLLOWED_UP, None


def _in_decision(item: ItemTrace) -> list[Sentence]:
    if item.decision is None:
        return list(item.sentences)
    within = [one for one in item.sentences if item.decision.start <= one.span.start < item.decision.end]
    return within or list(item.sentences)


def _by_overturning(
    traces: Sequence[Trace],
    by_case: dict[str, list[tuple[int, int]]],
    by_day: dict[tuple[str, int], list[tuple[int, int]]],
    trace: Trace,
    item: ItemTrace,
) -> Iterator[FollowUp]:
    """Link to the decision that an item says it changes: "ændrer hermed sin beslutning af 3. maj 2023"."""
    for sentence in item.sentences:
        if not _decisions("overturned").search(sentence.text):
            continue
        days = _days(sentence, trace)
        for t, i in by_case.get(item.case or "", ()):
            if traces[t].day in days:
                why = SAYS_SO
                yield _link(trace, item, traces[t].items[i], Reason.SAME_CASE, Effect.OVERTURNED, sentence, why)
        if item.case:
            continue
        for body in sorted(trace.bodies):
            for day in sorted(days):
                for t, i in by_day.get((body, day), ()):
                    before = traces[t].items[i]
                    if before.subject & item.subject:
                        why = SAYS_SO
                        yield _link(trace, item, before, Reason.EXPLICIT, Effect.OVERTURNED, sentence, why)


def _by_reference(
    traces: Sequence[Trace],
    by_day: dict[tuple[str, int], list[tuple[int, int]]],
    trace: Trace,
    item: ItemTrace,
) -> Iterator[FollowUp]:
    """Link to the items that an item names: by the day of a meeting of its body, with number or the same subject."""
    for sentence in item.sentences:
        days = [day for day in sorted(_days(sentence, trace)) if day < trace.day]
        if not days:
            continue
        number = _number().search(sentence.text)
        for body in sorted(trace.bodies):
            for day in days:
                for t, i in by_day.get((body, day), ()):
                    before = traces[t].items[i]
                    if number is not None and before.number.casefold() == number["number"].casefold():
                        why = f"names item {before.number} of that day"
                        yield _link(trace, item, before, Reason.EXPLICIT, Effect.FOLLOWED_UP, sentence, why)
                    elif item.case is None and before.subject and _alike(before.subject, item.subject):
                        why = "names the day, and the subject is the same"
                        yield _link(trace, item, before, Reason.EXPLICIT, Effect.FOLLOWED_UP, sentence, why)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two titles are about one thing: most words of the shorter stand in the longer."""
    return bool(one and other) and len(one & other) * 2 > min(len(one), len(other))


def _days(sentence: Sentence, trace: Trace) -> frozenset[int]:
    base = date.fromordinal(trace.day) if trace.day else None
    values = [one.value for one in find_dates(sentence.text, base) if one.value and len(one.value) == 10]
    return frozenset(date.fromisoformat(value).toordinal() for value in values)
