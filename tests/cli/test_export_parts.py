"""``export`` of a part, to folders, and what it refuses."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_one_document_alone(run: Run, graph: Path, texts: list[Path]) -> None:
    result = run("export", "n-quads", "--graph", graph, "--document", texts[1].name)
    assert result.exit_code == 0
    assert len({line.rsplit(" ", 2)[-2] for line in result.stdout.splitlines()}) == 1
    assert f'"{texts[1].name}"' in result.stdout
    assert f'"{texts[0].name}"' not in result.stdout


def test_a_packed_file_has_no_name_and_no_time(run: Run, graph: Path, tmp_path: Path) -> None:
    assert run("export", "turtle", "--graph", graph, "--gzip", "-o", "out.ttl.gz").exit_code == 0
    data = (tmp_path / "out.ttl.gz").read_bytes()
    assert data[3:8] == b"\0\0\0\0\0"
    assert gzip.decompress(data) == run("export", "turtle", "--graph", graph).stdout_bytes


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_tables_go_into_a_folder(run: Run, graph: Path, tmp_path: Path, format_: str) -> None:
    assert run("export", format_, "--graph", graph, "-o", "tables").exit_code == 0
    assert (tmp_path / "tables" / "nodes" / f"Meeting.{format_}").is_file()
    assert (tmp_path / "tables" / "dictionary.csv").is_file()


def test_reference_data_need_no_graph(run: Run) -> None:
    result = run("export", "reference")
    assert result.exit_code == 0
    assert "org:ChangeEvent" in result.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["csv"], "csv is a folder of files."),
        (["parquet", "-o", "x", "--gzip"], "parquet is a folder of files."),
        (["dcat", "--document", "x"], "dcat is of the whole graph."),
        (["trig", "--document", "x"], "The graph has no document »x«."),
        (["json-ld", "--municipality", "000"], "The graph has no municipality »000«."),
        (["dcat", "--licence", "free"], "»free« is no address."),
        (["turtle", "-o", "."], ". is a folder."),
    ],
)
def test_what_cannot_be_exported_is_told(run: Run, graph: Path, words: list[str], message: str) -> None:
    result = run("export", *words, "--graph", graph)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[0] == f"Error: {message}"
