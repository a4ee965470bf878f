"""The rules by which a clause is read as somebody's deed to come; each has a name, so that what it has earned can be measured.

==========================  =========================================================================================
actor-verb                  "Forvaltningen indsender vedtægten", "Derefter udarbejder hun en sag"
actor-skal, actor-vil       "Direktøren skal inden mødet redegøre", "Anna vil skaffe en liste"
actor-at                    "lovede at sende", "påtager sig at", "er ved at se på", "bliver bedt om at"
asked-at                    "Udvalget bad forvaltningen om at undersøge"
impersonal-at               "Det blev besluttet at holde et møde"
that-promised, that-agreed, that-condition, that-asked, that-wished, that-reported, that-as
                            the same in a clause: "lovede, at", "under forudsætning af, at", "oplyste, at", "idet"
passive, passive-skal       "Begge udkast rundsendes", "Serveringen skal afklares med"
comes                       "Svaret kommer skriftligt"
anaphora                    "Det gør Anna", "Anna sørger for det": who does what was said before
gets                        "Udvalget får rapporten, når den foreligger"
initials                    "Kortene – AB & CD": a line of a task list
unknown-verb                a verb of no table after a certain doer
==========================  =========================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from graphbuild.extractors.commitments.actors import (
    Doer,
    classify,
    last_person,
    person_at,
    subject_after,
    subject_before,
)
from graphbuild.extractors.commitments.clauses import Clause, Intro, Sentence, Token, clauses, cues, sentences
from graphbuild.extractors.commitments.due import Due, DueReader, at_the_event, event_day, event_in
from graphbuild.extractors.commitments.passages import Grade, Passage
from graphbuild.extractors.commitments.recipients import phrase, recipient
from graphbuild.extractors.commitments.words import DoerClass, VerbForm, doers, read_table, verbs
from graphbuild.extractors.roster import Roster


@dataclass(frozen=True, slots=True)
class Draft:
    """A commitment in the making: offsets into the flow's text, the doers as read, not yet as values."""

    rule: str
    start: int
    end: int
    actor: Doer | None
    actor_at: tuple[int, int] | None  # where the actor's words stand
    to: Doer | None
    to_at: tuple[int, int] | None
    due: Due | None
    sentence: int  # running number, for what refers back
    lemma: str = ""


@dataclass(frozen=True, slots=True)
class _Cues:
    subject_at: re.Pattern[str]
    impersonal_at: re.Pattern[str]
    with_due_at: re.Pattern[str]
    asked_at: re.Pattern[str]
    licences: tuple[tuple[str, re.Pattern[str]], ...]
    confirmed: re.Pattern[str]
    practice: re.Pattern[str]


def _any(words: Sequence[str]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s(?:\w+\s)?" if " " in word else " ")
        for word in sorted(words, key=len, reverse=True)
    )


@cache
def _cues() -> _Cues:
    table = read_table("cues.toml")
    to_infinitive = r"(?P<gap>(?:[^.;:?]|(?<=\d)\.){0,90}?)\bat\s(?:(?:også|så|selv|igen|først|forsøge\sat|få|løbende|fortsat)\s)?(?P<inf>\w+)"
    inf = table["infinitives"]
    return _Cues(
        subject_at=re.compile(rf"(?i)\b(?:{_any(inf['subject'])})\b{to_infinitive}"),
        impersonal_at=re.compile(rf"(?i)\b(?:{_any(inf['impersonal'])})\b{to_infinitive}"),
        with_due_at=re.compile(rf"(?i)\b(?:{_any(inf['with_due'])})\b{to_infinitive}"),
        asked_at=re.compile(
            rf"(?i)\b(?:{_any(inf['asked'])})\s(?P<whom>[^.;:,?]{{2,60}}?)\s(?:om|til)\b{to_infinitive}"
        ),
        licences=tuple(
            (kind, re.compile(rf"(?i)\b(?:{_any(words)})[^.;:]{{0,30}}?,?\s?\Z"))
            for kind, words in table["licences"].items()
        ),
        confirmed=re.compile(rf"(?i)\b(?:{_any(table['confirmations']['words'])})\b"),
        practice=re.compile(rf"(?i)\b(?:{_any(table['practice']['words'])})(?!\w)"),
    )


