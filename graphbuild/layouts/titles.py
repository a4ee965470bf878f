"""Where an agenda item's title ends: on its line, on the next, or in the midst of a run-on text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphbuild.layouts.labels import field_label, fold, section_label, tables
from graphbuild.layouts.lines import RUN_ON, Line, without_page
from graphbuild.layouts.numbering import CASE_NUMBER_ALONE, PARTICULARS
from graphbuild.lexicon.names import first_names, fold_word

#: Longer than this, a line is no title: the item's text runs on behind it.
LONGEST = 260

_DURATION = re.compile(
    r"\s*[-–,(]?\s*(?:ca\. ?)?\d{1,3}\s*min(?:\.|utter)?\)?\s*\.?$"
    r"|\s*\(?(?:kl\.? ?)\d{1,2}[.:]\d{2}(?:\s*[-–]\s*\d{1,2}[.:]\d{2})?\)?\s*$|\s*\(\d{1,2}[.:]\d{2}\s*[-–]\s*\d{1,2}[.:]\d{2}\)\s*$"
)
_PRESENTER = re.compile(r"\s*[-–,]?\s*v\.?/ ?[A-ZÆØÅ][\w.\- ]*(?:(?:,| og | & |/)\s*[A-ZÆØÅ][\w.\- ]*)*$")
_VERB = re.compile(
    r"\b(?:er|har|var|blev|bliver|skal|vil|kan|ser|ønsker|byder|bød|takker|takkede|præsenterer|præsenterede|orienterer|orienterede|fortæller"
    r"|fortalte|oplyser|oplyste|foreslår|indstiller|drøftede|drøfter|gennemgik|gennemgår|besluttede|beslutter|havde|fik|får|bad|viser|viste|holder|holdt)\b"
)
_SUB_NUMBER = re.compile(r"^\d{1,3}\.\d{1,2}\.?\s+[A-ZÆØÅ]")
_NEW_SENTENCE = re.compile(r"(?<=[^\s.?!]) (?=[A-ZÆØÅ])|(?<=[.?!]) (?=[A-ZÆØÅ])")
_OPEN_ENDED = re.compile(
    r"(?i)(?:\b(?:v|for|af|og|om|til|på|med|i|fra|vedr|vedrørende|den|det|de|til|ved|samt|hos|nr|en|et|at|d|mellem)\.?|v\.?/|/|,|-|–|:)$"
)


def title_end(text: str) -> int:
    """Return where in a run-on item's text its title ends.

    The end of a question or a first sentence, or the place where a capital begins a sentence of its own: a word that
    is followed closely by a finite verb, and before which the title can end.
    """
    limit = min(len(text), LONGEST)
    found: list[tuple[int, int]] = []  # words before the verb, place
    for match in _NEW_SENTENCE.finditer(text[:limit]):
        before, after = text[: match.start()].rstrip(), text[match.end() : match.end() + 90]
        if _OPEN_ENDED.search(before) or re.search(r"(?:^|\s)(?:v|d|nr|bl\.a|jf|pkt|\d+)\.$", before):
            continue
        if before.endswith("?") or (found and before.endswith((".", "!"))):
            found.append((-1 if not found else 99, match.start()))
            break
        last = before.split()[-1]
        in_name = last[:1].isupper() and not re.search(r"(?i)(?:udvalget|rådet|chef|\.|dagsorden|eventuelt)$", last)
        if len(before.split()) > 1 and in_name:
            continue
        verb = _VERB.search(after)
        if verb and not re.search(r"[.:?!]\s", after[: verb.start()]):
            found.append((len(after[: verb.start()].split()), match.start()))
    found = [one for one in found if one[0] <= 6]
    if found:
        return min(found)[1]
    stop = re.search(r"[.?!:] (?=[A-ZÆØÅa-z]\.? ?[A-ZÆØÅ]?)", text[:limit])
    return stop.start() if stop else min(limit, max(text.rfind(" ", 0, 120), 1))


def is_heading_matter(text: str) -> bool:
    """Tell whether a line under a title belongs to the item's head or sections, and so ends the title."""
    return (
        section_label(text) is not None
        or CASE_NUMBER_ALONE.match(text) is not None
        or PARTICULARS.match(text) is not None
        or fold(text) in tables().open
        or fold(text) in tables().closed
        or (
            (field := field_label(text)) is not None
            and field[0].value in ("case_number", "document_number", "handler", "absent", "published")
        )
        or re.match(r"(?i)^(?:åbent?|lukket)(?: (?:sag|punkt))?(?:\s{2,}|\t|\s*[-–]\s*\d|$)", text) is not None
        or re.match(r"^[A-ZÆØÅ]{2,8} ?/ ?\d{2}/\d{2,6}\b", text) is not None  # initials and case number
        or re.match(r"^\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}", text) is not None
        or re.match(r"(?i)^(?:acadre )?(?:sag(?:snr\.?)?|dok\.?|mødedato)\s*:?\s\d[\d./-]{4,}", text) is not None
        or re.match(r"(?i)^(?:sagsansvarlig enhed|ansvarlig enhed|ansvarlig afdeling|ansvarligt center)\s*:", text)
        is not None
        or re.match(
            r"(?i)^(?:sags?[ -]?(?:nr|id|nummer)|dok(?:ument)?\.? ?(?:nr|id)|j(?:ournal)?\.? ?nr)\.?\s*:?\s*\S*\d\S*",
            text,
        )
        is not None
    )


