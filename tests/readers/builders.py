"""Small files for the readers' tests, made on the spot: PDF by reportlab, DOCX written out as parts of a package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Text = tuple[float, float, str] | tuple[float, float, str, str, float]  # x, y, words, and perhaps font and size


def pdf(*pages: Sequence[Text], password: str | None = None) -> bytes:
    """Return a PDF file whose pages draw these words in this order."""
    file = io.BytesIO()
    lock = pdfencrypt.StandardEncryption(password, canPrint=0) if password is not None else None
    page = canvas.Canvas(file, pagesize=A4, encrypt=lock, invariant=1)
    for texts in pages:
        for x, y, words, *font in texts:
            name, size = font or ("Helvetica", 11)
            page.setFont(name, size)
            page.drawString(x, y, words)
        page.showPage()
    page.save()
    return file.getvalue()


def zipped(members: Mapping[str, bytes | str], *, stored: bool = False) -> bytes:
    """Return a zip archive with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def docx(body: str, *, numbering: str = "", styles: str = "", header: str = "", footnotes: str = "") -> bytes:
    """Return a DOCX file with this WordprocessingML between the tags of its parts."""
    parts = {"numbering": numbering, "styles": styles, "header": header, "footnotes": footnotes}
    roots = {"numbering": "numbering", "styles": "styles", "header": "hdr", "footnotes": "footnotes"}
    related = "".join(
        f'<Relationship Id="{name}" Type="{TYPE}/{name}" Target="{name}.xml"/>' for name, xml in parts.items() if xml
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    relationships = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    members = {
        "[Content_Types].xml": f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f"{head}<Relationships {relationships}>"
        f'<Relationship Id="r1" Type="{TYPE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{head}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"{head}<Relationships {relationships}>{related}</Relationships>",
    }
    for name, xml in parts.items():
        if xml:
            members[f"word/{name}.xml"] = f"{head}<w:{roots[name]} {NAMESPACES}>{xml}</w:{roots[name]}>"
    return zipped(members)


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """Return a paragraph of one run."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def listed(text: str, list_id: int, level: int = 0) -> str:
    """Return a paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def row(*cells: str) -> str:
    """Return a table row whose cells hold the given paragraphs."""
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"
