"""``graphbuild forget``: nothing of the person is left, the others stay, and no build brings the person back."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphbuild.build import build_graph
from graphbuild.cli import main
from graphbuild.forgetting import plan
from graphbuild.forgotten import MASK
from graphbuild.graph.store import GraphStore
from graphbuild.questions.files import ParameterType
from graphbuild.questions.names import named_things

EXAMPLES = Path(__file__).parent.parent / "examples"
TOWNS = EXAMPLES / "municipalities.csv"
FILES = sorted(
    path
    for path in (EXAMPLES / "minutes").iterdir()
    if path.name.startswith(("fjordlev-udsatteraad", "fjordlev-ssu", "noerholt-handicapraad"))
)

LEDGER = """# notes stay
different | person | 991 | Susanne Ebdrup | Susanne Holm | ane | 2024-10-01 |
different | person | 992 | Susanne Ebdrup | Susanne Holm | ane | 2024-10-01 | another municipality
different | person | 991 | Maria Lykkegaard Friis | Ali Demirkan | ane | 2024-10-01 |
"""

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forget")
    assert build_graph(FILES, folder / "graph", municipalities=TOWNS).failures == ()
    return folder


@pytest.fixture
def graph(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "here")
    return tmp_path / "here" / "graph"


@pytest.fixture
def run(graph: Path) -> Run:
    def run_command(*words: object) -> Result:
        return CliRunner().invoke(main, [*map(str, words), "--graph", str(graph)], prog_name="graphbuild")

    return run_command


def nquads(graph: Path) -> list[str]:
    with GraphStore.open(graph) as store:
        out = io.BytesIO()
        store.write_nquads(out)
    return out.getvalue().decode().splitlines()


def stored(folder: Path) -> dict[str, str]:
    """Return all that lies in a folder by file: raw bytes, and what is packed in the databases unpacked."""
    found: dict[str, str] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        found[path.name] = (
            found.get(path.name, "") + data.decode("utf-8", "replace") + data.decode("utf-16-le", "ignore")
        )
        if path.suffix == ".sqlite":
            with sqlite3.connect(path) as database:
                for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                    for row in database.execute(f"SELECT * FROM {table}"):
                        found[path.name] += " ".join(unpacked(cell) for cell in row)
    return found


def unpacked(cell: object) -> str:
    if not isinstance(cell, bytes):
        return str(cell)
    text = zlib.decompress(cell).decode("utf-8", "surrogatepass")
    return json.dumps(json.loads(text), ensure_ascii=False) if text[:1] in "{[" else text


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).casefold().replace("-", " ").split())


def holds(folder: Path, *names: str) -> dict[str, list[str]]:
    """Return the files that hold a name, however it is spaced and capitalised."""
    contents = {name: plain(text) for name, text in stored(folder).items()}
    return {name: found for name, text in contents.items() if (found := [one for one in names if plain(one) in text])}


SPELLINGS = ("Susanne Ebdrup", "Susanna Ebdrup", "susanne-ebdrup")


def test_the_search_of_these_tests_finds_what_is_there(graph: Path) -> None:
    assert {"sources.sqlite", "readings.sqlite"} <= holds(graph, *SPELLINGS).keys()


def test_nothing_of_the_person_is_left_and_the_others_stay(graph: Path, run: Run, tmp_path: Path) -> None:
    before = nquads(graph)
    with GraphStore.open(graph) as store:
        texts = {document.name: document.text for document, _ in store.records()}
    (graph.parent / "judgements.txt").write_text(LEDGER, encoding="utf-8")
    result = run("forget", "Susanne Ebdrup", "--municipality", "991", "--yes")
    assert result.exit_code == 0, result.output
    assert holds(graph, *SPELLINGS) == {}
    assert holds(graph.parent, "Susanne Ebdrup") == {"judgements.txt": ["Susanne Ebdrup"]}  # of another municipality
    assert (graph.parent / "judgements.txt").read_text(encoding="utf-8").splitlines() == [
        line for line in LEDGER.splitlines() if " 991 | Susanne" not in line
    ]
    # what says nothing of the person stays as it was; a party goes where nobody else is said to be of it
    own = {line.split()[0] for line in before if "susanne-ebdrup" in line or "Ebdrup" in line}
    after = set(nquads(graph))
    lost = [line for line in before if line not in after and line.split()[0] not in own]
    assert {line.split()[0].rpartition("/id/")[2] for line in lost} == {"party/991/oe>"}
    changed = [line for line in after if line not in set(before)]
    assert all(MASK in line for line in changed), "nothing is said that was not said before, but for the masks"
    assert 0 < len(changed) < 10
    with GraphStore.open(graph) as store:
        for document, _ in store.records():
            text = texts[document.name]
            assert len(document.text) == len(text)
            assert all(now in (was, MASK) for was, now in zip(text, document.text, strict=True))
            assert "Ebdrup" not in document.text
            assert (MASK in document.text) == ("Ebdrup" in text)
            assert document.text.count("Maria Lykkegaard Friis") == text.count("Maria Lykkegaard Friis")


def test_no_export_holds_the_person(graph: Path, run: Run, tmp_path: Path) -> None:
    assert run("forget", "Susanne Ebdrup", "--yes").exit_code == 0
    (tmp_path / "out").mkdir()
    for format_, target in (("n-quads", "out.nq"), ("graphml", "out.graphml"), ("neo4j-csv", "bulk")):
        result = run("export", format_, "-o", tmp_path / "out" / target)
        assert result.exit_code == 0, result.output
    assert holds(tmp_path / "out", "Maria Lykkegaard Friis").keys() >= {"out.nq", "out.graphml"}
    assert holds(tmp_path / "out", *SPELLINGS) == {}


def test_a_build_from_the_same_files_does_not_bring_the_person_back(graph: Path, run: Run) -> None:
    assert run("forget", "Susanne Ebdrup", "--yes").exit_code == 0
    forgotten = nquads(graph)
    report = build_graph(FILES, graph, municipalities=TOWNS)
    assert (report.read, report.unchanged) == (0, len(FILES))  # what was kept is masked, and still counts
    assert holds(graph, *SPELLINGS) == {}
    assert nquads(graph) == forgotten
    shutil.rmtree(graph)
    assert build_graph(FILES, graph, municipalities=TOWNS).read == len(FILES)
    assert holds(graph, *SPELLINGS) == {}
    assert nquads(graph) == forgotten
    (graph.parent / "forgotten.txt").unlink()
    build_graph(FILES, graph, municipalities=TOWNS)
    assert holds(graph, *SPELLINGS)  # so it was the list that kept them out


def test_the_list_tells_no_name(graph: Path, run: Run) -> None:
    assert run("forget", "Susanne Ebdrup", "--yes").exit_code == 0
    text = (graph.parent / "forgotten.txt").read_text(encoding="utf-8")
    assert text.startswith("# People who are forgotten")
    assert "ebdrup" not in text.casefold()
    assert "susan" not in text.casefold()


def test_forgetting_twice_is_told_kindly(graph: Path, run: Run) -> None:
    assert run("forget", "Susanne Ebdrup", "--yes").exit_code == 0
    before = nquads(graph)
    again = run("forget", "susanne ebdrup", "--yes")
    assert again.exit_code == 0, again.output
    assert "is forgotten already" in again.output
    assert nquads(graph) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["Nobody Atall", "--yes"], "There is no person called »Nobody Atall«"),
        (["Hanne Østerlund", "--yes"], "fits 2 of them"),
        (["Peter Lindskov", "--yes"], "fits 2 of them"),
        (["Ebdrup", "--yes"], "With --yes give the whole name."),
        (["Susanne Ebdrup"], "Add --yes"),
        (["Susanne Ebdrup", "--municipality", "992", "--yes"], "There is no person called"),
        (["Susanne Ebdrup", "--municipality", "123", "--yes"], "no minutes of a municipality with the code 123"),
    ],
)
def test_what_cannot_be_done_says_what_to_do_and_changes_nothing(
    graph: Path, run: Run, words: list[str], told: str
) -> None:
    before = (graph / "CURRENT").read_text(encoding="utf-8")
    result = run("forget", *words)
    assert result.exit_code == 2
    assert told in result.output
    assert (graph / "CURRENT").read_text(encoding="utf-8") == before
    assert not (graph.parent / "forgotten.txt").exists()


def test_of_two_municipalities_the_person_of_the_other_stays(graph: Path, run: Run) -> None:
    assert run("forget", "Hanne Østerlund", "--municipality", "991", "--yes").exit_code == 0
    lines = "\n".join(nquads(graph))
    assert "person/992/hanne-oesterlund" in lines
    assert "person/991/hanne-oesterlund" not in lines


def test_a_namesake_of_the_same_municipality_stays_where_they_stand_alone(graph: Path, run: Run) -> None:
    with GraphStore.open(graph) as store:
        both = [one for one in named_things(store, ParameterType.PERSON) if one.names[0] == "Peter Lindskov"]
        plans = [plan(store, one, graph.parent / "judgements.txt").standing for one in both]
    official, councillor = sorted(plans, key=lambda one: "ssu-2024" in "".join(one.documents))
    result = run("forget", official.iri, "--yes", "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["namesakes"] == 1
    alone = set(councillor.documents) - set(official.documents)
    assert alone
    with GraphStore.open(graph) as store:
        texts = {document.name: document.text for document, _ in store.records()}
        left = [one.names[0] for one in named_things(store, ParameterType.PERSON)]
    assert {name for name, text in texts.items() if "Peter Lindskov" in text} == alone
    assert left.count("Peter Lindskov") == 1
    again = run("forget", "Peter Lindskov", "--yes")  # the same words once more must not reach the other one
    assert again.exit_code == 2
    assert "this is another person" in again.output


def test_somebody_known_by_a_first_name_alone(tmp_path: Path) -> None:
    files = [EXAMPLES / "minutes" / "aabykoebing-skolebestyrelse-2024-01-16.txt"]
    build_graph(files, tmp_path / "graph", municipalities=TOWNS)
    with GraphStore.open(tmp_path / "graph") as store:
        before = {one.names[0] for one in named_things(store, ParameterType.PERSON)}
    words = ["forget", "Alma", "--municipality", "993", "--yes", "--graph", str(tmp_path / "graph")]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert "is forgotten already" in CliRunner().invoke(main, words).output
    shutil.rmtree(tmp_path / "graph")
    build_graph(files, tmp_path / "graph", municipalities=TOWNS)
    with GraphStore.open(tmp_path / "graph") as store:
        assert {one.names[0] for one in named_things(store, ParameterType.PERSON)} == before - {"Alma"}


def test_questions_as_of_a_day_still_run(run: Run) -> None:
    assert run("forget", "Susanne Ebdrup", "--yes").exit_code == 0
    result = run("ask", "commitments", "--as-of", "2024-06-01")
    assert result.exit_code == 0, result.output
    assert "Ebdrup" not in result.output


def test_the_report_tells_where_the_person_stood(run: Run) -> None:
    result = run("forget", "Susanne Ebdrup", "--yes", "--json")
    assert result.exit_code == 0, result.output
    report = json.loads(result.output)
    assert report["name"] == "Susanne Ebdrup"
    assert report["spellings"] == ["Susanna Ebdrup", "Susanne Ebdrup"]
    assert [name for name in report["documents"] if "noerholt" in name] == []
    assert len(report["documents"]) == 6
    assert len(report["meetings"]) == 6
    assert any(role.startswith("member, ") for role in report["roles"])
    assert report["facts"] >= report["passages"] > 6
