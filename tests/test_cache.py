"""What was read is found again by bytes, suffix and rules, and by nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graphbuild.cache import Cache, Key, pack, rules_version, unpack
from graphbuild.errors import GraphError
from graphbuild.lexicon.municipalities import Gazetteer
from graphbuild.reading import Failure, File, Reading, read_one

MINUTES = sorted((Path(__file__).parent.parent / "examples" / "minutes").glob("*.txt"))


@pytest.fixture(scope="module")
def reading() -> Reading:
    outcome = read_one(Gazetteer.standard(), File(MINUTES[0].name, MINUTES[0].read_bytes()))
    assert isinstance(outcome, Reading)
    assert outcome.record.items
    return outcome


def test_what_is_packed_comes_back_whole_under_the_name_that_the_file_has_now(reading: Reading) -> None:
    assert unpack(pack(reading).data, reading.name) == reading
    moved = Reading(replace(reading.document, name="a/b.txt"), replace(reading.record, document="a/b.txt"))
    assert unpack(pack(reading).data, "a/b.txt") == moved


def test_a_reading_is_found_by_bytes_suffix_and_rules(tmp_path: Path, reading: Reading) -> None:
    key = Key(reading.document.sha256, ".txt")
    with Cache.open(tmp_path, "rules 1") as cache:
        assert not cache.holds(key)
        cache.keep(key, pack(reading))
    with Cache.open(tmp_path, "rules 1") as cache:
        assert cache.holds(key)
        assert cache.reading_of(key, reading.name) == reading
        assert cache.failure_of(key, reading.name) is None
        assert not cache.holds(Key(key.sha256, ".html"))
        assert not cache.holds(Key("0" * 64, ".txt"))
    with Cache.open(tmp_path, "rules 2") as cache:
        assert not cache.holds(key)
        with pytest.raises(KeyError):
            cache.reading_of(key, reading.name)


def test_a_failure_is_kept_with_its_reason(tmp_path: Path) -> None:
    key = Key("0" * 64, ".pdf")
    with Cache.open(tmp_path, "rules") as cache:
        cache.keep(key, Failure("old name.pdf", "encrypted", "needs a password", "Remove it."))
        assert cache.failure_of(key, "new name.pdf") == Failure(
            "new name.pdf", "encrypted", "needs a password", "Remove it."
        )
        with pytest.raises(KeyError):
            cache.reading_of(key, "new name.pdf")


def test_what_was_kept_survives_an_interruption(tmp_path: Path, reading: Reading) -> None:
    key = Key(reading.document.sha256, ".txt")

    def build_interrupted() -> None:
        with Cache.open(tmp_path, "rules") as cache:
            cache.keep(key, pack(reading))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_interrupted()
    with Cache.open(tmp_path, "rules") as cache:
        assert cache.reading_of(key, reading.name) == reading


def test_the_readings_of_removed_files_go(tmp_path: Path, reading: Reading) -> None:
    kept, removed, failed = Key("1" * 64, ".txt"), Key("2" * 64, ".txt"), Key("3" * 64, ".pdf")
    with Cache.open(tmp_path, "rules") as cache:
        cache.keep(kept, pack(reading))
        cache.keep(removed, pack(reading))
        cache.keep(failed, Failure("x.pdf", "scanned", "there is no text in it"))
        cache.note_built({"kept.txt": kept}, "program 1", keep=[failed])
        assert [cache.holds(key) for key in (kept, removed, failed)] == [True, False, True]
    with Cache.open(tmp_path, "rules") as cache:
        assert cache.built() == {"kept.txt": (kept, "program 1")}


def test_a_damaged_cache_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "readings.sqlite").write_bytes(b"this is no database, and long enough to be looked at" * 50)
    with pytest.raises(GraphError, match=r"readings\.sqlite") as caught, Cache.open(tmp_path, "rules"):
        pytest.fail("it was opened")
    assert caught.value.advice == "Remove readings.sqlite; the next build reads all files anew."


def test_two_builds_do_not_share_a_cache(tmp_path: Path) -> None:
    with (
        Cache.open(tmp_path, "rules"),
        pytest.raises(GraphError, match="another build of this graph is running"),
        Cache.open(tmp_path, "rules"),
    ):
        pytest.fail("it was opened twice")


def test_rules_version_follows_the_table_of_municipalities(tmp_path: Path) -> None:
    table = tmp_path / "more.csv"
    table.write_text("code,name,official_name\n991,A,A Kommune\n", encoding="utf-8")
    first = rules_version(table)
    assert first == rules_version(table) != rules_version(None)
    table.write_text("code,name,official_name\n991,B,B Kommune\n", encoding="utf-8")
    assert rules_version(table) != first
