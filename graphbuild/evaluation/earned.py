"""What each rule has earned: its precision on annotated minutes, smoothed, and how confidence agrees with correctness."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphbuild.evaluation.scoring import Finding, Verdict
from graphbuild.extractors.confidence import smoothed

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Earned:
    """A rule's record on annotated minutes."""

    rule: str
    right: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Values whose confidence lies in ``[low, high)``: how sure the rules were on average, and how many were right."""

    low: float
    high: float
    count: int
    confidence: float
    correct: float


def earn(pairs: Iterable[tuple[Finding, Json]]) -> list[Earned]:
    """Count, for each rule, the values that annotations confirm and those that they do not.

    ``pairs`` are findings with the found record that they point into.
    """
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for finding, record in pairs:
        rule = rule_of(finding, record)
        if rule is None:
            continue
        if finding.verdict is Verdict.HIT:
            right[rule] += 1
        elif finding.verdict is Verdict.SPURIOUS:
            wrong[rule] += 1
    return [Earned(rule, right[rule], wrong[rule]) for rule in sorted({*right, *wrong})]


def rule_of(finding: Finding, record: Json) -> str | None:
    """Return the rule that read the value of a finding, or ``None`` for a missed one."""
    if finding.pointer is None:
        return None
    evidence = record.get("evidence") or {}
    pointer = f"{finding.pointer}/name" if finding.field == "person" else finding.pointer
    if finding.field == "item":
        pointer = f"{finding.pointer}/number"
    proof = evidence.get(pointer)
    return str(proof["rule"]) if proof else None


def write_table(path: Path, earned: Sequence[Earned]) -> str:
    """Return the table of what rules have earned, as TOML; the caller writes it to ``path``."""
    lines = [
        f"# {path.name}: written by `graphbuild evaluate --write-confidence` from annotated minutes; do not edit by hand.",
        "# rule = [values that annotations confirm, values that they do not]",
        "",
        "[rules]",
    ]
    lines += [f"{json.dumps(one.rule)} = [{one.right}, {one.wrong}]" for one in earned]
    return "\n".join(lines) + "\n"


def calibration(pairs: Sequence[tuple[Finding, Json]], bins: int = 10) -> list[Bin]:
    """Hold each value's confidence against whether it is right; a rule's own record is left out of its confidence.

    Leaving one value out keeps the figure honest: a rule seen once would otherwise vouch for itself.
    """
    table = {one.rule: (one.right, one.wrong) for one in earn(pairs)}
    judged: list[tuple[float, bool]] = []
    for finding, record in pairs:
        rule = rule_of(finding, record)
        if rule is None or finding.verdict is Verdict.MISSED:
            continue
        hit = finding.verdict is Verdict.HIT
        right, wrong = table[rule]
        judged.append((smoothed(right - hit, wrong - (not hit)), hit))
    result = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [one for one in judged if low <= one[0] < high or (number == bins - 1 and one[0] == 1.0)]
        if inside:
            count = len(inside)
            result.append(
                Bin(low, high, count, sum(c for c, _ in inside) / count, sum(hit for _, hit in inside) / count)
            )
    return result
