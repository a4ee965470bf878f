"""Organisations of whole minutes: one a body, under its fullest form."""

from __future__ import annotations

import pytest

from graphbuild.extractors.organisations import body_key, extract_organisations, shortens
from graphbuild.extractors.roster import Roster
from graphbuild.layouts import lay_out
from graphbuild.model import Document, MeetingMention, OrganisationMention, PersonMention, Said
from graphbuild.readers import read_bytes


def read(
    text: str, own: str | None = None, people: tuple[str, ...] = ()
) -> tuple[Document, tuple[OrganisationMention, ...]]:
    minutes = lay_out(read_bytes("x.txt", text.encode()))
    meeting = MeetingMention(bodies=(Said(own, None, "test"),) if own else ())
    roster = Roster(tuple(PersonMention(Said(name, None, "test")) for name in people))
    return minutes.document, extract_organisations(minutes, meeting, roster, Said("Vestby Kommune", None, "test"))


def names(text: str, own: str | None = None, people: tuple[str, ...] = ()) -> list[str]:
    return [one.name.value for one in read(text, own, people)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # genitive, definite form and case are one body
        ("1. Brev\nØkonomiudvalget mødes. Økonomiudvalgets svar kom.\n", ["Økonomiudvalget"]),
        # the short form joins the only longer one
        ("1. Brev\nVestby Musikudvalg søger. Musikudvalget deler ud.\n", ["Vestby Musikudvalg"]),
        ("1. Brev\nFredningsnævnet for Vestby mødes. Sagen er hos Fredningsnævnet.\n", ["Fredningsnævnet for Vestby"]),
        ("1. Brev\nJobcenter Vestby følger op. Derfor spørges Jobcentret.\n", ["Jobcenter Vestby"]),
        # ... but another town's job centre stays apart
        ("1. Brev\nJobcenter Nordby følger op. Derfor spørges Jobcentret.\n", ["Jobcenter Nordby", "Jobcentret"]),
        # the organisation and its branch are two
        ("1. Brev\nDerfor har 3F svaret, og 3F Nordby søger.\n", ["3F", "3F Nordby"]),
        # an abbreviation that the document defines
        ("1. Brev\nKommunernes Landsforening (KL) har skrevet. Svar til KL.\n", ["Kommunernes Landsforening"]),
        # with and without its legal form
        (
            "1. Brev\nVestby Vandværk søger et lån. Garantien gives til Vestby Vandværk a.m.b.a. nu.\n",
            ["Vestby Vandværk a.m.b.a."],
        ),
        # whichever is at hand is none
        ("1. Brev\nDirektionen og fagudvalgene drøfter. Forvaltningen skriver.\n", []),
    ],
)
def test_organisations(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_own_body_has_one_form() -> None:
    text = "1. Brev\nRådet mødes. Udsatterådet drøftede det. Handicaprådet også.\n"
    assert names(text, own="Vestby Udsatteråd") == ["Handicaprådet"]


def test_own_committee_under_section_17_has_one_form() -> None:
    text = "1. Brev\nI § 17, stk. 4-udvalget drøftede vi det.\n"
    assert names(text, own="§ 17, stk. 4-udvalget Liv på landet") == []


def test_people_are_left_out() -> None:
    text = "1. Brev\nDerfor har Ida Bank svaret.\n"
    assert names(text, people=("Ida Bank",)) == []


def test_variants_and_mentions_lead_back() -> None:
    document, (one,) = read("1. Brev\nKommunernes Landsforening (KL) har skrevet. Svar til KL.\n")
    assert [said.value for said in one.variants] == ["KL"]
    assert [document.quote(span) for span in one.mentions] == ["Kommunernes Landsforening", "KL", "KL"]
    assert one.name.span is not None
    assert document.quote(one.name.span) == "Kommunernes Landsforening"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Teknik- og Miljøudvalget", "teknik- og miljøudvalg", True),
        ("Job & Velfærd", "Job og Velfærd", True),
        ("Sektor-MED", "SektorMED", True),
        ("Det Lokale Beskæftigelsesråd", "LOKALT BESKÆFTIGELSESRÅD", True),
        ("Jobcenter Vestby", "Jobcenter Nordby", False),
        ("Kulturudvalget", "Skoleudvalget", False),
    ],
)
def test_key(left: str, right: str, same: bool) -> None:
    assert (body_key(left) == body_key(right)) is same


def test_shortens() -> None:
    assert shortens(body_key("Lokaludvalget"), body_key("Vestby Lokaludvalg"))
    assert shortens(body_key("udvalget"), body_key("Kulturudvalget"))
    assert not shortens(body_key("Kulturudvalget"), body_key("Skole- og Fritidsudvalget"))
