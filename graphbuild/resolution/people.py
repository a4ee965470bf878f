"""Who is who among the people of one municipality: candidate pairs, evidence, judgements, clusters.

Pairs come from blocking: only profiles that share a key of name and sound are compared, never all with all. Each pair
gets a score in bits from the tables of ``weights.toml`` and is judged same, different or unsure; unsure stays apart.
Clusters grow from the surest pair down and never take in two people of one attendance list, two that something speaks
strongly against, or two names that cannot be one person's. Where two candidates fit one name about equally well,
neither is taken. All orders are fixed, so the same minutes give the same people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from graphbuild.lexicon.sounds import sound
from graphbuild.resolution.judgements import Verdict
from graphbuild.resolution.likeness import (
    NEVER_BY_RULE,
    PARTIAL,
    Likeness,
    NameLikeness,
    compare_names,
    words_of,
)
from graphbuild.resolution.profiles import Office, Profile
from graphbuild.resolution.weighing import first_share, last_share, weights

#: Likenesses so loose that only a shared seat or table makes them worth a look.
_NEEDS_TABLE = frozenset({Likeness.FIRST_NAME, Likeness.LAST_NAME, Likeness.INITIALS, Likeness.INITIAL})
_NEEDS_SEAT = frozenset({Likeness.OTHER_SURNAME})

#: A block larger than this is compared along its sorted names only, each with so many neighbours.
_LARGEST_BLOCK = 120
_NEIGHBOURS = 40


@dataclass(frozen=True, slots=True)
class Weighed:
    """What comes of comparing two profiles. ``opposed`` keeps the two apart whatever others say of them."""

    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    likeness: Likeness | None = None
    opposed: bool = False


_NOT_ALIKE = Weighed(Verdict.DIFFERENT, -99.0, ("the names are not alike",), None, True)


@dataclass(frozen=True, slots=True)
class Crowd:
    """The different names in a municipality's minutes: how many, and how many bear each first name and surname."""

    names: int
    first: Mapping[str, int]
    last: Mapping[str, int]

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> Crowd:
        """Count a municipality's names, each once."""
        words = [words_of(name) for name in sorted({profile.name for profile in profiles})]
        # spellings of one name must not make it look common, so what it is combined with counts by its sound
        pairs = {(one[0], one[-1], sound(one[0]), sound(one[-1])) for one in words if len(one) > 1}
        first = {(name, other) for name, _, _, other in pairs}
        last = {(name, other) for _, name, other, _ in pairs}
        return cls(len(words), Counter(name for name, _ in first), Counter(name for name, _ in last))

    def commoner(self, left: str, right: str) -> float:
        """Return how many bits less a likeness says here, where a name is commoner than in the whole country."""
        short = min(words_of(left), words_of(right), key=len)
        if not short or not self.names:
            return 0.0
        bits = 0.0
        counts = [(self.first.get(short[0], 0), first_share(short[0]))]
        if len(short) > 1:
            counts.append((self.last.get(short[-1], 0), last_share(short[-1])))
        for count, share in counts:
            here = (count - 1) / self.names  # without themselves
            if count > 2 and here > share:
                bits += log2(here / share)
        return bits


def weigh(left: Profile, right: Profile, *, alone: bool = True, crowd: Crowd | None = None) -> Weighed:
    """Compare two profiles of one municipality.

    ``alone`` tells that nobody else at the body's table bears the first name (or initials) that the two share;
    ``crowd`` holds the names of the municipality's minutes, as far as they are at hand.
    """
    if left.scope != right.scope:
        return Weighed(Verdict.DIFFERENT, -99.0, ("different municipalities",), None, True)
    alike = compare_names(left.name, right.name)
    if alike is None:
        return _NOT_ALIKE
    if left.lists & right.lists:
        return Weighed(Verdict.DIFFERENT, -99.0, ("both in one attendance list",), alike.kind, True)
    if left.name == right.name and left.documents & right.documents:
        return Weighed(Verdict.DIFFERENT, -99.0, ("one document tells them apart",), alike.kind, True)
    return _add_up(left, right, alike, alone, crowd)


