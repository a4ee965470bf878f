"""The pipeline from files to graph: what changed is read again, bad files cost themselves alone, bytes repeat."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graphbuild.build import Phase, Progress, Report, build_graph
from graphbuild.errors import GraphError, UsageError
from graphbuild.graph.store import GraphStore
from graphbuild.graph.vocabulary import RDF_TYPE, gb
from graphbuild.reading import Failure

EXAMPLES = Path(__file__).parent.parent / "examples"
MUNICIPALITIES = EXAMPLES / "municipalities.csv"
MINUTES = sorted(path for path in (EXAMPLES / "minutes").iterdir() if path.suffix in {".pdf", ".docx", ".html", ".txt"})
TEXTS = [path for path in MINUTES if path.suffix in {".txt", ".html"}]


def nquads(graph: Path) -> bytes:
    out = io.BytesIO()
    with GraphStore.open(graph) as store:
        store.write_nquads(out)
    return out.getvalue()


def build(graph: Path, *paths: Path, workers: int = 1, show: Callable[[Progress], None] = lambda _: None) -> Report:
    return build_graph(paths, graph, municipalities=MUNICIPALITIES, workers=workers, show=show)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of its own with some of the example minutes."""
    made = tmp_path / "minutes"
    made.mkdir()
    for path in TEXTS[:6]:
        shutil.copy(path, made)
    return made


def test_the_same_files_give_the_same_bytes_in_any_order_with_any_number_of_workers(tmp_path: Path) -> None:
    first = build(tmp_path / "one", EXAMPLES / "minutes", workers=1)
    build(tmp_path / "two", *reversed(MINUTES), workers=3)
    expected = nquads(tmp_path / "one")
    assert expected.count(b"\n") > 100 * len(MINUTES) / 2
    assert nquads(tmp_path / "two") == expected
    assert first.failures == ()
    assert first.documents == len(MINUTES)
    # the draft and the final minutes of one meeting are two documents
    assert first.meetings == len(MINUTES) - 1


def test_only_what_changed_is_read_again_and_what_is_gone_is_gone(tmp_path: Path, folder: Path) -> None:
    graph = tmp_path / "graph"
    first = build(graph, folder)
    assert (first.read, first.unchanged, first.removed) == (6, 0, 0)
    generation = (graph / "CURRENT").read_text()

    again = build(graph, folder)
    assert (again.read, again.unchanged, again.removed) == (0, 6, 0)
    assert (graph / "CURRENT").read_text() == generation, "nothing changed, and the graph was written again"

    names = sorted(path.name for path in folder.iterdir())
    (folder / names[0]).unlink()
    (folder / names[1]).rename(folder / f"renamed {names[1]}")
    changed = folder / names[2]
    changed.write_bytes(changed.read_bytes().replace("møde".encode(), "Møde".encode()) + b"\n")
    after = build(graph, folder)
    assert (after.documents, after.read, after.unchanged, after.removed) == (5, 1, 4, 2)
    build(tmp_path / "afresh", folder)
    assert nquads(graph) == nquads(tmp_path / "afresh")


def test_another_table_of_municipalities_reads_all_files_anew(tmp_path: Path, folder: Path) -> None:
    graph = tmp_path / "graph"
    build(graph, folder)
    table = tmp_path / "other.csv"
    table.write_text(MUNICIPALITIES.read_text(encoding="utf-8") + "994,Sundstrup,Sundstrup Kommune\n", encoding="utf-8")
    assert build_graph([folder], graph, municipalities=table, workers=1).read == 6


def test_another_base_writes_the_graph_anew_and_reads_nothing(tmp_path: Path, folder: Path) -> None:
    graph = tmp_path / "graph"
    build(graph, folder)
    report = build_graph([folder], graph, municipalities=MUNICIPALITIES, base="https://minutes.example/", workers=1)
    assert (report.read, report.unchanged) == (0, 6)
    assert b"<https://minutes.example/document/" in nquads(graph)


