"""Sentences and clauses (sætninger og ledsætninger) of Danish running text.

A clause is a stretch around one finite verb: what stands before it (the subject, or an adverbial when subject and verb have
changed places), the verb, and what follows. How it is introduced decides how it may be read: a main clause, a further
verb of the same subject ("og sender det"), a clause after *at*, *som*, *hvis* and the like.

Everything is one pass over the words of a sentence; a sentence of more than :data:`MOST_WORDS` words is read in pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from graphbuild.extractors.commitments.words import MODALS, DoerClass, VerbForm, doers, read_table, verbs

MOST_WORDS = 160

_TOKEN = re.compile(r"[^\W_][\w'’´/&%§.-]{0,80}|[^\w\s]|_", re.UNICODE)


class Token(NamedTuple):
    """A word or a sign: as printed, in lower case, where it stands in the flow's text."""

    text: str
    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its stretch of the flow's text and its words."""

    start: int
    end: int
    tokens: tuple[Token, ...]


class Intro(StrEnum):
    """How a clause begins."""

    MAIN = "main"
    VP = "verb-phrase"  # a further verb of the same subject
    THAT = "that"  # at
    RELATIVE = "relative"  # som, der, hvilket
    QUESTION = "question"  # om, hvad, hvordan
    ADVERBIAL = "adverbial"  # hvis, når, da, fordi, inden, så


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: indexes into the sentence's words; ``verb`` is ``None`` where there is no finite verb."""

    first: int
    last: int  # exclusive
    intro: Intro
    verb: int | None
    form: VerbForm | None
    lemma: str | None
    subject_first: int  # where the words before the verb begin, conjunctions left out


@dataclass(frozen=True, slots=True)
class _Cues:
    abbreviations: frozenset[str]
    closing_abbreviations: frozenset[str]
    subordinators: dict[str, Intro]
    coordinators: frozenset[str]
    adverbs: frozenset[str]
    prepositions: frozenset[str]
    hanging: frozenset[str]
    not_verbs: frozenset[str]


@cache
def cues() -> _Cues:
    """Return the small words, read once."""
    table = read_table("cues.toml")["clauses"]
    kinds = {"that": Intro.THAT, "relative": Intro.RELATIVE, "question": Intro.QUESTION, "adverbial": Intro.ADVERBIAL}
    return _Cues(
        abbreviations=frozenset(table["abbreviations"]),
        closing_abbreviations=frozenset(table["closing_abbreviations"]),
        subordinators={word: kind for key, kind in kinds.items() for word in table[key]},
        coordinators=frozenset(table["coordinators"]),
        adverbs=frozenset(table["adverbs"]),
        prepositions=frozenset(table["prepositions"]),
        hanging=frozenset(table["hanging"]),
        not_verbs=frozenset(table["not_verbs"]),
    )


# --- sentences --------------------------------------------------------------------------------------------------------

_BROKEN_LINE = 45
_MARKER = re.compile(
    r"\s*(?:[·•▪◦‣●■□*»–—-]\s*|o\s{1,4}(?=[A-ZÆØÅ])|Ad\s?\d{1,2}[.):]?\s*|\d{1,2}[.)]\s+(?!januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|klasse|behandling)|[a-zæøå]\)\s*){0,3}"
)
_END = re.compile(r"[.!?;]+[\"”»’')]{0,2}(?=\s)|\n")


def sentences(text: str, needed: re.Pattern[str] | None = None) -> Iterator[Sentence]:
    """Yield the sentences of a text; paragraphs end sentences unless the last word shows that the line was broken.

    With ``needed`` only those in which the pattern is found.
    """
    for start, end in _spans(text):
        if needed is None or needed.search(text, start, end):
            yield from _sentence(text, start, end)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if match.start() >= start and _ends(text, match, start):
            yield start, match.end() if match.group() != "\n" else match.start()
            start = match.end()
    yield start, len(text)


