"""Each shape has a graph that it lets pass (the sample's) and one that it does not."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH

from graphbuild.graph.dataset import build_quads
from graphbuild.graph.entities import ByName
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.shapes import shipped_shapes, validate
from graphbuild.graph.vocabulary import PREFIXES
from tests.graph.samples import document, record

NAMES = Identifiers()
QUADS = build_quads(record(), document(), ByName(NAMES), NAMES)

USUAL = validate(QUADS)

ITEM = f"<{NAMES.base}meeting/998/aeldreraadet/2023-03-07/item/1>"
MEETING = f"<{NAMES.base}meeting/998/aeldreraadet/2023-03-07>"
DOCUMENT = f"<{NAMES.document(document().sha256)}>"
PERSON = f"<{NAMES.base}person/998/eva-lund>"

#: shape, an update that spoils the sample, the message's path
SPOILT = [
    ("Fact", f"DELETE WHERE {{ {ITEM} gb:statedIn ?x }}", "statedIn"),
    ("Fact", f"INSERT DATA {{ {ITEM} gb:rule <http://x.example/rule/2> }}", "rule"),
    (
        "Rule",
        "DELETE { ?r gb:confidence ?c } INSERT { ?r gb:confidence 1.5 } WHERE { ?r gb:confidence ?c }",
        "confidence",
    ),
    ("Document", f"DELETE WHERE {{ {DOCUMENT} gb:sha256 ?x }}", "sha256"),
    ("Document", f"DELETE WHERE {{ {DOCUMENT} gb:minutesOf ?x }}", "minutesOf"),
    ("Document", f'INSERT DATA {{ {DOCUMENT} gb:name "x" }}', "name"),
    ("Actor", f"DELETE WHERE {{ {PERSON} gb:name ?x }}", "name"),
    (
        "Person",
        f'DELETE {{ {PERSON} gb:name ?x }} INSERT {{ {PERSON} gb:name "Eva 2" }} WHERE {{ {PERSON} gb:name ?x }}',
        "name",
    ),
    ("Municipality", f'INSERT DATA {{ <{NAMES.municipality("998")}> gb:code "98" }}', "code"),
    ("Body", "DELETE WHERE { ?b gb:bodyKind ?x }", "bodyKind"),
    ("Meeting", f"DELETE WHERE {{ {MEETING} gb:date ?x }}", "date"),
    ("Meeting", f'INSERT DATA {{ {MEETING} gb:date "2023-03-08"^^xsd:date }}', "date"),
    ("Meeting", f"DELETE WHERE {{ {MEETING} gb:heldBy ?x }}", "heldBy"),
    ("Meeting", f'INSERT DATA {{ {MEETING} gb:endTime "25:00" }}', "endTime"),
    ("Meeting", f'INSERT DATA {{ {MEETING} gb:startTime "9.00" }}', "startTime"),
    ("Meeting", f'INSERT DATA {{ {MEETING} gb:nextMeetingOn "2023-03-01"^^xsd:date }}', "date"),
    ("AgendaItem", f"DELETE WHERE {{ {ITEM} gb:number ?x }}", "number"),
    ("AgendaItem", f"DELETE WHERE {{ {ITEM} gb:onAgendaOf ?x }}", "onAgendaOf"),
    ("Case", "DELETE { ?c gb:number ?x } WHERE { ?c a gb:Case ; gb:number ?x }", "number"),
    ("Topic", 'INSERT { ?c gb:code "27-35" } WHERE { ?c a gb:Topic }', "code"),
    ("Decision", "DELETE { ?d gb:decides ?x } WHERE { ?d gb:decides ?x }", "decides"),
    (
        "Decision",
        "INSERT { ?d gb:outcome <https://w3id.org/graphbuild/scheme/outcome/noted> } WHERE { ?d a gb:Decision }",
        "outcome",
    ),
    (
        "Decision",
        "DELETE WHERE { ?d gb:outcome ?o ; gb:text ?t . ?v gb:voteOn ?d }",
        "",
    ),
    ("Recommendation", "DELETE { ?r gb:atItem ?x } WHERE { ?r a gb:Recommendation ; gb:atItem ?x }", "atItem"),
    ("Commitment", "DELETE { ?c gb:text ?x } WHERE { ?c a gb:Commitment ; gb:text ?x }", "text"),
    ("Commitment", 'DELETE { ?c gb:due ?x } INSERT { ?c gb:due "snart" } WHERE { ?c gb:due ?x }', "due"),
    ("Commitment", "DELETE { ?c gb:atItem ?x } WHERE { ?c a gb:Commitment ; gb:atItem ?x }", ""),
    ("Amount", "DELETE { ?a gb:text ?x } WHERE { ?a a gb:Amount ; gb:text ?x }", "text"),
    ("Amount", "INSERT { ?a gb:kroner 2.0 } WHERE { ?a a gb:Amount }", "kroner"),
    ("Statement", "DELETE { ?s gb:saidBy ?x } WHERE { ?s gb:saidBy ?x }", "saidBy"),
    ("Statement", "DELETE { ?s gb:text ?x } WHERE { ?s a gb:Statement ; gb:text ?x }", "text"),
    ("Attachment", "DELETE { ?s gb:title ?x } WHERE { ?s a gb:Attachment ; gb:title ?x }", "title"),
    ("Attendance", "DELETE { ?s gb:attendanceStatus ?x } WHERE { ?s gb:attendanceStatus ?x }", "attendanceStatus"),
    ("Membership", "DELETE { ?s gb:role ?x } WHERE { ?s a gb:Membership ; gb:role ?x }", "role"),
    ("MeetingRole", "DELETE { ?s gb:role ?x } WHERE { ?s a gb:MeetingRole ; gb:role ?x }", "role"),
    ("Vote", "DELETE { ?s gb:side ?x } WHERE { ?s gb:side ?x }", "side"),
    ("of-Attendance", "DELETE { ?s gb:attendee ?x } WHERE { ?s gb:attendee ?x }", "attendee"),
    ("of-Meeting", f'DELETE WHERE {{ {MEETING} gb:date ?x }} ; INSERT DATA {{ {MEETING} gb:date "7. marts" }}', "date"),
    ("of-Decision", "INSERT { ?d gb:decidedBy <http://x.example/nobody> } WHERE { ?d a gb:Decision }", "decidedBy"),
    ("on-kroner", f"INSERT DATA {{ {ITEM} gb:kroner 2.0 }}", ""),
]


def spoil(update: str) -> list[ox.Quad]:
    store = ox.Store()
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in QUADS)
    prologue = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    store.update(prologue + update)
    return list(store)


def test_the_sample_conforms() -> None:
    assert USUAL == []


@pytest.mark.parametrize(
    ("shape", "update", "path"), SPOILT, ids=[f"{shape}-{n}" for n, (shape, _, _) in enumerate(SPOILT)]
)
def test_each_shape_has_a_graph_that_fails(shape: str, update: str, path: str) -> None:
    found = [one for one in validate(spoil(update)) if one.path == path]
    assert found
    assert all(one.message_da and one.message_en for one in found)


def test_no_written_shape_is_left_out() -> None:
    written = {
        str(shape).rsplit("#", 1)[-1]
        for shape in shipped_shapes().subjects(RDF.type, SH.NodeShape)
        if "#of-" not in str(shape) and "#on-" not in str(shape)
    }
    assert written == {shape for shape, _, _ in SPOILT if "-" not in shape}
