"""Heads as minutes print them: lists side by side, sides of a committee, remarks behind names, and what items add."""

from __future__ import annotations

import pytest

from tests.extractors.people_of import missing_of, people_of, told

ITEMS = "\n\n1. Dagsorden\nGodkendt.\n\n2. Budget\n{two}\n\n3. Skoler\nDrøftet.\n\n4. Eventuelt\n{last}\n"
MEMBER = ["member"]
Row = tuple[str, str | None, list[str], str | None]


def heads(head: str, *bodies: str, two: str = "Drøftet.", last: str = "Intet.") -> list[Row]:
    return [told(person) for person in people_of(head + ITEMS.format(two=two, last=last), *bodies)]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        # two lists side by side, a label in the midst of the second, what each did behind the name
        (
            (
                "Forældre:                     Medarbejdere:\n"
                "Ida Bro (formand)  Til stede  Ole Lund      Afbud\n"
                "Eva Dam            Afbud      Ledelse:\n"
                "Per Holm           Til stede  Leder Lis Bo  Til stede\n"
            ),
            [
                ("Ida Bro", "present", ["chair", "member"], None),
                ("Ole Lund", "absent", MEMBER, None),
                ("Eva Dam", "absent", MEMBER, None),
                ("Per Holm", "present", MEMBER, None),
                ("Lis Bo", "present", ["Leder", "official"], None),
            ],
        ),
        # the absent in the second column; a bracket that goes on in the line below
        (
            (
                "Deltagere                     Afbud\n"
                "Ida Bro (formand)             Per Holm\n"
                "Ole Lund (stedfortræder\n"
                "for Per Holm)                 Fraværende\n"
                "Eva Dam                       -\n"
            ),
            [
                ("Ida Bro", "present", ["chair", "member"], None),
                ("Per Holm", "absent", MEMBER, None),
                ("Ole Lund", "present", ["substitute"], None),
                ("Eva Dam", "present", MEMBER, None),
            ],
        ),
        # crosses under the labels
        (
            "Navn            Til stede   Afbud\nIda Bro         x\nOle Lund                    x\n",
            [("Ida Bro", "present", MEMBER, None), ("Ole Lund", "absent", MEMBER, None)],
        ),
        # the sides of a staff committee as bare headings; who came instead
        (
            (
                "Deltagere:\nLedersiden\nDirektør Ida Bro, formand\nSkolechef Ole Lund (afbud)\n"
                "Medarbejdersiden\nEva Dam, FOA, næstformand\nPer Holm, DSR - afbud, i stedet deltog Lis Krogh\n"
            ),
            [
                ("Ida Bro", "present", ["Direktør", "chair", "member", "official"], None),
                ("Ole Lund", "absent", ["Skolechef", "official"], None),
                ("Eva Dam", "present", ["member", "vice-chair"], None),
                ("Per Holm", "absent", MEMBER, None),
                ("Lis Krogh", "present", ["substitute"], None),
            ],
        ),
        # a list that a sentence tells
        (
            "Deltagere: Ida Bro (formand), Ole Lund\n\nFra forvaltningen deltog direktør Eva Dam og sekretær Lis Krogh (referent).\n",
            [
                ("Ida Bro", "present", ["chair", "member"], None),
                ("Ole Lund", "present", MEMBER, None),
                ("Eva Dam", "present", ["direktør", "official"], None),
                ("Lis Krogh", "present", ["official", "secretary", "sekretær"], None),
            ],
        ),
        # how long somebody was there, behind the name
        (
            "Deltagere: Ida Bro (fra kl. 9.45), Ole Lund, Eva Dam (til og med punkt 2)\n",
            [
                ("Ida Bro", "partial", MEMBER, None),
                ("Ole Lund", "present", MEMBER, None),
                ("Eva Dam", "partial", MEMBER, None),
            ],
        ),
        # listed among those present by groups, and as absent: the two contradict each other
        (
            "Til stede:\nForældre: Ida Bro, Ole Lund\nMedarbejdere: Eva Dam\nAfbud: Ole Lund\n",
            [
                ("Ida Bro", "present", MEMBER, None),
                ("Ole Lund", None, MEMBER, None),
                ("Eva Dam", "present", MEMBER, None),
            ],
        ),
        # others below the absent
        (
            "Deltagere: Ida Bro (formand), Ole Lund\nAfbud: Eva Dam, Per Holm\nUngdomskonsulent Lis Krogh (tovholder)\n",
            [
                ("Ida Bro", "present", ["chair", "member"], None),
                ("Ole Lund", "present", MEMBER, None),
                ("Eva Dam", "absent", MEMBER, None),
                ("Per Holm", "absent", MEMBER, None),
                ("Lis Krogh", "present", ["Ungdomskonsulent", "official", "tovholder"], None),
            ],
        ),
    ],
)
def test_heads(head: str, expected: list[Row]) -> None:
    assert heads(head, "Udvalget for Skoler") == expected


