"""How often something is."""

from __future__ import annotations

import pytest

from rag.how_often import UNSAID, with_frequencies
from rag.office_holder import LIKELY
from rag.question import analyse
from rag.reader import Context, Reading

UNSURE = Reading(0.3, 0.3, 0, 2, "La")
TOLD = Context("La Norvège et le Chili organisent chaque année l'exercice Blue Tide.", language="fr")
OTHER = Context("La Norvège accueille chaque année un festival. Blue Tide a réuni 300 marins.", language="fr")


@pytest.mark.parametrize(
    "question",
    [
        "À quelle fréquence l'exercice Blue Tide a-t-il lieu ?",
        "How often is Blue Tide held?",
        "¿Con qué frecuencia se celebra Blue Tide?",
    ],
)
def test_the_words_that_tell_it(question: str) -> None:
    told, other = with_frequencies(analyse(question), [TOLD, OTHER], [UNSURE, UNSURE])
    assert (told.text, told.answerable) == ("chaque année", LIKELY)
    assert other.answerable == pytest.approx(UNSAID * UNSURE.answerable)


def test_another_question_is_left_alone() -> None:
    assert with_frequencies(analyse("Quand Blue Tide a-t-il lieu ?"), [TOLD], [UNSURE]) == [UNSURE]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Blue Tide drill is held every two years.", "every two years"),
        ("Blue Tide, un exercice annuel, a commencé.", "annuel"),
        ("Blue Tide se celebra cada verano.", "cada verano"),
    ],
)
def test_in_other_words(text: str, said: str) -> None:
    asked = analyse("How often is Blue Tide held?")
    assert with_frequencies(asked, [Context(text)], [UNSURE])[0].text == said
