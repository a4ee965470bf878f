"""What can go wrong, as a user meets it.

::

    GraphbuildError                 base: one clear sentence, and what to try next
    ├── UnreadableFile              a file given as minutes cannot be read; names it and the reason
    ├── UsageError                  an option, a parameter or a query that cannot be carried out
    ├── GraphError                  the graph folder is missing, locked, damaged or of another version
    ├── QueryError                  an engine refused a query, or it ran past its limits
    ├── EndpointError               a server refused, timed out, or answered something else
    └── DefinitionError             ontology, queries or tables of the package do not fit together: our bug

The command line turns each into one sentence and an exit code; a traceback is a defect.
"""

from __future__ import annotations


class GraphbuildError(Exception):
    """Base of every error that graphbuild raises on purpose.

    ``advice`` says what the user can do next; it is printed on a line of its own.
    """

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        self.advice = advice


class UnreadableFile(GraphbuildError):
    """A file given as minutes that cannot be read.

    ``kind`` is a short stable word for reports (``empty``, ``encrypted``, ``scanned``, ``truncated``, ``too-large``,
    ``zip-bomb``, ``outside-folder``, ``not-minutes``, ``unknown-format``, ``damaged``).
    """

    def __init__(self, name: str, kind: str, reason: str, *, advice: str | None = None) -> None:
        super().__init__(f"{name}: {reason}", advice=advice)
        self.name = name
        self.kind = kind
        self.reason = reason


class UsageError(GraphbuildError):
    """An option, a parameter or a query that cannot be carried out as given."""


class GraphError(GraphbuildError):
    """The graph folder is missing, locked, damaged or written by another version."""


class QueryError(GraphbuildError):
    """An engine refused a query, or the query ran past its time or row limit."""


class EndpointError(GraphbuildError):
    """A server refused, timed out, or answered something other than was asked."""


class DefinitionError(GraphbuildError):
    """Ontology, queries or tables that do not fit together: a defect of graphbuild, not of the input."""
