"""Deeds of nobody named: "Begge udkast rundsendes", "Svaret kommer skriftligt", "Udvalget får rapporten"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graphbuild.extractors.commitments.actors import ACTIVE, STRONG, Doer, subject_before
from graphbuild.extractors.commitments.clauses import Intro, Token
from graphbuild.extractors.commitments.deeds import is_undone
from graphbuild.extractors.commitments.drafts import Draft, Here
from graphbuild.extractors.commitments.due import WEAKER_DUES
from graphbuild.extractors.commitments.patterns import patterns
from graphbuild.extractors.commitments.recipients import phrase
from graphbuild.extractors.commitments.state import Reading
from graphbuild.extractors.commitments.subjects import DATE_WORD, is_adverbial
from graphbuild.extractors.commitments.words import DoerClass, verbs

_THE_CASE = frozenset({"sagen", "punktet", "forslaget", "sag"})
_PAPERS = _THE_CASE | {"notatet", "indstillingen", "ansøgningen", "planen", "høringssvaret", "udtalelsen", "politikken"}
_SENT = frozenset({"sende", "dele"})
_SENT_OUT = frozenset({"eftersende", "rundsende", "udsende", "tilsende", "vedlægge", "vedhæfte"})


def passive(reading: Reading, here: Here, verb: int, lemma: str, *, modal: bool) -> Draft | None:
    """ "Begge udkast rundsendes", "Serveringen skal afklares med", "bliver forelagt udvalget"."""
    clause, tokens, licence = here.clause, here.tokens, here.licence
    if reading.strict or licence == "relative":
        return None
    end = reading.clause_end(here)
    rest = reading.words(tokens, verb + 1, end)
    pattern = verbs().passive_light.get(lemma)
    light = pattern is not None and pattern.search(rest[:80]) is not None
    if not (light or lemma in verbs().passive_acts) or is_undone(reading, here, verb, rest):
        return None
    first = clause.subject_first
    subject = first < here.verb and clause.intro is not Intro.VP
    whom = _passive_subject(reading, here) if subject else None
    start = min(first, here.verb)
    if tokens[start].low == "der" or whom:
        start = here.verb
    rule = licence or ("passive-skal" if modal else "passive")
    agent = _agent(reading, tokens, verb, end)
    if agent is None and licence == "that-promised" and here.matrix and here.matrix.kind in ACTIVE:
        agent = here.matrix  # "Forvaltningen påtager sig ansvaret for, at folderen opdateres"
    found = reading.finish(here, rule, start, verb + 1, end, agent, lemma)
    if whom:
        found = replace(found, to=whom, to_at=here.place(whom.first, whom.last))
    due = found.due
    about = tokens[first].low if subject else ""
    if about in ("næste", "mødet", "møderne"):
        return None
    if due is not None and due.rule == "due.recurring" and not (whom or licence):
        return None
    if due is not None and due.rule not in WEAKER_DUES:
        return found
    if about in _THE_CASE and lemma != "tage":
        return None
    to_another_body = found.to is not None and found.to.kind is DoerClass.BODY and not reading.is_own(found.to)
    if to_another_body and not whom and (clause.intro is Intro.VP or about in _PAPERS or here.verb == first):
        return None  # the case's route: a referral
    if whom and lemma == "høre" and not licence.startswith("that-condition"):
        return None
    if licence in ("that-reported", "that-wished") or (first >= here.verb and clause.intro is not Intro.VP):
        return found if licence == "" and found.to else None
    certain = (
        tokens[first].low in ("der", "det")
        or lemma in _SENT_OUT
        or (lemma in _SENT and re.match(r"(?:ud|rundt)\b", rest))
    )
    return found if found.to or light or certain or licence.startswith("that-") else None


def _passive_subject(reading: Reading, here: Here) -> Doer | None:
    """Who gets it, as the subject: "Alle deltagere inviteres", "Ungdomsrådet skal hvert år høres"."""
    tokens, first = here.tokens, here.clause.subject_first
    subject = subject_before(tokens, first, here.verb, reading.roster, opening=first == 0, subordinate=True)
    if subject and subject.kind in ACTIVE and not subject.weak and subject.kind is not DoerClass.WE:
        return subject
    found = phrase(tokens, first, here.verb, reading.roster)
    if found is None or found.kind is DoerClass.NAME:
        return None
    if found.last < here.verb and not (is_adverbial(tokens[found.last]) or DATE_WORD.fullmatch(tokens[found.last].low)):
        return None
    return found


def _agent(reading: Reading, tokens: Sequence[Token], verb: int, end: int) -> Doer | None:
    """ "sendes af sekretariatet"."""
    for at in range(verb + 1, min(end - 1, verb + 8)):
        if tokens[at].low == "af":
            found = phrase(tokens, at + 1, end, reading.roster)
            if found and found.kind in (DoerClass.EXECUTIVE, DoerClass.PERSON, DoerClass.OFFICE, DoerClass.BODY):
                return found
    return None


def comes(reading: Reading, here: Here, doer: Doer | None) -> Draft | None:
    """ "Svaret kommer skriftligt", "tallene kommer i uge 5": nobody is named, yet somebody owes it."""
    first, tokens = here.clause.subject_first, here.tokens
    if reading.strict or here.licence not in ("", "that-reported") or first >= here.verb:
        return None
    if here.lemma not in ("komme", "følge", "foreligge"):
        return None
    it = doer is not None and doer.kind is DoerClass.IT and doer.name.casefold() == "den" and here.lemma == "komme"
    if not it and not patterns().owed.search(reading.words(tokens, first, here.verb)):
        return None
    rest = reading.words(tokens, here.verb + 1, here.clause.last).casefold()
    found = reading.finish(here, "comes", first, here.verb + 1, reading.clause_end(here), None, here.lemma)
    return found if found.due is not None or "skriftlig" in rest or "senere" in rest else None


def gets(reading: Reading, here: Here, doer: Doer) -> Draft | None:
    """ "Udvalget får rapporten, når den foreligger": who gets it is the subject; "får folderen trykt" is a deed."""
    end = reading.clause_end(here)
    rest = reading.words(here.tokens, here.verb + 1, end)
    if reading.strict:
        return None
    if patterns().caused.search(rest[:60]) and doer.kind in STRONG:
        return reading.finish(here, here.licence or "actor-verb", here.verb, here.verb + 1, end, doer, "få")
    if here.licence not in ("", "that-reported", "that-promised", "that-agreed"):
        return None
    if not verbs().light["få"].is_deed(rest, dated=False):
        return None
    found = reading.finish(here, "gets", here.verb, here.verb + 1, end, None, "få")
    if found.due is None and "tilsendt" not in rest and "besked" not in rest:
        return None
    return replace(found, to=doer, to_at=here.place(doer.first, doer.last))


def received(reading: Reading, here: Here, doer: Doer) -> Draft | None:
    """ "... på betingelse af, at sekretariatet modtager et budget fra foreningen": the sender owes it."""
    tokens, end = here.tokens, reading.clause_end(here)
    sender = next(
        (phrase(tokens, at + 1, end, reading.roster) for at in range(here.verb + 1, end) if tokens[at].low == "fra"),
        None,
    )
    found = reading.finish(here, here.licence, here.verb, here.verb + 1, end, sender, "modtage")
    return replace(found, to=doer, to_at=here.place(doer.first, doer.last))


def participle_at(tokens: Sequence[Token], first: int, last: int) -> tuple[str | None, int]:
    """The verb of a participle behind *blive*, and where it stands."""
    table = verbs()
    for at in range(first, min(last, first + 8)):
        lemma = table.participles.get(tokens[at].low)
        if lemma and (lemma in table.passive_acts or lemma in table.passive_light):
            return lemma, at
    return None, first
