"""Which bodies met: from the head's labels, titles and running heads, and from the labels of decisions.

Forms read: ``Udvalg: Byrådet``; a line that is a body's name; ``Referat - Ældreudvalget den 14. marts``; ``møde i SektorMED``;
``Social og sundheds møde den ...``; ``Ældrerådsmøde``; ``Fællesmøde: A og B``; ``Økonomiudvalgets beslutning den ...``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from graphbuild.layouts import FieldKind, Flow, Minutes
from graphbuild.model import Said, Span


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = tomllib.loads(files(__package__).joinpath("meeting.toml").read_text(encoding="utf-8"))[
        "bodies"
    ]
    return words


_CAP = r"[A-ZÆØÅ][\wæøåÆØÅ.-]*"
_ENDING = r"(?:udvalget|udvalg|rådet|råd|byrådet|byråd|bestyrelsen|bestyrelse|nævnet|nævn|forum|kommissionen|delegationen|styregruppen)"
_MED = r"(?:(?:[A-ZÆØÅ][\wæøå]*|HR|MED)[- ]?)?(?:MED|Med)(?:[- ]?(?:[Hh]oved)?[Uu]dvalg(?:et)?)?(?![a-zæøå])(?: [A-ZÆØÅ][\w&]*(?: og [A-ZÆØÅ]\w+)?)?"
#: Words of a body's name: capitals joined by "og", commas and hyphens, ending in a word for a body; or "Udvalget for ...".
BODY = re.compile(
    rf"(?:(?:Udvalget|Rådet|Bestyrelsen|Nævnet|Kommissionen|Forældrerådet|Brugerrådet) (?:for|i|på|ved) [A-ZÆØÅ][\w.-]*(?:(?:, | og |,? og | & | )[A-ZÆØÅ][\w-]*|, [a-zæøå]+ og [a-zæøå]+| og [a-zæøå]{{4,}})*"
    rf"|(?:{_CAP}(?:, | og | & |,? og | ))*?(?:{_CAP}(?:-|,)? (?:og |& )?)?[A-ZÆØÅa-zæøå]*{_ENDING}(?![\wæøå-])"
    rf"|{_MED})"
)
_UPPER = re.compile(
    rf"^[A-ZÆØÅ-]*(?:{_ENDING.upper()}|LAUGET|LAVET|FORENINGEN) FOR [A-ZÆØÅ][A-ZÆØÅ, -]+$|^(?:[A-ZÆØÅ.-]+[ ,]+(?:OG )?)*[A-ZÆØÅ-]*{_ENDING.upper()}$"
)
_MEETING_OF = re.compile(r"(?P<name>[A-ZÆØÅ][\w ,&-]{3,60}?)(?:['’´`]?s|s['’´`]) (?:\w{0,20}møde)\b")
_COMPOUND = re.compile(
    r"\b(?:[Ee]kstraordinært |[Oo]rdinært )?(?P<stem>[A-ZÆØÅa-zæøå-]{3,40}?(?:udvalg|råd|bestyrelse|nævn|byråd))s?møde(?:t)?\b"
)


def find_bodies_met(minutes: Minutes) -> tuple[Said[str], ...]:
    """Return the bodies whose meeting it is; more than one only where the head calls it a joint meeting."""
    for one in minutes.field(FieldKind.BODY):
        if one.value.text.strip():
            labelled = tuple(_of_field(one.value, one.label.value))
            if labelled:
                return labelled
    head = minutes.head
    scored: Counter[str] = Counter()
    first: dict[str, Said[str]] = {}
    for weight, said in _candidates(minutes, head):
        key = _key(said.value)
        if key in _words()["not_bodies"] or len(key) < 3:
            continue
        scored[key] += weight
        kept = first.get(key)
        if (
            kept is None
            or (kept.value.isupper() and not said.value.isupper())
            or (len(said.value) > len(kept.value) and not said.value.isupper())
        ):
            first[key] = said
    if not scored:
        return ()
    best = max(scored, key=lambda key: (scored[key], -list(scored).index(key)))
    # "Udsatterådet" in the text and "Stevns Udsatteråd" in the title are one: the head's longer form is its name
    return (first[best],)


def _key(name: str) -> str:
    return re.sub(r"(?:et|en|s)$", "", re.sub(r"\W+", " ", name).strip().casefold())


def _of_field(flow: Flow, label: str) -> Iterator[Said[str]]:
    line = flow.text.replace("\n", " ") if "fælles" in label else flow.text.split("\n")[0]
    if "fælles" in label or " og " in line:
        found = [m for m in BODY.finditer(line) if len(m[0]) > 3]
        if len(found) > 1 or "fælles" in label:
            parts = re.split(
                r"(?<=udvalget) og |(?<=rådet) og |(?<=udvalg) og |(?<=råd) og |(?<=bestyrelsen) og |(?<=styrelsen) og ",
                line,
            )
            at = 0
            for part in parts:
                at = line.index(part, at)
                if BODY.search(part):
                    said = flow.at(at, at + len(part), "meeting.body-labelled")
                    yield Said(_elliptic(said.value.strip(" .")), said.span, said.rule)
                at += len(part)
            return
    line = re.sub(r",? (?:\(?(?:19|20)\d\d ?[-–] ?(?:19|20)?\d\d\)?)\s*$", "", line)  # the term is no part of the name
    match = BODY.search(line)
    # "§ 17, stk. 4-udvalget Sundhed tæt på": a name of its own, longer than what ends in a word for a body
    whole = (
        match is not None
        and match.start() > 0
        and re.match(r"[A-ZÆØÅ§]", line)
        and len(line) < 80
        and not match[0][:1].isupper()
    )
    if match and not whole:
        yield flow.said(match, "meeting.body-labelled")
    elif 3 < len(line.strip()) < 80 and re.match(r"[A-ZÆØÅ§]", line):
        yield flow.at(0, len(line), "meeting.body-labelled")


def _elliptic(name: str) -> str:
    """Restore the hyphen of "Social og Arbejdsmarkedsudvalget", lost on the way out of a PDF."""
    return re.sub(r"^([A-ZÆØÅ][a-zæøå]+) og ([A-ZÆØÅ]\w+udvalget)$", r"\1- og \2", name)


def _candidates(minutes: Minutes, head: Flow) -> Iterator[tuple[int, Said[str]]]:
    lead = sorted(_words()["lead"], key=len, reverse=True)
    offset = 0
    for number, line in enumerate(head.text.split("\n")[:40]):
        yield from _of_line(head, line, offset, number, lead)
        offset += len(line) + 1
    for item in minutes.items:
        own = [section for section in item.sections if section.kind.value == "decision" and section.body]
        if own and own[-1].body is not None:
            body = own[-1].body
            named = BODY.search(body.value)
            if named and named[0] == body.value.rstrip("s"):
                yield 2, Said(named[0], body.span, "meeting.body-of-decision")
            elif not BODY.search(body.value) or body.value.casefold().endswith("s") or named:
                value = re.sub(r"s$", "", body.value) if body.value.endswith(("ts", "ens", "ds", "gs")) else body.value
                yield 2, Said(value, body.span, "meeting.body-of-decision")
    for running in minutes.lines:
        if running.furniture and (match := BODY.search(running.text)):
            span = Span(running.start + match.start(), running.start + match.end())
            yield 1, Said(match[0].strip(), span, "meeting.body-running-head")


def _of_line(head: Flow, line: str, offset: int, number: int, lead: list[str]) -> Iterator[tuple[int, Said[str]]]:
    bare = line.strip()
    if not bare or len(bare) > 200:
        return
    early = max(0, 6 - number // 2)
    genitive = _MEETING_OF.search(line)
    if genitive:
        name = genitive["name"]
        for word in lead:
            if name.casefold().startswith(word + " "):
                name = name[len(word) + 1 :]
        at = offset + line.index(name)
        yield 9, head.at(at, at + len(name), "meeting.body-genitive")
        return
    compound = _COMPOUND.search(line)
    if compound:
        stem = compound["stem"]
        ending = next(
            (e for e in sorted(_words()["endings"], key=len, reverse=True) if stem.casefold().endswith(e)), None
        )
        if ending and stem.casefold() not in _words()["not_bodies"]:
            value = stem[: len(stem) - len(ending)] + _words()["endings"][ending]
            at = offset + compound.start("stem")
            yield 5, Said(value[:1].upper() + value[1:], head.span(at, at + len(stem)), "meeting.body-compound")
        elif ending and stem.casefold() in _words()["not_bodies"]:
            return
    folded = bare.casefold()
    rest, begin = bare, line.index(bare)
    for word in lead:
        if folded.startswith((word + " ", word + ":")):
            rest = bare[len(word) + 1 :].lstrip(" -–:")
            begin = line.index(rest, begin)
            break
    if _UPPER.match(rest):
        yield 6 + early, head.at(offset + begin, offset + begin + len(rest), "meeting.body-line")
        return
    match = BODY.search(rest)
    if match is None:
        return
    name = match[0].strip()
    said = head.at(offset + begin + match.start(), offset + begin + match.start() + len(name), "meeting.body-line")
    whole = len(name) >= len(rest.strip(" .,-–"))
    dated = re.match(r"\s*(?:[-–,|(]|den\b|d\.|\d|møde|kl)", rest[match.end() :]) is not None
    if whole:
        yield 7 + early, said
    elif (
        (match.start() == 0 and dated)
        or re.search(r"(?i)møde(?:t)? (?:i|for) (?:\w+ )?$", rest[: match.start()])
        or re.search(r"(?i)afholdt $", rest[: match.start()])
    ):
        yield 6 + early, said
    elif re.match(r"\s{3,}", rest[match.end() :]) or dated:
        yield 3 + early // 2, said
    else:
        yield 1, said
