from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from graphbuild.graph.dataset import build_quads, clean, day, decimal, last_day
from graphbuild.graph.entities import ByName, Entity, EntityKind, kind_of_actor, kind_of_organisation
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.store import nquads
from graphbuild.model import Document, MeetingMention, Record, Said
from tests.graph.samples import TEXT, document, record, said

GOLDEN = Path(__file__).parent / "golden.nq"
NAMES = Identifiers()


def quads(of: Record | None = None, text: Document | None = None) -> list[ox.Quad]:
    return build_quads(of or record(), text or document(), ByName(NAMES), NAMES, lambda rule: 0.97)


def objects(found: list[ox.Quad], predicate: str) -> set[str]:
    return {
        quad.object.value
        for quad in found
        if quad.predicate.value.endswith(f"#{predicate}") and not isinstance(quad.object, ox.Triple)
    }


def test_golden_quads() -> None:
    """The whole graph of the sample, line by line; a difference is a change of the published IRIs or facts."""
    version = {quad.object.value for quad in quads() if quad.predicate.value.endswith("usedVersion")}.pop()
    lines = b"".join(nquads(quads())).decode().replace(f'"{version}"', '"VERSION"')
    assert lines.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_every_quad_is_in_the_documents_graph_and_no_node_is_blank() -> None:
    assert {quad.graph_name.value for quad in quads()} == {NAMES.document(document().sha256)}
    assert not any(isinstance(term, ox.BlankNode) for quad in quads() for term in (quad.subject, quad.object))


def test_each_passage_is_the_words_that_state_the_fact() -> None:
    stated = {
        quad.subject.value.removeprefix(NAMES.base).split("/", 3)[-1]: quad.object.value.rsplit("=", 1)[-1]
        for quad in quads()
        if quad.predicate.value.endswith("#statedIn")
    }
    words = {fact: TEXT[slice(*map(int, span.split(",")))] for fact, span in stated.items()}
    assert words["2023-03-07/attendance/ib-kjaer/absent"] == "Ib Kjær, Eva Lund"
    assert words["2023-03-07/item/1/decision"] == "Godkendt. Ø stemte imod."
    assert words["2023-03-07/role/ole-vig/official"] == "centerchef"


def test_contradicting_listings_are_both_kept_and_marked() -> None:
    contested = {q.subject.value.rsplit("/", 1)[-1] for q in quads() if q.predicate.value.endswith("#contested")}
    assert contested == {"present", "absent"}


def test_who_is_away_from_the_meeting_is_not_repeated_at_each_item() -> None:
    assert objects(quads(), "absentee") == set()
    here = replace(record(), people=record().people[:2])
    assert objects(quads(here), "absentee") == {f"{NAMES.base}person/998/eva-lund"}


def test_an_unknown_municipality_is_replaced_by_the_documents_hash() -> None:
    found = quads(replace(record(), municipality=None, municipality_code=None))
    scope = document().sha256[:16]
    assert f"{NAMES.base}person/{scope}/ib-kjaer" in {quad.subject.value for quad in found}
    assert not any("998" in str(quad) for quad in found)


def test_a_joint_meeting_gives_roles_to_the_meeting_and_to_neither_body() -> None:
    joint = replace(record().meeting, bodies=(said("Ældrerådet"), said("Økonomiudvalget")))
    found = quads(replace(record(), meeting=joint))
    assert objects(found, "memberOf") == set()
    assert f"{NAMES.base}meeting/998/aeldreraadet+oekonomiudvalget/2023-03-07" in objects(found, "roleAt")


def test_the_same_number_twice_makes_two_items() -> None:
    first, _ = record().items
    found = quads(replace(record(), items=(first, replace(first, title=said("Eventuelt")))))
    items = {q.subject.value.rsplit("/", 1)[-1] for q in found if q.predicate.value.endswith("#onAgendaOf")}
    assert items == {"1", "1;2"}


