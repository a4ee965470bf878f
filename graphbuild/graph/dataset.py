"""Write what one document says as RDF: one named graph, whose name is the document's IRI.

Compact on purpose: each fact is one node with one link ``gb:statedIn`` to its passage and one to the ``gb:rule`` that
read it; the rule, once a graph, has the ``gb:confidence`` it has earned, and by that is a rule: it has no type. A
passage's IRI says document and offsets, so it needs no quads of its own. No blank nodes, no clock: the same record
gives the same quads.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pyoxigraph as ox

from graphbuild.graph.addresses import addresses_of, body_mentions
from graphbuild.graph.entities import Entities, Entity, EntityKind, Mention, kind_of_actor, kind_of_organisation
from graphbuild.graph.identifiers import Identifiers, digest, local_name, slug
from graphbuild.graph.links import FollowUp, ThemeLink
from graphbuild.graph.vocabulary import PREFIXES, RDF_TYPE, XSD, body_kind, concepts, gb
from graphbuild.model import (
    AmountMention,
    Attendance,
    BodyDecision,
    CommitmentMention,
    Document,
    ItemMention,
    PersonMention,
    ProjectMention,
    Record,
    ReferralMention,
    Said,
    Span,
)
from graphbuild.resources import program_version

#: What stands in for a rule's confidence where nobody has measured it.
UNMEASURED = 0.5

#: Control characters that Turtle, XML and CSV cannot carry, and halves of surrogate pairs.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MEMBER_ROLES = ("chair", "vice-chair", "member", "substitute")
_OTHER_ROLES = ("secretary", "official", "guest")

Value = ox.NamedNode | ox.Literal


def clean(text: str) -> str:
    """Return a text fit for a literal: characters that no format can carry become U+FFFD. Quotes do not go this way."""
    return _UNPRINTABLE.sub("\ufffd", text)


@cache
def _predicate(name: str) -> ox.NamedNode:
    return gb()[name]


@cache
def _concept(name: str) -> ox.NamedNode:
    return concepts()[name]


def _typed(value: str, type_: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + type_))


def decimal(value: float) -> ox.Literal:
    """Return an ``xsd:decimal`` to four places, in the form that the store keeps: no exponent, no idle zeros."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return _typed("0" if text == "-0" else text, "decimal")


def day(text: str | None) -> ox.Literal | None:
    """Return an ``xsd:date``, or ``None`` for what is no full ISO date."""
    if text is None or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        date.fromisoformat(text)
    except ValueError:
        return None
    return _typed(text, "date")


def last_day(due: str) -> str | None:
    """Return the last day of a date or a prefix of one: ``2020-10`` -> ``2020-10-31``."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", due)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    if year < 1 or not 1 <= month <= 12:
        return None
    return due if found[3] else f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def build_quads(
    record: Record,
    document: Document,
    entities: Entities,
    identifiers: Identifiers,
    confidence: Callable[[str], float] = lambda rule: UNMEASURED,
    follow_ups: Iterable[FollowUp] = (),
    themes: Iterable[ThemeLink] = (),
) -> list[ox.Quad]:
    """Return the quads of one document, each once, in order of writing.

    ``confidence`` tells what a rule has earned (0..1); ``follow_ups`` and ``themes`` are the links that the document
    states to others.
    """
    writer = _Writer(record, document, entities, identifiers, confidence)
    writer.write()
    writer.write_links(follow_ups, themes)
    return list(writer.quads)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a fact hangs: an agenda item, or the meeting where no item is known."""

    iri: str
    is_item: bool
    passage: Said[Any] | None


