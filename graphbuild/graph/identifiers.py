"""IRIs: stable, readable, made of the fewest facts that tell things apart.

Under a base that the user sets (default ``https://graphbuild.example/id/``)::

    municipality/336                    body/336/soelund-aeldreraad         person/336/ib-kjaer
    organisation/336/aeldre-sagen       party/336/v                         project/336/varm-hverdag
    case/336/27.35.00-G01-4-22          topic/kle/27.35.00                  document/<sha-256>
    meeting/336/soelund-aeldreraad/2020-08-27         meeting/336/one-body+other-body/2015-02-24   (a joint meeting)
    rule/attendance-list                facet/kle/G01
    <meeting>/item/45                   <meeting>/item/45;2 (the same number a second time)
    <meeting>/attendance/<person>/present  …          <item>/commitment/<ten hex digits of what tells it apart>
    <document>#char=120,180             a passage (RFC 5147)

Where the municipality is not known, the document's hash stands where its code would be, so that nothing is merged by
chance. A changed IRI is a breaking change. Any text may come in; what comes out is always a valid IRI.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote, urlsplit

from graphbuild.errors import UsageError
from graphbuild.model import Span

DEFAULT_BASE = "https://graphbuild.example/id/"

_DANISH = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "ß": "ss", "ð": "d", "þ": "th", "ł": "l"}
)
_PASSAGE = re.compile(r"^(?P<document>.{1,2000})#char=(?P<start>\d{1,12}),(?P<end>\d{1,12})$", re.DOTALL)
_LONGEST_SLUG = 80


def slug(text: str) -> str:
    """Return a readable ASCII name: »Åse Bæk« -> ``aase-baek``; other letters lose their accents.

    What has no letter or digit left becomes ``x-`` and a hash; what is too long is cut and gets a hash, so that two
    different long names stay different.
    """
    # A decomposed å (a + ring) must come out as aa too, hence NFC first.
    plain = unicodedata.normalize("NFC", text).lower().translate(_DANISH)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not name:
        return f"x-{digest(text)}"
    return name if len(name) <= _LONGEST_SLUG else f"{name[:_LONGEST_SLUG].rstrip('-')}-{digest(text)}"


def segment(text: str) -> str:
    """Return a text as one segment of an IRI's path, as printed: ``14/14041`` -> ``14%2F14041``."""
    collapsed = " ".join(text.split())
    if collapsed in {".", "..", ""}:
        return f"x-{digest(text)}"
    return quote(collapsed.encode("utf-8", "surrogatepass"), safe="-._~")


def digest(*parts: str) -> str:
    """Return ten hex digits that tell these texts apart from others; case and white space do not count."""
    joined = "\x1f".join(" ".join(part.casefold().split()) for part in parts)
    return sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Identifiers:
    """IRIs under one base. Raises :class:`UsageError` for a base that is no absolute IRI ending in ``/``."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        address = urlsplit(self.base)
        if (
            not address.scheme
            or not (address.netloc or address.path)
            or not self.base.endswith("/")
            or re.search(r'[\x00-\x20<>"{}|\\^`#?\ud800-\udfff]', self.base)
        ):
            raise UsageError(
                f"»{self.base}« cannot be the base of addresses.",
                advice="Give an absolute IRI that ends in a slash, such as https://data.example.dk/minutes/",
            )

    def municipality(self, scope: str) -> str:
        return f"{self.base}municipality/{segment(scope)}"

    def named(self, kind: str, scope: str, name: str) -> str:
        """Return the IRI of a person, body, organisation, party, project or actor known by its name."""
        return f"{self.base}{kind}/{segment(scope)}/{slug(name)}"

    def case(self, scope: str, number: str) -> str:
        return f"{self.base}case/{segment(scope)}/{segment(number)}"

    def topic(self, kle: str) -> str:
        return f"{self.base}topic/kle/{segment(kle)}"

    def facet(self, kle: str) -> str:
        return f"{self.base}facet/kle/{segment(kle)}"

    def subjects(self) -> str:
        """Return the address of the scheme of KLE subjects, which is also the name of the graph that holds it."""
        return f"{self.base}topic/kle"

    def rule(self, name: str) -> str:
        return f"{self.base}rule/{segment(name)}"

    def document(self, sha: str) -> str:
        return f"{self.base}document/{segment(sha)}"

    def passage(self, sha: str, span: Span) -> str:
        return f"{self.document(sha)}#char={span.start},{span.end}"

    def meeting(self, scope: str, bodies: tuple[str, ...], date: str | None, sha: str) -> str:
        """Return a meeting's IRI: bodies in alphabetical order joined by ``+``, so that their order does not matter.

        Without a body or a date the document's hash keeps it apart from all others.
        """
        who = "+".join(sorted({slug(body) for body in bodies})) or "unknown"
        when = segment(date) if date and bodies else f"{segment(date) + '-' if date else ''}{segment(sha[:16])}"
        return f"{self.base}meeting/{segment(scope)}/{who}/{when}"


def local_name(iri: str) -> str:
    """Return the last part of an IRI's path, as in ``…/person/336/ib-kjaer`` -> ``ib-kjaer``."""
    return iri.rsplit("/", 1)[-1]


def parse_passage(iri: str) -> tuple[str, Span]:
    """Split a passage's IRI into document IRI and span. Raises :class:`UsageError` for anything else."""
    found = _PASSAGE.match(iri)
    if found is None:
        raise UsageError(f"»{iri}« is no passage.", advice="A passage ends in #char=START,END.")
    return found["document"], Span(int(found["start"]), int(found["end"]))
