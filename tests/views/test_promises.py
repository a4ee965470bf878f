"""The ledger of promises, from a real build of the example minutes: what was kept and what was forgotten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graphbuild.cli import main
from graphbuild.errors import UsageError
from graphbuild.graph.store import GraphStore
from graphbuild.views import promises_page
from tests.questions.graphs import ROOT
from tests.views.reading import Element, check_self_contained, elements

TRUTH = json.loads((ROOT / "tests" / "gold" / "examples-truth.json").read_text(encoding="utf-8"))["commitments"]


def card(page: bytes, deed: str) -> Element:
    [found] = [one for one in elements(page) if one.tag == "article" and one.find("h3").text.endswith(f" {deed}")]
    return found


def truth(action: str, as_of: str) -> str:
    [told] = [one for one in TRUTH if one["action"] == action]
    [status] = [one["status"] for one in told["status_as_of"] if one["as_of"] == as_of]
    return str(status)


KEPT = "sender tal for hver enhed til udvalget"
FORGOTTEN = "indhenter tilbud på nye loftslifte"
REPLACED = "laver en handleplan for Plejecenter Lyngbo"


@pytest.mark.parametrize("as_of", ["2023-12-31", "2024-12-31"])
@pytest.mark.parametrize("action", [KEPT, FORGOTTEN, REPLACED])
def test_a_kept_a_forgotten_and_a_replaced_promise_have_the_status_that_the_minutes_tell(
    built: GraphStore, action: str, as_of: str
) -> None:
    page, note = promises_page(built, as_of=as_of)
    assert card(page, action).attributes["data-status"] == truth(action, as_of)
    assert note.endswith("31. december 2023." if as_of == "2023-12-31" else "31. december 2024.")


def test_a_kept_promise_shows_its_words_and_the_passage_that_keeps_it(built: GraphStore) -> None:
    shown = card(promises_page(built, as_of="2024-12-31")[0], KEPT)
    facts = dict(zip((one.text for one in shown.all("dt")), (one.text for one in shown.all("dd")), strict=True))
    assert facts["Frist"] == "15. september 2023"
    texts = {document.name: document.text for document, _ in built.records()}
    marks = [one.text for one in shown.all("mark")]
    sources = [one.text for one in shown.all("cite")]
    assert sources == ["aabykoebing-sektormed-2023-06-01.docx", "aabykoebing-sektormed-2024-01-25.docx"]
    assert len(marks) == 2
    for mark, source in zip(marks, sources, strict=True):
        assert mark in " ".join(texts[source].split())
    steps = [one.text for one in shown.all("li")]
    assert steps[0] == "15. september 2023 Fristens sidste dag"
    assert steps[1].startswith("25. januar 2024 opfyldt ")
    assert "udtrykkelig henvisning" in steps[1]


def test_without_a_day_the_last_meeting_is_the_day_and_the_page_says_so(built: GraphStore) -> None:
    page, note = promises_page(built, language="en")
    assert "at the end of 16 September 2024. That is the day of the last meeting in the graph." in note
    assert note in [one.text for one in elements(page) if one.attributes.get("id") == "note"]
    assert page == promises_page(built, language="en")[0]


def test_before_a_meeting_its_promises_are_not_known(built: GraphStore) -> None:
    page, _ = promises_page(built, as_of="2023-05-31")
    assert not [one for one in elements(page) if one.tag == "article" and KEPT in one.text]


@pytest.mark.parametrize(
    ("subject", "debtors"),
    [
        ("jakob sindahl", {"Jakob Sindahl"}),
        ("Fjordlev Udsatteråd", {"Rikke Solbjerg", "Mads Hjortlund", "Torben Ålykke"}),
    ],
)
def test_a_person_owes_and_a_body_is_where_it_was_agreed(built: GraphStore, subject: str, debtors: set[str]) -> None:
    page, _ = promises_page(built, subject)
    sections = {one.find("h2").text for one in elements(page) if one.tag == "section"}
    assert debtors <= sections
    if len(debtors) == 1:
        assert sections == debtors


def test_namesakes_of_two_municipalities_are_two_debtors(built: GraphStore) -> None:
    page, _ = promises_page(built)
    for section in (one for one in elements(page) if one.tag == "section"):
        agreed = {
            cell.text
            for card_ in section.all("article")
            for label, cell in zip(card_.all("dt"), card_.all("dd"), strict=True)
            if label.text == "Aftalt"
        }
        if section.find("h2").text.startswith("Hanne Østerlund ("):
            town = section.find("h2").text.partition("(")[2]
            assert len({"Handicaprådet" in one for one in agreed}) == 1, town
    headings = [one.find("h2").text for one in elements(page) if one.tag == "section"]
    assert len(headings) == len(set(headings))
    assert {"Hanne Østerlund (Fjordlev Kommune)", "Hanne Østerlund (Nørholt Kommune)"} <= set(headings)


def test_counts_add_up_to_the_cards(built: GraphStore) -> None:
    page, _ = promises_page(built)
    shown = [one for one in elements(page) if one.tag == "article"]
    [foot] = [one for one in elements(page) if one.tag == "tfoot"]
    *by_status, total = [int(one.text) for one in foot.all("td")]
    assert sum(by_status) == total == len(shown)


def test_the_page_loads_nothing_and_its_policy_forbids_it(built: GraphStore) -> None:
    check_self_contained(promises_page(built)[0])


def test_a_subject_that_fits_nothing_and_a_day_that_is_none(built: GraphStore) -> None:
    with pytest.raises(UsageError, match="called »Atlantis«"):
        promises_page(built, "Atlantis")
    with pytest.raises(UsageError, match="--as-of must be a day"):
        promises_page(built, as_of="i går")


def test_command(built_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "p.html"
    arguments: list[Any] = ["view", "promises", "--graph", built_folder, "-o", out, "--lang", "en"]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"<!DOCTYPE html>")
    assert "Status as it was at the end of" in done.output
