"""Who does what was said before: "Det gør Anna", "Anna sørger for det"."""

from __future__ import annotations

from dataclasses import replace

from graphbuild.extractors.commitments.actors import ACTIVE, subject_after
from graphbuild.extractors.commitments.drafts import Draft, Here
from graphbuild.extractors.commitments.patterns import patterns
from graphbuild.extractors.commitments.state import Reading


def takes_over(reading: Reading, number: int, found: Draft) -> bool:
    """Give a deed without a doer, right before, to who "sørger for det"."""
    last = reading.drafts[-1] if reading.drafts else None
    if last is None or last.actor is not None or number - last.sentence > 1:
        return False
    reading.drafts[-1] = replace(
        last, rule="anaphora", actor=found.actor, actor_at=found.actor_at, due=last.due or found.due
    )
    return True


def anaphora(reading: Reading, here: Here) -> tuple[bool, Draft | None]:
    """ "Det gør Anna", "Det sørger pedellen for": whether it is one, and a deed if none was read before."""
    tokens, clause = here.tokens, here.clause
    if clause.lemma not in patterns().doing_it:
        return False, None
    who = reading.memory.doer(subject_after(tokens, here.verb, clause.last, reading.roster))
    if who is None or who.kind not in ACTIVE:
        return False, None
    if clause.lemma == "ville" or reading.strict:
        return True, None  # "Det vil forvaltningen gøre" confirms what was asked
    due = reading.due.within(tokens[clause.first].start, here.sentence.end)
    found = Draft(
        "anaphora", 0, 0, who, here.place(who.first, who.last), due=due, sentence=here.number, lemma=here.lemma
    )
    if takes_over(reading, here.number, found):
        return True, None
    start, end = said_before(reading, here)
    if start >= end:
        return False, None
    return True, replace(found, start=start, end=end, due=due or reading.due.within(start, end))


def said_before(reading: Reading, here: Here) -> tuple[int, int]:
    """Where the words stand that "det" points to: before it in the sentence, else the sentence before."""
    start = here.tokens[here.clause.first].start
    if len(reading.text[here.sentence.start : start].strip(" –-—:,")) > 5:
        return here.sentence.start, start
    last = reading.memory.last
    return (last[0].start, last[-1].end) if last else (0, 0)
