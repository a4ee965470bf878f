"""Who is who in the example minutes and in an invented town."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphbuild.graph.addresses import addresses_of
from graphbuild.graph.entities import EntityKind, Mention, kind_of_actor
from graphbuild.graph.identifiers import Identifiers
from graphbuild.model import Attendance, Document, MeetingMention, OrganisationMention, PersonMention, Record, Said
from graphbuild.resolution import Ledger, Verdict, resolve
from graphbuild.resolution.bodies import body_key, is_abbreviation
from graphbuild.resolution.cases import case_key
from graphbuild.resolution.resolving import resolve_people
from tests.resolution.examples import readings, resolved, truth
from tests.resolution.figures import b_cubed, false_merges
from tests.resolution.town import build


def who(name: str, municipality: str, documents: set[str] | None = None) -> set[str]:
    """The addresses of all people that documents of a municipality print under a name."""
    found = set()
    for record, document in readings():
        if record.municipality is None or record.municipality.value != municipality:
            continue
        if documents is not None and document.name not in documents:
            continue
        for n, person in enumerate(record.people):
            if name in (person.name.value, *(variant.value for variant in person.variants)):
                code = record.municipality_code.value if record.municipality_code else ""
                mention = Mention(EntityKind.PERSON, document.sha256, f"/people/{n}/name", code, person.name.value)
                found.add(resolved().entities.entity(mention).iri)
    return found


@pytest.mark.parametrize("row", truth()["same_person"], ids=lambda row: " ~ ".join(row["names"]))
def test_two_spellings_are_one_person(row: dict) -> None:
    found = [who(name, row["municipality"]) for name in row["names"]]
    assert found[0] == found[1]
    assert len(found[0]) == 1


@pytest.mark.parametrize("pair", truth()["different_person"], ids=lambda pair: pair[0]["name"])
def test_two_people_of_one_name_stay_two(pair: list[dict]) -> None:
    one, other = (who(side["name"], side["municipality"], set(side["documents"])) for side in pair)
    assert one
    assert other
    if pair[0]["documents"] != pair[1]["documents"] and not set(pair[0]["documents"]) & set(pair[1]["documents"]):
        assert not one & other
    assert len(one | other) == 2


def test_two_files_of_one_meeting_share_its_address() -> None:
    for names in truth()["same_meeting"]:
        meetings = {
            addresses_of(record, document.sha256, resolved().entities, Identifiers()).meeting
            for record, document in readings()
            if document.name in names
        }
        assert len(meetings) == 1


@pytest.mark.parametrize(
    ("name", "municipality", "body"),
    [
        ("SSU", "991", "social-og-sundhedsudvalget"),  # the abbreviation that a text gives
        ("Udvalget for Social og Sundhed", "991", "social-og-sundhedsudvalget"),  # the other word order
        ("AET", "992", "udvalget-for-arbejdsmarked-erhverv-og-turisme"),
        ("Fjordlev Byråd", "991", "byraadet"),  # the municipality's own name does not count
        ("Udsatterådet", "991", "fjordlev-udsatteraad"),
        ("Ældrerådet", "991", "aeldreraadet"),  # another council, not the nearest one
    ],
)
def test_a_body_under_its_names(name: str, municipality: str, body: str) -> None:
    mention = Mention(kind_of_actor(name), "0" * 64, "/x", municipality, name, "somewhere")
    assert resolved().entities.entity(mention).iri.endswith(f"/body/{municipality}/{body}")


def test_an_abbreviation_of_another_municipality_stays_nobody_certain() -> None:
    mention = Mention(kind_of_actor("SSU"), "0" * 64, "/x", "992", "SSU", "somewhere")
    assert resolved().entities.entity(mention).kind is EntityKind.ACTOR


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Social- og Sundhedsudvalget", "Udvalget for Social og Sundhed", True),
        ("Børne- og Skoleudvalget", "Udvalget for Børn og Skole", True),
        ("Byrådet", "Kommunalbestyrelsen", True),  # a municipality has one council
        ("Social- og Sundhedsudvalget", "Socialudvalget", False),
        ("Økonomiudvalget", "Økonomi- og Erhvervsudvalget", False),
        ("Handicaprådet", "Ældrerådet", False),
    ],
)
def test_body_keys(left: str, right: str, same: bool) -> None:
    assert (body_key(left) == body_key(right)) is same


def test_a_bare_head_word_has_no_key() -> None:
    assert body_key("udvalget") is None


@pytest.mark.parametrize(("name", "short"), [("SSU", True), ("KB", True), ("Byrådet", False), ("A", False)])
def test_abbreviations(name: str, short: bool) -> None:
    assert is_abbreviation(name) is short


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("27.42.00-G01-3-23", "27.42.00-g01-0003-23", True),
        ("27.42.00 - G01 - 3 - 23", "27.42.00-G01-3-23", True),
        ("23/4471", "23/04471", True),
        ("00.22.02-A30-5-23", "22.02-A30-5-23", False),
        ("992-2023-118", "992-2023-1187", False),
    ],
)
def test_case_numbers(left: str, right: str, same: bool) -> None:
    assert (case_key(left) == case_key(right)) is same


def test_roles_over_time() -> None:
    chair = [one for one in resolved().tenures if one.role == "chair" and one.body.endswith("/fjordlev-udsatteraad")]
    assert [(one.person.rsplit("/", 1)[1], one.first, one.last) for one in chair] == [
        ("torben-aalykke", "2023-02-09", "2024-09-12")
    ]


# --- small cases ------------------------------------------------------------------------------------------------------


def reading(
    number: int, *people: PersonMention, body: str = "Byrådet", day: str = "2024-01-10"
) -> tuple[Record, Document]:
    sha = f"{number:064}"
    head = MeetingMention((said(body),), said(day))
    record = Record(f"{number}.txt", sha, said("Engby Kommune"), said("981"), head, people)
    return record, Document(f"{number}.txt", sha, "text/plain", "")


def said(value: str) -> Said:
    return Said(value, None, "test")


def listed(name: str, *roles: str, party: str | None = None) -> PersonMention:
    attendance = Said(Attendance.PRESENT, None, "test")
    return PersonMention(
        said(name), (), attendance, roles=tuple(map(said, roles)), party=said(party) if party else None
    )


def addresses(pairs: list[tuple[Record, Document]], ledger: str = "") -> list[str]:
    """The last part of each person's address, in order of mention."""
    found = resolve(pairs, Ledger.parse(ledger))
    return [
        found.entities.entity(
            Mention(EntityKind.PERSON, document.sha256, f"/people/{n}/name", "981", person.name.value)
        ).iri.rsplit("/", 1)[1]
        for record, document in pairs
        for n, person in enumerate(record.people)
    ]


