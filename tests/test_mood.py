"""How a sentence speaks: told, announced, on somebody's word, or denied."""

from __future__ import annotations

import pytest

from rag.mood import mood


@pytest.mark.parametrize(
    ("sentence", "spoken"),
    [
        ("Selon le ministre, la ligue compte douze membres.", "claimed"),
        ("La ligue compte, selon une source proche, douze membres.", "claimed"),
        ("La ligue a été créée en 2014 selon une approche ouverte.", "told"),
        ("Les parts sont versées selon les termes de l'accord.", "told"),
        ("La ligue se réunira à Braga.", "announced"),
        ("La ligue ne s'est jamais réunie à Braga.", "denied"),
        ("La ligue s'est réunie à N'Djamena.", "told"),
        ("La ligue n'a pas vu Braga, et N’Djamena non plus.", "denied"),
        ("The league will meet in Braga.", "announced"),
        ("The league met in Braga.", "told"),
    ],
)
def test_a_sentence_shows_how_it_speaks(sentence: str, spoken: str) -> None:
    assert mood(sentence) == spoken
