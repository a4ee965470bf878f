"""One small document of an invented town and what it says, for the tests of graph and engines."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from graphbuild.model import (
    AmountMention,
    Anchor,
    Attendance,
    CommitmentMention,
    Document,
    ItemMention,
    MeetingKind,
    MeetingMention,
    OrganisationMention,
    Outcome,
    PersonMention,
    ProjectMention,
    Record,
    ReferralMention,
    Said,
    Span,
    Statement,
    Votes,
)

TEXT = """Sølund Kommune
Ældrerådet, den 7. marts 2023 kl. 9.00, Rådhuset
Til stede: Åse Bæk Nørgaard (formand, A), Ib Kjær
Afbud: Ib Kjær, Eva Lund
Referent: Ole Vig, centerchef

1. Ny aftale om "madservice"
Sagsnr. 27.35.00-G01-4-22
Center for Ældre indstiller, at aftalen godkendes.
Åse Bæk Nørgaard spurgte til prisen på 1,5 mio. kr.
Beslutning: Godkendt. Ø stemte imod.
Forvaltningen sender et notat til Ældre Sagen inden udgangen af april.
Sagen går til Økonomiudvalget den 21. marts 2023.
Bilag: Udkast til aftale

2. Eventuelt
Projekt Varm Hverdag blev nævnt.
"""


def document(text: str = TEXT, name: str = "aeldreraad-2023-03-07.txt") -> Document:
    return Document(
        name,
        sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "text/plain",
        text,
        anchors=(Anchor(0, "page 1"),),
    )


def said(value: Any, words: str | None = None, text: str = TEXT, rule: str = "sample") -> Said[Any]:
    """A value and where its words stand; without any it stands where it is itself printed."""
    start = text.index(words if words is not None else value)
    return Said(value, Span(start, start + len(words if words is not None else value)), rule)


def record(name: str = "aeldreraad-2023-03-07.txt") -> Record:
    absent = said(Attendance.ABSENT, "Ib Kjær, Eva Lund")
    return Record(
        document=name,
        sha256=document().sha256,
        municipality=said("Sølund Kommune"),
        municipality_code=Said("998", None, "looked-up"),
        meeting=MeetingMention(
            bodies=(said("Ældrerådet"),),
            date=said("2023-03-07", "7. marts 2023"),
            start=said("09:00", "kl. 9.00"),
            place=said("Rådhuset"),
            kind=said(MeetingKind.ORDINARY, "Ældrerådet"),
        ),
        people=(
            PersonMention(
                said("Åse Bæk Nørgaard"),
                attendance=said(Attendance.PRESENT, "Åse Bæk Nørgaard"),
                roles=(said("chair", "formand"), said("member", "formand")),
                party=said("A", "A)"),
            ),
            PersonMention(said("Ib Kjær"), listings=(said(Attendance.PRESENT, "Ib Kjær"), absent)),
            PersonMention(said("Eva Lund"), attendance=absent),
            PersonMention(
                said("Ole Vig"),
                attendance=said(Attendance.PRESENT, "Ole Vig"),
                roles=(said("secretary", "Referent"), said("official", "centerchef"), said("centerchef")),
            ),
        ),
        items=(
            ItemMention(
                said("1", "1."),
                title=said('Ny aftale om "madservice"'),
                case_number=said("27.35.00-G01-4-22"),
                kle=said("27.35.00"),
                open=said(True, "1."),
                proposer=said("Center for Ældre"),
                outcome=said(Outcome.APPROVED, "Godkendt"),
                decision=said("Godkendt. Ø stemte imod."),
                recommendation=(said("at aftalen godkendes"),),
                not_participating=(said("Eva Lund"),),
                votes=Votes(against=(said("Ø", "Ø stemte"),)),
                attachments=(said("Udkast til aftale"),),
                statements=(Statement(said("Åse Bæk Nørgaard"), said("Åse Bæk Nørgaard spurgte til prisen")),),
            ),
            ItemMention(said("2", "2."), title=said("Eventuelt")),
        ),
        commitments=(
            CommitmentMention(
                "1",
                said("sender et notat"),
                actor=said("Forvaltningen"),
                to=said("Ældre Sagen"),
                due=said("2023-04", "inden udgangen af april"),
                due_text=said("inden udgangen af april"),
            ),
        ),
        referrals=(ReferralMention("1", said("Økonomiudvalget"), said("2023-03-21", "21. marts 2023")),),
        organisations=(OrganisationMention(said("Ældre Sagen")),),
        projects=(ProjectMention(said("Varm Hverdag"), item="2"),),
        amounts=(AmountMention("1", said("1,5 mio. kr."), said(1500000.0, "1,5 mio. kr.")),),
    )
