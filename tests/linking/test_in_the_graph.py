"""What linking finds, as the graph holds it: relationships with effect, reason, day and passage; valid; repeatable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphbuild.engines.ladybug import LadybugGraph
from graphbuild.engines.publishing import write_graph
from graphbuild.engines.sparql import SparqlGraph
from graphbuild.graph.shapes import validate
from graphbuild.graph.store import GraphStore
from tests.resolution.examples import readings, resolved


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    folder = tmp_path_factory.mktemp("examples") / "graph"
    write(folder)
    with GraphStore.open(folder) as opened:
        yield opened


def write(folder: Path) -> None:
    pairs = [(document, record) for record, document in readings()]
    pairs.sort(key=lambda pair: pair[0].name)
    write_graph(folder, pairs, entities=resolved().entities, links=resolved().links)


def test_follow_ups_are_relationships_with_their_passage(store: GraphStore) -> None:
    with LadybugGraph(store.property_graph) as graph:
        rows = graph.query(
            "MATCH (i:AgendaItem)-[f:FOLLOWS_UP]->(c:Commitment) WHERE c.text = $text "
            "RETURN f.effect AS effect, f.reason AS reason, f.date AS date, f.passage AS passage ORDER BY date",
            {"text": "sender ansøgningen til Vestkystfonden"},
        ).dicts()
    assert [(row["effect"], row["reason"], row["date"]) for row in rows] == [("fulfilled", "explicit", "2024-02-07")]
    assert "Ansøgningen blev sendt den 2. maj 2023" in store.quote(rows[0]["passage"]).text


def test_status_as_of_a_day_is_a_question_of_days(store: GraphStore) -> None:
    """What was due and that nobody came back to, on two days: the graph holds days and links, no status."""
    query = (
        "MATCH (c:Commitment) WHERE c.due_by <= $day AND c.text = $text "
        "OPTIONAL MATCH (c)<-[f:FOLLOWS_UP]-(:AgendaItem) WHERE f.date <= $day "
        "RETURN count(f) AS links"
    )
    text = "nedsætter en arbejdsgruppe"
    with LadybugGraph(store.property_graph) as graph:
        found = [graph.query(query, {"day": day, "text": text}).rows for day in ("2023-12-31", "2024-12-31")]
    assert found == [((0,),), ((1,),)]


def test_both_engines_tell_the_same(store: GraphStore) -> None:
    cypher = (
        "MATCH (:AgendaItem)-[f:FOLLOWS_UP]->(c:Commitment) RETURN c.id AS id, f.effect AS effect ORDER BY id, effect"
    )
    sparql = """SELECT DISTINCT ?id ?effect { ?f a gb:FollowUp ; gb:followed ?c ; gb:effect ?e . ?c a gb:Commitment .
        BIND(STR(?c) AS ?id) BIND(REPLACE(STR(?e), "^.*/", "") AS ?effect) } ORDER BY ?id ?effect"""
    with LadybugGraph(store.property_graph) as graph:
        rows = graph.query(cypher, {}).rows
    assert rows
    assert SparqlGraph(store.rdf).query(sparql, {}).rows == rows


def test_a_replaced_promise_leads_to_the_new_one(store: GraphStore) -> None:
    with LadybugGraph(store.property_graph) as graph:
        rows = graph.query(
            "MATCH (a:Commitment)-[:SUPERSEDED_BY]->(b:Commitment) RETURN a.text AS old, b.text AS new ORDER BY old", {}
        ).rows
    assert rows == (
        ("får folderen trykt", "får folderen trykt"),
        ("laver en handleplan for Plejecenter Lyngbo", "afleverer handleplanen"),
    )


def test_themes_are_topics(store: GraphStore) -> None:
    query = """SELECT (COUNT(DISTINCT ?i) AS ?n) { ?i gb:aboutTopic ?t . ?t gb:name ?name }"""
    assert int(SparqlGraph(store.rdf).query(query, {"name": "ensomhed"}).rows[0][0]) >= 4


def test_the_links_hold_to_the_shapes(store: GraphStore) -> None:
    found = [
        finding
        for source in store.sources()
        for finding in validate(list(store.quads(source.iri)))
        if "/follow-up/" in finding.node or "superseded" in finding.path.casefold()
    ]
    assert found == []


def test_the_same_minutes_give_the_same_graph(store: GraphStore, tmp_path: Path) -> None:
    from graphbuild.resolution import resolve

    again = resolve(tuple(readings()))
    assert again.follow_ups == resolved().follow_ups
    assert again.topics == resolved().topics
    assert again.judgements == resolved().judgements
