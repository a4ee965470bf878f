"""Follow-ups on small documents: what is linked, what is not, and what odd dates do."""

from __future__ import annotations

from hashlib import sha256

import pytest

from graphbuild.graph.links import Effect, FollowUp, Reason
from graphbuild.linking.matching import is_past
from graphbuild.linking.statuses import Status, status_as_of
from graphbuild.linking.words import lemma_of, parts_of, read_words, split_compound
from graphbuild.model import CommitmentMention, Document, ItemMention, MeetingMention, Record, Said, Span
from graphbuild.resolution import Ledger, Resolved, resolve
from tests.resolution.town import build

PROMISE = "Rikke Solbjerg sender et notat om natbussen til rådet"


def reading(day: str, *items: str, promises: tuple[tuple[str, str, str], ...] = ()) -> tuple[Record, Document]:
    """A document of one board: each item "title: text"; promises are (item number, debtor, action)."""
    text = f"Udsatterådet\n{day}\n\n"
    mentions = []
    for n, one in enumerate(items, start=1):
        title, _, rest = one.partition(": ")
        start = len(text) + len(f"{n}. ")
        text += f"{n}. {title}\n{rest}\n\n"
        mentions.append(
            ItemMention(
                Said(str(n), Span(start - len(f"{n}. "), start - 2), "t"),
                Said(title, Span(start, start + len(title)), "t"),
            )
        )
    found = []
    for number, debtor, action in promises:
        at = text.index(action)
        found.append(CommitmentMention(number, Said(action, Span(at, at + len(action)), "t"), Said(debtor, None, "t")))
    sha = sha256(text.encode()).hexdigest()
    head = MeetingMention((Said("Udsatterådet", None, "t"),), Said(day, None, "t"))
    code = Said("981", None, "t")
    record = Record(f"{day}.txt", sha, None, code, head, items=tuple(mentions), commitments=tuple(found))
    return record, Document(f"{day}.txt", sha, "text/plain", text)


FIRST = reading(
    "2024-01-10",
    f"Natbus til havnen: {PROMISE} senest den 1. marts 2024.",
    promises=(("1", "Rikke Solbjerg", "sender et notat om natbussen til rådet"),),
)


def links(*later: tuple[Record, Document], ledger: str = "") -> list[tuple[str, str]]:
    found: Resolved = resolve([FIRST, *later], Ledger.parse(ledger))
    return [
        (link.later.rsplit("/meeting/", 1)[1].split("/", 2)[2], link.effect.value)
        for link in found.follow_ups
        if "/commitment/" in link.followed
    ]


@pytest.mark.parametrize(
    ("item", "effect"),
    [
        ("Opfølgning på aftaler: Rikke Solbjerg sendte notatet om natbussen i februar.", "fulfilled"),
        ("Opfølgning på aftaler: Notatet om natbussen er sendt til rådet.", "fulfilled"),
        ("Opfølgning på aftaler: Notatet om natbussen er endnu ikke sendt.", "followed-up"),
        ("Opfølgning på aftaler: Notatet om natbussen er forsinket.", "followed-up"),
        ("Opfølgning på aftaler: Rådet får ikke noget notat om natbussen. Opgaven bortfalder.", "dropped"),
        ("Opfølgning på aftaler: Rikke Solbjerg skal ikke sende et notat om natbussen.", "dropped"),
    ],
)
def test_what_a_later_passage_says(item: str, effect: str) -> None:
    assert links(reading("2024-04-10", item)) == [("2024-04-10/item/1", effect)]


@pytest.mark.parametrize(
    "item",
    [
        "Natbus til havnen: Rådet drøftede natbussen igen. Flere er glade for den.",  # the subject, not the promise
        "Opfølgning på aftaler: Lis Vang sendte en hilsen til kirken.",  # the verb alone
        "Opfølgning på aftaler: Notatet om cykelstier er sendt til rådet.",  # another note
        "Vinterdække: Rikke Solbjerg fortalte om sne.",  # the debtor alone
    ],
)
def test_what_is_no_follow_up(item: str) -> None:
    assert links(reading("2024-04-10", item)) == []


def test_only_later_meetings_count() -> None:
    done = "Opfølgning på aftaler: Rikke Solbjerg sendte notatet om natbussen."
    assert links(reading("2023-12-10", done)) == []
    assert links(reading("2024-01-10", done)) == []  # the same day
    assert links(reading("ukendt", done)) == []  # no date, no order


