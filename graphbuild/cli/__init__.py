"""The command line: alone in printing, exiting and reading environment variables; the work is done elsewhere.

One module a family of commands; each imports what it needs when it runs, so that ``graphbuild --help`` is quick.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NoReturn

import click

from graphbuild.cli.output import say
from graphbuild.errors import GraphbuildError

__all__ = ["main"]

COULD_NOT_RUN = 2
INTERRUPTED = 130


class _Commands(click.Group):
    """A group that turns each error of ours into one sentence, advice and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of use, not of the alphabet

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> NoReturn:
        try:
            code = super().main(args, *rest, **{**options, "standalone_mode": False})
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            say("Interrupted.")
            sys.exit(INTERRUPTED)
        except GraphbuildError as error:
            say(f"Error: {error}")
            if error.advice:
                say(error.advice)
            sys.exit(COULD_NOT_RUN)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # the reader of our output (head, less) has had enough, which is no error; what Python still holds back for
            # it goes nowhere, or it would complain at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(None, "-V", "--version", package_name="graphbuild", message="%(prog)s %(version)s")
def main() -> None:
    """Read the minutes of Danish municipal bodies, make a knowledge graph of them, and ask it.

    Every fact leads back to the words that state it. Nothing leaves this machine but what you push.

    Exit codes: 0 fine, 1 done but something was not readable or a check failed, 2 could not run, 130 stopped by Ctrl-C.

    Example:

        graphbuild build examples/minutes --municipalities examples/municipalities.csv
    """


#: In the order in which they are used. Each is a command of its own name in the module named beside it.
_COMMANDS = {
    "extract": "extract",
    "build": "build",
    "ask": "ask",
    "cypher": "query",
    "sparql": "query",
    "view": "view",
    "export": "export",
    "push": "push",
    "check": "check",
    "review": "review",
    "forget": "forget",
    "evaluate": "evaluate",
}


def _unwrapped(help_: str | None) -> str | None:
    """Return a help text whose example keeps its lines, to be copied as it stands."""
    return help_ and inspect.cleandoc(help_).replace("Example:\n\n", "Example:\n\n\b\n")


main.help = _unwrapped(main.help)
for _name, _module in _COMMANDS.items():
    if find_spec(f"graphbuild.cli.{_module}") is not None:
        _command = getattr(import_module(f"graphbuild.cli.{_module}"), _name)
        _command.help = _unwrapped(_command.help)
        main.add_command(_command)
