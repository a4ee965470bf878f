"""Names of bodies and organisations in running text: recognising them by how Danish names are built.

Read are, each under a rule of its own (the word lists stand in ``bodies.toml``, national names in ``bodies.csv`` too):

* compounds by their ending: ``Økonomiudvalget``, ``Social- og Sundhedsudvalget``, ``handicaprådet``, ``Byggeafdelingen``
* a name before a plain word: ``Vestby Kommune``, ``Vestby Kunstmuseum``, ``Teknisk Udvalg``
* a head before a name: ``Boligforeningen Fyrtårnet``, ``rehabiliteringscenter Åkanten``, ``Center for Ejendomme``
* departments: ``Teknik og Miljø``, ``Børn & Unge``; companies by their legal form: ``Nordens Byg ApS``
* national names and abbreviations: ``Kirkens Korshær``, ``FOA``; others where a verb or preposition makes them act

Left out on purpose: ``forvaltningen``, ``udvalget``, ``bestyrelsen`` and other words that mean whichever is at hand; streets,
woods and waters; people (the caller says where they stand); laws, funds to apply to (``Ungepuljen``), posts.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

import simplemma

from graphbuild.lexicon.municipalities import Gazetteer
from graphbuild.lexicon.names import is_name
from graphbuild.lexicon.parties import party_of_name


class BodyKind(StrEnum):
    """What sort of body or organisation a name's form tells."""

    COUNCIL = "council"  # byråd, kommunalbestyrelse
    COMMITTEE = "committee"  # udvalg
    ADVISORY = "advisory"  # råd
    BOARD = "board"  # nævn, kommission
    STAFF = "staff"  # MED-udvalg
    LEADERSHIP = "leadership"  # direktionen, chefgruppen: only in a case's way
    ADMINISTRATION = "administration"
    MUNICIPALITY = "municipality"
    AUTHORITY = "authority"
    INSTITUTION = "institution"
    ASSOCIATION = "association"
    ORGANISATION = "organisation"  # nothing tells


#: the kinds that treat cases and give answers: where a case goes
TREATING = frozenset(
    {BodyKind.COUNCIL, BodyKind.COMMITTEE, BodyKind.ADVISORY, BodyKind.BOARD, BodyKind.STAFF, BodyKind.LEADERSHIP}
)


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A body's name at ``[start, end)`` of the text given; ``name`` is as printed but without a genitive's ``s``."""

    start: int
    end: int
    name: str
    kind: BodyKind
    rule: str


@dataclass(frozen=True, slots=True)
class _Tables:
    definite: tuple[tuple[str, BodyKind], ...]  # longest first
    definite_endings: tuple[str, ...]
    lower_endings: tuple[str, ...]
    lower_worth: tuple[str, ...]  # endings of words in lower case that are worth a look
    lower_never: frozenset[str]
    no_organisation: frozenset[str]
    plain: dict[str, BodyKind]
    plain_endings: tuple[str, ...]
    before: dict[str, BodyKind]
    before_endings: tuple[str, ...]
    introducing: frozenset[str]
    heads_of_for: dict[str, BodyKind]
    heads_of_for_endings: tuple[str, ...]
    local_endings: tuple[str, ...]
    local: tuple[str, ...]  # nouns that a place makes a name: "forsamlingshuset i Vestby"
    groups: tuple[str, ...]  # plurals behind which institutions are listed
    posts: tuple[str, ...]
    months: tuple[str, ...]
    undertakings: tuple[str, ...]
    weak: frozenset[str]
    gifts: frozenset[str]
    legal: frozenset[str]
    topics: frozenset[str]
    not_definite: tuple[str, ...]
    no_abbreviation: frozenset[str]
    known: dict[str, tuple[tuple[tuple[str, ...], BodyKind], ...]]  # by first word
    standard_short: dict[str, tuple[str, ...]]  # ØU -> Økonomiudvalget
    starters: frozenset[str]
    places: tuple[str, ...]
    verbs: frozenset[str]


_CSV_KINDS = {
    "standing committee": BodyKind.COMMITTEE,
    "special committee": BodyKind.COMMITTEE,
    "council": BodyKind.COUNCIL,
    "advisory council": BodyKind.ADVISORY,
    "statutory board": BodyKind.BOARD,
    "MED committee": BodyKind.STAFF,
    "administration": BodyKind.ADMINISTRATION,
    "ministry": BodyKind.AUTHORITY,
    "state council or agency": BodyKind.AUTHORITY,
    "national organisation": BodyKind.ASSOCIATION,
    "trade union or employer": BodyKind.ASSOCIATION,
    "supplier": BodyKind.ASSOCIATION,
    "joint municipal body": BodyKind.ADVISORY,
    "board": BodyKind.BOARD,
}
#: of the rows of bodies.csv only these stand for one organisation wherever they are printed
_NATIONAL = {
    "joint municipal body", "ministry", "national organisation", "state council or agency", "supplier", "trade union or employer",
}  # fmt: skip


def body_rows() -> list[dict[str, str]]:
    """Return the rows of ``bodies.csv``: name, abbreviations, kind, scope."""
    text = files(__package__).joinpath("bodies.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def _tables() -> _Tables:
    raw = tomllib.loads(files(__package__).joinpath("bodies.toml").read_text(encoding="utf-8"))
    definite = [(ending, BodyKind(kind)) for kind, endings in raw["definite"].items() for ending in endings]
    definite.sort(key=lambda pair: -len(pair[0]))
    plain = {word: BodyKind(kind) for kind, words in raw["plain"].items() for word in words}
    before = {word: BodyKind(kind) for kind, words in raw["before"].items() for word in words}
    heads_of_for = {word: BodyKind(kind) for kind, words in raw["heads_of_for"].items() for word in words}
    names = [(name, BodyKind(kind)) for kind, words in raw["known"].items() for name in words]
    short: dict[str, list[str]] = {}
    for row in body_rows():
        if row["kind"] in _NATIONAL:
            names.append((row["name"], _CSV_KINDS[row["kind"]]))
        for abbreviation in filter(None, row["abbreviations"].split(";")):
            short.setdefault(abbreviation, []).append(row["name"])
    known: dict[str, list[tuple[tuple[str, ...], BodyKind]]] = {}
    for name, kind in names:
        words = tuple(name.split())
        known.setdefault(words[0], []).append((words, kind))
    return _Tables(
        tuple(definite),
        tuple(ending for ending, _ in definite),
        tuple(raw["lower"]["endings"]),
        tuple(
            form + ending
            for form in (
                *raw["lower"]["endings"],
                *_LEADERSHIP,
                "afdeling",
                "forvaltning",
                "udvalg",
                "kommune",
                "kommuner",
                *raw["local"]["words"],
                *raw["local"]["endings"],
                *raw["groups"]["endings"],
            )
            for ending in ("", "s")
        ),
        frozenset(raw["lower"]["never"]),
        frozenset(raw["no_organisation"]["words"]),
        plain,
        tuple(sorted(plain, key=lambda word: -len(word))),
        before,
        tuple(word for word in before if len(word) >= 7 or word == "fonden"),
        frozenset(raw["introducing"]["words"]),
        heads_of_for,
        tuple(sorted((word for word in heads_of_for if len(word) >= 5), key=lambda word: -len(word))),
        tuple(raw["local"]["endings"]),
        tuple(raw["local"]["words"]),
        tuple(raw["groups"]["endings"]),
        tuple(raw["posts"]["endings"]),
        tuple(raw["months"]["words"]),
        tuple(raw["undertakings"]["endings"]),
        frozenset(raw["weak"]["words"]),
        frozenset(raw["gifts"]["words"]),
        frozenset(form.rstrip(".") for form in raw["legal"]["forms"]),
        frozenset(raw["topics"]["words"]),
        tuple(raw["not_definite"]["endings"]),
        frozenset(raw["no_abbreviation"]["words"]),
        {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in known.items()},
        {abbreviation: tuple(dict.fromkeys(full)) for abbreviation, full in short.items()},
        frozenset(raw["starters"]["words"]),
        tuple(raw["places"]["endings"]),
        frozenset(raw["verbs"]["words"]),
    )


def is_abbreviation(word: str) -> bool:
    """Tell whether a word in capitals may be an organisation's abbreviation, as far as the table of others tells."""
    return word not in _tables().no_abbreviation