_IT_FIRST = re.compile(r"(?i)^(?:det|dette)$")
_NOTE = re.compile(
    r"(?P<what>[^\n]{2,70}?)\s[–—-]\s(?P<who>[A-ZÆØÅ][A-ZÆØÅa-zæøå]{0,3}(?:\s?(?:&|og|,|/|\+)\s?[A-ZÆØÅ][A-ZÆØÅa-zæøå]{0,3}){0,4})\s*\Z"
)
_READY = re.compile(
    r"(?i)\bskal være (?:slut|færdig\w*|klar\w*|afsluttet|udført|på plads|gjort)\b|\b(?:deadline|fristen|frist)\b"
)
_HEARING = re.compile(
    r"(?i)\b(?:i (?:offentlig |fornyet |supplerende )?høring|under punkt|til afstemning|til protokollen?|på valg)\b"
)
_STRONG_SPEECH_TO = frozenset({DoerClass.PERSON, DoerClass.ALL, DoerClass.NAME, DoerClass.EXECUTIVE, DoerClass.OFFICE})
_STRONG = frozenset({DoerClass.EXECUTIVE, DoerClass.OFFICE, DoerClass.PERSON, DoerClass.WE, DoerClass.PRONOUN})
_ACTIVE = frozenset({DoerClass.EXECUTIVE, DoerClass.BODY, DoerClass.OFFICE, DoerClass.PERSON, DoerClass.WE, DoerClass.PRONOUN, DoerClass.THEY, DoerClass.ALL, DoerClass.NAME})  # fmt: skip


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
        self._before: list[tuple[Token, ...]] = []
        self._strict = passage.grade is Grade.CASE

    def read(self) -> list[Draft]:
        """Return the passage's commitments in order of print."""
        whole = list(sentences(self._text))
        for number, sentence in enumerate(whole):
            following = whole[number + 1] if number + 1 < len(whole) else None
            self._sentence(number, sentence, following)
            self._before.append(sentence.tokens)
        return self._drafts

    # --- one sentence ---------------------------------------------------------------------------------------------------

    def _sentence(self, number: int, sentence: Sentence, following: Sentence | None) -> None:
        if not self._strict and self._note(number, sentence):
            return
        if self._ready(number, sentence):
            return
        parts = clauses(sentence)
        subject: Doer | None = None
        licence: str | None = None
        added: Draft | None = None
        main: tuple[Doer | None, Draft | None] = (None, None)
        for index, clause in enumerate(parts):
            if clause.verb is None:
                continue
            if clause.intro is not Intro.VP:
                licence = None
            elif self._resumes_main(sentence, parts, index):
                subject, added, licence = main[0], main[1], ""
            gate = self._gate(sentence, parts, index, licence)
            if gate is None:
                subject = None if clause.intro is not Intro.VP else subject
                added = None
                continue
            licence = gate
            who = subject if clause.intro is Intro.VP else None
            drafts, subject = self._clause(number, sentence, parts, index, gate, who, following)
            for draft in drafts:
                joined = clause.intro is Intro.VP and added is not None and self._joins(added, draft, sentence, clause)
                if joined and added is not None:
                    merged = replace(
                        added,
                        end=max(added.end, draft.end),
                        due=added.due or draft.due,
                        to=added.to or draft.to,
                        to_at=added.to_at or draft.to_at,
                    )
                    self._drafts[self._drafts.index(added)] = merged
                    added = merged
                else:
                    self._drafts.append(draft)
                    added = draft
            if not drafts and clause.intro is not Intro.VP:
                added = None
            if clause.intro is Intro.MAIN or (clause.intro is Intro.VP and licence == ""):
                main = (subject, added)

    def _resumes_main(self, sentence: Sentence, parts: list[Clause], index: int) -> bool:
        """ "spørger X, hvorfor ..., og genfremsætter sagen": after a clause closed by a comma, the main subject goes on."""
        first = parts[index].first
        if index == 0 or parts[index - 1].intro in (Intro.MAIN, Intro.VP):
            return False
        return sentence.tokens[first].text == "," or sentence.tokens[first - 1].text == ","

    def _joins(self, added: Draft, draft: Draft, sentence: Sentence, clause: Clause) -> bool:
        """Whether a further deed of the same doer is one commitment with the one before."""
        if added.sentence != draft.sentence or not (
            added.actor and draft.actor and added.actor.name == draft.actor.name
        ):
            return False
        own_due = (
            added.due is not None
            and added.due.end <= sentence.tokens[clause.first].start
            and added.due.start >= sentence.start
        )
        if not own_due:
            return True
        verb = clause.verb or 0
        if verb + 1 < len(sentence.tokens) and sentence.tokens[verb + 1].low in _BACK:
            return True
        return draft.to is None and (draft.due is None or draft.due.end <= sentence.tokens[clause.first].start)

    def _gate(self, sentence: Sentence, parts: list[Clause], index: int, licence: str | None) -> str | None:
        """Whether a clause may state a deed, and by what licence ("" for a main clause)."""
        clause = parts[index]
        tokens = sentence.tokens
        if clause.intro is Intro.MAIN:
            return ""
        if clause.intro is Intro.VP:
            return licence if licence is not None else None
        if clause.intro is Intro.THAT:
            before = self._text[max(sentence.start, tokens[clause.first].start - 90) : tokens[clause.first].start]
            for kind, pattern in _cues().licences:
                if pattern.search(before):
                    return f"that-{kind}"
            return None
        if clause.intro is Intro.RELATIVE:
            if tokens[clause.first].low in ("hvorefter", "hvoraf"):
                return "that-as"
            return (
                "relative"
                if tokens[clause.first].low in ("som", "der")
                or tokens[min(clause.first + 1, len(tokens) - 1)].low in ("som", "der")
                else None
            )
        if clause.intro is Intro.ADVERBIAL:
            word = tokens[clause.first].low
            if word == "idet":
                return "that-as"
            if word == "så":
                return "so"
        return None

    # --- one clause -----------------------------------------------------------------------------------------------------

    def _clause(
        self,
        number: int,
        sentence: Sentence,
        parts: list[Clause],
        index: int,
        licence: str,
        shared: Doer | None,
        following: Sentence | None,
    ) -> tuple[list[Draft], Doer | None]:
        clause = parts[index]
        tokens = sentence.tokens
        verb = clause.verb
        assert verb is not None
        doer, inverted = self._subject(sentence, parts, index, licence, shared)
        unknown = None
        if licence == "" and clause.intro is Intro.MAIN and not self._strict:
            unknown = self._unknown_verb(sentence, clause)
            if unknown is not None:
                verb, doer, inverted = (
                    unknown,
                    classify(tokens, clause.subject_first, unknown, self._roster, opening=clause.subject_first == 0),
                    False,
                )
        at_start = (
            clause.subject_first < verb
            and _IT_FIRST.match(tokens[clause.subject_first].text) is not None
            and verb == clause.subject_first + 1
        )
        if at_start and licence == "":
            found = self._anaphora(number, sentence, clause)
            if found is not None:
                return found, None
        draft: Draft | None
        if unknown is not None and doer is not None:
            draft = self._active(
                number, sentence, parts, index, verb, tokens[verb].low[:-1], doer, False, "unknown-verb", following
            )
            return ([draft] if draft else []), doer
        draft = self._infinitive(number, sentence, parts, index, doer, following, licence)
        if draft is None:
            draft = self._by_form(number, sentence, parts, index, doer, inverted, licence, following)
        return ([draft] if draft else []), doer

    def _by_form(
        self,
        number: int,
        sentence: Sentence,
        parts: list[Clause],
        index: int,
        doer: Doer | None,
        inverted: bool,
        licence: str,
        following: Sentence | None,
    ) -> Draft | None:
        clause = parts[index]
        tokens = sentence.tokens
        verb, lemma = clause.verb, clause.lemma or ""
        assert verb is not None
        if clause.form is VerbForm.PASSIVE:
            return self._passive(number, sentence, parts, index, verb, lemma, licence, following, modal=False)
        if clause.form is VerbForm.PRESENT:
            if lemma == "blive":
                participle, at = self._participle(tokens, verb + 1, clause.last)
                if participle:
                    return self._passive(
                        number, sentence, parts, index, at, participle, licence, following, modal=False
                    )
            if doer is None or doer.kind not in _ACTIVE:
                return self._comes(number, sentence, parts, index, doer, lemma, licence, following)
            if lemma == "modtage" and licence in ("that-condition", "that-agreed", "that-promised"):
                return self._received(number, sentence, parts, index, doer, licence, following)
            if lemma == "få":
                return self._gets(number, sentence, parts, index, doer, licence, following)
            return self._active(number, sentence, parts, index, verb, lemma, doer, inverted, licence, following)
        if clause.form is VerbForm.MODAL:
            return self._modal(number, sentence, parts, index, doer, inverted, licence, following)
        return None

    def _subject(
        self, sentence: Sentence, parts: list[Clause], index: int, licence: str, shared: Doer | None
    ) -> tuple[Doer | None, bool]:
        clause = parts[index]
        tokens = sentence.tokens
        verb = clause.verb
        assert verb is not None
        first = clause.subject_first
        if clause.intro is Intro.VP:
            return (
                (shared, False)
                if first >= verb or tokens[first].low in cues().adverbs
                else (classify(tokens, first, verb, self._roster, opening=False) or shared, False)
            )
        if clause.intro is Intro.RELATIVE and licence == "relative":
            if (
                first < verb
                and tokens[first].low not in cues().adverbs
                and tokens[first].low not in cues().prepositions
            ):
                return None, False
            return self._antecedent(sentence, parts, index), False
        if clause.intro is Intro.MAIN:
            fronted = index > 0 and parts[index - 1].intro in (Intro.ADVERBIAL, Intro.QUESTION) and first == verb
            if first >= verb:
                return (subject_after(tokens, verb, clause.last, self._roster), True) if fronted else (None, False)
            if _DATE_START.match(tokens[first].low):
                while first < verb and _DATE_WORD.fullmatch(tokens[first].low):
                    first += 1
            if first >= verb:
                return subject_after(tokens, verb, clause.last, self._roster), True
            head = tokens[first].low
            if (
                head in cues().prepositions
                or (head in cues().adverbs and head not in doers().pronouns)
                or head in ("senest", "næste", "mandag", "tirsdag", "onsdag", "torsdag", "fredag")
            ):
                return subject_after(tokens, verb, clause.last, self._roster), True
            doer = subject_before(
                tokens,
                first,
                verb,
                self._roster,
                opening=first == 0 or tokens[first - 1].text in ".",
                subordinate=False,
            )
            return doer, False
        if first >= verb:
            return None, False
        return subject_before(tokens, first, verb, self._roster, opening=False, subordinate=True), False

    def _antecedent(self, sentence: Sentence, parts: list[Clause], index: int) -> Doer | None:
        """The somebody that "som" or "der" follows."""
        tokens = sentence.tokens
        end = parts[index].first
        while end > 0 and tokens[end - 1].text == ",":
            end -= 1
        best: Doer | None = None
        for start in range(end - 1, max(-1, end - 7), -1):
            low = tokens[start].low
            if low in cues().prepositions or tokens[start].text in ",:;":
                break
            if tokens[start].text[0].isupper() or doers().noun(tokens[start].text):
                found = phrase(tokens, start, end, self._roster)
                if found and found.last == end and found.kind in _ACTIVE:
                    best = found
        return best

    def _unknown_verb(self, sentence: Sentence, clause: Clause) -> int | None:
        tokens = sentence.tokens
        limit = clause.verb if clause.verb is not None else clause.last
        for at in range(clause.subject_first + 1, min(limit, clause.subject_first + 9)):
            word = tokens[at]
            if (
                word.text[0].islower()
                and word.low.endswith("er")
                and len(word.low) > 4
                and word.low not in verbs().present
                and word.low not in _NEVER_VERBS
                and word.low not in cues().not_verbs
            ):
                who = classify(tokens, clause.subject_first, at, self._roster, opening=clause.subject_first == 0)
                if who and not who.weak and who.kind in (DoerClass.PERSON, DoerClass.EXECUTIVE) and who.last == at:
                    return at
        return None

    # --- deeds ----------------------------------------------------------------------------------------------------------

    def _is_deed(self, lemma: str, doer: Doer, rest: str, *, said_now: bool = False, dated: bool = False) -> bool:
        """Whether the verb with its complement is a deed of such a doer; ``said_now``: a body's words carry it out at once."""
        table = verbs()
        if said_now and doer.kind is DoerClass.BODY and lemma in table.decisions and self._is_own(doer):
            return False
        light = table.light.get(lemma)
        if light is not None:
            return light.is_deed(rest, dated=dated and doer.kind in _STRONG) and not (
                doer.weak and lemma not in table.acts
            )
        if lemma in table.acts or lemma in table.speech:
            return True
        return lemma in table.executive and doer.kind in (DoerClass.EXECUTIVE, DoerClass.PERSON)

    def _active(
        self,
        number: int,
        sentence: Sentence,
        parts: list[Clause],
        index: int,
        verb: int,
        lemma: str,
        doer: Doer,
        inverted: bool,
        licence: str,
        following: Sentence | None,
    ) -> Draft | None:
        clause = parts[index]
        tokens = sentence.tokens
        known_rule = licence == "unknown-verb"
        after = doer.last if inverted else verb + 1
        end = self._clause_end(sentence, parts, index)
        rest = self._words(tokens, after, end)
        soon = self._due.within(tokens[clause.first].start, tokens[end - 1].end)
        if not known_rule and not self._is_deed(
            lemma, doer, rest, said_now=licence in ("", "that-as"), dated=soon is not None and soon.value is not None
        ):
            return None
        if _NOT_BEFORE.search(self._text[tokens[clause.subject_first].start : tokens[verb].start]):
            return None
        if doer.name.casefold() in doers().news and not self._is_own(doer):
            return None
        if (
            _HEARING.search(rest[:60])
            or rest.casefold().startswith(("ikke", "ingen"))
            or _cues().practice.search(rest[:60])
        ):
            return None
        found = self._finish(
            number, sentence, parts, index, licence or "actor-verb", verb, after, end, doer, lemma, following
        )
        if lemma == "sørge" and re.match(r"(?i)for (?:det|dette)\b", rest) and self._takes_over(number, found):
            return None
        explicit = found.due is not None and found.due.rule != "due.postponed"
        dated = explicit and found.due is not None and found.due.value is not None
        if self._strict:
            told = (
                doer.kind in (DoerClass.NAME, DoerClass.WE, DoerClass.ALL, DoerClass.OFFICE) or lemma in verbs().speech
            )
            return found if dated and not told and licence in ("", "relative") else None
        if doer.kind is DoerClass.NAME and lemma in ("holde", "afholde", "besøge", "åbne", "arrangere"):
            return None  # "Røde Kors holder landsmøde": news
        if known_rule:
            return found
        if lemma == "spørge" and found.to is None and licence == "":
            asked = self._asked(sentence, parts, index)
            if asked is not None:
                return replace(
                    found, to=asked, to_at=(sentence.tokens[asked.first].start, sentence.tokens[asked.last - 1].end)
                )
        if lemma in verbs().speech and not (
            explicit
            or (
                found.to is not None
                and found.to.kind in _STRONG_SPEECH_TO
                and licence == ""
                and lemma in ("orientere", "informere", "spørge", "svare", "vise", "meddele", "besvare")
            )
        ):
            return None
        if licence == "relative" and not explicit:
            return None
        if licence == "that-wished" and not dated:
            return None
        if licence == "that-reported" and doer.kind in (DoerClass.BODY, DoerClass.NAME) and not self._is_own(doer):
            return None
        if doer.kind is DoerClass.BODY and not self._is_own(doer) and lemma == "tage" and " op" in f" {rest}":
            return None
        if doer.kind is DoerClass.IT:
            return None
        return found

    def _asked(self, sentence: Sentence, parts: list[Clause], index: int) -> Doer | None:
        """ "Anna spørger, om Røde Kors vil have det": whom the question is about is asked."""
        if index + 1 >= len(parts) or parts[index + 1].intro is not Intro.QUESTION or parts[index + 1].verb is None:
            return None
        question = parts[index + 1]
        who = subject_before(
            sentence.tokens, question.subject_first, question.verb or 0, self._roster, opening=False, subordinate=False
        )
        return who if who and who.kind in (DoerClass.NAME, DoerClass.EXECUTIVE) else None

    def _takes_over(self, number: int, found: Draft) -> bool:
        """ "Anna sørger for det": she is who does what was said, without a doer, right before."""
        last = self._drafts[-1] if self._drafts else None
        if last is None or last.actor is not None or number - last.sentence > 1:
            return False
        self._drafts[-1] = replace(
            last, rule="anaphora", actor=found.actor, actor_at=found.actor_at, due=last.due or found.due
        )
        return True

    def _modal(
        self,
        number: int,
        sentence: Sentence,
        parts: list[Clause],
        index: int,
        doer: Doer | None,
        inverted: bool,
        licence: str,
        following: Sentence | None,
    ) -> Draft | None:
        clause = parts[index]
        tokens = sentence.tokens
        verb = clause.verb
        assert verb is not None
        if clause.lemma not in ("skulle", "ville"):
            return None
        after = doer.last if inverted and doer else verb + 1
        rule = "actor-skal" if clause.lemma == "skulle" else "actor-vil"
        for at in range(after, min(clause.last, after + 24)):
            low = tokens[at].low
            if low in ("ikke", "gerne", "have", "hellere", "helst", "kunne"):
                if low == "ikke" or clause.lemma == "ville":
                    return None
            if (
                low in verbs().passive
                and low not in verbs().present
                and (at == after or tokens[at - 1].low not in cues().prepositions)
            ):
                return self._passive(
                    number, sentence, parts, index, at, verbs().passive[low], licence, following, modal=True
                )
            if low in ("blive", "være"):
                participle, place = self._participle(tokens, at + 1, clause.last)
                if participle and low == "blive":
                    return self._passive(
                        number, sentence, parts, index, place, participle, licence, following, modal=True
                    )
            if (
                low in verbs().infinitives
                and tokens[at].text[0].islower()
                and not (
                    at > after
                    and tokens[at - 1].low in ("den", "det", "de", "en", "et", "til", "på", "i", "af", "ved", "om")
                )
            ):
                if (
                    doer is not None
                    and doer.kind is DoerClass.IT
                    and doer.name.casefold() == "den"
                    and low in verbs().acts
                ):
                    doer = self._body_before() or doer
                if low == "være" and licence in ("that-agreed", "that-condition"):
                    found = self._finish(
                        number,
                        sentence,
                        parts,
                        index,
                        licence,
                        verb,
                        at + 1,
                        self._clause_end(sentence, parts, index),
                        None,
                        low,
                        following,
                    )
                    return (
                        found
                        if found.due is not None and found.due.rule not in ("due.postponed", "due.event")
                        else None
                    )
                if doer is None or doer.kind not in _ACTIVE:
                    return None
                end = self._clause_end(sentence, parts, index)
                rest = self._words(tokens, at + 1, end)
                if not self._is_deed(low, doer, rest) or (doer.weak and low not in verbs().acts):
                    return None
                if doer.name.casefold() in doers().news and not self._is_own(doer):
                    return None
                found = self._finish(
                    number, sentence, parts, index, licence or rule, at, at + 1, end, doer, low, following
                )
                dated = (
                    found.due is not None
                    and found.due.value is not None
                    and found.due.rule not in ("due.postponed", "due.event")
                )
                if self._strict and not (dated and licence == "" and clause.lemma == "skulle"):
                    return None
                if licence == "that-wished" and not dated:
                    return None
                if clause.lemma == "ville" and doer.kind is DoerClass.NAME and not dated:
                    return None
                if (
                    licence == "that-reported"
                    and doer.kind in (DoerClass.BODY, DoerClass.NAME)
                    and not self._is_own(doer)
                ):
                    return None
                if (
                    low in verbs().speech
                    and not found.due
                    and clause.lemma == "ville"
                    and doer.kind is DoerClass.PERSON
                    and not found.to
                ):
                    return None
                return found
        return None

    def _infinitive(
        self,
        number: int,
        sentence: Sentence,
        parts: list[Clause],
        index: int,
        doer: Doer | None,
        following: Sentence | None,
        licence: str,
    ) -> Draft | None:
        """ "lovede at sende", "Det blev besluttet at holde", "bad forvaltningen om at undersøge"."""
        clause = parts[index]
        tokens = sentence.tokens
        verb = clause.verb
        assert verb is not None
        start = tokens[clause.first].start
        stop = tokens[clause.last - 1].end
        if " at " not in self._text[start:stop]:
            return None
        words = _cues()
        for pattern, rule in (
            (words.asked_at, "asked-at"),
            (words.with_due_at, "called-at"),
            (words.subject_at, "actor-at"),
            (words.impersonal_at, "impersonal-at"),
        ):
            match = pattern.search(self._text, start, stop)
            if match is None:
                continue
            at = next((i for i in range(clause.first, clause.last) if tokens[i].start == match.start("inf")), None)
            if at is None:
                continue
            low = tokens[at].low
            actor = doer
            end = self._clause_end(sentence, parts, index)
            rest = self._words(tokens, at + 1, end)
            if rule == "asked-at":
                asker = doer
                whom = next(
                    (i for i in range(clause.first, clause.last) if tokens[i].start >= match.start("whom")), None
                )
                actor = (whom is not None and phrase(tokens, whom, at, self._roster)) or None
                if (
                    clause.form is VerbForm.PAST
                    and clause.subject_first < verb
                    and tokens[clause.subject_first].low in cues().prepositions
                ):
                    continue  # "På mødet i juni bad bestyrelsen ...": an old task
                if (
                    asker is None
                    or actor is None
                    or (asker.kind in (DoerClass.PERSON, DoerClass.PRONOUN)
                    and not self._confirmed(following))
                ):
                    continue
            elif rule == "impersonal-at":
                actor = None
            elif actor is None or actor.kind not in _ACTIVE:
                continue
            if low == "være" or low in verbs().passive:
                if not re.search(r"(?i)\b(?:tovholder|vært|kontaktperson|ansvarlig|dirigent)\b", rest[:40]):
                    continue
            elif low not in verbs().infinitives or not self._is_deed(low, actor or _SOMEBODY, rest):
                continue
            cue = match.group(0).casefold()
            if cue.startswith(("tilbød", "tilbyder", "har tilbudt")) and not (
                self._confirmed(following) or not self._strict
            ):
                continue
            begin = at
            if rule == "actor-at" and re.match(r"(?:er i dialog|er ved|er i gang|arbejder)", cue):
                begin = verb
            found = self._finish(number, sentence, parts, index, rule, begin, at + 1, end, actor, low, following)
            if rule == "called-at" and (
                found.due is None
                or found.due.value is None
                or not re.search(r"(?i)\b(?:inden|senest|frist)", self._text[found.due.start : found.due.end])
            ):
                continue
            if "forventer" in cue and (found.due is None or found.due.value is None):
                continue
            if (
                self._strict
                and (found.due is None or found.due.value is None)
                and not re.match(r"(?:er i|er ved|har tænkt|lov|har lovet)", cue)
            ):
                continue
            return found
        return self._dialogue(number, sentence, parts, index, doer, following)

    def _dialogue(
        self,
        number: int,
        sentence: Sentence,
        parts: list[Clause],
        index: int,
        doer: Doer | None,
        following: Sentence | None,
    ) -> Draft | None:
        """ "er i dialog med naboerne om at ændre": work in hand."""
        clause = parts[index]
        verb = clause.verb
        assert verb is not None
        if clause.lemma != "være" or doer is None or doer.kind not in _ACTIVE:
            return None
        rest = self._words(sentence.tokens, verb + 1, clause.last).casefold()
        if not re.match(r"(?:i dialog|i gang|i kontakt|i forhandling) med", rest) or " at " not in rest:
            return None
        end = self._clause_end(sentence, parts, index)
        return self._finish(number, sentence, parts, index, "actor-at", verb, verb + 1, end, doer, "være", following)

    def _confirmed(self, following: Sentence | None) -> bool:
        return (
            following is not None and _cues().confirmed.search(self._text, following.start, following.end) is not None
        )

    def _passive(
        self,
        number: int,
        sentence: Sentence,
        parts: list[Clause],
        index: int,
        verb: int,
        lemma: str,
        licence: str,
        following: Sentence | None,
        *,
        modal: bool,
    ) -> Draft | None:
        if self._strict or licence == "relative":
            return None
        clause = parts[index]
        tokens = sentence.tokens
        end = self._clause_end(sentence, parts, index)
        rest = self._words(tokens, verb + 1, end)
        table = verbs()
        pattern = table.passive_light.get(lemma)
        light = pattern is not None and pattern.search(rest[:80]) is not None
        if not light and lemma not in table.passive_acts:
            return None
        if _NOT_BEFORE.search(self._text[tokens[clause.subject_first].start : tokens[verb].start]):
            return None
        if _HEARING.search(rest[:50]) or " ikke " in f" {rest[:16].casefold()} " or _cues().practice.search(rest[:40]):
            return None
        first = clause.subject_first
        finite_verb = clause.verb if clause.verb is not None else verb
        subject = (
            classify(tokens, first, finite_verb, self._roster, opening=first == 0)
            if first < finite_verb and clause.intro is not Intro.VP
            else None
        )
        to_subject = (
            subject
            if subject and subject.kind in _ACTIVE and not subject.weak and subject.kind is not DoerClass.WE
            else None
        )
        receiver = None
        if first < finite_verb and clause.intro is not Intro.VP and to_subject is None:
            receiver = phrase(tokens, first, finite_verb, self._roster)
            if receiver and (
                receiver.kind is DoerClass.NAME
                or (receiver.last != finite_verb and not _adverbial_between(tokens, receiver.last, finite_verb))
            ):
                receiver = None
        start = first if first < finite_verb else finite_verb
        if tokens[start].low in ("der",) or to_subject or receiver:
            start = finite_verb
        actor = self._agent(tokens, verb, end)
        found = self._finish(
            number,
            sentence,
            parts,
            index,
            licence or ("passive-skal" if modal else "passive"),
            start,
            verb + 1,
            end,
            actor,
            lemma,
            following,
        )
        if to_subject or receiver:
            whom = to_subject or receiver
            assert whom is not None
            found = replace(found, to=whom, to_at=(tokens[whom.first].start, tokens[whom.last - 1].end))
        dated = found.due is not None and found.due.rule not in ("due.postponed", "due.event")
        if found.due is not None and found.due.rule == "due.recurring" and not (to_subject or receiver or licence):
            return None
        about = tokens[first].low if first < finite_verb else ""
        if about in ("næste", "mødet", "møderne"):
            return None
        if about in ("sagen", "punktet", "forslaget", "sag") and lemma != "tage" and not dated:
            return None
        if (
            found.to is not None
            and found.to.kind is DoerClass.BODY
            and not self._is_own(found.to)
            and not dated
            and not to_subject
        ):
            return None
        if to_subject and lemma == "høre" and licence == "" and not dated:
            return None
        if licence in ("that-reported", "that-wished") and not dated:
            return None
        if not (dated or found.to or light or licence.startswith("that-")):
            return None
        if first >= finite_verb and not (dated or found.to) and clause.intro is not Intro.VP:
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

    def _participle(self, tokens: Sequence[Token], first: int, last: int) -> tuple[str | None, int]:
        table = verbs()
        for at in range(first, min(last, first + 8)):
            lemma = table.participles.get(tokens[at].low)
            if lemma and (lemma in table.passive_acts or lemma in table.passive_light):
                return lemma, at
        return None, first

    def _comes(
        self,
        number: int,
        sentence: Sentence,
        parts: list[Clause],
        index: int,
        doer: Doer | None,
        lemma: str,
        licence: str,
        following: Sentence | None,
    ) -> Draft | None:
        """ "Svaret kommer skriftligt", "tallene kommer i uge 5": nobody is named, yet somebody owes it."""
        clause = parts[index]
        tokens = sentence.tokens
        verb = clause.verb
        assert verb is not None
        if (
            lemma not in ("komme", "følge", "foreligge")
            or clause.subject_first >= verb
            or self._strict
            or licence not in ("", "that-reported")
        ):
            return None
        subject = self._words(tokens, clause.subject_first, verb).casefold()
        if not _OWED.search(subject) and not (
            doer is not None and doer.kind is DoerClass.IT and lemma == "komme" and doer.name.casefold() == "den"
        ):
            return None
        rest = self._words(tokens, verb + 1, clause.last).casefold()
        found = self._finish(
            number,
            sentence,
            parts,
            index,
            "comes",
            clause.subject_first,
            verb + 1,
            self._clause_end(sentence, parts, index),
            None,
            lemma,
            following,
        )
        if found.due is None and "skriftlig" not in rest and "senere" not in rest:
            return None
        return found

    def _gets(
        self,
        number: int,
        sentence: Sentence,
        parts: list[Clause],
        index: int,
        doer: Doer,
        licence: str,
        following: Sentence | None,
    ) -> Draft | None:
        """ "Udvalget får rapporten, når den foreligger": the one who gets it is the subject."""
        clause = parts[index]
        tokens = sentence.tokens
        verb = clause.verb
        assert verb is not None
        end = self._clause_end(sentence, parts, index)
        rest = self._words(tokens, verb + 1, end)
        if (
            _CAUSED.search(rest[:60])
            and doer.kind in (DoerClass.PERSON, DoerClass.EXECUTIVE, DoerClass.OFFICE, DoerClass.PRONOUN)
            and not self._strict
        ):
            return self._finish(
                number, sentence, parts, index, licence or "actor-verb", verb, verb + 1, end, doer, "få", following
            )
        if (
            self._strict
            or licence not in ("", "that-reported", "that-promised", "that-agreed")
            or not verbs().light["få"].is_deed(rest, dated=False)
        ):
            return None
        found = self._finish(number, sentence, parts, index, "gets", verb, verb + 1, end, None, "få", following)
        if found.due is None and "tilsendt" not in rest and "besked" not in rest:
            return None
        return replace(found, to=doer, to_at=(tokens[doer.first].start, tokens[doer.last - 1].end))

    def _received(
        self,
        number: int,
        sentence: Sentence,
        parts: list[Clause],
        index: int,
        doer: Doer,
        licence: str,
        following: Sentence | None,
    ) -> Draft | None:
        """ "... på betingelse af, at sekretariatet modtager et budget fra foreningen": the sender owes it."""
        clause = parts[index]
        tokens = sentence.tokens
        verb = clause.verb
        assert verb is not None
        end = self._clause_end(sentence, parts, index)
        sender = next(
            (phrase(tokens, at + 1, end, self._roster) for at in range(verb + 1, end) if tokens[at].low == "fra"), None
        )
        found = self._finish(number, sentence, parts, index, licence, verb, verb + 1, end, sender, "modtage", following)
        return replace(found, to=doer, to_at=(tokens[doer.first].start, tokens[doer.last - 1].end))

    def _anaphora(self, number: int, sentence: Sentence, clause: Clause) -> list[Draft] | None:
        """ "Det gør Anna", "Det sørger pedellen for": who does what was said before."""
        tokens = sentence.tokens
        verb = clause.verb
        assert verb is not None
        if clause.lemma not in (
            "gøre",
            "sørge",
            "lave",
            "klare",
            "stå",
            "tage",
            "ordne",
            "undersøge",
            "skrive",
            "ville",
            "arrangere",
            "bestille",
        ):
            return None
        who = subject_after(tokens, verb, clause.last, self._roster)
        if who is None or who.kind not in _ACTIVE or who.kind is DoerClass.IT:
            return None
        if clause.lemma == "ville" or self._strict:
            return []  # "Det vil forvaltningen gøre" confirms what was asked
        due = self._due.within(tokens[clause.first].start, sentence.end)
        place = (tokens[who.first].start, tokens[who.last - 1].end)
        last = self._drafts[-1] if self._drafts else None
        if last is not None and last.actor is None and number - last.sentence <= 1:
            self._drafts[-1] = replace(last, rule="anaphora", actor=who, actor_at=place, due=last.due or due)
            return []
        start, end = self._said_before(sentence, clause)
        if start >= end:
            return None
        return [
            Draft(
                "anaphora",
                start,
                end,
                who,
                place,
                None,
                None,
                due or self._due.within(start, end),
                number,
                clause.lemma or "",
            )
        ]

    def _said_before(self, sentence: Sentence, clause: Clause) -> tuple[int, int]:
        start = sentence.tokens[clause.first].start
        before = self._text[sentence.start : start].strip(" –-—:,")
        if len(before) > 5:
            return sentence.start, start
        if not self._before:
            return 0, 0
        tokens = self._before[-1]
        return tokens[0].start, tokens[-1].end

    def _note(self, number: int, sentence: Sentence) -> bool:
        """A line of a task list: what, a dash, whose initials."""
        text = self._text[sentence.start : sentence.end]
        if len(text) > 110 or not ("–" in text or " - " in text or "—" in text):
            return False
        match = _NOTE.fullmatch(text.strip(". "))
        if match is None:
            return False
        names = []
        for part in re.split(r"\s?(?:&|og|,|/|\+)\s?", match["who"]):
            known = self._roster.resolve(part)
            if known is None:
                return False
            names.append(known.name.value)
        what = match["what"]
        led = self._drafts[-1] if self._drafts else None
        if led is not None and led.rule != "initials" and self._text[led.end : sentence.start].strip().startswith(":"):
            return True  # the names that a task before the colon is about
        if self._lead_in_is_task(sentence):
            return True
        base = sentence.start + text.index(what[0])
        end = sentence.start + len(text.rstrip(". "))
        who = Doer(DoerClass.PERSON, " og ".join(names), 0, 0, tuple(names))
        at = (sentence.start + match.start("who"), end)
        self._drafts.append(Draft("initials", base, end, who, at, None, None, None, number))
        return True

    def _lead_in_is_task(self, sentence: Sentence) -> bool:
        before = self._text[: sentence.start].rstrip(" \n·•-–o*")
        while before.endswith((" ",)):
            before = before[:-1]
        lead = before.rpartition(":")
        return (
            (bool(lead[1])
            and any(d.start <= len(lead[0]) <= d.end + 40 and d.rule != "initials" for d in self._drafts[-1:]))
            or bool(self._listing_task(sentence))
        )

    def _listing_task(self, sentence: Sentence) -> bool:
        last = next((d for d in reversed(self._drafts) if d.rule != "initials"), None)
        if last is None or any(d.rule == "initials" for d in self._drafts):
            return False
        between = self._text[last.end : sentence.start]
        return ":" in between[:40] and all(
            _NOTE.fullmatch(line.strip(" \t·•o*.")) or not line.strip(" \t·•o*")
            for line in between[between.index(":") + 1 :].split("\n")
        )

    def _ready(self, number: int, sentence: Sentence) -> bool:
        """ "Uddelingen skal være slut d. 24/10", "Fristen er d. 15. maj": the due of what stands right before."""
        if not self._drafts or not _READY.search(self._text, sentence.start, sentence.end):
            return False
        due = self._due.within(sentence.start, sentence.end)
        if due is None:
            return False
        touched = False
        listing = self._drafts[-1].rule == "initials"
        for position in range(len(self._drafts) - 1, -1, -1):
            draft = self._drafts[position]
            if (
                draft.due is not None
                or (listing and draft.rule != "initials")
                or (not listing and number - draft.sentence > 1)
            ):
                break
            self._drafts[position] = replace(draft, due=due)
            touched = True
            if not listing:
                break
        return touched

    # --- common ---------------------------------------------------------------------------------------------------------

    def _is_own(self, doer: Doer) -> bool:
        folded = _fold(doer.name)
        if doer.kind is DoerClass.WE:
            return True
        stems = {folded, folded.removesuffix("et"), folded.removesuffix("en"), folded.removesuffix("ne")}
        return any(stem and (stem in own) for stem in stems for own in self._own if len(stem) > 2) or (
            not self._own and folded in ("udvalget", "rådet", "bestyrelsen", "byrådet")
        )

    def _words(self, tokens: Sequence[Token], first: int, last: int) -> str:
        return self._text[tokens[first].start : tokens[last - 1].end] if first < last else ""

    def _clause_end(self, sentence: Sentence, parts: list[Clause], index: int) -> int:
        """Where a deed's words end: with its clause and the clauses that are its object ("om ...", "hvad ...", "at ...")."""
        tokens = sentence.tokens
        end = parts[index].last
        for following in parts[index + 1 :]:
            opener = tokens[following.first].low
            if (following.intro in (Intro.QUESTION, Intro.THAT) and opener not in ("og_",)) or (following.intro is Intro.RELATIVE and _GETTING.search(
                self._words(tokens, following.first, following.last)
            )) or (
                following.verb is None
                and following.intro is Intro.MAIN
                and tokens[max(0, following.first - 1)].text == ","
            ):
                end = following.last
            else:
                break
        while end > parts[index].first and tokens[end - 1].text in ",:;.–—-(":
            end -= 1
        return end

    def _finish(
        self,
        number: int,
        sentence: Sentence,
        parts: list[Clause],
        index: int,
        rule: str,
        first: int,
        after: int,
        end: int,
        actor: Doer | None,
        lemma: str,
        following: Sentence | None,
    ) -> Draft:
        tokens = sentence.tokens
        clause = parts[index]
        trailing = end
        for nextone in parts[index + 1 :]:
            if nextone.first >= end and (
                (nextone.intro in (Intro.MAIN, Intro.VP)
                and nextone.verb is not None)
                or tokens[nextone.first].low == "der"
            ):
                break
            trailing = max(trailing, nextone.last)
        due = self._due_of(number, sentence, parts, index, end, trailing, lemma, following)
        to = recipient(tokens, lemma, after, end, self._roster, (due.start, due.end) if due else None)
        if to is not None and actor is not None and to.name == actor.name:
            to = None
        start = tokens[first].start
        stop = tokens[end - 1].end
        if due is not None and lemma in _TO_AN_EVENT and due.start < due.end:
            due = self._due.bare(due)
        start, stop = self._without_due(start, stop, due)
        actor_at = (tokens[actor.first].start, tokens[actor.last - 1].end) if actor else None
        return Draft(
            rule,
            start,
            stop,
            self._who(actor),
            actor_at,
            self._whom(to, actor),
            (tokens[to.first].start, tokens[to.last - 1].end) if to else None,
            due,
            number,
            lemma,
        )

    def _who(self, doer: Doer | None) -> Doer | None:
        """A pronoun stands for the person named last; *vi* for the meeting's body (set later)."""
        if doer is None or doer.kind not in (DoerClass.PRONOUN, DoerClass.THEY):
            return doer
        people = last_person(self._before, self._roster)
        if not people:
            return doer
        if doer.kind is DoerClass.PRONOUN:
            name = self._one_before(people)
            return replace(doer, kind=DoerClass.PERSON, name=name, people=(name,))
        return replace(doer, kind=DoerClass.PERSON, name=" og ".join(people), people=people)

    def _whom(self, doer: Doer | None, actor: Doer | None) -> Doer | None:
        """Whom a pronoun behind the verb means: the person named last who is not the doer."""
        if doer is None or doer.kind not in (DoerClass.PRONOUN, DoerClass.THEY):
            return doer
        if doer.kind is DoerClass.THEY:
            return self._group_before() or doer
        own = set(actor.people) if actor else set()
        here = [name for name in last_person(self._before, self._roster) if name not in own]
        if not here:
            return doer
        return replace(doer, kind=DoerClass.PERSON, name=here[-1], people=(here[-1],))

    def _group_before(self) -> Doer | None:
        """The people in general that the sentence before turns to: "har skrevet til de gule hjælpere"."""
        if not self._before:
            return None
        tokens = self._before[-1]
        for at in range(len(tokens) - 1):
            if tokens[at].low in ("til", "med", "for"):
                found = phrase(tokens, at + 1, len(tokens), self._roster)
                if found and found.kind in (DoerClass.ALL, DoerClass.EXECUTIVE):
                    return found
        return None

    def _body_before(self) -> Doer | None:
        """The group or unit that the sentence before is about: "Arbejdsgruppen blev nedsat. Den skal aflevere ..."."""
        tokens = self._before[-1] if self._before else ()
        for token in tokens:
            if doers().noun(token.text) in (DoerClass.EXECUTIVE, DoerClass.BODY) and token.low.endswith(("en", "et")):
                return Doer(DoerClass.EXECUTIVE, token.text, 0, 0)
        return None

    def _one_before(self, people: tuple[str, ...]) -> str:
        """The person who begins the sentence before is the likelier meaning of *hun*; two together are not meant."""
        tokens = self._before[-1] if self._before else ()
        for at in range(min(4, len(tokens))):
            known = person_at(tokens, at, len(tokens), self._roster)
            if known:
                if known[1] < len(tokens) and tokens[known[1]].low in ("og", "&"):
                    return people[-1]
                return known[0]
        return people[-1]

    def _due_of(
        self,
        number: int,
        sentence: Sentence,
        parts: list[Clause],
        index: int,
        end: int,
        trailing: int,
        lemma: str,
        following: Sentence | None,
    ) -> Due | None:
        tokens = sentence.tokens
        clause = parts[index]
        start = tokens[clause.first].start
        stop = tokens[end - 1].end
        after = tokens[trailing - 1].end
        fronted = index > 0 and parts[index - 1].intro is Intro.ADVERBIAL and clause.subject_first == clause.verb
        previous = self._drafts[-1].due if self._drafts else None
        due = self._due.within(start, stop) or self._due.pointing(start, stop, start, previous)
        if due is None and after > stop:
            due = self._due.within(stop, after)
        if due is None and fronted:
            due = self._due.words(tokens[parts[index - 1].first].start, start)
        if due is None:
            due = self._due.words(start, after)
        if due is None and index + 1 < len(parts):
            due = self._due.deadline_after(stop, sentence.end)
            ready = _READY.search(self._text, stop, sentence.end) if due is None else None
            if ready:
                due = self._due.within(ready.start(), sentence.end)
        if due is None and not self._strict:
            due = self._due.postponed_to(start, max(0, sentence.start - 160))
        if due is None and at_the_event(lemma) and not self._strict:
            day = event_day(self._passage.title, self._base) or event_in(
                self._passage.context(), self._text[start:stop], self._base
            )
            if day is not None:
                due = Due(day, start, start, "due.event")
        if due is not None and due.value is None and due.rule == "due.deadline":
            value = DueReader(self._passage.context(), self._base, None).deadline()
            return replace(due, value=value)
        return due

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
        return start, stop


