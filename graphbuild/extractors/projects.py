"""Named projects, programmes, campaigns, plans and policies under way.

Read are:

* a name behind its noun: ``projektet Gode Skift``, ``programmet "Fælles om Bordet"``, ``indsatsen, som hedder Hjælp Nu``
* ``Projekt Åbne Veje``; compounds with a capital, ``Havnegadeprojektet``, ``Trafikplanen`` in mid-sentence
* plans and policies with years or a number: ``Stiplan 2011-2019``, ``Lokalplan 17.4``, ``kommuneplantillæg nr. 9``
* plans and policies that an item's title names: ``Frivillighedspolitik``, ``Helhedsplan for Engene``
* a name told to be one: ``Læsecamp: et samarbejde mellem``, ``Projektejer er ...``

Owner (projektejer), leader (projektleder), period (projektperioden) and grant (tilsagn om støtte) go to the project that the same
sentence or, where it names one alone, the same item is about. Left out on purpose: laws, reforms, conferences, budgets, plans
of meetings, a project that is only described.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import islice, pairwise
from typing import Any

import simplemma

from graphbuild.extractors.bodies import find_bodies
from graphbuild.extractors.named_bodies import NamedBodies
from graphbuild.extractors.roster import Roster
from graphbuild.layouts import ItemLayout, Minutes
from graphbuild.layouts.flow import Flow, squeeze
from graphbuild.lexicon.amounts import find_amounts
from graphbuild.lexicon.dates import DateKind, find_dates
from graphbuild.lexicon.municipalities import Gazetteer
from graphbuild.lexicon.names import is_name
from graphbuild.model import ProjectMention

_CAPITAL = "A-ZÆØÅÖÄ"
_YEARS = r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d))?"
_QUOTES = '"\u201d\u201c\u201e\u00bb\u00ab'


def _or(words: Sequence[str]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=lambda word: (-len(word), word))
    )


@dataclass(frozen=True, slots=True)
class _Patterns:
    quoted: re.Pattern[str]
    noun_before_quote: re.Pattern[str]
    no_project: re.Pattern[str]
    arranging: re.Pattern[str]
    noun_near: re.Pattern[str]
    hedder: re.Pattern[str]
    years: re.Pattern[str]
    number: re.Pattern[str]
    title_plan: re.Pattern[str]
    title_noun: re.Pattern[str]
    plan_for: re.Pattern[str]
    cues: re.Pattern[str]
    told: re.Pattern[str]
    owned: re.Pattern[str]
    so_called: re.Pattern[str]
    known: re.Pattern[str]
    endings: tuple[str, ...]  # of all words that are worth a look
    nouns: frozenset[str]
    noun_endings: tuple[str, ...]
    plans: tuple[str, ...]
    numbered: frozenset[str]
    with_for: frozenset[str]
    compounds: tuple[str, ...]
    plan_never: frozenset[str]
    compound_never: frozenset[str]
    inside: frozenset[str]
    quoted_only: frozenset[str]
    verbs: frozenset[str]
    title_words: frozenset[str]
    plain_events: frozenset[str]
    deeds: tuple[str, ...]
    statutory: frozenset[str]
    event: re.Pattern[str]
    meetings: tuple[str, ...]
    construction: re.Pattern[str]
    headed: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    raw: dict[str, Any] = tomllib.loads(files(__package__).joinpath("projects.toml").read_text(encoding="utf-8"))
    before, plans, compounds = raw["before"], raw["plans"], raw["compounds"]
    noun = rf"(?<![\w-])(?P<noun>(?i:{_or(before['words'])})|[^\W\d_][\w-]{{2,30}}?(?:{_or(before['endings'])}))"
    elliptic = r"(?:[^\W\d_][\w]{1,24}-(?:,\s|\s(?:og|&)\s)){0,3}"
    compound = rf"{elliptic}[^\W\d_][\w-]{{1,40}}?(?:{_or(plans['endings'])})"
    compound_endings = (*compounds["endings"], "planen", "strategien", "politikken", "politik", "strategi")
    return _Patterns(
        re.compile(rf"[{_QUOTES}](?P<name>[{_CAPITAL}0-9][^{_QUOTES}\n]{{1,70}}?)[{_QUOTES}]"),
        re.compile(rf"{noun}\s?[:,]?\s?\Z"),
        re.compile(rf"(?i)(?<![\w-])(?:{_or(raw['no_project']['before'])})\s?[:,]?\s?\Z"),
        re.compile(rf"(?i)\b(?:{_or(raw['arranging']['stems'])})"),
        re.compile(rf"(?i)(?:{_or(raw['told']['near'])})"),
        re.compile(
            rf"(?i:\b(?:hedder|kaldes|kaldet|ved\snavn|under\snavnet|med\stitlen|med\snavnet))\s[{_QUOTES}]?(?P<rest>[{_CAPITAL}][^\n]{{1,80}})"
        ),
        re.compile(rf"\s(?:for\s(?:perioden\s)?)?{_YEARS}(?![\w.]?\d)"),
        re.compile(r"(?i)\s(?:nr\.?\s?)?\d[\w./-]{0,14}(?<![./-])"),
        re.compile(
            rf"(?i)(?<![\w-])(?P<name>(?P<word>{compound})(?P<more>\s(?:for|i|om|vedrørende)\s[^\n.:,(]{{3,80}})?)(?![\w-])"
        ),
        re.compile(
            rf"(?i)(?<![\w-])(?:{_or(sorted({*before['words'], 'projekt', 'kampagne'} - ({*before['quoted_only']} - {'projekt', 'kampagne'})))})\s(?P<name>[{_CAPITAL}].*)"
        ),
        re.compile(
            rf"(?<![\w-])(?P<name>(?P<word>(?i:{_or(plans['with_for'])}))(?:\s(?P<quote>[{_QUOTES}][^{_QUOTES}\n]{{2,50}}[{_QUOTES}])|\s(?P<link>for|af|vedr\.|vedrørende|om)\s(?P<rest>[^\n.:;(]{{3,90}})))"
        ),
        re.compile(rf"(?i)(?:{_or(compounds['cues'])})\s\Z"),
        re.compile(rf"(?::|\ser|,)\set?n?\s(?:\w+\s){{0,3}}(?:{_or(raw['told']['nouns'])})(?!\w)"),
        re.compile(r"(?i)\bprojektejer(?:en|e)?(?:\ser|:)?\s"),
        re.compile(r"(?i)\bsåkaldt(?:e)?\s(?P<name>\d{1,3}[-\w]*\s[^\W\d_][\w-]{3,30})"),
        re.compile(rf"(?:{_or(raw['known']['names'])})(?![\w])"),
        tuple(
            {
                *before["words"],
                *before["endings"],
                *plans["endings"],
                *plans["numbered"],
                *plans["with_for"],
                *compound_endings,
                *(f"{ending}s" for ending in compound_endings),
                "kommuneplan",
            }
        ),
        frozenset(before["words"]),
        tuple(before["endings"]),
        (*plans["endings"], "kommuneplan"),
        frozenset(plans["numbered"]),
        frozenset(plans["with_for"]),
        (*compound_endings, *(f"{ending}s" for ending in compound_endings)),
        frozenset(plans["never"]),
        frozenset(compounds["never"]),
        frozenset(raw["inside"]["words"]),
        frozenset(before["quoted_only"]),
        frozenset(raw["titles"]["verbs"]),
        frozenset(raw["titles"]["words"]),
        frozenset(raw["titles"]["plain_events"]),
        tuple(raw["titles"]["deeds"]),
        frozenset(plans["statutory"]),
        # "Folkemødet 2016": a yearly event that goes by its year
        re.compile(
            rf"(?<![\w-])(?P<name>(?:(?!(?:Til|På|Fra|Ved|Efter|Før|Under|Om|Den|Det|Program|Referat|Status)\s)[{_CAPITAL}][a-zæøå]{{2,18}}\s(?=[{_CAPITAL}])[\w-]{{0,28}}?(?i:{_or(raw['events']['endings'])})"
            rf"|[{_CAPITAL}][\w-]{{2,28}}?(?:{_or(raw['events']['endings'])}))\s(?:19|20)\d\d)(?![\w./-]?\d)"
        ),
        tuple(raw["events"]["meetings"]),
        # "Vådområde ved Lilleå", "Stien langs Fjorden", "Cykelstien Vestby-Østby"
        re.compile(
            rf"(?P<name>(?i:{_or(raw['construction']['nouns'])})"
            rf"(?:\s(?:{_or(raw['construction']['links'])})\s(?:[a-zæøå]{{2,12}}\s)?[{_CAPITAL}][^\n:,(]{{1,60}}|\s[{_CAPITAL}][\wæøå]{{2,20}}[-–][{_CAPITAL}][\wæøå]{{2,20}}))"
        ),
        re.compile(rf"(?i:{_or(raw['titles']['headings'])})\s?:\s(?P<name>[{_CAPITAL}][^\n]{{2,80}})"),
    )


_WORD = re.compile(r"[^\W\d_][\w-]{2,60}")


@lru_cache(maxsize=1 << 16)
def _may_name(word: str) -> bool:
    """Tell whether a word may name a plan or stand before a project's name."""
    return word.lower().endswith(_patterns().endings)


