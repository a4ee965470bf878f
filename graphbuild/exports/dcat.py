"""Describe the graph as a data set: DCAT-AP for catalogues of open data, VoID for who queries it.

https://semiceu.github.io/DCAT-AP/releases/3.0.0/ and https://www.w3.org/TR/void/

What only the publisher knows (who publishes, under which licence, where the files lie) is given; the rest is counted.
No clock: without a day given there is no date of issue.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, Final

import pyoxigraph as ox

from graphbuild.errors import UsageError
from graphbuild.exports.rdf import SortedHead
from graphbuild.graph.dataset import clean
from graphbuild.graph.store import GraphStore
from graphbuild.graph.vocabulary import ONTOLOGY, PREFIXES, RDF_TYPE, XSD, gb

_DCAT: Final = "http://www.w3.org/ns/dcat#"
_VOID: Final = "http://rdfs.org/ns/void#"
_DCTERMS: Final = PREFIXES["dcterms"]
_FOAF: Final = PREFIXES["foaf"]
_PREFIXES: Final = {**PREFIXES, "dcat": _DCAT, "void": _VOID}
_EU: Final = "http://publications.europa.eu/resource/authority/"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"

#: ending of a file -> media type, and the EU's name of the file type
_FILES: Final = {
    "nq": ("application/n-quads", "N_QUADS"),
    "nt": ("application/n-triples", "RDF_N_TRIPLES"),
    "ttl": ("text/turtle", "RDF_TURTLE"),
    "trig": ("application/trig", "RDF_TRIG"),
    "jsonld": ("application/ld+json", "JSON_LD"),
    "zip": ("application/zip", "ZIP"),
}

Node = ox.NamedNode | ox.BlankNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Publication:
    """What the publisher says of the data set. ``files`` are addresses of files to download.

    ``publisher`` is a name, ``publisher_page``, ``licence``, ``page`` and ``endpoint`` are addresses, ``issued`` a day.
    """

    title: str | None = None
    publisher: str | None = None
    publisher_page: str | None = None
    licence: str | None = None
    page: str | None = None
    endpoint: str | None = None
    issued: str | None = None
    files: tuple[str, ...] = ()


def write_dcat(store: GraphStore, stream: IO[bytes], publication: Publication) -> None:
    """Write the description as Turtle; the same graph gives the same bytes. Raises :class:`UsageError` for a value
    given that is no address or no day.
    """
    triples = list(_triples(store, publication))
    with io.BufferedWriter(SortedHead(stream, len(_PREFIXES))) as sorting:
        ox.serialize(triples, sorting, format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES)


def _triples(store: GraphStore, told: Publication) -> Iterator[ox.Triple]:
    dataset = ox.NamedNode(f"{store.identifiers.base}dataset")

    places = _municipalities(store)
    named = ", ".join(name for _, name in places[:10]) + (" ..." if len(places) > 10 else "")
    yield from _say(dataset, RDF_TYPE.value, _iri(f"{_DCAT}Dataset"), _iri(f"{_VOID}Dataset"))
    if told.title:
        yield from _say(dataset, f"{_DCTERMS}title", _text(told.title))
    else:
        yield from _say(
            dataset,
            f"{_DCTERMS}title",
            _text("Kommunale referater som vidensgraf", "da"),
            _text("Municipal minutes as a knowledge graph", "en"),
        )
    yield from _say(
        dataset,
        f"{_DCTERMS}description",
        _text(
            "Aktører, organer, møder, beslutninger og tilsagn i kommunale referater, hver oplysning ført tilbage til de"
            f" ord, der siger den. Kommuner: {named or 'ukendt'}.",
            "da",
        ),
        _text(
            "Actors, bodies, meetings, decisions and commitments in municipal minutes, each fact led back to the words"
            f" that state it. Municipalities: {named or 'unknown'}.",
            "en",
        ),
    )
    keywords = (("referater", "da"), ("kommuner", "da"), ("beslutninger", "da"), ("minutes", "en"), ("decisions", "en"))
    yield from _say(dataset, f"{_DCAT}keyword", *(_text(word, language) for word, language in keywords))
    yield from _say(dataset, f"{_DCAT}theme", _iri(f"{_EU}data-theme/GOVE"))
    yield from _say(dataset, f"{_DCTERMS}language", _iri(f"{_EU}language/DAN"))
    spatial = [_iri(iri) for iri, _ in places]
    yield from _say(dataset, f"{_DCTERMS}spatial", _iri(f"{_EU}country/DNK"), *spatial)
    yield from _say(dataset, f"{_DCTERMS}conformsTo", _iri(ONTOLOGY.rstrip("#")))
    days = _days(store)
    if days:
        period = ox.BlankNode("period")
        yield from _say(dataset, f"{_DCTERMS}temporal", period)
        yield from _say(period, RDF_TYPE.value, _iri(f"{_DCTERMS}PeriodOfTime"))
        yield from _say(period, f"{_DCAT}startDate", _day(days[0]))
        yield from _say(period, f"{_DCAT}endDate", _day(days[1]))
    if told.issued:
        yield from _say(dataset, f"{_DCTERMS}issued", _day(told.issued))
    if told.publisher:
        who: Node = _address(told.publisher_page) if told.publisher_page else ox.BlankNode("publisher")
        yield from _say(dataset, f"{_DCTERMS}publisher", who)
        yield from _say(who, RDF_TYPE.value, _iri(f"{_FOAF}Agent"))
        yield from _say(who, f"{_FOAF}name", _text(told.publisher))
    if told.licence:
        yield from _say(dataset, f"{_DCTERMS}license", _address(told.licence))
    if told.page:
        yield from _say(dataset, f"{_DCAT}landingPage", _address(told.page))
    yield from _files(dataset, told)
    yield from _counts(store, dataset)


def _files(dataset: ox.NamedNode, told: Publication) -> Iterator[ox.Triple]:
    for number, file in enumerate(told.files, start=1):
        one = ox.BlankNode(f"file-{number}")
        address = _address(file)
        yield from _say(dataset, f"{_DCAT}distribution", one)
        yield from _say(dataset, f"{_VOID}dataDump", address)
        yield from _say(one, RDF_TYPE.value, _iri(f"{_DCAT}Distribution"))
        yield from _say(one, f"{_DCAT}accessURL", address)
        yield from _say(one, f"{_DCAT}downloadURL", address)
        if told.licence:
            yield from _say(one, f"{_DCTERMS}license", _address(told.licence))
        name = file.lower()
        if name.endswith(".gz"):
            yield from _say(one, f"{_DCAT}compressFormat", _iri(f"{_MEDIA}application/gzip"))
            name = name.removesuffix(".gz")
        if (ending := name.rsplit(".", 1)[-1]) in _FILES:
            media, type_ = _FILES[ending]
            yield from _say(one, f"{_DCAT}mediaType", _iri(_MEDIA + media))
            yield from _say(one, f"{_DCTERMS}format", _iri(f"{_EU}file-type/{type_}"))
    if told.endpoint:
        service, address = ox.BlankNode("service"), _address(told.endpoint)
        yield from _say(service, RDF_TYPE.value, _iri(f"{_DCAT}DataService"))
        yield from _say(service, f"{_DCTERMS}title", _text("SPARQL 1.1"))
        yield from _say(service, f"{_DCAT}endpointURL", address)
        yield from _say(service, f"{_DCAT}servesDataset", dataset)
        yield from _say(service, f"{_DCTERMS}conformsTo", _iri("https://www.w3.org/TR/sparql11-protocol/"))
        yield from _say(dataset, f"{_VOID}sparqlEndpoint", address)


def _counts(store: GraphStore, dataset: ox.NamedNode) -> Iterator[ox.Triple]:
    """Yield what VoID counts, over the union of all documents' graphs."""
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    for part, query in (
        (classes, "SELECT ?t (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?t } GROUP BY ?t"),
        (properties, "SELECT ?t (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?t ?o WHERE { ?s ?t ?o } } GROUP BY ?t"),
    ):
        answer = store.rdf.query(query, use_default_graph_as_union=True)
        if not isinstance(answer, ox.QuerySolutions):
            raise TypeError("a SELECT gives solutions")
        for row in answer:
            part[str(getattr(row[0], "value", ""))] = int(str(getattr(row[1], "value", "0")))
    document = next(iter(sorted(source.iri for source in store.sources())), None)
    yield from _say(dataset, f"{_VOID}uriSpace", _text(store.identifiers.base))
    yield from _say(dataset, f"{_VOID}documents", _count(len(store.sources())))
    yield from _say(dataset, f"{_VOID}triples", _count(sum(properties.values())))
    yield from _say(dataset, f"{_VOID}entities", _count(_entities(store)))
    yield from _say(dataset, f"{_VOID}classes", _count(len(classes)))
    yield from _say(dataset, f"{_VOID}properties", _count(len(properties)))
    vocabularies = sorted({iri.rsplit("#", 1)[0] + "#" for iri in (*classes, *properties) if "#" in iri})
    yield from _say(dataset, f"{_VOID}vocabulary", *(_iri(one) for one in vocabularies))
    if document:
        yield from _say(dataset, f"{_VOID}exampleResource", _iri(document))
    for kind, counted, count in (("class", classes, "entities"), ("property", properties, "triples")):
        for iri in sorted(counted):
            part_of = ox.BlankNode(f"{kind}-{re.sub('[^A-Za-z0-9]', '-', iri.rsplit('/', 1)[-1])}")
            yield from _say(dataset, f"{_VOID}{kind}Partition", part_of)
            yield from _say(part_of, f"{_VOID}{kind}", _iri(iri))
            yield from _say(part_of, f"{_VOID}{count}", _count(counted[iri]))


