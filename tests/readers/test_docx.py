import io
import zipfile

import docx as python_docx
import pytest

from graphbuild.errors import UnreadableFile
from graphbuild.model import Document
from graphbuild.readers import limits, read_bytes
from tests.readers.builders import docx, listed, paragraph, row, zipped


def read(body: str, **parts: str) -> Document:
    return read_bytes("a.docx", docx(body, **parts))


def marks(document: Document) -> list[tuple[str, int, str]]:
    return [(mark.kind.value, mark.level, document.quote(mark.span)) for mark in document.marks]


RUNS = [
    (paragraph("en") + paragraph("to"), "en\nto"),
    (paragraph("en") + paragraph("") + paragraph("to"), "en\n\nto"),
    ("<w:p><w:r><w:t>Dato:</w:t><w:tab/><w:t>1. maj</w:t><w:br/><w:t>Sted</w:t></w:r></w:p>", "Dato:\t1. maj\nSted"),
    ('<w:p><w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r></w:p>', "a\n\f\nb"),
    ("<w:p><w:r><w:t>Anne</w:t><w:noBreakHyphen/><w:t>Lise</w:t><w:softHyphen/></w:r></w:p>", "Anne-Lise"),
    (
        '<w:p><w:r><w:t xml:space="preserve">a </w:t></w:r><w:hyperlink><w:r><w:t>b</w:t></w:r></w:hyperlink></w:p>',
        "a b",
    ),
    # tracked changes: what was put in stays, what was struck is left out
    (
        (
            "<w:p><w:r><w:t>a</w:t></w:r><w:ins><w:r><w:t>b</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>c</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>d</w:t></w:r></w:moveFrom></w:p>"
        ),
        "ab",
    ),
    # content controls, as blocks and inside a paragraph
    (
        (
            f"<w:sdt><w:sdtContent>{paragraph('a')}</w:sdtContent></w:sdt>"
            "<w:p><w:sdt><w:sdtContent><w:r><w:t>b</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        ),
        "a\nb",
    ),
    # a text box stands once, although a fallback repeats it
    (
        (
            "<w:p><w:r><w:t>a</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
            f"{paragraph('boks')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
            f"<w:txbxContent>{paragraph('boks')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
            "<w:t>b</w:t></w:r></w:p>"
        ),
        "ab\nboks",
    ),
    (paragraph("a") + paragraph("skjult", run="<w:vanish/>") + paragraph("b"), "a\nb"),
    # a field: its result, not its code
    (
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1. maj</w:t></w:r></w:p>'
        ),
        "1. maj",
    ),
    ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t xml:space="preserve"> Ja</w:t></w:r></w:p>', "☒ Ja"),
]


@pytest.mark.parametrize(("body", "expected"), RUNS)
def test_text(body: str, expected: str) -> None:
    assert read(paragraph("x") + body).text == f"x\n{expected}"


def level(number: int, format_: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "%2)")
    + level(2, "lowerRoman", "%3.")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "upperRoman", "%1")
    + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    + level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>')
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "bullet", "\uf0b7")
    + level(1, "none", "")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="Liste"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="3"/></w:num>'
)

