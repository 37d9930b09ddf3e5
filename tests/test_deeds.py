"""A sentence answers who did something only where it tells of that deed."""

from __future__ import annotations

import pytest

from rag.deeds import undone
from rag.question import analyse
from rag.reader import Context, Reading

MET = "La Norvège était représentée à Porto par Ana Costa, ministre de la Mer."
TREATY = "Ana Costa a rencontré Luc Morel et a parlé de l'accord sur la pêche."
SENT = "Le Pérou a déployé 300 soldats dans le sud. Il a aussi envoyé 20 médecins. L'ONU compte 900 victimes."


def unsaid(question: str, span: str, text: str) -> bool:
    start = text.index(span)
    reading = Reading(0.9, 0.9, start, start + len(span), span)
    return undone(analyse(question), reading, Context(text, language="fr"))


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Qui représentait la Norvège à Porto ?", False),
        ("Who represented Norway in Porto?", False),
        ("Qui représentait le Chili à Porto ?", True),
        ("Qui représentait le Chili en Norvège ?", True),
        ("Who represented Chile in Norway?", True),
        ("¿Quién representó a Chile en Noruega?", True),
    ],
)
def test_who_represented_one_country_did_not_represent_another(question: str, missing: bool) -> None:
    assert unsaid(question, "Ana Costa", MET) is missing


def test_who_spoke_of_a_treaty_did_not_sign_it() -> None:
    assert unsaid("Qui a signé l'accord sur la pêche ?", "Ana Costa", TREATY)
    assert unsaid("Who signed the fishing agreement?", "Ana Costa", TREATY)
    assert not unsaid("Qui a rencontré Luc Morel ?", "Ana Costa", TREATY)
    signed = TREATY.replace("a parlé de", "a paraphé")
    assert not unsaid("Qui a signé l'accord sur la pêche ?", "Ana Costa", signed)
    assert unsaid("Qui a remplacé Luc Morel ?", "Ana Costa", TREATY)


@pytest.mark.parametrize(
    ("question", "span", "missing"),
    [
        ("Combien de soldats le Pérou a-t-il envoyés ?", "300", False),
        ("Combien de médecins le Pérou a-t-il envoyés ?", "20", False),
        ("Combien de victimes le Pérou a-t-il comptées ?", "900", True),
        ("Combien de soldats le Chili a-t-il envoyés au Pérou ?", "300", True),
        ("How many soldiers did Chile send to Peru?", "300", True),
        ("Combien de soldats y a-t-il au Pérou ?", "900", False),
    ],
)
def test_a_number_of_those_whom_another_country_sent(question: str, span: str, missing: bool) -> None:
    assert unsaid(question, span, SENT) is missing


def test_who_spoke_for_a_country_did_not_chair() -> None:
    assert unsaid("Qui a présidé la réunion de Porto ?", "Ana Costa", MET)
    assert unsaid("Who chaired the Porto meeting?", "Ana Costa", MET)
    assert unsaid("من ترأس اجتماع بورتو؟", "Ana Costa", MET)
    opened = "La réunion de Porto a été ouverte par Ana Costa."
    assert not unsaid("Qui a présidé la réunion de Porto ?", "Ana Costa", opened)
    assert not unsaid("من ترأس اجتماع بورتو؟", "Ana Costa", opened)


def test_what_somebody_spoke_of_is_told_by_a_word_of_saying() -> None:
    led = "L'approche menée par Ana Costa montre l'estime dont jouit la pêche."
    assert unsaid("De quoi Ana Costa a-t-elle parlé ?", "la pêche", led)
    assert unsaid("¿De qué habló Ana Costa?", "la pêche", led)
    assert not unsaid("De quoi Ana Costa a-t-elle parlé ?", "l'accord sur la pêche", TREATY)


def test_who_came_later_did_not_accompany() -> None:
    assert unsaid("Qui accompagnait Luc Morel ?", "Ana Costa", TREATY)
    assert unsaid("Who accompanied Luc Morel?", "Ana Costa", TREATY)
    together = "Luc Morel est arrivé jeudi, accompagné d'Ana Costa."
    assert not unsaid("Qui accompagnait Luc Morel ?", "Ana Costa", together)


def test_what_was_founded_did_not_found() -> None:
    text = "L'Alliance des ports a été créée en 2014 par le Chili. Ana Costa a salué la pêche."
    assert unsaid("Qui a créé la Ligue des mers ?", "L'Alliance des ports", text)
    assert unsaid("Who founded the League?", "Ana Costa", text)
    assert not unsaid("Qui a créé l'Alliance des ports ?", "Chili", text)
    assert not unsaid("Qui a été nommé à Porto ?", "Luc Morel", "Luc Morel a été nommé à Porto.")


