"""HTML and SVG in which nothing from the minutes can be taken for markup: text is escaped unless it is Markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TypeAlias

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_EMPTY = frozenset({"input", "br", "meta"})
#: What no page may hold and browsers would replace: control characters beside tab and line feed, lone surrogates.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Markup(str):
    """Text that is already HTML; made by :func:`tag` alone."""

    __slots__ = ()


Content: TypeAlias = "str | int | Iterable[Content] | None"


def tag(name: str, *content: Content, **attributes: str | int | float | bool | None) -> Markup:
    """Return an element. ``class_`` is written ``class``, ``data_find`` ``data-find``; ``None``, ``False`` left out.

    An attribute that loads, leads to or runs something is refused, save a link within the page (``#…``).
    """
    written = [name]
    for key, value in attributes.items():
        attribute = key.rstrip("_").replace("_", "-")
        if value is None or value is False:
            continue
        if attribute in {"src", "action", "style", "srcset"} or attribute.startswith("on"):
            raise ValueError(f"the attribute {attribute} has no place in a page")
        if attribute == "href" and not str(value).startswith("#"):
            raise ValueError("a page links to itself alone")
        written.append(attribute if value is True else f'{attribute}="{_escaped(str(value))}"')
    if not all(_NAME.fullmatch(one.partition("=")[0]) for one in written):
        raise ValueError(f"no name of an element or attribute: {written!r}")
    inside = joined(content)
    return Markup(f"<{' '.join(written)}>" + ("" if name in _EMPTY else f"{inside}</{name}>"))


def joined(content: Content) -> Markup:
    """Return several pieces as one; what is not Markup is escaped."""
    if content is None:
        return Markup("")
    if isinstance(content, Markup):
        return content
    if isinstance(content, str | int):
        return Markup(_escaped(str(content)))
    return Markup("".join(joined(one) for one in content))


def _escaped(text: str) -> str:
    return html.escape(_UNSHOWN.sub("\ufffd", text.replace("\f", "\n").replace("\r", "\n")), quote=True)
