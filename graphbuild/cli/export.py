"""The command ``export``: a graph as files for other programs."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import click

from graphbuild.cli.options import graph_option
from graphbuild.cli.output import STANDARD, say, written
from graphbuild.errors import UsageError

if TYPE_CHECKING:
    from graphbuild.graph.identifiers import Identifiers
    from graphbuild.graph.store import GraphStore

_RDF = ("turtle", "n-triples", "n-quads", "trig", "json-ld")
_FOLDERS = ("csv", "parquet", "neo4j-csv")
_FORMATS = (*_RDF, "graphml", "gexf", "followthemoney", *_FOLDERS, "dcat", "reference")

#: What is of the whole graph, or of none, so that no part can be chosen.
_WHOLE = ("neo4j-csv", "dcat", "reference")


@click.command()
@click.argument("format_", type=click.Choice(_FORMATS), metavar="FORMAT")
@graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(allow_dash=True, path_type=Path),
    default=STANDARD,
    metavar="FILE",
    help="Where to write; - is standard output. For csv, parquet and neo4j-csv a folder.  [default: -]",
)
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="NAME",
    help="Only this document, by its name or the beginning of its checksum; may be given again.",
)
@click.option(
    "--municipality",
    "municipalities",
    multiple=True,
    metavar="CODE",
    help="Only the documents of this municipality, by its code or name; may be given again.",
)
@click.option(
    "--quotes/--no-quotes",
    default=True,
    show_default=True,
    help="RDF: write out the place and the words of each passage.",
)
@click.option("--gzip", "packed", is_flag=True, help="Compress a file with gzip.")
@click.option("--title", metavar="TEXT", help="dcat: what the data set is called.")
@click.option("--publisher", metavar="NAME", help="dcat: who publishes it.")
@click.option("--publisher-page", metavar="URL", help="dcat: the publisher's address.")
@click.option("--licence", metavar="URL", help="dcat: the licence's address.")
@click.option("--page", metavar="URL", help="dcat: the page about the data set.")
@click.option("--endpoint", metavar="URL", help="dcat: the SPARQL endpoint that serves it.")
@click.option("--file", "files", multiple=True, metavar="URL", help="dcat: a file to download; may be given again.")
@click.option("--issued", metavar="DAY", help="dcat: when it was published; without it no day is told.")
def export(
    format_: str,
    graph: Path,
    output: Path,
    documents: tuple[str, ...],
    municipalities: tuple[str, ...],
    quotes: bool,
    packed: bool,
    title: str | None,
    publisher: str | None,
    publisher_page: str | None,
    licence: str | None,
    page: str | None,
    endpoint: str | None,
    files: tuple[str, ...],
    issued: str | None,
) -> None:
    """Write the graph in a FORMAT for other programs.

    \b
    n-quads, trig, json-ld   the RDF dataset, one named graph a document
    turtle, n-triples        the same in one graph
    graphml, gexf            the property graph, for Gephi, yEd and the like; GEXF has days for a timeline
    csv, parquet             tables of nodes and relationships with a dictionary of columns, in a folder
    followthemoney           people, bodies and meetings as entities for OpenSanctions' and Aleph's tools, one a line
    neo4j-csv                files for "neo4j-admin database import full", with the very command
    dcat                     a description of the data set for catalogues (DCAT-AP, VoID)
    reference                Danish municipalities and parties with their sources; needs no graph

    The same graph gives the same bytes. RDF is written document by document, so that its size does not matter.

    Example:

        graphbuild export turtle -o minutes.ttl
    """
    from graphbuild.exports.selection import choose
    from graphbuild.graph.store import GraphStore

    if format_ in _WHOLE and (documents or municipalities):
        raise UsageError(f"{format_} is of the whole graph.", advice="Leave --document and --municipality out.")
    if format_ in _FOLDERS:
        if output == STANDARD:
            raise UsageError(f"{format_} is a folder of files.", advice="Say where with -o DIR.")
        if packed:
            raise UsageError(f"{format_} is a folder of files.", advice="Leave --gzip out.")
    elif output.is_dir():
        raise UsageError(f"{output} is a folder.", advice="Give a file with -o.")
    if format_ == "reference":
        from graphbuild.exports.reference import write_reference

        with _written(output, packed) as stream:
            write_reference(_identifiers(graph), stream)
        return
    with GraphStore.open(graph) as store:
        part = choose(store, documents, municipalities) if documents or municipalities else None
        if format_ in _RDF:
            from graphbuild.exports.rdf import RdfFormat, write_rdf

            with _written(output, packed) as stream:
                write_rdf(store, stream, RdfFormat(format_), quotes=quotes, documents=part)
        elif format_ == "dcat":
            from graphbuild.exports.dcat import Publication, write_dcat

            told = Publication(title, publisher, publisher_page, licence, page, endpoint, issued, files)
            with _written(output, packed) as stream:
                write_dcat(store, stream, told)
        else:
            _write_property_graph(format_, store, part, output, packed)


def _write_property_graph(
    format_: str, store: GraphStore, part: Sequence[str] | None, output: Path, packed: bool
) -> None:
    from graphbuild.exports import followthemoney, gexf, graphml, neo4j_csv, tables
    from graphbuild.exports.part import stored_rows
    from graphbuild.graph.schema import shipped_schema

    schema = shipped_schema()
    if format_ == "graphml":
        with _written(output, packed) as stream:
            graphml.write_graphml(store, stream, part)
        return
    with stored_rows(store, part) as rows:
        match format_:
            case "neo4j-csv":
                command = neo4j_csv.write_neo4j_csv(rows, schema, output)
                say(f"Written. Stop the database, and in {output} run:")
                click.echo(command)
            case "csv":
                tables.write_csv_tables(rows, schema, output)
            case "parquet":
                tables.write_parquet_tables(rows, schema, output)
            case "gexf":
                with _written(output, packed) as stream:
                    gexf.write_gexf(rows, schema, stream)
            case "followthemoney":
                with _written(output, packed) as stream:
                    followthemoney.write_followthemoney(store, rows, schema, stream)


@contextmanager
def _written(output: Path, packed: bool) -> Iterator[IO[bytes]]:
    """Give the stream to write to, compressed if asked for, without name or time, so that equal is equal."""
    with written(output) as stream:
        if not packed:
            yield stream
            return
        with gzip.GzipFile("", "wb", compresslevel=6, fileobj=stream, mtime=0) as packing:
            yield cast("IO[bytes]", packing)


def _identifiers(graph: Path) -> Identifiers:
    """Return what a graph's addresses are made with; those of the default base where there is no graph."""
    from graphbuild.graph.identifiers import Identifiers
    from graphbuild.graph.store import GraphStore

    if not (graph / "CURRENT").exists():
        return Identifiers()
    with GraphStore.open(graph) as store:
        return store.identifiers
