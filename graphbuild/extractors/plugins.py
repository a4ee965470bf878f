"""Extractors that others add: a package's entry point in the group ``graphbuild.extractors``.

A plug-in is a function of document, layout and the record read so far; it returns the record, with ``dataclasses.replace``
for what it adds or puts in another's place. Plug-ins run in the order of their names, so that a build is repeatable.
See ``docs/plugins.md`` for a working example.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points

from graphbuild.errors import DefinitionError
from graphbuild.layouts import Minutes
from graphbuild.model import Document, Record

GROUP = "graphbuild.extractors"

#: What a plug-in is: the record read so far comes in, the record with more in it goes out.
Plugin = Callable[[Document, Minutes, Record], Record]


@cache
def plugins() -> tuple[tuple[str, Plugin], ...]:
    """Return the installed plug-ins with what names them: the entry point's name, its package and version."""
    found = []
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        package = f" of {point.dist.name} {point.dist.version}" if point.dist else ""
        found.append((f"{point.name}{package}", point.load()))
    return tuple(found)


def with_plugins(document: Document, minutes: Minutes, record: Record) -> Record:
    """Return the record after all plug-ins. Raises :class:`DefinitionError` where one returns something else."""
    for name, plugin in plugins():
        record = plugin(document, minutes, record)
        if not isinstance(record, Record):
            raise DefinitionError(f"the plug-in {name} returned {type(record).__name__}, not a Record")
    return record
