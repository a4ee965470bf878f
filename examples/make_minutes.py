#!/usr/bin/env python3
"""Render the example minutes from their sources.

    python examples/make_minutes.py            write examples/minutes/
    python examples/make_minutes.py --check    exit 1 if a file there differs from what the sources give

`sources/documents.toml` lists the documents. A `.txt` or `.html` source is the document itself, in UTF-8; it is only
given its encoding and line ends. A `.minutes` source is in the small markup below and becomes a PDF or a DOCX:

    # text          title of the document          - text         bullet
    ## text         heading of an agenda item      | a | b |      table row; the first table is the meeting's head
    ### text        section label                  @contents      table of contents (PDF)
    @page           page break                     ~              soft hyphen: the word may be broken here
    other lines     a paragraph, up to the next blank line; `//` breaks a line inside a paragraph or a cell

The output depends on the sources and the library versions alone: no clock, no random identifiers. Needs python-docx,
which graphbuild itself reads Word files with, and reportlab, a development dependency.
"""

from __future__ import annotations

import argparse
import datetime
import io
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
OUTPUT = HERE / "minutes"
SOFT_HYPHEN = "\u00ad"
TEXT_WIDTH = A4[0] - 4.4 * cm


# --- markup ---------------------------------------------------------------------------------------------------------


@dataclass
class Block:
    """One piece of a document: title, item, label, bullet, paragraph, table, contents or page."""

    kind: str
    text: str = ""
    rows: list[list[str]] | None = None


PREFIXES = {"# ": "title", "## ": "item", "### ": "label", "- ": "bullet"}


def parse(source: str) -> Iterator[Block]:
    """Read the markup, block by block."""
    paragraph: list[str] = []
    rows: list[list[str]] = []
    for line in [*source.splitlines(), ""]:
        line = line.strip().replace("~", SOFT_HYPHEN)
        special = next((kind for prefix, kind in PREFIXES.items() if line.startswith(prefix)), None)
        if rows and not line.startswith("|"):
            yield Block("table", rows=rows)
            rows = []
        if paragraph and (not line or special or line[0] in "|@"):
            yield Block("paragraph", " ".join(paragraph))
            paragraph = []
        if special:
            yield Block(special, line.split(" ", 1)[1])
        elif line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif line in ("@page", "@contents"):
            yield Block(line[1:])
        elif line:
            paragraph.append(line)


# --- PDF ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PdfLayout:
    """What sets one municipality's printed minutes apart from another's."""

    font: str
    bold: str
    size: float
    centred_title: bool = False
    grid: bool = True  # lines around the cells of the head
    capitals: bool = False  # section labels in capital letters
    page_total: bool = True  # "Side 2 af 5" or "2"
    first_column: float = 3.6 * cm


PDF_LAYOUTS = {
    "boxed": PdfLayout("Helvetica", "Helvetica-Bold", 10),
    "protocol": PdfLayout("Times-Roman", "Times-Bold", 11, True, False, True, False, 4.2 * cm),
}


class Heading(Paragraph):
    """The heading of an agenda item; it tells on which page it came to stand."""

    def __init__(self, text: str, style: ParagraphStyle, pages: dict[str, int]) -> None:
        super().__init__(markup(text), style)
        self.plain, self.pages = text, pages

    def draw(self) -> None:
        self.pages[self.plain] = self.canv.getPageNumber()
        super().draw()


def markup(text: str) -> str:
    """Text as reportlab's paragraph markup."""
    return escape(text).replace("//", "<br/>")


