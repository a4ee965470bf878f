"""Link the documents of one municipality after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from graphbuild.graph.entities import Entities
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.links import FollowUp
from graphbuild.linking.decisions import link_items
from graphbuild.linking.matching import Linker
from graphbuild.linking.traces import Trace, read_trace
from graphbuild.model import Document, Record


def read_traces(
    readings: Iterable[tuple[int, Record, Document]],
    entities: Entities,
    identifiers: Identifiers,
    case_key: Callable[[str], str],
) -> list[Trace]:
    """Return the traces of one municipality's documents in the order of their days."""
    traces = [
        read_trace(number, record, document, entities, identifiers, case_key) for number, record, document in readings
    ]
    return sorted(traces, key=lambda trace: (trace.day, trace.number))


def link(traces: Sequence[Trace]) -> list[FollowUp]:
    """Return all follow-ups among traces in the order of their days: of items, and of commitments."""
    items = link_items(traces)
    return [*items, *Linker(traces).follow_ups(items)]
