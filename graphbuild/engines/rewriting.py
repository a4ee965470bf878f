"""Write a graph's property graph once more, in a process that never saw what must not stand in it.

The embedded engine writes whole pages, and what a page does not use may hold whatever the process had in its memory:
the name of somebody who is being forgotten, say. A process that reads nothing but the finished dataset has nothing of
the kind to give away.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from graphbuild.engines.ladybug import write_property_graph
from graphbuild.errors import GraphError
from graphbuild.graph.projection import Projection
from graphbuild.graph.schema import shipped_schema
from graphbuild.graph.store import GraphStore


def rewrite_property_graph(folder: Path) -> None:
    """Put a property graph written by a fresh process in the place of the one in a graph's folder.

    Raises :class:`GraphError` where that process ends before it is done.
    """
    fresh = multiprocessing.get_context("spawn")  # not a fork, which has all of this process's memory
    try:
        with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as pool:
            pool.submit(_write_anew, folder).result()
    except (BrokenProcessPool, OSError) as error:
        raise GraphError(
            f"{folder}: the property graph could not be written anew: {error}", advice="Run the command once more."
        ) from error


def _write_anew(folder: Path) -> None:
    with GraphStore.open(folder) as store:
        beside = store.property_graph.with_name("anew.lbug")
        beside.unlink(missing_ok=True)  # left by a process that was stopped
        write_property_graph(Projection(store.rdf, shipped_schema()), beside)
        beside.replace(store.property_graph)
