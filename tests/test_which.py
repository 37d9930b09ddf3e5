"""What *which* asks for is a thing of that kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.question import Question, analyse
from rag.reader import Context, Reading
from rag.values import value_at
from rag.which import (
    named_already,
    no_such_date,
    none_of_them,
    only_a_name,
    only_how_many,
    somewhere,
    whose_else,
    wrong_kind,
)

TEXT = (
    "Ana Costa a soutenu les efforts de la FAO pour parvenir à une pêche durable. "
    "La résolution 99 de la FAO interdit ces filets."
)


def wrong(question: str, span: str) -> bool:
    start = TEXT.index(span)
    reading = Reading(0.9, 0.9, start, start + len(span), span)
    return wrong_kind(analyse(question), reading, Context(TEXT, language="fr"))


@pytest.mark.parametrize(
    ("question", "span", "no"),
    [
        ("Quelle organisation parle de la pêche ?", "pour parvenir à une pêche durable", True),
        ("¿Qué organización habla de la pesca?", "pour parvenir à une pêche durable", True),
        ("Quels efforts la FAO mène-t-elle ?", "pour parvenir à une pêche durable", False),
        ("Dans quel but la FAO agit-elle ?", "pour parvenir à une pêche durable", False),
        ("Quelle résolution parle de la pêche ?", "FAO", True),
        ("¿Qué resolución de la FAO habla de la pesca?", "une pêche durable", True),
        ("¿Qué resolución de la FAO prohíbe estas redes?", "99", False),
        ("Quelle organisation interdit ces filets ?", "FAO", False),
    ],
)
def test_a_purpose_is_no_thing(question: str, span: str, no: bool) -> None:
    assert wrong(question, span) is no


@pytest.mark.parametrize(
    ("question", "span", "no"),
    [
        ("Dans quel document Ana Costa loue-t-elle la pêche ?", "sérieuse et durable", True),
        ("In which document is it praised?", "sérieuse et durable", True),
        ("Dans quel document Ana Costa loue-t-elle la pêche ?", "Dans un communiqué", False),
        ("Dans quel hôtel s'est-elle tenue ?", "à Rome", True),
        ("In which building was it held?", "Rome", True),
        ("Dans quel hôtel s'est-elle tenue ?", "hôtel Miramar", False),
        ("Dans quelle ville s'est-elle tenue ?", "Rome", False),
    ],
)
def test_a_document_is_a_text_and_a_hotel_no_town(question: str, span: str, no: bool) -> None:
    text = "Dans un communiqué, Ana Costa dit la pêche sérieuse et durable, à Rome, à l'hôtel Miramar."
    assert held(wrong_kind, question, span, text) is no


def test_who_said_it_is_not_what_they_said() -> None:
    asked = analyse("What did the World Health Organization say about masks?")
    assert named_already(asked, Reading(0.9, 0.9, 0, 3, "Organisation mondiale de la santé"))
    assert not named_already(asked, Reading(0.9, 0.9, 0, 3, "les masques restent utiles"))


def held(check: Callable[[Question, Reading, Context], bool], question: str, span: str, text: str) -> bool:
    start = text.index(span)
    reading = Reading(0.9, 0.9, start, start + len(span), span)
    return check(analyse(question), reading, Context(text, language="fr"))


NEGEV = "Le 28 mars, Ana Costa est au sommet de la Ligue à Sde Boker, au niveau ministériel."


@pytest.mark.parametrize(
    ("question", "span", "no"),
    [
        ("À quel niveau le sommet se tient-il ?", "28 mars", True),
        ("À quel niveau le sommet se tient-il ?", "niveau ministériel", False),
        ("À quelle date le sommet se tient-il ?", "28 mars", False),
        ("Quel pays préside le sommet ?", "Ligue", True),
        ("Which country hosts it?", "Ana Costa", True),
    ],
)
def test_a_kind_of_thing_is_no_date_and_a_country_no_body(question: str, span: str, no: bool) -> None:
    assert held(wrong_kind, question, span, NEGEV) is no


def test_where_it_was_is_nobody() -> None:
    assert held(somewhere, "Which minister hosted the summit?", "Sde Boker", NEGEV)
    assert not held(somewhere, "Which minister was at the summit?", "Ana Costa", NEGEV)


def test_whose_is_of_what_the_sentence_tells() -> None:
    assert held(whose_else, "whose incursion was reviewed?", "Ana Costa", NEGEV)
    assert not held(whose_else, "whose summit is it?", "la Ligue", NEGEV)


@pytest.mark.parametrize(
    ("question", "span", "no"),
    [
        ("Quel jour de mars s'ouvre le sommet ?", "mars", True),
        ("Quel jour s'ouvre le sommet ?", "28 avril", False),
        ("Quel jour finit le sommet ?", "mars 2000", True),
        ("What day does the summit end?", "mars 2000", True),
        ("Quel mois finit le sommet ?", "mars 2000", False),
        ("En quelle année a eu lieu le sommet ?", "28 avril", True),
        ("En quelle année a eu lieu le sommet ?", "1999", False),
        ("En quel mois a eu lieu le sommet ?", "1999", True),
        ("Quand a eu lieu le sommet de 1999 ?", "1999", True),
        ("Après celui de mai 2020, quand était le sommet suivant ?", "1999", True),
        ("After the one in 1998, when was the next summit?", "1999", False),
    ],
)
def test_a_date_says_what_the_question_does_not(question: str, span: str, no: bool) -> None:
    text = "Le sommet du 28 avril, qui finit en mars 2000, n'est pas celui de 1999."
    start = text.index(span)
    asked = analyse(question)
    value = value_at(asked, text, "fr", None, start, start + len(span))
    reading = Reading(0.9, 0.9, start, start + len(span), span, value)
    assert no_such_date(asked, reading) is no


@pytest.mark.parametrize(
    ("question", "span", "no"),
    [
        ("De Porto et de Braga, quelle réunion a eu lieu en premier ?", "Luc Morel", True),
        ("De Porto et de Braga, quelle réunion a eu lieu en premier ?", "à Braga", False),
        ("Which came first, law 99 or the meeting of Porto?", "FAO", True),
        ("أيهما عُقد أولا: اجتماع بورتو أم اجتماع براغا؟", "Luc Morel", True),
        ("Où Ana Costa et Luc Morel se sont-ils vus pour la première fois ?", "Braga", False),
        ("Which meeting came first?", "Luc Morel", False),  # of none that are named
        ("Qui est venu en premier, Ana Costa ou Luc Morel ?", "Luc Morel", False),
    ],
)
def test_which_of_two_is_one_of_them(question: str, span: str, no: bool) -> None:
    assert none_of_them(analyse(question), Reading(0.9, 0.9, 0, len(span), span)) is no


def test_a_subject_without_its_verb_is_no_reason() -> None:
    text = "Après deux visites, Ana Costa, la ministre, a annoncé un voyage pour la pêche."
    subject = "Après deux visites, Ana Costa, la ministre"
    assert held(only_a_name, "Pourquoi Ana Costa revient-elle ?", subject, text)
    assert not held(only_a_name, "Pourquoi Ana Costa revient-elle ?", "un voyage pour la pêche", text)


@pytest.mark.parametrize(
    ("asked", "said", "hidden"),
    [
        ("Sur quels fronts agit la coalition ?", "cinq fronts", True),
        ("On which fronts does the coalition act?", "cinq fronts", True),
        ("Sur quels fronts agit la coalition ?", "les finances et la propagande", False),
        ("Quelle résolution est citée ?", "résolution 2170", False),
        ("Combien de fronts y a-t-il ?", "cinq fronts", False),
    ],
)
def test_how_many_there_are_is_not_which(asked: str, said: str, hidden: bool) -> None:
    reading = Reading(0.9, 0.9, 0, len(said), said)
    assert only_how_many(analyse(asked), reading, Context(said, language="fr")) is hidden
