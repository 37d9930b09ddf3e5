"""What somebody said that a meeting would be about."""

from __future__ import annotations

import pytest

from rag.question import analyse
from rag.reader import Context, Reading
from rag.sources import clause_asked, with_sources

TEXT = (
    "Le sommet de Porto durera deux jours, indique l'Alliance des ports dans un communiqué. "
    "La rencontre, ajoute la même source, mettra l'accent sur la pêche. "
    "Ana Costa est attendue jeudi. Le tourisme est à l'ordre du jour."
)


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        (
            "What did Ana Costa say the Porto summit would focus on?",
            "What would the Porto summit focus on?",
        ),
        ("What did Ana Costa announce that the summit will discuss?", "What will the summit discuss?"),
        ("¿De qué dijo Ana Costa que tratará la cumbre?", "¿De qué tratará la cumbre?"),
        ("Sur quoi Ana Costa a-t-elle dit que le sommet porterait ?", "Sur quoi le sommet porterait ?"),
        ("What did Ana Costa say about the summit?", None),
        ("What did they say the summit would discuss?", None),
        ("What did Ana Costa say the Alliance should include?", None),
    ],
)
def test_what_a_meeting_is_said_to_be_about_is_a_question_of_its_own(
    question: str, clause: str | None
) -> None:
    found = clause_asked(analyse(question))
    assert (found[0].text if found else None) == clause


def said(question: str, span: str) -> float:
    start = TEXT.index(span)
    reading = Reading(0.9, 0.9, start, start + len(span), span)
    (found,) = with_sources(analyse(question), [Context(TEXT, language="fr")], [reading])
    return found.answerable


def test_only_a_sentence_that_they_stand_for_answers() -> None:
    asked = "What did the Alliance des ports say the summit would discuss?"
    assert said(asked, "la pêche") == 0.9
    assert said(asked, "Le tourisme") < 0.1
    assert said("What did Ana Costa say the summit would discuss?", "la pêche") < 0.1
    assert said("What will the summit discuss?", "Le tourisme") == 0.9
