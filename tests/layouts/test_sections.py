"""The labelled parts of an item, the meeting's head, and the text as a person reads it."""

from __future__ import annotations

import pytest

from graphbuild.layouts import FieldKind, SectionKind
from graphbuild.layouts.labels import section_label
from tests.layouts.minutes_of import minutes_of

LABELS = [
    ("Beslutning", SectionKind.DECISION),
    ("BESLUTNING I ØKONOMIUDVALGET DEN 10-03-2015", SectionKind.DECISION),
    ("Beslutning fra Økonomiudvalget den 3. maj 2011", SectionKind.DECISION),
    ("Beslutning Udvalget for Kultur og Fritid den 21-08-2013", SectionKind.DECISION),
    ("Lokaludvalgets beslutning på mødet den 29. januar 2009:", SectionKind.DECISION),
    ("Folkeoplysningsudvalget den 1. november 2011", SectionKind.DECISION),  # body and date stand for the word
    ("Indstilling:", SectionKind.RECOMMENDATION),
    ("Bilag: Kort over kanalen", SectionKind.ATTACHMENTS),
    ("Økonomiske konsekvenser", SectionKind.FINANCES),
    ("Sagsgang         BY    ØK    KMU", SectionKind.ROUTE),
    # near misses: sentences that begin with a label's word
    ("Indstillingen anbefales over for Økonomiudvalget og Byrådet.", None),
    ("Indstilling            x                 x", None),
    ("Beslutningen udskydes til næste møde.", None),
    ("høringssvar.", None),
    ("Bilag 2 - Prisoverslag.xlsx", None),
    ("• Udskrift af Socialudvalgets beslutning", None),
]


@pytest.mark.parametrize(("line", "kind"), LABELS)
def test_labels(line: str, kind: SectionKind | None) -> None:
    found = section_label(line)
    assert (found.kind if found else None) is kind


def test_absence_told_within_a_decision_stands_apart() -> None:
    item = minutes_of(
        "1. Dagsorden\nBeslutning\nFraværende: Bo Holm og Ib Lund\nGodkendt.\n2. Eventuelt\nBeslutning\nIntet.\n"
    ).items[0]
    assert [(section.kind, section.flow.text) for section in item.sections] == [
        (SectionKind.ABSENCE, "Bo Holm og Ib Lund"),
        (SectionKind.DECISION, "Godkendt."),
    ]


def test_text_goes_on_below_an_attachment_on_its_labels_line() -> None:
    item = minutes_of("1. APV\nBilag: Resultat af APV\nUdvalget drøftede resultatet.\n2. Eventuelt\nIntet.\n").items[0]
    assert [(section.kind, section.flow.text) for section in item.sections] == [
        (SectionKind.ATTACHMENTS, "Resultat af APV"),
        (SectionKind.TEXT, "Udvalget drøftede resultatet."),
    ]


def test_the_title_printed_again_is_no_text() -> None:
    item = minutes_of(
        "Punkt 1: Efterretningssager\nEfterretningsager\nBeslutning\nTaget til efterretning.\nPunkt 2: Eventuelt\nIntet.\n"
    ).items[0]
    assert [section.kind for section in item.sections] == [SectionKind.DECISION]


HEADS = [
    ("Mødested:    Rådhuset\nMødedato:    3. maj 2021\n", {FieldKind.PLACE: "Rådhuset", FieldKind.DATE: "3. maj 2021"}),
    # labels first, values after, a line each
    (
        "Dato:\nTid:\nSted:\n3. maj 2021\n12.30\nRådhuset\n",
        {FieldKind.DATE: "3. maj 2021", FieldKind.TIME: "12.30", FieldKind.PLACE: "Rådhuset"},
    ),
    # several labels on one line
    (
        "Mødedato: 24. februar 2015 Mødetidspunkt: 12.30-14.30\n",
        {FieldKind.DATE: "24. februar 2015", FieldKind.TIME: "12.30-14.30"},
    ),
    # labels in a row, and their values in a row, where a listed name parts place from person
    (
        "Mødested: Mødeleder: Referent: Rådhuset, salen Eva Birk Ida Holm\nDeltagere: Eva Birk, Bo Lind\n",
        {
            FieldKind.PLACE: "Rådhuset, salen",
            FieldKind.CHAIR: "Eva Birk",
            FieldKind.SECRETARY: "Ida Holm",
            FieldKind.PRESENT: "Eva Birk, Bo Lind",
        },
    ),
    # the value below its label
    (
        "Medlemmer\nEva Birk (A)\nBo Lind (V)\n\nBemærkning:\nIngen\n",
        {FieldKind.MEMBERS: "Eva Birk (A)\nBo Lind (V)", FieldKind.REMARKS: "Ingen"},
    ),
]


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_fields_of_the_head(head: str, expected: dict[FieldKind, str]) -> None:
    minutes = minutes_of(f"{head}\n1. Dagsorden\nGodkendt.\n2. Eventuelt\nIntet.\n")
    assert {field.kind: field.value.text for field in minutes.fields} == expected


def test_lines_become_sentences_again() -> None:
    text = (
        "1. Kirker\nSagsfremstilling\nVærestedet ligger i den gamle skole, og der er plads til fyrre menne-\nsker om dagen. Social- og\n"
        "Sundhedsudvalget har bevilget penge til driften i år.\nNy linje.\n2. Eventuelt\nIntet.\n"
    )
    flow = minutes_of(text).items[0].sections[0].flow
    assert flow.text == (
        "Værestedet ligger i den gamle skole, og der er plads til fyrre mennesker om dagen. Social- og Sundhedsudvalget har bevilget "
        "penge til driften i år.\nNy linje."
    )
    start = flow.text.index("mennesker")
    assert flow.document.quote(flow.span(start, start + len("mennesker"))) == "menne-\nsker"


def test_running_heads_and_page_numbers_stand_apart() -> None:
    page = "Sommerby Kommune\nByrådet den 3. maj 2021\n\n{}\n\nSide {}\n\f\n"
    text = "".join(
        page.format(body, number)
        for number, body in enumerate(
            (
                "1. Dagsorden\nBeslutning\nGodkendt.",
                "2. Budget\nBeslutning\nUdsat.",
                "3. Eventuelt\nBeslutning\nIntet.",
            ),
            1,
        )
    )
    minutes = minutes_of(text)
    assert [section.flow.text for item in minutes.items for section in item.sections] == [
        "Godkendt.",
        "Udsat.",
        "Intet.",
    ]


def test_every_span_lies_in_the_text() -> None:
    minutes = minutes_of("Dato: 3. maj 2021\n\n1. Dagsorden\nBeslutning\nGodkendt.\n2. Eventuelt\nIntet.\n")
    text = minutes.document.text
    for item in minutes.items:
        assert text[item.number.span.start : item.number.span.end] == item.number.value  # type: ignore[union-attr]
        assert item.title is not None
        assert item.title.span is not None
        assert minutes.document.quote(item.title.span) == item.title.value
