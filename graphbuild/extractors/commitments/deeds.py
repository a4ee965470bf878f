"""Whether a verb and the words behind it are a deed to come: of such a doer, not denied, no standing practice, no news."""

from __future__ import annotations

from graphbuild.extractors.commitments.actors import STRONG, Doer
from graphbuild.extractors.commitments.drafts import Here
from graphbuild.extractors.commitments.patterns import patterns
from graphbuild.extractors.commitments.state import Reading
from graphbuild.extractors.commitments.words import DoerClass, doers, verbs


def is_deed(
    reading: Reading,
    lemma: str,
    doer: Doer,
    rest: str,
    *,
    said_now: bool = False,
    dated: bool = False,
    listed: bool = False,
) -> bool:
    """Whether verb and complement are a deed of such a doer; ``said_now``: a body's words carry it out at once; ``listed``: in a list of tasks."""
    table = verbs()
    if said_now and not dated and doer.kind is DoerClass.BODY and lemma in table.decisions and reading.is_own(doer):
        return False
    light = table.light.get(lemma)
    if listed and lemma in table.acts:
        return True
    if light is not None:
        certain = not doer.weak or lemma in table.acts
        return certain and light.is_deed(rest, dated=dated and doer.kind in STRONG)
    if lemma in table.acts or lemma in table.speech:
        return True
    return lemma in table.executive and doer.kind in (DoerClass.EXECUTIVE, DoerClass.PERSON)


def is_undone(reading: Reading, here: Here, verb: int, rest: str) -> bool:
    """Denied, standing practice, or put before somebody at once."""
    words = patterns()
    before = reading.text[here.tokens[here.clause.subject_first].start : here.tokens[verb].start]
    return (
        words.negated.search(before) is not None
        or rest.casefold().startswith(("ikke", "ingen"))
        or words.practice.search(rest[:60]) is not None
        or words.put_before.search(rest[:60]) is not None
    )


def is_news(reading: Reading, doer: Doer) -> bool:
    return doer.name.casefold() in doers().news and not reading.is_own(doer)
