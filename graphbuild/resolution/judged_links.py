"""Follow-ups and people's judgements on them: what the ledger says wins, and what is doubtful is offered for review.

The ledger knows an item and a commitment by the path of their address, without the base that a user may change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graphbuild.graph.links import Effect, FollowUp, Reason
from graphbuild.linking.traces import Trace
from graphbuild.model import Span
from graphbuild.resolution.judgements import Judgement, Passage, Subject, Verdict
from graphbuild.resolution.ledger import Entry, Problem

#: Links below this confidence are worth a person's look.
DOUBTFUL = 0.8

#: The rule and the confidence of a link that a person has judged.
RULE = "follow-up-judged"
_CONFIDENCE = 0.99


@dataclass(frozen=True, slots=True)
class JudgedLinks:
    """The links as they stand after people's judgements, and the lines that could not be used."""

    links: list[FollowUp]
    problems: list[Problem]


def judge_links(links: Iterable[FollowUp], traces: Sequence[Trace], entries: Sequence[Entry], base: str) -> JudgedLinks:
    """Apply what people judged: a link is taken out, put in, or gets another effect."""
    found = {(link.later, link.followed): link for link in links}
    problems: list[Problem] = []
    if not entries:
        return JudgedLinks(list(found.values()), problems)
    items = {item.iri: (trace, item) for trace in traces for item in trace.items}
    followed = {one.iri for trace in traces for one in trace.commitments} | set(items)
    for entry in entries:
        later, earlier = base + entry.left, base + entry.right
        if later not in items or earlier not in followed:
            missing = entry.left if later not in items else entry.right
            problems.append(Problem(entry.line, str(entry), f"»{missing}« is not in these minutes"))
            continue
        key = later, earlier
        if entry.verdict is Verdict.DIFFERENT:
            found.pop(key, None)
        elif entry.verdict is Verdict.SAME:
            trace, item = items[later]
            old = found.get(key) or FollowUp(
                trace.sha256,
                later,
                earlier,
                Reason.EXPLICIT,
                Effect.FOLLOWED_UP,
                item.span,
                RULE,
                _CONFIDENCE,
                trace.date,
            )
            effect = Effect(entry.effect) if entry.effect else old.effect
            why = (f"judged by {entry.who or 'somebody'}", *([entry.why] if entry.why else []))
            found[key] = replace(old, effect=effect, rule=RULE, confidence=_CONFIDENCE, why=why)
    return JudgedLinks(list(found.values()), problems)


def doubtful_links(
    links: Iterable[FollowUp], traces: Sequence[Trace], scope: str, names: Sequence[str], base: str
) -> list[Judgement]:
    """Return the links that a person should look at, the least sure first."""
    made = {one.iri: (trace, one) for trace in traces for one in trace.commitments}
    by_hash = {trace.sha256: trace for trace in traces}
    found = []
    for link in links:
        if link.confidence >= DOUBTFUL or link.followed not in made:
            continue
        trace, one = made[link.followed]
        found.append(
            Judgement(
                Subject.FOLLOW_UP,
                scope,
                link.later.removeprefix(base),
                link.followed.removeprefix(base),
                Verdict.UNSURE,
                link.confidence,
                (f"{link.effect.value}?", *link.why),
                "rule",
                (_passage(by_hash[link.sha256], link.span, names), _passage(trace, one.sentence, names)),
            )
        )
    return sorted(found, key=lambda one: (one.score, one.left, one.right))


def _passage(trace: Trace, span: Span | None, names: Sequence[str]) -> Passage | None:
    return Passage(trace.sha256, names[trace.number], span.start, span.end) if span else None
