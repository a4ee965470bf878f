"""Organisations, boards, centres and units that the document names.

All places that :mod:`~graphbuild.extractors.bodies` recognises are put together: one organisation for all its forms (genitive,
definite and plain, ``Fredningsnævnet`` for ``Fredningsnævnet for Vestby``, an abbreviation that the document defines), under
the fullest form printed. The meeting's own bodies are among them. Left out on purpose: bodies of staff sides, working and
steering groups, ``direktionen``, ``fagudvalg`` and other words for whichever is at hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from graphbuild.extractors.abbreviations import Abbreviations
from graphbuild.extractors.bodies import BodyKind, FoundBody
from graphbuild.extractors.named_bodies import NamedBodies
from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Minutes
from graphbuild.layouts.flow import Flow
from graphbuild.model import MeetingMention, OrganisationMention, Said


@dataclass(frozen=True, slots=True)
class _Place:
    """A body found, and the flow that it stands in."""

    flow: Flow
    body: FoundBody

    @property
    def name(self) -> str:
        return self.body.name

    @property
    def origin(self) -> int:
        return self.flow.origin(self.body.start)

    def said(self, rule: str | None = None) -> Said[str]:
        return self.flow.value(self.body.name, self.body.start, self.body.end, rule or self.body.rule)


@dataclass(slots=True)
class _Group:
    """One organisation on its way: the places found, by their forms."""

    found: list[_Place] = field(default_factory=list)
    short: list[_Place] = field(default_factory=list)  # places of its abbreviation or short form


def extract_organisations(
    minutes: Minutes,
    meeting: MeetingMention,
    roster: Roster,
    municipality: Said[str] | None,
    named: NamedBodies | None = None,
) -> tuple[OrganisationMention, ...]:
    """Return the organisations in order of first mention; ``named`` are the bodies where they are read already."""
    named = named or NamedBodies(minutes, roster)
    places = [_Place(flow, body) for flow, bodies in named.everywhere() for body in bodies]
    groups = _group(places, named.abbreviations)
    own = municipality.value.removesuffix(" Kommune").removesuffix(" Regionskommune") if municipality else None
    groups = _join_short_forms(groups, own, [body.value for body in meeting.bodies])
    own_forms = {body_key(body.value): body.value for body in meeting.bodies}
    mentions = []
    for group in groups:
        best = _best(group, own_forms)
        first = min((one for one in group.found if one.name == best.name), key=lambda one: one.origin)
        spans = sorted({one.flow.span(one.body.start, one.body.end) for one in [*group.found, *group.short]})
        variants = tuple(one.said() for one in _variants(group, best.name))
        mentions.append(OrganisationMention(first.said(), variants, tuple(spans)))
    return tuple(sorted(mentions, key=lambda mention: mention.mentions[0]))


def _best(group: _Group, own_forms: dict[str, str]) -> _Place:
    """The fullest form, of equals the commonest; of the meeting's own bodies the head's."""
    own = next(
        (one for one in group.found if own_forms.get(body_key(one.name), "").casefold() == one.name.casefold()), None
    )
    if own is not None:
        return own
    counts = Counter(one.name.casefold() for one in group.found)
    return max(
        group.found,
        key=lambda one: (
            len(body_key(one.name)),
            _LEGAL_FORM.search(one.name.casefold()) is not None,
            not one.name.isupper(),
            counts[one.name.casefold()],
            len(one.name),
            -one.origin,
        ),
    )


def _variants(group: _Group, name: str) -> list[_Place]:
    seen = {name.casefold()}
    variants = []
    for one in [*group.found, *group.short]:
        if one.name.casefold() not in seen:
            seen.add(one.name.casefold())
            variants.append(one)
    return variants


_BRACKET = re.compile(r"\s*\([^()]*\)")
#: a company goes with and without its legal form
_LEGAL_FORM = re.compile(r"(?<=\w)\s(?:[akpis][/|]s|aps|ivs|[afs]\.?\s?m\.?\s?b\.?\s?a\.?|amba)\Z")
_DASHES = re.compile(r"[\u2010-\u2015-]")


@lru_cache(maxsize=8192)
def body_key(name: str) -> str:
    """Fold a body's name so that its forms are one: case, hyphens, ``&``, definite ending, genitive."""
    key = _BRACKET.sub("", name).casefold()
    key = key.replace("&", "og").replace("´", "'").replace("\u2019", "'")
    key = _LEGAL_FORM.sub("", _DASHES.sub("", key))
    key = re.sub(r"[,.']", " ", key)
    key = re.sub(
        r"(?<=udvalg)(?:et|ets|s)\b|(?<=råd)(?:et|ets|s)\b|(?<=bestyrelse)(?:n|ns|s)\b|(?<=nævn)(?:et|ets|s)\b|(?<=forvaltning)(?:en|ens|s)\b",
        "",
        key,
    )
    key = re.sub(r"cent(?:eret|ret|rets|erets)\b", "center", key)
    key = re.sub(r"(?<=museum)s?\b|(?<=skole)(?:n|ns)\b|(?<=forening)(?:en|ens)\b|(?<=klub)(?:ben|bens)\b", "", key)
    key = key.replace("museet", "museum")
    key = re.sub(r"\A(?:det|de|den) (?=\S+ )", "", " ".join(key.split()))
    return re.sub(r"\Alokalt(?= )", "lokale", key)


