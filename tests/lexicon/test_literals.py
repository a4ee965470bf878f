"""What a pattern cannot do without, and that a gate never shuts out a text that its patterns match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.lexicon.literals import Gate, required_literals


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("udsat", {"udsat"}),
        # lookarounds and word edges ask for nothing
        (r"udsat\b(?! fra| siden)", {"udsat"}),
        (r"(?<!ikke )godkendt", {"godkendt"}),
        # the longest run counts; a letter that may be missing ends it
        (r"vedtag(?:et|es)", {"vedtag"}),
        (r"afvises? helt", {"afvise"}),
        # alternatives each give one
        (r"forkastet|bortfald", {"forkastet", "bortfald"}),
        (r"(?:blev|er) (?:gen)?valgt", {"valgt"}),
        (r"(?:hørings)?(?:svar|udtalelse)", {"svar", "udtalelse"}),
        # classes, escapes and repeats
        (r"[Ff]orslag", {"orslag"}),
        (r"punkt \d{1,3} udgår", {"punkt "}),
        (r"a\.m\.b\.a", {"a.m.b.a"}),
        # nothing certain
        (r"\d+", None),
        (r"(?:a|udsat)", None),
        (r"x?", None),
    ],
)
def test_required(pattern: str, expected: set[str] | None) -> None:
    found = required_literals(pattern)
    assert (set(found) if found is not None else None) == expected


PHRASES = (
    r"udsat\b(?! fra)",
    r"(?:blev|er) (?:gen)?valgt\b",
    r"afg(?:iver|av) (?:\w+ ){0,2}svar",
    "forkastet|bortfald",
    r"tages? op",
)


@given(
    st.lists(
        st.sampled_from(
            ["udsat", "er", "blev", "genvalgt", "valgt", "afgav et", "svar", "bortfaldt", "tage op", "x", "."]
        ),
        max_size=8,
    )
)
def test_gate_lets_all_matches_through(words: list[str]) -> None:
    text = " ".join(words)
    if any(re.search(phrase, text) for phrase in PHRASES):
        assert Gate(PHRASES).may_match(text)


def test_gate_shuts_out_what_cannot_match() -> None:
    assert not Gate(PHRASES).may_match("intet at bemærke")
    assert Gate([*PHRASES, r"\d"]).may_match("intet at bemærke")  # a pattern that may match anything opens it
