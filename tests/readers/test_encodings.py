import codecs

import pytest

from graphbuild.readers.encodings import decode

WORDS = "Økonomiudvalget på rådhuset drøftede sagen: små børn får æbler."
CURLY = "Rådmanden sagde: “Nej – så må børnene på færgen”"

BYTES = [
    (WORDS.encode(), WORDS, "utf-8"),
    (codecs.BOM_UTF8 + WORDS.encode(), WORDS, "utf-8"),
    (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), WORDS, "utf-16-le"),
    (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), WORDS, "utf-16-be"),
    (WORDS.encode("utf-16-le"), WORDS, "utf-16-le"),  # without a mark
    (WORDS.encode("latin-1"), WORDS, "iso-8859-1"),
    (CURLY.encode("cp1252"), CURLY, "windows-1252"),
    (WORDS.encode("cp850"), WORDS, "cp850"),  # DOS
    (WORDS.encode("mac_roman"), WORDS, "macintosh"),
    (b"Referat", "Referat", "utf-8"),  # plain ASCII
    (WORDS.encode()[:-1] + "æ".encode()[:1], WORDS[:-1] + "Ã", "utf-8"),  # cut in the middle of a letter
    ("SFO’en på skolen".encode("cp1252"), "SFO’en på skolen", "windows-1252"),  # ’ is Æ in DOS
    (b"tal \x81\x8d", "tal \x81\x8d", "windows-1252"),  # bytes that the encoding leaves undefined
]


@pytest.mark.parametrize(("data", "text", "encoding"), BYTES)
def test_decode(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'

PAGES = [
    (META.format("iso-8859-1") + WORDS, "latin-1", "windows-1252"),  # browsers take the one for the other
    (META.format("windows-1252") + CURLY, "cp1252", "windows-1252"),
    ("<meta charset='ISO-8859-15'>" + WORDS, "iso-8859-15", "iso-8859-15"),
    ("<meta charset=utf-8>" + WORDS, "utf-8", "utf-8"),
    ("<p>" + WORDS, "utf-8", "utf-8"),  # no declaration
    ("<p>" + WORDS, "latin-1", "iso-8859-1"),
    (META.format("iso-8859-1") + WORDS, "utf-8", "utf-8"),  # saved anew, declaration forgotten
    ("<meta charset=utf-8>" + WORDS, "latin-1", "iso-8859-1"),  # the declaration cannot be true
    ("<meta charset=klingon>" + WORDS, "utf-8", "utf-8"),  # an unknown one
    ('<?xml version="1.0" encoding="iso-8859-1"?><html>' + WORDS, "latin-1", "windows-1252"),
]


@pytest.mark.parametrize(("page", "written", "encoding"), PAGES)
def test_declared_encodings(page: str, written: str, encoding: str) -> None:
    assert decode(page.encode(written), html=True) == (page, encoding)
