"""Question files: what a header must say, and questions of the user's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphbuild.errors import QueryError, UsageError
from graphbuild.graph.store import GraphStore
from graphbuild.questions import Engine, Parameter, ParameterType, ask, load_questions
from graphbuild.questions.asking import read_value

HEADER = """// title: Bodies
// question: Which bodies are there?
// param kind: text = "" -- only this kind
// columns: body, passage
// order: -body
"""
QUERY = """
MATCH (m:Meeting)-[:HELD_BY]->(b:Body) WHERE $kind_text = '' OR b.kind = $kind_text
RETURN b.name AS body, min(m.passage) AS passage
"""


def own(folder: Path, text: str, name: str = "bodies.cypher") -> Path:
    (folder / "cypher").mkdir(exist_ok=True)
    (folder / "cypher" / name).write_text(text, encoding="utf-8")
    return folder


def test_a_question_of_ones_own_is_asked_like_ours(tmp_path: Path, examples: GraphStore) -> None:
    questions = load_questions(own(tmp_path, HEADER + QUERY))
    answer = ask(examples, questions["bodies"], {"kind": "Council"})
    assert [row["body"] for row in answer.rows] == ["Kommunalbestyrelsen", "Byrådet"]
    assert answer.columns == ("body", "passage", "document", "place", "start", "end", "quote")
    with pytest.raises(UsageError, match="not written in sparql"):
        ask(examples, questions["bodies"], engine=Engine.SPARQL)


def test_a_question_of_ones_own_cannot_write(tmp_path: Path, examples: GraphStore) -> None:
    questions = load_questions(own(tmp_path, HEADER + "MATCH (n) DETACH DELETE n RETURN $kind_text"))
    with pytest.raises(QueryError, match="Only queries that read"):
        ask(examples, questions["bodies"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER.replace("// title: Bodies\n", "") + QUERY, "no »// title: …«"),
        (HEADER.replace(" -- only this kind", "") + QUERY, "line 3: a parameter is written"),
        (HEADER.replace(": text", ": colour") + QUERY, "there is no type 'colour'"),
        (HEADER.replace("-body", "-bodies") + QUERY, "names 'bodies', which is no column"),
        (HEADER.replace("columns: body,", "columns: body, place,") + QUERY, "column 'place'"),
    ],
)
def test_a_header_that_does_not_say_what_it_must(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        load_questions(own(tmp_path, text))
    assert message in str(raised.value)
    assert "bodies.cypher" in str(raised.value)


def test_a_query_without_a_column_it_promises(tmp_path: Path, examples: GraphStore) -> None:
    questions = load_questions(own(tmp_path, HEADER + QUERY.replace("AS body", "AS name")))
    with pytest.raises(QueryError, match="no column body"):
        ask(examples, questions["bodies"])


def parameter(type_: ParameterType) -> Parameter:
    return Parameter("some_name", type_, None, False, "anything")


@pytest.mark.parametrize(
    ("type_", "given", "value"),
    [
        (ParameterType.TEXT, " Ærø ", "ærø"),
        (ParameterType.INT, "-12", -12),
        (ParameterType.BOOL, "Ja", True),
        (ParameterType.BOOL, "no", False),
        (ParameterType.DATE, "2024-03-14", date(2024, 3, 14)),
        (ParameterType.DATE, "14.3.2024", date(2024, 3, 14)),
        (ParameterType.DATE, "first", date.min),
        (ParameterType.DATE, date(2020, 2, 29), date(2020, 2, 29)),
    ],
)
def test_values_as_users_type_them(type_: ParameterType, given: object, value: object) -> None:
    assert read_value(parameter(type_), given) == value


@pytest.mark.parametrize(
    ("type_", "given"),
    [
        (ParameterType.INT, "1.5"),
        (ParameterType.INT, "many"),
        (ParameterType.BOOL, "perhaps"),
        (ParameterType.DATE, "2024-02-30"),
        (ParameterType.DATE, "30/2-2024"),
        (ParameterType.DATE, "yesterday"),
    ],
)
def test_values_that_are_none(type_: ParameterType, given: str) -> None:
    with pytest.raises(UsageError, match="--some-name"):
        read_value(parameter(type_), given)


def test_missing_and_unknown_parameters(examples: GraphStore) -> None:
    questions = load_questions()
    with pytest.raises(UsageError, match="needs --person"):
        ask(examples, questions["person-profile"])
    with pytest.raises(UsageError, match="no parameter 'colour'"):
        ask(examples, questions["attendance"], {"colour": "red"})


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("nasty", ["' OR 1=1 //", '"; DROP ALL', "$x", "{}", "\\", "\n", "🦆", "?topic_text", "') }"])
def test_no_value_becomes_part_of_the_query(examples: GraphStore, engine: Engine, nasty: str) -> None:
    expected = 122 if not nasty.strip() else 0
    found = ask(examples, load_questions()["who-decided-what"], {"topic": nasty}, engine=engine)
    assert len(found.rows) == expected


def test_a_row_limit_is_told(examples: GraphStore) -> None:
    found = ask(examples, load_questions()["attendance"], row_limit=5)
    assert (len(found.rows), found.truncated) == (5, True)
