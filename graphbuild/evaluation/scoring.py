"""Compare a record with its annotation, field by field.

Comes in: two records as JSON in the shape of the annotations, the found one with its ``evidence``. Goes out: one
:class:`Finding` for each value that agrees, is missing or is too much. Values of a person, an item or a commitment count
only where that person, item or commitment was found at all: a miss is counted once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from graphbuild.evaluation.similarity import fold, overlap, same_date, same_name, words

Json = Mapping[str, Any]
Same = Callable[[Any, Any], bool]

#: The fields, in the order of the tables.
FIELDS = (
    *("municipality", "body", "date", "start", "end", "place", "kind", "next_meeting"),
    *("person", "attendance", "role", "party"),
    *("item", "title", "case_number", "kle", "open", "proposer", "outcome", "not_participating", "votes", "attachment"),
    *("commitment", "commitment.actor", "commitment.to", "commitment.due"),
    *("referral", "organisation", "project", "amount"),
)


class Verdict(StrEnum):
    """What became of one value."""

    HIT = "hit"
    SPURIOUS = "spurious"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One value compared: ``pointer`` is where it stands in the found record (JSON Pointer), if it was found."""

    document: str
    field: str
    verdict: Verdict
    where: str  # which person, item or commitment it belongs to
    gold: Any = None
    found: Any = None
    pointer: str | None = None


def _equal(left: Any, right: Any) -> bool:
    return fold(left) == fold(right)


def compare_records(gold: Json, found: Json) -> Iterator[Finding]:
    """Yield a finding for each value of two records of one document."""
    yield from _Comparison(gold, found).findings()


