"""Names as users type them: tolerant where one thing fits, never a guess where several do."""

from __future__ import annotations

import pytest

from graphbuild.errors import UsageError
from graphbuild.graph.store import GraphStore
from graphbuild.questions import ParameterType
from graphbuild.questions.danish_order import danish_key, value_key
from graphbuild.questions.names import find


@pytest.mark.parametrize(
    ("type_", "wanted", "found"),
    [
        (ParameterType.PERSON, "Torben Ålykke", "Torben Ålykke"),
        (ParameterType.PERSON, "torben aalykke", "Torben Ålykke"),
        (ParameterType.PERSON, "ÅLYKKE", "Torben Ålykke"),
        (ParameterType.PERSON, "Susanna Ebdrup", "Susanne Ebdrup"),  # printed so once
        (ParameterType.PERSON, "Hanne Østerlund, Nørholt", "Hanne Østerlund"),
        (ParameterType.PERSON, "hanne oesterlund, noerholt kommune", "Hanne Østerlund"),
        (ParameterType.PERSON, "Birthe Melg", "Birthe Melgaard"),
        (ParameterType.BODY, "social- og sundhed", "Social- og Sundhedsudvalget"),
        (ParameterType.CASE, "27.42.00-g01-3-23", "27.42.00-G01-3-23"),
        (ParameterType.MUNICIPALITY, "noerholt", "Nørholt Kommune"),
        (ParameterType.MUNICIPALITY, "991", "Fjordlev Kommune"),
        (ParameterType.ACTOR, "kirkens korshær", "Kirkens Korshær"),
    ],
)
def test_a_name_that_fits_one_thing(examples: GraphStore, type_: ParameterType, wanted: str, found: str) -> None:
    assert find(examples, type_, wanted).names[0] == found


@pytest.mark.parametrize(
    ("type_", "wanted", "message"),
    [
        (ParameterType.PERSON, "Østerlund", "Hanne Østerlund (person, Nørholt Kommune)"),
        (ParameterType.PERSON, "Hanne", "fits"),
        (ParameterType.BODY, "Byrådet", "Byrådet (body, Aabykøbing Kommune)"),
        (ParameterType.PERSON, "Ebd rup", "There is no person called »Ebd rup«"),
        (ParameterType.PERSON, "strup", "There is no person called »strup«"),  # the end of a word is no beginning
        (ParameterType.PERSON, "?!", "»?!« is no name"),
        (ParameterType.CASE, "99.99", "There is no case called »99.99«"),
    ],
)
def test_a_name_that_fits_none_or_several(
    examples: GraphStore, type_: ParameterType, wanted: str, message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        find(examples, type_, wanted)
    assert message in str(raised.value)


def test_a_mistyped_name_is_answered_with_the_nearest(examples: GraphStore) -> None:
    with pytest.raises(UsageError) as raised:
        find(examples, ParameterType.PERSON, "Torben Alyke")
    assert raised.value.advice is not None
    assert "Torben Ålykke" in raised.value.advice


def test_danish_order() -> None:
    names = ["Zahle", "Ærø", "Aabenraa", "Østerby", "Åbenrå", "Allerød", "punkt 10", "punkt 9", "", "aß", "Ähtäri"]
    assert sorted(names, key=danish_key) == [
        "", "Allerød", "aß", "punkt 9", "punkt 10", "Zahle", "Ähtäri", "Ærø", "Østerby", "Aabenraa", "Åbenrå",
    ]  # fmt: skip
    cells = [None, 3, 1, None, 2]
    assert sorted(cells, key=value_key) == [1, 2, 3, None, None]
    assert sorted(cells, key=lambda cell: value_key(cell, descending=True)) == [3, 2, 1, None, None]
    assert sorted("abc", key=lambda cell: value_key(cell, descending=True)) == ["c", "b", "a"]
