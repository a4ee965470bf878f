"""Find the files of minutes that a user points at: files, folders, zip archives, standard input.

Nothing is written or unpacked to disk, and nothing outside of what was named is read. The order is that of the sorted
names, so the same folder is read in the same order everywhere. What cannot be minutes at all (notes, tables, settings
beside them, hidden files) is passed over inside folders and archives; what somebody may take for minutes (old Word
files, pictures) is reported.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import BinaryIO, Final, Literal

from graphbuild.errors import UnreadableFile
from graphbuild.readers import limits
from graphbuild.readers.docx import is_bomb, read_member
from graphbuild.readers.formats import MINUTES_SUFFIXES, find_format, suffix_of

# Beside minutes lie their annotations, lists, settings, and what browsers save along with a page.
_BESIDE: Final = frozenset(
    {".json", ".jsonl", ".csv", ".tsv", ".toml", ".yaml", ".yml", ".ini", ".md", ".rst", ".log", ".bak", ".tmp", ".db"}
    | {".css", ".js", ".map", ".ico", ".woff", ".woff2", ".ttf", ".py", ".sh", ".ttl", ".nq", ".rq", ".sha256"}
)
_NO_MINUTES: Final = re.compile(
    r"\.|~\$|__macosx$|thumbs\.db$|desktop\.ini$|(?:readme|licen[sc]e|changelog|copying)(?:\.[a-z]{1,8})?$", re.I
)
# What only a graph's own folder holds; »graphbuild build .« shall not read what it wrote itself.
_GRAPH: Final = frozenset({"readings.sqlite", "generations"})
_SAVED_WITH_PAGE: Final = re.compile(r"(?P<page>.{1,250})(?:_files|-filer|_filer)")
_UNFIT: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HEAD: Final = 8192


@dataclass(frozen=True)
class Source:
    """A file that may hold minutes: a file on disk, a member of a zip archive, or bytes at hand.

    ``name`` is the path inside the folder or archive named by the user, ``size`` the number of bytes as its directory
    tells it. May be sent to another process.
    """

    name: str
    size: int
    path: Path | None = None
    member: int | None = None  # number of the member in the archive's directory
    data: bytes | None = field(default=None, repr=False)

    def load(self) -> bytes:
        """Return the bytes; raises UnreadableFile where they cannot be had."""
        if self.data is not None:
            return self.data
        if self.path is None:
            raise UnreadableFile(self.name, "missing", "there is nothing to read")
        if self.member is not None:
            return _load_member(self.name, self.path, self.member)
        try:
            with self.path.open("rb") as file:
                data = file.read(limits.FILE_BYTES + 1)
        except OSError as error:
            raise _not_opened(self.name, error) from error
        if len(data) > limits.FILE_BYTES:
            raise _too_large(self.name)
        return data

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal; reads the file on first use."""
        return hashlib.sha256(self.load()).hexdigest()


def find_sources(
    paths: Sequence[Path | Literal["-"]], *, standard_input: BinaryIO | None = None
) -> Iterator[Source | UnreadableFile]:
    """Yield every file of minutes among the paths, and a report for each that cannot be read.

    A path is a file, a folder (read with all folders in it), a zip archive, or ``"-"`` for one document on standard
    input. A file reached twice is given once. Names are unique: where two folders hold the same name, the later one
    is preceded by its folder's name. Reports have the kinds ``missing``, ``outside-folder``, ``unknown-format``,
    ``zip-bomb``, ``encrypted``, ``too-large`` and ``damaged``.
    """
    names: set[str] = set()
    seen: set[Path] = set()
    for path in paths:
        found: Iterator[Source | UnreadableFile]
        if path == "-":
            found, folder = _from_stream(standard_input or sys.stdin.buffer), "-"
        else:
            found, folder = _from_path(Path(path), seen), Path(path).resolve().name
        for one in found:
            yield _named_apart(one, folder, names) if isinstance(one, Source) else one


