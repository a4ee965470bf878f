"""Named projects, plans and policies, with owner, leader, period and grant."""

from __future__ import annotations

import pytest

from graphbuild.extractors.projects import extract_projects, project_key
from graphbuild.extractors.roster import Roster
from graphbuild.layouts import lay_out
from graphbuild.model import PersonMention, ProjectMention, Said
from graphbuild.readers import read_bytes


def projects(title: str, text: str = "", people: tuple[str, ...] = ()) -> tuple[ProjectMention, ...]:
    minutes = f"Vestby Kommune\nKulturudvalget\nMødedato: 12. maj 2020\n\n1. {title}\nSagsfremstilling\n{text or 'Intet nyt.'}\n\n2. Eventuelt\nBeslutning\nIntet.\n"
    roster = Roster(tuple(PersonMention(Said(name, None, "test")) for name in people))
    return extract_projects(lay_out(read_bytes("x.txt", minutes.encode())), roster)


def names(title: str, text: str = "", people: tuple[str, ...] = ()) -> list[str]:
    return [one.name.value for one in projects(title, text, people)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # behind its noun, with or without quotes
        ("Klubben er med i projektet Gode Skift sammen med skolen.", ["Gode Skift"]),
        ("Programmet Fælles om Bordet har 31 foreninger.", ["Fælles om Bordet"]),
        ("Der er penge til projekt ”Byen i Bevægelse”.", ["Byen i Bevægelse"]),
        ("Den største indsats er Projekt Åbne Veje, der giver adgang.", ["Projekt Åbne Veje"]),
        ("Akutindsatsen, som hedder Hjælp Nu Vestby, består af kurser.", ["Hjælp Nu Vestby"]),
        # plans with numbers and years
        ("Vi vedtager Lokalplan 17.4 og kommuneplantillæg nr. 9 i dag.", ["Lokalplan 17.4", "kommuneplantillæg nr. 9"]),
        ("Stien indgår i Stiplan 2011-2019.", ["Stiplan 2011-2019"]),
        # with a capital inside a sentence
        ("Det er en del af Havne- og Byplansprogrammet nu.", ["Havne- og Byplansprogrammet"]),
        (
            "To analyser er færdige: Analyse af kørsel og Analyse af rengøring.",
            ["Analyse af kørsel", "Analyse af rengøring"],
        ),
        # told to be one
        ("Læsecamp: et samarbejde mellem tre skoler.", ["Læsecamp"]),
        # events by their year, meetings of bodies are none
        ("Vi deltager i Bådedage 2019 og i Folkefesten 2020.", ["Bådedage 2019", "Folkefesten 2020"]),
        ("Til Budgetmøde 2019 og Temadag 2020 kommer alle.", []),
        # what a page's waste quotes
        ("Start visning af ”Kulturudvalget REFERAT. Mødedato 3. maj” her.", []),
        # descriptions, meetings' calendars, laws and quotes are none
        ("Projektet blev godt modtaget, og anlægsprojektet går i gang.", []),
        ("Mødeplan 2021 og tidsplan 2021 blev godkendt.", []),
        ("Ordet ”Gamle Borgere” ændres, og hun sagde ”Vi er enige”.", []),
        ("Projektet Ida Bro leder, er færdigt.", ["Ida Bro"]),
    ],
)
def test_text(text: str, expected: list[str]) -> None:
    assert names("Orientering", text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Kultur- og fritidspolitik - endelig beslutning", ["Kultur- og fritidspolitik"]),
        ("Høring: Seniorpolitik for borgere på landet", ["Seniorpolitik for borgere på landet"]),
        ("Projekt vedrørende motion på recept", ["Projekt vedrørende motion på recept"]),
        ("Anlægsbevilling til Helhedsplan for Engene", ["Helhedsplan for Engene"]),
        ("Midtvejsstatus for projekt Stærk igen", ["Stærk igen"]),
        ("Evaluering af Leg og læs", ["Leg og læs"]),
        # what a title says it is about, before a colon
        ("Prøvehandling: Kaffe i parken", ["Kaffe i parken"]),
        # what is built, with the place that names it, by its stage
        ("Vådområde ved Lilleå", ["Vådområde ved Lilleå"]),
        ("Stien langs Østersund", ["Stien langs Østersund"]),
        ("Cykelstien Vestby-Nordby", ["Cykelstien Vestby-Nordby"]),
        ("Fjordpromenaden, etape 3", ["Fjordpromenaden"]),
        ("Anlægsbevilling til etape 2 af Ringvejen", ["etape 2 af Ringvejen"]),
        # a plan's own name behind its word
        ("Status på Kulturstrategi Fjordlandet 2025", ["Kulturstrategi Fjordlandet 2025"]),
        ("Integrationsdag 2019", ["Integrationsdag 2019"]),
        ("Høring af udkast til sundhedsaftale", ["sundhedsaftale"]),
        # plans that every municipality or school has
        ("Revideret spildevandsplan", []),
        ("Pædagogisk læreplan", []),
        ("Sorg- og kriseplan", []),
        # nothing that goes by a name
        ("Mødeplan 2021", []),
        ("Revision af regnskabet", []),
        ("Godkendelse af dagsorden", []),
    ],
)
def test_titles(title: str, expected: list[str]) -> None:
    assert names(title) == expected


def test_people_are_no_projects() -> None:
    assert names("Orientering", "Projektet Ida Bro leder, er færdigt.", people=("Ida Bro",)) == []


def test_forms_are_one_project() -> None:
    assert names(
        "Cykelstrategi - udkast", "Udkastet til Cykelstrategi 2021-2029 sendes ud. Cykelstrategi 2021-2029 er fin."
    ) == ["Cykelstrategi 2021-2029"]
    assert names("Seniorpolitik og input", "Arbejdet med seniorpolitikken går godt, og seniorpolitikken er klar.") == [
        "seniorpolitikken"
    ]


def test_years_go_before_the_municipality() -> None:
    assert names("Seniorpolitik for Vestby Kommune", "Udkastet til Seniorpolitik 2010-2013 sendes ud.") == [
        "Seniorpolitik 2010-2013"
    ]
    assert names("Seniorpolitik i Vestby Kommune") == ["Seniorpolitik i Vestby Kommune"]


def test_details() -> None:
    text = (
        "Kommunen har modtaget tilsagn om støtte med 1,5 mio. kr. i projektperioden fra 1. oktober 2020 og 2 år frem. "
        "Projektejer er Ida Bro og projektleder er Ole Lund."
    )
    (one,) = projects("Projekt vedrørende motion på recept", text)
    assert (one.item, one.owner and one.owner.value, one.leader and one.leader.value) == ("1", "Ida Bro", "Ole Lund")
    assert (one.start and one.start.value, one.end and one.end.value) == ("2020-10-01", "2022-09-30")
    assert one.grant is not None
    assert one.grant.value == 1_500_000


def test_key() -> None:
    assert project_key("Projekt ”Åbne Veje”") == project_key("åbne veje")
    assert project_key("Lokalplan nr. 17.4") == project_key("lokalplan 17.4")
    assert project_key("Lokalplan 17.4") != project_key("Lokalplan 17.5")
    assert project_key("ungestrategien") == project_key("Ungestrategi")


@pytest.mark.parametrize(
    "piece", ["projekt ", "Projekt A", "plan 2020 ", "A-, ", "Analyse af ", "”A", "som hedder A ", ": et projekt "]
)
def test_long_texts(piece: str) -> None:
    assert len(extract_projects(lay_out(read_bytes("x.txt", ("1. Brev\n" + piece * 8_000).encode())), Roster(()))) >= 0
