"""Writing what a command has to say: to a file whole or not at all, to a terminal without its control characters."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from graphbuild.errors import UsageError

STANDARD = Path("-")


@contextlib.contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Give a stream to write a file to; it takes its place when all is written, and ``-`` is standard output.

    Raises :class:`UsageError` where the folder is missing or not writable. On any error an earlier file stays.
    """
    if path == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}", advice="Give another place with -o.") from None
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        partial.chmod(0o666 & ~_umask())  # mkstemp makes files for their owner only
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def say(text: str) -> None:
    """Print a line for a person on standard error, where it does not mix with the answer."""
    click.echo(printable(text), err=True)


def printable(text: str) -> str:
    """Return text that cannot steer a terminal: control and direction characters become a replacement character.

    File names and texts of minutes are other people's words; an escape sequence in them could rewrite the screen.
    """
    return "".join(
        "\N{REPLACEMENT CHARACTER}"
        if unicodedata.category(one) in {"Cc", "Cf", "Cs"} and one not in "\n\t\xad"
        else one
        for one in text
    )
