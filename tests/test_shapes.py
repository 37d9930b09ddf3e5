"""The part of a sentence that answers has the shape that is asked for."""

from __future__ import annotations

import pytest

from rag.question import analyse
from rag.shapes import shaped

REVIEWED = (
    "Ils ont passé en revue l'incendie de la digue dans le nord, les travaux neufs et anciens du port, "
    "le statut des pêcheurs et la stratégie de la Ligue visant à les aider."
)
WEAKENED = (
    "La Ligue, dont les actions ont réduit ses dettes, ses frais et son influence sur la pêche est engagée."
)


def said(question: str, sentence: str, span: str) -> list[str]:
    start = sentence.index(span)
    return [sentence[a:b] for a, b in shaped(analyse(question), sentence, start, start + len(span))]


@pytest.mark.parametrize(
    ("question", "sentence", "span", "whole"),
    [
        (
            "Quels sujets ont-ils passés en revue ?",
            REVIEWED,
            "l'incendie de la digue",
            REVIEWED[REVIEWED.index("l'incendie") : -1],
        ),
        ("Que reste-t-il à réduire ?", WEAKENED, "ses dettes", "ses dettes"),
        (
            "Quelles charges les actions ont-elles réduites ?",
            WEAKENED,
            "ses dettes",
            "ses dettes, ses frais et son influence sur la pêche",
        ),
        ("Quels ports sont fermés ?", "Le port de Brest, la digue.", "port de Brest", "port de Brest"),
        (
            "Quels ports sont fermés ?",
            "On ferme le port de Brest, la mer monte, dit la mairie.",
            "le port de Brest",
            "le port de Brest",
        ),
        (
            "Quels pays ont créé la Ligue ?",
            "Créée par les États-Unis, la Ligue reste déterminée à aider le port et ses pêcheurs.",
            "les États-Unis",
            "les États-Unis",
        ),
    ],
)
def test_a_series_of_things_is_told_to_its_end(question: str, sentence: str, span: str, whole: str) -> None:
    assert said(question, sentence, span) == [whole]
