"""Mask CPR numbers (personnumre) as the text is read, so that no later stage ever holds one.

A CPR number is a birth date, DDMMYY, and four digits that tell the century, after
https://cpr.dk/cpr-systemet/opbygning-af-cpr-nummeret. Since 2007 numbers without a valid check digit are given out, so
only the date is tested. Replacement numbers (erstatningspersonnumre) have 60 added to the day.
"""

from __future__ import annotations

import re
from typing import Final

from stdnum.dk import cpr
from stdnum.exceptions import ValidationError

# 010190-1234, 0101901234, 010190 1234, 010190 - 1234, and the last after a line break.
_CANDIDATE: Final = re.compile(
    r"""
    (?<! \d )
    (?P<birth> [0-36-9] \d [01] \d{3} )
    (?P<between> [ \t\u00a0]? [-\u2010-\u2015\u2212] [ \t\u00a0]? \n? | [ \u00a0]? )
    (?P<serial> \d{4} )
    (?! \d )
    """,
    re.VERBOSE,
)
_DIGIT = re.compile(r"\d")


def _is_number(match: re.Match[str]) -> bool:
    birth = match["birth"]
    if birth[0] in "6789":
        # A replacement number is only told from a telephone or an account number by its hyphen.
        if not match["between"].strip():
            return False
        birth = f"{int(birth[0]) - 6}{birth[1:]}"
    try:
        # get_birth_date, not validate: that one asks the clock, and the same file must give the same text any day.
        cpr.get_birth_date(birth + match["serial"])
    except ValidationError:
        return False
    return True


def mask_cpr(text: str) -> str:
    """Return the text with each CPR number's digits replaced by ``X``; the length stays the same.

    Read: ``010190-1234``, ``010190 1234``, ``0101901234``, with spaces or a line end about the hyphen. Left alone:
    numbers whose first six digits are no date, and digits that are part of a longer number.
    """
    return _CANDIDATE.sub(lambda match: _DIGIT.sub("X", match[0]) if _is_number(match) else match[0], text)
