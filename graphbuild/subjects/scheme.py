"""The KLE concepts that a dataset uses, as quads of one graph that all documents share.

``<base>topic/kle`` is the scheme and the graph's name. A concept has its code, what it stands under, and a name: the
title of the user's list, or else the words that recur in the titles of its items, which a note then says. So a name
can change with each build without touching any document's graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from graphbuild.graph.dataset import clean
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.vocabulary import PREFIXES, RDF_TYPE, gb
from graphbuild.lexicon.case_numbers import facet_of
from graphbuild.subjects.labels import learn_labels
from graphbuild.subjects.titles import parents

_SKOS: Final = PREFIXES["skos"]
_SUBJECT: Final = re.compile(r"\d{2}(?:\.\d{2}){0,2}")
_LEARNED: Final = (
    ("Navnet er ord, der går igen i titlerne på de punkter, som står under nummeret.", "da"),
    ("The name is made of words that recur in the titles of the items filed under the number.", "en"),
)

Term = ox.NamedNode | ox.Literal


def subject_quads(
    dataset: ox.Store, identifiers: Identifiers, titles: Mapping[str, str] | None = None
) -> list[ox.Quad]:
    """Return the scheme of the KLE subjects and facets that the dataset's items and cases have; none, no quads."""
    codes = {
        _text(quad.subject): _text(quad.object)
        for quad in dataset.quads_for_pattern(None, gb()["code"], None, None)
        if _SUBJECT.fullmatch(_text(quad.object)) and _text(quad.subject) == identifiers.topic(_text(quad.object))
    }
    facets = {
        _text(quad.subject): facet
        for quad in dataset.quads_for_pattern(None, gb()["number"], None, None)
        if (facet := facet_of(_text(quad.object))) and _is_case(dataset, quad)
    }
    if not codes and not facets:
        return []
    learned = learn_labels(_titles(dataset, codes))
    return sorted(set(_scheme(identifiers, codes, facets, titles or {}, learned)), key=str)


def _scheme(
    identifiers: Identifiers,
    codes: Mapping[str, str],
    facets: Mapping[str, str],
    titles: Mapping[str, str],
    learned: Mapping[str, str],
) -> Iterator[ox.Quad]:
    scheme = ox.NamedNode(identifiers.subjects())

    def say(subject: str, term: str, value: Term) -> ox.Quad:
        predicate = ox.NamedNode(_SKOS + term.removeprefix("skos:")) if term.startswith("skos:") else gb()[term]
        return ox.Quad(ox.NamedNode(subject), predicate, value, scheme)

    yield ox.Quad(scheme, RDF_TYPE, ox.NamedNode(f"{_SKOS}ConceptScheme"), scheme)
    yield say(scheme.value, "skos:prefLabel", ox.Literal("KL Emnesystematik", language="da"))
    for case, facet in facets.items():
        yield say(case, "facet", ox.NamedNode(identifiers.facet(facet)))
    for class_, address, found in (
        ("Topic", identifiers.topic, codes.values()),
        ("Facet", identifiers.facet, facets.values()),
    ):
        for code in sorted({above for one in found for above in (one, *parents(one))}):
            iri = address(code)
            yield ox.Quad(ox.NamedNode(iri), RDF_TYPE, gb()[class_], scheme)
            yield say(iri, "code", ox.Literal(code))
            yield say(iri, "skos:notation", ox.Literal(code))
            yield say(iri, "skos:inScheme", scheme)
            if above := parents(code):
                yield say(iri, "broader", ox.NamedNode(address(above[0])))
                yield say(iri, "skos:broader", ox.NamedNode(address(above[0])))
            else:
                yield say(scheme.value, "skos:hasTopConcept", ox.NamedNode(iri))
            if code in titles:
                yield say(iri, "name", ox.Literal(clean(titles[code])))
                yield say(iri, "skos:prefLabel", ox.Literal(clean(titles[code]), language="da"))
            elif class_ == "Topic" and code in learned:
                yield say(iri, "name", ox.Literal(clean(learned[code])))
                for note, language in _LEARNED:
                    yield say(iri, "skos:scopeNote", ox.Literal(note, language=language))


def _titles(dataset: ox.Store, codes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield code and title of each item, as each document prints it."""
    title = gb()["title"]
    for quad in dataset.quads_for_pattern(None, gb()["aboutTopic"], None, None):
        code = codes.get(_text(quad.object))
        if code is not None:
            for told in dataset.quads_for_pattern(quad.subject, title, None, quad.graph_name):
                yield code, _text(told.object)


def _is_case(dataset: ox.Store, quad: ox.Quad) -> bool:
    return ox.Quad(quad.subject, RDF_TYPE, gb()["Case"], quad.graph_name) in dataset


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
