"""Who a short form means, among the people that the document names."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.model import PersonMention


class Roster:
    """The document's people, looked up by full name, variant, initials, first name or surname."""

    def __init__(self, people: Sequence[PersonMention]) -> None:
        self.people = tuple(people)
        self._by_form: dict[str, list[PersonMention]] = {}
        for person in people:
            for said in (person.name, *person.variants):
                self._by_form.setdefault(_fold(said.value), []).append(person)

    def resolve(self, text: str) -> PersonMention | None:
        """Return the one person a text can mean, or ``None`` where it is nobody or more than one."""
        found = self._by_form.get(_fold(text), [])
        return found[0] if len(found) == 1 else None


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
