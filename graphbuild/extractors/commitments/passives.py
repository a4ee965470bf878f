"""Deeds of nobody named: "Begge udkast rundsendes", "Svaret kommer skriftligt", "Udvalget får rapporten"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graphbuild.extractors.commitments.actors import ACTIVE, STRONG, Doer, classify, subject_before
from graphbuild.extractors.commitments.clauses import Intro, Token, cues
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
#: By whom a deed of any verb is a task; "betales af ejeren", "hentes af forældrene" tell how things are.
_NAMED = frozenset({DoerClass.PERSON, DoerClass.NAME})
_ADMINISTRATION = (
    "forvaltningen",
    "administrationen",
    "sekretariatet",
    "direktionen",
    "afdelingen",
    "formandskabet",
    "formanden",
)
_RULED = frozenset({"fastsætte", "fastlægge"})
_MADE_UP = frozenset(
    {"bestående", "sammensat", "består", "del", "nogle", "resten", "flere", "repræsentanter", "medlemmer"}
)
_AGENTS = frozenset({DoerClass.EXECUTIVE, DoerClass.PERSON, DoerClass.OFFICE, DoerClass.BODY, DoerClass.NAME})
#: Dues that say when, so that a passive of any deed tells what is to come.
_STATED_DUES = frozenset(
    {"due.day", "due.week", "due.month", "due.quarter", "due.relative", "due.next-meeting", "due.period"}
)
_HELD = re.compile(
    r"(?i)\b(?:(?:borger|dialog|tema|valg|stor|fælles|års|informations|forældre|nabo|orienterings|opstarts|status|kontakt)møde\w*|"
    r"\w*(?:fest|festen|dag|dagen|arrangement\w*|kursus|kurset|workshop\w*|seminar\w*|konference\w*|høring|høringen|messe\w*|generalforsamling\w*))\Z"
)
_DATED_BEHIND = frozenset({"due.day", "due.week", "due.next-meeting"})
#: What begins, opens or comes back by itself, as told: "Træningen går i gang medio april", "Punktet er på igen til maj".
_BEGINS = re.compile(r"(?:i gang|i luften|i drift|i værk)\b")
_BACK_ON = re.compile(r"(?:med )?(?:på|tilbage|til behandling)(?: dagsorden\w*| programmet)?(?: igen| på)?\b")
_OWED_TO = re.compile(
    r"(?i)\b(?:en |et )?(?:\w+ )?(?:status\w*|svar|\w*notat|rapport|orientering|redegørelse|opfølgning|tilbagemelding|besked|opgørelse|oversigt|evaluering|invitation)\b"
)
_SENT = frozenset({"sende", "dele"})
_SENT_OUT = frozenset({"eftersende", "rundsende", "udsende", "tilsende", "vedlægge", "vedhæfte"})


def passive(reading: Reading, here: Here, verb: int, lemma: str, *, modal: bool) -> Draft | None:
    """ "Begge udkast rundsendes", "Serveringen skal afklares med", "bliver forelagt udvalget"."""
    clause, tokens, licence = here.clause, here.tokens, here.licence
    if reading.strict:
        return None
    end = reading.clause_end(here)
    rest = reading.words(tokens, verb + 1, end)
    pattern = verbs().passive_light.get(lemma)
    light = pattern is not None and pattern.search(rest[:80]) is not None
    if lemma in ("holde", "afholde") and not light:
        light = _HELD.search(reading.words(tokens, clause.subject_first, here.verb)) is not None
    listed = light or lemma in verbs().passive_acts
    formal = lemma in verbs().decisions and not listed
    if formal or not (listed or lemma in verbs().acts) or is_undone(reading, here, verb, rest):
        return None
    first = clause.subject_first
    subject = first < here.verb and clause.intro is not Intro.VP
    held = lemma in ("holde", "afholde")
    whom = _passive_subject(reading, here) if subject and not held else None
    start = min(first, here.verb)
    if tokens[start].low == "der" or (whom and verb + 1 < end):
        start = here.verb
    rule = licence or ("passive-skal" if modal else "passive")
    agent = agent_of(reading, here, verb, end)
    if agent is None and licence == "that-promised" and here.matrix and here.matrix.kind in ACTIVE:
        agent = here.matrix  # "Forvaltningen påtager sig ansvaret for, at folderen opdateres"
    stop = _before_agent(reading, here, verb, agent) or end
    found = reading.finish(here, rule, start, verb + 1, stop, agent, lemma)
    if whom:
        found = replace(found, to=whom, to_at=here.place(whom.first, whom.last))
    who = found.actor
    named = who is not None and (who.kind in _NAMED or who.name[:1].isupper())
    charged = named or (who is not None and who.name.casefold().endswith(_ADMINISTRATION))
    says_when = found.due is not None and (found.due.rule in _STATED_DUES or lemma in _RULED)
    if (not listed or lemma in _RULED) and not charged and not says_when:
        return None
    if licence == "relative" and modal:
        return None
    if licence == "relative" and not (found.due is not None and found.due.rule in _DATED_BEHIND and listed):
        return None  # "nye skilte, som sættes op i uge 20", but no rule, no state
    due = found.due
    about = tokens[first].low if subject else ""
    if about in ("næste", "mødet", "møderne"):
        return None
    usual = due is not None and (
        due.rule == "due.recurring" or reading.text[due.start : due.end].casefold() == "løbende"
    )
    if usual and not (whom or licence):
        return None
    if due is not None and due.rule not in WEAKER_DUES:
        return found
    if about in _THE_CASE and lemma != "tage":
        return None
    to_another_body = found.to is not None and found.to.kind is DoerClass.BODY and not reading.is_own(found.to)
    if to_another_body and not whom and (clause.intro is Intro.VP or about in _PAPERS or here.verb == first):
        return None  # the case's route: a referral
    if whom and lemma == "høre" and not re.match(r"(?:\w+ )?om\b", rest) and not licence.startswith("that-condition"):
        return None
    if licence in ("that-reported", "that-wished") or (first >= here.verb and clause.intro is not Intro.VP):
        return found if licence == "" and found.to else None
    certain = (
        tokens[first].low in ("der", "det")
        or lemma in _SENT_OUT
        or (lemma in _SENT and re.match(r"(?:ud|rundt)\b", rest))
    )
    return found if found.to or found.actor or light or certain or licence.startswith("that-") else None


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


def agent_of(reading: Reading, here: Here, verb: int, end: int) -> Doer | None:
    """ "sendes af sekretariatet", "opdateres af Anna og Bent", "Lokalet bestilles (Anna)": whose deed it is."""
    tokens = here.tokens
    for at in range(verb + 1, min(end - 1, verb + 12)):
        if tokens[at].low == "af" and tokens[at - 1].low not in _MADE_UP:
            found = _several(reading, tokens, at + 1, end) or phrase(tokens, at + 1, end, reading.roster)
            if found and found.kind in _AGENTS:
                return found
    return in_brackets(reading, tokens)


def _before_agent(reading: Reading, here: Here, verb: int, agent: Doer | None) -> int | None:
    """Where a deed ends whose due stands between the verb and its doer: "opdateres i januar af Anna"."""
    if agent is None or agent.first < verb + 3 or here.tokens[agent.first - 1].low != "af":
        return None
    due = reading.due.within(here.tokens[verb].end, here.tokens[agent.first - 1].start)
    return agent.first - 1 if due is not None else None


def _several(reading: Reading, tokens: Sequence[Token], first: int, end: int) -> Doer | None:
    """Two or more people joined: "Anna og pædagogisk leder Bent Krog"."""
    stop = first
    while (
        stop < end and stop - first < 14 and (tokens[stop].low not in cues().prepositions or tokens[stop].low == "for")
    ):
        stop += 1
    if not any(tokens[at].low in ("og", "&", "samt") for at in range(first, stop)):
        return None
    found = classify(tokens, first, stop, reading.roster, opening=False)
    return found if found and len(found.people) > 1 else None


def in_brackets(reading: Reading, tokens: Sequence[Token]) -> Doer | None:
    """ "... inviteres til at åbne dagen (Anna)": the person in brackets at the sentence's end."""
    last = len(tokens) - 1
    while last > 0 and tokens[last].text in ".;,":
        last -= 1
    if tokens[last].text != ")":
        return None
    first = last - 1
    while first > 0 and last - first < 10 and tokens[first].text != "(":
        first -= 1
    if tokens[first].text != "(" or first + 1 >= last:
        return None
    found = classify(tokens, first + 1, last, reading.roster, opening=False)
    return found if found and found.kind is DoerClass.PERSON and found.people else None