def test_a_judgement_wins_over_the_name_and_reaches_all_that_repeats_it() -> None:
    someone = Entity(f"{NAMES.base}person/998/aase-b", EntityKind.PERSON, "Åse B.")
    judged = ByName(NAMES, {(document().sha256, "/people/0/name"): someone})
    found = build_quads(record(), document(), judged, NAMES)
    assert f"{NAMES.base}person/998/aase-baek-noergaard" not in {quad.subject.value for quad in found}
    assert objects(found, "saidBy") == {someone.iri}
    assert "Åse Bæk Nørgaard" in objects(found, "printedAs")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Økonomiudvalget", EntityKind.BODY),
        ("Byrådet", EntityKind.BODY),  # a municipality has one
        ("udvalget", EntityKind.ACTOR),  # which one, the word does not tell
        ("Forvaltningen", EntityKind.ACTOR),
        ("Ole Vig", EntityKind.ACTOR),
        ("Center for Ældre", EntityKind.BODY),
    ],
)
def test_kind_of_actor(name: str, kind: EntityKind) -> None:
    assert kind_of_actor(name) is kind


def test_kind_of_organisation() -> None:
    assert kind_of_organisation("Handicaprådet") is EntityKind.BODY
    assert kind_of_organisation("Ældre Sagen") is EntityKind.ORGANISATION
    assert kind_of_organisation("Sundhedscenter Nord") is EntityKind.ORGANISATION


def test_normal_forms() -> None:
    assert [last_day(one) for one in ("2023-04-02", "2024-02", "2023", "2023-13", "snart", "0000-01")] == [
        "2023-04-02",
        "2024-02-29",
        "2023-12-31",
        None,
        None,
        None,
    ]
    assert [decimal(one).value for one in (0.97, 1.0, 1500000.0, -0.00001, -2.5)] == [
        "0.97",
        "1",
        "1500000",
        "0",
        "-2.5",
    ]
    assert [day(one) and day(one).value for one in ("2023-02-28", "2023-02-29", "2023-2-1", None)] == [  # type: ignore[union-attr]
        "2023-02-28",
        None,
        None,
        None,
    ]
    assert clean("a\x00b\ud800c\td\n") == "a\ufffdb\ufffdc\td\n"


HOSTILE = [
    '"""',
    "\\",
    "\x00\x07\x1b",
    "\ud800",
    "\u202eRTL\u202c",
    "<http://x/> .",
    "a>b c",
    "{|}",
    "😀",
    "' or 1=1 --",
    "\ufffe",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_round_trip(text: str) -> None:
    of = record()
    item = replace(
        of.items[0], title=Said(text, None, text), number=Said(text, None, "x"), decision=Said(text, None, "x")
    )
    person = replace(of.people[0], name=Said(text, None, "x"))
    found = quads(replace(of, document=text, items=(item,), people=(person,)))
    again = list(ox.parse(b"".join(nquads(found)), format=ox.RdfFormat.N_QUADS))
    assert set(again) == set(found)
    assert clean(text) in {quad.object.value for quad in again if isinstance(quad.object, ox.Literal)}


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=40), st.text(max_size=10))
def test_any_name_and_date_make_a_graph(name: str, when: str) -> None:
    meeting = MeetingMention(bodies=(Said(name, None, "x"),), date=Said(when, None, "x"))
    found = quads(replace(record(), meeting=meeting))
    assert set(ox.parse(b"".join(nquads(found)), format=ox.RdfFormat.N_QUADS)) == set(found)


def test_rdflib_reads_the_same_graph() -> None:
    lines = b"".join(nquads(quads()))
    read = Dataset()
    read.parse(data=lines, format="nquads")
    turtle = ox.serialize([ox.Triple(q.subject, q.predicate, q.object) for q in quads()], format=ox.RdfFormat.TURTLE)
    ours = Graph().parse(data=turtle or b"", format="turtle")
    theirs = Graph()
    theirs += read.graph(NAMES.document(document().sha256))
    assert isomorphic(ours, theirs)
    assert len(ours) == len(quads())


def test_the_same_record_gives_the_same_bytes() -> None:
    assert nquads(quads()) == nquads(reversed(quads()))
