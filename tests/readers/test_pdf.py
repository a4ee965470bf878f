import pytest

from graphbuild.errors import UnreadableFile
from graphbuild.model import Anchor
from graphbuild.readers import limits, read_bytes
from tests.readers.builders import Text, pdf


def text_of(*pages: list[Text]) -> str:
    return read_bytes("a.pdf", pdf(*pages)).text


def test_lines_labels_and_values() -> None:
    page = [
        (72, 760, "Dato:"),
        (200, 760, "24. februar 2015"),
        (72, 745, "Udvalget drøftede sagen om"),
        (72, 730, "børnehaver på Ærø."),
    ]
    assert text_of(page) == "Dato:\t24. februar 2015\nUdvalget drøftede sagen om\nbørnehaver på Ærø."


def test_a_hyphen_at_a_line_end_stays() -> None:
    page = [(72, 760, "Udvalget drøf-"), (72, 745, "tede sagen i Nordjylland-"), (72, 730, "Syd.")]
    assert text_of(page) == "Udvalget drøf-\ntede sagen i Nordjylland-\nSyd."


def test_a_wider_gap_is_an_empty_line() -> None:
    page = [(72, 760 - 15 * n, f"linje {n}") for n in range(4)] + [(72, 685, "afsnit")]
    assert text_of(page) == "linje 0\nlinje 1\nlinje 2\nlinje 3\n\nafsnit"


def test_pages_are_parted_and_anchored() -> None:
    document = read_bytes("a.pdf", pdf([(72, 500, "en")], [], [(72, 500, "tre")]))
    assert document.text == "en\n\f\n\f\ntre"
    assert document.anchors == (Anchor(0, "page 1"), Anchor(7, "page 3"))


ORDERS = [
    # a table cell by cell, the first of two lines: the second cell begins higher up, and that is right
    (
        [(72, 700, "Punkt 1"), (72, 685, "Budget"), (300, 700, "Godkendt"), (72, 660, "Punkt 2"), (300, 660, "Udsat")],
        "Punkt 1\nBudget\nGodkendt\nPunkt 2\tUdsat",
    ),
    # a head drawn after the page
    ([(72, 700, "Punkt 1"), (72, 685, "Budget"), (72, 760, "Referat")], "Referat\n\nPunkt 1\nBudget"),
    # all labels before all values, one value of two lines
    (
        [
            (72, 700, "Dato:"), (72, 685, "Til stede:"), (72, 655, "Sted:"),
            (200, 700, "1. maj"), (200, 685, "Ane"), (200, 670, "Bo"), (200, 655, "Salen"),
        ],
        "Dato:\t1. maj\nTil stede:\tAne\nBo\nSted:\tSalen",
    ),
    # two columns of names: no labels, so one column after the other
    (
        [(72, 700, "Ane"), (72, 685, "Bo"), (300, 700, "Cai"), (300, 685, "Dea")],
        "Ane\nBo\nCai\nDea",
    ),
    # a value drawn before its label
    ([(200, 700, "1. maj"), (72, 700, "Dato:"), (72, 685, "Referat")], "Dato:\t1. maj\nReferat"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), ORDERS)
def test_reading_order(page: list[Text], expected: str) -> None:
    assert text_of(page).replace("\n\n", "\n") == expected.replace("\n\n", "\n")


def test_running_heads_are_furniture() -> None:
    pages = [
        [
            (72, 800, "Solby Kommune"),
            (72, 600, f"Punkt {number}"),
            (72, 585, "Solby Kommune"),
            (72, 30, f"Side {number} af 3"),
        ]
        for number in (1, 2, 3)
    ]
    document = read_bytes("a.pdf", pdf(*pages))
    assert [(mark.kind.value, document.quote(mark.span)) for mark in document.marks] == [
        ("furniture", words) for number in (1, 2, 3) for words in ("Solby Kommune", f"Side {number} af 3")
    ]
    assert document.text.count("Solby Kommune") == 6  # kept, and not marked amid the page


def test_running_feet_drawn_first_stand_last() -> None:
    pages: list[list[Text]] = [[(72, 30, f"Side {n}"), (72, 800, "Solby"), (72, 600, f"Punkt {n}")] for n in (1, 2)]
    assert text_of(*pages).replace("\n\n", "\n") == "Solby\nPunkt 1\nSide 1\n\f\nSolby\nPunkt 2\nSide 2"


GAPS = [
    (45, "I alt\t1.000"),  # set apart with less than a wide gap, and no space is drawn
    (24, "I alt 1.000"),
]


@pytest.mark.parametrize(("distance", "expected"), GAPS)
def test_narrow_columns_are_parted(distance: int, expected: str) -> None:
    assert text_of([(72, 700, "I alt"), (72 + distance, 700, "1.000")]) == expected


def test_a_space_that_is_drawn_parts_no_columns() -> None:
    assert text_of([(72, 700, "I   alt")]) == "I alt"


def test_a_larger_bullet_makes_no_heading() -> None:
    page: list[Text] = [
        (72, 700, "\N{BULLET}", "Helvetica", 16),
        (90, 700, "at sagen drøftes på næste møde", "Helvetica", 10),
    ]
    document = read_bytes("a.pdf", pdf(page))
    assert (document.text, document.marks) == ("\N{BULLET}\tat sagen drøftes på næste møde", ())


def test_a_single_page_has_no_running_heads() -> None:
    assert read_bytes("a.pdf", pdf([(72, 800, "Solby Kommune"), (72, 600, "Referat")])).marks == ()


def test_larger_type_is_a_heading_and_bold_is_bold() -> None:
    page: list[Text] = [
        (72, 760, "Referat", "Helvetica", 20),
        (72, 730, "Punkt 1", "Helvetica-Bold", 14),
        (72, 700, "Beslutning", "Helvetica-Bold", 11),
        (140, 700, "Godkendt af et enigt udvalg den dag", "Helvetica", 11),
    ]
    document = read_bytes("a.pdf", pdf(page))
    assert [(mark.kind.value, mark.level, document.quote(mark.span)) for mark in document.marks] == [
        ("heading", 1, "Referat"),
        ("heading", 2, "Punkt 1"),
        ("bold", 0, "Punkt 1"),
        ("bold", 0, "Beslutning"),
    ]


SOUND = pdf([(72, 700, "Referat")])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf([(72, 700, "Referat")], password="hemmelig"), "encrypted"),
        (SOUND[: len(SOUND) // 2], "truncated"),
        (SOUND.replace(b"/Pages", b"/Sider"), "damaged"),
        (pdf([], []), "scanned"),
        (b"%PDF-1.7\nstartxref\n0\n%%EOF", "damaged"),
        (b"referat, intet andet", "damaged"),
    ],
)
def test_unreadable_files(data: bytes, kind: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_bytes("a.pdf", data)
    assert refused.value.kind == kind


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_PAGES", 2)
    assert text_of([(72, 700, "a")], [(72, 700, "b")]) == "a\n\f\nb"
    with pytest.raises(UnreadableFile) as refused:
        text_of([(72, 700, "a")], [(72, 700, "b")], [(72, 700, "c")])
    assert refused.value.kind == "too-large"
