import pytest

from graphbuild.errors import UnreadableFile
from graphbuild.model import MarkKind
from graphbuild.readers import read_bytes


def text_of(body: str, head: str = "") -> str:
    return read_bytes("a.html", f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()).text


def marks_of(body: str, *kinds: MarkKind, head: str = "") -> list[tuple[str, int, str]]:
    data = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()
    document = read_bytes("a.html", data)
    return [(m.kind.value, m.level, document.quote(m.span)) for m in document.marks if not kinds or m.kind in kinds]


SHOWN = [
    ("<p>en</p><p>to</p>", "en\nto"),
    ("<p>en\n   to\t tre </p>", "en to tre"),
    ("<p>en<br>to<br/><br>fire</p>", "en\nto\n\nfire"),
    ("<p>en <b> to</b> <i>tre</i>fire</p>", "en to trefire"),
    ("<div>en<p>to</p>tre</div>", "en\nto\ntre"),
    ("<p>Fr&aelig;drik &amp; s&oslash;n &#8211; 5&nbsp;kr.</p>", "Frædrik & søn – 5\u00a0kr."),
    ("<p>spise&shy;venner</p>", "spisevenner"),
    ("<pre>a  b\n  c</pre>d", "a  b\n  c\nd"),
    ("310 m<sup>2</sup>", "310 m2"),
    ("<dl><dt>Dato:</dt><dd>1. maj</dd></dl>", "Dato:\n1. maj"),
    ("a<script>x()</script><style>p{}</style><noscript>n</noscript><template><p>t</p></template>b", "ab"),
    ("<p>a</p><p hidden>b</p><p style='display: none'>c</p><p style='visibility:hidden'>d</p>e", "a\ne"),
    ("<p>a<i class='icon' aria-hidden='true'>x</i>b</p>", "ab"),
    ("<p>a<span aria-hidden='true'>synlig</span></p>", "asynlig"),  # hidden from screen readers, not from eyes
    ("<!-- a -->b<![CDATA[c]]>", "b"),
    ("<button aria-controls='p1'>1. Sag</button><div id='p1' style='display:none'>Godkendt</div>", "1. Sag\nGodkendt"),
    ("<details><summary>Punkt 1</summary><p>Godkendt</p></details>", "Punkt 1\nGodkendt"),
    ("<select><option>2019</option></select><textarea>skriv</textarea><p>a</p>", "a"),
    ("<p>Punkt 1<p>Punkt 2<li>Punkt 3", "Punkt 1\nPunkt 2\n• Punkt 3"),  # end tags left out
    ("<div class='field-label-inline'><div>Dato:</div><div>1. maj</div></div>", "Dato: 1. maj"),
    ("<p>a</p><div style='display:inline'>b</div><div style='display:inline'>c</div>", "a\nbc"),
]


@pytest.mark.parametrize(("body", "expected"), SHOWN)
def test_text_is_what_a_browser_shows(body: str, expected: str) -> None:
    assert text_of(body) == expected


LISTS = [
    ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"),
    ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
    ("<ol><li>\n<p><b>a</b><br>\nx</p></li><li><p>b</p></li></ol>", "1. a\nx\n2. b"),  # blocks inside items
    ("<ol type=a><li>a<li>b</ol>", "a. a\nb. b"),
    ("<ol type=I start=4><li>a<li>b</ol>", "IV. a\nV. b"),
    ("<ol type=A start=27><li>a</ol>", "AA. a"),
    ("<ol start=7><li>a<li value=10>b<li>c</ol>", "7. a\n10. b\n11. c"),
    ("<ol reversed><li>a<li>b<li>c</ol>", "3. a\n2. b\n1. c"),
    ("<ol style='list-style-type: lower-roman'><li>a<li>b</ol>", "i. a\nii. b"),
    ("<ol style='list-style:none'><li>a</ol><ul style='list-style-type:none'><li>b</ul>", "a\nb"),
    ("<ol><li>a<ol type=a><li>b<li>c</ol><li>d</ol>", "1. a\na. b\nb. c\n2. d"),
    ("<ol><li><ol type=a><li>b</ol></ol>", "1. a. b"),  # both markers stand on one line
    ("<ol><li>1. a</li><li>2. b</li></ol>", "1. a\n2. b"),  # the page hides its own numbers
    ("<ol><li>2. behandling</li><li>3. behandling</li></ol>", "1. 2. behandling\n2. 3. behandling"),
    ("<ul><li><h3>1. Sag</h3><p>x</p></li></ul>", "1. Sag\nx"),  # a card, no bullet
    ("<ol><li><h3>Sag</h3></li></ol>", "1. Sag"),  # the number may stand nowhere else
    ("<ol><li></li><li>b</li></ol>c", "1.\n2. b\nc"),
    ("<ol start=x><li value=y>a</ol>", "1. a"),
]