_NO_ORGANISATION = frozenset({BodyKind.LEADERSHIP})


def _group(places: Iterable[_Place], abbreviations: Abbreviations) -> list[_Group]:
    groups: dict[str, _Group] = {}
    short_of = {definition.short: body_key(definition.long) for definition in abbreviations.definitions}
    later: list[tuple[str, _Place]] = []
    for one in places:
        if (
            one.body.kind in _NO_ORGANISATION and one.name.casefold() != "chefgruppen"
        ) or one.name.casefold().startswith("fagudvalg"):
            continue
        if one.name in short_of and short_of[one.name] != body_key(one.name):
            later.append((short_of[one.name], one))
            continue
        first, _, rest = one.name.partition(" ")
        if rest and first in short_of:
            later.append((f"{short_of[first]} {body_key(rest)}", one))
            continue
        groups.setdefault(body_key(one.name), _Group()).found.append(one)
    for key, one in later:
        group = groups.get(key)
        if group is not None:
            group.short.append(one)
        elif " " in one.name or key not in short_of.values():
            groups.setdefault(body_key(one.name), _Group()).found.append(one)
    return list(groups.values())


def _join_short_forms(groups: list[_Group], municipality: str | None, own: list[str]) -> list[_Group]:
    """Put "Musikudvalget" to "Vestby Musikudvalg" and "Jobcentret" to "Jobcenter Vestby", where one alone can be meant."""
    keys = {id(group): body_key(max((one.name for one in group.found), key=len)) for group in groups}
    # by their first and last words, so that many names cost no squared time
    by_word: dict[str, list[_Group]] = {}
    by_key: dict[str, _Group] = {}
    for group in groups:
        words = keys[id(group)].split()
        by_key.setdefault(keys[id(group)], group)
        if len(words) > 1:
            for word in {words[0], words[-1]}:
                by_word.setdefault(word, []).append(group)
    own_keys = [body_key(name) for name in own]
    joined: set[int] = set()
    for group in groups:
        key = keys[id(group)]
        committee = by_key.get(f"udvalg for {key}")
        if committee is not None or f"udvalg for {key}" in own_keys:
            if committee is not None:
                committee.short.extend(group.found)
            joined.add(id(group))
            continue
        if (" " in key and not key.startswith("§")) or all(one.name.isupper() for one in group.found):
            continue
        longer = [
            other
            for other in by_word.get(key, ())[:50]
            if other is not group and id(other) not in joined and _may_shorten(key, keys[id(other)], municipality)
        ]
        own_body = next((body for body in own_keys if _may_shorten(key, body, None)), None)
        if own_body is not None:
            holder = next((other for other in longer if keys[id(other)] == own_body), None)
            if holder is not None:
                holder.short.extend(group.found)
            joined.add(id(group))
        elif len(longer) == 1:
            longer[0].short.extend(group.found)
            joined.add(id(group))
    return [group for group in groups if id(group) not in joined]


def _may_shorten(short: str, long: str, municipality: str | None) -> bool:
    """``jobcenter`` for ``jobcenter vestby``; ``musikudvalg`` for ``vestby musikudvalg``; ``kunstmuseum`` alike."""
    words = long.split()
    if len(words) < 2:
        return False
    if short.startswith("§") and long.startswith(f"{short} "):
        return True
    if words[-1] == short and len(short) > 5 and "for" not in words:
        return True
    if words[0] != short or words[1] in ("sekretariat", "forretningsudvalg"):
        return False
    if short in ("jobcenter", "ungdomsskole"):
        return municipality is None or words[-1] == municipality.casefold() or short != "jobcenter"
    return words[1] in ("for", "i", "på", "af") or len(short) > 9 or short.endswith("med")


def shortens(short: str, long: str) -> bool:
    """Tell whether one folded name (:func:`body_key`) may stand for another that is fuller: ``lokaludvalg`` for
    ``vestby lokaludvalg``, ``udvalg`` for any committee."""
    if short in ("udvalg", "råd", "bestyrelse", "bestyrelsen") and short.removesuffix("n") in long:
        return True
    words = long.split()
    if short.startswith("§") and long.startswith(f"{short} "):
        return True
    return len(words) > 1 and (
        words[-1] == short or (words[0] == short and (words[1] in ("for", "i", "på") or short.endswith("med")))
    )
