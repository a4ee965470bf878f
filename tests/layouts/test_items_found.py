"""Which lines head an agenda item: the numbers that count on through the document, not those of its lists."""

from __future__ import annotations

import pytest

from tests.layouts.minutes_of import minutes_of

CASES = [
    # "Punkt 4:" with labels below
    (
        "Punkt 1: Dagsorden\nBeslutning\nGodkendt.\nPunkt 2: Budget\nBeslutning\nUdsat.\n",
        [("1", "Dagsorden"), ("2", "Budget")],
    ),
    # a bare number, a gap, a title; the agenda begins at 41
    (
        "41 Dagsorden\n\nBeslutning\nGodkendt.\n\n42 Eventuelt\n\nBeslutning\nIntet.\n",
        [("41", "Dagsorden"), ("42", "Eventuelt")],
    ),
    # the number on a line of its own, openness above it
    (
        "Åbent punkt\n01\nBudget\nSagsfremstilling\nTal.\nÅbent punkt\n02\nEventuelt\nBeslutning\nIntet.\n",
        [("01", "Budget"), ("02", "Eventuelt")],
    ),
    # number and case number first, the title below
    (
        "1.      00.22.04-A21-2-18\nDagsorden\nResumé\nTekst.\n2.      15.40.00-P22-1-18\nStrategi\nResumé\nTekst.\n",
        [("1", "Dagsorden"), ("2", "Strategi")],
    ),
    # a table of contents lists the same numbers before the items
    (
        "Indholdsfortegnelse\n1. Dagsorden ........ 2\n2. Budget ........ 3\n\n1. Dagsorden\nBeslutning\nGodkendt.\n2. Budget\nBeslutning\nUdsat.\n",
        [("1", "Dagsorden"), ("2", "Budget")],
    ),
    # the numbered parts of a recommendation are no items
    (
        (
            "1. Dagsorden\nIndstilling\nForvaltningen indstiller, at\n1. planen godkendes\n2. planen sendes ud\nBeslutning\nGodkendt.\n"
            "2. Eventuelt\nBeslutning\nIntet.\n"
        ),
        [("1", "Dagsorden"), ("2", "Eventuelt")],
    ),
    # dates, ordinals and sums at a line's start are no items
    (
        "1. Dagsorden\nMøderne holdes\n2. marts 2020\n3. behandling af budgettet følger.\n2. Eventuelt\nIntet.\n",
        [("1", "Dagsorden"), ("2", "Eventuelt")],
    ),
    # notes in numbered lists stand further in than the items
    (
        " 1. Fest\n\n  1. Klara laver mad\n  2. Emil henter borde\n 2. Rejse\n\n  1. Vi tager toget\n  2. Det bliver sjovt\n",
        [("1", "Fest"), ("2", "Rejse")],
    ),
    # sub-points a, b of an item without labels
    (
        "1. Høringer\n\na. Genoptræning efter loven.\n   HK skriver svaret.\nb. Madservice efter loven.\n   NN skriver svaret.\n\n2. Eventuelt\n\nIntet.\n",
        [("1", "Høringer"), ("1a", "Genoptræning efter loven"), ("1b", "Madservice efter loven"), ("2", "Eventuelt")],
    ),
    # a), b) under a recommendation are its parts
    (
        "1. Politik\nIndstilling\na) Udkastet godkendes\nb) Udkastet sendes ud\nBeslutning\nGodkendt.\n2. Eventuelt\nBeslutning\nIntet.\n",
        [("1", "Politik"), ("2", "Eventuelt")],
    ),
    # sub-points by decimals within the decision
    (
        "4. Puljer\nBeslutning\n4.1 Nabodag\nBevilget.\n4.2 Bogdag\nAfslag.\n5. Eventuelt\nBeslutning\nIntet.\n",
        [("4", "Puljer"), ("4.1", "Nabodag"), ("4.2", "Bogdag"), ("5", "Eventuelt")],
    ),
    # capital letters count an agenda too
    (
        "A. Velkomst\nAlle bød velkommen.\nB. Kørsel\nDrøftelse\nLang.\nC. Afslutning\nTak.\n",
        [("A", "Velkomst"), ("B", "Kørsel"), ("C", "Afslutning")],
    ),
    # a title on two lines, told by the table of contents
    (
        (
            "Dagsorden\n1  SALG AF GRUND VED DEN GAMLE\nHAVN ............ 2\n2  EVENTUELT ............ 3\n\n1  SALG AF GRUND VED DEN GAMLE\nHAVN\nBeslutning\nUdsat.\n"
            "2  EVENTUELT\nBeslutning\nIntet.\n"
        ),
        [("1", "SALG AF GRUND VED DEN GAMLE HAVN"), ("2", "EVENTUELT")],
    ),
    # a school's durations and presenters are no part of the title
    (
        "1. Dagsorden v/Signe – 2 min.\nGodkendt.\n2. Budget v/Helle – 30 min.\nDrøftet.\n",
        [("1", "Dagsorden"), ("2", "Budget")],
    ),
    # the agenda told nowhere: nothing is invented
    ("Kære alle\nTak for et godt møde.\nVenlig hilsen\nFormanden\n", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_items(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(item.number.value, item.title.value if item.title else "") for item in minutes_of(text).items]
    assert found == expected


def test_numbers_that_html_keeps_in_lists() -> None:
    page = "<h3>Dagsorden</h3><ol><li><b>Nyt</b><br>Intet.</li><li><b>Budget</b><ol type='a'><li>Høring<br>Svar.</li><li>Møbler<br>Udsat.</li></ol></li></ol>"
    found = [(item.number.value, item.title.value if item.title else "") for item in minutes_of(page, "x.html").items]
    assert found == [("1", "Nyt"), ("2", "Budget"), ("2a", "Høring"), ("2b", "Møbler")]


def test_a_number_run_together_with_its_title() -> None:
    page = "<h2><span>38</span><span>Dagsorden</span></h2><h3>Beslutning</h3><p>Godkendt</p><h2><span>39</span><span>Budget</span></h2><h3>Beslutning</h3><p>Udsat</p>"
    assert [item.number.value for item in minutes_of(page, "x.html").items] == ["38", "39"]


def test_a_text_without_lines() -> None:
    filler = "Der var en lang drøftelse af emnet, og mange havde noget at sige. " * 12
    text = f"Referat Mødedato: 3. maj 2021 1. Velkomst Formanden bød velkommen. {filler}2. Budget for næste år Forvaltningen orienterede om tallene. {filler}"
    found = [(item.number.value, item.title.value if item.title else "") for item in minutes_of(text).items]
    assert found == [("1", "Velkomst"), ("2", "Budget for næste år")]


def test_what_is_not_recognised_is_a_remainder() -> None:
    minutes = minutes_of("Kære alle\nTak for et godt møde.\n")
    assert [one.reason for one in minutes.remainder] == ["no agenda items recognised: read as one text"]
    assert minutes_of("1. Dagsorden\nGodkendt.\n2. Eventuelt\nIntet.\n").remainder == ()
