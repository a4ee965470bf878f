"""The commands ``cypher``, ``sparql`` and ``export``, and what all commands share."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

CYPHER = "MATCH (d:Document) RETURN d.name AS document ORDER BY document"
SPARQL = "SELECT ?document WHERE { ?d a gb:Document ; gb:name ?document } ORDER BY ?document"


@pytest.mark.parametrize(("command", "query"), [("cypher", CYPHER), ("sparql", SPARQL)])
def test_both_engines_answer_in_all_formats(run: Run, graph: Path, texts: list[Path], command: str, query: str) -> None:
    names = [path.name for path in texts[:3]]
    as_json = run(command, query, "--graph", graph, "--format", "json")
    assert (as_json.exit_code, json.loads(as_json.stdout)) == (0, [{"document": name} for name in names])
    as_csv = run(command, query, "--graph", graph, "--format", "csv")
    assert list(csv.reader(io.StringIO(as_csv.stdout))) == [["document"], *([name] for name in names)]
    table = run(command, "-", "--graph", graph, stdin=query)
    assert table.stdout.splitlines()[2:] == [*names, "", "3 rows"]


@pytest.mark.parametrize(
    ("command", "query"),
    [
        ("cypher", "MATCH (d:Document) WHERE d.name = $name RETURN d.name AS document"),
        ("sparql", "SELECT ?document WHERE { ?d a gb:Document ; gb:name ?document FILTER(?document = ?name) }"),
    ],
)
def test_parameters_are_bound_not_pasted(run: Run, graph: Path, texts: list[Path], command: str, query: str) -> None:
    name = texts[1].name
    answer = run(command, query, "--graph", graph, "--param", f"name={name}", "--format", "json")
    assert json.loads(answer.stdout) == [{"document": name}]
    hostile = run(command, query, "--graph", graph, "--param", "name=x' OR 1=1 //", "--format", "json")
    assert (hostile.exit_code, json.loads(hostile.stdout)) == (0, [])


def test_a_limit_is_told(run: Run, graph: Path) -> None:
    result = run("cypher", CYPHER, "--graph", graph, "--limit", 2, "--format", "json")
    assert len(json.loads(result.stdout)) == 2
    assert result.stderr == "There are more rows than these 2; --limit sets how many are given.\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["cypher", "CREATE (n:Person)"], "Only queries that read are allowed"),
        (["cypher", "MATCH (n:Nothing) RETURN n"], "The query cannot be answered"),
        (["sparql", "DROP ALL"], "»DROP« is not"),
        (["sparql", "SELECT"], "The query cannot be answered"),
        (["sparql", SPARQL, "--param", "name"], "'name' is not NAME=VALUE"),
        (["export", "docx"], "'docx' is not one of 'turtle', 'n-triples', 'n-quads'"),
        (["export", "turtle", "-o", "nowhere/out.ttl"], "cannot write nowhere"),
    ],
)
def test_what_cannot_run_ends_with_two(run: Run, graph: Path, words: list[str], message: str) -> None:
    result = run(*words, "--graph", graph)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("words", [["cypher", CYPHER], ["sparql", SPARQL], ["export", "turtle"]])
def test_a_missing_graph_is_told_with_advice(run: Run, words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr == "Error: graph: there is no graph here.\nMake one with: graphbuild build PATH…\n"


def test_export_writes_to_a_file_what_it_prints(run: Run, graph: Path, tmp_path: Path) -> None:
    printed = run("export", "n-quads", "--graph", graph)
    assert printed.exit_code == 0
    assert run("export", "n-quads", "--graph", graph, "-o", "out.nq").stdout == ""
    assert (tmp_path / "out.nq").read_bytes() == printed.stdout_bytes
    short = run("export", "n-quads", "--graph", graph, "--no-quotes").stdout_bytes
    assert 0 < len(short) < len(printed.stdout_bytes)


def test_version_and_help_need_no_graph(run: Run) -> None:
    assert run("--version").stdout == "graphbuild 0.1.0\n"
    assert "Exit codes: 0 fine" in run("--help").stdout


def test_help_loads_no_engine() -> None:
    code = (
        "import sys; from graphbuild.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'pyoxigraph', 'ladybug', 'networkx', 'rdflib', 'pypdfium2', 'docx'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes that break")
def test_a_reader_that_has_had_enough_is_no_error(graph: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from graphbuild.cli import main; main()",
        "export",
        "n-quads",
        "--graph",
        str(graph),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 0
