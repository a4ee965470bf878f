"""Write what the program knows of Danish municipalities and parties, as ORG and SKOS, with the sources it rests on.

The tables are those by which minutes are read (``graphbuild/lexicon/*.csv``). A municipality's address is the one that
a graph gives it; a dissolved one whose code its successor kept has ``;dissolved-DAY`` after the code. A merger is an
``org:ChangeEvent``. A municipality is linked to Wikidata only where two lists agree on the item.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Final

import pyoxigraph as ox

from graphbuild.exports.rdf import SortedHead
from graphbuild.graph.identifiers import Identifiers, slug
from graphbuild.graph.vocabulary import PREFIXES, RDF_TYPE, XSD, gb
from graphbuild.lexicon.municipalities import Gazetteer, Municipality
from graphbuild.lexicon.parties import Party, parties
from graphbuild.lexicon.tables import read_note

_ORG: Final = PREFIXES["org"]
_SKOS: Final = PREFIXES["skos"]
_DCTERMS: Final = PREFIXES["dcterms"]
_FOAF: Final = PREFIXES["foaf"]
_PREFIXES: Final = {**PREFIXES, "wd": "http://www.wikidata.org/entity/"}

#: How many lists have to agree on a municipality's Wikidata item.
_SURE: Final = 2


def write_reference(identifiers: Identifiers, stream: IO[bytes]) -> None:
    """Write municipalities, regions, mergers and parties as Turtle; always the same bytes."""
    with io.BufferedWriter(SortedHead(stream, len(_PREFIXES))) as sorting:
        ox.serialize(_triples(identifiers), sorting, format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES)


def _triples(identifiers: Identifiers) -> Iterator[ox.Triple]:
    base = identifiers.base
    every = Gazetteer.standard().municipalities
    present = {one.code for one in every if one.dissolved is None}
    schemes = (
        (
            "municipalities",
            "Danske kommuner",
            "Danish municipalities",
            ("municipalities.csv", "municipalities_historic.csv"),
        ),
        ("parties", "Danske partier", "Danish parties", ("parties.csv",)),
    )
    for name, danish, english, tables in schemes:
        scheme = f"{base}reference/{name}"
        yield _triple(scheme, RDF_TYPE.value, f"{_SKOS}ConceptScheme")
        yield _text(scheme, f"{_SKOS}prefLabel", danish, "da")
        yield _text(scheme, f"{_SKOS}prefLabel", english, "en")
        for table in tables:
            yield _text(scheme, f"{_DCTERMS}source", read_note(table), "en")
    for region in sorted({one.region for one in every if one.region}):
        iri = _region(base, region)
        yield _triple(iri, RDF_TYPE.value, f"{_ORG}FormalOrganization")
        yield _text(iri, f"{_SKOS}prefLabel", region, "da")
    for one in every:
        yield from _municipality(identifiers, one, present)
    for party in parties():
        yield from _party(identifiers, party)


def _municipality(identifiers: Identifiers, one: Municipality, present: set[str]) -> Iterator[ox.Triple]:
    base = identifiers.base
    iri = identifiers.municipality(one.code)
    if one.dissolved is not None and one.code in present:
        iri += f";dissolved-{one.dissolved.isoformat()}"
    yield _triple(iri, RDF_TYPE.value, gb()["Municipality"].value)
    yield _triple(iri, f"{_SKOS}inScheme", f"{base}reference/municipalities")
    yield _text(iri, gb()["code"].value, one.code)
    yield _text(iri, gb()["name"].value, one.official_name)
    yield _text(iri, f"{_SKOS}prefLabel", one.official_name, "da")
    for name in dict.fromkeys((one.name, *one.other_names)):
        if name != one.official_name:
            yield _text(iri, f"{_SKOS}altLabel", name, "da")
    if one.region:
        yield _triple(iri, f"{_DCTERMS}spatial", _region(base, one.region))
    for domain in one.domains:
        yield _triple(iri, f"{_FOAF}homepage", f"https://{domain}/")
    if one.wikidata and one.wikidata_sources >= _SURE:
        yield _triple(iri, f"{_SKOS}exactMatch", f"{_PREFIXES['wd']}{one.wikidata}")
    if one.dissolved is not None:
        event = f"{base}reference/merger/{one.code}"
        yield _triple(iri, f"{_ORG}changedBy", event)
        yield _triple(event, RDF_TYPE.value, f"{_ORG}ChangeEvent")
        yield _triple(event, f"{_ORG}originalOrganization", iri)
        day = ox.Literal(one.dissolved.isoformat(), datatype=ox.NamedNode(f"{XSD}date"))
        yield ox.Triple(ox.NamedNode(event), ox.NamedNode(f"{_DCTERMS}date"), day)
        for code in filter(None, (one.successor_code, *one.parts_also_to)):
            yield _triple(event, f"{_ORG}resultingOrganization", identifiers.municipality(code))
        if one.successor_code:
            yield _triple(iri, f"{_DCTERMS}isReplacedBy", identifiers.municipality(one.successor_code))


def _party(identifiers: Identifiers, party: Party) -> Iterator[ox.Triple]:
    iri = f"{identifiers.base}party/national/{slug(party.name)}"
    yield _triple(iri, RDF_TYPE.value, gb()["Party"].value)
    yield _triple(iri, f"{_SKOS}inScheme", f"{identifiers.base}reference/parties")
    yield _text(iri, gb()["code"].value, party.letter)
    yield _text(iri, gb()["name"].value, party.name)
    yield _text(iri, f"{_SKOS}prefLabel", party.name, "da")
    for name in (*party.other_names, *party.abbreviations):
        yield _text(iri, f"{_SKOS}altLabel", name, "da")
    if party.first_year or party.last_year:
        years = f"{party.first_year or ''}-{party.last_year or ''}"
        yield _text(iri, f"{_SKOS}note", f"Bogstavet {party.letter} i årene {years}", "da")
        yield _text(iri, f"{_SKOS}note", f"The letter {party.letter} in the years {years}", "en")
    for code in party.municipalities:
        yield _triple(iri, f"{_DCTERMS}spatial", identifiers.municipality(code))
    if party.wikidata:
        yield _triple(iri, f"{_SKOS}exactMatch", f"{_PREFIXES['wd']}{party.wikidata}")


def _region(base: str, name: str) -> str:
    return f"{base}region/{slug(name.removeprefix('Region '))}"


def _triple(subject: str, term: str, value: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(term), ox.NamedNode(value))


def _text(subject: str, term: str, value: str, language: str | None = None) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(term), ox.Literal(value, language=language))
