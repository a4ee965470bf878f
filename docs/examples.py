"""Run the commands that the README shows and put their true output under them: ``python docs/examples.py``.

A block marked ``console`` holds lines that begin with ``$ graphbuild`` and, under each, what it prints. Times differ
from run to run and are not compared.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "README.md"

_BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_SECONDS = re.compile(r"(?<=, in )\d+(?:\.\d)? (?:s|min)$", re.MULTILINE)


def refreshed(page: str) -> str:
    """Return a page with the output of its commands as it is now; they run in their order, in a folder of their own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(ROOT / "examples", target_is_directory=True)

        def run_block(found: re.Match[str]) -> str:
            commands = [line for line in found["body"].splitlines() if line.startswith("$ ")]
            return f"```console\n{''.join(_shown(command, folder) for command in commands)}```"

        return _BLOCK.sub(run_block, page)


def without_times(page: str) -> str:
    """Return a page for comparing: how long something took says nothing about whether the page is true."""
    return _SECONDS.sub("… s", page)


def commands(page: str) -> Iterator[str]:
    """Yield each command line that a page runs."""
    for block in _BLOCK.finditer(page):
        yield from (line.removeprefix("$ ") for line in block["body"].splitlines() if line.startswith("$ "))


def _shown(line: str, folder: Path) -> str:
    program, *words = shlex.split(line.removeprefix("$ "))
    if program != "graphbuild":
        raise ValueError(f"only graphbuild is run, not {program}")
    command = [sys.executable, "-c", "from graphbuild.cli import main; main(prog_name='graphbuild')", *words]
    result = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "COLUMNS": "112", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    if result.returncode != 0:
        raise RuntimeError(f"{line}\nended with {result.returncode}:\n{result.stdout}")
    return f"{line}\n{result.stdout}"


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
