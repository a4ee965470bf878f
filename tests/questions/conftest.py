"""Graphs that many tests ask, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphbuild.graph.store import GraphStore
from graphbuild.questions import Question, load_questions
from tests.questions.graphs import annotated_examples, generated, write


@pytest.fixture(scope="session")
def questions() -> dict[str, Question]:
    return load_questions()


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    yield from _opened(tmp_path_factory.mktemp("examples"), annotated_examples())


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """Return a generated graph of some five thousand nodes."""
    yield from _opened(tmp_path_factory.mktemp("country"), sorted(generated(200), key=lambda one: one[0].name))


def _opened(folder: Path, readings: list) -> Iterator[GraphStore]:  # type: ignore[type-arg]
    write(folder, readings)
    with GraphStore.open(folder) as store:
        yield store
