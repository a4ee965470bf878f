"""Short forms and the persons they mean."""

from __future__ import annotations

import pytest

from graphbuild.extractors.roster import Roster
from graphbuild.model import PersonMention, Said, Span


def person(name: str, *variants: str, roles: tuple[str, ...] = ()) -> PersonMention:
    nowhere = Span(0, 0)
    return PersonMention(
        Said(name, nowhere, "test"),
        tuple(Said(one, nowhere, "test") for one in variants),
        roles=tuple(Said(one, nowhere, "test") for one in roles),
    )


ROSTER = Roster(
    [
        person("Ida Marie Bro", "IMB", roles=("chair", "member")),
        person("Jonas Steen", roles=("official", "Socialchef")),
        person("Jonas Friis Lund", roles=("member",)),
        person("Poul Erik Vang", "Poul Erik Wang", roles=("member", "Borgmester")),
        person("Anne-Lise Toft", roles=("secretary",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ida Marie Bro", "Ida Marie Bro"),
        ("ida marie bro", "Ida Marie Bro"),
        ("Ida Bro (A)", "Ida Marie Bro"),
        ("IMB", "Ida Marie Bro"),
        ("Ida", "Ida Marie Bro"),
        ("Idas", "Ida Marie Bro"),
        ("Bro", "Ida Marie Bro"),
        ("Jonas S.", "Jonas Steen"),
        ("Jonas F", "Jonas Friis Lund"),
        ("Poul Erik", "Poul Erik Vang"),
        ("Poul Erik Wang", "Poul Erik Vang"),
        ("Anne Lise", "Anne-Lise Toft"),
        ("Socialchef Jonas Steen", "Jonas Steen"),
        ("Formanden, Ida Bro", "Ida Marie Bro"),
        ("formanden", "Ida Marie Bro"),
        ("Borgmesteren", "Poul Erik Vang"),
        ("socialchefen", "Jonas Steen"),
        ("Referenten", "Anne-Lise Toft"),
        # a slip of one letter in a longer word
        ("Ida Marie Broo", None),
        # two of them, nobody, and things
        ("Jonas", None),
        ("Kaj", None),
        ("udvalget", None),
        ("Ida og Jonas Steen", None),
        ("", None),
    ],
)
def test_resolve(text: str, name: str | None) -> None:
    found = ROSTER.resolve(text)
    assert (found.name.value if found else None) == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ida og Jonas Steen skriver.", ["Ida", "Jonas Steen"]),
        # the longest form wins; a genitive's s stays outside
        ("Ida Marie Bros forslag og Poul Eriks svar", ["Ida Marie Bro", "Poul Erik"]),
        # a first name that two bear, part of a longer word, of another name, or hyphened
        ("Jonas, Idas-vej, Idamaj, Ida Krogh, Ida-Marie", []),
        ("Anne-Lise ringer; Anne Lise ringer igen", ["Anne-Lise", "Anne Lise"]),
        ("IMB sender, IMBA gør ikke", ["IMB"]),
    ],
)
def test_find(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in ROSTER.find(text)] == found


def test_find_reads_a_part_of_a_text() -> None:
    assert [(one.start, one.end) for one in ROSTER.find("Ida og Ida og Ida", 4, 12)] == [(7, 10)]
