"""Municipalities: names in their spellings, codes, domains, and what is only a town."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphbuild.errors import UsageError
from graphbuild.lexicon.municipalities import Gazetteer, How

STANDARD = Gazetteer.standard()


def find(text: str, *, bare: bool = False) -> list[tuple[str, str, How]]:
    return [(text[one.span.start : one.span.end], one.code, one.how) for one in STANDARD.find(text, bare=bare)]


READ = [
    ("Stevns Kommunes budget", [("Stevns Kommunes", "336", How.OFFICIAL_NAME)]),
    ("viborg kommune", []),  # a name has a capital
    ("Viborg kommune", [("Viborg kommune", "791", How.OFFICIAL_NAME)]),
    ("VIBORG KOMMUNE", [("VIBORG KOMMUNE", "791", How.OFFICIAL_NAME)]),
    ("Københavns Kommune", [("Københavns Kommune", "101", How.OFFICIAL_NAME)]),
    ("Bornholms Regionskommune", [("Bornholms Regionskommune", "400", How.OFFICIAL_NAME)]),
    ("Århus Kommune", [("Århus Kommune", "751", How.OFFICIAL_NAME)]),
    ("Høje Taastrup Kommune", [("Høje Taastrup Kommune", "169", How.OFFICIAL_NAME)]),  # the hyphen left out
    ("Lyngby-Tårbæk Kommune", [("Lyngby-Tårbæk Kommune", "173", How.OFFICIAL_NAME)]),
    ("Tidligere Skælskør Kommune", [("Skælskør Kommune", "331", How.OFFICIAL_NAME)]),
    ("Odder Byråd", [("Odder Byråd", "727", How.BODY)]),
    ("se www.viborg.dk/plan", [("viborg.dk", "791", How.DOMAIN)]),
    ("skriv til post@viborg.dk.", [("viborg.dk", "791", How.DOMAIN)]),
    ("Sag 727-2016-4711", [("727-2016-4711", "727", How.CASE_NUMBER)]),
    # near misses
    ("Viborg", []),
    ("ikkeviborg.dk", []),
    ("Ukendtrup Kommune", []),
    ("I kommunen", []),
    ("en anden kommune", []),
    ("Sag 020-2016-4711", []),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_finds(text: str, expected: list[tuple[str, str, How]]) -> None:
    assert find(text) == expected


def test_finds_bare_names_when_asked() -> None:
    # "Helle" was a municipality and is a first name; "Vejen" begins sentences; "Skælskør" stands no more
    assert find("Vejen til Viborg går forbi Helle, Skælskør og viborg", bare=True) == [("Viborg", "791", How.BARE_NAME)]
    on_the_day = STANDARD.find("i Skælskør", bare=True, on=date(2006, 5, 1))
    assert [(one.code, one.how) for one in on_the_day] == [("331", How.BARE_NAME)]


def test_a_town_in_the_head_outweighs_a_neighbour_named_later() -> None:
    text = "Ungerådet, Rådhuset i Viborg\n" + "Referat. " * 100 + "Et besøg i Skive Kommune."
    assert [one.municipality.name for one in STANDARD.rank(text)] == ["Viborg", "Skive"]


def test_has_all_98_municipalities_with_names_that_lead_back() -> None:
    present = [one for one in STANDARD.municipalities if one.dissolved is None]
    assert len(present) == 98
    assert [STANDARD.by_name(one.official_name) for one in present] == present
    assert [STANDARD.by_name(one.name) for one in present] == present
    assert [STANDARD.by_code(one.code) for one in present] == present


def test_historic_ones_lead_to_their_successor() -> None:
    historic = [one for one in STANDARD.municipalities if one.dissolved is not None]
    assert len(historic) == 244
    assert all((successor := STANDARD.successor(one)) is not None and successor.dissolved is None for one in historic)


def test_a_day_chooses_between_two_of_one_name() -> None:
    before = STANDARD.by_name("Viborg Kommune", date(2005, 5, 1))
    after = STANDARD.by_name("Viborg Kommune", date(2010, 5, 1))
    assert before is not None
    assert after is not None
    assert (before.dissolved, after.dissolved) == (date(2007, 1, 1), None)


def test_ranks_the_municipality_of_the_minutes_first() -> None:
    text = "Odder Kommune. Sag 727-2016-4711. Samarbejde med Samsø Kommune og Samsø Kommunes havn. www.odder.dk"
    ranked = STANDARD.rank(text)
    assert [one.municipality.name for one in ranked] == ["Odder", "Samsø"]
    assert {place.how for place in ranked[0].evidence} == {How.OFFICIAL_NAME, How.CASE_NUMBER, How.DOMAIN}


def test_a_file_of_the_user_adds_and_corrects(tmp_path: Path) -> None:
    table = tmp_path / "kommuner.csv"
    table.write_text("code,name,official_name\n999,Nyborgved,\n791,Viborg,Viborg Storkommune\n", encoding="utf-8")
    extended = STANDARD.with_file(table)
    added = extended.by_code("999")
    assert added is not None
    assert added.official_name == "Nyborgved Kommune"
    assert [one.official_name for one in extended.find("Viborg Kommune")] == ["Viborg Storkommune"]
    assert STANDARD.by_code("999") is None  # the standard one stays as it was


@pytest.mark.parametrize("content", [b"code,name\n12,Kort\n", b"name\nUden kode\n", b"\xff\xfe\x00"])
def test_a_bad_file_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    table = tmp_path / "kommuner.csv"
    table.write_bytes(content)
    with pytest.raises(UsageError, match=r"kommuner\.csv"):
        STANDARD.with_file(table)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"ingen\.csv"):
        STANDARD.with_file(tmp_path / "ingen.csv")
