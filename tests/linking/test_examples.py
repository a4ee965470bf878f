"""What became of the promises in the example minutes: every status, every follow-up, every decision changed."""

from __future__ import annotations

from collections import defaultdict

import pytest

from graphbuild.graph.addresses import addresses_of
from graphbuild.graph.dataset import last_day
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.links import Effect, FollowUp
from graphbuild.linking import status_as_of, trail
from tests.resolution.examples import readings, resolved, truth

BY_FOLLOWED: dict[str, list[FollowUp]] = defaultdict(list)
for _link in resolved().follow_ups:
    BY_FOLLOWED[_link.followed].append(_link)
DOCUMENTS = {document.sha256: document for _, document in readings()}
PLACES = {
    document.name: (record, addresses_of(record, document.sha256, resolved().entities, Identifiers()))
    for record, document in readings()
}


def item(place: dict[str, str]) -> str:
    _, addresses = PLACES[place["document"]]
    return addresses.items[addresses.numbered[place["item"]]]


def commitment(row: dict) -> str:
    record, addresses = PLACES[row["document"]]
    for n, one in enumerate(record.commitments):
        if one.item == row["item"] and one.action.value == row["action"]:
            return addresses.commitments[n]
    raise AssertionError(row)


@pytest.mark.parametrize(
    "row", truth()["commitments"], ids=lambda row: f"{row['document']} {row['item']} {row['action']}"
)
def test_status(row: dict) -> None:
    due = last_day(row["due"]) if row["due"] else None
    links = BY_FOLLOWED[commitment(row)]
    found = [(one["as_of"], status_as_of(one["as_of"], row["made_on"], due, links)) for one in row["status_as_of"]]
    assert found == [(one["as_of"], one["status"]) for one in row["status_as_of"]]


@pytest.mark.parametrize(
    "row", truth()["commitments"], ids=lambda row: f"{row['document']} {row['item']} {row['action']}"
)
def test_follow_ups(row: dict) -> None:
    assert {link.later for link in BY_FOLLOWED[commitment(row)]} == {item(one) for one in row["follow_ups"]}


@pytest.mark.parametrize("row", truth()["decisions_changed"], ids=lambda row: row["how"])
def test_a_changed_decision(row: dict) -> None:
    links = [link for link in BY_FOLLOWED[item(row["first"])] if link.later == item(row["changed_by"])]
    assert [link.effect for link in links] in ([Effect.CHANGED], [Effect.OVERTURNED])


def test_no_other_decision_counts_as_changed() -> None:
    found = {
        (link.followed, link.later)
        for link in resolved().follow_ups
        if link.effect in (Effect.CHANGED, Effect.OVERTURNED)
    }
    assert found == {(item(row["first"]), item(row["changed_by"])) for row in truth()["decisions_changed"]}


def test_every_link_has_a_reason_a_passage_and_a_confidence() -> None:
    for link in resolved().follow_ups:
        assert link.why
        assert 0 < link.confidence < 1
        assert link.span is not None
        assert DOCUMENTS[link.sha256].quote(link.span).strip()


def test_the_trail_of_a_promise_put_off_and_kept() -> None:
    row = next(
        one
        for one in truth()["commitments"]
        if one["action"] == "får folderen trykt" and one["made_on"] == "2023-02-09"
    )
    steps = trail("2023-02-09", "2023-06-01", BY_FOLLOWED[commitment(row)], "2024-12-31")
    assert [(step.day, step.what) for step in steps] == [
        ("2023-02-09", "made"),
        ("2023-06-01", "due"),
        ("2023-09-14", "superseded"),
        ("2024-03-14", "fulfilled"),
    ]


@pytest.mark.parametrize(
    ("theme", "municipalities"),
    [
        ("rehabilitering", {"991", "992", "993"}),
        ("ensomhed", {"991", "992", "993"}),
        ("borgerinddragelse", {"991", "992", "993"}),
        ("tilgængelighed", {"991", "992", "993"}),
    ],
)
def test_themes_meet_across_municipalities(theme: str, municipalities: set[str]) -> None:
    found = {one.item.split("/meeting/")[1][:3] for one in resolved().topics if one.theme.name == theme}
    assert found == municipalities
    assert {one.theme.iri.rsplit("/", 1)[1] for one in resolved().topics if one.theme.name == theme} == {
        theme.replace("æ", "ae")
    }