def _named_apart(source: Source, folder: str, names: set[str]) -> Source:
    name = source.name
    if name in names:
        name = f"{clean_name(folder)}/{source.name}"
    stem, count = name, 1
    while name in names:
        count += 1
        name = f"{stem} ({count})"
    names.add(name)
    return source if name == source.name else Source(name, source.size, source.path, source.member, source.data)


def clean_name(name: str) -> str:
    """Return a path as a name that is safe to show and to store: ``/`` between parts, no root, no way upwards.

    Characters that no text may hold (control characters, halves of a pair) become ``\\ufffd``.
    """
    parts = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", name.replace("\\", "/")).split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not re.fullmatch(r"[A-Za-z]:", part)]
    return "/".join(kept)[-500:] or "unnamed"


def _from_stream(stream: BinaryIO) -> Iterator[Source | UnreadableFile]:
    data = stream.read(limits.FILE_BYTES + 1)
    yield Source("-", len(data), data=data) if len(data) <= limits.FILE_BYTES else _too_large("-")


# --- on disk ----------------------------------------------------------------------------------------------------------


def _from_path(path: Path, seen: set[Path]) -> Iterator[Source | UnreadableFile]:
    name = clean_name(path.name or path.resolve().name)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            yield from _from_folder(path, path.resolve(), "", seen)
        elif stat.S_ISREG(status.st_mode):
            yield from _from_file(path, name, "", status.st_size, seen)
        else:
            yield UnreadableFile(name, "unknown-format", "it is neither a file nor a folder")
    except FileNotFoundError:
        yield UnreadableFile(name, "missing", "there is no such file or folder")
    except OSError as error:
        yield _not_opened(name, error)


def _from_folder(folder: Path, root: Path, inside: str, seen: set[Path]) -> Iterator[Source | UnreadableFile]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield _not_opened(inside or clean_name(folder.name), error)
        return
    if not _GRAPH.isdisjoint(entry.name for entry in entries):
        return
    stems = {Path(entry.name).stem for entry in entries if entry.name.lower().endswith((".htm", ".html"))}
    for entry in entries:
        if _NO_MINUTES.match(entry.name):
            continue
        name = f"{inside}/{clean_name(entry.name)}" if inside else clean_name(entry.name)
        try:
            if entry.is_symlink():
                yield from _from_link(Path(entry.path), root, name)
            elif entry.is_dir(follow_symlinks=False):
                with_page = _SAVED_WITH_PAGE.fullmatch(entry.name)
                if with_page is None or with_page["page"] not in stems:
                    yield from _from_folder(Path(entry.path), root, name, seen)
            elif not entry.is_file(follow_symlinks=False):
                yield UnreadableFile(name, "unknown-format", "it is neither a file nor a folder")
            elif suffix_of(entry.name) not in _BESIDE:
                size = entry.stat(follow_symlinks=False).st_size
                yield from _from_file(Path(entry.path), name, f"{name}/", size, seen)
        except OSError as error:
            yield _not_opened(name, error)


def _from_link(link: Path, root: Path, name: str) -> Iterator[UnreadableFile]:
    """Report a link that leaves the folder; one that stays inside leads to what is found at its own place."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: links in a circle, before Python 3.13
        yield UnreadableFile(name, "missing", "the link points to nothing")
        return
    if not target.is_relative_to(root):
        advice = "Name the file or folder it points to if it shall be read."
        yield UnreadableFile(
            name, "outside-folder", "the link leads out of the folder and is not followed", advice=advice
        )


def _from_file(path: Path, name: str, prefix: str, size: int, seen: set[Path]) -> Iterator[Source | UnreadableFile]:
    real = path.resolve()
    if real in seen:
        return
    seen.add(real)
    suffix = suffix_of(path.name)
    if suffix == ".zip" and not _is_word_document(path):
        yield from _from_archive(path, name, prefix)
    elif size > limits.FILE_BYTES:
        yield _too_large(name)
    elif suffix and suffix not in MINUTES_SUFFIXES and (report := _unknown(path, name)) is not None:
        yield report
    else:
        yield Source(name, size, path)


def _unknown(path: Path, name: str) -> UnreadableFile | None:
    """Return a report for a file of an unknown suffix whose content is not known either."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return None  # only the whole file tells what it is
    try:
        find_format(name, head)
    except UnreadableFile as report:
        return report
    return None


