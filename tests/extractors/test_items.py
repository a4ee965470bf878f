"""What an item says of itself: case, openness, proposer, attachments, amounts."""

from __future__ import annotations

import pytest

from graphbuild.extractors.amounts import extract_amounts
from graphbuild.extractors.attachments import find_attachments
from graphbuild.extractors.case_identity import find_case_number, find_openness
from graphbuild.extractors.proposers import find_proposer
from tests.layouts.minutes_of import minutes_of


def item_of(text: str):  # type: ignore[no-untyped-def]
    return minutes_of(f"{text}\n99. Eventuelt\nBeslutning\nIntet.\n").items[0]


CASES = [
    ("98. Budget\nÅben sag                    Sagsid: 17/24259\nBeslutning\nGodkendt.", "17/24259", None),
    (
        "98. Budget\nDok.nr.: 684\nSagsid.: 12/12818\nInitialer: 88401\nBeslutning\nGodkendt.",
        "12/12818",
        None,
    ),  # the document's number is none
    ("98. Budget\n27.15.00-A30-1-19 – TinVNi\nResumé\nTekst.", "27.15.00-A30-1-19", "27.15.00"),
    ("98. Budget\nCHL 13/2009\nBeslutning\nGodkendt.", "CHL 13/2009", None),
    ("98. Budget\nÅben sag        Sagsnr.: 2010/11872 001\nBeslutning\nGodkendt.", "2010/11872 001", None),
    ("98. Budget\nJ.nr. 00.30.00\nBeslutning\nGodkendt.", None, "00.30.00"),  # a journal number gives the subject alone
    ("98. Budget\nBeslutning\nGodkendt den 3/12.", None, None),
]


@pytest.mark.parametrize(("text", "number", "kle"), CASES)
def test_case_numbers(text: str, number: str | None, kle: str | None) -> None:
    found, subject = find_case_number(item_of(text))
    assert (found.value if found else None, subject.value if subject else None) == (number, kle)


OPENNESS = [
    ("98. Budget\nÅbent\nBeslutning\nGodkendt.", True),
    ("98. Budget\nLukket sag       Sagsid: 15/3377\n", False),
    ("98. Salg af ejendom - LUKKET SAG\n", False),
    ("98. Faglig voldgift (Lukket)\n", False),
    ("98. Botilbud\nPunktet er lukket.\n", False),
    (
        "98. Budget\nBilag\n1 Åben     Projektliste\nBeslutning\nGodkendt.",
        None,
    ),  # an attachment is open, the item says nothing
    ("98. Lukketider for butikker\nBeslutning\nGodkendt.", None),
]


@pytest.mark.parametrize(("text", "expected"), OPENNESS)
def test_openness(text: str, expected: bool | None) -> None:
    found = find_openness(item_of(text))
    assert (found.value if found else None) is expected


PROPOSERS = [
    ("98. Budget\nIndstilling\nAdministrationen indstiller til udvalget, at planen godkendes.\n", "Administrationen"),
    ("98. Budget\nForvaltningen indstiller\nAt planen godkendes.\n", "Forvaltningen"),
    ("98. Budget\nIndstilling\nBo Holm (Ø) indstiller,\n1. at planen godkendes\n", "Bo Holm"),
    (
        "98. Budget\nIndstilling\nTeknisk Forvaltning anbefaler over for Økonomiudvalget, at\n1. planen godkendes\n",
        "Teknisk Forvaltning",
    ),
    ("98. Forslag fra Socialdemokratiet: Gratis bus\nBeslutning\nUdsat.\n", "Socialdemokratiet"),
    ("98. Svømning\nSagsfremstilling\nGruppe C foreslår, at svømning bliver gratis.\nBeslutning\nUdsat.\n", "Gruppe C"),
    ("98. Budget\nIndstilling\nDet indstilles, at planen godkendes.\n", None),  # nobody is named
]


@pytest.mark.parametrize(("text", "expected"), PROPOSERS)
def test_proposers(text: str, expected: str | None) -> None:
    found = find_proposer(item_of(text))
    assert (found.value if found else None) == expected


ATTACHMENTS = [
    (
        "1 Åben     Oversigt over gæld          104410/13\n2 Lukket   Regnskaber for hallerne      104415/13",
        ["Oversigt over gæld", "Regnskaber for hallerne"],
    ),
    ("1 Helhedsplan_lavformat.pdf (13913/18)", ["Helhedsplan_lavformat.pdf"]),
    ("- Kommuneplantillæg nr. 1\n- Brev af 28. marts 2011", ["Kommuneplantillæg nr. 1", "Brev af 28. marts 2011"]),
    ("330-2015-124066 Plan A.docx 330-2015-124057 Plan B.docx", ["Plan A.docx", "Plan B.docx"]),
    ("Åben - Mødeplan 2013", ["Mødeplan 2013"]),
    ("referat fra møde d. 24.6.2014\n727-2014-80554", ["referat fra møde d. 24.6.2014"]),  # a number alone is none
    ("Ingen", []),
]


@pytest.mark.parametrize(("lines", "expected"), ATTACHMENTS)
def test_attachments(lines: str, expected: list[str]) -> None:
    assert [one.value for one in find_attachments(item_of(f"98. Budget\nBilag\n{lines}\n"))] == expected


AMOUNTS = [
    ("Det koster 1,5 mio. kr., og af de 1,5 mio. kr. er kr. 250.000 brugt.", [1_500_000, 250_000]),  # each once
    ("Kr.                Budget      Forbrug\nLøn             3.412.000    2.655.300", [3_412_000, 2_655_300]),
    ("1.000 kr.          Budget      Forbrug\nLøn                61.400       16.120", [61_400_000, 16_120_000]),
    ("Der kom 120 borgere i 2021.", []),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_amounts(text: str, expected: list[float]) -> None:
    found = extract_amounts(minutes_of(f"1. Budget\nSagsfremstilling\n{text}\n2. Eventuelt\nBeslutning\nIntet.\n"))
    assert [one.kroner.value for one in found if one.kroner] == expected


def test_amounts_of_a_column_of_an_html_table() -> None:
    page = (
        "<h3>1. Klippekort</h3><h4>Beslutning</h4><p>Godkendt.</p><table><tr><th>Hjem</th><th>Beboere</th><th>Kr. i 2018</th></tr>"
        "<tr><td>Bøgelund</td><td>194</td><td>870.000</td></tr></table><h3>2. Eventuelt</h3><h4>Beslutning</h4><p>Intet.</p>"
    )
    assert [one.kroner.value for one in extract_amounts(minutes_of(page, "x.html")) if one.kroner] == [870_000]