_ELLIPTIC = re.compile(rf"(?:[{_CAPITAL}][\w]{{1,24}}-(?:,\s|\s(?:og|&)\s)){{1,3}}\Z")
_OWNER = re.compile(rf"[{_CAPITAL}][\w-]{{2,40}}s\s\Z")
#: the name that heads a sentence or a line
_HEAD = re.compile(
    rf"(?m)(?:^(?:[•-]\s)?|(?<=[.!?]\s)|(?<=:\s))(?P<name>[{_CAPITAL}0-9][\w&'-]*(?:[ ][\w&'-]+){{0,5}}?)\Z"
)
_HANDLES = re.compile(r"\shandler\som\s")
_DEFINED = re.compile(rf"(?:[Dd]et\s)?[{_CAPITAL}][\wæøå]+\s[{_CAPITAL}][\w]+\Z")
#: "Velfærd 4.0"
_INSIDE_WORD = re.compile(r"[\w-]")
_VERSION_NUMBER = re.compile(r"\s[2-9]\.0")
_YEAR = re.compile(r"\s(?:19|20)\d\d")
_SO_CALLED = re.compile(r"åkaldt|ÅKALDT")
_CALLED = ("hedder", "kald", "navn", "titlen")
_VERSION = re.compile(rf"(?<![\w-])(?P<name>[{_CAPITAL}][\wæøå]{{3,30}}\s[2-9]\.0)(?![\w.]?\d)")


