"""The command ``review``: judge what the rules are unsure of, in the terminal, best evidence first."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphbuild.cli.options import graph_option, ledger_option
from graphbuild.cli.output import printable, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphbuild.model import Document
    from graphbuild.resolution.judgements import Judgement, Passage
    from graphbuild.resolution.ledger import Entry

_AROUND = 120  # characters of text shown on either side of a passage

#: Key -> what the ledger says.
_KEYS = {"s": "same", "d": "different", "u": "unsure"}
_KEYS_OF_LINKS = {**_KEYS, "f": "fulfilled", "o": "followed-up", "b": "dropped", "e": "superseded"}

_HELP = "s same  d different  u unsure  n next  z undo  q quit"
_HELP_OF_LINKS = "s yes  d no  f fulfilled  o followed up  b dropped  e superseded  u unsure  n next  z undo  q quit"


@click.command()
@graph_option
@ledger_option
@click.option("--who", default="", metavar="NAME", help="Who judges; written beside each judgement.")
@click.option("--list", "only_list", is_flag=True, help="Only list what is unsure, and what is wrong in the ledger.")
@click.pass_context
def review(context: click.Context, graph: Path, ledger: Path | None, who: str, only_list: bool) -> None:
    """Judge who is who, and what became of promises, where the rules are unsure.

    Each question is shown with both passages; a key judges it, and the judgement is in the ledger at once. It counts
    from the next build on, and wins over every rule (see docs/identity.md). Lines of the ledger that cannot be used are
    named with their reason, and the exit code is then 1.

    Example:

        graphbuild review --who ane
    """
    from graphbuild.build import ledger_beside
    from graphbuild.graph.store import GraphStore
    from graphbuild.resolution import Ledger, Verdict, resolve

    ledger = ledger or ledger_beside(graph)
    judgements = Ledger.read(ledger)
    with GraphStore.open(graph) as store:
        pairs = [(record, document) for document, record in store.records()]
    resolved = resolve(pairs, judgements)
    for problem in resolved.problems:
        say(f"{ledger}:{problem.line}: {problem.reason}\n    {problem.text}")
    settled = {entry.pair for entry in judgements.entries}
    questions = [
        one
        for one in resolved.judgements
        if one.verdict is Verdict.UNSURE and one.by == "rule" and one.pair not in settled
    ]
    questions.sort(key=lambda one: (-one.score, one.subject, one.left, one.right))
    if only_list:
        for one in questions:
            click.echo(printable(f"{one.subject.value}\t{one.scope}\t{one.left}\t{one.right}\t{one.score:g}"))
    else:
        _walk(questions, {document.sha256: document for _, document in pairs}, ledger, who)
    context.exit(1 if resolved.problems else 0)


def _walk(questions: list[Judgement], documents: Mapping[str, Document], ledger: Path, who: str) -> None:
    from graphbuild.resolution.ledger import write_entries

    made: list[tuple[int, Entry]] = []
    place = 0
    while place < len(questions) or made:
        keys: dict[str, str] = {}
        if place < len(questions):
            question = questions[place]
            _show(question, documents, place, len(questions))
            keys = _KEYS_OF_LINKS if question.subject.value == "follow-up" else _KEYS
        else:
            say("That was the last one: z undo  q quit")
        key = _key()
        if key in keys:
            entry = _entry(question, keys[key], who)
            write_entries(ledger, add=[entry])
            made.append((place, entry))
            say(f"  {keys[key]}: written to {ledger}")
            place += 1
        elif key == "n":
            place = min(place + 1, len(questions))
        elif key == "z":
            if made:
                place, entry = made.pop()
                write_entries(ledger, remove=[entry])
                say("  taken back")
            else:
                say("  nothing to take back")
        elif key in {"q", "\x03", "\x04", ""}:
            break
        else:
            say(f"  no such key: {key!r}")
    left = len(questions) - place
    say(f"{len(made)} judged, {left} left." if questions else "Nothing is unsure.")


def _key() -> str:
    """Return the key that is pressed, or nothing where no more come."""
    try:
        return click.getchar().lower()
    except (EOFError, OSError):
        return ""


def _entry(question: Judgement, word: str, who: str) -> Entry:
    from graphbuild.resolution.judgements import Verdict
    from graphbuild.resolution.ledger import EFFECTS, Entry

    return Entry(
        Verdict.SAME if word in EFFECTS else Verdict(word),
        question.subject,
        question.scope,
        question.left,
        question.right,
        who,
        date.today().isoformat(),  # noqa: DTZ011 - the day on the judge's own calendar
        "",
        word if word in EFFECTS else None,
    )


def _show(question: Judgement, documents: Mapping[str, Document], place: int, total: int) -> None:
    lines = [
        f"\n[{place + 1}/{total}] {question.subject.value}, municipality {question.scope}, score {question.score:g}"
    ]
    for name, passage in zip((question.left, question.right), question.passages, strict=True):
        lines.append(f"  {name}")
        if passage is not None and passage.sha256 in documents:
            lines.append(f"      {passage.document}: {_quote(documents[passage.sha256], passage)}")
    lines += [f"    - {reason}" for reason in question.reasons]
    lines.append(f"  {_HELP_OF_LINKS if question.subject.value == 'follow-up' else _HELP}")
    click.echo(printable("\n".join(lines)))


def _quote(document: Document, passage: Passage) -> str:
    """Return a passage with some text around it, on one line, the passage itself in brackets."""
    before = document.text[max(0, passage.start - _AROUND) : passage.start]
    after = document.text[passage.end : passage.end + _AROUND]
    words = document.text[passage.start : passage.end]
    return " ".join(f"…{before}[{words}]{after}…".split())
