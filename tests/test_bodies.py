"""Which office of a body a country hosts."""

from __future__ import annotations

import pytest

from rag.bodies import UNHOSTED, with_bodies
from rag.office_holder import LIKELY
from rag.question import analyse
from rag.reader import Context, Reading

TOLD = Context(
    "Le Chili, qui abrite le Bureau des Nations Unies pour la Mer, a signé ce texte. L'OTAN l'a salué.",
    language="fr",
)
NATO = Context("Le secrétaire général de l'OTAN a salué les efforts menés par l'ONU au Chili.", language="fr")
OTAN = Reading(0.74, 0.74, NATO.text.index("OTAN"), NATO.text.index("OTAN") + 4, "OTAN")
UNSURE = Reading(0.3, 0.3, 0, 2, "Le")


@pytest.mark.parametrize(
    "question",
    [
        "Quel organisme de l'ONU est basé au Chili ?",
        "Quel bureau de l'ONU le Chili abrite-t-il ?",
        "Which UN office does Chile host?",
        "¿Qué oficina de la ONU acoge Chile?",
    ],
)
def test_the_office_and_no_other_body(question: str) -> None:
    told, other = with_bodies(analyse(question), [TOLD, NATO], [UNSURE, OTAN])
    assert told.text.startswith("Bureau des Nations Unies")
    assert told.answerable == LIKELY
    assert other.answerable == pytest.approx(UNHOSTED * 0.74)


def test_another_host_or_question() -> None:
    (other,) = with_bodies(analyse("Quel organisme de l'ONU est basé au Pérou ?"), [TOLD], [UNSURE])
    assert other.answerable < UNSURE.answerable
    assert with_bodies(analyse("Quel organisme de l'ONU a salué ce texte ?"), [TOLD], [UNSURE]) == [UNSURE]
