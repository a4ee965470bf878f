"""Named projects, programmes, campaigns and plans under way."""

from __future__ import annotations

from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Minutes
from graphbuild.model import ProjectMention


def extract_projects(minutes: Minutes, roster: Roster) -> tuple[ProjectMention, ...]:
    """Return the projects in order of first mention."""
    return ()
