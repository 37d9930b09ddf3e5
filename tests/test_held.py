"""What a question takes for granted must stand in the article, or it is not answered from it."""

from __future__ import annotations

import pytest

from rag.held import not_held
from rag.question import analyse
from rag.reader import Context

TEXT = "Le 11 mai, Nasser Bourita a représenté le Maroc à Marrakech, selon la résolution 2178."
ARTICLE = Context(TEXT, title="Réunion au Maroc", published="2022-05", language="fr", article=TEXT)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Qui a représenté le Maroc ?", ()),
        ("Qui a représenté la Tunisie ?", ("Tunisie",)),
        ("Who represented Tunisia?", ("Tunisia",)),
        ("¿Quién representó a Marruecos?", ()),
        ("من مثل المغرب؟", ()),
        ("Que dit la résolution 2178 ?", ()),
        ("Que dit la résolution 2249 ?", ("2249",)),
        ("Qui est venu à Marrakech le 11 mai 2022 ?", ()),
        ("Qui est venu à Marrakech en juin 2023 ?", ("juin 2023",)),
    ],
)
def test_names_numbers_and_dates_of_the_question(question: str, missing: tuple[str, ...]) -> None:
    assert not_held(analyse(question), ARTICLE) == missing


def test_the_whole_article_counts_not_the_passage_alone() -> None:
    passage = Context("Il a parlé.", language="fr", article=f"{TEXT} Il a parlé.")
    assert not_held(analyse("Qui a représenté le Maroc ?"), passage) == ()


OFFICES = (
    "Ana Costa, ministre danoise des Affaires étrangères, et le secrétaire général Luc Morel ont plaidé pour "
    "la défense des rives. Le premier des ministres de la Santé est sorti."
)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("Qui est la ministre danoise des Affaires étrangères ?", True),
        ("Qui est le ministre de la Santé ?", True),
        ("Who is the Danish finance minister?", False),
        ("Qui est le ministre de la Défense ?", False),
        ("¿Quién es el ministro de Defensa?", False),
        ("من هو وزير المالية؟", False),
        ("Qui est le premier ministre ?", False),
        ("Quel général a plaidé ?", False),
        ("Which general spoke?", False),
        ("Qui est le secrétaire général ?", True),
        ("Qui est l'ambassadeur ?", False),
        ("Pourquoi le ministre de la Défense a-t-il parlé ?", True),  # no person is asked for
    ],
)
def test_the_office_that_a_person_is_asked_by(question: str, held: bool) -> None:
    missing = not_held(analyse(question), Context(OFFICES, language="fr", article=OFFICES))
    assert (not missing) == held


def test_a_name_of_things_is_held_in_another_language() -> None:
    told = Context("Le Forum économique des ports se tiendra à Braga.", language="fr")
    for asked, missing in (
        ("¿Dónde se celebrará el Foro Económico?", ()),
        ("¿Dónde se celebrará el Foro Económico Mundial?", ("Foro Económico Mundial",)),
        ("Who won the World Cup?", ("World Cup",)),
    ):
        assert not_held(analyse(asked), told) == missing
