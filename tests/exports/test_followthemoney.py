"""FollowTheMoney: each entity passes the library's own validation and leads to what proves it."""

from __future__ import annotations

import io
import json
from collections import Counter
from typing import Any

import pytest

from graphbuild.exports.followthemoney import write_followthemoney
from graphbuild.exports.part import stored_rows
from graphbuild.graph.schema import shipped_schema
from graphbuild.graph.store import GraphStore


@pytest.fixture
def entities(store: GraphStore) -> list[dict[str, Any]]:
    out = io.BytesIO()
    with stored_rows(store) as rows:
        write_followthemoney(store, rows, shipped_schema(), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_links_lead_to_entities_that_are_there(entities: list[dict[str, Any]]) -> None:
    known = {one["id"]: one for one in entities}
    assert len(known) == len(entities)
    links = 0
    for one in entities:
        for values in one["properties"].values():
            for value in values:
                if value.startswith("gb-"):
                    links += 1
                    assert value in known
    assert links > 100
    kinds = Counter(one["schema"] for one in entities)
    assert kinds["Event"] == kinds["Document"] == 3
    assert min(kinds[name] for name in ("Person", "PublicBody", "Membership", "UnknownLink", "Note")) > 0


def test_who_was_there_is_told_with_the_words(store: GraphStore, entities: list[dict[str, Any]]) -> None:
    known = {one["id"]: one["properties"] for one in entities}
    attended = [
        one["properties"]
        for one in entities
        if one["schema"] == "UnknownLink" and one["properties"].get("role") == ["present"]
    ]
    assert attended
    for link in attended:
        assert known[link["subject"][0]]["name"]
        assert known[link["object"][0]]["organizer"]
        quote = store.quote(link["sourceUrl"][0])
        assert link["summary"] == [" ".join(quote.text.split())]
        assert known[link["proof"][0]]["fileName"] == [quote.document.name]


def test_the_library_takes_every_value(entities: list[dict[str, Any]]) -> None:
    model = pytest.importorskip("followthemoney", reason="the library followthemoney is not installed").model
    for one in entities:
        schema = model.get(one["schema"])
        assert schema is not None
        proxy = model.get_proxy({"id": one["id"], "schema": one["schema"], "properties": {}})
        for name, values in one["properties"].items():
            assert name in schema.properties, (one["schema"], name)
            for value in values:
                cleaned = schema.properties[name].type.clean(value, proxy=proxy)
                assert cleaned is not None, (one["schema"], name, value)
