"""Names known by the word before them: ``Boligforeningen Fyrtårnet``, ``Udvalget for Kultur``; departments by their subjects."""

from __future__ import annotations

from collections.abc import Iterator

import simplemma

from graphbuild.extractors.bodies.kinds import BodyKind
from graphbuild.extractors.bodies.reading import Candidate, Reading
from graphbuild.extractors.bodies.tokens import Token


def head_and_name(reading: Reading, index: int, token: Token) -> Iterator[Candidate]:
    tables = reading.tables
    low = token.low
    kind = tables.heads_of_for.get(low) or (
        tables.heads_of_for.get(low.removesuffix("s")) if low.endswith("s") else None
    )
    if (
        kind is None
        and token.capital
        and tables.heads_of_for_endings.end(low)
        and not low.endswith(("området", "bestyrelsen"))
    ):
        # "Fagforvaltningen for", "Brugerrådet for"
        kind = tables.heads_of_for[tables.heads_of_for_endings.of(low) or low]
    if kind is not None:
        last = complement(reading, index)
        if last > index and (token.capital or kind is not BodyKind.ASSOCIATION):
            yield Candidate(index, last, kind, "body.head-for", 8)
            return
    if low in tables.introducing:
        last = reading.name_after(index)
        if last > index:
            yield Candidate(index + 1, last, BodyKind.ORGANISATION, "body.introduced", 7)
        return
    kind = tables.before.get(low)
    if kind is None and tables.before_endings.end(low):
        kind = tables.before[tables.before_endings.of(low) or low]
    if kind is None:
        return
    after = reading.at(index + 1)
    if (
        low in ("skolen", "museet", "klubben", "børnehaven", "hallen", "retten")
        and token.capital
        and after is not None
        and after.text in ("på", "i", "ved")
        and after.gap == " "
    ):
        place = reading.at(index + 2)
        if (
            place is not None
            and place.capital
            and place.gap == " "
            and not place.caps
            and (low, after.text) in (("skolen", "på"), ("skolen", "i"), ("skolen", "ved"), ("retten", "i"))
        ):
            yield Candidate(index, index + 2, kind, "body.head-at", 7)
        return
    last = reading.name_after(index)
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
        if (token.caps and reading.in_caps(index)) or reading.after_project(index):
            return
        if kind is BodyKind.ASSOCIATION and last == index + 1 and paired(reading, last):
            last += 2
        elif kind is BodyKind.ASSOCIATION and last == index + 1:
            last = reading.place_after(last, ("i", "på", "for", "mod", "til"))
        elif (
            kind is BodyKind.STAFF
            and reading.joined(last + 1)
            and reading.tokens[last + 1].low == "og"
            and reading.joined(last + 2)
            and reading.tokens[last + 2].low in tables.topics
        ):
            last += 2
        yield Candidate(index, last, kind, "body.head-and-name", 7)


def paired(reading: Reading, index: int) -> bool:
    """ "Foreningen Lyd og Lys": two common nouns with capitals are one name, "Fyrtårnet og Engly" are two."""
    joiner, second, after = reading.at(index + 1), reading.at(index + 2), reading.at(index + 3)
    if joiner is None or second is None or joiner.gap != " " or second.gap != " " or joiner.low not in ("og", "&"):
        return False
    if not second.capital or second.caps or reading.people[index + 2] or second.low in reading.tables.starters:
        return False
    if after is not None and after.gap == " " and after.capital:
        return False
    return all(
        not word.low.endswith(("en", "et")) and simplemma.is_known(word.low, lang="da")
        for word in (reading.tokens[index], second)
    )


