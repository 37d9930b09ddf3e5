"""Two sentences answer one question: the same, compatible, different, or another matter."""

from __future__ import annotations

import pytest

from index.articles import Article
from rag.compare import accord, narrower, relation
from rag.evidence import Evidence
from rag.question import Question, analyse
from rag.shapes import shaped
from rag.values import value_at

Told = tuple[str, str]  # a sentence, and what in it answers

WHEN = analyse("Quand a eu lieu la réunion de Quito ?")
WHERE = analyse("Où a eu lieu la réunion des ministres de la Pêche ?")
MEMBERS = analyse("Combien de membres compte l'Alliance des deltas ?")
WHO = analyse("Qui a présidé la réunion de Quito ?")
WHAT = analyse("Quel traité les ministres ont-ils signé ?")


def piece(
    question: Question,
    sentence: str,
    span: str,
    answerable: float = 0.9,
    *,
    id: str = "a.txt",
    published: str | None = "2022-05",
    language: str = "fr",
    before: str = "",
    title: str | None = None,
) -> Evidence:
    """``sentence``, in an article of its own after ``before``, answers with ``span``."""
    text = f"{before} {sentence}".lstrip()
    article = Article(id, text, "txt", title, published, language)
    start = sentence.index(span)
    end = start + len(span)
    value = value_at(question, sentence, language, published, start, end)
    at = len(text) - len(sentence)
    return Evidence(article, at, len(text), value, answerable, shaped(question, sentence, start, end))


def between(question: Question, one: Told, other: Told, published: str | None = "2022-05") -> str:
    """The relation, which must not depend on which comes first."""
    a, b = (piece(question, *told, published=published) for told in (one, other))
    found = relation(question, a, b)
    assert relation(question, b, a) == found
    assert accord(question, a, b) == (found if found in ("same", "compatible") else None)
    return found


def dated(when: str) -> Told:
    return f"La réunion de Quito a eu lieu {when}.", when


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("le 11 mai 2022", "mercredi 11 mai 2022", "same"),
        ("le 11 mai 2022", "le 11 mai", "same"),  # the article's date gives the year
        ("en mai 2022", "le 11 mai 2022", "compatible"),
        ("en 2022", "en mai 2022", "compatible"),
        ("du 9 au 12 mai 2022", "du 11 au 14 mai 2022", "compatible"),
        ("le 11 mai 2022", "le 12 mai 2022", "different"),
        ("en mai 2022", "en juin 2022", "different"),
        ("le 11 mai 2022", "en 2021", "different"),
    ],
)
def test_dates(one: str, other: str, found: str) -> None:
    assert between(WHEN, dated(one), dated(other)) == found


def test_a_date_without_a_year_is_read_near_the_other() -> None:
    assert between(WHEN, dated("en mai"), dated("le 11 mai 2022"), published=None) == "compatible"
    assert between(WHEN, dated("le 12 mai"), dated("le 11 mai 2022"), published=None) == "different"
    assert between(WHEN, dated("le 11 mai"), dated("le 11 mai"), published=None) == "same"


def test_a_time_that_cannot_be_told_is_compared_with_nothing() -> None:
    assert between(WHEN, dated("l'année dernière"), dated("le 11 mai 2022"), published=None) == "other"


def members(words: str) -> Told:
    return f"L'Alliance des deltas réunit {words} et quelques villes.", words


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("84 pays", "84 États", "same"),
        ("84 pays", "quatre-vingt-quatre pays", "same"),
        ("84 pays", "plus de 80 pays", "compatible"),
        ("80 pays", "plus de 80 pays", "compatible"),
        ("84 pays", "environ 80 pays", "compatible"),
        ("plus de 70 pays", "plus de 80 pays", "compatible"),
        ("84 pays", "83 pays", "different"),
        ("79 pays", "plus de 80 pays", "different"),
        ("84 pays", "environ 60 pays", "different"),
        ("plus de 80 pays", "moins de 50 pays", "different"),
        ("2 500 pays", "plus de 80 pays", "other"),  # true, and nobody would say so
        ("84 pays", "84 %", "other"),
        ("84 pays", "12 fleuves", "other"),
    ],
)
def test_numbers(one: str, other: str, found: str) -> None:
    assert between(MEMBERS, members(one), members(other)) == found


@pytest.mark.parametrize(
    "attend",
    [
        "Le sommet a vu la participation de représentants d'environ 80 pays.",
        "Environ 80 pays y enverront des délégués.",
        "La réunion de Quito a rassemblé environ 80 pays.",
    ],
)
def test_members_and_those_who_come_to_a_meeting_are_not_the_same_count(attend: str) -> None:
    told = ("L'Alliance des deltas est composée de 84 États.", "84")
    assert between(MEMBERS, told, (attend, "80")) == "other"


