"""Offices, titles and parties beside a name."""

from __future__ import annotations

import pytest

from graphbuild.extractors.roles import describe, is_outsider, roles_of_title, title_before


@pytest.mark.parametrize(
    ("title", "roles"),
    [
        ("formand", ["chair", "member"]),
        ("Næstformanden", ["vice-chair", "member"]),
        ("1. suppleant", ["substitute"]),
        ("udvalgsmedlem", ["member"]),
        ("Socialchef", ["official", "Socialchef"]),
        ("Teknisk direktør", ["official", "Teknisk direktør"]),
        ("Job- og Borgerservicechef", ["official", "Job- og Borgerservicechef"]),
        # what is new or past about it is no part of the title
        ("ny leder", ["official", "leder"]),
        # an outsider's and a politician's title make no employee
        ("Landskabsarkitekt", ["Landskabsarkitekt"]),
        ("Borgmester", ["Borgmester"]),
        ("Beskæftigelsesminister", ["Beskæftigelsesminister"]),
        # the chair of another body
        ("formanden for Strandbyens Lokaludvalg", ["formanden for Strandbyens Lokaludvalg"]),
        # near misses: no titles
        ("mødet", []),
        ("borgere og medarbejdere", []),
        ("kommunalbestyrelsen", []),
    ],
)
def test_roles_of_a_title(title: str, roles: list[str]) -> None:
    assert [role.role for role in roles_of_title(title, 0, len(title), "test")] == roles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Direktør Ida Bro", "Direktør"),
        ("Det lovede direktør Ida Bro", "direktør"),
        ("Fritids- og Idrætskonsulent Ida Bro", "Fritids- og Idrætskonsulent"),
        ("Formanden, Ida Bro", "Formanden"),
        ("en aftale med formanden for Havneby Lokalråd, Ida Bro", "formanden for Havneby Lokalråd"),
        # a verb is none
        ("Derefter takkede Ida Bro", None),
    ],
)
def test_title_before_a_name(text: str, title: str | None) -> None:
    place = title_before(text, text.index("Ida"))
    assert (text[slice(*place)] if place else None) == title


@pytest.mark.parametrize(
    ("words", "party", "initials"),
    [
        ("A", "A", None),
        ("SF", "SF", None),
        ("Venstre", "Venstre", None),
        # an association, a user's initials and the name's own are no parties
        ("LO", None, None),
        ("ibro", None, None),
        ("IB", None, "IB"),
    ],
)
def test_what_a_bracket_holds(words: str, party: str | None, initials: str | None) -> None:
    found = describe(words, 0, len(words), name="Ida Bro", bracket=True, rule="test")
    assert (words[slice(*found.party)] if found.party else None) == party
    assert (words[slice(*found.initials)] if found.initials else None) == initials


def test_outsiders() -> None:
    assert [is_outsider(title) for title in ("Museumschefen", "advokat", "Kulturchef")] == [True, True, False]
