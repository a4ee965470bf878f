"""B-cubed precision and recall of a clustering against the truth, and its false merges."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping


def b_cubed(found: Mapping[Hashable, Hashable], truth: Mapping[Hashable, Hashable]) -> tuple[float, float]:
    """Return precision and recall, averaged over the mentions that the truth knows."""
    together: Counter[tuple[Hashable, Hashable]] = Counter()
    cluster: Counter[Hashable] = Counter()
    entity: Counter[Hashable] = Counter()
    for mention, who in truth.items():
        together[found[mention], who] += 1
        cluster[found[mention]] += 1
        entity[who] += 1
    precision = recall = 0.0
    for (one, who), count in together.items():
        precision += count * count / cluster[one]
        recall += count * count / entity[who]
    total = len(truth)
    return (precision / total, recall / total) if total else (1.0, 1.0)


def false_merges(found: Mapping[Hashable, Hashable], truth: Mapping[Hashable, Hashable]) -> dict[Hashable, Counter]:
    """Return the clusters that hold more than one entity, with how many mentions of each."""
    held: dict[Hashable, Counter] = defaultdict(Counter)
    for mention, who in truth.items():
        held[found[mention]][who] += 1
    return {one: who for one, who in held.items() if len(who) > 1}
