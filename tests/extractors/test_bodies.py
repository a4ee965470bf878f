"""Names of bodies and organisations: by their form, with near misses."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.extractors.bodies import TREATING, BodyKind, find_bodies, is_abbreviation, lower_words, standard_names


def names(text: str) -> list[str]:
    return [one.name for one in find_bodies(text, vocabulary=lower_words(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # compounds by their ending
        ("Sagen behandles i Økonomiudvalget i dag.", ["Økonomiudvalget"]),
        ("Sagen er i høring hos handicaprådet.", ["handicaprådet"]),
        ("Økonomiudvalgets indstilling følges.", ["Økonomiudvalget"]),
        # elliptic first parts belong to the name, with or without their hyphen
        ("Det drøftes i Social- og Sundhedsudvalget.", ["Social- og Sundhedsudvalget"]),
        ("Det drøftes i Børne-, Kultur- og Fritidsudvalget.", ["Børne-, Kultur- og Fritidsudvalget"]),
        ("Det drøftes i Social og Sundhedsudvalget.", ["Social og Sundhedsudvalget"]),
        ("Byrådet og Økonomiudvalget mødes.", ["Byrådet", "Økonomiudvalget"]),
        # a capitals' line
        ("INDBERETNING TIL MILJØ- OG PLANMINISTERIET OM SPILDEVAND", ["MILJØ- OG PLANMINISTERIET"]),
        # a name before a plain word
        ("De låner Vestby Idrætshal og mødes på Nordby Bibliotek.", ["Vestby Idrætshal", "Nordby Bibliotek"]),
        ("Aftalen er indgået med Vestby Kommune.", ["Vestby Kommune"]),
        ("Sagen sendes til Teknisk Udvalg.", ["Teknisk Udvalg"]),
        ("Nyt Vestby Sundhedscenter åbner.", ["Vestby Sundhedscenter"]),
        ("Øst- og Vestfjords Politi deltog.", ["Øst- og Vestfjords Politi"]),
        # municipalities that share the word
        ("Vi mødes med Vestby og Nordby Kommuner.", ["Vestby Kommune", "Nordby Kommune"]),
        # a head before a name
        ("Grundejerforeningen Solbakken har skrevet.", ["Grundejerforeningen Solbakken"]),
        ("Hun er på plejehjemmet Engly nu.", ["plejehjemmet Engly"]),
        ("Udvalget for Kultur og Fritid mødes.", ["Udvalget for Kultur og Fritid"]),
        ("Det hører under Center for Klima, Teknik og Miljø.", ["Center for Klima, Teknik og Miljø"]),
        ("Borgergruppen Åens Venner slår græsset.", ["Åens Venner"]),
        # departments, companies, national names
        ("Kultur og Idræt indstiller, at det godkendes.", ["Kultur og Idræt"]),
        ("De tre centre: Børn & Læring, Sundhed & Omsorg.", ["Børn & Læring", "Sundhed & Omsorg"]),
        ("Nordens Byg og Anlæg ApS søger.", ["Nordens Byg og Anlæg ApS"]),
        ("Garantien gives til Vestby Fjernvarme a.m.b.a. i dag.", ["Vestby Fjernvarme a.m.b.a."]),
        ("Foreningen til Gamle Huses Bevarelse har skrevet.", ["Foreningen til Gamle Huses Bevarelse"]),
        ("Kirkens Korshærs varmestue og FOA, 3F og HK deltog.", ["Kirkens Korshær", "FOA", "3F", "HK"]),
        ("Ældre Sagen i Vestby har svaret.", ["Ældre Sagen i Vestby"]),
        ("Han er med i Boldklubben Fremad, VIK og B1921.", ["Boldklubben Fremad", "VIK", "B1921"]),
        ("Danske Handicaporganisationer (DH) i Vestby peger på ham.", ["Danske Handicaporganisationer (DH) i Vestby"]),
        # unknown names that act, or that something comes from
        ("I dag er Sund Grafisk på besøg, og Sund Grafisk har rykket.", ["Sund Grafisk", "Sund Grafisk"]),
        # a number run into the title behind it
        ("41Botilbuddet Engly - lukket punkt", ["Botilbuddet Engly"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Forvaltningen indstiller, at udvalget drøfter sagen.",  # whichever is at hand
        "Udvalget og rådet mødes med bestyrelsen og foreningen.",
        "Arbejdsmarkedsområdet og voksenområdet drøftes.",  # "-området" is no "-rådet"
        "Bestyrelsen og Skolebestyrelsen siger tak.",  # a board goes by its organisation
        "Vi mødes på rådhuset i Storegade og går ned ad Nordre Strandvej.",  # places
        "Dansk Folkeparti og Venstre stemte imod.",  # parties
        "Lokalplanen fastlægger en LED-belysning og CO2-mål.",  # abbreviations of things
        "Derfor er Sundhedschefen og Ældreguiden nævnt.",  # posts and things
        "De deltager i konferencen Teknik & Miljø.",  # a conference
        "Hun bor Vestby Center 85.",  # an address
        "",
    ],
)
def test_no_names(text: str) -> None:
    assert names(text) == []


def test_people_are_no_organisations() -> None:
    text = "Derefter har Ida Skole talt."
    assert [one.name for one in find_bodies(text)] == ["Ida Skole"]
    assert find_bodies(text, people=[(14, 23)]) == []


def test_spans_and_kinds() -> None:
    text = "Sendt til Ældrerådets formand og Miljøstyrelsen."
    found = find_bodies(text)
    assert [(text[one.start : one.end], one.kind) for one in found] == [
        ("Ældrerådet", BodyKind.ADVISORY),
        ("Miljøstyrelsen", BodyKind.AUTHORITY),
    ]
    assert found[0].kind in TREATING
    assert found[1].kind not in TREATING


def test_abbreviations() -> None:
    assert "Økonomiudvalget" in standard_names("ØU")
    assert standard_names("XQZ") == ()
    assert is_abbreviation("VIK")
    assert not is_abbreviation("LED")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="AÆbcdrå gsuvtelØÅ-,.&()\n'ogfri", max_size=120))
def test_any_text(text: str) -> None:
    found = find_bodies(text, vocabulary=lower_words(text))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize(
    "piece", ["at ", "A", "A-", "og ", "Social- og ", "Udvalget for ", "Aa, ", "X & ", "KL ", "(", "Kommune "]
)
def test_long_texts_cost_linear_time(piece: str) -> None:
    def cost(count: int) -> float:
        text = piece * count
        start = time.process_time()
        find_bodies(text, vocabulary=lower_words(text))
        return time.process_time() - start

    small = max(cost(2_000), 0.005)
    assert cost(16_000) < 40 * small  # eight times the text; squared time would cost 64 times