@dataclass(slots=True)
class _Found:
    """A name in a flow."""

    flow: Flow
    start: int
    end: int
    name: str
    rule: str
    item: str | None
    title: bool = False


@dataclass(slots=True)
class _Project:
    found: list[_Found] = field(default_factory=list)


def extract_projects(minutes: Minutes, roster: Roster, named: NamedBodies | None = None) -> tuple[ProjectMention, ...]:
    """Return the projects in order of first mention; ``named`` are the bodies where they are read already."""
    reading = _Reading(minutes, roster, named or NamedBodies(minutes, roster))
    projects: dict[str, _Project] = {}
    for one in reading.all():
        key = project_key(one.name)
        if len(key) > 2:
            projects.setdefault(key, _Project()).found.append(one)
    joined = _join(projects)
    mentions = []
    for project in joined:
        best = _best(project)
        mention = ProjectMention(best.flow.value(best.name, best.start, best.end, best.rule), _item_of(project))
        mentions.append(mention)
    return tuple(reading.with_details(mentions))


def _best(project: _Project) -> _Found:
    """The fullest form; of equals the one not set in capitals, then the first."""
    places = {(one.name.casefold(), one.flow.origin(one.start)) for one in project.found}
    counts = Counter(name for name, _ in places)
    return max(
        project.found,
        key=lambda one: (
            any(letter.isdigit() for letter in one.name),
            len(project_key(one.name)),
            counts[one.name.casefold()],
            not one.name.isupper(),
            -one.flow.origin(one.start),
        ),
    )


def _item_of(project: _Project) -> str | None:
    return min(project.found, key=lambda one: (one.item is None, not one.title, one.flow.origin(one.start))).item


def project_key(name: str) -> str:
    """Fold a project's name so that its forms are one: quotes, case, ``Projekt``, ``nr.``, the definite ending."""
    key = re.sub(rf"[{_QUOTES}'´]", "", name).casefold()
    key = re.sub(r"\A(?:projekt(?:et)?|programmet|kampagnen|forslag til)\s", "", key)
    key = re.sub(r"\snr\.?\s", " ", key)
    key = re.sub(
        r"(?<=politik)(?:ken|kens)\b|(?<=strategi)(?:en|ens)\b|(?<=plan)(?:en|ens)\b|(?<=projekt)(?:et|ets)\b|(?<=program)(?:met|mets)\b|(?<=aftale)(?:n|rne)\b",
        "",
        key,
    )
    key = re.sub(r"(?<=\d)\s?[-–]\s?(?=\d)", "-", key)
    return squeeze(re.sub(r"[,.:()-]", " ", key)) if not re.search(r"\d", key) else squeeze(key)


#: "Handicappolitik for Vestby Kommune", elsewhere "Handicappolitik 2010-2013"
_OF_TOWN = re.compile(r"(?i)\s(?:for|i)\s\S{3,25}\skommune\Z")


def _join(projects: dict[str, _Project]) -> list[_Project]:
    """Put a short form to the one longer form that begins or ends with it: "cykelhandlingsplan" and "... 2021-2029"."""
    for key in [key for key in projects if _OF_TOWN.search(key)]:
        word = _OF_TOWN.sub("", key)
        years = [
            other
            for other in projects
            if other.startswith(f"{word} ") and re.match(r"(?:19|20)\d\d", other[len(word) + 1 :])
        ]
        if len(years) == 1:
            projects[years[0]].found += projects.pop(key).found
    gone: set[str] = set()
    beginning: dict[
        str, list[str]
    ] = {}  # by the beginnings and ends of their words, so that many names cost no squared time
    for key in projects:
        words = key.split()
        for count in range(1, len(words)):
            for part in {" ".join(words[:count]), " ".join(words[-count:])}:
                beginning.setdefault(part, []).append(key)
    for key in sorted(projects, key=len):
        longer = [other for other in beginning.get(key, ())[:20] if other not in gone]
        if len(longer) == 1:
            projects[longer[0]].found += projects[key].found
            gone.add(key)
    return [project for key, project in projects.items() if key not in gone]


_ENDS_TITLE = re.compile(
    r"\s[-–|]\s|[:;(]|\.(?=\s|$)|,\s|\s(?:til offentliggørelse|til godkendelse|til høring|godkendelse|endelig|vedtagelse|orientering|status|høring|drøftelse|udpegning|i høring)\b",
    re.IGNORECASE,
)


def _texts(item: ItemLayout) -> Iterator[Flow]:
    yield item.head
    for section in item.sections:
        yield section.flow


