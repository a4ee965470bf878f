"""What became of promises: the questions say what the rules of status say, on either engine, on any chain of events."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator

import pytest

from graphbuild.engines.ladybug import LadybugGraph
from graphbuild.engines.publishing import write_graph
from graphbuild.graph.links import Effect, FollowUp, Links, Reason
from graphbuild.graph.store import GraphStore
from graphbuild.linking.statuses import Status, status_as_of
from graphbuild.model import Span
from graphbuild.questions import Engine, ask, load_questions
from tests.questions.graphs import generated

QUESTIONS = load_questions()
DAYS = ("2020-06-30", "2022-01-15", "2023-12-31", "2026-01-01")


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[GraphStore, list[FollowUp]]]:
    """Return a generated graph in which later items take up promises, with every effect and in any order."""
    readings = sorted(generated(90, seed=7), key=lambda one: one[0].name)
    folder = tmp_path_factory.mktemp("linked")
    write_graph(folder, readings)
    with GraphStore.open(folder) as store, LadybugGraph(store.property_graph) as graph:
        promises = graph.query(
            "MATCH (c:Commitment)-[:AT_ITEM]->(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting) RETURN c.id, m.date"
        ).rows
        items = graph.query("MATCH (i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting) RETURN i.id, m.date, i.passage").rows
    dice = random.Random(11)
    ends = (Effect.FULFILLED, Effect.DROPPED, Effect.SUPERSEDED)
    links: dict[tuple[str, str], FollowUp] = {}
    for promise, made_on in sorted(promises):
        later = [one for one in sorted(items) if made_on and one[1] and one[1] > made_on]
        for item, day, passage in dice.sample(later, min(len(later), dice.choice((0, 0, 1, 1, 2, 4)))):
            effect = dice.choice((*ends, Effect.FOLLOWED_UP))
            sha256 = passage.partition("#")[0].rsplit("/", 1)[-1]
            links[item, promise] = FollowUp(
                sha256, item, promise, dice.choice(list(Reason)), effect, Span(0, 9), "test", 0.8, date=day
            )
    told: dict[str, list[FollowUp]] = defaultdict(list)
    for one in links.values():
        told[one.sha256].append(one)
    write_graph(folder, readings, links=Links(follow_ups=told))
    with GraphStore.open(folder) as store:
        yield store, list(links.values())


def expected(store: GraphStore, links: list[FollowUp], day: str) -> dict[str, str]:
    """Return the status of each promise, by its passage, as the rules of status say."""
    with LadybugGraph(store.property_graph) as graph:
        rows = graph.query(
            "MATCH (c:Commitment)-[:AT_ITEM|AT_MEETING|ON_AGENDA_OF*1..2]->(m:Meeting)"
            " RETURN c.id, c.passage, c.due_by, m.date"
        ).rows
    found = {}
    for id_, passage, due_by, made_on in rows:
        status = status_as_of(day, made_on, due_by, [one for one in links if one.followed == id_])
        if status is not None:
            found[passage] = status.value
    return found


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize("day", DAYS)
def test_commitments_have_the_status_that_the_rules_give_them(
    linked: tuple[GraphStore, list[FollowUp]], day: str, engine: Engine
) -> None:
    store, links = linked
    rows = ask(store, QUESTIONS["commitments"], {"as_of": day}, engine=engine).rows
    statuses = expected(store, links, day)
    assert {row["passage"]: row["status"] for row in rows} == statuses
    late = ask(store, QUESTIONS["overdue-commitments"], {"as_of": day}, engine=engine).rows
    assert {row["passage"] for row in late} == {at for at, status in statuses.items() if status == "overdue"}
    if day == DAYS[-1]:
        assert set(statuses.values()) == {status.value for status in Status}


def test_a_status_is_asked_for_alone(linked: tuple[GraphStore, list[FollowUp]]) -> None:
    store, links = linked
    told = expected(store, links, "2026-01-01")
    for status in Status:
        for engine in Engine:
            rows = ask(
                store, QUESTIONS["commitments"], {"as_of": "2026-01-01", "status": status.value}, engine=engine
            ).rows
            assert {row["passage"] for row in rows} == {at for at, one in told.items() if one == status.value}


def test_a_trail_tells_each_follow_up_once_with_its_effect_and_reason(
    linked: tuple[GraphStore, list[FollowUp]],
) -> None:
    store, links = linked
    by_engine = [ask(store, QUESTIONS["commitment-trail"], engine=engine).rows for engine in Engine]
    assert by_engine[0] == by_engine[1]
    steps = [(row["later_date"], row["effect"], row["reason"]) for row in by_engine[0] if row["effect"]]
    assert sorted(set(steps)) == sorted({(one.date, one.effect.value, one.reason.value) for one in links})
    taken_up = {one.followed for one in links}
    silent = [row for row in by_engine[0] if row["effect"] is None]
    assert {row["later_passage"] for row in silent} == {None}
    assert len({row["passage"] for row in silent}) == len(expected(store, [], "9999-12-31")) - len(taken_up)
