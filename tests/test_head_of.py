"""Who heads a body: the name that a sentence gives its office to."""

from __future__ import annotations

import pytest

from rag.head_of import headed, with_heads
from rag.office_holder import LIKELY
from rag.question import analyse
from rag.reader import Context, Reading

UNSURE = Reading(0.3, 0.3, 0, 2, "La")
HEALTH = Context("Le directeur général de l'OMS, Paul Ferrand, a salué cet accord.", language="fr")
GROUP = Context(
    "En tant que co-président du «Lake Chad Group», ce rendez-vous confirme le rôle du Kenya.", language="fr"
)
OTHER = Context("Le directeur général de l'OIT, Paul Ferrand, a parlé de l'OMS.", language="fr")


@pytest.mark.parametrize("question", ["Qui dirige l'OMS ?", "¿Quién dirige la OMS?"])
def test_the_name_beside_the_office(question: str) -> None:
    text = HEALTH if "l'" in question else Context(HEALTH.text, language="fr")
    told, other = with_heads(analyse(question), [text, OTHER], [UNSURE, UNSURE])
    assert (told.text, told.answerable) == ("Paul Ferrand", LIKELY)
    assert other == UNSURE


@pytest.mark.parametrize(
    "question",
    [
        "Qui copréside le Lake Chad Group ?",
        "Qui co-préside le Lake Chad Group ?",
        "Qui assure la coprésidence du Lake Chad Group ?",
        "Who co-chairs the Lake Chad Group?",
    ],
)
def test_a_shared_chair(question: str) -> None:
    assert with_heads(analyse(question), [GROUP], [UNSURE])[0].text == "Kenya"


@pytest.mark.parametrize(
    "question", ["Qui dirige la réunion de l'OMS ?", "Qui a dirigé l'OMS en 2018 ?", "Qui est Paul Ferrand ?"]
)
def test_what_asks_for_nothing_of_the_kind(question: str) -> None:
    assert headed(analyse(question)) is None
