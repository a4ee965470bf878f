"""Commitments: whole minutes in, deeds, doers, recipients and dues out; near misses beside them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.extractors import read_minutes
from graphbuild.model import CommitmentMention, Document
from graphbuild.readers import read_bytes

HEAD = """Testby Kommune
Handicaprådet
Referat fra møde den 3. maj 2021 kl. 15.00
Deltagere: Anna Holm (AH), Bent Krog (BK), Carla Munk (CM), Dorte Lind, Erik Friis

1. Godkendelse af dagsorden
Godkendt.

2. {title}
{parts}

3. Eventuelt
Næste møde er den 10. juni 2021.
"""


def read(parts: str, title: str = "Adgang til biblioteket") -> tuple[Document, list[CommitmentMention]]:
    document = read_bytes("x.txt", HEAD.format(title=title, parts=parts).encode())
    return document, [one for one in read_minutes(document).commitments if one.item == "2"]


def row(one: CommitmentMention) -> tuple[str | None, str, str | None, str | None]:
    """Actor, action, recipient, due."""
    return (
        one.actor.value if one.actor else None,
        one.action.value,
        one.to.value if one.to else None,
        one.due.value if one.due else None,
    )


def decided(text: str, title: str = "Adgang til biblioteket") -> list[tuple[str | None, str, str | None, str | None]]:
    return [row(one) for one in read(f"Beslutning\n{text}", title)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # --- an actor and a verb in the present
        ("Forvaltningen vender tilbage med tal.", [("Forvaltningen", "vender tilbage med tal", None, None)]),
        # a job title before a name that stands nowhere else
        (
            "Teknisk chef Jørgen Bo Hansen (V) tager kontakt til lodsejeren.",
            [("Jørgen Bo Hansen", "tager kontakt til lodsejeren", "lodsejeren", None)],
        ),
        # initials, two doers
        ("AH og BK udarbejder udkast.", [("Anna Holm og Bent Krog", "udarbejder udkast", None, None)]),
        # the subject behind the verb
        (
            "Til næste møde udarbejder forvaltningen et forslag.",
            [("forvaltningen", "udarbejder forvaltningen et forslag", None, "2021-06-10")],
        ),
        # "vi" is the meeting's body
        ("Vi inviterer borgmesteren i juni.", [("Handicaprådet", "inviterer borgmesteren", "borgmesteren", "2021-06")]),
        # two deeds of one doer are one commitment
        (
            "Carla Munk følger op på sagen og giver en tilbagemelding på næste møde.",
            [("Carla Munk", "følger op på sagen og giver en tilbagemelding", None, "2021-06-10")],
        ),
        # two doers are two
        (
            "Carla bestiller lokale, og Bent køber blomster.",
            [("Carla Munk", "bestiller lokale", None, None), ("Bent Krog", "køber blomster", None, None)],
        ),
        # a second deed with a due of its own
        (
            "Anna holder møde med naboerne den 1. juni og sender referatet til rådet inden den 8. juni.",
            [
                ("Anna Holm", "holder møde med naboerne", "naboerne", "2021-06-01"),
                ("Anna Holm", "sender referatet til rådet", "rådet", "2021-06-08"),
            ],
        ),
        # an unknown verb behind a person
        ("Erik blomstrer op i salen.", [("Erik Friis", "blomstrer op i salen", None, None)]),
        # she is who was named last
        (
            "Carla Munk fortalte om kurset. Hun sender rådet sine plancher.",
            [("Carla Munk", "sender rådet sine plancher", "rådet", None)],
        ),
        # --- skal, vil, at
        (
            "Forvaltningen skal inden da undersøge, om døren kan laves.",
            [("Forvaltningen", "undersøge, om døren kan laves", None, None)],
        ),
        (
            "Dorte vil tage det med til sit bagland.",
            [("Dorte Lind", "tage det med til sit bagland", "sit bagland", None)],
        ),
        ("Formanden lovede at tage sagen op.", [("Formanden", "tage sagen op", None, None)]),
        (
            "Udvalget anmodede administrationen om at belyse mulighederne.",
            [("administrationen", "belyse mulighederne", None, None)],
        ),
        (
            "Det blev besluttet, at Carla undersøger prisen.",
            [("Carla Munk", "undersøger prisen", None, None)],
        ),
        (
            "Godkendt, idet direktionen kommer med et forslag inden jul.",
            [("direktionen", "kommer med et forslag", None, "2021-12")],
        ),
        (
            "Godkendt under forudsætning af, at museet først fotograferer huset.",
            [("museet", "fotograferer huset", None, None)],
        ),
        (
            "Formanden bemyndiges til at færdiggøre høringssvaret.",
            [("Formanden", "færdiggøre høringssvaret", None, None)],
        ),
        # work in hand
        (
            "Forvaltningen er i gang med at udarbejde en strategi.",
            [("Forvaltningen", "er i gang med at udarbejde en strategi", None, None)],
        ),
        # --- nobody named
        ("Begge udkast rundsendes senest den 7. maj.", [(None, "Begge udkast rundsendes", None, "2021-05-07")]),
        ("Emnet tages op igen til efteråret.", [(None, "Emnet tages op igen", None, None)]),
        ("Svaret kommer skriftligt.", [(None, "Svaret kommer skriftligt", None, None)]),
        ("Rådet får tilsendt plancherne.", [(None, "får tilsendt plancherne", "Rådet", None)]),
        # who does what was said before
        (
            "Guiden lægges på biblioteket. Anna sørger for det inden udgangen af juni.",
            [("Anna Holm", "Guiden lægges på biblioteket", None, "2021-06")],
        ),
        # --- whom
        (
            "Carla spørger biblioteket, om døren går.",
            [("Carla Munk", "spørger biblioteket, om døren går", "biblioteket", None)],
        ),
        # initials of nobody in the document stay as printed
        ("LI giver Bent besked.", [("LI", "giver Bent besked", "Bent Krog", None)]),
        ("Anna giver Bent besked.", [("Anna Holm", "giver Bent besked", "Bent Krog", None)]),
        (
            "Forvaltningen sender et svar til Social-, Sundheds- og Ældreudvalget (SÆU).",
            [
                (
                    "Forvaltningen",
                    "sender et svar til Social-, Sundheds- og Ældreudvalget (SÆU)",
                    "Social-, Sundheds- og Ældreudvalget (SÆU)",
                    None,
                )
            ],
        ),
        # a thing is no recipient
        ("Anna laver et forslag til åbningstider.", [("Anna Holm", "laver et forslag til åbningstider", None, None)]),
        # --- when
        (
            "Sagen udsættes til mødet den 10. juni 2021. Forvaltningen undersøger prisen.",
            [("Forvaltningen", "undersøger prisen", None, "2021-06-10")],
        ),
        (
            "Fristen er den 21. maj. Anna skriver et udkast, og Bent sender høringssvaret inden fristen.",
            [
                ("Anna Holm", "skriver et udkast", None, None),
                ("Bent Krog", "sender høringssvaret", None, "2021-05-21"),
            ],
        ),
        (
            "Anna skriver til borgmesteren inden jul. Bent sender samtidig en kopi til biblioteket.",
            [
                ("Anna Holm", "skriver til borgmesteren", "borgmesteren", "2021-12"),
                ("Bent Krog", "sender samtidig en kopi til biblioteket", "biblioteket", "2021-12"),
            ],
        ),
        # of a week the month of its Monday; the words are kept
        ("Anna ringer til viceværten i uge 22.", [("Anna Holm", "ringer til viceværten", "viceværten", "2021-05")]),
        # a condition has no date
        (
            "Når planen er godkendt, laver forvaltningen en pjece.",
            [("forvaltningen", "laver forvaltningen en pjece", None, None)],
        ),
    ],
)
def test_what_is_promised(text: str, expected: list[tuple[str | None, str, str | None, str | None]]) -> None:
    assert decided(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Taget til efterretning.",
        "Udvalget tager orienteringen til efterretning.",
        # views and wishes
        "Anna mener, at forvaltningen bør se på reglerne.",
        "Rådet ønsker, at der opsættes flere bænke.",
        "Rådet opfordrer kommunen til at etablere en rampe.",
        "Handicaprådet vil gerne inviteres.",
        # questions and conditions
        "Bent spurgte, om forvaltningen kan undersøge sagen.",
        "Hvis kommunen sender et brev, kan borgerne klage.",
        "Det kræver, at forvaltningen udarbejder en plan.",
        # what was
        "Forvaltningen har indsendt ansøgningen.",
        "Carla fortalte, at hun har sendt brevet.",
        "På mødet i marts bad rådet forvaltningen om at regne på to modeller.",
        # the case goes its way
        "Sagen oversendes til Økonomiudvalget.",
        "Forslaget sendes i offentlig høring i otte uger.",
        "Økonomiudvalget behandler sagen den 20. maj 2021.",
        "Sagen genoptages på næste møde.",
        # recommendations, side proposals
        "Udvalget anbefaler, at byrådet godkender indstillingen.",
        "Enhedslisten stillede følgende ændringsforslag: Forvaltningen undersøger priserne.",
        # reports at the table, in the present tense
        "Skolelederen gennemgår budgettet.",
        "Bent svarer, at økonomien er stram.",
        # standing practice, duties by law, states
        "Ungdomsskolen afholder hvert år en koncert.",
        "Kommunen skal ifølge loven tilbyde genoptræning.",
        "Kommunen har ansvaret for snerydning.",
        # news of third parties
        "Regeringen fremlægger et lovforslag i oktober.",
        # denied
        "Rådet besluttede, at der ikke skrives en pressemeddelelse.",
        "Carla Munk er inhabil og deltager ikke.",
        # the meeting itself
        "Formanden byder velkommen til mødet.",
        "Næste møde afholdes den 10. juni 2021.",
        "Referatet godkendes og underskrives.",
    ],
)
def test_what_is_none(text: str) -> None:
    assert decided(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # --- asked or promised, whatever the verb
        (
            "Forvaltningen bedes forinden beregne prisen.",
            [("Forvaltningen", "beregne prisen", None, None)],
        ),
        ("Anna meldte sig til at bage kage.", [("Anna Holm", "bage kage", None, None)]),
        ("Bent har lovet at stå for indkøb af kaffe.", [("Bent Krog", "stå for indkøb af kaffe", None, None)]),
        (
            "Carla oplyste, at hun vil tage emnet op i budgetforhandlingerne.",
            [("Carla Munk", "tage emnet op i budgetforhandlingerne", None, None)],
        ),
        # --- a passive of any deed: with a date, with its doer, with the doer in brackets
        ("Stoppestedet genåbnes den 1. juni 2021.", [(None, "Stoppestedet genåbnes", None, "2021-06-01")]),
        (
            "Planen opdateres i juni af Anna og pædagogisk leder Bent Krog.",
            [("Anna Holm og Bent Krog", "Planen opdateres", None, "2021-06")],
        ),
        (
            "Biblioteket spørges, om det vil være med (Carla).",
            [("Carla Munk", "spørges, om det vil være med (Carla)", "Biblioteket", None)],
        ),
        # who makes up a group does not set it up
        (
            "Der nedsættes en arbejdsgruppe bestående af Anna og Bent.",
            [(None, "nedsættes en arbejdsgruppe bestående af Anna og Bent", None, None)],
        ),
        # --- what begins or comes back by itself, with a date
        ("Træningen går i gang medio juni.", [(None, "Træningen går i gang", None, "2021-06")]),
        ("Punktet er på igen til september.", [(None, "Punktet er på igen", None, "2021-09")]),
        ("Rådet skal have en status i juni.", [(None, "skal have en status", "Rådet", "2021-06")]),
        # --- the doer before a colon, in a line of its own, behind "som", beside a deed
        ("Alle: afleverer forslag inden 1. juni.", [("Alle", "afleverer forslag", None, "2021-06-01")]),
        (
            "Medlemmerne\n• deler plakater ud,\n• laver et opslag.",
            [("Medlemmerne", "deler plakater ud", None, None), ("Medlemmerne", "laver et opslag", None, None)],
        ),
        (
            "Anna færdiggør svaret, som formanden underskriver senest den 21. maj.",
            [
                ("Anna Holm", "færdiggør svaret", None, "2021-05-21"),
                ("formanden", "underskriver", None, "2021-05-21"),
            ],
        ),
        (
            "Kommunen lægger grus, mens lauget selv rydder krat.",
            [("Kommunen", "lægger grus", None, None), ("lauget", "rydder krat", None, None)],
        ),
        (
            "Siger biblioteket nej, spørger Anna borgmesteren.",
            [("Anna Holm", "spørger Anna borgmesteren", "borgmesteren", None)],
        ),
        # --- tasks in notes
        ("- Lave plakater (Anna)", [("Anna Holm", "Lave plakater", None, None)]),
        ("- Bent: køb af blomster", [("Bent Krog", "køb af blomster", None, None)]),
        (
            "Natbusser = Anna & Bent, skolemad = Carla.",
            [
                ("Anna Holm og Bent Krog", "Natbusser = Anna & Bent", None, None),
                ("Carla Munk", "skolemad = Carla", None, None),
            ],
        ),
        (
            "Vi deler skolerne:\nNordskolen - Anna\nØstskolen - Bent + Carla",
            [
                ("Anna Holm", "Nordskolen - Anna", None, None),
                ("Bent Krog og Carla Munk", "Østskolen - Bent + Carla", None, None),
            ],
        ),
        # --- whom
        (
            "Forvaltningen skal underrette de 17 indsigere og Erhvervsstyrelsen.",
            [
                (
                    "Forvaltningen",
                    "underrette de 17 indsigere og Erhvervsstyrelsen",
                    "de 17 indsigere og Erhvervsstyrelsen",
                    None,
                )
            ],
        ),
        ("Direktøren følger op over for udvalget.", [("Direktøren", "følger op over for udvalget", "udvalget", None)]),
        # the title alone stays as printed
        ("Sekretariatet rykker leverandøren.", [("Sekretariatet", "rykker leverandøren", "leverandøren", None)]),
        # --- when
        ("Anna skriver et udkast til junimødet.", [("Anna Holm", "skriver et udkast", None, "2021-06")]),
        ("Bent henter priser inden næste gang.", [("Bent Krog", "henter priser", None, "2021-06-10")]),
        ("Anna ringer til pedellen i weekenden.", [("Anna Holm", "ringer til pedellen", "pedellen", "2021-05-08")]),
        ("Bent sender svaret senest fredag i uge 20.", [("Bent Krog", "sender svaret", None, "2021-05-21")]),
        ("Anna har udkastet klar en uge før.", [("Anna Holm", "har udkastet klar", None, "2021-06-03")]),
        ("Bent søger fonden om midler. Frist: 1/9.", [("Bent Krog", "søger fonden om midler", "fonden", "2021-09-01")]),
        ("Arbejdsdag lørdag d. 5. juni: Anna indkalder.", [("Anna Holm", "indkalder", None, "2021-06-05")]),
        (
            "Forvaltningen sender et spørgeskema ultimo maj.",
            [("Forvaltningen", "sender et spørgeskema", None, "2021-05")],
        ),
    ],
)
def test_further_forms(text: str, expected: list[tuple[str | None, str, str | None, str | None]]) -> None:
    assert decided(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # a passive of a formal decision, of a rule, of nobody and no time
        "Punktet genoptages på mødet den 10. juni 2021.",
        "Sagen videresendes til Økonomiudvalget, der anmodes om at se på finansieringen.",
        "Kommunen driver tre plejehjem.",
        "Beboerne klager over støjen.",
        "Regningen betales af ejeren.",
        "Afgiften fastsættes af byrådet.",
        "Indsatsen evalueres løbende.",
        # what runs by itself without a date
        "Byggeriet går i gang, når taget er klar.",
        "Punktet er på dagsordenen.",
        # names behind a colon or a dash that hold an office
        "Formand: Anna Holm",
        "Kasserer - Bent Krog",
        # a thing with a name in it
        "Døren til Pakhuset låser af sig selv.",
        # somebody takes up a post
        "Anna Holm begynder som leder den 1. juni.",
        # applications are taken
        "Fonden tager imod ansøgninger til og med 15. juni.",
    ],
)
def test_further_near_misses(text: str) -> None:
    assert decided(text) == []


TASKS = """
AKTIONSLISTE
Pkt.   Opgave                             Ansvarlig        Frist
2      Skema om døren lægges ud           Anna Holm        Uge 22
2      Vejledning til forældre            Bent             15/6-21
9      Noget om et punkt, der ikke er     Carla            1. juni
"""


def test_task_list_behind_the_last_item() -> None:
    """A row fills up what was stated, or is a commitment of its own; a number that no item has is left out."""
    text = HEAD.format(title="Adgang", parts="Beslutning\nAnna Holm laver et skema.") + TASKS
    found = read_minutes(read_bytes("x.txt", text.encode())).commitments
    assert [(one.item, *row(one)) for one in found] == [
        ("2", "Anna Holm", "laver et skema", None, "2021-05"),
        ("2", "Bent Krog", "Vejledning til forældre", "forældre", "2021-06-15"),
    ]


def test_table_without_tasks_is_none() -> None:
    assert decided("Post        Beløb      Ansvarlig\nKaffe       200        Anna") == []


def test_task_list() -> None:
    text = """• Uddeling af kort – AH sender kort ud
