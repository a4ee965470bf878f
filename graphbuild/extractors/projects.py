"""Named projects, programmes, campaigns, plans and policies under way.

Read are:

* a name behind its noun: ``projektet Trygge Overgange``, ``programmet "Sammen om Maden"``, ``indsatsen, som hedder Job Nu``
* ``Projekt Åbne Døre``; compounds with a capital, ``Kastruplundgadeprojektet``, ``Trafikplanen`` in mid-sentence
* plans and policies with years or a number: ``Cykelplan 2010-2020``, ``Lokalplan 08.3``, ``kommuneplantillæg nr. 12``
* plans and policies that an item's title names: ``Frivillighedspolitik``, ``Helhedsplan for Søerne``
* a name told to be one: ``Boot Camp: et samarbejde mellem``, ``Projektejer er ...``

Owner (projektejer), leader (projektleder), period (projektperioden) and grant (tilsagn om støtte) go to the project that the same
sentence or, where it names one alone, the same item is about. Left out on purpose: laws, reforms, conferences, budgets, plans
of meetings, a project that is only described.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from graphbuild.extractors.bodies import lower_words
from graphbuild.extractors.roster import Roster
from graphbuild.layouts import ItemLayout, Minutes
from graphbuild.layouts.flow import Flow, squeeze
from graphbuild.lexicon.amounts import find_amounts
from graphbuild.lexicon.dates import DateKind, find_dates
from graphbuild.model import ProjectMention, Said

_CAPITAL = "A-ZÆØÅÖÄ"
_YEARS = r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d))?"
_QUOTES = "\"\u201d\u201c\u201e\u00bb\u00ab"


def _or(words: Sequence[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=lambda word: (-len(word), word)))


@dataclass(frozen=True, slots=True)
class _Patterns:
    quoted: re.Pattern[str]
    noun_before_quote: re.Pattern[str]
    no_project: re.Pattern[str]
    noun_and_name: re.Pattern[str]
    big_projekt: re.Pattern[str]
    hedder: re.Pattern[str]
    dated_plan: re.Pattern[str]
    numbered: re.Pattern[str]
    strategy_of: re.Pattern[str]
    title_plan: re.Pattern[str]
    plan_for: re.Pattern[str]
    capital_compound: re.Pattern[str]
    cued_compound: re.Pattern[str]
    told: re.Pattern[str]
    handles: re.Pattern[str]
    owned: re.Pattern[str]
    so_called: re.Pattern[str]
    known: re.Pattern[str]
    plan_never: frozenset[str]
    compound_never: frozenset[str]
    inside: frozenset[str]
    quoted_only: frozenset[str]


@cache
def _patterns() -> _Patterns:
    raw: dict[str, Any] = tomllib.loads(files(__package__).joinpath("projects.toml").read_text(encoding="utf-8"))
    nouns = _or(raw["before"]["words"])
    endings = _or(raw["before"]["endings"])
    noun = rf"(?<![\w-])(?P<noun>(?i:{nouns})|[^\W\d_][\w-]{{2,30}}?(?:{endings}))"
    plan = _or(raw["plans"]["endings"])
    elliptic = r"(?:[^\W\d_][\w]{1,24}-(?:,\s|\s(?:og|&)\s)){0,3}"
    compound = rf"{elliptic}[^\W\d_][\w-]{{1,40}}?(?:{plan})"
    with_for = _or(raw["plans"]["with_for"])
    numbered = _or(raw["plans"]["numbered"])
    told = _or(raw["told"]["nouns"])
    compounds = _or(raw["compounds"]["endings"])
    name = rf"[{_CAPITAL}][\w&'´-]*(?:\s[\w&'´.-]+){{0,7}}"
    return _Patterns(
        re.compile(rf"[{_QUOTES}](?P<name>[{_CAPITAL}0-9][^{_QUOTES}\n]{{1,70}}?)[{_QUOTES}]"),
        re.compile(rf"{noun}\s?[:,]?\s?\Z"),
        re.compile(rf"(?i)(?<![\w-])(?:{_or(raw['no_project']['before'])})\s?[:,]?\s?\Z"),
        re.compile(rf"{noun}\s(?={name})(?P<rest>[{_CAPITAL}][^\n]{{1,80}})"),
        re.compile(rf"(?<![\w-])(?P<name>Projekt\s[{_CAPITAL}][^\n]{{1,60}})"),
        re.compile(rf"(?i:\b(?:projekt|indsats|program|kampagne|forløb|tilbud|initiativ|forsøg|plan|strategi)\w{{0,12}}),?\s(?:(?:som|der)\s)?(?:hedder|kaldes|kaldet|ved\snavn|under\snavnet|med\stitlen|med\snavnet|går\sunder\snavnet)\s[{_QUOTES}]?(?P<rest>[{_CAPITAL}][^\n]{{1,80}})"),
        re.compile(rf"(?i)(?<![\w-])(?P<name>(?P<word>{compound}|{plan}|kommuneplan|standarder)\s(?:for\s(?:perioden\s)?)?{_YEARS})(?![\w.]?\d)"),
        re.compile(rf"(?i)(?<![\w-])(?P<name>(?:forslag\stil\s)?(?:{numbered})\s(?:nr\.?\s?)?\d[\w./-]{{0,14}})"),
        re.compile(rf"(?P<name>[{_CAPITAL}][\w-]{{2,40}}s\s(?:strategi|politik|handleplan|handlingsplan|udviklingsplan|plan)\sfor\s(?:perioden\s)?{_YEARS})"),
        re.compile(rf"(?i)(?<![\w-])(?P<name>(?P<word>{compound})(?P<more>\s(?:for|i|om|vedrørende)\s[^\n.:,(]{{3,80}})?)(?![\w-])"),
        re.compile(rf"(?<![\w-])(?P<name>(?P<word>(?i:{with_for}))(?:\s(?P<quote>[{_QUOTES}][^{_QUOTES}\n]{{2,50}}[{_QUOTES}])|\s(?P<link>for|af|vedr\.|vedrørende|om)\s(?P<rest>[^\n.:;(]{{3,90}})))"),
        re.compile(rf"(?P<name>(?:[{_CAPITAL}][\w]{{1,24}}-(?:,\s|\s(?:og|&)\s)){{0,3}}[{_CAPITAL}][\w-]{{3,40}}?(?:{compounds}|planen|strategien|politikken|programmet))(?:s)?(?![\w-])"),
        re.compile(rf"(?i:(?:{_or(raw['compounds']['cues'])}))\s(?P<name>[^\W\d_][\w-]{{4,40}}?(?:{compounds}))(?![\w-])"),
        re.compile(rf"(?m)(?:^|(?<=[.!?]\s)|(?<=:\s))(?P<name>[{_CAPITAL}0-9][\w&'-]*(?:\s[\w&'-]+){{0,5}}?)(?::|\ser|,)\set?n?\s(?:\w+\s){{0,3}}(?:{told})(?!\w)"),
        re.compile(rf"(?m)(?:^|(?<=[.!?]\s))(?P<name>[{_CAPITAL}][\w&'-]*(?:\s[\w&'-]+){{0,3}}?)\shandler\som\s"),
        re.compile(r"(?i)\bprojektejer(?:en|e)?(?:\ser|:)?\s"),
        re.compile(r"(?i)\bsåkaldt(?:e)?\s(?P<name>\d{1,3}[-\w]*\s[^\W\d_][\w-]{3,30})"),
        re.compile(rf"(?<![\w-])(?:{_or(raw['known']['names'])})(?![\w])"),
        frozenset(raw["plans"]["never"]),
        frozenset(raw["compounds"]["never"]),
        frozenset(raw["inside"]["words"]),
        frozenset(raw["before"]["quoted_only"]),
    )


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


def extract_projects(minutes: Minutes, roster: Roster) -> tuple[ProjectMention, ...]:
    """Return the projects in order of first mention."""
    reading = _Reading(minutes, roster)
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
    return max(project.found, key=lambda one: (len(project_key(one.name)), not one.name.isupper(), len(one.name) < 60, -one.flow.origin(one.start)))


def _item_of(project: _Project) -> str | None:
    return min(project.found, key=lambda one: (one.item is None, not one.title, one.flow.origin(one.start))).item


def project_key(name: str) -> str:
    """Fold a project's name so that its forms are one: quotes, case, ``Projekt``, ``nr.``, the definite ending."""
    key = re.sub(rf"[{_QUOTES}'´]", "", name).casefold()
    key = re.sub(r"\A(?:projekt(?:et)?|programmet|kampagnen|forslag til)\s", "", key)
    key = re.sub(r"\snr\.?\s", " ", key)
    key = re.sub(r"(?<=politik)(?:ken|kens)\b|(?<=strategi)(?:en|ens)\b|(?<=plan)(?:en|ens)\b|(?<=projekt)(?:et|ets)\b|(?<=program)(?:met|mets)\b|(?<=aftale)(?:n|rne)\b", "", key)
    key = re.sub(r"(?<=\d)\s?[-–]\s?(?=\d)", "-", key)
    return squeeze(re.sub(r"[,.:()-]", " ", key)) if not re.search(r"\d", key) else squeeze(key)


