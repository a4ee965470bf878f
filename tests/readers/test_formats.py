import pytest

from graphbuild.errors import UnreadableFile
from graphbuild.readers.formats import Format, find_format, suffix_of
from tests.readers.builders import docx, paragraph, pdf, zipped

PAGE = b"<!DOCTYPE html><html><p>Referat</html>"

KNOWN = [
    ("a.txt", b"Referat", Format.TEXT),
    ("-", b"Referat", Format.TEXT),
    ("referat 12.10.2015", b"Referat", Format.TEXT),
    ("a.txt", PAGE, Format.HTML),  # content goes before the name
    ("a.html", b"  \n<!-- gemt -->\n<HTML lang=da>", Format.HTML),
    ("a.html", b"\xef\xbb\xbf<?xml version='1.0'?><!DOCTYPE html>", Format.HTML),
    ("a.html", PAGE.decode().encode("utf-16"), Format.HTML),
    ("a.htm", b"<p>Referat</p>", Format.HTML),  # part of a page
    ("a.txt", b"<p>Referat</p>", Format.TEXT),
    ("a.html", b"Referat", Format.TEXT),
    ("a.txt", pdf([(72, 700, "Referat")]), Format.PDF),
    ("a", b"\n\n%PDF-1.4 ...", Format.PDF),
    ("a.doc", docx(paragraph("Referat")), Format.DOCX),
]


@pytest.mark.parametrize(("name", "data", "format_"), KNOWN)
def test_known_formats(name: str, data: bytes, format_: Format) -> None:
    assert find_format(name, data) is format_


UNKNOWN = [
    ("a.txt", b"", "empty"),
    ("a.txt", b" \n\r\n", "empty"),
    ("a.json", b"{}", "unknown-format"),
    ("a.txt", bytes(range(256)) * 4, "unknown-format"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "unknown-format"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ("a.docx", b"Referat", "damaged"),
    ("a.pdf", PAGE, "damaged"),
    ("a.docx", b"PK\x03\x04...", "truncated"),
    ("a.txt", zipped({"b.txt": "x"}), "unknown-format"),
    ("a.xml", b"<?xml version='1.0'?><referat/>", "unknown-format"),
    ("a.xlsx", zipped({"[Content_Types].xml": "<a/>"}), "unknown-format"),
    ("a.txt", b"\xff\xd8\xff\xe0 JFIF", "unknown-format"),
]


@pytest.mark.parametrize(("name", "data", "kind"), UNKNOWN)
def test_unknown_formats(name: str, data: bytes, kind: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        find_format(name, data)
    assert refused.value.kind == kind


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.PDF", ".pdf"),
        ("x.y/a", ""),
        (".skjult", ""),
        ("møde 1.2.2019", ""),
        ("Punkt 1. Referat", ""),
        ("a.tar.gz", ".gz"),
    ],
)
def test_suffix_of(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix
