"""Clauses side by side: what is asked of one is not answered from that of another."""

from __future__ import annotations

import pytest

from rag.parallels import clauses, with_parallels
from rag.question import analyse
from rag.reader import Context, Reading

SHIPS = (
    "L'Espagne a envoyé la frégate Navarra, la France le patrouilleur Ducuing "
    "et le Portugal le patrouilleur Sines."
)
SENT = (
    "Elle était représentée par son ministre, Abdi Warsame, tandis que l'Éthiopie avait délégué sa ministre, "
    "Tigist Alemu, et le Kenya son ambassadrice, Grace Otieno."
)
BANKS = "La Banque mondiale donnera 170 millions et la Banque africaine de développement 95 millions."
LIST = "L'Espagne, la France et le Portugal ont envoyé la frégate Navarra."


def told(asked: str, text: str, read: str) -> tuple[str, float]:
    start = text.index(read)
    reading = Reading(1.0, 0.9, start, start + len(read), read)
    [found] = with_parallels(analyse(asked), [Context(text, language="fr")], [reading])
    return found.text, found.answerable


@pytest.mark.parametrize(
    ("asked", "text", "read", "right"),
    [
        ("Quel bateau la France a-t-elle envoyé ?", SHIPS, "frégate Navarra", "le patrouilleur Ducuing"),
        ("Which ship did Portugal send?", SHIPS, "frégate Navarra", "le patrouilleur Sines"),
        ("Quel bateau l'Espagne a-t-elle envoyé ?", SHIPS, "frégate Navarra", "frégate Navarra"),
        ("Qui représentait le Kenya ?", SENT, "Abdi Warsame", "Grace Otieno"),
        ("¿Quién representó a Etiopía?", SENT, "Abdi Warsame", "Tigist Alemu"),
        ("Combien la Banque mondiale donnera-t-elle ?", BANKS, "95 millions", "170 millions"),
        (
            "Combien la Banque mondiale donnera-t-elle ?",
            BANKS,
            "170 millions et la Banque africaine de développement 95 millions",
            "170 millions",
        ),
        ("Quelle frégate la France a-t-elle envoyée ?", LIST, "frégate Navarra", "frégate Navarra"),
        ("Quel pays a envoyé la frégate Navarra ?", SHIPS, "Espagne", "Espagne"),
    ],
)
def test_the_answer_stands_in_its_own_clause(asked: str, text: str, read: str, right: str) -> None:
    assert told(asked, text, read)[0] == right


def test_where_its_clause_has_none_it_is_hardly_told() -> None:
    text = (
        "Le Niger y était représenté par Adamou Garba, le Tchad par Achta Saleh et la Libye par son absence."
    )
    assert told("Qui représentait la Libye ?", text, "Achta Saleh")[1] < 0.1


def test_a_sentence_of_one_has_no_series() -> None:
    assert (
        clauses("Le 15 août 2014, le Conseil de sécurité de l'ONU avait voté la résolution 2170.", "fr") == []
    )
