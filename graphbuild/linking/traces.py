"""What linking needs to know of a document: its items, where each stands, its sentences and what is promised there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from simplemma import is_known

from graphbuild.graph.addresses import Addresses, addresses_of
from graphbuild.graph.dataset import last_day
from graphbuild.graph.entities import Entities, Mention, kind_of_actor
from graphbuild.graph.identifiers import Identifiers
from graphbuild.lexicon.sentences import split_sentences
from graphbuild.linking.words import Word, content, cues, read_words
from graphbuild.model import CommitmentMention, Document, ItemMention, Outcome, Record, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or line of an item: where it stands and its words. ``attachment`` for the title of one."""

    span: Span
    words: tuple[Word, ...]
    lemmas: frozenset[str]
    text: str
    attachment: bool = False


@dataclass(frozen=True, slots=True)
class ItemTrace:
    """An agenda item as linking sees it. ``case`` is a key (one number in all spellings)."""

    iri: str
    number: str
    title: str
    span: Span
    case: str | None
    subject: frozenset[str]
    outcome: Outcome | None
    decision: Span | None
    sentences: tuple[Sentence, ...]
    is_round: bool  # goes through what was agreed earlier


@dataclass(frozen=True, slots=True)
class CommitmentTrace:
    """A commitment as linking sees it: where it was made, who is to do what, and by when."""

    iri: str
    place: int  # among the record's commitments
    item: int | None
    debtor: str | None  # printed
    debtor_iri: str | None
    acts: frozenset[str]
    objects: frozenset[str]
    around: frozenset[str]
    due: str | None  # ISO day
    sentence: Span | None
    action: str


@dataclass(frozen=True, slots=True)
class Trace:
    """One document, ready for linking. ``day`` is an ordinal, 0 where no date is known."""

    number: int
    sha256: str
    day: int
    date: str | None
    bodies: frozenset[str]
    body_names: tuple[str, ...]
    meeting: str
    items: tuple[ItemTrace, ...]
    commitments: tuple[CommitmentTrace, ...]


def read_trace(
    number: int,
    record: Record,
    document: Document,
    entities: Entities,
    identifiers: Identifiers,
    case_key: Callable[[str], str],
) -> Trace:
    """Return a document's trace. ``case_key`` tells what all spellings of a case number share."""
    addresses = addresses_of(record, document.sha256, entities, identifiers)
    regions = item_spans(record, document.text)
    items = tuple(
        _read_item(item, addresses.items[place], regions[place], document.text, case_key)
        for place, item in enumerate(record.items)
    )
    commitments = tuple(
        _read_commitment(place, one, addresses, items, document, entities)
        for place, one in enumerate(record.commitments)
    )
    when = record.meeting.date.value if record.meeting.date else None
    return Trace(
        number,
        document.sha256,
        _ordinal(when),
        when,
        frozenset(body.iri for body in addresses.bodies),
        tuple(body.name for body in addresses.bodies),
        addresses.meeting,
        items,
        commitments,
    )


def _ordinal(when: str | None) -> int:
    try:
        return date.fromisoformat(when).toordinal() if when and len(when) == 10 else 0
    except ValueError:
        return 0


# --- where items stand ------------------------------------------------------------------------------------------------


def item_spans(record: Record, text: str) -> list[Span]:
    """Return the stretch of text of each item: from its heading to the next one's.

    Records read from annotations do not say where a title stands; it is then looked for, after its number first.
    """
    starts: list[int | None] = []
    limit = len(text)
    for item in reversed(record.items):
        start = _heading(item, text, limit)
        starts.append(start)
        limit = start if start is not None else limit
    starts.reverse()
    known = sorted({start for start in starts if start is not None})
    spans = []
    for start in starts:
        if start is None:
            spans.append(Span(0, 0))
            continue
        following = next((one for one in known if one > start), len(text))
        spans.append(Span(start, following))
    return spans


def _heading(item: ItemMention, text: str, limit: int) -> int | None:
    said = [one.span.start for one in (item.number, item.title) if one is not None and one.span is not None]
    if said:
        return min(said)
    if item.title is None:
        return None
    words = [re.escape(word) for word in item.title.value.split()][:30]
    joint = r"(?:\xad?-?\s{1,9})"
    title = joint.join(words)
    for pattern in (
        rf"(?m)^\W{{0,9}}(?:\w{{2,8}}\.?\s(?:nr\.\s)?)?{re.escape(item.number.value)}\W{{1,9}}{title}",
        title,
    ):
        found = [one.start() for one in re.finditer(pattern, text[:limit], re.IGNORECASE)]
        if found:
            return found[-1]
    return None


def _read_item(item: ItemMention, iri: str, span: Span, text: str, case_key: Callable[[str], str]) -> ItemTrace:
    title = item.title.value if item.title else ""
    attachments = {" ".join(one.value.split()) for one in item.attachments}
    sentences = []
    for stretch in _sentences(text, span):
        words = tuple(read_words(text, stretch.start, stretch.end))
        plain = " ".join(text[stretch.start : stretch.end].replace("\xad", "").split())
        is_attachment = any(plain.endswith(one) for one in attachments)
        sentences.append(Sentence(stretch, words, content(words), plain, is_attachment))
    folded = title.casefold()
    return ItemTrace(
        iri,
        item.number.value,
        title,
        span,
        case_key(item.case_number.value) if item.case_number else None,
        content(list(read_words(title))),
        item.outcome.value if item.outcome else None,
        item.decision.span if item.decision else None,
        tuple(sentences),
        any(cue in folded for cue in cues()["titles"]["follow_up"]),
    )