def standard_names(abbreviation: str) -> tuple[str, ...]:
    """Return the bodies that an abbreviation commonly stands for (``ØU``); several for many of them."""
    return _tables().standard_short.get(abbreviation, ())


# --- words ------------------------------------------------------------------------------------------------------------

#: "A/S", "A.m.b.a", "Nordea-fonden", "KL's", "Social-" (elliptic), "3F", "Aktivitets-"
#: and a committee under section 17 of the act: "§ 17, stk. 4-udvalget"
_TOKEN = re.compile(
    r"(?:\u00a7\s?\d{1,3}(?:(?:,\s?|\s)?stk\.?\s?\d{1,2}|\.\d)?-?\s?(?:opgave|rådgivende\s)?udvalg(?:et)?s?(?!\w)"
    r"|[A-ZÆØÅai][/|][Ss](?!\w)|(?:[A-ZÆØÅ]\.){2,3}(?=\s[A-ZÆØÅ])|[AFSaf]\.[mM]\.[bB]\.[aA]\.?|[^\W_]\w*(?:[-'\u2019\u00b4`][^\W_]\w*){0,6}-?)"
)
_GENITIVE = re.compile(r"(?:['\u2019\u00b4`]s?|(?<=[^\W\d_])s)\Z")
_APOSTROPHE = re.compile(r"['\u2019\u00b4`]s?\Z")
_GLUED = re.compile(r"\d{1,4}(?=[A-ZÆØÅ][a-zæøå]{2})")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:\n\t•·*\u2022\uf0b7\u2013\u201d\"(]|\s\s|(?:^|\s)[-o])\s*\Z")


#: a case number: "EMN-2023-00417"
_NUMBERED = re.compile(r"[A-ZÆØÅ]+-?\d[\w-]*\d{2}[\w-]*")


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    text: str
    low: str  # folded, without an apostrophe's genitive
    capital: bool
    caps: bool  # all letters are capitals, two at least
    gap: str  # what stands between the token before and this one
    first: bool  # starts a sentence, a line, a cell


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    found: list[_Token] = []
    last = start
    for match in _TOKEN.finditer(text, start, end):
        word, begin, finish = match[0], match.start(), match.end()
        first_letter = word[0]
        if first_letter.islower() or "_" in word:  # "Driftsaftale_2022.pdf" is a file's name
            low = "_" if "_" in word else word.lower()
            found.append(_Token(begin, finish, word, low, False, False, text[last:begin], False))
            last = finish
            continue
        if first_letter.isdigit():
            glued = _GLUED.match(word)
            if glued is not None:  # a number run into the title behind it
                begin, word = begin + glued.end(), word[glued.end() :]
        gap = text[last:begin]
        capital = (
            word[0].isupper()
            or first_letter == "\u00a7"
            or (first_letter.isdigit() and any(letter.isupper() for letter in word[1:3]))
        )
        first = not found or (gap not in (" ", ", ") and _SENTENCE_START.search(gap) is not None)
        bare = _APOSTROPHE.sub("", word)
        found.append(_Token(begin, finish, word, bare.lower(), capital, len(bare) > 1 and bare.isupper(), gap, first))
        last = finish
    return found


#: words for whichever leaders or committees are at hand: a step on a case's way, no organisation
_LEADERSHIP = {
    "chefgruppen": BodyKind.LEADERSHIP, "chefgruppe": BodyKind.LEADERSHIP, "direktionen": BodyKind.LEADERSHIP, "chefforum": BodyKind.LEADERSHIP,
    "fagudvalg": BodyKind.COMMITTEE, "fagudvalgene": BodyKind.COMMITTEE, "fagudvalget": BodyKind.COMMITTEE,
}  # fmt: skip


@dataclass(slots=True)
class _Candidate:
    first: int
    last: int
    kind: BodyKind
    rule: str
    weight: int  # of two that overlap the heavier stays, then the longer
    name: str | None = None


