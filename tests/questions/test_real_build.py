"""On a graph as a user builds it, with who is who, follow-ups and themes, both languages give the same rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from graphbuild.build import build_graph
from graphbuild.graph.store import GraphStore
from graphbuild.questions import Engine, ask
from tests.questions.test_answers import CASES, IDS, QUESTIONS, filled

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    folder = tmp_path_factory.mktemp("built") / "graph"
    build_graph([EXAMPLES / "minutes"], folder, municipalities=EXAMPLES / "municipalities.csv")
    with GraphStore.open(folder) as store:
        yield store


@pytest.mark.parametrize(("name", "asked"), CASES, ids=IDS)
def test_both_languages_agree(built: GraphStore, name: str, asked: Mapping[str, str]) -> None:
    values = filled(built, asked)
    cypher, sparql = (ask(built, QUESTIONS[name], values, engine=engine) for engine in (Engine.CYPHER, Engine.SPARQL))
    assert cypher.rows == sparql.rows


def test_themes_are_told_from_subjects_by_number(built: GraphStore) -> None:
    answer = ask(built, QUESTIONS["recurring-topics"], {"min_meetings": "1"})
    kinds = {(row["kind"], bool(row["topic"])) for row in answer.rows}
    assert kinds == {("KLE", True), ("case", True), ("theme", False)}
