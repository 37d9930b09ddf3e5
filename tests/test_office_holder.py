"""Who is king: the name beside the office, in a sentence that names the country."""

from __future__ import annotations

import pytest

from rag.office_holder import LIKELY, office_asked, with_holders
from rag.question import analyse
from rag.reader import Context, Reading

TOLD = Context(
    "La politique menée par la Norvège, sous la conduite du Roi Harald VI, est saluée.", language="fr"
)
ELSEWHERE = Context("La visite du Roi Harald VI a duré deux jours.", language="fr")
UNSURE = Reading(0.3, 0.3, 0, 2, "La")


@pytest.mark.parametrize(
    "question",
    [
        "Qui est le roi de Norvège ?",
        "Who is Norway's king?",
        "¿Quién es el rey de Noruega?",
        "من هو ملك النرويج؟",
    ],
)
def test_the_name_beside_the_office(question: str) -> None:
    told, elsewhere = with_holders(analyse(question), [TOLD, ELSEWHERE], [UNSURE, UNSURE])
    assert (told.text, told.answerable) == ("Harald VI", LIKELY)
    assert elsewhere == UNSURE


@pytest.mark.parametrize(
    "question", ["Qui a vu le roi de Norvège ?", "Qui est le ministre de Norvège ?", "Qui est le roi ?"]
)
def test_what_asks_for_nothing_of_the_kind(question: str) -> None:
    assert office_asked(analyse(question)) is None


def test_a_sure_reading_stays() -> None:
    sure = Reading(0.9, 0.9, 0, 2, "La")
    assert with_holders(analyse("Qui est le roi de Norvège ?"), [TOLD], [sure]) == [sure]
