"""A case's way through bodies and meetings: what was recommended, decided, voted, sent on, promised, and its money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphbuild.engines.ladybug import LadybugGraph
from graphbuild.graph.store import GraphStore
from graphbuild.questions.files import ParameterType
from graphbuild.questions.names import find
from graphbuild.views.agenda import Decided, Treated, read_items
from graphbuild.views.commitments import Promise, last_meeting_day, read_promises
from graphbuild.views.dossier import Dossier, checked_day
from graphbuild.views.markup import Content, Markup, tag


def case_page(store: GraphStore, subject: str, *, as_of: str | None = None, language: str = "da") -> tuple[bytes, str]:
    """Return the page of a case, and in one sentence what it shows.

    ``subject`` is the case's number as printed. What happened after ``as_of`` is left out. Raises
    :class:`UsageError` for a number that fits no case or several.
    """
    write = Dossier(store, language)
    thing = find(store, ParameterType.CASE, subject)
    with LadybugGraph(store.property_graph) as graph:
        day = checked_day(as_of) if as_of else last_meeting_day(graph) or "9999-12-31"
        ids = [
            str(id_)
            for (id_,) in graph.query(
                "MATCH (i:AgendaItem)-[:ABOUT_CASE]->(k:`Case`) WHERE k.id = $subject RETURN DISTINCT i.id",
                {"subject": thing.iri},
            ).rows
        ]
        items = read_items(graph, sorted(ids), day)
        known = {one.item["id"] for one in items}
        promises = read_promises(graph, day, lambda one: one.item is not None and one.item["id"] in known)
    by_item: dict[str, list[Promise]] = {}
    for one in promises:
        by_item.setdefault(str((one.item or {}).get("id")), []).append(one)
    note = write.word("case_note", items=len(items), day=write.day(day))
    title = f"{write.word('case')} {thing.names[0]}"
    titles = list(dict.fromkeys(str(one.item["title"]) for one in items if one.item.get("title")))
    content: list[Content] = [
        tag("p", tag("b", titles[-1])) if titles else None,
        tag("p", write.word("town", name=thing.municipality)) if thing.municipality else None,
        write.tools(),
        tag("h2", write.word("way")),
        tag("div", _way(write, items, by_item), class_="wide"),
        tag("h2", write.word("meetings")),
        tag(
            "ol",
            *(
                tag("li", treated(write, one, by_item.get(one.item["id"], ())), id=f"at-{at}", class_="row")
                for at, one in enumerate(items)
            ),
            class_="timeline",
        ),
    ]
    return write.page(title, note, *content), note


def _way(write: Dossier, items: Sequence[Treated], promises: Mapping[str, Sequence[Promise]]) -> Markup:
    """Return the case's steps in the order of their days, those included that later minutes tell of."""
    rows: list[tuple[str, int, Markup]] = []
    there = {(one.day, body["id"]) for one in items for body in one.bodies}
    for at, one in enumerate(items):
        link = tag("a", write.item(one.item), href=f"#at-{at}")
        told: list[tuple[str, str, Content]] = []
        for decided in one.decisions:
            outcome = decided.decision.get("outcome")
            told.append(
                (
                    str(decided.decision.get("date") or one.day),
                    write.names(decided.bodies),
                    write.badge(str(outcome)) if outcome else write.say["kind"]["Decision"],
                )
            )
        if not told:
            told.append((one.day, write.names(one.bodies), write.word("no_decision")))
        for body, link_ in one.referrals:
            day = str(link_.get("date") or one.day)
            if (day, body["id"]) not in there:  # else the case is seen there on that day, in minutes of its own
                there.add((day, body["id"]))
                told.append((day, write.names([body]), write.say["relation"]["REFERRED_TO"]))
        for promise in promises.get(one.item["id"], ()):
            text = f"{write.debtor(promise)}: {promise.commitment.get('text', '')}"
            told.append((one.day, text, (write.badge(promise.status.value), " ", write.say["kind"]["Commitment"])))
        for day, who, what in told:
            rows.append(
                (
                    day,
                    at,
                    tag(
                        "tr", tag("td", write.day(day), class_="day"), tag("td", who), tag("td", what), tag("td", link)
                    ),
                )
            )
    rows.sort(key=lambda row: row[:2])
    head = [write.word(key) for key in ("when", "who", "what", "where")]
    return tag(
        "table",
        tag("thead", tag("tr", *(tag("th", one, scope="col") for one in head))),
        tag("tbody", *(row for _, _, row in rows)),
    )