class _Reading:
    """One text on its way to its bodies."""

    def __init__(
        self, text: str, start: int, end: int, vocabulary: Collection[str], people: Sequence[tuple[int, int]]
    ) -> None:
        self.text = text
        self.tokens = _tokens(text, start, end)
        self.vocabulary = vocabulary
        self.tables = _tables()
        self._people = [False] * len(self.tokens)
        index = 0
        for begin, finish in sorted(people):
            while index < len(self.tokens) and self.tokens[index].end <= begin:
                index += 1
            at = index
            while at < len(self.tokens) and self.tokens[at].start < finish:
                self._people[at] = True
                at += 1

    # -- looking around

    def _at(self, index: int) -> _Token | None:
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def _joined(self, index: int, gaps: tuple[str, ...] = (" ",)) -> bool:
        """Tell whether the token stands right behind the one before."""
        token = self._at(index)
        return token is not None and index > 0 and token.gap in gaps

    def _common(self, token: _Token) -> bool:
        """A capital that a sentence's start may explain."""
        return token.low in self.tables.starters or (
            token.first
            and not token.caps
            and (token.low in self.vocabulary or token.low.removesuffix("s") in self.vocabulary)
        )

    def _proper(self, index: int) -> bool:
        token = self._at(index)
        return token is not None and token.capital and not self._people[index] and not self._common(token)

    def _in_caps(self, index: int) -> bool:
        """The line is set in capitals, so that they tell nothing."""
        before, after = self._at(index - 1), self._at(index + 1)
        gap = self.tokens[index].gap
        return (before is not None and before.caps and len(before.text) > 3 and gap == " ") or (
            after is not None and after.caps and len(after.text) > 3 and after.gap == " "
        )

    # -- rules

    def candidates(self) -> Iterator[_Candidate]:
        tables = self.tables
        tokens, total = self.tokens, len(self.tokens)
        for index, token in enumerate(tokens):
            if not token.capital:
                if len(token.low) < 3:
                    continue
                if ("." in token.text and token.text.rstrip(".") in tables.legal) or token.low in ("a/s", "a|s", "i/s"):
                    yield from self._legal(index)
                    continue
                if len(token.low) < 4:
                    continue
                after = tokens[index + 1] if index + 1 < total else None
                if token.low.endswith(tables.lower_worth) or (
                    after is not None and (after.capital or after.low == "for") and after.gap == " "
                ):
                    yield from self._lower(index, token)
                continue
            if self._people[index]:
                continue
            if token.low.removesuffix("s") in _LEADERSHIP:
                yield _Candidate(index, index, _LEADERSHIP[token.low.removesuffix("s")], "body.leadership", 1)
                continue
            yield from self._known(index, token)
            if token.text.rstrip(".") in tables.legal:
                yield from self._legal(index)
                continue
            yield from self._compound(index, token)
            yield from self._plain(index, token)
            yield from self._head(index, token)
            yield from self._department(index, token)
            if token.caps or token.text[:2].isupper() or any(letter.isdigit() for letter in token.text[:2]):
                yield from self._abbreviation(index, token)
            elif not token.first:
                yield from self._proper_noun(index, token)
            yield from self._acting(index, token)
            if token.low in ("det", "de", "den"):
                yield from self._article(index, token)
            yield from self._giver(index, token)

    def _article(self, index: int, token: _Token) -> Iterator[_Candidate]:
        """An article and two words with capitals or more: "De Frie Børnehaver", "Den Selvejende Institution Solen"."""
        tables = self.tables
        last = index
        while last - index < 5 and self._joined(last + 1):
            after = self.tokens[last + 1]
            if after.capital and not after.caps and not self._people[last + 1] and after.low not in tables.starters:
                last += 1
            elif (
                after.low in ("og", "i", "for", "af")
                and last > index
                and self._joined(last + 2)
                and self.tokens[last + 2].capital
                and last - index < 3
            ):
                if after.low in ("i", "og") and last - index >= 2:
                    break
                last += 2
            else:
                break
        final = self.tokens[last]
        if last - index < 2 or token.caps or not self.tokens[index + 1].low.endswith(("e", "s")):
            return
        if final.low.endswith((*tables.places, *tables.not_definite)) or final.low.endswith(tables.undertakings):
            return
        yield _Candidate(index, last, BodyKind.ORGANISATION, "body.article-name", 4)

    def _giver(self, index: int, token: _Token) -> Iterator[_Candidate]:
        """Money comes from an organisation: "2,5 mio. kr. fra Fonden", "tilskud fra Nordlys"."""
        if token.first or token.caps or index < 2 or not self._joined(index) or self.tokens[index - 1].low != "fra":
            return
        gift = self.tokens[index - 2]
        if gift.low not in self.tables.gifts or self.tokens[index - 1].gap not in (" ", ". "):
            return
        last = index
        while (
            self._joined(last + 1) and self.tokens[last + 1].capital and last - index < 3 and not self._people[last + 1]
        ):
            last += 1
        final = self.tokens[last]
        if (
            final.low.endswith((*self.tables.places, *self.tables.months)) or self._common(token)
            or final.low in self.tables.no_organisation or is_name(self._words(index, last)) > 0.5
            or Gazetteer.standard().by_name(self._words(index, last)) is not None
        ):  # fmt: skip
            return
        yield _Candidate(index, last, BodyKind.ORGANISATION, "body.giver", 3)

    def _lower(self, index: int, token: _Token) -> Iterator[_Candidate]:
        tables = self.tables
        low = token.low
        bare = low.removesuffix("s")
        if bare in _LEADERSHIP:
            yield _Candidate(index, index, _LEADERSHIP[bare], "body.leadership", 1)
            return
        if len(low) < 6:
            if low in ("team",):
                yield from self._head(index, token)
            return
        if (
            bare.endswith(tables.lower_endings)
            and bare not in tables.lower_never
            and bare not in tables.no_organisation
        ):
            kind = next((kind for ending, kind in tables.definite if bare.endswith(ending)), BodyKind.ADMINISTRATION)
            if not bare.endswith(("området", "bestyrelsen")) or bare == "kommunalbestyrelsen":
                first = self._elliptic(index)
                yield _Candidate(first, index, kind, "body.compound-lower", 5)
        elif low in ("afdeling", "forvaltning", "udvalg") and self._joined(index):
            before = self.tokens[index - 1].low
            if before in ("juridisk", "teknisk", "social", "økonomisk") and (
                low != "udvalg" or self.tokens[index - 1].capital
            ):
                kind = BodyKind.COMMITTEE if low == "udvalg" else BodyKind.ADMINISTRATION
                yield _Candidate(index - 1, index, kind, "body.adjective", 5)
        elif low in ("kommune", "kommunes", "regionskommune", "kommuner") and self._joined(index):
            yield from self._plain(index, token)
        if low.endswith(tables.local) or (low.endswith(tables.local_endings) and bare not in tables.no_organisation):
            yield from self._local(index, token)
        if low.endswith(tables.groups):
            yield from self._listed(index)
        yield from self._head(index, token)

    def _local(self, index: int, token: _Token) -> Iterator[_Candidate]:
        """A place makes the name: "forsamlingshuset i Vestby", "menighedsrådet i Østby"."""
        last = self._place_after(index, ("i",))
        if last > index and not self.tokens[last].low.endswith(self.tables.months):
            kind = next((kind for ending, kind in self.tables.definite if token.low.endswith(ending)), None)
            yield _Candidate(index, last, kind or BodyKind.INSTITUTION, "body.noun-in-place", 6)

    def _listed(self, index: int) -> Iterator[_Candidate]:
        """Names behind the plural that says what they are: "to plejecentre, Engly og Solbakken"."""
        found: list[tuple[int, int]] = []
        at, closed = index + 1, False
        while at < len(self.tokens) and len(found) < 12:
            token = self.tokens[at]
            if token.low in ("og", "samt") and token.gap == " " and found:
                closed = True
                at += 1
                token = self.tokens[at] if at < len(self.tokens) else token
                if token.gap != " ":
                    return
            elif token.gap not in ((" ", ", ", ": ", " (") if not found else (", ",)):
                break
            if not token.capital or self._people[at] or self._common(token) or token.low in self.tables.starters:
                break
            last = at
            while (
                self._joined(last + 1)
                and self.tokens[last + 1].capital
                and last - at < 3
                and not self._people[last + 1]
            ):
                last += 1
            found.append((at, last))
            at = last + 1
            if closed:
                break
        if closed and len(found) > 1:
            for first, last in found:
                yield _Candidate(first, last, BodyKind.INSTITUTION, "body.listed", 3)

    def _elliptic(self, index: int) -> int:
        """Go back over "Social-, Sundheds- og" before a compound."""
        at = index
        if self._joined(at) and self.tokens[at - 1].low in ("og", "eller") and at >= 2:
            before = self.tokens[at - 2]
            near = self.tokens[at - 1].gap == " "
            # the hyphen is left out at times: "Social og Beskæftigelsesudvalget"
            elliptic = before.text.endswith("-") or (
                before.capital and self.tokens[at].capital and before.low in self.tables.topics and before.low != "klub"
            )
            if near and elliptic:
                at -= 2
                while (
                    at >= 1
                    and self.tokens[at].gap in (", ", " ")
                    and (
                        self.tokens[at - 1].text.endswith("-")
                        or (
                            self.tokens[at].gap == ", "
                            and self.tokens[at - 1].capital
                            and self.tokens[at - 1].low in self.tables.topics
                        )
                    )
                ):
                    at -= 1
        elif self._joined(at, (" & ",)) and self.tokens[at - 1].text.endswith("-"):
            at -= 1
        return at

    def _place_after(self, index: int, words: tuple[str, ...]) -> int:
        """Go on over "i Vestby", "for Østby"."""
        preposition, place = self._at(index + 1), self._at(index + 2)
        if (
            preposition is not None and place is not None and preposition.gap == " " and place.gap == " "
            and preposition.text in words and place.capital and not place.caps and not self._people[index + 2]
            and place.low not in self.tables.starters and not place.low.endswith(self.tables.definite_endings)
            and not (preposition.text == "på" and place.low.endswith(self.tables.places))
        ):  # fmt: skip
            if (
                place.text.endswith("-")
                and self._joined(index + 3)
                and self.tokens[index + 3].low == "og"
                and self._joined(index + 4)
            ):
                return index + 4
            return index + 2
        return index

    def _known(self, index: int, token: _Token) -> Iterator[_Candidate]:
        text = token.text
        rows = self.tables.known.get(text)
        if rows is None:
            bare = _GENITIVE.sub("", text)
            rows = self.tables.known.get(bare)
            if rows is None:
                stem, _, place = bare.partition("-")
                if (place[:1].isupper() and stem.isupper() and stem in self.tables.known) or (
                    bare.startswith("Visit") and bare[5:6].isupper()
                ):  # "DH-Vestby", "VisitVestby"
                    yield _Candidate(index, index, BodyKind.ASSOCIATION, "body.known-branch", 9)
                return
        for words, kind in rows:
            last = index + len(words) - 1
            if last >= len(self.tokens) or any(
                self.tokens[at].gap not in (" ", " & ") for at in range(index + 1, last + 1)
            ):
                continue
            printed = " ".join(self.text[token.start : self.tokens[last].end].split())
            wanted = " ".join(words)
            if printed != wanted and _GENITIVE.sub("", printed) != wanted:
                continue
            single = len(words) == 1
            if single and token.caps and self._in_caps(index):
                return
            if (
                single
                and token.first
                and not token.caps
                and token.low in self.vocabulary
                and kind is not BodyKind.ADMINISTRATION
            ):
                return
            if kind is BodyKind.COUNCIL or (single and wanted in self.tables.weak and not self._cued(index)):
                return
            following = self._at(last + 1)
            if following is not None and following.gap == " " and following.low.startswith("sag"):
                return  # "KMD Sag nr."
            if (
                text == "KL"
                and following is not None
                and following.text[0].isdigit()
                and following.gap in (". ", " ", ".")
            ):
                return  # "KL. 08.00" in a head set in capitals
            after = self._place_after(last, ("i", "på"))
            if (after == last and single and token.caps) or (after == last and not single):
                after = self._local_branch(last)
            yield _Candidate(
                index, after, kind, "body.known", 9, wanted if after == last and printed != wanted else None
            )
            return

    def _cued(self, index: int) -> bool:
        """A verb or a preposition makes it one that acts, inside a sentence: "fra Broen", not "på Broen"."""
        before, after = self._at(index - 1), self._at(index + 1)
        return not self.tokens[index].first and (
            (before is not None and self._joined(index) and before.text in ("fra", "hos", "af"))
            or (after is not None and after.gap == " " and after.text in self.tables.verbs)
        )

    def _local_branch(self, index: int) -> int:
        """ "SIND Region Midt", "FOA Vestby", "Ældre Sagen Vestby"."""
        after = self._at(index + 1)
        if (
            after is None
            or after.gap != " "
            or not after.capital
            or after.caps
            or self._people[index + 1]
            or after.low in self.tables.starters
        ):
            return index
        if (
            _APOSTROPHE.search(self.tokens[index].text)
            or after.low in self.tables.plain
            or after.low.endswith(self.tables.definite_endings)
        ):
            return index
        last = index + 1
        if after.low == "region":
            further = self._at(index + 2)
            last += further is not None and further.gap == " " and further.capital
        return last

    def _legal(self, index: int) -> Iterator[_Candidate]:
        at = index
        while at > 0 and index - at < 8 and self.tokens[at].gap in (" ", ", ", " & "):
            before = self.tokens[at - 1]
            if (
                before.low in ("og", "i", "af", "&")
                and at >= 2
                and self.tokens[at - 2].capital
                and before.gap == " "
                and at - 1 < index
            ):
                at -= 1
                continue
            if (
                not before.capital
                or (before.low in self.tables.starters and before.first)
                or (self.tokens[at].gap == ", " and at < index)
            ):
                break
            if self._people[at - 1] and at < index:
                break
            at -= 1
        while at < index and not self.tokens[at].capital:
            at += 1
        if at < index:
            if self.tokens[at].low in self.tables.introducing:
                at += 1
            yield _Candidate(at, index, BodyKind.ASSOCIATION, "body.legal-form", 9)

    def _compound(self, index: int, token: _Token) -> Iterator[_Candidate]:
        tables = self.tables
        low = token.low
        if not low.endswith(tables.definite_endings):
            bare = low.removesuffix("s")
            if bare == low or not bare.endswith(tables.definite_endings):
                return
            low = bare
        if low.endswith("området") or (low.endswith("bestyrelsen") and low != "kommunalbestyrelsen"):
            return
        ending, kind = next(pair for pair in tables.definite if low.endswith(pair[0]))
        first = self._elliptic(index)
        if first == index and low in tables.no_organisation:
            return
        if (
            first == index
            and len(low) - len(ending) < 2
            and kind not in (BodyKind.COUNCIL, BodyKind.BOARD, BodyKind.STAFF)
        ):
            return
        strong = (
            kind in TREATING or kind is BodyKind.AUTHORITY or ending in ("forvaltningen", "afdelingen", "sekretariatet")
        )
        if not strong:
            if token.caps or (
                token.first and first == index and (low in self.vocabulary or len(low) - len(ending) < 3)
            ):
                return
            if (
                low in self.vocabulary
                and first == index
                and kind is not BodyKind.ASSOCIATION
                and not self._has_board(index)
            ):
                return
            if low.endswith(tables.places):
                return
        last = index
        if kind in (BodyKind.BOARD, BodyKind.ADVISORY) and not token.caps:
            last = self._place_after(index, ("i", "for"))
        elif kind is BodyKind.ASSOCIATION:
            last = self._place_after(index, ("i", "for", "på"))
        elif kind is BodyKind.INSTITUTION and low.endswith(tables.local_endings):
            last = self._place_after(index, ("i",))
            if self.tokens[last].low.endswith(tables.months):
                last = index
        if first == index and self._joined(index) and self.tokens[index - 1].text.endswith("s"):
            # "Kommunalbestyrelsens Sekretariat" is one; "Udsatterådets Forretningsudvalg" too
            pass
        yield _Candidate(first, last, kind, "body.compound", 6)

    def _has_board(self, index: int) -> bool:
        """ "Forældrebestyrelsen for Dagplejen": what has a board is an institution."""
        if index < 2 or not self._joined(index) or self.tokens[index - 1].low not in ("for", "på", "ved"):
            return False
        return self.tokens[index - 2].low.endswith(("bestyrelsen", "bestyrelse", "brugerrådet", "forældrerådet"))

    def _plain(self, index: int, token: _Token) -> Iterator[_Candidate]:
        tables = self.tables
        low = token.low
        stems = (low, low.removesuffix("s"), low.removesuffix("er"))
        word = (
            "kommune"
            if low in ("kommuner", "kommunerne")
            else next((stem for stem in stems if stem in tables.plain), None)
        )
        if (word is None and low.endswith(tables.plain_endings)) or (
            word is None and low.removesuffix("s").endswith(tables.plain_endings)
        ):
            # a compound's last part: "Kunstmuseum"
            bare = low if low.endswith(tables.plain_endings) else low.removesuffix("s")
            ending = next(ending for ending in tables.plain_endings if bare.endswith(ending))
            if len(bare) - len(ending) >= 3 and len(ending) > 2 and not bare.endswith(("rådhus", "bestyrelse")):
                word = ending
        if word is None:
            return
        kind = tables.plain[word]
        at = self._elliptic(index)
        while at > 0 and index - at < 6 and self.tokens[at].gap in (" ", " & "):
            before = self.tokens[at - 1]
            if (
                before.low in ("og", "i")
                and at >= 2
                and before.gap == " "
                and (
                    self.tokens[at].low.startswith("omegn")
                    or (self._proper(at - 2) and self.tokens[at - 2].low.endswith(("skole", "børnehave")))
                )
            ):
                at -= 1
                continue
            if not before.capital or (before.caps and not token.caps and len(before.text) > 6) or self._people[at - 1]:
                break
            if (
                before.low in tables.starters
                or before.low in tables.introducing
                or before.low == "kommune"
                or (before.low.endswith(tables.definite_endings) and before.low != "det")
            ):
                break
            if before.text.endswith("-"):
                break
            at -= 1
        named = token.capital and not token.first and not token.caps
        while at < index and (
            not self.tokens[at].capital
            or (self.tokens[at].low in tables.starters if named else self._common(self.tokens[at]))
        ):
            at += 1
        if (
            at >= 2
            and at < index
            and self._joined(at)
            and self.tokens[at - 1].low == "og"
            and self.tokens[at - 2].text.endswith("-")
            and self.tokens[at - 2].capital
        ):
            at -= 2
        if word in tables.topics and at == index - 1 and self.tokens[at].low in tables.topics:
            return  # two subjects side by side, as in a page's menu
        after = self._at(index + 1)
        if self._after_project(at) or (
            after is not None
            and after.gap == " "
            and after.text.isdigit()
            and word in ("center", "park", "gård", "have", "torv")
        ):
            return
        if at == index or (at == self._elliptic(index) and not self.tokens[at].capital):
            return
        if self._elliptic(index) == at and self.tokens[at].text.endswith("-") and word != "politi":
            # "Idræts- og Kulturcenter": no name before it
            if kind is not BodyKind.COMMITTEE:
                return
        elif kind not in (BodyKind.MUNICIPALITY,) and index - at > 4:
            at = index - 4
        if (
            at > 0
            and kind is BodyKind.ADVISORY
            and self.tokens[at - 1].low == "det"
            and self._joined(at)
            and self.tokens[at - 1].capital
        ):
            at -= 1
        if token.caps and kind not in TREATING and kind is not BodyKind.MUNICIPALITY:
            return
        if kind is BodyKind.MUNICIPALITY:
            yield from self._municipality(at, index, low)
            return
        if (
            word
            in (
                "gård",
                "park",
                "bank",
                "kro",
                "slot",
                "bad",
                "kor",
                "byg",
                "center",
                "klub",
                "hus",
                "gruppe",
                "gruppen",
                "marked",
                "idræt",
                "erhverv",
                "energi",
                "affald",
                "bank",
                "team",
            )
            and is_name(self.text[self.tokens[at].start : token.end]) >= 0.75
        ):
            return
        last = self._place_after(index, ("i", "for", "på", "mod", "uden")) if kind is BodyKind.ASSOCIATION else index
        yield _Candidate(at, last, kind, "body.name-and-word", 6)

    def _after_project(self, index: int) -> bool:
        """What stands here is the name of a project, a conference or a fund."""
        before = self._at(index - 1)
        return (
            before is not None
            and self._joined(index)
            and before.low.endswith(
                (
                    "projekt",
                    "projektet",
                    "programmet",
                    "program",
                    "kampagnen",
                    "indsatsen",
                    "puljen",
                    "konference",
                    "konferencen",
                    "messen",
                    "initiativet",
                    "forsøget",
                    "lokalplan",
                )
            )
        )

    def _municipality(self, at: int, index: int, low: str) -> Iterator[_Candidate]:
        """ "Vestby Kommune", and each of "Vestby, Østby og Nordby Kommuner" completed."""
        plural = low in ("kommuner", "kommunerne")
        if not plural:
            yield _Candidate(at, index, BodyKind.MUNICIPALITY, "body.municipality", 8)
        if plural:
            yield _Candidate(
                at,
                index - 1,
                BodyKind.MUNICIPALITY,
                "body.municipality-elliptic",
                8,
                f"{self._words(at, index - 1)} Kommune",
            )
        cursor = at
        # back over "A, B og"
        while cursor >= 2:
            before = self.tokens[cursor - 1]
            if before.low in ("og", "samt") and self.tokens[cursor].gap == " " and before.gap == " ":
                holder = cursor - 2
            elif self.tokens[cursor].gap == ", ":
                holder = cursor - 1
            else:
                break
            if cursor == at and before.low not in ("og", "samt"):
                break
            if (
                not self.tokens[holder].capital
                or self._common(self.tokens[holder])
                or self._people[holder]
                or self.tokens[holder].low in self.tables.plain
            ):
                break
            bare = self.tokens[holder].text
            if bare.casefold().endswith(self.tables.definite_endings) or bare.isupper():
                break
            yield _Candidate(holder, holder, BodyKind.MUNICIPALITY, "body.municipality-elliptic", 8, f"{bare} Kommune")
            cursor = holder

    def _words(self, first: int, last: int) -> str:
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def _name_after(self, index: int) -> int:
        """Go on over the name that follows a head; returns the head's own index where none does."""
        at = index
        while at + 1 < len(self.tokens) and at - index < 4:
            after = self.tokens[at + 1]
            if after.gap != " " or not (after.capital or (at > index and after.text.isdigit())) or self._people[at + 1]:
                if after.gap == " " and after.low in ("og", "&") and at > index:
                    further = self._at(at + 2)
                    if further is not None and further.low in ("omegn", "omegns") and further.gap == " ":
                        at += 2
                        continue
                break
            if (
                after.low in self.tables.starters
                or (after.low in self.tables.before and at > index)
                or _NUMBERED.fullmatch(after.text)
            ):
                break
            if (
                after.low.endswith(self.tables.definite_endings)
                and at == index
                and after.low in self.tables.no_organisation
            ):
                break
            at += 1
            if _APOSTROPHE.search(after.text):
                break
        return at

    def _head(self, index: int, token: _Token) -> Iterator[_Candidate]:
        tables = self.tables
        low = token.low
        kind = tables.heads_of_for.get(low) or (
            tables.heads_of_for.get(low.removesuffix("s")) if low.endswith("s") else None
        )
        if (
            kind is None
            and token.capital
            and low.endswith(tables.heads_of_for_endings)
            and not low.endswith(("området", "bestyrelsen"))
        ):
            # "Fagforvaltningen for", "Brugerrådet for"
            kind = next(tables.heads_of_for[ending] for ending in tables.heads_of_for_endings if low.endswith(ending))
        if kind is not None:
            last = self._complement(index)
            if last > index and (token.capital or kind is not BodyKind.ASSOCIATION):
                yield _Candidate(index, last, kind, "body.head-for", 8)
                return
        if low in tables.introducing:
            last = self._name_after(index)
            if last > index:
                yield _Candidate(index + 1, last, BodyKind.ORGANISATION, "body.introduced", 7)
            return
        kind = tables.before.get(low)
        if kind is None and low.endswith(tables.before_endings):
            kind = next(tables.before[ending] for ending in tables.before_endings if low.endswith(ending))
        if kind is None:
            return
        after = self._at(index + 1)
        if (
            low in ("skolen", "museet", "klubben", "børnehaven", "hallen", "retten")
            and token.capital
            and after is not None
            and after.text in ("på", "i", "ved")
            and after.gap == " "
        ):
            place = self._at(index + 2)
            if (
                place is not None
                and place.capital
                and place.gap == " "
                and not place.caps
                and (low, after.text) in (("skolen", "på"), ("skolen", "i"), ("skolen", "ved"), ("retten", "i"))
            ):
                yield _Candidate(index, index + 2, kind, "body.head-at", 7)
            return
        last = self._name_after(index)
        if last > index:
            if (
                not token.capital
                and low
                in (
                    "center",
                    "afdeling",
                    "team",
                    "distrikt",
                    "region",
                    "museum",
                    "forening",
                    "fonden",
                    "selskabet",
                    "skolen",
                    "foreningen",
                    "avisen",
                )
                and low not in ("foreningen", "fonden", "selskabet", "skolen")
            ):
                return
            if (token.caps and self._in_caps(index)) or self._after_project(index):
                return
            if kind is BodyKind.ASSOCIATION and last == index + 1 and self._paired(last):
                last += 2
            elif kind is BodyKind.ASSOCIATION and last == index + 1:
                last = self._place_after(last, ("i", "på", "for", "mod", "til"))
            elif (
                kind is BodyKind.STAFF
                and self._joined(last + 1)
                and self.tokens[last + 1].low == "og"
                and self._joined(last + 2)
                and self.tokens[last + 2].low in tables.topics
            ):
                last += 2
            yield _Candidate(index, last, kind, "body.head-and-name", 7)

    def _paired(self, index: int) -> bool:
        """ "Foreningen Lyd og Lys": two common nouns with capitals are one name, "Fyrtårnet og Engly" are two."""
        joiner, second, after = self._at(index + 1), self._at(index + 2), self._at(index + 3)
        if joiner is None or second is None or joiner.gap != " " or second.gap != " " or joiner.low not in ("og", "&"):
            return False
        if not second.capital or second.caps or self._people[index + 2] or second.low in self.tables.starters:
            return False
        if after is not None and after.gap == " " and after.capital:
            return False
        return all(
            not word.low.endswith(("en", "et")) and simplemma.is_known(word.low, lang="da")
            for word in (self.tokens[index], second)
        )

    def _complement(self, index: int) -> int:
        """ "for Kultur og Fritid", "for Klima, Teknik og Miljø", "for Vestby By og Omegn", "for børn og unge"."""
        preposition = self._at(index + 1)
        if preposition is None or preposition.gap != " " or preposition.text.casefold() not in ("for", "af", "til"):
            return index
        if preposition.text.casefold() != "for" and not self.tokens[index].capital:
            return index

        def part(at: int) -> int | None:
            """The last token of one subject: "Varde By", "Grønne Byer", "Social-"."""
            token = self._at(at)
            if token is None or self._people[at]:
                return None
            if not token.capital:
                lower = token.low.rstrip("-")
                return at if lower in self.tables.topics and self.tokens[index].capital else None
            following = self._at(at + 1)
            named = following is not None and following.gap == " " and following.capital
            if token.low in self.tables.starters and token.low not in self.tables.topics and not named:
                return None
            last = at
            while (
                last - at < 3
                and self._joined(last + 1)
                and self.tokens[last + 1].capital
                and not self._people[last + 1]
            ):
                last += 1
            return last

        last = part(index + 2) if self._joined(index + 2) else None
        if last is None:
            return index
        if preposition.text.casefold() != "for" and not self.tokens[index + 2].capital:
            return index
        # a list only where an "og" closes it
        at, steps = last, 0
        while steps < 5:
            token = self._at(at + 1)
            if token is None:
                break
            if token.gap == " " and token.low in ("og", "&"):
                closing = part(at + 2) if self._joined(at + 2) else None
                if closing is None:
                    break
                after = self.tokens[at + 2]
                if (
                    after.low.endswith(("udvalget", "rådet", "bestyrelsen", "forvaltningen"))
                    or after.low in self.tables.heads_of_for
                    or after.low in ("det", "de", "den")
                    or self.tokens[closing].low.endswith(("udvalg", "råd", "nævn"))
                ):
                    break
                return closing
            if token.gap == " & ":
                return part(at + 1) or last
            if token.gap != ", ":
                break
            further = part(at + 1)
            if further is None or token.low.endswith(("udvalget", "rådet", "bestyrelsen", "forvaltningen")):
                break
            at, steps = further, steps + 1
        return last

    def _department(self, index: int, token: _Token) -> Iterator[_Candidate]:
        tables = self.tables
        after = self._at(index + 1)
        if after is None or (token.caps and len(token.text) > 4):
            return
        if (
            after.gap == " & "
            and after.capital
            and not self._people[index + 1]
            and not self._common(token)
            and not token.text.endswith("-")
        ):
            if not (after.caps and len(after.text) > 4):
                first = index
                while (
                    first > 0
                    and self.tokens[first].gap == ", "
                    and self.tokens[first - 1].capital
                    and self.tokens[first - 1].low in tables.topics
                    and self.tokens[first - 1].gap != " & "
                ):
                    first -= 1
                if self._after_project(first) or (
                    token.gap.endswith("(") and index > 0 and self.tokens[index - 1].low.startswith("kommune")
                ):
                    return
                if token.low not in tables.topics and (
                    token.low.endswith(("en", "et", "møde", "erne")) or after.low.endswith(("møde", "en", "et"))
                ):
                    return
                last = index + 1
                while (
                    self._joined(last + 1)
                    and self.tokens[last + 1].capital
                    and self.tokens[last + 1].low in tables.plain
                    and last - index < 4
                ):
                    last += 1
                yield _Candidate(first, last, BodyKind.ADMINISTRATION, "body.ampersand", 6)
            return
        if token.low not in tables.topics:
            return
        if index >= 2 and self._joined(index) and self.tokens[index - 1].low == "for":
            post = self.tokens[index - 2]
            if post.low.endswith(tables.posts):  # "Direktøren for Teknik og Miljø" is a person
                return
        if (
            after.gap == " "
            and after.text in ("indstiller", "anbefaler", "fremlægger")
            and not (index > 0 and self._joined(index))
        ):
            yield _Candidate(index, index, BodyKind.ADMINISTRATION, "body.subject", 3)
            return
        parts, at = [index], index
        closed = False
        while at + 1 < len(self.tokens) and len(parts) < 5:
            following = self.tokens[at + 1]
            if following.gap == " " and following.low in ("og", "samt"):
                closing = self._at(at + 2)
                if (
                    closing is not None
                    and closing.gap == " "
                    and closing.low in tables.topics
                    and not closing.text.endswith("-")
                ):
                    parts.append(at + 2)
                    closed = True
                break
            if following.gap == ", " and following.low in tables.topics:
                parts.append(at + 1)
                at += 1
                continue
            break
        if not closed:
            return
        last_index = parts[-1]
        verb = self._at(last_index + 1)
        acting = verb is not None and verb.gap == " " and verb.text in tables.verbs and not token.text.endswith("-")
        capitals = all(self.tokens[part].capital for part in parts)
        heading = token.first and verb is not None and verb.first
        if heading and index > 0 and "\n" in token.gap and self.tokens[index - 1].low == "kommune":
            heading = False  # the letterhead: the department below "Vestby Kommune"
        if acting or (capitals and not heading):
            yield _Candidate(index, last_index, BodyKind.ADMINISTRATION, "body.subjects", 4)

    def _abbreviation(self, index: int, token: _Token) -> Iterator[_Candidate]:
        bare = _APOSTROPHE.sub("", token.text)
        letters = sum(letter.isupper() for letter in bare)
        if (
            letters < 2
            or len(bare) > 7
            or bare in self.tables.no_abbreviation
            or bare in self.tables.known
            or self._in_caps(index)
            or (letters >= 4 and token.low in self.vocabulary)  # a word set in capitals
        ):
            return
        if not re.fullmatch(r"[A-ZÆØÅ0-9]+(?:-[A-ZÆØÅ][a-zæøå]{2,})?", bare):
            return
        before, after = self._at(index - 1), self._at(index + 1)
        genitive = token.text != bare
        acting = after is not None and after.gap == " " and after.text in self.tables.verbs
        reached = (
            before is not None
            and token.gap == " "
            and before.text in ("fra", "hos", "med", "på", "af", "til", "mellem", "i")
        )
        if (
            genitive
            or (acting and letters >= 3)
            or (reached and before is not None and (before.text in ("fra", "hos") or letters >= 4))
        ):
            yield _Candidate(index, index, BodyKind.ORGANISATION, "body.abbreviation", 3)

    def _proper_noun(self, index: int, token: _Token) -> Iterator[_Candidate]:
        """A capital in mid-sentence on a definite noun: an institution's name ("Tidlig Indsatsen", "Pakhuset")."""
        low = token.low.removesuffix("s") if token.low.endswith(("ets", "ens")) else token.low
        tables = self.tables
        if len(low) < 8 or not low.endswith(("et", "en")) or low in tables.no_organisation or low in self.vocabulary:
            return
        if low.endswith((*tables.places, *tables.not_definite)) or low in tables.starters:
            return
        before, after = self._at(index - 1), self._at(index + 1)
        if (
            before is not None
            and token.gap == " "
            and (
                before.capital
                or before.low in ("en", "et", "projektet", "programmet", "kampagnen", "ordet", "emnet", "titlen")
            )
        ):
            return
        if after is not None and after.gap == " " and after.capital:
            return
        if after is not None and after.gap == " " and after.text[0].isdigit():
            return  # an address
        if (
            token.gap[-1:] in ("(", '"', "\u201d", "\u201c", "/", "+")
            or self._in_head(index)
            or is_name(token.text) > 0.5
        ):
            return
        yield _Candidate(index, index, BodyKind.INSTITUTION, "body.proper-noun", 2)

    def _in_head(self, index: int) -> bool:
        return False

    def _acting(self, index: int, token: _Token) -> Iterator[_Candidate]:
        """Two or more words with capitals that act, or that something comes from: "Sund Grafisk har sendt"."""
        tables = self.tables
        if index > 0 and self._joined(index) and self.tokens[index - 1].capital:
            return  # not the first word of the name
        if self._common(token) or (token.caps and len(token.text) > 5):
            return
        last = index
        while (
            self._joined(last + 1) and self.tokens[last + 1].capital and last - index < 4 and not self._people[last + 1]
        ):
            last += 1
        if last == index:
            return
        final = self.tokens[last]
        if (
            final.low.endswith(tables.places)
            or (final.caps and len(final.text) < 3)
            or final.low in tables.no_organisation
        ):
            return
        after, before = self._at(last + 1), self._at(index - 1)
        acting = after is not None and after.gap == " " and after.text in tables.verbs
        reached = before is not None and token.gap == " " and before.text in ("fra", "hos", "med", "af")
        if reached and before is not None and before.text == "af":
            done = self._at(index - 2)
            reached = done is not None and done.low.endswith(("et", "es", "dt", "gt"))
        if not (acting or reached) or self._in_caps(index):
            return
        name = self._words(index, last)
        if is_name(_GENITIVE.sub("", name)) >= 0.5 or any(word.casefold() in tables.starters for word in name.split()):
            return
        yield _Candidate(index, last, BodyKind.ORGANISATION, "body.acting" if acting else "body.reached", 3)


