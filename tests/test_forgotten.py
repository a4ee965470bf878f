"""The list of forgotten people: which places a name has in a text, what of a record goes, and the file itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.errors import UsageError
from graphbuild.forgotten import MASK, Forgotten, find_places, key_of_name, mask
from graphbuild.model import (
    CommitmentMention,
    Document,
    ItemMention,
    PersonMention,
    Record,
    Said,
    Span,
    Statement,
    Votes,
)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Lis Bo Holm", "Til stede: Lis Bo Holm (A)", ["Lis Bo Holm"]),
        ("Lis Bo Holm", "Lis Bo-Holm og LIS BO HOLM", ["Lis Bo-Holm", "LIS BO HOLM"]),
        ("Lis Bo Holm", "fra Lis Bo\nHolm, og fra Lis Bo Hol-\nms side", ["Lis Bo\nHolm", "Lis Bo Hol-\nm"]),
        ("Lis Bo Holm", "Lis Bo Holms forslag; Lis Bo Holm's", ["Lis Bo Holm", "Lis Bo Holm"]),
        (
            "Åse Bæk",
            "A\u030ase Bæk og Aase Bæk, lis.bæk@x.dk, aase.bæk@x.dk",
            ["A\u030ase Bæk", "Aase Bæk", "aase.bæk"],
        ),
        ("Lis Holm", "Lis Bo Holm, Lise Holm, Lis Holmgaard, Lis, Holm og Holm Lis", []),
        ("Lis Holm", "Lis\n\nHolm", []),
        ("Lis Holm", "Elis Holm", []),
        ("Jens Ras", "Jens Rass", ["Jens Ras"]),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, text: str, found: list[str]) -> None:
    key = key_of_name(name)
    assert [text[one.start : one.end] for one in find_places(text, key.__eq__, len(key))] == found


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_name_is_found_between_any_texts(before: str, after: str) -> None:
    text = f"{before} | Lis Holm | {after}"
    key = key_of_name("Lis Holm")
    places = find_places(text, key.__eq__, len(key))
    assert Span(len(before) + 3, len(before) + 11) in places
    assert all(key_of_name(text[one.start : one.end]) == key for one in places)


TEXT = """Til stede: Lis Holm (A), Ib Holm (B)
1. Lis Holms forslag
Lis Holm (Lis) spurgte til prisen. Ib svarede. Lis undersøger den. Imod stemte Lis og Ib.
"""


def said(words: str, value: str | None = None, nth: int = 0) -> Said[str]:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Said(value or words, Span(at, at + len(words)), "t")


RECORD = Record(
    "a.txt",
    "a" * 64,
    municipality_code=Said("981", None, "t"),
    people=(
        PersonMention(
            said("Lis Holm"), variants=(said("Lis", nth=3),), mentions=(said("Lis Holm", nth=2).span or Span(0, 0),)
        ),
        PersonMention(said("Ib Holm"), variants=(said("Ib", nth=1),)),
    ),
    items=(
        ItemMention(
            said("1"),
            title=said("Lis Holms forslag", "Lis  Holms forslag"),
            statements=(
                Statement(said("Lis Holm", nth=2), said("Lis Holm (Lis) spurgte til prisen.")),
                Statement(said("Ib", nth=1), said("Ib svarede.")),
            ),
            votes=Votes(
                against=(Said("Lis", Span(TEXT.rindex("Lis"), TEXT.rindex("Lis") + 3), "t"), said("Ib", nth=2))
            ),
        ),
    ),
    commitments=(CommitmentMention("1", said("undersøger den"), actor=said("Lis", nth=4)),),
)
DOCUMENT = Document("a.txt", "a" * 64, "text/plain", TEXT)


def test_what_names_the_person_goes_and_the_rest_stays_in_its_place() -> None:
    left = mask(DOCUMENT, RECORD, Forgotten().with_names([("981", "Lis Holm")]))
    assert left.document.text == (
        f"Til stede: {MASK * 8} (A), Ib Holm (B)\n1. {MASK * 8}s forslag\n"
        f"{MASK * 8} ({MASK * 3}) spurgte til prisen. Ib svarede. {MASK * 3} undersøger den."
        f" Imod stemte {MASK * 3} og Ib.\n"
    )
    (person,) = left.record.people
    assert person == RECORD.people[1]
    (item,) = left.record.items
    assert item.title is not None
    assert item.title.value == f"{MASK * 9}s forslag"
    assert item.statements == (RECORD.items[0].statements[1],)
    assert item.votes == Votes(against=(said("Ib", nth=2),))
    assert left.record.commitments == (CommitmentMention("1", said("undersøger den")),)
    assert left.people == 1


@pytest.mark.parametrize(
    "names",
    [
        [],
        [("982", "Lis Holm")],  # another municipality
        [("b" * 64, "Lis Holm")],  # another document
        [("981", "Lis Bo Holm")],
        [("981", "Lise Holm")],
    ],
)
def test_a_reading_that_names_nobody_of_the_list_stays_as_it_is(names: list[tuple[str, str]]) -> None:
    left = mask(DOCUMENT, RECORD, Forgotten().with_names(names))
    assert (left.document, left.record, left.people) == (DOCUMENT, RECORD, 0)


def test_a_name_of_one_word_counts_for_a_person_of_its_document_alone() -> None:
    text = "Til stede: Lis, Lis Holm"
    people = (PersonMention(Said("Lis", Span(11, 14), "t")), PersonMention(Said("Lis Holm", Span(16, 24), "t")))
    document, record = Document("b.txt", "b" * 64, "text/plain", text), Record("b.txt", "b" * 64, people=people)
    forgotten = Forgotten().with_names([("b" * 64 + "/word", "Lis")])
    left = mask(document, record, forgotten)
    assert left.document.text == f"Til stede: {MASK * 3}, Lis Holm"
    assert left.record.people == people[1:]


def test_the_list_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "forgotten.txt"
    assert Forgotten.read(path) == Forgotten()
    forgotten = Forgotten().with_names([("981", "Lis Holm"), ("981", "LIS HOLM"), ("982", "Ib Juul")])
    forgotten.write(path)
    assert Forgotten.read(path) == forgotten
    assert len(forgotten.entries) == 2
    assert forgotten.with_names([("981", "Lis-Holm")]) == forgotten
    assert forgotten.holds("981", key_of_name("lis holm"))
    assert not forgotten.holds("982", key_of_name("lis holm"))
    assert Forgotten().with_names([("981", "Lis Holm")]).salt != forgotten.salt


@pytest.mark.parametrize("line", ["Lis Holm", "981 | 7 | 00", "salt: zz", "981 | 7 | 00 | " + "x" * 32])
def test_a_list_that_is_spoilt_stops_the_build(tmp_path: Path, line: str) -> None:
    path = tmp_path / "forgotten.txt"
    path.write_text(f"# a list\nsalt: {'0' * 32}\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 3"):
        Forgotten.read(path)
