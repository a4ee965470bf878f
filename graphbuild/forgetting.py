"""Forget a person: out of the graph, the stored texts, the kept readings and the ledger, and out of later builds.

First the list of :mod:`graphbuild.forgotten` learns the spellings, so that whatever stops the work half-way, no build
brings the person back; then what is stored is rewritten, each reading masked as a build would mask it. Exports are made
from the graph, so later ones do not hold the person; those that lie elsewhere are the user's to throw away.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, overload

import pyoxigraph as ox

from graphbuild.cache import Cache
from graphbuild.engines.publishing import write_graph
from graphbuild.engines.rewriting import rewrite_property_graph
from graphbuild.errors import GraphError, UsageError
from graphbuild.extractors.confidence import confidence_of
from graphbuild.forgotten import (
    Forgotten,
    find_places,
    forgotten_beside,
    forms_of,
    is_full,
    key_of_name,
    mask,
    one_word,
)
from graphbuild.graph.addresses import scope_of
from graphbuild.graph.entities import EntityKind, Mention
from graphbuild.graph.identifiers import local_name
from graphbuild.graph.store import GraphStore
from graphbuild.graph.vocabulary import PREFIXES, RDF_TYPE, gb
from graphbuild.model import Document, Record
from graphbuild.questions.files import ParameterType
from graphbuild.questions.names import Named, find, named_things, shown_name, words
from graphbuild.reading import Reading
from graphbuild.resolution import resolve
from graphbuild.resolution.ledger import Ledger, remove_lines

#: Hexadecimal digits of a document's hash.
_HASH = 64


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the ledger that names the person: its number from 1, and its text."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in a graph.

    ``spellings`` are all names that are judged to be theirs, ``facts`` those that name the person, ``passages`` the
    distinct passages that state them. ``namesakes`` tells how many others of the municipality bear one of the names:
    then the name is only masked in the documents listed here, for nothing tells later ones apart. ``file_names`` are
    documents whose own file name holds the name.
    """

    iri: str
    name: str
    municipality: str
    spellings: tuple[str, ...]
    documents: tuple[str, ...]
    meetings: tuple[str, ...]
    roles: tuple[str, ...]
    facts: int
    passages: int
    namesakes: int
    file_names: tuple[str, ...]
    ledger_lines: tuple[LedgerLine, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the standing as JSON-ready values."""
        plain = asdict(self)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


@dataclass(frozen=True, slots=True)
class Plan:
    """What forgetting a person means: where they stand, and each spelling with where it counts."""

    standing: Standing
    names: frozenset[tuple[str, str]]


def find_person(store: GraphStore, wanted: str, municipality: str | None = None) -> Named:
    """Return the person that a name fits, in the municipality with this code if one is told.

    Raises :class:`UsageError` where nobody or several people fit; it names them.
    """
    if municipality is None or wanted.startswith(store.identifiers.base):
        return find(store, ParameterType.PERSON, wanted)
    towns = {local_name(one.iri): one.names[0] for one in named_things(store, ParameterType.MUNICIPALITY)}
    if municipality not in towns:
        known = ", ".join(f"{code} {name}" for code, name in sorted(towns.items()))
        raise UsageError(
            f"no minutes of a municipality with the code {municipality} are in this graph.",
            advice=f"It holds: {known}" if known else None,
        )
    return find(store, ParameterType.PERSON, f"{wanted}, {towns[municipality]}")


def is_whole_name(person: Named, wanted: str) -> bool:
    """Tell whether somebody is named in full, and not by a part of the name that only they fit at the moment."""
    name = wanted.rpartition(",")[0] or wanted
    return person.iri == wanted or any(words(form) in (words(name), words(wanted)) for form in person.names)


def was_forgotten(folder: Path, store: GraphStore, wanted: str, municipality: str | None = None) -> bool:
    """Tell whether a name stands in the list, and nobody bears it in the graph."""
    forgotten = Forgotten.read(forgotten_beside(folder))
    scopes = [one for one in forgotten.scopes if municipality in (None, one) or _is_of_document(one)]
    keys = {key_of_name(wanted), key_of_name(wanted.rpartition(",")[0])} - {""}
    if not any(forgotten.holds(scope, key) for scope in scopes for key in keys):
        return False
    return not any(
        key_of_name(form) in keys
        for one in named_things(store, ParameterType.PERSON)
        if municipality is None or f"/person/{municipality}/" in one.iri
        for form in one.names
    )


def is_namesake_of_forgotten(folder: Path, person: Named) -> bool:
    """Tell whether somebody else of this name was forgotten, after whom this person may have the name alone now."""
    forgotten = Forgotten.read(forgotten_beside(folder))
    scopes = [one for one in forgotten.scopes if _is_of_document(one)]
    return any(forgotten.holds(scope, key_of_name(form)) for form in person.names for scope in scopes)


def _is_of_document(scope: str) -> bool:
    return len(scope) >= _HASH  # a document's hash, where a municipality has a short code or a name


def plan(store: GraphStore, person: Named, ledger: Path) -> Plan:
    """Find out where a person stands, under which spellings, and which lines of the ledger name them."""
    readings = _Readings(store)
    entities = resolve(readings, Ledger.read(ledger), identifiers=store.identifiers).entities
    scope = person.iri.removeprefix(store.identifiers.base).split("/")[1]
    own: list[tuple[str, str]] = []  # document, form
    others: dict[str, set[str]] = defaultdict(set)  # letters of a name -> the others who bear it
    for record, document in readings:
        if scope_of(record, document.sha256) != scope:
            continue
        for number, one in enumerate(record.people):
            name = " ".join(one.name.value.split())
            at = f"/people/{number}/name"
            iri = entities.entity(Mention(EntityKind.PERSON, document.sha256, at, scope, name)).iri
            forms = [*forms_of(one), *(document.quote(said.span) for said in (one.name, *one.variants) if said.span)]
            if iri == person.iri:
                own += [(document.sha256, form) for form in forms if is_full(form) or form == one.name.value]
            else:
                for form in forms_of(one):
                    others[key_of_name(form)].add(iri)
    names = {(scope, form) for form in person.names if is_full(form) and not others[key_of_name(form)]}
    for sha256, form in own:
        if not is_full(form):
            names.add((one_word(sha256), form))
        else:
            names.add((sha256 if others[key_of_name(form)] else scope, form))
    namesakes: set[str] = set()
    for _, form in own:
        namesakes |= others[key_of_name(form)] if is_full(form) else set()
    spellings = {" ".join(form.split()) for form in (*person.names, *(form for _, form in own))}
    lines = _ledger_lines(ledger, scope, {key_of_name(form) for form in spellings if is_full(form)})
    return Plan(_standing(store, person, scope, spellings, len(namesakes), lines), frozenset(names))


def forget(folder: Path, found: Plan, ledger: Path) -> None:
    """Erase a person from a graph folder, and keep them out of later builds.

    Lines of the ledger that name the person go too, unless others bear the name: then they may mean these. Raises
    :class:`GraphError` where a build of this graph is at work or the folder cannot be written; the list has learned
    the name by then, so that the next build, or the same command once more, ends the work.
    """
    path = forgotten_beside(folder)
    former = Forgotten.read(path)
    forgotten = former.with_names(found.names)
    held = Cache.open(folder, "") if (folder / "readings.sqlite").exists() else nullcontext()
    with held as cache:
        forgotten.write(path)
        if cache is not None:
            cache.rewrite(
                lambda reading: _without(reading, forgotten),
                lambda version: _moved_on(version, former.version, forgotten.version),
            )
        if not found.standing.namesakes:
            remove_lines(ledger, {line.number for line in found.standing.ledger_lines})
        with GraphStore.open(folder) as store:
            readings = _Readings(store, forgotten)
            resolved = resolve(readings, Ledger.read(ledger), identifiers=store.identifiers)
            write_graph(
                folder,
                ((document, record) for record, document in readings),
                base=store.identifiers.base,
                entities=resolved.entities,
                confidence=confidence_of,
                links=resolved.links,
                titles=_titles(store),
            )
        rewrite_property_graph(folder)
        drop_former_graphs(folder)
    if not found.standing.namesakes:
        with GraphStore.open(folder) as store:
            if any(one.iri == found.standing.iri for one in named_things(store, ParameterType.PERSON)):
                raise GraphError(
                    f"{found.standing.name} still stands in the graph in another form.",
                    advice="Run the command once more, and report this as a defect if that does not help.",
                )


def drop_former_graphs(folder: Path) -> None:
    """Remove what former builds left in a graph's folder: a graph out of use holds who was in it."""
    current = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    for one in (folder / "generations").iterdir():
        if one.name != current:
            try:
                shutil.rmtree(one)
            except OSError as error:
                raise GraphError(
                    f"{one}: a former graph cannot be removed: {error.strerror}",
                    advice="Close what reads it, and remove that folder.",
                ) from error


class _Readings(Sequence[tuple[Record, Document]]):
    """The readings of a graph in the order of their names, without the forgotten; each is loaded when asked for."""

    def __init__(self, store: GraphStore, forgotten: Forgotten | None = None) -> None:
        self._store = store
        self._forgotten = forgotten or Forgotten()
        self._iris = [source.iri for source in store.sources()]

    def __len__(self) -> int:
        return len(self._iris)

    @overload
    def __getitem__(self, index: int) -> tuple[Record, Document]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[Record, Document]]: ...
    def __getitem__(self, index: int | slice) -> tuple[Record, Document] | Sequence[tuple[Record, Document]]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        iri = self._iris[index]
        left = mask(self._store.document(iri), self._store.record(iri), self._forgotten)
        return left.record, left.document