class _Reading:
    """One document on its way to its projects."""

    def __init__(self, minutes: Minutes, roster: Roster, named: NamedBodies) -> None:
        self.minutes = minutes
        self.roster = roster
        self.patterns = _patterns()
        self.vocabulary = named.vocabulary
        self._people: dict[str, bool] = {}
        self._starts = [item.span.start for item in minutes.items]

    def all(self) -> Iterator[_Found]:
        """Yield all names found, in titles first, then in the text."""
        for item in self.minutes.items:
            if item.title is not None and item.title.span is not None:
                title = self._title_flow(item)
                yield from self._in_title(title, item.number.value)
                yield from self._in_text(title)
        for flow in (
            self.minutes.head,
            *(flow for item in self.minutes.items for flow in _texts(item)),
            self.minutes.tail,
        ):
            if flow:
                yield from self._in_text(flow)

    def _title_flow(self, item: ItemLayout) -> Flow:
        assert item.title is not None
        assert item.title.span is not None
        text = self.minutes.document.text
        pieces, at = [], item.title.span.start
        for match in re.finditer(r"\S+", text[item.title.span.start : item.title.span.end]):
            pieces.append((at + match.start(), at + match.end(), " "))
        return Flow(self.minutes.document, pieces)

    def _item_at(self, flow: Flow, offset: int) -> str | None:
        origin = flow.origin(offset)
        index = bisect_right(self._starts, origin) - 1
        if index < 0 or origin >= self.minutes.items[index].span.end:
            return None
        return self.minutes.items[index].number.value

    def _found(
        self, flow: Flow, start: int, end: int, rule: str, item: str | None = None, *, title: bool = False
    ) -> _Found | None:
        text = flow.text[start:end]
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip(" ,.;:-–"))
        name = squeeze(flow.text[start:end])
        if len(name) < 3 or len(name) > 110:
            return None
        if len(name) < 40 and not rule.startswith(("project.numbered", "project.plan")) and self._is_person(name):
            return None
        return _Found(flow, start, end, name, rule, item if item is not None else self._item_at(flow, start), title)

    def _is_person(self, name: str) -> bool:
        if name not in self._people:
            self._people[name] = self.roster.resolve(name) is not None
        return self._people[name]

    # -- titles

    def _in_title(self, flow: Flow, item: str) -> Iterator[_Found]:
        text, patterns = flow.text, self.patterns

        def give(start: int, end: int, rule: str) -> Iterator[_Found]:
            found = self._found(flow, start, end, rule, item, title=True)
            if found is not None:
                yield found

        whole = re.match(
            r"(?i)(?:orientering om\s|status (?:på|for)\s|evaluering af\s)?(?P<name>projekt\s(?:vedrørende|om|for|vedr\.)\s.+)",
            text,
        )
        if whole is not None:
            yield from give(whole.start("name"), whole.end("name"), "project.title-whole")
            return
        taken: list[tuple[int, int]] = []
        for match in patterns.plan_for.finditer(text):
            if match["word"].casefold() == "projekt" or (
                match["word"].casefold() == "lokalplan" and match["quote"] is None
            ):
                continue
            end = (
                match.end() if match["quote"] else self._end_of_complement(text, match.start("rest"), match.end("rest"))
            )
            if match["word"].casefold() == "analyse" and match["link"] != "af":
                continue
            taken.append((match.start(), end))
            yield from give(match.start(), end, "project.title-plan-for")
        for match in patterns.title_plan.finditer(text):
            word = match["word"].casefold()
            last = re.split(r"[\s]", word)[-1]
            if (
                last in patterns.plan_never
                or last in patterns.statutory
                or any(begin <= match.start() < finish for begin, finish in taken)
                or last.endswith("lokalplan")
            ):
                continue
            end = match.end("word")
            if match["more"]:
                end = self._end_of_complement(text, match.start("more") + 1, match.end("more"))
                link = match["more"].split()[0]
                rest = match["more"].split(None, 1)[1] if len(match["more"].split()) > 1 else ""
                if link in ("om", "vedrørende") or (link == "i" and not rest[:1].isupper()):
                    end = match.end("word")
            else:
                named = _NAMED_PLAN.match(text, match.end("word"))
                if named is not None and named["name"].split()[0].casefold() not in patterns.title_words:
                    end = named.end("name")
            start = match.start()
            before = re.search(rf"(?P<place>[{_CAPITAL}][\wæøå-]+)\s\Z", text[:start])
            if (
                before
                and word.islower()
                and before["place"].casefold() not in self.patterns.title_words
                and not text.isupper()
                and word[:1] != word[:1].upper()
                and match["word"].islower()
            ):
                start = before.start("place")
            yield from give(start, end, "project.title-plan")
            if end == match.end("word") and " " not in match["word"] and start == match.start():
                yield from self._again(match["word"], item)
        for match in _WORD.finditer(text):
            word = match[0].casefold()
            if (
                not word.endswith(("projektet", "modellen", "partnerskabet", "kampagnen", "programmet", "projekt"))
                or word in patterns.compound_never
            ):
                continue
            if (
                word not in patterns.plan_never
                and match[0][0].isupper()
                and (not text.isupper() or word.endswith("projektet"))
            ):
                yield from give(match.start(), match.end(), "project.title-compound")
        for match in patterns.title_noun.finditer(text):
            if match["name"][0].isupper() and not text.isupper():
                yield from give(
                    match.start("name"), self._end_of_segment(text, match.start("name")), "project.title-noun"
                )
        yield from self._title_name(flow, item)
        lead = _LEAD.match(text)
        begin = lead.end() if lead is not None else 0
        headed = patterns.headed.search(text)
        if headed is not None:
            stop = self._end_of_segment(text, headed.start("name"))
            yield from give(headed.start("name"), stop, "project.title-headed")
        for at in {0, begin}:
            built = patterns.construction.match(text, at)
            if built is not None:
                yield from give(at, self._end_of_segment(text, at), "project.title-construction")
        for pattern, rule in _TITLE_FORMS:
            form = pattern.search(text)
            if (
                form is not None
                and (form["name"][0].isupper() or rule == "project.title-stage")
                and not _NO_EVALUATED.search(form["name"])
            ):
                yield from give(form.start("name"), form.end("name"), rule)

    def _again(self, word: str, item: str) -> Iterator[_Found]:
        """The definite forms under which the text takes a title's plan up: "seniorpolitikken"."""
        flow = self.minutes.whole
        for match in islice(
            re.finditer(rf"(?<![\w-]){re.escape(word)}(?:ken|en|met|et)?(?![\w-])", flow.text, re.IGNORECASE), 200
        ):
            found = self._found(flow, match.start(), match.end(), "project.title-plan")
            if found is not None:
                yield found

    def _end_of_segment(self, text: str, start: int) -> int:
        """Where a name in a title ends: at a dash, colon, bracket, comma, date or verb."""
        stop = _SEGMENT_END.search(text, start)
        return stop.start() if stop is not None else len(text)

    def _title_name(self, flow: Flow, item: str) -> Iterator[_Found]:
        """A title that is a name: common words set with capitals inside it, an event with "fest" or "dag"."""
        start = 0
        for dash in [*re.finditer(r"\s[-–]\s", flow.text), None]:
            end = dash.start() if dash is not None else len(flow.text)
            yield from self._segment_name(flow, item, start, end)
            start = dash.end() if dash is not None else end

    def _segment_name(self, flow: Flow, item: str, start: int, end: int) -> Iterator[_Found]:
        text = flow.text
        lead = _LEAD.match(text, start, end)
        start = lead.end() if lead is not None else start
        end = min(end, self._end_of_segment(text, start))
        segment = text[start:end].strip()
        words = segment.split()
        rule = None
        if _EVENT.fullmatch(segment) and segment.casefold() not in self.patterns.plain_events:
            rule = "project.title-event"
        elif 3 <= len(words) <= 6 and segment[0].isupper() and not text.isupper():
            first = words[0].casefold()
            inside = [
                word.strip(".,")
                for before, word in pairwise(words)
                if word[0].isupper() and before in self.patterns.inside and before != "og"
            ]
            plain = all(word[0].isupper() or word in self.patterns.inside for word in words)
            if (
                plain
                and inside
                and first not in self.patterns.title_words
                and not first.endswith(self.patterns.deeds)
                and self._common_words(inside)
            ):
                named = find_bodies(segment) or is_name(words[0]) > 0.6 or self._is_person(words[0])
                rule = None if named else "project.title-name"
        if rule is not None:
            found = self._found(flow, start, end, rule, item, title=True)
            if found is not None:
                yield found

    def _common_words(self, words: Sequence[str]) -> bool:
        """Common nouns, none of them a place: their capitals are then a name's."""
        gazetteer = Gazetteer.standard()
        return all(gazetteer.by_name(word) is None and simplemma.is_known(word.casefold(), lang="da") for word in words)

    def _end_of_complement(self, text: str, start: int, end: int) -> int:
        """Where "for X og Y" ends: at a dash, a stop, a verb, another plan."""
        stop = _ENDS_TITLE.search(text, start, end)
        if stop is not None:
            # a company's full stops and letters belong to its name: "A/S", "A.m.b.a."
            end = stop.start()
        words = list(re.finditer(r"\S+", text[start:end]))
        for index, word in enumerate(words):
            low = word[0].casefold().rstrip(",")
            if low in self.patterns.verbs or (
                low in ("og", "samt")
                and index + 1 < len(words)
                and re.match(
                    r"(?i)(?:forslag|lokalplan|kommuneplantillæg|analyse|godkendelse|tillæg|helhedsplan|strategi|miljøvurdering)",
                    words[index + 1][0],
                )
            ):
                return start + words[index - 1].end() if index else start
            if low in ("fra", "hos", "som", "der", "hvor", "skal", "at") and index:
                return start + words[index - 1].end()
        return end

    # -- text

    def _in_text(self, flow: Flow) -> Iterator[_Found]:
        text, patterns = flow.text, self.patterns

        def give(start: int, end: int, rule: str) -> Iterator[_Found]:
            found = self._found(flow, start, end, rule)
            if found is not None:
                yield found

        for match in patterns.quoted.finditer(text):
            name = match["name"]
            before = text[max(0, match.start() - 45) : match.start()]
            named = patterns.noun_before_quote.search(before)
            if (
                name.rstrip()[-1:] in ".,!?"
                or _OF_MINUTES.search(name)
                or len(name.split()) > 9
                or (named is None and patterns.no_project.search(before))
            ):
                continue
            if named is not None:
                yield from give(match.start("name"), match.end("name"), "project.noun-and-quote")
            elif (
                2 <= len(name.split()) <= 6
                and not any(word in self.patterns.verbs for word in name.split())
                and patterns.arranging.search(before)
            ):
                yield from give(match.start("name"), match.end("name"), "project.quote")
        worth = {word for word in _WORD.findall(text) if _may_name(word)}
        for match in _WORD.finditer(text) if worth else ():
            if match[0] in worth:
                word = match[0].lower()
                for start, end, rule in self._at_word(text, match.start(), match.end(), word):
                    yield from give(start, end, rule)
        for hint, pattern, rule in (
            (_SO_CALLED, patterns.so_called, "project.so-called"),
            (None, patterns.known, "project.known"),
            (_VERSION_NUMBER, _VERSION, "project.version"),
            (_YEAR, patterns.event, "project.event-year"),
        ):
            if hint is not None and hint.search(text) is None:
                continue
            for match in pattern.finditer(text):
                group = "name" if "name" in pattern.groupindex else 0
                if pattern is patterns.known and _INSIDE_WORD.match(text, match.start() - 1) and match.start():
                    continue
                if pattern is patterns.event and match[0].split()[-2].casefold().endswith(patterns.meetings):
                    continue
                yield from give(match.start(group), match.end(group), rule)
        folded = text.casefold()
        for match in patterns.hedder.finditer(text) if any(cue in folded for cue in _CALLED) else ():
            before = text[max(0, match.start() - 60) : match.start()]
            if patterns.noun_near.search(before):
                yield from give(
                    match.start("rest"),
                    self._end_of_name(text, match.start("rest"), match.end("rest")),
                    "project.called",
                )
        for match in patterns.told.finditer(text):
            head = _HEAD.search(text, max(0, match.start() - 70), match.start())
            if head is None or head.end() != match.start():
                continue
            words = head["name"].split()
            if (len(words) > 1 and sum(word[0].isupper() for word in words) < 2) or (
                len(words) == 1 and match[0][0] != ":"
            ):
                continue
            if words[0].casefold() not in self.patterns.title_words and not self._is_person(head["name"]):
                yield from give(head.start("name"), head.end("name"), "project.told")
        for match in _HANDLES.finditer(text):
            head = _HEAD.search(text, max(0, match.start() - 50), match.start())
            if head is None or head.end() != match.start() or len(head["name"]) < 5:
                continue
            first = head["name"].split()[0].casefold()
            if (
                first not in self.patterns.title_words
                and first not in self.vocabulary
                and patterns.noun_near.search(text, match.end(), match.end() + 160)
            ):
                yield from give(head.start("name"), head.end("name"), "project.told")
        for match in patterns.owned.finditer(text) if "rojektejer" in text else ():
            yield from self._owned(flow, match.start())

    def _at_word(self, text: str, start: int, end: int, word: str) -> Iterator[tuple[int, int, str]]:
        """What one word that may name or introduce a plan or project gives, with what stands around it."""
        patterns = self.patterns
        after = text[end : end + 1]
        if after == " ":
            if word in patterns.nouns or word.endswith(patterns.noun_endings):
                yield from self._after_noun(text, start, end, word)
            years = patterns.years.match(text, end)
            if years is not None:
                yield from self._with_years(text, start, years.end(), word)
            if word in patterns.numbered:
                number = patterns.number.match(text, end)
                if number is not None:
                    digits = re.sub(r"^\D+", "", number[0])
                    if "nr" in number[0].lower() or (word != "tillæg" and not re.fullmatch(r"(?:19|20)\d\d", digits)):
                        yield start, number.end(), "project.numbered-plan"
            if word in patterns.with_for:
                yield from self._with_for(text, start, end, word)
        compound = text[start:end]
        if word.endswith(("program", "programmet", "projekt", "projektet")) and text[end : end + 2] == " (":
            defined = _DEFINED.search(text, max(0, start - 40), end)
            if defined is not None and re.match(r"\s\([A-ZÆØÅ]{2,6}\)", text[end : end + 9]):
                yield defined.start(), end, "project.defined"
        if not word.endswith(patterns.compounds):
            return
        bare = word.removesuffix("s")
        if bare in patterns.compound_never or bare in patterns.plan_never or re.match(r"[A-ZÆØÅ]{2,6}-", compound):
            return
        if compound[0].isupper():
            sentence = self._starts_sentence(text, start)
            if compound.isupper() or bare in self.vocabulary or (sentence and not bare.endswith("projektet")):
                return
            if bare.endswith(("planen", "plan")) and bare.removesuffix("en") in patterns.plan_never:
                return
            elliptic = _ELLIPTIC.search(text, max(0, start - 60), start)
            begin = elliptic.start() if elliptic is not None and elliptic.end() == start else start
            yield begin, start + len(bare), "project.capital-compound"
        elif bare.endswith(("projektet", "modellen", "programmet", "partnerskabet", "kampagnen")):
            before = text[max(0, start - 40) : start]
            if patterns.cues.search(before):
                yield start, start + len(bare), "project.cued-compound"

    def _after_noun(self, text: str, start: int, end: int, word: str) -> Iterator[tuple[int, int, str]]:
        """A name with a capital behind "projektet"."""
        if not text[end + 1 : end + 2].isupper():
            return
        line = text.find("\n", end)
        limit = min(end + 90, line if line >= 0 else len(text))
        if text[start:end] == "Projekt":
            stop = self._end_of_name(text, end + 1, limit)
            yield start, stop, "project.projekt-name"
        elif word not in self.patterns.quoted_only or word == "projekt":
            yield end + 1, self._end_of_name(text, end + 1, limit), "project.noun-and-name"

    def _with_years(self, text: str, start: int, end: int, word: str) -> Iterator[tuple[int, int, str]]:
        """A plan with its years: "Stiplan 2011-2019", "Rådets strategi for perioden 2015-2018"."""
        patterns = self.patterns
        if (
            not word.endswith(patterns.plans)
            or word in ("plan", "program", "planen", "programmet", "redegørelse")
            or word.endswith("revision")
        ):
            return
        if word in patterns.plan_never and word not in (
            "kommuneplan",
            "beredskabsplan",
            "strategi",
            "politik",
            "handleplan",
        ):
            return
        if word in ("strategi", "politik", "handleplan"):
            owner = _OWNER.search(text, max(0, start - 45), start)
            if owner is None or owner.end() != start:
                return
            start = owner.start()
        else:
            elliptic = _ELLIPTIC.search(text, max(0, start - 60), start)
            start = elliptic.start() if elliptic is not None and elliptic.end() == start else start
        yield start, end, "project.plan-and-years"

    def _with_for(self, text: str, start: int, end: int, word: str) -> Iterator[tuple[int, int, str]]:
        """ "Helhedsplan for Engene", "Analyse af kørsel" with a capital inside a sentence."""
        match = self.patterns.plan_for.match(text, start)
        if match is None:
            return
        if match["quote"] is not None:
            if word != "projekt":
                yield start, match.end("quote"), "project.plan-quote"
            return
        bullet = text[max(0, start - 2) : start] == "• "
        inside = not (
            start == 0
            or text[start - 1] == "\n"
            or text[max(0, start - 2) : start] in ("- ", ". ")
            or re.search(r"\d\s\Z", text[max(0, start - 2) : start])
        )
        if (
            not text[start].isupper()
            or word in ("projekt", "lokalplan", "lokalplanen")
            or (word == "analyse" and match["link"] != "af")
        ):
            return
        stop = self._end_of_complement(text, match.start("rest"), match.end("rest"))
        if "_" in text[start:stop]:
            return
        if (inside and not bullet) or (bullet and word in ("analyse", "helhedsplan", "udviklingsplan", "masterplan")):
            yield start, stop, "project.plan-for"

    def _owned(self, flow: Flow, at: int) -> Iterator[_Found]:
        """The name that heads the stretch in which a "projektejer" stands: behind a list's number or a line's start."""
        window = flow.text[max(0, at - 220) : at]
        heads = list(
            re.finditer(
                rf"(?:^|\n|\s)(?:\d{{1,2}}[.)]\s|[•-]\s)?(?P<name>[{_CAPITAL}][^\n.:(–]{{2,60}}?)\s?(?:\(|–|\s-\s)",
                window,
            )
        )
        numbered = [head for head in heads if re.search(r"\d[.)]\s\Z|[•-]\s\Z|\n\Z|\A\Z", window[: head.start("name")])]
        if numbered:
            head = numbered[-1]
            base = max(0, at - 220)
            found = self._found(flow, base + head.start("name"), base + head.end("name"), "project.owned")
            if found is not None:
                yield found

    def _starts_sentence(self, text: str, at: int) -> bool:
        before = text[max(0, at - 3) : at]
        return not before.strip() or before.rstrip()[-1:] in ".:!?•-–·\n" or "\n" in before or "\t" in before

    def _end_of_name(self, text: str, start: int, end: int) -> int:
        """Where a name ends that begins with a capital: small words belong to it only before another capital."""
        last = start
        words = list(re.finditer(r"[^\s]+", text[start:end]))
        index = 0
        while index < len(words) and index < 8:
            word = words[index][0]
            bare = word.strip(f"{_QUOTES},.:;()!?")
            if not bare:
                break
            if bare[0].isupper() or (bare[0].isdigit() and index):
                last = start + words[index].start() + (len(word.rstrip(f"{_QUOTES},.:;()!?")))
                if word[-1] in ",.:;()!?" or (index + 1 < len(words) and words[index + 1][0][0] in "(–-"):
                    break
                index += 1
                continue
            ahead = index
            while ahead < len(words) and words[ahead][0] in self.patterns.inside:
                ahead += 1
            if ahead == index or ahead >= len(words) or ahead - index > 2 or not words[ahead][0][0].isupper():
                break
            if (
                words[index][0] == "og"
                or (words[index][0] == "i" and self._place(words[ahead][0]) and index > 1)
                or self._is_person(words[ahead][0].strip(",."))
            ):
                break
            index = ahead
        return last

    def _place(self, word: str) -> bool:
        return word.strip(",.:;").casefold() in ("kommune", "danmark", "kommunen")

    # -- owner, leader, period, grant

    def with_details(self, mentions: list[ProjectMention]) -> Iterator[ProjectMention]:
        """Yield the projects with what their item tells of owner, leader, period and grant."""
        text = self.minutes.whole.text
        told = any(
            word in text
            for word in ("rojektejer", "rojektleder", "rojektperiode", "tilsagn", "bevilget", "bevilling", "støtte")
        )
        for mention in mentions:
            yield self._detailed(mention, mentions) if told else mention

    @cached_property
    def _day(self) -> date | None:
        for found in find_dates(self.minutes.head.text[:3000], None):
            if found.value and found.kind is DateKind.DAY and found.has_year and len(found.value) == 10:
                return date.fromisoformat(found.value)
        return None

    def _detailed(self, mention: ProjectMention, mentions: list[ProjectMention]) -> ProjectMention:
        item = next((item for item in self.minutes.items if item.number.value == mention.item), None)
        if item is None:
            return mention
        alone = sum(other.item == mention.item for other in mentions) == 1
        for section in item.sections:
            flow = section.flow
            at = flow.text.find(mention.name.value)
            starts = [at] if at >= 0 else []
            if alone:
                starts = starts or [0]
            for start in starts:
                stop = len(flow.text) if alone else min(len(flow.text), start + 320)
                # another project's name ends what is told of this one
                for other in mentions:
                    where = flow.text.find(other.name.value, start + 1)
                    if other is not mention and not alone and where > 0:
                        stop = min(stop, where)
                begin = 0 if alone else start
                mention = self._read_details(mention, flow, begin, stop)
        return mention

    def _read_details(self, mention: ProjectMention, flow: Flow, start: int, end: int) -> ProjectMention:
        text = flow.text
        changes: dict[str, Any] = {}
        for attribute, word in (("owner", "projektejer"), ("leader", "projektleder")):
            match = _ROLE[word].search(text, start, end)
            if match is not None and getattr(mention, attribute) is None:
                changes[attribute] = flow.said(match, f"project.{attribute}", "who")
        match = _PERIOD.search(text, start, end)
        if match is not None and mention.start is None:
            for found in find_dates(text, self._day, match.end(), min(end, match.end() + 80)):
                if found.value is not None:
                    changes["start"] = flow.value(found.value, found.span.start, found.span.end, "project.period")
                    if found.end_value is not None:
                        changes["end"] = flow.value(found.end_value, found.span.start, found.span.end, "project.period")
                    break
        match = _GRANT.search(text, start, end)
        if match is not None and mention.grant is None:
            for amount in find_amounts(text, match.end(), min(end, match.end() + 60)):
                if amount.kroner is not None:
                    changes["grant"] = flow.value(amount.kroner, amount.span.start, amount.span.end, "project.grant")
                    break
        return replace(mention, **changes) if changes else mention


