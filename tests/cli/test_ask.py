"""The command ``ask``: lists, answers in every format, and says what to do next."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphbuild.cli import main
from graphbuild.cli.rows import RowFormat, format_rows
from graphbuild.graph.store import GraphStore
from graphbuild.questions import load_questions
from tests.questions.graphs import annotated_examples, write


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    write(folder, annotated_examples())
    return folder


def run(*words: str, graph: Path | None = None) -> Result:
    options = ["--graph", str(graph)] if graph else []
    return CliRunner().invoke(main, ["ask", *words, *options], env={"COLUMNS": "100"})


def test_without_a_name_each_question_is_listed_on_one_line() -> None:
    listed = run()
    assert listed.exit_code == 0
    lines = listed.output.splitlines()
    assert [line.split()[0] for line in lines[:20]] == list(load_questions())
    assert lines[21] == "graphbuild ask QUESTION --help tells what each can be given."


@pytest.mark.parametrize("name", load_questions())
def test_help_of_each_question_tells_its_parameters_with_an_example(name: str) -> None:
    told = run(name, "--help")
    assert told.exit_code == 0
    question = load_questions()[name]
    assert [one.name for one in question.parameters if f"--{one.name.replace('_', '-')} " not in told.output] == []
    assert f"graphbuild ask {name}" in told.output.partition("Example:")[2]


def test_table_fits_and_evidence_stands_beneath_the_row(graph: Path) -> None:
    told = run("who-decided-what", "--topic", "fast bevilling", "--evidence", graph=graph)
    assert told.exit_code == 0
    assert max(map(len, told.output.splitlines())) <= 100
    head, rule, row, *_ = told.output.splitlines()
    assert head.split() == ["date", "municipality", "body", "item", "title", "outcome"]
    assert set(rule) == {"-", " "}
    assert row.startswith("2024-05-14  Fjordlev Kommune")
    assert "    »Fast bevilling til natvarmestuen« — fjordlev-ssu-2024-05-14.pdf, page 1 (50% sure)" in told.output
    assert told.output.endswith("1 row\n")


def test_json_is_a_list_of_objects_keyed_by_the_columns(graph: Path) -> None:
    told = run("case-timeline", "--case", "27.42.00-G01-3-23", "--format", "json", graph=graph)
    rows = json.loads(told.output)
    expected = [
        *("date", "step", "body", "item", "title", "outcome", "text", "confidence", "passage"),
        *("document", "place", "start", "end", "quote"),
    ]
    assert [list(row) for row in rows] == [expected] * len(rows)
    assert rows[0]["date"] == "2023-02-09"
    lines = run("case-timeline", "--case", "27.42.00-G01-3-23", "--format", "jsonl", graph=graph).output
    assert [json.loads(line) for line in lines.splitlines()] == rows


def test_both_engines_print_the_same(graph: Path) -> None:
    told = {
        run("commitments", "--engine", engine, "--format", "csv", graph=graph).output for engine in ("cypher", "sparql")
    }
    assert len(told) == 1
    rows = list(csv.DictReader(io.StringIO(told.pop())))
    assert len(rows) == 68


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("who-decided",), "Did you mean who-decided-what"),
        (("person-profile",), "--person"),
        (("person-profile", "--person", "Østerlund"), "fits 2 of them"),
        (("attendance", "--since", "soon"), "must be a day such as 2024-03-14"),
        (("attendance", "--colour", "red"), "No such option"),
    ],
)
def test_errors_say_what_to_do_next(graph: Path, words: tuple[str, ...], message: str) -> None:
    told = run(*words, graph=graph) if len(words) > 1 or words[0] == "person-profile" else run(*words)
    assert told.exit_code == 2
    assert message in told.output


def test_no_graph_is_one_sentence(tmp_path: Path) -> None:
    told = run("attendance", graph=tmp_path / "none")
    assert told.exit_code == 2
    assert "there is no graph here" in told.output
    assert "graphbuild build" in told.output


def test_markdown_keeps_cells_and_harmless_text() -> None:
    told = format_rows(("a", "b"), [("x|y", "<b>*z*\nw</b>")], RowFormat.MARKDOWN)
    assert told == "| a | b |\n| --- | --- |\n| x\\|y | \\<b\\>\\*z\\* w\\</b\\> |\n"


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-x", "@sum", "\t=1"])
def test_csv_cells_cannot_be_formulas(cell: str) -> None:
    told = format_rows(("a",), [(cell,)], RowFormat.CSV)
    assert next(csv.reader(io.StringIO(told.splitlines()[1]))) == [f"'{cell}"]


def test_the_graph_is_left_as_it_was(graph: Path) -> None:
    before = sorted(path.relative_to(graph) for path in graph.rglob("*"))
    run("brokers", graph=graph)
    with GraphStore.open(graph) as store:
        assert store.manifest["documents"] == 23
    assert sorted(path.relative_to(graph) for path in graph.rglob("*")) == before
