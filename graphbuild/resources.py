"""Find the data files that belong to the program: ``ontology/`` and ``queries/``.

In an installed wheel they lie inside the package under ``_data``; in a checkout they lie beside it. This is the one
place that knows.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from graphbuild.errors import DefinitionError


def folder(name: str) -> Path:
    """Return the folder ``ontology`` or ``queries``. Raises :class:`DefinitionError` where the program has none."""
    package = Path(str(files("graphbuild")))
    for candidate in (package / "_data" / name, package.parent / name):
        if candidate.is_dir():
            return candidate
    raise DefinitionError(f"The program's folder »{name}« is missing.", advice="Install graphbuild again.")


def ontology_files() -> tuple[Path, ...]:
    """Return the files that declare classes, properties and schemes, in the order in which they are read."""
    return tuple(folder("ontology") / name for name in ("minutes.ttl", "schemes.ttl"))


def shapes_file() -> Path:
    """Return the file with the SHACL shapes."""
    return folder("ontology") / "shapes.ttl"


def context_file() -> Path:
    """Return the JSON-LD context."""
    return folder("ontology") / "context.jsonld"


def program_version() -> str:
    """Return the version of graphbuild, or ``0`` where it runs without being installed."""
    try:
        return version("graphbuild")
    except PackageNotFoundError:
        return "0"
