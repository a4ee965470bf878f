"""Who a clause is about: the subject before or behind the verb, across a clause that interrupts, before "som" and "der"."""

from __future__ import annotations

import re

from graphbuild.extractors.commitments.actors import ACTIVE, STRONG, Doer, classify, subject_after, subject_before
from graphbuild.extractors.commitments.clauses import Clause, Intro, Token, cues
from graphbuild.extractors.commitments.drafts import Here
from graphbuild.extractors.commitments.patterns import patterns
from graphbuild.extractors.commitments.recipients import phrase
from graphbuild.extractors.commitments.state import Reading
from graphbuild.extractors.commitments.words import DoerClass, doers, verbs

_POINTS = frozenset({":", "–", "—", "-", "="})
_DATE_START = re.compile(r"\d|den$|d\.?$")
DATE_WORD = re.compile(
    r"(?:d\.?|den|\d{1,2}\.?|\d{4}|kl\.?|\d{1,2}[./:-]\d{1,4}(?:[./-]\d{2,4})?|uge|"
    r"jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|maj|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|(?:man|tirs|ons|tors|fre|lør|søn)dag)\.?"
)
#: Endings of nouns for people that look like a verb's present: "rådgiver", "lærer".
_PEOPLE_IN_ER = (
    "giver",
    "leder",
    "mester",
    "lærer",
    "arbejder",
    "minister",
    "serer",
    "ejer",
    "ager",
    "tekniker",
    "formænd",
)


def subject(reading: Reading, here: Here, shared: Doer | None) -> tuple[Doer | None, bool]:
    """The doer, and whether subject and verb have changed places."""
    clause, tokens, verb = here.clause, here.tokens, here.verb
    first = clause.subject_first
    if clause.intro is Intro.VP:
        if first >= verb or tokens[first].low in cues().adverbs:
            return shared, False
        return classify(tokens, first, verb, reading.roster, opening=False) or shared, False
    if clause.intro is Intro.RELATIVE and here.licence == "relative":
        if first < verb and tokens[first].low not in cues().adverbs | cues().prepositions:
            # "høringssvaret, som formanden sender": a subject of its own
            return subject_before(tokens, first, verb, reading.roster, opening=False, subordinate=True), False
        return _antecedent(reading, here), False
    if clause.intro is not Intro.MAIN:
        if first >= verb:
            return None, False
        return subject_before(tokens, first, verb, reading.roster, opening=False, subordinate=True), False
    if first >= verb:
        before = here.parts[here.index - 1] if here.index else None
        if before and before.intro is Intro.RELATIVE:
            return _interrupted(reading, here), False
        if before is not None and before.intro is Intro.MAIN and before.verb is None:
            return _before_colon(reading, here, before), False
        fronted = before is not None and before.intro in (Intro.ADVERBIAL, Intro.QUESTION)
        return (subject_after(tokens, verb, clause.last, reading.roster), True) if fronted else (None, False)
    if tokens[first].low == "der":
        return None, False
    opening = first == 0 or tokens[first - 1].text == "."
    if _DATE_START.match(tokens[first].low) and (tokens[first].low[0].isdigit() or tokens[first + 1].low[0].isdigit()):
        while first < verb and DATE_WORD.fullmatch(tokens[first].low):
            first += 1
    if tokens[first].low in ("hver", "hvert") and first + 1 < verb and doers().noun(tokens[first + 1].text):
        return subject_before(tokens, first, verb, reading.roster, opening=opening, subordinate=False), False
    if first >= verb or is_adverbial(tokens[first]):
        return subject_after(tokens, verb, clause.last, reading.roster), True
    return subject_before(tokens, first, verb, reading.roster, opening=opening, subordinate=False), False


def _before_colon(reading: Reading, here: Here, before: Clause) -> Doer | None:
    """ "Anna Holm: bestiller salen", "Alle: afleverer forslag": who is named before the colon or dash."""
    last = here.clause.first
    if here.tokens[last - 1].text not in _POINTS:
        return None
    found = classify(here.tokens, before.first, last - 1, reading.roster, opening=False)
    return found if found and (found.kind in STRONG or found.kind is DoerClass.ALL or found.people) else None


def _interrupted(reading: Reading, here: Here) -> Doer | None:
    """ "Anna, som er medlem af bestyrelsen, skriver ...": the subject before the relative clause."""
    for part in reversed(here.parts[: here.index]):
        if part.intro is Intro.MAIN and part.verb is None:
            return classify(here.tokens, part.first, part.last, reading.roster, opening=part.first == 0)
        if part.intro is not Intro.RELATIVE:
            return None
    return None


def _antecedent(reading: Reading, here: Here) -> Doer | None:
    """The somebody that "som" or "der" follows."""
    tokens, end = here.tokens, here.clause.first
    while end > 0 and tokens[end - 1].text == ",":
        end -= 1
    best: Doer | None = None
    for start in range(end - 1, max(-1, end - 7), -1):
        if tokens[start].low in cues().prepositions or tokens[start].text in ",:;":
            break
        if tokens[start].text[0].isupper() or doers().noun(tokens[start].text):
            found = phrase(tokens, start, end, reading.roster)
            if found and found.last == end and found.kind in ACTIVE:
                best = found
    return best


def unknown_verb(reading: Reading, here: Here) -> int | None:
    """A word in -er of no table right behind a certain doer."""
    clause, tokens = here.clause, here.tokens
    for at in range(clause.subject_first + 1, min(here.verb, clause.subject_first + 9)):
        word = tokens[at]
        if (
            word.text[0].islower()
            and word.low.endswith("er")
            and not word.low.endswith(_PEOPLE_IN_ER)
            and len(word.low) > 4
            and word.low not in verbs().present
            and word.low not in patterns().never_verbs
            and word.low not in cues().not_verbs
        ):
            who = classify(tokens, clause.subject_first, at, reading.roster, opening=clause.subject_first == 0)
            if who and not who.weak and who.kind in (DoerClass.PERSON, DoerClass.EXECUTIVE) and who.last == at:
                return at
    return None


def is_adverbial(token: Token) -> bool:
    """A word that a sentence's adverbial begins with, so that the subject stands behind the verb."""
    low = token.low
    if low in cues().prepositions or (low in cues().adverbs and low not in doers().pronouns):
        return True
    return low in ("som", "senest", "næste", "mandag", "tirsdag", "onsdag", "torsdag", "fredag")