class _Comparison:
    def __init__(self, gold: Json, found: Json) -> None:
        self.gold, self.found = gold, found
        self.document = str(gold["document"])
        self.people: Sequence[Json] = gold.get("people") or ()

    def findings(self) -> Iterator[Finding]:
        yield from self._meeting()
        yield from self._people()
        yield from self._items()
        yield from self._commitments()
        yield from self._things()

    # --- one value, many values

    def _one(
        self, field: str, gold: Any, found: Any, pointer: str, where: str = "", same: Same = _equal
    ) -> Iterator[Finding]:
        silent: tuple[Any, ...] = (None, "", [])
        if gold not in silent and found not in silent and same(gold, found):
            yield Finding(self.document, field, Verdict.HIT, where, gold, found, pointer)
            return
        if found not in silent:
            yield Finding(self.document, field, Verdict.SPURIOUS, where, gold, found, pointer)
        if gold not in silent:
            yield Finding(
                self.document, field, Verdict.MISSED, where, gold, found, pointer if found not in silent else None
            )

    def _many(
        self, field: str, gold: Sequence[Any], found: Sequence[tuple[Any, str]], where: str, same: Same
    ) -> Iterator[tuple[Finding, Any, Any]]:
        """Pair two lists in order; yields the finding and the pair (``None`` for the side that lacks)."""
        rest = list(found)
        for expected in gold:
            match = next((one for one in rest if same(expected, one[0])), None)
            if match is None:
                yield Finding(self.document, field, Verdict.MISSED, where, expected), expected, None
            else:
                rest.remove(match)
                yield Finding(self.document, field, Verdict.HIT, where, expected, match[0], match[1]), expected, match
        for one in rest:
            yield Finding(self.document, field, Verdict.SPURIOUS, where, None, one[0], one[1]), None, one

    def _list(
        self, field: str, gold: Sequence[Any], found: Sequence[tuple[Any, str]], where: str, same: Same
    ) -> Iterator[Finding]:
        for finding, _, _ in self._many(field, gold, found, where, same):
            yield finding

    # --- meeting

    def _meeting(self) -> Iterator[Finding]:
        gold, found = self.gold.get("meeting") or {}, self.found.get("meeting") or {}
        code = "municipality_code"
        yield from self._one("municipality", self.gold.get(code), self.found.get(code), f"/{code}")
        yield from self._list(
            "body", gold.get("bodies") or (), _at(found.get("bodies"), "/meeting/bodies"), "", same_name
        )
        for field in ("date", "start", "end", "kind"):
            yield from self._one(field, gold.get(field), found.get(field), f"/meeting/{field}")
        yield from self._one(
            "place", gold.get("place"), found.get("place"), "/meeting/place", same=lambda a, b: overlap(a, b) >= 0.8
        )
        yield from self._one(
            "next_meeting", self.gold.get("next_meeting"), self.found.get("next_meeting"), "/next_meeting"
        )

    # --- people

    def _people(self) -> Iterator[Finding]:
        for finding, gold, match in self._many(
            "person", self.people, _at(self.found.get("people"), "/people"), "", _same_person
        ):
            yield finding
            if gold is None or match is None:
                continue
            found, pointer = match
            where = gold["name"]
            yield from self._one(
                "attendance", gold.get("attendance"), found.get("attendance"), f"{pointer}/attendance", where
            )
            yield from self._list(
                "role",
                gold.get("roles") or (),
                _at(found.get("roles"), f"{pointer}/roles"),
                where,
                lambda a, b: overlap(a, b) >= 0.8,
            )
            yield from self._one("party", gold.get("party"), found.get("party"), f"{pointer}/party", where)

    def _full_name(self, name: object) -> str:
        for person in self.people:
            if fold(name) in _names(person):
                return fold(person["name"])
        return fold(name)

    # --- items

    def _items(self) -> Iterator[Finding]:
        away = {fold(person["name"]) for person in self.people if person.get("attendance") == "absent"}
        gold = {fold(item.get("number") or ""): item for item in self.gold.get("items") or ()}
        found = {
            fold(item.get("number") or ""): (item, pointer) for item, pointer in _at(self.found.get("items"), "/items")
        }
        pairs = self._many(
            "item", list(gold), [(number, pointer) for number, (_, pointer) in found.items()], "", str.__eq__
        )
        for finding, number, match in pairs:
            yield finding
            if number is not None and match is not None:
                item, pointer = found[match[0]]
                yield from self._item(gold[number], item, pointer, away)

    def _item(self, gold: Json, found: Json, pointer: str, away: set[str]) -> Iterator[Finding]:
        where = f"item {gold.get('number')}"
        yield from self._one(
            "title",
            gold.get("title"),
            found.get("title"),
            f"{pointer}/title",
            where,
            lambda a, b: overlap(a, b) >= 0.85,
        )
        for field in ("case_number", "kle", "outcome"):
            yield from self._one(field, gold.get(field), found.get(field), f"{pointer}/{field}", where)
        told, read = (None if item.get("open") is None else str(item["open"]) for item in (gold, found))
        yield from self._one("open", told, read, f"{pointer}/open", where)
        yield from self._one(
            "proposer", gold.get("proposer"), found.get("proposer"), f"{pointer}/proposer", where, same_name
        )
        # who stayed away from the whole meeting is judged once, as attendance
        absent = [name for name in map(self._full_name, gold.get("not_participating") or ()) if name not in away]
        named = [
            (self._full_name(name), at)
            for name, at in _at(found.get("not_participating"), f"{pointer}/not_participating")
        ]
        yield from self._list(
            "not_participating", absent, [one for one in named if one[0] not in away], where, str.__eq__
        )
        yield from self._list(
            "votes", [ballot for ballot, _ in self._ballots(gold, "")], self._ballots(found, pointer), where, str.__eq__
        )
        yield from self._list(
            "attachment",
            gold.get("attachments") or (),
            _at(found.get("attachments"), f"{pointer}/attachments"),
            where,
            lambda a, b: overlap(a, b) >= 0.8,
        )

    def _ballots(self, item: Json, pointer: str) -> list[tuple[str, str]]:
        votes = item.get("votes") or {}
        return [
            (f"{side} {self._full_name(voter)}", at)
            for side in ("for", "against", "abstain")
            for voter, at in _at(votes.get(side), f"{pointer}/votes/{side}")
        ]

    # --- commitments

    def _commitments(self) -> Iterator[Finding]:
        gold = list(self.gold.get("commitments") or ())
        found = _at(self.found.get("commitments"), "/commitments")
        pairs = self._paired_deeds(gold, found)
        taken = {id(pair[0]) for pair in pairs}, {pair[1][1] for pair in pairs}
        for expected, (deed, pointer) in pairs:
            where = f"item {expected.get('item')}: {str(expected.get('action') or '')[:60]}"
            yield Finding(self.document, "commitment", Verdict.HIT, where, expected, deed, f"{pointer}/action")
            for part in ("actor", "to"):
                yield from self._one(
                    f"commitment.{part}",
                    expected.get(part),
                    deed.get(part),
                    f"{pointer}/{part}",
                    where,
                    self._same_actor,
                )
            yield from self._one(
                "commitment.due", expected.get("due"), deed.get("due"), f"{pointer}/due", where, same_date
            )
        matched_gold, matched_found = [pair[0] for pair in pairs], [pair[1][0] for pair in pairs]
        # a second part of a clause that is already paired counts neither way
        for expected in gold:
            if id(expected) not in taken[0] and not _part_of_any(expected, matched_found):
                yield Finding(self.document, "commitment", Verdict.MISSED, f"item {expected.get('item')}", expected)
        for deed, pointer in found:
            if pointer not in taken[1] and not _part_of_any(deed, matched_gold):
                where = f"item {deed.get('item')}"
                yield Finding(self.document, "commitment", Verdict.SPURIOUS, where, None, deed, f"{pointer}/action")

    def _paired_deeds(
        self, gold: Sequence[Json], found: Sequence[tuple[Any, str]]
    ) -> list[tuple[Json, tuple[Any, str]]]:
        """Pair commitments one to one, closest words first."""
        ranked = sorted(
            (
                (overlap(" ".join(_deed(g)), " ".join(_deed(f[0]))), i, j)
                for i, g in enumerate(gold)
                for j, f in enumerate(found)
                if self._same_commitment(g, f[0])
            ),
            key=lambda row: (-row[0], row[1], row[2]),
        )
        used: tuple[set[int], set[int]] = set(), set()
        pairs = []
        for _, i, j in ranked:
            if i not in used[0] and j not in used[1]:
                used[0].add(i)
                used[1].add(j)
                pairs.append((gold[i], found[j]))
        return pairs

    def _same_commitment(self, gold: Json, found: Json) -> bool:
        if fold(gold.get("item") or "") != fold(found.get("item") or ""):
            return False
        action = overlap(" ".join(_deed(gold)), " ".join(_deed(found)))
        return action >= 0.7 or (action >= 0.4 and self._same_actor(gold.get("actor"), found.get("actor")))

    def _same_actor(self, left: Any, right: Any) -> bool:
        """Tell whether two actors are one, where a short form may stand for a person of the document, with or without title."""
        if not left or not right:
            return not left and not right
        return same_name(left, right) or self._whom(str(left)) == self._whom(str(right))

    def _whom(self, text: str) -> set[str]:
        named = {fold(person["name"]) for person in self.people if fold(person["name"]) in fold(text)}
        parts = [part for part in re.split(r"\s+og\s+|[,&/]", text) if part.strip()]
        return named or {self._full_name(part) for part in (parts if len(parts) > 1 else [text])}

    # --- things

    def _things(self) -> Iterator[Finding]:
        referrals = self.gold.get("referrals") or (), _at(self.found.get("referrals"), "/referrals")
        for finding in self._list("referral", *referrals, "", _same_referral):
            yield _pointing(finding, "/to")
        own = [*((self.gold.get("meeting") or {}).get("bodies") or ()), self.gold.get("municipality") or ""]

        def other(name: Any) -> bool:
            return not any(same_name(name, one) for one in own)

        yield from self._list(
            "organisation",
            [name for name in self.gold.get("organisations") or () if other(name)],
            [one for one in _at(self.found.get("organisations"), "/organisations") if other(one[0])],
            "",
            same_name,
        )
        yield from self._list(
            "project",
            self.gold.get("projects") or (),
            _at(self.found.get("projects"), "/projects"),
            "",
            lambda a, b: same_name(a, b) or overlap(a, b) >= 0.7,
        )
        sums = [one["kroner"] for one in self.gold.get("amounts") or () if one.get("kroner") is not None]
        told = [
            (one["kroner"], f"{pointer}/kroner")
            for one, pointer in _at(self.found.get("amounts"), "/amounts")
            if one.get("kroner") is not None
        ]
        yield from self._list("amount", sums, told, "", lambda a, b: abs(a - b) < 0.5)


