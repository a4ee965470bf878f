"""The word tables of commitments, turned round for looking up: a form as printed -> the verb, the noun's class.

Forms are made from infinitives by the regular endings (*sende*: sender, sendes, sendt), the irregular ones are listed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class VerbForm(StrEnum):
    """The finite forms that a clause is built around."""

    PRESENT = "present"
    PASSIVE = "passive"
    MODAL = "modal"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Light:
    """A light verb's complement: what must follow for it to be a deed, and what may not."""

    needs: re.Pattern[str] | None
    refuses: re.Pattern[str] | None

    def is_deed(self, rest: str, *, dated: bool) -> bool:
        """Whether the words behind the verb make it a deed; with a date to come less is asked."""
        if self.refuses is not None and self.refuses.search(rest[:_NEAR]):
            return False
        return dated or self.needs is None or self.needs.search(rest[:_FAR]) is not None


_NEAR, _FAR = 32, 120


@dataclass(frozen=True, slots=True)
class Verbs:
    """What is known of verbs, by infinitive; and the forms that lead to them."""

    present: dict[str, str]
    passive: dict[str, str]
    participles: dict[str, str]
    infinitives: frozenset[str]
    past: frozenset[str]
    acts: frozenset[str]
    executive: frozenset[str]
    speech: frozenset[str]
    decisions: frozenset[str]
    not_acts: frozenset[str]
    light: dict[str, Light]
    passive_acts: frozenset[str]
    passive_light: dict[str, re.Pattern[str]]


def read_table(name: str) -> dict[str, Any]:
    """Return a word table of this package."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


MODALS = {
    "skal": "skulle",
    "vil": "ville",
    "må": "måtte",
    "kan": "kunne",
    "bør": "burde",
    "tør": "turde",
}


def _pattern(source: str | None) -> re.Pattern[str] | None:
    return re.compile(source, re.IGNORECASE) if source else None


def _present_of(verb: str, irregular: dict[str, str]) -> str:
    return irregular.get(verb, verb if verb.endswith("s") else verb + "r")


def _participles_of(verb: str, irregular: dict[str, str]) -> tuple[str, ...]:
    if verb in irregular:
        return (irregular[verb],)
    stem = verb.removesuffix("e")
    if stem == verb:  # "se", "få", "gå" and the like without -e
        return (verb + "et",)
    single = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    return (stem + "et", stem + "t", single + "t")


@cache
def verbs() -> Verbs:
    """Return the verb tables, read once."""
    table = read_table("verbs.toml")
    acts = frozenset(table["acts"]["verbs"])
    not_acts = frozenset(table["not_acts"]["verbs"])
    light = {
        verb: Light(_pattern(row.get("needs")), _pattern(row.get("refuses"))) for verb, row in table["light"].items()
    }
    passive_light = {verb: re.compile(pattern, re.IGNORECASE) for verb, pattern in table["passive_light"].items()}
    passive_acts = frozenset(table["passive"]["verbs"])
    speech = frozenset(table["speech"]["verbs"])
    every = sorted(
        acts
        | not_acts
        | speech
        | set(light)
        | set(passive_light)
        | passive_acts
        | set(table["decisions"]["verbs"])
        | set(table["executive"]["verbs"])
    )
    irregular = table["irregular"]
    present = {_present_of(verb, irregular["present"]): verb for verb in every}
    for modal in MODALS:
        present.pop(modal, None)
    return Verbs(
        present=present,
        passive={
            verb + "s" if not verb.endswith("s") else verb: verb
            for verb in every
            if not verb.endswith("ds") and len(verb) > 1
        },
        participles={form: verb for verb in every for form in _participles_of(verb, irregular["participle"])},
        infinitives=frozenset(every),
        past=frozenset(table["past"]["forms"])
        | {verb.removesuffix("e") + "te" for verb in every if verb.endswith("e")},
        acts=acts,
        executive=frozenset(table["executive"]["verbs"]),
        speech=speech,
        decisions=frozenset(table["decisions"]["verbs"]),
        not_acts=not_acts,
        light=light,
        passive_acts=passive_acts,
        passive_light=passive_light,
    )


# --- who -----------------------------------------------------------------------------------------------------------------


class DoerClass(StrEnum):
    """What sort of doer a word names."""

    EXECUTIVE = "executive"
    BODY = "body"
    OFFICE = "office"
    PERSON = "person"  # a name
    WE = "we"
    PRONOUN = "pronoun"  # han, hun
    THEY = "they"
    IT = "it"
    ALL = "all"
    NAME = "name"  # a capitalised word that is nothing known: perhaps an organisation
    THING = "thing"


#: Words whose class is kept.
_MOST_KNOWN = 1 << 16


@dataclass(frozen=True, slots=True)
class Doers:
    """Endings of nouns by class; the longest ending that fits decides."""

    endings: dict[str, DoerClass]
    longest: int
    pronouns: dict[str, DoerClass]
    news: frozenset[str]
    known: dict[str, DoerClass | None] = field(default_factory=dict, compare=False)  # words already looked up

    def noun(self, word: str) -> DoerClass | None:
        """Return the class of a noun in its definite form, by its ending."""
        if word not in self.known:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            self.known[word] = self._noun(word)
        return self.known[word]

    def _noun(self, word: str) -> DoerClass | None:
        low = word.casefold()
        if low.endswith("s") and len(low) > 4:  # "Hegnsynets", "Direktørens": a genitive heads nothing by itself
            plain = low[:-1].rstrip("'’")
            if self._by_ending(plain) and not self._by_ending(low):
                return None
        return self._by_ending(low)

    def _by_ending(self, low: str) -> DoerClass | None:
        for start in range(max(0, len(low) - self.longest), len(low) - 1):
            found = self.endings.get(low[start:])
            # short words (hr, kl, tr) count only when they are the whole word
            if found and (len(low) - start > 3 or start == 0):
                return found
        return None


@cache
def doers() -> Doers:
    """Return the table of doers, read once."""
    table = read_table("doers.toml")
    endings = {
        ending: kind
        for kind in (DoerClass.THING, DoerClass.EXECUTIVE, DoerClass.BODY, DoerClass.OFFICE)
        for ending in table["things" if kind is DoerClass.THING else kind.value]["endings"]
    }
    classes = {
        "we": DoerClass.WE,
        "she": DoerClass.PRONOUN,
        "they": DoerClass.THEY,
        "it": DoerClass.IT,
        "all": DoerClass.ALL,
        "i": DoerClass.WE,
    }
    pronouns = {word: classes[key] for key, words in table["pronouns"].items() for word in words}
    return Doers(endings, max(map(len, endings)), pronouns, frozenset(table["news"]["words"]))
