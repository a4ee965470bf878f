"""``graphbuild review``: questions with both passages, a key judges, undo takes back, a wrong ledger is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphbuild.cli.review import review
from graphbuild.engines.publishing import write_graph
from graphbuild.model import Attendance, Document, MeetingMention, PersonMention, Record, Said, Span


def reading(number: int, name: str, day: str) -> tuple[Document, Record]:
    text = f"Byrådet, {day}. Til stede: {name} (A)."
    at = text.index(name)
    sha = f"{number:064}"
    where = Span(at, at + len(name))
    person = PersonMention(
        Said(name, where, "t"),
        attendance=Said(Attendance.PRESENT, where, "t"),
        roles=(Said("member", where, "t"),),
        party=Said("A", where, "t"),
    )
    head = MeetingMention((Said("Byrådet", None, "t"),), Said(day, None, "t"))
    record = Record(f"{number}.txt", sha, None, Said("981", None, "t"), head, (person,))
    return Document(f"{number}.txt", sha, "text/plain", text), record


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    write_graph(tmp_path / "graph", [reading(1, "Lene Holm", "2024-01-10"), reading(2, "Lone Holm", "2024-02-10")])
    return tmp_path / "graph"


def run(graph: Path, ledger: Path, keys: str = "", *options: str) -> Result:
    return CliRunner().invoke(review, ["--graph", str(graph), "--ledger", str(ledger), *options], input=keys)


def test_a_question_shows_both_passages_and_a_key_judges(graph: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "judgements.txt"
    result = run(graph, ledger, "d", "--who", "ane")
    assert result.exit_code == 0, result.output
    assert "1.txt: …Byrådet, 2024-01-10. Til stede: [Lene Holm] (A).…" in result.output
    assert "2.txt: …Byrådet, 2024-02-10. Til stede: [Lone Holm] (A).…" in result.output
    line = ledger.read_text(encoding="utf-8").splitlines()[-1]
    assert line.startswith("different | person | 981 | Lene Holm | Lone Holm | ane | ")
    assert "Nothing is unsure." in run(graph, ledger).output  # judged once, asked no more


def test_undo_takes_the_last_one_back(graph: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "judgements.txt"
    run(graph, ledger, "szq")
    lines = ledger.read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("#") for line in lines)


def test_nothing_is_written_where_nothing_is_judged(graph: Path, tmp_path: Path) -> None:
    run(graph, tmp_path / "judgements.txt", "nq")
    assert not (tmp_path / "judgements.txt").exists()


def test_the_list(graph: Path, tmp_path: Path) -> None:
    result = run(graph, tmp_path / "judgements.txt", "", "--list")
    assert result.output.startswith("person\t981\tLene Holm\tLone Holm\t")


def test_a_wrong_ledger_is_named_and_ends_with_one(graph: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "judgements.txt"
    ledger.write_text("same | person | 981 | Lene Holm | Nobody\nrubbish\n", encoding="utf-8")
    result = run(graph, ledger, "q")
    assert result.exit_code == 1
    assert "judgements.txt:2: 1 fields instead of 5 to 8, parted by |" in result.stderr
    assert "judgements.txt:1: »Nobody« is not in these minutes" in result.stderr
