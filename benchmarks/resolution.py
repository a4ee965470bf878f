"""Measure resolution and follow-ups on invented towns whose truth is known.

    python -m benchmarks.resolution [--towns 4] [--mentions 100000]

Prints B-cubed precision and recall with every false merge, precision and recall of follow-ups, then the speed of
resolution alone over as many mentions as asked for, in municipalities of their own. The towns are those of the tests.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphbuild.graph.addresses import addresses_of
from graphbuild.graph.entities import Entities, EntityKind, Mention
from graphbuild.graph.identifiers import Identifiers
from graphbuild.model import Document, Record, Said
from graphbuild.resolution import Ledger, resolve
from graphbuild.resolution.resolving import resolve_people
from tests.resolution.figures import b_cubed, false_merges
from tests.resolution.town import Town, build


def measure_people(town: Town, entities: Entities, seed: int) -> None:
    """Print who was taken for whom."""
    names = {
        (document.sha256, f"/people/{n}/name"): person.name.value
        for record, document in town.readings
        for n, person in enumerate(record.people)
    }
    found = {key: entities.entity(Mention(EntityKind.PERSON, *key, "981", names[key])).iri for key in town.people}
    precision, recall = b_cubed(found, town.people)
    print(f"town {seed}: {len(found):,} mentions, B-cubed precision {precision:.4f}, recall {recall:.4f}")
    for iri, held in sorted(false_merges(found, town.people).items()):
        people = [(town.persons[number], n) for number, n in held.most_common()]
        who = ", ".join(f"{one.names[-1][1]} ({one.party or one.title or '-'}) {n}x" for one, n in people)
        print(f"  false merge {iri.rsplit('/', 1)[-1]}: {who}")


def measure_links(town: Town, seed: int) -> None:
    """Print how many follow-ups of commitments were found, and how many of them are none."""
    began = time.perf_counter()
    found = resolve(town.readings)
    seconds = time.perf_counter() - began
    places = {
        document.sha256: addresses_of(record, document.sha256, found.entities, Identifiers())
        for record, document in town.readings
    }
    wanted = {
        (places[later[0]].items[later[1]], places[made[0]].commitments[made[1]]): effect
        for (later, made), effect in town.follow_ups.items()
    }
    got = {(link.later, link.followed): link for link in found.follow_ups if "/commitment/" in link.followed}
    right = wanted.keys() & got.keys()
    effects = sum(got[key].effect.value == wanted[key] for key in right)
    precision, recall = len(right) / max(len(got), 1), len(right) / max(len(wanted), 1)
    print(f"town {seed}: follow-ups precision {precision:.3f}, recall {recall:.3f},", end=" ")
    print(f"effect right {effects / max(len(right), 1):.3f}; {len(town.readings) / seconds:.0f} documents a second")


def copies(towns: Sequence[Town], mentions: int) -> Iterator[tuple[Record, Document]]:
    """Yield the towns' readings again and again, each time in a municipality of its own."""
    made = 0
    number = 0
    while made < mentions:
        for record, document in towns[number % len(towns)].readings:
            sha = f"{number:08x}{document.sha256[8:]}"
            code = Said(f"{number:04}", None, "town")
            yield replace(record, sha256=sha, municipality_code=code), replace(document, sha256=sha, text="")
            made += len(record.people)
        number += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--towns", type=int, default=4)
    parser.add_argument("--mentions", type=int, default=100_000)
    options = parser.parse_args()
    towns = [build(seed) for seed in range(1, options.towns + 1)]
    for seed, town in enumerate(towns, start=1):
        measure_people(town, resolve_people(town.readings, Ledger(), Identifiers()).entities, seed)
    for seed, town in enumerate(towns, start=1):
        measure_links(town, seed)
    pairs = list(copies(towns, options.mentions))
    mentions = sum(len(record.people) for record, _ in pairs)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    resolve_people(pairs, Ledger(), Identifiers())
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{mentions:,} mentions in {len(pairs):,} documents resolved in {seconds:.1f} s "
        f"({mentions / seconds:,.0f} a second), peak memory {peak / 1024:,.0f} MB ({before / 1024:,.0f} MB before)"
    )


if __name__ == "__main__":
    main()
