"""Run checks over a graph and tell what was found, with the passages that prove it, and how much was read."""

from __future__ import annotations

import multiprocessing
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import Any, Final

import pyoxigraph as ox

from graphbuild.checks.definitions import COLUMNS, QUOTES, REMAINDER, SHAPES, Check, Level
from graphbuild.engines.sparql import SparqlGraph
from graphbuild.errors import GraphbuildError, QueryError, UsageError
from graphbuild.exports.rdf import passage_quads
from graphbuild.graph import shapes
from graphbuild.graph.identifiers import parse_passage
from graphbuild.graph.store import GraphStore, Source
from graphbuild.graph.vocabulary import ONTOLOGY, PREFIXES, gb
from graphbuild.model import Document, Record

#: How many seconds one check query may take.
SECONDS: Final = 300.0

#: Below so many documents, starting processes takes longer than they save.
_WORTH_PROCESSES: Final = 40

#: What SHACL calls our levels: https://www.w3.org/TR/shacl/#severity
SEVERITIES: Final = {Level.ERROR: "Violation", Level.WARNING: "Warning", Level.INFO: "Info"}
_LEVELS: Final = {severity: level for level, severity in SEVERITIES.items()}
_OA: Final = PREFIXES["oa"]


@dataclass(frozen=True, slots=True)
class Proof:
    """A passage with its document's name, the page or element, and its words."""

    passage: str
    document: str
    place: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: at which entity (an IRI), in which property (an IRI or nothing), with which value.

    ``shape`` and ``component`` are IRIs of SHACL, for findings of the shapes.
    """

    check: str
    level: Level
    entity: str
    property: str
    value: str
    message: str
    besked: str
    proofs: tuple[Proof, ...] = ()
    shape: str = ""
    component: str = ""


@dataclass(slots=True)
class Coverage:
    """How much the documents tell, and how much of them was understood, in numbers."""

    documents: int = 0
    documents_without_items: int = 0
    documents_without_date: int = 0
    documents_without_body: int = 0
    people: int = 0
    people_with_attendance: int = 0
    items: int = 0
    items_closed: int = 0
    items_with_decision: int = 0
    items_with_outcome: int = 0
    commitments: int = 0
    commitments_with_debtor: int = 0
    commitments_with_due: int = 0
    passages: int = 0
    characters: int = 0
    remainders: int = 0
    remainder_characters: int = 0

    def add(self, document: Document, record: Record, passages: int) -> None:
        """Count one document's record."""
        self.documents += 1
        self.documents_without_items += not record.items
        self.documents_without_date += record.meeting.date is None
        self.documents_without_body += not record.meeting.bodies
        self.people += len(record.people)
        self.people_with_attendance += sum(bool(one.attendance or one.listings) for one in record.people)
        self.items += len(record.items)
        self.items_closed += sum(one.open is not None and not one.open.value for one in record.items)
        self.items_with_decision += sum(one.decision is not None for one in record.items)
        self.items_with_outcome += sum(one.outcome is not None for one in record.items)
        self.commitments += len(record.commitments)
        self.commitments_with_debtor += sum(one.actor is not None for one in record.commitments)
        self.commitments_with_due += sum(one.due is not None for one in record.commitments)
        self.passages += passages
        self.characters += len(document.text)
        self.remainders += len(record.remainder)
        self.remainder_characters += sum(len(one.span) for one in record.remainder)

    def as_json(self) -> dict[str, int]:
        """Return the numbers by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(slots=True)
class Report:
    """All findings, the worst first, and how each check was rated."""

    levels: Mapping[str, Level]
    findings: list[Finding] = field(default_factory=list)
    coverage: Coverage = field(default_factory=Coverage)

    def count(self, level: Level) -> int:
        """Return how many findings have a level."""
        return sum(one.level is level for one in self.findings)

    @property
    def passed(self) -> tuple[str, ...]:
        """Return the names of the checks that were made and found nothing."""
        found = {one.check for one in self.findings}
        return tuple(name for name, level in self.levels.items() if level is not Level.OFF and name not in found)

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        return {
            "conforms": not self.count(Level.ERROR),
            "counts": {level.value: self.count(level) for level in SEVERITIES},
            "passed": list(self.passed),
            "off": [name for name, level in self.levels.items() if level is Level.OFF],
            "coverage": self.coverage.as_json(),
            "findings": [_json(one) for one in self.findings],
        }


def check_graph(
    store: GraphStore,
    checks: Mapping[str, Check],
    levels: Mapping[str, Level],
    *,
    timeout: float = SECONDS,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Make all checks whose level is not off. ``progress`` is told how many documents of how many are done.

    ``workers`` processes hold the graphs against the shapes, which takes nearly all of the time.
    Raises :class:`QueryError` for a query that is wrong, and :class:`UsageError` for one of other columns.
    """
    report = Report(levels)
    on = {name for name, level in levels.items() if level is not Level.OFF}
    sources = store.sources()
    broken = _broken(store, sources, workers) if SHAPES.name in on else iter([[]] * len(sources))
    for done, (source, found) in enumerate(zip(sources, broken, strict=True), start=1):
        report.findings += _check_document(store, source, found, on, levels, report.coverage)
        progress(done, len(sources))
    for name in sorted(on):
        check = checks[name]
        if check.query is not None:
            report.findings += _ask(store, check, levels[name], timeout)
    order = list(levels)
    report.findings.sort(
        key=lambda one: (one.level.rank, order.index(one.check), one.message, one.entity, one.property, one.value)
    )
    return report