LISTS = [
    (listed("a", 1) + listed("b", 1), "1. a\n2. b"),
    # a lower level begins anew under each higher one
    (
        listed("a", 1) + listed("b", 1, 1) + listed("c", 1, 1) + listed("d", 1) + listed("e", 1, 1),
        "1. a\na) b\nb) c\n2. d\na) e",
    ),
    (listed("a", 1) + listed("b", 1, 1) + listed("c", 1, 2) + listed("d", 1, 2), "1. a\na) b\ni. c\nii. d"),
    (listed("a", 2) + listed("b", 2, 1) + listed("c", 2) + listed("d", 2, 1), "I a\n1.1 b\nII c\n2.1 d"),  # isLgl
    (listed("a", 3) + listed("b", 3, 1), "• a\nb"),
    # another instance of the same definition counts on, unless it says where it starts
    (listed("a", 1) + listed("b", 5) + listed("c", 4) + listed("d", 4), "1. a\n2. b\n1. c\n2. d"),
    (listed("a", 0) + listed("b", 99), "a\nb"),  # no list, an unknown list
    (listed("a", 1, 1), "a) a"),  # a lower level without its higher one
    (
        listed("a", 1) + listed("", 1) + listed("b", 1),
        "1. a\n\n2. b",
    ),  # Word shows an empty paragraph's number; nobody means it
    (listed("a", 6) + listed("b", 6), "1. a\n2. b"),  # a definition borrowed from a style
    # restart only after the first level, not after the second
    (
        listed("a", 2)
        + listed("b", 2, 1)
        + listed("c", 2, 2)
        + listed("d", 2, 1)
        + listed("e", 2, 2)
        + listed("f", 2)
        + listed("g", 2, 1)
        + listed("h", 2, 2),
        "I a\n1.1 b\n1. c\n1.2 d\n2. e\nII f\n2.1 g\n1. h",
    ),
]
STYLES = (
    '<w:style w:styleId="Overskrift1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:styleId="Punkt"><w:name w:val="Punkt"/><w:basedOn w:val="Overskrift1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="Liste"><w:name w:val="Liste"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)


@pytest.mark.parametrize(("body", "expected"), LISTS)
def test_list_numbers_are_shown(body: str, expected: str) -> None:
    assert read(body, numbering=NUMBERING, styles=STYLES).text == expected


def test_styles_give_headings_numbers_and_bold() -> None:
    body = (
        paragraph("Referat", '<w:pStyle w:val="Overskrift1"/>')
        + paragraph("Budget", '<w:pStyle w:val="Punkt"/>')
        + paragraph("Fed", run="<w:b/>")
        + paragraph("Mager", run='<w:b w:val="0"/>')
        + paragraph("Niveau", '<w:outlineLvl w:val="2"/>')
        + paragraph("Skoler", '<w:pStyle w:val="Punkt"/>')
        + listed("Bilag", 3)
    )
    document = read(body, numbering=NUMBERING, styles=STYLES)
    assert document.text == "Referat\n1. Budget\nFed\nMager\nNiveau\n2. Skoler\n• Bilag"
    assert marks(document) == [
        ("heading", 1, "Referat"),
        ("bold", 0, "Referat"),
        ("heading", 1, "1. Budget"),
        ("bold", 0, "Budget"),
        ("bold", 0, "Fed"),
        ("heading", 3, "Niveau"),
        ("heading", 1, "2. Skoler"),
        ("bold", 0, "Skoler"),
        ("list-item", 1, "• Bilag"),
    ]


def test_tables() -> None:
    table = (
        row(paragraph("Dato:"), paragraph("1. maj"))
        + row(paragraph("Til stede:"), paragraph("Ane") + paragraph("Bo"), paragraph("3"))
        + row(
            f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("bred")}',
            f"<w:tcPr><w:vMerge/></w:tcPr>{paragraph('gemt')}",
        )
        + f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('slettet')}</w:tc></w:tr>"
    )
    document = read(paragraph("før") + f"<w:tbl>{table}</w:tbl>" + paragraph("efter"))
    assert document.text == "før\nDato:\t1. maj\nTil stede:\tAne\nBo\n\t3\nbred\t\nefter"
    assert marks(document) == [
        ("table-row", 0, "Dato:\t1. maj"),
        ("cell", 1, "Dato:"),
        ("cell", 2, "1. maj"),
        ("table-row", 0, "Til stede:\tAne\nBo\n\t3"),
        ("cell", 1, "Til stede:"),
        ("cell", 2, "Ane\nBo"),
        ("cell", 3, "3"),
        ("table-row", 0, "bred"),
        ("cell", 1, "bred"),
    ]
    assert [(anchor.label, document.text[anchor.start :].split()[0]) for anchor in document.anchors] == [
        ("p[1]", "før"),
        ("table[1]/row[1]", "Dato:"),
        ("table[1]/row[2]", "Til"),
        ("table[1]/row[3]", "bred"),
        ("p[2]", "efter"),
    ]


def test_head_and_footnotes() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
    note = (
        f'<w:footnote w:type="separator">{paragraph("-")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("note")}</w:footnote>'
    )
    document = read(paragraph("Referat") + section, header=paragraph("Solby Kommune"), footnotes=note)
    assert document.text == "Solby Kommune\nReferat\nnote"
    assert marks(document) == [("furniture", 0, "Solby Kommune")]
    assert [(anchor.start, anchor.label) for anchor in document.anchors] == [(0, "header"), (14, "p[1]"), (22, "p[2]")]
    again = read(paragraph("Solby  Kommune") + section, header=paragraph("Solby Kommune"))
    assert again.text == "Solby  Kommune"


def test_a_file_written_by_python_docx() -> None:
    document = python_docx.Document()
    document.add_heading("Referat", 1)
    document.add_paragraph("Godkendt", style="List Number")
    document.add_paragraph("Udsat", style="List Number")
    document.add_paragraph("Bilag", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Sted:", "Rådhuset"
    file = io.BytesIO()
    document.save(file)
    read_back = read_bytes("a.docx", file.getvalue())
    assert read_back.text == "Referat\n1. Godkendt\n2. Udsat\n• Bilag\nSted:\tRådhuset"


SOUND = docx(paragraph("Referat"))
BOMB = zipped({"word/document.xml": b"\0" * 60_000_000})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (SOUND[: len(SOUND) // 2], "truncated"),
        (docx("<w:p><w:r>"), "damaged"),
        (zipped({"word/document.xml": "<a/>"}), "damaged"),
        (zipped({"[Content_Types].xml": "<a/>"}), "damaged"),
        (BOMB, "zip-bomb"),
        (docx("<w:sdt><w:sdtContent>" * 300 + paragraph("a") + "</w:sdtContent></w:sdt>" * 300), "too-large"),
        (docx(paragraph("")), "empty"),
        (
            zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'}),
            "damaged",
        ),
        (
            zipped({"word/document.xml": '<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}),
            "unknown-format",
        ),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "unknown-format"),
    ],
)
def test_unreadable_files(data: bytes, kind: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_bytes("a.docx", data)
    assert refused.value.kind == kind


def test_a_part_that_lies_about_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DOCX_PART_BYTES", 1_000)
    with pytest.raises(UnreadableFile) as refused:
        read_bytes("a.docx", docx(paragraph("a" * 2_000)))
    assert refused.value.kind == "damaged"


def test_deep_xml_does_not_end_the_process() -> None:
    deep = "<w:ins>" * 200_000 + "</w:ins>" * 200_000
    with pytest.raises(UnreadableFile):
        read_bytes("a.docx", docx(deep))


def test_parts_named_twice_and_links_outwards_are_harmless() -> None:
    file = io.BytesIO(docx(paragraph("Referat")))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("../../ud.xml", "<a/>")
    assert read_bytes("a.docx", file.getvalue()).text == "Referat"
