import pytest

from graphbuild.readers import read_bytes
from graphbuild.readers.personal_data import mask_cpr
from tests.readers.builders import docx, paragraph, pdf

MASKED = [
    ("Borger 010190-1234 klager", "Borger XXXXXX-XXXX klager"),
    ("cpr.nr.: 3112854321.", "cpr.nr.: XXXXXXXXXX."),
    ("290204 1234", "XXXXXX XXXX"),  # a leap day
    ("010190 - 1234", "XXXXXX - XXXX"),
    ("010190–1234", "XXXXXX–XXXX"),  # an en dash
    ("010190\u00a01234", "XXXXXX\u00a0XXXX"),
    ("010190-\n1234", "XXXXXX-\nXXXX"),  # broken over two lines
    ("610190-1234", "XXXXXX-XXXX"),  # a replacement number: 60 added to the day
    ("(010190-1234,020291-4321)", "(XXXXXX-XXXX,XXXXXX-XXXX)"),
]
KEPT = [
    "320190-1234",  # no such day
    "011390-1234",  # no such month
    "290201-1234",  # no leap year
    "290200-1234",  # 1900, by its serial number, and no leap year either
    "5012901234",  # begins like no date
    "tlf. 61 01 90 12",
    "+45 20111512",
    "6101901234",  # a replacement number is only told by its hyphen
    "konto 0216 4025068312",
    "2010101901234",  # part of a longer number
    "010190-12345",
    "Sagsnr. 27.15.00-A30-1-19",
    "Dok.nr. 330-2015-124066",
    "den 01.01.1990 kl. 12.34",
    "010190-123",
]


@pytest.mark.parametrize(("text", "expected"), [*MASKED, *((text, text) for text in KEPT)])
def test_mask_cpr(text: str, expected: str) -> None:
    assert mask_cpr(text) == expected
    assert len(expected) == len(text)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"Borger 010190-1234 klager"),
        ("a.html", b"<html><p>Borger <b>010190</b>-1234 klager"),
        ("a.html", b"<html><title>Sag 010190-1234</title><p>Borger klager"),
        ("a.docx", docx(paragraph("Borger 010190-1234 klager"))),
        ("a.pdf", pdf([(72, 700, "Borger 010190-1234 klager")])),
    ],
)
def test_every_reader_masks(name: str, data: bytes) -> None:
    text = read_bytes(name, data).text
    assert "XXXXXX-XXXX" in text
    assert "010190" not in text