# --- zip archives -----------------------------------------------------------------------------------------------------


def _is_word_document(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "word/document.xml" in archive.NameToInfo
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _from_archive(path: Path, name: str, prefix: str) -> Iterator[Source | UnreadableFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        yield UnreadableFile(
            name, "damaged", "the zip archive is cut short or damaged", advice=f"Fetch it anew ({error})."
        )
        return
    if len(members) > limits.ARCHIVE_MEMBERS:
        reason = f"the archive holds more than {limits.ARCHIVE_MEMBERS:,} files"
        yield UnreadableFile(name, "zip-bomb", reason, advice="Split the archive.")
        return
    if sum(member.file_size for member in members) > limits.ARCHIVE_BYTES:
        reason = f"the archive unpacks to more than {limits.ARCHIVE_BYTES // 1_000_000_000} GB"
        yield UnreadableFile(name, "zip-bomb", reason, advice="Split the archive.")
        return
    if sum(member.compress_size for member in members) > path.stat().st_size:
        yield UnreadableFile(name, "zip-bomb", "the archive gives the same bytes out as several files")
        return
    named = sorted(((clean_name(member.filename), number) for number, member in enumerate(members)))
    for inner, number in named:
        member = members[number]
        if member.is_dir() or any(_NO_MINUTES.match(part) for part in inner.split("/")):
            continue
        if suffix_of(inner) in _BESIDE:
            continue
        yield _from_member(path, f"{prefix}{inner}", number, member)


def _from_member(path: Path, name: str, number: int, member: zipfile.ZipInfo) -> Source | UnreadableFile:
    if stat.S_ISLNK(member.external_attr >> 16):
        return UnreadableFile(name, "outside-folder", "a link inside an archive is not followed")
    if suffix_of(name) == ".zip":
        advice = "Unpack the outer archive first."
        return UnreadableFile(name, "unknown-format", "a zip archive inside an archive is not opened", advice=advice)
    if member.flag_bits & 1:
        advice = "Unpack it with its password, and give the folder."
        return UnreadableFile(name, "encrypted", "it is protected by a password", advice=advice)
    if is_bomb(member):
        return UnreadableFile(name, "zip-bomb", "it unpacks to more than a thousand times its packed size")
    if member.file_size > limits.FILE_BYTES:
        return _too_large(name)
    return Source(name, member.file_size, path, number)


@lru_cache(maxsize=2)
def _archive(path: Path, _changed: int) -> zipfile.ZipFile:
    """Keep an archive open from one member to the next; its directory may be long."""
    return zipfile.ZipFile(path)


def _load_member(name: str, path: Path, number: int) -> bytes:
    try:
        archive = _archive(path, path.stat().st_mtime_ns)
        members = archive.infolist()
        if number >= len(members):
            raise UnreadableFile(name, "damaged", "the archive has changed while it was read")
        return read_member(archive, members[number], limits.FILE_BYTES)
    except OSError as error:
        raise _not_opened(name, error) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        # RuntimeError: zipfile's word for a member that wants a password; NotImplementedError: packed unusually.
        raise UnreadableFile(name, "damaged", f"it cannot be unpacked: {error}") from error


def _not_opened(name: str, error: OSError) -> UnreadableFile:
    return UnreadableFile(name, "damaged", f"it cannot be opened: {error.strerror or error}")


def _too_large(name: str) -> UnreadableFile:
    return UnreadableFile(name, "too-large", f"it is larger than {limits.FILE_BYTES // 1_000_000} MB")
