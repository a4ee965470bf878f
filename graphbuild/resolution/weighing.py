"""The weights by which two people's descriptions are compared, from ``weights.toml`` and ``name_shares.csv``."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graphbuild.errors import DefinitionError


@dataclass(frozen=True, slots=True)
class Weights:
    """All figures in bits, pools in people, shares from 0 to 1."""

    same: float
    review: float
    margin: float
    margin_bare: float
    pool: dict[str, int]
    share: dict[str, float]
    likeness: dict[str, float]
    evidence: dict[str, float]


@cache
def weights() -> Weights:
    """Return the shipped weights."""
    table = tomllib.loads(files("graphbuild.resolution").joinpath("weights.toml").read_text(encoding="utf-8"))
    try:
        return Weights(
            same=table["threshold"]["same"],
            review=table["threshold"]["review"],
            margin=table["ambiguity"]["margin"],
            margin_bare=table["ambiguity"]["bare"],
            pool=table["pool"],
            share=table["share"],
            likeness=table["likeness"],
            evidence=table["evidence"],
        )
    except KeyError as error:
        raise DefinitionError(f"weights.toml lacks the section or figure {error}") from error


@cache
def name_shares() -> tuple[dict[str, float], dict[str, float]]:
    """Return the share of the people who bear a first name, and a surname, by the folded name."""
    text = files("graphbuild.resolution").joinpath("name_shares.csv").read_text(encoding="utf-8")
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        (first if row["kind"] == "first" else last)[row["name"]] = float(row["per_thousand"]) / 1000
    return first, last


def first_share(name: str) -> float:
    """Return the share of the people who bear a (folded) first name; a double name is as rare as its parts together."""
    share = 1.0
    for number, part in enumerate(name.split("-")):
        share *= name_shares()[0].get(part, weights().share["first"]) if number == 0 else weights().share["middle"]
    return share


def last_share(name: str) -> float:
    """Return the share of the people who bear a (folded) surname."""
    return name_shares()[1].get(name, weights().share["last"])