def _add_up(left: Profile, right: Profile, alike: NameLikeness, alone: bool, crowd: Crowd | None) -> Weighed:
    table = weights()
    seat, at_table = left.seats & right.seats, left.tables & right.tables
    pool, where = _pool(left, right, bool(seat), bool(at_table))
    people = table.pool[pool]
    if pool == "any" and crowd is not None:
        people = max(min(people, crowd.names), table.pool["staff"])
    commoner = crowd.commoner(left.name, right.name) if crowd is not None else 0.0
    common = ", common in these minutes" if commoner > 1 else ""
    found: list[tuple[float, str]] = [(alike.bits(people, commoner), f"{_ALIKE[alike.kind]}, {where}{common}")]

    def speaks(name: str, reason: str) -> None:
        found.append((table.evidence[name], reason))

    at_once = left.overlaps(right)
    if left.party and right.party:
        if left.party == right.party:
            speaks("same_party", f"both {left.party}")
        else:
            speaks("other_party" if at_once else "other_party_later", f"{left.party} and {right.party}")
    if left.leads.keys() & right.leads.keys():
        speaks("same_chair", "both lead the same body")
    if left.title and left.title == right.title:
        speaks("same_title", f"both {left.title}")
    offices = {left.office, right.office}
    if offices == {Office.ELECTED, Office.STAFF}:
        speaks("elected_and_staff" if at_once else "elected_and_staff_later", "one elected, one employed")
    elif offices == {Office.LAY, Office.STAFF}:
        speaks("lay_and_staff", "one member, one official")
    if at_table and not seat and Office.NAMED in offices:
        speaks("same_table", "named at a meeting of the body where the other sits")
    if seat and left.name != right.name and left.overlaps(right, 0) and left.first != right.first:
        speaks("takes_turns", "never in one list, each between meetings of the other")
    if not at_table and any(one.office is Office.NAMED and not one.listed for one in (left, right)):
        speaks("hearsay", "one is only named")
    if alike.kind in _NEEDS_TABLE and at_table and alone:
        speaks("only_one_fits", "nobody else there is called so")
    if len(words_of(left.name)) == len(words_of(right.name)) == 1 and seat:
        speaks("both_listed_singly", "one word in one list, in one role")
    score = round(sum(bits for bits, _ in found), 2)
    reasons = tuple(f"{reason} ({bits:+.1f})" for bits, reason in sorted(found, key=lambda one: (-abs(one[0]), one[1])))
    opposed = any(bits <= -3.5 for bits, _ in found[1:]) or alike.kind is Likeness.GENERATIONS
    if alike.kind in _NEEDS_SEAT and not seat:
        return Weighed(Verdict.DIFFERENT, score, reasons, alike.kind, True)
    if alike.kind in _NEEDS_TABLE and not at_table:
        return Weighed(Verdict.DIFFERENT, score, reasons, alike.kind, False)
    if alike.kind in NEVER_BY_RULE:
        verdict = Verdict.UNSURE if score >= table.review and not opposed else Verdict.DIFFERENT
        return Weighed(verdict, score, reasons, alike.kind, True)
    if score >= table.same and not opposed:
        return Weighed(Verdict.SAME, score, reasons, alike.kind)
    verdict = Verdict.UNSURE if score >= table.review else Verdict.DIFFERENT
    return Weighed(verdict, score, reasons, alike.kind, opposed)


_ALIKE = {
    Likeness.SAME: "same name",
    Likeness.SPELLING: "one name in two ways of writing",
    Likeness.SOUNDS_ALIKE: "names that sound alike",
    Likeness.SOUNDS_ALIKE_LISTED: "two known names that sound alike",
    Likeness.LEFT_OUT: "one name with a word left out",
    Likeness.ADDED_LAST: "one name with a surname added",
    Likeness.MISSPELT: "names a letter or two apart",
    Likeness.INITIAL: "name and initial",
    Likeness.FIRST_NAME: "first name alone",
    Likeness.LAST_NAME: "surname alone",
    Likeness.INITIALS: "initials",
    Likeness.OTHER_SURNAME: "same first name, other surname",
    Likeness.NEAR_NAMES: "two known names a letter apart",
    Likeness.GENERATIONS: "names of two generations",
    Likeness.TURNED: "one name turned round",
}


def _pool(left: Profile, right: Profile, seat: bool, at_table: bool) -> tuple[str, str]:
    """Return from how many people the two are drawn: the fewer, the less likely a namesake."""
    offices = {left.office, right.office}
    if seat:
        return "one_seat", "in one body's seats"
    if left.title and left.title == right.title:
        return "one_title", "with one job title"
    if at_table and Office.NAMED not in offices:
        return "one_table", "at one body's table"
    if offices == {Office.ELECTED}:
        return "elected", "both elected in one municipality"
    if offices == {Office.STAFF}:
        return "staff", "both employed in one municipality"
    return "any", "in one municipality"


