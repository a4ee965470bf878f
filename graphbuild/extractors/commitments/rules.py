"""The rules by which a clause is read as somebody's deed to come; each has a name, so that what it has earned can be measured.

==========================  =========================================================================================
actor-verb                  "Forvaltningen indsender vedtægten", "Derefter udarbejder hun en sag"
actor-skal, actor-vil       "Direktøren skal inden mødet redegøre", "Anna vil skaffe en liste"
actor-at                    "lovede at sende", "påtager sig at", "er ved at se på", "bliver bedt om at"
asked-at, called-at         "Udvalget bad forvaltningen om at undersøge"; "blev opfordret til at ... inden oktober"
impersonal-at               "Det blev besluttet at holde et møde"
while                       "..., mens lauget rydder krat" beside a deed of the main clause
begins                      "Træningen går i gang medio april", "Punktet er på igen til december"
heading                     "Medlemmerne" and below it "deler opslag": the doer stands in a line of its own
that-promised, that-agreed, that-condition, that-asked, that-wished, that-reported, that-as, so, relative
                            the same in a clause: "lovede, at", "under forudsætning af, at", "oplyste, at", "idet", "som"
passive, passive-skal       "Begge udkast rundsendes", "Serveringen skal afklares med"
comes, gets                 "Svaret kommer skriftligt"; "Udvalget får rapporten, når den foreligger"
anaphora                    "Det gør Anna", "Anna sørger for det": who does what was said before
initials                    "Kortene – AB & CD": a line of a task list
task                        "Lave plakater (Anna)", "Bent: køb af blomster": an infinitive or a noun of doing
task-list                   a row of a table "Opgave | Ansvarlig | Frist"
unknown-verb                a verb of no table after a certain doer
==========================  =========================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graphbuild.extractors.commitments.active import active, modal
from graphbuild.extractors.commitments.actors import ACTIVE, Doer, classify
from graphbuild.extractors.commitments.anaphora import anaphora
from graphbuild.extractors.commitments.clauses import Clause, Intro, Sentence, clauses, cues, sentences
from graphbuild.extractors.commitments.drafts import Draft, Here
from graphbuild.extractors.commitments.infinitives import infinitive
from graphbuild.extractors.commitments.notes import read_note, read_ready, read_responsible
from graphbuild.extractors.commitments.passages import Grade, Passage
from graphbuild.extractors.commitments.passives import comes, gets, participle_at, passive, received
from graphbuild.extractors.commitments.patterns import patterns
from graphbuild.extractors.commitments.state import Reading
from graphbuild.extractors.commitments.subjects import subject, unknown_verb
from graphbuild.extractors.commitments.words import VerbForm
from graphbuild.extractors.roster import Roster

_BY_ITSELF = frozenset({"gå", "være"})
_BACK = frozenset({"den", "det", "dem", "disse", "ja", "denne", "dette"})
#: In what was written before the meeting a deed needs a date, or words of a plan or work in hand.
_MAY_COUNT_IN_A_CASE = re.compile(
    r"(?i)\d|\b(?:vil|ved at|lov\w+|tænkt|dialog|gang med|jul|nytår|måned\w*|uge\w*|næste|januar|februar|marts|april|maj|"
    r"juni|juli|august|september|oktober|november|december|påske|pinse|i morgen)\b"
)


def _read(reading: Reading) -> list[Draft]:
    """Return the passage's commitments in order of print."""
    whole = list(sentences(reading.text, _MAY_COUNT_IN_A_CASE if reading.passage.grade is Grade.CASE else None))
    for number, sentence in enumerate(whole):
        _sentence(reading, number, sentence, whole[number + 1] if number + 1 < len(whole) else None)
        reading.memory.remember(sentence.tokens)
    return reading.drafts


