"""The ledger of commitments: who is to do what, and what became of it, by debtor and by status as of a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from graphbuild.engines.ladybug import LadybugGraph
from graphbuild.graph.store import GraphStore
from graphbuild.linking.statuses import Status
from graphbuild.questions.danish_order import danish_key
from graphbuild.questions.files import ParameterType
from graphbuild.questions.names import Named, find
from graphbuild.views.commitments import STATUSES, Promise, last_meeting_day, read_promises
from graphbuild.views.dossier import Dossier, checked_day
from graphbuild.views.markup import Markup, tag

#: More than so many cards make a page that a browser opens slowly; the page then says what it leaves out.
MOST_PROMISES: Final = 3_000


def promises_page(
    store: GraphStore, subject: str | None = None, *, as_of: str | None = None, language: str = "da"
) -> tuple[bytes, str]:
    """Return the page, and in one sentence what it shows.

    ``subject`` is a body, a person or another actor: what it owes, what it is owed, and what was agreed at its
    meetings. ``as_of`` is the day of the statuses; without it, that of the last meeting in the graph, so that the same
    graph gives the same page. Raises :class:`UsageError` for a subject that fits nothing or several.
    """
    write = Dossier(store, language)
    thing = find(store, ParameterType.ACTOR, subject) if subject else None
    with LadybugGraph(store.property_graph) as graph:
        last = last_meeting_day(graph)
        day = checked_day(as_of) if as_of else last or "9999-12-31"
        promises = read_promises(graph, day, lambda one: concerns(one, thing, graph))
    left_out = max(0, len(promises) - MOST_PROMISES)
    promises = promises[-MOST_PROMISES:]
    note = write.word("ledger_note", count=len(promises), day=write.day(day))
    if not as_of and last:
        note += " " + write.word("last_meeting")
    if left_out:
        note += " " + write.word("left_out", count=left_out)
    title = write.word("ledger") + (f": {thing.names[0]}" if thing else "")
    return write.page(title, note, *ledger(write, promises)), note


def concerns(promise: Promise, thing: Named | None, graph: LadybugGraph) -> bool:
    """Tell whether a commitment is owed by something, owed to it, or was made at its meetings."""
    if thing is None or thing.iri in promise.actors:
        return True
    if thing.kind != "Municipality":
        return False
    rows = graph.query(
        "MATCH (b:Body)-[:IN_MUNICIPALITY]->(t:Municipality) WHERE t.id = $town AND b.id IN $bodies"
        " RETURN b.id LIMIT 1",
        {"town": thing.iri, "bodies": [str(one["id"]) for one in promise.bodies]},
    ).rows
    return bool(rows)


def ledger(write: Dossier, promises: list[Promise]) -> list[Markup]:
    """Return the ledger: the filter, a table of debtors and statuses, and under each debtor its commitments."""
    if not promises:
        return [tag("p", write.word("no_promises"))]
    groups: dict[tuple[str, ...], list[Promise]] = defaultdict(list)
    for one in promises:
        groups[_whose(write, one)].append(one)
    labels = _labels(write, groups)
    counts = {whose: Counter(one.status for one in several) for whose, several in groups.items()}
    order = sorted(
        groups,
        key=lambda whose: (
            *(not labels[whose], -counts[whose][Status.OVERDUE], -len(groups[whose])),
            *(danish_key(labels[whose]), whose),
        ),
    )
    used = [status for status in STATUSES if any(count[status] for count in counts.values())]
    total = Counter(one.status for one in promises)
    head = tag(
        "tr",
        tag("th", write.word("debtor"), scope="col"),
        *(tag("th", write.badge(status.value), scope="col") for status in used),
        tag("th", write.word("all"), scope="col"),
    )
    rows = []
    for at, whose in enumerate(order):
        link = tag("a", labels[whose] or write.word("nobody"), href=f"#debtor-{at}")
        rows.append(
            tag(
                "tr",
                tag("th", link, scope="row"),
                *(tag("td", counts[whose][status] or "") for status in used),
                tag("td", len(groups[whose])),
            )
        )
    foot = tag(
        "tr",
        tag("th", write.word("all"), scope="row"),
        *(tag("td", total[status]) for status in used),
        tag("td", len(promises)),
    )
    table = tag("table", tag("thead", head), tag("tbody", *rows), tag("tfoot", foot), class_="counts")
    rank = {status: at for at, status in enumerate(STATUSES)}
    sections = []
    for at, whose in enumerate(order):
        several = sorted(
            groups[whose],
            key=lambda one: (rank[one.status], one.commitment.get("due_by") or "9999", one.made_on or ""),
        )
        sections.append(
            tag(
                "section",
                tag("h2", labels[whose] or write.word("nobody")),
                *(write.promise(one) for one in several),
                id=f"debtor-{at}",
                class_="group",
            )
        )
    return [
        write.tools(write.promises_overview(promises)),
        write.status_meanings(promises),
        tag("details", tag("summary", write.word("by_debtor")), tag("div", table, class_="wide"), open=True),
        *sections,
    ]


def _whose(write: Dossier, promise: Promise) -> tuple[str, ...]:
    """Return what tells debtors apart: their addresses; namesakes of two places are two."""
    return tuple(str(one["id"]) for one in promise.debtors) or ("", write.debtor(promise))


def _labels(write: Dossier, groups: Mapping[tuple[str, ...], Sequence[Promise]]) -> dict[tuple[str, ...], str]:
    """Return the debtors' names, with the municipality or the body where namesakes must be told apart."""
    names = {whose: write.debtor(several[0]) for whose, several in groups.items()}
    often = Counter(names.values())
    found = {}
    for whose, name in names.items():
        first = groups[whose][0]
        where = first.town or write.names(first.bodies)
        found[whose] = f"{name} ({where})" if often[name] > 1 and name and where else name
    often = Counter(found.values())
    return {
        whose: f"{names[whose]} ({write.names(groups[whose][0].bodies)})" if name and often[name] > 1 else name
        for whose, name in found.items()
    }
