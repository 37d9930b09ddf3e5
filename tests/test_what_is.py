"""What a thing is stands beside its name."""

from __future__ import annotations

import pytest

from rag.question import analyse
from rag.reader import Context, Reading
from rag.what_is import SAID, SET_UP, description, thing_asked, with_descriptions


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("C'est quoi Blue Tide ?", "Blue Tide"),
        ("Qu'est-ce que l'opération Blue Tide ?", "Blue Tide"),
        ("What is Blue Tide?", "Blue Tide"),
        ("¿Qué es la operación Blue Tide?", "Blue Tide"),
        ("Qu'est-ce que Blue Tide a changé ?", None),
        ("What is the capital of Chile?", None),
        ("Qui a lancé Blue Tide ?", None),
    ],
)
def test_a_question_for_a_thing(question: str, thing: str | None) -> None:
    assert thing_asked(analyse(question)) == thing


@pytest.mark.parametrize(
    ("text", "said", "likely"),
    [
        ("Le pays organise l'opération Blue Tide, qui réunit trois flottes en mer.", "qui réunit", SAID),
        ("Blue Tide est un exercice naval de deux semaines.", "un exercice naval de deux semaines", SAID),
        ("Ils ont lancé Blue Tide, un exercice naval, en mai.", "un exercice naval", SAID),
        ("Le ministère a annoncé la création de Blue Tide.", "Le ministère", SET_UP),
        ("Blue Tide a été créé en 2014 pour garder les côtes.", "Blue Tide", SET_UP),
    ],
)
def test_what_an_article_says_beside_the_name(text: str, said: str, likely: float) -> None:
    found = description("Blue Tide", text)
    assert found is not None and found[2] == likely
    assert text[found[0] : found[1]].startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "Les adversaires de Blue Tide, qui ont manifesté, sont rentrés.",
        "La flotte est partie pour Blue Tide.",
        "La Ligue contre Blue Tide a été créée en 2014.",
    ],
)
def test_what_is_said_of_something_else(text: str) -> None:
    assert description("Blue Tide", text) is None


def test_a_description_answers_and_what_is_none_answers_less() -> None:
    told = Context("Ils ont lancé Blue Tide, un exercice naval, en mai.", language="fr")
    other = Context("Blue Tide a coûté cher.", language="fr")
    guess = Reading(0.8, 0.8, 0, 3, "Ils")
    first, second = with_descriptions(analyse("What is Blue Tide?"), [told, other], [guess, guess])
    assert (first.text, first.answerable) == ("un exercice naval", SAID)
    assert second.answerable < guess.answerable


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Le Forum mondial de la pêche (FMP) siège à Braga.", 1.0),
        ("Le FMP (Forum mondial de la pêche) siège à Braga.", 1.0),
        ("Le FMP et le Forum mondial de la pêche siègent à Braga.", 0.6),
    ],
)
def test_letters_that_are_spelt_out_are_answered_by_that(text: str, share: float) -> None:
    said = "Forum mondial de la pêche"
    reading = Reading(0.9, 0.9, text.index(said), text.index(said) + len(said), said)
    [found] = with_descriptions(analyse("¿Qué es el FMP?"), [Context(text, language="fr")], [reading])
    assert found.text == said and found.answerable == pytest.approx(share * 0.9)
