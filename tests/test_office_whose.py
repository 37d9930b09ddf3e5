"""Whose office somebody has."""

from __future__ import annotations

import pytest

from rag.office_holder import LIKELY
from rag.office_whose import UNTOLD, with_owners
from rag.question import analyse
from rag.reader import Context, Reading

MINISTER = Context("La ministre danoise de la Mer, Ana Costa, a parlé jeudi du Chili à Porto.", language="fr")
SPEECH = Context("Au Chili, Ana Costa a dit que la pêche reculait.", language="fr")
ENVOY = Context("L'envoyé spécial du président Lenoir pour la mer, Luc Morel, est à Porto.", language="fr")
CHARGED = Context(
    "Le Chili était représenté par Luc Morel, responsable des ports au ministère de la Mer.", language="fr"
)
CHILE = Reading(0.9, 0.9, SPEECH.text.index("Chili"), SPEECH.text.index("Chili") + 5, "Chili")


def told(question: str, context: Context) -> Reading:
    return with_owners(analyse(question), [context], [Reading(0.3, 0.3, 0, 2, context.text[:2])])[0]


@pytest.mark.parametrize(
    ("question", "context", "span"),
    [
        ("De quel pays Ana Costa est-elle la ministre ?", MINISTER, "danoise"),
        ("Which country's minister is Ana Costa?", MINISTER, "danoise"),
        ("¿De qué país es ministra Ana Costa?", MINISTER, "danoise"),
        ("Quel pays Ana Costa représente-t-elle ?", MINISTER, "danoise"),
        ("De quel président Luc Morel est-il l'envoyé ?", ENVOY, "président Lenoir pour la mer"),
        ("Quel ministère emploie Luc Morel ?", CHARGED, "ministère de la Mer"),
        ("De quoi Luc Morel est-il responsable ?", CHARGED, "responsable des ports au ministère de la Mer"),
    ],
)
def test_what_the_title_says(question: str, context: Context, span: str) -> None:
    reading = told(question, context)
    assert (reading.text, reading.answerable) == (span, LIKELY)


def test_where_somebody_speaks_is_not_whose_minister_they_are() -> None:
    (reading,) = with_owners(analyse("De quel pays Ana Costa est-elle la ministre ?"), [SPEECH], [CHILE])
    assert reading.answerable == pytest.approx(UNTOLD * CHILE.answerable)


@pytest.mark.parametrize(
    "question",
    [
        "Dans quel pays Ana Costa a-t-elle parlé ?",
        "De quel pays Ana Costa a-t-elle parlé ?",
        "Qui est Ana Costa ?",
    ],
)
def test_another_question_is_left_alone(question: str) -> None:
    assert with_owners(analyse(question), [SPEECH], [CHILE]) == [CHILE]
