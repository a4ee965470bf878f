"""Personal names: recognising, taking apart, and which forms may be one person's. The names are made up."""

from __future__ import annotations

import pytest

from graphbuild.lexicon.names import (
    NameParts,
    NameRelation,
    compatible_names,
    distance,
    find_names,
    initials_of,
    is_name,
    name_parts,
)

NAMES = [
    "Hans Jensen",
    "Hans H. Jensen",
    "Anne-Lise Krogh",
    "Søren Åkjær Ødegaard",
    "Peter von Holst",
    "Mette Bo Lund",
    "HANS JENSEN",
]
NO_NAMES = [
    "Odder Kommune",
    "Teknisk Udvalg",
    "Mandag Jensen",
    "Nørre Allé",
    "Hans Jensens Vej",
    "Formand Hans Jensen",
    "Ældre Sagen",
    "hans jensen",
    "Hans 2 Jensen",
    "Afbud",
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_recognises_names(name: str) -> None:
    assert is_name(name) >= 0.6


@pytest.mark.parametrize("text", NO_NAMES)
def test_other_capitals_are_no_names(text: str) -> None:
    assert is_name(text) < 0.5


def test_the_lists_are_a_vote_not_a_condition() -> None:
    assert is_name("Zorbina Quaxly") == 0.5
    assert is_name("Mette Quaxly") == 0.75
    assert is_name("Mette Jensen") == 0.95


FOUND = [
    ("Til stede var Hans H. Jensen, Mette Lund og formanden.", ["Hans H. Jensen", "Mette Lund"]),
    ("Formand Hans Jensen bød velkommen", ["Hans Jensen"]),  # the title is cut off
    ("Fritidschef Mette Lund fortalte", ["Mette Lund"]),
    ("Udvalgets Mette Lund fortalte", ["Mette Lund"]),
    ("Hans Jensens forslag", ["Hans Jensen"]),  # genitive
    ("Hans Jensen\nMette Lund\nPeter Holm", ["Hans Jensen", "Mette Lund", "Peter Holm"]),  # a list, a name a line
    (
        "Referatet fra det forrige møde blev gennemgået af sekretær Mette\nLund i salen.",
        ["Mette Lund"],
    ),  # a wrapped line
    ("Deltagerne i dagens møde på rådhuset var desuden Anker Mikkel-\nsen og andre", ["Anker Mikkelsen"]),
    ("Hans Bo Jensen Mette Lund Krogh", ["Hans Bo Jensen", "Mette Lund Krogh"]),  # no comma between
    # near misses
    ("Sagen forelægges Teknisk Udvalg i Odder Kommune på Hans Jensens Vej.", []),
    ("Mandag den 3. maj på Rådhuset", []),
    ("Kultur og Fritid", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_finds_names(text: str, expected: list[str]) -> None:
    found = find_names(text)
    assert [one.name for one in found] == expected
    for one in found:
        assert " ".join(text[one.span.start : one.span.end].replace("-\n", "").split()) == one.name


def test_tells_the_title_before_a_name() -> None:
    text = "Fritidschef Mette Lund og Hans Jensen"
    assert [text[one.title.start : one.title.end] if one.title else None for one in find_names(text)] == [
        "Fritidschef",
        None,
    ]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Hans H. Jensen", NameParts("Hans", ("H.",), "Jensen")),
        ("Peter von Holst", NameParts("Peter", (), "von Holst")),
        ("Jensen, Hans Bo", NameParts("Hans", ("Bo",), "Jensen")),
        ("Mette", NameParts("Mette")),
        ("", NameParts("")),
    ],
)
def test_name_parts(name: str, parts: NameParts) -> None:
    assert name_parts(name) == parts


def test_initials_of() -> None:
    assert initials_of("Liv Ipsen") == {"LI"}
    assert initials_of("Mads Ravn Krogh") == {"MRK", "MK", "MR"}
    assert initials_of("Anne-Lise Krogh") == {"AK", "AL", "ALK"}
    assert initials_of("Mette") == frozenset()


COMPATIBLE = [
    ("Liv Ipsen", "Liv Ipsen", NameRelation.SAME),
    ("Jens Aagaard", "Jens Ågaard", NameRelation.SPELLING),
    ("Anne-Lise Krogh", "Anne Lise Krogh", NameRelation.SPELLING),
    ("René Krogh", "Rene Krogh", NameRelation.SPELLING),
    ("LI", "Liv Ipsen", NameRelation.INITIALS),
    ("ALK", "Anne-Lise Krogh", NameRelation.INITIALS),
    ("Mads", "Mads Ravn Krogh", NameRelation.FIRST_NAME),
    ("Krogh", "Mads Ravn Krogh", NameRelation.LAST_NAME),
    ("Mads K.", "Mads Krogh", NameRelation.FIRST_AND_INITIAL),
    ("Mads R", "Mads Ravn Krogh", NameRelation.FIRST_AND_INITIAL),
    ("Mads Krogh", "Mads Ravn Krogh", NameRelation.SUBSET),
    ("Hans H. Jensen", "Hans Henrik Jensen", NameRelation.SUBSET),
    ("Hans Jensen", "Hans H. Jensen", NameRelation.SUBSET),
    ("Liv Quistorp Krogh", "Liv Quistarp Krogh", NameRelation.MISSPELT),  # one letter, in no list
    ("Mads Quistorp", "Mads Quistrop", NameRelation.MISSPELT),  # two letters swapped
    # near misses: two people until something else says otherwise
    ("Hans Jensen", "Hans Hansen", None),
    ("Lene Jensen", "Lone Jensen", None),
    ("Hans Petersen", "Hans Pedersen", None),  # both are surnames of their own
    ("Jens Hansen", "Jan Hansen", None),
    ("Hans", "Hanne Jensen", None),
    ("LI", "Ida Lund", None),
    ("Mads K.", "Mads Lund", None),
    ("Mads Krogh", "Mette Krogh", None),
    ("Mads Ravn Krogh", "Mads Bo Krogh", None),
    ("", "Mads", None),
]


@pytest.mark.parametrize(("left", "right", "relation"), COMPATIBLE)
def test_compatible_names(left: str, right: str, relation: NameRelation | None) -> None:
    assert compatible_names(left, right) is relation
    assert compatible_names(right, left) is relation


@pytest.mark.parametrize(
    ("a", "b", "letters"), [("abe", "abe", 0), ("abe", "aben", 1), ("abe", "aeb", 1), ("abe", "xyz", 3)]
)
def test_distance(a: str, b: str, letters: int) -> None:
    assert distance(a, b) == letters


def test_distance_stops_counting() -> None:
    assert distance("a" * 20, "b" * 20, most=2) == 3
