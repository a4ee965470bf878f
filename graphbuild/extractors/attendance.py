"""Sentences on coming and going: who was away, left, came late, was disqualified, or stepped in, and which items that
touches.

Forms read: ``A og B deltog ikke i mødet``; ``A gik kl. 11.30 efter pkt. 4``; ``A ankom kl. 19.40 og deltog ikke i
behandlingen af punkterne 435 - 440``; ``A blev erklæret inhabil``; ``Som stedfortræder for B deltog A``; ``Afbud fra
A``. Who went out for one item and came back is told apart (``OUT``) from who left for good (``LEFT``). Left on
purpose: guesses from silence, and what an earlier meeting's decision tells.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from graphbuild.extractors.roster import NamedAt
from graphbuild.layouts import Minutes
from graphbuild.lexicon.literals import Gate
from graphbuild.lexicon.names import fold_word
from graphbuild.model import PersonMention


class Stay(StrEnum):
    """How somebody was (not) there."""

    ABSENT = "absent"  # from the meeting, or from this item where an item tells it
    NOT_PART = "not-part"  # took no part in these items, no reason told
    OUT = "out"  # disqualified or out of the room for these items, then back
    LEFT = "left"  # for good
    ARRIVED = "arrived"  # late
    ONLY = "only"  # there for these items alone
    STEPPED_IN = "stepped-in"  # for somebody else


@dataclass(frozen=True, slots=True)
class Move:
    """One statement: who, how, the items missed (for ``ONLY`` and ``STEPPED_IN``: attended),
    and where it stands in the text.
    """

    stay: Stay
    person: PersonMention
    start: int
    end: int
    items: tuple[str, ...] = ()
    told_items: bool = False  # the items are printed, not concluded from the order
    reason: bool = False
    instead_of: PersonMention | None = None


# --- the agenda's order -----------------------------------------------------------------------------------------------


class Agenda:
    """The items in the order in which they were treated, for "the items after 4"."""

    def __init__(self, minutes: Minutes) -> None:
        self.numbers = [item.number.value for item in minutes.items]
        self.parents = {item.number.value: item.parent for item in minutes.items}
        self.titles = {item.number.value: item.title.value if item.title else "" for item in minutes.items}
        self._by_fold = {_fold(number): number for number in reversed(self.numbers)}
        self._printed = {number: at for at, number in reversed(list(enumerate(self.numbers)))}
        self._places: dict[str, float] = dict(self._printed)
        texts = [section.flow.text for item in minutes.items[:3] for section in item.sections]
        for text in [minutes.head.text, *texts]:
            if "behandle" in text:
                self._reorder(text)

    def _reorder(self, text: str) -> None:
        """Take up what the minutes say of the order: ``Punkt 118 behandles først``, ``punkt 5 sammen med punkt 2``."""
        for match in _TOGETHER.finditer(text):
            one, other = self.known(match["one"]), self.known(match["other"])
            if one and other:
                self._places[one] = self._places[other]
        for match in _MOVED.finditer(text):
            moved = self.known(match["moved"])
            other = self.known(match["other"]) if match["other"] else None
            if moved is None or (match["other"] and other is None):
                continue
            if other is not None:
                self._places[moved] = self._places[other] + (-0.5 if match["where"].casefold() != "efter" else 0.5)
            else:
                self._places[moved] = len(self.numbers) if match["where"].casefold() == "sidst" else -1

    def known(self, number: str) -> str | None:
        """Return an item's number as printed for a number as told, ``None`` for one that the agenda does not have."""
        return self._by_fold.get(_fold(number))

    def after(self, number: str) -> tuple[str, ...]:
        """Return the items treated after one and its sub-points."""
        at = self._places[number]
        return tuple(
            n for n in self.numbers if self._places[n] > at and self.parents[n] != number and not self._is_child(n, at)
        )

    def _is_child(self, number: str, at: float) -> bool:
        """Tell whether an item is a sub-point of the one treated at a place."""
        parent = self.parents[number]
        return parent is not None and self._places.get(parent) == at < self._places[number]

    def before(self, number: str) -> tuple[str, ...]:
        """Return the items treated before one."""
        at = self._places[number]
        return tuple(n for n in self.numbers if self._places[n] < at and n != self.parents[number])

    def between(self, first: str, last: str) -> tuple[str, ...]:
        """Return the items from one to another, both included."""
        a, b = self._printed[first], self._printed[last]
        return tuple(self.numbers[a : b + 1]) if a <= b else (first, last)


