"""The frame that all pages share: one file, no network, nothing from the minutes taken for markup.

Data goes into the page as JSON in an inert element and is put on the screen as text by the page's script. A content
security policy names the hashes of the page's own script and style, so that nothing else runs and nothing is loaded.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from graphbuild.errors import DefinitionError, UsageError
from graphbuild.graph.vocabulary import shipped
from graphbuild.views.markup import Markup

LANGUAGES = ("da", "en")

_SLOT = re.compile(r"\{\{(\w+)\}\}")
_PREFERRED = "http://www.w3.org/2004/02/skos/core#prefLabel"


def page(
    template: str,
    *,
    language: str,
    title: str,
    data: Mapping[str, Any],
    scripts: tuple[str, ...] = (),
    body: Markup | None = None,
) -> bytes:
    """Return a page made of ``page/<template>.html``, ``.css`` and ``.js``, after the scripts of libraries.

    ``body`` is what a page shows without any script; such a page may use no style but its own file's.
    """
    style = part(f"{template}.css")
    code = "\n".join((*scripts, part(f"{template}.js")))
    if "</script" in code.lower():
        raise DefinitionError(f"The script of the page {template} would end before its end.")
    policy = (
        f"default-src 'none'; script-src {_hash(code)}; style-src {_hash(style)} 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    if body is None:
        policy = policy.replace(f"{_hash(style)} ", "")  # the drawing library styles its own canvas; see the test
    else:
        policy = policy.replace(" 'unsafe-inline'", "").replace(" img-src data:;", "")
    slots = {
        "language": html.escape(language, quote=True),
        "title": html.escape(title),
        "policy": html.escape(policy, quote=True),
        "style": style,
        "data": embedded(data),
        "code": code,
        "body": body or "",
    }
    return _SLOT.sub(lambda found: slots[found[1]], part(f"{template}.html")).encode("utf-8", "replace")


def embedded(data: object) -> str:
    """Return data as JSON that cannot end the element it stands in, nor start another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


@cache
def part(name: str) -> str:
    """Return a file of the folder ``page``."""
    return files("graphbuild.views").joinpath("page", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def words(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the words of a language by section (page, kind, relation, property, value).

    Values of the ontology's closed schemes stand among ``value`` by their notation. Raises :class:`UsageError` for a
    language without words.
    """
    if language not in LANGUAGES:
        raise UsageError(f"There are no words in »{language}«.", advice=f"Choose one of: {', '.join(LANGUAGES)}.")
    table = tomllib.loads(files("graphbuild.views").joinpath("words.toml").read_text(encoding="utf-8"))
    told = {section: {key: one[language] for key, one in entries.items()} for section, entries in table.items()}
    for quad in shipped().quads_for_pattern(None, None, None, None):
        if quad.predicate.value == _PREFERRED and getattr(quad.object, "language", None) == language:
            notation = str(getattr(quad.subject, "value", "")).rsplit("/", 1)[-1]
            told["value"].setdefault(notation, str(getattr(quad.object, "value", "")))
    return told
