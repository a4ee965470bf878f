"""To whom a deed is done: who gets it, is asked, met or told.

Forms read: "til udvalget", "giver ham besked", "sender rådet ventetiderne", "spørger Borgerservice, om", "kontakter X om",
"forelægger den for udvalget", "aftaler med ham", "tager fat i Pladsanvisningen", "bestiller hos Y", "som rådet får tilsendt".
What is no person, body, unit or organisation is left out ("forslag til åbningstider", "på hjemmesiden").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graphbuild.extractors.commitments.actors import Doer, as_printed, classify, is_receiver, person_at
from graphbuild.extractors.commitments.clauses import Token, cues, finite
from graphbuild.extractors.commitments.words import DoerClass, doers, read_table
from graphbuild.extractors.roster import Roster


@dataclass(frozen=True, slots=True)
class _Cues:
    dative: frozenset[str]
    objects: frozenset[str]
    for_: frozenset[str]
    with_: frozenset[str]
    at: frozenset[str]
    not_to: frozenset[str]
    determiners: frozenset[str]
    adjectives: tuple[str, ...]
    name_endings: tuple[str, ...]
    sending: frozenset[str]
    turning_to: frozenset[str]


@cache
def _cues() -> _Cues:
    table = read_table("cues.toml")["recipients"]
    before = table["before"]
    return _Cues(
        dative=frozenset(table["dative"]),
        objects=frozenset(table["objects"]),
        for_=frozenset(table["for_verbs"]),
        with_=frozenset(table["with_verbs"]),
        at=frozenset(table["at_verbs"]),
        not_to=frozenset(table["not_to"]),
        determiners=frozenset(before["determiners"]),
        adjectives=tuple(before["adjective_endings"]),
        name_endings=tuple(before["name_endings"]),
        sending=frozenset(before["sending"]),
        turning_to=frozenset(before["turning_to"]),
    )


_NAME_LINKS = frozenset({"og", "&", "for", "i", "af"})
_PERSONAL = (DoerClass.EXECUTIVE, DoerClass.OFFICE)


def phrase(tokens: Sequence[Token], first: int, last: int, roster: Roster) -> Doer | None:
    """Return the somebody that begins at a token, or ``None`` when what stands there is a thing."""
    if first >= last:
        return None
    table = doers()
    low = tokens[first].low
    kind = table.pronouns.get(low)
    if kind is not None and kind is not DoerClass.IT:
        alone = first + 1 >= last or kind not in (DoerClass.THEY, DoerClass.ALL)
        if alone or low == "dem":
            return Doer(kind, tokens[first].text, first, first + 1)
    known = _person(tokens, first, first, last, roster)
    if (
        known is None
        and first + 2 < last
        and tokens[first + 1].text == ","
        and table.noun(tokens[first].text) in _PERSONAL
    ):
        known = _person(tokens, first, first + 2, last, roster)  # "skolelederen, Anna Holm, om ..."
    if known is not None:
        return known
    head = first
    while head + 1 < last and head - first < 4 and _before_noun(tokens, head):
        head += 1
    token = tokens[head]
    genitive = token.low.endswith("s") and head + 1 < last and tokens[head + 1].text[0].islower()
    if genitive and _somebody(tokens[head + 1]):
        head += 1
    elif token.text[0].isupper() and not (
        is_receiver(token.text) and not (head + 1 < last and tokens[head + 1].text[0].isupper())
    ):
        return _name(tokens, first, head, last, roster)
    noun = table.noun(tokens[head].text)
    if noun is DoerClass.THING or (noun is None and not is_receiver(tokens[head].text)):
        return Doer(DoerClass.ALL, tokens[first].text, first, first + 1) if low == "alle" else None
    if head + 1 < last and tokens[head + 1].text[0].isupper():
        known = _person(tokens, first, head + 1, last, roster)  # a title before a name
        if known is not None:
            return known
    end = _extend(tokens, head + 1, last, noun)
    if end + 1 < last and tokens[end].text == "," and noun in _PERSONAL:
        known = _person(tokens, first, end + 1, last, roster)  # "formanden for udvalget, Anna Holm"
        if known is not None:
            return known
    return Doer(noun or DoerClass.ALL, as_printed(tokens[first:end]), first, end)


def _person(tokens: Sequence[Token], first: int, at: int, last: int, roster: Roster) -> Doer | None:
    known = person_at(tokens, at, last, roster)
    return Doer(DoerClass.PERSON, known[0], first, known[1], (known[0],)) if known else None


def _somebody(token: Token) -> bool:
    return doers().noun(token.text) is not None or is_receiver(token.text)


def _before_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is an article or adjective before the noun of a group."""
    token = tokens[at]
    if token.text.isdigit() and len(token.text) <= 3:
        return at + 1 < len(tokens) and tokens[at + 1].text[0].islower()  # "de 14 lodsejere"
    if not token.text[0].islower() or _somebody(token) or token.low in cues().prepositions:
        return False
    return token.low in _cues().determiners or token.low.endswith(_cues().adjectives) or _somebody(tokens[at + 1])