_WHO = rf"(?P<who>[{_CAPITAL}][\w-]+(?:\s(?:[{_CAPITAL}](?:\.|[\w-]+)|og|de|von|van)){{0,7}}(?<!\sog))"
_ROLE = {
    "projektejer": re.compile(rf"[Pp]rojektejer(?:en|e)?(?:\ser|:)?\s{_WHO}"),
    "projektleder": re.compile(rf"[Pp]rojektleder(?:en|e)?(?:\ser|:)?\s{_WHO}"),
}
_PERIOD = re.compile(
    r"(?i)\bprojektperiode\w{0,4}\b|\bprojektet\s(?:løber|varer|strækker\ssig|kører)\b|\bforsøgsperioden\b"
)
_GRANT = re.compile(
    r"(?i)\btilsagn\som\s(?:støtte|tilskud|medfinansiering)|\b(?:modtaget|fået|opnået)\s(?:et\s|en\s)?(?:støtte|tilskud|bevilling|tilsagn)|\bhar\sfået\b|\bbevilget\b"
)

#: the forms of names in titles: "Havne-projekt", "Ungepartnerskab", "Evaluering af Leg og læs", "Nordbroen. Planforslag til"
_TITLE_FORMS = (
    (re.compile(rf"(?<![\w-])(?P<name>[{_CAPITAL}]\w{{2,30}}-projekt(?:et)?)(?![\w-])"), "project.title-compound"),
    (re.compile(r"(?i)(?<![\w-])(?P<name>[^\W\d_][\w-]{3,40}partnerskab)(?![\w-])"), "project.title-compound"),
    (
        re.compile(r"(?i)\A(?:evaluering(?:en)?|slutevaluering|afslutning) af (?P<name>[^\W\d_][^\n:,(–-]{2,60})"),
        "project.title-evaluated",
    ),
    (re.compile(rf"(?i:\b)(?P<name>[Ee]tape\s\d\s(?:af|på)\s[{_CAPITAL}][^\n:,(–]{{2,50}})"), "project.title-stage"),
    (
        re.compile(rf"\A(?P<name>[{_CAPITAL}][\wæøå-]+(?:\s[\wæøå-]+){{0,4}})(?:,|\s[-–])\s(?i:etape)\s\d"),
        "project.title-stage",
    ),
    (
        re.compile(rf"\A(?P<name>[{_CAPITAL}][^.\n\d]{{3,60}})\.\s(?i:planforslag|forslag til|planlægning|lokalplan)"),
        "project.title-planning",
    ),
)
#: "Kulturstrategi Fjordbyen 2025": the plan's own name behind its word, up to the end of the segment
_NAMED_PLAN = re.compile(
    rf"\s(?P<name>[{_CAPITAL}][\wæøå]+(?:\s[{_CAPITAL}][\wæøå]+){{0,3}}(?:\s{_YEARS})?)(?=\s[-–|]\s|[,:(]|\Z)"
)
_OF_MINUTES = re.compile(r"(?i)\b(?:referat|mødedato|dagsorden)\b")
_NO_EVALUATED = re.compile(r"(?i)\bi\s\d{4}|forløbet|mødet|budget|regnskab")
_SEGMENT_END = re.compile(r"\s[-–|]\s|[:;(]|\.(?=\s|$)|,\s|\s(?=(?:d\.|den)\s\d)|\s(?=i\s\d{4})")
_LEAD = re.compile(
    r"(?i)(?:[A-Z]\s|(?:lukket|åbent?)\s[-:]\s|[^:\n]{3,25}:\s|opfølgning på\s|status (?:på|for|vedr\.?)\s|evaluering(?:en)? af\s|orientering (?:om|fra)\s|nyt (?:fra|om)\s|planlægning af\s){0,3}"
)
_EVENT = re.compile(
    rf"(?:\d{{4}}['´\u2019]s\s)?[{_CAPITAL}][\wæøå]{{3,25}}(?:fest|festen|festival|festivalen|dag|dagen|ugen|camp|messen?)(?:\s\d{{4}})?(?<!mødedag)(?<!temadag)(?<!dagsordendag)"
)
