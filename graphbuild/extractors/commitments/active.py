"""Deeds told in the active voice: "Forvaltningen indsender vedtægten", "Direktøren skal redegøre", "Anna vil skaffe en liste"."""

from __future__ import annotations

import re
from dataclasses import replace

from graphbuild.extractors.commitments.actors import ACTIVE, Doer, subject_before
from graphbuild.extractors.commitments.anaphora import said_before, takes_over
from graphbuild.extractors.commitments.clauses import Intro, cues
from graphbuild.extractors.commitments.deeds import is_deed, is_news, is_undone
from graphbuild.extractors.commitments.drafts import Draft, Here
from graphbuild.extractors.commitments.due import WEAKER_DUES, Due
from graphbuild.extractors.commitments.passages import Grade
from graphbuild.extractors.commitments.passives import is_to_have, participle_at, passive
from graphbuild.extractors.commitments.patterns import patterns
from graphbuild.extractors.commitments.state import Reading
from graphbuild.extractors.commitments.words import DoerClass, verbs

#: Whom a report at the table is not made to: telling these is a deed of its own.
_TOLD = frozenset({DoerClass.PERSON, DoerClass.ALL, DoerClass.NAME, DoerClass.EXECUTIVE, DoerClass.OFFICE})
_NOUN_AFTER = frozenset({"den", "det", "de", "en", "et", "til", "på", "i", "af", "ved", "om"})


def active(reading: Reading, here: Here, verb: int, lemma: str, doer: Doer, *, inverted: bool) -> Draft | None:
    clause, tokens, licence = here.clause, here.tokens, here.licence
    unknown = licence == "unknown-verb"
    after = doer.last if inverted else verb + 1
    end = reading.clause_end(here)
    rest = reading.words(tokens, after, end)
    soon = reading.due.within(tokens[clause.first].start, tokens[end - 1].end)
    said_now = licence in ("", "that-as")
    dated = soon is not None and soon.value is not None
    if not unknown and not is_deed(
        reading, lemma, doer, rest, said_now=said_now, dated=dated, listed=licence == "heading"
    ):
        return None
    if is_undone(reading, here, verb, rest) or is_news(reading, doer):
        return None
    found = reading.finish(here, licence or "actor-verb", verb, after, end, doer, lemma)
    if lemma == "gøre" and re.match(r"(?i)(?:det|dette)\b", rest):
        start, stop = said_before(reading, here)
        return replace(found, rule="anaphora", start=start, end=stop) if start < stop else None
    if lemma == "sørge" and re.match(r"(?i)for (?:det|dette)\b", rest):
        if takes_over(reading, here.number, found):
            return None
        start, stop = said_before(reading, here)
        if start < stop:
            return replace(found, rule="anaphora", start=start, end=stop)
    if reading.strict:
        return found if _is_plain_in_a_case(reading, found, doer, lemma, licence) else None
    other = doer.kind is DoerClass.NAME or (doer.kind is DoerClass.BODY and not reading.is_own(doer))
    if other and lemma in patterns().events_of_others:
        return None  # "Røde Kors holder landsmøde": news
    if unknown:
        return found
    if lemma == "spørge" and found.to is None and licence == "":
        asked = _asked(reading, here)
        if asked is not None:
            return replace(found, to=asked, to_at=here.place(asked.first, asked.last))
    if not _is_to_come(reading, found, doer, lemma, licence):
        return None
    if doer.kind is DoerClass.BODY and not reading.is_own(doer) and lemma == "tage" and " op" in f" {rest}":
        return None  # another body takes the case up: its route
    return found


def _is_plain_in_a_case(reading: Reading, found: Draft, doer: Doer, lemma: str, licence: str) -> bool:
    """In what was written before the meeting only a unit or a person with a date to come counts."""
    talk = reading.passage.grade is Grade.TALK
    certain = not doer.weak and (
        doer.kind in (DoerClass.EXECUTIVE, DoerClass.BODY, DoerClass.PERSON)
        or (talk and doer.kind is DoerClass.PRONOUN)
    )
    news = (lemma in verbs().speech and not talk) or lemma in patterns().events_of_others
    return certain and _is_dated(found.due) and licence in ("", "relative") and not news


