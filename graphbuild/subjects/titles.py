"""Read a list of KLE titles that the user has: CSV with the columns ``code`` and ``title``, or SKOS as RDF."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graphbuild.errors import UsageError
from graphbuild.graph.vocabulary import PREFIXES

#: A main group, group or subject; a main facet or facet.
CODE: Final = re.compile(r"\d{2}(?:\.\d{2}){0,2}|[A-ZÆØÅ](?:\d{2})?")

_CODES: Final = ("code", "kode", "nummer", "number", "notation")
_TITLES: Final = ("title", "titel", "emnetitel", "navn", "name", "label")
_RDF: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def read_titles(path: Path) -> dict[str, str]:
    """Return the titles by code. A file that ends in .ttl, .nt, .rdf or .jsonld is SKOS, any other CSV.

    CSV may be parted by commas, semicolons or tabs, in UTF-8 or Windows-1252. Of SKOS, each concept's ``skos:notation``
    and ``skos:prefLabel`` count, the Danish one where there are several. Raises :class:`UsageError` for a file that
    cannot be read, and for one without any title.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: the list of KLE titles cannot be read: {error.strerror}") from error
    format_ = _RDF.get(path.suffix.lower())
    titles = _from_skos(path, data, format_) if format_ else dict(_from_csv(path, data))
    if not titles:
        raise UsageError(
            f"{path}: there are no KLE titles here.",
            advice="A line of CSV reads, for example: 27.15.00;Title of the subject",
        )
    return titles


def _from_csv(path: Path, data: bytes) -> Iterator[tuple[str, str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    lines = text.splitlines()
    first = lines[0] if lines else ""
    parted = max(",;\t", key=first.count)
    rows = csv.reader(lines, delimiter=parted)
    names = [name.strip().lower() for name in next(rows, [])]
    code = next((names.index(one) for one in _CODES if one in names), None)
    title = next((names.index(one) for one in _TITLES if one in names), None)
    if code is None or title is None:
        raise UsageError(
            f"{path}: the first line names no columns code and title.", advice="It must read, for example: code;title"
        )
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= max(code, title) or not CODE.fullmatch(row[code].strip()):
            raise UsageError(
                f"{path}, line {number}: »{(row[code] if len(row) > code else '').strip()[:40]}« is no KLE number.",
                advice="Numbers are written 27, 27.15, 27.15.00, and facets G or G01.",
            )
        if row[title].strip():
            yield row[code].strip(), " ".join(row[title].split())


def _from_skos(path: Path, data: bytes, format_: ox.RdfFormat) -> dict[str, str]:
    notation, label = (ox.NamedNode(PREFIXES["skos"] + name) for name in ("notation", "prefLabel"))
    codes: dict[str, str] = {}
    labels: dict[str, list[ox.Literal]] = {}
    try:
        for quad in ox.parse(data, format=format_, base_iri="urn:kle:"):
            if isinstance(quad.object, ox.Literal):
                if quad.predicate == notation and CODE.fullmatch(quad.object.value.strip()):
                    codes[str(quad.subject)] = quad.object.value.strip()
                elif quad.predicate == label:
                    labels.setdefault(str(quad.subject), []).append(quad.object)
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"{path}: the list of KLE titles cannot be read: {error}") from error
    return {
        code: min(labels[subject], key=lambda one: (one.language != "da", one.language or "", one.value)).value
        for subject, code in sorted(codes.items())
        if subject in labels
    }


def parents(code: str) -> tuple[str, ...]:
    """Return what a code stands under, the nearest first: ``27.15.00`` -> ``27.15``, ``27``; ``G01`` -> ``G``."""
    if code[:1].isalpha():
        return (code[0],) if len(code) > 1 else ()
    parts = code.split(".")
    return tuple(".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
