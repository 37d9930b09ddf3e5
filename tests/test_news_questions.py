"""Questions out of French news sentences: grammatical, answered by their span, and never about a pronoun."""

from __future__ import annotations

import random

import pytest

from train.examples import Example
from train.news import news_examples


def asked(text: str, seeds: int = 30, date: str = "2020-05-14") -> list[Example]:
    """All that some thirty draws make of one article."""
    article = {"id": 7, "date": date, "title": "Titre", "heading": "", "text": text}
    found = [example for seed in range(seeds) for example in news_examples([article], random.Random(seed))]
    for example in found:
        assert example.context == text
        assert example.answer and example.answers == (example.answer,)
    return found


def answers(text: str, *opening: str) -> set[str]:
    return {example.answer for example in asked(text) if example.question.startswith(opening)}


def questions(text: str) -> set[str]:
    return {example.question for example in asked(text)}


def test_an_example_carries_its_article() -> None:
    example = asked("Le gouvernement a annoncé mardi 12 mai la fermeture des plages de Bretagne.")[0]
    assert (example.source, example.title, example.published) == ("orange-news-fr", "Titre", "2020-05-14")


def test_a_date_is_asked_for_without_its_article() -> None:
    text = "Emmanuel Macron a reçu les syndicats de la SNCF le 25 mai 2018 à la demande du Sénat."
    found = questions(text)
    assert answers(text, "Quand", "À quelle date", "Quel jour") == {"25 mai 2018"}
    assert "Quand Emmanuel Macron a-t-il reçu les syndicats de la SNCF à la demande du Sénat ?" in found


def test_the_pronoun_agrees_with_the_subject() -> None:
    found = questions("La préfecture de Loire-Atlantique a fermé mardi 3 mars les écoles de Pornic.")
    assert any("a-t-elle fermé" in question for question in found)
    assert not any("a-t-il fermé" in question for question in found)


def test_a_date_that_opens_the_sentence() -> None:
    text = "Jeudi 20 septembre, la présidente du Brésil a rencontré les députés de Brasilia."
    assert answers(text, "Quand", "Quel jour", "À quelle date") == {"Jeudi 20 septembre"}


def test_since_when() -> None:
    text = "Le Panthéon de Paris est fermé au public depuis le 14 mars."
    assert answers(text, "Depuis quand") == {"14 mars"}


def test_a_date_of_something_else_in_the_clause_is_left_alone() -> None:
    text = "Le Conseil d'Etat a suspendu le décret contesté par les maires depuis 2016 en Corse."
    assert not answers(text, "Quand", "Depuis", "En quelle année")


def test_a_place_comes_without_its_preposition() -> None:
    text = "Le ministre allemand des Finances est arrivé à Bruxelles avec une délégation de banquiers."
    assert answers(text, "Où", "Dans quelle ville") == {"Bruxelles"}


def test_who_holds_a_post_and_what_post_someone_holds() -> None:
    text = "Le ministre de la Santé Olivier Véran a salué les soignants de Mulhouse."
    assert "Olivier Véran" in answers(text, "Qui est le ministre", "Comment s'appelle", "Quel est le nom")
    assert "ministre de la Santé" in answers(text, "Quelle est la fonction", "Qui est Olivier", "Quel poste")
    assert "Olivier Véran" in answers(text, "Qui a salué")


def test_questions_in_the_other_languages() -> None:
    text = "Le président russe Vladimir Poutine, 67 ans, a salué mardi un accord avec Ankara."
    found = {(example.language, example.question): example.answer for example in asked(text)}
    assert {language for language, _ in found} == {"fr", "en", "es", "ar"}
    assert found["en", "Who is the president of Russia?"] == "Vladimir Poutine"
    assert found["ar", "ما منصب Vladimir Poutine؟"] == "président russe"


def test_age_party_and_department() -> None:
    text = "Une plainte vise Martin Durand, 45 ans, et Paul Lemoine (LREM), élus à Condom (Gers)."
    assert answers(text, "Quel âge", "Quel est l'âge") == {"45 ans"}
    assert answers(text, "À quel parti", "De quel parti") == {"LREM"}
    assert "Gers" in answers(text, "Dans quel département")


def test_an_acronym_is_spelt_out_only_where_its_letters_fit() -> None:
    text = "Selon l'Organisation mondiale de la santé (OMS) et le Bureau des eaux (XYZ), tout va bien."
    found = [example for example in asked(text) if example.id.endswith("acronym")]
    assert {example.answer for example in found} == {"Organisation mondiale de la santé", "OMS"}


def test_how_many_and_what_share() -> None:
    text = "Plus de 2.500 voyageurs de la SNCF sont restés bloqués dans un train près de Dax."
    assert answers(text, "Combien de voyageurs") == {"Plus de 2.500"}
    assert answers("52% des Français jugent la réforme utile au pays.", "Quel pourcentage") == {"52%"}


def test_why() -> None:
    text = "La SNCF a supprimé dix trains entre Nice et Cannes en raison de la grève des cheminots."
    assert answers(text, "Pourquoi", "Pour quelle raison") == {"grève des cheminots"}


def test_a_quotation_is_given_to_its_speaker() -> None:
    text = '"Nous ne fermerons pas cette usine de Bretagne", a déclaré Camille Morvan.'
    assert answers(text, "Qui a d", "De qui", "À qui", "Qui a affirmé") == {"Camille Morvan"}


@pytest.mark.parametrize(
    "text",
    [
        "Il a annoncé mardi 12 mai la fermeture des plages.",
        "Ce dernier a rencontré les députés à Paris le 3 juin 2019.",
        "Celui-ci a demandé un délai de deux mois au tribunal de Nice mardi.",
        "Le ministre n'a pas reçu les syndicats le 25 mai 2018.",
    ],
)
def test_nothing_is_asked_about_a_pronoun_or_a_denial(text: str) -> None:
    assert not asked(text, seeds=5)


def test_the_same_seed_gives_the_same_questions() -> None:
    text = (
        "Le maire de Nice Christian Estrosi a fermé lundi 4 mai les parcs de la ville pour éviter la foule."
    )
    assert asked(text, 3) == asked(text, 3)
