"""One text on its way to its bodies: its words, who is named there, and what the rules look for around a word."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graphbuild.extractors.bodies.kinds import BodyKind
from graphbuild.extractors.bodies.tokens import Token, tokenise
from graphbuild.extractors.bodies.vocabulary import tables
from graphbuild.extractors.bodies.words import APOSTROPHE

#: a case number: "EMN-2023-00417"
_NUMBERED = re.compile(r"[A-ZÆØÅ]+-?\d[\w-]*\d{2}[\w-]*")


@dataclass(slots=True)
class Candidate:
    first: int
    last: int
    kind: BodyKind
    rule: str
    weight: int  # of two that overlap the heavier stays, then the longer
    name: str | None = None


class Reading:
    """One text on its way to its bodies."""

    def __init__(
        self, text: str, start: int, end: int, vocabulary: Collection[str], people: Sequence[tuple[int, int]]
    ) -> None:
        self.text = text
        self.tokens = tokenise(text, start, end)
        self.vocabulary = vocabulary
        self.tables = tables()
        self.people = [False] * len(self.tokens)
        index = 0
        for begin, finish in sorted(people):
            while index < len(self.tokens) and self.tokens[index].end <= begin:
                index += 1
            at = index
            while at < len(self.tokens) and self.tokens[at].start < finish:
                self.people[at] = True
                at += 1

    def at(self, index: int) -> Token | None:
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def joined(self, index: int, gaps: tuple[str, ...] = (" ",)) -> bool:
        """Tell whether the token stands right behind the one before."""
        token = self.at(index)
        return token is not None and index > 0 and token.gap in gaps

    def common(self, token: Token) -> bool:
        """A capital that a sentence's start may explain."""
        return token.low in self.tables.starters or (
            token.first
            and not token.caps
            and (token.low in self.vocabulary or token.low.removesuffix("s") in self.vocabulary)
        )

    def proper(self, index: int) -> bool:
        token = self.at(index)
        return token is not None and token.capital and not self.people[index] and not self.common(token)

    def in_caps(self, index: int) -> bool:
        """The line is set in capitals, so that they tell nothing."""
        before, after = self.at(index - 1), self.at(index + 1)
        gap = self.tokens[index].gap
        return (before is not None and before.caps and len(before.text) > 3 and gap == " ") or (
            after is not None and after.caps and len(after.text) > 3 and after.gap == " "
        )

    def printed(self, first: int, last: int) -> str:
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def cued(self, index: int) -> bool:
        """A verb or a preposition makes it one that acts, inside a sentence: "fra Broen", not "på Broen"."""
        before, after = self.at(index - 1), self.at(index + 1)
        return not self.tokens[index].first and (
            (before is not None and self.joined(index) and before.text in ("fra", "hos", "af"))
            or (after is not None and after.gap == " " and after.text in self.tables.verbs)
        )

    def after_project(self, index: int) -> bool:
        """What stands here is the name of a project, a conference or a fund."""
        before = self.at(index - 1)
        return (
            before is not None
            and self.joined(index)
            and before.low.endswith(
                (
                    "projekt",
                    "projektet",
                    "programmet",
                    "program",
                    "kampagnen",
                    "indsatsen",
                    "puljen",
                    "konference",
                    "konferencen",
                    "messen",
                    "initiativet",
                    "forsøget",
                    "lokalplan",
                )
            )
        )

    def elliptic(self, index: int) -> int:
        """Go back over "Social-, Sundheds- og" before a compound."""
        at = index
        if self.joined(at) and self.tokens[at - 1].low in ("og", "eller") and at >= 2:
            before = self.tokens[at - 2]
            near = self.tokens[at - 1].gap == " "
            # the hyphen is left out at times: "Social og Beskæftigelsesudvalget"
            elliptic = before.text.endswith("-") or (
                before.capital and self.tokens[at].capital and before.low in self.tables.topics and before.low != "klub"
            )
            if near and elliptic:
                at -= 2
                while (
                    at >= 1
                    and self.tokens[at].gap in (", ", " ")
                    and (
                        self.tokens[at - 1].text.endswith("-")
                        or (
                            self.tokens[at].gap == ", "
                            and self.tokens[at - 1].capital
                            and self.tokens[at - 1].low in self.tables.topics
                        )
                    )
                ):
                    at -= 1
        elif self.joined(at, (" & ",)) and self.tokens[at - 1].text.endswith("-"):
            at -= 1
        return at

    def place_after(self, index: int, words: tuple[str, ...]) -> int:
        """Go on over "i Vestby", "for Østby"."""
        preposition, place = self.at(index + 1), self.at(index + 2)
        if (
            preposition is not None and place is not None and preposition.gap == " " and place.gap == " "
            and preposition.text in words and place.capital and not place.caps and not self.people[index + 2]
            and place.low not in self.tables.starters and not self.tables.definite_endings.end(place.low)
            and not (preposition.text == "på" and self.tables.places.end(place.low))
        ):  # fmt: skip
            if (
                place.text.endswith("-")
                and self.joined(index + 3)
                and self.tokens[index + 3].low == "og"
                and self.joined(index + 4)
            ):
                return index + 4
            return index + 2
        return index

    def name_after(self, index: int) -> int:
        """Go on over the name that follows a head; returns the head's own index where none does."""
        at = index
        while at + 1 < len(self.tokens) and at - index < 4:
            after = self.tokens[at + 1]
            if after.gap != " " or not (after.capital or (at > index and after.text.isdigit())) or self.people[at + 1]:
                if after.gap == " " and after.low in ("og", "&") and at > index:
                    further = self.at(at + 2)
                    if further is not None and further.low in ("omegn", "omegns") and further.gap == " ":
                        at += 2
                        continue
                break
            if (
                after.low in self.tables.starters
                or (after.low in self.tables.before and at > index)
                or _NUMBERED.fullmatch(after.text)
            ):
                break
            if self.tables.definite_endings.end(after.low) and at == index and after.low in self.tables.no_organisation:
                break
            at += 1
            if APOSTROPHE.search(after.text):
                break
        return at
