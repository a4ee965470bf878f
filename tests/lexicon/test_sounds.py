"""Names that sound alike share a key, and names that do not have different ones."""

from __future__ import annotations

import pytest

from graphbuild.lexicon.sounds import sound


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Birthe", "Birte"),
        ("Kofod", "Koefoed"),
        ("Steffensen", "Stephensen"),
        ("Sindal", "Sindahl"),
        ("Kai", "Kaj"),
        ("Kay", "Kaj"),
        ("Carsten", "Karsten"),
        ("Kvistgaard", "Kvistgård"),
        ("Susanne", "Susanna"),
        ("Connie", "Conny"),
        ("Svend", "Sven"),
        ("Walther", "Valter"),
    ],
)
def test_alike(left: str, right: str) -> None:
    assert sound(left) == sound(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Lene", "Lone"),
        ("Karin", "Karina"),
        ("Petersen", "Pedersen"),
        ("Marie", "Maria"),
        ("Hansen", "Jensen"),
        ("Holm", "Hjelm"),
    ],
)
def test_not_alike(left: str, right: str) -> None:
    assert sound(left) != sound(right)
