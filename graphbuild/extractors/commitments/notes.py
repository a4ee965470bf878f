"""Task lists in note style: "Kortene – AB & CD" under a heading, and the line behind them that says when it must be done."""

from __future__ import annotations

import re
from dataclasses import replace

from graphbuild.extractors.commitments.actors import Doer
from graphbuild.extractors.commitments.clauses import Sentence
from graphbuild.extractors.commitments.drafts import Draft
from graphbuild.extractors.commitments.due import DueReader
from graphbuild.extractors.commitments.patterns import patterns
from graphbuild.extractors.commitments.words import DoerClass, verbs
from graphbuild.extractors.roster import Roster

_INITIALS = r"[A-ZÆØÅ][A-ZÆØÅa-zæøå]{0,3}"
_JOINED = r"\s?(?:&|og|,|/|\+)\s?"
_LINE = re.compile(rf"(?P<what>[^\n]{{2,70}}?)\s[–—-]\s(?P<who>{_INITIALS}(?:{_JOINED}{_INITIALS}){{0,4}})\s*\Z")
_NAME = r"[A-ZÆØÅ][\w.'-]{0,20}(?:\s[A-ZÆØÅ][\w.'-]{0,20}){0,2}"
_NAMES = rf"{_NAME}(?:{_JOINED}{_NAME}){{0,4}}"
_NAMED_LINE = re.compile(rf"(?P<what>[^\n]{{2,70}}?)\s[–—-]\s(?P<who>{_NAMES})\s*\Z")
_EQUAL = re.compile(rf"(?P<what>[^=,;:.?!\n]{{2,60}}?)\s?=\s?(?P<who>{_NAMES})(?=[,.;\n]|\Z)")
_LONGEST_NAME = 60
_TASKS = (
    re.compile(rf"(?:[Aa]t )?(?P<what>[^\W\d_][^\n()]{{3,90}}?)\s?\((?P<who>{_NAMES})\)\.?"),
    re.compile(rf"(?:[Aa]t )?(?P<what>[^\W\d_][^\n]{{3,90}}?)\s[–—-]\s(?P<who>{_NAMES})\.?"),
    re.compile(rf"(?P<who>{_NAMES}):\s(?:at )?(?P<what>[^\W\d_][^\n.;:]{{3,90}})\.?"),
)
#: What stands above a list that shares tasks out: "Opgaverne er fordelt således:", "vi deler dem:", "Hvem gør hvad?"
_SHARED_OUT = re.compile(r"(?i)\b(?:\w*fordel\w*|deler|opgaver\w*|hvem|ansvar\w*|tovholdere?)\b[^\n]{0,80}[:?]\s*\Z")
_SHARING = frozenset({"dele", "fordele", "uddele"})
_LONGEST = 110
_LONGEST_LIST = 2000
_NEXT_LINE = 12
RULE = "initials"


def read_note(text: str, number: int, sentence: Sentence, drafts: list[Draft], roster: Roster) -> bool:
    """Add the task of a line "what – whose initials" to the drafts; tell whether the line is one.

    Under a deed that ends in a colon such lines tell whom it is about ("Vi ringer til: Anna Holm – AB"): no tasks of their own.
    """
    words = text[sentence.start : sentence.end]
    if "=" in words and _read_equal(text, number, sentence, drafts, roster):
        return True
    if len(words) > _LONGEST:
        return False
    if words.endswith((")", ").")) or ": " in words[:_LONGEST_NAME]:
        return _read_task(text, number, sentence, drafts, roster)
    if not any(dash in words for dash in (" – ", " - ", " — ")):
        return False
    if _read_task(text, number, sentence, drafts, roster):
        return True
    shared_out = _is_shared_out(text, sentence, drafts)
    match = (_NAMED_LINE if shared_out else _LINE).fullmatch(words.strip(". "))
    names = _people(match["who"], roster) if match else ()
    if match is None or not names:
        return False
    if shared_out and drafts and drafts[-1].lemma in _SHARING:
        drafts.pop()  # "vi deler dem:" is told by the lines below
    if not shared_out and _list_of_a_deed(text, sentence, drafts):
        return True
    start = sentence.start + (len(words) - len(words.lstrip(". ")))
    end = sentence.start + len(words.rstrip(". "))
    who = Doer(DoerClass.PERSON, " og ".join(names), 0, 0, tuple(names))
    drafts.append(Draft(RULE, start, end, who, (start + match.start("who"), end), sentence=number))
    return True


def _read_task(text: str, number: int, sentence: Sentence, drafts: list[Draft], roster: Roster) -> bool:
    """ "Lave plakater (Anna)", "Bestille bus - Bent", "Bent: køb af blomster": a task as an infinitive or a noun of doing."""
    match = next((m for p in _TASKS if (m := p.fullmatch(text, sentence.start, sentence.end))), None)
    if match is None:
        return False
    first = match["what"].split(maxsplit=1)[0].casefold()
    verb = first in verbs().acts or first in verbs().light
    names = _people(match["who"], roster) if verb or first in patterns().doings else ()
    if not names:
        return False
    who = Doer(DoerClass.PERSON, " og ".join(names), 0, 0, names)
    drafts.append(Draft("task", *match.span("what"), who, match.span("who"), sentence=number, lemma=first))
    return True


def _people(words: str, roster: Roster) -> tuple[str, ...]:
    """The full names of people joined by "og", "&" and the like; none unless all are known."""
    known = [roster.resolve(part) for part in re.split(_JOINED, words)]
    names = tuple(person.name.value for person in known if person is not None)
    return names if len(names) == len(known) else ()


def _is_shared_out(text: str, sentence: Sentence, drafts: list[Draft]) -> bool:
    """Whether a line stands in a list that shares tasks out: right below its heading or below another such line."""
    above = text[max(0, sentence.start - _LONGEST) : sentence.start].rstrip(" \t·•o*-–")
    if _SHARED_OUT.search(above):
        return True
    return bool(drafts) and drafts[-1].rule == RULE and sentence.start - drafts[-1].end < _NEXT_LINE


def _read_equal(text: str, number: int, sentence: Sentence, drafts: list[Draft], roster: Roster) -> bool:
    """ "Natbusser = Anna & Bent, skolemad = Carla": tasks and who has taken each."""
    found = False
    for match in _EQUAL.finditer(text, sentence.start, sentence.end):
        names = _people(match["who"], roster)
        if names:
            start = match.start() + len(match["what"]) - len(match["what"].lstrip())
            who = Doer(DoerClass.PERSON, " og ".join(names), 0, 0, names)
            end = match.end() - match["who"].endswith(".")
            drafts.append(Draft(RULE, start, end, who, (match.start("who"), end), sentence=number))
            found = True
    return found


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
