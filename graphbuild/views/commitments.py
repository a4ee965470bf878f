"""The commitments of a graph with what became of each as of a day, read from the property graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphbuild.engines.ladybug import LadybugGraph
from graphbuild.graph.links import Effect, FollowUp, Reason
from graphbuild.linking.statuses import Status, Step, status_as_of, trail

Node = Mapping[str, Any]

#: The order in which statuses are shown: what calls for a question first.
STATUSES: Final = (
    *(Status.OVERDUE, Status.OPEN, Status.FOLLOWED_UP, Status.FULFILLED, Status.SUPERSEDED, Status.DROPPED),
)


@dataclass(frozen=True, slots=True)
class Later:
    """A follow-up: the relationship (with passage, reason, effect), and the item and meeting where it stands."""

    link: Node
    item: Node
    meeting: Node


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, who owes it to whom, where it was made, its status as of a day and the way there."""

    commitment: Node
    item: Node | None
    meeting: Node
    bodies: tuple[Node, ...]
    debtors: tuple[Node, ...]
    creditors: tuple[Node, ...]
    status: Status
    steps: tuple[tuple[Step, Later | None], ...]
    successor: Node | None
    town: str | None = None

    @property
    def made_on(self) -> str | None:
        """Return the day of the meeting, if its minutes tell it."""
        day: str | None = self.meeting.get("date")
        return day

    @property
    def actors(self) -> set[str]:
        """Return the addresses of all whom it concerns: who owes, who is owed, whose meeting it was."""
        return {str(one["id"]) for one in (*self.debtors, *self.creditors, *self.bodies)}


def last_meeting_day(graph: LadybugGraph) -> str | None:
    """Return the day (ISO) of the last meeting in the graph."""
    rows = graph.query("MATCH (m:Meeting) RETURN max(m.date) AS day").rows
    return str(rows[0][0]) if rows and rows[0][0] else None


def read_promises(graph: LadybugGraph, day: str, wanted: Callable[[Promise], bool] = lambda _: True) -> list[Promise]:
    """Return the commitments made up to a day (ISO) with their status at its end, in the order of their meetings."""
    found: dict[str, tuple[Node, Node | None, Node]] = {}
    for commitment, item, meeting in graph.query(
        "MATCH (c:Commitment)-[:AT_ITEM]->(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting) RETURN c, i, m"
    ).rows:
        found.setdefault(commitment["id"], (commitment, item, meeting))
    for commitment, meeting in graph.query("MATCH (c:Commitment)-[:AT_MEETING]->(m:Meeting) RETURN c, m").rows:
        found.setdefault(commitment["id"], (commitment, None, meeting))
    bodies = _grouped(graph.query("MATCH (m:Meeting)-[:HELD_BY]->(b:Body) RETURN m.id AS at, b").rows)
    towns = {
        str(body): str(town)
        for body, town in graph.query(
            "MATCH (b:Body)-[:IN_MUNICIPALITY]->(t:Municipality)"
            " RETURN b.id AS body, t.name AS town ORDER BY body, town"
        ).rows
    }
    debtors = _grouped(graph.query("MATCH (x)-[:OWES]->(c:Commitment) RETURN c.id AS at, x").rows)
    creditors = _grouped(graph.query("MATCH (c:Commitment)-[:OWED_TO]->(x) RETURN c.id AS at, x").rows)
    later: dict[str, dict[str, Later]] = defaultdict(dict)
    for at, link, item, meeting in graph.query(
        "MATCH (c:Commitment)<-[f:FOLLOWS_UP]-(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting) RETURN c.id AS at, f, i, m"
    ).rows:
        later[at].setdefault(link["id"], Later(link, item, meeting))
    successors = {
        str(at): str(successor)
        for at, successor in graph.query(
            "MATCH (c:Commitment)-[:SUPERSEDED_BY]->(s:Commitment) RETURN c.id AS at, s.id AS successor"
        ).rows
    }
    promises = []
    for id_, (commitment, item, meeting) in sorted(found.items()):
        links = {_follow_up(one, id_): one for one in later[id_].values()}
        made_on, due_by = meeting.get("date"), commitment.get("due_by")
        status = status_as_of(day, made_on, due_by, links)
        if status is None:
            continue
        successor = found.get(successors.get(id_, ""))
        promise = Promise(
            commitment,
            item,
            meeting,
            tuple(bodies.get(meeting["id"], ())),
            tuple(debtors.get(id_, ())),
            tuple(creditors.get(id_, ())),
            status,
            tuple((step, links[step.link] if step.link else None) for step in trail(made_on, due_by, links, day)),
            successor[0] if successor and status is Status.SUPERSEDED else None,
            next((towns[one["id"]] for one in bodies.get(meeting["id"], ()) if one["id"] in towns), None),
        )
        if wanted(promise):
            promises.append(promise)
    return sorted(promises, key=lambda one: (one.made_on or "", one.meeting["id"], one.commitment["passage"]))


def _grouped(rows: Iterable[Sequence[Any]]) -> dict[str, list[Node]]:
    grouped: dict[str, dict[str, Node]] = defaultdict(dict)
    for at, node in rows:
        grouped[at][node["id"]] = node
    return {at: [nodes[id_] for id_ in sorted(nodes)] for at, nodes in grouped.items()}


def _follow_up(later: Later, followed: str) -> FollowUp:
    """Return a link of the graph as the rules of status take it."""
    link = later.link
    return FollowUp(
        sha256="",
        later=str(later.item["id"]),
        followed=followed,
        reason=Reason(link["reason"]),
        effect=Effect(link["effect"]),
        span=None,
        rule=str(link["rule"]),
        confidence=float(link["confidence"]),
        date=link.get("date"),
    )
