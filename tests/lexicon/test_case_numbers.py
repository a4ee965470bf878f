"""Case and document numbers: every form of the systems known, and what only looks like one."""

from __future__ import annotations

import pytest

from graphbuild.lexicon.case_numbers import LabelKind, find_case_numbers, find_labels, kle_of
from graphbuild.model import Span

# text, number, system, KLE, municipality code, year, is a document
READ = [
    ("17.02.04-G01-12-18", "17.02.04-G01-12-18", "kle-case", "17.02.04", None, 2018, False),
    ("00.30.00-S00-3-2018", "00.30.00-S00-3-2018", "kle-case", "00.30.00", None, 2018, False),
    ("17.02.04-G01-\n12-18", "17.02.04-G01-12-18", "kle-case", "17.02.04", None, 2018, False),  # broken at a line's end
    ("17.02.04-G01", "17.02.04-G01", "kle-facet", "17.02.04", None, None, None),
    ("emne 17.42.04.", "17.42.04", "kle", "17.42.04", None, None, None),
    ("27.15.00P20", "27.15.00P20", "kle-journal", "27.15.00", None, None, None),
    ("27.15.00 P20", "27.15.00P20", "kle-journal", "27.15.00", None, None, None),
    ("851-2016-4711", "851-2016-4711", "code-year-number", None, "851", 2016, None),
    ("020-2014-123", "020-2014-123", "code-year-number", None, None, 2014, None),  # no municipality has 020
    ("Sagsnr.: 851-2016-4711", "851-2016-4711", "code-year-number", None, "851", 2016, False),
    ("Dok.nr.: 851-2016-4711", "851-2016-4711", "code-year-number", None, "851", 2016, True),
    ("15/31020", "15/31020", "year/number", None, None, 2015, None),
    ("Sagsid: 18/96", "18/96", "year/number", None, None, 2018, False),  # two digits, but labelled
    ("Sags nr.\n\n  13/377", "13/377", "year/number", None, None, 2013, False),  # the label in a cell before
    ("2015/0012345", "2015/0012345", "long-year/number", None, None, 2015, None),
    ("Sagsnr.: 2010/04321 016", "2010/04321 016", "long-year/number", None, None, 2010, False),  # with its part
    ("2010/04321 016", "2010/04321", "long-year/number", None, None, 2010, None),  # unlabelled, 016 may be anything
    ("2019-012345", "2019-012345", "long-year/number", None, None, 2019, None),
    ("2019-012345-7", "2019-012345-7", "year-number-document", None, None, 2019, True),
    ("S2021-45678", "S2021-45678", "nova-case", None, None, 2021, False),
    ("D2015-1234", "D2015-1234", "nova-document", None, None, 2015, True),
    ("EMN-2015-00123", "EMN-2015-00123", "typed", None, None, 2015, None),
    ("(12345/15)", "12345/15", "number/year", None, None, 2015, True),
    ("J.nr. ABC 11/2009", "ABC 11/2009", "series/year", None, None, 2009, None),
    ("\nABC 11/2009\n", "ABC 11/2009", "series/year", None, None, 2009, None),  # alone on its line
]


@pytest.mark.parametrize(("text", "number", "system", "kle", "code", "year", "document"), READ)
def test_reads(
    text: str, number: str, system: str, kle: str | None, code: str | None, year: int | None, document: bool | None
) -> None:
    [found] = find_case_numbers(text)
    assert (found.number, found.system, found.kle, found.municipality_code, found.year, found.is_document) == (
        number,
        system,
        kle,
        code,
        year,
        document,
    )
    assert "".join(text[found.span.start : found.span.end].split()) == "".join(number.split())


NEAR_MISSES = [
    "24.06.14",  # a date
    "d. 24.06.00",  # a date word before a KLE-like one
    "tirsdag 24.06.00",
    "skoleåret 14/15",
    "14/150",  # two to three digits without a label
    "2014-2017",  # a term
    "2015/2016",
    "13/2009",  # an issue of a paper
    "bladet ABC 11/2009 skrev",
    "tlf. 1234-2015-67",
    "1.250.000",
    "24/6-2014",
    "24-06-2014",
    "192.168.10.12",
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_leaves_near_misses(text: str) -> None:
    assert find_case_numbers(text) == []


def test_a_subject_of_a_known_list_is_read_where_a_date_would_be_possible() -> None:
    known = {"17.02.04"}.__contains__
    assert find_case_numbers("17.02.04") == []
    assert [one.kle for one in find_case_numbers("17.02.04", known_kle=known)] == ["17.02.04"]
    assert find_case_numbers("den 17.02.04", known_kle=known) == []


def test_a_field_for_case_numbers_needs_no_label() -> None:
    assert [one.number for one in find_case_numbers("18/96", labelled=True)] == ["18/96"]


LABELS = [
    ("Sagsnr.: 1", LabelKind.CASE),
    ("SAGSNR. 1", LabelKind.CASE),
    ("Sags ID: 1", LabelKind.CASE),
    ("Sags-id 1", LabelKind.CASE),
    ("Sag 1", LabelKind.CASE),
    ("J.nr. 1", LabelKind.JOURNAL),
    ("J. nr.: 1", LabelKind.JOURNAL),
    ("Journalnr.: 1", LabelKind.JOURNAL),
    ("Dok.nr.: 1", LabelKind.DOCUMENT),
    ("Dokumentnr. 1", LabelKind.DOCUMENT),
]


@pytest.mark.parametrize(("text", "kind"), LABELS)
def test_reads_labels(text: str, kind: LabelKind) -> None:
    [found] = find_labels(text)
    assert (found.kind, found.span) == (kind, Span(0, len(text) - 1))


def test_a_sentence_about_a_case_is_no_label() -> None:
    assert find_labels("En sag om veje, sagsnummeret mangler, og sagsidentitet.") == []


@pytest.mark.parametrize(
    ("number", "kle"), [("17.02.04-G01-12-18", "17.02.04"), ("27.15.00 P20", "27.15.00"), ("15/3102", None), ("", None)]
)
def test_kle_of(number: str, kle: str | None) -> None:
    assert kle_of(number) == kle
