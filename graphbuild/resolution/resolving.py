"""Drive resolution and linking over a set of readings, municipality by municipality."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from graphbuild.graph.addresses import scope_of
from graphbuild.graph.entities import Entities, Entity, EntityKind
from graphbuild.graph.identifiers import Identifiers, slug
from graphbuild.graph.links import FollowUp, Links, Tenure, ThemeLink
from graphbuild.linking import Themes, link, read_traces
from graphbuild.model import Document, Record
from graphbuild.resolution.bodies import Register, body_key, organisation_key
from graphbuild.resolution.cases import case_key
from graphbuild.resolution.entities import ResolvedEntities, fold
from graphbuild.resolution.gathering import Municipality, gather, gather_people
from graphbuild.resolution.judged_links import doubtful_links, judge_links
from graphbuild.resolution.judgements import Judgement, Passage, Subject, Verdict, fold_key
from graphbuild.resolution.ledger import Entry, Ledger, Problem
from graphbuild.resolution.likeness import key_of
from graphbuild.resolution.people import Pair, People, find_people
from graphbuild.resolution.profiles import Profile
from graphbuild.resolution.same_names import point_out

#: When one body may be another's successor: so many members at least, and so large a share of them in common.
_FEWEST_MEMBERS = 4
_SHARED_MEMBERS = 0.5


@dataclass(frozen=True)
class Resolved:
    """What a set of documents together tells beyond each one.

    ``problems`` are lines of the ledger that could not be used; the judgements hold what rules merged under different
    names, what they kept apart under one name, all that is unsure, and what people judged.
    """

    entities: Entities
    judgements: tuple[Judgement, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    topics: tuple[ThemeLink, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def links(self) -> Links:
        """The links by the document that states them, as the graph takes them."""
        follow_ups: dict[str, list[FollowUp]] = {}
        for one in self.follow_ups:
            follow_ups.setdefault(one.sha256, []).append(one)
        themes: dict[str, list[ThemeLink]] = {}
        for topic in self.topics:
            themes.setdefault(topic.sha256, []).append(topic)
        return Links(follow_ups, themes)


def resolve(
    pairs: Sequence[tuple[Record, Document]],
    ledger: Ledger | None = None,
    *,
    identifiers: Identifiers | None = None,
) -> Resolved:
    """Return who is who among the readings, with the links between them.

    Give the readings in a fixed order (by document name). A person's judgements in the ledger win over every rule.
    """
    ledger = ledger or Ledger()
    identifiers = identifiers or Identifiers()
    people = resolve_people(pairs, ledger, identifiers)
    entities = people.entities
    by_town: dict[str, list[int]] = defaultdict(list)
    for number, (record, document) in enumerate(pairs):
        by_town[scope_of(record, document.sha256)].append(number)
    follow_ups: list[FollowUp] = []
    themes = Themes()
    judgements, problems = people.judgements, people.problems
    for scope in sorted(by_town):
        readings = ((number, *pairs[number]) for number in by_town[scope])
        traces = read_traces(readings, entities, identifiers, case_key)
        judged = judge_links(link(traces), traces, ledger.about(Subject.FOLLOW_UP, scope), identifiers.base)
        follow_ups += judged.links
        problems += judged.problems
        judgements += doubtful_links(judged.links, traces, scope, people.names, identifiers.base)
        themes.add(scope, traces)
    return Resolved(
        entities,
        judgements=tuple(judgements),
        follow_ups=tuple(follow_ups),
        topics=tuple(themes.find(identifiers)),
        tenures=tuple(people.tenures),
        problems=(*ledger.problems, *problems),
    )


def resolve_people(pairs: Sequence[tuple[Record, Document]], ledger: Ledger, identifiers: Identifiers) -> Identities:
    """Return who is who: bodies, organisations, cases and people, without what became of promises."""
    towns, hashes = gather(pairs)
    gather_people(towns, pairs)
    names = [document.name for _, document in pairs]
    found = Identities(identifiers, hashes, names)
    for scope in sorted(towns):
        found.add(towns.pop(scope), ledger)
    point_out(pairs, found.namesakes, found.judged)
    return found


@dataclass
class Identities:
    """The entities found so far, and the judgements behind them."""

    identifiers: Identifiers
    hashes: list[str]
    names: list[str]
    judged: dict[tuple[str, str], Entity] = field(default_factory=dict)
    aliases: dict[str, Entity] = field(default_factory=dict)
    known: dict[tuple[str, str], Entity] = field(default_factory=dict)
    keys: dict[tuple[str, str], Entity] = field(default_factory=dict)
    towns: dict[str, str] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    namesakes: dict[int, list[tuple[int, Entity, Profile]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def entities(self) -> ResolvedEntities:
        return ResolvedEntities(self.identifiers, self.judged, self.aliases, self.known, self.keys, self.towns)

    def add(self, town: Municipality, ledger: Ledger) -> None:
        """Settle one municipality."""
        self.towns[town.scope] = town.name
        self._settle(town, Subject.BODY, EntityKind.BODY, town.bodies, ledger)
        self._settle(town, Subject.ORGANISATION, EntityKind.ORGANISATION, town.organisations, ledger)
        self._add_cases(town)
        self._add_meetings(town)
        self._add_people(town, ledger)

    # --- bodies, organisations, cases, meetings ---------------------------------------------------------------------

    def _settle(
        self, town: Municipality, subject: Subject, kind: EntityKind, register: Register, ledger: Ledger
    ) -> None:
        lead = {key: key for key in register.forms}
        for entry in ledger.about(subject, town.scope):
            left = self._register_key(town, subject, register, entry.left)
            right = self._register_key(town, subject, register, entry.right)
            if left is None or right is None:
                self._unknown(entry, entry.left if left is None else entry.right)
            elif entry.verdict is Verdict.SAME:
                old, new = sorted((lead[left], lead[right]))
                lead = {key: (old if value == new else value) for key, value in lead.items()}
                self._judged_by(entry)
            else:
                self._judged_by(entry)
        merged: dict[str, list[str]] = defaultdict(list)
        for key in sorted(lead):
            merged[lead[key]].append(key)
        entity_of: dict[str, Entity] = {}
        for keys in merged.values():
            forms = register if len(keys) == 1 else _joined(register, keys)
            shown = forms.name_of(keys[0])
            entity = Entity(self.identifiers.named(kind.value.lower(), town.scope, shown), kind, shown)
            for key in keys:
                entity_of[key] = entity
                for form in register.forms[key]:
                    self.aliases[self.identifiers.named(kind.value.lower(), town.scope, form)] = entity
                    self.known.setdefault((town.scope, fold(form)), entity)
                if kind is EntityKind.BODY:
                    self.keys[town.scope, key] = entity
        for short, key in register.settle().items():
            entity = entity_of[key]
            self.known[town.scope, fold(short)] = entity
            for form in sorted(register.forms[key]):
                self.known.setdefault((town.scope, fold(f"{form} ({short})")), entity)
            if register.bare[short]:
                reason = f"the documents call »{entity.name}« {short}"
                self._say(subject, town.scope, short, entity.name, Verdict.SAME, 12.0, (reason,))

    def _register_key(self, town: Municipality, subject: Subject, register: Register, name: str) -> str | None:
        short = register.settle().get(name.strip())
        key = short or (body_key(name, town.name) if subject is Subject.BODY else organisation_key(name))
        return key if key in register.forms else None

    def _add_cases(self, town: Municipality) -> None:
        for forms in town.cases.values():
            if len(forms) < 2:
                continue
            shown = min(forms, key=lambda form: (-forms[form], form))
            entity = Entity(self.identifiers.case(town.scope, shown), EntityKind.CASE, shown)
            for form in forms:
                self.aliases[self.identifiers.case(town.scope, form)] = entity

    def _add_meetings(self, town: Municipality) -> None:
        for (_, when), numbers in sorted(town.meetings.items()):
            first, *others = sorted(self.names[number] for number in numbers)
            for other in others:
                reasons = (f"one body and day: {when}",)
                self._say(Subject.MEETING, town.scope, first, other, Verdict.SAME, 12.0, reasons)

    # --- people ------------------------------------------------------------------------------------------------------

    def _add_people(self, town: Municipality, ledger: Ledger) -> None:
        profiles = sorted(
            town.profiles.values(),
            key=lambda one: (
                one.name,
                one.office,
                one.party or "",
                one.title or "",
                sorted(one.seats),
                sorted(one.tables),
                one.listed,
            ),
        )
        entries = ledger.about(Subject.PERSON, town.scope)
        keys = _PersonKeys(profiles)
        same, different = [], []
        for entry in entries:
            left, right = keys.find(entry.left), keys.find(entry.right)
            if not left or not right:
                self._unknown(entry, entry.left if not left else entry.right)
                continue
            if entry.verdict is Verdict.DIFFERENT:
                different += [(one, other) for one in left for other in right]
                self._judged_by(entry)
            elif entry.verdict is Verdict.SAME:
                same.append((entry, left, right))
        people = find_people(profiles, (), different)
        people = self._join_judged(profiles, people, same, different)
        entity_of = self._name_people(town, profiles, people)
        told = {entry.pair for entry in entries}
        self._judge_pairs(town, profiles, people, entity_of, told)
        self._add_tenures(town, profiles, entity_of)
        self._ask_for_renamings(
            town, profiles, entity_of, {entry.pair for entry in ledger.about(Subject.BODY, town.scope)}
        )

    def _join_judged(
        self,
        profiles: Sequence[Profile],
        people: People,
        same: Sequence[tuple[Entry, list[int], list[int]]],
        different: Sequence[tuple[int, int]],
    ) -> People:
        """Join what a person judged the same; a name that several people share here must say which it means."""
        if not same:
            return people
        cluster_of = {number: place for place, members in enumerate(people.clusters) for number in members}
        forced: list[tuple[int, int]] = []
        for entry, left, right in same:
            many = next((side for side in (left, right) if len({cluster_of[one] for one in side}) > 1), None)
            if many is not None and not _one_name_judged(left, right):
                shown = sorted({f"{profiles[one].shown} ({profiles[one].qualifier})" for one in many})
                reason = f"several people are called so here; say which: {', '.join(shown[:4])}"
                self.problems.append(Problem(entry.line, str(entry), reason))
                continue
            if any((min(one, other), max(one, other)) in different for one in left for other in right):
                self.problems.append(Problem(entry.line, str(entry), "contradiction: another line keeps them apart"))
                continue
            forced += [(left[0], one) for one in (*left[1:], *right)]
            self._judged_by(entry)
        return find_people(profiles, forced, different)

    def _name_people(self, town: Municipality, profiles: Sequence[Profile], people: People) -> dict[int, Entity]:
        """Give each cluster its address and name; of people with one name the one seen most often has it plain."""
        named: dict[str, list[tuple[int, tuple[int, ...], str]]] = defaultdict(list)
        for members in people.clusters:
            printed: Counter[str] = Counter()
            for number in members:
                printed.update(profiles[number].printed)
            shown = min(printed, key=lambda name: (_has_initial(name), -printed[name], -len(name.split()), name))
            named[slug(shown)].append((sum(printed.values()), members, shown))
        entity_of: dict[int, Entity] = {}
        for groups in named.values():
            taken: set[str] = set()
            for place, (_, members, shown) in enumerate(sorted(groups, key=lambda one: (-one[0], one[1]))):
                name = shown if place == 0 else _told_apart(shown, [profiles[one] for one in members], taken)
                taken.add(name)
                iri = self.identifiers.named("person", town.scope, name)
                for number in members:
                    entity_of[number] = Entity(iri, EntityKind.PERSON, shown)
        self._lead_to(town, profiles, entity_of)
        return entity_of

    def _lead_to(self, town: Municipality, profiles: Sequence[Profile], entity_of: dict[int, Entity]) -> None:
        """Lead from each printed name to its entity; from single mentions where several people bear the name."""
        owners: dict[str, set[str]] = defaultdict(set)
        addresses: dict[str, str] = {}
        for number, profile in enumerate(profiles):
            for printed in profile.printed:
                address = addresses.setdefault(printed, self.identifiers.named("person", town.scope, printed))
                owners[address].add(entity_of[number].iri)
        for number, profile in enumerate(profiles):
            entity = entity_of[number]
            shared = False
            for printed in profile.printed:
                address = addresses[printed]
                if len(owners[address]) == 1:
                    self.aliases[address] = entity
                else:
                    shared = True
            profile.shared = shared
            if shared:
                for document, place in profile.mentions:
                    self.judged[self.hashes[document], f"/people/{place}/name"] = entity
                    self.namesakes[document].append((place, entity, profile))

    def _judge_pairs(
        self,
        town: Municipality,
        profiles: Sequence[Profile],
        people: People,
        entity_of: dict[int, Entity],
        told: set[tuple[Subject, str, frozenset[str]]],
    ) -> None:
        best: dict[tuple[str, str, Verdict], Pair] = {}
        for pair in people.pairs:
            iris = entity_of[pair.left].iri, entity_of[pair.right].iri
            together = iris[0] == iris[1]
            verdict = pair.weighed.verdict
            if together and (verdict is not Verdict.SAME or profiles[pair.left].name == profiles[pair.right].name):
                continue
            if not together and verdict is Verdict.SAME:
                verdict = Verdict.UNSURE  # alike by themselves, but their clusters do not go together
            if not together and verdict is Verdict.DIFFERENT and profiles[pair.left].name != profiles[pair.right].name:
                continue
            names = (profiles[pair.left].name, profiles[pair.right].name) if together else iris
            at = (min(names), max(names), verdict)
            if at not in best or pair.weighed.score > best[at].weighed.score:
                best[at] = pair
        unsure = {at[:2] for at in best if at[2] is Verdict.UNSURE}
        for at, pair in sorted(best.items(), key=lambda one: (-one[1].weighed.score, one[0])):
            if at[2] is Verdict.DIFFERENT and at[:2] in unsure:
                continue
            one, other = profiles[pair.left], profiles[pair.right]
            left, right = _ledger_key(one), _ledger_key(other)
            if left == right or (Subject.PERSON, town.scope, frozenset({fold_key(left), fold_key(right)})) in told:
                continue
            where = (self._passage(one), self._passage(other))
            weighed = pair.weighed
            self._say(Subject.PERSON, town.scope, left, right, at[2], weighed.score, weighed.reasons, where)

    def _passage(self, profile: Profile) -> Passage | None:
        if profile.sample is None:
            return None
        document, span = profile.sample
        start, end = (span.start, span.end) if span else (0, 0)
        return Passage(self.hashes[document], self.names[document], start, end)

    def _add_tenures(self, town: Municipality, profiles: Sequence[Profile], entity_of: dict[int, Entity]) -> None:
        """Add from when to when each person is seen in a body's seat, by role and party."""
        seen: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
        for number, profile in enumerate(profiles):
            if not profile.first:
                continue
            for body in profile.seats:
                entity = self.keys.get((town.scope, body))
                if entity is None:
                    continue
                at = entity_of[number].iri, entity.iri
                seen[*at, "member", profile.party or ""] += [profile.first, profile.last]
                for (led, role), days in profile.leads.items():
                    if led == body:
                        seen[*at, role, profile.party or ""] += days
        for (person, body, role, party), days in sorted(seen.items()):
            first, last = date.fromordinal(min(days)).isoformat(), date.fromordinal(max(days)).isoformat()
            self.tenures.append(Tenure(person, body, role, first, last, party or None))

    def _ask_for_renamings(
        self,
        town: Municipality,
        profiles: Sequence[Profile],
        entity_of: dict[int, Entity],
        told: set[tuple[Subject, str, frozenset[str]]],
    ) -> None:
        """Ask whether a body that meets no more goes on under another name: half of its members sit in the new one."""
        members: dict[str, set[str]] = defaultdict(set)
        for number, profile in enumerate(profiles):
            for body in profile.seats:
                members[body].add(entity_of[number].iri)
        days: dict[str, list[str]] = defaultdict(list)
        for bodies, when in town.meetings:
            for body in bodies:
                days[body].append(when)
        bodies_met = sorted(body for body in days if len(members[body]) >= _FEWEST_MEMBERS)
        for old in bodies_met:
            for new in bodies_met:
                if old.split(":")[0] != new.split(":")[0] or max(days[old]) >= min(days[new]):
                    continue
                shared = len(members[old] & members[new]) / min(len(members[old]), len(members[new]))
                before, after = self.keys.get((town.scope, old)), self.keys.get((town.scope, new))
                if shared < _SHARED_MEMBERS or before is None or after is None or before.iri == after.iri:
                    continue
                if (Subject.BODY, town.scope, frozenset({fold_key(before.name), fold_key(after.name)})) in told:
                    continue
                reasons = (
                    f"{shared:.0%} of the members sit in both",
                    f"one last met {max(days[old])}, the other first {min(days[new])}",
                )
                score = round(10 * shared, 2)
                self._say(Subject.BODY, town.scope, before.name, after.name, Verdict.UNSURE, score, reasons)

    # --- saying ------------------------------------------------------------------------------------------------------

    def _say(
        self,
        subject: Subject,
        scope: str,
        left: str,
        right: str,
        verdict: Verdict,
        score: float,
        reasons: tuple[str, ...],
        passages: tuple[Passage | None, Passage | None] = (None, None),
    ) -> None:
        self.judgements.append(Judgement(subject, scope, left, right, verdict, score, reasons, "rule", passages))

    def _judged_by(self, entry: Entry) -> None:
        by = entry.who or "somebody"
        reasons = (entry.why,) if entry.why else ()
        self.judgements.append(
            Judgement(entry.subject, entry.scope, entry.left, entry.right, entry.verdict, 99.0, reasons, by)
        )

    def _unknown(self, entry: Entry, name: str) -> None:
        reason = f"»{name}« is not in these minutes"
        self.problems.append(Problem(entry.line, str(entry), reason))