def test_whose_death_is_told_was_not_the_killer() -> None:
    assert unsaid("Qui a tué Luc Morel ?", "Ana Costa", TREATY)
    assert unsaid("من اغتال لوك موريل؟", "Ana Costa", TREATY)
    assert not unsaid("Qui a tué Luc Morel ?", "Ana Costa", "Ana Costa a abattu Luc Morel.")


def test_who_came_with_whom_and_talks_with_another_are_not_one_s_own_words() -> None:
    talks = "Ana Costa a rencontré Luc Morel et a discuté de la pêche."
    assert unsaid("De quoi Ida Berg a-t-elle discuté avec Luc Morel ?", "la pêche", talks)
    assert not unsaid("De quoi Ana Costa a-t-elle discuté avec Luc Morel ?", "la pêche", talks)
    bonds = "Ana Costa est venue. La Norvège et le Chili entretiennent de bonnes relations."
    assert unsaid("How did Ana Costa describe the relations?", "bonnes relations", bonds)
    own = "Ana Costa est venue. Elle a parlé de bonnes relations."
    assert not unsaid("How did Ana Costa describe the relations?", "bonnes relations", own)


def test_that_somebody_died_is_not_how() -> None:
    died = "La réunion fait suite à la mort de Luc Morel."
    assert unsaid("How did Luc Morel die?", "la mort de Luc Morel", died)
    assert unsaid("Comment Luc Morel est-il mort ?", "la mort de Luc Morel", died)
    shot = "Luc Morel est mort, tué dans un raid."
    assert not unsaid("Comment Luc Morel est-il mort ?", "tué dans un raid", shot)


def test_who_led_did_not_open_and_when_it_began_is_not_when_one_joined() -> None:
    led = "La délégation conduite par Ana Costa est à Porto pour la réunion."
    assert unsaid("Qui a ouvert la réunion de Porto ?", "Ana Costa", led)
    assert not unsaid("Qui conduisait la délégation ?", "Ana Costa", led)
    founded = "La Ligue des ports a été fondée en 2014."
    assert unsaid("Quand la Norvège a-t-elle rejoint la Ligue des ports ?", "2014", founded)
    assert not unsaid("Quand la Norvège a-t-elle rejoint la Ligue ?", "2014", "La Norvège adhère en 2014.")


def test_who_came_from_elsewhere_are_others() -> None:
    recruited = "Le groupe a recruté des milliers de combattants dans le monde."
    assert unsaid("How many of the fighters came from Norway?", "milliers", recruited)
    assert not unsaid("How many fighters did the group recruit?", "milliers", recruited)


def test_who_is_not_said_to_be_of_a_country_did_not_represent_it() -> None:
    there = "Le secrétaire de la FAO, Luc Morel, a participé à la réunion. Les ports russes étaient fermés."
    assert unsaid("Qui représentait la Russie à la réunion ?", "Luc Morel", there)
    assert not unsaid("Qui représentait la FAO à la réunion ?", "Luc Morel", there)


def test_what_composes_a_body_and_who_hosts_are_told_by_words_for_it() -> None:
    assert unsaid("Qui compose la Ligue des ports ?", "Ana Costa", TREATY)
    assert unsaid("Who hosted the Porto meeting?", "Ana Costa", TREATY)
    assert not unsaid(
        "Who hosted the Porto meeting?", "Le Portugal", "Le Portugal abrite la réunion de Porto."
    )


@pytest.mark.parametrize(
    ("question", "span", "missing"),
    [
        ("Quand Ana Costa a-t-elle démissionné ?", "le 3 mai", True),
        ("متى استقالت آنا كوستا؟", "le 3 mai", True),
        ("Why was the meeting cancelled?", "pour la pêche", True),
        ("¿Por qué se canceló la reunión?", "pour la pêche", True),
        ("Quand Ana Costa est-elle née ?", "le 3 mai", True),
        ("Quand la ligue a-t-elle été dissoute ?", "en juin", False),
        ("Quand Ana Costa a-t-elle parlé ?", "le 3 mai", False),
    ],
)
def test_when_or_why_it_was_is_told_where_it_is_told_that_it_was(
    question: str, span: str, missing: bool
) -> None:
    text = "Ana Costa a parlé le 3 mai à Porto pour la pêche, et la ligue a été dissoute en juin."
    if span != "en juin":
        text = text.split(", et")[0] + "."
    assert unsaid(question, span, text) is missing
