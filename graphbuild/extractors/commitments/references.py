"""What a later sentence refers back to: whom *hun*, *ham*, *de*, *dem* and *den* mean, by the sentences before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphbuild.extractors.commitments.actors import Doer, last_person, person_at
from graphbuild.extractors.commitments.clauses import Token
from graphbuild.extractors.commitments.recipients import phrase
from graphbuild.extractors.commitments.words import DoerClass, doers
from graphbuild.extractors.roster import Roster


class Memory:
    """The sentences of a passage that were read."""

    __slots__ = ("_read", "_roster")

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._read: list[tuple[Token, ...]] = []

    def remember(self, tokens: tuple[Token, ...]) -> None:
        """Add a sentence."""
        self._read.append(tokens)

    @property
    def last(self) -> Sequence[Token]:
        """The words of the sentence before."""
        return self._read[-1] if self._read else ()

    def doer(self, doer: Doer | None) -> Doer | None:
        """The people a pronoun before the verb stands for; other doers stay."""
        if doer is None or doer.kind not in (DoerClass.PRONOUN, DoerClass.THEY):
            return doer
        people = last_person(self._read, self._roster)
        if not people:
            return doer
        if doer.kind is DoerClass.PRONOUN:
            name = self._one(people)
            return replace(doer, kind=DoerClass.PERSON, name=name, people=(name,))
        return replace(doer, kind=DoerClass.PERSON, name=" og ".join(people), people=people)

    def recipient(self, doer: Doer | None, actor: Doer | None) -> Doer | None:
        """Whom a pronoun behind the verb means: the person named last who is not the doer, the group turned to before."""
        if doer is None or doer.kind not in (DoerClass.PRONOUN, DoerClass.THEY):
            return doer
        if doer.kind is DoerClass.THEY:
            return self._group() or self._people(doer, actor)
        own = set(actor.people) if actor else set()
        others = [name for name in last_person(self._read, self._roster) if name not in own]
        return replace(doer, kind=DoerClass.PERSON, name=others[-1], people=(others[-1],)) if others else doer

    def _people(self, doer: Doer, actor: Doer | None) -> Doer:
        """ "ringe til dem": the two or more people that the last sentence with a name names."""
        own = set(actor.people) if actor else set()
        others = tuple(name for name in last_person(self._read, self._roster) if name not in own)
        return (
            replace(doer, kind=DoerClass.PERSON, name=" og ".join(others), people=others) if len(others) > 1 else doer
        )

    def body(self) -> Doer | None:
        """The group or unit that the sentence before is about: "Arbejdsgruppen blev nedsat. Den skal aflevere ..."."""
        for token in self.last:
            if doers().noun(token.text) in (DoerClass.EXECUTIVE, DoerClass.BODY) and token.low.endswith(("en", "et")):
                return Doer(DoerClass.EXECUTIVE, token.text, 0, 0)
        return None

    def _one(self, people: tuple[str, ...]) -> str:
        """Who begins the sentence before is the likelier meaning of *hun*; two who stand together are not meant."""
        tokens = self.last
        for at in range(min(4, len(tokens))):
            known = person_at(tokens, at, len(tokens), self._roster)
            if known:
                together = known[1] < len(tokens) and tokens[known[1]].low in ("og", "&")
                return people[-1] if together else known[0]
        return people[-1]

    def _group(self) -> Doer | None:
        """ "har skrevet til de frivillige": the people in general that the sentence before turns to."""
        tokens = self.last
        for at in range(len(tokens) - 1):
            if tokens[at].low in ("til", "med", "for"):
                found = phrase(tokens, at + 1, len(tokens), self._roster)
                if found and found.kind in (DoerClass.ALL, DoerClass.EXECUTIVE):
                    return found
        return None
