"""The network page: people, bodies, meetings, items, cases, commitments and what joins them, drawn settled.

What is drawn: the whole graph if it is small, else the best connected of it, or what is nearest to a subject.
Decisions, recommendations, statements, amounts and attachments are not nodes of their own but stand in the panel of
their agenda item; a vote or a decision is a line to that item. Several relationships between the same two are one line
that lists them all, each with its passage.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graphbuild.engines.ladybug import LadybugGraph
from graphbuild.graph.store import GraphStore
from graphbuild.questions.danish_order import danish_key
from graphbuild.questions.files import ParameterType
from graphbuild.questions.names import find
from graphbuild.views.layout import settle
from graphbuild.views.pages import page, words
from graphbuild.views.passages import Passages, sureness

#: More than so many nodes are a hairball.
MOST_NODES: Final = 300

#: Kinds of node in the order of the legend: colour and shape. The colours are those of Okabe and Ito, which people
#: with any colour vision tell apart; the shapes say the same once more.
KINDS: Final[dict[str, tuple[str, str]]] = {
    "Person": ("#0072B2", "dot"),
    "Body": ("#D55E00", "square"),
    "Meeting": ("#56B4E9", "hexagon"),
    "AgendaItem": ("#8A8F98", "dot"),
    "Case": ("#E69F00", "diamond"),
    "Commitment": ("#CC79A7", "triangle"),
    "Organisation": ("#009E73", "square"),
    "Project": ("#F0E442", "star"),
    "Topic": ("#B0893B", "diamond"),
    "Party": ("#5B4B8A", "triangleDown"),
    "Municipality": ("#222222", "hexagon"),
    "Actor": ("#BFC5CC", "dot"),
}
#: What is told in the panel of the item or meeting it belongs to.
_FOLDED: Final = ("Decision", "Recommendation", "Statement", "Amount", "Attachment")
_FOLDS: Final = ("DECIDES", "AT_ITEM", "AT_MEETING")
#: Everything leads to these, so that nothing is near because of them.
_HUBS: Final = ("Municipality", "Party", "Topic")

#: How large a name is written: bodies are read from afar, items from near.
_FONTS: Final = {
    "Municipality": 46,
    "Body": 36,
    "Person": 18,
    "Project": 18,
    "Case": 16,
    "Organisation": 16,
    "Meeting": 15,
}

_KEPT_OUT: Final = frozenset({"id", "label", "type", "name", "passage", "rule", "confidence", "position", "sha256"})
_LONGEST_LABEL: Final = 34
_MOST_FACTS: Final = 40
_CHUNK: Final = 2_000


@dataclass
class Drawn:
    """What a page draws: nodes by id, and the facts of each line between two of them."""

    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    told: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))


def network_page(
    store: GraphStore, subject: str | None = None, *, language: str = "da", most: int = MOST_NODES
) -> tuple[bytes, str]:
    """Return the page, and in one sentence what it shows.

    ``subject`` is the name of a person, body, organisation, case, project …, found tolerantly. Raises
    :class:`UsageError` where it fits nothing or several, and for an unknown language.
    """
    say = words(language)
    thing = find(store, ParameterType.ANYTHING, subject) if subject else None
    with LadybugGraph(store.property_graph) as graph:
        reader = Reader(graph)
        total = reader.count()
        if thing is not None:
            ids, cut = reader.around(thing.iri, most)
            note = say["page"]["around_cut" if cut else "around"].format(subject=thing.names[0], nodes=len(ids) - 1)
        else:
            ids = reader.best_connected(most)
            note = say["page"]["all" if len(ids) == total else "most"].format(nodes=len(ids), total=total)
        drawn = reader.read(ids)
    data = _page_data(store, drawn, language, thing.iri if thing else None)
    data["note"] = note
    title = f"{say['page']['title']}: {thing.names[0]}" if thing else say["page"]["title"]
    data["title"] = title
    return page("network", language=language, title=title, data=data, scripts=(_library(),)), note


def _library() -> str:
    """Return the drawing library that comes with pyvis; its pages link a CDN, its files need none."""
    import pyvis

    return (Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")


class Reader:
    """Reads from the property graph what a page draws."""

    def __init__(self, graph: LadybugGraph) -> None:
        self.graph = graph

    def count(self) -> int:
        """Return how many nodes could be drawn."""
        rows = self.graph.query("MATCH (n) WHERE label(n) IN $kinds RETURN count(*) AS n", {"kinds": list(KINDS)}).rows
        return int(rows[0][0])

    def best_connected(self, most: int) -> list[str]:
        """Return the ids of the nodes with most relationships; the order is fixed."""
        rows = self.graph.query(
            "MATCH (n) WHERE label(n) IN $kinds OPTIONAL MATCH (n)-[r]-(o) WHERE NOT label(o) IN ['Document']"
            " RETURN n.id AS id, count(o.id) AS links ORDER BY links DESC, id LIMIT $most",
            {"kinds": list(KINDS), "most": most},
        ).rows
        return [str(id_) for id_, _ in rows]

    def around(self, centre: str, most: int) -> tuple[list[str], bool]:
        """Return the ids nearest to a node, itself first, and whether some were left out."""
        chosen = {centre: None}
        edge = [centre]
        for _ in range(2):
            found: Counter[str] = Counter()
            through = edge
            for _ in range(2):  # a second time for what stands behind a decision, a statement …
                folded = []
                for id_, kind in self._next(through):
                    if kind in KINDS:
                        found[id_] += 1
                    elif kind in _FOLDED:
                        folded.append(id_)
                through = folded
            new = sorted((id_ for id_ in found if id_ not in chosen), key=lambda id_: (-found[id_], id_))
            if len(chosen) + len(new) > most:
                chosen.update(dict.fromkeys(new[: most - len(chosen)]))
                return list(chosen), True
            chosen.update(dict.fromkeys(new))
            edge = new
        return list(chosen), False

    def _next(self, ids: Sequence[str]) -> Iterable[tuple[str, str]]:
        for chunk in _chunks(ids):
            for _, far, kind in self.graph.query(
                "MATCH (a)-[r]-(b) WHERE a.id IN $ids AND NOT label(a) IN $hubs"
                " RETURN DISTINCT a.id AS near, b.id AS far, label(b) AS kind",
                {"ids": chunk, "hubs": list(_HUBS)},
            ).rows:
                yield str(far), str(kind)

    def read(self, ids: Sequence[str]) -> Drawn:
        """Return the nodes, what is folded into them, and the lines between them."""
        drawn = Drawn()
        for chunk in _chunks(ids):
            for (node,) in self.graph.query("MATCH (n) WHERE n.id IN $ids RETURN n", {"ids": chunk}).rows:
                drawn.nodes[node["id"]] = node
        hosts: dict[str, str] = {}
        for chunk in _chunks(ids):
            for host, node in self.graph.query(
                f"MATCH (f)-[:{'|'.join(_FOLDS)}]->(h) WHERE h.id IN $ids AND label(f) IN $folded"
                " RETURN h.id AS host, f",
                {"ids": chunk, "folded": list(_FOLDED)},
            ).rows:
                hosts[node["id"]] = host
                drawn.told[host].append(node)
        reached = [*ids, *hosts]
        known = set(reached)
        for chunk in _chunks(reached):
            for start, stop, link in self.graph.query(
                "MATCH (a)-[r]->(b) WHERE a.id IN $ids RETURN a.id AS start, b.id AS stop, r", {"ids": chunk}
            ).rows:
                if stop not in known or (start in hosts and link["type"] in _FOLDS):
                    continue
                ends = hosts.get(start, start), hosts.get(stop, stop)
                if ends[0] != ends[1]:
                    behind = start if start in hosts else stop if stop in hosts else None
                    drawn.lines[ends].append({**link, "behind": behind})
        return drawn


def _chunks(ids: Sequence[str]) -> Iterable[list[str]]:
    for at in range(0, len(ids), _CHUNK):
        yield list(ids[at : at + _CHUNK])


# --- what the page is told --------------------------------------------------------------------------------------------


def _page_data(store: GraphStore, drawn: Drawn, language: str, centre: str | None) -> dict[str, Any]:
    from pyvis.network import Network

    say = words(language)
    quotes = Passages(store)
    lines: dict[tuple[str, str], list[tuple[bool, dict[str, Any]]]] = defaultdict(list)
    for (start, stop), links in sorted(drawn.lines.items()):
        pair = min(start, stop), max(start, stop)
        lines[pair] += [(pair == (start, stop), link) for link in links]
    joined = {end for pair in lines for end in pair}
    kept = sorted(id_ for id_ in drawn.nodes if id_ in joined or id_ == centre)
    degree = Counter(end for pair in lines for end in pair)
    sizes = {id_: _size(drawn.nodes[id_]["label"], degree[id_]) for id_ in kept}
    places = settle(kept, sorted(lines), sizes)
    folded = {one["id"]: one for told in drawn.told.values() for one in told}

    net = Network(directed=False)
    number = {id_: at for at, id_ in enumerate(kept)}
    panels: list[dict[str, Any]] = []
    for id_ in kept:
        node = drawn.nodes[id_]
        kind = node["label"]
        colour, shape = KINDS[kind]
        name = name_shown(node)
        x, y = places[id_]
        net.add_node(
            number[id_],
            label=short(name),
            x=x,
            y=y,
            size=sizes[id_],
            color=colour,
            shape=shape,
            kind=kind,
            font={"size": _FONTS.get(kind, 13) + round(min(degree[id_], 40) ** 0.5 * 2)},
            borderWidth=4 if id_ == centre else 1,
        )
        facts = [_fact(node, "", say, quotes)] if node.get("passage") else []
        facts += [
            _fact(one, say["kind"][one["label"]], say, quotes)
            for one in sorted(drawn.told.get(id_, ()), key=lambda one: (_FOLDED.index(one["label"]), one["id"]))
        ]
        panels.append(
            {
                "name": name,
                "kind": say["kind"][kind],
                "properties": [] if node.get("passage") else _properties(node, say),
                "facts": facts[:_MOST_FACTS],
                "more": max(0, len(facts) - _MOST_FACTS),
                "iri": id_,
            }
        )
    line_panels: list[dict[str, Any]] = []
    for at, ((one, other), joining) in enumerate(sorted(lines.items())):
        told: list[dict[str, Any]] = []
        for straight, link in joining:
            start, stop = (one, other) if straight else (other, one)
            behind: dict[str, Any] = folded.get(link["behind"] or "", {})
            proof: dict[str, Any] = {key: behind[key] for key in ("text", "outcome") if key in behind} | link
            verb = say["relation"].get(link["type"], link["type"])
            heading = f"{name_shown(drawn.nodes[start])} {verb} {name_shown(drawn.nodes[stop])}"
            told.append(_fact(proof, heading, say, quotes))
        told.sort(key=lambda fact: (fact["sort"], fact["heading"]))
        weight = min(1 + 0.5 * len(told), 5)
        net.add_edge(number[one], number[other], id=f"e{at}", width=weight, dashes=_absent(joining))
        names = sorted({say["relation"].get(link["type"], link["type"]) for _, link in joining}, key=danish_key)
        line_panels.append(
            {
                "name": f"{name_shown(drawn.nodes[one])} – {name_shown(drawn.nodes[other])}",
                "kind": ", ".join(names),
                "facts": told[:_MOST_FACTS],
                "more": max(0, len(told) - _MOST_FACTS),
            }
        )
    present = {drawn.nodes[id_]["label"] for id_ in kept}
    return {
        "nodes": net.nodes,
        "edges": net.edges,
        "panels": panels,
        "lines": line_panels,
        "kinds": [
            {"kind": kind, "label": say["kind"][kind], "colour": colour, "shape": shape}
            for kind, (colour, shape) in KINDS.items()
            if kind in present
        ],
        "words": dict(say["page"]),
        "centre": number.get(centre or ""),
    }


def _size(kind: str, links: int) -> float:
    large = {"Body": 12, "Municipality": 10, "Person": 3, "Meeting": 3}.get(kind, 0)
    return float(round(min(7 + large + 2.4 * links**0.5, 42), 1))


def _absent(links: Sequence[tuple[bool, dict[str, Any]]]) -> bool:
    """Tell whether all that joins two is that one stayed away."""
    return all(link.get("status") == "absent" or link["type"] == "NOT_PARTICIPATING_IN" for _, link in links)


def name_shown(node: dict[str, Any]) -> str:
    """Return what a node is shown as."""
    if node["label"] == "AgendaItem":
        return ". ".join(str(node[key]) for key in ("number", "title") if key in node)
    return str(next((node[key] for key in ("name", "text", "number", "code", "title") if key in node), node["id"]))


def short(name: str) -> str:
    """Return a name that is not too long to stand in a picture."""
    return name if len(name) <= _LONGEST_LABEL else f"{name[: _LONGEST_LABEL - 1].rstrip()}…"


def _properties(node: dict[str, Any], say: Any) -> list[list[str]]:
    found = []
    for key, label in say["property"].items():
        value = node.get(key)
        if value is None or key in _KEPT_OUT:
            continue
        if isinstance(value, bool):
            shown = say["value"]["true" if value else "false"]
        elif isinstance(value, float):
            shown = f"{value:,.0f}".replace(",", ".")
        else:
            shown = say["value"].get(str(value), str(value))
        found.append([label, shown])
    return found


def _fact(node: dict[str, Any], heading: str, say: Any, quotes: Passages) -> dict[str, Any]:
    quote = quotes.quote(node.get("passage"))
    return {
        "heading": heading,
        "properties": _properties(node, say),
        "sure": sureness(node, say["page"]),
        "sort": str(node.get("seen_on") or node.get("date") or ""),
        **{key: quote[key] for key in ("before", "quote", "after", "source") if key in quote},
    }
