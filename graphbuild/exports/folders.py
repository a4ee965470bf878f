"""Write a folder of files whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphbuild.errors import UsageError


@contextmanager
def written_folder(folder: Path, mark: str) -> Iterator[Path]:
    """Give a folder to write in; it takes the place of ``folder`` when all is written.

    Raises :class:`UsageError` where the folder holds something else than an earlier export, told by the file ``mark``,
    or cannot be written.
    """
    if folder.exists() and not (folder.is_dir() and (not any(folder.iterdir()) or (folder / mark).is_file())):
        raise UsageError(f"{folder}: there is something else here.", advice="Give another folder with -o.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".partial", dir=folder.parent))
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror}", advice="Give another folder with -o.") from None
    try:
        yield partial
        if folder.exists():
            shutil.rmtree(folder)
        partial.chmod(0o755)
        partial.replace(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
