"""A commitment in the making, and where in a sentence one is being read."""

from __future__ import annotations

from dataclasses import dataclass

from graphbuild.extractors.commitments.actors import Doer
from graphbuild.extractors.commitments.clauses import Clause, Sentence, Token
from graphbuild.extractors.commitments.due import Due


@dataclass(frozen=True, slots=True)
class Draft:
    """A commitment in the making: offsets into the flow's text, the doers as read, not yet as values."""

    rule: str
    start: int
    end: int
    actor: Doer | None = None
    actor_at: tuple[int, int] | None = None  # where the actor's words stand
    to: Doer | None = None
    to_at: tuple[int, int] | None = None
    due: Due | None = None
    sentence: int = 0  # running number, for what refers back
    lemma: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """A clause with a finite verb, in its sentence; ``licence`` says by what it may state a deed ("": a main clause)."""

    number: int
    sentence: Sentence
    parts: tuple[Clause, ...]
    index: int
    licence: str
    following: Sentence | None
    matrix: Doer | None = None  # who does what the main clause before says

    @property
    def clause(self) -> Clause:
        """The clause itself."""
        return self.parts[self.index]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's words."""
        return self.sentence.tokens

    @property
    def verb(self) -> int:
        """Where the finite verb stands among the words."""
        return self.clause.verb if self.clause.verb is not None else self.clause.last

    @property
    def lemma(self) -> str:
        """The finite verb's infinitive."""
        return self.clause.lemma or ""

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the words ``[first, last)``."""
        return self.tokens[first].start, self.tokens[last - 1].end
