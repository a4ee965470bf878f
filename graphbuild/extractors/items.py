"""Agenda items: the layout's item with its case number, openness, proposer, decisions, outcome, votes and attachments."""

from __future__ import annotations

import re

from graphbuild.extractors.attachments import find_attachments, listed_at_the_end
from graphbuild.extractors.case_identity import find_case_number, find_openness
from graphbuild.extractors.outcomes import find_outcome, read_outcome
from graphbuild.extractors.proposers import find_proposer
from graphbuild.extractors.roster import Roster
from graphbuild.extractors.statements import find_statements
from graphbuild.extractors.votes import find_votes
from graphbuild.layouts import ItemLayout, Minutes, Section, SectionKind
from graphbuild.lexicon.dates import find_dates
from graphbuild.model import BodyDecision, ItemMention, MeetingMention, Said

_PART = re.compile(r"(?m)^\s*(?:(?:\d{1,2}|[a-z])[.)]\s+|[-–•]\s+)?(?:[Aa]t\s+)?(?P<part>\S.*)$")
_LEAD_IN = re.compile(r"(?:indstiller|anbefaler|foreslår|indstilles|anbefales|foreslås)\b[^.]{0,160}(?:at|:)?\s*:?$")


def extract_items(minutes: Minutes, meeting: MeetingMention, roster: Roster) -> tuple[ItemMention, ...]:
    """Return the items in order of print, sub-points after the item they stand under."""
    parents = {item.parent for item in minutes.items if item.parent}
    at_the_end = listed_at_the_end(minutes.tail, minutes.items)
    mentions: list[ItemMention] = []
    for item in minutes.items:
        own = own_decisions(item, meeting)
        votes = find_votes(own or item.of(SectionKind.TEXT, SectionKind.DISCUSSION), roster)
        above = next((one for one in mentions if one.number.value == item.parent), None) if item.parent else None
        number, kle = find_case_number(item)
        proposer = find_proposer(item)
        if proposer is None and item.parent:
            proposer = (
                above.proposer if above and above.proposer and above.proposer.rule == "proposer.raised-title" else None
            )
        mentions.append(
            ItemMention(
                number=item.number,
                title=item.title,
                case_number=number,
                kle=kle,
                open=find_openness(item),
                proposer=proposer,
                outcome=find_outcome(
                    item,
                    own,
                    votes,
                    under=above.title.value if above and above.title else "",
                    has_children=item.number.value in parents,
                ),
                decision=_words(own[-1]) if own else None,
                recommendation=_recommendation(item),
                decisions=_decisions(item, meeting),
                votes=votes,
                attachments=find_attachments(item) or at_the_end.get(item.number.value, ()),
                statements=find_statements(item, roster),
            )
        )
    return tuple(mentions)


def own_decisions(item: ItemLayout, meeting: MeetingMention) -> tuple[Section, ...]:
    """Return the sections in which the meeting's own body decides; other bodies' earlier decisions are left out."""
    decisions = item.of(SectionKind.DECISION)
    names = [_key(said.value) for said in meeting.bodies]
    day = meeting.date.value if meeting.date else None

    def own(section: Section) -> bool:
        if section.date is not None and day is not None:
            found = find_dates(section.date.value)
            if found and found[0].value and found[0].value != day:
                return False
        if section.body is None:
            return True
        key = _key(section.body.value)
        return not names or any(key in name or name in key for name in names)

    kept = tuple(section for section in decisions if own(section))
    return kept or (decisions[-1:] if len(decisions) == 1 and decisions[0].date is None else ())


def _key(name: str) -> str:
    return re.sub(r"(?:ets|et|en|ens|s)$", "", re.sub(r"[^\w]+", "", name).casefold())


def _words(section: Section) -> Said[str] | None:
    return section.flow.at(0, len(section.flow), "item.decision-section") if section.flow else None


def _decisions(item: ItemLayout, meeting: MeetingMention) -> tuple[BodyDecision, ...]:
    found = []
    for section in item.of(SectionKind.DECISION):
        words = _words(section)
        if words is None:
            continue
        when = None
        if section.date is not None:
            days = find_dates(section.date.value)
            if days and days[0].value:
                when = Said(days[0].value, section.date.span, "decision.date-of-label")
        found.append(BodyDecision(section.body, when, words, read_outcome(section.flow)))
    return tuple(found)


def _recommendation(item: ItemLayout) -> tuple[Said[str], ...]:
    """Return the recommendation's parts: its numbered or dashed lines, or its whole text where it has none."""
    parts: list[Said[str]] = []
    for section in item.of(SectionKind.RECOMMENDATION):
        lines = list(_PART.finditer(section.flow.text))
        listed = [match for match in lines if not _LEAD_IN.search(match["part"])]
        for match in listed if listed else lines:
            parts.append(section.flow.said(match, "item.recommendation-part", "part"))
    return tuple(parts)