def test_bad_files_are_named_with_their_reason_and_the_rest_is_built(tmp_path: Path, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "letter.txt").write_text("Kære Anna\n\nTak for sidst. Vi ses.\n\nHilsen Bo\n", encoding="utf-8")
    (folder / "cut short.pdf").write_bytes(next(p for p in MINUTES if p.suffix == ".pdf").read_bytes()[:900])
    (folder / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    outside = tmp_path / "outside.txt"
    shutil.copy(TEXTS[7], outside)
    (folder / "link.txt").symlink_to(outside)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", bytes(60_000_000))
    report = build(tmp_path / "graph", folder)
    assert report.documents == 6
    assert {failure.name: failure.kind for failure in report.failures} == {
        "bomb.zip/bomb.txt": "zip-bomb",
        "cut short.pdf": "truncated",
        "empty.txt": "empty",
        "letter.txt": "not-minutes",
        "link.txt": "outside-folder",
        "picture.pdf": "unknown-format",
    }
    again = build(tmp_path / "graph", folder)
    assert (again.read, again.failures) == (0, report.failures)


def test_equal_files_are_one_document_and_the_report_says_so(tmp_path: Path, folder: Path) -> None:
    original = sorted(folder.glob("*.txt"))[0]
    shutil.copy(original, folder / f"z copy of {original.name}")
    report = build(tmp_path / "graph", folder, workers=2)
    assert report.duplicates == {f"z copy of {original.name}": original.name}
    assert (report.documents, report.read, report.unchanged, report.failures) == (6, 6, 0, ())


def test_minutes_in_an_archive_are_those_in_the_folder(tmp_path: Path, folder: Path) -> None:
    with zipfile.ZipFile(tmp_path / "minutes.zip", "w") as archive:
        for path in folder.iterdir():
            archive.write(path, path.name)
    build(tmp_path / "one", folder)
    build(tmp_path / "two", tmp_path / "minutes.zip")
    assert nquads(tmp_path / "one") == nquads(tmp_path / "two")


@pytest.mark.parametrize("phase", list(Phase))
def test_a_stopped_build_leaves_the_former_graph_and_goes_on_where_it_stopped(
    tmp_path: Path, folder: Path, phase: Phase
) -> None:
    graph = tmp_path / "graph"
    build(graph, folder)
    former = nquads(graph)
    for path in TEXTS[6:10]:
        shutil.copy(path, folder)

    def stop(progress: Progress) -> None:
        if progress.phase is phase and progress.done == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(graph, folder, show=stop)
    assert nquads(graph) == former
    after = build(graph, folder)
    assert after.documents == 10
    # the two that were done before the stop are not read again; once writing has begun, none is
    assert after.read == (2 if phase is Phase.READING else 0)
    build(tmp_path / "afresh", folder)
    assert nquads(graph) == nquads(tmp_path / "afresh")


def test_a_file_that_takes_too_long_is_reported_and_tried_again(tmp_path: Path, folder: Path) -> None:
    graph = tmp_path / "graph"
    report = build_graph([folder], graph, municipalities=MUNICIPALITIES, workers=1, seconds=1e-9)
    assert {failure.kind for failure in report.failures} == {"too-slow"}
    assert (report.documents, len(report.failures)) == (0, 6)
    assert build(graph, folder).documents == 6


def test_a_line_of_the_ledger_decides_who_is_who_and_a_wrong_line_is_told(tmp_path: Path) -> None:
    def people() -> set[str]:
        with GraphStore.open(tmp_path / "graph") as graph:
            found = graph.rdf.quads_for_pattern(None, RDF_TYPE, gb()["Person"], None)
            return {quad.subject.value.partition("/person/")[2] for quad in found}

    ledger = tmp_path / "judgements.txt"
    pair = "person | 991 | Anne Katrine Windfeld | Lis Vangstrup"
    build(tmp_path / "graph", EXAMPLES / "minutes")
    apart = people()
    assert {"991/anne-katrine-windfeld", "991/lis-vangstrup"} <= apart
    ledger.write_text(f"same | {pair} | ane | 2026-01-05 | she took another name\nmaybe | {pair}\n", encoding="utf-8")
    report = build(tmp_path / "graph", EXAMPLES / "minutes")
    assert [problem.line for problem in report.ledger_problems] == [2]
    assert report.read == 0
    assert len(people()) == len(apart) - 1
    ledger.unlink()
    build(tmp_path / "graph", EXAMPLES / "minutes")
    assert people() == apart


def test_paths_without_any_file_leave_the_graph_as_it_was(tmp_path: Path, folder: Path) -> None:
    graph = tmp_path / "graph"
    build(graph, folder)
    former = nquads(graph)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(UsageError, match=r"no files of minutes in .*empty; the graph is as it was"):
        build(graph, empty)
    assert nquads(graph) == former


def test_the_graph_inside_the_folder_is_not_taken_for_minutes(tmp_path: Path, folder: Path) -> None:
    build(folder / "graph", folder)
    again = build(folder / "graph", tmp_path)
    assert (again.documents, again.failures) == (6, ())


def test_a_graph_cannot_be_written_where_a_file_is(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "graph").write_text("a file")
    with pytest.raises(GraphError, match="cannot be written here"):
        build(tmp_path / "graph", folder)


def test_progress_counts_to_the_end_and_tells_rate_and_time_left(tmp_path: Path, folder: Path) -> None:
    told: list[Progress] = []
    build(tmp_path / "graph", folder, show=told.append)
    assert [one.done for one in told if one.phase is Phase.READING] == [1, 2, 3, 4, 5, 6]
    assert [one.done for one in told if one.phase is Phase.WRITING] == [1, 2, 3, 4, 5, 6]
    assert {one.total for one in told} == {6}


@pytest.mark.parametrize(
    ("done", "unchanged", "seconds", "rate", "left"),
    [
        (20, 0, 10.0, 2.0, 40.0),
        (20, 10, 10.0, 1.0, 80.0),  # what needed no reading is no measure of how fast reading goes
        (20, 20, 10.0, 0.0, None),
        (0, 0, 0.0, 0.0, None),
    ],
)
def test_rate_and_time_left(done: int, unchanged: int, seconds: float, rate: float, left: float | None) -> None:
    progress = Progress(Phase.READING, done, 100, unchanged, 0, seconds)
    assert (progress.rate, progress.seconds_left) == (rate, left)


def test_report_as_json_holds_plain_values() -> None:
    failure = Failure("a.pdf", "scanned", "there is no text in it", "Run text recognition.")
    report = Report(1, 1, 2, 3, 4, 5, 60, 700, 1, 0, 0, {"b.txt": "a.txt"}, (failure,), 1.5)
    assert report.as_json() == {
        "documents": 1,
        "meetings": 1,
        "items": 2,
        "people": 3,
        "commitments": 4,
        "remainder": 5,
        "remainder_characters": 60,
        "characters": 700,
        "read": 1,
        "unchanged": 0,
        "removed": 0,
        "duplicates": {"b.txt": "a.txt"},
        "failures": [
            {
                "name": "a.pdf",
                "kind": "scanned",
                "reason": "there is no text in it",
                "advice": "Run text recognition.",
            }
        ],
        "seconds": 1.5,
        "ledger_problems": [],
    }