_DATE_START = re.compile(r"\d|den$|d\.?$")
_DATE_WORD = re.compile(r"(?:d\.?|den|\d{1,2}\.?|\d{4}|kl\.?|\d{1,2}[./:-]\d{1,4}(?:[./-]\d{2,4})?|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|uge)\.?")  # fmt: skip
_TO_AN_EVENT = frozenset({"invitere", "indkalde", "indbyde", "deltage", "tilmelde"})
_CAUSED = re.compile(
    r"(?i)\b(?:lavet|trykt|undersøgt|afklaret|udarbejdet|rettet|bestilt|repareret|opsat|sat op|ryddet|oversat|afhentet|malet|skiftet)\b"
)
_NOT_BEFORE = re.compile(r"(?i)\b(?:ikke|aldrig|næppe)\b")
_BACK = frozenset({"den", "det", "dem", "disse", "ja", "denne", "dette"})
_SOMEBODY = Doer(DoerClass.EXECUTIVE, "", 0, 0)
_OWED = re.compile(r"(?i)\b(?:svar\w*|tal|tallet|tallene|notat\w*|rapport\w*|status\w*|opgørelse\w*|oversigt\w*|referat\w*|materiale\w*|invitation\w*|indkaldelse\w*|orientering\w*|redegørelse\w*|evaluering\w*|besked|tidsplan\w*|information\w*|oplæg\w*)\b")  # fmt: skip
_GETTING = re.compile(r"(?i)\b(?:får|sendes|tilsendes|tilsendt|udsendes|mailes|rundsendes|lægges|deles)\b")
_NEVER_VERBS = frozenset({"eller", "efter", "under", "heller", "siger", "hverken", "altid", "videre", "senere", "over", "flere", "andre", "ifølge", "kroner", "timer", "minutter", "måneder", "dager", "uger", "borgere", "elever", "forslager", "december", "november", "oktober", "september"})  # fmt: skip


def _adverbial_between(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "Ungdomsrådet hvert år i november skal høres"."""
    return first < last and (
        tokens[first].low in cues().adverbs
        or tokens[first].low in cues().prepositions
        or _DATE_WORD.fullmatch(tokens[first].low) is not None
    )


def _fold(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def read_passage(
    passage: Passage, own: Sequence[str], roster: Roster, next_meeting: str | None, base: date | None
) -> Iterator[Draft]:
    """Yield the commitments that a passage states."""
    yield from PassageReader(passage, own, roster, next_meeting, base).read()
