"""The command ``export``: a graph as a file for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuild.cli.options import graph_option, output_option
from graphbuild.cli.output import written


@click.command()
@click.argument("format_", type=click.Choice(["turtle", "n-quads", "graphml"]), metavar="FORMAT")
@graph_option
@output_option
@click.option(
    "--quotes/--no-quotes",
    default=True,
    show_default=True,
    help="Turtle and N-Quads: write out the place and the words of each passage.",
)
def export(format_: str, graph: Path, output: Path, quotes: bool) -> None:
    """Write the graph as turtle, n-quads or graphml.

    N-Quads is the whole dataset, one named graph a document; the same minutes give the same bytes. Turtle holds the
    same in one graph. GraphML is the property graph, for Gephi, yEd and the like.

    Example:

        graphbuild export turtle -o minutes.ttl
    """
    from graphbuild.exports import graphml, rdf
    from graphbuild.graph.store import GraphStore

    with GraphStore.open(graph) as store, written(output) as stream:
        match format_:
            case "turtle":
                rdf.write_turtle(store, stream, quotes=quotes)
            case "n-quads":
                rdf.write_nquads(store, stream, quotes=quotes)
            case "graphml":
                graphml.write_graphml(store, stream)
