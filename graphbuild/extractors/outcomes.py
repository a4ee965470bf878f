"""What became of an item, by the phrases of ``outcomes.toml``.

A labelled decision is read sentence by sentence: the first that decides wins; "Ad 1 ... Ad 2 ..." takes the weightier
part; an approval is one with changes where its words say so. Without a label the item's whole text is read, where
talk without a decision is ``discussed``, and messages are ``noted``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graphbuild.layouts import Flow, ItemLayout, Section, SectionKind
from graphbuild.lexicon.literals import Gate
from graphbuild.model import Outcome, Said, Votes


@dataclass(frozen=True, slots=True)
class _Tables:
    rules: tuple[tuple[Outcome, str, Gate, re.Pattern[str]], ...]
    gate: Gate  # of all rules
    any_rule: re.Pattern[str]
    changes: re.Pattern[str]
    none: re.Pattern[str]
    none_stated: re.Pattern[str]
    messages: re.Pattern[str]
    ritual: re.Pattern[str]
    hearing: re.Pattern[str]


@cache
def _tables() -> _Tables:
    raw = tomllib.loads(files(__package__).joinpath("outcomes.toml").read_text(encoding="utf-8"))

    def either(phrases: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{phrase})" for phrase in phrases))

    rules = tuple(
        (Outcome(one["outcome"]), str(one["name"]), Gate(one["phrases"]), either(one["phrases"])) for one in raw["rule"]
    )
    return _Tables(
        rules,
        Gate(phrase for one in raw["rule"] for phrase in one["phrases"]),
        either([phrase for one in raw["rule"] for phrase in one["phrases"]]),
        either(raw["changes"]["phrases"]),
        either(raw["none"]["phrases"]),
        either(raw["none"]["stated"]),
        either(raw["titles"]["messages"]),
        either(raw["titles"]["ritual"]),
        either(raw["titles"]["hearing"]),
    )


#: How much an outcome weighs where one decision has several parts.
_WEIGHT = {
    Outcome.REJECTED: 6.5, Outcome.APPROVED_WITH_CHANGES: 7, Outcome.APPROVED: 7, Outcome.RECOMMENDED: 7, Outcome.ELECTED: 7,
    Outcome.REFERRED: 6, Outcome.CONSULTED: 6, Outcome.NOTED: 4, Outcome.DISCUSSED: 3, Outcome.POSTPONED: 2, Outcome.NONE: 0,
}  # fmt: skip
_STRONG = frozenset(
    {
        Outcome.REJECTED,
        Outcome.POSTPONED,
        Outcome.REFERRED,
        Outcome.RECOMMENDED,
        Outcome.APPROVED,
        Outcome.APPROVED_WITH_CHANGES,
        Outcome.ELECTED,
    }
)
#: Sentences that tell of people and formalities, not of the decision.
_ABSENCE = re.compile(
    r"(?i)^\W*(?:næste (?:\w+ )?møde\b|(?:afbud|fraværende|ej til stede|ikke til stede|deltog ikke|inhabil)\b|afstemning|for stemte|imod stemte|undlod|undlader|for:|imod:|dokumentnr|sagsnr)"
    r"|\b(?:deltog ikke|var fraværende|var ikke til stede|forlod (?:mødet|lokalet|salen)|erklærede? sig inhabil|blev erklæret inhabil|deltager ikke|er indkaldt som|indkaldt som (?:suppleant|stedfortræder)|delt(?:og|ager) (?:først )?(?:fra|til og med|under|til) (?:pkt|punkt)|(?:kom|ankom|gik|forlod mødet|nåede frem) (?:kl|under|efter|til) ?\.? ?\d)"
    r"|^(?:pkt|punkt)\.? ?\d+ (?:udgår|udsættes|udgik|flyttes|rykkes|behandles)\b"
)
_TELLS_ABSENCE = Gate([_ABSENCE.pattern])
_OTHER_ITEM = re.compile(
    r"(?:pkt\.?|punkt(?:et)?|sag) ?(?:nr\. ?)?\d+[a-z]? (?:blev |bliver )?(?:udsæt|udsat|udgå|udgi|rykk|flytt|taget af|tages af|behandles)"
)
_LEAD = re.compile(r"^(?:(?:\d{1,2}|[a-z])[.)]|[-–•·])\s+")
_MAIN_VOTE = re.compile(
    r"\b(?:herefter|derefter|hovedforslag|ændringsforslag|sat under afstemning|oprindelige (?:forslag|indstilling))"
)
_PART = re.compile(r"(?:^|\n|(?<=\. ))(?:Ad\.? ?[\da-e]{1,2}[.):]?|\d{1,2}\.(?: og \d{1,2}\.)?)\s+")
#: Somebody told the others something, and nobody is said to have answered.
_TOLD = re.compile(r"\b(?:fortalte|orienterede|oplyste|informerede|gennemgik|berettede|spurgte)\b")
_TALK = re.compile(r"(?i)drøft|\b(?:enig|uenig|talte om|ønsker|mener|foreslår|diskuter|vi)\w*")
_PAST_TALK = re.compile(
    r"\bhar (?:\w+ ){0,2}(?:bevilget|godkendt|vedtaget|tiltrådt|anbefalet|besluttet|udpeget|valgt|drøftet|accepteret|givet)\b"
    r"|\b(?:blev|var|havde) (?:\w+ )?(?:sidst|tidligere|i \d{4})\b|\bpå (?:sidste møde|mødet (?:i|den))\b"
)


def find_outcome(
    item: ItemLayout, decisions: tuple[Section, ...], votes: Votes | None, *, under: str, has_children: bool
) -> Said[Outcome] | None:
    """Return the item's outcome; ``decisions`` are the sections in which the meeting's own body decides.

    ``under`` is the title of the item that a sub-point stands under.
    """
    title = f"{under} {item.title.value if item.title else ''}".strip().casefold()
    tables = _tables()
    if decisions:
        flow = decisions[-1].flow
        outcome = read_outcome(flow, title)
        if (
            outcome is not None
            and outcome.value is Outcome.APPROVED
            and "ja tak" in flow.text
            and tables.messages.search(title)
        ):
            return Said(Outcome.NOTED, outcome.span, "outcome.noted-message")
        if outcome is None or outcome.value is Outcome.DISCUSSED:
            outcome = _by_recommendation(item, flow) or outcome
        if outcome is not None:
            return outcome
        if flow and not _closed(flow.text):
            noted = tables.messages.search(title) or re.search(r"oplys|orienter|meddel|fortal", flow.text)
            if tables.ritual.search(title):
                return None
            sentence = _first_words(flow)
            if sentence is None:  # only who was away
                return flow.value(Outcome.NONE, 0, len(flow.text), "outcome.none-but-absence")
            kind = Outcome.NOTED if noted else Outcome.DISCUSSED
            return flow.value(kind, *sentence, f"outcome.told-{kind.value}")
        return None
    texts = [one for one in item.of(SectionKind.DISCUSSION) if one.flow] or [
        one for one in item.of(SectionKind.TEXT, SectionKind.CASE) if one.flow
    ]
    if not texts or _closed(texts[0].flow.text) or tables.ritual.search(title):
        return None
    flow = texts[-1].flow
    read = [outcome for one in texts if (outcome := read_outcome(one.flow, title, labelled=False)) is not None]
    strong = [one for one in read if one.value in _STRONG or one.value is Outcome.CONSULTED]
    if strong:
        return strong[-1]
    if votes is not None and votes.count_for is not None and not votes.for_:
        carried = votes.count_for.value > (votes.count_against.value if votes.count_against else 0)
        return Said(Outcome.APPROVED if carried else Outcome.REJECTED, votes.count_for.span, "outcome.by-vote")
    if votes is not None and (votes.for_ or votes.against):
        won = len(votes.for_) > len(votes.against)
        ballot = (votes.for_ or votes.against)[0]
        return Said(Outcome.APPROVED if won else Outcome.REJECTED, ballot.span, "outcome.by-vote")
    if has_children and not read:
        return None
    weak = [one for one in read if one.value in (Outcome.NOTED, Outcome.NONE)]
    if weak:
        return weak[-1]
    sentence = _first_words(flow)
    if sentence is None:
        return None
    told = _TOLD.search(flow.text[sentence[0] : sentence[1]]) and not _TALK.search(flow.text)
    kind = Outcome.NOTED if told or tables.messages.search(title) else Outcome.DISCUSSED
    return flow.value(kind, *sentence, f"outcome.talk-{kind.value}")


def read_outcome(flow: Flow, title: str = "", *, labelled: bool = True, recommended: str = "") -> Said[Outcome] | None:
    """Return the outcome that a decision's words state, or ``None`` where they state none."""
    tables = _tables()
    text = flow.text
    bare = " ".join(text.split()).casefold()
    if not bare:
        return None
    if stated := tables.none_stated.search(text.casefold()):
        return flow.value(Outcome.NONE, stated.start(), stated.end(), "outcome.none-stated")
    found: list[tuple[int, int, Outcome, str]] = []
    parts: list[int] = [match.start() for match in _PART.finditer(text)] if labelled else []
    kept: list[str] = []
    others = False
    if (tables.gate.may_match(bare) and tables.any_rule.search(bare)) or tables.none.search(bare) or len(bare) < 120:
        for span in flow.sentences():
            sentence = _LEAD.sub("", " ".join(text[span.start : span.end].split()).casefold())
            if (
                _TELLS_ABSENCE.may_match(sentence)
                and _ABSENCE.search(sentence)
                and not re.search(r"\b(?:godkendt|tiltrådt|vedtaget|udsat|efterretning|næste møde)", sentence)
            ):
                continue
            if _OTHER_ITEM.match(sentence):
                others = True  # the agenda is changed; this item is not
                continue
            kept.append(sentence)
            if not tables.gate.may_match(sentence):
                continue
            for outcome, name, gate, pattern in tables.rules:
                match = pattern.search(sentence) if gate.may_match(sentence) else None
                if match and not (not labelled and _PAST_TALK.search(sentence)) and not _only_wished(sentence, match):
                    found.append((span.start, span.end, outcome, name))
                    break
    if not found:
        if others and "dagsorden" in title:
            return flow.value(Outcome.APPROVED_WITH_CHANGES, 0, len(text), "outcome.agenda-changed")
        rest = " ".join(kept).strip()
        alone = (
            bool(kept)
            and len(kept) <= 3
            and tables.messages.search(title) is not None
            and tables.none.search(kept[0]) is not None
        )
        if rest and (alone or (tables.none.search(rest) and len(rest) < 120)):
            return flow.value(Outcome.NONE, 0, len(text), "outcome.none")
        return None
    start, end, outcome, name = _chosen(found, parts, bare)
    if outcome is Outcome.APPROVED and (others or _changed(text, start, end, found)):
        outcome, name = Outcome.APPROVED_WITH_CHANGES, "approved-with-changes"
    partly = outcome is Outcome.REJECTED and (
        ("høring" in title and any(one[2] is Outcome.RECOMMENDED for one in found)) or "støtte" in text[start:end]
    )
    if (
        partly or outcome in (Outcome.APPROVED, Outcome.APPROVED_WITH_CHANGES, Outcome.RECOMMENDED)
    ) and _answers_hearing(title, text.casefold(), recommended):
        outcome, name = Outcome.CONSULTED, "consulted"
    return flow.value(outcome, start, end, f"outcome.{name}{'' if labelled else '-unlabelled'}")


