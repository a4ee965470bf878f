"""A graph of three example minutes of two municipalities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphbuild.graph.store import GraphStore
from tests.questions.graphs import annotated_examples, write


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("exports") / "graph"
    readings = annotated_examples()
    write(place, [reading for reading in readings if reading[0].name in chosen([one.name for one, _ in readings])])
    return place


def chosen(names: list[str]) -> list[str]:
    """Return two documents of the municipality that has most, and one of another."""
    towns: dict[str, list[str]] = {}
    for name in names:
        towns.setdefault(name.split("-")[0], []).append(name)
    first, second = sorted(towns)[:2]
    return [*towns[first][:1], *towns[second][-2:]]


@pytest.fixture
def store(folder: Path) -> Iterator[GraphStore]:
    with GraphStore.open(folder) as opened:
        yield opened
