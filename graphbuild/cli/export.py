"""The command ``export``: a graph as a file for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuild.cli.options import graph_option
from graphbuild.cli.output import STANDARD, say, written
from graphbuild.errors import UsageError


@click.command()
@click.argument("format_", type=click.Choice(["turtle", "n-quads", "graphml", "neo4j-csv"]), metavar="FORMAT")
@graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(allow_dash=True, path_type=Path),
    default=STANDARD,
    metavar="FILE",
    help="Where to write; - is standard output. For neo4j-csv a folder.  [default: -]",
)
@click.option(
    "--quotes/--no-quotes",
    default=True,
    show_default=True,
    help="Turtle and N-Quads: write out the place and the words of each passage.",
)
def export(format_: str, graph: Path, output: Path, quotes: bool) -> None:
    """Write the graph as turtle, n-quads, graphml or neo4j-csv.

    N-Quads is the whole dataset, one named graph a document; the same minutes give the same bytes. Turtle holds the
    same in one graph. GraphML is the property graph, for Gephi, yEd and the like. neo4j-csv is a folder of
    files for "neo4j-admin database import full", which loads millions; the very command is printed, and stands in the
    folder's README.txt.

    Example:

        graphbuild export turtle -o minutes.ttl
    """
    from graphbuild.exports import graphml, rdf
    from graphbuild.graph.store import GraphStore

    if format_ == "neo4j-csv":
        _write_neo4j_csv(graph, output)
        return
    if output.is_dir():
        raise UsageError(f"{output} is a folder.", advice="Give a file with -o.")
    with GraphStore.open(graph) as store, written(output) as stream:
        match format_:
            case "turtle":
                rdf.write_turtle(store, stream, quotes=quotes)
            case "n-quads":
                rdf.write_nquads(store, stream, quotes=quotes)
            case "graphml":
                graphml.write_graphml(store, stream)


def _write_neo4j_csv(graph: Path, folder: Path) -> None:
    from graphbuild.engines.stored import StoredRows
    from graphbuild.exports.neo4j_csv import write_neo4j_csv
    from graphbuild.graph.schema import shipped_schema
    from graphbuild.graph.store import GraphStore

    if folder == STANDARD:
        raise UsageError("neo4j-csv is a folder of files.", advice="Say where with -o DIR.")
    with GraphStore.open(graph) as store, StoredRows(store.property_graph) as rows:
        command = write_neo4j_csv(rows, shipped_schema(), folder)
    say(f"Written. Stop the database, and in {folder} run:")
    click.echo(command)