def _ends(text: str, match: re.Match[str], start: int) -> bool:
    words = cues()
    before = text[max(start, match.start() - 24) : match.start()].split()
    last = before[-1] if before else ""
    after = text[match.end() : match.end() + 24].lstrip()
    if match.group() == "\n":
        if last.casefold() in words.hanging:
            return False
        # a line broken in mid-sentence is long, and goes on in lower case
        line = match.start() - max(start, text.rfind("\n", start, match.start()))
        return not (after[:1].islower() and (last.endswith(",") or (line > _BROKEN_LINE and last[-1:].isalpha())))
    mark = match.group()[0]
    if mark in "!?;":
        return True
    low = last.casefold().lstrip('("”»')
    if not after:
        return True
    follows = after[0]
    if low.isdigit():  # "den 14. juni", "1. behandling"; but "i 2018. Sagen"
        return not follows.islower() and (len(low) == 4 or follows.isupper())
    if len(low) == 1 and last[-1:].isupper():  # an initial: "Anna W. Holm"
        return False
    if low in words.closing_abbreviations:
        return follows.isupper() or follows in "•·-–"
    if low in words.abbreviations:
        return False
    return not follows.islower() or "\n" in text[match.end() : match.end() + 2]


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    marker = _MARKER.match(text, start, end)
    if marker and marker.end() < end:
        start = marker.end()
    tokens = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        stop = match.end()
        if len(word) > 1 and word[-1] in ".'’/&" and not _keeps_dot(word):
            bare = word.rstrip(".'’/&")
            if bare:
                word, stop = bare, match.start() + len(bare)
        tokens.append(Token(word, word.casefold(), match.start(), stop))
        if len(tokens) >= MOST_WORDS:
            yield Sentence(tokens[0].start, stop, tuple(tokens))
            tokens = []
    if tokens:
        yield Sentence(tokens[0].start, end, tuple(tokens))


def _keeps_dot(word: str) -> bool:
    low = word.casefold()
    return word.endswith(".") and (
        low[:-1].isdigit()
        or low[:-1] in cues().abbreviations
        or low[:-1] in cues().closing_abbreviations
        or len(word) == 2
    )


# --- clauses ----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 16)
def _may_be_finite(low: str) -> bool:
    """Tell whether a word can be a finite verb anywhere."""
    table = verbs()
    return (
        low in MODALS
        or low in table.present
        or low in table.past
        or low in table.passive
        or (len(low) > 5 and low.endswith((*_STRONG_PAST, "ede")))
    )


def finite(tokens: Sequence[Token], index: int) -> tuple[VerbForm, str] | None:
    """Return form and infinitive of a word that can be a finite verb, or ``None``."""
    token = tokens[index]
    low = token.low
    if not _may_be_finite(low):
        return None
    table = verbs()
    if low in MODALS:
        return VerbForm.MODAL, MODALS[low]
    if not token.text[0].islower() and index > 0 and not _opens(tokens, index):
        return None
    if low in cues().not_verbs and not _leads(tokens, index):
        return None
    if low in table.present:
        return VerbForm.PRESENT, table.present[low]
    if low in table.past or (low.endswith(_STRONG_PAST) and len(low) > 5):
        return None if index and tokens[index - 1].low in _AUXILIARIES else (VerbForm.PAST, low)
    if low.endswith("ede") and len(low) > 5 and not _attributive(tokens, index):
        return VerbForm.PAST, low
    if low in table.passive:
        if index and tokens[index - 1].low in ("at", "skal", "kan", "må", "bør", "vil", "skulle", "kunne"):
            return None
        return VerbForm.PASSIVE, table.passive[low]
    return None


def _leads(tokens: Sequence[Token], index: int) -> bool:
    """ "Anna leder mødet", "Bent maler væggen": a noun's form is the verb between a name and a definite noun."""
    if tokens[index].low not in _NOUN_OR_VERB or index == 0 or index + 1 >= len(tokens):
        return False
    nextone = tokens[index + 1]
    named = tokens[index - 1].text[0].isupper() or tokens[index - 1].low in doers().pronouns
    return named and nextone.text[0].islower() and nextone.low.endswith(("et", "en", "ne"))


_NOUN_OR_VERB = frozenset({"leder", "maler", "planer", "lærer", "annoncer", "analyser"})
#: Endings of the past of compound strong verbs: "vedtog", "fremlagde", "indgik".
_STRONG_PAST = (
    "tog",
    "gik",
    "gav",
    "lagde",
    "satte",
    "holdt",
    "skrev",
    "fandt",
    "stod",
    "slog",
    "bød",
    "sagde",
    "solgte",
)
_AUXILIARIES = frozenset({"har", "havde", "er", "var", "blev", "bliver", "blive", "være", "have"})


