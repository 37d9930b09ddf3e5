"""Near misses of questions: what is put in agrees, and the passage doesn't hold it."""

from __future__ import annotations

from random import Random

import pytest

from train.examples import Example
from train.near_misses import Pools, exchanged, false_premise


def example(question: str, context: str, answer: str, language: str = "fr", title: str = "") -> Example:
    start = context.index(answer)
    return Example(question, "own", language, question, context, start, start + len(answer), title or None)


RABAT = example(
    "Quelle est la capitale du Maroc ?",
    "Rabat est la capitale du Maroc. Le roi y a rencontré Claude Simon et Nadine Morel.",
    "Rabat",
)
POOLS = Pools.of(
    [
        RABAT,
        example("Qui est Paul Durand ?", "Paul Durand est un peintre. Alice Martin aussi.", "un peintre"),
        example("Who is John Smith?", "John Smith is a baker. Mary Jones is too.", "a baker", "en"),
    ]
)
MANY = range(40)


def all_of(one: Example) -> set[str]:
    return {text for seed in MANY if (text := exchanged(one, one.context, POOLS, Random(seed)))}


def test_the_same_seed_gives_the_same_question() -> None:
    first = [exchanged(RABAT, RABAT.context, POOLS, Random(seed)) for seed in MANY]
    assert first == [exchanged(RABAT, RABAT.context, POOLS, Random(seed)) for seed in MANY]
    assert None not in first and RABAT.question not in first


def test_french_countries_keep_their_articles_right() -> None:
    found = all_of(RABAT)
    assert {"Quelle est la capitale de la Tunisie ?", "Quelle est la capitale du Sénégal ?"} & found or any(
        "capitale de la " in text for text in found
    )
    for wrong in ("de le", "du Tunisie", "de la Maroc", "de l'Tunisie", "du Algérie", "de la Algérie"):
        assert not any(wrong in text for text in found)


def test_a_country_that_the_passage_names_by_its_people_is_not_put_in() -> None:
    one = example("Qui gouverne le Maroc ?", "Le Maroc a un roi. Des Tunisiens y vivent.", "un roi")
    assert all_of(one) and not any("Tunisie" in text for text in all_of(one))


def test_in_and_to_a_country() -> None:
    one = example("Qui a gagné au Maroc ?", "Au Maroc, Zidane a gagné.", "Zidane")
    places = [text for text in all_of(one) if text.startswith("Qui a gagné ") and text != one.question]
    assert places
    assert all(" en " in p or " au " in p or " aux " in p or " à " in p for p in places)


def test_adjectives_agree() -> None:
    one = example("Qui entraîne l'équipe marocaine ?", "L'équipe marocaine est entraînée par Hamid.", "Hamid")
    adjectives = {text.split()[-2] for text in all_of(one) if text.startswith("Qui entraîne l'équipe ")}
    assert adjectives and all(word.endswith("e") for word in adjectives)


def test_a_year_becomes_one_that_the_passage_does_not_hold() -> None:
    one = example("Qui a gagné en 2022 ?", "En 2022, Lina a gagné ; en 2021 et en 2023, Omar.", "Lina")
    years = {word for text in all_of(one) for word in text.split() if word.isdigit()}
    assert years - {"2022"} and not years & {"2021", "2023"}


def test_a_year_within_a_span_is_not_put_in() -> None:
    one = example("Who led it in 1975?", "In 1975, Ann led it. From 1970 to 1980 it grew.", "Ann", "en")
    years = {int(text[-5:-1]) for text in all_of(one) if text[-5:-1].isdigit()} - {1975}
    assert years and not years & set(range(1970, 1981))


def test_a_year_that_only_bounds_the_answer_stays() -> None:
    one = example("Who led it before 1975?", "Until 1975 it was led by Ann.", "Ann", "en")
    assert all("1975" in text for text in all_of(one))


def test_born_becomes_died_only_where_no_death_is_told() -> None:
    alive = example("When was Jo Krol born?", "Jo Krol was born in 1950.", "1950", "en")
    dead = example("When was Jo Krol born?", "Jo Krol (1950–1999) was a painter.", "1950", "en")
    assert "When did Jo Krol die?" in all_of(alive)
    assert "When did Jo Krol die?" not in all_of(dead)


def test_roles_and_opposites() -> None:
    one = example("Qui est le père de Jo ?", "Le père de Jo s'appelle Max.", "Max")
    assert any(word in text for text in all_of(one) for word in ("oncle", "frère", "cousin", "parrain"))
    two = example("Quel est le plus grand lac ?", "Le plus grand lac est le lac Bleu.", "le lac Bleu")
    assert "Quel est le plus petit lac ?" in all_of(two)


def test_an_opposite_that_the_passage_holds_is_not_put_in() -> None:
    one = example("What is the highest point?", "The highest point is A, the lowest B.", "A", "en")
    assert not any("lowest" in text for text in all_of(one))


def test_english_articles_follow_what_is_put_in() -> None:
    one = example("Who is a German painter?", "Otto is a German painter.", "Otto", "en")
    assert any(" an " in text for text in all_of(one))
    assert not any(f" a {vowel}" in text for text in all_of(one) for vowel in "AEIO")


def test_a_choice_is_left_alone() -> None:
    one = example("Did Ann or Omar win in 1990?", "In 1990 Ann won, not Omar.", "Ann", "en")
    assert all_of(one) == set()


@pytest.mark.parametrize(
    ("language", "context", "answer", "known"),
    [
        ("fr", "Claude Simon a peint cette toile.", "toile", "Claude Simon"),
        ("en", "Mary Jones painted this picture.", "picture", "Mary Jones"),
        ("es", "La reunión fue en Italia.", "Italia", "Italia"),
        ("ar", "عقد الاجتماع في تونس.", "الاجتماع", "تونس"),
    ],
)
def test_a_false_premise_is_about_what_the_passage_names(
    language: str, context: str, answer: str, known: str
) -> None:
    one = example("?", context, answer, language)
    found = {false_premise(one, context, POOLS, Random(seed)) for seed in MANY}
    assert len(found) > 5 and all(text and known in text for text in found)


def test_a_premise_that_the_passage_holds_is_not_false() -> None:
    one = example("Qui a peint ?", "Claude Simon a démissionné, puis fut arrêté.", "Claude Simon")
    found = {false_premise(one, one.context, POOLS, Random(seed)) or "" for seed in range(200)}
    assert not any("démission" in text or "arrêté" in text for text in found)


def test_nothing_to_ask_about() -> None:
    one = example("quoi ?", "il pleut.", "il pleut")
    assert exchanged(one, one.context, POOLS, Random(1)) is None
    assert false_premise(one, one.context, POOLS, Random(1)) is None
