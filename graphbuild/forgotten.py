"""The list of people to be forgotten, and how a reading is rid of them.

The list is a plain text file beside the graph's folder. It must keep people out of later builds without saying who
they are, so it holds no name but a salted scrypt hash of each spelling, with where it counts: a municipality's code, or
one document's hash (for a name that others bear as well, or a first name alone). Whoever guesses a name can test the
guess; the list is no secret to publish.

A name is compared by its letters alone, so that case, accents, hyphens, line ends and soft hyphens do not hide it.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import tempfile
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, cast

from graphbuild.errors import UsageError
from graphbuild.graph.addresses import scope_of
from graphbuild.lexicon.names import fold_word
from graphbuild.model import Document, PersonMention, Record, Said, Span

MASK: Final = "█"

_HEADER: Final = (
    "# People who are forgotten: builds of the graph beside this file leave them out. Keep it; without it the next\n"
    "# build brings them back. No name stands here, but a salted hash (scrypt) of the letters of each spelling:\n"
    "# where it counts (municipality or document) | number of letters | first byte of a quick hash | hash\n"
)
_SALT: Final = re.compile(r"salt:\s*([0-9a-f]{16,128})\Z")
_LINE: Final = re.compile(r"([^\s|]+)\s*\|\s*(\d{1,4})\s*\|\s*([0-9a-f]{2})\s*\|\s*([0-9a-f]{32})\Z")

#: A word, maybe broken at a line's end; and what may stand between the words of a name, one line end at most.
_WORD: Final = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+(?:(?:\xad\n?|-\n)(?:[^\W\d_]|[\u0300-\u036f])+)*")
_BETWEEN: Final = re.compile(r"[^\S\n]{0,40}[.\-\u2010\u2011_'\u2019\xad]?[^\S\n]{0,40}\n?[^\S\n]{0,40}")
_INSIDE: Final = re.compile(r"[\xad\n-]+")
_NOT_MASKED: Final = re.compile(r"[^\n\r\f]")

#: Fields that name who acts: what of these named a forgotten person is taken out, where other texts are masked.
_NAMES: Final = frozenset(
    (
        *("actor", "to", "proposer", "speaker", "owner", "leader", "substitute_for"),
        *("not_participating", "for_", "against", "abstain", "variants"),
    )
)


def forgotten_beside(folder: Path) -> Path:
    """Return where the list of forgotten people lies: beside the graph's folder, so that it outlives it."""
    return folder.absolute().parent / "forgotten.txt"


def key_of_name(name: str) -> str:
    """Return the letters of a name as they are compared: ``Åse Bo-Holm`` -> ``aaseboholm``."""
    return "".join(_fold(found[0]) for found in _WORD.finditer(unicodedata.normalize("NFC", name)))


def is_full(name: str) -> bool:
    """Tell whether a name has two words or more, so that it may be looked for in texts."""
    return sum(1 for _ in _WORD.finditer(name)) > 1


def _fold(word: str) -> str:
    return fold_word(unicodedata.normalize("NFC", _INSIDE.sub("", word)))


