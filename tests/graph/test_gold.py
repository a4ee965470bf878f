"""Annotated minutes as graphs: nothing in them breaks a shape."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphbuild.graph.dataset import build_quads
from graphbuild.graph.entities import ByName
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.shapes import validate
from graphbuild.records import record_from_json
from tests.graph.samples import document

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "tests/gold/examples", ROOT.parent / "shared/gold/seeds", ROOT.parent / "shared/gold/layouts")
FILES = sorted(file for folder in FOLDERS if folder.is_dir() for file in folder.glob("*.json"))
NAMES = Identifiers()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_annotated_minutes_conform(file: Path) -> None:
    record = record_from_json(json.loads(file.read_text(encoding="utf-8")))
    quads = build_quads(record, document(name=file.name), ByName(NAMES), NAMES)
    assert [one for one in validate(quads) if one.severity == "Violation"] == []
    assert len(quads) >= 8 + 5 * len(record.items)
