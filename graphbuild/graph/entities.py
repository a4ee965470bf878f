"""Who or what a mention is judged to be: the seam between the graph and the resolution of identities.

A :class:`Mention` is keyed by its document's hash and the JSON Pointer of its name in the record (``/people/3/name``,
``/meeting/bodies/0``, ``/items/2/case_number``, ``/organisations/1/name``, ``/commitments/0/actor``), the same
pointers under which ``graphbuild extract`` prints the evidence. An :class:`Entities` answers each with an
:class:`Entity`. :class:`ByName` is the plainest: the same kind and the same normalised name in one municipality is one
entity, and judgements laid over it win.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from graphbuild.graph.identifiers import Identifiers, segment, slug
from graphbuild.graph.vocabulary import body_cues, body_kind


class EntityKind(StrEnum):
    """What kind of thing a mention speaks of. The value is the ontology's class."""

    PERSON = "Person"
    BODY = "Body"
    ORGANISATION = "Organisation"
    PARTY = "Party"
    PROJECT = "Project"
    CASE = "Case"
    ACTOR = "Actor"  # somebody; the document does not tell what: »Forvaltningen«


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in one document.

    ``scope`` is the municipality's code (or what stands for it); ``place`` is the meeting's body, within which a bare
    »Forvaltningen« is one. ``like`` is the fuller mention in the same document that this one repeats.
    """

    kind: EntityKind
    sha256: str
    pointer: str
    scope: str
    name: str
    place: str = ""
    like: Mention | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what a mention is: its IRI, its kind, and the name under which it is shown."""

    iri: str
    kind: EntityKind
    name: str


class Entities(Protocol):
    """Answers for each mention which entity it is; the same mention always gets the same answer."""

    def entity(self, mention: Mention) -> Entity:
        """Return the entity of a mention."""
        ...


@dataclass(frozen=True)
class ByName:
    """Same kind, same municipality, same normalised name: same entity. ``judged`` (by hash and pointer) wins.

    Where one entity is written in several ways (»Byrådet«, »byrådet«), the way that is met first is its name
    throughout, so that an answer does not hold it twice; give the documents in a fixed order.
    """

    identifiers: Identifiers
    judged: Mapping[tuple[str, str], Entity] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def entity(self, mention: Mention) -> Entity:
        """Return the judged entity, else that of the fuller mention, else the one of that name."""
        judged = self.judged.get((mention.sha256, mention.pointer))
        if judged is not None:
            return judged
        if mention.like is not None:
            return self.entity(mention.like)
        if mention.kind is EntityKind.CASE:
            iri = self.identifiers.case(mention.scope, mention.name)
        elif mention.kind is EntityKind.ACTOR:
            iri = f"{self.identifiers.base}actor/{segment(mention.scope)}/{slug(mention.place)}/{slug(mention.name)}"
        else:
            iri = self.identifiers.named(mention.kind.value.lower(), mention.scope, mention.name)
        return Entity(iri, mention.kind, self.names.setdefault(iri, mention.name))


#: Kinds of which a municipality has one, so that the bare word is a name.
_ONE_OF_A_KIND = {"council", "joint-staff-committee"}

#: Kinds told by the name that are bodies even when they stand among the organisations.
_POLITICAL = {"council", "committee", "advisory-council", "local-committee", "joint-staff-committee"}


def is_bare(name: str) -> bool:
    """Tell whether a name is nothing but the word for a kind of body: »udvalget«, »Forvaltningen«."""
    return name.casefold() in {cue for cue, _ in body_cues()}


def kind_of_actor(name: str) -> EntityKind:
    """Tell body from mere actor by the name alone: »Økonomiudvalget« is a body, a bare »udvalget« nobody certain."""
    kind = body_kind(name)
    if kind == "other":
        return EntityKind.ACTOR
    if is_bare(name) and kind not in _ONE_OF_A_KIND:
        return EntityKind.ACTOR
    return EntityKind.BODY


def kind_of_organisation(name: str) -> EntityKind:
    """Tell a political body from other organisations, so that one thing is not two kinds of node."""
    return EntityKind.BODY if body_kind(name) in _POLITICAL and not is_bare(name) else EntityKind.ORGANISATION
