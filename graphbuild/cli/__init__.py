"""The command line: alone in printing, exiting and reading environment variables; the work is done elsewhere."""

from __future__ import annotations

import click

from graphbuild import __doc__ as _purpose

__all__ = ["main"]


@click.group(help=_purpose)
@click.version_option(package_name="graphbuild")
def main() -> None:
    """Hold the commands together."""