_TOGETHER = re.compile(
    r"(?i)punkt(?:et)? (?P<one>\d{1,4}[a-z]?) (?:blev |bliver |er )?behandle(?:s|t"
    r"|des) sammen med (?:punkt(?:et)? )?(?P<other>\d{1,4}[a-z]?)"
)
_MOVED = re.compile(
    r"(?i)\b(?:punkt(?:et)?|pkt\.?|sag(?:en)?)\s(?:nr\.?\s)?(?P<moved>\d{1,4}[a-z]?)[^.;\n]{0,60}?\s(?:behandle(?:s|t|des))"
    r"(?:\sderfor|\sherefter|\ssom)?\s(?:(?P<where>først|første|sidst|efter|før|inden|umiddelbart\sefter)\b)"
    r"(?:\s(?:punkt(?:et)?|pkt\.?|sag)?\s?(?:nr\.?\s)?(?P<other>\d{1,4}[a-z]?)(?![\d./]))?"
)


def _fold(number: str) -> str:
    return number.casefold().strip(" .:").lstrip("0")


_ITEM = r"\d{1,4}(?:\.\d{1,2}(?!\d)|[a-z](?![a-zæøå]))?"
_ITEMS = re.compile(
    rf"""(?ix)\b(?:punkt(?:et|erne|er)?|pkt\.?|dagsordenspunkt(?:et|erne)?|sag(?:en|erne)?(?:\s?nr\.?)?|pktr\.?|sagspunkt)\s{{0,2}}(?:nr\.?\s?)?
    (?P<list>{_ITEM}(?:\s?(?:,|-|–|\bog\b|\btil\b|\bsamt\b|\+|&|\bt\.?o\.?m\.?)\s?(?:punkt\s|pkt\.?\s|til\sog\smed\s)?{_ITEM}){{0,20}})"""
)
_PART = re.compile(rf"(?P<number>{_ITEM})|(?P<to>-|–|\btil\b)")


