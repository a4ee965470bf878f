"""SPARQL over the store: read-only, parameters bound as RDF terms, with a limit of time and of rows.

The default graph is the union of all documents' graphs; ``GRAPH ?document { … }`` asks within one.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pyoxigraph as ox

from graphbuild.engines.result import ROWS, SECONDS, Result
from graphbuild.errors import QueryError, UsageError
from graphbuild.graph.vocabulary import PREFIXES, XSD

_TOKEN = re.compile(
    r"""
      (?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)
    | (?P<comment>\#[^\n]*)
    | (?P<string>'{3}(?:(?!''')(?:[^\\]|\\.))*+'{3} | "{3}(?:(?!\"\"\")(?:[^\\]|\\.))*+"{3}
        | '(?:[^'\\\n\r]|\\.)*+' | "(?:[^"\\\n\r]|\\.)*+")
    | (?P<prefixed>[\w.-]*:[\w.%-]*)
    | (?P<variable>[?$]\w+)
    | (?P<word>@?[^\W\d][\w-]*)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)

#: Updates are refused by the engine's grammar as well; SERVICE would reach out to the network.
_REFUSED: Final = frozenset({"service", "load", "clear", "drop", "create", "add", "move", "copy", "insert", "delete"})


def check_read_only(query: str) -> None:
    """Raise :class:`QueryError` for updates and for anything that reaches outside the store."""
    for found in _TOKEN.finditer(query):
        if found.lastgroup == "word" and found.group().lower() in _REFUSED:
            raise QueryError(f"Only queries that read this graph are allowed; »{found.group()}« is not.")


def bind(query: str, parameters: Mapping[str, object]) -> str:
    """Return the query with its parameters' variables bound: each variable of that name becomes the RDF term.

    The query is read token by token, so that a name within a text, a comment or an IRI stays, and a term is written by
    the library with all it must escape; no value can become a part of the query's wording. (The engine's own binding
    takes only variables that the query also selects.) A parameter that is ``None`` leaves its variable unbound.

    Raises :class:`QueryError` for a parameter that the query does not know, or assigns itself.
    """
    terms = {name: str(term(value)) for name, value in parameters.items() if value is not None}
    unknown = set(parameters)
    parts: list[str] = []
    clause, depth, before = "", 0, ("", "")
    for found in _TOKEN.finditer(query):
        kind, text = found.lastgroup, found.group()
        if kind == "word":
            clause = text.lower() if text.lower() in _CLAUSES else clause
        elif text == "{":
            clause = ""
        depth += {"(": 1, ")": -1}.get(text, 0) if kind == "mark" else 0
        if kind == "variable" and text[1:] in parameters:
            name = text[1:]
            unknown.discard(name)
            if before[1] == "as":
                raise QueryError(f"The query gives ?{name} a value of its own; it cannot be a parameter.")
            if name in terms:
                if before == ("bound", "("):  # BOUND takes a variable only
                    del parts[_last_word(parts) :]
                    text = "(true"
                elif clause == "select" and depth == 0:
                    text = f"({terms[name]} AS ?{name})"
                else:
                    text = f"({terms[name]})" if clause in {"group", "order"} and depth == 0 else terms[name]
        parts.append(text)
        if kind != "comment" and not text.isspace():
            before = (before[1], text.lower())
    if unknown:
        raise QueryError(f"The query has no parameter ?{min(unknown)}.")
    return "".join(parts)


#: Where a bare term is no grammar: what is selected, grouped by or ordered by.
_CLAUSES: Final = frozenset({"select", "where", "group", "order", "having", "limit", "offset", "values", "from"})


def _last_word(parts: list[str]) -> int:
    return next(at for at in range(len(parts) - 1, -1, -1) if parts[at].lower() == "bound")


def term(value: object) -> ox.NamedNode | ox.Literal:
    """Return a Python value as an RDF term; a term stays what it is. Raises :class:`UsageError` for anything else."""
    if isinstance(value, ox.NamedNode | ox.Literal):
        return value
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(f"{XSD}date"))
    if isinstance(value, Decimal):
        return ox.Literal(f"{value:f}", datatype=ox.NamedNode(f"{XSD}decimal"))
    if isinstance(value, bool | int | float):
        return ox.Literal(value)
    if isinstance(value, str):
        try:
            return ox.Literal(value)
        except ValueError as error:
            raise UsageError(f"{value!r} holds half a character, which no text in RDF can.") from error
    raise UsageError(f"A parameter cannot be a {type(value).__name__}.")


def plain(value: object) -> Any:
    """Return an RDF term as a plain Python value: numbers and truths as such, an IRI or any other literal as text."""
    if not isinstance(value, ox.Literal):
        return value.value if isinstance(value, ox.NamedNode | ox.BlankNode) else None if value is None else str(value)
    match value.datatype.value.removeprefix(XSD):
        case "integer" | "int" | "long":
            return int(value.value)
        case "decimal" | "double" | "float":
            return float(value.value)
        case "boolean":
            return value.value in {"true", "1"}
        case _:
            return value.value


class SparqlGraph:
    """A dataset opened for reading."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def query(
        self,
        sparql: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float = SECONDS,
        row_limit: int = ROWS,
    ) -> Result:
        """Answer a SELECT (rows), ASK (one row, one column ``answer``), CONSTRUCT or DESCRIBE (subject, predicate,
        object).

        Raises :class:`QueryError` for a query that is refused, wrong, or takes more than ``timeout`` seconds.
        """
        check_read_only(sparql)
        closed = bind(sparql, parameters or {})
        outcome: list[Result | Exception] = []

        def answer() -> None:
            try:
                outcome.append(self._answer(closed, row_limit))
            except (SyntaxError, ValueError, OSError, RuntimeError) as error:
                outcome.append(error)

        # The engine cannot be stopped but lets other threads run, so the wait is what ends.
        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        thread.join(timeout)
        if not outcome:
            raise QueryError(f"The query took more than {timeout:g} seconds.", advice="Narrow it down.")
        if isinstance(outcome[0], Exception):
            raise QueryError(f"The query cannot be answered: {outcome[0]}") from outcome[0]
        return outcome[0]

    def _answer(self, sparql: str, row_limit: int) -> Result:
        found = self._store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
        if isinstance(found, ox.QueryBoolean):
            return Result(("answer",), ((bool(found),),))
        rows: list[tuple[Any, ...]] = []
        if isinstance(found, ox.QuerySolutions):
            names = tuple(variable.value for variable in found.variables)
            for solution in found:
                if len(rows) == row_limit:
                    return Result(names, tuple(rows), truncated=True)
                rows.append(tuple(plain(value) for value in solution))
            return Result(names, tuple(rows))
        for triple in found:
            if len(rows) == row_limit:
                return Result(("subject", "predicate", "object"), tuple(rows), truncated=True)
            rows.append((plain(triple.subject), plain(triple.predicate), plain(triple.object)))
        return Result(("subject", "predicate", "object"), tuple(rows))