• Skolegade – BK
• Torvet – CM & AH
Uddelingen skal være slut d. 24/5."""
    assert decided(text) == [
        ("Anna Holm", "sender kort ud", None, None),
        ("Bent Krog", "Skolegade – BK", None, "2021-05-24"),
        ("Carla Munk og Anna Holm", "Torvet – CM & AH", None, "2021-05-24"),
    ]


def test_names_under_a_task_are_no_tasks() -> None:
    assert decided("Vi ringer til disse tre:\n• Ole Madsen – AH\n• Ida Lund – BK") == [
        ("Handicaprådet", "ringer til disse tre", None, None)
    ]


def test_event_of_the_title() -> None:
    assert decided("Anna byder velkommen, og Bent er dirigent.", "Borgermøde den 19. maj 2021") == [
        ("Anna Holm", "byder velkommen", None, "2021-05-19"),
        ("Bent Krog", "er dirigent", None, "2021-05-19"),
    ]


def test_case_text_is_read_strictly() -> None:
    parts = """Sagsfremstilling
Forvaltningen undersøger jævnligt forholdene. Kommunen skal bygge nyt. Fagudvalgene skal aflevere forslag den 1. juni 2021.

Indstilling
Forvaltningen indstiller, at udvalget sender et brev til ministeren inden den 1. juni 2021.

