"""The lexicon on annotated minutes, where they lie beside the checkout: a change that reads fewer of them is noticed.

Floors, not exact counts: what the words alone cannot tell ("inden fristen", "næste møde") is for the extractors.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphbuild.lexicon.amounts import find_amounts, find_figures
from graphbuild.lexicon.case_numbers import find_case_numbers
from graphbuild.lexicon.dates import find_dates
from graphbuild.lexicon.names import find_names

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="no annotated minutes beside the checkout")


def minutes() -> Iterator[tuple[dict[str, Any], str]]:
    for folder, texts in (("gold/layouts", "gold/layouts"), ("gold/seeds", "minutes")):
        for path in sorted((SHARED / folder).glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            text = (SHARED / texts / gold["document"]).read_text(encoding="utf-8", errors="replace")
            if gold["document"].endswith(".html"):
                text = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(style|script).*?</\1>", " ", text)))
            yield gold, text


def closed(text: str) -> str:
    return " ".join(text.split()).removeprefix("ca. ")


def test_due_dates() -> None:
    stated = read = 0
    for gold, _ in minutes():
        base = gold["meeting"]["date"]
        for commitment in gold["commitments"]:
            if base and commitment.get("due_text"):
                found = find_dates(commitment["due_text"], date.fromisoformat(base), forward=True)
                stated += 1
                read += (found[-1].value if found else None) == commitment["due"]
    assert read >= 0.9 * stated


def test_amounts_in_running_text() -> None:
    missed, extra = [], []
    for gold, text in minutes():
        wanted = {(closed(one["text"]), one["kroner"]) for one in gold["amounts"] if "kr" in one["text"]}
        found = {(closed(text[one.span.start : one.span.end]), one.kroner) for one in find_amounts(text)}
        missed += sorted(wanted - found)
        extra += sorted(found - wanted, key=str)
    assert missed == []
    assert len(extra) <= 1


def test_amounts_in_tables_stand_as_figures() -> None:
    for gold, text in minutes():
        figures = {text[one.span.start : one.span.end] for one in find_figures(text)}
        assert {one["text"] for one in gold["amounts"] if "kr" not in one["text"]} <= figures


def test_case_numbers() -> None:
    for gold, text in minutes():
        wanted = {item["case_number"] for item in gold["items"] if item.get("case_number")}
        assert wanted <= {one.number for one in find_case_numbers(text)}


def test_full_names() -> None:
    wanted = read = 0
    for gold, text in minutes():
        people = {person["name"] for person in gold["people"] if " " in person["name"]}
        wanted += len(people)
        read += len(people & {one.name for one in find_names(text, minimum=0.5)})
    assert read >= 0.95 * wanted