def test_the_dead_and_the_wounded_are_not_the_same_count() -> None:
    asked = analyse("Combien de victimes l'accident a-t-il faites ?")
    dead, hurt = ("L'accident a fait 12 morts.", "12"), ("L'accident a fait 15 blessés.", "15")
    assert between(asked, dead, hurt) == "other"
    assert between(asked, dead, ("On compte 14 tués dans l'accident.", "14")) == "different"


def test_amounts_of_two_currencies_are_not_compared() -> None:
    asked = analyse("Combien a coûté le pont ?")
    euros = ("Le pont a coûté 3 millions d'euros.", "3 millions d'euros")
    dollars = ("Le pont a coûté 3 millions de dollars.", "3 millions de dollars")
    assert between(asked, euros, dollars) == "other"
    assert between(asked, euros, ("Le pont a coûté 5 millions €.", "5 millions €")) == "different"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Antony Blinken", "Blinken", "same"),
        ("Antony Blinken", "Anthony Blinken", "same"),
        ("Antony Blinken", "Victoria Nuland", "different"),
    ],
)
def test_people(one: str, other: str, found: str) -> None:
    a, b = ((f"La réunion de Quito a été présidée par {name}.", name) for name in (one, other))
    assert between(WHO, a, b) == found


def test_a_sentence_that_names_both_sets_none_against_the_other() -> None:
    both = ("Victoria Nuland a remplacé Antony Blinken à la présidence de la réunion.", "Victoria Nuland")
    assert between(WHO, both, ("Antony Blinken a présidé la réunion de Quito.", "Antony Blinken")) == "other"


@pytest.mark.parametrize(
    ("one", "span", "found"),
    [
        ("La réunion des ministres de la Pêche s'est tenue à Marrakesh.", "Marrakesh", "same"),
        ("Le Maroc a reçu les ministres à Marrakech.", "Maroc", "compatible"),
        ("La réunion s'est tenue à Marrakech, au Maroc.", "Marrakech", "same"),
        ("La réunion s'est tenue à Rabat.", "Rabat", "different"),
        ("La réunion s'est tenue à Essaouira, au nord de Marrakech.", "Essaouira", "different"),
        ("Après Marrakech, les ministres sont allés à Rabat.", "Rabat", "other"),
        ("La réunion s'est tenue au Pérou.", "Pérou", "other"),  # where a town lies is not in our table
    ],
)
def test_places(one: str, span: str, found: str) -> None:
    assert between(WHERE, ("Les ministres se sont réunis à Marrakech.", "Marrakech"), (one, span)) == found


def test_words_without_a_normal_form_agree_where_one_holds_the_other() -> None:
    told = ("Ils ont signé le traité sur les eaux du Tage.", "le traité sur les eaux du Tage")
    short = ("À Lisbonne a été signé un traité sur les eaux.", "traité sur les eaux")
    assert between(WHAT, told, short) == "same"
    another = ("Ils ont signé la convention de Lisbonne.", "convention de Lisbonne")
    assert between(WHAT, told, another) == "other"


def test_lists_agree_where_they_share_all_that_one_has() -> None:
    asked = analyse("Quels pays ont participé à la réunion ?")
    three = ("Le Maroc, la France et l'Espagne ont participé à la réunion.", "la France")
    two = ("Le Maroc et la France y ont participé.", "Maroc")
    assert between(asked, three, two) == "compatible"
    assert between(asked, two, ("La France et le Maroc étaient là.", "France")) == "same"
    assert between(asked, two, ("Le Pérou et le Chili étaient là.", "Pérou")) == "other"


@pytest.mark.parametrize(
    ("question", "closer", "vaguer"),
    [
        (WHEN, dated("le 11 mai 2022"), dated("en mai 2022")),
        (WHEN, dated("en mai 2022"), dated("en 2022")),
        (MEMBERS, members("84 pays"), members("environ 80 pays")),
        (MEMBERS, members("environ 80 pays"), members("plus de 80 pays")),
        (WHO, ("Antony Blinken présidait.", "Antony Blinken"), ("On a vu présider Blinken.", "Blinken")),
        (WHERE, ("On s'est réuni à Marrakech, au Maroc.", "Marrakech"), ("Le Maroc les a reçus.", "Maroc")),
    ],
)
def test_the_more_precise_of_two(question: Question, closer: Told, vaguer: Told) -> None:
    a, b = piece(question, *closer), piece(question, *vaguer)
    assert narrower(question, a, b)
    assert not narrower(question, b, a)


def test_a_country_that_is_asked_for_is_not_made_a_town() -> None:
    asked = analyse("Dans quel pays a eu lieu la réunion ?")
    town = piece(asked, "La réunion s'est tenue à Marrakech, au Maroc.", "Marrakech")
    assert not narrower(asked, town, piece(asked, "La réunion s'est tenue au Maroc.", "Maroc"))


def test_one_of_the_days_of_a_month_is_no_closer_than_the_month() -> None:
    told = piece(WHEN, "La réunion de Quito a lieu ce mardi.", "ce mardi", published="2022-05")
    assert not narrower(WHEN, told, piece(WHEN, *dated("en mai 2022")))
