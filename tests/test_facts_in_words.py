"""Dates and numbers that are written out or hang on other words: days, decades, seasons, ratios, traps."""

from __future__ import annotations

import pytest

from index.facts import Fact, find_facts, say_date


def of_kind(kind: str, text: str, language: str, published: str | None = None) -> list[Fact]:
    return [fact for fact in find_facts(text, language, published) if fact.kind == kind and not fact.label]


def days(fact: Fact) -> str:
    return f"{fact.first}..{fact.last} {fact.precision}"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("signé le vingt-deux janvier deux mille dix-neuf", "fr", "2019-01-22..2019-01-22 day"),
        ("signed on the fourth of July 2006", "en", "2006-07-04..2006-07-04 day"),
        ("el uno de abril de mil novecientos noventa y nueve", "es", "1999-04-01..1999-04-01 day"),
        ("في الثامن من مارس 1975", "ar", "1975-03-08..1975-03-08 day"),
        ("en deux mille quatorze, il partit", "fr", "2014-01-01..2014-12-31 year"),
        ("born in nineteen sixty-eight", "en", "1968-01-01..1968-12-31 year"),
        ("dans les années soixante-dix", "fr", "1970-01-01..1979-12-31 range"),
        ("back in the 90s", "en", "1990-01-01..1999-12-31 range"),
        ("en los años noventa", "es", "1990-01-01..1999-12-31 range"),
        ("au printemps 2018", "fr", "2018-03-01..2018-06-30 range"),
        ("in the winter of 2018-2019", "en", "2018-12-01..2019-03-31 range"),
        ("from 2011 through 2017", "en", "2011-01-01..2017-12-31 range"),
    ],
)
def test_a_date_in_words(text: str, language: str, expected: str) -> None:
    (fact,) = of_kind("date", text, language)
    assert days(fact) == expected


@pytest.mark.parametrize(
    ("text", "language", "published", "expected"),
    [
        ("Le festival se tiendra du 3 au 5 mai.", "fr", "2023-11-03", "2024-05-03..2024-05-05 range"),
        ("Le couvre-feu est prolongé jusqu'au 10 janvier.", "fr", "2021-12-02", "2022-01-10..2022-01-10 day"),
        ("Tout sera prêt à la fin de l'année.", "fr", "2019-04-02", "2019-01-01..2019-12-31 year"),
        ("Le texte sera publié d'ici deux semaines.", "fr", "2018-06-13", "2018-06-13..2018-07-01 range"),
        ("La vente avait plu l'été dernier.", "fr", "2020-11-24", "2020-06-01..2020-09-30 range"),
        ("Réunis mercredi à Rabat, ils ont signé.", "fr", "2022-05-11", "2022-05-11..2022-05-11 day"),
        ("Vendredi, la ville recensait trois cas.", "fr", "2020-03-16", "2020-03-13..2020-03-13 day"),
        ("He had been missing since August 21.", "en", "2023-10-09", "2023-08-21..2023-08-21 day"),
    ],
)
def test_a_date_that_hangs_on_the_articles(text: str, language: str, published: str, expected: str) -> None:
    (fact,) = of_kind("date", text, language, published)
    assert days(fact) == expected


def test_the_same_year_is_that_of_the_date_before() -> None:
    first, second = of_kind("date", "Le 14 juillet 1953, puis en décembre de la même année.", "fr")
    assert (days(first), days(second)) == ("1953-07-14..1953-07-14 day", "1953-12-01..1953-12-31 month")
    (lone,) = of_kind("date", "En décembre de la même année, il partit.", "fr", "2020-05-05")
    assert lone.first is None


def test_a_season_says_what_it_was_taken_for_and_is_said_as_a_season() -> None:
    (fact,) = of_kind("date", "La ligne a ouvert au printemps 2018.", "fr")
    assert fact.note and "season" in fact.note
    assert [say_date(fact, tongue) for tongue in ("fr", "en", "es")] == [
        "printemps 2018",
        "spring 2018",
        "primavera de 2018",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Elle habite rue du 8-Mai-1945.", "fr"),
        ("Vingt sept personnes et dix sept élus.", "fr"),
        ("La planète et ses lunes ; il a été passé au crible.", "fr"),
        ("Une directive 2014/65, un dossier 2021-447.", "fr"),
        ("They fell; he is in her nineties; a third of March's sales.", "en"),
        ("Two men spring up in a fall.", "en"),
    ],
)
def test_no_day_year_or_season_is_made_up(text: str, language: str) -> None:
    found = of_kind("date", text, language, "2020-06-15")
    assert [fact for fact in found if fact.precision in ("day", "year", "range")] == []


@pytest.mark.parametrize(
    ("text", "language", "value", "bound"),
    [
        ("un jeune sur quatre", "fr", 0.25, "exact"),
        ("sept Français sur dix", "fr", 0.7, "exact"),
        ("nearly one in five adults", "en", 0.2, "about"),
        ("tres cuartas partes del país", "es", 0.75, "exact"),
        ("a quarter of a million refugees", "en", 250_000, "exact"),
        ("three and a half million voters", "en", 3_500_000, "exact"),
        ("some 2.5m people", "en", 2_500_000, "about"),
        ("mil trescientos millones de pesos", "es", 1_300_000_000, "exact"),
        ("several hundred people", "en", 100, "at_least"),
        ("a couple of hundred protesters", "en", 200, "about"),
        ("La dette frôle les 3 000 milliards d'euros", "fr", 3e12, "about"),
        ("dix ans et demi", "fr", 10.5, "exact"),
        ("descendu à moins 12 degrés", "fr", -12, "exact"),
        ("not more than 20 firms", "en", 20, "at_most"),
        ("augmenté de plus d'un quart", "fr", 0.25, "at_least"),
    ],
)
def test_a_number_in_words(text: str, language: str, value: float, bound: str) -> None:
    (fact,) = of_kind("number", text, language)
    assert fact.value == pytest.approx(value) and fact.bound == bound


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le vol AF 447 et l'article L. 411-1 du code.", "fr"),
        ("Composez le 17 ou le 112.", "fr"),
        ("Le groupe des Cinq a voté.", "fr"),
        ("The Big Four met at Terminal 5 over file 12/B.", "en"),
        ("Call 555-0142 or dial 911.", "en"),
    ],
)
def test_what_names_a_thing_counts_nothing(text: str, language: str) -> None:
    assert of_kind("number", text, language) == []


def test_two_men_on_three_boats_are_no_ratio() -> None:
    assert [fact.value for fact in of_kind("number", "deux hommes sur trois bateaux", "fr")] == [2, 3]
