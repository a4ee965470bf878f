"""Ask a question of a graph, on either engine, and show the passage behind each row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

import pyoxigraph as ox

from graphbuild.engines.ladybug import LadybugGraph
from graphbuild.engines.result import ROWS, SECONDS, Result
from graphbuild.engines.sparql import SparqlGraph
from graphbuild.errors import DefinitionError, QueryError, UsageError
from graphbuild.graph.identifiers import parse_passage
from graphbuild.graph.projection import days
from graphbuild.graph.store import GraphStore
from graphbuild.model import Document
from graphbuild.questions.danish_order import value_key
from graphbuild.questions.files import SHOWN_OF_PASSAGES, Order, Parameter, ParameterType, Question
from graphbuild.questions.names import find, shown_name
from graphbuild.questions.paths import PATH_BETWEEN, path_rows

Row = dict[str, Any]

_DAYS: Final = {"first": date.min, "last": date.max}
_TRUE: Final = frozenset({"true", "yes", "ja", "1"})
_FALSE: Final = frozenset({"false", "no", "nej", "0"})


class Engine(StrEnum):
    """The engines that answer."""

    CYPHER = "cypher"
    SPARQL = "sparql"


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows as dictionaries keyed by ``columns``, sorted in Danish order; ``truncated`` where a limit cut them off.

    ``parameters`` says what was asked after defaults and names were settled.
    """

    question: Question
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    truncated: bool
    parameters: Mapping[str, str]


def ask(
    store: GraphStore,
    question: Question,
    values: Mapping[str, str | int | bool | date | None] | None = None,
    *,
    engine: Engine | None = None,
    timeout: float = SECONDS,
    row_limit: int = ROWS,
) -> Answer:
    """Answer a question. ``values`` are parameters as a user gives them: text, or values of the parameter's type.

    ``engine`` may be left out: Cypher, or SPARQL for a question that is written in SPARQL only.

    Raises :class:`UsageError` for a parameter that is unknown, missing or cannot be read, and for a name that fits
    nothing or several things; :class:`QueryError` where the engine refuses or gives up.
    """
    engine = engine or (Engine.CYPHER if "cypher" in question.texts else Engine.SPARQL)
    if engine.value not in question.texts:
        raise UsageError(f"The question {question.name} is not written in {engine.value}.")
    bound, told = _bind(store, question, dict(values or {}), engine)
    if question.name == PATH_BETWEEN:
        result = _walk(store, question, bound, engine, timeout)
        result = Result(result.columns, tuple(_by_name(store, row) for row in result.rows))
    else:
        result = _run(store, question.texts[engine.value], bound, engine, timeout, row_limit)
    missing = [one for one in question.columns if one not in result.columns]
    if missing:
        raise QueryError(f"The question {question.name} has no column {missing[0]} in its {engine.value} text.")
    places = [result.columns.index(one) for one in question.columns]
    rows = list({tuple(_settled(row[at]) for at in places): None for row in result.rows})
    rows.sort(key=lambda row: tuple(value_key(cell) for cell in row))  # so that rows alike in all that follows are too
    for order in reversed(question.order):
        rows.sort(key=_sorting(order, question.columns.index(order.column)))
    shown = _Shown(store, question, rows)
    return Answer(
        question,
        shown_columns(question),
        tuple(shown.row(row) for row in rows),
        result.truncated,
        told,
    )


def _sorting(order: Order, at: int) -> Callable[[tuple[Any, ...]], Any]:
    ranks = {word: rank for rank, word in enumerate(order.ranks)}
    if ranks:
        return lambda row: ranks.get(str(row[at]), len(ranks))
    return lambda row: value_key(row[at], descending=order.descending)


def shown_columns(question: Question) -> tuple[str, ...]:
    """Return the columns of an answer: each passage is followed by where it stands and its words."""
    found: list[str] = []
    for one in question.columns:
        found.append(one)
        if one in question.passages:
            found += [one.removesuffix("passage") + part for part in SHOWN_OF_PASSAGES]
    return tuple(found)


def _run(
    store: GraphStore, text: str, bound: Mapping[str, Any], engine: Engine, timeout: float, row_limit: int
) -> Result:
    if engine is Engine.CYPHER:
        with LadybugGraph(store.property_graph) as graph:
            return graph.query(text, bound, timeout=timeout, row_limit=row_limit)
    return SparqlGraph(store.rdf).query(text, bound, timeout=timeout, row_limit=row_limit)


def _walk(store: GraphStore, question: Question, bound: Mapping[str, Any], engine: Engine, timeout: float) -> Result:
    """Find a shortest path step by step, with the question's query for neighbours; the rest is the same everywhere."""
    text = question.texts[engine.value]
    if engine is Engine.CYPHER:
        with LadybugGraph(store.property_graph) as graph:
            return path_rows(
                bound["one_id"],
                bound["other_id"],
                bound["longest"],
                lambda ids: graph.query(text, {"near": list(ids)}, timeout=timeout).rows,
            )
    sparql = SparqlGraph(store.rdf)

    def around(ids: tuple[str, ...]) -> tuple[tuple[Any, ...], ...]:
        rows = (sparql.query(text, {"near": ox.NamedNode(one)}, timeout=timeout).rows for one in ids)
        return tuple(row for found in rows for row in found)

    return path_rows(bound["one_id"].value, bound["other_id"].value, bound["longest"], around)


