"""Put the layout together: head and its fields, items, sub-points, sections, tail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from graphbuild.layouts.flow import Flow
from graphbuild.layouts.head import read_fields
from graphbuild.layouts.labels import FieldKind, SectionKind, field_label, fold, section_label, tables
from graphbuild.layouts.lines import Line, flow_of, read_lines, span_of, without_page
from graphbuild.layouts.minutes import ItemLayout, Minutes, Section
from graphbuild.layouts.numbering import CASE_NUMBER_ALONE, Candidate, find_items
from graphbuild.layouts.titles import LONGEST, is_heading_matter, listed_titles, runs_on, title_end, without_presenter
from graphbuild.model import Document, Remainder, Said, Span

#: A line that is a sentence, not the title of an attachment.
_SENTENCE = re.compile(
    r"[a-zæøå]{2}\. [A-ZÆØÅ]|\b(?:er|har|blev|bliver|skal|vil|sagde|sender|laver|drøftede|besluttede|indhenter|orienterede|oplyste|godkendt|afgiver|går)\b.{3,}\.$"
)
#: What begins the end of the minutes: signatures, lists of attachments, the comment form of a web page.
_TAIL = re.compile(
    r"(?i)^(?:underskrift(?:er|sblad|sark)?\b.{0,30}|bilags(?:oversigt|liste)|skriv et svar|back to top|ref(?:erent)?\.? ?: .{2,60}|næste (?:ordinære )?(?:fælles)?møde ?:.*|kommende møder?:.*|aktionsliste|opgaveliste|del dette:.*|drevet af wordpress|punkter til næste møde:?.*"
    r"|mødet (?:sluttede|slut|hævet|hævedes|afsluttet|afsluttedes|blev hævet)\b.{0,60}|[A-ZÆØÅ][\w ]{2,40}, den \d{1,2}\. \w+ \d{4}|godkendt(?:, den)? _+|_{6,}.*"
    r"|[A-ZÆØÅ]\w+ (?:kom|gik|forlod|ankom) (?:mødet )?(?:kl\.|efter|fra).{0,60})$"
)
_GROUP = re.compile(
    r"(?i)^(?:[A-F]\.\s+)?(?:lukket dagsorden|åben dagsorden|lukket møde|åbent møde|lukkede (?:punkter|\w{0,16}sager)|åbne (?:punkter|\w{0,16}sager)|(?:sager|punkt(?:er)?) til [\wæøå/ ]{4,40}"
    r"|(?:beslutnings|orienterings|drøftelses|efterretnings|høring)s?(?:sager|punkter)|orientering|til (?:drøftelse|orientering|beslutning|efterretning))\s*:?$"
)
#: A cell of a row: words apart by one space or two.
_CELL = re.compile(r"[^\s](?:[^\t\n ]| {1,2}(?=[^\s]))*")
#: The cells of an agenda in columns: what the item is for (O, D/B), how long it takes.
_COLUMN = re.compile(
    r"^(?:[BODI](?: ?/ ?[BODI]){0,2}|[-–]|(?:ca\. ?)?\d{1,3} ?min\.?|kl\. ?\d{1,2}[.:]\d{2}(?: ?[-–] ?\d{1,2}[.:]\d{2})?)$"
)
_SUB_LETTER = re.compile(r"^(?P<letter>[a-z])(?P<mark>[.)])\s+(?P<title>[A-ZÆØÅ\"”»'\d].*)$")
_SUB_DECIMAL = re.compile(r"^(?P<number>(?P<parent>\d{1,4})\.(?P<sub>\d{1,2}))\.?\s+(?P<title>[A-ZÆØÅ\"”»'].*)$")
#: A sub-point by its item's number and a letter: "2a Brandsyn", "2.b".
_SUB_NUMBER_LETTER = re.compile(r"^(?P<parent>\d{1,3})\.?(?P<letter>[a-z])[.)]?\s+(?P<title>[A-ZÆØÅ\"”»'].*)$")
_WASTE = re.compile(
    r"(?i)^(?:(?:til|tilbage til) (?:top(?:pen)?|indholdsfortegnelse(?:n)?|oversigt(?:en)?)|del på facebook|back to top|skip to main content|gå til hovedindhold(?:et)?|menu|print|udskriv(?: hele dagsorden(?:en)?| hele dagsordnen| punkt(?:et)?)?|del|luk|åbn/luk punkt|fold alle punkter|åbn alle punkter|læs mere|[-_=|+\\s]{4,})$"
)


def lay_out(document: Document) -> Minutes:
    """Return the document laid out as minutes; linear in the length of its text."""
    lines = read_lines(document)
    lines = [replace(line, furniture=True) if _WASTE.match(line.text) else line for line in lines]
    chain, contents = find_items(lines)
    listed = listed_titles(lines, [one.index for one in contents], [str(one.number) for one in contents])
    over = _titles_over(lines, chain)
    starts = [over.get(one.index, one.index) for one in chain]
    first = starts[0] if chain else len(lines)
    head_lines, contents_lines = _without_contents(lines[:first], contents, first)
    head_lines, group = _cut_groups(head_lines)
    # "Åbent punkt" may stand above each item's number, not below its title
    announced = _stand_above(lines, [one.index for one in chain])
    announcing: list[Line] = []
    if announced:
        head_lines, announcing = _cut_announcing(head_lines)

    items: list[ItemLayout] = []
    tail: list[Line] = []
    for position, one in enumerate(chain):
        stop = starts[position + 1] if position + 1 < len(chain) else len(lines)
        block = lines[one.index : stop]
        block, next_group = _cut_groups(block)
        following: list[Line] = []
        if announced and position + 1 < len(chain):
            block, following = _cut_announcing(block)
        if position + 1 == len(chain):
            block, tail = _cut_tail(block)
        block = [block[0], *announcing, *block[1:]]
        title_line = lines[over[one.index]] if one.index in over else None
        items += _lay_out_item(document, one, block, listed.get(str(one.number)), group, title_line)
        group = next_group or group
        announcing = following

    body = [line for line in lines if not line.furniture]
    remainder: tuple[Remainder, ...] = ()
    if not chain and body:
        remainder = (Remainder(span_of(body), "no agenda items recognised: read as one text"),)
    head = flow_of(document, head_lines)
    return Minutes(
        document=document,
        lines=tuple(lines),
        head=head,
        fields=read_fields(document, head_lines) + read_fields(document, tail),
        contents=flow_of(document, contents_lines),
        items=tuple(items),
        tail=flow_of(document, tail),
        whole=flow_of(document, lines),
        remainder=remainder,
    )


def _without_contents(head: Sequence[Line], contents: Sequence[Candidate], first: int) -> tuple[list[Line], list[Line]]:
    """Part the lines before the first item into head and table of contents."""
    if not contents:
        return list(head), []
    start, stop = contents[0].index, contents[-1].index + 1
    while stop < first and (
        (
            contents[-1].title
            and not contents[-1].contents
            and not head[stop].blank_before
            and not head[stop].heading
            and field_label(head[stop].text) is None
        )
        or without_page(head[stop].text) is not None
    ):
        stop += 1
        if stop - contents[-1].index > 4:
            break
    while start > 0 and (
        ((field := field_label(head[start - 1].text)) is not None and field[0] is FieldKind.CONTENTS)
        or re.match(
            r"(?i)^(?:punkt|pkt|sag|sag nr|nr|tekst|side|titel)\b[\s:.a-zæøå]{0,12}(?:\s{2,}|\t|$)",
            head[start - 1].text,
        )
        or _GROUP.match(head[start - 1].text)
        or head[start - 1].furniture
    ):
        start -= 1
    return [*head[:start], *head[stop:]], list(head[start:stop])


def _cut_groups(block: Sequence[Line]) -> tuple[list[Line], Line | None]:
    """Cut the headings that stand above the next item ("LUKKET DAGSORDEN") off the end of what comes before it."""
    kept, group = list(block), None
    while kept and (kept[-1].furniture or _GROUP.match(kept[-1].text)):
        last = kept.pop()
        if not last.furniture:
            group = last
        elif group is None and not any(_GROUP.match(line.text) for line in kept[-3:]):
            kept.append(last)
            break
    return kept, group


def _titles_over(lines: Sequence[Line], chain: Sequence[Candidate]) -> dict[int, int]:
    """Return for each number's line the line of its title, in minutes that print the title over the number."""
    found: dict[int, int] = {}
    for one in chain:
        before = next((at for at in range(one.index - 1, max(one.index - 4, -1), -1) if not lines[at].furniture), None)
        if one.title or before is None or section_label(lines[before].text) is not None:
            continue
        above, own = lines[before], lines[one.index]
        if above.heading and not own.heading and len(above.text) < LONGEST:
            found[one.index] = before
    return found if len(found) > 1 and 3 * len(found) >= 2 * len(chain) else {}


