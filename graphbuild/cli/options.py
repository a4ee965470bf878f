"""Options and arguments that several commands share, each said once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def graph_option(command: Command) -> Command:
    """Give a command ``--graph``: the folder that holds the graph."""
    return click.option(
        "--graph",
        "graph",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("graph"),
        show_default=True,
        metavar="DIR",
        help="The folder of the graph.",
    )(command)


def paths_argument(command: Command) -> Command:
    """Give a command ``PATH...``: files, folders and zip archives of minutes; ``-`` is standard input."""
    return click.argument(
        "paths",
        type=click.Path(exists=True, allow_dash=True, path_type=Path),
        nargs=-1,
        required=True,
        metavar="PATH...",
    )(command)


def municipalities_option(command: Command) -> Command:
    """Give a command ``--municipalities``: a table of municipalities beside the official ones."""
    return click.option(
        "--municipalities",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="CSV",
        help="More municipalities: a CSV file with the columns code, name, official_name.",
    )(command)


def ledger_option(command: Command) -> Command:
    """Give a command ``--ledger``: the file of judgements on who is who and what became of promises."""
    return click.option(
        "--ledger",
        type=click.Path(dir_okay=False, path_type=Path),
        default=None,
        show_default="judgements.txt beside the graph",
        metavar="FILE",
        help="Judgements of people on who is who; see docs/identity.md.",
    )(command)


def workers_option(command: Command) -> Command:
    """Give a command ``--workers``: how many processes read minutes."""
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        default=available_cores,
        show_default="one a core",
        metavar="N",
        help="How many files are read at a time.",
    )(command)


def time_limit_option(command: Command) -> Command:
    """Give a command ``--time-limit``: when reading a file is given up."""
    return click.option(
        "--time-limit",
        type=click.FloatRange(min=1),
        default=120.0,
        show_default=True,
        metavar="SECONDS",
        help="A file that takes longer is left out and reported.",
    )(command)


def output_option(command: Command) -> Command:
    """Give a command ``--output``: a file, or ``-`` for standard output."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        default=Path("-"),
        metavar="FILE",
        help="Where to write; - is standard output.  [default: -]",
    )(command)


def available_cores() -> int:
    """Return how many cores this process may use, which in a container can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
