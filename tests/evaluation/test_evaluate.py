"""The command on the project's own annotated minutes, and how well they are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphbuild.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLES = [
    "evaluate",
    str(ROOT / "tests" / "gold" / "examples"),
    "--minutes",
    str(ROOT / "examples" / "minutes"),
    "--municipalities",
    str(ROOT / "examples" / "municipalities.csv"),
]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], Path]:
    folder = tmp_path_factory.mktemp("run")
    options = ["--json", "--save", str(folder / "run.json"), "--html", str(folder / "report.html")]
    result = CliRunner().invoke(main, [*EXAMPLES, *options, "--write-confidence", str(folder / "earned.toml")])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout), folder


def test_the_examples_are_read_well(figures: tuple[dict[str, object], Path]) -> None:
    found = figures[0]
    assert found["documents"] == 23
    assert float(str(found["macro_f1"])) >= 0.95


def test_the_report_is_one_offline_page(figures: tuple[dict[str, object], Path]) -> None:
    page = (figures[1] / "report.html").read_text(encoding="utf-8")
    assert "macro F1" in page
    assert "<!--" not in page  # every part is filled in
    assert "http" not in page.replace("http-equiv", "")


def test_a_run_is_compared_with_an_earlier_one(figures: tuple[dict[str, object], Path]) -> None:
    result = CliRunner().invoke(main, [*EXAMPLES, "--compare", str(figures[1] / "run.json")])
    assert "0 values gained, 0 lost, macro F1 +0.000" in result.output


def test_the_table_of_confidence_is_toml(figures: tuple[dict[str, object], Path]) -> None:
    import tomllib

    rules = tomllib.loads((figures[1] / "earned.toml").read_text(encoding="utf-8"))["rules"]
    assert all(right >= 0 and wrong >= 0 for right, wrong in rules.values())
    assert "item.title" in rules


def test_a_folder_without_annotations_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path)])
    assert result.exit_code == 2
    assert "no annotations" in result.output


def test_a_document_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"document": "x.txt", "municipality_code": "336"}', encoding="utf-8")
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path)])
    assert result.exit_code == 1
    assert "x.txt: the document was not found" in result.output


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the shared annotations are not beside the checkout")
def test_the_shared_minutes_are_read_well() -> None:
    gold = [str(SHARED / "gold" / "seeds"), str(SHARED / "gold" / "layouts")]
    result = CliRunner().invoke(main, ["evaluate", *gold, "--minutes", str(SHARED / "minutes"), "--json"])
    found = json.loads(result.stdout)
    assert found["macro_f1"] >= 0.95
    assert min(field["f1"] for field in found["fields"].values()) >= 0.85
    for field in ("person", "item", "date", "case_number", "attendance"):
        assert found["fields"][field]["f1"] >= 0.98, field
