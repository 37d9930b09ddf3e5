"""What *which* asks for is a thing of that kind."""

from __future__ import annotations

import pytest

from rag.question import analyse
from rag.reader import Context, Reading
from rag.which import named_already, wrong_kind

TEXT = (
    "Ana Costa a soutenu les efforts de la FAO pour parvenir à une pêche durable. "
    "La résolution 99 de la FAO interdit ces filets."
)


def wrong(question: str, span: str) -> bool:
    start = TEXT.index(span)
    reading = Reading(0.9, 0.9, start, start + len(span), span)
    return wrong_kind(analyse(question), reading, Context(TEXT, language="fr"))


@pytest.mark.parametrize(
    ("question", "span", "no"),
    [
        ("Quelle organisation parle de la pêche ?", "pour parvenir à une pêche durable", True),
        ("¿Qué organización habla de la pesca?", "pour parvenir à une pêche durable", True),
        ("Quels efforts la FAO mène-t-elle ?", "pour parvenir à une pêche durable", False),
        ("Dans quel but la FAO agit-elle ?", "pour parvenir à une pêche durable", False),
        ("Quelle résolution parle de la pêche ?", "FAO", True),
        ("¿Qué resolución de la FAO habla de la pesca?", "une pêche durable", True),
        ("¿Qué resolución de la FAO prohíbe estas redes?", "99", False),
        ("Quelle organisation interdit ces filets ?", "FAO", False),
    ],
)
def test_a_purpose_is_no_thing(question: str, span: str, no: bool) -> None:
    assert wrong(question, span) is no


def test_who_said_it_is_not_what_they_said() -> None:
    asked = analyse("What did the World Health Organization say about masks?")
    assert named_already(asked, Reading(0.9, 0.9, 0, 3, "Organisation mondiale de la santé"))
    assert not named_already(asked, Reading(0.9, 0.9, 0, 3, "les masques restent utiles"))
