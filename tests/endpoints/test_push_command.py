"""``graphbuild push`` and ``graphbuild export neo4j-csv`` as typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphbuild.cli import main
from tests.endpoints.conftest import Graph, reading
from tests.servers.running import Server, free_port


def run(*words: object, **environment: str) -> Result:
    clean = dict.fromkeys(
        (
            *("GRAPHBUILD_ENDPOINT_USER", "GRAPHBUILD_ENDPOINT_PASSWORD", "GRAPHBUILD_ENDPOINT_TOKEN"),
            *("NEO4J_USERNAME", "NEO4J_PASSWORD"),
        )
    )
    return CliRunner().invoke(main, ["push", *map(str, words)], prog_name="graphbuild", env={**clean, **environment})


def test_push_sparql_tells_what_it_would_do_does_it_and_has_nothing_left_to_do(
    virtuoso: Server, graph_of: Graph
) -> None:
    store = graph_of(reading(1), reading(2))
    words = ("sparql", virtuoso.url, "--graph", store.folder, "--name", "command")
    environment = {"GRAPHBUILD_ENDPOINT_USER": "dba", "GRAPHBUILD_ENDPOINT_PASSWORD": "dba"}
    dry = run(*words, "--dry-run", **environment)
    assert dry.exit_code == 0
    assert dry.stdout == "".join(f"add {one}\n" for one in sorted(source.iri for source in store.sources()))
    assert "2 documents would be added, 0 replaced, 0 removed, 0 unchanged" in dry.stderr
    done = run(*words, **environment)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "2 documents added, 0 replaced, 0 removed, 0 unchanged" in done.stderr
    again = run(*words, **environment)
    assert again.stderr == "0 documents added, 0 replaced, 0 removed, 2 unchanged (0 triples sent)\n"
    refused = run(*words, "--everything", "--tries", "1")
    assert refused.exit_code == 2
    assert "Set GRAPHBUILD_ENDPOINT_USER" in refused.stderr


def test_push_neo4j_prints_its_statements_runs_them_and_has_nothing_left_to_do(
    neo4j_server: Server, graph_of: Graph
) -> None:
    import neo4j

    with neo4j.GraphDatabase.driver(neo4j_server.url, auth=("neo4j", neo4j_server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    store = graph_of(reading(1))
    words = ("neo4j", neo4j_server.url, "--graph", store.folder, "--database", "neo4j")
    environment = {"NEO4J_PASSWORD": neo4j_server.password}
    dry = run(*words, "--dry-run", **environment)
    assert dry.exit_code == 0, dry.output
    lines = dry.stdout.splitlines()
    assert lines[0].startswith("CREATE CONSTRAINT graphbuild_state IF NOT EXISTS")
    assert "UNWIND $rows AS row MERGE (n:`Decision` {`id`: row.id}) SET n = row.properties;  // $rows: 1" in lines
    done = run(*words, **environment)
    assert (done.exit_code, done.stdout) == (0, "")
    again = run(*words, **environment)
    assert again.stderr.startswith(
        "nodes: 0 added, 0 changed, 0 removed; relationships: 0 added, 0 changed, 0 removed;"
    )
    wrong = run(*words, NEO4J_USERNAME="neo4j", NEO4J_PASSWORD="forkert-kode")
    assert wrong.exit_code == 2
    assert wrong.stderr.splitlines()[1] == "Set NEO4J_USERNAME and NEO4J_PASSWORD."


@pytest.mark.parametrize("kind", ["sparql", "neo4j"])
def test_an_address_that_cannot_be_and_a_server_that_is_not_there_are_one_sentence_and_advice(
    kind: str, graph_of: Graph
) -> None:
    store = graph_of(reading(1))
    scheme = {"sparql": "http", "neo4j": "bolt"}[kind]
    more = ("--tries", "1") if kind == "sparql" else ()
    cases = [f"{scheme}://127.0.0.1:{free_port()}", f"{scheme}://anna:kode@127.0.0.1", "her"]
    for url in cases:
        failed = run(kind, url, "--graph", store.folder, "--timeout", "1", *more)
        assert failed.exit_code == 2
        error, advice = failed.stderr.splitlines()
        assert error.startswith("Error: ")
        assert advice
        assert "kode" not in failed.stderr


def test_credentials_that_would_cross_a_network_unencrypted_are_warned_of(oxigraph: Server, graph_of: Graph) -> None:
    words = ("sparql", oxigraph.url, "--graph", graph_of(reading(1)).folder, "--name", "warned", "--dry-run")
    far = ("--update-url", "http://data.example.dk/update")
    warned = run(*words, *far, GRAPHBUILD_ENDPOINT_TOKEN="hemmelig")
    assert warned.exit_code == 0
    assert warned.stderr.startswith("Warning: credentials go to http://data.example.dk/update unencrypted.\n")
    assert "hemmelig" not in warned.stderr
    for quiet in (run(*words, *far), run(*words, GRAPHBUILD_ENDPOINT_TOKEN="hemmelig")):
        assert (quiet.exit_code, "Warning" in quiet.stderr) == (0, False)


def test_export_neo4j_csv_prints_the_command_that_loads_the_files(tmp_path: Path, graph_of: Graph) -> None:
    store, folder = graph_of(reading(1)), tmp_path / "files"
    words = ["export", "neo4j-csv", "--graph", str(store.folder)]
    done = CliRunner().invoke(main, [*words, "-o", str(folder)])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("neo4j-admin database import full neo4j \\\n  --nodes=GraphbuildGraph=")
    assert done.stdout.strip() in (folder / "README.txt").read_text("utf-8")
    for path in folder.glob("*-header.csv"):
        assert (folder / path.name.replace("-header", "")).is_file()
    nowhere = CliRunner().invoke(main, words)
    assert (nowhere.exit_code, nowhere.stderr.splitlines()[1]) == (2, "Say where with -o DIR.")