def _extend(tokens: Sequence[Token], end: int, last: int, kind: DoerClass | None) -> int:
    """ "skoler og ungdomsuddannelser", "formanden for Ældrerådet"; "naboer inden for 200 meter" is left at the noun."""
    table = doers()
    while end + 1 < last and tokens[end].low in ("og", "samt"):
        nextone = tokens[end + 1]
        noun = table.noun(nextone.text)
        if not is_receiver(nextone.text) and noun in (None, DoerClass.THING):
            break
        end += 2
    of = kind in (DoerClass.OFFICE, DoerClass.BODY) and end + 1 < last and tokens[end].low in ("for", "i")
    if of and tokens[end + 1].text[0].isupper():
        end += 1
        while end < last and (tokens[end].text[0].isupper() or _links(tokens, end, last)):
            end += 1
    return end


def _links(tokens: Sequence[Token], at: int, last: int) -> bool:
    """A small word between two parts of a name."""
    return tokens[at].low in _NAME_LINKS and at + 1 < last and tokens[at + 1].text[0].isupper()


def _name(tokens: Sequence[Token], first: int, head: int, last: int, roster: Roster) -> Doer | None:
    """An organisation, by its capital letters: "Social-, Sundheds- og Ældreudvalget (SÆU)", "Ældre Sagen i Byen"."""
    end = head
    table = doers()
    while end < last:
        token = tokens[end]
        in_name = end > head and (
            (token.text[0].isdigit() and len(token.text) < 3)
            or (token.text == "," and tokens[end - 1].text.endswith("-") and end + 1 < last)
            or token.text.endswith("-")
            or _links(tokens, end, last)
            or token.low.endswith(_cues().name_endings)
            or (token.low in ("og", "&") and tokens[end - 1].text.endswith("-"))
        )
        if token.text[0].isupper() or in_name:
            end += 1
        elif token.low == "og" and end > head and end + 2 < last and tokens[end + 1].low == "andre":
            end += 3
        else:
            break
    end = _with_abbreviation(tokens, end, last)
    found = classify(tokens, first, end, roster, opening=False)
    if found and found.people:
        return found
    kind = table.noun(tokens[end - 1].text) or table.noun(tokens[head].text) or DoerClass.NAME
    if kind is DoerClass.THING:
        if sum(token.text[0].isupper() for token in tokens[head:end]) < 2:
            return None
        kind = DoerClass.NAME  # "Ældre Sagen", "Plan og Byg" are names all the same
    return Doer(kind, as_printed(tokens[first:end]), first, end)


def _with_abbreviation(tokens: Sequence[Token], end: int, last: int) -> int:
    if end >= last or tokens[end].text != "(":
        return end
    for close in range(end + 1, min(last, end + 8)):
        if tokens[close].text == ")":
            return close + 1
        if not tokens[close].text[0].isupper():
            break
    return end


