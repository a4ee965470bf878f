"""Find the agenda items among a document's lines, from the way they are numbered.

Numbers stand everywhere in minutes: in recommendations, lists, dates, tables, tables of contents. The agenda's own are
those that count on, each written alike, through the whole document. So every line that could head an item is a
candidate; the best chain of candidates, alike in style and rising, is the agenda; a denser chain of the same numbers
before it is the table of contents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graphbuild.layouts.labels import SectionKind, field_label, fold, section_label, tables
from graphbuild.layouts.lines import Line, without_page

_MONTH = (
    r"(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]aj|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo]kt|[Nn]ov|[Dd]ec)[a-z.]*(?= \d|\s*$|\s+kl)"
)
_HEADING = re.compile(
    r"^(?P<word>(?:Dagsordens)?[Pp]unkt(?: nr\.?)?|PUNKT|[Pp]kt\.?(?: nr\.?)?|Sag(?: nr\.?)?|Ad\.?|Nr\.)?(?:(?<=\w):\s)?\s*"
    r"(?P<number>\d{1,4})(?P<letter>[a-z](?=[.:) ]))?"
    r"(?P<mark>[.:)]|\s+[-–])?(?:(?P<gap>\s+)(?P<title>\S.*)?|$)"
)
#: A heading whose number and title have been run together: "38Godkendelse af dagsorden".
_GLUED = re.compile(r"^(?P<word>)(?P<number>\d{1,4})(?P<letter>)(?P<mark>)(?P<title>[A-ZÆØÅ].*)$")
#: An agenda that counts by capital letters.
_LETTERED = re.compile(r"^(?P<word>)(?P<number>[A-Z])(?P<letter>)(?P<mark>[.)])\s+(?P<title>[A-ZÆØÅ].{2,})$")
#: A case number between the number and the title, or in the title's place.
CASE_NUMBER_ALONE = re.compile(
    r"^(?:\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d{1,6}-\d{2,4}|\d{2}\.\d{2}\.\d{2}[ .]?[A-ZÆØÅ]\d{2}-\d{2,6}|(?:19|20)?\d{2}/\d{2,7}(?: \d{3})?|\d{3}-(?:19|20)\d{2}-\d{1,7}"
    r"|(?:19|20)\d{2}-\d{4,9}|[A-ZÆØÅ]{2,4}[- ](?:\d{1,4}/(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2,7})|S(?:19|20)\d{2}-\d{1,7})$"
)
#: An item's particulars in one row: "08.03.00.P19    16/18820    Åben sag", the subject by code and facet first.
PARTICULARS = re.compile(r"^\d{2}\.\d{2}\.\d{2}[-. ]?[A-ZÆØÅ]\d{2}(?![\d-])(?=\s|$)")
_NOT_TITLE = re.compile(
    rf"^(?:{_MONTH}|kvartal\b|halvår\b|behandling\b|(?:kr|mio|mia|pct|procent|m2|m²|km|stk|år|dage|uger|timer|gange|sal|tv|th|klasse\w*|årg\w*|og \d|til \d|i \d)\b|%|\d{{1,2}}\.\d)"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that could head an agenda item."""

    index: int  # of the line
    number: int
    printed: str  # the number as printed, with its letter
    title: str  # may be empty: the title stands below
    title_at: int  # offset within the line of what stands behind the number
    style: tuple[str, str, bool, bool]
    score: float
    contents: bool  # looks like a line of a table of contents
    columns: tuple[int, int] = (0, 0)  # where the number begins and ends on the page


def find_items(lines: Sequence[Line]) -> tuple[list[Candidate], list[Candidate]]:
    """Return the agenda's items and its table of contents, each as candidates in order of print."""
    candidates = _candidates(lines)
    best = _best_chain(candidates)
    if not best:
        return [], []
    rest = [one for one in candidates if one.index < best[0].index]
    numbers = {one.number for one in best}
    contents = _best_chain([replace(one, score=1.0) for one in rest if one.number in numbers], dense=True)
    return best, contents


def _candidates(lines: Sequence[Line]) -> list[Candidate]:
    found = []
    listing: int | None = None  # in a recommendation or a list of attachments: the last number counted there
    for index, line in enumerate(lines):
        if line.furniture:
            continue
        match = _HEADING.match(line.text) if line.text[0].isdigit() or line.text[0] in "DPSANpd" else None
        if match is None and line.heading:
            match = _GLUED.match(line.text)
        if match is None and line.text[1:2] in (".", ")"):
            match = _LETTERED.match(line.text)
        if match is None or not _may_head(match, line):
            label = section_label(line.text)
            if label is not None:
                listing = 0 if label.kind in (SectionKind.RECOMMENDATION, SectionKind.ATTACHMENTS) else None
            elif re.search(
                r"(?i)(?:indstiller|anbefaler|foreslår|foreslås|indstilles)\b[^.]{0,120}[,:]?(?:\s+at)?:?$", line.text
            ):
                listing = 0
            continue
        title = match["title"] or ""
        bare = without_page(line.text)
        contents = bare is not None
        if contents:
            title = (bare or "")[match.start("title") :] if title else ""
        # "Sag nr. 45 - Lukket": the title stands above
        told = (
            bool(match["word"])
            and (match["mark"] or "").strip() in ("-", "–")
            and fold(title) in tables().open | tables().closed
        )
        title = "" if told else title
        lettered = match["number"].isalpha()
        number = ord(match["number"]) - ord("A") + 1 if lettered else int(match["number"])
        style = (
            "letter" if lettered else re.sub(r"[^a-z]", "", (match["word"] or "").casefold()),
            "" if told else (match["mark"] or "").strip(),
            line.heading > 0,
            not title or bool(CASE_NUMBER_ALONE.match(title)),
        )
        score = _score(lines, index, match, line, title, contents)
        if listing is not None and number == listing + 1 and not match["word"]:
            score -= 2.5
            listing += 1
        else:
            listing = None
        found.append(
            Candidate(
                index,
                number,
                match["number"] + (match["letter"] or ""),
                title,
                match.start("title") if match["title"] else len(line.text),
                style,
                score,
                contents,
                (line.indent + match.start("number"), line.indent + match.end("number")),
            )
        )
    return _less_for_nested(found)


