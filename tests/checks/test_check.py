"""The command ``check`` on a graph with known faults: what it finds, proves, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.checks.definitions import Level, load_checks
from graphbuild.checks.running import check_graph, misquoted
from graphbuild.cli import main
from graphbuild.engines.publishing import write_graph
from graphbuild.graph.dataset import build_quads
from graphbuild.graph.entities import ByName
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.store import GraphStore
from graphbuild.graph.vocabulary import gb
from graphbuild.model import Remainder, Span
from tests.graph.samples import TEXT, document, record
from tests.questions.graphs import generated

NAMES = Identifiers()
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checks") / "graph"
    rest = Remainder(Span(TEXT.index("Projekt"), TEXT.index("Projekt") + 7), "a line that no rule placed")
    write_graph(folder, [(document(), replace(record(), remainder=(rest,)))])
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, graph: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def check(*words: object) -> Result:
        return CliRunner().invoke(main, ["check", "--graph", str(graph), *map(str, words)], prog_name="graphbuild")

    return check


def test_a_contradiction_is_shown_with_the_words_that_make_it(run: Run) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout.split("\n  What to do")[0] == (
        "WARNING present-and-absent: Present and absent at one meeting (2)\n"
        "  Ib Kjær: absent\n"
        "    aeldreraad-2023-03-07.txt, page 1: »Ib Kjær, Eva Lund«\n"
        "  Ib Kjær: present\n"
        "    aeldreraad-2023-03-07.txt, page 1: »Ib Kjær«"
    )
    assert "1 document: 0 without agenda items, 0 without a date, 0 without a body" in result.stdout
    assert "2 agenda items: 1 (50%) with an outcome, 1 (50%) without; 1 (50%) with the words" in result.stdout
    assert "1 passage not understood" in result.stdout
    assert "\n0 errors, 2 warnings, 1 note; " in result.stdout


def test_an_error_of_the_users_profile_ends_with_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("error present-and-absent\n", encoding="utf-8")
    result = run("--profile", "mine.txt", "--format", "json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["conforms"] is False
    assert told["counts"] == {"error": 2, "warning": 0, "info": 0}
    assert [one["passages"] for one in told["findings"]] == [
        [
            {
                "passage": NAMES.passage(document().sha256, Span(start, start + len(words))),
                "document": "aeldreraad-2023-03-07.txt",
                "place": "page 1",
                "quote": words,
            }
        ]
        for words in ("Ib Kjær, Eva Lund", "Ib Kjær")
        for start in [TEXT.index(words)]
    ]


def test_json_tells_what_passed_what_is_off_and_the_remainder(run: Run) -> None:
    told = json.loads(run("--format", "json").stdout)
    assert told["off"] == ["item-without-outcome"]
    assert {"shapes", "quotes", "dangling-link"} <= set(told["passed"])
    assert [one["value"] for one in told["findings"] if one["check"] == "remainder"] == ["a line that no rule placed"]
    assert told["coverage"]["remainder_characters"] == 7


def test_the_shacl_report_is_one(run: Run) -> None:
    found = rdflib.Graph().parse(data=run("--format", "shacl").stdout, format="turtle")
    report = found.value(predicate=rdflib.RDF.type, object=SH.ValidationReport)
    assert [str(one) for one in found.objects(report, SH.conforms)] == ["false"]
    results = list(found.objects(report, SH.result))
    assert sorted(str(found.value(one, SH.resultSeverity)).rsplit("#")[-1] for one in results) == [
        "Info",
        "Warning",
        "Warning",
    ]
    for one in results:
        assert {message.language for message in found.objects(one, SH.resultMessage)} == {"da", "en"}
        assert (one, SH.focusNode, None) in found
        assert (one, SH.sourceConstraintComponent, SH.SPARQLConstraintComponent) in found
        assert found.value(one, rdflib.URIRef(gb()["statedIn"].value)) is not None


def test_checks_of_ones_own_count_when_the_profile_names_them(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "many-kroner.rq").write_text(
        "# title: A large amount\n# titel: Et stort beløb\n# problem: P\n# solution: S\n\n"
        "SELECT ?entity ?property ?value { ?entity gb:kroner ?value BIND(gb:kroner AS ?property) FILTER(?value > 10) }",
        encoding="utf-8",
    )
    (tmp_path / "mine.txt").write_text("error many-kroner\n", encoding="utf-8")
    result = run("--checks", "mine", "--profile", "mine.txt")
    assert result.exit_code == 1
    assert "ERROR many-kroner: A large amount (1)\n  1500000.0\n    aeldreraad-2023-03-07.txt" in result.stdout
    assert run("--profile", "mine.txt").exit_code == 2
    (tmp_path / "mine" / "many-kroner.rq").write_text(
        "# title: T\n# titel: T\n# problem: P\n# solution: S\n\nSELECT ?entity { ?entity gb:kroner ?value }",
        encoding="utf-8",
    )
    refused = run("--checks", "mine", "--profile", "mine.txt")
    assert refused.exit_code == 2
    assert "The check many-kroner answers entity." in refused.stderr


def test_several_processes_find_what_one_finds(tmp_path: Path) -> None:
    readings = sorted(generated(40), key=lambda reading: reading[0].name)
    undated = [(one, replace(said, meeting=replace(said.meeting, date=None))) for one, said in readings[::7]]
    write_graph(tmp_path, [*undated, *(reading for n, reading in enumerate(readings) if n % 7)])
    checks = load_checks()
    levels = {name: Level.ERROR if name == "shapes" else Level.OFF for name in checks}
    with GraphStore.open(tmp_path) as store:
        alone, together = (check_graph(store, checks, levels, workers=workers) for workers in (1, 2))
    assert alone.findings == together.findings
    assert len([one for one in alone.findings if one.property.endswith("#date")]) >= len(undated)


def test_the_list_names_every_check(run: Run) -> None:
    assert "error    quotes: A passage lies outside" in run("--list").stdout


QUADS = build_quads(record(), document(), ByName(NAMES), NAMES)
IRI = NAMES.document(document().sha256)
ITEM = ox.NamedNode(f"{NAMES.base}meeting/998/aeldreraadet/2023-03-07/item/1")


@pytest.mark.parametrize(
    ("passage", "reason"),
    [
        (f"{IRI}#char=0,99999", f"it lies outside the text of {len(TEXT)} characters"),
        (f"{IRI}#char=5,5", "it is empty"),
        (f"{IRI}#char=7,5", f"it lies outside the text of {len(TEXT)} characters"),
        (f"{IRI}#page=7", "its address is none of a passage"),
        ("urn:other#char=0,4", "it is in another document"),
    ],
)
def test_a_passage_that_quotes_nothing_is_found(passage: str, reason: str) -> None:
    wrong = ox.Quad(ITEM, gb()["statedIn"], ox.NamedNode(passage), ox.NamedNode(IRI))
    assert list(misquoted(document(), IRI, [*QUADS, wrong])) == [(ITEM.value, passage, reason)]


def test_words_that_no_export_can_carry_are_found() -> None:
    text = TEXT.replace("madservice", "mad\ud800ervice")
    where = f"{IRI}#char={TEXT.index('madservice')},{TEXT.index('madservice') + 10}"
    stated = ox.Quad(ITEM, gb()["statedIn"], ox.NamedNode(where), ox.NamedNode(IRI))
    assert list(misquoted(document(text), IRI, [stated])) == [(ITEM.value, where, "other words are exported")]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80), st.data())
def test_any_passage_of_any_text_comes_out_byte_for_byte(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    passage = ox.NamedNode(f"{IRI}#char={start},{end}")
    stated = ox.Quad(ITEM, gb()["statedIn"], passage, ox.NamedNode(IRI))
    assert list(misquoted(document(text), IRI, [stated])) == []
