"""Two people of one name in one document: which of them a sentence means.

The document's people list tells them apart; a vote or an absence means the one who has a seat, a sentence with a job
title before the name the one who has that title, any other sentence nobody certain of the two, so the seat is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graphbuild.graph.entities import Entity
from graphbuild.graph.identifiers import slug
from graphbuild.model import Document, Record, Said
from graphbuild.resolution.likeness import key_of
from graphbuild.resolution.profiles import Profile

#: How far before a name its job title may stand, in characters.
_TITLE_REACH = 60


def point_out(
    pairs: Sequence[tuple[Record, Document]],
    namesakes: Mapping[int, Sequence[tuple[int, Entity, Profile]]],
    judged: dict[tuple[str, str], Entity],
) -> None:
    """Add to ``judged`` whom the names mean in those documents that name two people of one name.

    ``namesakes`` gives, by the document's number, the places of such people in the list, who they are, their profiles.
    """
    for number, found in sorted(namesakes.items()):
        by_name: dict[str, list[tuple[Entity, Profile]]] = {}
        for _, entity, profile in found:
            by_name.setdefault(profile.name, []).append((entity, profile))
        doubles = {name: people for name, people in by_name.items() if len({one.iri for one, _ in people}) > 1}
        if not doubles:
            continue
        record, document = pairs[number]
        for pointer, said in _names(record):
            people = doubles.get(key_of(said.value))
            if people:
                judged[document.sha256, pointer] = _meant(people, said, document)


def _meant(people: Sequence[tuple[Entity, Profile]], said: Said[str], document: Document) -> Entity:
    if said.span is not None:
        before = slug(document.text[max(0, said.span.start - _TITLE_REACH) : said.span.start])
        for entity, profile in people:
            if profile.title and before.endswith(profile.title):
                return entity
    return min(people, key=lambda one: (not one[1].seats, not one[1].listed, one[0].iri))[0]


def _names(record: Record) -> Iterator[tuple[str, Said[str]]]:
    """Yield the names that facts of the record use, with their pointers."""
    for n, item in enumerate(record.items):
        at = f"/items/{n}"
        for k, name in enumerate(item.not_participating):
            yield f"{at}/not_participating/{k}", name
        if item.proposer:
            yield f"{at}/proposer", item.proposer
        for k, statement in enumerate(item.statements):
            yield f"{at}/statements/{k}/speaker", statement.speaker
        if item.votes:
            for side, names in (
                ("for", item.votes.for_),
                ("against", item.votes.against),
                ("abstain", item.votes.abstain),
            ):
                for k, name in enumerate(names):
                    yield f"{at}/votes/{side}/{k}", name
    for n, commitment in enumerate(record.commitments):
        if commitment.actor:
            yield f"/commitments/{n}/actor", commitment.actor
        if commitment.to:
            yield f"/commitments/{n}/to", commitment.to
