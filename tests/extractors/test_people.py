"""People of whole minutes: attendance, roles, party, spellings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.extractors.roster import Roster
from tests.extractors.people_of import people_of, told

MEMBER = ["member"]

COUNCIL = """Havneby Kommune
Byrådet

Mødedato: 12. maj 2020
Medlemmer:
Ida Bro (A), borgmester
Ole Lund (V)
Eva Dam (Ø)
Per Holm (C)
Fraværende: Per Holm (C). Som stedfortræder deltog Bo Vang (C).

1. Godkendelse af dagsorden
Beslutning
Godkendt.

2. Budget
Sagsfremstilling
Borgeren Kaj Thule har skrevet til Økonomichef Lis Krogh.
Beslutning
Direktør Gert Toft oplyste, at tallene er foreløbige. Imod stemte Eva Dam (Ø).

3. Eventuelt
Beslutning
Ole Lund forlod mødet kl. 18.
"""


def test_a_council() -> None:
    assert [told(person) for person in people_of(COUNCIL, "Byrådet")] == [
        ("Ida Bro", "present", ["borgmester", "member"], "A"),
        ("Ole Lund", "partial", MEMBER, "V"),
        ("Eva Dam", "present", MEMBER, "Ø"),
        ("Per Holm", "absent", MEMBER, "C"),
        ("Bo Vang", "present", ["substitute"], "C"),
        ("Kaj Thule", None, [], None),
        ("Lis Krogh", None, ["official", "Økonomichef"], None),
        ("Gert Toft", "present", ["Direktør", "official"], None),
    ]


def test_every_value_knows_its_place() -> None:
    for person in people_of(COUNCIL, "Byrådet"):
        said = [person.name, *person.variants, *person.roles, *person.listings]
        said += [one for one in (person.party, person.attendance) if one is not None]
        assert all(one.span is not None and 0 <= one.span.start < one.span.end <= len(COUNCIL) for one in said)
        assert person.mentions == tuple(sorted(set(person.mentions)))
        assert all(COUNCIL[span.start : span.start + 1].isupper() for span in person.mentions)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # both lists: silent, and both statements kept
        ("Deltagere: Ida Bro, Ole Lund\nAfbud: Ole Lund\n1. A\nGodkendt.\n", "Ole Lund", ("Ole Lund", None, [], None)),
        # the minute-taker outside the list is there
        (
            "Deltagere: Ida Bro, Ole Lund\nReferent: Eva Dam\n1. A\nGodkendt.\n",
            "Eva Dam",
            ("Eva Dam", "present", ["secretary"], None),
        ),
        # came late, told in the list
        (
            "Til stede: Ida Bro (A), Ole Lund (V) (kom kl. 14.30 under punkt 2)\n1. A\nJa.\n2. B\nNej.\n",
            "Ole Lund",
            ("Ole Lund", "partial", MEMBER, "V"),
        ),
        # disqualified and back: present
        (
            "Medlemmer: Ida Bro, Ole Lund\n1. A\nBeslutning\nOle Lund var inhabil og forlod lokalet.\n",
            "Ole Lund",
            ("Ole Lund", "present", MEMBER, None),
        ),
        # absent from one of several items that print their absent
        (
            "Medlemmer: Ida Bro, Ole Lund\n1. A\nBeslutning\nDeltog ikke: Ida Bro og Ole Lund.\n2. B\nBeslutning\nDeltog ikke: Ole Lund.\n",
            "Ida Bro",
            ("Ida Bro", "partial", MEMBER, None),
        ),
        (
            "Medlemmer: Ida Bro, Ole Lund\n1. A\nBeslutning\nDeltog ikke: Ida Bro og Ole Lund.\n2. B\nBeslutning\nDeltog ikke: Ole Lund.\n",
            "Ole Lund",
            ("Ole Lund", "absent", MEMBER, None),
        ),
        # a visitor who presents
        (
            "Medlemmer: Ida Bro\n1. Oplæg\nNeuropsykolog Ole Lund fra Center Vest holdt oplæg.\n",
            "Ole Lund",
            ("Ole Lund", "guest", ["Neuropsykolog", "guest"], None),
        ),
        # a minister is of no local body
        (
            "Medlemmer: Ida Bro\n1. Brev\nSocialminister Ole Lund har svaret.\n",
            "Ole Lund",
            ("Ole Lund", None, ["Socialminister"], None),
        ),
        # elected, told with a stand-in: only named
        (
            "Medlemmer: Ida Bro\n1. Valg\nBeslutning\nValgt blev Ole Lund (V) med Eva Dam (A) som stedfortræder.\n",
            "Eva Dam",
            ("Eva Dam", None, [], "A"),
        ),
        # a mixed list gives no role
        (
            "Deltagere: Ida Bro, Ole Lund (referent), Eva Dam (afbud)\n1. A\nGodkendt.\n",
            "Eva Dam",
            ("Eva Dam", "absent", [], None),
        ),
    ],
)
def test_one_person(text: str, name: str, expected: tuple[str, str | None, list[str], str | None]) -> None:
    found = Roster(people_of(text)).resolve(name)
    assert found is not None
    assert told(found) == expected


def test_contradicting_lists_are_both_kept() -> None:
    (person,) = [
        one
        for one in people_of("Deltagere: Ida Bro, Ole Lund\nAfbud: Ole Lund\n1. A\nGodkendt.\n")
        if one.name.value == "Ole Lund"
    ]
    assert [said.value.value for said in person.listings] == ["present", "absent"]


def test_an_earlier_decisions_absent_do_not_count() -> None:
    text = (
        "Byrådet\nMedlemmer: Ida Bro (A), Ole Lund (V)\n1. Vej\nBeslutning fra Teknisk Udvalg den 3. maj 2020\nAnbefales. Ole Lund deltog ikke.\n"
        "Beslutning\nGodkendt.\n"
    )
    assert [told(one)[:2] for one in people_of(text, "Byrådet", date="2020-05-12")] == [
        ("Ida Bro", "present"),
        ("Ole Lund", "present"),
    ]


@pytest.mark.parametrize(
    ("listed", "written", "same"),
    [
        ("Ida Marie Bro", "Ida Bro", True),  # middle name left out
        ("Ida Skaarup", "Ida Skårup", True),
        ("Ida Lorentzen", "Ida Lorenzen", True),  # said alike
        ("Ida Stephensen", "Ida Steffensen", True),
        ("Ida Bro", "Eva Bro", False),
        ("Ida Petersen", "Ida Pedersen", False),
    ],
)
def test_spellings(listed: str, written: str, same: bool) -> None:
    people = people_of(f"Medlemmer: {listed}, Ole Lund\n1. A\nBeslutning\n{written} oplyste, at det går.\n")
    assert len(people) == (2 if same else 3)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sagen om Hans Broges Gade blev drøftet.",
        "Firmaet Ole Lund A/S vandt udbuddet.",
        "Karl Krøyers Skole har svaret.",
        "Dansk Blindesamfund og Danske Bank deltog.",
        "Plejehjemmet Marie Louise lukker.",
        "Sankt Hans Aften holdes på stranden.",
        "Udvalget for Teknik og Miljø anbefaler sagen.",
        "Projekt Grøn Vej blev vedtaget.",
    ],
)
def test_no_person(sentence: str) -> None:
    assert people_of(f"1. A\nBeslutning\n{sentence}\n") == ()


def test_first_names_where_minutes_go_by_them() -> None:
    text = "Ungerådet\n1. Fest\nKlara skriver til Ejgil. Ejgil spørger skolen.\n2. Løb\nViggo sender brevet. Klara stemte for.\n3. Evt.\nI august er der ferie.\n"
    assert [told(one) for one in people_of(text, "Ungerådet")] == [
        ("Klara", "present", [], None),
        ("Ejgil", "present", [], None),
        ("Viggo", "present", [], None),
    ]


LETTERS = st.text(
    alphabet="Hans OleLundIdaBro(A),.:;\n\t-/–og deltog ikke punkt 1 2 Fraværende Medlemmer vforlod mødet kl.",
    max_size=400,
)


@settings(max_examples=60, deadline=None)
@given(LETTERS, LETTERS, LETTERS)
def test_no_text_breaks_it(head: str, first: str, second: str) -> None:
    people_of(
        f"Medlemmer: {head}\nAfbud: {first}\n1. Punkt\nBeslutning\n{second}\n2. Punkt\nFraværende: {head}\n{first}",
        "Byrådet",
    )


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        # a table of names, parties and who came
        (
            "Navn\tParti\tStatus\nIda Bro\tA\tTil stede\nOle Lund\tV\tFraværende",
            [("Ida Bro", "present", MEMBER, "A"), ("Ole Lund", "absent", MEMBER, "V")],
        ),
        # a list under no label
        (
            "Borgmester Ida Bro (A)\nOle Lund (V)\nEva Dam (C)\nFraværende: Eva Dam (C)",
            [
                ("Ida Bro", "present", ["Borgmester", "member"], "A"),
                ("Ole Lund", "present", MEMBER, "V"),
                ("Eva Dam", "absent", MEMBER, "C"),
            ],
        ),
        # groups of a staff committee
        (
            "Ledere: Ida Bro (formand)\nTR/AMR: Ole Lund (BUPL, næstformand), Eva Dam (AMR)",
            [
                ("Ida Bro", "present", ["chair", "member"], None),
                ("Ole Lund", "present", ["member", "vice-chair"], None),
                ("Eva Dam", "present", ["AMR", "member"], None),
            ],
        ),
        # who came instead
        (
            "Afbud: Ida Bro (A), i stedet mødte Ole Lund (A)",
            [("Ida Bro", "absent", MEMBER, "A"), ("Ole Lund", "present", ["substitute"], "A")],
        ),
        # absent from some of the items
        (
            "Medlemmer\nIda Bro (A)\nOle Lund (V)\nFraværende\nOle Lund (V), sag 2",
            [("Ida Bro", "present", MEMBER, "A"), ("Ole Lund", "partial", MEMBER, "V")],
        ),
    ],
)
def test_heads(head: str, expected: list[tuple[str, str | None, list[str], str | None]]) -> None:
    text = f"Byrådet\n{head}\n\n1. Dagsorden\nBeslutning\nGodkendt.\n2. Budget\nBeslutning\nDrøftet.\n"
    assert [told(person) for person in people_of(text, "Byrådet")] == expected


def test_whom_a_substitute_stands_in_for() -> None:
    people = people_of(
        "Medlemmer: Ida Bro (A)\nAfbud: Ida Bro (A)\nOle Lund (A) deltog som stedfortræder for Ida Bro.\n1. A\nJa.\n2. B\nNej.\n"
    )
    assert [one.substitute_for.value for one in people if one.substitute_for] == ["Ida Bro"]
