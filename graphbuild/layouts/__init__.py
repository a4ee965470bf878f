"""Layouts: a document's text in, the minutes as head, items and sections out.

Found from signals (numbering, labels, typography, repetition, the table of contents), never from a municipality's
name. What fits nothing falls back to the general reading and is reported as a remainder.
"""

from graphbuild.layouts.flow import Flow, squeeze
from graphbuild.layouts.labels import FieldKind, SectionKind
from graphbuild.layouts.laying_out import lay_out
from graphbuild.layouts.minutes import Field, ItemLayout, Minutes, Section

__all__ = ["Field", "FieldKind", "Flow", "ItemLayout", "Minutes", "Section", "SectionKind", "lay_out", "squeeze"]