def _one_name_judged(left: list[int], right: list[int]) -> bool:
    return bool(set(left) & set(right))


def _joined(register: Register, keys: Sequence[str]) -> Register:
    """Return a register in which all names stand under the first of the keys."""
    joined = Register(heads=register.heads)
    for key in keys:
        joined.forms[keys[0]].update(register.forms[key])
    return joined


def _has_initial(name: str) -> bool:
    return any(len(word.rstrip(".")) == 1 for word in name.split())


def _told_apart(shown: str, profiles: Sequence[Profile], taken: set[str]) -> str:
    """Return the name with a fact that tells this person from another of the name: party, title, body, or a number."""
    facts = [
        *sorted(profile.party for profile in profiles if profile.party),
        *sorted(profile.title for profile in profiles if profile.title),
        *sorted(body for profile in profiles for body in (profile.seats or profile.tables)),
    ]
    for fact in facts:
        if (name := f"{shown} {fact}") not in taken:
            return name
    number = 2
    while f"{shown} {number}" in taken:
        number += 1
    return f"{shown} {number}"


def _ledger_key(profile: Profile) -> str:
    """Return what the ledger calls somebody: the name, and what tells them from others of the name if there are any."""
    return f"{profile.shown} ({profile.qualifier})" if profile.shared and profile.qualifier else profile.shown


class _PersonKeys:
    """Looks up what a ledger line calls a person: a printed name, and maybe what tells them apart, in parentheses."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for number, profile in enumerate(profiles):
            self._by_name[profile.name].append(number)

    def find(self, key: str) -> list[int]:
        name, _, rest = key.rpartition(" (")
        if rest.endswith(")") and name:
            wanted = slug(rest[:-1])
            found = [
                number
                for number in self._by_name.get(key_of(name), [])
                if wanted in _qualifiers(self._profiles[number])
            ]
            if found:
                return found
        return list(self._by_name.get(key_of(key), []))


def _qualifiers(profile: Profile) -> set[str]:
    return {slug(one) for one in (profile.party, profile.title, *profile.seats, *profile.tables) if one}
