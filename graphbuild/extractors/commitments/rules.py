"""The rules by which a clause is read as somebody's deed to come; each has a name, so that what it has earned can be measured.

==========================  =========================================================================================
actor-verb                  "Forvaltningen indsender vedtægten", "Derefter udarbejder hun en sag"
actor-skal, actor-vil       "Direktøren skal inden mødet redegøre", "Anna vil skaffe en liste"
actor-at                    "lovede at sende", "påtager sig at", "er ved at se på", "bliver bedt om at"
asked-at, called-at         "Udvalget bad forvaltningen om at undersøge"; "blev opfordret til at ... inden oktober"
impersonal-at               "Det blev besluttet at holde et møde"
that-promised, that-agreed, that-condition, that-asked, that-wished, that-reported, that-as, so, relative
                            the same in a clause: "lovede, at", "under forudsætning af, at", "oplyste, at", "idet", "som"
passive, passive-skal       "Begge udkast rundsendes", "Serveringen skal afklares med"
comes, gets                 "Svaret kommer skriftligt"; "Udvalget får rapporten, når den foreligger"
anaphora                    "Det gør Anna", "Anna sørger for det": who does what was said before
initials                    "Kortene – AB & CD": a line of a task list
unknown-verb                a verb of no table after a certain doer
==========================  =========================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graphbuild.extractors.commitments.actors import Doer, classify, subject_after, subject_before
from graphbuild.extractors.commitments.clauses import Clause, Intro, Sentence, Token, clauses, cues, sentences
from graphbuild.extractors.commitments.drafts import Draft, Here
from graphbuild.extractors.commitments.due import Due, DueReader, answers, at_the_event, event_day
from graphbuild.extractors.commitments.notes import read_note, read_ready, read_responsible
from graphbuild.extractors.commitments.passages import Grade, Passage
from graphbuild.extractors.commitments.patterns import patterns
from graphbuild.extractors.commitments.recipients import phrase, recipient
from graphbuild.extractors.commitments.references import Memory
from graphbuild.extractors.commitments.words import DoerClass, VerbForm, doers, verbs
from graphbuild.extractors.roster import Roster

_STRONG = frozenset({DoerClass.EXECUTIVE, DoerClass.OFFICE, DoerClass.PERSON, DoerClass.WE, DoerClass.PRONOUN})
_ACTIVE = _STRONG | {DoerClass.BODY, DoerClass.THEY, DoerClass.ALL, DoerClass.NAME}
#: Whom a report at the table is not made to: telling these is a deed of its own.
_TOLD = frozenset({DoerClass.PERSON, DoerClass.ALL, DoerClass.NAME, DoerClass.EXECUTIVE, DoerClass.OFFICE})
_SOMEBODY = Doer(DoerClass.EXECUTIVE, "", 0, 0)
_BACK = frozenset({"den", "det", "dem", "disse", "ja", "denne", "dette"})
_WEAKER_DUES = frozenset({"due.postponed", "due.event"})
_DATE_START = re.compile(r"\d|den$|d\.?$")
_DATE_WORD = re.compile(
    r"(?:d\.?|den|\d{1,2}\.?|\d{4}|kl\.?|\d{1,2}[./:-]\d{1,4}(?:[./-]\d{2,4})?|uge|"
    r"jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|maj|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|(?:man|tirs|ons|tors|fre|lør|søn)dag)\.?"
)
_WORK_IN_HAND = re.compile(r"(?:er i dialog|er ved|er i gang|arbejder)")
_IN_HAND_OR_PROMISED = re.compile(r"(?:er i|er ved|har tænkt|lov|har lovet)")
_WITH_SOMEBODY = re.compile(r"(?:i dialog|i gang|i kontakt|i forhandling) med\b")
_ROLE = re.compile(r"(?i)\b(?:tovholder|vært|kontaktperson|ansvarlig|dirigent)\b")
#: In what was written before the meeting a deed needs a date, or words of a plan or work in hand.
_MAY_COUNT_IN_A_CASE = re.compile(
    r"(?i)\d|\b(?:vil|ved at|lov\w+|tænkt|dialog|gang med|jul|nytår|måned\w*|uge\w*|næste|januar|februar|marts|april|maj|"
    r"juni|juli|august|september|oktober|november|december|påske|pinse|i morgen)\b"
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
_DANGLING = re.compile(r"(?i)(?:\s(?:til|på|i|ved|inden|om|et|en|den|det))+\Z")
_LIMIT = re.compile(r"(?i)\b(?:inden|senest|frist|til)")


class PassageReader:
    """Reads one passage, sentence by sentence, keeping what later sentences refer back to."""

    def __init__(
        self, passage: Passage, own: Sequence[str], roster: Roster, next_meeting: str | None, base: date | None
    ) -> None:
        self._text = passage.flow.text
        self._passage = passage
        self._own = tuple(_fold(body) for body in own)
        self._roster = roster
        self._base = base
        self._due = DueReader(self._text, base, next_meeting)
        self._drafts: list[Draft] = []
        self._memory = Memory(roster)
        self._strict = passage.grade is not Grade.DECISION
        self._item: DueReader | None = None

    def read(self) -> list[Draft]:
        """Return the passage's commitments in order of print."""
        whole = list(sentences(self._text, _MAY_COUNT_IN_A_CASE if self._passage.grade is Grade.CASE else None))
        for number, sentence in enumerate(whole):
            self._sentence(number, sentence, whole[number + 1] if number + 1 < len(whole) else None)
            self._memory.remember(sentence.tokens)
        return self._drafts

    # --- one sentence -------------------------------------------------------------------------------------------------

    def _sentence(self, number: int, sentence: Sentence, following: Sentence | None) -> None:
        if not self._strict and read_note(self._text, number, sentence, self._drafts, self._roster):
            return
        if read_ready(self._text, number, sentence, self._drafts, self._due) or read_responsible(
            self._text, number, sentence, self._drafts, self._roster
        ):
            return
        parts = tuple(clauses(sentence))
        subject: Doer | None = None
        licence: str | None = None
        added: Draft | None = None
        main: tuple[Doer | None, Draft | None] = (None, None)
        last_that: str | None = None
        for index, clause in enumerate(parts):
            if clause.verb is None and (self._strict or clause.intro is not Intro.MAIN):
                continue
            further = clause.intro is Intro.VP
            if not further:
                licence = self._licence(sentence, clause)
                if clause.intro is Intro.THAT:
                    again = licence is None and sentence.tokens[clause.first].low in cues().coordinators
                    licence = last_that = last_that if again else licence  # "oplyste, at ..., og at ..."
            elif _resumes_main(sentence, parts, index):
                subject, added, licence = main[0], main[1], ""
            if licence is None:
                subject = subject if further else None
                added = None
                continue
            here = Here(number, sentence, parts, index, licence, following, main[0])
            draft, subject = self._clause(here, subject if further else None)
            if draft is None:
                added = added if further else None
            elif further and added is not None and self._is_one(added, draft, here):
                added = self._merge(added, draft)
            else:
                self._drafts.append(draft)
                added = draft
            if clause.intro is Intro.MAIN or (further and licence == ""):
                main = (subject, added)

    def _licence(self, sentence: Sentence, clause: Clause) -> str | None:
        """By what a clause may state a deed: "" for a main clause, ``None`` when it may not."""
        word = sentence.tokens[clause.first].low
        if clause.intro is Intro.MAIN:
            start = sentence.tokens[clause.first].start
            behind_colon = clause.first > 0 and sentence.tokens[clause.first - 1].text == ":"
            if behind_colon and patterns().proposed.search(self._text, max(sentence.start, start - 60), start):
                return None  # "Ændringsforslag: Forvaltningen undersøger ..."
            return ""
        if clause.intro is Intro.THAT:
            start = sentence.tokens[clause.first].start
            before = self._text[max(sentence.start, start - 90) : start]
            return next((f"that-{kind}" for kind, pattern in patterns().licences if pattern.search(before)), None)
        if clause.intro is Intro.RELATIVE:
            if word in ("hvorefter", "hvoraf"):
                return "that-as"
            if word == "hvor":
                return "where" if self._due.within(sentence.start, sentence.tokens[clause.first].start) else None
            second = sentence.tokens[min(clause.first + 1, len(sentence.tokens) - 1)].low
            return "relative" if word in ("som", "der") or second in ("som", "der") else None
        if clause.intro is Intro.ADVERBIAL:
            return {"idet": "that-as", "så": "so"}.get(word)
        return None

    def _is_one(self, added: Draft, draft: Draft, here: Here) -> bool:
        """Whether a further deed of the same doer is one commitment with the one before."""
        if (
            added.sentence != draft.sentence
            or not added.actor
            or not draft.actor
            or added.actor.name != draft.actor.name
        ):
            return False
        start = here.tokens[here.clause.first].start
        if added.due is None or not here.sentence.start <= added.due.start <= added.due.end <= start:
            return True
        if here.verb + 1 < len(here.tokens) and here.tokens[here.verb + 1].low in _BACK:
            return True  # "inden d. 25. maj og sender den til ..."
        return draft.to is None and (draft.due is None or draft.due.end <= start)

    def _merge(self, added: Draft, draft: Draft) -> Draft:
        merged = replace(
            added,
            end=max(added.end, draft.end),
            due=added.due or draft.due,
            to=added.to or draft.to,
            to_at=added.to_at or draft.to_at,
        )
        self._drafts[self._drafts.index(added)] = merged
        return merged

    # --- one clause ---------------------------------------------------------------------------------------------------

    def _clause(self, here: Here, shared: Doer | None) -> tuple[Draft | None, Doer | None]:
        """The clause's deed, and its doer for further verbs."""
        clause, tokens = here.clause, here.tokens
        if here.licence == "" and clause.intro is Intro.MAIN and not self._strict:
            unknown = self._unknown_verb(here)
            if unknown is not None:
                doer = classify(tokens, clause.subject_first, unknown, self._roster, opening=clause.subject_first == 0)
                if doer is not None:
                    lemma = tokens[unknown].low[:-1]
                    known = replace(clause, verb=unknown, form=VerbForm.PRESENT, lemma=lemma)
                    parts = (*here.parts[: here.index], known, *here.parts[here.index + 1 :])
                    here = replace(here, licence="unknown-verb", parts=parts)
                    return self._active(here, unknown, lemma, doer, inverted=False), doer
            if here.verb == clause.subject_first + 1 and tokens[clause.subject_first].low in ("det", "dette"):
                is_one, draft = self._anaphora(here)
                if is_one:
                    return draft, None
        if clause.verb is None:
            return None, None
        doer, inverted = self._subject(here, shared)
        return self._infinitive(here, doer) or self._by_form(here, doer, inverted=inverted), doer

    def _by_form(self, here: Here, doer: Doer | None, *, inverted: bool) -> Draft | None:
        form, lemma = here.clause.form, here.lemma
        if form is VerbForm.PASSIVE:
            return self._passive(here, here.verb, lemma, modal=False)
        if form is VerbForm.MODAL:
            return self._modal(here, doer, inverted=inverted)
        if form is not VerbForm.PRESENT:
            return None
        if lemma == "blive":
            participle, at = _participle(here.tokens, here.verb + 1, here.clause.last)
            if participle:
                return self._passive(here, at, participle, modal=False)
        if doer is None or doer.kind not in _ACTIVE:
            return self._comes(here, doer)
        if lemma == "modtage" and here.licence in ("that-condition", "that-agreed", "that-promised"):
            return self._received(here, doer)
        if lemma == "få":
            return self._gets(here, doer)
        return self._active(here, here.verb, lemma, doer, inverted=inverted)

    def _subject(self, here: Here, shared: Doer | None) -> tuple[Doer | None, bool]:
        """The doer, and whether subject and verb have changed places."""
        clause, tokens, verb = here.clause, here.tokens, here.verb
        first = clause.subject_first
        if clause.intro is Intro.VP:
            if first >= verb or tokens[first].low in cues().adverbs:
                return shared, False
            return classify(tokens, first, verb, self._roster, opening=False) or shared, False
        if clause.intro is Intro.RELATIVE and here.licence == "relative":
            if first < verb and tokens[first].low not in cues().adverbs | cues().prepositions:
                return None, False
            return self._antecedent(here), False
        if clause.intro is not Intro.MAIN:
            if first >= verb:
                return None, False
            return subject_before(tokens, first, verb, self._roster, opening=False, subordinate=True), False
        if first >= verb:
            before = here.parts[here.index - 1] if here.index else None
            if before and before.intro is Intro.RELATIVE:
                return self._interrupted(here), False
            fronted = before is not None and before.intro in (Intro.ADVERBIAL, Intro.QUESTION)
            return (subject_after(tokens, verb, clause.last, self._roster), True) if fronted else (None, False)
        if tokens[first].low == "der":
            return None, False
        opening = first == 0 or tokens[first - 1].text == "."
        if _DATE_START.match(tokens[first].low) and (
            tokens[first].low[0].isdigit() or tokens[first + 1].low[0].isdigit()
        ):
            while first < verb and _DATE_WORD.fullmatch(tokens[first].low):
                first += 1
        if first >= verb or _is_adverbial(tokens[first]):
            return subject_after(tokens, verb, clause.last, self._roster), True
        return subject_before(tokens, first, verb, self._roster, opening=opening, subordinate=False), False

    def _interrupted(self, here: Here) -> Doer | None:
        """ "Anna, som er medlem af bestyrelsen, skriver ...": the subject before the relative clause."""
        for part in reversed(here.parts[: here.index]):
            if part.intro is Intro.MAIN and part.verb is None:
                return classify(here.tokens, part.first, part.last, self._roster, opening=part.first == 0)
            if part.intro is not Intro.RELATIVE:
                return None
        return None

    def _antecedent(self, here: Here) -> Doer | None:
        """The somebody that "som" or "der" follows."""
        tokens, end = here.tokens, here.clause.first
        while end > 0 and tokens[end - 1].text == ",":
            end -= 1
        best: Doer | None = None
        for start in range(end - 1, max(-1, end - 7), -1):
            if tokens[start].low in cues().prepositions or tokens[start].text in ",:;":
                break
            if tokens[start].text[0].isupper() or doers().noun(tokens[start].text):
                found = phrase(tokens, start, end, self._roster)
                if found and found.last == end and found.kind in _ACTIVE:
                    best = found
        return best

    def _unknown_verb(self, here: Here) -> int | None:
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
                who = classify(tokens, clause.subject_first, at, self._roster, opening=clause.subject_first == 0)
                if who and not who.weak and who.kind in (DoerClass.PERSON, DoerClass.EXECUTIVE) and who.last == at:
                    return at
        return None

    # --- active deeds -------------------------------------------------------------------------------------------------

    def _is_deed(self, lemma: str, doer: Doer, rest: str, *, said_now: bool = False, dated: bool = False) -> bool:
        """Whether verb and complement are a deed of such a doer; ``said_now``: a body's words carry it out at once."""
        table = verbs()
        if said_now and not dated and doer.kind is DoerClass.BODY and lemma in table.decisions and self._is_own(doer):
            return False
        light = table.light.get(lemma)
        if light is not None:
            certain = not doer.weak or lemma in table.acts
            return certain and light.is_deed(rest, dated=dated and doer.kind in _STRONG)
        if lemma in table.acts or lemma in table.speech:
            return True
        return lemma in table.executive and doer.kind in (DoerClass.EXECUTIVE, DoerClass.PERSON)

    def _active(self, here: Here, verb: int, lemma: str, doer: Doer, *, inverted: bool) -> Draft | None:
        clause, tokens, licence = here.clause, here.tokens, here.licence
        unknown = licence == "unknown-verb"
        after = doer.last if inverted else verb + 1
        end = self._clause_end(here)
        rest = self._words(tokens, after, end)
        soon = self._due.within(tokens[clause.first].start, tokens[end - 1].end)
        said_now = licence in ("", "that-as")
        dated = soon is not None and soon.value is not None
        if not unknown and not self._is_deed(lemma, doer, rest, said_now=said_now, dated=dated):
            return None
        if self._is_undone(here, verb, rest) or self._is_news(doer):
            return None
        found = self._finish(here, licence or "actor-verb", verb, after, end, doer, lemma)
        if lemma == "sørge" and re.match(r"(?i)for (?:det|dette)\b", rest):
            if self._takes_over(here.number, found):
                return None
            start, stop = self._said_before(here)
            if start < stop:
                return replace(found, rule="anaphora", start=start, end=stop)
        if self._strict:
            return found if self._is_plain_in_a_case(found, doer, lemma, licence) else None
        other = doer.kind is DoerClass.NAME or (doer.kind is DoerClass.BODY and not self._is_own(doer))
        if other and lemma in patterns().events_of_others:
            return None  # "Røde Kors holder landsmøde": news
        if unknown:
            return found
        if lemma == "spørge" and found.to is None and licence == "":
            asked = self._asked(here)
            if asked is not None:
                return replace(found, to=asked, to_at=here.place(asked.first, asked.last))
        if not self._is_to_come(found, doer, lemma, licence):
            return None
        if doer.kind is DoerClass.BODY and not self._is_own(doer) and lemma == "tage" and " op" in f" {rest}":
            return None  # another body takes the case up: its route
        return found

    def _is_undone(self, here: Here, verb: int, rest: str) -> bool:
        """Denied, standing practice, or put before somebody at once."""
        words = patterns()
        before = self._text[here.tokens[here.clause.subject_first].start : here.tokens[verb].start]
        return (
            words.negated.search(before) is not None
            or rest.casefold().startswith(("ikke", "ingen"))
            or words.practice.search(rest[:60]) is not None
            or words.put_before.search(rest[:60]) is not None
        )

    def _is_news(self, doer: Doer) -> bool:
        return doer.name.casefold() in doers().news and not self._is_own(doer)

    def _is_plain_in_a_case(self, found: Draft, doer: Doer, lemma: str, licence: str) -> bool:
        """In what was written before the meeting only a unit or a person with a date to come counts."""
        talk = self._passage.grade is Grade.TALK
        certain = not doer.weak and (
            doer.kind in (DoerClass.EXECUTIVE, DoerClass.BODY, DoerClass.PERSON)
            or (talk and doer.kind is DoerClass.PRONOUN)
        )
        news = (lemma in verbs().speech and not talk) or lemma in patterns().events_of_others
        return certain and _is_dated(found.due) and licence in ("", "relative") and not news

    def _is_to_come(self, found: Draft, doer: Doer, lemma: str, licence: str) -> bool:
        """Whether what is told is a promise and no report, wish or news."""
        explicit = found.due is not None and found.due.rule != "due.postponed"
        if lemma in verbs().speech and not explicit:
            telling = lemma in patterns().telling_somebody and licence == ""
            if not (telling and found.to is not None and found.to.kind in _TOLD):
                return False
        if licence == "relative" and not explicit:
            return False
        if licence == "where" and doer.kind not in (DoerClass.EXECUTIVE, DoerClass.PERSON, DoerClass.OFFICE):
            return False
        if licence == "that-wished" and not (explicit and found.due is not None and found.due.value is not None):
            return False
        return not (
            licence == "that-reported" and doer.kind in (DoerClass.BODY, DoerClass.NAME) and not self._is_own(doer)
        )

    def _asked(self, here: Here) -> Doer | None:
        """ "Anna spørger, om Røde Kors vil have det": whom the question is about is asked."""
        question = here.parts[here.index + 1] if here.index + 1 < len(here.parts) else None
        if question is None or question.intro is not Intro.QUESTION or question.verb is None:
            return None
        who = subject_before(
            here.tokens, question.subject_first, question.verb, self._roster, opening=False, subordinate=False
        )
        return who if who and who.kind in (DoerClass.NAME, DoerClass.EXECUTIVE) else None

    def _modal(self, here: Here, doer: Doer | None, *, inverted: bool) -> Draft | None:
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
            if (
                low in verbs().passive
                and low not in verbs().present
                and (at == after or before not in cues().prepositions)
            ):
                return self._passive(here, at, verbs().passive[low], modal=True)
            if low == "blive":
                participle, place = _participle(tokens, at + 1, clause.last)
                if participle:
                    return self._passive(here, place, participle, modal=True)
            if (
                low in verbs().infinitives
                and tokens[at].text[0].islower()
                and (at == after or before not in _NOUN_AFTER)
            ):
                return self._shall(here, at, low, doer)
        return None

    def _shall(self, here: Here, at: int, lemma: str, doer: Doer | None) -> Draft | None:
        """*skal*, *vil* and an infinitive."""
        licence, tokens = here.licence, here.tokens
        wants = here.lemma == "ville"
        end = self._clause_end(here)
        if doer is not None and doer.kind is DoerClass.IT and doer.name.casefold() == "den" and lemma in verbs().acts:
            doer = self._memory.body() or doer
        if lemma == "være" and licence in ("that-agreed", "that-condition"):
            found = self._finish(here, licence, here.verb, at + 1, end, None, lemma)
            return found if found.due is not None and found.due.rule not in _WEAKER_DUES else None
        if doer is None or doer.kind not in _ACTIVE or self._is_news(doer):
            return None
        if patterns().practice.search(self._words(tokens, here.verb, at)):
            return None
        rest = self._words(tokens, at + 1, end)
        if not self._is_deed(lemma, doer, rest) or (doer.weak and lemma not in verbs().acts):
            return None
        rule = licence or ("actor-vil" if wants else "actor-skal")
        found = self._finish(here, rule, at, at + 1, end, doer, lemma)
        dated = _is_dated(found.due)
        if self._strict:
            plans = wants and doer.kind in (DoerClass.BODY, DoerClass.WE) and self._is_own(doer)
            return found if licence == "" and (plans or (dated and not wants)) else None
        if not dated and (licence == "that-wished" or (wants and doer.kind is DoerClass.NAME)):
            return None
        if licence == "that-reported" and doer.kind in (DoerClass.BODY, DoerClass.NAME) and not self._is_own(doer):
            return None
        untimely = lemma in verbs().speech and wants and doer.kind is DoerClass.PERSON
        return None if untimely and not found.due and not found.to else found

    def _infinitive(self, here: Here, doer: Doer | None) -> Draft | None:
        """ "lovede at sende", "Det blev besluttet at holde", "bad forvaltningen om at undersøge"."""
        clause, tokens = here.clause, here.tokens
        start, stop = here.place(clause.first, clause.last)
        if " at " not in self._text[start:stop]:
            return None
        end = self._clause_end(here)
        for rule, pattern in patterns().infinitives:
            match = pattern.search(self._text, start, stop)
            if match is None:
                continue
            at = next((i for i in range(clause.first, clause.last) if tokens[i].start == match.start("inf")), None)
            if at is None:
                continue
            low, cue = tokens[at].low, match.group().casefold()
            rest = self._words(tokens, at + 1, end)
            if patterns().put_before.search(rest[:60]):
                continue
            actor = self._charged(here, rule, match, at, doer)
            if rule != "impersonal-at" and actor is None:
                continue
            if low == "være" or low in verbs().passive:
                if not _ROLE.search(rest[:40]):
                    continue
            elif low not in verbs().infinitives or not (
                "bemyndig" in cue or self._is_deed(low, actor or _SOMEBODY, rest)
            ):
                continue
            begin = here.verb if rule == "actor-at" and _WORK_IN_HAND.match(cue) else at
            found = self._finish(here, rule, begin, at + 1, end, actor, low)
            due = found.due
            if rule == "called-at" and not (
                due is not None and due.value is not None and _LIMIT.search(self._text[due.start : due.end])
            ):
                continue
            undated = due is None or due.value is None
            if undated and ("forventer" in cue or (self._strict and not _IN_HAND_OR_PROMISED.match(cue))):
                continue
            return found
        return self._dialogue(here, doer)

    def _charged(self, here: Here, rule: str, match: re.Match[str], at: int, doer: Doer | None) -> Doer | None:
        """Whose deed the infinitive is: the subject's, or that of whom the subject asks."""
        if rule == "impersonal-at":
            return None
        if doer is None or (doer.kind not in _ACTIVE and rule != "asked-at"):
            return None
        if rule != "asked-at":
            return doer
        clause, tokens = here.clause, here.tokens
        if clause.form is VerbForm.PAST and tokens[clause.subject_first].low in cues().prepositions:
            return None  # "På mødet i juni bad bestyrelsen ...": an old task
        whom = next((i for i in range(clause.first, clause.last) if tokens[i].start == match.start("whom")), None)
        if whom is None:
            return None
        single = doer.kind in (DoerClass.PERSON, DoerClass.PRONOUN)  # one member's wish, unless somebody says yes
        return None if single and not self._confirmed(here) else phrase(tokens, whom, at, self._roster)

    def _confirmed(self, here: Here) -> bool:
        nextone = here.following
        return nextone is not None and patterns().confirmed.search(self._text, nextone.start, nextone.end) is not None

    def _dialogue(self, here: Here, doer: Doer | None) -> Draft | None:
        """ "er i dialog med naboerne om at ændre": work in hand."""
        if here.lemma != "være" or doer is None or doer.kind not in _ACTIVE:
            return None
        rest = self._words(here.tokens, here.verb + 1, here.clause.last).casefold()
        if not _WITH_SOMEBODY.match(rest) or " at " not in rest:
            return None
        return self._finish(here, "actor-at", here.verb, here.verb + 1, self._clause_end(here), doer, "være")

    # --- passives and the like ----------------------------------------------------------------------------------------

    def _passive(self, here: Here, verb: int, lemma: str, *, modal: bool) -> Draft | None:
        """ "Begge udkast rundsendes", "Serveringen skal afklares med", "bliver forelagt udvalget"."""
        clause, tokens, licence = here.clause, here.tokens, here.licence
        if self._strict or licence == "relative":
            return None
        end = self._clause_end(here)
        rest = self._words(tokens, verb + 1, end)
        pattern = verbs().passive_light.get(lemma)
        light = pattern is not None and pattern.search(rest[:80]) is not None
        if not (light or lemma in verbs().passive_acts) or self._is_undone(here, verb, rest):
            return None
        first = clause.subject_first
        subject = first < here.verb and clause.intro is not Intro.VP
        whom = self._passive_subject(here) if subject else None
        start = min(first, here.verb)
        if tokens[start].low == "der" or whom:
            start = here.verb
        rule = licence or ("passive-skal" if modal else "passive")
        agent = self._agent(tokens, verb, end)
        if agent is None and licence == "that-promised" and here.matrix and here.matrix.kind in _ACTIVE:
            agent = here.matrix  # "Forvaltningen påtager sig ansvaret for, at folderen opdateres"
        found = self._finish(here, rule, start, verb + 1, end, agent, lemma)
        if whom:
            found = replace(found, to=whom, to_at=here.place(whom.first, whom.last))
        due = found.due
        about = tokens[first].low if subject else ""
        if about in ("næste", "mødet", "møderne"):
            return None
        if due is not None and due.rule == "due.recurring" and not (whom or licence):
            return None
        if due is not None and due.rule not in _WEAKER_DUES:
            return found
        if about in _THE_CASE and lemma != "tage":
            return None
        to_another_body = found.to is not None and found.to.kind is DoerClass.BODY and not self._is_own(found.to)
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

    def _passive_subject(self, here: Here) -> Doer | None:
        """Who gets it, as the subject: "Alle deltagere inviteres", "Ungdomsrådet skal hvert år høres"."""
        tokens, first = here.tokens, here.clause.subject_first
        subject = subject_before(tokens, first, here.verb, self._roster, opening=first == 0, subordinate=True)
        if subject and subject.kind in _ACTIVE and not subject.weak and subject.kind is not DoerClass.WE:
            return subject
        found = phrase(tokens, first, here.verb, self._roster)
        if found is None or found.kind is DoerClass.NAME:
            return None
        if found.last < here.verb and not (
            _is_adverbial(tokens[found.last]) or _DATE_WORD.fullmatch(tokens[found.last].low)
        ):
            return None
        return found

    def _agent(self, tokens: Sequence[Token], verb: int, end: int) -> Doer | None:
        """ "sendes af sekretariatet"."""
        for at in range(verb + 1, min(end - 1, verb + 8)):
            if tokens[at].low == "af":
                found = phrase(tokens, at + 1, end, self._roster)
                if found and found.kind in (DoerClass.EXECUTIVE, DoerClass.PERSON, DoerClass.OFFICE, DoerClass.BODY):
                    return found
        return None

    def _comes(self, here: Here, doer: Doer | None) -> Draft | None:
        """ "Svaret kommer skriftligt", "tallene kommer i uge 5": nobody is named, yet somebody owes it."""
        first, tokens = here.clause.subject_first, here.tokens
        if self._strict or here.licence not in ("", "that-reported") or first >= here.verb:
            return None
        if here.lemma not in ("komme", "følge", "foreligge"):
            return None
        it = doer is not None and doer.kind is DoerClass.IT and doer.name.casefold() == "den" and here.lemma == "komme"
        if not it and not patterns().owed.search(self._words(tokens, first, here.verb)):
            return None
        rest = self._words(tokens, here.verb + 1, here.clause.last).casefold()
        found = self._finish(here, "comes", first, here.verb + 1, self._clause_end(here), None, here.lemma)
        return found if found.due is not None or "skriftlig" in rest or "senere" in rest else None

    def _gets(self, here: Here, doer: Doer) -> Draft | None:
        """ "Udvalget får rapporten, når den foreligger": who gets it is the subject; "får folderen trykt" is a deed."""
        end = self._clause_end(here)
        rest = self._words(here.tokens, here.verb + 1, end)
        if self._strict:
            return None
        if patterns().caused.search(rest[:60]) and doer.kind in _STRONG:
            return self._finish(here, here.licence or "actor-verb", here.verb, here.verb + 1, end, doer, "få")
        if here.licence not in ("", "that-reported", "that-promised", "that-agreed"):
            return None
        if not verbs().light["få"].is_deed(rest, dated=False):
            return None
        found = self._finish(here, "gets", here.verb, here.verb + 1, end, None, "få")
        if found.due is None and "tilsendt" not in rest and "besked" not in rest:
            return None
        return replace(found, to=doer, to_at=here.place(doer.first, doer.last))

    def _received(self, here: Here, doer: Doer) -> Draft | None:
        """ "... på betingelse af, at sekretariatet modtager et budget fra foreningen": the sender owes it."""
        tokens, end = here.tokens, self._clause_end(here)
        sender = next(
            (phrase(tokens, at + 1, end, self._roster) for at in range(here.verb + 1, end) if tokens[at].low == "fra"),
            None,
        )
        found = self._finish(here, here.licence, here.verb, here.verb + 1, end, sender, "modtage")
        return replace(found, to=doer, to_at=here.place(doer.first, doer.last))

    # --- who does what was said before --------------------------------------------------------------------------------

    def _takes_over(self, number: int, found: Draft) -> bool:
        """Give a deed without a doer, right before, to who "sørger for det"."""
        last = self._drafts[-1] if self._drafts else None
        if last is None or last.actor is not None or number - last.sentence > 1:
            return False
        self._drafts[-1] = replace(
            last, rule="anaphora", actor=found.actor, actor_at=found.actor_at, due=last.due or found.due
        )
        return True

    def _anaphora(self, here: Here) -> tuple[bool, Draft | None]:
        """ "Det gør Anna", "Det sørger pedellen for": whether it is one, and a deed if none was read before."""
        tokens, clause = here.tokens, here.clause
        if clause.lemma not in patterns().doing_it:
            return False, None
        who = self._memory.doer(subject_after(tokens, here.verb, clause.last, self._roster))
        if who is None or who.kind not in _ACTIVE:
            return False, None
        if clause.lemma == "ville" or self._strict:
            return True, None  # "Det vil forvaltningen gøre" confirms what was asked
        due = self._due.within(tokens[clause.first].start, here.sentence.end)
        found = Draft(
            "anaphora", 0, 0, who, here.place(who.first, who.last), due=due, sentence=here.number, lemma=here.lemma
        )
        if self._takes_over(here.number, found):
            return True, None
        start, end = self._said_before(here)
        if start >= end:
            return False, None
        return True, replace(found, start=start, end=end, due=due or self._due.within(start, end))

    def _said_before(self, here: Here) -> tuple[int, int]:
        start = here.tokens[here.clause.first].start
        if len(self._text[here.sentence.start : start].strip(" –-—:,")) > 5:
            return here.sentence.start, start
        last = self._memory.last
        return (last[0].start, last[-1].end) if last else (0, 0)

    # --- common -------------------------------------------------------------------------------------------------------

    def _is_own(self, doer: Doer) -> bool:
        """Whether a doer is the meeting's own body."""
        if doer.kind is DoerClass.WE:
            return True
        folded = _fold(doer.name)
        if not self._own:
            return folded in ("udvalget", "rådet", "bestyrelsen", "byrådet")
        stems = {folded, folded.removesuffix("et"), folded.removesuffix("en"), folded.removesuffix("ne")}
        return any(len(stem) > 2 and stem in own for stem in stems for own in self._own)

    def _words(self, tokens: Sequence[Token], first: int, last: int) -> str:
        return self._text[tokens[first].start : tokens[last - 1].end] if first < last else ""

    def _clause_end(self, here: Here) -> int:
        """Where a deed's words end: with its clause and the clauses that are its object ("om ...", "hvad ...", "at ...")."""
        tokens, end = here.tokens, here.clause.last
        for nextone in here.parts[here.index + 1 :]:
            is_object = nextone.intro in (Intro.QUESTION, Intro.THAT)
            is_gift = nextone.intro is Intro.RELATIVE and patterns().getting.search(
                self._words(tokens, nextone.first, nextone.last)
            )
            is_list = nextone.verb is None and nextone.intro is Intro.MAIN and tokens[nextone.first - 1].text == ","
            if not (is_object or is_gift or is_list):
                break
            end = nextone.last
        while end > here.clause.first + 1 and tokens[end - 1].text in ",:;.–—-(":
            end -= 1
        return end

    def _finish(self, here: Here, rule: str, first: int, after: int, end: int, actor: Doer | None, lemma: str) -> Draft:
        """Put a deed together: its words from token ``first`` to ``end``, ``after`` being the first behind the verb."""
        tokens = here.tokens
        due = self._due_of(here, end, lemma)
        to = recipient(tokens, lemma, after, end, self._roster, (due.start, due.end) if due else None)
        if to is not None and actor is not None and to.name == actor.name:
            to = None
        if due is not None and lemma in patterns().to_an_event and due.start < due.end:
            due = self._due.bare(due)
        start, stop = self._without_due(*here.place(first, end), due)
        return Draft(
            rule,
            start,
            stop,
            self._memory.doer(actor),
            here.place(actor.first, max(actor.last, actor.first + 1)) if actor else None,
            self._memory.recipient(to, actor),
            here.place(to.first, to.last) if to else None,
            due,
            here.number,
            lemma,
        )

    def _due_of(self, here: Here, end: int, lemma: str) -> Due | None:
        """The due: in the deed's own words, in what follows, in front, or elsewhere in the item."""
        clause, reader = here.clause, self._due
        start, stop = here.place(clause.first, end)
        behind = max(stop, here.tokens[self._trailing(here, end) - 1].end)
        found = (
            reader.within(start, stop)
            or (reader.within(here.sentence.start, start) if here.licence == "where" else None)
            or reader.pointing(start, stop, start, self._drafts[-1].due if self._drafts else None)
            or (reader.within(stop, behind) if behind > stop else None)
        )
        before = here.parts[here.index - 1] if here.index else None
        if found is None and before and before.intro is Intro.ADVERBIAL and clause.subject_first == clause.verb:
            found = reader.words(here.tokens[before.first].start, start)
        found = found or reader.words(start, behind)
        if found is None and here.index + 1 < len(here.parts):
            found = reader.deadline_after(stop, here.sentence.end)
            ready = patterns().ready.search(self._text, stop, here.sentence.end) if found is None else None
            if ready:
                found = reader.within(ready.start(), here.sentence.end)
        if found is None and not self._strict:
            found = reader.postponed_to(start, max(0, here.sentence.start - 160)) or self._at_the_event(
                here, start, stop
            )
            if found is None and answers(lemma, self._text[here.tokens[here.verb].start : stop]):
                day = self._context().deadline()
                found = Due(day, start, start, "due.deadline") if day is not None else None
        if found is not None and found.value is None and found.rule == "due.deadline":
            return replace(found, value=self._context().deadline())
        return found

    def _trailing(self, here: Here, end: int) -> int:
        """Where the clauses end that follow a deed and may state its due: "som behandles på mødet i maj"."""
        trailing = end
        for nextone in here.parts[here.index + 1 :]:
            own = nextone.intro in (Intro.MAIN, Intro.VP) and nextone.verb is not None
            if nextone.first >= end and (own or here.tokens[nextone.first].low == "der"):
                break
            trailing = max(trailing, nextone.last)
        return trailing

    def _at_the_event(self, here: Here, start: int, stop: int) -> Due | None:
        """The day of the event that a deed is done at: in the sentence before, the title or elsewhere in the item."""
        verb = here.tokens[here.verb].start
        if not at_the_event(self._text[verb:stop]):
            return None
        last = self._memory.last
        before = self._due.within(last[0].start, last[-1].end) if last else None
        if before is not None and before.value is not None:
            return Due(before.value, start, start, "due.event")
        words = f"{self._text[start:stop]} {self._passage.title}"
        day = event_day(self._passage.title, self._base) or self._context().event(words)
        return Due(day, start, start, "due.event") if day is not None else None

    def _context(self) -> DueReader:
        """The dates of the whole item."""
        if self._item is None:
            self._item = DueReader(self._passage.context(), self._base, None)
        return self._item

    def _without_due(self, start: int, stop: int, due: Due | None) -> tuple[int, int]:
        """Cut the words of the due off either end of the deed."""
        if due is None or due.end <= start or due.start >= stop:
            return start, stop
        if due.end >= stop - 1 and due.start > start:
            stop = due.start
        elif due.start <= start < due.end < stop:
            start = due.end
        while stop > start and self._text[stop - 1] in " ,;:.–-":
            stop -= 1
        while start < stop and self._text[start] in " ,;:":
            start += 1
        dangling = _DANGLING.search(self._text, max(start, stop - 12), stop)
        return start, dangling.start() if dangling and dangling.start() > start else stop


