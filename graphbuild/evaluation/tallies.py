"""Findings counted: precision, recall and F1 by field, and what an earlier run had that this one has not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphbuild.evaluation.scoring import FIELDS, Finding, Verdict


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one field."""

    field: str
    hit: int
    spurious: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of the values found that are right; 0 where none is found."""
        return self.hit / (self.hit + self.spurious) if self.hit + self.spurious else 0.0

    @property
    def recall(self) -> float:
        """The share of the values stated that are found."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def tally_findings(findings: Iterable[Finding]) -> list[Tally]:
    """Count findings by field, in the order of :data:`FIELDS`; fields that nothing speaks of are left out."""
    counts = Counter((finding.field, finding.verdict) for finding in findings)
    rows = [
        Tally(field, *(counts[field, verdict] for verdict in (Verdict.HIT, Verdict.SPURIOUS, Verdict.MISSED)))
        for field in FIELDS
    ]
    return [row for row in rows if row.hit + row.spurious + row.missed]


def macro_f1(rows: Sequence[Tally]) -> float:
    """Return the mean of the fields' F1."""
    return sum(row.f1 for row in rows) / len(rows) if rows else 0.0


def finding_key(finding: Finding) -> str:
    """Return what names a finding from run to run: the document, the field and the value, not its place in a list."""
    value = finding.gold if finding.verdict is not Verdict.SPURIOUS else finding.found
    return json.dumps(
        [finding.document, finding.field, finding.where, value], ensure_ascii=False, sort_keys=True, default=str
    )


def gained_and_lost(before: Iterable[str], now: Iterable[Finding]) -> tuple[list[str], list[str]]:
    """Compare hits with those of an earlier run (their keys); return the gained and the lost, sorted."""
    old = set(before)
    new = {finding_key(finding) for finding in now if finding.verdict is Verdict.HIT}
    return sorted(new - old), sorted(old - new)
