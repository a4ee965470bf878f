"""Turn a file's bytes into a :class:`~graphbuild.model.Document`: text with offsets back to pages and elements.

Formats: PDF, DOCX, HTML, plain text; told apart by content first, then by the name's suffix. All text goes through
:func:`graphbuild.readers.characters.settle`, and CPR numbers are masked before the text is set.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from graphbuild.errors import UnreadableFile
from graphbuild.model import Anchor, Document, Mark
from graphbuild.readers import limits
from graphbuild.readers.docx import read_docx
from graphbuild.readers.encodings import decode
from graphbuild.readers.formats import Format, find_format
from graphbuild.readers.html import read_html
from graphbuild.readers.pdf import read_pdf
from graphbuild.readers.personal_data import mask_cpr
from graphbuild.readers.sources import Source, clean_name, find_sources
from graphbuild.readers.text import read_text

__all__ = ["Source", "find_sources", "read_bytes", "read_file"]


def read_bytes(name: str, data: bytes) -> Document:
    """Return the document that a file's bytes hold; the same bytes give the same document.

    ``name`` is what the user knows the file by, and its suffix helps to tell the format. Raises
    :class:`~graphbuild.errors.UnreadableFile` for anything that is no readable PDF, DOCX, HTML or text.
    """
    if len(data) > limits.FILE_BYTES:
        raise _too_large(name, f"the file is larger than {limits.FILE_BYTES // 1_000_000} MB")
    format_ = find_format(name, data)
    encoding: str | None = None
    text: str
    anchors: tuple[Anchor, ...]
    marks: tuple[Mark, ...]
    match format_:
        case Format.TEXT:
            source, encoding = decode(data)
            text, anchors, marks = read_text(source)
        case Format.HTML:
            source, encoding = decode(data, html=True)
            text, anchors, marks = read_html(name, source)
        case Format.DOCX:
            text, anchors, marks = read_docx(name, data)
        case Format.PDF:
            text, anchors, marks = read_pdf(name, data)
    if not text.strip():
        raise UnreadableFile(name, "empty", "the file holds no text")
    if len(text) > limits.TEXT_CHARACTERS:
        raise _too_large(name, f"the text is longer than {limits.TEXT_CHARACTERS:,} characters")
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=format_.media_type,
        text=mask_cpr(text),
        anchors=anchors,
        marks=marks,
        encoding=encoding,
    )


def read_file(path: Path) -> Document:
    """Return the document of a file on disk, by its own name without the folders; raises UnreadableFile."""
    name = clean_name(path.name)
    try:
        if path.stat().st_size > limits.FILE_BYTES:
            raise _too_large(name, f"the file is larger than {limits.FILE_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(name, "damaged", f"cannot be opened: {error.strerror or error}") from error
    return read_bytes(name, data)


def _too_large(name: str, reason: str) -> UnreadableFile:
    return UnreadableFile(name, "too-large", reason, advice="Split the file, or give the meetings one by one.")
