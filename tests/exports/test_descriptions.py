"""What is told of the data set, and the reference data: counted right, valid addresses, sources named."""

from __future__ import annotations

import io

import pytest
from rdflib import DCAT, DCTERMS, FOAF, ORG, RDF, SKOS, VOID, Graph, Literal, Namespace, URIRef

from graphbuild.errors import UsageError
from graphbuild.exports.dcat import Publication, write_dcat
from graphbuild.exports.reference import write_reference
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.store import GraphStore
from graphbuild.graph.vocabulary import ONTOLOGY
from graphbuild.lexicon.municipalities import Gazetteer
from graphbuild.lexicon.parties import parties

GB = Namespace(ONTOLOGY)
BASE = Identifiers().base


def described(store: GraphStore, publication: Publication | None = None) -> Graph:
    out = io.BytesIO()
    write_dcat(store, out, publication or Publication())
    return Graph().parse(data=out.getvalue(), format="turtle")


def test_void_counts_what_is_there(store: GraphStore) -> None:
    found, dataset = described(store), URIRef(f"{BASE}dataset")
    triples = {quad.triple for quad in store.quads()}
    assert int(found.value(dataset, VOID.triples)) == len(triples)
    assert int(found.value(dataset, VOID.documents)) == 3
    types = {
        str(found.value(part, VOID["class"])): int(found.value(part, VOID.entities))
        for part in found.objects(dataset, VOID.classPartition)
    }
    expected: dict[str, set[str]] = {}
    for triple in triples:
        if triple.predicate.value == str(RDF.type):
            expected.setdefault(str(triple.object.value), set()).add(str(triple.subject))
    assert types == {name: len(members) for name, members in expected.items()}
    properties = {
        str(found.value(part, VOID.property)): int(found.value(part, VOID.triples))
        for part in found.objects(dataset, VOID.propertyPartition)
    }
    assert sum(properties.values()) == len(triples)


def test_dcat_ap_has_what_it_must_and_what_the_publisher_says(store: GraphStore) -> None:
    dataset = URIRef(f"{BASE}dataset")
    bare = described(store)
    assert {one.language for one in bare.objects(dataset, DCTERMS.title)} == {"da", "en"}
    assert {one.language for one in bare.objects(dataset, DCTERMS.description)} == {"da", "en"}
    assert (dataset, RDF.type, DCAT.Dataset) in bare
    assert bare.value(dataset, DCTERMS.issued) is None
    assert bare.value(dataset, DCTERMS.publisher) is None
    period = bare.value(dataset, DCTERMS.temporal)
    days = sorted(
        str(quad.object.value)
        for quad in store.quads()
        if quad.predicate.value == f"{ONTOLOGY}date" and "/item/" not in str(quad.subject)
    )
    assert (str(bare.value(period, DCAT.startDate)), str(bare.value(period, DCAT.endDate))) == (days[0], days[-1])
    told = described(
        store,
        Publication(
            title="Referater",
            publisher="Avisen",
            licence="https://creativecommons.org/publicdomain/zero/1.0/",
            endpoint="https://data.example.dk/sparql",
            issued="2026-01-31",
            files=("https://data.example.dk/minutes.nq.gz", "https://data.example.dk/minutes.ttl"),
        ),
    )
    assert told.value(dataset, DCTERMS.title) == Literal("Referater")
    assert told.value(told.value(dataset, DCTERMS.publisher), FOAF.name) == Literal("Avisen")
    assert told.value(dataset, VOID.sparqlEndpoint) == URIRef("https://data.example.dk/sparql")
    files = {
        str(told.value(one, DCAT.downloadURL)).rsplit("/", 1)[-1]: (
            str(told.value(one, DCAT.mediaType)).rsplit("media-types/", 1)[-1],
            told.value(one, DCAT.compressFormat) is not None,
        )
        for one in told.objects(dataset, DCAT.distribution)
    }
    assert files == {"minutes.nq.gz": ("application/n-quads", True), "minutes.ttl": ("text/turtle", False)}


@pytest.mark.parametrize(
    "publication",
    [
        Publication(licence="CC0"),
        Publication(endpoint="javascript:x"),
        Publication(issued="31.1.2026"),
        Publication(files=("minutes.nq",)),
        Publication(page="https://x.example/> <urn:evil"),
    ],
)
def test_what_is_no_address_or_day_is_refused(store: GraphStore, publication: Publication) -> None:
    with pytest.raises(UsageError):
        described(store, publication)


def reference() -> Graph:
    out = io.BytesIO()
    write_reference(Identifiers(), out)
    return Graph().parse(data=out.getvalue(), format="turtle")


def test_every_municipality_and_party_is_in_the_reference_data() -> None:
    found = reference()
    tables = Gazetteer.standard().municipalities
    assert len(set(found.subjects(RDF.type, GB.Municipality))) == len(tables) == 98 + 244
    assert len(set(found.subjects(RDF.type, GB.Party))) == len(parties())
    assert len(set(found.subjects(RDF.type, ORG.ChangeEvent))) == 244
    present = {
        one for one in found.subjects(RDF.type, GB.Municipality) if found.value(one, DCTERMS.isReplacedBy) is None
    }
    assert len(present) == 98
    assert all(found.value(one, DCTERMS.spatial) for one in present)
    assert set(found.objects(None, DCTERMS.isReplacedBy)) <= present
    assert set(found.objects(None, ORG.resultingOrganization)) <= present
    for scheme in found.subjects(RDF.type, SKOS.ConceptScheme):
        assert all(len(str(source)) > 50 for source in found.objects(scheme, DCTERMS.source))
        assert (scheme, DCTERMS.source, None) in found


def test_a_code_that_the_successor_kept_means_the_successor() -> None:
    found = reference()
    kept = [one for one in found.subjects(RDF.type, GB.Municipality) if ";dissolved-" in str(one)]
    assert len(kept) == 20
    for one in kept:
        plain = URIRef(str(one).split(";")[0])
        assert found.value(one, GB.code) == found.value(plain, GB.code)
        assert found.value(plain, DCTERMS.isReplacedBy) is None


def test_only_sure_links_to_wikidata_are_written() -> None:
    found = reference()
    linked = [one for one in found.subjects(RDF.type, GB.Municipality) if found.value(one, SKOS.exactMatch)]
    assert len(linked) == sum(one.wikidata_sources >= 2 for one in Gazetteer.standard().municipalities) == 6
