"""Statements (udtalelser): who said what, where the minutes say so ("Direktør NN oplyste, at ...")."""

from __future__ import annotations

import re

from graphbuild.extractors.roster import Roster
from graphbuild.layouts import ItemLayout, SectionKind
from graphbuild.model import Statement

_SAYING = re.compile(
    r"^(?P<who>[^.:;\n]{2,90}?),? (?:oplyste|oplyser|orienterede om|orienterer om|fortalte|fortæller|sagde|siger|bemærkede|understregede|mindede om|meddelte|svarede|svarer"
    r"|udtalte|påpegede|efterlyste|efterlyser|foreslog|spurgte|spørger|nævnte|mener|mente|gjorde opmærksom på|tilføjede|ønskede|ønsker|synes|syntes)\b"
)


def find_statements(item: ItemLayout, roster: Roster) -> tuple[Statement, ...]:
    """Return the sentences in which a person that the document names is told to say something, in order of print."""
    found = []
    for section in item.of(SectionKind.DECISION, SectionKind.DISCUSSION, SectionKind.TEXT, SectionKind.CASE):
        text = section.flow.text
        if "te" not in text and "er" not in text:
            continue
        for span in section.flow.sentences():
            match = _SAYING.match(text[span.start : span.end])
            if match is None:
                continue
            person = roster.resolve(match["who"])
            if person is not None:
                speaker = section.flow.value(
                    person.name.value, span.start, span.start + match.end("who"), "statement.speaker"
                )
                found.append(Statement(speaker, section.flow.at(span.start, span.end, "statement.sentence")))
    return tuple(found)
