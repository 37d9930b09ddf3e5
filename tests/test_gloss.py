"""A question over passages in another language is read in their words too."""

from __future__ import annotations

import pytest

from rag.dictionary import translations
from rag.gloss import gloss, widened
from rag.question import analyse

FRENCH = (
    "La Ligue des ports compte douze membres. Elle a été fondée en 2014 à Braga.",
    "La ministre Lina Costa a ouvert la réunion du Koweït en juin 2018.",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many members does the league have?", "Combien membres ligue ?"),
        ("كم عدد أعضاء الرابطة؟", "Combien membres"),
        ("¿Cuántos miembros tiene la liga?", "Combien membres"),
        ("Who opened the meeting in Kuwait in June 2018?", "Qui ouvert réunion Koweït juin 2018 ?"),
        ("¿Quién abrió la reunión de Kuwait?", "Qui ouvert réunion Koweït ?"),
        ("What did Lina Costa stress?", "Qu'a Lina Costa souligné ?"),
        ("¿Qué subrayó Lina Costa?", "Qu'a souligné Lina Costa ?"),
        ("What is the league's strategy?", "Quel ligue stratégie ?"),
    ],
)
def test_a_question_takes_the_words_of_the_passages(question: str, said: str) -> None:
    found = gloss(analyse(question), "fr", FRENCH)
    assert found is not None and found.startswith(said)


def test_a_name_is_no_word() -> None:
    found = gloss(analyse("When did the meeting in Madrid take place?"), "fr", FRENCH)
    assert found is not None and "Madrid" in found


def test_no_gloss_in_its_own_language_or_an_unknown_one() -> None:
    assert gloss(analyse("Combien de membres la ligue compte-t-elle ?"), "fr", FRENCH) is None
    assert gloss(analyse("How many members are there?"), "it", FRENCH) is None
    assert gloss(analyse("What blorgs the snarf quibbly?"), "fr", FRENCH) is None


def test_french_questions_find_english_words() -> None:
    found = gloss(analyse("Combien de membres compte la ligue ?"), "en", ["The league has 12 members."])
    assert found == "How many members count league?"


@pytest.mark.parametrize(
    ("words", "language", "french"),
    [
        (["foreign", "ministers"], "en", "ministre des affaires étrangères"),
        (["التحالف"], "ar", "coalition"),
        (["miembros"], "es", "membre"),
        (["Kuwait"], "en", "Koweït"),
    ],
)
def test_words_are_found_in_any_form(words: list[str], language: str, french: str) -> None:
    assert french in list(translations(words, language, "fr"))


def test_what_is_looked_for_has_the_words_of_the_library() -> None:
    wanted = widened("متى كان اجتماع مراكش؟", "fr")
    assert wanted.startswith("متى كان اجتماع مراكش؟")
    assert {"réunion", "marrakech"} <= set(wanted.split())
    assert widened("Quand a eu lieu la réunion ?", "fr") == "Quand a eu lieu la réunion ?"
    assert widened("?", "fr") == "?"


@pytest.mark.parametrize(
    ("word", "language", "said"),
    [
        ("افتتح", "ar", "ouvert"),
        ("انتقد", "ar", "critiqué"),
        ("inauguró", "es", "ouvert"),
        ("encabezó", "es", "dirigé"),
        ("attended", "en", "assisté"),
    ],
)
def test_verbs_of_the_press_in_the_past(word: str, language: str, said: str) -> None:
    assert next(translations([word], language, "fr")) == said
