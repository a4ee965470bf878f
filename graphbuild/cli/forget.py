"""The command ``forget``: erase a person from a graph, and keep them out of later builds."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphbuild.cli.options import graph_option, ledger_option
from graphbuild.cli.output import printable, say
from graphbuild.errors import UsageError

if TYPE_CHECKING:
    from graphbuild.forgetting import Standing

_MOST = 12  # lines of each kind in a report for a person; --json has all


@click.command()
@click.argument("person", metavar="PERSON")
@graph_option
@ledger_option
@click.option("--municipality", metavar="CODE", help="The code of the person's municipality, where several have one.")
@click.option("--yes", is_flag=True, help="Do not ask; PERSON must then be the whole name, or the IRI.")
@click.option("--json", "as_json", is_flag=True, help="Print where the person stood as JSON on standard output.")
def forget(person: str, graph: Path, ledger: Path | None, municipality: str | None, yes: bool, as_json: bool) -> None:
    """Erase a person from the graph, and keep them out of later builds.

    The person, with all spellings judged to be theirs, goes from the graph; in the stored texts the name is masked with
    █; lines of the ledger of judgements that hold the name are removed. The list forgotten.txt beside the graph keeps a
    salted hash of the name, so that a build from the same files does not bring the person back: keep that file. The
    minutes themselves, and what was exported or pushed before, are yours to deal with. See docs/privacy.md.

    Example:

        graphbuild forget "Susanne Ebdrup" --municipality 991
    """
    from graphbuild.build import ledger_beside
    from graphbuild.forgetting import (
        drop_former_graphs,
        find_person,
        is_namesake_of_forgotten,
        is_whole_name,
        plan,
        was_forgotten,
    )
    from graphbuild.forgetting import forget as erase
    from graphbuild.graph.store import GraphStore

    ledger = ledger or ledger_beside(graph)
    with GraphStore.open(graph) as store:
        if was_forgotten(graph, store, person, municipality):
            drop_former_graphs(graph)  # if the work was stopped just before its end
            say(f"»{person}« is forgotten already: not in this graph, and kept out of later builds.")
            if as_json:
                click.echo(json.dumps({"forgotten": True, "already": True}))
            return
        named = find_person(store, person, municipality)
        if yes and not is_whole_name(named, person):
            raise UsageError(
                f"»{person}« is only a part of a name; it fits {named.told}. Nothing is changed.",
                advice="With --yes give the whole name.",
            )
        if yes and is_namesake_of_forgotten(graph, named):
            raise UsageError(
                f"Somebody called {named.names[0]} was forgotten before; this is another person. Nothing is changed.",
                advice="Leave out --yes to see where this person stands, and to be asked.",
            )
        found = plan(store, named, ledger)
    if not yes:
        say(_told(found.standing, ledger))
        if not sys.stdin.isatty():
            raise UsageError("Nothing is changed.", advice="Add --yes to forget this person without being asked.")
        if not click.confirm("Forget this person? This cannot be undone.", err=True):
            say("Nothing is changed.")
            return
    erase(graph, found, ledger)
    if as_json:
        click.echo(json.dumps({"forgotten": True, "already": False, **found.standing.as_json()}, ensure_ascii=False))
    else:
        if yes:
            say(_told(found.standing, ledger))
        say("Forgotten. Former exports, and servers that the graph was pushed to, still hold the person.")


def _told(standing: Standing, ledger: Path) -> str:
    """Return where a person stands, for a person."""
    lines = [
        f"{standing.name} ({standing.municipality})",
        "  "
        + " in ".join([_count(standing.facts, "fact"), _count(standing.passages, "passage")])
        + f" of {_count(len(standing.documents), 'document')}",
    ]
    for title, values in (
        ("spelt", standing.spellings),
        ("documents", standing.documents),
        ("meetings", standing.meetings),
        ("roles", standing.roles),
        (f"lines of {ledger.name}", tuple(f"{one.number}: {one.text.strip()}" for one in standing.ledger_lines)),
        ("files whose own name holds the name: rename them", standing.file_names),
    ):
        if values:
            lines.append(f"  {title}:")
            lines += [f"    {value}" for value in values[:_MOST]]
        if len(values) > _MOST:
            lines.append(f"    and {len(values) - _MOST:,} more (--json lists them)")
    if standing.namesakes:
        lines.append(
            f"  {_count(standing.namesakes, 'other person', 'other people')} of the municipality bear this name: it is"
            " masked in the documents above alone, and the ledger stays as it is"
        )
    return printable("\n".join(lines))


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
