"""Spans that can't answer by what the question says."""

from __future__ import annotations

import pytest

from rag.misfits import HARDLY, NO, PERHAPS, YES, misfit
from rag.question import analyse
from rag.reader import Context, Reading

TEXT = (
    "La ministre danoise de la Mer, Ana Costa, a participé jeudi à Porto à la conférence des ports. "
    "Le rassemblement, qui a été ouvert par Luc Morel, s'est penché sur la pêche. "
    "Lors de cette conférence à Lisbonne, les quotas ont été revus."
)


def kept(question: str, span: str, text: str = TEXT) -> float:
    start = text.index(span)
    reading = Reading(0.9, 0.9, start, start + len(span), span)
    return misfit(analyse(question), reading, Context(text, language="fr"))


@pytest.mark.parametrize(
    ("question", "span", "share"),
    [
        ("¿Qué hizo Ana Costa?", "ministre danoise de la Mer", NO),
        ("Pourquoi Ana Costa est-elle venue ?", "ministre danoise de la Mer", NO),
        ("Quel est le poste d'Ana Costa ?", "ministre danoise de la Mer", YES),
        ("Qu'a dit Ana Costa ?", "la pêche", YES),
    ],
)
def test_an_office_tells_nothing_that_somebody_did(question: str, span: str, share: float) -> None:
    assert kept(question, span) == share


def test_a_meeting_is_not_what_was_said_there() -> None:
    assert kept("De quoi la conférence de Porto a-t-elle parlé ?", "Le rassemblement") == NO
    assert kept("De quoi la conférence de Porto a-t-elle parlé ?", "la pêche") == YES
    assert kept("What was the conference about?", "conférence des ports") == NO
    assert kept("Which meeting did Luc Morel open?", "Le rassemblement") == YES
    assert kept("Quel était l'ordre du jour de la conférence ?", "jeudi") == NO


def test_another_town_is_not_where_the_meeting_was() -> None:
    text = TEXT.replace("Porto", "Bruxelles").replace("Lisbonne", "Madrid")
    assert kept("Où a eu lieu la conférence de Bruxelles ?", "Madrid", text) == HARDLY
    assert kept("Où a eu lieu la conférence ?", "Madrid", text) == YES
    assert kept("Où Ana Costa est-elle allée après la conférence de Bruxelles ?", "Madrid", text) == YES


def test_a_day_is_no_hour() -> None:
    assert kept("À quelle heure la conférence a-t-elle commencé ?", "jeudi") == NO
    told = "La conférence a commencé jeudi à 9 heures."
    assert kept("À quelle heure la conférence a-t-elle commencé ?", "jeudi", told) == YES
    assert kept("Quel jour la conférence a-t-elle commencé ?", "jeudi") == YES


def test_who_opened_it_did_not_close_it() -> None:
    assert kept("Qui a clôturé la conférence ?", "Luc Morel") == PERHAPS
    assert kept("Who opened the conference?", "Luc Morel") == YES


def test_the_previous_one_is_called_so() -> None:
    assert kept("Où a eu lieu la conférence précédente ?", "Lisbonne") == PERHAPS
    told = "La dernière conférence des ports a eu lieu à Braga."
    assert kept("Où a eu lieu la conférence précédente ?", "Braga", told) == YES
    assert kept("Where was the previous conference?", "Braga", told) == YES


def test_an_organiser_is_asked_of_an_article_that_tells_of_one() -> None:
    assert kept("Qui est l'organisateur de la conférence ?", "Ana Costa") == NO
    told = TEXT + " Le Portugal l'a organisée."
    assert kept("Qui est l'organisateur de la conférence ?", "Ana Costa", told) == YES


def test_what_is_told_of_another_is_not_told_of_them() -> None:
    told = "La Ligue des ports a été fondée en 2014. Ana Costa a écrit de la pêche. Elle a vu Luc Morel."
    assert kept("Quand le Groupe des Phares a-t-il été fondé ?", "2014", told) == HARDLY
    assert kept("Quand la Ligue des ports a-t-elle été fondée ?", "2014", told) == YES
    assert kept("De quoi Luc Morel a-t-il parlé ?", "la pêche", told) == NO
    assert kept("De quoi Ana Costa a-t-elle parlé ?", "la pêche", told) == YES
    assert kept("Comment Pia Lund a-t-elle répondu ?", "a vu Luc Morel", told) == YES  # *elle* may be her


def test_where_a_summit_was_named_for_is_nobody() -> None:
    told = "Ana Costa a parlé au sommet du Tarn, à Porto."
    assert kept("Qui Ana Costa a-t-elle rencontré ?", "Tarn", told) == HARDLY


