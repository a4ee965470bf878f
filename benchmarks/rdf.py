"""How fast RDF is written and asked at millions of quads, and what an export takes of memory.

    python -m benchmarks.rdf [--documents 5000] [--peer-documents 1000]

The corpus is generated. Writing is held beside rdflib with the same quads in the same run; every question that is
written in SPARQL is asked as the tests ask it; exports run in processes of their own, of a tenth of the documents and
of all, so that their memory can be compared.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import rdflib

from graphbuild.errors import GraphbuildError
from graphbuild.exports.rdf import RdfFormat, write_rdf
from graphbuild.graph.dataset import build_quads
from graphbuild.graph.entities import ByName
from graphbuild.graph.shapes import validate
from graphbuild.graph.store import GraphStore
from graphbuild.questions.asking import Engine, ask
from graphbuild.questions.files import load_questions
from graphbuild.subjects.scheme import subject_quads
from tests.questions.graphs import generated
from tests.questions.test_answers import ASKED, filled

_CHILD = """
import os, sys
from graphbuild.exports.rdf import RdfFormat, write_rdf
from graphbuild.graph.store import GraphStore
with GraphStore.open(sys.argv[1]) as store, open(os.devnull, "wb") as out:
    documents = sorted(source.iri for source in store.sources())
    write_rdf(store, out, RdfFormat(sys.argv[2]), documents=documents[: len(documents) // int(sys.argv[3])])
# not getrusage: there a child begins with the peak of the process that started it
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""


def timed(deed: Callable[[], object]) -> float:
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start


def make(documents: int, folder: Path) -> GraphStore:
    """Write the dataset and its sources; the property graph is not needed here."""

    def write() -> None:
        with GraphStore.writing(folder) as generation:
            who = ByName(generation.identifiers)
            for document, record in generated(documents):
                generation.put(document, record, build_quads(record, document, who, generation.identifiers))
            generation.flush()
            generation.share(subject_quads(generation.rdf, generation.identifiers))

    seconds = timed(write)
    store = GraphStore.open(folder)
    quads = int(store.manifest["quads"])
    print(f"corpus: {len(store.sources()):,} documents, {quads:,} quads, written to the store in {seconds:.0f} s")
    return store


def writing(store: GraphStore, peer_documents: int, folder: Path) -> None:
    print("\nwriting")
    quads = int(store.manifest["quads"])
    for format_ in RdfFormat:
        with (folder / "out").open("wb") as out:
            seconds = timed(lambda f=format_, o=out: write_rdf(store, o, f, quotes=False))  # type: ignore[misc]
        print(f"  {format_.value:<12} {seconds:7.1f} s  {quads / seconds:12,.0f} quads/s")
    part = sorted(source.iri for source in store.sources())[:peer_documents]
    written = io.BytesIO()
    exported = timed(lambda: write_rdf(store, written, RdfFormat.N_QUADS, quotes=False, documents=part))
    held = list(ox.parse(written.getvalue(), format=ox.RdfFormat.N_QUADS))
    from_memory = timed(lambda: ox.serialize(held, str(folder / "ours.nq"), format=ox.RdfFormat.N_QUADS))
    peer = rdflib.Dataset()
    loading = timed(lambda: peer.parse(data=written.getvalue(), format="nquads"))
    theirs = timed(lambda: peer.serialize(folder / "peer.nq", format="nquads"))
    number = len(held)
    print(f"  the same {number:,} quads as N-Quads (rdflib took {loading:.0f} s to load them):")
    for what, seconds in (
        ("rdflib, from memory", theirs),
        ("graphbuild's library, from memory", from_memory),
        ("graphbuild export, from the store on disk, sorted", exported),
    ):
        print(f"    {what:<52} {number / seconds:12,.0f} quads/s  {theirs / seconds:5.1f} times rdflib")


def asking(store: GraphStore) -> None:
    print("\nquestions in SPARQL, once each (seconds, rows)")
    slow = []
    for name, question in load_questions().items():
        if "sparql" not in question.texts:
            continue
        for asked in ASKED[name]:
            values = filled(store, asked)
            start = time.perf_counter()
            try:
                rows = str(len(ask(store, question, values, engine=Engine.SPARQL, timeout=60).rows))
            except GraphbuildError as error:
                rows = str(error)
            seconds = time.perf_counter() - start
            slow += [name] if seconds > 1 else []
            print(f"  {seconds:7.2f}  {rows:>8}  {name} {asked or ''}", flush=True)
    print(f"  over one second: {', '.join(sorted(set(slow))) or 'none'}")


def memory(folder: Path) -> None:
    print("\npeak memory of an export with quotes (MiB): a tenth of the documents, all of them")
    for format_ in RdfFormat:
        peaks = [
            subprocess.run(
                [sys.executable, "-c", _CHILD, str(folder), format_.value, divisor],
                capture_output=True,
                text=True,
                check=True,
            ).stdout.strip()
            for divisor in ("10", "1")
        ]
        print(f"  {format_.value:<12} {peaks[0]:>6} {peaks[1]:>6}", flush=True)


def checking(store: GraphStore) -> None:
    some = [list(store.quads(source.iri)) for source in store.sources()[:20]]
    validate(some[0])
    seconds = timed(lambda: [validate(quads) for quads in some])
    print(f"\nSHACL: {seconds / len(some):.2f} s a document ({len(some)} documents)")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--peer-documents", type=int, default=1_000)
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        with make(options.documents, folder / "graph") as store:
            writing(store, options.peer_documents, folder)
            checking(store)
            memory(folder / "graph")
            asking(store)


if __name__ == "__main__":
    main()