Beslutning
Godkendt."""
    assert [row(one) for one in read(parts)[1]] == [("Fagudvalgene", "aflevere forslag", None, "2021-06-01")]


def test_values_lead_back_to_their_words() -> None:
    document, found = read(
        "Beslutning\nSom svar på en lang række spørgsmål sender BK rådet\nen plan senest den 1. juni."
    )
    (one,) = found
    assert one.actor
    assert one.to
    assert one.due
    assert one.due_text
    spans = [said.span for said in (one.actor, one.action, one.to, one.due, one.due_text)]
    assert [" ".join(document.quote(span).split()) for span in spans if span] == [
        "BK",
        "sender BK rådet en plan",
        "rådet",
        "senest den 1. juni",
        "senest den 1. juni",
    ]
    assert (one.actor.value, one.due_text.value, one.action.rule) == (
        "Bent Krog",
        "senest den 1. juni",
        "commitment.actor-verb",
    )


@pytest.mark.parametrize(
    "text",
    [
        "at " * 100_000,
        "og sender " * 30_000,
        "Forvaltningen " * 30_000,
        ", som " * 50_000,
        "(" * 100_000,
        "AH – BK\n" * 10_000,
        "lovede at " * 30_000,
        "Forvaltningen sender svaret inden fristen den 3. maj. " * 2_000,
        "a = Anna, " * 20_000,
        "Lave (" * 30_000,
        "Opgave  Ansvarlig\n" + "Anna  Bent\n" * 10_000,
        "en uge før " * 20_000,
    ],
)
def test_hostile_text_ends(text: str) -> None:
    """Whatever the words, reading ends; a cost that grows with the square would not, within the suite's patience."""
    document, found = read(f"Beslutning\n{text}")
    assert all(one.action.span and one.action.span.end <= len(document.text) for one in found)


