"""Offices, job titles, parties and remarks printed beside a name: ``(formand)``, ``, Arbejdsmarkedschef``,
``Direktør`` before it.

Read are what stands in brackets or between commas after a name, and the title right before it. Roles are given as
``chair``, ``vice-chair``, ``member``, ``secretary``, ``substitute``, ``official``, ``guest``, and a title as printed.
What a sentence tells ("er valgt som kasserer") is left alone.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from graphbuild.lexicon.names import initials_of
from graphbuild.lexicon.parties import party_in_parentheses

OFFICIAL, MEMBER, CHAIR, VICE_CHAIR = "official", "member", "chair", "vice-chair"
SECRETARY, SUBSTITUTE, GUEST = "secretary", "substitute", "guest"


class Remark:
    """What a descriptor tells of attendance."""

    ABSENT = "absent"
    PRESENT = "present"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Role:
    """A role and where its words stand in the text given."""

    role: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Described:
    """A descriptor as read: roles, party (its place), what it tells of attendance, initials;
    ``foreign`` for nothing known.
    """

    roles: tuple[Role, ...] = ()
    party: tuple[int, int] | None = None
    remark: str | None = None
    initials: tuple[int, int] | None = None
    outsider: bool = False


@dataclass(frozen=True, slots=True)
class _Tables:
    offices: dict[str, str]
    politics: frozenset[str]
    politics_suffixes: tuple[str, ...]
    remote: tuple[str, ...]
    job_suffixes: tuple[str, ...]
    job_words: frozenset[str]
    adjectives: frozenset[str]
    outsiders: frozenset[str]
    regular: tuple[str, ...]
    absent: frozenset[str]
    present: frozenset[str]


@cache
def _tables() -> _Tables:
    raw = tomllib.loads(files(__package__).joinpath("roles.toml").read_text(encoding="utf-8"))
    jobs = raw["jobs"]
    return _Tables(
        {word: office.replace("_", "-") for office, words in raw["offices"].items() for word in words},
        frozenset(raw["politics"]["titles"]) | frozenset(raw["politics"]["representatives"]),
        tuple(raw["politics"]["suffixes"]),
        tuple(raw["politics"]["remote"]),
        tuple(jobs["suffixes"])
        + tuple(f"{word}en" for word in jobs["suffixes"])
        + tuple(f"{word}n" for word in jobs["suffixes"]),
        frozenset(jobs["words"]) | frozenset(f"{word}en" for word in jobs["words"]),
        frozenset(jobs["adjectives"]),
        frozenset(jobs["outsiders"]) | frozenset(f"{word}en" for word in jobs["outsiders"]),
        tuple(jobs["regular"]),
        frozenset(raw["presence"]["absent"]),
        frozenset(raw["presence"]["present"]),
    )


def fold_title(text: str) -> str:
    """Fold a title for looking up."""
    return " ".join(text.split()).strip(" .,:;()*-–").casefold()


def is_job(word: str) -> bool:
    """Tell whether a word is a job title: ``Arbejdsmarkedschef``, ``pedel``, ``konsulenten``."""
    folded, tables = fold_title(word), _tables()
    if folded in tables.job_words:
        return True
    return folded.endswith(tables.job_suffixes) and folded not in _NO_JOBS


#: words that only sound like titles
_NO_JOBS = frozenset({"elever", "måneder", "billeder", "elev", "semester", "partner", "mester", "sekretariatet"})


def is_outsider(title: str) -> bool:
    """Tell whether a title is one that employees of a municipality seldom bear: ``Museumschef``, ``advokat``."""
    folded, outsiders = fold_title(title), _tables().outsiders
    return folded in outsiders or any(word in outsiders for word in folded.split())


def is_regular(title: str) -> bool:
    """Tell whether the holder of a title takes part in meetings as a rule: a director, a chief, the secretary."""
    folded = fold_title(title)
    return any(word in folded for word in _tables().regular)


def is_remote(title: str) -> bool:
    """Tell whether a title is of national or regional politics: nobody of this meeting by itself."""
    return fold_title(title).endswith(_tables().remote)


def roles_of_title(text: str, start: int, end: int, rule: str) -> tuple[Role, ...]:
    """Return the roles that one title makes; nothing for words that are no title.

    A job gives ``official`` and the title as printed; an outsider's job and a political title only the title; the chair
    and vice-chair are members too.
    """
    return tuple(Role(role, start, end, f"{rule}.{kind}") for role, kind in _roles_of(text[start:end]))


_LEADS = re.compile(
    r"(?P<vice>næst|vice)?(?:formand|forkvinde|mødeleder) for (?:rådet|udvalget|bestyrelsen|nævnet|byrådet|skolebestyrelsen)"
)
_WRITES = re.compile(r"(?:sekretær|referent|protokolfører) for (?:rådet|udvalget|nævnet|bestyrelsen|møderne)")
_STANDS_IN = re.compile(
    r"(?:suppleant|stedfortræder|substitut|afløser|personlig suppleant|personlig stedfortræder) for "
)
_INSTEAD = re.compile(r"(?:i stedet )?for [a-zæøå]")
_HEADS = re.compile(r"(?:formand(?:en)?|forkvinden?|næstformand(?:en)?|leder|direktør) (?:for|af|i|på|ved) ")
_COMPLEMENT = re.compile(r" (?:for|af|i|på|ved|fra) |,")
_NUMBER = re.compile(r"^\d+\.\s*")


@lru_cache(maxsize=1 << 14)
def _roles_of(words: str) -> tuple[tuple[str, str], ...]:
    """Return the roles that the words of a title make, each with the kind of rule that says so."""
    folded, tables = fold_title(words), _tables()
    if not folded or len(folded) > 90:
        return ()
    office = tables.offices.get(folded) or tables.offices.get(_NUMBER.sub("", folded))
    if office is not None:
        return ((office, "office"), (MEMBER, "office")) if office in (CHAIR, VICE_CHAIR) else ((office, "office"),)
    if (leads := _LEADS.fullmatch(folded)) is not None and _is_office(leads):
        return ((VICE_CHAIR if leads["vice"] else CHAIR, "office"), (MEMBER, "office"))
    if folded in tables.politics or (" " not in folded and folded.endswith(tables.politics_suffixes)):
        return ((_printed(words), "political"),)
    if _WRITES.match(folded):
        return ((SECRETARY, "office"),)
    if _STANDS_IN.match(folded):
        return ((SUBSTITUTE, "office"),)
    if _INSTEAD.match(folded) or folded.startswith("i stedet for"):
        return ((SUBSTITUTE, "office"),) if folded.startswith("i stedet for") else ()
    if "formand" in folded and _HEADS.match(folded):
        return ((_printed(words), "elsewhere"),)
    head = _COMPLEMENT.split(folded)[0].split()
    if not head or len(head) > 5:
        return ()
    last = head[-1]
    if any(word == "og" and not before.endswith("-") for before, word in itertools.pairwise(head)):
        return ()  # two titles
    if is_job(last) and all(
        word in tables.adjectives or word in ("og", "&") or word.endswith("-") or is_job(word) for word in head[:-1]
    ):
        title = (_printed(words), "job")
        if any(word in tables.outsiders for word in head) or " ".join(head) in tables.outsiders:
            return (title,)
        return ((OFFICIAL, "job"), title)
    return ()


def _is_office(leads: re.Match[str]) -> bool:
    """Tell "formand", "forkvinde", "mødeleder", "næstformand", "viceformand" from what nobody is called."""
    return not leads["vice"] or leads[0].startswith(("næstformand", "viceformand"))


_NO_WORD = re.compile(r"^.*[^\w.-]")


@cache
def _last_words() -> frozenset[str]:
    """The last words of the offices and titles of the tables."""
    tables = _tables()
    return frozenset(title.split()[-1] for title in (*tables.offices, *tables.politics))


@lru_cache(maxsize=1 << 14)
def _may_end_title(word: str) -> bool:
    """Tell whether a word may be a title's last: "(Direktør" before a name, "Fritidschef"."""
    folded = fold_title(_NO_WORD.sub("", word))
    return folded in _last_words() or folded.endswith(_tables().politics_suffixes) or is_job(folded)


