"""The command ``extract``: minutes to records, no graph."""

from __future__ import annotations

import json
from pathlib import Path

import click

from graphbuild.cli.options import (
    municipalities_option,
    output_option,
    paths_argument,
    time_limit_option,
    workers_option,
)
from graphbuild.cli.output import say, written


@click.command()
@paths_argument
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    help="JSON, a document a line.",
)
@municipalities_option
@workers_option
@time_limit_option
@output_option
@click.pass_context
def extract(
    context: click.Context,
    paths: tuple[Path, ...],
    format_: str,
    municipalities: Path | None,
    workers: int,
    time_limit: float,
    output: Path,
) -> None:
    """Print what each document says, one JSON object a line, as soon as it is read.

    PATH is a file, a folder (with all below it) or a zip archive; - is standard input. Each value that stems from the
    text has its place, words, rule and confidence under "evidence". Files that cannot be read are named on standard
    error, and the exit code is 1.

    Example:

        graphbuild extract examples/minutes -o records.jsonl
    """
    from graphbuild.extractors.confidence import confidence_of
    from graphbuild.lexicon.municipalities import Gazetteer
    from graphbuild.reading import Failure, list_sources, load, read_in_order
    from graphbuild.records import record_to_json

    gazetteer = Gazetteer.standard() if municipalities is None else Gazetteer.standard().with_file(municipalities)
    failed = False
    with written(output) as stream:
        files = (load(source) for source in list_sources(paths))
        for outcome in read_in_order(files, gazetteer, workers=workers, seconds=time_limit):
            if isinstance(outcome, Failure):
                failed = True
                say(f"{outcome.name}: {outcome.reason} ({outcome.kind})")
                continue
            row = record_to_json(outcome.record, outcome.document, confidence_of)
            stream.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            stream.flush()
    context.exit(1 if failed else 0)
