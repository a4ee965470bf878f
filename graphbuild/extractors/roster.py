"""Who a short form means, among the people that the document names.

A roster knows each person's forms: the name and its variants; the first name, the first two names, the surname,
``Lis B.`` and initials where only one of the document's people can be meant; and an office or title that only one
of them bears.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graphbuild.lexicon.names import (
    NameRelation,
    compatible_names,
    folded_words,
    initials_of,
    letters_of,
    misspelt,
)
from graphbuild.model import PersonMention

#: Forms that start with one word are tried one after another: a cap keeps a hostile list of names from costing
#: squared time.
_MOST_FORMS_A_WORD = 60
_Key = TypeVar("_Key", bound=Hashable)
#: Answers kept: the same few names are asked for again and again.
_MOST_REMEMBERED = 20_000
_WORD = re.compile(r"(?<![\w-])[A-ZÆØÅÄÖÜÉÈÁÍÓÚÇÐÞŠŽ][^\W\d_]*")
_FOLLOWING = re.compile(r" (?:[A-ZÆØÅ][a-zæøåéü]{2,})")
_CAPITAL = re.compile("[A-ZÆØÅ]")
_GENITIVE = re.compile(r"(?:['\u2019]?s|['\u2019])?(?![\w])")
_BRACKET = re.compile(r"\s*\([^()]{0,60}\)")
_LOWER_TITLE = re.compile(r"^(?:(?:[^\W\d_]+-\s(?:og|,)\s)?[^\W\d_]+\.?,?\s+){0,4}?(?=[A-ZÆØÅ])")
_OFFICES = {
    "formanden": "chair", "formand": "chair", "mødelederen": "chair", "mødeleder": "chair", "ordstyreren": "chair",
    "forkvinden": "chair", "dirigenten": "chair", "forpersonen": "chair", "næstformanden": "vice-chair",
    "næstformand": "vice-chair", "referenten": "secretary", "referent": "secretary", "sekretæren": "secretary",
    "sekretær": "secretary", }  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedAt:
    """A person named in a text, from ``start`` to ``end`` (a genitive's ``s`` and a title stay outside)."""

    start: int
    end: int
    person: PersonMention


class Roster:
    """The document's people, looked up by full name, variant, initials, first name, surname, office or title."""

    def __init__(self, people: Sequence[PersonMention]) -> None:
        self.people = tuple(people)
        self._full: dict[str, list[PersonMention]] = {}
        self._short: dict[str, list[PersonMention]] = {}
        self._titles: dict[str, list[PersonMention]] = {}
        for person in self.people:
            for form in _printed_forms(person):
                _add(self._full, fold(form), person)
            for form in _short_forms(person.name.value):
                _add(self._short, fold(form), person)
            for role in person.roles:
                for form in _title_forms(role.value):
                    _add(self._titles, form, person)
        self._finder = self._build_finder()
        self._named: dict[tuple[str, int, int], tuple[NamedAt, ...]] = {}
        self._close: dict[tuple[str, str], list[PersonMention]] = {}
        self._firsts: dict[str, bool] = {}  # first words, and whether somebody is known by that word alone
        for person in self.people:
            for form in _printed_forms(person):
                words = folded_words(form)
                self._firsts[words[0]] = self._firsts.get(words[0], False) or len(words) == 1
                for key in _keys(words):
                    _add(self._close, key, person)
        self._resolved: dict[str, PersonMention | None] = {}

    def resolve(self, text: str) -> PersonMention | None:
        """Return the one person a text can mean, or ``None`` where it is nobody or more than one.

        Read are the full name, a variant, initials, first name, surname, ``Lis B.``, each with or without title,
        party letter and genitive; and ``formanden``, ``borgmesteren`` or another title that one person alone bears.
        """
        if text in self._resolved:
            return self._resolved[text]
        found = self._resolve(text)
        if len(self._resolved) < _MOST_REMEMBERED:
            self._resolved[text] = found
        return found

    def _resolve(self, text: str) -> PersonMention | None:
        plain = _BRACKET.sub("", " ".join(text.split())).strip(" .,:;")
        if not plain:
            return None
        found = self._by_name(plain)
        if found is None and plain.endswith("s"):
            found = self._by_name(plain[:-1].rstrip("'\u2019"))
        if found is not None:
            return found
        title = _LOWER_TITLE.match(plain)
        named = [match for match in self.find(plain) if match.end == len(plain) or plain[match.end :].startswith(",")]
        if named and title is not None and len({id(match.person) for match in self.find(plain)}) == 1:
            return named[0].person
        return self._by_title(plain)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[NamedAt]:
        """Return where the people are named in a text, by full name, variant or a short form that one alone can bear.

        Linear in the length of the text. Offices and titles without a name are not told.
        """
        place = (text, start, len(text) if end is None else end)
        if place not in self._named:
            self._named[place] = tuple(self._find(*place))
        return list(self._named[place])

    def _find(self, text: str, start: int, end: int) -> list[NamedAt]:
        found: list[NamedAt] = []
        at = start
        while True:
            word = _WORD.search(text, at, end)
            if word is None:
                return found
            at = word.end()
            for form, person in self._finder.get(word[0], ()):
                stop = word.start() + len(form)
                if stop > end or not text.startswith(form, word.start()):
                    continue
                if form[-1] != "." and not _GENITIVE.match(text, stop, min(end, stop + 4)):
                    continue
                if stop < end and text[stop] == "-":
                    continue
                if person is not None and not _goes_on(text, stop, end, form):
                    found.append(NamedAt(word.start(), stop, person))
                at = max(at, stop)
                break

    def _by_name(self, plain: str) -> PersonMention | None:
        for forms in (self._full, self._short):
            people = forms.get(fold(plain), [])
            if people:
                return people[0] if len(people) == 1 else None
        if not _CAPITAL.search(plain):
            return None
        close = [
            person
            for person in self._candidates(plain)
            if any(compatible_names(plain, form) in _ALIKE for form in _printed_forms(person))
        ]
        return close[0] if len(close) == 1 else None

    def _candidates(self, plain: str) -> list[PersonMention]:
        """Return those of whom a form may be close to a text: the first word, the rest or all letters agree.

        Nothing else makes two forms alike, but for single words, where one may be a slip for the other.
        """
        words = folded_words(plain)
        keys = list(_keys(words))
        keys += [
            ("first", first)
            for first, alone in self._firsts.items()
            if (alone or len(words) == 1) and first != words[0] and misspelt(words[0], first)
        ]
        found = {id(person): person for key in keys for person in self._close.get(key, ())}
        return list(found.values())

    def _by_title(self, plain: str) -> PersonMention | None:
        folded = fold(plain)
        office = _OFFICES.get(folded)
        people = self._titles.get(office or folded, [])
        return people[0] if len(people) == 1 else None

    def _build_finder(self) -> dict[str, list[tuple[str, PersonMention | None]]]:
        """Map the first word of each form to its forms, longest first; a form of several people maps to nobody."""
        forms: dict[str, PersonMention | None] = {}
        for person in self.people:
            for form in _printed_forms(person):
                squeezed = " ".join(form.split())
                known = forms.get(squeezed)
                forms[squeezed] = person if squeezed not in forms or known is person else known
        for person in self.people:
            for form in _short_forms(person.name.value):
                if form not in forms and len(self._short[fold(form)]) == 1 and fold(form) not in self._full:
                    forms[form] = person
                elif form not in forms:
                    forms[form] = None
        finder: dict[str, list[tuple[str, PersonMention | None]]] = {}
        for form in sorted(forms, key=lambda form: (-len(form), form)):
            first = _WORD.match(form)
            if first is not None:
                listed = finder.setdefault(first[0], [])
                if len(listed) < _MOST_FORMS_A_WORD:
                    listed.append((form, forms[form]))
        return finder


def fold(text: str) -> str:
    """Fold a form for looking up: white space closed, case and a final stop gone."""
    return " ".join(text.split()).casefold().rstrip(".")


def _add(forms: dict[_Key, list[PersonMention]], form: _Key, person: PersonMention) -> None:
    people = forms.setdefault(form, [])
    if not any(person is one for one in people):
        people.append(person)


def _keys(words: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    yield "first", words[0]
    yield "rest", " ".join(words[1:])
    yield "letters", letters_of(words)


_ALIKE = (NameRelation.SPELLING, NameRelation.SUBSET, NameRelation.MISSPELT)


def _goes_on(text: str, stop: int, end: int, form: str) -> bool:
    """Tell whether a single first name is but the beginning of somebody else's fuller name: "Jonas Skrum"."""
    if " " in form or form.isupper():
        return False
    return _FOLLOWING.match(text, stop, end) is not None


def _printed_forms(person: PersonMention) -> Iterable[str]:
    return (person.name.value, *(variant.value for variant in person.variants))


def _short_forms(name: str) -> Iterable[str]:
    """The forms that minutes use for a full name once it has been printed."""
    words = name.split()
    if len(words) < 2:
        return ()
    first, last = words[0], words[-1]
    forms = [first, last, f"{first} {last}"]
    if "-" in first:
        forms.append(first.replace("-", " "))
    for word in words[1:]:
        forms += [f"{first} {word[0]}.", f"{first} {word[0]}"]
    forms += [" ".join(words[:count]) for count in range(2, len(words))]
    return tuple(dict.fromkeys(forms))


def _title_forms(role: str) -> Iterable[str]:
    """A role, and a title's definite form: "Borgmester", "borgmesteren"."""
    folded = fold(role)
    yield folded
    for ending in ("en", "n", "eren"):
        yield folded + ending
    if folded.endswith("mand"):
        yield folded + "en"


__all__ = ["NamedAt", "Roster", "fold", "initials_of"]
