"""What became of it: follow-ups of commitments and items through later meetings, and recurring topics."""

from __future__ import annotations

from graphbuild.linking.linking import link, read_traces
from graphbuild.linking.statuses import Status, Step, status_as_of, trail
from graphbuild.linking.themes import Themes

__all__ = ["Status", "Step", "Themes", "link", "read_traces", "status_as_of", "trail"]
