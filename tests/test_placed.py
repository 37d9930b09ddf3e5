"""What a reading says has its places in the sentence that is quoted, wherever that stands in the passage."""

from __future__ import annotations

from rag.parallels import with_parallels
from rag.question import analyse
from rag.reader import Context, Reading
from rag.until import with_ends

BEFORE = "Le port de Braga a été agrandi en 2014. "
GIVEN = "La Banque mondiale donnera 170 millions et la Banque africaine de développement 95 millions."
ENDS = "Jusqu'au 21 octobre 2022, l'exercice Vent de sable réunit 300 marins."


def quoted(reading: Reading, sentence: str) -> str:
    assert reading.value is not None
    return sentence[reading.value.start : reading.value.end]


def test_the_value_of_a_clause_is_placed_in_its_sentence() -> None:
    text = BEFORE + GIVEN
    start = text.index("95 millions")
    reading = Reading(1.0, 0.9, start, start + len("95 millions"), "95 millions")
    asked = analyse("Combien la Banque mondiale donnera-t-elle ?")
    [found] = with_parallels(asked, [Context(text, language="fr")], [reading])
    assert quoted(found, GIVEN) == "170 millions"


def test_the_day_something_ends_is_placed_in_its_sentence() -> None:
    text = BEFORE + ENDS
    start = text.index("2014")
    passage = Context(text, "L'exercice Vent de sable", "2022-10-09", "fr", text)
    asked = analyse("Quand s'achève l'exercice Vent de sable ?")
    [found] = with_ends(asked, [passage], [Reading(0.2, 0.2, start, start + 4, "2014")])
    assert found.text == quoted(found, ENDS) == "21 octobre 2022"