def _without(reading: Reading, forgotten: Forgotten) -> Reading:
    left = mask(reading.document, reading.record, forgotten)
    return Reading(left.document, left.record)


def _moved_on(version: str, former: str, now: str) -> str:
    """Return the version of a reading that is masked by the list as it is now; of an outdated one, the one it has."""
    rules, plus, rest = version.partition("+")
    return rules + now if plus + rest == former else version


def _ledger_lines(ledger: Path, scope: str, keys: set[str]) -> tuple[LedgerLine, ...]:
    """Return the lines that hold one of the names; a judgement on another municipality is about somebody else."""
    try:
        text = ledger.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    scopes = {entry.line: entry.scope for entry in Ledger.parse(text).entries}
    longest = max(map(len, keys), default=0)
    return tuple(
        LedgerLine(number, line)
        for number, line in enumerate(text.split("\n"), start=1)
        if scopes.get(number, scope) == scope and find_places(line, keys.__contains__, longest)
    )


def _standing(
    store: GraphStore,
    person: Named,
    scope: str,
    spellings: set[str],
    namesakes: int,
    lines: tuple[LedgerLine, ...],
) -> Standing:
    facts: set[str] = set()
    passages: set[str] = set()
    graphs: set[str] = set()
    roles: set[str] = set()
    for quad in store.rdf.quads_for_pattern(None, None, ox.NamedNode(person.iri), None):
        stated = [_value(one.object) for one in _about(store, quad.subject, "statedIn")]
        if not stated:
            continue
        facts.add(_value(quad.subject))
        passages.update(stated)
        graphs.add(_value(quad.graph_name))
        roles.update(_roles(store, quad.subject))
    keys = {key_of_name(form) for form in spellings if is_full(form)}
    longest = max(map(len, keys), default=0)
    sources = {source.iri: source.name for source in store.sources()}
    meetings = {
        _value(quad.object)
        for graph in graphs
        for quad in store.rdf.quads_for_pattern(None, gb()["minutesOf"], None, ox.NamedNode(graph))
    }
    documents = sorted(sources[graph] for graph in graphs if graph in sources)
    return Standing(
        person.iri,
        person.names[0],
        person.municipality or scope,
        tuple(sorted(spellings)),
        tuple(documents),
        tuple(sorted(_meeting(store, meeting) for meeting in meetings)),
        tuple(sorted(roles)),
        len(facts),
        len(passages),
        namesakes,
        tuple(sorted(name for name in sources.values() if find_places(name, keys.__contains__, longest))),
        lines,
    )


