"""Who recommends (indstiller): the subject of the recommendation's verb, or who raised the matter.

Forms read: ``Administrationen indstiller, at``, ``Teknisk Forvaltning anbefaler over for Økonomiudvalget, at``, the label
``Forvaltningen indstiller``; without a recommendation ``Gruppe C foreslår, at``, ``Forslag fra SF``, ``Punkter fra Handicaprådet``.
"""

from __future__ import annotations

import re

from graphbuild.layouts import ItemLayout, SectionKind
from graphbuild.model import Said, Span

_VERB = r"(?:indstiller|anbefaler|foreslår|indstillede|anbefalede|peger på)"
_SUBJECT = re.compile(
    rf"(?:^|\n|(?<=[.:] ))(?P<who>(?:Den |De |Det )?[A-ZÆØÅ][^\n.:;]{{1,110}}?)(?: \((?:[A-ZÆØÅ]{{1,2}}|[^()]{{2,30}})\))?\s+(?:(?:foreslår og|indstiller og|vurderer og|derfor|samlet) )?{_VERB}\b"
)
_LABEL = re.compile(rf"(?i)^(?P<who>.{{3,80}}?)(?:s (?:indstilling|anbefaling|forslag)|\s+{_VERB})\b")
_INVERTED = re.compile(
    rf"(?i)^(?:Derfor|På den baggrund|På baggrund heraf|Derudover|Endvidere)\s+{_VERB}\s+(?P<who>[a-zæøåA-ZÆØÅ][\wæøå -]{{3,60}}?),? (?:at|til|over)\b"
)
_RAISED = re.compile(
    r"(?:[Ff]orslag|[Pp]unkt(?:er)?|[Ss]ag|[Ii]nitiativ|[Aa]nmodning|[Hh]envendelse) (?:stillet af|rejst af|fra|af) (?P<who>[A-ZÆØÅ][^:(]{2,60}?)(?=\s+(?:-|–|om|vedr)|[:(,]|$)"
)
_RAISES = re.compile(
    r"(?:^|\n)(?P<who>(?:Gruppe |Liste )?[A-ZÆØÅ][\w .-]{0,60}?)(?: \([A-ZÆØÅ]\))? (?:foreslår|har foreslået|stiller forslag om|har bedt om at få sagen på|ønsker sagen optaget)\b"
)
_NOBODY = re.compile(r"(?i)^(?:det|der|at|som|når|hvis|da|for at|i|på|efter|her|udvalget skal|sagen|man)\b")


def find_proposer(item: ItemLayout) -> Said[str] | None:
    """Return who proposes the item's decision, as printed but for a party in brackets."""
    for section in item.of(SectionKind.RECOMMENDATION):
        if section.label is not None:
            label = _LABEL.match(section.label.value.rstrip(":"))
            if label and section.label.span is not None and not _NOBODY.match(label["who"]):
                start = section.label.span.start
                return Said(label["who"], Span(start, start + label.end("who")), "proposer.label")
        for pattern in (_SUBJECT, _INVERTED):
            for match in pattern.finditer(section.flow.text):
                who = match["who"].strip()
                if not _NOBODY.match(who):
                    return section.flow.said(match, "proposer.recommends", "who")
    if item.of(SectionKind.RECOMMENDATION):
        return None
    for section in item.sections:
        if section.kind in (SectionKind.DECISION, SectionKind.HISTORY, SectionKind.ATTACHMENTS):
            continue
        for match in re.finditer(_SUBJECT, section.flow.text):
            if "indstiller" in match[0] and not _NOBODY.match(match["who"]):
                return section.flow.said(match, "proposer.recommends-unlabelled", "who")
    if item.title is not None:
        raised = _RAISED.search(item.title.value)
        if raised:
            who = re.sub(r"\s*\([A-ZÆØÅ]\)$", "", raised["who"]).strip(" .")
            return Said(who, item.title.span, "proposer.raised-title")
    for section in item.of(SectionKind.CASE, SectionKind.SUMMARY):
        match2 = _RAISES.search(section.flow.text)
        if match2 and not _NOBODY.match(match2["who"]):
            return section.flow.said(match2, "proposer.raised", "who")
    return None
