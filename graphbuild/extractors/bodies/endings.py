"""Names known by how their last word ends: ``Økonomiudvalget``, ``Vestby Kunstmuseum``, ``forsamlingshuset i Vestby``."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.extractors.bodies.heads import head_and_name, listed
from graphbuild.extractors.bodies.kinds import TREATING, BodyKind
from graphbuild.extractors.bodies.reading import Candidate, Reading
from graphbuild.extractors.bodies.tokens import Token
from graphbuild.extractors.bodies.vocabulary import LEADERSHIP
from graphbuild.extractors.bodies.words import noun_of
from graphbuild.lexicon.names import is_name


def lower_word(reading: Reading, index: int, token: Token) -> Iterator[Candidate]:
    tables = reading.tables
    low = token.low
    bare = low.removesuffix("s")
    if bare in LEADERSHIP:
        yield Candidate(index, index, LEADERSHIP[bare], "body.leadership", 1)
        return
    if len(low) < 6:
        if low in ("team",):
            yield from head_and_name(reading, index, token)
        return
    if tables.lower_endings.end(bare) and bare not in tables.lower_never and bare not in tables.no_organisation:
        ending = tables.definite_endings.of(bare)
        kind = tables.definite[ending] if ending is not None else BodyKind.ADMINISTRATION
        if not bare.endswith(("området", "bestyrelsen")) or bare == "kommunalbestyrelsen":
            first = reading.elliptic(index)
            yield Candidate(first, index, kind, "body.compound-lower", 5)
    elif low in ("afdeling", "forvaltning", "udvalg") and reading.joined(index):
        before = reading.tokens[index - 1].low
        if before in ("juridisk", "teknisk", "social", "økonomisk") and (
            low != "udvalg" or reading.tokens[index - 1].capital
        ):
            kind = BodyKind.COMMITTEE if low == "udvalg" else BodyKind.ADMINISTRATION
            yield Candidate(index - 1, index, kind, "body.adjective", 5)
    elif low in ("kommune", "kommunes", "regionskommune", "kommuner") and reading.joined(index):
        yield from name_and_word(reading, index, token)
    if tables.local.end(low) or (tables.local_endings.end(low) and bare not in tables.no_organisation):
        yield from noun_in_place(reading, index, token)
    if tables.groups.end(low):
        yield from listed(reading, index)
    yield from head_and_name(reading, index, token)


def noun_in_place(reading: Reading, index: int, token: Token) -> Iterator[Candidate]:
    """A place makes the name: "forsamlingshuset i Vestby", "menighedsrådet i Østby"."""
    last = reading.place_after(index, ("i",))
    if last > index and not reading.tables.months.end(reading.tokens[last].low):
        ending = reading.tables.definite_endings.of(token.low)
        kind = reading.tables.definite[ending] if ending is not None else BodyKind.INSTITUTION
        yield Candidate(index, last, kind, "body.noun-in-place", 6)


def compound(reading: Reading, index: int, token: Token) -> Iterator[Candidate]:
    tables = reading.tables
    if token.word.compound is None:
        return
    low, ending, kind = token.word.compound
    first = reading.elliptic(index)
    if first == index and low in tables.no_organisation:
        return
    if first == index and len(low) - len(ending) < 2 and kind not in (BodyKind.COUNCIL, BodyKind.BOARD, BodyKind.STAFF):
        return
    strong = (
        kind in TREATING or kind is BodyKind.AUTHORITY or ending in ("forvaltningen", "afdelingen", "sekretariatet")
    )
    if not strong:
        if token.caps or (token.first and first == index and (low in reading.vocabulary or len(low) - len(ending) < 3)):
            return
        if (
            low in reading.vocabulary
            and first == index
            and kind is not BodyKind.ASSOCIATION
            and not has_board(reading, index)
        ):
            return
        if tables.places.end(low):
            return
    last = index
    if kind in (BodyKind.BOARD, BodyKind.ADVISORY) and not token.caps:
        last = reading.place_after(index, ("i", "for"))
    elif kind is BodyKind.ASSOCIATION:
        last = reading.place_after(index, ("i", "for", "på"))
    elif kind is BodyKind.INSTITUTION and tables.local_endings.end(low):
        last = reading.place_after(index, ("i",))
        if tables.months.end(reading.tokens[last].low):
            last = index
    yield Candidate(first, last, kind, "body.compound", 6)


def has_board(reading: Reading, index: int) -> bool:
    """ "Forældrebestyrelsen for Dagplejen": what has a board is an institution."""
    if index < 2 or not reading.joined(index) or reading.tokens[index - 1].low not in ("for", "på", "ved"):
        return False
    return reading.tokens[index - 2].low.endswith(("bestyrelsen", "bestyrelse", "brugerrådet", "forældrerådet"))


def name_and_word(reading: Reading, index: int, token: Token) -> Iterator[Candidate]:
    tables = reading.tables
    low = token.low
    word = token.word.noun if token.capital else noun_of(low)
    if word is None:
        return
    kind = tables.plain[word]
    at = reading.elliptic(index)
    while at > 0 and index - at < 6 and reading.tokens[at].gap in (" ", " & "):
        before = reading.tokens[at - 1]
        if (
            before.low in ("og", "i")
            and at >= 2
            and before.gap == " "
            and (
                reading.tokens[at].low.startswith("omegn")
                or (reading.proper(at - 2) and reading.tokens[at - 2].low.endswith(("skole", "børnehave")))
            )
        ):
            at -= 1
            continue
        if not before.capital or (before.caps and not token.caps and len(before.text) > 6) or reading.people[at - 1]:
            break
        if (
            before.low in tables.starters
            or before.low in tables.introducing
            or before.low == "kommune"
            or (tables.definite_endings.end(before.low) and before.low != "det")
        ):
            break
        if before.text.endswith("-"):
            break
        at -= 1
    named = token.capital and not token.first and not token.caps
    while at < index and (
        not reading.tokens[at].capital
        or (reading.tokens[at].low in tables.starters if named else reading.common(reading.tokens[at]))
    ):
        at += 1
    if (
        at >= 2
        and at < index
        and reading.joined(at)
        and reading.tokens[at - 1].low == "og"
        and reading.tokens[at - 2].text.endswith("-")
        and reading.tokens[at - 2].capital
    ):
        at -= 2
    if word in tables.topics and at == index - 1 and reading.tokens[at].low in tables.topics:
        return  # two subjects side by side, as in a page's menu
    after = reading.at(index + 1)
    if reading.after_project(at) or (
        after is not None
        and after.gap == " "
        and after.text.isdigit()
        and word in ("center", "park", "gård", "have", "torv")
    ):
        return
    if at == index or (at == reading.elliptic(index) and not reading.tokens[at].capital):
        return
    if reading.elliptic(index) == at and reading.tokens[at].text.endswith("-") and word != "politi":
        # "Idræts- og Kulturcenter": no name before it
        if kind is not BodyKind.COMMITTEE:
            return
    elif kind not in (BodyKind.MUNICIPALITY,) and index - at > 4:
        at = index - 4
    if (
        at > 0
        and kind is BodyKind.ADVISORY
        and reading.tokens[at - 1].low == "det"
        and reading.joined(at)
        and reading.tokens[at - 1].capital
    ):
        at -= 1
    if token.caps and kind not in TREATING and kind is not BodyKind.MUNICIPALITY:
        return
    if kind is BodyKind.MUNICIPALITY:
        yield from municipality(reading, at, index, low)
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
        and is_name(reading.text[reading.tokens[at].start : token.end]) >= 0.75
    ):
        return
    last = reading.place_after(index, ("i", "for", "på", "mod", "uden")) if kind is BodyKind.ASSOCIATION else index
    yield Candidate(at, last, kind, "body.name-and-word", 6)


def municipality(reading: Reading, at: int, index: int, low: str) -> Iterator[Candidate]:
    """ "Vestby Kommune", and each of "Vestby, Østby og Nordby Kommuner" completed."""
    plural = low in ("kommuner", "kommunerne")
    if not plural:
        yield Candidate(at, index, BodyKind.MUNICIPALITY, "body.municipality", 8)
    if plural:
        yield Candidate(
            at,
            index - 1,
            BodyKind.MUNICIPALITY,
            "body.municipality-elliptic",
            8,
            f"{reading.printed(at, index - 1)} Kommune",
        )
    cursor = at
    # back over "A, B og"
    while cursor >= 2:
        before = reading.tokens[cursor - 1]
        if before.low in ("og", "samt") and reading.tokens[cursor].gap == " " and before.gap == " ":
            holder = cursor - 2
        elif reading.tokens[cursor].gap == ", ":
            holder = cursor - 1
        else:
            break
        if cursor == at and before.low not in ("og", "samt"):
            break
        if (
            not reading.tokens[holder].capital
            or reading.common(reading.tokens[holder])
            or reading.people[holder]
            or reading.tokens[holder].low in reading.tables.plain
        ):
            break
        bare = reading.tokens[holder].text
        if reading.tables.definite_endings.end(bare.casefold()) or bare.isupper():
            break
        yield Candidate(holder, holder, BodyKind.MUNICIPALITY, "body.municipality-elliptic", 8, f"{bare} Kommune")
        cursor = holder
