"""What is at hand while one passage is read, and how a deed is put together: its words, its due, its recipient."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graphbuild.extractors.commitments.actors import Doer, last_person
from graphbuild.extractors.commitments.clauses import Intro, Token
from graphbuild.extractors.commitments.drafts import Draft, Here
from graphbuild.extractors.commitments.due import Due, DueReader, answers, at_the_event, event_day
from graphbuild.extractors.commitments.passages import Grade, Passage
from graphbuild.extractors.commitments.patterns import patterns
from graphbuild.extractors.commitments.recipients import recipient
from graphbuild.extractors.commitments.references import Memory
from graphbuild.extractors.commitments.words import DoerClass
from graphbuild.extractors.roster import Roster

_DANGLING = re.compile(r"(?i)(?:\s(?:til|på|i|ved|inden|om|et|en|den|det))+\Z")


_LONGEST_LEAD = 60


class Reading:
    """One passage being read: its text, people and dates, what was found so far and what later sentences refer back to."""

    def __init__(
        self, passage: Passage, own: Sequence[str], roster: Roster, next_meeting: str | None, base: date | None
    ) -> None:
        self.text = passage.flow.text
        self.passage = passage
        self.own = tuple(_fold(body) for body in own)
        self.roster = roster
        self.base = base
        self.due = DueReader(self.text, base, next_meeting)
        self.drafts: list[Draft] = []
        self.memory = Memory(roster)
        self.strict = passage.grade is not Grade.DECISION
        self.item: DueReader | None = None
        self.heading_at: tuple[int, int] | None = None
        self.heading: Doer | None = None  # who stands in a line of its own above lines that begin with a verb

    def is_own(self, doer: Doer) -> bool:
        """Whether a doer is the meeting's own body."""
        if doer.kind is DoerClass.WE:
            return True
        folded = _fold(doer.name)
        if not self.own:
            return folded in ("udvalget", "rådet", "bestyrelsen", "byrådet")
        stems = {folded, folded.removesuffix("et"), folded.removesuffix("en"), folded.removesuffix("ne")}
        return any(len(stem) > 2 and stem in own for stem in stems for own in self.own)

    def words(self, tokens: Sequence[Token], first: int, last: int) -> str:
        """The text of the words ``[first, last)``."""
        return self.text[tokens[first].start : tokens[last - 1].end] if first < last else ""

    def clause_end(self, here: Here) -> int:
        """Where a deed's words end: with its clause and the clauses that are its object ("om ...", "hvad ...", "at ...")."""
        tokens, end = here.tokens, here.clause.last
        for nextone in here.parts[here.index + 1 :]:
            is_object = nextone.intro in (Intro.QUESTION, Intro.THAT)
            is_gift = nextone.intro is Intro.RELATIVE and patterns().getting.search(
                self.words(tokens, nextone.first, nextone.last)
            )
            is_list = nextone.verb is None and nextone.intro is Intro.MAIN and tokens[nextone.first - 1].text == ","
            if not (is_object or is_gift or is_list):
                break
            end = nextone.last
        while end > here.clause.first + 1 and tokens[end - 1].text in ",:;.–—-(":
            end -= 1
        return end

    def finish(self, here: Here, rule: str, first: int, after: int, end: int, actor: Doer | None, lemma: str) -> Draft:
        """Put a deed together: its words from token ``first`` to ``end``, ``after`` being the first behind the verb."""
        tokens = here.tokens
        due = self.due_of(here, end, lemma)
        to = recipient(tokens, lemma, after, end, self.roster, (due.start, due.end) if due else None)
        if to is not None and actor is not None and to.name == actor.name:
            to = None
        if due is not None and lemma in patterns().to_an_event and due.start < due.end:
            due = self.due.bare(due)
        start, stop = self.without_due(*here.place(first, end), due)
        place = here.place(actor.first, max(actor.last, actor.first + 1)) if actor else None
        if actor is not None and actor is self.heading:
            place = self.heading_at
        return Draft(
            rule,
            start,
            stop,
            self._known(here, actor),
            place,
            self.memory.recipient(to, actor),
            here.place(to.first, to.last) if to else None,
            due,
            here.number,
            lemma,
        )

    def _known(self, here: Here, actor: Doer | None) -> Doer | None:
        """Whom the doer's words mean; *hun* behind "Anna oplyste, at" is Anna."""
        said_by = here.matrix
        if (
            actor is not None
            and actor.kind is DoerClass.PRONOUN
            and said_by is not None
            and said_by.kind is DoerClass.PERSON
            and here.clause.intro is Intro.THAT
        ):
            return replace(actor, kind=DoerClass.PERSON, name=said_by.name, people=said_by.people)
        if actor is not None and actor.kind is DoerClass.PRONOUN and here.clause.first > 0:
            named = last_person([here.tokens[: here.clause.first]], self.roster)  # "Anna ville ..., så hun gør det"
            if len(named) == 1:
                return replace(actor, kind=DoerClass.PERSON, name=named[0], people=named)
        return self.memory.doer(actor)

    def due_of(self, here: Here, end: int, lemma: str) -> Due | None:
        """The due: in the deed's own words, in what follows, in front, or elsewhere in the item."""
        clause, reader = here.clause, self.due
        start, stop = here.place(clause.first, end)
        behind = max(stop, here.tokens[self.trailing(here, end) - 1].end)
        found = (
            reader.within(start, stop)
            or (reader.within(here.sentence.start, start) if here.licence == "where" else None)
            or reader.pointing(start, stop, start, self.drafts[-1].due if self.drafts else None)
            or (reader.within(stop, behind) if behind > stop else None)
        )
        before = here.parts[here.index - 1] if here.index else None
        if found is None and before and before.intro is Intro.ADVERBIAL and clause.subject_first == clause.verb:
            found = reader.words(here.tokens[before.first].start, start)
        first = clause.first
        if found is None and first > 1 and here.tokens[first - 1].text == ":":
            lead = max(here.sentence.start, start - _LONGEST_LEAD)
            found = reader.within(lead, start)  # "Arbejdsdag lørdag d. 11. maj: Anna indkalder"
        found = found or reader.words(start, behind)
        if found is None and here.index + 1 < len(here.parts):
            found = reader.deadline_after(stop, here.sentence.end)
            ready = patterns().ready.search(self.text, stop, here.sentence.end) if found is None else None
            if ready:
                found = reader.within(ready.start(), here.sentence.end)
        if found is None and not self.strict:
            found = reader.postponed_to(start, max(0, here.sentence.start - 160)) or self.at_the_event(
                here, start, stop
            )
            hearing = "høring" in self.passage.title.casefold()
            if found is None and answers(lemma, self.text[here.tokens[here.verb].start : stop], hearing=hearing):
                day = self.context().deadline()
                found = Due(day, start, start, "due.deadline") if day is not None else None
        if found is not None and found.value is None and found.rule == "due.deadline":
            return replace(found, value=self.context().deadline())
        return found

    def trailing(self, here: Here, end: int) -> int:
        """Where the clauses end that follow a deed and may state its due: "som behandles på mødet i maj"."""
        trailing = end
        for nextone in here.parts[here.index + 1 :]:
            own = nextone.intro in (Intro.MAIN, Intro.VP) and nextone.verb is not None
            if nextone.first >= end and (own or here.tokens[nextone.first].low == "der"):
                break
            trailing = max(trailing, nextone.last)
        return trailing

    def at_the_event(self, here: Here, start: int, stop: int) -> Due | None:
        """The day of the event that a deed is done at: in the sentence before, the title or elsewhere in the item."""
        verb = here.tokens[here.verb].start
        if not at_the_event(self.text[verb:stop]):
            return None
        last = self.memory.last
        before = self.due.within(last[0].start, last[-1].end) if last else None
        if before is not None and before.value is not None:
            return Due(before.value, start, start, "due.event")
        words = f"{self.text[start:stop]} {self.passage.title}"
        day = event_day(self.passage.title, self.base) or self.context().event(words)
        return Due(day, start, start, "due.event") if day is not None else None

    def context(self) -> DueReader:
        """The dates of the whole item."""
        if self.item is None:
            self.item = DueReader(self.passage.context(), self.base, None)
        return self.item

    def without_due(self, start: int, stop: int, due: Due | None) -> tuple[int, int]:
        """Cut the words of the due off either end of the deed."""
        if due is None or due.end <= start or due.start >= stop:
            return start, stop
        if due.end >= stop - 1 and due.start > start:
            stop = due.start
        elif due.start <= start < due.end < stop:
            start = due.end
        while stop > start and self.text[stop - 1] in " ,;:.–-":
            stop -= 1
        while start < stop and self.text[start] in " ,;:":
            start += 1
        dangling = _DANGLING.search(self.text, max(start, stop - 12), stop)
        return start, dangling.start() if dangling and dangling.start() > start else stop


def _fold(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
