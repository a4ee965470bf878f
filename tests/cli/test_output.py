"""Files are written whole or not at all, and other people's words cannot steer a terminal."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from graphbuild.cli.output import printable, written
from graphbuild.errors import UsageError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ældrerådet – »punkt 4a«\tog\nmere", "Ældrerådet – »punkt 4a«\tog\nmere"),  # Danish and typography stay
        ("a\x1b[2Jb\x07", "a\N{REPLACEMENT CHARACTER}[2Jb\N{REPLACEMENT CHARACTER}"),  # clears the screen, rings
        ("a\rb\x9b1m", "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}1m"),  # return, and the 8-bit escape
        ("fdp.\u202etxt", "fdp.\N{REPLACEMENT CHARACTER}txt"),  # turns the direction of writing
        ("a\udce6", "a\N{REPLACEMENT CHARACTER}"),  # a file name that is no UTF-8
        ("sam\xadarbejde", "sam\xadarbejde"),  # a soft hyphen is harmless
    ],
)
def test_printable(text: str, expected: str) -> None:
    assert printable(text) == expected


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"former")
    with written(path) as stream:
        stream.write(b"new")
        assert path.read_bytes() == b"former"
    assert path.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["out.txt"]


def test_an_error_leaves_the_former_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"former")

    def write_half() -> None:
        with written(path) as stream:
            stream.write(b"ha")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert path.read_bytes() == b"former"
    assert [one.name for one in tmp_path.iterdir()] == ["out.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    with written(tmp_path / "out") as stream:
        stream.write(b"x")
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_a_missing_folder_is_named_with_advice(tmp_path: Path) -> None:
    with (
        pytest.raises(UsageError, match=r"cannot write .*out\.txt: No such file") as caught,
        written(tmp_path / "nowhere" / "out.txt"),
    ):
        pytest.fail("it was opened")
    assert caught.value.advice == "Give another place with -o."
