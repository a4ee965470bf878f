"""How fast minutes are read: file to text, text to layout, layout to facts, and the whole of ``graphbuild extract``.

    python -m benchmarks.reading [--documents 200] [--prose 6] [--megabytes 5] [--seed 1]

The corpus is written anew each time: the project's example minutes lend their layouts, other names and sums are put in,
and case texts grow by paragraphs put together from the sentences of all examples (``--prose`` so many an item, on
average; 0 leaves the examples' own length). One process, one core; seconds are those of the processor. Beside stands
spaCy's blank Danish pipeline with its sentence splitter on the same texts in the same run, if spaCy is installed. Then
memory by the number of documents, and time by the length of one document.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from graphbuild.extractors import read_minutes
from graphbuild.extractors.confidence import confidence_of
from graphbuild.layouts import SectionKind, lay_out
from graphbuild.lexicon.municipalities import Gazetteer
from graphbuild.model import Document
from graphbuild.readers import read_bytes, read_file
from graphbuild.records import record_to_json

EXAMPLES = Path(__file__).parents[1] / "examples"
_GIVEN = (
    "Asta", "Bertil", "Conni", "Ditlev", "Ebba", "Folmer", "Gerda", "Hjalte", "Irma", "Jarl", "Karla", "Laust", "Merle",
    "Njal", "Oda", "Palle", "Ragna", "Sejr", "Tyra", "Uffe", "Vigga",
)  # fmt: skip
_LAST = (
    "Abildlund", "Bukkjær", "Damsbro", "Elkrog", "Fuglholt", "Grydehøj", "Hylleberg", "Ibsgård", "Kallehave", "Lyngbæk",
    "Mosegård", "Nørbygård", "Orelund", "Pilbro", "Ravnholt", "Skarresø", "Tingskov", "Ulvsborg", "Vadgård", "Østkjær",
)  # fmt: skip
_HEAD = """Havneby Kommune
Byrådet

Referat

Mødedato: 12. maj 2020
Medlemmer: Ida Bro (A), Ole Lund (V), Eva Dam (C)
"""
_SUM = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3}){1,2}(?![\d.])")
_PROSE = frozenset(
    {SectionKind.CASE, SectionKind.SUMMARY, SectionKind.FINANCES, SectionKind.TEXT, SectionKind.DISCUSSION}
)


@dataclass(frozen=True)
class Layout:
    """One example that lends its layout: its bytes as text, where paragraphs may go, the names to be replaced."""

    name: str
    source: str
    encoding: str
    gaps: tuple[int, ...]
    people: tuple[str, ...]


def borrow() -> tuple[list[Layout], list[str]]:
    """Return the layouts of the text and HTML examples, and the sentences of all their case texts."""
    gazetteer = Gazetteer.standard().with_file(EXAMPLES / "municipalities.csv")
    layouts, sentences = [], []
    for path in sorted((EXAMPLES / "minutes").glob("*.*")):
        if path.suffix not in (".txt", ".html"):
            continue
        document = read_file(path)
        minutes, record = lay_out(document), read_minutes(document, gazetteer)
        sections = [one for item in minutes.items for one in item.sections if one.kind in _PROSE and len(one.flow) > 80]
        sentences += [one.flow.text[span.start : span.end] for one in sections for span in one.flow.sentences()]
        encoding = document.encoding or "utf-8"
        source = path.read_bytes().decode(encoding)
        if path.suffix == ".html":
            gaps = [match.end() for match in re.finditer(r"</p>", source)][4:]
        else:
            gaps = [one.flow.origin(len(one.flow) - 1) + 1 for one in sections]
        people = tuple(one.name.value for one in record.people if " " in one.name.value)
        layouts.append(Layout(path.name, source, encoding, tuple(sorted(gaps)), people))
    return layouts, [sentence for sentence in sentences if 40 < len(sentence) < 400 and "\n" not in sentence]


def write_document(layout: Layout, sentences: Sequence[str], prose: float, chance: random.Random) -> tuple[str, bytes]:
    """Return one generated document: its name and its bytes."""
    markup = layout.name.endswith(".html")
    pieces, last = [], 0
    for gap in layout.gaps:
        pieces.append(layout.source[last:gap])
        for _ in range(round(chance.uniform(0, 2 * prose))):
            paragraph = " ".join(chance.choices(sentences, k=chance.randint(2, 6)))
            pieces.append(f"\n<p>{html.escape(paragraph)}</p>" if markup else f"\n\n{paragraph}")
        last = gap
    text = "".join(pieces) + layout.source[last:]
    for name in sorted(layout.people, key=len, reverse=True):
        text = text.replace(name, f"{chance.choice(_GIVEN)} {chance.choice(_LAST)}")
    text = _SUM.sub(lambda match: f"{chance.randint(1, 999)}.{chance.randint(0, 999):03}", text)
    return f"{chance.randrange(10**6):06}-{layout.name}", text.encode(layout.encoding, "xmlcharrefreplace")


def corpus(number: int, prose: float, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield generated documents; the same for the same seed."""
    chance = random.Random(seed)
    layouts, sentences = borrow()
    for index in range(number):
        yield write_document(layouts[index % len(layouts)], sentences, prose, chance)