def recipient(
    tokens: Sequence[Token], lemma: str, first: int, last: int, roster: Roster, due: tuple[int, int] | None = None
) -> Doer | None:
    """Return to whom the deed of the words ``[first, last)`` behind its verb is done; ``due``: the words that say when."""
    table = _cues()
    start = first
    while due and start < last and due[0] <= tokens[start].start < due[1]:
        start += 1
    while start < last and tokens[start].low in cues().adverbs:
        start += 1
    if start < last and tokens[start].low not in cues().prepositions:
        found = phrase(tokens, start, last, roster)
        if found and lemma in table.objects:
            return found
        if found and lemma in table.dative and found.last < last and _object_follows(tokens, found.last, last):
            return found
    for at in range(start, last - 1):
        found = _at(tokens, lemma, start, at, last, roster)
        if found:
            return found
    return None


def _at(tokens: Sequence[Token], lemma: str, start: int, at: int, last: int, roster: Roster) -> Doer | None:
    """The recipient that a preposition or a further verb at a token leads to."""
    table, low = _cues(), tokens[at].low
    before = tokens[at - 1].low if at else ""
    if low == "til":
        if before in table.not_to and tokens[at + 1].text[0].islower():
            return None
        found = phrase(tokens, at + 1, last, roster)
        return found if found and not _is_time(tokens, found) else _whose_meeting(tokens, at + 1, last)
    if (
        (low == "for" and lemma in table.for_)
        or (low == "med" and lemma in table.with_ and before != "sammen" and (lemma != "komme" or before in _TOUCH))
        or (low == "hos" and lemma in table.at)
        or (low == "i" and before in ("fat", "rundt"))
        or (low == "for" and before == "over")
        or low == "overfor"
    ):
        found = phrase(tokens, at + 1, last, roster)
        return found if found and not _is_time(tokens, found) else None
    if at == start:
        return None
    if low in table.sending or low in table.turning_to or low in ("som", "der"):
        found = phrase(tokens, at + 1, last, roster)
        if found is None or low in table.turning_to:
            return found
        if low in ("som", "der"):  # "som rådet får tilsendt"
            return found if found.last < last and tokens[found.last].low == "får" else None
        return found if found.last < last and _object_follows(tokens, found.last, last) else None
    return None


def _whose_meeting(tokens: Sequence[Token], at: int, last: int) -> Doer | None:
    """ "til rådets møde i juni": the council is who gets it."""
    if at + 1 >= last or not tokens[at + 1].low.startswith("møde") or not tokens[at].low.endswith("s"):
        return None
    name = tokens[at].text[:-1]
    return Doer(DoerClass.BODY, name, at, at + 1) if doers().noun(name) is DoerClass.BODY else None


_TOUCH = frozenset({"kontakt", "dialog"})
_PARTICLES = frozenset({",", "og", "samt", "ud", "rundt", "videre", "tilbage", "ind", "op", "."})


def _object_follows(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Behind who gets it stands what is given: "giver ham besked", "sender udvalget, hvad ..."."""
    token = tokens[at]
    if token.text == ",":
        return at + 1 < last and tokens[at + 1].low in ("hvad", "at", "hvordan")
    return not any(token.low in words for words in (cues().prepositions, cues().adverbs, _PARTICLES))


def _is_time(tokens: Sequence[Token], found: Doer) -> bool:
    """ "til udvalgets møde": the noun behind the genitive is what counts."""
    if tokens[found.last - 1].low.endswith(("møde", "mødet", "møder", "møderne")):
        return True
    following = tokens[found.last].low if found.last < len(tokens) else ""
    if following.startswith("møde"):
        return True
    genitive = tokens[found.last - 1].low.endswith("s") and found.kind is not DoerClass.PERSON
    free = following in cues().prepositions or following in ("og", "om", "inden", "senest", "på", "med")
    return genitive and following[:1].isalpha() and not free and finite(tokens, found.last) is None
