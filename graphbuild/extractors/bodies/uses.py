"""Names known as such, by their legal form, or by what they do: ``FOA``, ``Nordens Byg ApS``, ``Sund Grafisk har sendt``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.extractors.bodies.kinds import BodyKind
from graphbuild.extractors.bodies.reading import Candidate, Reading
from graphbuild.extractors.bodies.tokens import Token
from graphbuild.extractors.bodies.words import APOSTROPHE, GENITIVE, is_branch
from graphbuild.lexicon.municipalities import Gazetteer
from graphbuild.lexicon.names import is_name


def known_name(reading: Reading, index: int, token: Token) -> Iterator[Candidate]:
    text = token.text
    rows = reading.tables.known.get(text)
    if rows is None:
        bare = GENITIVE.sub("", text)
        rows = reading.tables.known.get(bare)
        if rows is None:
            if is_branch(bare):
                yield Candidate(index, index, BodyKind.ASSOCIATION, "body.known-branch", 9)
            return
    for words, kind in rows:
        last = index + len(words) - 1
        if last >= len(reading.tokens) or any(
            reading.tokens[at].gap not in (" ", " & ") for at in range(index + 1, last + 1)
        ):
            continue
        printed = " ".join(reading.text[token.start : reading.tokens[last].end].split())
        wanted = " ".join(words)
        if printed != wanted and GENITIVE.sub("", printed) != wanted:
            continue
        single = len(words) == 1
        if single and token.caps and reading.in_caps(index):
            return
        if (
            single
            and token.first
            and not token.caps
            and token.low in reading.vocabulary
            and kind is not BodyKind.ADMINISTRATION
        ):
            return
        if kind is BodyKind.COUNCIL or (single and wanted in reading.tables.weak and not reading.cued(index)):
            return
        following = reading.at(last + 1)
        if following is not None and following.gap == " " and following.low.startswith("sag"):
            return  # "KMD Sag nr."
        if text == "KL" and following is not None and following.text[0].isdigit() and following.gap in (". ", " ", "."):
            return  # "KL. 08.00" in a head set in capitals
        after = reading.place_after(last, ("i", "på"))
        if (after == last and single and token.caps) or (after == last and not single):
            after = local_branch(reading, last)
        yield Candidate(index, after, kind, "body.known", 9, wanted if after == last and printed != wanted else None)
        return


def local_branch(reading: Reading, index: int) -> int:
    """ "SIND Region Midt", "FOA Vestby", "Ældre Sagen Vestby"."""
    after = reading.at(index + 1)
    if (
        after is None
        or after.gap != " "
        or not after.capital
        or after.caps
        or reading.people[index + 1]
        or after.low in reading.tables.starters
    ):
        return index
    if (
        APOSTROPHE.search(reading.tokens[index].text)
        or after.low in reading.tables.plain
        or reading.tables.definite_endings.end(after.low)
    ):
        return index
    last = index + 1
    if after.low == "region":
        further = reading.at(index + 2)
        last += further is not None and further.gap == " " and further.capital
    return last


def legal_form(reading: Reading, index: int) -> Iterator[Candidate]:
    at = index
    while at > 0 and index - at < 8 and reading.tokens[at].gap in (" ", ", ", " & "):
        before = reading.tokens[at - 1]
        if (
            before.low in ("og", "i", "af", "&")
            and at >= 2
            and reading.tokens[at - 2].capital
            and before.gap == " "
            and at - 1 < index
        ):
            at -= 1
            continue
        if (
            not before.capital
            or (before.low in reading.tables.starters and before.first)
            or (reading.tokens[at].gap == ", " and at < index)
        ):
            break
        if reading.people[at - 1] and at < index:
            break
        at -= 1
    while at < index and not reading.tokens[at].capital:
        at += 1
    if at < index:
        if reading.tokens[at].low in reading.tables.introducing:
            at += 1
        yield Candidate(at, index, BodyKind.ASSOCIATION, "body.legal-form", 9)


def article_name(reading: Reading, index: int, token: Token) -> Iterator[Candidate]:
    """An article and two words with capitals or more: "De Frie Børnehaver", "Den Selvejende Institution Solen"."""
    tables = reading.tables
    last = index
    while last - index < 5 and reading.joined(last + 1):
        after = reading.tokens[last + 1]
        if after.capital and not after.caps and not reading.people[last + 1] and after.low not in tables.starters:
            last += 1
        elif (
            after.low in ("og", "i", "for", "af")
            and last > index
            and reading.joined(last + 2)
            and reading.tokens[last + 2].capital
            and last - index < 3
        ):
            if after.low in ("i", "og") and last - index >= 2:
                break
            last += 2
        else:
            break
    final = reading.tokens[last]
    if last - index < 2 or token.caps or not reading.tokens[index + 1].low.endswith(("e", "s")):
        return
    if tables.places.end(final.low) or tables.not_definite.end(final.low) or tables.undertakings.end(final.low):
        return
    yield Candidate(index, last, BodyKind.ORGANISATION, "body.article-name", 4)


def giver(reading: Reading, index: int, token: Token) -> Iterator[Candidate]:
    """Money comes from an organisation: "2,5 mio. kr. fra Fonden", "tilskud fra Nordlys"."""
    if token.first or token.caps or index < 2 or not reading.joined(index) or reading.tokens[index - 1].low != "fra":
        return
    gift = reading.tokens[index - 2]
    if gift.low not in reading.tables.gifts or reading.tokens[index - 1].gap not in (" ", ". "):
        return
    last = index
    while (
        reading.joined(last + 1)
        and reading.tokens[last + 1].capital
        and last - index < 3
        and not reading.people[last + 1]
    ):
        last += 1
    final = reading.tokens[last]
    if (
        reading.tables.places.end(final.low) or reading.tables.months.end(final.low) or reading.common(token)
        or final.low in reading.tables.no_organisation or is_name(reading.printed(index, last)) > 0.5
        or Gazetteer.standard().by_name(reading.printed(index, last)) is not None
    ):  # fmt: skip
        return
    yield Candidate(index, last, BodyKind.ORGANISATION, "body.giver", 3)


def abbreviation(reading: Reading, index: int, token: Token) -> Iterator[Candidate]:
    bare = APOSTROPHE.sub("", token.text)
    letters = sum(letter.isupper() for letter in bare)
    if (
        letters < 2
        or len(bare) > 7
        or bare in reading.tables.no_abbreviation
        or bare in reading.tables.known
        or reading.in_caps(index)
        or (letters >= 4 and token.low in reading.vocabulary)  # a word set in capitals
    ):
        return
    if not re.fullmatch(r"[A-ZÆØÅ0-9]+(?:-[A-ZÆØÅ][a-zæøå]{2,})?", bare):
        return
    before, after = reading.at(index - 1), reading.at(index + 1)
    genitive = token.text != bare
    acting = after is not None and after.gap == " " and after.text in reading.tables.verbs
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
        yield Candidate(index, index, BodyKind.ORGANISATION, "body.abbreviation", 3)


def proper_noun(reading: Reading, index: int, token: Token) -> Iterator[Candidate]:
    """A capital in mid-sentence on a definite noun: an institution's name ("Tidlig Indsatsen", "Pakhuset")."""
    low = token.low.removesuffix("s") if token.low.endswith(("ets", "ens")) else token.low
    if not token.word.definite or low in reading.vocabulary:
        return
    before, after = reading.at(index - 1), reading.at(index + 1)
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
    if token.gap[-1:] in ("(", '"', "\u201d", "\u201c", "/", "+") or is_name(token.text) > 0.5:
        return
    yield Candidate(index, index, BodyKind.INSTITUTION, "body.proper-noun", 2)


