"""The command ``evaluate``: how well minutes are read, held against annotations."""

from __future__ import annotations

import json
from pathlib import Path

import click

from graphbuild.cli.options import municipalities_option, workers_option
from graphbuild.cli.output import printable, say, written


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--minutes",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the documents lie, if not beside their annotations; may be given more than once.",
)
@municipalities_option
@workers_option
@click.option("--misses", is_flag=True, help="List what was missed or is too much, with the words in the document.")
@click.option("--only", metavar="FIELD", help="With --misses: this field alone.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help="Keep this run's figures and hits here.")
@click.option(
    "--compare", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An earlier run kept by --save."
)
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write the report as one offline page.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option(
    "--write-confidence",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what each rule has earned as the table that builds use.",
)
@click.pass_context
def evaluate(
    context: click.Context,
    gold: tuple[Path, ...],
    minutes: tuple[Path, ...],
    municipalities: Path | None,
    workers: int,
    misses: bool,
    only: str | None,
    save: Path | None,
    compare: Path | None,
    html: Path | None,
    as_json: bool,
    write_confidence: Path | None,
) -> None:
    """Read annotated minutes and print precision, recall and F1 by field.

    GOLD is a folder of annotations, NAME.json for the document NAME.txt, .html, .docx or .pdf beside it. So you can
    annotate minutes of your own town and see how well they are read. Exit code 1 if a document could not be read.

    Example:

        graphbuild evaluate tests/gold/examples --minutes examples/minutes --municipalities examples/municipalities.csv
    """
    from graphbuild.evaluation.earned import earn, write_table
    from graphbuild.evaluation.report import html_report, text_report
    from graphbuild.evaluation.runs import Run, read_annotated
    from graphbuild.lexicon.municipalities import Gazetteer

    gazetteer = Gazetteer.standard() if municipalities is None else Gazetteer.standard().with_file(municipalities)
    run = Run(tuple(read_annotated(gold, minutes, gazetteer, workers=workers)))
    for name, reason in run.unread():
        say(f"{name}: {reason}")
    before = json.loads(compare.read_text(encoding="utf-8")) if compare else None
    if as_json:
        click.echo(json.dumps(run.figures(), ensure_ascii=False))
    else:
        click.echo(printable(text_report(run, misses=misses, only=only, before=before)))
    if save is not None:
        _write(save, json.dumps(run.kept(), ensure_ascii=False, indent=1))
    if html is not None:
        _write(html, html_report(run, before=before))
        say(f"The report is in {html}.")
    if write_confidence is not None:
        _write(write_confidence, write_table(write_confidence, earn(run.judged())))
        say(f"What the rules have earned is in {write_confidence}.")
    context.exit(1 if run.unread() else 0)


def _write(path: Path, text: str) -> None:
    with written(path) as stream:
        stream.write(text.encode())
