"""What the graph knows of agenda items: where they were treated, what was recommended, decided, said, sent on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graphbuild.engines.ladybug import LadybugGraph
from graphbuild.views.commitments import Node

_CHUNK: Final = 1_000


@dataclass
class Decided:
    """A decision of one deciding body or several, with who voted how."""

    decision: Node
    bodies: list[Node] = field(default_factory=list)
    votes: list[tuple[Node, Node]] = field(default_factory=list)  # (voter, relationship)


@dataclass
class Treated:
    """An agenda item at its meeting, with the facts that belong to it; pairs are (other end, relationship or fact)."""

    item: Node
    meeting: Node
    bodies: list[Node] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)
    recommendations: list[tuple[Node, list[Node]]] = field(default_factory=list)
    statements: list[tuple[Node, list[Node]]] = field(default_factory=list)
    amounts: list[Node] = field(default_factory=list)
    attachments: list[Node] = field(default_factory=list)
    referrals: list[tuple[Node, Node]] = field(default_factory=list)
    absent: list[tuple[Node, Node]] = field(default_factory=list)
    follows: list[tuple[Node, Node]] = field(default_factory=list)
    cases: list[Node] = field(default_factory=list)

    @property
    def day(self) -> str:
        """Return the meeting's day (ISO), or nothing."""
        return str(self.meeting.get("date") or "")


def read_items(graph: LadybugGraph, ids: Sequence[str], until: str = "9999", *, brief: bool = False) -> list[Treated]:
    """Return items by address in the order of their meetings, those of meetings after a day (ISO) left out.

    ``brief`` reads the meeting, its bodies and the decisions alone.
    """
    found: dict[str, Treated] = {}
    for rows in _asked(graph, ids, "MATCH (i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting) WHERE i.id IN $ids RETURN i, m"):
        for item, meeting in rows:
            if (meeting.get("date") or "") <= until:
                found.setdefault(item["id"], Treated(item, meeting))
    known = sorted(found)
    held = "MATCH (i:AgendaItem)-[:ON_AGENDA_OF]->(:Meeting)-[:HELD_BY]->(b:Body) WHERE i.id IN $ids RETURN i.id, b"
    for at, body in _each(graph, known, held):
        found[at].bodies.append(body)
    decisions: dict[str, Decided] = {}
    for at, decision in _each(graph, known, "MATCH (d:Decision)-[:DECIDES]->(i) WHERE i.id IN $ids RETURN i.id, d"):
        decisions[decision["id"]] = Decided(decision)
        found[at].decisions.append(decisions[decision["id"]])
    if not brief:
        _read_the_rest(graph, found, decisions)
    return sorted(
        found.values(), key=lambda one: (one.day, one.meeting["id"], one.item.get("position") or 0, one.item["id"])
    )


def _asked(graph: LadybugGraph, ids: Sequence[str], query: str) -> Iterator[list[tuple[Any, ...]]]:
    for at in range(0, len(ids), _CHUNK):
        yield list(graph.query(query, {"ids": list(ids[at : at + _CHUNK])}).rows)


def _each(graph: LadybugGraph, ids: Sequence[str], query: str) -> Iterator[Any]:
    """Yield the rows once each, in an order that does not depend on the engine."""
    rows: dict[tuple[str, ...], tuple[Any, ...]] = defaultdict(tuple)
    for several in _asked(graph, ids, query):
        for row in several:
            key = tuple(str(cell["id"]) if isinstance(cell, dict) else str(cell) for cell in row)
            rows[key] = row
    for key in sorted(rows):
        yield rows[key]


def _read_the_rest(graph: LadybugGraph, found: dict[str, Treated], decisions: dict[str, Decided]) -> None:
    known = sorted(found)
    made = sorted(decisions)
    for at, body in _each(graph, made, "MATCH (b:Body)-[:DECIDED]->(d:Decision) WHERE d.id IN $ids RETURN d.id, b"):
        decisions[at].bodies.append(body)
    for at, vote, voter in _each(graph, made, "MATCH (x)-[v:VOTED]->(d:Decision) WHERE d.id IN $ids RETURN d.id, v, x"):
        decisions[at].votes.append((voter, vote))
    for label, verb, into in (
        ("Recommendation", "RECOMMENDED", "recommendations"),
        ("Statement", "SAID", "statements"),
    ):
        facts: dict[str, tuple[Node, list[Node]]] = {}
        for at, fact in _each(graph, known, f"MATCH (f:{label})-[:AT_ITEM]->(i) WHERE i.id IN $ids RETURN i.id, f"):
            facts[fact["id"]] = (fact, [])
            getattr(found[at], into).append(facts[fact["id"]])
        whose = f"MATCH (x)-[:{verb}]->(f:{label}) WHERE f.id IN $ids RETURN f.id, x"
        for at, actor in _each(graph, sorted(facts), whose):
            facts[at][1].append(actor)
    for label, into in (("Amount", "amounts"), ("Attachment", "attachments")):
        for at, fact in _each(graph, known, f"MATCH (f:{label})-[:AT_ITEM]->(i) WHERE i.id IN $ids RETURN i.id, f"):
            getattr(found[at], into).append(fact)
    for match, into in (
        ("(i:AgendaItem)-[r:REFERRED_TO]->(x:Body)", "referrals"),
        ("(i:AgendaItem)<-[r:NOT_PARTICIPATING_IN]-(x:Person)", "absent"),
        ("(i:AgendaItem)-[r:FOLLOWS_UP]->(x:AgendaItem)", "follows"),
    ):
        for at, link, other in _each(graph, known, f"MATCH {match} WHERE i.id IN $ids RETURN i.id, r, x"):
            getattr(found[at], into).append((other, link))
    for at, case in _each(graph, known, "MATCH (i)-[:ABOUT_CASE]->(k:`Case`) WHERE i.id IN $ids RETURN i.id, k"):
        found[at].cases.append(case)
