"""Gather what documents of many municipalities show of bodies, organisations, cases and people, one pass each.

Nothing of the texts is kept: numbers of documents, names, keys.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from graphbuild.graph.addresses import scope_of
from graphbuild.graph.entities import EntityKind, is_bare, kind_of_actor, kind_of_organisation
from graphbuild.graph.vocabulary import body_kind
from graphbuild.model import Document, Record, Said
from graphbuild.resolution.bodies import Register, body_key, is_abbreviation, organisation_key, without_abbreviation
from graphbuild.resolution.cases import case_key
from graphbuild.resolution.likeness import key_of
from graphbuild.resolution.profiles import Capacity, Profile, capacity_of, leads_of


@dataclass
class Municipality:
    """What the documents of one municipality show. ``documents`` are numbers in the order of reading."""

    scope: str
    name: str = ""
    bodies: Register = field(default_factory=Register)
    organisations: Register = field(default_factory=Register)
    cases: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    profiles: dict[tuple[str, Capacity], Profile] = field(default_factory=dict)
    meetings: dict[tuple[tuple[str, ...], str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def key_of_body(self, name: str, short: dict[str, str]) -> str | None:
        """Return a body's key; an abbreviation's is that of the full name that claims it."""
        plain, own = without_abbreviation(" ".join(name.split()))
        if own is None and is_abbreviation(plain):
            return short.get(plain)
        return body_key(name, self.name)


def gather(pairs: Iterable[tuple[Record, Document]]) -> tuple[dict[str, Municipality], list[str]]:
    """Return the municipalities by their scope, with their registers filled, and the documents' hashes by number."""
    found: dict[str, Municipality] = {}
    hashes = []
    for record, document in pairs:
        hashes.append(document.sha256)
        scope = scope_of(record, document.sha256)
        town = found.setdefault(scope, Municipality(scope))
        if record.municipality and not town.name:
            town.name = record.municipality.value
        _register(town, record, dict(_called_short(record, document.text)))
    return found, hashes


_SHORT = re.compile(r"\s?\(([A-ZÆØÅ][A-ZÆØÅa-zæøå&]{0,5}[A-ZÆØÅ])\)")

_STAFF_COMMITTEE = re.compile(r"MED\b")

#: How far before an abbreviation its full name may begin, in characters.
_NAME_REACH = 120


def _called_short(record: Record, text: str) -> Iterator[tuple[str, str]]:
    """Yield the names of bodies and organisations that the text calls short where it names them: "Rådet for X (RX)"."""
    names = [
        *(one.value for one in record.meeting.bodies),
        *(one.name.value for one in record.organisations),
        *(one.to.value for one in record.referrals),
    ]
    for found in _SHORT.finditer(text):
        before = " ".join(text[max(0, found.start() - _NAME_REACH) : found.start()].replace("\xad", "").split())
        name = max((name for name in names if before.endswith(" ".join(name.split()))), key=len, default=None)
        if name:
            yield name, found[1]


def _register(town: Municipality, record: Record, short: dict[str, str]) -> None:
    for body in record.meeting.bodies:
        called = [short[body.value]] if body.value in short else []
        town.bodies.add(body_key(body.value, town.name), body.value, called, meets=True)
    for organisation in record.organisations:
        name, shorts = organisation.name.value, [variant.value for variant in organisation.variants]
        shorts += [short[name]] if name in short else []
        full = max([name, *shorts], key=len)
        if kind_of_organisation(full) is EntityKind.BODY:
            town.bodies.add(body_key(full, town.name), full, shorts)
        elif not is_bare(full):
            town.organisations.add(organisation_key(full), full, [*shorts, *([name] if name != full else [])])
    for named in _bodies_named(record):
        if kind_of_actor(named.value) is EntityKind.BODY and not is_bare(named.value):
            called = [short[named.value]] if named.value in short else []
            town.bodies.add(body_key(named.value, town.name), named.value, called)
    for item in record.items:
        if item.case_number:
            town.cases[case_key(item.case_number.value)][" ".join(item.case_number.value.split())] += 1


def _bodies_named(record: Record) -> Iterator[Said[str]]:
    for referral in record.referrals:
        yield referral.to
    for item in record.items:
        if item.proposer:
            yield item.proposer
        for decision in item.decisions:
            if decision.body:
                yield decision.body


def gather_people(towns: dict[str, Municipality], pairs: Iterable[tuple[Record, Document]]) -> None:
    """Fill the profiles and meetings; the registers must be full, for bodies go by what all documents call them."""
    shorts = {scope: town.bodies.settle() for scope, town in towns.items()}
    for number, (record, document) in enumerate(pairs):
        town = towns[scope_of(record, document.sha256)]
        keys = [town.key_of_body(body.value, shorts[town.scope]) or body.value for body in record.meeting.bodies]
        bodies = tuple(dict.fromkeys(keys))
        kinds = tuple(kind_of_body(body.value) for body in record.meeting.bodies)
        when = record.meeting.date.value if record.meeting.date else ""
        if bodies and when:
            town.meetings[tuple(sorted(bodies)), when].append(number)
        day = _ordinal(when)
        for place, person in enumerate(record.people):
            name = " ".join(person.name.value.split())
            if not name:
                continue
            capacity = capacity_of(person, bodies, kinds)
            at = key_of(name), capacity
            profile = town.profiles.get(at)
            if profile is None:
                profile = town.profiles[at] = Profile(
                    town.scope,
                    at[0],
                    capacity.office,
                    capacity.party,
                    capacity.title,
                    capacity.seats,
                    capacity.tables,
                    listed=capacity.listed,
                )
            profile.see(number, place, name, day, person.name.span, leads_of(person, bodies))


def kind_of_body(name: str) -> str:
    """Return a body's kind; what is called MED (HovedMED, LokalMED Syd) is a joint staff committee."""
    return "joint-staff-committee" if _STAFF_COMMITTEE.search(name) else body_kind(name)


def _ordinal(when: str) -> int:
    try:
        return date.fromisoformat(when).toordinal() if len(when) == 10 else 0
    except ValueError:
        return 0