def _less_for_nested(found: list[Candidate]) -> list[Candidate]:
    """Lower the score of numbers in lists within lists: they stand further in than the numbers just above them."""
    weighed: list[Candidate] = []
    columns: list[int] = []
    for position, one in enumerate(found):
        if position and one.index - found[position - 1].index > 6:
            columns = []
        while columns and one.columns[0] < columns[-1]:
            columns.pop()
        if not columns or one.columns[0] > columns[-1]:
            columns.append(one.columns[0])
        weighed.append(replace(one, score=one.score - min(len(columns) - 1, 2)))
    return weighed


def _may_head(match: re.Match[str], line: Line) -> bool:
    title = match["title"] or ""
    if not match["word"] and match["mark"] is None and title and not re.match(r"[A-ZÆØÅ\"”»'0-9]", title):
        return False
    if CASE_NUMBER_ALONE.match(title):
        return True
    if title and _NOT_TITLE.match(title) and not match["word"]:
        return False
    if not title and re.match(r"^(?:19|20)\d\d$", match["number"]):
        return False
    if match["word"] and match["word"].lower().startswith("ad"):
        return False
    if not match["word"] and match["mark"] is None and not title and len(match["number"]) > 3:
        return False
    if match["mark"] is None and title and re.match(r"^[\d.,]+(?:\s|$)", title):
        return False  # a row of figures
    return not (match["mark"] == ":" and re.match(r"^\d{2}\b", title))  # 10:30


def _score(lines: Sequence[Line], index: int, match: re.Match[str], line: Line, title: str, contents: bool) -> float:
    score = 1.0
    if match["word"]:
        score += 1.0
    if line.heading:
        score += 2.0
    if line.bold:
        score += 0.7
    if line.blank_before:
        score += 0.3
    if contents:
        score -= 1.5
    if title and not re.match(r"[A-ZÆØÅ\"”»'\d(]", title):
        score -= 1.5
    if title.endswith((".", ",", ";")) and len(title) > 60 and not line.run_on:
        score -= 0.7
    if line.depth > 1:
        score -= 2.0
    seen = 0
    for below in lines[index + 1 : index + 9]:
        if below.furniture:
            continue
        seen += 1
        text = below.text
        if section_label(text) is not None:
            score += 1.5 if seen <= 5 else 0.5
            break
        field = field_label(text)
        if field is not None and field[0].value in ("case_number", "document_number", "handler"):
            score += 1.5
            break
        if (
            fold(text) in tables().open
            or fold(text) in tables().closed
            or CASE_NUMBER_ALONE.match(text)
            or PARTICULARS.match(text)
        ):
            score += 1.5
            break
        if _HEADING.match(text) and text[0].isdigit():
            if seen == 1:
                score -= 0.6  # dense: a list, or a table of contents
            break
    return score


def _best_chain(candidates: Sequence[Candidate], *, dense: bool = False) -> list[Candidate]:
    """Return the chain of rising numbers in one style with the highest score; a number may be missing here and there."""
    best: list[Candidate] = []
    best_score = 0.0
    styles: dict[tuple[str, str, bool, bool], list[Candidate]] = {}
    for one in candidates:
        styles.setdefault(one.style, []).append(one)
    for style, members in styles.items():
        chain, score = _chain(members)
        if style[3]:
            score -= 0.5 * len(chain)
        if dense:
            score = len(chain) + sum(0.2 for one in chain if one.contents)
        if style[0] == "letter":
            score -= 1.5  # groups of items, or of recommendations, are lettered more often than agendas
        if chain and (len(chain) >= 2 or score >= 2.5 or style[0]) and score > best_score:
            best, best_score = chain, score
    return best


def _chain(members: Sequence[Candidate]) -> tuple[list[Candidate], float]:
    totals: list[float] = []
    links: list[int | None] = []
    by_number: dict[int, list[int]] = {}
    for position, one in enumerate(members):
        start_bonus = 0.5 if one.number == 1 else 0.0
        total, link = one.score + start_bonus, None
        for step in (1, 2, 3, 4):
            for before in by_number.get(one.number - step, ()):
                reached = totals[before] + one.score - 0.9 * (step - 1)
                if one.columns[0] != members[before].columns[0] and one.columns[1] != members[before].columns[1]:
                    reached -= 0.8
                if reached > total:
                    total, link = reached, before
        totals.append(total)
        links.append(link)
        by_number.setdefault(one.number, []).append(position)
        if len(by_number[one.number]) > 40:  # keep time linear in a document of nothing but lists
            by_number[one.number].sort(key=lambda at: totals[at], reverse=True)
            del by_number[one.number][20:]
    if not totals:
        return [], 0.0
    at: int | None = max(range(len(totals)), key=lambda position: totals[position])
    score = totals[at] if at is not None else 0.0
    chain = []
    while at is not None:
        chain.append(members[at])
        at = links[at]
    return chain[::-1], score