def _join(projects: dict[str, _Project]) -> list[_Project]:
    """Put a short form to the one longer form that begins or ends with it: "klimahandlingsplan" and "... 2022-2030"."""
    gone: set[str] = set()
    for key in sorted(projects, key=len):
        longer = [other for other in projects if other != key and other not in gone and (other.startswith(f"{key} ") or other.endswith(f" {key}"))]
        if len(longer) == 1:
            projects[longer[0]].found += projects[key].found
            gone.add(key)
    return [project for key, project in projects.items() if key not in gone]


_VERBS = frozenset(
    """er har var blev bliver skal kan vil må bør får fik giver gav går gik godkendes vedtages sendes drøftes tages udsættes behandles indgår koster omfatter handler fortsætter
    starter begynder slutter løber viser følges følger kommer kom støttes afsluttes udvides bygger betyder skaber tilbyder dækker gennemføres igangsættes udarbejdes forelægges fremlægges
    indeholder offentliggøres beskriver revideres ophæves ændres sættes""".split()
)
_ENDS_TITLE = re.compile(r"\s[-–|]\s|[:;(]|\.(?=\s|$)|,\s|\s(?:til offentliggørelse|til godkendelse|til høring|godkendelse|endelig|vedtagelse|orientering|status|høring|drøftelse|udpegning|i høring)\b", re.IGNORECASE)


