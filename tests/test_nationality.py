"""Whose minister is asked for."""

from __future__ import annotations

import pytest

from rag.nationality import of_another_country
from rag.question import analyse
from rag.reader import Context, Reading

TEXT = "Le ministre norvégien Luc Morel a reçu la ministre danoise de la Mer, Ana Costa. Paul Roy est venu."


@pytest.mark.parametrize(
    ("question", "span", "other"),
    [
        ("Quelle ministre danoise était là ?", "Luc Morel", True),
        ("Which Danish minister was there?", "Luc Morel", True),
        ("Which Norwegian minister was there?", "Luc Morel", False),
        ("Which Danish minister was there?", "Paul Roy", False),
        ("Which minister was there?", "Luc Morel", False),
        ("Which Danish town was it?", "Luc Morel", False),
    ],
)
def test_a_minister_is_of_the_country_asked_about(question: str, span: str, other: bool) -> None:
    start = TEXT.index(span)
    reading = Reading(0.9, 0.9, start, start + len(span), span)
    assert of_another_country(analyse(question), reading, Context(TEXT, language="fr")) is other
