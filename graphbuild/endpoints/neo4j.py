"""Bring the property graph to a Neo4j database, and keep it there as it is here.

What is there and what is here is compared by the digest of each node and relationship (see
``engines.neo4j_statements``), so only what is new or changed is written, what is gone is deleted, and a push that was
stopped goes on where it stopped. A database that holds anything else is refused. While a push is at work, a transaction
of its own holds the node that tells of the push; the server lets go of it when this side dies, so nothing is ever left
locked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Any, Final

import neo4j
from neo4j import exceptions

from graphbuild.endpoints.http import checked_address
from graphbuild.engines import neo4j_statements as cypher
from graphbuild.engines.stored import StoredRows
from graphbuild.errors import EndpointError
from graphbuild.graph.projection import header
from graphbuild.graph.schema import KEY, Relationship, Schema

SCHEMES: Final = frozenset({"bolt", "neo4j", "bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc"})
SECURE: Final = SCHEMES - {"bolt", "neo4j"}
EXAMPLE: Final = "bolt://127.0.0.1:7687"

#: Rows of a transaction.
BATCH: Final = 5_000

#: How long to wait for another push to end, in seconds, before saying so.
_WAIT: Final = 5.0

_AGAIN: Final = "What was sent before is kept; the same command goes on from there."


@dataclass(slots=True)
class Tally:
    """What a push did, or would do, to nodes and relationships."""

    nodes_added: int = 0
    nodes_changed: int = 0
    nodes_removed: int = 0
    relationships_added: int = 0
    relationships_changed: int = 0
    relationships_removed: int = 0
    unchanged: int = 0
    statements: int = 0  # that write or change the schema


class Neo4jDatabase:
    """A database of a server. Every method raises :class:`EndpointError` for what the server or the way there refuses.

    ``statements`` counts those that may write.
    """

    def __init__(
        self,
        url: str,
        *,
        user: str | None = None,
        password: str = "",
        database: str | None = None,
        timeout: float = 60.0,
    ) -> None:
        self.url = checked_address(url, SCHEMES, EXAMPLE)
        self.statements = 0
        self._database = database
        with self._in_plain_words():
            self._driver = neo4j.GraphDatabase.driver(
                url,
                auth=(user, password) if user else None,
                connection_timeout=timeout,
                connection_acquisition_timeout=timeout,
                max_transaction_retry_time=timeout,
                notifications_min_severity="OFF",  # it warns of labels that no node has yet
                user_agent="graphbuild",
            )
            self._session = self._driver.session(database=database)

    def __enter__(self) -> Neo4jDatabase:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._session.close()
        self._driver.close()

    def read(self, statement: str, **parameters: object) -> Iterator[dict[str, Any]]:
        """Yield the rows of a query, as they come."""
        with self._in_plain_words():
            for row in self._session.run(statement, parameters):
                yield dict(row)

    def change_schema(self, *statements: str) -> None:
        """Run statements that make or remove constraints and indexes, in one transaction."""
        self.statements += len(statements)
        with self._in_plain_words(), self._session.begin_transaction() as transaction:
            for statement in statements:
                transaction.run(statement).consume()
            transaction.commit()

    def write(self, statement: str, rows: Sequence[object]) -> int:
        """Run a statement over rows in one transaction, again where the server asks for it.

        Return how many nodes, relationships or properties that touched, to tell rows that found no place.
        """
        self.statements += 1

        def work(transaction: neo4j.ManagedTransaction) -> int:
            found = transaction.run(statement + _COUNT, {"rows": rows}).single(strict=True)
            return int(found["touched"])

        with self._in_plain_words():
            return self._session.execute_write(work)

    @contextmanager
    def held(self) -> Iterator[Callable[[Mapping[str, object]], None]]:
        """Keep other pushes away. Give what sets the state's properties; they are written when the block ends well."""
        statement = f"MATCH (s:{cypher.quoted(cypher.STATE)} {{id: 'graph'}}) SET s.held = true"
        with self._in_plain_words(), self._driver.session(database=self._database) as session:
            try:
                with session.begin_transaction(timeout=_WAIT) as waiting:
                    waiting.run(statement).consume()
                    waiting.rollback()
            except exceptions.Neo4jError as error:
                if "Transaction" in (error.code or ""):
                    raise EndpointError(
                        f"{self.url}: another push is writing to this database.", advice="Try again when it is done."
                    ) from error
                raise
            with session.begin_transaction() as holding:
                holding.run(statement).consume()
                told: dict[str, object] = {}
                yield told.update
                if told:
                    change = f"MATCH (s:{cypher.quoted(cypher.STATE)} {{id: 'graph'}}) SET s += $told REMOVE s.held"
                    holding.run(change, {"told": told}).consume()
                    holding.commit()
                else:
                    holding.rollback()

    @contextmanager
    def _in_plain_words(self) -> Iterator[None]:
        try:
            yield
        except exceptions.AuthError as error:
            raise EndpointError(
                f"{self.url}: the server does not accept the user name or the password.",
                advice="Set NEO4J_USERNAME and NEO4J_PASSWORD.",
            ) from error
        except exceptions.ServiceUnavailable as error:
            raise EndpointError(
                f"{self.url}: no Neo4j answers there: {_first_line(error)}",
                advice=f"Is the server running, and is it the Bolt port (7687, not 7474)? {_AGAIN}",
            ) from error
        except exceptions.Neo4jError as error:
            missing = "DatabaseNotFound" in (error.code or "")
            raise EndpointError(
                f"{self.url}: the server refuses: {_first_line(error)}",
                advice="Name one that the server has with --database." if missing else _AGAIN,
            ) from error
        except (exceptions.DriverError, OSError, ValueError, OverflowError) as error:
            raise EndpointError(f"{self.url}: the driver cannot go on: {_first_line(error)}", advice=_AGAIN) from error


