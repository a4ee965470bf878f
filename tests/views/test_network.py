"""The network page: it asks nothing of any network, hostile text stays text, the same graph gives the same bytes."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphbuild.cli import main
from graphbuild.engines.ladybug import LadybugGraph
from graphbuild.errors import UsageError
from graphbuild.graph.store import GraphStore
from graphbuild.model import Attendance as Status
from graphbuild.model import Document, MeetingMention, PersonMention, Record, Said, Span
from graphbuild.views import network_page
from graphbuild.views.layout import settle
from graphbuild.views.network import KINDS
from graphbuild.views.pages import LANGUAGES, embedded, words
from tests.questions.graphs import write

HOSTILE = "</script><img src=x onerror=alert(1)> \u2028 \"'& {{data}} <!-- Ærø"


class _Elements(HTMLParser):
    """Every element of a page with its attributes, and the text of the one that holds the data."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.data = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][1].get("id") == "data" and not self.data:
            self.data = data


def data_of(page: bytes) -> dict:  # type: ignore[type-arg]
    found: dict = json.loads(_Elements(page).data)  # type: ignore[type-arg]
    return found


def test_page_loads_nothing_and_its_policy_forbids_it(examples: GraphStore) -> None:
    page, _ = network_page(examples)
    elements = _Elements(page).elements
    assert {tag for tag, _ in elements} & {"link", "img", "iframe", "object", "embed", "base", "form"} == set()
    assert [attributes for _, attributes in elements if {"src", "href", "action", "onclick"} & attributes.keys()] == []
    policy = next(one["content"] for _, one in elements if one.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-[\w+/=]{44}'; style-src 'unsafe-inline'; img-src data:; "
        r"base-uri 'none'; form-action 'none'",
        policy,
    )
    assert b"@import" not in page
    assert b"url(http" not in page


def test_the_same_graph_gives_the_same_bytes(examples: GraphStore) -> None:
    assert network_page(examples) == network_page(examples)


@pytest.mark.parametrize(
    ("subject", "note"),
    [
        (None, "De 300 bedst forbundne af {total}. Vælg et emne for at se noget bestemt."),
        ("kirkens korshaer", "Kirkens Korshær og de nærmeste forbindelser: 91."),
    ],
)
def test_note_says_what_is_drawn(examples: GraphStore, subject: str | None, note: str) -> None:
    with LadybugGraph(examples.property_graph) as graph:
        nodes = graph.query("MATCH (n) RETURN label(n) AS kind, n.id AS id").rows
    note = note.format(total=sum(kind in KINDS for kind, _ in nodes))
    page, told = network_page(examples, subject)
    assert told == note
    data = data_of(page)
    assert data["note"] == note
    assert len(data["nodes"]) <= 300
    assert {node["kind"] for node in data["nodes"]} <= KINDS.keys()
    assert len({(node["x"], node["y"]) for node in data["nodes"]}) == len(data["nodes"])


def test_a_small_limit_keeps_what_is_nearest(examples: GraphStore) -> None:
    data = data_of(network_page(examples, "Susanne Ebdrup", most=5, language="en")[0])
    assert len(data["nodes"]) == 5
    assert data["panels"][data["centre"]]["name"] == "Susanne Ebdrup"
    assert data["note"] == "Susanne Ebdrup and the 4 closest connections; there are more."


def test_every_line_is_proved_and_quotes_stand_in_their_documents(examples: GraphStore) -> None:
    data = data_of(network_page(examples, "Fjordlev Udsatteråd")[0])
    texts = {document.name: document.text for document, _ in examples.records()}
    facts = [fact for line in data["lines"] for fact in line["facts"]]
    assert len(facts) > 100
    silent = set()
    for fact in facts:
        if "quote" not in fact:
            silent.add(fact["heading"])
            continue
        name = fact["source"].split(", ")[0]
        assert (fact["before"] + fact["quote"].removesuffix(" […]")) in texts[name]
    # that a body belongs to a municipality is no fact of a passage
    assert all("Kommune" in heading for heading in silent), sorted(silent)


def test_unknown_subject_and_language(examples: GraphStore) -> None:
    with pytest.raises(UsageError, match="no thing called »Atlantis«"):
        network_page(examples, "Atlantis")
    with pytest.raises(UsageError, match="no words in »tlh«"):
        network_page(examples, language="tlh")


def test_both_languages_say_the_same_things() -> None:
    danish, english = (words(language) for language in LANGUAGES)
    assert {section: set(danish[section]) for section in danish} == {
        section: set(english[section]) for section in english
    }
    assert words("da")["value"]["approved-with-changes"] == "godkendt med ændringer"


@pytest.mark.parametrize("text", [HOSTILE, "<!--", "]]>", "\u2029", "</SCRIPT >"])
def test_embedded_data_cannot_leave_its_element(text: str) -> None:
    made = embedded({"name": text})
    assert not set("<>&\u2028\u2029") & set(made)
    assert json.loads(made) == {"name": text}


def hostile_graph(folder: Path) -> None:
    text = f"Mødet den 1. marts 2024 i {HOSTILE} rådet. Til stede: {HOSTILE}\n"
    document = Document(f"{HOSTILE}.txt", "0" * 64, "text/plain", text)
    at = text.index(HOSTILE)
    said = Said(HOSTILE, Span(at, at + len(HOSTILE)), "test")
    record = Record(
        document.name,
        document.sha256,
        municipality=said,
        municipality_code=Said("999", None, "test"),
        meeting=MeetingMention(bodies=(said,), date=Said("2024-03-01", None, "test")),
        people=(PersonMention(said, attendance=Said(Status.PRESENT, said.span, "test")),),
    )
    write(folder, [(document, record)])


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    hostile_graph(tmp_path)
    with GraphStore.open(tmp_path) as store:
        page, _ = network_page(store, language="en")
    elements = _Elements(page).elements
    assert [tag for tag, _ in elements].count("script") == 2
    assert "img" not in {tag for tag, _ in elements}
    facts = [fact for line in data_of(page)["lines"] for fact in line["facts"]]
    assert any(fact.get("quote") == HOSTILE for fact in facts)


def test_settled_nodes_do_not_cover_each_other_and_parts_stand_apart() -> None:
    links = [(f"hub{n}", f"leaf{n}-{m}") for n in range(3) for m in range(30)]
    nodes = [*sorted({end for link in links for end in link}), "alone"]
    sizes = dict.fromkeys(nodes, 10.0)
    places = settle(nodes, links, sizes)
    assert places.keys() == set(nodes)
    ends = list(places.values())
    distances = [
        ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 for at, (ax, ay) in enumerate(ends) for bx, by in ends[at + 1 :]
    ]
    assert min(distances) >= 20
    assert settle(nodes, links, sizes) == places
    assert settle([], [], {}) == {}


def test_command_writes_the_page_whole_and_says_what_it_shows(examples: GraphStore, tmp_path: Path) -> None:
    page = tmp_path / "net.html"
    done = CliRunner().invoke(
        main, ["view", "network", "Natvarmestuen", "--graph", str(examples.folder), "-o", str(page), "--lang", "en"]
    )
    assert done.exit_code == 0, done.output
    assert page.read_bytes().startswith(b"<!DOCTYPE html>")
    assert [one.name for one in tmp_path.iterdir()] == ["net.html"]
    failed = CliRunner().invoke(
        main, ["view", "network", "Hjortlund", "--graph", str(examples.folder), "-o", str(page)]
    )
    assert failed.exit_code == 2
    assert "fits 2 of them" in failed.output
