"""Whatever the text: no exception, no hang, spans inside the text, quotes to the letter, the same answer each time."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphbuild.errors import UnreadableFile
from graphbuild.extractors import read_minutes
from graphbuild.extractors.confidence import confidence_of
from graphbuild.model import Document
from graphbuild.readers import read_bytes
from graphbuild.records import record_from_json, record_to_json

EXAMPLES = sorted(
    path for path in (Path(__file__).parents[2] / "examples" / "minutes").iterdir() if path.suffix in (".txt", ".html")
)

PIECES = st.sampled_from(
    [
        "1. ",
        "2. ",
        "a) ",
        "\n",
        "\n\n",
        "\x0c",
        "Beslutning",
        "Indstilling:",
        "Bilag: ",
        "Fraværende: ",
        "Mødedato: ",
        "3. maj 2021 ",
        "kl. 17.00",
        "Bo Holm (A)",
        "og ",
        ", ",
        "Byrådet ",
        "skal ",
        "sender ",
        "inden jul ",
        "1,5 mio. kr. ",
        "Sagsnr.: 12/3456",
        "Godkendt. ",
        "•",
        "\t",
        "    ",
        "Udsat. ",
        "For stemte A og B. ",
        "Side 3",
        "....... 4",
        "Økonomiudvalget ",
        "KB = Kommunalbestyrelsen",
        "\xa0",
        "(",
        '"',
        "v/",
        "-\n",
    ]
)


def check(document: Document) -> None:
    """Read a document and hold every value against its text."""
    record = read_minutes(document)
    row = record_to_json(record, document, confidence_of)
    for pointer, proof in row["evidence"].items():
        if "start" in proof:
            assert 0 <= proof["start"] <= proof["end"] <= len(document.text), pointer
            assert document.text[proof["start"] : proof["end"]] == proof["quote"], pointer
        assert 0.0 < proof["confidence"] < 1.0
    assert record_from_json(json.loads(json.dumps(row))) == record
    assert read_minutes(document) == record


def read_settles(data: bytes) -> bool:
    """Tell whether the reader finds text in the bytes at all."""
    try:
        read_bytes("x.txt", data)
    except UnreadableFile:
        return False
    return True


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES | st.text(max_size=12), max_size=60).map("".join))
def test_texts_made_of_minutes_words(text: str) -> None:
    data = text.encode()
    if not read_settles(data):
        return
    check(read_bytes("x.txt", data))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_mutated_minutes(path: Path) -> None:
    whole = path.read_bytes()
    chance = random.Random(path.name)
    for _ in range(4):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 40)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(1, 300)]
                case 2:
                    data[at:at] = data[chance.randrange(len(data)) :][: chance.randrange(1, 200)]
                case _:
                    data[at:at] = bytes(chance.randrange(256) for _ in range(8))
        check(read_bytes(path.name, bytes(data)))


HOSTILE = {
    "numbers": "1. " * 60_000,
    "at": "1. Dagsorden\nIndstilling\n" + "at " * 60_000,
    "brackets": "1. Dagsorden\nBeslutning\n" + "(" * 60_000,
    "names": "Deltagere: " + "Bo Holm, " * 20_000,
    "capitals": "1. Dagsorden\nBeslutning\n" + "Aa Bb Cc " * 20_000,
    "one word": "a" * 200_000,
    "tabs": "\t" * 200_000 + "x",
    "commas": "1. Dagsorden\nBeslutning\n" + "stemte, " * 20_000,
    "list of items": "".join(f"{number}. Punkt\nBeslutning\nGodkendt.\n" for number in range(1, 3_000)),
    "lists in lists": "1. A\n" * 10_000,
    "dots": "1. Dagsorden " + "." * 100_000,
    "money": "1. Dagsorden\nBeslutning\n" + "1.000 kr. " * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_come_to_an_end(name: str) -> None:
    document = read_bytes("x.txt", HOSTILE[name].encode())
    record = read_minutes(document)
    assert record.sha256 == document.sha256
