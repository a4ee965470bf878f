"""Names of bodies and organisations: by their form, with near misses."""

from __future__ import annotations

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
        # a place makes a common noun a name, a month does not
        ("Mødet er i forsamlingshuset i Vestby.", ["forsamlingshuset i Vestby"]),
        ("Menighedsrådet i Vestby er hørt.", ["Menighedsrådet i Vestby"]),
        ("Eleverne går på Byskolen i Vestby.", ["Byskolen i Vestby"]),
        ("Sagen er i Retten i Vestby nu.", ["Retten i Vestby"]),
        # institutions listed behind the plural that says what they are
        ("To plejecentre, Bakkebo og Engvang, er med.", ["Bakkebo", "Engvang"]),
        ("Vi besøger børnehaverne Bakkebo, Solhøj og Engvang.", ["Bakkebo", "Solhøj", "Engvang"]),
        # an article and words with capitals
        ("Svaret kom fra De Frie Legestuer i går.", ["De Frie Legestuer"]),
        # money comes from an organisation
        ("Projektet har fået 2,5 mio. kr. fra Lysglimt i år.", ["Lysglimt"]),
        # a compound head with "for"; two names that "og" joins
        ("Valg til Brugerrådet for Hjælpemidler i maj.", ["Brugerrådet for Hjælpemidler"]),
        (
            "Svar fra Rådet for Dyr og Det Lokale Uddannelsesråd i dag.",
            ["Rådet for Dyr", "Det Lokale Uddannelsesråd"],
        ),
        ("Ansøgning fra Foreningen Lys og Lyd i maj.", ["Foreningen Lys og Lyd"]),
        ("Støtte til Vestby Kvindeforening på Tværs i maj.", ["Vestby Kvindeforening på Tværs"]),
        ("Den ligger i Vestby Kvindeforening på Nygade.", ["Vestby Kvindeforening"]),
        # a committee under section 17, in the spellings met
        ("Det drøftes i § 17, stk. 4-udvalget i dag.", ["§ 17, stk. 4-udvalget"]),
        ("Det drøftes i §17-udvalget i dag.", ["§17-udvalget"]),
        # legal forms in small letters; a foreign municipality
        ("Aftalen med Vestby Vand a/s og Nordby Vand a|s gælder.", ["Vestby Vand a/s", "Nordby Vand a|s"]),
        ("Samarbejdet med Malmby Kommun går godt.", ["Malmby Kommun"]),
        # branches
        ("I dag har DH-Vestby og VisitVestby svaret.", ["DH-Vestby", "VisitVestby"]),
        # the department under the letterhead's municipality
        ("Vestby Kommune\nPersonale og HR\nREFERAT", ["Vestby Kommune", "Personale og HR"]),
        # what has a board is an institution, also where its word is a common one
        ("Forældrebestyrelsen for Dagplejen svarer, dagplejen lukker.", ["Dagplejen"]),
        # several staff committees
        ("Der orienteres i FagMED-udvalgene nu.", ["FagMED-udvalgene"]),
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
        "Der er mange billeder fra Lysningen 12.",
        "Bilag: Driftsaftale_2022_Teaterhuset.pdf",  # a file's name
        "Direktøren for Teknik og Miljø deltog.",  # a post
        "Bestyrelsen for foreningen mødes.",  # "-styrelsen" ends no board's name
        "UDVALG og MØDE og STED: et møde er et møde.",  # words in capitals
        "Retningslinjen ligger på Broen, og Lederne tilbydes et kursus.",  # known names that are common words
        "Det er Den Grønne Plan, og Det Nye Program og De Smukke Veje.",  # undertakings and places
        "Der er kommet 5.000 kr. fra Lilliepuljen og tilskud fra Aarhus.",  # a fund, a town
        "Der er møde i hallerne i Maj måned.",
        "Sagsfremstilling Foreningen søger om penge.",  # a label run into the text
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
def test_long_texts_come_to_an_end(piece: str) -> None:
    """A cost that grew with the square of these lengths would not end within the suite's patience."""
    text = piece * 100_000
    found = find_bodies(text, vocabulary=lower_words(text))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
