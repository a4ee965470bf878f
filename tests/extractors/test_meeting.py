"""The meeting's head: municipality, bodies, date, times, place, kind, and the next meeting."""

from __future__ import annotations

import pytest

from graphbuild.extractors.meeting import extract_meeting, extract_municipality, extract_next_meeting
from graphbuild.lexicon.municipalities import Gazetteer
from tests.layouts.minutes_of import minutes_of

AGENDA = "\n\n1. Dagsorden\nBeslutning\nGodkendt.\n\n2. Eventuelt\nBeslutning\nIntet.\n"

HEADS = [
    # (head, bodies, date, start, end, place, kind)
    (
        "Referat\nKlima- og Miljøudvalget\nDannet den:   Fredag den 23-02-2018\nMødedato:   Torsdag den 22-02-2018\nMødetidspunkt:  18:00-19:00\nMødested:   Harhoff",
        (["Klima- og Miljøudvalget"], "2018-02-22", "18:00", "19:00", "Harhoff", "ordinary"),
    ),
    (
        "Ekstraordinært møde i SektorMED\nDato:\t26. marts 2015\nTidspunkt:\tKl. 10.30-12.00\nSted:\tMødelokale 3",
        (["SektorMED"], "2015-03-26", "10:30", "12:00", "Mødelokale 3", "extraordinary"),
    ),
    ("REFERAT Skoleudvalget 2014 - 2017 d. 27-08-2014", (["Skoleudvalget"], "2014-08-27", None, None, None, "ordinary")),
    ("Ungerådsmøde d. 8. april 2021", (["Ungerådet"], "2021-04-08", None, None, None, "ordinary")),
    ("Social og sundheds møde den 17. april 2023", (["Social og sundhed"], "2023-04-17", None, None, None, "ordinary")),
    (
        "Fællesmøde: Social og Arbejdsmarkedsudvalget og Handicaprådet\nMødedato: 24. februar 2015",
        (["Social- og Arbejdsmarkedsudvalget", "Handicaprådet"], "2015-02-24", None, None, None, "joint"),
    ),
    (
        "Byrådet\nReferat\naf møde den 10. maj 2011 kl. 17:30\nÅbne punkter kl. 19:00 i Byrådssalen\nMødet hævet kl. 22:05",
        (["Byrådet"], "2011-05-10", "17:30", "22:05", "Byrådssalen", "ordinary"),
    ),
    (
        "Lokaludvalg Syd\nMødet, der blev afholdt på Syd Bibliotek, startede kl. 18.30 og sluttede klokken 21.55.\nOrdinært møde i Sydbyens Lokaludvalg den 29. januar 2009",
        (["Sydbyens Lokaludvalg"], "2009-01-29", "18:30", "21:55", "Syd Bibliotek", "ordinary"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_heads(head: str, expected: tuple[object, ...]) -> None:
    meeting = extract_meeting(minutes_of(head + AGENDA), None)
    found = (
        [body.value for body in meeting.bodies],
        *(
            said.value if said else None
            for said in (meeting.date, meeting.start, meeting.end, meeting.place, meeting.kind)
        ),
    )
    assert found == expected


def test_no_date_is_taken_from_the_items() -> None:
    minutes = minutes_of("Fællesmøde\n\n1. Plan\nDrøftelse\nVi mødes d. 3. marts 2015.\n\n2. Eventuelt\nIntet.\n")
    assert extract_meeting(minutes, None).date is None


TOWNS = [
    ("Stevns Kommune\nUdsatterådet", "336"),
    (
        "Svendborg Lokale Beskæftigelsesråd\nHer deltog Langeland Kommune",
        "479",
    ),  # the meeting's body tells more than a neighbour
    ("Referat fra Byrådet", None),
]


@pytest.mark.parametrize(("head", "code"), TOWNS)
def test_municipalities(head: str, code: str | None) -> None:
    found = extract_municipality(minutes_of(head + AGENDA), Gazetteer.standard())[1]
    assert (found.value if found else None) == code


NEXT = [
    ("Dato: 8. april 2021", "Næste møde er mandag d. 10. maj kl. 16.30 på Zoom", "2021-05-10"),
    ("Dato: 14. december 2018", "Næste møde i rådet er som planlagt den 11. januar 2019, kl. 10.", "2019-01-11"),
    ("Dato: 8. april 2021", "Sagen tages op på næste møde.", None),
    ("Dato: 8. april 2021", "Mødet den 12. marts var godt.", None),
]


@pytest.mark.parametrize(("head", "text", "expected"), NEXT)
def test_next_meeting(head: str, text: str, expected: str | None) -> None:
    minutes = minutes_of(f"{head}\n\n1. Dagsorden\nBeslutning\nGodkendt.\n\n2. Eventuelt\nBeslutning\n{text}\n")
    found = extract_next_meeting(minutes, extract_meeting(minutes, None))
    assert (found.value if found else None) == expected
