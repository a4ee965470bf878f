"""What became of an item, by the words of its decision."""

from __future__ import annotations

import pytest

from graphbuild.extractors.outcomes import read_outcome
from graphbuild.model import Outcome
from tests.layouts.minutes_of import flow_of_text

DECISIONS = [
    ("Godkendt.", "approved"),
    ("Indstillingen blev tiltrådt.", "approved"),
    ("Dagsordenen blev fastsat.", "approved"),
    ("Godkendt med den ændring, at tilladelsen gives for 15 år.", "approved-with-changes"),
    ("Godkendt, idet punkt 13 er kommet til.", "approved-with-changes"),
    ("Punkt 9 blev taget af dagsordenen efter ønske fra administrationen. Herefter godkendt.", "approved-with-changes"),
    ("Ændringsforslaget blev vedtaget.", "approved-with-changes"),
    ("Taget til efterretning.", "noted"),
    ("Drøftet.", "discussed"),
    ("Anbefales over for Økonomiudvalget og Byrådet.", "recommended"),
    ("Indstilles godkendt.", "recommended"),
    ("Anbefalingen blev fulgt. Udvalget fremsender sagen med anbefaling.", "recommended"),  # followed, and passed on
    ("Udsat.", "postponed"),
    ("Udvalget udsatte sagen. Centret forelægger den på ny.", "postponed"),
    ("Sagen oversendes til Teknisk Udvalg med anbefaling.", "referred"),
    ("Et enigt udvalg kan ikke godkende indstillingen, og sagen bortfalder.", "rejected"),
    ("Ikke godkendt.", "rejected"),
    ("Afslag, da puljen er brugt.", "rejected"),
    ("Bo Holm blev valgt.", "elected"),
    ("Rådet afgiver høringssvar om, at modersmål bør nævnes.", "consulted"),
    ("Rådet afstod fra at afgive høringssvar.", "none"),
    ("Intet.", "none"),
    ("Ingen bemærkninger.", "none"),
    ("Punktet udgik, jf. punkt 1.", "none"),
    # the weightier of several parts
    ("Ad 1. Godkendt.\nAd 2. Drøftet.", "approved"),
    ("Ad 1. Til efterretning.\nAd 2. Udsat til budgetforhandlingerne.", "noted"),
    # a side proposal falls, the main one is carried
    ("Ø stillede et ændringsforslag. Forslaget bortfaldt. Budgettet blev herefter vedtaget.", "approved"),
    # near misses: the word stands for something else
    ("Udsatte borgere skal have bedre tilbud.", None),
    ("Medlemmerne udpeget af rådet orienterer deres bagland.", None),
    ("Når planen er godkendt, laver forvaltningen et opslag.", None),
]


@pytest.mark.parametrize(("words", "expected"), DECISIONS)
def test_decisions(words: str, expected: str | None) -> None:
    found = read_outcome(flow_of_text(words))
    assert (found.value if found else None) == (Outcome(expected) if expected else None)


def test_a_hearing_is_answered_with_an_approval() -> None:
    found = read_outcome(flow_of_text("Udkastet blev godkendt."), "høringssvar om skolepolitik")
    assert found is not None
    assert found.value is Outcome.CONSULTED


def test_sending_something_out_for_hearing_is_an_approval() -> None:
    found = read_outcome(flow_of_text("Godkendt. Udkastet sendes i høring."), "høring om politik")
    assert found is not None
    assert found.value is Outcome.APPROVED