_COUNT: Final = " RETURN count(*) AS touched"


def push(
    rows: StoredRows,
    schema: Schema,
    database: Neo4jDatabase,
    *,
    everything: bool = False,
    dry_run: bool = False,
    batch: int = BATCH,
    show: Callable[[str, int], None] = lambda statement, rows: None,
    progress: Callable[[int], None] = lambda done: None,
) -> Tally:
    """Make a database hold these rows and no others that a push wrote.

    ``everything``: write also what is there already. ``show`` is told each statement with the number of its rows, or 0
    for one of the schema. ``progress`` is told how many rows have been compared. Raises :class:`EndpointError` for a
    database that holds something else, that another push is writing to, or that refuses.
    """
    state = _read_state(database)
    before = database.statements
    work = _Push(rows, schema, database, everything, dry_run, batch, show, progress)
    digest = cypher.schema_digest(schema)
    outdated = state.get("schema") != digest or everything
    if dry_run:
        work.run(state, outdated)
        return work.tally
    if not state:
        # the node must be there, and be one, before it can be held
        database.change_schema(cypher.constraints(schema)[0])
        database.write(
            f"UNWIND $rows AS row MERGE (s:{cypher.quoted(cypher.STATE)} {{{cypher.quoted(KEY)}: 'graph'}}) "
            "ON CREATE SET s.format = row",
            [cypher.FORMAT],
        )
    with database.held() as note:
        work.run(state, outdated)
        if outdated:
            note(
                {
                    "format": cypher.FORMAT,
                    "schema": digest,
                    "labels": [node.label for node in schema.nodes],
                    "types": [one.type for one in schema.relationships],
                }
            )
    work.tally.statements = database.statements - before
    return work.tally


def _read_state(database: Neo4jDatabase) -> dict[str, Any]:
    """Return what the state's node tells, or nothing for an empty database."""
    label = cypher.quoted(cypher.STATE)
    for row in database.read(f"MATCH (s:{label} {{{cypher.quoted(KEY)}: 'graph'}}) RETURN properties(s) AS state"):
        state: dict[str, Any] = row["state"]
        if state.get("format") != cypher.FORMAT:
            raise EndpointError(
                f"{database.url}: the database was written by another version of graphbuild "
                f"(format {state.get('format')}; this one writes {cypher.FORMAT}).",
                advice="Push with that version, or into an empty database (--database).",
            )
        return state
    for row in database.read("MATCH (n) RETURN labels(n) AS labels LIMIT 1"):
        raise EndpointError(
            f"{database.url}: the database holds something else (such as a node {':'.join(row['labels'])!r}).",
            advice="Push into an empty database; --database names another one of the server.",
        )
    return {}


