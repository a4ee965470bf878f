"""Reads the word tables (``.toml``, ``.csv``) that stand beside the modules of this package."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


def read_toml(name: str) -> dict[str, Any]:
    """Return a word table of this package, e.g. ``read_toml("dates.toml")``."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def read_csv(name: str) -> list[dict[str, str]]:
    """Return the rows of a fact table of this package; lines that begin with ``#`` are notes on its source."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def read_note(name: str) -> str:
    """Return what the first lines of a fact table of this package say of its source."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return " ".join(line.lstrip("# ") for line in text.splitlines() if line.startswith("#"))


def alternation(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first; a blank in a word matches one white space."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(set(words), key=lambda w: (-len(w), w)))
