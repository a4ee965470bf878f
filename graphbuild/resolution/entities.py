"""The answer that the graph asks for: mention -> entity, from what resolution found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphbuild.graph.entities import ByName, Entity, EntityKind, Mention
from graphbuild.graph.identifiers import Identifiers
from graphbuild.resolution.bodies import body_key

#: Kinds under which a body or organisation may be mentioned before it is known which it is.
_LOOSE = frozenset({EntityKind.ACTOR, EntityKind.ORGANISATION, EntityKind.BODY})


def fold(name: str) -> str:
    """Return a name for looking up: case and white space do not count."""
    return " ".join(name.casefold().split())


@dataclass(frozen=True)
class ResolvedEntities:
    """Implements :class:`graphbuild.graph.entities.Entities`.

    ``judged`` holds single mentions (by hash and pointer) whose name alone does not tell who it is; ``aliases`` leads
    from the address that a name would get by itself to the entity that it is; ``known`` from municipality and folded
    name (an abbreviation, mostly) to a body or organisation, whatever kind the mention was taken for; ``keys`` from
    municipality and :func:`~graphbuild.resolution.bodies.body_key` to a body; ``towns`` are the municipalities' names.
    """

    identifiers: Identifiers
    judged: Mapping[tuple[str, str], Entity] = field(default_factory=dict)
    aliases: Mapping[str, Entity] = field(default_factory=dict)
    known: Mapping[tuple[str, str], Entity] = field(default_factory=dict)
    keys: Mapping[tuple[str, str], Entity] = field(default_factory=dict)
    towns: Mapping[str, str] = field(default_factory=dict)
    plain: ByName = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", ByName(self.identifiers))

    def entity(self, mention: Mention) -> Entity:
        """Return the judged entity, else that of the fuller mention, else the one whose name this is."""
        judged = self.judged.get((mention.sha256, mention.pointer))
        if judged is not None:
            return judged
        if mention.like is not None:
            return self.entity(mention.like)
        if mention.kind in _LOOSE:
            known = self.known.get((mention.scope, fold(mention.name)))
            if known is not None and not (mention.kind is EntityKind.BODY and known.kind is EntityKind.ORGANISATION):
                return known
        plain = self.plain.entity(mention)
        alias = self.aliases.get(plain.iri)
        if alias is None and mention.kind is EntityKind.BODY:
            key = body_key(mention.name, self.towns.get(mention.scope, ""))
            alias = self.keys.get((mention.scope, key)) if key else None
        return alias or plain