def test_the_next_meeting_is_not_one_that_is_over() -> None:
    text = "Ils se sont rencontrés à Porto en mai. La prochaine conférence se tiendra à Lisbonne."
    assert kept("Où aura lieu la prochaine conférence ?", "Porto", text) == HARDLY
    assert kept("Where will the next conference be held?", "Porto", text) == HARDLY
    assert kept("Où aura lieu la prochaine conférence ?", "Lisbonne", text) == YES
    assert kept("Où a eu lieu la conférence ?", "Porto", text) == YES


def test_a_country_is_no_town() -> None:
    text = "Ana Costa a parlé au Chili jeudi, puis à Porto au Portugal."
    assert kept("Dans quelle ville Ana Costa a-t-elle parlé ?", "Chili", text) == HARDLY
    assert kept("In which town did Ana Costa speak?", "Chili", text) == HARDLY
    assert kept("Dans quelle localité Ana Costa a-t-elle parlé ?", "Porto", text) == YES
    assert kept("Où Ana Costa a-t-elle parlé ?", "Chili", text) == YES


def test_what_a_meeting_is_for_is_not_what_a_body_is_for() -> None:
    text = (
        "L'Alliance des ports a été fondée pour protéger la mer. La conférence de Porto durera deux jours. "
        "Elle a pour objectif de fixer les quotas. Elle rendra son rapport en mai."
    )
    asked = "Quel est l'objectif de l'Alliance ?"
    assert kept(asked, "fixer les quotas", text) == HARDLY
    assert kept(asked, "protéger la mer", text) == YES
    assert kept("Quel est l'objectif de la conférence de Porto ?", "fixer les quotas", text) == YES
    goes_on = text.replace("La conférence de Porto durera deux jours. ", "")
    assert kept(asked, "fixer les quotas", goes_on) == YES


@pytest.mark.parametrize(
    ("question", "span", "share"),
    [
        ("What did the Danish minister stress in Porto?", "Ana Costa", NO),
        ("Qu'a souligné la ministre danoise ?", "Ana Costa", NO),
        ("What did the minister say?", "Luc Morel, qui présidait,", NO),
        ("What is his title?", "Luc Morel", NO),
        ("¿Qué subrayó la ministra danesa?", "Ana Costa", NO),
        ("What did the conference discuss?", "la pêche", YES),
        ("What did the ministers discuss?", "Porto", NO),
        ("What did the ministers discuss?", "à Lisbonne", NO),
        ("Pourquoi la conférence a-t-elle lieu ?", "Luc Morel", NO),
        ("Pourquoi la conférence a-t-elle lieu ?", "les quotas ont été revus", YES),
    ],
)
def test_nobody_is_what_was_said_and_no_name_alone_a_reason(question: str, span: str, share: float) -> None:
    assert kept(question, span, f"{TEXT} Luc Morel, qui présidait, a parlé.") == share


def test_a_name_may_be_a_cause_where_it_is_told_as_one() -> None:
    text = "La conférence a été annulée à cause de Luc Morel. Elle reprendra en mai."
    assert kept("Pourquoi la conférence a-t-elle été annulée ?", "Luc Morel", text) == YES


def test_who_chairs_a_body_is_not_what_it_stands_for() -> None:
    text = "Le Chili, co-président du Groupe des Phares, accueille la réunion."
    span = "co-président du Groupe des Phares"
    assert kept("Que représente le Groupe des Phares ?", span, text) == NO
    other = text.replace("du Groupe des Phares", "de l'OTAN")
    span = "co-président de l'OTAN"
    assert kept("Que représente l'OTAN ?", span, other) == NO
    assert kept("Quel est le rôle du Chili dans l'OTAN ?", span, other) == YES


def test_a_surname_alone_is_nobody_but_its_bearer() -> None:
    text = "Morel a vu Costa et a parlé des quotas."
    start = text.index("Costa")
    reading = Reading(0.9, 0.9, start, start + 5, "Costa")
    asked = analyse("What was Luc Morel's visit about?")
    article = f"Ana Costa est arrivée. {text}"
    assert misfit(asked, reading, Context(text, language="fr", article=article)) == NO


def test_who_says_it_is_not_what_is_said() -> None:
    text = "Selon la résolution 12 du Conseil de sécurité des Nations unies, la pêche doit cesser."
    for question in ("What is resolution 12 about?", "Que dit la résolution 12 ?"):
        assert kept(question, "Conseil de sécurité des Nations unies", text) == NO
        assert kept(question, "la pêche doit cesser", text) == YES
    assert kept("Quel organe a voté ?", "Conseil de sécurité des Nations unies", text) == YES


def test_a_year_that_is_asked_is_no_answer_where_its_sentence_tells_of_something_else() -> None:
    text = "En juin 2021, Luc Morel avait loué la pêche. La conférence de Porto s'est tenue en mai 2021."
    asked = "Quand a eu lieu la conférence de Porto en 2021 ?"
    assert kept(asked, "juin 2021", text) == HARDLY
    assert kept(asked, "mai 2021", text) == YES