def _at(values: Sequence[Any] | None, pointer: str) -> list[tuple[Any, str]]:
    return [(value, f"{pointer}/{index}") for index, value in enumerate(values or ())]


def _pointing(finding: Finding, tail: str) -> Finding:
    if finding.pointer is None:
        return finding
    return Finding(
        finding.document,
        finding.field,
        finding.verdict,
        finding.where,
        finding.gold,
        finding.found,
        finding.pointer + tail,
    )


def _names(person: Json) -> set[str]:
    return {fold(name) for name in (person.get("name"), *(person.get("variants") or ())) if name}


def _same_person(left: Json, right: Json) -> bool:
    return bool(_names(left) & _names(right))


def _same_referral(left: Json, right: Json) -> bool:
    dates = left.get("date"), right.get("date")
    same_day = dates[0] == dates[1] or bool(dates[0] and dates[1] and same_date(*dates))
    return (
        fold(left.get("item") or "") == fold(right.get("item") or "")
        and same_name(left["to"], right.get("to") or "")
        and same_day
    )


def _deed(row: Json) -> list[str]:
    """Return the words of a commitment's action without those that say when."""
    action, when = words(row.get("action") or ""), set(words(row.get("due_text") or ""))
    return [word for word in action if word not in when] or action


def _part_of_any(row: Json, others: Sequence[Json]) -> bool:
    deed = _deed(row)
    return any(
        fold(row.get("item") or "") == fold(other.get("item") or "")
        and bool(deed)
        and sum(word in _deed(other) for word in deed) / len(deed) >= 0.7
        for other in others
    )