def _attributive(tokens: Sequence[Token], index: int) -> bool:
    """ "klubbernes vurderede salgspris", "den reviderede plan": a participle, no finite verb."""
    if index == 0:
        return True
    before = tokens[index - 1].low
    return before.endswith("s") or before in _ARTICLES or before in cues().prepositions or before in cues().coordinators


_ARTICLES = frozenset({"de", "den", "det", "en", "et", "alle", "nye", "flere", "disse", "nogle", "andre", "to", "tre", "fire", "fem", "mange", "gode", "store", "kommende", "øvrige", "deres", "sine", "sit", "sin", "vores"})  # fmt: skip


def _opens(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index - 1].low in ("-", "–", "—", ":", ".", "•", "·", "(", ")")


_OPEN_PAREN, _CLOSE_PAREN = "([", ")]"
_BREAKS = frozenset({",", ":", "–", "—", "-"})


def clauses(sentence: Sentence) -> list[Clause]:
    """Return the clauses of a sentence in order; verbless stretches are joined to their neighbours."""
    tokens = sentence.tokens
    words = cues()
    opening = Intro.ADVERBIAL if _verb_before_subject(tokens) else Intro.MAIN
    cuts: list[tuple[int, Intro]] = [(0, _intro_at(tokens, 0) or opening)]
    verb_seen = False
    depth = 0
    index = 0
    while index < len(tokens):
        low = tokens[index].low
        if low in _OPEN_PAREN:
            depth += 1
        elif low in _CLOSE_PAREN:
            depth = max(0, depth - 1)
        if depth:
            index += 1
            continue
        if (index > cuts[-1][0] and finite(tokens, index) and not _is_noun(tokens, index)) or (
            index == cuts[-1][0] and finite(tokens, index)
        ):
            verb_seen = True
        if low in _BREAKS and index + 1 < len(tokens):
            intro = _intro_at(tokens, index + 1)
            kind = intro or _after_break(tokens, index + 1, low, cuts[-1][1], verb_seen)
            if kind is not None:
                cuts.append((index + 1, kind))
                verb_seen = False
        elif low in words.coordinators and index + 1 < len(tokens) and index > cuts[-1][0]:
            kind = _after_coordinator(tokens, index + 1, cuts[-1][1], verb_seen)
            if kind is not None:
                cuts.append((index, kind))
                verb_seen = False
        elif verb_seen and _new_sentence(tokens, index):
            cuts.append((index, Intro.MAIN))
            verb_seen = False
        elif index > cuts[-1][0] and low in words.subordinators and _subordinates(tokens, index, verb_seen):
            cuts.append((index, words.subordinators[low]))
            verb_seen = False
        index += 1
    return _close(tokens, cuts)


_ALSO_PREPOSITIONS = frozenset({"da", "før", "efter", "inden", "til", "siden", "end", "for", "uden"})


def _verb_first(tokens: Sequence[Token], index: int) -> bool:
    """ "Til næste møde udarbejder forvaltningen": the subject stands behind the verb, so no clause begins here."""
    for at in range(index, min(index + 12, len(tokens) - 1)):
        if at > index and finite(tokens, at) and not _is_noun(tokens, at):
            nextone = tokens[at + 1]
            subject = nextone.low in doers().pronouns or doers().noun(nextone.text) is not None
            return subject or (nextone.text[0].isupper() and nextone.text.isalpha())
    return False


def _verb_before_subject(tokens: Sequence[Token]) -> bool:
    """ "Siger borgmesteren nej, spørger Anna ...": a condition without *hvis*, the main clause's verb behind the comma."""
    if len(tokens) < 5 or not tokens[0].text[0].isupper() or finite(tokens, 0) is None:
        return False
    second = tokens[1]
    if not (second.low in doers().pronouns or doers().noun(second.text) or second.text[0].isupper()):
        return False
    return any(
        tokens[at].text == "," and finite(tokens, at + 1) is not None for at in range(2, min(len(tokens) - 1, 24))
    )