def _by_name(store: GraphStore, step: tuple[Any, ...]) -> tuple[Any, ...]:
    number, origin, relation, forward, target, *proof = step
    return number, shown_name(store, origin), relation, forward, shown_name(store, target), *proof


def _settled(value: Any) -> Any:
    """Return a cell as both engines have it: no value is ``None``, be it null, unbound or an empty text."""
    if value == "" and isinstance(value, str):
        return None
    if isinstance(value, Decimal):  # what the embedded engine makes of a sum of whole numbers
        return int(value)
    return round(value, 6) if isinstance(value, float) else value


class _Shown:
    """Puts words to passages; each document is unpacked once, not once a row."""

    def __init__(self, store: GraphStore, question: Question, rows: list[tuple[Any, ...]]) -> None:
        self.question = question
        places = [question.columns.index(one) for one in question.passages]
        self.parts: dict[str, tuple[Any, ...]] = {}
        document: Document | None = None
        for passage in sorted({row[at] for row in rows for at in places if row[at] is not None}):
            iri, span = parse_passage(passage)
            if document is None or not iri.endswith(document.sha256):
                document = store.document(iri)
            quote = document.quote(span)
            self.parts[passage] = document.name, document.place(span.start), span.start, span.end, quote

    def row(self, cells: tuple[Any, ...]) -> Row:
        shown: Row = {}
        for column, cell in zip(self.question.columns, cells, strict=True):
            shown[column] = cell
            if column in self.question.passages:
                parts = self.parts[cell] if cell is not None else (None,) * len(SHOWN_OF_PASSAGES)
                before = column.removesuffix("passage")
                shown.update({before + part: value for part, value in zip(SHOWN_OF_PASSAGES, parts, strict=True)})
        return shown


# --- parameters -------------------------------------------------------------------------------------------------------


def _bind(
    store: GraphStore, question: Question, values: dict[str, Any], engine: Engine
) -> tuple[dict[str, Any], dict[str, str]]:
    bound: dict[str, Any] = {}
    told: dict[str, str] = {}
    for one in question.parameters:
        value = values.pop(one.name, None)
        if value is None:
            value = one.default
        if value is None and one.required:
            raise UsageError(
                f"The question {question.name} needs --{one.name.replace('_', '-')}: {one.meaning}.",
                advice=f"graphbuild ask {question.name} --{one.name.replace('_', '-')} …",
            )
        if one.type.names_a_thing:
            thing = find(store, one.type, str(value)) if value not in (None, "") else None
            if engine is Engine.CYPHER:
                bound[f"{one.name}_id"] = thing.iri if thing else ""
            else:
                bound[f"{one.name}_id"] = ox.NamedNode(thing.iri) if thing else None
            if thing:
                told[one.name] = thing.told
            continue
        read = read_value(one, value)
        told[one.name] = str(value)
        if isinstance(read, date):
            bound[f"{one.name}_day"] = days(read.isoformat()) if engine is Engine.CYPHER else read
        else:
            bound[f"{one.name}_text" if one.type is ParameterType.TEXT else one.name] = read
    if values:
        known = ", ".join(one.name for one in question.parameters) or "none"
        raise UsageError(f"The question {question.name} has no parameter {min(values)!r}.", advice=f"It has: {known}.")
    return bound, told


def read_value(parameter: Parameter, value: object) -> str | int | bool | date:
    """Return a parameter's value from what a user typed. Raises :class:`UsageError`, saying what would do."""
    text = str(value).strip() if value is not None else ""
    where = f"--{parameter.name.replace('_', '-')}"
    match parameter.type:
        case ParameterType.TEXT:
            return text.lower()
        case ParameterType.INT:
            if re.fullmatch(r"[+-]?\d{1,15}", text):
                return int(text)
            raise UsageError(f"{where} must be a whole number, not »{text}«.")
        case ParameterType.BOOL:
            if text.lower() in _TRUE | _FALSE:
                return text.lower() in _TRUE
            raise UsageError(f"{where} must be yes or no, not »{text}«.")
        case ParameterType.DATE:
            if isinstance(value, date):
                return value
            return _day(text, where)
    raise DefinitionError(f"The parameter {parameter.name} is a name, not a value.")


def _day(text: str, where: str) -> date:
    if text in _DAYS:
        return _DAYS[text]
    if text == "today":
        return datetime.now().astimezone().date()
    danish = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text)
    try:
        if danish:
            return date(int(danish[3]), int(danish[2]), int(danish[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{where} must be a day such as 2024-03-14 or 14-03-2024, not »{text}«.") from None
