"""The pages of a case, a person, a body and of topics, from a real build of the example minutes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphbuild.cli import main
from graphbuild.errors import UsageError
from graphbuild.graph.store import GraphStore
from graphbuild.views import body_page, case_page, person_page, promises_page, topics_page
from graphbuild.views.markup import Markup, joined, tag
from tests.views.reading import Element, check_self_contained, elements
from tests.views.test_network import HOSTILE

CASE = "27.42.00-G01-3-23"
PAGES: dict[str, Callable[[GraphStore, str], bytes]] = {
    "promises": lambda store, language: promises_page(store, language=language)[0],
    "case": lambda store, language: case_page(store, CASE, language=language)[0],
    "person": lambda store, language: person_page(store, "rikke solbjerg", language=language)[0],
    "body": lambda store, language: body_page(store, "fjordlev udsatteraad", language=language)[0],
    "topics": lambda store, language: topics_page(store, language=language)[0],
}


def section(page: bytes, heading: str) -> Element:
    [found] = [one for one in elements(page) if one.tag == "section" and one.find("h2").text == heading]
    return found


def rows(part: Element) -> list[list[str]]:
    return [[cell.text for cell in row.parts if isinstance(cell, Element)] for row in part.find("tbody").all("tr")]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_loads_nothing_and_the_same_graph_gives_the_same_bytes(
    built: GraphStore, kind: str, language: str
) -> None:
    page = PAGES[kind](built, language)
    check_self_contained(page)
    assert page == PAGES[kind](built, language)
    assert f'<html lang="{language}">'.encode() in page


@pytest.mark.parametrize("kind", PAGES)
def test_all_words_marked_stand_in_the_document_that_is_named_with_them(built: GraphStore, kind: str) -> None:
    texts = {document.name: " ".join(document.text.split()) for document, _ in built.records()}
    proved = 0
    for one in elements(PAGES[kind](built, "da")):
        children = [part for part in one.parts if isinstance(part, Element)]
        for at, child in enumerate(children):
            if child.tag != "blockquote":
                continue
            beside = [*children[at - 1 : at], *children[at + 1 : at + 2]]
            [name] = [cite.text for near in beside for cite in near.all("cite")]
            assert child.find("mark").text.removesuffix(" […]") in texts[name]
            proved += 1
    assert proved > 5


def test_a_case_goes_its_way_in_the_order_of_days(built: GraphStore) -> None:
    page, note = case_page(built, CASE)
    assert note == "Til og med 16. september 2024. Gange på dagsordenen: 8."
    way = [row[:3] for row in rows(next(one for one in elements(page) if one.tag == "table"))]
    for step in (
        ["9. februar 2023", "Fjordlev Udsatteråd", "anbefalet"],
        ["28. marts 2023", "Byrådet", "godkendt med ændringer"],
        ["14. maj 2024", "Social- og Sundhedsudvalget", "forkastet"],
    ):
        assert step in way
    assert way.index(["9. februar 2023", "Fjordlev Udsatteråd", "anbefalet"]) < way.index(
        ["14. maj 2024", "Social- og Sundhedsudvalget", "forkastet"]
    )
    meetings = [one for one in elements(page) if one.tag == "li" and "row" in (one.attributes.get("class") or "")]
    assert len(meetings) == 8
    assert "Beløb: 450.000 kr." in meetings[0].text


def test_what_was_not_yet_known_is_left_out(built: GraphStore) -> None:
    page, note = case_page(built, CASE, as_of="2023-12-31")
    assert note.startswith("Til og med 31. december 2023.")
    assert "maj 2024" not in next(one for one in elements(page) if one.tag == "table").text
    body, _ = body_page(built, "fjordlev udsatteraad", as_of="2023-12-31")
    assert len(rows(section(body, "Møder"))) == 2


def test_a_person_is_shown_with_roles_attendance_and_promises(built: GraphStore) -> None:
    page, note = person_page(built, "rikke solbjerg")
    assert note.endswith("Møder: 4.")
    [role] = [row[:4] for row in rows(section(page, "Roller"))]
    assert role == ["Fjordlev Udsatteråd", "sekretær", "9. februar 2023 – 12. september 2024", "4"]
    assert [row[1] for row in rows(section(page, "Fremmøde"))] == ["til stede"] * 4
    promises = section(page, "Tilsagn").all("article")
    told = {one.find("h3").text: one.attributes["data-status"] for one in promises}
    assert told["opfyldt kontakter Kirkens Korshær om bemanding"] == "fulfilled"


def test_a_body_is_shown_with_members_meetings_and_decisions(built: GraphStore) -> None:
    page, _ = body_page(built, "fjordlev udsatteraad")
    members = {(row[0], row[1]) for row in rows(section(page, "Medlemmer og roller"))}
    assert {("Ali Demirkan", "medlem"), ("Torben Ålykke", "formand")} <= members
    absent = [row[2] for row in rows(section(page, "Møder"))]
    assert absent[0] == "Ali Demirkan"
    assert section(page, "Beslutninger").all("article")
    names = {one.text for one in section(page, "Nærmeste forbindelser").all("title")}
    assert "Fjordlev Udsatteråd (Organ)" in names
    assert "Torben Ålykke (Person)" in names


def test_a_name_that_fits_several_says_which(built: GraphStore) -> None:
    with pytest.raises(
        UsageError, match=r"»Handicaprådet« fits \d of them:\n(.*\n)*  Handicaprådet \(body, Fjordlev Kommune\)"
    ):
        body_page(built, "Handicaprådet")
    with pytest.raises(UsageError, match="no person called"):
        person_page(built, "Ingen Sådan")


def test_each_number_of_the_topics_leads_to_so_many_items(built: GraphStore) -> None:
    page, _ = topics_page(built)
    found = elements(page)
    cells = {one.attributes["id"]: one for one in found if one.attributes.get("class") == "cell"}
    links = [one for one in found if one.tag == "a" and (one.attributes.get("href") or "").startswith("#c")]
    assert len(links) == len(cells) > 20
    for link in links:
        shown = [
            one
            for one in cells[(link.attributes["href"] or "")[1:]].walk()
            if one.attributes.get("class") == "row fact"
        ]
        assert len(shown) == int(link.text)


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (HOSTILE.partition("\u2028")[0], "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; "),
        ("\x00\ud800a\fb", "\ufffd\ufffda\nb"),
        ([Markup("<b>"), "<b>", None, 3], "<b>&lt;b&gt;3"),
    ],
)
def test_text_is_escaped(content: object, written: str) -> None:
    assert joined(content) == written  # type: ignore[arg-type]


def test_attributes_are_escaped_and_none_can_load_or_run() -> None:
    assert tag("p", data_find='" onclick="x') == '<p data-find="&quot; onclick=&quot;x"></p>'
    for refused in ({"src": "x"}, {"onclick": "x"}, {"href": "javascript:x"}, {"style": "x"}, {"href": "https://x"}):
        with pytest.raises(ValueError, match="page"):
            tag("a", **refused)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "subject"),
    [("case", CASE), ("person", "Susanne Ebdrup"), ("body", "Økonomiudvalget, Fjordlev"), ("topics", None)],
)
def test_commands(built_folder: Path, tmp_path: Path, kind: str, subject: str | None) -> None:
    out = tmp_path / "page.html"
    arguments = ["view", kind, *([subject] if subject else []), "--graph", str(built_folder), "-o", str(out)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    check_self_contained(out.read_bytes())
