from __future__ import annotations

import pytest

from index.errors import UsageError
from rag.question import LONGEST, analyse


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
