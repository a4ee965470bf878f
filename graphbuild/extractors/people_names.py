"""Names in running text, each taken with a reason, and the short forms of persons already known.

Reasons: a known first name and a good shape; a title before (``Direktør``), a party letter behind (``(A)``), an
apposition (``Formanden, Name, ...``), a verb of speech behind, ``v/`` before. First names alone are new persons only
in minutes that print no full names in lists (youth councils, clubs), and where they do something.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from graphbuild.extractors.cast import Cast, Member
from graphbuild.extractors.given_names import is_given_name, name_score
from graphbuild.extractors.passages import Part, Passage
from graphbuild.extractors.roles import (
    CHAIR,
    MEMBER,
    OFFICIAL,
    SECRETARY,
    describe,
    is_job,
    is_outsider,
    roles_of_title,
    title_before,
)
from graphbuild.extractors.roster import Roster
from graphbuild.layouts.flow import Flow
from graphbuild.lexicon.names import FoundName, find_names, fold_word, initials_of, last_names
from graphbuild.lexicon.parties import find_parties, party_in_parentheses
from graphbuild.model import Attendance, PersonMention, Said, Span


@dataclass(frozen=True, slots=True)
class Acts:
    """Verbs that say what somebody does at the meeting, and words around names."""

    past: frozenset[str]
    present: frozenset[str]
    tasks: frozenset[str]
    inverted: frozenset[str]
    weak: frozenset[str]
    not_before: frozenset[str]
    not_after: tuple[str, ...]
    visits: tuple[str, ...]
    visitors_items: tuple[str, ...]
    announced: re.Pattern[str]  # behind a name in the case's text: who is to come for this item
    stands: re.Pattern[str]  # behind a name: who takes a stand
    put_off: re.Pattern[str]
    messages: tuple[str, ...]  # titles of items in which people report


@cache
def acts() -> Acts:
    """Return the verbs and words of ``people.toml``."""
    raw = tomllib.loads(files(__package__).joinpath("people.toml").read_text(encoding="utf-8"))
    verbs, other = raw["acts"], raw["not_a_person"]
    return Acts(
        frozenset(verbs["past"]), frozenset(verbs["present"]), frozenset(verbs["tasks"]),
        frozenset(verbs["inverted"]), frozenset(verbs["weak"]), frozenset(other["before"]), tuple(other["after"]),
        tuple(raw["visits"]["before"]), tuple(raw["visits"]["items"]),
        _behind_name(raw["announced"]["verbs"]), _behind_name(raw["announced"]["stands"]),
        re.compile(rf"(?i)\b(?:{'|'.join(raw['announced']['put_off'])})\b"), tuple(raw["visits"]["messages"]), )  # fmt: skip


def _behind_name(verbs: Sequence[str]) -> re.Pattern[str]:
    """Build the pattern of a verb behind a name, with where the person comes from in between."""
    words = "|".join(sorted((re.escape(verb) for verb in verbs), key=len, reverse=True))
    return re.compile(
        rf"(?:\s?\([^()]{{1,40}}\))?(?:,\s[^,.;:\n]{{2,60}},)?(?:\s(?:fra|i|hos|ved|for)\s[^.;:\n]{{2,80}}?)?,?\s(?P<verb>{words})\b"
    )


def read_names(passages: Sequence[Passage], cast: Cast) -> None:
    """Add the persons named in running text, with the title, party or office printed beside them."""
    candidates: list[tuple[Passage, FoundName, bool]] = []
    for passage in passages:
        if passage.part is Part.ATTACHMENTS:
            continue
        judged = [(found, _is_person(passage.flow.text, found)) for found in _found(passage.flow)]
        for index, (found, sure) in enumerate(judged):
            if sure is None and found.score >= 0.5:
                beside = [judged[at] for at in (index - 1, index + 1) if 0 <= at < len(judged)]
                sure = (
                    False
                    if any(other_sure and _coordinated(passage.flow.text, found, other) for other, other_sure in beside)
                    else None
                )
            if sure is not None:
                candidates.append((passage, found, sure))
    for passage, found, sure in sorted(candidates, key=lambda one: not one[2]):
        if passage.part is Part.HEAD and passage.flow.origin(found.span.start) in cast.listed_at:
            continue  # the list has read it, by its lines
        _add(passage, found, cast, sure)
    _read_initials(passages, cast)
    _read_presenters(passages, cast)
    if not any(
        " " in form.said.value
        for member in cast.members
        for form in member.forms.values()
        if form.listed and member.lists - {"item-absent"}
    ):
        _read_first_names(passages, cast)


_AND = re.compile(r"(?:\s\([^()]{1,30}\))?(?:,|\s(?:og|samt|&))\s")


def _coordinated(text: str, one: FoundName, other: FoundName) -> bool:
    """Tell whether two names stand side by side: what is said of one as a person goes for the other."""
    left, right = sorted((one.span, other.span))
    return _AND.fullmatch(text, left.end, right.start) is not None


# --- full names -------------------------------------------------------------------------------------------------------

_PARTY = re.compile(r"\s?\((?P<inside>[^()]{1,30})\)")
_VERB_BEHIND = re.compile(r"(?:\s?\([^()]{1,40}\))?(?:,[^,.;:\n]{2,60},)?\s(?P<verb>[a-zæøå]{2,20})\b")
#: verbs of coming and going, behind a name that the lists do not know
_MOVES = re.compile(
    r"(?:\s?\([^()]{1,40}\))?\s(?:havde (?:meldt )?afbud|har meldt afbud|meldte afbud|udeblev|forlod (?:mødet"
    r"|lokalet|salen)|gik kl|kom kl|ankom|mødte kl|deltog (?:ikke|i stedet|som)|"
    r"var fraværende|var inhabil|erklærede sig|blev erklæret)"
)
_PRESENTER = re.compile(r"(?i)(?<![\w])v(?:/|\.|ed)\s?(?:[^\W\d_]{3,30}\s)?\Z")
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w/]{0,30}\.?)\s\Z")
_QUOTES = "\"”“„»«'"


def _found(flow: Flow) -> Iterator[FoundName]:
    for raw in find_names(flow.text, minimum=0.3):
        found = _without_title(flow, raw)
        score = name_score(found.name)
        if score >= 0.45:
            yield replace(found, score=score)


def _without_title(flow: Flow, found: FoundName) -> FoundName:
    """Cut a job title that the lexicon took for the first word of the name: "Neuropsykolog Sidsel Ravn"."""
    words = found.name.split()
    if len(words) < 3 or is_given_name(words[0]):
        return found
    # a capital that only begins the sentence: "Borgeren Ida Bro skriver"
    begins = (
        _starts(flow.text, found.span.start) and is_given_name(words[1]) and fold_word(words[0]) not in last_names()
    )
    if not is_job(words[0]) and not begins:
        return found
    start = flow.text.index(words[1], found.span.start + len(words[0]))
    return replace(found, span=Span(start, found.span.end), name=" ".join(words[1:]))


def _is_person(text: str, found: FoundName) -> bool | None:
    """Judge a stretch that reads as a name: ``True`` for sure, ``False`` for good enough if nothing is against it,
    ``None`` for no.
    """
    words, start, stop = acts(), found.span.start, found.span.end
    behind = text[stop : stop + 40]
    if re.match(r"['’]?s?\s?(?:-)", behind) and not behind.startswith(" -"):
        return None
    following = re.match(r"(?:'s|’s|s)?\s(?P<word>[^\s,;:]{1,20})", behind)
    if (
        following is not None
        and following["word"].casefold().rstrip(".") in words.not_after
        and (following["word"][:1].isupper() or "/" in following["word"] or following["word"] == "&")
    ):
        return None
    before = _WORD_BEFORE.search(text[max(0, start - 32) : start])
    if before is not None and before["word"].casefold().rstrip(".") in words.not_before:
        return None
    if start and text[start - 1] in _QUOTES and text[stop : stop + 1] in _QUOTES:
        return None
    party = _PARTY.match(text, stop)
    if party is not None and (
        re.fullmatch(r"[A-ZÆØÅ]", party["inside"]) or party_in_parentheses(f"({party['inside']})") is not None
    ):
        return True
    if title_before(text, start) is not None:
        return True
    known_first = is_given_name(found.name.split()[0])
    verb = _VERB_BEHIND.match(text, stop)
    speaks = verb is not None and (verb["verb"] in words.past or verb["verb"] in words.present)
    if known_first and (found.score >= 0.7 or speaks):
        return True
    presenter = _PRESENTER.search(text[max(0, start - 40) : start])
    if presenter is not None and (known_first or not presenter[0].casefold().startswith("ved")):
        return True
    if before is not None and before["word"][:1].isupper() and not before["word"].endswith("."):
        known_first = known_first and name_score(before["word"]) < 0.6
    if known_first or (found.score >= 0.5 and _MOVES.match(text, stop)):
        return False
    if speaks and verb is not None and verb["verb"] not in words.weak and found.score >= 0.5:
        return False if fold_word(found.name.split()[-1]) in last_names() or found.score >= 0.65 else None
    return None


def _add(passage: Passage, found: FoundName, cast: Cast, sure: bool) -> None:
    flow, text = passage.flow, passage.flow.text
    start, stop = found.span.start, found.span.end
    title = title_before(text, start)
    roles = roles_of_title(text, *title, "text.title") if title is not None else ()
    comma = title is not None and text[title[1] : title[1] + 1] == ","
    party = _PARTY.match(text, stop)
    described = (
        describe(text, party.start("inside"), party.end("inside"), name=found.name, bracket=True, rule="text.bracket")
        if party is not None
        else None
    )
    letter = flow.at(*described.party, "text.party") if described is not None and described.party is not None else None
    name = flow.at(start, stop, "text.title-name" if title else "text.name")
    member = cast.add(
        name, party=letter.value if letter else None, official=any(role.role == OFFICIAL for role in roles)
    )
    if member is None:
        return
    if letter is not None and member.party is None:
        member.party = letter
    if described is not None:
        if described.initials is not None:
            cast.add_form(member, flow.at(*described.initials, "text.initials"))
        roles += described.roles
    told = (
        title is not None
        and re.search(r"(?i)\b(?:tidligere|afgående|forhenværende)\s\Z", text[max(0, title[0] - 16) : title[0]])
        is not None
    )
    for role in roles:
        if not told and not (role.role in (CHAIR, MEMBER) and not passage.current):
            member.add_role(flow.value(role.role, role.start, role.end, role.rule))
    if title is not None and (is_outsider(text[title[0] : title[1]]) or _from_elsewhere(text, stop)):
        member.outsider = True
    if not comma:
        _apposition(member, flow, stop)


_APPOSITION = re.compile(
    r"(?:\s?\([^()]{1,40}\))?,\s(?P<words>[^,.;:\n()]{3,90}?)(?=[,.;:\n]|\s(?:orienter|præsenter|fortæl|oply)|$)"
)


def _apposition(member: Member, flow: Flow, stop: int) -> None:
    """Read the title behind a name: ``Lis Bo, arbejdsmarkedschef``, ``Ove Lund, næstformand for Handicaprådet``."""
    match = _APPOSITION.match(flow.text, stop)
    if match is None:
        return
    for role in roles_of_title(flow.text, *match.span("words"), "text.apposition"):
        member.add_role(flow.value(role.role, role.start, role.end, role.rule))
    if member.roles and is_outsider(match["words"]):
        member.outsider = True


_ELSEWHERE = re.compile(
    r"(?:\s?\([^()]{1,30}\))?(?:,)?\s(?:fra|i|hos|ved)\s(?:[A-ZÆØÅ0-9][\w&/.-]{1,40}|den|det"
    r"|projekt(?:et)?|foreningen|firmaet|virksomheden|selskabet|fonden|organisationen|konsulentfirmaet|regionen|politiet|tegnestuen"
    r"|arkitektfirmaet|universitetet|museet|teatret|boligforeningen|boligselskabet|klubben|landsforeningen|patientforeningen)\b"
)


def _from_elsewhere(text: str, stop: int) -> bool:
    """Tell whether a name is followed by where the person comes from:
    ``fra ADP A/S`` (no unit of the municipality's own).
    """
    match = _ELSEWHERE.match(text, stop)
    if match is None or " fra " not in match[0]:
        return False
    return not re.search(
        r"(?i)forvaltning|kommune\b|afdeling|sekretariat|center for|administration|team\b|jobcent|\bteknik|\bmiljø\b|\bkultur (?:og|&)"
        r"|\bplan\b|\bbørn\b|\bsundhed (?:og|&)|\bøkonomi (?:og|&)|\bsocial (?:og|&)|\bældre\b|\bmyndighed|\bborgerservice|\bdirektion|\bstab",
        text[match.start() : match.end() + 30],
    )


# --- initials ---------------------------------------------------------------------------------------------------------

_INITIALS = re.compile(r"(?<![\w&/.-])[A-ZÆØÅ]{2,4}(?![\w&/-])")
#: Minutes use initials for persons where so many different ones fit somebody in the lists.
_USES_INITIALS = 3


def _read_initials(passages: Sequence[Passage], cast: Cast) -> None:
    """Add initials that minutes use without having printed them beside the names: ``HS bestiller flyers``."""
    owners: dict[str, list[Member]] = {}
    for member in cast.members:
        if not member.lists - {"item-absent"}:
            continue
        words = [word for word in re.split(r"[\s-]+", member.name().said.value) if word[:1].isupper()]
        for initials in {"".join(word[0] for word in words)} | (
            {words[0][0] + words[-1][0]} if len(words) > 2 else set()
        ):
            if len(initials) > 1:
                owners.setdefault(initials, []).append(member)
    found: dict[str, Said[str]] = {}
    for passage in passages:
        for match in _INITIALS.finditer(passage.flow.text):
            if len(owners.get(match[0], ())) == 1:
                found.setdefault(match[0], passage.flow.said(match, "text.initials"))
    if len(found) < _USES_INITIALS:
        return
    for initials, said in found.items():
        cast.add_form(owners[initials][0], said)


_SIGNED = re.compile(
    r"(?:^|(?<=[\n.:?!]))\W{0,4}(?:Referent|Ref\.?|Sekretær|Referat(?:et er skrevet)?(?: ved| af|:? v/)?|For referat(?:et)?|Protokolfører"
    r"|Skriftfører|Pennefører|Skrevet af)\s?[:,]?\s{1,3}(?P<who>[A-ZÆØÅ][^\n.,;:()]{0,50})\.?(?=$|\n|\s{2,}|,)"
)
#: How far from its end the minutes say who wrote them, in characters.
_SIGNATURE = 400


def read_signature(passages: Sequence[Passage], cast: Cast) -> None:
    """Add who wrote the minutes where that stands at their end: ``Sekretær: Lis Bo``, ``Ref. LB``."""
    if any(SECRETARY in member.roles for member in cast.members):
        return
    ends = [passage for passage in passages if passage.current and passage.part is Part.DECISION][-2:]
    ends += [passage for passage in passages if passage.part is Part.TAIL]
    for passage in ends:
        text = passage.flow.text
        for match in _SIGNED.finditer(text, max(0, len(text) - _SIGNATURE)):
            who = " ".join(match["who"].split())
            said = passage.flow.at(*match.span("who"), "text.signature")
            member = None
            if " " in who and name_score(who) >= 0.6:
                member = cast.add(said)
            else:
                meant = [
                    one
                    for one in cast.members
                    if who in one.forms
                    or who == one.name().said.value.split()[0]
                    or (who.isupper() and who in initials_of(one.name().said.value))
                ]
                if len(meant) == 1:
                    member = meant[0]
                    cast.add_form(member, said)
            if member is not None:
                member.add_role(Said(SECRETARY, said.span, said.rule))
                member.lists.add("secretary")
                member.listings.append(Said(Attendance.PRESENT, said.span, said.rule))
                return


_NAMES_IN_BRACKET = re.compile(r"\((?P<names>[A-ZÆØÅ][^()\n]{4,300})\)")


def read_party_sides(passages: Sequence[Passage], roster: Roster) -> Iterator[tuple[PersonMention, Said[str]]]:
    """Yield the party before a bracket of its people: ``Socialdemokratiet (Ida Bro, Ole Lund) og Venstre (Eva Dam)``."""
    for passage in passages:
        text = passage.flow.text
        if passage.part not in (Part.DECISION, Part.HEAD) or "(" not in text:
            continue
        brackets = [match for match in _NAMES_IN_BRACKET.finditer(text) if " " in match["names"]]
        if not brackets:
            continue
        ends = {found.span.end: found for found in find_parties(text) if found.how == "name"}
        for match in brackets:
            found = ends.get(match.start()) or ends.get(match.start() - 1)
            if found is not None:
                for one in roster.find(text, *match.span("names")):
                    yield one.person, passage.flow.at(found.span.start, found.span.end, "text.party-side")


_V_NAME = re.compile(
    r"(?<![\w])v(?:/|\. ?)\s?(?P<name>[A-ZÆØÅ][a-zæøåéü]{2,15}(?:-[A-ZÆØÅ][a-zæøå]{2,15})?)(?![\w-]|\s[A-ZÆØÅ][a-zæøå])"
)
_BY_OFFICIALS = re.compile(r"(?i)\b(?:ved|fra) (?:forvaltningen|administrationen|direktionen|sekretariatet)\b")


def _read_presenters(passages: Sequence[Passage], cast: Cast) -> None:
    """Add who presents under a first name alone, ``v/Kirsten``, and note the officials among the presenters."""
    for passage in passages:
        text = passage.flow.text
        if "v/" not in text and "v. " not in text:
            continue
        for match in _V_NAME.finditer(text):
            if is_given_name(match["name"]):
                cast.add(passage.flow.at(*match.span("name"), "text.presenter"))
        heading = _BY_OFFICIALS.search(text)
        if heading is None:
            continue
        for member in cast.members:
            if member.lists or member.roles:
                continue
            here = next((at for form in member.forms if (at := text.find(f"v/{form}", heading.end())) >= 0), None)
            if here is not None:
                member.add_role(passage.flow.value(OFFICIAL, here, here + 2, "text.presenter-official"))


_MEMBERS = re.compile(r"(?m)^\W{0,12}(?:o\s{1,5})?Medlem(?:mer|merne)(?:, [^:\n]{1,40})?:\s(?P<names>[^\n]{3,300})$")


def read_named_members(passages: Sequence[Passage], roster: Roster) -> Iterator[tuple[PersonMention, Said[str]]]:
    """Yield whom a line of an item lists as members: "Medlemmer, som bliver: Ida, Bo og Carl"."""
    for passage in passages:
        if passage.item is None or "Medlem" not in passage.flow.text:
            continue
        for match in _MEMBERS.finditer(passage.flow.text):
            for one in roster.find(passage.flow.text, *match.span("names")):
                yield one.person, passage.flow.at(one.start, one.end, "text.members-line")


# --- first names alone ------------------------------------------------------------------------------------------------

#: Minutes go by first names where at least so many do, and more of them than of full names.
_FEWEST = 3
_SINGLE = re.compile(
    r"(?<![\w./-])(?P<name>[A-ZÆØÅ][a-zæøåéü]{2,15}(?:-[A-ZÆØÅ][a-zæøå]{2,15})?)(?P<genitive>s)?(?![\w-])"
)
_WHO = re.compile(r"\s?(?:og|,|\)|fra|foreslår|vil|kan|er|har|\b[a-zæøå]{3,15}(?:er|r|te|de)\b)")
#: words that are first names too
_COMMON = frozenset(
    [
        "maj",
        "juni",
        "august",
        "mark",
        "sol",
        "sten",
        "dag",
        "storm",
        "bo",
        "tang",
        "per",
        "find",
        "ask",
        "bent",
        "sky",
        "lund",
        "vang",
        "holm",
        "birk",
        "bjørn",
        "ask",
        "liv",
        "viola",
        "rose",
        "lilje",
        "sne",
        "frost",
        "may",
        "april",
        "stella",
    ]
)


def _read_first_names(passages: Sequence[Passage], cast: Cast) -> None:
    """Add persons known by first name only; a word that may be something else needs company: "August finder",
    not "i august".
    """
    counts: Counter[str] = Counter()
    first: dict[str, Said[str]] = {}
    doing: set[str] = set()
    words = acts()
    for passage in passages:
        if passage.part is Part.ATTACHMENTS:
            continue
        text = passage.flow.text
        for match in _SINGLE.finditer(text):
            name = match["name"]
            if name_score(name) < 0.6 and not (match["genitive"] and name_score(name) >= 0.6):
                continue
            behind = re.compile(r"\s(?P<next>[^\s,.;:()]{1,20})").match(text, match.end())
            upcoming = behind["next"] if behind is not None else ""
            if upcoming[:1].isupper() or (
                re.search(r"[A-ZÆØÅ][\w.-]*\s\Z", text[max(0, match.start() - 20) : match.start()][-20:])
                and not _starts(text, match.start())
            ):
                continue
            counts[name] += 1
            first.setdefault(name, passage.flow.at(*match.span("name"), "text.first-name"))
            if (
                upcoming in words.tasks
                or upcoming in words.past
                or upcoming in words.present
                or upcoming in ("har", "ikke", "kan", "må", "går")
            ) or (upcoming == "fra" and _starts(text, match.start())):
                doing.add(name)
    taken = [
        name
        for name in first
        if (name in doing and (name.casefold() not in _COMMON or counts[name] > 1))
        or (counts[name] > 1 and name.casefold() not in _COMMON)
    ]
    if len(taken) < _FEWEST or len(taken) <= sum(" " in member.name().said.value for member in cast.members):
        return
    for name in taken:
        cast.add(first[name])


def _starts(text: str, at: int) -> bool:
    """Tell whether a word begins a sentence or a line."""
    lead = text[max(0, at - 3) : at].rstrip(" ")
    return not lead or lead[-1] in ".\n:•-–"


__all__ = ["acts", "initials_of", "read_names"]
