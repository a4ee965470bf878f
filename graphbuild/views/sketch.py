"""A small network drawn still, as SVG: what is nearest to one thing, settled as on the network page; it prints."""

from __future__ import annotations

from typing import Final

from graphbuild.engines.ladybug import LadybugGraph
from graphbuild.views.layout import settle
from graphbuild.views.markup import Markup, tag
from graphbuild.views.network import KINDS, Reader, name_shown, short
from graphbuild.views.pages import words

#: So many shapes can be read on a sheet of paper.
MOST: Final = 20
#: So far around is looked for what is near.
_REACH: Final = 80
#: Everybody meets everybody at meetings and their items, and all bodies are in the municipality: such lines would cover
#: those that tell something.
_BETWEEN: Final = frozenset({"Meeting", "AgendaItem", "Municipality"})
_EDGE: Final = 90
_FONT: Final = 19


def sketch(graph: LadybugGraph, centre: str, language: str, most: int = MOST) -> list[Markup]:
    """Return the picture and its legend; nothing where a thing stands alone."""
    say = words(language)
    reader = Reader(graph)
    ids, _ = reader.around(centre, _REACH)
    drawn = reader.read(ids)
    nearest = [id_ for id_ in ids if id_ in drawn.nodes and drawn.nodes[id_]["label"] not in _BETWEEN]
    lines = sorted({(min(pair), max(pair)) for pair in drawn.lines if set(pair) <= set(nearest)})
    kept = _joined_to(centre, nearest, lines, most)
    lines = [line for line in lines if set(line) <= set(kept)]
    if len(kept) < 2:
        return []
    sizes = {id_: 16.0 if id_ == centre else 10.0 for id_ in kept}
    places = settle(kept, lines, dict.fromkeys(kept, 80.0))
    left, right = min(x for x, _ in places.values()), max(x for x, _ in places.values())
    top, bottom = min(y for _, y in places.values()), max(y for _, y in places.values())
    parts = [
        tag("line", x1=places[a][0], y1=places[a][1], x2=places[b][0], y2=places[b][1], stroke="#b9c1cb")
        for a, b in lines
    ]
    for id_ in kept:
        node = drawn.nodes[id_]
        colour, shape = KINDS[node["label"]]
        x, y = places[id_]
        name = name_shown(node)
        parts.append(
            tag(
                "g",
                tag("title", f"{name} ({say['kind'][node['label']]})"),
                _shape(shape, colour, x, y, sizes[id_]),
                tag(
                    "text",
                    short(name),
                    x=x,
                    y=y + sizes[id_] + _FONT,
                    font_size=_FONT + (4 if id_ == centre else 0),
                    font_weight="bold" if id_ == centre else None,
                    text_anchor="middle",
                    fill="#1d2129",
                    stroke="#fff",
                    stroke_width=3,
                    paint_order="stroke",
                ),
            )
        )
    box = f"{left - 2 * _EDGE} {top - _EDGE / 2:g} {right - left + 4 * _EDGE} {bottom - top + 1.2 * _EDGE:g}"
    picture = tag("svg", *parts, viewBox=box, role="img", class_="picture", aria_label=say["page"]["title"])
    present = {drawn.nodes[id_]["label"] for id_ in kept}
    legend = tag(
        "ul",
        *(
            tag("li", tag("svg", _shape(shape, colour, 8, 8, 6), width=16, height=16), f" {say['kind'][kind]}")
            for kind, (colour, shape) in KINDS.items()
            if kind in present
        ),
        class_="legend",
    )
    return [picture, legend]


def _joined_to(centre: str, nearest: list[str], lines: list[tuple[str, str]], most: int) -> list[str]:
    """Return what lines lead to from the centre, nearest first, not more than so many."""
    known = {centre}
    kept = [centre]
    growing = True
    while growing and len(kept) < most:
        ends = {end for line in lines if set(line) & known for end in line} - known
        new = [id_ for id_ in nearest if id_ in ends][: most - len(kept)]
        kept += new
        known.update(new)
        growing = bool(new)
    return kept


def _shape(shape: str, colour: str, x: float, y: float, size: float) -> Markup:
    corners = {
        "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
        "triangle": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
        "triangleDown": ((0, 1.1), (1.1, -0.9), (-1.1, -0.9)),
        "hexagon": ((-0.6, -1), (0.6, -1), (1.2, 0), (0.6, 1), (-0.6, 1), (-1.2, 0)),
        "star": (
            (0, -1.3),
            (0.4, -0.4),
            (1.3, -0.3),
            (0.6, 0.3),
            (0.8, 1.2),
            (0, 0.7),
            (-0.8, 1.2),
            (-0.6, 0.3),
            (-1.3, -0.3),
            (-0.4, -0.4),
        ),
    }.get(shape)
    if corners is None:
        return tag("circle", cx=x, cy=y, r=size, fill=colour, stroke="#444", stroke_width=0.6)
    points = " ".join(f"{x + dx * size:g},{y + dy * size:g}" for dx, dy in corners)
    return tag("polygon", points=points, fill=colour, stroke="#444", stroke_width=0.6)
