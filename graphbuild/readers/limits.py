"""How much a single file may hold before it is refused instead of read.

The figures are far above any minutes met in the wild; they are there so that a hostile or a broken file costs seconds
and megabytes, not the run. Each is a plain constant, so that a test can meet it.
"""

from __future__ import annotations

from typing import Final

FILE_BYTES: Final = 200_000_000
"""Size of a file as it lies on disk, or of a member of an archive once unpacked."""

TEXT_CHARACTERS: Final = 20_000_000
"""Length of the text that comes out of one file."""

PDF_PAGES: Final = 5_000

NESTING: Final = 2_000
"""Depth of elements within one another in HTML; the parser's time grows with the square of it."""

ARCHIVE_MEMBERS: Final = 200_000
"""Files in a zip archive of minutes."""

ARCHIVE_BYTES: Final = 20_000_000_000
"""Unpacked size of a whole archive of minutes; members are unpacked one at a time."""

DOCX_MEMBERS: Final = 10_000
"""Parts of a DOCX package."""

DOCX_BYTES: Final = 400_000_000
"""Unpacked size of a DOCX package."""

DOCX_PART_BYTES: Final = 50_000_000
"""Unpacked size of a part of a DOCX package that is parsed as XML."""

RATIO: Final = 1_000
"""Unpacked to packed size from which a member is called a bomb; DEFLATE ends at 1,032, plain prose lies below 20."""

RATIO_FLOOR: Final = 10_000_000
"""Members smaller than this when unpacked are harmless whatever their ratio."""
