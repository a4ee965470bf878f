"""What became of it: follow-ups of commitments and items through later meetings, and recurring topics."""

from __future__ import annotations

from graphbuild.linking.linking import link, read_traces
from graphbuild.linking.statuses import Status, Step, status_as_of, trail

__all__ = ["Status", "Step", "link", "read_traces", "status_as_of", "trail"]