def treated(write: Dossier, one: Treated, promises: Sequence[Promise] = ()) -> list[Content]:
    """Return an item at its meeting with all that belongs to it, each with its words."""
    shown: list[Content] = [
        tag("h3", write.meeting(one.meeting), tag("br"), tag("span", write.item(one.item), class_="soft")),
        tag("p", write.word("closed"), class_="soft") if one.item.get("is_open") is False else None,
    ]
    shown += [
        fact_(write, write.say["kind"]["Recommendation"], rec, write.names(by)) for rec, by in one.recommendations
    ]
    shown += [decision(write, decided, one) for decided in one.decisions]
    for body, link in one.referrals:
        when = f", {write.day(link['date'])}" if link.get("date") else ""
        shown.append(
            tag(
                "div",
                tag("h4", f"{write.say['relation']['REFERRED_TO']} {write.names([body])}{when}"),
                write.folded(link),
                class_="fact",
            )
        )
    for amount in one.amounts:
        kroner = amount.get("kroner")
        heading = f"{write.kroner(kroner)} kr." if kroner is not None else str(amount.get("text", ""))
        shown.append(
            tag("div", tag("h4", f"{write.say['kind']['Amount']}: {heading}"), write.folded(amount), class_="fact")
        )
    shown += [fact_(write, write.say["kind"]["Statement"], said, write.names(by)) for said, by in one.statements]
    for person, link in one.absent:
        heading = f"{write.names([person])} {write.say['relation']['NOT_PARTICIPATING_IN']}"
        shown.append(tag("div", tag("h4", f"{heading} {write.word('item_here')}"), write.folded(link), class_="fact"))
    for earlier, link in one.follows:
        shown.append(
            tag(
                "div",
                tag("h4", write.badge(str(link["effect"])), f" {write.item(earlier)} ({write.value(link['reason'])})"),
                write.folded(link),
                class_="fact",
            )
        )
    if one.attachments:
        titles = "; ".join(str(each.get("title", "")) for each in one.attachments)
        shown.append(tag("p", tag("span", f"{write.say['kind']['Attachment']}: ", class_="soft"), titles))
    shown += [write.promise(each, with_debtor=True) for each in promises]
    return [tag("div", *shown, class_="card")]


def decision(write: Dossier, decided: Decided, one: Treated) -> Markup:
    """Return a decision: who, when if not at this meeting, outcome, words, votes."""
    made = decided.decision
    outcome = made.get("outcome")
    elsewhere = made.get("date") and made["date"] != one.day
    heading = ", ".join(
        part for part in (write.names(decided.bodies), write.day(made["date"]) if elsewhere else "") if part
    )
    sides: dict[str, list[str]] = {}
    for voter, vote in decided.votes:
        sides.setdefault(str(vote["side"]), []).append(write.names([voter]))
    votes = [
        f"{write.value(side)}: {', '.join(sides.get(side, ())) or '–'}"
        + (f" ({made[count]})" if made.get(count) is not None else "")
        for side, count in (("for", "votes_for"), ("against", "votes_against"), ("abstain", "votes_abstaining"))
        if side in sides or made.get(count) is not None
    ]
    return tag(
        "div",
        tag(
            "h4",
            f"{write.say['kind']['Decision']} – {heading} " if heading else f"{write.say['kind']['Decision']} ",
            write.badge(str(outcome)) if outcome else None,
        ),
        tag("p", f"{write.word('votes')}: {'; '.join(votes)}") if votes else None,
        write.proof(made, alone=True),
        class_="fact",
    )


def fact_(write: Dossier, kind: str, fact: Mapping[str, object], who: str) -> Markup:
    """Return a fact of words: its kind, by whom, the words."""
    return tag("div", tag("h4", f"{kind} – {who}" if who else kind), write.proof(fact, alone=True), class_="fact")