@pytest.mark.parametrize(("body", "expected"), LISTS)
def test_list_numbers_are_written_out(body: str, expected: str) -> None:
    assert text_of(body) == expected


TABLES = [
    (
        "<table><tr><td>Dato:</td><td>1. maj</td></tr><tr><td>Sted:</td><td>Salen</td></tr></table>",
        "Dato:\t1. maj\nSted:\tSalen",
    ),
    ("<table><tr><th>a</th><th>b</th></tr><tr><td></td><td>2</td></tr><tr><td>3</td></tr></table>", "a\tb\n\t2\n3"),
    ("<table><tr><td>a</td><td></td></tr><tr><td></td><td></td></tr><tr><td>b</td></tr></table>", "a\t\n\t\nb"),
    ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>c", "a\tb\nc"),
    # a cell of several lines: the next one starts on a line of its own
    ("<table><tr><td>Til stede:</td><td>Ane<br>Bo</td></tr></table>", "Til stede:\tAne\nBo"),
    ("<table><tr><td>Ane<br>Bo</td><td>Cai</td></tr></table>", "Ane\nBo\n\tCai"),
    (
        "<table><tr><td><h2>1. Sag</h2></td><td><p>Godkendt</p></td></tr></table>",
        "1. Sag\nGodkendt",
    ),  # lays out the page
    ("<table><tr><td>x<table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", "x\na\tb"),
]


@pytest.mark.parametrize(("body", "expected"), TABLES)
def test_tables(body: str, expected: str) -> None:
    assert text_of(body) == expected


def test_cells_know_their_column() -> None:
    body = "<table><tr><td colspan=2>a</td><td rowspan=2>b</td></tr><tr><td>c</td><td>d</td><td>e</td></tr></table>"
    assert marks_of(body) == [
        ("table-row", 0, "a\tb"),
        ("cell", 1, "a"),
        ("cell", 3, "b"),
        ("table-row", 0, "c\td\te"),
        ("cell", 1, "c"),
        ("cell", 2, "d"),
        ("cell", 4, "e"),
    ]


def test_headings_bold_and_lists_are_marked() -> None:
    body = (
        "<h1>Referat</h1><p>Der var <strong>afbud</strong>.</p><p class=FieldTitle>Beslutning</p>"
        "<ol><li>a<ul><li>b</li></ul></li></ol><div role=heading aria-level=3>Bilag</div>"
    )
    head = "<style>.FieldTitle {font:bold 10pt Arial; margin:0}</style>"
    assert marks_of(body, head=head) == [
        ("heading", 1, "Referat"),
        ("bold", 0, "afbud"),
        ("bold", 0, "Beslutning"),
        ("list-item", 1, "1. a\n• b"),
        ("list-item", 2, "• b"),
        ("heading", 3, "Bilag"),
    ]


def test_parts_of_a_heading_that_run_together_are_marked_as_cells() -> None:
    assert marks_of("<h2><button aria-expanded=true><span>38</span><span>Budget</span></button></h2>") == [
        ("heading", 2, "38Budget"),
        ("cell", 1, "38"),
        ("cell", 2, "Budget"),
    ]


