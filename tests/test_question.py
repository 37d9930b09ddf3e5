from __future__ import annotations

import pytest

from index.errors import UsageError
from rag.question import LONGEST, analyse, bare, knowing


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("when was the Marrakech meeting?", "en", "date"),
        ("c'est quand la reunion de marrakech", "fr", "date"),
        ("En quelle année la coalition est-elle née ?", "fr", "date"),
        ("¿Cuándo se reunieron los ministros?", "es", "date"),
        ("متى كان اجتماع مراكش؟", "ar", "date"),
        ("Qui représentait le Maroc ?", "fr", "person"),
        ("And who led the delegation?", "en", "person"),
        ("¿Con quién viajó?", "es", "person"),
        ("من مثّل المغرب في واشنطن؟", "ar", "person"),
        ("combien de pays en font partie", "fr", "number"),
        ("How much did they give?", "en", "number"),
        ("cuantos miembros hay", "es", "number"),
        ("كم عدد الشركاء؟", "ar", "number"),
        ("Dans quelle ville ont-ils signé ?", "fr", "place"),
        ("where did they meet", "en", "place"),
        ("¿Dónde fue?", "es", "place"),
        ("أين اجتمعوا؟", "ar", "place"),
        ("pourquoi n'est-il pas venu", "fr", "reason"),
        ("Why did he stay away?", "en", "reason"),
        ("¿Por qué no vino?", "es", "reason"),
        ("لماذا غاب؟", "ar", "reason"),
        ("Is Turkey a member of the coalition?", "en", "yes_no"),
        ("هل كان حاضرا؟", "ar", "yes_no"),
        ("¿Participó Túnez en la reunión?", "es", "yes_no"),
        ("¿Dijo el ministro que viajaría?", "es", "yes_no"),
        ("¿Es verdad que viajó el ministro?", "es", "yes_no"),
        ("¿Qué dijo el ministro?", "es", "other"),
        ("¿Cuando fue la reunión?", "es", "date"),
        ("¿Para qué viajó el ministro?", "es", "reason"),
    ],
)
def test_language_and_kind_are_read_from_the_words(text: str, language: str, kind: str) -> None:
    question = analyse(text)
    assert (question.language, question.kind) == (language, kind)


def test_content_leaves_out_interrogatives_and_function_words() -> None:
    words = [w.folded for w in analyse("Quand a eu lieu la réunion de Marrakech ?").content]
    assert words == ["reunion", "marrakech"]


@pytest.mark.parametrize("text", ["", "   ", "?!", "\n"])
def test_an_empty_question_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UsageError, match="empty"):
        analyse(text)


def test_an_endless_question_is_refused_with_its_length() -> None:
    with pytest.raises(UsageError, match="20,000 characters"):
        analyse("x" * 20_000)
    assert analyse("x" * LONGEST)


def test_what_a_conversation_added_is_not_what_is_asked_about() -> None:
    added = "à la réunion de Marrakech du 11 mai 2022"
    question = analyse(f"Qui représentait la Tunisie {added} ?", "fr", added)
    assert [name.text for name in question.own_names] == ["Tunisie"]
    assert question.own_dates == ()
    assert [word.text for word in question.plain] == ["représentait"]
    assert "Marrakech" in [name.text for name in question.names]  # search and the reader see all of it


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pendant combien de jours le pont a-t-il été fermé ?", "number"),
        ("La séance suivante, où a-t-elle eu lieu ?", "place"),
        ("La séance a-t-elle eu lieu ?", "yes_no"),
        ("Le ministre qui a ouvert la séance est-il belge ?", "yes_no"),
        ("Quel ministère a publié le texte où le plan est loué ?", "other"),
        ("Which firm hired the man who left?", "other"),
        ("Dans quelle ville était-il quand le train partit ?", "place"),
    ],
)
def test_a_relative_or_an_inversion_is_not_taken_for_the_interrogative(text: str, kind: str) -> None:
    assert analyse(text).kind == kind


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Pourriez-vous me dire quand le pont a fermé ?", "Quand le pont a fermé ?"),
        ("Auriez-vous l'amabilité de m'indiquer qui l'a ouvert ?", "Qui l'a ouvert ?"),
        ("je voudrais savoir combien de trains roulent", "Combien de trains roulent"),
        ("Could you please tell me who opened it?", "Who opened it?"),
        ("I'd like to know where it was", "Where it was"),
        ("¿Podría decirme quién lo abrió?", "Quién lo abrió?"),
        ("هل يمكنك أن تخبرني متى عقد الاجتماع؟", "متى عقد الاجتماع؟"),
        ("Savez-vous si le pont est fermé ?", "Savez-vous si le pont est fermé ?"),
        ("Qui pouvez-vous citer ?", "Qui pouvez-vous citer ?"),
    ],
)
def test_a_question_is_read_without_its_courtesy(text: str, left: str) -> None:
    assert bare(text, analyse(text).language) == left


def test_a_point_of_the_compass_in_an_article_makes_no_name_of_it_in_a_question() -> None:
    asked = knowing(analyse("qui est entré dans le nord-est de la syrie"), ["Un pays d'Afrique du Nord."])
    assert "nord" not in [name.folded for name in asked.names]


def test_an_arabic_question_knows_the_surnames_of_the_passages() -> None:
    question = analyse("ماذا قال بلينكن عن الصيد؟")
    known = knowing(question, ["Hier, Blinken a répété que la pêche compte."])
    assert [name.text for name in known.names] == ["بلينكن"]


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("Qui a créé la ligue, selon les articles ?", "Qui a créé la ligue ?"),
        ("Who founded it according to the papers?", "Who founded it?"),
        ("¿Quién fundó la liga según la prensa?", "¿Quién fundó la liga?"),
        ("من أسس الرابطة وفقا للمقالات؟", "من أسس الرابطة؟"),
        ("Qui a créé la ligue, selon Ana Costa ?", "Qui a créé la ligue, selon Ana Costa ?"),
    ],
)
def test_naming_the_press_as_such_asks_nothing(asked: str, left: str) -> None:
    assert bare(asked, analyse(asked).language) == left


def test_a_surname_behind_a_hyphen_is_known() -> None:
    known = knowing(analyse("من اغتال البغدادي؟"), ["La mort d'Abou Bakr al-Baghdadi est confirmée."])
    assert [name.text for name in known.names] == ["البغدادي"]


def test_an_official_with_an_adjective_is_somebody() -> None:
    assert analyse("Which Moroccan minister came?").kind == "person"
    assert analyse("Which senior American official came?").kind == "person"
    assert analyse("Which city did the minister visit?").kind == "place"


@pytest.mark.parametrize(
    ("asked", "many"),
    [
        ("Which city hosts the meeting?", False),
        ("Which cities host the meeting?", True),
        ("Which African countries came?", True),
        ("Which official represents Chile?", False),
    ],
)
def test_a_verb_in_the_singular_is_no_plural(asked: str, many: bool) -> None:
    assert analyse(asked).many is many
