"""Tell a file's format by its first bytes, and only where they do not say, by its suffix."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum
from typing import Final

from graphbuild.errors import UnreadableFile

DOCX_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Format(Enum):
    """The formats that can be read."""

    TEXT = "text"
    HTML = "HTML"
    DOCX = "DOCX"
    PDF = "PDF"

    @property
    def media_type(self) -> str:
        """The format's IANA media type."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES: Final = {
    Format.TEXT: "text/plain",
    Format.HTML: "text/html",
    Format.DOCX: DOCX_TYPE,
    Format.PDF: "application/pdf",
}

TEXT_SUFFIXES: Final = frozenset({".txt", ".text", ".asc"})
HTML_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".shtml", ".aspx", ".php"})
MINUTES_SUFFIXES: Final = frozenset({".pdf", ".docx", *TEXT_SUFFIXES, *HTML_SUFFIXES})

_SAVE_AS: Final = "Save it as DOCX or PDF and give that file."
_RECOGNISE: Final = "Run text recognition (OCR) on it and give the PDF with text."

# First bytes of files that somebody may well put among minutes.
_MAGIC: Final = (
    (b"{\\rtf", "an RTF file", _SAVE_AS),
    (b"\xdb\xa5-", "an old Word file", _SAVE_AS),
    (b"\x89PNG", "a picture", _RECOGNISE),
    (b"\xff\xd8\xff", "a picture", _RECOGNISE),
    (b"GIF8", "a picture", _RECOGNISE),
    (b"II*\x00", "a picture", _RECOGNISE),
    (b"MM\x00*", "a picture", _RECOGNISE),
    (b"BM", "a picture", _RECOGNISE),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it first."),
    (b"Rar!", "a RAR archive", "Unpack it first."),
    (b"PK\x05\x06", "an empty zip archive", None),
)
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")

_BEFORE_HTML: Final = re.compile(rb"\xef\xbb\xbf|\s{1,500}|<\?xml[^>]{0,300}>|<!--[\s\S]{0,4000}?-->")
_HTML_START: Final = re.compile(rb"<(?:!doctype\s{1,20}html|html|head|body)\b", re.I)
_HTML_TAG: Final = re.compile(rb"<(?:html|head|body|meta|title|p|div|table|h[1-6]|ul|ol|br|span)\b[^<>]{0,500}>", re.I)
_CONTROL: Final = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_DATE_SUFFIX: Final = re.compile(r"\.\d{1,4}")


def suffix_of(name: str) -> str:
    """Return the suffix in lower case, ``""`` where there is none; ``referat 12.10.2015`` has none."""
    last = name.rsplit("/", 1)[-1]
    dot = last.rfind(".")
    suffix = last[dot:].lower() if dot > 0 else ""
    return "" if _DATE_SUFFIX.fullmatch(suffix) or " " in suffix else suffix


def find_format(name: str, data: bytes) -> Format:
    """Return the format of a file's bytes.

    Raises UnreadableFile: ``empty``, ``encrypted``, ``unknown-format``, ``truncated``, ``damaged``.
    """
    if not data.strip():
        raise UnreadableFile(name, "empty", "the file is empty")
    suffix = suffix_of(name)
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return _package(name, suffix, data)
    if data.startswith(_COMPOUND):
        if _ENCRYPTED_PACKAGE in data:
            raise UnreadableFile(
                name,
                "encrypted",
                "the document is protected by a password",
                advice="Remove the password and save it anew.",
            )
        raise UnreadableFile(name, "unknown-format", "an old Office file (.doc) cannot be read", advice=_SAVE_AS)
    for magic, what, advice in _MAGIC:
        if data.startswith(magic) and (magic != b"BM" or suffix == ".bmp"):
            raise UnreadableFile(name, "unknown-format", f"{what} cannot be read", advice=advice)
    if suffix in (".pdf", ".docx"):
        raise UnreadableFile(name, "damaged", f"the name ends in {suffix}, but the content is no {suffix[1:].upper()}")
    return _text_or_html(name, suffix, data)


def _package(name: str, suffix: str, data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, OSError) as error:
        kind = "truncated" if suffix == ".docx" else "damaged"
        raise UnreadableFile(name, kind, "the file is cut short or damaged", advice="Fetch it anew.") from error
    if "word/document.xml" in members or (suffix == ".docx" and "[Content_Types].xml" in members):
        return Format.DOCX
    if "mimetype" in members and "content.xml" in members:
        raise UnreadableFile(name, "unknown-format", "an OpenDocument file cannot be read", advice=_SAVE_AS)
    if "[Content_Types].xml" in members:
        raise UnreadableFile(
            name, "unknown-format", "an Office file that is no Word document cannot be read", advice=_SAVE_AS
        )
    raise UnreadableFile(
        name, "unknown-format", "a zip archive inside an archive is not opened", advice="Unpack it first."
    )


def _text_or_html(name: str, suffix: str, data: bytes) -> Format:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:4096].count(0) > len(data[:4096]) // 3
    sample = data[:8192].replace(b"\x00", b"") if wide else data[:8192]
    start = 0
    while before := _BEFORE_HTML.match(sample, start):
        start = before.end()
    if _HTML_START.match(sample, start):
        return Format.HTML
    if suffix in HTML_SUFFIXES and _HTML_TAG.search(sample):
        return Format.HTML
    if suffix and suffix not in TEXT_SUFFIXES | HTML_SUFFIXES:
        raise UnreadableFile(
            name,
            "unknown-format",
            f"files of the kind {suffix} are not read as minutes",
            advice="Minutes may be PDF, DOCX, HTML or text (.txt).",
        )
    if sample.startswith(b"<?xml"):
        raise UnreadableFile(name, "unknown-format", "an XML file cannot be read", advice=_SAVE_AS)
    if len(_CONTROL.findall(sample)) > max(8, len(sample) // 20):
        raise UnreadableFile(
            name,
            "unknown-format",
            "the content is neither text nor any format known",
            advice="Minutes may be PDF, DOCX, HTML or text (.txt).",
        )
    return Format.TEXT
