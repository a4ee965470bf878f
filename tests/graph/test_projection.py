"""Where several documents speak of one thing."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from graphbuild.graph.dataset import build_quads
from graphbuild.graph.entities import ByName
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.projection import Projection, RelationshipRow, days
from graphbuild.graph.schema import shipped_schema
from graphbuild.graph.vocabulary import RDF_TYPE, gb
from tests.graph.samples import TEXT, document, record, said

NAMES = Identifiers()


def projected(*quads: list[ox.Quad]) -> Projection:
    store = ox.Store()
    for one in quads:
        store.extend(one)
    return Projection(store, shipped_schema())


def test_two_files_of_one_meeting_are_one_fact_with_the_first_evidence() -> None:
    again = document(TEXT + "\n", "copy.txt")
    both = [build_quads(record(), one, ByName(NAMES), NAMES) for one in (document(), again)]
    alone, together = projected(both[0]), projected(*both)
    first = min(NAMES.document(one.sha256) for one in (document(), again))
    ours = [row for row in together.relationships() if row.type != "MINUTES_OF"]
    assert len(ours) == len([row for row in alone.relationships() if row.type != "MINUTES_OF"])
    passages = {str(row.properties["passage"]).split("#")[0] for row in ours if row.properties["passage"]}
    assert passages == {first}
    meeting = next(row for row in together.nodes() if row.label == "Meeting")
    assert str(meeting.properties["passage"]).startswith(first)


def test_of_several_names_of_an_entity_the_one_most_documents_give_wins_then_the_longest() -> None:
    names = ["Sølund Kommune", "Sølund Kommune", "Sølund Kommune i Jylland"]
    quads = [
        build_quads(
            replace(record(), municipality=said(name, "Sølund Kommune")),
            document(TEXT + "\n" * n),
            ByName(NAMES),
            NAMES,
        )
        for n, name in enumerate(names)
    ]
    shown = [
        next(row for row in projected(*some).nodes() if row.label == "Municipality").properties["name"]
        for some in (quads, quads[1:])
    ]
    assert shown == ["Sølund Kommune", "Sølund Kommune i Jylland"]


def test_a_fact_is_told_by_one_document_so_that_its_words_fit_its_passage() -> None:
    quads = {}
    for n, place in enumerate(["Rådhuset", "Rådhuset", "Rådhuset, lokale 2"]):
        meeting = replace(record().meeting, place=said(place, "Rådhuset"))
        text = document(TEXT + "\n" * n)
        quads[NAMES.document(text.sha256)] = (
            place,
            build_quads(replace(record(), meeting=meeting), text, ByName(NAMES), NAMES),
        )
    found = next(row for row in projected(*(one for _, one in quads.values())).nodes() if row.label == "Meeting")
    assert found.properties["place"] == quads[min(quads)][0] == quads[str(found.properties["passage"]).split("#")[0]][0]


def test_rows_are_sorted_and_complete() -> None:
    projection = projected(build_quads(record(), document(), ByName(NAMES), NAMES))
    nodes, links = list(projection.nodes()), list(projection.relationships())
    assert nodes == sorted(nodes, key=lambda row: (row.label, row.id))
    assert links == sorted(
        links, key=lambda row: (row.type, row.start_label, row.stop_label, row.start, row.stop, row.id)
    )
    known = {row.id for row in nodes}
    assert {end for row in links for end in (row.start, row.stop)} <= known
    for row in links:
        if row.type not in {"IN_MUNICIPALITY", "MINUTES_OF"}:  # told by entities, not by a fact
            assert row.properties["passage"], row
            assert row.properties["rule"] == "sample"
            assert row.properties["confidence"] == 0.5


def test_every_fact_of_the_sample_arrives() -> None:
    found = [row.type for row in projected(build_quads(record(), document(), ByName(NAMES), NAMES)).relationships()]
    assert {type_: found.count(type_) for type_ in sorted(set(found))} == {
        "ABOUT_CASE": 1,
        "ABOUT_TOPIC": 1,
        "AFFILIATED_WITH": 1,
        "ATTENDED": 5,
        "AT_ITEM": 5,
        "DECIDED": 1,
        "DECIDES": 1,
        "HAD_ROLE_AT": 2,
        "HELD_BY": 1,
        "IN_MUNICIPALITY": 3,
        "MEMBER_OF": 1,
        "MENTIONED_AT": 2,
        "MINUTES_OF": 1,
        "ON_AGENDA_OF": 2,
        "OWED_TO": 1,
        "OWES": 1,
        "RECOMMENDED": 1,
        "REFERRED_TO": 1,
        "SAID": 1,
        "VOTED": 1,
    }


def test_a_relationship_runs_as_it_reads() -> None:
    links = projected(build_quads(record(), document(), ByName(NAMES), NAMES)).relationships()
    decided = next(row for row in links if row.type == "DECIDED")
    assert isinstance(decided, RelationshipRow)
    assert (decided.start_label, decided.stop_label) == ("Body", "Decision")


def test_what_is_of_no_known_class_is_left_out() -> None:
    graph = ox.NamedNode("http://x.example/g")
    item = ox.NamedNode("http://x.example/i")
    quads = [
        ox.Quad(item, RDF_TYPE, gb()["AgendaItem"], graph),
        ox.Quad(item, gb()["onAgendaOf"], ox.NamedNode("http://x.example/nowhere"), graph),
    ]
    projection = projected(quads)
    assert [row.id for row in projection.nodes()] == [item.value]
    assert list(projection.relationships()) == []


def test_days_count_from_1970() -> None:
    assert [days(one) for one in ("1970-01-01", "1969-12-31", "2023-03-07")] == [0, -1, 19423]