def _announces(line: Line) -> bool:
    """Tell whether a line tells of one item alone: that it is open, or its case number."""
    return fold(line.text) in tables().open | tables().closed or CASE_NUMBER_ALONE.match(line.text) is not None


def _stand_above(lines: Sequence[Line], headings: Sequence[int]) -> bool:
    """Tell whether such a line stands above most headings, and so belongs to the item below it."""
    above = 0
    for index in headings:
        before = next((line for line in reversed(lines[max(0, index - 4) : index]) if not line.furniture), None)
        above += before is not None and _announces(before)
    return above > 1 and 2 * above > len(headings)


def _cut_announcing(block: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Cut lines like "Åbent punkt" off the end of what comes before an item's number."""
    kept = list(block)
    cut: list[Line] = []
    while len(cut) < 2:
        at = next((index for index in range(len(kept) - 1, 0, -1) if not kept[index].furniture), None)
        if at is None or not _announces(kept[at]):
            break
        cut.insert(0, kept.pop(at))
    return kept, cut


def _cut_tail(block: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    for index, line in enumerate(block):
        if index and not line.furniture and line.depth == 0 and _TAIL.match(line.text):
            return list(block[:index]), list(block[index:])
    return list(block), []


# --- items ------------------------------------------------------------------------------------------------------------


def _lay_out_item(
    document: Document,
    one: Candidate,
    block: list[Line],
    listed: str | None,
    group: Line | None,
    title_line: Line | None = None,
) -> list[ItemLayout]:
    """Lay out one item and its sub-points; ``title_line`` stands over the number, where titles do so here."""
    number = Said(one.printed, _number_span(block[0], one), "item.number")
    if title_line is not None:
        title: Said[str] | None = _said_title(document, [title_line])
        rest, extra_head = block[1:], _behind_number(block[0], one)
        block = [title_line, *block]
    else:
        title, rest, extra_head = _title(document, one, block, listed)
    said_group = Said(group.text, Span(group.start, group.end), "item.group") if group else None
    while rest and (rest[0].furniture or _COLUMN.match(rest[0].text)):
        rest = rest[1:]
    own, subs = _part_sub_points(rest, one)
    head, sections = _sections(document, [*extra_head, *own], title.value if title else "")
    parent = ItemLayout(number, title, head, sections, span_of(block), None, said_group)
    return [parent, *(_lay_out_sub(document, sub, one.printed, said_group) for sub in subs)]


def _behind_number(line: Line, one: Candidate) -> list[Line]:
    """Return what stands behind a number in a title's place without being one: "Lukket"."""
    told = line.text[one.title_at :].strip()
    return [replace(line, start=line.end - len(told), text=told)] if told and not one.title else []


def _number_span(line: Line, one: Candidate) -> Span:
    at = line.text.find(one.printed)
    return Span(line.start + max(at, 0), line.start + max(at, 0) + len(one.printed))


def _title(
    document: Document, one: Candidate, block: list[Line], listed: str | None
) -> tuple[Said[str] | None, list[Line], list[Line]]:
    """Return the title, the lines after it, and lines of the item's head that stood before it."""
    extra = _behind_number(block[0], one)
    first, rest = block[0], block[1:]
    if one.title and not CASE_NUMBER_ALONE.match(one.title):
        begin = first.start + one.title_at
        title_line = replace(first, start=begin, text=first.text[one.title_at :])
    else:
        if one.title:
            extra.append(replace(first, start=first.start + one.title_at, text=one.title))
        routes: list[Line] = []
        while rest and (rest[0].furniture or (is_heading_matter(rest[0].text) and _may_stand_over_title(rest[0].text))):
            if not rest[0].furniture:
                found = section_label(rest[0].text)
                (extra if found is None else routes).append(rest[0])
            rest = rest[1:]
        extra += routes
        if not rest or section_label(rest[0].text) is not None:
            return None, rest, extra
        title_line, rest = rest[0], rest[1:]
    cells = [match.span() for match in _CELL.finditer(title_line.text)]
    if len(cells) > 1 and not re.fullmatch(r"(?i)(?:side ?)?\d{1,4}", title_line.text[slice(*cells[-1])]):
        # a table: the point, who is responsible for it, and the text that was written down
        parts = [
            replace(
                title_line,
                start=title_line.start + left,
                end=title_line.start + right,
                text=title_line.text[left:right],
                indent=title_line.indent + one.title_at + left,
                blank_before=False,
            )
            for left, right in cells
        ]
        return _said_title(document, parts[:1]), [parts[-1], *rest], [*extra, *parts[1:-1]]
    if len(title_line.text) > LONGEST or (title_line.run_on and len(title_line.text) > 60):
        end = title_end(title_line.text)
        cut = title_line.start + end
        remaining = title_line.text[end:]
        body = replace(
            title_line, start=cut + len(remaining) - len(remaining.lstrip()), text=remaining.strip(), blank_before=False
        )
        return _said_title(document, [replace(title_line, end=cut, text=title_line.text[:end])]), [body, *rest], extra
    parts = [title_line]
    text = title_line.text
    while rest and len(parts) < 4:
        while rest and rest[0].furniture and len(rest) > 1 and listed is not None:
            rest = rest[1:]
        after = next((line for line in rest[1:] if not line.furniture), None)
        if not rest or not runs_on(text, parts[-1], rest[0], after, listed):
            break
        parts.append(rest[0])
        text = (
            f"{text[:-1]}{rest[0].text}"
            if text.endswith("-") and rest[0].text[:1].islower()
            else f"{text} {rest[0].text}"
        )
        rest = rest[1:]
    return _said_title(document, parts), rest, extra


def _may_stand_over_title(text: str) -> bool:
    """Tell whether a line under an item's bare number may have its title below: "Sagsforløb: ØU - Åben sag" has."""
    found = section_label(text)
    return found is None or (found.kind is SectionKind.ROUTE and found.length < len(text))


def _said_title(document: Document, parts: list[Line]) -> Said[str]:
    pieces = []
    for index, part in enumerate(parts):
        broken = (
            part.text.endswith("-")
            and index + 1 < len(parts)
            and re.match(r"[a-zæøå]", parts[index + 1].text)
            and part.text[-2:-1].isalpha()
        )
        joined = broken and not re.match(r"(?:og|eller|samt)\b", parts[index + 1].text)
        pieces.append((part.start, part.end - 1 if joined else part.end, "" if joined else " "))
    flow = Flow(document, pieces)
    text = without_page(flow.text) or flow.text
    text = (
        re.sub(r"(?:\s{3,}|\t).*$", "", text) if re.search(r"(?:\s{3,}|\t)(?:side\s*)?\d{1,3}$", text, re.I) else text
    )
    bare = without_presenter(text.strip()).rstrip(".").rstrip() if not text.strip().endswith("Evt.") else text.strip()
    bare = re.sub(r"^[”\"»](.*)[”\"«]$", r"\1", bare)
    at = max(flow.text.find(bare), 0)
    return flow.at(at, at + len(bare), "item.title")


def _part_sub_points(rest: list[Line], one: Candidate) -> tuple[list[Line], list[tuple[str, str, list[Line], int]]]:
    """Part an item's lines into its own and its sub-points: ``(number, mark, lines, offset of the title)``."""
    own: list[Line] = []
    subs: list[tuple[str, str, list[Line], int]] = []
    labelled = False
    letters = _lettered(rest)
    for position, line in enumerate(rest):
        if line.furniture:
            continue
        decimal = _SUB_DECIMAL.match(line.text)
        if decimal and int(decimal["parent"]) == one.number and len(decimal["title"]) < LONGEST:
            subs.append((decimal["number"], ".", [line], decimal.start("title")))
            continue
        both = _SUB_NUMBER_LETTER.match(line.text)
        if both and int(both["parent"]) == one.number and both["letter"] == chr(ord("a") + len(subs)):
            subs.append((f"{both['parent']}{both['letter']}", "", [line], both.start("title")))
            continue
        label = section_label(line.text)
        if label is not None and label.kind is not SectionKind.TEXT and not (subs and label.length < len(line.text)):
            labelled = True
        lettered = _SUB_LETTER.match(line.text)
        if lettered and not labelled and position in letters:
            subs.append((f"{one.printed}{lettered['letter']}", lettered["mark"], [line], lettered.start("title")))
            continue
        if subs and not (line.blank_before and line.indent == 0 and any(other.indent > 0 for other in subs[-1][2][1:])):
            subs[-1][2].append(line)
        else:
            own.append(line)
    return own, subs


def _lettered(rest: Sequence[Line]) -> frozenset[int]:
    """Return the positions of a series a, b, c of sub-points; a single letter, or one that does not begin at a, is none."""
    positions, expected = [], "a"
    for position, line in enumerate(rest):
        match = _SUB_LETTER.match(line.text)
        if match and match["letter"] == expected and not line.furniture:
            positions.append(position)
            expected = chr(ord(expected) + 1)
        elif (label := section_label(line.text)) is not None and label.kind not in (
            SectionKind.TEXT,
            SectionKind.DISCUSSION,
        ):
            break
    return frozenset(positions) if len(positions) >= 2 else frozenset()


def _lay_out_sub(
    document: Document, sub: tuple[str, str, list[Line], int], parent: str, group: Said[str] | None
) -> ItemLayout:
    number, _, lines, title_at = sub
    first = lines[0]
    printed = Said(number, Span(first.start, first.start + title_at), "item.sub-number")
    # "a. Byggeri: Projektet er forsinket.": the text runs on behind the title
    named = re.match(r"([^:.?!]{3,50}):\s+(?=[A-ZÆØÅ])", first.text[title_at:])
    if named and re.search(r"[.!]$", first.text):
        cut = title_at + named.end()
        body = replace(first, start=first.start + cut, text=first.text[cut:], blank_before=False)
        first = replace(first, end=first.start + title_at + named.end(1), text=first.text[: title_at + named.end(1)])
        lines = [first, body, *lines[1:]]
    candidate = Candidate(0, 0, number, first.text[title_at:], title_at, ("", "", False, False), 0.0, False)
    title, rest, extra = _title(document, candidate, lines, None)
    head, sections = _sections(document, [*extra, *rest], title.value if title else "")
    return ItemLayout(printed, title, head, sections, span_of(lines), parent, group)


# --- sections ---------------------------------------------------------------------------------------------------------


def _sections(document: Document, rest: list[Line], title: str) -> tuple[Flow, tuple[Section, ...]]:
    """Part an item's lines into its head and its labelled sections."""
    head: list[Line] = []
    sections: list[Section] = []
    current: list[Line] = []
    kind, label, body, date = SectionKind.TEXT, None, None, None
    in_head = True
    inline = False  # the section's text begins behind its label
    away: list[Line] = []  # the lines of an absence told within a decision

    def close() -> None:
        if label is not None or any(not line.furniture for line in current):
            sections.append(Section(kind, label, body, date, flow_of(document, current)))

    plain_title = re.sub(r"\W+", "", title).casefold()
    for line in rest:
        if line.furniture:
            current.append(line)
            continue
        if plain_title and _is_title_again(line.text, plain_title):
            continue
        if in_head and _GROUP.match(line.text):
            head.append(line)
            continue
        found = section_label(line.text)
        if found is not None and found.kind is SectionKind.TEXT and line.text.rstrip().endswith("."):
            found = None
        if found is not None and kind is SectionKind.ATTACHMENTS and found.length < len(line.text) and line.depth:
            found = None
        if (
            found is None
            and kind is SectionKind.ATTACHMENTS
            and inline
            and not line.depth
            and _SENTENCE.search(line.text)
        ):
            close()  # "Bilag: Resultat af APV 2023" is a line of its own; the text goes on below
            current, kind, label, body, date, inline = [], SectionKind.TEXT, None, None, None, False
        if found is None and in_head and is_heading_matter(line.text):
            head.append(line)
            continue
        if found is None and kind is SectionKind.DECISION and not current and _is_meeting_again(line.text):
            head.append(line)
            continue
        if (
            found is not None
            and found.kind is SectionKind.ABSENCE
            and kind is SectionKind.DECISION
            and not current
            and not line.text[found.length :].strip()
            and _is_meeting_again(head[-1].text if head else "")
        ):
            continue  # "Fraværende:" with nobody behind it
        if (
            found is not None
            and found.kind is SectionKind.ABSENCE
            and found.length < len(line.text)
            and kind is SectionKind.DECISION
        ):
            # who was absent is told within the decision, which goes on below
            away = [_behind(line, found.length)]
            label_span = Span(line.start, line.start + found.length)
            absence = Said(line.text[: found.length].strip(), label_span, "section.label")
            sections.append(Section(SectionKind.ABSENCE, absence, None, None, flow_of(document, away)))
            continue
        if away and found is None and not line.blank_before and _names_go_on(away[-1].text, line.text):
            away.append(line)
            sections[-1] = replace(sections[-1], flow=flow_of(document, away))
            continue
        away = []
        if found is not None:
            close()
            current, in_head = [], False
            kind = found.kind
            label = Said(
                line.text[: found.length].strip(), Span(line.start, line.start + found.length), "section.label"
            )
            body = _part(line, found.body, "section.body")
            date = _part(line, found.date, "section.date")
            inline = bool(line.text[found.length :].strip())
            if inline:
                current = [_behind(line, found.length)]
            continue
        in_head = in_head and not current and bool(head or sections) and is_heading_matter(line.text)
        current.append(line)
    close()
    return Flow(document, [(line.start, line.end, "\n") for line in head]), tuple(sections)


def _is_meeting_again(text: str) -> bool:
    """Tell whether a line under a decision's label says once more when and where the meeting was."""
    field = field_label(text)
    return field is not None and field[0] in (FieldKind.DATE, FieldKind.PLACE, FieldKind.TIME) and len(text) < 70


def _behind(line: Line, at: int) -> Line:
    """Return what stands on a line behind its label."""
    value = line.text[at:]
    skip = len(value) - len(value.lstrip())
    return replace(line, start=line.start + at + skip, text=value.strip(), blank_before=False)


def _names_go_on(above: str, below: str) -> bool:
    """Tell whether a list of absentees runs over its line's end."""
    if above.rstrip().endswith((".", ":")) or re.fullmatch(r"(?i)\W*ingen\W*", above):
        return False
    return above.rstrip().endswith((",", " og", "-")) or (
        len(above) > 55 and re.match(r"[A-ZÆØÅ][\w-]+(?: (?:og|[A-ZÆØÅ])|,|\.$)", below) is not None
    )


def _is_title_again(text: str, title: str) -> bool:
    """Tell whether a line prints the item's title once more, perhaps with its number or a letter wrong."""
    if not 0.8 * len(title) <= len(text) <= 1.6 * len(title) + 8:
        return False
    plain = re.sub(r"^\d+|\W+", "", text).casefold()
    if plain == title:
        return True
    return (
        len(title) > 12
        and abs(len(plain) - len(title)) <= 2
        and SequenceMatcher(None, plain, title, autojunk=False).ratio() > 0.93
    )


def _part(line: Line, place: tuple[int, int] | None, rule: str) -> Said[str] | None:
    if place is None:
        return None
    text = line.text[place[0] : place[1]]
    start = place[0] + len(text) - len(text.lstrip())
    text = re.sub(r"(?i)^(?:i|fra|af)\s+", "", text.strip())
    text = re.sub(r"(?i)\s+(?:den|d\.|møde|på mødet)$", "", text).strip(" ,:-–")
    start = line.text.find(text, start)
    return Said(text, Span(line.start + start, line.start + start + len(text)), rule) if text else None