def find_bodies(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    vocabulary: Collection[str] = (),
    people: Sequence[tuple[int, int]] = (),
) -> list[FoundBody]:
    """Return the bodies and organisations that a text names, in order of print, without overlaps.

    ``vocabulary`` holds words that the document prints in lower case (:func:`lower_words`): a capital at a sentence's start
    says nothing of them. ``people`` are the stretches that name persons; no organisation is read out of those.
    Linear in the length of the text.
    """
    reading = _Reading(text, start, len(text) if end is None else end, vocabulary, people)
    candidates = sorted(reading.candidates(), key=lambda one: (one.first, -one.weight, -one.last))
    kept: list[_Candidate] = []
    for one in candidates:
        beaten = False
        while kept and kept[-1].last >= one.first:
            other = kept[-1]
            inside = other.first <= one.first and one.last <= other.last
            around = one.first <= other.first and other.last <= one.last
            if inside and not around:
                beaten = True
            elif around and not inside:
                kept.pop()
                continue
            else:
                beaten = other.weight >= one.weight
                if not beaten:
                    kept.pop()
                    continue
            break
        if not beaten:
            kept.append(one)
    kept = _with_coordinated(reading, kept)
    found = [_found(reading, _with_bracket(reading, one)) for one in kept]
    ends = 0
    result = []
    for body in found:
        if body.start >= ends and not _is_party(body):
            result.append(body)
            ends = body.end
    return result


