"""Write docs/property-graph.md from the ontology: ``python docs/property_graph.py``."""

from __future__ import annotations

from pathlib import Path

from graphbuild.graph.schema import describe, shipped_schema

PAGE = Path(__file__).parent / "property-graph.md"

if __name__ == "__main__":
    PAGE.write_text(describe(shipped_schema()), encoding="utf-8")
