"""The pages of a person and of a body: roles over time, attendance, decisions, commitments, and a small network."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graphbuild.engines.ladybug import LadybugGraph
from graphbuild.graph.store import GraphStore
from graphbuild.questions.danish_order import danish_key
from graphbuild.questions.files import ParameterType
from graphbuild.questions.names import Named, find
from graphbuild.views.agenda import Treated, read_items
from graphbuild.views.case import decision, fact_
from graphbuild.views.commitments import Node, last_meeting_day, read_promises
from graphbuild.views.dossier import Dossier, checked_day, name_of
from graphbuild.views.markup import Content, Markup, tag
from graphbuild.views.sketch import sketch

Rows = Sequence[tuple[Any, ...]]


def person_page(
    store: GraphStore, subject: str, *, as_of: str | None = None, language: str = "da"
) -> tuple[bytes, str]:
    """Return the page of a person, and in one sentence what it shows.

    ``subject`` is a name, found tolerantly. What happened after ``as_of`` is left out. Raises :class:`UsageError` where
    the name fits nobody or several.
    """
    write = Dossier(store, language)
    thing = find(store, ParameterType.PERSON, subject)
    with LadybugGraph(store.property_graph) as graph:
        day = checked_day(as_of) if as_of else last_meeting_day(graph) or "9999-12-31"
        read = _reader(graph, thing.iri, day)
        attended = read("MATCH (p:Person)-[r:ATTENDED]->(m:Meeting) WHERE p.id = $id RETURN m, r", "m")
        member = read("MATCH (p:Person)-[r:MEMBER_OF]->(b:Body) WHERE p.id = $id RETURN b, r", "r")
        offices = read("MATCH (p:Person)-[r:HAD_ROLE_AT]->(m:Meeting) WHERE p.id = $id RETURN m, r", "m")
        parties = read("MATCH (p:Person)-[r:AFFILIATED_WITH]->(x:Party) WHERE p.id = $id RETURN x, r", "r")
        stood_in = read("MATCH (p:Person)-[r:SUBSTITUTED_FOR]->(x:Person) WHERE p.id = $id RETURN x, r", "r")
        touched = read(
            "MATCH (p:Person)-[:VOTED]->(:Decision)-[:DECIDES]->(i:AgendaItem) WHERE p.id = $id RETURN DISTINCT i.id"
        )
        touched += read(
            "MATCH (p:Person)-[:SAID|RECOMMENDED]->(f)-[:AT_ITEM]->(i:AgendaItem) WHERE p.id = $id RETURN DISTINCT i.id"
        )
        touched += read(
            "MATCH (p:Person)-[:NOT_PARTICIPATING_IN]->(i:AgendaItem) WHERE p.id = $id RETURN DISTINCT i.id"
        )
        items = read_items(graph, sorted({str(id_) for (id_,) in touched}), day)
        promises = read_promises(
            graph, day, lambda one: thing.iri in {str(each["id"]) for each in (*one.debtors, *one.creditors)}
        )
        picture = sketch(graph, thing.iri, language)
    note = write.word("person_note", meetings=len({m["id"] for m, _ in attended}), day=write.day(day))
    content: list[Content] = [
        _who(write, thing),
        write.tools(write.promises_overview(promises) if promises else None),
        _section(write, "roles", _roles(write, member, offices)),
        _section(write, "parties", _tenures(write, [(name_of(x), "", r.get("seen_on"), r) for x, r in parties])),
        _section(write, "substitutions", _tenures(write, [(name_of(x), "", r.get("seen_on"), r) for x, r in stood_in])),
        _section(write, "attendance", _attendance(write, attended)),
        _section(write, "decisions_part", *(_part_in(write, thing.iri, one) for one in items)),
        _section(
            write,
            "commitments",
            write.status_meanings(promises) if promises else None,
            *(write.promise(one, with_debtor=True) for one in promises),
        ),
        _section(write, "network", *picture),
    ]
    return write.page(thing.names[0], note, *content), note


def body_page(store: GraphStore, subject: str, *, as_of: str | None = None, language: str = "da") -> tuple[bytes, str]:
    """Return the page of a body, and in one sentence what it shows; the rest as :func:`person_page`."""
    write = Dossier(store, language)
    thing = find(store, ParameterType.BODY, subject)
    with LadybugGraph(store.property_graph) as graph:
        day = checked_day(as_of) if as_of else last_meeting_day(graph) or "9999-12-31"
        read = _reader(graph, thing.iri, day)
        about = read("MATCH (b:Body) WHERE b.id = $id RETURN b")
        parents = read("MATCH (b:Body)-[:PART_OF]->(p:Body) WHERE b.id = $id RETURN p")
        member = read("MATCH (p:Person)-[r:MEMBER_OF]->(b:Body) WHERE b.id = $id RETURN p, r", "r")
        attended = read(
            "MATCH (p:Person)-[r:ATTENDED]->(m:Meeting)-[:HELD_BY]->(b:Body) WHERE b.id = $id RETURN m, r, p", "m"
        )
        offices = read(
            "MATCH (p:Person)-[r:HAD_ROLE_AT]->(m:Meeting)-[:HELD_BY]->(b:Body) WHERE b.id = $id RETURN p, r, m", "m"
        )
        meetings = read("MATCH (m:Meeting)-[:HELD_BY]->(b:Body) WHERE b.id = $id RETURN m", "m")
        decided = read("MATCH (b:Body)-[:DECIDED]->(:Decision)-[:DECIDES]->(i) WHERE b.id = $id RETURN DISTINCT i.id")
        received = read("MATCH (i:AgendaItem)-[:REFERRED_TO]->(b:Body) WHERE b.id = $id RETURN DISTINCT i.id")
        items = read_items(graph, sorted({str(id_) for (id_,) in decided}), day)
        sent = read_items(graph, sorted({str(id_) for (id_,) in received}), day)
        promises = read_promises(graph, day, lambda one: thing.iri in one.actors)
        picture = sketch(graph, thing.iri, language)
    note = write.word("body_note", meetings=len(meetings), day=write.day(day))
    kind = next((str(one["kind"]) for (one,) in about if one.get("kind")), None)
    content: list[Content] = [
        _who(
            write,
            thing,
            *([(write.word("kind"), write.value(kind))] if kind else []),
            *[(write.word("part_of"), name_of(parent)) for (parent,) in parents],
        ),
        write.tools(write.promises_overview(promises) if promises else None),
        _section(
            write,
            "members",
            _tenures(
                write,
                [(name_of(p), write.value(r["role"]), r.get("seen_on"), r) for p, r in member]
                + [(name_of(p), _office(write, r), m.get("date"), r) for p, r, m in offices],
            ),
        ),
        _section(write, "meetings_held", _meetings(write, [m for (m,) in meetings], attended)),
        _section(write, "decisions", *(_decided(write, thing.iri, one) for one in items)),
        _section(write, "sent_here", _sent(write, thing.iri, sent)),
        _section(
            write,
            "commitments",
            write.status_meanings(promises) if promises else None,
            *(write.promise(one, with_debtor=True) for one in promises),
        ),
        _section(write, "network", *picture),
    ]
    return write.page(thing.names[0], note, *content), note


def _reader(graph: LadybugGraph, iri: str, day: str) -> Callable[..., list[tuple[Any, ...]]]:
    """Return a reader of rows about one thing: once each, in a fixed order, those dated after the day left out."""

    def read(query: str, dated: str | None = None) -> list[tuple[Any, ...]]:
        result = graph.query(query, {"id": iri})
        at = result.columns.index(dated) if dated else None
        rows = {}
        for row in result.rows:
            told = (row[at].get("date") or row[at].get("seen_on") or "") if at is not None else ""
            key = tuple(str(cell["id"]) if isinstance(cell, dict) else str(cell) for cell in row)
            if told <= day:
                rows[told, key] = row
        return [rows[key] for key in sorted(rows)]

    return read


def _section(write: Dossier, key: str, *content: Content) -> Content:
    told = [one for one in content if one]
    return (
        tag("section", tag("h2", write.word(key)), *told, class_="group" if key == "commitments" else None)
        if told
        else None
    )


def _who(write: Dossier, thing: Named, *facts: tuple[str, str]) -> Markup:
    told = list(facts)
    if thing.municipality:
        told.insert(0, (write.say["kind"]["Municipality"], thing.municipality))
    if len(thing.names) > 1:
        told.append((write.say["property"]["printed_as"], ", ".join(f"»{one}«" for one in thing.names[1:])))
    return tag("dl", *((tag("dt", label), tag("dd", value)) for label, value in told), class_="facts")


def _table(write: Dossier, heads: Sequence[str], rows: Iterable[Sequence[Content]]) -> Markup:
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", *(tag("th", write.word(one), scope="col") for one in heads))),
            tag("tbody", *(tag("tr", *(tag("td", cell) for cell in row)) for row in rows)),
            class_="counts left",
        ),
        class_="wide",
    )


def _tenures(write: Dossier, told: Iterable[tuple[str, str, str | None, Node]]) -> Content:
    """Return who or what, in which role, from when to when as far as minutes show, with the first and last passage."""
    spans: dict[tuple[str, str], list[tuple[str, Node]]] = defaultdict(list)
    for name, role, day, link in told:
        spans[name, role].append((day or "", link))
    if not spans:
        return None
    rows = []
    for (name, role), seen in sorted(
        spans.items(), key=lambda one: (min(one[1], key=lambda at: at[0])[0], danish_key(one[0][0]))
    ):
        seen.sort(key=lambda one: (one[0], str(one[1]["id"])))
        first, last = seen[0], seen[-1]
        when = write.day(first[0]) if first[0] == last[0] else f"{write.day(first[0])} – {write.day(last[0])}"
        proofs = [write.folded(first[1])] + ([write.folded(last[1])] if last[0] != first[0] else [])
        rows.append((name, role, when, len({day for day, _ in seen}), proofs))
    heads = ["name", "role", "seen", "times", "shown_by"]
    if not any(role for _, role, *_ in rows):
        return _table(write, [one for one in heads if one != "role"], [(row[0], *row[2:]) for row in rows])
    return _table(write, heads, rows)


def _roles(write: Dossier, member: Rows, offices: Rows) -> Content:
    told: list[tuple[str, str, str | None, Node]] = [
        (name_of(body), write.value(link["role"]), link.get("seen_on"), link) for body, link in member
    ]
    for meeting, link in offices:
        name, iso = str(meeting.get("name", "")), meeting.get("date")
        told.append(
            (
                name.removesuffix(f", {iso}"),
                _office(write, link),
                iso,
                link,
            )
        )
    return _tenures(write, told)


def _office(write: Dossier, link: Node) -> str:
    """Return what somebody was at a meeting: »sekretær: konsulent«, or the title alone."""
    role, title = write.value(link["role"]), link.get("title")
    return f"{role}: {title}" if title and link["role"] != "title" else str(title or role)


def _attendance(write: Dossier, attended: Rows) -> Content:
    if not attended:
        return None
    count = Counter(str(link["status"]) for _, link in attended)
    tally = [(tag("span", write.badge(status), f" {number}  ")) for status, number in sorted(count.items())]
    rows = [
        (
            write.meeting(meeting),
            (write.badge(str(link["status"])), f" {write.word('contested')}" if link.get("contested") else None),
            write.folded(link),
        )
        for meeting, link in attended
    ]
    return tag("p", *tally), _table(write, ["meeting", "came", "shown_by"], rows)


def _part_in(write: Dossier, person: str, one: Treated) -> Markup:
    """Return what a person did at an item: voted, said, recommended, left the room."""
    shown: list[Content] = []
    for decided in one.decisions:
        for voter, vote in decided.votes:
            if voter["id"] == person:
                shown.append(tag("h4", f"{write.say['relation']['VOTED']} {write.value(vote['side'])}"))
                shown.append(write.folded(vote))
                shown.append(decision(write, decided, one))
    for kind, facts in (("Statement", one.statements), ("Recommendation", one.recommendations)):
        shown += [
            fact_(write, write.say["kind"][kind], fact, "")
            for fact, by in facts
            if person in {str(each["id"]) for each in by}
        ]
    for who, link in one.absent:
        if who["id"] == person:
            heading = f"{write.say['relation']['NOT_PARTICIPATING_IN']} {write.word('item_here')}"
            shown.append(tag("div", tag("h4", heading), write.folded(link), class_="fact"))
    return tag(
        "article",
        tag("h3", write.meeting(one.meeting), tag("br"), tag("span", write.item(one.item), class_="soft")),
        *shown,
        class_="row",
    )


def _meetings(write: Dossier, meetings: Sequence[Node], attended: Rows) -> Content:
    if not meetings:
        return None
    came: Mapping[str, Counter[str]] = defaultdict(Counter)
    away: dict[str, list[str]] = defaultdict(list)
    for meeting, link, person in attended:
        came[meeting["id"]][str(link["status"])] += 1
        if link["status"] == "absent":
            away[meeting["id"]].append(name_of(person))
    rows = [
        (
            write.meeting(meeting),
            came[meeting["id"]]["present"] + came[meeting["id"]]["partial"] or "",
            ", ".join(sorted(away[meeting["id"]], key=danish_key)),
            write.folded(meeting),
        )
        for meeting in meetings
    ]
    return _table(write, ["meeting", "present", "absent", "shown_by"], rows)


def _decided(write: Dossier, body: str, one: Treated) -> Markup:
    own = [each for each in one.decisions if body in {str(by["id"]) for by in each.bodies}]
    return tag(
        "article",
        tag("h3", write.meeting(one.meeting), tag("br"), tag("span", write.item(one.item), class_="soft")),
        *(decision(write, each, one) for each in own),
        class_="row",
    )


def _sent(write: Dossier, body: str, items: Sequence[Treated]) -> Content:
    rows = [
        (
            write.day(link.get("date") or one.day),
            write.meeting(one.meeting),
            write.item(one.item),
            write.folded(link),
        )
        for one in items
        for to, link in one.referrals
        if to["id"] == body and body not in {str(own["id"]) for own in one.bodies}
    ]
    return _table(write, ["when", "from_meeting", "where", "shown_by"], rows) if rows else None
