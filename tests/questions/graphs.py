"""Graphs to ask: the example minutes as annotated, and a generated country of any size.

The annotations say what a careful reader takes from each document; here each value gets the place where it stands in
the text, so that questions and views can be tested whole without waiting for what the extractors can read.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from graphbuild.engines.publishing import write_graph
from graphbuild.model import Document, Record, Said, Span
from graphbuild.readers import read_bytes
from graphbuild.records import record_from_json

ROOT = Path(__file__).parent.parent.parent
MINUTES = ROOT / "examples" / "minutes"
ANNOTATIONS = ROOT / "tests" / "gold" / "examples"

Reading = tuple[Document, Record]


def annotated_examples() -> list[Reading]:
    """Return the example minutes and what their annotations say, in the order of their names."""
    found = []
    for path in sorted(ANNOTATIONS.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        document = read_bytes(row["document"], (MINUTES / row["document"]).read_bytes())
        record = replace(record_from_json(row), sha256=document.sha256)
        found.append((document, _located(record, document)))
    return sorted(found, key=lambda reading: reading[0].name)


def _located(value: Any, document: Document) -> Any:
    """Give each value said the first place where it stands in the text; what is not printed so keeps none."""
    if isinstance(value, Said):
        at = document.text.find(value.value) if isinstance(value.value, str) and len(value.value) > 1 else -1
        return replace(value, span=Span(at, at + len(value.value))) if at >= 0 else value
    if isinstance(value, tuple):
        return tuple(_located(one, document) for one in value)
    if is_dataclass(value) and not isinstance(value, (type, Span)):
        return replace(value, **{part.name: _located(getattr(value, part.name), document) for part in fields(value)})
    return value


# --- a generated country ----------------------------------------------------------------------------------------------

_FIRST = (
    *("Anne", "Birthe", "Christian", "Dorte", "Erik", "Frida", "Gunnar", "Hanne", "Inger"),
    *("Jørgen", "Karen", "Lars", "Mette", "Niels", "Ole", "Pia", "Søren", "Åse"),
)
_LAST = (
    *("Ålykke", "Birkedal", "Dahlgaard", "Engbæk", "Fuglsang", "Grønfeldt", "Hjortlund"),
    *("Iversholm", "Kjærulf", "Lindskov", "Møgelvang", "Østerlund"),
)
_BODIES = ("Byrådet", "Økonomiudvalget", "Social- og Sundhedsudvalget", "Udsatterådet", "Handicaprådet")
_SUBJECTS = (
    "Ensomhed",
    "Tilgængelighed",
    "Åbningstider",
    "Budget",
    "Natvarmestue",
    "Bibliotek",
    "Cykelsti",
    "Æresgæst",
)
_KLE = ("27.15.00", "27.42.00", "00.30.00", "05.04.06", "20.00.00")
_OUTCOMES = ("approved", "approved-with-changes", "noted", "postponed", "rejected", "referred", None)
_STATUSES = ("present", "present", "present", "absent", "partial", "guest")


def generated(documents: int, seed: int = 1) -> Iterator[Reading]:
    """Yield made-up minutes: towns with namesakes, cases that return, joint meetings, second files of one meeting."""
    dice = random.Random(seed)
    towns = [f"{100 + n}" for n in range(max(2, documents // 40))]
    people = {town: [f"{dice.choice(_FIRST)} {dice.choice(_LAST)}" for _ in range(24)] for town in towns}
    for n in range(documents):
        town = dice.choice(towns)
        row = _minutes(dice, town, list(dict.fromkeys(people[town])), n)
        yield _written(row, f"minutes-{n:05}.txt")
        if n % 25 == 0:  # a draft of the same meeting, with other words
            for item in row["items"]:
                item["title"] = f"{item['title']} (udkast)"
                item["decision"] = item["decision"] and item["decision"].upper()
                item["outcome"] = item["outcome"] and dice.choice(("noted", item["outcome"]))
            yield _written(row, f"minutes-{n:05}-udkast.txt")


def _minutes(dice: random.Random, town: str, people: list[str], n: int) -> dict[str, Any]:
    bodies = dice.sample(_BODIES, 2 if dice.random() < 0.1 else 1)
    here = dice.sample(people, min(len(people), dice.randint(5, 11)))
    date = f"{dice.randint(2019, 2024)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    persons: list[dict[str, Any]] = []
    for place, name in enumerate(here):
        person: dict[str, Any] = {
            "name": name,
            "roles": [["chair", "member"], ["vice-chair"], ["member"]][min(place, 2)],
        }
        statuses = (
            dice.sample(("present", "absent", "partial"), 2) if dice.random() < 0.03 else [dice.choice(_STATUSES)]
        )
        if len(statuses) == 1:
            person["attendance"] = statuses[0]
        else:
            person["listings"] = statuses
        if dice.random() < 0.6:
            person["party"] = dice.choice("ABCFVØ")
        if place and dice.random() < 0.05:
            person["substitute_for"] = here[place - 1]
        persons.append(person)
    items, commitments, referrals, amounts, projects = [], [], [], [], []
    for number in range(1, dice.randint(3, 9)):
        kle = dice.choice(_KLE)
        subject = dice.choice(_SUBJECTS)
        votes = None
        if dice.random() < 0.15:
            sides = dice.sample(here, 3)
            votes = {
                "for": [sides[0], "A"],
                "against": [sides[1]],
                "abstain": [sides[2]],
                "count_for": dice.randint(3, 9),
            }
        items.append(
            {
                "number": f"{number}",
                "title": f"{subject} {dice.randint(1, 5)}",
                "case_number": dice.choice((None, f"{kle}-P{dice.randint(1, 12)}-{dice.randint(1, 9)}-20")),
                "kle": dice.choice((None, kle, kle)),
                "open": dice.choice((None, True, False)),
                "proposer": dice.choice((None, "Forvaltningen", "Økonomiudvalget")),
                "outcome": dice.choice(_OUTCOMES),
                "decision": dice.choice((None, f"Rådet besluttede at se på {subject.lower()} {n}-{number}.")),
                "recommendation": dice.choice(([], [f"at {subject.lower()} tages op"])),
                "not_participating": dice.sample(here, 1) if dice.random() < 0.1 else [],
                "votes": votes,
                "attachments": dice.choice(([], [f"Notat om {subject.lower()}"])),
                "statements": [{"speaker": dice.choice(here), "text": f"Det haster med {subject.lower()} {n}."}]
                if dice.random() < 0.2
                else [],
            }
        )
        if dice.random() < 0.4:
            due = dice.choice((None, f"{dice.randint(2020, 2025)}-{dice.randint(1, 12):02}", f"{date[:4]}-12-01"))
            commitments.append(
                {
                    "item": dice.choice((f"{number}", f"{number}", None)),
                    "actor": dice.choice((*here, "Forvaltningen", None)),
                    "action": f"skriver om {subject.lower()} {n}-{number}",
                    "to": dice.choice((None, "Byrådet", here[0])),
                    "due": due,
                    "due_text": due and f"senest {due}",
                }
            )
        if dice.random() < 0.2:
            referrals.append({"item": f"{number}", "to": dice.choice(_BODIES), "date": dice.choice((None, date))})
        if dice.random() < 0.3:
            kroner = dice.choice((None, dice.randint(1, 900) * 1000.0))
            amounts.append(
                {"item": dice.choice((f"{number}", None)), "text": f"{kroner or 'flere'} kr.", "kroner": kroner}
            )
    if dice.random() < 0.3:
        projects.append(
            {
                "name": f"Projekt {dice.choice(_SUBJECTS)}",
                "item": "1",
                "owner": dice.choice((None, "Byrådet")),
                "leader": dice.choice((None, here[0])),
                "start": "2020-01",
                "end": dice.choice((None, "2022")),
                "grant": dice.choice((None, 250000.0)),
            }
        )
    return {
        "municipality": f"By{town} Kommune",
        "municipality_code": town,
        "meeting": {
            "bodies": bodies,
            "date": date if dice.random() > 0.02 else None,
            "start": "10:00",
            "end": None,
            "place": "Rådhuset",
            "kind": "joint" if len(bodies) > 1 else "ordinary",
        },
        "people": persons,
        "items": items,
        "commitments": commitments,
        "referrals": referrals,
        "organisations": dice.sample(("Headspace", "Red Barnet", "Ældre Sagen", "Økonomiudvalget"), dice.randint(0, 2)),
        "project_details": projects,
        "amounts": amounts,
        "next_meeting": None,
    }


def _written(row: dict[str, Any], name: str) -> Reading:
    """Print a record's values one a line as its document, and find each there again."""
    lines: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)
        elif isinstance(value, str):
            lines.append(value)

    walk(row)
    text = f"{name}\n" + "\n".join(lines) + "\n"
    document = Document(name, hashlib.sha256(text.encode()).hexdigest(), "text/plain", text)
    record = record_from_json({**row, "document": name, "sha256": document.sha256})
    return document, _located(record, document)


def write(folder: Path, readings: list[Reading]) -> None:
    write_graph(folder, readings)
