"""The ontology's terms as closed namespaces: a misspelt term is an error, not a new property.

``Vocabulary.of(files)`` reads the Turtle; ``GB["heldBy"]`` is then a node, ``GB["heldby"]`` raises.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graphbuild.errors import DefinitionError
from graphbuild.resources import ontology_files

ONTOLOGY: Final = "https://w3id.org/graphbuild/ontology#"
SCHEME: Final = "https://w3id.org/graphbuild/scheme/"
RDF_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

#: The prefixes in which we write, and that a SPARQL query may use without declaring them.
PREFIXES: Final = {
    "gb": ONTOLOGY,
    "gbs": SCHEME,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": XSD,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
}


@dataclass(frozen=True)
class Namespace:
    """The terms of one vocabulary, closed: only what it declares can be named."""

    base: str
    terms: frozenset[str]

    def __getitem__(self, name: str) -> ox.NamedNode:
        if name not in self.terms:
            raise DefinitionError(f"The ontology has no term »{name}« under {self.base}")
        return ox.NamedNode(self.base + name)


def read_ontology(files: tuple[Path, ...]) -> ox.Store:
    """Read Turtle files into a store in memory. Raises :class:`DefinitionError` for a file that is no Turtle."""
    store = ox.Store()
    for file in files:
        try:
            store.load(path=str(file), format=ox.RdfFormat.TURTLE)
        except (SyntaxError, OSError) as error:
            raise DefinitionError(f"{file.name}: {error}") from error
    return store


def namespace(store: ox.Store, base: str) -> Namespace:
    """Return the terms under a base that the ontology gives a type."""
    subjects = (quad.subject for quad in store.quads_for_pattern(None, RDF_TYPE, None, None))
    return Namespace(
        base,
        frozenset(
            one.value.removeprefix(base)
            for one in subjects
            if isinstance(one, ox.NamedNode) and one.value.startswith(base)
        ),
    )


@cache
def shipped() -> ox.Store:
    """Return the ontology that graphbuild comes with."""
    return read_ontology(ontology_files())


@cache
def gb() -> Namespace:
    """Return our own terms."""
    return namespace(shipped(), ONTOLOGY)


@cache
def concepts() -> Namespace:
    """Return the concepts of the closed schemes, named ``outcome/approved``, ``role/chair`` ..."""
    return namespace(shipped(), SCHEME)


@cache
def body_cues() -> tuple[tuple[str, str], ...]:
    """Return (ending of a body's name in lower case, kind of body), longest first."""
    found = []
    hidden = ox.NamedNode("http://www.w3.org/2004/02/skos/core#hiddenLabel")
    for quad in shipped().quads_for_pattern(None, hidden, None, None):
        kind = str(getattr(quad.subject, "value", "")).rsplit("/", 1)[-1]
        found.append((str(getattr(quad.object, "value", "")), kind))
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one)))


def body_kind(name: str) -> str:
    """Tell the kind of a body from its name: »Økonomiudvalget« -> ``committee``; ``other`` where it does not tell.

    The name may go on after its kind (»Handicaprådet i Byen«), so the longest cue at the end of a word counts, and
    the earliest such word where two cues are equally long.
    """
    words = name.casefold().replace(",", " ").split()
    for cue, kind in body_cues():
        if any(word.endswith(cue) for word in words):
            return kind
    return "other"
