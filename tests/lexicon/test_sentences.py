"""Sentences: abbreviations, ordinals, sums and initials do not end them; bullets and blank lines do."""

from __future__ import annotations

import pytest

from graphbuild.lexicon.sentences import split_sentences

TEXTS = [
    # the ten difficulties of minutes
    ["Det gælder bl.a. KL og regionen.", "Sagen drøftes jf. Bilag 2."],
    ["Kravet står i § 85, stk. 2.", "Udvalget holder fast."],
    ["Det er f.eks. Odder.", "Der er skoler, børnehaver m.v.", "De lukker."],
    ["Mødet begynder kl. 16.00.", "Ca. 40 borgere mødte op, ca. Halvdelen gik."],
    ["Næste møde er d. 24.6.2014.", "Referatet sendes ud."],
    ["Se nr. 3.", "Se pkt. 4 i bilag nr. 7."],
    ["Der er afsat 1,5 mio. kr. til formålet.", "Prisen er 200 kr.", "Den betales af kommunen."],
    ["Hans H. Jensen talte.", "H.C. Andersens Skole lukker."],
    ["Mødet er den 3. maj i salen.", "Den 5. behandling følger."],
    ["2. viceborgmester takkede.", "Kommer det?", "Ja!", "Måske …", "Nej."],
    # quotes and brackets close with the sentence
    ['Hun sagde: "Det går."', "Han nikkede (ja.)", "Slut."],
    # a lower-case word goes on
    ["Hvem kommer? spurgte hun."],
    ["Hele teksten uden punktum"],
]


@pytest.mark.parametrize("sentences", TEXTS, ids=[sentences[0] for sentences in TEXTS])
def test_splits(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[span.start : span.end] for span in split_sentences(text)] == sentences


def test_lines_of_a_pdf_are_joined_but_blank_lines_bullets_and_pages_break() -> None:
    text = "En linje, der\nbrydes.\n\nOverskrift\n\n• første\n• andet\n1. punkt et\n2. punkt to\n- streg\fNy side"
    assert [text[span.start : span.end] for span in split_sentences(text)] == [
        "En linje, der\nbrydes.",
        "Overskrift",
        "• første",
        "• andet",
        "1. punkt et",
        "2. punkt to",
        "- streg",
        "Ny side",
    ]


def test_splits_a_part_with_offsets_in_the_whole() -> None:
    text = "Et. To. Tre."
    assert [(span.start, span.end) for span in split_sentences(text, 4, 7)] == [(4, 7)]


@pytest.mark.parametrize("text", ["", "   ", "\n\n\n", "\f"])
def test_nothing_has_no_sentences(text: str) -> None:
    assert split_sentences(text) == []
