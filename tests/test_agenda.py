"""What a meeting is about."""

from __future__ import annotations

import pytest

from rag.agenda import with_agendas
from rag.misfits import HARDLY, YES, misfit
from rag.office_holder import LIKELY
from rag.question import analyse
from rag.reader import Context, Reading

UNSURE = Reading(0.2, 0.2, 0, 2, "La")
PORTS = Context(
    "La conférence de Bruxelles réunira vingt ministres. La rencontre mettra, selon Ana Costa, l'accent sur "
    "les quotas de pêche en mer du Nord. La dernière réunion a eu lieu à Madrid.",
    language="fr",
)
REVIEW = Context(
    "Le sommet de Bruxelles s'est tenu jeudi. Les participants ont passé en revue les quotas de pêche.",
    language="fr",
)
SPEECH = Context(
    "Le sommet de Bruxelles a eu lieu jeudi. Ana Costa a mis l'accent sur la pêche.", language="fr"
)


@pytest.mark.parametrize(
    ("question", "context", "span"),
    [
        ("Quel est le thème de la conférence de Bruxelles ?", PORTS, "les quotas de pêche en mer du Nord"),
        ("What is the Brussels conference about?", PORTS, "les quotas de pêche en mer du Nord"),
        ("Quel était l'ordre du jour du sommet de Bruxelles ?", REVIEW, "les quotas de pêche"),
        ("¿Cuál fue el tema de la cumbre de Bruselas?", REVIEW, "les quotas de pêche"),
    ],
)
def test_what_the_words_lead_to(question: str, context: Context, span: str) -> None:
    (told,) = with_agendas(analyse(question), [context], [UNSURE])
    assert (told.text, told.answerable) == (span, LIKELY)


@pytest.mark.parametrize(
    ("question", "context"),
    [
        ("Quel était l'ordre du jour de la réunion de Madrid ?", PORTS),
        ("Quel est le thème du sommet de Bruxelles ?", SPEECH),
        ("Qui participe à la conférence de Bruxelles ?", PORTS),
        ("Quel est le thème du livre d'Ana Costa ?", PORTS),
    ],
)
def test_another_meeting_or_speaker_leads_to_nothing(question: str, context: Context) -> None:
    assert with_agendas(analyse(question), [context], [UNSURE]) == [UNSURE]


def test_what_was_told_of_another_town() -> None:
    text = "Lors de cette réunion à Madrid, les quotas de pêche ont été revus."
    start = text.index("les quotas")
    reading = Reading(0.9, 0.9, start, start + 19, "les quotas de pêche")
    context = Context(text, language="fr")
    assert misfit(analyse("¿De qué trató la reunión de Bruselas?"), reading, context) == HARDLY
    assert misfit(analyse("¿De qué trató la reunión de Madrid?"), reading, context) == YES


@pytest.mark.parametrize(
    "question",
    ["Sur quoi portait la visite d'Ana Costa ?", "What was Ana Costa's visit about?"],
)
def test_the_visit_of_somebody_is_told_where_they_are_named(question: str) -> None:
    other = Context("Le sommet de Porto a mis l'accent sur le tourisme.", language="fr")
    hers = Context("Ana Costa a vu Luc Morel et a discuté de sujets tels que les quotas.", language="fr")
    first, second = with_agendas(analyse(question), [other, hers], [UNSURE, UNSURE])
    assert first == UNSURE
    assert (second.text, second.answerable) == ("les quotas", LIKELY)


def test_what_a_meeting_is_for_is_told_of_the_meeting() -> None:
    article = (
        "Ana Costa est à Porto pour une réunion des directeurs. La rencontre traitera des quotas. "
        "Elle a pour objectif d'examiner l'état des stocks. Elle durera deux jours."
    )
    passage = Context("Elle a pour objectif d'examiner l'état des stocks.", language="fr", article=article)
    for question in (
        "Quel était l'objectif de la réunion des directeurs à Porto ?",
        "What was the aim of the meeting in Porto?",
    ):
        (told,) = with_agendas(analyse(question), [passage], [UNSURE])
        assert told.text == "examiner l'état des stocks"
    other = article.replace("La rencontre traitera des quotas", "La Ligue compte dix pays")
    (told,) = with_agendas(
        analyse("Quel était l'objectif de la réunion des directeurs à Porto ?"),
        [Context(passage.text, language="fr", article=other)],
        [UNSURE],
    )
    assert told == UNSURE


def test_what_somebody_says_of_a_meeting_is_less_sure_than_what_it_is_about() -> None:
    spoken = Context(
        "Le sommet de Bruxelles a lieu jeudi. "
        "Ana Costa a rencontré les ministres du sommet et a discuté de la pêche.",
        language="fr",
    )
    question = analyse("Quel était le thème du sommet de Bruxelles ?")
    own, other = with_agendas(question, [REVIEW, spoken], [UNSURE, UNSURE])
    assert (own.text, other.text) == ("les quotas de pêche", "pêche")
    assert own.answerable > other.answerable
