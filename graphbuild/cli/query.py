"""The commands ``cypher`` and ``sparql``: free queries on the embedded engines, read-only."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from graphbuild.cli.options import graph_option, output_option
from graphbuild.cli.output import say, written
from graphbuild.cli.rows import RowFormat, format_rows, row_format_option

if TYPE_CHECKING:
    from graphbuild.engines.result import Result

Command = TypeVar("Command", bound=Callable[..., Any])


def query_options(command: Command) -> Command:
    """Give a command a query, its parameters and its limits."""
    options: list[Callable[[Any], Any]] = [
        click.argument("query"),
        graph_option,
        click.option(
            "--param",
            "parameters",
            multiple=True,
            metavar="NAME=VALUE",
            help="A parameter of the query; a number, true, false, null or a list may be written as in JSON.",
        ),
        row_format_option,
        click.option(
            "--limit",
            type=click.IntRange(min=1),
            default=100_000,
            show_default=True,
            metavar="ROWS",
            help="Stop after so many rows, and say so.",
        ),
        click.option(
            "--time-limit",
            type=click.FloatRange(min=0, min_open=True),
            default=60.0,
            show_default=True,
            metavar="SECONDS",
            help="Give a query up that takes longer.",
        ),
        output_option,
    ]
    made: Any = command
    for add in reversed(options):
        made = add(made)
    return cast(Command, made)


@click.command()
@query_options
def cypher(
    query: str,
    graph: Path,
    parameters: tuple[str, ...],
    format_: str,
    limit: int,
    time_limit: float,
    output: Path,
) -> None:
    """Ask the property graph in Cypher.

    QUERY may only read; - takes it from standard input. docs/property-graph.md lists labels,
    relationships and properties. Each node and relationship that states a fact has its passage, rule and confidence.

    Example:

        graphbuild cypher 'MATCH (p:Person) RETURN p.name AS person ORDER BY person LIMIT 5'
    """
    from graphbuild.engines.ladybug import LadybugGraph
    from graphbuild.graph.store import GraphStore

    bound = read_parameters(parameters)
    with GraphStore.open(graph) as store, LadybugGraph(store.property_graph) as engine:
        answer = engine.query(_text(query), bound, timeout=time_limit, row_limit=limit)
    _print(answer, format_, output)


@click.command()
@query_options
def sparql(
    query: str,
    graph: Path,
    parameters: tuple[str, ...],
    format_: str,
    limit: int,
    time_limit: float,
    output: Path,
) -> None:
    """Ask the RDF dataset in SPARQL 1.1.

    QUERY may only read this graph; - takes it from standard input. Each document is a named graph, and the default
    graph is all of them together. The prefixes gb:, gbs:, rdf:, rdfs:, xsd:, skos:, dcterms:, prov:, oa:, org: and
    foaf: need no declaration.

    Example:

        graphbuild sparql 'SELECT ?person WHERE { ?p a gb:Person ; gb:name ?person } ORDER BY ?person LIMIT 5'
    """
    from graphbuild.engines.sparql import SparqlGraph
    from graphbuild.graph.store import GraphStore

    bound = read_parameters(parameters)
    with GraphStore.open(graph) as store:
        answer = SparqlGraph(store.rdf).query(_text(query), bound, timeout=time_limit, row_limit=limit)
    _print(answer, format_, output)


def read_parameters(given: tuple[str, ...]) -> dict[str, object]:
    """Return parameters written ``name=value``; a value that is no JSON is the text as it stands."""
    parameters: dict[str, object] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.isidentifier():
            raise click.BadParameter(f"{one!r} is not NAME=VALUE", param_hint="--param")
        try:
            parameters[name] = json.loads(value)
        except ValueError:
            parameters[name] = value
    return parameters


def _text(query: str) -> str:
    return sys.stdin.read() if query == "-" else query


def _print(answer: Result, format_: str, output: Path) -> None:
    with written(output) as stream:
        stream.write(format_rows(answer.columns, answer.rows, RowFormat(format_)).encode("utf-8", "replace"))
    if answer.truncated:
        say(f"There are more rows than these {len(answer.rows):,}; --limit sets how many are given.")