LISTED = "Medlemmer: Ida Bro, Ole Lund og Eva Dam\n"


@pytest.mark.parametrize(
    ("two", "expected"),
    [
        # announced in the case's text, and not put off
        (
            "Sagsfremstilling\nKonsulent Kaj Thule fra Teknik og Miljø orienterer om planen.\nBeslutning\nDrøftet.",
            ("Kaj Thule", "guest", ["Konsulent", "official"], None),
        ),
        (
            "Sagsfremstilling\nKonsulent Kaj Thule deltager under punktet.\nBeslutning\nUdsat.",
            ("Kaj Thule", None, ["Konsulent", "official"], None),
        ),
        # from elsewhere: no official
        (
            "Sagsfremstilling\nGeolog Kaj Thule fra Rådgiverne Nord holder oplæg.\nBeslutning\nDrøftet.",
            ("Kaj Thule", "guest", ["Geolog", "guest"], None),
        ),
        # among the votes of a side, with the party before the bracket
        (
            "Beslutning\nFor: Venstre (Ida Bro, Ole Lund). Imod: Socialdemokratiet (Kaj Thule).",
            ("Kaj Thule", "present", [], "Socialdemokratiet"),
        ),
        # called in to step in
        (
            "Beslutning\nKaj Thule er indkaldt som suppleant for Eva Dam. Godkendt.",
            ("Kaj Thule", "present", ["substitute"], None),
        ),
        # only named
        ("Beslutning\nKaj Thule blev udpeget.", ("Kaj Thule", None, [], None)),
    ],
)
def test_who_comes_for_an_item(two: str, expected: Row) -> None:
    assert heads(LISTED, "Udvalget for Skoler", two=two)[-1] == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("Intet. Sekretær: Lis Krogh", ("Lis Krogh", "present", ["secretary"], None)),
        ("Intet.\nReferent: Ole", ("Ole Lund", "present", ["member", "secretary"], None)),
        ("Intet.\nRef. OL", ("Ole Lund", "present", ["member", "secretary"], None)),
        # a task is no signature
        ("Referent til næste møde: Ole", ("Ole Lund", "present", ["member"], None)),
    ],
)
def test_who_wrote_the_minutes(last: str, expected: Row) -> None:
    assert expected in heads(LISTED, "Skolebestyrelsen", last=last)


@pytest.mark.parametrize(
    ("head", "two", "expected"),
    [
        ("Deltagere: Ida Bro (til pkt. 2), Ole Lund\n", "Drøftet.", {"3": ["Ida Bro"], "4": ["Ida Bro"]}),
        ("Deltagere: Ida Bro (fra pkt. 3), Ole Lund\n", "Drøftet.", {"1": ["Ida Bro"], "2": ["Ida Bro"]}),
        # of both where they alone share the row
        (
            "Til stede:\nForældre: Eva Dam\nElever: Ida Bro og Ole Lund (til og med punkt 3)\n",
            "Drøftet.",
            {"4": ["Ida Bro", "Ole Lund"]},
        ),
        # treated out of order: who left after item 2 was there for item 4
        (
            LISTED,
            "Punkt 4 behandles før punkt 2. Ida Bro forlod mødet kl. 18 efter dette punkt.",
            {"3": ["Ida Bro"]},
        ),
        # out for the one item because of a tie to it
        (LISTED, "Ida Bro er medlem af foreningen og forlod mødet under punktet.", {"2": ["Ida Bro"]}),
    ],
)
def test_who_missed_what(head: str, two: str, expected: dict[str, list[str]]) -> None:
    missing = missing_of(head + ITEMS.format(two=two, last="Intet."), "Udvalget for Skoler")
    assert {number: names for number, names in missing.items() if names} == expected
