"""Write what was found as a SHACL validation report in Turtle: https://www.w3.org/TR/shacl/#validation-report"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Final

import pyoxigraph as ox

from graphbuild.checks.definitions import Level
from graphbuild.checks.running import SEVERITIES, Finding, Report
from graphbuild.exports.rdf import SortedHead
from graphbuild.graph.dataset import clean
from graphbuild.graph.shapes import SHAPES
from graphbuild.graph.vocabulary import PREFIXES, RDF_TYPE, XSD, gb

_SH: Final = "http://www.w3.org/ns/shacl#"
_PREFIXES: Final = {**PREFIXES, "sh": _SH, "gbsh": SHAPES}


def write_shacl_report(report: Report, stream: IO[bytes]) -> None:
    """Write the report; ``sh:conforms`` is true only where nothing at all was found, as the standard has it.

    A finding of a query has the query's name as its shape; all have the passages that prove them, as ``gb:statedIn``.
    """
    with io.BufferedWriter(SortedHead(stream, len(_PREFIXES))) as sorting:
        ox.serialize(_triples(report), sorting, format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES)


def _triples(report: Report) -> Iterator[ox.Triple]:
    whole = ox.BlankNode("report")
    truth = ox.Literal("false" if report.findings else "true", datatype=ox.NamedNode(f"{XSD}boolean"))
    yield ox.Triple(whole, RDF_TYPE, _sh("ValidationReport"))
    yield ox.Triple(whole, _sh("conforms"), truth)
    results = [(ox.BlankNode(f"result-{n}"), finding) for n, finding in enumerate(report.findings, start=1)]
    for result, _ in results:
        yield ox.Triple(whole, _sh("result"), result)
    for result, finding in results:
        yield ox.Triple(result, RDF_TYPE, _sh("ValidationResult"))
        for name, value in _told(finding):
            yield ox.Triple(result, _sh(name), value)
        for proof in finding.proofs:
            if "#" in proof.passage:
                yield ox.Triple(result, gb()["statedIn"], ox.NamedNode(proof.passage))


def _told(finding: Finding) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    yield "resultSeverity", _sh(SEVERITIES[Level(finding.level)])
    yield "focusNode", _term(finding.entity)
    if finding.property:
        yield "resultPath", _term(finding.property)
    if finding.value:
        yield "value", _term(finding.value)
    yield "resultMessage", ox.Literal(clean(finding.besked), language="da")
    yield "resultMessage", ox.Literal(clean(finding.message), language="en")
    yield "sourceShape", ox.NamedNode(finding.shape or f"{SHAPES}check-{finding.check}")
    yield "sourceConstraintComponent", ox.NamedNode(finding.component or f"{_SH}SPARQLConstraintComponent")


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SH + name)


def _term(text: str) -> ox.NamedNode | ox.Literal:
    if text.startswith(("http://", "https://", "urn:")):
        try:
            return ox.NamedNode(text)
        except ValueError:  # words that only begin like an address
            pass
    return ox.Literal(clean(text))
