"""Where an event is: the town that a sentence ties to it by its own words, and no other."""

from __future__ import annotations

import pytest

from rag.event_towns import FOUND, event_town, with_event_towns
from rag.question import analyse
from rag.reader import Context, Reading
from rag.values import value_at

TIED = [
    ("fr", "Le ministre est attendu à Rabat en mai pour la réunion de la coalition", "Rabat"),
    ("fr", "La réunion de Marrakech marque une étape.", "Marrakech"),
    ("fr", "La réunion ministérielle se tiendra à Marrakech le 11 mai.", "Marrakech"),
    ("fr", "Une réunion des ministres, prévue le 11 mai à Marrakech, parlera d'Afrique.", "Marrakech"),
    ("fr", "Marrakech accueille mercredi la réunion de la coalition.", "Marrakech"),
    ("fr", "Une délégation est à Rabat pour prendre part à une réunion ce mardi.", "Rabat"),
    ("en", "The Marrakech meeting gathered eighty countries.", "Marrakech"),
    ("en", "The ministers flew to Marrakech to attend the meeting.", "Marrakech"),
    ("es", "La reunión se celebrará en Marrakech el 11 de mayo.", "Marrakech"),
    ("ar", "عقد الاجتماع في مراكش يوم 11 مايو.", "مراكش"),
]
UNTIED = [
    ("fr", "Le ministre rencontrera son homologue à Rabat avant la réunion de mai 2022."),
    ("fr", "Réuni à Rabat, le gouvernement prépare la réunion de mai 2022."),
    ("fr", "Avant la réunion de mai, il avait passé deux jours à Alger."),
    ("fr", "La réunion de mai a été annoncée depuis Washington par le ministère."),
    ("fr", "La réunion s'est tenue jeudi au Maroc, a-t-on appris à Paris."),
    ("fr", "La réunion de Rome n'a pas repris ce qui fut dit à Madrid."),
    ("en", "Speaking in London, she said the meeting had been useful."),
]
MEETING = {"fr": "reunion", "en": "meeting", "es": "reunion", "ar": "اجتماع"}
ASKED = "Où a eu lieu la réunion de mai 2022 ?"


@pytest.mark.parametrize("asked_in", sorted(MEETING))
@pytest.mark.parametrize(("language", "text", "town"), TIED)
def test_a_town_is_tied_to_the_event(asked_in: str, language: str, text: str, town: str) -> None:
    found = event_town(text, MEETING[asked_in], asked_in, language)
    assert found is not None
    assert text[found[1] : found[2]] == town


@pytest.mark.parametrize(("language", "text"), UNTIED)
def test_a_town_that_only_stands_beside_it_is_not(language: str, text: str) -> None:
    assert event_town(text, MEETING[language], language, language) is None


def always(i: int, at: int) -> bool:
    return True


def read(text: str, span: str, answerable: float) -> tuple[Context, Reading]:
    passage = Context(text, published="2022-05", language="fr", article=text)
    start = text.index(span)
    end = start + len(span)
    value = value_at(analyse(ASKED), text, "fr", "2022-05", start, end)
    return passage, Reading(0.9, answerable, start, end, span, value)


def test_a_country_gives_way_to_the_town_of_the_meeting() -> None:
    passage, reading = read("Le Maroc reçoit ses hôtes. La réunion de Marrakech est ouverte.", "Maroc", 0.8)
    [found] = with_event_towns(analyse(ASKED), [passage], [reading], always)
    assert (found.text, found.answerable) == ("Marrakech", 0.8)
    asked = analyse("Dans quel pays a eu lieu la réunion de mai 2022 ?")
    assert with_event_towns(asked, [passage], [reading], always) == [reading]


def test_a_reading_that_is_the_town_is_the_likelier_for_it() -> None:
    passage, reading = read("La réunion de Marrakech est ouverte.", "Marrakech", 0.6)
    [found] = with_event_towns(analyse(ASKED), [passage], [reading], always)
    assert found.answerable == pytest.approx(0.8)


def test_another_town_that_is_likely_stays() -> None:
    passage, reading = read("Ils vont à Madrid. La réunion de Marrakech est ouverte.", "Madrid", 0.7)
    assert with_event_towns(analyse(ASKED), [passage], [reading], always) == [reading]


def test_an_unlikely_reading_is_raised_only_in_an_article_about_the_event() -> None:
    passage, reading = read("Il parle. La réunion de Marrakech est ouverte.", "Il", 0.05)
    [found] = with_event_towns(analyse(ASKED), [passage], [reading], always)
    assert (found.text, found.answerable) == ("Marrakech", FOUND)
    other = analyse("Où a eu lieu la réunion des directeurs politiques de mai 2022 ?")
    assert with_event_towns(other, [passage], [reading], always) == [reading]


def test_a_sentence_of_another_time_is_left_as_it_is() -> None:
    passage, reading = read("La réunion de Marrakech est ouverte.", "Marrakech", 0.6)
    assert with_event_towns(analyse(ASKED), [passage], [reading], lambda i, at: False) == [reading]


def test_a_country_hosts_it_in_a_town() -> None:
    sentence = (
        "Le Portugal accueille, le 11 mai à Lisbonne et pour la première fois, la réunion ministérielle."
    )
    found = event_town(sentence, "meeting", "en", "fr")
    assert found is not None
    assert sentence[found[1] : found[2]] == "Lisbonne"


def test_a_country_beside_the_town_speaks_for_the_town() -> None:
    text = "Le Maroc accueille, le 11 mai 2022 à Marrakech, la réunion ministérielle."
    passage, reading = read(text, "Maroc", 0.3)
    asked = analyse("Which city hosts the meeting of May 2022?")
    (found,) = with_event_towns(asked, [passage], [reading], always)
    assert found.text == "Marrakech"
    assert found.answerable > FOUND