def runs_on(title: str, line: Line, below: Line, after: Line | None, listed: str | None) -> bool:
    """Tell whether a title goes on in the line below.

    ``listed`` is the title in the table of contents, if one is found: it decides. Without it a title goes on where its
    line is full, nothing of the item's own follows yet, and the line below is no sentence of its own.
    """
    if (
        below.furniture
        or is_heading_matter(below.text)
        or line.heading != below.heading
        or _SUB_NUMBER.match(below.text)
    ):
        return False
    if listed is not None:
        so_far, both, whole = _plain(title), _plain(_join(title, below.text)), _plain(listed)
        if whole == so_far:
            return False
        if whole.startswith(both):
            return True
        if not whole.startswith(so_far):
            listed = None
    if _OPEN_ENDED.search(title) and not title.endswith(":") and len(title) > 25 and re.match(r"\w", below.text):
        return True
    if below.blank_before and listed is None:
        return False
    if re.search(r"[a-zæøå]-$", title) and re.match(r"[a-zæøå]", below.text):
        return True
    if line.heading and len(below.text) < LONGEST and listed is None:
        return len(line.text) > 55 and below.text[:1].islower()
    if len(line.text) < 55 or title.endswith((".", "?", ":")) or not line.wrapped:
        return False
    return below.text[:1].islower() or (
        after is not None and (is_heading_matter(after.text) or after.blank_before) and len(below.text) < 80
    )


def _join(title: str, below: str) -> str:
    return title[:-1] + below if re.search(r"[a-zæøå]-$", title) and below[:1].islower() else f"{title} {below}"


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", "", text).casefold()


def without_presenter(title: str) -> str:
    """Cut a school's or club's "v/Signe – 2 min." or "(Johanne)" off a title; a title with neither stays as printed.

    A "v/Name" goes only with a duration, or where it is a first name alone: elsewhere it is part of the title.
    """
    bare = _DURATION.sub("", title)
    presenter = _PRESENTER.search(bare)
    if presenter and (bare != title or not re.search(r"[A-ZÆØÅ][\w.-]+ [A-ZÆØÅ]", presenter[0])):
        bare = bare[: presenter.start()]
    bracket = re.search(r"\s*\((?:v/ ?)?([A-ZÆØÅ][\w-]+)(?: (?:og|&) ([A-ZÆØÅ][\w-]+))?\)$", bare)
    if bracket and fold_word(bracket[1]) in first_names():
        bare = bare[: bracket.start()]
    return bare.rstrip(" -–")


def listed_titles(lines: Sequence[Line], indexes: Sequence[int], numbers: Sequence[str]) -> dict[str, str]:
    """Return the table of contents as number -> title, the parts of a title on several lines joined."""
    listed: dict[str, str] = {}
    for position, (index, number) in enumerate(zip(indexes, numbers, strict=True)):
        stop = indexes[position + 1] if position + 1 < len(indexes) else index + 3
        parts: list[str] = []
        for line in lines[index:stop]:
            if line.furniture or (parts and line.blank_before and position + 1 == len(indexes)):
                break
            text = line.text
            if parts and (
                is_heading_matter(text)
                or _SUB_NUMBER.match(text)
                or (text.isupper() and not parts[0].isupper())
                or re.match(r"(?i)^(?:sager til|bilags|[A-E]\. sager|åben dagsorden|lukket dagsorden)", text)
            ):
                break
            if parts and position + 1 == len(indexes) and without_page(text) is None:
                break  # below the last entry, only what ends in a page's number is its second line
            parts.append(bare if (bare := without_page(text)) is not None else text)
        first = re.sub(r"^\D{0,14}\d{1,4}[a-z]?\s*[.:)]?\s*", "", parts[0]) if parts else ""
        title = first
        for part in parts[1:]:
            title = _join(title, part)
        listed[number] = title.strip()
    return listed


__all__ = ["LONGEST", "RUN_ON", "is_heading_matter", "listed_titles", "runs_on", "title_end", "without_presenter"]