def test_two_of_one_list_never_become_one() -> None:
    pairs = [reading(1, listed("Ib Ravnholt", "member", party="V"), listed("Ib Ravnholdt", "member", party="V"))]
    pairs.append(reading(2, listed("Ib Ravnholt", "member", party="V"), day="2024-02-10"))
    assert addresses(pairs) == ["ib-ravnholt", "ib-ravnholdt", "ib-ravnholt"]


def test_a_chain_of_likenesses_does_not_join_its_ends() -> None:
    """A short name fits two longer ones that are two people: it is taken for neither."""
    pairs = [
        reading(1, listed("Niels Ravn Hvidkjær", "member"), listed("Niels Bo Hvidkjær", "member")),
        reading(2, listed("Niels Hvidkjær", "member"), day="2024-03-10"),
    ]
    assert len(set(addresses(pairs))) == 3


def test_a_judgement_wins_over_the_rules_and_survives_rebuilding() -> None:
    pairs = [
        reading(1, listed("Trine Dalby", "member", party="F")),
        reading(2, listed("Trine Lundquist", "member", party="F"), day="2024-06-10"),
        reading(3, listed("Ole Krathholm", "member", party="F"), day="2024-06-12"),
        reading(4, listed("Ole Kratholm", "member", party="F"), day="2024-07-12"),
    ]
    assert addresses(pairs) == ["trine-dalby", "trine-lundquist", "ole-krathholm", "ole-krathholm"]
    ledger = """
same | person | 981 | Trine Dalby | Trine Lundquist | ane | 2024-10-01 | married
different | person | 981 | Ole Krathholm | Ole Kratholm | ane | 2024-10-01 | father and son
"""
    assert addresses(pairs, ledger) == ["trine-dalby", "trine-dalby", "ole-krathholm", "ole-kratholm"]
    assert addresses(pairs, ledger) == addresses(list(pairs), ledger)


