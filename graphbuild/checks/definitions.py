"""Read what to look for: check queries with their headers, and the profile that says how bad each finding is.

A check query opens with four fields in comment lines and answers three columns, ``?entity ?property ?value``::

    # title: Two outcomes of one decision
    # titel: To udfald af én beslutning
    # problem: Two documents of one meeting give one decision different outcomes.
    # solution: Read both passages.

    SELECT ?entity ?property ?value WHERE { … } ORDER BY ?entity ?value

No row means passed. A profile has one check a line, level and name; what it leaves out is off. (The manner is that of
ROBOT's report: https://robot.obolibrary.org/report)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from graphbuild.errors import DefinitionError, UsageError
from graphbuild.resources import folder

COLUMNS: Final = ("entity", "property", "value")


class Level(StrEnum):
    """How bad a finding is. An error makes ``graphbuild check`` end with exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look for: its name, what it is called in English and Danish, what is wrong, what to do about it.

    ``query`` is SPARQL, or ``None`` for the checks that the program does itself.
    """

    name: str
    title: str
    titel: str
    problem: str
    solution: str
    query: str | None = None


#: The checks that are no queries.
SHAPES: Final = Check(
    "shapes",
    "A shape does not hold",
    "En form er ikke overholdt",
    "A document's graph breaks a SHACL shape of the ontology.",
    "Read the message. A warning tells of what the minutes lack or of what was not found in them; a violation is a"
    " defect of the program or of a graph that others changed.",
)
QUOTES: Final = Check(
    "quotes",
    "A passage that does not quote its document",
    "Et tekststed, der ikke citerer sit dokument",
    "A passage lies outside its document's text, or its words do not come out of an export as they stand there.",
    "Build the graph again. If it stays, the graph's texts were changed after they were read.",
)
REMAINDER: Final = Check(
    "remainder",
    "A passage that no rule understood",
    "Et tekststed, ingen regel forstod",
    "A stretch of a document that the layout's rules could not place.",
    "Read the passage. Report the layout where it holds something that the graph should know.",
)
OWN_CHECKS: Final = (SHAPES, QUOTES, REMAINDER)

_FIELDS = ("title", "titel", "problem", "solution")
_FIELD = re.compile(r"#\s?(?P<name>[a-z]+):\s(?P<words>.*)")


def load_checks(*folders: Path) -> dict[str, Check]:
    """Return all checks by name: the program's, then those of the user's folders (``NAME.rq``).

    Raises :class:`UsageError` for a user's file that is wrong, and :class:`DefinitionError` for one of ours.
    """
    found = {check.name: check for check in OWN_CHECKS}
    for place in (folder("queries") / "checks", *folders):
        own = place in folders
        if own and not place.is_dir():
            raise UsageError(f"{place}: there is no folder of checks here.")
        for path in sorted(place.glob("*.rq")):
            check = read_check(path, own=own)
            if any(check.name == one.name for one in OWN_CHECKS):
                raise UsageError(f"{path}: »{check.name}« is the name of a check that is no query.")
            found[check.name] = check
    return found


def read_check(path: Path, *, own: bool = True) -> Check:
    """Return the check of a file. ``own``: a user's, so that an error is the user's to mend."""
    error = UsageError if own else DefinitionError
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as reason:
        raise error(f"{path}: cannot be read: {reason}") from reason
    fields: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        found = _FIELD.fullmatch(line)
        if found:
            name = found["name"]
            fields[name] = found["words"].strip()
        elif name:
            fields[name] += f" {line.lstrip('#').strip()}"
    missing = [one for one in _FIELDS if not fields.get(one)]
    if missing:
        raise error(
            f"{path}: the header says no {missing[0]}.",
            advice=f"A check opens with the lines {', '.join(f'# {one}: …' for one in _FIELDS)}",
        )
    return Check(path.stem, fields["title"], fields["titel"], fields["problem"], fields["solution"], text)


def shipped_profile() -> Path:
    """Return the profile that graphbuild comes with."""
    return folder("queries") / "checks.txt"


def read_profile(path: Path, checks: Iterable[str]) -> Mapping[str, Level]:
    """Return each check's level, in the order of the file; those that it leaves out are off.

    Raises :class:`UsageError` for a file that is missing or has a line that is no level and known check.
    """
    known = set(checks)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as reason:
        raise UsageError(f"{path}: the profile cannot be read: {reason}") from reason
    levels: dict[str, Level] = {}
    for number, line in enumerate(lines, start=1):
        words = line.split("#")[0].split()
        if not words:
            continue
        if len(words) != 2 or words[0] not in set(Level):
            raise UsageError(
                f"{path}, line {number}: »{line.strip()}« is no level and name.",
                advice="Write, for example: warning present-and-absent",
            )
        if words[1] not in known:
            raise UsageError(
                f"{path}, line {number}: there is no check »{words[1]}«.", advice=f"Known: {', '.join(sorted(known))}"
            )
        if words[1] in levels:
            raise UsageError(f"{path}, line {number}: »{words[1]}« has a level already.")
        levels[words[1]] = Level(words[0])
    return {**levels, **dict.fromkeys(sorted(known - set(levels)), Level.OFF)}
