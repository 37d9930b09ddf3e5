"""Code-switched questions: the interrogative is right, names and numbers stay, the sense is recognisable."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest

from rag.question import kind_of
from train.switching import switched
from train.switching_words import CLITIC, lexicon

FOUNDED = "En quelle année la ville de Roubaix-les-Bains a-t-elle été fondée ?"


def into(question: str, language: str, target: str) -> str:
    """The question in ``target``, whichever seed draws it."""
    for seed in range(60):
        made = switched(question, language, Random(seed))
        if made and made[1] == target:
            return made[0]
    raise AssertionError(f"never put into {target}: {question}")


def test_the_same_seed_gives_the_same_question() -> None:
    first = [switched(FOUNDED, "fr", Random(seed)) for seed in range(20)]
    assert first == [switched(FOUNDED, "fr", Random(seed)) for seed in range(20)]


def test_languages_are_drawn_as_asked() -> None:
    rng = Random(1)
    french = Counter(made[1] for _ in range(1000) if (made := switched(FOUNDED, "fr", rng)))
    english = Counter(made[1] for _ in range(1000) if (made := switched("Where is Rome?", "en", rng)))
    assert set(french) == {"ar", "es", "en"} and set(english) == {"ar", "es", "fr"}
    assert abs(french["ar"] - 450) < 60 and abs(french["es"] - 350) < 60


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quand est-ce que le roi est mort ?", "fr"),
        ("Où se trouve le siège de l'ONU ?", "fr"),
        ("Qui a fondé la ville de Dakar ?", "fr"),
        ("Pourquoi le ministre a-t-il démissionné ?", "fr"),
        ("Combien de personnes ont été tuées ?", "fr"),
        ("When did John Smith die?", "en"),
        ("Who was the first president of Ghana?", "en"),
        ("Where was the treaty signed?", "en"),
        ("Why did the company close?", "en"),
        ("How many countries signed the treaty?", "en"),
    ],
)
def test_the_kind_of_answer_asked_for_stays(question: str, language: str) -> None:
    for target in {"ar", "es", "en", "fr"} - {language}:
        assert kind_of(into(question, language, target), target) == kind_of(question, language)


def test_names_and_numbers_stay_and_countries_are_put() -> None:
    question = "Qui a remporté le match entre Zorbec et Tiflan au Maroc en 1987 ?"
    for target, country in (("ar", "المغرب"), ("es", "Marruecos"), ("en", "Morocco")):
        made = into(question, "fr", target)
        assert all(part in made for part in ("Zorbec", "Tiflan", "1987", country)) and "Maroc " not in made


def test_spanish_and_arabic_have_their_question_marks() -> None:
    assert re.fullmatch(r"¿En qué año .+\?", into(FOUNDED, "fr", "es"))
    assert re.fullmatch(r"في أي عام .+؟", into(FOUNDED, "fr", "ar"))


def test_the_interrogative_comes_first_in_arabic() -> None:
    assert into("La ville a été fondée quand ?", "fr", "ar").startswith("متى")


def test_english_support_is_dropped() -> None:
    assert into("When did John Smith die?", "en", "es") == "¿Cuándo murió John Smith?"
    assert into("When did John Smith die?", "en", "ar") == "متى توفي John Smith؟"
    assert into("When was Zaman founded?", "en", "fr") == "Quand a été fondé Zaman ?"


def test_articles_and_genitives_agree() -> None:
    question = "Quelle est la capitale de la France ?"
    assert into(question, "fr", "ar") == "ما هي عاصمة فرنسا؟"
    assert into(question, "fr", "es") == "¿Cuál es la capital de Francia?"
    assert into("What is the capital of Senegal?", "en", "fr") == "Quelle est la capitale du Sénégal ?"
    assert into("What is the largest city of Ghana?", "en", "ar") == "ما هي أكبر مدينة في غانا؟"


def test_french_clitics_are_no_longer_there() -> None:
    for target in ("ar", "es", "en"):
        assert not CLITIC.search(into("Pourquoi le roi a-t-il signé le traité ?", "fr", target))


def test_what_does_not_ask_or_is_not_known_is_left_alone() -> None:
    for seed in range(10):
        assert switched("Titre de l'archevêque de Lyon", "fr", Random(seed)) is None
        assert switched("Quel zorbec tiflane brumise ouldaque farbite ?", "fr", Random(seed)) is None


def test_other_languages_are_left_alone() -> None:
    for question, language in (("¿Quién fundó la ciudad?", "es"), ("من أسس المدينة؟", "ar")):
        assert all(switched(question, language, Random(seed)) is None for seed in range(5))


def test_the_lexicon_is_large() -> None:
    for language in ("fr", "en"):
        assert len({id(entry) for entry, _ in lexicon(language).values()}) > 1200