# --- a document at a time ---------------------------------------------------------------------------------------------


def _broken(store: GraphStore, sources: Sequence[Source], workers: int) -> Iterator[list[shapes.Finding]]:
    """Yield what each document's graph breaks of the shapes, in the order of the documents."""
    graphs = (b"".join(store.lines(source.iri)) for source in sources)
    if workers == 1 or len(sources) < _WORTH_PROCESSES:
        yield from map(shapes.validate_lines, graphs)
        return
    # spawned, since the engines' threads do not survive a fork; some graphs ahead, so that not all lie in memory
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        waiting = [pool.submit(shapes.validate_lines, graph) for graph in islice(graphs, 8 * workers)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(shapes.validate_lines, graph) for graph in islice(graphs, 1)]


def _check_document(
    store: GraphStore,
    source: Source,
    broken: Sequence[shapes.Finding],
    on: set[str],
    levels: Mapping[str, Level],
    coverage: Coverage,
) -> Iterator[Finding]:
    document, record = store.document(source.iri), store.record(source.iri)
    quads = list(store.quads(source.iri))
    stated: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == gb()["statedIn"]:
            stated[_text(quad.subject)].add(_text(quad.object))
    coverage.add(document, record, len({passage for passages in stated.values() for passage in passages}))
    for one in broken:
        level = max(_LEVELS[one.severity], levels[SHAPES.name], key=lambda level: level.rank)
        path = one.path and (one.path if ":" in one.path else ONTOLOGY + one.path)
        proofs = _proofs(store, stated.get(one.node, ())) or (Proof(source.iri, source.name, None, ""),)
        yield Finding(
            SHAPES.name,
            level,
            one.node,
            path,
            one.value,
            one.message_en,
            one.message_da,
            proofs,
            one.shape,
            one.component,
        )
    if QUOTES.name in on:
        for entity, passage, reason in misquoted(document, source.iri, quads):
            yield Finding(
                QUOTES.name,
                levels[QUOTES.name],
                entity,
                f"{ONTOLOGY}statedIn",
                passage,
                f"{QUOTES.title}: {reason}",
                QUOTES.titel,
                (Proof(source.iri, source.name, None, ""),),
            )
    if REMAINDER.name in on:
        for rest in record.remainder:
            passage = store.identifiers.passage(source.sha256, rest.span)
            yield Finding(
                REMAINDER.name,
                levels[REMAINDER.name],
                source.iri,
                "",
                rest.reason,
                REMAINDER.title,
                REMAINDER.titel,
                _proofs(store, (passage,)),
            )


