"""Abbreviations that a document defines itself."""

from __future__ import annotations

import pytest

from graphbuild.extractors.abbreviations import Abbreviations, find_definitions, letters_fit


def defined(text: str) -> dict[str, str]:
    return dict(Abbreviations(tuple(find_definitions(text))).as_mapping())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a table, bold marks and all
        (
            "KB = Kommunalbestyrelsen **ØU** = Økonomiudvalget **KPT** = Klima, Plan og Teknik",
            {"KB": "Kommunalbestyrelsen", "ØU": "Økonomiudvalget", "KPT": "Klima, Plan og Teknik"},
        ),
        (
            "BY=Byråd, SU=Skoleudvalg, BOU=By- og Omsorgsudvalg",
            {"BY": "Byråd", "SU": "Skoleudvalg", "BOU": "By- og Omsorgsudvalg"},
        ),
        ("KB: Kommunalbestyrelsen\nØU: Økonomiudvalget\n", {"KB": "Kommunalbestyrelsen", "ØU": "Økonomiudvalget"}),
        # in brackets, elliptic parts included
        ("en kopi til Skole-, Omsorgs- og Boligudvalget (SOBU).", {"SOBU": "Skole-, Omsorgs- og Boligudvalget"}),
        ("sammen med Kommunernes Landsforening (KL) i dag", {"KL": "Kommunernes Landsforening"}),
        ("Udvalget for Arbejde, Kultur og Turisme (AKT) mødes", {"AKT": "Udvalget for Arbejde, Kultur og Turisme"}),
        ("SIV (Samvirkende Idrætsforeninger i Vestby) er med", {"SIV": "Samvirkende Idrætsforeninger i Vestby"}),
        # near misses
        ("Ole Lund (A) og Eva Dam (V) stemte imod", {}),
        ("mødet (mandag) blev holdt i hallen (OBS)", {}),
        ("prisen er 100 kr. (EUR)", {}),
        ("Bilag: Brev\nStatus: Godkendt\n", {}),
        ("x = 5 og Y = 7", {}),
        ("", {}),
    ],
)
def test_definitions(text: str, expected: dict[str, str]) -> None:
    assert defined(text) == expected


def test_span_of_a_definition() -> None:
    text = "Svar fra Kommunernes Landsforening (KL)."
    (one,) = find_definitions(text)
    assert text[one.start : one.end] == "Kommunernes Landsforening (KL)"


@pytest.mark.parametrize(
    ("short", "long", "fits"),
    [
        ("KL", "Kommunernes Landsforening", True),
        ("BIP", "Boligindsatsprojektet", True),
        ("KL", "Landsforeningen", False),  # the first letter is another
        ("SU", "Stort og langt navn uden ende på nogen måde Udvalg", False),  # too many words passed over
    ],
)
def test_letters(short: str, long: str, fits: bool) -> None:
    assert letters_fit(short, long) is fits


def test_long_texts() -> None:
    assert find_definitions("(AB" * 30_000) == []
    assert find_definitions("AB = " * 20_000) == []
    assert find_definitions("Aa-, " * 20_000 + "(AB)") == []
