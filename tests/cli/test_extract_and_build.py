"""The commands ``extract`` and ``build``: what they print where, and their exit codes."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from graphbuild.build import Phase, Progress
from graphbuild.cli.build import progress_line
from graphbuild.graph.store import GraphStore

Run = Callable[..., Result]


def rows_of(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_extract_prints_one_object_a_document_in_the_order_of_names(
    run: Run, examples: Path, texts: list[Path]
) -> None:
    table = examples / "municipalities.csv"
    result = run("extract", *reversed(texts[:4]), "--municipalities", table, "--workers", 2)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = rows_of(result.stdout)
    assert [row["document"] for row in rows] == [path.name for path in texts[:4]]
    assert all(row["items"] and row["evidence"] for row in rows)


def test_extract_quotes_the_words_at_their_place(run: Run, texts: list[Path]) -> None:
    (row,) = rows_of(run("extract", texts[0]).stdout)
    evidence = row["evidence"]
    assert isinstance(evidence, dict)
    date = evidence["/meeting/date"]
    assert set(date) == {"start", "end", "quote", "rule", "confidence"}
    assert date["end"] - date["start"] == len(date["quote"])


def test_extract_reads_standard_input(run: Run, texts: list[Path]) -> None:
    text = next(path for path in texts if path.suffix == ".txt")
    (row,) = rows_of(run("extract", "-", stdin=text.read_bytes()).stdout)
    (same,) = rows_of(run("extract", text).stdout)
    assert row["document"] == "-"
    assert {**row, "document": text.name} == same


def test_extract_names_what_it_cannot_read_and_goes_on(run: Run, texts: list[Path], tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = run("extract", empty, texts[0], "-o", "out.jsonl")
    assert result.exit_code == 1
    assert result.stderr == "empty.txt: the file is empty (empty)\n"
    assert [row["document"] for row in rows_of((tmp_path / "out.jsonl").read_text(encoding="utf-8"))] == [texts[0].name]


def test_build_reports_and_names_failures(run: Run, texts: list[Path], tmp_path: Path, examples: Path) -> None:
    (tmp_path / "empty.txt").touch()
    paths = [texts[0], "empty.txt", "--municipalities", examples / "municipalities.csv"]
    result = run("build", *paths)
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[0] == "The graph in graph holds 1 document:"
    assert lines[-2:] == ["1 file could not be used:", "  empty.txt: the file is empty (empty)"]

    quiet = run("build", *paths, "--quiet")
    assert (quiet.exit_code, quiet.stdout) == (1, "")
    assert quiet.stderr == "  empty.txt: the file is empty (empty)\n"

    as_json = run("build", *paths, "--json")
    assert (as_json.exit_code, as_json.stderr) == (1, "")
    report = json.loads(as_json.stdout)
    assert (report["documents"], report["meetings"], report["unchanged"]) == (1, 1, 2)
    assert [one["kind"] for one in report["failures"]] == ["empty"]


def test_build_of_sound_files_ends_with_zero(run: Run, texts: list[Path]) -> None:
    assert run("build", texts[0], "--graph", "elsewhere").exit_code == 0
    assert Path("elsewhere/CURRENT").is_file()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["build", "nowhere"], "Path 'nowhere' does not exist"),
        (["build", "."], "there are no files of minutes in .; the graph is as it was"),
        (["build"], "Missing argument 'PATH...'"),
        (["extract", "x.txt", "--municipalities", "bad.csv"], "bad.csv, line 2: a municipality needs a code"),
        (["build", "x.txt", "--municipalities", "bad.csv"], "bad.csv, line 2: a municipality needs a code"),
        (["build", "x.txt", "--base", "not an IRI"], "not an IRI"),
        (["build", "x.txt", "--graph", "x.txt"], "x.txt"),
        (["build", "x.txt", "--workers", "0"], "--workers"),
    ],
)
def test_what_cannot_run_is_told_in_one_sentence_with_exit_code_two(
    run: Run, texts: list[Path], tmp_path: Path, words: list[str], message: str
) -> None:
    if "x.txt" in words:
        shutil.copy(texts[0], tmp_path / "x.txt")
        (tmp_path / "bad.csv").write_text("code,name,official_name\nabc,Sund,Sund Kommune\n", encoding="utf-8")
    result = run(*words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to another process")
def test_ctrl_c_keeps_what_was_read_and_the_next_run_goes_on(tmp_path: Path, texts: list[Path], examples: Path) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    text = next(path for path in texts if path.suffix == ".txt").read_bytes()
    total = 240
    for number in range(total):
        (folder / f"{number:04}.txt").write_bytes(text + b"\n" * (number + 1))
    command = [sys.executable, "-c", "from graphbuild.cli import main; main()", "build", str(folder)]
    command += ["--municipalities", str(examples / "municipalities.csv")]
    process = subprocess.Popen([*command, "--workers", "2"], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while kept(tmp_path / "graph") == 0 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told.splitlines()[-1]) == (130, "Interrupted.")
    assert "the same command goes on from here" in told
    assert not (tmp_path / "graph" / "CURRENT").exists()
    done = kept(tmp_path / "graph")
    assert 0 < done < total
    again = subprocess.run([*command, "--json"], cwd=tmp_path, capture_output=True, text=True, check=True)
    report = json.loads(again.stdout)
    assert (report["documents"], report["unchanged"], report["read"]) == (total, done, total - done)
    with GraphStore.open(tmp_path / "graph") as graph:
        assert len(graph.sources()) == total


def kept(graph: Path) -> int:
    """Return how many readings are safe on disk; the file is locked while a build runs, so a copy is asked."""
    if not (graph / "readings.sqlite").exists():
        return 0
    copy = graph.parent / "copy.sqlite"
    shutil.copy(graph / "readings.sqlite", copy)
    try:
        with sqlite3.connect(copy) as database:
            count: int = database.execute("SELECT count(*) FROM readings").fetchone()[0]
            return count
    except sqlite3.DatabaseError:
        return 0  # caught in the middle of a write
    finally:
        copy.unlink()


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (
            Progress(Phase.READING, 120, 8000, 20, 1, 10.0),
            "reading 120 of 8,000 files, 20 unchanged, 10.0 a second, 13 min left, 1 failed",
        ),
        (Progress(Phase.READING, 20, 8000, 20, 0, 0.1), "reading 20 of 8,000 files, 20 unchanged"),
        (Progress(Phase.WRITING, 40, 40, 0, 0, 4.0), "writing 40 of 40 files, 10.0 a second"),
        (Progress(Phase.WRITING, 39, 40, 0, 0, 4.0), "writing 39 of 40 files, 9.8 a second, 0.1 s left"),
        (Progress(Phase.READING, 10, 500_000, 0, 0, 1.0), "reading 10 of 500,000 files, 10.0 a second, 13.9 h left"),
    ],
)
def test_progress_in_words(progress: Progress, expected: str) -> None:
    assert progress_line(progress) == expected
