"""The cues of ``cues.toml`` as patterns, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from graphbuild.extractors.commitments.words import read_table

#: ``at`` and an infinitive, at most a short sentence's length behind the cue; a full stop only after a figure ("den 10. maj").
_TO_INFINITIVE = (
    r"(?P<gap>(?:[^.;:?]|(?<=\d)\.){0,90}?)\bat\s"
    r"(?:(?:også|så|selv|igen|først|forsøge\sat|få|løbende|fortsat)\s)?(?P<inf>\w+)"
)


#: "Administrationen bedes forinden beregne ...": the infinitive without "om at".
_BARE_INFINITIVE = (
    r"(?i)\b(?:bedes|anmodes|pålægges)\b(?P<gap>(?:\s(?!om\b|at\b)\w+){0,3}?)\s(?P<inf>\w+(?:e|å))\b(?!\sat\b)"
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """What the rules look for beside verbs and doers."""

    infinitives: tuple[tuple[str, re.Pattern[str]], ...]  # rule, pattern
    licences: tuple[tuple[str, re.Pattern[str]], ...]  # what stands before "at" + clause
    confirmed: re.Pattern[str]
    practice: re.Pattern[str]
    put_before: re.Pattern[str]
    negated: re.Pattern[str]
    ready: re.Pattern[str]
    caused: re.Pattern[str]
    owed: re.Pattern[str]
    getting: re.Pattern[str]
    doing_it: frozenset[str]
    telling_somebody: frozenset[str]
    events_of_others: frozenset[str]
    to_an_event: frozenset[str]
    never_verbs: frozenset[str]
    doings: frozenset[str]
    proposed: re.Pattern[str]
    responsible: re.Pattern[str]


def _phrases(words: Iterable[str]) -> str:
    """An alternation of phrases; one more word may stand in each ("besluttede sig også for")."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s(?:\w+\s)?") for word in sorted(words, key=lambda word: (-len(word), word))
    )


def _words(sources: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{'|'.join(sources)})(?!\w)")


@cache
def patterns() -> Patterns:
    """Return the patterns."""
    table = read_table("cues.toml")
    before = table["infinitives"]
    rules = table["rules"]
    whom = r"\s(?P<whom>[^.;:,?]{2,60}?)\s(?:om|til)"
    return Patterns(
        infinitives=(
            ("actor-at", re.compile(_BARE_INFINITIVE)),
            *(
                (rule, re.compile(rf"(?i)\b(?:{_phrases(before[key])}){more}\b{_TO_INFINITIVE}"))
                for rule, key, more in (
                    ("asked-at", "asked", whom),
                    ("asked-at", "charged", r"\s(?P<whom>[^.;:,?]{2,60}?)"),
                    ("called-at", "with_due", ""),
                    ("actor-at", "subject", ""),
                    ("impersonal-at", "impersonal", ""),
                )
            ),
        ),
        licences=tuple(
            (kind, re.compile(rf"(?i)\b(?:{_phrases(words)})\b[^.;:]{{0,30}}?,?\s?\Z"))
            for kind, words in table["licences"].items()
        ),
        confirmed=_words(map(re.escape, table["confirmations"]["words"])),
        practice=_words(map(re.escape, table["practice"]["words"])),
        put_before=_words(rules["put_before"]),
        negated=_words(rules["negations"]),
        ready=_words(rules["ready"]),
        caused=_words(rules["caused"]),
        owed=_words(rules["owed"]),
        getting=_words(rules["getting"]),
        doing_it=frozenset(rules["doing_it"]),
        telling_somebody=frozenset(rules["telling_somebody"]),
        events_of_others=frozenset(rules["events_of_others"]),
        to_an_event=frozenset(rules["to_an_event"]),
        doings=frozenset(rules["doings"]),
        never_verbs=frozenset(rules["never_verbs"]),
        proposed=re.compile(rf"(?i)\b(?:{'|'.join(rules['proposed'])})\W{{0,3}}\Z"),
        responsible=re.compile(rf"(?i)\(?(?:{_phrases(rules['responsible'])})\s?:\s?(?P<who>[^.;:\n]{{2,60}})"),
    )
