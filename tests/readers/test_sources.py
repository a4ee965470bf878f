import hashlib
import io
import os
import pickle
import struct
import zipfile
from pathlib import Path

import pytest

from graphbuild.errors import UnreadableFile
from graphbuild.readers import Source, find_sources, limits, read_bytes
from graphbuild.readers.sources import clean_name
from tests.readers.builders import docx, paragraph, pdf, zipped

WORD_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100


def names(*paths: Path) -> list[str | tuple[str, str]]:
    """The names found, and name and kind of each report."""
    return [found.name if isinstance(found, Source) else (found.name, found.kind) for found in find_sources(paths)]


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "2019/c.pdf", "2019/12/d.docx", "uden endelse", "B.TXT"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"Referat")
    assert names(tmp_path) == ["2019/12/d.docx", "2019/c.pdf", "B.TXT", "a.html", "b.txt", "uden endelse"]


def test_what_lies_beside_minutes_is_passed_over(tmp_path: Path) -> None:
    beside = ["a.json", "a.csv", "noter.md", "README", "README.txt", "LICENSE", "Thumbs.db", ".DS_Store", ".git/a.txt"]
    beside += ["~$a.docx", "__MACOSX/a.txt", "a_files/b.html", "a-filer/c.html"]
    for name in [*beside, "a.html", "mine_files/b.html"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"Referat")
    assert names(tmp_path) == ["a.html", "mine_files/b.html"]


def test_what_may_be_taken_for_minutes_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(WORD_97)
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "c.rtf").write_bytes(b"{\\rtf1 Referat}")
    (tmp_path / "d.xyz").write_bytes(b"Referat")
    (tmp_path / "e.bin").write_bytes(pdf([(72, 700, "Referat")]))  # the content says PDF
    kinds = []
    for found in find_sources([tmp_path]):
        if isinstance(found, Source):
            try:
                kinds.append((found.name, read_bytes(found.name, found.load()).media_type))
            except UnreadableFile as report:
                kinds.append((report.name, report.kind))
        else:
            kinds.append((found.name, found.kind))
    assert kinds == [
        ("a.doc", "unknown-format"),
        ("b.png", "unknown-format"),
        ("c.rtf", "unknown-format"),
        ("d.xyz", "unknown-format"),
        ("e.bin", "application/pdf"),
    ]


def test_files_named_directly(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Referat")
    (tmp_path / "b.json").write_bytes(b"{}")
    assert names(tmp_path / "a.txt", tmp_path / "b.json", tmp_path / "c.txt") == [
        "a.txt",
        ("b.json", "unknown-format"),
        ("c.txt", "missing"),
    ]


def test_a_file_reached_twice_is_given_once_and_names_are_unique(tmp_path: Path) -> None:
    for folder in ("x", "y", "z/x"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.txt").write_bytes(b"Referat")
    assert names(tmp_path / "x", tmp_path / "x" / "a.txt", tmp_path / "y", tmp_path / "z" / "x") == [
        "a.txt",
        "y/a.txt",
        "x/a.txt",
    ]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "referater"
    inside.mkdir()
    (tmp_path / "hemmelig.txt").write_bytes(b"hemmelig")
    (inside / "a.txt").write_bytes(b"Referat")
    (inside / "b.txt").symlink_to(tmp_path / "hemmelig.txt")
    (inside / "c").symlink_to(tmp_path)
    (inside / "d.txt").symlink_to(inside / "a.txt")  # read at its own place
    (inside / "e").symlink_to(inside)  # a circle
    (inside / "f.txt").symlink_to(inside / "nowhere")
    assert names(inside) == ["a.txt", ("b.txt", "outside-folder"), ("c", "outside-folder"), ("f.txt", "missing")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert names(tmp_path) == [("a.txt", "unknown-format")]


def test_members_of_an_archive(tmp_path: Path) -> None:
    members = {
        "b.txt": b"Referat b",
        "2019/a.txt": b"Referat a",
        "__MACOSX/b.txt": b"x",
        "noter.json": b"{}",
        "c.zip": b"PK",
    }
    (tmp_path / "referater.zip").write_bytes(zipped(members))
    assert names(tmp_path / "referater.zip") == ["2019/a.txt", "b.txt", ("c.zip", "unknown-format")]
    assert names(tmp_path) == [
        "referater.zip/2019/a.txt",
        "referater.zip/b.txt",
        ("referater.zip/c.zip", "unknown-format"),
    ]
    loaded = [found.load() for found in find_sources([tmp_path]) if isinstance(found, Source)]
    assert loaded == [b"Referat a", b"Referat b"]


def test_names_that_lead_out_of_an_archive_are_only_names(tmp_path: Path) -> None:
    members = {"../../etc/a.txt": b"a", "/b.txt": b"b", "C:\\c\\..\\d.txt": b"d", "x/../b.txt": b"e"}
    (tmp_path / "a.zip").write_bytes(zipped(members))
    assert names(tmp_path / "a.zip") == ["b.txt", "c/d.txt", "etc/a.txt", "x/b.txt"]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("2019/møde.pdf", "2019/møde.pdf"),
        ("..\\..\\a.txt", "a.txt"),
        ("//server/c/./a.txt", "server/c/a.txt"),
        ("a\nb\x00.txt", "a\ufffdb\ufffd.txt"),
        ("a\udce6.txt", "a\ufffd.txt"),  # a byte of a name that is no UTF-8
        ("../..", "unnamed"),
    ],
)
def test_clean_name(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_two_members_of_one_name(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "en")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "to")
    (tmp_path / "z.zip").write_bytes(file.getvalue())
    found = [
        (source.name, source.load()) for source in find_sources([tmp_path / "z.zip"]) if isinstance(source, Source)
    ]
    assert found == [("a.txt", b"en"), ("z.zip/a.txt", b"to")]


def test_bombs_are_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "bombe.zip").write_bytes(zipped({"a.txt": b"\0" * 60_000_000, "b.txt": b"Referat"}))
    assert names(tmp_path / "bombe.zip") == [("a.txt", "zip-bomb"), "b.txt"]


