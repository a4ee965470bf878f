"""The ledger of judgements: what is read, what is reported, what is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.errors import UsageError
from graphbuild.resolution.judgements import Subject, Verdict
from graphbuild.resolution.ledger import Entry, Ledger, write_entries

GOOD = "same | person | 991 | Lis Bo Holm | Lis Bo-Holm | ane | 2024-10-01 | same seat"


def test_a_line() -> None:
    assert Ledger.parse(f"# a note\n\n{GOOD}\n").entries == (
        Entry(
            Verdict.SAME, Subject.PERSON, "991", "Lis Bo Holm", "Lis Bo-Holm", "ane", "2024-10-01", "same seat", None, 3
        ),
    )


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("same | person | 991 | A B", [(1, "4 fields instead of 5 to 8, parted by |")]),
        ("maybe | person | 991 | A B | C D", [(1, "»maybe« is no verdict; known are same, different, unsure")]),
        ("fulfilled | person | 991 | A B | C D", [(1, "»fulfilled« is no verdict; known are same, different, unsure")]),
        (
            "same | ghost | 991 | A B | C D",
            [
                (
                    1,
                    "»ghost« is nothing that is judged; known are person, body, organisation, case, meeting, follow-up",
                )
            ],
        ),
        ("same | person | 991 | A B |  ", [(1, "municipality, left and right must not be empty")]),
        ("same | person | 991 | A B | a  b", [(1, "left and right are the same")]),
        ("same | person | 991 | A B | C D | x | yesterday", [(1, "»yesterday« is no day like 2024-10-01")]),
        (f"{GOOD}\n{GOOD}", [(2, "duplicate of line 1")]),
        (
            f"{GOOD}\ndifferent | person | 991 | Lis Bo-Holm | Lis Bo Holm",
            [
                (1, "contradiction: line 2 says »different« of the same pair"),
                (2, "contradiction: line 1 says »same« of the same pair"),
            ],
        ),
    ],
)
def test_lines_that_cannot_be_used_are_named(text: str, problems: list[tuple[int, str]]) -> None:
    found = Ledger.parse(f"{text}\nsame | body | 991 | X | Y\n")
    assert [(one.line, one.reason) for one in found.problems] == problems
    assert any(one.left == "X" for one in found.entries)  # the rest counts


def test_no_file_is_an_empty_ledger(tmp_path: Path) -> None:
    assert Ledger.read(tmp_path / "none.txt") == Ledger()


def test_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"x\.txt cannot be read"):
        Ledger.read(tmp_path / "x.txt")


def test_writing_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "judgements.txt"
    path.write_text(f"# mine\n{GOOD}  \nrubbish", encoding="utf-8")
    one = Entry(Verdict.UNSURE, Subject.BODY, "991", "A", "B", "bo", "2024-11-02", "a | b")
    write_entries(path, add=[one])
    assert path.read_text(encoding="utf-8") == (
        f"# mine\n{GOOD}  \nrubbish\nunsure | body | 991 | A | B | bo | 2024-11-02 | a ¦ b\n"
    )
    write_entries(path, remove=[one])
    assert path.read_text(encoding="utf-8") == f"# mine\n{GOOD}  \nrubbish\n"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_entries(tmp_path / "nowhere" / "x.txt", add=[])


@given(st.text(max_size=200))
def test_any_text_is_read_or_reported(text: str) -> None:
    found = Ledger.parse(text)
    lines = [one for one in text.split("\n") if one.strip() and not one.lstrip().startswith("#")]
    assert len(found.entries) + len(found.problems) == len(lines)


_FIELD = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="|#"), min_size=1, max_size=20
)


@given(_FIELD, _FIELD, _FIELD)
def test_what_is_written_is_read_back(left: str, right: str, why: str) -> None:
    entry = Entry(Verdict.SAME, Subject.PERSON, "991", left, right, "ane", "2024-10-01", why)
    found = Ledger.parse(str(entry))
    for one in found.entries:
        assert str(one) == str(entry)