def _by_recommendation(item: ItemLayout, flow: Flow) -> Said[Outcome] | None:
    """A decision that only tells what was said follows a recommendation to take note."""
    for section in item.of(SectionKind.RECOMMENDATION):
        parts = [line for line in section.flow.text.split("\n") if "efterretning" in line or "drøft" in line]
        if parts and "efterretning" in parts[0] and not re.search(r"(?i)\bdrøftet\b", flow.text):
            words = _first_words(flow)
            return flow.value(Outcome.NOTED, *words, "outcome.noted-as-recommended") if words else None
    return None


def _only_wished(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether the phrase stands in a wish or a reason: "ønsker, at ... vedtages", "før strategien skal vedtages"."""
    before = sentence[: match.start()]
    return (
        bool(
            re.search(
                r"\b(?:ønsker|skal|kan|vil|før|inden|når|hvis|bør|må|som blev|efter at|indtil)\b[^.]{0,50}$", before
            )
        )
        and not re.search(r"\b(?:sagen|punktet|indstillingen|kan ikke|kunne ikke)\b", before)
        and "ikke" not in match[0]
    )


def _chosen(found: list[tuple[int, int, Outcome, str]], parts: list[int], text: str) -> tuple[int, int, Outcome, str]:
    if len(parts) > 1:
        return max(found, key=lambda one: (_WEIGHT[one[2]], -one[0]))
    strong = [one for one in found if one[2] in _STRONG]
    if len(found) > 1:  # "Drøftet. Sagen tages op på næste møde": the talk goes on, the item was not put off
        strong = [one for one in strong if one[3] != "taken-up-again"]
        found = [one for one in found if one[3] != "taken-up-again"] or found
    if not strong:
        return max(found, key=lambda one: (_WEIGHT[one[2]], -one[0]))
    first = strong[0]
    if first[3] == "not-followed" and len(strong) > 1:  # "Indstillingen blev ikke fulgt. Udvalget vedtog ..."
        return strong[1]
    if first[2] is Outcome.REJECTED and _MAIN_VOTE.search(
        text
    ):  # a side proposal fell; the main one was voted on after it
        return next((one for one in reversed(strong) if one[2] is not Outcome.POSTPONED), first)
    if first[2] is Outcome.REJECTED and any(one[2] is Outcome.REFERRED for one in strong):
        return next(one for one in strong if one[2] is Outcome.REFERRED)  # sent back, not done with
    if first[2] is Outcome.APPROVED and any(one[2] is Outcome.RECOMMENDED for one in strong):
        return next(one for one in strong if one[2] is Outcome.RECOMMENDED)  # followed, and passed on to who decides
    if first[2] in (Outcome.APPROVED, Outcome.ELECTED) and found[0][2] is Outcome.NOTED and found[0][0] < first[0]:
        return found[0]  # "Taget til efterretning. ... blev godkendt" tells of something else
    return first


def _changed(text: str, start: int, end: int, found: list[tuple[int, int, Outcome, str]]) -> bool:
    tables = _tables()
    sentence = " ".join(text[start:end].split()).casefold()
    if tables.changes.search(sentence) or "ændringsforslag" in sentence:
        return True
    around = " ".join(text[max(0, start - 160) : start].split()).casefold()
    after = " ".join(text[end : end + 90].split()).casefold()
    if re.search(r"taget af dagsordenen|rykke[ts] frem|flytte[ts]|punkt(?:et)? \d+ (?:udgår|udgik|udgået)", around):
        return True
    follow = after.split(". ")[0]
    return bool(
        re.search(r"\bdog\b|punkt(?:et)? \d+ (?:rykkes|flyttes|udgår|behandles)|skal også høres|er kommet til", follow)
    )


def _answers_hearing(title: str, text: str, recommended: str) -> bool:
    """Tell whether the body settles its own answer to a hearing (not: sends something out for hearing)."""
    if re.search(r"sendes i (?:\w+ )?høring|udsendes i høring|sende .{0,40} i høring|sendes ud", text):
        return False
    if recommended and not re.search(r"svar|udtal|høring", recommended):
        return False  # others have answered, and here it is decided
    if re.search(r"(?:sager|sendt|punkter) i høring|høringssvar", title):
        return True
    return bool(
        re.search(
            r"høringssvar|afgiver .{0,20}svar|sender svaret|svaret sendes|sender udtalelsen|udtaler|\budtalelse", text
        )
    ) and bool(
        re.search(r"høring|udtalelse|svar", title)
        or re.search(r"høringssvar(?:et)?\b|udtaler|udtalelsen|bedt om (?:en )?udtalelse", text)
    )


def _first_words(flow: Flow) -> tuple[int, int] | None:
    for span in flow.sentences():
        if not _ABSENCE.search(flow.text[span.start : span.end]):
            return span.start, span.end
    return None


def _closed(text: str) -> bool:
    return bool(
        re.match(
            r"(?i)\s*(?:behandlet for lukkede|refereres ikke|(?:punktet )?(?:er )?behandlet (?:som|på) lukket|lukket (?:punkt|sag)|(?:punktet|sagen) er (?:lukket|behandlet for lukkede)|referatet af dette punkt er ikke|der tages ikke referat|personsag)",
            text,
        )
    )
