"""Write docs/cli.md, the reference of all commands, from their own --help: ``python docs/cli_reference.py``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from graphbuild.cli import main

PAGE = Path(__file__).parent / "cli.md"


def commands(group: click.Group, *names: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield the words and the command of each command below a group, groups included."""
    for name, command in group.commands.items():
        if not command.hidden:
            yield (*names, name), command
            if isinstance(command, click.Group):
                yield from commands(command, *names, name)


def reference() -> str:
    """Return the page."""
    parts = [
        "# Commands\n\nMade from `--help` by `python docs/cli_reference.py`; a test fails when it is stale.\n",
        _section("graphbuild", ()),
    ]
    parts += [_section(f"graphbuild {' '.join(words)}", words) for words, _ in commands(main)]
    return "\n".join(parts)


def _section(title: str, words: tuple[str, ...]) -> str:
    # the width is fixed, or the page would depend on the terminal it was made in
    result = CliRunner().invoke(main, [*words, "--help"], prog_name="graphbuild", terminal_width=100)
    return f"## {title}\n\n```text\n{result.output.rstrip()}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