def one_word(sha256: str) -> str:
    """Return where a name of one word counts: as the name of a person in one document, never in its texts."""
    return f"{sha256}/word"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One line: where it counts, how many letters the name has, a byte that spares most of the hashing, the hash."""

    scope: str
    letters: int
    mark: str
    digest: str

    def __str__(self) -> str:
        return f"{self.scope} | {self.letters} | {self.mark} | {self.digest}"


@dataclass(frozen=True)
class Forgotten:
    """The list as it was read; one that is empty forgets nobody and costs nothing."""

    salt: str = ""
    entries: tuple[Entry, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Forgotten:
        """Read the list; a file that is not there is an empty one.

        Raises :class:`UsageError` for what is no such list: a build must not bring people back because of a slip.
        """
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except FileNotFoundError:
            return cls()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"the list of forgotten people {path} cannot be read: {error}") from error
        salt, entries = "", []
        for number, line in enumerate(lines, start=1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            if found := _SALT.match(text):
                salt = found[1]
            elif (found := _LINE.match(text)) and salt:
                entries.append(Entry(found[1], int(found[2]), found[3], found[4]))
            else:
                raise UsageError(
                    f"{path}, line {number}: this is no line of a list of forgotten people.",
                    advice="Put the file back as it was; it begins with a salt, and each line has four fields.",
                )
        return cls(salt, tuple(sorted(set(entries))))

    def write(self, path: Path) -> None:
        """Write the list in the place of the former one. Raises :class:`UsageError` where it cannot be written."""
        text = _HEADER + f"salt: {self.salt}\n" + "".join(f"{entry}\n" for entry in self.entries)
        try:
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            Path(name).replace(path)
        except OSError as error:
            raise UsageError(f"the list of forgotten people {path} cannot be written: {error.strerror}") from error

    def with_names(self, names: Iterable[tuple[str, str]]) -> Forgotten:
        """Return the list with more names, each with where it counts."""
        salt = self.salt or secrets.token_hex(16)
        added = {
            Entry(scope, len(key), _mark(salt, scope, key), _digest(salt, scope, key))
            for scope, name in names
            if (key := key_of_name(name))
        }
        return Forgotten(salt, tuple(sorted({*self.entries, *added})))

    @property
    def version(self) -> str:
        """What a reading made with this list adds to its version; nothing where nobody is forgotten."""
        if not self.entries:
            return ""
        return "+" + hashlib.sha256("\n".join([self.salt, *map(str, self.entries)]).encode()).hexdigest()[:16]

    @cached_property
    def _quick(self) -> frozenset[tuple[str, int, str]]:
        return frozenset((entry.scope, entry.letters, entry.mark) for entry in self.entries)

    @cached_property
    def _digests(self) -> frozenset[tuple[str, str]]:
        return frozenset((entry.scope, entry.digest) for entry in self.entries)

    @cached_property
    def _letters(self) -> frozenset[tuple[str, int]]:
        return frozenset((entry.scope, entry.letters) for entry in self.entries)

    @property
    def scopes(self) -> frozenset[str]:
        """Where any name counts."""
        return frozenset(entry.scope for entry in self.entries)

    def longest(self, scopes: Iterable[str]) -> int:
        """Return how many letters the longest name has that counts in any of these."""
        wanted = frozenset(scopes)
        return max((entry.letters for entry in self.entries if entry.scope in wanted), default=0)

    def holds(self, scope: str, key: str) -> bool:
        """Tell whether the name with these letters is forgotten where ``scope`` says."""
        if (scope, len(key)) not in self._letters:
            return False
        if (scope, len(key), _mark(self.salt, scope, key)) not in self._quick:
            return False
        return (scope, _digest(self.salt, scope, key)) in self._digests


def _mark(salt: str, scope: str, key: str) -> str:
    return hashlib.sha256(f"{salt}\0{scope}\0{key}".encode()).hexdigest()[:2]


@lru_cache(maxsize=50_000)
def _digest(salt: str, scope: str, key: str) -> str:
    hashed = hashlib.scrypt(f"{scope}\0{key}".encode(), salt=bytes.fromhex(salt), n=2**12, r=8, p=1, dklen=16)
    return hashed.hex()


def find_places(text: str, wanted: Callable[[str], bool], longest: int) -> list[Span]:
    """Return where names of at most ``longest`` letters stand, a genitive's ``s`` left out.

    ``wanted`` tells whether these letters are such a name. Of names that begin at one word the longest counts.
    """
    words = [(found.start(), found.end(), _fold(found[0])) for found in _WORD.finditer(text)]
    found: list[Span] = []
    for first, (start, _, _) in enumerate(words):
        letters, best = "", 0
        for place in range(first, len(words)):
            begin, end, folded = words[place]
            if place > first and not _BETWEEN.fullmatch(text, words[place - 1][1], begin):
                break
            letters += folded
            if len(letters) > longest + 1:
                break
            if wanted(letters):
                best = end
            elif len(folded) > 1 and letters.endswith("s") and wanted(letters[:-1]):
                best = end - 1
        if best:
            found.append(Span(start, best))
    return found


@dataclass(frozen=True, slots=True)
class Masked:
    """A reading without the forgotten: what is left, the places in the text that are masked, how many people went."""

    document: Document
    record: Record
    places: tuple[Span, ...] = ()
    people: int = 0


def mask(document: Document, record: Record, forgotten: Forgotten) -> Masked:
    """Return a reading without those who are forgotten: text masked at the same length, names and facts taken out.

    Texts that hold such a name (a decision, a title) stay, masked; who acted, spoke, voted or promised is taken out. A
    document in which nobody of the list is named comes back as it is.
    """
    scopes = (scope_of(record, document.sha256), document.sha256)
    word = one_word(document.sha256)
    if forgotten.scopes.isdisjoint({*scopes, word}):
        return Masked(document, record)

    def wanted(key: str) -> bool:
        return any(forgotten.holds(scope, key) for scope in scopes)

    longest = forgotten.longest(scopes)
    gone = frozenset(
        number
        for number, person in enumerate(record.people)
        if any(
            wanted(key) if is_full(form) else forgotten.holds(word, key)
            for form in forms_of(person)
            if (key := key_of_name(form))
        )
    )
    spans = find_places(document.text, wanted, longest)
    spans += [span for number in gone for span in spans_of(record.people[number])]
    masker = _Masker(document, record, gone, spans, wanted, longest)
    if not gone and not masker.places:
        return Masked(document, record)
    left = masker.record(record)
    return Masked(replace(document, text=masker.text), left, tuple(masker.places), len(gone))


def forms_of(person: PersonMention) -> tuple[str, ...]:
    """Return the name and its variants, as a document prints them."""
    return (person.name.value, *(one.value for one in person.variants))


def spans_of(person: PersonMention) -> Iterator[Span]:
    """Yield where a document names a person."""
    for said in (person.name, *person.variants):
        if said.span is not None:
            yield said.span
    yield from person.mentions


class _Masker:
    """Takes names out of one reading."""

    def __init__(
        self,
        document: Document,
        record: Record,
        gone: frozenset[int],
        spans: Iterable[Span],
        wanted: Callable[[str], bool],
        longest: int,
    ) -> None:
        self._original = document.text
        self._gone = gone
        self._forms = {key_of_name(form) for number in gone for form in forms_of(record.people[number])} - {
            key_of_name(form)
            for number, person in enumerate(record.people)
            if number not in gone
            for form in forms_of(person)
        }
        self._wanted = wanted
        self._longest = longest
        self.places = _joined([*spans, *self._where_acting(record, None)])
        self._starts = [span.start for span in self.places]
        pieces, last = [], 0
        for span in self.places:
            pieces += [document.text[last : span.start], _NOT_MASKED.sub(MASK, document.quote(span))]
            last = span.end
        self.text = "".join([*pieces, document.text[last:]])

    def record(self, record: Record) -> Record:
        return cast(Record, self._without(record, None))

    def _where_acting(self, value: Any, field: str | None) -> Iterator[Span]:
        """Yield where somebody acts under a form that in this document is the forgotten person's alone."""
        if isinstance(value, Said):
            named = field in _NAMES and isinstance(value.value, str) and key_of_name(value.value) in self._forms
            if named and value.span is not None and len(value.span) <= len(value.value) + 2:
                yield value.span
        elif isinstance(value, tuple):
            for one in value:
                yield from self._where_acting(one, field)
        elif is_dataclass(value) and not isinstance(value, Span):
            for part in fields(value):
                yield from self._where_acting(getattr(value, part.name), part.name)

    def _without(self, value: Any, field: str | None) -> Any:
        """Return a part of the record without the forgotten, or ``None`` where nothing of it is left."""
        if isinstance(value, Said):
            return self._said(value, field)
        if isinstance(value, tuple):
            if field == "people":
                value = tuple(one for number, one in enumerate(value) if number not in self._gone)
            return tuple(left for one in value if (left := self._without(one, field)) is not None)
        if isinstance(value, Span) or not is_dataclass(value) or isinstance(value, type):
            return value
        changed: dict[str, Any] = {}
        for part in fields(value):
            former = getattr(value, part.name)
            left = self._without(former, part.name)
            if left is None and former is not None and part.default is MISSING and part.default_factory is MISSING:
                return None
            changed[part.name] = left
        return type(value)(**changed)

    def _said(self, said: Said[Any], field: str | None) -> Said[Any] | None:
        if not isinstance(said.value, str):
            return said
        if field in _NAMES and key_of_name(said.value) in self._forms:
            return None
        masked = self._masked(said.value, said.span)
        if masked == said.value:
            return said
        if field in _NAMES or not any(one.isalnum() for one in masked):
            return None
        return replace(said, value=masked)

    def _masked(self, value: str, span: Span | None) -> str:
        """Mask a value as its passage is masked; where it is not the passage's very words, by the names in these."""
        if span is not None and self._original[span.start : span.end] == value:
            return self.text[span.start : span.end]
        here = {key_of_name(self._original[one.start : one.end]) for one in self._inside(span)} if span else set()
        longest = max([self._longest, *map(len, here)])
        for place in find_places(value, lambda key: key in here or self._wanted(key), longest):
            words = _NOT_MASKED.sub(MASK, value[place.start : place.end])
            value = value[: place.start] + words + value[place.end :]
        return value

    def _inside(self, span: Span) -> Sequence[Span]:
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_right(self._starts, span.end)
        return [one for one in self.places[first:last] if one.start < span.end and span.start < one.end]


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        elif len(span):
            joined.append(span)
    return joined
