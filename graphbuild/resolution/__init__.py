"""Who is who, and what became of it: mentions in many documents -> entities, judgements, follow-ups, topics.

``resolve(pairs, ledger)`` is the one entry.
"""

from __future__ import annotations

from graphbuild.resolution.judgements import Judgement, Subject, Verdict
from graphbuild.resolution.ledger import Ledger
from graphbuild.resolution.resolving import Resolved, resolve

__all__ = ["Judgement", "Ledger", "Resolved", "Subject", "Verdict", "resolve"]