def test_a_ledger_that_does_not_fit_is_reported_and_the_rest_counts() -> None:
    pairs = [
        reading(1, listed("Ib Ravnholt", "member", party="V")),
        reading(2, listed("Peter Jensen", "member", party="A"), day="2024-02-10"),
        reading(3, listed("Peter Jensen", "official", "jurist"), day="2024-02-20", body="Socialudvalget"),
    ]
    ledger = Ledger.parse(
        "same | person | 981 | Ib Ravnholt | Nobody Here\n"
        "same | person | 981 | Peter Jensen | Ib Ravnholt\n"
        "different | person | 981 | Peter Jensen (A) | Peter Jensen (jurist)\n"
    )
    found = resolve(pairs, ledger)
    assert [(one.line, one.reason.split(";")[0]) for one in found.problems] == [
        (1, "»Nobody Here« is not in these minutes"),
        (2, "several people are called so here"),
    ]
    assert any(one.verdict is Verdict.DIFFERENT and one.by == "somebody" for one in found.judgements)


def test_a_renamed_body_is_asked_for_and_joined_by_a_person() -> None:
    names = ("Asger Tornbjerg", "Lene Bruusgaard", "Finn Krogager", "Yrsa Kvistgaard", "Rolf Egelund")
    pairs = [
        reading(1, *(listed(name, "member", party="A") for name in names), body="Socialudvalget", day="2021-11-10"),
        reading(2, *(listed(name, "member", party="A") for name in names), body="Velfærdsudvalget", day="2022-02-10"),
        reading(3, *(listed(name, "member", party="A") for name in names), body="Teknikudvalget", day="2021-12-10"),
    ]
    asked = [(one.left, one.right) for one in resolve(pairs).judgements if one.verdict is Verdict.UNSURE]
    assert ("Socialudvalget", "Velfærdsudvalget") in asked
    ledger = Ledger.parse("same | body | 981 | Socialudvalget | Velfærdsudvalget | ane")
    found = resolve(pairs, ledger)
    mentions = [Mention(EntityKind.BODY, "x", "/x", "981", name, "") for name in ("Socialudvalget", "Velfærdsudvalget")]
    assert len({found.entities.entity(mention) for mention in mentions}) == 1
    other = Mention(EntityKind.BODY, "x", "/x", "981", "Teknikudvalget", "")
    assert found.entities.entity(other).name == "Teknikudvalget"


def test_an_organisation_under_name_and_abbreviation() -> None:
    first, document = reading(1)
    named = OrganisationMention(said("Danske Handicaporganisationer"), (said("DH"),))
    second, other = reading(2, day="2024-02-10")
    pairs = [
        (replace(first, organisations=(named,)), document),
        (replace(second, organisations=(OrganisationMention(said("DH")),)), other),
    ]
    entities = resolve(pairs).entities
    mention = Mention(EntityKind.ORGANISATION, other.sha256, "/organisations/0/name", "981", "DH", "Byrådet")
    assert entities.entity(mention).name == "Danske Handicaporganisationer"


def test_an_abbreviation_that_two_names_claim_stands_for_neither() -> None:
    first, document = reading(1)
    named = (
        OrganisationMention(said("Dansk Handel"), (said("DH"),)),
        OrganisationMention(said("Danske Handicaporganisationer"), (said("DH"),)),
    )
    entities = resolve([(replace(first, organisations=named), document)]).entities
    mention = Mention(EntityKind.ORGANISATION, "x", "/x", "981", "DH", "Byrådet")
    assert entities.entity(mention).name == "DH"


def test_the_order_of_the_documents_does_not_change_who_is_who() -> None:
    forwards, backwards = readings(), tuple(reversed(readings()))
    people = [
        {
            (document.sha256, n): found.entities.entity(
                Mention(
                    EntityKind.PERSON,
                    document.sha256,
                    f"/people/{n}/name",
                    record.municipality_code.value if record.municipality_code else "",
                    person.name.value,
                )
            )
            for record, document in forwards
            for n, person in enumerate(record.people)
        }
        for found in (resolved(), resolve(backwards))
    ]
    assert people[0] == people[1]


# --- the town ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_town(seed: int) -> None:
    town = build(seed)
    entities = resolve_people(town.readings, Ledger(), Identifiers()).entities
    names = {
        (document.sha256, f"/people/{n}/name"): person.name.value
        for record, document in town.readings
        for n, person in enumerate(record.people)
    }
    found = {key: entities.entity(Mention(EntityKind.PERSON, *key, "981", names[key])).iri for key in town.people}
    precision, recall = b_cubed(found, town.people)
    assert precision >= 0.995, false_merges(found, town.people)
    assert recall >= 0.95
