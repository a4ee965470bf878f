"""Write a graph with everything that answers questions about it: dataset, sources and property graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from graphbuild.engines.ladybug import write_property_graph
from graphbuild.graph.dataset import UNMEASURED, build_quads
from graphbuild.graph.entities import ByName, Entities
from graphbuild.graph.identifiers import DEFAULT_BASE
from graphbuild.graph.links import Links
from graphbuild.graph.projection import Projection
from graphbuild.graph.schema import shipped_schema
from graphbuild.graph.store import PROPERTY_GRAPH, Generation, GraphStore
from graphbuild.model import Document, Record
from graphbuild.subjects.scheme import subject_quads


def write_graph(
    folder: Path | str,
    readings: Iterable[tuple[Document, Record]],
    *,
    base: str = DEFAULT_BASE,
    entities: Entities | None = None,
    confidence: Callable[[str], float] = lambda rule: UNMEASURED,
    links: Links | None = None,
    titles: Mapping[str, str] | None = None,
) -> None:
    """Put a new graph of these documents in the place of the one in the folder.

    ``links`` are the follow-ups and themes that the documents state of each other; ``entities`` must be those by which
    they were found. ``titles`` are KLE titles by code; codes without one are named by their items' words. The readings
    are taken one by one. If anything fails, the former graph stays. Raises :class:`GraphError` where the folder is in
    use by another build or cannot be written.
    """
    with GraphStore.writing(folder, base) as generation:
        who = entities or ByName(generation.identifiers)
        told = links or Links()
        for document, record in readings:
            quads = build_quads(
                record,
                document,
                who,
                generation.identifiers,
                confidence,
                told.follow_ups.get(document.sha256, ()),
                told.themes.get(document.sha256, ()),
            )
            generation.put(document, record, quads)
        generation.flush()
        generation.share(subject_quads(generation.rdf, generation.identifiers, titles))
        generation.flush()
        _project(generation)


def _project(generation: Generation) -> None:
    """Write the property graph; when this returns nothing holds the dataset, which can then be closed."""
    write_property_graph(Projection(generation.rdf, shipped_schema()), generation.folder / PROPERTY_GRAPH)