_NEW = re.compile(r"(?i)^(?:nye?|nyansatte?|tidligere|kommende|daværende|vores|skolens|kommunens|centrets)\s+")


def _printed(words: str) -> str:
    return _NEW.sub("", " ".join(words.split()).strip(" .,:;()*–"))


_INITIALS = re.compile(r"[A-ZÆØÅ]{2,5}")
_AND = re.compile(r"\s+og\s+|\s*/\s*|,\s*|\s[-–]\s")


def describe(text: str, start: int, end: int, *, name: str, bracket: bool, rule: str) -> Described:
    """Read one descriptor beside a name: what stands between brackets or commas, from ``start`` to ``end``.

    A single capital, or a party's name in brackets, is the party; capitals that are the name's own initials are
    initials; other capitals and lower-case user names are left alone.
    """
    while start < end and text[start] in " .,:;–-":
        start += 1
    while end > start and text[end - 1] in " .,:;–-":
        end -= 1
    words = text[start:end]
    folded, tables = fold_title(words), _tables()
    if not folded:
        return Described()
    if re.fullmatch(r"[A-ZÆØÅ]", words):
        return Described(party=(start, end))
    if _INITIALS.fullmatch(words) and words in initials_of(name):
        return Described(initials=(start, end))
    if bracket and (found := party_in_parentheses(f"({words})")) is not None:
        return Described(party=(start + found.span.start - 1, start + found.span.end - 1))
    if folded in tables.absent or folded.startswith(("afbud", "fraværende", "meldt afbud")):
        return Described(remark=Remark.ABSENT)
    if folded in tables.present:
        return Described(remark=Remark.PRESENT)
    roles = roles_of_title(text, start, end, rule)
    if roles:
        return Described(roles, outsider=is_outsider(words))
    party: tuple[int, int] | None = None
    remark: str | None = None
    initials: tuple[int, int] | None = None
    collected: list[Role] = []
    if not _AND.search(words):
        return Described()
    at = start
    for separator in [*_AND.finditer(text, start, end), None]:
        stop = separator.start() if separator is not None else end
        if stop - at < end - start:
            part = describe(text, at, stop, name=name, bracket=bracket, rule=rule)
            collected += part.roles
            party, remark, initials = party or part.party, remark or part.remark, initials or part.initials
        at = separator.end() if separator is not None else end
    return Described(tuple(collected), party, remark, initials)