def complement(reading: Reading, index: int) -> int:
    """ "for Kultur og Fritid", "for Klima, Teknik og Miljø", "for Vestby By og Omegn", "for børn og unge"."""
    preposition = reading.at(index + 1)
    if preposition is None or preposition.gap != " " or preposition.text.casefold() not in ("for", "af", "til"):
        return index
    if preposition.text.casefold() != "for" and not reading.tokens[index].capital:
        return index

    def part(at: int) -> int | None:
        """The last token of one subject: "Varde By", "Grønne Byer", "Social-"."""
        token = reading.at(at)
        if token is None or reading.people[at]:
            return None
        if not token.capital:
            lower = token.low.rstrip("-")
            return at if lower in reading.tables.topics and reading.tokens[index].capital else None
        following = reading.at(at + 1)
        named = following is not None and following.gap == " " and following.capital
        if token.low in reading.tables.starters and token.low not in reading.tables.topics and not named:
            return None
        last = at
        while (
            last - at < 3
            and reading.joined(last + 1)
            and reading.tokens[last + 1].capital
            and not reading.people[last + 1]
        ):
            last += 1
        return last

    last = part(index + 2) if reading.joined(index + 2) else None
    if last is None:
        return index
    if preposition.text.casefold() != "for" and not reading.tokens[index + 2].capital:
        return index
    # a list only where an "og" closes it
    at, steps = last, 0
    while steps < 5:
        token = reading.at(at + 1)
        if token is None:
            break
        if token.gap == " " and token.low in ("og", "&"):
            closing = part(at + 2) if reading.joined(at + 2) else None
            if closing is None:
                break
            after = reading.tokens[at + 2]
            if (
                after.low.endswith(("udvalget", "rådet", "bestyrelsen", "forvaltningen"))
                or after.low in reading.tables.heads_of_for
                or after.low in ("det", "de", "den")
                or reading.tokens[closing].low.endswith(("udvalg", "råd", "nævn"))
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


def listed(reading: Reading, index: int) -> Iterator[Candidate]:
    """Names behind the plural that says what they are: "to plejecentre, Engly og Solbakken"."""
    found: list[tuple[int, int]] = []
    at, closed = index + 1, False
    while at < len(reading.tokens) and len(found) < 12:
        token = reading.tokens[at]
        if token.low in ("og", "samt") and token.gap == " " and found:
            closed = True
            at += 1
            token = reading.tokens[at] if at < len(reading.tokens) else token
            if token.gap != " ":
                return
        elif token.gap not in ((" ", ", ", ": ", " (") if not found else (", ",)):
            break
        if not token.capital or reading.people[at] or reading.common(token) or token.low in reading.tables.starters:
            break
        last = at
        while (
            reading.joined(last + 1)
            and reading.tokens[last + 1].capital
            and last - at < 3
            and not reading.people[last + 1]
        ):
            last += 1
        found.append((at, last))
        at = last + 1
        if closed:
            break
    if closed and len(found) > 1:
        for first, last in found:
            yield Candidate(first, last, BodyKind.INSTITUTION, "body.listed", 3)


def department(reading: Reading, index: int, token: Token) -> Iterator[Candidate]:
    tables = reading.tables
    after = reading.at(index + 1)
    if after is None or (token.caps and len(token.text) > 4):
        return
    if (
        after.gap == " & "
        and after.capital
        and not reading.people[index + 1]
        and not reading.common(token)
        and not token.text.endswith("-")
    ):
        if not (after.caps and len(after.text) > 4):
            first = index
            while (
                first > 0
                and reading.tokens[first].gap == ", "
                and reading.tokens[first - 1].capital
                and reading.tokens[first - 1].low in tables.topics
                and reading.tokens[first - 1].gap != " & "
            ):
                first -= 1
            if reading.after_project(first) or (
                token.gap.endswith("(") and index > 0 and reading.tokens[index - 1].low.startswith("kommune")
            ):
                return
            if token.low not in tables.topics and (
                token.low.endswith(("en", "et", "møde", "erne")) or after.low.endswith(("møde", "en", "et"))
            ):
                return
            last = index + 1
            while (
                reading.joined(last + 1)
                and reading.tokens[last + 1].capital
                and reading.tokens[last + 1].low in tables.plain
                and last - index < 4
            ):
                last += 1
            yield Candidate(first, last, BodyKind.ADMINISTRATION, "body.ampersand", 6)
        return
    if token.low not in tables.topics:
        return
    if index >= 2 and reading.joined(index) and reading.tokens[index - 1].low == "for":
        post = reading.tokens[index - 2]
        if tables.posts.end(post.low):  # "Direktøren for Teknik og Miljø" is a person
            return
    if (
        after.gap == " "
        and after.text in ("indstiller", "anbefaler", "fremlægger")
        and not (index > 0 and reading.joined(index))
    ):
        yield Candidate(index, index, BodyKind.ADMINISTRATION, "body.subject", 3)
        return
    parts, at = [index], index
    closed = False
    while at + 1 < len(reading.tokens) and len(parts) < 5:
        following = reading.tokens[at + 1]
        if following.gap == " " and following.low in ("og", "samt"):
            closing = reading.at(at + 2)
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
    verb = reading.at(last_index + 1)
    acting = verb is not None and verb.gap == " " and verb.text in tables.verbs and not token.text.endswith("-")
    capitals = all(reading.tokens[part].capital for part in parts)
    heading = token.first and verb is not None and verb.first
    if heading and index > 0 and "\n" in token.gap and reading.tokens[index - 1].low == "kommune":
        heading = False  # the letterhead: the department below "Vestby Kommune"
    if acting or (capitals and not heading):
        yield Candidate(index, last_index, BodyKind.ADMINISTRATION, "body.subjects", 4)