# --- candidates -------------------------------------------------------------------------------------------------------


def _blocks(profile: Profile) -> Iterator[tuple[str, ...]]:
    """Yield the keys under which a profile looks for its like."""
    words = words_of(profile.name)
    if not words:
        return
    first = sound(words[0])
    yield "name", profile.name
    yield "words", *sorted(profile.name.split())
    for word in words[1:]:
        yield "first and part", first, sound(word)[:2]
    if len(words) > 1:
        yield "last", sound(words[-1]), first[:1]
    for body in sorted(profile.tables):
        yield "table", body, first
        if len(words) == 1:
            yield "table", body, "last", first
        elif profile.listed:
            yield "table", body, "last", sound(words[-1])
        if len(words) == 1 and len(words[0]) <= 4:
            yield "table", body, "letters", words[0]
        elif 1 < len(words) <= 4 and profile.listed:
            yield "table", body, "letters", "".join(word[0] for word in words)
            yield "table", body, "letters", words[0][0] + words[-1][0]


def candidate_pairs(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Return the pairs worth a comparison, each once, in order. Profiles must be sorted."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for key in set(_blocks(profile)):
            blocks[key].append(number)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        reach = len(members) if len(members) <= _LARGEST_BLOCK else _NEIGHBOURS
        if len(members) > _LARGEST_BLOCK:
            members = sorted(members, key=lambda number: (profiles[number].name.split()[::-1], number))
        for place, one in enumerate(members):
            for other in members[place + 1 : place + 1 + reach]:
                pairs.add((one, other) if one < other else (other, one))
    return sorted(pairs)


# --- clusters ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pair:
    """Two profiles by their numbers, and what comes of comparing them."""

    left: int
    right: int
    weighed: Weighed


@dataclass(frozen=True, slots=True)
class People:
    """The people of one municipality: clusters of profile numbers, and the pairs that were judged."""

    clusters: tuple[tuple[int, ...], ...]
    pairs: tuple[Pair, ...]


def find_people(
    profiles: Sequence[Profile],
    same: Sequence[tuple[int, int]] = (),
    different: Sequence[tuple[int, int]] = (),
) -> People:
    """Return who is who among a municipality's profiles (sorted by the caller).

    ``same`` and ``different`` are a person's judgements, as pairs of numbers; they win over every rule.
    """
    judged = frozenset((min(pair), max(pair)) for pair in different)
    namesakes = _namesakes(profiles)
    crowd = Crowd.of(profiles)
    pairs = []
    for left, right in candidate_pairs(profiles):
        if (left, right) in judged:
            continue
        one, other = profiles[left], profiles[right]
        weighed = weigh(one, other, alone=_alone(one, other, namesakes), crowd=crowd)
        if weighed is not _NOT_ALIKE:
            pairs.append(Pair(left, right, weighed))
    pairs = _without_ambiguous(profiles, pairs)
    clusters = _Clusters(profiles)
    for left, right in sorted(judged):
        clusters.keep_apart(left, right)
    for left, right in sorted(same):
        clusters.join(left, right)
    for pair in pairs:
        if pair.weighed.opposed:
            clusters.keep_apart(pair.left, pair.right)
    merging = [pair for pair in pairs if pair.weighed.verdict is Verdict.SAME]
    for pair in sorted(merging, key=lambda pair: (-pair.weighed.score, pair.left, pair.right)):
        if clusters.may_join(pair.left, pair.right):
            clusters.join(pair.left, pair.right)
    return People(clusters.groups(), tuple(pairs))


def _namesakes(profiles: Sequence[Profile]) -> dict[tuple[str, str], set[str]]:
    """Return the full names of those at a body's table by body and first name, and by body and surname."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for profile in profiles:
        words = words_of(profile.name)
        if len(words) < 2 or not profile.listed:
            continue
        for body in profile.tables:
            for word in {words[0], words[0].partition("-")[0], words[-1], "".join(one[0] for one in words)}:
                found[body, word].add(f"{sound(words[0])} {sound(words[-1])}")
    return found


def _alone(left: Profile, right: Profile, namesakes: dict[tuple[str, str], set[str]]) -> bool:
    short = min(words_of(left.name), words_of(right.name), key=len)
    return bool(short) and all(len(namesakes.get((body, short[0]), ())) <= 1 for body in left.tables & right.tables)


def _without_ambiguous(profiles: Sequence[Profile], pairs: Sequence[Pair]) -> list[Pair]:
    """Make unsure of what fits two people about equally well.

    Of two candidates for one profile that cannot be one person, the better is kept if it leads by the margin.
    """
    table = weights()
    apart = {(pair.left, pair.right) for pair in pairs if pair.weighed.opposed}
    partners: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        rival = pair.weighed.verdict is Verdict.UNSURE and profiles[pair.left].name == profiles[pair.right].name
        if pair.weighed.verdict is Verdict.SAME or rival:
            partners[pair.left].append((pair.weighed.score, pair.right, number))
            partners[pair.right].append((pair.weighed.score, pair.left, number))
    doubtful: dict[int, str] = {}
    for number_of, candidates in sorted(partners.items()):
        if len(candidates) < 2:
            continue
        bare = profiles[number_of].office is Office.NAMED and not profiles[number_of].listed
        margin = table.margin_bare if bare else table.margin
        for place, (score, other, number) in enumerate(candidates):
            for score2, other2, number2 in candidates[place + 1 :]:
                if not _cannot_be_one(profiles, other, other2, apart):
                    continue
                if score - score2 < margin:
                    doubtful.setdefault(number, f"{profiles[other2].shown} fits as well")
                if score2 - score < margin:
                    doubtful.setdefault(number2, f"{profiles[other].shown} fits as well")
    found = []
    for number, pair in enumerate(pairs):
        if number in doubtful and pair.weighed.verdict is Verdict.SAME:
            old = pair.weighed
            weighed = Weighed(Verdict.UNSURE, old.score, (doubtful[number], *old.reasons), old.likeness, old.opposed)
            pair = Pair(pair.left, pair.right, weighed)
        found.append(pair)
    return found


def _cannot_be_one(profiles: Sequence[Profile], one: int, other: int, apart: set[tuple[int, int]]) -> bool:
    if (min(one, other), max(one, other)) in apart:
        return True
    left, right = profiles[one], profiles[other]
    if left.name == right.name:
        return False
    alike = compare_names(left.name, right.name)
    return alike is None or alike.kind in NEVER_BY_RULE or bool(left.lists & right.lists)


class _Clusters:
    """Union of profiles that knows what must stay apart."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._root = list(range(len(profiles)))
        self._members: dict[int, list[int]] = {number: [number] for number in range(len(profiles))}
        self._lists: dict[int, set[int]] = {number: set(one.lists) for number, one in enumerate(profiles)}
        self._names: dict[int, set[str]] = {number: {one.name} for number, one in enumerate(profiles)}
        self._apart: dict[int, set[int]] = defaultdict(set)

    def find(self, number: int) -> int:
        while self._root[number] != number:
            self._root[number] = self._root[self._root[number]]
            number = self._root[number]
        return number

    def keep_apart(self, left: int, right: int) -> None:
        one, other = self.find(left), self.find(right)
        if one != other:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def may_join(self, left: int, right: int) -> bool:
        one, other = self.find(left), self.find(right)
        if one == other:
            return False
        if other in self._apart[one] or not self._lists[one].isdisjoint(self._lists[other]):
            return False
        return all(_may_share(a, b) for a in self._names[one] for b in self._names[other])

    def join(self, left: int, right: int) -> None:
        """Make one of two clusters; what was to stay apart from either stays apart from both."""
        one, other = self.find(left), self.find(right)
        if one == other:
            return
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        self._root[other] = one
        self._members[one] += self._members.pop(other)
        self._lists[one] |= self._lists.pop(other)
        self._names[one] |= self._names.pop(other)
        for enemy in self._apart.pop(other, set()):
            self._apart[enemy].discard(other)
            if enemy != one:
                self._apart[enemy].add(one)
                self._apart[one].add(enemy)

    def groups(self) -> tuple[tuple[int, ...], ...]:
        return tuple(sorted(tuple(sorted(members)) for members in self._members.values()))


def _may_share(left: str, right: str) -> bool:
    if left == right:
        return True
    alike = compare_names(left, right)
    return alike is not None and (alike.kind in PARTIAL or alike.kind is Likeness.SPELLING)