def _is_party(one: FoundBody) -> bool:
    loose = one.kind in (BodyKind.ORGANISATION, BodyKind.ASSOCIATION)
    return loose and (
        one.name.casefold().endswith(("folkeparti", "partiet", "alliance")) or party_of_name(one.name) is not None
    )


def _with_coordinated(reading: _Reading, kept: list[_Candidate]) -> list[_Candidate]:
    """Add abbreviations that a list goes on with: "Boldklubben Fremad, VIK og B1921"."""
    result: list[_Candidate] = []
    for place, one in enumerate(kept):
        result.append(one)
        if one.kind not in (BodyKind.ASSOCIATION, BodyKind.ORGANISATION):
            continue
        limit = kept[place + 1].first if place + 1 < len(kept) else len(reading.tokens)
        at = one.last + 1
        while at < limit:
            token = reading.tokens[at]
            if token.low in ("og", "samt") and token.gap == " " and at + 1 < limit:
                at += 1
                token = reading.tokens[at]
            elif token.gap != ", ":
                break
            bare = _APOSTROPHE.sub("", token.text)
            if (
                not re.fullmatch(r"[A-ZÆØÅ0-9]{3,7}", bare)
                or bare.isdigit()
                or bare in reading.tables.no_abbreviation
                or reading._people[at]
            ):
                break
            result.append(_Candidate(at, at, BodyKind.ORGANISATION, "body.coordinated", 3))
            at += 1
    return result


