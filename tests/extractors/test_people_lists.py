"""Lists of people under a label: names, and what is printed beside them."""

from __future__ import annotations

import pytest

from graphbuild.extractors.name_lists import is_nobody, read_list
from graphbuild.extractors.participants import list_end

Row = tuple[str, list[str], str | None, str | None]  # name, roles, party, remark


def rows(text: str) -> list[Row]:
    return [
        (
            entry.name,
            [role.role for role in entry.roles],
            text[slice(*entry.party)].strip() if entry.party else None,
            entry.remark,
        )
        for entry in read_list(text).entries
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # commas and "og"
        (
            "Ida Bro, Ole Lund og Eva Dam.",
            [("Ida Bro", [], None, None), ("Ole Lund", [], None, None), ("Eva Dam", [], None, None)],
        ),
        # party letter in brackets, office behind
        ("Ida Bro (A), formand", [("Ida Bro", ["chair", "member"], "A", None)]),
        # a comma before the bracket
        ("Ida Bro, (A)", [("Ida Bro", [], "A", None)]),
        # user initials are no party; the letter stands in a column of its own
        (
            "Ida Bro (ibro)      A\nOle Lund\nEva Dam (xevd)      Ø",
            [("Ida Bro", [], "A", None), ("Ole Lund", [], None, None), ("Eva Dam", [], "Ø", None)],
        ),
        # two columns
        (
            "Ida Bro (A), borgmester      Ole Lund (V), 1. viceborgmester",
            [("Ida Bro", ["borgmester"], "A", None), ("Ole Lund", ["1. viceborgmester"], "V", None)],
        ),
        # remarks and offices in brackets
        (
            "Ida Bro (afbud), Ole Lund (referent)",
            [("Ida Bro", [], None, "absent"), ("Ole Lund", ["secretary"], None, None)],
        ),
        # an association is neither party nor person
        (
            "Ida Bro, Danske Seniorer (DS), formand\nOle Lund, DS",
            [("Ida Bro", ["chair", "member"], None, None), ("Ole Lund", [], None, None)],
        ),
        # a title that holds "og"
        ("Ida Bro, chef for Vej og Park", [("Ida Bro", ["official", "chef for Vej og Park"], None, None)]),
        (
            "Kultur- og Fritidschef Ida Bro og Socialchef Ole Lund",
            [
                ("Ida Bro", ["official", "Kultur- og Fritidschef"], None, None),
                ("Ole Lund", ["official", "Socialchef"], None, None),
            ],
        ),
        # two titles of one person
        ("Ida Bro (A), borgmester og mødeleder", [("Ida Bro", ["borgmester", "chair", "member"], "A", None)]),
        # groups inside the list
        (
            "Forældre: Ida Bro, Ole Lund\nLedelse: Skoleleder Eva Dam",
            [
                ("Ida Bro", [], None, None),
                ("Ole Lund", [], None, None),
                ("Eva Dam", ["official", "Skoleleder"], None, None),
            ],
        ),
        # a substitute
        ("Ida Bro (i stedet for Ole Lund)", [("Ida Bro", ["substitute"], None, None)]),
        # an initial without a stop is no party letter
        ("Ida E Bro", [("Ida E Bro", [], None, None)]),
        # first names alone
        ("Ida og Ole", [("Ida", [], None, None), ("Ole", [], None, None)]),
        # near misses: nobody
        ("Ingen", []),
        ("Dansk Handicap Forbund", []),
        ("FOA, HK", []),
    ],
)
def test_entries(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_the_group_of_an_entry_is_its_label() -> None:
    assert [entry.group for entry in read_list("Forældre: Ida Bro\nElever: Ole Lund").entries] == ["Forældre", "Elever"]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        # the sentence behind the list is not of it
        ("Ida Bro og Ole Lund.\nDagsordenen blev godkendt.", "Ida Bro og Ole Lund."),
        ("Ida Bro (A). Som stedfortræder deltog Ole Lund (A).", "Ida Bro (A)."),
        # what is said in brackets or behind a dash belongs to the entry
        ("Ida Bro (gik kl. 17)\nOle Lund – kom kl. 14", "Ida Bro (gik kl. 17)\nOle Lund – kom kl. 14"),
        # a heading ends it
        ("Ida Bro\nInhabile under mødet:\nOle Lund", "Ida Bro"),
    ],
)
def test_where_a_list_ends(text: str, listed: str) -> None:
    assert text[: list_end(text)] == listed


@pytest.mark.parametrize(("text", "nobody"), [("Ingen", True), ("Ingen.", True), (" - ", True), ("Inge Bro", False)])
def test_nobody(text: str, nobody: bool) -> None:
    assert is_nobody(text) is nobody
