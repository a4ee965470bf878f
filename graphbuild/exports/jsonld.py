"""Write JSON-LD that reads well: short names from ``ontology/context.jsonld``, one named graph a document.

The engine's own JSON-LD is in expanded form, with whole addresses for names and every value an object. Here the shipped
context stands at the head of the file, so that no network is needed to read it, and a document is written as soon as
it is known, so that the size of the graph does not matter: https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import IO, Any, Final

import pyoxigraph as ox

from graphbuild.graph.vocabulary import RDF_TYPE, SCHEME, XSD
from graphbuild.resources import context_file

_STRING: Final = f"{XSD}string"

#: What is read as a path below the base. Anything else is written whole.
_BELOW: Final = re.compile(r"[a-z][a-z0-9-]{0,80}(?:/|\Z)")
_DOTS: Final = re.compile(r"/\.{1,2}(?:[/?#]|\Z)")
_NATIVE: Final = {f"{XSD}integer": int, f"{XSD}nonNegativeInteger": int}


@cache
def shipped_context() -> Mapping[str, Any]:
    """Return the shipped context's terms."""
    context: dict[str, Any] = json.loads(context_file().read_text(encoding="utf-8"))["@context"]
    return context


def write_jsonld(graphs: Iterable[list[ox.Quad]], stream: IO[bytes], base: str) -> None:
    """Write documents' quads, a list a document; addresses under ``base`` are written without it."""
    names = _Names(base)
    context = {**shipped_context(), "@base": base}
    head = ",\n".join(f"  {json.dumps(name)}: {json.dumps(told)}" for name, told in context.items())
    stream.write(f'{{"@context": {{\n{head}\n }},\n"@graph": ['.encode())
    for number, quads in enumerate(graphs):
        stream.write(b",\n" if number else b"\n")
        stream.write(_document(quads, names).encode())
    stream.write(b"\n]}\n")


def _document(quads: list[ox.Quad], names: _Names) -> str:
    graph = next((quad.graph_name for quad in quads if isinstance(quad.graph_name, ox.NamedNode)), None)
    told: dict[Any, dict[ox.NamedNode, set[Any]]] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        told[quad.subject][quad.predicate].add(quad.object)
    nodes = [names.node(subject, told) for subject in sorted(told, key=str) if isinstance(subject, ox.NamedNode)]
    written = ",\n  ".join(json.dumps(node, ensure_ascii=False, sort_keys=False) for node in nodes)
    address = json.dumps(names.address(graph), ensure_ascii=False) if graph is not None else '"@default"'
    return f' {{"@id": {address}, "@graph": [\n  {written}\n ]}}'


class _Names:
    """What addresses are called in a context, and how their values are written there."""

    def __init__(self, base: str) -> None:
        self.base = base
        context = shipped_context()
        self._prefixes = {name: iri for name, iri in context.items() if isinstance(iri, str) and iri[-1] in "#/"}
        self._terms: dict[str, str] = {}
        self._types: dict[str, str] = {}
        for name, told in context.items():
            if name.startswith("@"):
                continue
            iri = told["@id"] if isinstance(told, dict) else told
            if name not in self._prefixes:
                self._terms[self._expanded(iri)] = name
                if isinstance(told, dict) and "@type" in told:
                    self._types[name] = self._expanded(told["@type"])

    def _expanded(self, compact: str) -> str:
        prefix, colon, rest = compact.partition(":")
        return self._prefixes[prefix] + rest if colon and prefix in self._prefixes else compact

    def node(self, subject: ox.NamedNode | ox.BlankNode, told: Mapping[Any, Any]) -> dict[str, Any]:
        """Return one subject as an object; blank nodes stand within what points to them."""
        node: dict[str, Any] = {} if isinstance(subject, ox.BlankNode) else {"@id": self.address(subject)}
        properties = told[subject]
        if RDF_TYPE in properties:
            types = sorted(self._terms.get(one.value, one.value) for one in properties[RDF_TYPE])
            node["@type"] = types[0] if len(types) == 1 else types
        for predicate in sorted(properties.keys() - {RDF_TYPE}, key=lambda one: str(one.value)):
            name = self._terms.get(predicate.value, predicate.value)
            values = [self._value(name, value, told) for value in sorted(properties[predicate], key=str)]
            node[name] = values[0] if len(values) == 1 else values
        return node

    def _value(self, name: str, value: Any, told: Mapping[Any, Any]) -> Any:
        type_ = self._types.get(name)
        if isinstance(value, ox.BlankNode):
            return self.node(value, told)
        if isinstance(value, ox.NamedNode):
            return self.address(value) if type_ == "@id" else {"@id": self.address(value)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if datatype == (type_ or _STRING):
            if datatype in _NATIVE and value.value == str(int(value.value)):
                return int(value.value)
            return value.value
        return {"@value": value.value, "@type": datatype}

    def address(self, node: ox.NamedNode) -> str:
        """Return an address without the base, or a concept's with its prefix, else whole."""
        iri = node.value
        if iri.startswith(SCHEME):
            return f"gbs:{iri.removeprefix(SCHEME)}"
        rest = iri.removeprefix(self.base)
        return rest if rest != iri and _BELOW.match(rest) and not _DOTS.search(rest) else iri
