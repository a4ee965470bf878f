"""Find the later passages that tell what became of a commitment, and what they tell.

Candidates are items of later meetings in the municipality that have the same case, go through earlier agreements of
the same body, or repeat rare words of the act. A passage is tied to the commitment only if enough signs agree (points
and reasons in ``weights.toml``): the act's own words, its verb, who was to do it. What it tells is read from how it
says it: fulfilled only if the passage says that it was done; dropped if it says that it will not be; superseded if a
new promise of the same thing stands beside it; followed up otherwise.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from math import log

from graphbuild.graph.links import Effect, FollowUp, Reason
from graphbuild.lexicon.dates import find_dates
from graphbuild.lexicon.sounds import sound
from graphbuild.linking.decisions import SAYS_SO
from graphbuild.linking.traces import CommitmentTrace, ItemTrace, Sentence, Trace
from graphbuild.linking.words import Word, cues
from graphbuild.model import Span

_MONTH = 31
_ROUND = "the item goes through what was agreed"


@cache
def weights() -> dict[str, dict[str, float]]:
    """Return the shipped weights."""
    return tomllib.loads(files("graphbuild.linking").joinpath("weights.toml").read_text(encoding="utf-8"))


@cache
def _past_forms() -> frozenset[str]:
    return frozenset(cues()["past_forms"])


def is_past(word: Word) -> bool:
    """Tell whether a verb's form is past or participle: sendte, sendt, kontaktede, indgik."""
    if word.form in _past_forms():
        return True
    return word.form != word.lemma and word.lemma.endswith(("e", "å")) and word.form.endswith(("ede", "te", "et", "t"))


@cache
def _pattern(section: str) -> re.Pattern[str]:
    table = cues()[section]
    words = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(table["words"], key=len, reverse=True))
    parts = [rf"\b(?:{words})\b"]
    if "pattern" in table:
        parts.append(table["pattern"])
    return re.compile("|".join(parts), re.IGNORECASE)