def _new_sentence(tokens: Sequence[Token], index: int) -> bool:
    """A common noun with a capital in mid-sentence, a verb behind it: the full stop before it is lost."""
    token = tokens[index]
    if not token.text[0].isupper() or index == 0 or index + 1 >= len(tokens) or not finite(tokens, index + 1):
        return False
    before = tokens[index - 1]
    if not before.text.isalpha() or not before.text[0].islower() or before.low.endswith("s"):
        return False
    if (
        before.low in cues().prepositions
        or before.low in cues().subordinators
        or before.low in cues().coordinators
        or before.low in cues().adverbs
    ):
        return False
    return token.low in ("der", "det", "rådet", "udvalget", "bestyrelsen", "vi") or (
        doers().noun(token.text) in (DoerClass.EXECUTIVE, DoerClass.OFFICE) and finite(tokens, index - 1) is None
    )


def _intro_at(tokens: Sequence[Token], index: int) -> Intro | None:
    """A subordinating word at the start: "som", "hvis", "så snart"."""
    words = cues()
    low = tokens[index].low
    if low in words.coordinators and index + 1 < len(tokens):
        low = tokens[index + 1].low
        index += 1
    if low in ("der",):
        # "der skal ..." opens a main clause at the start of a sentence, a relative clause after a noun
        return Intro.RELATIVE if index > 0 and tokens[index - 1].low == "," else None
    if low == "så":
        # "så sagen kan komme på" (purpose) and "så vi mødes igen" (result): a clause of its own
        if index == 0 or (index + 1 < len(tokens) and finite(tokens, index + 1)):
            return None
        return Intro.ADVERBIAL
    if low == "som" and index == 0 and _verb_first(tokens, index + 1):
        return None  # "Som svar sender forvaltningen ..."
    if low in _ALSO_PREPOSITIONS and (not _clause_follows(tokens, index + 1) or _verb_first(tokens, index + 1)):
        return None
    if low == "om" and index + 1 < len(tokens) and tokens[index + 1].low in ("at", "året"):
        return None
    if (
        low == "hvor"
        and index + 1 < len(tokens)
        and (tokens[index + 1].low in _HOW or finite(tokens, index - 2 if index > 1 else 0))
    ):
        return Intro.QUESTION
    return words.subordinators.get(low)


_HOW = frozenset({"mange", "meget", "langt", "stor", "store", "stort", "ofte", "lang", "længe", "høj", "højt", "omfangsrigt", "omfattende", "tit", "vidt", "når"})  # fmt: skip


def _subordinates(tokens: Sequence[Token], index: int, verb_seen: bool) -> bool:
    """Without a comma: "ser på om der er", "en oversigt som sendes", "fordi"; many minutes set few commas."""
    low = tokens[index].low
    if not verb_seen:
        return False
    if low == "at":
        return _clause_follows(tokens, index + 1) and not _infinitive_follows(tokens, index + 1)
    if low in ("som", "der", "hvilket"):
        return index + 1 < len(tokens) and (
            finite(tokens, index + 1) is not None
            or (low == "som" and _clause_follows(tokens, index + 1) and not tokens[index + 1].text[0].islower())
        )
    if low in (
        "om",
        "hvorvidt",
        "hvis",
        "når",
        "fordi",
        "hvordan",
        "hvornår",
        "hvorfor",
        "mens",
        "såfremt",
        "medmindre",
    ):
        return _clause_follows(tokens, index + 1)
    if low in ("før", "inden", "til", "efter", "da"):
        return _clause_follows(tokens, index + 1) and not _verb_first(tokens, index + 1)
    return False


def _clause_follows(tokens: Sequence[Token], index: int) -> bool:
    """Whether a subject and a finite verb stand within the next words, before any comma."""
    for at in range(index, min(index + 9, len(tokens))):
        low = tokens[at].low
        if low in (",", ":", ";", "(", "og", "samt", "men"):
            return False
        if at > index and finite(tokens, at) and not _is_noun(tokens, at):
            return True
    return False


def _infinitive_follows(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].low in verbs().infinitives and tokens[index].low not in ("de",)


def _is_noun(tokens: Sequence[Token], index: int) -> bool:
    """A form that is a verb or a plural noun ("møder", "rapporter") is a noun after an adjective, an article or a preposition."""
    if index == 0:
        return False
    before = tokens[index - 1].low
    word = tokens[index].low
    if word in ("er", "har") or word in MODALS:
        return False
    return before in cues().prepositions or (
        (before in _ARTICLES or before == "at")
        and word.endswith("r")
        and before not in ("de", "det", "den", "alle", "andre", "flere")
    )