def test_a_person_judges_a_link() -> None:
    later = reading("2024-04-10", "Opfølgning på aftaler: Notatet om natbussen er sendt til rådet.")
    found = resolve([FIRST, later]).follow_ups
    base = "https://graphbuild.example/id/"
    link = next(one for one in found if "/commitment/" in one.followed)
    pair = f"{link.later.removeprefix(base)} | {link.followed.removeprefix(base)}"
    assert links(later, ledger=f"different | follow-up | 981 | {pair}") == []
    assert links(later, ledger=f"dropped | follow-up | 981 | {pair}") == [("2024-04-10/item/1", "dropped")]
    other = reading("2024-04-10", "Eventuelt: Intet.")
    found = resolve([FIRST, other], Ledger.parse(f"same | follow-up | 981 | {pair}x"))
    assert [one.line for one in found.problems] == [1]


def follow_up(day: str | None, effect: Effect) -> FollowUp:
    return FollowUp("x", f"later/{day}", "c", Reason.EXPLICIT, effect, None, "r", 0.9, day)


@pytest.mark.parametrize(
    ("made", "due", "steps", "status"),
    [
        ("2024-01-01", None, (), Status.OPEN),
        ("2024-01-01", "2024-06-01", (), Status.OVERDUE),
        ("2024-01-01", "2024-12-01", (), Status.OPEN),
        ("2024-01-01", "2024-07-01", (), Status.OPEN),  # due today is in time
        ("2024-01-01", "2023-06-01", (), Status.OVERDUE),  # due before it was made
        ("2024-08-01", "2024-09-01", (), None),  # not made yet
        (None, "2024-06-01", (), Status.OVERDUE),  # the meeting has no date
        ("2024-01-01", "2024-02-01", (("2024-03-01", Effect.FOLLOWED_UP),), Status.FOLLOWED_UP),
        ("2024-01-01", "2024-02-01", (("2024-03-01", Effect.FULFILLED),), Status.FULFILLED),
        ("2024-01-01", "2024-02-01", (("2024-09-01", Effect.FULFILLED),), Status.OVERDUE),  # later than the day
        ("2024-01-01", None, (("2024-02-01", Effect.SUPERSEDED), ("2024-03-01", Effect.FULFILLED)), Status.SUPERSEDED),
        ("2024-01-01", None, (("2024-02-01", Effect.DROPPED), ("2024-03-01", Effect.FULFILLED)), Status.FULFILLED),
        ("2024-01-01", None, (("2024-03-01", Effect.FULFILLED), ("2024-02-01", Effect.FOLLOWED_UP)), Status.FULFILLED),
        ("2024-01-01", "2024-02-01", ((None, Effect.FULFILLED),), Status.OVERDUE),  # a follow-up without a day
    ],
)
def test_status_as_of_a_day(
    made: str | None, due: str | None, steps: tuple[tuple[str | None, Effect], ...], status: Status | None
) -> None:
    assert status_as_of("2024-07-01", made, due, [follow_up(day, effect) for day, effect in steps]) is status


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("kontaktede", "kontakte"), ("notatet", "notat"), ("indgik", "indgå"), ("natvarmestuen", "natvarmestue")],
)
def test_lemmas(word: str, lemma: str) -> None:
    assert lemma_of(word) == lemma


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("tilgængelighedsplan", ("tilgængelighed", "plan")),
        ("rehabiliteringscenter", ("rehabilitering", "center")),
        ("ensomhed", ("ensomhed",)),
        ("bus", ("bus",)),
    ],
)
def test_compounds(word: str, parts: tuple[str, ...]) -> None:
    assert split_compound(word) == parts
    assert set(parts) <= parts_of(word) | {word}


def test_words_broken_at_a_line_end_are_joined() -> None:
    assert [word.form for word in read_words("Kommunalbestyrel-\nsen og lede\xadlinjer")] == [
        "kommunalbestyrelsen",
        "og",
        "ledelinjer",
    ]


@pytest.mark.parametrize(
    ("word", "past"), [("sendte", True), ("sendt", True), ("indgik", True), ("sender", False), ("udvalget", False)]
)
def test_past_forms(word: str, past: bool) -> None:
    assert is_past(next(read_words(word))) is past


@pytest.mark.parametrize("seed", [1, 2])
def test_the_town(seed: int) -> None:
    """Links in an invented town whose truth is known: few false ones, few missed."""
    from graphbuild.graph.addresses import addresses_of
    from graphbuild.graph.identifiers import Identifiers

    town = build(seed)
    found = resolve(town.readings)
    places = {
        document.sha256: addresses_of(record, document.sha256, found.entities, Identifiers())
        for record, document in town.readings
    }
    wanted = {
        (places[later[0]].items[later[1]], places[made[0]].commitments[made[1]]): effect
        for (later, made), effect in town.follow_ups.items()
    }
    got = {(link.later, link.followed): link for link in found.follow_ups if "/commitment/" in link.followed}
    right = wanted.keys() & got.keys()
    assert len(right) >= 0.95 * len(got)
    assert len(right) >= 0.85 * len(wanted)
    assert sum(got[key].effect.value == wanted[key] for key in right) >= 0.95 * len(right)
