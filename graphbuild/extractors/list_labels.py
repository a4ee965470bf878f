"""What a label makes of the people behind it: members, absent, officials, guests ... (``people.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from graphbuild.extractors.roles import fold_title


@cache
def _groups() -> dict[str, str]:
    raw = tomllib.loads(files(__package__).joinpath("people.toml").read_text(encoding="utf-8"))
    return {label: kind for kind, labels in reversed(raw["groups"].items()) for label in labels}


def group_kind(label: str) -> str | None:
    """Return what a label makes of those behind it: ``member``, ``absent``, ``official``, ...;
    ``None`` for an unknown one.
    """
    folded = fold_title(label)
    kind = _groups().get(folded)
    if kind is None and folded.startswith(("fra ", "udpeget af ", "valgt af ", "indstillet af ")) and len(folded) < 60:
        return "delegates"  # "Fra Handicaprådet", "Fra udvalget": those of the administration stand in the table
    return kind