_THE_CASE = frozenset({"sagen", "punktet", "forslaget", "sag"})
_PAPERS = _THE_CASE | {"notatet", "indstillingen", "ansøgningen", "planen", "høringssvaret", "udtalelsen", "politikken"}
_SENT = frozenset({"sende", "dele"})
_SENT_OUT = frozenset({"eftersende", "rundsende", "udsende", "tilsende", "vedlægge", "vedhæfte"})
_NOUN_AFTER = frozenset({"den", "det", "de", "en", "et", "til", "på", "i", "af", "ved", "om"})


def _resumes_main(sentence: Sentence, parts: Sequence[Clause], index: int) -> bool:
    """ "spørger X, hvorfor ..., og genfremsætter sagen": after a clause closed by a comma, the main subject goes on."""
    first = parts[index].first
    if index == 0 or parts[index - 1].intro in (Intro.MAIN, Intro.VP):
        return False
    return sentence.tokens[first].text == "," or sentence.tokens[first - 1].text == ","


def _is_adverbial(token: Token) -> bool:
    """A word that a sentence's adverbial begins with, so that the subject stands behind the verb."""
    low = token.low
    if low in cues().prepositions or (low in cues().adverbs and low not in doers().pronouns):
        return True
    return low in ("som", "senest", "næste", "mandag", "tirsdag", "onsdag", "torsdag", "fredag")


def _participle(tokens: Sequence[Token], first: int, last: int) -> tuple[str | None, int]:
    """The verb of a participle behind *blive*, and where it stands."""
    table = verbs()
    for at in range(first, min(last, first + 8)):
        lemma = table.participles.get(tokens[at].low)
        if lemma and (lemma in table.passive_acts or lemma in table.passive_light):
            return lemma, at
    return None, first


def _is_dated(due: Due | None) -> bool:
    return due is not None and due.value is not None and due.rule not in _WEAKER_DUES


def _fold(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def read_passage(
    passage: Passage, own: Sequence[str], roster: Roster, next_meeting: str | None, base: date | None
) -> list[Draft]:
    """Return the commitments that a passage states, in order of print."""
    return PassageReader(passage, own, roster, next_meeting, base).read()