def test_an_archive_that_gives_one_stretch_out_as_many_files(tmp_path: Path) -> None:
    archive = zipped({"a.txt": os.urandom(5_000)})
    end = archive.rindex(b"PK\x05\x06")
    start = archive.index(b"PK\x01\x02")
    entry = archive[start:end]
    many = entry * 20
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 20, 20, len(many), start, 0)
    (tmp_path / "bombe.zip").write_bytes(archive[:start] + many + tail)
    assert names(tmp_path / "bombe.zip") == [("bombe.zip", "zip-bomb")]


def test_a_member_that_lies_about_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 1_000)
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": b"Referat " * 500, "b.txt": b"Referat"}))
    assert names(tmp_path / "a.zip") == [("a.txt", "too-large"), "b.txt"]


def test_a_locked_member(tmp_path: Path) -> None:
    archive = bytearray(zipped({"a.txt": b"Referat"}))
    archive[archive.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(archive)
    assert names(tmp_path / "a.zip") == [("a.txt", "encrypted")]


def test_a_damaged_archive(tmp_path: Path) -> None:
    whole = zipped({"a.txt": b"Referat " * 100})
    (tmp_path / "kort.zip").write_bytes(whole[:-30])
    broken = bytearray(whole)
    broken[40:50] = b"\xff" * 10
    (tmp_path / "skadet.zip").write_bytes(broken)
    assert names(tmp_path) == [("kort.zip", "damaged"), "skadet.zip/a.txt"]
    (source,) = find_sources([tmp_path / "skadet.zip"])
    assert isinstance(source, Source)
    with pytest.raises(UnreadableFile) as refused:
        source.load()
    assert refused.value.kind == "damaged"


def test_a_word_document_by_the_name_of_an_archive(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(docx(paragraph("Referat")))
    (source,) = find_sources([tmp_path])
    assert isinstance(source, Source)
    assert read_bytes(source.name, source.load()).text == "Referat"


def test_standard_input() -> None:
    (source,) = find_sources(["-"], standard_input=io.BytesIO(b"Referat"))
    assert source == Source("-", 7, data=b"Referat")
    assert read_bytes(source.name, source.load()).text == "Referat"


def test_too_large_files_are_reported_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    (tmp_path / "b.txt").write_bytes(b"x" * 10)
    assert names(tmp_path) == [("a.txt", "too-large"), "b.txt"]
    reports = list(find_sources(["-"], standard_input=io.BytesIO(b"x" * 11)))
    assert [(report.name, report.kind) for report in reports if isinstance(report, UnreadableFile)] == [
        ("-", "too-large")
    ]


def test_a_source_travels_and_knows_its_hash(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": b"Referat"}))
    (source,) = find_sources([tmp_path])
    assert isinstance(source, Source)
    again = pickle.loads(pickle.dumps(source))
    assert again == source
    assert again.sha256 == hashlib.sha256(b"Referat").hexdigest()


def test_a_file_gone_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Referat")
    (source,) = find_sources([tmp_path])
    assert isinstance(source, Source)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(UnreadableFile) as refused:
        source.load()
    assert (refused.value.name, refused.value.kind) == ("a.txt", "damaged")