def _with_bracket(reading: _Reading, one: _Candidate) -> _Candidate:
    """Go on over "(DH) i Vestby", "(KKR) Midtjylland": an abbreviation in the midst of the name."""
    short, after = reading._at(one.last + 1), reading._at(one.last + 2)
    if (
        short is None
        or after is None
        or short.gap != " ("
        or not short.caps
        or after.gap != ") "
        or one.name is not None
    ):
        return one
    last = one.last + 2
    if after.text == "i":
        last += 1
    place = reading._at(last)
    if (
        place is None
        or not place.capital
        or place.caps
        or place.gap not in (" ", ") ")
        or place.low in reading.tables.starters
        or reading._people[last]
    ):
        return one
    return _Candidate(one.first, last, one.kind, one.rule, one.weight)


def _found(reading: _Reading, one: _Candidate) -> FoundBody:
    first, last = reading.tokens[one.first], reading.tokens[one.last]
    end = last.end
    name = one.name or " ".join(reading.text[first.start : end].split())
    if one.name is None:
        bare = _without_genitive(name, reading)
        end -= len(name) - len(bare)
        name = bare
    return FoundBody(first.start, end, name, one.kind, one.rule)


def _without_genitive(name: str, reading: _Reading) -> str:
    """Take off a genitive: always an apostrophe's and that of a definite ending, else where the text has the bare form."""
    bare = _APOSTROPHE.sub("", name)
    if bare != name:
        return bare
    low = name.casefold()
    if low.endswith("s") and (
        low[:-1].endswith(reading.tables.definite_endings)
        or low.endswith(("kommunes", "skoles", "museums", "ens", "ets", "centers", "udvalgs", "råds"))
    ):
        return name[:-1]
    if low.endswith("s") and low[-2:-1] not in ("s", "u", "i") and len(low) > 4:
        last = name.rsplit(" ", 1)[-1][:-1]
        if f"{name[:-1]} " in reading.text or (
            len(last) > 3 and last.casefold() != low[:-1] and f" {last} " in reading.text
        ):
            return name[:-1]
    return name


_LOWER_WORD = re.compile(r"(?<![\w-])[a-zæøåéüö][\w]{2,40}")


def lower_words(text: str) -> frozenset[str]:
    """Return the words that a text prints in lower case."""
    return frozenset(_LOWER_WORD.findall(text))
