"""A plug-in for graphbuild: Facebook groups that minutes name count as organisations."""

from __future__ import annotations

import re
from dataclasses import replace

from graphbuild.layouts import Minutes
from graphbuild.model import Document, OrganisationMention, Record

#: Facebookgruppen "Vi der bor i byen", Facebook-gruppen »Nabohjælp«
_GROUP = re.compile(r'(?i:facebook-?gruppen)\s+["”»](?P<name>[^"”«»\n]{3,60})["”«]')


def add_facebook_groups(document: Document, minutes: Minutes, record: Record) -> Record:
    """Return the record with the groups among its organisations, each once, after those that were read."""
    known = {mention.name.value for mention in record.organisations}
    added = []
    for match in _GROUP.finditer(minutes.whole.text):
        if match["name"] not in known:
            known.add(match["name"])
            added.append(OrganisationMention(minutes.whole.said(match, "facebook-groups.quoted", "name")))
    return replace(record, organisations=(*record.organisations, *added))