@dataclass(slots=True)
class _Push:
    rows: StoredRows
    schema: Schema
    database: Neo4jDatabase
    everything: bool
    dry_run: bool
    batch: int
    show: Callable[[str, int], None]
    progress: Callable[[int], None]
    tally: Tally = None  # type: ignore[assignment]
    compared: int = 0

    def __post_init__(self) -> None:
        self.tally = Tally()

    def run(self, state: Mapping[str, Any], outdated: bool) -> None:
        tally, schema = self.tally, self.schema
        if outdated:
            self._change_schema(*(cypher.outdated_statements() if state else ()), *cypher.constraints(schema))
        labels = sorted({*(node.label for node in schema.nodes), *state.get("labels", ())})
        gone = {label: self._held_nodes(label) if state else {} for label in labels}
        for node in schema.nodes:
            names = header(node.properties)
            made = (
                (row[0], {"id": row[0], "properties": cypher.properties(names, row)})
                for block in self.rows.nodes(node)
                for row in block
            )
            added, changed = self._merge(cypher.merge_nodes(node), made, gone[node.label])
            tally.nodes_added += added
            tally.nodes_changed += changed

        ours = {one.type: one for one in schema.relationships}
        for type_ in sorted({*ours, *state.get("types", ())}):
            held = self._held_relationships(type_, labels) if state else {}
            for start, stop in ours[type_].pairs if type_ in ours else ():
                added, changed = self._merge(
                    cypher.merge_relationships(ours[type_], start, stop),
                    self._links(ours[type_], start, stop),
                    held.setdefault((start, stop), {}),
                )
                tally.relationships_added += added
                tally.relationships_changed += changed
            for (start, stop), keys in held.items():
                rows = [{"start": one[0], "stop": one[1], "id": one[2]} for one in keys]
                self._send(cypher.delete_relationships(type_, start, stop), rows)
                tally.relationships_removed += len(rows)
        for label, nodes in gone.items():
            self._send(cypher.delete_nodes(label), list(nodes))
            tally.nodes_removed += len(nodes)
        if outdated:
            self._change_schema(*cypher.indexes(schema))

    def _change_schema(self, *statements: str) -> None:
        for statement in statements:
            self.show(statement, 0)
        if not self.dry_run:
            self.database.change_schema(*statements)

    def _held_nodes(self, label: str) -> dict[Any, str]:
        return {row["id"]: row["digest"] for row in self.database.read(cypher.held_nodes(label))}

    def _held_relationships(self, type_: str, labels: list[str]) -> dict[tuple[str, str], dict[Any, str]]:
        """Return by the labels of both ends what the database holds: keys of start, stop and relationship -> digest."""
        found: dict[tuple[str, str], dict[Any, str]] = {}
        for row in self.database.read(cypher.held_relationships(type_), labels=labels):
            ends = found.setdefault((row["start_label"], row["stop_label"]), {})
            ends[row["start"], row["stop"], row["id"]] = row["digest"]
        return found

    def _links(self, one: Relationship, start: str, stop: str) -> Iterator[tuple[object, dict[str, Any]]]:
        names = header(one.properties)
        for block in self.rows.relationships(one, start, stop):
            for row in block:
                told = cypher.properties(names, row[2:])
                yield row[:3], {"start": row[0], "stop": row[1], "id": row[2], "properties": told}

    def _merge(
        self, statement: str, made: Iterable[tuple[object, dict[str, Any]]], held: dict[Any, str]
    ) -> tuple[int, int]:
        """Write what differs from what is held; take each key that is still here from ``held``."""
        added = changed = 0

        def differing() -> Iterator[dict[str, Any]]:
            nonlocal added, changed
            for key, row in made:
                before = held.pop(key, None)
                self.compared += 1
                if self.compared % 1000 == 0:
                    self.progress(self.compared)
                if before == row["properties"][cypher.DIGEST] and not self.everything:
                    self.tally.unchanged += 1
                    continue
                added += before is None
                changed += before is not None
                yield row

        waiting = differing()
        count = 0
        while rows := list(islice(waiting, self.batch)):
            count += len(rows)
            if not self.dry_run and self.database.write(statement, rows) != len(rows):
                raise EndpointError(
                    f"{self.database.url}: somebody else is changing this database.", advice="Run the push again."
                )
        if count:
            self.show(statement, count)
        return added, changed

    def _send(self, statement: str, rows: Sequence[object]) -> None:
        if rows:
            self.show(statement, len(rows))
        for at in range(0, len(rows) if not self.dry_run else 0, self.batch):
            self.database.write(statement, rows[at : at + self.batch])


def _first_line(error: BaseException) -> str:
    told = str(getattr(error, "message", None) or error).strip().splitlines()
    return told[0][:300] if told else type(error).__name__
