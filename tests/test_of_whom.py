"""What is told of one is not told of another."""

from __future__ import annotations

import pytest

from rag.of_whom import of_another
from rag.question import analyse
from rag.reader import Context, Reading

TEXT = (
    "Ana Costa a battu M. Olav Brandt, maire de Braga. À 47 ans, elle devient la première à diriger le port. "
    "Il avait promis de se retirer. Le troisième candidat, le Tunisien Karim Saidi, est écarté pour fraude. "
    "Elle a gagné parce que le port l'aime."
)


@pytest.mark.parametrize(
    ("asked", "read", "other"),
    [
        ("Quel âge a Olav Brandt ?", "47 ans", True),
        ("Quel âge a Ana Costa ?", "47 ans", False),
        ("Qu'a promis Olav Brandt ?", "se retirer", False),
        ("Pourquoi Olav Brandt est-il écarté ?", "pour fraude", True),
        ("Pourquoi Karim Saidi est-il écarté ?", "pour fraude", False),
        ("Pourquoi Ana Costa a-t-elle gagné ?", "le port l'aime", False),
        ("Pourquoi Olav Brandt a-t-il gagné ?", "le port l'aime", True),
    ],
)
def test_a_sentence_of_somebody_else(asked: str, read: str, other: bool) -> None:
    start = TEXT.index(read)
    reading = Reading(1.0, 0.9, start, start + len(read), read)
    assert of_another(analyse(asked), reading, Context(TEXT, language="fr")) is other
