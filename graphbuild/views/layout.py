"""Where the nodes of a picture stand: settled beforehand, the same on every machine.

Springs along the links and repulsion between all nodes (Fruchterman and Reingold, 1991), each connected part for
itself; then nodes that overlap are pushed apart, and the parts are set in rows. Written out here because NetworkX's
layouts need NumPy, which nothing else does. No chance in it: nodes start on a spiral, the best connected in the middle.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeVar

import networkx

Node = TypeVar("Node", bound=Hashable)
Places = dict[Node, tuple[float, float]]

_GOLDEN: Final = math.pi * (3 - math.sqrt(5))
#: The distance that a link wants to have, in the picture's units.
_LENGTH: Final = 130.0
#: The space between two parts, and the picture's width for its height.
_GAP: Final = 160.0
_WIDE: Final = 1.7


def settle(
    nodes: Sequence[Node], links: Sequence[tuple[Node, Node]], sizes: Mapping[Node, float], rounds: int = 150
) -> dict[Node, tuple[int, int]]:
    """Return a place for each node. ``sizes`` are the nodes' radii, so that none covers another."""
    graph: networkx.Graph[Node] = networkx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(link for link in links if link[0] != link[1])
    order = {node: at for at, node in enumerate(nodes)}
    parts = [sorted(part, key=order.__getitem__) for part in networkx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    return _in_rows([_settle_part(graph, part, sizes, rounds) for part in parts])


def _settle_part(
    graph: networkx.Graph[Node], part: Sequence[Node], sizes: Mapping[Node, float], rounds: int
) -> Places[Node]:
    degree = {node: graph.degree(node) for node in part}
    ranked = sorted(range(len(part)), key=lambda at: (-degree[part[at]], at))
    xs, ys = [0.0] * len(part), [0.0] * len(part)
    for place, at in enumerate(ranked):
        far = _LENGTH * math.sqrt(place)
        xs[at], ys[at] = far * math.cos(place * _GOLDEN), far * math.sin(place * _GOLDEN)
    index = {node: at for at, node in enumerate(part)}
    pairs = sorted(
        (min(index[a], index[b]), max(index[a], index[b])) for a in part for b in graph[a] if index[a] < index[b]
    )
    # a leaf stays near its node; between two with many links the spring is weak, or all would gather in one heap
    stiff = [1 / min(degree[part[a]], degree[part[b]]) ** 0.6 for a, b in pairs]
    for turn in range(rounds):
        _step(xs, ys, pairs, stiff, heat=_LENGTH * (1 - turn / rounds) ** 1.3 + 1)
    radii = [sizes[node] for node in part]
    for _ in range(30):
        if not _push_apart(xs, ys, radii):
            break
    return {node: (xs[at], ys[at]) for at, node in enumerate(part)}


def _step(xs: list[float], ys: list[float], pairs: list[tuple[int, int]], stiff: list[float], heat: float) -> None:
    count = len(xs)
    push_x, push_y = [0.0] * count, [0.0] * count
    square = _LENGTH * _LENGTH
    for a in range(count):
        xa, ya = xs[a], ys[a]
        fx = fy = 0.0
        for b in range(a + 1, count):
            dx, dy = xa - xs[b], ya - ys[b]
            force = square / (dx * dx + dy * dy + 0.01)
            dx *= force
            dy *= force
            fx += dx
            fy += dy
            push_x[b] -= dx
            push_y[b] -= dy
        push_x[a] += fx - xa * 0.15
        push_y[a] += fy - ya * 0.25  # screens are wider than high
    for (a, b), strength in zip(pairs, stiff, strict=True):
        dx, dy = xs[a] - xs[b], ys[a] - ys[b]
        force = strength * math.sqrt(dx * dx + dy * dy) / _LENGTH * 2
        push_x[a] -= dx * force
        push_y[a] -= dy * force
        push_x[b] += dx * force
        push_y[b] += dy * force
    for at in range(count):
        far = math.sqrt(push_x[at] ** 2 + push_y[at] ** 2)
        if far > 0:
            step = min(far * 0.2, heat) / far
            xs[at] += push_x[at] * step
            ys[at] += push_y[at] * step


def _push_apart(xs: list[float], ys: list[float], radii: list[float]) -> bool:
    """Move nodes that cover each other a little apart; tell whether there were any."""
    moved = False
    for a in range(len(xs)):
        for b in range(a + 1, len(xs)):
            apart = radii[a] + radii[b] + 14
            dx, dy = xs[a] - xs[b], ys[a] - ys[b]
            if abs(dx) >= apart or abs(dy) >= apart:
                continue
            far = math.sqrt(dx * dx + dy * dy)
            if far >= apart:
                continue
            moved = True
            if far < 0.01:
                dx, dy, far = 1.0, 0.5 + a / (b + 1), 1.2
            shift = (apart - far) / 2 / far
            xs[a] += dx * shift
            ys[a] += dy * shift
            xs[b] -= dx * shift
            ys[b] -= dy * shift
    return moved


def _in_rows(parts: Sequence[Places[Node]]) -> dict[Node, tuple[int, int]]:
    """Set the parts beside each other, the largest first, in rows as wide as makes the picture largest."""
    boxes = []
    for part in parts:
        xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
        boxes.append((part, min(xs), min(ys), max(xs) - min(xs) + _GAP, max(ys) - min(ys) + _GAP))
    most = sum(wide for *_, wide, _ in boxes)
    rows = [_rows(boxes, most * share / 20) for share in range(1, 22)]
    return min(rows, key=lambda row: max(row[1] / _WIDE, row[2]))[0]


def _rows(
    boxes: Sequence[tuple[Places[Node], float, float, float, float]], width: float
) -> tuple[dict[Node, tuple[int, int]], float, float]:
    """Return places in rows no wider than ``width`` where that can be, and the picture's width and height."""
    places: dict[Node, tuple[int, int]] = {}
    left = top = row = widest = 0.0
    for part, least_x, least_y, wide, high in boxes:
        if left and left + wide > width:
            left, top, row = 0.0, top + row, 0.0
        for node, (x, y) in part.items():
            places[node] = round(x - least_x + left), round(y - least_y + top)
        left += wide
        widest = max(widest, left)
        row = max(row, high)
    return places, widest, top + row
