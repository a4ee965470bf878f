"""Whatever the text: no exception, every span inside the range asked for, in order, without overlaps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.lexicon.amounts import find_amounts, find_figures, find_units
from graphbuild.lexicon.case_numbers import find_case_numbers, find_labels
from graphbuild.lexicon.dates import find_dates
from graphbuild.lexicon.municipalities import Gazetteer
from graphbuild.lexicon.names import compatible_names, find_names, initials_of, is_name, name_parts
from graphbuild.lexicon.parties import find_parties, party_in_parentheses
from graphbuild.lexicon.sentences import split_sentences
from graphbuild.lexicon.times import find_times
from graphbuild.model import Span

Finder = Callable[[str, int, int], list[Span]]

FINDERS: dict[str, Finder] = {
    "dates": lambda text, start, end: [
        one.span for one in find_dates(text, date(2020, 8, 27), start, end, forward=True)
    ],
    "dates-unbased": lambda text, start, end: [one.span for one in find_dates(text, None, start, end)],
    "times": lambda text, start, end: [one.span for one in find_times(text, start, end)],
    "amounts": lambda text, start, end: [one.span for one in find_amounts(text, start, end)],
    "figures": lambda text, start, end: [one.span for one in find_figures(text, 1000, start, end)],
    "units": lambda text, start, end: [one.span for one in find_units(text, start, end)],
    "case-numbers": lambda text, start, end: [one.span for one in find_case_numbers(text, start, end, labelled=True)],
    "labels": lambda text, start, end: [one.span for one in find_labels(text, start, end)],
    "municipalities": lambda text, start, end: [
        one.span for one in Gazetteer.standard().find(text, start, end, bare=True)
    ],
    "parties": lambda text, start, end: [one.span for one in find_parties(text, start, end)],
    "names": lambda text, start, end: [one.span for one in find_names(text, start, end, minimum=0.0)],
    "sentences": lambda text, start, end: split_sentences(text, start, end),
}

# Building blocks of every form, so that random joins come close to what the patterns read.
PIECES = st.sampled_from(
    [
        *(
            "den",
            "d.",
            "kl.",
            "uge",
            "48",
            "8.-9.",
            "31.",
            "12",
            "juni",
            "maj",
            "måned",
            "2015",
            "24.6.2014",
            "24/6",
            "-14",
            "i",
        ),
        *(
            "inden",
            "udgangen",
            "af",
            "til",
            "og",
            "-",
            "–",
            "fra",
            "fredag",
            "jul",
            "2. kvartal",
            "næste møde",
            "om",
            "to uger",
        ),
        *(
            "kr.",
            "kr",
            "mio.",
            "t.kr.",
            "1,5",
            "250.000",
            ",-",
            "%",
            "en halv",
            "million",
            "27.15.00",
            "-A30",
            "-1-19",
            "14/14041",
        ),
        *(
            "851-2016-4711",
            "Sagsnr.:",
            "J.nr.",
            "Viborg",
            "Kommune",
            "Byråd",
            "viborg.dk",
            "(A)",
            "Liste T",
            "SF",
            "Venstre",
        ),
        *(
            "Hans",
            "H.",
            "Jensen",
            "von",
            "Åse-",
            "Bo\n",
            "sen",
            "stk.",
            "f.eks.",
            "m.v.",
            "§ 85,",
            "•",
            "1.",
            "a)",
            "!",
            "?",
            "…",
        ),
        *("\n", "\n\n", "\f", "\u00a0", "0", "٣", "²", "9999", "Formand", "Chef"),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=30).map(" ".join),
    st.lists(PIECES, max_size=30).map("".join),
)


@pytest.mark.parametrize("name", FINDERS)
@settings(max_examples=150, deadline=None)
@given(text=TEXTS, cut=st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_spans_lie_inside_in_order_without_overlaps(name: str, text: str, cut: tuple[int, int]) -> None:
    start = min(cut[0], len(text))
    end = max(start, len(text) - cut[1])
    position = start
    for span in FINDERS[name](text, start, end):
        assert position <= span.start < span.end <= end
        position = span.end


@settings(max_examples=150, deadline=None)
@given(left=TEXTS, right=TEXTS)
def test_comparing_names_takes_any_text_either_way_round(left: str, right: str) -> None:
    assert compatible_names(left, right) is compatible_names(right, left)
    assert 0 <= is_name(left) <= 1
    assert all(len(letters) > 1 for letters in initials_of(left))
    name_parts(left)
    party_in_parentheses(left)


HOSTILE = {
    "stops": "1." * 500_000,
    "thousands": "1.000" * 20_000,
    "brackets": "( " * 500_000,
    "letters": "a" * 1_000_000,
    "capitals": "A" * 100_000,
    "words": "Aa " * 33_000,
    "hyphens": "A-" * 50_000,
    "blanks": " " * 100_000,
    "lines": "\n" * 100_000,
    "dates": "1. maj " * 14_000,
    "ordinals": "1., " * 25_000,
    "labels": "Sagsnr. " * 12_500,
    "kommune": "Kommune " * 12_500,
    "digits": "1" * 100_000,
    "kr": "kr. " * 25_000,
    "den": "den " * 25_000,
    "inden": "inden " * 16_000,
    "dk": "a.dk" * 25_000,
    "kle": "17.02.04-" * 11_000,
    "weekday": "fredag d. " * 10_000,
}


@pytest.mark.parametrize("name", FINDERS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_long_line_of_anything_comes_to_an_end(name: str, text: str) -> None:
    spans = FINDERS[name](text, 0, len(text))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