def _sentence(reading: Reading, number: int, sentence: Sentence, following: Sentence | None) -> None:
    if not reading.strict and read_note(reading.text, number, sentence, reading.drafts, reading.roster):
        return
    if read_ready(reading.text, number, sentence, reading.drafts, reading.due) or read_responsible(
        reading.text, number, sentence, reading.drafts, reading.roster
    ):
        return
    parts = tuple(clauses(sentence))
    subject = _headed(reading, sentence, parts)
    headed = subject is not None
    licence: str | None = None
    added: Draft | None = None
    main: tuple[Doer | None, Draft | None] = (None, None)
    last_that: str | None = None
    for index, clause in enumerate(parts):
        if clause.verb is None and (reading.strict or clause.intro is not Intro.MAIN):
            continue
        further = clause.intro is Intro.VP or (headed and index == 0)
        if not further:
            licence = _licence(reading, sentence, clause)
            if licence is None and main[1] is not None and sentence.tokens[clause.first].low == "mens":
                licence = "while"  # "Kommunen lægger grus, mens lauget rydder krat"
            if clause.intro is Intro.THAT:
                again = licence is None and sentence.tokens[clause.first].low in cues().coordinators
                licence = last_that = last_that if again else licence  # "oplyste, at ..., og at ..."
        elif headed and index == 0:
            licence = "heading"
        elif _resumes_main(sentence, parts, index):
            subject, added, licence = main[0], main[1], ""
        if licence is None:
            subject = subject if further else None
            added = None
            continue
        here = Here(number, sentence, parts, index, licence, following, main[0])
        draft, subject = _clause(reading, here, subject if further else None)
        if draft is None:
            added = added if further else None
        elif further and added is not None and _is_one(reading, added, draft, here):
            added = _merge(reading, added, draft)
        else:
            reading.drafts.append(draft)
            added = draft
        if clause.intro is Intro.MAIN or (further and licence == ""):
            main = (subject, added)


def _headed(reading: Reading, sentence: Sentence, parts: Sequence[Clause]) -> Doer | None:
    """The doer that stands in a line of its own above lines that begin with their verb."""
    tokens = sentence.tokens
    if parts[0].verb == 0 and tokens[0].text[0].islower() and parts[0].form is VerbForm.PRESENT:
        return reading.heading
    reading.heading = None
    if len(tokens) <= 8 and all(part.verb is None for part in parts) and tokens[-1].text != ".":
        found = classify(tokens, 0, len(tokens), reading.roster, opening=True)
        if found and not found.weak and (found.kind in ACTIVE):
            reading.heading, reading.heading_at = found, (tokens[found.first].start, tokens[found.last - 1].end)
    return None


def _licence(reading: Reading, sentence: Sentence, clause: Clause) -> str | None:
    """By what a clause may state a deed: "" for a main clause, ``None`` when it may not."""
    word = sentence.tokens[clause.first].low
    if clause.intro is Intro.MAIN:
        start = sentence.tokens[clause.first].start
        behind_colon = clause.first > 0 and sentence.tokens[clause.first - 1].text == ":"
        if behind_colon and patterns().proposed.search(reading.text, max(sentence.start, start - 60), start):
            return None  # "Ændringsforslag: Forvaltningen undersøger ..."
        return ""
    if clause.intro is Intro.THAT:
        start = sentence.tokens[clause.first].start
        before = reading.text[max(sentence.start, start - 90) : start]
        return next((f"that-{kind}" for kind, pattern in patterns().licences if pattern.search(before)), None)
    if clause.intro is Intro.RELATIVE:
        if word in ("hvorefter", "hvoraf"):
            return "that-as"
        if word == "hvor":
            return "where" if reading.due.within(sentence.start, sentence.tokens[clause.first].start) else None
        second = sentence.tokens[min(clause.first + 1, len(sentence.tokens) - 1)].low
        return "relative" if word in ("som", "der") or second in ("som", "der") else None
    if clause.intro is Intro.ADVERBIAL:
        return {"idet": "that-as", "så": "so"}.get(word)
    return None


