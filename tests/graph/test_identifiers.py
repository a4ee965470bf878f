from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.errors import UsageError
from graphbuild.graph.identifiers import DEFAULT_BASE, Identifiers, local_name, parse_passage, segment, slug
from graphbuild.model import Span

any_text = st.text(st.characters(exclude_categories=())) | st.sampled_from(
    ["", ".", "..", "\ud800", "\u202eabc", "a>b"]
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sølund Ældreråd", "soelund-aeldreraad"),
        ("Åse Kjær", "aase-kjaer"),
        ("A\u030ase Kjær", "aase-kjaer"),  # å as a and a ring
        ("ÅSE  KJÆR", "aase-kjaer"),
        ("Müller-Ødegård, É.", "muller-oedegaard-e"),
        ("SektorMED (Børn & Unge)", "sektormed-boern-unge"),
        ('x"> <script>', "x-script"),
        ("\u202eIb\u202c Kjær", "ib-kjaer"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_slug_keeps_apart_what_has_no_letters_left_or_is_cut() -> None:
    assert slug("—") != slug("…")
    assert slug("Жук") != slug("Жуков")
    assert slug("a" * 300) != slug("a" * 301)


@given(any_text)
def test_any_text_gives_a_valid_iri(text: str) -> None:
    names = Identifiers()
    iris = [
        names.named("person", text, text),
        names.case(text, text),
        names.meeting(text, (text, text), text, text),
        names.rule(text),
        names.topic(text),
        names.document(text),
    ]
    for iri in iris:
        assert ox.NamedNode(iri).value == iri
        assert re.fullmatch(r"[A-Za-z0-9:/._~%+-]+", iri)
        assert not re.search(r"/\.{0,2}(/|$)", iri.removeprefix(DEFAULT_BASE))


def test_iris_are_as_designed() -> None:
    names = Identifiers()
    base = "https://graphbuild.example/id/"
    assert [
        names.municipality("998"),
        names.named("body", "998", "Ældrerådet"),
        names.meeting("998", ("Ældrerådet",), "2023-03-07", "ab" * 32),
        names.case("998", "27.35.00-G01-4-22"),
        names.case("998", "14/14041"),
        names.passage("ab" * 32, Span(120, 180)),
    ] == [
        f"{base}municipality/998",
        f"{base}body/998/aeldreraadet",
        f"{base}meeting/998/aeldreraadet/2023-03-07",
        f"{base}case/998/27.35.00-G01-4-22",
        f"{base}case/998/14%2F14041",
        f"{base}document/{'ab' * 32}#char=120,180",
    ]


def test_a_joint_meeting_is_one_in_whatever_order_its_bodies_stand() -> None:
    names = Identifiers()
    there, back = (names.meeting("998", bodies, "2023-03-07", "ff") for bodies in (("B", "A"), ("A", "B")))
    assert there == back == f"{DEFAULT_BASE}meeting/998/a+b/2023-03-07"


@pytest.mark.parametrize(("bodies", "date"), [((), "2023-03-07"), (("A",), None), ((), None)])
def test_meetings_of_unknown_body_or_date_never_meet(bodies: tuple[str, ...], date: str | None) -> None:
    names = Identifiers()
    assert names.meeting("998", bodies, date, "a" * 64) != names.meeting("998", bodies, date, "b" * 64)


@pytest.mark.parametrize(
    "base", ["", "graph/", "https://x.example/id", "https://x.example/a b/", "https://x/#", "http://x/>/"]
)
def test_a_base_must_be_an_absolute_iri_ending_in_a_slash(base: str) -> None:
    with pytest.raises(UsageError):
        Identifiers(base)


def test_passage_is_read_back() -> None:
    iri = Identifiers().passage("ab" * 32, Span(3, 9))
    assert parse_passage(iri) == (f"{DEFAULT_BASE}document/{'ab' * 32}", Span(3, 9))
    for wrong in ("", "#char=1,2", f"{DEFAULT_BASE}document/x", f"{iri}x", f"{DEFAULT_BASE}document/x#char=-1,2"):
        with pytest.raises(UsageError):
            parse_passage(wrong)


def test_segments_and_names() -> None:
    assert [segment("4a"), segment(" 1 . 2 "), segment(".."), local_name("a/b/c")] == [
        "4a",
        "1%20.%202",
        segment(".."),
        "c",
    ]
    assert segment("..").startswith("x-")
