"""When something ends is the day that it goes on to."""

from __future__ import annotations

import pytest

from rag.misfits import PERHAPS, YES, misfit
from rag.question import analyse
from rag.reader import Context, Reading
from rag.until import with_ends

TEXT = "Jusqu'au 21 octobre, 300 marins simuleront un incendie. Le port a été agrandi en 2014."
WHOLE = f"L'exercice Vent de sable s'ouvre lundi au large de Braga.\n\n{TEXT}"
PASSAGE = Context(TEXT, "L'exercice Vent de sable", "2022-10-09", "fr", WHOLE)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Quand s'achève l'exercice Vent de sable ?", "21 octobre"),
        ("Quand l'exercice prend-il fin ?", "21 octobre"),
        ("When does the exercise Vent de sable end?", "21 octobre"),
        ("¿Cuándo termina el ejercicio Vent de sable?", "21 octobre"),
        ("Quand s'achève l'exercice Mer calme ?", "2014"),  # of another
        ("Quand s'ouvre l'exercice Vent de sable ?", "2014"),  # asks for no end
    ],
)
def test_it_ends_on_the_day_it_goes_on_to(asked: str, said: str) -> None:
    start = TEXT.index("2014")
    [found] = with_ends(analyse(asked), [PASSAGE], [Reading(0.2, 0.2, start, start + 4, "2014")])
    assert found.text == said


def test_the_day_it_opens_is_not_when_it_ends() -> None:
    start = WHOLE.index("lundi")
    reading = Reading(0.9, 0.9, start, start + 5, "lundi")
    shares = [
        misfit(analyse(asked), reading, Context(WHOLE, None, "2022-10-09", "fr"))
        for asked in ("Quand s'achève l'exercice Vent de sable ?", "Quand s'ouvre l'exercice Vent de sable ?")
    ]
    assert shares == [PERHAPS, YES]