def comes(reading: Reading, here: Here, doer: Doer | None) -> Draft | None:
    """ "Svaret kommer skriftligt", "tallene kommer i uge 5": nobody is named, yet somebody owes it."""
    first, tokens = here.clause.subject_first, here.tokens
    if reading.strict or here.licence not in ("", "that-reported") or first >= here.verb:
        return None
    begins = _by_itself(reading, here)
    if begins is not None:
        return begins
    if here.lemma not in ("komme", "følge", "foreligge"):
        return None
    it = doer is not None and doer.kind is DoerClass.IT and doer.name.casefold() == "den" and here.lemma == "komme"
    if not it and not patterns().owed.search(reading.words(tokens, first, here.verb)):
        return None
    rest = reading.words(tokens, here.verb + 1, here.clause.last).casefold()
    found = reading.finish(here, "comes", first, here.verb + 1, reading.clause_end(here), None, here.lemma)
    return found if found.due is not None or "skriftlig" in rest or "senere" in rest else None


def _by_itself(reading: Reading, here: Here) -> Draft | None:
    """ "Træningen går i gang medio april", "Punktet er på igen til december": decided, dated, nobody named."""
    rest = reading.words(here.tokens, here.verb + 1, here.clause.last).casefold()
    begins = here.lemma == "gå" and _BEGINS.match(rest)
    returns = here.lemma == "være" and _BACK_ON.match(rest) and ("igen" in rest or "dagsorden" in rest)
    if here.licence != "" or not (begins or returns):
        return None
    first = here.clause.subject_first
    found = reading.finish(here, "begins", first, here.verb + 1, reading.clause_end(here), None, here.lemma)
    return found if found.due is not None and found.due.value is not None and found.due.rule in _STATED_DUES else None


