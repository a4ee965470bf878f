"""What holds for every input, sound or hostile."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphbuild.errors import UnreadableFile
from graphbuild.model import Document
from graphbuild.readers import read_bytes, read_file
from tests.readers.builders import docx, listed, paragraph, pdf, row
from tests.readers.test_docx import NUMBERING, STYLES

SHARED = Path(__file__).parents[3] / "shared"
NAMES = st.sampled_from(["a.txt", "a.html", "a.pdf", "a.docx", "a", "-", "a.doc", "møde 1.2.2019"])
PIECES = (
    "<p>", "</p>", "<ol start=3 type=a>", "</ol>", "<ul>", "</ul>", "<li>", "</li>", "<li value=9>", "<table>",
    "</table>", "<tr>", "<td>", "<td rowspan=3 colspan=2>", "<th>", "<br>", "<h2>", "</h2>", "<b>", "</b>", "<pre>",
    "</pre>", "<nav>", "</nav>", "<form>", "<button>", "</button>", "<div hidden>", "<div>", "</div>",
    "<span style='mso-list:Ignore'>", "</span>", "<p style='mso-list:l0 level2 lfo1'>", "<template>", "<svg>",
    "</svg>", "<header>", "<main>", "<title>x</title>", "<style>.x{font:bold}</style>", "<p class=x>", "&nbsp;",
    "&shy;", "&#1;", "&#xD800;", "&#12;", "<!--", "-->", "<![if x]>", "a", "Referat", " ", "\n", "\t", "\x0c", "\x00",
    " 010190-1234 ", "æ", "<", ">", "&", "<pre>a\nb</pre>", "<math><mi>x</mi></math>",
)  # fmt: skip
SOUND = [
    pdf([(72, 700, "Referat"), (72, 685, "Punkt 1")], [(72, 700, "Punkt 2")]),
    docx(
        paragraph("Referat") + listed("a", 1) + f"<w:tbl>{row(paragraph('b'), paragraph('c'))}</w:tbl>",
        numbering=NUMBERING,
        styles=STYLES,
        header=paragraph("Solby"),
    ),
    b"<!doctype html><html><ol><li><p>Referat</p></li></ol><table><tr><td>a</td></tr></table></html>",
]


def read(name: str, data: bytes) -> Document | str:
    """The document, or the kind of the report; anything else that is raised fails the test."""
    try:
        return read_bytes(name, data)
    except UnreadableFile as report:
        return report.kind


def check(document: Document) -> None:
    text = document.text
    assert text.strip()
    text.encode()  # no halves of a pair
    assert not any(ord(char) < 32 and char not in "\n\t\f" for char in text)
    starts = [anchor.start for anchor in document.anchors]
    assert starts == sorted(starts)
    assert all(0 <= start < len(text) for start in starts)
    spans = [mark.span for mark in document.marks]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(document.quote(span) == document.quote(span).strip() for span in spans)
    assert [(span.start, -span.end) for span in spans] == sorted((span.start, -span.end) for span in spans)


@given(NAMES, st.binary(max_size=400))
def test_any_bytes(name: str, data: bytes) -> None:
    document = read(name, data)
    assert document == read(name, data)
    if isinstance(document, Document):
        check(document)


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-16", "cp1252", "latin-1"]))
def test_any_text(text: str, encoding: str) -> None:
    document = read("a.txt", text.encode(encoding, "replace"))
    if isinstance(document, Document):
        check(document)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_html(pieces: Sequence[str]) -> None:
    document = read("a.html", ("<!doctype html><html><body>" + "".join(pieces)).encode())
    if isinstance(document, Document):
        check(document)
        assert "010190-1234" not in document.text


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SOUND), st.data())
def test_damaged_files(sound: bytes, data: st.DataObject) -> None:
    damaged = bytearray(sound)
    for _ in range(data.draw(st.integers(1, 8))):
        position = data.draw(st.integers(0, len(damaged) - 1))
        damaged[position : position + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    document = read("a", bytes(damaged))
    if isinstance(document, Document):
        check(document)


WORDML = (
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>a</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>",
    "</w:tc>", "<w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr>", "<w:br/>",
    "<w:br w:type='page'/>", "<w:pPr><w:pStyle w:val='Punkt'/></w:pPr>", "<w:tab/>", "<w:rPr><w:b/></w:rPr>",
    "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>",
    "<w:pPr><w:numPr><w:ilvl w:val='x'/><w:numId w:val='-1'/></w:numPr></w:pPr>", "<w:txbxContent>",
    "</w:txbxContent>", "<w:drawing>", "</w:drawing>", "<w:tcPr><w:gridSpan w:val='99999999'/></w:tcPr>",
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDML), max_size=30))
def test_any_wordprocessingml(pieces: Sequence[str]) -> None:
    """Elements in any order, each closed: what a broken writer leaves behind."""
    xml, opened = "<w:p><w:r><w:t>x</w:t></w:r></w:p>", list[str]()
    for piece in pieces:
        ends = piece.startswith("</")
        if ends and opened and opened[-1] == piece:
            xml += opened.pop()
        elif not ends:
            xml += piece
            if piece in ("<w:p>", "<w:r>", "<w:tbl>", "<w:tr>", "<w:tc>", "<w:txbxContent>", "<w:drawing>"):
                opened.append(f"</{piece[1:]}")
            elif piece.startswith("<w:sdt>"):
                opened.append("</w:sdtContent></w:sdt>")
    xml += "".join(reversed(opened))
    document = read_bytes("a.docx", docx(xml, numbering=NUMBERING, styles=STYLES))
    check(document)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared minutes lie beside the checkout only where it is worked on")
def test_every_shared_file_is_read() -> None:
    files = sorted(
        [*SHARED.glob("minutes/*.txt"), *SHARED.glob("gold/layouts/*.txt"), *SHARED.glob("gold/layouts/*.html")]
    )
    assert files
    for file in files:
        document = read_file(file)
        check(document)
        assert document.anchors
