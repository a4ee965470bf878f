"""Times of day (klokkeslæt) and ranges of them, as ``HH:MM``.

Forms read: ``kl. 10.30``, ``kl.10:15``, ``kl. 17``, ``klokken 9``, ``10:15``, ``15.00-17.30``, ``16.15 – ca. 18.00``,
``kl. 12.30 til kl. 14.30``, ``kl. 17-19``; after a label (``Tid:``, ``Mødetidspunkt:``) also ``17-19`` and ``17``.

Left out on purpose: ``10.30`` by itself (a section, a sum), ``17-19`` without a label, hours over 23 but ``24.00``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphbuild.model import Span


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time of day, or a range of them: ``start`` and ``end`` are ``HH:MM``; the spans cover the digits only."""

    span: Span
    start: str
    start_span: Span
    end: str | None = None
    end_span: Span | None = None


_CLOCK = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)"
_HOUR = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?"
_KL = r"(?:kl\.?|klokken)[ \u00a0]{0,2}"
_CA = r"(?:ca\.?[ \u00a0])?"
# From-to: a dash, "til", "og" after "mellem"; the second may have its own "kl." and "ca.".
_TO = rf"(?:\s?[-\u2010-\u2015]\s?|\stil\s|\sog\s){_CA}(?:{_KL})?{_CA}"
_LABEL = r"(?:(?:møde|start|slut)?tid(?:spunkt(?:er)?|srum)?|start|slut|mødestart)"
_END = r"(?![\d%]|[.:,]\d|\s?(?:kr|mio)\b)"

_TIME = re.compile(
    rf"""(?xi)
    (?<![\w.,:/§-]) (?:
        (?:{_KL}{_CA}|{_LABEL}[ \t]?:[ \t]{{0,20}}(?:{_KL})?{_CA})
        (?P<labelled>{_HOUR}){_END} (?:{_TO}(?P<labelled_end>{_HOUR}){_END})?
      | (?P<clock>{_CLOCK}){_END} {_TO} (?P<clock_end>{_CLOCK}){_END}
      | (?P<colon>(?:[01]?\d|2[0-3]):[0-5]\d){_END}(?!:)
    )
    """
)


def _normal(digits: str) -> str | None:
    hour, _, minute = digits.replace(":", ".").partition(".")
    if int(hour) > 24 or (int(hour) == 24 and minute not in ("", "00")):
        return None
    return f"{int(hour):02}:{minute or '00'}"


def find_times(text: str, start: int = 0, end: int | None = None) -> list[FoundTime]:
    """Return the times of day of a text in order of print; "kl. 12.30 til kl. 14.30" is one finding with an end."""
    found = []
    for match in _TIME.finditer(text, start, len(text) if end is None else end):
        for first, last in (("labelled", "labelled_end"), ("clock", "clock_end"), ("colon", "")):
            if match[first] is None:
                continue
            begin = _normal(match[first])
            closing = match[last] if last else None
            finish = _normal(closing) if closing else None
            if begin is None or (first == "clock" and (finish is None or finish <= begin)):
                continue
            end_span = Span(*match.span(last)) if finish is not None else None
            span = Span(match.start(first), end_span.end if end_span else match.end(first))
            found.append(FoundTime(span, begin, Span(*match.span(first)), finish, end_span))
    return found


def normal_time(digits: str) -> str | None:
    """Return ``HH:MM`` for the digits of a field known to hold a time (``10.30``, ``9``, ``1715``), or ``None``."""
    plain = digits.strip().rstrip(".")
    if re.fullmatch(r"\d{4}", plain):
        plain = f"{plain[:2]}.{plain[2:]}"
    return _normal(plain) if re.fullmatch(_HOUR, plain) else None
