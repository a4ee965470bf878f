"""Deeds told by an infinitive: "lovede at sende", "bad forvaltningen om at undersøge", "er i dialog med naboerne om at ændre"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphbuild.extractors.commitments.actors import ACTIVE, Doer
from graphbuild.extractors.commitments.clauses import Token, cues
from graphbuild.extractors.commitments.deeds import is_deed
from graphbuild.extractors.commitments.drafts import Draft, Here
from graphbuild.extractors.commitments.patterns import patterns
from graphbuild.extractors.commitments.recipients import phrase
from graphbuild.extractors.commitments.state import Reading
from graphbuild.extractors.commitments.words import DoerClass, VerbForm, verbs

_SOMEBODY = Doer(DoerClass.EXECUTIVE, "", 0, 0)
_WORK_IN_HAND = re.compile(r"(?:er i dialog|er ved|er i gang|arbejder)")
_IN_HAND_OR_PROMISED = re.compile(r"(?:er i|er ved|har tænkt|lov|har lovet)")
_GIVEN_WORD = re.compile(
    r"lov(?:er|ede|et)|tilb(?:ød|udt|yder)|tilsagn|på(?:tager|tog|taget)|sag(?:t|de) ja|siger ja|meld(?:t|er|te)|forplig|indvillig|\bbe(?:der|dt|d)\b|\bbad\b|anmod|pål|bedes"
)
_CALLED_ON = re.compile(r"(?i)\b(?:bedes|anmodes|pålægges)\b")
_NO_DEEDS = frozenset({"være", "have", "kunne", "skulle", "ville", "få", "måtte", "blive", "se", "tro", "mene", "vide"})
_WITH_SOMEBODY = re.compile(r"(?:i dialog|i gang|i kontakt|i forhandling) med\b")
_ROLE = re.compile(r"(?i)\b(?:tovholder|vært|kontaktperson|ansvarlig|dirigent)\b")
_LIMIT = re.compile(r"(?i)\b(?:inden|senest|frist|til)")


def infinitive(reading: Reading, here: Here, doer: Doer | None) -> Draft | None:
    """ "lovede at sende", "Det blev besluttet at holde", "bad forvaltningen om at undersøge"."""
    clause, tokens = here.clause, here.tokens
    start, stop = here.place(clause.first, clause.last)
    said = reading.text[start:stop]
    if " at " not in said and not _CALLED_ON.search(said):
        return None
    end = reading.clause_end(here)
    for rule, pattern in patterns().infinitives:
        match = pattern.search(reading.text, start, stop)
        if match is None:
            continue
        at = next((i for i in range(clause.first, clause.last) if tokens[i].start == match.start("inf")), None)
        if at is None:
            continue
        low, cue = tokens[at].low, match.group().casefold()
        rest = reading.words(tokens, at + 1, end)
        if patterns().put_before.search(rest[:60]):
            continue
        actor = _charged(reading, here, rule, match, at, doer)
        if here.licence == "relative" and actor is not None and actor.kind is DoerClass.BODY:
            continue  # "sendes til Økonomiudvalget, der anmodes om at ...": the case's route
        if rule != "impersonal-at" and actor is None:
            continue
        if low == "være" or low in verbs().passive:
            if not _ROLE.search(rest[:40]):
                continue
        elif not (low in verbs().infinitives or _any_verb(low, cue)) or not (
            "bemyndig" in cue or _any_verb(low, cue) or is_deed(reading, low, actor or _SOMEBODY, rest)
        ):
            continue
        begin = here.verb if rule == "actor-at" and _WORK_IN_HAND.match(cue) else at
        found = reading.finish(here, rule, begin, at + 1, end, actor, low)
        due = found.due
        if rule == "called-at" and not (
            due is not None and due.value is not None and _LIMIT.search(reading.text[due.start : due.end])
        ):
            continue
        undated = due is None or due.value is None
        if undated and ("forventer" in cue or (reading.strict and not _IN_HAND_OR_PROMISED.match(cue))):
            continue
        return found
    return _dialogue(reading, here, doer)


def _any_verb(low: str, cue: str) -> bool:
    """Whatever is promised or asked for by "at" is a deed, also a verb of no table."""
    return _GIVEN_WORD.search(cue) is not None and low.endswith(("e", "å", "gå", "se")) and low not in _NO_DEEDS


def _charged(reading: Reading, here: Here, rule: str, match: re.Match[str], at: int, doer: Doer | None) -> Doer | None:
    """Whose deed the infinitive is: the subject's, or that of whom the subject asks."""
    if rule == "impersonal-at":
        return None
    if doer is None or (doer.kind not in ACTIVE and rule != "asked-at"):
        return None
    if rule != "asked-at":
        return doer
    clause, tokens = here.clause, here.tokens
    if clause.form is VerbForm.PAST and tokens[clause.subject_first].low in cues().prepositions:
        return None  # "På mødet i juni bad bestyrelsen ...": an old task
    whom = next((i for i in range(clause.first, clause.last) if tokens[i].start == match.start("whom")), None)
    if whom is None:
        return None
    if here.lemma == "have" and doer.kind is DoerClass.PERSON and not _asks_of_body(reading, tokens, whom):
        return phrase(tokens, whom, at, reading.roster)  # "Anna har bedt Ejendomsservice om at måle": on its way
    while whom < at and tokens[whom].low in cues().adverbs:
        whom += 1
    single = doer.kind in (DoerClass.PERSON, DoerClass.PRONOUN)  # one member's wish, unless somebody says yes
    return None if single and not _confirmed(reading, here) else phrase(tokens, whom, at, reading.roster)


def _asks_of_body(reading: Reading, tokens: Sequence[Token], whom: int) -> bool:
    found = phrase(tokens, whom, len(tokens), reading.roster)
    return found is None or found.kind not in (DoerClass.EXECUTIVE, DoerClass.PERSON, DoerClass.OFFICE)


def _confirmed(reading: Reading, here: Here) -> bool:
    nextone = here.following
    return nextone is not None and patterns().confirmed.search(reading.text, nextone.start, nextone.end) is not None


def _dialogue(reading: Reading, here: Here, doer: Doer | None) -> Draft | None:
    """ "er i dialog med naboerne om at ændre": work in hand."""
    if here.lemma != "være" or doer is None or doer.kind not in ACTIVE:
        return None
    rest = reading.words(here.tokens, here.verb + 1, here.clause.last).casefold()
    if not _WITH_SOMEBODY.match(rest) or " at " not in rest:
        return None
    return reading.finish(here, "actor-at", here.verb, here.verb + 1, reading.clause_end(here), doer, "være")
