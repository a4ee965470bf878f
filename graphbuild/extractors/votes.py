"""Votes (stemmer) on an item's decision: by party letter, party name or person, and counts.

Forms read: ``For stemte A, F, V og C. Imod stemte O. Undlod at stemme: Ø.``, ``For: Gruppe A, F og Liste H``, ``Imod: Gruppe C``,
``Undlader: Gruppe O``, ``V undlod at stemme``, ``Rasmus B (Ø) stemte imod``, ``Klara, Signe og Emil stemte for``, ``Et flertal (A, F og
O) ønsker``, ``3 stemte imod (Venstre og ...)``, ``med stemmerne fra NN og NN``, ``NN kunne ikke tiltræde``, ``Godkendt med 9 stemmer``.

Where an item holds several votes the last one counts: a change proposal is voted on before the main one.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from graphbuild.extractors.roster import Roster
from graphbuild.layouts import Flow, Section
from graphbuild.lexicon.parties import party_of_name
from graphbuild.model import Said, Span, Votes

_PREFILTER = re.compile(
    r"(?i)stem(?:te|mer|t|me)|\b(?:for|imod|undlader)\s*:|\d for,? |flertal|mindretal|kunne ikke (?:tiltræde|anbefale|støtte|godkende)"
)
_LIST = r"(?P<who>(?:[^.;:\n]|(?<=\b[A-ZÆØÅ])\.){1,400}?)"
#: (pattern, side): the side's voters stand in the group ``who``. Order matters: the first that matches a clause wins.
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), side)
    for pattern, side in (
        (rf"(?i)\bundlod at stemme\s*(?::|var)?\s*{_LIST}$", "abstain"),
        (rf"(?i)^(?:undlader(?: at stemme)?|hverken for eller imod|undlod|blank(?:t)?)\s*:\s*{_LIST}$", "abstain"),
        (rf"(?i)^(?:hverken for eller imod stemte)\s*{_LIST}$", "abstain"),
        (rf"(?i)^(?:imod|mod|nej)(?:\s+[^:.]{{0,60}})?\s*:\s*{_LIST}$", "against"),
        (rf"(?i)^(?:stemmer for|for|ja)(?:\s+[^:.]{{0,60}})?\s*:\s*{_LIST}$", "for"),
        (rf"(?i)^\d{{1,3}} (?:stemte|stemmer) (?:imod|mod)\b[^:.]{{0,40}}:\s*{_LIST}$", "against"),
        (rf"(?i)^\d{{1,3}} (?:stemte|stemmer) for\b[^:.]{{0,40}}:\s*{_LIST}$", "for"),
        (rf"(?i)^(?:imod|mod)(?: (?!stemte)[^.:]{{1,60}}?)? (?:stemte|stemmer)\s*:?\s*{_LIST}$", "against"),
        (rf"(?i)^for(?: (?!stemte)[^.:]{{1,60}}?)? (?:stemte|stemmer)\s*:?\s*{_LIST}$", "for"),
        (rf"(?i)(?:og |, )?\bstemmer? imod(?: var)?\s*:\s*{_LIST}$", "against"),
        (rf"(?i)^{_LIST} (?:undlod at stemme|undlader at stemme|undlod|stemte hverken for eller imod|tog ikke stilling|stemte ikke|stemte blankt|afholdt sig fra at stemme|stemte hverken for eller imod)\b", "abstain"),
        (rf"(?i)^{_LIST} (?:stemte|har stemt) (?:imod|mod|nej)\b", "against"),
        (rf"(?i)^{_LIST} kunne ikke (?:tiltræde|anbefale|støtte|godkende)\b", "against"),
        (rf"(?i)\bkun {_LIST} stemte for\b", "for"),
        (rf"(?i)\bflertal(?:let)?(?: bestående af| \(| af)? ?{_LIST}\)? (?:godkend(?:te|er)|tiltrådte|tiltræder|vedtog|anbefale(?:r|de)|stemte for)\b", "for"),
        (rf"(?i)^{_LIST} (?:stemte|stemmer|har stemt) for\b", "for"),
    )
)  # fmt: skip
_MAJORITY = re.compile(
    r"(?i)\bflertal(?:let)?(?: på \d{1,2}(?: medlemmer)?| \w+)?(?: bestående af| \()\s*(?P<who>[^).;]{1,120})\)?"
)
_VOICES_OF = re.compile(r"(?i)\bmed stemmerne fra (?P<who>[^.;]{3,300}?)(?=\.|$| mod | imod )")
_OTHER_PROPOSAL = re.compile(r"^(?P<who>[^.;:\n]{2,160}?) stemte for (?:forslag|model|scenarie|punkt) \w+")
_FOR_COUNT = re.compile(
    r"(?i)\b(?:med )?(?P<for>\d{1,3}) (?:stemmer?|stemte)(?: for)?\b(?:(?:,| og)? ?(?:(?:i)?mod|stemte imod) (?P<against>\d{1,3}))?"
)
_BARE_COUNT = re.compile(r"(?i)\b(?P<for>\d{1,3}) for,? (?:og )?(?P<against>\d{1,3}) i?mod\b")
_AGAINST_COUNT = re.compile(r"(?i)\b(?P<against>\d{1,3}) (?:stemte|stemmer) imod\b")
_ABSTAIN_COUNT = re.compile(r"(?i)\b(?P<abstain>\d{1,3}) (?:undlod|hverken for)\b")
_ANEW = re.compile(r"(?i)\b(?:bortfaldt|forkastet|herefter|derefter|under afstemning)\b")
_NEW_VOTE = re.compile(r"(?i)\b(?:afstemning (?:om|over|vedr)|sat til afstemning|blev der stemt om|der stemtes om)\b")
_BRACKETED = re.compile(
    r"(?i)(?P<n>\w+) stem(?:te|mer) (?P<side>for|imod)\s*\((?P<who>[^)]{1,160})\)|fik (?P<count>\w+)(?: stemmer?)?\s*\((?P<names>[^)]{1,200})\)"
)
#: Both sides by name behind their counts: "med 3 stemmer (EV, BRT og JOB) mod 1 (KM)".
_BOTH_BRACKETED = re.compile(
    r"(?i)\b\d{1,3} stemmer?(?: for)? ?\((?P<for>[^)\d]{1,300})\)[^.()]{0,20}?\bi?mod (?:\d{1,3}|en)(?: stemmer?)? ?\((?P<against>[^)\d]{1,300})\)"
)
_PARTYS_PEOPLE = re.compile(r"(?P<party>[A-ZÆØÅ][\wæøå ]{2,40}?) \((?P<who>[A-ZÆØÅ][\w.-]+ [^()]{2,200})\)")
#: A last vote, by which an earlier one is overtaken: "blev herefter vedtaget med 8 stemmer for".
_LAST_VOTE = re.compile(r"(?i)\b(?:herefter|derefter)\b[^.]{0,120}\b\d{1,3} stemmer\b")
_MINORITY = re.compile(r"(?i)\bmindretal(?:let)?(?: \w+)?(?: bestående af| \()\s*(?P<who>[^).;]{1,120})\)?")
_LETTER = re.compile(r"^(?:(?:[Gg]ruppe|[Ll]iste|[Pp]artiet)\s+)?(?P<letter>[A-ZÆØÅ])$")
_LEAD = re.compile(
    r"(?i)^(?:(?:et|det) (?:fler|mindre)tal|(?:gruppe|liste|partiet|udvalgsmedlem(?:merne)?|byrådsmedlem(?:merne)?|medlem(?:merne)?|rådmand|borgmester(?:en)?|formand(?:en)?|viceborgmester)\s+)+"
)
_NOBODY = re.compile(
    r"(?i)^(?:.*(?:udvalget|rådet|forvaltningen|administrationen|-)$|ingen|resten|øvrige|de øvrige|alle|alle andre|ingen stemte.*|\d+.*|enkelte|flertallet|mindretallet|udvalget|rådet|byrådet)$"
)


@dataclass(slots=True)
class _Ballot:
    sides: dict[str, list[Said[str]]]
    start: int = 0


def find_votes(decisions: tuple[Section, ...], roster: Roster) -> Votes | None:
    """Return the votes on the item, or ``None`` where none are told."""
    for section in reversed(decisions):
        votes = read_votes(section.flow, roster)
        if votes is not None:
            return votes
    return None


def read_votes(flow: Flow, roster: Roster) -> Votes | None:
    """Return the last vote that a decision's text tells of."""
    text = flow.text
    if not _PREFILTER.search(text):
        return None
    sides: dict[str, list[Said[str]]] = {"for": [], "against": [], "abstain": []}
    for span in _vote_sentences(flow):
        if (_NEW_VOTE.search(text, span.start, span.end) and sides["for"]) or _LAST_VOTE.search(
            text, span.start, span.end
        ):
            sides = {"for": [], "against": [], "abstain": []}
        for start, end in _clauses(text, span.start, span.end):
            _read_clause(flow, start, end, sides, roster)
    if both := _BOTH_BRACKETED.search(text):
        for side in ("for", "against"):
            sides[side] = _voters(flow, both.start(side), both.end(side), roster)
    if not sides["against"] and (match := _MINORITY.search(text)):
        sides["against"] = _voters(flow, match.start("who"), match.end("who"), roster)
    if not sides["for"]:
        for pattern in (_VOICES_OF, _MAJORITY):
            match = pattern.search(text)
            if match and (sides["against"] or pattern is _VOICES_OF):
                sides["for"] = _voters(flow, match.start("who"), match.end("who"), roster)
                break
    counts = _counts(flow)
    if not any(sides.values()) and not counts:
        return None
    return Votes(
        tuple(sides["for"]),
        tuple(sides["against"]),
        tuple(sides["abstain"]),
        *(counts.get(side) for side in ("for", "against", "abstain")),
    )


