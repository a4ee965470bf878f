"""Who missed which item."""

from __future__ import annotations

import pytest

from tests.extractors.people_of import missing_of

HEAD = "Byrådet\nMedlemmer: Ida Bro (A), Ole Lund (V), Eva Dam (C)\n{head}\n"
BODY = "1. Dagsorden\nBeslutning\n{one}\n2. Budget\nBeslutning\n{two}\n3. Skoler\nBeslutning\n{three}\n4. Eventuelt\nBeslutning\nIntet.\n"
PLAIN = {"head": "", "one": "Godkendt.", "two": "Godkendt.", "three": "Godkendt."}


def missing(**told: str) -> dict[str, list[str]]:
    parts = PLAIN | told
    found = missing_of((HEAD + BODY).format(**parts), "Byrådet")
    return {number: names for number, names in found.items() if names}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, {}),
        # absence of the whole meeting told in the head alone is not repeated under the items
        ({"head": "Fraværende: Ida Bro"}, {}),
        # printed under the item
        ({"two": "Godkendt.\nFraværende: Ida Bro og Ole Lund"}, {"2": ["Ida Bro", "Ole Lund"]}),
        ({"two": "Ida Bro og Ole Lund deltog ikke i mødet."}, {"2": ["Ida Bro", "Ole Lund"]}),
        ({"two": "Godkendt (afbud fra Ole Lund)."}, {"2": ["Ole Lund"]}),
        # disqualified, also by the sentence's pronoun
        ({"two": "Ole Lund (V) blev erklæret inhabil og forlod salen."}, {"2": ["Ole Lund"]}),
        (
            {"two": "Ole Lund sidder i bestyrelsen. Han deltog ikke i behandlingen på grund af inhabilitet."},
            {"2": ["Ole Lund"]},
        ),
        # left for good
        ({"two": "Godkendt. Ole Lund forlod mødet kl. 18 efter dette punkt."}, {"3": ["Ole Lund"], "4": ["Ole Lund"]}),
        ({"head": "Ole Lund gik kl. 18 efter pkt. 3."}, {"4": ["Ole Lund"]}),
        ({"three": "Ole Lund havde forladt mødet."}, {"3": ["Ole Lund"], "4": ["Ole Lund"]}),
        # came late
        ({"head": "Ole Lund kom kl. 17.20 (fra punkt 3)."}, {"1": ["Ole Lund"], "2": ["Ole Lund"]}),
        (
            {"head": "Ole Lund ankom kl. 17 og deltog ikke i behandlingen af punkterne 1 - 3."},
            {"1": ["Ole Lund"], "2": ["Ole Lund"], "3": ["Ole Lund"]},
        ),
        ({"head": "Ole Lund (V) deltog ikke under punkterne 2 og 4."}, {"2": ["Ole Lund"], "4": ["Ole Lund"]}),
        # near misses: an absence elsewhere, a wish to leave, somebody who is not of the cast
        ({"two": "Politiet deltog ikke i høringen."}, {}),
        ({"one": "Punkt 3 rykkes frem, da Ole Lund må gå kl. 18."}, {}),
    ],
)
def test_missing(told: dict[str, str], expected: dict[str, list[str]]) -> None:
    assert missing(**told) == expected


def test_an_item_taken_with_an_earlier_one() -> None:
    told = {"one": "Punkt 4 behandles sammen med punkt 2.", "two": "Ole Lund forlod mødet efter dette punkt."}
    assert missing(**told) == {"3": ["Ole Lund"]}


def test_a_sub_point_told_by_its_subject() -> None:
    text = "Medlemmer: Ida Bro, Ole Lund\n1. Vinterfest\nIda Bro deltog ikke i drøftelsen af musikken, da hun spiller.\na) Mad\nLaves.\nb) Musik\nJa.\n2. Andet\nIntet.\n"
    assert missing_of(text) == {"1": [], "1a": [], "1b": ["Ida Bro"], "2": []}


def test_an_earlier_bodys_list_is_not_this_meetings() -> None:
    text = (
        "Byrådet\nMedlemmer: Ida Bro (A), Ole Lund (V)\n1. Vej\nBeslutning fra Teknisk Udvalg den 3. maj 2020\nAnbefales.\nFraværende: Ole Lund (V)\n"
        "Beslutning\nGodkendt.\nFraværende: Ida Bro (A)\n"
    )
    assert missing_of(text, "Byrådet", date="2020-05-12") == {"1": ["Ida Bro"]}
