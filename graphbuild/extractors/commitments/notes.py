"""Task lists in note style: "Kortene – AB & CD" under a heading, and the line behind them that says when it must be done."""

from __future__ import annotations

import re
from dataclasses import replace

from graphbuild.extractors.commitments.actors import Doer
from graphbuild.extractors.commitments.clauses import Sentence
from graphbuild.extractors.commitments.drafts import Draft
from graphbuild.extractors.commitments.due import DueReader
from graphbuild.extractors.commitments.patterns import patterns
from graphbuild.extractors.commitments.words import DoerClass
from graphbuild.extractors.roster import Roster

_INITIALS = r"[A-ZÆØÅ][A-ZÆØÅa-zæøå]{0,3}"
_JOINED = r"\s?(?:&|og|,|/|\+)\s?"
_LINE = re.compile(rf"(?P<what>[^\n]{{2,70}}?)\s[–—-]\s(?P<who>{_INITIALS}(?:{_JOINED}{_INITIALS}){{0,4}})\s*\Z")
_LONGEST = 110
_LONGEST_LIST = 2000
RULE = "initials"


def read_note(text: str, number: int, sentence: Sentence, drafts: list[Draft], roster: Roster) -> bool:
    """Add the task of a line "what – whose initials" to the drafts; tell whether the line is one.

    Under a deed that ends in a colon such lines tell whom it is about ("Vi ringer til: Anna Holm – AB"): no tasks of their own.
    """
    words = text[sentence.start : sentence.end]
    if len(words) > _LONGEST or not any(dash in words for dash in (" – ", " - ", " — ")):
        return False
    match = _LINE.fullmatch(words.strip(". "))
    if match is None:
        return False
    names = []
    for part in re.split(_JOINED, match["who"]):
        known = roster.resolve(part)
        if known is None:
            return False
        names.append(known.name.value)
    if _list_of_a_deed(text, sentence, drafts):
        return True
    start = sentence.start + (len(words) - len(words.lstrip(". ")))
    end = sentence.start + len(words.rstrip(". "))
    who = Doer(DoerClass.PERSON, " og ".join(names), 0, 0, tuple(names))
    drafts.append(Draft(RULE, start, end, who, (start + match.start("who"), end), sentence=number))
    return True


def _list_of_a_deed(text: str, sentence: Sentence, drafts: list[Draft]) -> bool:
    if not drafts or drafts[-1].rule == RULE:
        return False
    if sentence.start - drafts[-1].end > _LONGEST_LIST:
        return False
    between = text[drafts[-1].end : sentence.start]
    head, colon, lines = between.partition(":")
    return (
        bool(colon)
        and len(head) <= 40
        and all(_LINE.fullmatch(line.strip(" \t·•o*.")) or not line.strip(" \t·•o*-–") for line in lines.split("\n"))
    )


def read_ready(text: str, number: int, sentence: Sentence, drafts: list[Draft], due: DueReader) -> bool:
    """ "Uddelingen skal være slut d. 24/10", "Fristen er d. 15. maj": give that due to what stands right before."""
    match = patterns().ready.search(text, sentence.start, sentence.end) if drafts else None
    if match is None or "," in text[sentence.start : match.start()]:
        return False
    when = due.within(sentence.start, sentence.end)
    if when is None:
        return False
    listed = drafts[-1].rule == RULE
    touched = False
    for position in range(len(drafts) - 1, -1, -1):
        draft = drafts[position]
        near = draft.rule == RULE if listed else number - draft.sentence <= 2
        if draft.due is not None or not near:
            break
        drafts[position] = replace(draft, due=when)
        touched = True
        if not listed:
            break
    return touched


def read_responsible(text: str, number: int, sentence: Sentence, drafts: list[Draft], roster: Roster) -> bool:
    """ "Ansvarlig: Anna Holm" behind a task: give it to her, unless the task names its doer itself."""
    match = patterns().responsible.match(text, sentence.start, sentence.end)
    if match is None:
        return False
    known = roster.resolve(match["who"].strip(" .,;:)"))
    last = drafts[-1] if drafts else None
    if known is not None and last is not None and last.actor is None and number - last.sentence <= 2:
        who = Doer(DoerClass.PERSON, known.name.value, 0, 0, (known.name.value,))
        drafts[-1] = replace(last, rule="responsible", actor=who, actor_at=match.span("who"))
    return True