def items_told(text: str, start: int, end: int, agenda: Agenda) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return the items that a text names, each mention with its place: ``punkterne 10, 12 og 14``, ``pkt. 3-5``."""
    found = []
    for match in _ITEMS.finditer(text, start, end):
        numbers: list[str] = []
        run = False
        for part in _PART.finditer(text, match.start("list"), match.end("list")):
            if part["to"]:
                run = True
                continue
            number = agenda.known(part["number"])
            if number is None:
                run = False
                continue
            if run and numbers:
                numbers += agenda.between(numbers[-1], number)[1:]
            else:
                numbers.append(number)
            run = False
        if numbers:
            found.append((match.start(), match.end(), tuple(dict.fromkeys(numbers))))
    return found


# --- cues -------------------------------------------------------------------------------------------------------------


@cache
def _cues() -> tuple[Gate, re.Pattern[str]]:
    raw = tomllib.loads(files(__package__).joinpath("attendance.toml").read_text(encoding="utf-8"))
    order = ("back", "out", "stepped_in", "left", "arrived", "absent", "not_part", "only")
    phrases = {name: "|".join(raw[name]).replace(" ", r"\s") for name in order}
    pattern = r"(?<!\w)(?:" + "|".join(f"(?P<{name}>{either})" for name, either in phrases.items()) + r")"
    return Gate(phrases.values()), re.compile(pattern, re.IGNORECASE)


#: A text without any of these tells nothing of coming and going; testing for them is far cheaper than the cues.
_SIGNS = (
    "deltog", "deltag", "forlod", "forlad", "fravær", "afbud", "habil", "gik ", "gå", "kom ", "kom\n", "mødte", "ankom",
    "indtrådte", "stede", "stedfortræder", "suppleant", "undtag", "udeblev", "afløs", " her ", " med", "trak sig",
    "stødte", "nåede", "dukke", "forhindret", " syg", "ude af", "udgik",
)  # fmt: skip


def may_tell(text: str) -> bool:
    """Tell whether a text may hold a statement on attendance."""
    folded = text.casefold()
    return any(sign in folded for sign in _SIGNS)


_PRONOUN = re.compile(r"(?:Han|Hun|De|Pågældende|Vedkommende|Begge)\b")
_REASON = re.compile(r"(?i)\bda\s|\bfordi\b|på grund af|pga\.?|\bidet\b|eftersom|som følge af|grundet")
_AWAY_REASON = re.compile(
    r"(?i)\bikke kunne\b|\bsyg|\bferie|\bafbud|\bforhindret|\bforlod|\bvar gået|\bgik\b|\bmåtte\b"
)
#: leaving the meeting "under punktet" because of a tie to the case is going out for it
_FOR_ONE_ITEM = re.compile(r"(?i)\bforlod mødet under (?:dette |selve )?(?:punkt|sag|behandling|drøftelse)")
_TIES = re.compile(
    r"(?i)\b(?:er|var) (?:medlem|formand|næstformand|kasserer|bestyrelse|ansat|gift|nabo|ejer|medejer|lodsejer|part\b|beslægtet|leder)"
    r"|\b(?:ejer|sidder i|arbejder)\b"
)
_GAP = re.compile(
    r"(?:\s*\([^()]{0,60}\))?\s*(?:,|og|samt|&|,\s*og|eller)\s*(?:[^\W\d_]{2,30}(?:-\s?og\s[^\W\d_]{2,30})?\s)?(?:\d\.\s)?"
)


def groups(named: Sequence[NamedAt], text: str) -> list[list[NamedAt]]:
    """Put names together that a sentence coordinates: ``A (V), B og udvalgsmedlem C``."""
    found: list[list[NamedAt]] = []
    for one in named:
        if found and _GAP.fullmatch(text, found[-1][-1].end, one.start):
            found[-1].append(one)
        else:
            found.append([one])
    return found


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: str
    start: int
    end: int


def read_sentence(
    text: str,
    start: int,
    end: int,
    named: Sequence[NamedAt],
    agenda: Agenda,
    item: str | None,
    before: Sequence[NamedAt] = (),
) -> list[Move]:
    """Return what a sentence tells of coming and going.

    ``named`` are the persons named in it, ``item`` the item it stands in, ``before`` whom the sentence before was
    about ("Han deltog ikke ...").
    """
    if not named and not (before and _PRONOUN.match(text, start, end)):
        return []
    gate, pattern = _cues()
    if not gate.may_match(text[start:end].lower()):
        return []
    cues = [_Cue(match.lastgroup or "", match.start(), match.end()) for match in pattern.finditer(text, start, end)]
    if not cues:
        return []
    people = groups(named, text) or [list(before)]
    kinds = {cue.kind for cue in cues}
    told = items_told(text, start, end, agenda)
    moves: list[Move] = []
    if "stepped_in" in kinds:
        stepped = _stepped_in(text, start, end, people, cues, told, item)
        if stepped:
            moves += stepped
            if not kinds & {"out", "left", "arrived"}:
                rest = [cue for cue in cues if cue.kind in ("absent", "not_part")]
                if not rest:
                    return moves
    reason = bool(_REASON.search(text, start, end)) and not _AWAY_REASON.search(text, start, end)
    if "left" in kinds and _FOR_ONE_ITEM.search(text, start, end) and (reason or _TIES.search(text, start, end)):
        kinds = (kinds - {"left"}) | {"out"}
        cues = [_Cue("out", cue.start, cue.end) if cue.kind == "left" else cue for cue in cues]
    if "out" in kinds or ("left" in kinds and "back" in kinds):
        cue = next(cue for cue in cues if cue.kind in ("out", "left"))
        subjects = _subjects(people, cue, start, text)
        stay = Stay.OUT
        left = next((cue for cue in cues if cue.kind == "left"), None)
        items = _missed_here(text, start, end, told, item, agenda)
        for one in subjects:
            if left is not None and "back" not in kinds:
                moves.append(Move(Stay.LEFT, one.person, start, end, items, bool(told)))
            else:
                moves.append(Move(stay, one.person, start, end, items, bool(told), True))
        return moves
    for kind in ("left", "arrived"):
        cue_found = next((cue for cue in cues if cue.kind == kind), None)
        if cue_found is None:
            continue
        subjects = _subjects(people, cue_found, start, text)
        items = _missed_by_moving(text, start, end, kind, told, item, agenda, "not_part" in kinds)
        if text[cue_found.start : cue_found.end].casefold().startswith("må ") and not any(
            place > cue_found.end for place, _, _ in told
        ):
            items = ()  # somebody will have to go, the minutes say not when
        stay = Stay.LEFT if kind == "left" else Stay.ARRIVED
        moves += [Move(stay, one.person, start, end, items, bool(told)) for one in subjects]
    if any(move.stay in (Stay.LEFT, Stay.ARRIVED) for move in moves):
        return moves
    for cue in cues:
        if cue.kind == "not_part":
            items = _missed_here(text, start, end, told, item, agenda)
            named_here = _subjects(people, cue, start, text)
            stay = Stay.OUT if reason else Stay.NOT_PART
            if (
                re.compile(r"(?i)\s(?:i|på) (?:hele )?møde[t]?\b(?! (?:under|ved))").match(text, cue.end, end)
                and not told
            ):
                stay = Stay.ABSENT
            elif (
                (
                    text[cue.start : cue.end].casefold().endswith((" under", " ved"))
                    or re.compile(r"(?i)\s(?:i|ved|under)\s").match(text, cue.end, end)
                )
                and len(named_here) <= 2
                and not told
            ):
                stay = Stay.OUT
            moves += [Move(stay, one.person, start, end, items, bool(told), reason) for one in named_here]
        elif cue.kind == "absent":
            words = text[cue.start : cue.end].casefold()
            after = words.endswith(("fra", ":", "undtagen", "undtagelse af", "var")) or words.startswith(
                ("ej ", "ikke mødt", "fraværende")
            )
            subjects = _following(people, cue, text) if after else _subjects(people, cue, start, text)
            items = (item,) if item else ()
            moves += [Move(Stay.ABSENT, one.person, start, end, items, False) for one in subjects]
        elif cue.kind == "only" and not any(move.stay is not Stay.STEPPED_IN for move in moves):
            attended = tuple(dict.fromkeys(number for _, _, numbers in told for number in numbers)) or (
                (item,) if item else ()
            )
            subjects = _subjects(people, cue, start, text)
            moves += [Move(Stay.ONLY, one.person, start, end, attended, bool(told)) for one in subjects]
    return _once(moves)


def _once(moves: list[Move]) -> list[Move]:
    kept: dict[tuple[Stay, int], Move] = {}
    for move in moves:
        kept.setdefault((move.stay, id(move.person)), move)
    return list(kept.values())


def _subjects(people: list[list[NamedAt]], cue: _Cue, start: int, text: str) -> list[NamedAt]:
    """Return whom a cue is said of: the group nearest before it, else the first one behind it."""
    ahead = [group for group in people if group[-1].end <= cue.start]
    if ahead:
        # "A (V) ejer en ejendom, som B forvalter, og var inhabil": what stands in a clause of its own is no subject
        free = [
            group
            for group in ahead
            if not re.search(
                r"(?:\bat|\bsom|\bder|\bfor|\baf|\bfra|\bmed|\btil|\bom)\s(?:[^\W\d_]{3,30}\s)?$",
                text[max(start, group[0].start - 40) : group[0].start],
            )
        ]
        return free[-1] if free else ahead[-1]
    return _following(people, cue, text)


def _following(people: list[list[NamedAt]], cue: _Cue, text: str) -> list[NamedAt]:
    behind = [group for group in people if group[0].start >= cue.start]
    return behind[0] if behind else []


def _missed_here(
    text: str, start: int, end: int, told: list[tuple[int, int, tuple[str, ...]]], item: str | None, agenda: Agenda
) -> tuple[str, ...]:
    """Return the items that somebody took no part in: those told, else the one the sentence stands in."""
    numbers = tuple(dict.fromkeys(number for _, _, told_here in told for number in told_here))
    if numbers:
        return tuple(
            dict.fromkeys(
                sub for number in numbers for sub in (_sub_point(text, start, end, number, agenda) or number,)
            )
        )
    if item is None:
        return ()
    return (_sub_point(text, start, end, item, agenda) or item,)


def missed_at(text: str, start: int, end: int, item: str | None, agenda: Agenda) -> tuple[str, ...]:
    """Return the items that a sentence ties a disqualification to: those told,
    else the item or one of its sub-points.
    """
    return _missed_here(text, start, end, items_told(text, start, end, agenda), item, agenda)


_ABOUT = re.compile(r"(?i)(?:behandlingen|drøftelsen|beslutningen|afgørelsen) (?:af|om) (?P<words>[^.;]{3,120})")


def _sub_point(text: str, start: int, end: int, item: str, agenda: Agenda) -> str | None:
    """Return the one sub-point of an item whose title shares a telling word with what the sentence says was treated."""
    subs = [number for number in agenda.numbers if agenda.parents[number] == item]
    about = _ABOUT.search(text, start, end) if subs else None
    if about is None:
        return None
    words = {_stem(word) for word in re.findall(r"[^\W\d_]{4,}", about["words"])}
    shares = [
        (len(words & {_stem(word) for word in re.findall(r"[^\W\d_]{4,}", agenda.titles[number])}), number)
        for number in subs
    ]
    best = max(shares)
    return best[1] if best[0] and sum(share == best[0] for share, _ in shares) == 1 else None


def _stem(word: str) -> str:
    folded = fold_word(word)
    for ending in ("erne", "ene", "ens", "ets", "en", "et", "s", "e"):
        if folded.endswith(ending) and len(folded) - len(ending) >= 4:
            bare = folded[: -len(ending)]
            return bare[:-1] if bare[-1] == bare[-2] else bare  # "musikken", "musik"
    return folded


_AFTER = re.compile(
    r"(?i)(?:efter|til og med|t\.o\.m\.?|til)\s(?:(?:at\s)?behandlingen\saf\s|drøftelsen\saf\s"
    r"|afslutningen\saf\s|og\smed\s|dette\s|sag\snr\.?\s)?(?:punkt|pkt|sag|dagsordenspunkt|dette)"
)
_BEFORE = re.compile(
    r"(?i)(?:før|inden|under|ved|fra|med|til)\s(?:behandlingen\saf\s|drøftelsen\saf\s|starten\saf\s)?(?:punkt|pkt|sag|dagsordenspunkt)"
)
_NOT_HERE = re.compile(
    r"(?i)\bså\s|\bderfor\b|\bhvorfor\b|\bog var ikke\b|før behandlingen|inden behandlingen"
    r"|før (?:dette )?punkt|inden (?:dette )?punkt|\bvar gået|\ber gået|\bhavde forladt|var taget hjem"
)
_THIS = re.compile(r"(?i)efter (?:dette|punktet|behandlingen af (?:dette )?punkt(?:et)?(?! \d)|sagen)")


def _missed_by_moving(
    text: str,
    start: int,
    end: int,
    kind: str,
    told: list[tuple[int, int, tuple[str, ...]]],
    item: str | None,
    agenda: Agenda,
    not_part: bool,
) -> tuple[str, ...]:
    """Return the items missed by leaving early or coming late: those told, else those after or before the item."""
    if not_part and told:
        return tuple(dict.fromkeys(number for _, _, numbers in told for number in numbers))
    numbers = told[0][2] if told else ()
    if kind == "left":
        if numbers:
            from_place = told[0][0]
            lead = text[max(start, from_place - 45) : from_place + 6]
            if _AFTER.search(lead):
                return agenda.after(numbers[-1])
            if re.search(r"(?i)\bunder\b", lead):
                return agenda.after(numbers[-1])
            return (numbers[0], *agenda.after(numbers[0]))
        if item is None:
            return ()
        if not_part or (_NOT_HERE.search(text, start, end) and not _THIS.search(text, start, end)):
            return (item, *agenda.after(item))
        return agenda.after(item)
    if numbers:
        lead = text[max(start, told[0][0] - 45) : told[0][0] + 6]
        if re.search(r"(?i)\befter\b", lead):
            return (*agenda.before(numbers[-1]), numbers[-1])
        return agenda.before(numbers[0])
    if item is None:
        return ()
    before = agenda.before(item)
    return (*before, item) if not_part or _THIS.search(text, start, end) else before


_FOR = re.compile(
    r"(?i)(?:^|\s|,|\()(?:(?:i stedet|stedfortræder|suppleant|substitut|afløser)(?:en)? for"
    r"|deltog (?:i mødet )?for|mødte for|for|afløste)\s+(?:[^\W\d_]{3,30}\s)?$"
)


def _stepped_in(
    text: str,
    start: int,
    end: int,
    people: list[list[NamedAt]],
    cues: list[_Cue],
    told: list[tuple[int, int, tuple[str, ...]]],
    item: str | None,
) -> list[Move]:
    """Read who stepped in, and for whom: ``Som stedfortræder for B deltog A``, ``A deltog for B``,
    ``1. suppleant A indtrådte i stedet``.
    """
    named = [one for group in people for one in group]
    absent = [one for one in named if _FOR.search(text[max(start, one.start - 50) : one.start])]
    rest = [one for one in named if one not in absent]
    verbs = re.search(
        r"(?i)deltog|mødte|indtrådte|indtræder|deltager|afløs|bad om|oplyste|foreslog|stemte|var til stede"
        r"|er til stede|\bi stedet\b|(?:er|blev|bliver) indkaldt",
        text[start:end],
    )
    if verbs is None:
        return []
    words = text[start:end]
    if re.search(
        r"(?i)mødte ikke|ikke mødte|kunne ikke|var indkaldt|udpeg|\bpeger\b|\bforeslås?\b|indstill|\bvalgt\b"
        r"|valgtes|vælges|ophør|udtræd|ønsker|kan deltage|kunne deltage",
        words,
    ):
        return []
    first = next(cue for cue in cues if cue.kind == "stepped_in")
    if absent:
        stepping = (
            rest[-1:]
            if rest and rest[-1].start > absent[-1].end
            else [one for one in rest if one.end <= absent[0].start][-1:]
        )
    else:
        stepping = (
            [one for one in rest if one.start >= first.start and one.start - first.end < 4][:1]
            or [one for one in rest if one.end <= first.start][-1:]
            or [one for one in rest if one.start >= first.start][:1]
        )
        if re.search(r"(?i)suppleanter kunne|ingen suppleant", words):
            return []
    attended = tuple(dict.fromkeys(number for _, _, numbers in told for number in numbers))
    if not attended and item and not absent and re.search(r"(?i)indtrådte|habil", words):
        attended = (item,)
    replaced = absent[0].person if absent else None
    ahead = [one for one in rest if one.end <= first.start and one not in stepping]
    if (
        replaced is None
        and ahead
        and re.search(r"(?i)\bi stedet\b", words)
        and any(cue.kind == "absent" for cue in cues)
    ):
        replaced = ahead[-1].person  # "Afbud: A, i stedet mødte B"
    moves = [
        Move(Stay.STEPPED_IN, one.person, start, end, attended, bool(told), instead_of=replaced) for one in stepping
    ]
    moves += [Move(Stay.ABSENT, one.person, start, end, attended, bool(told)) for one in absent if stepping]
    return moves