def _is_one(reading: Reading, added: Draft, draft: Draft, here: Here) -> bool:
    """Whether a further deed of the same doer is one commitment with the one before."""
    if added.sentence != draft.sentence or not added.actor or not draft.actor or added.actor.name != draft.actor.name:
        return False
    start = here.tokens[here.clause.first].start
    if added.due is None or not here.sentence.start <= added.due.start <= added.due.end <= start:
        return True
    if here.verb + 1 < len(here.tokens) and here.tokens[here.verb + 1].low in _BACK:
        return True  # "inden d. 25. maj og sender den til ..."
    return draft.to is None and (draft.due is None or draft.due.end <= start)


def _merge(reading: Reading, added: Draft, draft: Draft) -> Draft:
    merged = replace(
        added,
        end=max(added.end, draft.end),
        due=added.due or draft.due,
        to=added.to or draft.to,
        to_at=added.to_at or draft.to_at,
    )
    reading.drafts[reading.drafts.index(added)] = merged
    return merged


def _clause(reading: Reading, here: Here, shared: Doer | None) -> tuple[Draft | None, Doer | None]:
    """The clause's deed, and its doer for further verbs."""
    clause, tokens = here.clause, here.tokens
    if here.licence == "" and clause.intro is Intro.MAIN and not reading.strict:
        unknown = unknown_verb(reading, here)
        if unknown is not None:
            doer = classify(tokens, clause.subject_first, unknown, reading.roster, opening=clause.subject_first == 0)
            if doer is not None:
                lemma = tokens[unknown].low[:-1]
                known = replace(clause, verb=unknown, form=VerbForm.PRESENT, lemma=lemma)
                parts = (*here.parts[: here.index], known, *here.parts[here.index + 1 :])
                here = replace(here, licence="unknown-verb", parts=parts)
                return active(reading, here, unknown, lemma, doer, inverted=False), doer
        if here.verb == clause.subject_first + 1 and tokens[clause.subject_first].low in ("det", "dette"):
            is_one, draft = anaphora(reading, here)
            if is_one:
                return draft, None
    if clause.verb is None:
        return None, None
    doer, inverted = (shared, False) if here.licence == "heading" else subject(reading, here, shared)
    return infinitive(reading, here, doer) or _by_form(reading, here, doer, inverted=inverted), doer


def _by_form(reading: Reading, here: Here, doer: Doer | None, *, inverted: bool) -> Draft | None:
    form, lemma = here.clause.form, here.lemma
    if form is VerbForm.PASSIVE:
        return passive(reading, here, here.verb, lemma, modal=False)
    if form is VerbForm.MODAL:
        return modal(reading, here, doer, inverted=inverted)
    if form is not VerbForm.PRESENT:
        return None
    if lemma == "blive":
        participle, at = participle_at(here.tokens, here.verb + 1, here.clause.last)
        if participle:
            return passive(reading, here, at, participle, modal=False)
    if doer is None or doer.kind not in ACTIVE or (doer.weak and lemma in _BY_ITSELF):
        return comes(reading, here, doer)
    if lemma == "modtage" and here.licence in ("that-condition", "that-agreed", "that-promised"):
        return received(reading, here, doer)
    if lemma == "få":
        return gets(reading, here, doer)
    return active(reading, here, here.verb, lemma, doer, inverted=inverted)


def _resumes_main(sentence: Sentence, parts: Sequence[Clause], index: int) -> bool:
    """ "spørger X, hvorfor ..., og genfremsætter sagen": after a clause closed by a comma, the main subject goes on."""
    first = parts[index].first
    if index == 0 or parts[index - 1].intro in (Intro.MAIN, Intro.VP):
        return False
    return sentence.tokens[first].text == "," or sentence.tokens[first - 1].text == ","


def read_passage(
    passage: Passage, own: Sequence[str], roster: Roster, next_meeting: str | None, base: date | None
) -> list[Draft]:
    """Return the commitments that a passage states, in order of print."""
    return _read(Reading(passage, own, roster, next_meeting, base))
