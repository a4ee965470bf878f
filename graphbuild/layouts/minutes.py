"""What the layout step gives to the extractors: the minutes as head, agenda items and labelled sections."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphbuild.layouts.flow import Flow
from graphbuild.layouts.labels import FieldKind, SectionKind
from graphbuild.layouts.lines import Line
from graphbuild.model import Document, Remainder, Said, Span


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value of the meeting's head, for instance ``Mødested: Rådhuset``; ``value`` may run over lines."""

    kind: FieldKind
    label: Said[str]
    value: Flow


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an agenda item, under its label (``label`` is ``None`` for text that stands under none).

    ``body`` and ``date`` are those that the label prints: "Beslutning fra Økonomiudvalget den 3. maj 2011".
    """

    kind: SectionKind
    label: Said[str] | None
    body: Said[str] | None
    date: Said[str] | None
    flow: Flow


@dataclass(frozen=True, slots=True)
class ItemLayout:
    """An agenda item's place: its number and title as printed, the lines under the title, its sections in order.

    ``head`` holds what stands between title and first section (case number, open or closed, the case handler's
    initials). ``parent`` is the number of the item that a sub-point stands under.
    """

    number: Said[str]
    title: Said[str] | None
    head: Flow
    sections: tuple[Section, ...]
    span: Span
    parent: str | None = None
    group: Said[str] | None = None  # the heading it stands under: "Lukket dagsorden", "Sager til efterretning"

    def of(self, *kinds: SectionKind) -> tuple[Section, ...]:
        """Return the sections of the kinds given, in order of print."""
        return tuple(section for section in self.sections if section.kind in kinds)


@dataclass(frozen=True, slots=True)
class Minutes:
    """A document, laid out.

    ``head`` is all text before the first item without the table of contents; ``fields`` its labelled values;
    ``tail`` what follows the last item (signatures, next meeting); ``lines`` all lines, furniture too.
    """

    document: Document
    lines: tuple[Line, ...]
    head: Flow
    fields: tuple[Field, ...]
    contents: Flow
    items: tuple[ItemLayout, ...]
    tail: Flow
    whole: Flow
    remainder: tuple[Remainder, ...] = field(default=())

    def field(self, *kinds: FieldKind) -> tuple[Field, ...]:
        """Return the head's fields of the kinds given, in order of print."""
        return tuple(one for one in self.fields if one.kind in kinds)
