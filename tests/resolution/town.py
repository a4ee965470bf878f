"""An invented town with a known truth: 500 people, 300 meetings, slips of minute-takers, promises kept and forgotten.

``build(seed)`` gives readings as a reader would, and beside them who each mention is and what follows what. Names come
from Faker's Danish lists, common ones more often, so that namesakes turn up by themselves; others are put in on
purpose.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from faker.providers.person.da_DK import Provider

from graphbuild.model import (
    Attendance,
    CommitmentMention,
    Document,
    ItemMention,
    MeetingMention,
    Outcome,
    PersonMention,
    Record,
    Said,
    Span,
)

RULE = "town"
PARTIES = ("A", "V", "C", "F", "Ø", "O", "B")
TITLES = (
    "socialchef", "skolechef", "centerleder", "teamleder", "udviklingskonsulent", "økonomikonsulent", "jurist",
    "planlægger", "sundhedskonsulent", "afdelingsleder", "projektleder", "sagsbehandler", "ingeniør", "fuldmægtig",
)  # fmt: skip
COMMITTEES = (
    "Økonomiudvalget", "Social- og Sundhedsudvalget", "Børne- og Skoleudvalget", "Teknik- og Miljøudvalget",
    "Kultur- og Fritidsudvalget", "Beskæftigelsesudvalget",
)  # fmt: skip
COUNCILS = ("Handicaprådet", "Ældrerådet", "Udsatterådet", "Integrationsrådet")
BOARDS = ("Skolebestyrelsen Engskolen", "Skolebestyrelsen Bakkeskolen", "Skolebestyrelsen Havneskolen")
STAFF_COMMITTEES = ("SektorMED Skole", "SektorMED Ældre", "HovedMED")


@dataclass
class Person:
    """Somebody of the town. ``names`` are the correct names, with the day from which each holds."""

    number: int
    names: list[tuple[date, str]]
    party: str | None = None
    title: str | None = None
    woman: bool = False

    def name(self, day: date) -> str:
        return [name for since, name in self.names if since <= day][-1]


@dataclass
class Town:
    """The readings, and the truth: mention -> person's number; (later item, commitment) by place; ends by commitment.

    A mention is (document hash, pointer); an item is (document hash, index), a commitment likewise.
    """

    readings: list[tuple[Record, Document]] = field(default_factory=list)
    people: dict[tuple[str, str], int] = field(default_factory=dict)
    follow_ups: dict[tuple[tuple[str, int], tuple[str, int]], str] = field(default_factory=dict)
    persons: list[Person] = field(default_factory=list)


class _Writer:
    """Writes a document's text and remembers where each value stands."""

    def __init__(self) -> None:
        self.text = ""

    def say(self, words: str, value: object | None = None, end: str = "") -> Said:
        span = Span(len(self.text), len(self.text) + len(words))
        self.text += words + end
        return Said(words if value is None else value, span, RULE)


START = date(2020, 1, 6)
DAYS = 4 * 365


def build(seed: int = 1, meetings: int = 300, people: int = 500, code: str = "981") -> Town:
    """Return a town; the same seed gives the same one."""
    return _Builder(random.Random(seed), meetings, people, code).build()


