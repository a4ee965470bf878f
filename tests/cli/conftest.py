"""A graph of some example minutes, and a way to run the command in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphbuild.build import build_graph
from graphbuild.cli import main

EXAMPLES = Path(__file__).parent.parent.parent / "examples"

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def examples() -> Path:
    return EXAMPLES


@pytest.fixture(scope="session")
def texts() -> list[Path]:
    return sorted(path for path in (EXAMPLES / "minutes").iterdir() if path.suffix in {".txt", ".html"})


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory, texts: list[Path]) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "graph"
    assert build_graph(texts[:3], folder, municipalities=EXAMPLES / "municipalities.csv").failures == ()
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs ``graphbuild`` with words, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run_command(*words: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], input=stdin, prog_name="graphbuild")

    return run_command
