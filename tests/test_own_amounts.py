"""What one country gave is not what another gave in the same sentence."""

from __future__ import annotations

import pytest

from rag.own_amounts import with_own_amounts
from rag.question import analyse
from rag.reader import Context, Reading

AFTER = "Le Japon suit avec 85 millions, devant le Koweït, qui en a promis 60, et l'Italie, 40."
BEFORE = (
    "Ils ont promis 150 millions pour les États-Unis, 85 millions pour le Japon et 60 millions pour l'Italie."
)
OPEN = "Le Japon donnera 85 millions et 20 camions, le Koweït promet davantage."


@pytest.mark.parametrize(
    ("asked", "text", "read", "right"),
    [
        ("Combien le Koweït versera-t-il ?", AFTER, "85 millions", "60"),
        ("Combien l'Italie versera-t-elle ?", AFTER, "85 millions", "40"),
        ("How much will Japan give?", AFTER, "85 millions", "85 millions"),
        ("Combien le Japon a-t-il promis ?", BEFORE, "60 millions", "85 millions"),
        ("Combien ont-ils promis à Koweït ?", AFTER, "85 millions", "85 millions"),  # gives nothing there
    ],
)
def test_each_has_its_own(asked: str, text: str, read: str, right: str) -> None:
    start = text.index(read)
    reading = Reading(0.9, 0.9, start, start + len(read), read)
    [found] = with_own_amounts(analyse(asked), [Context(text, language="fr")], [reading])
    assert (found.text, found.answerable) == (right, 0.9)


def test_where_it_has_none_the_other_s_is_hardly_told() -> None:
    start = OPEN.index("85 millions")
    reading = Reading(0.9, 0.9, start, start + 11, "85 millions")
    asked = analyse("Combien le Koweït donnera-t-il ?")
    [found] = with_own_amounts(asked, [Context(OPEN, language="fr")], [reading])
    assert found.answerable < 0.1