FURNITURE = [
    ("<nav>Forside</nav><p>Referat fra mødet</p>", ["Forside"]),
    ("<p>Referat fra mødet</p><footer>Torvet 1</footer>", ["Torvet 1"]),
    ("<div id='cookie-bar'><p>Vi bruger</p></div><p>Referat fra mødet</p>", ["Vi bruger"]),
    ("<div role=navigation>Menu</div><p>Referat fra mødet</p>", ["Menu"]),
    ("<header>Kommunen</header><main><header>Møde</header><p>Referat fra mødet</p></main>", ["Kommunen"]),
    ("<header><h1>Referat</h1></header><p>Mødet blev holdt i salen</p>", []),  # the page's only first heading
    ("<a class='skip-link' href='#x'>Gå til indhold</a><p>Referat fra mødet</p>", ["Gå til indhold"]),
    ("<form><h1>Referat</h1><p>hele siden i en formular</p></form>", []),  # as old web systems do
    ("<p>Referat fra mødet</p><form>Skriv en kommentar</form>", ["Skriv en kommentar"]),
    ("<aside><p>Referat fra mødet</p></aside>", []),  # there is nothing else on the page
    ("<p>Referat fra mødet</p><button>Print</button>", ["Print"]),
    ("<button class=accordion>1. Godkendelse</button><div>Referat fra mødet</div>", []),
]


@pytest.mark.parametrize(("body", "expected"), FURNITURE)
def test_furniture_is_marked_and_kept(body: str, expected: list[str]) -> None:
    assert [quote for _, _, quote in marks_of(body, MarkKind.FURNITURE)] == expected
    assert all(quote in text_of(body) for quote in expected)


def test_a_toggle_is_no_part_of_its_heading() -> None:
    assert marks_of("<h3><span>1. Sag om skoler</span><button>Åbn/luk</button></h3><p>Godkendt</p>") == [
        ("heading", 3, "1. Sag om skoler"),
        ("cell", 1, "1. Sag om skoler"),
        ("furniture", 0, "Åbn/luk"),
    ]


def test_the_title_is_the_first_line_and_furniture() -> None:
    head = "<title>Referat - \n Solby   Kommune</title>"
    assert text_of("<h1>Referat</h1>", head) == "Referat - Solby Kommune\nReferat"
    assert marks_of("<h1>Referat</h1>", MarkKind.FURNITURE, head=head) == [("furniture", 0, "Referat - Solby Kommune")]


def test_word_html() -> None:
    body = (
        "<p class=MsoNormal><b>Referat<o:p></o:p></b></p>"
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
        "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>1.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span>"
        "<![endif]>Godkendelse<o:p></o:p></p>"
        "<p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><!--[if !supportLists]--><span "
        "style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span>"
        "<!--[endif]-->Bilag</p>"
    )
    assert text_of(body) == "Referat\n1. Godkendelse\n• Bilag"
    assert marks_of(body) == [
        ("bold", 0, "Referat"),
        ("list-item", 1, "1. Godkendelse"),
        ("list-item", 2, "• Bilag"),
    ]


def test_anchors_name_heading_id_and_place() -> None:
    data = b"<html><body><p>a</p><h2>b</h2><p>c</p><p>d</p><h2 id=punkt-2>e</h2><ul><li>f</li></ul></body></html>"
    document = read_bytes("a.html", data)
    places = {document.text[anchor.start : anchor.start + 1]: anchor.label for anchor in document.anchors}
    assert places == {
        "a": "p[1]",
        "b": "h2[1]",
        "c": "h2[1]/p[1]",
        "d": "h2[1]/p[2]",
        "e": "#punkt-2",
        "\N{BULLET}": "#punkt-2/li[1]",
    }


@pytest.mark.parametrize("tag", ["div", "b", "ul", "table><tr><td", "svg", "x-y"])
def test_hostile_nesting_is_refused(tag: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_bytes("a.html", b"<html>" + f"<{tag}>".encode() * 100_000)
    assert refused.value.kind == "too-large"


def test_deep_but_lawful_nesting_is_read() -> None:
    assert text_of("<div>" * 500 + "a" + "</div>" * 500) == "a"
    assert text_of("<p>a" * 20_000) == "\n".join(["a"] * 20_000)  # never closed, hence never nested
