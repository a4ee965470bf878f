"""The command ``build``: minutes to graph, with progress and a report."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphbuild.cli.options import (
    graph_option,
    ledger_option,
    municipalities_option,
    paths_argument,
    time_limit_option,
    workers_option,
)
from graphbuild.cli.output import printable, say

if TYPE_CHECKING:
    from graphbuild.build import Progress, Report

#: Lines of progress where there is no terminal to redraw one on: few enough for a log, often enough to see it is alive.
_SECONDS_BETWEEN_LINES = 10.0
_SECONDS_BETWEEN_DRAWINGS = 0.1
_MOST_DUPLICATES = 10


@click.command()
@paths_argument
@graph_option
@municipalities_option
@ledger_option
@click.option(
    "--kle",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Titles of KLE numbers that you have: CSV with the columns code and title, or SKOS (.ttl). Without them a"
    " number is named by the words of its items' titles.",
)
@workers_option
@time_limit_option
@click.option(
    "--base",
    default=None,
    metavar="IRI",
    help="What the IRIs of the graph begin with.  [default: https://graphbuild.example/id/]",
)
@click.option("--quiet", is_flag=True, help="Show neither progress nor report, only what went wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output.")
@click.pass_context
def build(
    context: click.Context,
    paths: tuple[Path, ...],
    graph: Path,
    municipalities: Path | None,
    ledger: Path | None,
    kle: Path | None,
    workers: int,
    time_limit: float,
    base: str | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Make the graph of minutes, or bring it up to date.

    PATH is a file, a folder (with all below it) or a zip archive; - is standard input. The graph then holds what the
    paths hold: only new and changed files are read, and what is gone from the paths is gone from the graph. It is safe
    to stop a build: the graph stays as it was, and the same command goes on where it stopped.

    Who is who across files follows rules, and the judgements that people wrote in the ledger, which win.

    A file that cannot be read, or is no minutes, is named with its reason; the rest is built, and the exit code is 1.

    Example:

        graphbuild build examples/minutes --municipalities examples/municipalities.csv
    """
    from graphbuild.build import build_graph
    from graphbuild.graph.identifiers import DEFAULT_BASE

    show = _Shown(quiet=quiet or as_json)
    try:
        report = build_graph(
            paths,
            graph,
            municipalities=municipalities,
            base=base or DEFAULT_BASE,
            ledger=ledger,
            kle=kle,
            workers=workers,
            seconds=time_limit,
            show=show,
        )
    except KeyboardInterrupt:
        show.clear()
        say(f"Stopped. What was read is kept: the same command goes on from here. The graph in {graph} is as it was.")
        raise
    show.clear()
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    elif not quiet:
        say(_told(report, graph))
    if not as_json:
        for failure in report.failures:
            say(f"  {failure.name}: {failure.reason} ({failure.kind})")
        for problem in report.ledger_problems:
            say(f"  line {problem.line} of the ledger of judgements is not used: {problem.reason}")
    context.exit(1 if report.failures or report.ledger_problems else 0)


class _Shown:
    """Progress on standard error: one line redrawn on a terminal, a plain line now and then elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._last = 0.0
        self._drawn = False

    def __call__(self, progress: Progress) -> None:
        if self._quiet:
            return
        now = time.monotonic()
        pause = _SECONDS_BETWEEN_DRAWINGS if self._terminal else _SECONDS_BETWEEN_LINES
        last = progress.done == progress.total
        if now - self._last < pause and not (last and self._terminal):
            return
        if self._last == 0.0 and not self._terminal:
            self._last = now  # a build that is over at once needs no line
            return
        self._last = now
        line = progress_line(progress)
        if self._terminal:
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
            self._drawn = True
        else:
            click.echo(line, err=True)

    def clear(self) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False


def progress_line(progress: Progress) -> str:
    """Return progress in words: ``reading 120 of 800 files, 14.2 a second, 48 s left, 1 failed``."""
    parts = [f"{progress.phase.value} {progress.done:,} of {progress.total:,} files"]
    if progress.unchanged:
        parts.append(f"{progress.unchanged:,} unchanged")
    if progress.rate > 0:
        parts.append(f"{progress.rate:,.1f} a second")
    left = progress.seconds_left
    if left is not None and progress.done < progress.total:
        parts.append(f"{_duration(left)} left")
    if progress.failed:
        parts.append(f"{progress.failed:,} failed")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


def _told(report: Report, graph: Path) -> str:
    """Return the report for a person."""
    not_understood = report.remainder_characters / report.characters if report.characters else 0.0
    known = [
        _count(report.meetings, "meeting"),
        _count(report.items, "agenda item"),
        _count(report.people, "person", "people"),
        _count(report.commitments, "commitment"),
    ]
    work = [f"{report.read:,} read", f"{report.unchanged:,} unchanged", f"{report.removed:,} removed"]
    lines = [
        f"The graph in {graph} holds {_count(report.documents, 'document')}:",
        f"  {', '.join(known)}",
        f"  {_count(report.remainder, 'passage')} not understood ({not_understood:.1%} of the text)",
        f"  {', '.join(work)}, in {_duration(report.seconds)}",
    ]
    same = [f"  {name} is the same file as {other}" for name, other in sorted(report.duplicates.items())]
    lines += same[:_MOST_DUPLICATES]
    if len(same) > _MOST_DUPLICATES:
        lines.append(f"  and {len(same) - _MOST_DUPLICATES:,} more are the same as others (--json lists them)")
    if report.failures:
        lines.append(f"{_count(len(report.failures), 'file')} could not be used:")
    return printable("\n".join(lines))


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
