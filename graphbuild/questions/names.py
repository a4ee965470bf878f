"""Find what a user means by a name: any case, æøå typed as ae/oe/aa, a surname alone, a name and its municipality.

A name that fits several things is not guessed at: the error says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from graphbuild.errors import UsageError
from graphbuild.graph.identifiers import local_name, slug
from graphbuild.graph.store import GraphStore
from graphbuild.graph.vocabulary import RDF_TYPE, gb
from graphbuild.questions.danish_order import danish_key
from graphbuild.questions.files import ParameterType, closest

#: Parameter type -> the classes whose members it may name.
CLASSES: Final = {
    ParameterType.PERSON: ("Person",),
    ParameterType.BODY: ("Body",),
    ParameterType.ORGANISATION: ("Organisation", "Body"),
    ParameterType.MUNICIPALITY: ("Municipality",),
    ParameterType.PROJECT: ("Project",),
    ParameterType.CASE: ("Case",),
    ParameterType.ACTOR: ("Person", "Body", "Organisation", "Party", "Municipality", "Actor"),
    ParameterType.ANYTHING: (
        *("Person", "Body", "Organisation", "Party", "Municipality", "Actor", "Project", "Case", "Topic"),
    ),
}
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Named:
    """Something in the graph that has a name. ``names`` holds all its forms, the one it is shown under first."""

    iri: str
    kind: str
    names: tuple[str, ...]
    municipality: str | None = field(default=None)

    @property
    def told(self) -> str:
        """Return its name with what tells it from namesakes."""
        about = [self.municipality] if self.municipality and self.kind != "Municipality" else []
        return f"{self.names[0]} ({', '.join([self.kind.lower(), *about])})"


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name in a form in which spellings meet: »Åse Kubel-Høeg« -> aase, kubel, hoeg."""
    return tuple(slug(one) for one in re.split(r"[\W_]+", text) if one)


def named_things(store: GraphStore, type_: ParameterType) -> list[Named]:
    """Return everything that a parameter of this type may name."""
    found = []
    towns = dict(_towns(store))
    for kind in CLASSES[type_]:
        key = {"Case": "number", "Topic": "code"}.get(kind, "name")
        for iri in sorted({str(getattr(quad.subject, "value", "")) for quad in _quads(store, kind)}):
            forms = [*_texts(store, iri, key), *_texts(store, iri, "printedAs")]
            if kind in {"Party", "Municipality"}:
                forms += _texts(store, iri, "code")
            if kind == "Topic":
                forms += _texts(store, iri, "name")
            found.append(
                Named(iri, kind, tuple(dict.fromkeys(forms)) or (local_name(iri),), towns.get(_scope(store, iri)))
            )
    return found


def find(store: GraphStore, type_: ParameterType, wanted: str) -> Named:
    """Return the one thing of this type that a name fits.

    Tried one after another, and the first way that fits anything counts: the IRI, the exact name, the same words
    whatever the spelling, some of its words (a surname), the beginnings of words. A name may be followed by a comma and
    its municipality. Raises :class:`UsageError` where nothing fits, or several things do; it names them.
    """
    things = named_things(store, type_)
    if not words(wanted):
        raise UsageError(f"»{wanted}« is no name.")
    fitting = _fitting(things, wanted)
    if not fitting and "," in wanted:
        name, _, town = wanted.rpartition(",")
        here = [one for one in things if one.municipality and set(words(town)) <= set(words(one.municipality))]
        fitting = _fitting(here, name)
    if len(fitting) == 1:
        return fitting[0]
    kind = "thing" if type_ is ParameterType.ANYTHING else type_.value
    if not fitting:
        everything = {form: one for one in things for form in one.names}
        close = closest(wanted, everything)
        advice = "Did you mean " + " or ".join(f"»{one}«" for one in close) + "?" if close else None
        raise UsageError(f"There is no {kind} called »{wanted}« in this graph.", advice=advice)
    told = sorted((one.told for one in fitting), key=danish_key)
    apart = len(set(told)) == len(told)
    lines = [f"  {one.told}" + ("" if apart else f"  {one.iri}") for one in _by_name(fitting)[:_SHOWN]]
    more = f"\n  and {len(fitting) - _SHOWN} more" if len(fitting) > _SHOWN else ""
    raise UsageError(
        f"»{wanted}« fits {len(fitting)} of them:\n" + "\n".join(lines) + more,
        advice="Give the whole name, the name and its municipality (»NAME, MUNICIPALITY«), or the IRI.",
    )


def _by_name(things: Iterable[Named]) -> list[Named]:
    return sorted(things, key=lambda one: (danish_key(one.told), one.iri))


def _fitting(things: list[Named], wanted: str) -> list[Named]:
    asked = words(wanted)
    ways = (
        lambda one: one.iri == wanted,
        lambda one: one.names[0] == wanted,
        lambda one: wanted in one.names,
        lambda one: any(words(form) == asked for form in one.names),
        lambda one: any(_in_order(asked, words(form), whole=True) for form in one.names),
        lambda one: any(_in_order(asked, words(form), whole=False) for form in one.names),
    )
    for fits in ways:
        fitting = [one for one in things if fits(one)]
        if fitting:
            return fitting
    return []


def _in_order(asked: tuple[str, ...], name: tuple[str, ...], *, whole: bool) -> bool:
    """Tell whether the asked words (or beginnings of words) stand in the name in that order."""
    rest = iter(name)
    return bool(asked) and all(any(one == word if whole else one.startswith(word) for one in rest) for word in asked)


def _quads(store: GraphStore, kind: str) -> Iterator[ox.Quad]:
    return iter(store.rdf.quads_for_pattern(None, RDF_TYPE, gb()[kind], None))


def _texts(store: GraphStore, iri: str, key: str) -> list[str]:
    quads = store.rdf.quads_for_pattern(ox.NamedNode(iri), gb()[key], None, None)
    return sorted({str(getattr(quad.object, "value", "")) for quad in quads})


def _towns(store: GraphStore) -> Iterator[tuple[str, str]]:
    for quad in _quads(store, "Municipality"):
        iri = str(getattr(quad.subject, "value", ""))
        for name in _texts(store, iri, "name")[:1]:
            yield local_name(iri), name


def _scope(store: GraphStore, iri: str) -> str:
    """Return the municipality's part of an IRI: ``…/person/336/helen-soerensen`` -> ``336``."""
    parts = iri.removeprefix(store.identifiers.base).split("/")
    return parts[1] if len(parts) > 1 else ""


#: What each kind of thing without a name is shown by, in this order.
_SHOWN_BY: Final = ("name", "title", "text", "number", "code")


def shown_name(store: GraphStore, iri: str) -> str:
    """Return what a node is shown as: its name, title, words or number, as the first document by address tells it."""
    told: dict[str, dict[str, list[str]]] = {}
    for quad in store.rdf.quads_for_pattern(ox.NamedNode(iri), None, None, None):
        terms = told.setdefault(str(getattr(quad.graph_name, "value", "")), {})
        terms.setdefault(quad.predicate.value, []).append(str(getattr(quad.object, "value", "")))
    for key in _SHOWN_BY:
        for graph in sorted(told):
            for text in sorted(told[graph].get(gb()[key].value, ())):
                return text
    return local_name(iri)
