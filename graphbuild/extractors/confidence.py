"""How sure a rule is: its precision on annotated minutes, smoothed towards what rules of its kind have earned.

The counts stand in ``confidence.toml``, written by ``graphbuild evaluate --write-confidence``. A rule never seen on
annotated minutes has what its family (the part before the first full stop) has earned, lowered by half a chance.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

#: How many values a prior opinion is worth: a rule right once of once is not certain.
_PRIOR_WEIGHT = 4.0
_PRIOR = 0.75
#: What a rule gets that neither it nor its family was ever measured.
UNMEASURED = 0.5
#: No rule is certain, also where figures are printed with four decimals.
_HIGHEST = 0.9999


def smoothed(right: int, wrong: int, prior: float = _PRIOR) -> float:
    """Return a precision drawn towards a prior, as if that had been seen in a few more values."""
    return (right + prior * _PRIOR_WEIGHT) / (right + wrong + _PRIOR_WEIGHT)


@cache
def _counts() -> tuple[dict[str, tuple[int, int]], dict[str, float]]:
    path = files(__package__).joinpath("confidence.toml")
    if not path.is_file():
        return {}, {}
    raw = tomllib.loads(path.read_text(encoding="utf-8")).get("rules", {})
    rules = {rule: (int(right), int(wrong)) for rule, (right, wrong) in raw.items()}
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for rule, (yes, no) in rules.items():
        right[rule.partition(".")[0]] += yes
        wrong[rule.partition(".")[0]] += no
    return rules, {family: smoothed(right[family], wrong[family]) for family in {*right, *wrong}}


@cache
def confidence_of(rule: str) -> float:
    """Return how sure a rule is, from 0 to 1."""
    rules, families = _counts()
    family = families.get(rule.partition(".")[0])
    if rule in rules:
        return min(smoothed(*rules[rule], prior=family if family is not None else _PRIOR), _HIGHEST)
    return (family + UNMEASURED) / 2 if family is not None else UNMEASURED
