"""Referrals: where a case goes and where it has been."""

from __future__ import annotations

import pytest

from graphbuild.extractors.referrals import extract_referrals
from graphbuild.layouts import lay_out
from graphbuild.model import MeetingKind, MeetingMention, Said
from graphbuild.readers import read_bytes

Row = tuple[str, str | None]


def referrals(
    body: str, own: str = "Kulturudvalget", kind: MeetingKind = MeetingKind.ORDINARY, more: tuple[str, ...] = ()
) -> list[Row]:
    text = f"Vestby Kommune\n{own}\nMødedato: 12. maj 2020\n\n1. Ny bro\n{body}\n"
    minutes = lay_out(read_bytes("x.txt", text.encode()))
    meeting = MeetingMention(
        bodies=tuple(Said(name, None, "test") for name in (own, *more)),
        date=Said("2020-05-12", None, "test"),
        kind=Said(kind, None, "test"),
    )
    return [(one.to.value, one.date.value if one.date else None) for one in extract_referrals(minutes, meeting)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # earlier bodies' decisions under their own labels; the own one is none
        (
            "Beslutning fra Teknisk Udvalg den 4. maj 2020\nAnbefales.\nBeslutning fra Kulturudvalget den 12. maj 2020\nGodkendt.",
            [("Teknisk Udvalg", "2020-05-04")],
        ),
        (
            "Indstilling\nDet indstilles.\nØkonomiudvalget, 5. maj 2020, pkt. 15:\nAnbefales.",
            [("Økonomiudvalget", "2020-05-05")],
        ),
        (
            "Sagsfremstilling\nTidligere behandlet.\nSkoleudvalget den 5. maj 2020: Anbefales.",
            [("Skoleudvalget", "2020-05-05")],
        ),
        (
            "Sagsfremstilling\nAlle har behandlet sagen: Skoleudvalget 4. maj 2020 og Teknisk Udvalg den 5. maj 2020.",
            [("Skoleudvalget", "2020-05-04"), ("Teknisk Udvalg", "2020-05-05")],
        ),
        # treatment told
        ("Beslutning\nTeknisk Udvalg har anbefalet sagen den 4. maj 2020.", [("Teknisk Udvalg", "2020-05-04")]),
        ("Beslutning\nDen 4. maj 2020 behandlede Teknisk Udvalg sagen.", [("Teknisk Udvalg", "2020-05-04")]),
        ("Beslutning\nHandicaprådet har drøftet sagen.", [("Handicaprådet", None)]),
        ("Beslutning\nTeknisk Udvalg tager sagen op d. 4/11.", [("Teknisk Udvalg", "2020-11-04")]),
        # the planned way, each body with its day; a day without its year takes the meeting's
        (
            "Beslutning\nSagen behandles i Økonomiudvalget den 2. juni og i Byrådet den 12. juni.",
            [("Økonomiudvalget", "2020-06-02"), ("Byrådet", "2020-06-12")],
        ),
        (
            "Beslutning\nSkoleudvalget anbefalede sagen den 4. maj 2020 og Økonomiudvalget den 8. maj 2020.",
            [("Skoleudvalget", "2020-05-04"), ("Økonomiudvalget", "2020-05-08")],
        ),
        # sending and recommending
        ("Beslutning\nOversendes til Teknisk Udvalg.", [("Teknisk Udvalg", None)]),
        ("Beslutning\nSagen sendes tilbage til Skoleudvalget.", [("Skoleudvalget", None)]),
        ("Beslutning\nAnbefales til Byrådet.", [("Byrådet", None)]),
        ("Beslutning\nAnbefales over for Økonomiudvalget og Byrådet.", [("Økonomiudvalget", None), ("Byrådet", None)]),
        ("Indstilling\nDet indstilles, at byrådet godkender:\na. broen bygges.", [("byrådet", None)]),
        # a date makes the undated row of the same body superfluous
        (
            "Indstilling\nDet anbefales over for Byrådet, at broen bygges.\nBeslutning\nSagen behandles i Byrådet den 12. juni 2020.",
            [("Byrådet", "2020-06-12")],
        ),
        # ... but sent back is another step than the treatment before
        (
            "Beslutning\nSkoleudvalget behandlede sagen den 4. maj 2020. Sagen sendes tilbage til Skoleudvalget.",
            [("Skoleudvalget", "2020-05-04"), ("Skoleudvalget", None)],
        ),
        # the route under its label
        (
            "Videre proces\nØkonomiudvalget 2. juni 2020\nByrådet 12. juni 2020",
            [("Økonomiudvalget", "2020-06-02"), ("Byrådet", "2020-06-12")],
        ),
        ("Kompetence: Byrådet\nBeslutning\nDrøftet.", [("Byrådet", None)]),
        # hearings
        (
            "Indstilling\nUdkastet sendes i høring hos Udsatterådet og Ældrerådet fra 18. maj til 16. juni 2020.",
            [("Udsatterådet", "2020-05-18"), ("Ældrerådet", "2020-05-18")],
        ),
        ("Sagsfremstilling\nHoved-MED er blevet hørt.", [("Hoved-MED", None)]),
        ("Sagsfremstilling\nSeniorrådet har svaret på høringen.", [("Seniorrådet", None)]),
        ("Sagsfremstilling\nByrådet har sendt et udkast i høring med frist den 2. juni.", [("Byrådet", None)]),
        ("Sagsfremstilling\nByrådet sendte den 4. maj 2020 udkastet i høring.", [("Byrådet", "2020-05-04")]),
        ("Sagsfremstilling\nByrådet har den 4. maj 2020 sendt udkastet i høring.", [("Byrådet", "2020-05-04")]),
        (
            "Sagsfremstilling\nBroen er i høring. Der er kommet svar fra Forældrebestyrelsen for Dagplejen og Ældrerådet.",
            [("Forældrebestyrelsen for Dagplejen", None), ("Ældrerådet", None)],
        ),
        # passive, relative clause, a way past another body
        ("Sagsfremstilling\nPlanen skal vedtages af Byrådet den 12. juni 2020.", [("Byrådet", "2020-06-12")]),
        ("Sagsfremstilling\nPlanen skal godkendes af Byrådet.", [("Byrådet", None)]),
        (
            "Beslutning\nVi sender en udtalelse til Byrådet, der andenbehandler budgettet den 12. juni.",
            [("Byrådet", "2020-06-12")],
        ),
        (
            "Beslutning\nByrådet tager stilling den 12. juni efter en tur i Skoleudvalget.",
            [("Byrådet", "2020-06-12"), ("Skoleudvalget", None)],
        ),
        # an abbreviation under the name that the document gives it
        (
            "Sagsfremstilling\nTMU = Teknik- og Miljøudvalget\nBeslutning\nSagen behandles i TMU den 2. juni.",
            [("Teknik- og Miljøudvalget", "2020-06-02")],
        ),
        ("Beslutning\nSagen behandles i SOBU den 2. juni 2020.", [("SOBU", "2020-06-02")]),
    ],
)
def test_referrals(body: str, expected: list[Row]) -> None:
    assert sorted(referrals(body), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "body",
    [
        "Beslutning\nKulturudvalget anbefaler sagen den 12. maj 2020.",  # the own body
        "Beslutning\nUdvalget behandler sagen den 2. juni 2020.",
        "Beslutning\nForvaltningen sender en oversigt til Byrådet.",  # what is sent is no case
        "Beslutning\nFormanden sender svaret til Børneforvaltningen.",
        "Beslutning\nHun er valgt til Handicaprådet.",  # elected, not sent
        "Beslutning\nHan henviste til Jobcenter Vestbys ordning.",  # pointed to, not sent
        "Beslutning\nNår Byrådet har godkendt budgettet, går arbejdet i gang.",  # a condition
        "Sagsfremstilling\nByrådet afsatte penge i budgettet.",  # no day, no case
        "Sagsfremstilling\nFagudvalgene har behandlet deres egne områder i september.",  # each its own
        "Sagsfremstilling\nDer er kommet svar fra Ældrerådet.",  # no hearing
        "Sagsfremstilling\nReglerne er vedtaget af Byrådet.",  # long done
        "Bilag\nHøringssvar fra Ældrerådet",  # an attachment
        "Sagsfremstilling\nAlle fagudvalg har behandlet sagen.",  # whichever
        "Beslutning\nGodkendt.",
    ],
)
def test_no_referrals(body: str) -> None:
    assert referrals(body) == []