class _Writer:
    """Writes one record; each method one kind of fact."""

    def __init__(
        self,
        record: Record,
        document: Document,
        entities: Entities,
        identifiers: Identifiers,
        confidence: Callable[[str], float],
    ) -> None:
        self.record = record
        self.document = document
        self.entities = entities
        self.identifiers = identifiers
        self.confidence = confidence
        self.quads: dict[ox.Quad, None] = {}
        self.graph = ox.NamedNode(identifiers.document(document.sha256))
        self.addresses = addresses_of(record, document.sha256, entities, identifiers)
        self.scope = self.addresses.scope
        self.meeting = self.addresses.meeting
        self.place = self.addresses.bodies[0].name if self.addresses.bodies else ""
        self.day = day(record.meeting.date.value if record.meeting.date else None)
        self.bodies = body_mentions(record, document.sha256)
        self.directory = dict(self._known())
        self.items: dict[str, _Place] = {}
        self.rules: set[str] = set()
        self.away = {
            self.entities.entity(self._mention(EntityKind.PERSON, f"/people/{n}/name", person.name)).iri
            for n, person in enumerate(record.people)
            if person.attendance and person.attendance.value is Attendance.ABSENT
        }

    # --- quads -------------------------------------------------------------------------------------------------------

    def _add(self, subject: str, predicate: ox.NamedNode, value: Value) -> None:
        self.quads[ox.Quad(ox.NamedNode(subject), predicate, value, self.graph)] = None

    def _type(self, subject: str, class_: str) -> None:
        self._add(subject, RDF_TYPE, _predicate(class_))

    def _set(self, subject: str, name: str, value: object) -> None:
        """Add a property where there is a value; strings become literals, enums concepts' words."""
        if isinstance(value, Said):
            value = value.value
        if value is None or value == "":
            return
        if isinstance(value, ox.NamedNode | ox.Literal):
            term: Value = value
        elif isinstance(value, Entity):
            term = ox.NamedNode(value.iri)
        elif isinstance(value, bool):
            term = _typed("true" if value else "false", "boolean")
        elif isinstance(value, int):
            term = _typed(str(value), "integer")
        elif isinstance(value, float):
            term = decimal(value)
        else:
            term = ox.Literal(clean(str(value)))
        self._add(subject, _predicate(name), term)

    def _link(self, subject: str, name: str, target: str) -> None:
        self._add(subject, _predicate(name), ox.NamedNode(target))

    def _fact(
        self,
        iri: str,
        class_: str,
        *proofs: Said[Any] | None,
        span: Span | None = None,
        confidence: float | None = None,
    ) -> str:
        """Write a fact's type and evidence: the first of the proofs that has a span, else the whole document.

        ``confidence`` is the rule's, where it is not among those that were measured.
        """
        told = [proof for proof in proofs if proof is not None]
        proof = next((one for one in told if one.span is not None), None)
        rule = told[0].rule if told else "document"
        where = span or (proof.span if proof else None) or Span(0, len(self.document.text))
        self._type(iri, class_)
        self._link(iri, "statedIn", self.identifiers.passage(self.document.sha256, where))
        read_by = self.identifiers.rule(rule)
        self._link(iri, "rule", read_by)
        if read_by not in self.rules:
            self.rules.add(read_by)
            earned = self.confidence(rule) if confidence is None else confidence
            self._add(read_by, _predicate("confidence"), decimal(earned))
        return iri

    # --- who is meant ------------------------------------------------------------------------------------------------

    def _mention(self, kind: EntityKind, pointer: str, said: Said[str], like: Mention | None = None) -> Mention:
        name = " ".join(said.value.split())
        return Mention(kind, self.document.sha256, pointer, self.scope, name, self.place, like)

    def _known(self) -> Iterator[tuple[str, Mention]]:
        """Yield names and the mention that introduces them; what comes later wins, so the surest come last."""
        for n, organisation in enumerate(self.record.organisations):
            kind = kind_of_organisation(organisation.name.value)
            mention = self._mention(kind, f"/organisations/{n}/name", organisation.name)
            for said in (organisation.name, *organisation.variants):
                yield _fold(said.value), mention
        for n, person in enumerate(self.record.people):
            if person.party:
                yield _fold(person.party.value), self._mention(EntityKind.PARTY, f"/people/{n}/party", person.party)
        for n, person in enumerate(self.record.people):
            mention = self._mention(EntityKind.PERSON, f"/people/{n}/name", person.name)
            for said in (*person.variants, person.name):
                yield _fold(said.value), mention
        for mention in self.bodies:
            yield _fold(mention.name), mention
        if len(self.bodies) == 1:
            kind_here = body_kind(self.bodies[0].name)
            for word in ("udvalget", "rådet", "byrådet", "kommunalbestyrelsen", "bestyrelsen"):
                if body_kind(word) == kind_here:  # the bare word means the only body that meets
                    yield word, self.bodies[0]

    def _write_entity(self, mention: Mention) -> Entity:
        """Write who a mention is and return it."""
        entity = self.entities.entity(mention)
        self._type(entity.iri, entity.kind.value)
        if entity.kind is EntityKind.CASE:
            self._set(entity.iri, "number", entity.name)
        else:
            self._set(entity.iri, "name", entity.name)
            if mention.name != entity.name and mention.like is None:
                self._set(entity.iri, "printedAs", mention.name)
        if entity.kind is EntityKind.BODY:
            self._add(entity.iri, _predicate("bodyKind"), _concept(f"body-kind/{body_kind(entity.name)}"))
            if self.record.municipality_code or self.record.municipality:
                self._link(entity.iri, "inMunicipality", self.identifiers.municipality(self.scope))
        if entity.kind is EntityKind.PARTY and len(mention.name) <= 3:
            self._set(entity.iri, "code", mention.name)
        return entity

    def _actor(self, said: Said[str] | None, pointer: str, *, voter: bool = False) -> Entity | None:
        """Return who an acting name is: somebody of this document if one is so called, else by the name alone."""
        if said is None or not said.value.strip():
            return None
        like = self.directory.get(_fold(said.value))
        if like is not None:
            return self._write_entity(self._mention(like.kind, pointer, said, like))
        letter = voter and len(said.value.strip()) <= 2
        return self._write_entity(
            self._mention(EntityKind.PARTY if letter else kind_of_actor(said.value), pointer, said)
        )

    def _person(self, said: Said[str], pointer: str) -> Entity:
        like = self.directory.get(_fold(said.value))
        if like is not None and like.kind is not EntityKind.PERSON:
            like = None
        return self._write_entity(self._mention(EntityKind.PERSON, pointer, said, like))

    # --- the record --------------------------------------------------------------------------------------------------

    def write(self) -> None:
        self._write_document()
        self._write_meeting()
        for position, item in enumerate(self.record.items):
            self._write_item(position, item)
        for n, person in enumerate(self.record.people):
            self._write_person(n, person)
        for n, commitment in enumerate(self.record.commitments):
            self._write_commitment(n, commitment)
        for n, referral in enumerate(self.record.referrals):
            self._write_referral(n, referral)
        for n, organisation in enumerate(self.record.organisations):
            like = self.directory[_fold(organisation.name.value)]
            named = self._write_entity(self._mention(like.kind, f"/organisations/{n}/name", organisation.name))
            self._print(named, organisation.variants)
            self._write_naming(named, self.meeting, organisation.name)
        for n, project in enumerate(self.record.projects):
            self._write_project(n, project)
        for amount in self.record.amounts:
            self._write_amount(amount)

    def _write_document(self) -> None:
        iri = self.graph.value
        self._type(iri, "Document")
        self._set(iri, "name", self.record.document)
        self._set(iri, "sha256", self.document.sha256)
        self._set(iri, "mediaType", self.document.media_type)
        self._link(iri, "minutesOf", self.meeting)
        reading = f"{iri}/reading"
        self._type(reading, "Reading")
        self._add(reading, ox.NamedNode(PREFIXES["prov"] + "used"), self.graph)
        self._set(reading, "usedVersion", program_version())
        if self.record.municipality_code or self.record.municipality:
            municipality = self.identifiers.municipality(self.scope)
            self._type(municipality, "Municipality")
            self._set(municipality, "name", self.record.municipality)
            self._set(municipality, "code", self.record.municipality_code)

    def _write_meeting(self) -> None:
        head = self.record.meeting
        iri = self._fact(self.meeting, "Meeting", head.date, *head.bodies)
        names = [self._write_entity(body) for body in self.bodies]
        for body in names:
            self._link(iri, "heldBy", body.iri)
        label = " + ".join(body.name for body in names) or self.record.document
        self._set(iri, "name", f"{label}, {head.date.value}" if head.date else label)
        self._set(iri, "date", self.day)
        self._set(iri, "startTime", head.start)
        self._set(iri, "endTime", head.end)
        self._set(iri, "place", head.place)
        if head.kind:
            self._add(iri, _predicate("meetingKind"), _concept(f"meeting-kind/{head.kind.value.value}"))
        self._set(iri, "nextMeetingOn", day(self.record.next_meeting.value if self.record.next_meeting else None))

    def _write_person(self, n: int, person: PersonMention) -> None:
        entity = self._write_entity(self._mention(EntityKind.PERSON, f"/people/{n}/name", person.name))
        self._print(entity, person.variants)
        who = local_name(entity.iri)
        listings = [person.attendance] if person.attendance else list(person.listings)
        statuses = {one.value for one in listings}
        for listing in {one.value: one for one in reversed(listings)}.values():
            iri = self._fact(
                f"{self.meeting}/attendance/{who}/{listing.value.value}", "Attendance", listing, person.name
            )
            self._set(iri, "attendee", entity)
            self._link(iri, "attendedMeeting", self.meeting)
            self._add(iri, _predicate("attendanceStatus"), _concept(f"attendance/{listing.value.value}"))
            if len(statuses) > 1:
                self._set(iri, "contested", True)
        self._write_roles(person, entity)
        if person.party:
            party = self._write_entity(self._mention(EntityKind.PARTY, f"/people/{n}/party", person.party))
            where = f"{self.meeting}/affiliation/{who}/{local_name(party.iri)}"
            iri = self._fact(where, "Affiliation", person.party, person.name)
            self._set(iri, "affiliated", entity)
            self._set(iri, "affiliatedWith", party)
            self._set(iri, "seenOn", self.day)
        if person.substitute_for:
            other = self._person(person.substitute_for, f"/people/{n}/substitute_for")
            where = f"{self.meeting}/substitution/{who}/{local_name(other.iri)}"
            iri = self._fact(where, "Substitution", person.substitute_for, person.name)
            self._set(iri, "substitute", entity)
            self._set(iri, "substitutedPerson", other)
            self._set(iri, "seenOn", self.day)
        if not (listings or person.roles or person.party or person.substitute_for):
            self._write_naming(entity, self.meeting, person.name)

    def _write_roles(self, person: PersonMention, entity: Entity) -> None:
        """Membership of the one body that meets; all other roles, and every role at a joint meeting, at the meeting.

        The scheme says that a chair is a member, so that no second membership is written; an official's title stands
        with the office.
        """
        who = local_name(entity.iri)
        roles = {role.value: role for role in reversed(person.roles)}
        if {"chair", "vice-chair"} & set(roles):
            roles.pop("member", None)
        titles = [role for name, role in roles.items() if name not in (*_MEMBER_ROLES, *_OTHER_ROLES)]
        for name in (*_MEMBER_ROLES, *_OTHER_ROLES):
            if name not in roles:
                continue
            if name in _MEMBER_ROLES and len(self.bodies) == 1:
                iri = self._fact(f"{self.meeting}/membership/{who}/{name}", "Membership", roles[name], person.name)
                self._set(iri, "member", entity)
                self._set(iri, "memberOf", self.entities.entity(self.bodies[0]))
                self._set(iri, "seenOn", self.day)
                self._add(iri, _predicate("role"), _concept(f"role/{name}"))
            else:
                title = titles.pop(0) if name == "official" and titles else None
                self._write_meeting_role(f"{who}/{name}", name, title, roles[name], person, entity)
        for title in titles:
            self._write_meeting_role(f"{who}/{slug(title.value)}", "title", title, title, person, entity)

    def _write_meeting_role(
        self, where: str, role: str, title: Said[str] | None, said: Said[str], person: PersonMention, entity: Entity
    ) -> None:
        iri = self._fact(f"{self.meeting}/role/{where}", "MeetingRole", title or said, said, person.name)
        self._set(iri, "roleHolder", entity)
        self._link(iri, "roleAt", self.meeting)
        self._add(iri, _predicate("role"), _concept(f"role/{role}"))
        self._set(iri, "title", title)

    def _print(self, entity: Entity, variants: Iterable[Said[str]]) -> None:
        for variant in variants:
            if variant.value != entity.name:
                self._set(entity.iri, "printedAs", variant)

    # --- agenda items ------------------------------------------------------------------------------------------------

    def _write_item(self, position: int, item: ItemMention) -> None:
        iri = self.addresses.items[position]
        pointer = f"/items/{position}"
        self._fact(iri, "AgendaItem", item.title, item.number)
        self.items.setdefault(item.number.value, _Place(iri, True, item.title or item.number))
        self._link(iri, "onAgendaOf", self.meeting)
        self._set(iri, "number", item.number)
        self._set(iri, "title", item.title)
        self._set(iri, "position", position + 1)
        self._set(iri, "isOpen", item.open)
        if item.case_number:
            case = self._write_entity(self._mention(EntityKind.CASE, f"{pointer}/case_number", item.case_number))
            self._link(iri, "aboutCase", case.iri)
        if item.kle:
            topic = self.identifiers.topic(item.kle.value)
            self._type(topic, "Topic")
            self._set(topic, "code", item.kle)
            self._link(iri, "aboutTopic", topic)
        self._write_recommendation(iri, pointer, item)
        self._write_decisions(iri, pointer, item)
        for n, name in enumerate(item.not_participating):
            person = self._person(name, f"{pointer}/not_participating/{n}")
            if person.iri in self.away:  # their attendance says so already
                continue
            absence = self._fact(f"{iri}/absence/{local_name(person.iri)}", "Absence", name, item.title)
            self._set(absence, "absentee", person)
            self._link(absence, "absentFrom", iri)
        for title in item.attachments:
            attachment = self._fact(f"{iri}/attachment/{digest(title.value)}", "Attachment", title, item.title)
            self._set(attachment, "title", title)
            self._link(attachment, "atItem", iri)
        for n, said in enumerate(item.statements):
            where = f"{iri}/statement/{digest(said.speaker.value, said.text.value)}"
            statement = self._fact(where, "Statement", said.text, said.speaker, item.title)
            self._set(statement, "text", said.text)
            self._set(statement, "saidBy", self._actor(said.speaker, f"{pointer}/statements/{n}/speaker"))
            self._link(statement, "atItem", iri)

    def _write_recommendation(self, item_iri: str, pointer: str, item: ItemMention) -> None:
        if not (item.recommendation or item.proposer):
            return
        spans = [part.span for part in item.recommendation if part.span]
        span = Span(min(one.start for one in spans), max(one.end for one in spans)) if spans else None
        proofs = (*item.recommendation, item.proposer, item.title)
        iri = self._fact(f"{item_iri}/recommendation", "Recommendation", *proofs, span=span)
        self._link(iri, "atItem", item_iri)
        self._set(iri, "text", "\n".join(part.value for part in item.recommendation))
        self._set(iri, "recommendedBy", self._actor(item.proposer, f"{pointer}/proposer"))

    def _write_decisions(self, item_iri: str, pointer: str, item: ItemMention) -> None:
        own = f"{item_iri}/decision"
        if item.outcome or item.decision or item.votes:
            self._fact(own, "Decision", item.decision, item.outcome, item.title)
            self._link(own, "decides", item_iri)
            self._set(own, "text", item.decision)
            self._set(own, "date", self.day)
            if item.outcome:
                self._add(own, _predicate("outcome"), _concept(f"outcome/{item.outcome.value.value}"))
            for body in self.bodies:
                self._link(own, "decidedBy", self.entities.entity(body).iri)
            if item.votes:
                self._set(own, "votesFor", item.votes.count_for)
                self._set(own, "votesAgainst", item.votes.count_against)
                self._set(own, "votesAbstaining", item.votes.count_abstain)
                for side, names in (
                    ("for", item.votes.for_),
                    ("against", item.votes.against),
                    ("abstain", item.votes.abstain),
                ):
                    for n, name in enumerate(names):
                        self._write_vote(own, side, name, f"{pointer}/votes/{side}/{n}")
        for n, decision in enumerate(item.decisions):
            if not self._is_own(decision, item):
                self._write_earlier_decision(item_iri, f"{pointer}/decisions/{n}", decision)

    def _is_own(self, decision: BodyDecision, item: ItemMention) -> bool:
        """Tell whether one of the decisions printed is the meeting's own, already written."""
        if item.decision is None:
            return False
        if decision.text.span and item.decision.span:
            return decision.text.span == item.decision.span
        return decision.text.value == item.decision.value

    def _write_earlier_decision(self, item_iri: str, pointer: str, decision: BodyDecision) -> None:
        where = f"{item_iri}/decision/{digest(decision.body.value if decision.body else '', decision.text.value)}"
        iri = self._fact(where, "Decision", decision.text, decision.body)
        self._link(iri, "decides", item_iri)
        self._set(iri, "text", decision.text)
        self._set(iri, "date", day(decision.date.value if decision.date else None))
        if decision.outcome:
            self._add(iri, _predicate("outcome"), _concept(f"outcome/{decision.outcome.value.value}"))
        if decision.body:
            like = self.directory.get(_fold(decision.body.value))
            like = like if like and like.kind is EntityKind.BODY else None
            body = self._write_entity(self._mention(EntityKind.BODY, f"{pointer}/body", decision.body, like))
            self._link(iri, "decidedBy", body.iri)

    def _write_vote(self, decision: str, side: str, name: Said[str], pointer: str) -> None:
        voter = self._actor(name, pointer, voter=True)
        if voter is None:
            return
        iri = self._fact(f"{decision}/vote/{side}/{local_name(voter.iri)}", "Vote", name)
        self._set(iri, "voter", voter)
        self._link(iri, "voteOn", decision)
        self._add(iri, _predicate("side"), _concept(f"vote-side/{side}"))

    # --- facts at an item --------------------------------------------------------------------------------------------

    def _at(self, number: str | None) -> _Place:
        found = self.items.get(number) if number is not None else None
        return found or _Place(self.meeting, False, None)

    def _write_commitment(self, n: int, commitment: CommitmentMention) -> None:
        at = self._at(commitment.item)
        iri = self._fact(self.addresses.commitments[n], "Commitment", commitment.action, at.passage)
        self._link(iri, "atItem" if at.is_item else "atMeeting", at.iri)
        self._set(iri, "text", commitment.action)
        who = self._actor(commitment.actor, f"/commitments/{n}/actor")
        self._set(iri, "debtor", who)
        if who and commitment.actor and commitment.actor.value != who.name:
            self._set(iri, "debtorText", commitment.actor)
        self._set(iri, "creditor", self._actor(commitment.to, f"/commitments/{n}/to"))
        if commitment.due:
            self._set(iri, "due", commitment.due)
            self._set(iri, "dueBy", day(last_day(commitment.due.value)))
        self._set(iri, "dueText", commitment.due_text)

    def write_links(self, follow_ups: Iterable[FollowUp], themes: Iterable[ThemeLink]) -> None:
        """Write what this document tells of others; a successor takes the place of what it supersedes."""
        for link in follow_ups:
            iri = f"{link.later}/follow-up/{digest(link.followed)}"
            said = Said(link.effect.value, link.span, link.rule)
            self._fact(iri, "FollowUp", said, confidence=link.confidence)
            self._link(iri, "laterItem", link.later)
            self._link(iri, "followed", link.followed)
            self._add(iri, _predicate("reason"), _concept(f"follow-up-reason/{link.reason.value}"))
            self._add(iri, _predicate("effect"), _concept(f"follow-up-effect/{link.effect.value}"))
            self._set(iri, "date", day(link.date))
            if link.successor:
                self._link(link.followed, "supersededBy", link.successor)
        for one in themes:
            self._type(one.theme.iri, "Topic")
            self._set(one.theme.iri, "name", one.theme.name)
            self._link(one.item, "aboutTopic", one.theme.iri)

    def _write_referral(self, n: int, referral: ReferralMention) -> None:
        at = self._at(referral.item)
        like = self.directory.get(_fold(referral.to.value))
        like = like if like and like.kind is EntityKind.BODY else None
        body = self._write_entity(self._mention(EntityKind.BODY, f"/referrals/{n}/to", referral.to, like))
        when = day(referral.date.value if referral.date else None)
        where = f"{at.iri}/referral/{local_name(body.iri)}" + (f"/{when.value}" if when else "")
        iri = self._fact(where, "Referral", referral.to, at.passage)
        self._link(iri, "referredFrom", at.iri)
        self._link(iri, "referredTo", body.iri)
        self._set(iri, "date", when)

    def _write_project(self, n: int, project: ProjectMention) -> None:
        entity = self._write_entity(self._mention(EntityKind.PROJECT, f"/projects/{n}/name", project.name))
        self._write_naming(entity, self._at(project.item).iri, project.name)
        self._set(entity.iri, "ownedBy", self._actor(project.owner, f"/projects/{n}/owner"))
        self._set(entity.iri, "ledBy", self._actor(project.leader, f"/projects/{n}/leader"))
        self._set(entity.iri, "periodStart", project.start)
        self._set(entity.iri, "periodEnd", project.end)
        if project.grant:
            self._add(entity.iri, _predicate("grant"), decimal(float(project.grant.value)))

    def _write_amount(self, amount: AmountMention) -> None:
        at = self._at(amount.item)
        iri = self._fact(f"{at.iri}/amount/{digest(amount.text.value)}", "Amount", amount.text, at.passage)
        self._link(iri, "atItem" if at.is_item else "atMeeting", at.iri)
        self._set(iri, "text", amount.text)
        if amount.kroner:
            self._add(iri, _predicate("kroner"), decimal(float(amount.kroner.value)))

    def _write_naming(self, entity: Entity, at: str, said: Said[str]) -> None:
        where = f"{at}/naming/{entity.kind.value.lower()}/{local_name(entity.iri)}"
        iri = self._fact(where, "Naming", said)
        self._set(iri, "named", entity)
        self._link(iri, "namedAt", at)


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
