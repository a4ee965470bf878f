"""The example minutes as resolution sees them: the annotations with their documents, and what they tell together."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from graphbuild.model import Document, Record
from graphbuild.readers import read_file
from graphbuild.records import record_from_json
from graphbuild.resolution import Resolved, resolve

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"


@cache
def readings() -> tuple[tuple[Record, Document], ...]:
    """The annotated records of the example minutes with their documents, by name."""
    found = []
    for file in sorted((GOLD / "examples").glob("*.json")):
        row = json.loads(file.read_text(encoding="utf-8"))
        document = read_file(ROOT / "examples" / "minutes" / row["document"])
        found.append((replace(record_from_json(row), sha256=document.sha256), document))
    return tuple(found)


@cache
def resolved() -> Resolved:
    return resolve(readings())


@cache
def truth() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLD / "examples-truth.json").read_text(encoding="utf-8"))
    return found