def _entities(store: GraphStore) -> int:
    return len({quad.subject for quad in store.rdf.quads_for_pattern(None, RDF_TYPE, None, None)})


def _municipalities(store: GraphStore) -> list[tuple[str, str]]:
    names: dict[str, str] = {}
    for quad in store.rdf.quads_for_pattern(None, RDF_TYPE, gb()["Municipality"], None):
        for named in store.rdf.quads_for_pattern(quad.subject, gb()["name"], None, None):
            iri, name = str(getattr(quad.subject, "value", "")), str(getattr(named.object, "value", ""))
            names[iri] = min(name, names.get(iri, name))
    return sorted(names.items(), key=lambda one: (one[1], one[0]))


def _days(store: GraphStore) -> tuple[str, str] | None:
    days = [
        str(getattr(dated.object, "value", ""))
        for quad in store.rdf.quads_for_pattern(None, RDF_TYPE, gb()["Meeting"], None)
        for dated in store.rdf.quads_for_pattern(quad.subject, gb()["date"], None, None)
    ]
    return (min(days), max(days)) if days else None


def _address(text: str) -> ox.NamedNode:
    if not re.fullmatch(r'(?:https?|mailto|urn):[^\x00-\x20<>"{}|\\^`]{1,2000}', text):
        raise UsageError(f"»{text}« is no address.", advice="Give a whole one, such as https://data.example.dk/")
    return ox.NamedNode(text)


def _day(text: str) -> ox.Literal:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"»{text}« is no day.", advice="Write it as 2026-01-31.") from None
    return ox.Literal(text, datatype=ox.NamedNode(f"{XSD}date"))


def _say(subject: Node, term: str, *values: Value) -> Iterator[ox.Triple]:
    for value in values:
        yield ox.Triple(subject, ox.NamedNode(term), value)


def _iri(text: str) -> ox.NamedNode:
    return ox.NamedNode(text)


def _text(text: str, language: str | None = None) -> ox.Literal:
    return ox.Literal(clean(text), language=language)


def _count(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=ox.NamedNode(f"{XSD}integer"))