def _after_break(tokens: Sequence[Token], index: int, mark: str, previous: Intro, verb_seen: bool) -> Intro | None:
    """What a comma, colon or dash opens, if it opens a clause."""
    words = cues()
    at = index
    if tokens[at].low in words.coordinators and at + 1 < len(tokens):
        at += 1
    if (
        mark == ","
        and at == index
        and tokens[at].low in _CONTACT
        and index > 1
        and tokens[index - 2].low in _HEADS
        and verb_seen
    ):
        return Intro.RELATIVE  # "ringer til dem, vi står ud for"
    found = finite(tokens, at)
    if found and not _is_noun(tokens, at):
        if previous in (Intro.MAIN, Intro.VP) and verb_seen and mark == "," and at > index:
            return Intro.VP  # ", og sender"
        if previous in (Intro.ADVERBIAL, Intro.QUESTION, Intro.THAT, Intro.RELATIVE) and verb_seen:
            return (
                Intro.VP if at > index else Intro.MAIN
            )  # "Når ... , tager kommunen": subject and verb have changed places
        if mark in (":", "–", "—", "-") or not verb_seen:
            return None if not verb_seen and mark == "," else Intro.MAIN
        return Intro.VP
    if not verb_seen and mark == ",":
        return None
    return Intro.MAIN if _clause_follows(tokens, at) or mark in (":", "–", "—", "-") else None


_CONTACT = frozenset({"vi", "jeg", "de", "hun", "han", "man", "i"})
_HEADS = frozenset({"dem", "det", "den", "alle", "noget", "de", "alt"})


def _after_coordinator(tokens: Sequence[Token], index: int, previous: Intro, verb_seen: bool) -> Intro | None:
    """What *og*, *men*, *samt* opens, if it opens a clause."""
    words = cues()
    low = tokens[index].low
    if not verb_seen:
        return None
    at = index
    if low in words.adverbs and index + 1 < len(tokens):
        at = index + 1
    found = finite(tokens, at)
    if found and not _is_noun(tokens, at):
        return Intro.VP
    if low == "at" and _clause_follows(tokens, index + 1):
        return Intro.THAT
    if low in words.subordinators and low not in ("der", "så", "til", "efter", "inden", "før", "da", "om", "end"):
        return words.subordinators[low]
    if low in ("som", "der") and previous is Intro.RELATIVE:
        return Intro.RELATIVE
    if _clause_follows(tokens, index) and _subject_like(tokens, index):
        return Intro.MAIN
    return None


def _subject_like(tokens: Sequence[Token], index: int) -> bool:
    """A new subject after *og*: a pronoun, a name, a known doer, a definite noun right before a verb."""
    token = tokens[index]
    table = doers()
    if token.low in table.pronouns or table.noun(token.text) or token.text[0].isupper():
        return True
    return index + 1 < len(tokens) and finite(tokens, index + 1) is not None and token.low.endswith(("en", "et", "ne"))


def _close(tokens: Sequence[Token], cuts: list[tuple[int, Intro]]) -> list[Clause]:
    words = cues()
    found: list[Clause] = []
    for number, (first, intro) in enumerate(cuts):
        last = cuts[number + 1][0] if number + 1 < len(cuts) else len(tokens)
        start = first
        while start < last and (
            tokens[start].low in words.coordinators or tokens[start].low in _BREAKS or tokens[start].low in '"”»('
        ):
            start += 1
        if intro not in (Intro.MAIN, Intro.VP) and start < last and tokens[start].low in words.subordinators:
            start += 1
            if start < last and tokens[start].low == "at":
                start += 1
        verb: int | None = None
        form: VerbForm | None = None
        lemma: str | None = None
        depth = 0
        for at in range(start, last):
            if tokens[at].low in _OPEN_PAREN:
                depth += 1
            elif tokens[at].low in _CLOSE_PAREN:
                depth = max(0, depth - 1)
            if depth:
                continue
            known = finite(tokens, at)
            if known and not (at > start and _is_noun(tokens, at)):
                verb, (form, lemma) = at, known
                break
        found.append(Clause(first, last, intro, verb, form, lemma, start))
    return found
