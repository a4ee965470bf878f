"""Tables: the rows of the property graph, a dictionary that names every column, folders whole or not at all."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graphbuild.engines.networkx import to_networkx
from graphbuild.errors import UsageError
from graphbuild.exports.part import stored_rows
from graphbuild.exports.selection import choose
from graphbuild.exports.tables import write_csv_tables, write_parquet_tables
from graphbuild.graph.projection import Projection
from graphbuild.graph.schema import shipped_schema
from graphbuild.graph.store import GraphStore

SCHEMA = shipped_schema()


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_holds_every_node_and_relationship_once(store: GraphStore, tmp_path: Path) -> None:
    with stored_rows(store) as rows:
        write_csv_tables(rows, SCHEMA, tmp_path / "tables")
    graph = to_networkx(Projection(store.rdf, SCHEMA))
    nodes = {row["id"]: row for path in (tmp_path / "tables/nodes").glob("*.csv") for row in read(path)}
    assert nodes.keys() == set(graph.nodes)
    found = sorted(
        (path.stem, row["start"], row["stop"], row["id"])
        for path in (tmp_path / "tables/relationships").glob("*.csv")
        for row in read(path)
    )
    assert found == sorted((told["type"], start, stop, told["id"]) for start, stop, told in graph.edges(data=True))
    assert len(found) > 100
    for path in (tmp_path / "tables/relationships").glob("*.csv"):
        for row in read(path):
            assert graph.nodes[row["start"]]["label"] == row["start_label"]
            assert graph.nodes[row["stop"]]["label"] == row["stop_label"]


def test_the_dictionary_names_every_column_in_both_languages(store: GraphStore, tmp_path: Path) -> None:
    with stored_rows(store) as rows:
        write_csv_tables(rows, SCHEMA, tmp_path / "tables")
    told = {(row["table"], row["column"]): row for row in read(tmp_path / "tables/dictionary.csv")}
    columns = {
        (f"{path.parent.name}/{path.name}", column)
        for path in (tmp_path / "tables").glob("*/*.csv")
        for column in path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    }
    assert len(columns) > 100
    assert {key for key in told if key[1]} == columns
    assert [key for key, row in told.items() if not (row["da"] and row["en"])] == []


def test_parquet_holds_the_rows_of_the_csv_typed(store: GraphStore, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow reads the Parquet back; it is not installed")
    with stored_rows(store) as rows:
        write_csv_tables(rows, SCHEMA, tmp_path / "csv")
        write_parquet_tables(rows, SCHEMA, tmp_path / "parquet")
    compared = 0
    for path in sorted((tmp_path / "csv").glob("*/*.csv")):
        expected = read(path)
        twin = tmp_path / "parquet" / path.parent.name / f"{path.stem}.parquet"
        assert twin.exists() == bool(expected)
        if expected:
            found = parquet.read_table(twin).to_pylist()
            assert list(found[0]) == list(expected[0])
            key = "id"
            assert sorted(row[key] for row in found) == sorted(row[key] for row in expected)
            compared += len(found)
    assert compared > 200
    meetings = parquet.read_table(tmp_path / "parquet/nodes/Meeting.parquet").schema
    assert (str(meetings.field("date_day").type), str(meetings.field("confidence").type)) == ("int64", "double")


def test_a_part_holds_what_its_documents_say_alone(store: GraphStore, tmp_path: Path) -> None:
    name = store.sources()[0].name
    with stored_rows(store, choose(store, [name])) as rows:
        write_csv_tables(rows, SCHEMA, tmp_path / "tables")
    assert [row["name"] for row in read(tmp_path / "tables/nodes/Document.csv")] == [name]
    assert len(read(tmp_path / "tables/nodes/Meeting.csv")) == 1


def test_an_earlier_export_is_replaced_and_nothing_else(store: GraphStore, tmp_path: Path) -> None:
    with stored_rows(store) as rows:
        for _ in range(2):
            write_csv_tables(rows, SCHEMA, tmp_path / "tables")
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "thesis.txt").write_text("x", encoding="utf-8")
        with pytest.raises(UsageError, match="there is something else here"):
            write_csv_tables(rows, SCHEMA, tmp_path / "mine")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "tables"]
    assert (tmp_path / "mine" / "thesis.txt").exists()
