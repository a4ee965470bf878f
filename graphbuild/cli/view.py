"""The command ``view``: self-contained pages to look at, to mail and to print."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuild.cli.options import graph_option
from graphbuild.cli.output import say, written


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
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    required=True,
    metavar="FILE.html",
    help="Where to write the page; - is standard output.",
)
@click.option("--lang", type=click.Choice(["da", "en"]), default="da", show_default=True, help="The page's language.")
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
