"""The evaluation's own arithmetic, on small records whose answer can be told by hand, and against a second scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graphbuild.evaluation import Verdict, compare_records, tally_findings
from graphbuild.evaluation.earned import calibration, earn
from graphbuild.evaluation.similarity import overlap, same_date, same_name
from graphbuild.evaluation.tallies import finding_key, gained_and_lost, macro_f1

SHARED = Path(__file__).parents[3] / "shared"

GOLD: dict[str, Any] = {
    "document": "x.txt",
    "municipality": "Stevns Kommune",
    "municipality_code": "336",
    "meeting": {"bodies": ["Handicaprådet"], "date": "2020-08-27", "start": "10:15", "kind": "ordinary"},
    "people": [
        {"name": "Bo Holm", "variants": ["BH"], "attendance": "present", "roles": ["member", "chair"], "party": "A"},
        {"name": "Ida Lund", "attendance": "absent", "roles": ["member"]},
    ],
    "items": [
        {"number": "1", "title": "Dagsorden", "outcome": "approved", "not_participating": ["Ida Lund"]},
        {"number": "2", "title": "Budget", "votes": {"for": ["A"], "against": ["BH"], "abstain": []}},
    ],
    "commitments": [
        {"item": "2", "actor": "Bo Holm", "action": "sender brevet til rådet", "to": "rådet", "due": "2020-10"}
    ],
    "organisations": ["KommuneKredit", "Handicaprådet"],
    "amounts": [{"item": "2", "text": "1,5 mio. kr.", "kroner": 1500000}],
}


def tallies(found: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    return {row.field: (row.hit, row.spurious, row.missed) for row in tally_findings(compare_records(GOLD, found))}


def test_a_record_agrees_with_itself() -> None:
    rows = tally_findings(compare_records(GOLD, GOLD))
    assert all(row.spurious == row.missed == 0 for row in rows)
    assert macro_f1(rows) == 1.0


def test_what_differs_is_counted_by_field() -> None:
    found = json.loads(json.dumps(GOLD))
    found["meeting"]["start"] = "10:00"
    found["people"][0]["roles"] = ["member", "secretary"]
    found["people"].append({"name": "Eva Birk"})
    found["items"][1]["votes"]["against"] = ["Bo Holm"]  # a variant in the annotation: the same ballot
    found["commitments"][0]["due"] = "2020-10-15"  # finer than annotated
    found["organisations"] = ["KommuneKredits", "Handicaprådet", "TUBA"]  # the meeting's own body counts neither way
    counted = tallies(found)
    assert counted["start"] == (0, 1, 1)
    assert counted["role"] == (2, 1, 1)
    assert counted["person"] == (2, 1, 0)
    assert counted["votes"] == (2, 0, 0)
    assert counted["commitment.due"] == (1, 0, 0)
    assert counted["organisation"] == (1, 1, 0)


def test_values_of_what_was_not_found_are_not_missed_twice() -> None:
    found = json.loads(json.dumps(GOLD))
    found["people"] = []
    counted = tallies(found)
    assert counted["person"] == (0, 0, 2)
    assert "role" not in counted


def test_a_second_part_of_a_clause_counts_neither_way() -> None:
    gold = {**GOLD, "commitments": [{"item": "2", "action": "skriver svaret og sender det til rådet"}]}
    found = {
        **GOLD,
        "commitments": [{"item": "2", "action": "skriver svaret"}, {"item": "2", "action": "sender det til rådet"}],
    }
    rows = {row.field: row for row in tally_findings(compare_records(gold, found))}
    assert (rows["commitment"].hit, rows["commitment"].spurious, rows["commitment"].missed) == (1, 0, 0)


SAME_NAMES = [
    ("Handicaprådet", "handicapråd", True),
    ("Kommunernes Landsforening (KL)", "KL", True),
    ("Viborg Kommunes", "Viborg Kommune", True),
    ("Teknisk Udvalg", "Økonomiudvalget", False),
]


@pytest.mark.parametrize(("left", "right", "same"), SAME_NAMES)
def test_names(left: str, right: str, same: bool) -> None:
    assert same_name(left, right) is same


def test_dates_and_words() -> None:
    assert same_date("2018-11", "2018-11-12")
    assert not same_date("2018-11", "2018-12")
    assert overlap("sender brevet", "sender brevet i dag") == pytest.approx(2 / 3)


def test_gained_and_lost() -> None:
    before = [finding_key(one) for one in compare_records(GOLD, {**GOLD, "amounts": []}) if one.verdict is Verdict.HIT]
    now = list(compare_records(GOLD, {**GOLD, "organisations": []}))
    gained, lost = gained_and_lost(before, now)
    assert [json.loads(key)[1] for key in gained] == ["amount"]
    assert [json.loads(key)[1] for key in lost] == ["organisation"]


def test_what_a_rule_has_earned() -> None:
    evidence = {"/people/0/name": {"rule": "people.list"}, "/people/1/name": {"rule": "people.list"}}
    found = {**GOLD, "people": [GOLD["people"][0], {"name": "Eva Birk"}], "evidence": evidence}
    pairs = [(one, found) for one in compare_records(GOLD, found)]
    assert [(one.rule, one.right, one.wrong) for one in earn(pairs)] == [("people.list", 1, 1)]
    assert sum(one.count for one in calibration(pairs)) == 2


@pytest.mark.skipif(
    not (SHARED / "tools" / "score.py").is_file(), reason="the second scorer is not beside the checkout"
)
def test_the_second_scorer_counts_alike(tmp_path: Path) -> None:
    gold, found = SHARED / "gold" / "layouts", tmp_path / "found.jsonl"
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))]
    mangled = [
        {**row, "people": row["people"][1:], "items": row["items"][:-1], "organisations": row["organisations"][::2]}
        for row in rows
    ]
    for row in mangled:
        row["commitments"] = [{**one, "due": None, "action": one["action"][:18]} for one in row["commitments"]]
    found.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in mangled), encoding="utf-8")
    command = [sys.executable, str(SHARED / "tools" / "score.py"), str(gold), "--predicted", str(found), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    ours = tally_findings(one for row, read in zip(rows, mangled, strict=True) for one in compare_records(row, read))
    assert {row.field: [row.hit, row.spurious, row.missed] for row in ours} == {
        field: [one["hit"], one["spurious"], one["missed"]] for field, one in theirs["fields"].items()
    }
