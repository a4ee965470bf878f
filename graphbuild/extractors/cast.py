"""The persons of one document while they are being read: forms of the name gathered, and what is printed beside them.

Two printed names are put together only where nothing else fits either: the same words, another spelling, a name with
a middle name left out, a slip of one letter. Two entries of one list are two persons, and so are a politician and an
employee of the same name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graphbuild.lexicon.names import NameRelation, compatible_names, fold_word
from graphbuild.model import Attendance, PersonMention, Said, Span

#: Spelling is compared only among this many persons: beyond, the text is no minutes.
_MOST_COMPARED = 400
_MOST_IN_BUCKET = 80
#: Forms of one person that another name is compared with.
_MOST_FORMS = 6
#: Spans kept for one person.
_MOST_MENTIONS = 300

_SAME = (NameRelation.SAME, NameRelation.SPELLING)
_CLOSE = (NameRelation.SUBSET, NameRelation.MISSPELT, NameRelation.FIRST_AND_INITIAL)


@dataclass(slots=True, eq=False)
class Form:
    """One printed form of a name: where it stands first, how often it was met, whether a list prints it."""

    said: Said[str]
    count: int = 1
    listed: bool = False


@dataclass(slots=True, eq=False)
class Member:
    """One person: forms of the name, roles, party, statements on attendance, and the lists that name them."""

    forms: dict[str, Form] = field(default_factory=dict)
    roles: dict[str, Said[str]] = field(default_factory=dict)
    party: Said[str] | None = None
    listings: list[Said[Attendance]] = field(default_factory=list)
    lists: set[str] = field(default_factory=set)  # kinds of the lists that name the person
    lists_in: set[int] = field(default_factory=set)  # the very lists
    outsider: bool = False
    substitute_for: Said[str] | None = None
    attendance: Said[Attendance] | None = None
    mentions: list[Span] = field(default_factory=list)
    first: int = 0

    def name(self) -> Form:
        """Return the fullest correct form: of full names the longest that a list prints, else the one met most."""
        full = (
            [form for form in self.forms.values() if " " in form.said.value]
            or [form for form in self.forms.values() if not form.said.value.isupper()]
            or list(self.forms.values())
        )
        best = full[0]
        for form in full[1:]:
            relation = compatible_names(best.said.value, form.said.value)
            longer = _fullness(form.said.value) > _fullness(best.said.value)
            if relation is NameRelation.SUBSET or (relation is not NameRelation.MISSPELT and longer):
                best = form if longer else best
            elif not best.listed and (form.listed or form.count > best.count):
                best = form
        return best

    def official(self) -> bool:
        """Tell whether the person bears a job title."""
        return "official" in self.roles

    def add_role(self, role: Said[str]) -> None:
        """Add a role once, whatever its case."""
        self.roles.setdefault(role.value.casefold(), role)

    def draft(self) -> PersonMention:
        """Return the person with names, roles and party, for a roster."""
        name = self.name().said
        variants = tuple(form.said for form in self.forms.values() if form.said.value != name.value)
        return PersonMention(name, variants, roles=tuple(self.roles.values()), party=self.party)

    def mention(self) -> PersonMention:
        """Return the person as read."""
        name = self.name().said
        variants = tuple(form.said for form in self.forms.values() if form.said.value != name.value)
        listings = {(said.value, said.span): said for said in self.listings}
        mentions = tuple(sorted(set(self.mentions)))[:_MOST_MENTIONS]
        return PersonMention(
            name,
            variants,
            self.attendance,
            tuple(listings.values()),
            tuple(self.roles.values()),
            self.party,
            self.substitute_for,
            mentions,
        )


def _fullness(name: str) -> tuple[int, int]:
    """Rank a form: more words that are no initials, then more letters."""
    words = [word for word in name.split() if len(word.rstrip(".")) > 1]
    return len(words), len(name)


class Cast:
    """All persons met so far."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self.listed_at: set[int] = set()  # where in the document lists print names
        self._exact: dict[str, list[Member]] = {}
        self._initial: dict[str, list[Member]] = {}

    def add(
        self,
        name: Said[str],
        *,
        list_id: int | None = None,
        party: str | None = None,
        official: bool = False,
        create: bool = True,
    ) -> Member | None:
        """Return the person that a printed name is of, a new one where it is nobody's yet.

        ``list_id`` tells lists apart; ``party`` and ``official`` (a job title stands beside the name) speak against
        somebody of another party, or a politician. ``None`` where ``create`` is off and nobody fits, or several fit a
        short form.
        """
        member = self._find(name.value, list_id, party, official)
        if member is None:
            if not create or (" " not in name.value and self._several(name.value)):
                return None
            member = Member(first=name.span.start if name.span else 0)
            self.members.append(member)
        self._register(member, name, list_id)
        return member

    def add_form(self, member: Member, form: Said[str]) -> None:
        """Add a short form or initials to a person."""
        self._register(member, form, None)

    def merge(self, kept: Member, other: Member) -> None:
        """Put a person's forms, roles and places with another's; the other is no person of its own any more."""
        for form in other.forms.values():
            self._register(kept, form.said, None)
        for role in other.roles.values():
            kept.add_role(role)
        kept.mentions += other.mentions
        kept.party = kept.party or other.party
        self.members.remove(other)

    def _register(self, member: Member, name: Said[str], list_id: int | None) -> None:
        if name.span is not None:
            if len(member.mentions) < 4 * _MOST_MENTIONS:
                member.mentions.append(name.span)
            member.first = min(member.first, name.span.start)
        if list_id is not None:
            member.lists_in.add(list_id)
        form = member.forms.get(name.value)
        if form is not None:
            form.count += 1
            form.listed = form.listed or list_id is not None
            return
        member.forms[name.value] = Form(name, 1, list_id is not None)
        self._exact.setdefault(_key(name.value), []).append(member)
        bucket = self._initial.setdefault(_initial(name.value), [])
        if member not in bucket:
            bucket.append(member)

    def _find(self, name: str, list_id: int | None, party: str | None, official: bool) -> Member | None:
        exact = [one for one in self._exact.get(_key(name), []) if not _conflict(one, party, official)]
        if exact:
            return exact[0]
        if self._exact.get(_key(name)) or len(self.members) > _MOST_COMPARED:
            return None
        bucket = [
            one
            for one in self._initial.get(_initial(name), [])[:_MOST_IN_BUCKET]
            if not _conflict(one, party, official) and (list_id is None or list_id not in one.lists_in)
        ]
        begins = [
            one for one in bucket if " " in name.replace("-", " ") and any(_begins(name, form) for form in one.forms)
        ]
        if len(begins) == 1:
            return begins[0]
        relations = [(one, _relation(name, one)) for one in bucket]
        for wanted in (_SAME, _CLOSE, (NameRelation.FIRST_NAME,) if " " not in name else ()):
            found = [one for one, relation in relations if relation in wanted]
            if len(found) == 1:
                return found[0]
            if found:
                return None
        alike = [one for one in bucket if any(_sounds_like(name, form) for form in one.forms)]
        return alike[0] if len(alike) == 1 else None

    def _several(self, name: str) -> bool:
        return sum(_relation(name, one) is NameRelation.FIRST_NAME for one in self._initial.get(_initial(name), [])) > 1


