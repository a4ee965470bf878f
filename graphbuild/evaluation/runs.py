"""One run of the evaluation: annotations, the documents beside them read, and what came of the comparison."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from graphbuild.errors import UsageError
from graphbuild.evaluation.scoring import Finding, Verdict, compare_records
from graphbuild.evaluation.tallies import Tally, finding_key, macro_f1, tally_findings
from graphbuild.extractors.confidence import confidence_of
from graphbuild.lexicon.municipalities import Gazetteer
from graphbuild.reading import Failure, list_sources, load, read_in_order
from graphbuild.records import record_to_json

Json = Mapping[str, Any]

_NOT_MINUTES = frozenset({".json", ".md"})


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotation and the record of its document; ``found`` is empty, with the reason, where that was not read."""

    gold: Json
    found: Json
    text: str
    failure: str | None = None


@dataclass(frozen=True)
class Run:
    """All annotated documents of a run, and the figures made of them."""

    documents: tuple[Annotated, ...]

    @cached_property
    def pairs(self) -> tuple[tuple[Finding, Annotated], ...]:
        """Every finding with the document that it is about."""
        return tuple((finding, one) for one in self.documents for finding in compare_records(one.gold, one.found))

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """The counts by field."""
        return tuple(tally_findings(finding for finding, _ in self.pairs))

    @property
    def macro(self) -> float:
        """The mean F1 of the fields."""
        return macro_f1(self.tallies)

    def judged(self) -> list[tuple[Finding, Json]]:
        """Return the findings with the records that they point into."""
        return [(finding, one.found) for finding, one in self.pairs]

    def unread(self) -> list[tuple[str, str]]:
        """Return the documents that could not be read, with the reason."""
        return [(str(one.gold["document"]), one.failure) for one in self.documents if one.failure is not None]

    def figures(self) -> dict[str, Any]:
        """Return the figures as JSON-ready values."""
        return {
            "documents": len(self.documents),
            "macro_f1": round(self.macro, 4),
            "fields": {
                row.field: {
                    "hit": row.hit,
                    "spurious": row.spurious,
                    "missed": row.missed,
                    "p": round(row.precision, 4),
                    "r": round(row.recall, 4),
                    "f1": round(row.f1, 4),
                }
                for row in self.tallies
            },
        }

    def kept(self) -> dict[str, Any]:
        """Return what a later run is compared with: the figures and the keys of all hits."""
        hits = sorted(finding_key(finding) for finding, _ in self.pairs if finding.verdict is Verdict.HIT)
        return {**self.figures(), "hits": hits}


def read_annotated(
    gold: Iterable[Path], minutes: Sequence[Path], gazetteer: Gazetteer, *, workers: int = 1
) -> Iterator[Annotated]:
    """Read each annotated document. A document is found by its file name, beside the annotation or under ``minutes``.

    Raises :class:`~graphbuild.errors.UsageError` for a folder without annotations or an annotation that is no JSON.
    """
    annotations: dict[str, Json] = {}
    folders = list(gold)
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            row = _annotation(path)
            if row is not None:
                annotations[Path(str(row["document"])).stem] = row
    if not annotations:
        names = ", ".join(map(str, folders))
        raise UsageError(f"no annotations in {names}", advice="An annotation is NAME.json beside the document NAME.*.")
    files = _documents([*folders, *minutes], set(annotations))
    outcomes = read_in_order((load(one) for one in list_sources(list(files.values()))), gazetteer, workers=workers)
    read: dict[str, Any] = {Path(one.name).stem: one for one in outcomes}
    for stem, row in annotations.items():
        outcome = read.get(stem)
        if outcome is None:
            yield Annotated(row, {}, "", "the document was not found")
        elif isinstance(outcome, Failure):
            yield Annotated(row, {}, "", outcome.reason)
        else:
            found = record_to_json(outcome.record, outcome.document, confidence_of)
            yield Annotated(row, found, outcome.document.text)


def _annotation(path: Path) -> Json | None:
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UsageError(f"{path} is no JSON: {error}", advice="Mend it, or move it out of the folder.") from None
    return row if isinstance(row, dict) and "document" in row else None


def _documents(folders: Sequence[Path], stems: set[str]) -> dict[str, Path]:
    """Return the annotated documents' files by stem; what lies beside its annotation goes before the rest."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.suffix.lower() not in _NOT_MINUTES and path.stem in stems:
                found.setdefault(path.stem, path)
    return found
