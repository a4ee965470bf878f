"""Votes by letter, party name, person and count."""

from __future__ import annotations

import pytest

from graphbuild.extractors.roster import Roster
from graphbuild.extractors.votes import read_votes
from graphbuild.model import PersonMention, Said
from tests.layouts.minutes_of import flow_of_text

ROSTER = Roster(
    [
        PersonMention(Said(name, None, "test"))
        for name in ("Bo Holm", "Ida Lund", "Eva Birk", "Jens W. Dahl", "Klara", "Emil", "Frida")
    ]
)

BALLOTS = [
    # letters on lines, or in a sentence after one another
    ("For stemte A, F, V og C.\nImod stemte O.\nUndlod at stemme: Ø.", (["A", "F", "V", "C"], ["O"], ["Ø"])),
    ("For stemte B, A og C. Imod stemte V med den begrundelse, at det er dyrt.", (["B", "A", "C"], ["V"], [])),
    ("For: Gruppe A, F og Liste H.\nImod: Gruppe C.\nUndlader: Gruppe O.", (["A", "F", "H"], ["C"], ["O"])),
    ("For indstillingen stemte A og C. V undlod at stemme.", (["A", "C"], [], ["V"])),
    # people, with title and party; an initial is no end of a sentence
    (
        "For forbuddet stemte rådmand Bo Holm (A), udvalgsmedlem Jens W. Dahl (A) og Ida Lund (F).\nImod stemte Eva Birk (V), der mener noget andet.",
        (["Bo Holm", "Jens W. Dahl", "Ida Lund"], ["Eva Birk"], []),
    ),
    ("Klara og Emil stemte for, Frida stemte imod", (["Klara", "Emil"], ["Frida"], [])),
    ("Tre stemte for (Klara, Emil, Frida), Bo Holm stemte imod", (["Klara", "Emil", "Frida"], ["Bo Holm"], [])),
    ("Bo Holm (Ø) stemte imod, da han vil have flere med.", ([], ["Bo Holm"], [])),
    # parties by name, counts in front
    ("14 stemte for, 3 stemte imod (Konservativt Folkeparti og Venstre), og 2 undlod at stemme.", ([], ["Konservativt Folkeparti", "Venstre"], [])),
    ("Et flertal (A, F og O) ønsker en aftale. V stemte imod.", (["A", "F", "O"], ["V"], [])),
    ("Vedtaget med stemmerne fra V, A og L. O stemte imod.", (["V", "A", "L"], ["O"], [])),
    # the last vote counts
    (
        ("Afstemning om ændringsforslaget:\nFor stemte F og Ø.\nImod stemte A.\nÆndringsforslaget er forkastet.\n"
        "Afstemning om forslaget:\nFor stemte Ø.\nImod stemte A.\nF undlod at stemme."),
        (["Ø"], ["A"], ["F"]),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), BALLOTS)
def test_ballots(words: str, expected: tuple[list[str], list[str], list[str]]) -> None:
    votes = read_votes(flow_of_text(words), ROSTER)
    assert votes is not None
    assert tuple([one.value for one in side] for side in (votes.for_, votes.against, votes.abstain)) == expected


def test_counts() -> None:
    votes = read_votes(flow_of_text("Udkastet blev vedtaget med 3 stemmer mod 1."), ROSTER)
    assert votes is not None
    assert (votes.count_for and votes.count_for.value, votes.count_against and votes.count_against.value) == (3, 1)


@pytest.mark.parametrize(
    "words", ["Godkendt.", "Udvalget kan ikke godkende indstillingen.", "Der var stemning for forslag 2."]
)
def test_no_vote(words: str) -> None:
    assert read_votes(flow_of_text(words), ROSTER) is None
