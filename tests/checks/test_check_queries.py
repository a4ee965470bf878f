"""Each check query has a graph that passes it (the sample's) and one that fails it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graphbuild.checks.definitions import COLUMNS, Level, load_checks, read_check, read_profile, shipped_profile
from graphbuild.engines.sparql import SparqlGraph
from graphbuild.errors import UsageError
from graphbuild.graph.dataset import build_quads
from graphbuild.graph.entities import ByName
from graphbuild.graph.identifiers import Identifiers
from graphbuild.graph.vocabulary import PREFIXES, SCHEME
from graphbuild.model import PersonMention, Votes
from tests.graph.samples import document, record, said

NAMES = Identifiers()
CHECKS = load_checks()
QUERIES = {name: check for name, check in CHECKS.items() if check.query is not None}

DOCUMENT = f"<{NAMES.document(document().sha256)}>"
MEETING = f"<{NAMES.base}meeting/998/aeldreraadet/2023-03-07>"
ITEM = f"<{NAMES.base}meeting/998/aeldreraadet/2023-03-07/item/1>"
PERSON = f"<{NAMES.base}person/998/aase-baek-noergaard>"
OTHER = f"<{NAMES.base}person/998/ib-kjaer>"
BODY = f"<{NAMES.base}body/998/aeldreraadet>"


def sample() -> ox.Store:
    """The sample without its contradiction, with a vote by name, a follow-up, a project with a period."""
    one = record()
    people = tuple(
        PersonMention(person.name, attendance=person.listings[0]) if person.listings else person
        for person in one.people
    )
    votes = Votes(against=(said("Ø", "Ø stemte"), said("Ib Kjær")), count_against=said(2, "Ø stemte"))
    items = (replace(one.items[0], votes=votes), *one.items[1:])
    projects = (replace(one.projects[0], start=said("2023-01", "Varm"), end=said("2023", "Hverdag")),)
    told = replace(one, people=people, items=items, projects=projects)
    store = ox.Store()
    store.extend(build_quads(told, document(), ByName(NAMES), NAMES))
    return store


#: check -> an update that spoils the sample, written within the document's graph, and the values then found
SPOILT: dict[str, tuple[str, list[str]]] = {
    "present-and-absent": (
        f"""INSERT DATA {{ GRAPH {DOCUMENT} {{ <urn:a> a gb:Attendance ; gb:attendee {OTHER} ;
            gb:attendedMeeting {MEETING} ; gb:attendanceStatus <{SCHEME}attendance/absent> }} }}""",
        ["Ib Kjær: absent", "Ib Kjær: present"],
    ),
    "two-names-for-one-office": (
        f"""INSERT DATA {{ GRAPH {DOCUMENT} {{ <urn:a> a gb:Membership ; gb:member {OTHER} ; gb:memberOf {BODY} ;
            gb:role <{SCHEME}role/chair> ; gb:seenOn "2023-03-07"^^xsd:date }} }}""",
        ["Ib Kjær: chair, Ældrerådet, 2023-03-07", "Åse Bæk Nørgaard: chair, Ældrerådet, 2023-03-07"],
    ),
    "ends-before-it-begins": (
        f'INSERT DATA {{ GRAPH {DOCUMENT} {{ {MEETING} gb:endTime "08:15" }} }}',
        ["09:00 - 08:15"],
    ),
    "decided-after-the-meeting": (
        f"""INSERT DATA {{ GRAPH {DOCUMENT} {{ <urn:d> a gb:Decision ; gb:decides {ITEM} ;
            gb:date "2023-03-08"^^xsd:date }} }}""",
        ["2023-03-08"],
    ),
    "due-before-the-meeting": (
        f"""DELETE {{ GRAPH {DOCUMENT} {{ ?c gb:dueBy ?d }} }}
            INSERT {{ GRAPH {DOCUMENT} {{ ?c gb:dueBy "2022-04-30"^^xsd:date }} }}
            WHERE {{ GRAPH {DOCUMENT} {{ ?c gb:dueBy ?d }} }}""",
        ["2022-04-30"],
    ),
    "period-ends-before-it-begins": (
        f"""DELETE {{ GRAPH {DOCUMENT} {{ ?p gb:periodEnd ?d }} }}
            INSERT {{ GRAPH {DOCUMENT} {{ ?p gb:periodEnd "2022" }} }}
            WHERE {{ GRAPH {DOCUMENT} {{ ?p gb:periodEnd ?d }} }}""",
        ["2023-01 - 2022"],
    ),
    "follow-up-before-what-it-follows": (
        f"""INSERT DATA {{ GRAPH {DOCUMENT} {{ <urn:f> a gb:FollowUp ; gb:laterItem <urn:item> ; gb:followed {ITEM} .
            <urn:item> gb:onAgendaOf <urn:meeting> . <urn:meeting> gb:date "2023-02-07"^^xsd:date }} }}""",
        [ITEM[1:-1]],
    ),
    "decision-without-meeting": (
        f"DELETE WHERE {{ GRAPH {DOCUMENT} {{ {ITEM} gb:onAgendaOf ?m }} }}",
        [ITEM[1:-1]],
    ),
    "dangling-link": (
        f"DELETE WHERE {{ GRAPH {DOCUMENT} {{ {BODY} a ?x }} }}",
        [BODY[1:-1]] * 3,
    ),
    "passage-of-another-document": (
        f"INSERT DATA {{ GRAPH {DOCUMENT} {{ {ITEM} gb:statedIn <urn:x#char=0,1> }} }}",
        ["urn:x#char=0,1"],
    ),
    "outcomes-differ": (
        f"INSERT DATA {{ GRAPH <urn:draft> {{ {ITEM[:-1]}/decision> gb:outcome <{SCHEME}outcome/noted> }} }}",
        [f"{SCHEME}outcome/approved", f"{SCHEME}outcome/noted"],
    ),
    "number-used-twice": (
        f'INSERT DATA {{ GRAPH {DOCUMENT} {{ <urn:i> a gb:AgendaItem ; gb:onAgendaOf {MEETING} ; gb:number "1" }} }}',
        ["1", "1"],
    ),
    "two-parties-at-once": (
        f"""INSERT DATA {{ GRAPH {DOCUMENT} {{ <urn:a> a gb:Affiliation ; gb:affiliated {PERSON} ;
            gb:affiliatedWith <urn:p> ; gb:seenOn "2023-03-07"^^xsd:date . <urn:p> gb:name "V" }} }}""",
        ["Åse Bæk Nørgaard: A", "Åse Bæk Nørgaard: V"],
    ),
    "voted-but-absent": (
        f"""DELETE {{ GRAPH {DOCUMENT} {{ ?a gb:attendanceStatus ?s }} }}
            INSERT {{ GRAPH {DOCUMENT} {{ ?a gb:attendanceStatus <{SCHEME}attendance/absent> }} }}
            WHERE {{ GRAPH {DOCUMENT} {{ ?a gb:attendee {OTHER} ; gb:attendanceStatus ?s }} }}""",
        ["Ib Kjær"],
    ),
    "voted-on-two-sides": (
        f"""INSERT DATA {{ GRAPH {DOCUMENT} {{ <urn:v> a gb:Vote ; gb:voter {OTHER} ; gb:voteOn {ITEM[:-1]}/decision> ;
            gb:side <{SCHEME}vote-side/for> }} }}""",
        ["Ib Kjær: against", "Ib Kjær: for"],
    ),
    "fewer-votes-than-voters": (
        f"""INSERT DATA {{ GRAPH {DOCUMENT} {{ <urn:v> a gb:Vote ; gb:voter {PERSON} ; gb:voteOn {ITEM[:-1]}/decision> ;
            gb:side <{SCHEME}vote-side/against> . <urn:w> a gb:Vote ; gb:voter <urn:person> ;
            gb:side <{SCHEME}vote-side/against> ; gb:voteOn {ITEM[:-1]}/decision> . <urn:person> a gb:Person }} }}""",
        ["2 < 3"],
    ),
    "substituted-but-present": (
        f"INSERT DATA {{ GRAPH {DOCUMENT} {{ <urn:s> a gb:Substitution ; gb:substitutedPerson {OTHER} }} }}",
        ["Ib Kjær"],
    ),
    "item-without-outcome": (
        f"DELETE WHERE {{ GRAPH {DOCUMENT} {{ ?d gb:outcome ?o }} }}",
        ['Ny aftale om "madservice"', "Eventuelt"],
    ),
}

#: What the sample itself has: its second item says nothing of an outcome.
USUAL = {"item-without-outcome": ["Eventuelt"]}


def values(store: ox.Store, name: str) -> list[str]:
    answer = SparqlGraph(store).query(CHECKS[name].query or "")
    assert answer.columns == COLUMNS
    assert all(entity and property_ for entity, property_, _ in answer.rows)
    return sorted(str(value) for _, _, value in answer.rows)


@pytest.mark.parametrize("name", QUERIES)
def test_the_sample_passes_and_the_spoilt_sample_fails(name: str) -> None:
    store = sample()
    assert values(store, name) == USUAL.get(name, [])
    update, expected = SPOILT[name]
    store.update("".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items()) + update)
    assert values(store, name) == sorted(expected)


def test_the_shipped_profile_rates_every_check() -> None:
    rated = [line.split() for line in shipped_profile().read_text(encoding="utf-8").splitlines() if line[:1].isalpha()]
    assert sorted(name for _, name in rated) == sorted(CHECKS)


def test_a_profile_turns_off_what_it_leaves_out(tmp_path: Path) -> None:
    profile = tmp_path / "mine.txt"
    profile.write_text("# mine\nerror present-and-absent  # worse for us\ninfo quotes\n", encoding="utf-8")
    levels = read_profile(profile, CHECKS)
    assert {name: level for name, level in levels.items() if level is not Level.OFF} == {
        "present-and-absent": Level.ERROR,
        "quotes": Level.INFO,
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fatal quotes\n", "line 1: »fatal quotes« is no level and name"),
        ("error quotes twice\n", "line 1: »error quotes twice« is no level and name"),
        ("\nerror quote\n", "line 2: there is no check »quote«"),
        ("error quotes\ninfo quotes\n", "line 2: »quotes« has a level already"),
    ],
)
def test_a_wrong_profile_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    profile = tmp_path / "mine.txt"
    profile.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        read_profile(profile, CHECKS)


def test_a_header_may_go_on_in_a_second_line(tmp_path: Path) -> None:
    path = tmp_path / "late.rq"
    path.write_text("# title: T\n# titel: D\n# problem: one\n#   two\n# solution: S\n\nSELECT 1", encoding="utf-8")
    assert read_check(path).problem == "one two"
    path.write_text("# title: T\n# titel: D\n# problem: one\n\nSELECT 1", encoding="utf-8")
    with pytest.raises(UsageError, match="the header says no solution"):
        read_check(path)
