"""The command ``ask``: canned questions, each with its parameters as options."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphbuild.cli.options import graph_option, output_option
from graphbuild.cli.output import printable, say, written
from graphbuild.cli.rows import RowFormat, format_rows, row_format_option
from graphbuild.errors import UsageError

if TYPE_CHECKING:
    from graphbuild.questions import Answer, Parameter, Question

#: So much of a passage a table shows beneath a row; the other formats give all of it.
_LONGEST_QUOTE = 400


class _Questions(click.Group):
    """Each question file is a command below ``ask``; they are read when one is asked for."""

    def questions(self, ctx: click.Context) -> dict[str, Question]:
        from graphbuild.questions import load_questions

        return load_questions(*(ctx.params.get("questions") or ()))

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.questions(ctx))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        question = self.questions(ctx).get(cmd_name)
        return _command(question) if question else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from graphbuild.questions.files import closest

        known = self.questions(ctx)
        if args[0] not in known:
            near = closest(args[0], known)
            advice = f"Did you mean {' or '.join(near)}? " if near else ""
            raise UsageError(f"There is no question »{args[0]}«.", advice=f"{advice}graphbuild ask lists them all.")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Questions"):
            formatter.write_dl([(name, one.title) for name, one in self.questions(ctx).items()])


@click.group(cls=_Questions, invoke_without_command=True, subcommand_metavar="[QUESTION] [OPTIONS]")
@click.option(
    "--questions",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder of your own questions, with cypher/NAME.cypher and sparql/NAME.rq; may be given again.",
)
@click.pass_context
def ask(context: click.Context, questions: tuple[Path, ...]) -> None:
    """Ask the graph a question; without a name, list the questions.

    Each question has parameters of its own: graphbuild ask QUESTION --help tells them. A name may be given in any case,
    with ae, oe, aa for æ, ø, å, and by the surname alone if that fits one only.

    Example:

        graphbuild ask who-decided-what --topic bibliotek --evidence
    """
    if context.invoked_subcommand is None:
        group = context.command
        assert isinstance(group, _Questions)
        known = group.questions(context)
        widest = max(map(len, known))
        for name, one in known.items():
            click.echo(f"{name:{widest}}  {printable(one.question)}")
        click.echo("\ngraphbuild ask QUESTION --help tells what each can be given.")


def _command(question: Question) -> click.Command:
    """Return the command that asks a question: its parameters as options, and how to print the answer."""

    def run(
        graph: Path, engine: str | None, format_: str, evidence: bool, limit: int, output: Path, **values: Any
    ) -> None:
        from graphbuild.graph.store import GraphStore
        from graphbuild.questions import Engine
        from graphbuild.questions import ask as ask_question

        with GraphStore.open(graph) as store:
            answer = ask_question(
                store,
                question,
                {name: value for name, value in values.items() if value is not None},
                engine=Engine(engine) if engine else None,
                row_limit=limit,
            )
        with written(output) as stream:
            stream.write(printed(answer, RowFormat(format_), evidence=evidence).encode("utf-8", "replace"))
        if answer.truncated:
            say(f"There are more rows than these {len(answer.rows):,}; --limit sets how many are given.")

    run = output_option(run)
    run = click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=100_000,
        show_default=True,
        metavar="ROWS",
        help="Stop after so many rows, and say so.",
    )(run)
    run = click.option("--evidence", is_flag=True, help="Show beneath each row of a table the words that state it.")(
        run
    )
    run = row_format_option(run)
    run = click.option(
        "--engine",
        type=click.Choice(["cypher", "sparql"]),
        help="Which engine answers; both give the same rows.  [default: cypher]",
    )(run)
    run = graph_option(run)
    return click.Command(
        question.name,
        callback=run,
        params=[*(_option(one) for one in question.parameters), *reversed(getattr(run, "__click_params__", []))],
        help=_help(question),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )


def _option(parameter: Parameter) -> click.Option:
    default = "" if parameter.default in (None, "", "first", "last") else f"  [default: {parameter.default}]"
    required = "  [required]" if parameter.required else ""
    return click.Option(
        [f"--{parameter.name.replace('_', '-')}", parameter.name],
        metavar={"text": "TEXT", "int": "NUMBER", "date": "DAY", "bool": "YES|NO"}.get(parameter.type.value, "NAME"),
        help=f"{parameter.meaning[:1].upper()}{parameter.meaning[1:]}.{default}{required}",
    )


def _help(question: Question) -> str:
    needed = "".join(f" --{one.name.replace('_', '-')} NAME" for one in question.parameters if one.required)
    return (
        f"{question.question}\n\nColumns: {', '.join(question.columns)}.\n\n"
        f"Example:\n\n\b\n    graphbuild ask {question.name}{needed} --evidence"
    )


def printed(answer: Answer, format_: RowFormat, *, evidence: bool) -> str:
    """Return an answer as text. A table leaves passages to ``evidence``, and columns that are empty throughout."""
    if format_ not in {RowFormat.TABLE, RowFormat.MARKDOWN}:
        return format_rows(answer.columns, [list(row.values()) for row in answer.rows], format_)
    passages = answer.question.passages
    shown = [one for one in answer.question.columns if one not in {*passages, "confidence"}]
    filled = [one for one in shown if any(row[one] is not None for row in answer.rows)] or shown
    if evidence and format_ is RowFormat.MARKDOWN:
        filled += [one.removesuffix("passage") + part for one in passages for part in ("quote", "document", "place")]
    rows = [[row[one] for one in filled] for row in answer.rows]
    notes = [_notes(answer, row) for row in answer.rows] if evidence else ()
    return format_rows(filled, rows, format_, notes=notes)


def _notes(answer: Answer, row: dict[str, Any]) -> Sequence[str]:
    found = []
    for one in answer.question.passages:
        of = one.removesuffix("passage")
        if row[one] is None:
            continue
        quote = " ".join(str(row[f"{of}quote"]).split())
        if len(quote) > _LONGEST_QUOTE:
            quote = f"{quote[:_LONGEST_QUOTE].rstrip()} […]"
        place = f", {row[f'{of}place']}" if row[f"{of}place"] else ""
        sure = f" ({row['confidence']:.0%} sure)" if of == "" and row.get("confidence") is not None else ""
        found.append(f"»{quote}« — {row[f'{of}document']}{place}{sure}")
    return found
