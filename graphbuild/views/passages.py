"""The words behind a fact, as every page shows them: quote, what stands around it, document, page, how sure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from graphbuild.errors import UsageError
from graphbuild.graph.dataset import UNMEASURED
from graphbuild.graph.identifiers import parse_passage
from graphbuild.graph.store import GraphStore
from graphbuild.model import Document

LONGEST_QUOTE: Final = 700
AROUND: Final = 120


class Passages:
    """Puts words to passages, with what stands around them; a document is unpacked once."""

    def __init__(self, store: GraphStore, around: int = AROUND) -> None:
        self.document = lru_cache(maxsize=256)(store.document)
        self.around = around

    def quote(self, passage: str | None) -> dict[str, Any]:
        """Return before, quote, after, source (document and place) and chars; nothing for what no passage states."""
        if not passage:
            return {}
        iri, span = parse_passage(passage)
        try:
            document: Document = self.document(iri)
        except UsageError:
            return {}
        end = min(span.end, span.start + LONGEST_QUOTE)
        place = document.place(span.start)
        return {
            "before": document.text[max(0, span.start - self.around) : span.start],
            "quote": document.text[span.start : end] + (" […]" if end < span.end else ""),
            "after": document.text[span.end : span.end + self.around],
            "source": document.name + (f", {place}" if place else ""),
            "name": document.name,
            "place": place,
            "start": span.start,
            "end": span.end,
        }


def sureness(fact: Mapping[str, Any], page_words: Mapping[str, str]) -> str:
    """Return in words how sure a fact is; nothing for what no rule has read. No rule is beyond all doubt."""
    confidence = fact.get("confidence")
    if confidence is None:
        return ""
    if confidence == UNMEASURED:
        return page_words["unmeasured"]
    return page_words["sure"].format(percent=min(99, round(confidence * 100)))
