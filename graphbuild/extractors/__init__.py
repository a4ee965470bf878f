"""Extractors: laid-out minutes in, one record of mentions out; one module a kind of fact.

Each reads :class:`~graphbuild.layouts.Minutes` and gives values that know where they stand (:class:`~graphbuild.model.Said`).
None decides who is who across documents, and none reads what another has not given it as an argument.
"""

from graphbuild.extractors.reading import read_minutes

__all__ = ["read_minutes"]