@cache
def _done() -> re.Pattern[str]:
    words = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(cues()["done"], key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def _told() -> frozenset[str]:
    return frozenset(cues()["told"])


def done_verbs(acts: Iterable[str]) -> frozenset[str]:
    """Return the verbs by which an act may be told as done."""
    table = cues()["done_as"]
    return frozenset(verb for act in acts for verb in (act, *table.get(act, ())))


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a sentence to a commitment: points, the signs, and how the act stands in it."""

    points: float
    signs: tuple[str, ...]
    objects: float
    subject: float
    done: bool
    verb: bool
    debtor: bool
    in_person: bool  # not only by the body in another body's minutes
    told: bool


class Linker:
    """Links the commitments of one municipality to its later items. ``traces`` in the order of their days."""

    def __init__(self, traces: Sequence[Trace]) -> None:
        self.traces = traces
        self._items = [(t, i) for t, trace in enumerate(traces) for i in range(len(trace.items))]
        counts: Counter[str] = Counter()
        self._lemmas: dict[tuple[int, int], frozenset[str]] = {}
        for t, i in self._items:
            item = traces[t].items[i]
            lemmas = frozenset().union(item.subject, *(sentence.lemmas for sentence in item.sentences))
            self._lemmas[t, i] = lemmas
            counts.update(lemmas)
        total = len(self._items) + 1
        self._weight = {lemma: log(total / (count + 0.5)) + 0.3 for lemma, count in counts.items()}
        self._most = max(weights()["limits"]["common"] * total, 12)
        self._index: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._cases: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._rounds: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at in self._items:
            trace, item = traces[at[0]], traces[at[0]].items[at[1]]
            for lemma in self._lemmas[at]:
                if counts[lemma] <= self._most:
                    self._index[lemma].append(at)
            if item.case:
                self._cases[item.case].append(at)
            if item.is_round:
                for body in trace.bodies:
                    self._rounds[body].append(at)
        self._unknown = log(total / 0.5) + 0.3
        self._days_of: dict[str, frozenset[int]] = {}

    def weigh(self, lemmas: Iterable[str]) -> float:
        """Return how much words say together: rare ones more."""
        return sum(max(self._weight.get(lemma, self._unknown), 0.1) for lemma in sorted(lemmas))

    # --- candidates --------------------------------------------------------------------------------------------------

    def candidates(self, trace: Trace, one: CommitmentTrace) -> list[tuple[int, int]]:
        """Return the later items that may speak of a commitment."""
        found: set[tuple[int, int]] = set()
        item = trace.items[one.item] if one.item is not None else None
        if item is not None and item.case:
            found.update(self._cases[item.case])
        for body in trace.bodies:
            found.update(self._rounds[body])
        words = one.objects or one.around
        rare = sorted((lemma for lemma in words if lemma in self._index), key=lambda one: (-self._weight[one], one))[:6]
        hits: Counter[tuple[int, int]] = Counter(at for lemma in rare for at in self._index[lemma])
        for at, count in hits.items():
            if count > 1 or len(rare) == 1 or self.traces[at[0]].bodies & trace.bodies or self._names_body(at, trace):
                found.add(at)
        latest = trace.day + 365 * weights()["limits"]["years"]
        return sorted(at for at in found if trace.day < self.traces[at[0]].day <= latest and trace.day)

    def _names_body(self, at: tuple[int, int], trace: Trace) -> bool:
        item = self.traces[at[0]].items[at[1]]
        return any(
            name.casefold() in sentence.text.casefold() for sentence in item.sentences for name in trace.body_names
        )

    # --- ties --------------------------------------------------------------------------------------------------------

    def tie(self, trace: Trace, one: CommitmentTrace, later: Trace, item: ItemTrace, place: int) -> Tie:
        """Return what ties the sentence at a place of an item to a commitment."""
        table = weights()["link"]
        sentence = item.sentences[place]
        source = trace.items[one.item] if one.item is not None else None
        words = one.objects or one.around
        deeds = _nouns_of_deeds(sentence)
        shared = words & (sentence.lemmas | deeds)
        objects = self.weigh(shared) / self.weigh(words) if words else 0.0
        objects *= 1.0 if one.objects else 0.7
        signs = [(table["objects"] * objects, f"repeats {', '.join(sorted(shared))}")] if shared else []
        subject = (source.subject if source else frozenset()) - one.objects  # those count already
        share = 0.0
        if subject:
            repeated = subject & (sentence.lemmas | item.subject)
            share = self.weigh(repeated) / self.weigh(subject)
            if share:
                signs.append((table["subject"] * share, f"same subject: {', '.join(sorted(repeated))}"))
        done, verb = self._act(one, sentence, bool(trace.bodies & later.bodies), signs)
        told = any(word.form in _told() for word in sentence.words)
        debtor = self._debtor(one, trace, later, item, place, signs)
        if words & deeds:
            done = verb = True
        if not verb and told and debtor and one.acts & frozenset(cues()["telling"]):
            signs.append((table["other_act"], "tells of it"))
            verb = True
        if source is not None and source.case and source.case == item.case:
            signs.append((table["same_case"], "same case"))
        if item.is_round and trace.bodies & later.bodies:
            signs.append((table["round"], _ROUND))
        if self._names_day(trace, later, item):
            signs.append((table["date_named"], "names the day of the promise"))
        if one.due and abs(date.fromisoformat(one.due).toordinal() - later.day) <= _MONTH:
            signs.append((table["at_due"], "about when it is due"))
        points = round(sum(points for points, _ in signs), 3)
        reasons = tuple(reason for _, reason in sorted(signs, key=lambda sign: (-sign[0], sign[1])))
        return Tie(points, reasons, objects, share, done, verb, debtor > 0, debtor > 1, told)

    def _act(
        self, one: CommitmentTrace, sentence: Sentence, own_body: bool, signs: list[tuple[float, str]]
    ) -> tuple[bool, bool]:
        """Add the sign that the act gives, and tell whether it is told as done, and whether it is told at all.

        A verb that says little ("kom ud") tells of the deed only in the body's own minutes.
        """
        table = weights()["link"]
        light = frozenset(cues()["light"])
        others = done_verbs(one.acts) - one.acts
        found: list[tuple[float, str, bool]] = []
        for word in sentence.words:
            past = is_past(word)
            if word.lemma in one.acts and word.lemma not in light:
                found.append((table["own_act" if past else "same_verb"], word.form, past))
            elif word.lemma in others and (past or word.lemma == "ligge") and word.lemma not in light:
                found.append((table["other_act"], word.form, True))
            elif word.lemma in others | one.acts and past:
                found.append((table["same_verb"], word.form, own_body))
            elif _is_noun_of(word.lemma, one.acts):
                found.append((table["noun_of_act"], word.form, sentence.attachment))
        if not found:
            return False, False
        points, form, _ = max(found)
        signs.append((points, f"the act: »{form}«"))
        return any(past for _, _, past in found), True

    def _debtor(
        self,
        one: CommitmentTrace,
        trace: Trace,
        later: Trace,
        item: ItemTrace,
        place: int,
        signs: list[tuple[float, str]],
    ) -> int:
        """Add the sign of who is named; 2 for the debtor, 1 for the body that made the promise, 0 for neither."""
        table = weights()["link"]
        sentence = item.sentences[place]
        if one.debtor:
            how = _names(one.debtor, sentence, bool(trace.bodies & later.bodies))
            if how == 0 and place and sentence.words and sentence.words[0].form in {"han", "hun", "de", "den"}:
                how = min(_names(one.debtor, item.sentences[place - 1], True), 1)
            if how:
                signs.append((table["debtor" if how == 2 else "debtor_loosely"], f"names {one.debtor}"))
                return 2
        if not trace.bodies & later.bodies:
            text = sentence.text.casefold()
            body = next((name for name in trace.body_names if name.casefold() in text), None)
            if body:
                signs.append((table["debtor_loosely"], f"names {body}"))
                return 1
        return 0

    def _names_day(self, trace: Trace, later: Trace, item: ItemTrace) -> bool:
        if not trace.date:
            return False
        return trace.day in self._days(later, item)

    def _days(self, later: Trace, item: ItemTrace) -> frozenset[int]:
        if item.iri not in self._days_of:
            base = date.fromordinal(later.day) if later.day else None
            found = set()
            for sentence in item.sentences:
                for one in find_dates(sentence.text, base):
                    if one.value and len(one.value) == 10:
                        found.add(date.fromisoformat(one.value).toordinal())
            self._days_of[item.iri] = frozenset(found)
        return self._days_of[item.iri]

    # --- links -------------------------------------------------------------------------------------------------------

    def follow_ups(self, overturned: Iterable[FollowUp] = ()) -> list[FollowUp]:
        """Return the follow-ups of all commitments, in the order of the traces.

        ``overturned`` are links by which a later item overturns an earlier one: what was promised there falls with it.
        """
        found: dict[tuple[str, str], FollowUp] = {}
        strength: dict[tuple[str, str], float] = {}
        fallen: dict[str, list[FollowUp]] = defaultdict(list)
        for link in overturned:
            if link.effect is Effect.OVERTURNED and SAYS_SO in link.why:
                fallen[link.followed].append(link)
        for trace in self.traces:
            for one in trace.commitments:
                for at in self.candidates(trace, one):
                    tied = self._link(trace, one, self.traces[at[0]], self.traces[at[0]].items[at[1]])
                    if tied is not None:
                        points, made = tied
                        key = made.later, made.followed
                        if key not in found or points > strength[key]:
                            found[key], strength[key] = made, points
                item = trace.items[one.item].iri if one.item is not None else ""
                for fall in fallen.get(item, ()):
                    if not one.due or not fall.date or one.due >= fall.date:
                        why = ("the decision it stands in was overturned", *fall.why)
                        found[fall.later, one.iri] = replace(fall, followed=one.iri, effect=Effect.DROPPED, why=why)
        return _without_echoes(_best_of_passage(found, strength))

    def _link(self, trace: Trace, one: CommitmentTrace, later: Trace, item: ItemTrace) -> tuple[float, FollowUp] | None:
        successor = self._successor(one, later, item)
        best: tuple[bool, float, int, Tie, Effect] | None = None
        for place in range(len(item.sentences)):
            if self._is_new(one, later, item.sentences[place]):
                continue
            tie = self.tie(trace, one, later, item, place)
            if not _holds(tie, bool(trace.bodies & later.bodies)):
                continue
            effect = self._effect(one, item, place, tie, successor)
            ends = effect is not Effect.FOLLOWED_UP  # a passage that tells the end says more than one that names it
            if best is None or (ends, tie.points) > best[:2]:
                best = (ends, tie.points, place, tie, effect)
        if best is None:
            return None
        _, points, place, tie, effect = best
        table = weights()["confidence"]
        above = max(points - weights()["link"]["least"], 0.0)
        confidence = round(table["most"] - (table["most"] - table["start"]) * 0.5**above, 2)
        reason = _reason(trace, one, later, item, tie)
        return points, FollowUp(
            later.sha256,
            item.iri,
            one.iri,
            reason,
            effect,
            item.sentences[place].span,
            f"follow-up-{reason.value}",
            confidence,
            later.date,
            successor.iri if successor and effect is Effect.SUPERSEDED else None,
            tie.signs,
        )

    def _is_new(self, one: CommitmentTrace, later: Trace, sentence: Sentence) -> bool:
        """Tell whether a sentence is a new promise, which is no news of an old one unless it says so."""
        return (
            any(
                other.sentence is not None and sentence.span.start <= other.sentence.start < sentence.span.end
                for other in later.commitments
            )
            and not any(is_past(word) and word.lemma in one.acts for word in sentence.words)
            and not _pattern("instead").search(sentence.text)
        )

    def _successor(self, one: CommitmentTrace, later: Trace, item: ItemTrace) -> CommitmentTrace | None:
        """Return a new commitment of the same thing by the same debtor at the later item."""
        for other in later.commitments:
            if other.item is None or later.items[other.item].iri != item.iri:
                continue
            if _same_debtor(one, other) and one.objects & other.objects:
                return other
        return None

    def _effect(
        self,
        one: CommitmentTrace,
        item: ItemTrace,
        place: int,
        tie: Tie,
        successor: CommitmentTrace | None,
    ) -> Effect:
        sentence = item.sentences[place]
        following = item.sentences[place + 1] if place + 1 < len(item.sentences) else None
        tail = following.text if following is not None and _leans(following) else ""
        if _pattern("dropped").search(sentence.text) or _pattern("dropped").search(tail):
            return Effect.DROPPED
        if successor is not None:
            window = " ".join(one.text for one in item.sentences[max(0, place - 1) : place + 2])
            if _pattern("instead").search(window) or _pattern("not_done").search(window):
                return Effect.SUPERSEDED
        if _pattern("not_done").search(sentence.text):
            return Effect.FOLLOWED_UP
        return Effect.FULFILLED if _is_done(one, sentence, tie) else Effect.FOLLOWED_UP


def _is_done(one: CommitmentTrace, sentence: Sentence, tie: Tie) -> bool:
    """Tell whether a passage that is tied to a commitment says that it was done."""
    if tie.done or _done().search(sentence.text):
        return True
    enough = weights()["limits"]["objects_told"]
    if one.acts & frozenset(cues()["telling"]) and tie.told and tie.debtor:
        return tie.objects >= enough or not one.objects
    wished = frozenset(cues()["wished"])
    deed = any(is_past(word) and word.lemma not in wished for word in sentence.words)
    return tie.in_person and deed and not tie.told and tie.objects >= enough


def _best_of_passage(
    found: Mapping[tuple[str, str], FollowUp], strength: Mapping[tuple[str, str], float]
) -> list[FollowUp]:
    """Keep, of several commitments that one passage seems to speak of, those that it speaks of most."""
    best: dict[tuple[str, Span | None], tuple[float, str]] = {}
    for key, link in found.items():
        if key in strength:
            at = link.sha256, link.span
            best[at] = max((strength[key], link.followed), best.get(at, (0.0, "")))
    heirs = {(link.followed, link.successor) for link in found.values() if link.successor}
    lead = weights()["limits"]["lead"]
    kept = []
    for key, link in found.items():
        points, most = best.get((link.sha256, link.span), (0.0, ""))
        same_item = link.followed.split("/commitment/")[0] == most.split("/commitment/")[0]
        if key not in strength or strength[key] >= points - lead or same_item or (link.followed, most) in heirs:
            kept.append(link)
    return kept


def _without_echoes(links: Iterable[FollowUp]) -> list[FollowUp]:
    """Leave out what only names a commitment again after it was done or dropped."""
    links = list(links)
    ended: dict[str, str] = {}
    for link in links:
        if link.effect in (Effect.FULFILLED, Effect.DROPPED) and link.date:
            ended[link.followed] = min(link.date, ended.get(link.followed, link.date))
    return [
        link
        for link in links
        if link.effect is not Effect.FOLLOWED_UP
        or link.followed not in ended
        or not link.date
        or link.date <= ended[link.followed]
    ]


def _holds(tie: Tie, own_body: bool) -> bool:
    """Tell whether enough signs agree, and with them one that tells whose or which act is meant."""
    if tie.points < weights()["link"]["least"]:
        return False
    limits = weights()["limits"]
    near = "same case" in tie.signs or _ROUND in tie.signs
    alike = "same case" in tie.signs or tie.subject >= limits["subject_alike"]
    if not (near or own_body or tie.debtor):
        return False
    if tie.verb and tie.debtor:
        return tie.objects >= limits["objects_alone"] or near or alike
    if tie.verb:
        return tie.objects >= limits["objects_one"] or (tie.objects >= limits["objects_alone"] and alike)
    if tie.debtor:
        return tie.objects >= limits["objects_one"]
    return tie.objects >= 0.8 and near


def _nouns_of_deeds(sentence: Sentence) -> frozenset[str]:
    """Return nouns for what the sentence tells as done: ansøgning where it says ansøgte."""
    return frozenset(
        f"{word.lemma.removesuffix('e')}{ending}"
        for word in sentence.words
        if is_past(word) and word.lemma.endswith("e")
        for ending in ("ning", "ing", "else")
    )


def _reason(trace: Trace, one: CommitmentTrace, later: Trace, item: ItemTrace, tie: Tie) -> Reason:
    source = trace.items[one.item] if one.item is not None else None
    if item.is_round and trace.bodies & later.bodies:
        return Reason.EXPLICIT
    if "names the day of the promise" in tie.signs:
        return Reason.EXPLICIT
    if source is not None and source.case and source.case == item.case:
        return Reason.SAME_CASE
    if "about when it is due" in tie.signs and trace.bodies & later.bodies:
        return Reason.DUE_DATE
    return Reason.SAME_SUBJECT


def _leans(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of what the one before it named: "Opgaven bortfalder"."""
    opening = sentence.words[0].lemma if sentence.words else ""
    return (
        opening in {"opgave", "punkt", "sag", "den", "det", "aftale", "arbejde", "der", "dette"}
        and len(sentence.words) <= 12
    )


def _same_debtor(one: CommitmentTrace, other: CommitmentTrace) -> bool:
    if one.debtor_iri == other.debtor_iri:
        return True
    if one.debtor is None or other.debtor is None:
        return False
    return _surname(one.debtor) == _surname(other.debtor) and sound(one.debtor.split()[0]) == sound(
        other.debtor.split()[0]
    )


def _surname(name: str) -> str:
    words = name.split()
    return sound(words[-1]) if words else ""


def _names(debtor: str, sentence: Sentence, same_body: bool) -> int:
    """Return 2 where a sentence names the debtor in full, 1 where by first name or a mere role, 0 where not."""
    words = debtor.split()
    if not words:
        return 0
    text = sentence.text.casefold()
    if debtor.casefold() in text:
        return 2 if len(words) > 1 else 1
    if len(words) > 1 and words[-1][0].isupper() and not {"for", "og"} & {word.casefold() for word in words}:
        wanted = sound(words[-1])
        for place, word in enumerate(sentence.words):
            if not word.capital:
                continue
            if sound(word.form) == wanted:
                first = _first_of_name(sentence, place)
                if first is None:
                    return 1
                if sound(first) == sound(words[0]) or (len(first) == 1 and first == words[0][0].casefold()):
                    return 2
            elif same_body and word.form == words[0].casefold() and not _goes_on(sentence, place):
                return 1
    return 0


def _first_of_name(sentence: Sentence, place: int) -> str | None:
    """Return the first of the capitalised words that lead up to a surname, or ``None`` where it stands alone."""
    first = place
    while first and sentence.words[first - 1].capital:
        first -= 1
    return sentence.words[first].form if first < place else None


def _goes_on(sentence: Sentence, place: int) -> bool:
    """Tell whether a first name is followed by another name, which would be somebody's surname."""
    return place + 1 < len(sentence.words) and sentence.words[place + 1].capital


def _is_noun_of(lemma: str, acts: frozenset[str]) -> bool:
    """Tell whether a noun names the act: beregning of beregne, ansøgning of ansøge, afklaring of afklare."""
    for ending in ("ning", "ing", "else"):
        if lemma.endswith(ending) and any(act.removesuffix("e") == lemma.removesuffix(ending) for act in acts):
            return True
    return False