class _Reading:
    """One document on its way to its projects."""

    def __init__(self, minutes: Minutes, roster: Roster) -> None:
        self.minutes = minutes
        self.roster = roster
        self.patterns = _patterns()
        self.vocabulary = lower_words(minutes.whole.text)
        self._starts = [item.span.start for item in minutes.items]

    def all(self) -> Iterator[_Found]:
        """Yield all names found, in titles first, then in the text."""
        for item in self.minutes.items:
            if item.title is not None and item.title.span is not None:
                title = self._title_flow(item)
                yield from self._in_title(title, item.number.value)
        yield from self._in_text(self.minutes.whole)

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

    def _found(self, flow: Flow, start: int, end: int, rule: str, item: str | None = None, *, title: bool = False) -> _Found | None:
        text = flow.text[start:end]
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip(" ,.;:-–"))
        name = squeeze(flow.text[start:end])
        if len(name) < 3 or len(name) > 110:
            return None
        if self.roster.resolve(name) is not None:
            return None
        return _Found(flow, start, end, name, rule, item if item is not None else self._item_at(flow, start), title)

    # -- titles

    def _in_title(self, flow: Flow, item: str) -> Iterator[_Found]:
        text, patterns = flow.text, self.patterns

        def give(start: int, end: int, rule: str) -> Iterator[_Found]:
            found = self._found(flow, start, end, rule, item, title=True)
            if found is not None:
                yield found

        whole = re.match(r"(?i)(?:orientering om\s|status (?:på|for)\s|evaluering af\s)?(?P<name>projekt\s(?:vedrørende|om|for|vedr\.)\s.+)", text)
        if whole is not None:
            yield from give(whole.start("name"), whole.end("name"), "project.title-whole")
            return
        taken: list[tuple[int, int]] = []
        for match in patterns.plan_for.finditer(text):
            if match["word"].casefold() in ("lokalplan", "projekt") and match["quote"] is None:
                continue
            end = match.end() if match["quote"] else self._end_of_complement(text, match.start("rest"), match.end("rest"))
            if match["word"].casefold() == "analyse" and match["link"] != "af":
                continue
            taken.append((match.start(), end))
            yield from give(match.start(), end, "project.title-plan-for")
        for match in patterns.title_plan.finditer(text):
            word = match["word"].casefold()
            last = re.split(r"[\s]", word)[-1]
            if last in patterns.plan_never or any(begin <= match.start() < finish for begin, finish in taken) or last.endswith("lokalplan"):
                continue
            end = match.end("word")
            if match["more"]:
                end = self._end_of_complement(text, match.start("more") + 1, match.end("more"))
                link = match["more"].split()[0]
                rest = match["more"].split(None, 1)[1] if len(match["more"].split()) > 1 else ""
                if link in ("om", "vedrørende") or link == "i" and not rest[:1].isupper():
                    end = match.end("word")
            start = match.start()
            before = re.search(rf"(?P<place>[{_CAPITAL}][\wæøå-]+)\s\Z", text[:start])
            if before and word.islower() and before["place"].casefold() not in _TITLE_WORDS and not text.isupper() and word[:1] != word[:1].upper() and match["word"].islower():
                start = before.start("place")
            yield from give(start, end, "project.title-plan")
        for match in patterns.capital_compound.finditer(text):
            word = match["name"].casefold()
            if word not in patterns.compound_never and word not in patterns.plan_never and not word.endswith(("politikken", "planen", "strategien")):
                yield from give(match.start("name"), match.end("name"), "project.title-compound")
        match = re.search(rf"(?<![\w-])(?P<name>[{_CAPITAL}][\w]{{2,30}}-projekt(?:et)?)(?![\w-])", text)
        if match is not None:
            yield from give(match.start("name"), match.end("name"), "project.title-compound")
        match = re.search(r"(?i)(?<![\w-])(?P<name>[^\W\d_][\w-]{3,40}partnerskab)(?![\w-])", text)
        if match is not None:
            yield from give(match.start("name"), match.end("name"), "project.title-compound")
        match = re.match(r"(?i)(?:evaluering(?:en)?|slutevaluering|afslutning) af (?P<name>[A-ZÆØÅ][^\n-–:,(]{2,60})", text)
        if match is not None and not re.search(r"(?i:\bi\s\d{4}|forløbet|mødet|budget|regnskab)", match["name"]):
            yield from give(match.start("name"), match.end("name"), "project.title-evaluated")
        match = re.match(rf"(?P<name>[{_CAPITAL}][^.\n]{{3,60}})\.\s(?i:planforslag|forslag til|planlægning|lokalplan)", text)
        if match is not None and not re.search(r"\d", match["name"]):
            yield from give(match.start("name"), match.end("name"), "project.title-planning")

    def _end_of_complement(self, text: str, start: int, end: int) -> int:
        """Where "for X og Y" ends: at a dash, a stop, a verb, another plan."""
        stop = _ENDS_TITLE.search(text, start, end)
        if stop is not None:
            # a company's full stops and letters belong to its name: "A/S", "A.m.b.a."
            end = stop.start()
        words = list(re.finditer(r"\S+", text[start:end]))
        for index, word in enumerate(words):
            low = word[0].casefold().rstrip(",")
            if low in _VERBS or (low in ("og", "samt") and index + 1 < len(words) and re.match(r"(?i)(?:forslag|lokalplan|kommuneplantillæg|analyse|godkendelse|tillæg|helhedsplan|strategi|miljøvurdering)", words[index + 1][0])):
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
            if name.rstrip()[-1:] in ".,!?" or len(name.split()) > 9 or patterns.no_project.search(before) and named is None:
                continue
            if named is not None:
                start = match.start("name")
                yield from give(start, match.end("name"), "project.noun-and-quote")
            elif 2 <= len(name.split()) <= 6 and not any(word in _VERBS for word in name.split()):
                if re.search(r"(?i)\b(?:arrang|gennemfør|afhold|igangsæt|start|både|deltag|søg|støtte til|tilskud til|evaluer|projekt|indsats|kampagne)\w*", before):
                    yield from give(match.start("name"), match.end("name"), "project.quote")
        if "rojekt" in text or "rogram" in text or "ampagne" in text or "nitiativ" in text or "ndsats" in text or "lan" in text:
            for match in patterns.noun_and_name.finditer(text):
                noun = match["noun"].casefold()
                if noun in patterns.quoted_only and not (noun in ("projekt", "helhedsplanen", "udviklingsplanen", "planen") and noun == "projekt" and match["noun"][0] == "p"):
                    continue
                end = self._end_of_name(text, match.start("rest"), match.end("rest"))
                yield from give(match.start("rest"), end, "project.noun-and-name")
            for match in patterns.big_projekt.finditer(text):
                end = self._end_of_name(text, match.start("name") + 8, match.end("name"))
                yield from give(match.start("name"), end, "project.projekt-name")
        for match in patterns.hedder.finditer(text):
            yield from give(match.start("rest"), self._end_of_name(text, match.start("rest"), match.end("rest")), "project.called")
        for match in patterns.dated_plan.finditer(text):
            word = match["word"].casefold().split()[-1]
            if word in patterns.plan_never and word not in ("kommuneplan", "beredskabsplan", "byplan", "udbudsplan", "vision", "strategi", "politik", "handleplan"):
                continue
            if word in ("plan", "program", "planen", "programmet", "redegørelse") or re.search(r"(?i)\bi\s(?:løbet\saf\s)?\Z", match[0][: -len(match[0].split()[-1])]):
                continue
            start = match.start()
            owner = re.search(rf"(?P<owner>[{_CAPITAL}][\w-]{{2,40}}s)\s\Z", text[max(0, start - 45) : start])
            if owner is not None and word in ("strategi", "politik", "handleplan", "vision"):
                start -= len(owner[0])
            elif word in ("strategi", "politik", "handleplan", "vision", "plan"):
                continue
            yield from give(start, match.end(), "project.plan-and-years")
        for match in patterns.numbered.finditer(text):
            number = re.search(r"\d[\w./-]*\Z", match["name"])
            if number is None or len(number[0]) == 4 and number[0][:2] in ("19", "20") and "nr" not in match["name"]:
                continue
            if match["name"].casefold().startswith("tillæg") and "nr" not in match["name"]:
                continue
            start = match.start("name") + (len("forslag til ") if match["name"].casefold().startswith("forslag til") else 0)
            yield from give(start, match.end(), "project.numbered-plan")
        for match in patterns.plan_for.finditer(text):
            word = match["word"]
            at = match.start()
            line_start = at == 0 or text[at - 1] == "\n" or text[max(0, at - 2) : at] in ("• ", "- ", ". ")
            if match["quote"] is not None:
                yield from give(at, match.end("quote"), "project.plan-quote")
            elif word[0].isupper() and not line_start and word.casefold() not in ("projekt", "lokalplan", "lokalplanen") or word[0].isupper() and line_start and word.casefold() in ("analyse", "helhedsplan", "udviklingsplan", "masterplan") and text[max(0, at - 2) : at] == "• ":
                if word.casefold() == "analyse" and match["link"] != "af":
                    continue
                yield from give(at, self._end_of_complement(text, match.start("rest"), match.end("rest")), "project.plan-for")
        for match in patterns.capital_compound.finditer(text):
            at = match.start("name")
            word = match["name"].casefold()
            if word in patterns.compound_never or word in patterns.plan_never or self._starts_sentence(text, at):
                continue
            if word.removesuffix("en") in patterns.plan_never or text[at:match.end()].isupper() or word in self.vocabulary:
                continue
            yield from give(at, match.end("name"), "project.capital-compound")
        for match in patterns.cued_compound.finditer(text):
            if match["name"].casefold() not in patterns.compound_never:
                yield from give(match.start("name"), match.end("name"), "project.cued-compound")
        for match in re.finditer(rf"(?<!\w)(?P<name>(?:det\s|Det\s)?[{_CAPITAL}][\wæøå]+\s[{_CAPITAL}][\w]+(?:program|projekt|programmet))(?![\w-])(?=\s\([A-ZÆØÅ]{{2,6}}\))", text):
            yield from give(match.start("name"), match.end("name"), "project.defined")
        for match in patterns.told.finditer(text):
            name = match["name"]
            words = name.split()
            if len(words) > 1 and sum(word[0].isupper() for word in words) < 2 or words[0].casefold() in _TITLE_WORDS or len(words) == 1 and match[0][len(name)] != ":":
                continue
            if words[0].casefold() in ("der", "det", "den", "dette", "projektet", "formålet", "sagen") or self.roster.resolve(name):
                continue
            yield from give(match.start("name"), match.end("name"), "project.told")
        for match in patterns.handles.finditer(text):
            name = match["name"]
            near = text[match.end() : match.end() + 160]
            words = name.split()
            if re.search(r"(?i)\bprojekt|\bkampagne|\bindsats|\bprogram", near) and words[0].casefold() not in _TITLE_WORDS and words[0].casefold() not in self.vocabulary and len(name) > 4:
                yield from give(match.start("name"), match.end("name"), "project.told")
        for match in patterns.owned.finditer(text):
            yield from self._owned(flow, match.start())
        for match in patterns.so_called.finditer(text):
            yield from give(match.start("name"), match.end("name"), "project.so-called")
        for match in patterns.known.finditer(text):
            yield from give(match.start(), match.end(), "project.known")

    def _owned(self, flow: Flow, at: int) -> Iterator[_Found]:
        """The name that heads the stretch in which a "projektejer" stands: behind a list's number or a line's start."""
        window = flow.text[max(0, at - 220) : at]
        heads = list(re.finditer(rf"(?:^|\n|\s)(?:\d{{1,2}}[.)]\s|[•-]\s)?(?P<name>[{_CAPITAL}][^\n.:(–]{{2,60}}?)\s?(?:\(|–|\s-\s)", window))
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
            if bare[0].isupper() or bare[0].isdigit() and index:
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
            if words[index][0] == "og" or words[index][0] == "i" and self._place(words[ahead][0]) and index > 1 or self.roster.resolve(words[ahead][0].strip(",.")) is not None:
                break
            index = ahead
        return last

    def _place(self, word: str) -> bool:
        return word.strip(",.:;").casefold() in ("kommune", "danmark", "kommunen")

    # -- owner, leader, period, grant

    def with_details(self, mentions: list[ProjectMention]) -> Iterator[ProjectMention]:
        """Yield the projects with what their item tells of owner, leader, period and grant."""
        text = self.minutes.whole.text
        told = any(word in text for word in ("rojektejer", "rojektleder", "rojektperiode", "tilsagn", "bevilget", "bevilling", "støtte"))
        base = self._day()
        for mention in mentions:
            yield self._detailed(mention, mentions, base) if told else mention

    def _day(self) -> date | None:
        for found in find_dates(self.minutes.head.text[:3000], None):
            if found.value and found.kind is DateKind.DAY and found.has_year and len(found.value) == 10:
                return date.fromisoformat(found.value)
        return None

    def _detailed(self, mention: ProjectMention, mentions: list[ProjectMention], base: date | None) -> ProjectMention:
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
                mention = self._read_details(mention, flow, begin, stop, base)
        return mention

    def _read_details(self, mention: ProjectMention, flow: Flow, start: int, end: int, base: date | None) -> ProjectMention:
        text = flow.text
        changes: dict[str, Any] = {}
        for attribute, word in (("owner", "projektejer"), ("leader", "projektleder")):
            match = _ROLE[word].search(text, start, end)
            if match is not None and getattr(mention, attribute) is None:
                changes[attribute] = flow.said(match, f"project.{attribute}", "who")
        match = _PERIOD.search(text, start, end)
        if match is not None and mention.start is None:
            for found in find_dates(text, base, match.end(), min(end, match.end() + 80)):
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


