"""The order in which a document's facts are read: each kind once, later kinds with the help of earlier ones."""

from __future__ import annotations

from graphbuild.extractors.amounts import extract_amounts
from graphbuild.extractors.commitments import extract_commitments
from graphbuild.extractors.items import extract_items
from graphbuild.extractors.meeting import extract_meeting, extract_municipality, extract_next_meeting
from graphbuild.extractors.named_bodies import NamedBodies
from graphbuild.extractors.organisations import extract_organisations
from graphbuild.extractors.participation import with_participation
from graphbuild.extractors.people import extract_people
from graphbuild.extractors.plugins import with_plugins
from graphbuild.extractors.projects import extract_projects
from graphbuild.extractors.referrals import extract_referrals
from graphbuild.extractors.roster import Roster
from graphbuild.layouts import lay_out
from graphbuild.lexicon.municipalities import Gazetteer
from graphbuild.model import Document, Record


def read_minutes(document: Document, gazetteer: Gazetteer | None = None) -> Record:
    """Return all that a document says; linear in its length, and never an exception on any text.

    ``gazetteer`` names the municipalities; the standard one knows Denmark's, present and historic.
    """
    gazetteer = gazetteer or Gazetteer.standard()
    minutes = lay_out(document)
    municipality, code = extract_municipality(minutes, gazetteer)
    meeting = extract_meeting(minutes, municipality)
    next_meeting = extract_next_meeting(minutes, meeting)
    people = extract_people(minutes, meeting)
    roster = Roster(people)
    items = extract_items(minutes, meeting, roster)
    items = with_participation(minutes, items, roster, meeting)
    named = NamedBodies(minutes, roster)
    record = Record(
        document=document.name,
        sha256=document.sha256,
        municipality=municipality,
        municipality_code=code,
        meeting=meeting,
        people=people,
        items=items,
        commitments=extract_commitments(minutes, meeting, roster, next_meeting),
        referrals=extract_referrals(minutes, meeting, named),
        organisations=extract_organisations(minutes, meeting, roster, municipality, named),
        projects=extract_projects(minutes, roster, named),
        amounts=extract_amounts(minutes),
        next_meeting=next_meeting,
        remainder=minutes.remainder,
    )
    return with_plugins(document, minutes, record)
