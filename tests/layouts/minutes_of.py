"""Short builders for layout and extraction tests: text in, laid-out minutes out."""

from __future__ import annotations

from graphbuild.layouts import Flow, Minutes, lay_out
from graphbuild.readers import read_bytes


def minutes_of(text: str, name: str = "x.txt") -> Minutes:
    """Return text laid out as minutes, by the reader that its name asks for."""
    return lay_out(read_bytes(name, text.encode()))


def flow_of_text(text: str) -> Flow:
    """Return text as one flow, without any layout."""
    document = read_bytes("x.txt", text.encode())
    return Flow(document, [(0, len(document.text), "")])
