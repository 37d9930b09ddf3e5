"""A question with a date is read once more without it, where nothing was sure."""

from __future__ import annotations

import pytest

from rag.pipeline import Pipeline
from rag.question import analyse
from rag.reader import Context
from rag.undated import tells_of_dates, undated


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Qui conduisait la délégation à Porto en juin 2018 ?", "Qui conduisait la délégation à Porto ?"),
        ("Où s'est tenue la réunion du 11 mai 2022 ?", "Où s'est tenue la réunion ?"),
        ("Who led the delegation to Porto in June 2018?", "Who led the delegation to Porto?"),
        ("¿Dónde se celebró la reunión de mayo de 2022?", "¿Dónde se celebró la reunión?"),
        ("أين عقد اجتماع 11 مايو 2022؟", "أين عقد اجتماع؟"),
        ("Combien de pays étaient membres en 2018 ?", "Combien de pays étaient membres ?"),
    ],
)
def test_the_date_goes_with_the_words_that_lead_to_it(question: str, plain: str) -> None:
    found = undated(analyse(question), ())
    assert found is not None and found.text == plain
    assert found.kind == analyse(question).kind


@pytest.mark.parametrize(
    "question",
    [
        "Quand a eu lieu la réunion de mai 2022 ?",  # it asks for a date
        "Quelle réunion a eu lieu le 12 juillet 2018 ?",  # the date alone tells which
        "Qui a ouvert la réunion ?",
        "Qui habite rue du 4 septembre ?",
    ],
)
def test_a_date_that_is_asked_about_stays(question: str) -> None:
    assert undated(analyse(question), ()) is None


def test_only_articles_that_tell_of_the_date_are_read_without_it() -> None:
    asked = analyse("Qui a présidé la réunion en juin 2018 ?")
    assert tells_of_dates(asked, Context("Ana Costa préside.", published="2018-06"))
    assert tells_of_dates(
        asked, Context("Ana Costa préside.", article="Le 3 juin 2018, à Braga. Ana Costa préside.")
    )
    assert not tells_of_dates(asked, Context("Ana Costa préside le 3 juin."))  # of some year
    assert not tells_of_dates(asked, Context("Ana Costa préside.", published="2019"))


def test_a_date_that_the_passage_itself_does_not_say_is_no_hindrance(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Qui était à la tête de l'équipe américaine à Rabat en juin 2018 ?")
    assert answer.short == "Brett McGurk"
    assert pipeline.ask("Qui était à la tête de l'équipe américaine à Rabat en juin 2021 ?").refused