@cache
def _title_before() -> re.Pattern[str]:
    adjectives = "|".join(sorted(map(re.escape, _tables().adjectives), key=len, reverse=True))
    word = r"[^\W\d_][\w.]{0,40}(?:-[^\W\d_]{1,40}){0,2}"
    return re.compile(
        rf"""(?<![\w-])
        (?P<title>
            (?:\d\.\s)?
            (?:[^\W\d_]{{1,30}}-(?:,\s|\sog\s|\s&\s|\s))?(?:[^\W\d_]{{1,30}}-(?:,\s|\sog\s|\s&\s|\s))?
            (?:(?:{adjectives})\s){{0,2}}
            {word}
            (?:\s(?:for|af|i)\s[^,.;:()\n]{{2,70}}(?=,))?
        )(?P<comma>,)?\s\Z""",
        re.VERBOSE | re.IGNORECASE,
    )


_LONGEST_TITLE = 130
_LONGEST_ABBREVIATION = 6  # "konst.", with its stop


def title_before(text: str, start: int) -> tuple[int, int] | None:
    """Return the place of the title right before a name that begins at ``start``: ``Kultur- og Fritidschef``,
    ``Formanden,``.
    """
    if not text[start - 1 : start].isspace():
        return None
    begin = max(0, start - _LONGEST_TITLE)
    window = text[begin:start]
    before = window[:-1].rstrip()
    if not before.endswith(",") and not _may_end_title(before.rsplit(None, 1)[-1] if before else ""):
        return None
    line = window.rfind("\n")
    if line >= 0 and not window[:line].endswith(("-", " og")):
        begin += line + 1
        window = window[line + 1 :]
    for match in _title_before().finditer(window):
        if match["title"][-1] == "." and len(match["title"].rsplit(None, 1)[-1]) > _LONGEST_ABBREVIATION:
            continue  # the end of a sentence
        place = (begin + match.start("title"), begin + match.end("title"))
        if roles_of_title(text, *place, "before"):
            return place
        shorter = re.search(r"[^\W\d_][\w-]{1,60}\Z", match["title"])
        if shorter is not None and shorter.start() > 0:
            place = (begin + match.start("title") + shorter.start(), begin + match.end("title"))
            if roles_of_title(text, *place, "before"):
                return place
    return None
