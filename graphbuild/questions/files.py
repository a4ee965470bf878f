"""Read question files: a header in comment lines, then one query.

The header says the same in both languages (``//`` in Cypher, ``#`` in SPARQL)::

    // title: Who decided what
    // question: Who decided what about a topic, when, and in which words?
    // param topic: text = "" -- words of the title or the decision
    // param body: body -- the deciding body
    // param since: date = first -- from this day on
    // columns: date, body, decision, passage
    // order: -date, body, step(agenda|decision)

A parameter is ``NAME: TYPE -- MEANING``, with ``= DEFAULT`` or ``required`` after the type. How each type is bound in
a query says :class:`ParameterType`. A column ``passage`` (or ``other_passage``) holds the passage that proves the row;
the answer puts its document, place, start, end and quote beside it. ``order`` sorts in Danish order, ``-`` descending,
words in brackets in the order given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from graphbuild.errors import DefinitionError, UsageError
from graphbuild.resources import folder

#: Language -> folder, ending, and what begins a comment line. ``NAME.ENGINE.cypher`` is the text for an engine that
#: needs other words (``path-between.neo4j.cypher``); it stands among a question's texts under the engine's name.
LANGUAGES: Final = {"cypher": ("cypher", ".cypher", "//"), "sparql": ("sparql", ".rq", "#")}

#: What stands beside each passage in an answer.
SHOWN_OF_PASSAGES: Final = ("document", "place", "start", "end", "quote")

_PARAMETER = re.compile(
    r"(?P<name>[a-z_]+): (?P<type>[a-z]+)(?: = (?P<default>.*?)| (?P<required>required))? -- (?P<meaning>.+)"
)
_ORDER = re.compile(r"(?P<down>-?)(?P<column>\w+)(?:\((?P<ranks>[^()]*)\))?")


class ParameterType(StrEnum):
    """What a parameter's value is, and under which name a query finds it.

    ``int`` and ``bool`` are bound under their own name, ``text`` as ``NAME_text`` in lower case, ``date`` as
    ``NAME_day``: in SPARQL an ``xsd:date``, in Cypher days since 1970-01-01. All others are names of things in the
    graph, found tolerantly and bound as ``NAME_id``: the IRI; where none is given, the empty text in Cypher, unbound in
    SPARQL.
    """

    TEXT = "text"
    DATE = "date"
    INT = "int"
    BOOL = "bool"
    PERSON = "person"
    BODY = "body"
    ACTOR = "actor"  # whoever can act: person, body, organisation, party, municipality
    ORGANISATION = "organisation"
    MUNICIPALITY = "municipality"
    PROJECT = "project"
    CASE = "case"
    ANYTHING = "anything"  # any of these, or a topic

    @property
    def names_a_thing(self) -> bool:
        """Tell whether the value is the name of something in the graph."""
        return self not in {ParameterType.TEXT, ParameterType.DATE, ParameterType.INT, ParameterType.BOOL}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question. ``default`` is as written in the file; ``None`` where there is none."""

    name: str
    type: ParameterType
    default: str | None
    required: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Order:
    """A column to sort by: by the rank of its words where they are given, else in Danish order."""

    column: str
    descending: bool = False
    ranks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its texts by language (``cypher``, ``sparql``)."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    order: tuple[Order, ...]
    texts: dict[str, str]

    @property
    def passages(self) -> tuple[str, ...]:
        """Return the columns that hold passages."""
        return tuple(one for one in self.columns if one == "passage" or one.endswith("_passage"))


def load_questions(*folders: Path) -> dict[str, Question]:
    """Return the questions of the program, and of the user's own folders, by name.

    A user's folder has ``cypher/NAME.cypher`` or ``sparql/NAME.rq`` or both; a question of a known name takes the
    place of the program's. Raises :class:`UsageError` for a user's file that is wrong, with its name and line, and
    :class:`DefinitionError` for one of ours.
    """
    found: dict[str, Question] = {}
    for place in (folder("queries"), *folders):
        own = place in folders
        if own and not place.is_dir():
            raise UsageError(f"{place}: there is no such folder of questions.")
        try:
            found.update(_load(place))
        except _Malformed as error:
            raise (UsageError if own else DefinitionError)(str(error)) from None
    return dict(sorted(found.items()))


class _Malformed(Exception):
    """A question file that does not say what it must."""


def _load(place: Path) -> dict[str, Question]:
    found: dict[str, Question] = {}
    for language, (below, ending, comment) in LANGUAGES.items():
        for path in sorted((place / below).glob(f"*{ending}")):
            name, _, variant = path.stem.partition(".")
            one = _read(path, name, variant or language, comment)
            other = found.get(one.name)
            if other is not None:
                if _header(other) != _header(one):
                    raise _Malformed(f"{path}: the header differs from that of the same question in Cypher.")
                one = Question(*_header(one), texts={**other.texts, **one.texts})
            found[one.name] = one
    return found


def _header(one: Question) -> tuple[str, str, str, tuple[Parameter, ...], tuple[str, ...], tuple[Order, ...]]:
    return one.name, one.title, one.question, one.parameters, one.columns, one.order


def _read(path: Path, name: str, language: str, comment: str) -> Question:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _Malformed(f"{path}: cannot be read: {error}") from error
    told: dict[str, str] = {}
    parameters: list[Parameter] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith(comment):
            break
        said = line.removeprefix(comment).strip()
        key, colon, value = said.partition(":")
        if said.startswith("param "):
            parameters.append(_parameter(said.removeprefix("param "), f"{path}, line {number}"))
        elif colon and key in {"title", "question", "columns", "order"}:
            told[key] = value.strip()
    for key in ("title", "question", "columns", "order"):
        if not told.get(key):
            raise _Malformed(f"{path}: the header has no »{comment} {key}: …«.")
    columns = _list(told["columns"])
    order = tuple(
        Order(found["column"], bool(found["down"]), tuple((found["ranks"] or "").split("|")) if found["ranks"] else ())
        for found in _ORDER.finditer(told["order"])
    )
    for one in columns:
        if one in SHOWN_OF_PASSAGES:
            raise _Malformed(f"{path}: the column {one!r} is what the answer calls a part of the passage; rename it.")
    for by in order:
        if by.column not in columns:
            raise _Malformed(f"{path}: »order« names {by.column!r}, which is no column.")
    return Question(name, told["title"], told["question"], tuple(parameters), columns, order, {language: text})


def _parameter(said: str, where: str) -> Parameter:
    found = _PARAMETER.fullmatch(said)
    if found is None:
        raise _Malformed(f"{where}: a parameter is written NAME: TYPE = DEFAULT -- MEANING; found »{said}«.")
    try:
        type_ = ParameterType(found["type"])
    except ValueError:
        known = ", ".join(one.value for one in ParameterType)
        raise _Malformed(f"{where}: there is no type {found['type']!r}; the types are {known}.") from None
    default = found["default"]
    if default is not None:
        default = default.strip('"')
    return Parameter(found["name"], type_, default, found["required"] is not None, found["meaning"])


def _list(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def closest(name: str, names: Iterable[str]) -> list[str]:
    """Return the names that a mistyped one may mean, best first."""
    from difflib import get_close_matches

    return get_close_matches(name, list(names), n=3, cutoff=0.5)
