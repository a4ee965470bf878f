"""Names of bodies and organisations in running text: recognising them by how Danish names are built.

Read are, each under a rule of its own (the word lists stand in ``bodies.toml``, national names in ``bodies.csv`` too):

* compounds by their ending: ``Økonomiudvalget``, ``Social- og Sundhedsudvalget``, ``handicaprådet``, ``Byggeafdelingen``
* a name before a plain word: ``Vestby Kommune``, ``Vestby Kunstmuseum``, ``Teknisk Udvalg``
* a head before a name: ``Boligforeningen Fyrtårnet``, ``rehabiliteringscenter Åkanten``, ``Center for Ejendomme``
* departments: ``Teknik og Miljø``, ``Børn & Unge``; companies by their legal form: ``Nordens Byg ApS``
* national names and abbreviations: ``Kirkens Korshær``, ``FOA``; others where a verb or preposition makes them act

Left out on purpose: ``forvaltningen``, ``udvalget``, ``bestyrelsen`` and other words that mean whichever is at hand; streets,
woods and waters; people (the caller says where they stand); laws, funds to apply to (``Ungepuljen``), posts.
"""

from __future__ import annotations

from graphbuild.extractors.bodies.finding import find_bodies
from graphbuild.extractors.bodies.kinds import TREATING, BodyKind, FoundBody
from graphbuild.extractors.bodies.tokens import lower_words
from graphbuild.extractors.bodies.vocabulary import body_rows, is_abbreviation, standard_names

__all__ = [
    "TREATING",
    "BodyKind",
    "FoundBody",
    "body_rows",
    "find_bodies",
    "is_abbreviation",
    "lower_words",
    "standard_names",
]
