"""Sentences are what a citation quotes, so where one starts and ends is checked closely."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentences import paragraphs, sentences


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


# Each text stands with "|" where a sentence ends; the bar is taken out before it is cut.
PLAIN = [
    "Le Maroc abrite la réunion. |Elle se tient le 11 mai.",
    "Qui viendra ? |Personne ! |Vraiment… |Peut-être.",
    "¿Quién viene? |¡Nadie! |El ministro llega mañana. |¿Y después?",
    "انعقد الاجتماع في مراكش. |من حضر؟ |حضر الوزير! |وقال إنه مسرور.",
    "The meeting is over. |He left.",
]
ABBREVIATIONS = [
    "M. Macron a vu Mme. Merkel et MM. Dupont et Le Drian. |Ils ont parlé.",
    "M. Le Drian, J. Le Goff et le Dr. Le Roux sont venus. |Il pleuvait.",
    "Des fruits, p. ex. Des pommes du pays. |Rien d'autre.",
    "Pommes, poires, etc. |Le marché ferme. |Pommes, etc. et poires.",
    "He lives in the U.S. |The U.S. President met George W. Bush and J. K. Rowling on St. Mark's Square.",
    "Née en 44 av. J.-C. à Rome. |Mort en 12 apr. J.-C. |Il régnait.",
    "Selon l'art. 12 et le n°. 4, p. 3, c'est fini. |Voilà l'art. |Il dure.",
    "El Sr. García y la Sra. López viajan a EE.UU. |El viaje dura poco. |EE.UU. Today lo cuenta.",
    "Apple Inc. said so. |Apple Inc. |The firm is big.",
    "Réunis le 12 oct. 2020 et le 3 janv. 2021. |On Jan. 6 they met at 5 p.m. Monday.",
    "Un plan B. |Il échoue. |Malcolm X. |Le film.",
    "د. محمد وصل إلى الرباط. |ثم غادر.",
    "A. A. Gill, T. A. Hall and Jane Doe, Ph.D. of Hulas Motors Pvt. Ltd. spoke. |Then they left.",
    "Roe v. Wade fell. |Smith vs. Jones did not.",
]
NUMBERS = [
    "Il vaut 14,2 ou 1.250,5 euros. |On était à 20.30 ou 20:30. |Fini en 2014. |Le reste en 2015.",
    "La brigade (1. Proleterska Brigada) en 2014. |1. Premier point. |2. Deuxième point.",
    "Voir https://www.exemple.fr/a.Html?Q=1.Page ou jean.Dupont@site.fr pour la suite. |Merci.",
    "Le site lemonde.fr a publié Node.JS hier. |Fin.",
    "Il est né en mai. |80 pays sont venus.",
]
QUOTES = [
    '"Je viens." |Il est parti.',
    "Il a dit « Je viens. » |Puis il est parti.",
    "« Je viens. |Je repars. » |Il est parti.",
    "“I came.” |He left.",
    'Il l\'a "simplement lancé". |Puis rien.',
    "« Quoi ? » demanda-t-il. |Rien.",
    "Il dit (tout bas.) |Puis plus rien.",
    "Le terrorisme (...) Il faut lutter […] Le Maroc lutte. |Fin.",
    "Yahoo! a grandi... mais peu. |Fin.",
    "la participation active de tous les États…».",
]
UNSPACED = [
    "La réunion est prévue vendredi.|L'objectif est clair.|Mme Vassal viendra.",
    '"Ce n\'est pas écrit", a-t-il lancé.|"Je ne peux pas soutenir M. Teissier", a-t-il dit.|Fin.',
    'Il a dit "non."|Les autres "oui!"|"Peut-être", dit-il.',
    "Des élus (8 sièges).|Mme Ghali reste.|Une hausse de 10%.|Pour 23 d'entre eux, 45 €.|Depuis 1972.",
    "Né en 2020.|Le reste, 14.2 et J.K. Rowling, à l'U.S. Army et chez M.Macron.|Puis le RN.|Pas un mot.",
    "Le confinement dure jusqu'à mardi.|20 personnes sont venues.|C'est tout...|Un programme ?|Oui!|Non.",
    "انتهى الاجتماع.|وقال الوزير نعم.",
    "Le vote est serré. |- Vieux routier -|Mais la décision de M. Royer-Perreaut tombe.|"
    '- "Produits sûrs" - |"Les fabricants se félicitent".|- Plus de 760.000 morts -|La pandémie dure.',
    "Trois mesures.|• Une prime.|► Un impôt.",
]


@pytest.mark.parametrize("marked", PLAIN + ABBREVIATIONS + NUMBERS + QUOTES + UNSPACED)
def test_cut_where_expected(marked: str) -> None:
    assert cut(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


def test_title_line_and_line_broken_in_mid_sentence() -> None:
    text = (
        "Le Maroc participe à la réunion\n"
        "Le Maroc a pris part à la réunion de jeudi. Il a souligné que tous les Alliés étaient\n"
        "d'accord sur la nécessité d'agir. Fin.\n"
    )
    assert cut(text) == [
        "Le Maroc participe à la réunion",
        "Le Maroc a pris part à la réunion de jeudi.",
        "Il a souligné que tous les Alliés étaient\nd'accord sur la nécessité d'agir.",
        "Fin.",
    ]


def test_hard_wrapped_text_is_read_on_even_before_a_capital() -> None:
    text = (
        "Un titre à part\n"
        "Le secrétaire d'État américain Antony Blinken a rencontré à\n"
        "Rabat le ministre marocain des Affaires étrangères, Nasser\n"
        "Bourita, avec lequel il a parlé de la coalition et de la\n"
        "situation au Sahel. Ils se reverront.\n"
    )
    assert [s.replace("\n", " ") for s in cut(text)] == [
        "Un titre à part",
        "Le secrétaire d'État américain Antony Blinken a rencontré à Rabat le ministre marocain des "
        "Affaires étrangères, Nasser Bourita, avec lequel il a parlé de la coalition et de la "
        "situation au Sahel.",
        "Ils se reverront.",
    ]


def test_lines_of_a_list_stand_alone() -> None:
    assert cut("Les pays présents :\n- le Maroc\n- la France\nMadrid\nRabat\n1. Ouverture\n2. Clôture") == [
        "Les pays présents :",
        "- le Maroc",
        "- la France",
        "Madrid",
        "Rabat",
        "1. Ouverture",
        "2. Clôture",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_a_blank_line_ends_a_sentence_and_a_single_one_need_not(newline: str) -> None:
    text = f"Première ligne{newline}qui continue{newline} {newline}et autre paragraphe"
    assert cut(text) == [f"Première ligne{newline}qui continue", "et autre paragraphe"]
    assert [text[a:b] for a, b in paragraphs(text)] == cut(text)


def test_masked_spans_are_left_out_and_end_sentences() -> None:
    text = "AFP/X - Le ministre arrive.\nun-deux-trois\nIl parle."
    masked = [(0, 8), (text.index("un-"), text.index("\nIl"))]
    assert [text[a:b] for a, b in sentences(text, masked)] == ["Le ministre arrive.", "Il parle."]
    assert sentences("tout masqué", [(0, 11)]) == []
    assert sentences("") == sentences(" \n\n ") == []


WORDS = st.sampled_from(
    [
        "Le",
        "M.",
        "ministre",
        "vendredi.L'",
        "1.250,5",
        '"',
        "»",
        "«",
        "(...)",
        "- Titre -",
        "\n",
        "\n\n",
        "\r\n",
    ]
    + [
        " ",
        ". ",
        "…",
        "?!",
        "U.S.",
        "؟",
        "مراكش",
        "。",
        "www.a.fr",
        "\u00a0",
        "é",
        "-",
        "•",
        ")",
        "'",
        "’",
        "😀",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=40).map("".join), st.text(max_size=80)), st.data())
def test_everything_unmasked_is_covered_once(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    masked = data.draw(st.lists(st.tuples(place, place).map(lambda ab: (min(ab), max(ab))), max_size=3))
    found = sentences(text, masked)
    hidden = {i for a, b in masked for i in range(a, b)}
    covered = [i for a, b in found for i in range(a, b)]
    assert covered == sorted(set(covered)) and not hidden & set(covered)
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in found)
    assert {i for i, char in enumerate(text) if not char.isspace()} - hidden <= set(covered)
    assert all(any(a <= c and d <= b for a, b in paragraphs(text)) for c, d in found)


@pytest.mark.parametrize(
    "piece", ["a", "abc.def", '"', ".", "!a", "- a", "(", "\n", " ", "é.É", "- ", "A.\n", '."A']
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    started = time.process_time()
    sentences(text)
    assert time.process_time() - started < 4