def pdf_story(blocks: list[Block], layout: PdfLayout, pages: dict[str, int], found: dict[str, int]) -> list[Flowable]:
    """The flowables of one document; `pages` are the headings' pages of an earlier pass, `found` collects them anew."""
    base = ParagraphStyle(
        "base",
        fontName=layout.font,
        fontSize=layout.size,
        leading=layout.size * 1.3,
        spaceAfter=5,
        embeddedHyphenation=1,
    )
    strong = ParagraphStyle("strong", base, fontName=layout.bold)
    label = ParagraphStyle("label", strong, spaceBefore=4, spaceAfter=2, keepWithNext=1)
    item = ParagraphStyle("item", label, fontSize=layout.size + 2, leading=layout.size * 1.6, spaceBefore=13)
    item.spaceAfter = base.spaceAfter
    title = ParagraphStyle("title", strong, fontSize=layout.size + 7, leading=layout.size * 2.1, spaceAfter=9)
    bullet = ParagraphStyle("bullet", base, leftIndent=14, bulletIndent=3, spaceAfter=2)
    if layout.centred_title:
        title.alignment = TA_CENTER
    cell = ParagraphStyle("cell", base, spaceAfter=0)
    head = ParagraphStyle("head", strong, spaceAfter=0)

    story: list[Flowable] = []
    tables = 0
    for block in blocks:
        if block.kind == "table":
            tables += 1
            first = tables == 1
            rows = block.rows or []
            data = [
                [
                    Paragraph(markup(text), head if (first and not column) or (not first and not row) else cell)
                    for column, text in enumerate(texts)
                ]
                for row, texts in enumerate(rows)
            ]
            columns = len(rows[0])
            widths = [layout.first_column] + [(TEXT_WIDTH - layout.first_column) / (columns - 1)] * (columns - 1)
            lines: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 2)]
            if layout.grid or not first:
                lines.append(("GRID", (0, 0), (-1, -1), 0.4, colors.grey))
            story += [Table(data, widths, style=lines, hAlign="LEFT"), Spacer(1, 8)]
        elif block.kind == "contents":
            story.append(Paragraph("Indholdsfortegnelse", label))
            entries = [
                [Paragraph(markup(b.text), cell), Paragraph(str(pages.get(b.text, "")), cell)]
                for b in blocks
                if b.kind == "item"
            ]
            story.append(Table(entries, [TEXT_WIDTH - 1.4 * cm, 1.4 * cm], style=[("TOPPADDING", (0, 0), (-1, -1), 1)]))
        elif block.kind == "page":
            story.append(PageBreak())
        elif block.kind == "item":
            story.append(Heading(block.text, item, found))
        elif block.kind == "label":
            story.append(Paragraph(markup(block.text.upper() if layout.capitals else block.text), label))
        elif block.kind == "bullet":
            story.append(Paragraph(markup(block.text), bullet, bulletText="\u2022"))
        else:
            story.append(Paragraph(markup(block.text), title if block.kind == "title" else base))
    return story


def pdf_pass(
    entry: dict[str, Any], source: str, pages: dict[str, int], total: int
) -> tuple[bytes, dict[str, int], int]:
    """Lay the document out once: the file, the page of every heading, and the number of pages."""
    layout = PDF_LAYOUTS[entry["layout"]]
    found: dict[str, int] = {}

    def furniture(canvas: Canvas, _template: BaseDocTemplate) -> None:
        """Running head and page number; a title page has no running head."""
        canvas.setFont(layout.font, 8)
        number = canvas.getPageNumber()
        if number > 1 or not layout.centred_title:
            canvas.drawString(2.2 * cm, A4[1] - 1.3 * cm, entry["running_head"])
        if layout.page_total:
            canvas.drawRightString(A4[0] - 2.2 * cm, 1.1 * cm, f"Side {number} af {total}")
        else:
            canvas.drawCentredString(A4[0] / 2, 1.1 * cm, str(number))

    stream = io.BytesIO()
    template = BaseDocTemplate(stream, pagesize=A4, title=entry["title"], author=entry["author"], invariant=1)
    area = Frame(2.2 * cm, 1.8 * cm, TEXT_WIDTH, A4[1] - 3.8 * cm, leftPadding=0, rightPadding=0)
    template.addPageTemplates(PageTemplate("page", [area], onPage=furniture))
    template.build(pdf_story(list(parse(source)), layout, pages, found))
    return stream.getvalue(), found, template.page


