"""Who came before somebody is told by a sentence of both; by whose word something is, by theirs."""

from __future__ import annotations

import pytest

from rag.before_whom import besides_whom, word_of_another
from rag.question import analyse
from rag.reader import Context, Reading

CHANGE = (
    "Le général Luis Barrera commande la mission depuis février. Il a succédé au colonel Marco Tessari. "
    "Mme Rim Chabbi remplacera Sandro Bellucci, élu contre Ana Costa en 2012."
)
SCHOOLS = (
    "Le ministre Lassané Zoungrana a rappelé que 418 écoles avaient fermé. Au Mali, a ajouté son collègue "
    "Boubacar Dembélé, on en compte plus de 700."
)


def read(said: str, text: str) -> tuple[Reading, Context]:
    start = text.index(said)
    return Reading(0.9, 0.9, start, start + len(said), said), Context(text, language="fr", article=text)


@pytest.mark.parametrize(
    ("asked", "said", "another"),
    [
        ("Qui commandait la mission avant le colonel Marco Tessari ?", "Luis Barrera", True),
        ("Who commanded the mission before Marco Tessari?", "Luis Barrera", True),
        ("Qui commande la mission après le colonel Marco Tessari ?", "Marco Tessari", False),
        ("Qui était secrétaire générale avant Sandro Bellucci ?", "Rim Chabbi", True),
        ("Qui a été élu après Sandro Bellucci ?", "Rim Chabbi", False),
        ("Qui commande la mission ?", "Luis Barrera", False),
    ],
)
def test_who_came_before(asked: str, said: str, another: bool) -> None:
    assert besides_whom(analyse(asked), *read(said, CHANGE)) is another


@pytest.mark.parametrize(
    ("asked", "said", "another"),
    [
        ("Combien d'écoles ont fermé selon Boubacar Dembélé ?", "418", True),
        ("How many schools closed according to Boubacar Dembélé?", "418", True),
        ("Combien d'écoles ont fermé selon Boubacar Dembélé ?", "plus de 700", False),
        ("Combien d'écoles ont fermé selon Lassané Zoungrana ?", "418", False),
        ("Combien d'écoles ont fermé selon Ana Costa ?", "418", False),  # whom the passage doesn't know
    ],
)
def test_by_whose_word(asked: str, said: str, another: bool) -> None:
    assert word_of_another(analyse(asked), *read(said, SCHOOLS)) is another