def is_to_have(reading: Reading, here: Here, doer: Doer | None, at: int) -> Draft | None:
    """ "Udvalget skal have en status i juni": who gets it is the subject."""
    if doer is None or doer.kind not in ACTIVE or here.licence not in ("", "that-agreed", "that-condition"):
        return None
    end = reading.clause_end(here)
    rest = reading.words(here.tokens, at + 1, end)
    if not _OWED_TO.match(rest):
        return None
    found = reading.finish(here, "gets", here.verb, at + 1, end, None, "få")
    return replace(found, to=doer, to_at=here.place(doer.first, doer.last))


def gets(reading: Reading, here: Here, doer: Doer) -> Draft | None:
    """ "Udvalget får rapporten, når den foreligger": who gets it is the subject; "får folderen trykt" is a deed."""
    end = reading.clause_end(here)
    rest = reading.words(here.tokens, here.verb + 1, end)
    if reading.strict:
        return None
    if patterns().caused.search(rest[:60]) and (doer.kind in STRONG or not doer.weak):
        return reading.finish(here, here.licence or "actor-verb", here.verb, here.verb + 1, end, doer, "få")
    if here.licence not in ("", "that-reported", "that-promised", "that-agreed"):
        return None
    if not verbs().light["få"].is_deed(rest, dated=False):
        return None
    found = reading.finish(here, "gets", here.verb, here.verb + 1, end, None, "få")
    if found.due is None and "tilsendt" not in rest and "besked" not in rest and here.licence != "that-promised":
        return None
    agent = agent_of(reading, here, here.verb, end)
    if agent is not None:  # "De får begge besked af Anna"
        found = replace(found, actor=agent, actor_at=here.place(agent.first, agent.last))
    whom = reading.memory.doer(doer)
    return replace(found, to=whom, to_at=here.place(doer.first, doer.last))


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
        if lemma and (lemma in table.passive_acts or lemma in table.passive_light or lemma in table.acts):
            return lemma, at
    return None, first
