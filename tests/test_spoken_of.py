"""A follow-up is likelier answered where the answer before it stood; better evidence elsewhere still wins."""

from __future__ import annotations

from rag.follow_ups import understood_as
from rag.question import analyse
from rag.reader import Reading
from rag.retriever import Found
from rag.spoken_of import leaning
from rag.turns import Turn

QUESTION = analyse("Avec qui Ana Costa a-t-elle parlé ?")
TOLD = Turn("Qui est venue ?", "Qui est venue à Porto ?", "fr", "Ana Costa", ("a.txt",), False)


def found(article: str) -> Found:
    return Found(f"{article}#0-9", article, 0, 9, "Luc Morel", 1.0, 1, None, 0.9)


def likely(span: str, here: float, elsewhere: float, question: str = QUESTION.text) -> tuple[float, float]:
    reading = Reading(0.9, 0.9, 0, len(span), span)
    places = [found("a.txt"), found("b.txt")]
    first, second = leaning(
        (here, elsewhere), analyse(question), places, [reading, reading], frozenset({"a.txt"})
    )
    return first, second


def test_the_article_cited_before_is_likelier() -> None:
    first, second = likely("Luc Morel", 0.55, 0.55)
    assert first > 0.65 and second == 0.55


def test_better_evidence_elsewhere_wins() -> None:
    first, second = likely("Luc Morel", 0.7, 0.95)
    assert first < second


def test_the_next_one_is_that_of_what_was_spoken_of() -> None:
    assert likely("Porto", 0.2, 0.95, "Où est la prochaine réunion ?")[1] < 0.6
    assert likely("Porto", 0.2, 0.95, "Où est la prochaine réunion de la FAO ?")[1] == 0.95
    assert likely("Porto", 0.2, 0.95, "Où est la réunion ?")[1] == 0.95


def test_what_is_no_answer_does_not_become_one() -> None:
    assert likely("Luc Morel", 0.1, 0.1)[0] == 0.1
    assert likely("Luc Morel", 0.6, 0.1, "Quand est-elle venue ?")[0] == 0.6


def test_only_what_goes_on_with_the_conversation_leans_on_it() -> None:
    assert understood_as("Avec qui est-elle venue ?", (TOLD,)).articles == ("a.txt",)
    assert understood_as("Qui a gagné le marathon de Casablanca ?", (TOLD,)).articles == ()
