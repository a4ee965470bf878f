"""The bodies that the minutes' texts name, read once for all extractors that ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from graphbuild.extractors.abbreviations import Abbreviations, read_abbreviations
from graphbuild.extractors.bodies import FoundBody, find_bodies, lower_words
from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Minutes
from graphbuild.layouts.flow import Flow
from graphbuild.model import Span

_WORDS = re.compile(r"\S+")


class NamedBodies:
    """The bodies named in one document, flow by flow; ``roster`` tells which words name people and so no body."""

    def __init__(self, minutes: Minutes, roster: Roster | None = None) -> None:
        self.minutes = minutes
        self._roster = roster
        self._found: dict[Flow, list[FoundBody]] = {}
        self._of_label: dict[str, list[FoundBody]] = {}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words that the document prints in lower case."""
        return lower_words(self.minutes.whole.text)

    @cached_property
    def abbreviations(self) -> Abbreviations:
        """What the document's abbreviations stand for."""
        return read_abbreviations(self.minutes)

    def of(self, flow: Flow) -> list[FoundBody]:
        """Return the bodies of one of the minutes' own flows, in order of print."""
        if flow not in self._found:
            self._found[flow] = self._read(flow.text)
        return self._found[flow]

    def of_label(self, flow: Flow) -> list[FoundBody]:
        """Return the bodies of a title or a label; the same words are read once."""
        if flow.text not in self._of_label:
            self._of_label[flow.text] = self._read(flow.text)
        return self._of_label[flow.text]

    def _read(self, text: str) -> list[FoundBody]:
        people = [(one.start, one.end) for one in self._roster.find(text)] if self._roster is not None else ()
        return find_bodies(text, vocabulary=self.vocabulary, people=people)

    def everywhere(self) -> Iterator[tuple[Flow, list[FoundBody]]]:
        """Yield the minutes' texts apart with their bodies: head, titles, labels, sections, tail.

        No name runs from one into the next. Text that no item holds is read too, so that nothing is lost where the
        layout was not understood.
        """
        minutes = self.minutes
        yield minutes.head, self.of(minutes.head)
        for item in minutes.items:
            for said in (item.title, item.group):
                if said is not None and said.span is not None:
                    flow = flow_of_span(minutes, said.span)
                    yield flow, self.of_label(flow)
            yield item.head, self.of(item.head)
            for section in item.sections:
                if section.label is not None and section.label.span is not None:
                    flow = flow_of_span(minutes, section.label.span)
                    yield flow, self.of_label(flow)
                yield section.flow, self.of(section.flow)
        yield minutes.tail, self.of(minutes.tail)


def flow_of_span(minutes: Minutes, span: Span) -> Flow:
    """Return a title or a label as running text, its line breaks as blanks."""
    text = minutes.document.text[span.start : span.end]
    return Flow(
        minutes.document, [(span.start + word.start(), span.start + word.end(), " ") for word in _WORDS.finditer(text)]
    )