def _is_to_come(reading: Reading, found: Draft, doer: Doer, lemma: str, licence: str) -> bool:
    """Whether what is told is a promise and no report, wish or news."""
    explicit = found.due is not None and found.due.rule != "due.postponed"
    if lemma in verbs().speech and not explicit:
        telling = lemma in patterns().telling_somebody and licence == ""
        if not (telling and found.to is not None and _is_told(reading, found.to)):
            return False
    if licence in ("relative", "while") and lemma in verbs().speech:
        return False
    if licence == "relative" and not explicit:
        return False
    if licence == "where" and doer.kind not in (DoerClass.EXECUTIVE, DoerClass.PERSON, DoerClass.OFFICE):
        return False
    if licence == "that-wished" and not (explicit and found.due is not None and found.due.value is not None):
        return False
    return not (
        licence == "that-reported" and doer.kind in (DoerClass.BODY, DoerClass.NAME) and not reading.is_own(doer)
    )


def _is_told(reading: Reading, whom: Doer) -> bool:
    return whom.kind in _TOLD or (whom.kind is DoerClass.BODY and not reading.is_own(whom))


def _asked(reading: Reading, here: Here) -> Doer | None:
    """ "Anna spørger, om Røde Kors vil have det": whom the question is about is asked."""
    question = here.parts[here.index + 1] if here.index + 1 < len(here.parts) else None
    if question is None or question.intro is not Intro.QUESTION or question.verb is None:
        return None
    who = subject_before(
        here.tokens, question.subject_first, question.verb, reading.roster, opening=False, subordinate=False
    )
    return who if who and who.kind in (DoerClass.NAME, DoerClass.EXECUTIVE) else None


def modal(reading: Reading, here: Here, doer: Doer | None, *, inverted: bool) -> Draft | None:
    """ "skal redegøre", "vil skaffe", "skal afklares", "vil blive sendt"."""
    clause, tokens = here.clause, here.tokens
    if clause.lemma not in ("skulle", "ville"):
        return None
    wants = clause.lemma == "ville"
    after = doer.last if inverted and doer else here.verb + 1
    for at in range(after, min(clause.last, after + 24)):
        low = tokens[at].low
        if low == "ikke" or (wants and low in ("gerne", "have", "hellere", "helst", "kunne")):
            return None
        before = tokens[at - 1].low
        if low in verbs().passive and low not in verbs().present and (at == after or before not in cues().prepositions):
            return passive(reading, here, at, verbs().passive[low], modal=True)
        if low == "blive":
            participle, place = participle_at(tokens, at + 1, clause.last)
            if participle:
                return passive(reading, here, place, participle, modal=True)
        if low in verbs().infinitives and tokens[at].text[0].islower() and (at == after or before not in _NOUN_AFTER):
            return _shall(reading, here, at, low, doer)
    return None


def _shall(reading: Reading, here: Here, at: int, lemma: str, doer: Doer | None) -> Draft | None:
    """*skal*, *vil* and an infinitive."""
    licence, tokens = here.licence, here.tokens
    wants = here.lemma == "ville"
    end = reading.clause_end(here)
    if doer is not None and doer.kind is DoerClass.IT and doer.name.casefold() == "den" and lemma in verbs().acts:
        doer = reading.memory.body() or doer
    if lemma == "være" and licence in ("that-agreed", "that-condition"):
        found = reading.finish(here, licence, here.verb, at + 1, end, None, lemma)
        return found if found.due is not None and found.due.rule not in WEAKER_DUES else None
    if lemma == "have" and not wants and not reading.strict:
        return is_to_have(reading, here, doer, at)
    if doer is None or doer.kind not in ACTIVE or is_news(reading, doer):
        return None
    if patterns().practice.search(reading.words(tokens, here.verb, at)):
        return None
    rest = reading.words(tokens, at + 1, end)
    if not is_deed(reading, lemma, doer, rest) or (doer.weak and lemma not in verbs().acts):
        return None
    rule = licence or ("actor-vil" if wants else "actor-skal")
    found = reading.finish(here, rule, at, at + 1, end, doer, lemma)
    dated = _is_dated(found.due)
    if reading.strict:
        plans = wants and doer.kind in (DoerClass.BODY, DoerClass.WE) and reading.is_own(doer)
        return found if licence == "" and (plans or (dated and not wants)) else None
    if not dated and (licence == "that-wished" or (wants and doer.kind is DoerClass.NAME)):
        return None
    if licence == "that-reported" and doer.kind in (DoerClass.BODY, DoerClass.NAME) and not reading.is_own(doer):
        return None
    untimely = lemma in verbs().speech and wants and doer.kind is DoerClass.PERSON
    return None if untimely and not found.due and not found.to else found


def _is_dated(due: Due | None) -> bool:
    return due is not None and due.value is not None and due.rule not in WEAKER_DUES