WORDS = [
    "forvaltningen",
    "Forvaltningen",
    "udvalget",
    "Anna",
    "Holm",
    "AH",
    "hun",
    "han",
    "vi",
    "de",
    "den",
    "det",
    "der",
    "som",
    "at",
    "om",
    "hvis",
    "når",
    "og",
    "men",
    ",",
    ".",
    ";",
    ":",
    "–",
    "(",
    ")",
    "sender",
    "undersøger",
    "skal",
    "vil",
    "blev",
    "bedt",
    "lovede",
    "er",
    "i",
    "dialog",
    "med",
    "til",
    "rådet",
    "inden",
    "den",
    "3.",
    "maj",
    "fristen",
    "næste",
    "møde",
    "senest",
    "samtidig",
    "da",
    "så",
    "rundsendes",
    "tages",
    "op",
    "får",
    "gør",
    "sørger",
    "for",
    "ikke",
    "Ansvarlig",
    ":",
    "Bent",
    "-",
    "BK",
    "&",
    "CM",
    "bliver",
    "sendt",
    "ud",
    "kommer",
    "\n",
    "•",
    "Deadline",
    "uge",
    "22",
]


@given(st.lists(st.sampled_from(WORDS), max_size=60))
@settings(max_examples=80, deadline=None)
def test_any_order_of_words_is_read(words: list[str]) -> None:
    """No order of the words that the rules look for makes reading fail, and every value leads to words of the text."""
    document, found = read("Beslutning\n" + " ".join(words))
    for one in found:
        for said in (one.action, one.actor, one.to, one.due_text):
            assert said is None or (said.span is not None and document.quote(said.span).strip())
