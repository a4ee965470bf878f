from __future__ import annotations

import json
import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest

from graphbuild.engines.publishing import write_graph
from graphbuild.errors import GraphError, UsageError
from graphbuild.graph.dataset import build_quads
from graphbuild.graph.entities import ByName
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.store import GraphStore, Quote, Source, nquads
from graphbuild.model import Document, Record, Span
from tests.graph.samples import TEXT, document, record

OTHER_TEXT = TEXT.replace("7. marts 2023 kl", "9. maj 2023 kl")


def two() -> list[tuple[Document, Record]]:
    other = document(OTHER_TEXT, "b.txt")
    return [(document(name="a.txt"), record("a.txt")), (other, replace(record("b.txt"), sha256=other.sha256))]


def lines(folder: Path) -> bytes:
    out = BytesIO()
    with GraphStore.open(folder) as store:
        count = store.write_nquads(out)
    assert count == len(out.getvalue().splitlines())
    return out.getvalue()


def test_what_is_put_is_read_back(tmp_path: Path) -> None:
    write_graph(tmp_path, two())
    with GraphStore.open(tmp_path) as store:
        assert [source.name for source in store.sources()] == ["a.txt", "b.txt"]
        assert list(store.records()) == two()
        first = store.sources()[0].iri
        names = Identifiers()
        expected = build_quads(*reversed(two()[0]), ByName(names), names)
        assert nquads(store.quads(first)) == nquads(expected)
        assert store.manifest["documents"] == 2
        assert store.manifest["quads"] == len(list(store.quads()))


def test_a_quote_is_the_very_words(tmp_path: Path) -> None:
    write_graph(tmp_path, two())
    sha = document().sha256
    start = TEXT.index("Godkendt")
    passage = Identifiers().passage(sha, Span(start, start + 8))
    with GraphStore.open(tmp_path) as store:
        source = Source(Identifiers().document(sha), sha, "a.txt", "text/plain")
        assert store.quote(passage, around=13) == Quote(
            passage, source, Span(start, start + 8), "page 1", "Godkendt", "\nBeslutning: ", ". Ø stemte im"
        )


def test_every_passage_of_the_graph_can_be_quoted(tmp_path: Path) -> None:
    text = TEXT + "\ud800\x00\u202e"
    write_graph(tmp_path, [(document(text), record())])
    with GraphStore.open(tmp_path) as store:
        passages = [q.object.value for q in store.quads() if q.predicate.value.endswith("#statedIn")]
        assert {store.quote(one).text for one in passages} <= {
            text[a:b] for a in range(len(text)) for b in range(a, a + 60)
        }
        assert store.document(store.sources()[0].iri).text == text


@pytest.mark.parametrize("tail", ["#char=0,100000", "#char=9,3", "", "#page=1"])
def test_a_passage_that_is_none_is_refused(tmp_path: Path, tail: str) -> None:
    write_graph(tmp_path, two())
    with GraphStore.open(tmp_path) as store, pytest.raises(UsageError):
        store.quote(store.sources()[0].iri + tail)


def test_a_passage_of_an_unknown_document_is_refused(tmp_path: Path) -> None:
    write_graph(tmp_path, two())
    with GraphStore.open(tmp_path) as store, pytest.raises(UsageError):
        store.quote(Identifiers().passage("ab" * 32, Span(0, 1)))


def test_the_same_documents_give_the_same_bytes_under_another_folder(tmp_path: Path) -> None:
    write_graph(tmp_path / "one", two())
    write_graph(tmp_path / "other", two())
    assert lines(tmp_path / "one") == lines(tmp_path / "other")
    assert lines(tmp_path / "one") == b"".join(
        sorted(lines(tmp_path / "one").splitlines(keepends=True), key=graph_then_line)
    )


def graph_then_line(line: bytes) -> tuple[bytes, bytes]:
    return line.rsplit(b" ", 2)[1], line


def test_a_new_graph_takes_the_place_of_the_former(tmp_path: Path) -> None:
    write_graph(tmp_path, two())
    before = GraphStore.open(tmp_path)
    write_graph(tmp_path, two()[:1])
    with GraphStore.open(tmp_path) as after:
        assert [source.name for source in after.sources()] == ["a.txt"]
    assert [source.name for source in before.sources()] == ["a.txt", "b.txt"]  # a reader keeps what it opened
    before.close()
    write_graph(tmp_path, two())
    assert len(list((tmp_path / "generations").iterdir())) == 2


def test_an_interrupted_build_leaves_the_former_graph(tmp_path: Path) -> None:
    write_graph(tmp_path, two())
    before = lines(tmp_path)

    def interrupted() -> object:
        yield two()[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_graph(tmp_path, interrupted())  # type: ignore[arg-type]
    assert lines(tmp_path) == before
    assert len(list((tmp_path / "generations").iterdir())) == 1


def test_what_a_killed_build_left_is_swept_by_the_next(tmp_path: Path) -> None:
    write_graph(tmp_path, two())
    left = tmp_path / "generations" / "0002"
    (left / "rdf").mkdir(parents=True)
    write_graph(tmp_path, two())
    assert sorted(one.name for one in (tmp_path / "generations").iterdir()) == ["0001", "0003"]


def test_a_disk_that_is_full_is_told_and_leaves_the_former_graph(tmp_path: Path) -> None:
    write_graph(tmp_path, two())
    before = lines(tmp_path)

    def full() -> object:
        yield two()[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(GraphError, match="No space left"):
        write_graph(tmp_path, full())  # type: ignore[arg-type]
    assert lines(tmp_path) == before


def test_two_builds_at_once_are_kept_apart(tmp_path: Path) -> None:
    with GraphStore.writing(tmp_path), pytest.raises(GraphError, match="another build"):
        write_graph(tmp_path, two())
    write_graph(tmp_path, two())


def test_one_file_given_twice_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="twice"):
        write_graph(tmp_path, [two()[0], two()[0]])
    with pytest.raises(GraphError, match="no graph"):
        GraphStore.open(tmp_path)


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(GraphError, match="no graph here"):
            GraphStore.open(folder)


@pytest.mark.parametrize("current", ["0009\n", "../0001", "", "\x00"])
def test_a_damaged_pointer_is_told(tmp_path: Path, current: str) -> None:
    write_graph(tmp_path, two())
    (tmp_path / "CURRENT").write_text(current, encoding="utf-8")
    with pytest.raises(GraphError, match="damaged"):
        GraphStore.open(tmp_path)


def test_a_graph_of_another_format_is_told(tmp_path: Path) -> None:
    write_graph(tmp_path, two())
    manifest = tmp_path / "generations" / "0001" / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 99}))
    with pytest.raises(GraphError, match="format 99"):
        GraphStore.open(tmp_path)
    manifest.write_text("{")
    with pytest.raises(GraphError, match="damaged"):
        GraphStore.open(tmp_path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GraphError, match="cannot be written"):
        write_graph(tmp_path / "file" / "graph", two())


def test_another_base(tmp_path: Path) -> None:
    write_graph(tmp_path, two(), base="https://data.example.dk/m/")
    with GraphStore.open(tmp_path) as store:
        assert all(source.iri.startswith("https://data.example.dk/m/document/") for source in store.sources())
        graphs = {quad.graph_name.value for quad in store.quads() if isinstance(quad.graph_name, ox.NamedNode)}
        assert graphs == {*(source.iri for source in store.sources()), "https://data.example.dk/m/topic/kle"}


def test_nothing_of_the_machine_stands_in_the_graph(tmp_path: Path) -> None:
    write_graph(tmp_path, two())
    assert os.fsencode(tmp_path) not in lines(tmp_path)
