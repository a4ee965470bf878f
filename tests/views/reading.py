"""Read a page as a browser's parser would: elements with attributes, text and descendants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = {"meta", "input", "br"}


@dataclass(eq=False)
class Element:
    tag: str
    attributes: dict[str, str | None]
    parts: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return all text below, white space folded."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part._texts()

    def walk(self) -> Iterator[Element]:
        yield self
        for part in self.parts:
            if isinstance(part, Element):
                yield from part.walk()

    def all(self, tag: str) -> list[Element]:
        return [one for one in self.walk() if one.tag == tag and one is not self]

    def find(self, tag: str) -> Element:
        return self.all(tag)[0]


class _Parser(HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.root = Element("root", {})
        self.stack = [self.root]
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, dict(attrs))
        self.stack[-1].parts.append(made)
        if tag not in _EMPTY:
            self.stack.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack[-1].tag == tag, f"</{tag}> ends <{self.stack[-1].tag}>"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].parts.append(data)


def elements(page: bytes) -> list[Element]:
    """Return every element of a page; fail where elements do not nest."""
    parser = _Parser(page)
    assert parser.stack == [parser.root]
    return list(parser.root.walk())


def check_self_contained(page: bytes) -> None:
    """Fail where a page could load, lead or post anywhere, or run a script that its policy does not name."""
    found = elements(page)
    assert {one.tag for one in found} & {"link", "img", "iframe", "object", "embed", "base", "form", "image"} == set()
    for one in found:
        assert not {"src", "action", "style", "xlink:href"} & one.attributes.keys()
        assert not [name for name in one.attributes if name.startswith("on")]
        assert (one.attributes.get("href") or "#").startswith("#")
    assert [one.tag for one in found].count("script") == 1
    [policy] = [one.attributes["content"] for one in found if one.attributes.get("http-equiv")]
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-[\w+/=]{44}'; style-src 'sha256-[\w+/=]{44}'; "
        r"base-uri 'none'; form-action 'none'",
        policy,
    )
    targets = {one.attributes["id"] for one in found if "id" in one.attributes}
    assert len(targets) == len([one for one in found if "id" in one.attributes])
    assert {(one.attributes["href"] or "#")[1:] for one in found if "href" in one.attributes} <= targets
    assert b"@import" not in page
    assert b"url(" not in page
