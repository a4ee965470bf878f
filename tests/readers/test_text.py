import pytest

from graphbuild.model import Anchor
from graphbuild.readers import read_bytes
from graphbuild.readers.text import without_tags

TAGS = [
    ("Emne:\t<p>en</p> <p>to</p>\tslut", "Emne:\ten\nto\tslut"),
    ("<p>Pkt.:</p>\t<p>en</p>\nto", "Pkt.:\ten\nto"),
    ('<p>a</p> <ol style="x: y;"> 1. b</ol> <u>c</u>&nbsp;d &amp; e', "a\n 1. b\n c\u00a0d & e"),
    ("<tr><td>a</td><td>b</td></tr>", "a\tb\t\n"),
    ("a<br>b<br/>c<BR />d", "a\nb\nc\nd"),
    ("prisen er <b>under</b> 5", "prisen er <b>under</b> 5"),  # two tags are no sign
    ("hvis a<b og c>d, skriv til <bo@x.dk> &amp; co", "hvis a<b og c>d, skriv til <bo@x.dk> &amp; co"),
    ("1 < 2 <p>3 <p>4 <p>5 <6", "1 < 2 \n3 \n4 \n5 <6"),
]


@pytest.mark.parametrize(("text", "expected"), TAGS)
def test_tags_amid_plain_text(text: str, expected: str) -> None:
    assert without_tags(text) == expected


def test_a_text_with_tags_stays_a_text() -> None:
    document = read_bytes("a.txt", b"Referat\n<p>en</p> <p>to</p>")
    assert (document.media_type, document.text) == ("text/plain", "Referat\nen\nto\n")


def test_pages_are_anchors() -> None:
    document = read_bytes("a.txt", b"en\n\f\nto\ftre")
    assert document.anchors == (Anchor(0, "page 1"), Anchor(5, "page 2"), Anchor(8, "page 3"))
    assert [document.place(offset) for offset in (0, 5, 9)] == ["page 1", "page 2", "page 3"]


def test_a_page_break_at_the_end_starts_no_page() -> None:
    assert read_bytes("a.txt", b"en\f").anchors == (Anchor(0, "page 1"),)


def test_long_texts_without_pages_have_lines_as_anchors() -> None:
    document = read_bytes("a.txt", "".join(f"linje {n}\n" for n in range(1, 121)).encode())
    assert [(document.text[a.start :].split("\n")[0], a.label) for a in document.anchors] == [
        ("linje 1", "line 1"),
        ("linje 51", "line 51"),
        ("linje 101", "line 101"),
    ]


def test_one_very_long_line() -> None:
    assert len(read_bytes("a.txt", b"referat af sagen <b " * 500_000).text) == 10_000_000
