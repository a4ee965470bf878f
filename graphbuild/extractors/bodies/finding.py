"""Finding the bodies of a text: all rules at each word, the best of those that overlap, names without their genitive."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from graphbuild.extractors.bodies.endings import compound, lower_word, name_and_word
from graphbuild.extractors.bodies.heads import department, head_and_name
from graphbuild.extractors.bodies.kinds import BodyKind, FoundBody
from graphbuild.extractors.bodies.reading import Candidate, Reading
from graphbuild.extractors.bodies.tokens import Token
from graphbuild.extractors.bodies.uses import (
    abbreviation,
    acting,
    article_name,
    giver,
    known_name,
    legal_form,
    proper_noun,
)
from graphbuild.extractors.bodies.words import APOSTROPHE
from graphbuild.lexicon.parties import party_of_name


def candidates(reading: Reading) -> Iterator[Candidate]:
    """Yield all that may be a name, at the words whose own classes allow it."""
    tokens, people = reading.tokens, reading.people
    total = len(tokens)
    before: Token | None = None
    for index, token in enumerate(tokens):
        word = token.word
        after = tokens[index + 1] if index + 1 < total else None
        if not word.capital:
            if word.legal:
                yield from legal_form(reading, index)
            elif word.worth or (
                word.head and after is not None and after.gap == " " and (after.capital or after.low == "for")
            ):
                yield from lower_word(reading, index, token)
        elif not people[index]:
            if word.leadership is not None:
                yield Candidate(index, index, word.leadership, "body.leadership", 1)
            else:
                yield from _at_capital(reading, index, token, before, after)
        before = token


def _at_capital(
    reading: Reading, index: int, token: Token, before: Token | None, after: Token | None
) -> Iterator[Candidate]:
    word = token.word
    if word.known:
        yield from known_name(reading, index, token)
    if word.legal:
        yield from legal_form(reading, index)
        return
    if word.compound is not None:
        yield from compound(reading, index, token)
    if word.noun is not None:
        yield from name_and_word(reading, index, token)
    if word.head:
        yield from head_and_name(reading, index, token)
    if word.topic or (after is not None and after.gap == " & "):
        yield from department(reading, index, token)
    if word.short:
        yield from abbreviation(reading, index, token)
    elif word.definite and not token.first:
        yield from proper_noun(reading, index, token)
    if after is not None and after.capital and after.gap == " ":
        yield from acting(reading, index, token)
        if word.low in ("det", "de", "den"):
            yield from article_name(reading, index, token)
    if before is not None and before.low == "fra":
        yield from giver(reading, index, token)


def find_bodies(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    vocabulary: Collection[str] = (),
    people: Sequence[tuple[int, int]] = (),
) -> list[FoundBody]:
    """Return the bodies and organisations that a text names, in order of print, without overlaps.

    ``vocabulary`` holds words that the document prints in lower case (:func:`lower_words`): a capital at a sentence's start
    says nothing of them. ``people`` are the stretches that name persons; no organisation is read out of those.
    Linear in the length of the text.
    """
    reading = Reading(text, start, len(text) if end is None else end, vocabulary, people)
    ranked = sorted(candidates(reading), key=lambda one: (one.first, -one.weight, -one.last))
    kept: list[Candidate] = []
    for one in ranked:
        beaten = False
        while kept and kept[-1].last >= one.first:
            other = kept[-1]
            inside = other.first <= one.first and one.last <= other.last
            around = one.first <= other.first and other.last <= one.last
            if inside and not around:
                beaten = True
            elif around and not inside:
                kept.pop()
                continue
            else:
                beaten = other.weight >= one.weight
                if not beaten:
                    kept.pop()
                    continue
            break
        if not beaten:
            kept.append(one)
    kept = _with_coordinated(reading, kept)
    found = [_found(reading, _with_bracket(reading, one)) for one in kept]
    ends = 0
    result = []
    for body in found:
        if body.start >= ends and not _is_party(body):
            result.append(body)
            ends = body.end
    return result


def _is_party(one: FoundBody) -> bool:
    loose = one.kind in (BodyKind.ORGANISATION, BodyKind.ASSOCIATION)
    return loose and (
        one.name.casefold().endswith(("folkeparti", "partiet", "alliance")) or party_of_name(one.name) is not None
    )


def _with_coordinated(reading: Reading, kept: list[Candidate]) -> list[Candidate]:
    """Add abbreviations that a list goes on with: "Boldklubben Fremad, VIK og B1921"."""
    result: list[Candidate] = []
    for place, one in enumerate(kept):
        result.append(one)
        if one.kind not in (BodyKind.ASSOCIATION, BodyKind.ORGANISATION):
            continue
        limit = kept[place + 1].first if place + 1 < len(kept) else len(reading.tokens)
        at = one.last + 1
        while at < limit:
            token = reading.tokens[at]
            if token.low in ("og", "samt") and token.gap == " " and at + 1 < limit:
                at += 1
                token = reading.tokens[at]
            elif token.gap != ", ":
                break
            bare = APOSTROPHE.sub("", token.text)
            if (
                not re.fullmatch(r"[A-ZÆØÅ0-9]{3,7}", bare)
                or bare.isdigit()
                or bare in reading.tables.no_abbreviation
                or reading.people[at]
            ):
                break
            result.append(Candidate(at, at, BodyKind.ORGANISATION, "body.coordinated", 3))
            at += 1
    return result


def _with_bracket(reading: Reading, one: Candidate) -> Candidate:
    """Go on over "(DH) i Vestby", "(KKR) Midtjylland": an abbreviation in the midst of the name."""
    short, after = reading.at(one.last + 1), reading.at(one.last + 2)
    if (
        short is None
        or after is None
        or short.gap != " ("
        or not short.caps
        or after.gap != ") "
        or one.name is not None
    ):
        return one
    last = one.last + 2
    if after.text == "i":
        last += 1
    place = reading.at(last)
    if (
        place is None
        or not place.capital
        or place.caps
        or place.gap not in (" ", ") ")
        or place.low in reading.tables.starters
        or reading.people[last]
    ):
        return one
    return Candidate(one.first, last, one.kind, one.rule, one.weight)


def _found(reading: Reading, one: Candidate) -> FoundBody:
    first, last = reading.tokens[one.first], reading.tokens[one.last]
    end = last.end
    name = one.name or " ".join(reading.text[first.start : end].split())
    if one.name is None:
        bare = _without_genitive(name, reading)
        end -= len(name) - len(bare)
        name = bare
    return FoundBody(first.start, end, name, one.kind, one.rule)


def _without_genitive(name: str, reading: Reading) -> str:
    """Take off a genitive: always an apostrophe's and that of a definite ending, else where the text has the bare form."""
    bare = APOSTROPHE.sub("", name)
    if bare != name:
        return bare
    low = name.casefold()
    if low.endswith("s") and (
        reading.tables.definite_endings.end(low[:-1])
        or low.endswith(("kommunes", "skoles", "museums", "ens", "ets", "centers", "udvalgs", "råds"))
    ):
        return name[:-1]
    if low.endswith("s") and low[-2:-1] not in ("s", "u", "i") and len(low) > 4:
        last = name.rsplit(" ", 1)[-1][:-1]
        if f"{name[:-1]} " in reading.text or (
            len(last) > 3 and last.casefold() != low[:-1] and f" {last} " in reading.text
        ):
            return name[:-1]
    return name
