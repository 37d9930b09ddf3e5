"""Of two sentences that answer *who* about as well, the one with the question's verb comes first."""

from __future__ import annotations

from rag.question import analyse
from rag.reader import Context, Reading
from rag.worded import worded

SENT = Context("Le Maroc était représenté par Ana Costa.", language="fr")
OPENED = Context("La rencontre a été ouverte par Luc Morel.", language="fr")
READINGS = [Reading(0.9, 0.9, 30, 39, "Ana Costa"), Reading(0.9, 0.9, 31, 40, "Luc Morel")]


def weighed(question: str, likely: tuple[float, float] = (0.93, 0.92)) -> list[float]:
    return worded(analyse(question), [SENT, OPENED], READINGS, likely)


def test_the_verb_of_the_question_decides_between_near_equals() -> None:
    for question in ("Qui a ouvert la réunion ?", "¿Quién abrió la reunión?", "Who opened the meeting?"):
        sent, opened = weighed(question)
        assert sent < opened, question


def test_it_decides_nothing_else() -> None:
    assert weighed("Qui a ouvert la réunion ?", (0.99, 0.6)) == [0.99 * 0.95, 0.6]  # still first
    assert weighed("Qui a filmé la réunion ?") == [0.93, 0.92]  # neither says it
    assert weighed("Où la réunion a-t-elle été ouverte ?") == [0.93, 0.92]
