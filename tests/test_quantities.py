"""How long, how much and what share: a number of something else is no answer."""

from __future__ import annotations

import pytest

from rag.cited import Cited
from rag.counted import counts_otherwise
from rag.fits import IMPOSSIBLE, LIKELY, fits
from rag.grounding import ground
from rag.quantities import quantity_asked
from rag.question import analyse
from rag.reader import Context, Reading
from rag.values import value_at


@pytest.mark.parametrize(
    ("asked", "quantity"),
    [
        ("Combien de temps la grève a-t-elle duré ?", "time"),
        ("Quelle a été la durée de la grève ?", "time"),
        ("How long did the strike last?", "time"),
        ("¿Cuántos días duró la huelga?", "time"),
        ("ما هي مدة الإضراب؟", "time"),
        ("Combien le port a-t-il coûté ?", "money"),
        ("Quelle somme la ville a-t-elle promise ?", "money"),
        ("What was the cost of the port?", "money"),
        ("كم بلغت تكلفة المشروع؟", "money"),
        ("Quel a été le taux de participation ?", "share"),
        ("¿Cuál fue el porcentaje?", "share"),
        ("Combien de ports ?", None),
        ("How long ago was it?", None),
        ("Qui préside ?", None),
    ],
)
def test_what_is_asked_for(asked: str, quantity: str | None) -> None:
    assert quantity_asked(analyse(asked)) == quantity


def share(asked: str, sentence: str, said: str) -> float:
    question = analyse(asked)
    start = sentence.index(said)
    place = (start, start + len(said))
    value = value_at(question, sentence, "fr", "2022-05", *place)
    reading = Reading(1.0, 0.9, *place, said, value)
    return fits(question, reading, Context(sentence, None, "2022-05", "fr"))


@pytest.mark.parametrize(
    ("asked", "sentence", "said", "kept"),
    [
        (
            "Combien de temps la grève a-t-elle duré ?",
            "La grève des 12 ports a duré 19 jours.",
            "19 jours",
            True,
        ),
        ("Combien de temps la grève a-t-elle duré ?", "La grève des 12 ports a duré 19 jours.", "12", False),
        ("Combien a coûté la grève ?", "La grève a coûté 3 millions d'euros à 40 ports.", "3 millions", True),
        ("Combien a coûté la grève ?", "La grève a coûté 3 millions d'euros à 40 ports.", "40 ports", False),
        ("Quelle proportion de ports fait grève ?", "La grève touche 40 % des 12 ports.", "40 %", True),
        ("Quelle proportion de ports fait grève ?", "La grève touche 40 % des 12 ports.", "12", False),
        ("Combien de ports font grève ?", "La grève touche 40 % des 12 ports.", "12", True),
        (
            "Quelle part paie Oslo ?",
            "Oslo paie les trois quarts de 9 millions d'euros.",
            "9 millions d'euros",
            False,
        ),
        ("Pour combien de temps est-elle élue ?", "Ana Costa, 54 ans, est élue pour 4 ans.", "54 ans", False),
        (
            "Pour combien de temps est-elle élue ?",
            "Âgée de 54 ans, elle est élue pour 4 ans.",
            "54 ans",
            False,
        ),
        ("Pour combien de temps est-elle élue ?", "Ana Costa, 54 ans, est élue pour 4 ans.", "4 ans", True),
    ],
)
def test_a_number_of_something_else_is_none(asked: str, sentence: str, said: str, kept: bool) -> None:
    found = share(asked, sentence, said)
    assert found > IMPOSSIBLE if kept else found <= IMPOSSIBLE
    assert not kept or found == LIKELY


@pytest.mark.parametrize(
    ("asked", "sentence", "said"),
    [
        ("How long did the strike last?", "La grève a duré 19 jours.", "19 days"),
        ("¿Cuánto tiempo duró la huelga?", "La grève a duré deux ans.", "2 años"),
        ("كم من الوقت استمر الإضراب؟", "La grève a duré 19 jours.", "19 يوما"),
        ("Quel est le taux de grévistes ?", "Il y a 40 % de grévistes.", "40\u00a0%"),
        ("What percentage is on strike?", "Il y a 40 % de grévistes.", "40%"),
    ],
)
def test_a_quantity_is_said_with_its_unit(asked: str, sentence: str, said: str) -> None:
    question = analyse(asked)
    start = next(i for i, c in enumerate(sentence) if c.isdigit() or sentence.startswith("deux", i))
    value = value_at(question, sentence, "fr", None, start, start + 2)
    assert value is not None and value.said == said


@pytest.mark.parametrize(
    ("said", "quote", "language", "kept"),
    [
        ("19 days [1].", "La grève a duré 19 jours.", "en", True),
        ("2 años [1].", "La grève a duré deux ans.", "es", True),
        ("19 يوما [1].", "La grève a duré 19 jours.", "ar", True),
        ("19 months [1].", "La grève a duré 19 jours.", "en", False),
        ("19 semaines [1].", "La grève a duré 19 jours.", "fr", False),
    ],
)
def test_a_length_of_time_is_held_in_any_language_with_its_own_unit(
    said: str, quote: str, language: str, kept: bool
) -> None:
    assert bool(ground(said, [Cited(1, quote, None, None)], language).text) is kept


@pytest.mark.parametrize(
    ("asked", "unit", "otherwise"),
    [
        ("Combien de navires participent ?", "marines", True),
        ("How many ships take part?", "marines africaines", True),
        ("Combien de navires participent ?", "bâtiments", False),
        ("¿Cuántos votos obtuvo?", "sièges", True),
        ("Combien de villages sont touchés ?", "maisons", True),
        ("Combien de ports sont touchés ?", "maisons", False),  # of no known group
    ],
)
def test_things_of_another_group_are_counted_otherwise(asked: str, unit: str, otherwise: bool) -> None:
    assert counts_otherwise(analyse(asked), unit) is otherwise
