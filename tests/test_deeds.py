"""A sentence answers who did something only where it tells of that deed."""

from __future__ import annotations

import pytest

from rag.deeds import undone
from rag.question import analyse
from rag.reader import Context, Reading

MET = "La Norvège était représentée à Porto par Ana Costa, ministre de la Mer."
TREATY = "Ana Costa a rencontré Luc Morel et a parlé de l'accord sur la pêche."
SENT = "Le Pérou a déployé 300 soldats dans le sud. Il a aussi envoyé 20 médecins. L'ONU compte 900 victimes."


def unsaid(question: str, span: str, text: str) -> bool:
    start = text.index(span)
    reading = Reading(0.9, 0.9, start, start + len(span), span)
    return undone(analyse(question), reading, Context(text, language="fr"))


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Qui représentait la Norvège à Porto ?", False),
        ("Who represented Norway in Porto?", False),
        ("Qui représentait le Chili à Porto ?", True),
        ("Qui représentait le Chili en Norvège ?", True),
        ("Who represented Chile in Norway?", True),
        ("¿Quién representó a Chile en Noruega?", True),
    ],
)
def test_who_represented_one_country_did_not_represent_another(question: str, missing: bool) -> None:
    assert unsaid(question, "Ana Costa", MET) is missing


def test_who_spoke_of_a_treaty_did_not_sign_it() -> None:
    assert unsaid("Qui a signé l'accord sur la pêche ?", "Ana Costa", TREATY)
    assert unsaid("Who signed the fishing agreement?", "Ana Costa", TREATY)
    assert not unsaid("Qui a rencontré Luc Morel ?", "Ana Costa", TREATY)
    signed = TREATY.replace("a parlé de", "a paraphé")
    assert not unsaid("Qui a signé l'accord sur la pêche ?", "Ana Costa", signed)
    assert unsaid("Qui a remplacé Luc Morel ?", "Ana Costa", TREATY)


@pytest.mark.parametrize(
    ("question", "span", "missing"),
    [
        ("Combien de soldats le Pérou a-t-il envoyés ?", "300", False),
        ("Combien de médecins le Pérou a-t-il envoyés ?", "20", False),
        ("Combien de victimes le Pérou a-t-il comptées ?", "900", True),
        ("Combien de soldats le Chili a-t-il envoyés au Pérou ?", "300", True),
        ("How many soldiers did Chile send to Peru?", "300", True),
        ("Combien de soldats y a-t-il au Pérou ?", "900", False),
    ],
)
def test_a_number_of_those_whom_another_country_sent(question: str, span: str, missing: bool) -> None:
    assert unsaid(question, span, SENT) is missing
