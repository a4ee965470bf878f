"""Write a :class:`~graphbuild.model.Record` as one JSON object in the shape of the annotations, and read it back.

Plain keys hold plain values, so that any tool made for the annotations reads our output. What each value rests on
stands beside them in ``evidence``: JSON Pointer (RFC 6901) of the value -> start, end, quote, rule, confidence.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, cast

from graphbuild.model import Document, Record, Said, Span

Json = dict[str, Any]

#: ``for`` is a reserved word in Python, and the meeting's keys stay as the annotations have them.
_KEYS = {"for_": "for"}

#: Lists that the annotations give as bare names; what we know beside the name stands under the second key.
_DETAILS = {"organisations": "organisation_details", "projects": "project_details"}


def record_to_json(record: Record, document: Document, confidence: Callable[[str], float]) -> Json:
    """Return a record as JSON-ready values with an ``evidence`` member.

    ``confidence`` tells what a rule has earned (0..1). Values that the document is silent on are ``null`` or ``[]``.
    """
    evidence: dict[str, Json] = {}

    def plain(value: Any, pointer: str) -> Any:
        if isinstance(value, Said):
            if value.span is not None:
                evidence[pointer] = {
                    "start": value.span.start,
                    "end": value.span.end,
                    "quote": document.quote(value.span),
                    "rule": value.rule,
                    "confidence": round(confidence(value.rule), 4),
                }
            else:
                evidence[pointer] = {"rule": value.rule, "confidence": round(confidence(value.rule), 4)}
            return value.value.value if isinstance(value.value, Enum) else value.value
        if isinstance(value, Span):
            return [value.start, value.end]
        if isinstance(value, tuple):
            return [plain(one, f"{pointer}/{index}") for index, one in enumerate(value)]
        if is_dataclass(value) and not isinstance(value, type):
            return {
                (key := _KEYS.get(part.name, part.name)): plain(getattr(value, part.name), f"{pointer}/{key}")
                for part in fields(value)
            }
        return value

    row = cast(Json, plain(record, ""))
    for key, details in _DETAILS.items():  # the annotations name these by a bare string
        row[details] = row[key]
        row[key] = [one["name"] for one in row[details]]
        for pointer in [one for one in evidence if one.startswith(f"/{key}/")]:
            proof = evidence.pop(pointer)
            evidence[f"/{details}/{pointer.removeprefix(f'/{key}/')}"] = proof
            if pointer.endswith("/name"):
                evidence[pointer.removesuffix("/name")] = proof
    row["evidence"] = evidence
    return row


def record_from_json(row: Mapping[str, Any]) -> Record:
    """Read back what :func:`record_to_json` wrote; a value without evidence gets no span and the rule ``annotated``.

    So annotations made by hand, which carry no evidence, become records too. Raises ``KeyError`` or ``ValueError``
    where a value does not fit the model.
    """
    evidence: Mapping[str, Any] = row.get("evidence") or {}
    row = dict(row)
    for key, details in _DETAILS.items():
        if details in row:
            row[key] = row[details]
            evidence = {
                (f"/{key}/{at.removeprefix(f'/{details}/')}" if at.startswith(f"/{details}/") else at): proof
                for at, proof in evidence.items()
            }
        else:
            row[key] = [{"name": name} for name in row.get(key) or ()]

    def said(value: Any, inner: Any, pointer: str) -> Said[Any]:
        proof = evidence.get(pointer, {})
        span = Span(proof["start"], proof["end"]) if "start" in proof else None
        if isinstance(inner, type) and issubclass(inner, Enum):
            value = inner(value)
        return Said(value, span, proof.get("rule", "annotated"))

    def read(value: Any, shape: Any, pointer: str) -> Any:
        origin, inner = typing.get_origin(shape), typing.get_args(shape)
        if origin in (types.UnionType, typing.Union):
            return None if value is None else read(value, next(one for one in inner if one is not type(None)), pointer)
        if origin is tuple:
            return tuple(read(one, inner[0], f"{pointer}/{index}") for index, one in enumerate(value or ()))
        if origin is Said:
            return said(value, inner[0], pointer)
        if shape is Span:
            return Span(*value)
        if is_dataclass(shape):
            found: dict[str, Any] = {}
            for name, part in _shapes(cast(type, shape)).items():
                key = _KEYS.get(name, name)
                if key in value:
                    found[name] = read(value[key], part, f"{pointer}/{key}")
            return cast(type, shape)(**found)
        return value

    return cast(Record, read({"sha256": "", **row}, Record, ""))


@cache
def _shapes(shape: type) -> dict[str, Any]:
    """Return the resolved type of each field of a dataclass of the model."""
    return typing.get_type_hints(shape)
