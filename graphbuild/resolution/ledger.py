"""The ledger of judgements: a plain text file that people read, edit and keep beside the minutes.

One judgement a line, eight fields parted by ``|``; ``#`` begins a note::

    verdict | about | municipality | left | right | who | when | why
    same | person | 991 | Lis Bo Holm | Lis Bo-Holm | ane | 2024-10-01 | same seat and list

``verdict`` is ``same``, ``different`` or ``unsure``; about a ``follow-up`` also what it does: ``followed-up``,
``fulfilled``, ``dropped``, ``superseded``. A person, body or organisation goes by its name as printed; where two people
share one, a party letter, job title or body in parentheses tells which: ``Ib Juul (V)``. A follow-up goes by the later
item and the commitment, as ``graphbuild review`` writes them. A person's judgement wins over every rule. Lines that
cannot be used are reported with number and reason, and the rest counts.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from graphbuild.errors import UsageError
from graphbuild.resolution.judgements import Subject, Verdict, fold_key

HEADER = (
    "# Judgements on who is who, and on what became of commitments. One a line, the fields parted by |\n"
    "# verdict | about | municipality | left | right | who | when | why\n"
)

#: What a follow-up may be judged to do, beside the plain verdicts.
EFFECTS = frozenset({"followed-up", "fulfilled", "dropped", "superseded"})

_FIELDS = 8
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger. ``effect`` is told of follow-ups alone."""

    verdict: Verdict
    subject: Subject
    scope: str
    left: str
    right: str
    who: str = ""
    when: str = ""
    why: str = ""
    effect: str | None = None
    line: int = 0

    def __str__(self) -> str:
        fields = (
            self.effect or self.verdict.value,
            self.subject.value,
            self.scope,
            self.left,
            self.right,
            self.who,
            self.when,
            self.why,
        )
        return " | ".join(_field(one) for one in fields).rstrip()

    @property
    def pair(self) -> tuple[Subject, str, frozenset[str]]:
        """What is judged, whichever side stands first."""
        return self.subject, self.scope, frozenset({fold_key(self.left), fold_key(self.right)})


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that cannot be used, or not as it stands: number from 1, its text, the reason."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The judgements that can be used, in file order, and what is wrong with the other lines."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Ledger:
        """Read a ledger; a file that is not there is an empty one. Raises :class:`UsageError` for no text file."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return cls()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"the ledger {path} cannot be read: {error}", advice="It is a text file in UTF-8, one judgement a line."
            ) from error
        return cls.parse(text)

    @classmethod
    def parse(cls, text: str) -> Ledger:
        """Read a ledger's text. Two lines that contradict each other are both left out, and both reported."""
        found: list[Entry] = []
        problems: list[Problem] = []
        texts = text.split("\n")
        for number, line in enumerate(texts, start=1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            read = _read_line(number, line)
            if isinstance(read, Problem):
                problems.append(read)
            else:
                found.append(read)
        by_pair: dict[tuple[Subject, str, frozenset[str]], list[Entry]] = {}
        for entry in found:
            by_pair.setdefault(entry.pair, []).append(entry)
        kept = []
        for entry in found:
            same_pair = by_pair[entry.pair]
            others = [one for one in same_pair if (one.verdict, one.effect) != (entry.verdict, entry.effect)]
            if others:
                reason = f"line {others[0].line} says »{others[0].effect or others[0].verdict}« of the same pair"
                problems.append(Problem(entry.line, texts[entry.line - 1].strip(), f"contradiction: {reason}"))
            elif entry is not same_pair[0]:
                reason = f"duplicate of line {same_pair[0].line}"
                problems.append(Problem(entry.line, texts[entry.line - 1].strip(), reason))
            else:
                kept.append(entry)
        return cls(tuple(kept), tuple(sorted(problems, key=lambda problem: problem.line)))

    def about(self, subject: Subject, scope: str) -> list[Entry]:
        """Return the judgements on one kind of thing in one municipality."""
        return [entry for entry in self.entries if entry.subject is subject and entry.scope == scope]


def _field(text: str) -> str:
    """Return a field that cannot end its line or pass for two."""
    return " ".join(text.replace("|", "¦").split())


def _read_line(number: int, line: str) -> Entry | Problem:
    fields = [part.strip() for part in line.split("|")]

    def wrong(reason: str) -> Problem:
        return Problem(number, line.strip(), reason)

    if len(fields) < 5 or len(fields) > _FIELDS:
        return wrong(f"{len(fields)} fields instead of 5 to {_FIELDS}, parted by |")
    fields += [""] * (_FIELDS - len(fields))
    word, about, scope, left, right, who, when, why = fields
    if about not in set(Subject):
        return wrong(f"»{about}« is nothing that is judged; known are {', '.join(Subject)}")
    subject = Subject(about)
    effect = word if word in EFFECTS and subject is Subject.FOLLOW_UP else None
    if effect is None and word not in set(Verdict):
        known = [*Verdict, *(sorted(EFFECTS) if subject is Subject.FOLLOW_UP else [])]
        return wrong(f"»{word}« is no verdict; known are {', '.join(known)}")
    if not scope or not left or not right:
        return wrong("municipality, left and right must not be empty")
    if fold_key(left) == fold_key(right):
        return wrong("left and right are the same")
    if when and not _DAY.match(when):
        return wrong(f"»{when}« is no day like 2024-10-01")
    verdict = Verdict.SAME if effect else Verdict(word)
    return Entry(verdict, subject, scope, left, right, who, when, why, effect, number)


def write_entries(path: Path, add: Iterable[Entry] = (), remove: Iterable[Entry] = ()) -> None:
    """Add lines at the end of a ledger, take out lines that say just this; all others stay, byte for byte.

    The file is written whole and put in the place of the former one. Raises :class:`UsageError` where it cannot be.
    """
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else HEADER
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the ledger {path} cannot be read: {error}") from error
    lines = text.splitlines(keepends=True)
    for entry in remove:
        for index in range(len(lines) - 1, -1, -1):
            if lines[index].strip() == str(entry):
                del lines[index]
                break
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    _write(path, [*lines, *(f"{entry}\n" for entry in add)])


def remove_lines(path: Path, numbers: Collection[int]) -> None:
    """Take lines out of a ledger by their numbers from 1; all others stay, byte for byte.

    Raises :class:`UsageError` where the file cannot be written.
    """
    if numbers:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
        _write(path, ["\n".join(line for number, line in enumerate(lines, start=1) if number not in numbers)])


def _write(path: Path, lines: Iterable[str]) -> None:
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write("".join(lines))
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except OSError as error:
        raise UsageError(
            f"the ledger {path} cannot be written: {error.strerror}", advice="Give another place with --ledger."
        ) from error