class _Builder:
    def __init__(self, chance: random.Random, meetings: int, people: int, code: str) -> None:
        self.chance = chance
        self.meetings = meetings
        self.wanted = people
        self.code = code
        self.town = Town()
        self.first_men = list(dict.fromkeys(Provider.first_names_male))
        self.first_women = list(dict.fromkeys(Provider.first_names_female))
        self.last = list(dict.fromkeys(Provider.last_names))
        self.pending: list[_Promise] = []
        self.next_case = 100

    def build(self) -> Town:
        self._make_people()
        self._make_bodies()
        bodies = list(self.members)
        days = sorted(self.chance.randrange(DAYS) for _ in range(self.meetings))
        for number, day in enumerate(days):
            body = self.chance.choice(bodies) if number >= len(bodies) else bodies[number]
            self._hold(number, body, START + timedelta(days=day))
        return self.town

    # --- people ------------------------------------------------------------------------------------------------------

    def _first(self, woman: bool) -> str:
        """A third of the people bear one of the two dozen commonest first names, the rest any of the list."""
        if self.chance.random() < 0.33:
            return self.chance.choice(_COMMON_WOMEN if woman else _COMMON_MEN)
        return self.chance.choice(self.first_women if woman else self.first_men)

    def _surname(self) -> str:
        """Two of five bear one of the dozen commonest surnames; some bear one that no list knows."""
        throw = self.chance.random()
        if throw < 0.4:
            return self.chance.choice(_COMMON_LAST)
        if throw < 0.6:
            return self.chance.choice(_ROOTS) + self.chance.choice(_ENDS)
        return self.chance.choice(self.last)

    def _new_name(self, woman: bool) -> str:
        first = self._first(woman)
        if self.chance.random() < 0.06:
            first += "-" + self._first(woman)
        middle = f" {self._surname()}" if self.chance.random() < 0.4 else ""
        return f"{first}{middle} {self._surname()}"

    def _make_people(self) -> None:
        for number in range(self.wanted):
            woman = self.chance.random() < 0.5
            person = Person(number, [(date.min, self._new_name(woman))], woman=woman)
            self.town.persons.append(person)
        persons = self.town.persons
        for number in range(60, 68):  # namesakes on purpose: an employee with a councillor's name
            persons[number + 100].names = [(date.min, persons[number - 50].name(START))]
        for number in range(68, 74):  # father and son, sisters: one surname, another first name or middle name
            family = persons[number - 60].name(START).split()[-1]
            first = persons[number].name(START).split()[0]
            persons[number].names = [(date.min, f"{first} {family}")]
        for person in self.chance.sample([one for one in persons if one.woman], 10):
            old = person.name(START)
            day = START + timedelta(days=self.chance.randrange(300, DAYS - 300))
            new = (
                f"{old} {self._surname()}"
                if self.chance.random() < 0.6
                else f"{old.rsplit(' ', 1)[0]} {self._surname()}"
            )
            person.names.append((day, new))

    def _make_bodies(self) -> None:
        persons = self.town.persons
        council = persons[:31]
        for person in council:
            person.party = self.chance.choice(PARTIES)
        staff = persons[100:220]
        for person in staff:
            person.title = self.chance.choice(TITLES)
        self.members: dict[str, list[Person]] = {"Byrådet": council}
        for body in COMMITTEES:
            self.members[body] = self.chance.sample(council, 7)
        lay = persons[31:100] + persons[220:300]
        for body in COUNCILS:
            self.members[body] = self.chance.sample(lay, 9) + self.chance.sample(council, 2)
        for body in BOARDS:
            self.members[body] = self.chance.sample(lay, 9)
        for body in STAFF_COMMITTEES:
            self.members[body] = self.chance.sample(staff, 11)
        self.officials = {body: self.chance.sample(staff, 4) for body in self.members}
        self.guests = persons[300:]

    # --- noise -------------------------------------------------------------------------------------------------------

    def _print(self, person: Person, day: date) -> str:
        """Return a name as a minute-taker prints it."""
        name = person.name(day)
        words = name.split()
        throw = self.chance.random()
        if throw < 0.015:
            return self._slip(name)
        if throw < 0.035:
            swaps = (("å", "aa"), ("aa", "å"), ("Aa", "Å"), ("Å", "Aa"), ("th", "t"), ("ph", "f"), ("ks", "x"))
            for old, new in swaps:
                if old in name:
                    return name.replace(old, new, 1)
            return name
        if throw < 0.075 and len(words) > 2:
            return f"{words[0]} {words[-1]}"
        if throw < 0.1 and len(words) > 2:
            return f"{words[0]} {words[1][0]}. {words[-1]}"
        if throw < 0.12 and "-" in name:
            return name.replace("-", " ")
        return name

    def _slip(self, name: str) -> str:
        words = name.split()
        place = self.chance.randrange(len(words))
        word = words[place]
        if len(word) < 6:
            return name
        at = self.chance.randrange(2, len(word) - 1)
        how = self.chance.random()
        if how < 0.4:
            word = word[:at] + word[at + 1 :]
        elif how < 0.7:
            word = word[:at] + word[at] + word[at:]
        else:
            word = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
        words[place] = word
        return " ".join(words)

    # --- meetings ----------------------------------------------------------------------------------------------------

    def _hold(self, number: int, body: str, day: date) -> None:
        out = _Writer()
        town = out.say("Engby Kommune", end="\n")
        who = out.say(body, end="\n")
        when = out.say(f"{day.day}. {_MONTHS[day.month - 1]} {day.year}", day.isoformat(), end="\n\n")
        people: list[PersonMention] = []
        owners: list[int] = []
        named: set[str] = set()

        def add(person: Person, attendance: Attendance | None, roles: list[str], party: str | None) -> None:
            printed = self._print(person, day)
            if printed in named or person.number in owners:
                return  # a document names everybody once; of two who print alike the reader makes one
            named.add(printed)
            name = out.say(printed)
            out.text += f" ({party})\n" if party else "\n"
            said = [Said(role, name.span, RULE) for role in roles]
            people.append(
                PersonMention(
                    name,
                    attendance=Said(attendance, name.span, RULE) if attendance else None,
                    roles=tuple(said),
                    party=Said(party, name.span, RULE) if party else None,
                )
            )
            owners.append(person.number)

        out.text += "Deltagere:\n"
        members = self.members[body]
        for place, person in enumerate(members):
            status = Attendance.ABSENT if self.chance.random() < 0.12 else Attendance.PRESENT
            roles = ["chair", "member"] if place == 0 else ["member"]
            party = person.party if self.chance.random() < 0.85 else None
            add(person, status, roles, party)
        for person in self.officials[body]:
            if self.chance.random() < 0.7:
                roles = ["official"] + ([person.title] if person.title and self.chance.random() < 0.8 else [])
                add(person, Attendance.PRESENT, roles, None)
        for _ in range(self.chance.randrange(3)):
            add(self.chance.choice(self.guests), Attendance.GUEST, ["guest"], None)
        out.text += "\nNævnt: "
        for _ in range(self.chance.randrange(3)):
            pool = self.town.persons if self.chance.random() < 0.5 else members
            add(self.chance.choice(pool), None, [], None)
        out.text += "\n\n"
        items, commitments, made, links = self._agenda(out, body, day, members, [one.name.value for one in people])
        hash_ = sha256(f"{number}{out.text}".encode()).hexdigest()
        record = Record(
            f"{number:04}.txt",
            hash_,
            Said("Engby Kommune", town.span, RULE),
            Said(self.code, None, RULE),
            MeetingMention(bodies=(who,), date=when),
            people=tuple(people),
            items=tuple(items),
            commitments=tuple(commitments),
        )
        self.town.readings.append((record, Document(record.document, hash_, "text/plain", out.text)))
        for place, owner in enumerate(owners):
            self.town.people[hash_, f"/people/{place}/name"] = owner
        for index, promise in made:
            promise.key = (hash_, index)
            self.pending.append(promise)
        for item, promise, effect in links:
            assert promise.key is not None
            self.town.follow_ups[(hash_, item), promise.key] = effect

    def _agenda(
        self, out: _Writer, body: str, day: date, members: list[Person], names: list[str]
    ) -> tuple[list[ItemMention], list[CommitmentMention], list[tuple[int, _Promise]], list[tuple[int, _Promise, str]]]:
        items: list[ItemMention] = []
        commitments: list[CommitmentMention] = []
        made: list[tuple[int, _Promise]] = []
        links: list[tuple[int, _Promise, str]] = []

        def open_item(title: str, case: str | None) -> int:
            index = len(items)
            number = out.say(str(index + 1), end=". ")
            said = out.say(title, end="\n")
            found = out.say(f"Sagsnr. {case}", case, end="\n") if case else None
            items.append(ItemMention(number, said, found, outcome=Said(Outcome.NOTED, said.span, RULE)))
            return index

        open_item("Godkendelse af dagsorden", None)
        out.text += "Godkendt.\n\n"
        due = [one for one in self.pending if one.body == body and one.comes_back and one.back_on <= day]
        rounds = [one for one in due if one.by_round][:3]
        cases = [one for one in due if not one.by_round][:2]
        if rounds or self.chance.random() < 0.2:
            index = open_item(self.chance.choice(("Opfølgning på aftaler", "Opsamling fra sidst", "Siden sidst")), None)
            for promise in rounds:
                effect, words = promise.told(self.chance)
                out.text += words + "\n"
                links.append((index, promise, effect))
                self.pending.remove(promise)
            out.text += "Taget til efterretning.\n\n"
        for promise in cases:
            title = promise.title + self.chance.choice((" - status", " - orientering", ""))
            index = open_item(title, promise.case)
            effect, words = promise.told(self.chance)
            out.text += f"Sagsfremstilling: Emnet blev drøftet sidste år. {words}\nDrøftet.\n\n"
            links.append((index, promise, effect))
            self.pending.remove(promise)
        for _ in range(self.chance.choice((1, 2, 2, 3))):
            subject = self.chance.choice(_SUBJECTS)
            place = self.chance.choice(_PLACES)
            title = f"{subject} i {place}"
            self.next_case += 1
            case = (
                f"27.{self.chance.randrange(10, 70)}.00-G01-{self.next_case}-{day:%y}"
                if self.chance.random() < 0.8
                else None
            )
            index = open_item(title, case)
            out.text += f"Udvalget drøftede {subject.lower()}. {self.chance.choice(_FILLERS)}\n"
            if self.chance.random() < 0.6:
                deed = self.chance.choice(_DEEDS)
                actor = self.chance.choice([one for one in names if len(one.split()) > 1])
                action = deed[0].format(subject=subject.lower(), place=place)
                who = out.say(actor, end=" ")
                words = out.say(action)
                limit = day + timedelta(days=self.chance.randrange(30, 300))
                due_said = None
                if self.chance.random() < 0.6:
                    out.text += " senest den "
                    due_said = out.say(f"{limit.day}. {_MONTHS[limit.month - 1]} {limit.year}", limit.isoformat())
                out.text += ".\n"
                comes_back = self.chance.random() < 0.5
                promise = _Promise(
                    body, actor, deed, subject.lower(), place, title, case, comes_back,
                    day + timedelta(days=self.chance.randrange(20, 200)), case is None or self.chance.random() < 0.5,
                )  # fmt: skip
                made.append((len(commitments), promise))
                commitments.append(CommitmentMention(str(index + 1), words, who, None, due_said, None))
            out.text += "\n"
        open_item("Eventuelt", None)
        out.text += "Intet.\n"
        return items, commitments, made, links


