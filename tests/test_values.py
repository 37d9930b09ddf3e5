"""How a value is said in the question's language."""

from __future__ import annotations

import pytest

from rag.question import analyse
from rag.values import value_at

PROMISED = "Il a promis 200 millions de dollars supplémentaires pour la Syrie."


@pytest.mark.parametrize(
    ("asked", "sentence", "said"),
    [
        ("¿Cuánto prometió para Siria?", PROMISED, "200 millones de dólares"),
        ("بكم وعد من أجل سوريا؟", PROMISED, "200 مليون دولار"),
        ("How much did he pledge for Syria?", PROMISED, "200 million dollars"),
        ("Combien a-t-il promis ?", "Il a promis 3 millions d'euros à l'école.", "3 millions d'euros"),
        ("¿Cuánto prometió?", "Il a promis 300 dollars à l'école.", "300 dólares"),
        ("¿Cuánto prometió?", "Il a promis 300 dirhams à l'école.", "300 dirhams"),
    ],
)
def test_money_is_said_with_its_currency_in_the_language_of_the_question(
    asked: str, sentence: str, said: str
) -> None:
    start, end = sentence.index("promis ") + 7, sentence.rindex(" ", 0, len(sentence) - 6)
    value = value_at(analyse(asked), sentence, "fr", None, start, end)
    assert value is not None
    assert value.said == said