_LINES = re.compile(r"\n\s*\n|\n(?=\s*[-•*\u2022])|\n(?=[^\n]{0,200}:\s)")


def _sentences(text: str, span: Span) -> list[Span]:
    found = []
    start = span.start
    for cut in [*(one.start() for one in _LINES.finditer(text, span.start, span.end)), span.end]:
        if cut > start:
            found += split_sentences(text, start, cut)
        start = cut
    return [one for one in found if len(one) > 3]


# --- commitments ------------------------------------------------------------------------------------------------------

_PARTICIPLE = re.compile(r"\w{3,}(?:et|t)\Z")


def _read_commitment(
    place: int,
    one: CommitmentMention,
    addresses: Addresses,
    items: Sequence[ItemTrace],
    document: Document,
    entities: Entities,
) -> CommitmentTrace:
    position = addresses.numbered.get(one.item) if one.item is not None else None
    words = tuple(read_words(one.action.value))
    acts = _acts(words)
    objects = content([word for word in words if word.lemma not in acts])
    span = one.action.span or _find(
        one.action.value, document.text, items[position].span if position is not None else None
    )
    around: frozenset[str] = frozenset()
    if position is not None:
        around = items[position].subject | _near(items[position], span)
        if not objects:
            after = read_words(document.text, span.end, span.end + _PRONOUN_REACH) if span else ()
            objects = _antecedent((*words, *after), items[position], span, document.text)
    debtor = one.actor.value if one.actor else None
    debtor_iri = None
    if one.actor is not None:
        mention = Mention(
            kind_of_actor(one.actor.value),
            document.sha256,
            f"/commitments/{place}/actor",
            addresses.scope,
            " ".join(one.actor.value.split()),
            addresses.bodies[0].name if addresses.bodies else "",
        )
        debtor_iri = entities.entity(mention).iri
    return CommitmentTrace(
        addresses.commitments[place],
        place,
        position,
        debtor,
        debtor_iri,
        acts,
        objects,
        around - objects - acts,
        last_day(one.due.value) if one.due else None,
        span,
        one.action.value,
    )


def _acts(words: Sequence[Word]) -> frozenset[str]:
    """Return the verbs of an action: its first word, what follows "og", and participles ("får trykt")."""
    found = set()
    for place, word in enumerate(words):
        opens = place == 0 or words[place - 1].form in {"og", "at", "som", "samt"}
        participle = _PARTICIPLE.match(word.form) and word.lemma.endswith("e") and word.lemma != word.form
        if participle or (opens and _is_verb(word)):
            found.add(_infinitive(word))
    if not found and len(words) > 1:
        found = {word.lemma for word in words[1:] if _is_verb(word) and word.form != word.lemma}
    return frozenset(found)


def _infinitive(word: Word) -> str:
    """Return the verb of a form that the dictionary takes for a noun's plural: kontakter, of kontakte."""
    if word.form == f"{word.lemma}er" and is_known(f"{word.lemma}e", lang="da"):
        return f"{word.lemma}e"
    return word.lemma


def _is_verb(word: Word) -> bool:
    """Tell whether a form may be a verb's present, infinitive or passive: sender, sende, sendes, går, slås."""
    stem = word.lemma.removesuffix("e")
    return word.form in {f"{word.lemma}r", f"{word.lemma}s", f"{stem}es", f"{stem}er", f"{stem}r"} or (
        word.form == word.lemma and word.lemma.endswith("e")
    )


#: A pronoun that stands for what was named before, and the article of what it can stand for.
_PRONOUNS = {"det": "et", "den": "en"}
_ENDS_NOUN = re.compile(r"[,.;:()]|\s(?:der|som|om|til|på|i|for|af|med|og|fra|hvor)\s")
_NOUN_REACH = 60
_PRONOUN_REACH = 6  # characters after an action that was read without its pronoun


def _antecedent(words: Sequence[Word], item: ItemTrace, span: Span | None, text: str) -> frozenset[str]:
    """Return what a pronoun stands for, where an action has no other object: "et fælles høringssvar ... skriver det".

    It is the last thing that the sentence before introduces with the pronoun's gender.
    """
    article = next((_PRONOUNS[word.form] for word in words if word.form in _PRONOUNS), None)
    if article is None or span is None:
        return frozenset()
    before = [one for one in item.sentences if one.span.end <= span.start][-1:]
    for sentence in before:
        for found in reversed(list(re.finditer(rf"\b{article}\s", text[sentence.span.start : sentence.span.end]))):
            start = sentence.span.start + found.end()
            stop = _ENDS_NOUN.search(text, start, min(start + _NOUN_REACH, sentence.span.end))
            phrase = list(read_words(text, start, stop.start() if stop else sentence.span.end))
            if 0 < len(phrase) <= 4:
                return content(phrase[-1:])
    return frozenset()


def _find(action: str, text: str, span: Span | None) -> Span | None:
    if span is None:
        return None
    pattern = r"(?:\xad?-?\s{1,9})".join(re.escape(word) for word in action.split()[:40])
    found = re.compile(pattern).search(text, span.start, span.end)
    return Span(*found.span()) if found else None


def _near(item: ItemTrace, span: Span | None) -> frozenset[str]:
    """Return what is said in the sentence of an action and the one before it, which pronouns lean on."""
    if span is None:
        return frozenset()
    for place, sentence in enumerate(item.sentences):
        if sentence.span.start <= span.start < sentence.span.end:
            before = item.sentences[place - 1].lemmas if place else frozenset()
            return sentence.lemmas | before
    return frozenset()