@dataclass(eq=False)
class _Promise:
    body: str
    actor: str
    deed: tuple[str, ...]
    subject: str
    place: str
    title: str
    case: str | None
    comes_back: bool
    back_on: date
    by_round: bool
    key: tuple[str, int] | None = None

    def told(self, chance: random.Random) -> tuple[str, str]:
        """Return what a later meeting says of it, and what that means."""
        throw = chance.random()
        effect = "fulfilled" if throw < 0.6 else "followed-up" if throw < 0.85 else "dropped"
        choices = {"fulfilled": self.deed[1:3], "followed-up": self.deed[3:4], "dropped": self.deed[4:5]}[effect]
        words = chance.choice(choices).format(subject=self.subject, place=self.place, actor=self.actor)
        return effect, words


#: Promise, two ways to tell it done, one to tell it is not yet, one to tell it is given up.
_DEEDS = tuple(
    tuple(row)
    for row in csv.reader(
        (Path(__file__).parent / "deeds.csv").read_text(encoding="utf-8").splitlines()[1:], delimiter=";"
    )
)
_SUBJECTS = (
    "Cykelstativer", "Belysning", "Legepladser", "Ramper", "Lydisolering", "Skiltning", "Bænke", "Toiletter",
    "Madordning", "Lektiehjælp", "Nødkald", "Trafiksikkerhed", "Genbrugsstation", "Udeareal", "Motionsrum",
    "Besøgsvenner", "Tolkning", "Mobning", "Indeklima", "Ventilation", "Gangstier", "Hjertestartere",
    "Biblioteksbus", "Aktivitetshus", "Klimaskærm",
)  # fmt: skip
_PLACES = (
    "Vesterby", "Nørremark", "Strandby", "Skovlund", "Hedegård", "Bakkely", "Engdal", "Havnekvarteret", "Møllevang",
    "Lyngby Hede", "Birkelund", "Kildebo", "Rosenvang", "Sydbyen", "Tranebjerg", "Østervang", "Dalum Hede",
    "Fuglebakken",
)  # fmt: skip
_FILLERS = (
    "Der var enighed om at se på sagen igen.", "Flere pegede på økonomien.", "Administrationen redegjorde for sagen.",
    "Et medlem efterlyste bedre oplysning.", "Sagen har været omtalt i pressen.", "Naboerne har klaget over støj.",
)  # fmt: skip
_COMMON_MEN = (
    "Peter", "Michael", "Lars", "Jens", "Henrik", "Thomas", "Søren", "Jan", "Christian", "Martin", "Niels", "Anders",
    "Morten", "Jesper", "Hans", "Jørgen", "Rasmus", "Mads", "Per", "Ole", "Erik", "Kim", "Bent", "Torben",
)  # fmt: skip
_COMMON_WOMEN = (
    "Anne", "Mette", "Kirsten", "Hanne", "Anna", "Helle", "Susanne", "Lene", "Maria", "Marianne", "Inge", "Karen",
    "Lone", "Bente", "Camilla", "Pia", "Jette", "Charlotte", "Louise", "Tina", "Gitte", "Birgit", "Annette", "Ulla",
)  # fmt: skip
_COMMON_LAST = (
    "Nielsen", "Jensen", "Hansen", "Andersen", "Pedersen", "Christensen", "Larsen", "Sørensen", "Rasmussen",
    "Jørgensen", "Petersen", "Madsen",
)  # fmt: skip
_ROOTS = (
    "Tang",
    "Hvid",
    "Rør",
    "Sten",
    "Bjerre",
    "Holme",
    "Kvist",
    "Lynge",
    "Mose",
    "Ravn",
    "Sand",
    "Thorn",
    "Ulve",
    "Vinde",
    "Ager",
)
_ENDS = ("gaard", "holt", "bjerg", "rup", "strøm", "lund", "sted", "toft", "dal", "vang", "høj")
_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip
