"""The command ``check``: what is wrong with a graph or with the minutes it was made of."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphbuild.cli.options import available_cores, graph_option, output_option
from graphbuild.cli.output import printable, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphbuild.checks.definitions import Check
    from graphbuild.checks.running import Coverage, Finding, Report

#: How many findings of one kind are shown, and how much of a quote.
_SHOWN = 10
_QUOTED = 100
_SECONDS_BETWEEN_DRAWINGS = 0.2


@click.command()
@graph_option
@click.option(
    "--profile",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What to look for and how bad it is, one check a line: error, warning, info or off, and its name.",
)
@click.option(
    "--checks",
    "folders",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    metavar="DIR",
    help="A folder with check queries of your own (NAME.rq), to be named in the profile.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "shacl"]),
    default="text",
    show_default=True,
    help="For eyes, as JSON, or as a SHACL validation report in Turtle.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=300.0,
    show_default=True,
    metavar="SECONDS",
    help="Give a check query up that takes longer.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=available_cores,
    show_default="one a core",
    metavar="N",
    help="How many processes hold graphs against the shapes.",
)
@click.option("--list", "only_list", is_flag=True, help="Only list the checks, with their levels.")
@output_option
@click.pass_context
def check(
    context: click.Context,
    graph: Path,
    profile: Path | None,
    folders: tuple[Path, ...],
    format_: str,
    time_limit: float,
    workers: int,
    only_list: bool,
    output: Path,
) -> None:
    """Check the graph and the minutes that it was made of.

    Each document's graph is held against the SHACL shapes, each passage against its text; queries look for minutes that
    contradict themselves and for links that lead nowhere; the coverage tells how much was read. Each finding shows the
    words that prove it.

    The exit code is 1 where something is wrong that the profile rates as an error. The program's own profile is
    queries/checks.txt; copy it to rate a check otherwise or to turn it off.

    Example:

        graphbuild check
    """
    from graphbuild.checks.definitions import load_checks, read_profile, shipped_profile

    checks = load_checks(*folders)
    levels = read_profile(profile or shipped_profile(), checks)
    if only_list:
        for name, level in levels.items():
            click.echo(f"{level.value:8} {name}: {checks[name].problem}")
        return

    from graphbuild.checks.running import check_graph
    from graphbuild.checks.shacl_report import write_shacl_report
    from graphbuild.graph.store import GraphStore

    shown = _Shown()
    with GraphStore.open(graph) as store:
        try:
            report = check_graph(store, checks, levels, timeout=time_limit, workers=workers, progress=shown)
        finally:
            shown.clear()
    with written(output) as stream:
        if format_ == "shacl":
            write_shacl_report(report, stream)
        elif format_ == "json":
            stream.write((json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace"))
        else:
            text = "\n".join(_lines(report, checks))
            stream.write((printable(text) + "\n").encode("utf-8", "replace"))
    context.exit(1 if any(one.level.value == "error" for one in report.findings) else 0)


def _lines(report: Report, checks: Mapping[str, Check]) -> Iterator[str]:
    for (level, name, message), group in groupby(
        report.findings, key=lambda one: (one.level.value, one.check, one.message)
    ):
        found = list(group)
        yield f"{level.upper()} {name}: {message} ({len(found):,})"
        for finding in found[:_SHOWN]:
            yield from _shown(finding)
        if len(found) > _SHOWN:
            yield f"  and {len(found) - _SHOWN:,} more; --format json has all"
        yield f"  What to do: {checks[name].solution}"
        yield ""
    yield from _coverage(report.coverage)
    yield ""
    counts: dict[str, int] = {}
    for one in report.findings:
        counts[one.level.value] = counts.get(one.level.value, 0) + 1
    yield (
        ", ".join(
            _count(counts.get(level, 0), *words)
            for level, words in (
                ("error", ("error", "errors")),
                ("warning", ("warning", "warnings")),
                ("info", ("note", "notes")),
            )
        )
        + f"; {len(report.passed)} of {sum(level.value != 'off' for level in report.levels.values())} checks passed"
    )


def _shown(finding: Finding) -> Iterator[str]:
    yield f"  {finding.value or finding.entity}"
    for proof in finding.proofs:
        where = f"{proof.document}, {proof.place}" if proof.place else proof.document or proof.passage
        quote = " ".join(proof.quote.split())
        yield f"    {where}" + (f": »{quote[:_QUOTED]}{'…' if len(quote) > _QUOTED else ''}«" if quote else "")


def _coverage(told: Coverage) -> Iterator[str]:
    def share(part: int, whole: int) -> str:
        return f"{part:,}" + (f" ({part / whole:.0%})" if whole else "")

    outcome, decision = share(told.items_with_outcome, told.items), share(told.items_with_decision, told.items)
    without = share(told.items - told.items_with_outcome, told.items)
    debtor, due = (
        share(told.commitments_with_debtor, told.commitments),
        share(told.commitments_with_due, told.commitments),
    )
    part = told.remainder_characters / told.characters if told.characters else 0.0
    missing = (
        f"{told.documents_without_items:,} without agenda items",
        f"{told.documents_without_date:,} without a date",
        f"{told.documents_without_body:,} without a body",
    )
    yield "Coverage"
    yield f"  {_count(told.documents, 'document', 'documents')}: {', '.join(missing)}"
    yield (
        f"  {_count(told.items, 'agenda item', 'agenda items')}: {outcome} with an outcome, {without} without;"
        f" {decision} with the words of a decision, {told.items_closed:,} closed"
    )
    yield (
        f"  {_count(told.people, 'person', 'people')}: {share(told.people_with_attendance, told.people)} in a list of"
        " attendance"
    )
    yield f"  {_count(told.commitments, 'commitment', 'commitments')}: {debtor} with who is to do it, {due} with when"
    yield f"  {_count(told.passages, 'passage', 'passages')} prove the facts"
    yield f"  {_count(told.remainders, 'passage', 'passages')} not understood ({part:.1%} of the text)"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


class _Shown:
    """Progress on a terminal: one line redrawn."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._last = time.monotonic()
        self._drawn = False

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if self._terminal and now - self._last >= _SECONDS_BETWEEN_DRAWINGS:
            self._last = now
            sys.stderr.write(f"\r\x1b[Kchecking: {done:,} of {of:,} documents")
            sys.stderr.flush()
            self._drawn = True

    def clear(self) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False