def render_pdf(entry: dict[str, Any], source: str) -> bytes:
    """Lay the document out twice: only the first pass tells the page numbers that the second prints."""
    _, pages, total = pdf_pass(entry, source, {}, 0)
    return pdf_pass(entry, source, pages, total)[0]


# --- DOCX -----------------------------------------------------------------------------------------------------------


def add_lines(paragraph: Any, text: str, bold: bool = False) -> None:
    """Add text to a paragraph, with a line break for every `//`."""
    for number, line in enumerate(text.replace(SOFT_HYPHEN, "").split("//")):
        if number:
            paragraph.runs[-1].add_break()
        paragraph.add_run(line.strip()).bold = bold


def add_page_field(paragraph: Any) -> None:
    """Add Word's PAGE field, which shows the number of the page."""
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def render_docx(entry: dict[str, Any], source: str) -> bytes:
    """Word document: plain (headings and paragraphs) or grid (every table ruled, with a wide second column)."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Calibri" if entry["layout"] == "plain" else "Arial"
    document.styles["Normal"].font.size = Pt(10.5)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text = entry["running_head"]
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run("Side ")
    add_page_field(footer)

    for block in parse(source):
        if block.kind == "table":
            rows = block.rows or []
            table = document.add_table(rows=0, cols=len(rows[0]))
            table.alignment = WD_TABLE_ALIGNMENT.LEFT
            table.style = "Table Grid" if entry["layout"] == "grid" else "Normal Table"
            for texts in rows:
                for column, (cell, text) in enumerate(zip(table.add_row().cells, texts, strict=True)):
                    cell.width = Cm(4.2) if not column else Cm(12.4 / (len(texts) - 1))
                    add_lines(cell.paragraphs[0], text, bold=not column)
        elif block.kind in ("title", "item"):
            add_lines(document.add_heading(level=1 if block.kind == "title" else 2), block.text, bold=True)
        elif block.kind == "page":
            document.add_page_break()
        else:
            style = "List Bullet" if block.kind == "bullet" else None
            add_lines(document.add_paragraph(style=style), block.text, bold=block.kind == "label")

    moment = datetime.datetime.fromisoformat(entry["made"])
    core = document.core_properties
    core.title, core.author, core.last_modified_by = entry["title"], entry["author"], entry["author"]
    core.created = core.modified = moment
    core.comments, core.revision = "", 1
    stream = io.BytesIO()
    document.save(stream)
    return repack(stream.getvalue())


def repack(data: bytes) -> bytes:
    """The same zip archive with one fixed time for every member."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, old.read(member))
    return stream.getvalue()


# --- text and HTML --------------------------------------------------------------------------------------------------


def render_text(entry: dict[str, Any], source: str) -> bytes:
    """The source in the encoding and with the line ends that the list of documents names."""
    text = re.sub(r"\r\n?|\n", "\r\n" if entry.get("newline") == "crlf" else "\n", source)
    return text.encode(entry.get("encoding", "utf-8"))


# --- command --------------------------------------------------------------------------------------------------------

RENDERERS = {".pdf": render_pdf, ".docx": render_docx, ".txt": render_text, ".html": render_text}


def render(entry: dict[str, Any]) -> bytes:
    """One document of the list, as bytes."""
    source = (SOURCES / entry["source"]).read_text(encoding="utf-8")
    return RENDERERS[Path(entry["name"]).suffix](entry, source)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Render the example minutes from their sources.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is missing or differs")
    arguments = parser.parse_args(argv)
    entries = tomllib.loads((SOURCES / "documents.toml").read_text(encoding="utf-8"))["document"]
    stale: list[str] = []
    OUTPUT.mkdir(exist_ok=True)
    for entry in entries:
        path, data = OUTPUT / entry["name"], render(entry)
        if path.exists() and path.read_bytes() == data:
            continue
        stale.append(entry["name"])
        if not arguments.check:
            path.write_bytes(data)
    for name in stale:
        print(f"{'differs' if arguments.check else 'written'}: {name}")
    print(f"{len(entries)} documents, {len(stale)} {'to be written anew' if arguments.check else 'written'}")
    return 1 if arguments.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
