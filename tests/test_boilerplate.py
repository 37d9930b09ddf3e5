"""What is masked is not searched, so it must never be a sentence that says something."""

from __future__ import annotations

import pytest

from index.boilerplate import boilerplate

MASKED = [
    "banderas-estados-unidos-marruecos-sahara-occidental",
    "IMG_2041.jpg",
    "Crédit photo : RM Sotheby's",
    "Photo : Jean Dupont/AFP",
    "© Le Matin 2022",
    "(AFP)",
    "AFP / Fadel Senna",
    "Par Jean Dupont avec AFP",
    "Par Marie-Claude de La Tour et Omar Brouksy",
    "By Jane Doe",
    "Avec AFP",
    "Coordinateur pour les Amériques : José Antonio Sierra.",
    "Envíanos tus noticias",
    "Si conoces alguna pista, no dudes en hacérnosla llegar. Quedarás en el anonimato",
    "Abonnez-vous à notre newsletter",
    "Lire aussi : Blinken attendu à Rabat",
    "Partager sur Facebook",
    "Read more: What we know so far",
    "Suscríbete a nuestro boletín",
    "* * *",
]
KEPT = [
    "Le 11 mai 2022, le Maroc abrite la réunion.",
    "Share prices fell by 5 % on Monday",
    "Par ailleurs, le ministre a reçu M. Blinken.",
    "Par Toutatis",
    "Crédit agricole : hausse du bénéfice",
    "Photo : le ministre Bourita à Marrakech le 11 mai",
    "Publicité mensongère : trois sociétés condamnées",
    '"N\'hésitez pas à nous contacter", a dit le ministre.',
    "Read the full text of the resolution adopted in Marrakech",
    "RABAT/PARIS - Le ministre est arrivé mardi.",
    "MAP - Le ministre est arrivé mardi.",
    "Publié le 12 mai 2022",
    "porte-parole",
    "84 pays",
    "Abonnez-vous, disait-il. Le journal comptait 3 000 lecteurs en 1914 et 12 000 en 1920.",
]


@pytest.mark.parametrize("line", MASKED)
def test_masked(line: str) -> None:
    text = f"Un titre\n\nUne phrase.\n  {line} \nUne autre."
    assert [text[a:b] for a, b in boilerplate(text)] == [line]
    assert boilerplate(text.replace("\n", "\r\n"))
    assert boilerplate(f"{line}\n\nUne phrase.", title=line) == []


@pytest.mark.parametrize("line", KEPT)
def test_kept(line: str) -> None:
    assert boilerplate(f"Une phrase.\n{line}\nUne autre.") == []


def test_a_credit_goes_and_its_caption_stays() -> None:
    text = "AFP/JACQUELYN MARTIN - Le secrétaire d'État Antony Blinken, le 28 mars 2022."
    assert boilerplate(text) == [(0, text.index("Le "))]
    text = "PHOTO/EFE - El ministro llega."
    assert boilerplate(text) == [(0, text.index("El "))]


@pytest.mark.parametrize("piece", ["AB ", "A/", "a-", "Par A ", "AFP/A ", "- ", "Crédit photo : a"])
def test_long_lines_take_no_time(piece: str) -> None:
    for length in (150, 300, 1900):
        boilerplate("\n".join([(piece * length)[:length]] * 200))
