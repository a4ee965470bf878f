"""Where a record's facts get their addresses: scope, meeting, agenda items and commitments of one document.

One place computes them, so that whoever links two documents (:mod:`graphbuild.linking`) names the very nodes that
:mod:`graphbuild.graph.dataset` writes. A meeting goes by the entities of its bodies, so that two files of one meeting,
which print the body's name in two ways, speak of one meeting.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphbuild.graph.entities import Entities, Entity, EntityKind, Mention
from graphbuild.graph.identifiers import Identifiers, digest, segment, slug
from graphbuild.model import Record


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one document's meeting and what hangs on it; ``items`` and ``commitments`` are in print order.

    ``numbered`` leads from an item's number to its place among the items: the first of that number.
    """

    scope: str
    bodies: tuple[Entity, ...]
    meeting: str
    items: tuple[str, ...]
    commitments: tuple[str, ...]
    numbered: dict[str, int]


def scope_of(record: Record, sha256: str) -> str:
    """Return what stands for the municipality in addresses: its code, its name, or else the document alone."""
    code, name = record.municipality_code, record.municipality
    return code.value if code else slug(name.value) if name else sha256[:16]


def body_mentions(record: Record, sha256: str) -> tuple[Mention, ...]:
    """Return the mentions of the bodies that meet."""
    scope = scope_of(record, sha256)
    place = record.meeting.bodies[0].value if record.meeting.bodies else ""
    return tuple(
        Mention(EntityKind.BODY, sha256, f"/meeting/bodies/{n}", scope, " ".join(body.value.split()), place)
        for n, body in enumerate(record.meeting.bodies)
    )


def addresses_of(record: Record, sha256: str, entities: Entities, identifiers: Identifiers) -> Addresses:
    """Return the addresses of a record's meeting, items and commitments."""
    scope = scope_of(record, sha256)
    bodies = tuple(entities.entity(mention) for mention in body_mentions(record, sha256))
    when = record.meeting.date.value if record.meeting.date else None
    meeting = identifiers.meeting(scope, tuple(body.name for body in bodies), when, sha256)
    items = item_addresses(meeting, [item.number.value for item in record.items])
    numbered: dict[str, int] = {}
    for position, item in enumerate(record.items):
        numbered.setdefault(item.number.value, position)
    commitments = []
    for one in record.commitments:
        position_of = numbered.get(one.item) if one.item is not None else None
        at = meeting if position_of is None else items[position_of]
        commitments.append(commitment_address(at, one.action.value, one.actor.value if one.actor else ""))
    return Addresses(scope, bodies, meeting, items, tuple(commitments), numbered)


def item_addresses(meeting: str, numbers: list[str]) -> tuple[str, ...]:
    """Return an address for each item: the second of one number gets ``;2``."""
    seen: dict[str, int] = {}
    found = []
    for number in numbers:
        plain = segment(number)
        seen[plain] = seen.get(plain, 0) + 1
        found.append(f"{meeting}/item/{plain}" + (f";{seen[plain]}" if seen[plain] > 1 else ""))
    return tuple(found)


def commitment_address(at: str, action: str, debtor: str) -> str:
    """Return a commitment's address under its item or meeting: what is to be done, and by whom as printed."""
    return f"{at}/commitment/{digest(action, debtor)}"