#: After a party's letter a full stop ends the sentence, where after an initial it would not: "A, F og C. Imod stemte V."
_AFTER_LETTER = re.compile(
    r"(?<=[\s(][A-ZÆØÅ])\.\s+(?=(?:Imod|Undlod|Undlader|For|Mod|Hverken|Mindretallet|Flertallet|Et )\b|[A-ZÆØÅ](?:,| og | stemte| undlod)|[A-ZÆØÅ][\wæøå]+(?:et|en|ne)\b)"
)


def _vote_sentences(flow: Flow) -> list[Span]:
    text = flow.text
    spans: list[Span] = []
    for span in flow.sentences():
        start = span.start
        for match in _AFTER_LETTER.finditer(text, span.start, span.end):
            spans.append(Span(start, match.start() + 1))
            start = match.end()
        spans.append(Span(start, span.end))
    return spans


_CUT = re.compile(
    r"(?:,| og)\s+(?=(?:og )?[^,.;]{1,160}?\b(?:stemte|undlod|stemmer)\b)|\n|(?<=[\w)])\s+(?=(?:Imod|Undlod|For) stemte)"
    r"|(?<=\)),? (?:og )?(?=\d{1,3} undlod)|,? (?=imod stemte)|;\s*|\(\s*(?=(?:for|imod)\s*:)"
)


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a sentence where one side's voters end and another's begin ("..., Emil stemte imod, og Klara stemte ikke")."""
    edges = [start]
    for match in _CUT.finditer(text[start:end]):
        before = text[edges[-1] : start + match.start()]
        if re.search(
            r"(?i)\b(?:stemte|stemmer|undlod|var gået|var|gik|vil)\b|\b(?:for|imod|undlader):", before
        ) or match[0].strip() in ("", ";", "("):
            edges.append(start + match.end())
    edges.append(end)
    return [(left, right) for left, right in itertools.pairwise(edges) if text[left:right].strip()]


def _read_clause(flow: Flow, start: int, end: int, sides: dict[str, list[Said[str]]], roster: Roster) -> None:
    text = flow.text
    other = _OTHER_PROPOSAL.match(text[start:end].strip())
    if other and _VOICES_OF.search(text):  # those who did not carry the proposal that won
        at = text.index(other["who"], start)
        sides["against"] += _voters(flow, at, at + len(other["who"]), roster)
        return
    bracket = _BRACKETED.search(text, start, end)
    if bracket:
        group = "who" if bracket["who"] else "names"
        side = bracket["side"] or ("against" if sides["for"] else "for")
        side = {"for": "for", "imod": "against", "against": "against"}[side.casefold()]
        sides[side] += _voters(flow, bracket.start(group), bracket.end(group), roster)
        return
    bare_end = start + len(text[start:end].rstrip(" .,;)\n"))
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    begin += (
        number.end() if (number := re.match(r"(?i)(?:ad\.? ?\d{1,2}[.:]?|\d{1,2}[.)])\s+", text[begin:bare_end])) else 0
    )
    begin += (
        title.end()
        if (
            title := re.match(
                r"(?i)(?:afstemning|resultat(?:et)?|afstemningsresultat)[^:]{0,40}:\s*", text[begin:bare_end]
            )
        )
        else 0
    )
    begin += lead.end() if (lead := re.match(r"(?i)(?:og|men|mens|imens|hvorefter)\s+", text[begin:bare_end])) else 0
    reason = re.search(
        r"(?i),? (?:med den begrundelse|fordi|da |idet|som |der (?:ikke|vil|mener|ønsk)|hvorefter|under henvisning|hvilket)",
        text[begin:bare_end],
    )
    for pattern, side in _FORMS:
        stop = begin + reason.start() if reason and reason.start() > 8 and "kun" not in pattern.pattern else bare_end
        match = pattern.search(text[begin:stop])
        if match is None:
            continue
        first, last = begin + match.start("who"), begin + match.end("who")
        counted = re.match(r"\d{1,2}(?: stemmer?)? \(([^)]*)\)?$", text[first:last])
        if counted:  # "For stemte 2 (A)"
            first, last = first + counted.start(1), first + counted.end(1)
        voters = _voters(flow, first, last, roster)
        if voters:
            if side == "for" and sides["for"] and (sides["against"] or _ANEW.search(text[:start])):
                sides["for"], sides["against"], sides["abstain"] = [], [], []
            sides[side] += [one for one in voters if one.value not in {old.value for old in sides[side]}]
            return


def _voters(flow: Flow, start: int, end: int, roster: Roster) -> list[Said[str]]:
    """Return the voters in a list: party letters, party names, groups, or people by their full names."""
    voters: list[Said[str]] = []
    by_party = [
        match.span("who")
        for match in _PARTYS_PEOPLE.finditer(flow.text, start, end)
        if party_of_name(match["party"].strip())
    ]
    if by_party:  # "Venstre (Bo Holm, Eva Birk) og Radikale Venstre (Ida Lund)": people voted
        return [voter for span in by_party for voter in _voters(flow, *span, roster)]
    at = start
    for part in re.split(r"(,|/|&|\bog\b|\bsamt\b)", flow.text[start:end]):
        begin, stop = at, at + len(part)
        at = stop
        bare = part.strip(" .,()\n")
        if not bare or re.fullmatch(r"(?:,|/|&|og|samt)", bare) or _NOBODY.match(bare):
            continue
        begin += part.find(bare)
        lead = _LEAD.match(bare)
        if lead and len(bare) > lead.end():
            begin += lead.end()
            bare = bare[lead.end() :].strip()
        letter = _LETTER.match(bare)
        name = re.sub(r"\s*\([^()]{1,30}\)?$", "", bare).strip()
        if letter:
            voters.append(flow.value(letter["letter"], begin, begin + len(bare), "votes.letter"))
            continue
        person = roster.resolve(name)
        if person is not None:
            voters.append(flow.value(person.name.value, begin, begin + len(name), "votes.person"))
        elif party_of_name(name) is not None:
            voters.append(flow.value(name, begin, begin + len(name), "votes.party-name"))
        elif re.match(r"[A-ZÆØÅ]", name) and len(name.split()) <= 6 and not re.search(r"\d", name):
            voters.append(flow.value(name, begin, begin + len(name), "votes.name"))
    return voters


def _counts(flow: Flow) -> dict[str, Said[int]]:
    counts: dict[str, Said[int]] = {}
    for pattern, sides in (
        (_FOR_COUNT, ("for", "against")),
        (_BARE_COUNT, ("for", "against")),
        (_AGAINST_COUNT, ("against",)),
        (_ABSTAIN_COUNT, ("abstain",)),
    ):
        match = pattern.search(flow.text)
        if match is None:
            continue
        for side in sides:
            group = "against2" if side == "against" and match.groupdict().get("against2") else side
            if match[group] and side not in counts:
                counts[side] = flow.value(int(match[group]), match.start(group), match.end(group), "votes.count")
    return counts