def _relation(name: str, member: Member) -> NameRelation | None:
    best: NameRelation | None = None
    order = list(NameRelation)
    for form in list(member.forms.values())[:_MOST_FORMS]:
        relation = compatible_names(name, form.said.value)
        if relation is not None and (best is None or order.index(relation) < order.index(best)):
            best = relation
    return best


def _begins(name: str, form: str) -> bool:
    """Tell whether a form is the first names of a longer one, hyphen or not: "Hans Ole", "Hans-Ole Friis"."""
    short, full = _key(name.replace("-", " ")), _key(form.replace("-", " "))
    return full.startswith(short + " ")


_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("th", "t"), ("tz|ts", "s"), ("ph", "f"), ("sch", "sk"), ("ch|ck|c|q", "k"), ("w", "v"), ("z", "s"), ("dt|td",
        "t"), ("gh", "g"), ("x", "ks"), ("j|y", "i"), (r"(?<=[bdfgklmnprstv])h", ""), (r"(.)\1", r"\1"), ("ie", "i"),
        ("e(?=rg)", ""), ) )  # fmt: skip


def _sound(word: str) -> str:
    folded = fold_word(word)
    for pattern, sound in _SOUNDS:
        folded = pattern.sub(sound, folded)
    return folded


def _sounds_like(name: str, form: str) -> bool:
    """Tell whether two full names are said alike: Lorentzen and Lorenzen, Steffensen and Stephensen."""
    left, right = name.split(), form.split()
    return len(left) == len(right) > 1 and [_sound(word) for word in left] == [_sound(word) for word in right]


def _conflict(member: Member, party: str | None, official: bool) -> bool:
    """Tell whether what is printed beside a name speaks against a person: another party,
    or an employee and a politician.
    """
    if party is not None and member.party is not None and member.party.value != party:
        return True
    if official and (member.party is not None or ("members" in member.lists and not member.official())):
        return True
    return party is not None and member.official() and member.party is None and "members" not in member.lists


def _key(name: str) -> str:
    return " ".join(fold_word(word) for word in name.split())


def _initial(name: str) -> str:
    """The first two letters: names that begin otherwise are not compared."""
    return fold_word(name[:2])