def long_document(size: int, seed: int) -> bytes:
    """Return minutes of about so many characters, in one file: items on end, numbered through."""
    chance = random.Random(seed)
    _, sentences = borrow()
    parts = [_HEAD]
    length, number = len(parts[0]), 0
    while length < size:
        number += 1
        case = "\n\n".join(" ".join(chance.choices(sentences, k=4)) for _ in range(8))
        parts.append(
            f"\n{number}. Sag om {chance.choice(_LAST)} {chance.randint(2, 99)}\n\nSagsfremstilling\n\n{case}\n\n"
            "Indstilling\n\nForvaltningen indstiller, at sagen godkendes.\n\n"
            f"Beslutning\n\nGodkendt. {chance.choice(sentences)}\n"
        )
        length += len(parts[-1])
    return "".join(parts).encode()


def seconds(deed: Callable[[], object]) -> float:
    """Return the processor's seconds that a deed takes."""
    start = time.process_time()
    deed()
    return time.process_time() - start


def told(what: str, took: float, documents: int, characters: int) -> None:
    """Print one line: seconds, documents and megabytes of text a second."""
    print(
        f"  {what:<34} {took:8.2f} s {documents / took:9.1f} documents/s {characters / took / 1e6:8.3f} MB/s",
        flush=True,
    )


def extract(files: Iterable[tuple[str, bytes]], gazetteer: Gazetteer) -> int:
    """Do what ``graphbuild extract`` does with files, but for writing the lines; return their number."""
    count = 0
    for name, data in files:
        document = read_bytes(name, data)
        row = record_to_json(read_minutes(document, gazetteer), document, confidence_of)
        count += len(json.dumps(row, ensure_ascii=False)) > 0
    return count


def measure_stages(number: int, prose: float, seed: int) -> list[Document]:
    """Print the speed of each stage on its own; return the documents."""
    gazetteer = Gazetteer.standard()
    files = list(corpus(number, prose, seed))
    extract(files[:3], gazetteer)  # tables are read, patterns compiled
    documents: list[Document] = []
    took = seconds(lambda: documents.extend(read_bytes(*file) for file in files))
    characters = sum(len(document.text) for document in documents)
    print(
        f"{number} documents of {characters / number / 1e3:.1f} KB of text on average, "
        f"{prose:g} paragraphs of prose an item"
    )
    told("reading (bytes to text)", took, number, characters)
    layout = seconds(lambda: [lay_out(document) for document in documents])
    told("layout", layout, number, characters)
    both = seconds(lambda: [read_minutes(document, gazetteer) for document in documents])
    told("extraction (without layout)", both - layout, number, characters)
    told("the whole of extract", seconds(lambda: extract(files, gazetteer)), number, characters)
    return documents


def measure_spacy(documents: Sequence[Document]) -> None:
    """Print the speed of spaCy's blank Danish pipeline with sentences, on the same texts."""
    if find_spec("spacy") is None:
        print("  spaCy is not installed: pip install spacy to see its blank Danish pipeline beside")
        return
    import spacy  # type: ignore[import-not-found, unused-ignore]  # only where somebody wants the comparison

    pipeline = spacy.blank("da")
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = 10**8
    texts = [document.text for document in documents]
    took = seconds(lambda: [sum(1 for _ in doc.sents) for doc in pipeline.pipe(texts)])
    told(f"spaCy {spacy.__version__}, blank da, sentences", took, len(texts), sum(map(len, texts)))


def measure_memory(number: int, prose: float, seed: int) -> None:
    """Print the highest memory after a half, once, and twice so many documents."""
    gazetteer = Gazetteer.standard()
    for count in (number // 2, number, 2 * number):
        extract(corpus(count, prose, seed), gazetteer)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  after {count:6,} more documents      {peak:8.0f} MB at most", flush=True)


def measure_length(megabytes: float, seed: int) -> None:
    """Print the time for one document by its length, doubling up to so many megabytes of text."""
    gazetteer = Gazetteer.standard()
    size = megabytes * 1e6
    while size > 2e5:
        size /= 2
    while size <= megabytes * 1e6:
        data = long_document(int(size), seed)
        document = read_bytes("long.txt", data)
        took = seconds(lambda data=data: extract([("long.txt", data)], gazetteer))  # type: ignore[misc]
        characters = len(document.text)
        print(f"  {characters / 1e6:6.2f} MB {took:8.2f} s {took / characters * 1e6:8.2f} s a MB", flush=True)
        size *= 2


def main() -> None:
    """Measure all, print all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--prose", type=float, default=6, help="paragraphs put into each case text, on average")
    parser.add_argument("--megabytes", type=float, default=5, help="length of the longest document")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for prose in dict.fromkeys((options.prose, 0.0)):
        documents = measure_stages(options.documents, prose, options.seed)
        measure_spacy(documents)
    print("Memory")
    del documents
    measure_memory(options.documents, options.prose, options.seed)
    print("One document")
    measure_length(options.megabytes, options.seed)


if __name__ == "__main__":
    main()
