"""Cases across documents: one number in one municipality, however it is spaced, padded or dashed."""

from __future__ import annotations

import re
from functools import lru_cache

_DASH = re.compile(r"\s*[-\u2010-\u2015]\s*")
_PADDED = re.compile(r"(?<![\w.])0+(?=\d)")


@lru_cache(maxsize=100_000)
def case_key(number: str) -> str:
    """Return a case number for comparing: "27.42.00 - g01 - 0003 - 23" and "27.42.00-G01-3-23" are one.

    Leading zeros of a running number go, those of a KLE group (00.22.02) and a facet (G01) stay.
    """
    parts = _DASH.split(" ".join(number.split()).upper())
    settled = [part if "." in part else "/".join(_PADDED.sub("", one) for one in part.split("/")) for part in parts]
    return "-".join(settled).replace(" ", "")
