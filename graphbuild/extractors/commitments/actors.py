"""Who does a deed: the words before (or after) the verb, told apart by name, office, body or pronoun.

A name is taken from the document's people (:class:`~graphbuild.extractors.roster.Roster`); initials, first names and
titles before a name lead to the full name. Other doers keep the words printed. A pronoun stands for the person named last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graphbuild.extractors.commitments.clauses import Token, cues, finite
from graphbuild.extractors.commitments.words import DoerClass, doers, read_table
from graphbuild.extractors.roster import Roster

_LONGEST_NAME = 7
#: Who can be charged with a deed as a matter of course, and who can act at all.
STRONG = frozenset({DoerClass.EXECUTIVE, DoerClass.OFFICE, DoerClass.PERSON, DoerClass.WE, DoerClass.PRONOUN})
ACTIVE = STRONG | {DoerClass.BODY, DoerClass.THEY, DoerClass.ALL, DoerClass.NAME}


@dataclass(frozen=True, slots=True)
class Doer:
    """Somebody who acts: the class, the words (or full names) to give, the tokens ``[first, last)`` they stand at."""

    kind: DoerClass
    name: str
    first: int
    last: int
    people: tuple[str, ...] = ()
    weak: bool = False  # a capitalised word at a sentence's start that is nothing known


def _is_office(token: Token) -> bool:
    """A lone title ("Skolechefen", "Formanden"): the words printed are given, whoever bears it."""
    low = token.low
    return low.endswith(("en", "ne", "chef", "formand", "leder")) and doers().noun(token.text) in (
        DoerClass.EXECUTIVE,
        DoerClass.OFFICE,
    )


def _capital(token: Token) -> bool:
    return token.text[0].isupper()


def as_printed(tokens: Sequence[Token]) -> str:
    """The words as printed, white space as between the tokens collapsed to one blank."""
    parts: list[str] = []
    last = None
    for token in tokens:
        if last is not None and token.start > last.end:
            parts.append(" ")
        parts.append(token.text)
        last = token
    return "".join(parts)


def person_at(tokens: Sequence[Token], first: int, last: int, roster: Roster) -> tuple[str, int] | None:
    """Return the person whose name starts at a token, and where the name ends; the longest name that is known."""
    if not _capital(tokens[first]):
        return None
    stop = first
    while (
        stop < last
        and stop - first < _LONGEST_NAME
        and (_capital(tokens[stop]) or tokens[stop].low in ("von", "van", "de", "af", "."))
    ):
        stop += 1
    for end in range(stop, first, -1):
        text = as_printed(tokens[first:end])
        found = roster.resolve(text) if end - first > 1 or not _is_office(tokens[first]) else None
        found = found or (roster.resolve(text.rstrip(".")) if text.endswith(".") else None)
        if found:
            return found.name.value, end
    return None


def _without_brackets(tokens: Sequence[Token], first: int, last: int) -> list[int]:
    kept: list[int] = []
    depth = 0
    for at in range(first, last):
        if tokens[at].text in "([":
            depth += 1
        elif tokens[at].text in ")]":
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(at)
    return kept


_JOINERS = frozenset({"og", "&", ",", "/", "samt", "+"})
_HEAD_ENDS = frozenset(
    {"for", "i", "af", "på", "fra", "som", "med", "bestående", "udpeget", "ved", "til", "om", "under"}
)
_ROLE = re.compile(r"(?i)(chef|leder|direktør|konsulent|koordinator|formand|borgmester|sekretær|medlem|inspektør|arkitekt|ingeniør|rådmand|jurist|planlægger|rådgiver|pædagog|lærer|pedel|kasserer|forkvinde|ordfører|behandler|repræsentant|assistent|fuldmægtig|kommunikationsmedarbejder|medarbejder|ansvarlig|provst|præst|stedfortræder|suppleant|tovholder|bibliotekar|sygeplejerske|terapeut|læge|minister|viceborgmester)$")  # fmt: skip


def _names_of(tokens: Sequence[Token], kept: list[int], roster: Roster) -> list[str]:
    """All people named among the tokens, in order, each once."""
    names: list[str] = []
    position = 0
    while position < len(kept):
        at = kept[position]
        limit = at + 1
        while limit - at + position < len(kept) and kept[position + limit - at] == limit:
            limit += 1
        found = person_at(tokens, at, limit, roster)
        if found is None:
            position += 1
            continue
        if found[0] not in names:
            names.append(found[0])
        while position < len(kept) and kept[position] < found[1]:
            position += 1
    return names


def classify(tokens: Sequence[Token], first: int, last: int, roster: Roster, *, opening: bool) -> Doer | None:
    """Return the doer that the tokens name, or ``None``; ``opening`` tells that they begin a sentence (and are so capitalised)."""
    while first < last and tokens[first].text in ',-–—:"”“»':
        first += 1
    while last > first and tokens[last - 1].text in ',-–—:"”“«':
        last -= 1
    if first >= last or last - first > 24:
        return None
    table = doers()
    words = as_printed(tokens[first:last])
    low = words.casefold()
    if low in table.pronouns:
        return Doer(table.pronouns[low], words, first, last)
    if tokens[first].low in cues().prepositions and tokens[first].low != "over":
        return None
    kept = _without_brackets(tokens, first, last)
    if not kept or any(tokens[at].low in ("som", "der", "at", "hvis", "når") for at in kept):
        return None
    names = _names_of(tokens, kept, roster)
    head = _head(tokens, kept)
    coordinated = any(tokens[at].low in _JOINERS for at in kept)
    if (
        names
        and head is not None
        and coordinated
        and table.noun(tokens[head].text) in (DoerClass.EXECUTIVE, DoerClass.BODY, DoerClass.OFFICE)
        and len(names) == 1
        and not _title_before(tokens, kept)
    ):
        # "Rådets formand og Anna Holm": one of them goes by the office
        return Doer(DoerClass.PERSON, words, first, last, tuple(names))
    if names and (head is None or not _bound(tokens, kept, head)):
        # people known by one name only are given as printed: "Anna og Karl"
        plain = len(names) > 1 and all(" " not in name for name in names)
        return Doer(DoerClass.PERSON, words if plain else " og ".join(_join(names)), first, last, tuple(names))
    if head is not None:
        kind = table.noun(tokens[head].text)
        if kind is not None:
            unknown = _unknown_name(tokens, kept)
            if unknown and kind is not DoerClass.THING and _title_before(tokens, kept):
                return Doer(DoerClass.PERSON, unknown, first, last, (unknown,))
            return Doer(kind, words, first, last)
    if tokens[first].low in table.pronouns and table.pronouns[tokens[first].low] is DoerClass.ALL:
        return Doer(DoerClass.ALL, words, first, last)
    capitals = [at for at in kept if _capital(tokens[at])]
    if any(tokens[at].low in ("til", "fra", "hos") for at in kept):
        return None  # "Døren til Pakhuset"
    if (
        len(capitals) >= 2
        and capitals[0] == kept[0]
        and all(
            _capital(tokens[at]) or not tokens[at].text[0].isalpha() or tokens[at].low in _NAME_LINKS for at in kept
        )
    ):
        return Doer(DoerClass.NAME, words, first, last)
    if capitals and capitals[0] == kept[0] and len(kept) <= 3:
        alone = tokens[capitals[0]].text
        return Doer(DoerClass.NAME, words, first, last, weak=opening and not alone.isupper())
    return None


_NAME_LINKS = frozenset({"og", "&", "for", "i", "af", "den", "de", "på", "ved", "von", "van"})


def _join(names: list[str]) -> list[str]:
    return names if len(names) < 3 else [", ".join(names[:-1]), names[-1]]


def _head(tokens: Sequence[Token], kept: list[int]) -> int | None:
    table = doers()
    for at in kept:
        if tokens[at].low in _HEAD_ENDS or tokens[at].text == ",":
            return None
        if table.noun(tokens[at].text) is not None:
            return at
    return None


def _bound(tokens: Sequence[Token], kept: list[int], head: int) -> bool:
    """ "arbejdsgruppen bestående af Majbrit og Anja": the names belong to the group."""
    after = kept.index(head) + 1
    return after < len(kept) and tokens[kept[after]].low in ("bestående", "udpeget", "med", "under", "omkring", "af")


def _title_before(tokens: Sequence[Token], kept: list[int]) -> bool:
    """A job title stands right before a name: "Jobcenterchef Anna Holm"."""
    for position, at in enumerate(kept[:-1]):
        if _ROLE.search(tokens[at].text) and _capital(tokens[kept[position + 1]]):
            return True
    return False


def _unknown_name(tokens: Sequence[Token], kept: list[int]) -> str | None:
    for position, at in enumerate(kept[:-1]):
        if _ROLE.search(tokens[at].text):
            rest = [i for i in kept[position + 1 :] if _capital(tokens[i])]
            if len(rest) >= 2 and rest == kept[position + 1 : position + 1 + len(rest)]:
                return as_printed([tokens[i] for i in rest])
    return None


def subject_before(
    tokens: Sequence[Token], first: int, verb: int, roster: Roster, *, opening: bool, subordinate: bool
) -> Doer | None:
    """The doer in the words before the verb; in a subordinate clause adverbials may stand between the two."""
    if subordinate:
        limit = first + 1
        while limit < verb and not _starts_adverbial(tokens, limit, verb):
            limit += 1
        verb = limit
    else:
        while verb > first + 1 and tokens[verb - 1].low in (
            "selv",
            "også",
            "dog",
            "altså",
            "så",
            "derfor",
            "herefter",
            "derefter",
        ):
            verb -= 1
    return classify(tokens, first, verb, roster, opening=opening)


def _starts_adverbial(tokens: Sequence[Token], at: int, verb: int) -> bool:
    low = tokens[at].low
    if low in ("for", "af", "fra", "bestående", "udpeget"):
        return False
    if low == "i" and at + 1 < verb and _capital(tokens[at + 1]):
        return False
    return low in cues().adverbs or low in cues().prepositions


def subject_after(tokens: Sequence[Token], verb: int, last: int, roster: Roster) -> Doer | None:
    """The doer right after the verb, where subject and verb have changed places: "Derefter udarbejder hun"."""
    first = verb + 1
    if first >= last:
        return None
    table = doers()
    if tokens[first].low in table.pronouns:
        kind = table.pronouns[tokens[first].low]
        if kind not in (DoerClass.IT, DoerClass.THEY) or tokens[first].low == "de":
            if (
                kind is DoerClass.THEY
                and first + 1 < last
                and tokens[first + 1].text[0].islower()
                and table.noun(tokens[first + 1].text)
            ):
                return classify(tokens, first, first + 2, roster, opening=False)
            return Doer(kind, tokens[first].text, first, first + 1)
        return None
    stop = first
    while (
        stop < last
        and stop - first < 9
        and tokens[stop].low not in cues().prepositions
        and tokens[stop].low not in (",", "at")
        and not (stop > first and tokens[stop].low in cues().adverbs)
    ):
        if stop > first and finite(tokens, stop):
            break
        stop += 1
    # the shortest stretch that is a doer and is not continued by a name
    for end in range(first + 1, stop + 1):
        if end < stop and (_capital(tokens[end]) or tokens[end].low in ("og", "&")):
            if tokens[end].low in ("og", "&") and not (
                end + 1 < stop and _capital(tokens[end + 1]) and _capital(tokens[end - 1])
            ):
                pass
            else:
                continue
        found = classify(tokens, first, end, roster, opening=False)
        if found and found.kind is not DoerClass.THING:
            return found
        if table.noun(tokens[end - 1].text):
            return None
    return None


_NAME_LIKE = re.compile(r"[A-ZÆØÅ]")


def last_person(sentences: Sequence[Sequence[Token]], roster: Roster) -> tuple[str, ...]:
    """The people named last, looking back over a few sentences: whom *hun*, *han* or *de* can mean."""
    for tokens in reversed(sentences[-8:]):
        found: list[str] = []
        at = 0
        while at < len(tokens):
            if _NAME_LIKE.match(tokens[at].text):
                known = person_at(tokens, at, len(tokens), roster)
                if known:
                    found.append(known[0])
                    at = known[1]
                    continue
            at += 1
        if found:
            return tuple(dict.fromkeys(found))
    return ()


@cache
def _receivers() -> frozenset[str]:
    return frozenset(read_table("doers.toml")["receivers"]["endings"])


def is_receiver(word: str) -> bool:
    """Whether a noun names somebody who can get or be met ("forældrene", "de pårørende")."""
    low = word.casefold()
    table = _receivers()
    return low in table or any(low[start:] in table for start in range(max(0, len(low) - 22), max(0, len(low) - 4)))