def test_deadline_is_no_date() -> None:
    assert referrals("Beslutning\nSagen oversendes til Teknisk Udvalg senest den 2. juni 2020.") == [
        ("Teknisk Udvalg", None)
    ]


def test_matrix_of_crosses() -> None:
    body = (
        "Sagsgang         BY    ØK    SKU   KUL\n"
        "Indstilling            x           x\n"
        "Beslutning       x\n"
        "BY=Byråd, ØK=Økonomiudvalg, SKU=Skoleudvalg, KUL=Kulturudvalg\n"
        "Sagsfremstilling\nByrådet og Økonomiudvalget skal se på broen."
    )
    assert sorted(referrals(body, own="Kulturudvalget"), key=str) == [("Byrådet", None), ("Økonomiudvalget", None)]


def test_route_codes() -> None:
    body = "Sagsgang: ØU-KB\nSagsfremstilling\nØkonomiudvalget og Kommunalbestyrelsen kender sagen."
    assert referrals(body) == [("Økonomiudvalget", None), ("Kommunalbestyrelsen", None)]


def test_code_of_the_own_committee() -> None:
    body = "Sagsgang: TM, ØK, BY\nSagsfremstilling\nByrådet og Økonomiudvalget kender broen."
    assert referrals(body, own="Udvalget for Teknik og Miljø") == [("Økonomiudvalget", None), ("Byrådet", None)]


def test_joint_meeting_sends_to_one_of_its_bodies() -> None:
    body = "Beslutning\nTemaerne præsenteres for udvalget d. 2. juni."
    assert referrals(body, kind=MeetingKind.JOINT, more=("Ældrerådet",)) == [("Kulturudvalget", "2020-06-02")]
    assert referrals(body) == []


def test_values_lead_back() -> None:
    text = "Vestby Kommune\nKulturudvalget\n\n1. Ny bro\nBeslutning\nSagen behandles i Byrådet den 12. juni 2020.\n"
    minutes = lay_out(read_bytes("x.txt", text.encode()))
    (one,) = extract_referrals(minutes, MeetingMention(bodies=(Said("Kulturudvalget", None, "test"),)))
    assert one.item == "1"
    assert one.to.span is not None
    assert minutes.document.quote(one.to.span) == "Byrådet"
    assert one.date is not None
    assert one.date.span is not None
    assert minutes.document.quote(one.date.span) == "den 12. juni 2020"


@pytest.mark.parametrize(
    "piece",
    [
        "Sagen behandles i Økonomiudvalget den 3. maj og i ",
        "Byrådet den 3. maj 2020, ",
        "i høring hos Ældrerådet og ",
        "ØU-KB ",
        "BY ØK SKU ",
        "Beslutning fra Byrådet ",
    ],
)
def test_long_lines(piece: str) -> None:
    assert len(referrals("Beslutning\n" + piece * 4_000)) < 20_000
