"""To whom a deed is done: who gets it, is asked, met or told.

Forms read: "til udvalget", "giver ham besked", "sender rådet ventetiderne", "spørger Borgerservice, om", "kontakter X om",
"forelægger den for udvalget", "aftaler med ham", "tager fat i Pladsanvisningen", "bestiller hos Y", "som rådet får tilsendt".
What is no person, body, unit or organisation is left out ("forslag til åbningstider", "på hjemmesiden").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graphbuild.extractors.commitments.actors import Doer, classify, is_receiver, person_at
from graphbuild.extractors.commitments.clauses import Token, cues, finite
from graphbuild.extractors.commitments.words import DoerClass, doers, read_table
from graphbuild.extractors.roster import Roster


@dataclass(frozen=True, slots=True)
class _Verbs:
    dative: frozenset[str]
    objects: frozenset[str]
    for_: frozenset[str]
    with_: frozenset[str]
    at: frozenset[str]
    not_to: frozenset[str]


@cache
def _verbs() -> _Verbs:
    table = read_table("cues.toml")["recipients"]
    return _Verbs(
        frozenset(table["dative"]),
        frozenset(table["objects"]),
        frozenset(table["for_verbs"]),
        frozenset(table["with_verbs"]),
        frozenset(table["at_verbs"]),
        frozenset(table["not_to"]),
    )


_DETERMINERS = frozenset({"de", "den", "det", "alle", "samtlige", "hver", "begge", "en", "et", "berørte", "øvrige", "relevante", "vores", "deres", "sit", "sin", "andre", "selve", "hele", "tre", "to", "fire", "fem", "udvalgets", "rådets", "byrådets", "kommunens"})  # fmt: skip
_ADJECTIVE = ("ede", "ige", "nye", "rte", "isk", "iske", "lige", "nde", "ske", "ale", "tive")
_NAME_LINKS = frozenset({"og", "&", "for", "i", "af"})


def phrase(tokens: Sequence[Token], first: int, last: int, roster: Roster) -> Doer | None:
    """Return the somebody that begins at a token, or ``None`` when what stands there is a thing."""
    if first >= last:
        return None
    table = doers()
    low = tokens[first].low
    if low in table.pronouns and table.pronouns[low] is not DoerClass.IT:
        kind = table.pronouns[low]
        if kind not in (DoerClass.THEY, DoerClass.ALL) or first + 1 >= last or low == "dem":
            return Doer(kind, tokens[first].text, first, first + 1)
    known = person_at(tokens, first, last, roster)
    if known:
        return Doer(DoerClass.PERSON, known[0], first, known[1], (known[0],))
    # "skolelederen, Anna Holm," is Anna Holm
    if (
        first + 2 < last
        and tokens[first + 1].text == ","
        and table.noun(tokens[first].text) in (DoerClass.EXECUTIVE, DoerClass.OFFICE)
    ):
        known = person_at(tokens, first + 2, last, roster)
        if known:
            return Doer(DoerClass.PERSON, known[0], first, known[1], (known[0],))
    at = first
    while (
        at + 1 < last
        and at - first < 4
        and tokens[at].text[0].islower()
        and table.noun(tokens[at].text) is None
        and not is_receiver(tokens[at].text)
        and (
            tokens[at].low in _DETERMINERS
            or tokens[at].low.endswith(_ADJECTIVE)
            or table.noun(tokens[at + 1].text)
            or is_receiver(tokens[at + 1].text)
        )
        and tokens[at].low not in cues().prepositions
    ):
        at += 1
    if at >= last:
        return Doer(DoerClass.ALL, "alle", first, first + 1) if low == "alle" else None
    head = at
    genitive = tokens[head].low.endswith("s") and head + 1 < last and tokens[head + 1].text[0].islower()
    if genitive and (table.noun(tokens[head + 1].text) or is_receiver(tokens[head + 1].text)):
        head += 1
    elif tokens[head].text[0].isupper():
        return _name(tokens, first, head, last, roster)
    kind = table.noun(tokens[head].text)
    if kind is DoerClass.THING or (kind is None and not is_receiver(tokens[head].text)):
        if low == "alle" and first + 1 < last:
            return Doer(DoerClass.ALL, "alle", first, first + 1)
        return None
    # a title before a name
    if head + 1 < last and tokens[head + 1].text[0].isupper():
        known = person_at(tokens, head + 1, last, roster)
        if known:
            return Doer(DoerClass.PERSON, known[0], first, known[1], (known[0],))
    end = _extend(tokens, head + 1, last, kind)
    # "formanden for udvalget, Anna Holm"
    if end + 1 < last and tokens[end].text == "," and kind in (DoerClass.OFFICE, DoerClass.EXECUTIVE):
        known = person_at(tokens, end + 1, last, roster)
        if known:
            return Doer(DoerClass.PERSON, known[0], first, known[1], (known[0],))
    return Doer(kind or DoerClass.ALL, _printed(tokens[first:end]), first, end)


def _extend(tokens: Sequence[Token], end: int, last: int, kind: DoerClass | None) -> int:
    """ "skoler og ungdomsuddannelser", "kommuner inden for 200 meter" is left at the noun."""
    table = doers()
    while (
        end + 1 < last
        and tokens[end].low in ("og", "samt")
        and (is_receiver(tokens[end + 1].text) or table.noun(tokens[end + 1].text) not in (None, DoerClass.THING))
    ):
        end += 2
    if (
        kind in (DoerClass.OFFICE, DoerClass.BODY)
        and end + 1 < last
        and tokens[end].low in ("for", "i")
        and tokens[end + 1].text[0].isupper()
        and not tokens[end + 1].text.isdigit()
    ):
        stop = end + 1
        while stop < last and (
            tokens[stop].text[0].isupper()
            or (tokens[stop].low in ("og", "&") and stop + 1 < last and tokens[stop + 1].text[0].isupper())
        ):
            stop += 1
        end = stop
    return end


def _name(tokens: Sequence[Token], first: int, head: int, last: int, roster: Roster) -> Doer | None:
    """An organisation, by its capital letters: "Social-, Sundheds- og Ældreudvalget (SÆU)", "Ældre Sagen i Dragør"."""
    end = head
    table = doers()
    while end < last:
        text = tokens[end].text
        if text[0].isupper() or (text[0].isdigit() and end > head and len(text) < 3) or (
            text == ","
            and end > head
            and end + 1 < last
            and tokens[end - 1].text.endswith("-")
            and tokens[end + 1].text[0].isupper()
        ):
            end += 1
        elif tokens[end].low == "og" and end > head and end + 2 < last and tokens[end + 1].low == "andre":
            end += 3
        elif (
            (tokens[end].low in _NAME_LINKS or text == "-")
            and end + 1 < last
            and tokens[end + 1].text[0].isupper()
            and end > head
        ) or (text == "-" and end > head) or (
            tokens[end].low.endswith(
                (
                    "udvalget",
                    "forvaltningen",
                    "rådet",
                    "ministeriet",
                    "udvalg",
                    "styrelsen",
                    "center",
                    "afdelingen",
                    "foreningen",
                )
            )
            and end > head
        ):
            end += 1
        else:
            break
    if end < last and tokens[end].text == "(":
        close = end
        while close < last and close - end < 8 and tokens[close].text != ")":
            close += 1
        if (
            close < last
            and tokens[close].text == ")"
            and all(t.text[0].isupper() or t.text in "()" for t in tokens[end:close])
        ):
            end = close + 1
    words = _printed(tokens[first:end])
    capitals = sum(token.text[0].isupper() for token in tokens[head:end])
    found = classify(tokens, first, end, roster, opening=False)
    if found and found.people:
        return found
    kind = table.noun(tokens[end - 1].text) or table.noun(tokens[head].text) or DoerClass.NAME
    if kind is DoerClass.THING:
        # "Ældre Sagen", "Plan og Arkitektur" are names all the same
        if capitals < 2:
            return None
        kind = DoerClass.NAME
    return Doer(kind, words, first, end)


def _printed(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    last: Token | None = None
    for token in tokens:
        if last is not None and token.start > last.end:
            parts.append(" ")
        parts.append(token.text)
        last = token
    return "".join(parts)


def recipient(
    tokens: Sequence[Token], lemma: str, first: int, last: int, roster: Roster, due: tuple[int, int] | None = None
) -> Doer | None:
    """Return to whom the deed of the words ``[first, last)`` after its verb is done; ``due``: the words that say when."""
    table = _verbs()
    start = first
    while due and start < last and due[0] <= tokens[start].start < due[1]:
        start += 1
    while start < last and tokens[start].low in cues().adverbs and tokens[start].low not in ("i",):
        start += 1
    if lemma in table.objects and start < last and tokens[start].low not in cues().prepositions:
        found = phrase(tokens, start, last, roster)
        if found:
            return found
    if lemma in table.dative and start < last and tokens[start].low not in cues().prepositions:
        found = phrase(tokens, start, last, roster)
        if found and found.last < last and _object_follows(tokens, found.last, last):
            return found
    for at in range(start, last - 1):
        low = tokens[at].low
        if low == "til" and not _not_to(tokens, at):
            found = phrase(tokens, at + 1, last, roster)
            if found and not _is_time(tokens, found):
                return found
            if (
                found
                and found.kind is DoerClass.BODY
                and tokens[found.last - 1].low.endswith("s")
                and tokens[found.last].low.startswith("møde")
            ):
                # "til rådets møde i juni": the council is who gets it
                return Doer(found.kind, found.name.removesuffix("s"), found.first, found.last)
        elif (
            (low == "for" and (lemma in table.for_))
            or (low == "med" and lemma in table.with_ and not (at and tokens[at - 1].low == "sammen"))
            or (low == "hos" and lemma in table.at)
            or (low == "i" and at and tokens[at - 1].low in ("fat", "rundt"))
        ):
            found = phrase(tokens, at + 1, last, roster)
            if found and not _is_time(tokens, found):
                return found
        if low in ("skriver", "sender", "mailer", "giver") and at > start and at + 2 < last:
            found = phrase(tokens, at + 1, last, roster)
            if found and found.last < last and _object_follows(tokens, found.last, last):
                return found
        if low in ("som", "der") and at > start and at + 2 < last:
            getter = phrase(tokens, at + 1, last, roster)
            if getter and getter.last < last and tokens[getter.last].low == "får":
                return getter
        if low in ("inviterer", "orienterer", "kontakter", "spørger", "svarer", "informerer") and at > start:
            found = phrase(tokens, at + 1, last, roster)
            if found:
                return found
    return None


def _object_follows(tokens: Sequence[Token], at: int, last: int) -> bool:
    token = tokens[at]
    return (
        token.low not in cues().prepositions
        and token.low not in (",", "og", "samt", "ud", "rundt", "videre", "tilbage", "ind", "op", ".")
    ) or (token.text == "," and at + 1 < last and tokens[at + 1].low in ("hvad", "at", "hvordan"))


def _not_to(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].low in _verbs().not_to


def _is_time(tokens: Sequence[Token], found: Doer) -> bool:
    """ "til udvalgets møde": the noun behind the genitive is what counts."""
    following = tokens[found.last].low if found.last < len(tokens) else ""
    return following.startswith("møde") or tokens[found.last - 1].low.startswith("møde") or (
        tokens[found.last - 1].low.endswith("s") and following[:1].isalpha() and following not in cues().prepositions and finite(tokens, found.last) is None and found.kind is not DoerClass.PERSON and following not in ("og", "om", "inden", "senest", "på", "med")
    )  # fmt: skip
