"""The command ``view``: self-contained pages to look at, to mail and to print."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuild.cli.options import Command, graph_option
from graphbuild.cli.output import say, written


def page_options(command: Command) -> Command:
    """Give a command ``--output`` and ``--lang``."""
    command = click.option(
        "--lang", type=click.Choice(["da", "en"]), default="da", show_default=True, help="The page's language."
    )(command)
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        required=True,
        metavar="FILE.html",
        help="Where to write the page; - is standard output.",
    )(command)


def as_of_option(command: Command) -> Command:
    """Give a command ``--as-of``: the day whose statuses are told."""
    return click.option(
        "--as-of",
        metavar="DAY",
        show_default="the day of the last meeting",
        help="What was known at the end of this day.",
    )(command)


@click.group()
def view() -> None:
    """Draw the graph as one page that needs no network.

    A page is one file: open it in a browser, mail it, print it. Nothing in it is loaded from elsewhere.

    Example:

        graphbuild view network -o network.html
    """


@view.command()
@click.argument("subject", required=False)
@graph_option
@page_options
@click.option(
    "--nodes",
    type=click.IntRange(min=2, max=2000),
    default=300,
    show_default=True,
    metavar="N",
    help="Draw at most so many nodes.",
)
def network(subject: str | None, graph: Path, output: Path, lang: str, nodes: int) -> None:
    """Draw who is joined with whom, and by what.

    SUBJECT is a name: of a person, a body, an organisation, a project, a case. The page then shows what is nearest to
    it. Without one it shows the whole graph, or the best connected part of a large one. A click shows the words of the
    minutes behind a shape or a line.

    Example:

    \b
        graphbuild view network 'Fjordlev Udsatteråd' -o udsatteraad.html
    """
    from graphbuild.graph.store import GraphStore
    from graphbuild.views import network_page

    with GraphStore.open(graph) as store:
        page, note = network_page(store, subject, language=lang, most=nodes)
    with written(output) as stream:
        stream.write(page)
    say(note)


@view.command()
@click.argument("subject", required=False)
@graph_option
@page_options
@as_of_option
def promises(subject: str | None, graph: Path, output: Path, lang: str, as_of: str | None) -> None:
    """Show the ledger of commitments: who is to do what, and what became of it.

    SUBJECT is a body, a person, an organisation or a municipality; without one all commitments are shown. Each has its
    words, its status as of a day, and what later minutes say of it.

    Example:

    \b
        graphbuild view promises 'Fjordlev Udsatteråd' -o loefter.html
    """
    from graphbuild.graph.store import GraphStore
    from graphbuild.views import promises_page

    with GraphStore.open(graph) as store:
        page, note = promises_page(store, subject, as_of=as_of, language=lang)
    with written(output) as stream:
        stream.write(page)
    say(note)


@view.command()
@click.argument("number")
@graph_option
@page_options
@as_of_option
def case(number: str, graph: Path, output: Path, lang: str, as_of: str | None) -> None:
    """Show a case's way through bodies and meetings.

    NUMBER is the case's number as printed. What was recommended, decided, voted, sent on and promised stands in the
    order of the meetings, each with the words of the minutes.

    Example:

    \b
        graphbuild view case 27.42.00-G01-3-23 -o sag.html
    """
    from graphbuild.graph.store import GraphStore
    from graphbuild.views import case_page

    with GraphStore.open(graph) as store:
        page, note = case_page(store, number, as_of=as_of, language=lang)
    with written(output) as stream:
        stream.write(page)
    say(note)


@view.command()
@click.argument("name")
@graph_option
@page_options
@as_of_option
def person(name: str, graph: Path, output: Path, lang: str, as_of: str | None) -> None:
    """Show a person: roles over time, attendance, votes, statements and commitments.

    NAME may be given in any case, with ae, oe, aa for æ, ø, å, and by a part that fits one only.

    Example:

    \b
        graphbuild view person 'Rikke Solbjerg' -o person.html
    """
    from graphbuild.graph.store import GraphStore
    from graphbuild.views import person_page

    with GraphStore.open(graph) as store:
        page, note = person_page(store, name, as_of=as_of, language=lang)
    with written(output) as stream:
        stream.write(page)
    say(note)


@view.command()
@click.argument("name")
@graph_option
@page_options
@as_of_option
def body(name: str, graph: Path, output: Path, lang: str, as_of: str | None) -> None:
    """Show a body: members over time, meetings, decisions and commitments.

    NAME may be given in any case, with ae, oe, aa for æ, ø, å, and by a part that fits one only.

    Example:

    \b
        graphbuild view body 'Fjordlev Udsatteråd' -o body.html
    """
    from graphbuild.graph.store import GraphStore
    from graphbuild.views import body_page

    with GraphStore.open(graph) as store:
        page, note = body_page(store, name, as_of=as_of, language=lang)
    with written(output) as stream:
        stream.write(page)
    say(note)


@view.command()
@graph_option
@page_options
@as_of_option
def topics(graph: Path, output: Path, lang: str, as_of: str | None) -> None:
    """Show which topics come up where and when.

    A table of topics by municipality and quarter; each number leads to the agenda items behind it.

    Example:

    \b
        graphbuild view topics -o emner.html
    """
    from graphbuild.graph.store import GraphStore
    from graphbuild.views import topics_page

    with GraphStore.open(graph) as store:
        page, note = topics_page(store, as_of=as_of, language=lang)
    with written(output) as stream:
        stream.write(page)
    say(note)
