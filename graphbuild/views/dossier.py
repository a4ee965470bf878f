"""What the pages of text share: days, names, passages, a commitment's card, and the frame around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from graphbuild.errors import UsageError
from graphbuild.graph.store import GraphStore
from graphbuild.questions.danish_order import danish_key
from graphbuild.views.commitments import STATUSES, Node, Promise
from graphbuild.views.markup import Content, Markup, joined, tag
from graphbuild.views.pages import page, words
from graphbuild.views.passages import AROUND, Passages, sureness

_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_PLACE = re.compile(r"(page|line) (\d{1,7})")


class Dossier:
    """Writes the parts of a page in one language; ``say`` holds the words by section."""

    def __init__(self, store: GraphStore, language: str) -> None:
        self.language = language
        self.say = words(language)
        self.passages = Passages(store)

    def word(self, key: str, **values: object) -> str:
        """Return the page's own words for a key."""
        text = self.say["dossier"][key]
        return text.format(**values) if values else text

    def value(self, notation: object) -> str:
        """Return the words for a value of a closed scheme."""
        return self.say["value"].get(str(notation), str(notation))

    def day(self, iso: str | None) -> str:
        """Return a day or month as people write it: »20. marts 2024«, »marts 2024«."""
        if not iso:
            return self.word("undated")
        found = _DAY.fullmatch(iso)
        if not found:
            return iso
        month = self.say["month"][found[2]]
        if not found[3]:
            return f"{month} {found[1]}"
        return f"{int(found[3])}{'.' if self.language == 'da' else ''} {month} {found[1]}"

    def kroner(self, amount: float) -> str:
        """Return an amount with its thousands parted as the language parts them."""
        text = f"{amount:,.0f}"
        return text.replace(",", ".") if self.language == "da" else text

    def meeting(self, meeting: Node) -> str:
        """Return a meeting's bodies and day: »Byrådet, 28. marts 2023«."""
        name, iso = str(meeting.get("name", "")), meeting.get("date")
        name = name.removesuffix(f", {iso}") if iso else name
        return ", ".join(one for one in (name, self.day(iso)) if one)

    def item(self, item: Node) -> str:
        """Return an item's number and title: »punkt 4: Natvarmestue«."""
        number, title = item.get("number"), item.get("title")
        where = self.word("item", number=number) if number else ""
        return ": ".join(str(one) for one in (where, title) if one)

    def proof(self, fact: Mapping[str, Any], *, alone: bool = False) -> Content:
        """Return the words that state a fact, and where they stand: document, page, characters, how sure.

        ``alone`` leaves out what stands around them, for words that are whole sections.
        """
        quote = self.passages.quote(fact.get("passage"))
        if not quote:
            return None
        before, after = ("", "") if alone else (_from_word(quote["before"]), _to_word(quote["after"]))
        return (
            tag(
                "blockquote",
                *("… " if before else None, before, tag("mark", quote["quote"]), after, " …" if after else None),
            ),
            tag("p", self.source(quote, sureness(fact, self.say["page"])), class_="source"),
        )

    def folded(self, fact: Mapping[str, Any]) -> Content:
        """Return where a fact stands, with its words folded below; they open for the printer."""
        quote = self.passages.quote(fact.get("passage"))
        if not quote:
            return None
        words_ = tag("blockquote", _from_word(quote["before"]), tag("mark", quote["quote"]), _to_word(quote["after"]))
        where = tag("summary", self.source(quote, sureness(fact, self.say["page"])))
        return tag("details", where, words_, class_="folded")

    def source(self, quote: Mapping[str, Any], sure: str = "") -> Content:
        """Return the document's name, page and characters of a passage."""
        place = quote["place"] or ""
        counted = _PLACE.fullmatch(place)
        place = self.word(counted[1], number=counted[2]) if counted else place
        chars = self.word("chars", start=quote["start"], end=quote["end"])
        rest = ", ".join(one for one in (place, chars) if one)
        return tag("cite", quote["name"]), f", {rest}", f" · {sure}" if sure else ""

    # --- commitments --------------------------------------------------------------------------------------------------

    def badge(self, status: str) -> Markup:
        """Return a status as a coloured word."""
        return tag("span", self.value(status), class_=f"badge {status}")

    def names(self, actors: Sequence[Node]) -> str:
        """Return several names as one: »Alma og Storm«."""
        told = sorted({name_of(one) for one in actors}, key=danish_key)
        return f" {self.word('and')} ".join((", ".join(told[:-1]), told[-1])) if len(told) > 1 else "".join(told)

    def debtor(self, promise: Promise) -> str:
        """Return who is to do it; the words as printed where nobody is known by them."""
        return self.names(promise.debtors) or str(promise.commitment.get("debtor_text") or "")

    def promise(self, promise: Promise, *, with_debtor: bool = False) -> Markup:
        """Return a commitment's card: status, deed, to whom, due, the words, and what came after, step by step."""
        commitment = promise.commitment
        debtor = self.debtor(promise) or self.word("nobody")
        facts: list[tuple[str, str]] = []
        if with_debtor:
            facts.append((self.word("debtor"), debtor))
        printed = commitment.get("debtor_text")
        if printed and printed not in debtor:
            facts.append((self.word("printed"), f"»{printed}«"))
        if promise.creditors:
            facts.append((self.word("creditor"), self.names(promise.creditors)))
        facts.append((self.word("due"), self.due(commitment)))
        facts.append((self.word("made"), self.meeting(promise.meeting)))
        if promise.item:
            facts.append((self.word("at"), self.item(promise.item)))
        if promise.successor:
            facts.append((self.word("successor"), str(promise.successor.get("text", ""))))
        return tag(
            "article",
            tag("h3", self.badge(promise.status.value), " ", str(commitment.get("text", ""))),
            tag("dl", *((tag("dt", label), tag("dd", value)) for label, value in facts), class_="facts"),
            self.proof(commitment),
            self._trail(promise),
            class_="row promise",
            data_status=promise.status.value,
            data_find=debtor,
        )

    def due(self, commitment: Node) -> str:
        """Return when it is due, as printed and as a day; that no day is told, where none is."""
        due, printed = commitment.get("due"), commitment.get("due_text")
        if due and printed:
            return self.day(due) if self.day(due) in printed else f"{self.day(due)} (»{printed}«)"
        return self.day(due) if due else f"»{printed}«" if printed else self.word("no_due")

    def _trail(self, promise: Promise) -> Content:
        steps = []
        for step, later in promise.steps:
            if step.what == "made":
                continue  # stands above with its words
            if later is None:
                steps.append(tag("li", tag("b", self.day(step.day)), " ", self.word("fell_due"), class_="due"))
                continue
            reason = self.value(later.link["reason"])
            place = f"{self.meeting(later.meeting)}, {self.item(later.item)}"
            steps.append(
                tag(
                    "li",
                    *(tag("b", self.day(step.day)), " ", self.badge(str(later.link["effect"])), f" {place}"),
                    tag("p", self.word("because", reason=reason), class_="why"),
                    self.proof(later.link),
                )
            )
        if not steps:
            return None
        return tag("h4", self.word("trail")), tag("ol", *steps, class_="trail")

    def status_meanings(self, promises: Sequence[Promise]) -> Markup:
        """Return what the statuses at hand mean; a promise that nobody came back to need not be a broken one."""
        used = {one.status for one in promises}
        return tag(
            "details",
            tag("summary", self.word("meanings")),
            tag(
                "dl",
                *(
                    (tag("dt", self.badge(status.value)), tag("dd", self.word(f"meaning-{status.value}")))
                    for status in STATUSES
                    if status in used
                ),
                class_="facts",
            ),
            open=True,
        )

    def promises_overview(self, promises: Sequence[Promise]) -> Markup:
        """Return how many commitments have which status, as boxes to tick."""
        count = Counter(one.status for one in promises)
        return tag(
            "fieldset",
            tag("legend", self.word("status")),
            *(
                tag(
                    "label",
                    tag("input", type="checkbox", checked=True, value=status.value, class_="status"),
                    *(self.badge(status.value), " ", tag("b", count[status])),
                )
                for status in STATUSES
                if count[status]
            ),
            class_="statuses",
        )

    # --- the frame ----------------------------------------------------------------------------------------------------

    def tools(self, *more: Content) -> Markup:
        """Return the box that filters the page's rows."""
        return tag(
            "div",
            tag("label", self.word("filter"), " ", tag("input", type="search", id="filter", autocomplete="off")),
            *more,
            tag("p", id="shown", role="status", data_words=self.word("shown")),
            class_="tools",
        )

    def page(self, title: str, note: str, *content: Content) -> bytes:
        """Return the page; ``note`` says beneath the title what it shows."""
        body = joined(
            [
                tag("header", tag("h1", title), tag("p", note, id="note")),
                tag("main", *content),
                tag("footer", self.say["page"]["footer"]),
            ]
        )
        return page("dossier", language=self.language, title=title, data={}, body=body)


def name_of(node: Node) -> str:
    """Return what a node is shown as: its name, its number, or what its address ends in."""
    return str(next((node[key] for key in ("name", "number", "code") if node.get(key)), node["id"]))


def checked_day(text: str) -> str:
    """Return a day as ISO. Raises :class:`UsageError` for anything else."""
    from datetime import date

    danish = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text)
    try:
        if danish:
            return date(int(danish[3]), int(danish[2]), int(danish[1])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"--as-of must be a day such as 2024-03-14 or 14-03-2024, not »{text}«.") from None


def _from_word(text: str) -> str:
    """Return what stands before a quote: of its paragraph alone, from the start of a whole word on."""
    if len(text) >= AROUND:
        text = re.sub(r"^\S{0,60}\s+", "", text)
    return re.split(r"\n[ \t]{0,20}\n", text)[-1].lstrip()


def _to_word(text: str) -> str:
    if len(text) >= AROUND:
        text = re.sub(r"\s+\S{0,60}$", "", text)
    return re.split(r"\n[ \t]{0,20}\n", text)[0].rstrip()