def acting(reading: Reading, index: int, token: Token) -> Iterator[Candidate]:
    """Two or more words with capitals that act, or that something comes from: "Sund Grafisk har sendt"."""
    tables = reading.tables
    if index > 0 and reading.joined(index) and reading.tokens[index - 1].capital:
        return  # not the first word of the name
    if reading.common(token) or (token.caps and len(token.text) > 5):
        return
    last = index
    while (
        reading.joined(last + 1)
        and reading.tokens[last + 1].capital
        and last - index < 4
        and not reading.people[last + 1]
    ):
        last += 1
    if last == index:
        return
    final = reading.tokens[last]
    if tables.places.end(final.low) or (final.caps and len(final.text) < 3) or final.low in tables.no_organisation:
        return
    after, before = reading.at(last + 1), reading.at(index - 1)
    acting = after is not None and after.gap == " " and after.text in tables.verbs
    reached = before is not None and token.gap == " " and before.text in ("fra", "hos", "med", "af")
    if reached and before is not None and before.text == "af":
        done = reading.at(index - 2)
        reached = done is not None and done.low.endswith(("et", "es", "dt", "gt"))
    if not (acting or reached) or reading.in_caps(index):
        return
    name = reading.printed(index, last)
    if is_name(GENITIVE.sub("", name)) >= 0.5 or any(word.casefold() in tables.starters for word in name.split()):
        return
    yield Candidate(index, last, BodyKind.ORGANISATION, "body.acting" if acting else "body.reached", 3)
