"""Case, document and journal numbers as Danish case systems print them, and the KLE subjects they carry.

Forms read (system -> example):

========================  ==========================================  ===============================================
``kle-case``              ``17.02.04-G01-12-18``                       KLE subject, facet, serial number, year (SBSYS)
``kle-facet``             ``27.15.00-A30``                            no key of one case
``kle``                   ``27.15.00``                                subject alone
``kle-journal``           ``27.15.00P20``, ``27.15.00 P20``           older journal plans
``code-year-number``      ``851-2016-4711``                           municipality, year, serial number (Acadre family)
``year/number``           ``14/14041``                                two-digit year
``long-year/number``      ``2015/0012345``, ``2019-012345``           four-digit year; ``2011/04321 012`` with its part
``nova-case``             ``S2015-123``                               KMD Nova
``nova-document``         ``D2015-1234``
``typed``                 ``EMN-2015-00123``                          GetOrganized
``year-number-document``  ``2014-12345-1``                            a document within a case (eDoc)
``number/year``           ``12345/15``                                a document (Acadre, eDoc)
``series/year``           ``ABC 11/2009``                             a secretariat's own series, after a label or alone
========================  ==========================================  ===============================================

Left out on purpose: two or three digits after ``14/`` without a label (fractions, school years, dates); a ``kle`` that
may as well be a date (see :func:`reads_as_kle`). KLE's titles are KL's work and are not in this package.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from graphbuild.lexicon.tables import alternation, read_csv, read_toml
from graphbuild.model import Span


class LabelKind(StrEnum):
    """What a label says the number after it is."""

    CASE = "case"
    DOCUMENT = "document"
    JOURNAL = "journal"


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """A label (``Sagsnr.:``) that announces a number; the span runs over colon and blanks."""

    span: Span
    kind: LabelKind


@dataclass(frozen=True, slots=True)
class FoundCaseNumber:
    """A number of a case or a document.

    ``number`` is as printed, with line breaks inside it closed. ``is_document`` is ``None`` where neither form nor
    label tells. ``is_key`` is false for a subject or facet alone, which name no single case. ``municipality_code`` is
    only given where it is the code of a present or historic municipality. ``year`` has four digits.
    """

    span: Span
    number: str
    system: str
    kle: str | None = None
    facet: str | None = None
    municipality_code: str | None = None
    year: int | None = None
    is_document: bool | None = None
    is_key: bool = True
    label: FoundLabel | None = None


_KLE = r"(?P<kle>\d{2}\.\d{2}\.\d{2})"
_FACET = r"(?P<facet>[A-ZÆØÅ]\d{2})"
_LONG_YEAR = r"(?P<year>(?:19|20)\d{2})"

# The order settles ties of equal length. A hyphen may stand at a line's end ("-\n?").
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (system, re.compile(pattern))
    for system, pattern in (
        ("kle-case", rf"(?<![\d.]){_KLE}\s?-\n?{_FACET}-\n?\d{{1,6}}-\n?(?P<year>\d{{4}}|\d{{2}})(?!\d)"),
        ("kle-facet", rf"(?<![\d.]){_KLE}-{_FACET}(?![-\d]*\d)"),
        ("kle-journal", rf"(?<![\d.]){_KLE}[ .]?{_FACET}(?!\d)"),
        ("kle", rf"(?<![\d./-]){_KLE}(?![\d/-]|\.\d)"),
        ("code-year-number", rf"(?<![\d-])(?P<code>\d{{3}})-{_LONG_YEAR}-\d{{1,7}}(?![\d-])"),
        ("year-number-document", rf"(?<![\d-]){_LONG_YEAR}-\d{{5,7}}-\d{{1,4}}(?![\d-])"),
        ("long-year/number", rf"(?<![\d/-]){_LONG_YEAR}[-/]\d{{4,9}}(?![\d/-])(?P<part> \d{{3}}(?![\d.,]))?"),
        ("nova-case", rf"(?<!\w)S{_LONG_YEAR}-\d{{1,7}}(?!\d)"),
        ("nova-document", rf"(?<!\w)D{_LONG_YEAR}-\d{{1,9}}(?!\d)"),
        ("typed", rf"(?<!\w)[A-ZÆØÅ]{{3}}-{_LONG_YEAR}-\d{{4,7}}(?!\d)"),
        ("number/year", r"(?<![\d/.,-])\d{4,7}/(?P<year>\d{2})(?![\d/-])"),
        ("year/number", r"(?<![\d/.,-])(?P<year>\d{2})/\d{2,6}(?![\d/-])"),
        ("series/year", rf"(?<!\w)[A-ZÆØÅ]{{2,5}}[ -]?\d{{1,5}}/{_LONG_YEAR}(?!\d)"),
    )
)
_DOCUMENT_SYSTEMS = frozenset({"nova-document", "year-number-document", "number/year"})
_SUBJECT_SYSTEMS = frozenset({"kle", "kle-facet", "kle-journal"})
# A date word before three pairs of digits makes them a date: "d. 24.06.14", "tirsdag 24.06.14", "Dato: 24.06.14".
_DATE_WORD = re.compile(
    r"(?i)(?:\b(?:d\.?|den|dato|mødedato|kl\.?|dag|pr\.?|fra|til|senest|inden)|\w{2,6}dag)\s{0,2}[:.]?\s{0,2}\Z"
)


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, LabelKind]]:
    table = read_toml("case_numbers.toml")["labels"]
    kinds = {re.sub(r"[\s.-]", "", word): LabelKind(kind) for kind, words in table.items() for word in words}
    # "Sags-ID nr.", "J. nr.": stop, blank or hyphen between the parts, a stop and a colon after.
    words = {word for words in table.values() for word in words}
    pattern = rf"(?i)(?<![\w-])(?P<word>{alternation(words)})(?!\w)\.?[ \u00a0]{{0,3}}(?:nr\.?[ \u00a0]?)?:?\s{{0,20}}"
    return re.compile(pattern), kinds


@cache
def _municipality_codes() -> frozenset[str]:
    tables = ("municipalities.csv", "municipalities_historic.csv")
    return frozenset(row["code"] for table in tables for row in read_csv(table))


def find_labels(text: str, start: int = 0, end: int | None = None) -> list[FoundLabel]:
    """Return the labels that announce a number (``Sagsnr.``, ``Sags ID:``, ``J.nr.``, ``Dok.nr.``), in order of print.

    A bare ``Sag`` counts only before a digit.
    """
    pattern, kinds = _labels()
    found = []
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        word = re.sub(r"[\s.-]", "", match["word"].lower())
        if word in ("sag", "esdhsag") and not text[match.end() : match.end() + 1].isdigit():
            continue
        found.append(FoundLabel(Span(match.start(), match.end()), kinds[word]))
    return found


def kle_of(number: str) -> str | None:
    """Return the KLE subject that a case number carries: ``17.02.04-G01-12-18`` -> ``27.15.00``; else ``None``."""
    match = re.match(rf"\s{{0,5}}{_KLE}(?!\d)", number)
    return match["kle"] if match else None


def facet_of(number: str) -> str | None:
    """Return the KLE facet that a case number carries: ``17.02.04-G01-12-18`` -> ``G01``; else ``None``."""
    match = re.match(rf"\s{{0,5}}{_KLE}[ .]?-?{_FACET}(?!\d)", number)
    return match["facet"] if match else None


def reads_as_kle(text: str, start: int, end: int, known: Callable[[str], bool] | None = None) -> bool:
    """Tell whether three pairs of digits (``27.15.00``) at an offset are a KLE subject rather than a date.

    They are where no such day exists, where a facet follows, or where the last pair is ``00`` (a subject "in general")
    and no date word stands before. Where both readings hold they are a date, unless ``known`` (a list of KLE subjects
    that the user has) says that the code exists and no date word stands before.
    """
    code = text[start:end]
    day, month, last = (int(part) for part in code.split("."))
    if re.compile(r"[ .-]?[A-ZÆØÅ]\d{2}(?!\d)").match(text, end):
        return True
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return True
    if _DATE_WORD.search(text[max(0, start - 16) : start]):
        return False
    if known is not None and known(code):
        return True
    return last == 0


def find_case_numbers(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    labelled: bool = False,
    known_kle: Callable[[str], bool] | None = None,
) -> list[FoundCaseNumber]:
    """Return the case and document numbers of a text, in order of print, without overlaps (the longest reading wins).

    ``labelled`` says that the text is the content of a field for case numbers (a table's cell beside ``Sagsnr.``), so
    that forms which need a label are read without one.
    """
    end = len(text) if end is None else end
    labels = {label.span.end: label for label in find_labels(text, start, end)}
    candidates = sorted(
        _candidates(text, start, end, labels, labelled, known_kle),
        key=lambda found: (found.span.start, -found.span.end),
    )
    found: list[FoundCaseNumber] = []
    for candidate in candidates:
        if not found or candidate.span.start >= found[-1].span.end:
            found.append(candidate)
    return found


_BESIDE = 200
_WITH_CODE = tuple(pattern for _, pattern in _FORMS if "code" in pattern.groupindex)


def find_codes(text: str, start: int, end: int) -> Iterator[FoundCaseNumber]:
    """Yield the case numbers that begin with a municipality's code, in order of print."""
    # what else may be read of these digits stands beside them: only there all forms are tried
    places: list[list[int]] = []
    for match in sorted((m for pattern in _WITH_CODE for m in pattern.finditer(text, start, end)), key=re.Match.start):
        first, last = max(start, match.start() - _BESIDE), min(end, match.end() + _BESIDE)
        if places and first <= places[-1][1]:
            places[-1][1] = max(places[-1][1], last)
        else:
            places.append([first, last])
    for first, last in places:
        yield from (one for one in find_case_numbers(text, first, last) if one.municipality_code)


def _candidates(
    text: str,
    start: int,
    end: int,
    labels: dict[int, FoundLabel],
    labelled: bool,
    known_kle: Callable[[str], bool] | None,
) -> Iterator[FoundCaseNumber]:
    for system, pattern in _FORMS:
        for match in pattern.finditer(text, start, end):
            groups = match.groupdict()
            label = labels.get(match.start())
            announced = labelled or label is not None
            stop = match.end()
            if system == "kle" and not reads_as_kle(text, match.start(), stop, known_kle):
                continue
            if not announced and not _stands_alone(text, match, system):
                continue
            if groups.get("part") and not (announced and (label is None or label.kind is LabelKind.CASE)):
                stop = match.start("part")
            code = groups.get("code")
            yield FoundCaseNumber(
                span=Span(match.start(), stop),
                number=re.sub(r"\s", "", match[0]) if "kle" in groups else text[match.start() : stop],
                system=system,
                kle=groups.get("kle"),
                facet=groups.get("facet"),
                municipality_code=code if code in _municipality_codes() else None,
                year=_year(groups.get("year")),
                is_document=_is_document(system, label),
                is_key=system not in _SUBJECT_SYSTEMS,
                label=label,
            )


def _stands_alone(text: str, match: re.Match[str], system: str) -> bool:
    """Tell whether a number without a label before it is one all the same, or more likely something else."""
    if system == "series/year":  # "ABC 11/2009" filling a line by itself; in running text it may be an issue of a paper
        line = text[text.rfind("\n", max(0, match.start() - 40), match.start()) + 1 : match.start()]
        after = text[match.end() : match.end() + 40].partition("\n")[0]
        return not line.strip() and not after.strip()
    if system == "year/number":  # "14/15", "11/2009" are school years, fractions, issues, months
        return len(match[0]) >= len("14/1404") and not re.fullmatch(r"\d\d/(?:199|20[0-4])\d", match[0])
    if system == "long-year/number":  # "2014-2017" is a term
        return not re.fullmatch(r"\d{4}[-/](?:19|20)\d\d", match[0])
    return True


def _year(digits: str | None) -> int | None:
    if digits is None or len(digits) == 4:
        return int(digits) if digits else None
    return int(digits) + (1900 if int(digits) >= 70 else 2000)


def _is_document(system: str, label: FoundLabel | None) -> bool | None:
    if label is not None and label.kind is not LabelKind.JOURNAL:
        return label.kind is LabelKind.DOCUMENT
    if system in _DOCUMENT_SYSTEMS:
        return True
    return False if system in ("kle-case", "nova-case") else None