def _about(store: GraphStore, subject: Any, name: str) -> Iterator[ox.Quad]:
    return iter(store.rdf.quads_for_pattern(subject, gb()[name], None, None))


def _roles(store: GraphStore, fact: Any) -> Iterator[str]:
    """Yield the role that a fact tells of, with the body it is held in: ``chair, Byrådet``."""
    bodies = sorted({shown_name(store, _value(one.object)) for one in _about(store, fact, "memberOf")})
    titles = [_value(one.object) for one in _about(store, fact, "title")]
    is_role = bodies or any(_about(store, fact, "roleAt"))
    told = titles or [local_name(_value(one.object)) for one in _about(store, fact, "role")]
    if is_role:
        for role in told:
            yield ", ".join([role, *bodies])


def _meeting(store: GraphStore, iri: str) -> str:
    days = sorted({_value(one.object) for one in _about(store, ox.NamedNode(iri), "date")})
    bodies = sorted({shown_name(store, _value(one.object)) for one in _about(store, ox.NamedNode(iri), "heldBy")})
    return " ".join([*days[:1], ", ".join(bodies)]).strip() or local_name(iri)


def _titles(store: GraphStore) -> dict[str, str]:
    """Return the KLE titles that the graph was made with; a name that was learned from the texts has a note."""
    graph = ox.NamedNode(store.identifiers.subjects())
    note = ox.NamedNode(f"{PREFIXES['skos']}scopeNote")
    found = {}
    for quad in store.rdf.quads_for_pattern(None, gb()["name"], None, graph):
        learned = next(store.rdf.quads_for_pattern(quad.subject, note, None, graph), None)
        if learned is None and next(store.rdf.quads_for_pattern(quad.subject, RDF_TYPE, None, graph), None):
            for code in store.rdf.quads_for_pattern(quad.subject, gb()["code"], None, graph):
                found[_value(code.object)] = _value(quad.object)
    return found


def _value(term: object) -> str:
    return str(getattr(term, "value", term))