def misquoted(document: Document, iri: str, quads: Sequence[ox.Quad]) -> Iterator[tuple[str, str, str]]:
    """Yield fact, passage and reason for each passage that does not quote this document byte for byte.

    The words are taken from what an export writes, read back, and held against the text at the passage's offsets.
    """
    facts = [quad for quad in quads if quad.predicate == gb()["statedIn"]]
    sound: list[ox.Quad] = []
    for quad in facts:
        reason = _misplaced(document, iri, _text(quad.object))
        if reason:
            yield _text(quad.subject), _text(quad.object), reason
        else:
            sound.append(quad)
    written = ox.serialize((one.triple for one in passage_quads(document, sound)), format=ox.RdfFormat.N_TRIPLES)
    selectors: dict[str, list[str]] = defaultdict(list)
    told: dict[tuple[str, str], str] = {}
    for triple in ox.parse(written or b"", format=ox.RdfFormat.N_TRIPLES):
        subject, name = str(triple.subject), triple.predicate.value.removeprefix(_OA)
        if name == "hasSelector":
            selectors[_text(triple.subject)].append(str(triple.object))
        elif isinstance(triple.object, ox.Literal):
            told[subject, name] = triple.object.value
    for quad in sound:
        passage = _text(quad.object)
        said = {name: told[one, name] for one in selectors[passage] for name in _SAID if (one, name) in told}
        start, end = parse_passage(passage)[1].start, parse_passage(passage)[1].end
        text = document.text.encode("utf-8", "surrogatepass")
        before = len(document.text[:start].encode("utf-8", "surrogatepass"))
        around = "".join(said.get(name, "") for name in ("prefix", "exact", "suffix")).encode()
        lead = len(said.get("prefix", "").encode())
        if (said.get("start"), said.get("end")) != (str(start), str(end)):
            yield _text(quad.subject), passage, "other offsets are exported"
        elif said.get("exact", "").encode() != document.text[start:end].encode("utf-8", "surrogatepass"):
            yield _text(quad.subject), passage, "other words are exported"
        elif text[before - lead : before - lead + len(around)] != around:
            yield _text(quad.subject), passage, "other words are exported around it"


_SAID: Final = ("start", "end", "exact", "prefix", "suffix")


def _misplaced(document: Document, iri: str, passage: str) -> str | None:
    try:
        of, span = parse_passage(passage)
    except UsageError:
        return "its address is none of a passage"
    if of != iri:
        return "it is in another document"
    if not 0 <= span.start <= span.end <= len(document.text):
        return f"it lies outside the text of {len(document.text)} characters"
    if span.start == span.end and document.text:
        return "it is empty"
    return None


# --- queries ----------------------------------------------------------------------------------------------------------


def _ask(store: GraphStore, check: Check, level: Level, timeout: float) -> Iterator[Finding]:
    try:
        answer = SparqlGraph(store.rdf).query(check.query or "", timeout=timeout, row_limit=1_000_000)
    except QueryError as error:
        raise QueryError(f"The check {check.name}: {error}", advice=error.advice) from error
    if answer.columns != COLUMNS:
        raise UsageError(
            f"The check {check.name} answers {', '.join(answer.columns) or 'nothing'}.",
            advice="A check selects ?entity ?property ?value, in this order.",
        )
    stated_in = gb()["statedIn"]
    for entity, property_, value in answer.rows:
        passages: list[str] = []
        if entity:
            found = store.rdf.quads_for_pattern(ox.NamedNode(str(entity)), stated_in, None, None)
            passages = [_text(quad.object) for quad in found]
        yield Finding(
            check.name,
            level,
            str(entity or ""),
            str(property_ or ""),
            "" if value is None else str(value),
            check.title,
            check.titel,
            _proofs(store, passages),
        )


def _proofs(store: GraphStore, passages: Sequence[str] | set[str]) -> tuple[Proof, ...]:
    """Return passages with their words; one that leads nowhere is shown by its address."""
    proofs = []
    for passage in sorted(set(passages)):
        try:
            quote = store.quote(passage, 0)
            proofs.append(Proof(passage, quote.document.name, quote.place, quote.text))
        except GraphbuildError:
            proofs.append(Proof(passage, "", None, ""))
    return tuple(proofs)


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _json(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "level": finding.level.value,
        "entity": finding.entity,
        "property": finding.property,
        "value": finding.value,
        "message": {"da": finding.besked, "en": finding.message},
        "passages": [
            {"passage": one.passage, "document": one.document, "place": one.place, "quote": one.quote}
            for one in finding.proofs
        ],
    }
