"""Parties: letters by year and place, names, abbreviations, brackets."""

from __future__ import annotations

import pytest

from graphbuild.lexicon.parties import find_parties, party_in_parentheses, party_of_letter, party_of_name


@pytest.mark.parametrize(
    ("letter", "year", "code", "name"),
    [
        ("A", None, None, "Socialdemokratiet"),
        ("D", 2001, None, "Centrum-Demokraterne"),  # the letter changed hands
        ("D", 2021, None, "Nye Borgerlige"),
        ("Q", 2001, None, "Kristeligt Folkeparti"),
        ("Q", 2022, None, "Frie Grønne"),
        ("D", 2012, None, None),  # nobody's in between
        ("T", 2021, None, None),  # a local list
        ("S", 2021, "540", "Slesvigsk Parti"),
        ("S", 2021, "791", None),  # elsewhere people write it for Socialdemokratiet
    ],
)
def test_a_letter_means_what_it_meant_then_and_there(
    letter: str, year: int | None, code: str | None, name: str | None
) -> None:
    party = party_of_letter(letter, year, code)
    assert (party.name if party else None) == name


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Venstre", "V"), ("SF", "F"), ("De  Konservative", "C"), ("DF", "O"), ("enhedslisten", "Ø"), ("Formand", None)],
)
def test_party_of_name(name: str, letter: str | None) -> None:
    party = party_of_name(name)
    assert (party.letter if party else None) == letter


@pytest.mark.parametrize(
    ("bracket", "letter", "inside"),
    [
        ("(A)", "A", "A"),
        ("[V]", "V", "V"),
        ("( Ø )", "Ø", "Ø"),
        ("(SF)", "F", "SF"),
        ("(Venstre)", "V", "Venstre"),
        ("(liste T)", "T", "T"),
        ("(Det Konservative Folkeparti)", "C", "Det Konservative Folkeparti"),
        ("(KD)", "K", "KD"),
    ],
)
def test_reads_brackets(bracket: str, letter: str, inside: str) -> None:
    found = party_in_parentheses(bracket)
    assert found is not None
    assert (found.letter, bracket[found.span.start : found.span.end]) == (letter, inside)


@pytest.mark.parametrize("bracket", ["(a)", "(X)", "(formand)", "(Lukket)", "(2)", "A", "()", "(løsgænger)"])
def test_leaves_other_brackets(bracket: str) -> None:
    assert party_in_parentheses(bracket) is None


def test_finds_parties_in_text() -> None:
    text = "Socialdemokratiet og SF stemte for, Venstre (V) og Liste T imod; DF's to undlod. Drej til venstre ved KD 4."
    assert [(text[one.span.start : one.span.end], one.letter, one.how) for one in find_parties(text)] == [
        ("Socialdemokratiet", "A", "name"),
        ("SF", "F", "abbreviation"),
        ("Venstre", "V", "name"),
        ("V", "V", "letter"),
        ("T", "T", "letter"),
        ("DF", "O", "abbreviation"),
    ]