_WHO = rf"(?P<who>[{_CAPITAL}][\w-]+(?:\s(?:[{_CAPITAL}][\w.-]*|og|de|von|van)){{0,7}}(?<!\sog))"
_ROLE = {
    "projektejer": re.compile(rf"[Pp]rojektejer(?:en|e)?(?:\ser|:)?\s{_WHO}"),
    "projektleder": re.compile(rf"[Pp]rojektleder(?:en|e)?(?:\ser|:)?\s{_WHO}"),
}
_PERIOD = re.compile(r"(?i)\bprojektperiode\w{0,4}\b|\bprojektet\s(?:løber|varer|strækker\ssig|kører)\b|\bforsøgsperioden\b")
_GRANT = re.compile(r"(?i)\btilsagn\som\s(?:støtte|tilskud|medfinansiering)|\b(?:modtaget|fået|opnået)\s(?:et\s|en\s)?(?:støtte|tilskud|bevilling|tilsagn)|\bhar\sfået\b|\bbevilget\b")

_TITLE_WORDS = frozenset(
    """ny nyt nye godkendelse drøftelse status orientering evaluering forslag udkast høring høringssvar revision revideret endelig vedtagelse vedr vedr. vedrørende udarbejdelse behandling
    den det de en et af til for om på med og i fra kommunens rådets udvalgets temadrøftelse tema beslutning beslutningssag drøftelsessag orienteringssag opgave fælles oplæg udmøntning opfølgning lokal ekstra
    forlængelse ændring ændringer projektet planen der dette sagen formålet strategien politikken han hun vi man""".split()
)
