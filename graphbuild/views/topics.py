"""What is talked about where and when: topics by municipality and quarter, with the items behind each cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from graphbuild.engines.ladybug import LadybugGraph
from graphbuild.graph.store import GraphStore
from graphbuild.questions.danish_order import danish_key
from graphbuild.views.agenda import Treated, read_items
from graphbuild.views.commitments import Node, last_meeting_day
from graphbuild.views.dossier import Dossier, checked_day, name_of
from graphbuild.views.markup import Content, Markup, tag

#: More rows than so many are no longer a table that anybody reads; the rarest are left out, and the page says so.
MOST_ROWS: Final = 120
#: So many items of a cell are listed.
_MOST_IN_CELL: Final = 100
#: From so many items on a cell has the next darker shade.
_SHADES: Final = (1, 2, 4, 8, 16)

Cells = Mapping[str, list[Treated]]


def topics_page(store: GraphStore, *, as_of: str | None = None, language: str = "da") -> tuple[bytes, str]:
    """Return the page, and in one sentence what it shows. What was treated after ``as_of`` is left out."""
    write = Dossier(store, language)
    with LadybugGraph(store.property_graph) as graph:
        day = checked_day(as_of) if as_of else last_meeting_day(graph) or "9999-12-31"
        about: dict[str, dict[str, Node]] = defaultdict(dict)
        for id_, topic in graph.query("MATCH (i:AgendaItem)-[:ABOUT_TOPIC]->(t:Topic) RETURN i.id, t").rows:
            about[str(id_)][topic["id"]] = topic
        towns = {
            str(body): name_of(town)
            for body, town in graph.query("MATCH (b:Body)-[:IN_MUNICIPALITY]->(t:Municipality) RETURN b.id, t").rows
        }
        items = read_items(graph, sorted(about), day, brief=True)
    rows: dict[tuple[str, str], dict[str, list[Treated]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, Node] = {}
    titles: dict[str, Counter[str]] = defaultdict(Counter)
    for one in items:
        town = next((towns[body["id"]] for body in one.bodies if body["id"] in towns), "")
        for iri, topic in sorted(about[one.item["id"]].items()):
            rows[iri, town][_quarter(one.day)].append(one)
            names[iri] = topic
            titles[iri][str(one.item.get("title") or "")] += 1
    weight = Counter({key: sum(map(len, cells.values())) for key, cells in rows.items()})
    kept = sorted(rows, key=lambda key: (-weight[key], key))[:MOST_ROWS]
    by_topic: Counter[str] = Counter()
    for iri, town in kept:
        by_topic[iri] += weight[iri, town]
    kept.sort(key=lambda key: (-by_topic[key[0]], key[0], not key[1], danish_key(key[1])))
    quarters = sorted({quarter for key in kept for quarter in rows[key]})
    note = write.word("topics_note", topics=len(by_topic), items=len(items), day=write.day(day))
    if len(kept) < len(rows):
        note += " " + write.word("rows_left_out", count=len(rows) - len(kept))
    if not kept:
        return write.page(write.word("topics"), note, tag("p", write.say["page"]["empty"])), note
    table = _table(write, kept, rows, names, titles, quarters)
    lists = [
        tag(
            "section",
            tag("h2", _label(names[iri], titles[iri]), f" – {town}" if town else None),
            *(
                tag(
                    "div",
                    tag("h3", _told(quarter, write)),
                    *(_row(write, one) for one in several[:_MOST_IN_CELL]),
                    tag("p", write.say["page"]["more_facts"].format(count=len(several) - _MOST_IN_CELL))
                    if len(several) > _MOST_IN_CELL
                    else None,
                    id=_id(at, quarter),
                    class_="cell",
                )
                for quarter, several in sorted(rows[iri, town].items())
            ),
            class_="group",
        )
        for at, (iri, town) in enumerate(kept)
    ]
    return write.page(
        write.word("topics"), note, tag("div", table, class_="wide"), _scale(write), write.tools(), *lists
    ), note


def _quarter(day: str) -> str:
    """Return the quarter of a day (ISO) as a text that sorts: »2023-1«; nothing for no day."""
    return f"{day[:4]}-{(int(day[5:7]) + 2) // 3}" if len(day) >= 7 else ""


def _told(quarter: str, write: Dossier) -> str:
    return write.word("quarter", year=quarter[:4], number=quarter[5:]) if quarter else write.word("undated")


def _label(topic: Node, titles: Counter[str]) -> str:
    """Return a topic's code and name; where the code has no name in the graph, what its items are most often called."""
    code, name = topic.get("code"), topic.get("name")
    if not name:
        usual = min(titles, key=lambda title: (-titles[title], not title, title), default="")
        name = f"»{usual}«" if usual else None
    return " ".join(str(one) for one in (code, name) if one)


def _id(at: int, quarter: str) -> str:
    return f"c{at}-{quarter or 'x'}"


def _shade(count: int) -> str:
    return f"h{sum(count >= least for least in _SHADES)}"


def _table(
    write: Dossier,
    kept: list[tuple[str, str]],
    rows: Mapping[tuple[str, str], Cells],
    names: Mapping[str, Node],
    titles: Mapping[str, Counter[str]],
    quarters: list[str],
) -> Markup:
    years = Counter(quarter[:4] for quarter in quarters)
    head = [
        tag(
            "tr",
            tag("th", write.word("topic"), scope="col", rowspan=2),
            tag("th", write.say["kind"]["Municipality"], scope="col", rowspan=2),
            *(
                tag("th", year or write.word("undated"), scope="colgroup", colspan=years[year])
                for year in sorted(years)
            ),
            tag("th", write.word("all"), scope="col", rowspan=2),
        ),
        tag(
            "tr",
            *(
                tag("th", write.word("quarter_short", number=each[5:]) if each else "", scope="col")
                for each in quarters
            ),
        ),
    ]
    shown = []
    for at, (iri, town) in enumerate(kept):
        first = at == 0 or kept[at - 1][0] != iri
        cells: list[Content] = []
        for quarter in quarters:
            count = len(rows[iri, town].get(quarter, ()))
            inside = tag("a", count, href=f"#{_id(at, quarter)}") if count else tag("span", "·")
            cells.append(tag("td", inside, class_=_shade(count)))
        shown.append(
            tag(
                "tr",
                tag("th", _label(names[iri], titles[iri]) if first else None, scope="row"),
                tag("th", town or write.word("no_town"), scope="row"),
                *cells,
                tag("td", tag("span", sum(map(len, rows[iri, town].values())))),
            )
        )
    return tag("table", tag("thead", *head), tag("tbody", *shown), class_="heat")


def _ranges() -> list[tuple[int, int]]:
    return [(least, more - 1) for least, more in pairwise(_SHADES)]


def _scale(write: Dossier) -> Markup:
    ends = [f"{least}" if least == most else f"{least}–{most}" for least, most in _ranges()] + [f"{_SHADES[-1]}+"]
    return tag(
        "p",
        f"{write.word('scale')}: ",
        *(
            (tag("span", f" {end} ", class_=f"badge {_shade(least)} scale"), " ")
            for least, end in zip(_SHADES, ends, strict=True)
        ),
        class_="soft",
    )


def _row(write: Dossier, one: Treated) -> Markup:
    outcomes = [str(each.decision["outcome"]) for each in one.decisions if each.decision.get("outcome")]
    return tag(
        "div",
        tag(
            "h4",
            f"{write.meeting(one.meeting)} – {write.item(one.item)} ",
            *((write.badge(each), " ") for each in dict.fromkeys(outcomes)),
        ),
        write.folded(one.item),
        class_="row fact",
    )
